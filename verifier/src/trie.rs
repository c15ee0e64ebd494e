// SPDX-License-Identifier: Apache-2.0

//! What stands under a key of the state: reads the proofs that `samul_primitives::trie::prove` writes,
//! where the format is described.
//!
//! The root is computed from the proof, from the ends up, and compared with the state's. Nothing of what
//! was read is given out before.

use alloc::vec::Vec;
use samul_primitives::{
	reader::Reader,
	trie::{
		hash::{branch, node_hash, pair, Domain},
		node::{Digits, Kind, Node, Value},
		prove::{among, is_any, on_the_way, AS_KEY, DIGITS, EMPTY, KIND, SHORT},
		MAX_DEPTH,
	},
};

use crate::{limits::MAX_PROOF_BYTES, Error, Hash};

/// The values under `keys` in the state of this root, in the order of the keys; `None` where
/// there is none. Where nothing is asked, there is no proof.
///
/// # Errors
///
/// [`Error::ProofTooLong`], [`Error::MalformedProof`], [`Error::ProofTooDeep`],
/// [`Error::WrongStateRoot`].
pub fn read_proof<'a>(
	root: &Hash,
	proof: &'a [u8],
	keys: &[&[u8]],
) -> Result<Vec<Option<&'a [u8]>>, Error> {
	const BAD: Error = Error::MalformedProof;
	if proof.len() > MAX_PROOF_BYTES {
		return Err(Error::ProofTooLong);
	}
	let mut sorted = keys.to_vec();
	sorted.sort_unstable();
	sorted.dedup();
	let mut walk = Walk {
		proof: Reader(proof),
		found: Vec::new(),
	};
	let computed = match (sorted.is_empty(), proof.first()) {
		(true, _) => *root,
		(false, Some(&EMPTY)) => {
			walk.proof.byte();
			Domain::Plain.hash(&[0])
		}
		(false, _) => walk.node(&sorted, 0, 0)?,
	};
	if !walk.proof.is_done() {
		return Err(BAD);
	}
	if computed != *root {
		return Err(Error::WrongStateRoot);
	}
	// Values are found in the order of their keys.
	let value = |key: &&[u8]| {
		let place = walk.found.binary_search_by(|(known, _)| known.cmp(key));
		let (_, value) = walk.found.get(place.ok()?)?;
		Some(*value)
	};
	Ok(keys.iter().map(value).collect())
}

/// The way through a proof.
struct Walk<'k, 'a> {
	/// What is not read yet.
	proof: Reader<'a>,
	/// What was found, by the key.
	found: Vec<(&'k [u8], &'a [u8])>,
}

/// A node as the proof has it, as far as its children need to know.
struct Branch {
	bitmap: u16,
	short: u16,
	/// Digits of the keys that are behind, with those of the node.
	walked: usize,
	depth: usize,
}

/// A node as the proof has it, as far as it is hashed.
struct Said<'d> {
	kind: Kind,
	digits: Digits<'d>,
	bitmap: [u8; 2],
	value: Option<Stands<'d>>,
	short: u16,
}

impl Said<'_> {
	/// The hash of the node, by the root of its children. Not inlined, so that a hash that is not done yet
	/// does not stand on the stack while children are read.
	#[inline(never)]
	fn hash(&self, root: Option<Hash>) -> Hash {
		let mut hash = match root {
			Some(_) => Domain::Branch.begin(),
			None => Domain::Plain.begin(),
		};
		self.kind.begin(self.digits.count(), |byte| hash.take(byte));
		self.digits.pack(|byte| hash.take(byte));
		if self.kind.is_branch() {
			hash = hash.with(&self.bitmap);
		}
		hash = match self.value {
			None => hash,
			Some(Stands::Here(bytes)) => hash.with(bytes),
			Some(Stands::Apart(bytes)) => hash.with(&node_hash(bytes)),
		};
		match root {
			Some(root) => branch(hash, self.short, &root),
			None => hash.end(),
		}
	}
}

