// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::access::{Denied, RightId, MAX_LEVELS};

use crate::{mock::*, Error, Event};

fn approve(who: u64, id: u64, right: RightId, approves: bool) -> sp_runtime::DispatchResult {
	AccessRights::approve(by(who), id, account(TENANT), right, approves)
}

#[test]
fn two_of_three_approve() {
	run(|| {
		let house = resource();
		let flat = resource_in(Some(house));
		let tenant = account(TENANT);
		let right = grant(flat, tenant, terms());
		demand(
			house,
			&[],
			approval(2, &[APPROVER, APPROVER + 1, APPROVER + 2]),
		);
		let missing = Err(Denied::NotApproved { zone: house });
		assert_eq!(enters(tenant, flat), missing);
		assert_ok!(approve(APPROVER, flat, right, true));
		assert_eq!(
			last_event(),
			Event::RightApproved {
				resource: flat,
				subject: tenant,
				right,
				by: APPROVER,
				approves: true,
			}
		);
		assert_noop!(
			approve(APPROVER, flat, right, true),
			Error::<Test>::ApprovalUnchanged
		);
		assert_eq!(enters(tenant, flat), missing);
		assert_ok!(approve(APPROVER + 2, flat, right, true));
		assert!(enters(tenant, flat).is_ok());
		assert_ok!(approve(APPROVER, flat, right, false));
		assert_eq!(enters(tenant, flat), missing);
		assert_noop!(
			approve(APPROVER, flat, right, false),
			Error::<Test>::ApprovalUnchanged
		);
	});
}

#[test]
fn who_is_no_approver_does_not() {
	run(|| {
		let id = resource();
		let right = grant(id, account(TENANT), terms());
		demand(id, &[], approval(1, &[APPROVER]));
		for who in [OWNER, AUTHORITY, TENANT, APPROVER + 1] {
			assert_noop!(approve(who, id, right, true), Error::<Test>::NotAllowed);
			assert_noop!(
				approve(who, id, right, false),
				Error::<Test>::ApprovalUnchanged
			);
		}
		assert_noop!(approve(APPROVER, id, 9, true), Error::<Test>::UnknownRight);
		assert_ok!(approve(APPROVER, id, right, true));
		// Who is none any more takes it back.
		demand(id, &[], approval(1, &[APPROVER + 1]));
		assert_ok!(approve(APPROVER, id, right, false));
		assert_noop!(
			approve(APPROVER, id, right, true),
			Error::<Test>::NotAllowed
		);
	});
}

/// The approvers of a level.
fn approvers(level: u64) -> Vec<u64> {
	(APPROVER + 8 * level..APPROVER + 8 * level + 8).collect()
}

#[test]
fn each_level_has_a_place_for_each_of_its_approvers() {
	run(|| {
		let mut levels = vec![resource()];
		for _ in 1..MAX_LEVELS {
			levels.push(resource_in(levels.last().copied()));
		}
		let room = levels[3];
		let tenant = account(TENANT);
		let right = grant(room, tenant, terms());
		for (level, id) in (0..).zip(&levels) {
			demand(*id, &[], approval(8, &approvers(level)));
		}
		// From the outermost zone to the room itself: the last one finds his place as well.
		for level in 0..4 {
			assert!(enters(tenant, room).is_err());
			for who in approvers(level) {
				assert_ok!(approve(who, room, right, true));
			}
		}
		assert!(enters(tenant, room).is_ok());
		let approvals = || record(room, tenant, right).unwrap().right.approvals;
		assert!(approvals().is_full());
		// Who is none any more leaves his place to whoever comes instead.
		let others: Vec<u64> = (APPROVER + 40..APPROVER + 48).collect();
		demand(levels[0], &[], approval(1, &others));
		assert!(enters(tenant, room).is_err());
		assert_ok!(approve(others[0], room, right, true));
		assert!(enters(tenant, room).is_ok());
		assert_eq!(approvals().len(), 25);
	});
}

#[test]
fn what_follows_from_an_approved_right_is_not_approved() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		let right = grant(id, tenant, delegable(1));
		demand(id, &[], approval(1, &[APPROVER]));
		assert_ok!(approve(APPROVER, id, right, true));
		let below = delegate(TENANT, id, (tenant, right), account(GUEST), terms());
		let missing = Err(Denied::NotApproved { zone: id });
		assert_eq!(enters(account(GUEST), id), missing);
		let call = AccessRights::approve(by(APPROVER), id, account(GUEST), below, true);
		assert_ok!(call);
		assert!(enters(account(GUEST), id).is_ok());
	});
}
