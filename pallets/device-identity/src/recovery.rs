// SPDX-License-Identifier: Apache-2.0

//! Guardians: members that help an owner who has lost its account.

use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::Get,
};
use frame_system::pallet_prelude::OriginFor;
use samul_primitives::{DeviceId, MemberId};

use crate::{
	pallet::{DeviceOf, Devices},
	types::Recovery,
	Config, Error, Event, Pallet,
};

impl<T: Config> Pallet<T> {
	/// What the guardian asked for is refused with it.
	pub(crate) fn do_set_guardian(
		who: &T::AccountId,
		id: DeviceId,
		guardian: Option<MemberId>,
	) -> DispatchResult {
		Self::mutate_owned(who, id, |record| {
			record.guardian = guardian;
			record.recovery = None;
			Ok(())
		})?;
		Self::deposit_event(Event::GuardianSet {
			device: id,
			guardian,
		});
		Ok(())
	}

	/// A second request takes the place of the first, and the time begins anew.
	pub(crate) fn do_request_recovery(
		member: MemberId,
		id: DeviceId,
		to: T::AccountId,
	) -> DispatchResult {
		Devices::<T>::try_mutate(id, |record| {
			let record = record.as_mut().ok_or(Error::<T>::UnknownDevice)?;
			ensure!(record.guardian == Some(member), Error::<T>::NotGuardian);
			ensure!(record.part_of.is_none(), Error::<T>::IsPart);
			ensure!(record.owner != to, Error::<T>::OfferedToOwner);
			let due = Self::now().saturating_add(T::RecoveryDelay::get());
			record.recovery = Some(Recovery {
				to: to.clone(),
				due,
			});
			Self::deposit_event(Event::RecoveryRequested {
				device: id,
				to,
				due,
			});
			Ok(())
		})
	}

	pub(crate) fn check_refuse(origin: &OriginFor<T>, record: &DeviceOf<T>) -> DispatchResult {
		let who = frame_system::ensure_signed(origin.clone())?;
		ensure!(record.owner == who, Error::<T>::NotOwner);
		ensure!(record.recovery.is_some(), Error::<T>::NoRecovery);
		Ok(())
	}

	pub(crate) fn do_refuse_recovery(origin: &OriginFor<T>, id: DeviceId) -> DispatchResult {
		Self::mutate_free(id, |record| {
			Self::check_refuse(origin, record)?;
			record.recovery = None;
			Ok(())
		})?;
		Self::deposit_event(Event::RecoveryRefused { device: id });
		Ok(())
	}

	/// Gives how many parts came with the device.
	pub(crate) fn do_complete_recovery(
		to: T::AccountId,
		id: DeviceId,
	) -> Result<u32, DispatchError> {
		let root = Devices::<T>::get(id).ok_or(Error::<T>::UnknownDevice)?;
		let recovery = root.recovery.as_ref().ok_or(Error::<T>::NoRecovery)?;
		ensure!(recovery.to == to, Error::<T>::NotRecovered);
		ensure!(recovery.due <= Self::now(), Error::<T>::RecoveryNotDue);
		// It is the same organisation: its guardians stay.
		Self::hand_over(id, root, to, |_, _| Ok(()))
	}
}
