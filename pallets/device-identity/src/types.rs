// SPDX-License-Identifier: Apache-2.0

//! What is stored of devices, their keys, services and models.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use samul_primitives::{
	free_calls, traits::Serial, DeviceId, MemberId, ModelId, Moment, PublicKey, Signature,
};
use scale_info::TypeInfo;

pub use crate::firmware::{FirmwareRange, FirmwareRanges, MAX_RANGES};

/// Most keys besides the primary one that count at once.
pub const MAX_METHODS: u32 = 8;
/// Most keys that are kept of a device, those that count no more included, besides the primary one.
pub const MAX_KEPT: u32 = 64;
/// Keys from which on only a recovery may add one: it must not fail for a long history.
pub const MAX_KEPT_UNFORCED: u32 = 60;
/// Most services of a device.
pub const MAX_SERVICES: u32 = 8;
/// Most devices of a whole with all its parts.
pub const MAX_TREE: u32 = 64;
/// Most levels of a whole and its parts.
pub const MAX_LEVELS: u32 = 4;
/// Longest certificate, in bytes.
pub const MAX_CERTIFICATE: u32 = 2048;
/// Longest id of a service, in bytes.
pub const MAX_SERVICE_ID: u32 = 32;
/// Longest kind of a service, in bytes.
pub const MAX_SERVICE_KIND: u32 = 32;
/// Longest endpoint of a service, in bytes.
pub const MAX_ENDPOINT: u32 = 256;
/// Longest name of a model, in bytes.
pub const MAX_MODEL_NAME: u32 = 64;

/// Name of a model: UTF-8, 1 to 64 bytes.
pub type ModelName = BoundedVec<u8, ConstU32<MAX_MODEL_NAME>>;
/// Id of a service within its device, the fragment of its DID URL: 1 to 32 of the characters `A-Z a-z
/// 0-9 - . _ ~` (RFC 3986, unreserved).
pub type ServiceId = BoundedVec<u8, ConstU32<MAX_SERVICE_ID>>;
/// Kind of a service, its `type` in DID Core: UTF-8, 1 to 32 bytes.
pub type ServiceKind = BoundedVec<u8, ConstU32<MAX_SERVICE_KIND>>;
/// Where a service is: a URI (RFC 3986) or an IRI (RFC 3987), UTF-8, up to 256 bytes.
pub type Endpoint = BoundedVec<u8, ConstU32<MAX_ENDPOINT>>;

/// Where a device is in its life. What is retired has no record.
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
	/// Its signature counts.
	#[codec(index = 0)]
	Active,
	/// It does not, until the owner resumes the device.
	#[codec(index = 1)]
	Suspended,
	/// Somebody else may hold its keys: it does not until the device has a new one.
	#[codec(index = 2)]
	Compromised,
	/// The first owner has it, and has not activated it yet.
	#[codec(index = 3)]
	Provisioned,
	/// The manufacturer has it.
	#[codec(index = 4)]
	Manufactured,
}

/// Calls of a day that cost nothing, whoever made them.
pub type FreeCalls = free_calls::FreeCalls<1>;

/// That a device's guardian wants to give it to another account of its owner.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Recovery<AccountId> {
	/// To whom.
	pub to: AccountId,
	/// From when on it can take the device, if its owner does not object.
	pub due: Moment,
}

/// A registered device.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Device<AccountId, Balance> {
	/// Who answers for it, and for the whole that it is part of.
	pub owner: AccountId,
	/// The primary key: it authenticates the device, and signs its batches.
	pub key: PublicKey,
	/// Where it is in its life.
	pub status: Status,
	/// How often its primary key was replaced.
	pub rotations: u32,
	/// When it was registered.
	pub registered: Moment,
	/// What is on hold of the owner for it, its keys and its services.
	pub deposit: Balance,
	/// To whom the owner offers it, with all its parts.
	pub offered_to: Option<AccountId>,
	/// From when on the primary key counts.
	pub key_since: Moment,
	/// When it was last reported that somebody else may hold its keys.
	pub compromised: Option<Moment>,
	/// From when on its keys prove that it is the same device: when it was registered, or later, if it
	/// was compromised, was recovered, or got a new key without the old one's signature since. Nothing
	/// holds that was said of it before. It never comes back to an earlier value.
	pub trusted_since: Moment,
	/// The device that it is a part of.
	pub part_of: Option<DeviceId>,
	/// How many parts it has, theirs included.
	pub parts: u32,
	/// Its model, if the manufacturer endorsed it.
	pub model: Option<ModelId>,
	/// What the manufacturer calls it; empty without a model.
	pub serial: Serial,
	/// Version of its firmware, as the owner says.
	pub firmware: u32,
	/// The member that may suspend it, report it, and recover it for an owner without its account.
	pub guardian: Option<MemberId>,
	/// A recovery that waits for the owner to object.
	pub recovery: Option<Recovery<AccountId>>,
	/// Keys that count besides the primary one.
	pub methods: u32,
	/// Keys that are kept besides the primary one, those that count no more included.
	pub kept: u32,
	/// Number of the next key that is kept; none is given twice.
	pub next_method: u16,
	/// Calls that cost nothing.
	pub free_calls: FreeCalls,
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
	/// The device's signature over [`samul_primitives::envelope::register_message`],
	/// [`samul_primitives::envelope::rotate_message`] or
	/// [`samul_primitives::envelope::method_message`].
	pub signature: Signature,
}

