// SPDX-License-Identifier: Apache-2.0

//! A shipment from the proposal to the settlement by the command line, with a minute log below zero
//! that has gaps. What is due is computed here from the file alone.

#![allow(clippy::unwrap_used)]

mod common;

use common::{address, Node, ALICE, BOB, CHARLIE};
use samul_client::time;

const MINUTES: &str = concat!(
	env!("CARGO_MANIFEST_DIR"),
	"/../data/nrel_minute_temperature.csv"
);
const MINUTE: i64 = 60_000;
const GAP: i64 = 5 * MINUTE;
const LOW: i64 = -6_000;
const HIGH: i64 = -4_500;

/// Time and thousandths of a degree of every row that is kept: some minutes are taken out, so that
/// the log has gaps of 4 and of 40 minutes.
fn kept() -> Vec<(i64, i64, String)> {
	let table = std::fs::read_to_string(MINUTES).unwrap();
	let rows = table.lines().skip(1).enumerate();
	rows.filter(|(row, _)| !(100..103).contains(row) && !(400..439).contains(row))
		.map(|(_, line)| {
			let mut fields = line.split(',');
			let time = time::parse(fields.next().unwrap()).unwrap() as i64;
			let value: f64 = fields.next().unwrap().parse().unwrap();
			(time, (value * 1000.0).round() as i64, line.to_string())
		})
		.collect()
}

