// SPDX-License-Identifier: Apache-2.0

//! What the pallet offers to others, and what its own parts share.

use codec::Encode;
use frame_support::{
	pallet_prelude::DispatchResult,
	traits::{fungible::MutateHold, tokens::Precision, UnixTime},
};
use frame_system::pallet_prelude::BlockNumberFor;
use samul_primitives::{
	traits::{DeviceError, Devices as DevicesT},
	DeviceId, Moment, PublicKey,
};

use crate::{
	pallet::{BalanceOf, Devices, Models},
	types::Status,
	Config, HoldReason, Pallet,
};

impl<T: Config> Pallet<T> {
	/// The time in Unix milliseconds.
	pub(crate) fn now() -> Moment {
		u64::try_from(T::Time::now().as_millis()).unwrap_or(u64::MAX)
	}

	/// The genesis hash, which binds what devices sign to this chain.
	pub(crate) fn genesis() -> [u8; 32] {
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

	pub(crate) fn hold(who: &T::AccountId, deposit: BalanceOf<T>) -> DispatchResult {
		T::Currency::hold(&HoldReason::Device.into(), who, deposit)
	}

	pub(crate) fn release(who: &T::AccountId, deposit: BalanceOf<T>) -> DispatchResult {
		T::Currency::release(
			&HoldReason::Device.into(),
			who,
			deposit,
			Precision::BestEffort,
		)?;
		Ok(())
	}
}

impl<T: Config> DevicesT<T::AccountId> for Pallet<T> {
	fn active_key(device: &DeviceId) -> Result<PublicKey, DeviceError> {
		let record = Devices::<T>::get(device).ok_or(DeviceError::Unknown)?;
		if record.status != Status::Active {
			return Err(DeviceError::NotActive);
		}
		if let Some(model) = record.model {
			let trusted =
				Models::<T>::get(model).is_some_and(|model| model.trusts(record.firmware));
			if !trusted {
				return Err(DeviceError::NotActive);
			}
		}
		Ok(record.key)
	}

	fn owner(device: &DeviceId) -> Option<T::AccountId> {
		Devices::<T>::get(device).map(|record| record.owner)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn register_for_benchmark(owner: &T::AccountId, key: PublicKey) -> DeviceId {
		let id = Self::insert(owner.clone(), key, Status::Active, Default::default());
		crate::benchmarking::make_costly::<T>(owner, id);
		id
	}
}
