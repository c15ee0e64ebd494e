// SPDX-License-Identifier: Apache-2.0

//! What a lock lets itself be told over its life: values, changes of the validators, and no way
//! back.

#![allow(clippy::unwrap_used)]

mod common;

use common::{change, clock, consensus, time, Chain, Parts, ABSENT_KEY, RIGHT_KEY, SLOT_DURATION};
use proptest::prelude::*;
use samul_primitives::header::CHAIN_ENGINE;
use samul_verifier::{
	limits::{MAX_AUTHORITIES, MAX_TRUST_BYTES},
	Authority, Clock, Error, Finalized, Trust,
};
use sp_consensus_grandpa::{ConsensusLog, ScheduledChange};
use sp_core::storage::StateVersion;
use sp_runtime::DigestItem;

const GENESIS: [u8; 32] = [0xab; 32];

fn chain() -> Chain {
	Chain::new(GENESIS, &[1, 2, 3, 4])
}

fn read(trust: &mut Trust, parts: &Parts, number: u32) -> Result<Vec<Option<Vec<u8>>>, Error> {
	let verified = trust.verify(&parts.finalized(), &[RIGHT_KEY, ABSENT_KEY], &clock(number))?;
	Ok(verified
		.values
		.into_iter()
		.map(|value| value.map(<[u8]>::to_vec))
		.collect())
}

fn parts(chain: &Chain, number: u32) -> Parts {
	chain.hand_over(&chain.block(number, Vec::new()), &[RIGHT_KEY, ABSENT_KEY])
}

/// The last block of a set, and the chain after it.
fn handover(chain: &Chain, number: u32, seeds: &[u8]) -> (Parts, Chain) {
	let mut next = Chain::new(chain.genesis, seeds);
	next.set_id = chain.set_id + 1;
	(chain.hand_over(&chain.last_block(number, &next), &[]), next)
}

fn advance(trust: &mut Trust, changes: &[&Parts]) -> Result<(), Error> {
	let changes = changes
		.iter()
		.map(|parts| parts.finalized())
		.collect::<Vec<_>>();
	let before = trust.clone();
	let result = trust.advance(&changes);
	assert!(result.is_ok() || *trust == before, "all or nothing");
	result
}

#[test]
fn values_and_their_absence_are_told_with_the_block() {
	for version in [StateVersion::V0, StateVersion::V1] {
		let mut chain = chain();
		chain.version = version;
		let mut trust = chain.trust();
		let header = chain.block(20, Vec::new());
		let parts = chain.hand_over(&header, &[RIGHT_KEY, ABSENT_KEY]);
		let block = parts.finalized();
		let verified = trust
			.verify(&block, &[RIGHT_KEY, ABSENT_KEY], &clock(20))
			.unwrap();
		assert_eq!(verified.number, 20);
		assert_eq!(verified.hash, header.hash().0);
		assert_eq!(verified.time, time(20));
		assert_eq!(
			verified.values,
			[chain.state.get(RIGHT_KEY).map(Vec::as_slice), None]
		);
		assert_eq!(trust.last(), (20, &header.hash().0));
		assert_eq!(trust.set_id(), 7);
		assert_eq!(trust.genesis(), &GENESIS);
		// Keys that are not those of the proof.
		assert_eq!(
			trust.verify(&block, &[], &clock(20)),
			Err(Error::MalformedProof)
		);
		let other = chain
			.state
			.keys()
			.find(|key| key.starts_with(&RIGHT_KEY[..8]))
			.unwrap();
		assert_eq!(
			trust
				.verify(&block, &[RIGHT_KEY, ABSENT_KEY, other], &clock(20))
				.err(),
			Some(Error::MalformedProof)
		);
	}
}

