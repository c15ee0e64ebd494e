// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::{
	access::{RightId, RightTerms, Subject},
	traits::Rights as _,
};

use crate::{mock::*, Error, Event};

fn remove(id: u64, subject: Subject, right: RightId) -> sp_runtime::DispatchResult {
	AccessRights::remove_right(by(STRANGER), id, subject, right)
}

#[test]
fn what_is_over_anybody_removes_and_the_deposit_comes_back() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		let right = grant(id, tenant, terms());
		let still = Error::<Test>::StillCounts;
		assert_noop!(remove(id, tenant, right), still.clone());
		pass(DAY);
		assert_noop!(remove(id, tenant, right), still);
		pass(1);
		// What is on hold is what was put there.
		RightDeposit::set(2 * RIGHT);
		assert_ok!(remove(id, tenant, right));
		assert_eq!(
			last_event(),
			Event::RightRemoved {
				resource: id,
				subject: tenant,
				right,
			}
		);
		assert_eq!((held(OWNER).1, stored(id).rights), (0, 0));
		assert_noop!(remove(id, tenant, right), Error::<Test>::UnknownRight);
		assert_noop!(remove(9, tenant, right), Error::<Test>::UnknownResource);
	});
}

#[test]
fn what_was_withdrawn_is_over() {
	run(|| {
		let id = resource();
		let right = grant(id, account(TENANT), terms());
		assert_ok!(AccessRights::revoke_all(by(OWNER), id));
		assert_ok!(remove(id, account(TENANT), right));
	});
}

#[test]
fn what_is_used_up_is_over() {
	run(|| {
		let id = resource();
		assert_ok!(AccessRights::add_device(by(OWNER), id, device(LOCK), true));
		let once = RightTerms {
			uses: Some(1),
			..terms()
		};
		let right = grant(id, account(TENANT), once);
		assert_noop!(
			remove(id, account(TENANT), right),
			Error::<Test>::StillCounts
		);
		assert_ok!(hand_in(entry(id, account(TENANT), right), LOCK));
		assert_ok!(remove(id, account(TENANT), right));
	});
}

#[test]
fn what_lapsed_is_over() {
	run(|| {
		let id = resource();
		let lease = RightTerms {
			silence: Some(HOUR),
			..terms()
		};
		let right = grant(id, account(TENANT), lease);
		pass(HOUR);
		assert_noop!(
			remove(id, account(TENANT), right),
			Error::<Test>::StillCounts
		);
		pass(1);
		assert_ok!(remove(id, account(TENANT), right));
	});
}

#[test]
fn what_is_suspended_may_come_back() {
	run(|| {
		let id = resource();
		let right = grant(id, account(TENANT), terms());
		assert_ok!(AccessRights::suspend(by(OWNER), id, account(TENANT), right));
		assert_noop!(
			remove(id, account(TENANT), right),
			Error::<Test>::StillCounts
		);
	});
}

#[test]
fn what_another_device_had_is_over() {
	run(|| {
		let id = resource();
		let first = grant(id, phone(PHONE), delegable(1));
		let below = delegate(TENANT, id, (phone(PHONE), first), account(GUEST), terms());
		change(PHONE, |known| known.counts = false);
		assert_noop!(remove(id, phone(PHONE), first), Error::<Test>::StillCounts);
		retire(PHONE);
		assert_ok!(remove(id, account(GUEST), below));
		assert_ok!(remove(id, phone(PHONE), first));
	});
}

#[test]
fn what_followed_from_it_is_over_too() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		let first = grant(id, tenant, delegable(2));
		let second = delegate(TENANT, id, (tenant, first), account(GUEST), delegable(1));
		let above = (account(GUEST), second);
		let third = delegate(GUEST, id, above, phone(GUEST_PHONE), terms());
		assert_noop!(
			remove(id, phone(GUEST_PHONE), third),
			Error::<Test>::StillCounts
		);
		assert_ok!(AccessRights::revoke(by(TENANT), id, tenant, first));
		assert_ok!(remove(id, phone(GUEST_PHONE), third));
		assert_ok!(remove(id, account(GUEST), second));
		assert_eq!([OWNER, TENANT, GUEST].map(|who| held(who).1), [0; 3]);
	});
}

#[test]
fn what_was_sold_goes_with_its_sale() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		let right = AccessRights::sell(id, &tenant, delegable(1)).unwrap();
		let short = RightTerms {
			until: Some(NOW + HOUR),
			..terms()
		};
		let below = delegate(TENANT, id, (tenant, right), account(GUEST), short);
		let last = delegate(TENANT, id, (tenant, right), account(GUEST), terms());
		assert_ok!(AccessRights::end_at(id, &tenant, right, NOW + HOUR));
		pass(HOUR + 1);
		assert_noop!(remove(id, tenant, right), Error::<Test>::Sold);
		assert_ok!(remove(id, account(GUEST), below));
		// Who sold it may let it go on.
		assert_noop!(remove(id, account(GUEST), last), Error::<Test>::StillCounts);
		assert_ok!(AccessRights::take_back(id, &tenant, right));
		assert_ok!(remove(id, account(GUEST), last));
		assert_eq!(stored(id).rights, 0);
	});
}
