// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::{keys::Scheme, traits::Devices as _};

use crate::{mock::*, Devices, Error, Event, RotatedKeys};

fn by(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

#[test]
fn a_rotated_key_signs_and_the_id_stays() {
	run(|| {
		let id = device(ALICE, 1);
		let new = key(Scheme::P256, 2);
		let proof = rotation(&new, id, 0, NOW + 5);
		assert_ok!(DeviceIdentity::rotate_key(
			by(ALICE),
			id,
			new.public(),
			proof
		));
		System::assert_last_event(
			Event::KeyRotated {
				device: id,
				key: new.public(),
				rotations: 1,
			}
			.into(),
		);
		assert_eq!(DeviceIdentity::active_key(&id), Ok(new.public()));
		// Another rotation lets go of the key in between.
		let newer = key(Scheme::Sr25519, 3);
		let proof = rotation(&newer, id, 1, NOW + 5);
		assert_ok!(DeviceIdentity::rotate_key(
			by(ALICE),
			id,
			newer.public(),
			proof
		));
		assert_eq!(RotatedKeys::<Test>::iter().count(), 1);
		assert_ok!(register(BOB, &new));
		assert_ok!(DeviceIdentity::retire(by(ALICE), id));
		assert_eq!(RotatedKeys::<Test>::iter().count(), 0);
	});
}

#[test]
fn no_two_devices_share_a_key() {
	run(|| {
		let first = device(ALICE, 1);
		let second = device(ALICE, 2);
		let new = key(Scheme::Ed25519, 3);
		let proof = rotation(&new, first, 0, NOW);
		assert_ok!(DeviceIdentity::rotate_key(
			by(ALICE),
			first,
			new.public(),
			proof
		));
		let taken = Error::<Test>::KeyInUse;
		// A key in use, the first key of another, and the own first key.
		for seed in [3, 2, 1] {
			let again = key(Scheme::Ed25519, seed);
			let proof = rotation(&again, second, 0, NOW);
			assert_noop!(
				DeviceIdentity::rotate_key(by(ALICE), second, again.public(), proof),
				taken.clone()
			);
		}
		assert_noop!(register(BOB, &new), taken.clone());
		assert_noop!(register(BOB, &key(Scheme::Ed25519, 1)), taken);
	});
}

#[test]
fn a_rotation_is_proved_by_the_new_key_once() {
	run(|| {
		let id = device(ALICE, 1);
		let new = key(Scheme::Ed25519, 2);
		let rotate = |proof| DeviceIdentity::rotate_key(by(ALICE), id, new.public(), proof);
		assert_noop!(
			rotate(rotation(&new, id, 0, NOW - 1)),
			Error::<Test>::ProofExpired
		);
		assert_noop!(
			rotate(rotation(&new, id, 0, NOW + 86_400_001)),
			Error::<Test>::ProofTooLong
		);
		assert_noop!(rotate(rotation(&new, id, 1, NOW)), Error::<Test>::BadProof);
		let stranger = key(Scheme::Ed25519, 9);
		assert_noop!(
			rotate(rotation(&stranger, id, 0, NOW)),
			Error::<Test>::BadProof
		);
		assert_ok!(rotate(rotation(&new, id, 0, NOW)));
	});
}

#[test]
fn rotations_are_counted_to_the_end_and_no_further() {
	run(|| {
		let id = device(ALICE, 1);
		Devices::<Test>::mutate(id, |record| {
			record.as_mut().unwrap().rotations = u32::MAX;
		});
		let new = key(Scheme::Ed25519, 2);
		let proof = rotation(&new, id, u32::MAX, NOW);
		assert_noop!(
			DeviceIdentity::rotate_key(by(ALICE), id, new.public(), proof),
			Error::<Test>::TooManyRotations
		);
	});
}
