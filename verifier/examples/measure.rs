// SPDX-License-Identifier: Apache-2.0

//! How long what a relay hands over is, how long a lock takes to decide on this machine, and how much of
//! the heap: `cargo run --release -p samul-verifier --example measure`.

#![allow(clippy::unwrap_used)]
#![allow(unsafe_code, reason = "an allocator that counts")]

#[path = "../tests/common/mod.rs"]
mod common;

use std::{
	alloc::{GlobalAlloc, Layout, System},
	sync::atomic::{AtomicUsize, Ordering::SeqCst},
	time::{Duration, Instant},
};

use codec::Encode;
use common::{
	home::{self, State, BLOCK, FLAT, HOUSE, RIGHT},
	message, Chain, Parts,
};
use samul_primitives::{
	access::{Right, Source, Subject, Zone},
	device::{DeviceHead, ModelHead},
	keys::DeviceKey,
	DeviceId, PublicKey, Scheme, Signature,
};
use samul_verifier::{access::Hints, Trust};

/// Hashes of blocks that the runtime keeps.
const BLOCK_HASHES: u32 = 4096;
/// Houses, flats of each, and rights on each flat, each of another phone: 100,000 in all.
const HOUSES: u64 = 2500;
const FLATS: u64 = 20;
const RIGHTS: u64 = 2;

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

struct Counting;

// SAFETY: all is left to the system's allocator.
unsafe impl GlobalAlloc for Counting {
	unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
		PEAK.fetch_max(NOW.fetch_add(layout.size(), SeqCst) + layout.size(), SeqCst);
		// SAFETY: as the caller of this.
		unsafe { System.alloc(layout) }
	}

	unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
		NOW.fetch_sub(layout.size(), SeqCst);
		// SAFETY: as the caller of this.
		unsafe { System.dealloc(pointer, layout) }
	}
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Somebody at the door, and on what his right stands.
struct Case {
	name: &'static str,
	subject: Subject,
	key: DeviceKey,
	hints: Hints,
}

fn account(key: &DeviceKey) -> Subject {
	Subject::Account(key.public().as_bytes().try_into().unwrap())
}

/// A city: what the chain stores of the other flats, phones and rights.
fn city(state: &mut State) {
	for number in 1..=BLOCK_HASHES {
		let number = number.encode();
		let key = [
			sp_crypto_hashing::twox_128(b"System").as_slice(),
			&sp_crypto_hashing::twox_128(b"BlockHash"),
			&sp_crypto_hashing::twox_64(&number),
			&number,
		]
		.concat();
		state.insert(key, vec![7; 32]);
	}
	for pallet in 0..24u8 {
		for item in 0..6u8 {
			let key = [
				sp_crypto_hashing::twox_128(&[pallet]),
				sp_crypto_hashing::twox_128(&[pallet, item]),
			];
			state.insert(key.concat(), vec![item; 16]);
		}
	}
	for house in 0..HOUSES {
		let number = 1000 + house * (FLATS + 1);
		home::put_zone(state, number, &Zone::default());
		for flat in number + 1..=number + FLATS {
			let parent = Some(number);
			home::put_zone(
				state,
				flat,
				&Zone {
					parent,
					..Zone::default()
				},
			);
			for right in 0..RIGHTS {
				let id = flat * RIGHTS + right;
				let key = PublicKey::Ed25519(sp_crypto_hashing::blake2_256(&id.encode()));
				let device = DeviceId::of(&key);
				home::put_device(state, &device, &home::device(key));
				let registered = Some(5);
				let right = Right {
					registered,
					..home::right()
				};
				home::put_right(state, flat, &Subject::Device(device), id, &right);
			}
		}
	}
}

