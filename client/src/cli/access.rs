// SPDX-License-Identifier: Apache-2.0

//! `samul access`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use samul_client::{
	access::{self, format_subject, terms, Alive, Named},
	connection::Included,
	keyfile::KeyFile,
	primitives::{
		access::{
			Condition, Entry, Permissions, Requirement, ResourceId, RightId, RightTerms, Source,
			Subject,
		},
		Moment, Signature,
	},
	time, Chain, Error, Result,
};
use serde_json::{json, Value};

use super::{
	by,
	output::{fields, table},
	resource::{duration, list, moment, money, plain, requirement},
	Context, Signer,
};

/// Rights on resources.
#[derive(Subcommand)]
pub enum Command {
	/// Grant a right on a resource; the account is its owner. Tells the right's number.
	Grant {
		#[command(flatten)]
		held: Held,
		#[command(flatten)]
		terms: Terms,
		#[command(flatten)]
		signer: Signer,
	},
	/// Delegate a right, or part of it; the account has it, or owns the device that has it. Tells the
	/// number of the new right.
	Delegate {
		#[command(flatten)]
		held: Held,
		/// Number of the right that it is delegated from.
		#[arg(long)]
		source: RightId,
		/// Whose that is, if it is a device's.
		#[arg(long, value_name = "SUBJECT", value_parser = by(access::parse_subject))]
		source_of: Option<Subject>,
		#[command(flatten)]
		terms: Terms,
		#[command(flatten)]
		signer: Signer,
	},
	/// Take a right away, and with it all that was delegated from it. It costs nothing a few times a day.
	Revoke(Acted),
	/// Make all rights count no more that were granted on a resource.
	RevokeAll {
		/// Number of the resource.
		resource: ResourceId,
		#[command(flatten)]
		signer: Signer,
	},
	/// Make a right count no more, for the time being.
	Suspend(Acted),
	/// Make a suspended right count again.
	Resume(Acted),
	/// Approve of a right, as an approver of the resource or of a zone around it.
	Approve {
		#[command(flatten)]
		acted: Acted,
		/// Approve of it no more.
		#[arg(long)]
		not: bool,
	},
	/// Keep a lease. Without a key or a sign of life the account is its subject.
	Heartbeat {
		#[command(flatten)]
		acted: Acted,
		/// Key file of the device that is its subject.
		#[arg(long, conflicts_with = "beat")]
		key: Option<PathBuf>,
		/// What the device gave: hexadecimal digits of the SCALE encoding of when it signed and of its
		/// signature.
		#[arg(long, value_parser = by(access::parse_beat))]
		beat: Option<(Moment, Signature)>,
	},
	/// Remove a right that can never count again: anybody. Its deposit goes back to who granted it.
	Remove(Acted),
	/// Hand in a lock's receipt: anybody.
	Record {
		/// What the lock gave: hexadecimal digits of the SCALE encoding of the entry and of its signature.
		#[arg(value_parser = by(access::parse_receipt))]
		receipt: (Entry, Signature),
		#[command(flatten)]
		signer: Signer,
	},
	/// Ask whether a subject may do something: exit code 0 if so, 1 if not, with the reason.
	Check {
		/// A device's id or did:samul:…, or an address.
		#[arg(value_parser = by(access::parse_subject))]
		subject: Subject,
		/// Number of the resource.
		resource: ResourceId,
		/// enter, start, charge, administer, observe or a number, with commas between: all of these.
		#[arg(value_parser = by(access::parse_permissions))]
		permission: Permissions,
		/// At this time, not now.
		#[arg(long, value_parser = by(time::parse), allow_hyphen_values = true)]
		at: Option<Moment>,
	},
	/// Show a right.
	Show(Right),
	/// List the rights on a resource.
	List {
		/// Number of the resource.
		resource: ResourceId,
		/// Only those of this subject: a device's id or did:samul:…, or an address.
		#[arg(long, value_parser = by(access::parse_subject))]
		subject: Option<Subject>,
	},
}

/// On what a right is and whose.
#[derive(Args)]
pub struct Held {
	/// Number of the resource.
	resource: ResourceId,
	/// Whose the right is: a device's id or did:samul:…, or an address.
	#[arg(value_parser = by(access::parse_subject))]
	subject: Subject,
}

/// A right.
#[derive(Args)]
pub struct Right {
	#[command(flatten)]
	held: Held,
	/// Number of the right.
	right: RightId,
}

impl Right {
	fn named(&self) -> Named {
		Named {
			resource: self.held.resource,
			subject: self.held.subject,
			right: self.right,
		}
	}
}

/// A right and who acts.
#[derive(Args)]
pub struct Acted {
	#[command(flatten)]
	right: Right,
	#[command(flatten)]
	signer: Signer,
}

