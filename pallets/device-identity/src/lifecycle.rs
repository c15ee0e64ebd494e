// SPDX-License-Identifier: Apache-2.0

//! How devices come into use, rest, are refused, and go.

use codec::Encode;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::{Contains, Get},
};
use frame_system::pallet_prelude::OriginFor;
use samul_primitives::{locate, DeviceId, Moment};

use crate::{
	pallet::{DeviceOf, DeviceOfKey, Devices, DevicesOf, Methods, Services},
	types::{MethodKey, Status},
	Config, Error, Event, Pallet,
};

impl<T: Config> Pallet<T> {
	/// Change a device for its owner.
	pub(crate) fn mutate_owned(
		who: &T::AccountId,
		id: DeviceId,
		change: impl FnOnce(&mut DeviceOf<T>) -> DispatchResult,
	) -> DispatchResult {
		Devices::<T>::try_mutate(id, |record| {
			let record = record.as_mut().ok_or(Error::<T>::UnknownDevice)?;
			ensure!(record.owner == *who, Error::<T>::NotOwner);
			change(record)
		})
	}

	pub(crate) fn do_activate(who: &T::AccountId, id: DeviceId) -> DispatchResult {
		Self::mutate_owned(who, id, |record| {
			ensure!(
				record.status == Status::Provisioned,
				Error::<T>::NotProvisioned
			);
			record.status = Status::Active;
			Ok(())
		})?;
		Self::deposit_event(Event::DeviceActivated { device: id });
		Ok(())
	}

	pub(crate) fn check_suspend(origin: &OriginFor<T>, record: &DeviceOf<T>) -> DispatchResult {
		let who = frame_system::ensure_signed(origin.clone())?;
		ensure!(
			record.owner == who || Self::is_guardian(origin, record),
			Error::<T>::NotGuardian
		);
		ensure!(record.status == Status::Active, Error::<T>::NotActive);
		Ok(())
	}

	pub(crate) fn do_suspend(origin: &OriginFor<T>, id: DeviceId) -> DispatchResult {
		Self::mutate_free(id, |record| {
			Self::check_suspend(origin, record)?;
			record.status = Status::Suspended;
			Ok(())
		})?;
		Self::deposit_event(Event::DeviceSuspended { device: id });
		Ok(())
	}

	pub(crate) fn do_resume(who: &T::AccountId, id: DeviceId) -> DispatchResult {
		Self::mutate_owned(who, id, |record| {
			ensure!(record.status == Status::Suspended, Error::<T>::NotSuspended);
			record.status = Status::Active;
			Ok(())
		})?;
		Self::deposit_event(Event::DeviceResumed { device: id });
		Ok(())
	}

	pub(crate) fn check_report(origin: &OriginFor<T>, record: &DeviceOf<T>) -> DispatchResult {
		let who = frame_system::ensure_signed(origin.clone())?;
		ensure!(
			record.owner == who || Self::is_guardian(origin, record) || Self::made(origin, record),
			Error::<T>::NotReporter
		);
		ensure!(
			record.status != Status::Compromised,
			Error::<T>::Compromised
		);
		Ok(())
	}

	pub(crate) fn do_report_compromised(origin: &OriginFor<T>, id: DeviceId) -> DispatchResult {
		Self::mutate_free(id, |record| {
			Self::check_report(origin, record)?;
			record.status = Status::Compromised;
			record.compromised = Some(Self::now());
			Self::renew_trust(record);
			record.offered_to = None;
			Ok(())
		})?;
		Self::deposit_event(Event::DeviceCompromised { device: id });
		Ok(())
	}

	/// Until when a device can not be retired, since somebody else may hold its first key.
	fn compromised_until(record: &DeviceOf<T>) -> Option<Moment> {
		let since = record.compromised?;
		Some(since.saturating_add(T::CompromiseLife::get()))
	}

	/// Gives how many keys were kept.
	pub(crate) fn do_retire(who: T::AccountId, id: DeviceId) -> Result<u32, DispatchError> {
		let mut record = Devices::<T>::get(id).ok_or(Error::<T>::UnknownDevice)?;
		ensure!(record.owner == who, Error::<T>::NotOwner);
		ensure!(
			record.status != Status::Compromised,
			Error::<T>::Compromised
		);
		ensure!(
			Self::compromised_until(&record).is_none_or(|until| until <= Self::now()),
			Error::<T>::CompromisedLately
		);
		ensure!(record.part_of.is_none(), Error::<T>::IsPart);
		ensure!(record.parts == 0, Error::<T>::HasParts);
		ensure!(!T::InUse::contains(&id), Error::<T>::DeviceInUse);
		Self::release(&who, record.deposit)?;
		Self::leave_model(&mut record);
		for (_, method) in Methods::<T>::drain_prefix(id) {
			if let MethodKey::Signing(key) = method.key {
				DeviceOfKey::<T>::remove(DeviceId::of(&key));
			}
		}
		DeviceOfKey::<T>::remove(DeviceId::of(&record.key));
		Services::<T>::remove(id);
		Devices::<T>::remove(id);
		DevicesOf::<T>::remove(&who, id);
		// The state forgets it. Nodes remember, to tell who resolves its DID that it is deactivated.
		Self::now().using_encoded(|now| sp_io::offchain_index::set(&locate::retired_key(&id), now));
		Self::deposit_event(Event::DeviceRetired {
			device: id,
			owner: who,
		});
		Ok(record.kept)
	}

	pub(crate) fn do_report_firmware(
		who: &T::AccountId,
		id: DeviceId,
		firmware: u32,
	) -> DispatchResult {
		Self::mutate_owned(who, id, |record| {
			record.firmware = firmware;
			Ok(())
		})?;
		Self::deposit_event(Event::FirmwareReported {
			device: id,
			firmware,
		});
		Ok(())
	}
}
