// SPDX-License-Identifier: Apache-2.0

//! The same work by a contract on anvil: `bench/anvil` has the contract and the script.

use std::{path::Path, process::Command};

use samul_client::{Error, Result};
use serde_json::Value;

/// Batches of so many readings, for about so many seconds.
pub fn run(folder: &Path, readings: u64, seconds: f64) -> Result<Value> {
	let script = folder.join("ingest.mjs");
	let output = Command::new("node")
		.arg(&script)
		.args(["--readings", &readings.to_string()])
		.args(["--seconds", &format!("{seconds:.0}")])
		.output()
		.map_err(|error| Error::usage(format!("node: {error}")))?;
	if !output.status.success() {
		return Err(Error::usage(format!(
			"{}: {}",
			script.display(),
			String::from_utf8_lossy(&output.stderr)
		)));
	}
	serde_json::from_slice(&output.stdout).map_err(Error::usage)
}
