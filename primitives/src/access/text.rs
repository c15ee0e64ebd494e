// SPDX-License-Identifier: Apache-2.0

//! Permissions and hours as people write them.

use alloc::{format, string::String, vec::Vec};
use core::{fmt, str::FromStr};

use super::{Hours, Permissions, ALL_DAYS, DAY_MINUTES};

/// The permissions that have a name.
const NAMES: [(&str, Permissions); 5] = [
	("enter", Permissions::ENTER),
	("start", Permissions::START),
	("charge", Permissions::CHARGE),
	("administer", Permissions::ADMINISTER),
	("observe", Permissions::OBSERVE),
];

/// The days of the week, Monday first.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// All of them.
const DAILY: &str = "daily";

/// What is wrong with a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParseTextError {
	/// These are no permissions, or some without a meaning.
	Permissions,
	/// These are no hours.
	Hours,
}

impl fmt::Display for ParseTextError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Permissions => {
				"expected enter, start, charge, administer, observe or a number whose bits have a meaning, with commas between"
			}
			Self::Hours => {
				"expected days and hours (UTC), such as mon-fri/08:00-18:00, sat,sun/22:00-06:00 or daily/00:00-24:00"
			}
		})
	}
}

impl core::error::Error for ParseTextError {}

/// Names with commas between; those without a name as one number at the end. None is `0`.
impl fmt::Display for Permissions {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let mut rest = self.0;
		let mut comma = "";
		for (name, permission) in NAMES {
			if self.include(permission) {
				write!(f, "{comma}{name}")?;
				comma = ",";
				rest &= !permission.0;
			}
		}
		if rest != 0 || self.0 == 0 {
			write!(f, "{comma}{rest}")?;
		}
		Ok(())
	}
}

/// Names and decimal numbers with commas between: all of them together. Only what is valid is read.
impl FromStr for Permissions {
	type Err = ParseTextError;

	fn from_str(text: &str) -> Result<Self, Self::Err> {
		let bits = text.split(',').try_fold(0, |bits, part| {
			let part = part.trim();
			let named = NAMES.iter().find(|(name, _)| *name == part);
			let more = match named {
				Some((_, permission)) => permission.0,
				None => part.parse().map_err(|_| ParseTextError::Permissions)?,
			};
			Ok(bits | more)
		})?;
		let found = Self(bits);
		found
			.is_valid()
			.then_some(found)
			.ok_or(ParseTextError::Permissions)
	}
}

/// The days, a slash, and from when to when: `mon-fri/08:00-18:00`. An end that is not after the beginning
/// is on the next day.
impl fmt::Display for Hours {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let has = |day: usize| self.days >> day & 1 == 1;
		let mut parts: Vec<String> = Vec::new();
		let mut day = 0;
		while day < DAYS.len() {
			let last = (day..DAYS.len())
				.take_while(|next| has(*next))
				.last()
				.unwrap_or(day);
			match (has(day), last - day) {
				(false, _) => {}
				(true, 0) => parts.push(DAYS[day].into()),
				(true, _) => parts.push(format!("{}-{}", DAYS[day], DAYS[last])),
			}
			day = last + 1;
		}
		let days = match self.days & ALL_DAYS {
			ALL_DAYS => DAILY.into(),
			_ => parts.join(","),
		};
		let from = u64::from(self.from);
		let end = match from + u64::from(self.minutes) {
			end if end > DAY_MINUTES => end % DAY_MINUTES,
			end => end,
		};
		write!(
			f,
			"{days}/{:02}:{:02}-{:02}:{:02}",
			from / 60,
			from % 60,
			end / 60,
			end % 60
		)
	}
}

/// The days of `mon-fri`, `mon,wed,sat-sun` or `daily`: a bit for each, the lowest for Monday.
fn days(text: &str) -> Option<u8> {
	if text == DAILY {
		return Some(ALL_DAYS);
	}
	let day = |name: &str| DAYS.iter().position(|day| *day == name);
	text.split(',').try_fold(0, |bits, part| {
		let (first, last) = match part.split_once('-') {
			Some((first, last)) => (day(first)?, day(last)?),
			None => (day(part)?, day(part)?),
		};
		(first <= last).then(|| (first..=last).fold(bits, |bits, day| bits | 1 << day))
	})
}

