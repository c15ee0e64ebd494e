// SPDX-License-Identifier: Apache-2.0

//! Devices and their streams.

use frame_support::traits::{ConstU32, ConstU64};

use crate::{
	configs::parameters::dynamic, Balances, DeviceIdentity, Runtime, RuntimeCall,
	RuntimeHoldReason, Timestamp,
};

impl pallet_device_identity::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Deposit = dynamic::deposits::Device;
	type Time = Timestamp;
	// A day: time enough to carry a proof from a device without a network to the chain.
	type MaxProofLife = ConstU64<86_400_000>;
	type InUse = pallet_telemetry::HasStreams<Runtime>;
	type WeightInfo = pallet_device_identity::weights::SubstrateWeight<Runtime>;
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
