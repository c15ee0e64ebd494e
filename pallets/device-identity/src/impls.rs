// SPDX-License-Identifier: Apache-2.0

//! What the calls do.

use alloc::vec::Vec;
use codec::Encode;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{fungible::MutateHold, tokens::Precision, Contains, Get, UnixTime},
};
use frame_system::pallet_prelude::BlockNumberFor;
use samul_primitives::{
	envelope,
	keys::verify,
	traits::{DeviceError, Devices as DevicesT},
	DeviceId, Moment, PublicKey,
};

use crate::{
	pallet::{BalanceOf, DeviceOf, Devices, DevicesOf, RotatedKeys},
	Config, Device, DeviceInfo, Error, Event, HoldReason, KeyProof, Pallet, Status,
};

/// Most devices that one page shows.
const PAGE: u32 = 100;

impl<T: Config> Pallet<T> {
	/// The time in Unix milliseconds.
	fn now() -> Moment {
		u64::try_from(T::Time::now().as_millis()).unwrap_or(u64::MAX)
	}

	/// The genesis hash, which binds what devices sign to this chain.
	fn genesis() -> [u8; 32] {
		frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::default()).into()
	}

	/// An account's id as 32 bytes: as it is if it has 32 bytes, hashed otherwise.
	pub(crate) fn account_bytes(account: &T::AccountId) -> [u8; 32] {
		account.using_encoded(|bytes| {
			bytes
				.try_into()
				.unwrap_or_else(|_| samul_primitives::hash::blake2_256(bytes))
		})
	}

	fn check_time(proof: &KeyProof) -> DispatchResult {
		let now = Self::now();
		ensure!(now <= proof.expires, Error::<T>::ProofExpired);
		let latest = now.saturating_add(T::MaxProofLife::get());
		ensure!(proof.expires <= latest, Error::<T>::ProofTooLong);
		Ok(())
	}

	/// A key belongs to one device at most, and the first key of a device to it for ever: its id is
	/// made of it.
	fn ensure_free(key: &PublicKey) -> DispatchResult {
		let id = DeviceId::of(key);
		let free = !Devices::<T>::contains_key(id) && !RotatedKeys::<T>::contains_key(id);
		ensure!(free, Error::<T>::KeyInUse);
		Ok(())
	}

	pub(crate) fn do_register(
		owner: T::AccountId,
		key: PublicKey,
		proof: &KeyProof,
	) -> DispatchResult {
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
		T::Currency::hold(&HoldReason::Device.into(), &owner, deposit)?;
		let device = Self::insert(owner.clone(), key, deposit);
		Self::deposit_event(Event::DeviceRegistered { device, owner, key });
		Ok(())
	}

	fn insert(owner: T::AccountId, key: PublicKey, deposit: BalanceOf<T>) -> DeviceId {
		let id = DeviceId::of(&key);
		DevicesOf::<T>::insert(&owner, id, ());
		Devices::<T>::insert(
			id,
			Device {
				owner,
				key,
				status: Status::Active,
				rotations: 0,
				registered: Self::now(),
				deposit,
				offered_to: None,
			},
		);
		id
	}

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

	pub(crate) fn do_retire(who: T::AccountId, id: DeviceId) -> DispatchResult {
		let record = Devices::<T>::get(id).ok_or(Error::<T>::UnknownDevice)?;
		ensure!(record.owner == who, Error::<T>::NotOwner);
		ensure!(!T::InUse::contains(&id), Error::<T>::DeviceInUse);
		Self::release(&who, record.deposit)?;
		Devices::<T>::remove(id);
		DevicesOf::<T>::remove(&who, id);
		RotatedKeys::<T>::remove(DeviceId::of(&record.key));
		Self::deposit_event(Event::DeviceRetired {
			device: id,
			owner: who,
		});
		Ok(())
	}

	fn release(who: &T::AccountId, deposit: BalanceOf<T>) -> DispatchResult {
		T::Currency::release(
			&HoldReason::Device.into(),
			who,
			deposit,
			Precision::BestEffort,
		)?;
		Ok(())
	}

	pub(crate) fn do_accept_transfer(to: T::AccountId, id: DeviceId) -> DispatchResult {
		Devices::<T>::try_mutate(id, |record| {
			let record = record.as_mut().ok_or(Error::<T>::UnknownDevice)?;
			ensure!(
				record.offered_to.as_ref() == Some(&to),
				Error::<T>::NotOffered
			);
			let deposit = T::Deposit::get();
			T::Currency::hold(&HoldReason::Device.into(), &to, deposit)?;
			Self::release(&record.owner, record.deposit)?;
			let from = core::mem::replace(&mut record.owner, to.clone());
			record.deposit = deposit;
			record.offered_to = None;
			DevicesOf::<T>::remove(&from, id);
			DevicesOf::<T>::insert(&to, id, ());
			Self::deposit_event(Event::DeviceTransferred {
				device: id,
				from,
				to,
			});
			Ok(())
		})
	}

	pub(crate) fn do_rotate_key(
		who: &T::AccountId,
		id: DeviceId,
		key: PublicKey,
		proof: &KeyProof,
	) -> DispatchResult {
		Self::check_time(proof)?;
		Self::mutate_owned(who, id, |record| {
			Self::ensure_free(&key)?;
			let rotations = record
				.rotations
				.checked_add(1)
				.ok_or(Error::<T>::TooManyRotations)?;
			let message = envelope::rotate_message(
				&Self::genesis(),
				&id,
				&key,
				record.rotations,
				proof.expires,
			);
			ensure!(
				verify(&key, &message, &proof.signature),
				Error::<T>::BadProof
			);
			RotatedKeys::<T>::remove(DeviceId::of(&record.key));
			RotatedKeys::<T>::insert(DeviceId::of(&key), id);
			record.key = key;
			record.rotations = rotations;
			Self::deposit_event(Event::KeyRotated {
				device: id,
				key,
				rotations,
			});
			Ok(())
		})
	}

	pub(crate) fn owned(
		owner: &T::AccountId,
		after: Option<DeviceId>,
		limit: u32,
	) -> Vec<DeviceInfo<T::AccountId, BalanceOf<T>>> {
		let start = match after {
			Some(id) => DevicesOf::<T>::hashed_key_for(owner, id),
			None => DevicesOf::<T>::iter_key_prefix(owner).prefix().to_vec(),
		};
		DevicesOf::<T>::iter_key_prefix_from(owner, start)
			.take(limit.min(PAGE) as usize)
			.filter_map(Self::device)
			.collect()
	}

	/// What always holds.
	#[cfg(any(feature = "try-runtime", test))]
	pub(crate) fn do_try_state() -> Result<(), frame_support::sp_runtime::TryRuntimeError> {
		use alloc::collections::BTreeMap;
		use frame_support::traits::fungible::InspectHold;
		let mut held = BTreeMap::<Vec<u8>, (T::AccountId, BalanceOf<T>)>::new();
		let mut devices = 0usize;
		let mut rotated = 0usize;
		for (id, record) in Devices::<T>::iter() {
			devices += 1;
			ensure!(
				DevicesOf::<T>::contains_key(&record.owner, id),
				"a device is missing among its owner's"
			);
			let key_id = DeviceId::of(&record.key);
			if key_id != id {
				rotated += 1;
				ensure!(
					RotatedKeys::<T>::get(key_id) == Some(id),
					"a rotated key leads astray"
				);
			}
			let sum = held
				.entry(record.owner.encode())
				.or_insert((record.owner, Default::default()));
			sum.1 += record.deposit;
		}
		ensure!(
			DevicesOf::<T>::iter().count() == devices,
			"an owner has a device too many"
		);
		ensure!(
			RotatedKeys::<T>::iter().count() == rotated,
			"there is a rotated key too many"
		);
		for (owner, sum) in held.into_values() {
			let on_hold = T::Currency::balance_on_hold(&HoldReason::Device.into(), &owner);
			ensure!(on_hold == sum, "the deposits are not what is on hold");
		}
		Ok(())
	}
}

impl<T: Config> DevicesT<T::AccountId> for Pallet<T> {
	fn active_key(device: &DeviceId) -> Result<PublicKey, DeviceError> {
		let record = Devices::<T>::get(device).ok_or(DeviceError::Unknown)?;
		match record.status {
			Status::Active => Ok(record.key),
			Status::Suspended => Err(DeviceError::NotActive),
		}
	}

	fn owner(device: &DeviceId) -> Option<T::AccountId> {
		Devices::<T>::get(device).map(|record| record.owner)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn register_for_benchmark(owner: &T::AccountId, key: PublicKey) -> DeviceId {
		Self::insert(owner.clone(), key, Default::default())
	}
}
