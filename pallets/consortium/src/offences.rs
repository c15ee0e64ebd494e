// SPDX-License-Identifier: Apache-2.0

//! What becomes of a validator that is proved to have made contradicting statements.

use frame_support::{pallet_prelude::Weight, sp_runtime::Perbill};
use sp_staking::{
	offence::{OffenceDetails, OffenceSeverity, OnOffenceHandler},
	SessionIndex,
};

use crate::{types::SeatEnd, Config, Pallet, Seats, WeightInfo};

impl<T: Config, Reporter> OnOffenceHandler<Reporter, (T::AccountId, ()), Weight> for Pallet<T> {
	/// It makes no block in the rest of this session, and its seat ends, which its member loses.
	fn on_offence(
		offenders: &[OffenceDetails<Reporter, (T::AccountId, ())>],
		slash_fraction: &[Perbill],
		_session: SessionIndex,
	) -> Weight {
		let mut weight = Weight::zero();
		for (details, fraction) in offenders.iter().zip(slash_fraction) {
			weight.saturating_accrue(<T as Config>::WeightInfo::on_offence());
			let (validator, ()) = &details.offender;
			pallet_session::Pallet::<T>::report_offence(
				validator.clone(),
				OffenceSeverity(*fraction),
			);
			let seats = Seats::<T>::get();
			if let Some(seat) = seats.iter().find(|seat| seat.validator == *validator) {
				Self::try_end_seat(seat, SeatEnd::Offence);
			}
		}
		weight
	}
}
