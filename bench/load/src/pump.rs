// SPDX-License-Identifier: Apache-2.0

//! Sends transactions as fast as the chain takes them: never more on their way than fill some blocks,
//! so that what is measured is the chain and not a queue.

use std::{
	collections::VecDeque,
	time::{Duration, Instant},
};

use samul_client::{account, connection::AtBlock, params, Chain, Error, Result};
use subxt::utils::H256;
use subxt_signer::sr25519::Keypair;
use tokio::task::JoinSet;

/// Lanes by which transactions are sent at once. Each is a connection of its own: on one, answers to
/// several requests wait for each other (the server leaves Nagle's algorithm on).
pub const LANES: usize = 8;
/// Blocks that the transactions on their way fill.
const BLOCKS: u64 = 3;
/// Transactions that are on their way at the least, before it is known how many fill a block.
const AT_LEAST: u64 = 256;
/// Give up when nothing comes in for so long.
const PATIENCE: Duration = Duration::from_secs(60);
/// When nothing comes in for so long, what is on its way is sent again: a pool may drop what it has.
const STALL: Duration = Duration::from_secs(7);
/// How often the chain is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// Where transactions come from, one by one; none when it is over.
pub type Source<'a> = Box<dyn FnMut() -> Result<Option<Vec<u8>>> + Send + 'a>;

/// How the transactions of a load are counted on the chain.
#[derive(Clone, Copy)]
pub enum Counted<'a> {
	/// By the numbers of these accounts' next ones. They take turns, and each waits until the node has
	/// its last one: what comes before its turn may be lost.
	Accounts(&'a [Keypair]),
	/// By the extrinsics of each block, but for the inherent one: nobody else sends any.
	Extrinsics,
}

/// How long and how fast transactions are sent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pace {
	/// Stop after so many seconds, even if the source has more.
	pub seconds: Option<f64>,
	/// No more than so many a second.
	pub rate: Option<f64>,
	/// Do not wait for blocks.
	pub unbounded: bool,
}

impl Pace {
	/// As fast as they are taken, for so long.
	pub fn full(seconds: f64) -> Self {
		Self {
			seconds: Some(seconds),
			..Self::default()
		}
	}

	/// Whether it is time to stop.
	fn is_over(&self, elapsed: f64) -> bool {
		self.seconds.is_some_and(|seconds| elapsed >= seconds)
	}

	/// Whether there is room for one more, with so many on their way.
	fn has_room(&self, elapsed: f64, sent: u64, under_way: u64, most: u64) -> bool {
		(self.unbounded || under_way < most)
			&& self.rate.is_none_or(|rate| (sent as f64) < rate * elapsed)
	}
}

/// A transaction that was sent.
#[derive(Clone, Copy, Debug)]
pub struct Sent {
	/// When it was given to the node, in seconds since the beginning.
	pub at: f64,
	/// Bytes.
	pub bytes: usize,
}

/// A block, as it was seen.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
	/// Its number.
	pub number: u64,
	/// When it was first the best block, in seconds since the beginning.
	pub at: f64,
	/// When it was first known to be final.
	pub finalised: Option<f64>,
	/// Transactions of the load that came in up to it.
	pub total: u64,
}

/// What happened.
#[derive(Default)]
pub struct Trace {
	/// What was sent, in that order.
	pub sent: Vec<Sent>,
	/// The blocks, from the first one after the beginning.
	pub blocks: Vec<Seen>,
	/// Transactions that had to be sent again: the node's pool had dropped them, or others that had to
	/// come before them.
	pub resent: u64,
}

async fn number(chain: &Chain, hash: Option<H256>) -> Result<u64> {
	let header: serde_json::Value = chain.request("chain_getHeader", params![hash]).await?;
	let number = header["number"].as_str().unwrap_or_default();
	u64::from_str_radix(number.trim_start_matches("0x"), 16).map_err(Error::usage)
}

/// Hash of the block of this number.
pub async fn hash_of(chain: &Chain, number: u64) -> Result<H256> {
	chain.request("chain_getBlockHash", params![number]).await
}

/// Number of the best block.
pub async fn best(chain: &Chain) -> Result<u64> {
	number(chain, None).await
}

