// SPDX-License-Identifier: Apache-2.0

//! The header of a block: `sp_runtime::generic::Header<u32, BlakeTwo256>`, read without the SDK.

use alloc::vec::Vec;
use samul_primitives::{hash::blake2_256, header::CHAIN_ENGINE, reader::Reader, Moment};

use crate::{
	limits::{MAX_AUTHORITIES, MAX_DIGEST_ITEMS, MAX_HEADER_BYTES},
	Authorities, Authority, Error, Hash,
};

/// Engine whose item before the runtime's says which slot the block is of.
const AURA: &[u8; 4] = b"aura";
/// Engine to which the runtime says who its authorities are.
const GRANDPA: &[u8; 4] = b"FRNK";

/// An item of the digest, as far as it is looked at.
enum DigestItem<'a> {
	/// Of the block's author for the runtime.
	PreRuntime(&'a [u8; 4], &'a [u8]),
	/// Of the runtime for the nodes.
	Consensus(&'a [u8; 4], &'a [u8]),
	/// A seal, something else, or that the runtime is another now.
	Other,
}

impl<'a> DigestItem<'a> {
	/// The next one (`sp_runtime::generic::DigestItem`).
	fn read(reader: &mut Reader<'a>) -> Option<Self> {
		Some(match reader.byte()? {
			0 => {
				reader.bytes()?;
				Self::Other
			}
			4 => Self::Consensus(reader.array()?, reader.bytes()?),
			5 => {
				reader.array::<4>()?;
				reader.bytes()?;
				Self::Other
			}
			6 => Self::PreRuntime(reader.array()?, reader.bytes()?),
			8 => Self::Other,
			_ => return None,
		})
	}
}

/// A block's header. It is borrowed from its encoding, which is the only one that it has.
#[derive(Clone, Copy)]
pub struct Header<'a> {
	hash: Hash,
	parent_hash: &'a Hash,
	number: u32,
	state_root: &'a Hash,
	/// Items of the digest, each of which can be read.
	digest: Reader<'a>,
}

impl<'a> Header<'a> {
	/// The header that is encoded in these bytes.
	///
	/// # Errors
	///
	/// [`Error::HeaderTooLong`], [`Error::MalformedHeader`], [`Error::TooManyDigestItems`].
	pub fn decode(bytes: &'a [u8]) -> Result<Self, Error> {
		if bytes.len() > MAX_HEADER_BYTES {
			return Err(Error::HeaderTooLong);
		}
		let mut reader = Reader(bytes);
		let header = Self::read(&mut reader)?;
		if reader.is_done() {
			Ok(header)
		} else {
			Err(Error::MalformedHeader)
		}
	}

	/// The next header.
	pub(crate) fn read(reader: &mut Reader<'a>) -> Result<Self, Error> {
		const BAD: Error = Error::MalformedHeader;
		let all = reader.0;
		let parent_hash = reader.array().ok_or(BAD)?;
		let number = reader.compact().ok_or(BAD)?;
		let state_root = reader.array().ok_or(BAD)?;
		reader.array::<32>().ok_or(BAD)?;
		let items = reader.length().ok_or(BAD)?;
		if items > MAX_DIGEST_ITEMS {
			return Err(Error::TooManyDigestItems);
		}
		let rest = reader.0;
		for _ in 0..items {
			DigestItem::read(reader).ok_or(BAD)?;
		}
		let digest = rest
			.len()
			.checked_sub(reader.0.len())
			.and_then(|read| rest.get(..read));
		let whole = all
			.len()
			.checked_sub(reader.0.len())
			.and_then(|read| all.get(..read));
		Ok(Self {
			hash: blake2_256(whole.ok_or(BAD)?),
			parent_hash,
			number,
			state_root,
			digest: Reader(digest.ok_or(BAD)?),
		})
	}

	/// Its BLAKE2b-256 hash, by which the block is known.
	pub fn hash(&self) -> &Hash {
		&self.hash
	}

