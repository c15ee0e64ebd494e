// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok, storage::with_storage_layer};
use sp_runtime::{DispatchError::BadOrigin, Perbill};
use sp_staking::offence::{OffenceDetails, OnOffenceHandler};

use crate::{mock::*, roles, Error, Event, FormerSeat, FormerSeats, Members, Role, SeatEnd, Seats};

fn take(who: u64) -> sp_runtime::DispatchResult {
	Consortium::take_seat(RuntimeOrigin::signed(who))
}

fn validator(of: u64, account: u64) {
	assert_ok!(Consortium::set_account(
		RuntimeOrigin::signed(of),
		account,
		roles([Role::Validator])
	));
}

#[test]
fn a_validator_takes_a_seat_with_its_keys() {
	run(|| {
		assert_noop!(take(NOBODY), Error::<Test>::NotValidator);
		let carrier = admit(30, &[Role::Carrier], 5);
		assert_noop!(take(30), Error::<Test>::NotValidator);
		assert_noop!(take(11), Error::<Test>::SeatedAlready);
		assert_noop!(take(ALPHA), Error::<Test>::NoKeys);
		set_keys(ALPHA);
		assert_noop!(take(ALPHA), Error::<Test>::TooLargeShare);
		give_seats(carrier, 0);
		validator(30, 31);
		set_keys(31);
		assert_noop!(take(31), Error::<Test>::NoSeatLeft);
		give_seats(carrier, 5);
		assert_ok!(take(31));
		System::assert_last_event(
			Event::SeatTaken {
				member: carrier,
				validator: 31,
			}
			.into(),
		);
	});
}

fn give_seats(member: u32, seats: u32) {
	let roles = roles([Role::Validator]);
	assert_ok!(Consortium::set_roles(
		RuntimeOrigin::root(),
		member,
		roles,
		seats
	));
}

#[test]
fn nobody_takes_a_third_of_the_validators() {
	run(|| {
		let gamma = admit(30, &[Role::Validator], 5);
		let delta = admit(40, &[Role::Validator], 5);
		for (of, account) in [(BETA, 22), (30, 31), (30, 32), (40, 41), (40, 42)] {
			validator(of, account);
			set_keys(account);
		}
		for first in [31, 41] {
			assert_ok!(take(first));
		}
		// Two of six are a third of them.
		for second in [22, 32, 42] {
			assert_noop!(take(second), Error::<Test>::TooLargeShare);
		}
		// One that is to lose its seat counts for nobody.
		let convicted = |guilty| {
			Seats::<Test>::mutate(|seats| {
				let mut seats = seats.iter_mut();
				let seat = seats.find(|seat| seat.validator == guilty);
				seat.unwrap().guilty = true;
			});
		};
		convicted(31);
		assert_noop!(take(42), Error::<Test>::TooLargeShare);
		assert_noop!(take(32), Error::<Test>::SeatLost);
		assert_eq!(
			[gamma, delta].map(|member| Members::<Test>::get(member).unwrap().seats_taken),
			[1, 1]
		);
	});
}

#[test]
fn there_are_no_more_seats_than_can_be() {
	run(|| {
		admit(30, &[Role::Validator], 1);
		set_keys(30);
		let full = with_storage_layer(|| {
			Seats::<Test>::mutate(|seats| {
				let seat = seats[0].clone();
				while seats.try_push(seat.clone()).is_ok() {}
			});
			take(30)
		});
		assert_eq!(full, Err(Error::<Test>::TooManyValidators.into()));
		assert_ok!(take(30));
	});
}

#[test]
fn a_consortium_of_one_has_all_the_validators() {
	run(|| {
		Seats::<Test>::mutate(|seats| seats.retain(|seat| seat.member == 0));
		Members::<Test>::mutate(1, |member| member.as_mut().unwrap().seats_taken = 0);
		set_keys(ALPHA);
		assert_ok!(take(ALPHA));
		assert_eq!(Seats::<Test>::get().len(), 3);
		// The first of another member is never too many.
		assert_ok!(take(21));
	});
}

