// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::keys::Scheme;

use crate::{
	mock::*,
	types::{EndReason, Ended, MAX_METHODS},
	Error, Event, MethodKey, Methods, Purposes,
};

#[test]
fn a_device_has_keys_for_several_purposes() {
	run(|| {
		let id = device(ALICE, 1);
		let schemes = [
			Scheme::Ed25519,
			Scheme::Sr25519,
			Scheme::Secp256k1,
			Scheme::P256,
		];
		for (number, scheme) in schemes.into_iter().enumerate() {
			let number = number as u16;
			let new = key(scheme, 2);
			let purposes = Purposes(1 + number as u8 % 3);
			let proof = addition(&new, id, purposes, number, NOW);
			assert_ok!(DeviceIdentity::add_signing_key(
				by(ALICE),
				id,
				new.public(),
				purposes,
				proof
			));
			System::assert_last_event(
				Event::MethodAdded {
					device: id,
					number,
					key: MethodKey::Signing(new.public()),
					purposes,
				}
				.into(),
			);
		}
		assert_ok!(DeviceIdentity::add_agreement_key(by(ALICE), id, [9; 32]));
		let agreement = Methods::<Test>::get(id, 4).unwrap();
		assert_eq!(
			(agreement.key, agreement.purposes),
			(MethodKey::X25519([9; 32]), Purposes::KEY_AGREEMENT)
		);
		assert_eq!(held(ALICE), DEPOSIT + 5 * METHOD_DEPOSIT);
		assert_eq!(DeviceIdentity::keys_at(id, NOW).len(), 6);
		assert!(Purposes::SIGNING.contains(Purposes::ASSERTION));
		assert!(!Purposes::ASSERTION.contains(Purposes::AUTHENTICATION));
	});
}

#[test]
fn a_further_key_proves_itself_once_for_these_purposes() {
	run(|| {
		let id = device(ALICE, 1);
		let other = device(ALICE, 5);
		let new = key(Scheme::Ed25519, 2);
		let purposes = Purposes::ASSERTION;
		let add = |purposes, proof| {
			DeviceIdentity::add_signing_key(by(ALICE), id, new.public(), purposes, proof)
		};
		let proof = |device, number, expires| addition(&new, device, purposes, number, expires);
		assert_noop!(
			add(purposes, proof(id, 0, NOW - 1)),
			Error::<Test>::ProofExpired
		);
		assert_noop!(
			add(purposes, proof(id, 0, NOW + DAY + 1)),
			Error::<Test>::ProofTooLong
		);
		for bad in [
			proof(other, 0, NOW),
			proof(id, 1, NOW),
			addition(&key(Scheme::Ed25519, 3), id, purposes, 0, NOW),
			rotation(&new, id, 0, NOW),
		] {
			assert_noop!(add(purposes, bad), Error::<Test>::BadProof);
		}
		assert_noop!(
			add(Purposes::SIGNING, proof(id, 0, NOW)),
			Error::<Test>::BadProof
		);
		for bad in [0, 4, 5, 8, 255] {
			assert_noop!(
				add(Purposes(bad), proof(id, 0, NOW)),
				Error::<Test>::BadPurposes
			);
		}
		assert_ok!(add(purposes, proof(id, 0, NOW)));
		assert_noop!(add_key(ALICE, other, &new), Error::<Test>::KeyInUse);
		assert_noop!(rotate(ALICE, id, &new), Error::<Test>::KeyInUse);
		assert_noop!(register(BOB, &new), Error::<Test>::KeyInUse);
	});
}

#[test]
fn a_key_that_everybody_knows_is_none() {
	run(|| {
		let id = device(ALICE, 1);
		// u = 0, 1, one of order 8, p, and p + 1 with the bit that does not count.
		let one = |first: u8, between, last| {
			let mut key = [between; 32];
			(key[0], key[31]) = (first, last);
			key
		};
		let of_order_eight = [
			0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f,
			0xc4, 0x6a, 0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16,
			0x5f, 0x49, 0xb8, 0x00,
		];
		for bad in [
			[0; 32],
			one(1, 0, 0),
			of_order_eight,
			one(0xed, 0xff, 0x7f),
			one(0xee, 0xff, 0xff),
		] {
			assert_noop!(
				DeviceIdentity::add_agreement_key(by(ALICE), id, bad),
				Error::<Test>::BadKey
			);
		}
		assert_ok!(DeviceIdentity::add_agreement_key(
			by(ALICE),
			id,
			one(9, 0, 0)
		));
		// Nothing proves the others, so that two devices may have the same.
		for owner in [ALICE, BOB] {
			let id = device(owner, owner as u8 + 10);
			assert_ok!(DeviceIdentity::add_agreement_key(by(owner), id, [1; 32]));
		}
	});
}

#[test]
fn no_more_keys_count_than_have_room() {
	run(|| {
		let id = device(ALICE, 1);
		for number in 0..MAX_METHODS as u8 {
			assert_ok!(add_key(ALICE, id, &key(Scheme::Ed25519, number + 2)));
		}
		let further = key(Scheme::Ed25519, 99);
		assert_noop!(add_key(ALICE, id, &further), Error::<Test>::TooManyMethods);
		assert_noop!(
			DeviceIdentity::add_agreement_key(by(ALICE), id, [1; 32]),
			Error::<Test>::TooManyMethods
		);
		// The primary key does not count among them.
		assert_ok!(rotate(ALICE, id, &key(Scheme::Ed25519, 98)));
		assert_ok!(DeviceIdentity::revoke_method(by(ALICE), id, 3));
		assert_ok!(add_key(ALICE, id, &further));
	});
}

#[test]
fn a_revoked_key_is_kept_for_a_while() {
	run(|| {
		let id = device(ALICE, 1);
		let new = key(Scheme::Ed25519, 2);
		assert_ok!(add_key(ALICE, id, &new));
		assert_noop!(
			DeviceIdentity::revoke_method(by(ALICE), id, 1),
			Error::<Test>::UnknownMethod
		);
		assert_noop!(
			DeviceIdentity::forget_method(by(ALICE), id, 0),
			Error::<Test>::MethodKept
		);
		pass(7);
		assert_ok!(DeviceIdentity::revoke_method(by(ALICE), id, 0));
		System::assert_last_event(
			Event::MethodRevoked {
				device: id,
				number: 0,
			}
			.into(),
		);
		assert_eq!(
			Methods::<Test>::get(id, 0).unwrap().ended,
			Some(Ended {
				at: NOW + 7,
				reason: EndReason::Revoked
			})
		);
		assert_noop!(
			DeviceIdentity::revoke_method(by(ALICE), id, 0),
			Error::<Test>::MethodEnded
		);
		pass(HISTORY - 1);
		assert_noop!(
			DeviceIdentity::forget_method(by(ALICE), id, 0),
			Error::<Test>::MethodKept
		);
		assert_noop!(register(BOB, &new), Error::<Test>::KeyInUse);
		assert_eq!(DeviceIdentity::keys_at(id, NOW + 6).len(), 2);
		pass(1);
		assert_ok!(DeviceIdentity::forget_method(by(ALICE), id, 0));
		System::assert_last_event(
			Event::MethodForgotten {
				device: id,
				number: 0,
			}
			.into(),
		);
		assert_eq!(held(ALICE), DEPOSIT);
		assert_noop!(
			DeviceIdentity::forget_method(by(ALICE), id, 0),
			Error::<Test>::UnknownMethod
		);
		assert_ok!(register(BOB, &new));
	});
}
