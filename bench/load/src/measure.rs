// SPDX-License-Identifier: Apache-2.0

//! Figures from what was seen.

use std::time::Instant;

use samul_client::Result;
use serde::Serialize;

use crate::{
	process::{Node, Usage},
	pump::{Sent, Trace},
};

/// Median of some values.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
	percentile(values, 0.5)
}

/// The value below which this share of some values lies.
pub fn percentile(values: impl IntoIterator<Item = f64>, share: f64) -> f64 {
	let mut values: Vec<f64> = values.into_iter().collect();
	values.sort_by(f64::total_cmp);
	let at = (values.len() as f64 * share) as usize;
	values
		.get(at.min(values.len().saturating_sub(1)))
		.copied()
		.unwrap_or(f64::NAN)
}

/// Middle and slow end of a latency, in seconds.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Latency {
	/// Half are faster.
	pub p50: f64,
	/// Nineteen of twenty are faster.
	pub p95: f64,
}

impl Latency {
	/// Of these.
	pub fn of(values: &[f64]) -> Self {
		Self {
			p50: percentile(values.iter().copied(), 0.5),
			p95: percentile(values.iter().copied(), 0.95),
		}
	}
}

/// A point of a plot.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Point {
	/// Seconds since the beginning, of the block.
	pub at: f64,
	/// Transactions a second, over the time since the block before.
	pub rate: f64,
	/// Median seconds from a transaction's submission to its finality.
	pub finality: f64,
}

/// What a load came to.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
	/// Seconds that were measured.
	pub seconds: f64,
	/// Transactions that became final in a second.
	pub transactions_per_second: f64,
	/// Bytes of a transaction.
	pub transaction_bytes: f64,
	/// Median seconds between blocks.
	pub block_time: f64,
	/// From the submission to the best block.
	pub inclusion: Latency,
	/// From the submission to the finality.
	pub finality: Latency,
	/// Cores that the node used.
	pub cores: f64,
	/// Bytes of memory of the node's own, at the most.
	pub memory: u64,
	/// Bytes of files that were in memory besides, at the end.
	pub mapped: u64,
	/// Transactions that had to be sent again, since the pool dropped them.
	pub resent: u64,
	/// Over time.
	pub points: Vec<Point>,
}

/// Samples of what a node takes, about one a second.
pub struct Sampler<'a> {
	node: &'a Node,
	begun: Instant,
	samples: Vec<(f64, Usage)>,
}

impl<'a> Sampler<'a> {
	/// From now on.
	pub fn new(node: &'a Node) -> Self {
		Self {
			node,
			begun: Instant::now(),
			samples: Vec::new(),
		}
	}

	/// Take one if it is time.
	pub fn tick(&mut self) {
		let now = self.begun.elapsed().as_secs_f64();
		if self
			.samples
			.last()
			.is_none_or(|(last, _)| now - last >= 1.0)
		{
			if let Ok(usage) = self.node.usage() {
				self.samples.push((now, usage));
			}
		}
	}

	fn most_memory(&self) -> u64 {
		let all = self.samples.iter().map(|(_, usage)| usage.memory);
		all.max().unwrap_or(0)
	}

	fn cores(&self, from: f64, to: f64) -> f64 {
		let mut within = self
			.samples
			.iter()
			.filter(|(at, _)| (from..=to).contains(at));
		match (within.next(), within.next_back()) {
			(Some((begin, first)), Some((end, last))) => (last.cpu - first.cpu) / (end - begin),
			_ => f64::NAN,
		}
	}
}

/// Seconds from each transaction's submission to when the block that has it was seen as `when` says.
fn latencies<'a>(
	trace: &'a Trace,
	sent: &'a [Sent],
	when: impl Fn(&crate::pump::Seen) -> Option<f64> + 'a,
) -> impl Iterator<Item = f64> + 'a {
	let first = trace.sent.len() - sent.len();
	let mut block = 0;
	sent.iter().enumerate().filter_map(move |(number, one)| {
		while trace.blocks.get(block)?.total <= (first + number) as u64 {
			block += 1;
		}
		Some(when(&trace.blocks[block])? - one.at)
	})
}

/// Figures of the part of a trace after the warm-up and before the source ended.
pub fn figures(trace: &Trace, warm_up: f64, sampler: &Sampler<'_>) -> Result<Figures> {
	let stop = trace.sent.last().map_or(0.0, |last| last.at);
	let done: Vec<(f64, u64)> = trace
		.blocks
		.iter()
		.filter_map(|block| Some((block.finalised?, block.total)))
		.filter(|(at, _)| (warm_up..=stop + 2.0).contains(at))
		.collect();
	let (Some(first), Some(last)) = (done.first(), done.last()) else {
		return Err(samul_client::Error::usage(
			"the load ended too early to be measured",
		));
	};
	let seconds = last.0 - first.0;
	let from = trace.sent.partition_point(|one| one.at < warm_up);
	let late = &trace.sent[from..];
	let inclusion: Vec<f64> = latencies(trace, late, |block| Some(block.at)).collect();
	let finality: Vec<f64> = latencies(trace, late, |block| block.finalised).collect();
	let bytes: usize = trace.sent.iter().map(|one| one.bytes).sum();
	let gaps = trace.blocks.windows(2).map(|pair| pair[1].at - pair[0].at);
	let all: Vec<f64> = latencies(trace, &trace.sent, |block| block.finalised).collect();
	let points = trace
		.blocks
		.windows(2)
		.map(|pair| {
			let of = |total: u64| (total as usize).min(all.len());
			Point {
				at: pair[1].at,
				rate: (pair[1].total - pair[0].total) as f64 / (pair[1].at - pair[0].at),
				finality: median(all[of(pair[0].total)..of(pair[1].total)].iter().copied()),
			}
		})
		.collect();
	Ok(Figures {
		seconds,
		transactions_per_second: (last.1 - first.1) as f64 / seconds,
		transaction_bytes: bytes as f64 / trace.sent.len() as f64,
		block_time: median(gaps),
		inclusion: Latency::of(&inclusion),
		finality: Latency::of(&finality),
		cores: sampler.cores(warm_up, stop),
		memory: sampler.most_memory(),
		mapped: sampler.node.usage()?.mapped,
		resent: trace.resent,
		points,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::pump::Seen;

	#[test]
	fn percentiles_are_of_the_sorted_values() {
		let values = [5.0, 1.0, 4.0, 2.0, 3.0];
		assert_eq!(median(values), 3.0);
		assert_eq!(percentile(values, 0.95), 5.0);
		assert!(median([]).is_nan());
	}

	#[test]
	fn a_transaction_waits_for_the_block_that_has_it() {
		let block = |number, at, total| Seen {
			number,
			at,
			finalised: Some(at + 1.0),
			total,
		};
		let trace = Trace {
			sent: [0.0, 0.5, 1.0].map(|at| Sent { at, bytes: 1 }).to_vec(),
			blocks: vec![block(1, 2.0, 0), block(2, 4.0, 2), block(3, 6.0, 3)],
			resent: 0,
		};
		let all: Vec<f64> = latencies(&trace, &trace.sent, |block| Some(block.at)).collect();
		assert_eq!(all, [4.0, 3.5, 5.0]);
		let late: Vec<f64> = latencies(&trace, &trace.sent[2..], |block| block.finalised).collect();
		assert_eq!(late, [6.0]);
	}
}
