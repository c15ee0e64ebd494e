// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};

use crate::{
	mock::*,
	types::{Status, Tariff},
	Agreements, Error, Event,
};

/// A flat that was given back after two hours: the rent of 200 is settled, at NOW + 2 h.
fn given_back() -> u64 {
	let right = buy(flat(), order(5 * HOUR));
	pass(2 * HOUR);
	assert_ok!(Market::give_back(by(PAYER), right));
	assert_eq!(held(&NATIVE), (0, 5_000, AGREEMENT_DEPOSIT));
	assert_eq!(total(&NATIVE, &OWNER), PURSE + 200);
	right
}

/// The same, of which 3,000 are claimed.
fn claimed() -> u64 {
	let right = given_back();
	assert_ok!(Market::claim(by(OWNER), right, 3_000));
	right
}

fn status(right: u64) -> Status {
	Agreements::<Test>::get(right).unwrap().status
}

#[test]
fn without_a_claim_the_deposit_comes_back() {
	run(|| {
		let right = given_back();
		pass(2 * DAY - 1);
		assert_noop!(Market::conclude(by(PAYER), right), Error::<Test>::NotDue);
		pass(1);
		assert_noop!(Market::claim(by(OWNER), right, 1), Error::<Test>::TooLate);
		assert_ok!(Market::conclude(by(OTHER), right));
		assert_over(&NATIVE, 200);
	});
}

#[test]
fn a_provider_that_claims_nothing_closes_at_once() {
	run(|| {
		let right = given_back();
		assert_ok!(Market::claim(by(OWNER), right, 0));
		assert_eq!(closed(), (sums(200, 0), sums(300, 5_000)));
		assert_over(&NATIVE, 200);
	});
}

#[test]
fn a_claim_is_no_more_than_the_deposit() {
	run(|| {
		let running = buy(flat(), order(HOUR));
		assert_noop!(
			Market::claim(by(OWNER), running, 1),
			Error::<Test>::WrongStatus
		);
		assert_ok!(Market::give_back(by(PAYER), running));
		assert_ok!(Market::claim(by(OWNER), running, 0));
		let right = given_back();
		for who in [PAYER, ARBITER, OTHER] {
			assert_noop!(Market::claim(by(who), right, 1), Error::<Test>::NotAllowed);
		}
		assert_noop!(
			Market::claim(by(OWNER), right, 5_001),
			Error::<Test>::TooMuch
		);
		assert_noop!(
			Market::claim(by(OWNER), right, u128::MAX),
			Error::<Test>::TooMuch
		);
		assert_ok!(Market::claim(by(OWNER), right, 5_000));
		assert_noop!(
			Market::claim(by(OWNER), right, 1),
			Error::<Test>::WrongStatus
		);
		assert_ok!(Market::accept_claim(by(PAYER), right));
		assert_over(&NATIVE, 5_200);
	});
}

#[test]
fn overrun_comes_before_damage() {
	run(|| {
		let tariff = Tariff {
			window: DAY,
			..car()
		};
		let right = buy(tariff, order(HOUR));
		pass(2 * HOUR);
		assert_ok!(Market::give_back(by(PAYER), right));
		assert_noop!(Market::claim(by(OWNER), right, 921), Error::<Test>::TooMuch);
		assert_ok!(Market::claim(by(OWNER), right, 900));
		assert_ok!(Market::accept_claim(by(PAYER), right));
		assert_eq!(closed(), (sums(100, 980), sums(0, 20)));
		assert_over(&NATIVE, 1_080);
	});
}

#[test]
fn silence_accepts_where_somebody_could_have_ruled() {
	run(|| {
		let right = claimed();
		let due = NOW + 2 * HOUR + 2 * DAY;
		let event = Event::DamageClaimed {
			right,
			amount: 3_000,
			due,
		};
		assert_eq!(events().next(), Some(event));
		pass_to(due - 1);
		assert_noop!(Market::conclude(by(OWNER), right), Error::<Test>::NotDue);
		pass(1);
		assert_noop!(Market::dispute(by(PAYER), right), Error::<Test>::TooLate);
		assert_ok!(Market::conclude(by(OWNER), right));
		assert_eq!(closed(), (sums(200, 3_000), sums(300, 2_000)));
		assert_over(&NATIVE, 3_200);
	});
}

