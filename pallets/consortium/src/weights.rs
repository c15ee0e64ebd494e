// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_consortium`. `scripts/weights` measured them on AMD EPYC: 500
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
	/// Weight of `admit`.
	fn admit() -> Weight;
	/// Weight of `expel`.
	fn expel(a: u32) -> Weight;
	/// Weight of `set_roles`.
	fn set_roles() -> Weight;
	/// Weight of `describe`.
	fn describe() -> Weight;
	/// Weight of `set_representative`.
	fn set_representative() -> Weight;
	/// Weight of `replace_representative`.
	fn replace_representative() -> Weight;
	/// Weight of `set_account`.
	fn set_account() -> Weight;
	/// Weight of `remove_account`.
	fn remove_account() -> Weight;
	/// Weight of `take_seat`.
	fn take_seat() -> Weight;
	/// Weight of `replace_validator`.
	fn replace_validator() -> Weight;
	/// Weight of `note_motion`.
	fn note_motion() -> Weight;
	/// Weight of `leave_seat`.
	fn leave_seat() -> Weight;
	/// Weight of `remove_validator`.
	fn remove_validator() -> Weight;
	/// Weight of `set_session_length`.
	fn set_session_length() -> Weight;
	/// Weight of `end_of_session`.
	fn end_of_session() -> Weight;
	/// Weight of `note_author`.
	fn note_author() -> Weight;
	/// Weight of `on_offence`.
	fn on_offence() -> Weight;
	/// Weight of `enact`.
	fn enact() -> Weight;
	/// Weight of `pause_call`.
	fn pause_call() -> Weight;
	/// Weight of `resume_call`.
	fn resume_call() -> Weight;
	/// Weight of `purge_keys`.
	fn purge_keys() -> Weight;
	/// Weight of `sponsor`.
	fn sponsor() -> Weight;
	/// Weight of `unsponsor`.
	fn unsponsor() -> Weight;
	/// Weight of `sponsored`.
	fn sponsored() -> Weight;
	/// Weight of `no_call_due`.
	fn no_call_due() -> Weight;
	/// Weight of `calls_due`.
	fn calls_due() -> Weight;
}

