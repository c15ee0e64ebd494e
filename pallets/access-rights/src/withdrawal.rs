// SPDX-License-Identifier: Apache-2.0

//! How rights are taken away and suspended, and by whom.

use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use samul_primitives::access::{ResourceId, RightId, Subject};

use crate::{
	pallet::{RecordOf, ResourceOf, Rights},
	Config, Error, Event, Pallet,
};

/// Who takes a right away or suspends it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Withdrawer {
	/// The resource's owner, if it was granted or follows from what was.
	Owner,
	/// Whoever has the right that it was delegated from.
	Above,
	/// Its subject.
	Subject,
}

impl<T: Config> Pallet<T> {
	/// As what somebody could take a right away.
	fn withdrawer(
		who: &T::AccountId,
		resource: &ResourceOf<T>,
		subject: &Subject,
		record: &RecordOf<T>,
	) -> Result<Withdrawer, Error<T>> {
		ensure!(!record.is_sold(), Error::<T>::Sold);
		let owner = resource.owner == *who;
		let above = |source: samul_primitives::access::Source| Self::acts_for(who, &source.subject);
		if owner && record.right.generation.is_some() {
			Ok(Withdrawer::Owner)
		} else if record.right.source.is_some_and(above) {
			Ok(Withdrawer::Above)
		} else if Self::acts_for(who, subject) {
			Ok(Withdrawer::Subject)
		} else if owner {
			Err(Error::<T>::Sold)
		} else {
			Err(Error::<T>::NotAllowed)
		}
	}

	pub(crate) fn check_revoke(
		who: &T::AccountId,
		id: ResourceId,
		resource: &ResourceOf<T>,
		subject: &Subject,
		right: RightId,
	) -> Result<RecordOf<T>, DispatchError> {
		let record = Self::right_of(id, subject, right)?;
		Self::withdrawer(who, resource, subject, &record)?;
		Ok(record)
	}

	pub(crate) fn do_revoke(
		who: T::AccountId,
		id: ResourceId,
		subject: Subject,
		right: RightId,
	) -> DispatchResult {
		Self::mutate_free(&who, id, |resource| {
			let record = Self::check_revoke(&who, id, resource, &subject, right)?;
			Self::take_out(id, resource, &subject, right, &record)?;
			Self::deposit_event(Event::RightRevoked {
				resource: id,
				subject,
				right,
				by: who.clone(),
			});
			Ok(())
		})
	}

	pub(crate) fn check_revoke_all(who: &T::AccountId, resource: &ResourceOf<T>) -> DispatchResult {
		ensure!(resource.owner == *who, Error::<T>::NotAllowed);
		ensure!(resource.granted > 0, Error::<T>::NothingGranted);
		Ok(())
	}

	pub(crate) fn do_revoke_all(who: T::AccountId, id: ResourceId) -> DispatchResult {
		Self::mutate_free(&who, id, |resource| {
			Self::check_revoke_all(&who, resource)?;
			Self::next_generation(resource)?;
			Self::deposit_event(Event::AllRevoked {
				resource: id,
				generation: resource.zone.generation,
			});
			Ok(())
		})
	}

	pub(crate) fn check_suspend(
		who: &T::AccountId,
		id: ResourceId,
		resource: &ResourceOf<T>,
		subject: &Subject,
		right: RightId,
	) -> Result<(RecordOf<T>, Withdrawer), DispatchError> {
		let record = Self::right_of(id, subject, right)?;
		let by = Self::withdrawer(who, resource, subject, &record)?;
		ensure!(by != Withdrawer::Subject, Error::<T>::NotAllowed);
		// The owner may see to it that nobody else resumes what is suspended.
		let takes_over = by == Withdrawer::Owner && !record.owner_suspended;
		ensure!(
			record.right.suspended.is_none() || takes_over,
			Error::<T>::AlreadySuspended
		);
		Ok((record, by))
	}

	pub(crate) fn do_suspend(
		who: T::AccountId,
		id: ResourceId,
		subject: Subject,
		right: RightId,
	) -> DispatchResult {
		Self::mutate_free(&who, id, |resource| {
			let (mut record, by) = Self::check_suspend(&who, id, resource, &subject, right)?;
			record.right.suspended.get_or_insert(Self::now());
			record.owner_suspended = by == Withdrawer::Owner;
			Rights::<T>::insert((id, subject, right), record);
			Self::deposit_event(Event::RightSuspended {
				resource: id,
				subject,
				right,
				by: who.clone(),
			});
			Ok(())
		})
	}

	pub(crate) fn do_resume(
		who: T::AccountId,
		id: ResourceId,
		subject: Subject,
		right: RightId,
	) -> DispatchResult {
		let resource = Self::resource_of(id)?;
		let mut record = Self::right_of(id, &subject, right)?;
		let by = Self::withdrawer(&who, &resource, &subject, &record)?;
		let may = by == Withdrawer::Owner || by == Withdrawer::Above && !record.owner_suspended;
		ensure!(may, Error::<T>::NotAllowed);
		let suspended = record.right.suspended.take();
		ensure!(suspended.is_some(), Error::<T>::NotSuspended);
		record.owner_suspended = false;
		Rights::<T>::insert((id, subject, right), record);
		Self::deposit_event(Event::RightResumed {
			resource: id,
			subject,
			right,
			by: who,
		});
		Ok(())
	}
}
