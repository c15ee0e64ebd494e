// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

extern crate alloc;

mod authorize;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod cost;
mod ingest;
mod loaded;
#[cfg(test)]
mod mock;
mod monitors;
pub mod runtime_api;
mod signatures;
mod streams;
#[cfg(test)]
mod tests;
pub mod types;
pub mod weights;

pub use pallet::*;
pub use streams::HasStreams;
pub use types::{
	Allowance, Attached, ChannelInfo, Head, IngestError, MonitorInfo, Stream, StreamInfo,
	StreamNumbers, StreamSpec,
};
pub use weights::WeightInfo;

#[allow(
	missing_docs,
	reason = "the macros make items that cannot be documented"
)]
#[frame_support::pallet]
pub mod pallet {
	use alloc::vec::Vec;
	use frame_support::{
		dispatch::PostDispatchInfo,
		pallet_prelude::*,
		traits::{
			fungible::{Inspect, MutateHold},
			UnixTime,
		},
	};
	use frame_system::pallet_prelude::*;
	use samul_primitives::{
		batch::{SignedBatch, MAX_CHANNELS, MAX_READINGS},
		host::MAX_CLAIMS,
		observe::Monitor,
		traits::{Devices, MonitorId},
		DeviceId, Moment, StreamId,
	};

	use super::*;
	use crate::{loaded::Loaded, types::MAX_MONITORS};

	/// Amount of the deposit's currency.
	pub type BalanceOf<T> =
		<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
	/// Stream as it is stored.
	pub type StreamOf<T> = Stream<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

	/// Version of the storage.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config:
		frame_system::Config<RuntimeEvent: From<Event<Self>>, Hash: Into<[u8; 32]>>
	{
		/// A call of the runtime.
		type RuntimeCall: From<Call<Self>> + Into<<Self as frame_system::Config>::RuntimeCall>;

		/// Who the devices are.
		type Devices: Devices<Self::AccountId>;

		/// What deposits are held in.
		type Currency: MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// Why money is on hold.
		type RuntimeHoldReason: From<HoldReason>;

		/// What is on hold as long as a stream is kept.
		type StreamDeposit: Get<BalanceOf<Self>>;

		/// What is on hold besides for each channel.
		type ChannelDeposit: Get<BalanceOf<Self>>;

		/// The time.
		type Time: UnixTime;

		/// How far ahead of the chain's time a reading may be, in milliseconds.
		#[pallet::constant]
		type MaxSkew: Get<Moment>;

		/// Most batches in one call.
		#[pallet::constant]
		type MaxBatches: Get<u32>;

		/// Most streams of one device, open and closed.
		#[pallet::constant]
		type MaxStreams: Get<u32>;

		/// Most readings of a stream that its device may send at once without an account. One comes
		/// back with each nominal interval, and at most one a second.
		#[pallet::constant]
		type FreeBurst: Get<u32>;

		/// How many of these a new stream has: so few that opening one for their sake costs more.
		#[pallet::constant]
		type FreeAtOpening: Get<u32>;

		/// What calls cost.
		type WeightInfo: WeightInfo;
	}

