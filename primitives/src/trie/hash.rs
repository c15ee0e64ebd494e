// SPDX-License-Identifier: Apache-2.0

//! The hash of a trie's node.
//!
//! - What is not a branch in the format of `sp_trie::NodeCodec` (a leaf, a value, the empty trie) has its
//!   BLAKE2b hash of 256 bits (RFC 7693), as with the SDK.
//! - A branch has the hash of its bytes before the children, of the bitmap (16 bits, little-endian) of
//!   children that stand in the node themselves, and of the [root](fold) of its children, with the
//!   personalisation `samul trie node`.
//! - A child is there as its hash; one that stands in the node itself, being shorter, as its hash with the
//!   personalisation `samul trie child`.
//! - The root of 16, 8, 4 or 2 places is the hash of the two halves' roots, with the personalisation
//!   `samul trie pair`; if one of the halves has no children, the root of the other. The node's bitmap, which
//!   is hashed with it, says which have.
//!
//! Two different strings of bytes have two different hashes as long as BLAKE2b has: the four functions are
//! told apart by the personalisation, the parameter that BLAKE2b has for this, and the bytes before the
//! children with the bitmap of the short ones say what the children's tree looks like.

#[cfg(feature = "std")]
use blake2b_simd::many::{hash_many, HashManyJob};
use blake2b_simd::{Params, State};

use super::{node::Node, Hash};

/// A function of the BLAKE2b family.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Domain {
	/// BLAKE2b itself: leaves and values.
	Plain,
	/// Branches.
	Branch,
	/// Children that stand in their branch.
	Child,
	/// Two halves.
	Pair,
}

impl Domain {
	fn params(self) -> Params {
		let mut params = Params::new();
		params.hash_length(32);
		let personal: &[u8] = match self {
			Self::Plain => return params,
			Self::Branch => b"samul trie node",
			Self::Child => b"samul trie child",
			Self::Pair => b"samul trie pair",
		};
		params.personal(personal);
		params
	}

	/// A hash of bytes that come one after another.
	pub fn begin(self) -> Hasher {
		Hasher(self.params().to_state())
	}

	/// The hash of bytes.
	pub fn hash(self, bytes: &[u8]) -> Hash {
		of(&self.params().hash(bytes))
	}
}

/// The bytes of a hash of 32.
fn of(hash: &blake2b_simd::Hash) -> Hash {
	let mut bytes = [0; 32];
	for (byte, of) in bytes.iter_mut().zip(hash.as_bytes()) {
		*byte = *of;
	}
	bytes
}

/// A hash that is not done yet.
#[derive(Clone, Debug)]
pub struct Hasher(State);

impl Hasher {
	/// With these bytes next.
	#[must_use]
	pub fn with(mut self, bytes: &[u8]) -> Self {
		self.0.update(bytes);
		self
	}

	/// Takes a byte.
	pub fn take(&mut self, byte: u8) {
		self.0.update(&[byte]);
	}

	/// The hash.
	pub fn end(self) -> Hash {
		of(&self.0.finalize())
	}
}

/// The root of two halves, of which one may have no children.
pub fn pair(left: Option<Hash>, right: Option<Hash>) -> Option<Hash> {
	match (left, right) {
		(Some(left), Some(right)) => {
			let mut both = [0; 64];
			for (byte, of) in both.iter_mut().zip(left.iter().chain(&right)) {
				*byte = *of;
			}
			// At once: a state that takes more and more bytes is slower.
			Some(Domain::Pair.hash(&both))
		}
		(left, right) => left.or(right),
	}
}

/// The hash of a branch: of its bytes before the children, the bitmap of the short ones, and their root.
pub fn branch(head: Hasher, short: u16, root: &Hash) -> Hash {
	head.with(&short.to_le_bytes()).with(root).end()
}

/// What a child of a node counts for among its leaves.
fn leaf(child: &[u8]) -> Hash {
	child
		.try_into()
		.unwrap_or_else(|_| Domain::Child.hash(child))
}

/// The root of the `count` places from `first` on, a power of two of them; none if there are no children.
pub fn fold(node: &Node<'_>, first: usize, count: usize) -> Option<Hash> {
	if count <= 1 {
		let is_there = first < 16 && node.bitmap >> first & 1 == 1;
		return node
			.children
			.get(first)
			.filter(|_| is_there)
			.map(|child| leaf(child));
	}
	let half = count / 2;
	pair(
		fold(node, first, half),
		fold(node, first.saturating_add(half), half),
	)
}

/// The hashes of pairs, four at a time where the processor can.
#[cfg(feature = "std")]
fn pairs<const N: usize>(params: &Params, children: &[Hash]) -> [Hash; N] {
	let mut pairs = children.as_flattened().chunks_exact(64);
	let mut jobs: [HashManyJob<'_>; N] = core::array::from_fn(|_| {
		// There are as many.
		HashManyJob::new(params, pairs.next().unwrap_or_default())
	});
	hash_many(&mut jobs);
	jobs.map(|job| of(&job.to_hash()))
}

/// As [`fold`] of all places, for a node whose children are all there as hashes: the upper nodes of a large
/// state are, and each change comes by them.
#[cfg(feature = "std")]
fn full(node: &Node<'_>) -> Option<Hash> {
	let mut leaves = [[0; 32]; 16];
	for (leaf, child) in leaves.iter_mut().zip(node.children) {
		*leaf = child.try_into().ok()?;
	}
	let params = Domain::Pair.params();
	let eight: [Hash; 8] = pairs(&params, &leaves);
	let four: [Hash; 4] = pairs(&params, &eight);
	// Two are as fast one by one.
	let [a, b, c, d] = four.map(Some);
	pair(pair(a, b), pair(c, d))
}

