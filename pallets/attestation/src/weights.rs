// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_attestation`. `scripts/weights` measured them on AMD EPYC: 500
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
	/// Weight of `define_claim_type`.
	fn define_claim_type() -> Weight;
	/// Weight of `change_claim_type`.
	fn change_claim_type() -> Weight;
	/// Weight of `withdraw_claim_type`.
	fn withdraw_claim_type() -> Weight;
	/// Weight of `attest`.
	fn attest() -> Weight;
	/// Weight of `revoke`.
	fn revoke() -> Weight;
	/// Weight of `force_revoke`.
	fn force_revoke() -> Weight;
	/// Weight of `remove`.
	fn remove() -> Weight;
}

/// The weights that were measured.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn define_claim_type() -> Weight {
		Weight::from_parts(17_683_000, 42)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn change_claim_type() -> Weight {
		Weight::from_parts(43_611_000, 442)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn withdraw_claim_type() -> Weight {
		Weight::from_parts(42_669_000, 442)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn attest() -> Weight {
		Weight::from_parts(287_355_000, 2_232)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn revoke() -> Weight {
		Weight::from_parts(54_101_000, 1_251)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn force_revoke() -> Weight {
		Weight::from_parts(38_522_000, 725)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn remove() -> Weight {
		Weight::from_parts(116_107_000, 2_126)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
}

impl WeightInfo for () {
	fn define_claim_type() -> Weight {
		Weight::from_parts(17_683_000, 42)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn change_claim_type() -> Weight {
		Weight::from_parts(43_611_000, 442)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn withdraw_claim_type() -> Weight {
		Weight::from_parts(42_669_000, 442)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn attest() -> Weight {
		Weight::from_parts(287_355_000, 2_232)
			.saturating_add(ParityDbWeight::get().reads(11_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn revoke() -> Weight {
		Weight::from_parts(54_101_000, 1_251)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn force_revoke() -> Weight {
		Weight::from_parts(38_522_000, 725)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn remove() -> Weight {
		Weight::from_parts(116_107_000, 2_126)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
}
