// SPDX-License-Identifier: Apache-2.0

//! How devices come onto the chain, by their owners or by their manufacturers, and how manufacturers
//! endorse them.

use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::{Contains, Get},
};
use samul_primitives::{
	envelope,
	keys::verify,
	traits::{Serial, VerifyCertificate},
	DeviceId, MemberId, ModelId, PublicKey,
};

use crate::{
	pallet::{BalanceOf, DeviceOf, Devices, DevicesOf, ModelOf, Models},
	types::{Device, Endorsement, KeyProof, Status},
	Config, Error, Event, Pallet,
};

impl<T: Config> Pallet<T> {
	/// Put a new device onto the chain.
	pub(crate) fn insert(
		owner: T::AccountId,
		key: PublicKey,
		status: Status,
		deposit: BalanceOf<T>,
	) -> DeviceId {
		let id = DeviceId::of(&key);
		let now = Self::now();
		DevicesOf::<T>::insert(&owner, id, ());
		Devices::<T>::insert(
			id,
			Device {
				owner,
				key,
				status,
				rotations: 0,
				registered: now,
				deposit,
				offered_to: None,
				key_since: now,
				compromised: None,
				trusted_since: now,
				part_of: None,
				parts: 0,
				model: None,
				serial: Serial::default(),
				firmware: 0,
				guardian: None,
				recovery: None,
				methods: 0,
				kept: 0,
				next_method: 0,
				free_calls: Default::default(),
			},
		);
		id
	}

	fn add_device(
		owner: T::AccountId,
		key: PublicKey,
		proof: &KeyProof,
		status: Status,
	) -> Result<DeviceId, DispatchError> {
		Self::check_time(proof)?;
		Self::ensure_free(&key)?;
		let message = envelope::register_message(
			&Self::genesis(),
			&key,
			&Self::account_bytes(&owner),
			proof.expires,
		);
		ensure!(
			verify(&key, &message, &proof.signature),
			Error::<T>::BadProof
		);
		let deposit = T::Deposit::get();
		Self::hold(&owner, deposit)?;
		let device = Self::insert(owner.clone(), key, status, deposit);
		Self::deposit_event(Event::DeviceRegistered { device, owner, key });
		Ok(device)
	}

	pub(crate) fn do_register(
		owner: T::AccountId,
		key: PublicKey,
		proof: &KeyProof,
	) -> DispatchResult {
		Self::add_device(owner, key, proof, Status::Active)?;
		Ok(())
	}

	pub(crate) fn do_manufacture(
		owner: T::AccountId,
		member: MemberId,
		key: PublicKey,
		proof: &KeyProof,
		model: ModelId,
		firmware: u32,
		endorsement: &Endorsement,
	) -> DispatchResult {
		let of = Models::<T>::get(model).ok_or(Error::<T>::UnknownModel)?;
		ensure!(of.manufacturer == member, Error::<T>::NotManufacturer);
		let id = Self::add_device(owner.clone(), key, proof, Status::Manufactured)?;
		Self::do_endorse(&owner, id, model, endorsement)?;
		Devices::<T>::mutate_extant(id, |record| record.firmware = firmware);
		Ok(())
	}

	pub(crate) fn do_endorse(
		who: &T::AccountId,
		id: DeviceId,
		model: ModelId,
		endorsement: &Endorsement,
	) -> DispatchResult {
		Self::mutate_owned(who, id, |record| {
			ensure!(
				record.status != Status::Compromised,
				Error::<T>::Compromised
			);
			ensure!(record.model.is_none(), Error::<T>::AlreadyEndorsed);
			let serial = Models::<T>::try_mutate(model, |of| {
				let of = of.as_mut().ok_or(Error::<T>::UnknownModel)?;
				ensure!(
					T::Manufacturers::contains(&of.manufacturer),
					Error::<T>::NoManufacturer
				);
				of.devices = of
					.devices
					.checked_add(1)
					.ok_or(Error::<T>::TooManyDevices)?;
				Self::endorsed_serial(id, record, model, of, endorsement)
			})?;
			record.model = Some(model);
			record.serial = serial.clone();
			Self::deposit_event(Event::DeviceEndorsed {
				device: id,
				model,
				serial,
			});
			Ok(())
		})
	}

	/// What the manufacturer calls a device that this endorses: by its primary key, or by its first
	/// one, if it is proved that this is still the same device, and nobody else may hold that.
	fn endorsed_serial(
		id: DeviceId,
		record: &DeviceOf<T>,
		model: ModelId,
		of: &ModelOf<T>,
		endorsement: &Endorsement,
	) -> Result<Serial, DispatchError> {
		let (key, serial) = match endorsement {
			Endorsement::Signature {
				key,
				serial,
				signature,
			} => {
				let message = envelope::endorse_message(&Self::genesis(), &id, key, model, serial);
				ensure!(
					verify(&of.ca, &message, signature),
					Error::<T>::BadEndorsement
				);
				(*key, serial.clone())
			}
			Endorsement::Certificate(der) => {
				let certified =
					T::Certificates::verify(der, &of.ca).ok_or(Error::<T>::BadEndorsement)?;
				ensure!(
					(certified.not_before..=certified.not_after).contains(&Self::now()),
					Error::<T>::CertificateExpired
				);
				(certified.key, certified.serial)
			}
		};
		let is_first = DeviceId::of(&key) == id && record.trusted_since == record.registered;
		ensure!(key == record.key || is_first, Error::<T>::BadEndorsement);
		Ok(serial)
	}

	/// Nothing that was said of a device before holds for it any more. The moment is another one also
	/// within the same block.
	pub(crate) fn renew_trust(record: &mut DeviceOf<T>) {
		record.trusted_since = Self::now().max(record.trusted_since.saturating_add(1));
	}

	/// Let a device be none of its model any more.
	pub(crate) fn leave_model(record: &mut DeviceOf<T>) {
		if let Some(model) = record.model.take() {
			Models::<T>::mutate_extant(model, |of| of.devices = of.devices.saturating_sub(1));
		}
		record.serial = Serial::default();
	}
}
