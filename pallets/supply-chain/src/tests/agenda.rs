// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok, weights::Weight};
use sp_runtime::{DispatchError, TokenError};

use crate::{
	mock::*,
	types::{Ending, Status},
	Agenda, Cursor, Error, Event, Shipments, WeightInfo,
};

fn ended() -> usize {
	let ends = |event: &RuntimeEvent| {
		matches!(
			event,
			RuntimeEvent::SupplyChain(Event::ShipmentEnded { .. })
		)
	};
	System::events()
		.iter()
		.filter(|record| ends(&record.event))
		.count()
}

#[test]
fn what_falls_due_is_concluded_without_anybodys_asking() {
	run(|| {
		// With nothing to do not even a minute is looked at.
		assert_eq!(idle(Weight::MAX), Weight::zero());
		let lapses = propose(bare());
		let stays = agree(bare());
		let goes = under_way(bare());
		let arrives = under_way(bare());
		deliver(arrives, NOW + HOUR);
		let mut expected = vec![];
		for (time, id, end) in [
			(NOW + DAY, lapses, Some(Ending::Lapsed)),
			(NOW + HOUR + 2 * DAY, arrives, None),
			(DEADLINE, stays, Some(Ending::NotPickedUp)),
			(DEADLINE + 5 * DAY, goes, Some(Ending::Lost)),
		] {
			pass_to(time - 1);
			idle(Weight::MAX);
			assert!(Shipments::<Test>::contains_key(id));
			pass_to(time);
			let used = idle(Weight::MAX);
			assert!(used.all_gte(<() as WeightInfo>::conclude()));
			assert!(!Shipments::<Test>::contains_key(id));
			match end {
				Some(end) => assert_eq!(ending(), end),
				None => assert_eq!(settled().paid, 10_000),
			}
			expected.push(id);
			assert_eq!(ended(), expected.len());
		}
		assert_over(&NATIVE, -10_000 + 2_000, 10_000 - 2_000);
	});
}

#[test]
fn within_a_minute_nothing_is_early() {
	run(|| {
		let mut terms = bare();
		terms.valid_until = NOW + MINUTE + 1;
		let id = propose(terms);
		pass_to(NOW + MINUTE + 1);
		idle(Weight::MAX);
		assert!(Shipments::<Test>::contains_key(id));
		pass_to(NOW + 2 * MINUTE);
		idle(Weight::MAX);
		assert!(!Shipments::<Test>::contains_key(id));
	});
}

#[test]
fn a_block_does_what_it_has_room_for() {
	run(|| {
		for _ in 0..3 {
			propose(bare());
		}
		pass_to(NOW + DAY - MINUTE);
		let look = <() as WeightInfo>::agenda_step();
		let conclude = <() as WeightInfo>::conclude();
		// A thousand minutes, then the rest.
		let begin = NOW / MINUTE;
		assert_eq!(Cursor::<Test>::get(), begin);
		assert_eq!(idle(Weight::zero()), Weight::zero());
		assert_eq!(idle(look - Weight::from_parts(1, 0)), Weight::zero());
		assert_eq!(Cursor::<Test>::get(), begin);
		assert_eq!(idle(look * 1000), look * 1000);
		assert_eq!(Cursor::<Test>::get(), begin + 1000);
		idle(Weight::MAX);
		let due = (NOW + DAY) / MINUTE;
		assert_eq!(Cursor::<Test>::get(), due);
		pass_to(NOW + DAY);
		// Room to look, but not to conclude.
		idle(conclude);
		assert_eq!((ended(), Cursor::<Test>::get()), (0, due));
		for done in 1..=3 {
			let room = look + conclude;
			assert!(idle(room).all_lte(room));
			assert_eq!((ended(), Cursor::<Test>::get()), (done, due));
		}
		idle(look);
		assert_eq!(Cursor::<Test>::get(), due + 1);
		assert_over(&NATIVE, 0, 0);
	});
}

