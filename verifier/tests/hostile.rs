// SPDX-License-Identifier: Apache-2.0

//! A relay that lies: whatever it changes in what a node has given it, the lock says nothing wrong,
//! and does not stop.

#![allow(clippy::unwrap_used)]

mod common;

use std::panic::{catch_unwind, AssertUnwindSafe};

use codec::{Compact, Encode};
use common::{clock, message, Chain, Parts, ABSENT_KEY, RIGHT_KEY};
use proptest::prelude::*;
use samul_verifier::{
	limits::{MAX_MESSAGE_BYTES, MAX_SET_CHANGES},
	Error, Finalized, Message, Trust,
};

const GENESIS: [u8; 32] = [0xab; 32];

/// What is read, and the trust afterwards.
type Told = (Vec<Option<Vec<u8>>>, Trust);

/// A lock, what a relay has for it, and what is true.
struct Scene {
	trust: Trust,
	message: Vec<u8>,
	change: Parts,
	read: Parts,
	truth: Told,
}

/// As firmware does it.
fn take(trust: &Trust, bytes: &[u8]) -> Result<Option<Told>, Error> {
	let mut trust = trust.clone();
	let message = Message::decode(bytes)?;
	trust.advance(&message.set_changes)?;
	let Some(read) = &message.read else {
		return Ok(None);
	};
	let before = trust.clone();
	let verified = match trust.verify(read, &[RIGHT_KEY, ABSENT_KEY], &clock(60)) {
		Ok(verified) => verified,
		Err(error) => {
			assert_eq!(trust, before);
			return Err(error);
		}
	};
	let values = verified
		.values
		.into_iter()
		.map(|value| value.map(<[u8]>::to_vec))
		.collect();
	Ok(Some((values, trust)))
}

/// A block of a second set of validators, and the change to it.
fn scene() -> Scene {
	let first = Chain::new(GENESIS, &[1, 2, 3, 4]);
	let mut second = Chain::new(GENESIS, &[3, 4, 5, 6]);
	second.set_id = first.set_id + 1;
	let change = first.hand_over(&first.last_block(50, &second), &[]);
	let read = second.hand_over(&second.block(60, Vec::new()), &[RIGHT_KEY, ABSENT_KEY]);
	let message = message(std::slice::from_ref(&change), Some(&read));
	let trust = first.trust();
	let truth = take(&trust, &message).unwrap().unwrap();
	assert_eq!(truth.0, [first.state.get(RIGHT_KEY).cloned(), None]);
	Scene {
		trust,
		message,
		change,
		read,
		truth,
	}
}

/// Bytes with one of them changed, for each of them.
fn flipped(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
	(0..bytes.len()).flat_map(move |at| {
		[0x01, 0x04, 0x80, 0xff].map(|mask| {
			let mut bytes = bytes.to_vec();
			bytes[at] ^= mask;
			bytes
		})
	})
}

#[test]
fn no_byte_of_a_message_may_be_another() {
	let scene = scene();
	for bytes in flipped(&scene.message) {
		assert!(take(&scene.trust, &bytes).is_err());
	}
}

#[test]
fn no_byte_of_a_part_may_be_another() {
	let scene = scene();
	let mut trust = scene.trust.clone();
	trust.advance(&[scene.change.finalized()]).unwrap();
	let refuses = |parts: Parts| {
		let verified = trust
			.clone()
			.verify(&parts.finalized(), &[RIGHT_KEY, ABSENT_KEY], &clock(60))
			.map(|verified| verified.number);
		assert!(verified.is_err());
		let change = scene.trust.clone().advance(&[parts.finalized()]);
		assert!(change.is_err());
	};
	for parts in [&scene.read, &scene.change] {
		for header in flipped(&parts.header) {
			refuses(Parts {
				header,
				..parts.clone()
			});
		}
		for justification in flipped(&parts.justification) {
			refuses(Parts {
				justification,
				..parts.clone()
			});
		}
		for proof in flipped(&parts.proof) {
			refuses(Parts {
				proof,
				..parts.clone()
			});
		}
	}
}

#[test]
fn nothing_may_be_cut_off_or_follow() {
	let scene = scene();
	for length in 0..scene.message.len() {
		assert!(take(&scene.trust, &scene.message[..length]).is_err());
	}
	let mut followed = scene.message.clone();
	followed.push(0);
	assert_eq!(take(&scene.trust, &followed), Err(Error::MalformedMessage));
	let refuses = |read: Parts| {
		let bytes = message(std::slice::from_ref(&scene.change), Some(&read));
		take(&scene.trust, &bytes).unwrap_err()
	};
	for length in 0..scene.read.header.len() {
		let header = scene.read.header[..length].to_vec();
		assert_eq!(
			refuses(Parts {
				header,
				..scene.read.clone()
			}),
			Error::MalformedHeader
		);
	}
	for length in 0..scene.read.justification.len() {
		let justification = scene.read.justification[..length].to_vec();
		let error = refuses(Parts {
			justification,
			..scene.read.clone()
		});
		assert_eq!(error, Error::MalformedJustification);
	}
	let proof = &scene.read.proof;
	for length in 0..proof.len() {
		let mut read = scene.read.clone();
		read.proof.truncate(length);
		assert_eq!(refuses(read), Error::MalformedProof);
	}
	for (at, byte) in proof.iter().enumerate() {
		let mut read = scene.read.clone();
		read.proof.remove(at);
		refuses(read);
		let mut read = scene.read.clone();
		read.proof.insert(at, *byte);
		refuses(read);
	}
	let mut read = scene.read.clone();
	read.proof.push(0);
	assert_eq!(refuses(read), Error::MalformedProof);
}

