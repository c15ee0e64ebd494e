// SPDX-License-Identifier: Apache-2.0

//! `samul did`.

use clap::Subcommand;
use samul_client::{
	did::{self, Answer, Did, Failure},
	primitives::{DeviceId, Moment},
	time, Error, Result,
};
use subxt::utils::H256;

use super::{by, Context};

/// Devices as decentralised identifiers (W3C DID Core 1.0).
#[derive(Subcommand)]
pub enum Command {
	/// Resolve a DID: show its DID document, or the part of it that a DID URL with a fragment means.
	Resolve {
		/// The DID or DID URL, such as did:samul:…, did:samul:…?versionTime=2026-05-01T06:00:00Z or did:samul:…#data;
		/// or a device's id.
		did: String,
		/// The document of a time: 2026-05-01T06:00:00Z, -2h.
		#[arg(long, value_parser = by(time::parse), allow_hyphen_values = true)]
		at: Option<Moment>,
		/// By the state of the block of this hash; the last finalised one otherwise.
		#[arg(long, value_parser = by(parse_block))]
		block: Option<H256>,
	},
}

/// Read a block's hash.
pub fn parse_block(text: &str) -> Result<H256> {
	text.parse()
		.map_err(|_| Error::usage("a block's hash is 0x and 64 hexadecimal digits"))
}

/// A device's id as its DID; other text as it is.
fn as_did(text: String) -> String {
	match text.starts_with("0x").then(|| text.parse::<DeviceId>()) {
		Some(Ok(device)) => Did::new(device).to_string(),
		_ => text,
	}
}

/// What an answer without a document means for the exit code.
fn outcome(answer: &Answer) -> Result<()> {
	match answer.failure() {
		None => Ok(()),
		Some((Failure::NotFound, why)) => Err(Error::NotThere(why.into())),
		Some((_, why)) => Err(Error::usage(why)),
	}
}

/// Run one.
pub async fn run(command: Command, context: &Context) -> Result<()> {
	let Command::Resolve { did, at, block } = command;
	let chain = context.chain().await?;
	let answer = did::resolve(&chain, &as_did(did), at, block).await?;
	// Also what cannot be resolved has its answer.
	let text = serde_json::to_string_pretty(&answer).map_err(Error::usage)?;
	context.output.answer(&answer, || text)?;
	outcome(&answer)
}

#[cfg(test)]
mod tests {
	use super::*;
	use samul_client::did::DidUrl;

	#[test]
	fn a_device_s_id_is_taken_for_its_did() {
		let id = "0x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20";
		let did = "did:samul:4wBqpZM9xaSheZzJSMawUKKwhdpChKbZ5eu5ky4Vigw";
		assert_eq!(as_did(id.into()), did);
		for other in [did, "0x01", "", "garbage"] {
			assert_eq!(as_did(other.into()), other);
		}
	}

	#[test]
	fn exit_codes_tell_what_is_wrong() {
		let code = |text: &str| {
			let answer = match text.parse::<DidUrl>() {
				Ok(_) => return 0,
				Err(error) => Answer::refused(error),
			};
			outcome(&answer).unwrap_err().exit_code()
		};
		assert_eq!(
			code("did:samul:4wBqpZM9xaSheZzJSMawUKKwhdpChKbZ5eu5ky4Vigw"),
			0
		);
		assert_eq!(code("did:samul:11"), 2);
		assert_eq!(code("did:web:example.org"), 2);
		assert!(parse_block(&format!("0x{}", "07".repeat(32))).is_ok());
		for wrong in ["last", "0x00", ""] {
			assert_eq!(parse_block(wrong).unwrap_err().exit_code(), 2, "{wrong}");
		}
	}
}
