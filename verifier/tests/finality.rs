// SPDX-License-Identifier: Apache-2.0

//! Justifications against the rules of the nodes: `finality_grandpa::validate_commit` and what
//! `sc_consensus_grandpa::GrandpaJustification::verify_with_voter_set` adds to it.

#![allow(clippy::unwrap_used)]

mod common;

use codec::Encode;
use common::{
	key, vote,
	votes::{block, justify, line, lock_takes, node_takes, vote_for, weights, ROUND, SET},
	Chain, SdkHeader, SdkJustification,
};
use proptest::prelude::*;
use samul_verifier::{
	limits::{MAX_ANCESTRIES, MAX_JUSTIFICATION_BYTES, MAX_PRECOMMITS},
	Authorities, Authority, Error, Header, Justification,
};
use sp_consensus_grandpa::AuthorityId;
use sp_core::{Pair, H256};

/// Lock and node agree, and the lock says this.
#[track_caller]
fn both(
	justification: &SdkJustification,
	block: &SdkHeader,
	of: &[u64],
	expected: Result<(), Error>,
) {
	let weights = weights(of);
	assert_eq!(lock_takes(justification, block, SET, &weights), expected);
	assert_eq!(
		node_takes(justification, SET, &weights),
		Some(expected.is_ok())
	);
}

#[test]
fn more_than_two_thirds_make_a_block_final() {
	let b = &line(1)[0];
	for of in 1..=10usize {
		for voters in 0..=of {
			let votes = (0..voters).map(|voter| vote_for(voter as u8, b)).collect();
			let expected = if voters * 3 > of * 2 {
				Ok(())
			} else {
				Err(Error::InsufficientWeight)
			};
			both(&justify(b, votes, Vec::new()), b, &vec![1; of], expected);
		}
	}
}

#[test]
fn weight_counts_and_not_heads() {
	let b = &line(1)[0];
	let of = |voters: &[u8]| {
		justify(
			b,
			voters.iter().map(|voter| vote_for(*voter, b)).collect(),
			Vec::new(),
		)
	};
	both(&of(&[0]), b, &[7, 1, 1, 1], Ok(()));
	both(
		&of(&[1, 2, 3]),
		b,
		&[7, 1, 1, 1],
		Err(Error::InsufficientWeight),
	);
	both(&of(&[0]), b, &[6, 1, 1, 1], Err(Error::InsufficientWeight));
	both(&of(&[0]), b, &[u64::MAX - 3, 1, 1, 1], Ok(()));
	both(
		&of(&[1, 2, 3]),
		b,
		&[u64::MAX - 3, 1, 1, 1],
		Err(Error::InsufficientWeight),
	);
}

#[test]
fn votes_above_count_with_their_ancestry() {
	let b = line(5);
	let votes = vec![vote_for(0, &b[1]), vote_for(1, &b[3]), vote_for(2, &b[4])];
	let ancestry = b[2..].to_vec();
	let good = justify(&b[1], votes.clone(), ancestry.clone());
	both(&good, &b[1], &[1; 4], Ok(()));
	// With two thirds above, that is the block that is final.
	let votes_above = vec![
		vote_for(0, &b[1]),
		vote_for(1, &b[3]),
		vote_for(2, &b[4]),
		vote_for(3, &b[2]),
	];
	let above = justify(&b[1], votes_above.clone(), ancestry.clone());
	both(&above, &b[1], &[1; 4], Err(Error::TargetTooLow));
	both(
		&justify(&b[2], votes_above, ancestry.clone()),
		&b[2],
		&[1; 4],
		Ok(()),
	);
	// Not enough are for the block in between.
	let high = justify(&b[3], votes.clone(), ancestry.clone());
	both(&high, &b[3], &[1; 4], Err(Error::InsufficientWeight));

	for at in 0..ancestry.len() {
		let mut fewer = ancestry.clone();
		fewer.remove(at);
		let fewer = justify(&b[1], votes.clone(), fewer);
		both(&fewer, &b[1], &[1; 4], Err(Error::BrokenAncestry));
	}
	let mut more = ancestry.clone();
	more.push(b[0].clone());
	both(
		&justify(&b[1], votes.clone(), more),
		&b[1],
		&[1; 4],
		Err(Error::UnusedAncestry),
	);
	let mut more = ancestry.clone();
	more.push(block(12, b[1].hash(), 5));
	both(
		&justify(&b[1], votes.clone(), more),
		&b[1],
		&[1; 4],
		Err(Error::UnusedAncestry),
	);
	// A node takes a header that is there twice.
	let mut twice = ancestry;
	twice.push(b[2].clone());
	let twice = justify(&b[1], votes, twice);
	assert_eq!(
		lock_takes(&twice, &b[1], SET, &weights(&[1; 4])),
		Err(Error::UnusedAncestry)
	);
}

