// SPDX-License-Identifier: Apache-2.0

use frame_support::{
	assert_noop, assert_ok,
	traits::{LockableCurrency, WithdrawReasons},
};
use samul_primitives::access::Subject;
use sp_runtime::{DispatchError, TokenError};

use crate::{
	mock::{rights::Book, *},
	types::{Amount, Order, Status, Tariff},
	Agreements, Error, Event, TariffOf,
};

/// A resource of its own for an account that has nothing but what it needs now.
const SHED: u64 = 12;

/// A right on the shed of [`POOR`], who then leaves its account: the rent is less than one may hold,
/// half of it is due.
fn bought_from_one_who_left(tariff: TariffOf<Test>) -> u64 {
	let least = LEAST + TARIFF_DEPOSIT;
	assert_ok!(Balances::force_set_balance(
		RuntimeOrigin::root(),
		POOR,
		least
	));
	Book::change(|book| book.owners.insert(SHED, POOR));
	let mut tariff = tariff;
	tariff.prices.time.amount = LEAST - 1;
	let hash = tariff.hash(SHED, &POOR);
	assert_ok!(Market::set_tariff(by(POOR), SHED, 0, Box::new(tariff)));
	let right = Book::get().next;
	assert_ok!(Market::buy(by(PAYER), SHED, 0, hash, order(2 * HOUR)));
	assert_ok!(Market::remove_tariff(by(POOR), SHED, 0));
	assert_ok!(Balances::transfer_all(by(POOR), ISSUER, false));
	assert_eq!(total(&NATIVE, &POOR), 0);
	pass(HOUR);
	right
}

fn give_account(asset: &frame_support::traits::fungible::NativeOrWithId<u32>) {
	if *asset == NATIVE {
		assert_ok!(Balances::transfer_allow_death(by(OTHER), POOR, LEAST));
	} else {
		assert_ok!(Assets::transfer(by(OTHER), 7, POOR, LEAST));
	}
}

fn put_off(right: u64) -> bool {
	let error = DispatchError::Token(TokenError::CannotCreate);
	let expected = Event::PaymentPutOff { right, error };
	let below = Event::PaymentPutOff {
		right,
		error: TokenError::BelowMinimum.into(),
	};
	events().any(|event| event == expected || event == below)
}

#[test]
fn a_provider_that_can_not_be_paid_keeps_back_nothing_else() {
	run_in_each_currency(|asset| {
		let tariff = Tariff {
			asset: asset.clone(),
			..by_the_hour()
		};
		let right = bought_from_one_who_left(tariff);
		assert_ok!(Market::give_back(by(PAYER), right));
		assert!(put_off(right));
		assert_eq!(held(&asset), (LEAST - 1, 0, AGREEMENT_DEPOSIT));
		assert!(Book::get().rights.is_empty());
		let agreement = Agreements::<Test>::get(right).unwrap();
		assert_eq!(agreement.status, Status::Unpaid);
		check();
		assert!(Market::conclude(by(OTHER), right).is_err());
		for call in [Market::give_back, Market::cancel] {
			assert_noop!(call(by(PAYER), right), Error::<Test>::WrongStatus);
		}
		// Anybody can give it an account.
		give_account(&asset);
		assert_ok!(Market::conclude(by(OTHER), right));
		assert_eq!(total(&asset, &POOR), 2 * LEAST - 1);
		assert_eq!(closed(), (sums(LEAST - 1, 0), sums(LEAST - 1, 0)));
		assert_eq!(held(&asset), (0, 0, 0));
	});
}

#[test]
fn what_nobody_can_be_paid_goes_back_at_last() {
	run_in_each_currency(|asset| {
		let tariff = Tariff {
			asset: asset.clone(),
			..by_the_hour()
		};
		let right = bought_from_one_who_left(tariff);
		assert_ok!(Market::give_back(by(PAYER), right));
		pass(UNPAID_LIFE - 1);
		assert!(Market::conclude(by(PAYER), right).is_err());
		pass(1);
		assert_ok!(Market::conclude(by(PAYER), right));
		assert_eq!(closed(), (sums(0, 0), sums(2 * (LEAST - 1), 0)));
		assert_eq!(total(&asset, &PAYER), PURSE);
		assert_eq!(held(&asset), (0, 0, 0));
	});
}