/// The minute of the day of `08:00`; `24:00` is its end.
fn minute(text: &str) -> Option<u16> {
	let (hour, minute) = text.split_once(':')?;
	let two = |digits: &str| {
		let is_two = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
		is_two.then(|| digits.parse::<u16>().ok()).flatten()
	};
	let (hour, minute) = (two(hour)?, two(minute)?);
	let is_time = hour < 24 && minute < 60 || (hour, minute) == (24, 0);
	is_time.then_some(hour * 60 + minute)
}

impl FromStr for Hours {
	type Err = ParseTextError;

	fn from_str(text: &str) -> Result<Self, Self::Err> {
		let read = || {
			let (on, hours) = text.split_once('/')?;
			let (from, end) = hours.split_once('-')?;
			let (from, end) = (minute(from)?, minute(end)?);
			let day = DAY_MINUTES as u16;
			let minutes = if end > from {
				end - from
			} else {
				(end + day).checked_sub(from)?
			};
			let found = Self {
				days: days(on)?,
				from,
				minutes,
			};
			found.is_valid().then_some(found)
		};
		read().ok_or(ParseTextError::Hours)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::string::ToString;
	use proptest::prelude::*;

	#[test]
	fn permissions_are_read_and_written() {
		for (text, bits) in [
			("enter", 1),
			("enter,start", 3),
			("charge,observe", 0b1_0100),
			("enter,65536", 0x1_0001),
			("4294901791", 0xffff_001f),
		] {
			let read: Permissions = text.parse().unwrap();
			assert_eq!(read, Permissions(bits), "{text}");
			assert_eq!(read.to_string().parse(), Ok(read), "{text}");
		}
		assert_eq!(Permissions(0x1_0003).to_string(), "enter,start,65536");
		assert_eq!(Permissions(0).to_string(), "0");
		for wrong in [
			"",
			"0",
			"open",
			"enter,",
			"-1",
			"32",
			"4294967296",
			"enter;start",
		] {
			let error = Permissions::from_str(wrong);
			assert_eq!(error, Err(ParseTextError::Permissions), "{wrong}");
		}
	}

	#[test]
	fn hours_are_read_and_written() {
		for (text, days, from, minutes) in [
			("mon-fri/08:00-18:00", 0b001_1111, 480, 600),
			("sat-sun/22:00-06:00", 0b110_0000, 1320, 480),
			("mon,wed-thu,sun/00:00-00:01", 0b100_1101, 0, 1),
			("daily/00:00-24:00", 0b111_1111, 0, 1440),
			("daily/08:00-08:00", 0b111_1111, 480, 1440),
			("tue/08:00-24:00", 0b000_0010, 480, 960),
		] {
			let hours = Hours {
				days,
				from,
				minutes,
			};
			assert_eq!(text.parse(), Ok(hours), "{text}");
			assert_eq!(hours.to_string(), text);
		}
		assert_eq!(
			Hours::from_str("sat,sun/08:00-00:00").unwrap().to_string(),
			"sat-sun/08:00-24:00"
		);
		for wrong in [
			"",
			"mon",
			"mon/08:00",
			"/08:00-18:00",
			"fri-mon/08:00-18:00",
			"monday/08:00-18:00",
			"mon/8:00-18:00",
			"mon/08:00-24:01",
			"mon/08:60-18:00",
			"mon/24:00-24:00",
			"mon/+8:00-18:00",
		] {
			assert_eq!(
				Hours::from_str(wrong),
				Err(ParseTextError::Hours),
				"{wrong}"
			);
		}
	}

	proptest! {
		#[test]
		fn what_is_written_is_read(days in 1u8..128, from in 0u16..1440, minutes in 1u16..=1440, bits: u32) {
			let hours = Hours { days, from, minutes };
			prop_assert_eq!(hours.to_string().parse(), Ok(hours));
			let permissions = Permissions(bits & Permissions::ALL.0);
			if permissions.is_valid() {
				prop_assert_eq!(permissions.to_string().parse(), Ok(permissions));
			}
		}
	}
}