#[test]
fn the_chain_is_the_one_that_is_trusted() {
	// Another chain of the same validators, and the same number of their set.
	let other = Chain::new([0xcd; 32], &[1, 2, 3, 4]);
	let mut trust = chain().trust();
	assert_eq!(
		read(&mut trust, &parts(&other, 20), 20),
		Err(Error::WrongGenesis)
	);
	let (change, _) = handover(&other, 30, &[5, 6, 7]);
	assert_eq!(advance(&mut trust, &[&change]), Err(Error::WrongGenesis));
	// Headers that do not say it, as of an old runtime, say it twice, or another one besides.
	let chain = chain();
	let next = Chain {
		set_id: chain.set_id + 1,
		..chain.clone()
	};
	let item = |data: &[u8]| DigestItem::Consensus(CHAIN_ENGINE, data.to_vec());
	let named = chain.last_block(30, &next);
	for told in [
		&[][..],
		&[item(&GENESIS), item(&GENESIS)],
		&[item(&GENESIS), item(&[0xcd; 32])],
	] {
		let mut header = named.clone();
		header.digest.logs.retain(|log| *log != item(&GENESIS));
		header.digest.logs.splice(1..1, told.iter().cloned());
		let block = chain.hand_over(&header, &[RIGHT_KEY, ABSENT_KEY]);
		assert_eq!(read(&mut trust, &block, 30), Err(Error::NoGenesis));
		let change = chain.hand_over(&header, &[]);
		assert_eq!(advance(&mut trust, &[&change]), Err(Error::NoGenesis));
	}
	assert_eq!(trust, chain.trust());
	assert_eq!(
		advance(&mut trust, &[&chain.hand_over(&named, &[])]),
		Ok(())
	);
}

#[test]
fn the_set_is_the_one_that_is_trusted() {
	let mut trust = chain().trust();
	let mut other = chain();
	other.set_id += 1;
	assert_eq!(
		read(&mut trust, &parts(&other, 20), 20),
		Err(Error::BadSignature)
	);
	let strangers = Chain::new(GENESIS, &[5, 6, 7, 8]);
	assert_eq!(
		read(&mut trust, &parts(&strangers, 20), 20),
		Err(Error::UnknownAuthority)
	);
}

#[test]
fn nothing_goes_back() {
	let chain = chain();
	let mut trust = chain.trust();
	let (first, second) = (parts(&chain, 20), parts(&chain, 36));
	assert!(read(&mut trust, &first, 20).is_ok());
	assert!(
		read(&mut trust, &first, 20).is_ok(),
		"the same block may come again"
	);
	let mut fork = chain.clone();
	fork.state.remove(RIGHT_KEY);
	assert_eq!(
		read(&mut trust, &parts(&fork, 20), 20),
		Err(Error::ForkedBlock)
	);
	assert!(read(&mut trust, &second, 36).is_ok());
	assert_eq!(read(&mut trust, &first, 20), Err(Error::OlderBlock));
	let (change, _) = handover(&chain, 30, &[5, 6, 7]);
	assert_eq!(advance(&mut trust, &[&change]), Err(Error::OlderBlock));
	// The block of the enrolment is not the set's own.
	let mut trust = chain.trust();
	assert_eq!(
		read(&mut trust, &parts(&chain, 1), 1),
		Err(Error::OlderBlock)
	);
	assert_eq!(
		read(&mut trust, &parts(&chain, 0), 1),
		Err(Error::OlderBlock)
	);
	assert!(read(&mut trust, &parts(&chain, 2), 2).is_ok());
}

#[test]
fn blocks_are_of_now() {
	let chain = chain();
	let parts = parts(&chain, 20);
	let keys = [RIGHT_KEY, ABSENT_KEY];
	let at = |now, max_age, tolerance| {
		let mut trust = chain.trust();
		let clock = Clock {
			now,
			max_age,
			tolerance,
		};
		let result = trust.verify(&parts.finalized(), &keys, &clock).map(|_| ());
		assert!(result.is_ok() || trust == chain.trust());
		result
	};
	assert_eq!(at(time(20), 0, 0), Ok(()));
	assert_eq!(at(time(20) + 60_000, 60_000, 0), Ok(()));
	assert_eq!(at(time(20) + 60_001, 60_000, 0), Err(Error::StaleBlock));
	assert_eq!(at(u64::MAX, 60_000, 0), Err(Error::StaleBlock));
	assert_eq!(at(time(20) - 5000, 0, 5000), Ok(()));
	assert_eq!(at(time(20) - 5001, u64::MAX, 5000), Err(Error::FutureBlock));
	assert_eq!(at(0, u64::MAX, 5000), Err(Error::FutureBlock));
	assert_eq!(at(0, 0, u64::MAX), Ok(()));
	assert_eq!(at(u64::MAX, u64::MAX, 0), Ok(()));
}

