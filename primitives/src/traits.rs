// SPDX-License-Identifier: Apache-2.0

//! What the pallets of one layer offer to those above; the runtime plugs them together.

use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

use crate::{
	access::{ResourceId, RightId, RightTerms, Subject},
	claims::{Attestation, ClaimTypeId},
	ids::{DeviceId, MemberId, Moment, StreamId},
	keys::PublicKey,
	observe::{Condition, Monitor},
	units::Channel,
};

/// Why a device's signature counts for nothing now.
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
pub enum DeviceError {
	/// No device is registered under the id.
	Unknown,
	/// The device is not active, or its model or its firmware is suspended.
	NotActive,
}

/// Longest serial number of a device, in bytes.
pub const MAX_SERIAL: u32 = 32;

/// What a manufacturer calls a device: up to 32 bytes.
pub type Serial = BoundedVec<u8, ConstU32<MAX_SERIAL>>;

/// What a certificate says (RFC 5280).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CertifiedKey {
	/// The subject's key.
	pub key: PublicKey,
	/// What the manufacturer calls the subject: its serial number attribute, else the certificate's
	/// serial number.
	pub serial: Serial,
	/// From when on the certificate is good, inclusive.
	pub not_before: Moment,
	/// Until when it is good, inclusive.
	pub not_after: Moment,
}

/// Reads certificates by which manufacturers endorse devices (IDevID of IEEE 802.1AR).
pub trait VerifyCertificate {
	/// What a certificate in DER says, if this very CA key has signed it; whether it is good by now
	/// is the caller's to judge.
	fn verify(der: &[u8], ca: &PublicKey) -> Option<CertifiedKey>;

	/// A certificate as costly to verify as there is, for this key, and the CA's key; `None` if all
	/// are refused.
	#[cfg(feature = "runtime-benchmarks")]
	fn certificate_for_benchmark(key: &PublicKey) -> Option<(alloc::vec::Vec<u8>, PublicKey)>;
}

/// Refuses all certificates.
impl VerifyCertificate for () {
	fn verify(_: &[u8], _: &PublicKey) -> Option<CertifiedKey> {
		None
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn certificate_for_benchmark(_: &PublicKey) -> Option<(alloc::vec::Vec<u8>, PublicKey)> {
		None
	}
}

/// Who the devices are.
pub trait Devices<AccountId> {
	/// The key that signs for a device that is active, as are its model and its firmware.
	fn active_key(device: &DeviceId) -> Result<PublicKey, DeviceError>;

	/// The account that answers for a device, also while it is not active.
	fn owner(device: &DeviceId) -> Option<AccountId>;

	/// Register an active device that is as costly to look up as there is, without proof or deposit.
	#[cfg(feature = "runtime-benchmarks")]
	fn register_for_benchmark(owner: &AccountId, key: PublicKey) -> DeviceId;
}

/// Since when the devices are registered.
pub trait KnownDevices {
	/// When a device was registered or, if that is later, last reported to be compromised
	/// (`trusted_since` of its record); none if it is not registered, or was retired. One that is retired and
	/// registered anew is another one, with another moment.
	fn registered(device: &DeviceId) -> Option<Moment>;

	/// Register a device, without proof or deposit.
	#[cfg(feature = "runtime-benchmarks")]
	fn known_for_benchmark() -> DeviceId;
}

/// Where the state has what a lock must know of a device to count its signature.
pub trait DeviceKeys {
	/// The storage keys of the values that tell whether a device's signature counts now: its own, and its
	/// model's if it has one. Empty if the device is not registered.
	fn keys_of(device: &DeviceId) -> alloc::vec::Vec<alloc::vec::Vec<u8>>;
}

/// What is attested of devices.
pub trait Claims {
	/// What a member attests of a device by a type of claims, whether it holds or not.
	fn attestation(
		device: &DeviceId,
		claim_type: ClaimTypeId,
		issuer: MemberId,
	) -> Option<Attestation>;
}

/// Why a right could not be given, changed or found.
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
pub enum RightError {
	/// There is no such resource.
	UnknownResource,
	/// The subject is a device that is not registered.
	UnknownDevice,
	/// Something of the terms is out of its bounds.
	BadTerms,
	/// The subject has as many rights on the resource as it may.
	TooManyRights,
	/// There is no such right, or it was not sold.
	UnknownRight,
	/// As many were counted as can be.
	NoMoreNumbers,
}

/// Rights on resources, for those who sell them. A right that was sold counts until it ends or is taken
/// back here: its resource's owner can not revoke, suspend or withdraw it nor what was delegated from it,
/// but a zone's lock-down and demands hold for it as for each. It is there until it is taken back, also
/// after its end, and its resource stays as long. It goes on when the resource has another owner.
///
/// What is called changes the storage before it may fail: call it where an error takes all of it back, as
/// in each call of a pallet.
pub trait Rights<AccountId> {
	/// Who grants rights on a resource, and sells them: another one once its ownership was handed over.
	fn owner(resource: ResourceId) -> Option<AccountId>;

	/// Whether a device guards a resource or belongs to it.
	fn has_device(resource: ResourceId, device: &DeviceId) -> bool;

