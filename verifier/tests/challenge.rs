// SPDX-License-Identifier: Apache-2.0

//! An answer is good for one challenge, one lock, one purpose, and its time; and the lock agrees
//! with the node on which signatures are a key's.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use samul_primitives::{
	envelope::{self, access_message},
	keys::{self, DeviceKey},
	DeviceId, PublicKey, Scheme, Signature,
};
use samul_verifier::{limits::MAX_RESOURCE_BYTES, Challenge, Error};

const GENESIS: [u8; 32] = [1; 32];
const LOCK: DeviceId = DeviceId([2; 32]);
const NONCE: [u8; 32] = [3; 32];
const EXPIRES: u64 = 1_770_000_000_000;

fn challenge() -> Challenge {
	Challenge::new(&GENESIS, &LOCK, b"door", 4, &NONCE, EXPIRES).unwrap()
}

fn key(scheme: Scheme) -> DeviceKey {
	DeviceKey::from_seed(scheme, &[9; 32]).unwrap()
}

fn answer(scheme: Scheme, message: &[u8], now: u64) -> Result<(), Error> {
	let key = key(scheme);
	challenge().verify(&key.public(), &key.sign(message), now)
}

#[test]
fn message_is_as_documented() {
	let mut message = b"samul/access/1\0\0".to_vec();
	message.extend([1; 32]);
	message.extend([2; 32]);
	message.push(4 << 2);
	message.extend(b"door");
	message.extend([4, 0, 0, 0]);
	message.extend([3; 32]);
	message.extend(EXPIRES.to_le_bytes());
	assert_eq!(challenge().message(), message);
	let domains = [
		envelope::BATCH_DOMAIN,
		envelope::REGISTER_DOMAIN,
		envelope::ROTATE_DOMAIN,
		envelope::ACCESS_DOMAIN,
	];
	for (index, domain) in domains.iter().enumerate() {
		assert!(!domains[..index].contains(domain));
	}
}

#[test]
fn the_keys_of_phones_answer() {
	for scheme in [Scheme::Ed25519, Scheme::P256] {
		let message = challenge().message().to_vec();
		assert_eq!(answer(scheme, &message, EXPIRES - 1), Ok(()));
		assert_eq!(answer(scheme, &message, EXPIRES), Ok(()));
		assert_eq!(
			answer(scheme, &message, EXPIRES + 1),
			Err(Error::ChallengeExpired)
		);
	}
	for scheme in [Scheme::Sr25519, Scheme::Secp256k1] {
		let message = challenge().message().to_vec();
		assert_eq!(answer(scheme, &message, 0), Err(Error::UnsupportedScheme));
	}
}

#[test]
fn an_answer_to_anything_else_is_none() {
	let others = [
		access_message(&[0; 32], &LOCK, b"door", 4, &NONCE, EXPIRES),
		access_message(&GENESIS, &DeviceId([0; 32]), b"door", 4, &NONCE, EXPIRES),
		access_message(&GENESIS, &LOCK, b"gate", 4, &NONCE, EXPIRES),
		access_message(&GENESIS, &LOCK, b"doo", 4, &NONCE, EXPIRES),
		access_message(&GENESIS, &LOCK, b"door", 5, &NONCE, EXPIRES),
		access_message(&GENESIS, &LOCK, b"door", 4, &[0; 32], EXPIRES),
		access_message(&GENESIS, &LOCK, b"door", 4, &NONCE, EXPIRES + 1),
		challenge().message()[16..].to_vec(),
	];
	for scheme in [Scheme::Ed25519, Scheme::P256] {
		for other in &others {
			assert_eq!(answer(scheme, other, 0), Err(Error::BadAnswer));
		}
	}
}

#[test]
fn an_answer_is_of_the_key_that_is_asked() {
	let message = challenge().message().to_vec();
	let schemes = [Scheme::Ed25519, Scheme::P256];
	for scheme in schemes {
		let other = DeviceKey::from_seed(scheme, &[8; 32]).unwrap();
		let signature = key(scheme).sign(&message);
		assert_eq!(
			challenge().verify(&other.public(), &signature, 0),
			Err(Error::BadAnswer)
		);
	}
	for (of, by) in [(schemes[0], schemes[1]), (schemes[1], schemes[0])] {
		let signature = key(by).sign(&message);
		assert_eq!(
			challenge().verify(&key(of).public(), &signature, 0),
			Err(Error::BadAnswer)
		);
	}
	// Bytes that are no key.
	let signature = key(Scheme::P256).sign(&message);
	let bad = PublicKey::P256([0; 33]);
	assert_eq!(
		challenge().verify(&bad, &signature, 0),
		Err(Error::BadAnswer)
	);
	let zero = Signature::P256([0; 64]);
	assert_eq!(
		challenge().verify(&key(Scheme::P256).public(), &zero, 0),
		Err(Error::BadAnswer)
	);
}

#[test]
fn names_of_resources_are_bounded() {
	let of = |length| {
		Challenge::new(&GENESIS, &LOCK, &vec![0; length], 4, &NONCE, EXPIRES)
			.map(|_| ())
			.err()
	};
	assert_eq!(of(0), None);
	assert_eq!(of(MAX_RESOURCE_BYTES), None);
	assert_eq!(of(MAX_RESOURCE_BYTES + 1), Some(Error::ResourceTooLong));
}

proptest! {
	/// The node's verification is the oracle, also for keys and signatures that nobody made.
	#[test]
	fn lock_and_node_agree_on_signatures(
		scheme in prop_oneof![Just(Scheme::Ed25519), Just(Scheme::P256)],
		seed in any::<[u8; 32]>(),
		key_at in proptest::option::of((0..33usize, any::<u8>())),
		signature_at in proptest::option::of((0..64usize, any::<u8>())),
	) {
		let Some(key) = DeviceKey::from_seed(scheme, &seed) else { return Ok(()) };
		let mut signature = key.sign(challenge().message());
		let mut public = key.public();
		if let Some((at, byte)) = key_at {
			match &mut public {
				PublicKey::P256(bytes) => bytes[at] = byte,
				PublicKey::Ed25519(bytes) => bytes[at % 32] = byte,
				_ => unreachable!(),
			}
		}
		if let Some((at, byte)) = signature_at {
			match &mut signature {
				Signature::P256(bytes) | Signature::Ed25519(bytes) => bytes[at] = byte,
				_ => unreachable!(),
			}
		}
		let node = keys::verify(&public, challenge().message(), &signature);
		prop_assert_eq!(challenge().verify(&public, &signature, 0).is_ok(), node);
	}
}
