// SPDX-License-Identifier: Apache-2.0

//! How devices come from one owner to another, with all their parts.

use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	sp_runtime::traits::{Saturating, Zero},
};
use samul_primitives::DeviceId;

use crate::{
	pallet::{BalanceOf, DeviceOf, Devices, DevicesOf, Services},
	types::{EndReason, Ended, Status, MAX_LEVELS},
	Config, Error, Event, Pallet,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer_transfer(
		owner: T::AccountId,
		id: DeviceId,
		to: Option<T::AccountId>,
	) -> DispatchResult {
		ensure!(to.as_ref() != Some(&owner), Error::<T>::OfferedToOwner);
		Self::mutate_owned(&owner, id, |record| {
			ensure!(record.part_of.is_none(), Error::<T>::IsPart);
			ensure!(
				to.is_none() || record.status != Status::Compromised,
				Error::<T>::Compromised
			);
			record.offered_to = to.clone();
			Ok(())
		})?;
		Self::deposit_event(Event::TransferOffered {
			device: id,
			owner,
			to,
		});
		Ok(())
	}

	/// Gives how many parts came with the device.
	pub(crate) fn do_accept_transfer(to: T::AccountId, id: DeviceId) -> Result<u32, DispatchError> {
		let root = Devices::<T>::get(id).ok_or(Error::<T>::UnknownDevice)?;
		ensure!(
			root.offered_to.as_ref() == Some(&to),
			Error::<T>::NotOffered
		);
		Self::hand_over(id, root, to, |device, record| {
			// Whom the former owner trusted is not whom the new one does.
			record.guardian = None;
			if record.status == Status::Manufactured {
				record.status = Status::Provisioned;
			}
			Self::strip(device, record)
		})
	}

	/// Take off a device what its owner put onto it: its further keys count no more, and its services
	/// go.
	fn strip(id: DeviceId, record: &mut DeviceOf<T>) -> DispatchResult {
		if record.methods > 0 {
			let revoked = Ended {
				at: Self::now(),
				reason: EndReason::Revoked,
			};
			// The keys of a compromised part have ended with the report.
			let ended = record
				.compromised
				.filter(|_| record.status == Status::Compromised)
				.map_or(revoked, |at| Ended {
					at,
					reason: EndReason::Compromised,
				});
			Self::end_methods(id, ended);
			record.methods = 0;
		}
		let services = Services::<T>::take(id);
		if services.is_empty() {
			return Ok(());
		}
		let deposit = services
			.iter()
			.fold(BalanceOf::<T>::zero(), |sum, service| {
				sum.saturating_add(service.deposit)
			});
		Self::release(&record.owner, deposit)?;
		record.deposit = record.deposit.saturating_sub(deposit);
		Ok(())
	}

	/// Take back the offer of a device, or of the whole that it is part of: it would be another thing.
	pub(crate) fn take_back_offer(record: &mut DeviceOf<T>) {
		record.offered_to = None;
		let mut next = record.part_of;
		for _ in 1..MAX_LEVELS {
			let Some(whole) = next else {
				break;
			};
			next = Devices::<T>::mutate_extant(whole, |above| {
				above.offered_to = None;
				above.part_of
			});
		}
	}

	/// Give a device and its parts to another owner, whose deposit is held in place of the former
	/// owner's. Gives how many parts there are.
	pub(crate) fn hand_over(
		id: DeviceId,
		root: DeviceOf<T>,
		to: T::AccountId,
		change: impl Fn(DeviceId, &mut DeviceOf<T>) -> DispatchResult,
	) -> Result<u32, DispatchError> {
		let (from, parts) = (root.owner.clone(), root.parts);
		let mut all: Vec<(DeviceId, DeviceOf<T>)> = Self::below(id)
			.into_iter()
			.filter_map(|part| Some((part, Devices::<T>::get(part)?)))
			.collect();
		all.push((id, root));
		for (device, record) in &mut all {
			change(*device, record)?;
		}
		let deposit = all.iter().fold(BalanceOf::<T>::zero(), |sum, (_, record)| {
			sum.saturating_add(record.deposit)
		});
		Self::hold(&to, deposit)?;
		Self::release(&from, deposit)?;
		for (device, mut record) in all {
			record.owner = to.clone();
			record.offered_to = None;
			record.recovery = None;
			DevicesOf::<T>::remove(&from, device);
			DevicesOf::<T>::insert(&to, device, ());
			Devices::<T>::insert(device, record);
		}
		Self::deposit_event(Event::DeviceTransferred {
			device: id,
			from,
			to,
			parts,
		});
		Ok(parts)
	}
}
