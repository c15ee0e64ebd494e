// SPDX-License-Identifier: Apache-2.0

//! Rights on resources: what the chain stores of them first, and who may do what by it.
//!
//! Nothing here needs the runtime: a lock that holds proofs of a few values of the chain's storage computes
//! their keys by [`zone_key`], [`right_key`] and [`crate::claims::storage_key`], decodes a [`Zone`] and
//! [`Right`]s from the beginning of the values, and decides by [`decide`], as the chain does.
//! `docs/access-rights.md` has the bytes.

mod decision;
#[cfg(test)]
mod tests;
mod text;

pub use decision::{decide, Allowed, Ask, Denied, DeviceState, Values};
pub use text::ParseTextError;

use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_crypto_hashing::{blake2_128, twox_128, twox_64};

use crate::{
	claims::ClaimTypeId,
	ids::{DeviceId, MemberId, Moment},
};

/// Number of a resource; none is given twice.
pub type ResourceId = u64;

/// Number of a right, over all resources; none is given twice.
pub type RightId = u64;

/// Most levels of resources within each other, the outermost zone and the resource itself included.
pub const MAX_LEVELS: u32 = 4;
/// Most rights of a delegation: the one that was granted or bought, and those that follow from it.
pub const MAX_CHAIN: u32 = 4;
/// Most attestations that a zone demands.
pub const MAX_REQUIREMENTS: u32 = 4;
/// Most conditions of a right.
pub const MAX_CONDITIONS: u32 = 4;
/// Most accounts that may approve of rights in a zone.
pub const MAX_APPROVERS: u32 = 8;
/// Most approvals of a right: there is a place for each approver of each level.
pub const MAX_APPROVALS: u32 = MAX_LEVELS * MAX_APPROVERS;

/// Minutes of a day.
const DAY_MINUTES: u64 = 1440;
/// Milliseconds of a minute.
const MINUTE: u64 = 60_000;
/// Days of the week.
const ALL_DAYS: u8 = 0b111_1111;

/// Who has a right.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Subject {
	/// A device: its key answers the lock's challenge.
	#[codec(index = 0)]
	Device(DeviceId),
	/// An account, by its id of 32 bytes. One whose id is an Ed25519 key can answer a lock's challenge.
	#[codec(index = 1)]
	Account([u8; 32]),
}

/// What somebody may do: a set of bits. The lower 16 have a meaning here; the upper 16 mean what the
/// resource's owner says.
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
pub struct Permissions(pub u32);

impl Permissions {
	/// To go in.
	pub const ENTER: Self = Self(1);
	/// To start an engine or a machine.
	pub const START: Self = Self(1 << 1);
	/// To charge a vehicle.
	pub const CHARGE: Self = Self(1 << 2);
	/// To change what the resource's devices are set to.
	pub const ADMINISTER: Self = Self(1 << 3);
	/// To read what the resource's devices measure.
	pub const OBSERVE: Self = Self(1 << 4);
	/// All that have a meaning, here or by the owner's word.
	pub const ALL: Self = Self(0xffff_001f);

	/// Whether these include all of those. Nothing includes nothing: who asks for it is refused.
	pub fn include(self, those: Self) -> bool {
		those.0 != 0 && self.0 & those.0 == those.0
	}

	/// Whether there are some, and all of them have a meaning.
	pub fn is_valid(self) -> bool {
		Self::ALL.include(self)
	}
}

/// What must be attested of a subject's device.
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
pub struct Requirement {
	/// By a claim of this type.
	pub claim_type: ClaimTypeId,
	/// By this member.
	pub issuer: MemberId,
	/// With at least this level (such as a clearance), if one is wanted.
	pub minimum: Option<u32>,
}

/// Whose approval a right needs: `threshold` of `approvers`.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Approval {
	/// How many, 1 to the number of approvers.
	pub threshold: u8,
	/// The accounts, each once, by their ids.
	pub approvers: BoundedVec<[u8; 32], ConstU32<MAX_APPROVERS>>,
}

