// SPDX-License-Identifier: Apache-2.0

//! The compact encoding of a batch of readings, version 1.
//!
//! Readings come row by row, each as differences from the one before it: a batch is written and
//! read in one pass, with room for one reading. `docs/signed-envelope.md` gives the layout byte by
//! byte. Integers are in their shortest form, and nothing may follow the last reading: with equal
//! steps a batch has one encoding. With the flag for unequal steps it has one for each reference step.

use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

use crate::{
	ids::{DeviceId, Moment, StreamId},
	keys::Signature,
	varint,
};

/// Version of the encoding, its first byte.
pub const VERSION: u8 = 1;
/// Most channels that a stream may have.
pub const MAX_CHANNELS: usize = 8;
/// Most readings that a batch may hold.
pub const MAX_READINGS: u32 = 1024;
/// Most bytes that a payload may have.
pub const MAX_PAYLOAD: u32 = 32 * 1024;

/// Flag: the steps between readings differ, each reading after the first says how much.
const IRREGULAR: u8 = 1;
/// Bytes before the first variable-length integer.
const FIXED: usize = 37;

/// A payload within its bound.
pub type Payload = BoundedVec<u8, ConstU32<MAX_PAYLOAD>>;

/// A batch as it travels: its payload, and the device's signature over
/// [`crate::envelope::batch_message`].
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct SignedBatch {
	/// The encoded batch.
	pub payload: Payload,
	/// The device's signature.
	pub signature: Signature,
}

/// Values of one reading; those past the stream's channels are zero.
pub type Values = [i64; MAX_CHANNELS];

/// Why a payload is no batch.
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
pub enum BatchError {
	/// The version byte is not one that is known.
	UnknownVersion,
	/// More than [`MAX_READINGS`].
	TooManyReadings,
	/// Cut, too long, an integer not in its shortest form, an unknown flag, no reading, no or too
	/// many channels, a step of zero, or a time or value out of 64 bits.
	Malformed,
}

/// What stands before the readings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Header {
	/// The stream that the batch continues.
	pub stream: StreamId,
	/// Number of the batch within the stream, from 0, without gaps.
	pub sequence: u64,
	/// Time of the first reading.
	pub start: Moment,
	/// Number of readings, 1 to [`MAX_READINGS`].
	pub count: u32,
	/// Number of values a reading, 1 to [`MAX_CHANNELS`].
	pub channels: u8,
	/// Step between readings in milliseconds; with irregular steps, what the differences refer to.
	pub step: u64,
	/// Whether the steps differ.
	pub irregular: bool,
}

/// A batch that borrows its payload: header decoded, readings on demand.
#[derive(Clone, Copy, Debug)]
pub struct BatchView<'a> {
	/// The header.
	pub header: Header,
	body: &'a [u8],
}

impl<'a> BatchView<'a> {
	/// Decode the header of a payload. The readings are checked as they are taken.
	pub fn new(payload: &'a [u8]) -> Result<Self, BatchError> {
		match payload.first() {
			Some(&VERSION) => (),
			Some(_) => return Err(BatchError::UnknownVersion),
			None => return Err(BatchError::Malformed),
		}
		if payload.len() < FIXED || payload.len() > MAX_PAYLOAD as usize {
			return Err(BatchError::Malformed);
		}
		let (fixed, mut body) = payload.split_at(FIXED);
		let mut device = [0u8; 32];
		device.copy_from_slice(&fixed[1..33]);
		let index = u16::from_le_bytes([fixed[33], fixed[34]]);
		let (channels, flags) = (fixed[35], fixed[36]);
		let mut next = || varint::take(&mut body).ok_or(BatchError::Malformed);
		let (sequence, start, count, step) = (next()?, next()?, next()?, next()?);
		if count > u64::from(MAX_READINGS) {
			return Err(BatchError::TooManyReadings);
		}
		let irregular = flags == IRREGULAR;
		let well_formed = flags <= IRREGULAR &&
			(1..=MAX_CHANNELS as u8).contains(&channels) &&
			count > 0 &&
			// One form for one batch: a lone reading has no step.
			(if count == 1 { step == 0 && !irregular } else { step > 0 });
		if !well_formed {
			return Err(BatchError::Malformed);
		}
		Ok(Self {
			header: Header {
				stream: StreamId {
					device: DeviceId(device),
					index,
				},
				sequence,
				start,
				count: count as u32,
				channels,
				step,
				irregular,
			},
			body,
		})
	}

	/// The readings in order. After an error there are no more.
	pub fn readings(&self) -> Readings<'a> {
		Readings {
			header: self.header,
			body: self.body,
			taken: 0,
			time: self.header.start,
			values: [0; MAX_CHANNELS],
		}
	}
}

/// Iterator over a batch's readings.
#[derive(Clone, Debug)]
pub struct Readings<'a> {
	header: Header,
	body: &'a [u8],
	taken: u32,
	time: Moment,
	values: Values,
}

