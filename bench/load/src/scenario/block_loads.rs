// SPDX-License-Identifier: Apache-2.0

//! What blocks are filled with.

use clap::ValueEnum;
use samul_client::{
	account, chain, device,
	primitives::{
		batch::{self, SignedBatch},
		envelope,
		keys::DeviceKey,
		units::Channel,
		Moment, Scheme, StreamId,
	},
	stream, time, Chain, Error, Result,
};
use serde::Serialize;
use subxt::utils::MultiAddress;
use subxt_signer::sr25519::Keypair;

use crate::transactions::Signer;

const SECOND: u64 = 1000;
const MINUTE: u64 = 60 * SECOND;

/// A kind of load.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Load {
	/// Balance transfers.
	Transfers,
	/// Batches of 60 readings with two channels, Ed25519, 16 a transaction.
	Batches,
	/// Batches of one reading, Ed25519, 64 a transaction.
	Single,
	/// Batches of 1,024 readings with eight channels, Ed25519, 8 a transaction.
	Largest,
	/// Batches of 60 readings with two channels, P-256, 16 a transaction.
	P256,
	/// Remarks of 64 KiB.
	Bytes,
}

/// How batches of a load look.
struct Shape {
	scheme: Scheme,
	readings: u64,
	channels: usize,
	batches: u64,
	/// How far values swing.
	swing: i64,
}

impl Load {
	fn shape(self) -> Option<Shape> {
		let shape = |scheme, readings, channels, batches, swing| Shape {
			scheme,
			readings,
			channels,
			batches,
			swing,
		};
		Some(match self {
			Self::Batches => shape(Scheme::Ed25519, 60, 2, 16, 9),
			Self::Single => shape(Scheme::Ed25519, 1, 1, 64, 9),
			Self::Largest => shape(Scheme::Ed25519, 1024, 8, 8, 500_000),
			Self::P256 => shape(Scheme::P256, 60, 2, 16, 9),
			Self::Transfers | Self::Bytes => return None,
		})
	}

	/// Transactions that make more than three full blocks.
	fn transactions(self) -> u64 {
		match self {
			Self::Transfers => 10_000,
			Self::Batches => 4_000,
			Self::Single => 1_600,
			Self::Largest => 160,
			Self::P256 => 800,
			Self::Bytes => 400,
		}
	}
}

/// Open a stream of a new device.
async fn open(chain: &Chain, shape: &Shape, owner: &Keypair) -> Result<(DeviceKey, StreamId)> {
	let key = DeviceKey::from_seed(shape.scheme, &[7; 32])
		.ok_or_else(|| Error::usage("the seed is no scalar"))?;
	let (device, _) = device::register(chain, &key, owner).await?;
	let channel: Channel = stream::parse_channel("air temperature:Cel:-4:-100:100")?;
	let id = StreamId { device, index: 0 };
	let channels = vec![channel; shape.channels];
	stream::open(chain, id, channels, MINUTE, 2 * MINUTE, owner).await?;
	Ok((key, id))
}

/// The stream's batch of this number: readings that differ, at uneven steps where the batch is large.
fn signed_batch(
	key: &DeviceKey,
	genesis: &[u8; 32],
	stream: StreamId,
	shape: &Shape,
	sequence: u64,
	begin: Moment,
) -> Result<SignedBatch> {
	let uneven = u64::from(shape.readings > 60);
	let first = sequence * shape.readings;
	let rows: Vec<(Moment, Vec<i64>)> = (first..first + shape.readings)
		.map(|number| {
			let sign = if number % 2 == 0 { 1 } else { -1 };
			let value = sign * (shape.swing - (number % 7) as i64);
			let time = begin + number * SECOND + uneven * (number % 3);
			(time, vec![value; shape.channels])
		})
		.collect();
	let payload = batch::encode(stream, sequence, &rows)
		.map_err(|error| Error::usage(format!("these readings make no batch: {error}")))?;
	let signature = key.sign(&envelope::batch_message(genesis, &payload));
	Ok(SignedBatch { payload, signature })
}

/// Sign all transactions of a load, ready to be submitted in their order.
pub async fn prepare(chain: &Chain, load: Load, signer: &Keypair) -> Result<Vec<Vec<u8>>> {
	let stream = match load.shape() {
		Some(shape) => {
			let (key, id) = open(chain, &shape, signer).await?;
			Some((shape, key, id))
		}
		None => None,
	};
	let mut account = Signer::new(chain, signer.clone()).await?;
	let mut out = Vec::new();
	let transactions = load.transactions();
	match &stream {
		None => {
			let to = account::id(&account::signer("//Bob")?);
			for number in 0..transactions {
				if load == Load::Transfers {
					let call = chain::transactions()
						.balances()
						.transfer_keep_alive(MultiAddress::Id(to), 1 + u128::from(number));
					out.push(account.sign(&call)?);
				} else {
					let remark = vec![number as u8; 64 * 1024];
					out.push(account.sign(&chain::transactions().system().remark(remark))?);
				}
			}
		}
		Some((shape, key, id)) => {
			let all = transactions * shape.batches * shape.readings;
			let begin = time::now().saturating_sub((all + 3600) * SECOND);
			let genesis = chain.genesis();
			for number in 0..transactions {
				let first = number * shape.batches;
				let batches = (first..first + shape.batches)
					.map(|sequence| signed_batch(key, &genesis, *id, shape, sequence, begin))
					.collect::<Result<Vec<_>>>()?;
				out.push(account.submit(batches)?);
			}
		}
	}
	Ok(out)
}
