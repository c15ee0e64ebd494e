// SPDX-License-Identifier: Apache-2.0

//! `samul rental`.

use clap::{Args, Subcommand};
use samul_client::{
	access::{
		self,
		events::{self, RightEvent},
		format_subject,
		rental::{self, Order, Wanted},
		tariff::TariffNumber,
	},
	account, amount,
	connection::Included,
	primitives::{
		access::{ResourceId, RightId, Subject},
		Moment,
	},
	time, Chain, Error, Result,
};
use serde_json::{json, Value};
use subxt::utils::AccountId32;

use super::{
	by,
	output::{fields, table},
	resource::{duration, moment, money, plain},
	tariff, Context, Signer,
};

/// Rights that are bought by a tariff.
#[derive(Subcommand)]
pub enum Command {
	/// Tell what a right would cost if it were bought now, and the hash of the tariff.
	Quote {
		#[command(flatten)]
		ordered: Ordered,
		/// For whom: a device's id or did:samul:…, or an address.
		#[arg(long = "for", value_name = "SUBJECT", value_parser = by(access::parse_subject))]
		subject: Subject,
	},
	/// Buy a right; the account pays: rent and deposit go on hold. Tells the right's number.
	Buy {
		#[command(flatten)]
		ordered: Ordered,
		/// For whom: a device's id or did:samul:…, or an address; without it for the account.
		#[arg(long = "for", value_name = "SUBJECT", value_parser = by(access::parse_subject))]
		subject: Option<Subject>,
		/// The tariff's hash, as `quote` told it; without it the tariff is taken as it is now.
		#[arg(long, value_parser = by(rental::parse_hash))]
		hash: Option<Hash>,
		#[command(flatten)]
		signer: Signer,
	},
	/// Give a right back that has begun.
	GiveBack(Acted),
	/// Cancel a right: the payer before it begins, the provider also later, with the notice.
	Cancel(Acted),
	/// Conclude what is due: anybody.
	Conclude(Acted),
	/// Claim damages, at most what is left of the deposit, as the provider; 0 closes the agreement.
	Claim(Sum),
	/// Accept a claim, as the payer.
	AcceptClaim(Acted),
	/// Dispute a claim, as the payer: the arbiter rules.
	Dispute(Acted),
	/// Rule how much of a disputed claim the provider gets, as the arbiter.
	Rule(Sum),
	/// Show an agreement that is not closed, and what it has come to.
	Show {
		/// Number of the right.
		right: RightId,
		/// What it will have come to at this time.
		#[arg(long, value_parser = by(time::parse), allow_hyphen_values = true)]
		at: Option<Moment>,
	},
	/// List the rights on which an account has agreements, as payer or provider.
	List {
		/// Its address.
		#[arg(value_parser = by(account::parse))]
		address: AccountId32,
	},
	/// Tell what happens to a right, until its agreement is closed.
	Follow {
		/// Number of the right.
		right: RightId,
	},
}

/// A tariff's hash.
type Hash = [u8; 32];

/// What is bought.
#[derive(Args)]
pub struct Ordered {
	/// Number of the resource.
	resource: ResourceId,
	/// Number of its tariff.
	tariff: TariffNumber,
	/// When it begins; as soon as it is bought without it.
	#[arg(long, value_parser = by(time::parse), allow_hyphen_values = true)]
	from: Option<Moment>,
	/// When it ends.
	#[arg(long, value_parser = by(time::parse), allow_hyphen_values = true)]
	until: Moment,
	/// How often it can be used; told if each use has a price.
	#[arg(long)]
	uses: Option<u32>,
	/// The most that is paid by the meter, if there is one, such as `15 SML`.
	#[arg(long)]
	limit: Option<String>,
}

impl Ordered {
	fn by(self, subject: Subject) -> Wanted {
		Wanted {
			resource: self.resource,
			tariff: self.tariff,
			subject,
			// The chain takes what is past as now. Its now is not this machine's.
			from: self.from.unwrap_or(0),
			until: self.until,
			uses: self.uses,
			limit: self.limit,
		}
	}
}

/// A right and who acts.
#[derive(Args)]
pub struct Acted {
	/// Number of the right.
	right: RightId,
	#[command(flatten)]
	signer: Signer,
}

/// A right, an amount and who acts.
#[derive(Args)]
pub struct Sum {
	/// Number of the right.
	right: RightId,
	/// How much, in the agreement's currency, such as `5 SML`.
	amount: String,
	#[command(flatten)]
	signer: Signer,
}

