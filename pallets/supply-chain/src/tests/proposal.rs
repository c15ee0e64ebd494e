// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok, traits::fungible::NativeOrWithId};
use samul_primitives::StreamId;
use sp_runtime::TokenError;

use crate::{
	mock::*,
	types::{HourlyTariff, Status, Tier},
	Agenda, Error, Event, NextId, Shipments, ShipmentsOf, TermsOf,
};

fn refused(change: impl FnOnce(&mut TermsOf<Test>), error: Error<Test>) {
	let mut terms = bare();
	change(&mut terms);
	assert_noop!(SupplyChain::propose(by(BUYER), terms), error);
}

#[test]
fn a_proposal_is_kept_for_its_parties_against_a_deposit() {
	run(|| {
		let sensor = Sensor::new(1);
		let mut terms = terms(&[&sensor]);
		terms.consignee = Some(CONSIGNEE);
		let id = propose(terms.clone());
		assert_eq!(id, 0);
		System::assert_last_event(
			Event::ShipmentProposed {
				id,
				buyer: BUYER,
				terms: terms.clone(),
			}
			.into(),
		);
		let shipment = Shipments::<Test>::get(id).unwrap();
		assert_eq!(
			(shipment.status, shipment.custodian),
			(Status::Proposed, BUYER)
		);
		assert_eq!((shipment.buyer, shipment.terms), (BUYER, terms));
		for party in [BUYER, CARRIER, CONSIGNEE] {
			assert!(ShipmentsOf::<Test>::contains_key(party, id));
		}
		assert!(Agenda::<Test>::contains_key((NOW + DAY) / MINUTE, id));
		assert_eq!(held(&NATIVE, BUYER), (0, 0, DEPOSIT));
		assert_eq!(held(&NATIVE, CARRIER), (0, 0, 0));
		assert_eq!(propose(bare()), 1);
		assert_eq!(held(&NATIVE, BUYER), (0, 0, 2 * DEPOSIT));
	});
}

#[test]
fn the_parties_are_different() {
	run(|| {
		let same = Error::SameParty;
		refused(|terms| terms.carrier = BUYER, same.clone());
		refused(|terms| terms.consignee = Some(BUYER), same.clone());
		refused(|terms| terms.consignee = Some(CARRIER), same);
	});
}

#[test]
fn times_lie_ahead_and_periods_are_bounded() {
	run(|| {
		let changes: [fn(&mut TermsOf<Test>); 8] = [
			|terms| terms.valid_until = NOW,
			|terms| terms.valid_until = NOW + MAX_PERIOD + 1,
			|terms| (terms.not_before, terms.deadline) = (0, NOW),
			|terms| terms.not_before = terms.deadline,
			|terms| terms.deadline = NOW + MAX_PERIOD + 1,
			|terms| terms.abandon_after = MAX_PERIOD + 1,
			|terms| terms.confirmation_period = MAX_PERIOD + 1,
			|terms| terms.deadline = u64::MAX,
		];
		for change in changes {
			refused(change, Error::BadTime);
		}
		let mut longest = bare();
		longest.valid_until = NOW + MAX_PERIOD;
		longest.deadline = NOW + MAX_PERIOD;
		longest.abandon_after = MAX_PERIOD;
		longest.confirmation_period = MAX_PERIOD;
		longest.not_before = 0;
		under_way(longest);
	});
}

#[test]
fn tariffs_make_sense() {
	run(|| {
		refused(
			|terms| terms.cancellation_fee = terms.price + 1,
			Error::BadTariff,
		);
		let sensor = Sensor::new(1);
		let tiers = |tiers: &[u64]| {
			let mut condition = cool(sensor.stream);
			let rate = 1;
			let tiers = tiers.iter().map(|above| Tier {
				above: *above,
				rate,
			});
			condition.tariff.tiers = tiers.collect::<Vec<_>>().try_into().unwrap();
			vec![cool(sensor.stream), condition].try_into().unwrap()
		};
		refused(|terms| terms.conditions = tiers(&[5, 5]), Error::BadTariff);
		refused(
			|terms| terms.conditions = tiers(&[0, 7, 6]),
			Error::BadTariff,
		);
		for good in [&[][..], &[0], &[0, 1, 2, u64::MAX]] {
			let mut terms = bare();
			terms.cancellation_fee = terms.price;
			terms.conditions = tiers(good);
			propose(terms);
		}
	});
}

