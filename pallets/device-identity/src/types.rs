// SPDX-License-Identifier: Apache-2.0

//! What is stored of a device.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use samul_primitives::{DeviceId, Moment, PublicKey, Signature};
use scale_info::TypeInfo;

/// Whether a device's signature counts.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Status {
	/// It counts.
	Active,
	/// It does not, until the owner resumes the device.
	Suspended,
}

/// A registered device.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Device<AccountId, Balance> {
	/// Who answers for it.
	pub owner: AccountId,
	/// The key that signs for it.
	pub key: PublicKey,
	/// Whether its signature counts.
	pub status: Status,
	/// How often its key was rotated.
	pub rotations: u32,
	/// When it was registered.
	pub registered: Moment,
	/// What is on hold of the owner for it.
	pub deposit: Balance,
	/// To whom the owner offers it.
	pub offered_to: Option<AccountId>,
}

/// What a reader gets to know of a device.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct DeviceInfo<AccountId, Balance> {
	/// Its id.
	pub id: DeviceId,
	/// What is stored of it.
	pub device: Device<AccountId, Balance>,
}

/// Proof that a device holds its key, made by the device.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct KeyProof {
	/// Until when it is good.
	pub expires: Moment,
	/// The device's signature over [`samul_primitives::envelope::register_message`] or
	/// [`samul_primitives::envelope::rotate_message`].
	pub signature: Signature,
}
