// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::{
	claims::{Attestation as Claim, ClaimValue, ValueKind, LATEST},
	DeviceId, Moment,
};
use sp_runtime::{traits::Dispatchable, DispatchError, DispatchResult, TokenError};

use crate::{mock::*, ClaimTypes, Error, Event, Record};

fn attest_of(device: DeviceId, claim_type: u32) -> DispatchResult {
	let who = RuntimeOrigin::signed(LAB);
	Attestation::attest(who, device, claim_type, None, [7; 32], NOW, None)
}

fn attest_for(claim_type: u32, from: Moment, until: Option<Moment>) -> DispatchResult {
	let who = RuntimeOrigin::signed(LAB);
	Attestation::attest(who, DEVICE, claim_type, None, [7; 32], from, until)
}

#[test]
fn who_has_the_standing_attests() {
	run(|| {
		let id = define(ValueKind::Level);
		let value = Some(ClaimValue::Level(3));
		assert_ok!(attest(LAB, id, value.clone()));
		System::assert_last_event(
			Event::Attested {
				device: DEVICE,
				claim_type: id,
				issuer: 0,
				by: LAB,
				value: value.clone(),
				digest: [7; 32],
				from: NOW,
				until: Some(NOW + HOUR),
			}
			.into(),
		);
		assert_eq!(
			record(id, 0),
			Some(Record {
				attestation: Claim {
					registered: BIRTH,
					from: NOW,
					until: Some(NOW + HOUR),
					revoked: None,
					value,
					digest: [7; 32],
				},
				issued: NOW,
				role: Role::Laboratory,
				depositor: LAB,
				deposit: 50,
			})
		);
		assert_eq!(held(LAB), 50);
		// Each issuer for itself.
		assert_ok!(attest(OTHER_LAB, id, Some(ClaimValue::Level(1))));
		assert_eq!(ClaimTypes::<Test>::get(id).unwrap().attestations, 2);
	});
}

#[test]
fn nobody_else_does() {
	run(|| {
		let id = define(ValueKind::None);
		for who in [NOBODY, DRIVER] {
			assert_noop!(attest(who, id, None), Error::<Test>::NotIssuer);
		}
		// The role is to be the account's and the member's.
		Members::mutate(|all| all[1].1 = vec![Role::Regulator]);
		assert_noop!(attest(OTHER_LAB, id, None), Error::<Test>::NotIssuer);
		assert_noop!(
			Attestation::attest(RuntimeOrigin::root(), DEVICE, id, None, [7; 32], NOW, None),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn of_a_device_and_by_a_type_that_there_are() {
	run(|| {
		let id = define(ValueKind::None);
		assert_noop!(
			attest_of(DeviceId([9; 32]), id),
			Error::<Test>::UnknownDevice
		);
		assert_noop!(attest_of(DEVICE, id + 1), Error::<Test>::UnknownClaimType);
	});
}

#[test]
fn values_are_of_the_types_kind() {
	run(|| {
		let text = |words: &[u8]| Some(ClaimValue::Text(words.to_vec().try_into().unwrap()));
		let none = define(ValueKind::None);
		let level = define(ValueKind::Level);
		let moment = define(ValueKind::Moment);
		let words = define(ValueKind::Text);
		for (claim_type, value) in [
			(none, Some(ClaimValue::Level(1))),
			(level, Some(ClaimValue::Moment(1))),
			(moment, Some(ClaimValue::Level(1))),
			(moment, Some(ClaimValue::Moment(LATEST + 1))),
			(words, Some(ClaimValue::Level(1))),
			(words, text(b"")),
			(words, text(b"\xc3")),
		] {
			assert_noop!(attest(LAB, claim_type, value), Error::<Test>::BadValue);
		}
		assert_ok!(attest(LAB, none, None));
		assert_ok!(attest(LAB, moment, Some(ClaimValue::Moment(LATEST))));
		assert_ok!(attest(LAB, words, text("Prüfstelle".as_bytes())));
		// The hash alone.
		assert_ok!(attest(LAB, level, None));
	});
}

#[test]
fn periods_are_to_come_or_run() {
	run(|| {
		let id = define(ValueKind::None);
		for (from, until) in [
			(NOW, Some(NOW - 1)),
			(NOW - HOUR, Some(NOW - 1)),
			(NOW + HOUR, Some(NOW + 1)),
			(LATEST + 1, None),
			(NOW, Some(LATEST + 1)),
			(Moment::MAX, Some(Moment::MAX)),
		] {
			assert_noop!(attest_for(id, from, until), Error::<Test>::BadPeriod);
		}
		for (from, until) in [
			(0, Some(NOW)),
			(NOW, Some(NOW)),
			(NOW + HOUR, Some(LATEST)),
			(LATEST, None),
		] {
			assert_ok!(attest_for(id, from, until));
		}
	});
}

#[test]
fn again_replaces_what_was_attested() {
	run(|| {
		let id = define(ValueKind::Level);
		assert_ok!(attest(LAB, id, Some(ClaimValue::Level(3))));
		assert_ok!(revoke(LAB, id));
		at(NOW + 5);
		Deposit::set(70);
		assert_ok!(attest(LAB_TOO, id, Some(ClaimValue::Level(4))));
		let found = record(id, 0).unwrap();
		assert_eq!(found.attestation.value, Some(ClaimValue::Level(4)));
		assert_eq!((found.attestation.revoked, found.issued), (None, NOW + 5));
		assert_eq!((found.depositor, found.deposit), (LAB_TOO, 70));
		assert_eq!((held(LAB), held(LAB_TOO)), (0, 70));
		assert_eq!(ClaimTypes::<Test>::get(id).unwrap().attestations, 1);
		// For a device that was registered anew since, too.
		Registered::set(vec![(DEVICE, NOW + 6)]);
		assert_ok!(attest(LAB_TOO, id, None));
		assert_eq!(record(id, 0).unwrap().attestation.registered, NOW + 6);
	});
}

#[test]
fn the_deposit_is_the_issuers() {
	run(|| {
		let id = define(ValueKind::None);
		let call = RuntimeCall::from(crate::Call::<Test>::attest {
			device: DEVICE,
			claim_type: id,
			value: None,
			digest: [8; 32],
			from: NOW,
			until: None,
		});
		let by = |who| {
			let result = call.clone().dispatch(RuntimeOrigin::signed(who));
			result.map(|_| ()).map_err(|error| error.error)
		};
		let too_poor = || DispatchError::from(TokenError::FundsUnavailable);
		assert_noop!(by(POOR), too_poor());
		// And nothing of what was before is lost by that.
		assert_ok!(by(LAB));
		assert_noop!(by(POOR), too_poor());
		assert_eq!((held(LAB), held(POOR)), (50, 0));
		// It may be all that one has.
		Deposit::set(MONEY - 1);
		assert_ok!(by(LAB));
		assert_eq!(held(LAB), MONEY - 1);
		assert_ok!(by(LAB));
		assert_eq!(held(LAB), MONEY - 1);
	});
}

#[test]
fn attestations_of_a_type_are_counted_as_far_as_that_goes() {
	run(|| {
		let id = define(ValueKind::None);
		let set = |count| {
			ClaimTypes::<Test>::mutate(id, |known| known.as_mut().unwrap().attestations = count);
		};
		set(u32::MAX);
		assert_noop!(attest(LAB, id, None), Error::<Test>::TooManyAttestations);
		set(0);
	});
}
