// SPDX-License-Identifier: Apache-2.0

//! What always holds.

use alloc::{collections::BTreeMap, vec::Vec};
use codec::Encode;
use frame_support::{
	ensure,
	sp_runtime::{
		traits::{Saturating, Zero},
		TryRuntimeError,
	},
	traits::fungible::InspectHold,
};
use samul_primitives::{DeviceId, ModelId, PublicKey};

use crate::{
	pallet::{
		BalanceOf, DeviceOf, DeviceOfKey, Devices, DevicesOf, Methods, ModelOfCa, Models,
		NextModel, PartsOf, Services,
	},
	types::{MethodKey, Status, MAX_KEPT, MAX_LEVELS, MAX_METHODS, MAX_TREE},
	Config, HoldReason, Pallet,
};

/// What is on hold of each account.
type Sums<T> = BTreeMap<Vec<u8>, (<T as frame_system::Config>::AccountId, BalanceOf<T>)>;

fn add<T: Config>(sums: &mut Sums<T>, who: &T::AccountId, deposit: BalanceOf<T>) {
	let sum = sums
		.entry(who.encode())
		.or_insert((who.clone(), Zero::zero()));
	sum.1 = sum.1.saturating_add(deposit);
}

fn check_sums<T: Config>(mut sums: Sums<T>, reason: HoldReason) -> Result<(), TryRuntimeError> {
	let reason = reason.into();
	// Who has nothing here has nothing on hold.
	for who in frame_system::Account::<T>::iter_keys() {
		add::<T>(&mut sums, &who, Zero::zero());
	}
	for (who, sum) in sums.into_values() {
		ensure!(
			T::Currency::balance_on_hold(&reason, &who) == sum,
			"the deposits are not what is on hold"
		);
	}
	Ok(())
}

/// How many entries there are for devices.
#[derive(Default)]
struct Counts {
	devices: usize,
	keys: usize,
	methods: u32,
	services: usize,
	parts: usize,
	of_model: BTreeMap<ModelId, u32>,
}

