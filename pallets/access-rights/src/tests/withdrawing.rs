// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::{
	access::{Denied, RightId, Subject},
	traits::Rights as _,
};

use crate::{mock::*, Error, Event, Resources};

fn revoke(who: u64, id: u64, subject: Subject, right: RightId) -> sp_runtime::DispatchResult {
	AccessRights::revoke(by(who), id, subject, right)
}

fn suspend(who: u64, id: u64, subject: Subject, right: RightId) -> sp_runtime::DispatchResult {
	AccessRights::suspend(by(who), id, subject, right)
}

fn resume(who: u64, id: u64, subject: Subject, right: RightId) -> sp_runtime::DispatchResult {
	AccessRights::resume(by(who), id, subject, right)
}

#[test]
fn the_owner_and_the_subject_revoke() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		for who in [OWNER, TENANT] {
			let right = grant(id, tenant, terms());
			assert_noop!(
				revoke(STRANGER, id, tenant, right),
				Error::<Test>::NotAllowed
			);
			assert_noop!(
				revoke(AUTHORITY, id, tenant, right),
				Error::<Test>::NotAllowed
			);
			assert_ok!(revoke(who, id, tenant, right));
			assert_eq!(
				last_event(),
				Event::RightRevoked {
					resource: id,
					subject: tenant,
					right,
					by: who,
				}
			);
			assert_eq!(record(id, tenant, right), None);
			assert_eq!((stored(id).rights, held(OWNER).1), (0, 0));
		}
		assert_noop!(revoke(OWNER, id, tenant, 0), Error::<Test>::UnknownRight);
		assert_noop!(revoke(OWNER, 9, tenant, 0), Error::<Test>::UnknownResource);
	});
}

#[test]
fn the_owner_of_the_subjects_device_revokes() {
	run(|| {
		let id = resource();
		let right = grant(id, phone(PHONE), terms());
		assert_noop!(
			revoke(GUEST, id, phone(PHONE), right),
			Error::<Test>::NotAllowed
		);
		assert_ok!(revoke(TENANT, id, phone(PHONE), right));
	});
}

#[test]
fn who_delegated_revokes_also_after_its_own_right_is_gone() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		let first = grant(id, tenant, delegable(1));
		let second = delegate(TENANT, id, (tenant, first), account(GUEST), terms());
		let third = delegate(TENANT, id, (tenant, first), account(GUEST), terms());
		assert_ok!(revoke(TENANT, id, account(GUEST), second));
		assert_ok!(revoke(OWNER, id, tenant, first));
		assert_ok!(revoke(TENANT, id, account(GUEST), third));
		assert_eq!(held(TENANT).1, 0);
	});
}

#[test]
fn a_generation_takes_all_that_was_granted() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		let all = |who| AccessRights::revoke_all(by(who), id);
		assert_noop!(all(OWNER), Error::<Test>::NothingGranted);
		let first = grant(id, tenant, delegable(1));
		delegate(TENANT, id, (tenant, first), account(GUEST), terms());
		assert_noop!(all(AUTHORITY), Error::<Test>::NotAllowed);
		assert_ok!(all(OWNER));
		let generation = 1;
		assert_eq!(
			last_event(),
			Event::AllRevoked {
				resource: id,
				generation,
			}
		);
		assert_eq!(enters(tenant, id), Err(Denied::Withdrawn { right: first }));
		assert!(enters(account(GUEST), id).is_err());
		assert_noop!(all(OWNER), Error::<Test>::NothingGranted);
		grant(id, tenant, terms());
		assert!(enters(tenant, id).is_ok());
		let unknown = AccessRights::revoke_all(by(OWNER), 9);
		assert_noop!(unknown, Error::<Test>::UnknownResource);
		Resources::<Test>::mutate(id, |of| of.as_mut().unwrap().zone.generation = u32::MAX);
		assert_noop!(all(OWNER), Error::<Test>::NoMoreNumbers);
	});
}

