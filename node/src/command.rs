// SPDX-License-Identifier: Apache-2.0

//! Runs what the command line says.

use clap::{CommandFactory, FromArgMatches};
use sc_cli::SubstrateCli;
use sc_service::PartialComponents;

use crate::{
	chain_spec,
	cli::{Cli, SpecCmd, Subcommand},
	member_list::MemberList,
	service,
};

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Samul node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		env!("CARGO_PKG_DESCRIPTION").into()
	}

	fn author() -> String {
		env!("CARGO_PKG_AUTHORS").into()
	}

	fn support_url() -> String {
		"the README of Samul".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
		chain_spec::load(id)
	}
}

/// Bytes of the state that are kept in memory: 256 MiB. The SDK's 1 GiB fills with nodes of the trie
/// that are of no use any more.
const TRIE_CACHE: &str = "268435456";

/// The command line. What differs from the SDK's nodes is the trie cache, the pool and off-chain workers. The pool follows
/// the best block alone: the one that follows every fork loses transactions when blocks are full and
/// final at once, and takes more time. And it has room for some six full blocks: a full one drops the
/// oldest. The runtime has no off-chain workers; with them a validator starts only where there are
/// certificates for HTTP, which nothing needs.
fn command() -> clap::Command {
	Cli::setup_command(Cli::command())
		.mut_arg("pool_type", |argument| {
			argument.default_value("single-state")
		})
		.mut_arg("pool_limit", |argument| argument.default_value("16384"))
		.mut_arg("pool_kbytes", |argument| argument.default_value("65536"))
		.mut_arg("enabled", |argument| argument.default_value("never"))
		.mut_arg("trie_cache_size", |argument| {
			argument.default_value(TRIE_CACHE)
		})
}

/// Write the specification of the chain that begins with the members of a list, or only check it.
fn spec(cmd: &SpecCmd) -> Result<(), String> {
	let path = cmd.list.display();
	let text = std::fs::read_to_string(&cmd.list).map_err(|error| format!("{path}: {error}"))?;
	let list: MemberList = text.parse().map_err(|wrong| format!("{path}:\n{wrong}"))?;
	let (members, validators) = (list.genesis.members.len(), list.genesis.keys.len());
	// The runtime has the last word.
	let json = chain_spec::of_members(list)?.as_json(true)?;
	if cmd.check {
		println!("{path} is in order: {members} members, {validators} validators");
	} else {
		println!("{json}");
	}
	Ok(())
}

/// Parse the command line and run what it says.
pub fn run() -> sc_cli::Result<()> {
	// Addresses that `key` prints are the chain's.
	sp_core::crypto::set_default_ss58_version(samul_runtime::SS58_PREFIX.into());
	let matches = command().get_matches();
	let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());

	match &cli.subcommand {
		Some(Subcommand::Key(cmd)) => cmd.run(&cli),
		Some(Subcommand::Spec(cmd)) => {
			if let Err(wrong) = spec(cmd) {
				// Line by line, and not as the SDK shows errors.
				eprintln!("{wrong}");
				std::process::exit(1);
			}
			Ok(())
		}
		#[allow(deprecated)]
		Some(Subcommand::BuildSpec(cmd)) => {
			let runner = cli.create_runner(cmd)?;
			runner.sync_run(|config| cmd.run(config.chain_spec, config.network))
		}
		Some(Subcommand::ExportChainSpec(cmd)) => {
			let spec = cli.load_spec(&cmd.chain)?;
			cmd.run(spec)
		}
		Some(Subcommand::CheckBlock(cmd)) => {
			let runner = cli.create_runner(cmd)?;
			runner.async_run(|config| {
				let PartialComponents {
					client,
					task_manager,
					import_queue,
					..
				} = service::new_partial(&config)?;
				Ok((cmd.run(client, import_queue), task_manager))
			})
		}
		Some(Subcommand::ExportBlocks(cmd)) => {
			let runner = cli.create_runner(cmd)?;
			runner.async_run(|config| {
				let PartialComponents {
					client,
					task_manager,
					..
				} = service::new_partial(&config)?;
				Ok((cmd.run(client, config.database), task_manager))
			})
		}
		Some(Subcommand::ExportState(cmd)) => {
			let runner = cli.create_runner(cmd)?;
			runner.async_run(|config| {
				let PartialComponents {
					client,
					task_manager,
					..
				} = service::new_partial(&config)?;
				Ok((cmd.run(client, config.chain_spec), task_manager))
			})
		}
		Some(Subcommand::ImportBlocks(cmd)) => {
			let runner = cli.create_runner(cmd)?;
			runner.async_run(|mut config| {
				service::index_readings(&mut config);
				let PartialComponents {
					client,
					task_manager,
					import_queue,
					..
				} = service::new_partial(&config)?;
				Ok((cmd.run(client, import_queue), task_manager))
			})
		}
		Some(Subcommand::PurgeChain(cmd)) => {
			let runner = cli.create_runner(cmd)?;
			runner.sync_run(|config| cmd.run(config.database))
		}
		Some(Subcommand::Revert(cmd)) => {
			let runner = cli.create_runner(cmd)?;
			runner.async_run(|config| {
				let PartialComponents {
					client,
					task_manager,
					backend,
					..
				} = service::new_partial(&config)?;
				let revert_grandpa = Box::new(|client, _, blocks| {
					sc_consensus_grandpa::revert(client, blocks)?;
					Ok(())
				});
				Ok((cmd.run(client, backend, Some(revert_grandpa)), task_manager))
			})
		}
		Some(Subcommand::ChainInfo(cmd)) => {
			let runner = cli.create_runner(cmd)?;
			runner.sync_run(|config| cmd.run::<samul_runtime::opaque::Block>(&config))
		}
		None => {
			let runner = cli.create_runner(&cli.run)?;
			runner.run_node_until_exit(|mut config| async move {
				service::index_readings(&mut config);
				service::new_full(config).map_err(sc_cli::Error::Service)
			})
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn parsed(arguments: &[&str]) -> Cli {
		let all = std::iter::once("samul-node").chain(arguments.iter().copied());
		let matches = command().try_get_matches_from(all).expect("it is valid");
		Cli::from_arg_matches(&matches).expect("it is complete")
	}

	#[test]
	fn pool_cache_and_workers_have_our_defaults_unless_an_operator_says_otherwise() {
		use sc_cli::TransactionPoolType;
		let run = parsed(&[]).run;
		let pool = &run.pool_config;
		assert!(matches!(pool.pool_type, TransactionPoolType::SingleState));
		assert_eq!((pool.pool_limit, pool.pool_kbytes), (16_384, 65_536));
		assert_eq!(run.import_params.trie_cache_size, 256 * 1024 * 1024);
		assert!(matches!(
			run.offchain_worker_params.enabled,
			sc_cli::OffchainWorkerEnabled::Never
		));
		let run = parsed(&["--pool-type", "fork-aware", "--trie-cache-size", "7"]).run;
		let pool = &run.pool_config;
		assert!(matches!(pool.pool_type, TransactionPoolType::ForkAware));
		assert_eq!(run.import_params.trie_cache_size, 7);
	}
}
