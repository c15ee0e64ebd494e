// SPDX-License-Identifier: Apache-2.0

//! What is stored of a stream, and what readers get to know of it.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use samul_primitives::{
	batch::{BatchError, MAX_CHANNELS},
	mmr::Hash,
	observe::{ChannelStats, Monitor},
	traits::{DeviceError, MonitorId},
	units::Channel,
	Moment, StreamId,
};
use scale_info::TypeInfo;

/// Most monitors that a stream may have.
pub const MAX_MONITORS: u32 = 8;
/// Shortest interval with which the allowance grows, in milliseconds.
pub const MIN_FREE_INTERVAL: u64 = 1000;
/// Longest gap that a stream may allow: a year, in milliseconds.
pub const MAX_GAP: u64 = 366 * 86_400_000;

/// What a stream measures, and how often.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct StreamSpec {
	/// The channels, 1 to 8: every reading has a value of each.
	pub channels: BoundedVec<Channel, ConstU32<{ MAX_CHANNELS as u32 }>>,
	/// Nominal interval between readings in milliseconds, at least 1.
	pub interval: u64,
	/// The longest interval between readings for which the earlier one holds, in milliseconds: at
	/// least the nominal interval, at most a year.
	pub longest_gap: u64,
}

impl StreamSpec {
	/// Whether all is within its bounds.
	pub fn is_valid(&self) -> bool {
		!self.channels.is_empty()
			&& self.channels.iter().all(Channel::is_valid)
			&& self.interval > 0
			&& (self.interval..=MAX_GAP).contains(&self.longest_gap)
	}
}

/// What is known of all the readings that came in. Its size does not depend on how many.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Head {
	/// Sequence number of the next batch, which is the number of batches so far.
	pub next_sequence: u64,
	/// Number of readings.
	pub readings: u64,
	/// Time of the last reading.
	pub last_time: Option<Moment>,
	/// Milliseconds observed, see [`samul_primitives::observe`].
	pub observed: u64,
	/// Milliseconds not observed between the first and the last reading.
	pub unobserved: u64,
	/// Statistics of each channel; empty before the first reading.
	pub stats: BoundedVec<ChannelStats, ConstU32<{ MAX_CHANNELS as u32 }>>,
	/// Peaks of the Merkle mountain range over the batches, highest first.
	pub peaks: BoundedVec<Hash, ConstU32<64>>,
}

/// A monitor and its number.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Attached {
	/// Number of the monitor within the stream.
	pub id: MonitorId,
	/// The monitor.
	pub monitor: Monitor,
}

/// Readings that the stream's device may still send without an account behind it.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Allowance {
	/// How many, as of `at`. One comes back with each nominal interval.
	pub left: u32,
	/// When that was.
	pub at: Moment,
}

impl Allowance {
	/// The allowance as of `now`; `burst` is the most that it grows to.
	pub fn refilled(self, now: Moment, interval: u64, burst: u32) -> Self {
		let earned = now
			.saturating_sub(self.at)
			.checked_div(interval)
			.unwrap_or(0);
		let room = u64::from(burst.saturating_sub(self.left));
		if earned >= room {
			return Self {
				left: burst.max(self.left),
				at: now,
			};
		}
		Self {
			left: self.left.saturating_add(earned as u32),
			// What is left of an interval goes on counting.
			at: self.at.saturating_add(earned.saturating_mul(interval)),
		}
	}
}

/// A stream of readings.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Stream<AccountId, Balance> {
	/// What it measures.
	pub spec: StreamSpec,
	/// Whether it takes readings.
	pub open: bool,
	/// Whose deposit is on hold for it.
	pub depositor: AccountId,
	/// How much.
	pub deposit: Balance,
	/// What came in.
	pub head: Head,
	/// The monitors on it.
	pub monitors: BoundedVec<Attached, ConstU32<MAX_MONITORS>>,
	/// Number of the next monitor.
	pub next_monitor: MonitorId,
	/// What the device may send without an account.
	pub allowance: Allowance,
}

/// The numbers of a device's streams.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct StreamNumbers {
	/// The lowest number that a new stream may have: none is given twice.
	pub next: u32,
	/// Number of streams, open and closed.
	pub count: u32,
}

/// Why a batch was refused.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum IngestError {
	/// There is no such stream.
	#[codec(index = 0)]
	UnknownStream,
	/// The stream takes no more readings.
	#[codec(index = 1)]
	StreamClosed,
	/// The stream's device is suspended, retired or unknown.
	#[codec(index = 2)]
	DeviceNotActive,
	/// The signature is not that of the device's key over this batch on this chain.
	#[codec(index = 3)]
	BadSignature,
	/// A batch of this sequence number came in before.
	#[codec(index = 4)]
	Replay,
	/// A batch before this one is missing.
	#[codec(index = 5)]
	SequenceGap,
	/// The first reading is not after the stream's last one.
	#[codec(index = 6)]
	TimeBackwards,
	/// The last reading is farther in the future than the allowed skew.
	#[codec(index = 7)]
	TimeInFuture,
	/// A value is outside of its channel's plausible range.
	#[codec(index = 8)]
	ImplausibleValue,
	/// More than 1,024 readings.
	#[codec(index = 9)]
	TooManyReadings,
	/// The payload is of a version that is not known.
	#[codec(index = 10)]
	UnknownVersion,
	/// The payload is no batch.
	#[codec(index = 11)]
	Malformed,
	/// The batch has not as many channels as the stream.
	#[codec(index = 12)]
	WrongChannels,
	/// The device has used up what it may send without an account.
	#[codec(index = 13)]
	AllowanceUsedUp,
}

impl From<BatchError> for IngestError {
	fn from(error: BatchError) -> Self {
		match error {
			BatchError::UnknownVersion => Self::UnknownVersion,
			BatchError::TooManyReadings => Self::TooManyReadings,
			BatchError::Malformed => Self::Malformed,
		}
	}
}

impl From<DeviceError> for IngestError {
	fn from(_: DeviceError) -> Self {
		Self::DeviceNotActive
	}
}

/// What a reader gets to know of a channel.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ChannelInfo {
	/// What it measures.
	pub channel: Channel,
	/// Last, smallest and largest raw value, and the integral over the observed time; none before
	/// the first reading.
	pub stats: Option<ChannelStats>,
	/// Time-weighted mean, to the nearest raw value.
	pub mean: Option<i64>,
}

/// What a reader gets to know of a stream.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct StreamInfo<AccountId> {
	/// Its id.
	pub id: StreamId,
	/// Who answers for its device.
	pub owner: Option<AccountId>,
	/// Whether it takes readings.
	pub open: bool,
	/// Nominal interval in milliseconds.
	pub interval: u64,
	/// Longest gap in milliseconds.
	pub longest_gap: u64,
	/// Sequence number of the next batch.
	pub next_sequence: u64,
	/// Number of readings.
	pub readings: u64,
	/// Time of the last reading.
	pub last_time: Option<Moment>,
	/// Milliseconds observed.
	pub observed: u64,
	/// Milliseconds not observed.
	pub unobserved: u64,
	/// The channels.
	pub channels: Vec<ChannelInfo>,
	/// Peaks of the Merkle mountain range, highest first.
	pub peaks: Vec<Hash>,
	/// Numbers of the monitors.
	pub monitors: Vec<MonitorId>,
}

/// What a reader gets to know of a monitor.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct MonitorInfo {
	/// The accumulators.
	pub monitor: Monitor,
	/// Mean kinetic temperature in millikelvin, where it is wanted and anything was observed.
	pub mean_kinetic_temperature: Option<u32>,
}
