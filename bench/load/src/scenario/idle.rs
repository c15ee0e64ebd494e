// SPDX-License-Identifier: Apache-2.0

//! A node that makes empty blocks.

use std::time::Duration;

use samul_client::Result;

use super::Bench;
use crate::process::Usage;

/// What it takes, after as long as a load is measured for.
pub async fn run(bench: &Bench) -> Result<Usage> {
	let alone = bench.alone().await?;
	tokio::time::sleep(Duration::from_secs_f64(bench.warm_up + bench.seconds)).await;
	alone.node.usage()
}
