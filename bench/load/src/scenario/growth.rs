// SPDX-License-Identifier: Apache-2.0

//! The same load with more and more devices in the state.

use std::time::Instant;

use samul_client::Result;
use serde::Serialize;

use super::{
	accounts,
	ingest::{source, Load},
	Bench,
};
use crate::{
	fleet::{Fleet, Kind},
	measure::{figures, Figures, Sampler},
	process::Usage,
	pump::{self, Counted, Pace},
	transactions::{Authorized, Signer},
};

/// What came of so many devices.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Growth {
	/// The load; each device in its turn.
	pub load: Load,
	/// Seconds that it took to register them and to open their streams.
	pub set_up: f64,
	/// What the node took before any load.
	pub idle: Usage,
	/// Bytes on disk before the load.
	pub disk: u64,
	/// Batches that became final in a second.
	pub batches_per_second: f64,
	/// The rest.
	pub figures: Figures,
}

/// With so many devices.
pub async fn run(bench: &Bench, devices: u64) -> Result<Growth> {
	let alone = bench.alone().await?;
	let chain = &alone.chain;
	let load = Load {
		devices,
		..Load::by_account(60)
	};
	let owners = accounts()?;
	let begun = Instant::now();
	let mut fleet = Fleet::new(chain, 0, devices, Kind::default())?;
	fleet.set_up(chain, &owners[..5]).await?;
	let set_up = begun.elapsed().as_secs_f64();
	let (idle, disk) = (alone.node.usage()?, alone.node.disk());
	let gateway = &owners[5];
	let mut signer = Signer::new(chain, gateway.clone()).await?;
	let authorized = Authorized::new(chain).await?;
	let mut sampler = Sampler::new(&alone.node);
	let trace = pump::run(
		chain,
		Counted::Accounts(std::slice::from_ref(gateway)),
		Pace::full(bench.warm_up + bench.seconds),
		source(&mut fleet, load, &mut signer, &authorized, u64::MAX),
		|_| sampler.tick(),
	)
	.await?;
	fleet.check(chain).await?;
	let figures = figures(&trace, bench.warm_up, &sampler)?;
	Ok(Growth {
		load,
		set_up,
		idle,
		disk,
		batches_per_second: figures.transactions_per_second * load.batches as f64,
		figures,
	})
}
