// SPDX-License-Identifier: Apache-2.0

//! Reckonings and findings in words, with the units and the currency of the terms.

use samul_client::{
	amount,
	chain::runtime_types::pallet_supply_chain::types::Measure,
	decimal,
	shipment::{
		audit::Audit,
		reckoning::{Amount, Cause, Line},
		Currency, Reckoning, Shipment,
	},
	stream, time, Chain, Result,
};
use serde_json::{json, Value};
use subxt::utils::{Static, H256};

/// What amounts and quantities are counted in.
pub struct Wording {
	currency: Value,
	/// Of each condition: what is watched, and in what its excess is counted.
	conditions: Vec<(String, String)>,
}

impl Wording {
	/// That of a shipment, whose streams are asked for as of a block.
	pub async fn of(chain: &Chain, shipment: &Shipment, at: H256) -> Result<Self> {
		let mut conditions = Vec::new();
		for terms in &shipment.terms.conditions.0 {
			let (Static(id), Static(condition)) = (&terms.stream, &terms.condition);
			let found = stream::expect(chain, *id, Some(at)).await?;
			let channel = found.channels.get(usize::from(condition.channel));
			let quantity = channel.map_or_else(String::new, |channel| channel.quantity.clone());
			let unit = channel.map_or_else(String::new, |channel| channel.unit.clone());
			conditions.push((
				quantity,
				match terms.tariff.measure {
					// UCUM writes a product with a point: degree-hours are Cel.h.
					Measure::UnitHours => format!("{unit}.h"),
					Measure::HoursOutside => "h".into(),
				},
			));
		}
		Ok(Self {
			currency: match &shipment.terms.asset {
				Currency::Native => json!("native"),
				Currency::WithId(id) => json!(id),
			},
			conditions,
		})
	}

	fn money(&self, amount: Amount) -> String {
		amount::format_in(&self.currency, amount.0)
	}

	fn line(&self, line: &Line) -> String {
		let condition = line
			.condition
			.and_then(|number| self.conditions.get(usize::from(number)));
		let what = condition.map_or("", |(quantity, _)| quantity);
		let unit = condition.map_or("", |(_, unit)| unit);
		let (cause, quantity) = match line.cause {
			Cause::Outside => {
				let quantity = i64::try_from(line.quantity).map_or_else(
					|_| line.quantity.to_string(),
					|raw| decimal::format(raw, -3),
				);
				("outside", format!("{quantity} {unit}"))
			}
			Cause::Unobserved => ("not observed", time::format_duration(line.quantity)),
			Cause::Late => ("late", time::format_duration(line.quantity)),
		};
		format!(
			"  {:32}{:>20}  {:>24}\n",
			format!("{what} {cause}").trim(),
			quantity,
			self.money(line.amount)
		)
	}

	/// A reckoning, line by line.
	pub fn reckoning(&self, reckoning: &Reckoning) -> String {
		let mut text: String = reckoning.lines.iter().map(|line| self.line(line)).collect();
		let mut sum = |name: &str, amount: Amount| {
			text.push_str(&format!("  {name:52}  {:>24}\n", self.money(amount)));
		};
		sum("deductions", reckoning.deductions);
		sum("of the price, paid to the carrier", reckoning.paid);
		sum("of the price, back to the buyer", reckoning.refunded);
		if reckoning.bond_returned.0 + reckoning.bond_forfeited.0 > 0 {
			sum("of the bond, back to the carrier", reckoning.bond_returned);
			sum("of the bond, to the buyer", reckoning.bond_forfeited);
		}
		if let Some(number) = reckoning.rejected_by {
			text.push_str(&format!(
				"  nothing is due: condition {number} is beyond its limit\n"
			));
		}
		text
	}

	/// What an audit found in the logs.
	pub fn findings(&self, audit: &Audit) -> String {
		let mut text = String::new();
		for (log, found) in audit.logs.iter().zip(&audit.findings) {
			text.push_str(&format!(
				"{} of {}: {} readings in {} proved batches, {} to {}\n",
				log.quantity,
				log.stream,
				log.samples.len(),
				log.batches,
				time::format(log.from),
				time::format(log.until),
			));
			text.push_str(&format!(
				"  agreed {} to {} {}; outside for {}, not observed for {}",
				decimal::format(log.low, log.exponent),
				decimal::format(log.high, log.exponent),
				log.unit,
				time::format_duration(found.outside),
				time::format_duration(found.unobserved),
			));
			if let Some((at, worst)) = found.worst {
				text.push_str(&format!(
					"; at worst {} {} on {}",
					decimal::format(worst, log.exponent),
					log.unit,
					time::format(at),
				));
			}
			text.push('\n');
		}
		text
	}
}