#[test]
fn parts_of_different_blocks_keys_chains_and_sets_do_not_mix() {
	let scene = scene();
	let second = {
		let mut chain = Chain::new(GENESIS, &[3, 4, 5, 6]);
		chain.set_id = 8;
		chain
	};
	let later = second.hand_over(&second.block(61, Vec::new()), &[RIGHT_KEY, ABSENT_KEY]);
	let mut revoked = second.clone();
	revoked.state.remove(RIGHT_KEY);
	let without = revoked.hand_over(&revoked.block(60, Vec::new()), &[RIGHT_KEY, ABSENT_KEY]);
	let other_keys = second.hand_over(&second.block(60, Vec::new()), &[RIGHT_KEY]);
	let other_chain = Chain {
		genesis: [0xcd; 32],
		..Chain::new([0xcd; 32], &[3, 4, 5, 6])
	};
	let other_chain = Chain {
		set_id: 8,
		..other_chain
	};
	let elsewhere =
		other_chain.hand_over(&other_chain.block(60, Vec::new()), &[RIGHT_KEY, ABSENT_KEY]);
	let other_set = Chain {
		set_id: 9,
		..second.clone()
	};
	let next_set = other_set.hand_over(&other_set.block(60, Vec::new()), &[RIGHT_KEY, ABSENT_KEY]);
	let all = [
		&scene.read,
		&scene.change,
		&later,
		&without,
		&other_keys,
		&elsewhere,
		&next_set,
	];
	let mut taken = Vec::new();
	for header in all {
		for justification in all {
			for proof in all {
				let parts = Parts {
					header: header.header.clone(),
					justification: justification.justification.clone(),
					proof: proof.proof.clone(),
				};
				let changes = std::slice::from_ref(&scene.change);
				if let Ok(told) = take(&scene.trust, &message(changes, Some(&parts))) {
					let (values, trust) = told.unwrap();
					taken.push((trust.last().0, values));
				}
			}
		}
	}
	// Of all that is final by the right set and chain, each header goes with the proof of its own
	// state: block 60, the later block of the same state, what would be a fork of block 60, and
	// block 60 again. No proof of other keys is taken, no other chain's block and no other set's.
	taken.dedup();
	let truth = scene.truth.0.clone();
	assert_eq!(
		taken,
		[
			(60, truth.clone()),
			(61, truth.clone()),
			(60, vec![None, None]),
			(60, truth)
		]
	);
}

/// Each place of the message at which a length stands, with the length of what is there.
fn lengths(scene: &Scene) -> Vec<(usize, usize)> {
	let mut places = Vec::new();
	let mut at = 1;
	let mut note = |value: usize, skip: usize| {
		let size = Compact(value as u32).encode().len();
		places.push((at, size));
		at += size + skip;
	};
	note(1, 0);
	for (index, parts) in [&scene.change, &scene.read].into_iter().enumerate() {
		note(parts.header.len(), parts.header.len());
		note(parts.justification.len(), parts.justification.len());
		// The byte that says that something is read.
		note(
			parts.proof.len(),
			parts.proof.len() + usize::from(index == 0),
		);
	}
	assert_eq!(at, scene.message.len());
	places
}

#[test]
fn lengths_are_not_believed() {
	let scene = scene();
	for (at, size) in lengths(&scene) {
		for length in [0u32, 1, 63, 64, 255, 16383, 16384, 1 << 29, u32::MAX] {
			let mut bytes = scene.message[..at].to_vec();
			let compact = Compact(length).encode();
			if compact == scene.message[at..at + size] {
				continue;
			}
			bytes.extend(compact);
			bytes.extend(&scene.message[at + size..]);
			assert!(take(&scene.trust, &bytes).is_err());
		}
		// Lengths of more than 32 bits, and one that is not in its shortest form.
		for long in [
			&[0x13, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff][..],
			&[1, 0],
		] {
			let bytes = [&scene.message[..at], long, &scene.message[at + size..]].concat();
			assert!(take(&scene.trust, &bytes).is_err());
		}
	}
}

