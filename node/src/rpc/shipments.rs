// SPDX-License-Identifier: Apache-2.0

//! Shipments and reckonings as JSON. Amounts are decimal strings: they exceed what a JSON number
//! keeps exact.

use frame_support::traits::fungible::NativeOrWithId;
use pallet_supply_chain::{
	epcis::{BizStep, Disposition, EpcisEvent},
	gs1::GoodsId,
	reckoning::{Cause, Reckoning},
	types::{ConditionTerms, HourlyTariff, Measure, ShipmentInfo, Status, Tariff},
};
use samul_runtime::{AccountId, Currency};
use serde_json::{json, Value};

use super::samul::{address, hex, text};

/// A currency: `native`, or the number of an asset.
pub fn currency(currency: &Currency) -> Value {
	match currency {
		NativeOrWithId::Native => json!("native"),
		NativeOrWithId::WithId(id) => json!(id),
	}
}

fn goods(goods: &GoodsId) -> Value {
	match goods {
		GoodsId::Sscc(digits) => json!({ "sscc": text(digits) }),
		GoodsId::Gtin { gtin, lot } => json!({ "gtin": text(gtin), "lot": text(lot) }),
	}
}

fn hourly(tariff: &HourlyTariff) -> Value {
	json!({
		"grace": tariff.grace,
		"rate": tariff.rate.to_string(),
		"cap": tariff.cap.to_string(),
	})
}

fn tariff(tariff: &Tariff) -> Value {
	let tiers: Vec<Value> = tariff
		.tiers
		.iter()
		.map(|tier| json!({ "above": tier.above, "rate": tier.rate.to_string() }))
		.collect();
	json!({
		"measure": match tariff.measure {
			Measure::UnitHours => "unitHours",
			Measure::HoursOutside => "hoursOutside",
		},
		"tiers": tiers,
		"cap": tariff.cap.to_string(),
		"rejectAbove": tariff.reject_above,
	})
}

fn condition(terms: &ConditionTerms) -> Value {
	json!({
		"stream": terms.stream,
		"channel": terms.condition.channel,
		"low": terms.condition.low,
		"high": terms.condition.high,
		"kinetic": terms.condition.kinetic,
		"tariff": tariff(&terms.tariff),
		"unobserved": hourly(&terms.unobserved),
	})
}

/// The words of the Core Business Vocabulary.
fn biz_step(step: BizStep) -> &'static str {
	match step {
		BizStep::Loading => "loading",
		BizStep::Shipping => "shipping",
		BizStep::Departing => "departing",
		BizStep::Transporting => "transporting",
		BizStep::Arriving => "arriving",
		BizStep::Unloading => "unloading",
		BizStep::Receiving => "receiving",
		BizStep::Accepting => "accepting",
		BizStep::Inspecting => "inspecting",
	}
}

fn disposition(disposition: Disposition) -> &'static str {
	match disposition {
		Disposition::InProgress => "in_progress",
		Disposition::InTransit => "in_transit",
		Disposition::Damaged => "damaged",
		Disposition::Expired => "expired",
		Disposition::NonConformant => "non_conformant",
		Disposition::Conformant => "conformant",
		Disposition::SellableAccessible => "sellable_accessible",
		Disposition::SellableNotAccessible => "sellable_not_accessible",
	}
}

fn event(event: &EpcisEvent) -> Value {
	json!({
		"eventTime": event.event_time,
		"bizStep": biz_step(event.biz_step),
		"disposition": disposition(event.disposition),
		"readPoint": text(&event.read_point),
	})
}

/// A shipment.
pub fn shipment(info: &ShipmentInfo<AccountId, Currency>) -> Value {
	let (shipment, terms) = (&info.shipment, &info.shipment.terms);
	json!({
		"id": info.id,
		"buyer": address(&shipment.buyer),
		"status": match shipment.status {
			Status::Proposed => "proposed",
			Status::Accepted => "accepted",
			Status::InTransit => "inTransit",
			Status::Delivered { .. } => "delivered",
		},
		"deliveredAt": match shipment.status {
			Status::Delivered { at } => Some(at),
			_ => None,
		},
		"custodian": address(&shipment.custodian),
		"offer": shipment.offer.as_ref().map(|offer| json!({
			"to": address(&offer.to),
			"event": event(&offer.event),
		})),
		"handovers": shipment.handovers,
		"history": hex(&shipment.history),
		"lastEvent": shipment.last_event,
		"monitors": shipment.monitors.to_vec(),
		"cancelAsked": shipment.cancel_asked.as_ref().map(address),
		"deposit": shipment.deposit.to_string(),
		"due": shipment.due,
		"terms": {
			"carrier": address(&terms.carrier),
			"consignee": terms.consignee.as_ref().map(address),
			"goods": terms.goods.iter().map(goods).collect::<Vec<_>>(),
			"conditions": terms.conditions.iter().map(condition).collect::<Vec<_>>(),
			"asset": currency(&terms.asset),
			"price": terms.price.to_string(),
			"bond": terms.bond.to_string(),
			"cancellationFee": terms.cancellation_fee.to_string(),
			"validUntil": terms.valid_until,
			"notBefore": terms.not_before,
			"deadline": terms.deadline,
			"lateness": hourly(&terms.lateness),
			"abandonAfter": terms.abandon_after,
			"confirmationPeriod": terms.confirmation_period,
		},
	})
}

/// A reckoning, line by line.
pub fn reckoning(reckoning: &Reckoning) -> Value {
	let lines: Vec<Value> = reckoning
		.lines
		.iter()
		.map(|line| {
			let (cause, condition) = match line.cause {
				Cause::Outside { condition } => ("outside", Some(condition)),
				Cause::Unobserved { condition } => ("unobserved", Some(condition)),
				Cause::Late => ("late", None),
			};
			json!({
				"cause": cause,
				"condition": condition,
				"quantity": line.quantity,
				"amount": line.amount.to_string(),
			})
		})
		.collect();
	json!({
		"lines": lines,
		"rejectedBy": reckoning.rejected_by,
		"deductions": reckoning.deductions.to_string(),
		"paid": reckoning.paid.to_string(),
		"refunded": reckoning.refunded.to_string(),
		"bondReturned": reckoning.bond_returned.to_string(),
		"bondForfeited": reckoning.bond_forfeited.to_string(),
	})
}
