// SPDX-License-Identifier: Apache-2.0

//! The hash of a trie's nodes as the SDK wants it.

use alloc::vec::Vec;
use codec::Encode;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::{storage::StateVersion, Hasher, H256};
use sp_runtime::traits::{BlakeTwo256, Hash};

use super::hash::node_hash;

/// What the chain's blocks, extrinsics and states are hashed with: for `sp_runtime::generic::Header`.
///
/// Nodes of the state's trie have the [hash of their children's tree](super::hash). Everything else,
/// blocks, extrinsics and the root of the extrinsics, has the BLAKE2b hash that all tools expect.
#[derive(Clone, Copy, PartialEq, Eq, Debug, TypeInfo, Serialize, Deserialize)]
pub struct StateHashing;

impl Hasher for StateHashing {
	type Out = H256;
	type StdHasher = <BlakeTwo256 as Hasher>::StdHasher;
	const LENGTH: usize = 32;

	/// The hash of a node, or of a value.
	fn hash(bytes: &[u8]) -> H256 {
		node_hash(bytes).into()
	}
}

impl Hash for StateHashing {
	type Output = H256;

	fn hash(bytes: &[u8]) -> H256 {
		<BlakeTwo256 as Hash>::hash(bytes)
	}

	fn hash_of<S: Encode>(value: &S) -> H256 {
		<BlakeTwo256 as Hash>::hash_of(value)
	}

	fn ordered_trie_root(input: Vec<Vec<u8>>, version: StateVersion) -> H256 {
		BlakeTwo256::ordered_trie_root(input, version)
	}

	/// The root that the SDK's hash gives: nothing asks for it, states are hashed node by node.
	fn trie_root(input: Vec<(Vec<u8>, Vec<u8>)>, version: StateVersion) -> H256 {
		BlakeTwo256::trie_root(input, version)
	}
}
