// SPDX-License-Identifier: Apache-2.0

//! The node of Samul.

#![allow(
	clippy::result_large_err,
	reason = "the error types of the SDK's client are what they are"
)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod chain_spec;
mod cli;
mod command;
mod member_list;
mod rpc;
mod service;

/// Less memory by a quarter and less CPU time by a twentieth under load than the C library's.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> sc_cli::Result<()> {
	command::run()
}
