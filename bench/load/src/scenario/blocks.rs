// SPDX-License-Identifier: Apache-2.0

//! Full blocks: how long they take to be made, and to be imported by another node. The block limits
//! follow from it.

use std::{
	collections::BTreeMap,
	time::{Duration, Instant},
};

use clap::ValueEnum;
use samul_client::{account, chain, Chain, Result};
use serde::Serialize;
use subxt_signer::sr25519::Keypair;

use super::{
	block_loads::{self, Load},
	Bench,
};
use crate::{
	measure::median,
	network::Network,
	pump::{self, Counted, Pace},
};

/// A full block.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Block {
	number: u64,
	extrinsics: usize,
	bytes: usize,
	/// Weight of all classes, milliseconds.
	weight: f64,
	/// Milliseconds to build it.
	authored: f64,
	/// Milliseconds to verify, execute and import it at the other node.
	imported: f64,
	/// What ended it.
	end: String,
}

/// Weight of a block in milliseconds.
async fn weight(chain: &Chain, number: u64) -> Result<f64> {
	let state = chain.at(pump::hash_of(chain, number).await?).await?;
	let weight = state
		.storage()
		.fetch(chain::storage().system().block_weight(), ())
		.await
		.map_err(subxt::Error::from)?
		.decode()
		.map_err(subxt::Error::from)?;
	let picoseconds =
		weight.normal.ref_time + weight.operational.ref_time + weight.mandatory.ref_time;
	Ok(picoseconds as f64 / 1e9)
}

/// Send all at once, more than the pool's usual limits, and wait until the follower has it. Gives
/// the seconds that it needed in all up to each block.
async fn fill(
	network: &Network,
	chain: &Chain,
	signer: &Keypair,
	transactions: Vec<Vec<u8>>,
) -> Result<BTreeMap<u64, f64>> {
	let mut imports = BTreeMap::new();
	let mut transactions = transactions.into_iter();
	let everything = Pace {
		unbounded: true,
		..Pace::default()
	};
	let mut note = || {
		// The follower's n-th import is block n: there is one author, and thus no fork.
		if let Some((count, seconds)) = network.followers[0].imported() {
			imports.insert(count, seconds);
		}
	};
	pump::run(
		chain,
		&[],
		Counted::Accounts(std::slice::from_ref(signer)),
		everything,
		Box::new(|| Ok(transactions.next())),
		|_| note(),
	)
	.await?;
	let (last, begun) = (pump::best(chain).await?, Instant::now());
	while begun.elapsed() < Duration::from_secs(30) {
		note();
		if network.followers[0]
			.imported()
			.is_some_and(|(count, _)| count > last)
		{
			break;
		}
		tokio::time::sleep(Duration::from_millis(50)).await;
	}
	Ok(imports)
}

/// The blocks that a load filled.
pub async fn run(bench: &Bench, load: Load) -> Result<Vec<Block>> {
	let network = Network::author_and_follower(&bench.node).await?;
	let chain = network.author.chain().await?;
	let signer = account::signer("//Alice")?;
	let transactions = block_loads::prepare(&chain, load, &signer).await?;
	let before = pump::best(&chain).await?;
	let imports = fill(&network, &chain, &signer, transactions).await?;
	let mut blocks = Vec::new();
	for (number, author) in network.author.authored()?.range(before + 1..) {
		let (Some(to), Some(from)) = (imports.get(number), imports.get(&(number - 1))) else {
			continue;
		};
		// A block that took all that there was has no limit to tell of.
		if author.end == "NoMoreTransactions" {
			continue;
		}
		let (extrinsics, bytes) = pump::extrinsics(&chain, *number).await?;
		blocks.push(Block {
			number: *number,
			extrinsics,
			bytes,
			weight: weight(&chain, *number).await?,
			authored: author.millis,
			imported: (to - from) * 1000.0,
			end: author.end.clone(),
		});
	}
	Ok(blocks)
}

/// Head of the table.
pub const HEAD: &str = "\
| load | full blocks | extrinsics | kB | weight, ms | authored, ms | imported, ms | ended by |
| --- | --- | --- | --- | --- | --- | --- | --- |";

/// A row of the table.
pub fn row(load: Load, blocks: &[Block]) -> String {
	let name = load
		.to_possible_value()
		.map_or_else(String::new, |value| value.get_name().to_string());
	if blocks.is_empty() {
		return format!("| {name} | 0 | – | – | – | – | – | – |");
	}
	let of = |field: fn(&Block) -> f64| median(blocks.iter().map(field));
	let mut ends: Vec<&str> = blocks.iter().map(|block| block.end.as_str()).collect();
	ends.sort_unstable();
	ends.dedup();
	format!(
		"| {name} | {} | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} | {} |",
		blocks.len(),
		of(|block| block.extrinsics as f64),
		of(|block| block.bytes as f64 / 1000.0),
		of(|block| block.weight),
		of(|block| block.authored),
		of(|block| block.imported),
		ends.join(", "),
	)
}
