// SPDX-License-Identifier: Apache-2.0

//! A reckoning computed anew from the raw, proved readings.
//!
//! It shares no arithmetic with the chain: what is outside is summed interval by interval from the
//! log, and the terms are applied as they read. Whoever doubts a settlement runs this.

use samul_primitives::{Moment, StreamId};
use serde::Serialize;
use subxt::utils::{Static, H256};

use super::{
	reckoning::{Amount, Cause, Line},
	Reckoning, Shipment,
};
use crate::{
	chain::{
		self,
		runtime_types::pallet_supply_chain::types::{HourlyTariff, Measure, Status, Tariff},
	},
	evidence, Chain, Error, Result,
};

const HOUR: u128 = 3_600_000;

/// A reading of one channel.
pub type Sample = (Moment, i64);

/// The log behind a condition.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Log {
	/// The stream.
	pub stream: StreamId,
	/// Number of the channel.
	pub channel: u8,
	/// What is measured.
	pub quantity: String,
	/// UCUM code of the unit.
	pub unit: String,
	/// Decimal exponent of the values.
	pub exponent: i8,
	/// Smallest value inside.
	pub low: i64,
	/// Largest value inside.
	pub high: i64,
	/// Start of the window.
	pub from: Moment,
	/// End of the window, exclusive.
	pub until: Moment,
	/// The longest interval over which a reading holds, in milliseconds.
	pub longest_gap: u64,
	/// Batches whose proofs were checked.
	pub batches: u64,
	/// The readings that bear on the window.
	#[serde(skip)]
	pub samples: Vec<Sample>,
}

/// What a log shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Findings {
	/// Milliseconds observed.
	pub observed: u64,
	/// Milliseconds not observed.
	pub unobserved: u64,
	/// Milliseconds outside of the range.
	pub outside: u64,
	/// Integral of the excess: raw value · ms.
	#[serde(skip)]
	pub excess: u128,
	/// The value farthest outside, and when it was read.
	pub worst: Option<Sample>,
}

/// A checked reckoning.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Audit {
	/// The logs, in the order of the conditions.
	pub logs: Vec<Log>,
	/// What they show.
	pub findings: Vec<Findings>,
	/// What follows from them.
	pub reckoning: Reckoning,
}

/// Go through a log: each reading holds until the next one, unless that is farther away than the
/// longest gap. The window's last one holds until its end, in the same way.
pub fn examine(log: &Log) -> Findings {
	let mut findings = Findings::default();
	let window = |from: Moment, to: Moment| to.min(log.until).saturating_sub(from.max(log.from));
	let Some(first) = log.samples.first() else {
		findings.unobserved = log.until.saturating_sub(log.from);
		return findings;
	};
	findings.unobserved = window(0, first.0);
	for (number, (time, value)) in log.samples.iter().enumerate() {
		let next = log
			.samples
			.get(number + 1)
			.map_or(log.until, |next| next.0.min(log.until))
			.max(*time);
		let part = window(*time, next);
		if part == 0 {
			continue;
		}
		if next - time > log.longest_gap {
			findings.unobserved += part;
			continue;
		}
		findings.observed += part;
		let excess = (log.low - value).max(value - log.high).max(0) as u64;
		if excess == 0 {
			continue;
		}
		findings.outside += part;
		findings.excess += u128::from(excess) * u128::from(part);
		let farthest = findings
			.worst
			.is_none_or(|(_, worst)| ((log.low - worst).max(worst - log.high) as u64) < excess);
		if farthest {
			findings.worst = Some(((*time).max(log.from), *value));
		}
	}
	findings
}

fn too_large() -> Error {
	Error::Evidence("the amounts exceed what this check can compute".into())
}

/// What is measured, in thousandths of a unit-hour or an hour, rounded down.
fn quantity(measure: &Measure, findings: &Findings, exponent: i8) -> Result<u64> {
	let thousandths = match measure {
		Measure::HoursOutside => u128::from(findings.outside) * 1000 / HOUR,
		Measure::UnitHours => {
			let power = 10u128.pow(u32::from(exponent.unsigned_abs()));
			let scaled = findings.excess.checked_mul(1000).ok_or_else(too_large)?;
			if exponent < 0 {
				scaled / (HOUR * power)
			} else {
				scaled.checked_mul(power).ok_or_else(too_large)? / HOUR
			}
		}
	};
	u64::try_from(thousandths).map_err(|_| too_large())
}

