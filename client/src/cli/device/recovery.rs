// SPDX-License-Identifier: Apache-2.0

//! `samul device recovery`: a guardian gives a device to an owner who has lost its account.

use clap::Subcommand;
use samul_client::{account, device, Chain, Result};
use serde_json::json;
use subxt::utils::AccountId32;

use super::Owned;
use crate::cli::{by, Context};

/// What a guardian does for an owner who has lost its account.
#[derive(Subcommand)]
pub enum Command {
	/// Say that the owner lost its account, as the guardian: the owner has time to object.
	Request {
		#[command(flatten)]
		owned: Owned,
		/// The account that is to have the device.
		#[arg(long, value_parser = by(account::parse))]
		to: AccountId32,
	},
	/// Refuse it, as the owner.
	Refuse(Owned),
	/// Take the device, as the account that is to have it.
	Complete(Owned),
}

/// Run one.
pub async fn run(command: Command, chain: &Chain, context: &Context) -> Result<()> {
	let (included, device, text) = match command {
		Command::Request { owned, to } => (
			device::request_recovery(chain, owned.device, to, &owned.signer.read()?).await?,
			owned.device,
			format!(
				"the device goes to {} if its owner does not object",
				account::address(&to)
			),
		),
		Command::Refuse(owned) => (
			device::refuse_recovery(chain, owned.device, &owned.signer.read()?).await?,
			owned.device,
			"the device stays its owner's".into(),
		),
		Command::Complete(owned) => (
			device::complete_recovery(chain, owned.device, &owned.signer.read()?).await?,
			owned.device,
			"the device is the account's".into(),
		),
	};
	context
		.output
		.included(&included, json!({ "device": device }), &text)
}
