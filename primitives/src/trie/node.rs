// SPDX-License-Identifier: Apache-2.0

//! What the bytes of a trie's node say: the format of `sp_trie::NodeCodec`, with values of more than
//! 32 bytes in nodes of their own (state version 1) or in place (version 0).
//!
//! `sp-trie` itself needs the SDK's `sp-core`, and `trie-db` a codec of its own for each trie, which
//! devices do without.

use super::Hash;
use crate::reader::Reader;

/// A kind of node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
	/// A value.
	Leaf,
	/// The hash of a value.
	HashedLeaf,
	/// Children.
	Branch,
	/// Children, and a value.
	ValueBranch,
	/// Children, and the hash of a value.
	HashedBranch,
}

impl Kind {
	/// All of them.
	pub const ALL: [Self; 5] = [
		Self::Leaf,
		Self::HashedLeaf,
		Self::Branch,
		Self::ValueBranch,
		Self::HashedBranch,
	];

	/// The first byte of a node of no digits, and how many of its bits count the digits.
	fn prefix(self) -> (u8, u32) {
		match self {
			Self::Leaf => (0b0100_0000, 6),
			Self::HashedLeaf => (0b0010_0000, 5),
			Self::Branch => (0b1000_0000, 6),
			Self::ValueBranch => (0b1100_0000, 6),
			Self::HashedBranch => (0b0001_0000, 4),
		}
	}

	/// The kind of the node that begins with this byte.
	fn of(first: u8) -> Option<Self> {
		Self::ALL.into_iter().find(|kind| {
			let (prefix, bits) = kind.prefix();
			first >> bits == prefix >> bits
		})
	}

	/// Whether it has children.
	pub fn is_branch(self) -> bool {
		matches!(self, Self::Branch | Self::ValueBranch | Self::HashedBranch)
	}

	/// Gives the bytes that a node of this kind and so many digits begins with.
	pub fn begin(self, digits: usize, mut give: impl FnMut(u8)) {
		let (prefix, bits) = self.prefix();
		let most = usize::from((1u8 << bits).saturating_sub(1));
		let Some(mut rest) = digits
			.checked_sub(most.saturating_sub(1))
			.filter(|&n| n > 0)
		else {
			// Less than `most`, so that it fits into the bits.
			give(prefix | digits as u8);
			return;
		};
		give(prefix | most as u8);
		while rest > 255 {
			give(255);
			rest = rest.saturating_sub(255);
		}
		give(rest.saturating_sub(1) as u8);
	}
}

/// Hexadecimal digits of a key, the higher of each byte first.
#[derive(Clone, Copy, Debug)]
pub struct Digits<'a> {
	bytes: &'a [u8],
	skipped: usize,
	count: usize,
}

impl<'a> Digits<'a> {
	/// The digits in these bytes as a node has them: an odd one stands in front, after a digit of zero.
	/// None if that is not zero, or if there are not so many bytes.
	pub fn packed(bytes: &'a [u8], count: usize) -> Option<Self> {
		let skipped = count % 2;
		let is_padded = skipped == 0 || digit(bytes, 0) == Some(0);
		(bytes.len() == count.div_ceil(2) && is_padded).then_some(Self {
			bytes,
			skipped,
			count,
		})
	}

	/// The digits of a key after the first `walked`, at most `count` of them.
	pub fn of_key(key: &'a [u8], walked: usize, count: usize) -> Self {
		let all = key.len().saturating_mul(2);
		Self {
			bytes: key,
			skipped: walked,
			count: count.min(all.saturating_sub(walked)),
		}
	}

	/// How many there are.
	pub fn count(&self) -> usize {
		self.count
	}

	/// The one of this index.
	pub fn get(&self, index: usize) -> Option<u8> {
		if index < self.count {
			digit(self.bytes, self.skipped.checked_add(index)?)
		} else {
			None
		}
	}

	/// Gives the bytes in which a node has them.
	pub fn pack(&self, mut give: impl FnMut(u8)) {
		let mut index = 0;
		if self.count % 2 == 1 {
			give(self.get(0).unwrap_or_default());
			index = 1;
		}
		while let (Some(high), Some(low)) = (self.get(index), self.get(index.saturating_add(1))) {
			give(high << 4 | low);
			index = index.saturating_add(2);
		}
	}
}

impl PartialEq for Digits<'_> {
	fn eq(&self, other: &Self) -> bool {
		self.count == other.count && (0..self.count).all(|at| self.get(at) == other.get(at))
	}
}

/// A digit of a key.
pub fn digit(key: &[u8], index: usize) -> Option<u8> {
	let byte = key.get(index / 2)?;
	Some(if index.is_multiple_of(2) {
		byte >> 4
	} else {
		byte & 15
	})
}

