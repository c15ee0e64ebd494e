// SPDX-License-Identifier: Apache-2.0

//! What a device signs: versioned, domain-separated messages.
//!
//! None depends on the index of a pallet or a call, so that firmware outlives runtime upgrades.
//! Each begins with a domain of 16 bytes that no other message begins with, then the genesis hash
//! of the chain. `docs/signed-envelope.md` specifies them byte by byte.

use alloc::vec::Vec;
use codec::Encode;

use crate::{
	access::{Entry, ResourceId, RightId},
	ids::{DeviceId, MemberId, ModelId, Moment},
	keys::PublicKey,
};

/// Domain of a batch of readings.
pub const BATCH_DOMAIN: &[u8; 16] = b"samul/batch/1\0\0\0";
/// Domain of the proof that a device holds its key, given when it is registered.
pub const REGISTER_DOMAIN: &[u8; 16] = b"samul/register/1";
/// Domain of the proof that a device holds its new key, given when its key is rotated.
pub const ROTATE_DOMAIN: &[u8; 16] = b"samul/rotate/1\0\0";
/// Domain of the proof that a device holds a further key.
pub const METHOD_DOMAIN: &[u8; 16] = b"samul/method/1\0\0";
/// Domain of what a manufacturer signs of a device that it made.
pub const ENDORSE_DOMAIN: &[u8; 16] = b"samul/endorse/1\0";
/// Domain of the proof that a manufacturer holds the CA key of a model.
pub const CA_DOMAIN: &[u8; 16] = b"samul/ca/1\0\0\0\0\0\0";

/// Domain of the answer to a lock's challenge, given by whoever wants to use what it guards.
pub const ACCESS_DOMAIN: &[u8; 16] = b"samul/access/1\0\0";
/// Domain of the receipt that a guard gives when it let somebody in.
pub const ENTRY_DOMAIN: &[u8; 16] = b"samul/entry/1\0\0\0";
/// Domain of the sign of life by which a device keeps a lease.
pub const ALIVE_DOMAIN: &[u8; 16] = b"samul/alive/1\0\0\0";

/// The message that a device signs over a batch's payload.
pub fn batch_message(genesis: &[u8; 32], payload: &[u8]) -> Vec<u8> {
	let mut message = Vec::with_capacity(48 + payload.len());
	message.extend_from_slice(BATCH_DOMAIN);
	message.extend_from_slice(genesis);
	message.extend_from_slice(payload);
	message
}

/// The message that a device signs to be registered by `owner` (its 32-byte account id). It is
/// good until `expires`.
pub fn register_message(
	genesis: &[u8; 32],
	key: &PublicKey,
	owner: &[u8; 32],
	expires: Moment,
) -> Vec<u8> {
	(REGISTER_DOMAIN, genesis, key, owner, expires).encode()
}

/// The message that a device signs with its new key when the key is rotated for the `rotation`th
/// time (from 0). It is good until `expires`.
pub fn rotate_message(
	genesis: &[u8; 32],
	device: &DeviceId,
	new_key: &PublicKey,
	rotation: u32,
	expires: Moment,
) -> Vec<u8> {
	(ROTATE_DOMAIN, genesis, device, new_key, rotation, expires).encode()
}

/// The message that a phone, or another device, signs to have `permission` on `resource` of the
/// lock `device`, in answer to its challenge `nonce`. It is good until `expires`.
pub fn access_message(
	genesis: &[u8; 32],
	device: &DeviceId,
	resource: &[u8],
	permission: u32,
	nonce: &[u8; 32],
	expires: Moment,
) -> Vec<u8> {
	(
		ACCESS_DOMAIN,
		genesis,
		device,
		resource,
		permission,
		nonce,
		expires,
	)
		.encode()
}

/// The message that a guard signs when it let somebody in.
pub fn entry_message(genesis: &[u8; 32], entry: &Entry) -> Vec<u8> {
	(ENTRY_DOMAIN, genesis, entry).encode()
}

/// The message that a device signs to keep its right `right` on `resource`, which is a lease. It says
/// that the device was alive at `at`.
pub fn alive_message(
	genesis: &[u8; 32],
	device: &DeviceId,
	resource: ResourceId,
	right: RightId,
	at: Moment,
) -> Vec<u8> {
	(ALIVE_DOMAIN, genesis, device, resource, right, at).encode()
}

/// The message that a device signs with a further key when its owner adds it. `purposes` is a set of
/// bits: 1 to authenticate, 2 to assert. `number` is how many keys were put among the device's
/// verification methods before. It is good until `expires`.
pub fn method_message(
	genesis: &[u8; 32],
	device: &DeviceId,
	key: &PublicKey,
	purposes: u8,
	number: u16,
	expires: Moment,
) -> Vec<u8> {
	(
		METHOD_DOMAIN,
		genesis,
		device,
		key,
		purposes,
		number,
		expires,
	)
		.encode()
}

