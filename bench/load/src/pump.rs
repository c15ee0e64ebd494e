// SPDX-License-Identifier: Apache-2.0

//! Sends transactions as fast as the chain takes them: never more on their way than fill some blocks,
//! so that what is measured is the chain and not a queue.

use std::time::{Duration, Instant};

use samul_client::{account, connection::AtBlock, params, Chain, Error, Result};
use subxt::utils::H256;
use subxt_signer::sr25519::Keypair;
use tokio::task::JoinSet;

/// Requests under way at once.
const AT_ONCE: usize = 32;
/// Give up when nothing comes in for so long.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often the chain is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// Where transactions come from, one by one; none when it is over.
pub type Source<'a> = Box<dyn FnMut() -> Result<Option<Vec<u8>>> + Send + 'a>;

/// How the transactions of a load are counted on the chain.
#[derive(Clone, Copy)]
pub enum Counted<'a> {
	/// By the number of an account's next one.
	Account(&'a Keypair),
	/// By the extrinsics of each block, but for the inherent one: nobody else sends any.
	Extrinsics,
}

/// How much is on its way at the most.
#[derive(Clone, Copy, Debug)]
pub struct Window {
	/// Transactions.
	pub transactions: usize,
	/// Bytes.
	pub bytes: usize,
}

impl Default for Window {
	/// Two to three full blocks, of many small transactions or of few large ones. The pool's limits,
	/// 8,192 and 20 MiB, are far above.
	fn default() -> Self {
		Self {
			transactions: 6_000,
			bytes: 9_000_000,
		}
	}
}

/// How long and how fast transactions are sent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pace {
	/// Stop after so many seconds, even if the source has more.
	pub seconds: Option<f64>,
	/// No more than so many a second.
	pub rate: Option<f64>,
	/// How much is on its way at the most.
	pub window: Window,
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
	fn has_room(&self, elapsed: f64, sent: usize, under_way: usize, bytes: usize) -> bool {
		under_way < self.window.transactions
			&& bytes < self.window.bytes
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

async fn nonce(at: &AtBlock, signer: &Keypair) -> Result<u64> {
	Ok(at
		.tx()
		.account_nonce(&account::id(signer))
		.await
		.map_err(subxt::Error::from)?)
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
	/// Number of the account's first transaction.
	first: u64,
	begun: Instant,
	last_best: u64,
	last_final: u64,
	blocks: Vec<Seen>,
}

impl<'a> Watch<'a> {
	async fn new(chain: &'a Chain, counted: Counted<'a>, begun: Instant) -> Result<Self> {
		let first = match counted {
			Counted::Account(signer) => {
				nonce(&chain.at(chain.best().await?).await?, signer).await?
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
				Counted::Account(signer) => {
					let at = self.chain.at(hash_of(self.chain, number).await?).await?;
					nonce(&at, signer).await?.saturating_sub(self.first)
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

async fn submit(chain: Chain, transaction: Vec<u8>) -> Result<()> {
	let transaction = format!("0x{}", hex::encode(transaction));
	let _: H256 = chain
		.request("author_submitExtrinsic", params![transaction])
		.await?;
	Ok(())
}

/// Send what the source gives until it ends, and wait until all is final. `tick` is called whenever
/// the chain was looked at.
pub async fn run(
	chain: &Chain,
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
	let (mut bytes_in, mut seen, mut bytes_sent) = (0, 0, 0);
	let (mut looked, mut changed) = (Instant::now(), Instant::now());
	loop {
		let total = watch.total() as usize;
		while seen < total.min(sent.len()) {
			bytes_in += sent[seen].bytes;
			seen += 1;
		}
		let elapsed = begun.elapsed().as_secs_f64();
		ended |= pace.is_over(elapsed);
		let room = pace.has_room(
			elapsed,
			sent.len(),
			sent.len() - seen,
			bytes_sent - bytes_in,
		);
		if !ended && room && under_way.len() < AT_ONCE {
			match source()? {
				Some(transaction) => {
					sent.push(Sent {
						at: begun.elapsed().as_secs_f64(),
						bytes: transaction.len(),
					});
					bytes_sent += transaction.len();
					under_way.spawn(submit(chain.clone(), transaction));
				}
				None => ended = true,
			}
		} else if !under_way.is_empty() {
			tokio::select! {
				answer = under_way.join_next() => {
					if let Some(answer) = answer {
						answer.map_err(Error::usage)??;
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
	})
}

/// Send what the source gives, signed by an account, and wait until all is final.
pub async fn send_all(chain: &Chain, signer: &Keypair, source: Source<'_>) -> Result<()> {
	run(
		chain,
		Counted::Account(signer),
		Pace::default(),
		source,
		|_| (),
	)
	.await?;
	Ok(())
}
