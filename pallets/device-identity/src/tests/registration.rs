// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::{
	keys::Scheme,
	traits::{DeviceError, Devices as _},
	DeviceId,
};

use crate::{mock::*, Devices, Error, Event, Status};

#[test]
fn a_device_of_each_scheme_is_registered_by_its_own_proof() {
	run(|| {
		let schemes = [
			Scheme::Ed25519,
			Scheme::Sr25519,
			Scheme::Secp256k1,
			Scheme::P256,
		];
		for (number, scheme) in schemes.into_iter().enumerate() {
			let key = key(scheme, number as u8 + 1);
			assert_ok!(register(ALICE, &key));
			let id = DeviceId::of(&key.public());
			let record = Devices::<Test>::get(id).unwrap();
			assert_eq!(
				(record.owner, record.key, record.status, record.registered),
				(ALICE, key.public(), Status::Active, NOW)
			);
			assert_eq!(DeviceIdentity::active_key(&id), Ok(key.public()));
			assert_eq!(DeviceIdentity::owner(&id), Some(ALICE));
			System::assert_last_event(
				Event::DeviceRegistered {
					device: id,
					owner: ALICE,
					key: key.public(),
				}
				.into(),
			);
		}
		assert_eq!(held(ALICE), 4 * DEPOSIT);
	});
}

#[test]
fn a_proof_is_good_for_one_owner_one_key_and_one_chain() {
	run(|| {
		let device = key(Scheme::Ed25519, 1);
		let other = key(Scheme::Ed25519, 2);
		let proof = proof(&device, ALICE, NOW + 1000);
		let wrong = Error::<Test>::BadProof;
		let by = |who, key, proof| DeviceIdentity::register(RuntimeOrigin::signed(who), key, proof);
		assert_noop!(by(BOB, device.public(), proof.clone()), wrong);
		assert_noop!(
			by(ALICE, other.public(), proof.clone()),
			Error::<Test>::BadProof
		);
		frame_system::BlockHash::<Test>::insert(0, sp_runtime::testing::H256::repeat_byte(9));
		assert_noop!(by(ALICE, device.public(), proof), Error::<Test>::BadProof);
	});
}

#[test]
fn a_proof_has_its_time() {
	run(|| {
		let device = key(Scheme::Ed25519, 1);
		let by = |expires| {
			let proof = proof(&device, ALICE, expires);
			DeviceIdentity::register(RuntimeOrigin::signed(ALICE), device.public(), proof)
		};
		assert_noop!(by(NOW - 1), Error::<Test>::ProofExpired);
		assert_noop!(by(NOW + 86_400_001), Error::<Test>::ProofTooLong);
		assert_ok!(by(NOW));
	});
}

#[test]
fn a_key_is_registered_once() {
	run(|| {
		let device = key(Scheme::P256, 1);
		assert_ok!(register(ALICE, &device));
		assert_noop!(register(BOB, &device), Error::<Test>::KeyInUse);
	});
}

#[test]
fn without_money_there_is_no_device() {
	run(|| {
		assert!(register(POOR, &key(Scheme::Ed25519, 1)).is_err());
		assert_eq!(Devices::<Test>::iter().count(), 0);
		assert_eq!(
			DeviceIdentity::active_key(&DeviceId([1; 32])),
			Err(DeviceError::Unknown)
		);
	});
}

#[test]
fn an_owner_pages_through_its_devices() {
	run(|| {
		let mut expected: Vec<_> = (1..=7).map(|seed| device(ALICE, seed)).collect();
		device(BOB, 99);
		let mut seen = Vec::new();
		let mut after = None;
		loop {
			let page = DeviceIdentity::devices_of(ALICE, after, 3);
			assert!(page.len() <= 3);
			let Some(last) = page.last() else { break };
			after = Some(last.id);
			seen.extend(page.iter().map(|info| info.id));
		}
		seen.sort();
		expected.sort();
		assert_eq!(seen, expected);
		assert_eq!(DeviceIdentity::device(seen[0]).unwrap().device.owner, ALICE);
	});
}

#[test]
fn what_a_guarding_device_reads_is_small() {
	use codec::MaxEncodedLen;
	type Whole = crate::Device<sp_runtime::AccountId32, u128>;
	type Model = crate::Model<sp_runtime::AccountId32, u128>;
	assert!(Whole::max_encoded_len() <= 300);
	assert!(Model::max_encoded_len() <= 320);
}
