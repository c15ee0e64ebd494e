// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_attestation`, to be regenerated: `scripts/weights` measured none of them yet. The
//! numbers of accesses are counted, the times are those of calls of the other pallets that do as much.

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
		Weight::from_parts(24_000_000, 1)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn change_claim_type() -> Weight {
		Weight::from_parts(26_000_000, 355)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn withdraw_claim_type() -> Weight {
		Weight::from_parts(24_000_000, 355)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn attest() -> Weight {
		Weight::from_parts(150_000_000, 355)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn revoke() -> Weight {
		Weight::from_parts(45_000_000, 282)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn force_revoke() -> Weight {
		Weight::from_parts(35_000_000, 282)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn remove() -> Weight {
		Weight::from_parts(110_000_000, 431)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
}

impl WeightInfo for () {
	fn define_claim_type() -> Weight {
		Weight::from_parts(24_000_000, 1)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn change_claim_type() -> Weight {
		Weight::from_parts(26_000_000, 355)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn withdraw_claim_type() -> Weight {
		Weight::from_parts(24_000_000, 355)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn attest() -> Weight {
		Weight::from_parts(150_000_000, 355)
			.saturating_add(ParityDbWeight::get().reads(10_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn revoke() -> Weight {
		Weight::from_parts(45_000_000, 282)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn force_revoke() -> Weight {
		Weight::from_parts(35_000_000, 282)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn remove() -> Weight {
		Weight::from_parts(110_000_000, 431)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
}
