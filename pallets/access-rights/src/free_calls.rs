// SPDX-License-Identifier: Apache-2.0

//! Calls that take something away: which of them cost nothing.
//!
//! They are counted with the resource that they are about, so that nothing is kept of an account that
//! makes them; apart for its owner, its authority and all others, so that none uses up what another one
//! needs. Only calls that succeed count. Each changes what only a call with a fee changes back.

use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use samul_primitives::{
	access::{ResourceId, RightId, Subject},
	free_calls::day_of,
};

use crate::{
	pallet::{ResourceOf, Resources},
	types::Caller,
	Config, Error, Pallet,
};

impl<T: Config> Pallet<T> {
	/// Unix time in days.
	fn today() -> u32 {
		day_of(Self::now())
	}

	/// As what somebody calls.
	fn caller(who: &T::AccountId, resource: &ResourceOf<T>) -> Caller {
		if resource.owner == *who {
			Caller::Owner
		} else if resource.authority == *who {
			Caller::Authority
		} else {
			Caller::Other
		}
	}

	/// Change a resource by a call that may cost nothing, and count it.
	pub(crate) fn mutate_free(
		who: &T::AccountId,
		id: ResourceId,
		change: impl FnOnce(&mut ResourceOf<T>) -> DispatchResult,
	) -> DispatchResult {
		Self::mutate(id, |resource| {
			change(resource)?;
			let caller = Self::caller(who, resource);
			resource.free_calls.note(Self::today(), caller as usize);
			Ok(())
		})
	}

	/// Whether a call succeeds and costs nothing.
	fn is_free(
		origin: &OriginFor<T>,
		id: ResourceId,
		check: impl FnOnce(&T::AccountId, &ResourceOf<T>) -> DispatchResult,
	) -> bool {
		let Ok(who) = ensure_signed(origin.clone()) else {
			return false;
		};
		Resources::<T>::get(id).is_some_and(|resource| {
			let caller = Self::caller(&who, &resource);
			resource.free_calls.used_on(Self::today(), caller as usize) < T::FreeCalls::get()
				&& check(&who, &resource).is_ok()
		})
	}

	/// Whether a lock-down succeeds and costs nothing.
	pub(crate) fn locks_down_free(origin: &OriginFor<T>, id: ResourceId) -> bool {
		Self::is_free(origin, id, Self::check_lock_down)
	}

	/// Whether taking all granted rights away succeeds and costs nothing.
	pub(crate) fn revokes_all_free(origin: &OriginFor<T>, id: ResourceId) -> bool {
		Self::is_free(origin, id, |who, resource| {
			Self::check_revoke_all(who, resource)?;
			let next = resource.zone.generation.checked_add(1);
			ensure!(next.is_some(), Error::<T>::NoMoreNumbers);
			Ok(())
		})
	}

	/// Whether taking a right away succeeds and costs nothing.
	pub(crate) fn revokes_free(
		origin: &OriginFor<T>,
		id: ResourceId,
		subject: &Subject,
		right: RightId,
	) -> bool {
		Self::is_free(origin, id, |who, resource| {
			Self::check_revoke(who, id, resource, subject, right).map(|_| ())
		})
	}

	/// Whether suspending a right succeeds and costs nothing.
	pub(crate) fn suspends_free(
		origin: &OriginFor<T>,
		id: ResourceId,
		subject: &Subject,
		right: RightId,
	) -> bool {
		Self::is_free(origin, id, |who, resource| {
			Self::check_suspend(who, id, resource, subject, right).map(|_| ())
		})
	}
}
