// SPDX-License-Identifier: Apache-2.0

//! Devices that are parts of others: a container and its sensors.
//!
//! A whole and its parts have one owner, and change hands together. Each device counts the parts
//! below it, so that a part can be taken off without looking at what is below it.

use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use samul_primitives::DeviceId;

use crate::{
	pallet::{DeviceOf, Devices, PartsOf},
	types::{MAX_LEVELS, MAX_TREE},
	Config, Error, Event, Pallet,
};

impl<T: Config> Pallet<T> {
	/// All parts of a device with theirs, level by level.
	pub(crate) fn below(id: DeviceId) -> Vec<DeviceId> {
		Self::levels_below(id).concat()
	}

	fn levels_below(id: DeviceId) -> Vec<Vec<DeviceId>> {
		let mut levels = Vec::new();
		let mut level = alloc::vec![id];
		while levels.len() < MAX_LEVELS as usize {
			let next: Vec<DeviceId> = level
				.iter()
				.flat_map(PartsOf::<T>::iter_key_prefix)
				.collect();
			if next.is_empty() {
				break;
			}
			level.clone_from(&next);
			levels.push(next);
		}
		levels
	}

	/// A device and what it is part of, up to the whole.
	fn above(id: DeviceId) -> Vec<(DeviceId, DeviceOf<T>)> {
		let mut all = Vec::new();
		let mut next = Some(id);
		while let Some(id) = next {
			let Some(record) = Devices::<T>::get(id) else {
				break;
			};
			next = record.part_of.filter(|_| all.len() < MAX_LEVELS as usize);
			all.push((id, record));
		}
		all
	}

	/// Count parts of these devices, and take back what is offered: it would be another thing.
	fn count(above: Vec<(DeviceId, DeviceOf<T>)>, change: impl Fn(u32) -> u32) {
		for (id, mut record) in above {
			record.parts = change(record.parts);
			record.offered_to = None;
			Devices::<T>::insert(id, record);
		}
	}

	/// Gives how many parts the new part has.
	pub(crate) fn do_attach_part(
		who: &T::AccountId,
		part: DeviceId,
		whole: DeviceId,
	) -> Result<u32, DispatchError> {
		let mut record = Devices::<T>::get(part).ok_or(Error::<T>::UnknownDevice)?;
		let above = Self::above(whole);
		let (_, next) = above.first().ok_or(Error::<T>::UnknownDevice)?;
		ensure!(
			record.owner == *who && next.owner == *who,
			Error::<T>::NotOwner
		);
		ensure!(record.part_of.is_none(), Error::<T>::IsPart);
		ensure!(record.recovery.is_none(), Error::<T>::RecoveryPending);
		ensure!(
			above.iter().all(|(id, _)| *id != part),
			Error::<T>::PartOfItself
		);
		let came = record.parts.saturating_add(1);
		let there = above.last().map_or(0, |(_, root)| root.parts);
		ensure!(
			there.saturating_add(came) < MAX_TREE,
			Error::<T>::TooManyParts
		);
		let levels = above.len() + 1 + Self::levels_below(part).len();
		ensure!(levels <= MAX_LEVELS as usize, Error::<T>::TooDeep);

		Self::count(above, |parts| parts.saturating_add(came));
		record.part_of = Some(whole);
		record.offered_to = None;
		let parts = record.parts;
		Devices::<T>::insert(part, record);
		PartsOf::<T>::insert(whole, part, ());
		Self::deposit_event(Event::PartAttached { part, whole });
		Ok(parts)
	}

	pub(crate) fn do_detach_part(who: &T::AccountId, part: DeviceId) -> DispatchResult {
		let mut record = Devices::<T>::get(part).ok_or(Error::<T>::UnknownDevice)?;
		ensure!(record.owner == *who, Error::<T>::NotOwner);
		let whole = record.part_of.take().ok_or(Error::<T>::NotPart)?;
		let gone = record.parts.saturating_add(1);
		Devices::<T>::insert(part, record);
		Self::count(Self::above(whole), |parts| parts.saturating_sub(gone));
		PartsOf::<T>::remove(whole, part);
		Self::deposit_event(Event::PartDetached { part, whole });
		Ok(())
	}
}
