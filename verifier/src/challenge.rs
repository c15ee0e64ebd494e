// SPDX-License-Identifier: Apache-2.0

//! Who stands before the lock: a challenge that is answered once.
//!
//! The message is `samul_primitives::envelope::access_message`. It names the chain, the lock, what
//! is wanted and until when, so that an answer is worth nothing anywhere else; and the nonce, so
//! that it is worth nothing a second time.

use alloc::vec::Vec;
use ed25519_zebra::VerificationKey;
use p256::ecdsa::{signature::Verifier, Signature as P256Signature, VerifyingKey};
use samul_primitives::{
	envelope::access_message, DeviceId, Moment, PublicKey, Signature as AnySignature,
};

use crate::{limits::MAX_RESOURCE_BYTES, Error, Hash};

/// A challenge that has not been answered. It can not be copied, and an answer takes it away, a
/// wrong one too:
///
/// ```compile_fail
/// # use samul_primitives::{PublicKey, Signature};
/// fn twice(challenge: samul_verifier::Challenge, key: &PublicKey, signature: &Signature) {
///     let _ = challenge.verify(key, signature, 0);
///     let _ = challenge.verify(key, signature, 0);
/// }
/// ```
#[must_use]
pub struct Challenge {
	message: Vec<u8>,
	expires: Moment,
}

impl Challenge {
	/// A challenge of the lock `device` on the chain with this genesis hash: whoever answers wants
	/// `permission` on `resource`. `nonce` is of the lock's generator of random numbers, new for
	/// each challenge. The answer is good until `expires`, inclusive, by the lock's clock.
	///
	/// # Errors
	///
	/// [`Error::ResourceTooLong`].
	pub fn new(
		genesis: &Hash,
		device: &DeviceId,
		resource: &[u8],
		permission: u32,
		nonce: &[u8; 32],
		expires: Moment,
	) -> Result<Self, Error> {
		if resource.len() > MAX_RESOURCE_BYTES {
			return Err(Error::ResourceTooLong);
		}
		let message = access_message(genesis, device, resource, permission, nonce, expires);
		Ok(Self { message, expires })
	}

	/// What is to be signed.
	pub fn message(&self) -> &[u8] {
		&self.message
	}

	/// That `signature` is `key`'s over the challenge, which is in time at `now`. Keys are of
	/// Ed25519, or of P-256 as secure elements of phones have them.
	///
	/// # Errors
	///
	/// [`Error::ChallengeExpired`], [`Error::UnsupportedScheme`], [`Error::WeakKey`],
	/// [`Error::BadAnswer`].
	pub fn verify(
		self,
		key: &PublicKey,
		signature: &AnySignature,
		now: Moment,
	) -> Result<(), Error> {
		if now > self.expires {
			return Err(Error::ChallengeExpired);
		}
		let is_good = match (key, signature) {
			(PublicKey::Ed25519(key), AnySignature::Ed25519(signature)) => {
				if is_weak(key) {
					return Err(Error::WeakKey);
				}
				VerificationKey::try_from(*key)
					.and_then(|key| key.verify(&(*signature).into(), &self.message))
					.is_ok()
			}
			(PublicKey::P256(key), AnySignature::P256(signature)) => {
				VerifyingKey::from_sec1_bytes(key)
					.and_then(|key| {
						key.verify(&self.message, &P256Signature::from_slice(signature)?)
					})
					.is_ok()
			}
			(PublicKey::Ed25519(_) | PublicKey::P256(_), _) => false,
			_ => return Err(Error::UnsupportedScheme),
		};
		if is_good {
			Ok(())
		} else {
			Err(Error::BadAnswer)
		}
	}
}

/// Whether a key is of small order, by which no two people differ: account ids that are nobody's, such as
/// 32 zero bytes, are. For such a key, and for no other, the neutral element and zero are a signature over
/// anything (ZIP 215: `8sB = 8R + 8kA`).
fn is_weak(key: &[u8; 32]) -> bool {
	let mut signature = [0; 64];
	if let Some(first) = signature.first_mut() {
		*first = 1;
	}
	VerificationKey::try_from(*key).is_ok_and(|key| key.verify(&signature.into(), b"").is_ok())
}
