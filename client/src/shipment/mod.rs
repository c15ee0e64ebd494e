// SPDX-License-Identifier: Apache-2.0

//! Shipments: terms, calls, what happened to one, its reckoning, and a check of it from the raw log.

pub mod audit;
pub mod events;
pub mod limits;
pub mod plot;
pub mod reckoning;
pub mod terms;

use samul_primitives::Moment;
use serde_json::Value;
use subxt::utils::{AccountId32, H256};
use subxt_signer::sr25519::Keypair;

use crate::{
	account,
	chain::{
		self,
		runtime_types::{
			bounded_collections::bounded_vec::BoundedVec,
			frame_support::traits::tokens::fungible::union_of::NativeOrWithId,
			pallet_supply_chain::{
				epcis::{BizStep, Disposition, EpcisEvent},
				types::{Shipment as StoredShipment, Terms as StoredTerms},
			},
		},
		supply_chain::events::ShipmentProposed,
	},
	connection::{Included, Until},
	params, Chain, Error, Result,
};

pub use limits::Limits;
pub use reckoning::Reckoning;

/// Number of a shipment.
pub type ShipmentId = u64;
/// A currency of the chain.
pub type Currency = NativeOrWithId<u32>;
/// Terms as the chain has them.
pub type Terms = StoredTerms<AccountId32, Currency>;
/// A shipment as the chain stores it.
pub type Shipment = StoredShipment<AccountId32, Currency>;

/// Propose a shipment; the signer is its buyer. Gives its number.
pub async fn propose(
	chain: &Chain,
	terms: Terms,
	buyer: &Keypair,
) -> Result<(ShipmentId, Included)> {
	Limits::of(chain).await?.check_terms(&terms)?;
	let call = chain::transactions().supply_chain().propose(terms);
	let included = chain.submit(&call, buyer, Until::Finalised).await?;
	let event = included
		.events
		.find::<ShipmentProposed>()
		.next()
		.ok_or_else(|| Error::Connection("the block tells of no proposal".into()))?
		.map_err(subxt::Error::from)?;
	Ok((event.id, included))
}

/// Accept a proposal; the signer is its carrier.
pub async fn accept(chain: &Chain, id: ShipmentId, carrier: &Keypair) -> Result<Included> {
	let call = chain::transactions().supply_chain().accept(id);
	chain.submit(&call, carrier, Until::Finalised).await
}

/// Offer the goods to the next custodian.
pub async fn offer_handover(
	chain: &Chain,
	id: ShipmentId,
	to: AccountId32,
	event: EpcisEvent,
	custodian: &Keypair,
) -> Result<Included> {
	Limits::of(chain).await?.check_event(&event)?;
	let call = chain::transactions()
		.supply_chain()
		.offer_handover(id, to, event);
	chain.submit(&call, custodian, Until::Finalised).await
}

/// Take back an offered handover, or refuse it.
pub async fn withdraw_handover(
	chain: &Chain,
	id: ShipmentId,
	signer: &Keypair,
) -> Result<Included> {
	let call = chain::transactions().supply_chain().withdraw_handover(id);
	chain.submit(&call, signer, Until::Finalised).await
}

/// The event by which the goods are offered to somebody.
pub async fn offered(chain: &Chain, id: ShipmentId) -> Result<EpcisEvent> {
	let shipment = stored(chain, id, chain.finalised().await?).await?;
	let offer = shipment.ok_or_else(|| not_there(id))?.offer;
	Ok(offer
		.ok_or_else(|| Error::NotThere("no handover is offered".into()))?
		.event)
}

/// Take over the goods. `event` is what the receiver agrees to have been offered: the chain refuses
/// if it is another one.
pub async fn accept_handover(
	chain: &Chain,
	id: ShipmentId,
	event: EpcisEvent,
	receiver: &Keypair,
) -> Result<Included> {
	Limits::of(chain).await?.check_event(&event)?;
	let call = chain::transactions()
		.supply_chain()
		.accept_handover(id, event);
	chain.submit(&call, receiver, Until::Finalised).await
}