#[test]
fn a_validator_replaces_another_one_of_its_member() {
	run(|| {
		let replace = |who, whom| Consortium::replace_validator(RuntimeOrigin::signed(who), whom);
		assert_noop!(replace(NOBODY, 12), Error::<Test>::NotValidator);
		assert_noop!(replace(11, 12), Error::<Test>::SeatedAlready);
		assert_noop!(replace(ALPHA, 12), Error::<Test>::NoKeys);
		set_keys(ALPHA);
		assert_noop!(replace(ALPHA, 21), Error::<Test>::NotSeated);
		assert_noop!(replace(ALPHA, NOBODY), Error::<Test>::NotSeated);
		session(&[11, 21]);
		assert_ok!(replace(ALPHA, 12));
		let ended = Event::SeatEnded {
			member: 0,
			validator: 12,
			reason: SeatEnd::Replaced,
		};
		let taken = Event::SeatTaken {
			member: 0,
			validator: ALPHA,
		};
		System::assert_has_event(ended.into());
		System::assert_last_event(taken.into());
		// It has been silent for as long as the other one.
		let seats = Seats::<Test>::get();
		let seat = seats.iter().find(|seat| seat.validator == ALPHA).unwrap();
		assert_eq!((seat.silent, seat.since), (1, 1));
		assert_eq!(Members::<Test>::get(0).unwrap().seats_taken, 2);
		session(&[11, 21]);
		session(&[11, 21]);
		assert_eq!(active(), [11, ALPHA, 21]);
		// It goes below the fewest validators, too, but not after an offence.
		assert_ok!(Consortium::leave_seat(RuntimeOrigin::signed(21)));
		convict(11, 0);
		assert_noop!(replace(12, 11), Error::<Test>::SeatLost);
		assert_ok!(replace(12, ALPHA));
	});
}

#[test]
fn a_seat_is_left_or_taken_away_as_long_as_enough_are_left() {
	run(|| {
		let leave = |who| Consortium::leave_seat(RuntimeOrigin::signed(who));
		let remove = |who| Consortium::remove_validator(RuntimeOrigin::root(), who);
		assert_noop!(leave(NOBODY), Error::<Test>::NotSeated);
		assert_noop!(remove(NOBODY), Error::<Test>::NotSeated);
		assert_noop!(
			Consortium::remove_validator(RuntimeOrigin::signed(ALPHA), 21),
			BadOrigin
		);
		assert_ok!(leave(21));
		System::assert_last_event(
			Event::SeatEnded {
				member: 1,
				validator: 21,
				reason: SeatEnd::Left,
			}
			.into(),
		);
		assert_noop!(leave(11), Error::<Test>::TooFewValidators);
		assert_noop!(remove(11), Error::<Test>::TooFewValidators);
		// It comes back.
		assert_ok!(take(21));
		assert_ok!(remove(11));
		System::assert_last_event(
			Event::SeatEnded {
				member: 0,
				validator: 11,
				reason: SeatEnd::Removed,
			}
			.into(),
		);
		assert_eq!(Members::<Test>::get(0).unwrap().seats_taken, 1);
	});
}

fn convict(validator: u64, session: u32) {
	let offence = OffenceDetails {
		offender: (validator, ()),
		reporters: Vec::<u64>::new(),
	};
	Consortium::on_offence(&[offence], &[Perbill::from_percent(5)], session);
}

fn kept(validator: u64, reason: SeatEnd) -> RuntimeEvent {
	Event::SeatKept {
		member: 0,
		validator,
		reason,
	}
	.into()
}

#[test]
fn a_validator_that_contradicts_itself_is_disabled_and_loses_its_seat() {
	run(|| {
		convict(12, 0);
		assert!(pallet_session::DisabledValidators::<Test>::get()
			.iter()
			.any(|(index, _)| *index == 1));
		System::assert_has_event(
			Event::SeatEnded {
				member: 0,
				validator: 12,
				reason: SeatEnd::Offence,
			}
			.into(),
		);
		// Its member had a seat that was free: that is gone, too, until the council says otherwise.
		let member = Members::<Test>::get(0).unwrap();
		assert_eq!((member.seats, member.seats_taken), (1, 1));
		assert_noop!(take(12), Error::<Test>::NoSeatLeft);
		// Whoever has no seat any more loses nothing.
		convict(12, 0);
		assert_eq!(Members::<Test>::get(0).unwrap().seats, 1);
	});
}