impl<T: Config> Pallet<T> {
	/// Check the invariants.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut sums = Sums::<T>::new();
		let mut counts = Counts::default();
		for (id, record) in Devices::<T>::iter() {
			counts.devices += 1;
			ensure!(
				DevicesOf::<T>::contains_key(&record.owner, id),
				"a device is missing among its owner's"
			);
			Self::try_record(&record)?;
			let for_methods = Self::try_methods(id, &record, &mut counts)?;
			let for_services = Self::try_services(id, &mut counts)?;
			ensure!(
				for_methods.saturating_add(for_services) <= record.deposit,
				"a device's deposit is less than those of its keys and services"
			);
			Self::try_parts(id, &record, &mut counts)?;
			if let Some(model) = record.model {
				*counts.of_model.entry(model).or_default() += 1;
			}
			add::<T>(&mut sums, &record.owner, record.deposit);
		}
		ensure!(
			DevicesOf::<T>::iter().count() == counts.devices,
			"an owner has a device too many"
		);
		ensure!(
			DeviceOfKey::<T>::iter().count() == counts.keys,
			"a key leads to a device that has it not"
		);
		ensure!(
			Methods::<T>::iter().count() as u32 == counts.methods,
			"there are keys of no device"
		);
		ensure!(
			Services::<T>::iter().count() == counts.services,
			"there are services of no device"
		);
		ensure!(
			PartsOf::<T>::iter().count() == counts.parts,
			"there are parts of no device"
		);
		check_sums::<T>(sums, HoldReason::Device)?;
		Self::try_models(&counts.of_model)
	}

	fn try_record(record: &DeviceOf<T>) -> Result<(), TryRuntimeError> {
		ensure!(
			record.status != Status::Compromised
				|| (record.compromised.is_some() && record.offered_to.is_none()),
			"a compromised device is offered, or nobody has reported it"
		);
		ensure!(
			record.trusted_since >= record.registered
				&& (record.compromised.is_none() || record.trusted_since > record.registered),
			"a device is trusted too early"
		);
		ensure!(
			record.offered_to.as_ref() != Some(&record.owner),
			"a device is offered to its owner"
		);
		ensure!(
			record.part_of.is_none() || (record.offered_to.is_none() && record.recovery.is_none()),
			"a part is to change hands"
		);
		ensure!(
			record.recovery.is_none() || record.guardian.is_some(),
			"nobody has asked for a recovery"
		);
		ensure!(
			record.model.is_some() || record.serial.is_empty(),
			"a device without a model has a serial number"
		);
		Ok(())
	}

	/// Gives the deposit for them.
	fn try_methods(
		id: DeviceId,
		record: &DeviceOf<T>,
		counts: &mut Counts,
	) -> Result<BalanceOf<T>, TryRuntimeError> {
		let mut leads = |key: &PublicKey| {
			let key_id = DeviceId::of(key);
			let of_first = key_id == id;
			counts.keys += usize::from(!of_first);
			of_first || DeviceOfKey::<T>::get(key_id) == Some(id)
		};
		ensure!(leads(&record.key), "a primary key leads astray");
		let mut sum = BalanceOf::<T>::zero();
		let (mut kept, mut current) = (0, 0);
		for (number, method) in Methods::<T>::iter_prefix(id) {
			kept += 1;
			current += u32::from(method.ended.is_none());
			ensure!(number < record.next_method, "a key has a number of later");
			ensure!(
				method.ended.is_some() || !method.primary,
				"there are two primary keys"
			);
			ensure!(
				method.ended.is_none_or(|ended| method.since <= ended.at),
				"a key ended before it began"
			);
			if let MethodKey::Signing(key) = &method.key {
				ensure!(leads(key), "a key leads astray");
			}
			sum = sum.saturating_add(method.deposit);
		}
		ensure!(
			kept == record.kept && kept <= MAX_KEPT,
			"the keys that are kept are miscounted"
		);
		ensure!(
			current == record.methods && current <= MAX_METHODS,
			"the keys that count are miscounted"
		);
		counts.methods += kept;
		Ok(sum)
	}

	/// Gives the deposit for them.
	fn try_services(id: DeviceId, counts: &mut Counts) -> Result<BalanceOf<T>, TryRuntimeError> {
		if !Services::<T>::contains_key(id) {
			return Ok(Zero::zero());
		}
		counts.services += 1;
		let all = Services::<T>::get(id);
		ensure!(!all.is_empty(), "an empty list of services is stored");
		let mut sum = BalanceOf::<T>::zero();
		for (place, service) in all.iter().enumerate() {
			ensure!(
				all.iter().take(place).all(|other| other.id != service.id),
				"two services have the same id"
			);
			sum = sum.saturating_add(service.deposit);
		}
		Ok(sum)
	}

	fn try_parts(
		id: DeviceId,
		record: &DeviceOf<T>,
		counts: &mut Counts,
	) -> Result<(), TryRuntimeError> {
		let mut below = 0u32;
		for part in PartsOf::<T>::iter_key_prefix(id) {
			counts.parts += 1;
			let part = Devices::<T>::get(part).ok_or("a part is no device")?;
			ensure!(part.part_of == Some(id), "a part does not know of what");
			ensure!(part.owner == record.owner, "a part has another owner");
			below = below.saturating_add(part.parts).saturating_add(1);
		}
		ensure!(
			below == record.parts && below < MAX_TREE,
			"parts are miscounted"
		);
		let mut levels = 1;
		let mut next = record.part_of;
		if let Some(whole) = next {
			ensure!(
				PartsOf::<T>::contains_key(whole, id),
				"a whole does not know of a part"
			);
		}
		while let Some(whole) = next {
			levels += 1;
			ensure!(levels <= MAX_LEVELS, "there are too many levels of parts");
			next = Devices::<T>::get(whole)
				.ok_or("a whole is no device")?
				.part_of;
		}
		Ok(())
	}

	fn try_models(of_model: &BTreeMap<ModelId, u32>) -> Result<(), TryRuntimeError> {
		let mut sums = Sums::<T>::new();
		let (mut found, mut models) = (0, 0);
		for (id, model) in Models::<T>::iter() {
			ensure!(id < NextModel::<T>::get(), "a model has a number of later");
			ensure!(
				model.suspended_firmware.are_in_order(),
				"suspended firmware is out of order"
			);
			let devices = of_model.get(&id).copied().unwrap_or_default();
			ensure!(
				model.devices == devices,
				"devices of a model are miscounted"
			);
			ensure!(
				ModelOfCa::<T>::get(model.ca) == Some(id),
				"a CA key leads to another model"
			);
			models += 1;
			found += usize::from(devices > 0);
			add::<T>(&mut sums, &model.depositor, model.deposit);
		}
		ensure!(found == of_model.len(), "a device is of no model");
		ensure!(
			ModelOfCa::<T>::iter().count() == models,
			"a CA key is of no model"
		);
		check_sums::<T>(sums, HoldReason::Model)
	}
}