#[test]
fn messages_are_in_their_format() {
	let scene = scene();
	let trust = &scene.trust;
	assert_eq!(take(trust, &[]), Err(Error::MalformedMessage));
	assert_eq!(take(trust, &[1, 0, 0]), Err(Error::UnknownVersion));
	assert_eq!(take(trust, &[2, 0, 2]), Err(Error::MalformedMessage));
	assert_eq!(take(trust, &[2, 0, 0]), Ok(None));
	assert_eq!(
		take(trust, &message(std::slice::from_ref(&scene.change), None)),
		Ok(None)
	);
	let long = vec![2; MAX_MESSAGE_BYTES + 1];
	assert_eq!(take(trust, &long), Err(Error::MessageTooLong));
	assert_ne!(take(trust, &long[1..]), Err(Error::MessageTooLong));
	let empty = Parts {
		header: Vec::new(),
		justification: Vec::new(),
		proof: Vec::new(),
	};
	let changes = vec![empty.clone(); MAX_SET_CHANGES + 1];
	assert_eq!(
		take(trust, &message(&changes, None)),
		Err(Error::TooManySetChanges)
	);
	assert_eq!(
		take(trust, &message(&changes[1..], None)),
		Err(Error::MalformedHeader)
	);
}

#[test]
fn a_message_is_what_a_scale_library_makes_of_it() {
	let scene = scene();
	let message = Message::decode(&scene.message).unwrap();
	assert_eq!(message.set_changes, [scene.change.finalized()]);
	assert_eq!(message.read, Some(scene.read.finalized()));
}

/// A change that a relay may make to bytes.
#[derive(Clone, Debug)]
enum Mutation {
	Set(prop::sample::Index, u8),
	Insert(prop::sample::Index, Vec<u8>),
	Remove(prop::sample::Index, usize),
	Copy(prop::sample::Index, prop::sample::Index, usize),
	Length(prop::sample::Index, u32),
}

fn any_mutation() -> impl Strategy<Value = Mutation> {
	use prop::sample::Index;
	prop_oneof![
		(any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Mutation::Set(at, byte)),
		(any::<Index>(), proptest::collection::vec(any::<u8>(), 1..9))
			.prop_map(|(at, bytes)| Mutation::Insert(at, bytes)),
		(any::<Index>(), 1..140usize).prop_map(|(at, count)| Mutation::Remove(at, count)),
		(any::<Index>(), any::<Index>(), 1..140usize)
			.prop_map(|(from, to, count)| Mutation::Copy(from, to, count)),
		(any::<Index>(), any::<u32>()).prop_map(|(at, length)| Mutation::Length(at, length)),
	]
}

fn mutate(bytes: &mut Vec<u8>, mutation: &Mutation) {
	if bytes.is_empty() {
		return;
	}
	let length = bytes.len();
	match mutation {
		Mutation::Set(at, byte) => bytes[at.index(length)] = *byte,
		Mutation::Insert(at, more) => {
			let at = at.index(length);
			bytes.splice(at..at, more.iter().copied());
		}
		Mutation::Remove(at, count) => {
			let at = at.index(length);
			bytes.drain(at..length.min(at + count));
		}
		Mutation::Copy(from, to, count) => {
			let (from, to) = (from.index(length), to.index(length));
			let copied = bytes[from..length.min(from + count)].to_vec();
			bytes.splice(to..length.min(to + count), copied);
		}
		Mutation::Length(at, length_there) => {
			let at = at.index(length);
			bytes.splice(at..at + 1, Compact(*length_there).encode());
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(2000))]

	#[test]
	fn any_message_is_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
		let trust = Chain::new(GENESIS, &[1, 2, 3, 4]).trust();
		prop_assert!(!matches!(take(&trust, &bytes), Ok(Some(_))));
	}

	#[test]
	fn any_parts_are_refused(
		header in proptest::collection::vec(any::<u8>(), 0..200),
		justification in proptest::collection::vec(any::<u8>(), 0..300),
		proof in proptest::collection::vec(any::<u8>(), 0..90),
	) {
		let parts = Finalized { header: &header, justification: &justification, proof: &proof };
		let mut trust = Chain::new(GENESIS, &[1, 2, 3, 4]).trust();
		prop_assert!(trust.verify(&parts, &[RIGHT_KEY], &clock(60)).is_err());
		prop_assert!(trust.advance(&[parts]).is_err());
	}
}

#[test]
fn mutations_are_refused_or_change_nothing() {
	let scene = scene();
	let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(20_000));
	let mutations = proptest::collection::vec(any_mutation(), 1..5);
	let part = (0..4usize, mutations);
	let result = runner.run(&part, |(part, mutations)| {
		let mut read = scene.read.clone();
		let mut whole = None;
		{
			let bytes = match part {
				0 => whole.insert(scene.message.clone()),
				1 => &mut read.header,
				2 => &mut read.justification,
				_ => &mut read.proof,
			};
			mutations
				.iter()
				.for_each(|mutation| mutate(bytes, mutation));
		}
		let bytes =
			whole.unwrap_or_else(|| message(std::slice::from_ref(&scene.change), Some(&read)));
		let told = catch_unwind(AssertUnwindSafe(|| take(&scene.trust, &bytes)));
		match told {
			Ok(Ok(Some(told))) => prop_assert_eq!(&told, &scene.truth),
			Ok(_) => {}
			Err(_) => prop_assert!(false, "panicked"),
		}
		Ok(())
	});
	result.unwrap();
}