/// Number of the last finalised block.
pub async fn finalised(chain: &Chain) -> Result<u64> {
	number(chain, Some(chain.finalised().await?)).await
}

/// Transactions that these accounts ever sent.
async fn nonces(at: &AtBlock, signers: &[Keypair]) -> Result<u64> {
	let mut sum = 0;
	for signer in signers {
		let nonce = at.tx().account_nonce(&account::id(signer)).await;
		sum += nonce.map_err(subxt::Error::from)?;
	}
	Ok(sum)
}

/// The extrinsics of a block, and their bytes.
pub async fn extrinsics(chain: &Chain, number: u64) -> Result<(usize, usize)> {
	let hash = hash_of(chain, number).await?;
	let block: serde_json::Value = chain.request("chain_getBlock", params![hash]).await?;
	let lengths: Vec<usize> = block["block"]["extrinsics"]
		.as_array()
		.into_iter()
		.flatten()
		.filter_map(|extrinsic| Some(extrinsic.as_str()?.len().saturating_sub(2) / 2))
		.collect();
	Ok((lengths.len(), lengths.iter().sum()))
}

/// Follows what comes in.
struct Watch<'a> {
	chain: &'a Chain,
	counted: Counted<'a>,
	/// Transactions that the accounts sent before.
	first: u64,
	begun: Instant,
	last_best: u64,
	last_final: u64,
	blocks: Vec<Seen>,
}

impl<'a> Watch<'a> {
	async fn new(chain: &'a Chain, counted: Counted<'a>, begun: Instant) -> Result<Self> {
		let first = match counted {
			Counted::Accounts(signers) => {
				nonces(&chain.at(chain.best().await?).await?, signers).await?
			}
			Counted::Extrinsics => 0,
		};
		Ok(Self {
			chain,
			counted,
			first,
			begun,
			last_best: best(chain).await?,
			last_final: finalised(chain).await?,
			blocks: Vec::new(),
		})
	}

	fn total(&self) -> u64 {
		self.blocks.last().map_or(0, |block| block.total)
	}

	/// Transactions that may be on their way.
	fn most(&self) -> u64 {
		let counts = self
			.blocks
			.windows(2)
			.map(|pair| pair[1].total - pair[0].total);
		(counts.max().unwrap_or(0) * BLOCKS).max(AT_LEAST)
	}

	fn total_final(&self) -> u64 {
		let mut done = self.blocks.iter().filter(|block| block.finalised.is_some());
		done.next_back().map_or(0, |block| block.total)
	}

	/// Look for new blocks.
	async fn look(&mut self) -> Result<()> {
		let now = self.begun.elapsed().as_secs_f64();
		let best = best(self.chain).await?;
		// After a reorganisation the numbers that are taken back are counted anew.
		if best < self.last_best {
			self.blocks.retain(|block| block.number <= best);
		}
		for number in self.last_best + 1..=best {
			let total = match self.counted {
				Counted::Accounts(signers) => {
					let at = self.chain.at(hash_of(self.chain, number).await?).await?;
					nonces(&at, signers).await?.saturating_sub(self.first)
				}
				Counted::Extrinsics => {
					let (count, _) = extrinsics(self.chain, number).await?;
					self.total() + (count as u64).saturating_sub(1)
				}
			};
			self.blocks.push(Seen {
				number,
				at: now,
				finalised: None,
				total,
			});
		}
		self.last_best = best;
		let last = finalised(self.chain).await?;
		if last > self.last_final {
			let now = self.begun.elapsed().as_secs_f64();
			for block in &mut self.blocks {
				if block.number <= last && block.finalised.is_none() {
					block.finalised = Some(now);
				}
			}
			self.last_final = last;
		}
		Ok(())
	}
}

/// Give a transaction to the node; gives back the lane that it came by.
async fn submit(chain: Chain, transaction: Vec<u8>, lane: usize) -> Result<usize> {
	let transaction = format!("0x{}", hex::encode(transaction));
	let _: H256 = chain
		.request("author_submitExtrinsic", params![transaction])
		.await?;
	Ok(lane)
}

/// Transactions that are not in a block yet, kept to be sent again.
#[derive(Default)]
struct OnTheWay {
	/// Number of the first one.
	first: u64,
	transactions: VecDeque<Vec<u8>>,
	/// When one came in at last.
	moved: Option<Instant>,
}

