// SPDX-License-Identifier: Apache-2.0

//! Streams of readings: what the chain knows of them, and the calls that change it.

use samul_primitives::{
	batch::MAX_CHANNELS,
	units::{Channel as ChannelSpec, MAX_VALUE},
	DeviceId, Moment, StreamId,
};
use serde::{Deserialize, Serialize};
use subxt::utils::{Static, H256};
use subxt_signer::sr25519::Keypair;

use crate::{
	chain::{
		self,
		runtime_types::{
			bounded_collections::bounded_vec::BoundedVec, pallet_telemetry::types::StreamSpec,
		},
	},
	connection::{Included, Until},
	decimal, params, Chain, Error, Result,
};

/// A stream and its head, as `samul_stream` answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Stream {
	/// Its id.
	pub id: StreamId,
	/// Address of who answers for its device.
	pub owner: Option<String>,
	/// Whether it takes readings.
	pub open: bool,
	/// Nominal interval in milliseconds.
	pub interval: u64,
	/// Longest gap in milliseconds.
	pub longest_gap: u64,
	/// Number of the next batch, which is how many there are.
	pub next_sequence: u64,
	/// Number of readings.
	pub readings: u64,
	/// Time of the last reading.
	pub last_time: Option<Moment>,
	/// Milliseconds observed.
	pub observed: u64,
	/// Milliseconds not observed.
	pub unobserved: u64,
	/// The channels.
	pub channels: Vec<Channel>,
	/// Peaks of the Merkle mountain range over the batches.
	pub peaks: Vec<String>,
	/// Numbers of the monitors.
	pub monitors: Vec<u32>,
}

/// A channel of a stream. Values are raw: they count by `10^exponent` of the unit.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Channel {
	/// What is measured.
	pub quantity: String,
	/// UCUM code of the unit.
	pub unit: String,
	/// Decimal exponent.
	pub exponent: i8,
	/// Smallest plausible value.
	pub min: i64,
	/// Largest plausible value.
	pub max: i64,
	/// What the values were so far.
	pub stats: Option<Stats>,
}

/// What the values of a channel were so far.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Stats {
	/// Last value.
	pub last: i64,
	/// Smallest value.
	pub min: i64,
	/// Largest value.
	pub max: i64,
	/// Time-weighted mean.
	pub mean: Option<i64>,
}

/// The stream of this id at a block, the last finalised one if none is named.
pub async fn get(chain: &Chain, id: StreamId, at: Option<H256>) -> Result<Option<Stream>> {
	chain.request("samul_stream", params![id, at]).await
}

/// The stream of this id.
pub async fn expect(chain: &Chain, id: StreamId, at: Option<H256>) -> Result<Stream> {
	get(chain, id, at)
		.await?
		.ok_or_else(|| Error::NotThere(format!("there is no stream {id}")))
}

/// Read a channel's description: `quantity:unit:exponent[:min:max]`, such as
/// `air temperature:Cel:-1:-60:85`, the plausible range in the unit.
pub fn parse_channel(text: &str) -> Result<ChannelSpec> {
	let wrong = |why: &str| {
		Error::usage(format!(
			"channel `{text}`: {why}; write quantity:unit:exponent[:min:max], such as air temperature:Cel:-1:-60:85"
		))
	};
	let parts: Vec<&str> = text.split(':').collect();
	let (quantity, unit, exponent, range) = match parts[..] {
		[quantity, unit, exponent] => (quantity, unit, exponent, None),
		[quantity, unit, exponent, min, max] => (quantity, unit, exponent, Some((min, max))),
		_ => return Err(wrong("three or five parts are wanted")),
	};
	let exponent: i8 = exponent
		.parse()
		.map_err(|_| wrong("the exponent is a small integer"))?;
	let (min, max) = match range {
		Some((min, max)) => (
			decimal::parse(min, exponent, false)?,
			decimal::parse(max, exponent, false)?,
		),
		None => (-MAX_VALUE, MAX_VALUE),
	};
	let channel = ChannelSpec {
		quantity: quantity
			.as_bytes()
			.to_vec()
			.try_into()
			.map_err(|_| wrong("the quantity has more than 32 bytes"))?,
		unit: unit
			.as_bytes()
			.to_vec()
			.try_into()
			.map_err(|_| wrong("the unit has more than 16 bytes"))?,
		exponent,
		min,
		max,
	};
	if channel.is_valid() {
		Ok(channel)
	} else {
		Err(wrong("something is empty or out of its bounds"))
	}
}

/// Open a stream of a device. `index` is its number: that of the device's last stream and one, 0 for
/// the first.
pub async fn open(
	chain: &Chain,
	id: StreamId,
	channels: Vec<ChannelSpec>,
	interval: u64,
	longest_gap: u64,
	owner: &Keypair,
) -> Result<Included> {
	if channels.len() > MAX_CHANNELS {
		return Err(Error::usage(format!(
			"{} channels: a stream has at most {MAX_CHANNELS}",
			channels.len()
		)));
	}
	let spec = StreamSpec {
		channels: BoundedVec(channels.into_iter().map(Static).collect()),
		interval,
		longest_gap,
	};
	let call = chain::transactions()
		.telemetry()
		.open_stream(Static(id.device), id.index, spec);
	chain.submit(&call, owner, Until::Finalised).await
}

/// Let a stream take no more readings.
pub async fn close(chain: &Chain, id: StreamId, owner: &Keypair) -> Result<Included> {
	let call = chain::transactions().telemetry().close_stream(Static(id));
	chain.submit(&call, owner, Until::Finalised).await
}

/// Remove a closed stream.
pub async fn remove(chain: &Chain, id: StreamId, owner: &Keypair) -> Result<Included> {
	let call = chain::transactions().telemetry().remove_stream(Static(id));
	chain.submit(&call, owner, Until::Finalised).await
}

/// Number that a device's next stream has to have.
pub async fn next_index(chain: &Chain, device: DeviceId) -> Result<u16> {
	let at = chain.at(chain.finalised().await?).await?;
	let numbers = at
		.storage()
		.try_fetch(chain::storage().telemetry().numbers(), (Static(device),))
		.await
		.map_err(subxt::Error::from)?;
	let next = match numbers {
		Some(numbers) => numbers.decode().map_err(subxt::Error::from)?.next,
		None => 0,
	};
	u16::try_from(next).map_err(|_| Error::NotThere("the device's numbers are used up".into()))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn channels_are_read() {
		let channel = parse_channel("air temperature:Cel:-1:-60:85").unwrap();
		assert_eq!(
			(channel.exponent, channel.min, channel.max),
			(-1, -600, 850)
		);
		assert_eq!(&channel.unit[..], b"Cel");
		assert_eq!(
			parse_channel("relative humidity:%:0").unwrap().max,
			MAX_VALUE
		);
		for wrong in [
			"",
			"t:Cel",
			"t:Cel:x",
			":Cel:0",
			"t::0",
			"t:Cel:0:5:1",
			"t:Cel:13",
			"t:Cel:0:0.5:1",
			"a quantity whose name is longer than may be:Cel:0",
		] {
			assert!(parse_channel(wrong).is_err(), "{wrong}");
		}
	}
}
