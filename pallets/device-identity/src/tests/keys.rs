// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::{keys::Scheme, traits::Devices as _};

use crate::{
	mock::*,
	types::{EndReason, Ended, MAX_KEPT, MAX_KEPT_UNFORCED},
	Devices, Error, Event, MethodKey, Methods, Models, Purposes,
};

#[test]
fn a_rotated_key_signs_and_the_id_stays() {
	run(|| {
		let id = device(ALICE, 1);
		let first = record(id).key;
		pass(5);
		let new = key(Scheme::P256, 2);
		assert_ok!(rotate(ALICE, id, &new));
		System::assert_last_event(
			Event::KeyRotated {
				device: id,
				key: new.public(),
				rotations: 1,
				by_old: false,
			}
			.into(),
		);
		assert_eq!(DeviceIdentity::active_key(&id), Ok(new.public()));
		let kept = Methods::<Test>::get(id, 0).unwrap();
		assert_eq!(
			(kept.key, kept.primary, kept.since, kept.purposes),
			(MethodKey::Signing(first), true, NOW, Purposes::SIGNING)
		);
		assert_eq!(
			kept.ended,
			Some(Ended {
				at: NOW + 5,
				reason: EndReason::Rotated
			})
		);
		assert_eq!(held(ALICE), DEPOSIT + METHOD_DEPOSIT);
		// The key in between stays this device's as long as it is kept.
		assert_ok!(rotate(ALICE, id, &key(Scheme::Sr25519, 3)));
		assert_noop!(register(BOB, &new), Error::<Test>::KeyInUse);
		pass(HISTORY);
		assert_ok!(DeviceIdentity::forget_method(by(ALICE), id, 1));
		assert_ok!(register(BOB, &new));
	});
}

#[test]
fn which_key_was_valid_when_is_known() {
	run(|| {
		let id = device(ALICE, 1);
		let keys: Vec<_> = (2..5)
			.map(|seed| {
				pass(10);
				let new = key(Scheme::Ed25519, seed);
				assert_ok!(rotate(ALICE, id, &new));
				new.public()
			})
			.collect();
		let first = key(Scheme::Ed25519, 1).public();
		let at = |time| -> Vec<MethodKey> {
			let keys = DeviceIdentity::keys_at(id, time);
			keys.into_iter().map(|info| info.key).collect()
		};
		assert!(at(NOW - 1).is_empty());
		for (time, key) in [
			(0, first),
			(9, first),
			(10, keys[0]),
			(29, keys[1]),
			(30, keys[2]),
			(1000, keys[2]),
		] {
			assert_eq!(at(NOW + time), [MethodKey::Signing(key)]);
		}
		let all = DeviceIdentity::keys_of(id);
		let numbers: Vec<_> = all.iter().map(|info| info.number).collect();
		assert_eq!(numbers, [None, Some(0), Some(1), Some(2)]);
		assert!(DeviceIdentity::keys_of(samul_primitives::DeviceId([7; 32])).is_empty());
	});
}

