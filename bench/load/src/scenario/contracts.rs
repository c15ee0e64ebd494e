// SPDX-License-Identifier: Apache-2.0

//! Shipments: what monitors cost the ingest, how many settle, and how fast a log is read back with
//! proof.

use std::time::Instant;

use samul_client::{
	account,
	chain::{self, runtime_types::pallet_supply_chain::epcis::EpcisEvent},
	evidence,
	primitives::{Moment, StreamId},
	shipment::{self, terms::TermsFile, ShipmentId, Terms},
	stream, Chain, Error, Result,
};
use serde::Serialize;
use serde_json::json;
use subxt::{tx::Payload, utils::Static};
use subxt_signer::sr25519::Keypair;

use super::{
	accounts,
	ingest::{self, Load},
	Alone, Bench, GATEWAY,
};
use crate::{
	fleet::{Fleet, Kind},
	measure::{median, Figures},
	pump::{self, Counted, Pace, Source},
	transactions::Signer,
};

/// Devices, each with a shipment that watches it.
const DEVICES: u64 = 1000;
/// How often a range is read back.
const READS: usize = 20;

/// Ingest with monitors.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Watched {
	/// Monitors on each stream, with a mean kinetic temperature.
	pub monitors: u64,
	/// Batches of 60 readings that became final in a second.
	pub batches_per_second: f64,
	/// The rest.
	pub figures: Figures,
}

/// Settlements.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Settled {
	/// Conditions of each shipment.
	pub conditions: u64,
	/// Shipments.
	pub shipments: u64,
	/// In the fullest block.
	pub in_a_block: u64,
	/// From the first one sent to the last one final, in seconds.
	pub seconds: f64,
}

/// A range that was read back.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReadBack {
	/// What it is.
	pub range: &'static str,
	/// Readings.
	pub readings: usize,
	/// Batches, each with its proof and signature.
	pub batches: u64,
	/// Median milliseconds to fetch and to check them.
	pub millis: f64,
}

/// What came of it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Found {
	/// Ingest.
	pub watched: Vec<Watched>,
	/// Settlements.
	pub settled: Vec<Settled>,
	/// Reading.
	pub read_back: Vec<ReadBack>,
}

/// The sides of all the shipments.
struct Parties<'a> {
	chain: &'a Chain,
	buyer: &'a Keypair,
	carrier: &'a Keypair,
}

fn event(at: Moment, step: &str) -> Result<EpcisEvent> {
	shipment::epcis_event(at, step, "in_transit", "geo:53.54,9.98")
}

impl Parties<'_> {
	/// Send a call for each shipment, and wait until all are final.
	async fn each<C: Payload>(&self, signer: &Keypair, calls: Vec<C>) -> Result<pump::Trace> {
		let mut account = Signer::new(self.chain, signer.clone()).await?;
		let transactions = calls
			.iter()
			.map(|call| account.sign(call))
			.collect::<Result<Vec<_>>>()?;
		let mut transactions = transactions.into_iter();
		let source: Source<'_> = Box::new(|| Ok(transactions.next()));
		pump::run(
			self.chain,
			&[],
			Counted::Accounts(std::slice::from_ref(signer)),
			Pace::default(),
			source,
			|_| (),
		)
		.await
	}

	/// Terms with so many conditions, all on the stream of a device.
	async fn terms(&self, stream: StreamId, conditions: u64, from: Moment) -> Result<Terms> {
		let condition = json!({
			"stream": stream, "channel": 0, "low": 19, "high": 21, "kinetic": true,
			"tariff": {
				"measure": "unitHours",
				"tiers": [{ "above": 0, "rate": 10 }, { "above": 60, "rate": 40 }],
				"cap": 900_000,
			},
			"unobserved": { "grace": "3h", "rate": 15, "cap": 300_000 },
		});
		let text = json!({
			"carrier": account::address(&account::id(self.carrier)),
			"goods": [{ "sscc": "106141412345678908" }],
			"conditions": vec![condition; conditions as usize],
			"price": 1_500_000, "bond": 250_000,
			"validUntil": "+1h", "notBefore": from, "deadline": "+1d",
			"abandonAfter": "1d", "confirmationPeriod": "1d",
		});
		TermsFile::parse(&text.to_string())?
			.resolve(self.chain)
			.await
	}

	/// Goods on their way for each of these devices, from a time on. Gives the shipments' numbers.
	async fn pick_up(
		&self,
		streams: &[StreamId],
		conditions: u64,
		from: Moment,
	) -> Result<Vec<ShipmentId>> {
		let Some(first) = streams.first() else {
			return Err(Error::usage("there are no devices"));
		};
		let pattern = self.terms(*first, conditions, from).await?;
		let next = self.next().await?;
		let ids: Vec<ShipmentId> = (next..next + streams.len() as u64).collect();
		let calls = chain::transactions().supply_chain();
		let proposals = streams.iter().map(|stream| {
			let mut terms = pattern.clone();
			for condition in &mut terms.conditions.0 {
				condition.stream = Static(*stream);
			}
			calls.propose(terms)
		});
		self.each(self.buyer, proposals.collect()).await?;
		let accept = ids.iter().map(|id| calls.accept(*id)).collect();
		self.each(self.carrier, accept).await?;
		self.hand_over(&ids, self.buyer, self.carrier, event(from, "loading")?)
			.await?;
		Ok(ids)
	}

	async fn next(&self) -> Result<ShipmentId> {
		let state = self.chain.at(self.chain.finalised().await?).await?;
		let next = state
			.storage()
			.try_fetch(chain::storage().supply_chain().next_id(), ())
			.await
			.map_err(subxt::Error::from)?;
		Ok(match next {
			Some(next) => next.decode().map_err(subxt::Error::from)?,
			None => 0,
		})
	}

	async fn hand_over(
		&self,
		ids: &[ShipmentId],
		from: &Keypair,
		to: &Keypair,
		event: EpcisEvent,
	) -> Result<()> {
		let calls = chain::transactions().supply_chain();
		let receiver = account::id(to);
		let offers = ids
			.iter()
			.map(|id| calls.offer_handover(*id, receiver, event.clone()));
		self.each(from, offers.collect()).await?;
		let taken = ids
			.iter()
			.map(|id| calls.accept_handover(*id, event.clone()));
		self.each(to, taken.collect()).await?;
		Ok(())
	}

	/// Deliver the goods at a time, and settle. All must be gone in the end.
	async fn settle(&self, ids: &[ShipmentId], conditions: u64, until: Moment) -> Result<Settled> {
		let delivery = event(until, "receiving")?;
		self.hand_over(ids, self.carrier, self.buyer, delivery)
			.await?;
		let calls = chain::transactions().supply_chain();
		let confirm = ids.iter().map(|id| calls.confirm(*id)).collect();
		let trace = self.each(self.buyer, confirm).await?;
		let at = self.chain.finalised().await?;
		for id in ids {
			if shipment::stored(self.chain, *id, at).await?.is_some() {
				return Err(Error::Evidence(format!("shipment {id} is not settled")));
			}
		}
		let totals = trace.blocks.windows(2);
		let last = trace.blocks.iter().rev().find_map(|block| block.finalised);
		Ok(Settled {
			conditions,
			shipments: ids.len() as u64,
			in_a_block: totals
				.map(|pair| pair[1].total - pair[0].total)
				.max()
				.unwrap_or(0),
			seconds: last.unwrap_or(f64::NAN),
		})
	}
}

