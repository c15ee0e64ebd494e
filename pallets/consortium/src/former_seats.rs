// SPDX-License-Identifier: Apache-2.0

//! Who had a seat of late: a member answers for what its validators did also when they have left.

use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
};
use sp_staking::SessionIndex;

use crate::{
	types::{FormerSeat, MemberId, Seat, SeatEnd},
	Config, Error, Event, FormerSeats, Members, Pallet, Seats,
};

impl<T: Config> Pallet<T> {
	/// Whether a member may take a seat with this validator: it has not had too many others of late.
	/// They take room as long as it can be proved what they did.
	pub(crate) fn ensure_few_former(member: MemberId, validator: &T::AccountId) -> DispatchResult {
		let share = T::MaxFormerSeats::get() / <T as Config>::MaxMembers::get().max(1);
		let others = FormerSeats::<T>::get()
			.iter()
			.filter(|former| former.member == member && former.validator != *validator)
			.count() as u32;
		ensure!(others < share, Error::<T>::TooManyFormerSeats);
		Ok(())
	}

	/// Keep in mind whose a seat was that ends. The share of each member leaves room; should the council
	/// have taken more seats than that, the one that ended first is forgotten.
	pub(crate) fn note_former(seat: &Seat<T::AccountId>) {
		let ended = pallet_session::CurrentIndex::<T>::get();
		FormerSeats::<T>::mutate(|all| {
			let known = all
				.iter_mut()
				.find(|former| former.validator == seat.validator && former.member == seat.member);
			if let Some(known) = known {
				known.ended = ended;
				return;
			}
			if all.is_full() {
				let first = all
					.iter()
					.enumerate()
					.min_by_key(|(_, former)| former.ended);
				if let Some(place) = first.map(|(place, _)| place) {
					all.remove(place);
				}
			}
			// There is room now.
			let _ = all.try_push(FormerSeat {
				validator: seat.validator.clone(),
				member: seat.member,
				since: seat.since,
				ended,
			});
		});
	}

	/// Forget the former seats of which nothing can be proved any more when this session ends. Whoever
	/// left made blocks until the end of the session after.
	pub(crate) fn prune_former(index: SessionIndex) {
		FormerSeats::<T>::mutate(|all| {
			all.retain(|former| {
				former
					.ended
					.saturating_add(1)
					.saturating_add(T::ReportableSessions::get())
					>= index
			});
		});
	}

	/// Forget the former seats of a member that is none any more.
	pub(crate) fn forget_former_of(member: MemberId) {
		FormerSeats::<T>::mutate(|all| all.retain(|former| former.member != member));
	}

	/// Forget a validator's former seats for a member: it has answered for them.
	pub(crate) fn forget_former(validator: &T::AccountId, member: MemberId) {
		FormerSeats::<T>::mutate(|all| {
			all.retain(|former| former.validator != *validator || former.member != member);
		});
	}

	/// Whose seat a validator had in a session, if not its own one of now.
	pub(crate) fn former_seat(
		validator: &T::AccountId,
		session: SessionIndex,
	) -> Option<FormerSeat<T::AccountId>> {
		FormerSeats::<T>::get()
			.into_iter()
			.filter(|former| former.validator == *validator && former.since <= session)
			.max_by_key(|former| former.since)
	}

	/// Take a seat from the member whose former validator contradicted itself: of that validator if it
	/// has one again, else of another one. If it has none, it has none that is free either.
	pub(crate) fn blame_member(former: &FormerSeat<T::AccountId>) {
		Self::forget_former(&former.validator, former.member);
		let seat = Seats::<T>::mutate(|seats| {
			let innocent = |seat: &Seat<T::AccountId>| seat.member == former.member && !seat.guilty;
			let place = seats
				.iter()
				.position(|seat| innocent(seat) && seat.validator == former.validator)
				.or_else(|| seats.iter().position(innocent))?;
			let seat = seats.get_mut(place)?;
			seat.guilty = true;
			Some(seat.clone())
		});
		match seat {
			Some(seat) => Self::try_end_seat(&seat, SeatEnd::Offence),
			None => Self::forfeit_free_seats(former),
		}
	}

	fn forfeit_free_seats(former: &FormerSeat<T::AccountId>) {
		Members::<T>::mutate(former.member, |member| {
			let Some(member) = member else {
				return;
			};
			member.seats = member.seats_taken;
			Self::deposit_event(Event::SeatsForfeited {
				member: former.member,
				validator: former.validator.clone(),
			});
		});
	}
}
