// SPDX-License-Identifier: Apache-2.0

//! Whether a block is final: the rules of GRANDPA for a justification
//! (`sp_consensus_grandpa::GrandpaJustification`).
//!
//! `finality_grandpa::validate_commit` builds for bare metal, and is what this is compared with in
//! the tests. It is not used here: it checks neither signatures, nor the numbers that votes give
//! their blocks, nor that no header is superfluous, so that the walk down from every vote is needed
//! besides; what is left for it then is to count. For that it brings a graph for votes that come
//! one by one, which adds 44 kB of code to the 82 kB of all this (`wasm32v1-none`, for size), and
//! its `expect`s and unchecked additions with numbers that a validator is free to sign.

use alloc::{vec, vec::Vec};
use codec::{Decode, Encode};
use ed25519_zebra::{Signature, VerificationKey};
use samul_primitives::reader::Reader;

use crate::{
	limits::{MAX_ANCESTRIES, MAX_AUTHORITIES, MAX_JUSTIFICATION_BYTES, MAX_PRECOMMITS},
	Error, Hash, Header,
};

/// A validator that votes on what is final.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Authority {
	/// Its Ed25519 key.
	pub key: [u8; 32],
	/// The weight of its vote. The runtime gives each 1.
	pub weight: u64,
}

/// A set of authorities, each of which is in it once and has weight.
#[derive(Clone, PartialEq, Eq, Debug, Encode)]
pub struct Authorities(Vec<Authority>);

impl Authorities {
	/// The set of these authorities.
	///
	/// # Errors
	///
	/// [`Error::BadAuthorities`].
	pub fn new(authorities: Vec<Authority>) -> Result<Self, Error> {
		let distinct = authorities.iter().enumerate().all(|(index, authority)| {
			authorities
				.iter()
				.take(index)
				.all(|other| other.key != authority.key)
		});
		let weight = authorities
			.iter()
			.try_fold(0u64, |sum, authority| sum.checked_add(authority.weight))
			.is_some_and(|_| authorities.iter().all(|authority| authority.weight != 0));
		if authorities.is_empty() || authorities.len() > MAX_AUTHORITIES || !distinct || !weight {
			return Err(Error::BadAuthorities);
		}
		Ok(Self(authorities))
	}

	/// The authorities, in the order of the runtime.
	pub fn as_slice(&self) -> &[Authority] {
		&self.0
	}

	/// The weight of all together.
	fn total(&self) -> u64 {
		self.0
			.iter()
			.fold(0, |sum, authority| sum.saturating_add(authority.weight))
	}

	/// The weight that may be faulty: less than a third.
	fn faulty(&self) -> u64 {
		self.total().saturating_sub(1) / 3
	}

	/// The weight that makes a block final: more than two thirds.
	pub fn threshold(&self) -> u64 {
		self.total().saturating_sub(self.faulty())
	}
}

/// A vote for a block and all before it.
struct Precommit<'a> {
	target_hash: &'a Hash,
	target_number: u32,
	signature: &'a [u8; 64],
	id: &'a [u8; 32],
}

/// A block that lies between votes.
struct Ancestor<'a> {
	hash: Hash,
	parent_hash: &'a Hash,
	number: u32,
}

/// What an authority has voted.
#[derive(Clone, Copy)]
enum Voted {
	/// Nothing.
	Not,
	/// One block: the index of the precommit.
	Once(usize),
	/// Two blocks in one round, which it must not.
	Twice,
}

/// Where a vote stands to the block that is to be final.
#[derive(Clone, Copy, PartialEq)]
enum Support {
	/// It is not for the block.
	None,
	/// It is for the block itself.
	Itself,
	/// It is for one above; the index of the block's child on the way.
	Above(usize),
}

/// Votes that make a block final.
pub struct Justification<'a> {
	round: u64,
	target_hash: &'a Hash,
	target_number: u32,
	precommits: Vec<Precommit<'a>>,
	ancestors: Vec<Ancestor<'a>>,
}

