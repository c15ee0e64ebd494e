// SPDX-License-Identifier: Apache-2.0

//! Commands and their arguments. Each subject has its module.

mod access;
mod account;
mod council;
mod credential;
mod device;
mod key;
mod member;
mod output;
mod readings;
mod rental;
mod resource;
mod shipment;
mod stream;
mod tariff;
mod upgrade;
mod validator;

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use samul_client::{Chain, Error, Result};
use subxt_signer::sr25519::Keypair;

use output::Output;

/// Work with a Samul chain: devices, their readings, shipments that are settled by them, rights on
/// things and their rent, and the consortium that runs it.
///
/// Exit codes: 0 done; 1 the chain refused it, or it is not there; 2 an argument or a file is wrong;
/// 3 the node does not answer; 4 evidence does not prove what it should; 5 readings were refused;
/// 130 ended by Ctrl-C.
#[derive(Parser)]
#[command(name = "samul", version, propagate_version = true)]
struct Cli {
	/// WebSocket of the node.
	#[arg(
		long,
		global = true,
		env = "SAMUL_NODE",
		default_value = "ws://127.0.0.1:9944"
	)]
	node: String,
	/// Answer in JSON: results on standard output, errors on standard error.
	#[arg(long, global = true)]
	json: bool,
	#[command(subcommand)]
	command: Command,
}

#[derive(Subcommand)]
enum Command {
	/// Keys in files.
	#[command(subcommand)]
	Key(key::Command),
	/// Accounts: who signs transactions and pays.
	#[command(subcommand)]
	Account(account::Command),
	/// Devices: who signs readings.
	#[command(subcommand)]
	Device(device::Command),
	/// Claims about devices as verifiable credentials.
	#[command(subcommand)]
	Credential(credential::Command),
	/// Streams of readings.
	#[command(subcommand)]
	Stream(stream::Command),
	/// Readings: submit them, fetch them with proof.
	#[command(subcommand)]
	Readings(readings::Command),
	/// Shipments that their log settles.
	#[command(subcommand)]
	Shipment(shipment::Command),
	/// Resources: what somebody may enter, start or charge at.
	#[command(subcommand)]
	Resource(resource::Command),
	/// Rights on resources.
	#[command(subcommand)]
	Access(access::Command),
	/// What the owner of a resource asks for a right on it.
	#[command(subcommand)]
	Tariff(tariff::Command),
	/// Rights that are bought, and their money.
	#[command(subcommand)]
	Rental(rental::Command),
	/// Members of the consortium, their accounts, and whose fees these pay.
	#[command(subcommand)]
	Member(member::Command),
	/// Validators: who makes blocks.
	#[command(subcommand)]
	Validator(validator::Command),
	/// The council, in which the members decide.
	#[command(subcommand)]
	Council(council::Command),
	/// Upgrades of the runtime.
	#[command(subcommand)]
	Upgrade(upgrade::Command),
}

/// What every command needs.
struct Context {
	node: String,
	output: Output,
}

impl Context {
	/// Connect to the node.
	async fn chain(&self) -> Result<Chain> {
		Chain::connect(&self.node).await
	}
}

/// The account that signs and pays.
#[derive(Args)]
struct Signer {
	/// Who signs and pays: an sr25519 key file, or a secret URI such as //Alice (others on the
	/// machine can see arguments: a file or the variable is better).
	#[arg(long, env = "SAMUL_ACCOUNT", hide_env_values = true)]
	account: String,
}

impl Signer {
	fn read(&self) -> Result<Keypair> {
		samul_client::account::signer(&self.account)
	}
}

/// Read an argument by one of the library's functions.
fn by<T: 'static>(
	parse: fn(&str) -> Result<T>,
) -> impl Fn(&str) -> std::result::Result<T, String> + Clone + Send + Sync + 'static {
	move |text| parse(text).map_err(|error| error.to_string())
}

async fn run(command: Command, context: &Context) -> Result<()> {
	match command {
		Command::Key(command) => key::run(command, context),
		Command::Account(command) => account::run(command, context).await,
		Command::Device(command) => device::run(command, context).await,
		Command::Credential(command) => credential::run(command, context).await,
		Command::Stream(command) => stream::run(command, context).await,
		Command::Readings(command) => readings::run(command, context).await,
		Command::Shipment(command) => shipment::run(command, context).await,
		Command::Resource(command) => resource::run(command, context).await,
		Command::Access(command) => access::run(command, context).await,
		Command::Tariff(command) => tariff::run(command, context).await,
		Command::Rental(command) => rental::run(command, context).await,
		Command::Member(command) => member::run(command, context).await,
		Command::Validator(command) => validator::run(command, context).await,
		Command::Council(command) => council::run(command, context).await,
		Command::Upgrade(command) => upgrade::run(command, context).await,
	}
}

/// Tell that the arguments cannot be read, or give the help that they ask for.
fn misread(error: &clap::Error) -> ExitCode {
	// What was parsed of them is lost, so it is looked up again whether programs read the answer.
	let json = std::env::args_os().any(|argument| argument == "--json");
	if json && error.use_stderr() {
		let text = error.render().to_string();
		let error = Error::usage(text.trim_start_matches("error: ").trim_end());
		Output::new(true).error(&error);
		return ExitCode::from(error.exit_code());
	}
	error.exit()
}

/// Run what the arguments say.
pub async fn main() -> ExitCode {
	let cli = match Cli::try_parse() {
		Ok(cli) => cli,
		Err(error) => return misread(&error),
	};
	let context = Context {
		node: cli.node,
		output: Output::new(cli.json),
	};
	match run(cli.command, &context).await {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			context.output.error(&error);
			ExitCode::from(Error::exit_code(&error))
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;

	#[test]
	fn arguments_are_consistent() {
		Cli::command().debug_assert();
	}
}
