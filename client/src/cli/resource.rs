// SPDX-License-Identifier: Apache-2.0

//! `samul resource`.

use clap::{Args, Subcommand};
use samul_client::{
	access::{self, terms},
	account, amount,
	connection::Included,
	primitives::{
		access::{Requirement, ResourceId},
		DeviceId,
	},
	time, Chain, Error, Result,
};
use serde_json::{json, Value};
use subxt::utils::AccountId32;

use super::{
	by,
	device::parse_id,
	output::{fields, table},
	Context, Signer,
};

/// Resources.
#[derive(Subcommand)]
pub enum Command {
	/// Register a flat, a car, a charger or a zone; the account becomes its owner. Tells its number.
	Register {
		/// The zone that it is in, for good: the account owns it, or is its authority.
		#[arg(long = "in", value_name = "ZONE")]
		zone: Option<ResourceId>,
		/// Who locks it down and says what is demanded; without it the owner.
		#[arg(long, value_parser = by(account::parse))]
		authority: Option<AccountId32>,
		#[command(flatten)]
		signer: Signer,
	},
	/// Remove a resource in and on which there is nothing; its deposit comes back.
	Remove(Acted),
	/// Show a resource.
	Show {
		/// Its number.
		resource: ResourceId,
	},
	/// Say that a device belongs to a resource; the account owns both.
	AddDevice {
		#[command(flatten)]
		attached: Attached,
		/// It also guards it: it opens to who has a right, and signs receipts.
		#[arg(long)]
		guards: bool,
	},
	/// Take a device away from a resource: the owner of either.
	RemoveDevice(Attached),
	/// List the devices of a resource.
	Devices {
		/// Its number.
		resource: ResourceId,
	},
	/// Say who is a resource's authority: whoever was so far.
	Authority {
		#[command(flatten)]
		acted: Acted,
		/// Who will be.
		#[arg(long, value_parser = by(account::parse))]
		to: AccountId32,
	},
	/// Say what is demanded of whoever uses a resource or what is inside, in the place of what was; without
	/// options nothing. The account is its authority.
	Demand {
		#[command(flatten)]
		acted: Acted,
		/// What must be attested of the subject's device: TYPE:ISSUER[:LEVEL], the numbers of a type of
		/// claims and of a member. Up to 4.
		#[arg(long = "attested", value_parser = by(terms::parse_requirement))]
		requirements: Vec<Requirement>,
		/// Who may approve of rights. Up to 8.
		#[arg(long = "approver", value_parser = by(account::parse))]
		approvers: Vec<AccountId32>,
		/// How many of them must; without it all.
		#[arg(long)]
		approvals: Option<u8>,
	},
	/// Lock a resource and all inside it down: its authority. It costs nothing a few times a day.
	LockDown(Acted),
	/// Lift a lock-down: the authority.
	Lift(Acted),
	/// Offer a resource to another account.
	Offer {
		#[command(flatten)]
		acted: Acted,
		/// To whom; without it an offer is taken back.
		#[arg(long, value_parser = by(account::parse))]
		to: Option<AccountId32>,
	},
	/// Take over a resource that is offered to the account.
	Accept(Acted),
}

/// A resource and who acts.
#[derive(Args)]
pub struct Acted {
	/// Number of the resource.
	resource: ResourceId,
	#[command(flatten)]
	signer: Signer,
}

/// A resource, a device and who acts.
#[derive(Args)]
pub struct Attached {
	/// Number of the resource.
	resource: ResourceId,
	/// The device's id.
	#[arg(value_parser = by(parse_id))]
	device: DeviceId,
	#[command(flatten)]
	signer: Signer,
}

/// A value of an answer as text; `none` where there is nothing.
pub(super) fn plain(value: &Value, none: &str) -> String {
	match value {
		Value::Null => none.into(),
		Value::String(text) => text.clone(),
		Value::Bool(true) => "yes".into(),
		Value::Bool(false) => "no".into(),
		other => other.to_string(),
	}
}

/// A time of an answer.
pub(super) fn moment(value: &Value, none: &str) -> String {
	value.as_u64().map_or_else(|| none.into(), time::format)
}

/// A duration of an answer.
pub(super) fn duration(value: &Value) -> String {
	value
		.as_u64()
		.map_or_else(|| plain(value, "-"), time::format_duration)
}

/// An amount of an answer.
pub(super) fn money(currency: &Value, value: &Value) -> String {
	let amount = value.as_str().and_then(|text| text.parse().ok());
	amount.map_or_else(
		|| plain(value, "-"),
		|amount| amount::format_in(currency, amount),
	)
}

/// The items of a list in an answer, in one line.
pub(super) fn list(value: &Value, each: fn(&Value) -> String) -> String {
	let items = value.as_array().map_or(&[][..], Vec::as_slice);
	if items.is_empty() {
		return "nothing".into();
	}
	let items: Vec<String> = items.iter().map(each).collect();
	items.join(", ")
}

/// What must be attested, of an answer.
pub(super) fn requirement(value: &Value) -> String {
	let mut text = format!("claim {} by member {}", value["claimType"], value["issuer"]);
	if !value["minimum"].is_null() {
		text.push_str(&format!(", at least {}", value["minimum"]));
	}
	text
}

fn approval(value: &Value) -> String {
	if value.is_null() {
		return "nobody's".into();
	}
	let approvers = list(&value["approvers"], |account| plain(account, "-"));
	format!("{} of {approvers}", value["threshold"])
}

