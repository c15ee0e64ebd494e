// SPDX-License-Identifier: Apache-2.0

//! Tariffs from JSON files, in people's units.
//!
//! ```json
//! {
//!   "permissions": "enter",
//!   "perTime": { "price": "2 SML", "unit": "1d" },
//!   "deposit": "20 SML",
//!   "longest": "90d"
//! }
//! ```
//!
//! Durations are text (`6h`, `14d`), amounts integers in the smallest unit or `1.5 SML`. What is left out
//! costs nothing, or is not demanded. `docs/access-guide.md` has them all.

use samul_primitives::{
	access::{Condition, ResourceId},
	StreamId,
};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use subxt::utils::{AccountId32, Static};
use subxt_signer::sr25519::Keypair;

use super::{parse_permissions, send, terms};
use crate::{
	account, amount,
	chain::{
		self,
		access_market::events::TariffSet,
		runtime_types::{
			bounded_collections::bounded_vec::BoundedVec,
			pallet_access_market::types::{MeterPrice, Prices, Rate, Tariff as StoredTariff},
		},
	},
	connection::Included,
	params,
	shipment::{terms::parse_currency, Currency},
	time, Chain, Error, Result,
};

/// Number of a tariff among those of its resource.
pub type TariffNumber = u8;
/// A tariff as the chain has it.
pub type Tariff = StoredTariff<AccountId32, Currency>;

/// The unit of a price that there is not.
const HOUR: u64 = 3_600_000;

/// A number or a text, as text.
#[derive(Clone, Debug)]
struct Text(String);

impl<'de> Deserialize<'de> for Text {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
		match Value::deserialize(deserializer)? {
			Value::String(text) => Ok(Self(text)),
			Value::Number(number) => Ok(Self(number.to_string())),
			_ => Err(serde::de::Error::custom("a number or a text is wanted")),
		}
	}
}

impl Default for Text {
	fn default() -> Self {
		Self("0".into())
	}
}

impl Text {
	fn duration(&self) -> Result<u64> {
		time::duration(&self.0)
	}
}

/// A tariff's file.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TariffFile {
	#[serde(default = "native")]
	asset: Value,
	permissions: Text,
	#[serde(default)]
	delegations: u8,
	#[serde(default)]
	hours: Vec<String>,
	#[serde(default)]
	attested: Vec<String>,
	#[serde(default)]
	start: Text,
	#[serde(default)]
	per_use: Text,
	per_time: Option<RateFile>,
	meter: Option<MeterFile>,
	#[serde(default)]
	deposit: Text,
	overrun: Option<RateFile>,
	#[serde(default)]
	cancellation_fee: Text,
	#[serde(default)]
	notice: Text,
	#[serde(default)]
	ahead: Text,
	longest: Text,
	#[serde(default)]
	exclusive: bool,
	#[serde(default)]
	late: Text,
	#[serde(default)]
	window: Text,
	arbiter: Option<String>,
}

/// So much for each unit of time that has begun.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RateFile {
	price: Text,
	unit: Text,
}

/// What is paid by a stream.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct MeterFile {
	stream: StreamId,
	#[serde(default)]
	channel: u8,
	#[serde(default)]
	price: Text,
	#[serde(default = "one")]
	per_unit_hours: u32,
	idle: Option<RateFile>,
	#[serde(default)]
	idle_free: Text,
}

fn native() -> Value {
	"native".into()
}

fn one() -> u32 {
	1
}

/// The currency of the amounts of a file.
#[derive(Clone, Copy)]
struct Money<'a>(&'a Value);

impl Money<'_> {
	fn read(self, text: &Text) -> Result<u128> {
		amount::parse_in(self.0, &text.0)
	}

	/// A rate; nothing if there is none.
	fn rate(self, file: Option<&RateFile>) -> Result<Rate> {
		let Some(file) = file else {
			return Ok(Rate {
				amount: 0,
				unit: HOUR,
			});
		};
		let unit = file.unit.duration()?;
		if unit == 0 {
			return Err(Error::usage("the unit of a price is at least 1 ms"));
		}
		Ok(Rate {
			amount: self.read(&file.price)?,
			unit,
		})
	}
}

impl MeterFile {
	fn convert(&self, money: Money<'_>) -> Result<MeterPrice> {
		if self.per_unit_hours == 0 {
			return Err(Error::usage("`perUnitHours` is at least 1"));
		}
		let price = MeterPrice {
			stream: Static(self.stream),
			channel: self.channel,
			amount: money.read(&self.price)?,
			per: self.per_unit_hours,
			idle: money.rate(self.idle.as_ref())?,
			grace: self.idle_free.duration()?,
		};
		if price.amount == 0 && price.idle.amount == 0 {
			return Err(Error::usage("a meter without a price"));
		}
		Ok(price)
	}
}

