// SPDX-License-Identifier: Apache-2.0

//! How a reading is extended in time, and what is accumulated from it.
//!
//! **The rule, the same everywhere.** A reading's value holds from its own time, inclusive, to the
//! time of the next reading, exclusive, provided that this is no longer than the stream's longest
//! gap. If it is longer, nothing of the interval between the two is observed. The last reading
//! holds in the same way up to the moment at which it is asked, and a window's last one up to the
//! window's end, whatever comes later. All times are in milliseconds.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

use crate::{ids::Moment, kinetic, units::Channel};

/// Statistics of one channel over the life of its stream.
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
pub struct ChannelStats {
	/// Value of the last reading.
	pub last: i64,
	/// Smallest value.
	pub min: i64,
	/// Largest value.
	pub max: i64,
	/// Integral of the value over the observed time (raw value · ms).
	pub integral: i128,
}

impl ChannelStats {
	/// The statistics of one reading.
	pub fn first(value: i64) -> Self {
		Self {
			last: value,
			min: value,
			max: value,
			integral: 0,
		}
	}

	/// Fold in the next reading; the last one was observed for `held` milliseconds.
	pub fn fold(&mut self, value: i64, held: u64) {
		let area = i128::from(self.last).saturating_mul(i128::from(held));
		self.integral = self.integral.saturating_add(area);
		self.last = value;
		self.min = self.min.min(value);
		self.max = self.max.max(value);
	}

	/// Time-weighted mean over `observed` milliseconds, rounded to the nearest raw value (a half
	/// away from zero); the last value if nothing was observed yet.
	pub fn mean(&self, observed: u64) -> i64 {
		if observed == 0 {
			return self.last;
		}
		let observed = i128::from(observed);
		let half = if self.integral < 0 {
			-(observed / 2)
		} else {
			observed / 2
		};
		i64::try_from(self.integral.saturating_add(half) / observed).unwrap_or(self.last)
	}
}

/// How long of the interval between two readings is observed: all of it, or nothing if it is
/// longer than the longest gap.
pub fn held(from: Moment, to: Moment, longest_gap: u64) -> u64 {
	let interval = to.saturating_sub(from);
	if interval <= longest_gap {
		interval
	} else {
		0
	}
}

/// What a monitor watches: one channel and the range that its raw values should keep to.
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
pub struct Condition {
	/// Number of the channel within the stream.
	pub channel: u8,
	/// Smallest raw value inside.
	pub low: i64,
	/// Largest raw value inside.
	pub high: i64,
	/// Whether the mean kinetic temperature is wanted; only for a channel in `Cel` or `K`, whose
	/// plausible range lies within −100 to 100 °C.
	pub kinetic: bool,
}

impl Condition {
	/// Whether it says something of a channel: its range is not empty and leaves out something that is
	/// plausible (what is not plausible does not come in), and the channel has a mean kinetic
	/// temperature if that is wanted.
	pub fn fits(&self, channel: &Channel) -> bool {
		self.low <= self.high
			&& (channel.min < self.low || self.high < channel.max)
			&& (!self.kinetic || kinetic::Scale::of(channel).is_some())
	}

	/// How far a raw value is outside.
	pub fn excess(&self, value: i64) -> u64 {
		if value < self.low {
			self.low.abs_diff(value)
		} else if value > self.high {
			value.abs_diff(self.high)
		} else {
			0
		}
	}
}

/// A value and when it was read.
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
pub struct Sample {
	/// Raw value.
	pub value: i64,
	/// Time of the reading that brought it, or of the start of the window if it held then.
	pub at: Moment,
}

/// The accumulators of a monitor over its window.
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
pub struct Monitor {
	/// What is watched.
	pub condition: Condition,
	/// Start of the window.
	pub from: Moment,
	/// End of the window, exclusive; open if none.
	pub until: Option<Moment>,
	/// Time up to which the window is accounted for.
	pub covered_to: Moment,
	/// Milliseconds observed.
	pub observed: u64,
	/// Milliseconds not observed.
	pub unobserved: u64,
	/// Milliseconds observed outside of the range.
	pub outside: u64,
	/// Integral of the excess over time (raw value · ms).
	pub excess: u128,
	/// Longest excursion: milliseconds observed outside without a break. A gap breaks it.
	pub longest: u64,
	/// The excursion that is going on, in milliseconds.
	pub running: u64,
	/// The value farthest outside, the first of several.
	pub worst: Option<Sample>,
	/// Sum for the mean kinetic temperature, see [`kinetic`]; 0 where it is not wanted.
	pub kinetic_sum: u128,
}