#[test]
fn changes_of_the_validators_are_followed() {
	let first = chain();
	let (to_second, second) = handover(&first, 30, &[5, 6, 7]);
	let (to_third, third) = handover(&second, 90, &[1, 5, 8, 9, 10]);
	let mut trust = first.trust();
	assert_eq!(advance(&mut trust, &[]), Ok(()));
	assert_eq!(
		read(&mut trust, &parts(&second, 40), 40),
		Err(Error::UnknownAuthority)
	);

	let mut one_by_one = trust.clone();
	assert_eq!(advance(&mut one_by_one, &[&to_second]), Ok(()));
	assert_eq!(one_by_one.set_id(), 8);
	assert_eq!(one_by_one.authorities().as_slice(), second.authorities());
	assert!(read(&mut one_by_one, &parts(&second, 40), 40).is_ok());
	assert_eq!(advance(&mut one_by_one, &[&to_third]), Ok(()));

	// Out of order, one left out, one twice: none is taken.
	assert_eq!(
		advance(&mut trust, &[&to_third]),
		Err(Error::UnknownAuthority)
	);
	assert_eq!(
		advance(&mut trust, &[&to_second, &to_second]),
		Err(Error::OlderBlock)
	);
	let mut bad = to_third.clone();
	bad.proof = chain().prove(&[RIGHT_KEY]);
	assert_eq!(
		advance(&mut trust, &[&to_second, &bad]),
		Err(Error::MalformedProof)
	);
	assert_eq!(trust, first.trust());

	assert_eq!(advance(&mut trust, &[&to_second, &to_third]), Ok(()));
	assert_eq!(trust, one_by_one);
	assert_eq!(trust.last().0, 90);
	assert!(read(&mut trust, &parts(&third, 100), 100).is_ok());
	// The old sets decide on nothing any more.
	assert_eq!(
		read(&mut trust, &parts(&second, 110), 110),
		Err(Error::UnknownAuthority)
	);
	assert_eq!(advance(&mut trust, &[&to_third]), Err(Error::OlderBlock));
}

#[test]
fn a_new_set_does_not_decide_on_the_block_that_makes_it() {
	let first = chain();
	let mut second = first.clone();
	second.set_id += 1;
	let header = first.last_block(30, &second);
	let by_first = first.hand_over(&header, &[RIGHT_KEY, ABSENT_KEY]);
	let by_second = second.hand_over(&header, &[RIGHT_KEY, ABSENT_KEY]);
	let mut trust = first.trust();
	assert_eq!(
		advance(&mut trust, &[&first.hand_over(&header, &[])]),
		Ok(())
	);
	assert_eq!(read(&mut trust, &by_second, 30), Err(Error::OlderBlock));
	assert_eq!(read(&mut trust, &by_first, 30), Err(Error::OlderBlock));
}

#[test]
fn a_set_ends_with_its_last_block() {
	let first = chain();
	let mut second = Chain::new(GENESIS, &[5, 6, 7]);
	second.set_id += 1;
	let header = first.last_block(30, &second);
	let last = first.hand_over(&header, &[RIGHT_KEY, ABSENT_KEY]);
	let change = first.hand_over(&header, &[]);
	let mut trust = first.trust();
	assert!(read(&mut trust, &last, 30).is_ok());
	assert!(read(&mut trust, &last, 30).is_ok());
	// The old set may have lost its keys since: it decides on nothing above.
	assert_eq!(
		read(&mut trust, &parts(&first, 31), 31),
		Err(Error::SetEnded)
	);
	let (another, _) = handover(&first, 31, &[1, 2, 3]);
	assert_eq!(advance(&mut trust, &[&another]), Err(Error::SetEnded));
	let mut kept = Trust::decode(&trust.encode()).unwrap();
	assert_eq!(advance(&mut kept, &[&change]), Ok(()));
	assert!(read(&mut kept, &parts(&second, 31), 31).is_ok());
}

