// SPDX-License-Identifier: Apache-2.0

//! Amounts of money as text.

use crate::{Error, Result};

/// Symbol of the native token.
pub const SYMBOL: &str = "SML";
/// Decimals of the native token.
pub const DECIMALS: usize = 12;

/// Read an amount: an integer in the currency's smallest unit, or a decimal number of the native
/// token (`1500 SML`, `0.25SML`).
pub fn parse(text: &str) -> Result<u128> {
	let text = text.trim();
	let wrong = || {
		Error::usage(format!(
			"not an amount: `{text}`; write an integer in the smallest unit, or such as 12.5 {SYMBOL}"
		))
	};
	let Some(number) = text.strip_suffix(SYMBOL) else {
		return text.parse().map_err(|_| wrong());
	};
	let number = number.trim();
	let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
	let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
	if number.is_empty() || !digits(whole) || !digits(fraction) || fraction.len() > DECIMALS {
		return Err(wrong());
	}
	format!("{whole}{fraction:0<DECIMALS$}")
		.parse()
		.map_err(|_| wrong())
}

/// Read an amount of the native token, or of a registered asset: of that an integer in its smallest
/// unit.
pub fn parse_in(currency: &serde_json::Value, text: &str) -> Result<u128> {
	if currency != "native" && text.trim().ends_with(SYMBOL) {
		return Err(Error::usage(format!(
			"`{text}` is an amount of the native token: write an integer in the smallest unit of asset {currency}"
		)));
	}
	parse(text)
}

/// Write an amount of the native token, without trailing zeros: `1500 SML`.
pub fn format(amount: u128) -> String {
	let digits = format!("{amount:0>width$}", width = DECIMALS + 1);
	let (whole, fraction) = digits.split_at(digits.len() - DECIMALS);
	let fraction = fraction.trim_end_matches('0');
	if fraction.is_empty() {
		format!("{whole} {SYMBOL}")
	} else {
		format!("{whole}.{fraction} {SYMBOL}")
	}
}

/// Write an amount of the native token, or of a registered asset.
pub fn format_in(currency: &serde_json::Value, amount: u128) -> String {
	if currency == "native" {
		format(amount)
	} else {
		format!("{amount} of asset {currency}")
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn amounts_are_read() {
		assert_eq!(parse("42").unwrap(), 42);
		assert_eq!(parse("1.5 SML").unwrap(), 1_500_000_000_000);
		assert_eq!(parse("1500SML").unwrap(), 1_500_000_000_000_000);
		assert_eq!(parse("0.000000000001 SML").unwrap(), 1);
		for wrong in [
			"",
			"SML",
			"1.5",
			"-1",
			"0.0000000000001 SML",
			"1e3",
			"1..2 SML",
		] {
			assert!(parse(wrong).is_err(), "{wrong}");
		}
		let asset = serde_json::json!(7);
		assert_eq!(parse_in(&asset, "42").unwrap(), 42);
		assert_eq!(parse_in(&asset, "42 SML").unwrap_err().exit_code(), 2);
		assert_eq!(
			parse_in(&"native".into(), "1 SML").unwrap(),
			1_000_000_000_000
		);
		assert_eq!(format(1_500_000_000_000), "1.5 SML");
		assert_eq!(format(0), "0 SML");
		assert_eq!(format_in(&serde_json::json!(7), 5), "5 of asset 7");
	}

	proptest! {
		#[test]
		fn what_is_written_is_read(amount: u128) {
			prop_assert_eq!(parse(&format(amount)).unwrap(), amount);
		}
	}
}
