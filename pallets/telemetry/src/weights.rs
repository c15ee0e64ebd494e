// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_telemetry`.

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
	/// Weight of `open_stream`.
	fn open_stream() -> Weight;
	/// Weight of `close_stream`.
	fn close_stream() -> Weight;
	/// Weight of `remove_stream`.
	fn remove_stream() -> Weight;
	/// Weight of `submit`.
	fn submit() -> Weight;
	/// Weight of `authorize`.
	fn authorize() -> Weight;
	/// Weight of `ingest`.
	fn ingest() -> Weight;
	/// Weight of `readings_narrow`.
	fn readings_narrow(r: u32) -> Weight;
	/// Weight of `readings_wide`.
	fn readings_wide(r: u32) -> Weight;
	/// Weight of `observe`.
	fn observe(o: u32) -> Weight;
	/// Weight of `verify_ed25519`.
	fn verify_ed25519(b: u32) -> Weight;
	/// Weight of `verify_sr25519`.
	fn verify_sr25519(b: u32) -> Weight;
	/// Weight of `verify_secp256k1`.
	fn verify_secp256k1(b: u32) -> Weight;
	/// Weight of `verify_p256`.
	fn verify_p256(b: u32) -> Weight;
}

/// The weights that were measured.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn open_stream() -> Weight {
		Weight::from_parts(50_000_000, 4_000)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn close_stream() -> Weight {
		Weight::from_parts(25_000_000, 4_000)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn remove_stream() -> Weight {
		Weight::from_parts(45_000_000, 4_000)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn submit() -> Weight {
		Weight::from_parts(8_000_000, 4_000)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn authorize() -> Weight {
		Weight::from_parts(20_000_000, 4_000)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn ingest() -> Weight {
		Weight::from_parts(30_000_000, 4_000)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn readings_narrow(r: u32) -> Weight {
		Weight::from_parts(30_000_000, 4_000)
			.saturating_add(Weight::from_parts(60_000, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn readings_wide(r: u32) -> Weight {
		Weight::from_parts(30_000_000, 4_000)
			.saturating_add(Weight::from_parts(400_000, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn observe(o: u32) -> Weight {
		Weight::from_parts(1_000_000, 4_000)
			.saturating_add(Weight::from_parts(150_000, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn verify_ed25519(b: u32) -> Weight {
		Weight::from_parts(48_000_000, 4_000)
			.saturating_add(Weight::from_parts(1_500, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn verify_sr25519(b: u32) -> Weight {
		Weight::from_parts(52_000_000, 4_000)
			.saturating_add(Weight::from_parts(3_500, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn verify_secp256k1(b: u32) -> Weight {
		Weight::from_parts(60_000_000, 4_000)
			.saturating_add(Weight::from_parts(3_000, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn verify_p256(b: u32) -> Weight {
		Weight::from_parts(1_800_000_000, 4_000)
			.saturating_add(Weight::from_parts(3_000, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
}

impl WeightInfo for () {
	fn open_stream() -> Weight {
		Weight::from_parts(50_000_000, 4_000)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn close_stream() -> Weight {
		Weight::from_parts(25_000_000, 4_000)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn remove_stream() -> Weight {
		Weight::from_parts(45_000_000, 4_000)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn submit() -> Weight {
		Weight::from_parts(8_000_000, 4_000)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn authorize() -> Weight {
		Weight::from_parts(20_000_000, 4_000)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn ingest() -> Weight {
		Weight::from_parts(30_000_000, 4_000)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn readings_narrow(r: u32) -> Weight {
		Weight::from_parts(30_000_000, 4_000)
			.saturating_add(Weight::from_parts(60_000, 0).saturating_mul(r.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn readings_wide(r: u32) -> Weight {
		Weight::from_parts(30_000_000, 4_000)
			.saturating_add(Weight::from_parts(400_000, 0).saturating_mul(r.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn observe(o: u32) -> Weight {
		Weight::from_parts(1_000_000, 4_000)
			.saturating_add(Weight::from_parts(150_000, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn verify_ed25519(b: u32) -> Weight {
		Weight::from_parts(48_000_000, 4_000)
			.saturating_add(Weight::from_parts(1_500, 0).saturating_mul(b.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn verify_sr25519(b: u32) -> Weight {
		Weight::from_parts(52_000_000, 4_000)
			.saturating_add(Weight::from_parts(3_500, 0).saturating_mul(b.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn verify_secp256k1(b: u32) -> Weight {
		Weight::from_parts(60_000_000, 4_000)
			.saturating_add(Weight::from_parts(3_000, 0).saturating_mul(b.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn verify_p256(b: u32) -> Weight {
		Weight::from_parts(1_800_000_000, 4_000)
			.saturating_add(Weight::from_parts(3_000, 0).saturating_mul(b.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
}