impl Readings<'_> {
	fn take(&mut self) -> Option<(Moment, Values)> {
		if self.taken > 0 {
			let step = if self.header.irregular {
				let difference = varint::take_signed(&mut self.body)?;
				self.header
					.step
					.checked_add_signed(difference)
					.filter(|step| *step > 0)?
			} else {
				self.header.step
			};
			self.time = self.time.checked_add(step)?;
		}
		for value in self
			.values
			.iter_mut()
			.take(usize::from(self.header.channels))
		{
			*value = value.checked_add(varint::take_signed(&mut self.body)?)?;
		}
		self.taken += 1;
		(self.taken < self.header.count || self.body.is_empty()).then_some((self.time, self.values))
	}
}

impl Iterator for Readings<'_> {
	type Item = Result<(Moment, Values), BatchError>;

	fn next(&mut self) -> Option<Self::Item> {
		if self.taken >= self.header.count {
			return None;
		}
		let reading = self.take();
		if reading.is_none() {
			self.taken = self.header.count;
		}
		Some(reading.ok_or(BatchError::Malformed))
	}
}

/// What keeps readings from being encoded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EncodeError {
	/// No reading, or more than [`MAX_READINGS`].
	Count,
	/// No channel, more than [`MAX_CHANNELS`], or not as many values in every reading.
	Channels,
	/// Time does not run forwards from each reading to the next.
	Time,
	/// The difference of two values is out of 64 bits.
	Value,
	/// The payload would exceed [`MAX_PAYLOAD`].
	Length,
}

impl core::fmt::Display for EncodeError {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		f.write_str(match self {
			Self::Count => "a batch holds 1 to 1024 readings",
			Self::Channels => "every reading holds the same 1 to 8 values",
			Self::Time => "the time of every reading is after that of the one before",
			Self::Value => "the values are too far apart",
			Self::Length => "the batch is longer than 32 KiB",
		})
	}
}

#[cfg(feature = "std")]
impl std::error::Error for EncodeError {}

/// Encode readings as the batch `sequence` of `stream`. Equal steps take no room; of unequal ones
/// the most common is the reference.
pub fn encode<V: AsRef<[i64]>>(
	stream: StreamId,
	sequence: u64,
	readings: &[(Moment, V)],
) -> Result<Payload, EncodeError> {
	let (start, first) = readings.first().ok_or(EncodeError::Count)?;
	if readings.len() > MAX_READINGS as usize {
		return Err(EncodeError::Count);
	}
	let channels = first.as_ref().len();
	if channels == 0 || channels > MAX_CHANNELS {
		return Err(EncodeError::Channels);
	}
	let steps = readings
		.windows(2)
		.map(|pair| pair[1].0.checked_sub(pair[0].0).filter(|step| *step > 0))
		.collect::<Option<Vec<u64>>>()
		.ok_or(EncodeError::Time)?;
	let step = most_common(&steps);
	let irregular = steps.iter().any(|other| *other != step);

	let mut out = Vec::with_capacity(FIXED + 24 + readings.len() * (channels + 1) * 2);
	out.push(VERSION);
	out.extend_from_slice(&stream.device.0);
	out.extend_from_slice(&stream.index.to_le_bytes());
	out.push(channels as u8);
	out.push(if irregular { IRREGULAR } else { 0 });
	for value in [sequence, *start, readings.len() as u64, step] {
		varint::put(&mut out, value);
	}
	let mut last = [0i64; MAX_CHANNELS];
	for (position, (_, values)) in readings.iter().enumerate() {
		let values = values.as_ref();
		if values.len() != channels {
			return Err(EncodeError::Channels);
		}
		if irregular && position > 0 {
			let difference = i128::from(steps[position - 1]) - i128::from(step);
			let difference = i64::try_from(difference).map_err(|_| EncodeError::Time)?;
			varint::put_signed(&mut out, difference);
		}
		for (last, value) in last.iter_mut().zip(values) {
			varint::put_signed(
				&mut out,
				value.checked_sub(*last).ok_or(EncodeError::Value)?,
			);
			*last = *value;
		}
	}
	Payload::try_from(out).map_err(|_| EncodeError::Length)
}