/// What a right says.
#[derive(Args)]
pub struct Terms {
	/// enter, start, charge, administer, observe or a number, with commas between.
	#[arg(long, value_parser = by(access::parse_permissions))]
	permissions: Permissions,
	/// The first moment.
	#[arg(long, default_value = "now", value_parser = by(time::parse), allow_hyphen_values = true)]
	from: Moment,
	/// The last moment; without it the right lasts until it is taken away, a delegated one as long as its source.
	#[arg(long, value_parser = by(time::parse), allow_hyphen_values = true)]
	until: Option<Moment>,
	/// How often it can be used; a delegated right without it as often as its source.
	#[arg(long)]
	uses: Option<u32>,
	/// It lapses after such a silence of its subject, such as 1h.
	#[arg(long, value_parser = by(time::duration))]
	silence: Option<u64>,
	/// How often it can be delegated on, one below the other; at most 3.
	#[arg(long, default_value_t = 0)]
	delegations: u8,
	/// Only within these hours (UTC), such as mon-fri/08:00-18:00; if there are several, within all at once.
	#[arg(long, value_parser = by(terms::parse_hours))]
	hours: Vec<Condition>,
	/// Only as long as this is attested of the subject's device: TYPE:ISSUER[:LEVEL]; several times for
	/// several. With the hours up to 4.
	#[arg(long, value_parser = by(terms::parse_requirement))]
	attested: Vec<Requirement>,
}

impl Terms {
	fn read(self) -> Result<RightTerms> {
		let attested = self.attested.into_iter().map(Condition::Attested);
		terms::Wanted {
			permissions: self.permissions,
			from: self.from,
			until: self.until,
			uses: self.uses,
			silence: self.silence,
			delegations: self.delegations,
			conditions: self.hours.into_iter().chain(attested).collect(),
		}
		.terms()
	}
}

/// A condition of an answer.
pub(super) fn condition(value: &Value) -> String {
	match &value["within"] {
		Value::Null => requirement(&value["attested"]),
		hours => plain(hours, "-"),
	}
}

fn uses(found: &Value) -> String {
	match &found["uses"] {
		Value::Null => format!("{} so far, without a limit", found["used"]),
		most => format!("{} of {most}", found["used"]),
	}
}

fn describe(found: &Value, resource: &Value) -> String {
	let source = &found["source"];
	let lease = &found["lease"];
	let deposit = &found["deposit"];
	fields(&[
		("right", plain(&found["right"], "-")),
		("resource", plain(&found["resource"], "-")),
		("subject", plain(&found["subject"], "-")),
		("permissions", plain(&found["permissions"], "-")),
		("from", moment(&found["from"], "-")),
		("until", moment(&found["until"], "it is taken away")),
		("suspended", counts_not(found, resource)),
		("uses", uses(found)),
		(
			"lapses",
			match lease.is_null() {
				true => "no".into(),
				false => format!(
					"after {} of silence, last heard {}",
					duration(&lease["silence"]),
					moment(&lease["heard"], "-")
				),
			},
		),
		(
			"delegated from",
			match source.is_null() {
				true => "nothing".into(),
				false => format!(
					"right {} of {}",
					source["right"],
					plain(&source["subject"], "-")
				),
			},
		),
		("delegations", plain(&found["delegations"], "-")),
		("conditions", list(&found["conditions"], condition)),
		(
			"approved by",
			match found["approvals"].as_array().is_none_or(Vec::is_empty) {
				true => "nobody".into(),
				false => list(&found["approvals"], |account| plain(account, "-")),
			},
		),
		("sold", plain(&found["sold"], "-")),
		("deposit", money(&json!("native"), &deposit["amount"])),
	])
}

/// Whether a right is of those that the owner of the resource took back all at once.
fn taken_back(right: &Value, resource: &Value) -> bool {
	let granted = &right["generation"];
	!granted.is_null() && *granted != resource["generation"]
}

/// Since when a right is suspended, or that it was taken back.
fn counts_not(right: &Value, resource: &Value) -> String {
	match taken_back(right, resource) {
		true => "taken back".into(),
		false => moment(&right["suspended"], "no"),
	}
}

fn show_rights(found: &[Value], resource: &Value) -> String {
	let rows: Vec<[String; 6]> = found
		.iter()
		.map(|right| {
			[
				plain(&right["right"], "-"),
				plain(&right["subject"], "-"),
				plain(&right["permissions"], "-"),
				moment(&right["from"], "-"),
				moment(&right["until"], "-"),
				counts_not(right, resource),
			]
		})
		.collect();
	table(
		[
			"right",
			"subject",
			"permissions",
			"from",
			"until",
			"suspended",
		],
		&rows,
	)
}