impl OnTheWay {
	/// So many came in altogether.
	fn came_in(&mut self, total: u64) {
		if total > self.first || self.transactions.is_empty() {
			self.moved = Some(Instant::now());
		}
		while self.first < total && self.transactions.pop_front().is_some() {
			self.first += 1;
		}
	}

	/// If nothing moves, send all again. Gives how many were taken.
	async fn send_again(&mut self, chain: &Chain) -> Result<u64> {
		if self.moved.is_none_or(|moved| moved.elapsed() < STALL) {
			return Ok(0);
		}
		let mut taken = 0;
		for transaction in &self.transactions {
			match submit(chain.clone(), transaction.clone(), 0).await {
				Ok(_) => taken += 1,
				// It is there.
				Err(Error::Connection(_)) => {}
				Err(error) => return Err(error),
			}
		}
		self.moved = Some(Instant::now());
		Ok(taken)
	}
}

/// Send what the source gives until it ends, each transaction by the next of the `lanes`, or by the
/// connection that the chain is looked at through; and wait until all is final. `tick` is called whenever
/// the chain was looked at.
pub async fn run(
	chain: &Chain,
	lanes: &[Chain],
	counted: Counted<'_>,
	pace: Pace,
	mut source: Source<'_>,
	mut tick: impl FnMut(f64),
) -> Result<Trace> {
	let begun = Instant::now();
	let mut watch = Watch::new(chain, counted, begun).await?;
	let (mut sent, mut ended) = (Vec::<Sent>::new(), false);
	// Tasks of their own: the source keeps this one busy.
	let mut under_way = JoinSet::new();
	let mut busy = match counted {
		Counted::Accounts(signers) => vec![false; signers.len()],
		Counted::Extrinsics => vec![false; lanes.len().max(1)],
	};
	let (mut on_the_way, mut resent) = (OnTheWay::default(), 0);
	let (mut looked, mut changed) = (Instant::now(), Instant::now());
	loop {
		let elapsed = begun.elapsed().as_secs_f64();
		ended |= pace.is_over(elapsed);
		let count = sent.len() as u64;
		let on_way = count.saturating_sub(watch.total());
		let room = pace.has_room(elapsed, count, on_way, watch.most());
		let lane = sent.len() % busy.len();
		if !ended && room && !busy[lane] {
			match source()? {
				Some(transaction) => {
					sent.push(Sent {
						at: begun.elapsed().as_secs_f64(),
						bytes: transaction.len(),
					});
					busy[lane] = true;
					on_the_way.transactions.push_back(transaction.clone());
					let by = lanes.get(lane).unwrap_or(chain).clone();
					under_way.spawn(submit(by, transaction, lane));
				}
				None => ended = true,
			}
		} else if !under_way.is_empty() {
			tokio::select! {
				answer = under_way.join_next() => {
					if let Some(answer) = answer {
						busy[answer.map_err(Error::usage)??] = false;
					}
				}
				() = tokio::time::sleep(LOOK) => {}
			}
		} else {
			tokio::time::sleep(LOOK).await;
		}
		if looked.elapsed() >= LOOK {
			let before = watch.total_final();
			watch.look().await?;
			on_the_way.came_in(watch.total());
			resent += on_the_way.send_again(chain).await?;
			looked = Instant::now();
			tick(begun.elapsed().as_secs_f64());
			if watch.total_final() > before {
				changed = Instant::now();
			}
			if ended && watch.total_final() >= sent.len() as u64 {
				break;
			}
			if sent.len() as u64 == watch.total_final() {
				changed = Instant::now();
			}
			if changed.elapsed() > PATIENCE {
				return Err(Error::Connection(format!(
					"{} transactions were sent, {} came in, and no more do",
					sent.len(),
					watch.total_final()
				)));
			}
		}
	}
	Ok(Trace {
		sent,
		blocks: watch.blocks,
		resent,
	})
}

/// Send what the source gives, signed by an account, and wait until all is final.
pub async fn send_all(chain: &Chain, signer: &Keypair, source: Source<'_>) -> Result<()> {
	run(
		chain,
		&[],
		Counted::Accounts(std::slice::from_ref(signer)),
		Pace::default(),
		source,
		|_| (),
	)
	.await?;
	Ok(())
}
