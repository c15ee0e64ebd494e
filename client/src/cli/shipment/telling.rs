// SPDX-License-Identifier: Apache-2.0

//! Events of a shipment in sentences.

use samul_client::{amount, shipment::events::ShipmentEvent, time};
use serde_json::Value;

use super::{moment, plain};

/// What a handover records.
pub fn epcis(event: &Value) -> String {
	format!(
		"{}, {}, at {} on {}",
		plain(&event["bizStep"]),
		plain(&event["disposition"]),
		plain(&event["readPoint"]),
		moment(&event["eventTime"]),
	)
}

/// An amount of a currency, if the value is one.
pub fn money(currency: &Value, sum: &Value) -> String {
	let amount = sum.as_str().and_then(|text| text.parse().ok());
	amount.map_or_else(|| plain(sum), |sum| amount::format_in(currency, sum))
}

fn ending(data: &Value, currency: &Value) -> String {
	let details = &data["details"];
	match data["ending"].as_str() {
		Some("settled") => format!(
			"settled: {} to the carrier, {} back to the buyer",
			money(currency, &details["paid"]),
			money(currency, &details["refunded"]),
		),
		Some("cancelled") => format!("cancelled, for {}", money(currency, &details["fee"])),
		_ => plain(&data["ending"]),
	}
}

/// An event; amounts are in the shipment's currency.
pub fn event(event: &ShipmentEvent, currency: &Value) -> String {
	let data = &event.data;
	let field = |name: &str| plain(&data[name]);
	match event.name {
		"ShipmentProposed" => format!("{} proposes it to {}", field("buyer"), field("carrier")),
		"ShipmentAccepted" => format!("{} accepts it", field("carrier")),
		"HandoverOffered" => format!(
			"{} offers the goods to {}: {}",
			field("from"),
			field("to"),
			epcis(&data["event"])
		),
		"HandoverWithdrawn" => format!("{} withdraws the offer", field("by")),
		"HandedOver" => format!(
			"handover {} from {} to {}: {}",
			field("number"),
			field("from"),
			field("to"),
			epcis(&data["event"])
		),
		"PickedUp" => format!("picked up on {}", moment(&data["at"])),
		"Delivered" => format!(
			"delivered on {}; it settles on {} at the latest",
			moment(&data["at"]),
			moment(&data["settlesAt"])
		),
		"CancelAsked" => format!("{} asks to cancel it", field("by")),
		"CancelTakenBack" => format!("{} takes that back", field("by")),
		"ShipmentEnded" => format!("ended: {}", ending(data, currency)),
		"ConclusionPutOff" => format!(
			"it could not be concluded, and is tried again on {}",
			time::format(data["again"].as_u64().unwrap_or_default())
		),
		other => format!("{other} {data}"),
	}
}

#[cfg(test)]
mod tests {
	use serde_json::json;
	use subxt::utils::H256;

	use super::*;

	fn told(name: &'static str, data: Value) -> String {
		let happened = ShipmentEvent {
			block: 1,
			block_hash: H256::zero(),
			name,
			data,
		};
		event(&happened, &"native".into())
	}

	#[test]
	fn amounts_and_times_are_in_peoples_units() {
		let details = json!({ "paid": "1500000000000", "refunded": "0" });
		assert_eq!(
			told(
				"ShipmentEnded",
				json!({ "ending": "settled", "details": details })
			),
			"ended: settled: 1.5 SML to the carrier, 0 SML back to the buyer"
		);
		let record = json!({
			"bizStep": "loading", "disposition": "in_transit", "readPoint": "geo:1,2",
			"eventTime": 1_672_531_200_000u64,
		});
		assert_eq!(
			told(
				"HandoverOffered",
				json!({ "from": "A", "to": "B", "event": record })
			),
			"A offers the goods to B: loading, in_transit, at geo:1,2 on 2023-01-01T00:00:00Z"
		);
	}
}
