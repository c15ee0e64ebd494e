// SPDX-License-Identifier: Apache-2.0

use frame_support::{
	assert_noop, assert_ok,
	traits::fungible::{hold::Inspect as _, NativeOrWithId},
};
use samul_primitives::{access::Permissions, StreamId};

use crate::{
	mock::{rights::Book, *},
	types::{MeterPrice, Rate},
	Error, Event, HoldReason, TariffOf, Tariffs,
};

fn on_hold(who: &sp_runtime::AccountId32) -> u128 {
	Balances::balance_on_hold(&HoldReason::Tariff.into(), who)
}

#[test]
fn a_tariff_is_set_changed_and_removed() {
	run(|| {
		let first = set(0, by_the_hour());
		assert_eq!(on_hold(&OWNER), TARIFF_DEPOSIT);
		let set_event = Event::TariffSet {
			resource: CHARGER,
			number: 0,
			provider: OWNER,
			hash: first,
			tariff: by_the_hour(),
		};
		assert_eq!(events().next(), Some(set_event));
		let second = set(0, flat());
		assert!(first != second);
		set(3, car());
		assert_eq!(on_hold(&OWNER), 2 * TARIFF_DEPOSIT);
		assert_eq!(Tariffs::<Test>::get(CHARGER, 0).unwrap().tariff, flat());
		check();
		for number in [0, 3] {
			assert_ok!(Market::remove_tariff(by(OWNER), CHARGER, number));
			let removed = Event::TariffRemoved {
				resource: CHARGER,
				number,
			};
			assert_eq!(events().next(), Some(removed));
		}
		assert_eq!(on_hold(&OWNER), 0);
		assert_noop!(
			Market::remove_tariff(by(OWNER), CHARGER, 0),
			Error::<Test>::UnknownTariff
		);
	});
}

#[test]
fn only_the_owner_sets_and_removes() {
	run(|| {
		assert_noop!(
			Market::set_tariff(by(OWNER), 99, 0, Box::new(by_the_hour())),
			Error::<Test>::UnknownResource
		);
		assert_noop!(
			Market::set_tariff(by(OTHER), CHARGER, 0, Box::new(by_the_hour())),
			Error::<Test>::NotAllowed
		);
		assert_noop!(
			Market::set_tariff(by(OWNER), CHARGER, 4, Box::new(by_the_hour())),
			Error::<Test>::BadNumber
		);
		set(0, by_the_hour());
		assert_noop!(
			Market::remove_tariff(by(OTHER), CHARGER, 0),
			Error::<Test>::NotAllowed
		);
	});
}

#[test]
fn a_new_owner_clears_away_what_the_former_one_set() {
	run(|| {
		let hash = set(0, by_the_hour());
		set(1, by_the_hour());
		set(2, by_the_hour());
		Book::change(|book| book.owners.insert(CHARGER, OTHER));
		assert_noop!(
			Market::buy(by(PAYER), CHARGER, 0, hash, order(HOUR)),
			Error::<Test>::NotForSale
		);
		assert_ok!(Market::set_tariff(
			by(OTHER),
			CHARGER,
			0,
			Box::new(by_the_hour())
		));
		assert_eq!((on_hold(&OWNER), on_hold(&OTHER)), (240, 120));
		assert_ok!(Market::remove_tariff(by(OTHER), CHARGER, 1));
		assert_ok!(Market::remove_tariff(by(OWNER), CHARGER, 2));
		assert_eq!((on_hold(&OWNER), on_hold(&OTHER)), (0, 120));
		// The same tariff, but another one is paid.
		assert_noop!(
			Market::buy(by(PAYER), CHARGER, 0, hash, order(HOUR)),
			Error::<Test>::TariffChanged
		);
	});
}

