// SPDX-License-Identifier: Apache-2.0

//! A proof of what stands under keys of a state, shorter than its nodes.
//!
//! The nodes on the way to the keys, from the root on, each before its children and these in order. Which
//! children are on the way the reader knows by the keys; for the others there are hashes. The reader
//! computes the root from it: whatever is in the proof has an influence on that. For a set of keys and a
//! state there is one proof, in which nothing can be left out or added.
//!
//! ```text
//! proof    = 0 | node                      0: the state is empty
//! node     = form ‖ [count] ‖ [digits] ‖ [bitmap ‖ [short]] ‖ [value] ‖ children
//! form     = u8: kind (1 to 5, in the order of `Kind`) + 8 if digits are not there because they are
//!            those of the first key that comes here + 16 if there is a bitmap of short children
//!            + 32 if there are digits
//! count    = compact: how many digits, if there are any
//! digits   = as in a node
//! bitmap   = u16: which children there are     short = u16: which of them stand in the node itself
//! value    = Vec<u8>: a value that stands in the node, or one that a key ends at
//!          | 32 bytes: the hash of one that no key ends at
//! children = of each half, and of its halves in turn: nothing, if no child is there; the root of its
//!            children (32 bytes), if no key goes there; and if it is one child, Vec<u8> for a short one,
//!            or node
//! ```
//!
//! Numbers are little-endian, `compact` and `Vec<u8>` are as in SCALE.

use alloc::{collections::BTreeMap, vec::Vec};
use codec::{Compact, Encode};
use core::fmt;

use super::{
	hash::{fold, node_hash},
	node::{digit, Digits, Node, Value},
	Hash, MAX_DEPTH,
};

/// The form of the empty trie.
pub const EMPTY: u8 = 0;
/// The bits of a form that say the kind.
pub const KIND: u8 = 7;
/// Digits are those of the first key.
pub const AS_KEY: u8 = 8;
/// There are children that stand in the node itself.
pub const SHORT: u8 = 16;
/// There are digits.
pub const DIGITS: u8 = 32;

/// Why there is no proof.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unproved {
	/// A node on the way to a key is not there, or none that the trie has.
	MissingNode,
	/// The way to a key is longer than [`MAX_DEPTH`].
	TooDeep,
}

impl fmt::Display for Unproved {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::MissingNode => "a node on the way to a key is missing",
			Self::TooDeep => "the way to a key is too long",
		})
	}
}

impl core::error::Error for Unproved {}

/// The proof of what stands under `keys`, from nodes among which are those on the way to each key, as
/// `state_getReadProof` returns them. Nothing if there are no keys.
///
/// # Errors
///
/// [`Unproved`].
pub fn prove(
	root: &Hash,
	nodes: &[impl AsRef<[u8]>],
	keys: &[impl AsRef<[u8]>],
) -> Result<Vec<u8>, Unproved> {
	let nodes = nodes.iter().map(AsRef::as_ref);
	let mut keys = keys.iter().map(AsRef::as_ref).collect::<Vec<_>>();
	keys.sort_unstable();
	let mut writer = Writer {
		nodes: nodes.map(|node| (node_hash(node), node)).collect(),
		proof: Vec::new(),
	};
	if keys.is_empty() {
		return Ok(writer.proof);
	}
	let top = writer.get(root)?;
	if top == [0] {
		writer.proof.push(EMPTY);
	} else {
		writer.node(top, &keys, 0, 0)?;
	}
	Ok(writer.proof)
}

/// The keys among `keys`, in order, that go on with these digits after the first `walked`; those that end
/// there; those that go on. A reader and a writer find the same.
pub fn on_the_way<'k, 'a>(
	keys: &'k [&'a [u8]],
	walked: usize,
	digits: &Digits<'_>,
) -> (&'k [&'a [u8]], &'k [&'a [u8]]) {
	let is_on = |key: &&[u8]| Digits::of_key(key, walked, digits.count()) == *digits;
	let from = keys.iter().position(is_on).unwrap_or(keys.len());
	let (_, keys) = keys.split_at_checked(from).unwrap_or_default();
	let until = keys
		.iter()
		.position(|key| !is_on(key))
		.unwrap_or(keys.len());
	let (keys, _) = keys.split_at_checked(until).unwrap_or_default();
	// One that ends here comes before those that are longer.
	let walked = walked.saturating_add(digits.count());
	let ending = keys
		.iter()
		.position(|key| digit(key, walked).is_some())
		.unwrap_or(keys.len());
	keys.split_at_checked(ending).unwrap_or_default()
}

