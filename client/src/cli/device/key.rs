// SPDX-License-Identifier: Apache-2.0

//! `samul device key`: keys besides the primary one.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use samul_client::{
	device::{self, Key, Purposes},
	keyfile::KeyFile,
	primitives::{DeviceId, Moment},
	time, Chain, Result,
};
use serde_json::json;

use super::{parse_id, Owned};
use crate::cli::{by, output::table, Context};

/// Keys of a device besides the primary one, which `rotate` replaces.
#[derive(Subcommand)]
pub enum Command {
	/// List all keys that are kept, or those that counted at a time.
	List {
		/// The device.
		#[arg(value_parser = by(parse_id))]
		device: DeviceId,
		/// The time: 2026-05-01T06:00:00Z, -2h.
		#[arg(long, value_parser = by(time::parse), allow_hyphen_values = true)]
		at: Option<Moment>,
	},
	/// Add a key that signs.
	Add {
		#[command(flatten)]
		owned: Owned,
		/// File of the key.
		#[arg(long)]
		key: PathBuf,
		/// What it is for; several times for several.
		#[arg(long = "for", value_name = "PURPOSE", required = true)]
		purposes: Vec<Purpose>,
	},
	/// Add a key to encrypt for the device.
	AddAgreement {
		#[command(flatten)]
		owned: Owned,
		/// The X25519 key: 0x and 64 hexadecimal digits, or z6LS….
		#[arg(long, value_parser = by(device::parse_agreement_key))]
		public: [u8; 32],
	},
	/// Let a key count no more.
	Revoke(Numbered),
	/// Keep a key no more that has ended long ago; its deposit comes back.
	Forget(Numbered),
}

/// What a key that signs is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Purpose {
	/// To log in as the device.
	Authentication,
	/// To state something as the device.
	Assertion,
}

/// A key of a device, and who acts.
#[derive(clap::Args)]
pub struct Numbered {
	#[command(flatten)]
	owned: Owned,
	/// Number of the key.
	#[arg(long)]
	number: u16,
}

fn listed(keys: &[Key]) -> String {
	let rows: Vec<_> = keys
		.iter()
		.map(|key| {
			[
				key.number
					.map_or("primary".into(), |number| number.to_string()),
				key.multibase.clone(),
				key.purposes.join(", "),
				time::format(key.since),
				match (key.ended, key.reason) {
					(Some(ended), Some(reason)) => format!("{} ({reason})", time::format(ended)),
					_ => String::new(),
				},
			]
		})
		.collect();
	table(["key", "multikey", "for", "since", "ended"], &rows)
}

/// Run one.
pub async fn run(command: Command, chain: &Chain, context: &Context) -> Result<()> {
	let (included, id, number, text) = match command {
		Command::List { device, at } => {
			let keys = device::keys(chain, device, at, None).await?;
			return context.output.answer(&keys, || listed(&keys));
		}
		Command::Add {
			owned,
			key,
			purposes,
		} => {
			let key = KeyFile::read(&key)?.device()?;
			let purposes = Purposes {
				authentication: purposes.contains(&Purpose::Authentication),
				assertion: purposes.contains(&Purpose::Assertion),
			};
			let signer = owned.signer.read()?;
			let (number, included) =
				device::add_key(chain, owned.device, &key, purposes, &signer).await?;
			(included, owned.device, number, "is added")
		}
		Command::AddAgreement { owned, public } => {
			let signer = owned.signer.read()?;
			let (number, included) =
				device::add_agreement_key(chain, owned.device, public, &signer).await?;
			(included, owned.device, number, "is added")
		}
		Command::Revoke(Numbered { owned, number }) => {
			let signer = owned.signer.read()?;
			let included = device::revoke_key(chain, owned.device, number, &signer).await?;
			(included, owned.device, number, "counts no more")
		}
		Command::Forget(Numbered { owned, number }) => {
			let signer = owned.signer.read()?;
			let included = device::forget_key(chain, owned.device, number, &signer).await?;
			(included, owned.device, number, "is kept no more")
		}
	};
	context.output.included(
		&included,
		json!({ "device": id, "number": number }),
		&format!("key {number} of the device {text}"),
	)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn keys_are_listed_with_their_end() {
		let key = Key {
			number: None,
			scheme: "ed25519",
			key: "0x07".into(),
			multibase: "z6Mk".into(),
			purposes: vec!["authentication", "assertion"],
			primary: true,
			since: 1_672_531_200_000,
			ended: None,
			reason: None,
		};
		let old = Key {
			number: Some(0),
			ended: Some(1_672_531_201_000),
			reason: Some("rotated"),
			purposes: vec!["assertion"],
			..key.clone()
		};
		let text = listed(&[key, old]);
		let lines: Vec<_> = text.lines().collect();
		assert!(lines[0].starts_with("key      multikey  for"), "{text}");
		assert!(
			lines[1].starts_with("primary  z6Mk      authentication, assertion"),
			"{text}"
		);
		assert!(lines[1].ends_with("2023-01-01T00:00:00Z"), "{text}");
		assert!(
			lines[2].ends_with("2023-01-01T00:00:01Z (rotated)"),
			"{text}"
		);
	}
}
