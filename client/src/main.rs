// SPDX-License-Identifier: Apache-2.0

//! `samul`: the command line. See `samul help` and the crate's README.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod cli;

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
	cli::main().await
}
