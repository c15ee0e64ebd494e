// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok, traits::fungible::NativeOrWithId};

use crate::{
	mock::*,
	reckoning::{Cause, Line},
	types::Ending,
	Error, Event, Shipments, ShipmentsOf, TermsOf,
};

/// What is on the way to be warm: 24 degree-hours above 8 °C, and five hours not observed.
fn warm(sensor: &mut Sensor) {
	sensor.hourly(NOW, NOW + 23 * HOUR, 50);
	sensor.hourly(NOW + 24 * HOUR, NOW + 35 * HOUR, 100);
	sensor.hourly(NOW + 36 * HOUR, NOW + 40 * HOUR, 50);
	sensor.hourly(NOW + 45 * HOUR, DEADLINE + 3 * HOUR, 50);
}

fn priced_in(asset: &NativeOrWithId<u32>, sensor: &Sensor) -> TermsOf<Test> {
	TermsOf::<Test> {
		asset: asset.clone(),
		..terms(&[sensor])
	}
}

fn confirm(id: u64) {
	assert_ok!(SupplyChain::confirm(by(BUYER), id));
}

#[test]
fn a_proposal_is_withdrawn_or_declined() {
	run_in_each_currency(|asset| {
		let sensor = Sensor::new(1);
		for who in [BUYER, CARRIER] {
			let mut terms = priced_in(&asset, &sensor);
			terms.consignee = Some(CONSIGNEE);
			let id = propose(terms);
			for other in [CONSIGNEE, DRIVER] {
				assert_noop!(
					SupplyChain::cancel(by(other), id),
					Error::<Test>::NotAllowed
				);
			}
			assert_ok!(SupplyChain::cancel(by(who), id));
			assert_eq!(ending(), Ending::Withdrawn);
			assert_over(&asset, 0, 0);
		}
		assert_noop!(
			SupplyChain::cancel(by(BUYER), 0),
			Error::<Test>::UnknownShipment
		);
	});
}

#[test]
fn a_proposal_lapses() {
	run_in_each_currency(|asset| {
		let sensor = Sensor::new(1);
		let id = propose(priced_in(&asset, &sensor));
		pass_to(NOW + DAY - 1);
		assert_noop!(SupplyChain::conclude(by(DRIVER), id), Error::<Test>::NotDue);
		pass_to(NOW + DAY);
		assert_ok!(SupplyChain::conclude(by(DRIVER), id));
		System::assert_last_event(
			Event::ShipmentEnded {
				id,
				buyer: BUYER,
				carrier: CARRIER,
				ending: Ending::Lapsed,
			}
			.into(),
		);
		assert_over(&asset, 0, 0);
		assert_noop!(
			SupplyChain::conclude(by(DRIVER), id),
			Error::<Test>::UnknownShipment
		);
	});
}

#[test]
fn who_cancels_before_the_pick_up_owes_the_fee() {
	for (who, bond, fee, buyer) in [
		(BUYER, 2_000, 500, -500),
		(CARRIER, 2_000, 500, 500),
		// The carrier owes no more than its bond.
		(CARRIER, 300, 300, 300),
		(CARRIER, 0, 0, 0),
		(BUYER, 0, 500, -500),
	] {
		run_in_each_currency(|asset| {
			let sensor = Sensor::new(1);
			let mut terms = priced_in(&asset, &sensor);
			terms.bond = bond;
			let id = agree(terms);
			assert_noop!(
				SupplyChain::cancel(by(DRIVER), id),
				Error::<Test>::NotAllowed
			);
			assert_ok!(SupplyChain::cancel(by(who), id));
			assert_eq!(ending(), Ending::Cancelled { fee });
			assert_over(&asset, buyer, -buyer);
		});
	}
}

#[test]
fn what_is_not_picked_up_by_the_deadline_costs_nobody_anything() {
	run_in_each_currency(|asset| {
		let sensor = Sensor::new(1);
		let id = agree(priced_in(&asset, &sensor));
		// An offer alone is no pick-up.
		assert_ok!(SupplyChain::offer_handover(
			by(BUYER),
			id,
			CARRIER,
			event(NOW)
		));
		pass_to(DEADLINE - 1);
		assert_noop!(SupplyChain::conclude(by(DRIVER), id), Error::<Test>::NotDue);
		pass_to(DEADLINE);
		assert_ok!(SupplyChain::conclude(by(DRIVER), id));
		assert_eq!(ending(), Ending::NotPickedUp);
		assert_over(&asset, 0, 0);
	});
}

