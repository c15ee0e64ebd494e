// SPDX-License-Identifier: Apache-2.0

//! The Merkle mountain range over a stream's batches.
//!
//! The chain keeps the peaks alone, highest first; there are as many as the number of batches has
//! bits set. A node on its way to a peak is found by its own hash: what an index answers under a
//! hash either hashes to it or is wrong, whatever fork or crash it came from.

use alloc::vec::Vec;

use crate::hash::blake2_256;

/// A BLAKE2b-256 digest.
pub type Hash = [u8; 32];

/// Hash of a leaf: of the byte 0 and the batch's payload.
pub fn leaf_hash(payload: &[u8]) -> Hash {
	let mut input = Vec::with_capacity(1 + payload.len());
	input.push(0);
	input.extend_from_slice(payload);
	blake2_256(&input)
}

/// Hash of an inner node: of the byte 1 and its two children.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
	let mut input = [1u8; 65];
	input[1..33].copy_from_slice(left);
	input[33..].copy_from_slice(right);
	blake2_256(&input)
}

/// Append the leaf number `count` (from 0) to `peaks`; `joined` is told of each inner node that
/// comes to be: its hash, left and right child. At most 64 are.
pub fn append(
	peaks: &mut Vec<Hash>,
	count: u64,
	leaf: Hash,
	mut joined: impl FnMut(&Hash, &Hash, &Hash),
) {
	let mut node = leaf;
	for _ in 0..count.trailing_ones() {
		let Some(left) = peaks.pop() else { break };
		let parent = node_hash(&left, &node);
		joined(&parent, &left, &node);
		node = parent;
	}
	peaks.push(node);
}

/// Where a leaf is among the peaks of `count` leaves: which peak, how high that peak is, and the
/// leaf's number below it. `None` if there is no such leaf.
pub fn position(leaf: u64, count: u64) -> Option<(usize, u32, u64)> {
	if leaf >= count {
		return None;
	}
	let mut below = leaf;
	let mut peak = 0;
	for height in (0..64).rev() {
		let size = 1u64 << height;
		if count & size != 0 {
			if below < size {
				return Some((peak, height, below));
			}
			below -= size;
			peak += 1;
		}
	}
	None
}

/// Walk from the peak above `leaf` down to it: the leaf's hash and its siblings, lowest first.
/// `children` looks up an inner node by its hash; `None` if it does not know one or what it answers
/// does not hash to it.
pub fn descend(
	peaks: &[Hash],
	count: u64,
	leaf: u64,
	mut children: impl FnMut(&Hash) -> Option<(Hash, Hash)>,
) -> Option<(Hash, Vec<Hash>)> {
	let (peak, height, below) = position(leaf, count)?;
	let mut node = *peaks.get(peak)?;
	let mut siblings = Vec::with_capacity(height as usize);
	for level in (0..height).rev() {
		let (left, right) = children(&node)?;
		if node_hash(&left, &right) != node {
			return None;
		}
		let (next, sibling) = if below >> level & 1 == 0 {
			(left, right)
		} else {
			(right, left)
		};
		siblings.push(sibling);
		node = next;
	}
	siblings.reverse();
	Some((node, siblings))
}

/// Whether `leaf_hash` is the leaf number `leaf` of the range with these peaks and count.
pub fn verify(peaks: &[Hash], count: u64, leaf: u64, leaf_hash: Hash, siblings: &[Hash]) -> bool {
	let Some((peak, height, below)) = position(leaf, count) else {
		return false;
	};
	if peaks.len() != count.count_ones() as usize || siblings.len() != height as usize {
		return false;
	}
	let mut node = leaf_hash;
	for (level, sibling) in siblings.iter().enumerate() {
		node = if below >> level & 1 == 0 {
			node_hash(&node, sibling)
		} else {
			node_hash(sibling, &node)
		};
	}
	peaks.get(peak) == Some(&node)
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::collections::BTreeMap;

	#[test]
	fn every_leaf_of_every_range_is_proved_and_no_other() {
		let mut peaks = Vec::new();
		let mut nodes = BTreeMap::new();
		let mut leaves = Vec::new();
		for count in 0..70u64 {
			let leaf = leaf_hash(&count.to_le_bytes());
			append(&mut peaks, count, leaf, |node, left, right| {
				nodes.insert(*node, (*left, *right));
			});
			leaves.push(leaf);
			let total = count + 1;
			assert_eq!(peaks.len(), total.count_ones() as usize);
			for (number, expected) in leaves.iter().enumerate() {
				let number = number as u64;
				let (found, siblings) =
					descend(&peaks, total, number, |hash| nodes.get(hash).copied()).unwrap();
				assert_eq!(found, *expected);
				assert!(verify(&peaks, total, number, found, &siblings));
				assert!(!verify(
					&peaks,
					total,
					number,
					leaf_hash(b"other"),
					&siblings
				));
				assert!(!verify(
					&peaks,
					total,
					(number + 1) % (total + 1),
					found,
					&siblings
				));
				let mut longer = siblings.clone();
				longer.push([0; 32]);
				assert!(!verify(&peaks, total, number, found, &longer));
			}
			assert!(descend(&peaks, total, total, |hash| nodes.get(hash).copied()).is_none());
		}
	}

	#[test]
	fn a_spoiled_index_is_noticed() {
		let mut peaks = Vec::new();
		for count in 0..4u64 {
			append(&mut peaks, count, leaf_hash(&[count as u8]), |_, _, _| ());
		}
		assert!(descend(&peaks, 4, 0, |_| None).is_none());
		assert!(descend(&peaks, 4, 0, |_| Some(([0; 32], [1; 32]))).is_none());
	}
}
