// SPDX-License-Identifier: Apache-2.0

//! Fetches raw readings and checks them against the chain.
//!
//! What a node answers to `samul_readings` is believed in nothing: the peaks of the stream's Merkle
//! mountain range are read from the chain's state at a finalised block, each payload is hashed to
//! its leaf and proved below them, and the device's signature over it is verified. The numbers of
//! the batches have no gap, and the batches on both sides of the range show that none is left out.

use samul_primitives::{
	batch::{BatchView, Values},
	envelope,
	keys::{self, PublicKey, Signature},
	mmr::{self, Hash},
	Moment, StreamId,
};
use serde::Deserialize;
use subxt::utils::{Static, H256};

use codec::Decode;

use crate::{chain, device, params, Chain, Error, Result};

/// A batch as the node answers it.
#[derive(Clone, Debug, Deserialize)]
pub struct RawBatch {
	/// Its number.
	pub sequence: u64,
	/// Number of the block that holds it.
	pub block: u32,
	/// The payload: `0x` and hexadecimal digits.
	pub payload: String,
	/// The signature: tag and bytes.
	pub signature: String,
	/// Siblings on the way to the peak, lowest first.
	pub siblings: Vec<String>,
}

/// An answer to `samul_readings`.
#[derive(Clone, Debug, Deserialize)]
pub struct Answer {
	/// Batches of the stream in all.
	pub count: u64,
	/// The batches.
	pub batches: Vec<RawBatch>,
	/// Number of the batch to go on with.
	pub next: Option<u64>,
}

/// A reading that was proved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ProvedReading {
	/// When.
	pub time: Moment,
	/// Raw values; those past the stream's channels are zero.
	pub values: Values,
	/// Number of the batch that it is of.
	pub sequence: u64,
}

/// The proved readings of a range.
#[derive(Clone, Debug)]
pub struct Evidence {
	/// The block whose state the proofs lead to.
	pub at: H256,
	/// The readings, in order.
	pub readings: Vec<ProvedReading>,
	/// Number of batches that were proved.
	pub batches: u64,
	/// How many of these carry a signature by the key that the device has now. The others were
	/// signed by an earlier one, as a device whose key was rotated has them.
	pub signed_by_present_key: u64,
}

/// What the chain's state says of a stream, to check evidence against.
#[derive(Clone, Debug)]
pub struct Anchor {
	/// Hash of the chain's first block.
	pub genesis: [u8; 32],
	/// The stream.
	pub stream: StreamId,
	/// Peaks of its Merkle mountain range.
	pub peaks: Vec<Hash>,
	/// Number of its batches.
	pub count: u64,
	/// The key that its device has now, if it is registered still.
	pub key: Option<PublicKey>,
	/// Whether the device ever had another key.
	pub rotated: bool,
}

impl Anchor {
	/// Read it from the state of a block.
	pub async fn read(chain: &Chain, stream: StreamId, at: H256) -> Result<Self> {
		let state = chain.at(at).await?;
		let found = state
			.storage()
			.try_fetch(chain::storage().telemetry().streams(), (Static(stream),))
			.await
			.map_err(subxt::Error::from)?
			.ok_or_else(|| Error::NotThere(format!("there is no stream {stream}")))?
			.decode()
			.map_err(subxt::Error::from)?;
		let device = device::get(chain, stream.device, Some(at)).await?;
		Ok(Self {
			genesis: chain.genesis(),
			stream,
			peaks: found.head.peaks.0,
			count: found.head.next_sequence,
			key: device
				.as_ref()
				.map(device::Device::public_key)
				.transpose()?,
			rotated: device.is_none_or(|device| device.rotations > 0),
		})
	}

