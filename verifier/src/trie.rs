// SPDX-License-Identifier: Apache-2.0

//! What stands under a key of the state: a storage proof, the bare nodes of the trie as
//! `state_getReadProof` returns them, in any order.
//!
//! The format is that of `sp_trie::NodeCodec`, with values of more than 32 bytes in nodes of their
//! own (state version 1) or in place (version 0). `sp-trie` itself needs the SDK's `sp-core`, and
//! `trie-db` a codec of its own for each trie: the walk down is less than either.

use alloc::vec::Vec;
use samul_primitives::hash::blake2_256;

use crate::{
	limits::{MAX_NODES, MAX_PROOF_BYTES},
	reader::Reader,
	Error, Hash,
};

/// A node of the proof.
struct Node<'a> {
	hash: Hash,
	bytes: &'a [u8],
	is_used: bool,
}

/// What a node says of a value.
enum Value<'a> {
	/// The value itself.
	Inline(&'a [u8]),
	/// The hash of it.
	Hashed(&'a Hash),
}

/// What a node says of a key that leads to it.
enum Step<'a> {
	/// There is nothing under the key.
	Nothing,
	/// Its value.
	Found(Value<'a>),
	/// The way goes on: the hash of the next node, or the node itself if that is shorter, and how
	/// much of the key is walked.
	Child(&'a [u8], usize),
}

/// The values under `keys` in the state of this root, in the order of the keys; `None` where
/// there is none.
///
/// # Errors
///
/// [`Error::TooManyNodes`], [`Error::ProofTooLong`], [`Error::RepeatedNode`] before any node is
/// looked into; [`Error::MissingNode`], [`Error::MalformedNode`]; [`Error::UnusedNode`] after all
/// keys.
pub fn read_proof<'a>(
	root: &Hash,
	nodes: &[&'a [u8]],
	keys: &[&[u8]],
) -> Result<Vec<Option<&'a [u8]>>, Error> {
	let mut proof = Proof::new(nodes)?;
	let values = keys
		.iter()
		.map(|key| proof.read(root, key))
		.collect::<Result<Vec<_>, _>>()?;
	if proof.0.iter().all(|node| node.is_used) {
		Ok(values)
	} else {
		Err(Error::UnusedNode)
	}
}

/// Nodes by their hash.
struct Proof<'a>(Vec<Node<'a>>);

impl<'a> Proof<'a> {
	fn new(nodes: &[&'a [u8]]) -> Result<Self, Error> {
		if nodes.len() > MAX_NODES {
			return Err(Error::TooManyNodes);
		}
		if nodes
			.iter()
			.fold(0usize, |sum, node| sum.saturating_add(node.len()))
			> MAX_PROOF_BYTES
		{
			return Err(Error::ProofTooLong);
		}
		let mut nodes = nodes
			.iter()
			.map(|bytes| Node {
				hash: blake2_256(bytes),
				bytes,
				is_used: false,
			})
			.collect::<Vec<_>>();
		nodes.sort_unstable_by_key(|node| node.hash);
		if nodes
			.windows(2)
			.any(|pair| matches!(pair, [a, b] if a.hash == b.hash))
		{
			return Err(Error::RepeatedNode);
		}
		Ok(Self(nodes))
	}

	/// The node of this hash.
	fn get(&mut self, hash: &[u8]) -> Result<&'a [u8], Error> {
		let node = self
			.0
			.binary_search_by(|node| node.hash.as_slice().cmp(hash))
			.ok()
			.and_then(|index| self.0.get_mut(index))
			.ok_or(Error::MissingNode)?;
		node.is_used = true;
		Ok(node.bytes)
	}

	/// The value under a key. Every step takes a digit of the key at the least, so that it ends.
	fn read(&mut self, root: &Hash, key: &[u8]) -> Result<Option<&'a [u8]>, Error> {
		let mut node = self.get(root)?;
		let mut walked = 0;
		if node == [0] {
			// The state is empty.
			return Ok(None);
		}
		loop {
			match step(node, key, walked)? {
				Step::Nothing => return Ok(None),
				Step::Found(Value::Inline(value)) => return Ok(Some(value)),
				Step::Found(Value::Hashed(hash)) => return self.get(hash).map(Some),
				Step::Child(child, now) => {
					walked = now;
					node = if child.len() == 32 {
						self.get(child)?
					} else {
						child
					};
				}
			}
		}
	}
}

