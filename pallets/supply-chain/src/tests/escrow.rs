// SPDX-License-Identifier: Apache-2.0

use frame_support::{
	assert_noop, assert_ok,
	traits::{LockableCurrency, WithdrawReasons},
	weights::Weight,
};
use proptest::prelude::*;
use sp_runtime::{DispatchError, TokenError};

use crate::{
	mock::*,
	types::{Amount, Ending, HourlyTariff, Measure, Tier},
	Event, Shipments, TermsOf,
};

#[test]
fn shipments_of_the_same_parties_do_not_mix() {
	run_in_each_currency(|asset| {
		let mut sensor = Sensor::new(1);
		let mut first = terms(&[&sensor]);
		first.asset = asset.clone();
		let mut second = first.clone();
		(second.price, second.bond) = (3_000, 700);
		let (first, second) = (under_way(first), under_way(second));
		assert_eq!(held(&asset, BUYER), (13_000, 0, 2 * DEPOSIT));
		assert_eq!(held(&asset, CARRIER), (0, 2_700, 0));

		pass_to(NOW + DAY);
		sensor.hourly(NOW, NOW + DAY, 50);
		deliver(first, NOW + DAY);
		assert_ok!(SupplyChain::confirm(by(BUYER), first));
		assert_eq!(held(&asset, BUYER), (3_000, 0, DEPOSIT));
		assert_eq!(held(&asset, CARRIER), (0, 700, 0));
		SupplyChain::do_try_state().unwrap();

		// The second goes on, with its own monitor: 2 degrees for a day.
		pass_to(NOW + 2 * DAY);
		sensor.hourly(NOW + DAY + HOUR, NOW + 2 * DAY, 100);
		deliver(second, NOW + 2 * DAY);
		assert_ok!(SupplyChain::confirm(by(BUYER), second));
		// From the first warm reading on: 23 hours.
		assert_eq!(settled().lines[0].quantity, 46_000);
		let back = 900 + 36 * 300 - 3_000;
		assert_eq!(settled().bond_forfeited, 700);
		assert!(back > 700);
		assert_over(&asset, -10_000 + 700, 10_000 - 700);
	});
}

#[test]
fn both_sides_may_carry_for_each_other() {
	run(|| {
		let there = under_way(bare());
		let mut terms = bare();
		terms.carrier = BUYER;
		assert_ok!(SupplyChain::propose(by(CARRIER), terms));
		let back = there + 1;
		assert_ok!(SupplyChain::accept(by(BUYER), back));
		assert_eq!(held(&NATIVE, BUYER), (10_000, 2_000, DEPOSIT));
		assert_eq!(held(&NATIVE, CARRIER), (10_000, 2_000, DEPOSIT));
		SupplyChain::do_try_state().unwrap();
		deliver(there, NOW);
		assert_ok!(SupplyChain::confirm(by(BUYER), there));
		hand(back, BUYER, NOW);
		deliver(back, NOW);
		assert_ok!(SupplyChain::confirm(by(CARRIER), back));
		assert_over(&NATIVE, 0, 0);
	});
}

#[test]
fn no_freeze_that_comes_later_keeps_back_what_was_given_away() {
	run(|| {
		let late = |terms: &mut TermsOf<Test>| {
			terms.price = 1_000;
			(terms.lateness.rate, terms.lateness.cap) = (5_000, 2_500);
		};
		let mut terms = bare();
		late(&mut terms);
		let id = under_way(terms);
		deliver(id, DEADLINE + 2 * HOUR);
		let id_paid = under_way(TermsOf::<Test> {
			valid_until: DEADLINE + DAY,
			deadline: DEADLINE + DAY,
			..bare()
		});
		deliver(id_paid, DEADLINE + 2 * HOUR);
		for who in [BUYER, CARRIER] {
			Balances::set_lock(*b"a freeze", &who, Amount::MAX, WithdrawReasons::all());
		}
		assert_ok!(SupplyChain::confirm(by(BUYER), id));
		assert_eq!(settled().bond_forfeited, 1_500);
		assert_ok!(SupplyChain::confirm(by(BUYER), id_paid));
		assert_over(&NATIVE, 1_500 - 10_000, 10_000 - 1_500);
	});
}

