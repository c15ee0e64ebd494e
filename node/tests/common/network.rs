// SPDX-License-Identifier: Apache-2.0

//! A network of nodes on this machine, and what tests do to it: cut it, kill its nodes, wait.
//!
//! Nodes take no peers but each other. Who is one is fixed when the network is planned: a node that
//! is to come later has its place from the beginning.

use std::{
	collections::BTreeMap,
	env,
	ffi::OsString,
	fs::{self, File},
	net::TcpListener,
	path::Path,
	process::{Child, Command, Stdio},
	sync::atomic::{AtomicU16, Ordering},
	time::{Duration, Instant},
};

use codec::Decode;
use samul_client::Chain;
use serde_json::{json, Value};
use sp_io::hashing::twox_128;
use subxt::{rpcs::client::RpcParams, utils::H256};
use tempfile::TempDir;
use tokio::sync::{Mutex, MutexGuard};

/// Networks run one after the other: two cores do not bear more nodes. The one whose turn it is has
/// the raw specifications that were made so far.
static TURN: Mutex<BTreeMap<String, Vec<u8>>> = Mutex::const_new(BTreeMap::new());

/// How often something that is waited for is looked at.
const LOOK: Duration = Duration::from_millis(150);
/// Lines of each log that a test which fails leaves.
const LINES: usize = 60;

/// A block's header, as far as tests look at it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
	pub number: u64,
	pub hash: H256,
	pub parent: H256,
	/// Its slot; the first block has none.
	pub slot: Option<u64>,
}

/// Nodes that know each other. They end, and all that they wrote is gone, when this is dropped.
pub struct Network {
	members: Vec<Member>,
	folder: TempDir,
	_turn: MutexGuard<'static, BTreeMap<String, Vec<u8>>>,
}

/// A place in the network, and its node if that runs.
pub struct Member {
	options: Vec<String>,
	key: String,
	peer: String,
	port: u16,
	rpc_port: u16,
	process: Option<Child>,
	chain: Option<Chain>,
	pub folder: TempDir,
}

impl Network {
	/// Plan a network of a chain, by its name or its specification's path, with a node for each list
	/// of options. None is started.
	pub async fn plan(chain: &str, nodes: &[&[&str]]) -> Self {
		let mut turn = TURN.lock().await;
		let folder = TempDir::new().unwrap();
		let file = folder.path().join("spec.json");
		// A raw one: otherwise each node executes the runtime to make the first state, at each start.
		let raw = turn
			.entry(chain.into())
			.or_insert_with(|| raw(chain, &file));
		fs::write(file, raw).unwrap();
		let members = nodes.iter().zip(1..).map(Member::plan).collect();
		Self {
			members,
			folder,
			_turn: turn,
		}
	}

	/// Start a network of a chain with all of these nodes.
	pub async fn start(chain: &str, nodes: &[&[&str]]) -> Self {
		let mut network = Self::plan(chain, nodes).await;
		let all: Vec<usize> = (0..nodes.len()).collect();
		network.launch(&all).await;
		network
	}

	/// Start some nodes at once, with the chains that they have, and wait until they answer.
	pub async fn launch(&mut self, which: &[usize]) {
		let spec = self.folder.path().join("spec.json");
		for node in which {
			let others = self.members.iter().enumerate();
			let others = others.filter(|(other, _)| other != node);
			let others: Vec<_> = others.map(|(_, other)| other.address()).collect();
			self.members[*node].spawn(&spec, &others);
		}
		for node in which {
			self.members[*node].ready().await;
		}
	}

	pub fn node(&self, which: usize) -> &Member {
		&self.members[which]
	}

	/// End a node as a failing machine does.
	pub fn kill(&mut self, which: usize) {
		self.members[which].end("KILL");
	}

	/// End a node as an operator does.
	pub fn stop(&mut self, which: usize) {
		self.members[which].end("TERM");
	}

	/// Let no node of one side know one of the other, and wait until it is so.
	pub async fn cut(&self, one: &[usize], other: &[usize]) {
		for (a, b) in self.pairs(one, other) {
			a.request("system_removeReservedPeer", &[json!(b.peer)])
				.await;
			b.request("system_removeReservedPeer", &[json!(a.peer)])
				.await;
		}
		let apart = async || {
			for (a, b) in self.pairs(one, other) {
				if a.peers().await.contains(&b.peer) || b.peers().await.contains(&a.peer) {
					return None;
				}
			}
			Some(())
		};
		until("the sides are apart", 10, apart).await;
	}

