// SPDX-License-Identifier: Apache-2.0

//! What a relay hands over: SCALE, so that it is put together with any library for that.

use alloc::vec::Vec;

use crate::{
	limits::{MAX_MESSAGE_BYTES, MAX_NODES, MAX_SET_CHANGES},
	reader::Reader,
	Error,
};

/// The version of the format, its first byte.
pub const MESSAGE_VERSION: u8 = 1;

/// A block with what shows that it is final, and what is read in the state after it. In SCALE it
/// is `(header: Vec<u8>, justification: Vec<u8>, nodes: Vec<Vec<u8>>)`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finalized<'a> {
	/// The block's header.
	pub header: &'a [u8],
	/// The `GrandpaJustification` for it.
	pub justification: &'a [u8],
	/// The trie nodes on the way to all keys that are read, each once, in any order; none for a change
	/// of the validators.
	pub nodes: Vec<&'a [u8]>,
}

impl<'a> Finalized<'a> {
	fn read(reader: &mut Reader<'a>) -> Result<Self, Error> {
		const BAD: Error = Error::MalformedMessage;
		let header = reader.bytes().ok_or(BAD)?;
		let justification = reader.bytes().ok_or(BAD)?;
		let count = reader.length().ok_or(BAD)?;
		if count > MAX_NODES {
			return Err(Error::TooManyNodes);
		}
		let nodes = (0..count)
			.map(|_| reader.bytes())
			.collect::<Option<Vec<_>>>()
			.ok_or(BAD)?;
		Ok(Self {
			header,
			justification,
			nodes,
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
	/// The message in these bytes. Headers, justifications and nodes are not looked into yet.
	///
	/// # Errors
	///
	/// [`Error::MessageTooLong`], [`Error::UnknownVersion`], [`Error::TooManySetChanges`],
	/// [`Error::TooManyNodes`], [`Error::MalformedMessage`].
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
