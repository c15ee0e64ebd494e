// SPDX-License-Identifier: Apache-2.0

//! What the council of the consortium decides, on a network of its validators.

#![allow(clippy::unwrap_used)]

mod common;

use common::{
	council::{
		bytes, call, decide, effective, event, id, missed, spec, stored, submit, validators, Keys,
		Pulse, DAVE, EVE, FERDIE, SESSION,
	},
	member::{Block, Member},
	network::{until, Network},
	ALICE, BOB, CHARLIE,
};
use serde_json::json;
use subxt::dynamic::{self, Value};
use tempfile::TempDir;

/// The validators at the beginning, in their turns.
const VALIDATORS: [&[&str]; 4] = [&["--alice"], &["--bob"], &["--charlie"], &["--dave"]];
const ALL: [usize; 4] = [0, 1, 2, 3];
/// Longest time in which nothing further is final: three slots, and what looking takes.
const LONGEST: f64 = 7.0;
/// Slots that may be lost when the runtime changes: all nodes compile the new one at the same time,
/// here on the same two processors, where that takes each of them six seconds of one: four to eight slots
/// on idle ones, eleven were seen.
const LOST_BY_UPGRADE: u64 = 20;

/// Role in the way that the metadata nests it.
fn roles(role: &str) -> Value {
	let role = Value::unnamed_variant(role, []);
	let list = Value::unnamed_composite([role]);
	Value::unnamed_composite([Value::unnamed_composite([list])])
}

