// SPDX-License-Identifier: Apache-2.0

//! What is stored of types of claims and of attestations, and what readers get to know of them.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use samul_primitives::{
	claims::{Attestation, ClaimRefusal, ClaimTypeId, ValueKind},
	DeviceId, MemberId, Moment,
};
use scale_info::TypeInfo;

/// Longest name of a type of claims, in bytes.
pub const MAX_NAME: u32 = 64;
/// Longest address of a schema, in bytes.
pub const MAX_SCHEMA: u32 = 256;

/// Name of a type of claims: UTF-8, 1 to 64 bytes.
pub type Name = BoundedVec<u8, ConstU32<MAX_NAME>>;
/// URI (RFC 3986) of the JSON schema of a credential's subject, up to 256 bytes; empty if there is
/// none.
pub type Schema = BoundedVec<u8, ConstU32<MAX_SCHEMA>>;

/// A type of claims.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ClaimType<Roles> {
	/// What it is called.
	pub name: Name,
	/// What a credential's subject looks like.
	pub schema: Schema,
	/// What its values are. It never changes.
	pub kind: ValueKind,
	/// The roles of which an issuer has to act in one. Without any nobody attests such a claim any
	/// more.
	pub issuers: Roles,
	/// How many attestations there are.
	pub attestations: u32,
}

/// What is attested of a device, and what keeps account of it.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Record<AccountId, Balance, Role> {
	/// What a verifier needs. It comes first: a lock decodes no more than this.
	pub attestation: Attestation,
	/// When it was attested.
	pub issued: Moment,
	/// In which role: who acts in it for the issuer may revoke and remove it.
	pub role: Role,
	/// Who attested it, and made the deposit.
	pub depositor: AccountId,
	/// What is on hold for it.
	pub deposit: Balance,
}

/// What a reader gets to know of a type of claims.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ClaimTypeInfo<Role> {
	/// Its number.
	pub id: ClaimTypeId,
	/// What it is called.
	pub name: Vec<u8>,
	/// URI of the JSON schema of a credential's subject, or nothing.
	pub schema: Vec<u8>,
	/// What its values are.
	pub kind: ValueKind,
	/// The roles of which an issuer has to act in one.
	pub issuers: Vec<Role>,
	/// How many attestations there are.
	pub attestations: u32,
}

/// What a reader gets to know of an attestation.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct AttestationInfo<AccountId, Balance, Role> {
	/// The device.
	pub device: DeviceId,
	/// What type of claim it is.
	pub claim_type: ClaimTypeId,
	/// The member that attests it.
	pub issuer: MemberId,
	/// What is stored of it.
	pub record: Record<AccountId, Balance, Role>,
	/// Why it does not hold at the block's time, whatever its level.
	pub refusal: Option<ClaimRefusal>,
}
