// SPDX-License-Identifier: Apache-2.0

//! What happened to a shipment: its events, as they come and as they came.

use serde::Serialize;
use serde_json::{json, Value};
use subxt::utils::H256;

use super::{Reckoning, ShipmentId};
use crate::{
	account::address,
	chain::{
		self,
		runtime_types::pallet_supply_chain::{
			epcis::{BizStep, Disposition, EpcisEvent},
			types::Ending,
		},
		supply_chain::events as found,
	},
	connection::Config,
	params, Chain, Error, Result,
};

/// An event of a shipment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ShipmentEvent {
	/// Number of the block.
	pub block: u64,
	/// Hash of the block.
	pub block_hash: H256,
	/// Name of the event.
	pub name: &'static str,
	/// What it tells, besides the shipment's number.
	pub data: Value,
}

/// How a shipment ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ended {
	/// Number of the block in which it ended.
	pub block: u64,
	/// Its hash.
	pub block_hash: H256,
	/// Hash of the block before, in whose state the shipment still is.
	pub before: H256,
	/// How it ended.
	pub ending: &'static str,
	/// The reckoning, if the log settled it.
	pub reckoning: Option<Reckoning>,
}

fn snake(name: &str) -> String {
	let mut text = String::new();
	for letter in name.chars() {
		if letter.is_uppercase() && !text.is_empty() {
			text.push('_');
		}
		text.extend(letter.to_lowercase());
	}
	text
}

fn biz_step(step: &BizStep) -> String {
	snake(&format!("{step:?}"))
}

fn disposition(disposition: &Disposition) -> String {
	snake(&format!("{disposition:?}"))
}

/// An event of a handover by the names of EPCIS.
pub fn epcis(event: &EpcisEvent) -> Value {
	json!({
		"eventTime": event.event_time,
		"bizStep": biz_step(&event.biz_step),
		"disposition": disposition(&event.disposition),
		"readPoint": String::from_utf8_lossy(&event.read_point.0),
	})
}

fn ending(ending: &Ending) -> (&'static str, Value) {
	match ending {
		Ending::Settled(reckoning) => ("settled", json!(Reckoning::from(reckoning))),
		Ending::Withdrawn => ("withdrawn", Value::Null),
		Ending::Cancelled { fee } => ("cancelled", json!({ "fee": fee.to_string() })),
		Ending::CancelledByBoth => ("cancelledByBoth", Value::Null),
		Ending::Lapsed => ("lapsed", Value::Null),
		Ending::NotPickedUp => ("notPickedUp", Value::Null),
		Ending::Lost => ("lost", Value::Null),
	}
}

/// The shipment's number, the name and the content of an event of the pallet.
fn read(
	event: &subxt::events::Event<'_, Config>,
) -> Result<Option<(ShipmentId, &'static str, Value)>> {
	macro_rules! read {
		($($name:ident: $event:ident => $data:expr),* $(,)?) => {
			$(if let Some(decoded) = event.decode_fields_as::<found::$name>() {
				let $event = decoded.map_err(subxt::Error::from)?;
				return Ok(Some(($event.id, stringify!($name), $data)));
			})*
		};
	}
	if event.pallet_name() != "SupplyChain" {
		return Ok(None);
	}
	read! {
		ShipmentProposed: e => json!({ "buyer": address(&e.buyer), "carrier": address(&e.terms.carrier) }),
		ShipmentAccepted: e => json!({ "carrier": address(&e.carrier) }),
		HandoverOffered: e => json!({
			"from": address(&e.from), "to": address(&e.to), "event": epcis(&e.event),
		}),
		HandoverWithdrawn: e => json!({ "by": address(&e.by) }),
		HandedOver: e => json!({
			"number": e.number, "from": address(&e.from), "to": address(&e.to),
			"event": epcis(&e.event), "recorded": e.recorded,
			"history": format!("0x{}", hex::encode(e.history)),
		}),
		PickedUp: e => json!({ "at": e.at }),
		Delivered: e => json!({ "at": e.at, "settlesAt": e.settles_at }),
		CancelAsked: e => json!({ "by": address(&e.by) }),
		CancelTakenBack: e => json!({ "by": address(&e.by) }),
		ShipmentEnded: e => {
			let (how, details) = ending(&e.ending);
			json!({
				"buyer": address(&e.buyer), "carrier": address(&e.carrier),
				"ending": how, "details": details,
			})
		},
		ConclusionPutOff: e => json!({ "again": e.again }),
	}
	Ok(None)
}