#[test]
fn the_owner_suspends_and_resumes() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		let right = grant(id, tenant, terms());
		assert_noop!(
			suspend(TENANT, id, tenant, right),
			Error::<Test>::NotAllowed
		);
		assert_noop!(
			suspend(STRANGER, id, tenant, right),
			Error::<Test>::NotAllowed
		);
		assert_noop!(suspend(OWNER, id, tenant, 9), Error::<Test>::UnknownRight);
		assert_noop!(
			suspend(OWNER, 9, tenant, right),
			Error::<Test>::UnknownResource
		);
		assert_noop!(
			resume(OWNER, id, tenant, right),
			Error::<Test>::NotSuspended
		);
		assert_ok!(suspend(OWNER, id, tenant, right));
		assert_eq!(
			last_event(),
			Event::RightSuspended {
				resource: id,
				subject: tenant,
				right,
				by: OWNER,
			}
		);
		let suspended = record(id, tenant, right).unwrap().right.suspended;
		assert_eq!(suspended, Some(NOW));
		assert_eq!(enters(tenant, id), Err(Denied::Suspended { right }));
		assert_noop!(
			suspend(OWNER, id, tenant, right),
			Error::<Test>::AlreadySuspended
		);
		assert_noop!(resume(TENANT, id, tenant, right), Error::<Test>::NotAllowed);
		assert_noop!(resume(OWNER, id, tenant, 9), Error::<Test>::UnknownRight);
		assert_noop!(
			resume(OWNER, 9, tenant, right),
			Error::<Test>::UnknownResource
		);
		assert_ok!(resume(OWNER, id, tenant, right));
		assert_eq!(
			last_event(),
			Event::RightResumed {
				resource: id,
				subject: tenant,
				right,
				by: OWNER,
			}
		);
		assert!(enters(tenant, id).is_ok());
	});
}

#[test]
fn what_the_owner_suspended_who_delegated_does_not_resume() {
	run(|| {
		let id = resource();
		let (tenant, guest) = (account(TENANT), account(GUEST));
		let first = grant(id, tenant, delegable(1));
		let right = delegate(TENANT, id, (tenant, first), guest, terms());
		assert_noop!(suspend(GUEST, id, guest, right), Error::<Test>::NotAllowed);
		assert_ok!(suspend(TENANT, id, guest, right));
		assert_noop!(
			suspend(TENANT, id, guest, right),
			Error::<Test>::AlreadySuspended
		);
		assert_ok!(resume(TENANT, id, guest, right));
		// The owner takes over what is suspended already; it stays suspended since then.
		assert_ok!(suspend(TENANT, id, guest, right));
		pass(1);
		assert_ok!(suspend(OWNER, id, guest, right));
		assert_noop!(
			suspend(OWNER, id, guest, right),
			Error::<Test>::AlreadySuspended
		);
		assert_noop!(resume(TENANT, id, guest, right), Error::<Test>::NotAllowed);
		let since = record(id, guest, right).unwrap().right.suspended;
		assert_eq!(since, Some(NOW));
		assert_ok!(resume(OWNER, id, guest, right));
		assert!(enters(guest, id).is_ok());
		// What it is not may be resumed by nobody.
		assert_noop!(
			resume(TENANT, id, guest, right),
			Error::<Test>::NotSuspended
		);
	});
}

#[test]
fn what_was_sold_the_owner_can_not_take() {
	run(|| {
		let id = resource();
		let (tenant, guest) = (account(TENANT), account(GUEST));
		let right = AccessRights::sell(id, &tenant, delegable(1)).unwrap();
		let below = delegate(TENANT, id, (tenant, right), guest, terms());
		for who in [OWNER, TENANT, STRANGER] {
			assert_noop!(revoke(who, id, tenant, right), Error::<Test>::Sold);
			assert_noop!(suspend(who, id, tenant, right), Error::<Test>::Sold);
			assert_noop!(resume(who, id, tenant, right), Error::<Test>::Sold);
		}
		// Nor what follows from it: that is the tenant's and the guest's.
		assert_noop!(revoke(OWNER, id, guest, below), Error::<Test>::Sold);
		assert_noop!(suspend(OWNER, id, guest, below), Error::<Test>::Sold);
		assert_noop!(resume(OWNER, id, guest, below), Error::<Test>::Sold);
		assert_ok!(suspend(TENANT, id, guest, below));
		assert_ok!(resume(TENANT, id, guest, below));
		grant(id, tenant, terms());
		assert_ok!(AccessRights::revoke_all(by(OWNER), id));
		assert!(enters(tenant, id).is_ok() && enters(guest, id).is_ok());
		assert_ok!(revoke(GUEST, id, guest, below));
	});
}
