// SPDX-License-Identifier: Apache-2.0

//! Readings on their way: taken in, sent, on the chain, final.

use std::{collections::VecDeque, time::Duration};

use samul_primitives::Moment;
use tokio::{
	sync::mpsc::error::TryRecvError,
	time::{timeout_at, Instant},
};

use super::{Progress, Readings, Summary};
use crate::{chain::telemetry::events::BatchIngested, readings::Reading, Error};

/// Readings that are not finalised yet, and what of them was counted.
#[derive(Default)]
pub(super) struct Work {
	pub pending: VecDeque<Reading>,
	/// No more readings come.
	pub ended: bool,
	/// What ended them before their time.
	pub broken: Option<Error>,
	/// Time of the last reading that this process saw come in or known.
	counted: Option<Moment>,
	/// Readings that count as known, and are not compared with the chain's yet.
	pub claimed: Vec<Reading>,
	/// What stood in the way at last.
	pub obstacle: Option<Error>,
	pub summary: Summary,
}

impl Work {
	/// Take in readings until there are `enough` that were not sent, or a batch and no more at hand,
	/// or the first of them waited for `patience`, or the input ends. Gives whether what fills no
	/// batch should be sent too.
	pub async fn fill(
		&mut self,
		input: &mut Readings,
		batch: usize,
		enough: usize,
		patience: Duration,
	) -> bool {
		let mut unsent = self.unsent();
		let mut deadline = Instant::now() + patience;
		while !self.ended && unsent < enough {
			let next = if self.pending.is_empty() {
				input.recv().await
			} else if unsent >= batch {
				match input.try_recv() {
					Ok(reading) => Some(reading),
					Err(TryRecvError::Empty) => return false,
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
					Err(_) => return unsent > 0,
				}
			};
			match next {
				Some(Ok(reading)) => {
					self.pending.push_back(reading);
					unsent += 1;
					if unsent == 1 {
						deadline = Instant::now() + patience;
					}
				}
				// What came before it is brought in all the same.
				Some(Err(error)) => {
					self.broken = Some(error);
					self.ended = true;
				}
				None => self.ended = true,
			}
		}
		self.ended
	}

	/// How many readings were not seen on the chain.
	fn unsent(&self) -> usize {
		self.pending
			.iter()
			.filter(|reading| Some(reading.time) > self.counted)
			.count()
	}

	/// Drop what is finalised.
	pub fn finalised(&mut self, last: Option<Moment>) {
		while self
			.pending
			.front()
			.is_some_and(|reading| Some(reading.time) <= last)
		{
			self.pending.pop_front();
		}
	}

	/// Count readings up to `last` as known if this process did not see them come in.
	pub fn known(&mut self, last: Option<Moment>, tell: &mut impl FnMut(Progress)) {
		let before = self.claimed.len();
		for reading in &self.pending {
			if Some(reading.time) <= last && Some(reading.time) > self.counted {
				self.counted = Some(reading.time);
				self.claimed.push(reading.clone());
			}
		}
		let known = (self.claimed.len() - before) as u64;
		self.summary.known += known;
		if known > 0 {
			tell(Progress::Known { readings: known });
		}
	}