fn by_tiers(tariff: &Tariff, quantity: u64) -> Result<u128> {
	let tiers = &tariff.tiers.0;
	let mut sum = 0u128;
	for (number, tier) in tiers.iter().enumerate() {
		let end = tiers.get(number + 1).map_or(quantity, |next| next.above);
		let part = quantity.min(end).saturating_sub(tier.above);
		let amount = u128::from(part)
			.checked_mul(tier.rate)
			.ok_or_else(too_large)?
			/ 1000;
		sum = sum.checked_add(amount).ok_or_else(too_large)?;
	}
	Ok(sum.min(tariff.cap))
}

fn by_hours(tariff: &HourlyTariff, milliseconds: u64) -> Result<u128> {
	let beyond = u128::from(milliseconds.saturating_sub(tariff.grace));
	let amount = beyond.checked_mul(tariff.rate).ok_or_else(too_large)? / HOUR;
	Ok(amount.min(tariff.cap))
}

/// Apply the terms to what the logs show.
pub fn apply(
	shipment: &Shipment,
	delivered: Moment,
	logs: &[Log],
) -> Result<(Vec<Findings>, Reckoning)> {
	let terms = &shipment.terms;
	let findings: Vec<Findings> = logs.iter().map(examine).collect();
	let (mut lines, mut rejected_by) = (Vec::new(), None);
	for (number, (condition, (log, found))) in terms
		.conditions
		.0
		.iter()
		.zip(logs.iter().zip(&findings))
		.enumerate()
	{
		let number = number as u8;
		let outside = quantity(&condition.tariff.measure, found, log.exponent)?;
		let limit = condition.tariff.reject_above;
		if rejected_by.is_none() && limit.is_some_and(|limit| outside > limit) {
			rejected_by = Some(number);
		}
		lines.push(Line {
			cause: Cause::Outside,
			condition: Some(number),
			quantity: outside,
			amount: Amount(by_tiers(&condition.tariff, outside)?),
		});
		lines.push(Line {
			cause: Cause::Unobserved,
			condition: Some(number),
			quantity: found.unobserved,
			amount: Amount(by_hours(&condition.unobserved, found.unobserved)?),
		});
	}
	let late = delivered.saturating_sub(terms.deadline);
	lines.push(Line {
		cause: Cause::Late,
		condition: None,
		quantity: late,
		amount: Amount(by_hours(&terms.lateness, late)?),
	});
	let deductions: u128 = lines.iter().map(|line| line.amount.0).sum();
	let refunded = match rejected_by {
		Some(_) => terms.price,
		None => deductions.min(terms.price),
	};
	let forfeited = deductions.saturating_sub(terms.price).min(terms.bond);
	let reckoning = Reckoning {
		lines,
		rejected_by,
		deductions: Amount(deductions),
		paid: Amount(terms.price - refunded),
		refunded: Amount(refunded),
		bond_returned: Amount(terms.bond - forfeited),
		bond_forfeited: Amount(forfeited),
	};
	Ok((findings, reckoning))
}

/// Fetch and prove the log of each condition of a delivered shipment.
async fn logs(chain: &Chain, shipment: &Shipment, blocks: Blocks) -> Result<Vec<Log>> {
	let state = chain.at(blocks.shipment).await?;
	let mut logs = Vec::new();
	for (number, condition) in shipment.terms.conditions.0.iter().enumerate() {
		let Static(stream) = condition.stream.clone();
		let Static(watched) = condition.condition.clone();
		let found = state
			.storage()
			.try_fetch(chain::storage().telemetry().streams(), (Static(stream),))
			.await
			.map_err(subxt::Error::from)?
			.ok_or_else(|| Error::NotThere(format!("there is no stream {stream}")))?
			.decode()
			.map_err(subxt::Error::from)?;
		let missing = || Error::Evidence(format!("condition {number} has no monitor"));
		let monitor = shipment.monitors.0.get(number).ok_or_else(missing)?;
		let from = found
			.monitors
			.0
			.iter()
			.find(|attached| attached.id == *monitor)
			.ok_or_else(missing)?
			.monitor
			.from;
		let until = *shipment.ends.0.get(number).ok_or_else(missing)?;
		let Static(channel) = found
			.spec
			.channels
			.0
			.get(usize::from(watched.channel))
			.ok_or_else(missing)?;
		let gap = found.spec.longest_gap;
		let evidence = evidence::fetch(
			chain,
			stream,
			from.saturating_sub(gap),
			until.saturating_add(gap),
			Some(blocks.readings),
		)
		.await?;
		let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
		logs.push(Log {
			stream,
			channel: watched.channel,
			quantity: text(&channel.quantity),
			unit: text(&channel.unit),
			exponent: channel.exponent,
			low: watched.low,
			high: watched.high,
			from,
			until,
			longest_gap: gap,
			batches: evidence.batches,
			samples: evidence
				.readings
				.iter()
				.map(|reading| (reading.time, reading.values[usize::from(watched.channel)]))
				.collect(),
		});
	}
	Ok(logs)
}

