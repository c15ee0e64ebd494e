// SPDX-License-Identifier: Apache-2.0

//! Devices, what is attested of them, and their streams.

use alloc::vec::Vec;
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64, ConstU8, Contains},
};
use pallet_consortium::{types::ROLES, EnsureRepresentative, EnsureRole, Role};
use samul_primitives::{
	device,
	traits::{CertifiedKey, DeviceKeys, KnownDevices, VerifyCertificate},
	DeviceId, MemberId, Moment, PublicKey,
};

use crate::{
	configs::{council::MostOfCouncil, parameters::dynamic},
	Attestation, Balances, Consortium, DeviceIdentity, Runtime, RuntimeCall, RuntimeHoldReason,
	Timestamp,
};

/// Milliseconds of a day.
const DAY: u64 = 86_400_000;

parameter_types! {
	/// The role in which a member makes devices.
	pub const Manufacturer: Role = Role::Manufacturer;
}

impl pallet_device_identity::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Deposit = dynamic::deposits::Device;
	type MethodDeposit = dynamic::deposits::Method;
	type ServiceDeposit = dynamic::deposits::Service;
	type ModelDeposit = dynamic::deposits::Model;
	type Time = Timestamp;
	// Time enough to carry a proof from a device without a network to the chain.
	type MaxProofLife = ConstU64<DAY>;
	// Claims out of a carriage of goods lapse after three years at the latest (CMR, article 32).
	type HistoryLife = ConstU64<{ 3 * 365 * DAY }>;
	// Longer than most devices last.
	type CompromiseLife = ConstU64<{ 10 * 365 * DAY }>;
	// Longer than most holidays.
	type RecoveryDelay = ConstU64<{ 28 * DAY }>;
	type FreeCalls = ConstU8<10>;
	type InUse = pallet_telemetry::HasStreams<Runtime>;
	type ManufacturerOrigin = EnsureRole<Runtime, Manufacturer>;
	type GuardianOrigin = EnsureRepresentative<Runtime>;
	type Manufacturers = Makers;
	type AdminOrigin = MostOfCouncil;
	type Certificates = Idevids;
	type WeightInfo = pallet_device_identity::weights::SubstrateWeight<Runtime>;
}

/// The members that are manufacturers.
pub struct Makers;

impl Contains<MemberId> for Makers {
	fn contains(member: &MemberId) -> bool {
		use samul_primitives::traits::Standing;
		<Consortium as Standing<crate::AccountId, Role>>::member_has_role(
			*member,
			&Role::Manufacturer,
		)
	}
}

/// Certificates by which manufacturers endorse devices (IEEE 802.1AR).
pub struct Idevids;

impl VerifyCertificate for Idevids {
	fn verify(der: &[u8], ca: &PublicKey) -> Option<CertifiedKey> {
		let idevid = samul_idevid::verify(der, ca).ok()?;
		let serial = match idevid.subject_serial_number {
			Some(number) => number.into_inner(),
			None => idevid.serial.into_inner(),
		};
		Some(CertifiedKey {
			key: idevid.subject_key,
			serial: serial.try_into().ok()?,
			not_before: idevid.not_before,
			not_after: idevid.not_after.unwrap_or(Moment::MAX),
		})
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn certificate_for_benchmark(key: &PublicKey) -> Option<(alloc::vec::Vec<u8>, PublicKey)> {
		samul_idevid::worst::certificate(key)
	}
}

/// The devices that are registered.
pub struct Registered;

impl KnownDevices for Registered {
	fn registered(device: &DeviceId) -> Option<Moment> {
		// Of a device that may be another one, or that somebody else may have held, nothing holds that
		// was attested before.
		let found = pallet_device_identity::Devices::<Runtime>::get(device);
		found.map(|device| device.trusted_since)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn known_for_benchmark() -> DeviceId {
		use samul_primitives::traits::Devices;
		let owner = crate::AccountId::new([1; 32]);
		DeviceIdentity::register_for_benchmark(&owner, PublicKey::P256([2; 33]))
	}
}

impl pallet_attestation::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Deposit = dynamic::deposits::Attestation;
	type Role = Role;
	type MaxRoles = ConstU32<ROLES>;
	type Issuers = Consortium;
	type Devices = Registered;
	type Time = Timestamp;
	// 30 days: whoever looks at times sees that it was revoked, and when.
	type RevocationLife = ConstU64<2_592_000_000>;
	// As long as keys are kept that count no more: what held then may be in dispute as long.
	type ExpiryLife = ConstU64<{ 3 * 365 * DAY }>;
	type AdminOrigin = MostOfCouncil;
	type WeightInfo = pallet_attestation::weights::SubstrateWeight<Runtime>;
}

/// Where the state has what locks must know of devices.
pub struct KeysOfDevices;

impl DeviceKeys for KeysOfDevices {
	fn keys_of(device: &DeviceId) -> Vec<Vec<u8>> {
		let Some(found) = pallet_device_identity::Devices::<Runtime>::get(device) else {
			return Vec::new();
		};
		let model = found.model.map(device::model_key);
		core::iter::once(device::device_key(device))
			.chain(model)
			.collect()
	}
}

impl pallet_access_rights::Config for Runtime {
	type Devices = DeviceIdentity;
	type Registered = Registered;
	type DeviceKeys = KeysOfDevices;
	type Claims = Attestation;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type ResourceDeposit = dynamic::deposits::Resource;
	type DeviceDeposit = dynamic::deposits::ResourceDevice;
	type RightDeposit = dynamic::deposits::Right;
	// A guest with several rights on one flat has few of them.
	type MaxRights = ConstU32<16>;
	type FreeCalls = ConstU8<10>;
	// A minute: the clock of a device is seldom better.
	type MaxSkew = ConstU64<60_000>;
	type Time = Timestamp;
	type WeightInfo = pallet_access_rights::weights::SubstrateWeight<Runtime>;
}

impl pallet_telemetry::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	type Devices = DeviceIdentity;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type StreamDeposit = dynamic::deposits::Stream;
	type ChannelDeposit = dynamic::deposits::Channel;
	type Time = Timestamp;
	// A minute: the clock of a device is seldom better.
	type MaxSkew = ConstU64<60_000>;
	type MaxBatches = ConstU32<64>;
	type MaxStreams = ConstU32<64>;
	// The readings of six weeks each hour, or of 17 hours each minute.
	type FreeBurst = ConstU32<1024>;
	type FreeAtOpening = ConstU32<64>;
	type WeightInfo = pallet_telemetry::weights::SubstrateWeight<Runtime>;
}
