// SPDX-License-Identifier: Apache-2.0

//! A relay that lies, a phone that is not who it says, and old truths: never a yes that is none.

#![allow(clippy::unwrap_used)]

mod common;

use std::panic::{catch_unwind, AssertUnwindSafe};

use codec::Encode;
use common::{clock, home::*, message, Chain, Parts};
use proptest::prelude::*;
use samul_primitives::{
	access::{right_key, Permissions, Subject},
	keys::DeviceKey,
	DeviceId, Scheme, Signature,
};
use samul_verifier::{
	access::{Admitted, Lock, Refusal, Request},
	limits::MAX_MESSAGE_BYTES,
	wire::{Answer, Question, Wanted},
	Error, Message, Trust,
};

/// A lock that has to follow a change of the validators, what a relay has for it, and the phone's answer.
struct Scene {
	trust: Trust,
	first: Chain,
	second: Chain,
	change: Parts,
	read: Parts,
	message: Vec<u8>,
	answer: Signature,
	truth: (Admitted, Trust),
}

fn subject() -> Subject {
	phone(Scheme::Ed25519)
}

fn own_key() -> DeviceKey {
	phone_key(Scheme::Ed25519)
}

fn take(
	trust: &Trust,
	bytes: &[u8],
	hints: &[u8],
	answer: &Signature,
) -> Result<(Admitted, Trust), Refusal> {
	let mut trust = trust.clone();
	let admitted = knock(&mut trust, subject(), bytes, hints, answer)?;
	Ok((admitted, trust))
}

fn scene() -> Scene {
	let first = chain(Scheme::Ed25519);
	let second = Chain {
		keys: [3, 4, 5, 6].map(common::key).to_vec(),
		set_id: first.set_id + 1,
		..first.clone()
	};
	let change = first.hand_over(&first.last_block(50, &second), &[]);
	let read = told(&second, BLOCK, &subject(), &hints());
	let message = message(std::slice::from_ref(&change), Some(&read));
	let trust = first.trust();
	let answer = answer(subject(), &own_key());
	let truth = take(&trust, &message, &hints().encode(), &answer).unwrap();
	Scene {
		trust,
		first,
		second,
		change,
		read,
		message,
		answer,
		truth,
	}
}

impl Scene {
	/// What comes of another block than the true one.
	fn with(&self, read: &Parts) -> Result<(Admitted, Trust), Refusal> {
		let bytes = message(std::slice::from_ref(&self.change), Some(read));
		take(&self.trust, &bytes, &hints().encode(), &self.answer)
	}
}