impl<'a> Justification<'a> {
	/// The justification that is encoded in these bytes.
	///
	/// # Errors
	///
	/// [`Error::JustificationTooLong`], [`Error::MalformedJustification`],
	/// [`Error::TooManyPrecommits`], [`Error::TooManyAncestries`], and those of a header's digest.
	pub fn decode(bytes: &'a [u8]) -> Result<Self, Error> {
		const BAD: Error = Error::MalformedJustification;
		if bytes.len() > MAX_JUSTIFICATION_BYTES {
			return Err(Error::JustificationTooLong);
		}
		let mut reader = Reader(bytes);
		let round = reader.u64().ok_or(BAD)?;
		let target_hash = reader.array().ok_or(BAD)?;
		let target_number = reader.u32().ok_or(BAD)?;

		let count = reader.length().ok_or(BAD)?;
		if count > MAX_PRECOMMITS {
			return Err(Error::TooManyPrecommits);
		}
		let precommits = (0..count)
			.map(|_| {
				Some(Precommit {
					target_hash: reader.array()?,
					target_number: reader.u32()?,
					signature: reader.array()?,
					id: reader.array()?,
				})
			})
			.collect::<Option<Vec<_>>>()
			.ok_or(BAD)?;

		let count = reader.length().ok_or(BAD)?;
		if count > MAX_ANCESTRIES {
			return Err(Error::TooManyAncestries);
		}
		let ancestors = (0..count)
			.map(|_| {
				let header = Header::read(&mut reader)?;
				Ok(Ancestor {
					hash: *header.hash(),
					parent_hash: header.parent_hash(),
					number: header.number(),
				})
			})
			.collect::<Result<Vec<_>, Error>>()?;
		if !reader.is_done() {
			return Err(BAD);
		}
		Ok(Self {
			round,
			target_hash,
			target_number,
			precommits,
			ancestors,
		})
	}

	/// That the block is final by the votes of these authorities, the set of number `set_id`.
	///
	/// More than two thirds of the weight must be for the block, and not for one above. An
	/// authority that voted for two blocks is counted once, for whichever: that is how GRANDPA
	/// counts it, whose safety rests on less than a third doing so. Every vote must be in order,
	/// also those that are not needed.
	///
	/// # Errors
	///
	/// In the order in which is looked: [`Error::WrongTarget`], [`Error::UnknownAuthority`],
	/// [`Error::RepeatedVote`], [`Error::BrokenAncestry`], [`Error::UnusedAncestry`],
	/// [`Error::TooManyEquivocations`], [`Error::InsufficientWeight`], [`Error::TargetTooLow`],
	/// [`Error::BadSignature`].
	pub fn verify(
		&self,
		block: &Header<'_>,
		set_id: u64,
		authorities: &Authorities,
	) -> Result<(), Error> {
		if (self.target_hash, self.target_number) != (block.hash(), block.number()) {
			return Err(Error::WrongTarget);
		}
		let voted = self.voted(authorities)?;
		let supports = self.supports()?;
		count(authorities, &voted, &supports, self.ancestors.len())?;
		self.precommits
			.iter()
			.try_for_each(|precommit| self.verify_signature(precommit, set_id))
	}

	/// What each authority has voted.
	fn voted(&self, authorities: &Authorities) -> Result<Vec<Voted>, Error> {
		let mut voted = vec![Voted::Not; authorities.0.len()];
		for (index, precommit) in self.precommits.iter().enumerate() {
			let voter = (authorities.0.iter().zip(&mut voted))
				.find(|(authority, _)| authority.key == *precommit.id)
				.ok_or(Error::UnknownAuthority)?
				.1;
			*voter = match *voter {
				Voted::Not => Voted::Once(index),
				Voted::Once(first)
					if self
						.precommits
						.get(first)
						.is_some_and(|first| first.target_hash != precommit.target_hash) =>
				{
					Voted::Twice
				}
				_ => return Err(Error::RepeatedVote),
			};
		}
		Ok(voted)
	}

