// SPDX-License-Identifier: Apache-2.0

use codec::{Decode, Encode, MaxEncodedLen};
use samul_primitives::access::{right_key, zone_key, Right, Subject, Zone};
use sp_io::hashing::{blake2_128, twox_128, twox_64};

use sp_runtime::AccountId32;

use crate::{
	mock::*,
	types::{Record, Resource},
	Resources, Rights,
};

/// The keys by hand, byte by byte, as `docs/access-rights.md` has them.
#[test]
fn a_lock_computes_the_keys() {
	run(|| {
		let number = [8, 7, 6, 5, 4, 3, 2, 1];
		let id = u64::from_le_bytes(number);
		let mut key = Vec::new();
		key.extend(twox_128(b"AccessRights"));
		key.extend(twox_128(b"Resources"));
		key.extend(blake2_128(&number));
		key.extend(number);
		assert_eq!(key.len(), 56);
		assert_eq!(Resources::<Test>::hashed_key_for(id), key);
		assert_eq!(zone_key(id), key);

		let of_device = [&[0][..], &device(PHONE).0].concat();
		let of_account = [&[1][..], &[7; 32]].concat();
		for (subject, bytes) in [
			(phone(PHONE), of_device),
			(Subject::Account([7; 32]), of_account),
		] {
			let mut key = Vec::new();
			key.extend(twox_128(b"AccessRights"));
			key.extend(twox_128(b"Rights"));
			key.extend(blake2_128(&number));
			key.extend(number);
			key.extend(blake2_128(&bytes));
			key.extend(bytes);
			key.extend(twox_64(&[9, 0, 0, 0, 0, 0, 0, 0]));
			key.extend([9, 0, 0, 0, 0, 0, 0, 0]);
			assert_eq!(key.len(), 121);
			assert_eq!(Rights::<Test>::hashed_key_for((id, subject, 9)), key);
			assert_eq!(right_key(id, &subject, 9), key);
		}
	});
}

#[test]
fn a_lock_decodes_the_beginning_of_what_is_stored_there() {
	run(|| {
		let id = resource_in(Some(resource()));
		demand(id, &[], approval(1, &[APPROVER]));
		let right = grant(id, phone(PHONE), delegable(2));
		let bytes = sp_io::storage::get(&zone_key(id)).unwrap();
		let zone = Zone::decode(&mut &bytes[..]).unwrap();
		assert_eq!(zone, stored(id).zone);
		assert!(bytes.starts_with(&zone.encode()));
		let bytes = sp_io::storage::get(&right_key(id, &phone(PHONE), right)).unwrap();
		let of = Right::decode(&mut &bytes[..]).unwrap();
		assert_eq!(of, record(id, phone(PHONE), right).unwrap().right);
		assert!(bytes.starts_with(&of.encode()));
	});
}

#[test]
fn what_a_proof_carries_is_small() {
	assert!(Resource::<AccountId32>::max_encoded_len() < 500);
	// Of that are 1024 what all approvers of four levels take.
	assert!(Record::<AccountId32>::max_encoded_len() < 500 + 1024);
}
