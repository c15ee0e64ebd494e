// SPDX-License-Identifier: Apache-2.0

//! What a zone's authority does: demand, lock down and lift. And which calls cost nothing.

use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use samul_primitives::{
	access::{Approval, ResourceId, RightId, Subject},
	Moment,
};

use crate::{
	pallet::{Requirements, ResourceOf, Resources},
	Config, Error, Event, Pallet,
};

/// Milliseconds of a day.
const DAY: Moment = 86_400_000;

impl<T: Config> Pallet<T> {
	/// Unix time in days.
	fn today() -> u32 {
		u32::try_from(Self::now() / DAY).unwrap_or(u32::MAX)
	}

	/// Change a resource by a call that may cost nothing, and count it.
	pub(crate) fn mutate_free(
		id: ResourceId,
		change: impl FnOnce(&mut ResourceOf<T>) -> DispatchResult,
	) -> DispatchResult {
		Self::mutate(id, |resource| {
			change(resource)?;
			resource.free_calls.note(Self::today());
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
			resource.free_calls.used_on(Self::today()) < T::FreeCalls::get()
				&& check(&who, &resource).is_ok()
		})
	}

	/// Whether a lock-down succeeds and costs nothing.
	pub(crate) fn locks_down_free(origin: &OriginFor<T>, id: ResourceId) -> bool {
		Self::is_free(origin, id, Self::check_lock_down)
	}

	/// Whether taking all granted rights away succeeds and costs nothing.
	pub(crate) fn revokes_all_free(origin: &OriginFor<T>, id: ResourceId) -> bool {
		Self::is_free(origin, id, Self::check_revoke_all)
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

	fn check_lock_down(who: &T::AccountId, resource: &ResourceOf<T>) -> DispatchResult {
		ensure!(resource.authority == *who, Error::<T>::NotAllowed);
		ensure!(resource.zone.locked_down.is_none(), Error::<T>::LockedDown);
		Ok(())
	}

	pub(crate) fn do_lock_down(who: T::AccountId, id: ResourceId) -> DispatchResult {
		Self::mutate_free(id, |resource| {
			Self::check_lock_down(&who, resource)?;
			resource.zone.locked_down = Some(Self::now());
			Self::deposit_event(Event::LockedDown { resource: id });
			Ok(())
		})
	}

	pub(crate) fn do_lift(who: T::AccountId, id: ResourceId) -> DispatchResult {
		Self::mutate(id, |resource| {
			ensure!(resource.authority == who, Error::<T>::NotAllowed);
			ensure!(
				resource.zone.locked_down.take().is_some(),
				Error::<T>::NotLockedDown
			);
			Self::deposit_event(Event::LockDownLifted { resource: id });
			Ok(())
		})
	}

	pub(crate) fn do_set_authority(
		who: T::AccountId,
		id: ResourceId,
		authority: T::AccountId,
	) -> DispatchResult {
		Self::mutate(id, |resource| {
			ensure!(resource.authority == who, Error::<T>::NotAllowed);
			resource.authority = authority.clone();
			Self::deposit_event(Event::AuthorityChanged {
				resource: id,
				authority,
			});
			Ok(())
		})
	}

	pub(crate) fn do_set_demands(
		who: T::AccountId,
		id: ResourceId,
		requirements: Requirements,
		approval: Option<Approval>,
	) -> DispatchResult {
		ensure!(
			approval.as_ref().is_none_or(Approval::is_valid),
			Error::<T>::BadApproval
		);
		Self::mutate(id, |resource| {
			ensure!(resource.authority == who, Error::<T>::NotAllowed);
			resource.zone.requirements = requirements.clone();
			resource.zone.approval = approval.clone();
			Self::deposit_event(Event::DemandsChanged {
				resource: id,
				requirements,
				approval,
			});
			Ok(())
		})
	}
}
