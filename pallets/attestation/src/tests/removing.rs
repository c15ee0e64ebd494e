// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::claims::ValueKind;
use sp_runtime::DispatchError;

use crate::{mock::*, ClaimTypes, Error, Event};

#[test]
fn the_issuer_removes_at_any_time_and_the_deposit_goes_back_to_who_made_it() {
	run(|| {
		let id = define(ValueKind::None);
		assert_noop!(remove(LAB, id, 0), Error::<Test>::UnknownAttestation);
		assert_ok!(attest(LAB, id, None));
		for who in [NOBODY, DRIVER, OTHER_LAB] {
			assert_noop!(remove(who, id, 0), Error::<Test>::NotIssuer);
		}
		assert_noop!(
			Attestation::remove(RuntimeOrigin::root(), DEVICE, id, 0),
			DispatchError::BadOrigin
		);
		assert_ok!(remove(LAB_TOO, id, 0));
		System::assert_last_event(
			Event::AttestationRemoved {
				device: DEVICE,
				claim_type: id,
				issuer: 0,
				depositor: LAB,
			}
			.into(),
		);
		assert_eq!((record(id, 0), held(LAB)), (None, 0));
		assert_eq!(ClaimTypes::<Test>::get(id).unwrap().attestations, 0);
	});
}

#[test]
fn anybody_removes_what_expired_long_ago() {
	run(|| {
		let id = define(ValueKind::None);
		assert_ok!(attest(LAB, id, None));
		// Whether it held at a time can still be asked.
		for time in [NOW + HOUR + 1, NOW + HOUR + EXPIRY] {
			at(time);
			assert_noop!(remove(NOBODY, id, 0), Error::<Test>::NotIssuer);
		}
		at(NOW + HOUR + EXPIRY + 1);
		assert_ok!(remove(NOBODY, id, 0));
		assert_eq!(held(LAB), 0);
	});
}

#[test]
fn anybody_removes_what_was_attested_of_another_device() {
	run(|| {
		let id = define(ValueKind::None);
		assert_ok!(attest(LAB, id, None));
		assert_ok!(attest(OTHER_LAB, id, None));
		Registered::set(vec![(DEVICE, BIRTH + 1)]);
		assert_ok!(remove(NOBODY, id, 0));
		Registered::set(Vec::new());
		assert_ok!(remove(NOBODY, id, 1));
		assert_eq!((held(LAB), held(OTHER_LAB)), (0, 0));
	});
}

#[test]
fn a_revocation_is_to_be_seen_for_its_life() {
	run(|| {
		let id = define(ValueKind::None);
		let who = RuntimeOrigin::signed(LAB);
		assert_ok!(Attestation::attest(
			who, DEVICE, id, None, [7; 32], NOW, None
		));
		assert_ok!(revoke(LAB, id));
		at(NOW + LIFE - 1);
		assert_noop!(remove(NOBODY, id, 0), Error::<Test>::NotIssuer);
		at(NOW + LIFE);
		assert_ok!(remove(NOBODY, id, 0));
	});
}

#[test]
fn what_an_expelled_member_attested_for_ever_goes_by_the_council() {
	run(|| {
		let id = define(ValueKind::None);
		let who = RuntimeOrigin::signed(LAB);
		assert_ok!(Attestation::attest(
			who, DEVICE, id, None, [7; 32], NOW, None
		));
		Accounts::set(Vec::new());
		Members::set(Vec::new());
		assert_noop!(remove(LAB, id, 0), Error::<Test>::NotIssuer);
		assert_ok!(Attestation::force_revoke(
			RuntimeOrigin::root(),
			DEVICE,
			id,
			0
		));
		at(NOW + LIFE);
		assert_ok!(remove(LAB, id, 0));
		assert_eq!(held(LAB), 0);
	});
}