#[test]
fn who_can_be_paid_by_then_is_paid_also_after_that() {
	run(|| {
		let right = bought_from_one_who_left(by_the_hour());
		assert_ok!(Market::give_back(by(PAYER), right));
		pass(UNPAID_LIFE);
		give_account(&NATIVE);
		assert_ok!(Market::conclude(by(PAYER), right));
		assert_eq!(closed().0, sums(LEAST - 1, 0));
	});
}

#[test]
fn rent_that_is_owed_does_not_keep_back_the_deposit() {
	run(|| {
		let right = bought_from_one_who_left(flat());
		assert_ok!(Market::give_back(by(PAYER), right));
		// The rent is owed, the deposit can be claimed.
		assert!(put_off(right));
		assert_eq!(held(&NATIVE), (LEAST - 1, 5_000, AGREEMENT_DEPOSIT));
		check();
		pass(2 * DAY);
		assert_ok!(Market::conclude(by(PAYER), right));
		assert_eq!(held(&NATIVE), (LEAST - 1, 0, AGREEMENT_DEPOSIT));
		check();
		give_account(&NATIVE);
		assert_ok!(Market::conclude(by(PAYER), right));
		assert_eq!(held(&NATIVE), (0, 0, 0));
	});
}

#[test]
fn a_claim_makes_up_for_what_could_not_be_paid_alone() {
	run(|| {
		let right = bought_from_one_who_left(flat());
		assert_ok!(Market::give_back(by(PAYER), right));
		assert_ok!(Market::claim(by(POOR), right, 5));
		// Each alone is too little, and so they are both owed.
		assert_ok!(Market::accept_claim(by(PAYER), right));
		let agreement = Agreements::<Test>::get(right).unwrap();
		assert_eq!(agreement.on_hold, sums(LEAST - 1, 5));
		check();
		pass(UNPAID_LIFE);
		assert_ok!(Market::conclude(by(PAYER), right));
		assert_eq!(closed(), (sums(0, 0), sums(2 * (LEAST - 1), 5_000)));
		assert_eq!(total(&NATIVE, &PAYER), PURSE);
	});
}

#[test]
fn no_freeze_that_comes_later_keeps_back_what_was_given_away() {
	run(|| {
		let right = buy(car(), order(HOUR));
		Balances::set_lock(*b"a freeze", &PAYER, Amount::MAX, WithdrawReasons::all());
		pass(2 * HOUR);
		assert_ok!(Market::give_back(by(PAYER), right));
		assert_over(&NATIVE, 180);
	});
}

#[test]
fn a_frozen_asset_keeps_no_right_from_ending() {
	run(|| {
		let tariff = Tariff {
			asset: ASSET,
			..car()
		};
		let right = buy(tariff, order(3 * HOUR));
		pass(HOUR);
		assert_ok!(Assets::freeze_asset(by(ISSUER), 7));
		assert_ok!(Market::give_back(by(PAYER), right));
		assert_eq!(settled().total_cost, 100);
		assert!(Book::get().rights.is_empty());
		assert_eq!(held(&ASSET), (300, 1_000, AGREEMENT_DEPOSIT));
		check();
		assert!(Market::conclude(by(OWNER), right).is_err());
		// Nobody gains by waiting: what can not be paid can not come back either.
		pass(UNPAID_LIFE);
		assert!(Market::conclude(by(PAYER), right).is_err());
		check();
		assert_ok!(Assets::thaw_asset(by(ISSUER), 7));
		assert_ok!(Market::conclude(by(OTHER), right));
		assert_eq!(closed(), (sums(100, 0), sums(200, 1_000)));
		assert_over(&ASSET, 100);
	});
}

#[test]
fn what_can_be_moved_stays_moved() {
	run(|| {
		let tariff = Tariff {
			asset: ASSET,
			..flat()
		};
		let right = bought_from_one_who_left(tariff);
		assert_ok!(Assets::freeze_asset(by(ISSUER), 7));
		assert_ok!(Market::give_back(by(PAYER), right));
		pass(2 * DAY);
		assert_ok!(Market::conclude(by(PAYER), right));
		let rent = 2 * (LEAST - 1);
		assert_eq!(held(&ASSET), (rent, 5_000, AGREEMENT_DEPOSIT));
		check();
		// The payer's part can be moved again, the provider's can not.
		assert_ok!(Assets::thaw_asset(by(ISSUER), 7));
		assert_ok!(Market::conclude(by(OTHER), right));
		let error = DispatchError::Token(TokenError::CannotCreate);
		assert_eq!(events().next(), Some(Event::PaymentPutOff { right, error }));
		assert_eq!(held(&ASSET), (LEAST - 1, 0, AGREEMENT_DEPOSIT));
		check();
		// Now nothing can.
		assert_noop!(Market::conclude(by(OTHER), right), error);
		give_account(&ASSET);
		assert_ok!(Market::conclude(by(OTHER), right));
		assert_eq!(closed(), (sums(LEAST - 1, 0), sums(LEAST - 1, 5_000)));
		assert_eq!(held(&ASSET), (0, 0, 0));
	});
}

