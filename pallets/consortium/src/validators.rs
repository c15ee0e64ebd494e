// SPDX-License-Identifier: Apache-2.0

//! Who has a seat among the validators.

use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult, Get},
	traits::ValidatorRegistration,
};

use crate::{
	types::{MemberId, Role, Seat, SeatEnd},
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

	/// Whether one more seat leaves a member less than a third: GRANDPA needs more than two thirds of the
	/// votes. Everybody may have one, and all of them if there is nobody else. Who is to lose its seat for an
	/// offence does not count.
	fn leaves_finality(member: MemberId) -> bool {
		let (mut own, mut others) = (1u32, 0u32);
		for seat in Seats::<T>::get().iter().filter(|seat| !seat.guilty) {
			if seat.member == member {
				own = own.saturating_add(1);
			} else {
				others = others.saturating_add(1);
			}
		}
		own == 1 || others == 0 || own.saturating_mul(2) < others
	}

	/// The member for which an account may take a seat now.
	fn candidate(validator: &T::AccountId) -> Result<MemberId, DispatchError> {
		let id = Self::acts_as(validator, Role::Validator).ok_or(Error::<T>::NotValidator)?;
		ensure!(!Self::has_seat(validator), Error::<T>::SeatedAlready);
		ensure!(
			pallet_session::Pallet::<T>::is_registered(validator),
			Error::<T>::NoKeys
		);
		Self::ensure_few_former(id, validator)?;
		Ok(id)
	}

	fn new_seat(member: MemberId, validator: T::AccountId) -> Seat<T::AccountId> {
		Seat {
			validator,
			member,
			silent: 0,
			since: pallet_session::CurrentIndex::<T>::get(),
			guilty: false,
		}
	}

	pub(crate) fn do_take_seat(validator: T::AccountId) -> DispatchResult {
		let id = Self::candidate(&validator)?;
		Members::<T>::try_mutate(id, |member| {
			let member = member.as_mut().ok_or(Error::<T>::UnknownMember)?;
			ensure!(member.seats_taken < member.seats, Error::<T>::NoSeatLeft);
			// It would have one in the place of the one that it loses.
			let loses_one = |seat: &Seat<T::AccountId>| seat.guilty && seat.member == id;
			ensure!(
				!Seats::<T>::get().iter().any(loses_one),
				Error::<T>::SeatLost
			);
			ensure!(Self::leaves_finality(id), Error::<T>::TooLargeShare);
			Seats::<T>::try_append(Self::new_seat(id, validator.clone()))
				.map_err(|()| Error::<T>::TooManyValidators)?;
			member.seats_taken = member.seats_taken.saturating_add(1);
			Self::deposit_event(Event::SeatTaken {
				member: id,
				validator,
			});
			Ok(())
		})
	}

	/// Put one validator of a member in the place of another one.
	pub(crate) fn do_replace_validator(
		validator: T::AccountId,
		replaced: T::AccountId,
	) -> DispatchResult {
		let id = Self::candidate(&validator)?;
		Seats::<T>::try_mutate(|seats| {
			let seat = seats
				.iter_mut()
				.find(|seat| seat.validator == replaced && seat.member == id)
				.ok_or(Error::<T>::NotSeated)?;
			// What it did costs its member the seat.
			ensure!(!seat.guilty, Error::<T>::SeatLost);
			Self::note_former(seat);
			let silent = seat.silent;
			*seat = Seat {
				silent,
				..Self::new_seat(id, validator.clone())
			};
			Self::deposit_event(Event::SeatEnded {
				member: id,
				validator: replaced,
				reason: SeatEnd::Replaced,
			});
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
			// Who is guilty does not get away by leaving first.
			let reason = if seat.guilty {
				SeatEnd::Offence
			} else {
				reason
			};
			if reason != SeatEnd::Offence {
				Self::note_former(&seat);
			}
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
