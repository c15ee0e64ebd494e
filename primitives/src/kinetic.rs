// SPDX-License-Identifier: Apache-2.0

//! Mean kinetic temperature (USP <1079.2>, ICH Q1A) in integers.
//!
//! `T_K = (ΔH/R) / −ln(Σ w(T)·Δt / Σ Δt)` with `w(T) = exp(−ΔH/(R·T))` and ΔH/R = 10,000 K
//! (ΔH = 83.144 kJ/mol). The factors are taken relative to that of 20 °C, which cancels in the end
//! and keeps them near one. Fixed point with 60 fractional bits; within 1 mK of the formula in
//! floating point over the whole range.

use crate::units::Channel;

/// Lowest temperature that is computed with: −100 °C, in millikelvin.
pub const MIN: i64 = 173_150;
/// Highest temperature that is computed with: 100 °C, in millikelvin.
pub const MAX: i64 = 373_150;

/// 0 °C in millikelvin.
const ZERO_CELSIUS: i64 = 273_150;
/// Reference temperature in millikelvin.
const REFERENCE: i128 = 293_150;
/// ΔH/R in millikelvin.
const ACTIVATION: i128 = 10_000_000;
const BITS: u32 = 60;
const ONE: i128 = 1 << BITS;
/// ln 2 with 60 fractional bits.
const LN_2: i128 = 799_144_290_325_165_979;

/// How the raw values of a channel become millikelvin.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Scale {
	exponent: i8,
	offset: i64,
}

impl Scale {
	/// The scale of a temperature channel: its unit is `Cel` or `K`, and its plausible range lies
	/// within [`MIN`] to [`MAX`]; `None` for others.
	pub fn of(channel: &Channel) -> Option<Self> {
		let offset = match channel.unit.as_slice() {
			b"Cel" => ZERO_CELSIUS,
			b"K" => 0,
			_ => return None,
		};
		let scale = Self {
			exponent: channel.exponent,
			offset,
		};
		let inside = |raw| (MIN..=MAX).contains(&scale.millikelvin(raw));
		(inside(channel.min) && inside(channel.max)).then_some(scale)
	}

	/// A raw value in millikelvin, rounded towards minus infinity below a millikelvin.
	pub fn millikelvin(&self, raw: i64) -> i64 {
		let shift = i32::from(self.exponent) + 3;
		let power = 10i64.checked_pow(shift.unsigned_abs()).unwrap_or(i64::MAX);
		let scaled = if shift < 0 {
			raw.div_euclid(power)
		} else {
			raw.saturating_mul(power)
		};
		scaled.saturating_add(self.offset)
	}

	/// `w(T)/w(20 °C)` of a raw value, with 60 fractional bits. Out of −100 to 100 °C the nearer
	/// end counts.
	pub fn factor(&self, raw: i64) -> u128 {
		factor(self.millikelvin(raw))
	}
}

/// `w(T)/w(20 °C)` of a temperature in millikelvin.
pub fn factor(millikelvin: i64) -> u128 {
	let temperature = i128::from(millikelvin.clamp(MIN, MAX));
	// ΔH/R · (1/T₀ − 1/T), between −24 and 8.
	let exponent = (((temperature - REFERENCE) * ACTIVATION) << BITS) / (temperature * REFERENCE);
	exp(exponent).unsigned_abs()
}

/// The mean kinetic temperature in millikelvin of factors summed over `observed` milliseconds;
/// `None` if nothing was observed.
pub fn mean(sum: u128, observed: u64) -> Option<u32> {
	let mean = i128::try_from(sum.checked_div(u128::from(observed))?).ok()?;
	if mean <= 0 {
		return None;
	}
	// 1/T = 1/T₀ − ln(mean)/(ΔH/R), to the nearest millikelvin.
	let divisor = (ACTIVATION << BITS) - ln(mean) * REFERENCE;
	let dividend = (REFERENCE * ACTIVATION) << BITS;
	u32::try_from((dividend + divisor / 2).checked_div(divisor)?).ok()
}

/// e^x for x between −30 and 30, both with 60 fractional bits.
fn exp(x: i128) -> i128 {
	// x = k·ln 2 + r with 0 ≤ r < ln 2.
	let halvings = x.div_euclid(LN_2);
	let rest = x.rem_euclid(LN_2);
	let mut term = ONE;
	let mut sum = ONE;
	for n in 1..24 {
		term = ((term * rest) >> BITS) / n;
		sum += term;
	}
	if halvings >= 0 {
		sum << halvings
	} else {
		sum >> -halvings
	}
}

/// Natural logarithm of x > 0, both with 60 fractional bits.
fn ln(x: i128) -> i128 {
	let exponent = x.ilog2() as i128 - BITS as i128;
	let mantissa = if exponent >= 0 {
		x >> exponent
	} else {
		x << -exponent
	};
	// ln m = 2·artanh((m − 1)/(m + 1)), 0 ≤ (m − 1)/(m + 1) < 1/3.
	let z = ((mantissa - ONE) << BITS) / (mantissa + ONE);
	let square = (z * z) >> BITS;
	let (mut power, mut sum) = (z, 0);
	for n in (1..50).step_by(2) {
		sum += power / n;
		power = (power * square) >> BITS;
	}
	exponent * LN_2 + 2 * sum
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn by_formula(parts: &[(i64, u64)]) -> f64 {
		let total: f64 = parts.iter().map(|(_, time)| *time as f64).sum();
		let sum: f64 = parts
			.iter()
			.map(|(temperature, time)| {
				(-10_000.0 / (*temperature as f64 / 1000.0)).exp() * *time as f64
			})
			.sum();
		10_000_000.0 / -(sum / total).ln()
	}

	proptest! {
		#[test]
		fn agrees_with_the_formula_in_floating_point(
			parts in proptest::collection::vec((MIN..=MAX, 1u64..1_000_000_000), 1..60)
		) {
			let sum = parts.iter().map(|(t, time)| factor(*t) * u128::from(*time)).sum();
			let observed = parts.iter().map(|(_, time)| *time).sum();
			let mean = mean(sum, observed).unwrap();
			prop_assert!((f64::from(mean) - by_formula(&parts)).abs() <= 1.0);
		}

		#[test]
		fn lies_between_the_lowest_and_the_highest(
			parts in proptest::collection::vec(MIN..=MAX, 1..20)
		) {
			let sum = parts.iter().map(|t| factor(*t)).sum();
			let mean = i64::from(mean(sum, parts.len() as u64).unwrap());
			prop_assert!(*parts.iter().min().unwrap() <= mean + 1);
			prop_assert!(mean <= *parts.iter().max().unwrap() + 1);
		}
	}

	#[test]
	fn a_constant_temperature_is_its_own_mean() {
		for temperature in [MIN, 253_150, 278_150, 293_150, 310_000, MAX] {
			assert_eq!(
				mean(factor(temperature) * 1000, 1000),
				Some(temperature as u32)
			);
		}
		assert_eq!(mean(0, 0), None);
	}

	#[test]
	fn a_sum_cannot_overflow_in_a_century() {
		let century = 100 * 366 * 86_400_000u128;
		assert!(factor(MAX).checked_mul(century).is_some());
	}
}
