// SPDX-License-Identifier: Apache-2.0

//! Terms of a shipment from a JSON file, in people's units.
//!
//! Times are RFC 3339, `now`, or relative to now (`+14d`); durations `6h`; amounts integers in the
//! smallest unit or `1500 SML`; limits in the channel's unit; tiers in unit-hours or hours.

use samul_primitives::{observe::Condition, StreamId};
use serde::{Deserialize, Deserializer};
use subxt::utils::Static;

use crate::{
	account, amount,
	chain::runtime_types::{
		bounded_collections::bounded_vec::BoundedVec,
		frame_support::traits::tokens::fungible::union_of::NativeOrWithId,
		pallet_supply_chain::{
			gs1::GoodsId,
			types::{ConditionTerms, HourlyTariff, Measure, Tariff, Tier},
		},
	},
	decimal,
	shipment::Terms,
	stream, time, Chain, Error, Result,
};

/// Decimal places of tiers: thousandths.
const THOUSANDTHS: i8 = -3;

/// A number or a text, as text.
#[derive(Clone, Debug)]
struct Text(String);

impl<'de> Deserialize<'de> for Text {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
		match serde_json::Value::deserialize(deserializer)? {
			serde_json::Value::String(text) => Ok(Self(text)),
			serde_json::Value::Number(number) => Ok(Self(number.to_string())),
			_ => Err(serde::de::Error::custom("a number or a text is wanted")),
		}
	}
}

/// A terms file.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TermsFile {
	carrier: String,
	consignee: Option<String>,
	goods: Vec<GoodsFile>,
	conditions: Vec<ConditionFile>,
	#[serde(default = "native")]
	asset: serde_json::Value,
	price: Text,
	#[serde(default = "zero")]
	bond: Text,
	#[serde(default = "zero")]
	cancellation_fee: Text,
	valid_until: Text,
	not_before: Text,
	deadline: Text,
	#[serde(default)]
	lateness: HourlyFile,
	abandon_after: Text,
	confirmation_period: Text,
}

fn native() -> serde_json::Value {
	"native".into()
}

