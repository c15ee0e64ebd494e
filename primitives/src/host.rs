// SPDX-License-Identifier: Apache-2.0

//! What the node computes for the runtime beyond what the SDK's nodes do: signatures of devices.
//!
//! Every node that executes this chain's blocks offers these functions. What they answer follows from
//! their arguments alone, so that all agree.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use sp_runtime_interface::{
	pass_by::{PassFatPointerAndDecode, PassFatPointerAndRead},
	runtime_interface,
};

/// Most claims that are verified at once: one for each bit of the answer.
pub const MAX_CLAIMS: usize = 64;

/// Claims that are verified together. With more of them the tables leave the processor's cache.
pub const TOGETHER: usize = 16;

/// Whether the claim at this place is right, by an answer.
pub fn is_right(answer: u64, place: usize) -> bool {
	place < MAX_CLAIMS && answer >> place & 1 == 1
}

/// Whether the claim at this place, of so many, was verified once more by itself: one of those that
/// were verified together with it is wrong.
pub fn was_verified_again(answer: u64, count: u32, place: usize) -> bool {
	let first = place - place % TOGETHER;
	let end = (first + TOGETHER).min(count as usize);
	(first..end).any(|other| !is_right(answer, other))
}

/// That a key signed a message.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Claim {
	/// The key.
	pub key: [u8; 32],
	/// The signature.
	pub signature: [u8; 64],
	/// The message.
	pub message: Vec<u8>,
}

/// Signatures of devices.
#[runtime_interface]
pub trait DeviceSignatures {
	/// Which of these Ed25519 signatures are right: a bit for each of the first [`MAX_CLAIMS`], the
	/// lowest for the first.
	///
	/// They are verified together, which takes about half the time. By the rules of ZIP 215 that
	/// comes to the same as one by one.
	fn ed25519_verify_each(claims: PassFatPointerAndDecode<Vec<Claim>>) -> u64 {
		native::ed25519_each(&claims)
	}

	/// Whether an ECDSA signature of 64 bytes over NIST P-256 (FIPS 186-5) is right for a digest of
	/// 32 bytes and a compressed key.
	fn p256_verify_prehashed(
		signature: PassFatPointerAndRead<&[u8]>,
		digest: PassFatPointerAndRead<&[u8]>,
		key: PassFatPointerAndRead<&[u8]>,
	) -> bool {
		native::p256(signature, digest, key)
	}
}

#[cfg(not(target_family = "wasm"))]
mod native {
	use ed25519_zebra::{batch, Signature, VerificationKey, VerificationKeyBytes};
	use p256::ecdsa::{signature::hazmat::PrehashVerifier, VerifyingKey};

	use super::{Claim, MAX_CLAIMS, TOGETHER};

	fn ed25519(claim: &Claim) -> bool {
		VerificationKey::try_from(claim.key).is_ok_and(|key| {
			let signature = Signature::from(claim.signature);
			key.verify(&signature, &claim.message).is_ok()
		})
	}

	fn all_right(claims: &[Claim]) -> bool {
		let mut batch = batch::Verifier::new();
		for claim in claims {
			batch.queue((
				VerificationKeyBytes::from(claim.key),
				Signature::from(claim.signature),
				&claim.message,
			));
		}
		// Chance only decides how likely a wrong one gets through: once in 2^128.
		batch.verify(rand::thread_rng()).is_ok()
	}

	pub(super) fn ed25519_each(claims: &[Claim]) -> u64 {
		let mut right = 0;
		for (group, claims) in claims
			.get(..claims.len().min(MAX_CLAIMS))
			.unwrap_or_default()
			.chunks(TOGETHER)
			.enumerate()
		{
			let together = claims.len() > 1 && all_right(claims);
			for (number, claim) in claims.iter().enumerate() {
				if together || ed25519(claim) {
					right |= 1 << (group * TOGETHER + number);
				}
			}
		}
		right
	}

	pub(super) fn p256(signature: &[u8], digest: &[u8], key: &[u8]) -> bool {
		// A compact point (SEC 1, tag 5) would be the same key by another name.
		if !matches!(key, [2 | 3, ..]) {
			return false;
		}
		let Ok(key) = VerifyingKey::from_sec1_bytes(key) else {
			return false;
		};
		let Ok(signature) = p256::ecdsa::Signature::from_slice(signature) else {
			return false;
		};
		key.verify_prehash(digest, &signature).is_ok()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::keys::{DeviceKey, PublicKey, Scheme, Signature};
	use proptest::prelude::*;

	fn claim(number: u8) -> Claim {
		let pair = DeviceKey::from_seed(Scheme::Ed25519, &[number; 32]).expect("a seed");
		let message = vec![number; usize::from(number)];
		match (pair.public(), pair.sign(&message)) {
			(PublicKey::Ed25519(key), Signature::Ed25519(signature)) => Claim {
				key,
				signature,
				message,
			},
			_ => unreachable!("the scheme is Ed25519"),
		}
	}

	#[test]
	fn no_claims_are_right_and_more_than_there_are_bits_are_not_looked_at() {
		assert_eq!(device_signatures::ed25519_verify_each(vec![]), 0);
		let many = (0..70).map(claim).collect();
		assert_eq!(device_signatures::ed25519_verify_each(many), u64::MAX);
	}

	#[test]
	fn a_wrong_claim_costs_its_group_once_more() {
		// The second group of three has one.
		let answer = ((1 << 40) - 1) & !(1 << 20);
		let again: Vec<usize> = (0..40)
			.filter(|place| was_verified_again(answer, 40, *place))
			.collect();
		assert_eq!(again, (16..32).collect::<Vec<_>>());
		assert!(!is_right(u64::MAX, MAX_CLAIMS));
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(48))]

		#[test]
		fn each_is_judged_as_if_alone(count in 1usize..40, wrong in any::<u64>(), how in 0u8..4) {
			let mut claims: Vec<Claim> = (0..count as u8).map(claim).collect();
			for (number, claim) in claims.iter_mut().enumerate() {
				if wrong >> number & 1 == 1 {
					match how {
						0 => claim.signature[40] ^= 1,
						1 => claim.signature = [0xff; 64],
						2 => claim.message.push(1),
						_ => claim.key = [0xfe; 32],
					}
				}
			}
			let expected = !wrong & ((1 << count) - 1);
			prop_assert_eq!(device_signatures::ed25519_verify_each(claims.clone()), expected);
			for (number, claim) in claims.iter().enumerate() {
				use sp_core::{ed25519, Pair};
				let alone = ed25519::Pair::verify(
					&ed25519::Signature::from_raw(claim.signature),
					&claim.message,
					&ed25519::Public::from_raw(claim.key),
				);
				prop_assert_eq!(alone, expected >> number & 1 == 1);
			}
		}
	}
}
