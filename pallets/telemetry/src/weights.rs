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
	fn ingest(m: u32) -> Weight;
	/// Weight of `readings_narrow`.
	fn readings_narrow(r: u32) -> Weight;
	/// Weight of `readings_wide`.
	fn readings_wide(r: u32) -> Weight;
	/// Weight of `observe`.
	fn observe(o: u32) -> Weight;
	/// Weight of `verify_ed25519`.
	fn verify_ed25519(b: u32) -> Weight;
	/// Weight of `verify_together`.
	fn verify_together(n: u32) -> Weight;
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
		Weight::from_parts(94_556_000, 296)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn close_stream() -> Weight {
		Weight::from_parts(31_729_000, 3_009)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn remove_stream() -> Weight {
		Weight::from_parts(82_674_000, 1_052)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn submit() -> Weight {
		Weight::from_parts(10_730_000, 60).saturating_add(T::DbWeight::get().reads(2_u64))
	}
	fn authorize() -> Weight {
		Weight::from_parts(18_063_000, 2_798).saturating_add(T::DbWeight::get().reads(2_u64))
	}
	fn ingest(m: u32) -> Weight {
		Weight::from_parts(33_483_397, 3_009)
			.saturating_add(Weight::from_parts(1_089_110, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn readings_narrow(r: u32) -> Weight {
		Weight::from_parts(28_190_081, 1_263)
			.saturating_add(Weight::from_parts(60_360, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn readings_wide(r: u32) -> Weight {
		Weight::from_parts(32_780_796, 1_921)
			.saturating_add(Weight::from_parts(199_211, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn observe(o: u32) -> Weight {
		Weight::from_parts(240_000, 0)
			.saturating_add(Weight::from_parts(326_112, 0).saturating_mul(o.into()))
	}
	fn verify_ed25519(b: u32) -> Weight {
		Weight::from_parts(58_677_142, 0)
			.saturating_add(Weight::from_parts(1_927, 0).saturating_mul(b.into()))
	}
	fn verify_together(n: u32) -> Weight {
		Weight::from_parts(38_052_531, 0)
			.saturating_add(Weight::from_parts(25_536_132, 0).saturating_mul(n.into()))
	}
	fn verify_sr25519(b: u32) -> Weight {
		Weight::from_parts(50_306_053, 0)
			.saturating_add(Weight::from_parts(4_902, 0).saturating_mul(b.into()))
	}
	fn verify_secp256k1(b: u32) -> Weight {
		Weight::from_parts(49_917_522, 0)
			.saturating_add(Weight::from_parts(786, 0).saturating_mul(b.into()))
	}
	fn verify_p256(b: u32) -> Weight {
		Weight::from_parts(339_683_901, 0)
			.saturating_add(Weight::from_parts(1_116, 0).saturating_mul(b.into()))
	}
}

impl WeightInfo for () {
	fn open_stream() -> Weight {
		Weight::from_parts(94_556_000, 296)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn close_stream() -> Weight {
		Weight::from_parts(31_729_000, 3_009)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn remove_stream() -> Weight {
		Weight::from_parts(82_674_000, 1_052)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn submit() -> Weight {
		Weight::from_parts(10_730_000, 60).saturating_add(ParityDbWeight::get().reads(2_u64))
	}
	fn authorize() -> Weight {
		Weight::from_parts(18_063_000, 2_798).saturating_add(ParityDbWeight::get().reads(2_u64))
	}
	fn ingest(m: u32) -> Weight {
		Weight::from_parts(33_483_397, 3_009)
			.saturating_add(Weight::from_parts(1_089_110, 0).saturating_mul(m.into()))
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn readings_narrow(r: u32) -> Weight {
		Weight::from_parts(28_190_081, 1_263)
			.saturating_add(Weight::from_parts(60_360, 0).saturating_mul(r.into()))
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn readings_wide(r: u32) -> Weight {
		Weight::from_parts(32_780_796, 1_921)
			.saturating_add(Weight::from_parts(199_211, 0).saturating_mul(r.into()))
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn observe(o: u32) -> Weight {
		Weight::from_parts(240_000, 0)
			.saturating_add(Weight::from_parts(326_112, 0).saturating_mul(o.into()))
	}
	fn verify_ed25519(b: u32) -> Weight {
		Weight::from_parts(58_677_142, 0)
			.saturating_add(Weight::from_parts(1_927, 0).saturating_mul(b.into()))
	}
	fn verify_together(n: u32) -> Weight {
		Weight::from_parts(38_052_531, 0)
			.saturating_add(Weight::from_parts(25_536_132, 0).saturating_mul(n.into()))
	}
	fn verify_sr25519(b: u32) -> Weight {
		Weight::from_parts(50_306_053, 0)
			.saturating_add(Weight::from_parts(4_902, 0).saturating_mul(b.into()))
	}
	fn verify_secp256k1(b: u32) -> Weight {
		Weight::from_parts(49_917_522, 0)
			.saturating_add(Weight::from_parts(786, 0).saturating_mul(b.into()))
	}
	fn verify_p256(b: u32) -> Weight {
		Weight::from_parts(339_683_901, 0)
			.saturating_add(Weight::from_parts(1_116, 0).saturating_mul(b.into()))
	}
}
