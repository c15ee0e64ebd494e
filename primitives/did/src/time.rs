// SPDX-License-Identifier: Apache-2.0

//! Times as DID Core has them: XML dates in UTC without fractions of a second.

use jiff::Timestamp;
use samul_primitives::Moment;

/// Write the second of a time; nothing if it is past the year 9999.
pub fn format(moment: Moment) -> Option<String> {
	let seconds = i64::try_from(moment / 1000).ok()?;
	let stamp = Timestamp::from_second(seconds).ok()?;
	Some(stamp.to_string())
}

/// Read a second: its last millisecond. So what is written of a change reads as a time after it.
pub fn parse(text: &str) -> Option<Moment> {
	const FORM: &[u8; 20] = b"0000-00-00T00:00:00Z";
	let fits = |(found, form): (u8, &u8)| match form {
		b'0' => found.is_ascii_digit(),
		_ => found == *form,
	};
	if text.len() != FORM.len() || !text.bytes().zip(FORM).all(fits) {
		return None;
	}
	let stamp: Timestamp = text.parse().ok()?;
	let seconds = Moment::try_from(stamp.as_second()).ok()?;
	// A leap second reads as the one before it.
	seconds.checked_mul(1000)?.checked_add(999)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn a_second_counts_to_its_end() {
		assert_eq!(format(1_672_531_200_500).unwrap(), "2023-01-01T00:00:00Z");
		assert_eq!(parse("2023-01-01T00:00:00Z"), Some(1_672_531_200_999));
		assert_eq!(format(Moment::MAX), None);
		for wrong in [
			"",
			"2023-01-01",
			"2023-01-01T00:00:00",
			"2023-01-01T00:00:00.5Z",
			"2023-01-01T01:00:00+01:00",
			"2023-13-01T00:00:00Z",
			"2023-02-30T00:00:00Z",
			"1969-12-31T23:59:59Z",
			"2023-01-01t00:00:00z",
			"２023-01-01T00:00:0Z",
		] {
			assert_eq!(parse(wrong), None, "{wrong}");
		}
	}

	proptest! {
		#[test]
		fn a_change_is_not_after_its_own_second(moment in 0u64..253_000_000_000_000) {
			let read = parse(&format(moment).unwrap()).unwrap();
			prop_assert!(moment <= read && read - moment < 1000);
		}

		#[test]
		fn any_text_is_read_or_refused(text in "\\PC{0,24}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z") {
			if let Some(moment) = parse(&text) {
				prop_assert_eq!(moment % 1000, 999);
			}
		}
	}
}