	/// Give a right. Its storage is paid for by whoever sells: there is no deposit of its own. It withdraws
	/// an offer of the resource's ownership: who accepts one gets what he saw.
	///
	/// # Errors
	///
	/// All but [`RightError::UnknownRight`]. Terms are bad that end before now.
	fn sell(
		resource: ResourceId,
		subject: &Subject,
		terms: RightTerms,
	) -> Result<RightId, RightError>;

	/// Let a right that was sold end at another moment, also one that is past. If that is later than it was,
	/// nobody approves of it any more, and an offer of the resource's ownership is withdrawn.
	///
	/// # Errors
	///
	/// [`RightError::UnknownRight`].
	fn end_at(
		resource: ResourceId,
		subject: &Subject,
		right: RightId,
		until: Moment,
	) -> Result<(), RightError>;

	/// How often a right that was sold was used, what was delegated from it included, as far as receipts
	/// are in. It may be more often than it could: a lock without a network does not know all uses.
	fn used(resource: ResourceId, subject: &Subject, right: RightId) -> Option<u32>;

	/// Take back a right that was sold; what was delegated from it counts no more. Gives how often it
	/// was used.
	///
	/// # Errors
	///
	/// [`RightError::UnknownRight`].
	fn take_back(
		resource: ResourceId,
		subject: &Subject,
		right: RightId,
	) -> Result<u32, RightError>;

	/// Make a resource of `owner` in as many zones as can be around each other, with a device, for which a
	/// subject can be given one more right.
	#[cfg(feature = "runtime-benchmarks")]
	fn resource_for_benchmark(owner: &AccountId) -> (ResourceId, Subject, DeviceId);
}

/// For whom accounts act, and as what.
pub trait Standing<AccountId, Role> {
	/// The member that an account acts for.
	fn member_of(account: &AccountId) -> Option<MemberId>;

	/// Whether an account acts for its member in a role, and the member has it.
	fn has_role(account: &AccountId, role: &Role) -> bool;

	/// Whether a member has a role; one that was expelled has none.
	fn member_has_role(member: MemberId, role: &Role) -> bool;

	/// All roles, in their order.
	#[cfg(feature = "runtime-benchmarks")]
	fn roles_for_benchmark() -> alloc::vec::Vec<Role>;

	/// Make a member with all roles, for which these accounts act in the last one.
	#[cfg(feature = "runtime-benchmarks")]
	fn admit_for_benchmark(accounts: &[AccountId]) -> MemberId;
}

/// Number of a monitor within its stream; never given twice.
pub type MonitorId = u32;

/// Why a monitor could not be attached or found.
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
pub enum MonitorError {
	/// There is no such stream.
	UnknownStream,
	/// The stream takes no more readings.
	StreamClosed,
	/// The stream has no channel of that number, the range is empty or leaves out nothing plausible,
	/// or a mean kinetic temperature is wanted of what is no temperature from −100 to 100 °C.
	BadCondition,
	/// The stream has as many monitors as it may.
	TooManyMonitors,
	/// The stream has no such monitor.
	UnknownMonitor,
}

/// What contracts need of the streams of readings.
pub trait Streams<AccountId> {
	/// The account that answers for the stream's device.
	fn owner(stream: &StreamId) -> Option<AccountId>;

	/// What a channel measures.
	fn channel(stream: &StreamId, channel: u8) -> Option<Channel>;

	/// Time of the stream's last reading; `None` if it has none or there is no such stream.
	fn last_time(stream: &StreamId) -> Option<Moment>;

	/// Attach a monitor whose window starts at `from`, or at the stream's last reading if that is
	/// later: what was folded in before is not measured, neither for nor against anybody.
	fn attach(
		stream: &StreamId,
		condition: Condition,
		from: Moment,
	) -> Result<MonitorId, MonitorError>;

	/// Whether readings may still come in: `false` once the stream is closed, or if there is none.
	fn is_open(stream: &StreamId) -> bool;

	/// Begin a monitor's window anew at `from`, or at what is accounted for already if that is later. What it
	/// measured before is nobody's. Gives the beginning.
	fn begin(stream: &StreamId, monitor: MonitorId, from: Moment) -> Result<Moment, MonitorError>;

	/// End a monitor's window at `until`, or at what is accounted for already if that is later.
	/// Readings of the time before that still count when they come in. Gives the end.
	fn end(stream: &StreamId, monitor: MonitorId, until: Moment) -> Result<Moment, MonitorError>;

	/// A monitor as of `at`: the last reading is extended up to then by the rule of
	/// [`crate::observe`].
	fn read(stream: &StreamId, monitor: MonitorId, at: Moment) -> Result<Monitor, MonitorError>;

	/// Take a monitor off; gives it as of `at`.
	fn detach(stream: &StreamId, monitor: MonitorId, at: Moment) -> Result<Monitor, MonitorError>;

	/// Open a stream for a new device of `owner`, as large as it gets, with room for one more
	/// monitor; `seed` tells apart several. Its channels are temperatures (`Cel`, exponent −1,
	/// plausible from −100 to 100 °C), which were last read at 1: zero. They hold for an hour.
	#[cfg(feature = "runtime-benchmarks")]
	fn open_for_benchmark(owner: &AccountId, seed: u32) -> StreamId;
}
