// SPDX-License-Identifier: Apache-2.0

//! How many calls that cost nothing there were in a day.
//!
//! They are counted with what they are about, so that nothing is kept of an account that makes them.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

use crate::Moment;

/// Milliseconds of a day.
const DAY: Moment = 86_400_000;

/// The day of a time: Unix time in days.
pub fn day_of(time: Moment) -> u32 {
	u32::try_from(time / DAY).unwrap_or(u32::MAX)
}

/// Calls of a day that cost nothing. Those of so many kinds of callers are counted apart: none uses up what
/// another one needs. In SCALE it is the day (4 bytes), and a byte for each kind.
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
pub struct FreeCalls<const KINDS: usize> {
	/// The day, see [`day_of`].
	pub day: u32,
	/// How many the callers of each kind made in it; 255 stands for all that are more.
	pub used: [u8; KINDS],
}

impl<const KINDS: usize> Default for FreeCalls<KINDS> {
	fn default() -> Self {
		Self {
			day: 0,
			used: [0; KINDS],
		}
	}
}

impl<const KINDS: usize> FreeCalls<KINDS> {
	/// How many callers of a kind made on this day. A kind that there is not has made all.
	pub fn used_on(&self, day: u32, kind: usize) -> u8 {
		match self.used.get(kind) {
			None => u8::MAX,
			Some(_) if self.day != day => 0,
			Some(used) => *used,
		}
	}

	/// Count one more. A new day begins at nothing.
	pub fn note(&mut self, day: u32, kind: usize) {
		if self.day != day {
			*self = Self {
				day,
				..Default::default()
			};
		}
		if let Some(used) = self.used.get_mut(kind) {
			*used = used.saturating_add(1);
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn a_day_is_that_of_unix_time() {
		assert_eq!(day_of(DAY - 1), 0);
		assert_eq!(day_of(1_767_225_600_000), 20_454);
		assert_eq!(day_of(Moment::MAX), u32::MAX);
	}

	#[test]
	fn kinds_are_counted_apart_and_each_day_anew() {
		let mut calls = FreeCalls::<3>::default();
		for (day, kind) in [(7, 0), (7, 2), (7, 0)] {
			calls.note(day, kind);
		}
		let used = |day| [0, 1, 2].map(|kind| calls.used_on(day, kind));
		assert_eq!((used(7), used(8), used(6)), ([2, 0, 1], [0; 3], [0; 3]));
		calls.note(8, 1);
		assert_eq!(
			calls,
			FreeCalls {
				day: 8,
				used: [0, 1, 0]
			}
		);
	}

	#[test]
	fn who_is_of_no_kind_has_nothing_free() {
		let mut calls = FreeCalls::<1>::default();
		calls.note(0, 1);
		assert_eq!((calls.used_on(0, 0), calls.used_on(0, 1)), (0, u8::MAX));
	}

	#[test]
	fn it_is_stored_as_the_day_and_a_byte_for_each_kind() {
		let calls = FreeCalls {
			day: 1,
			used: [2, 3],
		};
		assert_eq!(calls.encode(), [1, 0, 0, 0, 2, 3]);
		assert_eq!(FreeCalls::<3>::max_encoded_len(), 7);
	}

	proptest! {
		#[test]
		fn it_counts_those_of_the_last_day(
			calls in prop::collection::vec((0u32..3, 0usize..2), 0..600),
		) {
			let mut counted = FreeCalls::<2>::default();
			for (day, kind) in &calls {
				counted.note(*day, *kind);
			}
			let last = calls.last().map_or(0, |(day, _)| *day);
			let in_a_row = calls.iter().rev().take_while(|(day, _)| *day == last);
			let mut expected = [0u32; 2];
			for (_, kind) in in_a_row {
				expected[*kind] += 1;
			}
			for (kind, number) in expected.iter().enumerate() {
				prop_assert_eq!(u32::from(counted.used_on(last, kind)), (*number).min(255));
			}
		}
	}
}
