// SPDX-License-Identifier: Apache-2.0

//! Decimal numbers, exactly: no floating point between a file and the chain.

use crate::{Error, Result};

/// Read a decimal number as a raw value at `exponent`: `21.5` at −1 is 215. Digits that the exponent
/// has no room for must be zero, unless `round`: then the nearest raw value is taken, a half away
/// from zero.
pub fn parse(text: &str, exponent: i8, round: bool) -> Result<i64> {
	let text = text.trim();
	let wrong = || Error::usage(format!("not a decimal number: `{text}`"));
	let (mantissa, power) = match text.split_once(['e', 'E']) {
		Some((mantissa, power)) => (mantissa, power.parse::<i32>().map_err(|_| wrong())?),
		None => (text, 0),
	};
	let (negative, mantissa) = match mantissa.strip_prefix('-') {
		Some(rest) => (true, rest),
		None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
	};
	let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
	let digits = format!("{whole}{fraction}");
	if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
		return Err(wrong());
	}
	let too_large = || Error::usage(format!("`{text}` is out of range"));
	// The number is digits · 10^shift raw values.
	let shift = i64::from(power) - fraction.len() as i64 - i64::from(exponent);
	let digits = digits.trim_start_matches('0');
	if digits.is_empty() {
		return Ok(0);
	}
	let magnitude: i128 = if shift >= 0 {
		if shift > 30 || digits.len() > 30 {
			return Err(too_large());
		}
		digits
			.parse::<i128>()
			.ok()
			.and_then(|value| value.checked_mul(10i128.checked_pow(shift as u32)?))
			.ok_or_else(too_large)?
	} else {
		let cut = usize::try_from(-shift).map_err(|_| too_large())?;
		let (kept, lost) = digits.split_at(digits.len().saturating_sub(cut));
		if lost.bytes().any(|digit| digit != b'0') && !round {
			return Err(Error::usage(format!(
				"`{text}` has more digits than the exponent {exponent} keeps"
			)));
		}
		// The first lost digit is that of the tenths only if it stands right after the point.
		let half = lost.len() == cut && lost.as_bytes().first().is_some_and(|digit| *digit >= b'5');
		let kept: i128 = if kept.is_empty() {
			0
		} else {
			kept.parse().map_err(|_| too_large())?
		};
		kept + i128::from(half)
	};
	let value = if negative { -magnitude } else { magnitude };
	i64::try_from(value).map_err(|_| too_large())
}

/// Write a raw value at `exponent` as a decimal number: 215 at −1 is `21.5`.
pub fn format(value: i64, exponent: i8) -> String {
	let digits = value.unsigned_abs().to_string();
	let sign = if value < 0 { "-" } else { "" };
	if exponent >= 0 {
		let zeros = if value == 0 { 0 } else { exponent as usize };
		return format!("{sign}{digits}{}", "0".repeat(zeros));
	}
	let places = usize::from(exponent.unsigned_abs());
	let digits = format!("{digits:0>width$}", width = places + 1);
	let (whole, fraction) = digits.split_at(digits.len() - places);
	format!("{sign}{whole}.{fraction}")
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn decimals_are_exact() {
		for (text, exponent, value) in [
			("21.5", -1, 215),
			("-4.669", -3, -4669),
			("10.0", -1, 100),
			("10.00", -1, 100),
			("7", -2, 700),
			("1500", 2, 15),
			("1.5e3", 0, 1500),
			("-0.0", -1, 0),
			(".5", -1, 5),
			("5.", 0, 5),
			("+3", 0, 3),
			("0.000", 5, 0),
		] {
			assert_eq!(parse(text, exponent, false).unwrap(), value, "{text}");
		}
		for (text, exponent) in [
			("21.55", -1),
			("", 0),
			("-", 0),
			("1,5", -1),
			("NaN", 0),
			("1e99", 0),
			("9223372036854775808", 0),
			("0.0001", -3),
			("150", 2),
		] {
			assert!(parse(text, exponent, false).is_err(), "{text}");
		}
	}

	#[test]
	fn what_has_no_room_is_rounded_when_asked() {
		for (text, exponent, value) in [
			("21.55", -1, 216),
			("21.549", -1, 215),
			("-7.69272", -2, -769),
			("-0.5", 0, -1),
			("0.04", -1, 0),
			("0.004", -1, 0),
			("0.05", -1, 1),
			("0.4", 3, 0),
			("500", 3, 1),
			("60", 3, 0),
		] {
			assert_eq!(parse(text, exponent, true).unwrap(), value, "{text}");
		}
	}

	proptest! {
		#[test]
		fn what_is_written_is_read(value: i64, exponent in -12i8..=0) {
			prop_assert_eq!(parse(&format(value, exponent), exponent, false).unwrap(), value);
		}

		#[test]
		fn what_is_written_is_read_above_one(value in -1_000_000i64..1_000_000, exponent in 0i8..=12) {
			prop_assert_eq!(parse(&format(value, exponent), exponent, false).unwrap(), value);
		}
	}
}