/// The value that occurs most often, the smallest of several; 0 of none.
fn most_common(values: &[u64]) -> u64 {
	let mut sorted = values.to_vec();
	sorted.sort_unstable();
	let mut best = (0usize, 0u64);
	for run in sorted.chunk_by(|a, b| a == b) {
		if run.len() > best.0 {
			best = (run.len(), run[0]);
		}
	}
	best.1
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	const STREAM: StreamId = StreamId {
		device: DeviceId([7; 32]),
		index: 3,
	};

	fn decode(payload: &[u8]) -> Result<Vec<(Moment, Values)>, BatchError> {
		BatchView::new(payload)?.readings().collect()
	}

	fn batch() -> impl Strategy<Value = Vec<(Moment, Vec<i64>)>> {
		(1usize..=MAX_CHANNELS, 1usize..40, 0u64..1 << 45).prop_flat_map(
			|(channels, count, start)| {
				let value = -(1i64 << 53)..(1i64 << 53);
				let reading = (1u64..100_000, proptest::collection::vec(value, channels));
				proptest::collection::vec(reading, count).prop_map(move |rows| {
					let mut time = start;
					rows.into_iter()
						.map(|(step, values)| {
							time += step;
							(time, values)
						})
						.collect()
				})
			},
		)
	}

	proptest! {
		#[test]
		fn what_is_encoded_is_decoded(readings in batch(), sequence: u64) {
			let payload = encode(STREAM, sequence, &readings).unwrap();
			let view = BatchView::new(&payload).unwrap();
			prop_assert_eq!(view.header.stream, STREAM);
			prop_assert_eq!(view.header.sequence, sequence);
			let decoded = decode(&payload).unwrap();
			prop_assert_eq!(decoded.len(), readings.len());
			for ((time, values), (expected_time, expected)) in decoded.iter().zip(&readings) {
				prop_assert_eq!(time, expected_time);
				prop_assert_eq!(&values[..expected.len()], &expected[..]);
			}
		}

		#[test]
		fn any_bytes_are_refused_or_read_without_panic(
			bytes in proptest::collection::vec(any::<u8>(), 0..200)
		) {
			let mut bytes = bytes;
			if let Some(first) = bytes.first_mut() {
				*first = VERSION;
			}
			let _ = decode(&bytes);
		}

		#[test]
		fn a_cut_or_extended_batch_is_malformed(readings in batch(), extra: u8) {
			let payload = encode(STREAM, 0, &readings).unwrap().into_inner();
			for end in 0..payload.len() {
				prop_assert!(decode(&payload[..end]).is_err());
			}
			let mut longer = payload;
			longer.push(extra);
			prop_assert_eq!(decode(&longer), Err(BatchError::Malformed));
		}
	}

	#[test]
	fn hourly_climate_takes_at_most_three_bytes_a_reading() {
		// Tenths of a degree and per cent that swing widely through the day.
		let readings: Vec<_> = (0..168u64)
			.map(|hour| {
				let swing = [0, 31, 58, 79, 95, 100, 97, 84, 64, 40, 13, -15][hour as usize % 12];
				(hour * 3_600_000, [150 + swing, 60 + swing / 4])
			})
			.collect();
		let payload = encode(STREAM, 9, &readings).unwrap();
		assert!(
			payload.len() <= 3 * readings.len(),
			"{} bytes",
			payload.len()
		);
	}

	#[test]
	fn headers_that_say_too_much_are_refused() {
		let payload = encode(STREAM, 0, &[(1, [1]), (2, [2])])
			.unwrap()
			.into_inner();
		let with = |position: usize, byte: u8| {
			let mut changed = payload.clone();
			changed[position] = byte;
			decode(&changed)
		};
		assert_eq!(decode(&payload).unwrap().len(), 2);
		assert_eq!(with(0, 2), Err(BatchError::UnknownVersion));
		assert_eq!(with(35, 0), Err(BatchError::Malformed));
		assert_eq!(with(35, 9), Err(BatchError::Malformed));
		assert_eq!(with(36, 2), Err(BatchError::Malformed));
		// Sequence, start, count and step take a byte each here.
		assert_eq!(with(39, 0), Err(BatchError::Malformed));
		assert_eq!(with(40, 0), Err(BatchError::Malformed));
		let mut many = payload[..39].to_vec();
		varint::put(&mut many, 1025);
		many.push(1);
		assert_eq!(decode(&many), Err(BatchError::TooManyReadings));
		assert_eq!(decode(&[]), Err(BatchError::Malformed));
	}

	#[test]
	fn readings_that_are_no_batch_are_not_encoded() {
		let none: [(Moment, [i64; 1]); 0] = [];
		assert_eq!(encode(STREAM, 0, &none), Err(EncodeError::Count));
		assert_eq!(
			encode(STREAM, 0, &[(1, [1i64; 9])]),
			Err(EncodeError::Channels)
		);
		assert_eq!(
			encode(STREAM, 0, &[(1, vec![1]), (2, vec![])]),
			Err(EncodeError::Channels)
		);
		assert_eq!(
			encode(STREAM, 0, &[(2, [1]), (2, [1])]),
			Err(EncodeError::Time)
		);
		assert_eq!(
			encode(STREAM, 0, &[(1, [i64::MIN]), (2, [1])]),
			Err(EncodeError::Value)
		);
		let wide: Vec<_> = (0..1024u64)
			.map(|at| {
				(
					at,
					[if at % 2 == 0 {
						i64::MAX / 2
					} else {
						i64::MIN / 2
					}; 8],
				)
			})
			.collect();
		assert_eq!(encode(STREAM, 0, &wide), Err(EncodeError::Length));
	}
}
