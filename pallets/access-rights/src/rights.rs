// SPDX-License-Identifier: Apache-2.0

//! How rights come to be, by whom they are approved, and how those go that are over.

use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::Get,
};
use samul_primitives::{
	access::{
		Lease, ResourceId, Right, RightId, RightTerms, Source, Subject, MAX_CHAIN, MAX_LEVELS,
	},
	traits::{KnownDevices, RightError},
};

use crate::{
	pallet::{HoldReason, NextRight, RecordOf, ResourceOf, Resources, Rights},
	types::{Deposit, Record},
	Config, Error, Event, Pallet,
};

impl<T> From<RightError> for Error<T> {
	fn from(error: RightError) -> Self {
		match error {
			RightError::UnknownResource => Self::UnknownResource,
			RightError::UnknownDevice => Self::UnknownDevice,
			RightError::BadTerms => Self::BadTerms,
			RightError::TooManyRights => Self::TooManyRights,
			RightError::UnknownRight => Self::UnknownRight,
			RightError::NoMoreNumbers => Self::NoMoreNumbers,
		}
	}
}

/// Where a right comes from.
pub(crate) enum Origin<AccountId> {
	/// It was granted, or delegated from a source: in this generation, if not from one that was sold.
	Given {
		/// The generation.
		generation: Option<u32>,
		/// The source.
		source: Option<Source>,
		/// What is on hold for it.
		deposit: Deposit<AccountId>,
	},
	/// It was sold.
	Sold,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn right_of(
		id: ResourceId,
		subject: &Subject,
		right: RightId,
	) -> Result<RecordOf<T>, Error<T>> {
		Rights::<T>::get((id, subject, right)).ok_or(Error::<T>::UnknownRight)
	}

	/// When the subject's device was registered; none for an account.
	fn registered(subject: &Subject) -> Result<Option<u64>, RightError> {
		match subject {
			Subject::Account(_) => Ok(None),
			Subject::Device(device) => T::Registered::registered(device)
				.map(Some)
				.ok_or(RightError::UnknownDevice),
		}
	}

	/// Make a right and count it with its resource; gives its number.
	pub(crate) fn create(
		id: ResourceId,
		resource: &mut ResourceOf<T>,
		subject: Subject,
		terms: RightTerms,
		origin: Origin<T::AccountId>,
	) -> Result<RightId, RightError> {
		let now = Self::now();
		let lasts = terms.until.is_none_or(|until| until >= now);
		ensure!(terms.is_valid() && lasts, RightError::BadTerms);
		let registered = Self::registered(&subject)?;
		let most = T::MaxRights::get() as usize;
		let has = Rights::<T>::iter_key_prefix((id, subject))
			.take(most)
			.count();
		ensure!(has < most, RightError::TooManyRights);
		let number = NextRight::<T>::get();
		let one_more = |count: u32| count.checked_add(1).ok_or(RightError::NoMoreNumbers);
		NextRight::<T>::put(number.checked_add(1).ok_or(RightError::NoMoreNumbers)?);
		resource.rights = one_more(resource.rights)?;
		let (generation, source, deposit) = match origin {
			Origin::Given {
				generation,
				source,
				deposit,
			} => (generation, source, Some(deposit)),
			Origin::Sold => {
				resource.sold = one_more(resource.sold)?;
				(None, None, None)
			}
		};
		let right = Right {
			permissions: terms.permissions,
			from: terms.from,
			until: terms.until,
			registered,
			generation,
			suspended: None,
			uses: terms.uses,
			used: 0,
			// Nobody need be heard before it begins.
			lease: terms.silence.map(|silence| Lease {
				silence,
				heard: terms.from.max(now),
			}),
			source,
			delegations: terms.delegations,
			conditions: terms.conditions.clone(),
			approvals: Default::default(),
		};
		let sold = deposit.is_none();
		let record = Record {
			right,
			deposit,
			owner_suspended: false,
		};
		Rights::<T>::insert((id, subject, number), record);
		Self::deposit_event(Event::RightGranted {
			resource: id,
			subject,
			right: number,
			source,
			sold,
			terms,
		});
		Ok(number)
	}

	fn deposit_of(who: T::AccountId) -> Result<Deposit<T::AccountId>, DispatchError> {
		let amount = T::RightDeposit::get();
		Self::hold(HoldReason::Right, &who, amount)?;
		Ok(Deposit { by: who, amount })
	}

	pub(crate) fn do_grant(
		who: T::AccountId,
		id: ResourceId,
		subject: Subject,
		terms: RightTerms,
	) -> DispatchResult {
		Self::mutate(id, |resource| {
			ensure!(resource.owner == who, Error::<T>::NotAllowed);
			Self::count_one(&mut resource.granted)?;
			let origin = Origin::Given {
				generation: Some(resource.zone.generation),
				source: None,
				deposit: Self::deposit_of(who)?,
			};
			Self::create(id, resource, subject, terms, origin).map_err(Error::<T>::from)?;
			Ok(())
		})
	}