#[test]
fn the_cursor_does_not_go_back_over_what_is_done_with() {
	run(|| {
		let mut terms = bare();
		terms.deadline = NOW + MINUTE;
		terms.abandon_after = 0;
		terms.valid_until = NOW + 300 * DAY;
		let (first, second) = (propose(terms.clone()), propose(terms));
		let late = NOW + 200 * DAY + 1;
		pass_to(late);
		idle(Weight::MAX);
		// Accepted and picked up after the deadline: due at once, not long ago.
		for id in [first, second] {
			assert_ok!(SupplyChain::accept(by(CARRIER), id));
		}
		hand(second, CARRIER, late);
		assert_eq!(Cursor::<Test>::get(), late / MINUTE + 1);
		assert_eq!(Shipments::<Test>::get(first).unwrap().due, late);
		assert_ok!(SupplyChain::conclude(by(DRIVER), first));
		assert_eq!(ending(), Ending::NotPickedUp);
		pass_to(late + MINUTE);
		idle(Weight::MAX);
		assert_eq!(ending(), Ending::Lost);
	});
}

#[test]
fn an_earlier_minute_is_not_missed() {
	run(|| {
		let late = agree(bare());
		let mut terms = bare();
		terms.valid_until = NOW + MINUTE;
		let early = propose(terms);
		pass_to(NOW + MINUTE);
		idle(Weight::MAX);
		assert!(!Shipments::<Test>::contains_key(early));
		assert!(Shipments::<Test>::contains_key(late));
	});
}

#[test]
fn what_cannot_be_concluded_is_put_off() {
	run(|| {
		let mut terms = bare();
		terms.asset = ASSET;
		let id = under_way(terms.clone());
		let other = propose(terms);
		deliver(id, NOW);
		// The issuer of the asset lets the carrier have nothing.
		assert_ok!(Assets::block(by(ISSUER), 7, CARRIER));
		let error = DispatchError::Token(TokenError::CannotCreate);
		assert_noop!(SupplyChain::confirm(by(BUYER), id), error);
		let due = NOW + 2 * DAY;
		pass_to(due);
		assert_noop!(SupplyChain::conclude(by(DRIVER), id), error);
		let before = Shipments::<Test>::get(id).unwrap();
		idle(Weight::MAX);
		let again = due + HOUR;
		System::assert_last_event(Event::ConclusionPutOff { id, error, again }.into());
		// Nothing changed but when it is due; what else is due was not kept up.
		let after = Shipments::<Test>::get(id).unwrap();
		assert_eq!(after.due, again);
		assert_eq!(after.status, Status::Delivered { at: NOW });
		assert_eq!((after.ends, after.monitors), (before.ends, before.monitors));
		assert_eq!(held(&ASSET, BUYER), (10_000, 0, DEPOSIT));
		assert_eq!(held(&ASSET, CARRIER), (0, 2_000, 0));
		assert!(!Shipments::<Test>::contains_key(other));
		SupplyChain::do_try_state().unwrap();

		assert_noop!(SupplyChain::conclude(by(DRIVER), id), Error::<Test>::NotDue);
		assert_ok!(Assets::thaw(by(ISSUER), 7, CARRIER));
		pass_to(again);
		idle(Weight::MAX);
		assert_eq!(settled().paid, 10_000);
		assert_over(&ASSET, -10_000, 10_000);
	});
}

#[test]
fn a_monitor_that_is_gone_keeps_the_shipment_until_it_is_cleared_up() {
	// Telemetry does not let this happen; so the invariants are not checked here.
	storage().execute_with(|| {
		use samul_primitives::traits::Streams as _;
		Registered::set(Default::default());
		pass_to(NOW);
		let sensor = Sensor::new(1);
		let id = under_way(terms(&[&sensor]));
		deliver(id, NOW);
		let monitor = Shipments::<Test>::get(id).unwrap().monitors[0];
		Telemetry::detach(&sensor.stream, monitor, NOW).unwrap();
		assert!(SupplyChain::do_try_state().is_err());
		assert_noop!(
			SupplyChain::confirm(by(BUYER), id),
			Error::<Test>::LogIncomplete
		);
		pass_to(NOW + 2 * DAY);
		let error = Error::<Test>::StreamUnavailable;
		assert_noop!(SupplyChain::conclude(by(DRIVER), id), error.clone());
		idle(Weight::MAX);
		let again = NOW + 2 * DAY + HOUR;
		let error = error.into();
		System::assert_last_event(Event::ConclusionPutOff { id, error, again }.into());
	});
}

#[test]
fn an_entry_of_nothing_is_cleared_away() {
	run(|| {
		let id = propose(bare());
		Agenda::<Test>::insert(NOW / MINUTE, 99, ());
		idle(Weight::MAX);
		assert_eq!(Agenda::<Test>::iter_keys().collect::<Vec<_>>().len(), 1);
		assert!(Agenda::<Test>::contains_key((NOW + DAY) / MINUTE, id));
	});
}
