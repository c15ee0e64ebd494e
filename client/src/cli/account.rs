// SPDX-License-Identifier: Apache-2.0

//! `samul account`.

use clap::Subcommand;
use samul_client::{
	account::{self, Balance},
	amount, Result,
};
use serde_json::json;
use subxt::utils::AccountId32;

use super::{by, output::fields, Context, Signer};

/// Accounts.
#[derive(Subcommand)]
pub enum Command {
	/// Show what an account has.
	Balance {
		/// Its address.
		#[arg(value_parser = by(account::parse))]
		address: AccountId32,
		/// In a registered asset, by its number, instead of the native token.
		#[arg(long)]
		asset: Option<u32>,
	},
	/// Send money to an account.
	Transfer {
		/// To whom.
		#[arg(value_parser = by(account::parse))]
		to: AccountId32,
		/// How much: `12.5 SML`, or an integer in the currency's smallest unit.
		amount: String,
		/// In a registered asset, by its number, instead of the native token.
		#[arg(long)]
		asset: Option<u32>,
		#[command(flatten)]
		signer: Signer,
	},
}

/// Run one.
pub async fn run(command: Command, context: &Context) -> Result<()> {
	let chain = context.chain().await?;
	let currency = |asset: Option<u32>| asset.map_or(json!("native"), |id| json!(id));
	match command {
		Command::Balance { address, asset } => {
			let Balance { free, held } = account::balance(&chain, &address, asset).await?;
			let currency = currency(asset);
			context.output.answer(
				&json!({
					"address": account::address(&address),
					"asset": currency,
					"free": free.to_string(),
					"held": held.to_string(),
				}),
				|| {
					fields(&[
						("free", amount::format_in(&currency, free)),
						("on hold", amount::format_in(&currency, held)),
					])
				},
			)
		}
		Command::Transfer {
			to,
			amount,
			asset,
			signer,
		} => {
			let amount = amount::parse_in(&currency(asset), &amount)?;
			let signer = signer.read()?;
			let included = account::transfer(&chain, &to, amount, asset, &signer).await?;
			context
				.output
				.included(&included, json!({}), "the money is transferred")
		}
	}
}
