// SPDX-License-Identifier: Apache-2.0

//! `samul device`.

mod key;
mod recovery;
mod service;

use std::path::PathBuf;

use clap::Subcommand;
use samul_client::{
	account, amount, consortium,
	credential::parse_device_did,
	device::{self, Device, Recovery},
	did::Did,
	keyfile::KeyFile,
	model::{Endorsement, EndorsementFile},
	primitives::{DeviceId, MemberId, ModelId},
	time, Chain, Error, Result,
};
use serde_json::json;
use subxt::utils::AccountId32;

use super::{
	by,
	output::{fields, plain},
	Context, Signer,
};

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
	/// Register a device as its manufacturer, by its key and the maker's word: it signs once its first
	/// owner has taken it over and activated it.
	Manufacture {
		/// The device's key file.
		#[arg(long)]
		key: PathBuf,
		#[command(flatten)]
		word: Word,
		/// Version of its firmware.
		#[arg(long, default_value_t = 0)]
		firmware: u32,
		#[command(flatten)]
		signer: Signer,
	},
	/// Show a device.
	Show {
		/// Its id, or did:samul:….
		#[arg(value_parser = by(parse_id))]
		device: DeviceId,
	},
	/// List the devices of an account.
	List {
		/// The account's address.
		#[arg(value_parser = by(account::parse))]
		owner: AccountId32,
	},
	/// Bring in the manufacturer's word for a device: it is of the model then.
	Endorse {
		#[command(flatten)]
		owned: Owned,
		#[command(flatten)]
		word: Word,
	},
	/// Let a device sign that was taken over from its manufacturer.
	Activate(Owned),
	/// Make its signature count no more, for the time being.
	Suspend(Owned),
	/// Make its signature count again.
	Resume(Owned),
	/// Report that somebody else may hold its keys: nothing of it counts from now on.
	ReportCompromised(Owned),
	/// Give a compromised device a new key; it is suspended then.
	Recover {
		#[command(flatten)]
		owned: Owned,
		/// File of the new key.
		#[arg(long)]
		key: PathBuf,
	},
	/// Take it out of use for good: by then its streams are closed and removed, it has no parts, and it is part
	/// of nothing.
	Retire(Owned),
	/// Say which version of firmware it has.
	Firmware {
		#[command(flatten)]
		owned: Owned,
		/// The version.
		#[arg(long)]
		version: u32,
	},
	/// Name the member that may suspend, report and recover it.
	Guardian {
		#[command(flatten)]
		owned: Owned,
		/// Number of the member; without it nobody may any more.
		#[arg(long)]
		member: Option<MemberId>,
	},
	/// A guardian gives it to an owner who has lost its account.
	#[command(subcommand)]
	Recovery(recovery::Command),
	/// Keys besides the primary one, and those of the past.
	#[command(subcommand)]
	Key(key::Command),
	/// Ways to talk to it or about it.
	#[command(subcommand)]
	Service(service::Command),
	/// Devices that are parts of it.
	#[command(subcommand)]
	Part(service::PartCommand),
	/// Give it a new key.
	Rotate {
		#[command(flatten)]
		owned: Owned,
		/// File of the new key.
		#[arg(long)]
		key: PathBuf,
		/// File of the old key, which signs that it is still the same device. If it is lost:
		/// --without-old-key.
		#[arg(long, required_unless_present = "without_old_key")]
		old_key: Option<PathBuf>,
		/// The old key is lost: the device is no more endorsed, what was attested of it holds no more, and
		/// it loses all its rights, those that were bought as well. A guard is to be added anew.
		#[arg(long, conflicts_with = "old_key")]
		without_old_key: bool,
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

/// The manufacturer's word for a device.
#[derive(clap::Args)]
pub struct Word {
	/// File of an endorsement, as `samul model endorse` writes it; or else a certificate and its model.
	#[arg(long, required_unless_present = "certificate", conflicts_with_all = ["certificate", "model"])]
	endorsement: Option<PathBuf>,
	/// The device's certificate (IDevID) in DER.
	#[arg(long, requires = "model")]
	certificate: Option<PathBuf>,
	/// Number of the model whose CA signed the certificate.
	#[arg(long, requires = "certificate")]
	model: Option<ModelId>,
}

impl Word {
	/// The model and what is said, if it is about the device.
	fn read(&self, chain: &Chain, device: DeviceId) -> Result<(ModelId, Endorsement)> {
		match (&self.endorsement, &self.certificate, self.model) {
			(Some(file), None, None) => {
				let file = EndorsementFile::read(file)?;
				if file.device != device {
					return Err(Error::usage("the endorsement is of another device"));
				}
				Ok((file.model, file.endorsement(&chain.genesis())?))
			}
			(None, Some(file), Some(model)) => {
				let der = std::fs::read(file)
					.map_err(|error| Error::usage(format!("{}: {error}", file.display())))?;
				Ok((model, Endorsement::Certificate(der)))
			}
			_ => Err(Error::usage(
				"an endorsement, or a certificate and its model",
			)),
		}
	}
}

/// A device and who acts.
#[derive(clap::Args)]
pub struct Owned {
	/// Its id, or did:samul:….
	#[arg(value_parser = by(parse_id))]
	device: DeviceId,
	#[command(flatten)]
	signer: Signer,
}

/// Read a device's id, or its decentralised identifier.
pub fn parse_id(text: &str) -> Result<DeviceId> {
	if text.starts_with("did:") {
		return parse_device_did(text);
	}
	text.parse().map_err(|_| {
		Error::usage("a device is named by 0x and 64 hexadecimal digits, or did:samul:…")
	})
}

/// What the manufacturer calls a device: text if it is that.
fn serial(digits: &str) -> String {
	let bytes = hex::decode(digits.strip_prefix("0x").unwrap_or(digits)).unwrap_or_default();
	match std::str::from_utf8(&bytes) {
		Ok("") => "none".into(),
		Ok(text) => plain(text),
		Err(_) => digits.into(),
	}
}

fn describe(found: &Device, recovery: Option<&Recovery>) -> String {
	let deposit = &found.deposit;
	fields(&[
		("device", found.id.to_string()),
		("did", Did::new(found.id).to_string()),
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
		("serial", serial(&found.serial)),
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
			"recovery",
			recovery.map_or("none".into(), |asked| {
				format!(
					"to {} from {} on, if the owner does not object",
					asked.to,
					time::format(asked.due)
				)
			}),
		),
		(
			"deposit",
			deposit
				.parse()
				.map_or_else(|_| deposit.clone(), amount::format),
		),
		(
			"offered to",
			found.offered_to.clone().unwrap_or("nobody".into()),
		),
	])
}