#[test]
fn votes_on_a_fork_do_not_count() {
	let b = line(3);
	let fork = block(11, b[0].hash(), 9);
	let votes = vec![vote_for(0, &b[1]), vote_for(1, &b[1]), vote_for(2, &fork)];
	let ancestry = vec![b[1].clone(), fork.clone()];
	// Both have a common block, that none voted for and no header leads to.
	let apart = justify(&b[1], votes.clone(), ancestry.clone());
	both(&apart, &b[1], &[1; 4], Err(Error::BrokenAncestry));
	let mut joined = votes;
	joined.push(vote_for(3, &b[0]));
	both(
		&justify(&b[1], joined.clone(), ancestry.clone()),
		&b[1],
		&[1; 4],
		Err(Error::InsufficientWeight),
	);
	both(&justify(&b[0], joined, ancestry), &b[0], &[1; 4], Ok(()));
}

#[test]
fn who_contradicts_himself_counts_once() {
	let b = line(3);
	let fork = block(11, b[0].hash(), 9);
	let twice = |voter| [vote_for(voter, &b[1]), vote_for(voter, &fork)];
	// Three of four, of which one said two things.
	let mut votes = vec![vote_for(0, &b[0]), vote_for(1, &b[1])];
	votes.extend(twice(2));
	let ancestry = vec![b[1].clone(), fork.clone()];
	both(
		&justify(&b[0], votes, ancestry.clone()),
		&b[0],
		&[1; 4],
		Ok(()),
	);
	// Its two votes are not two of three.
	let mut votes = vec![vote_for(0, &b[0])];
	votes.extend(twice(2));
	both(
		&justify(&b[0], votes, ancestry.clone()),
		&b[0],
		&[1; 4],
		Err(Error::InsufficientWeight),
	);
	// If more than a third do, a node still takes it.
	let mut votes = vec![vote_for(0, &b[0])];
	votes.extend(twice(1));
	votes.extend(twice(2));
	let many = justify(&b[0], votes, ancestry);
	assert_eq!(node_takes(&many, SET, &weights(&[1; 4])), Some(true));
	assert_eq!(
		lock_takes(&many, &b[0], SET, &weights(&[1; 4])),
		Err(Error::TooManyEquivocations)
	);
}

#[test]
fn a_vote_does_not_count_twice() {
	let b = line(3);
	let mut votes = vec![vote_for(0, &b[0]), vote_for(1, &b[0]), vote_for(0, &b[0])];
	both_refuse(
		&justify(&b[0], votes.clone(), Vec::new()),
		&b[0],
		Error::RepeatedVote,
	);
	// Three different votes of one authority: a node looks at two of them.
	votes = vec![
		vote_for(0, &b[0]),
		vote_for(0, &b[1]),
		vote_for(0, &b[2]),
		vote_for(1, &b[0]),
	];
	both_refuse(
		&justify(&b[0], votes, b[1..].to_vec()),
		&b[0],
		Error::RepeatedVote,
	);
}

#[track_caller]
fn both_refuse(justification: &SdkJustification, block: &SdkHeader, error: Error) {
	both(justification, block, &[1; 4], Err(error));
}

