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
		Weight::from_parts(58_570_000, 4_835)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	fn expel(a: u32) -> Weight {
		Weight::from_parts(1_227_299_989, 29_473)
			.saturating_add(Weight::from_parts(7_877_689, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes(7_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(a.into())))
	}
	fn set_roles() -> Weight {
		Weight::from_parts(1_520_705_000, 21_295)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn describe() -> Weight {
		Weight::from_parts(28_463_000, 762)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn set_representative() -> Weight {
		Weight::from_parts(76_823_000, 6_204)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn replace_representative() -> Weight {
		Weight::from_parts(66_103_000, 6_029)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn set_account() -> Weight {
		Weight::from_parts(40_466_000, 3_704)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn remove_account() -> Weight {
		Weight::from_parts(42_910_000, 3_776)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn take_seat() -> Weight {
		Weight::from_parts(59_852_000, 21_429)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn replace_validator() -> Weight {
		Weight::from_parts(72_185_000, 21_475)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn note_motion() -> Weight {
		Weight::from_parts(54_672_000, 7_671)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn leave_seat() -> Weight {
		Weight::from_parts(47_589_000, 21_295)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn remove_validator() -> Weight {
		Weight::from_parts(47_048_000, 21_295)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn set_session_length() -> Weight {
		Weight::from_parts(8_085_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn end_of_session() -> Weight {
		Weight::from_parts(1_242_405_000, 25_086)
			.saturating_add(T::DbWeight::get().reads(72_u64))
			.saturating_add(T::DbWeight::get().writes(36_u64))
	}
	fn note_author() -> Weight {
		Weight::from_parts(7_644_000, 103)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn on_offence() -> Weight {
		Weight::from_parts(72_856_000, 23_379)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn enact() -> Weight {
		Weight::from_parts(10_631_000, 0)
	}
	fn pause_call() -> Weight {
		Weight::from_parts(38_061_000, 822)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn resume_call() -> Weight {
		Weight::from_parts(37_530_000, 874)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn purge_keys() -> Weight {
		Weight::from_parts(16_250_000, 11_423).saturating_add(T::DbWeight::get().reads(3_u64))
	}
	fn sponsor() -> Weight {
		Weight::from_parts(95_467_000, 405)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn unsponsor() -> Weight {
		Weight::from_parts(80_059_000, 723)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn sponsored() -> Weight {
		Weight::from_parts(25_879_000, 615)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn no_call_due() -> Weight {
		Weight::from_parts(20_649_000, 550).saturating_add(T::DbWeight::get().reads(2_u64))
	}
	fn calls_due() -> Weight {
		Weight::from_parts(213_938_000, 1_226)
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().writes(17_u64))
	}
}

impl WeightInfo for () {
	fn admit() -> Weight {
		Weight::from_parts(58_570_000, 4_835)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
	}
	fn expel(a: u32) -> Weight {
		Weight::from_parts(1_227_299_989, 29_473)
			.saturating_add(Weight::from_parts(7_877_689, 0).saturating_mul(a.into()))
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().reads(1_u64.saturating_mul(a.into())))
			.saturating_add(ParityDbWeight::get().writes(7_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64.saturating_mul(a.into())))
	}
	fn set_roles() -> Weight {
		Weight::from_parts(1_520_705_000, 21_295)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn describe() -> Weight {
		Weight::from_parts(28_463_000, 762)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn set_representative() -> Weight {
		Weight::from_parts(76_823_000, 6_204)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
	}
	fn replace_representative() -> Weight {
		Weight::from_parts(66_103_000, 6_029)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
	}
	fn set_account() -> Weight {
		Weight::from_parts(40_466_000, 3_704)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn remove_account() -> Weight {
		Weight::from_parts(42_910_000, 3_776)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn take_seat() -> Weight {
		Weight::from_parts(59_852_000, 21_429)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn replace_validator() -> Weight {
		Weight::from_parts(72_185_000, 21_475)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn note_motion() -> Weight {
		Weight::from_parts(54_672_000, 7_671)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn leave_seat() -> Weight {
		Weight::from_parts(47_589_000, 21_295)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn remove_validator() -> Weight {
		Weight::from_parts(47_048_000, 21_295)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn set_session_length() -> Weight {
		Weight::from_parts(8_085_000, 0).saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn end_of_session() -> Weight {
		Weight::from_parts(1_242_405_000, 25_086)
			.saturating_add(ParityDbWeight::get().reads(72_u64))
			.saturating_add(ParityDbWeight::get().writes(36_u64))
	}
	fn note_author() -> Weight {
		Weight::from_parts(7_644_000, 103)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn on_offence() -> Weight {
		Weight::from_parts(72_856_000, 23_379)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn enact() -> Weight {
		Weight::from_parts(10_631_000, 0)
	}
	fn pause_call() -> Weight {
		Weight::from_parts(38_061_000, 822)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn resume_call() -> Weight {
		Weight::from_parts(37_530_000, 874)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn purge_keys() -> Weight {
		Weight::from_parts(16_250_000, 11_423).saturating_add(ParityDbWeight::get().reads(3_u64))
	}
	fn sponsor() -> Weight {
		Weight::from_parts(95_467_000, 405)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn unsponsor() -> Weight {
		Weight::from_parts(80_059_000, 723)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn sponsored() -> Weight {
		Weight::from_parts(25_879_000, 615)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn no_call_due() -> Weight {
		Weight::from_parts(20_649_000, 550).saturating_add(ParityDbWeight::get().reads(2_u64))
	}
	fn calls_due() -> Weight {
		Weight::from_parts(213_938_000, 1_226)
			.saturating_add(ParityDbWeight::get().reads(18_u64))
			.saturating_add(ParityDbWeight::get().writes(17_u64))
	}
}
