// SPDX-License-Identifier: Apache-2.0

//! `samul upgrade`.

use std::path::PathBuf;

use clap::Subcommand;
use samul_client::{upgrade, Result};
use serde_json::json;

use super::{output::fields, Context, Signer};

/// Upgrades of the runtime.
#[derive(Subcommand)]
pub enum Command {
	/// Show a runtime's hash, and whether the council authorised it.
	Check {
		/// Its Wasm.
		file: PathBuf,
	},
	/// Apply the runtime that the council authorised; whoever has it may.
	Apply {
		/// Its Wasm.
		file: PathBuf,
		#[command(flatten)]
		signer: Signer,
	},
}

/// Run one.
pub async fn run(command: Command, context: &Context) -> Result<()> {
	match command {
		Command::Check { file } => {
			let hash = upgrade::hash(&upgrade::read(&file)?);
			let chain = context.chain().await?;
			let authorised = upgrade::authorised(&chain, None).await?;
			let is_it = authorised.is_some_and(|authorised| authorised.hash == hash);
			let value = json!({
				"hash": hash,
				"isAuthorised": is_it,
				"authorised": authorised,
			});
			context.output.answer(&value, || {
				let told = match authorised {
					None => "nothing".into(),
					Some(_) if is_it => "this runtime".into(),
					Some(other) => format!("another one: {:?}", other.hash),
				};
				fields(&[("hash", format!("{hash:?}")), ("authorised", told)])
			})
		}
		Command::Apply { file, signer } => {
			let code = upgrade::read(&file)?;
			let signer = signer.read()?;
			let hash = upgrade::hash(&code);
			let chain = context.chain().await?;
			let included = upgrade::apply(&chain, code, &signer).await?;
			context.output.included(
				&included,
				json!({ "hash": hash }),
				"the next block is of the new runtime",
			)
		}
	}
}
