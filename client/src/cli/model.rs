// SPDX-License-Identifier: Apache-2.0

//! `samul model`.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use samul_client::{
	amount, device,
	keyfile::KeyFile,
	model::{self, CaProof, EndorsementFile, FirmwareRange, Model},
	primitives::{DeviceId, ModelId, PublicKey},
	Chain, Error, Result,
};
use serde_json::json;

use super::{
	by,
	device::parse_id,
	output::{fields, plain, table},
	Context, Signer,
};

/// Models of devices, and their manufacturers' word for them.
#[derive(Subcommand)]
pub enum Command {
	/// List all models.
	List,
	/// Show a model.
	Show {
		/// Its number.
		model: ModelId,
	},
	/// Create a model of the member for which the account acts as a manufacturer.
	Create {
		/// What it is called.
		name: String,
		#[command(flatten)]
		ca: Ca,
		#[command(flatten)]
		signer: Signer,
	},
	/// Write down what a CA key has to sign to be one of the member's, for keys that are elsewhere.
	CaMessage {
		/// The public key: DER, or the text of a Multikey (z…).
		ca: String,
		/// The file to write; it must not exist.
		#[arg(long)]
		output: PathBuf,
		#[command(flatten)]
		signer: Signer,
	},
	/// Let another key endorse its devices from now on.
	SetKey {
		/// Its number.
		model: ModelId,
		#[command(flatten)]
		ca: Ca,
		#[command(flatten)]
		signer: Signer,
	},
	/// Let none of its devices count, or none with some firmware.
	Suspend(Versions),
	/// Let its devices count again, or those with some firmware.
	Resume(Versions),
	/// Remove a model of which there are no devices; its deposit comes back.
	Remove {
		/// Its number.
		model: ModelId,
		#[command(flatten)]
		signer: Signer,
	},
	/// Write down the manufacturer's word for a device. The chain is not changed: whoever registers
	/// the device brings it in, by `samul device manufacture` or `samul device endorse`.
	Endorse {
		/// Number of the model.
		model: ModelId,
		#[command(flatten)]
		which: Which,
		/// What the manufacturer calls the device: up to 32 bytes.
		#[arg(long, default_value = "", value_parser = by(model::parse_serial), hide_default_value = true)]
		serial: Bytes,
		/// Key file of the model's CA.
		#[arg(long)]
		ca: PathBuf,
		/// The file to write; it must not exist.
		#[arg(long)]
		output: PathBuf,
	},
}

/// Some bytes: to clap a `Vec` is an argument that comes several times.
type Bytes = std::vec::Vec<u8>;

/// A model, its firmware, and who acts.
#[derive(clap::Args)]
pub struct Versions {
	/// Its number.
	model: ModelId,
	/// Versions of firmware: 7, or 3-7; all of them without it.
	#[arg(long, value_parser = by(model::parse_range))]
	firmware: Option<FirmwareRange>,
	#[command(flatten)]
	signer: Signer,
}

/// A device, registered or to be.
#[derive(clap::Args)]
#[group(required = true, multiple = false)]
pub struct Which {
	/// A device that is registered; its primary key is endorsed.
	#[arg(long, value_parser = by(parse_id))]
	device: Option<DeviceId>,
	/// The key with which a device will be registered: a key file, DER, or the text of a Multikey (z…).
	#[arg(long, value_parser = by(model::read_public_key))]
	key: Option<PublicKey>,
}

impl Which {
	async fn find(&self, chain: &Chain) -> Result<(DeviceId, PublicKey)> {
		match (self.device, self.key) {
			(Some(id), _) => {
				let found = device::expect(chain, id, None).await?;
				Ok((id, found.public_key()?))
			}
			(None, Some(key)) => Ok((DeviceId::of(&key), key)),
			(None, None) => Err(Error::usage("a device, or its key")),
		}
	}
}

/// Write a new file.
pub fn write_new(path: &Path, text: &str) -> Result<()> {
	write_bytes(path, format!("{text}\n").as_bytes())
}

/// Write a file that is not there yet.
fn write_bytes(path: &Path, bytes: &[u8]) -> Result<()> {
	use std::io::Write;
	let wrong = |error| Error::usage(format!("{}: {error}", path.display()));
	let mut file = std::fs::File::create_new(path).map_err(wrong)?;
	file.write_all(bytes).map_err(wrong)
}

fn suspended(model: &Model) -> String {
	let ranges = model.suspended_firmware.iter();
	let listed: Vec<_> = ranges.map(FirmwareRange::to_string).collect();
	match (model.suspended, listed.is_empty()) {
		(true, _) => "all".into(),
		(false, true) => "none".into(),
		(false, false) => format!("firmware {}", listed.join(", ")),
	}
}

fn describe(model: &Model) -> String {
	let deposit = &model.deposit;
	fields(&[
		("model", model.id.to_string()),
		("name", plain(&model.name)),
		("manufacturer", format!("member {}", model.manufacturer)),
		("CA key", format!("{} {}", model.scheme, model.ca)),
		("suspended", suspended(model)),
		("devices", model.devices.to_string()),
		("deposit of", model.depositor.clone()),
		(
			"deposit",
			deposit
				.parse()
				.map_or_else(|_| deposit.clone(), amount::format),
		),
	])
}

