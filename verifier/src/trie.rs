// SPDX-License-Identifier: Apache-2.0

//! What stands under a key of the state: reads the proofs that `samul_primitives::trie::prove` writes,
//! where the format is described.
//!
//! The root is computed from the proof, from the ends up, and compared with the state's. Nothing of what
//! was read is given out before. What is not done yet stands on the heap, not on the stack, which firmware has
//! little of.

use alloc::vec::Vec;
use samul_primitives::{
	reader::Reader,
	trie::{
		hash::{branch, node_hash, pair, Domain},
		node::{digit, Digits, Kind, Node, Value},
		prove::{among, is_any, on_the_way, AS_KEY, DIGITS, EMPTY, KIND, SHORT},
		MAX_DEPTH,
	},
};

use crate::{limits::MAX_PROOF_BYTES, Error, Hash};

/// Places for children in a node.
const PLACES: usize = 16;

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
		(false, _) => walk.root(&sorted)?,
	};
	if !walk.proof.is_done() {
		return Err(Error::MalformedProof);
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

/// What a node says of its value.
enum Stands<'w> {
	/// These bytes: the value with its length, or the hash of one that nobody asks for.
	Here(&'w [u8]),
	/// The hash of this value.
	Apart(&'w [u8]),
}

/// A node that is being read.
struct Open<'w> {
	kind: Kind,
	digits: Digits<'w>,
	bitmap: [u8; 2],
	value: Option<Stands<'w>>,
	/// Which children stand in the node itself.
	short: u16,
	/// The keys that go on to its children.
	keys: &'w [&'w [u8]],
	/// Digits of these that are behind, with those of the node.
	walked: usize,
	/// The first of its places that is not read.
	next: usize,
}

impl Open<'_> {
	/// Which children there are.
	fn bitmap(&self) -> u16 {
		u16::from_le_bytes(self.bitmap)
	}

	/// Whether all of it is read.
	fn is_read(&self) -> bool {
		!self.kind.is_branch() || self.next >= PLACES
	}

	/// Takes the root of the next `count` places. Of two halves that are whole there is one root.
	fn take(&mut self, roots: &mut Vec<Option<Hash>>, root: Option<Hash>, mut count: usize) {
		self.next = self.next.saturating_add(count);
		let mut root = root;
		while count < PLACES && self.next.is_multiple_of(count.saturating_mul(2)) {
			root = pair(roots.pop().flatten(), root);
			count = count.saturating_mul(2);
		}
		roots.push(root);
	}

	/// The hash of the node, by the root of its children.
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

/// The way through a proof.
struct Walk<'w, 'a> {
	/// What is not read yet.
	proof: Reader<'a>,
	/// What was found, by the key.
	found: Vec<(&'w [u8], &'a [u8])>,
}

