// SPDX-License-Identifier: Apache-2.0

use frame_support::assert_ok;
use samul_primitives::access::Subject;

use crate::{
	mock::{rights::Book, *},
	settlement::ChargeDetail,
	types::{Booking, Order, Quote},
	MarketError,
};

#[test]
fn tariffs_are_told_in_order_with_what_a_buyer_names() {
	run(|| {
		assert!(Market::tariffs(CHARGER).is_empty());
		let hashes = [set(3, car()), set(1, flat())];
		let told: Vec<_> = Market::tariffs(CHARGER)
			.into_iter()
			.map(|info| (info.number, info.hash, info.for_sale, info.offer.tariff))
			.collect();
		assert_eq!(
			told,
			[(1, hashes[1], true, flat()), (3, hashes[0], true, car())]
		);
		Book::change(|book| book.owners.insert(CHARGER, OTHER));
		assert!(Market::tariffs(CHARGER).iter().all(|info| !info.for_sale));
		let quote = Market::quote(CHARGER, 1, order(HOUR));
		assert_eq!(quote, Err(MarketError::NotForSale));
	});
}

#[test]
fn a_quote_is_what_goes_on_hold() {
	run(|| {
		let meter = Meter::new();
		let mut tariff = charging(meter.stream);
		tariff.prices.each_use = 9;
		tariff.prices.time = hourly(20);
		tariff.deposit = 70;
		let hash = set(2, tariff);
		let order = Order {
			uses: Some(3),
			..order_up_to(90 * MINUTE, 1_000)
		};
		let quote = Market::quote(CHARGER, 2, order).unwrap();
		let at_most = ChargeDetail {
			start: NOW,
			end: NOW + 90 * MINUTE,
			time: 90 * MINUTE,
			uses: 3,
			fixed_cost: 50,
			time_cost: 40,
			energy_cost: 1_000,
			use_cost: 27,
			total_cost: 1_117,
			..Default::default()
		};
		let expected = Quote {
			tariff: hash,
			provider: OWNER,
			currency: NATIVE,
			from: NOW,
			at_most,
			on_hold: sums(1_117, 70),
			storage_deposit: AGREEMENT_DEPOSIT,
		};
		assert_eq!(quote, expected);
		assert_ok!(Market::buy(by(PAYER), CHARGER, 2, quote.tariff, order));
		assert_eq!(held(&NATIVE), (1_117, 70, AGREEMENT_DEPOSIT));
		// The time is taken.
		let again = Market::quote(CHARGER, 2, order);
		assert_eq!(again, Err(MarketError::NotAvailable));
	});
}

#[test]
fn a_quote_says_why_there_is_none() {
	run(|| {
		set(0, by_the_hour());
		let quote = |number, order| Market::quote(CHARGER, number, order).unwrap_err();
		assert_eq!(quote(1, order(HOUR)), MarketError::UnknownTariff);
		assert_eq!(quote(0, order(0)), MarketError::BadTime);
		assert_eq!(quote(0, order_up_to(HOUR, 1)), MarketError::BadOrder);
		// One that was to begin before is quoted from now on.
		let past = Order {
			from: 0,
			..order(HOUR)
		};
		assert_eq!(Market::quote(CHARGER, 0, past).unwrap().from, NOW);
	});
}

#[test]
fn an_agreement_is_told_with_what_it_has_come_to() {
	run(|| {
		let mut meter = Meter::new();
		let later = Order {
			from: NOW + HOUR,
			until: NOW + 9 * HOUR,
			..order_up_to(0, 10_000)
		};
		let right = buy(charging(meter.stream), later);
		let info = Market::agreement(right).unwrap();
		assert_eq!((info.right, info.due), (right, NOW + 9 * HOUR));
		assert_eq!(info.agreement.agreed, sums(10_050, 0));
		let booking = Booking {
			right,
			from: later.from,
			until: later.until,
			until_returned: false,
		};
		assert_eq!(Market::bookings(CHARGER), [booking]);
		let cost = |at| Market::running_cost(right, at);
		assert_eq!(cost(None), Err(MarketError::NotBegun));

		pass(2 * HOUR);
		meter.each_minute(NOW + HOUR, NOW + 90 * MINUTE, 4_000);
		let so_far = cost(None).unwrap();
		// Up to the last reading.
		assert_eq!((so_far.energy, so_far.total_cost), (2_000_000, 850));
		assert_eq!(so_far.time, HOUR);
		let last = cost(Some(u64::MAX)).unwrap();
		assert_eq!((last.end, last.total_cost), (NOW + 9 * HOUR, 850));

		assert_ok!(Market::give_back(by(DRIVER), right));
		let foretold = cost(None).unwrap();
		assert_eq!(foretold, cost(Some(u64::MAX)).unwrap());
		assert_ok!(Market::conclude(by(OWNER), right));
		assert_eq!(settled(), foretold);
		assert_eq!(cost(None), Err(MarketError::UnknownAgreement));
		assert_eq!(Market::agreement(right), None);
	});
}

#[test]
fn what_is_settled_has_its_record() {
	run(|| {
		let right = buy(flat(), order(HOUR));
		assert_ok!(Market::give_back(by(PAYER), right));
		let cost = Market::running_cost(right, None);
		assert_eq!(cost, Err(MarketError::AlreadySettled));
	});
}

#[test]
fn overrun_is_told_as_it_grows() {
	run(|| {
		let right = buy(car(), order(HOUR));
		let cost = Market::running_cost(right, Some(NOW + 2 * HOUR)).unwrap();
		assert_eq!((cost.total_cost, cost.overrun_cost), (100, 80));
		assert_eq!((cost.time, cost.overrun), (HOUR, HOUR));
	});
}

#[test]
fn agreements_are_told_in_pages() {
	run(|| {
		let hash = set(0, by_the_hour());
		for seed in 0..120 {
			let order = Order {
				subject: Subject::Account([seed; 32]),
				..order(HOUR)
			};
			assert_ok!(Market::buy(by(PAYER), CHARGER, 0, hash, order));
		}
		for who in [PAYER, OWNER] {
			let first = Market::agreements_of(who.clone(), None, u32::MAX);
			assert_eq!(first.len(), 100);
			let rest = Market::agreements_of(who.clone(), first.last().copied(), 100);
			let mut all = [first, rest].concat();
			all.sort_unstable();
			assert_eq!(all, (0..120).collect::<Vec<_>>());
			assert_eq!(Market::agreements_of(who, None, 7).len(), 7);
		}
		assert!(Market::agreements_of(OTHER, None, 9).is_empty());
	});
}
