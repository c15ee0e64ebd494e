// SPDX-License-Identifier: Apache-2.0

//! What is measured.

pub mod access;
pub mod anvil;
pub mod block_loads;
pub mod blocks;
pub mod contracts;
pub mod growth;
pub mod idle;
pub mod ingest;
pub mod machine;
pub mod network;
pub mod transfers;

use std::path::PathBuf;

use samul_client::{account, Chain, Error, Result};
use subxt_signer::sr25519::Keypair;
use tempfile::TempDir;

use crate::{network::NODE_KEY, process::Node, pump::LANES};

/// What all scenarios need.
pub struct Bench {
	/// The node's binary.
	pub node: PathBuf,
	/// Seconds that a load is measured for.
	pub seconds: f64,
	/// Seconds of load before that.
	pub warm_up: f64,
}

/// A node that makes blocks alone.
pub struct Alone {
	/// The node.
	pub node: Node,
	/// A connection to it.
	pub chain: Chain,
	/// Connections that transactions are sent by.
	pub lanes: Vec<Chain>,
	/// Holds its chain.
	folder: TempDir,
}

impl Bench {
	/// Start a node that makes blocks alone, from an empty chain.
	pub async fn alone(&self) -> Result<Alone> {
		self.start(TempDir::new().map_err(Error::usage)?).await
	}

	/// End it and start it again, with the chain that it made and nothing in its caches.
	pub async fn restart(&self, alone: Alone) -> Result<Alone> {
		let Alone { node, folder, .. } = alone;
		drop(node);
		self.start(folder).await
	}

	/// Start a node that makes blocks alone, with its chain in a folder.
	async fn start(&self, folder: TempDir) -> Result<Alone> {
		// Not --dev: its pool has next to no room for what comes before its turn.
		let options =
			format!("--chain dev --alice --force-authoring --port 0 --node-key {NODE_KEY}");
		let arguments: Vec<String> = options.split(' ').map(String::from).collect();
		let node = Node::start(&self.node, folder.path(), "alone", &arguments).await?;
		let chain = node.chain().await?;
		let mut lanes = Vec::new();
		for _ in 0..LANES {
			lanes.push(node.chain().await?);
		}
		Ok(Alone {
			node,
			chain,
			lanes,
			folder,
		})
	}
}

/// Which of the accounts is the gateway's: the last one. The others own the devices.
pub const GATEWAY: usize = 5;

/// The development accounts, which have money.
pub fn accounts() -> Result<Vec<Keypair>> {
	[
		"//Alice",
		"//Bob",
		"//Charlie",
		"//Dave",
		"//Eve",
		"//Ferdie",
	]
	.iter()
	.map(|uri| account::signer(uri))
	.collect()
}
