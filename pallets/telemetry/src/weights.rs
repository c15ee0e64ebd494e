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
		Weight::from_parts(77_095_000, 296)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn close_stream() -> Weight {
		Weight::from_parts(22_173_000, 3_009)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn remove_stream() -> Weight {
		Weight::from_parts(67_110_000, 1_052)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn submit() -> Weight {
		Weight::from_parts(2_324_000, 0)
	}
	fn authorize() -> Weight {
		Weight::from_parts(14_321_000, 2_798).saturating_add(T::DbWeight::get().reads(2_u64))
	}
	fn ingest(_m: u32) -> Weight {
		Weight::from_parts(44_817_000, 3_046)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn readings_narrow(r: u32) -> Weight {
		Weight::from_parts(38_598_327, 1_300)
			.saturating_add(Weight::from_parts(59_358, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn readings_wide(r: u32) -> Weight {
		Weight::from_parts(41_318_481, 1_958)
			.saturating_add(Weight::from_parts(200_825, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn observe(o: u32) -> Weight {
		Weight::from_parts(230_000, 0)
			.saturating_add(Weight::from_parts(278_975, 0).saturating_mul(o.into()))
	}
	fn verify_ed25519(b: u32) -> Weight {
		Weight::from_parts(37_873_615, 0)
			.saturating_add(Weight::from_parts(1_987, 0).saturating_mul(b.into()))
	}
	fn verify_together(n: u32) -> Weight {
		Weight::from_parts(37_873_615, 0)
			.saturating_add(Weight::from_parts(20_000_000, 0).saturating_mul(n.into()))
	}
	fn verify_sr25519(b: u32) -> Weight {
		Weight::from_parts(46_895_960, 0)
			.saturating_add(Weight::from_parts(3_906, 0).saturating_mul(b.into()))
	}
	fn verify_secp256k1(b: u32) -> Weight {
		Weight::from_parts(53_529_673, 0)
			.saturating_add(Weight::from_parts(399, 0).saturating_mul(b.into()))
	}
	fn verify_p256(_b: u32) -> Weight {
		Weight::from_parts(1_836_441_259, 0)
	}
}

impl WeightInfo for () {
	fn open_stream() -> Weight {
		Weight::from_parts(77_095_000, 296)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn close_stream() -> Weight {
		Weight::from_parts(22_173_000, 3_009)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn remove_stream() -> Weight {
		Weight::from_parts(67_110_000, 1_052)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn submit() -> Weight {
		Weight::from_parts(2_324_000, 0)
	}
	fn authorize() -> Weight {
		Weight::from_parts(14_321_000, 2_798).saturating_add(ParityDbWeight::get().reads(2_u64))
	}
	fn ingest(_m: u32) -> Weight {
		Weight::from_parts(44_817_000, 3_046)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn readings_narrow(r: u32) -> Weight {
		Weight::from_parts(38_598_327, 1_300)
			.saturating_add(Weight::from_parts(59_358, 0).saturating_mul(r.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn readings_wide(r: u32) -> Weight {
		Weight::from_parts(41_318_481, 1_958)
			.saturating_add(Weight::from_parts(200_825, 0).saturating_mul(r.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn observe(o: u32) -> Weight {
		Weight::from_parts(230_000, 0)
			.saturating_add(Weight::from_parts(278_975, 0).saturating_mul(o.into()))
	}
	fn verify_ed25519(b: u32) -> Weight {
		Weight::from_parts(37_873_615, 0)
			.saturating_add(Weight::from_parts(1_987, 0).saturating_mul(b.into()))
	}
	fn verify_together(n: u32) -> Weight {
		Weight::from_parts(37_873_615, 0)
			.saturating_add(Weight::from_parts(20_000_000, 0).saturating_mul(n.into()))
	}
	fn verify_sr25519(b: u32) -> Weight {
		Weight::from_parts(46_895_960, 0)
			.saturating_add(Weight::from_parts(3_906, 0).saturating_mul(b.into()))
	}
	fn verify_secp256k1(b: u32) -> Weight {
		Weight::from_parts(53_529_673, 0)
			.saturating_add(Weight::from_parts(399, 0).saturating_mul(b.into()))
	}
	fn verify_p256(_b: u32) -> Weight {
		Weight::from_parts(1_836_441_259, 0)
	}
}