#[test]
fn the_issuer_of_an_asset_neither_takes_nor_destroys_what_is_on_hold() {
	run(|| {
		let mut terms = bare();
		(terms.asset, terms.price) = (ASSET, PURSE - LEAST);
		let id = under_way(terms);
		deliver(id, NOW);
		assert!(Assets::force_transfer(by(ISSUER), 7, BUYER, ISSUER, LEAST + 1).is_err());
		assert_ok!(Assets::freeze_asset(by(ISSUER), 7));
		assert!(Assets::start_destroy(by(ISSUER), 7).is_err());
		// Frozen, it does not move at all: the settlement waits.
		assert!(SupplyChain::confirm(by(BUYER), id).is_err());
		pass_to(NOW + 2 * DAY);
		idle(Weight::MAX);
		assert_eq!(held(&ASSET, BUYER), (PURSE - LEAST, 0, DEPOSIT));
		assert_eq!(held(&ASSET, CARRIER), (0, 2_000, 0));
		SupplyChain::do_try_state().unwrap();
		assert_ok!(Assets::thaw_asset(by(ISSUER), 7));
		pass_to(NOW + 2 * DAY + HOUR);
		idle(Weight::MAX);
		let paid = (PURSE - LEAST) as i128;
		assert_over(&ASSET, -paid, paid);
	});
}

#[test]
fn one_without_an_account_is_paid_once_it_has_one() {
	run_in_each_currency(|asset| {
		assert_ok!(Balances::force_set_balance(
			RuntimeOrigin::root(),
			POOR,
			LEAST
		));
		let mut terms = bare();
		(terms.asset, terms.carrier) = (asset.clone(), POOR);
		(terms.price, terms.bond, terms.cancellation_fee) = (LEAST - 1, 0, 0);
		let id = under_way(terms);
		deliver(id, NOW);
		assert_ok!(Balances::transfer_all(by(POOR), ISSUER, false));
		assert_eq!(total(&asset, POOR), 0);
		// Less than an account may hold: it can neither be paid nor kept.
		let error = DispatchError::Token(TokenError::CannotCreate);
		assert_noop!(SupplyChain::confirm(by(BUYER), id), error);
		pass_to(NOW + 2 * DAY);
		idle(Weight::MAX);
		let again = NOW + 2 * DAY + HOUR;
		System::assert_last_event(Event::ConclusionPutOff { id, error, again }.into());
		// Anybody helps with the least that an account may hold.
		if asset == NATIVE {
			assert_ok!(Balances::transfer_allow_death(by(BUYER), POOR, LEAST));
		} else {
			assert_ok!(Assets::transfer(by(BUYER), 7, POOR, LEAST));
		}
		pass_to(again);
		idle(Weight::MAX);
		assert_eq!(settled().paid, LEAST - 1);
		assert_eq!(total(&asset, POOR), 2 * LEAST - 1);
		assert_eq!(held(&asset, BUYER), (0, 0, 0));
	});
}

#[test]
fn a_bond_keeps_its_account_alive() {
	run_in_each_currency(|asset| {
		let mut terms = bare();
		terms.asset = asset.clone();
		(terms.price, terms.bond, terms.cancellation_fee) = (LEAST - 1, 1, 0);
		let id = under_way(terms);
		deliver(id, NOW);
		if asset == NATIVE {
			assert_ok!(Balances::transfer_all(by(CARRIER), ISSUER, false));
		} else {
			assert_ok!(Assets::transfer_all(by(CARRIER), 7, ISSUER, false));
		}
		assert!(total(&asset, CARRIER) > LEAST);
		assert_ok!(SupplyChain::confirm(by(BUYER), id));
		assert_eq!(held(&asset, CARRIER), (0, 0, 0));
	});
}

/// What may happen on a journey.
#[derive(Debug, Clone)]
struct Journey {
	asset: bool,
	price: Amount,
	bond: Amount,
	fee: Amount,
	measure: bool,
	tiers: Vec<(u64, Amount)>,
	cap: Amount,
	reject_above: Option<u64>,
	unobserved: (u64, Amount, Amount),
	lateness: (u64, Amount, Amount),
	readings: Vec<(u64, i64)>,
	arrives: u64,
	end: u8,
}

fn hourly() -> impl Strategy<Value = (u64, Amount, Amount)> {
	(0..3 * HOUR, 0..5_000u128, 0..50_000u128)
}

