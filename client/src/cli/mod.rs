// SPDX-License-Identifier: Apache-2.0

//! Commands and their arguments. Each subject has its module.

mod access;
mod account;
mod claim;
mod council;
mod credential;
mod device;
mod did;
mod key;
mod member;
mod model;
mod output;
mod readings;
mod relay;
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
	/// Devices as decentralised identifiers.
	#[command(subcommand)]
	Did(did::Command),
	/// Models of devices, and their manufacturers' word for them.
	#[command(subcommand)]
	Model(model::Command),
	/// Claims that members attest about devices.
	#[command(subcommand)]
	Claim(claim::Command),
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
	/// What locks without a network need of the chain.
	#[command(subcommand)]
	Relay(relay::Command),
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
		Command::Did(command) => did::run(command, context).await,
		Command::Model(command) => model::run(command, context).await,
		Command::Claim(command) => claim::run(command, context).await,
		Command::Credential(command) => credential::run(command, context).await,
		Command::Stream(command) => stream::run(command, context).await,
		Command::Readings(command) => readings::run(command, context).await,
		Command::Shipment(command) => shipment::run(command, context).await,
		Command::Relay(command) => relay::run(command, context).await,
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

	fn parses(arguments: &str) -> bool {
		let device = format!("0x{}", "01".repeat(32));
		let arguments = arguments.replace("DEVICE", &device);
		Cli::try_parse_from(["samul"].into_iter().chain(arguments.split(' '))).is_ok()
	}

	#[test]
	fn calls_of_devices_models_and_claims_are_read() {
		for good in [
			"device key list DEVICE --at -2h",
			"device key add DEVICE --key k --for authentication --for assertion --account //A",
			"device key add-agreement DEVICE --public DEVICE --account //A",
			"device key revoke DEVICE --number 3 --account //A",
			"device key forget DEVICE --number 3 --account //A",
			"device service set DEVICE --id data --kind Data --endpoint https://a.b --account //A",
			"device service remove DEVICE --id data --account //A",
			"device part attach DEVICE --to DEVICE --account //A",
			"device part detach DEVICE --account //A",
			"device guardian DEVICE --account //A",
			"device guardian DEVICE --member 3 --account //A",
			"device recovery request DEVICE --to DEVICE --account //A",
			"device recovery refuse DEVICE --account //A",
			"device recovery complete DEVICE --account //A",
			"device report-compromised DEVICE --account //A",
			"device recover DEVICE --key k --account //A",
			"device endorse DEVICE --endorsement f --account //A",
			"device endorse DEVICE --certificate f --model 3 --account //A",
			"device manufacture --key k --endorsement f --firmware 4 --account //A",
			"model suspend 3 --firmware 3-7 --account //A",
			"model endorse 3 --device DEVICE --serial SN-1 --ca k --output f",
			"claim show DEVICE --type 1 --issuer 2 --at +14d --level 3",
			"claim issue DEVICE --type 1 --level 3 --until +14d --output f --account //A",
			"claim issue DEVICE --type 1 --output f --account //A",
			"claim attest f --disclose --account //A",
			"claim revoke DEVICE --type 1 --account //A",
			"claim remove DEVICE --type 1 --issuer 2 --account //A",
			"did resolve did:samul:x --at -2h",
			"did resolve DEVICE --block DEVICE --json",
		] {
			assert!(parses(good), "{good}");
		}
	}

	#[test]
	fn what_is_no_such_call_is_refused() {
		for wrong in [
			"device key add DEVICE --key k --account //A",
			"device key add DEVICE --key k --for keyAgreement --account //A",
			"device key add-agreement DEVICE --public z6Mk --account //A",
			"device key revoke DEVICE --number 65536 --account //A",
			"device key revoke 0x01 --number 3 --account //A",
			"device service set DEVICE --id a#b --kind Data --endpoint https://a.b --account //A",
			"device service set DEVICE --id a --kind Data --endpoint example.org --account //A",
			"device part attach DEVICE --account //A",
			"device recovery request DEVICE --account //A",
			"device endorse DEVICE --account //A",
			"device endorse DEVICE --certificate f --account //A",
			"device endorse DEVICE --endorsement f --certificate f --model 3 --account //A",
			"device endorse DEVICE --endorsement f --model 3 --account //A",
			"model suspend 3 --firmware 7-3 --account //A",
			"model endorse 3 --ca k --output f",
			"model create a --account //A",
			"claim show DEVICE --type 1",
			"claim issue DEVICE --type 1 --level 3 --text a --output f --account //A",
			"did resolve did:samul:x --block 7",
			"did resolve",
		] {
			assert!(!parses(wrong), "{wrong}");
		}
	}
}
