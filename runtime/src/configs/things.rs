// SPDX-License-Identifier: Apache-2.0

//! Devices and their streams.

use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64, ConstU8},
};
use pallet_consortium::{EnsureRepresentative, EnsureRole, Role};

use crate::{
	configs::parameters::dynamic, Balances, DeviceIdentity, Runtime, RuntimeHoldReason, Timestamp,
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
	// None is read yet: manufacturers endorse by signatures.
	type Certificates = ();
	type WeightInfo = pallet_device_identity::weights::SubstrateWeight<Runtime>;
}

impl pallet_telemetry::Config for Runtime {
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
