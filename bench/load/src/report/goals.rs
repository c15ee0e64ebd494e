// SPDX-License-Identifier: Apache-2.0

//! The goals, and whether they are met.

use serde_json::{json, Value};

use super::{list, number};

/// The figures of ingest by an account at so many readings a batch: devices in turns, or each with
/// several batches in a row.
fn by_account(all: &Value, readings: u64, in_turns: bool) -> Option<&Value> {
	list(&all["ingest"]).iter().find(|found| {
		let load = &found["load"];
		load["payer"] == "account"
			&& load["readings"] == readings
			&& (load["inARow"] == 1) == in_turns
	})
}

/// For each goal whose figure was measured: what it is about, the goal, the figure, and the verdict.
pub fn rows(all: &Value) -> Vec<Vec<String>> {
	let mut rows = Vec::new();
	let mut goal = |what: &str, want: &str, have: Option<f64>, met: fn(f64) -> bool| {
		if let Some(have) = have {
			let verdict = if met(have) { "met" } else { "**not met**" };
			rows.push(vec![
				what.into(),
				want.into(),
				number(&json!(have)),
				verdict.into(),
			]);
		}
	};
	let of = |readings, in_turns, field: &str| {
		by_account(all, readings, in_turns).and_then(|it| it[field].as_f64())
	};
	let anvil = list(&all["anvil"])
		.iter()
		.find(|found| found["readingsPerBatch"] == 60)
		.and_then(|found| found["readingsPerSecond"].as_f64());
	let ratio = |one: Option<f64>, other: Option<f64>| Some(one? / other?);
	for (in_turns, how) in [
		(true, "devices in turns"),
		(false, "64 of a device in a row"),
	] {
		goal(
			&format!("readings a second at 60 a batch, {how}, to anvil's"),
			"≥ 3",
			ratio(of(60, in_turns, "readingsPerSecond"), anvil),
			|have| have >= 3.0,
		);
		goal(
			&format!("batches a second at 60 readings, {how}, to verifications on one core"),
			"≥ 0.4",
			ratio(
				of(60, in_turns, "batchesPerSecond"),
				all["machine"]["ed25519"].as_f64(),
			),
			|have| have >= 0.4,
		);
	}
	goal(
		"readings a second at 240 a batch, for ten minutes",
		"≥ 500,000",
		all["sustained"]["readingsPerSecond"].as_f64(),
		|have| have >= 500_000.0,
	);
	goal(
		"balance transfers a second",
		"≥ 1,645",
		all["transfers"]["transactionsPerSecond"].as_f64(),
		|have| have >= 1645.0,
	);
	goal(
		"bytes in block bodies a reading, 240 a batch",
		"≤ 3",
		of(240, true, "bodyBytes"),
		|have| have <= 3.0,
	);
	goal(
		"bytes that the state grows by a reading, 240 a batch for ten minutes",
		"0",
		all["sustained"]["stateBytes"].as_f64(),
		|have| have < 0.01,
	);
	let growth = |devices: u64| {
		let found = list(&all["growth"])
			.iter()
			.find(|found| found["load"]["devices"] == devices);
		found.map(|found| {
			(
				found["batchesPerSecond"].as_f64(),
				&found["figures"],
				&found["idle"],
			)
		})
	};
	let rate = |devices| growth(devices).and_then(|(rate, ..)| rate);
	goal(
		"batches a second with 1,000,000 devices, to 10,000",
		"≥ 0.8",
		ratio(rate(1_000_000), rate(10_000)),
		|have| have >= 0.8,
	);
	let level = |share: f64| {
		list(&all["network"]["levels"])
			.iter()
			.find(move |level| level["share"] == share)
	};
	goal(
		"finality p95 in block times, four validators at 80 % load",
		"≤ 3",
		level(0.8).and_then(|level| Some(level["finality"]["p95"].as_f64()? / 2.0)),
		|have| have <= 3.0,
	);
	goal(
		"blocks a slot, four validators at 100 % load",
		"≥ 0.98",
		level(1.0).and_then(|level| level["blocksASlot"].as_f64()),
		|have| have >= 0.98,
	);
	let bytes = |value: &Value| value.as_f64().map(|bytes| bytes / 1048576.0);
	goal(
		"MiB of memory with 1,000,000 devices",
		"< 1,024",
		growth(1_000_000).and_then(|(_, figures, _)| bytes(&figures["memory"])),
		|have| have < 1024.0,
	);
	goal(
		"MiB of memory of an idle node",
		"< 200",
		bytes(&all["idle"]["memory"]),
		|have| have < 200.0,
	);
	let decision = |percentile: &str| {
		let found = list(&all["access"])
			.iter()
			.find(|found| found["rights"] == 100_000)?;
		let asked = ["warm", "restarted"].map(|when| list(&found[when]["asked"]));
		let own = asked.concat().into_iter().filter_map(|asked| {
			let decides = ["account", "device", "absent"].contains(&asked["question"].as_str()?);
			let seconds = asked["own"][percentile].as_f64()?;
			decides.then_some(seconds * 1e6)
		});
		own.reduce(f64::max)
	};
	goal(
		"µs of a node's own time of a decision on access with 100,000 rights, median of the slowest kind",
		"< 500",
		decision("p50"),
		|have| have < 500.0,
	);
	goal("the same, p95", "< 1,000", decision("p95"), |have| {
		have < 1000.0
	});
	rows
}
