// SPDX-License-Identifier: Apache-2.0

//! A network of nodes on this machine, and what tests do to it: cut it, kill its nodes, wait.
//!
//! Nodes take no peers but each other. Who is one is fixed when the network is planned: a node that
//! is to come later has its place from the beginning.

use std::{
	collections::BTreeMap,
	env,
	ffi::OsString,
	fs,
	path::Path,
	process::{Command, Stdio},
	time::{Duration, Instant},
};

use serde_json::json;
use tempfile::TempDir;
use tokio::sync::{Mutex, MutexGuard};

use super::member::{Block, Member};

/// Networks run one after the other: two cores do not bear more nodes. The one whose turn it is has
/// the raw specifications that were made so far.
static TURN: Mutex<BTreeMap<String, Vec<u8>>> = Mutex::const_new(BTreeMap::new());

/// How often something that is waited for is looked at.
const LOOK: Duration = Duration::from_millis(150);
/// Lines of each log that a test which fails leaves.
const LINES: usize = 60;

/// Nodes that know each other. They end, and all that they wrote is gone, when this is dropped.
pub struct Network {
	members: Vec<Member>,
	folder: TempDir,
	_turn: MutexGuard<'static, BTreeMap<String, Vec<u8>>>,
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
