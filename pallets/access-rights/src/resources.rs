// SPDX-License-Identifier: Apache-2.0

//! Resources, and the devices that guard them or belong to them.

use codec::Encode;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{fungible::hold::Mutate as _, tokens::Precision, Get, UnixTime},
};
use frame_system::pallet_prelude::BlockNumberFor;
use samul_primitives::{
	access::{ResourceId, Subject, Zone, MAX_LEVELS},
	traits::{Devices, KnownDevices},
	DeviceId, Moment,
};

use crate::{
	pallet::{DevicesOf, HoldReason, Logs, NextResource, ResourceOf, Resources, ResourcesOf},
	types::{Amount, Attached, Resource},
	Config, Error, Event, Pallet,
};

impl<T: Config> Pallet<T> {
	/// The time in Unix milliseconds.
	pub(crate) fn now() -> Moment {
		u64::try_from(T::Time::now().as_millis()).unwrap_or(u64::MAX)
	}

	/// The genesis hash, which binds what devices sign to this chain.
	pub(crate) fn genesis() -> [u8; 32] {
		let hash = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::default());
		hash.using_encoded(|bytes| bytes.try_into().unwrap_or_default())
	}

	/// An account's id as 32 bytes: as it is if it has 32 bytes, hashed otherwise.
	pub(crate) fn account_bytes(account: &T::AccountId) -> [u8; 32] {
		account.using_encoded(|bytes| {
			bytes
				.try_into()
				.unwrap_or_else(|_| samul_primitives::hash::blake2_256(bytes))
		})
	}

	/// Whether an account acts for a subject: it is it, or owns the device that is it.
	pub(crate) fn acts_for(who: &T::AccountId, subject: &Subject) -> bool {
		match subject {
			Subject::Account(account) => *account == Self::account_bytes(who),
			Subject::Device(device) => T::Devices::owner(device).is_some_and(|owner| owner == *who),
		}
	}

	pub(crate) fn hold(reason: HoldReason, who: &T::AccountId, amount: Amount) -> DispatchResult {
		T::Currency::hold(&reason.into(), who, amount)
	}

	pub(crate) fn release(
		reason: HoldReason,
		who: &T::AccountId,
		amount: Amount,
	) -> DispatchResult {
		T::Currency::release(&reason.into(), who, amount, Precision::BestEffort)?;
		Ok(())
	}

	pub(crate) fn resource_of(id: ResourceId) -> Result<ResourceOf<T>, Error<T>> {
		Resources::<T>::get(id).ok_or(Error::<T>::UnknownResource)
	}

	/// Change a resource.
	pub(crate) fn mutate(
		id: ResourceId,
		change: impl FnOnce(&mut ResourceOf<T>) -> DispatchResult,
	) -> DispatchResult {
		Resources::<T>::try_mutate(id, |resource| {
			change(resource.as_mut().ok_or(Error::<T>::UnknownResource)?)
		})
	}

	/// One more of something.
	pub(crate) fn count_one(number: &mut u32) -> DispatchResult {
		*number = number.checked_add(1).ok_or(Error::<T>::NoMoreNumbers)?;
		Ok(())
	}

	pub(crate) fn do_register(
		owner: T::AccountId,
		parent: Option<ResourceId>,
		authority: Option<T::AccountId>,
	) -> DispatchResult {
		let mut level = 0;
		if let Some(around) = parent {
			Self::mutate(around, |zone| {
				let may = owner == zone.owner || owner == zone.authority;
				ensure!(may, Error::<T>::NotAllowed);
				level = zone.level.saturating_add(1);
				ensure!(u32::from(level) < MAX_LEVELS, Error::<T>::TooDeep);
				// Who is offered a zone does not get what is put into it meanwhile.
				Self::withdraw_offer(around, zone);
				Self::count_one(&mut zone.children)
			})?;
		}
		let id = NextResource::<T>::get();
		NextResource::<T>::put(id.checked_add(1).ok_or(Error::<T>::NoMoreNumbers)?);
		let deposit = T::ResourceDeposit::get();
		Self::hold(HoldReason::Resource, &owner, deposit)?;
		let authority = authority.unwrap_or_else(|| owner.clone());
		let zone = Zone {
			parent,
			..Default::default()
		};
		let resource = Resource {
			zone,
			owner: owner.clone(),
			authority: authority.clone(),
			offered_to: None,
			level,
			children: 0,
			devices: 0,
			rights: 0,
			sold: 0,
			granted: 0,
			deposit,
			free_calls: Default::default(),
		};
		Resources::<T>::insert(id, resource);
		Self::deposit_event(Event::ResourceRegistered {
			resource: id,
			parent,
			owner,
			authority,
		});
		Ok(())
	}

	pub(crate) fn do_remove_resource(who: T::AccountId, id: ResourceId) -> DispatchResult {
		let resource = Self::resource_of(id)?;
		ensure!(resource.owner == who, Error::<T>::NotAllowed);
		let unused = resource.children == 0 && resource.devices == 0 && resource.rights == 0;
		ensure!(unused, Error::<T>::InUse);
		if let Some(parent) = resource.zone.parent {
			Self::mutate(parent, |zone| {
				zone.children = zone.children.saturating_sub(1);
				Ok(())
			})?;
		}
		Self::release(HoldReason::Resource, &who, resource.deposit)?;
		Logs::<T>::remove(id);
		Resources::<T>::remove(id);
		Self::deposit_event(Event::ResourceRemoved { resource: id });
		Ok(())
	}

	pub(crate) fn do_add_device(
		who: T::AccountId,
		id: ResourceId,
		device: DeviceId,
		guards: bool,
	) -> DispatchResult {
		let owner = T::Devices::owner(&device).ok_or(Error::<T>::UnknownDevice)?;
		let registered = T::Registered::registered(&device).ok_or(Error::<T>::UnknownDevice)?;
		Self::mutate(id, |resource| {
			let may = resource.owner == who && owner == who;
			ensure!(may, Error::<T>::NotAllowed);
			ensure!(
				!DevicesOf::<T>::contains_key(id, device),
				Error::<T>::AlreadyAdded
			);
			let deposit = T::DeviceDeposit::get();
			Self::hold(HoldReason::Resource, &who, deposit)?;
			resource.deposit = resource.deposit.saturating_add(deposit);
			Self::withdraw_offer(id, resource);
			Self::count_one(&mut resource.devices)?;
			// As many as all guards together gave: higher than any that this one gave before.
			let next_entry = Logs::<T>::get(id).count;
			let attached = Attached {
				guards,
				registered,
				next_entry,
				last_entry: Self::now(),
				deposit,
			};
			DevicesOf::<T>::insert(id, device, attached);
			ResourcesOf::<T>::insert(device, id, ());
			Self::deposit_event(Event::DeviceAdded {
				resource: id,
				device,
				guards,
				next_entry,
			});
			Ok(())
		})
	}

	pub(crate) fn do_remove_device(
		who: T::AccountId,
		id: ResourceId,
		device: DeviceId,
	) -> DispatchResult {
		Self::mutate(id, |resource| {
			let may = resource.owner == who || T::Devices::owner(&device) == Some(who);
			ensure!(may, Error::<T>::NotAllowed);
			let attached = DevicesOf::<T>::take(id, device).ok_or(Error::<T>::NotAdded)?;
			ResourcesOf::<T>::remove(device, id);
			Self::release(HoldReason::Resource, &resource.owner, attached.deposit)?;
			resource.deposit = resource.deposit.saturating_sub(attached.deposit);
			resource.devices = resource.devices.saturating_sub(1);
			Self::deposit_event(Event::DeviceRemoved {
				resource: id,
				device,
			});
			Ok(())
		})
	}
}
