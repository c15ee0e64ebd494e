// SPDX-License-Identifier: Apache-2.0

//! What always holds.

use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use codec::Encode;
use frame_support::{
	ensure,
	sp_runtime::TryRuntimeError,
	traits::{fungible::InspectHold, Get},
};
use samul_primitives::access::{Approval, ResourceId, RightId, Subject, MAX_CHAIN, MAX_LEVELS};

use crate::{
	pallet::{
		DevicesOf, HoldReason, Logs, NextResource, NextRight, RecordOf, Resources, ResourcesOf,
		Rights,
	},
	types::Amount,
	Config, Pallet,
};

/// What should be on hold of each account.
struct Sums<AccountId>(BTreeMap<Vec<u8>, (AccountId, Amount)>);

impl<AccountId: Encode + Clone> Sums<AccountId> {
	fn add(&mut self, who: &AccountId, amount: Amount) {
		let sum = self.0.entry(who.encode()).or_insert((who.clone(), 0));
		sum.1 = sum.1.saturating_add(amount);
	}
}

fn count(counts: &mut BTreeMap<ResourceId, u32>, resource: ResourceId) {
	let count = counts.entry(resource).or_default();
	*count = count.saturating_add(1);
}

fn counted(counts: &BTreeMap<ResourceId, u32>, resource: ResourceId) -> u32 {
	counts.get(&resource).copied().unwrap_or_default()
}

