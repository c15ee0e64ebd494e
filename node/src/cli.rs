// SPDX-License-Identifier: Apache-2.0

//! The command line.

use sc_cli::RunCmd;

/// Command line of the node.
#[derive(Debug, clap::Parser)]
pub struct Cli {
	/// What to do instead of running a node.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// How to run a node.
	#[clap(flatten)]
	pub run: RunCmd,
}

/// What `spec` takes.
#[derive(Debug, clap::Args)]
pub struct SpecCmd {
	/// The list of members: see chain-specs/production.toml.
	pub list: std::path::PathBuf,

	/// Only say whether the list is in order, and if not, everything that is wrong with it.
	#[arg(long)]
	pub check: bool,
}

/// What the node can do besides running.
#[derive(Debug, clap::Subcommand)]
#[allow(
	clippy::large_enum_variant,
	reason = "the SDK's own commands; one is made a process"
)]
pub enum Subcommand {
	/// Make, inspect and insert keys.
	#[command(subcommand)]
	Key(sc_cli::KeySubcommand),

	/// Make the raw specification of a consortium's chain from a list of its members.
	Spec(SpecCmd),

	/// Write a chain specification.
	#[allow(deprecated)]
	BuildSpec(sc_cli::BuildSpecCmd),

	/// Export a chain specification.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Validate blocks.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Export blocks.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Export the state of a block into a chain specification.
	ExportState(sc_cli::ExportStateCmd),

	/// Import blocks.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Remove the whole chain.
	PurgeChain(sc_cli::PurgeChainCmd),

	/// Revert the chain to an earlier block.
	Revert(sc_cli::RevertCmd),

	/// Show what the database holds.
	ChainInfo(sc_cli::ChainInfoCmd),
}
