// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok, traits::EstimateNextSessionRotation};
use pallet_session::{historical, SessionManager, ShouldEndSession};
use sp_runtime::{DispatchError::BadOrigin, Permill};

use crate::{mock::*, Authors, Error, Event, Role, SeatEnd, Seats};

#[test]
fn the_genesis_validators_make_blocks_and_others_follow_at_a_boundary() {
	run(|| {
		assert_eq!(active(), [11, 12, 21]);
		let gamma = admit(30, &[Role::Validator], 1);
		set_keys(30);
		assert_ok!(Consortium::take_seat(RuntimeOrigin::signed(30)));
		assert_ok!(Consortium::leave_seat(RuntimeOrigin::signed(12)));
		session(&[11, 12, 21]);
		assert_eq!(active(), [11, 12, 21]);
		let infos = Consortium::validator_infos();
		let found: Vec<_> = infos
			.iter()
			.map(|info| (info.validator, info.member, info.active))
			.collect();
		assert_eq!(
			found,
			[
				(11, Some(0), true),
				(21, Some(1), true),
				(30, Some(gamma), false),
				(12, None, true)
			]
		);
		session(&[11, 12, 21]);
		assert_eq!(active(), [11, 21, 30]);
	});
}

#[test]
fn nothing_is_planned_when_nothing_changed() {
	run(|| {
		assert_eq!(<Consortium as SessionManager<u64>>::new_session(2), None);
		assert_ok!(Consortium::leave_seat(RuntimeOrigin::signed(12)));
		assert_eq!(
			<Consortium as historical::SessionManager<u64, ()>>::new_session(3),
			Some(vec![(11, ()), (21, ())])
		);
		assert_eq!(<Consortium as SessionManager<u64>>::new_session(4), None);
		// With other keys it is another validator, as far as proofs are concerned.
		pallet_session::NextKeys::<Test>::insert(11, keys(99));
		assert_eq!(
			<Consortium as SessionManager<u64>>::new_session(5),
			Some(vec![11, 21])
		);
		assert_eq!(<Consortium as SessionManager<u64>>::new_session(6), None);
	});
}

#[test]
fn a_silent_validator_loses_its_seat_and_can_come_back() {
	run(|| {
		session(&[11, 12]);
		let silent = |validator| {
			let seats = Seats::<Test>::get();
			let seat = seats.iter().find(|seat| seat.validator == validator);
			seat.map(|seat| seat.silent)
		};
		assert_eq!(silent(21), Some(1));
		assert_eq!(Authors::<Test>::iter().count(), 0);
		// A block in time, and all is forgotten.
		session(&[11, 12, 21]);
		assert_eq!(silent(21), Some(0));
		session(&[11, 12]);
		session(&[11, 12]);
		assert_eq!(silent(21), None);
		System::assert_has_event(
			Event::SeatEnded {
				member: 1,
				validator: 21,
				reason: SeatEnd::Silent,
			}
			.into(),
		);
		// It still has its turns until its seat ends, but does not count any more.
		session(&[11, 12]);
		session(&[11, 12]);
		assert_eq!(active(), [11, 12]);
		assert_ok!(Consortium::take_seat(RuntimeOrigin::signed(21)));
		// All are silent but one: no fewer than two are left.
		for _ in 0..6 {
			session(&[11]);
		}
		assert_eq!(Seats::<Test>::get().len(), MIN as usize);
		System::assert_has_event(
			Event::SeatKept {
				member: 1,
				validator: 21,
				reason: SeatEnd::Silent,
			}
			.into(),
		);
	});
}

#[test]
fn a_session_is_as_long_as_it_was() {
	run(|| {
		while System::block_number() < 12 {
			next_block();
		}
		// It has fifteen blocks, turns enough for all, though those to come have five.
		assert_ok!(Consortium::set_session_length(RuntimeOrigin::root(), 5));
		while System::block_number() < 15 {
			next_block();
		}
		let silent = || {
			Seats::<Test>::get()
				.iter()
				.filter(|seat| seat.silent > 0)
				.count()
		};
		assert_eq!(silent(), 3);
	});
}

#[test]
fn a_session_that_ends_early_had_no_turn_for_all() {
	run(|| {
		assert_ok!(Consortium::set_session_length(RuntimeOrigin::root(), 5));
		while System::block_number() < 5 {
			next_block();
		}
		assert_ok!(Consortium::set_session_length(RuntimeOrigin::root(), 7));
		next_block();
		next_block();
		// Two blocks, of a length of seven.
		assert_eq!(pallet_session::CurrentIndex::<Test>::get(), 2);
		assert!(Seats::<Test>::get().iter().all(|seat| seat.silent == 0));
	});
}

#[test]
fn in_a_session_too_short_for_all_nobody_is_silent() {
	run(|| {
		let set = |who, blocks| Consortium::set_session_length(who, blocks);
		assert_noop!(set(RuntimeOrigin::signed(ALPHA), 5), BadOrigin);
		for wrong in [0, 4, 101] {
			assert_noop!(
				set(RuntimeOrigin::root(), wrong),
				Error::<Test>::BadSessionLength
			);
		}
		assert_ok!(set(RuntimeOrigin::root(), 5));
		System::assert_last_event(Event::SessionLengthChanged { blocks: 5 }.into());
		for _ in 0..10 {
			session(&[11]);
		}
		assert!(Seats::<Test>::get().iter().all(|seat| seat.silent == 0));
	});
}

#[test]
fn it_is_known_when_the_next_session_begins() {
	run(|| {
		let ends = |now| <Consortium as ShouldEndSession<u64>>::should_end_session(now);
		assert!(!ends(LENGTH - 1) && ends(LENGTH) && !ends(LENGTH + 1));
		assert_eq!(Consortium::average_session_length(), LENGTH);
		let next = |now| Consortium::estimate_next_session_rotation(now).0;
		assert_eq!(next(LENGTH - 1), Some(LENGTH));
		assert_eq!(next(LENGTH), Some(2 * LENGTH));
		let progress = |now| Consortium::estimate_current_session_progress(now).0;
		assert_eq!(progress(LENGTH / 2 - 1), Some(Permill::from_percent(50)));
	});
}

#[test]
fn old_sessions_are_forgotten() {
	run(|| {
		for _ in 0..8 {
			session(&[11, 12, 21]);
		}
		// Those in which a validator can still be convicted, this one, and the one that is planned.
		assert_eq!(historical::StoredRange::<Test>::get(), Some((4, 10)));
	});
}
