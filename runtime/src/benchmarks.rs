// SPDX-License-Identifier: Apache-2.0

//! What can be measured of the runtime: the calls of these pallets. `scripts/weights` measures ours.

use alloc::{string::String, vec::Vec};
use frame_benchmarking::{BenchmarkBatch, BenchmarkConfig, BenchmarkList};
use frame_support::traits::{StorageInfo, StorageInfoTrait, WhitelistedStorageKeys};
use frame_system_benchmarking::{
	extensions::Pallet as SystemExtensionsBench, Pallet as SystemBench,
};

use crate::{
	AccessMarket, AccessRights, AllPalletsWithSystem, Assets, Attestation, Balances, Consortium,
	DeviceIdentity, Multisig, Preimage, Proxy, Runtime, Scheduler, SupplyChain, Telemetry,
	Timestamp, TransactionPayment, Utility,
};

frame_benchmarking::define_benchmarks!(
	[frame_system, SystemBench::<Runtime>]
	[frame_system_extensions, SystemExtensionsBench::<Runtime>]
	[pallet_access_market, AccessMarket]
	[pallet_access_rights, AccessRights]
	[pallet_assets, Assets]
	[pallet_attestation, Attestation]
	[pallet_balances, Balances]
	[pallet_consortium, Consortium]
	[pallet_device_identity, DeviceIdentity]
	[pallet_multisig, Multisig]
	[pallet_preimage, Preimage]
	[pallet_proxy, Proxy]
	[pallet_scheduler, Scheduler]
	[pallet_supply_chain, SupplyChain]
	[pallet_telemetry, Telemetry]
	[pallet_timestamp, Timestamp]
	[pallet_transaction_payment, TransactionPayment]
	[pallet_utility, Utility]
);

impl frame_system_benchmarking::Config for Runtime {}
impl pallet_transaction_payment::BenchmarkConfig for Runtime {}

/// What there is to measure; `extra` includes what no weight needs.
pub fn metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
	let mut list = Vec::<BenchmarkList>::new();
	list_benchmarks!(list, extra);
	(list, AllPalletsWithSystem::storage_info())
}

/// Measure.
pub fn dispatch(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
	let whitelist = AllPalletsWithSystem::whitelisted_storage_keys();
	let mut batches = Vec::<BenchmarkBatch>::new();
	let params = (&config, &whitelist);
	add_benchmarks!(params, batches);
	Ok(batches)
}
