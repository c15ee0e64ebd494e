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
	/// Weight of `load`.
	fn load(c: u32) -> Weight;
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
	/// Weight of `claim`.
	fn claim(b: u32) -> Weight;
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
		Weight::from_parts(98_614_000, 296)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn close_stream() -> Weight {
		Weight::from_parts(31_960_000, 3_009)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn remove_stream() -> Weight {
		Weight::from_parts(82_514_000, 1_052)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn submit() -> Weight {
		Weight::from_parts(10_981_000, 60).saturating_add(T::DbWeight::get().reads(2_u64))
	}
	fn authorize() -> Weight {
		Weight::from_parts(33_152_000, 3_100).saturating_add(T::DbWeight::get().reads(4_u64))
	}
	fn load(c: u32) -> Weight {
		Weight::from_parts(20_301_769, 3_009)
			.saturating_add(Weight::from_parts(570_532, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn ingest(m: u32) -> Weight {
		Weight::from_parts(9_784_576, 0)
			.saturating_add(Weight::from_parts(1_065_503, 0).saturating_mul(m.into()))
	}
	fn readings_narrow(r: u32) -> Weight {
		Weight::from_parts(7_222_360, 0)
			.saturating_add(Weight::from_parts(64_442, 0).saturating_mul(r.into()))
	}
	fn readings_wide(r: u32) -> Weight {
		Weight::from_parts(10_607_522, 0)
			.saturating_add(Weight::from_parts(200_279, 0).saturating_mul(r.into()))
	}
	fn observe(o: u32) -> Weight {
		Weight::from_parts(250_000, 0)
			.saturating_add(Weight::from_parts(343_857, 0).saturating_mul(o.into()))
	}
	fn verify_ed25519(b: u32) -> Weight {
		Weight::from_parts(54_615_920, 0)
			.saturating_add(Weight::from_parts(1_933, 0).saturating_mul(b.into()))
	}
	fn claim(b: u32) -> Weight {
		Weight::from_parts(52_915_492, 0)
			.saturating_add(Weight::from_parts(2_324, 0).saturating_mul(b.into()))
	}
	fn verify_together(n: u32) -> Weight {
		Weight::from_parts(42_994_176, 0)
			.saturating_add(Weight::from_parts(25_432_799, 0).saturating_mul(n.into()))
	}
	fn verify_sr25519(b: u32) -> Weight {
		Weight::from_parts(50_497_606, 0)
			.saturating_add(Weight::from_parts(4_821, 0).saturating_mul(b.into()))
	}
	fn verify_secp256k1(b: u32) -> Weight {
		Weight::from_parts(49_687_216, 0)
			.saturating_add(Weight::from_parts(749, 0).saturating_mul(b.into()))
	}
	fn verify_p256(b: u32) -> Weight {
		Weight::from_parts(337_740_003, 0)
			.saturating_add(Weight::from_parts(729, 0).saturating_mul(b.into()))
	}
}

impl WeightInfo for () {
	fn open_stream() -> Weight {
		Weight::from_parts(98_614_000, 296)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn close_stream() -> Weight {
		Weight::from_parts(31_960_000, 3_009)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn remove_stream() -> Weight {
		Weight::from_parts(82_514_000, 1_052)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn submit() -> Weight {
		Weight::from_parts(10_981_000, 60).saturating_add(ParityDbWeight::get().reads(2_u64))
	}
	fn authorize() -> Weight {
		Weight::from_parts(33_152_000, 3_100).saturating_add(ParityDbWeight::get().reads(4_u64))
	}
	fn load(c: u32) -> Weight {
		Weight::from_parts(20_301_769, 3_009)
			.saturating_add(Weight::from_parts(570_532, 0).saturating_mul(c.into()))
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn ingest(m: u32) -> Weight {
		Weight::from_parts(9_784_576, 0)
			.saturating_add(Weight::from_parts(1_065_503, 0).saturating_mul(m.into()))
	}
	fn readings_narrow(r: u32) -> Weight {
		Weight::from_parts(7_222_360, 0)
			.saturating_add(Weight::from_parts(64_442, 0).saturating_mul(r.into()))
	}
	fn readings_wide(r: u32) -> Weight {
		Weight::from_parts(10_607_522, 0)
			.saturating_add(Weight::from_parts(200_279, 0).saturating_mul(r.into()))
	}
	fn observe(o: u32) -> Weight {
		Weight::from_parts(250_000, 0)
			.saturating_add(Weight::from_parts(343_857, 0).saturating_mul(o.into()))
	}
	fn verify_ed25519(b: u32) -> Weight {
		Weight::from_parts(54_615_920, 0)
			.saturating_add(Weight::from_parts(1_933, 0).saturating_mul(b.into()))
	}
	fn claim(b: u32) -> Weight {
		Weight::from_parts(52_915_492, 0)
			.saturating_add(Weight::from_parts(2_324, 0).saturating_mul(b.into()))
	}
	fn verify_together(n: u32) -> Weight {
		Weight::from_parts(42_994_176, 0)
			.saturating_add(Weight::from_parts(25_432_799, 0).saturating_mul(n.into()))
	}
	fn verify_sr25519(b: u32) -> Weight {
		Weight::from_parts(50_497_606, 0)
			.saturating_add(Weight::from_parts(4_821, 0).saturating_mul(b.into()))
	}
	fn verify_secp256k1(b: u32) -> Weight {
		Weight::from_parts(49_687_216, 0)
			.saturating_add(Weight::from_parts(749, 0).saturating_mul(b.into()))
	}
	fn verify_p256(b: u32) -> Weight {
		Weight::from_parts(337_740_003, 0)
			.saturating_add(Weight::from_parts(729, 0).saturating_mul(b.into()))
	}
}