	/// The hash of the block before it.
	pub fn parent_hash(&self) -> &'a Hash {
		self.parent_hash
	}

	/// Its number; the genesis block has 0.
	pub fn number(&self) -> u32 {
		self.number
	}

	/// The root of the state after the block.
	pub fn state_root(&self) -> &'a Hash {
		self.state_root
	}

	/// The items of the digest.
	fn items(&self) -> impl Iterator<Item = DigestItem<'a>> {
		let mut reader = self.digest;
		core::iter::from_fn(move || DigestItem::read(&mut reader))
	}

	/// The hash of the genesis block of the chain that the block is of ([`CHAIN_ENGINE`]). The runtime puts
	/// it into each header; all that execute the block compare it.
	///
	/// # Errors
	///
	/// [`Error::NoGenesis`] if there is none, or more than one.
	pub fn genesis(&self) -> Result<&'a Hash, Error> {
		let mut found = self.items().filter_map(|item| match item {
			DigestItem::Consensus(&CHAIN_ENGINE, data) => Some(data),
			_ => None,
		});
		match (found.next().map(<&Hash>::try_from), found.next()) {
			(Some(Ok(genesis)), None) => Ok(genesis),
			_ => Err(Error::NoGenesis),
		}
	}

	/// The slot that the block is of (`sp_consensus_aura`).
	///
	/// # Errors
	///
	/// [`Error::NoSlot`] if there is none, or more than one.
	pub fn slot(&self) -> Result<u64, Error> {
		let mut slots = self.items().filter_map(|item| match item {
			DigestItem::PreRuntime(AURA, data) => Some(data),
			_ => None,
		});
		match (slots.next().map(<[u8; 8]>::try_from), slots.next()) {
			(Some(Ok(slot)), None) => Ok(u64::from_le_bytes(slot)),
			_ => Err(Error::NoSlot),
		}
	}

	/// When its slot begins, in Unix milliseconds, with slots of `slot_duration` milliseconds. The
	/// time that the runtime goes by lies within the slot: it takes no other
	/// (`pallet_aura::on_timestamp_set`).
	///
	/// # Errors
	///
	/// [`Error::NoSlot`], [`Error::TimeOverflow`].
	pub fn time(&self, slot_duration: u64) -> Result<Moment, Error> {
		self.slot()?
			.checked_mul(slot_duration)
			.ok_or(Error::TimeOverflow)
	}

	/// Who the authorities are after this block, if it changes them
	/// (`sp_consensus_grandpa::ConsensusLog`).
	///
	/// # Errors
	///
	/// [`Error::ForcedChange`], [`Error::DelayedChange`], [`Error::MalformedChange`],
	/// [`Error::BadAuthorities`].
	pub fn scheduled_change(&self) -> Result<Option<Authorities>, Error> {
		let mut change = None;
		for item in self.items() {
			let DigestItem::Consensus(GRANDPA, data) = item else {
				continue;
			};
			match data.split_first() {
				Some((1, data)) if change.is_none() => change = Some(read_change(data)?),
				Some((1, _)) | None => return Err(Error::MalformedChange),
				Some((2, _)) => return Err(Error::ForcedChange),
				// Of a validator that is disabled, or a pause: the set stays the same.
				Some(_) => {}
			}
		}
		Ok(change)
	}
}

/// The authorities of a `ScheduledChange<u32>`. The runtime puts the change into the block with
/// which it takes effect (`pallet_grandpa::on_new_session`), so that the delay is 0.
fn read_change(data: &[u8]) -> Result<Authorities, Error> {
	const BAD: Error = Error::MalformedChange;
	let mut reader = Reader(data);
	let count = reader.length().ok_or(BAD)?;
	if count > MAX_AUTHORITIES {
		return Err(Error::BadAuthorities);
	}
	let authorities = (0..count)
		.map(|_| {
			Some(Authority {
				key: *reader.array()?,
				weight: reader.u64()?,
			})
		})
		.collect::<Option<Vec<_>>>()
		.ok_or(BAD)?;
	let delay = reader.u32().ok_or(BAD)?;
	if !reader.is_done() {
		return Err(BAD);
	}
	if delay != 0 {
		return Err(Error::DelayedChange);
	}
	Authorities::new(authorities)
}
