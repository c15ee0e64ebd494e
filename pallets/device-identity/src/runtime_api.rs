// SPDX-License-Identifier: Apache-2.0

//! What a reader may ask.

use alloc::vec::Vec;
use codec::Codec;
use samul_primitives::DeviceId;

use crate::types::DeviceInfo;

sp_api::decl_runtime_apis! {
	/// Reads of devices.
	pub trait DeviceIdentityApi<AccountId, Balance>
	where
		AccountId: Codec,
		Balance: Codec,
	{
		/// The device of this id.
		fn device(id: DeviceId) -> Option<DeviceInfo<AccountId, Balance>>;

		/// Devices of an owner, in the order of the database: those after `after`, at most `limit`
		/// and 100.
		fn devices_of(
			owner: AccountId,
			after: Option<DeviceId>,
			limit: u32,
		) -> Vec<DeviceInfo<AccountId, Balance>>;
	}
}