/// What a key is for (DID Core 1.0, 5.3): a set of bits.
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
pub struct Purposes(pub u8);

impl Purposes {
	/// To log in as the device.
	pub const AUTHENTICATION: Self = Self(1);
	/// To state something as the device.
	pub const ASSERTION: Self = Self(2);
	/// To encrypt for the device.
	pub const KEY_AGREEMENT: Self = Self(4);
	/// What a key can be for that signs.
	pub const SIGNING: Self = Self(Self::AUTHENTICATION.0 | Self::ASSERTION.0);

	/// Whether these include all of those.
	pub fn contains(&self, those: Self) -> bool {
		self.0 & those.0 == those.0
	}

	/// Whether a key that signs can be for these.
	pub fn suit_signing(&self) -> bool {
		self.0 != 0 && Self::SIGNING.contains(*self)
	}
}

/// Key of a verification method.
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
pub enum MethodKey {
	/// A key that signs.
	#[codec(index = 0)]
	Signing(PublicKey),
	/// A point of Curve25519 (RFC 7748), with which a secret is agreed.
	#[codec(index = 1)]
	X25519([u8; 32]),
}

/// Why a key counts no more.
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
pub enum EndReason {
	/// The owner replaced it.
	#[codec(index = 0)]
	Rotated,
	/// The owner took it away.
	#[codec(index = 1)]
	Revoked,
	/// Somebody else may hold it.
	#[codec(index = 2)]
	Compromised,
}

/// That a key counts no more.
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
pub struct Ended {
	/// From when on.
	pub at: Moment,
	/// Why.
	pub reason: EndReason,
}

/// A key of a device besides the primary one, or one that was the primary one.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Method<Balance> {
	/// The key.
	pub key: MethodKey,
	/// What it is for.
	pub purposes: Purposes,
	/// Whether it was the primary key.
	pub primary: bool,
	/// From when on it counts.
	pub since: Moment,
	/// From when on it counts no more.
	pub ended: Option<Ended>,
	/// What of the device's deposit is for it.
	pub deposit: Balance,
}

/// What a reader gets to know of a key.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct MethodInfo {
	/// Its number within the device; `None` if it is the primary key now.
	pub number: Option<u16>,
	/// The key.
	pub key: MethodKey,
	/// What it is for.
	pub purposes: Purposes,
	/// Whether it is or was the primary key.
	pub primary: bool,
	/// From when on it counts.
	pub since: Moment,
	/// From when on it counts no more.
	pub ended: Option<Ended>,
}

impl MethodInfo {
	/// Whether the key counted at this time.
	pub fn counted_at(&self, time: Moment) -> bool {
		self.since <= time && self.ended.is_none_or(|ended| time < ended.at)
	}
}

/// A way to talk to a device or about it (DID Core 1.0, 5.4).
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Service<Balance> {
	/// Its id within the device.
	pub id: ServiceId,
	/// Its kind.
	pub kind: ServiceKind,
	/// Where it is.
	pub endpoint: Endpoint,
	/// What of the device's deposit is for it.
	pub deposit: Balance,
}

/// How a manufacturer says that it made a device.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Endorsement {
	/// By a signature of the model's CA key.
	#[codec(index = 0)]
	Signature {
		/// The device's first key, or the primary one.
		key: PublicKey,
		/// What the manufacturer calls the device.
		serial: Serial,
		/// Over [`samul_primitives::envelope::endorse_message`].
		signature: Signature,
	},
	/// By a certificate in DER that the model's CA key signed (IDevID of IEEE 802.1AR).
	#[codec(index = 1)]
	Certificate(BoundedVec<u8, ConstU32<MAX_CERTIFICATE>>),
}

/// A model of devices. A lock that wants to know whether to trust one reads this value.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Model<AccountId, Balance> {
	/// The member that makes it.
	pub manufacturer: MemberId,
	/// What it is called.
	pub name: ModelName,
	/// The key by which the manufacturer endorses devices.
	pub ca: PublicKey,
	/// Whether no device of it counts.
	pub suspended: bool,
	/// The firmware with which none counts.
	pub suspended_firmware: FirmwareRanges,
	/// How many devices are endorsed as being of it.
	pub devices: u32,
	/// Whose deposit is on hold.
	pub depositor: AccountId,
	/// What is on hold.
	pub deposit: Balance,
	/// Calls that cost nothing.
	pub free_calls: FreeCalls,
}

impl<AccountId, Balance> Model<AccountId, Balance> {
	/// Whether a device with this firmware counts.
	pub fn trusts(&self, firmware: u32) -> bool {
		!self.suspended && !self.suspended_firmware.contain(firmware)
	}
}

/// What a reader gets to know of a model.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ModelInfo<AccountId, Balance> {
	/// Its number.
	pub id: ModelId,
	/// What is stored of it.
	pub model: Model<AccountId, Balance>,
}
