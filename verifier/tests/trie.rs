// SPDX-License-Identifier: Apache-2.0

//! Proofs of the SDK's own states are read as the SDK reads them; what is left out, added or
//! changed is refused.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use proptest::prelude::*;
use samul_verifier::{
	limits::{MAX_NODES, MAX_PROOF_BYTES},
	trie::read_proof,
	Error,
};
use sp_core::storage::StateVersion;
use sp_crypto_hashing::blake2_256;
use sp_runtime::traits::BlakeTwo256;
use sp_state_machine::{prove_read, read_proof_check, InMemoryBackend};
use sp_trie::StorageProof;

type State = BTreeMap<Vec<u8>, Vec<u8>>;

fn prove(state: &State, version: StateVersion, keys: &[Vec<u8>]) -> ([u8; 32], Vec<Vec<u8>>) {
	let backend = InMemoryBackend::<BlakeTwo256>::from((state.clone(), version));
	let root = backend.root().0;
	(
		root,
		prove_read(backend, keys)
			.unwrap()
			.into_iter_nodes()
			.collect(),
	)
}

fn read(
	root: &[u8; 32],
	nodes: &[Vec<u8>],
	keys: &[Vec<u8>],
) -> Result<Vec<Option<Vec<u8>>>, Error> {
	let nodes = nodes.iter().map(Vec::as_slice).collect::<Vec<_>>();
	let keys = keys.iter().map(Vec::as_slice).collect::<Vec<_>>();
	let values = read_proof(root, &nodes, &keys)?;
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

fn any_value() -> impl Strategy<Value = Vec<u8>> {
	prop_oneof![
		proptest::collection::vec(any::<u8>(), 0..4),
		proptest::collection::vec(any::<u8>(), 31..35),
		proptest::collection::vec(any::<u8>(), 0..300),
	]
}

fn any_version() -> impl Strategy<Value = StateVersion> {
	prop_oneof![Just(StateVersion::V0), Just(StateVersion::V1)]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(600))]

	#[test]
	fn proofs_are_read_as_the_sdk_does(
		state in proptest::collection::btree_map(any_key(), any_value(), 0..60),
		version in any_version(),
		present in proptest::collection::vec(any::<prop::sample::Index>(), 0..4),
		others in proptest::collection::vec(any_key(), 0..4),
	) {
		let mut keys = others;
		if !state.is_empty() {
			let all = state.keys().collect::<Vec<_>>();
			keys.extend(present.iter().map(|index| (*index.get(&all)).clone()));
		}
		let (root, nodes) = prove(&state, version, &keys);
		let values = read(&root, &nodes, &keys);
		let expected = keys.iter().map(|key| state.get(key).cloned()).collect::<Vec<_>>();
		prop_assert_eq!(values.as_ref(), Ok(&expected));
		// The SDK wants the root also where nothing is asked.
		if !keys.is_empty() {
			let sdk = read_proof_check::<BlakeTwo256, _>(
				root.into(), StorageProof::new(nodes.clone()), &keys).unwrap();
			for (key, value) in keys.iter().zip(&expected) {
				prop_assert_eq!(sdk.get(key), Some(value));
			}
		}

		// The order of the nodes is free; each of them is needed, once, and no other.
		let mut turned = nodes.clone();
		turned.reverse();
		prop_assert_eq!(read(&root, &turned, &keys), Ok(expected));
		for at in 0..nodes.len() {
			let mut fewer = nodes.clone();
			fewer.remove(at);
			prop_assert_eq!(read(&root, &fewer, &keys), Err(Error::MissingNode));
			let mut twice = nodes.clone();
			twice.push(nodes[at].clone());
			prop_assert_eq!(read(&root, &twice, &keys), Err(Error::RepeatedNode));
		}
		let mut more = nodes;
		more.push(b"not a node of this trie".to_vec());
		prop_assert_eq!(read(&root, &more, &keys), Err(Error::UnusedNode));
	}

	#[test]
	fn a_proof_of_one_key_does_not_lie_about_another(
		state in proptest::collection::btree_map(any_key(), any_value(), 1..60),
		version in any_version(),
		proven: prop::sample::Index,
		asked in any_key(),
	) {
		let proven = (*proven.get(&state.keys().collect::<Vec<_>>())).clone();
		let (root, nodes) = prove(&state, version, &[proven]);
		if let Ok(values) = read(&root, &nodes, std::slice::from_ref(&asked)) {
			prop_assert_eq!(values, [state.get(&asked).cloned()]);
		}
	}

	/// Nodes that are on the way by their hash, and are not in the format: no panic, and what is
	/// read is what the SDK reads.
	#[test]
	fn hostile_nodes_are_read_as_the_sdk_does_or_refused(
		state in proptest::collection::btree_map(any_key(), any_value(), 1..20),
		version in any_version(),
		asked: prop::sample::Index,
		at: prop::sample::Index,
		byte: u8,
		cut: bool,
	) {
		let key = (*asked.get(&state.keys().collect::<Vec<_>>())).clone();
		let (root, mut nodes) = prove(&state, version, std::slice::from_ref(&key));
		let top = nodes.iter().position(|node| blake2_256(node) == root).unwrap();
		let at = at.index(nodes[top].len());
		if cut {
			nodes[top].truncate(at);
		} else {
			nodes[top][at] = byte;
		}
		let root = blake2_256(&nodes[top]);
		if let Ok(values) = read(&root, &nodes, std::slice::from_ref(&key)) {
			let sdk = read_proof_check::<BlakeTwo256, _>(
				root.into(), StorageProof::new(nodes), [&key]).unwrap();
			prop_assert_eq!(Some(&values[0]), sdk.get(&key));
		}
	}

	#[test]
	fn any_bytes_are_refused_or_prove_what_the_sdk_reads(
		node in proptest::collection::vec(any::<u8>(), 0..80),
		key in any_key(),
	) {
		let root = blake2_256(&node);
		let nodes = [node];
		if let Ok(values) = read(&root, &nodes, std::slice::from_ref(&key)) {
			let sdk = read_proof_check::<BlakeTwo256, _>(
				root.into(), StorageProof::new(nodes), [&key]).unwrap();
			prop_assert_eq!(Some(&values[0]), sdk.get(&key));
		}
	}
}

