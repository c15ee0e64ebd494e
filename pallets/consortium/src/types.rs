// SPDX-License-Identifier: Apache-2.0

//! What is stored of members and their validators, and what readers get to know of them.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedBTreeSet, BoundedVec};
use scale_info::TypeInfo;
use sp_staking::SessionIndex;

pub use samul_primitives::MemberId;

/// Longest name of a member, in bytes.
pub const MAX_NAME: u32 = 128;
/// Longest way to reach a member, in bytes.
pub const MAX_CONTACT: u32 = 256;
/// Longest name of a pallet or a call, in bytes.
pub const MAX_CALL_NAME: u32 = 128;
/// Number of roles that there are.
pub const ROLES: u32 = 8;

/// Legal name of a member: UTF-8, 1 to 128 bytes.
pub type Name = BoundedVec<u8, ConstU32<MAX_NAME>>;
/// How people reach a member, a mail address or a telephone number: UTF-8, up to 256 bytes.
pub type Contact = BoundedVec<u8, ConstU32<MAX_CONTACT>>;
/// Name of a pallet, or of a call in it, as the metadata has it.
pub type CallName = BoundedVec<u8, ConstU32<MAX_CALL_NAME>>;

/// A call that can not be made for a while.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Pause<BlockNumber> {
	/// Its pallet.
	pub pallet: CallName,
	/// The call.
	pub call: CallName,
	/// The first block in which it can be made again.
	pub until: BlockNumber,
}

/// An open motion.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Motion<Hash> {
	/// What it is about.
	pub hash: Hash,
	/// Whose representative made it.
	pub member: MemberId,
}

/// What a member may do on the chain.
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
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Role {
	/// Makes and finalises blocks.
	#[codec(index = 0)]
	Validator,
	/// Brings in what devices signed.
	#[codec(index = 1)]
	Gateway,
	/// Makes devices, and endorses them.
	#[codec(index = 2)]
	Manufacturer,
	/// Carries goods.
	#[codec(index = 3)]
	Carrier,
	/// Runs the grid that energy is traded on.
	#[codec(index = 4)]
	GridOperator,
	/// Sets rules, and sees that they are kept.
	#[codec(index = 5)]
	Regulator,
	/// Reads evidence, and says what it found.
	#[codec(index = 6)]
	Auditor,
	/// Rules on disputes.
	#[codec(index = 7)]
	Arbiter,
}

/// Some roles.
pub type Roles = BoundedBTreeSet<Role, ConstU32<ROLES>>;

/// These roles, each once.
pub fn roles(all: impl IntoIterator<Item = Role>) -> Roles {
	let mut set = Roles::new();
	for role in all {
		// There are no more roles than have room.
		let _ = set.try_insert(role);
	}
	set
}

/// An organisation of the consortium.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Member<AccountId> {
	/// Legal name.
	pub name: Name,
	/// How people reach it.
	pub contact: Contact,
	/// Who votes for it in the council and manages its accounts: one of them.
	pub representative: AccountId,
	/// What it may do.
	pub roles: Roles,
	/// Most validators that it may have.
	pub seats: u32,
	/// Validators that it has.
	pub seats_taken: u32,
	/// Number of its accounts.
	pub accounts: u32,
}

/// That an account acts for a member.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Membership {
	/// The member.
	pub member: MemberId,
	/// In which roles, as long as the member has them, too.
	pub roles: Roles,
}

/// A validator from one of the next sessions on.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Seat<AccountId> {
	/// The validator.
	pub validator: AccountId,
	/// The member whose it is.
	pub member: MemberId,
	/// Sessions in a row in which it made no block though it was its turn.
	pub silent: u32,
	/// The session in which it took the seat: of earlier ones it is not to blame.
	pub since: SessionIndex,
	/// Whether it was proved to have made contradicting statements, and has its seat only until there
	/// are enough others.
	pub guilty: bool,
}

/// A seat that a validator had of late.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct FormerSeat<AccountId> {
	/// The validator.
	pub validator: AccountId,
	/// The member whose it was.
	pub member: MemberId,
	/// The session in which it first took a seat for it.
	pub since: SessionIndex,
	/// The session in which its last one ended.
	pub ended: SessionIndex,
}

/// That somebody pays an account's fees.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Sponsorship<AccountId, Balance, BlockNumber> {
	/// Who pays: an account of a member. It pays nothing once it is none any more.
	pub sponsor: AccountId,
	/// Most fees in a period.
	pub allowance: Balance,
	/// Fees paid in the last period in which some were.
	pub used: Balance,
	/// Number of that period.
	pub period: BlockNumber,
	/// What is on hold for this entry.
	pub deposit: Balance,
}

/// Why a seat ended.
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
pub enum SeatEnd {
	/// The validator left it.
	#[codec(index = 0)]
	Left,
	/// The council took it.
	#[codec(index = 1)]
	Removed,
	/// Its member was expelled, or is no validator any more.
	#[codec(index = 2)]
	NoMember,
	/// It made no block for too long.
	#[codec(index = 3)]
	Silent,
	/// It was proved to have made contradicting statements; its member has a seat less, and none that is
	/// free.
	#[codec(index = 4)]
	Offence,
	/// Another validator of its member took its place.
	#[codec(index = 5)]
	Replaced,
}

/// What a reader gets to know of a member.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct MemberInfo<AccountId> {
	/// Its number.
	pub id: MemberId,
	/// Legal name.
	pub name: Vec<u8>,
	/// How people reach it.
	pub contact: Vec<u8>,
	/// Who votes for it in the council.
	pub representative: AccountId,
	/// What it may do.
	pub roles: Vec<Role>,
	/// Most validators that it may have.
	pub seats: u32,
	/// Validators that it has.
	pub seats_taken: u32,
	/// Number of its accounts.
	pub accounts: u32,
}

/// What a reader gets to know of an account of a member.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct AccountInfo<AccountId> {
	/// The account.
	pub account: AccountId,
	/// The member.
	pub member: MemberId,
	/// In which roles it acts: those that the member has, too.
	pub roles: Vec<Role>,
}

/// What a reader gets to know of a validator.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ValidatorInfo<AccountId> {
	/// The validator.
	pub validator: AccountId,
	/// The member whose it is; none if its seat ended and it leaves with the next sessions.
	pub member: Option<MemberId>,
	/// Whether it makes blocks in this session.
	pub active: bool,
	/// Sessions in a row in which it made no block.
	pub silent: u32,
}

/// What a reader gets to know of a sponsorship.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct SponsorshipInfo<AccountId, Balance> {
	/// Whose fees are paid.
	pub account: AccountId,
	/// Who pays.
	pub sponsor: AccountId,
	/// The member for which the sponsor acts; none if it is none any more, and pays nothing.
	pub member: Option<MemberId>,
	/// Most fees in a period.
	pub allowance: Balance,
	/// What is left of it in this period.
	pub left: Balance,
	/// What is on hold for this.
	pub deposit: Balance,
}
