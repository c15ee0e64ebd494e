// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok, BoundedVec};
use sp_core::H256;

use crate::{mock::*, Error, Motion, Motions, Role};

/// Open one more motion, as the council does before it asks.
fn open(number: u64) {
	Open::mutate(|open| open.push(H256::from_low_u64_be(number)));
}

fn make(number: u64, by: u64) -> sp_runtime::DispatchResult {
	open(number);
	frame_support::storage::with_storage_layer(|| Consortium::note_motion(&by)).inspect_err(|_| {
		Open::mutate(|open| open.pop());
	})
}

fn close(number: u64) {
	Open::mutate(|open| open.retain(|hash| *hash != H256::from_low_u64_be(number)));
}

#[test]
fn each_member_has_its_share_and_no_more() {
	run(|| {
		// Two members share five.
		assert_ok!(make(1, ALPHA));
		assert_ok!(make(2, ALPHA));
		assert_noop!(make(3, ALPHA), Error::<Test>::TooManyMotions);
		// Another representative of the same member has no other share.
		assert_ok!(Consortium::set_representative(
			RuntimeOrigin::signed(ALPHA),
			15
		));
		assert_noop!(make(3, 15), Error::<Test>::TooManyMotions);
		assert_noop!(make(3, ALPHA), Error::<Test>::NotRepresentative);
		assert_ok!(make(4, BETA));
		assert_ok!(make(5, BETA));
		assert_noop!(make(6, BETA), Error::<Test>::TooManyMotions);
		// What is over makes room.
		close(1);
		assert_ok!(make(7, 15));
		assert_noop!(make(8, 15), Error::<Test>::TooManyMotions);
		assert_eq!(Motions::<Test>::get().len(), 4);
	});
}

#[test]
fn the_same_motion_again_counts_once() {
	run(|| {
		assert_ok!(make(1, ALPHA));
		close(1);
		assert_ok!(make(1, BETA));
		assert_ok!(make(2, ALPHA));
		assert_ok!(make(3, ALPHA));
		let motion = |number, member| Motion {
			hash: H256::from_low_u64_be(number),
			member,
		};
		assert_eq!(
			Motions::<Test>::get().into_inner(),
			[motion(1, 1), motion(2, 0), motion(3, 0)]
		);
	});
}

#[test]
fn shares_get_smaller_as_members_come_but_nobody_is_without() {
	run(|| {
		assert_ok!(make(1, ALPHA));
		assert_ok!(make(2, ALPHA));
		let gamma = admit(30, &[Role::Auditor], 0);
		// A third of five is one.
		close(1);
		assert_noop!(make(3, ALPHA), Error::<Test>::TooManyMotions);
		assert_ok!(make(4, 30));
		close(2);
		assert_ok!(make(5, ALPHA));
		// Whoever is expelled makes none.
		assert_ok!(Consortium::expel(RuntimeOrigin::root(), gamma));
		assert_noop!(make(6, 30), Error::<Test>::NotRepresentative);
	});
}

#[test]
fn what_is_noted_has_an_end() {
	run(|| {
		// More than there can be open: none of a member whose share is free.
		let full: Vec<_> = (0..u64::from(MOTIONS))
			.map(|number| Motion {
				hash: H256::from_low_u64_be(number),
				member: 7,
			})
			.collect();
		Motions::<Test>::put(BoundedVec::truncate_from(full));
		(0..u64::from(MOTIONS)).for_each(open);
		assert_noop!(make(9, ALPHA), Error::<Test>::TooManyMotions);
		close(0);
		assert_ok!(make(9, ALPHA));
	});
}
