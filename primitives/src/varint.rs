// SPDX-License-Identifier: Apache-2.0

//! Variable-length integers: unsigned LEB128 in its shortest form, and zigzag for signed ones.

use alloc::vec::Vec;

/// Append `value` as unsigned LEB128.
pub fn put(out: &mut Vec<u8>, mut value: u64) {
	while value >= 0x80 {
		out.push(value as u8 | 0x80);
		value >>= 7;
	}
	out.push(value as u8);
}

/// Append `value` as zigzag LEB128.
pub fn put_signed(out: &mut Vec<u8>, value: i64) {
	put(out, ((value << 1) ^ (value >> 63)) as u64)
}

/// Take an unsigned LEB128 from the front of `input`; `None` if it is cut, longer than it needs
/// to be, or over 64 bits.
#[inline]
pub fn take(input: &mut &[u8]) -> Option<u64> {
	let (&first, mut rest) = input.split_first()?;
	if first < 0x80 {
		*input = rest;
		return Some(u64::from(first));
	}
	let mut value = u64::from(first & 0x7f);
	let mut shift = 7u32;
	loop {
		let (&byte, tail) = rest.split_first()?;
		rest = tail;
		// The tenth byte has room for one bit.
		if shift == 63 && byte > 1 {
			return None;
		}
		value |= u64::from(byte & 0x7f) << shift;
		if byte < 0x80 {
			*input = rest;
			return (byte != 0).then_some(value);
		}
		shift += 7;
		if shift > 63 {
			return None;
		}
	}
}

/// Take a zigzag LEB128 from the front of `input`.
#[inline]
pub fn take_signed(input: &mut &[u8]) -> Option<i64> {
	take(input).map(|raw| ((raw >> 1) as i64) ^ -((raw & 1) as i64))
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	proptest! {
		#[test]
		fn unsigned_round_trips(value: u64) {
			let mut bytes = Vec::new();
			put(&mut bytes, value);
			let mut rest = &bytes[..];
			prop_assert_eq!(take(&mut rest), Some(value));
			prop_assert!(rest.is_empty());
		}

		#[test]
		fn signed_round_trips(value: i64) {
			let mut bytes = Vec::new();
			put_signed(&mut bytes, value);
			prop_assert_eq!(take_signed(&mut &bytes[..]), Some(value));
		}

		#[test]
		fn one_value_has_one_encoding(bytes in proptest::collection::vec(any::<u8>(), 0..12)) {
			let mut rest = &bytes[..];
			if let Some(value) = take(&mut rest) {
				let mut again = Vec::new();
				put(&mut again, value);
				prop_assert_eq!(&again[..], &bytes[..bytes.len() - rest.len()]);
			}
		}
	}

	#[test]
	fn the_longest_value_fits_and_a_longer_one_does_not() {
		let mut largest = [0xff; 10];
		largest[9] = 1;
		assert_eq!(take(&mut &largest[..]), Some(u64::MAX));
		largest[9] = 2;
		assert_eq!(take(&mut &largest[..]), None);
		assert_eq!(take(&mut &[0xff; 11][..]), None);
	}
}
