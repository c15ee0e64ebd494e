// SPDX-License-Identifier: Apache-2.0

//! Rights as the pallet that has them gives and takes them, in the storage so that what a call did is
//! undone if it fails.

use std::collections::{BTreeMap, BTreeSet};

use codec::{Decode, Encode};
use frame_support::storage::unhashed;
use samul_primitives::{
	access::{ResourceId, RightId, RightTerms, Subject},
	traits::{RightError, Rights},
	DeviceId, Moment,
};
use sp_runtime::AccountId32;

const KEY: &[u8] = b":mock:rights";

/// Most rights of one subject on one resource.
pub const MAX_RIGHTS: usize = 4;

/// All that is known.
#[derive(Default, Encode, Decode)]
pub struct Book {
	/// Resources and their owners.
	pub owners: BTreeMap<ResourceId, AccountId32>,
	/// Devices that are registered.
	pub registered: BTreeSet<DeviceId>,
	/// Devices of resources.
	pub devices: BTreeSet<(ResourceId, DeviceId)>,
	/// Rights that were sold, and how often they were used.
	pub rights: BTreeMap<(ResourceId, Subject, RightId), (RightTerms, u32)>,
	/// Number of the next right.
	pub next: RightId,
}

impl Book {
	/// As it is.
	pub fn get() -> Self {
		unhashed::get_or_default(KEY)
	}

	/// Change it.
	pub fn change<R>(change: impl FnOnce(&mut Self) -> R) -> R {
		let mut book = Self::get();
		let result = change(&mut book);
		unhashed::put(KEY, &book);
		result
	}
}

/// The rights.
pub struct Registrar;

impl Rights<AccountId32> for Registrar {
	fn owner(resource: ResourceId) -> Option<AccountId32> {
		Book::get().owners.get(&resource).cloned()
	}

	fn has_device(resource: ResourceId, device: &DeviceId) -> bool {
		Book::get().devices.contains(&(resource, *device))
	}

	fn sell(
		resource: ResourceId,
		subject: &Subject,
		terms: RightTerms,
	) -> Result<RightId, RightError> {
		Book::change(|book| {
			if !book.owners.contains_key(&resource) {
				return Err(RightError::UnknownResource);
			}
			if let Subject::Device(device) = subject {
				if !book.registered.contains(device) {
					return Err(RightError::UnknownDevice);
				}
			}
			if !terms.is_valid() {
				return Err(RightError::BadTerms);
			}
			let theirs =
				|key: &&(ResourceId, Subject, RightId)| (key.0, key.1) == (resource, *subject);
			if book.rights.keys().filter(theirs).count() >= MAX_RIGHTS {
				return Err(RightError::TooManyRights);
			}
			let right = book.next;
			book.next = right.checked_add(1).ok_or(RightError::NoMoreNumbers)?;
			book.rights.insert((resource, *subject, right), (terms, 0));
			Ok(right)
		})
	}

	fn end_at(
		resource: ResourceId,
		subject: &Subject,
		right: RightId,
		until: Moment,
	) -> Result<(), RightError> {
		Book::change(|book| {
			let (terms, _) = book
				.rights
				.get_mut(&(resource, *subject, right))
				.ok_or(RightError::UnknownRight)?;
			if until < terms.from {
				return Err(RightError::BadTerms);
			}
			terms.until = Some(until);
			Ok(())
		})
	}

	fn used(resource: ResourceId, subject: &Subject, right: RightId) -> Option<u32> {
		let book = Book::get();
		let found = book.rights.get(&(resource, *subject, right));
		found.map(|(_, used)| *used)
	}

	fn take_back(
		resource: ResourceId,
		subject: &Subject,
		right: RightId,
	) -> Result<u32, RightError> {
		Book::change(|book| {
			let taken = book.rights.remove(&(resource, *subject, right));
			taken.map(|(_, used)| used).ok_or(RightError::UnknownRight)
		})
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn resource_for_benchmark(owner: &AccountId32) -> (ResourceId, Subject, DeviceId) {
		let device = DeviceId([77; 32]);
		Book::change(|book| {
			book.owners.insert(77, owner.clone());
			book.registered.insert(device);
			book.devices.insert((77, device));
		});
		(77, Subject::Device(device), device)
	}
}