#[test]
fn a_claim_at_the_last_moment_can_be_answered_as_long_as_any() {
	run(|| {
		let tariff = Tariff {
			window: MIN_WINDOW,
			..flat()
		};
		let right = buy(tariff, order(HOUR));
		assert_ok!(Market::give_back(by(PAYER), right));
		pass(MIN_WINDOW - 1);
		assert_ok!(Market::claim(by(OWNER), right, 5_000));
		pass(MIN_WINDOW - 1);
		assert_noop!(Market::conclude(by(OWNER), right), Error::<Test>::NotDue);
		assert_ok!(Market::dispute(by(PAYER), right));
		// And so has who rules.
		pass(4 * MIN_WINDOW - 1);
		assert_noop!(Market::conclude(by(PAYER), right), Error::<Test>::NotDue);
		assert_ok!(Market::rule(by(ARBITER), right, 1));
		assert_over(&NATIVE, 1);
	});
}

#[test]
fn silence_accepts_nothing_where_nobody_rules() {
	run(|| {
		let tariff = Tariff {
			arbiter: None,
			..flat()
		};
		let right = buy(tariff, order(HOUR));
		assert_ok!(Market::give_back(by(PAYER), right));
		assert_ok!(Market::claim(by(OWNER), right, 3_000));
		assert_noop!(Market::dispute(by(PAYER), right), Error::<Test>::NoArbiter);
		pass(2 * DAY);
		assert_ok!(Market::conclude(by(OTHER), right));
		assert_over(&NATIVE, 0);
	});
}

#[test]
fn an_arbiter_rules_any_part_of_the_claim() {
	for (ruled, paid) in [(0, 0), (1, 1), (1_234, 1_234), (3_000, 3_000)] {
		run(|| {
			let right = claimed();
			for who in [OWNER, DRIVER, OTHER] {
				assert_noop!(Market::dispute(by(who), right), Error::<Test>::NotAllowed);
			}
			assert_noop!(
				Market::rule(by(ARBITER), right, 1),
				Error::<Test>::WrongStatus
			);
			assert_ok!(Market::dispute(by(PAYER), right));
			let disputed = Event::ClaimDisputed {
				right,
				arbiter: ARBITER,
				due: NOW + 2 * HOUR + 8 * DAY,
			};
			assert_eq!(events().next(), Some(disputed));
			assert_eq!(status(right), Status::Disputed { amount: 3_000 });
			assert_noop!(
				Market::dispute(by(PAYER), right),
				Error::<Test>::WrongStatus
			);
			for who in [OWNER, PAYER, OTHER] {
				assert_noop!(Market::rule(by(who), right, 1), Error::<Test>::NotAllowed);
			}
			assert_noop!(
				Market::rule(by(ARBITER), right, 3_001),
				Error::<Test>::TooMuch
			);
			check();
			assert_ok!(Market::rule(by(ARBITER), right, ruled));
			let event = Event::ClaimRuled {
				right,
				amount: ruled,
			};
			assert!(events().any(|other| other == event));
			assert_over(&NATIVE, 200 + paid);
		});
	}
}

#[test]
fn an_arbiter_that_is_silent_leaves_the_deposit_with_the_payer() {
	run(|| {
		let right = claimed();
		assert_ok!(Market::dispute(by(PAYER), right));
		pass(8 * DAY - 1);
		assert_noop!(Market::conclude(by(PAYER), right), Error::<Test>::NotDue);
		pass(1);
		assert_noop!(Market::rule(by(ARBITER), right, 1), Error::<Test>::TooLate);
		assert_ok!(Market::conclude(by(PAYER), right));
		assert_over(&NATIVE, 200);
	});
}

#[test]
fn who_disputes_may_still_accept() {
	run(|| {
		let right = claimed();
		for who in [OWNER, ARBITER, OTHER] {
			assert_noop!(
				Market::accept_claim(by(who), right),
				Error::<Test>::NotAllowed
			);
		}
		assert_ok!(Market::dispute(by(PAYER), right));
		assert_ok!(Market::accept_claim(by(PAYER), right));
		assert_over(&NATIVE, 3_200);
		let right = given_back_again();
		assert_noop!(
			Market::accept_claim(by(PAYER), right),
			Error::<Test>::WrongStatus
		);
	});
}

fn given_back_again() -> u64 {
	let right = buy(flat(), order(HOUR));
	assert_ok!(Market::give_back(by(PAYER), right));
	right
}
