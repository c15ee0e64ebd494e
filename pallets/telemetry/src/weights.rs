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
		Weight::from_parts(95_228_000, 296)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn close_stream() -> Weight {
		Weight::from_parts(31_819_000, 3_009)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn remove_stream() -> Weight {
		Weight::from_parts(83_095_000, 1_052)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn submit() -> Weight {
		Weight::from_parts(11_091_000, 60).saturating_add(T::DbWeight::get().reads(2_u64))
	}
	fn authorize() -> Weight {
		Weight::from_parts(34_515_000, 3_100).saturating_add(T::DbWeight::get().reads(4_u64))
	}
	fn ingest(m: u32) -> Weight {
		Weight::from_parts(33_775_468, 3_009)
			.saturating_add(Weight::from_parts(1_028_617, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn readings_narrow(r: u32) -> Weight {
		Weight::from_parts(26_823_840, 1_263)
			.saturating_add(Weight::from_parts(59_835, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn readings_wide(r: u32) -> Weight {
		Weight::from_parts(31_806_233, 1_921)
			.saturating_add(Weight::from_parts(201_336, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn observe(o: u32) -> Weight {
		Weight::from_parts(2_262_051, 0)
			.saturating_add(Weight::from_parts(325_998, 0).saturating_mul(o.into()))
	}
	fn verify_ed25519(b: u32) -> Weight {
		Weight::from_parts(49_223_432, 0)
			.saturating_add(Weight::from_parts(1_902, 0).saturating_mul(b.into()))
	}
	fn claim(b: u32) -> Weight {
		Weight::from_parts(49_881_419, 0)
			.saturating_add(Weight::from_parts(2_400, 0).saturating_mul(b.into()))
	}
	fn verify_together(n: u32) -> Weight {
		Weight::from_parts(11_279_644, 0)
			.saturating_add(Weight::from_parts(28_697_414, 0).saturating_mul(n.into()))
	}
	fn verify_sr25519(b: u32) -> Weight {
		Weight::from_parts(48_098_398, 0)
			.saturating_add(Weight::from_parts(4_842, 0).saturating_mul(b.into()))
	}
	fn verify_secp256k1(b: u32) -> Weight {
		Weight::from_parts(48_414_212, 0)
			.saturating_add(Weight::from_parts(674, 0).saturating_mul(b.into()))
	}
	fn verify_p256(b: u32) -> Weight {
		Weight::from_parts(340_010_633, 0)
			.saturating_add(Weight::from_parts(706, 0).saturating_mul(b.into()))
	}
}

impl WeightInfo for () {
	fn open_stream() -> Weight {
		Weight::from_parts(95_228_000, 296)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn close_stream() -> Weight {
		Weight::from_parts(31_819_000, 3_009)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn remove_stream() -> Weight {
		Weight::from_parts(83_095_000, 1_052)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn submit() -> Weight {
		Weight::from_parts(11_091_000, 60).saturating_add(ParityDbWeight::get().reads(2_u64))
	}
	fn authorize() -> Weight {
		Weight::from_parts(34_515_000, 3_100).saturating_add(ParityDbWeight::get().reads(4_u64))
	}
	fn ingest(m: u32) -> Weight {
		Weight::from_parts(33_775_468, 3_009)
			.saturating_add(Weight::from_parts(1_028_617, 0).saturating_mul(m.into()))
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn readings_narrow(r: u32) -> Weight {
		Weight::from_parts(26_823_840, 1_263)
			.saturating_add(Weight::from_parts(59_835, 0).saturating_mul(r.into()))
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn readings_wide(r: u32) -> Weight {
		Weight::from_parts(31_806_233, 1_921)
			.saturating_add(Weight::from_parts(201_336, 0).saturating_mul(r.into()))
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn observe(o: u32) -> Weight {
		Weight::from_parts(2_262_051, 0)
			.saturating_add(Weight::from_parts(325_998, 0).saturating_mul(o.into()))
	}
	fn verify_ed25519(b: u32) -> Weight {
		Weight::from_parts(49_223_432, 0)
			.saturating_add(Weight::from_parts(1_902, 0).saturating_mul(b.into()))
	}
	fn claim(b: u32) -> Weight {
		Weight::from_parts(49_881_419, 0)
			.saturating_add(Weight::from_parts(2_400, 0).saturating_mul(b.into()))
	}
	fn verify_together(n: u32) -> Weight {
		Weight::from_parts(11_279_644, 0)
			.saturating_add(Weight::from_parts(28_697_414, 0).saturating_mul(n.into()))
	}
	fn verify_sr25519(b: u32) -> Weight {
		Weight::from_parts(48_098_398, 0)
			.saturating_add(Weight::from_parts(4_842, 0).saturating_mul(b.into()))
	}
	fn verify_secp256k1(b: u32) -> Weight {
		Weight::from_parts(48_414_212, 0)
			.saturating_add(Weight::from_parts(674, 0).saturating_mul(b.into()))
	}
	fn verify_p256(b: u32) -> Weight {
		Weight::from_parts(340_010_633, 0)
			.saturating_add(Weight::from_parts(706, 0).saturating_mul(b.into()))
	}
}
