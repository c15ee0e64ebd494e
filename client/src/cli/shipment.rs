// SPDX-License-Identifier: Apache-2.0

//! `samul shipment`.

use std::{path::PathBuf, time::Duration};

use clap::{Args, Subcommand};
use indicatif::ProgressBar;
use samul_client::{
	account, amount,
	chain::runtime_types::pallet_supply_chain::epcis::EpcisEvent,
	connection::Included,
	primitives::Moment,
	shipment::{
		self,
		audit::{self, Blocks},
		events, plot,
		terms::TermsFile,
		ShipmentId,
	},
	time, Chain, Error, Result,
};
use serde_json::{json, Value};
use subxt::utils::{AccountId32, H256};

use super::{by, output::fields, Context, Signer};

mod telling;
mod wording;
use wording::Wording;

/// Shipments.
#[derive(Subcommand)]
pub enum Command {
	/// Propose a shipment to its carrier; the account is the buyer.
	Propose {
		/// The terms: a JSON file.
		#[arg(long)]
		terms: PathBuf,
		#[command(flatten)]
		signer: Signer,
	},
	/// Accept a proposal, as the carrier.
	Accept(Acted),
	/// Offer the goods to the next one who has them: to the carrier, or on the way, or to the receiver.
	Offer {
		#[command(flatten)]
		acted: Acted,
		/// To whom.
		#[arg(long, value_parser = by(account::parse))]
		to: AccountId32,
		#[command(flatten)]
		event: Event,
	},
	/// Take back an offered handover, or refuse it.
	Withdraw(Acted),
	/// Take over the goods, by the event that was offered: `show` tells it before, and this repeats it.
	Take(Acted),
	/// Confirm a delivery: the chain settles at once.
	Confirm(Acted),
	/// Conclude a shipment that is due, sooner than the chain does by itself.
	Conclude(Acted),
	/// Cancel a shipment; on the way both sides must.
	Cancel(Acted),
	/// Show a shipment that has not ended.
	Show {
		/// Its number.
		id: ShipmentId,
	},
	/// List the shipments in which an account is a party, by their numbers.
	List {
		/// Its address.
		#[arg(value_parser = by(account::parse))]
		address: AccountId32,
	},
	/// Print the reckoning: what would be due by now, what is due after the delivery, or how it ended.
	Reckoning {
		/// The shipment's number.
		id: ShipmentId,
		/// As if the goods were delivered at this time.
		#[arg(long, value_parser = by(time::parse), allow_hyphen_values = true)]
		time: Option<Moment>,
	},
	/// Tell what happens to a shipment, until it ends.
	Follow {
		/// Its number.
		id: ShipmentId,
	},
	/// Compute the reckoning of a delivered or settled shipment anew, from raw readings that are fetched
	/// and proved, and compare.
	Audit {
		/// The shipment's number.
		id: ShipmentId,
		/// Draw the log with the agreed band and the excursions to this file (SVG).
		#[arg(long)]
		plot: Option<PathBuf>,
	},
}

/// A shipment and who acts.
#[derive(Args)]
pub struct Acted {
	/// The shipment's number.
	id: ShipmentId,
	#[command(flatten)]
	signer: Signer,
}

/// What a handover records, by EPCIS and its Core Business Vocabulary.
#[derive(Args)]
pub struct Event {
	/// When it happens.
	#[arg(long, default_value = "now", value_parser = by(time::parse), allow_hyphen_values = true)]
	time: Moment,
	/// loading, shipping, departing, transporting, arriving, unloading, receiving, accepting or
	/// inspecting.
	#[arg(long)]
	biz_step: String,
	/// in_progress, in_transit, damaged, expired, non_conformant, conformant, sellable_accessible or
	/// sellable_not_accessible.
	#[arg(long)]
	disposition: String,
	/// Where: a GLN of 13 digits, or a geo: URI such as geo:36.1,-79.9.
	#[arg(long)]
	read_point: String,
}

impl Event {
	fn read(&self) -> Result<EpcisEvent> {
		shipment::epcis_event(
			self.time,
			&self.biz_step,
			&self.disposition,
			&self.read_point,
		)
	}
}

/// The reckoning of a shipment that ended, or how else it did.
async fn after_the_end(chain: &Chain, id: ShipmentId, context: &Context) -> Result<()> {
	let ended = events::ended(chain, id).await?;
	let value = json!({
		"ending": ended.ending,
		"block": ended.block,
		"reckoning": ended.reckoning,
	});
	let text = match (
		&ended.reckoning,
		shipment::stored(chain, id, ended.before).await?,
	) {
		(Some(reckoning), Some(stored)) => {
			let wording = Wording::of(chain, &stored, ended.before).await?;
			format!(
				"settled in block {}\n{}",
				ended.block,
				wording.reckoning(reckoning)
			)
		}
		_ => format!("ended in block {}: {}", ended.block, ended.ending),
	};
	context.output.answer(&value, || text)
}

