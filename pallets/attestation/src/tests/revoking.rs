// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok, dispatch::CheckIfFeeless};
use samul_primitives::claims::{ClaimRefusal, ValueKind};
use sp_runtime::{DispatchError, DispatchResult};

use crate::{mock::*, Call, Error, Event};

fn force(claim_type: u32, issuer: u32) -> DispatchResult {
	Attestation::force_revoke(RuntimeOrigin::root(), DEVICE, claim_type, issuer)
}

fn refusal(claim_type: u32) -> Option<ClaimRefusal> {
	let info = Attestation::attestation_info(DEVICE, claim_type, 0);
	info.unwrap().refusal
}

#[test]
fn an_issuer_takes_back_what_it_attested() {
	run(|| {
		let id = define(ValueKind::None);
		assert_noop!(revoke(LAB, id), Error::<Test>::UnknownAttestation);
		assert_ok!(attest(LAB, id, None));
		assert_eq!(refusal(id), None);
		at(NOW + 7);
		// Any account of the member that acts in the role.
		assert_ok!(revoke(LAB_TOO, id));
		System::assert_last_event(
			Event::Revoked {
				device: DEVICE,
				claim_type: id,
				issuer: 0,
				by: Some(LAB_TOO),
			}
			.into(),
		);
		assert_eq!(record(id, 0).unwrap().attestation.revoked, Some(NOW + 7));
		assert_eq!(refusal(id), Some(ClaimRefusal::Revoked));
		// It stays to be seen, and the deposit with it.
		assert_eq!(held(LAB), 50);
		assert_noop!(revoke(LAB, id), Error::<Test>::AlreadyRevoked);
	});
}

#[test]
fn nobody_else_does() {
	run(|| {
		let id = define(ValueKind::None);
		assert_ok!(attest(LAB, id, None));
		for who in [NOBODY, DRIVER] {
			assert_noop!(revoke(who, id), Error::<Test>::NotIssuer);
		}
		// Another member's attestation is another one.
		assert_noop!(revoke(OTHER_LAB, id), Error::<Test>::UnknownAttestation);
		assert_noop!(
			Attestation::revoke(RuntimeOrigin::root(), DEVICE, id),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn revoking_is_free_once_for_what_was_attested() {
	run(|| {
		let id = define(ValueKind::None);
		let call = Call::<Test>::revoke {
			device: DEVICE,
			claim_type: id,
		};
		let free = |who| call.is_feeless(&RuntimeOrigin::signed(who));
		assert!(!free(LAB));
		assert_ok!(attest(LAB, id, None));
		assert!(free(LAB) && free(LAB_TOO));
		assert!(!free(DRIVER) && !free(NOBODY) && !free(OTHER_LAB));
		assert!(!call.is_feeless(&RuntimeOrigin::root()));
		assert!(!call.is_feeless(&RuntimeOrigin::none()));
		assert_ok!(revoke(LAB, id));
		assert!(!free(LAB) && !free(LAB_TOO));
		// The next time is paid for by attesting it anew.
		assert_ok!(attest(LAB, id, None));
		assert!(free(LAB));
	});
}

#[test]
fn the_council_revokes_for_who_has_no_standing_any_more() {
	run(|| {
		let id = define(ValueKind::None);
		assert_ok!(attest(LAB, id, None));
		assert_noop!(force(id, 1), Error::<Test>::UnknownAttestation);
		assert_noop!(force(id, 0), Error::<Test>::IssuerHasRole);
		assert_noop!(
			Attestation::force_revoke(RuntimeOrigin::signed(LAB), DEVICE, id, 0),
			DispatchError::BadOrigin
		);
		Members::mutate(|all| all[0].1 = vec![Role::Carrier]);
		assert_noop!(revoke(LAB, id), Error::<Test>::NotIssuer);
		assert_ok!(force(id, 0));
		System::assert_last_event(
			Event::Revoked {
				device: DEVICE,
				claim_type: id,
				issuer: 0,
				by: None,
			}
			.into(),
		);
		assert_eq!(refusal(id), Some(ClaimRefusal::Revoked));
		assert_noop!(force(id, 0), Error::<Test>::AlreadyRevoked);
	});
}

#[test]
fn the_council_revokes_for_who_was_expelled() {
	run(|| {
		let id = define(ValueKind::None);
		assert_ok!(attest(LAB, id, None));
		Members::set(Vec::new());
		Accounts::set(Vec::new());
		assert_noop!(revoke(LAB, id), Error::<Test>::NotIssuer);
		// Until then it stands: its issuer had the standing when it attested it.
		assert_eq!(refusal(id), None);
		assert_ok!(force(id, 0));
		assert_eq!(refusal(id), Some(ClaimRefusal::Revoked));
	});
}
