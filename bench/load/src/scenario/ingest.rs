// SPDX-License-Identifier: Apache-2.0

//! Batches of readings, brought in by a gateway's account or by the devices themselves.

use samul_client::{params, Chain, Result};
use serde::Serialize;
use sp_crypto_hashing::twox_128;

use super::{accounts, Alone, Bench, GATEWAY};
use crate::{
	fleet::{Fleet, Kind},
	measure::{figures, Figures, Sampler},
	pump::{self, Counted, Pace, Source, Trace},
	transactions::{Authorized, Signer},
};

/// Readings a batch that are measured.
pub const READINGS: [u64; 4] = [1, 12, 60, 240];

/// Who brings batches in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Payer {
	/// One account, many batches a transaction.
	Account,
	/// The devices, each batch a transaction.
	Device,
}

/// A load.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Load {
	/// Who brings batches in.
	pub payer: Payer,
	/// Devices, with a stream of two channels each.
	pub devices: u64,
	/// Readings a batch.
	pub readings: u64,
	/// Batches a transaction.
	pub batches: u64,
	/// Batches of a device that follow one another: 1 if the devices take turns, more as if a gateway
	/// brings in what it had to keep for a while.
	pub in_a_row: u64,
}

impl Load {
	/// By an account: with few readings the most that a call takes, so that signatures and not
	/// transactions are what is measured.
	pub fn by_account(readings: u64) -> Self {
		Self {
			payer: Payer::Account,
			devices: 1000,
			readings,
			batches: if readings < 60 { 64 } else { 16 },
			in_a_row: 1,
		}
	}

	/// The same, all batches of a transaction by one device, as many as a call takes.
	pub fn backlog(readings: u64) -> Self {
		Self {
			batches: 64,
			in_a_row: 64,
			..Self::by_account(readings)
		}
	}

	/// By the devices, as many as their allowance lets go on for half a minute.
	pub fn by_devices(readings: u64) -> Self {
		Self {
			payer: Payer::Device,
			devices: 1000 * readings.clamp(1, 8),
			readings,
			batches: 1,
			in_a_row: 1,
		}
	}
}

/// What a load came to.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ingest {
	/// The load.
	pub load: Load,
	/// Batches that became final in a second.
	pub batches_per_second: f64,
	/// Readings that became final in a second.
	pub readings_per_second: f64,
	/// Readings in all, the warm-up's among them.
	pub readings: u64,
	/// Bytes in block bodies for a reading.
	pub body_bytes: f64,
	/// Bytes on the node's disk for a reading.
	pub disk_bytes: f64,
	/// Bytes that the state of the streams grew by for a reading.
	pub state_bytes: f64,
	/// The rest.
	pub figures: Figures,
}

/// Bytes of the values in the state of `telemetry`.
async fn state_size(chain: &Chain) -> Result<u64> {
	let prefix = format!("0x{}", hex::encode(twox_128(b"Telemetry")));
	let size: Option<u64> = chain
		.request("state_getStorageSize", params![prefix])
		.await?;
	Ok(size.unwrap_or(0))
}

/// The next transactions of a load, up to so many batches.
pub fn source<'a>(
	fleet: &'a mut Fleet,
	load: Load,
	signer: &'a mut Signer,
	authorized: &'a Authorized,
	most: u64,
) -> Source<'a> {
	let mut made = 0;
	Box::new(move || {
		if made >= most {
			return Ok(None);
		}
		made += load.batches;
		let transaction = match load.payer {
			Payer::Account => {
				let batches = (0..load.batches)
					.map(|_| fleet.batch(load.readings))
					.collect::<Result<_>>()?;
				signer.submit(batches)?
			}
			Payer::Device => authorized.submit(fleet.batch(load.readings)?)?,
		};
		Ok(Some(transaction))
	})
}

/// Put a load of a fleet on a node for so many seconds besides the warm-up, and check that all of it is
/// final and right.
pub async fn put(
	bench: &Bench,
	alone: &Alone,
	fleet: &mut Fleet,
	load: Load,
	seconds: f64,
) -> Result<(Trace, Figures)> {
	let chain = &alone.chain;
	fleet.in_a_row = load.in_a_row as usize;
	let gateway = &accounts()?[GATEWAY..];
	let mut signer = Signer::new(chain, gateway[0].clone()).await?;
	let authorized = Authorized::new(chain).await?;
	let (counted, most) = match load.payer {
		Payer::Account => (Counted::Accounts(gateway), u64::MAX),
		// What a device may send without an account: it has 64 readings when its stream is opened.
		Payer::Device => (Counted::Extrinsics, load.devices * (64 / load.readings)),
	};
	let mut sampler = Sampler::new(&alone.node);
	let trace = pump::run(
		chain,
		&alone.lanes,
		counted,
		Pace::full(bench.warm_up + seconds),
		source(fleet, load, &mut signer, &authorized, most),
		|_| sampler.tick(),
	)
	.await?;
	fleet.check(chain).await?;
	let figures = figures(&trace, bench.warm_up, &sampler)?;
	Ok((trace, figures))
}

/// Put a load on a new node.
pub async fn run(bench: &Bench, load: Load, seconds: f64) -> Result<Ingest> {
	let alone = bench.alone().await?;
	let chain = &alone.chain;
	let kind = Kind {
		interval: match load.payer {
			Payer::Account => Kind::default().interval,
			// The shortest that gives readings back to the allowance.
			Payer::Device => 1000,
		},
		..Kind::default()
	};
	let mut fleet = Fleet::new(chain, 0, load.devices, kind)?;
	fleet.set_up(chain, &accounts()?[..GATEWAY]).await?;
	let (state, disk) = (state_size(chain).await?, alone.node.disk());
	let (trace, figures) = put(bench, &alone, &mut fleet, load, seconds).await?;
	let readings: u64 = fleet.devices.iter().map(|device| device.readings).sum();
	let sent: usize = trace.sent.iter().map(|one| one.bytes).sum();
	let grown = |before: u64, after: u64| (after as f64 - before as f64) / readings as f64;
	let batches_per_second = figures.transactions_per_second * load.batches as f64;
	Ok(Ingest {
		load,
		batches_per_second,
		readings_per_second: batches_per_second * load.readings as f64,
		readings,
		body_bytes: sent as f64 / readings as f64,
		disk_bytes: grown(disk, alone.node.disk()),
		state_bytes: grown(state, state_size(chain).await?),
		figures,
	})
}
