// SPDX-License-Identifier: Apache-2.0

//! A node of a network, and what it is asked.

use std::{
	fs::{self, File},
	net::TcpListener,
	path::Path,
	process::{Child, Command, Stdio},
	sync::atomic::{AtomicU16, Ordering},
};

use codec::Decode;
use samul_client::Chain;
use serde_json::{json, Value};
use sp_io::hashing::twox_128;
use subxt::{rpcs::client::RpcParams, utils::H256};
use tempfile::TempDir;

use super::network::{binary, until};

/// A block's header, as far as tests look at it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
	pub number: u64,
	pub hash: H256,
	pub parent: H256,
	/// Its slot; the first block has none.
	pub slot: Option<u64>,
}

/// A place in the network, and its node if that runs.
pub struct Member {
	options: Vec<String>,
	key: String,
	pub(super) peer: String,
	port: u16,
	rpc_port: u16,
	process: Option<Child>,
	chain: Option<Chain>,
	pub folder: TempDir,
}

impl Member {
	pub(super) fn plan((options, number): (&&[&str], u8)) -> Self {
		let folder = TempDir::new().unwrap();
		let key = format!("{number:064x}");
		let file = folder.path().join("node.key");
		fs::write(&file, &key).unwrap();
		let inspected = Command::new(binary())
			.args(["key", "inspect-node-key", "--file"])
			.arg(file)
			.output()
			.unwrap();
		Self {
			options: options.iter().map(|option| option.to_string()).collect(),
			key,
			peer: String::from_utf8(inspected.stdout).unwrap().trim().into(),
			port: port(),
			rpc_port: port(),
			process: None,
			chain: None,
			folder,
		}
	}

	pub(super) fn address(&self) -> String {
		format!("/ip4/127.0.0.1/tcp/{}/p2p/{}", self.port, self.peer)
	}

	pub(super) fn spawn(&mut self, spec: &Path, others: &[String]) {
		assert!(self.process.is_none(), "it runs already");
		let log = File::options()
			.create(true)
			.append(true)
			.open(self.folder.path().join("node.log"))
			.unwrap();
		let listen = format!("/ip4/127.0.0.1/tcp/{}", self.port);
		let process = Command::new(binary())
			.arg("--chain")
			.arg(spec)
			.arg("--base-path")
			.arg(self.folder.path().join("chain"))
			.args(["--node-key", &self.key, "--listen-addr", &listen])
			.args(["--rpc-port", &self.rpc_port.to_string()])
			.args(["--rpc-methods", "unsafe", "--allow-private-ip"])
			.args(["--no-mdns", "--no-telemetry", "--no-prometheus"])
			// Without places to fill itself it lets go of a peer that is reserved no more. Places for
			// peers that come stay as many as usual: by their number the node measures its queues.
			.args(["--out-peers", "0"])
			.args(["--reserved-only", "--reserved-nodes"])
			.args(others)
			.args(&self.options)
			.stdin(Stdio::null())
			.stdout(Stdio::null())
			.stderr(log)
			.spawn();
		self.process = Some(process.unwrap());
	}

	pub(super) async fn ready(&mut self) {
		let url = self.url();
		let connect = async || Chain::connect(&url).await.ok();
		self.chain = Some(until("the node answers", 90, connect).await);
	}

