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
		Weight::from_parts(187_209_000, 464)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn close_stream() -> Weight {
		Weight::from_parts(62_036_000, 3_138)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn remove_stream() -> Weight {
		Weight::from_parts(153_075_000, 1_181)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn submit() -> Weight {
		Weight::from_parts(24_296_000, 96).saturating_add(T::DbWeight::get().reads(2_u64))
	}
	fn authorize() -> Weight {
		Weight::from_parts(86_861_000, 3_567).saturating_add(T::DbWeight::get().reads(7_u64))
	}
	fn load(c: u32) -> Weight {
		Weight::from_parts(28_093_107, 3_431)
			.saturating_add(Weight::from_parts(702_930, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn ingest(m: u32) -> Weight {
		Weight::from_parts(23_439_211, 0)
			.saturating_add(Weight::from_parts(774_029, 0).saturating_mul(m.into()))
	}
	fn readings_narrow(r: u32) -> Weight {
		Weight::from_parts(13_000_687, 0)
			.saturating_add(Weight::from_parts(65_292, 0).saturating_mul(r.into()))
	}
	fn readings_wide(r: u32) -> Weight {
		Weight::from_parts(12_294_376, 0)
			.saturating_add(Weight::from_parts(212_305, 0).saturating_mul(r.into()))
	}
	fn observe(o: u32) -> Weight {
		Weight::from_parts(260_000, 0)
			.saturating_add(Weight::from_parts(337_997, 0).saturating_mul(o.into()))
	}
	fn verify_ed25519(b: u32) -> Weight {
		Weight::from_parts(61_181_792, 0)
			.saturating_add(Weight::from_parts(1_883, 0).saturating_mul(b.into()))
	}
	fn claim(b: u32) -> Weight {
		Weight::from_parts(64_809_947, 0)
			.saturating_add(Weight::from_parts(2_353, 0).saturating_mul(b.into()))
	}
	fn verify_together(n: u32) -> Weight {
		Weight::from_parts(50_704_000, 0)
			.saturating_add(Weight::from_parts(34_329_755, 0).saturating_mul(n.into()))
	}
	fn verify_sr25519(b: u32) -> Weight {
		Weight::from_parts(56_663_848, 0)
			.saturating_add(Weight::from_parts(4_707, 0).saturating_mul(b.into()))
	}
	fn verify_secp256k1(b: u32) -> Weight {
		Weight::from_parts(52_844_774, 0)
			.saturating_add(Weight::from_parts(673, 0).saturating_mul(b.into()))
	}
	fn verify_p256(b: u32) -> Weight {
		Weight::from_parts(342_494_143, 0)
			.saturating_add(Weight::from_parts(869, 0).saturating_mul(b.into()))
	}
}

impl WeightInfo for () {
	fn open_stream() -> Weight {
		Weight::from_parts(187_209_000, 464)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn close_stream() -> Weight {
		Weight::from_parts(62_036_000, 3_138)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn remove_stream() -> Weight {
		Weight::from_parts(153_075_000, 1_181)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn submit() -> Weight {
		Weight::from_parts(24_296_000, 96).saturating_add(ParityDbWeight::get().reads(2_u64))
	}
	fn authorize() -> Weight {
		Weight::from_parts(86_861_000, 3_567).saturating_add(ParityDbWeight::get().reads(7_u64))
	}
	fn load(c: u32) -> Weight {
		Weight::from_parts(28_093_107, 3_431)
			.saturating_add(Weight::from_parts(702_930, 0).saturating_mul(c.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn ingest(m: u32) -> Weight {
		Weight::from_parts(23_439_211, 0)
			.saturating_add(Weight::from_parts(774_029, 0).saturating_mul(m.into()))
	}
	fn readings_narrow(r: u32) -> Weight {
		Weight::from_parts(13_000_687, 0)
			.saturating_add(Weight::from_parts(65_292, 0).saturating_mul(r.into()))
	}
	fn readings_wide(r: u32) -> Weight {
		Weight::from_parts(12_294_376, 0)
			.saturating_add(Weight::from_parts(212_305, 0).saturating_mul(r.into()))
	}
	fn observe(o: u32) -> Weight {
		Weight::from_parts(260_000, 0)
			.saturating_add(Weight::from_parts(337_997, 0).saturating_mul(o.into()))
	}
	fn verify_ed25519(b: u32) -> Weight {
		Weight::from_parts(61_181_792, 0)
			.saturating_add(Weight::from_parts(1_883, 0).saturating_mul(b.into()))
	}
	fn claim(b: u32) -> Weight {
		Weight::from_parts(64_809_947, 0)
			.saturating_add(Weight::from_parts(2_353, 0).saturating_mul(b.into()))
	}
	fn verify_together(n: u32) -> Weight {
		Weight::from_parts(50_704_000, 0)
			.saturating_add(Weight::from_parts(34_329_755, 0).saturating_mul(n.into()))
	}
	fn verify_sr25519(b: u32) -> Weight {
		Weight::from_parts(56_663_848, 0)
			.saturating_add(Weight::from_parts(4_707, 0).saturating_mul(b.into()))
	}
	fn verify_secp256k1(b: u32) -> Weight {
		Weight::from_parts(52_844_774, 0)
			.saturating_add(Weight::from_parts(673, 0).saturating_mul(b.into()))
	}
	fn verify_p256(b: u32) -> Weight {
		Weight::from_parts(342_494_143, 0)
			.saturating_add(Weight::from_parts(869, 0).saturating_mul(b.into()))
	}
}