#[test]
fn strangers_do_not_vote() {
	let b = line(1);
	let votes = [0, 1, 9].map(|voter| vote_for(voter, &b[0])).to_vec();
	both_refuse(
		&justify(&b[0], votes, Vec::new()),
		&b[0],
		Error::UnknownAuthority,
	);
	// A node takes what is good without the stranger, too.
	let votes = [0, 1, 2, 9].map(|voter| vote_for(voter, &b[0])).to_vec();
	let four = justify(&b[0], votes, Vec::new());
	assert_eq!(node_takes(&four, SET, &weights(&[1; 4])), Some(true));
	assert_eq!(
		lock_takes(&four, &b[0], SET, &weights(&[1; 4])),
		Err(Error::UnknownAuthority)
	);
}

#[test]
fn every_signature_is_of_this_block_round_and_set() {
	let b = line(2);
	let votes = [0, 1, 2].map(|voter| vote_for(voter, &b[0])).to_vec();
	let good = justify(&b[0], votes.clone(), Vec::new());
	both(&good, &b[0], &[1; 4], Ok(()));
	for set_id in [SET - 1, SET + 1, 0] {
		assert_eq!(
			lock_takes(&good, &b[0], set_id, &weights(&[1; 4])),
			Err(Error::BadSignature)
		);
		assert_eq!(node_takes(&good, set_id, &weights(&[1; 4])), Some(false));
	}
	let mut round = good.clone();
	round.round += 1;
	both_refuse(&round, &b[0], Error::BadSignature);
	for at in 0..3 {
		let mut other = votes.clone();
		other[at].signature = vote_for(at as u8, &b[1]).signature;
		both_refuse(
			&justify(&b[0], other, Vec::new()),
			&b[0],
			Error::BadSignature,
		);
		let mut swapped = votes.clone();
		swapped[at].id = AuthorityId::from(key(3).public());
		both_refuse(
			&justify(&b[0], swapped, Vec::new()),
			&b[0],
			Error::BadSignature,
		);
	}
	// Also one that is not needed.
	let mut four = votes;
	four.push(vote(&key(3), SET + 1, b[0].hash().0, b[0].number, ROUND));
	both_refuse(
		&justify(&b[0], four, Vec::new()),
		&b[0],
		Error::BadSignature,
	);
	// A key that is no point of the curve.
	let bad = (2u8..)
		.map(|byte| [byte; 32])
		.find(|key| ed25519_zebra::VerificationKey::try_from(*key).is_err())
		.unwrap();
	let authority = Authority {
		key: bad,
		weight: 1,
	};
	let mut of_bad = justify(&b[0], vec![vote_for(0, &b[0])], Vec::new());
	of_bad.commit.precommits[0].id = AuthorityId::from(sp_core::ed25519::Public::from_raw(bad));
	let (bytes, header) = (of_bad.encode(), b[0].encode());
	assert_eq!(
		Justification::decode(&bytes).unwrap().verify(
			&Header::decode(&header).unwrap(),
			SET,
			&Authorities::new(vec![authority]).unwrap()
		),
		Err(Error::BadSignature)
	);
}

#[test]
fn a_justification_is_for_one_block() {
	let b = line(2);
	let votes = [0, 1, 2].map(|voter| vote_for(voter, &b[0])).to_vec();
	let good = justify(&b[0], votes.clone(), Vec::new());
	assert_eq!(
		lock_takes(&good, &b[1], SET, &weights(&[1; 4])),
		Err(Error::WrongTarget)
	);
	let mut number = good;
	number.commit.target_number += 1;
	assert_eq!(
		lock_takes(&number, &b[0], SET, &weights(&[1; 4])),
		Err(Error::WrongTarget)
	);
	// What the votes say of the block's number is signed, and must be true, though.
	let votes = [0, 1, 2]
		.map(|voter| vote(&key(voter), SET, b[0].hash().0, 11, ROUND))
		.to_vec();
	let wrong = justify(&b[0], votes, Vec::new());
	assert_eq!(
		lock_takes(&wrong, &b[0], SET, &weights(&[1; 4])),
		Err(Error::BrokenAncestry)
	);
	// A header that leaves out a number, and a vote that does not: a node does not mind.
	let skips = block(12, b[0].hash(), 5);
	let mut votes = [0, 1, 2].map(|voter| vote_for(voter, &b[0])).to_vec();
	votes.push(vote(&key(3), SET, skips.hash().0, 11, ROUND));
	let wrong = justify(&b[0], votes, vec![skips]);
	assert_eq!(node_takes(&wrong, SET, &weights(&[1; 4])), Some(true));
	assert_eq!(
		lock_takes(&wrong, &b[0], SET, &weights(&[1; 4])),
		Err(Error::BrokenAncestry)
	);
	// A vote for a number that the header above it does not have.
	let votes = vec![
		vote_for(0, &b[0]),
		vote_for(1, &b[0]),
		vote_for(2, &b[0]),
		vote(&key(3), SET, b[1].hash().0, 99, ROUND),
	];
	let wrong = justify(&b[0], votes, vec![b[1].clone()]);
	assert_eq!(
		lock_takes(&wrong, &b[0], SET, &weights(&[1; 4])),
		Err(Error::BrokenAncestry)
	);
}

