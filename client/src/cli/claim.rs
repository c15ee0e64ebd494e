// SPDX-License-Identifier: Apache-2.0

//! `samul claim`.

use std::path::PathBuf;

use clap::Subcommand;
use samul_client::{
	amount,
	claim::{self, Attested, Type},
	primitives::{
		claims::{ClaimTypeId, ClaimValue},
		DeviceId, MemberId, Moment,
	},
	time, Result,
};
use serde_json::{json, Value};

use super::{
	by,
	credential::read,
	device::parse_id,
	model::write_new,
	output::{fields, plain, table},
	Context, Signer,
};

/// Claims that members attest about devices.
#[derive(Subcommand)]
pub enum Command {
	/// List all types of claims.
	Types,
	/// List what is attested of a device.
	List {
		/// The device.
		#[arg(value_parser = by(parse_id))]
		device: DeviceId,
	},
	/// Show what a member attests of a device, and whether it holds.
	Show {
		#[command(flatten)]
		which: Which,
		/// When it has to hold: 2026-05-01T06:00:00Z, +14d, -2h; at the time of the last finalised block
		/// without it.
		#[arg(long, value_parser = by(time::parse), allow_hyphen_values = true)]
		at: Option<Moment>,
		/// The level that it has to have at least.
		#[arg(long)]
		level: Option<u32>,
	},
	/// Write down a claim of the member for which the account acts as a credential. The chain is not
	/// changed: `attest` does.
	Issue {
		/// The device.
		#[arg(value_parser = by(parse_id))]
		device: DeviceId,
		/// Number of the type of claims.
		#[arg(long = "type")]
		claim_type: ClaimTypeId,
		#[command(flatten)]
		value: Claimed,
		/// From when on it holds.
		#[arg(long, default_value = "now", value_parser = by(time::parse), allow_hyphen_values = true)]
		from: Moment,
		/// Until when; for ever without it.
		#[arg(long, value_parser = by(time::parse), allow_hyphen_values = true)]
		until: Option<Moment>,
		/// The file to write; it must not exist.
		#[arg(long)]
		output: PathBuf,
		#[command(flatten)]
		signer: Signer,
	},
	/// Attest what a credential says, by its hash.
	Attest {
		/// The credential's file.
		file: PathBuf,
		/// Put the value on the chain in plain, for those that decide without the credential.
		#[arg(long)]
		disclose: bool,
		#[command(flatten)]
		signer: Signer,
	},
	/// Take back what the account's member attested.
	Revoke {
		/// The device.
		#[arg(value_parser = by(parse_id))]
		device: DeviceId,
		/// Number of the type of claims.
		#[arg(long = "type")]
		claim_type: ClaimTypeId,
		#[command(flatten)]
		signer: Signer,
	},
	/// Remove an attestation from the state: its issuer, or anybody once it is over; its deposit goes back.
	Remove {
		#[command(flatten)]
		which: Which,
		#[command(flatten)]
		signer: Signer,
	},
}

/// What somebody attests of a device.
#[derive(clap::Args)]
pub struct Which {
	/// The device.
	#[arg(value_parser = by(parse_id))]
	device: DeviceId,
	/// Number of the type of claims.
	#[arg(long = "type")]
	claim_type: ClaimTypeId,
	/// Number of the member that attests it.
	#[arg(long)]
	issuer: MemberId,
}

/// What is claimed.
#[derive(clap::Args)]
#[group(multiple = false)]
pub struct Claimed {
	/// A level; this or another value as the type has it, see `types`.
	#[arg(long)]
	level: Option<u32>,
	/// A time.
	#[arg(long, value_parser = by(time::parse), allow_hyphen_values = true)]
	moment: Option<Moment>,
	/// Words: 1 to 64 bytes.
	#[arg(long, value_parser = by(claim::parse_text))]
	text: Option<ClaimValue>,
}

impl Claimed {
	fn value(self) -> Option<ClaimValue> {
		let level = self.level.map(ClaimValue::Level);
		level.or(self.moment.map(ClaimValue::Moment)).or(self.text)
	}
}

/// A value in words.
fn said(value: Option<&Value>) -> String {
	let value = value.and_then(Value::as_object);
	match value.and_then(|value| value.iter().next()) {
		None => "not public, or none".into(),
		Some((kind, Value::String(text))) => format!("{kind} {}", plain(text)),
		Some((kind, value)) => format!("{kind} {value}"),
	}
}

fn until(until: Option<Moment>) -> String {
	until.map_or("for ever".into(), time::format)
}

fn describe(found: &Attested, refusal: Option<&str>) -> String {
	let deposit = &found.deposit;
	fields(&[
		("device", found.device.to_string()),
		("type", found.claim_type.to_string()),
		("issuer", format!("member {}, {}", found.issuer, found.role)),
		("value", said(found.value.as_ref())),
		("digest", found.digest.clone()),
		("from", time::format(found.from)),
		("until", until(found.until)),
		("attested", time::format(found.issued)),
		("revoked", found.revoked.map_or("no".into(), time::format)),
		("deposit of", found.depositor.clone()),
		(
			"deposit",
			deposit
				.parse()
				.map_or_else(|_| deposit.clone(), amount::format),
		),
		(
			"holds",
			refusal.map_or("yes".into(), |why| format!("no: {why}")),
		),
	])
}

