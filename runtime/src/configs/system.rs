// SPDX-License-Identifier: Apache-2.0

//! The ground: accounts, blocks, hashes, events, time.

use frame_support::{derive_impl, parameter_types};
use sp_runtime::traits::AccountIdLookup;
use sp_version::RuntimeVersion;

use crate::{
	limits::{RuntimeBlockLength, RuntimeBlockWeights, SLOT_DURATION},
	weights::DbWeight,
	AccountId, Aura, Balance, Block, BlockNumber, Hash, Migrations, Nonce, PalletInfo, Runtime,
	RuntimeCall, RuntimeEvent, RuntimeOrigin, RuntimeTask, SS58_PREFIX, VERSION,
};

parameter_types! {
	/// Blocks whose hash the chain remembers: 2.3 hours, the longest life of a mortal transaction.
	pub const BlockHashCount: BlockNumber = 4096;
	/// Version of the runtime.
	pub const Version: RuntimeVersion = VERSION;
	/// Address format (SS58).
	pub const SS58Prefix: u16 = SS58_PREFIX;
	/// Shortest time between blocks.
	pub const MinimumPeriod: u64 = SLOT_DURATION / 2;
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type Block = Block;
	type BaseCallFilter = crate::configs::emergency::CallFilter;
	type BlockWeights = RuntimeBlockWeights;
	type BlockLength = RuntimeBlockLength;
	type AccountId = AccountId;
	type Lookup = AccountIdLookup<AccountId, ()>;
	type Nonce = Nonce;
	type Hash = Hash;
	type BlockHashCount = BlockHashCount;
	type DbWeight = DbWeight;
	type Version = Version;
	type AccountData = pallet_balances::AccountData<Balance>;
	type SS58Prefix = SS58Prefix;
	type MaxConsumers = frame_support::traits::ConstU32<16>;
	type SystemWeightInfo = frame_system::weights::SubstrateWeight<Runtime>;
	type ExtensionsWeightInfo = crate::extension_weights::ExtensionWeights;
	type SingleBlockMigrations = Migrations;
}

impl pallet_timestamp::Config for Runtime {
	type Moment = u64;
	type OnTimestampSet = Aura;
	type MinimumPeriod = MinimumPeriod;
	type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}
