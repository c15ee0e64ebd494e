// SPDX-License-Identifier: Apache-2.0

//! What a relay hands over: SCALE, so that it is put together with any library for that.

use alloc::vec::Vec;
use samul_primitives::reader::Reader;

use crate::{
	limits::{MAX_MESSAGE_BYTES, MAX_SET_CHANGES},
	Error,
};

/// The version of the format, its first byte.
pub const MESSAGE_VERSION: u8 = 2;

/// A block with what shows that it is final, and what is read in the state after it. In SCALE it
/// is `(header: Vec<u8>, justification: Vec<u8>, proof: Vec<u8>)`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Finalized<'a> {
	/// The block's header.
	pub header: &'a [u8],
	/// The `GrandpaJustification` for it.
	pub justification: &'a [u8],
	/// The proof of what stands under all keys that are read (`samul_primitives::trie::prove`); empty for a
	/// change of the validators.
	pub proof: &'a [u8],
}

impl<'a> Finalized<'a> {
	fn read(reader: &mut Reader<'a>) -> Result<Self, Error> {
		const BAD: Error = Error::MalformedMessage;
		Ok(Self {
			header: reader.bytes().ok_or(BAD)?,
			justification: reader.bytes().ok_or(BAD)?,
			proof: reader.bytes().ok_or(BAD)?,
		})
	}
}

/// A relay's message. In SCALE it is
/// `(version: u8, set_changes: Vec<Finalized>, read: Option<Finalized>)`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message<'a> {
	/// The last block of each set of validators since the one that the lock knows, in order: for
	/// [`Trust::advance`](crate::Trust::advance).
	pub set_changes: Vec<Finalized<'a>>,
	/// The block at which the state is read: for [`Trust::verify`](crate::Trust::verify). None if
	/// the lock only is to follow the validators.
	pub read: Option<Finalized<'a>>,
}

impl<'a> Message<'a> {
	/// The message in these bytes. Headers, justifications and proofs are not looked into yet.
	///
	/// # Errors
	///
	/// [`Error::MessageTooLong`], [`Error::UnknownVersion`], [`Error::TooManySetChanges`],
	/// [`Error::MalformedMessage`].
	pub fn decode(bytes: &'a [u8]) -> Result<Self, Error> {
		const BAD: Error = Error::MalformedMessage;
		if bytes.len() > MAX_MESSAGE_BYTES {
			return Err(Error::MessageTooLong);
		}
		let mut reader = Reader(bytes);
		if reader.byte().ok_or(BAD)? != MESSAGE_VERSION {
			return Err(Error::UnknownVersion);
		}
		let count = reader.length().ok_or(BAD)?;
		if count > MAX_SET_CHANGES {
			return Err(Error::TooManySetChanges);
		}
		let set_changes = (0..count)
			.map(|_| Finalized::read(&mut reader))
			.collect::<Result<Vec<_>, _>>()?;
		let read = match reader.byte() {
			Some(0) => None,
			Some(1) => Some(Finalized::read(&mut reader)?),
			_ => return Err(BAD),
		};
		if reader.is_done() {
			Ok(Self { set_changes, read })
		} else {
			Err(BAD)
		}
	}
}