fn zero() -> Text {
	Text("0".into())
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum GoodsFile {
	Sscc {
		sscc: String,
	},
	Gtin {
		gtin: String,
		#[serde(default)]
		lot: String,
	},
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ConditionFile {
	stream: StreamId,
	channel: u8,
	low: Text,
	high: Text,
	#[serde(default)]
	kinetic: bool,
	tariff: TariffFile,
	#[serde(default)]
	unobserved: HourlyFile,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TariffFile {
	measure: MeasureFile,
	tiers: Vec<TierFile>,
	cap: Text,
	reject_above: Option<Text>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
enum MeasureFile {
	UnitHours,
	HoursOutside,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TierFile {
	above: Text,
	rate: Text,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HourlyFile {
	grace: Text,
	rate: Text,
	cap: Text,
}

impl Default for HourlyFile {
	fn default() -> Self {
		Self {
			grace: zero(),
			rate: zero(),
			cap: zero(),
		}
	}
}

/// The currency of the amounts of a file.
#[derive(Clone, Copy)]
struct Money<'a>(&'a serde_json::Value);

impl Money<'_> {
	fn read(self, text: &Text) -> Result<u128> {
		amount::parse_in(self.0, &text.0)
	}
}

impl HourlyFile {
	fn convert(&self, money: Money<'_>) -> Result<HourlyTariff> {
		Ok(HourlyTariff {
			grace: time::duration(&self.grace.0)?,
			rate: money.read(&self.rate)?,
			cap: money.read(&self.cap)?,
		})
	}
}

fn thousandths(text: &Text) -> Result<u64> {
	u64::try_from(decimal::parse(&text.0, THOUSANDTHS, false)?)
		.map_err(|_| Error::usage(format!("`{}` is negative", text.0)))
}

impl TariffFile {
	fn convert(&self, money: Money<'_>) -> Result<Tariff> {
		let tiers = self
			.tiers
			.iter()
			.map(|tier| {
				Ok(Tier {
					above: thousandths(&tier.above)?,
					rate: money.read(&tier.rate)?,
				})
			})
			.collect::<Result<Vec<_>>>()?;
		Ok(Tariff {
			measure: match self.measure {
				MeasureFile::UnitHours => Measure::UnitHours,
				MeasureFile::HoursOutside => Measure::HoursOutside,
			},
			tiers: BoundedVec(tiers),
			cap: money.read(&self.cap)?,
			reject_above: self.reject_above.as_ref().map(thousandths).transpose()?,
		})
	}
}

impl GoodsFile {
	fn convert(&self) -> Result<GoodsId> {
		fn digits<const N: usize>(text: &str, key: &str) -> Result<[u8; N]> {
			text.as_bytes()
				.try_into()
				.map_err(|_| Error::usage(format!("{key} `{text}` has not {N} digits")))
		}
		Ok(match self {
			Self::Sscc { sscc } => GoodsId::Sscc(digits(sscc, "SSCC")?),
			Self::Gtin { gtin, lot } => GoodsId::Gtin {
				gtin: digits(gtin, "GTIN")?,
				lot: BoundedVec(lot.as_bytes().to_vec()),
			},
		})
	}
}

impl ConditionFile {
	/// `exponent` is that of the channel.
	fn convert(&self, exponent: i8, money: Money<'_>) -> Result<ConditionTerms> {
		Ok(ConditionTerms {
			stream: Static(self.stream),
			condition: Static(Condition {
				channel: self.channel,
				low: decimal::parse(&self.low.0, exponent, false)?,
				high: decimal::parse(&self.high.0, exponent, false)?,
				kinetic: self.kinetic,
			}),
			tariff: self.tariff.convert(money)?,
			unobserved: self.unobserved.convert(money)?,
		})
	}
}

/// A currency: `native`, or the number of a registered asset.
pub fn parse_currency(value: &serde_json::Value) -> Result<super::Currency> {
	if value == "native" {
		return Ok(NativeOrWithId::Native);
	}
	value
		.as_u64()
		.and_then(|id| u32::try_from(id).ok())
		.map(NativeOrWithId::WithId)
		.ok_or_else(|| Error::usage(format!("`{value}` is neither native nor an asset's number")))
}

impl TermsFile {
	/// Read the text of a file.
	pub fn parse(text: &str) -> Result<Self> {
		serde_json::from_str(text).map_err(|error| Error::usage(format!("terms: {error}")))
	}

	/// The terms as the chain wants them. It is asked for the units of the channels.
	pub async fn resolve(&self, chain: &Chain) -> Result<Terms> {
		let mut exponents = Vec::new();
		for condition in &self.conditions {
			let stream = stream::expect(chain, condition.stream, None).await?;
			let channel = stream
				.channels
				.get(usize::from(condition.channel))
				.ok_or_else(|| {
					Error::usage(format!(
						"stream {} has no channel {}",
						condition.stream, condition.channel
					))
				})?;
			exponents.push(channel.exponent);
		}
		self.convert(&exponents)
	}

	fn convert(&self, exponents: &[i8]) -> Result<Terms> {
		let asset = parse_currency(&self.asset)?;
		let money = Money(&self.asset);
		Ok(Terms {
			carrier: account::parse(&self.carrier)?,
			consignee: self.consignee.as_deref().map(account::parse).transpose()?,
			goods: BoundedVec(
				self.goods
					.iter()
					.map(GoodsFile::convert)
					.collect::<Result<_>>()?,
			),
			conditions: BoundedVec(
				self.conditions
					.iter()
					.zip(exponents)
					.map(|(condition, exponent)| condition.convert(*exponent, money))
					.collect::<Result<_>>()?,
			),
			asset,
			price: money.read(&self.price)?,
			bond: money.read(&self.bond)?,
			cancellation_fee: money.read(&self.cancellation_fee)?,
			valid_until: time::parse(&self.valid_until.0)?,
			not_before: time::parse(&self.not_before.0)?,
			deadline: time::parse(&self.deadline.0)?,
			lateness: self.lateness.convert(money)?,
			abandon_after: time::duration(&self.abandon_after.0)?,
			confirmation_period: time::duration(&self.confirmation_period.0)?,
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::shipment::Limits;
	use serde_json::{json, Value};

	fn file() -> Value {
		json!({
			"carrier": "0x0101010101010101010101010101010101010101010101010101010101010101",
			"goods": [{ "sscc": "106141412345678908" }, { "gtin": "10614141999993", "lot": "A1" }],
			"conditions": [{
				"stream": format!("0x{}/0", "02".repeat(32)),
				"channel": 0,
				"low": 13.0,
				"high": "14.5",
				"tariff": {
					"measure": "unitHours",
					"tiers": [{ "above": 0, "rate": "10 SML" }, { "above": "2.5", "rate": 7 }],
					"cap": "500 SML",
					"rejectAbove": 100,
				},
				"unobserved": { "grace": "2h", "rate": 5, "cap": 100 },
			}],
			"price": "1500 SML",
			"validUntil": "2026-05-01T00:00:00Z",
			"notBefore": 0,
			"deadline": "2026-05-02T00:00:00Z",
			"abandonAfter": "30d",
			"confirmationPeriod": "1d",
		})
	}

	#[test]
	fn a_file_is_read_in_peoples_units() {
		let terms = TermsFile::parse(&file().to_string())
			.unwrap()
			.convert(&[-1])
			.unwrap();
		let condition = &terms.conditions.0[0];
		assert_eq!(
			(condition.condition.0.low, condition.condition.0.high),
			(130, 145)
		);
		let tiers: Vec<_> = condition
			.tariff
			.tiers
			.0
			.iter()
			.map(|tier| (tier.above, tier.rate))
			.collect();
		assert_eq!(tiers, [(0, 10_000_000_000_000), (2500, 7)]);
		assert_eq!(condition.tariff.reject_above, Some(100_000));
		assert_eq!(condition.unobserved.grace, 7_200_000);
		assert_eq!(terms.abandon_after, 30 * 86_400_000);
		assert_eq!(terms.asset, NativeOrWithId::Native);
		assert_eq!((terms.bond, terms.lateness.rate), (0, 0));
		assert_eq!(terms.goods.0.len(), 2);
	}

	#[test]
	fn what_is_wrong_in_a_file_is_told() {
		let wrong = |pointer: &str, value: Value| {
			let mut file = file();
			*file.pointer_mut(pointer).unwrap() = value;
			TermsFile::parse(&file.to_string()).and_then(|file| file.convert(&[-1]))
		};
		assert!(wrong("/price", json!("1500 SML")).is_ok());
		for (pointer, value) in [
			("/carrier", json!("nobody")),
			("/price", json!(-1)),
			("/price", json!(null)),
			("/deadline", json!("soon")),
			("/abandonAfter", json!("-1d")),
			("/goods/0", json!({ "sscc": "123" })),
			("/goods/0", json!({ "gln": "123" })),
			("/conditions/0/low", json!("13.05")),
			("/conditions/0/stream", json!("0x12/0")),
			("/conditions/0/tariff/measure", json!("days")),
			("/conditions/0/tariff/tiers/0/above", json!(-1)),
		] {
			assert_eq!(
				wrong(pointer, value).unwrap_err().exit_code(),
				2,
				"{pointer}"
			);
		}
		let mut more = file();
		more["discount"] = json!(1);
		assert!(TermsFile::parse(&more.to_string()).is_err());
	}

	#[test]
	fn amounts_of_an_asset_are_in_its_smallest_unit() {
		// Every amount of the file in turn is left in the native token.
		let amounts = [
			"/conditions/0/tariff/tiers/0/rate",
			"/conditions/0/tariff/cap",
			"/price",
		];
		let convert = |native: Option<&str>| {
			let mut file = file();
			file["asset"] = json!(7);
			for pointer in amounts {
				if native != Some(pointer) {
					*file.pointer_mut(pointer).unwrap() = json!(1500);
				}
			}
			TermsFile::parse(&file.to_string()).unwrap().convert(&[-1])
		};
		assert_eq!(convert(None).unwrap().asset, NativeOrWithId::WithId(7));
		for pointer in amounts {
			assert_eq!(
				convert(Some(pointer)).unwrap_err().exit_code(),
				2,
				"{pointer}"
			);
		}
	}

	#[test]
	fn terms_beyond_a_bound_are_not_sent() {
		let bounds = Limits {
			goods: 2,
			lot: 2,
			conditions: 1,
			tiers: 2,
			place: 3,
		};
		let checked = |change: &dyn Fn(&mut Value)| {
			let mut file = file();
			change(&mut file);
			let terms = TermsFile::parse(&file.to_string())
				.unwrap()
				.convert(&[-1, -1])
				.unwrap();
			bounds.check_terms(&terms)
		};
		let again = |list: &mut Value| {
			let first = list[0].clone();
			list.as_array_mut().unwrap().push(first);
		};
		checked(&|_| ()).unwrap();
		for beyond in [
			&(|file: &mut Value| again(&mut file["goods"])) as &dyn Fn(&mut Value),
			&|file| file["goods"][1]["lot"] = json!("A12"),
			&|file| again(&mut file["conditions"]),
			&|file| again(&mut file["conditions"][0]["tariff"]["tiers"]),
		] {
			assert_eq!(checked(beyond).unwrap_err().exit_code(), 2);
		}
	}
}