async fn reckoning(
	chain: &Chain,
	id: ShipmentId,
	time: Option<Moment>,
	context: &Context,
) -> Result<()> {
	let at = chain.finalised().await?;
	let Some(stored) = shipment::stored(chain, id, at).await? else {
		return after_the_end(chain, id, context).await;
	};
	let found = shipment::reckoning_so_far(chain, id, time, Some(at)).await?;
	let wording = Wording::of(chain, &stored, at).await?;
	context
		.output
		.answer(&json!({ "ending": null, "reckoning": found }), || {
			wording.reckoning(&found)
		})
}

fn show_event(event: &events::ShipmentEvent, currency: &Value, context: &Context) -> Result<()> {
	context.output.answer(event, || {
		format!(
			"block {:>7}  {}",
			event.block,
			telling::event(event, currency)
		)
	})
}

async fn follow(chain: &Chain, id: ShipmentId, context: &Context) -> Result<()> {
	let known = shipment::get(chain, id, Option::<H256>::None).await?;
	let currency = known["terms"]["asset"].clone();
	let spinner = ProgressBar::new_spinner();
	spinner.enable_steady_tick(Duration::from_millis(200));
	let mut failed = None;
	let outcome = {
		let watch = events::follow(chain, id, |event| {
			spinner.suspend(|| {
				if let Err(error) = show_event(event, &currency, context) {
					failed = Some(error);
				}
			});
		});
		tokio::pin!(watch);
		loop {
			tokio::select! {
				outcome = &mut watch => break outcome,
				() = tokio::time::sleep(Duration::from_secs(2)) => {
					if let Ok(found) = shipment::reckoning_so_far(chain, id, None, None).await {
						spinner.set_message(format!(
							"shipment {id}: {} deducted so far",
							amount::format_in(&currency, found.deductions.0)
						));
					}
				}
			}
		}
	};
	spinner.finish_and_clear();
	if let Some(error) = failed {
		return Err(error);
	}
	match outcome {
		Err(Error::NotThere(_)) => after_the_end(chain, id, context).await,
		other => other,
	}
}

async fn audit_one(
	chain: &Chain,
	id: ShipmentId,
	picture: Option<PathBuf>,
	context: &Context,
) -> Result<()> {
	let at = chain.finalised().await?;
	let (blocks, stored, by_chain) = match shipment::stored(chain, id, at).await? {
		Some(stored) => {
			// Both as of the same block: readings may come in at any time.
			let found = shipment::reckoning_so_far(chain, id, None, Some(at)).await?;
			let blocks = Blocks {
				shipment: at,
				readings: at,
			};
			(blocks, stored, found)
		}
		None => {
			let ended = events::ended(chain, id).await?;
			let found = ended.reckoning.ok_or_else(|| {
				Error::NotThere(format!(
					"shipment {id} was not settled by its log: {}",
					ended.ending
				))
			})?;
			let stored = shipment::stored(chain, id, ended.before)
				.await?
				.ok_or_else(|| Error::NotThere(format!("there is no shipment {id}")))?;
			let blocks = Blocks {
				shipment: ended.before,
				readings: ended.block_hash,
			};
			(blocks, stored, found)
		}
	};
	let audit = audit::run(chain, &stored, blocks).await?;
	if let Some(path) = &picture {
		plot::draw(
			path,
			&format!("Shipment {id}"),
			&audit.logs,
			&audit.findings,
		)?;
	}
	let agrees = audit.reckoning == by_chain;
	let wording = Wording::of(chain, &stored, blocks.shipment).await?;
	let value = json!({ "agrees": agrees, "chain": by_chain, "audit": audit, "plot": picture });
	context.output.answer(&value, || {
		let mut text = wording.findings(&audit);
		text.push_str(&wording.reckoning(&audit.reckoning));
		text.push_str(if agrees {
			"the chain came to the same, to the last unit\n"
		} else {
			"the chain came to something else:\n"
		});
		if !agrees {
			text.push_str(&wording.reckoning(&by_chain));
		}
		if let Some(path) = &picture {
			text.push_str(&format!("drawn: {}\n", path.display()));
		}
		text
	})?;
	if agrees {
		Ok(())
	} else {
		Err(Error::Evidence(
			"the readings lead to another reckoning than the chain's".into(),
		))
	}
}