#[test]
fn a_payer_that_can_not_be_given_back_keeps_nothing_from_the_provider() {
	run(|| {
		let tariff = Tariff {
			asset: ASSET,
			..car()
		};
		// Of the rent both get as much as the other.
		let right = buy(tariff, order(2 * HOUR));
		pass(HOUR);
		assert_ok!(Assets::block(by(ISSUER), 7, PAYER));
		assert_ok!(Market::give_back(by(DRIVER), right));
		assert_eq!(total(&ASSET, &OWNER), PURSE + 100);
		assert_eq!(held(&ASSET), (100, 1_000, AGREEMENT_DEPOSIT));
		check();
		let blocked = DispatchError::Token(TokenError::CannotCreate);
		assert_noop!(Market::conclude(by(OTHER), right), blocked);
		// It is the payer's, and not paid twice.
		pass(UNPAID_LIFE);
		assert_noop!(Market::conclude(by(OTHER), right), blocked);
		assert_ok!(Assets::thaw(by(ISSUER), 7, PAYER));
		assert_ok!(Market::conclude(by(OTHER), right));
		assert_eq!(closed(), (sums(100, 0), sums(100, 1_000)));
		assert_over(&ASSET, 100);
	});
}

#[test]
fn a_frozen_asset_keeps_nobody_from_cancelling() {
	run(|| {
		let tariff = Tariff {
			asset: ASSET,
			..flat()
		};
		let later = Order {
			from: NOW + HOUR,
			until: NOW + 3 * HOUR,
			..order(0)
		};
		let right = buy(tariff, later);
		assert_ok!(Assets::freeze_asset(by(ISSUER), 7));
		assert_ok!(Market::cancel(by(PAYER), right));
		assert_eq!(held(&ASSET), (200, 5_000, AGREEMENT_DEPOSIT));
		check();
		assert_ok!(Assets::thaw_asset(by(ISSUER), 7));
		assert_ok!(Market::conclude(by(OTHER), right));
		assert_over(&ASSET, 30);
	});
}

#[test]
fn a_payer_can_spend_all_that_is_not_on_hold() {
	run_in_each_currency(|asset| {
		let tariff = Tariff {
			asset: asset.clone(),
			..car()
		};
		let right = buy(tariff, order(2 * HOUR));
		if asset == NATIVE {
			assert_ok!(Balances::transfer_all(by(PAYER), ISSUER, false));
		} else {
			assert_ok!(Assets::transfer_all(by(PAYER), 7, ISSUER, false));
		}
		pass(3 * HOUR);
		assert_ok!(Market::give_back(by(DRIVER), right));
		assert_eq!(closed(), (sums(200, 80), sums(0, 920)));
		assert_eq!(total(&asset, &OWNER), PURSE + 280);
		assert_eq!(held(&asset), (0, 0, 0));
	});
}

#[test]
fn agreements_of_one_payer_do_not_mix() {
	run(|| {
		let first = buy(flat(), order(2 * HOUR));
		let hash = set(1, car());
		let other = Order {
			subject: Subject::Account([9; 32]),
			from: NOW + 2 * HOUR,
			until: NOW + 5 * HOUR,
			uses: None,
			limit: 0,
		};
		assert_ok!(Market::buy(by(PAYER), CHARGER, 1, hash, other));
		assert_eq!(held(&NATIVE), (500, 6_000, 2 * AGREEMENT_DEPOSIT));
		pass(2 * HOUR);
		assert_ok!(Market::conclude(by(OTHER), first));
		assert_eq!(held(&NATIVE), (300, 6_000, 2 * AGREEMENT_DEPOSIT));
		check();
		assert_ok!(Market::claim(by(OWNER), first, 0));
		assert_eq!(held(&NATIVE), (300, 1_000, AGREEMENT_DEPOSIT));
		pass(3 * HOUR);
		assert_ok!(Market::give_back(by(PAYER), first + 1));
		assert_over(&NATIVE, 500);
	});
}