	/// Where each vote stands to the target. The headers must be those between the votes and the
	/// lowest of them, all of them and no other.
	fn supports(&self) -> Result<Vec<Support>, Error> {
		let base = self
			.precommits
			.iter()
			.min_by_key(|precommit| precommit.target_number)
			.ok_or(Error::InsufficientWeight)?;
		let mut used = vec![false; self.ancestors.len()];
		let supports = self
			.precommits
			.iter()
			.map(|precommit| self.walk(precommit, base, &mut used))
			.collect::<Result<Vec<_>, _>>()?;
		if used.contains(&false) {
			return Err(Error::UnusedAncestry);
		}
		Ok(supports)
	}

	/// Walks down from a vote to the lowest one. Numbers go down with it, so that it ends.
	fn walk(
		&self,
		from: &Precommit<'_>,
		base: &Precommit<'_>,
		used: &mut [bool],
	) -> Result<Support, Error> {
		let (mut hash, mut number) = (from.target_hash, from.target_number);
		let mut child = None;
		let mut support = Support::None;
		loop {
			if hash == self.target_hash {
				if number != self.target_number {
					return Err(Error::BrokenAncestry);
				}
				support = child.map_or(Support::Itself, Support::Above);
			}
			if (hash, number) == (base.target_hash, base.target_number) {
				return Ok(support);
			}
			let (index, ancestor) = self
				.ancestors
				.iter()
				.enumerate()
				.find(|(_, ancestor)| ancestor.hash == *hash)
				.ok_or(Error::BrokenAncestry)?;
			if ancestor.number != number || number <= base.target_number {
				return Err(Error::BrokenAncestry);
			}
			if let Some(used) = used.get_mut(index) {
				*used = true;
			}
			child = Some(index);
			hash = ancestor.parent_hash;
			number = number.saturating_sub(1);
		}
	}

	/// That a vote is signed (`sp_consensus_grandpa::localized_payload`).
	fn verify_signature(&self, precommit: &Precommit<'_>, set_id: u64) -> Result<(), Error> {
		/// Index of a precommit among the messages.
		const PRECOMMIT: u8 = 1;
		let payload = (
			PRECOMMIT,
			precommit.target_hash,
			precommit.target_number,
			self.round,
			set_id,
		)
			.encode();
		VerificationKey::try_from(*precommit.id)
			.and_then(|key| key.verify(&Signature::from_bytes(precommit.signature), &payload))
			.map_err(|_| Error::BadSignature)
	}
}

/// That more than two thirds are for the target, and not for a child of it.
fn count(
	authorities: &Authorities,
	voted: &[Voted],
	supports: &[Support],
	ancestors: usize,
) -> Result<(), Error> {
	let (mut equivocated, mut target) = (0u64, 0u64);
	let mut children = vec![0u64; ancestors];
	for (authority, voted) in authorities.0.iter().zip(voted) {
		match *voted {
			Voted::Not => {}
			Voted::Twice => equivocated = equivocated.saturating_add(authority.weight),
			Voted::Once(index) => match supports.get(index) {
				None | Some(Support::None) => {}
				Some(Support::Itself) => target = target.saturating_add(authority.weight),
				Some(Support::Above(child)) => {
					target = target.saturating_add(authority.weight);
					if let Some(child) = children.get_mut(*child) {
						*child = child.saturating_add(authority.weight);
					}
				}
			},
		}
	}
	let is_enough = |weight: u64| weight.saturating_add(equivocated) >= authorities.threshold();
	if equivocated > authorities.faulty() {
		Err(Error::TooManyEquivocations)
	} else if !is_enough(target) {
		Err(Error::InsufficientWeight)
	} else if children.into_iter().any(is_enough) {
		Err(Error::TargetTooLow)
	} else {
		Ok(())
	}
}
