// SPDX-License-Identifier: Apache-2.0

//! Puts load on nodes over RPC, and measures what comes in and what it costs.

mod fleet;
mod measure;
mod network;
mod process;
mod pump;
mod report;
mod scenario;
mod transactions;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand, ValueEnum};
use samul_client::Result;
use serde_json::{json, Value};

use scenario::{
	access, anvil,
	block_loads::Load as BlockLoad,
	blocks, contracts, growth, idle,
	ingest::{self, Load, Payer},
	machine, network as validators, transfers, Bench,
};

/// Put load on nodes, and measure what comes in and what it costs.
#[derive(Parser)]
struct Arguments {
	/// The node's binary.
	#[arg(long)]
	node: PathBuf,
	/// Seconds that a load is measured for.
	#[arg(long, default_value_t = 40.0)]
	seconds: f64,
	/// Seconds of load before that.
	#[arg(long, default_value_t = 8.0)]
	warm_up: f64,
	#[command(subcommand)]
	what: What,
}

#[derive(Subcommand)]
enum What {
	/// Measure, and keep the results and a report in a folder.
	Report {
		/// The folder.
		#[arg(long)]
		output: PathBuf,
		/// The folder of the script that puts the same work on anvil.
		#[arg(long)]
		anvil: PathBuf,
		/// What is measured; everything if nothing is named.
		scenarios: Vec<Scenario>,
	},
	/// Full blocks: how long they take to be made and to be imported.
	Blocks {
		/// Print JSON instead of a table.
		#[arg(long)]
		json: bool,
		/// What to fill blocks with; everything if nothing is named.
		loads: Vec<BlockLoad>,
	},
	/// Batches of so many readings each; prints what came of it.
	Ingest {
		/// Readings a batch.
		#[arg(default_value_t = 60)]
		readings: u64,
		/// Each batch is a transaction of its own, by its device.
		#[arg(long)]
		authorized: bool,
		/// Devices, if not as many as usual.
		#[arg(long)]
		devices: Option<u64>,
		/// Batches a transaction, if not as many as usual.
		#[arg(long)]
		batches: Option<u64>,
		/// All batches of a transaction by one device.
		#[arg(long, conflicts_with = "authorized")]
		backlog: bool,
	},
	/// Decisions on access with so many rights in the state; prints what came of it.
	Access {
		/// Rights; they are made up to whole houses of 40.
		#[arg(default_value_t = 100_000)]
		rights: u64,
	},
}

/// A part of the report.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Scenario {
	/// Signature verifications on one core.
	Machine,
	/// A node without any load.
	Idle,
	/// The same work by a contract on anvil.
	Anvil,
	/// Balance transfers.
	Transfers,
	/// Batches of 1, 12, 60 and 240 readings, by an account and by the devices.
	Ingest,
	/// Batches of 240 readings for ten minutes.
	Sustained,
	/// Monitors, settlements, reading back.
	Contracts,
	/// Four validators, and nodes that join them.
	Network,
	/// 10,000, 100,000 and 1,000,000 devices.
	Growth,
	/// Decisions on access with 1,000 and 100,000 rights.
	Access,
}

impl Scenario {
	fn name(self) -> String {
		self.to_possible_value()
			.map_or_else(String::new, |value| value.get_name().to_string())
	}

	async fn run(self, bench: &Bench, anvil: &std::path::Path) -> Result<Value> {
		Ok(match self {
			Self::Machine => json!(machine::run()),
			Self::Idle => json!(idle::run(bench).await?),
			Self::Anvil => {
				let mut found = Vec::new();
				for readings in ingest::READINGS {
					found.push(anvil::run(anvil, readings, bench.seconds)?);
				}
				json!(found)
			}
			Self::Transfers => json!(transfers::run(bench).await?),
			Self::Ingest => {
				let mut found = Vec::new();
				let by_account = ingest::READINGS.map(Load::by_account);
				let backlog = [60, 240].map(Load::backlog);
				// Of 240 readings a device's allowance for the beginning holds not one.
				let by_devices = [1, 12, 60].map(Load::by_devices);
				for load in by_account.into_iter().chain(backlog).chain(by_devices) {
					found.push(ingest::run(bench, load, bench.seconds).await?);
				}
				json!(found)
			}
			Self::Sustained => {
				let load = Load::by_account(240);
				json!(ingest::run(bench, load, bench.seconds * 15.0).await?)
			}
			Self::Contracts => json!(contracts::run(bench).await?),
			Self::Network => json!(validators::run(bench).await?),
			Self::Growth => {
				let mut found = Vec::new();
				for devices in [10_000, 100_000, 1_000_000] {
					found.push(growth::run(bench, devices).await?);
				}
				json!(found)
			}
			Self::Access => {
				let mut found = Vec::new();
				for rights in [1_000, 100_000] {
					found.push(access::run(bench, rights).await?);
				}
				json!(found)
			}
		})
	}
}

async fn full_blocks(bench: &Bench, json: bool, loads: Vec<BlockLoad>) -> Result<()> {
	let loads = if loads.is_empty() {
		BlockLoad::value_variants().to_vec()
	} else {
		loads
	};
	if !json {
		println!("{}", blocks::HEAD);
	}
	for load in loads {
		let found = blocks::run(bench, load).await?;
		if json {
			println!("{}", json!({ "load": load, "blocks": found }));
		} else {
			println!("{}", blocks::row(load, &found));
		}
	}
	Ok(())
}

async fn run(arguments: Arguments) -> Result<()> {
	let bench = Bench {
		node: arguments.node,
		seconds: arguments.seconds,
		warm_up: arguments.warm_up,
	};
	match arguments.what {
		What::Blocks { json, loads } => full_blocks(&bench, json, loads).await,
		What::Report {
			output,
			anvil,
			scenarios,
		} => {
			let scenarios = if scenarios.is_empty() {
				Scenario::value_variants().to_vec()
			} else {
				scenarios
			};
			report::keep(&output, "on", json!(machine::describe(&bench.node)?))?;
			for scenario in scenarios {
				eprintln!("bench: {}", scenario.name());
				let found = scenario.run(&bench, &anvil).await?;
				report::keep(&output, &scenario.name(), found)?;
			}
			Ok(())
		}
		What::Ingest {
			readings,
			authorized,
			devices,
			batches,
			backlog,
		} => {
			let mut load = match (authorized, backlog) {
				(true, _) => Load::by_devices(readings),
				(_, true) => Load::backlog(readings),
				_ => Load::by_account(readings),
			};
			load.devices = devices.unwrap_or(load.devices);
			if load.payer == Payer::Account {
				load.batches = batches.unwrap_or(load.batches);
				load.in_a_row = if backlog { load.batches } else { 1 };
			}
			let found = ingest::run(&bench, load, bench.seconds).await?;
			println!("{:#}", json!(found));
			Ok(())
		}
		What::Access { rights } => {
			let found = access::run(&bench, rights).await?;
			println!("{:#}", json!(found));
			Ok(())
		}
	}
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
