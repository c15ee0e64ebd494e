// SPDX-License-Identifier: Apache-2.0

//! `samul tariff`.

use std::path::PathBuf;

use clap::Subcommand;
use samul_client::{
	access::tariff::{self, TariffFile, TariffNumber},
	primitives::access::ResourceId,
	Error, Result,
};
use serde_json::{json, Value};

use super::{
	access::condition,
	output::fields,
	resource::{duration, list, money, plain},
	Context, Signer,
};

/// Tariffs.
#[derive(Subcommand)]
pub enum Command {
	/// Set a tariff of a resource, in the place of that of the same number; the account is its owner. Tells
	/// its hash.
	Set {
		/// Number of the resource.
		resource: ResourceId,
		/// Number of the tariff, from 0.
		number: TariffNumber,
		/// What it asks: a JSON file, of which docs/access-guide.md tells the fields.
		#[arg(long)]
		terms: PathBuf,
		#[command(flatten)]
		signer: Signer,
	},
	/// Remove a tariff; its deposit comes back. What was bought by it goes on.
	Remove {
		/// Number of the resource.
		resource: ResourceId,
		/// Number of the tariff.
		number: TariffNumber,
		#[command(flatten)]
		signer: Signer,
	},
	/// Show the tariffs of a resource.
	Show {
		/// Number of the resource.
		resource: ResourceId,
		/// Only the one of this number.
		number: Option<TariffNumber>,
	},
}

/// A price for each unit of time.
fn rate(currency: &Value, value: &Value) -> String {
	match value.is_null() || value["amount"] == "0" {
		true => "nothing".into(),
		false => format!(
			"{} for each {}",
			money(currency, &value["amount"]),
			duration(&value["unit"])
		),
	}
}

/// What a tariff asks.
pub(super) fn describe(found: &Value) -> String {
	let currency = &found["asset"];
	let prices = &found["prices"];
	let mut lines = vec![
		("permissions", plain(&found["permissions"], "-")),
		("delegations", plain(&found["delegations"], "-")),
		("conditions", list(&found["conditions"], condition)),
		("start", money(currency, &prices["start"])),
		("each use", money(currency, &prices["eachUse"])),
		("time", rate(currency, &prices["time"])),
	];
	let meter = &prices["meter"];
	if !meter.is_null() {
		let stream = plain(&meter["stream"], "-");
		let price = money(currency, &meter["amount"]);
		let idle = rate(currency, &meter["idle"]);
		let free = duration(&meter["grace"]);
		lines.extend([
			("meter", format!("{stream}, channel {}", meter["channel"])),
			(
				"by the meter",
				format!("{price} for {} unit-hours", meter["per"]),
			),
			("idle time", format!("{idle}, after {free}")),
		]);
	}
	lines.extend([
		("deposit", money(currency, &found["deposit"])),
		("overrun", rate(currency, &found["overrun"])),
		("to cancel", money(currency, &found["cancellationFee"])),
		("notice", duration(&found["notice"])),
		("bought ahead", duration(&found["ahead"])),
		("lasts at most", duration(&found["longest"])),
		("to one alone", plain(&found["exclusive"], "-")),
		("readings late", duration(&found["late"])),
		("to claim", duration(&found["window"])),
		("arbiter", plain(&found["arbiter"], "nobody")),
	]);
	fields(&lines)
}

fn show(found: &[Value]) -> String {
	let one = |tariff: &Value| {
		let mut text = fields(&[
			("tariff", plain(&tariff["number"], "-")),
			("hash", plain(&tariff["hash"], "-")),
			("provider", plain(&tariff["provider"], "-")),
			("for sale", plain(&tariff["forSale"], "-")),
		]);
		text.push_str(&describe(tariff));
		text
	};
	let texts: Vec<String> = found.iter().map(one).collect();
	texts.join("\n")
}

/// Run one.
pub async fn run(command: Command, context: &Context) -> Result<()> {
	match command {
		Command::Set {
			resource,
			number,
			terms,
			signer,
		} => {
			let text = std::fs::read_to_string(&terms)
				.map_err(|error| Error::usage(format!("{}: {error}", terms.display())))?;
			let terms = TariffFile::parse(&text)?.convert()?;
			let signer = signer.read()?;
			let chain = context.chain().await?;
			let (hash, included) = tariff::set(&chain, resource, number, terms, &signer).await?;
			let hash = format!("0x{}", hex::encode(hash));
			let text = format!("tariff {number} of resource {resource}: {hash}");
			let more = json!({ "resource": resource, "number": number, "hash": hash });
			context.output.included(&included, more, &text)
		}
		Command::Remove {
			resource,
			number,
			signer,
		} => {
			let chain = context.chain().await?;
			let included = tariff::remove(&chain, resource, number, &signer.read()?).await?;
			let text = format!("tariff {number} of resource {resource} is removed");
			let more = json!({ "resource": resource, "number": number });
			context.output.included(&included, more, &text)
		}
		Command::Show { resource, number } => {
			let chain = context.chain().await?;
			let found = match number {
				Some(number) => vec![tariff::expect(&chain, resource, number).await?],
				None => tariff::of_resource(&chain, resource).await?,
			};
			context.output.answer(&found, || show(&found))
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_tariff_is_told_in_words() {
		let none = json!({ "amount": "0", "unit": 3_600_000 });
		let found = json!({
			"asset": "native", "permissions": "charge", "delegations": 0, "conditions": [],
			"prices": {
				"start": "500000000000", "eachUse": "0", "time": none,
				"meter": {
					"stream": "0x…/0", "channel": 1, "amount": "300000000000", "per": 1000,
					"idle": { "amount": "200000000000", "unit": 60_000 }, "grace": 600_000,
				},
			},
			"deposit": "0", "overrun": null, "cancellationFee": "0", "notice": 0, "ahead": 0,
			"longest": 43_200_000, "exclusive": true, "late": 300_000, "window": 0, "arbiter": null,
		});
		let text = describe(&found);
		for line in [
			"start          0.5 SML",
			"time           nothing",
			"by the meter   0.3 SML for 1000 unit-hours",
			"idle time      0.2 SML for each 1m, after 10m",
			"overrun        nothing",
			"lasts at most  12h",
			"arbiter        nobody",
		] {
			assert!(text.lines().any(|found| found == line), "{line}\n{text}");
		}
	}
}
