// SPDX-License-Identifier: Apache-2.0

//! What an operator does with a node besides running it, and what monitoring and client libraries
//! expect of it.

#![allow(clippy::unwrap_used)]

mod common;

use std::{
	io::{Read, Write},
	net::TcpStream,
	path::Path,
	process::{Command, Stdio},
	time::{Duration, Instant},
};

use common::{free_port, Node, ALICE};
use samul_client::{connection::Config, Chain};
use serde_json::Value;
use subxt::{config::substrate::SubstrateExtrinsicParamsBuilder, rpcs::client::RpcParams};
use tempfile::TempDir;

const HOURLY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/greensboro_hourly.csv");
const CHANNELS: [&str; 2] = [
	"air temperature:Cel:-1:-60:60",
	"relative humidity:%:0:0:100",
];

/// Methods that client libraries, wallets and auditors call.
const METHODS: [&str; 33] = [
	"author_submitAndWatchExtrinsic",
	"author_submitExtrinsic",
	"chainHead_v1_body",
	"chainHead_v1_call",
	"chainHead_v1_follow",
	"chainHead_v1_header",
	"chainHead_v1_storage",
	"chainHead_v1_unfollow",
	"chainHead_v1_unpin",
	"chainSpec_v1_chainName",
	"chainSpec_v1_genesisHash",
	"chainSpec_v1_properties",
	"chain_getBlock",
	"chain_getFinalizedHead",
	"chain_subscribeFinalizedHeads",
	"grandpa_proveFinality",
	"grandpa_roundState",
	"grandpa_subscribeJustifications",
	"payment_queryInfo",
	"samul_device",
	"samul_readings",
	"samul_reckoning",
	"samul_shipment",
	"samul_shipmentsOf",
	"samul_stream",
	"state_call",
	"state_getMetadata",
	"state_getReadProof",
	"system_accountNextIndex",
	"system_dryRun",
	"system_health",
	"transactionWatch_v1_submitAndWatch",
	"transaction_v1_broadcast",
];

/// Run a command of the node that has to succeed; gives what it printed.
fn done(arguments: &[&str]) -> String {
	let output = Command::new(env!("CARGO_BIN_EXE_samul-node"))
		.args(arguments)
		.stdin(Stdio::null())
		.output()
		.unwrap();
	let errors = String::from_utf8_lossy(&output.stderr);
	assert!(output.status.success(), "{arguments:?}: {errors}");
	String::from_utf8(output.stdout).unwrap()
}

/// The same on the chain that a folder of a [`Node`] holds.
fn done_in(folder: &TempDir, arguments: &[&str]) -> String {
	let base = folder.path().join("chain");
	let mut all = arguments.to_vec();
	all.extend(["--dev", "--base-path", base.to_str().unwrap()]);
	done(&all)
}

/// What the database of a node that does not run holds.
fn info(folder: &TempDir) -> Value {
	serde_json::from_str(&done_in(folder, &["chain-info"])).unwrap()
}

fn number(info: &Value, which: &str) -> u64 {
	info[which].as_u64().unwrap()
}

/// Wait until the head that this method names has come to this block.
async fn reach(chain: &Chain, head: &str, block: u64) {
	let begun = Instant::now();
	loop {
		let mut params = RpcParams::new();
		let hash: Value = chain.request(head, RpcParams::new()).await.unwrap();
		params.push(hash).unwrap();
		let header: Value = chain.request("chain_getHeader", params).await.unwrap();
		let number = header["number"].as_str().unwrap().trim_start_matches("0x");
		if u64::from_str_radix(number, 16).unwrap() >= block {
			return;
		}
		assert!(
			begun.elapsed() < Duration::from_secs(60),
			"{head} stays at {number}, {block} is expected"
		);
		tokio::time::sleep(Duration::from_millis(200)).await;
	}
}

/// All readings of a stream, each proved.
fn fetched(node: &Node, stream: &str) -> String {
	let file = node.file("fetched.csv");
	let path = file.to_str().unwrap();
	let answer = node.done(&["readings", "fetch", stream, "--output", path]);
	assert_eq!(answer["signedByPresentKey"], answer["batches"]);
	std::fs::read_to_string(file).unwrap()
}

