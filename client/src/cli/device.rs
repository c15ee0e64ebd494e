// SPDX-License-Identifier: Apache-2.0

//! `samul device`.

use std::path::PathBuf;

use clap::Subcommand;
use samul_client::{
	account, amount, device, keyfile::KeyFile, primitives::DeviceId, time, Error, Result,
};
use serde_json::json;
use subxt::utils::AccountId32;

use super::{by, output::fields, Context, Signer};

/// Devices.
#[derive(Subcommand)]
pub enum Command {
	/// Register a device by its key; the account becomes its owner.
	Register {
		/// The device's key file.
		#[arg(long)]
		key: PathBuf,
		#[command(flatten)]
		signer: Signer,
	},
	/// Show a device.
	Show {
		/// Its id.
		#[arg(value_parser = by(parse_id))]
		device: DeviceId,
	},
	/// Make its signature count no more, for the time being.
	Suspend(Owned),
	/// Make its signature count again.
	Resume(Owned),
	/// Take it out of use for good; its streams must be gone.
	Retire(Owned),
	/// Give it a new key.
	Rotate {
		#[command(flatten)]
		owned: Owned,
		/// File of the new key.
		#[arg(long)]
		key: PathBuf,
		/// File of the old key. Without it the device is no more endorsed, and what was attested of it
		/// holds no more.
		#[arg(long)]
		old_key: Option<PathBuf>,
	},
	/// Offer it to another account.
	Offer {
		#[command(flatten)]
		owned: Owned,
		/// To whom; without it an offer is taken back.
		#[arg(long, value_parser = by(account::parse))]
		to: Option<AccountId32>,
	},
	/// Take over a device that is offered to the account.
	Accept(Owned),
}

/// A device and who acts.
#[derive(clap::Args)]
pub struct Owned {
	/// Its id.
	#[arg(value_parser = by(parse_id))]
	device: DeviceId,
	#[command(flatten)]
	signer: Signer,
}

/// Read a device's id.
pub fn parse_id(text: &str) -> Result<DeviceId> {
	text.parse()
		.map_err(|_| Error::usage("a device's id is 0x and 64 hexadecimal digits"))
}

/// Run one.
pub async fn run(command: Command, context: &Context) -> Result<()> {
	let chain = context.chain().await?;
	let (included, id, text) = match command {
		Command::Show { device } => {
			let found = device::expect(&chain, device, None).await?;
			return context.output.answer(&found, || {
				fields(&[
					("device", found.id.to_string()),
					("owner", found.owner.clone()),
					("scheme", found.scheme.clone()),
					("public key", found.key.clone()),
					("status", found.status.clone()),
					("rotations", found.rotations.to_string()),
					("registered", time::format(found.registered)),
					(
						"model",
						found.model.map_or("none".into(), |model| model.to_string()),
					),
					("firmware", found.firmware.to_string()),
					(
						"part of",
						found
							.part_of
							.map_or("nothing".into(), |whole| whole.to_string()),
					),
					("parts", found.parts.to_string()),
					(
						"guardian",
						found
							.guardian
							.map_or("none".into(), |member| format!("member {member}")),
					),
					(
						"deposit",
						found
							.deposit
							.parse()
							.map_or_else(|_| found.deposit.clone(), amount::format),
					),
					(
						"offered to",
						found.offered_to.clone().unwrap_or("nobody".into()),
					),
				])
			});
		}
		Command::Register { key, signer } => {
			let key = KeyFile::read(&key)?.device()?;
			let (id, included) = device::register(&chain, &key, &signer.read()?).await?;
			(included, id, format!("device {id} is registered"))
		}
		Command::Suspend(owned) => (
			device::suspend(&chain, owned.device, &owned.signer.read()?).await?,
			owned.device,
			"the device is suspended".into(),
		),
		Command::Resume(owned) => (
			device::resume(&chain, owned.device, &owned.signer.read()?).await?,
			owned.device,
			"the device is active".into(),
		),
		Command::Retire(owned) => (
			device::retire(&chain, owned.device, &owned.signer.read()?).await?,
			owned.device,
			"the device is retired".into(),
		),
		Command::Rotate {
			owned,
			key,
			old_key,
		} => {
			let key = KeyFile::read(&key)?.device()?;
			let old = match old_key {
				Some(file) => Some(KeyFile::read(&file)?.device()?),
				None => None,
			};
			let signer = owned.signer.read()?;
			(
				device::rotate(&chain, owned.device, &key, old.as_ref(), &signer).await?,
				owned.device,
				"the device has the new key".into(),
			)
		}
		Command::Offer { owned, to } => {
			let text = match &to {
				Some(to) => format!("the device is offered to {}", account::address(to)),
				None => "the device is offered to nobody".into(),
			};
			(
				device::offer_transfer(&chain, owned.device, to, &owned.signer.read()?).await?,
				owned.device,
				text,
			)
		}
		Command::Accept(owned) => (
			device::accept_transfer(&chain, owned.device, &owned.signer.read()?).await?,
			owned.device,
			"the device is the account's".into(),
		),
	};
	context
		.output
		.included(&included, json!({ "device": id }), &text)
}
