// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::claims::{ClaimTypeId, ValueKind};
use sp_runtime::{DispatchError, DispatchResult};

use crate::{mock::*, types::MAX_NAME, ClaimTypes, Error, Event, Name, NextClaimType, Schema};

fn words<S: TryFrom<Vec<u8>>>(text: &[u8]) -> S {
	text.to_vec().try_into().ok().unwrap()
}

fn defined(name: &[u8], schema: &[u8]) -> DispatchResult {
	Attestation::define_claim_type(
		RuntimeOrigin::root(),
		words(name),
		words(schema),
		ValueKind::Level,
		roles(&[Role::Regulator]),
	)
}

fn changed(id: ClaimTypeId, name: &[u8], schema: &[u8], issuers: &[Role]) -> DispatchResult {
	Attestation::change_claim_type(
		RuntimeOrigin::root(),
		id,
		words(name),
		words(schema),
		roles(issuers),
	)
}

fn withdraw(id: ClaimTypeId) -> DispatchResult {
	Attestation::withdraw_claim_type(RuntimeOrigin::root(), id)
}

#[test]
fn the_council_defines_types() {
	run(|| {
		assert_ok!(defined("Stufe ü".as_bytes(), b""));
		System::assert_last_event(
			Event::ClaimTypeDefined {
				claim_type: 0,
				name: words("Stufe ü".as_bytes()),
				schema: Schema::default(),
				kind: ValueKind::Level,
				issuers: roles(&[Role::Regulator]),
			}
			.into(),
		);
		assert_ok!(defined(b"cleared", b"urn:example:cleared"));
		let known = ClaimTypes::<Test>::get(1).unwrap();
		assert_eq!(known.schema.into_inner(), b"urn:example:cleared");
		assert_eq!((known.kind, known.attestations), (ValueKind::Level, 0));
	});
}

#[test]
fn only_the_council_does() {
	run(|| {
		let id = define(ValueKind::None);
		let who = || RuntimeOrigin::signed(LAB);
		let (name, schema): (Name, Schema) = (words(b"n"), words(b""));
		let none = || roles(&[]);
		assert_noop!(
			Attestation::define_claim_type(
				who(),
				name.clone(),
				schema.clone(),
				ValueKind::None,
				none()
			),
			DispatchError::BadOrigin
		);
		assert_noop!(
			Attestation::change_claim_type(who(), id, name, schema, none()),
			DispatchError::BadOrigin
		);
		assert_noop!(
			Attestation::withdraw_claim_type(who(), id),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn names_are_readable() {
	run(|| {
		let id = define(ValueKind::None);
		for name in [&b""[..], b"\xff"] {
			assert_noop!(defined(name, b""), Error::<Test>::BadName);
			assert_noop!(changed(id, name, b"", &[]), Error::<Test>::BadName);
		}
		assert_ok!(defined(&[b'n'; MAX_NAME as usize], b""));
	});
}

#[test]
fn schemas_are_addresses() {
	run(|| {
		let id = define(ValueKind::None);
		for schema in [
			&b"schema.json"[..],
			b":nothing",
			b"https:",
			b"1st:thing",
			b"h\xc3\xb6:x",
			b"https://example.org/with space",
			b"https://example.org/\xc3\xbc",
			b"https://example.org/<>",
		] {
			assert_noop!(defined(b"n", schema), Error::<Test>::BadSchema);
			assert_noop!(changed(id, b"n", schema, &[]), Error::<Test>::BadSchema);
		}
		for schema in [
			&b"https://example.org/a-b_c~d/%20?e=f&g=(h)#i"[..],
			b"urn:uuid:5b6f9d1c-1111-4222-8333-444455556666",
			b"ipfs://bafy",
			b"x-y+z.1:a",
		] {
			assert_ok!(defined(b"n", schema));
		}
	});
}

#[test]
fn a_type_changes_but_for_its_kind() {
	run(|| {
		let id = define(ValueKind::Moment);
		assert_noop!(
			changed(id + 1, b"n", b"", &[]),
			Error::<Test>::UnknownClaimType
		);
		assert_ok!(attest(LAB, id, None));
		assert_ok!(changed(id, b"calibrated until", b"", &[Role::Regulator]));
		System::assert_last_event(
			Event::ClaimTypeChanged {
				claim_type: id,
				name: words(b"calibrated until"),
				schema: Schema::default(),
				issuers: roles(&[Role::Regulator]),
			}
			.into(),
		);
		let known = ClaimTypes::<Test>::get(id).unwrap();
		assert_eq!((known.kind, known.attestations), (ValueKind::Moment, 1));
		// What is attested stays, and the issuer may revoke it still; only regulators attest anew.
		assert_noop!(attest(LAB_TOO, id, None), Error::<Test>::NotIssuer);
		assert_ok!(revoke(LAB_TOO, id));
		assert_ok!(attest(LAB, id, None));
		assert_eq!(record(id, 0).unwrap().role, Role::Regulator);
		// Without roles nobody does.
		assert_ok!(changed(id, b"n", b"", &[]));
		assert_noop!(attest(LAB, id, None), Error::<Test>::NotIssuer);
	});
}

#[test]
fn a_type_is_withdrawn_once_nothing_is_attested_by_it() {
	run(|| {
		let id = define(ValueKind::None);
		assert_noop!(withdraw(id + 1), Error::<Test>::UnknownClaimType);
		assert_ok!(attest(LAB, id, None));
		assert_ok!(attest(OTHER_LAB, id, None));
		assert_ok!(attest(LAB, id, None));
		assert_eq!(ClaimTypes::<Test>::get(id).unwrap().attestations, 2);
		assert_ok!(remove(LAB, id, 0));
		assert_noop!(withdraw(id), Error::<Test>::ClaimTypeInUse);
		assert_ok!(remove(OTHER_LAB, id, 1));
		assert_ok!(withdraw(id));
		System::assert_last_event(Event::ClaimTypeWithdrawn { claim_type: id }.into());
		assert_noop!(withdraw(id), Error::<Test>::UnknownClaimType);
		// Its number is not given again: a lock that knows it must not open by another claim.
		assert_eq!(define(ValueKind::None), id + 1);
	});
}

#[test]
fn numbers_of_types_end_some_day() {
	run(|| {
		NextClaimType::<Test>::put(ClaimTypeId::MAX);
		assert_noop!(defined(b"n", b""), Error::<Test>::TooManyClaimTypes);
	});
}
