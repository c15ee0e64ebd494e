// SPDX-License-Identifier: Apache-2.0

//! How long what a relay hands over is, and how long it takes to verify it on this machine:
//! `cargo run --release -p samul-verifier --example measure`.

#![allow(clippy::unwrap_used)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::time::{Duration, Instant};

use codec::Encode;
use common::{clock, message, Chain, Parts};
use samul_verifier::{Message, Trust, GENESIS_HASH_KEY};

/// Hashes of blocks that the runtime keeps, and entries of a map.
const BLOCK_HASHES: u32 = 4096;
const ENTRIES: u32 = 100_000;

/// The key of an entry of a map, as `Blake2_128Concat` makes it.
fn entry(number: u32) -> Vec<u8> {
	let id = sp_crypto_hashing::blake2_256(&number.encode());
	[
		sp_crypto_hashing::twox_128(b"AccessRights").as_slice(),
		&sp_crypto_hashing::twox_128(b"Rights"),
		&sp_crypto_hashing::blake2_128(&id),
		&id,
	]
	.concat()
}

fn chain(validators: u8) -> Chain {
	let mut chain = Chain::new([1; 32], &(1..=validators).collect::<Vec<_>>());
	for number in 1..=BLOCK_HASHES {
		let number = number.encode();
		let mut key = GENESIS_HASH_KEY[..32].to_vec();
		key.extend(sp_crypto_hashing::twox_64(&number));
		key.extend(&number);
		chain
			.state
			.insert(key, sp_crypto_hashing::blake2_256(&number).to_vec());
	}
	for pallet in 0..24u8 {
		for item in 0..6u8 {
			let key = [
				sp_crypto_hashing::twox_128(&[pallet]),
				sp_crypto_hashing::twox_128(&[pallet, item]),
			];
			chain.state.insert(key.concat(), vec![item; 16]);
		}
	}
	for number in 0..ENTRIES {
		chain.state.insert(entry(number), vec![number as u8; 80]);
	}
	chain
}

/// The shortest of runs: the others were interrupted.
fn shortest(run: impl FnMut() -> Duration) -> Duration {
	std::iter::repeat_with(run).take(501).min().unwrap()
}

fn take(trust: &mut Trust, bytes: &[u8], key: &[u8]) {
	let message = Message::decode(bytes).unwrap();
	trust.advance(&message.set_changes).unwrap();
	let read = message.read.unwrap();
	let verified = trust.verify(&read, &[key], &clock(60)).unwrap();
	assert_eq!(verified.values[0].map(<[u8]>::len), Some(80));
}

fn report(what: &str, trust: &Trust, bytes: &[u8], key: &[u8]) {
	let time = shortest(|| {
		let mut trust = trust.clone();
		let start = Instant::now();
		take(&mut trust, bytes, key);
		start.elapsed()
	});
	println!("  {what}: {} bytes, {} µs", bytes.len(), time.as_micros());
}

fn sizes(what: &str, parts: &Parts) {
	println!(
		"  {what}: header {}, justification {}, {} nodes of {} bytes together",
		parts.header.len(),
		parts.justification.len(),
		parts.nodes.len(),
		parts.nodes.iter().map(Vec::len).sum::<usize>()
	);
}

fn main() {
	let key = entry(77);
	let mut first = chain(4);
	for validators in [4u8, 16, 64] {
		first.keys = (1..=validators).map(common::key).collect();
		let mut second = first.clone();
		second.set_id += 1;
		let change = first.hand_over(&first.last_block(50, &second), &[]);
		let known = first.hand_over(&first.block(60, Vec::new()), &[&key]);
		let after = second.hand_over(&second.block(60, Vec::new()), &[&key]);
		let trust = first.trust();
		println!(
			"{validators} validators; trust of {} bytes",
			trust.encode().len()
		);
		sizes("block that is read", &known);
		sizes("change of the set", &change);
		report("set is known", &trust, &message(&[], Some(&known)), &key);
		report(
			"after a change of the set",
			&trust,
			&message(&[change], Some(&after)),
			&key,
		);
	}
}
