// SPDX-License-Identifier: Apache-2.0

//! The contracts that things and their owners make with each other.

use frame_support::traits::{ConstU128, ConstU64};

use crate::{
	Balances, Currencies, Runtime, RuntimeHoldReason, Telemetry, Timestamp, MILLI_SML,
};

impl pallet_supply_chain::Config for Runtime {
	type Streams = Telemetry;
	type Currencies = Currencies;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	// A shipment takes at most 2.5 kB.
	type Deposit = ConstU128<{ 250 * MILLI_SML }>;
	type Time = Timestamp;
	// A year: longer than any journey, and every date stays far from the end of the range.
	type MaxPeriod = ConstU64<{ 366 * 86_400_000 }>;
	type WeightInfo = pallet_supply_chain::weights::SubstrateWeight<Runtime>;
}
