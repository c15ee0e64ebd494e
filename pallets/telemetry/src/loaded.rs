// SPDX-License-Identifier: Apache-2.0

//! The stream that a call's batches come into: read once and written once for all that follow one
//! another.

use samul_primitives::StreamId;

use crate::{
	pallet::{StreamOf, Streams},
	Config,
};

/// A stream in memory.
struct Entry<T: Config> {
	id: StreamId,
	/// None if there is no such stream.
	stream: Option<StreamOf<T>>,
	changed: bool,
}

/// The stream of the batch before, if there was one. What came into it is stored by [`Self::store`],
/// or when another stream's turn comes.
pub(crate) struct Loaded<T: Config>(Option<Entry<T>>);

impl<T: Config> Loaded<T> {
	/// No stream yet.
	pub fn none() -> Self {
		Self(None)
	}

	/// Whether this stream is in memory.
	pub fn has(&self, id: &StreamId) -> bool {
		self.0.as_ref().is_some_and(|entry| entry.id == *id)
	}

	/// Have this stream in memory. Gives it, if it exists.
	pub fn load(&mut self, id: &StreamId) -> Option<&StreamOf<T>> {
		if !self.has(id) {
			self.store();
			self.0 = Some(Entry {
				id: *id,
				stream: Streams::<T>::get(id),
				changed: false,
			});
		}
		self.0.as_ref()?.stream.as_ref()
	}

	/// The stream that is in memory, to be changed.
	pub fn change(&mut self) -> Option<&mut StreamOf<T>> {
		let entry = self.0.as_mut()?;
		entry.changed = true;
		entry.stream.as_mut()
	}

	/// Store what changed.
	pub fn store(&mut self) {
		if let Some(Entry {
			id,
			stream: Some(stream),
			changed: true,
		}) = self.0.take()
		{
			Streams::<T>::insert(id, stream);
		}
	}
}
