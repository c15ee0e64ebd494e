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
use subxt::{
	error::ConstantError,
	utils::{AccountId32, Static},
};
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
		if prices.each_use > 0 && self.delegations > 0 {
			return Err(Error::usage(
				"a right of which each use has a price (`perUse`) can not be delegated: leave out `delegations`, or ask a \
				 price by time or start",
			));
		}
		let deposit = money.read(&self.deposit)?;
		let overrun = self.overrun.as_ref().map(|rate| money.rate(Some(rate)));
		let overrun = overrun.transpose()?;
		if overrun.as_ref().is_some_and(|rate| rate.amount == 0) {
			return Err(Error::usage(
				"`overrun` has no price: write one, or leave it out where nothing is given back",
			));
		}
		if overrun.is_some() && deposit == 0 {
			return Err(Error::usage(
				"`overrun` is paid from the deposit: write a `deposit`",
			));
		}
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
			deposit,
			overrun,
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

/// Bounds of tariffs, as the chain's constants have them. Times are in milliseconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
	/// Tariffs of a resource have numbers below this.
	pub tariffs: TariffNumber,
	/// No period is longer.
	pub period: u64,
	/// No window in which something can be claimed is shorter.
	pub window: u64,
}

impl Limits {
	/// Those of the chain.
	pub async fn of(chain: &Chain) -> Result<Self> {
		let block = chain.at(chain.best().await?).await?;
		let (constants, pallet) = (block.constants(), chain::constants().access_market());
		let read = || -> std::result::Result<Self, ConstantError> {
			Ok(Self {
				tariffs: constants.entry(pallet.max_tariffs())?,
				period: constants.entry(pallet.max_period())?,
				window: constants.entry(pallet.min_window())?,
			})
		};
		Ok(read().map_err(subxt::Error::from)?)
	}

	/// Whether the chain takes a tariff of `owner`'s by this number; if not, what to change.
	pub fn check(&self, number: TariffNumber, tariff: &Tariff, owner: &AccountId32) -> Result<()> {
		if number >= self.tariffs {
			return Err(Error::usage(format!(
				"a resource has {} tariffs: the number is from 0 to {}",
				self.tariffs,
				self.tariffs.saturating_sub(1)
			)));
		}
		for (name, period) in [
			("notice", tariff.notice),
			("ahead", tariff.ahead),
			("longest", tariff.longest),
			("late", tariff.late),
			("window", tariff.window),
		] {
			if period > self.period {
				return Err(Error::usage(format!(
					"`{name}` is {}: at most {}",
					time::format_duration(period),
					time::format_duration(self.period)
				)));
			}
		}
		if tariff.window > 0 && tariff.window < self.window {
			return Err(Error::usage(format!(
				"`window` is {}: at least {}, so that who is to answer hears of a claim; or leave it out, and nothing can \
				 be claimed",
				time::format_duration(tariff.window),
				time::format_duration(self.window)
			)));
		}
		if tariff.arbiter.as_ref() == Some(owner) {
			return Err(Error::usage(
				"`arbiter` is the owner: name somebody else, or leave it out",
			));
		}
		Ok(())
	}
}

/// Set a tariff of a resource, in the place of that of the same number. Gives its hash, by which it is
/// bought. What the chain would refuse anyhow is an error before anything is sent.
pub async fn set(
	chain: &Chain,
	resource: ResourceId,
	number: TariffNumber,
	tariff: Tariff,
	owner: &Keypair,
) -> Result<([u8; 32], Included)> {
	let limits = Limits::of(chain).await?;
	limits.check(number, &tariff, &account::id(owner))?;
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
	fn uses_with_a_price_are_not_delegated() {
		let mut file = file();
		file["delegations"] = json!(1);
		let error = read(&file).unwrap_err();
		assert_eq!(error.exit_code(), 2);
		assert!(error.to_string().contains("`delegations`"), "{error}");
		file["perUse"] = json!(0);
		assert_eq!(read(&file).unwrap().delegations, 1);
	}

	#[test]
	fn an_overrun_has_a_price_and_a_deposit() {
		let with = |pointer: &str, value: Value| {
			let mut file = file();
			*file.pointer_mut(pointer).unwrap() = value;
			read(&file)
		};
		let told = |result: Result<Tariff>| result.unwrap_err().to_string();
		assert!(told(with("/overrun/price", json!(0))).contains("has no price"));
		assert!(told(with("/deposit", json!(0))).contains("write a `deposit`"));
		let mut without = file();
		without.as_object_mut().unwrap().remove("overrun");
		without["deposit"] = json!(0);
		assert!(read(&without).is_ok());
	}

	#[test]
	fn what_the_chain_would_refuse_is_told_before() {
		let limits = Limits {
			tariffs: 4,
			period: 366 * 86_400_000,
			window: 10_000,
		};
		let owner = AccountId32([9; 32]);
		let check = |change: &dyn Fn(&mut Tariff), number| {
			let mut tariff = read(&file()).unwrap();
			change(&mut tariff);
			limits.check(number, &tariff, &owner)
		};
		let refused = |change: &dyn Fn(&mut Tariff)| {
			let error = check(change, 0).unwrap_err();
			assert_eq!(error.exit_code(), 2);
			error.to_string()
		};
		for number in 0..4 {
			assert!(check(&|_| (), number).is_ok());
		}
		assert!(check(&|_| (), 4)
			.unwrap_err()
			.to_string()
			.contains("0 to 3"));
		for good in [0, 10_000, limits.period] {
			assert!(check(&|tariff| tariff.window = good, 0).is_ok());
		}
		let short = refused(&|tariff| tariff.window = 9_999);
		assert!(
			short.contains("`window`") && short.contains("at least 10s"),
			"{short}"
		);
		let over = limits.period + 1;
		let refused_first = |name: &str, change: &dyn Fn(&mut Tariff)| {
			let text = refused(change);
			assert!(text.starts_with(&format!("`{name}`")), "{text}");
		};
		refused_first("notice", &|tariff| tariff.notice = over);
		refused_first("ahead", &|tariff| tariff.ahead = over);
		refused_first("longest", &|tariff| tariff.longest = over);
		refused_first("late", &|tariff| tariff.late = over);
		refused_first("window", &|tariff| tariff.window = over);
		assert!(refused(&|tariff| tariff.arbiter = Some(owner)).contains("`arbiter`"));
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
