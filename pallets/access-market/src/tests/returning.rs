// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};

use crate::{
	mock::{rights::Book, *},
	types::{Order, Tariff},
	Agreements, Error, Event,
};

fn due(right: u64) -> u64 {
	Market::agreement(right).unwrap().due
}

/// From an hour on, for three hours.
fn later() -> Order {
	Order {
		from: NOW + HOUR,
		until: NOW + 4 * HOUR,
		..order(0)
	}
}

#[test]
fn time_is_paid_by_the_hour_that_has_begun() {
	for (after, paid) in [
		(0, 0),
		(1, 100),
		(HOUR, 100),
		(HOUR + 1, 200),
		(5 * HOUR, 500),
		(6 * HOUR, 500),
	] {
		run(|| {
			let right = buy(by_the_hour(), order(5 * HOUR));
			pass(after);
			assert_ok!(Market::give_back(by(PAYER), right));
			assert_eq!(settled().time, after.min(5 * HOUR));
			assert_eq!(closed(), (sums(paid, 0), sums(500 - paid, 0)));
			assert_over(&NATIVE, paid);
		});
	}
}

#[test]
fn a_right_ends_by_itself_and_once() {
	run_in_each_currency(|asset| {
		let mut tariff = by_the_hour();
		tariff.asset = asset.clone();
		let right = buy(tariff, order(5 * HOUR));
		assert_eq!(due(right), NOW + 5 * HOUR);
		pass(5 * HOUR - 1);
		assert_noop!(Market::conclude(by(OTHER), right), Error::<Test>::NotDue);
		pass(1);
		assert_ok!(Market::conclude(by(OTHER), right));
		let ended = Event::AgreementClosed {
			right,
			payer: PAYER,
			provider: OWNER,
			paid: sums(500, 0),
			back: sums(0, 0),
		};
		assert_eq!(events().next(), Some(ended));
		for call in [Market::conclude, Market::give_back, Market::cancel] {
			assert_noop!(call(by(PAYER), right), Error::<Test>::UnknownAgreement);
		}
		assert_over(&asset, 500);
	});
}

#[test]
fn who_cancels_before_the_beginning_pays_the_fee() {
	for (fee, paid) in [(0, 0), (30, 30), (300, 300), (301, 300), (u128::MAX, 300)] {
		run(|| {
			let tariff = Tariff {
				cancellation_fee: fee,
				..flat()
			};
			let right = buy(tariff, later());
			pass(HOUR - 1);
			assert_noop!(Market::give_back(by(PAYER), right), Error::<Test>::NotBegun);
			for who in [OTHER, DRIVER] {
				assert_noop!(Market::cancel(by(who), right), Error::<Test>::NotAllowed);
			}
			assert_ok!(Market::cancel(by(PAYER), right));
			let cancelled = Event::Cancelled {
				right,
				by: PAYER,
				fee: paid,
			};
			assert!(events().any(|event| event == cancelled));
			assert_eq!(closed(), (sums(paid, 0), sums(300 - paid, 5_000)));
			assert_over(&NATIVE, paid);
		});
	}
}

#[test]
fn a_provider_that_cancels_before_the_beginning_gets_nothing() {
	run(|| {
		let meter = Meter::new();
		let order = Order {
			limit: 1_000,
			..later()
		};
		let right = buy(charging(meter.stream), order);
		assert_ok!(Market::cancel(by(OWNER), right));
		assert_eq!(closed(), (sums(0, 0), sums(1_050, 0)));
		assert_over(&NATIVE, 0);
	});
}

#[test]
fn what_has_begun_is_given_back_not_cancelled() {
	run(|| {
		let right = buy(by_the_hour(), later());
		pass(HOUR);
		assert_noop!(Market::cancel(by(PAYER), right), Error::<Test>::Begun);
		assert_ok!(Market::give_back(by(PAYER), right));
		assert_over(&NATIVE, 0);
	});
}

#[test]
fn a_provider_gives_notice() {
	run(|| {
		let right = buy(flat(), order(5 * HOUR));
		pass(MINUTE);
		assert_ok!(Market::cancel(by(OWNER), right));
		let ends = NOW + MINUTE + 2 * HOUR;
		assert_eq!(events().next(), Some(Event::NoticeGiven { right, ends }));
		let terms = Book::get().rights[&(CHARGER, driver(), right)].0.clone();
		assert_eq!((terms.until, due(right)), (Some(ends - 1), ends));
		check();
		// Again it would only be later.
		pass(1);
		assert_noop!(Market::cancel(by(OWNER), right), Error::<Test>::EndsSooner);
		// The time after it can be bought.
		let hash = flat().hash(CHARGER, &OWNER);
		let next = Order {
			from: ends,
			until: ends + HOUR,
			..order(0)
		};
		assert_ok!(Market::buy(by(OTHER), CHARGER, 0, hash, next));
		pass_to(ends);
		assert_ok!(Market::conclude(by(OTHER), right));
		assert_eq!(settled().time, MINUTE + 2 * HOUR);
		assert_ok!(Market::claim(by(OWNER), right, 0));
		assert_ok!(Market::give_back(by(OTHER), right + 1));
	});
}

