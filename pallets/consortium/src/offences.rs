// SPDX-License-Identifier: Apache-2.0

//! What becomes of a validator that is proved to have made contradicting statements.

use frame_support::{pallet_prelude::Weight, sp_runtime::Perbill};
use sp_staking::{
	offence::{OffenceDetails, OffenceSeverity, OnOffenceHandler},
	SessionIndex,
};

use crate::{types::SeatEnd, Config, Pallet, Seats, WeightInfo};

impl<T: Config, Reporter> OnOffenceHandler<Reporter, (T::AccountId, ()), Weight> for Pallet<T> {
	/// It makes no block until other validators come or keys change, and its seat ends, which its member
	/// loses, now or as soon as there are enough others. If it has left its seat since, or was replaced,
	/// its member loses another one, or what is free of its seats.
	fn on_offence(
		offenders: &[OffenceDetails<Reporter, (T::AccountId, ())>],
		slash_fraction: &[Perbill],
		session: SessionIndex,
	) -> Weight {
		let mut weight = Weight::zero();
		for (details, fraction) in offenders.iter().zip(slash_fraction) {
			weight.saturating_accrue(<T as Config>::WeightInfo::on_offence());
			let (validator, ()) = &details.offender;
			pallet_session::Pallet::<T>::report_offence(
				validator.clone(),
				OffenceSeverity(*fraction),
			);
			let seat = Seats::<T>::mutate(|seats| {
				// What it did before the council gave it another seat is atoned for.
				let seat = seats
					.iter_mut()
					.find(|seat| seat.validator == *validator && seat.since <= session)?;
				seat.guilty = true;
				Some(seat.clone())
			});
			if let Some(seat) = seat {
				Self::forget_former(validator, seat.member);
				Self::try_end_seat(&seat, SeatEnd::Offence);
			} else if let Some(former) = Self::former_seat(validator, session) {
				Self::blame_member(&former);
			}
		}
		weight
	}
}