/// Tell what the chain answered; an error if it is no.
fn tell(answer: &Value, context: &Context) -> Result<()> {
	let allowed = &answer["allowed"];
	if allowed.is_null() {
		let denied = &answer["denied"];
		return Err(Error::NotThere(format!(
			"denied ({}): {}",
			plain(&denied["reason"], "unknown"),
			plain(&denied["message"], "no reason is told")
		)));
	}
	context.output.answer(answer, || {
		let until = moment(&allowed["until"], "it is taken away");
		format!("allowed by right {}, until {until}", allowed["right"])
	})
}

async fn made(held: &Held, right: RightId, included: &Included, context: &Context) -> Result<()> {
	let more = json!({ "resource": held.resource, "right": right });
	let subject = format_subject(&held.subject);
	let text = format!("right {right} of {subject} on resource {}", held.resource);
	context.output.included(included, more, &text)
}

async fn act(chain: &Chain, command: Command) -> Result<(Named, Included, &'static str)> {
	let (acted, included, what) = match command {
		Command::Revoke(acted) => {
			let signer = acted.signer.read()?;
			let included = access::revoke(chain, &acted.right.named(), &signer).await?;
			(acted, included, "revoked")
		}
		Command::Suspend(acted) => {
			let signer = acted.signer.read()?;
			let included = access::suspend(chain, &acted.right.named(), &signer).await?;
			(acted, included, "suspended")
		}
		Command::Resume(acted) => {
			let signer = acted.signer.read()?;
			let included = access::resume(chain, &acted.right.named(), &signer).await?;
			(acted, included, "counts again")
		}
		Command::Approve { acted, not } => {
			let signer = acted.signer.read()?;
			let included = access::approve(chain, &acted.right.named(), !not, &signer).await?;
			let what = if not {
				"not approved any more"
			} else {
				"approved"
			};
			(acted, included, what)
		}
		Command::Heartbeat { acted, key, beat } => {
			let key = key.map(|key| KeyFile::read(&key)?.device()).transpose()?;
			let alive = match (&key, beat) {
				(Some(key), _) => Alive::Key(key),
				(None, Some((at, signature))) => Alive::Signed(at, signature),
				(None, None) => Alive::Signer,
			};
			let signer = acted.signer.read()?;
			let included = access::heartbeat(chain, &acted.right.named(), alive, &signer).await?;
			(acted, included, "its subject was heard")
		}
		Command::Remove(acted) => {
			let signer = acted.signer.read()?;
			let included = access::remove_right(chain, &acted.right.named(), &signer).await?;
			(acted, included, "removed")
		}
		_ => return Err(Error::usage("this command does nothing to one right")),
	};
	Ok((acted.right.named(), included, what))
}