#[test]
fn a_tariff_is_within_its_bounds() {
	run(|| {
		let meter = Meter::new();
		let bad = |change: &dyn Fn(&mut TariffOf<Test>)| {
			let mut tariff = charging(meter.stream);
			change(&mut tariff);
			assert_noop!(
				Market::set_tariff(by(OWNER), CHARGER, 0, Box::new(tariff)),
				Error::<Test>::BadTariff
			);
		};
		fn price(tariff: &mut TariffOf<Test>) -> &mut MeterPrice {
			tariff.prices.meter.as_mut().unwrap()
		}
		bad(&|tariff| (tariff.prices.meter, tariff.prices.start) = (None, 0));
		bad(&|tariff| (price(tariff).amount, price(tariff).idle.amount) = (0, 0));
		bad(&|tariff| price(tariff).per = 0);
		bad(&|tariff| price(tariff).idle.unit = 0);
		bad(&|tariff| tariff.prices.time.unit = 0);
		bad(&|tariff| tariff.permissions = Permissions(0));
		bad(&|tariff| tariff.delegations = 4);
		bad(&|tariff| tariff.exclusive = false);
		bad(&|tariff| tariff.longest = 0);
		bad(&|tariff| tariff.longest = MAX_PERIOD + 1);
		bad(&|tariff| tariff.notice = MAX_PERIOD + 1);
		bad(&|tariff| tariff.ahead = MAX_PERIOD + 1);
		bad(&|tariff| tariff.late = MAX_PERIOD + 1);
		bad(&|tariff| tariff.window = MAX_PERIOD + 1);
		bad(&|tariff| tariff.window = 1);
		bad(&|tariff| tariff.window = MIN_WINDOW - 1);
		// Whoever is delegated to could be revoked before its receipt is in.
		bad(&|tariff| (tariff.prices.each_use, tariff.delegations) = (1, 1));
		bad(&|tariff| tariff.arbiter = Some(OWNER));
		let overrun = |amount, unit| Some(Rate { amount, unit });
		bad(&|tariff| (tariff.overrun, tariff.deposit) = (overrun(0, 1), 9));
		bad(&|tariff| (tariff.overrun, tariff.deposit) = (overrun(1, 0), 9));
		bad(&|tariff| (tariff.overrun, tariff.deposit) = (overrun(1, 1), 0));

		let good = |change: &dyn Fn(&mut TariffOf<Test>)| {
			let mut tariff = charging(meter.stream);
			change(&mut tariff);
			set(0, tariff);
		};
		good(&|tariff| price(tariff).amount = 0);
		good(&|tariff| price(tariff).idle.amount = 0);
		good(&|tariff| tariff.prices.start = 0);
		good(&|tariff| tariff.prices.meter = None);
		good(&|tariff| {
			(tariff.notice, tariff.ahead, tariff.late) = (MAX_PERIOD, MAX_PERIOD, MAX_PERIOD);
			(tariff.longest, tariff.window) = (MAX_PERIOD, MAX_PERIOD);
		});
		good(&|tariff| (tariff.overrun, tariff.deposit) = (overrun(1, 1), 1));
		good(&|tariff| tariff.window = 0);
		good(&|tariff| tariff.window = MIN_WINDOW);
		good(&|tariff| (tariff.prices.each_use, tariff.delegations) = (1, 0));
		good(&|tariff| tariff.delegations = 1);
	});
}

#[test]
fn a_currency_must_be_there() {
	run(|| {
		let mut tariff = by_the_hour();
		tariff.asset = NativeOrWithId::WithId(8);
		assert_noop!(
			Market::set_tariff(by(OWNER), CHARGER, 0, Box::new(tariff)),
			Error::<Test>::UnknownCurrency
		);
	});
}

#[test]
fn a_meter_is_the_owners_and_the_resources() {
	run(|| {
		let (meter, others) = (Meter::new(), Meter::of(OTHER, 2));
		let bad = |stream: StreamId, channel| {
			let mut tariff = charging(stream);
			tariff.prices.meter.as_mut().unwrap().channel = channel;
			assert_noop!(
				Market::set_tariff(by(OWNER), CHARGER, 0, Box::new(tariff)),
				Error::<Test>::MeterUnavailable
			);
		};
		bad(others.stream, 0);
		bad(meter.stream, 3);
		// Nothing is ever above zero there.
		bad(meter.stream, 2);
		bad(
			StreamId {
				index: 1,
				..meter.stream
			},
			0,
		);
		let of_another = |book: &mut Book| book.devices.remove(&(CHARGER, meter.stream.device));
		assert!(Book::change(of_another));
		bad(meter.stream, 0);
	});
}