fn journey() -> impl Strategy<Value = Journey> {
	let money = (any::<bool>(), 0..50_000u128, 0..50_000u128, 0..60_000u128);
	let tariff = (
		any::<bool>(),
		proptest::collection::btree_map(0u64..100_000, 0..100_000u128, 0..4),
		0..100_000u128,
		proptest::option::of(0u64..400_000),
	);
	let steps = proptest::collection::vec((1..3 * HOUR, -200i64..200), 0..60);
	let rest = (hourly(), hourly(), steps, 0..12 * DAY, 0u8..7);
	(money, tariff, rest).prop_map(|(money, tariff, rest)| Journey {
		asset: money.0,
		price: money.1,
		bond: money.2,
		fee: money.3.min(money.1),
		measure: tariff.0,
		tiers: tariff.1.into_iter().collect(),
		cap: tariff.2,
		reject_above: tariff.3,
		unobserved: rest.0,
		lateness: rest.1,
		readings: rest.2,
		arrives: rest.3,
		end: rest.4,
	})
}

fn terms_of(journey: &Journey, sensor: &Sensor) -> TermsOf<Test> {
	let tariff = |(grace, rate, cap)| HourlyTariff { grace, rate, cap };
	let mut terms = terms(&[sensor, sensor]);
	terms.asset = if journey.asset { ASSET } else { NATIVE };
	(terms.price, terms.bond) = (journey.price, journey.bond);
	terms.cancellation_fee = journey.fee;
	terms.lateness = tariff(journey.lateness);
	let condition = &mut terms.conditions[1];
	if journey.measure {
		condition.tariff.measure = Measure::HoursOutside;
	}
	let tiers = journey.tiers.iter().map(|(above, rate)| Tier {
		above: *above,
		rate: *rate,
	});
	condition.tariff.tiers = tiers.collect::<Vec<_>>().try_into().unwrap();
	condition.tariff.cap = journey.cap;
	condition.tariff.reject_above = journey.reject_above;
	condition.unobserved = tariff(journey.unobserved);
	terms
}

/// Let a shipment end as the journey has it.
fn live(journey: &Journey, sensor: &mut Sensor) {
	let terms = terms_of(journey, sensor);
	let id = propose(terms.clone());
	if journey.end == 0 {
		assert_ok!(SupplyChain::cancel(by(CARRIER), id));
		return;
	}
	assert_ok!(SupplyChain::accept(by(CARRIER), id));
	if journey.end <= 2 {
		let who = if journey.end == 1 { BUYER } else { CARRIER };
		assert_ok!(SupplyChain::cancel(by(who), id));
		return;
	}
	hand(id, CARRIER, NOW);
	let mut time = NOW;
	let readings: Vec<_> = journey
		.readings
		.iter()
		.map(|(step, value)| {
			time += step;
			(time, *value)
		})
		.collect();
	let arrives = NOW + journey.arrives;
	pass_to(arrives.max(time));
	if !readings.is_empty() {
		sensor.send(&readings);
	}
	match journey.end {
		3 => {
			pass_to(DEADLINE + 5 * DAY);
			idle(Weight::MAX);
			assert_eq!(ending(), Ending::Lost);
		}
		4 => {
			assert_ok!(SupplyChain::cancel(by(CARRIER), id));
			assert_ok!(SupplyChain::cancel(by(BUYER), id));
		}
		_ => {
			hand(id, BUYER, arrives);
			let due = Shipments::<Test>::get(id).unwrap().due;
			let foretold = SupplyChain::reckoning(id, None).unwrap();
			if SupplyChain::confirm(by(BUYER), id).is_err() {
				pass_to(due + MINUTE);
				idle(Weight::MAX);
			}
			let reckoning = settled();
			assert_eq!(reckoning, foretold);
			assert_eq!(reckoning.paid + reckoning.refunded, terms.price);
			assert_eq!(
				reckoning.bond_returned + reckoning.bond_forfeited,
				terms.bond
			);
			let gain = reckoning.paid as i128 - reckoning.bond_forfeited as i128;
			assert_over(&terms.asset, -gain, gain);
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(250))]

	/// Whatever was agreed on and whatever the log says: no unit comes or goes, nothing stays on
	/// hold, and nobody loses more than was put up.
	#[test]
	fn nothing_is_made_or_lost(journey in journey()) {
		run(|| {
			let mut sensor = Sensor::new(1);
			let asset = if journey.asset { ASSET } else { NATIVE };
			let before = (issuance(&NATIVE), issuance(&ASSET));
			live(&journey, &mut sensor);
			assert_eq!((issuance(&NATIVE), issuance(&ASSET)), before);
			let (buyer, carrier) = (total(&asset, BUYER), total(&asset, CARRIER));
			assert_eq!(buyer + carrier, 2 * PURSE);
			assert!(buyer >= PURSE - journey.price && carrier >= PURSE - journey.bond);
			assert_over(&asset, buyer as i128 - PURSE as i128, carrier as i128 - PURSE as i128);
		});
	}
}
