// SPDX-License-Identifier: Apache-2.0

//! The contracts that things and their owners make with each other.

use frame_support::traits::ConstU64;

use crate::{
	configs::parameters::dynamic, Balances, Currencies, Runtime, RuntimeHoldReason, Telemetry,
	Timestamp,
};

impl pallet_supply_chain::Config for Runtime {
	type Streams = Telemetry;
	type Currencies = Currencies;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Deposit = dynamic::deposits::Shipment;
	type Time = Timestamp;
	// A year: longer than any journey, and every date stays far from the end of the range.
	type MaxPeriod = ConstU64<{ 366 * 86_400_000 }>;
	type WeightInfo = pallet_supply_chain::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::RegisteredAsset;
}

#[cfg(feature = "runtime-benchmarks")]
mod benchmarks {
	use frame_support::{
		assert_ok,
		traits::{fungible::NativeOrWithId, fungibles},
	};

	use crate::{AccountId, Assets, Balance, Currency};

	/// Registers an asset: holding and moving it takes more than the native token does.
	pub struct RegisteredAsset;

	impl pallet_supply_chain::BenchmarkHelper<AccountId, Currency> for RegisteredAsset {
		fn asset(holders: &[AccountId], amount: Balance) -> Currency {
			let issuer = AccountId::new([7; 32]);
			assert_ok!(<Assets as fungibles::Create<_>>::create(7, issuer, true, 1));
			for holder in holders {
				assert_ok!(<Assets as fungibles::Mutate<_>>::mint_into(
					7, holder, amount
				));
			}
			NativeOrWithId::WithId(7)
		}
	}
}
