// SPDX-License-Identifier: Apache-2.0

//! Receipts: what guards tell of whom they let in.

use alloc::vec::Vec;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use samul_primitives::{
	access::{Entry, ResourceId, RightId, Source, Subject, MAX_CHAIN},
	envelope,
	keys::verify,
	mmr::{self, Hash},
	traits::{Devices, KnownDevices},
	Signature,
};

use crate::{
	pallet::{DevicesOf, Logs, Rights},
	types::Attached,
	Config, Error, Event, Pallet,
};

impl<T: Config> Pallet<T> {
	/// Check a receipt that claims to be of this device of the resource, and count it with it.
	fn check_entry(
		guard: &mut Attached,
		owner: &T::AccountId,
		entry: &Entry,
		message: &[u8],
		signature: &Signature,
	) -> DispatchResult {
		// What was sold may be paid by the use: only guards of who sold it say how often.
		let same = T::Devices::owner(&entry.guard).as_ref() == Some(owner)
			&& T::Registered::registered(&entry.guard) == Some(guard.registered);
		ensure!(same, Error::<T>::GuardChanged);
		ensure!(entry.number == guard.next_entry, Error::<T>::BadNumber);
		let in_time = guard.last_entry <= entry.at && entry.at <= Self::latest();
		ensure!(in_time, Error::<T>::BadTime);
		let key = T::Devices::active_key(&entry.guard).map_err(|_| Error::<T>::BadSignature)?;
		ensure!(verify(&key, message, signature), Error::<T>::BadSignature);
		guard.next_entry = entry
			.number
			.checked_add(1)
			.ok_or(Error::<T>::NoMoreNumbers)?;
		guard.last_entry = entry.at;
		Ok(())
	}

	pub(crate) fn do_record_entry(entry: Entry, signature: Signature) -> DispatchResult {
		let resource = Self::resource_of(entry.resource)?;
		let message = envelope::entry_message(&Self::genesis(), &entry);
		DevicesOf::<T>::try_mutate(entry.resource, entry.guard, |attached| {
			let guard = attached.as_mut().filter(|attached| attached.guards);
			let guard = guard.ok_or(Error::<T>::NoGuard)?;
			Self::check_entry(guard, &resource.owner, &entry, &message, &signature)
		})?;
		let hash = mmr::leaf_hash(&message);
		let leaf = Self::append(entry.resource, hash)?;
		let counted = Self::count_use(entry.resource, entry.subject, entry.right);
		Self::deposit_event(Event::EntryRecorded {
			entry,
			leaf,
			hash,
			counted,
		});
		Ok(())
	}

	/// Append a leaf to a resource's receipts; gives its number.
	fn append(id: ResourceId, hash: Hash) -> Result<u64, Error<T>> {
		Logs::<T>::try_mutate(id, |log| {
			let leaf = log.count;
			log.count = leaf.checked_add(1).ok_or(Error::<T>::NoMoreNumbers)?;
			let mut peaks: Vec<Hash> = core::mem::take(&mut log.peaks).into_inner();
			mmr::append(&mut peaks, leaf, hash, |_, _, _| ());
			// At most 64: one for each bit of the count.
			log.peaks = peaks.try_into().map_err(|_| Error::<T>::NoMoreNumbers)?;
			Ok(leaf)
		})
	}

	/// Count a use of a right and of each that it was delegated from, as far as they are there; gives
	/// whether it itself is.
	fn count_use(id: ResourceId, subject: Subject, right: RightId) -> bool {
		let mut counted = false;
		let mut next = Some(Source { subject, right });
		for _ in 0..MAX_CHAIN {
			let Some(Source { subject, right }) = next else {
				break;
			};
			let Some(mut record) = Rights::<T>::get((id, subject, right)) else {
				break;
			};
			counted = true;
			record.right.used = record.right.used.saturating_add(1);
			next = record.right.source;
			Rights::<T>::insert((id, subject, right), record);
		}
		counted
	}
}
