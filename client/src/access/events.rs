// SPDX-License-Identifier: Apache-2.0

//! What happens to a right that was bought: the events of its agreement and the receipts of its uses, as
//! they come.

use samul_primitives::access::RightId;
use serde::Serialize;
use serde_json::Value;
use subxt::utils::H256;

use crate::{call, Chain, Error, Result};

use super::rental;

/// The pallets whose events tell of rights.
const PALLETS: [&str; 2] = ["AccessMarket", "AccessRights"];

/// The last event of an agreement.
const CLOSED: &str = "AgreementClosed";

/// An event of a right.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RightEvent {
	/// Number of the block.
	pub block: u64,
	/// Hash of the block.
	pub block_hash: H256,
	/// Name of the event.
	pub name: String,
	/// Its fields.
	pub data: Value,
}

/// Whether the fields of an event are about a right.
fn concerns(data: &Value, right: RightId) -> bool {
	data["right"] == right || data["entry"]["right"] == right
}

/// Events of a right in a block.
pub async fn in_block(chain: &Chain, right: RightId, block: H256) -> Result<Vec<RightEvent>> {
	let at = chain.at(block).await?;
	let metadata = at.metadata_ref();
	let events = at.events().fetch().await.map_err(subxt::Error::from)?;
	let mut found = Vec::new();
	for event in events.iter() {
		let event = event.map_err(subxt::Error::from)?;
		if !PALLETS.contains(&event.pallet_name()) {
			continue;
		}
		let numbers = [event.pallet_index(), event.event_index()];
		let bytes = [&numbers[..], event.field_bytes()].concat();
		let data = call::event_fields(metadata, &bytes)?;
		if concerns(&data, right) {
			found.push(RightEvent {
				block: at.block_number(),
				block_hash: block,
				name: event.event_name().into(),
				data,
			});
		}
	}
	Ok(found)
}

/// Follow a right that was bought through finalised blocks, from the present one on, until its agreement
/// is closed. One that was closed before is not there.
pub async fn follow(
	chain: &Chain,
	right: RightId,
	mut tell: impl FnMut(&RightEvent) -> Result<()>,
) -> Result<()> {
	let mut blocks = chain
		.api()
		.stream_blocks()
		.await
		.map_err(subxt::Error::from)?;
	let mut first = true;
	while let Some(block) = blocks.next().await {
		let block = block.map_err(subxt::Error::from)?;
		for event in in_block(chain, right, block.hash()).await? {
			tell(&event)?;
			if event.name == CLOSED {
				return Ok(());
			}
		}
		if first
			&& rental::get(chain, right, Some(block.hash()))
				.await?
				.is_null()
		{
			return Err(rental::not_there(right));
		}
		first = false;
	}
	Err(Error::Connection("the node sends no more blocks".into()))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		account,
		call::{event_fields, known_metadata},
	};
	use codec::Encode;
	use samul_primitives::{
		access::{Entry, Permissions, Subject},
		DeviceId,
	};
	use serde_json::json;

	/// The number of an event, and its fields, encoded.
	fn event(pallet: &str, name: &str, fields: impl Encode) -> Vec<u8> {
		let metadata = known_metadata();
		let pallet = metadata.pallet_by_name(pallet).unwrap();
		let variants = pallet.event_variants().unwrap();
		let variant = variants
			.iter()
			.find(|variant| variant.name == name)
			.unwrap();
		([pallet.event_index(), variant.index], fields).encode()
	}

	#[test]
	fn events_of_a_right_are_told_by_name() {
		let metadata = known_metadata();
		let subject = Subject::Account([4; 32]);
		let entry = Entry {
			guard: DeviceId([1; 32]),
			resource: 2,
			number: 3,
			subject,
			right: 5,
			permission: Permissions::ENTER,
			at: 6,
		};
		let recorded = event(
			"AccessRights",
			"EntryRecorded",
			(entry, 9u64, [7u8; 32], true),
		);
		let data = event_fields(&metadata, &recorded).unwrap();
		assert_eq!(data["leaf"], 9);
		assert_eq!(data["counted"], true);
		let address = account::address(&subxt::utils::AccountId32([4; 32]));
		assert_eq!(data["entry"]["subject"], json!(address));
		assert_eq!(data["entry"]["guard"], json!(DeviceId([1; 32])));
		assert!(concerns(&data, 5) && !concerns(&data, 2));

		let given = event("AccessMarket", "NoticeGiven", (5u64, 77u64));
		let data = event_fields(&metadata, &given).unwrap();
		assert_eq!(data, json!({ "right": 5, "ends": 77 }));
		assert!(concerns(&data, 5) && !concerns(&data, 77));
		assert!(event_fields(&metadata, &given[..5]).is_err());
	}
}
