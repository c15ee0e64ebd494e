// SPDX-License-Identifier: Apache-2.0

//! Four validators that are all well, and four that are cut in two.

#![allow(clippy::unwrap_used)]

mod common;

use std::{
	collections::BTreeMap,
	time::{Duration, Instant},
};

use common::{
	member::Block,
	network::{until, Network},
};

/// The validators of the chain `local`, in their turns.
const VALIDATORS: [&[&str]; 4] = [&["--alice"], &["--bob"], &["--charlie"], &["--dave"]];
const ALL: [usize; 4] = [0, 1, 2, 3];

/// What is looked at to see how far finality is behind.
#[derive(Default)]
struct Watch {
	/// When a block was seen as the best one first.
	best: BTreeMap<u64, Instant>,
	/// Blocks that were not final, at each look.
	behind: Vec<u64>,
	/// How long blocks took from being the best one to being final.
	took: BTreeMap<u64, Duration>,
}

impl Watch {
	/// Look at a node until it has finalised that many blocks.
	async fn of(network: &Network, node: usize, blocks: u64) -> Self {
		let node = network.node(node);
		let mut watch = Self::default();
		let last = node.finalised().await.number + blocks;
		let looked = async || {
			let finalised = node.finalised().await.number;
			let best = node.best().await.number;
			watch.best.entry(best).or_insert_with(Instant::now);
			watch.behind.push(best - finalised);
			for (number, since) in watch.best.range(..=finalised) {
				watch.took.entry(*number).or_insert(since.elapsed());
			}
			(finalised >= last).then_some(())
		};
		until("blocks are final", 4 * blocks, looked).await;
		watch
	}

	fn most_behind(&self) -> u64 {
		*self.behind.iter().max().unwrap()
	}

	fn tell(&self) {
		let looks = self.behind.len();
		let mean = self.behind.iter().sum::<u64>() as f64 / looks as f64;
		let took: Vec<_> = self.took.values().map(Duration::as_secs_f64).collect();
		println!(
			"finality is {mean:.2} blocks behind in the mean of {looks} looks, {} at the most; \
			 {} blocks were final {:.2} s after they were best in the mean, {:.2} s at the most",
			self.most_behind(),
			took.len(),
			took.iter().sum::<f64>() / took.len() as f64,
			took.iter().copied().fold(0.0, f64::max),
		);
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn finality_stays_less_than_three_blocks_behind_and_a_new_node_warps_to_it() {
	let nodes = [&VALIDATORS[..], &[&["--sync", "warp"]]].concat();
	let mut network = Network::plan("local", &nodes).await;
	network.launch(&ALL).await;
	network.all_final(&ALL, 2, 60).await;

	let watch = Watch::of(&network, 0, 15).await;
	watch.tell();
	assert!(watch.most_behind() < 3, "{:?}", watch.behind);
	let authors = |blocks: &[Block]| {
		let mut authors = [0; 4];
		for slot in blocks.iter().filter_map(|block| block.slot) {
			authors[slot as usize % 4] += 1;
		}
		authors
	};
	let blocks = network.node(0).blocks_from(1).await;
	assert!(authors(&blocks).iter().all(|made| *made >= 3));

	let (old, new) = (network.node(0).finalised().await.number, 4);
	network.launch(&[new]).await;
	let (alice, joined) = (network.node(0), network.node(new));
	joined.final_at(old, 60).await;
	joined.has_warped(alice, blocks[0].hash).await;
	// It follows from there by itself.
	let best = alice.best().await.number;
	joined.final_at(best + 2, 30).await;
	network.agreed(&[0, 1, 2, 3, 4]).await;
	network.nobody_equivocated();
}

#[tokio::test(flavor = "multi_thread")]
async fn halves_that_are_cut_apart_finalise_nothing_and_agree_when_they_meet_again() {
	const ONE: [usize; 2] = [0, 1];
	const OTHER: [usize; 2] = [2, 3];
	let network = Network::start("local", &VALIDATORS).await;
	network.all_final(&ALL, 3, 60).await;
	network.cut(&ONE, &OTHER).await;

	// Votes may have been under way.
	tokio::time::sleep(Duration::from_secs(3)).await;
	let mut held = Vec::new();
	for node in ALL {
		held.push(network.node(node).finalised().await);
	}
	let begun = Instant::now();
	let grown = held[0].number + 6;
	for node in ALL {
		let grows = async || (network.node(node).best().await.number >= grown).then_some(());
		until("each side goes on", 60, grows).await;
	}
	let apart = begun.elapsed().as_secs();
	for node in ALL {
		assert_eq!(network.node(node).finalised().await, held[node]);
	}
	// Each side has a chain of its own.
	let forked = network.agreed(&ALL).await.number + 4;
	for side in [ONE, OTHER] {
		let [a, b] = side.map(|node| network.node(node));
		let one = async || (a.hash(forked).await == b.hash(forked).await).then_some(());
		until("a side has one chain", 60, one).await;
	}
	let forks = [
		network.node(0).hash(forked).await,
		network.node(2).hash(forked).await,
	];
	assert_ne!(forks[0], forks[1]);
	let mut tips = Vec::new();
	for node in [0, 2] {
		tips.push(network.node(node).best().await);
	}

	let healed = Instant::now();
	network.heal(&ONE, &OTHER).await;
	let met = tips.iter().map(|tip| tip.number).max().unwrap();
	network.all_final(&ALL, met, 60).await;
	let took = healed.elapsed().as_secs_f64();
	network.all_final(&ALL, met + 4, 60).await;
	network.agreed(&ALL).await;
	let mut given_up = 0;
	for tip in &tips {
		given_up += u64::from(network.node(0).hash(tip.number).await != Some(tip.hash));
	}
	assert!(given_up >= 1, "one chain at the least is given up");
	for node in ALL {
		for held in &held {
			let hash = network.node(node).hash(held.number).await;
			assert_eq!(hash, Some(held.hash), "what was final is reverted");
		}
	}
	network.nobody_equivocated();
	println!(
		"{apart} s without finality, at {}; the sides came to {} and {}; \
		 all of it was final {took:.1} s after they met",
		held[0].number, tips[0].number, tips[1].number
	);
}
