// SPDX-License-Identifier: Apache-2.0

//! Versions of firmware that are suspended: ranges in order, with a gap between each two.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;

/// Most ranges of a model.
pub const MAX_RANGES: u32 = 16;

/// Versions of firmware, both ends included.
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
pub struct FirmwareRange {
	/// The lowest.
	pub first: u32,
	/// The highest.
	pub last: u32,
}

impl FirmwareRange {
	/// Whether there is any version in it.
	pub fn is_valid(&self) -> bool {
		self.first <= self.last
	}

	/// Whether all of the other one's versions are in it.
	fn covers(&self, other: &Self) -> bool {
		self.first <= other.first && other.last <= self.last
	}

	/// Whether there is no version between the two.
	fn touches(&self, other: &Self) -> bool {
		self.first <= other.last.saturating_add(1) && other.first <= self.last.saturating_add(1)
	}

	fn overlaps(&self, other: &Self) -> bool {
		self.first <= other.last && other.first <= self.last
	}
}

/// Why the ranges stay as they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RangeError {
	/// All of these versions are suspended already, or none of them is.
	Unchanged,
	/// There would be more ranges than [`MAX_RANGES`].
	TooMany,
}

/// Ranges in order, with a gap between each two.
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
pub struct FirmwareRanges(BoundedVec<FirmwareRange, ConstU32<MAX_RANGES>>);

impl FirmwareRanges {
	/// The ranges.
	pub fn as_slice(&self) -> &[FirmwareRange] {
		&self.0
	}

	/// Whether a version is in one of them.
	pub fn contain(&self, version: u32) -> bool {
		self.0
			.iter()
			.any(|range| (range.first..=range.last).contains(&version))
	}

	/// Whether they are in order, with a gap between each two.
	pub fn are_in_order(&self) -> bool {
		self.0.iter().all(FirmwareRange::is_valid)
			&& self
				.0
				.windows(2)
				.all(|pair| pair[0].last.saturating_add(1) < pair[1].first)
	}

	/// Add versions.
	pub fn add(&mut self, new: FirmwareRange) -> Result<(), RangeError> {
		if self.0.iter().any(|range| range.covers(&new)) {
			return Err(RangeError::Unchanged);
		}
		let mut merged = new;
		let mut all = self.0.clone().into_inner();
		all.retain(|range| {
			let touches = range.touches(&new);
			if touches {
				merged.first = merged.first.min(range.first);
				merged.last = merged.last.max(range.last);
			}
			!touches
		});
		let place = all.partition_point(|range| range.first < merged.first);
		all.insert(place, merged);
		self.0 = all.try_into().map_err(|_| RangeError::TooMany)?;
		Ok(())
	}

	/// Take versions away.
	pub fn remove(&mut self, old: FirmwareRange) -> Result<(), RangeError> {
		if !self.0.iter().any(|range| range.overlaps(&old)) {
			return Err(RangeError::Unchanged);
		}
		let mut left = alloc::vec::Vec::new();
		for range in &self.0 {
			if !range.overlaps(&old) {
				left.push(*range);
				continue;
			}
			if range.first < old.first {
				left.push(FirmwareRange {
					first: range.first,
					last: old.first.saturating_sub(1),
				});
			}
			if old.last < range.last {
				left.push(FirmwareRange {
					first: old.last.saturating_add(1),
					last: range.last,
				});
			}
		}
		self.0 = left.try_into().map_err(|_| RangeError::TooMany)?;
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn range(first: u32, last: u32) -> FirmwareRange {
		FirmwareRange { first, last }
	}

	#[test]
	fn neighbours_become_one_and_ends_are_kept() {
		let mut all = FirmwareRanges::default();
		all.add(range(5, 6)).unwrap();
		all.add(range(0, 3)).unwrap();
		assert_eq!(all.as_slice(), [range(0, 3), range(5, 6)]);
		assert_eq!(all.add(range(1, 2)), Err(RangeError::Unchanged));
		all.add(range(4, 4)).unwrap();
		assert_eq!(all.as_slice(), [range(0, 6)]);
		all.add(range(u32::MAX, u32::MAX)).unwrap();
		all.add(range(6, u32::MAX - 1)).unwrap();
		assert_eq!(all.as_slice(), [range(0, u32::MAX)]);
		all.remove(range(0, 0)).unwrap();
		all.remove(range(u32::MAX, u32::MAX)).unwrap();
		assert_eq!(all.as_slice(), [range(1, u32::MAX - 1)]);
		assert_eq!(all.remove(range(0, 0)), Err(RangeError::Unchanged));
	}

	#[test]
	fn there_are_no_more_ranges_than_have_room() {
		let mut all = FirmwareRanges::default();
		for number in 0..MAX_RANGES {
			all.add(range(number * 10, number * 10 + 2)).unwrap();
		}
		let full = all.clone();
		assert_eq!(all.add(range(1000, 1000)), Err(RangeError::TooMany));
		assert_eq!(all.remove(range(1, 1)), Err(RangeError::TooMany));
		assert_eq!(all, full);
	}

	proptest! {
		#[test]
		fn they_hold_what_was_added_and_not_taken_away(
			steps in prop::collection::vec((any::<bool>(), 0u32..64, 0u32..20), 1..40),
		) {
			let mut all = FirmwareRanges::default();
			let mut expected = [false; 90];
			for (add, first, length) in steps {
				let range = range(first, first + length);
				let result = if add { all.add(range) } else { all.remove(range) };
				let part = &mut expected[first as usize..=(first + length) as usize];
				match result {
					Ok(()) => part.fill(add),
					Err(RangeError::Unchanged) => prop_assert!(part.iter().all(|held| *held == add)),
					Err(RangeError::TooMany) => {}
				}
				prop_assert!(all.are_in_order());
				for (version, held) in expected.iter().enumerate() {
					prop_assert_eq!(all.contain(version as u32), *held);
				}
			}
		}
	}
}