impl Monitor {
	/// A monitor of which nothing is accounted for yet.
	pub fn new(condition: Condition, from: Moment) -> Self {
		Self {
			condition,
			from,
			until: None,
			covered_to: from,
			observed: 0,
			unobserved: 0,
			outside: 0,
			excess: 0,
			longest: 0,
			running: 0,
			worst: None,
			kinetic_sum: 0,
		}
	}

	/// Account for the time up to `to`: the stream's last reading before it, `last`, gave the
	/// channel its raw value; `factor` is [`kinetic::Scale::factor`] of it where it is wanted.
	/// Time that is accounted for already, or lies outside of the window, changes nothing.
	pub fn advance(
		&mut self,
		last: Option<(Moment, i64)>,
		to: Moment,
		longest_gap: u64,
		factor: impl FnOnce(i64) -> u128,
	) {
		let end = self.until.map_or(to, |until| to.min(until));
		if end <= self.covered_to {
			return;
		}
		let (held_from, value) = match last {
			Some((at, value)) if held(at, end, longest_gap) > 0 => {
				(at.clamp(self.covered_to, end), value)
			}
			_ => (end, 0),
		};
		let gap = held_from.saturating_sub(self.covered_to);
		let span = end.saturating_sub(held_from);
		self.covered_to = end;
		if gap > 0 {
			self.unobserved = self.unobserved.saturating_add(gap);
			self.running = 0;
		}
		if span == 0 {
			return;
		}
		self.observed = self.observed.saturating_add(span);
		let excess = self.condition.excess(value);
		if excess == 0 {
			self.running = 0;
		} else {
			self.outside = self.outside.saturating_add(span);
			let area = u128::from(excess).saturating_mul(u128::from(span));
			self.excess = self.excess.saturating_add(area);
			self.running = self.running.saturating_add(span);
			self.longest = self.longest.max(self.running);
			if self
				.worst
				.is_none_or(|worst| self.condition.excess(worst.value) < excess)
			{
				self.worst = Some(Sample {
					value,
					at: held_from,
				});
			}
		}
		if self.condition.kinetic {
			let part = factor(value).saturating_mul(u128::from(span));
			self.kinetic_sum = self.kinetic_sum.saturating_add(part);
		}
	}