	/// Check one batch: its readings, and whether the device's present key signed it.
	pub fn check(&self, batch: &RawBatch) -> Result<(Vec<ProvedReading>, bool)> {
		let fails = |why: &str| Error::Evidence(format!("batch {}: {why}", batch.sequence));
		let payload =
			bytes(&batch.payload).ok_or_else(|| fails("the payload is not hexadecimal"))?;
		let siblings = batch
			.siblings
			.iter()
			.map(|sibling| bytes(sibling)?.try_into().ok())
			.collect::<Option<Vec<Hash>>>()
			.ok_or_else(|| fails("the proof is malformed"))?;
		let leaf = mmr::leaf_hash(&payload);
		if !mmr::verify(&self.peaks, self.count, batch.sequence, leaf, &siblings) {
			return Err(fails("it is not what the chain holds under this number"));
		}
		let signature = bytes(&batch.signature)
			.and_then(|bytes| Signature::decode(&mut &bytes[..]).ok())
			.ok_or_else(|| fails("the signature is malformed"))?;
		let message = envelope::batch_message(&self.genesis, &payload);
		let signed = self
			.key
			.is_some_and(|key| keys::verify(&key, &message, &signature));
		if !signed && !self.rotated {
			return Err(fails("the device did not sign it"));
		}
		let malformed = |error| fails(&format!("the payload is no batch ({error:?})"));
		let view = BatchView::new(&payload).map_err(malformed)?;
		if (view.header.stream, view.header.sequence) != (self.stream, batch.sequence) {
			return Err(fails("it is of another stream or number"));
		}
		let readings = view
			.readings()
			.map(|reading| {
				reading.map(|(time, values)| ProvedReading {
					time,
					values,
					sequence: batch.sequence,
				})
			})
			.collect::<std::result::Result<Vec<_>, _>>()
			.map_err(malformed)?;
		Ok((readings, signed))
	}
}

fn bytes(text: &str) -> Option<Vec<u8>> {
	hex::decode(text.strip_prefix("0x")?).ok()
}

/// Readings of a range, page by page.
struct Collected<'a> {
	anchor: &'a Anchor,
	from: Moment,
	to: Moment,
	readings: Vec<ProvedReading>,
	/// Number of the batch that has to come next, once one came.
	next: Option<u64>,
	/// Whether a batch after the range was seen, or the stream's last.
	complete: bool,
	batches: u64,
	signed: u64,
}

impl Collected<'_> {
	fn add(&mut self, batch: &RawBatch) -> Result<()> {
		// A page begins with the batch before it, which the page before ended with.
		if self.next.is_some_and(|next| batch.sequence + 1 == next) {
			return Ok(());
		}
		let (readings, signed) = self.anchor.check(batch)?;
		let (start, end) = match (readings.first(), readings.last()) {
			(Some(first), Some(last)) => (first.time, last.time),
			_ => return Err(Error::Evidence("a batch without readings".into())),
		};
		match self.next {
			Some(next) if next != batch.sequence => {
				return Err(Error::Evidence(format!("batch {next} is left out")));
			}
			None if batch.sequence > 0 && end >= self.from => {
				return Err(Error::Evidence(format!(
					"batch {} is left out",
					batch.sequence - 1
				)));
			}
			_ => {}
		}
		self.next = Some(batch.sequence + 1);
		self.complete |= start > self.to || batch.sequence + 1 == self.anchor.count;
		self.batches += 1;
		self.signed += u64::from(signed);
		let (from, to) = (self.from, self.to);
		self.readings.extend(
			readings
				.into_iter()
				.filter(|reading| (from..=to).contains(&reading.time)),
		);
		Ok(())
	}
}

