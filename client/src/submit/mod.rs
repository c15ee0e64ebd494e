// SPDX-License-Identifier: Apache-2.0

//! Brings readings to the chain, each exactly once.
//!
//! What is on the chain is told by the stream's head there, not by what this process remembers: it
//! takes readings in the order of their times, and the chain takes none that is not later than the
//! last. So it may be killed and started again with the same input, or run twice: what came in is
//! passed over, what did not is sent. Readings are kept until a finalised block holds them.

mod work;

use std::time::Duration;

use samul_primitives::{
	batch::{self, SignedBatch, MAX_READINGS},
	envelope,
	keys::DeviceKey,
	Moment, StreamId,
};
use subxt::utils::{Static, H256};
use subxt_signer::sr25519::Keypair;
use tokio::time::sleep;

use crate::{
	chain::{
		self,
		runtime_types::{
			bounded_collections::bounded_vec::BoundedVec, pallet_telemetry::types::IngestError,
		},
		telemetry::events::{BatchIngested, BatchRefused},
	},
	connection::{Included, Until},
	evidence,
	readings::Reading,
	stream::{self, Stream},
	Chain, Error, Result,
};
use work::Work;

/// How many rounds, a second each, may pass without anything coming in or becoming final.
const PATIENCE: u32 = 90;
/// Room that a block gives one transaction's batches, in bytes.
const MAX_BYTES: usize = 512 * 1024;
/// Readings that count as known are compared with the chain's so many at a time.
const COMPARED: usize = 4096;
/// Readings that are farther apart than this, in milliseconds, are fetched apart.
const APART: u64 = 86_400_000;

/// Who brings the batches in.
#[derive(Clone)]
pub enum Payer {
	/// An account signs and pays; one transaction carries many batches.
	Account(Box<Keypair>),
	/// Nobody: the device's own signature authorises each batch, within the stream's allowance.
	Device,
}

/// How readings are submitted.
#[derive(Clone)]
pub struct Submission {
	/// The stream.
	pub stream: StreamId,
	/// The device's key.
	pub key: DeviceKey,
	/// Who brings the batches in.
	pub payer: Payer,
	/// Readings a batch, 1 to 1,024.
	pub batch: usize,
	/// Most batches a transaction.
	pub batches: usize,
	/// Send a batch that is not full when its first reading waited for so long.
	pub flush_after: Duration,
}

/// What happens on the way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Progress {
	/// The stream was past readings before they were sent: they should be on the chain, and are
	/// compared later on.
	Known {
		/// How many.
		readings: u64,
	},
	/// A batch came in.
	Ingested {
		/// Its number.
		sequence: u64,
		/// How many readings it has.
		readings: u64,
		/// Time of the last one.
		end: Moment,
	},
	/// A batch was refused for good; its readings are given up.
	Refused {
		/// Its number.
		sequence: u64,
		/// Time of its first reading.
		start: Moment,
		/// How many readings it has.
		readings: u64,
		/// Why.
		reason: String,
	},
	/// Readings that counted as known are not on the chain, or with other values, and cannot come in
	/// any more: a log only runs forward.
	TooLate {
		/// Time of the first one.
		start: Moment,
		/// How many.
		readings: u64,
	},
	/// The node does not answer; it is tried again.
	Waiting {
		/// What is the matter.
		why: String,
	},
}

/// What came of a submission.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Summary {
	/// Batches that came in.
	pub batches: u64,
	/// Readings that came in.
	pub readings: u64,
	/// Readings that were on the chain before.
	pub known: u64,
	/// How many of these the node could not show, since it does not have the log of their time.
	pub unproved: u64,
	/// Readings that were refused.
	pub refused: u64,
}

/// Where readings come from.
pub type Readings = tokio::sync::mpsc::Receiver<Result<Reading>>;

/// What the pool says of a batch that will never come in: it gives the number that the reason has in
/// `IngestError`, or names a wrong signature.
fn refusal_of(text: &str) -> Option<IngestError> {
	if text.contains("bad signature") {
		return Some(IngestError::BadSignature);
	}
	let (_, number) = text.split_once("Custom error: ")?;
	let digits = number
		.split(|letter: char| !letter.is_ascii_digit())
		.next()?;
	Some(match digits.parse().ok()? {
		0u8 => IngestError::UnknownStream,
		1 => IngestError::StreamClosed,
		2 => IngestError::DeviceNotActive,
		6 => IngestError::TimeBackwards,
		7 => IngestError::TimeInFuture,
		8 => IngestError::ImplausibleValue,
		9 => IngestError::TooManyReadings,
		10 => IngestError::UnknownVersion,
		11 => IngestError::Malformed,
		12 => IngestError::WrongChannels,
		_ => return None,
	})
}

