// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::access::{Denied, RightId};

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

#[test]
fn eight_approve_and_who_is_none_any_more_leaves_his_place() {
	run(|| {
		let house = resource();
		let flat = resource_in(Some(house));
		let right = grant(flat, account(TENANT), terms());
		let eight: Vec<u64> = (APPROVER..APPROVER + 8).collect();
		demand(house, &[], approval(8, &eight));
		demand(flat, &[], approval(1, &[APPROVER + 8]));
		for who in eight {
			assert_ok!(approve(who, flat, right, true));
		}
		let ninth = || approve(APPROVER + 8, flat, right, true);
		assert_noop!(ninth(), Error::<Test>::TooManyApprovals);
		demand(house, &[], approval(2, &[APPROVER, APPROVER + 7]));
		assert_ok!(ninth());
		let approvals = record(flat, account(TENANT), right)
			.unwrap()
			.right
			.approvals;
		let expected = [APPROVER, APPROVER + 7, APPROVER + 8];
		let expected: Vec<_> = expected.iter().map(AccessRights::account_bytes).collect();
		assert_eq!(approvals.into_inner(), expected);
		assert!(enters(account(TENANT), flat).is_ok());
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
