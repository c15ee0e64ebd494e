// SPDX-License-Identifier: Apache-2.0

//! The command line where its input is not what it should be: what it says, what it exits with, and
//! that nothing which is right is lost.

#![allow(clippy::unwrap_used)]

mod common;

use std::{
	io::Write,
	process::{Command, Stdio},
	time::{Duration, Instant},
};

use common::{address, Answer, Node, ALICE, BOB};
use samul_client::time;
use serde_json::{json, Value};

const CHANNEL: &str = "t:Cel:-1:-50:50";

/// The one line of JSON with this key among what was told on standard error.
fn told(answer: &Answer, key: &str) -> Value {
	let lines = answer
		.errors
		.lines()
		.map(|line| serde_json::from_str::<Value>(line).unwrap_or_else(|_| panic!("{answer:?}")));
	let mut found = lines.filter(|line| line.get(key).is_some());
	let one = found.next().unwrap_or_else(|| panic!("{key}: {answer:?}"));
	one[key].clone()
}

/// It is the user's mistake, and the message says which.
fn is_usage(answer: &Answer, words: &str) {
	assert_eq!(answer.code, 2, "{answer:?}");
	let error = told(answer, "error");
	assert_eq!(error["kind"], "usage");
	let message = error["message"].as_str().unwrap();
	assert!(message.contains(words), "{words}: {message}");
}

/// A sensor's stream on a node, and what submits its readings.
struct Sensor {
	node: Node,
	stream: String,
	key: String,
	/// Time of the first reading.
	start: u64,
}

impl Sensor {
	async fn new() -> Self {
		let node = Node::start().await;
		let stream = node.stream("key", "ed25519", ALICE, "1m", "2m", &[CHANNEL]);
		let key = node.file("key").to_str().unwrap().into();
		Self {
			node,
			stream,
			key,
			start: time::now() - 86_400_000,
		}
	}

	/// A line of the table.
	fn row(&self, number: u64) -> String {
		format!("{},{number}\n", self.start + number * 60_000)
	}

	fn submit(&self, table: &str, options: &[&str]) -> Command {
		let mut command = self.node.command(&["readings", "submit", &self.stream]);
		command
			.args([table, "--key", &self.key, "--account", ALICE])
			.args(options)
			.stdout(Stdio::piped())
			.stderr(Stdio::piped());
		command
	}

	/// Submit what comes by standard input.
	fn piped(&self, input: &str, options: &[&str]) -> Answer {
		let mut process = self
			.submit("-", options)
			.stdin(Stdio::piped())
			.spawn()
			.unwrap();
		let mut pipe = process.stdin.take().unwrap();
		pipe.write_all(input.as_bytes()).unwrap();
		drop(pipe);
		process.wait_with_output().unwrap().into()
	}