	/// Undo [`Self::cut`].
	pub async fn heal(&self, one: &[usize], other: &[usize]) {
		for (a, b) in self.pairs(one, other) {
			a.request("system_addReservedPeer", &[json!(b.address())])
				.await;
			b.request("system_addReservedPeer", &[json!(a.address())])
				.await;
		}
		let together = async || {
			for (a, b) in self.pairs(one, other) {
				if !a.peers().await.contains(&b.peer) || !b.peers().await.contains(&a.peer) {
					return None;
				}
			}
			Some(())
		};
		until("the sides are together", 30, together).await;
	}

	fn pairs<'a>(
		&'a self,
		one: &'a [usize],
		other: &'a [usize],
	) -> impl Iterator<Item = (&'a Member, &'a Member)> {
		one.iter().flat_map(move |a| {
			let a = &self.members[*a];
			other.iter().map(move |b| (a, &self.members[*b]))
		})
	}

	/// Wait until each of these nodes has this block as a final one.
	pub async fn all_final(&self, which: &[usize], number: u64, within: u64) {
		for node in which {
			self.node(*node).final_at(number, within).await;
		}
	}

	/// That these nodes have the same blocks up to the last one that is final for all; gives it.
	pub async fn agreed(&self, which: &[usize]) -> Block {
		let mut common = self.node(which[0]).finalised().await;
		for node in &which[1..] {
			let finalised = self.node(*node).finalised().await;
			if finalised.number < common.number {
				common = finalised;
			}
		}
		for node in which {
			let own = self.node(*node).hash(common.number).await;
			assert_eq!(own, Some(common.hash), "node {node} at {}", common.number);
		}
		common
	}

	/// That no node told of one that voted or made blocks twice.
	pub fn nobody_equivocated(&self) {
		for member in &self.members {
			let log = member.log();
			let told = log.lines().find(|line| line.contains("quivocat"));
			assert_eq!(told, None);
		}
	}
}

impl Drop for Network {
	fn drop(&mut self) {
		if std::thread::panicking() {
			for (number, member) in self.members.iter().enumerate() {
				let log = member.log();
				let lines: Vec<_> = log.lines().collect();
				let last = &lines[lines.len().saturating_sub(LINES)..];
				eprintln!("--- node {number}\n{}", last.join("\n"));
			}
		}
	}
}

impl Member {
	fn plan((options, number): (&&[&str], u8)) -> Self {
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

	fn address(&self) -> String {
		format!("/ip4/127.0.0.1/tcp/{}/p2p/{}", self.port, self.peer)
	}

	fn spawn(&mut self, spec: &Path, others: &[String]) {
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
			// Without free places a peer that is reserved no more has to go.
			.args(["--in-peers", "0", "--in-peers-light", "0"])
			.args(["--out-peers", "0", "--reserved-only", "--reserved-nodes"])
			.args(others)
			.args(&self.options)
			.stdin(Stdio::null())
			.stdout(Stdio::null())
			.stderr(log)
			.spawn();
		self.process = Some(process.unwrap());
	}

	async fn ready(&mut self) {
		let url = self.url();
		let connect = async || Chain::connect(&url).await.ok();
		self.chain = Some(until("the node answers", 90, connect).await);
	}

	fn end(&mut self, signal: &str) {
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
		let log = self.log();
		for step in ["Warp sync is complete", "State sync is complete"] {
			assert!(log.contains(step), "{log}");
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

/// Wait until something is found, for some seconds at the most.
pub async fn until<T>(what: &str, within: u64, mut found: impl AsyncFnMut() -> Option<T>) -> T {
	let begun = Instant::now();
	loop {
		if let Some(found) = found().await {
			return found;
		}
		assert!(
			begun.elapsed() < Duration::from_secs(within),
			"it does not come to it that {what}, in {within} s"
		);
		tokio::time::sleep(LOOK).await;
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

/// The node: another one than was built with the tests if an operator says so.
pub fn binary() -> OsString {
	env::var_os("SAMUL_NODE_BINARY").unwrap_or_else(|| env!("CARGO_BIN_EXE_samul-node").into())
}

/// The raw specification of a chain.
fn raw(chain: &str, file: &Path) -> Vec<u8> {
	let status = Command::new(binary())
		.args(["export-chain-spec", "--raw", "--chain", chain, "--output"])
		.arg(file)
		.stderr(Stdio::null())
		.stdout(Stdio::null())
		.status();
	assert!(status.unwrap().success(), "no specification of {chain}");
	fs::read(file).unwrap()
}
