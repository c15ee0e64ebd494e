// SPDX-License-Identifier: Apache-2.0

//! Reckonings: who gets what, line by line.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::chain::runtime_types::pallet_supply_chain::reckoning::{
	Cause as StoredCause, Reckoning as StoredReckoning,
};

/// An amount; in JSON a decimal string, since it exceeds what a number keeps exact.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Amount(pub u128);

impl Serialize for Amount {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(&self.0)
	}
}

impl<'de> Deserialize<'de> for Amount {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		String::deserialize(deserializer)?
			.parse()
			.map(Self)
			.map_err(serde::de::Error::custom)
	}
}

/// What a deduction is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Cause {
	/// Values outside of a condition's range.
	Outside,
	/// Time not observed.
	Unobserved,
	/// Delivery after the deadline.
	Late,
}

/// A line of a reckoning.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Line {
	/// What for.
	pub cause: Cause,
	/// Number of the condition.
	pub condition: Option<u8>,
	/// How much was measured: thousandths of a unit-hour or hour outside, else milliseconds.
	pub quantity: u64,
	/// What is deducted for it.
	pub amount: Amount,
}

/// Who gets what, and why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reckoning {
	/// The deductions, line by line.
	pub lines: Vec<Line>,
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

impl From<&StoredReckoning> for Reckoning {
	fn from(stored: &StoredReckoning) -> Self {
		let lines = stored
			.lines
			.0
			.iter()
			.map(|line| {
				let (cause, condition) = match line.cause {
					StoredCause::Outside { condition } => (Cause::Outside, Some(condition)),
					StoredCause::Unobserved { condition } => (Cause::Unobserved, Some(condition)),
					StoredCause::Late => (Cause::Late, None),
				};
				Line {
					cause,
					condition,
					quantity: line.quantity,
					amount: Amount(line.amount),
				}
			})
			.collect();
		Self {
			lines,
			rejected_by: stored.rejected_by,
			deductions: Amount(stored.deductions),
			paid: Amount(stored.paid),
			refunded: Amount(stored.refunded),
			bond_returned: Amount(stored.bond_returned),
			bond_forfeited: Amount(stored.bond_forfeited),
		}
	}
}
