// SPDX-License-Identifier: Apache-2.0

//! Brings readings to the chain, each exactly once.
//!
//! What is on the chain is told by the stream's head there, not by what this process remembers: it
//! takes readings in the order of their times, and the chain takes none that is not later than the
//! last. So it may be killed and started again with the same input, or run twice: what came in is
//! passed over, what did not is sent. Readings are kept until a finalised block holds them.

use std::{collections::VecDeque, time::Duration};

use samul_primitives::{
	batch::{self, SignedBatch, MAX_READINGS},
	envelope,
	keys::DeviceKey,
	Moment, StreamId,
};
use subxt::utils::Static;
use subxt_signer::sr25519::Keypair;
use tokio::{
	sync::mpsc::error::TryRecvError,
	time::{sleep, timeout_at, Instant},
};

use crate::{
	chain::{
		self,
		runtime_types::{
			bounded_collections::bounded_vec::BoundedVec, pallet_telemetry::types::IngestError,
		},
		telemetry::events::{BatchIngested, BatchRefused},
	},
	connection::{Included, Until},
	readings::Reading,
	stream, Chain, Error, Result,
};

/// How many rounds, a second each, may pass without anything coming in or becoming final.
const PATIENCE: u32 = 90;
/// Room that a block gives one transaction's batches, in bytes.
const MAX_BYTES: usize = 512 * 1024;

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
	/// Send what there is when no further reading came for so long.
	pub flush_after: Duration,
}

/// What happens on the way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Progress {
	/// Readings were on the chain before they were sent.
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

/// Readings that are not finalised yet, and what of them was counted.
struct Work {
	pending: VecDeque<Reading>,
	ended: bool,
	/// Time of the last reading that this process saw come in or known.
	counted: Option<Moment>,
	/// What stood in the way at last.
	obstacle: Option<Error>,
	summary: Summary,
}

impl Work {
	/// Take in readings until there are `enough` that were not sent, or a batch and no more at hand,
	/// or the first of them waited for `patience`, or the input ends.
	async fn fill(
		&mut self,
		input: &mut Readings,
		batch: usize,
		enough: usize,
		patience: Duration,
	) -> Result<()> {
		let mut unsent = self.unsent();
		let mut deadline = Instant::now() + patience;
		while !self.ended && unsent < enough {
			let next = if self.pending.is_empty() {
				input.recv().await
			} else if unsent >= batch {
				match input.try_recv() {
					Ok(reading) => Some(reading),
					Err(TryRecvError::Empty) => return Ok(()),
					Err(TryRecvError::Disconnected) => None,
				}
			} else {
				// With nothing to send, what is not finalised is looked after every second.
				let until = if unsent == 0 {
					Instant::now() + Duration::from_secs(1)
				} else {
					deadline
				};
				match timeout_at(until, input.recv()).await {
					Ok(next) => next,
					Err(_) => return Ok(()),
				}
			};
			match next {
				Some(reading) => {
					self.pending.push_back(reading?);
					unsent += 1;
					if unsent == 1 {
						deadline = Instant::now() + patience;
					}
				}
				None => self.ended = true,
			}
		}
		Ok(())
	}

	/// How many readings were not seen on the chain.
	fn unsent(&self) -> usize {
		self.pending
			.iter()
			.filter(|reading| Some(reading.time) > self.counted)
			.count()
	}

	/// Drop what is finalised.
	fn finalised(&mut self, last: Option<Moment>) {
		while self
			.pending
			.front()
			.is_some_and(|reading| Some(reading.time) <= last)
		{
			self.pending.pop_front();
		}
	}

	/// Count readings up to `last` that this process did not see come in.
	fn count_known(&mut self, last: Option<Moment>) -> u64 {
		let (mut known, mut counted) = (0, self.counted);
		for reading in &self.pending {
			if Some(reading.time) <= last && Some(reading.time) > counted {
				known += 1;
				counted = Some(reading.time);
			}
		}
		self.summary.known += known;
		self.counted = counted;
		known
	}

	/// Give up readings from `start` on.
	fn give_up(&mut self, start: Moment, readings: usize) {
		if let Some(at) = self
			.pending
			.iter()
			.position(|reading| reading.time == start)
		{
			let end = (at + readings).min(self.pending.len());
			self.pending.drain(at..end);
		}
		self.summary.refused += readings as u64;
	}
}

