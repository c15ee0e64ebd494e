// SPDX-License-Identifier: Apache-2.0

//! Calls that take trust away: who may make them, and which of them cost nothing.
//!
//! They are counted with the device or the model that they are about, so that nothing is kept of an
//! account that makes them. Each changes something that only a call with a fee changes back: whoever
//! makes many of them for nothing has paid as often.

use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{EnsureOrigin, Get},
};
use frame_system::pallet_prelude::OriginFor;
use samul_primitives::{free_calls::day_of, DeviceId, MemberId, ModelId};

use crate::{
	pallet::{DeviceOf, Devices, Models},
	types::{FirmwareRange, FreeCalls},
	Config, Error, Pallet,
};

/// All who call are of one kind.
pub(crate) const ANYBODY: usize = 0;

impl<T: Config> Pallet<T> {
	/// Unix time in days.
	pub(crate) fn today() -> u32 {
		day_of(Self::now())
	}

	/// Whether this comes from the representative of the device's guardian.
	pub(crate) fn is_guardian(origin: &OriginFor<T>, record: &DeviceOf<T>) -> bool {
		record.guardian.is_some_and(|guardian| {
			T::GuardianOrigin::try_origin(origin.clone())
				.is_ok_and(|(_, member)| member == guardian)
		})
	}

	/// The member for which somebody acts as a manufacturer.
	pub(crate) fn manufacturer(origin: &OriginFor<T>) -> Option<MemberId> {
		let (_, member) = T::ManufacturerOrigin::try_origin(origin.clone()).ok()?;
		Some(member)
	}

	/// Whether this comes from the manufacturer of the device.
	pub(crate) fn made(origin: &OriginFor<T>, record: &DeviceOf<T>) -> bool {
		record
			.model
			.and_then(Models::<T>::get)
			.is_some_and(|model| Self::manufacturer(origin) == Some(model.manufacturer))
	}

	/// Change a device by a call that may cost nothing, and count it.
	pub(crate) fn mutate_free(
		id: DeviceId,
		change: impl FnOnce(&mut DeviceOf<T>) -> DispatchResult,
	) -> DispatchResult {
		Devices::<T>::try_mutate(id, |record| {
			let record = record.as_mut().ok_or(Error::<T>::UnknownDevice)?;
			change(record)?;
			record.free_calls.note(Self::today(), ANYBODY);
			Ok(())
		})
	}

	fn is_left(calls: &FreeCalls) -> bool {
		calls.used_on(Self::today(), ANYBODY) < T::FreeCalls::get()
	}

	fn is_free(
		origin: &OriginFor<T>,
		device: &DeviceId,
		check: impl FnOnce(&OriginFor<T>, &DeviceOf<T>) -> DispatchResult,
	) -> bool {
		Devices::<T>::get(device).is_some_and(|record| {
			Self::is_left(&record.free_calls) && check(origin, &record).is_ok()
		})
	}

	/// Whether a suspension succeeds and costs nothing.
	pub(crate) fn suspends_free(origin: &OriginFor<T>, device: &DeviceId) -> bool {
		Self::is_free(origin, device, Self::check_suspend)
	}

	/// Whether a report of a compromise succeeds and costs nothing.
	pub(crate) fn reports_free(origin: &OriginFor<T>, device: &DeviceId) -> bool {
		Self::is_free(origin, device, Self::check_report)
	}

	/// Whether refusing a recovery succeeds and costs nothing.
	pub(crate) fn refuses_free(origin: &OriginFor<T>, device: &DeviceId) -> bool {
		Self::is_free(origin, device, Self::check_refuse)
	}

	/// Whether the suspension of a model succeeds and costs nothing. That of a range of its firmware has
	/// its fee: there are many ranges, and one call with a fee resumes them all.
	pub(crate) fn suspends_model_free(
		origin: &OriginFor<T>,
		model: &ModelId,
		firmware: &Option<FirmwareRange>,
	) -> bool {
		Models::<T>::get(model).is_some_and(|mut of| {
			firmware.is_none()
				&& Self::is_left(&of.free_calls)
				&& Self::check_manufacturer(origin, &of).is_ok()
				&& Self::distrust(&mut of, firmware).is_ok()
		})
	}

	/// A caller that acts for the manufacturer of a model.
	pub(crate) fn check_manufacturer(
		origin: &OriginFor<T>,
		of: &crate::pallet::ModelOf<T>,
	) -> DispatchResult {
		frame_system::ensure_signed(origin.clone())?;
		ensure!(
			Self::manufacturer(origin) == Some(of.manufacturer),
			Error::<T>::NotManufacturer
		);
		Ok(())
	}
}
