// SPDX-License-Identifier: Apache-2.0

//! How a resource comes from one owner to another.
//!
//! Whoever accepts gets what he saw: an offer is withdrawn by whatever would make it worse for him, a
//! device that is added, a right that is sold or another authority.

use frame_support::{ensure, pallet_prelude::DispatchResult};
use samul_primitives::access::ResourceId;

use crate::{
	pallet::{HoldReason, ResourceOf},
	Config, Error, Event, Pallet,
};

impl<T: Config> Pallet<T> {
	/// Offer a resource to nobody any more.
	pub(crate) fn withdraw_offer(id: ResourceId, resource: &mut ResourceOf<T>) {
		if resource.offered_to.take().is_some() {
			Self::deposit_event(Event::ResourceOffered {
				resource: id,
				to: None,
			});
		}
	}

	/// Let only those rights count that are granted from now on, or were sold.
	pub(crate) fn next_generation(resource: &mut ResourceOf<T>) -> DispatchResult {
		Self::count_one(&mut resource.zone.generation)?;
		resource.granted = 0;
		Ok(())
	}

	pub(crate) fn do_offer_resource(
		who: T::AccountId,
		id: ResourceId,
		to: Option<T::AccountId>,
	) -> DispatchResult {
		Self::mutate(id, |resource| {
			ensure!(resource.owner == who, Error::<T>::NotAllowed);
			ensure!(to.as_ref() != Some(&who), Error::<T>::OfferedToOwner);
			resource.offered_to = to.clone();
			Self::deposit_event(Event::ResourceOffered { resource: id, to });
			Ok(())
		})
	}

	pub(crate) fn do_accept_resource(who: T::AccountId, id: ResourceId) -> DispatchResult {
		Self::mutate(id, |resource| {
			let offered = resource.offered_to.take();
			ensure!(offered.as_ref() == Some(&who), Error::<T>::NotOffered);
			Self::next_generation(resource)?;
			Self::hold(HoldReason::Resource, &who, resource.deposit)?;
			Self::release(HoldReason::Resource, &resource.owner, resource.deposit)?;
			let from = core::mem::replace(&mut resource.owner, who.clone());
			if resource.authority == from {
				resource.authority = who.clone();
			}
			Self::deposit_event(Event::ResourceTransferred {
				resource: id,
				from,
				to: who,
				authority: resource.authority.clone(),
				generation: resource.zone.generation,
			});
			Ok(())
		})
	}
}