/// Confirm a delivery: the chain settles at once.
pub async fn confirm(chain: &Chain, id: ShipmentId, signer: &Keypair) -> Result<Included> {
	let call = chain::transactions().supply_chain().confirm(id);
	chain.submit(&call, signer, Until::Finalised).await
}

/// Conclude a shipment that is due.
pub async fn conclude(chain: &Chain, id: ShipmentId, signer: &Keypair) -> Result<Included> {
	let call = chain::transactions().supply_chain().conclude(id);
	chain.submit(&call, signer, Until::Finalised).await
}

/// Cancel a shipment.
pub async fn cancel(chain: &Chain, id: ShipmentId, signer: &Keypair) -> Result<Included> {
	let call = chain::transactions().supply_chain().cancel(id);
	chain.submit(&call, signer, Until::Finalised).await
}

fn not_there(id: ShipmentId) -> Error {
	Error::NotThere(format!("there is no shipment {id}, or it has ended"))
}

/// A shipment as `samul_shipment` answers; null if there is none, or it has ended.
pub async fn get(chain: &Chain, id: ShipmentId, at: Option<H256>) -> Result<Value> {
	chain.request("samul_shipment", params![id, at]).await
}

/// Numbers of the shipments in which an account is a party, in ascending order.
pub async fn of_account(chain: &Chain, account: &AccountId32) -> Result<Vec<ShipmentId>> {
	let (mut ids, mut after) = (Vec::<ShipmentId>::new(), None::<ShipmentId>);
	loop {
		let page: Vec<ShipmentId> = chain
			.request(
				"samul_shipmentsOf",
				params![account::address(account), after],
			)
			.await?;
		after = page.last().copied();
		if after.is_none() {
			// Pages come in the order of the database.
			ids.sort_unstable();
			return Ok(ids);
		}
		ids.extend(page);
	}
}

/// What would be due if the goods were delivered at a time, or now; after delivery what is due. As of
/// a block, the last finalised one if none is named.
pub async fn reckoning_so_far(
	chain: &Chain,
	id: ShipmentId,
	time: Option<Moment>,
	at: Option<H256>,
) -> Result<Reckoning> {
	chain
		.request("samul_reckoning", params![id, time, at])
		.await
}

/// The shipment in the state of a block.
pub async fn stored(chain: &Chain, id: ShipmentId, at: H256) -> Result<Option<Shipment>> {
	let state = chain.at(at).await?;
	let found = state
		.storage()
		.try_fetch(chain::storage().supply_chain().shipments(), (id,))
		.await
		.map_err(subxt::Error::from)?;
	Ok(found
		.map(|found| found.decode())
		.transpose()
		.map_err(subxt::Error::from)?)
}

/// Read an event of a handover: business step and disposition in the words of the Core Business
/// Vocabulary, the place a GLN or a `geo:` URI.
pub fn epcis_event(
	event_time: Moment,
	biz_step: &str,
	disposition: &str,
	read_point: &str,
) -> Result<EpcisEvent> {
	let biz_step = match biz_step {
		"loading" => BizStep::Loading,
		"shipping" => BizStep::Shipping,
		"departing" => BizStep::Departing,
		"transporting" => BizStep::Transporting,
		"arriving" => BizStep::Arriving,
		"unloading" => BizStep::Unloading,
		"receiving" => BizStep::Receiving,
		"accepting" => BizStep::Accepting,
		"inspecting" => BizStep::Inspecting,
		_ => {
			return Err(Error::usage(format!(
				"`{biz_step}` is no bizStep of the CBV"
			)))
		}
	};
	let disposition = match disposition {
		"in_progress" => Disposition::InProgress,
		"in_transit" => Disposition::InTransit,
		"damaged" => Disposition::Damaged,
		"expired" => Disposition::Expired,
		"non_conformant" => Disposition::NonConformant,
		"conformant" => Disposition::Conformant,
		"sellable_accessible" => Disposition::SellableAccessible,
		"sellable_not_accessible" => Disposition::SellableNotAccessible,
		_ => {
			return Err(Error::usage(format!(
				"`{disposition}` is no disposition of the CBV"
			)))
		}
	};
	Ok(EpcisEvent {
		event_time,
		biz_step,
		disposition,
		read_point: BoundedVec(read_point.as_bytes().to_vec()),
	})
}
