// SPDX-License-Identifier: Apache-2.0

//! What the chain stores of devices and their models first: what a lock decodes to know whose signature
//! counts, without the runtime.
//!
//! `pallet-device-identity` stores more; its tests check that what it stores begins like this.

use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, Encode};
use sp_crypto_hashing::{blake2_128, twox_128, twox_64};

use crate::{
	ids::{DeviceId, MemberId, ModelId, Moment},
	keys::PublicKey,
	traits::Serial,
};

/// Status of a device that is active: its signature counts, if its model and its firmware do.
pub const ACTIVE: u8 = 0;

/// Longest name of a model, in bytes.
pub const MAX_MODEL_NAME: u32 = 64;
/// Most ranges of a model's firmware that are suspended.
pub const MAX_RANGES: u32 = 16;

/// A device: the beginning of what the chain stores of it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct DeviceHead {
	/// The account that answers for it.
	pub owner: [u8; 32],
	/// The primary key: it authenticates the device.
	pub key: PublicKey,
	/// Where it is in its life: [`ACTIVE`], or 1 to 4.
	pub status: u8,
	/// How often its primary key was replaced.
	pub rotations: u32,
	/// When it was registered.
	pub registered: Moment,
	/// What is on hold of the owner for it.
	pub deposit: u128,
	/// To whom the owner offers it.
	pub offered_to: Option<[u8; 32]>,
	/// From when on the primary key counts.
	pub key_since: Moment,
	/// When it was last reported that somebody else may hold its keys.
	pub compromised: Option<Moment>,
	/// From when on its keys prove that it is the same device: nothing holds that was said of it before.
	pub trusted_since: Moment,
	/// The device that it is a part of.
	pub part_of: Option<DeviceId>,
	/// How many parts it has.
	pub parts: u32,
	/// Its model, if the manufacturer endorsed it.
	pub model: Option<ModelId>,
	/// What the manufacturer calls it.
	pub serial: Serial,
	/// Version of its firmware, as the owner says.
	pub firmware: u32,
}

/// A model of devices: the beginning of what the chain stores of it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct ModelHead {
	/// The member that makes it.
	pub manufacturer: MemberId,
	/// What it is called.
	pub name: BoundedVec<u8, ConstU32<MAX_MODEL_NAME>>,
	/// The key by which the manufacturer endorses devices.
	pub ca: PublicKey,
	/// Whether no device of it counts.
	pub suspended: bool,
	/// The firmware with which none counts: lowest and highest version of each range.
	pub suspended_firmware: BoundedVec<(u32, u32), ConstU32<MAX_RANGES>>,
}

impl DeviceHead {
	/// Whether its signature counts. `model` is what the chain stores of its model, if it has one:
	/// where that is not known the signature counts for nothing.
	pub fn counts(&self, model: Option<&ModelHead>) -> bool {
		let trusted = match self.model {
			None => true,
			Some(_) => model.is_some_and(|model| model.trusts(self.firmware)),
		};
		self.status == ACTIVE && trusted
	}
}

impl ModelHead {
	/// Whether a device with this firmware counts.
	pub fn trusts(&self, firmware: u32) -> bool {
		let mut ranges = self.suspended_firmware.iter();
		!self.suspended && !ranges.any(|(first, last)| (*first..=*last).contains(&firmware))
	}
}

/// The key under which the chain stores a device, of 80 bytes: `twox128("DeviceIdentity")`,
/// `twox128("Devices")`, `blake2_128(device)`, the device.
pub fn device_key(device: &DeviceId) -> Vec<u8> {
	[
		&twox_128(b"DeviceIdentity")[..],
		&twox_128(b"Devices"),
		&blake2_128(&device.0),
		&device.0,
	]
	.concat()
}

/// The key under which the chain stores a model, of 44 bytes: `twox128("DeviceIdentity")`,
/// `twox128("Models")`, `twox64(model)`, and the model's number, which is little-endian, of four bytes.
pub fn model_key(model: ModelId) -> Vec<u8> {
	let model = model.to_le_bytes();
	[
		&twox_128(b"DeviceIdentity")[..],
		&twox_128(b"Models"),
		&twox_64(&model),
		&model,
	]
	.concat()
}