#[test]
fn a_guilty_validator_stays_only_until_there_are_enough_others() {
	run(|| {
		assert_ok!(Consortium::leave_seat(RuntimeOrigin::signed(12)));
		convict(11, 0);
		System::assert_last_event(kept(11, SeatEnd::Offence));
		assert_eq!(Seats::<Test>::get().len(), MIN as usize);
		session(&[11, 21]);
		System::assert_has_event(kept(11, SeatEnd::Offence));
		assert!(Consortium::has_seat(&11));
		assert_noop!(take(12), Error::<Test>::SeatLost);
		admit(30, &[Role::Validator], 1);
		set_keys(30);
		assert_ok!(take(30));
		session(&[11, 21]);
		assert!(!Consortium::has_seat(&11));
		assert_eq!(Members::<Test>::get(0).unwrap().seats, 0);
	});
}

#[test]
fn what_is_atoned_for_counts_no_more() {
	run(|| {
		convict(21, 0);
		session(&[11, 12, 21]);
		assert_ok!(Consortium::set_roles(
			RuntimeOrigin::root(),
			1,
			roles([Role::Validator]),
			1
		));
		assert_ok!(take(21));
		convict(21, 0);
		assert!(Consortium::has_seat(&21));
		convict(21, 1);
		assert!(!Consortium::has_seat(&21));
	});
}

#[test]
fn keys_stay_as_long_as_they_are_needed() {
	run(|| {
		let purge = |who| Consortium::purge_keys(RuntimeOrigin::signed(who));
		assert_noop!(purge(12), Error::<Test>::KeysInUse);
		assert_ok!(Consortium::leave_seat(RuntimeOrigin::signed(12)));
		for _ in 0..2 {
			// It still makes blocks, in this session and the next one.
			assert_noop!(purge(12), Error::<Test>::KeysInUse);
			session(&[11, 12, 21]);
		}
		assert_ok!(purge(12));
		assert_noop!(take(12), Error::<Test>::NoKeys);
		assert_noop!(purge(NOBODY), pallet_session::Error::<Test>::NoKeys);
	});
}

fn ended(member: u32, validator: u64, reason: SeatEnd) -> RuntimeEvent {
	Event::SeatEnded {
		member,
		validator,
		reason,
	}
	.into()
}

#[test]
fn who_is_replaced_does_not_get_away() {
	run(|| {
		set_keys(ALPHA);
		session(&[11, 12, 21]);
		assert_ok!(Consortium::replace_validator(
			RuntimeOrigin::signed(ALPHA),
			12
		));
		let former = FormerSeat {
			validator: 12,
			member: 0,
			since: 0,
			ended: 1,
		};
		assert_eq!(FormerSeats::<Test>::get().into_inner(), [former]);
		convict(12, 1);
		// The member loses one of its seats, and has none that is free.
		System::assert_has_event(ended(0, 11, SeatEnd::Offence));
		let member = Members::<Test>::get(0).unwrap();
		assert_eq!((member.seats, member.seats_taken), (1, 1));
		// Once for one validator.
		assert!(FormerSeats::<Test>::get().is_empty());
		convict(12, 1);
		assert!(Consortium::has_seat(&ALPHA));
	});
}

#[test]
fn who_leaves_and_comes_back_does_not_get_away() {
	run(|| {
		session(&[11, 12, 21]);
		assert_ok!(Consortium::leave_seat(RuntimeOrigin::signed(21)));
		session(&[11, 12, 21]);
		assert_ok!(take(21));
		// Its seats of late are one.
		assert_ok!(Consortium::leave_seat(RuntimeOrigin::signed(21)));
		assert_ok!(take(21));
		assert_eq!(FormerSeats::<Test>::get().len(), 1);
		convict(21, 1);
		System::assert_has_event(ended(1, 21, SeatEnd::Offence));
		assert!(!Consortium::has_seat(&21));
		assert_eq!(Members::<Test>::get(1).unwrap().seats, 0);
	});
}

#[test]
fn a_member_without_a_seat_answers_with_those_that_are_free() {
	run(|| {
		assert_ok!(Consortium::leave_seat(RuntimeOrigin::signed(21)));
		convict(21, 0);
		System::assert_last_event(
			Event::SeatsForfeited {
				member: 1,
				validator: 21,
			}
			.into(),
		);
		assert_eq!(Members::<Test>::get(1).unwrap().seats, 0);
		assert_noop!(take(21), Error::<Test>::NoSeatLeft);
	});
}