/// Run one.
pub async fn run(command: Command, context: &Context) -> Result<()> {
	let chain = context.chain().await?;
	let (included, id, text) = match command {
		Command::Recovery(command) => return recovery::run(command, &chain, context).await,
		Command::Key(command) => return key::run(command, &chain, context).await,
		Command::Service(command) => return service::run(command, &chain, context).await,
		Command::Part(command) => return service::run_part(command, &chain, context).await,
		Command::List { owner } => {
			let all = device::owned(&chain, &owner, None).await?;
			let lines = || all.iter().map(|device| format!("{device}\n")).collect();
			return context.output.answer(&all, lines);
		}
		Command::Show { device } => {
			let found = device::expect(&chain, device, None).await?;
			let recovery = device::recovery(&chain, device, None).await?;
			let mut answer = serde_json::to_value(&found).map_err(Error::usage)?;
			answer["recovery"] = serde_json::to_value(&recovery).map_err(Error::usage)?;
			return context
				.output
				.answer(&answer, || describe(&found, recovery.as_ref()));
		}
		Command::Register { key, signer } => {
			let key = KeyFile::read(&key)?.device()?;
			let (id, included) = device::register(&chain, &key, &signer.read()?).await?;
			(included, id, format!("device {id} is registered"))
		}
		Command::Manufacture {
			key,
			word,
			firmware,
			signer,
		} => {
			let key = KeyFile::read(&key)?.device()?;
			let (model, word) = word.read(&chain, DeviceId::of(&key.public()))?;
			let signer = signer.read()?;
			let (id, included) =
				device::manufacture(&chain, &key, model, firmware, &word, &signer).await?;
			let text = format!("device {id} of model {model} is registered");
			(included, id, text)
		}
		Command::Endorse { owned, word } => {
			let (model, word) = word.read(&chain, owned.device)?;
			let signer = owned.signer.read()?;
			let included = device::endorse(&chain, owned.device, model, &word, &signer).await?;
			let text = format!("the device is of model {model}");
			(included, owned.device, text)
		}
		Command::Activate(owned) => (
			device::activate(&chain, owned.device, &owned.signer.read()?).await?,
			owned.device,
			"the device is active".into(),
		),
		Command::ReportCompromised(owned) => (
			device::report_compromised(&chain, owned.device, &owned.signer.read()?).await?,
			owned.device,
			"nothing of the device counts any more, until it is recovered".into(),
		),
		Command::Recover { owned, key } => {
			let key = KeyFile::read(&key)?.device()?;
			(
				device::recover(&chain, owned.device, &key, &owned.signer.read()?).await?,
				owned.device,
				"the device has the new key, and is suspended".into(),
			)
		}
		Command::Firmware { owned, version } => (
			device::report_firmware(&chain, owned.device, version, &owned.signer.read()?).await?,
			owned.device,
			format!("the device's firmware is version {version}"),
		),
		Command::Guardian { owned, member } => {
			let text = match member {
				Some(member) => format!("member {member} is the device's guardian"),
				None => "the device has no guardian".into(),
			};
			let signer = owned.signer.read()?;
			// The chain takes any number: of a member that is not there nobody helps.
			if let Some(member) = member {
				consortium::expect(&chain, member, None).await?;
			}
			let included = device::set_guardian(&chain, owned.device, member, &signer).await?;
			(included, owned.device, text)
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
			..
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

#[cfg(test)]
mod tests {
	use super::*;

	const ID: &str = "0x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20";
	const DID: &str = "did:samul:4wBqpZM9xaSheZzJSMawUKKwhdpChKbZ5eu5ky4Vigw";

	#[test]
	fn a_device_is_named_by_its_id_or_its_did() {
		assert_eq!(parse_id(DID).unwrap(), parse_id(ID).unwrap());
		for wrong in ["", "0x01", "did:samul:11", "did:web:example.org"] {
			assert_eq!(parse_id(wrong).unwrap_err().exit_code(), 2, "{wrong}");
		}
	}

	#[test]
	fn a_serial_number_is_text_if_it_is_that() {
		assert_eq!(serial("0x"), "none");
		assert_eq!(serial("0x54482d37"), "TH-7");
		assert_eq!(serial("0x541b"), "T\u{fffd}");
		assert_eq!(serial("0xff00"), "0xff00");
	}
}
