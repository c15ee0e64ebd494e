// SPDX-License-Identifier: Apache-2.0

//! What a reader may ask.

use alloc::vec::Vec;
use codec::Codec;
use samul_primitives::{DeviceId, ModelId, Moment};

use crate::types::{DeviceInfo, MethodInfo, ModelInfo, Service};

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

		/// All keys that are kept of a device, the primary one first, then by number: at most 65.
		fn keys_of(device: DeviceId) -> Vec<MethodInfo>;

		/// The keys of a device that counted at a time, as far as they are kept.
		fn keys_at(device: DeviceId, time: Moment) -> Vec<MethodInfo>;

		/// The services of a device, at most 8.
		fn services_of(device: DeviceId) -> Vec<Service<Balance>>;

		/// The parts of a device without theirs, at most 63.
		fn parts_of(device: DeviceId) -> Vec<DeviceId>;

		/// The model of this number.
		fn model(id: ModelId) -> Option<ModelInfo<AccountId, Balance>>;

		/// Models by number: those after `after`, at most `limit` and 100.
		fn models(after: Option<ModelId>, limit: u32) -> Vec<ModelInfo<AccountId, Balance>>;
	}
}