fn unproved(error: Error) -> Result<(Admitted, Trust), Refusal> {
	Err(Refusal::Unproved(error))
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
fn no_byte_may_be_another_or_be_missing() {
	let scene = scene();
	let said = hints().encode();
	for bytes in flipped(&scene.message) {
		assert!(take(&scene.trust, &bytes, &said, &scene.answer).is_err());
	}
	for length in 0..scene.message.len() {
		let cut = &scene.message[..length];
		assert!(take(&scene.trust, cut, &said, &scene.answer).is_err());
	}
	for bytes in flipped(&said) {
		assert!(take(&scene.trust, &scene.message, &bytes, &scene.answer).is_err());
	}
	for length in 0..said.len() {
		let cut = &said[..length];
		assert!(take(&scene.trust, &scene.message, cut, &scene.answer).is_err());
	}
	let Signature::Ed25519(signature) = scene.answer else {
		unreachable!()
	};
	for bytes in flipped(&signature) {
		let answer = Signature::Ed25519(bytes.try_into().unwrap());
		let result = take(&scene.trust, &scene.message, &said, &answer);
		assert_eq!(result, unproved(Error::BadAnswer));
	}
}

#[test]
fn a_proof_is_whole_and_of_its_own_block() {
	let scene = scene();
	let with = |proof: Vec<u8>| {
		scene.with(&Parts {
			proof,
			..scene.read.clone()
		})
	};
	let proof = &scene.read.proof;
	assert_eq!(with(proof.clone()).unwrap(), scene.truth);
	assert_eq!(with(Vec::new()), unproved(Error::MalformedProof));
	// That of other keys, and of another state.
	let one = scene.second.prove(&[&right_key(FLAT, &subject(), RIGHT)]);
	assert_eq!(with(one), unproved(Error::MalformedProof));
	let mut other = scene.second.clone();
	other.state.insert(b"another key".to_vec(), vec![1; 40]);
	let keys = hints().keys(FLAT, &subject());
	let keys = keys.iter().map(Vec::as_slice).collect::<Vec<_>>();
	assert_eq!(with(other.prove(&keys)), unproved(Error::WrongStateRoot));
	let mut long = scene.message.clone();
	long.resize(MAX_MESSAGE_BYTES + 1, 0);
	let result = take(&scene.trust, &long, &hints().encode(), &scene.answer);
	assert_eq!(result, unproved(Error::MessageTooLong));
}

#[test]
fn old_truths_and_those_of_others_open_nothing() {
	let scene = scene();
	let second = &scene.second;
	let told_by = |chain: &Chain, number| told(chain, number, &subject(), &hints());
	assert_eq!(scene.with(&scene.read).unwrap(), scene.truth);
	// Of a block that is too old, and of one that is yet to come.
	assert_eq!(
		scene.with(&told_by(second, BLOCK - 29)),
		unproved(Error::OlderBlock)
	);
	let mut known = scene.first.trust();
	known.advance(&[scene.change.finalized()]).unwrap();
	let bytes = message(&[], Some(&told_by(second, 51)));
	let late = common::Clock {
		max_age: 20_999,
		..clock(BLOCK)
	};
	let result = request(subject()).decide(
		&mut known.clone(),
		&Message::decode(&bytes).unwrap(),
		&hints(),
		&scene.answer,
		&late,
		|_, used| used,
	);
	assert_eq!(result, Err(Refusal::Unproved(Error::StaleBlock)));
	assert_eq!(
		scene.with(&told_by(second, BLOCK + 5)),
		unproved(Error::FutureBlock)
	);
	// Of the set that was, and of one that is not yet.
	assert!(matches!(
		scene.with(&told_by(&scene.first, BLOCK)),
		Err(Refusal::Unproved(
			Error::UnknownAuthority | Error::BadSignature
		))
	));
	for set_id in [second.set_id - 1, second.set_id + 1] {
		let other = Chain {
			set_id,
			..second.clone()
		};
		assert_eq!(
			scene.with(&told_by(&other, BLOCK)),
			unproved(Error::BadSignature)
		);
	}
	// Of another chain of the same validators.
	let elsewhere = Chain {
		genesis: [0xcd; 32],
		..second.clone()
	};
	assert_eq!(
		scene.with(&told_by(&elsewhere, BLOCK)),
		unproved(Error::WrongGenesis)
	);
	// The right was taken away in a later block that the lock has seen.
	let mut revoked = second.clone();
	revoked.state.remove(&right_key(FLAT, &subject(), RIGHT));
	let mut trust = scene.trust.clone();
	let later = message(
		std::slice::from_ref(&scene.change),
		Some(&told_by(&revoked, BLOCK + 1)),
	);
	let said = hints().encode();
	let result = knock(&mut trust, subject(), &later, &said, &scene.answer);
	assert!(matches!(result, Err(Refusal::Denied(_))));
	let before = message(&[], Some(&scene.read));
	assert_eq!(
		take(&trust, &before, &said, &scene.answer),
		unproved(Error::OlderBlock)
	);
}

#[test]
fn rights_of_others_and_on_others_open_nothing() {
	let scene = scene();
	let second = &scene.second;
	let changes = std::slice::from_ref(&scene.change);
	// Of another subject: its proof, its right's number; and with the keys of this one.
	let other_key = DeviceKey::from_seed(Scheme::Ed25519, &[0x77; 32]).unwrap();
	let other = Subject::Device(DeviceId::of(&other_key.public()));
	let theirs = message(changes, Some(&told(second, BLOCK, &other, &hints())));
	for answer in [&scene.answer, &answer(subject(), &other_key)] {
		assert!(take(&scene.trust, &theirs, &hints().encode(), answer).is_err());
	}
	let stolen = answer(subject(), &other_key);
	let result = take(&scene.trust, &scene.message, &hints().encode(), &stolen);
	assert_eq!(result, unproved(Error::BadAnswer));
	// Of another resource, which the right is not on: its keys are not those that the lock asks for.
	let keys = hints().keys(HOUSE, &subject());
	let keys = keys.iter().map(Vec::as_slice).collect::<Vec<_>>();
	let elsewhere = second.hand_over(&second.block(BLOCK, Vec::new()), &keys);
	assert!(scene.with(&elsewhere).is_err());
	// Answers to another lock, for another resource, permission, random number, or time.
	let good = (lock(), Permissions::ENTER, NONCE, clock(BLOCK).now + 30_000);
	let signed = |(lock, permission, nonce, expires): (Lock, Permissions, [u8; 32], u64)| {
		let genesis = scene.first.genesis;
		let request = Request::new(&genesis, lock, subject(), permission, &nonce, expires).unwrap();
		own_key().sign(request.challenge())
	};
	assert_eq!(signed(good), scene.answer);
	let another_device = Lock {
		device: DeviceId([1; 32]),
		..good.0
	};
	let another_resource = Lock {
		resource: HOUSE,
		..good.0
	};
	for other in [
		(another_device, good.1, good.2, good.3),
		(another_resource, good.1, good.2, good.3),
		(good.0, Permissions::START, good.2, good.3),
		(good.0, good.1, [0x5b; 32], good.3),
		(good.0, good.1, good.2, good.3 + 1),
	] {
		let result = take(
			&scene.trust,
			&scene.message,
			&hints().encode(),
			&signed(other),
		);
		assert_eq!(result, unproved(Error::BadAnswer));
	}
	// A challenge that is answered late.
	let late = (good.0, good.1, good.2, clock(BLOCK).now - 1);
	let request = Request::new(
		&scene.first.genesis,
		late.0,
		subject(),
		late.1,
		&late.2,
		late.3,
	)
	.unwrap();
	let result = request.decide(
		&mut scene.trust.clone(),
		&Message::decode(&scene.message).unwrap(),
		&hints(),
		&signed(late),
		&clock(BLOCK),
		|_, used| used,
	);
	assert_eq!(result, Err(Refusal::Unproved(Error::ChallengeExpired)));
}

/// A change that somebody on the way may make to bytes.
#[derive(Clone, Debug)]
enum Mutation {
	Set(prop::sample::Index, u8),
	Insert(prop::sample::Index, Vec<u8>),
	Remove(prop::sample::Index, usize),
	Copy(prop::sample::Index, prop::sample::Index, usize),
}

fn any_mutation() -> impl Strategy<Value = Mutation> {
	use prop::sample::Index;
	prop_oneof![
		(any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Mutation::Set(at, byte)),
		(any::<Index>(), prop::collection::vec(any::<u8>(), 1..9))
			.prop_map(|(at, bytes)| Mutation::Insert(at, bytes)),
		(any::<Index>(), 1..140usize).prop_map(|(at, count)| Mutation::Remove(at, count)),
		(any::<Index>(), any::<Index>(), 1..140usize)
			.prop_map(|(from, to, count)| Mutation::Copy(from, to, count)),
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
	}
}

#[test]
fn mutations_are_refused_or_change_nothing() {
	let scene = scene();
	let config = ProptestConfig {
		cases: 12_000,
		// The same cases each time.
		rng_seed: proptest::test_runner::RngSeed::Fixed(2026),
		..ProptestConfig::default()
	};
	let mut runner = proptest::test_runner::TestRunner::new(config);
	let mutations = prop::collection::vec(any_mutation(), 1..5);
	let part = (0..6usize, mutations);
	let result = runner.run(&part, |(part, mutations)| {
		let (mut read, mut change) = (scene.read.clone(), scene.change.clone());
		let mut said = hints().encode();
		let mut whole = None;
		{
			let bytes = match part {
				0 => whole.insert(scene.message.clone()),
				1 => &mut read.header,
				2 => &mut read.justification,
				3 => &mut change.header,
				4 => &mut said,
				_ => &mut read.proof,
			};
			mutations
				.iter()
				.for_each(|mutation| mutate(bytes, mutation));
		}
		let bytes = whole.unwrap_or_else(|| message(&[change], Some(&read)));
		let told = catch_unwind(AssertUnwindSafe(|| {
			take(&scene.trust, &bytes, &said, &scene.answer)
		}));
		match told {
			Ok(Ok(told)) => prop_assert_eq!(&told, &scene.truth),
			Ok(Err(_)) => {}
			Err(_) => prop_assert!(false, "panicked"),
		}
		Ok(())
	});
	result.unwrap();
}

#[test]
fn what_is_said_on_the_wire_is_bounded() {
	let scene = scene();
	let questions = [
		Wanted::Changes,
		Wanted::Access {
			resource: FLAT,
			subject: subject(),
			permission: Permissions::ENTER,
		},
		Wanted::Values(vec![vec![1; 160]; 16]),
	];
	for wanted in questions {
		let question = Question::of(&scene.trust, wanted);
		let bytes = question.encode();
		assert_eq!(Question::decode(&bytes), Ok(question));
		for length in 0..bytes.len() {
			let cut = Question::decode(&bytes[..length]);
			assert_eq!(cut, Err(Error::MalformedQuestion));
		}
		let mut followed = bytes.clone();
		followed.push(0);
		assert_eq!(Question::decode(&followed), Err(Error::MalformedQuestion));
		let mut version = bytes;
		version[0] = 1;
		assert_eq!(Question::decode(&version), Err(Error::MalformedQuestion));
	}
	for keys in [vec![vec![1; 161]], vec![vec![1]; 17]] {
		let question = Question::of(&scene.trust, Wanted::Values(keys));
		let refused = Question::decode(&question.encode());
		assert_eq!(refused, Err(Error::MalformedQuestion));
	}
	let answers = [
		Answer::Nothing(b"no such right".to_vec()),
		Answer::HandedOver {
			hints: hints().encode(),
			message: scene.message.clone(),
		},
	];
	for answer in answers {
		let bytes = answer.encode();
		assert_eq!(Answer::decode(&bytes), Ok(answer));
		for length in 0..bytes.len() {
			let cut = Answer::decode(&bytes[..length]);
			assert_eq!(cut, Err(Error::MalformedAnswer));
		}
	}
	for answer in [
		Answer::Nothing(vec![b'a'; 257]),
		Answer::Nothing(vec![0xff]),
		Answer::HandedOver {
			hints: vec![0; 432],
			message: Vec::new(),
		},
		Answer::HandedOver {
			hints: Vec::new(),
			message: vec![0; MAX_MESSAGE_BYTES + 1],
		},
	] {
		let refused = Answer::decode(&answer.encode());
		assert_eq!(refused, Err(Error::MalformedAnswer));
	}
}

proptest! {
	#[test]
	fn any_bytes_on_the_wire_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
		if let Ok(question) = Question::decode(&bytes) {
			prop_assert_eq!(question.encode(), bytes.clone());
		}
		if let Ok(answer) = Answer::decode(&bytes) {
			prop_assert_eq!(answer.encode(), bytes);
		}
	}
}