impl Submission {
	/// Submit all that comes in, until the input ends and all is finalised. `reconnect` is asked for
	/// a new connection when one fails; it gives up by an error. Tells what came of it, also if it
	/// ended by an error; if the input did, what came before it is on the chain.
	pub async fn run<F>(
		&self,
		chain: Chain,
		input: Readings,
		mut tell: impl FnMut(Progress),
		reconnect: impl FnMut() -> F,
	) -> (Summary, Result<()>)
	where
		F: std::future::Future<Output = Result<Chain>>,
	{
		let mut work = Work::default();
		let outcome = self
			.work_through(&mut work, chain, input, &mut tell, reconnect)
			.await;
		let outcome = match (outcome, work.broken) {
			(Ok(()), Some(error)) => Err(error),
			(outcome, _) => outcome,
		};
		(work.summary, outcome)
	}

	async fn work_through<F>(
		&self,
		work: &mut Work,
		mut chain: Chain,
		mut input: Readings,
		tell: &mut impl FnMut(Progress),
		mut reconnect: impl FnMut() -> F,
	) -> Result<()>
	where
		F: std::future::Future<Output = Result<Chain>>,
	{
		let enough = self.batch.saturating_mul(self.batches).max(1);
		let mut idle = 0;
		loop {
			let flush = work
				.fill(&mut input, self.batch, enough, self.flush_after)
				.await;
			let before = (work.summary, work.pending.len(), work.claimed.len());
			match self.round(&chain, work, flush, tell).await {
				Ok(()) => {}
				Err(Error::Connection(why)) => {
					tell(Progress::Waiting { why });
					chain = reconnect().await?;
					continue;
				}
				Err(error) => return Err(error),
			}
			if work.ended && work.pending.is_empty() && work.claimed.is_empty() {
				return Ok(());
			}
			if (work.summary, work.pending.len(), work.claimed.len()) == before {
				idle += 1;
				if idle > PATIENCE {
					return Err(work.obstacle.take().unwrap_or_else(|| {
						Error::Connection("the chain takes in no readings any more".into())
					}));
				}
				// What is left is in a block and waits for its finality, or for another try.
				sleep(Duration::from_secs(1)).await;
			} else {
				idle = 0;
			}
		}
	}

	/// Compare readings that counted as known with the finalised log: those up to `last`, when there
	/// are many or all is done.
	async fn compare(
		&self,
		chain: &Chain,
		at: H256,
		finalised: &Stream,
		work: &mut Work,
		tell: &mut impl FnMut(Progress),
	) -> Result<()> {
		let done = work.ended && work.pending.is_empty();
		let ready = work
			.claimed
			.partition_point(|reading| Some(reading.time) <= finalised.last_time);
		if ready == 0 || (ready < COMPARED && !done) {
			return Ok(());
		}
		let claimed = work.claimed[..ready].to_vec();
		let apart = finalised.longest_gap.max(APART);
		for run in claimed.chunk_by(|one, next| next.time - one.time <= apart) {
			let (Some(first), Some(last)) = (run.first(), run.last()) else {
				continue;
			};
			let range = evidence::fetch(chain, self.stream, first.time, last.time, Some(at)).await;
			match range {
				Ok(found) => {
					let on_chain: Vec<(Moment, &[i64])> = found
						.readings
						.iter()
						.map(|reading| (reading.time, &reading.values[..]))
						.collect();
					work.compared(run, &on_chain, tell);
				}
				Err(Error::Evidence(_)) => work.summary.unproved += run.len() as u64,
				Err(error) => return Err(error),
			}
			// What was compared stays so if the connection fails on the way.
			work.claimed.drain(..run.len());
		}
		Ok(())
	}