	fn count(&self) -> u64 {
		let found = self.node.done(&["stream", "show", &self.stream]);
		found["readings"].as_u64().unwrap()
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_read_before_a_malformed_line_or_an_end_is_on_the_chain() {
	let sensor = Sensor::new().await;
	let (one, two, three) = (sensor.row(1), sensor.row(2), sensor.row(3));
	let answer = sensor.piped(&format!("time,t\n{one}{two}soon,1\n{three}"), &[]);
	is_usage(&answer, "line 4");
	assert_eq!(answer.json()["readings"], 2);
	assert_eq!(sensor.count(), 2);
	let answer = sensor.piped(
		&format!("{two}soon,1\n{three}"),
		&["--no-header", "--skip-malformed"],
	);
	assert_eq!(answer.code, 0, "{answer:?}");
	let summary = answer.json();
	assert_eq!(
		(&summary["readings"], &summary["known"]),
		(&json!(1), &json!(1))
	);
	assert_eq!(summary["skipped"]["malformed"], 1);

	// A sensor that never ends its input, until the user does.
	let mut process = sensor
		.submit("-", &["--no-header", "--batch", "2", "--flush", "1h"])
		.stdin(Stdio::piped())
		.spawn()
		.unwrap();
	let mut pipe = process.stdin.take().unwrap();
	// Two fill a batch; the third one waits for another.
	for number in 4..=6 {
		pipe.write_all(sensor.row(number).as_bytes()).unwrap();
	}
	pipe.flush().unwrap();
	let begun = Instant::now();
	while sensor.count() < 5 {
		assert!(begun.elapsed() < Duration::from_secs(60), "nothing came in");
		tokio::time::sleep(Duration::from_millis(200)).await;
	}
	tokio::time::sleep(Duration::from_secs(1)).await;
	assert_eq!(sensor.count(), 5);
	let id = process.id().to_string();
	let sent = Command::new("sh")
		.args(["-c", r#"kill -s INT "$0""#, &id])
		.status()
		.unwrap();
	assert!(sent.success());
	let answer = Answer::from(process.wait_with_output().unwrap());
	drop(pipe);
	assert_eq!(answer.code, 130, "{answer:?}");
	assert_eq!(told(&answer, "ending"), json!({}));
	assert_eq!(answer.json()["readings"], 3);
	assert_eq!(answer.json()["interrupted"], true);
	assert_eq!(sensor.count(), 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn readings_that_the_stream_has_passed_are_not_called_known() {
	let sensor = Sensor::new().await;
	let rows: String = (1..=20).map(|number| sensor.row(number)).collect();
	let first = sensor.piped(&rows, &["--no-header"]);
	assert_eq!((first.code, sensor.count()), (0, 20), "{first:?}");
	// Unix seconds for milliseconds; one that the log has, one with another value, and a new one.
	let wrong = format!("{},1\n", sensor.start / 1000);
	let changed = sensor.row(8).replace(",8", ",9");
	let (seven, more) = (sensor.row(7), sensor.row(21));
	let answer = sensor.piped(&format!("{wrong}{seven}{changed}{more}"), &["--no-header"]);
	assert_eq!(answer.code, 5, "{answer:?}");
	let summary = answer.json();
	assert_eq!(summary["readings"], 1, "{summary}");
	assert_eq!(summary["known"], 1, "{summary}");
	assert_eq!(summary["refused"], 2, "{summary}");
	let refusals = summary["refusals"].as_array().unwrap();
	let starts: Vec<_> = refusals.iter().map(|one| &one["start"]).collect();
	let eighth = sensor.start + 8 * 60_000;
	assert_eq!(starts, [&json!(sensor.start / 1000), &json!(eighth)]);
	assert_eq!(refusals[0]["reason"], "Telemetry.TimeBackwards");
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_pipe_by_name_is_read_once_and_files_that_are_no_tables_are_named() {
	let sensor = Sensor::new().await;
	let pipe = sensor.node.file("pipe");
	let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
	assert!(made.success());
	let path = pipe.to_str().unwrap();
	let process = sensor.submit(path, &["--no-header"]).spawn().unwrap();
	std::fs::write(&pipe, sensor.row(1) + &sensor.row(2)).unwrap();
	let answer = Answer::from(process.wait_with_output().unwrap());
	assert_eq!(answer.code, 0, "{answer:?}");
	assert_eq!(answer.json()["readings"], 2);

	let file = sensor.node.file("table.csv");
	let path = file.to_str().unwrap();
	let submit = |content: &str| {
		std::fs::write(&file, content).unwrap();
		Answer::from(sensor.submit(path, &[]).output().unwrap())
	};
	is_usage(&submit(&sensor.row(3)), "--no-header");
	is_usage(&submit(""), "empty");
	is_usage(&submit("time;t\n1;2\n"), "commas");
	let folder = sensor.node.folder.path().to_str().unwrap();
	let answer = Answer::from(sensor.submit(folder, &[]).output().unwrap());
	is_usage(&answer, folder);
	assert_eq!(sensor.count(), 2);
}

/// Terms that the chain would take, but for what `change` does to them.
fn terms(sensor: &Sensor, change: impl FnOnce(&mut Value)) -> String {
	let mut terms = json!({
		"carrier": address(BOB),
		"goods": [{ "sscc": "106141412345678908" }],
		"conditions": [{
			"stream": sensor.stream, "channel": 0, "low": 0, "high": 5,
			"tariff": { "measure": "hoursOutside", "tiers": [{ "above": 0, "rate": 1 }], "cap": 9 },
		}],
		"price": 100, "validUntil": "+1h", "notBefore": "-1d", "deadline": "+1d",
		"abandonAfter": "1d", "confirmationPeriod": "1h",
	});
	change(&mut terms);
	let file = sensor.node.file("terms.json");
	std::fs::write(&file, terms.to_string()).unwrap();
	file.to_str().unwrap().into()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_exceeds_a_bound_or_is_not_there_is_the_users_mistake() {
	let sensor = Sensor::new().await;
	let node = &sensor.node;
	let propose = |change: &dyn Fn(&mut Value)| {
		let file = terms(&sensor, change);
		node.samul(&["shipment", "propose", "--terms", &file, "--account", ALICE])
	};
	let many = |one: &Value, count: usize| Value::from(vec![one.clone(); count]);
	is_usage(
		&propose(&|terms| terms["goods"] = many(&terms["goods"][0], 17)),
		"17 goods",
	);
	is_usage(
		&propose(&|terms| terms["conditions"] = many(&terms["conditions"][0], 9)),
		"9 conditions",
	);
	is_usage(
		&propose(&|terms| {
			let tiers = &mut terms["conditions"][0]["tariff"]["tiers"];
			*tiers = (0..5)
				.map(|above| json!({ "above": above, "rate": 1 }))
				.collect();
		}),
		"5 tiers",
	);
	is_usage(
		&propose(&|terms| {
			terms["goods"] = json!([{ "gtin": "10614141999993", "lot": "x".repeat(21) }]);
		}),
		"lot",
	);
	is_usage(
		&propose(&|terms| (terms["asset"], terms["price"]) = (json!(7), json!("1 SML"))),
		"asset 7",
	);
	for (change, name) in [
		(
			&(|terms: &mut Value| terms["asset"] = json!(7)) as &dyn Fn(&mut Value),
			"SupplyChain.UnknownCurrency",
		),
		(&|terms| terms["goods"] = json!([]), "SupplyChain.BadGoods"),
	] {
		let answer = propose(change);
		assert_eq!(answer.code, 1, "{answer:?}");
		assert_eq!(told(&answer, "error")["name"], name);
	}
	let proposed = propose(&|_| ()).json();
	assert_eq!(proposed["shipment"], 0);
	node.done(&["shipment", "accept", "0", "--account", BOB]);
	let long = format!("geo:{}", "1".repeat(61));
	let offer = ["shipment", "offer", "0", "--account", ALICE, "--to"];
	let event = ["--biz-step", "loading", "--disposition", "in_transit"];
	let place = ["--read-point", &long];
	let bob = address(BOB);
	is_usage(
		&node.samul(&[&offer[..], &[&bob], &event, &place].concat()),
		"characters of a place",
	);
	let device = sensor.stream.split('/').next().unwrap();
	let mut open = vec!["stream", "open", device, "--interval", "1m"];
	open.extend(["--longest-gap", "2m", "--account", ALICE]);
	open.extend(["--channel", CHANNEL].repeat(9));
	is_usage(&node.samul(&open), "9 channels");
	// What the arguments themselves have wrong is told in JSON too.
	is_usage(&node.samul(&["stream", "show"]), "STREAM");
	is_usage(&node.samul(&["no-such-command"]), "no-such-command");
	let balance = node.samul(&["account", "balance", &bob, "--asset", "7"]);
	assert_eq!(balance.code, 1, "{balance:?}");
	assert_eq!(told(&balance, "error")["kind"], "notThere");
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_of_one_account_at_the_same_time_all_come_in() {
	let node = Node::start().await;
	let to = format!("0x{}", "5a".repeat(32));
	let begun = Instant::now();
	// Some are the very same.
	let running: Vec<_> = [7, 7, 7, 8, 9, 10]
		.into_iter()
		.map(|amount| {
			node.command(&["account", "transfer", &to, &format!("{amount} SML")])
				.args(["--account", ALICE])
				.stdout(Stdio::piped())
				.stderr(Stdio::piped())
				.spawn()
				.unwrap()
		})
		.collect();
	for process in running {
		let answer = Answer::from(process.wait_with_output().unwrap());
		assert_eq!(answer.code, 0, "{answer:?}");
	}
	assert!(begun.elapsed() < Duration::from_secs(60));
	let balance = node.done(&["account", "balance", &to]);
	assert_eq!(balance["free"], "48000000000000");
}
