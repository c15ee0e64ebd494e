// SPDX-License-Identifier: Apache-2.0

//! Four validators on this machine: blocks in time, finality, and new nodes that catch up.

use std::{
	path::Path,
	time::{Duration, Instant},
};

use samul_client::{Chain, Error, Result};
use serde::Serialize;
use subxt_signer::sr25519::Keypair;

use super::{
	accounts,
	ingest::{source, Load},
	Bench, GATEWAY,
};
use crate::{
	fleet::{Fleet, Kind},
	measure::{median, Latency},
	network::Network,
	pump::{self, Counted, Pace, Trace},
	transactions::{Authorized, Signer},
};

/// Length of a slot in seconds.
const SLOT: f64 = 2.0;

/// The network under a load.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Level {
	/// Share of what the network takes at the most.
	pub share: f64,
	/// Batches of 60 readings that became final in a second.
	pub batches_per_second: f64,
	/// Blocks for each slot that passed: 1 if none was missed.
	pub blocks_a_slot: f64,
	/// Seconds from when a block is first seen to when it is final.
	pub finality: Latency,
	/// Median milliseconds that a block takes its author.
	pub authored: f64,
	/// Mean milliseconds that a block takes another validator.
	pub imported: f64,
	/// Cores that the validators used together; the generator takes some, too.
	pub cores: f64,
}

/// A new node that catches up.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CatchUp {
	/// Blocks that there were.
	pub blocks: u64,
	/// Readings in them.
	pub readings: u64,
	/// Seconds until a node that executes every block had them, its start counted.
	pub full: f64,
	/// Seconds until a node that fetches the last state had it, its start counted.
	pub warp: f64,
}

/// What came of the network.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Found {
	/// Under several loads.
	pub levels: Vec<Level>,
	/// New nodes.
	pub catch_up: CatchUp,
}

/// A gateway of the network.
struct Gateway<'a> {
	chain: &'a Chain,
	account: &'a Keypair,
	fleet: Fleet,
	load: Load,
	signer: Signer,
	authorized: Authorized,
}

impl Gateway<'_> {
	async fn send(&mut self, seconds: f64, rate: Option<f64>) -> Result<Trace> {
		let pace = Pace {
			rate,
			..Pace::full(seconds)
		};
		pump::run(
			self.chain,
			&[],
			Counted::Accounts(std::slice::from_ref(self.account)),
			pace,
			source(
				&mut self.fleet,
				self.load,
				&mut self.signer,
				&self.authorized,
				u64::MAX,
			),
			|_| (),
		)
		.await
	}
}

/// Put a share of the full load on the network.
async fn level(
	bench: &Bench,
	network: &Network,
	gateway: &mut Gateway<'_>,
	share: f64,
	full_rate: Option<f64>,
) -> Result<Level> {
	let follower = &network.followers[0];
	let imported = || {
		follower
			.imported()
			.ok_or_else(|| Error::Connection("a validator gives no metrics".into()))
	};
	let before = imported()?;
	let used = || -> Result<f64> {
		let nodes = std::iter::once(&network.author).chain(&network.followers);
		nodes.map(|node| Ok(node.usage()?.cpu)).sum()
	};
	let (begun, used_before) = (Instant::now(), used()?);
	let first = pump::best(gateway.chain).await?;
	let seconds = bench.warm_up + bench.seconds;
	let trace = gateway
		.send(seconds, full_rate.map(|rate| rate * share))
		.await?;
	let after = imported()?;
	let cores = (used()? - used_before) / begun.elapsed().as_secs_f64();
	let late: Vec<_> = trace
		.blocks
		.iter()
		.filter(|block| (bench.warm_up..seconds).contains(&block.at))
		.collect();
	let (Some(from), Some(to)) = (late.first(), late.last()) else {
		return Err(Error::Connection("the network makes no blocks".into()));
	};
	let finality: Vec<f64> = late
		.iter()
		.filter_map(|block| Some(block.finalised? - block.at))
		.collect();
	let authored = network.author.authored()?;
	Ok(Level {
		share,
		batches_per_second: (to.total - from.total) as f64 * gateway.load.batches as f64
			/ (to.at - from.at),
		blocks_a_slot: (to.number - from.number) as f64 * SLOT / (to.at - from.at),
		finality: Latency::of(&finality),
		authored: median(authored.range(first + 1..).map(|(_, block)| block.millis)),
		imported: (after.1 - before.1) * 1000.0 / (after.0 - before.0) as f64,
		cores,
	})
}

/// Seconds until a new node has finalised what the network has.
async fn joins(node: &Path, network: &mut Network, name: &str, options: &str) -> Result<f64> {
	let target = pump::finalised(&network.author.chain().await?).await?;
	let begun = Instant::now();
	network.join(node, name, options).await?;
	let joined = network.followers.len() - 1;
	let chain = network.followers[joined].chain().await?;
	while pump::finalised(&chain).await? < target {
		if begun.elapsed() > Duration::from_secs(600) {
			return Err(Error::Connection(format!("{name} does not catch up")));
		}
		tokio::time::sleep(Duration::from_millis(50)).await;
	}
	let seconds = begun.elapsed().as_secs_f64();
	network.followers.remove(joined);
	Ok(seconds)
}

/// Measure it.
pub async fn run(bench: &Bench) -> Result<Found> {
	let mut network = Network::validators(&bench.node).await?;
	let chain = network.author.chain().await?;
	let owners = accounts()?;
	let account = &owners[GATEWAY];
	let load = Load::by_account(60);
	let fleet = Fleet::new(&chain, 0, load.devices, Kind::default())?;
	fleet.set_up(&chain, &owners[..GATEWAY]).await?;
	let mut gateway = Gateway {
		chain: &chain,
		account,
		fleet,
		load,
		signer: Signer::new(&chain, account.clone()).await?,
		authorized: Authorized::new(&chain).await?,
	};
	// The full load first: the others are shares of it.
	let full = level(bench, &network, &mut gateway, 1.0, None).await?;
	let rate = full.batches_per_second / load.batches as f64;
	let mut levels = Vec::new();
	for share in [0.0, 0.5, 0.8] {
		levels.push(level(bench, &network, &mut gateway, share, Some(rate)).await?);
	}
	levels.push(full);
	gateway.fleet.check(&chain).await?;
	let readings = gateway
		.fleet
		.devices
		.iter()
		.map(|device| device.readings)
		.sum();
	let blocks = pump::finalised(&chain).await?;
	let full = joins(&bench.node, &mut network, "full", "").await?;
	let warp = joins(&bench.node, &mut network, "warp", "--sync warp").await?;
	Ok(Found {
		levels,
		catch_up: CatchUp {
			blocks,
			readings,
			full,
			warp,
		},
	})
}