/// The value of a JSON field as text.
fn plain(value: &Value) -> String {
	match value {
		Value::Null => "nobody".into(),
		Value::String(text) => text.clone(),
		other => other.to_string(),
	}
}

fn moment(value: &Value) -> String {
	value.as_u64().map_or("-".into(), time::format)
}

fn describe(found: &Value) -> String {
	let terms = &found["terms"];
	let money = |value: &Value| telling::money(&terms["asset"], value);
	let mut lines = vec![
		("shipment", plain(&found["id"])),
		("status", plain(&found["status"])),
		("buyer", plain(&found["buyer"])),
		("carrier", plain(&terms["carrier"])),
		("consignee", plain(&terms["consignee"])),
		("custodian", plain(&found["custodian"])),
		("goods", terms["goods"].to_string()),
		("price", money(&terms["price"])),
		("bond", money(&terms["bond"])),
		("deadline", moment(&terms["deadline"])),
		("handovers", plain(&found["handovers"])),
		("falls due", moment(&found["due"])),
	];
	if !found["offer"].is_null() {
		lines.push(("offered to", plain(&found["offer"]["to"])));
		lines.push(("by event", telling::epcis(&found["offer"]["event"])));
	}
	fields(&lines)
}

async fn act(chain: &Chain, command: Command) -> Result<(ShipmentId, Included, String)> {
	let (id, included, what) = match command {
		Command::Accept(Acted { id, signer }) => (
			id,
			shipment::accept(chain, id, &signer.read()?).await?,
			"accepted: price and bond are on hold",
		),
		Command::Offer { acted, to, event } => (
			acted.id,
			shipment::offer_handover(chain, acted.id, to, event.read()?, &acted.signer.read()?)
				.await?,
			"the handover is offered",
		),
		Command::Withdraw(Acted { id, signer }) => (
			id,
			shipment::withdraw_handover(chain, id, &signer.read()?).await?,
			"the handover is withdrawn",
		),
		Command::Take(Acted { id, signer }) => {
			let event = shipment::offered(chain, id).await?;
			let words = telling::epcis(&events::epcis(&event));
			let included = shipment::accept_handover(chain, id, event, &signer.read()?).await?;
			let what = format!("the goods are handed over: {words}");
			return Ok((id, included, what));
		}
		Command::Confirm(Acted { id, signer }) => (
			id,
			shipment::confirm(chain, id, &signer.read()?).await?,
			"confirmed and settled",
		),
		Command::Conclude(Acted { id, signer }) => (
			id,
			shipment::conclude(chain, id, &signer.read()?).await?,
			"concluded",
		),
		Command::Cancel(Acted { id, signer }) => (
			id,
			shipment::cancel(chain, id, &signer.read()?).await?,
			"cancelled, or asked for",
		),
		Command::Propose { terms, signer } => {
			let text = std::fs::read_to_string(&terms)
				.map_err(|error| Error::usage(format!("{}: {error}", terms.display())))?;
			let terms = TermsFile::parse(&text)?.resolve(chain).await?;
			let (id, included) = shipment::propose(chain, terms, &signer.read()?).await?;
			(id, included, "proposed")
		}
		Command::Show { .. }
		| Command::List { .. }
		| Command::Reckoning { .. }
		| Command::Follow { .. }
		| Command::Audit { .. } => {
			return Err(Error::usage("this command only reads"));
		}
	};
	Ok((id, included, what.into()))
}

/// Run one.
pub async fn run(command: Command, context: &Context) -> Result<()> {
	let chain = context.chain().await?;
	match command {
		Command::Show { id } => {
			let found = shipment::get(&chain, id, Option::<H256>::None).await?;
			if found.is_null() {
				return Err(Error::NotThere(format!(
					"there is no shipment {id}, or it has ended"
				)));
			}
			context.output.answer(&found, || describe(&found))
		}
		Command::List { address } => {
			let ids = shipment::of_account(&chain, &address).await?;
			context.output.answer(&ids, || {
				let ids: Vec<String> = ids.iter().map(ShipmentId::to_string).collect();
				ids.join("\n")
			})
		}
		Command::Reckoning { id, time } => reckoning(&chain, id, time, context).await,
		Command::Follow { id } => follow(&chain, id, context).await,
		Command::Audit { id, plot } => audit_one(&chain, id, plot, context).await,
		command => {
			let (id, included, what) = act(&chain, command).await?;
			context.output.included(
				&included,
				json!({ "shipment": id }),
				&format!("shipment {id}: {what}"),
			)
		}
	}
}
