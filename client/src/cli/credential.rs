// SPDX-License-Identifier: Apache-2.0

//! `samul credential`.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use samul_client::{
	credential::{device_did, member_uri, Credential, Statement},
	primitives::{claims::ClaimValue, Moment},
	time, Error, Result,
};
use serde_json::{json, Value};

use super::{
	by,
	output::{fields, plain},
	Context,
};

/// Claims about devices as verifiable credentials.
#[derive(Subcommand)]
pub enum Command {
	/// Check a credential by what the chain holds: that its hash is attested, and the claim holds.
	Check {
		/// The file.
		file: PathBuf,
		/// When it has to hold: 2026-05-01T06:00:00Z, +14d, -2h.
		#[arg(long, default_value = "now", value_parser = by(time::parse), allow_hyphen_values = true)]
		at: Moment,
		/// The level that it has to have at least.
		#[arg(long)]
		level: Option<u32>,
	},
	/// Show the hash of a credential that is attested.
	Digest {
		/// The file.
		file: PathBuf,
	},
}

pub(super) fn read(file: &Path) -> Result<Credential> {
	let text = std::fs::read(file)
		.map_err(|error| Error::usage(format!("{}: {error}", file.display())))?;
	Credential::parse(&text)
}

fn value_of(statement: &Statement) -> Option<(&'static str, Value)> {
	Some(match statement.value.as_ref()? {
		ClaimValue::Level(level) => ("level", json!(level)),
		ClaimValue::Moment(moment) => ("moment", json!(time::format(*moment))),
		ClaimValue::Text(text) => ("text", json!(String::from_utf8_lossy(text))),
	})
}

fn show(statement: &Statement, context: &Context) -> Result<()> {
	let place = &statement.place;
	let until = statement.until.map(time::format);
	let mut answer = json!({
		"device": place.device,
		"did": device_did(&place.device),
		"issuer": member_uri(&place.genesis, place.issuer),
		"claimType": place.claim_type,
		"name": statement.name,
		"validFrom": time::format(statement.from),
		"validUntil": until,
	});
	if let Some((kind, value)) = value_of(statement) {
		answer[kind] = value;
	}
	context.output.answer(&answer, || {
		let mut lines = vec![
			("device", place.device.to_string()),
			("issuer", format!("member {}", place.issuer)),
			(
				"claim",
				format!("{} (type {})", plain(&statement.name), place.claim_type),
			),
			("from", time::format(statement.from)),
			("until", until.unwrap_or("for ever".into())),
		];
		if let Some((kind, value)) = value_of(statement) {
			let text = value.as_str().map_or_else(|| value.to_string(), plain);
			lines.insert(3, (kind, text));
		}
		format!("the claim holds\n{}", fields(&lines))
	})
}

/// Run one.
pub async fn run(command: Command, context: &Context) -> Result<()> {
	match command {
		Command::Check { file, at, level } => {
			let credential = read(&file)?;
			let chain = context.chain().await?;
			let statement = credential.accept_by(&chain, at, level).await?;
			show(&statement, context)
		}
		Command::Digest { file } => {
			let digest = format!("0x{}", hex::encode(read(&file)?.digest()));
			context
				.output
				.answer(&json!({ "digest": digest }), || digest.clone())
		}
	}
}
