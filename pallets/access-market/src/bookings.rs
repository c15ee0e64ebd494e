// SPDX-License-Identifier: Apache-2.0

//! For which times a resource is let to one alone.

use frame_support::{ensure, pallet_prelude::DispatchResult};
use samul_primitives::{
	access::{ResourceId, RightId},
	Moment,
};

use crate::{
	pallet::{BookingsOf, Pallet},
	types::{Booking, Bookings},
	Config, Error,
};

impl Booking {
	/// Whether it is over by now.
	pub(crate) fn is_over(&self, now: Moment) -> bool {
		!self.until_returned && self.until <= now
	}

	/// Whether it takes any of a time that does not begin before now. One that should have been given
	/// back takes all of it: nobody knows when it will be.
	pub(crate) fn overlaps(&self, from: Moment, until: Moment, now: Moment) -> bool {
		let overdue = self.until_returned && self.until <= now;
		overdue || (self.from < until && from < self.until)
	}
}

impl<T: Config> Pallet<T> {
	/// Whether nobody has an exclusive right within a time.
	pub(crate) fn is_available(bookings: &Bookings, from: Moment, until: Moment) -> bool {
		let now = Self::now();
		!bookings
			.iter()
			.any(|other| other.overlaps(from, until, now))
	}

	/// Let a resource to one alone. What is over makes room.
	pub(crate) fn book(resource: ResourceId, booking: Booking) -> DispatchResult {
		BookingsOf::<T>::try_mutate(resource, |bookings| {
			let free = Self::is_available(bookings, booking.from, booking.until);
			ensure!(free, Error::<T>::NotAvailable);
			bookings.retain(|other| !other.is_over(Self::now()));
			bookings
				.try_push(booking)
				.map_err(|_| Error::<T>::TooManyBookings.into())
		})
	}

	/// Let a booking end earlier.
	pub(crate) fn shorten(resource: ResourceId, right: RightId, until: Moment) {
		BookingsOf::<T>::mutate_exists(resource, |bookings| {
			for booking in bookings.iter_mut().flat_map(|list| list.iter_mut()) {
				if booking.right == right {
					booking.until = booking.until.min(until);
				}
			}
		});
	}

	/// Take a booking off.
	pub(crate) fn unbook(resource: ResourceId, right: RightId) {
		BookingsOf::<T>::mutate_exists(resource, |bookings| {
			if let Some(list) = bookings {
				list.retain(|booking| booking.right != right);
				if list.is_empty() {
					*bookings = None;
				}
			}
		});
	}
}
