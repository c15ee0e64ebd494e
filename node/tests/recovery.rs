// SPDX-License-Identifier: Apache-2.0

//! A validator that fails and comes back, by itself and from a backup.

#![allow(clippy::unwrap_used)]

mod common;

use std::time::Instant;

use common::network::Network;

/// The validators of the chain `local`, in their turns.
const VALIDATORS: [&[&str]; 4] = [&["--alice"], &["--bob"], &["--charlie"], &["--dave"]];
const ALL: [usize; 4] = [0, 1, 2, 3];
const OTHERS: [usize; 3] = [0, 1, 2];
/// The one that fails.
const DAVE: usize = 3;

/// Wait until Dave has what is final for Alice, makes blocks that become final, and votes.
async fn takes_part(network: &Network) {
	let begun = Instant::now();
	let (alice, dave) = (network.node(0), network.node(DAVE));
	let now = alice.finalised().await;
	dave.final_at(now.number, 30).await;
	let caught_up = begun.elapsed().as_secs_f64();
	network.agreed(&ALL).await;
	let made = alice.block_by(3, 4, now.number, 30).await;
	let voted = network.node(0).votes_of(4, 30);
	voted.await;
	let votes = begun.elapsed().as_secs_f64();
	alice.final_at(made.number, 30).await;
	assert_eq!(alice.hash(made.number).await, Some(made.hash));
	println!(
		"it has what is final after {caught_up:.1} s, makes blocks and votes after {votes:.1} s"
	);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_validator_that_fails_stops_nobody_and_takes_part_again_even_from_a_backup() {
	let mut network = Network::start("local", &VALIDATORS).await;
	network.all_final(&ALL, 3, 60).await;
	network.node(0).votes_of(4, 30).await;

	// Three of four go on.
	network.kill(DAVE);
	let killed = network.node(0).best().await;
	network.all_final(&OTHERS, killed.number + 5, 60).await;
	let blocks = network.node(0).blocks_from(killed.number + 2).await;
	assert!(blocks.iter().all(|block| block.slot.unwrap() % 4 != 3));
	network.launch(&[DAVE]).await;
	takes_part(&network).await;

	// It makes blocks and votes after the backup, and knows nothing of it afterwards.
	network.stop(DAVE);
	network.node(DAVE).back_up("backup");
	network.launch(&[DAVE]).await;
	takes_part(&network).await;
	let kept = network.node(DAVE).finalised().await;
	network.stop(DAVE);
	network.node(DAVE).restore("backup");
	network.launch(&[DAVE]).await;
	takes_part(&network).await;
	for node in ALL {
		assert_eq!(network.node(node).hash(kept.number).await, Some(kept.hash));
	}
	network.nobody_equivocated();
}