fn has_database(folder: &TempDir) -> bool {
	let chain = folder.path().join("chain/chains/samul_dev");
	assert!(chain.is_dir());
	chain.join("paritydb").exists()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exported_chain_is_imported_with_its_readings_reverted_and_purged() {
	let mut node = Node::start().await;
	let stream = node.stream("key", "ed25519", ALICE, "1h", "2h", &CHANNELS);
	let key = node.file("key");
	let mut submit = vec!["readings", "submit", &stream, HOURLY, "--account", ALICE];
	submit.extend(["--key", key.to_str().unwrap()]);
	submit.extend(["--to", "2023-01-05T23:00:00Z", "--batch", "24"]);
	assert_eq!(node.done(&submit)["readings"], 120);
	let table = fetched(&node, &stream);
	assert_eq!(table.lines().count(), 121);
	assert!(node.end("INT").success());

	// To another machine by a file.
	let exported = info(&node.folder);
	let blocks = node.file("blocks");
	let blocks = blocks.to_str().unwrap();
	done_in(&node.folder, &["export-blocks", "--binary", blocks]);
	assert!(Path::new(blocks).metadata().unwrap().len() > 0);
	let folder = TempDir::new().unwrap();
	done_in(&folder, &["import-blocks", "--binary", blocks]);
	let imported = info(&folder);
	assert_eq!(imported["genesis_hash"], exported["genesis_hash"]);
	assert_eq!(imported["best_hash"], exported["best_hash"]);
	let best = number(&imported, "best_number");
	done_in(&folder, &["check-block", &best.to_string()]);

	// The import built the index anew: the readings are found and proved there as well.
	let mut node = Node::start_in(folder, &["--no-prometheus"]).await;
	let chain = node.chain().await;
	let final_there = number(&exported, "finalized_number");
	reach(&chain, "chain_getFinalizedHead", final_there).await;
	assert_eq!(fetched(&node, &stream), table);
	assert!(node.end("TERM").success());

	// Back by two blocks that nobody voted for, and on from there: what is final stays.
	let best = number(&info(&node.folder), "best_number");
	node.restart_with("--no-grandpa").await;
	reach(&node.chain().await, "chain_getBlockHash", best + 2).await;
	assert!(node.end("INT").success());
	let best = number(&info(&node.folder), "best_number");
	done_in(&node.folder, &["revert", "2"]);
	assert_eq!(number(&info(&node.folder), "best_number"), best - 2);
	node.restart().await;
	let chain = node.chain().await;
	reach(&chain, "chain_getBlockHash", best).await;
	assert_eq!(fetched(&node, &stream), table);
	assert!(node.end("INT").success());

	assert!(has_database(&node.folder));
	done_in(&node.folder, &["purge-chain", "-y"]);
	assert!(!has_database(&node.folder));
}

#[test]
fn an_exported_specification_says_how_amounts_and_addresses_are_written() {
	let folder = TempDir::new().unwrap();
	let export = |options: &[&str]| -> Value {
		let file = folder.path().join("spec.json");
		let mut arguments = vec!["export-chain-spec", "--chain", "local", "--output"];
		arguments.push(file.to_str().unwrap());
		arguments.extend(options);
		done(&arguments);
		serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
	};
	let plain = export(&[]);
	assert_eq!(plain["id"], "samul_local");
	assert_eq!(plain["properties"]["ss58Format"], 4919);
	assert_eq!(plain["properties"]["tokenSymbol"], "SML");
	assert_eq!(plain["properties"]["tokenDecimals"], 12);
	assert!(plain["genesis"]["runtimeGenesis"].is_object());
	let raw = export(&["--raw"]);
	assert_eq!(raw["properties"], plain["properties"]);
	assert!(!raw["genesis"]["raw"]["top"].as_object().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_serves_what_client_libraries_and_monitoring_ask_for() {
	let port = free_port();
	let options = ["--prometheus-port", &port.to_string()];
	let node = Node::start_in(TempDir::new().unwrap(), &options).await;
	let chain = node.chain().await;
	let request = |method| chain.request::<Value>(method, RpcParams::new());

	let served = request("rpc_methods").await.unwrap();
	let served = served["methods"].as_array().unwrap();
	let is_missing = |method: &&&str| !served.iter().any(|one| one == **method);
	let missing: Vec<_> = METHODS.iter().filter(is_missing).collect();
	assert!(missing.is_empty(), "{missing:?}");
	let properties = request("chainSpec_v1_properties").await.unwrap();
	assert_eq!(properties["ss58Format"], 4919);
	let round = request("grandpa_roundState").await.unwrap();
	assert_eq!(round["best"]["totalWeight"], 1);

	let mut connection = TcpStream::connect(("127.0.0.1", port)).unwrap();
	connection
		.write_all(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
		.unwrap();
	let mut metrics = String::new();
	connection.read_to_string(&mut metrics).unwrap();
	assert!(metrics.starts_with("HTTP/1.1 200"), "{metrics}");
	assert!(metrics.contains(r#"substrate_block_height{status="finalized""#));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_best_block_is_final_before_the_next_one_comes() {
	let node = Node::start().await;
	let chain = node.chain().await;
	reach(&chain, "chain_getFinalizedHead", 2).await;
	let begun = Instant::now();
	while chain.finalised().await.unwrap() != chain.best().await.unwrap() {
		assert!(
			begun.elapsed() < Duration::from_secs(20),
			"the best block is never final"
		);
		tokio::time::sleep(Duration::from_millis(50)).await;
	}
}

/// Blocks are as long as the runtime lets them be, and the client takes them.
#[tokio::test(flavor = "multi_thread")]
async fn a_block_longer_than_five_megabytes_is_made_and_read() {
	// Ten fill a block.
	const REMARKS: u8 = 30;
	const LENGTH: usize = 540 * 1024;
	let node = Node::start().await;
	let chain = node.chain().await;
	let signer = common::signer(ALICE);
	let at = chain.at(chain.best().await.unwrap()).await.unwrap();
	let mut sent = Vec::new();
	for number in 0..REMARKS {
		let call = samul_client::chain::transactions()
			.system()
			.remark(vec![number; LENGTH]);
		let params = SubstrateExtrinsicParamsBuilder::<Config>::new()
			.immortal()
			.nonce(number.into())
			.build();
		let mut transaction = at.tx().create_v4_signable_offline(&call, params).unwrap();
		sent.push(transaction.sign(&signer).unwrap().into_encoded());
	}
	for transaction in sent {
		let mut params = RpcParams::new();
		params
			.push(format!("0x{}", hex::encode(transaction)))
			.unwrap();
		let _: Value = chain
			.request("author_submitExtrinsic", params)
			.await
			.unwrap();
	}
	let (mut taken, mut longest, mut number) = (0, 0, 1);
	while taken < usize::from(REMARKS) {
		reach(&chain, "chain_getBlockHash", number).await;
		let mut params = RpcParams::new();
		params.push(number).unwrap();
		let hash: Value = chain.request("chain_getBlockHash", params).await.unwrap();
		let mut params = RpcParams::new();
		params.push(hash).unwrap();
		let block: Value = chain.request("chain_getBlock", params).await.unwrap();
		let lengths: Vec<usize> = block["block"]["extrinsics"]
			.as_array()
			.unwrap()
			.iter()
			.map(|extrinsic| extrinsic.as_str().unwrap().len() / 2)
			.collect();
		taken += lengths.iter().filter(|length| **length > LENGTH).count();
		longest = longest.max(lengths.iter().sum());
		number += 1;
	}
	// As digits that is more than the 10 MiB which clients take by themselves.
	assert!(longest > 5_300_000, "the longest has {longest} bytes");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_ends_when_a_terminal_or_a_service_manager_asks_it_to() {
	let mut node = Node::start().await;
	reach(&node.chain().await, "chain_getBlockHash", 1).await;
	assert_eq!(node.end("INT").code(), Some(0));
	node.restart().await;
	assert_eq!(node.end("TERM").code(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_not_on_the_same_machine_gets_no_unsafe_method() {
	let options = ["--no-prometheus", "--unsafe-rpc-external"];
	let node = Node::start_in(TempDir::new().unwrap(), &options).await;
	let chain = node.chain().await;
	let ask = |method| chain.request::<Value>(method, RpcParams::new());
	assert!(ask("system_health").await.is_ok());
	for method in ["author_rotateKeys", "system_peers"] {
		let refused = ask(method).await.unwrap_err().to_string();
		assert!(refused.contains("unsafe"), "{method}: {refused}");
	}
	// A validator does not even start if it is told to answer everybody and not that this is meant.
	let folder = TempDir::new().unwrap();
	let output = Command::new(env!("CARGO_BIN_EXE_samul-node"))
		.args(["--chain", "local", "--validator", "--rpc-external"])
		.args(["--node-key", &"09".repeat(32), "--base-path"])
		.arg(folder.path())
		.output()
		.unwrap();
	let said = String::from_utf8(output.stderr).unwrap();
	assert!(said.contains("--unsafe-rpc-external"), "{said}");
	assert!(!output.status.success());
	// Its operator is answered.
	let node = Node::start().await;
	let keys: Value = node
		.chain()
		.await
		.request("author_rotateKeys", RpcParams::new())
		.await
		.unwrap();
	assert!(keys.as_str().unwrap().starts_with("0x"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_members_becomes_a_chain_or_a_list_of_mistakes() {
	let lists = Path::new(env!("CARGO_MANIFEST_DIR")).join("../chain-specs");
	let spec = |arguments: &[&str], list: &str| {
		Command::new(env!("CARGO_BIN_EXE_samul-node"))
			.arg("spec")
			.args(arguments)
			.arg(lists.join(list))
			.output()
			.unwrap()
	};
	let wrong = spec(&["--check"], "production.toml");
	let said = String::from_utf8(wrong.stderr).unwrap();
	assert_eq!(wrong.status.code(), Some(1));
	assert!(wrong.stdout.is_empty());
	assert!(
		said.contains("\nmember 2 (Example Inspectorate), representative: "),
		"{said}"
	);
	let good = spec(&["--check"], "local.toml");
	let said = String::from_utf8(good.stdout).unwrap();
	assert!(said.contains("4 members, 4 validators"), "{said}");
	// The same list makes the same chain.
	let json = spec(&[], "local.toml").stdout;
	assert!(json.len() > 500_000);
	assert!(json == spec(&[], "local.toml").stdout);
}
