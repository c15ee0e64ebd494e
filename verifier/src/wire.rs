// SPDX-License-Identifier: Apache-2.0

//! What a lock and a relay say to each other. Each is one frame: its length in 4 bytes, little-endian,
//! then the bytes, in SCALE. How frames travel (TCP, Bluetooth, a serial line) is up to the two.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use samul_primitives::access::{Permissions, ResourceId, Subject};

use crate::{
	limits::{
		MAX_ANSWER_BYTES, MAX_HINT_BYTES, MAX_KEYS, MAX_KEY_BYTES, MAX_MESSAGE_BYTES,
		MAX_QUESTION_BYTES, MAX_REASON_BYTES,
	},
	Error, Trust,
};

/// The version of questions and answers, their first byte.
pub const WIRE_VERSION: u8 = 2;

/// What a lock wants to be handed over.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub enum Wanted {
	/// Nothing but the changes of the validators, so that it does not fall behind.
	#[codec(index = 0)]
	Changes,
	/// All that decides on whether somebody may do something.
	#[codec(index = 1)]
	Access {
		/// On what.
		resource: ResourceId,
		/// Who.
		subject: Subject,
		/// To do what.
		permission: Permissions,
	},
	/// Values under keys of the state, at most [`MAX_KEYS`] of at most [`MAX_KEY_BYTES`] each.
	#[codec(index = 2)]
	Values(Vec<Vec<u8>>),
}

/// What a lock asks a relay. In SCALE:
/// `(version: u8, set_id: u64, number: u32, is_ended: bool, wanted: Wanted)`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
	/// Number of the set of validators that the lock knows.
	pub set_id: u64,
	/// Number of the last block that it took.
	pub number: u32,
	/// Whether that is the last block of the set: the change that it makes is wanted first.
	pub is_ended: bool,
	/// What it wants.
	pub wanted: Wanted,
}

impl Question {
	/// What a lock asks that knows so much.
	pub fn of(trust: &Trust, wanted: Wanted) -> Self {
		Self {
			set_id: trust.set_id(),
			number: trust.last().0,
			is_ended: trust.is_ended(),
			wanted,
		}
	}

	/// Its bytes.
	pub fn encode(&self) -> Vec<u8> {
		(
			WIRE_VERSION,
			self.set_id,
			self.number,
			self.is_ended,
			&self.wanted,
		)
			.encode()
	}

	/// The question in these bytes.
	///
	/// # Errors
	///
	/// [`Error::MalformedQuestion`].
	pub fn decode(mut bytes: &[u8]) -> Result<Self, Error> {
		const BAD: Error = Error::MalformedQuestion;
		if bytes.len() > MAX_QUESTION_BYTES {
			return Err(BAD);
		}
		let (version, set_id, number, is_ended, wanted) =
			<(u8, u64, u32, bool, Wanted)>::decode(&mut bytes).map_err(|_| BAD)?;
		let is_bounded = match &wanted {
			Wanted::Values(keys) => {
				keys.len() <= MAX_KEYS && keys.iter().all(|key| key.len() <= MAX_KEY_BYTES)
			}
			Wanted::Changes | Wanted::Access { .. } => true,
		};
		if version != WIRE_VERSION || !bytes.is_empty() || !is_bounded {
			return Err(BAD);
		}
		Ok(Self {
			set_id,
			number,
			is_ended,
			wanted,
		})
	}
}

/// What a relay answers. In SCALE: `(version: u8, kind: u8, …)`.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub enum Answer {
	/// Why it has nothing, in words: at most [`MAX_REASON_BYTES`] of UTF-8.
	#[codec(index = 0)]
	Nothing(Vec<u8>),
	/// What it has.
	#[codec(index = 1)]
	HandedOver {
		/// On what the right stands ([`crate::access::Hints`]); empty if none was asked for.
		hints: Vec<u8>,
		/// The message ([`crate::Message`]). If it has changes of the validators and nothing is read, then
		/// there are more changes: the lock asks again.
		message: Vec<u8>,
	},
}

impl Answer {
	/// Its bytes.
	pub fn encode(&self) -> Vec<u8> {
		(WIRE_VERSION, self).encode()
	}

	/// The answer in these bytes.
	///
	/// # Errors
	///
	/// [`Error::MalformedAnswer`].
	pub fn decode(mut bytes: &[u8]) -> Result<Self, Error> {
		const BAD: Error = Error::MalformedAnswer;
		if bytes.len() > MAX_ANSWER_BYTES {
			return Err(BAD);
		}
		let (version, answer) = <(u8, Self)>::decode(&mut bytes).map_err(|_| BAD)?;
		let is_bounded = match &answer {
			Self::Nothing(reason) => {
				reason.len() <= MAX_REASON_BYTES && core::str::from_utf8(reason).is_ok()
			}
			Self::HandedOver { hints, message } => {
				hints.len() <= MAX_HINT_BYTES && message.len() <= MAX_MESSAGE_BYTES
			}
		};
		if version != WIRE_VERSION || !bytes.is_empty() || !is_bounded {
			return Err(BAD);
		}
		Ok(answer)
	}
}
