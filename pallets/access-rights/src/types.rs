// SPDX-License-Identifier: Apache-2.0

//! What is stored of resources and rights, and what readers get to know of them.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use samul_primitives::{
	access::{
		Condition, Conditions, Permissions, ResourceId, Right, RightId, Subject, Zone, MAX_CHAIN,
	},
	mmr::Hash,
	traits::MonitorId,
	Moment, Signature, StreamId,
};
use scale_info::TypeInfo;

/// Amount of a currency.
pub type Amount = u128;

/// Calls of a day that cost nothing.
#[derive(
	Clone,
	Copy,
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
pub struct FreeCalls {
	/// The day: Unix time in days.
	pub day: u32,
	/// How many there were in it.
	pub used: u8,
}

impl FreeCalls {
	/// How many there were on this day.
	pub fn used_on(&self, day: u32) -> u8 {
		if self.day == day {
			self.used
		} else {
			0
		}
	}

	/// Count one more.
	pub fn note(&mut self, day: u32) {
		let used = self.used_on(day).saturating_add(1);
		*self = Self { day, used };
	}
}

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
	/// How many zones are around it.
	pub level: u8,
	/// How many resources are directly in it.
	pub children: u32,
	/// How many devices guard it or belong to it.
	pub devices: u32,
	/// How many rights there are on it.
	pub rights: u32,
	/// How many rights were granted in this generation, those that are gone included.
	pub granted: u32,
	/// How many agreements there are on it.
	pub agreements: u32,
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
	/// Number of its next receipt.
	pub next_entry: u64,
	/// Time of its last receipt.
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

/// A right as it is stored.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Record<AccountId> {
	/// What a decision needs. It comes first: a lock decodes no more than this.
	pub right: Right,
	/// Who made the deposit: who granted, delegated or bought it.
	pub depositor: AccountId,
	/// What is on hold for it.
	pub deposit: Amount,
	/// Whether it was bought: it ends with its agreement.
	pub bought: bool,
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
