// SPDX-License-Identifier: Apache-2.0

//! What the lock knows of the chain, and what it lets itself be told.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use samul_primitives::Moment;

use crate::{
	limits::MAX_TRUST_BYTES, trie::read_proof, Authorities, Authority, Error, Finalized, Hash,
	Header, Justification,
};

/// The version of an encoded [`Trust`], its first byte.
pub const TRUST_VERSION: u8 = 1;

/// What the lock knows of the chain. It is small, and the lock keeps it where it outlives the loss
/// of power: whenever a call has changed it ([`PartialEq`] tells), and before the lock opens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trust {
	/// Hash of the genesis block.
	genesis: Hash,
	/// Milliseconds of a slot.
	slot_duration: u64,
	/// Number of the set of authorities.
	set_id: u64,
	/// The set decides on the blocks above this one.
	since: u32,
	/// Number of the last block taken.
	number: u32,
	/// Its hash.
	hash: Hash,
	/// Whether the last block taken is the last of the set.
	is_ended: bool,
	/// The authorities.
	authorities: Authorities,
}

/// What the lock knows of the time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Clock {
	/// The time by the lock's clock, Unix milliseconds.
	pub now: Moment,
	/// How old a block may be at the most, in milliseconds.
	pub max_age: u64,
	/// How far a block may be ahead of the lock's clock, in milliseconds: as much as the clock may
	/// be slow.
	pub tolerance: u64,
}

impl Clock {
	/// That a block of this time is neither too old nor of the future.
	fn check(&self, time: Moment) -> Result<(), Error> {
		if self.now.saturating_sub(time) > self.max_age {
			Err(Error::StaleBlock)
		} else if time.saturating_sub(self.now) > self.tolerance {
			Err(Error::FutureBlock)
		} else {
			Ok(())
		}
	}
}

/// What is true after a block of the chain that is final.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verified<'a> {
	/// The block's number.
	pub number: u32,
	/// The block's hash.
	pub hash: Hash,
	/// When the block's slot began, Unix milliseconds.
	pub time: Moment,
	/// The values under the keys that were asked for, in their order; `None` where the state has
	/// none.
	pub values: Vec<Option<&'a [u8]>>,
}

impl Trust {
	/// What the lock is told when it is enrolled, by somebody it has to believe: the hash of the
	/// genesis block, the length of a slot in milliseconds, and of a final block its number, its
	/// hash, and the number and members of the set of authorities in the state after it
	/// (`Grandpa.CurrentSetId`, `Grandpa.Authorities`), which decides on the blocks above.
	///
	/// # Errors
	///
	/// [`Error::NoSlotDuration`], [`Error::BadAuthorities`].
	pub fn new(
		genesis: Hash,
		slot_duration: u64,
		number: u32,
		hash: Hash,
		set_id: u64,
		authorities: Vec<Authority>,
	) -> Result<Self, Error> {
		if slot_duration == 0 {
			return Err(Error::NoSlotDuration);
		}
		let authorities = Authorities::new(authorities)?;
		let since = number;
		Ok(Self {
			genesis,
			slot_duration,
			set_id,
			since,
			number,
			hash,
			is_ended: false,
			authorities,
		})
	}

	/// The bytes to keep: the version, then the fields in SCALE.
	pub fn encode(&self) -> Vec<u8> {
		(
			TRUST_VERSION,
			self.genesis,
			self.slot_duration,
			self.set_id,
			self.since,
			self.number,
			self.hash,
			self.is_ended,
			&self.authorities,
		)
			.encode()
	}

	/// What was kept. Whether the bytes are as they were written is up to the storage.
	///
	/// # Errors
	///
	/// [`Error::MalformedTrust`].
	pub fn decode(mut bytes: &[u8]) -> Result<Self, Error> {
		type Fields = (u8, Hash, u64, u64, u32, u32, Hash, bool, Vec<Authority>);
		const BAD: Error = Error::MalformedTrust;
		if bytes.len() > MAX_TRUST_BYTES {
			return Err(BAD);
		}
		let (version, genesis, slot_duration, set_id, since, number, hash, is_ended, authorities) =
			Fields::decode(&mut bytes).map_err(|_| BAD)?;
		if version != TRUST_VERSION || !bytes.is_empty() || slot_duration == 0 || since > number {
			return Err(BAD);
		}
		let authorities = Authorities::new(authorities).map_err(|_| BAD)?;
		Ok(Self {
			genesis,
			slot_duration,
			set_id,
			since,
			number,
			hash,
			is_ended,
			authorities,
		})
	}

