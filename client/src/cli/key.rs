// SPDX-License-Identifier: Apache-2.0

//! `samul key`.

use std::path::PathBuf;

use clap::Subcommand;
use samul_client::{
	account,
	keyfile::{self, KeyFile},
	primitives::DeviceId,
	Result,
};
use serde_json::json;

use super::{by, output::fields, Context};

/// Keys in files that only their owner can read.
#[derive(Subcommand)]
pub enum Command {
	/// Make a key and write it to a new file.
	New {
		/// The file; it must not exist.
		file: PathBuf,
		/// ed25519, sr25519, secp256k1 or p256. An account's key is sr25519, a device's any.
		#[arg(long, default_value = "ed25519", value_parser = by(keyfile::parse_scheme))]
		scheme: samul_client::primitives::Scheme,
	},
	/// Show the public part of a key file.
	Show {
		/// The file.
		file: PathBuf,
	},
}

/// Run one.
pub fn run(command: Command, context: &Context) -> Result<()> {
	let (key, file) = match command {
		Command::New { file, scheme } => {
			let key = KeyFile::generate(scheme)?;
			key.write_new(&file)?;
			(key, file)
		}
		Command::Show { file } => (KeyFile::read(&file)?, file),
	};
	let public = key.device()?.public();
	let scheme = public.scheme().name();
	let digits = format!("0x{}", hex::encode(public.as_bytes()));
	let device = DeviceId::of(&public);
	let address = key
		.account()
		.ok()
		.map(|pair| account::address(&account::id(&pair)));
	context.output.answer(
		&json!({
			"file": file,
			"scheme": scheme,
			"publicKey": digits,
			"device": device,
			"address": address,
		}),
		|| {
			let mut lines = vec![
				("file", file.display().to_string()),
				("scheme", scheme.into()),
				("public key", digits.clone()),
				("device", device.to_string()),
			];
			lines.extend(address.clone().map(|address| ("account", address)));
			fields(&lines)
		},
	)
}
