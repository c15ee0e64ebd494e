// SPDX-License-Identifier: Apache-2.0

//! Keys and values of the node's off-chain index, by which raw batches are found again, and retired
//! devices are told from those that never were.
//!
//! The index is a cache. Inner nodes of a stream's Merkle mountain range stand under their own
//! hash, so forks cannot spoil them. A leaf's place may be that of a block which was abandoned:
//! who reads it checks the payload found there against the leaf's hash. That a device was retired
//! counts only if the state has none of its id.

use alloc::vec::Vec;
use codec::{Decode, Encode};

use crate::{
	ids::{DeviceId, Moment},
	mmr::Hash,
};

/// Key of an inner node; its value is the left and then the right child.
pub fn node_key(node: &Hash) -> Vec<u8> {
	key(b"samul/node/", node)
}

/// Key of a leaf; its value is a SCALE-encoded [`Place`].
pub fn leaf_key(leaf: &Hash) -> Vec<u8> {
	key(b"samul/leaf/", leaf)
}

/// Key of a retired device; its value is when it was last retired, a SCALE-encoded [`Moment`].
pub fn retired_key(device: &DeviceId) -> Vec<u8> {
	key(b"samul/gone/", &device.0)
}

fn key(prefix: &[u8; 11], hash: &Hash) -> Vec<u8> {
	let mut key = Vec::with_capacity(43);
	key.extend_from_slice(prefix);
	key.extend_from_slice(hash);
	key
}

/// Where a batch's payload stands, and the time it spans.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Place {
	/// Number of the block.
	pub block: u32,
	/// Number of the extrinsic in its body. The payload stands in it as it is, under whatever
	/// calls wrap it.
	pub extrinsic: u32,
	/// Length of the payload in bytes.
	pub length: u32,
	/// Time of the first reading.
	pub start: Moment,
	/// Time of the last reading.
	pub end: Moment,
}

/// Find a payload with this hash of a leaf in the bytes of an extrinsic: where it begins.
/// `prefix` is what the payload is known to begin with.
pub fn find_payload(extrinsic: &[u8], prefix: &[u8], length: usize, leaf: &Hash) -> Option<usize> {
	if prefix.is_empty() || length < prefix.len() || extrinsic.len() < length {
		return None;
	}
	(0..=extrinsic.len() - length).find(|at| {
		extrinsic[*at..].starts_with(prefix)
			&& crate::mmr::leaf_hash(&extrinsic[*at..*at + length]) == *leaf
	})
}