	/// Mean kinetic temperature of the observed time in millikelvin; `None` if it was not wanted
	/// or nothing was observed.
	pub fn mean_kinetic_temperature(&self) -> Option<u32> {
		if !self.condition.kinetic {
			return None;
		}
		kinetic::mean(self.kinetic_sum, self.observed)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::vec::Vec;
	use proptest::prelude::*;

	const NO_FACTOR: fn(i64) -> u128 = |_| 0;

	fn condition(low: i64, high: i64) -> Condition {
		Condition {
			channel: 0,
			low,
			high,
			kinetic: false,
		}
	}

	fn run(readings: &[(u64, i64)], from: u64, to: u64, gap: u64, low: i64, high: i64) -> Monitor {
		let mut monitor = Monitor::new(condition(low, high), from);
		let mut last = None;
		for (at, value) in readings {
			monitor.advance(last, *at, gap, NO_FACTOR);
			last = Some((*at, *value));
		}
		monitor.until = Some(to);
		monitor.advance(last, to, gap, NO_FACTOR);
		monitor
	}

	/// The same by looking at each millisecond on its own.
	fn slowly(
		readings: &[(u64, i64)],
		from: u64,
		to: u64,
		gap: u64,
		low: i64,
		high: i64,
	) -> (u64, u64, u64, u128, u64) {
		let (mut observed, mut unobserved, mut outside, mut excess) = (0, 0, 0, 0u128);
		let (mut longest, mut running) = (0, 0);
		for now in from..to {
			let before = readings.iter().rev().find(|(at, _)| *at <= now);
			let after = readings
				.iter()
				.map(|(at, _)| *at)
				.find(|at| *at > now)
				.unwrap_or(to);
			match before {
				Some((at, value)) if after - at <= gap => {
					observed += 1;
					let over = if *value < low {
						low - value
					} else {
						(value - high).max(0)
					};
					if over > 0 {
						outside += 1;
						running += 1;
						longest = longest.max(running);
						excess += over as u128;
					} else {
						running = 0;
					}
				}
				_ => {
					unobserved += 1;
					running = 0;
				}
			}
		}
		(observed, unobserved, outside, excess, longest)
	}

	proptest! {
		#[test]
		fn a_monitor_agrees_with_counting_milliseconds(
			steps in proptest::collection::vec((1u64..30, -20i64..20), 0..20),
			from in 0u64..60, span in 1u64..200, gap in 1u64..25,
		) {
			let mut time = 0;
			let readings: Vec<_> = steps.iter().map(|(step, value)| {
				time += step;
				(time, *value)
			}).collect();
			// The window ends after the last reading: what comes later is another test's.
			let to = from.max(time) + span;
			let monitor = run(&readings, from, to, gap, -5, 8);
			let expected = slowly(&readings, from, to, gap, -5, 8);
			prop_assert_eq!(
				(monitor.observed, monitor.unobserved, monitor.outside, monitor.excess, monitor.longest),
				expected
			);
			prop_assert_eq!(monitor.observed + monitor.unobserved, to - from);
		}

		#[test]
		fn the_mean_is_that_of_exact_division(
			values in proptest::collection::vec((-1000i64..1000, 1u64..1000), 1..30)
		) {
			let mut stats = ChannelStats::first(values[0].0);
			let (mut area, mut time) = (0f64, 0u64);
			for pair in values.windows(2) {
				stats.fold(pair[1].0, pair[0].1);
				area += pair[0].0 as f64 * pair[0].1 as f64;
				time += pair[0].1;
			}
			let expected = if time == 0 { values[0].0 as f64 } else { (area / time as f64).round() };
			prop_assert_eq!(stats.mean(time) as f64, expected);
			prop_assert_eq!(stats.min, values.iter().map(|(value, _)| *value).min().unwrap());
			prop_assert_eq!(stats.max, values.iter().map(|(value, _)| *value).max().unwrap());
		}
	}

	#[test]
	fn a_window_is_cut_at_both_ends() {
		let mut monitor = Monitor::new(condition(0, 10), 100);
		monitor.until = Some(200);
		monitor.advance(Some((50, 20)), 150, 1000, NO_FACTOR);
		monitor.advance(Some((150, 5)), 500, 1000, NO_FACTOR);
		monitor.advance(Some((500, 90)), 900, 1000, NO_FACTOR);
		assert_eq!(
			(monitor.observed, monitor.outside, monitor.excess),
			(100, 50, 500)
		);
		assert_eq!(monitor.worst, Some(Sample { value: 20, at: 100 }));
	}

	#[test]
	fn what_comes_after_the_window_changes_nothing_in_it() {
		let mut asked = Monitor::new(condition(0, 10), 0);
		asked.until = Some(100);
		let mut told_later = asked;
		asked.advance(Some((40, 20)), 100, 60, NO_FACTOR);
		// The next reading is farther away than the longest gap, the end of the window is not.
		told_later.advance(Some((40, 20)), 500, 60, NO_FACTOR);
		assert_eq!(asked, told_later);
		assert_eq!((asked.outside, asked.unobserved), (60, 40));
	}

	#[test]
	fn the_longest_gap_itself_is_observed_and_a_millisecond_more_is_not() {
		assert_eq!(held(0, 60, 60), 60);
		assert_eq!(held(0, 61, 60), 0);
		assert_eq!(held(5, 5, 60), 0);
	}

	#[test]
	fn the_worst_value_is_the_first_of_the_farthest() {
		let monitor = run(&[(0, 12), (10, -4), (20, 14), (30, 3)], 0, 40, 100, 0, 10);
		assert_eq!(monitor.worst, Some(Sample { value: -4, at: 10 }));
	}
}
