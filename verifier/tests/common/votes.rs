// SPDX-License-Identifier: Apache-2.0

//! Votes for blocks, and what a node and a lock say of them.

use std::{
	collections::{HashMap, HashSet},
	panic::{catch_unwind, AssertUnwindSafe},
};

use codec::Encode;
use finality_grandpa::{voter_set::VoterSet, Chain as GrandpaChain};
use samul_verifier::{Authorities, Authority, Error, Header, Justification};
use sp_consensus_grandpa::{AuthorityId, Commit, GrandpaJustification};
use sp_core::{Pair, H256};
use sp_runtime::{traits::Header as _, Digest, DigestItem};

use super::{key, vote, SdkHeader, SdkJustification, Vote};

/// The round of all votes.
pub const ROUND: u64 = 3;
/// The number of the set of authorities.
pub const SET: u64 = 7;

/// `AncestryChain` of `sc_consensus_grandpa`.
struct Ancestry(HashMap<H256, SdkHeader>);

impl GrandpaChain<H256, u32> for Ancestry {
	fn ancestry(&self, base: H256, block: H256) -> Result<Vec<H256>, finality_grandpa::Error> {
		let mut route = Vec::new();
		let mut current = block;
		while current != base {
			let header = self
				.0
				.get(&current)
				.ok_or(finality_grandpa::Error::NotDescendent)?;
			current = header.parent_hash;
			route.push(current);
		}
		route.pop();
		Ok(route)
	}
}

/// Whether a node takes the justification for its target; nothing if it panics.
pub fn node_takes(
	justification: &SdkJustification,
	set_id: u64,
	weights: &[(AuthorityId, u64)],
) -> Option<bool> {
	let takes = || {
		let voters = VoterSet::new(weights.iter().cloned())?;
		let headers = justification.votes_ancestries.iter();
		let ancestry = Ancestry(
			headers
				.map(|header| (header.hash(), header.clone()))
				.collect(),
		);
		let commit = &justification.commit;
		if !finality_grandpa::validate_commit(commit, &voters, &ancestry)
			.ok()?
			.is_valid()
		{
			return None;
		}
		let votes = || commit.precommits.iter().map(|signed| &signed.precommit);
		let base = votes()
			.min_by_key(|precommit| precommit.target_number)?
			.target_hash;
		let mut visited = HashSet::new();
		for signed in &commit.precommits {
			let is_valid = sp_consensus_grandpa::check_message_signature(
				&finality_grandpa::Message::Precommit(signed.precommit.clone()),
				&signed.id,
				&signed.signature,
				justification.round,
				set_id,
			)
			.is_valid();
			if !is_valid {
				return None;
			}
			if signed.precommit.target_hash != base {
				visited.insert(signed.precommit.target_hash);
				visited.extend(ancestry.ancestry(base, signed.precommit.target_hash).ok()?);
			}
		}
		(visited == ancestry.0.into_keys().collect::<HashSet<_>>()).then_some(())
	};
	catch_unwind(AssertUnwindSafe(takes))
		.ok()
		.map(|taken| taken.is_some())
}

/// What the lock says.
pub fn lock_takes(
	justification: &SdkJustification,
	block: &SdkHeader,
	set_id: u64,
	weights: &[(AuthorityId, u64)],
) -> Result<(), Error> {
	let authorities = weights
		.iter()
		.map(|(id, weight)| Authority {
			key: id.encode().try_into().unwrap(),
			weight: *weight,
		})
		.collect();
	let (bytes, header) = (justification.encode(), block.encode());
	Justification::decode(&bytes)?.verify(
		&Header::decode(&header)?,
		set_id,
		&Authorities::new(authorities)?,
	)
}

/// Blocks 10, 11, … each after the one before.
pub fn line(length: u32) -> Vec<SdkHeader> {
	let mut blocks: Vec<SdkHeader> = Vec::new();
	for number in 10..10 + length {
		blocks.push(block(
			number,
			blocks
				.last()
				.map_or(H256::repeat_byte(8), |last| last.hash()),
			0,
		));
	}
	blocks
}

pub fn block(number: u32, parent: H256, salt: u8) -> SdkHeader {
	let logs = vec![DigestItem::Other(vec![salt])];
	SdkHeader::new(number, H256::zero(), H256::zero(), parent, Digest { logs })
}

pub fn weights(weights: &[u64]) -> Vec<(AuthorityId, u64)> {
	let ids = (0..).map(|seed| AuthorityId::from(key(seed).public()));
	ids.zip(weights.iter().copied()).collect()
}

pub fn vote_for(voter: u8, block: &SdkHeader) -> Vote {
	vote(&key(voter), SET, block.hash().0, block.number, ROUND)
}

pub fn justify(
	target: &SdkHeader,
	precommits: Vec<Vote>,
	votes_ancestries: Vec<SdkHeader>,
) -> SdkJustification {
	GrandpaJustification {
		round: ROUND,
		commit: Commit::<SdkHeader> {
			target_hash: target.hash(),
			target_number: target.number,
			precommits,
		},
		votes_ancestries,
	}
}
