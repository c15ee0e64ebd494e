// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::access::{Denied, RightId, RightTerms, Subject};

use crate::{mock::*, types::Beat, Error, Event};

fn lease() -> RightTerms {
	RightTerms {
		silence: Some(HOUR),
		..terms()
	}
}

fn keep(
	who: u64,
	id: u64,
	subject: Subject,
	right: RightId,
	beat: Option<Beat>,
) -> sp_runtime::DispatchResult {
	AccessRights::heartbeat(by(who), id, subject, right, beat)
}

#[test]
fn an_account_is_heard_by_its_call() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		let right = grant(id, tenant, lease());
		assert_noop!(
			keep(TENANT, id, tenant, right, None),
			Error::<Test>::BadBeat
		);
		pass(HOUR);
		assert_eq!(enters(tenant, id), Ok(Some(NOW + HOUR)));
		assert_noop!(
			keep(GUEST, id, tenant, right, None),
			Error::<Test>::NotAllowed
		);
		let signed = beat(PHONE, id, right, NOW);
		assert_noop!(
			keep(TENANT, id, tenant, right, signed),
			Error::<Test>::NotAllowed
		);
		assert_ok!(keep(TENANT, id, tenant, right, None));
		let until = NOW + 2 * HOUR;
		assert_eq!(
			last_event(),
			Event::LeaseKept {
				resource: id,
				subject: tenant,
				right,
				until,
			}
		);
		pass(HOUR);
		assert_eq!(enters(tenant, id), Ok(Some(until)));
		pass(1);
		assert_eq!(enters(tenant, id), Err(Denied::Lapsed { right }));
		assert_noop!(keep(TENANT, id, tenant, right, None), Error::<Test>::Lapsed);
	});
}

#[test]
fn a_device_is_heard_by_its_signature() {
	run(|| {
		let id = resource();
		let subject = phone(PHONE);
		let right = grant(id, subject, lease());
		pass(HOUR);
		let at = |seed, at| keep(STRANGER, id, subject, right, beat(seed, id, right, at));
		assert_noop!(at(PHONE, NOW), Error::<Test>::BadBeat);
		assert_noop!(at(PHONE, NOW + HOUR + SKEW + 1), Error::<Test>::BadBeat);
		let wrong = Error::<Test>::BadSignature;
		assert_noop!(at(GUEST_PHONE, NOW + HOUR), wrong.clone());
		assert_noop!(keep(TENANT, id, subject, right, None), wrong.clone());
		let of_another = beat(PHONE, id, right + 1, NOW + HOUR);
		assert_noop!(keep(TENANT, id, subject, right, of_another), wrong.clone());
		change(PHONE, |known| known.counts = false);
		assert_noop!(at(PHONE, NOW + HOUR), wrong.clone());
		change(PHONE, |known| known.counts = true);
		change(PHONE, |known| known.registered = NOW);
		assert_noop!(at(PHONE, NOW + HOUR), wrong);
		change(PHONE, |known| known.registered = BIRTH);
		assert_ok!(at(PHONE, NOW + HOUR));
		assert_noop!(at(PHONE, NOW + HOUR), Error::<Test>::BadBeat);
		// Its clock may be somewhat fast.
		assert_ok!(at(PHONE, NOW + HOUR + SKEW));
		assert_eq!(enters(subject, id), Ok(Some(NOW + 2 * HOUR + SKEW)));
	});
}

#[test]
fn what_lapsed_does_not_come_back() {
	run(|| {
		let id = resource();
		let right = grant(id, phone(PHONE), lease());
		pass(HOUR + 1);
		// It was signed in time, and comes in too late.
		let late = beat(PHONE, id, right, NOW + HOUR);
		let call = keep(STRANGER, id, phone(PHONE), right, late);
		assert_noop!(call, Error::<Test>::Lapsed);
	});
}

#[test]
fn what_is_no_lease_is_not_kept() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		let right = grant(id, tenant, terms());
		assert_noop!(
			keep(TENANT, id, tenant, right, None),
			Error::<Test>::NoLease
		);
		assert_noop!(
			keep(TENANT, id, tenant, 9, None),
			Error::<Test>::UnknownRight
		);
	});
}