	/// Hash of the genesis block.
	pub fn genesis(&self) -> &Hash {
		&self.genesis
	}

	/// Number of the set of authorities: a relay begins with the change that ends it.
	pub fn set_id(&self) -> u64 {
		self.set_id
	}

	/// The authorities.
	pub fn authorities(&self) -> &Authorities {
		&self.authorities
	}

	/// Number and hash of the last block taken.
	pub fn last(&self) -> (u32, &Hash) {
		(self.number, &self.hash)
	}

	/// Whether the last block taken is the last of the set of authorities: the change that it makes has to
	/// be handed over next.
	pub fn is_ended(&self) -> bool {
		self.is_ended
	}

	/// Follows changes of the validators, each from the last block of a set: its header, which
	/// names the next set; and a justification of the set that ends. There is no proof: nothing is
	/// read of the state. All are taken, or none.
	///
	/// # Errors
	///
	/// [`Error::NoChange`], [`Error::SetIdOverflow`]; those of [`Header::decode`],
	/// [`Header::genesis`], [`Header::scheduled_change`], [`Justification::decode`],
	/// [`Justification::verify`] and [`read_proof`]; [`Error::WrongGenesis`], [`Error::OlderBlock`],
	/// [`Error::ForkedBlock`], [`Error::SetEnded`].
	pub fn advance(&mut self, set_changes: &[Finalized<'_>]) -> Result<(), Error> {
		let mut trust = self.clone();
		for change in set_changes {
			let header = trust.next_header(change)?;
			let authorities = header.scheduled_change()?.ok_or(Error::NoChange)?;
			let set_id = trust.set_id.checked_add(1).ok_or(Error::SetIdOverflow)?;
			trust.read(&header, change, &[])?;
			trust = Self {
				set_id,
				since: header.number(),
				number: header.number(),
				hash: *header.hash(),
				is_ended: false,
				authorities,
				..trust
			};
		}
		*self = trust;
		Ok(())
	}

	/// The values under `keys` in the state after a block, which must be final by the set that is
	/// known and no older than the last one taken. The same block may be handed over again. The
	/// proof is of `keys`, and of nothing else.
	///
	/// # Errors
	///
	/// [`Error::StaleBlock`], [`Error::FutureBlock`], those of [`Header::time`], and those of
	/// [`Trust::advance`] but for the first two. Nothing is changed then.
	pub fn verify<'a>(
		&mut self,
		block: &Finalized<'a>,
		keys: &[&[u8]],
		clock: &Clock,
	) -> Result<Verified<'a>, Error> {
		let header = self.next_header(block)?;
		let time = header.time(self.slot_duration)?;
		clock.check(time)?;
		let is_ended = header.scheduled_change()?.is_some();
		let values = self.read(&header, block, keys)?;
		let (number, hash) = (header.number(), *header.hash());
		(self.number, self.hash, self.is_ended) = (number, hash, is_ended);
		Ok(Verified {
			number,
			hash,
			time,
			values,
		})
	}

	/// The block's header, if it is of this chain and may come after the last block taken.
	///
	/// What validators sign does not say which chain it is for: two chains with the same keys and
	/// the same number of their set could stand in for each other. So the header, which they sign
	/// the hash of, must name the genesis hash.
	fn next_header<'a>(&self, block: &Finalized<'a>) -> Result<Header<'a>, Error> {
		let header = Header::decode(block.header)?;
		if *header.genesis()? != self.genesis {
			return Err(Error::WrongGenesis);
		}
		if header.number() < self.number || header.number() <= self.since {
			Err(Error::OlderBlock)
		} else if header.number() > self.number {
			if self.is_ended {
				Err(Error::SetEnded)
			} else {
				Ok(header)
			}
		} else if *header.hash() == self.hash {
			Ok(header)
		} else {
			Err(Error::ForkedBlock)
		}
	}

	/// The values under `keys`, if the block is final.
	fn read<'a>(
		&self,
		header: &Header<'_>,
		block: &Finalized<'a>,
		keys: &[&[u8]],
	) -> Result<Vec<Option<&'a [u8]>>, Error> {
		Justification::decode(block.justification)?.verify(
			header,
			self.set_id,
			&self.authorities,
		)?;
		read_proof(header.state_root(), block.proof, keys)
	}
}