	/// Send what the best block does not have, up to a transaction's worth; with `flush` also what
	/// fills no batch.
	async fn round(
		&self,
		chain: &Chain,
		work: &mut Work,
		flush: bool,
		tell: &mut impl FnMut(Progress),
	) -> Result<()> {
		let at = chain.finalised().await?;
		let finalised = stream::expect(chain, self.stream, Some(at)).await?;
		work.known(finalised.last_time, tell);
		work.finalised(finalised.last_time);
		self.compare(chain, at, &finalised, work, tell).await?;
		let best = stream::expect(chain, self.stream, Some(chain.best().await?)).await?;
		work.known(best.last_time, tell);
		let mut to_send: Vec<Reading> = work
			.pending
			.iter()
			.filter(|reading| Some(reading.time) > best.last_time)
			.take(self.batch.saturating_mul(self.batches))
			.cloned()
			.collect();
		// More is on its way: what does not fill a batch waits for it. Another process that sends the
		// same readings then cuts them into the same batches.
		if !flush {
			to_send.truncate(to_send.len() - to_send.len() % self.batch.max(1));
		}
		if to_send.is_empty() {
			return Ok(());
		}
		let batches = self.sign(chain, best.next_sequence, &to_send)?;
		match &self.payer {
			Payer::Account(signer) => {
				let call = chain::transactions()
					.telemetry()
					.submit(BoundedVec(batches.iter().cloned().map(Static).collect()));
				match chain.submit(&call, signer, Until::InBlock).await {
					Ok(included) => self.outcome(&included, work, &batches, tell)?,
					// Another of the account's transactions took this one's place: it is tried again.
					Err(Error::Refused { name, docs }) if name == "Transaction" => {
						work.obstacle = Some(Error::Refused { name, docs });
					}
					Err(error) => return Err(error),
				}
			}
			Payer::Device => {
				for batch in batches {
					let sent = [batch.clone()];
					let call = chain::transactions()
						.telemetry()
						.submit_authorized(Static(batch));
					let included = match chain.submit_authorized(&call, Until::InBlock).await {
						Ok(included) => included,
						Err(Error::Refused { name, docs }) => {
							if let Some(reason) = refusal_of(&docs) {
								self.refused(work, &sent, 0, &reason, tell)?;
							} else {
								// Another gateway was first, or the allowance comes back with time.
								work.obstacle = Some(Error::Refused { name, docs });
							}
							break;
						}
						Err(error) => return Err(error),
					};
					self.outcome(&included, work, &sent, tell)?;
				}
			}
		}
		Ok(())
	}

	/// Read in a transaction's events what became of its batches.
	fn outcome(
		&self,
		included: &Included,
		work: &mut Work,
		batches: &[SignedBatch],
		tell: &mut impl FnMut(Progress),
	) -> Result<()> {
		for event in included.events.iter() {
			let event = event.map_err(subxt::Error::from)?;
			if let Some(event) = event.decode_fields_as::<BatchIngested>() {
				work.ingested(&event.map_err(subxt::Error::from)?, tell);
			} else if let Some(event) = event.decode_fields_as::<BatchRefused>() {
				let event = event.map_err(subxt::Error::from)?;
				self.refused(work, batches, event.position, &event.reason, tell)?;
			}
		}
		Ok(())
	}

	/// Encode and sign readings as batches that follow each other, up to a transaction's room.
	fn sign(&self, chain: &Chain, first: u64, readings: &[Reading]) -> Result<Vec<SignedBatch>> {
		let size = self.batch.clamp(1, MAX_READINGS as usize);
		let genesis = chain.genesis();
		let mut batches = Vec::new();
		let mut bytes = 0;
		for (number, chunk) in readings.chunks(size).enumerate() {
			let rows: Vec<(Moment, &[i64])> = chunk
				.iter()
				.map(|reading| (reading.time, &reading.values[..]))
				.collect();
			let payload = batch::encode(self.stream, first + number as u64, &rows)
				.map_err(|error| Error::usage(format!("these readings make no batch: {error}")))?;
			bytes += payload.len() + 80;
			if !batches.is_empty() && bytes > MAX_BYTES {
				break;
			}
			let signature = self.key.sign(&envelope::batch_message(&genesis, &payload));
			batches.push(SignedBatch { payload, signature });
		}
		Ok(batches)
	}

	/// Judge a refusal: some pass, since another gateway was faster or a block was abandoned; some
	/// concern the stream and end all; the others concern the batch's readings.
	fn refused(
		&self,
		work: &mut Work,
		batches: &[SignedBatch],
		position: u32,
		reason: &IngestError,
		tell: &mut impl FnMut(Progress),
	) -> Result<()> {
		let name = || format!("Telemetry.{reason:?}");
		match reason {
			IngestError::Replay | IngestError::SequenceGap | IngestError::TimeBackwards => Ok(()),
			IngestError::ImplausibleValue | IngestError::TimeInFuture => {
				let header = batches
					.get(position as usize)
					.and_then(|batch| batch::BatchView::new(&batch.payload).ok())
					.map(|view| view.header);
				let Some(header) = header else {
					return Ok(());
				};
				work.give_up(header.start, header.count as usize);
				tell(Progress::Refused {
					sequence: header.sequence,
					start: header.start,
					readings: u64::from(header.count),
					reason: name(),
				});
				Ok(())
			}
			_ => Err(Error::Refused {
				name: name(),
				docs: "no batch of this stream comes in".into(),
			}),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_pools_words_are_understood() {
		let reason = refusal_of("1010: Invalid Transaction: Custom error: 8 (more)");
		assert!(matches!(reason, Some(IngestError::ImplausibleValue)));
		let reason = refusal_of("Transaction has a bad signature");
		assert!(matches!(reason, Some(IngestError::BadSignature)));
		for passing in [
			"1012: temporarily banned",
			"Custom error: 99",
			"Custom error: x",
		] {
			assert!(refusal_of(passing).is_none(), "{passing}");
		}
	}
}
