// SPDX-License-Identifier: Apache-2.0

//! What a lock decodes without the runtime is what is stored.

use codec::{Decode, Encode};
use frame_support::BoundedVec;
use proptest::prelude::*;
use samul_primitives::{
	device::{self, DeviceHead, ModelHead},
	DeviceId, PublicKey,
};

use crate::{
	firmware::MAX_RANGES,
	mock::Test,
	types::{Device, FirmwareRanges, FreeCalls, Model, Recovery, Status, MAX_MODEL_NAME},
	Devices, FirmwareRange, Models,
};

/// The statuses, in the order of their numbers.
const ALL: [Status; 5] = [
	Status::Active,
	Status::Suspended,
	Status::Compromised,
	Status::Provisioned,
	Status::Manufactured,
];

/// Accounts and money as the runtime has them.
type StoredDevice = Device<[u8; 32], u128>;
type StoredModel = Model<[u8; 32], u128>;

#[test]
fn keys_are_those_of_the_storage() {
	let id = DeviceId([7; 32]);
	assert_eq!(device::device_key(&id), Devices::<Test>::hashed_key_for(id));
	assert_eq!(device::device_key(&id).len(), 80);
	assert_eq!(device::model_key(9), Models::<Test>::hashed_key_for(9));
	assert_eq!(device::model_key(9).len(), 44);
	assert_eq!(device::MAX_MODEL_NAME, MAX_MODEL_NAME);
	assert_eq!(device::MAX_RANGES, MAX_RANGES);
}

fn any_key() -> impl Strategy<Value = PublicKey> {
	prop_oneof![
		any::<[u8; 32]>().prop_map(PublicKey::Ed25519),
		any::<[u8; 32]>().prop_map(PublicKey::Sr25519),
		any::<u8>().prop_map(|byte| PublicKey::Secp256k1([byte; 33])),
		any::<u8>().prop_map(|byte| PublicKey::P256([byte; 33])),
	]
}

fn any_device() -> impl Strategy<Value = StoredDevice> {
	let first = (
		any::<[u8; 32]>(),
		any_key(),
		0..ALL.len(),
		any::<(u32, u64, u128)>(),
		any::<(Option<[u8; 32]>, u64, Option<u64>, Option<[u8; 32]>)>(),
	);
	let rest = (
		any::<(u32, Option<u32>, u32, Option<u32>, bool)>(),
		prop::collection::vec(any::<u8>(), 0..=32),
	);
	(first, rest).prop_map(|((owner, key, status, numbers, times), (counts, serial))| {
		let (rotations, registered, deposit) = numbers;
		let (offered_to, key_since, compromised, whole) = times;
		let (parts, model, firmware, guardian, recovers) = counts;
		Device {
			owner,
			key,
			status: ALL[status],
			rotations,
			registered,
			deposit,
			offered_to,
			key_since,
			compromised,
			trusted_since: key_since ^ registered,
			part_of: whole.map(DeviceId),
			parts,
			model,
			serial: BoundedVec::truncate_from(serial),
			firmware,
			guardian,
			recovery: recovers.then_some(Recovery { to: owner, due: 5 }),
			methods: parts,
			kept: parts,
			next_method: 3,
			free_calls: FreeCalls { day: 1, used: [2] },
		}
	})
}

fn any_model() -> impl Strategy<Value = StoredModel> {
	(
		any::<(u32, bool, u32, [u8; 32])>(),
		any_key(),
		prop::collection::vec(any::<u8>(), 1..=64),
		prop::collection::vec((0u32..90, 0u32..6), 0..12),
	)
		.prop_map(
			|((manufacturer, suspended, devices, depositor), ca, name, ranges)| {
				let mut suspended_firmware = FirmwareRanges::default();
				for (first, length) in ranges {
					let last = first + length;
					let _ = suspended_firmware.add(FirmwareRange { first, last });
				}
				Model {
					manufacturer,
					name: BoundedVec::truncate_from(name),
					ca,
					suspended,
					suspended_firmware,
					devices,
					depositor,
					deposit: 4,
					free_calls: FreeCalls::default(),
				}
			},
		)
}

proptest! {
	#[test]
	fn what_is_stored_begins_with_what_a_lock_decodes(
		device in any_device(),
		model in any_model(),
		firmware in 0u32..100,
	) {
		let stored = device.encode();
		let head = DeviceHead::decode(&mut &stored[..]).unwrap();
		prop_assert!(stored.starts_with(&head.encode()));
		let expected = DeviceHead {
			owner: device.owner,
			key: device.key,
			status: ALL.iter().position(|status| *status == device.status).unwrap() as u8,
			rotations: device.rotations,
			registered: device.registered,
			trusted_since: device.trusted_since,
			deposit: device.deposit,
			offered_to: device.offered_to,
			key_since: device.key_since,
			compromised: device.compromised,
			part_of: device.part_of,
			parts: device.parts,
			model: device.model,
			serial: device.serial.clone(),
			firmware: device.firmware,
		};
		prop_assert_eq!(&head, &expected);

		let stored = model.encode();
		let of_model = ModelHead::decode(&mut &stored[..]).unwrap();
		prop_assert!(stored.starts_with(&of_model.encode()));
		prop_assert_eq!(of_model.trusts(firmware), model.trusts(firmware));
		prop_assert_eq!(of_model.manufacturer, model.manufacturer);

		// Whose signature counts, as `Devices::active_key` says.
		let active = device.status == Status::Active;
		let trusted = device.model.is_none() || model.trusts(device.firmware);
		prop_assert_eq!(head.counts(Some(&of_model)), active && trusted);
		prop_assert_eq!(head.counts(None), active && device.model.is_none());
	}
}