#[test]
fn on_the_way_both_cancel_or_neither() {
	run_in_each_currency(|asset| {
		for (first, second) in [(BUYER, CARRIER), (CARRIER, BUYER)] {
			let sensor = Sensor::new(first as u8);
			let id = under_way(priced_in(&asset, &sensor));
			assert_noop!(
				SupplyChain::cancel(by(DRIVER), id),
				Error::<Test>::NotAllowed
			);
			assert_ok!(SupplyChain::cancel(by(first), id));
			System::assert_last_event(Event::CancelAsked { id, by: first }.into());
			// Who asked may think better of it; then the other's word alone does nothing.
			assert_ok!(SupplyChain::cancel(by(first), id));
			System::assert_last_event(Event::CancelTakenBack { id, by: first }.into());
			assert_ok!(SupplyChain::cancel(by(second), id));
			assert!(Shipments::<Test>::contains_key(id));
			assert_ok!(SupplyChain::cancel(by(first), id));
			assert_eq!(ending(), Ending::CancelledByBoth);
			assert_over(&asset, 0, 0);
		}
	});
}

#[test]
fn a_wish_to_cancel_ends_with_the_delivery() {
	run(|| {
		let id = under_way(bare());
		assert_ok!(SupplyChain::cancel(by(CARRIER), id));
		deliver(id, NOW + HOUR);
		assert_eq!(Shipments::<Test>::get(id).unwrap().cancel_asked, None);
		for who in [BUYER, CARRIER] {
			assert_noop!(SupplyChain::cancel(by(who), id), Error::<Test>::WrongStatus);
		}
		confirm(id);
		assert_over(&NATIVE, -10_000, 10_000);
	});
}

#[test]
fn what_is_not_delivered_is_lost_and_so_is_the_bond() {
	run_in_each_currency(|asset| {
		let sensor = Sensor::new(1);
		let id = under_way(priced_in(&asset, &sensor));
		hand(id, DRIVER, NOW);
		pass_to(DEADLINE + 5 * DAY - 1);
		assert_noop!(SupplyChain::conclude(by(BUYER), id), Error::<Test>::NotDue);
		pass_to(DEADLINE + 5 * DAY);
		assert_ok!(SupplyChain::conclude(by(DRIVER), id));
		assert_eq!(ending(), Ending::Lost);
		assert_over(&asset, 2_000, -2_000);
	});
}

#[test]
fn if_all_is_well_the_carrier_gets_the_price() {
	run_in_each_currency(|asset| {
		let mut sensor = Sensor::new(1);
		let id = under_way(priced_in(&asset, &sensor));
		pass_to(NOW + 5 * DAY);
		sensor.hourly(NOW, NOW + 5 * DAY, 50);
		deliver(id, NOW + 5 * DAY);
		for who in [CARRIER, DRIVER] {
			assert_noop!(SupplyChain::confirm(by(who), id), Error::<Test>::NotAllowed);
		}
		confirm(id);
		let reckoning = settled();
		assert!(reckoning
			.lines
			.iter()
			.all(|line| (line.quantity, line.amount) == (0, 0)));
		assert_eq!(reckoning.lines.len(), 3);
		assert_eq!((reckoning.paid, reckoning.bond_returned), (10_000, 2_000));
		assert_over(&asset, -10_000, 10_000);
	});
}

#[test]
fn the_log_decides_what_is_deducted() {
	// Of 24 degree-hours 9 at 100 and 14 at 300; 4 hours at 50; 2 hours at 40.
	let deductions = 900 + 4_200 + 200 + 80;
	for (price, buyer) in [
		(10_000, -10_000 + deductions),
		(deductions, 0),
		// What the price does not cover comes out of the bond, as far as it goes.
		(5_000, 380),
		(1_000, 2_000),
	] {
		run_in_each_currency(|asset| {
			let mut sensor = Sensor::new(1);
			let mut terms = priced_in(&asset, &sensor);
			terms.price = price as u128;
			let id = under_way(terms);
			pass_to(DEADLINE + 3 * HOUR);
			warm(&mut sensor);
			deliver(id, DEADLINE + 3 * HOUR);
			confirm(id);
			let reckoning = settled();
			let line = |cause, quantity, amount| Line {
				cause,
				quantity,
				amount,
			};
			assert_eq!(
				reckoning.lines.as_slice(),
				[
					line(Cause::Outside { condition: 0 }, 24_000, 5_100),
					line(Cause::Unobserved { condition: 0 }, 5 * HOUR, 200),
					line(Cause::Late, 3 * HOUR, 80),
				]
			);
			assert_eq!(reckoning.deductions, deductions as u128);
			assert_eq!(reckoning.rejected_by, None);
			assert_eq!(reckoning.paid + reckoning.refunded, price as u128);
			assert_eq!(reckoning.bond_returned + reckoning.bond_forfeited, 2_000);
			assert_over(&asset, buyer, -buyer);
		});
	}
}

