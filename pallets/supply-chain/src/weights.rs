// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_supply_chain`. `scripts/weights` measured them on AMD EPYC: 500
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
	/// Weight of `propose`.
	fn propose() -> Weight;
	/// Weight of `accept`.
	fn accept() -> Weight;
	/// Weight of `offer_handover`.
	fn offer_handover() -> Weight;
	/// Weight of `withdraw_handover`.
	fn withdraw_handover() -> Weight;
	/// Weight of `accept_handover`.
	fn accept_handover() -> Weight;
	/// Weight of `conclude`.
	fn conclude() -> Weight;
	/// Weight of `agenda_step`.
	fn agenda_step() -> Weight;
}

/// The weights that were measured.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn propose() -> Weight {
		Weight::from_parts(268_311_000, 4_825)
			.saturating_add(T::DbWeight::get().reads(22_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	fn accept() -> Weight {
		Weight::from_parts(158_585_000, 3_283)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	fn offer_handover() -> Weight {
		Weight::from_parts(36_749_000, 2_988)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn withdraw_handover() -> Weight {
		Weight::from_parts(32_661_000, 2_951)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn accept_handover() -> Weight {
		Weight::from_parts(243_784_000, 7_519)
			.saturating_add(T::DbWeight::get().reads(19_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	fn conclude() -> Weight {
		Weight::from_parts(747_724_000, 7_279)
			.saturating_add(T::DbWeight::get().reads(19_u64))
			.saturating_add(T::DbWeight::get().writes(22_u64))
	}
	fn agenda_step() -> Weight {
		Weight::from_parts(8_265_000, 62).saturating_add(T::DbWeight::get().reads(2_u64))
	}
}

impl WeightInfo for () {
	fn propose() -> Weight {
		Weight::from_parts(268_311_000, 4_825)
			.saturating_add(ParityDbWeight::get().reads(22_u64))
			.saturating_add(ParityDbWeight::get().writes(9_u64))
	}
	fn accept() -> Weight {
		Weight::from_parts(158_585_000, 3_283)
			.saturating_add(ParityDbWeight::get().reads(10_u64))
			.saturating_add(ParityDbWeight::get().writes(9_u64))
	}
	fn offer_handover() -> Weight {
		Weight::from_parts(36_749_000, 2_988)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn withdraw_handover() -> Weight {
		Weight::from_parts(32_661_000, 2_951)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn accept_handover() -> Weight {
		Weight::from_parts(243_784_000, 7_519)
			.saturating_add(ParityDbWeight::get().reads(19_u64))
			.saturating_add(ParityDbWeight::get().writes(11_u64))
	}
	fn conclude() -> Weight {
		Weight::from_parts(747_724_000, 7_279)
			.saturating_add(ParityDbWeight::get().reads(19_u64))
			.saturating_add(ParityDbWeight::get().writes(22_u64))
	}
	fn agenda_step() -> Weight {
		Weight::from_parts(8_265_000, 62).saturating_add(ParityDbWeight::get().reads(2_u64))
	}
}