/// Those of `keys`, in order, whose digit of this index is one of the `count` from `first` on.
pub fn among<'k, 'a>(
	keys: &'k [&'a [u8]],
	index: usize,
	first: usize,
	count: usize,
) -> &'k [&'a [u8]] {
	let is_among = |key: &&[u8]| {
		digit(key, index)
			.and_then(|digit| usize::from(digit).checked_sub(first))
			.is_some_and(|digit| digit < count)
	};
	let from = keys.iter().position(is_among).unwrap_or(keys.len());
	let (_, keys) = keys.split_at_checked(from).unwrap_or_default();
	let until = keys
		.iter()
		.position(|key| !is_among(key))
		.unwrap_or(keys.len());
	keys.split_at_checked(until).unwrap_or_default().0
}

/// Whether any of the `count` places from `first` on has a child.
pub fn is_any(bitmap: u16, first: usize, count: usize) -> bool {
	(first..first.saturating_add(count).min(16)).any(|index| bitmap >> index & 1 == 1)
}

struct Writer<'a> {
	nodes: BTreeMap<Hash, &'a [u8]>,
	proof: Vec<u8>,
}

impl<'a> Writer<'a> {
	fn get(&self, hash: &Hash) -> Result<&'a [u8], Unproved> {
		self.nodes.get(hash).copied().ok_or(Unproved::MissingNode)
	}

	/// Writes a node to which these keys lead.
	fn node(
		&mut self,
		bytes: &'a [u8],
		keys: &[&[u8]],
		walked: usize,
		depth: usize,
	) -> Result<(), Unproved> {
		if depth >= MAX_DEPTH {
			return Err(Unproved::TooDeep);
		}
		let node = Node::decode(bytes).ok_or(Unproved::MissingNode)?;
		let digits = node.digits;
		let count = digits.count();
		let is_as_key = count > 0
			&& keys
				.first()
				.is_some_and(|key| Digits::of_key(key, walked, count) == digits);
		let short = node.short();
		self.proof.push(
			(node.kind as u8 + 1)
				| if count > 0 { DIGITS } else { 0 }
				| if is_as_key { AS_KEY } else { 0 }
				| if short != 0 { SHORT } else { 0 },
		);
		if count > 0 {
			self.proof.extend(Compact(count as u64).encode());
		}
		if !is_as_key {
			digits.pack(|byte| self.proof.push(byte));
		}
		if node.kind.is_branch() {
			self.proof.extend(node.bitmap.to_le_bytes());
		}
		if short != 0 {
			self.proof.extend(short.to_le_bytes());
		}
		let (ending, further) = on_the_way(keys, walked, &digits);
		match node.value {
			None => {}
			Some(Value::Inline(value)) => self.proof.extend(value.encode()),
			Some(Value::Hashed(hash)) if ending.is_empty() => self.proof.extend(hash),
			Some(Value::Hashed(hash)) => self.proof.extend(self.get(hash)?.encode()),
		}
		let walked = walked.saturating_add(count);
		self.children(&node, further, walked, depth, 0, 16)
	}

	/// Writes the children in the `count` places from `first` on.
	fn children(
		&mut self,
		node: &Node<'a>,
		keys: &[&[u8]],
		walked: usize,
		depth: usize,
		first: usize,
		count: usize,
	) -> Result<(), Unproved> {
		if !is_any(node.bitmap, first, count) {
			return Ok(());
		}
		let keys = among(keys, walked, first, count);
		if keys.is_empty() {
			self.proof
				.extend(fold(node, first, count).into_iter().flatten());
			return Ok(());
		}
		if count > 1 {
			let half = count / 2;
			self.children(node, keys, walked, depth, first, half)?;
			let second = first.saturating_add(half);
			return self.children(node, keys, walked, depth, second, half);
		}
		let child = node.children.get(first).copied().unwrap_or_default();
		match child.try_into() {
			Ok(hash) => {
				let child = self.get(hash)?;
				self.node(
					child,
					keys,
					walked.saturating_add(1),
					depth.saturating_add(1),
				)
			}
			Err(_) => {
				self.proof.extend(child.encode());
				Ok(())
			}
		}
	}
}
