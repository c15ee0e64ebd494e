// SPDX-License-Identifier: Apache-2.0

//! Reads SCALE from the front of a slice. What it gives out is borrowed: nothing is allocated by a
//! length that somebody else has written.

use codec::{Compact, Decode};

/// What is left to be read.
#[derive(Clone, Copy)]
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
	/// The next `count` bytes.
	pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
		let (taken, rest) = self.0.split_at_checked(count)?;
		self.0 = rest;
		Some(taken)
	}

	/// The next `N` bytes.
	pub fn array<const N: usize>(&mut self) -> Option<&'a [u8; N]> {
		let (taken, rest) = self.0.split_first_chunk()?;
		self.0 = rest;
		Some(taken)
	}

	/// A byte.
	pub fn byte(&mut self) -> Option<u8> {
		self.array().map(|[byte]| *byte)
	}

	/// An integer of 32 bits.
	pub fn u32(&mut self) -> Option<u32> {
		self.array().map(|bytes| u32::from_le_bytes(*bytes))
	}

	/// An integer of 64 bits.
	pub fn u64(&mut self) -> Option<u64> {
		self.array().map(|bytes| u64::from_le_bytes(*bytes))
	}

	/// A compact integer of 32 bits in its shortest form: any other is none.
	pub fn compact(&mut self) -> Option<u32> {
		Compact::<u32>::decode(&mut self.0)
			.ok()
			.map(|number| number.0)
	}

	/// The length of a list, or of bytes.
	pub fn length(&mut self) -> Option<usize> {
		self.compact()?.try_into().ok()
	}

	/// Bytes with their length in front.
	pub fn bytes(&mut self) -> Option<&'a [u8]> {
		let length = self.length()?;
		self.take(length)
	}

	/// Whether all is read.
	pub fn is_done(&self) -> bool {
		self.0.is_empty()
	}
}
