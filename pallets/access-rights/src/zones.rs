// SPDX-License-Identifier: Apache-2.0

//! What a zone's authority does: demand, lock down and lift.

use frame_support::{ensure, pallet_prelude::DispatchResult};
use samul_primitives::access::{Approval, ResourceId};

use crate::{
	pallet::{Requirements, ResourceOf},
	Config, Error, Event, Pallet,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn check_lock_down(who: &T::AccountId, resource: &ResourceOf<T>) -> DispatchResult {
		ensure!(resource.authority == *who, Error::<T>::NotAllowed);
		ensure!(resource.zone.locked_down.is_none(), Error::<T>::LockedDown);
		Ok(())
	}

	pub(crate) fn do_lock_down(who: T::AccountId, id: ResourceId) -> DispatchResult {
		Self::mutate_free(&who, id, |resource| {
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
			Self::withdraw_offer(id, resource);
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