#[test]
fn sizes_are_bounded() {
	let b = line(1);
	let votes = |count| vec![vote_for(0, &b[0]); count];
	let decode = |justification: &SdkJustification| {
		Justification::decode(&justification.encode())
			.map(|_| ())
			.err()
	};
	let most = vec![vote_for(0, &b[0]); 200];
	assert_eq!(decode(&justify(&b[0], most, Vec::new())), None);
	let long = justify(&b[0], votes(MAX_PRECOMMITS), Vec::new()).encode();
	assert!(long.len() > MAX_JUSTIFICATION_BYTES);
	assert_eq!(
		Justification::decode(&long).err(),
		Some(Error::JustificationTooLong)
	);
	// The number alone is enough to refuse.
	let mut many = (ROUND, [0u8; 32], 1u32).encode();
	codec::Compact(MAX_PRECOMMITS as u32 + 1).encode_to(&mut many);
	assert_eq!(
		Justification::decode(&many).err(),
		Some(Error::TooManyPrecommits)
	);
	assert_eq!(
		decode(&justify(&b[0], votes(1), line(MAX_ANCESTRIES as u32))),
		None
	);
	assert_eq!(
		decode(&justify(&b[0], votes(1), line(MAX_ANCESTRIES as u32 + 1))),
		Some(Error::TooManyAncestries)
	);
	let good = justify(&b[0], votes(3), line(2)).encode();
	for length in 0..good.len() {
		assert!(Justification::decode(&good[..length]).is_err());
	}
	let mut followed = good;
	followed.push(0);
	assert_eq!(
		Justification::decode(&followed).err(),
		Some(Error::MalformedJustification)
	);
	assert_eq!(
		Justification::decode(&followed[..20]).err(),
		Some(Error::MalformedJustification)
	);
}

#[test]
fn real_chain_of_the_common_fixture_is_taken() {
	let chain = Chain::new([1; 32], &[0, 1, 2, 3]);
	let header = chain.block(20, Vec::new());
	both(
		&chain.justify(&header, &[0, 2, 3]),
		&header,
		&[1; 4],
		Ok(()),
	);
	both(
		&chain.justify(&header, &[0, 1, 2, 3]),
		&header,
		&[1; 4],
		Ok(()),
	);
	both_refuse(
		&chain.justify(&header, &[0, 3]),
		&header,
		Error::InsufficientWeight,
	);
}