/// Blocks as of which a shipment is checked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Blocks {
	/// In its state the shipment still is, delivered, with its monitors.
	pub shipment: H256,
	/// Its readings are the ones that count. For a shipment that ended it is the block in which it
	/// did: the chain concludes after a block's readings.
	pub readings: H256,
}

/// Check a delivered shipment from its raw log.
pub async fn run(chain: &Chain, shipment: &Shipment, blocks: Blocks) -> Result<Audit> {
	let Status::Delivered { at: delivered } = shipment.status else {
		return Err(Error::NotThere("the goods are not delivered yet".into()));
	};
	let logs = logs(chain, shipment, blocks).await?;
	let (findings, reckoning) = apply(shipment, delivered, &logs)?;
	Ok(Audit {
		logs,
		findings,
		reckoning,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::runtime_types::{
		bounded_collections::bounded_vec::BoundedVec, pallet_supply_chain::types::Tier,
	};

	fn log(samples: &[Sample]) -> Log {
		Log {
			stream: StreamId::default(),
			channel: 0,
			quantity: "air temperature".into(),
			unit: "Cel".into(),
			exponent: -1,
			low: 130,
			high: 145,
			from: 1000,
			until: 2000,
			longest_gap: 300,
			batches: 1,
			samples: samples.to_vec(),
		}
	}

	#[test]
	fn a_reading_holds_until_the_next_within_the_window() {
		// Before the window 160 holds into it; 120 holds to 1500, 140 to 1650, then it is more than
		// 300 to 1960, which holds to the end.
		let found = examine(&log(&[
			(900, 160),
			(1100, 120),
			(1300, 120),
			(1500, 140),
			(1650, 150),
			(1960, 150),
		]));
		assert_eq!(found.observed, 690);
		assert_eq!(found.unobserved, 310);
		assert_eq!(found.outside, 540);
		assert_eq!(found.excess, 15 * 100 + 10 * 400 + 5 * 40);
		assert_eq!(found.worst, Some((1000, 160)));
		// What comes after the window changes nothing in it.
		let all = [(1000, 140), (1300, 140), (1600, 140), (1700, 150)];
		let later = [&all[..], &[(2050, 150)]].concat();
		assert_eq!(examine(&log(&later)), examine(&log(&all)));
		assert_eq!(examine(&log(&all)).observed, 1000);
	}

	#[test]
	fn the_ends_of_the_window_are_observed_or_not() {
		assert_eq!(examine(&log(&[])).unobserved, 1000);
		let late = examine(&log(&[(1400, 140), (1700, 140)]));
		assert_eq!((late.observed, late.unobserved), (600, 400));
		let cut = examine(&log(&[(1000, 140), (1300, 140), (1600, 140)]));
		assert_eq!((cut.observed, cut.unobserved), (600, 400));
		let after = examine(&log(&[(2000, 160)]));
		assert_eq!((after.observed, after.unobserved), (0, 1000));
	}

	#[test]
	fn tiers_are_priced_each_by_itself_and_capped() {
		let tariff = |cap| Tariff {
			measure: Measure::UnitHours,
			tiers: BoundedVec(vec![
				Tier {
					above: 1000,
					rate: 10,
				},
				Tier {
					above: 3000,
					rate: 33,
				},
			]),
			cap,
			reject_above: None,
		};
		assert_eq!(by_tiers(&tariff(1000), 999).unwrap(), 0);
		assert_eq!(by_tiers(&tariff(1000), 2550).unwrap(), 15);
		assert_eq!(by_tiers(&tariff(1000), 3999).unwrap(), 20 + 32);
		assert_eq!(by_tiers(&tariff(30), 3999).unwrap(), 30);
		let hourly = HourlyTariff {
			grace: 1000,
			rate: 3600,
			cap: 50,
		};
		assert_eq!(by_hours(&hourly, 500).unwrap(), 0);
		assert_eq!(by_hours(&hourly, 11_999).unwrap(), 10);
		assert_eq!(by_hours(&hourly, 3_600_000).unwrap(), 50);
	}
}