#[test]
fn spoilt_goods_are_not_paid_for() {
	for (price, buyer) in [(10_000, 0), (8_000, 1_000), (500, 2_000)] {
		run_in_each_currency(|asset| {
			let good = Sensor::new(1);
			let mut spoilt = Sensor::new(2);
			let mut terms = priced_in(&asset, &good);
			terms.conditions[0].unobserved.rate = 0;
			terms.conditions.try_push(cool(spoilt.stream)).unwrap();
			terms.price = price;
			let id = under_way(terms);
			pass_to(NOW + DAY);
			// Six degrees too warm for a day: 144 degree-hours, and the cap is 9,000.
			spoilt.hourly(NOW, NOW + DAY, 140);
			deliver(id, NOW + DAY);
			assert_noop!(
				SupplyChain::confirm(by(BUYER), id),
				Error::<Test>::LogIncomplete
			);
			pass_to(NOW + 3 * DAY);
			assert_ok!(SupplyChain::conclude(by(DRIVER), id));
			let reckoning = settled();
			assert_eq!(reckoning.rejected_by, Some(1));
			assert_eq!((reckoning.paid, reckoning.refunded), (0, price));
			assert_eq!(reckoning.deductions, 9_000);
			assert_over(&asset, buyer, -buyer);
		});
	}
}

#[test]
fn who_receives_confirms() {
	for who in [BUYER, CONSIGNEE] {
		run(|| {
			let mut terms = bare();
			terms.consignee = Some(CONSIGNEE);
			let id = under_way(terms);
			assert_noop!(
				SupplyChain::confirm(by(who), id),
				Error::<Test>::WrongStatus
			);
			// With a driver in between the goods are not delivered.
			hand(id, DRIVER, NOW);
			assert_noop!(
				SupplyChain::confirm(by(who), id),
				Error::<Test>::WrongStatus
			);
			deliver(id, NOW + HOUR);
			assert!(ShipmentsOf::<Test>::contains_key(CONSIGNEE, id));
			assert_ok!(SupplyChain::confirm(by(who), id));
			assert_over(&NATIVE, -10_000, 10_000);
			assert_eq!(total(&NATIVE, CONSIGNEE), PURSE);
			assert_noop!(
				SupplyChain::confirm(by(who), id),
				Error::<Test>::UnknownShipment
			);
		});
	}
}

#[test]
fn what_the_buyer_takes_is_delivered_whoever_should_have_received_it() {
	run(|| {
		let mut terms = bare();
		terms.consignee = Some(CONSIGNEE);
		let id = under_way(terms);
		hand(id, BUYER, NOW);
		assert_ok!(SupplyChain::confirm(by(BUYER), id));
		assert_over(&NATIVE, -10_000, 10_000);
	});
}

#[test]
fn nothing_is_confirmed_as_long_as_the_log_is_incomplete() {
	run(|| {
		let mut sensor = Sensor::new(1);
		let id = under_way(terms(&[&sensor]));
		deliver(id, NOW + 10 * HOUR);
		let refused = || {
			assert_noop!(
				SupplyChain::confirm(by(BUYER), id),
				Error::<Test>::LogIncomplete
			);
		};
		refused();
		// The last reading holds for two hours: to an hour before the delivery.
		sensor.hourly(NOW, NOW + 7 * HOUR, 100);
		refused();
		// Now to the very end.
		sensor.hourly(NOW + 8 * HOUR, NOW + 8 * HOUR, 50);
		confirm(id);
		let reckoning = settled();
		assert_eq!(reckoning.lines[0].quantity, 8 * 2_000);
		assert_eq!(reckoning.lines[1].quantity, 0);
	});
}

#[test]
fn what_is_missing_for_good_is_not_observed() {
	run(|| {
		let mut sensor = Sensor::new(1);
		let id = under_way(terms(&[&sensor]));
		pass_to(NOW + 10 * HOUR);
		sensor.hourly(NOW, NOW + 3 * HOUR, 50);
		deliver(id, NOW + 10 * HOUR);
		pass_to(NOW + 10 * HOUR + 2 * DAY - 1);
		assert_noop!(
			SupplyChain::conclude(by(CARRIER), id),
			Error::<Test>::NotDue
		);
		pass_to(NOW + 10 * HOUR + 2 * DAY);
		assert_ok!(SupplyChain::conclude(by(CARRIER), id));
		let reckoning = settled();
		assert_eq!(
			(reckoning.lines[1].quantity, reckoning.lines[1].amount),
			(7 * HOUR, 300)
		);
		assert_over(&NATIVE, -9_700, 9_700);
	});
}

#[test]
fn a_gap_that_readings_after_it_close_is_no_reason_to_wait() {
	run(|| {
		let mut sensor = Sensor::new(1);
		let id = under_way(terms(&[&sensor]));
		pass_to(NOW + 10 * HOUR);
		sensor.hourly(NOW, NOW + 3 * HOUR, 50);
		sensor.hourly(NOW + 10 * HOUR, NOW + 10 * HOUR, 50);
		deliver(id, NOW + 10 * HOUR);
		confirm(id);
		assert_eq!(settled().lines[1].quantity, 7 * HOUR);
	});
}