	/// The pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// Why money is on hold.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A stream is kept.
		Stream,
	}

	/// The streams: one value for all that a batch reads and writes.
	#[pallet::storage]
	pub type Streams<T: Config> = StorageMap<_, Blake2_128Concat, StreamId, StreamOf<T>>;

	/// The numbers of each device's streams. Stays when a device is retired: it keeps old batches
	/// from being replayed if the device comes back.
	#[pallet::storage]
	pub type Numbers<T: Config> =
		StorageMap<_, Blake2_128Concat, DeviceId, StreamNumbers, ValueQuery>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A stream was opened.
		StreamOpened {
			/// The stream.
			stream: StreamId,
			/// Who opened it.
			owner: T::AccountId,
			/// What it measures.
			spec: StreamSpec,
		},
		/// A stream takes no more readings.
		StreamClosed {
			/// The stream.
			stream: StreamId,
			/// How many batches it has.
			batches: u64,
		},
		/// A closed stream was removed, and its deposit returned.
		StreamRemoved {
			/// The stream.
			stream: StreamId,
			/// Whose deposit came back.
			depositor: T::AccountId,
		},
		/// A batch came in.
		BatchIngested {
			/// The stream.
			stream: StreamId,
			/// The batch's number.
			sequence: u64,
			/// Time of the first reading.
			start: Moment,
			/// Time of the last reading.
			end: Moment,
			/// Number of readings.
			readings: u32,
			/// Its leaf in the stream's Merkle mountain range.
			leaf: [u8; 32],
		},
		/// A batch was refused; the others of its call are not concerned.
		BatchRefused {
			/// Its place in the call.
			position: u32,
			/// The stream that it names, as far as it could be read.
			stream: Option<StreamId>,
			/// The number that it has, as far as it could be read.
			sequence: Option<u64>,
			/// Why.
			reason: IngestError,
		},
		/// A monitor was attached to a stream.
		MonitorAttached {
			/// The stream.
			stream: StreamId,
			/// Number of the monitor.
			monitor: MonitorId,
			/// Start of its window.
			from: Moment,
		},
		/// A monitor was taken off.
		MonitorDetached {
			/// The stream.
			stream: StreamId,
			/// Number of the monitor.
			monitor: MonitorId,
			/// What it had accumulated.
			last: Monitor,
		},
	}

	/// Why a call failed.
	#[pallet::error]
	#[derive(Clone, PartialEq, Eq)]
	pub enum Error<T> {
		/// No device is registered under this id.
		UnknownDevice,
		/// The caller is not the owner of the stream's device.
		NotOwner,
		/// The stream's description is out of its bounds.
		BadSpec,
		/// A device's streams are numbered one by one from 0, and no number is given twice: this is
		/// not the next one.
		WrongNumber,
		/// The device has as many streams as it may.
		TooManyStreams,
		/// There is no such stream.
		UnknownStream,
		/// The stream is closed already.
		AlreadyClosed,
		/// The stream still takes readings.
		StillOpen,
		/// The stream still has monitors.
		StillMonitored,
		/// The batch that the device sent by itself does not fit the stream any more. The pool
		/// refuses such a batch before; only one whose turn has passed comes so far.
		Refused,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(
				(1..=MAX_CLAIMS as u32).contains(&T::MaxBatches::get()),
				"a call must be able to hold a batch, and no more than are verified together"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(
			_: BlockNumberFor<T>,
		) -> Result<(), frame_support::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Open a stream of the caller's device. `index` is its number: that of the device's last
		/// stream and one, 0 for the first.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::open_stream())]
		pub fn open_stream(
			origin: OriginFor<T>,
			device: DeviceId,
			index: u16,
			spec: StreamSpec,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_open(who, StreamId { device, index }, spec)
		}

		/// Let a stream take no more readings.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::close_stream())]
		pub fn close_stream(origin: OriginFor<T>, stream: StreamId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close(&who, stream)
		}

		/// Remove a closed stream on which there is no monitor. Its deposit comes back to who gave
		/// it.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::remove_stream())]
		pub fn remove_stream(origin: OriginFor<T>, stream: StreamId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove(&who, stream)
		}

		/// Submit batches of any devices. Each stands or falls on its own: an event tells.
		#[pallet::call_index(3)]
		#[pallet::weight(cost::submit_at_most::<T>(batches))]
		pub fn submit(
			origin: OriginFor<T>,
			batches: BoundedVec<SignedBatch, T::MaxBatches>,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let setting = Self::setting();
			let (seen, cost) = Self::look_at(&setting, &batches);
			let mut weight = T::WeightInfo::submit().saturating_add(cost);
			let mut loaded = Loaded::none();
			for (position, (seen, batch)) in seen.into_iter().zip(&batches).enumerate() {
				let position = position as u32;
				let cost = Self::take_in(&setting, &mut loaded, position, seen, batch);
				weight.saturating_accrue(cost);
			}
			loaded.store();
			Ok(PostDispatchInfo {
				actual_weight: Some(weight),
				pays_fee: Pays::Yes,
			})
		}

		/// Submit a batch without an account: the device's own signature authorises it, within what
		/// its stream is allowed.
		#[pallet::call_index(4)]
		#[pallet::weight(cost::submit_authorized_at_most::<T>(batch))]
		#[pallet::weight_of_authorize(cost::authorize::<T>(batch))]
		#[pallet::authorize(Pallet::<T>::authorize_batch)]
		pub fn submit_authorized(
			origin: OriginFor<T>,
			batch: SignedBatch,
		) -> DispatchResultWithPostInfo {
			ensure_authorized(origin)?;
			Self::take_in_authorized(&batch)
		}
	}

	/// The bounds of streams and batches, so that whoever makes them can tell before the runtime
	/// decodes them.
	#[pallet::extra_constants]
	impl<T: Config> Pallet<T> {
		/// Most channels of a stream.
		#[pallet::constant_name(MaxChannels)]
		fn max_channels() -> u32 {
			MAX_CHANNELS as u32
		}

		/// Most readings of a batch.
		#[pallet::constant_name(MaxReadings)]
		fn max_readings() -> u32 {
			MAX_READINGS
		}

		/// Most monitors of a stream.
		#[pallet::constant_name(MaxMonitors)]
		fn max_monitors() -> u32 {
			MAX_MONITORS
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The stream of this id.
		pub fn stream(id: StreamId) -> Option<StreamInfo<T::AccountId>> {
			Self::info(id)
		}

		/// Ids of a device's streams, in order: those after number `after`, at most `limit` and 100.
		pub fn streams_of(device: DeviceId, after: Option<u16>, limit: u32) -> Vec<StreamId> {
			Self::ids_of(device, after, limit)
		}

		/// A monitor as of `at`, or of the stream's last reading.
		pub fn monitor(stream: StreamId, id: MonitorId, at: Option<Moment>) -> Option<MonitorInfo> {
			Self::monitor_info(stream, id, at)
		}
	}
}