fn listed(all: &[Attested]) -> String {
	let rows: Vec<_> = all
		.iter()
		.map(|found| {
			[
				found.claim_type.to_string(),
				format!("member {}", found.issuer),
				said(found.value.as_ref()),
				time::format(found.from),
				until(found.until),
				found
					.refusal
					.map_or("yes".into(), |why| format!("no: {why}")),
			]
		})
		.collect();
	table(["type", "issuer", "value", "from", "until", "holds"], &rows)
}

fn listed_types(all: &[Type]) -> String {
	let rows: Vec<_> = all
		.iter()
		.map(|known| {
			[
				known.id.to_string(),
				plain(&known.name),
				known.kind.into(),
				known.issuers.join(", "),
				known.attestations.to_string(),
			]
		})
		.collect();
	table(["type", "name", "values", "issuers", "attested"], &rows)
}

/// Run one.
pub async fn run(command: Command, context: &Context) -> Result<()> {
	let chain = context.chain().await?;
	let (included, more, text) = match command {
		Command::Types => {
			let all = claim::types(&chain, None).await?;
			return context.output.answer(&all, || listed_types(&all));
		}
		Command::List { device } => {
			let all = claim::of_device(&chain, device, None).await?;
			return context.output.answer(&all, || listed(&all));
		}
		Command::Show { which, at, level } => {
			let (device, claim_type, issuer) = (which.device, which.claim_type, which.issuer);
			let mut found = claim::expect(&chain, device, claim_type, issuer, None).await?;
			let refusal = claim::refusal(&chain, device, claim_type, issuer, at, level).await?;
			found.refusal = refusal.map(claim::refusal_name);
			let why = found.refusal;
			return context.output.answer(&found, || describe(&found, why));
		}
		Command::Issue {
			device,
			claim_type,
			value,
			from,
			until,
			output,
			signer,
		} => {
			let signer = signer.read()?;
			let credential = claim::issue(
				&chain,
				device,
				claim_type,
				value.value(),
				from,
				until,
				&signer,
			)
			.await?;
			write_new(&output, &credential.to_json())?;
			let digest = format!("0x{}", hex::encode(credential.digest()));
			let answer = json!({ "file": output, "digest": digest });
			return context.output.answer(&answer, || {
				fields(&[
					("file", output.display().to_string()),
					("digest", digest.clone()),
				])
			});
		}
		Command::Attest {
			file,
			disclose,
			signer,
		} => {
			let credential = read(&file)?;
			let (claim, included) =
				claim::attest(&chain, &credential, disclose, &signer.read()?).await?;
			let more = json!({
				"device": claim.device,
				"claimType": claim.claim_type,
				"digest": format!("0x{}", hex::encode(claim.digest)),
			});
			(included, more, "the claim is attested")
		}
		Command::Revoke {
			device,
			claim_type,
			signer,
		} => {
			let included = claim::revoke(&chain, device, claim_type, &signer.read()?).await?;
			let more = json!({ "device": device, "claimType": claim_type });
			(included, more, "the claim is taken back")
		}
		Command::Remove { which, signer } => {
			let (device, claim_type, issuer) = (which.device, which.claim_type, which.issuer);
			let signer = signer.read()?;
			let included = claim::remove(&chain, device, claim_type, issuer, &signer).await?;
			let more = json!({ "device": device, "claimType": claim_type, "issuer": issuer });
			(included, more, "the attestation is removed")
		}
	};
	context.output.included(&included, more, text)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_is_attested_is_told() {
		let found = Attested {
			device: DeviceId([1; 32]),
			claim_type: 3,
			issuer: 7,
			value: Some(json!({ "text": "a\u{1b}b" })),
			digest: "0x05".into(),
			from: 1_672_531_200_000,
			until: None,
			issued: 1_672_531_200_000,
			revoked: Some(1_672_531_201_000),
			role: "auditor",
			depositor: "5F".into(),
			deposit: "0".into(),
			refusal: Some("revoked"),
		};
		let text = describe(&found, found.refusal);
		assert!(text.contains("value       text a\u{fffd}b\n"), "{text}");
		assert!(text.contains("until       for ever\n"), "{text}");
		assert!(
			text.contains("revoked     2023-01-01T00:00:01Z\n"),
			"{text}"
		);
		assert!(text.contains("holds       no: revoked\n"), "{text}");
		let level = Attested {
			value: Some(json!({ "level": 3 })),
			refusal: None,
			..found.clone()
		};
		let hidden = Attested {
			value: None,
			..level.clone()
		};
		let text = listed(&[level, hidden]);
		assert!(text.contains("level 3"), "{text}");
		assert!(text.contains("not public, or none"), "{text}");
		assert!(text.contains("yes"), "{text}");
	}

	#[test]
	fn a_claim_has_one_value() {
		let of = |level, moment, text: Option<&str>| {
			let text = text.map(|text| claim::parse_text(text).unwrap());
			let claimed = Claimed {
				level,
				moment,
				text,
			};
			claimed.value()
		};
		assert_eq!(of(None, None, None), None);
		assert_eq!(of(Some(3), None, None), Some(ClaimValue::Level(3)));
		assert_eq!(of(None, Some(9), None), Some(ClaimValue::Moment(9)));
		assert!(matches!(
			of(None, None, Some("a")),
			Some(ClaimValue::Text(_))
		));
	}
}