/// Reads a whole node, and says where it leads with a key of which `walked` digits are behind.
fn step<'a>(node: &'a [u8], key: &[u8], walked: usize) -> Result<Step<'a>, Error> {
	const BAD: Error = Error::MalformedNode;
	let mut reader = Reader(node);
	let (is_branch, has_value, is_hashed, prefix) = match reader.byte().ok_or(BAD)? {
		first @ 0b0100_0000..=0b0111_1111 => (false, true, false, (first, 6)),
		first @ 0b1000_0000..=0b1011_1111 => (true, false, false, (first, 6)),
		first @ 0b1100_0000..=0b1111_1111 => (true, true, false, (first, 6)),
		first @ 0b0010_0000..=0b0011_1111 => (false, true, true, (first, 5)),
		first @ 0b0001_0000..=0b0001_1111 => (true, true, true, (first, 4)),
		_ => return Err(BAD),
	};
	let digits = read_count(prefix.0, prefix.1, &mut reader).ok_or(BAD)?;
	let partial = reader.take(digits.div_ceil(2)).ok_or(BAD)?;
	let padding = digits % 2;
	if padding == 1 && digit(partial, 0) != Some(0) {
		return Err(BAD);
	}
	let children = if is_branch {
		reader.array().ok_or(BAD)?
	} else {
		&[0; 2]
	};
	let children = u16::from_le_bytes(*children);
	if is_branch && children == 0 {
		return Err(BAD);
	}
	let value = match (has_value, is_hashed) {
		(false, _) => None,
		(true, false) => Some(Value::Inline(reader.bytes().ok_or(BAD)?)),
		(true, true) => Some(Value::Hashed(reader.array().ok_or(BAD)?)),
	};

	// The digits of the node are those of the key, or the key is not in the trie.
	let is_on_the_way = (0..digits).all(|index| {
		let of_key = walked
			.checked_add(index)
			.and_then(|index| digit(key, index));
		of_key.is_some() && of_key == digit(partial, padding.saturating_add(index))
	});
	let walked = walked.saturating_add(digits);
	let next = digit(key, walked);

	// All children are read, also those that are not wanted.
	let mut child = None;
	for index in 0..16u8 {
		if children & (1 << index) == 0 {
			continue;
		}
		let bytes = reader
			.bytes()
			.filter(|bytes| bytes.len() <= 32)
			.ok_or(BAD)?;
		if next == Some(index) {
			child = Some(bytes);
		}
	}
	if !reader.is_done() {
		return Err(BAD);
	}

	Ok(match (is_on_the_way, next) {
		(false, _) => Step::Nothing,
		(true, None) => value.map_or(Step::Nothing, Step::Found),
		(true, Some(_)) => child.map_or(Step::Nothing, |child| {
			Step::Child(child, walked.saturating_add(1))
		}),
	})
}

/// The number of digits that a node has: the lower `bits` of its first byte, and bytes after it if
/// it is not less than all ones.
fn read_count(first: u8, bits: u8, reader: &mut Reader<'_>) -> Option<usize> {
	let most = (1u8 << bits).saturating_sub(1);
	let count = usize::from(first & most);
	if count < usize::from(most) {
		return Some(count);
	}
	let mut count = count.saturating_sub(1);
	loop {
		let more = reader.byte()?;
		if more < 255 {
			return count.checked_add(usize::from(more))?.checked_add(1);
		}
		count = count.checked_add(255)?;
	}
}

/// A hexadecimal digit of bytes, the higher of each first.
fn digit(bytes: &[u8], index: usize) -> Option<u8> {
	let byte = bytes.get(index / 2)?;
	Some(if index.is_multiple_of(2) {
		byte >> 4
	} else {
		byte & 15
	})
}