#[test]
fn who_is_guilty_does_not_leave_before_its_seat_ends() {
	run(|| {
		assert_ok!(Consortium::leave_seat(RuntimeOrigin::signed(12)));
		convict(11, 0);
		System::assert_last_event(kept(11, SeatEnd::Offence));
		admit(30, &[Role::Validator], 1);
		set_keys(30);
		assert_ok!(take(30));
		assert_ok!(Consortium::leave_seat(RuntimeOrigin::signed(11)));
		System::assert_last_event(ended(0, 11, SeatEnd::Offence));
		assert_eq!(Members::<Test>::get(0).unwrap().seats, 0);
	});
}

#[test]
fn a_former_seat_is_kept_in_mind_as_long_as_something_can_be_proved() {
	run(|| {
		let three = [11, 12, 21];
		assert_ok!(Consortium::leave_seat(RuntimeOrigin::signed(12)));
		// It makes blocks until the end of session 1, which can be reported until that of session 5.
		for _ in 0..5 {
			session(&three);
			assert_eq!(FormerSeats::<Test>::get().len(), 1);
		}
		session(&three);
		assert!(FormerSeats::<Test>::get().is_empty());
	});
}

#[test]
fn an_expelled_member_answers_for_nothing_any_more() {
	run(|| {
		set_keys(BETA);
		assert_ok!(Consortium::replace_validator(
			RuntimeOrigin::signed(BETA),
			21
		));
		assert_ok!(Consortium::expel(RuntimeOrigin::root(), 1));
		assert!(FormerSeats::<Test>::get().is_empty());
		convict(21, 0);
		assert_eq!(Seats::<Test>::get().len(), 2);
	});
}

#[test]
fn a_member_whose_role_was_taken_still_answers() {
	run(|| {
		let change = |of: &[Role]| {
			let of = roles(of.iter().copied());
			assert_ok!(Consortium::set_roles(RuntimeOrigin::root(), 1, of, 3));
		};
		change(&[Role::Carrier]);
		session(&[11, 12, 21]);
		change(&[Role::Carrier, Role::Validator]);
		assert_ok!(take(21));
		convict(21, 0);
		assert!(!Consortium::has_seat(&21));
	});
}

#[test]
fn a_member_has_no_more_validators_one_after_the_other_than_its_share_is() {
	run(|| {
		let other = |account| {
			validator(ALPHA, account);
			set_keys(account);
		};
		other(13);
		other(14);
		set_keys(ALPHA);
		let replace = |who, whom| Consortium::replace_validator(RuntimeOrigin::signed(who), whom);
		let remove = |account| Consortium::remove_account(RuntimeOrigin::signed(ALPHA), account);
		assert_ok!(replace(13, 12));
		assert_ok!(replace(14, 13));
		assert_ok!(replace(ALPHA, 14));
		// Another account in the place of one does not help.
		assert_ok!(remove(13));
		other(15);
		assert_noop!(replace(15, 11), Error::<Test>::TooManyFormerSeats);
		assert_noop!(take(15), Error::<Test>::TooManyFormerSeats);
		// One that had a seat has room, and others of the consortium have their own.
		assert_ok!(replace(12, 11));
		admit(30, &[Role::Validator], 1);
		set_keys(30);
		assert_ok!(take(30));
	});
}

#[test]
fn when_there_is_no_room_the_seat_that_ended_first_is_forgotten() {
	run(|| {
		session(&[11, 12, 21]);
		FormerSeats::<Test>::mutate(|all| {
			for validator in 100..112 {
				let ended = u32::from(validator != 105);
				let filled = all.try_push(FormerSeat {
					validator,
					member: 1,
					since: 0,
					ended,
				});
				assert_eq!(filled, Ok(()));
			}
		});
		assert_ok!(Consortium::leave_seat(RuntimeOrigin::signed(12)));
		let all = FormerSeats::<Test>::get();
		assert!(all.iter().all(|former| former.validator != 105));
		assert_eq!(all.last().map(|former| former.validator), Some(12));
	});
}
