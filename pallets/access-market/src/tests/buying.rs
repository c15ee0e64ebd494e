// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok, traits::fungible::Inspect as _};
use samul_primitives::{access::Subject, DeviceId};
use sp_runtime::TokenError;

use crate::{
	mock::{rights::Book, *},
	types::{Order, MAX_BOOKINGS},
	Agreements, AgreementsOf, BookingsOf, Error, Event, MarketError,
};

#[test]
fn a_mobility_provider_pays_for_its_driver() {
	run_in_each_currency(|asset| {
		let mut tariff = flat();
		tariff.asset = asset.clone();
		let order = order(3 * HOUR);
		let right = buy(tariff.clone(), order);
		assert_eq!(held(&asset), (300, 5_000, AGREEMENT_DEPOSIT));
		let bought = Event::RightBought {
			right,
			resource: CHARGER,
			payer: PAYER,
			provider: OWNER,
			tariff: tariff.hash(CHARGER, &OWNER),
			order,
			on_hold: sums(300, 5_000),
			meter: None,
		};
		assert_eq!(events().next(), Some(bought));
		let terms = Book::get().rights[&(CHARGER, driver(), right)].0.clone();
		assert_eq!(terms, tariff.right(order.from, order.until, None));
		assert_eq!(terms.until, Some(order.until - 1));
		for party in [PAYER, OWNER] {
			assert!(AgreementsOf::<Test>::contains_key(party, right));
		}
		assert_eq!(Balances::total_balance(&DRIVER), 0);
	});
}

#[test]
fn what_is_bought_is_what_was_offered() {
	run(|| {
		let cheap = set(0, by_the_hour());
		let mut dear = by_the_hour();
		dear.prices.time.amount = 101;
		let dear = set(0, dear);
		for (number, hash, error) in [
			(0, cheap, Error::<Test>::TariffChanged),
			(1, dear, Error::<Test>::UnknownTariff),
		] {
			let call = Market::buy(by(PAYER), CHARGER, number, hash, order(HOUR));
			assert_noop!(call, error);
		}
		assert_ok!(Market::buy(by(PAYER), CHARGER, 0, dear, order(HOUR)));
		// What comes later does not change what was agreed on.
		set(0, flat());
		pass(HOUR);
		assert_ok!(Market::conclude(by(OTHER), 0));
		assert_eq!(settled().total_cost, 101);
	});
}

#[test]
fn nobody_sells_to_oneself_or_judges_oneself() {
	run(|| {
		let hash = set(0, flat());
		for who in [OWNER, ARBITER] {
			assert_noop!(
				Market::buy(by(who), CHARGER, 0, hash, order(HOUR)),
				Error::<Test>::SameParty
			);
		}
	});
}

#[test]
fn a_right_is_within_the_times_that_are_sold() {
	run(|| {
		let hash = set(0, by_the_hour());
		let (ahead, longest) = (30 * DAY, 10 * DAY);
		let mut now = NOW;
		let mut try_it = |from, until, good| {
			let order = Order {
				from,
				until,
				..order(0)
			};
			let call = Market::buy(by(PAYER), CHARGER, 0, hash, order);
			if good {
				assert_ok!(call);
				let right = Book::get().next - 1;
				assert_eq!(
					Agreements::<Test>::get(right).unwrap().order.from,
					from.max(now)
				);
				// As many rights as a subject may have are soon there.
				now += 1;
				pass_to(now);
				let _ = Market::cancel(by(OWNER), right);
				let _ = Market::give_back(by(PAYER), right);
			} else {
				assert_eq!(call, Err(Error::<Test>::BadTime.into()));
			}
		};
		try_it(NOW, NOW, false);
		try_it(NOW + 5, NOW + 4, false);
		try_it(NOW - HOUR, NOW, false);
		try_it(NOW, NOW + longest + 1, false);
		try_it(NOW + ahead + 1, NOW + ahead + 2, false);
		try_it(u64::MAX, u64::MAX, false);
		try_it(NOW, u64::MAX, false);
		try_it(NOW + ahead, NOW + ahead + longest, true);
		try_it(NOW + 1, NOW + 1 + longest, true);
		// Nothing begins, or is paid, in the past.
		try_it(0, NOW + longest + 2, true);
	});
}

#[test]
fn an_order_names_what_has_a_price_and_nothing_else() {
	run(|| {
		let meter = Meter::new();
		let hashes = [
			set(0, by_the_hour()),
			set(1, turnstile()),
			set(2, charging(meter.stream)),
		];
		for (number, uses, limit, good) in [
			(0, None, 1, false),
			(0, Some(0), 0, false),
			(1, None, 0, false),
			(1, Some(0), 0, false),
			(1, Some(3), 1, false),
			(2, None, 0, false),
			(0, None, 0, true),
			(0, Some(2), 0, true),
			(1, Some(3), 0, true),
			(2, None, 1, true),
		] {
			let order = Order {
				uses,
				limit,
				..order(HOUR)
			};
			let hash = hashes[usize::from(number)];
			let call = Market::buy(by(PAYER), CHARGER, number, hash, order);
			if good {
				assert_ok!(call);
			} else {
				assert_eq!(call, Err(Error::<Test>::BadOrder.into()));
			}
		}
		assert_eq!(held(&NATIVE).0, 100 + 100 + 21 + 51);
	});
}

