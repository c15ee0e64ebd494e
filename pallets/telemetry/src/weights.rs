// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_telemetry`. `scripts/weights` measured them on AMD EPYC: 500
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
		Weight::from_parts(74_280_000, 296)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn close_stream() -> Weight {
		Weight::from_parts(21_833_000, 3_009)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn remove_stream() -> Weight {
		Weight::from_parts(63_505_000, 1_052)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn submit() -> Weight {
		Weight::from_parts(2_303_000, 0)
	}
	fn authorize() -> Weight {
		Weight::from_parts(24_627_000, 3_100).saturating_add(T::DbWeight::get().reads(4_u64))
	}
	fn ingest() -> Weight {
		Weight::from_parts(43_305_000, 3_046)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn readings_narrow(r: u32) -> Weight {
		Weight::from_parts(39_196_027, 1_300)
			.saturating_add(Weight::from_parts(53_708, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn readings_wide(r: u32) -> Weight {
		Weight::from_parts(41_832_807, 1_958)
			.saturating_add(Weight::from_parts(189_947, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn observe(o: u32) -> Weight {
		Weight::from_parts(22_219_920, 0)
			.saturating_add(Weight::from_parts(277_749, 0).saturating_mul(o.into()))
	}
	fn verify_ed25519(b: u32) -> Weight {
		Weight::from_parts(42_476_007, 0)
			.saturating_add(Weight::from_parts(1_636, 0).saturating_mul(b.into()))
	}
	fn verify_sr25519(b: u32) -> Weight {
		Weight::from_parts(41_980_473, 0)
			.saturating_add(Weight::from_parts(4_120, 0).saturating_mul(b.into()))
	}
	fn verify_secp256k1(b: u32) -> Weight {
		Weight::from_parts(55_842_891, 0)
			.saturating_add(Weight::from_parts(351, 0).saturating_mul(b.into()))
	}
	fn verify_p256(b: u32) -> Weight {
		Weight::from_parts(1_536_535_473, 0)
			.saturating_add(Weight::from_parts(259, 0).saturating_mul(b.into()))
	}
}

impl WeightInfo for () {
	fn open_stream() -> Weight {
		Weight::from_parts(74_280_000, 296)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn close_stream() -> Weight {
		Weight::from_parts(21_833_000, 3_009)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn remove_stream() -> Weight {
		Weight::from_parts(63_505_000, 1_052)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn submit() -> Weight {
		Weight::from_parts(2_303_000, 0)
	}
	fn authorize() -> Weight {
		Weight::from_parts(24_627_000, 3_100).saturating_add(ParityDbWeight::get().reads(4_u64))
	}
	fn ingest() -> Weight {
		Weight::from_parts(43_305_000, 3_046)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn readings_narrow(r: u32) -> Weight {
		Weight::from_parts(39_196_027, 1_300)
			.saturating_add(Weight::from_parts(53_708, 0).saturating_mul(r.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn readings_wide(r: u32) -> Weight {
		Weight::from_parts(41_832_807, 1_958)
			.saturating_add(Weight::from_parts(189_947, 0).saturating_mul(r.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn observe(o: u32) -> Weight {
		Weight::from_parts(22_219_920, 0)
			.saturating_add(Weight::from_parts(277_749, 0).saturating_mul(o.into()))
	}
	fn verify_ed25519(b: u32) -> Weight {
		Weight::from_parts(42_476_007, 0)
			.saturating_add(Weight::from_parts(1_636, 0).saturating_mul(b.into()))
	}
	fn verify_sr25519(b: u32) -> Weight {
		Weight::from_parts(41_980_473, 0)
			.saturating_add(Weight::from_parts(4_120, 0).saturating_mul(b.into()))
	}
	fn verify_secp256k1(b: u32) -> Weight {
		Weight::from_parts(55_842_891, 0)
			.saturating_add(Weight::from_parts(351, 0).saturating_mul(b.into()))
	}
	fn verify_p256(b: u32) -> Weight {
		Weight::from_parts(1_536_535_473, 0)
			.saturating_add(Weight::from_parts(259, 0).saturating_mul(b.into()))
	}
}