/// Three who may go in: as little as there can be, the usual, and more than usual.
fn cases(state: &mut State) -> [Case; 3] {
	home::furnish(state, Scheme::Ed25519);
	let usual = Case {
		name: "a phone's right, flat in a house: 4 values",
		subject: home::phone(Scheme::Ed25519),
		key: home::phone_key(Scheme::Ed25519),
		hints: home::hints(),
	};

	let of_account = DeviceKey::from_seed(Scheme::Ed25519, &[0x21; 32]).unwrap();
	home::put_right(state, HOUSE, &account(&of_account), 200, &home::right());
	home::put_right(state, FLAT, &account(&of_account), 201, &home::right());
	let of_account = Case {
		name: "an account's right, flat in a house: 3 values",
		subject: account(&of_account),
		key: of_account,
		hints: Hints {
			right: 201,
			zones: vec![HOUSE],
			..Hints::default()
		},
	};

	// Of a phone of a model, which the account delegated to it.
	let phone = DeviceKey::from_seed(Scheme::P256, &[0x22; 32]).unwrap();
	let id = DeviceId::of(&phone.public());
	let head = DeviceHead {
		model: Some(8),
		..home::device(phone.public())
	};
	home::put_device(state, &id, &head);
	let model = ModelHead {
		manufacturer: 1,
		name: b"Phone".to_vec().try_into().unwrap(),
		ca: head.key,
		suspended: false,
		suspended_firmware: vec![(1, 3)].try_into().unwrap(),
	};
	home::put_model(state, 8, &model);
	let source = Source {
		subject: of_account.subject,
		right: 201,
	};
	let right = Right {
		registered: Some(5),
		source: Some(source),
		..home::right()
	};
	home::put_right(state, FLAT, &Subject::Device(id), 202, &right);
	let delegated = Case {
		name: "a delegated right, phone of a model (P-256): 6 values",
		subject: Subject::Device(id),
		key: phone,
		hints: Hints {
			right: 202,
			zones: vec![HOUSE],
			sources: vec![source],
			models: vec![8],
			..Hints::default()
		},
	};
	assert_eq!(usual.hints.right, RIGHT);
	[of_account, usual, delegated]
}

/// The shortest of runs: the others were interrupted.
fn shortest(run: impl FnMut() -> Duration) -> Duration {
	std::iter::repeat_with(run).take(301).min().unwrap()
}

fn report(what: &str, trust: &Trust, bytes: &[u8], case: &Case, answer: &Signature) {
	let hints = case.hints.encode();
	let mut peak = 0;
	let time = shortest(|| {
		let mut trust = trust.clone();
		let before = NOW.load(SeqCst);
		PEAK.store(before, SeqCst);
		let start = Instant::now();
		home::knock(&mut trust, case.subject, bytes, &hints, answer).unwrap();
		let time = start.elapsed();
		peak = PEAK.load(SeqCst) - before;
		time
	});
	println!(
		"    {what}: {} bytes, {} µs, heap {peak} bytes",
		bytes.len() + hints.len(),
		time.as_micros()
	);
}

fn sizes(what: &str, parts: &Parts) {
	println!(
		"    {what}: header {}, justification {}, proof of the state {}",
		parts.header.len(),
		parts.justification.len(),
		parts.proof.len()
	);
}

fn main() {
	let mut first = Chain::new([0xab; 32], &[]);
	city(&mut first.state);
	let cases = cases(&mut first.state);
	let root = *first.backend().root();
	for case in &cases {
		println!(
			"{}; on what it stands: {} bytes",
			case.name,
			case.hints.encode().len()
		);
		let answer = home::answer(case.subject, &case.key);
		let keys = case.hints.keys(FLAT, &case.subject);
		let keys = keys.iter().map(Vec::as_slice).collect::<Vec<_>>();
		let proof = first.prove(&keys);
		for validators in [4u8, 16, 64] {
			first.keys = (1..=validators).map(common::key).collect();
			// The state does not matter to the validators: it is not made anew for each block.
			let bare = |chain: &Chain, set_id| Chain {
				genesis: chain.genesis,
				keys: chain.keys.clone(),
				set_id,
				state: State::new(),
				version: chain.version,
			};
			let (old, new) = (bare(&first, 7), bare(&first, 8));
			let change = old.hand_over(&old.last_block(50, &new), &[]);
			let block = |chain: &Chain| {
				let mut header = chain.block(BLOCK, Vec::new());
				header.state_root = root;
				let mut parts = chain.hand_over(&header, &[]);
				parts.proof.clone_from(&proof);
				parts
			};
			let (known, after) = (block(&old), block(&new));
			let trust = old.trust();
			println!(
				"  {validators} validators; trust of {} bytes",
				trust.encode().len()
			);
			sizes("block that is read", &known);
			sizes("change of the set", &change);
			let bytes = message(&[], Some(&known));
			report("set is known", &trust, &bytes, case, &answer);
			let bytes = message(&[change], Some(&after));
			report("after a change of the set", &trust, &bytes, case, &answer);
		}
	}
}
