// SPDX-License-Identifier: Apache-2.0

//! Times and durations as text. Inside, a time is Unix milliseconds, a duration milliseconds.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::{SignedDuration, Timestamp};
use samul_primitives::Moment;

use crate::{Error, Result};

/// Now, by this machine's clock.
pub fn now() -> Moment {
	SystemTime::now()
		.duration_since(UNIX_EPOCH)
		.map_or(0, |elapsed| elapsed.as_millis() as Moment)
}

/// Read a time: RFC 3339 with an offset (`2026-05-01T06:00:00Z`), Unix milliseconds, `now`, or a
/// signed duration from now (`+14d`, `-2h 30m`).
pub fn parse(text: &str) -> Result<Moment> {
	let text = text.trim();
	let wrong = || {
		Error::usage(format!(
			"not a time: `{text}`; write 2026-05-01T06:00:00Z, Unix milliseconds, now, +14d or -2h"
		))
	};
	if text == "now" {
		return Ok(now());
	}
	if text.bytes().all(|byte| byte.is_ascii_digit()) {
		return text.parse().map_err(|_| wrong());
	}
	if let Some(ahead) = text.strip_prefix('+') {
		return now().checked_add(duration(ahead)?).ok_or_else(wrong);
	}
	if let Some(back) = text.strip_prefix('-') {
		return now().checked_sub(duration(back)?).ok_or_else(wrong);
	}
	let stamp: Timestamp = text.parse().map_err(|_| wrong())?;
	Moment::try_from(stamp.as_millisecond()).map_err(|_| wrong())
}

/// Read a duration: `90m`, `1h 30m`, `14d` (24 hours each), or milliseconds.
pub fn duration(text: &str) -> Result<u64> {
	let text = text.trim();
	let wrong = || {
		Error::usage(format!(
			"not a duration: `{text}`; write 90m, 1h 30m or 14d"
		))
	};
	if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
		return text.parse().map_err(|_| wrong());
	}
	// A day is 24 hours here; the library leaves days to calendars.
	let (days, rest) = match text.split_once('d') {
		Some((days, rest)) if days.bytes().all(|byte| byte.is_ascii_digit()) => {
			(days.parse::<u64>().map_err(|_| wrong())?, rest.trim())
		}
		_ => (0, text),
	};
	let rest = if rest.is_empty() && text.contains('d') {
		0
	} else {
		let rest: SignedDuration = rest.parse().map_err(|_| wrong())?;
		u64::try_from(rest.as_millis()).map_err(|_| wrong())?
	};
	days.checked_mul(86_400_000)
		.and_then(|days| days.checked_add(rest))
		.ok_or_else(wrong)
}

/// Write a time by RFC 3339, in UTC.
pub fn format(time: Moment) -> String {
	i64::try_from(time)
		.ok()
		.and_then(|millis| Timestamp::from_millisecond(millis).ok())
		.map_or_else(|| time.to_string(), |stamp| stamp.to_string())
}

/// Write a duration: `3h 20m`.
pub fn format_duration(millis: u64) -> String {
	let (days, rest) = (millis / 86_400_000, millis % 86_400_000);
	let parts = [
		(days, "d"),
		(rest / 3_600_000, "h"),
		(rest / 60_000 % 60, "m"),
		(rest / 1000 % 60, "s"),
		(rest % 1000, "ms"),
	];
	let text: Vec<String> = parts
		.iter()
		.filter(|(count, _)| *count > 0)
		.map(|(count, unit)| format!("{count}{unit}"))
		.collect();
	if text.is_empty() {
		"0s".into()
	} else {
		text.join(" ")
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn times_are_read_in_every_form() {
		assert_eq!(parse("2023-01-01T00:00:00Z").unwrap(), 1_672_531_200_000);
		assert_eq!(
			parse("2023-01-01T02:00:00+02:00").unwrap(),
			1_672_531_200_000
		);
		assert_eq!(parse("1672531200000").unwrap(), 1_672_531_200_000);
		let (ahead, back) = (parse("+1d").unwrap(), parse("-1d").unwrap());
		assert!((ahead - back).abs_diff(2 * 86_400_000) < 1000);
		for wrong in [
			"",
			"yesterday",
			"2023-01-01T00:00:00",
			"-",
			"1960-01-01T00:00:00Z",
		] {
			assert_eq!(parse(wrong).unwrap_err().exit_code(), 2, "{wrong}");
		}
	}

	#[test]
	fn durations_are_read_and_written() {
		for (text, millis) in [
			("90m", 5_400_000),
			("1h 30m", 5_400_000),
			("14d", 14 * 86_400_000),
			("1d 2h", 26 * 3_600_000),
			("250", 250),
			("1500ms", 1500),
		] {
			assert_eq!(duration(text).unwrap(), millis, "{text}");
		}
		for wrong in ["", "-1h", "soon", "d", "99999999999999999999d"] {
			assert!(duration(wrong).is_err(), "{wrong}");
		}
		assert_eq!(format_duration(12_000_000), "3h 20m");
		assert_eq!(format_duration(90_061_001), "1d 1h 1m 1s 1ms");
		assert_eq!(format_duration(0), "0s");
		assert_eq!(format(1_672_531_200_000), "2023-01-01T00:00:00Z");
	}
}