#[test]
fn what_changes_no_set_is_no_change() {
	let chain = chain();
	let mut trust = chain.trust();
	let none = chain.hand_over(&chain.block(30, Vec::new()), &[]);
	assert_eq!(advance(&mut trust, &[&none]), Err(Error::NoChange));
	let with = |items| chain.hand_over(&chain.block(30, items), &[RIGHT_KEY, ABSENT_KEY]);
	let forced = with(vec![consensus(&ConsensusLog::ForcedChange(
		3,
		ScheduledChange {
			next_authorities: Vec::new(),
			delay: 0,
		},
	))]);
	assert_eq!(advance(&mut trust, &[&forced]), Err(Error::ForcedChange));
	assert_eq!(read(&mut trust, &forced, 30), Err(Error::ForcedChange));
	let delayed = with(vec![change(&chain, 3)]);
	assert_eq!(advance(&mut trust, &[&delayed]), Err(Error::DelayedChange));
	assert_eq!(read(&mut trust, &delayed, 30), Err(Error::DelayedChange));
	let mut last = chain.clone();
	last.set_id = u64::MAX;
	let mut trust = last.trust();
	let mut next = last.clone();
	next.set_id = 0;
	let change = last.hand_over(&last.last_block(30, &next), &[]);
	assert_eq!(advance(&mut trust, &[&change]), Err(Error::SetIdOverflow));
}

#[test]
fn enrolment_is_checked() {
	let authorities = chain().authorities();
	let new = |slot_duration, authorities| {
		Trust::new(GENESIS, slot_duration, 1, [1; 32], 7, authorities).map(|_| ())
	};
	assert_eq!(new(SLOT_DURATION, authorities.clone()), Ok(()));
	assert_eq!(new(0, authorities.clone()), Err(Error::NoSlotDuration));
	assert_eq!(new(SLOT_DURATION, Vec::new()), Err(Error::BadAuthorities));
	let mut twice = authorities;
	twice.push(twice[0]);
	assert_eq!(new(SLOT_DURATION, twice), Err(Error::BadAuthorities));
}

#[test]
fn what_is_kept_is_what_there_was() {
	let chain = chain();
	let mut trust = chain.trust();
	read(&mut trust, &parts(&chain, 20), 20).unwrap();
	let bytes = trust.encode();
	assert_eq!(Trust::decode(&bytes), Ok(trust));
	for length in 0..bytes.len() {
		assert_eq!(Trust::decode(&bytes[..length]), Err(Error::MalformedTrust));
	}
	let mut followed = bytes.clone();
	followed.push(0);
	assert_eq!(Trust::decode(&followed), Err(Error::MalformedTrust));
	let mut version = bytes.clone();
	version[0] = 2;
	assert_eq!(Trust::decode(&version), Err(Error::MalformedTrust));
	let mut slots = bytes.clone();
	slots[33..41].fill(0);
	assert_eq!(Trust::decode(&slots), Err(Error::MalformedTrust));
	// The last block is lower than the set's.
	let mut since = bytes;
	since[49..53].fill(0xff);
	assert_eq!(Trust::decode(&since), Err(Error::MalformedTrust));

	let many = |count: usize| {
		(0..count)
			.map(|index| Authority {
				key: [index as u8; 32],
				weight: 1,
			})
			.collect::<Vec<_>>()
	};
	let new = |count| Trust::new(GENESIS, SLOT_DURATION, 1, [1; 32], 7, many(count));
	let largest = new(MAX_AUTHORITIES).unwrap();
	assert_eq!(largest.encode().len(), MAX_TRUST_BYTES);
	assert_eq!(Trust::decode(&largest.encode()), Ok(largest));
	assert_eq!(new(MAX_AUTHORITIES + 1), Err(Error::BadAuthorities));
	assert_eq!(
		Trust::decode(&vec![1; MAX_TRUST_BYTES + 1]),
		Err(Error::MalformedTrust)
	);
}

proptest! {
	#[test]
	fn any_bytes_are_no_trust_or_one_of_these_bytes(
		bytes in proptest::collection::vec(any::<u8>(), 0..200),
		at: prop::sample::Index,
		byte: u8,
	) {
		if let Ok(trust) = Trust::decode(&bytes) {
			prop_assert_eq!(trust.encode(), bytes);
		}
		let mut bytes = chain().trust().encode();
		let at = at.index(bytes.len());
		bytes[at] = byte;
		if let Ok(trust) = Trust::decode(&bytes) {
			prop_assert_eq!(trust.encode(), bytes);
		}
	}
}

#[test]
fn nothing_is_nothing() {
	let empty = Finalized {
		header: &[],
		justification: &[],
		proof: &[],
	};
	let mut trust = chain().trust();
	assert_eq!(
		trust.verify(&empty, &[], &clock(20)),
		Err(Error::MalformedHeader)
	);
	assert_eq!(trust.advance(&[empty]), Err(Error::MalformedHeader));
}
