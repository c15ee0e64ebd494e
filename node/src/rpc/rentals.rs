// SPDX-License-Identifier: Apache-2.0

//! Tariffs, quotes and agreements as JSON. Amounts are decimal strings: they exceed what a JSON number
//! keeps exact.

use pallet_access_market::{
	settlement::ChargeDetail,
	types::{AgreementInfo, MeterPrice, Order, Quote, Rate, Status, Sums, Tariff, TariffInfo},
};
use samul_runtime::{AccountId, Currency};
use serde_json::{json, Value};

use super::{
	rights::{conditions, subject_text},
	samul::{address, hex},
	shipments::currency,
};

fn rate(rate: &Rate) -> Value {
	json!({ "amount": rate.amount.to_string(), "unit": rate.unit })
}

fn meter_price(meter: &MeterPrice) -> Value {
	json!({
		"stream": meter.stream,
		"channel": meter.channel,
		"amount": meter.amount.to_string(),
		"per": meter.per,
		"idle": rate(&meter.idle),
		"grace": meter.grace,
	})
}

fn sums(sums: &Sums) -> Value {
	json!({ "rent": sums.rent.to_string(), "deposit": sums.deposit.to_string() })
}

fn tariff(tariff: &Tariff<AccountId, Currency>) -> Value {
	let prices = &tariff.prices;
	json!({
		"asset": currency(&tariff.asset),
		"permissions": tariff.permissions.to_string(),
		"delegations": tariff.delegations,
		"conditions": conditions(&tariff.conditions),
		"prices": {
			"start": prices.start.to_string(),
			"eachUse": prices.each_use.to_string(),
			"time": rate(&prices.time),
			"meter": prices.meter.as_ref().map(meter_price),
		},
		"deposit": tariff.deposit.to_string(),
		"overrun": tariff.overrun.as_ref().map(rate),
		"cancellationFee": tariff.cancellation_fee.to_string(),
		"notice": tariff.notice,
		"ahead": tariff.ahead,
		"longest": tariff.longest,
		"exclusive": tariff.exclusive,
		"late": tariff.late,
		"window": tariff.window,
		"arbiter": tariff.arbiter.as_ref().map(address),
	})
}

/// A tariff, whose it is, and by which hash it is bought.
pub fn offer(info: &TariffInfo<AccountId, Currency>) -> Value {
	let mut found = tariff(&info.offer.tariff);
	found["number"] = info.number.into();
	found["hash"] = hex(&info.hash).into();
	found["forSale"] = info.for_sale.into();
	found["provider"] = address(&info.offer.provider).into();
	found["storageDeposit"] = info.offer.storage_deposit.to_string().into();
	found
}

/// A charge detail record.
pub fn detail(detail: &ChargeDetail) -> Value {
	json!({
		"start": detail.start,
		"end": detail.end,
		"time": detail.time,
		"energy": detail.energy,
		"parkingTime": detail.parking_time,
		"unobserved": detail.unobserved,
		"uses": detail.uses,
		"fixedCost": detail.fixed_cost.to_string(),
		"timeCost": detail.time_cost.to_string(),
		"energyCost": detail.energy_cost.to_string(),
		"parkingCost": detail.parking_cost.to_string(),
		"useCost": detail.use_cost.to_string(),
		"totalCost": detail.total_cost.to_string(),
		"overrun": detail.overrun,
		"overrunCost": detail.overrun_cost.to_string(),
	})
}

/// What a right would cost.
pub fn quote(quote: &Quote<AccountId, Currency>) -> Value {
	json!({
		"tariff": hex(&quote.tariff),
		"provider": address(&quote.provider),
		"currency": currency(&quote.currency),
		"from": quote.from,
		"atMost": detail(&quote.at_most),
		"onHold": sums(&quote.on_hold),
		"storageDeposit": quote.storage_deposit.to_string(),
	})
}

fn order(order: &Order) -> Value {
	json!({
		"subject": subject_text(&order.subject),
		"from": order.from,
		"until": order.until,
		"uses": order.uses,
		"limit": order.limit.to_string(),
	})
}

/// An agreement that is not closed.
pub fn agreement(info: &AgreementInfo<AccountId, Currency>) -> Value {
	let found = &info.agreement;
	let (status, ended_at, amount) = match found.status {
		Status::Running => ("running", None, None),
		Status::Ended { at } => ("ended", Some(at), None),
		Status::Settled => ("settled", None, None),
		Status::Claimed { amount } => ("claimed", None, Some(amount)),
		Status::Disputed { amount } => ("disputed", None, Some(amount)),
		Status::Unpaid => ("unpaid", None, None),
	};
	json!({
		"right": info.right,
		"resource": found.resource,
		"payer": address(&found.payer),
		"provider": address(&found.provider),
		"tariff": tariff(&found.tariff),
		"tariffHash": hex(&found.tariff_hash),
		"order": order(&found.order),
		"ends": found.ends,
		"status": status,
		"endedAt": ended_at,
		"amount": amount.map(|amount| amount.to_string()),
		"due": info.due,
		"agreed": sums(&found.agreed),
		"charged": sums(&found.charged),
		"onHold": sums(&found.on_hold),
		"meter": found.meter.as_ref().map(|meter| json!({
			"stream": meter.stream,
			"monitor": meter.monitor,
			"exponent": meter.exponent,
			"end": meter.end,
		})),
		"storageDeposit": found.storage_deposit.to_string(),
	})
}