	pub(super) fn end(&mut self, signal: &str) {
		let mut process = self.process.take().expect("it runs");
		let id = process.id().to_string();
		let sent = Command::new("sh")
			.args(["-c", r#"kill -s "$0" "$1""#, signal, &id])
			.status()
			.unwrap();
		assert!(sent.success());
		process.wait().unwrap();
		self.chain = None;
	}

	pub fn url(&self) -> String {
		format!("ws://127.0.0.1:{}", self.rpc_port)
	}

	pub fn chain(&self) -> &Chain {
		self.chain.as_ref().expect("it runs")
	}

	/// All that it wrote, each time that it ran.
	pub fn log(&self) -> String {
		fs::read_to_string(self.folder.path().join("node.log")).unwrap_or_default()
	}

	/// Ask what it has to answer.
	pub async fn request(&self, method: &str, params: &[Value]) -> Value {
		self.asked(method, params).await.unwrap()
	}

	/// Ask what it may refuse.
	pub async fn asked(&self, method: &str, params: &[Value]) -> samul_client::Result<Value> {
		let mut all = RpcParams::new();
		for param in params {
			all.push(param).unwrap();
		}
		self.chain().request(method, all).await
	}

	/// Identities of the nodes that it is connected with.
	pub async fn peers(&self) -> Vec<String> {
		let peers = self.request("system_peers", &[]).await;
		let id = |peer: &Value| peer["peerId"].as_str().unwrap().to_string();
		peers.as_array().unwrap().iter().map(id).collect()
	}

	/// Hash of the block of this number in its best chain.
	pub async fn hash(&self, number: u64) -> Option<H256> {
		let hash = self.request("chain_getBlockHash", &[json!(number)]).await;
		Some(hash.as_str()?.parse().unwrap())
	}

	pub async fn block(&self, hash: H256) -> Block {
		let header = self.request("chain_getHeader", &[json!(hash)]).await;
		let number = header["number"].as_str().unwrap().trim_start_matches("0x");
		let logs = header["digest"]["logs"].as_array().unwrap().iter();
		// A pre-runtime digest of Aura with the eight bytes of a number.
		let mut slots = logs.filter_map(|log| {
			let digits = log.as_str().unwrap().strip_prefix("0x066175726120")?;
			u64::decode(&mut &hex::decode(digits).unwrap()[..]).ok()
		});
		Block {
			number: u64::from_str_radix(number, 16).unwrap(),
			hash,
			parent: header["parentHash"].as_str().unwrap().parse().unwrap(),
			slot: slots.next(),
		}
	}

	pub async fn best(&self) -> Block {
		self.block(self.chain().best().await.unwrap()).await
	}

	pub async fn finalised(&self) -> Block {
		self.block(self.chain().finalised().await.unwrap()).await
	}

	/// Wait until it has a block of this number as a final one; gives the last final one.
	pub async fn final_at(&self, number: u64, within: u64) -> Block {
		let reached = async || {
			let finalised = self.finalised().await;
			(finalised.number >= number).then_some(finalised)
		};
		until(&format!("block {number} is final"), within, reached).await
	}

	/// Blocks of its best chain from a number up to the best one.
	pub async fn blocks_from(&self, number: u64) -> Vec<Block> {
		let mut blocks = vec![self.best().await];
		while blocks[blocks.len() - 1].number > number {
			let parent = blocks[blocks.len() - 1].parent;
			blocks.push(self.block(parent).await);
		}
		blocks.reverse();
		blocks
	}

	/// Keys of those who make blocks, in their turns, as a block has them.
	pub async fn authorities(&self, at: H256) -> Vec<[u8; 32]> {
		let params = [json!("AuraApi_authorities"), json!("0x"), json!(at)];
		let encoded = self.request("state_call", &params).await;
		let encoded = encoded.as_str().unwrap().trim_start_matches("0x");
		let encoded = hex::decode(encoded).unwrap();
		Decode::decode(&mut &encoded[..]).unwrap()
	}

	/// Wait until this author, by its place in the turn, has made a block after that number.
	pub async fn block_by(&self, author: u64, authors: u64, after: u64, within: u64) -> Block {
		let made = async || {
			let blocks = self.blocks_from(after + 1).await;
			let is_by_it = |block: &&Block| block.slot.is_some_and(|slot| slot % authors == author);
			blocks
				.iter()
				.filter(|block| block.number > after)
				.find(is_by_it)
				.copied()
		};
		until(&format!("{author} makes a block"), within, made).await
	}

	/// Wait until so many take part in the round of votes that it is in.
	pub async fn votes_of(&self, voters: u64, within: u64) {
		let voted = async || {
			let state = self.request("grandpa_roundState", &[]).await;
			(state["best"]["prevotes"]["currentWeight"] == voters).then_some(())
		};
		until(&format!("{voters} vote"), within, voted).await;
	}

	/// That it came by warp sync: unlike another one it has no state of this early block.
	pub async fn has_warped(&self, other: &Self, early: H256) {
		for step in ["Warp sync is complete", "State sync is complete"] {
			// It has the state a moment before it says so.
			let said = async || self.log().contains(step).then_some(());
			until(step, 10, said).await;
		}
		let time = [twox_128(b"Timestamp"), twox_128(b"Now")].concat();
		let time = json!(format!("0x{}", hex::encode(time)));
		let early = [time.clone(), json!(early)];
		assert!(other.request("state_getStorage", &early).await.is_string());
		assert!(self.asked("state_getStorage", &early).await.is_err());
		// And it has the state of now.
		let now = [time, json!(self.finalised().await.hash)];
		let state = self.request("state_getStorage", &now).await;
		assert!(state.is_string());
		assert_eq!(state, other.request("state_getStorage", &now).await);
	}

	/// Copy the folder of its chain under another name.
	pub fn back_up(&self, name: &str) {
		assert!(self.process.is_none(), "it runs");
		self.copy("chain", name);
	}

	/// Have nothing but the copy of this name.
	pub fn restore(&self, name: &str) {
		assert!(self.process.is_none(), "it runs");
		fs::remove_dir_all(self.folder.path().join("chain")).unwrap();
		self.copy(name, "chain");
	}

	fn copy(&self, from: &str, to: &str) {
		let status = Command::new("cp")
			.args(["-r", from, to])
			.current_dir(&self.folder)
			.status();
		assert!(status.unwrap().success());
	}
}

impl Drop for Member {
	fn drop(&mut self) {
		if let Some(process) = &mut self.process {
			// It may have ended by itself.
			let _ = process.kill();
			let _ = process.wait();
		}
	}
}

/// A port that is free, and stays so until its node starts: the system gives none of these to
/// connections.
fn port() -> u16 {
	const FIRST: u16 = 20_000;
	const PORTS: u16 = 12_000;
	static GIVEN: AtomicU16 = AtomicU16::new(0);
	// Processes that run at the same time begin at different ones.
	let begin = (std::process::id() % 400) as u16 * 30;
	loop {
		let given = GIVEN.fetch_add(1, Ordering::Relaxed);
		let port = FIRST + (begin + given) % PORTS;
		if TcpListener::bind(("127.0.0.1", port)).is_ok() {
			return port;
		}
	}
}
