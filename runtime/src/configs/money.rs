// SPDX-License-Identifier: Apache-2.0

//! The native token, registered assets, and fees.

use frame_support::{
	parameter_types,
	traits::{
		fungible::{NativeFromLeft, NativeOrWithId, UnionOf},
		AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU8, Get,
	},
	weights::{ConstantMultiplier, Weight, WeightToFee as WeightToFeeT},
};
use frame_system::{EnsureRoot, EnsureSigned};
use pallet_transaction_payment::{ConstFeeMultiplier, FungibleAdapter, Multiplier};
use sp_runtime::traits::One;

use crate::{
	configs::{parameters::dynamic, sponsored_fees::SponsoredFees},
	AccountId, AssetId, AssetsHolder, Balance, Balances, Runtime, RuntimeEvent,
	RuntimeFreezeReason, RuntimeHoldReason, System, MICRO_SML, MILLI_SML, SML,
};

parameter_types! {
	/// Least that an account may hold.
	pub const ExistentialDeposit: Balance = MILLI_SML;
	/// Fees do not rise with congestion: the council sets them.
	pub FeeMultiplier: Multiplier = Multiplier::one();
}

impl pallet_balances::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type WeightInfo = pallet_balances::weights::SubstrateWeight<Runtime>;
	type Balance = Balance;
	type DustRemoval = ();
	type ExistentialDeposit = ExistentialDeposit;
	type AccountStore = System;
	type ReserveIdentifier = [u8; 8];
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxLocks = ConstU32<50>;
	type MaxReserves = ConstU32<50>;
	type MaxFreezes = ConstU32<8>;
	type DoneSlashHandler = ();
}

impl pallet_assets::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Balance = Balance;
	type RemoveItemsLimit = ConstU32<1000>;
	type AssetId = AssetId;
	type AssetIdParameter = codec::Compact<AssetId>;
	type ReserveData = ();
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type ForceOrigin = EnsureRoot<AccountId>;
	type AssetDeposit = ConstU128<{ 10 * SML }>;
	type AssetAccountDeposit = ConstU128<{ 10 * MILLI_SML }>;
	type MetadataDepositBase = ConstU128<{ SML / 10 }>;
	type MetadataDepositPerByte = ConstU128<{ MILLI_SML }>;
	type ApprovalDeposit = ConstU128<{ 10 * MILLI_SML }>;
	type StringLimit = ConstU32<50>;
	type Freezer = ();
	type Holder = AssetsHolder;
	type Extra = ();
	type CallbackHandle = ();
	type AssetIdAllocator = ();
	type WeightInfo = pallet_assets::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
}

impl pallet_assets_holder::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeEvent = RuntimeEvent;
}

/// The native token and every registered asset as one: what contracts are priced in.
pub type Currencies =
	UnionOf<Balances, AssetsHolder, NativeFromLeft, NativeOrWithId<AssetId>, AccountId>;

/// So much more than at the beginning fees can be at most. If they were more than anybody has, the council
/// could not even vote on that.
const HIGHEST_FEES: Balance = 1000;

/// What the council wants for 10 µs of execution.
struct PerTenMicroseconds;
impl Get<Balance> for PerTenMicroseconds {
	fn get() -> Balance {
		dynamic::fees::PerTenMicroseconds::get().min(HIGHEST_FEES * MICRO_SML)
	}
}

/// What the council wants for a byte.
pub struct PerByte;
impl Get<Balance> for PerByte {
	fn get() -> Balance {
		dynamic::fees::PerByte::get().min(HIGHEST_FEES * MICRO_SML / 10)
	}
}

/// What the council wants for execution.
pub struct WeightToFee;

impl WeightToFeeT for WeightToFee {
	type Balance = Balance;

	fn weight_to_fee(weight: &Weight) -> Balance {
		// Picoseconds; 10 µs are 10^7 of them.
		Balance::from(weight.ref_time()).saturating_mul(PerTenMicroseconds::get()) / 10_000_000
	}
}

impl pallet_transaction_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type OnChargeTransaction = SponsoredFees<FungibleAdapter<Balances, ()>>;
	type WeightToFee = WeightToFee;
	type LengthToFee = ConstantMultiplier<Balance, PerByte>;
	type FeeMultiplierUpdate = ConstFeeMultiplier<FeeMultiplier>;
	type OperationalFeeMultiplier = ConstU8<5>;
	type WeightInfo = crate::extension_weights::ExtensionWeights;
}

impl pallet_skip_feeless_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
}
