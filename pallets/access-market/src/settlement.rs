// SPDX-License-Identifier: Apache-2.0

//! What the use of a resource costs: pure arithmetic, without storage.
//!
//! Time is paid by the unit that has begun. What a meter tells is rounded down, to thousandths of a
//! unit-hour and then to the currency's smallest unit. Nothing is more than what is on hold.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Rounding};
use samul_primitives::{
	observe::{Condition, Monitor},
	units::Channel,
	Moment,
};
use scale_info::TypeInfo;

use crate::types::{Amount, MeterPrice, Order, Prices, Rate};

/// Milliseconds of an hour.
const HOUR: u128 = 3_600_000;

/// What a session came to, and why: the charge detail record of OCPI 2.2.1, whose names are in
/// brackets. Costs are in the currency's smallest unit, times in milliseconds.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct ChargeDetail {
	/// When it began (`start_date_time`).
	pub start: Moment,
	/// When it ended (`end_date_time`).
	pub end: Moment,
	/// The time that is paid for: until the end, or the end that was agreed on if that is earlier
	/// (`total_time`).
	pub time: u64,
	/// Thousandths of unit-hours that the meter told, such as mWh (`total_energy`).
	pub energy: u64,
	/// Time in which the meter told that nothing flows, grace included (`total_parking_time`).
	pub parking_time: u64,
	/// Time of which the meter told nothing; it costs nothing by the meter.
	pub unobserved: u64,
	/// Uses that are paid for.
	pub uses: u32,
	/// The price of the start (`total_fixed_cost`).
	pub fixed_cost: Amount,
	/// The price of the time (`total_time_cost`).
	pub time_cost: Amount,
	/// The price of what flowed (`total_energy_cost`).
	pub energy_cost: Amount,
	/// The price of idle time (`total_parking_cost`).
	pub parking_cost: Amount,
	/// The price of the uses.
	pub use_cost: Amount,
	/// The rent: the sum of all these (`total_cost`).
	pub total_cost: Amount,
	/// Time after the agreed end until the resource was given back, if it had to be.
	pub overrun: u64,
	/// The price of that, which the deposit pays.
	pub overrun_cost: Amount,
}

/// The price of so many milliseconds.
pub fn by_time(rate: &Rate, milliseconds: u64) -> Amount {
	let units = milliseconds.div_ceil(rate.unit.max(1));
	rate.amount.saturating_mul(units.into())
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
pub fn metered(monitor: &Monitor, exponent: i8) -> u64 {
	let power = 10u128.saturating_pow(u32::from(exponent.unsigned_abs()));
	let (multiplier, divisor) = if exponent < 0 {
		(1000, HOUR.saturating_mul(power))
	} else {
		(power.saturating_mul(1000), HOUR)
	};
	multiply_by_rational_with_rounding(monitor.excess, multiplier, divisor, Rounding::Down)
		.and_then(|thousandths| u64::try_from(thousandths).ok())
		.unwrap_or(u64::MAX)
}

/// The price of thousandths of unit-hours, of which `per` whole ones cost `amount`.
pub fn by_meter(amount: Amount, per: u32, thousandths: u64) -> Amount {
	let divisor = u128::from(per.max(1)).saturating_mul(1000);
	multiply_by_rational_with_rounding(thousandths.into(), amount, divisor, Rounding::Down)
		.unwrap_or(Amount::MAX)
}

/// The price of idle time.
pub fn by_idle(price: &MeterPrice, milliseconds: u64) -> Amount {
	by_time(&price.idle, milliseconds.saturating_sub(price.grace))
}

/// What is known of a session when it is reckoned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Session {
	/// When it ended.
	pub end: Moment,
	/// Receipts.
	pub used: u32,
	/// What the meter told, and its channel's exponent.
	pub measured: Option<(Monitor, i8)>,
}

/// What a session comes to that was ordered like this, without overrun.
pub fn reckon(prices: &Prices, order: &Order, session: &Session) -> ChargeDetail {
	let time = session.end.min(order.until).saturating_sub(order.from);
	let uses = if prices.each_use == 0 {
		session.used
	} else {
		session.used.min(order.uses.unwrap_or(0))
	};
	let mut detail = ChargeDetail {
		start: order.from,
		end: session.end,
		time,
		uses,
		fixed_cost: prices.start,
		time_cost: by_time(&prices.time, time),
		use_cost: prices.each_use.saturating_mul(uses.into()),
		..Default::default()
	};
	if let (Some(price), Some((monitor, exponent))) = (&prices.meter, &session.measured) {
		detail.energy = metered(monitor, *exponent);
		detail.parking_time = monitor.observed.saturating_sub(monitor.outside);
		detail.unobserved = monitor.unobserved;
		detail.energy_cost = by_meter(price.amount, price.per, detail.energy).min(order.limit);
		let left = order.limit.saturating_sub(detail.energy_cost);
		detail.parking_cost = by_idle(price, detail.parking_time).min(left);
	}
	detail.total_cost = [
		detail.fixed_cost,
		detail.time_cost,
		detail.energy_cost,
		detail.parking_cost,
		detail.use_cost,
	]
	.into_iter()
	.fold(0, Amount::saturating_add);
	detail
}
