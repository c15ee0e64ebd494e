// SPDX-License-Identifier: Apache-2.0

//! What a reader may ask.

use alloc::vec::Vec;
use codec::Codec;
use samul_primitives::{traits::MonitorId, DeviceId, Moment, StreamId};

use crate::types::{MonitorInfo, StreamInfo};

sp_api::decl_runtime_apis! {
	/// Reads of streams.
	pub trait TelemetryApi<AccountId>
	where
		AccountId: Codec,
	{
		/// The stream of this id.
		fn stream(id: StreamId) -> Option<StreamInfo<AccountId>>;

		/// Ids of a device's streams, in order: those after number `after`, at most `limit` and 100.
		fn streams_of(device: DeviceId, after: Option<u16>, limit: u32) -> Vec<StreamId>;

		/// A monitor as of `at`, or of the stream's last reading.
		fn monitor(stream: StreamId, id: MonitorId, at: Option<Moment>) -> Option<MonitorInfo>;
	}
}