#[test]
fn an_empty_state_has_nothing() {
	let root = blake2_256(&[0]);
	assert_eq!(read(&root, &[vec![0]], &[vec![1]]), Ok(vec![None]));
	assert_eq!(read(&root, &[], &[vec![1]]), Err(Error::MissingNode));
	// Only a whole state is empty, not a part of one.
	let branch = [0x80, 1, 0, 4, 0];
	assert_eq!(
		read(&blake2_256(&branch), &[branch.to_vec()], &[vec![1]]),
		Err(Error::MalformedNode)
	);
}

#[test]
fn nodes_out_of_format_are_refused() {
	let refused = |node: &[u8]| {
		let result = read(&blake2_256(node), &[node.to_vec()], &[vec![0x12]]);
		assert_eq!(result, Err(Error::MalformedNode), "{node:?}");
	};
	// A leaf for key 0x12 with value 7 is fine, and everything else is not.
	let leaf = [0x42, 0x12, 4, 7];
	assert_eq!(
		read(&blake2_256(&leaf), &[leaf.to_vec()], &[vec![0x12]]),
		Ok(vec![Some(vec![7])])
	);
	refused(&[]);
	refused(&[0, 0]);
	// Of the encodings that are kept for something else.
	refused(&[1, 0x12]);
	// Padding that is not zero.
	refused(&[0x41, 0x12, 4, 7]);
	// A value longer than the node, and one that something follows.
	refused(&[0x42, 0x12, 8, 7]);
	refused(&[0x42, 0x12, 4, 7, 0]);
	// A length that is not in its shortest form.
	refused(&[0x42, 0x12, 5, 0, 7]);
	// A hash that is too short.
	refused(&[0x22, 0x12, 7]);
	// A branch without children, without the child it says, with one that is too long.
	refused(&[0x82, 0x12, 0, 0]);
	refused(&[0x80, 1, 0]);
	let mut long = vec![0x80, 1, 0, 33 << 2];
	long.extend([0; 33]);
	refused(&long);
	// A number of digits without end.
	refused(&[0x7f; 1]);
	let mut endless = vec![0x7f];
	endless.extend([0xff; 400]);
	refused(&endless);
}

#[test]
fn sizes_are_bounded() {
	let many = (0..=MAX_NODES as u32)
		.map(|n| n.to_le_bytes().to_vec())
		.collect::<Vec<_>>();
	assert_eq!(read(&[0; 32], &many, &[]), Err(Error::TooManyNodes));
	assert_eq!(read(&[0; 32], &many[1..], &[]), Err(Error::UnusedNode));
	let long = [vec![0; MAX_PROOF_BYTES], vec![1]];
	assert_eq!(read(&[0; 32], &long, &[]), Err(Error::ProofTooLong));
	assert_eq!(read(&[0; 32], &long[..1], &[]), Err(Error::UnusedNode));
}
