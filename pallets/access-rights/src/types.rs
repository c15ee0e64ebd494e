// SPDX-License-Identifier: Apache-2.0

//! What is stored of resources and rights, and what readers get to know of them.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use samul_primitives::{
	access::{ResourceId, Right, RightId, Subject, Zone},
	free_calls,
	mmr::Hash,
	DeviceId, Moment, Signature,
};
use scale_info::TypeInfo;

/// Amount of a currency.
pub type Amount = u128;

/// As what somebody makes a call that may cost nothing. The numbers are those by which
/// [`FreeCalls`] counts them apart: none uses up what another one needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Caller {
	/// The resource's owner.
	Owner = 0,
	/// Its authority, if that is another one.
	Authority = 1,
	/// Somebody who has a right on it.
	Other = 2,
}

/// Calls of a day that cost nothing, by [`Caller`].
pub type FreeCalls = free_calls::FreeCalls<3>;

/// A resource as it is stored.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Resource<AccountId> {
	/// What a decision needs. It comes first: a lock decodes no more than this.
	pub zone: Zone,
	/// Whose it is: who grants rights and asks for rent.
	pub owner: AccountId,
	/// Who locks it down and lifts that, and says what is demanded.
	pub authority: AccountId,
	/// To whom the owner offers it.
	pub offered_to: Option<AccountId>,
	/// How many zones are around it.
	pub level: u8,
	/// How many resources are directly in it.
	pub children: u32,
	/// How many devices guard it or belong to it.
	pub devices: u32,
	/// How many rights there are on it.
	pub rights: u32,
	/// How many of them were sold.
	pub sold: u32,
	/// How many rights were granted in this generation, those that are gone included.
	pub granted: u32,
	/// What is on hold of the owner for it and its devices.
	pub deposit: Amount,
	/// Calls that cost nothing.
	pub free_calls: FreeCalls,
}

/// A device of a resource.
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
pub struct Attached {
	/// Whether it guards the resource; else it belongs to it.
	pub guards: bool,
	/// When it was registered or, if that is later, last reported to be compromised. If that is another
	/// moment now, it is not the device that was added.
	pub registered: Moment,
	/// Number of its next receipt.
	pub next_entry: u64,
	/// Time of its last receipt, or when it was added.
	pub last_entry: Moment,
	/// What of the resource's deposit is for it.
	pub deposit: Amount,
}

/// The receipts of a resource: a Merkle mountain range.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Log {
	/// How many there are.
	pub count: u64,
	/// The peaks, highest first.
	pub peaks: BoundedVec<Hash, ConstU32<64>>,
}

/// What is on hold for a right.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Deposit<AccountId> {
	/// Of whom: who granted or delegated it.
	pub by: AccountId,
	/// How much.
	pub amount: Amount,
}

/// A right as it is stored.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Record<AccountId> {
	/// What a decision needs. It comes first: a lock decodes no more than this.
	pub right: Right,
	/// What is on hold for it; none if it was sold: it is there until whoever sold it takes it back.
	pub deposit: Option<Deposit<AccountId>>,
	/// Whether the resource's owner suspended it: then no one else resumes it.
	pub owner_suspended: bool,
}

impl<AccountId> Record<AccountId> {
	/// Whether it was sold.
	pub fn is_sold(&self) -> bool {
		self.deposit.is_none()
	}
}

/// Sign of life of a device.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Beat {
	/// When.
	pub at: Moment,
	/// The device's signature over [`samul_primitives::envelope::alive_message`].
	pub signature: Signature,
}

/// What a reader gets to know of a right.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct RightInfo<AccountId> {
	/// On what it is.
	pub resource: ResourceId,
	/// Whose it is.
	pub subject: Subject,
	/// Its number.
	pub right: RightId,
	/// What is stored of it.
	pub record: Record<AccountId>,
}

/// What a reader gets to know of a device of a resource.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct AttachedInfo {
	/// The resource.
	pub resource: ResourceId,
	/// The device.
	pub device: DeviceId,
	/// What is stored of it.
	pub attached: Attached,
}
