// SPDX-License-Identifier: Apache-2.0

//! What is due by the log: pure arithmetic, without storage.
//!
//! Quantities and amounts are rounded down, in the carrier's favour: a quantity to thousandths, an
//! amount to the currency's smallest unit, once for each tier. What comes out adds up to price and
//! bond to the last unit.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Rounding},
	traits::ConstU32,
	BoundedVec,
};
use samul_primitives::{observe::Monitor, Moment};
use scale_info::TypeInfo;

use crate::types::{Amount, HourlyTariff, Measure, Tariff, Terms, MAX_CONDITIONS};

/// Milliseconds of an hour.
const HOUR: u128 = 3_600_000;
/// Most lines of a reckoning: two for each condition, and lateness.
pub const MAX_LINES: u32 = 2 * MAX_CONDITIONS + 1;

/// What a deduction is for.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Cause {
	/// Values outside of the range of this condition. The quantity is in thousandths of a
	/// unit-hour or an hour.
	Outside {
		/// Number of the condition.
		condition: u8,
	},
	/// Time not observed by the monitor of this condition. The quantity is in milliseconds.
	Unobserved {
		/// Number of the condition.
		condition: u8,
	},
	/// Delivery after the deadline. The quantity is in milliseconds.
	Late,
}

/// A line of a reckoning.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Line {
	/// What for.
	pub cause: Cause,
	/// How much was measured.
	pub quantity: u64,
	/// What is deducted for it.
	pub amount: Amount,
}

/// Who gets what, and why.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Reckoning {
	/// The deductions, line by line, also those of nothing.
	pub lines: BoundedVec<Line, ConstU32<MAX_LINES>>,
	/// The condition beyond whose limit nothing is due.
	pub rejected_by: Option<u8>,
	/// Sum of the lines.
	pub deductions: Amount,
	/// Of the price, to the carrier.
	pub paid: Amount,
	/// Of the price, back to the buyer.
	pub refunded: Amount,
	/// Of the bond, back to the carrier.
	pub bond_returned: Amount,
	/// Of the bond, to the buyer.
	pub bond_forfeited: Amount,
}

/// The measure that a tariff counts, in thousandths; `exponent` is the channel's.
pub fn quantity(measure: Measure, monitor: &Monitor, exponent: i8) -> u64 {
	let thousandths = match measure {
		Measure::HoursOutside => u128::from(monitor.outside) * 1000 / HOUR,
		Measure::UnitHours => {
			let power = 10u128.saturating_pow(u32::from(exponent.unsigned_abs()));
			let (multiplier, divisor) = if exponent < 0 {
				(1000, HOUR.saturating_mul(power))
			} else {
				(power.saturating_mul(1000), HOUR)
			};
			multiply_by_rational_with_rounding(monitor.excess, multiplier, divisor, Rounding::Down)
				.unwrap_or(u128::MAX)
		}
	};
	u64::try_from(thousandths).unwrap_or(u64::MAX)
}

/// `quantity · rate / unit`, rounded down; the largest amount if that is larger.
fn priced(quantity: u128, rate: Amount, unit: u128) -> Amount {
	multiply_by_rational_with_rounding(quantity, rate, unit, Rounding::Down).unwrap_or(Amount::MAX)
}

/// What a tariff deducts for a quantity in thousandths.
pub fn by_tiers(tariff: &Tariff, quantity: u64) -> Amount {
	let ends = tariff
		.tiers
		.iter()
		.skip(1)
		.map(|tier| tier.above)
		.chain([u64::MAX]);
	tariff
		.tiers
		.iter()
		.zip(ends)
		.map(|(tier, end)| {
			let part = quantity.min(end).saturating_sub(tier.above);
			priced(u128::from(part), tier.rate, 1000)
		})
		.fold(0, Amount::saturating_add)
		.min(tariff.cap)
}

/// What an hourly tariff deducts for milliseconds.
pub fn by_hours(tariff: &HourlyTariff, milliseconds: u64) -> Amount {
	let beyond = milliseconds.saturating_sub(tariff.grace);
	priced(u128::from(beyond), tariff.rate, HOUR).min(tariff.cap)
}

/// What is due: `measured` has for each condition its monitor and its channel's exponent, `late` is
/// the time after the deadline in milliseconds.
pub fn reckon<AccountId, AssetId>(
	terms: &Terms<AccountId, AssetId>,
	measured: &[(Monitor, i8)],
	late: u64,
) -> Reckoning {
	let mut lines = BoundedVec::new();
	let mut rejected_by = None;
	let mut add = |cause, quantity, amount| {
		// There is room for all by construction.
		let _ = lines.try_push(Line {
			cause,
			quantity,
			amount,
		});
	};
	for (number, (condition, (monitor, exponent))) in
		terms.conditions.iter().zip(measured).enumerate()
	{
		let number = number as u8;
		let tariff = &condition.tariff;
		let outside = quantity(tariff.measure, monitor, *exponent);
		if rejected_by.is_none() && tariff.reject_above.is_some_and(|limit| outside > limit) {
			rejected_by = Some(number);
		}
		add(
			Cause::Outside { condition: number },
			outside,
			by_tiers(tariff, outside),
		);
		let missing = monitor.unobserved;
		let amount = by_hours(&condition.unobserved, missing);
		add(Cause::Unobserved { condition: number }, missing, amount);
	}
	add(Cause::Late, late, by_hours(&terms.lateness, late));

	let deductions = lines.iter().fold(0, |sum: Amount, line: &Line| {
		sum.saturating_add(line.amount)
	});
	let refunded = if rejected_by.is_some() {
		terms.price
	} else {
		deductions.min(terms.price)
	};
	let bond_forfeited = deductions.saturating_sub(terms.price).min(terms.bond);
	Reckoning {
		lines,
		rejected_by,
		deductions,
		paid: terms.price.saturating_sub(refunded),
		refunded,
		bond_returned: terms.bond.saturating_sub(bond_forfeited),
		bond_forfeited,
	}
}

/// How late a delivery is.
pub fn lateness(delivered: Moment, deadline: Moment) -> u64 {
	delivered.saturating_sub(deadline)
}
