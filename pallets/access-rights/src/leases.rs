// SPDX-License-Identifier: Apache-2.0

//! Signs of life, by which leases are kept.

use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use samul_primitives::{
	access::{ResourceId, RightId, Subject},
	envelope,
	keys::verify,
	traits::{Devices, KnownDevices},
	DeviceId, Moment,
};

use crate::{pallet::Rights, types::Beat, Config, Error, Event, Pallet};

impl<T: Config> Pallet<T> {
	/// The latest time that a device may tell.
	pub(crate) fn latest() -> Moment {
		Self::now().saturating_add(T::MaxSkew::get())
	}

	/// When the device that has a right was heard, if it signed this beat and its signature counts.
	fn heard(
		id: ResourceId,
		device: &DeviceId,
		right: RightId,
		registered: Option<Moment>,
		beat: Option<Beat>,
	) -> Result<Moment, Error<T>> {
		let beat = beat.ok_or(Error::<T>::BadSignature)?;
		let key = T::Devices::active_key(device).map_err(|_| Error::<T>::BadSignature)?;
		ensure!(
			T::Registered::registered(device) == registered,
			Error::<T>::BadSignature
		);
		ensure!(beat.at <= Self::latest(), Error::<T>::BadBeat);
		let message = envelope::alive_message(&Self::genesis(), device, id, right, beat.at);
		ensure!(
			verify(&key, &message, &beat.signature),
			Error::<T>::BadSignature
		);
		Ok(beat.at)
	}

	pub(crate) fn do_heartbeat(
		who: T::AccountId,
		id: ResourceId,
		subject: Subject,
		right: RightId,
		beat: Option<Beat>,
	) -> DispatchResult {
		Rights::<T>::try_mutate((id, subject, right), |record| {
			let of = &mut record.as_mut().ok_or(Error::<T>::UnknownRight)?.right;
			let lease = of.lease.as_mut().ok_or(Error::<T>::NoLease)?;
			// By the chain's time: a sign of life that comes in late is none.
			ensure!(Self::now() <= lease.until(), Error::<T>::Lapsed);
			let at = match &subject {
				Subject::Device(device) => Self::heard(id, device, right, of.registered, beat)?,
				Subject::Account(_) => {
					let itself = Self::acts_for(&who, &subject) && beat.is_none();
					ensure!(itself, Error::<T>::NotAllowed);
					Self::now()
				}
			};
			ensure!(at > lease.heard, Error::<T>::BadBeat);
			lease.heard = at;
			Self::deposit_event(Event::LeaseKept {
				resource: id,
				subject,
				right,
				until: lease.until(),
			});
			Ok(())
		})
	}
}