#[test]
fn conditions_are_of_channels_of_the_sides_that_sign() {
	run(|| {
		let sensor = Sensor::new(1);
		let good = cool(sensor.stream);
		let bad = |change: &dyn Fn(&mut crate::types::ConditionTerms)| {
			let mut condition = good.clone();
			change(&mut condition);
			refused(
				|terms| {
					terms.consignee = Some(CONSIGNEE);
					terms.conditions = vec![good.clone(), condition].try_into().unwrap();
				},
				Error::BadCondition,
			);
		};
		bad(&|terms| terms.condition.channel = 2);
		bad(&|terms| terms.condition.low = 81);
		// Humidity has no kinetic mean.
		bad(&|terms| (terms.condition.channel, terms.condition.kinetic) = (1, true));
		bad(&|terms| {
			terms.stream = StreamId {
				index: 9,
				..sensor.stream
			}
		});
		// Nobody is asked whether he wants to receive: his streams are his own.
		for (owner, seed) in [(CONSIGNEE, 2), (DRIVER, 3)] {
			let other = Sensor::of(owner, seed);
			bad(&|terms| terms.stream = other.stream);
		}
		let buyers = Sensor::of(BUYER, 4);
		let mut terms = terms(&[&sensor, &buyers]);
		terms.conditions[0].condition.kinetic = true;
		terms.conditions[1].condition.low = 80;
		propose(terms);
	});
}

#[test]
fn the_currency_exists() {
	run(|| {
		refused(
			|terms| terms.asset = NativeOrWithId::WithId(8),
			Error::UnknownCurrency,
		)
	});
}

#[test]
fn who_cannot_give_the_deposit_proposes_nothing() {
	run(|| {
		assert_noop!(
			SupplyChain::propose(by(POOR), bare()),
			TokenError::FundsUnavailable
		);
	});
}

#[test]
fn numbers_end() {
	run(|| {
		NextId::<Test>::put(u64::MAX - 1);
		propose(bare());
		assert_noop!(
			SupplyChain::propose(by(BUYER), bare()),
			Error::<Test>::NoMoreNumbers
		);
	});
}

#[test]
fn the_carrier_accepts_and_the_money_is_put_on_hold() {
	run_in_each_currency(|asset| {
		let mut terms = bare();
		terms.asset = asset.clone();
		let id = propose(terms);
		assert_noop!(
			SupplyChain::accept(by(BUYER), id),
			Error::<Test>::NotAllowed
		);
		assert_noop!(
			SupplyChain::accept(by(DRIVER), id),
			Error::<Test>::NotAllowed
		);
		assert_noop!(
			SupplyChain::accept(by(CARRIER), 1),
			Error::<Test>::UnknownShipment
		);
		// To the last millisecond.
		pass_to(NOW + DAY);
		assert_ok!(SupplyChain::accept(by(CARRIER), id));
		System::assert_last_event(
			Event::ShipmentAccepted {
				id,
				carrier: CARRIER,
			}
			.into(),
		);
		assert_eq!(held(&asset, BUYER), (10_000, 0, DEPOSIT));
		assert_eq!(held(&asset, CARRIER), (0, 2_000, 0));
		assert_eq!(Shipments::<Test>::get(id).unwrap().due, DEADLINE);
		assert_noop!(
			SupplyChain::accept(by(CARRIER), id),
			Error::<Test>::WrongStatus
		);
	});
}

#[test]
fn a_lapsed_proposal_is_not_accepted() {
	run(|| {
		let id = propose(bare());
		pass_to(NOW + DAY + 1);
		assert_noop!(
			SupplyChain::accept(by(CARRIER), id),
			Error::<Test>::ProposalLapsed
		);
	});
}

#[test]
fn nothing_is_accepted_that_is_not_covered() {
	run_in_each_currency(|asset| {
		for (price, bond) in [(PURSE, 0), (0, PURSE), (u128::MAX, u128::MAX)] {
			let mut terms = bare();
			(terms.asset, terms.price, terms.bond) = (asset.clone(), price, bond);
			terms.cancellation_fee = 0;
			let id = propose(terms);
			assert!(SupplyChain::accept(by(CARRIER), id).is_err());
		}
		// The price alone is not taken if the bond is missing. (A call rolls back as a whole.)
		let mut terms = bare();
		(terms.asset, terms.bond) = (asset.clone(), PURSE);
		let id = propose(terms);
		let accepted =
			frame_support::storage::with_storage_layer(|| SupplyChain::accept(by(CARRIER), id));
		assert!(accepted.is_err());
		assert_eq!(held(&asset, BUYER).0, 0);
	});
}

#[test]
fn what_costs_nothing_is_carried_for_nothing() {
	run_in_each_currency(|asset| {
		let mut terms = bare();
		(terms.asset, terms.price, terms.bond) = (asset.clone(), 0, 0);
		(terms.cancellation_fee, terms.lateness) = (0, HourlyTariff::default());
		let id = under_way(terms);
		assert_eq!(held(&asset, BUYER), (0, 0, DEPOSIT));
		deliver(id, NOW + DAY);
		assert_ok!(SupplyChain::confirm(by(BUYER), id));
		assert_over(&asset, 0, 0);
	});
}