impl Sum {
	/// The amount in the smallest unit of the agreement's currency.
	async fn amount(&self, chain: &Chain) -> Result<u128> {
		let found = rental::expect(chain, self.right).await?;
		amount::parse_in(&found["tariff"]["asset"], &self.amount)
	}
}

/// The lines of a charge detail record that are not zero, and the sum.
fn detail(currency: &Value, found: &Value) -> String {
	let rows: Vec<[String; 3]> = [
		("start", String::new(), "fixedCost"),
		("time", duration(&found["time"]), "timeCost"),
		(
			"by the meter",
			format!("{} thousandths of unit-hours", found["energy"]),
			"energyCost",
		),
		("idle time", duration(&found["parkingTime"]), "parkingCost"),
		("uses", plain(&found["uses"], "-"), "useCost"),
		("rent", String::new(), "totalCost"),
		("overrun", duration(&found["overrun"]), "overrunCost"),
	]
	.into_iter()
	.filter(|(name, _, cost)| *name == "rent" || found[*cost] != "0")
	.map(|(name, quantity, cost)| [name.into(), quantity, money(currency, &found[cost])])
	.collect();
	table(["for", "quantity", "amount"], &rows)
}

fn show_quote(order: &Order, found: &Value) -> String {
	let currency = &found["currency"];
	let mut text = fields(&[
		("tariff", plain(&found["tariff"], "-")),
		("provider", plain(&found["provider"], "-")),
		("for", format_subject(&order.wanted.subject)),
		("from", moment(&found["from"], "-")),
		("until", time::format(order.wanted.until)),
		(
			"on hold for rent",
			money(currency, &found["onHold"]["rent"]),
		),
		(
			"on hold as deposit",
			money(currency, &found["onHold"]["deposit"]),
		),
		(
			"on hold besides",
			money(&json!("native"), &found["storageDeposit"]),
		),
	]);
	text.push_str("at most:\n");
	text.push_str(&detail(currency, &found["atMost"]));
	text
}

fn describe(found: &Value, cost: Option<&Value>) -> String {
	let currency = &found["tariff"]["asset"];
	let order = &found["order"];
	let sums = |name: &str| {
		format!(
			"{} rent, {} deposit",
			money(currency, &found[name]["rent"]),
			money(currency, &found[name]["deposit"])
		)
	};
	let mut lines = vec![
		("right", plain(&found["right"], "-")),
		("resource", plain(&found["resource"], "-")),
		("status", plain(&found["status"], "-")),
		("subject", plain(&order["subject"], "-")),
		("payer", plain(&found["payer"], "-")),
		("provider", plain(&found["provider"], "-")),
		("from", moment(&order["from"], "-")),
		("ends", moment(&found["ends"], "-")),
		("uses", plain(&order["uses"], "without a limit")),
		("agreed", sums("agreed")),
		("the provider's", sums("charged")),
		("on hold", sums("onHold")),
		("falls due", moment(&found["due"], "-")),
		("tariff", plain(&found["tariffHash"], "-")),
	];
	if !found["amount"].is_null() {
		lines.insert(3, ("claimed", money(currency, &found["amount"])));
	}
	let mut text = fields(&lines);
	text.push_str(&tariff::describe(&found["tariff"]));
	if let Some(cost) = cost {
		text.push_str("so far:\n");
		text.push_str(&detail(currency, cost));
	}
	text
}

/// An event in a line: the fields besides the right's number.
fn line(event: &RightEvent) -> String {
	let mut text = format!("block {:>7}  {}", event.block, event.name);
	let fields = event.data.as_object().into_iter().flatten();
	for (name, value) in fields.filter(|(name, _)| *name != "right") {
		let value = match name.as_str() {
			"at" | "due" | "ends" | "until" => moment(value, "-"),
			_ => plain(value, "-"),
		};
		text.push_str(&format!("  {name} {value}"));
	}
	text
}

