// SPDX-License-Identifier: Apache-2.0

//! What the use of a resource costs: pure arithmetic, without storage.
//!
//! Time is paid by the unit that has begun. What a meter tells is rounded down, to thousandths of a
//! unit-hour and then to the currency's smallest unit. Nothing is more than what is on hold.

use frame_support::sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Rounding};
use samul_primitives::{
	observe::{Condition, Monitor},
	units::Channel,
};

use crate::types::{Amount, Rate};

/// Milliseconds of an hour.
const HOUR: u128 = 3_600_000;

/// The price of so many milliseconds.
pub fn by_time(rate: &Rate, milliseconds: u64) -> Amount {
	let units = milliseconds.div_ceil(rate.unit.max(1));
	rate.amount.saturating_mul(units.into())
}

/// For how many milliseconds at most an amount pays.
pub fn paid_time(rate: &Rate, amount: Amount) -> u64 {
	let Some(units) = amount.checked_div(rate.amount) else {
		return u64::MAX;
	};
	u64::try_from(units.saturating_mul(rate.unit.into())).unwrap_or(u64::MAX)
}

/// What a monitor must watch for its excess to be the integral of what is above zero.
pub fn above_zero(number: u8, channel: &Channel) -> Condition {
	Condition {
		channel: number,
		low: channel.min.min(0),
		high: 0,
		kinetic: false,
	}
}

/// Thousandths of unit-hours that a monitor measured; `exponent` is the channel's.
pub fn metered(monitor: &Monitor, exponent: i8) -> u128 {
	let power = 10u128.saturating_pow(u32::from(exponent.unsigned_abs()));
	let (multiplier, divisor) = if exponent < 0 {
		(1000, HOUR.saturating_mul(power))
	} else {
		(power.saturating_mul(1000), HOUR)
	};
	multiply_by_rational_with_rounding(monitor.excess, multiplier, divisor, Rounding::Down)
		.unwrap_or(u128::MAX)
}

/// The price of thousandths of unit-hours, of which a unit-hour costs `amount`.
pub fn by_meter(amount: Amount, thousandths: u128) -> Amount {
	multiply_by_rational_with_rounding(thousandths, amount, 1000, Rounding::Down)
		.unwrap_or(Amount::MAX)
}