/// What a node says of its value.
enum Stands<'a> {
	/// These bytes: the value with its length, or the hash of one that nobody asks for.
	Here(&'a [u8]),
	/// The hash of this value.
	Apart(&'a [u8]),
}

impl<'k, 'a> Walk<'k, 'a> {
	/// Reads a node to which these keys lead, with all below it, and gives its hash.
	fn node(&mut self, keys: &[&'k [u8]], walked: usize, depth: usize) -> Result<Hash, Error> {
		const BAD: Error = Error::MalformedProof;
		if depth >= MAX_DEPTH {
			return Err(Error::ProofTooDeep);
		}
		let form = self.proof.byte().ok_or(BAD)?;
		if form & !(KIND | AS_KEY | SHORT | DIGITS) != 0 {
			return Err(BAD);
		}
		let kind = usize::from(form & KIND).checked_sub(1);
		let kind = *kind.and_then(|kind| Kind::ALL.get(kind)).ok_or(BAD)?;
		let digits = self.digits(form, keys, walked).ok_or(BAD)?;
		let (mut bitmap, mut short) = ([0; 2], 0);
		if kind.is_branch() {
			bitmap = *self.proof.array().ok_or(BAD)?;
		}
		if form & SHORT != 0 {
			short = u16::from_le_bytes(*self.proof.array().ok_or(BAD)?);
		}
		let node = Branch {
			bitmap: u16::from_le_bytes(bitmap),
			short,
			walked: walked.saturating_add(digits.count()),
			depth,
		};
		let is_fit = (node.bitmap != 0) == kind.is_branch()
			&& short & !node.bitmap == 0
			&& (short != 0) == (form & SHORT != 0);
		if !is_fit {
			return Err(BAD);
		}
		let (ending, further) = on_the_way(keys, walked, &digits);
		let value = self.value(kind, ending).ok_or(BAD)?;
		let root = self.children(&node, further, 0, 16)?;

		let node = Said {
			kind,
			digits,
			bitmap,
			value,
			short,
		};
		Ok(node.hash(root))
	}

	/// The digits of a node: those of the first key only where it says so.
	fn digits<'d>(&mut self, form: u8, keys: &[&'d [u8]], walked: usize) -> Option<Digits<'d>>
	where
		'a: 'd,
	{
		if form & DIGITS == 0 {
			return (form & AS_KEY == 0).then_some(Digits::of_key(&[], 0, 0));
		}
		let count = self.proof.length().filter(|count| *count > 0)?;
		let of_key = Digits::of_key(keys.first()?, walked, count);
		if form & AS_KEY != 0 {
			return (of_key.count() == count).then_some(of_key);
		}
		let digits = Digits::packed(self.proof.take(count.div_ceil(2))?, count)?;
		(digits != of_key).then_some(digits)
	}

	/// The value of a node at which some keys end.
	fn value(&mut self, kind: Kind, ending: &[&'k [u8]]) -> Option<Option<Stands<'a>>> {
		let from = self.proof.0;
		let (value, stands) = match kind {
			Kind::Branch => return Some(None),
			Kind::Leaf | Kind::ValueBranch => {
				let value = self.proof.bytes()?;
				let length = from.len().checked_sub(self.proof.0.len())?;
				(value, Stands::Here(from.get(..length)?))
			}
			Kind::HashedLeaf | Kind::HashedBranch if ending.is_empty() => {
				return Some(Some(Stands::Here(self.proof.array::<32>()?)));
			}
			Kind::HashedLeaf | Kind::HashedBranch => {
				let value = self.proof.bytes()?;
				(value, Stands::Apart(value))
			}
		};
		self.found.extend(ending.iter().map(|key| (*key, value)));
		Some(Some(stands))
	}

	/// Reads the children in the `count` places from `first` on, and gives their root.
	fn children(
		&mut self,
		node: &Branch,
		keys: &[&'k [u8]],
		first: usize,
		count: usize,
	) -> Result<Option<Hash>, Error> {
		const BAD: Error = Error::MalformedProof;
		if !is_any(node.bitmap, first, count) {
			return Ok(None);
		}
		let keys = among(keys, node.walked, first, count);
		if keys.is_empty() {
			return self.proof.array().copied().map(Some).ok_or(BAD);
		}
		if count > 1 {
			let half = count / 2;
			let left = self.children(node, keys, first, half)?;
			let right = self.children(node, keys, first.saturating_add(half), half)?;
			return Ok(pair(left, right));
		}
		let walked = node.walked.saturating_add(1);
		if node.short >> first & 1 == 0 {
			return self
				.node(keys, walked, node.depth.saturating_add(1))
				.map(Some);
		}
		let bytes = self
			.proof
			.bytes()
			.filter(|bytes| bytes.len() < 32)
			.ok_or(BAD)?;
		for key in keys {
			if let Some(value) = read_short(bytes, key, walked)? {
				self.found.push((key, value));
			}
		}
		Ok(Some(Domain::Child.hash(bytes)))
	}
}

/// The value under a key in a node that stands in another, of which `walked` digits are behind. What it
/// has below itself stands in it, too.
#[inline(never)]
fn read_short<'a>(
	bytes: &'a [u8],
	key: &[u8],
	mut walked: usize,
) -> Result<Option<&'a [u8]>, Error> {
	const BAD: Error = Error::MalformedProof;
	let mut bytes = bytes;
	// Each node is shorter than the one that it stands in, so that it ends.
	loop {
		let node = Node::decode(bytes).ok_or(BAD)?;
		let (ending, further) = on_the_way(core::slice::from_ref(&key), walked, &node.digits);
		if !ending.is_empty() {
			return match node.value {
				None => Ok(None),
				Some(Value::Inline(value)) => Ok(Some(value)),
				Some(Value::Hashed(_)) => Err(BAD),
			};
		}
		walked = walked.saturating_add(node.digits.count());
		let child = further
			.first()
			.and_then(|key| samul_primitives::trie::node::digit(key, walked))
			.filter(|digit| node.bitmap >> digit & 1 == 1)
			.and_then(|digit| node.children.get(usize::from(digit)));
		match child {
			None => return Ok(None),
			Some(child) => bytes = child,
		}
		walked = walked.saturating_add(1);
	}
}
