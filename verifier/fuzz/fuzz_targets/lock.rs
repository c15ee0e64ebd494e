// SPDX-License-Identifier: Apache-2.0

//! Any bytes, wherever a lock takes some: nothing panics, what is read is what was written, and nobody is
//! let in.

#![no_main]

use codec::Encode;
use libfuzzer_sys::fuzz_target;
use samul_primitives::{
	access::{Permissions, Subject},
	hash::blake2_256,
	DeviceId, Signature,
};
use samul_verifier::{
	access::{Hints, Lock, Request},
	trie::read_proof,
	wire::{Answer, Question},
	Authorities, Authority, Clock, Header, Justification, Message, Trust,
};

const CLOCK: Clock = Clock {
	now: u64::MAX / 2,
	max_age: u64::MAX,
	tolerance: u64::MAX,
};

fn authorities() -> Vec<Authority> {
	// Keys of which nobody has the secret half.
	(1..5u8)
		.map(|number| Authority {
			key: blake2_256(&[number]),
			weight: 1,
		})
		.collect()
}

/// Bytes that follow each other, each with its length in front in one byte.
fn parts(mut bytes: &[u8]) -> Vec<&[u8]> {
	let mut parts = Vec::new();
	while let Some((length, rest)) = bytes.split_first() {
		let (part, rest) = rest.split_at(usize::from(*length).min(rest.len()));
		parts.push(part);
		bytes = rest;
	}
	parts
}

fuzz_target!(|bytes: &[u8]| {
	if let Ok(hints) = Hints::decode(bytes) {
		assert_eq!(hints.encode(), bytes);
	}
	if let Ok(question) = Question::decode(bytes) {
		assert_eq!(question.encode(), bytes);
	}
	if let Ok(answer) = Answer::decode(bytes) {
		assert_eq!(answer.encode(), bytes);
	}
	if let Ok(trust) = Trust::decode(bytes) {
		assert_eq!(trust.encode(), bytes);
	}
	if let Ok(header) = Header::decode(bytes) {
		let _ = (header.genesis(), header.time(2000), header.scheduled_change());
		if let (Ok(justification), Ok(set)) = (
			Justification::decode(bytes),
			Authorities::new(authorities()),
		) {
			assert!(justification.verify(&header, 1, &set).is_err());
		}
	}
	// A proof is walked through before its root is compared.
	if let Some((proof, keys)) = parts(bytes).split_first() {
		let _ = read_proof(&[0; 32], proof, keys);
	}
	let trust = Trust::new([1; 32], 2000, 1, [1; 32], 7, authorities());
	if let (Ok(mut trust), Ok(message)) = (trust, Message::decode(bytes)) {
		let lock = Lock {
			device: DeviceId([2; 32]),
			resource: 3,
		};
		let subject = Subject::Account([4; 32]);
		let permission = Permissions::ENTER;
		if let Ok(request) =
			Request::new(&[1; 32], lock, subject, permission, &[5; 32], u64::MAX)
		{
			let answer = Signature::Ed25519([6; 64]);
			let hints = Hints::default();
			let result =
				request.decide(&mut trust, &message, &hints, &answer, &CLOCK, |_, used| used);
			assert!(result.is_err());
		}
	}
});
