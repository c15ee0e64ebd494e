// SPDX-License-Identifier: Apache-2.0

//! The contracts that things and their owners make with each other.

use frame_support::traits::{ConstU64, ConstU8};

use crate::{
	configs::parameters::dynamic, AccessRights, Balances, Currencies, Runtime, RuntimeHoldReason,
	Telemetry, Timestamp,
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

impl pallet_access_market::Config for Runtime {
	type Rights = AccessRights;
	type Streams = Telemetry;
	type Currencies = Currencies;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type TariffDeposit = dynamic::deposits::Tariff;
	type AgreementDeposit = dynamic::deposits::Agreement;
	type Time = Timestamp;
	type MaxTariffs = ConstU8<8>;
	// Two years: longer leases are made anew.
	type MaxPeriod = ConstU64<{ 2 * 366 * 86_400_000 }>;
	// Time for some blocks at least: to answer a claim. Who lets and who rents agree on more.
	type MinWindow = ConstU64<10_000>;
	// Meters of charging stations and cars tell the same at least each quarter of an hour.
	type MaxLag = ConstU64<{ 15 * 60_000 }>;
	// What a provider does not take within a year is the payer's.
	type UnpaidLife = ConstU64<{ 365 * 86_400_000 }>;
	type WeightInfo = pallet_access_market::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::RegisteredAsset;
}

#[cfg(feature = "runtime-benchmarks")]
mod benchmarks {
	use frame_support::{
		assert_ok,
		traits::{fungible::NativeOrWithId, fungibles},
	};

	use samul_primitives::{access::ResourceId, traits::Streams, StreamId};

	use crate::{AccessRights, AccountId, Assets, Balance, Currency, RuntimeOrigin, Telemetry};

	impl pallet_access_market::BenchmarkHelper<AccountId, Currency> for RegisteredAsset {
		fn asset(holders: &[AccountId], amount: Balance) -> Currency {
			<Self as pallet_supply_chain::BenchmarkHelper<_, _>>::asset(holders, amount)
		}

		fn meter(resource: ResourceId, owner: &AccountId) -> StreamId {
			let stream = <Telemetry as Streams<AccountId>>::open_for_benchmark(owner, 99);
			assert_ok!(AccessRights::add_device(
				RuntimeOrigin::signed(owner.clone()),
				resource,
				stream.device,
				true,
			));
			stream
		}
	}

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