/// The root of all places.
fn root(node: &Node<'_>) -> Option<Hash> {
	#[cfg(feature = "std")]
	if let Some(root) = full(node) {
		return Some(root);
	}
	fold(node, 0, 16)
}

/// The hash of a node of the trie, or of a value in it.
pub fn node_hash(bytes: &[u8]) -> Hash {
	// Only branches begin with these: what is not one, by its first byte, is not looked into.
	let is_branch = matches!(bytes.first(), Some(0x10..=0x1f | 0x80..));
	let node = is_branch.then(|| Node::decode(bytes)).flatten();
	match node.and_then(|node| Some((root(&node)?, node))) {
		Some((root, node)) => branch(Domain::Branch.begin().with(node.head), node.short(), &root),
		None => Domain::Plain.hash(bytes),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::hash::blake2_256;
	use hex_literal::hex;
	use proptest::prelude::*;

	fn branch_of(bitmap: u16, child: impl Fn(usize) -> Vec<u8>) -> Vec<u8> {
		let mut bytes = vec![0x80];
		bytes.extend(bitmap.to_le_bytes());
		for index in (0..16).filter(|index| bitmap >> index & 1 == 1) {
			let child = child(index);
			bytes.push((child.len() << 2) as u8);
			bytes.extend(child);
		}
		bytes
	}

	#[test]
	fn what_is_no_branch_has_its_plain_hash() {
		for bytes in [
			&[][..],
			&[0],
			&[0x42, 0x12, 4, 7],
			b"a value",
			// As branches begin, and none: without a child, with one that is missing, with a bit that has
			// none, with padding that is not zero, with a child that is too long.
			&[0x80, 0, 0],
			&[0x80, 1, 0],
			&[0x80, 3, 0, 0],
			&[0x81, 0x12, 1, 0, 0],
			&[&[0x80, 1, 0, 33 << 2][..], &[7; 33]].concat(),
			&[0x80; 40],
			&[0x1f; 700],
		] {
			assert_eq!(node_hash(bytes), blake2_256(bytes));
		}
		// A child without a byte makes a branch.
		assert_ne!(node_hash(&[0x80, 1, 0, 0]), blake2_256(&[0x80, 1, 0, 0]));
	}

	/// Made by the description alone with Python's `hashlib.blake2b(…, digest_size=32, person=…)`.
	#[test]
	fn branches_have_the_hash_of_their_childrens_tree() {
		let full = branch_of(u16::MAX, |index| vec![index as u8; 32]);
		assert_eq!(
			node_hash(&full),
			hex!("3dddc40f0aa825e9b22f14cdd90352224e37831289ebe6600a116fe48500c3de")
		);
		// Children at 0, 1, 6 and 15; the one at 1 stands in the node.
		let some = branch_of(1 | 1 << 1 | 1 << 6 | 1 << 15, |index| match index {
			1 => vec![0x41, 5, 4, 7],
			_ => vec![index as u8; 32],
		});
		assert_eq!(
			node_hash(&some),
			hex!("2db1ce01c1f9e8ed90c3e292479a8b0077358d85c4b8ab0a2439b463346dcdcf")
		);
	}

	fn any_branch() -> impl Strategy<Value = Vec<u8>> {
		let child = prop_oneof![
			proptest::collection::vec(0..2u8, 32..=32),
			proptest::collection::vec(0..2u8, 0..3),
		];
		(
			1..=u16::MAX,
			proptest::collection::vec(child, 16),
			0..3u8,
			proptest::option::of(0..3u8),
		)
			.prop_map(|(bitmap, children, digit, value)| {
				let mut bytes = branch_of(bitmap, |index| children[index].clone());
				let kind = if value.is_some() { 0xc1 } else { 0x81 };
				let value = value.map_or(vec![], |value| vec![4, value]);
				bytes.splice(0..1, [kind, digit]);
				bytes.splice(4..4, value);
				bytes
			})
	}

	proptest! {
		/// Whatever differs in a branch makes another hash: no two are taken for each other.
		#[test]
		fn every_byte_of_a_branch_counts(bytes in any_branch(), at: prop::sample::Index, byte: u8) {
			prop_assert!(Node::decode(&bytes).is_some());
			let hash = node_hash(&bytes);
			prop_assert_ne!(hash, blake2_256(&bytes));
			let mut other = bytes.clone();
			*at.get_mut(&mut other) = byte;
			prop_assert_eq!(node_hash(&other) == hash, other == bytes);
		}

		/// Several pairs at once, or one by one.
		#[test]
		fn the_root_is_that_of_its_halves(
			bytes in any_branch(),
			children in proptest::collection::vec(any::<[u8; 32]>(), 16),
		) {
			let all = branch_of(u16::MAX, |index| children[index].to_vec());
			for bytes in [bytes, all] {
				let node = Node::decode(&bytes).unwrap();
				prop_assert_eq!(root(&node), fold(&node, 0, 16));
			}
		}

		#[test]
		fn two_branches_have_one_hash_only_if_they_are_one(a in any_branch(), b in any_branch()) {
			prop_assert_eq!(node_hash(&a) == node_hash(&b), a == b);
		}
	}
}