impl Approval {
	/// Whether enough could approve, and nobody counts twice.
	pub fn is_valid(&self) -> bool {
		let distinct = self.approvers.iter().enumerate().all(|(number, one)| {
			!self
				.approvers
				.iter()
				.skip(number + 1)
				.any(|other| other == one)
		});
		distinct && self.threshold > 0 && usize::from(self.threshold) <= self.approvers.len()
	}

	/// Whether these include enough of the approvers.
	pub fn is_given_by(&self, accounts: &[[u8; 32]]) -> bool {
		let given = self
			.approvers
			.iter()
			.filter(|approver| accounts.contains(approver))
			.count();
		self.threshold > 0 && given >= usize::from(self.threshold)
	}
}

/// What a resource demands of whoever uses it or what is inside: the beginning of what the chain stores
/// of it, and all that a decision needs.
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
pub struct Zone {
	/// The zone that it is in.
	pub parent: Option<ResourceId>,
	/// When it was locked down: nobody has a right on it, or on what is inside.
	pub locked_down: Option<Moment>,
	/// Which of the granted rights on it count: those of this generation.
	pub generation: u32,
	/// What must be attested.
	pub requirements: BoundedVec<Requirement, ConstU32<MAX_REQUIREMENTS>>,
	/// Whose approval a right needs.
	pub approval: Option<Approval>,
}

/// A right that lapses when its subject is silent.
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
pub struct Lease {
	/// The longest silence, in milliseconds.
	pub silence: u64,
	/// When its subject was heard last.
	pub heard: Moment,
}

impl Lease {
	/// The last moment for which the last heartbeat is good.
	pub fn until(&self) -> Moment {
		self.heard.saturating_add(self.silence)
	}
}

/// The right that another one follows from; it is on the same resource.
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
pub struct Source {
	/// Whose it is.
	pub subject: Subject,
	/// Its number.
	pub right: RightId,
}

/// Hours of the day on some days of the week (UTC).
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
pub struct Hours {
	/// The days on which it begins: a bit for each, the lowest for Monday.
	pub days: u8,
	/// The minute of the day with which it begins, 0 to 1439.
	pub from: u16,
	/// For how many minutes, 1 to 1440: past midnight too.
	pub minutes: u16,
}

impl Hours {
	/// Whether there is any such time, and all is within its bounds.
	pub fn is_valid(&self) -> bool {
		self.days & ALL_DAYS == self.days
			&& self.days != 0
			&& u64::from(self.from) < DAY_MINUTES
			&& (1..=DAY_MINUTES).contains(&u64::from(self.minutes))
	}

	/// Whether they begin on this day, counted from 1 January 1970, a Thursday.
	fn begin_on(&self, day: u64) -> bool {
		self.days >> ((day % 7 + 3) % 7) & 1 == 1
	}

	/// If a time is within: the last moment that is, without a break.
	pub fn end_at(&self, at: Moment) -> Option<Moment> {
		let day = at / (DAY_MINUTES * MINUTE);
		// Those of the day before may last until now; if both do, today's last longer.
		[Some(day), day.checked_sub(1)]
			.into_iter()
			.flatten()
			.filter(|day| self.begin_on(*day))
			.find_map(|day| {
				let first = day
					.saturating_mul(DAY_MINUTES)
					.saturating_add(self.from.into())
					.saturating_mul(MINUTE);
				let last = first
					.saturating_add(u64::from(self.minutes).saturating_mul(MINUTE))
					.saturating_sub(1);
				(first <= at && at <= last).then_some(last)
			})
	}
}

/// What else must be for a right to hold.
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
pub enum Condition {
	/// It is within these hours.
	#[codec(index = 0)]
	Within(Hours),
	/// This is attested of the subject's device.
	#[codec(index = 1)]
	Attested(Requirement),
}

impl Condition {
	/// Whether all is within its bounds.
	pub fn is_valid(&self) -> bool {
		match self {
			Self::Within(hours) => hours.is_valid(),
			Self::Attested(_) => true,
		}
	}
}

