// SPDX-License-Identifier: Apache-2.0

//! Proofs of states that the SDK has made are read as the SDK reads them; what is left out, added or
//! changed is refused.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use proptest::prelude::*;
use samul_primitives::trie::{
	prove::{prove, Unproved},
	StateHashing, MAX_DEPTH,
};
use samul_verifier::{limits::MAX_PROOF_BYTES, trie::read_proof, Error};
use sp_core::{storage::StateVersion, Hasher};
use sp_crypto_hashing::blake2_256;
use sp_runtime::traits::{BlakeTwo256, Hash};
use sp_state_machine::{prove_read, read_proof_check, InMemoryBackend};
use sp_trie::StorageProof;

type State = BTreeMap<Vec<u8>, Vec<u8>>;
type Values = Vec<Option<Vec<u8>>>;

/// The root of a state, and the nodes on the way to some keys.
fn nodes(state: &State, version: StateVersion, keys: &[Vec<u8>]) -> ([u8; 32], Vec<Vec<u8>>) {
	let backend = InMemoryBackend::<StateHashing>::from((state.clone(), version));
	let root = backend.root().0;
	let nodes = prove_read(backend, keys).unwrap();
	(root, nodes.into_iter_nodes().collect())
}

fn proof(state: &State, version: StateVersion, keys: &[Vec<u8>]) -> ([u8; 32], Vec<u8>) {
	let (root, nodes) = nodes(state, version, keys);
	(root, prove(&root, &nodes, keys).unwrap())
}

fn read(root: &[u8; 32], proof: &[u8], keys: &[Vec<u8>]) -> Result<Values, Error> {
	let keys = keys.iter().map(Vec::as_slice).collect::<Vec<_>>();
	let values = read_proof(root, proof, &keys)?;
	Ok(values
		.into_iter()
		.map(|value| value.map(<[u8]>::to_vec))
		.collect())
}

/// Keys that share much, so that there are branches with values, long partial keys and children
/// that are short enough to stand in place.
fn any_key() -> impl Strategy<Value = Vec<u8>> {
	prop_oneof![
		proptest::collection::vec(0..3u8, 0..4),
		proptest::collection::vec(prop_oneof![Just(0x10u8), Just(0x11), Just(0xff)], 0..6),
		proptest::collection::vec(any::<u8>(), 0..40),
		(any::<u8>(), 30..70usize).prop_map(|(last, length)| {
			let mut key = vec![0x77; length];
			key.push(last);
			key
		}),
	]
}

/// Values, some of which look as nodes do.
fn any_value() -> impl Strategy<Value = Vec<u8>> {
	prop_oneof![
		proptest::collection::vec(any::<u8>(), 0..4),
		proptest::collection::vec(any::<u8>(), 31..35),
		proptest::collection::vec(any::<u8>(), 0..300),
		proptest::collection::vec(any::<u8>(), 32)
			.prop_map(|child| { [&[0x80, 2, 1, 128][..], &child, &[4, 7]].concat() }),
	]
}

fn any_version() -> impl Strategy<Value = StateVersion> {
	prop_oneof![Just(StateVersion::V0), Just(StateVersion::V1)]
}

fn any_state() -> impl Strategy<Value = State> {
	proptest::collection::btree_map(any_key(), any_value(), 0..60)
}

/// Some keys that a state has, and some others.
fn any_keys() -> impl Strategy<Value = (Vec<prop::sample::Index>, Vec<Vec<u8>>)> {
	(
		proptest::collection::vec(any::<prop::sample::Index>(), 0..4),
		proptest::collection::vec(any_key(), 0..4),
	)
}