/// Run one.
pub async fn run(command: Command, context: &Context) -> Result<()> {
	let chain = context.chain().await?;
	match command {
		Command::Grant {
			held,
			terms,
			signer,
		} => {
			let (signer, terms) = (signer.read()?, terms.read()?);
			let (right, included) =
				access::grant(&chain, held.resource, held.subject, terms, &signer).await?;
			made(&held, right, &included, context).await
		}
		Command::Delegate {
			held,
			source,
			source_of,
			terms,
			signer,
		} => {
			let (signer, terms) = (signer.read()?, terms.read()?);
			let source = Source {
				subject: source_of.unwrap_or_else(|| access::subject_of(&signer)),
				right: source,
			};
			let above = Named {
				resource: held.resource,
				subject: source.subject,
				right: source.right,
			};
			let terms = terms::from_source(terms, &access::right(&chain, &above).await?);
			let (resource, subject) = (held.resource, held.subject);
			let (right, included) =
				access::delegate(&chain, resource, source, subject, terms, &signer).await?;
			made(&held, right, &included, context).await
		}
		Command::RevokeAll { resource, signer } => {
			let included = access::revoke_all(&chain, resource, &signer.read()?).await?;
			let text = format!("resource {resource}: what was granted counts no more");
			context
				.output
				.included(&included, json!({ "resource": resource }), &text)
		}
		Command::Record { receipt, signer } => {
			let (entry, signature) = receipt;
			let (recorded, included) =
				access::record(&chain, entry, signature, &signer.read()?).await?;
			let more = json!({
				"resource": entry.resource, "right": entry.right,
				"leaf": recorded.leaf, "counted": recorded.counted,
			});
			let counted = match recorded.counted {
				true => "the use is counted",
				false => "the right is not there any more",
			};
			let text = format!(
				"receipt {} of resource {}: {counted}",
				recorded.leaf, entry.resource
			);
			context.output.included(&included, more, &text)
		}
		Command::Check {
			subject,
			resource,
			permission,
			at,
		} => {
			let answer = access::may_access(&chain, &subject, resource, permission, at).await?;
			tell(&answer, context)
		}
		Command::Show(right) => {
			let found = access::right(&chain, &right.named()).await?;
			let on = access::resource(&chain, right.held.resource).await?;
			context.output.answer(&found, || describe(&found, &on))
		}
		Command::List { resource, subject } => {
			let on = access::resource(&chain, resource).await?;
			let found = match subject {
				Some(subject) => access::rights_of(&chain, &subject, resource).await?,
				None => access::rights_on(&chain, resource).await?,
			};
			context.output.answer(&found, || show_rights(&found, &on))
		}
		command => {
			let (right, included, what) = act(&chain, command).await?;
			let more = json!({ "resource": right.resource, "right": right.right });
			let text = format!("right {}: {what}", right.right);
			context.output.included(&included, more, &text)
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::cli::output::Output;
	use clap::Parser;

	#[derive(Parser)]
	struct Line {
		#[command(subcommand)]
		command: Command,
	}

	fn read(arguments: &str) -> std::result::Result<Command, clap::Error> {
		let words = format!("access {arguments}");
		Line::try_parse_from(words.split_whitespace()).map(|line| line.command)
	}

	const DEVICE: &str = "0x0707070707070707070707070707070707070707070707070707070707070707";

	#[test]
	fn terms_are_read_from_options() {
		let command = read(&format!(
			"grant 4 {DEVICE} --permissions enter,start --from 5 --until 9 --uses 3 --silence 1h \
			 --delegations 1 --hours mon-fri/08:00-18:00 --attested 3:7:2 --account //Alice"
		));
		let Ok(Command::Grant { held, terms, .. }) = command else {
			panic!("not understood");
		};
		let terms = terms.read().unwrap();
		assert_eq!(held.resource, 4);
		assert_eq!((terms.from, terms.until, terms.uses), (5, Some(9), Some(3)));
		assert_eq!((terms.silence, terms.delegations), (Some(3_600_000), 1));
		assert_eq!(terms.conditions.len(), 2);
		for wrong in [
			format!("grant 4 {DEVICE} --account //Alice"),
			format!("grant 4 {DEVICE} --permissions fly --account //Alice"),
			"grant 4 nobody --permissions enter --account //Alice".into(),
			format!("grant 4 {DEVICE} --permissions enter --hours always --account //Alice"),
			"record 0x00 --account //Alice".into(),
			format!("heartbeat 4 {DEVICE} 1 --key k --beat 0x00 --account //Alice"),
		] {
			assert!(read(&wrong).is_err(), "{wrong}");
		}
	}

	#[test]
	fn rights_that_were_taken_back_are_told_from_the_others() {
		let resource = json!({ "generation": 1 });
		let right = |generation: Value, suspended: Value| {
			let found = json!({ "generation": generation, "suspended": suspended });
			counts_not(&found, &resource)
		};
		assert_eq!(right(json!(1), Value::Null), "no");
		assert_eq!(right(json!(1), json!(0)), "1970-01-01T00:00:00Z");
		assert_eq!(right(json!(0), json!(0)), "taken back");
		// Sold and delegated ones are of no generation.
		assert_eq!(right(Value::Null, Value::Null), "no");
		let listed = show_rights(&[json!({ "right": 2, "generation": 0 })], &resource);
		assert!(listed.contains("taken back"), "{listed}");
	}

	#[test]
	fn a_denial_is_an_error_with_its_reason() {
		let context = Context {
			node: String::new(),
			output: Output::new(true),
		};
		let denied = json!({ "denied": { "reason": "lockedDown", "zone": 7, "message": "why" } });
		let error = tell(&denied, &context).unwrap_err();
		assert_eq!(error.exit_code(), 1);
		assert_eq!(error.to_string(), "denied (lockedDown): why");
		let allowed = json!({ "allowed": { "right": 3, "until": null } });
		assert!(tell(&allowed, &context).is_ok());
	}

	#[test]
	fn a_right_is_told_in_words() {
		let found = json!({
			"right": 9, "resource": 4, "subject": DEVICE, "permissions": "enter", "from": 0,
			"until": null, "suspended": null, "uses": 3, "used": 1,
			"lease": { "silence": 3_600_000, "heard": 0 },
			"source": { "subject": "5A", "right": 2 }, "delegations": 0,
			"conditions": [
				{ "within": "daily/00:00-24:00" },
				{ "attested": { "claimType": 3, "issuer": 7, "minimum": null } },
			],
			"approvals": [], "sold": false, "deposit": { "by": "5A", "amount": "5" },
		});
		let text = describe(&found, &json!({ "generation": 0 }));
		for line in [
			"until           it is taken away",
			"uses            1 of 3",
			"lapses          after 1h of silence, last heard 1970-01-01T00:00:00Z",
			"delegated from  right 2 of 5A",
			"conditions      daily/00:00-24:00, claim 3 by member 7",
			"approved by     nobody",
		] {
			assert!(text.lines().any(|found| found == line), "{line}\n{text}");
		}
	}
}