impl Submission {
	/// Submit all that comes in, until the input ends and all is finalised. `reconnect` is asked for
	/// a new connection when one fails; it gives up by an error.
	pub async fn run<F>(
		&self,
		mut chain: Chain,
		mut input: Readings,
		mut tell: impl FnMut(Progress),
		mut reconnect: impl FnMut() -> F,
	) -> Result<Summary>
	where
		F: std::future::Future<Output = Result<Chain>>,
	{
		let enough = self.batch.saturating_mul(self.batches).max(1);
		let mut work = Work {
			pending: VecDeque::new(),
			ended: false,
			counted: None,
			obstacle: None,
			summary: Summary::default(),
		};
		let mut idle = 0;
		loop {
			work.fill(&mut input, self.batch, enough, self.flush_after)
				.await?;
			let before = (work.summary, work.pending.len());
			match self.round(&chain, &mut work, &mut tell).await {
				Ok(()) => {}
				Err(Error::Connection(why)) => {
					tell(Progress::Waiting { why });
					chain = reconnect().await?;
					continue;
				}
				Err(error) => return Err(error),
			}
			if work.pending.is_empty() && work.ended {
				break;
			}
			if (work.summary, work.pending.len()) == before {
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
		Ok(work.summary)
	}

	/// Send what the best block does not have, up to a transaction's worth.
	async fn round(
		&self,
		chain: &Chain,
		work: &mut Work,
		tell: &mut impl FnMut(Progress),
	) -> Result<()> {
		let finalised = stream::expect(chain, self.stream, None).await?;
		work.known(finalised.last_time, tell);
		work.finalised(finalised.last_time);
		let best = stream::expect(chain, self.stream, Some(chain.best().await?)).await?;
		work.known(best.last_time, tell);
		let mut to_send: Vec<Reading> = work
			.pending
			.iter()
			.filter(|reading| Some(reading.time) > best.last_time)
			.take(self.batch.saturating_mul(self.batches))
			.cloned()
			.collect();
		if to_send.is_empty() {
			return Ok(());
		}
		// More is on its way: what does not fill a batch waits for it.
		if !work.ended && to_send.len() > self.batch {
			to_send.truncate(to_send.len() - to_send.len() % self.batch.max(1));
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

impl Work {
	/// Count readings up to `last` as known if this process did not see them come in.
	fn known(&mut self, last: Option<Moment>, tell: &mut impl FnMut(Progress)) {
		let known = self.count_known(last);
		if known > 0 {
			tell(Progress::Known { readings: known });
		}
	}

	/// Count a batch that came in. What comes before it and was not counted is another gateway's.
	fn ingested(&mut self, event: &BatchIngested, tell: &mut impl FnMut(Progress)) {
		self.known(event.start.checked_sub(1), tell);
		let readings = u64::from(event.readings);
		self.summary.batches += 1;
		self.summary.readings += readings;
		self.counted = self.counted.max(Some(event.end));
		tell(Progress::Ingested {
			sequence: event.sequence,
			readings,
			end: event.end,
		});
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn work(times: &[Moment]) -> Work {
		Work {
			pending: times
				.iter()
				.map(|time| Reading {
					time: *time,
					values: vec![],
				})
				.collect(),
			ended: false,
			counted: None,
			obstacle: None,
			summary: Summary::default(),
		}
	}

	fn came_in(start: Moment, end: Moment, readings: u32) -> BatchIngested {
		BatchIngested {
			stream: Static(StreamId::default()),
			sequence: 0,
			start,
			end,
			readings,
			leaf: [0; 32],
		}
	}

	#[test]
	fn what_another_gateway_brought_in_before_a_batch_is_known() {
		let mut work = work(&[1, 2, 3, 4, 5]);
		let mut told = Vec::new();
		work.ingested(&came_in(3, 4, 2), &mut |progress| told.push(progress));
		assert_eq!((work.summary.known, work.summary.readings), (2, 2));
		assert_eq!(told[0], Progress::Known { readings: 2 });
		assert_eq!(work.count_known(Some(5)), 1);
	}

	#[test]
	fn what_is_on_the_chain_is_counted_once_and_dropped_when_final() {
		let mut work = work(&[1, 2, 3, 4]);
		assert_eq!(work.count_known(Some(2)), 2);
		assert_eq!(work.count_known(Some(2)), 0);
		work.ingested(&came_in(3, 3, 1), &mut |_| ());
		assert_eq!(work.count_known(Some(3)), 0);
		work.finalised(Some(3));
		assert_eq!(work.pending.len(), 1);
		// The chain may be farther than what was read in so far.
		assert_eq!(work.count_known(Some(9)), 1);
		work.pending.push_back(Reading {
			time: 5,
			values: vec![],
		});
		assert_eq!(work.count_known(Some(9)), 1);
		assert_eq!(work.summary.known, 4);
		assert_eq!(work.summary.readings, 1);
	}

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

	#[test]
	fn what_is_refused_is_given_up_alone() {
		let mut work = work(&[1, 2, 3, 4]);
		work.give_up(2, 2);
		let times: Vec<Moment> = work.pending.iter().map(|reading| reading.time).collect();
		assert_eq!(times, [1, 4]);
		assert_eq!(work.summary.refused, 2);
	}

	#[tokio::test]
	async fn the_input_is_taken_in_until_there_is_enough_or_it_pauses() {
		let (sender, mut input) = tokio::sync::mpsc::channel(16);
		for time in 1..=3 {
			let reading = Reading {
				time,
				values: vec![],
			};
			sender.send(Ok(reading)).await.unwrap();
		}
		let mut work = work(&[]);
		let pause = Duration::from_millis(10);
		work.fill(&mut input, 1, 2, pause).await.unwrap();
		assert_eq!((work.pending.len(), work.ended), (2, false));
		work.fill(&mut input, 1, 9, pause).await.unwrap();
		assert_eq!((work.pending.len(), work.ended), (3, false));
		work.fill(&mut input, 5, 9, pause).await.unwrap();
		assert_eq!((work.pending.len(), work.ended), (3, false));
		drop(sender);
		work.fill(&mut input, 5, 9, pause).await.unwrap();
		assert!(work.ended);
	}
}
