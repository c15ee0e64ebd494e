// SPDX-License-Identifier: Apache-2.0

//! GS1 identification keys (GS1 General Specifications): digits with a check digit, modulo 10.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;

/// Most bytes of a lot (application identifier 10).
pub const MAX_LOT: u32 = 20;

/// What is shipped.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum GoodsId {
	/// A logistic unit: SSCC, 18 ASCII digits.
	Sscc([u8; 18]),
	/// Trade items: GTIN-14, 14 ASCII digits, and the lot (up to 20 printable ASCII characters).
	Gtin {
		/// The GTIN.
		gtin: [u8; 14],
		/// The lot; empty if it does not matter.
		lot: BoundedVec<u8, ConstU32<MAX_LOT>>,
	},
}

impl GoodsId {
	/// Whether the digits are digits and the last one checks.
	pub fn is_valid(&self) -> bool {
		match self {
			Self::Sscc(digits) => checks(digits),
			Self::Gtin { gtin, lot } => checks(gtin) && lot.iter().all(u8::is_ascii_graphic),
		}
	}
}

/// Whether ASCII digits end with their GS1 check digit: from the right, weights 1, 3, 1, 3, … give
/// a sum that ten divides.
pub fn checks(digits: &[u8]) -> bool {
	let mut sum = 0u32;
	for (place, digit) in digits.iter().rev().enumerate() {
		if !digit.is_ascii_digit() {
			return false;
		}
		sum += u32::from(digit - b'0') * if place % 2 == 0 { 1 } else { 3 };
	}
	!digits.is_empty() && sum.is_multiple_of(10)
}
