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
		Weight::from_parts(114_343_000, 464)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn close_stream() -> Weight {
		Weight::from_parts(37_810_000, 3_138)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn remove_stream() -> Weight {
		Weight::from_parts(89_417_000, 1_181)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn submit() -> Weight {
		Weight::from_parts(11_802_000, 96).saturating_add(T::DbWeight::get().reads(2_u64))
	}
	fn authorize() -> Weight {
		Weight::from_parts(55_804_000, 3_567).saturating_add(T::DbWeight::get().reads(7_u64))
	}
	fn load(c: u32) -> Weight {
		Weight::from_parts(27_433_745, 3_431)
			.saturating_add(Weight::from_parts(490_528, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn ingest(m: u32) -> Weight {
		Weight::from_parts(12_219_947, 0)
			.saturating_add(Weight::from_parts(1_082_849, 0).saturating_mul(m.into()))
	}
	fn readings_narrow(r: u32) -> Weight {
		Weight::from_parts(12_193_579, 0)
			.saturating_add(Weight::from_parts(59_298, 0).saturating_mul(r.into()))
	}
	fn readings_wide(r: u32) -> Weight {
		Weight::from_parts(12_339_084, 0)
			.saturating_add(Weight::from_parts(213_249, 0).saturating_mul(r.into()))
	}
	fn observe(o: u32) -> Weight {
		Weight::from_parts(250_000, 0)
			.saturating_add(Weight::from_parts(350_126, 0).saturating_mul(o.into()))
	}
	fn verify_ed25519(b: u32) -> Weight {
		Weight::from_parts(51_677_816, 0)
			.saturating_add(Weight::from_parts(1_921, 0).saturating_mul(b.into()))
	}
	fn claim(b: u32) -> Weight {
		Weight::from_parts(47_625_283, 0)
			.saturating_add(Weight::from_parts(2_749, 0).saturating_mul(b.into()))
	}
	fn verify_together(n: u32) -> Weight {
		Weight::from_parts(56_146_023, 0)
			.saturating_add(Weight::from_parts(25_665_030, 0).saturating_mul(n.into()))
	}
	fn verify_sr25519(b: u32) -> Weight {
		Weight::from_parts(50_474_784, 0)
			.saturating_add(Weight::from_parts(4_781, 0).saturating_mul(b.into()))
	}
	fn verify_secp256k1(b: u32) -> Weight {
		Weight::from_parts(52_058_105, 0)
			.saturating_add(Weight::from_parts(625, 0).saturating_mul(b.into()))
	}
	fn verify_p256(b: u32) -> Weight {
		Weight::from_parts(338_045_153, 0)
			.saturating_add(Weight::from_parts(915, 0).saturating_mul(b.into()))
	}
}

impl WeightInfo for () {
	fn open_stream() -> Weight {
		Weight::from_parts(114_343_000, 464)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn close_stream() -> Weight {
		Weight::from_parts(37_810_000, 3_138)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn remove_stream() -> Weight {
		Weight::from_parts(89_417_000, 1_181)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn submit() -> Weight {
		Weight::from_parts(11_802_000, 96).saturating_add(ParityDbWeight::get().reads(2_u64))
	}
	fn authorize() -> Weight {
		Weight::from_parts(55_804_000, 3_567).saturating_add(ParityDbWeight::get().reads(7_u64))
	}
	fn load(c: u32) -> Weight {
		Weight::from_parts(27_433_745, 3_431)
			.saturating_add(Weight::from_parts(490_528, 0).saturating_mul(c.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn ingest(m: u32) -> Weight {
		Weight::from_parts(12_219_947, 0)
			.saturating_add(Weight::from_parts(1_082_849, 0).saturating_mul(m.into()))
	}
	fn readings_narrow(r: u32) -> Weight {
		Weight::from_parts(12_193_579, 0)
			.saturating_add(Weight::from_parts(59_298, 0).saturating_mul(r.into()))
	}
	fn readings_wide(r: u32) -> Weight {
		Weight::from_parts(12_339_084, 0)
			.saturating_add(Weight::from_parts(213_249, 0).saturating_mul(r.into()))
	}
	fn observe(o: u32) -> Weight {
		Weight::from_parts(250_000, 0)
			.saturating_add(Weight::from_parts(350_126, 0).saturating_mul(o.into()))
	}
	fn verify_ed25519(b: u32) -> Weight {
		Weight::from_parts(51_677_816, 0)
			.saturating_add(Weight::from_parts(1_921, 0).saturating_mul(b.into()))
	}
	fn claim(b: u32) -> Weight {
		Weight::from_parts(47_625_283, 0)
			.saturating_add(Weight::from_parts(2_749, 0).saturating_mul(b.into()))
	}
	fn verify_together(n: u32) -> Weight {
		Weight::from_parts(56_146_023, 0)
			.saturating_add(Weight::from_parts(25_665_030, 0).saturating_mul(n.into()))
	}
	fn verify_sr25519(b: u32) -> Weight {
		Weight::from_parts(50_474_784, 0)
			.saturating_add(Weight::from_parts(4_781, 0).saturating_mul(b.into()))
	}
	fn verify_secp256k1(b: u32) -> Weight {
		Weight::from_parts(52_058_105, 0)
			.saturating_add(Weight::from_parts(625, 0).saturating_mul(b.into()))
	}
	fn verify_p256(b: u32) -> Weight {
		Weight::from_parts(338_045_153, 0)
			.saturating_add(Weight::from_parts(915, 0).saturating_mul(b.into()))
	}
}
