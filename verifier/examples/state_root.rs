// SPDX-License-Identifier: Apache-2.0

//! What the hash of the state's nodes costs a node that executes blocks: how long the root of a changed state
//! takes with it, and with the SDK's, one after the other, on a state in memory:
//! `cargo run --release -p samul-verifier --example state_root`.

#![allow(clippy::unwrap_used)]

use std::{
	collections::BTreeMap,
	time::{Duration, Instant},
};

use samul_primitives::trie::StateHashing;
use sp_core::{storage::StateVersion, Hasher};
use sp_crypto_hashing::blake2_256;
use sp_runtime::traits::BlakeTwo256;
use sp_state_machine::{backend::Backend, InMemoryBackend};

/// Entries of the state, each under a hash, of 100 bytes.
const ENTRIES: u32 = 300_000;
/// Entries that a block changes.
const CHANGES: [u32; 3] = [100, 1000, 10_000];
/// How often each root is computed.
const RUNS: u32 = 15;

fn entry(number: u32, version: u32) -> (Vec<u8>, Vec<u8>) {
	let key = blake2_256(&number.to_le_bytes()).to_vec();
	(
		key,
		[number, version].map(u32::to_le_bytes).concat().repeat(13),
	)
}

fn state<H: Hasher<Out = sp_core::H256>>() -> InMemoryBackend<H> {
	let entries = (0..ENTRIES).map(|number| entry(number, 0));
	(entries.collect::<BTreeMap<_, _>>(), StateVersion::V1).into()
}

fn time<H: Hasher<Out = sp_core::H256>>(
	state: &InMemoryBackend<H>,
	changes: u32,
	run: u32,
) -> Duration {
	// Others each time, here and there in the state.
	let changed = (0..changes).map(|number| {
		let of = number.wrapping_mul(7919).wrapping_add(run * 31) % ENTRIES;
		entry(of, run + 1)
	});
	let changed = changed.collect::<BTreeMap<_, _>>();
	let delta = changed
		.iter()
		.map(|(key, value)| (key.as_slice(), Some(value.as_slice())));
	let start = Instant::now();
	let (root, _) = state.storage_root(delta, StateVersion::V1);
	let time = start.elapsed();
	assert_ne!(root, *state.root());
	time
}

fn median(mut times: Vec<Duration>) -> Duration {
	times.sort_unstable();
	times[times.len() / 2]
}

fn main() {
	let (sdk, own) = (state::<BlakeTwo256>(), state::<StateHashing>());
	println!("{ENTRIES} entries; medians of {RUNS}, in turns");
	for changes in CHANGES {
		let (of_sdk, of_own): (Vec<_>, Vec<_>) = (0..RUNS)
			.map(|run| (time(&sdk, changes, run), time(&own, changes, run)))
			.unzip();
		let (of_sdk, of_own) = (median(of_sdk), median(of_own));
		println!(
			"{changes} changes: {} µs with the SDK's hash, {} µs with this one, {:.2} times",
			of_sdk.as_micros(),
			of_own.as_micros(),
			of_own.as_secs_f64() / of_sdk.as_secs_f64()
		);
	}
}