/// What a node says of a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Value<'a> {
	/// The value itself.
	Inline(&'a [u8]),
	/// The hash of it.
	Hashed(&'a Hash),
}

/// A node that is not the empty trie's.
#[derive(Debug)]
pub struct Node<'a> {
	/// Of which kind it is.
	pub kind: Kind,
	/// The digits that all keys below it have next.
	pub digits: Digits<'a>,
	/// The value of the key that ends with these digits.
	pub value: Option<Value<'a>>,
	/// Which children there are, a bit for each digit, the lowest for 0.
	pub bitmap: u16,
	/// The children: the hash of each, or the child itself if it is shorter. Empty where there is none.
	pub children: [&'a [u8]; 16],
	/// All bytes before the children.
	pub head: &'a [u8],
}

impl<'a> Node<'a> {
	/// The node in these bytes. None if they are not in the format, to the last byte: lengths are in
	/// their shortest form, a branch has a child.
	pub fn decode(bytes: &'a [u8]) -> Option<Self> {
		let mut reader = Reader(bytes);
		let first = reader.byte()?;
		let kind = Kind::of(first)?;
		let count = read_count(first, kind.prefix().1, &mut reader)?;
		let digits = Digits::packed(reader.take(count.div_ceil(2))?, count)?;
		let bitmap = if kind.is_branch() {
			let bitmap = u16::from_le_bytes(*reader.array()?);
			(bitmap != 0).then_some(bitmap)?
		} else {
			0
		};
		let value = match kind {
			Kind::Branch => None,
			Kind::Leaf | Kind::ValueBranch => Some(Value::Inline(reader.bytes()?)),
			Kind::HashedLeaf | Kind::HashedBranch => Some(Value::Hashed(reader.array()?)),
		};
		let head = bytes.get(..bytes.len().checked_sub(reader.0.len())?)?;
		let mut children: [&[u8]; 16] = [&[]; 16];
		for (index, child) in children.iter_mut().enumerate() {
			if bitmap >> index & 1 == 1 {
				*child = reader.bytes().filter(|bytes| bytes.len() <= 32)?;
			}
		}
		reader.is_done().then_some(Self {
			kind,
			digits,
			value,
			bitmap,
			children,
			head,
		})
	}

	/// Which children stand in the node themselves, a bit for each digit.
	pub fn short(&self) -> u16 {
		(self.children.iter().enumerate())
			.filter(|(index, child)| self.bitmap >> index & 1 == 1 && child.len() < 32)
			.fold(0, |mask, (index, _)| mask | 1 << index)
	}
}

/// The number of digits that a node has: the lower `bits` of its first byte, and bytes after it if
/// it is not less than all ones.
fn read_count(first: u8, bits: u32, reader: &mut Reader<'_>) -> Option<usize> {
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

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_beginning_of_a_node_is_read_as_it_is_written() {
		for kind in Kind::ALL {
			for digits in (0..20).chain(50..70).chain(310..330).chain(500..600) {
				let mut bytes = Vec::new();
				kind.begin(digits, |byte| bytes.push(byte));
				assert_eq!(Kind::of(bytes[0]), Some(kind));
				let mut reader = Reader(&bytes[1..]);
				assert_eq!(
					read_count(bytes[0], kind.prefix().1, &mut reader),
					Some(digits)
				);
				assert!(reader.is_done(), "{kind:?} {digits}");
			}
		}
		for first in [0, 1, 15] {
			assert_eq!(Kind::of(first), None);
		}
	}

	#[test]
	fn digits_of_a_key_are_packed_as_in_a_node() {
		let key = [0x12, 0x34, 0x56];
		let packed = |walked, count| {
			let mut bytes = Vec::new();
			Digits::of_key(&key, walked, count).pack(|byte| bytes.push(byte));
			bytes
		};
		assert_eq!(packed(0, 6), key);
		assert_eq!(packed(1, 5), [2, 0x34, 0x56]);
		assert_eq!(packed(1, 2), [0x23]);
		assert_eq!(packed(3, 3), [4, 0x56]);
		assert_eq!(packed(3, 9), [4, 0x56]);
		assert_eq!(packed(6, 9), [0u8; 0]);
		assert_eq!(packed(7, 9), [0u8; 0]);
		let digits = Digits::packed(&[4, 0x56], 3).unwrap();
		assert_eq!(digits, Digits::of_key(&key, 3, 3));
		assert_ne!(digits, Digits::of_key(&key, 2, 3));
		assert_ne!(digits, Digits::of_key(&key, 3, 2));
		assert_eq!(digits.get(3), None);
		assert!(Digits::packed(&[0x14, 0x56], 3).is_none());
		assert!(Digits::packed(&[4], 3).is_none());
	}

	#[test]
	fn bytes_out_of_format_are_no_node() {
		let leaf = [0x42, 0x12, 4, 7];
		let node = Node::decode(&leaf).unwrap();
		assert_eq!(
			(node.kind, node.value),
			(Kind::Leaf, Some(Value::Inline(&[7])))
		);
		let branch = [0x80, 0b11, 0, 4, 0, 8, 1, 2];
		let node = Node::decode(&branch).unwrap();
		assert_eq!((node.head, node.bitmap), (&branch[..3], 0b11));
		assert_eq!(
			(node.children[0], node.children[1]),
			(&[0][..], &[1, 2][..])
		);
		assert_eq!(node.short(), 0b11);

		let mut long = vec![0x80, 1, 0, 33 << 2];
		long.extend([0; 33]);
		let mut endless = vec![0x7f];
		endless.extend([0xff; 400]);
		for bad in [
			&[][..],
			&[0],
			&[0, 0],
			// Encodings that are kept for something else.
			&[1, 0x12],
			// Padding that is not zero.
			&[0x41, 0x12, 4, 7],
			// A value longer than the node, and one that something follows.
			&[0x42, 0x12, 8, 7],
			&[0x42, 0x12, 4, 7, 0],
			// A length that is not in its shortest form.
			&[0x42, 0x12, 5, 0, 7],
			// A hash that is too short.
			&[0x22, 0x12, 7],
			// A branch without children, without the child that it says, with one that is too long.
			&[0x82, 0x12, 0, 0],
			&[0x80, 1, 0],
			&long,
			// A number of digits without end.
			&[0x7f],
			&endless,
		] {
			assert!(Node::decode(bad).is_none(), "{bad:?}");
		}
	}
}
