// SPDX-License-Identifier: Apache-2.0

//! To be measured.

use frame_support::weights::Weight;

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

/// To be measured.
pub struct SubstrateWeight<T>(core::marker::PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn admit() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn expel(a: u32) -> Weight {
		Weight::from_parts(1_000_000, 0).saturating_mul(a.into())
	}
	fn set_roles() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn describe() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn set_representative() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn replace_representative() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn set_account() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn remove_account() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn take_seat() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn leave_seat() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn remove_validator() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn set_session_length() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn end_of_session() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn note_author() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn on_offence() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn enact() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn pause_call() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn resume_call() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn purge_keys() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn sponsor() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn unsponsor() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn sponsored() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn no_call_due() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn calls_due() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
}

impl WeightInfo for () {
	fn admit() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn expel(a: u32) -> Weight {
		Weight::from_parts(1_000_000, 0).saturating_mul(a.into())
	}
	fn set_roles() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn describe() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn set_representative() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn replace_representative() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn set_account() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn remove_account() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn take_seat() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn leave_seat() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn remove_validator() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn set_session_length() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn end_of_session() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn note_author() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn on_offence() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn enact() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn pause_call() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn resume_call() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn purge_keys() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn sponsor() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn unsponsor() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn sponsored() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn no_call_due() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
	fn calls_due() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
}
