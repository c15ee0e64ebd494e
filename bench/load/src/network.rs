// SPDX-License-Identifier: Apache-2.0

//! Several nodes on this machine.

use std::{path::Path, time::Duration};

use samul_client::{Error, Result};
use tempfile::TempDir;

use crate::process::{free_port, Node};

/// The first node's secret key of the network, and the identity that follows from it.
pub const NODE_KEY: &str = "0000000000000000000000000000000000000000000000000000000000000001";
const PEER_ID: &str = "12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp";

/// The names of the local chain's validators: each is an option of the node that gives it their keys.
const VALIDATORS: [&str; 4] = ["alice", "bob", "charlie", "dave"];

/// A network whose nodes all know the first one.
pub struct Network {
	/// The first node, which is a validator.
	pub author: Node,
	/// The others.
	pub followers: Vec<Node>,
	chain: &'static str,
	/// Address of the first node.
	address: String,
	/// Holds their chains.
	folder: TempDir,
}

fn words(text: &str) -> Vec<String> {
	text.split_whitespace().map(String::from).collect()
}

impl Network {
	async fn first(node: &Path, chain: &'static str, options: &str) -> Result<Self> {
		let folder = TempDir::new().map_err(Error::usage)?;
		let port = free_port()?;
		let options = format!(
			"--chain {chain} --alice --node-key {NODE_KEY} --listen-addr /ip4/127.0.0.1/tcp/{port} {options}"
		);
		let author = Node::start(node, folder.path(), "alice", &words(&options)).await?;
		Ok(Self {
			author,
			followers: Vec::new(),
			chain,
			address: format!("/ip4/127.0.0.1/tcp/{port}/p2p/{PEER_ID}"),
			folder,
		})
	}

	/// Start another node of this name, with options besides the usual ones.
	pub async fn join(&mut self, node: &Path, name: &str, options: &str) -> Result<()> {
		let key = free_port()?;
		// Any key will do as long as it is another one.
		let options = format!(
			"--chain {} --node-key {key:064x} --listen-addr /ip4/127.0.0.1/tcp/{} --bootnodes {} {options}",
			self.chain,
			free_port()?,
			self.address
		);
		let node = Node::start(node, self.folder.path(), name, &words(&options)).await?;
		self.followers.push(node);
		Ok(())
	}

	/// One node that makes blocks, and one that follows. The first has room for whatever fills some
	/// blocks.
	pub async fn author_and_follower(node: &Path) -> Result<Self> {
		let options = "--force-authoring --pool-limit 100000 --pool-kbytes 200000";
		let mut network = Self::first(node, "dev", options).await?;
		network.join(node, "follower", "").await?;
		network.wait_for_imports(2).await?;
		Ok(network)
	}

	/// The validators of the local chain.
	pub async fn validators(node: &Path) -> Result<Self> {
		let mut network = Self::first(node, "local", "").await?;
		for name in &VALIDATORS[1..] {
			network.join(node, name, &format!("--{name}")).await?;
		}
		network.wait_for_imports(2).await?;
		Ok(network)
	}

	/// Wait until each follower imported so many blocks.
	async fn wait_for_imports(&self, count: u64) -> Result<()> {
		for _ in 0..600 {
			let done = |node: &Node| {
				node.imported()
					.is_some_and(|(imported, _)| imported >= count)
			};
			if self.followers.iter().all(done) {
				return Ok(());
			}
			tokio::time::sleep(Duration::from_millis(100)).await;
		}
		Err(Error::Connection("the network makes no blocks".into()))
	}
}