fn most(missed: &[u64]) -> u64 {
	*missed.iter().max().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_validator_comes_and_one_has_to_go_without_a_pause_and_a_new_node_warps_past_both() {
	let folder = TempDir::new().unwrap();
	let nodes = [&VALIDATORS[..], &[&["--validator"], &["--sync", "warp"]]].concat();
	let (new, reader) = (4, 5);
	let mut network = Network::plan(&spec(folder.path(), None), &nodes).await;
	network.launch(&[0, 1, 2, 3, new]).await;
	network.all_final(&[0, 1, 2, 3, new], 2, 60).await;
	let (alice, ferdie) = (network.node(0), network.node(new));
	let pulse = Pulse::of(alice.chain().clone());
	let begun = alice.best().await.number;

	// The council admits an organisation, whose node makes keys for it, and it takes a seat.
	let to = Value::unnamed_variant("Id", [bytes(id(FERDIE))]);
	let money = [("dest", to), ("value", Value::u128(1000 * 10u128.pow(12)))];
	submit(
		alice,
		&call("Balances", "transfer_allow_death", &money),
		ALICE,
	)
	.await;
	let admission = [
		("name", Value::from_bytes("Foxtrot KK")),
		("contact", Value::from_bytes("office@foxtrot.example")),
		("representative", bytes(id(FERDIE))),
		("roles", roles("Validator")),
		("seats", Value::u128(1)),
	];
	let admission = call("Consortium", "admit", &admission);
	decide(alice, &admission, &[ALICE, BOB, CHARLIE]).await;
	let keys = Keys::made(ferdie, FERDIE).await;
	submit(alice, &keys.set(), FERDIE).await;
	let seated = submit(alice, &call("Consortium", "take_seat", &[]), FERDIE).await;
	let seated = effective(alice.block(seated.block).await.number);
	let is_in = async || validators(alice).await.contains(&id(FERDIE)).then_some(());
	until("the validator comes", 90, is_in).await;
	assert!(alice.best().await.number <= seated);
	alice.final_at(seated, 30).await;
	let (turn, turns) = keys.turn(alice).await.unwrap();
	assert_eq!(turns, 5);
	let made = alice.block_by(turn, turns, seated, 40).await;
	alice.votes_of(5, 30).await;
	network.all_final(&[0, 1, 2, 3, new], made.number, 30).await;

	// The council removes another one.
	let removal = [("validator", bytes(id(DAVE)))];
	let removal = call("Consortium", "remove_validator", &removal);
	decide(alice, &removal, &[ALICE, BOB, CHARLIE]).await;
	let removed = effective(alice.best().await.number);
	let is_out = async || (!validators(alice).await.contains(&id(DAVE))).then_some(());
	until("the validator goes", 90, is_out).await;
	assert!(alice.best().await.number <= removed);
	network.all_final(&[0, 1, 2, 3, new], removed + 4, 60).await;
	let dave = sp_keyring::Sr25519Keyring::Dave.public().0;
	let authorities = alice.authorities(alice.best().await.hash).await;
	assert!(authorities.len() == 4 && !authorities.contains(&dave));
	alice.votes_of(4, 30).await;

	let seen = pulse.seen().await;
	let blocks = alice.blocks_from(begun).await;
	let (longest, lost) = (seen.longest.as_secs_f64(), missed(&blocks));
	println!(
		"{} blocks, {} slots without one, {} in a row at the most; final ones come {longest:.1} s \
		 after each other at the most",
		blocks.len(),
		lost.iter().sum::<u64>(),
		most(&lost)
	);
	assert!(most(&lost) <= 3, "{lost:?}");
	assert!(longest < LONGEST, "{longest}");

	// A new node takes the changes from one set of validators to the next for proved.
	network.launch(&[reader]).await;
	let (alice, reader) = (network.node(0), network.node(reader));
	reader.final_at(blocks[blocks.len() - 1].number, 60).await;
	let first = alice.hash(1).await.unwrap();
	reader.has_warped(alice, first).await;
	let best = alice.best().await.number;
	reader.final_at(best + 2, 30).await;
	network.agreed(&[0, 1, 2, 3, 4, 5]).await;
	let set = async |node: &Member| node.request("grandpa_roundState", &[]).await["setId"].clone();
	assert_eq!(set(reader).await, set(alice).await);
	assert!(set(alice).await.as_u64().unwrap() >= 2);
	network.nobody_equivocated();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_validator_changes_its_keys_and_misses_no_turn() {
	let folder = TempDir::new().unwrap();
	let network = Network::start(&spec(folder.path(), None), &VALIDATORS).await;
	network.all_final(&ALL, 2, 60).await;
	let (alice, bob) = (network.node(0), network.node(1));
	let pulse = Pulse::of(bob.chain().clone());
	let begun = bob.best().await.number;
	let keys = Keys::made(alice, ALICE).await;
	let set = submit(bob, &keys.set(), ALICE).await;
	let changed = effective(bob.block(set.block).await.number);
	bob.final_at(changed, 90).await;
	let (turn, turns) = keys.turn(bob).await.unwrap();
	assert_eq!(turns, 4);
	let made = bob.block_by(turn, turns, changed, 40).await;
	bob.votes_of(4, 30).await;
	network.all_final(&ALL, made.number + 4, 40).await;
	let seen = pulse.seen().await;
	let lost = missed(&bob.blocks_from(begun).await);
	assert_eq!(most(&lost), 0, "{lost:?}");
	let longest = seen.longest.as_secs_f64();
	assert!(longest < LONGEST, "{longest}");
	network.agreed(&ALL).await;
	network.nobody_equivocated();
}

/// Five validators: one of four would keep its seat.
#[tokio::test(flavor = "multi_thread")]
async fn a_validator_whose_keys_two_nodes_have_is_caught_and_loses_its_seat() {
	let folder = TempDir::new().unwrap();
	let nodes = [&VALIDATORS[..], &[&["--eve"], &["--dave"]]].concat();
	let honest = [0, 1, 2, 4];
	let twin = 5;
	let mut network = Network::plan(&spec(folder.path(), Some(EVE)), &nodes).await;
	network.launch(&[0, 1, 2, 3, 4]).await;
	network.all_final(&[0, 1, 2, 3, 4], 3, 60).await;
	let begun = network.node(0).finalised().await.number;
	network.launch(&[twin]).await;
	let alice = network.node(0);
	event(alice, begun, "Offences", "Offence", "", 180).await;
	let ended = event(alice, begun, "Consortium", "SeatEnded", "\"Offence\"", 20).await;
	println!("caught after {} blocks", ended.number - begun);

	// It makes no block in the rest of the session.
	let all: Vec<[u8; 32]> = stored(alice, ended.hash, "Session", "Validators").await;
	let place = all.iter().position(|validator| *validator == id(DAVE));
	let place = place.unwrap() as u64;
	if ended.number % SESSION != 0 {
		let disabled: Value = stored(alice, ended.hash, "Session", "DisabledValidators").await;
		let disabled = format!("{disabled:?}");
		assert!(disabled.contains(&format!("U128({place})")), "{disabled}");
	}
	let gone = effective(ended.number);
	for node in honest {
		network.node(node).final_at(gone + 4, 120).await;
	}
	assert!(!validators(alice).await.contains(&id(DAVE)));
	let is_by_dave = |block: &Block| block.slot.unwrap() % 5 == place;
	let blocks = alice.blocks_from(ended.number + 1).await;
	let rest = ended.number.next_multiple_of(SESSION);
	let made = blocks.iter().filter(|block| block.number <= rest);
	assert!(!made.into_iter().any(is_by_dave));
	network.agreed(&honest).await;
}

/// Wasm of the next version of the runtime, whose migration says how many members there are.
fn next_runtime() -> Vec<u8> {
	samul_rehearsal::WASM_BINARY.unwrap().to_vec()
}

/// Where that migration writes.
const MIGRATED: &[u8] = b":samul:rehearsal";

#[tokio::test(flavor = "multi_thread")]
async fn the_council_changes_the_runtime_and_its_storage_and_no_block_is_lost() {
	let folder = TempDir::new().unwrap();
	let network = Network::start(&spec(folder.path(), None), &VALIDATORS).await;
	network.all_final(&ALL, 2, 60).await;
	let alice = network.node(0);
	let version = async || {
		let version = alice.request("state_getRuntimeVersion", &[]).await;
		version["specVersion"].as_u64().unwrap()
	};
	let migrated = [json!(format!("0x{}", hex::encode(MIGRATED)))];
	let before = version().await;
	assert!(alice.request("state_getStorage", &migrated).await.is_null());
	let pulse = Pulse::of(alice.chain().clone());

	let code = next_runtime();
	let hash = bytes(sp_io::hashing::blake2_256(&code));
	let authorized = call("System", "authorize_upgrade", &[("code_hash", hash)]);
	let motion = [("call", authorized.into_value())];
	let motion = call("Consortium", "enact", &motion);
	decide(alice, &motion, &[ALICE, BOB, CHARLIE]).await;
	// Anybody brings in what the council allowed.
	let begun = alice.best().await.number;
	let apply = dynamic::tx("System", "apply_authorized_upgrade", (code,));
	let applied = submit(alice, &apply, BOB).await;
	let applied = alice.block(applied.block).await.number;
	network.all_final(&ALL, applied + 12, 90).await;

	assert_eq!(version().await, before + 1);
	let count = alice.request("state_getStorage", &migrated).await;
	assert_eq!(count, "0x04000000");
	let next: u32 = stored(alice, alice.best().await.hash, "Consortium", "NextMember").await;
	assert_eq!(next, 4);
	// The council still decides.
	let length = [("blocks", Value::u128(20))];
	let length = call("Consortium", "set_session_length", &length);
	decide(alice, &length, &[BOB, CHARLIE, DAVE]).await;

	let seen = pulse.seen().await;
	let blocks = alice.blocks_from(begun).await;
	let lost = missed(&blocks);
	println!(
		"{} slots without a block around the upgrade in block {applied}: {lost:?}; final ones come \
		 {:.1} s after each other at the most",
		lost.iter().sum::<u64>(),
		seen.longest.as_secs_f64()
	);
	assert!(lost.iter().sum::<u64>() <= LOST_BY_UPGRADE, "{lost:?}");
	// What was best once is never given up.
	let final_ones = alice.finalised().await.number;
	for hash in seen.best {
		let block = alice.block(hash).await;
		if block.number <= final_ones {
			assert_eq!(alice.hash(block.number).await, Some(hash));
		}
	}
	network.agreed(&ALL).await;
	network.nobody_equivocated();
}
