// SPDX-License-Identifier: Apache-2.0

//! `samul validator`.

use clap::Subcommand;
use samul_client::{account, validator, Result};
use serde_json::json;

use super::{output::table, Context, Signer};

/// Validators.
#[derive(Subcommand)]
pub enum Command {
	/// List all validators: those that make blocks now, and those that will.
	List,
	/// Let the node make session keys for the account, and tell the chain. The node has to be the
	/// validator's own, called on its machine; it keeps the secret keys.
	Keys(Signer),
	/// Take a seat of the member for which the account acts as a validator: it makes blocks from the
	/// session after the next one on.
	Join(Signer),
	/// Make blocks in the place of another validator of the same member, from the session after the next
	/// one on.
	Replace {
		/// Address of the validator that is replaced.
		replaced: String,
		#[command(flatten)]
		signer: Signer,
	},
	/// Leave the seat: the account makes no blocks from the session after the next one on.
	Leave(Signer),
	/// Take the account's session keys from the chain, once they are not needed; the deposit comes
	/// back.
	PurgeKeys(Signer),
}

/// Run one.
pub async fn run(command: Command, context: &Context) -> Result<()> {
	let chain = context.chain().await?;
	let (signer, included, keys, text) = match command {
		Command::List => {
			let all = validator::all(&chain, None).await?;
			return context.output.answer(&all, || {
				let rows: Vec<_> = all
					.iter()
					.map(|validator| {
						[
							validator.address.clone(),
							validator
								.member
								.map_or("leaves".into(), |id| id.to_string()),
							if validator.active { "yes" } else { "not yet" }.into(),
							validator.silent.to_string(),
						]
					})
					.collect();
				table(
					["validator", "member", "makes blocks", "silent sessions"],
					&rows,
				)
			});
		}
		Command::Keys(signer) => {
			let signer = signer.read()?;
			let keys = validator::new_keys(&chain, &signer).await?;
			let included = validator::set_keys(&chain, &keys, &signer).await?;
			let text = format!("the account has session keys: {}", keys.keys);
			(signer, included, Some(keys.keys), text)
		}
		Command::Join(signer) => {
			let signer = signer.read()?;
			let included = validator::join(&chain, &signer).await?;
			let text = "the account makes blocks from the session after the next one on";
			(signer, included, None, text.into())
		}
		Command::Replace { replaced, signer } => {
			let signer = signer.read()?;
			let replaced = account::parse(&replaced)?;
			let included = validator::replace(&chain, &replaced, &signer).await?;
			let text = "the account makes blocks in the other one's place from the session after the next \
				one on";
			(signer, included, None, text.into())
		}
		Command::Leave(signer) => {
			let signer = signer.read()?;
			let included = validator::leave(&chain, &signer).await?;
			let text = "the account makes no blocks from the session after the next one on";
			(signer, included, None, text.into())
		}
		Command::PurgeKeys(signer) => {
			let signer = signer.read()?;
			let included = validator::purge_keys(&chain, &signer).await?;
			let text = "the account has no session keys any more";
			(signer, included, None, text.into())
		}
	};
	let mut more = json!({ "validator": account::address(&account::id(&signer)) });
	if let Some(keys) = keys {
		more["keys"] = keys.into();
	}
	context.output.included(&included, more, &text)
}