#[test]
fn what_the_rights_refuse_is_refused() {
	run(|| {
		let hash = set(0, by_the_hour());
		let for_device = Order {
			subject: Subject::Device(DeviceId([9; 32])),
			..order(HOUR)
		};
		let buy = |order| Market::buy(by(PAYER), CHARGER, 0, hash, order);
		assert_noop!(buy(for_device), Error::<Test>::UnknownSubject);
		Book::change(|book| book.registered.insert(DeviceId([9; 32])));
		assert_ok!(buy(for_device));
		for _ in 0..rights::MAX_RIGHTS {
			assert_ok!(buy(order(HOUR)));
		}
		assert_noop!(buy(order(HOUR)), Error::<Test>::TooManyRights);
		Book::change(|book| book.next = u64::MAX);
		let subject = Subject::Account([8; 32]);
		assert_noop!(
			buy(Order {
				subject,
				..order(HOUR)
			}),
			Error::<Test>::NoMoreNumbers
		);
	});
}

#[test]
fn who_can_not_pay_gets_nothing() {
	run(|| {
		let meter = Meter::new();
		let hash = set(0, charging(meter.stream));
		for limit in [PURSE, u128::MAX] {
			assert_noop!(
				Market::buy(by(PAYER), CHARGER, 0, hash, order_up_to(HOUR, limit)),
				TokenError::FundsUnavailable
			);
		}
		assert_noop!(
			Market::buy(by(POOR), CHARGER, 0, hash, order_up_to(HOUR, 1)),
			TokenError::FundsUnavailable
		);
		assert!(Book::get().rights.is_empty());
	});
}

#[test]
fn what_is_exclusive_is_let_to_one_at_a_time() {
	run(|| {
		let hash = set(0, flat());
		let open = set(1, by_the_hour());
		let subject = |number: u64| Subject::Account([number as u8 + 100; 32]);
		let buy = |number: u64, from, until| {
			let order = Order {
				subject: subject(number),
				from: NOW + from,
				until: NOW + until,
				uses: None,
				limit: 0,
			};
			Market::buy(by(PAYER), CHARGER, 0, hash, order)
		};
		assert_ok!(buy(0, 2 * HOUR, 4 * HOUR));
		for (from, until) in [
			(HOUR, 2 * HOUR + 1),
			(2 * HOUR, 4 * HOUR),
			(3 * HOUR, 3 * HOUR + 1),
			(HOUR, 9 * HOUR),
			(4 * HOUR - 1, 9 * HOUR),
		] {
			assert_noop!(buy(1, from, until), Error::<Test>::NotAvailable);
		}
		// One begins when the other ends.
		assert_ok!(buy(1, HOUR, 2 * HOUR));
		assert_ok!(buy(2, 4 * HOUR, 5 * HOUR));
		// What is not exclusive does not care.
		assert_ok!(Market::buy(by(PAYER), CHARGER, 1, open, order(6 * HOUR)));
		// What was cancelled can be had again.
		assert_ok!(Market::cancel(by(PAYER), 0));
		assert_ok!(buy(3, 2 * HOUR, 4 * HOUR));
	});
}

#[test]
fn there_are_only_so_many_bookings_and_what_is_over_makes_room() {
	run(|| {
		let mut cheap = flat();
		cheap.deposit = 1;
		let hash = set(0, cheap);
		let buy = |number: u64| {
			let order = Order {
				subject: Subject::Account([number as u8 + 100; 32]),
				from: NOW + number * HOUR,
				until: NOW + (number + 1) * HOUR,
				uses: None,
				limit: 0,
			};
			Market::buy(by(PAYER), CHARGER, 0, hash, order)
		};
		for number in 0..u64::from(MAX_BOOKINGS) {
			assert_ok!(buy(number));
		}
		assert_noop!(buy(u64::from(MAX_BOOKINGS)), Error::<Test>::TooManyBookings);
		pass(HOUR - 1);
		assert_noop!(buy(u64::from(MAX_BOOKINGS)), Error::<Test>::TooManyBookings);
		pass(1);
		assert_ok!(buy(u64::from(MAX_BOOKINGS)));
		check();
		assert_eq!(
			BookingsOf::<Test>::get(CHARGER).len(),
			MAX_BOOKINGS as usize
		);
	});
}

#[test]
fn what_was_not_given_back_is_not_let_now() {
	run(|| {
		let hash = set(0, car());
		assert_ok!(Market::buy(by(PAYER), CHARGER, 0, hash, order(HOUR)));
		pass(2 * HOUR);
		let buy = |from| {
			let order = Order {
				from,
				until: from + HOUR,
				..order(0)
			};
			Market::buy(by(OTHER), CHARGER, 0, hash, order)
		};
		// Nobody knows when it will be back.
		for from in [NOW + 2 * HOUR, NOW + 4 * HOUR, NOW + 20 * DAY] {
			assert_noop!(buy(from), Error::<Test>::NotAvailable);
			let quote = Market::quote(
				CHARGER,
				0,
				Order {
					from,
					until: from + HOUR,
					..order(0)
				},
			);
			assert_eq!(quote, Err(MarketError::NotAvailable));
		}
		assert_ok!(Market::give_back(by(PAYER), 0));
		assert_ok!(buy(NOW + 4 * HOUR));
		assert_ok!(buy(NOW + 2 * HOUR));
	});
}

#[test]
fn what_must_be_given_back_is_let_for_later_until_it_is_late() {
	run(|| {
		let hash = set(0, car());
		assert_ok!(Market::buy(by(PAYER), CHARGER, 0, hash, order(2 * HOUR)));
		pass(2 * HOUR - 1);
		let buy = |from| {
			let order = Order {
				from,
				until: from + HOUR,
				..order(0)
			};
			Market::buy(by(OTHER), CHARGER, 0, hash, order)
		};
		assert_ok!(buy(NOW + 2 * HOUR));
		pass(1);
		assert_noop!(buy(NOW + 4 * HOUR), Error::<Test>::NotAvailable);
	});
}