/// What must be for a right to hold, all of it.
pub type Conditions = BoundedVec<Condition, ConstU32<MAX_CONDITIONS>>;

/// A right: the beginning of what the chain stores of it, and all that a decision needs.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Right {
	/// To do what.
	pub permissions: Permissions,
	/// The first moment at which it holds.
	pub from: Moment,
	/// The last moment at which it holds; until it is taken away if there is none.
	pub until: Option<Moment>,
	/// When the subject's device was registered; none if the subject is an account.
	pub registered: Option<Moment>,
	/// With which generation of its resource it was granted; none if it was bought, and counts with
	/// each.
	pub generation: Option<u32>,
	/// When it was suspended.
	pub suspended: Option<Moment>,
	/// How often it can be used.
	pub uses: Option<u32>,
	/// How often it was, as far as the chain knows.
	pub used: u32,
	/// That it lapses when its subject is silent.
	pub lease: Option<Lease>,
	/// What it was delegated from.
	pub source: Option<Source>,
	/// How often it can be delegated on, one below the other.
	pub delegations: u8,
	/// What else must be.
	pub conditions: Conditions,
	/// Who approved of it.
	pub approvals: BoundedVec<[u8; 32], ConstU32<MAX_APPROVALS>>,
}

/// What is granted or delegated.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct RightTerms {
	/// To do what.
	pub permissions: Permissions,
	/// The first moment.
	pub from: Moment,
	/// The last moment, if there is one.
	pub until: Option<Moment>,
	/// How often it can be used.
	pub uses: Option<u32>,
	/// After how many milliseconds without a sign of life it lapses; at least 1.
	pub silence: Option<u64>,
	/// How often it can be delegated on; at most 3.
	pub delegations: u8,
	/// What else must be.
	pub conditions: Conditions,
}

impl RightTerms {
	/// Whether all is within its bounds.
	pub fn is_valid(&self) -> bool {
		self.permissions.is_valid()
			&& self.until.is_none_or(|until| self.from <= until)
			&& self.uses != Some(0)
			&& self.silence != Some(0)
			&& u32::from(self.delegations) < MAX_CHAIN
			&& self.conditions.iter().all(Condition::is_valid)
	}
}

/// That a guard let somebody in. It signs [`crate::envelope::entry_message`].
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
pub struct Entry {
	/// The guard.
	pub guard: DeviceId,
	/// What it guards.
	pub resource: ResourceId,
	/// Number of the entry among those of the guard on this resource, without gaps.
	pub number: u64,
	/// Who was let in.
	pub subject: Subject,
	/// By which right.
	pub right: RightId,
	/// To do what.
	pub permission: Permissions,
	/// When, by the guard's clock.
	pub at: Moment,
}

/// The key under which the chain stores a resource, of 56 bytes: `twox128("AccessRights")`,
/// `twox128("Resources")`, `blake2_128(number)`, the number, which is little-endian, of eight bytes.
pub fn zone_key(resource: ResourceId) -> Vec<u8> {
	let resource = resource.to_le_bytes();
	[
		&twox_128(b"AccessRights")[..],
		&twox_128(b"Resources"),
		&blake2_128(&resource),
		&resource,
	]
	.concat()
}

/// The key under which the chain stores a right, of 121 bytes: `twox128("AccessRights")`,
/// `twox128("Rights")`, `blake2_128(resource)` and the resource's number, `blake2_128(subject)` and the
/// SCALE-encoded [`Subject`], `twox64(number)` and the right's number. Numbers are little-endian, of
/// eight bytes.
pub fn right_key(resource: ResourceId, subject: &Subject, right: RightId) -> Vec<u8> {
	let (resource, subject, right) = (
		resource.to_le_bytes(),
		subject.encode(),
		right.to_le_bytes(),
	);
	[
		&twox_128(b"AccessRights")[..],
		&twox_128(b"Rights"),
		&blake2_128(&resource),
		&resource,
		&blake2_128(&subject),
		&subject,
		&twox_64(&right),
		&right,
	]
	.concat()
}