fn keys_of(
	state: &State,
	(present, others): (Vec<prop::sample::Index>, Vec<Vec<u8>>),
) -> Vec<Vec<u8>> {
	let mut keys = others;
	if !state.is_empty() {
		let all = state.keys().collect::<Vec<_>>();
		keys.extend(present.iter().map(|index| (*index.get(&all)).clone()));
	}
	keys
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(600))]

	#[test]
	fn proofs_are_read_as_the_sdk_reads_the_nodes(
		state in any_state(),
		version in any_version(),
		keys in any_keys(),
	) {
		let keys = keys_of(&state, keys);
		let (root, nodes) = nodes(&state, version, &keys);
		let proof = prove(&root, &nodes, &keys).unwrap();
		let expected = keys.iter().map(|key| state.get(key).cloned()).collect::<Vec<_>>();
		prop_assert_eq!(read(&root, &proof, &keys), Ok(expected.clone()));
		// The order in which is asked does not matter, nor what is asked twice, nor the nodes' order.
		let mut turned = keys.clone();
		turned.reverse();
		turned.extend(keys.clone());
		let mut of = expected.clone();
		of.reverse();
		of.extend(expected.clone());
		prop_assert_eq!(read(&root, &proof, &turned), Ok(of));
		let backwards = nodes.iter().rev().collect::<Vec<_>>();
		prop_assert_eq!(prove(&root, &backwards, &turned), Ok(proof.clone()));
		// The SDK wants the root also where nothing is asked.
		if keys.is_empty() {
			prop_assert_eq!(proof, Vec::<u8>::new());
		} else {
			let sdk = read_proof_check::<StateHashing, _>(
				root.into(), StorageProof::new(nodes), &keys).unwrap();
			for (key, value) in keys.iter().zip(&expected) {
				prop_assert_eq!(sdk.get(key), Some(value));
			}
		}
	}

	/// Of one state and some keys there is one proof: no byte of it may be another, be missing or be there
	/// besides.
	#[test]
	fn there_is_one_proof(
		state in any_state(),
		version in any_version(),
		keys in any_keys(),
		at: prop::sample::Index,
		byte: u8,
	) {
		let keys = keys_of(&state, keys);
		let (root, proof) = proof(&state, version, &keys);
		let mut more = proof.clone();
		more.push(byte);
		prop_assert_eq!(read(&root, &more, &keys), Err(Error::MalformedProof));
		if proof.is_empty() {
			return Ok(());
		}
		let at = at.index(proof.len());
		prop_assert_eq!(read(&root, &proof[..at], &keys), Err(Error::MalformedProof));
		let mut other = proof.clone();
		other[at] = byte;
		prop_assert_eq!(read(&root, &other, &keys).is_ok(), other == proof);
		other = proof.clone();
		other.insert(at, byte);
		prop_assert!(read(&root, &other, &keys).is_err());
		other = proof.clone();
		other.remove(at);
		prop_assert!(read(&root, &other, &keys).is_err());
	}

	/// Also bytes that somebody chose at each place of the proof, several of them.
	#[test]
	fn a_changed_proof_is_refused(
		state in any_state(),
		version in any_version(),
		keys in any_keys(),
		changes in proptest::collection::vec(
			(any::<prop::sample::Index>(), prop_oneof![any::<u8>(), 0..64u8]), 1..5),
	) {
		let keys = keys_of(&state, keys);
		let (root, proof) = proof(&state, version, &keys);
		let mut other = proof.clone();
		for (at, byte) in changes {
			if !other.is_empty() {
				let at = at.index(other.len());
				other[at] = byte;
			}
		}
		prop_assert_eq!(read(&root, &other, &keys).is_ok(), other == proof);
	}

	#[test]
	fn a_proof_of_some_keys_does_not_lie_about_others(
		state in any_state(),
		version in any_version(),
		proven in any_keys(),
		asked in any_keys(),
	) {
		let (root, proof) = proof(&state, version, &keys_of(&state, proven));
		let asked = keys_of(&state, asked);
		if let Ok(values) = read(&root, &proof, &asked) {
			let expected = asked.iter().map(|key| state.get(key).cloned()).collect::<Vec<_>>();
			prop_assert_eq!(values, expected);
		}
	}

	#[test]
	fn a_proof_of_another_state_is_refused(
		state in any_state(),
		key in any_key(),
		value in any_value(),
		keys in any_keys(),
	) {
		let keys = keys_of(&state, keys);
		let mut other = state.clone();
		other.insert(key, value);
		let (root, _) = proof(&state, StateVersion::V1, &keys);
		let (_, of_other) = proof(&other, StateVersion::V1, &keys);
		let is_taken = read(&root, &of_other, &keys).is_ok();
		prop_assert_eq!(is_taken, keys.is_empty() || state == other);
	}

	#[test]
	fn any_bytes_prove_nothing(
		proof in proptest::collection::vec(prop_oneof![any::<u8>(), 0..64u8], 1..200),
		keys in proptest::collection::vec(any_key(), 1..5),
	) {
		prop_assert!(read(&[7; 32], &proof, &keys).is_err());
	}

	#[test]
	fn no_nodes_or_other_nodes_make_no_proof(
		state in any_state(),
		version in any_version(),
		keys in any_keys(),
		others in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..80), 0..4),
	) {
		let keys = keys_of(&state, keys);
		let (root, nodes) = nodes(&state, version, &keys);
		for at in 0..nodes.len() {
			let mut fewer = nodes.clone();
			fewer.remove(at);
			// A node that is there twice in the trie is there once among the nodes.
			let expected = if keys.is_empty() { Ok(Vec::new()) } else { Err(Unproved::MissingNode) };
			prop_assert_eq!(prove(&root, &fewer, &keys), expected);
		}
		let more = [nodes.clone(), others].concat();
		prop_assert_eq!(prove(&root, &more, &keys), prove(&root, &nodes, &keys));
	}
}

