// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_access_market`. `scripts/weights` measured them on AMD EPYC: 500
//! times each, or 20 times at each of 50 points along the range of a parameter.

#![allow(
	unused_parens,
	unused_imports,
	clippy::unnecessary_cast,
	reason = "generated"
)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::ParityDbWeight, Weight},
};

/// What the calls cost.
pub trait WeightInfo {
	/// Weight of `set_tariff`.
	fn set_tariff() -> Weight;
	/// Weight of `remove_tariff`.
	fn remove_tariff() -> Weight;
	/// Weight of `buy`.
	fn buy() -> Weight;
	/// Weight of `give_back`.
	fn give_back() -> Weight;
	/// Weight of `cancel`.
	fn cancel() -> Weight;
	/// Weight of `conclude_running`.
	fn conclude_running() -> Weight;
	/// Weight of `conclude_ended`.
	fn conclude_ended() -> Weight;
	/// Weight of `claim`.
	fn claim() -> Weight;
	/// Weight of `accept_claim`.
	fn accept_claim() -> Weight;
	/// Weight of `dispute`.
	fn dispute() -> Weight;
	/// Weight of `rule`.
	fn rule() -> Weight;
}

/// The weights that were measured.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn set_tariff() -> Weight {
		Weight::from_parts(197_388_000, 4_832)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn remove_tariff() -> Weight {
		Weight::from_parts(78_376_000, 673)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn buy() -> Weight {
		Weight::from_parts(384_276_000, 7_008)
			.saturating_add(T::DbWeight::get().reads(32_u64))
			.saturating_add(T::DbWeight::get().writes(14_u64))
	}
	fn give_back() -> Weight {
		Weight::from_parts(1_158_510_000, 34_161)
			.saturating_add(T::DbWeight::get().reads(75_u64))
			.saturating_add(T::DbWeight::get().writes(45_u64))
	}
	fn cancel() -> Weight {
		Weight::from_parts(378_877_000, 6_600)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(14_u64))
	}
	fn conclude_running() -> Weight {
		Weight::from_parts(390_939_000, 6_600)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(14_u64))
	}
	fn conclude_ended() -> Weight {
		Weight::from_parts(379_056_000, 5_824)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(13_u64))
	}
	fn claim() -> Weight {
		Weight::from_parts(266_336_000, 1_780)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	fn accept_claim() -> Weight {
		Weight::from_parts(266_546_000, 1_796)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	fn dispute() -> Weight {
		Weight::from_parts(31_578_000, 925)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn rule() -> Weight {
		Weight::from_parts(266_126_000, 1_831)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
}

impl WeightInfo for () {
	fn set_tariff() -> Weight {
		Weight::from_parts(197_388_000, 4_832)
			.saturating_add(ParityDbWeight::get().reads(9_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn remove_tariff() -> Weight {
		Weight::from_parts(78_376_000, 673)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn buy() -> Weight {
		Weight::from_parts(384_276_000, 7_008)
			.saturating_add(ParityDbWeight::get().reads(32_u64))
			.saturating_add(ParityDbWeight::get().writes(14_u64))
	}
	fn give_back() -> Weight {
		Weight::from_parts(1_158_510_000, 34_161)
			.saturating_add(ParityDbWeight::get().reads(75_u64))
			.saturating_add(ParityDbWeight::get().writes(45_u64))
	}
	fn cancel() -> Weight {
		Weight::from_parts(378_877_000, 6_600)
			.saturating_add(ParityDbWeight::get().reads(13_u64))
			.saturating_add(ParityDbWeight::get().writes(14_u64))
	}
	fn conclude_running() -> Weight {
		Weight::from_parts(390_939_000, 6_600)
			.saturating_add(ParityDbWeight::get().reads(13_u64))
			.saturating_add(ParityDbWeight::get().writes(14_u64))
	}
	fn conclude_ended() -> Weight {
		Weight::from_parts(379_056_000, 5_824)
			.saturating_add(ParityDbWeight::get().reads(12_u64))
			.saturating_add(ParityDbWeight::get().writes(13_u64))
	}
	fn claim() -> Weight {
		Weight::from_parts(266_336_000, 1_780)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(10_u64))
	}
	fn accept_claim() -> Weight {
		Weight::from_parts(266_546_000, 1_796)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(10_u64))
	}
	fn dispute() -> Weight {
		Weight::from_parts(31_578_000, 925)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn rule() -> Weight {
		Weight::from_parts(266_126_000, 1_831)
			.saturating_add(ParityDbWeight::get().reads(9_u64))
			.saturating_add(ParityDbWeight::get().writes(10_u64))
	}
}