/// The event of a handover, as arguments.
fn event<'a>(time: &'a str, step: &'a str) -> [&'a str; 8] {
	[
		"--time",
		time,
		"--biz-step",
		step,
		"--disposition",
		"in_transit",
		"--read-point",
		"geo:39.74,-105.18",
	]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_due_is_what_the_log_shows() {
	let node = Node::start().await;
	let channels = ["air temperature:Cel:-3:-40:60"];
	let stream = node.stream("key", "p256", BOB, "1m", "5m", &channels);
	let key = node.file("key");
	let key = key.to_str().unwrap();
	let rows = kept();
	let table = node.file("table.csv");
	let lines: Vec<&str> = rows.iter().map(|(_, _, line)| line.as_str()).collect();
	let header = "time_utc,t2,t50,t80,irradiance";
	std::fs::write(&table, format!("{header}\n{}\n", lines.join("\n"))).unwrap();

	// The file's last reading is moved to an hour ago.
	let last = rows.last().unwrap().0;
	let end = time::now() as i64 / MINUTE * MINUTE - 60 * MINUTE;
	let shift = end - last;
	let begin = rows[0].0 + shift;
	let terms = node.file("terms.json");
	let text = serde_json::json!({
		"carrier": address(BOB),
		"consignee": address(CHARLIE),
		"goods": [{ "sscc": "106141412345678908" }],
		"conditions": [
			{
				"stream": stream, "channel": 0, "low": "-6", "high": "-4.5",
				"tariff": {
					"measure": "unitHours",
					"tiers": [{ "above": 0, "rate": 1_000_000 }, { "above": "2.5", "rate": 3_000_001 }],
					"cap": "1000 SML",
				},
				"unobserved": { "grace": "10m", "rate": 7_000_003, "cap": "1000 SML" },
			},
			{
				"stream": stream, "channel": 0, "low": -40, "high": "-5",
				"tariff": {
					"measure": "hoursOutside",
					"tiers": [{ "above": "0.25", "rate": 999_999 }],
					"cap": 5_000_000,
				},
			},
		],
		"price": "1 SML",
		"bond": "0.5 SML",
		"validUntil": "+1h",
		"notBefore": "-10d",
		"deadline": "+1h",
		"abandonAfter": "1d",
		"confirmationPeriod": "1h",
	});
	std::fs::write(&terms, text.to_string()).unwrap();
	let proposed = node.done(&[
		"shipment",
		"propose",
		"--terms",
		terms.to_str().unwrap(),
		"--account",
		ALICE,
	]);
	let id = proposed["shipment"].to_string();
	assert_eq!(
		node.done(&["shipment", "list", &address(CHARLIE)]),
		serde_json::json!([0])
	);
	node.done(&["shipment", "accept", &id, "--account", BOB]);
	let (begin_text, end_text) = (begin.to_string(), end.to_string());
	let to_bob = address(BOB);
	let mut offer = vec![
		"shipment",
		"offer",
		&id,
		"--to",
		&to_bob,
		"--account",
		ALICE,
	];
	offer.extend(event(&begin_text, "loading"));
	node.done(&offer);
	node.done(&["shipment", "take", &id, "--account", BOB]);
	let on_hold = node.done(&["account", "balance", &address(ALICE)]);
	assert!(on_hold["held"].as_str().unwrap().parse::<u128>().unwrap() >= 1_000_000_000_000);

	let submitted = node.done(&[
		"readings",
		"submit",
		&stream,
		table.to_str().unwrap(),
		"--key",
		key,
		"--account",
		CHARLIE,
		"--columns",
		"t2",
		"--shift",
		&format!("{shift}ms"),
		"--batch",
		"100",
	]);
	assert_eq!(submitted["readings"], rows.len());
	let to_charlie = address(CHARLIE);
	let mut offer = vec![
		"shipment",
		"offer",
		&id,
		"--to",
		&to_charlie,
		"--account",
		BOB,
	];
	offer.extend(event(&end_text, "receiving"));
	node.done(&offer);
	node.done(&["shipment", "take", &id, "--account", CHARLIE]);
	assert_eq!(node.done(&["shipment", "show", &id])["status"], "delivered");
	let foretold = node.done(&["shipment", "reckoning", &id])["reckoning"].clone();
	let before = node.done(&["account", "balance", &to_bob]);
	node.done(&["shipment", "confirm", &id, "--account", CHARLIE]);

	// Each reading holds until the next one, if that is not farther than the longest gap.
	let (mut excess, mut outside, mut unobserved) = (0i128, 0i64, 0i64);
	for pair in rows.windows(2) {
		let ((from, value, _), (to, ..)) = (&pair[0], &pair[1]);
		let length = to - from;
		if length > GAP {
			unobserved += length;
			continue;
		}
		excess += i128::from((LOW - value).max(value - HIGH).max(0)) * i128::from(length);
		if *value > -5_000 {
			outside += length;
		}
	}
	assert_eq!(unobserved, 40 * MINUTE);
	let degree_hours = (excess / 3_600_000) as u128;
	let hours = (outside * 1000 / 3_600_000) as u128;
	assert!(
		degree_hours > 2_500 && hours > 250,
		"the log has no excursion to speak of"
	);
	let expected = [
		2_500 * 1_000_000 / 1000 + (degree_hours - 2_500) * 3_000_001 / 1000,
		30 * MINUTE as u128 * 7_000_003 / 3_600_000,
		((hours - 250) * 999_999 / 1000).min(5_000_000),
		0,
		0,
	];
	let settled = node.done(&["shipment", "reckoning", &id]);
	assert_eq!(settled["ending"], "settled");
	let reckoning = &settled["reckoning"];
	assert_eq!(reckoning, &foretold);
	let amounts: Vec<u128> = reckoning["lines"]
		.as_array()
		.unwrap()
		.iter()
		.map(|line| line["amount"].as_str().unwrap().parse().unwrap())
		.collect();
	assert_eq!(amounts, expected);
	let deductions: u128 = expected.iter().sum();
	assert_eq!(reckoning["deductions"], deductions.to_string());
	assert_eq!(
		reckoning["paid"],
		(1_000_000_000_000 - deductions).to_string()
	);
	let after = node.done(&["account", "balance", &to_bob]);
	let free = |balance: &serde_json::Value| -> u128 {
		balance["free"].as_str().unwrap().parse().unwrap()
	};
	let gained = 1_500_000_000_000 - deductions;
	assert_eq!(free(&after) - free(&before), gained);

	let picture = node.file("log.svg");
	let audit = node.done(&[
		"shipment",
		"audit",
		&id,
		"--plot",
		picture.to_str().unwrap(),
	]);
	assert_eq!(audit["agrees"], true);
	assert!(std::fs::read_to_string(picture).unwrap().contains("</svg>"));
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_fail_by_their_exit_codes() {
	let node = Node::start().await;
	let nobody = format!("0x{}", "00".repeat(32));
	let refused = node.samul(&["device", "suspend", &nobody, "--account", ALICE]);
	assert_eq!(refused.code, 1, "{refused:?}");
	assert!(refused.errors.contains("DeviceIdentity."), "{refused:?}");
	let codes: [(&[&str], i32); 6] = [
		(&["device", "show", &nobody], 1),
		(&["shipment", "show", "5"], 1),
		(&["shipment", "reckoning", "5"], 1),
		(&["stream", "show", "nonsense"], 2),
		(
			&[
				"shipment",
				"propose",
				"--terms",
				"/nonexistent",
				"--account",
				ALICE,
			],
			2,
		),
		(&["--node", "ws://127.0.0.1:1", "shipment", "show", "0"], 3),
	];
	for (arguments, code) in codes {
		let answer = node.samul(arguments);
		assert_eq!(answer.code, code, "{arguments:?}: {answer:?}");
		assert!(answer.text.is_empty(), "{answer:?}");
	}
	// Readings that the chain refuses are told, and the rest comes in.
	let stream = node.stream("key", "ed25519", ALICE, "1h", "2h", &["t:Cel:0:-10:30"]);
	let table = node.file("table.csv");
	std::fs::write(
		&table,
		"time,t\n2026-01-01T00:00:00Z,5\n2026-01-01T01:00:00Z,99\n",
	)
	.unwrap();
	let key = node.file("key");
	let submit = [
		"readings",
		"submit",
		&stream,
		table.to_str().unwrap(),
		"--key",
		key.to_str().unwrap(),
		"--account",
		ALICE,
		"--batch",
		"1",
	];
	let summary = node.done(&submit);
	assert_eq!(summary["skipped"]["implausible"], 1);
	let unchecked = node.samul(&[&submit[..], &["--unchecked"]].concat());
	assert_eq!(unchecked.code, 5, "{unchecked:?}");
	assert_eq!(
		unchecked.json()["refusals"][0]["reason"],
		"Telemetry.ImplausibleValue"
	);
}
