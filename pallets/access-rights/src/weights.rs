// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_access_rights`. Estimated by hand from what each call reads and writes: to be
//! measured by `scripts/weights` as soon as the runtime has the pallet.

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
	/// Weight of `register_resource`.
	fn register_resource() -> Weight;
	/// Weight of `remove_resource`.
	fn remove_resource() -> Weight;
	/// Weight of `add_device`.
	fn add_device() -> Weight;
	/// Weight of `remove_device`.
	fn remove_device() -> Weight;
	/// Weight of `set_authority`.
	fn set_authority() -> Weight;
	/// Weight of `set_demands`.
	fn set_demands() -> Weight;
	/// Weight of `lock_down`.
	fn lock_down() -> Weight;
	/// Weight of `lift_lock_down`.
	fn lift_lock_down() -> Weight;
	/// Weight of `grant`.
	fn grant() -> Weight;
	/// Weight of `delegate`.
	fn delegate() -> Weight;
	/// Weight of `revoke`.
	fn revoke() -> Weight;
	/// Weight of `revoke_all`.
	fn revoke_all() -> Weight;
	/// Weight of `suspend`.
	fn suspend() -> Weight;
	/// Weight of `resume`.
	fn resume() -> Weight;
	/// Weight of `approve`.
	fn approve() -> Weight;
	/// Weight of `heartbeat`.
	fn heartbeat() -> Weight;
	/// Weight of `remove_right`.
	fn remove_right() -> Weight;
	/// Weight of `record_entry`.
	fn record_entry() -> Weight;
	/// Weight of `offer_resource`.
	fn offer_resource() -> Weight;
	/// Weight of `accept_resource`.
	fn accept_resource() -> Weight;
}

/// The weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register_resource() -> Weight {
		Weight::from_parts(70_000_000, 2_000)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn remove_resource() -> Weight {
		Weight::from_parts(75_000_000, 3_800)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn add_device() -> Weight {
		Weight::from_parts(80_000_000, 5_200)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn remove_device() -> Weight {
		Weight::from_parts(70_000_000, 2_600)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn set_authority() -> Weight {
		Weight::from_parts(30_000_000, 1_000)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn set_demands() -> Weight {
		Weight::from_parts(30_000_000, 1_000)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn lock_down() -> Weight {
		Weight::from_parts(30_000_000, 1_000)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn lift_lock_down() -> Weight {
		Weight::from_parts(28_000_000, 1_000)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn grant() -> Weight {
		Weight::from_parts(130_000_000, 8_500)
			.saturating_add(T::DbWeight::get().reads(23_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn delegate() -> Weight {
		Weight::from_parts(170_000_000, 11_500)
			.saturating_add(T::DbWeight::get().reads(29_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn revoke() -> Weight {
		Weight::from_parts(90_000_000, 3_000)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn revoke_all() -> Weight {
		Weight::from_parts(30_000_000, 1_000)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn suspend() -> Weight {
		Weight::from_parts(50_000_000, 2_000)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn resume() -> Weight {
		Weight::from_parts(45_000_000, 2_000)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn approve() -> Weight {
		Weight::from_parts(60_000_000, 4_800)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn heartbeat() -> Weight {
		Weight::from_parts(450_000_000, 1_900)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn remove_right() -> Weight {
		Weight::from_parts(120_000_000, 6_500)
			.saturating_add(T::DbWeight::get().reads(14_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn record_entry() -> Weight {
		Weight::from_parts(500_000_000, 9_500)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn offer_resource() -> Weight {
		Weight::from_parts(30_000_000, 1_000)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn accept_resource() -> Weight {
		Weight::from_parts(110_000_000, 3_500)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
}

impl WeightInfo for () {
	fn register_resource() -> Weight {
		Weight::from_parts(70_000_000, 2_000)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn remove_resource() -> Weight {
		Weight::from_parts(75_000_000, 3_800)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
	}
	fn add_device() -> Weight {
		Weight::from_parts(80_000_000, 5_200)
			.saturating_add(ParityDbWeight::get().reads(9_u64))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
	}
	fn remove_device() -> Weight {
		Weight::from_parts(70_000_000, 2_600)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn set_authority() -> Weight {
		Weight::from_parts(30_000_000, 1_000)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn set_demands() -> Weight {
		Weight::from_parts(30_000_000, 1_000)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn lock_down() -> Weight {
		Weight::from_parts(30_000_000, 1_000)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn lift_lock_down() -> Weight {
		Weight::from_parts(28_000_000, 1_000)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn grant() -> Weight {
		Weight::from_parts(130_000_000, 8_500)
			.saturating_add(ParityDbWeight::get().reads(23_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn delegate() -> Weight {
		Weight::from_parts(170_000_000, 11_500)
			.saturating_add(ParityDbWeight::get().reads(29_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn revoke() -> Weight {
		Weight::from_parts(90_000_000, 3_000)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn revoke_all() -> Weight {
		Weight::from_parts(30_000_000, 1_000)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn suspend() -> Weight {
		Weight::from_parts(50_000_000, 2_000)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn resume() -> Weight {
		Weight::from_parts(45_000_000, 2_000)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn approve() -> Weight {
		Weight::from_parts(60_000_000, 4_800)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn heartbeat() -> Weight {
		Weight::from_parts(450_000_000, 1_900)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn remove_right() -> Weight {
		Weight::from_parts(120_000_000, 6_500)
			.saturating_add(ParityDbWeight::get().reads(14_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn record_entry() -> Weight {
		Weight::from_parts(500_000_000, 9_500)
			.saturating_add(ParityDbWeight::get().reads(11_u64))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
	}
	fn offer_resource() -> Weight {
		Weight::from_parts(30_000_000, 1_000)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn accept_resource() -> Weight {
		Weight::from_parts(110_000_000, 3_500)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
}
