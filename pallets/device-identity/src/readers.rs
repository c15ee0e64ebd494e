// SPDX-License-Identifier: Apache-2.0

//! What readers get to know.

use alloc::vec::Vec;
use samul_primitives::DeviceId;

use crate::{
	pallet::{BalanceOf, DevicesOf},
	types::DeviceInfo,
	Config, Pallet,
};

/// Most devices that one page shows.
const PAGE: u32 = 100;

impl<T: Config> Pallet<T> {
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
}
