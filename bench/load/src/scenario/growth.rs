// SPDX-License-Identifier: Apache-2.0

//! The same load with more and more devices in the state.

use std::time::Instant;

use samul_client::Result;
use serde::Serialize;

use super::{
	accounts,
	ingest::{self, Load},
	Bench, GATEWAY,
};
use crate::{
	fleet::{Fleet, Kind},
	measure::Figures,
	process::Usage,
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
	let begun = Instant::now();
	let mut fleet = Fleet::new(chain, 0, devices, Kind::default())?;
	fleet.set_up(chain, &accounts()?[..GATEWAY]).await?;
	let set_up = begun.elapsed().as_secs_f64();
	let (idle, disk) = (alone.node.usage()?, alone.node.disk());
	let (_, figures) = ingest::put(bench, &alone, &mut fleet, load, bench.seconds).await?;
	Ok(Growth {
		load,
		set_up,
		idle,
		disk,
		batches_per_second: figures.transactions_per_second * load.batches as f64,
		figures,
	})
}