impl TariffFile {
	/// Read the text of a file.
	pub fn parse(text: &str) -> Result<Self> {
		serde_json::from_str(text).map_err(|error| Error::usage(format!("tariff: {error}")))
	}

	/// The tariff as the chain wants it. What the chain would refuse anyhow is an error.
	pub fn convert(&self) -> Result<Tariff> {
		let asset = parse_currency(&self.asset)?;
		let money = Money(&self.asset);
		let hours = self.hours.iter().map(|text| terms::parse_hours(text));
		let attested = self
			.attested
			.iter()
			.map(|text| terms::parse_requirement(text).map(Condition::Attested));
		let conditions = terms::conditions(hours.chain(attested).collect::<Result<_>>()?)?;
		let prices = Prices {
			start: money.read(&self.start)?,
			each_use: money.read(&self.per_use)?,
			time: money.rate(self.per_time.as_ref())?,
			meter: self
				.meter
				.as_ref()
				.map(|meter| meter.convert(money))
				.transpose()?,
		};
		let is_free = prices.start == 0 && prices.each_use == 0 && prices.time.amount == 0;
		if is_free && prices.meter.is_none() {
			return Err(Error::usage("the tariff has no price"));
		}
		if prices.meter.is_some() && !self.exclusive {
			return Err(Error::usage(
				"what a meter tells is sold to one at a time: write `\"exclusive\": true`",
			));
		}
		let overrun = self.overrun.as_ref().map(|rate| money.rate(Some(rate)));
		let longest = self.longest.duration()?;
		if longest == 0 {
			return Err(Error::usage("`longest` is at least 1 ms"));
		}
		Ok(Tariff {
			asset,
			permissions: Static(parse_permissions(&self.permissions.0)?),
			delegations: self.delegations,
			conditions: BoundedVec(conditions.into_iter().map(Static).collect()),
			prices,
			deposit: money.read(&self.deposit)?,
			overrun: overrun.transpose()?,
			cancellation_fee: money.read(&self.cancellation_fee)?,
			notice: self.notice.duration()?,
			ahead: self.ahead.duration()?,
			longest,
			exclusive: self.exclusive,
			late: self.late.duration()?,
			window: self.window.duration()?,
			arbiter: self.arbiter.as_deref().map(account::parse).transpose()?,
		})
	}
}

/// Set a tariff of a resource, in the place of that of the same number. Gives its hash, by which it is
/// bought.
pub async fn set(
	chain: &Chain,
	resource: ResourceId,
	number: TariffNumber,
	tariff: Tariff,
	owner: &Keypair,
) -> Result<([u8; 32], Included)> {
	let call = chain::transactions()
		.access_market()
		.set_tariff(resource, number, tariff);
	let included = send(chain, &call, owner).await?;
	Ok((super::first::<TariffSet>(&included)?.hash, included))
}

/// Remove a tariff.
pub async fn remove(
	chain: &Chain,
	resource: ResourceId,
	number: TariffNumber,
	owner: &Keypair,
) -> Result<Included> {
	let call = chain::transactions()
		.access_market()
		.remove_tariff(resource, number);
	send(chain, &call, owner).await
}

/// The tariffs of a resource, as `samul_tariffs` answers.
pub async fn of_resource(chain: &Chain, resource: ResourceId) -> Result<Vec<Value>> {
	chain.request("samul_tariffs", params![resource]).await
}