	pub(crate) fn do_delegate(
		who: T::AccountId,
		id: ResourceId,
		source: Source,
		subject: Subject,
		terms: RightTerms,
	) -> DispatchResult {
		Self::mutate(id, |resource| {
			let above = Self::right_of(id, &source.subject, source.right)?;
			ensure!(
				Self::acts_for(&who, &source.subject),
				Error::<T>::NotAllowed
			);
			let delegable = above.right.delegations > 0
				&& above.right.suspended.is_none()
				&& !Self::is_over(id, resource.zone.generation, &source.subject, &above);
			ensure!(delegable, Error::<T>::NotDelegable);
			ensure!(
				Self::is_within(&terms, &above.right),
				Error::<T>::WiderThanSource
			);
			let origin = Origin::Given {
				generation: above.right.generation,
				source: Some(source),
				deposit: Self::deposit_of(who)?,
			};
			Self::create(id, resource, subject, terms, origin).map_err(Error::<T>::from)?;
			Ok(())
		})
	}

	/// Whether what is delegated is not wider than its source says. What the source demands, its uses
	/// and its end are looked at with each decision.
	fn is_within(terms: &RightTerms, above: &Right) -> bool {
		above.permissions.include(terms.permissions)
			&& terms.delegations < above.delegations
			&& terms.from >= above.from
			&& above
				.until
				.is_none_or(|last| terms.until.is_some_and(|until| until <= last))
			&& above
				.uses
				.is_none_or(|most| terms.uses.is_some_and(|uses| uses <= most))
	}

	/// Whether a right can never count again, on a resource of this generation: it, or one that it was
	/// delegated from.
	pub(crate) fn is_over(
		id: ResourceId,
		generation: u32,
		subject: &Subject,
		record: &RecordOf<T>,
	) -> bool {
		let (mut subject, mut record) = (*subject, record.clone());
		for _ in 0..MAX_CHAIN {
			if Self::ends_here(generation, &subject, &record) {
				return true;
			}
			let Some(source) = record.right.source else {
				return false;
			};
			let Some(above) = Rights::<T>::get((id, source.subject, source.right)) else {
				return true;
			};
			(subject, record) = (source.subject, above);
		}
		true
	}

	/// Whether a right by itself can never count again.
	fn ends_here(generation: u32, subject: &Subject, record: &RecordOf<T>) -> bool {
		let (right, now) = (&record.right, Self::now());
		right.generation.is_some_and(|of| of != generation)
			// Who sold one may let it last longer.
			|| !record.is_sold() && right.until.is_some_and(|until| until < now)
			|| right.uses.is_some_and(|uses| right.used >= uses)
			|| right.lease.is_some_and(|lease| lease.until() < now)
			|| Self::registered(subject) != Ok(right.registered)
	}

	/// Take a right out of the storage; its deposit goes back.
	pub(crate) fn take_out(
		id: ResourceId,
		resource: &mut ResourceOf<T>,
		subject: &Subject,
		right: RightId,
		record: &RecordOf<T>,
	) -> DispatchResult {
		Rights::<T>::remove((id, subject, right));
		resource.rights = resource.rights.saturating_sub(1);
		match &record.deposit {
			Some(deposit) => Self::release(HoldReason::Right, &deposit.by, deposit.amount),
			None => {
				resource.sold = resource.sold.saturating_sub(1);
				Ok(())
			}
		}
	}

	pub(crate) fn do_remove_right(
		id: ResourceId,
		subject: Subject,
		right: RightId,
	) -> DispatchResult {
		Self::mutate(id, |resource| {
			let record = Self::right_of(id, &subject, right)?;
			ensure!(!record.is_sold(), Error::<T>::Sold);
			let over = Self::is_over(id, resource.zone.generation, &subject, &record);
			ensure!(over, Error::<T>::StillCounts);
			Self::take_out(id, resource, &subject, right, &record)?;
			Self::deposit_event(Event::RightRemoved {
				resource: id,
				subject,
				right,
			});
			Ok(())
		})
	}

	/// Whose approval a right on a resource needs, or one of them: of it and of each zone around it.
	fn approvers(id: ResourceId) -> Vec<[u8; 32]> {
		let mut all = Vec::new();
		let mut next = Some(id);
		for _ in 0..MAX_LEVELS {
			let Some(resource) = next.and_then(Resources::<T>::get) else {
				break;
			};
			all.extend(
				resource
					.zone
					.approval
					.into_iter()
					.flat_map(|of| of.approvers),
			);
			next = resource.zone.parent;
		}
		all
	}

	pub(crate) fn do_approve(
		who: T::AccountId,
		id: ResourceId,
		subject: Subject,
		right: RightId,
		approves: bool,
	) -> DispatchResult {
		let account = Self::account_bytes(&who);
		Rights::<T>::try_mutate((id, subject, right), |record| {
			let record = record.as_mut().ok_or(Error::<T>::UnknownRight)?;
			let approvals = &mut record.right.approvals;
			let place = approvals.iter().position(|one| *one == account);
			match (approves, place) {
				(true, None) => {
					let approvers = Self::approvers(id);
					ensure!(approvers.contains(&account), Error::<T>::NotAllowed);
					if approvals.is_full() {
						// Who is none any more leaves his place; then there is one for each who is.
						approvals.retain(|one| approvers.contains(one));
					}
					approvals
						.try_push(account)
						.map_err(|_| DispatchError::Exhausted)?;
				}
				(false, Some(place)) => {
					approvals.remove(place);
				}
				_ => return Err(Error::<T>::ApprovalUnchanged.into()),
			}
			Self::deposit_event(Event::RightApproved {
				resource: id,
				subject,
				right,
				by: who,
				approves,
			});
			Ok(())
		})
	}
}