/// The message that the CA key of a model's manufacturer signs over a device that it made, and the
/// key that the device holds. `serial` is what the manufacturer calls the device; up to 32 bytes.
pub fn endorse_message(
	genesis: &[u8; 32],
	device: &DeviceId,
	key: &PublicKey,
	model: ModelId,
	serial: &[u8],
) -> Vec<u8> {
	let mut message = (ENDORSE_DOMAIN, genesis, device, key, model).encode();
	message.push(u8::try_from(serial.len()).unwrap_or(u8::MAX));
	message.extend_from_slice(serial);
	message
}

/// The message that a CA key signs to endorse the devices of a model of this member's. It has no end.
pub fn ca_message(genesis: &[u8; 32], manufacturer: MemberId, ca: &PublicKey) -> Vec<u8> {
	(CA_DOMAIN, genesis, manufacturer, ca).encode()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::access::{Permissions, Subject};

	const GENESIS: [u8; 32] = [1; 32];
	const DEVICE: DeviceId = DeviceId([2; 32]);
	const KEY: PublicKey = PublicKey::Ed25519([3; 32]);

	#[test]
	fn no_domain_begins_as_another() {
		let all = [
			BATCH_DOMAIN,
			REGISTER_DOMAIN,
			ROTATE_DOMAIN,
			METHOD_DOMAIN,
			ENDORSE_DOMAIN,
			CA_DOMAIN,
			ACCESS_DOMAIN,
			ENTRY_DOMAIN,
			ALIVE_DOMAIN,
		];
		for (number, domain) in all.iter().enumerate() {
			assert!(all[..number].iter().all(|other| other != domain));
		}
	}

	#[test]
	fn a_further_key_is_proved_byte_by_byte_as_specified() {
		let message = method_message(&GENESIS, &DEVICE, &KEY, 3, 0x0102, 0x0304);
		let expected = [
			&b"samul/method/1\0\0"[..],
			&[1; 32],
			&[2; 32],
			&[0],
			&[3; 32],
			&[3],
			&[2, 1],
			&[4, 3, 0, 0, 0, 0, 0, 0],
		];
		assert_eq!(message, expected.concat());
	}

	#[test]
	fn an_endorsement_is_byte_by_byte_as_specified() {
		let message = endorse_message(&GENESIS, &DEVICE, &KEY, 0x0102, b"SN-7");
		let expected = [
			&b"samul/endorse/1\0"[..],
			&[1; 32],
			&[2; 32],
			&[0],
			&[3; 32],
			&[2, 1, 0, 0],
			&[4],
			b"SN-7",
		];
		assert_eq!(message, expected.concat());
	}

	#[test]
	fn a_ca_key_is_proved_byte_by_byte_as_specified() {
		let message = ca_message(&GENESIS, 0x0102, &KEY);
		let expected = [
			&b"samul/ca/1\0\0\0\0\0\0"[..],
			&[1; 32],
			&[2, 1, 0, 0],
			&[0],
			&[3; 32],
		];
		assert_eq!(message, expected.concat());
	}

	#[test]
	fn a_receipt_is_byte_by_byte_as_specified() {
		let entry = Entry {
			guard: DEVICE,
			resource: 3,
			number: 4,
			subject: Subject::Account([5; 32]),
			right: 6,
			permission: Permissions::START,
			at: 0x0102,
		};
		let expected = [
			&b"samul/entry/1\0\0\0"[..],
			&[1; 32],
			&[2; 32],
			&[3, 0, 0, 0, 0, 0, 0, 0],
			&[4, 0, 0, 0, 0, 0, 0, 0],
			&[1],
			&[5; 32],
			&[6, 0, 0, 0, 0, 0, 0, 0],
			&[2, 0, 0, 0],
			&[2, 1, 0, 0, 0, 0, 0, 0],
		];
		assert_eq!(entry_message(&GENESIS, &entry), expected.concat());
	}

	#[test]
	fn a_sign_of_life_is_byte_by_byte_as_specified() {
		let message = alive_message(&GENESIS, &DEVICE, 3, 4, 0x0102);
		let expected = [
			&b"samul/alive/1\0\0\0"[..],
			&[1; 32],
			&[2; 32],
			&[3, 0, 0, 0, 0, 0, 0, 0],
			&[4, 0, 0, 0, 0, 0, 0, 0],
			&[2, 1, 0, 0, 0, 0, 0, 0],
		];
		assert_eq!(message, expected.concat());
	}
}