#[test]
fn notice_does_not_make_a_right_longer() {
	run(|| {
		let right = buy(by_the_hour(), order(2 * HOUR));
		assert_noop!(Market::cancel(by(OWNER), right), Error::<Test>::EndsSooner);
		pass(3 * HOUR);
		assert_noop!(Market::cancel(by(OWNER), right), Error::<Test>::EndsSooner);
	});
}

#[test]
fn notice_makes_nobody_late() {
	run(|| {
		let tariff = Tariff { notice: 0, ..car() };
		let right = buy(tariff, order(5 * HOUR));
		pass(HOUR);
		assert_ok!(Market::cancel(by(OWNER), right));
		// The right is over, the car is not back: the rent goes on, the overrun begins when it would.
		let terms = Book::get().rights[&(CHARGER, driver(), right)].0.clone();
		assert_eq!(terms.until, Some(NOW + HOUR - 1));
		check();
		pass(2 * HOUR);
		assert_noop!(Market::conclude(by(OWNER), right), Error::<Test>::NotDue);
		assert_ok!(Market::give_back(by(PAYER), right));
		assert_eq!((settled().time_cost, settled().overrun_cost), (300, 0));
		assert_over(&NATIVE, 300);
	});
}

#[test]
fn who_is_late_pays_from_the_deposit() {
	for (late, paid) in [
		(0, 0),
		(1, 40),
		(HOUR / 2, 40),
		(HOUR / 2 + 1, 80),
		(10 * HOUR, 800),
		(12 * HOUR, 960),
		// The deposit is used up.
		(12 * HOUR + 1, 1_000),
		(30 * DAY, 1_000),
	] {
		run(|| {
			let right = buy(car(), order(2 * HOUR));
			pass(2 * HOUR + late);
			assert_ok!(Market::give_back(by(DRIVER), right));
			assert_eq!((settled().overrun, settled().overrun_cost), (late, paid));
			assert_eq!(settled().total_cost, 200);
			assert_eq!(closed(), (sums(200, paid), sums(0, 1_000 - paid)));
			assert_over(&NATIVE, 200 + paid);
		});
	}
}

#[test]
fn what_is_never_given_back_costs_the_deposit() {
	run(|| {
		let right = buy(car(), order(2 * HOUR));
		// 25 units pay the deposit; the 25th begins after 24.
		let used_up = NOW + 2 * HOUR + 12 * HOUR + 1;
		assert_eq!(due(right), used_up);
		pass_to(used_up - 1);
		assert_noop!(Market::conclude(by(OWNER), right), Error::<Test>::NotDue);
		check();
		pass(1);
		assert_ok!(Market::conclude(by(OTHER), right));
		assert_eq!(closed(), (sums(200, 1_000), sums(0, 0)));
		assert_over(&NATIVE, 1_200);
	});
}

#[test]
fn nothing_is_left_to_claim_of_a_deposit_that_is_used_up() {
	run(|| {
		let tariff = Tariff {
			window: DAY,
			..car()
		};
		let right = buy(tariff, order(2 * HOUR));
		pass(2 * DAY);
		assert_ok!(Market::conclude(by(OWNER), right));
		assert_over(&NATIVE, 1_200);
	});
}

#[test]
fn a_resource_that_is_sold_does_not_change_who_is_paid() {
	run(|| {
		let right = buy(flat(), order(2 * HOUR));
		Book::change(|book| book.owners.insert(CHARGER, OTHER));
		assert_noop!(Market::cancel(by(OTHER), right), Error::<Test>::NotAllowed);
		pass(2 * HOUR);
		assert_ok!(Market::conclude(by(OTHER), right));
		assert_noop!(
			Market::claim(by(OTHER), right, 1),
			Error::<Test>::NotAllowed
		);
		assert_ok!(Market::claim(by(OWNER), right, 0));
		assert_over(&NATIVE, 200);
	});
}

#[test]
fn times_at_the_end_of_all_times_do_not_wrap() {
	run(|| {
		let tariff = Tariff {
			late: MAX_PERIOD,
			..turnstile()
		};
		pass_to(u64::MAX - HOUR);
		let order = Order {
			uses: Some(1),
			until: u64::MAX,
			..order(0)
		};
		let right = buy(tariff, order);
		pass(MINUTE);
		assert_ok!(Market::give_back(by(PAYER), right));
		assert_eq!(Agreements::<Test>::get(right).unwrap().due, u64::MAX);
		pass_to(u64::MAX);
		assert_ok!(Market::conclude(by(PAYER), right));
		assert_over(&NATIVE, 0);
	});
}
