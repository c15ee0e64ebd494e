// SPDX-License-Identifier: Apache-2.0

//! What the pallet offers to those who sell rights.

use samul_primitives::{
	access::{ResourceId, RightId, RightTerms, Subject},
	traits::{RightError, Rights as RightsT},
	DeviceId, Moment,
};

use crate::{
	pallet::{DevicesOf, RecordOf, Resources, Rights},
	rights::Origin,
	Config, Event, Pallet,
};

impl<T: Config> Pallet<T> {
	fn sold(id: ResourceId, subject: &Subject, right: RightId) -> Result<RecordOf<T>, RightError> {
		Rights::<T>::get((id, subject, right))
			.filter(|record| record.is_sold())
			.ok_or(RightError::UnknownRight)
	}
}

impl<T: Config> RightsT<T::AccountId> for Pallet<T> {
	fn owner(resource: ResourceId) -> Option<T::AccountId> {
		Resources::<T>::get(resource).map(|resource| resource.owner)
	}

	fn has_device(resource: ResourceId, device: &DeviceId) -> bool {
		DevicesOf::<T>::contains_key(resource, device)
	}

	fn sell(
		resource: ResourceId,
		subject: &Subject,
		terms: RightTerms,
	) -> Result<RightId, RightError> {
		Resources::<T>::try_mutate(resource, |of| {
			let of = of.as_mut().ok_or(RightError::UnknownResource)?;
			Self::withdraw_offer(resource, of);
			Self::create(resource, of, *subject, terms, Origin::Sold)
		})
	}

	fn end_at(
		resource: ResourceId,
		subject: &Subject,
		right: RightId,
		until: Moment,
	) -> Result<(), RightError> {
		let mut record = Self::sold(resource, subject, right)?;
		if record.right.until.is_some_and(|last| until > last) {
			// It is wider than what was approved, and than what is offered.
			record.right.approvals = Default::default();
			Resources::<T>::mutate_extant(resource, |of| Self::withdraw_offer(resource, of));
		}
		record.right.until = Some(until);
		Rights::<T>::insert((resource, subject, right), record);
		Self::deposit_event(Event::RightEndMoved {
			resource,
			subject: *subject,
			right,
			until,
		});
		Ok(())
	}

	fn used(resource: ResourceId, subject: &Subject, right: RightId) -> Option<u32> {
		let record = Self::sold(resource, subject, right).ok()?;
		Some(record.right.used)
	}

	fn take_back(
		resource: ResourceId,
		subject: &Subject,
		right: RightId,
	) -> Result<u32, RightError> {
		let record = Self::sold(resource, subject, right)?;
		Resources::<T>::try_mutate(resource, |of| {
			let of = of.as_mut().ok_or(RightError::UnknownResource)?;
			// Nothing is on hold for it.
			Self::take_out(resource, of, subject, right, &record)
				.map_err(|_| RightError::UnknownRight)
		})?;
		let used = record.right.used;
		Self::deposit_event(Event::RightTakenBack {
			resource,
			subject: *subject,
			right,
			used,
		});
		Ok(used)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn resource_for_benchmark(owner: &T::AccountId) -> (ResourceId, Subject, DeviceId) {
		crate::benchmarking::setup::resource_to_sell::<T>(owner)
	}
}
