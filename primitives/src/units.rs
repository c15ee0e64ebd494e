// SPDX-License-Identifier: Apache-2.0

//! Quantities and units of measure.

use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Name of the measured quantity, such as `air temperature` (UTF-8, 1 to 32 bytes).
pub type Quantity = BoundedVec<u8, ConstU32<32>>;

/// Case-sensitive UCUM code of a unit, such as `Cel`, `%` or `W/m2` (ASCII, 1 to 16 bytes).
pub type UnitCode = BoundedVec<u8, ConstU32<16>>;

/// Largest magnitude of a raw value: 2^53 − 1, so that every JSON reader keeps it exact and no
/// accumulator can overflow within the life of a chain.
pub const MAX_VALUE: i64 = (1 << 53) - 1;

/// Largest magnitude of a decimal exponent.
pub const MAX_EXPONENT: i8 = 12;

/// What one channel of a stream measures. A reading's raw value `v` means `v · 10^exponent` of
/// the unit.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Channel {
	/// What is measured.
	pub quantity: Quantity,
	/// UCUM code of the unit.
	pub unit: UnitCode,
	/// Decimal exponent, −12 to 12.
	pub exponent: i8,
	/// Smallest plausible raw value.
	pub min: i64,
	/// Largest plausible raw value.
	pub max: i64,
}

impl Channel {
	/// Whether the channel is well formed: names not empty and in their alphabet, exponent and
	/// range within bounds, the range not empty.
	pub fn is_valid(&self) -> bool {
		!self.quantity.is_empty()
			&& core::str::from_utf8(&self.quantity).is_ok()
			&& !self.unit.is_empty()
			&& self.unit.iter().all(|byte| byte.is_ascii_graphic())
			&& self.exponent.unsigned_abs() <= MAX_EXPONENT.unsigned_abs()
			&& self.min <= self.max
			&& self.min >= -MAX_VALUE
			&& self.max <= MAX_VALUE
	}

	/// Whether a raw value is plausible.
	pub fn accepts(&self, value: i64) -> bool {
		(self.min..=self.max).contains(&value)
	}
}