	/// Count a batch that came in. What comes before it and was not counted is another gateway's.
	pub fn ingested(&mut self, event: &BatchIngested, tell: &mut impl FnMut(Progress)) {
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

	/// Give up readings from `start` on.
	pub fn give_up(&mut self, start: Moment, readings: usize) {
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

	/// Compare readings that counted as known with what the chain has of their times, ascending. Those
	/// that are not there never will be: the stream has gone on.
	pub fn compared(
		&mut self,
		claimed: &[Reading],
		on_chain: &[(Moment, &[i64])],
		tell: &mut impl FnMut(Progress),
	) {
		let is_there = |reading: &Reading| {
			on_chain
				.binary_search_by_key(&reading.time, |(time, _)| *time)
				.is_ok_and(|at| on_chain[at].1.starts_with(&reading.values))
		};
		let (mut missing, mut first) = (0, None);
		for reading in claimed.iter().filter(|reading| !is_there(reading)) {
			first.get_or_insert(reading.time);
			missing += 1;
		}
		if let Some(start) = first {
			self.summary.known -= missing;
			self.summary.refused += missing;
			tell(Progress::TooLate {
				start,
				readings: missing,
			});
		}
	}
}

#[cfg(test)]
mod tests {
	use samul_primitives::StreamId;
	use subxt::utils::Static;

	use super::*;

	fn reading(time: Moment) -> Reading {
		Reading {
			time,
			values: vec![time as i64],
		}
	}

	fn work(times: &[Moment]) -> Work {
		Work {
			pending: times.iter().map(|time| reading(*time)).collect(),
			..Default::default()
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
		work.known(Some(5), &mut |_| ());
		assert_eq!(work.summary.known, 3);
	}

	#[test]
	fn what_is_on_the_chain_is_counted_once_and_dropped_when_final() {
		let mut work = work(&[1, 2, 3, 4]);
		let known = |work: &mut Work, last| {
			let before = work.summary.known;
			work.known(Some(last), &mut |_| ());
			work.summary.known - before
		};
		assert_eq!(known(&mut work, 2), 2);
		assert_eq!(known(&mut work, 2), 0);
		work.ingested(&came_in(3, 3, 1), &mut |_| ());
		assert_eq!(known(&mut work, 3), 0);
		work.finalised(Some(3));
		assert_eq!(work.pending.len(), 1);
		// The chain may be farther than what was read in so far.
		assert_eq!(known(&mut work, 9), 1);
		work.pending.push_back(reading(5));
		assert_eq!(known(&mut work, 9), 1);
		assert_eq!(work.summary.known, 4);
		assert_eq!(work.summary.readings, 1);
		assert_eq!(work.claimed.len(), 4);
	}

	#[test]
	fn what_the_stream_has_passed_without_it_is_refused() {
		let mut work = work(&[1, 2, 3, 4]);
		work.known(Some(4), &mut |_| ());
		let mut told = Vec::new();
		// The chain has 2 with its value, 3 with another one, and none of 1 and 4.
		let claimed = work.claimed.clone();
		work.compared(
			&claimed,
			&[(2, &[2, 0]), (3, &[7, 0]), (5, &[5, 0])],
			&mut |progress| told.push(progress),
		);
		assert_eq!((work.summary.known, work.summary.refused), (1, 3));
		assert_eq!(
			told,
			[Progress::TooLate {
				start: 1,
				readings: 3
			}]
		);
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
			sender.send(Ok(reading(time))).await.unwrap();
		}
		let mut work = work(&[]);
		let pause = Duration::from_millis(10);
		assert!(!work.fill(&mut input, 1, 2, pause).await);
		assert_eq!((work.pending.len(), work.ended), (2, false));
		assert!(!work.fill(&mut input, 1, 9, pause).await);
		assert_eq!((work.pending.len(), work.ended), (3, false));
		assert!(work.fill(&mut input, 5, 9, pause).await);
		assert_eq!((work.pending.len(), work.ended), (3, false));
		drop(sender);
		assert!(work.fill(&mut input, 5, 9, pause).await);
		assert!(work.ended);
	}

	#[tokio::test]
	async fn what_came_before_an_error_is_kept() {
		let (sender, mut input) = tokio::sync::mpsc::channel(16);
		sender.send(Ok(reading(1))).await.unwrap();
		sender.send(Err(Error::usage("line 2"))).await.unwrap();
		sender.send(Ok(reading(3))).await.unwrap();
		let mut work = work(&[]);
		assert!(work.fill(&mut input, 5, 9, Duration::from_secs(9)).await);
		assert_eq!((work.pending.len(), work.ended), (1, true));
		assert!(matches!(work.broken, Some(Error::Usage(_))));
	}
}