#[test]
fn blocks_and_extrinsics_have_the_hash_that_tools_expect() {
	// As a branch, which in a state has another hash.
	let bytes = [0x80, 1, 0, 4, 7];
	let plain = blake2_256(&bytes);
	assert_ne!(<StateHashing as Hasher>::hash(&bytes).0, plain);
	assert_eq!(<StateHashing as Hash>::hash(&bytes).0, plain);
	assert_eq!(StateHashing::hash_of(&bytes).0, plain);
	let extrinsics = || (0..40).map(|number| vec![number; 50]).collect::<Vec<_>>();
	assert_eq!(
		StateHashing::ordered_trie_root(extrinsics(), StateVersion::V1),
		BlakeTwo256::ordered_trie_root(extrinsics(), StateVersion::V1)
	);
}

#[test]
fn an_empty_state_has_nothing() {
	let root = <StateHashing as Hasher>::hash(&[0]).0;
	let keys = [vec![1], vec![]];
	assert_eq!(prove(&root, &[[0]], &keys), Ok(vec![0]));
	assert_eq!(read(&root, &[0], &keys), Ok(vec![None, None]));
	assert_eq!(read(&root, &[], &keys), Err(Error::MalformedProof));
	assert_eq!(read(&root, &[0, 0], &keys), Err(Error::MalformedProof));
	assert_eq!(read(&[1; 32], &[0], &keys), Err(Error::WrongStateRoot));
	// Only a whole state is empty, not a part of one: a branch whose only child, of digit 1, is.
	assert_eq!(
		read(&root, &[3, 2, 0, 0], &[vec![0x12]]),
		Err(Error::MalformedProof)
	);
}

