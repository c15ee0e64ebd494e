// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_device_identity`. `scripts/weights` measured them on AMD EPYC: 500
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
	/// Weight of `register_ed25519`.
	fn register_ed25519() -> Weight;
	/// Weight of `register_sr25519`.
	fn register_sr25519() -> Weight;
	/// Weight of `register_secp256k1`.
	fn register_secp256k1() -> Weight;
	/// Weight of `register_p256`.
	fn register_p256() -> Weight;
	/// Weight of `suspend`.
	fn suspend() -> Weight;
	/// Weight of `resume`.
	fn resume() -> Weight;
	/// Weight of `retire`.
	fn retire() -> Weight;
	/// Weight of `offer_transfer`.
	fn offer_transfer() -> Weight;
	/// Weight of `accept_transfer`.
	fn accept_transfer() -> Weight;
	/// Weight of `rotate_key_ed25519`.
	fn rotate_key_ed25519() -> Weight;
	/// Weight of `rotate_key_sr25519`.
	fn rotate_key_sr25519() -> Weight;
	/// Weight of `rotate_key_secp256k1`.
	fn rotate_key_secp256k1() -> Weight;
	/// Weight of `rotate_key_p256`.
	fn rotate_key_p256() -> Weight;
}

/// The weights that were measured.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register_ed25519() -> Weight {
		Weight::from_parts(157_403_000, 154)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn register_sr25519() -> Weight {
		Weight::from_parts(155_871_000, 154)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn register_secp256k1() -> Weight {
		Weight::from_parts(149_840_000, 154)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn register_p256() -> Weight {
		Weight::from_parts(446_993_000, 154)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn suspend() -> Weight {
		Weight::from_parts(21_831_000, 282)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn resume() -> Weight {
		Weight::from_parts(18_505_000, 282)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn retire() -> Weight {
		Weight::from_parts(104_826_000, 431)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn offer_transfer() -> Weight {
		Weight::from_parts(32_681_000, 282)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn accept_transfer() -> Weight {
		Weight::from_parts(150_591_000, 574)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	fn rotate_key_ed25519() -> Weight {
		Weight::from_parts(119_503_000, 411)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn rotate_key_sr25519() -> Weight {
		Weight::from_parts(118_761_000, 411)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn rotate_key_secp256k1() -> Weight {
		Weight::from_parts(113_061_000, 411)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn rotate_key_p256() -> Weight {
		Weight::from_parts(406_207_000, 411)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
}

impl WeightInfo for () {
	fn register_ed25519() -> Weight {
		Weight::from_parts(157_403_000, 154)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn register_sr25519() -> Weight {
		Weight::from_parts(155_871_000, 154)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn register_secp256k1() -> Weight {
		Weight::from_parts(149_840_000, 154)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn register_p256() -> Weight {
		Weight::from_parts(446_993_000, 154)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn suspend() -> Weight {
		Weight::from_parts(21_831_000, 282)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn resume() -> Weight {
		Weight::from_parts(18_505_000, 282)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn retire() -> Weight {
		Weight::from_parts(104_826_000, 431)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn offer_transfer() -> Weight {
		Weight::from_parts(32_681_000, 282)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn accept_transfer() -> Weight {
		Weight::from_parts(150_591_000, 574)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(7_u64))
	}
	fn rotate_key_ed25519() -> Weight {
		Weight::from_parts(119_503_000, 411)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn rotate_key_sr25519() -> Weight {
		Weight::from_parts(118_761_000, 411)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn rotate_key_secp256k1() -> Weight {
		Weight::from_parts(113_061_000, 411)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn rotate_key_p256() -> Weight {
		Weight::from_parts(406_207_000, 411)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
}
