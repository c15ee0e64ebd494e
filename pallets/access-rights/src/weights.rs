// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_access_rights`. `scripts/weights` measured them on AMD EPYC: 500
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

/// The weights that were measured.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register_resource() -> Weight {
		Weight::from_parts(88_495_000, 648)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn remove_resource() -> Weight {
		Weight::from_parts(82_434_000, 1_200)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn add_device() -> Weight {
		Weight::from_parts(126_866_000, 3_373)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn remove_device() -> Weight {
		Weight::from_parts(96_180_000, 1_377)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn set_authority() -> Weight {
		Weight::from_parts(23_514_000, 658)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn set_demands() -> Weight {
		Weight::from_parts(21_721_000, 626)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn lock_down() -> Weight {
		Weight::from_parts(22_672_000, 702)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn lift_lock_down() -> Weight {
		Weight::from_parts(19_627_000, 634)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn grant() -> Weight {
		Weight::from_parts(158_515_000, 2_139)
			.saturating_add(T::DbWeight::get().reads(23_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn delegate() -> Weight {
		Weight::from_parts(222_475_000, 6_742)
			.saturating_add(T::DbWeight::get().reads(29_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn revoke() -> Weight {
		Weight::from_parts(119_433_000, 2_976)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn revoke_all() -> Weight {
		Weight::from_parts(23_875_000, 702)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn suspend() -> Weight {
		Weight::from_parts(75_811_000, 2_714)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn resume() -> Weight {
		Weight::from_parts(62_136_000, 2_646)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn approve() -> Weight {
		Weight::from_parts(58_870_000, 3_401)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn heartbeat() -> Weight {
		Weight::from_parts(395_368_000, 2_226)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn remove_right() -> Weight {
		Weight::from_parts(158_165_000, 7_103)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn record_entry() -> Weight {
		Weight::from_parts(538_293_000, 9_129)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn offer_resource() -> Weight {
		Weight::from_parts(34_094_000, 626)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn accept_resource() -> Weight {
		Weight::from_parts(135_493_000, 918)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
}

impl WeightInfo for () {
	fn register_resource() -> Weight {
		Weight::from_parts(88_495_000, 648)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn remove_resource() -> Weight {
		Weight::from_parts(82_434_000, 1_200)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn add_device() -> Weight {
		Weight::from_parts(126_866_000, 3_373)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn remove_device() -> Weight {
		Weight::from_parts(96_180_000, 1_377)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn set_authority() -> Weight {
		Weight::from_parts(23_514_000, 658)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn set_demands() -> Weight {
		Weight::from_parts(21_721_000, 626)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn lock_down() -> Weight {
		Weight::from_parts(22_672_000, 702)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn lift_lock_down() -> Weight {
		Weight::from_parts(19_627_000, 634)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn grant() -> Weight {
		Weight::from_parts(158_515_000, 2_139)
			.saturating_add(ParityDbWeight::get().reads(23_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn delegate() -> Weight {
		Weight::from_parts(222_475_000, 6_742)
			.saturating_add(ParityDbWeight::get().reads(29_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn revoke() -> Weight {
		Weight::from_parts(119_433_000, 2_976)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn revoke_all() -> Weight {
		Weight::from_parts(23_875_000, 702)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn suspend() -> Weight {
		Weight::from_parts(75_811_000, 2_714)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn resume() -> Weight {
		Weight::from_parts(62_136_000, 2_646)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn approve() -> Weight {
		Weight::from_parts(58_870_000, 3_401)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn heartbeat() -> Weight {
		Weight::from_parts(395_368_000, 2_226)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn remove_right() -> Weight {
		Weight::from_parts(158_165_000, 7_103)
			.saturating_add(ParityDbWeight::get().reads(11_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn record_entry() -> Weight {
		Weight::from_parts(538_293_000, 9_129)
			.saturating_add(ParityDbWeight::get().reads(11_u64))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
	}
	fn offer_resource() -> Weight {
		Weight::from_parts(34_094_000, 626)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn accept_resource() -> Weight {
		Weight::from_parts(135_493_000, 918)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
}
