// SPDX-License-Identifier: Apache-2.0

use codec::Decode;
use frame_support::assert_ok;
use samul_primitives::{
	claims::{storage_key, Attestation as Claim, ClaimValue, ValueKind},
	DeviceId,
};
use sp_io::hashing::{blake2_128, twox_128, twox_64};

use crate::{mock::*, Attestations};

/// The key by hand, byte by byte, as the README has it.
#[test]
fn a_lock_computes_the_key() {
	run(|| {
		let device = DeviceId(core::array::from_fn(|at| at as u8));
		let mut key = Vec::new();
		key.extend(twox_128(b"Attestation"));
		key.extend(twox_128(b"Attestations"));
		key.extend(blake2_128(&device.0));
		key.extend(device.0);
		key.extend(twox_64(&[0x04, 0x03, 0x02, 0x01]));
		key.extend([0x04, 0x03, 0x02, 0x01]);
		key.extend(twox_64(&[0x07, 0, 0, 0]));
		key.extend([0x07, 0, 0, 0]);
		assert_eq!(key.len(), 104);
		let stored = Attestations::<Test>::hashed_key_for((device, 0x0102_0304, 7));
		assert_eq!(stored, key);
		assert_eq!(storage_key(&device, 0x0102_0304, 7), key);
		// Computed in Python, of xxHash as its specification has it and of hashlib's BLAKE2b.
		let expected = concat!(
			"6310fed47319b658f9b8b2504e0d72ecae394d879ddf7f99595bc0dd36e355b5",
			"ff0f22492f44bac4c4b30ae58d0e8daa00000000000000000000000000000000",
			"00000000000000000000000000000000bfb27f1eaef06bb9030000000e0d969b",
			"0e48cab707000000",
		);
		let zeros = storage_key(&DeviceId([0; 32]), 3, 7);
		let digits: String = zeros.iter().map(|byte| format!("{byte:02x}")).collect();
		assert_eq!(digits, expected);
	});
}

#[test]
fn a_lock_decodes_the_beginning_of_what_is_stored_there() {
	run(|| {
		let id = define(ValueKind::Level);
		assert_ok!(attest(LAB, id, Some(ClaimValue::Level(3))));
		let bytes = sp_io::storage::get(&storage_key(&DEVICE, id, 0)).unwrap();
		let claim = Claim::decode(&mut &bytes[..]).unwrap();
		assert_eq!(claim, record(id, 0).unwrap().attestation);
		assert_eq!(claim.holds(Some(BIRTH), NOW, Some(3)), Ok(()));
	});
}
