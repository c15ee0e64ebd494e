// SPDX-License-Identifier: Apache-2.0

//! Who has a seat among the validators.

use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
	traits::ValidatorRegistration,
};

use crate::{
	types::{Role, Seat, SeatEnd},
	Config, Error, Event, Members, Pallet, Seats,
};

impl<T: Config> Pallet<T> {
	/// Whether the account has a seat.
	pub(crate) fn has_seat(validator: &T::AccountId) -> bool {
		Seats::<T>::get()
			.iter()
			.any(|seat| seat.validator == *validator)
	}

	/// Whether an account makes no block in this session, nor will in the next ones.
	pub(crate) fn ensure_keys_unused(who: &T::AccountId) -> DispatchResult {
		let queued = pallet_session::QueuedKeys::<T>::get();
		let used = Self::has_seat(who)
			|| pallet_session::Validators::<T>::get().contains(who)
			|| queued.iter().any(|(validator, _)| validator == who);
		ensure!(!used, Error::<T>::KeysInUse);
		Ok(())
	}

	pub(crate) fn do_take_seat(validator: T::AccountId) -> DispatchResult {
		let id = Self::acts_as(&validator, Role::Validator).ok_or(Error::<T>::NotValidator)?;
		ensure!(!Self::has_seat(&validator), Error::<T>::SeatedAlready);
		ensure!(
			pallet_session::Pallet::<T>::is_registered(&validator),
			Error::<T>::NoKeys
		);
		Members::<T>::try_mutate(id, |member| {
			let member = member.as_mut().ok_or(Error::<T>::UnknownMember)?;
			ensure!(member.seats_taken < member.seats, Error::<T>::NoSeatLeft);
			let seat = Seat {
				validator: validator.clone(),
				member: id,
				silent: 0,
				since: pallet_session::CurrentIndex::<T>::get(),
				guilty: false,
			};
			Seats::<T>::try_append(seat).map_err(|()| Error::<T>::TooManyValidators)?;
			member.seats_taken = member.seats_taken.saturating_add(1);
			Self::deposit_event(Event::SeatTaken {
				member: id,
				validator,
			});
			Ok(())
		})
	}

	/// End a seat, unless too few would be left.
	pub(crate) fn do_end_seat(validator: &T::AccountId, reason: SeatEnd) -> DispatchResult {
		Seats::<T>::try_mutate(|seats| {
			let place = seats
				.iter()
				.position(|seat| seat.validator == *validator)
				.ok_or(Error::<T>::NotSeated)?;
			ensure!(
				seats.len() as u32 > T::MinValidators::get(),
				Error::<T>::TooFewValidators
			);
			let seat = seats.remove(place);
			Members::<T>::mutate(seat.member, |member| {
				if let Some(member) = member {
					member.seats_taken = member.seats_taken.saturating_sub(1);
					if reason == SeatEnd::Offence {
						// Neither it nor another one comes back before the council says so.
						member.seats = member.seats_taken;
					}
				}
			});
			Self::deposit_event(Event::SeatEnded {
				member: seat.member,
				validator: seat.validator,
				reason,
			});
			Ok(())
		})
	}

	/// End a seat if that can be, and say so if it can not.
	pub(crate) fn try_end_seat(seat: &Seat<T::AccountId>, reason: SeatEnd) {
		if Self::do_end_seat(&seat.validator, reason).is_err() {
			Self::deposit_event(Event::SeatKept {
				member: seat.member,
				validator: seat.validator.clone(),
				reason,
			});
		}
	}
}