/// A tree of blocks: of each but the first, which one its parent is and how its number is told.
fn any_tree() -> impl Strategy<Value = Vec<SdkHeader>> {
	proptest::collection::vec((any::<prop::sample::Index>(), 0..20u8), 0..8).prop_map(|rest| {
		let mut blocks = vec![block(10, H256::repeat_byte(8), 0)];
		for (salt, (parent, lie)) in rest.into_iter().enumerate() {
			// Mostly the last block, so that there are long lines; now and then a wrong number.
			let parent = if lie % 2 == 0 {
				blocks.last().unwrap()
			} else {
				parent.get(&blocks)
			};
			let number = if lie == 19 {
				parent.number + 2
			} else {
				parent.number + 1
			};
			blocks.push(block(number, parent.hash(), salt as u8));
		}
		blocks
	})
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(1500))]

	/// Any votes on any tree: the lock takes nothing that a node would not. What a node takes and
	/// the lock does not is what is said above.
	#[test]
	fn the_lock_takes_what_the_nodes_take(
		tree in any_tree(),
		voters in proptest::collection::vec(
			(1..4u64, proptest::collection::vec((any::<prop::sample::Index>(), 0..30u8), 0..3)),
			1..8,
		),
		target: prop::sample::Index,
		dropped in proptest::option::weighted(0.1, any::<prop::sample::Index>()),
		added in proptest::option::weighted(0.1, any::<prop::sample::Index>()),
	) {
		let weights = weights(&voters.iter().map(|voter| voter.0).collect::<Vec<_>>());
		let mut votes = Vec::new();
		for (voter, (_, of)) in voters.iter().enumerate() {
			// Two votes are rare among validators; most tests are to have none.
			let count = if of.first().is_some_and(|first| first.1 < 20) { 1 } else { of.len() };
			for (index, lie) in &of[..count.min(of.len())] {
				let block = index.get(&tree);
				let number = if *lie == 29 { block.number + 1 } else { block.number };
				votes.push(vote(&key(voter as u8), SET, block.hash().0, number, ROUND));
			}
		}
		// As `GrandpaJustification::from_commit` puts it together.
		let mut between: Vec<SdkHeader> = Vec::new();
		if let Some(base) = votes.iter().map(|vote| &vote.precommit).min_by_key(|vote| vote.target_number) {
			for vote in &votes {
				let mut hash = vote.precommit.target_hash;
				while hash != base.target_hash {
					let Some(header) = tree.iter().find(|block| block.hash() == hash) else { break };
					if !between.contains(header) {
						between.push(header.clone());
					}
					hash = header.parent_hash;
				}
			}
		}
		if let (Some(dropped), false) = (dropped, between.is_empty()) {
			between.remove(dropped.index(between.len()));
		}
		if let Some(added) = added {
			let added = added.get(&tree);
			if !between.contains(added) {
				between.push(added.clone());
			}
		}
		let target = target.get(&tree);
		let justification = justify(target, votes, between);
		let lock = lock_takes(&justification, target, SET, &weights);
		match (lock, node_takes(&justification, SET, &weights)) {
			(Ok(()), node) => prop_assert_eq!(node, Some(true)),
			// Numbers that are not true, which a node does not look at, or panics at.
			(Err(Error::BrokenAncestry), Some(true)) => {}
			(Err(Error::TooManyEquivocations | Error::RepeatedVote), Some(true)) => {}
			(Err(error), node) => prop_assert_ne!(node, Some(true), "{}", error),
		}
	}

	/// As above with votes as they are on a chain: most are good, and both say the same.
	#[test]
	fn lock_and_nodes_agree_on_votes_of_a_line(
		length in 1..6u32,
		heights in proptest::collection::vec(proptest::option::weighted(0.9, 0..6u32), 1..8),
		target in 0..6u32,
	) {
		let blocks = line(length);
		let at = |height: u32| &blocks[height.min(length - 1) as usize];
		let votes = heights.iter().enumerate()
			.filter_map(|(voter, height)| height.map(|height| vote_for(voter as u8, at(height))))
			.collect::<Vec<_>>();
		let numbers = || votes.iter().map(|vote| vote.precommit.target_number);
		let between = blocks.iter()
			.filter(|block| {
				numbers().min().is_some_and(|lowest| block.number > lowest)
					&& numbers().max().is_some_and(|highest| block.number <= highest)
			})
			.cloned()
			.collect();
		let justification = justify(at(target), votes, between);
		let weights = weights(&vec![1; heights.len()]);
		let lock = lock_takes(&justification, at(target), SET, &weights);
		prop_assert_eq!(Some(lock.is_ok()), node_takes(&justification, SET, &weights), "{:?}", lock);
	}
}