/// Events of a shipment in a block.
pub async fn in_block(chain: &Chain, id: ShipmentId, block: H256) -> Result<Vec<ShipmentEvent>> {
	let at = chain.at(block).await?;
	let events = at.events().fetch().await.map_err(subxt::Error::from)?;
	let mut found = Vec::new();
	for event in events.iter() {
		let event = event.map_err(subxt::Error::from)?;
		if let Some((of, name, data)) = read(&event)? {
			if of == id {
				found.push(ShipmentEvent {
					block: at.block_number(),
					block_hash: block,
					name,
					data,
				});
			}
		}
	}
	Ok(found)
}

/// Follow a shipment through finalised blocks, from the present one on, until it ends. One that ended
/// before is not there.
pub async fn follow(
	chain: &Chain,
	id: ShipmentId,
	mut tell: impl FnMut(&ShipmentEvent),
) -> Result<()> {
	let mut blocks = chain
		.api()
		.stream_blocks()
		.await
		.map_err(subxt::Error::from)?;
	let mut first = true;
	while let Some(block) = blocks.next().await {
		let block = block.map_err(subxt::Error::from)?;
		for event in in_block(chain, id, block.hash()).await? {
			tell(&event);
			if event.name == "ShipmentEnded" {
				return Ok(());
			}
		}
		if first && super::stored(chain, id, block.hash()).await?.is_none() {
			return Err(super::not_there(id));
		}
		first = false;
	}
	Err(Error::Connection("the node sends no more blocks".into()))
}

async fn hash_of(chain: &Chain, number: u64) -> Result<H256> {
	let hash: Option<H256> = chain.request("chain_getBlockHash", params![number]).await?;
	hash.ok_or_else(|| Error::Connection(format!("the node has no block {number}")))
}

/// Whether the shipment was proposed, and whether it has ended, as of a block.
async fn state(chain: &Chain, id: ShipmentId, block: H256) -> Result<(bool, bool)> {
	let at = chain.at(block).await?;
	let next = at
		.storage()
		.try_fetch(chain::storage().supply_chain().next_id(), ())
		.await
		.map_err(subxt::Error::from)?
		.map(|next| next.decode())
		.transpose()
		.map_err(subxt::Error::from)?
		.unwrap_or_default();
	let proposed = next > id;
	Ok((
		proposed,
		proposed && super::stored(chain, id, block).await?.is_none(),
	))
}

/// How a shipment ended: searches the blocks for the one in which it did, by halves. The node must
/// have kept the state of that block and of the one before; what it does not know is taken for earlier.
pub async fn ended(chain: &Chain, id: ShipmentId) -> Result<Ended> {
	let last = chain.finalised().await?;
	match state(chain, id, last).await? {
		(false, _) => return Err(Error::NotThere(format!("there is no shipment {id}"))),
		(true, false) => return Err(Error::NotThere(format!("shipment {id} has not ended"))),
		(true, true) => {}
	}
	let (mut low, mut high) = (0, chain.at(last).await?.block_number());
	let mut forgotten = String::new();
	while high - low > 1 {
		let middle = low + (high - low) / 2;
		let hash = hash_of(chain, middle).await?;
		let over = match state(chain, id, hash).await {
			Ok((_, over)) => over,
			Err(error) => {
				forgotten = format!(
					"; the node does not know the state of block {middle} any more, ask one that keeps it (--state-pruning archive): {error}"
				);
				false
			}
		};
		if over {
			high = middle;
		} else {
			low = middle;
		}
	}
	let block = hash_of(chain, high).await?;
	let before = hash_of(chain, low).await?;
	let at = chain.at(block).await?;
	let events = at.events().fetch().await.map_err(subxt::Error::from)?;
	for event in events.find::<found::ShipmentEnded>() {
		let event = event.map_err(subxt::Error::from)?;
		if event.id == id {
			let (how, _) = ending(&event.ending);
			return Ok(Ended {
				block: high,
				block_hash: block,
				before,
				ending: how,
				reckoning: match &event.ending {
					Ending::Settled(reckoning) => Some(reckoning.into()),
					_ => None,
				},
			});
		}
	}
	Err(Error::Evidence(format!(
		"block {high} does not tell how shipment {id} ended{forgotten}"
	)))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn words_are_those_of_the_vocabulary() {
		assert_eq!(biz_step(&BizStep::Receiving), "receiving");
		assert_eq!(
			disposition(&Disposition::SellableNotAccessible),
			"sellable_not_accessible"
		);
	}
}