/// Fetch the readings of a range of time, both ends inclusive, and check them against the state of
/// a block, the last finalised one if none is named.
pub async fn fetch(
	chain: &Chain,
	stream: StreamId,
	from: Moment,
	to: Moment,
	at: Option<H256>,
) -> Result<Evidence> {
	let at = match at {
		Some(at) => at,
		None => chain.finalised().await?,
	};
	let anchor = Anchor::read(chain, stream, at).await?;
	let mut collected = Collected {
		anchor: &anchor,
		from,
		to,
		readings: Vec::new(),
		next: None,
		complete: anchor.count == 0,
		batches: 0,
		signed: 0,
	};
	let mut page_from = from;
	while !collected.complete {
		let answer: Answer = chain
			.request(
				"samul_readings",
				params![stream, page_from, to, Option::<u32>::None, at],
			)
			.await?;
		let before = collected.next;
		for batch in &answer.batches {
			collected.add(batch)?;
		}
		if collected.next == before {
			return Err(Error::Evidence(
				"the node leaves out the end of the range".into(),
			));
		}
		// Go on behind the last batch that came.
		if let Some(last) = answer.batches.last() {
			let (readings, _) = anchor.check(last)?;
			page_from = readings
				.last()
				.map_or(page_from, |last| last.time.saturating_add(1).min(to));
		}
	}
	Ok(Evidence {
		at,
		readings: collected.readings,
		batches: collected.batches,
		signed_by_present_key: collected.signed,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;
	use samul_primitives::{
		batch,
		keys::{DeviceKey, Scheme},
		DeviceId,
	};

	/// A stream of `count` batches of two readings each, and what a node would answer.
	fn stream(count: u64) -> (Anchor, Vec<RawBatch>) {
		let key = DeviceKey::from_seed(Scheme::Ed25519, &[7; 32]).unwrap();
		let stream = StreamId {
			device: DeviceId::of(&key.public()),
			index: 0,
		};
		let genesis = [9; 32];
		let (mut peaks, mut nodes, mut payloads) =
			(vec![], std::collections::HashMap::new(), vec![]);
		for sequence in 0..count {
			let start = 1000 + sequence * 100;
			let rows = [(start, [1i64]), (start + 50, [2])];
			let payload = batch::encode(stream, sequence, &rows).unwrap();
			mmr::append(
				&mut peaks,
				sequence,
				mmr::leaf_hash(&payload),
				|node, left, right| {
					nodes.insert(*node, (*left, *right));
				},
			);
			payloads.push(payload);
		}
		let raw = payloads
			.iter()
			.enumerate()
			.map(|(sequence, payload)| {
				let (_, siblings) = mmr::descend(&peaks, count, sequence as u64, |node| {
					nodes.get(node).copied()
				})
				.unwrap();
				let signature = key.sign(&envelope::batch_message(&genesis, payload));
				let hex = |bytes: &[u8]| format!("0x{}", hex::encode(bytes));
				RawBatch {
					sequence: sequence as u64,
					block: 1,
					payload: hex(payload),
					signature: hex(&signature.encode()),
					siblings: siblings.iter().map(|sibling| hex(sibling)).collect(),
				}
			})
			.collect();
		let anchor = Anchor {
			genesis,
			stream,
			peaks,
			count,
			key: Some(key.public()),
			rotated: false,
		};
		(anchor, raw)
	}

	fn collect<'a>(
		anchor: &'a Anchor,
		from: Moment,
		to: Moment,
		batches: &[RawBatch],
	) -> Result<Collected<'a>> {
		let mut collected = Collected {
			anchor,
			from,
			to,
			readings: vec![],
			next: None,
			complete: false,
			batches: 0,
			signed: 0,
		};
		for batch in batches {
			collected.add(batch)?;
		}
		Ok(collected)
	}

	#[test]
	fn a_whole_range_is_proved() {
		let (anchor, batches) = stream(7);
		let all = collect(&anchor, 0, Moment::MAX, &batches).unwrap();
		assert!(all.complete);
		assert_eq!((all.readings.len(), all.batches, all.signed), (14, 7, 7));
		// Batches 2 and 3 overlap; 1 and 4 bear witness.
		let some = collect(&anchor, 1210, 1310, &batches[1..5]).unwrap();
		assert!(some.complete);
		let times: Vec<Moment> = some.readings.iter().map(|reading| reading.time).collect();
		assert_eq!(times, [1250, 1300]);
	}

	#[test]
	fn what_is_left_out_is_noticed() {
		let (anchor, mut batches) = stream(7);
		assert!(collect(&anchor, 1210, 1310, &batches[2..5]).is_err());
		assert!(
			!collect(&anchor, 1210, 1310, &batches[1..4])
				.unwrap()
				.complete
		);
		batches.remove(3);
		assert!(collect(&anchor, 0, Moment::MAX, &batches).is_err());
	}

	#[test]
	fn what_is_forged_is_noticed() {
		let (anchor, batches) = stream(5);
		let forged = |change: &dyn Fn(&mut RawBatch)| {
			let mut batch = batches[1].clone();
			change(&mut batch);
			anchor.check(&batch).unwrap_err()
		};
		assert!(anchor.check(&batches[1]).is_ok());
		let errors = [
			forged(&|batch| batch.payload = batches[2].payload.clone()),
			forged(&|batch| batch.payload = "0x0".into()),
			forged(&|batch| batch.sequence = 2),
			forged(&|batch| batch.signature = batches[2].signature.clone()),
			forged(&|batch| batch.signature = "0x09".into()),
			forged(&|batch| batch.siblings.clear()),
			forged(&|batch| batch.siblings[0] = "0x00".into()),
		];
		for error in errors {
			assert_eq!(error.exit_code(), 4, "{error}");
		}
	}

	#[test]
	fn an_earlier_key_is_told_apart() {
		let (mut anchor, batches) = stream(2);
		let other = DeviceKey::from_seed(Scheme::P256, &[8; 32]).unwrap();
		anchor.key = Some(other.public());
		assert!(anchor.check(&batches[0]).is_err());
		anchor.rotated = true;
		assert!(!anchor.check(&batches[0]).unwrap().1);
	}
}