/// The tariff of this number.
pub async fn expect(chain: &Chain, resource: ResourceId, number: TariffNumber) -> Result<Value> {
	of_resource(chain, resource)
		.await?
		.into_iter()
		.find(|tariff| tariff["number"] == number)
		.ok_or_else(|| Error::NotThere(format!("resource {resource} has no tariff {number}")))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::runtime_types::frame_support::traits::tokens::fungible::union_of::NativeOrWithId;
	use samul_primitives::access::Permissions;
	use serde_json::json;

	/// A charger's.
	fn file() -> Value {
		json!({
			"permissions": "charge",
			"hours": ["daily/06:00-22:00"],
			"attested": ["3:7:2"],
			"start": "0.5 SML",
			"perUse": 7,
			"perTime": { "price": "0.1 SML", "unit": "15m" },
			"meter": {
				"stream": format!("0x{}/0", "02".repeat(32)),
				"channel": 1,
				"price": "0.3 SML",
				"perUnitHours": 1000,
				"idle": { "price": "0.2 SML", "unit": "1m" },
				"idleFree": "10m",
			},
			"deposit": "20 SML",
			"overrun": { "price": "1 SML", "unit": "1h" },
			"longest": "12h",
			"exclusive": true,
			"late": "5m",
			"window": "2d",
			"arbiter": "0x0101010101010101010101010101010101010101010101010101010101010101",
		})
	}

	fn read(file: &Value) -> Result<Tariff> {
		TariffFile::parse(&file.to_string())?.convert()
	}

	#[test]
	fn a_file_is_read_in_peoples_units() {
		let tariff = read(&file()).unwrap();
		assert_eq!(tariff.asset, NativeOrWithId::Native);
		assert_eq!(tariff.permissions.0, Permissions::CHARGE);
		assert_eq!(tariff.conditions.0.len(), 2);
		assert_eq!(tariff.prices.start, 500_000_000_000);
		assert_eq!(tariff.prices.each_use, 7);
		let rate = |rate: &Rate| (rate.amount, rate.unit);
		assert_eq!(rate(&tariff.prices.time), (100_000_000_000, 900_000));
		let meter = tariff.prices.meter.as_ref().unwrap();
		assert_eq!((meter.channel, meter.per), (1, 1000));
		assert_eq!(meter.amount, 300_000_000_000);
		assert_eq!(rate(&meter.idle), (200_000_000_000, 60_000));
		assert_eq!(meter.grace, 600_000);
		assert_eq!(
			tariff.overrun.as_ref().map(rate),
			Some((1_000_000_000_000, HOUR))
		);
		assert_eq!((tariff.late, tariff.window), (300_000, 2 * 86_400_000));
		assert_eq!(tariff.arbiter, Some(AccountId32([1; 32])));
	}

	#[test]
	fn what_is_left_out_costs_nothing() {
		let file = json!({ "permissions": 1, "start": 5, "longest": "1d" });
		let tariff = read(&file).unwrap();
		assert_eq!(tariff.prices.time.amount, 0);
		assert!(tariff.prices.time.unit > 0);
		assert_eq!((tariff.deposit, tariff.notice, tariff.window), (0, 0, 0));
		assert!(tariff.overrun.is_none() && tariff.arbiter.is_none() && !tariff.exclusive);
	}

	#[test]
	fn what_is_wrong_in_a_file_is_told() {
		let wrong = |pointer: &str, value: Value| {
			let mut file = file();
			*file.pointer_mut(pointer).unwrap() = value;
			read(&file)
		};
		assert!(wrong("/start", json!("0.5 SML")).is_ok());
		for (pointer, value) in [
			("/permissions", json!("fly")),
			("/start", json!("1.5")),
			("/perTime/unit", json!(0)),
			("/perTime/price", json!(null)),
			("/meter/stream", json!("0x12/0")),
			("/meter/perUnitHours", json!(0)),
			("/hours", json!(["always"])),
			("/hours", json!(vec!["daily/00:00-24:00"; 4])),
			("/attested", json!(["3"])),
			("/longest", json!(0)),
			("/longest", json!("-1d")),
			("/exclusive", json!(false)),
			("/arbiter", json!("nobody")),
		] {
			let error = wrong(pointer, value).unwrap_err();
			assert_eq!(error.exit_code(), 2, "{pointer}");
		}
		let mut free = file();
		free["meter"]["price"] = json!(0);
		assert!(read(&free).is_ok());
		free["meter"].as_object_mut().unwrap().remove("idle");
		assert!(read(&free).is_err());
		let nothing = json!({ "permissions": 1, "longest": "1d" });
		assert_eq!(read(&nothing).unwrap_err().exit_code(), 2);
		let mut more = file();
		more["discount"] = json!(1);
		assert!(read(&more).is_err());
	}

	#[test]
	fn amounts_of_an_asset_are_in_its_smallest_unit() {
		let amounts = [
			"/start",
			"/perTime/price",
			"/meter/price",
			"/meter/idle/price",
			"/deposit",
			"/overrun/price",
		];
		let convert = |native: Option<&str>| {
			let mut file = file();
			file["asset"] = json!(7);
			for pointer in amounts {
				if native != Some(pointer) {
					*file.pointer_mut(pointer).unwrap() = json!(1500);
				}
			}
			read(&file)
		};
		assert_eq!(convert(None).unwrap().asset, NativeOrWithId::WithId(7));
		for pointer in amounts {
			let error = convert(Some(pointer)).unwrap_err();
			assert_eq!(error.exit_code(), 2, "{pointer}");
		}
	}
}