impl<T: Config> Pallet<T> {
	/// Check the invariants.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_resources()?;
		Self::check_devices()?;
		Self::check_rights()?;
		for (resource, log) in Logs::<T>::iter() {
			ensure!(
				Resources::<T>::contains_key(resource),
				"there are receipts of no resource"
			);
			ensure!(
				log.peaks.len() == log.count.count_ones() as usize,
				"receipts have other peaks than their count"
			);
		}
		Ok(())
	}

	fn on_hold(sums: Sums<T::AccountId>, reason: HoldReason) -> Result<(), TryRuntimeError> {
		for (who, sum) in sums.0.into_values() {
			let on_hold = T::Currency::balance_on_hold(&reason.into(), &who);
			ensure!(on_hold == sum, "the deposits are not what is on hold");
		}
		Ok(())
	}

	fn check_resources() -> Result<(), TryRuntimeError> {
		let mut children = BTreeMap::new();
		let mut deposits = Sums(BTreeMap::new());
		for (id, resource) in Resources::<T>::iter() {
			ensure!(
				id < NextResource::<T>::get(),
				"a resource has a number of later"
			);
			match resource.zone.parent {
				None => ensure!(resource.level == 0, "a resource is in no zone, and inside"),
				Some(parent) => {
					let around = Resources::<T>::get(parent).ok_or("a zone is gone")?;
					// So nothing is in itself.
					ensure!(
						around.level.checked_add(1) == Some(resource.level),
						"a resource is not one level below its zone"
					);
					count(&mut children, parent);
				}
			}
			ensure!(
				u32::from(resource.level) < MAX_LEVELS,
				"a resource is too deep"
			);
			ensure!(
				resource
					.zone
					.approval
					.as_ref()
					.is_none_or(Approval::is_valid),
				"nobody can approve, or somebody twice"
			);
			ensure!(
				resource.offered_to.as_ref() != Some(&resource.owner),
				"a resource is offered to its owner"
			);
			deposits.add(&resource.owner, resource.deposit);
		}
		for (id, resource) in Resources::<T>::iter() {
			ensure!(
				counted(&children, id) == resource.children,
				"what is in a zone is miscounted"
			);
		}
		Self::on_hold(deposits, HoldReason::Resource)
	}

	fn check_devices() -> Result<(), TryRuntimeError> {
		let mut counts = BTreeMap::new();
		let mut deposits = BTreeMap::<ResourceId, Amount>::new();
		for (resource, device, attached) in DevicesOf::<T>::iter() {
			count(&mut counts, resource);
			let sum = deposits.entry(resource).or_default();
			*sum = sum.saturating_add(attached.deposit);
			ensure!(
				ResourcesOf::<T>::contains_key(device, resource),
				"a device of a resource does not know it"
			);
			ensure!(
				attached.next_entry <= Logs::<T>::get(resource).count,
				"a guard gave receipts that are not there"
			);
			ensure!(
				attached.last_entry <= Self::latest(),
				"a guard gave a receipt in the future"
			);
		}
		ensure!(
			ResourcesOf::<T>::iter().count() == DevicesOf::<T>::iter().count(),
			"a device knows a resource that does not know it"
		);
		for (id, resource) in Resources::<T>::iter() {
			ensure!(
				counts.remove(&id).unwrap_or_default() == resource.devices,
				"the devices of a resource are miscounted"
			);
			ensure!(
				deposits.get(&id).copied().unwrap_or_default() <= resource.deposit,
				"the deposits of devices are more than their resource's"
			);
		}
		ensure!(counts.is_empty(), "there are devices of no resource");
		Ok(())
	}

	fn check_rights() -> Result<(), TryRuntimeError> {
		let (mut all, mut sold) = (BTreeMap::new(), BTreeMap::new());
		let mut numbers = BTreeSet::<RightId>::new();
		let mut each = BTreeMap::<(ResourceId, Subject), u32>::new();
		let mut deposits = Sums(BTreeMap::new());
		for ((id, subject, right), record) in Rights::<T>::iter() {
			let resource = Resources::<T>::get(id).ok_or("a right is on no resource")?;
			ensure!(
				right < NextRight::<T>::get(),
				"a right has a number of later"
			);
			ensure!(numbers.insert(right), "two rights have one number");
			count(&mut all, id);
			if record.is_sold() {
				count(&mut sold, id);
			}
			let of_subject = each.entry((id, subject)).or_default();
			*of_subject = of_subject.saturating_add(1);
			ensure!(
				*of_subject <= T::MaxRights::get(),
				"a subject has too many rights on a resource"
			);
			if let Some(deposit) = &record.deposit {
				deposits.add(&deposit.by, deposit.amount);
			}
			Self::check_right(id, resource.zone.generation, &subject, right, &record)?;
		}
		for (id, resource) in Resources::<T>::iter() {
			let counts = (counted(&all, id), counted(&sold, id));
			ensure!(
				counts == (resource.rights, resource.sold),
				"the rights on a resource are miscounted"
			);
		}
		Self::on_hold(deposits, HoldReason::Right)
	}

	fn check_right(
		id: ResourceId,
		generation: u32,
		subject: &Subject,
		number: RightId,
		record: &RecordOf<T>,
	) -> Result<(), TryRuntimeError> {
		let right = &record.right;
		ensure!(
			right.generation.is_none_or(|of| of <= generation),
			"a right is of a later generation"
		);
		ensure!(
			matches!(subject, Subject::Device(_)) == right.registered.is_some(),
			"a right is of no registration, or of an account's"
		);
		let approvals: BTreeSet<_> = right.approvals.iter().collect();
		ensure!(
			approvals.len() == right.approvals.len(),
			"somebody approved twice"
		);
		ensure!(
			u32::from(right.delegations) < MAX_CHAIN,
			"a right can be delegated too often"
		);
		ensure!(
			!record.owner_suspended || right.suspended.is_some() && right.generation.is_some(),
			"an owner suspended what is not, or was sold"
		);
		if record.is_sold() {
			let alone =
				right.generation.is_none() && right.source.is_none() && right.suspended.is_none();
			ensure!(alone, "a right that was sold is delegated or suspended");
		}
		let Some(source) = right.source else {
			ensure!(
				record.is_sold() == right.generation.is_none(),
				"a right is neither sold nor granted, or both"
			);
			return Ok(());
		};
		// So none follows from itself.
		ensure!(
			source.right < number,
			"a right is older than what it follows from"
		);
		if let Some(above) = Rights::<T>::get((id, source.subject, source.right)) {
			let above = above.right;
			ensure!(
				above.delegations > right.delegations,
				"a right was delegated too often"
			);
			ensure!(
				above.generation == right.generation,
				"a right is of another generation than its source"
			);
			ensure!(
				above.permissions.include(right.permissions),
				"a right permits more than its source"
			);
		}
		Ok(())
	}
}