/// Read a range of a stream back, again and again.
async fn read_back(
	alone: &Alone,
	stream: StreamId,
	range: &'static str,
	readings: u64,
) -> Result<ReadBack> {
	let chain = &alone.chain;
	let last = stream::expect(chain, stream, None)
		.await?
		.last_time
		.unwrap_or(0);
	let from = last.saturating_sub((readings - 1) * 60_000);
	let (mut times, mut found) = (Vec::new(), None);
	for _ in 0..READS {
		let begun = Instant::now();
		let evidence = evidence::fetch(chain, stream, from, last, None).await?;
		times.push(begun.elapsed().as_secs_f64() * 1000.0);
		if evidence.readings.len() as u64 != readings {
			return Err(Error::Evidence(format!(
				"{} readings came back of {readings}",
				evidence.readings.len()
			)));
		}
		found = Some(evidence);
	}
	let found = found.ok_or_else(|| Error::usage("nothing was read"))?;
	Ok(ReadBack {
		range,
		readings: found.readings.len(),
		batches: found.batches,
		millis: median(times),
	})
}

/// Ingest with so many monitors on each stream, then the settlement of all that watched.
async fn watched(bench: &Bench, monitors: u64, found: &mut Found) -> Result<()> {
	let alone = bench.alone().await?;
	let chain = &alone.chain;
	let owners = accounts()?;
	let load = Load {
		devices: DEVICES,
		..Load::by_account(60)
	};
	let mut fleet = Fleet::new(chain, 0, DEVICES, Kind::default())?;
	fleet.set_up(chain, &owners[1..2]).await?;
	let parties = Parties {
		chain,
		buyer: &owners[0],
		carrier: &owners[1],
	};
	let streams: Vec<StreamId> = fleet.devices.iter().map(|device| device.stream).collect();
	let from = fleet.begin();
	let ids = if monitors > 0 {
		parties.pick_up(&streams, monitors, from).await?
	} else {
		Vec::new()
	};
	let (_, figures) = ingest::put(bench, &alone, &mut fleet, load, bench.seconds).await?;
	found.watched.push(Watched {
		monitors,
		batches_per_second: figures.transactions_per_second * load.batches as f64,
		figures,
	});
	if monitors == 0 {
		// More of one stream than the load brought it.
		let stream = fleet.fill(chain, &owners[GATEWAY], 0, 8760).await?;
		found
			.read_back
			.push(read_back(&alone, stream, "a day of minutes", 1440).await?);
		found
			.read_back
			.push(read_back(&alone, stream, "a year of hours", 8760).await?);
	} else {
		// The delivery is before the last reading of every stream.
		let until = from + 60_000;
		found
			.settled
			.push(parties.settle(&ids, monitors, until).await?);
	}
	Ok(())
}

/// Measure it.
pub async fn run(bench: &Bench) -> Result<Found> {
	let mut found = Found {
		watched: Vec::new(),
		settled: Vec::new(),
		read_back: Vec::new(),
	};
	for monitors in [0, 1, 8] {
		watched(bench, monitors, &mut found).await?;
	}
	Ok(found)
}