#[test]
fn a_device_keeps_no_more_keys_than_have_room() {
	run(|| {
		let id = device(ALICE, 1);
		let new = |number: u32| key(Scheme::Ed25519, number as u8 + 2);
		for number in 0..MAX_KEPT_UNFORCED {
			assert_ok!(rotate(ALICE, id, &new(number)));
		}
		let further = new(MAX_KEPT_UNFORCED);
		assert_noop!(rotate(ALICE, id, &further), Error::<Test>::TooManyKeys);
		assert_noop!(add_key(ALICE, id, &further), Error::<Test>::TooManyKeys);
		assert_noop!(
			DeviceIdentity::add_agreement_key(by(ALICE), id, [1; 32]),
			Error::<Test>::TooManyKeys
		);
		// An emergency has room.
		for number in MAX_KEPT_UNFORCED..MAX_KEPT {
			assert_ok!(DeviceIdentity::report_compromised(by(ALICE), id));
			assert_ok!(recover(ALICE, id, &new(number)));
		}
		assert_ok!(DeviceIdentity::report_compromised(by(ALICE), id));
		assert_noop!(
			recover(ALICE, id, &new(MAX_KEPT)),
			Error::<Test>::TooManyKeys
		);
		pass(HISTORY);
		for number in 0..10 {
			assert_ok!(DeviceIdentity::forget_method(by(ALICE), id, number));
		}
		assert_ok!(recover(ALICE, id, &new(MAX_KEPT)));
		assert_ok!(rotate(ALICE, id, &new(MAX_KEPT + 1)));
		assert_eq!(record(id).kept, MAX_KEPT - 8);
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
			proof,
			None
		));
		let taken = Error::<Test>::KeyInUse;
		// A key in use, the first key of another, and the own first key.
		for seed in [3, 2, 1] {
			let again = key(Scheme::Ed25519, seed);
			let proof = rotation(&again, second, 0, NOW);
			assert_noop!(
				DeviceIdentity::rotate_key(by(ALICE), second, again.public(), proof, None),
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
		let rotate = |proof| DeviceIdentity::rotate_key(by(ALICE), id, new.public(), proof, None);
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
fn keys_are_counted_to_the_end_and_no_further() {
	run(|| {
		let id = device(ALICE, 1);
		let change = |rotations, next| {
			Devices::<Test>::mutate_extant(id, |record| {
				record.rotations = rotations;
				record.next_method = next;
			});
		};
		let new = key(Scheme::Ed25519, 2);
		for (rotations, next) in [(u32::MAX, 0), (0, u16::MAX)] {
			change(rotations, next);
			assert_noop!(rotate(ALICE, id, &new), Error::<Test>::TooManyKeys);
		}
	});
}

#[test]
fn who_cannot_pay_for_the_old_key_keeps_it() {
	run(|| {
		let id = device(ALICE, 1);
		let all = Balances::free_balance(ALICE);
		assert_ok!(Balances::transfer_keep_alive(by(ALICE), BOB, all - 5));
		assert!(rotate(ALICE, id, &key(Scheme::Ed25519, 2)).is_err());
		assert_eq!(held(ALICE), DEPOSIT);
	});
}

#[test]
fn without_the_old_key_it_may_be_another_device() {
	run(|| {
		let model = model(FACTORY);
		let id = endorsed(ALICE, 1, model);
		let (first, second, third) = (
			key(Scheme::Ed25519, 1),
			key(Scheme::P256, 2),
			key(Scheme::Sr25519, 3),
		);
		pass(5);
		// The old key is the one of now, and signs for this very rotation.
		assert_noop!(
			rotate_by(ALICE, id, &second, &second),
			Error::<Test>::BadProof
		);
		assert_ok!(rotate_by(ALICE, id, &first, &second));
		System::assert_last_event(
			Event::KeyRotated {
				device: id,
				key: second.public(),
				rotations: 1,
				by_old: true,
			}
			.into(),
		);
		assert_noop!(
			rotate_by(ALICE, id, &first, &third),
			Error::<Test>::BadProof
		);
		assert_eq!(
			(record(id).model, record(id).trusted_since),
			(Some(model), NOW)
		);
		assert_ok!(rotate(ALICE, id, &third));
		let found = record(id);
		assert_eq!((found.model, found.trusted_since), (None, NOW + 5));
		assert!(found.serial.is_empty());
		assert_eq!(Models::<Test>::get(model).unwrap().devices, 0);
	});
}

#[test]
fn what_was_said_of_a_device_does_not_hold_of_another_within_the_same_block() {
	run(|| {
		let id = device(ALICE, 1);
		assert_eq!(record(id).trusted_since, NOW);
		assert_ok!(rotate(ALICE, id, &key(Scheme::Ed25519, 2)));
		assert_eq!(record(id).trusted_since, NOW + 1);
		assert_ok!(DeviceIdentity::report_compromised(by(ALICE), id));
		assert_eq!(record(id).trusted_since, NOW + 2);
		assert_ok!(recover(ALICE, id, &key(Scheme::Ed25519, 3)));
		assert_eq!(record(id).trusted_since, NOW + 3);
		pass(10);
		assert_ok!(rotate(ALICE, id, &key(Scheme::Ed25519, 4)));
		assert_eq!(record(id).trusted_since, NOW + 10);
	});
}