fn listed(all: &[Model]) -> String {
	let rows: Vec<_> = all
		.iter()
		.map(|model| {
			[
				model.id.to_string(),
				plain(&model.name),
				format!("member {}", model.manufacturer),
				model.devices.to_string(),
				suspended(model),
			]
		})
		.collect();
	table(
		["model", "name", "manufacturer", "devices", "suspended"],
		&rows,
	)
}

fn words(versions: &Versions, end: &str) -> String {
	match versions.firmware {
		Some(firmware) => format!("devices of the model with firmware {firmware} {end}"),
		None => format!("devices of the model {end}"),
	}
}

/// A CA key, of one model only.
#[derive(clap::Args)]
pub struct Ca {
	/// The key by which its devices are endorsed: a key file, DER as `openssl pkey -pubout -outform DER`
	/// writes it, or the text of a Multikey (z…).
	#[arg(long)]
	ca: String,
	/// File of the key's signature over what `ca-message` writes: raw, or as `openssl dgst -sha256 -sign`
	/// writes it. A key file signs by itself.
	#[arg(long)]
	proof: Option<PathBuf>,
}

impl Ca {
	fn read(&self) -> Result<(PublicKey, CaProof)> {
		let key = model::read_public_key(&self.ca)?;
		Ok((key, CaProof::read(&self.ca, self.proof.as_deref())?))
	}
}

/// Run one.
pub async fn run(command: Command, context: &Context) -> Result<()> {
	let chain = context.chain().await?;
	let (included, model, text) = match command {
		Command::List => {
			let all = model::all(&chain, None).await?;
			return context.output.answer(&all, || listed(&all));
		}
		Command::Show { model } => {
			let found = model::expect(&chain, model, None).await?;
			return context.output.answer(&found, || describe(&found));
		}
		Command::Endorse {
			model,
			which,
			serial,
			ca,
			output,
		} => {
			let ca = KeyFile::read(&ca)?.device()?;
			let (device, key) = which.find(&chain).await?;
			let genesis = chain.genesis();
			let file = EndorsementFile::sign(&genesis, device, &key, model, &serial, &ca);
			let text = serde_json::to_string_pretty(&file).map_err(Error::usage)?;
			write_new(&output, &text)?;
			return context.output.answer(&file, || {
				fields(&[
					("device", device.to_string()),
					("model", model.to_string()),
					("file", output.display().to_string()),
				])
			});
		}
		Command::CaMessage { ca, output, signer } => {
			let ca = model::read_public_key(&ca)?;
			let message = model::ca_message(&chain, &ca, &signer.read()?).await?;
			write_bytes(&output, &message)?;
			let found =
				json!({ "file": output, "message": format!("0x{}", hex::encode(&message)) });
			return context
				.output
				.answer(&found, || format!("{} is to be signed", output.display()));
		}
		Command::Create { name, ca, signer } => {
			let signer = signer.read()?;
			let (ca, proof) = ca.read()?;
			let (model, included) = model::create(&chain, &name, &ca, &proof, &signer).await?;
			(included, model, format!("model {model} is created"))
		}
		Command::SetKey { model, ca, signer } => {
			let (ca, proof) = ca.read()?;
			let signer = signer.read()?;
			let included = model::set_key(&chain, model, &ca, &proof, &signer).await?;
			(included, model, "the model has the new key".into())
		}
		Command::Suspend(versions) => {
			let signer = versions.signer.read()?;
			let (model, firmware) = (versions.model, versions.firmware);
			let included = model::suspend(&chain, model, firmware, &signer).await?;
			(included, model, words(&versions, "count no more"))
		}
		Command::Resume(versions) => {
			let signer = versions.signer.read()?;
			let (model, firmware) = (versions.model, versions.firmware);
			let included = model::resume(&chain, model, firmware, &signer).await?;
			(included, model, words(&versions, "count again"))
		}
		Command::Remove { model, signer } => {
			let included = model::remove(&chain, model, &signer.read()?).await?;
			(included, model, "the model is removed".into())
		}
	};
	context
		.output
		.included(&included, json!({ "model": model }), &text)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_is_suspended_is_told() {
		let model = Model {
			id: 1,
			manufacturer: 2,
			name: "TH\u{1b}100".into(),
			scheme: "p256",
			ca: "0x02".into(),
			suspended: false,
			suspended_firmware: vec![],
			devices: 5,
			depositor: "5F".into(),
			deposit: "0".into(),
		};
		assert_eq!(suspended(&model), "none");
		let some = Model {
			suspended_firmware: ["3-7", "9"]
				.map(|text| model::parse_range(text).unwrap())
				.into(),
			..model.clone()
		};
		assert_eq!(suspended(&some), "firmware 3-7, 9");
		let all = Model {
			suspended: true,
			..some.clone()
		};
		assert_eq!(suspended(&all), "all");
		assert!(listed(&[some]).contains("TH\u{fffd}100"));
		assert!(describe(&model).contains("CA key        p256 0x02"));
	}

	#[test]
	fn a_file_is_not_overwritten() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("file");
		write_new(&path, "text").unwrap();
		assert_eq!(std::fs::read_to_string(&path).unwrap(), "text\n");
		assert_eq!(write_new(&path, "other").unwrap_err().exit_code(), 2);
	}
}