fn describe(found: &Value) -> String {
	fields(&[
		("resource", plain(&found["id"], "-")),
		("owner", plain(&found["owner"], "-")),
		("authority", plain(&found["authority"], "-")),
		("offered to", plain(&found["offeredTo"], "nobody")),
		("in zone", plain(&found["parent"], "none")),
		("locked down", moment(&found["lockedDown"], "no")),
		(
			"demands attested",
			list(&found["requirements"], requirement),
		),
		("demands approval", approval(&found["approval"])),
		("resources inside", plain(&found["children"], "-")),
		("devices", plain(&found["devices"], "-")),
		("rights", plain(&found["rights"], "-")),
		("of them sold", plain(&found["sold"], "-")),
		("receipts", plain(&found["receipts"], "-")),
		("deposit", money(&json!("native"), &found["deposit"])),
	])
}

fn show_devices(found: &[Value]) -> String {
	let rows: Vec<[String; 5]> = found
		.iter()
		.map(|device| {
			let guards = device["guards"] == true;
			[
				plain(&device["device"], "-"),
				if guards { "guards" } else { "belongs" }.into(),
				plain(&device["nextEntry"], "-"),
				moment(&device["lastEntry"], "-"),
				money(&json!("native"), &device["deposit"]),
			]
		})
		.collect();
	table(
		["device", "it", "next receipt", "last receipt", "deposit"],
		&rows,
	)
}

async fn act(chain: &Chain, command: Command) -> Result<(ResourceId, Included, String)> {
	let done = |acted: &Acted, included, what: &str| (acted.resource, included, what.to_string());
	Ok(match command {
		Command::Register {
			zone,
			authority,
			signer,
		} => {
			let (resource, included) =
				access::register(chain, zone, authority, &signer.read()?).await?;
			(resource, included, "registered".into())
		}
		Command::Remove(acted) => {
			let included = access::remove(chain, acted.resource, &acted.signer.read()?).await?;
			done(&acted, included, "removed")
		}
		Command::AddDevice { attached, guards } => {
			let signer = attached.signer.read()?;
			let (resource, device) = (attached.resource, attached.device);
			let included = access::add_device(chain, resource, device, guards, &signer).await?;
			let does = if guards { "guards" } else { "belongs to" };
			(resource, included, format!("device {device} {does} it"))
		}
		Command::RemoveDevice(attached) => {
			let signer = attached.signer.read()?;
			let (resource, device) = (attached.resource, attached.device);
			let included = access::remove_device(chain, resource, device, &signer).await?;
			(resource, included, format!("device {device} is taken away"))
		}
		Command::Authority { acted, to } => {
			let signer = acted.signer.read()?;
			let included = access::set_authority(chain, acted.resource, to, &signer).await?;
			let what = format!("{} is its authority", account::address(&to));
			done(&acted, included, &what)
		}
		Command::Demand {
			acted,
			requirements,
			approvers,
			approvals,
		} => {
			if requirements.len() > 4 {
				return Err(Error::usage("a zone demands at most 4 attestations"));
			}
			let approval = terms::approval(approvals, approvers)?;
			let signer = acted.signer.read()?;
			let included =
				access::set_demands(chain, acted.resource, requirements, approval, &signer).await?;
			done(&acted, included, "it demands this from now on")
		}
		Command::LockDown(acted) => {
			let included = access::lock_down(chain, acted.resource, &acted.signer.read()?).await?;
			done(&acted, included, "locked down, with all inside")
		}
		Command::Lift(acted) => {
			let included = access::lift(chain, acted.resource, &acted.signer.read()?).await?;
			done(&acted, included, "the lock-down is lifted")
		}
		Command::Offer { acted, to } => {
			let signer = acted.signer.read()?;
			let included = access::offer(chain, acted.resource, to, &signer).await?;
			let to = to.map_or("nobody".into(), |to| account::address(&to));
			done(&acted, included, &format!("offered to {to}"))
		}
		Command::Accept(acted) => {
			let included = access::accept(chain, acted.resource, &acted.signer.read()?).await?;
			done(&acted, included, "it is the account's")
		}
		Command::Show { .. } | Command::Devices { .. } => {
			return Err(Error::usage("this command only reads"));
		}
	})
}

/// Run one.
pub async fn run(command: Command, context: &Context) -> Result<()> {
	let chain = context.chain().await?;
	match command {
		Command::Show { resource } => {
			let found = access::resource(&chain, resource).await?;
			context.output.answer(&found, || describe(&found))
		}
		Command::Devices { resource } => {
			access::resource(&chain, resource).await?;
			let found = access::devices(&chain, resource).await?;
			context.output.answer(&found, || show_devices(&found))
		}
		command => {
			let (resource, included, what) = act(&chain, command).await?;
			context.output.included(
				&included,
				json!({ "resource": resource }),
				&format!("resource {resource}: {what}"),
			)
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn answers_are_told_in_words() {
		let found = json!({
			"id": 3, "owner": "5A", "authority": "5B", "offeredTo": null, "parent": 2,
			"lockedDown": 1_672_531_200_000u64,
			"requirements": [{ "claimType": 3, "issuer": 7, "minimum": 2 }],
			"approval": { "threshold": 1, "approvers": ["5C", "5D"] },
			"children": 0, "devices": 1, "rights": 4, "sold": 2, "receipts": 9,
			"deposit": "1500000000000",
		});
		let text = describe(&found);
		for line in [
			"offered to        nobody",
			"in zone           2",
			"locked down       2023-01-01T00:00:00Z",
			"demands attested  claim 3 by member 7, at least 2",
			"demands approval  1 of 5C, 5D",
			"deposit           1.5 SML",
		] {
			assert!(text.lines().any(|found| found == line), "{line}\n{text}");
		}
	}
}
