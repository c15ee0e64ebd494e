// SPDX-License-Identifier: Apache-2.0

//! DER read element by element.
//!
//! The crate `der` reads tags, lengths and values strictly. Its derived structures skip fields that
//! they do not know and take defaults that are written out; what is read here element by element can
//! skip nothing, borrows from the input and takes time linear in it.

use x509_cert::der::{asn1::AnyRef, Decode, Reader, SliceReader, Tag, Tagged};

use crate::IdevidError;

/// The elements of a constructed value, one after the other.
pub(crate) struct Elements<'a>(SliceReader<'a>);

impl<'a> Elements<'a> {
	/// The elements that these bytes are.
	pub(crate) fn of(content: &'a [u8]) -> Result<Self, IdevidError> {
		SliceReader::new(content)
			.map(Self)
			.map_err(|_| IdevidError::Encoding)
	}

	/// The next one, as a type that is read to its end.
	pub(crate) fn take<T: Decode<'a>>(&mut self) -> Result<T, IdevidError> {
		self.0.decode().map_err(|_| IdevidError::Encoding)
	}

	/// The next one as it stands, with tag and length.
	pub(crate) fn take_raw(&mut self) -> Result<&'a [u8], IdevidError> {
		self.0.tlv_bytes().map_err(|_| IdevidError::Encoding)
	}

	/// The elements of the next one, which has this tag.
	pub(crate) fn open(&mut self, tag: Tag) -> Result<Self, IdevidError> {
		let element: AnyRef<'a> = self.take()?;
		if element.tag() == tag {
			Self::of(element.value())
		} else {
			Err(IdevidError::Encoding)
		}
	}

	/// The tag of the next one, if there is one.
	pub(crate) fn next_tag(&self) -> Option<Tag> {
		self.0.peek_tag().ok()
	}

	/// Whether all are taken.
	pub(crate) fn is_empty(&self) -> bool {
		self.0.is_finished()
	}

	/// That all are taken.
	pub(crate) fn end(self) -> Result<(), IdevidError> {
		if self.is_empty() {
			Ok(())
		} else {
			Err(IdevidError::Encoding)
		}
	}
}
