// SPDX-License-Identifier: Apache-2.0

//! A node that is killed in the middle of ingest, and gateways that do the same work.

#![allow(clippy::unwrap_used)]

mod common;

use std::{
	process::Stdio,
	time::{Duration, Instant},
};

use common::{Node, ALICE, BOB, CHARLIE};

const HOURLY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/greensboro_hourly.csv");
/// Data rows of the file.
const ROWS: u64 = 8760;
const CHANNELS: [&str; 2] = [
	"air temperature:Cel:-1:-60:60",
	"relative humidity:%:0:0:100",
];

fn count(node: &Node, stream: &str) -> u64 {
	node.done(&["stream", "show", stream])["readings"]
		.as_u64()
		.unwrap()
}

/// All that the chain has, as a table without its header.
fn fetched(node: &Node, stream: &str) -> Vec<String> {
	let file = node.file("fetched.csv");
	let file = file.to_str().unwrap();
	let answer = node.done(&["readings", "fetch", stream, "--output", file]);
	assert_eq!(answer["signedByPresentKey"], answer["batches"]);
	let table = std::fs::read_to_string(file).unwrap();
	table.lines().skip(1).map(str::to_string).collect()
}

/// The file's first rows, with the two columns that are submitted.
fn original(rows: usize) -> Vec<String> {
	let table = std::fs::read_to_string(HOURLY).unwrap();
	let columns = |line: &str| line.rsplit_once(',').unwrap().0.to_string();
	table.lines().skip(1).take(rows).map(columns).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_is_killed_while_readings_come_in_loses_none_and_doubles_none() {
	let mut node = Node::start().await;
	let stream = node.stream("key", "ed25519", ALICE, "1h", "2h", &CHANNELS);
	let key = node.file("key");
	let key = key.to_str().unwrap();
	let gateway = node
		.command(&["readings", "submit", &stream, HOURLY, "--key", key])
		.args(["--account", ALICE, "--batch", "120", "--batches", "4"])
		.stdout(Stdio::piped())
		.spawn()
		.unwrap();
	let begun = Instant::now();
	while count(&node, &stream) < 1000 {
		assert!(
			begun.elapsed() < Duration::from_secs(60),
			"nothing comes in"
		);
		tokio::time::sleep(Duration::from_millis(300)).await;
	}
	node.kill();
	tokio::time::sleep(Duration::from_secs(3)).await;
	node.restart().await;
	assert!(
		count(&node, &stream) < ROWS,
		"it was over before the end came"
	);

	let output = gateway.wait_with_output().unwrap();
	assert_eq!(output.status.code(), Some(0));
	let summary: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
	assert_eq!(summary["refused"], 0);
	assert_eq!(count(&node, &stream), ROWS);
	assert!(fetched(&node, &stream) == original(ROWS as usize));

	// To do it all again changes nothing.
	let again = node.done(&[
		"readings",
		"submit",
		&stream,
		HOURLY,
		"--key",
		key,
		"--account",
		ALICE,
		"--batch",
		"1024",
	]);
	assert_eq!(again["known"], ROWS);
	assert_eq!(again["readings"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_gateways_with_the_same_readings_bring_in_each_once() {
	let node = Node::start().await;
	let stream = node.stream("key", "secp256k1", ALICE, "1h", "2h", &CHANNELS);
	let key = node.file("key");
	let key = key.to_str().unwrap();
	let gateways: Vec<_> = [
		&["--account", BOB][..],
		&["--account", CHARLIE],
		&["--authorized"],
	]
	.into_iter()
	.map(|payer| {
		node.command(&["readings", "submit", &stream, HOURLY, "--key", key])
			.args([
				"--to",
				"2023-01-20T23:00:00Z",
				"--batch",
				"48",
				"--batches",
				"2",
			])
			.args(payer)
			.stdout(Stdio::piped())
			.spawn()
			.unwrap()
	})
	.collect();
	let mut came_in = 0;
	for gateway in gateways {
		let output = gateway.wait_with_output().unwrap();
		assert_eq!(output.status.code(), Some(0));
		let summary: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
		assert_eq!(summary["refused"], 0, "{summary}");
		let total = summary["readings"].as_u64().unwrap() + summary["known"].as_u64().unwrap();
		assert_eq!(total, 480, "{summary}");
		came_in += summary["readings"].as_u64().unwrap();
	}
	assert_eq!(came_in, 480);
	assert_eq!(fetched(&node, &stream), original(480));
}