#[test]
fn what_is_out_of_format_is_refused() {
	// A leaf for the key 0x12 with value 7, with the digits of the key.
	let state = State::from([(vec![0x12], vec![7])]);
	let keys = [vec![0x12], vec![0x13]];
	let (root, leaf) = proof(&state, StateVersion::V1, &keys);
	assert_eq!(leaf, [1 | 8 | 32, 8, 4, 7]);
	assert_eq!(read(&root, &leaf, &keys), Ok(vec![Some(vec![7]), None]));
	// For the second key alone the digits have to be there.
	let (root, other) = proof(&state, StateVersion::V1, &keys[1..]);
	assert_eq!(other, [1 | 32, 8, 0x12, 4, 7]);
	let refused = |proof: &[u8]| {
		let result = read(&root, proof, &keys);
		assert_eq!(result, Err(Error::MalformedProof), "{proof:?}");
	};
	// The same node, said otherwise.
	refused(&[1 | 32, 8, 0x12, 4, 7]);
	// Kinds and bits that there are not.
	refused(&[6 | 8 | 32, 8, 4, 7]);
	refused(&[7 | 8 | 32, 8, 4, 7]);
	refused(&[1 | 8 | 32 | 64, 8, 4, 7]);
	refused(&[1 | 8 | 32 | 128, 8, 4, 7]);
	// Digits of a key without digits, none where there should be some, more than the key has.
	refused(&[1 | 8, 4, 7]);
	refused(&[1 | 32, 0, 4, 7]);
	refused(&[1 | 8 | 32, 12, 4, 7]);
	// Padding that is not zero.
	refused(&[1 | 32, 4, 0x21, 4, 7]);
	// Numbers that are not in their shortest form.
	refused(&[1 | 8 | 32, 9, 0, 4, 7]);
	refused(&[1 | 8 | 32, 8, 5, 0, 7]);
	// A leaf with short children; a branch with none of those that it says, or without any.
	refused(&[1 | 8 | 16 | 32, 8, 1, 0, 4, 7]);
	refused(&[3 | 16, 1, 0, 0, 0, 1]);
	refused(&[3 | 16, 1, 0, 2, 0, 1]);
	refused(&[3, 0, 0]);
	// A short child that is not short.
	let mut long = vec![3 | 16, 2, 0, 2, 0, 32 << 2];
	long.extend([0x41; 32]);
	refused(&long);
	// One that is no node.
	refused(&[3 | 16, 2, 0, 2, 0, 4, 0]);
}

#[test]
fn length_and_depth_are_bounded() {
	let keys = [vec![0x11; 40]];
	let long = vec![0; MAX_PROOF_BYTES + 1];
	assert_eq!(read(&[0; 32], &long, &keys), Err(Error::ProofTooLong));
	assert_eq!(
		read(&[0; 32], &long[1..], &keys),
		Err(Error::MalformedProof)
	);
	// Branches, each with the one child that the key goes to, the last of which is not there.
	let deep = [3, 2, 0].repeat(MAX_DEPTH);
	assert_eq!(read(&[0; 32], &deep, &keys), Err(Error::ProofTooDeep));
	assert_eq!(
		read(&[0; 32], &deep[3..], &keys),
		Err(Error::MalformedProof)
	);

	// A trie that is as deep: each key has one digit more in common with the longest.
	let state = |depth: usize| -> State {
		let key = |at: usize| {
			let mut key = vec![0x11; at / 2];
			key.push(if at.is_multiple_of(2) { 0x20 } else { 0x12 });
			key.resize(40, 0);
			key
		};
		let others = (0..depth).map(|at| (key(at), vec![at as u8; 33]));
		others.chain([(vec![0x11; 40], vec![1; 33])]).collect()
	};
	let (root, of) = nodes(&state(MAX_DEPTH - 1), StateVersion::V1, &keys);
	let proof = prove(&root, &of, &keys).unwrap();
	assert_eq!(read(&root, &proof, &keys), Ok(vec![Some(vec![1; 33])]));
	let (root, of) = nodes(&state(MAX_DEPTH), StateVersion::V1, &keys);
	assert_eq!(prove(&root, &of, &keys), Err(Unproved::TooDeep));
}

/// What firmware has to have on its stack, a thread's own among it, however deep a proof goes: at its
/// deepest end a value that is a node with 16 children.
#[test]
fn the_stack_is_bounded() {
	let key = [vec![0x11; 40]];
	let mut deep = [3, 2, 0].repeat(MAX_DEPTH - 1);
	let digits = 80 - (MAX_DEPTH as u8 - 1);
	let mut value = vec![0xc0, 0xff, 0xff, 4, 7];
	value.extend([4, 1].repeat(16));
	deep.extend([2 | 8 | 32, digits << 2, (value.len() as u8) << 2]);
	deep.extend(value);
	let walk = move || read(&[0; 32], &deep, &key);
	let thread = std::thread::Builder::new()
		.stack_size(24 * 1024)
		.spawn(walk);
	assert_eq!(thread.unwrap().join().unwrap(), Err(Error::WrongStateRoot));
}
