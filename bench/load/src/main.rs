// SPDX-License-Identifier: Apache-2.0

//! Fills blocks on two nodes, and measures how long they take to be made and to be imported.

mod loads;
mod network;

use std::{
	collections::BTreeMap,
	path::PathBuf,
	process::ExitCode,
	time::{Duration, Instant},
};

use clap::{Parser, ValueEnum};
use futures::{stream, StreamExt, TryStreamExt};
use samul_client::{account, chain, params, Chain, Error, Result};
use serde::Serialize;
use subxt::utils::H256;

use loads::Load;
use network::Network;

/// Requests under way at once.
const AT_ONCE: usize = 64;

/// Fill blocks, and measure how long they take to be made and to be imported.
#[derive(Parser)]
struct Arguments {
	/// The node's binary.
	#[arg(long)]
	node: PathBuf,
	/// Print JSON instead of a table.
	#[arg(long)]
	json: bool,
	/// What to fill blocks with; everything if nothing is named.
	loads: Vec<Load>,
}

/// A full block.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Block {
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

/// Median of some values.
fn median(values: impl Iterator<Item = f64>) -> f64 {
	let mut values: Vec<f64> = values.collect();
	values.sort_by(f64::total_cmp);
	values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

async fn hash_of(chain: &Chain, number: u64) -> Result<H256> {
	chain.request("chain_getBlockHash", params![number]).await
}

/// Extrinsics and bytes of a block, and its weight in milliseconds.
async fn inside(chain: &Chain, number: u64) -> Result<(usize, usize, f64)> {
	let hash = hash_of(chain, number).await?;
	let block: serde_json::Value = chain.request("chain_getBlock", params![hash]).await?;
	let extrinsics: Vec<usize> = block["block"]["extrinsics"]
		.as_array()
		.into_iter()
		.flatten()
		.filter_map(|extrinsic| Some(extrinsic.as_str()?.len().saturating_sub(2) / 2))
		.collect();
	let state = chain.at(hash).await?;
	let weight = state
		.storage()
		.fetch(chain::storage().system().block_weight(), ())
		.await
		.map_err(subxt::Error::from)?
		.decode()
		.map_err(subxt::Error::from)?;
	let picoseconds =
		weight.normal.ref_time + weight.operational.ref_time + weight.mandatory.ref_time;
	Ok((
		extrinsics.len(),
		extrinsics.iter().sum(),
		picoseconds as f64 / 1e9,
	))
}

async fn best(chain: &Chain) -> Result<u64> {
	let header: serde_json::Value = chain.request("chain_getHeader", params![]).await?;
	let number = header["number"].as_str().unwrap_or_default();
	u64::from_str_radix(number.trim_start_matches("0x"), 16).map_err(Error::usage)
}

/// The blocks that a load filled.
async fn measure(node: &std::path::Path, load: Load) -> Result<Vec<Block>> {
	let network = Network::start(node).await?;
	let chain = network.chain().await?;
	let signer = account::signer("//Alice")?;
	let transactions = loads::prepare(&chain, load, &signer).await?;
	let before = best(&chain).await?;
	let submitted = transactions.len() as u64;
	let nonce = |state: samul_client::connection::AtBlock| async move {
		state
			.tx()
			.account_nonce(&account::id(&account::signer("//Alice")?))
			.await
			.map_err(|error| Error::from(subxt::Error::from(error)))
	};
	let first = nonce(chain.at(chain.best().await?).await?).await?;

	let sending = async {
		stream::iter(transactions)
			.map(|transaction| {
				let chain = &chain;
				async move {
					let mut text = String::from("0x");
					for byte in transaction {
						text.push_str(&format!("{byte:02x}"));
					}
					let _: H256 = chain
						.request("author_submitExtrinsic", params![text])
						.await?;
					Ok::<_, Error>(())
				}
			})
			.buffer_unordered(AT_ONCE)
			.try_collect::<Vec<()>>()
			.await
	};
	// The follower's n-th import is block n: there is one author, and thus no fork.
	let mut imports = BTreeMap::<u64, f64>::new();
	let begun = Instant::now();
	let watching = async {
		loop {
			if let Some((count, seconds)) = network.imported() {
				imports.insert(count, seconds);
			}
			let done = nonce(chain.at(chain.best().await?).await?).await?;
			let last = best(&chain).await?;
			if done >= first + submitted && imports.keys().next_back() >= Some(&last) {
				return Ok::<_, Error>(last);
			}
			if begun.elapsed() > Duration::from_secs(300) {
				return Err(Error::Connection("the load does not come in".into()));
			}
			tokio::time::sleep(Duration::from_millis(100)).await;
		}
	};
	let (_, last) = futures::try_join!(sending, watching)?;

	let authored = network.authored()?;
	let mut blocks = Vec::new();
	for number in before + 1..=last {
		let (Some(author), Some(to), Some(from)) = (
			authored.get(&number),
			imports.get(&number),
			imports.get(&(number - 1)),
		) else {
			continue;
		};
		// A block that took all that there was has no limit to tell of.
		if author.end == "NoMoreTransactions" {
			continue;
		}
		let (extrinsics, bytes, weight) = inside(&chain, number).await?;
		blocks.push(Block {
			number,
			extrinsics,
			bytes,
			weight,
			authored: author.millis,
			imported: (to - from) * 1000.0,
			end: author.end.clone(),
		});
	}
	Ok(blocks)
}

fn row(load: Load, blocks: &[Block]) -> String {
	let name = load
		.to_possible_value()
		.map_or_else(String::new, |value| value.get_name().to_string());
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

async fn run(arguments: Arguments) -> Result<()> {
	let loads = if arguments.loads.is_empty() {
		Load::value_variants().to_vec()
	} else {
		arguments.loads
	};
	if !arguments.json {
		println!("| load | full blocks | extrinsics | kB | weight, ms | authored, ms | imported, ms | ended by |");
		println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
	}
	for load in loads {
		let blocks = measure(&arguments.node, load).await?;
		if arguments.json {
			println!("{}", serde_json::json!({ "load": load, "blocks": blocks }));
		} else {
			println!("{}", row(load, &blocks));
		}
	}
	Ok(())
}

#[tokio::main]
async fn main() -> ExitCode {
	match run(Arguments::parse()).await {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("{error}");
			ExitCode::FAILURE
		}
	}
}
