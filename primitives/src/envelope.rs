// SPDX-License-Identifier: Apache-2.0

//! What a device signs: versioned, domain-separated messages.
//!
//! None depends on the index of a pallet or a call, so that firmware outlives runtime upgrades.
//! Each begins with a domain of 16 bytes that no other message begins with, then the genesis hash
//! of the chain. `docs/signed-envelope.md` specifies them byte by byte.

use alloc::vec::Vec;
use codec::Encode;

use crate::{
	ids::{DeviceId, Moment},
	keys::PublicKey,
};

/// Domain of a batch of readings.
pub const BATCH_DOMAIN: &[u8; 16] = b"samul/batch/1\0\0\0";
/// Domain of the proof that a device holds its key, given when it is registered.
pub const REGISTER_DOMAIN: &[u8; 16] = b"samul/register/1";
/// Domain of the proof that a device holds its new key, given when its key is rotated.
pub const ROTATE_DOMAIN: &[u8; 16] = b"samul/rotate/1\0\0";

/// Domain of the answer to a lock's challenge, given by whoever wants to use what it guards.
pub const ACCESS_DOMAIN: &[u8; 16] = b"samul/access/1\0\0";

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