impl<'w, 'a: 'w> Walk<'w, 'a> {
	/// Reads the node to which all keys lead, with all below it, and gives its hash.
	fn root(&mut self, keys: &'w [&'w [u8]]) -> Result<Hash, Error> {
		const BAD: Error = Error::MalformedProof;
		let mut open = Vec::from([self.open(keys, 0).ok_or(BAD)?]);
		// Of each open node the roots of the halves that are read: at most four.
		let mut roots = Vec::new();
		loop {
			let depth = open.len();
			let node = open.last_mut().ok_or(BAD)?;
			if node.is_read() {
				let root = match node.kind.is_branch() {
					true => roots.pop().flatten(),
					false => None,
				};
				let hash = node.hash(root);
				open.pop();
				match open.last_mut() {
					None => return Ok(hash),
					Some(parent) => parent.take(&mut roots, Some(hash), 1),
				}
			} else if let Some(keys) = self.places(node, &mut roots).ok_or(BAD)? {
				if depth >= MAX_DEPTH {
					return Err(Error::ProofTooDeep);
				}
				let walked = node.walked.saturating_add(1);
				open.push(self.open(keys, walked).ok_or(BAD)?);
			}
		}
	}

	/// Reads the beginning of a node to which these keys lead.
	fn open(&mut self, keys: &'w [&'w [u8]], walked: usize) -> Option<Open<'w>> {
		let form = self.proof.byte()?;
		if form & !(KIND | AS_KEY | SHORT | DIGITS) != 0 {
			return None;
		}
		let kind = usize::from(form & KIND).checked_sub(1)?;
		let kind = *Kind::ALL.get(kind)?;
		let digits = self.digits(form, keys, walked)?;
		let bitmap = match kind.is_branch() {
			true => *self.proof.array()?,
			false => [0; 2],
		};
		let short = match form & SHORT {
			0 => 0,
			_ => u16::from_le_bytes(*self.proof.array()?),
		};
		let there = u16::from_le_bytes(bitmap);
		let is_fit = (there != 0) == kind.is_branch()
			&& short & !there == 0
			&& (short != 0) == (form & SHORT != 0);
		let (ending, further) = on_the_way(keys, walked, &digits);
		let value = self.value(kind, ending)?;
		is_fit.then_some(Open {
			kind,
			digits,
			bitmap,
			value,
			short,
			keys: further,
			walked: walked.saturating_add(digits.count()),
			next: 0,
		})
	}

	/// The digits of a node: those of the first key only where it says so.
	fn digits(&mut self, form: u8, keys: &[&'w [u8]], walked: usize) -> Option<Digits<'w>> {
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
	fn value(&mut self, kind: Kind, ending: &[&'w [u8]]) -> Option<Option<Stands<'w>>> {
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

	/// Reads the next places of a node, as many as go together. Where a child follows that is a node of its
	/// own, gives the keys that lead there.
	fn places(
		&mut self,
		node: &mut Open<'w>,
		roots: &mut Vec<Option<Hash>>,
	) -> Option<Option<&'w [&'w [u8]]>> {
		let first = node.next;
		// The most that the binary tree has from here on; all of it at first.
		let mut count = PLACES;
		while !first.is_multiple_of(count) {
			count /= 2;
		}
		loop {
			if !is_any(node.bitmap(), first, count) {
				node.take(roots, None, count);
				return Some(None);
			}
			let keys = among(node.keys, node.walked, first, count);
			if keys.is_empty() {
				node.take(roots, Some(*self.proof.array()?), count);
				return Some(None);
			}
			if count == 1 {
				if node.short >> first & 1 == 0 {
					return Some(Some(keys));
				}
				let bytes = self.proof.bytes().filter(|bytes| bytes.len() < 32)?;
				let walked = node.walked.saturating_add(1);
				for key in keys {
					let value = read_short(bytes, key, walked)?;
					self.found.extend(value.map(|value| (*key, value)));
				}
				node.take(roots, Some(Domain::Child.hash(bytes)), 1);
				return Some(None);
			}
			count /= 2;
		}
	}
}

/// The value under a key in a node that stands in another, of which `walked` digits are behind. What it
/// has below itself stands in it, too. None if it is no node.
fn read_short<'a>(bytes: &'a [u8], key: &[u8], mut walked: usize) -> Option<Option<&'a [u8]>> {
	let mut bytes = bytes;
	// Each node is shorter than the one that it stands in, so that it ends.
	loop {
		let node = Node::decode(bytes)?;
		let (ending, further) = on_the_way(core::slice::from_ref(&key), walked, &node.digits);
		if !ending.is_empty() {
			return match node.value {
				None => Some(None),
				Some(Value::Inline(value)) => Some(Some(value)),
				Some(Value::Hashed(_)) => None,
			};
		}
		walked = walked.saturating_add(node.digits.count());
		let child = further
			.first()
			.and_then(|key| digit(key, walked))
			.filter(|digit| node.bitmap >> digit & 1 == 1)
			.and_then(|digit| node.children.get(usize::from(digit)));
		match child {
			None => return Some(None),
			Some(child) => bytes = child,
		}
		walked = walked.saturating_add(1);
	}
}