/// The weights that were measured.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn admit() -> Weight {
		Weight::from_parts(75_000_000, 4_835)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	fn expel(a: u32) -> Weight {
		Weight::from_parts(260_094_033, 11_795)
			.saturating_add(Weight::from_parts(12_892_585, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(a.into())))
	}
	fn set_roles() -> Weight {
		Weight::from_parts(302_313_000, 3_617)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn describe() -> Weight {
		Weight::from_parts(28_774_000, 762)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn set_representative() -> Weight {
		Weight::from_parts(128_209_000, 6_204)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn replace_representative() -> Weight {
		Weight::from_parts(78_336_000, 6_029)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn set_account() -> Weight {
		Weight::from_parts(40_325_000, 3_667)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn remove_account() -> Weight {
		Weight::from_parts(43_932_000, 3_739)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn take_seat() -> Weight {
		Weight::from_parts(43_431_000, 3_799)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn replace_validator() -> Weight {
		Weight::from_parts(40_676_000, 3_845)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn note_motion() -> Weight {
		Weight::from_parts(56_004_000, 7_671)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn leave_seat() -> Weight {
		Weight::from_parts(24_506_000, 3_617)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn remove_validator() -> Weight {
		Weight::from_parts(24_054_000, 3_617)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn set_session_length() -> Weight {
		Weight::from_parts(7_764_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn end_of_session() -> Weight {
		Weight::from_parts(720_513_000, 7_456)
			.saturating_add(T::DbWeight::get().reads(70_u64))
			.saturating_add(T::DbWeight::get().writes(35_u64))
	}
	fn note_author() -> Weight {
		Weight::from_parts(7_464_000, 103)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn on_offence() -> Weight {
		Weight::from_parts(40_516_000, 5_717)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn enact() -> Weight {
		Weight::from_parts(10_440_000, 0)
	}
	fn pause_call() -> Weight {
		Weight::from_parts(38_331_000, 822)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn resume_call() -> Weight {
		Weight::from_parts(38_040_000, 874)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn purge_keys() -> Weight {
		Weight::from_parts(15_910_000, 11_423).saturating_add(T::DbWeight::get().reads(3_u64))
	}
	fn sponsor() -> Weight {
		Weight::from_parts(95_177_000, 405)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn unsponsor() -> Weight {
		Weight::from_parts(80_520_000, 723)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn sponsored() -> Weight {
		Weight::from_parts(47_488_000, 615)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn no_call_due() -> Weight {
		Weight::from_parts(12_623_000, 496).saturating_add(T::DbWeight::get().reads(1_u64))
	}
	fn calls_due() -> Weight {
		Weight::from_parts(207_416_000, 1_172)
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().writes(17_u64))
	}
}

impl WeightInfo for () {
	fn admit() -> Weight {
		Weight::from_parts(75_000_000, 4_835)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
	}
	fn expel(a: u32) -> Weight {
		Weight::from_parts(260_094_033, 11_795)
			.saturating_add(Weight::from_parts(12_892_585, 0).saturating_mul(a.into()))
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().reads(1_u64.saturating_mul(a.into())))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64.saturating_mul(a.into())))
	}
	fn set_roles() -> Weight {
		Weight::from_parts(302_313_000, 3_617)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn describe() -> Weight {
		Weight::from_parts(28_774_000, 762)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn set_representative() -> Weight {
		Weight::from_parts(128_209_000, 6_204)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
	}
	fn replace_representative() -> Weight {
		Weight::from_parts(78_336_000, 6_029)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
	}
	fn set_account() -> Weight {
		Weight::from_parts(40_325_000, 3_667)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn remove_account() -> Weight {
		Weight::from_parts(43_932_000, 3_739)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn take_seat() -> Weight {
		Weight::from_parts(43_431_000, 3_799)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn replace_validator() -> Weight {
		Weight::from_parts(40_676_000, 3_845)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn note_motion() -> Weight {
		Weight::from_parts(56_004_000, 7_671)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn leave_seat() -> Weight {
		Weight::from_parts(24_506_000, 3_617)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn remove_validator() -> Weight {
		Weight::from_parts(24_054_000, 3_617)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn set_session_length() -> Weight {
		Weight::from_parts(7_764_000, 0).saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn end_of_session() -> Weight {
		Weight::from_parts(720_513_000, 7_456)
			.saturating_add(ParityDbWeight::get().reads(70_u64))
			.saturating_add(ParityDbWeight::get().writes(35_u64))
	}
	fn note_author() -> Weight {
		Weight::from_parts(7_464_000, 103)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn on_offence() -> Weight {
		Weight::from_parts(40_516_000, 5_717)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn enact() -> Weight {
		Weight::from_parts(10_440_000, 0)
	}
	fn pause_call() -> Weight {
		Weight::from_parts(38_331_000, 822)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn resume_call() -> Weight {
		Weight::from_parts(38_040_000, 874)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn purge_keys() -> Weight {
		Weight::from_parts(15_910_000, 11_423).saturating_add(ParityDbWeight::get().reads(3_u64))
	}
	fn sponsor() -> Weight {
		Weight::from_parts(95_177_000, 405)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn unsponsor() -> Weight {
		Weight::from_parts(80_520_000, 723)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn sponsored() -> Weight {
		Weight::from_parts(47_488_000, 615)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn no_call_due() -> Weight {
		Weight::from_parts(12_623_000, 496).saturating_add(ParityDbWeight::get().reads(1_u64))
	}
	fn calls_due() -> Weight {
		Weight::from_parts(207_416_000, 1_172)
			.saturating_add(ParityDbWeight::get().reads(17_u64))
			.saturating_add(ParityDbWeight::get().writes(17_u64))
	}
}