async fn act(chain: &Chain, command: Command) -> Result<(RightId, Included, &'static str)> {
	Ok(match command {
		Command::GiveBack(Acted { right, signer }) => (
			right,
			rental::give_back(chain, right, &signer.read()?).await?,
			"given back",
		),
		Command::Cancel(Acted { right, signer }) => (
			right,
			rental::cancel(chain, right, &signer.read()?).await?,
			"cancelled, or notice is given",
		),
		Command::Conclude(Acted { right, signer }) => (
			right,
			rental::conclude(chain, right, &signer.read()?).await?,
			"what was due is concluded",
		),
		Command::Claim(sum) => {
			let amount = sum.amount(chain).await?;
			let included = rental::claim(chain, sum.right, amount, &sum.signer.read()?).await?;
			let what = match amount {
				0 => "nothing is claimed: the agreement is closed",
				_ => "claimed",
			};
			(sum.right, included, what)
		}
		Command::AcceptClaim(Acted { right, signer }) => (
			right,
			rental::accept_claim(chain, right, &signer.read()?).await?,
			"the claim is paid",
		),
		Command::Dispute(Acted { right, signer }) => (
			right,
			rental::dispute(chain, right, &signer.read()?).await?,
			"disputed: the arbiter rules",
		),
		Command::Rule(sum) => {
			let amount = sum.amount(chain).await?;
			let included = rental::rule(chain, sum.right, amount, &sum.signer.read()?).await?;
			(sum.right, included, "ruled")
		}
		Command::Quote { .. }
		| Command::Buy { .. }
		| Command::Show { .. }
		| Command::List { .. }
		| Command::Follow { .. } => {
			return Err(Error::usage("this command does nothing to an agreement"));
		}
	})
}

/// Run one.
pub async fn run(command: Command, context: &Context) -> Result<()> {
	let chain = context.chain().await?;
	match command {
		Command::Quote { ordered, subject } => {
			let order = ordered.by(subject).order(&chain).await?;
			let found = rental::quote(&chain, &order).await?;
			context.output.answer(&found, || show_quote(&order, &found))
		}
		Command::Buy {
			ordered,
			subject,
			hash,
			signer,
		} => {
			let signer = signer.read()?;
			let subject = subject.unwrap_or_else(|| access::subject_of(&signer));
			let order = ordered.by(subject).order(&chain).await?;
			let hash = match hash {
				Some(hash) => hash,
				None => {
					let found = rental::quote(&chain, &order).await?;
					rental::parse_hash(&plain(&found["tariff"], ""))?
				}
			};
			let (right, included) = rental::buy(&chain, &order, hash, &signer).await?;
			let resource = order.wanted.resource;
			let subject = format_subject(&subject);
			let text = format!("right {right} of {subject} on resource {resource} is bought");
			let more = json!({ "resource": resource, "right": right });
			context.output.included(&included, more, &text)
		}
		Command::Show { right, at } => {
			let found = rental::expect(&chain, right).await?;
			let cost = rental::running_cost(&chain, right, at).await?;
			let value = json!({ "agreement": found, "cost": cost });
			context
				.output
				.answer(&value, || describe(&found, cost.as_ref()))
		}
		Command::List { address } => {
			let rights = rental::of_account(&chain, &address).await?;
			context.output.answer(&rights, || {
				let rights: Vec<String> = rights.iter().map(RightId::to_string).collect();
				rights.join("\n")
			})
		}
		Command::Follow { right } => {
			events::follow(&chain, right, |event| {
				context.output.answer(event, || line(event))
			})
			.await
		}
		command => {
			let (right, included, what) = act(&chain, command).await?;
			let text = format!("right {right}: {what}");
			context
				.output
				.included(&included, json!({ "right": right }), &text)
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use subxt::utils::H256;

	#[test]
	fn only_what_costs_is_told() {
		let found = json!({
			"time": 3_600_000, "energy": 0, "parkingTime": 0, "uses": 2, "overrun": 0,
			"fixedCost": "0", "timeCost": "1500000000000", "energyCost": "0", "parkingCost": "0",
			"useCost": "500000000000", "totalCost": "2000000000000", "overrunCost": "0",
		});
		let expected = "for   quantity  amount\n\
			time  1h        1.5 SML\n\
			uses  2         0.5 SML\n\
			rent            2 SML\n";
		assert_eq!(detail(&json!("native"), &found), expected);
	}

	#[test]
	fn an_event_is_one_line() {
		let event = RightEvent {
			block: 12,
			block_hash: H256::zero(),
			name: "RightEnded".into(),
			data: json!({ "right": 5, "at": 0, "due": 1_672_531_200_000u64 }),
		};
		assert_eq!(
			line(&event),
			"block      12  RightEnded  at 1970-01-01T00:00:00Z  due 2023-01-01T00:00:00Z"
		);
	}
}
