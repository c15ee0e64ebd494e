// SPDX-License-Identifier: Apache-2.0

//! The keys that devices hold, and their signatures.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A signature scheme that a device may use.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Scheme {
	/// EdDSA over Curve25519 (RFC 8032), over the message itself.
	Ed25519,
	/// Schnorrkel over Ristretto255, signing context `substrate`.
	Sr25519,
	/// ECDSA over secp256k1, over the SHA-256 digest of the message.
	Secp256k1,
	/// ECDSA over NIST P-256 (FIPS 186-5), over the SHA-256 digest of the message.
	P256,
}

impl Scheme {
	/// Its name in JSON and in key files.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Ed25519 => "ed25519",
			Self::Sr25519 => "sr25519",
			Self::Secp256k1 => "secp256k1",
			Self::P256 => "p256",
		}
	}
}

/// Public key of a device.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum PublicKey {
	/// Ed25519 point, compressed.
	#[codec(index = 0)]
	Ed25519([u8; 32]),
	/// Ristretto255 point, compressed.
	#[codec(index = 1)]
	Sr25519([u8; 32]),
	/// secp256k1 point, SEC1 compressed.
	#[codec(index = 2)]
	Secp256k1([u8; 33]),
	/// P-256 point, SEC1 compressed.
	#[codec(index = 3)]
	P256([u8; 33]),
}

impl PublicKey {
	/// The scheme that the key is for.
	pub fn scheme(&self) -> Scheme {
		match self {
			Self::Ed25519(_) => Scheme::Ed25519,
			Self::Sr25519(_) => Scheme::Sr25519,
			Self::Secp256k1(_) => Scheme::Secp256k1,
			Self::P256(_) => Scheme::P256,
		}
	}

	/// The key's bytes, without the scheme.
	pub fn as_bytes(&self) -> &[u8] {
		match self {
			Self::Ed25519(bytes) | Self::Sr25519(bytes) => bytes,
			Self::Secp256k1(bytes) | Self::P256(bytes) => bytes,
		}
	}
}

/// Signature of a device.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Signature {
	/// R and S (RFC 8032).
	#[codec(index = 0)]
	Ed25519([u8; 64]),
	/// Schnorrkel signature.
	#[codec(index = 1)]
	Sr25519([u8; 64]),
	/// r, s and the recovery id (0 or 1).
	#[codec(index = 2)]
	Secp256k1([u8; 65]),
	/// r and s, big endian.
	#[codec(index = 3)]
	P256([u8; 64]),
}

impl Signature {
	/// The scheme that made the signature.
	pub fn scheme(&self) -> Scheme {
		match self {
			Self::Ed25519(_) => Scheme::Ed25519,
			Self::Sr25519(_) => Scheme::Sr25519,
			Self::Secp256k1(_) => Scheme::Secp256k1,
			Self::P256(_) => Scheme::P256,
		}
	}
}

/// Whether `signature` is `key`'s over `message`. A signature of another scheme than the key's is
/// wrong.
#[cfg(feature = "verify")]
pub fn verify(key: &PublicKey, message: &[u8], signature: &Signature) -> bool {
	use sp_core::{ecdsa, ed25519, sr25519};
	match (key, signature) {
		(PublicKey::Ed25519(key), Signature::Ed25519(signature)) => sp_io::crypto::ed25519_verify(
			&ed25519::Signature::from_raw(*signature),
			message,
			&ed25519::Public::from_raw(*key),
		),
		(PublicKey::Sr25519(key), Signature::Sr25519(signature)) => sp_io::crypto::sr25519_verify(
			&sr25519::Signature::from_raw(*signature),
			message,
			&sr25519::Public::from_raw(*key),
		),
		(PublicKey::Secp256k1(key), Signature::Secp256k1(signature)) => {
			sp_io::crypto::ecdsa_verify_prehashed(
				&ecdsa::Signature::from_raw(*signature),
				&sp_io::hashing::sha2_256(message),
				&ecdsa::Public::from_raw(*key),
			)
		}
		(PublicKey::P256(key), Signature::P256(signature)) => {
			let digest = sp_io::hashing::sha2_256(message);
			crate::host::device_signatures::p256_verify_prehashed(signature, &digest, key)
		}
		_ => false,
	}
}

/// A device's key pair, for clients, gateways and tests.
#[cfg(feature = "sign")]
#[derive(Clone)]
#[allow(clippy::large_enum_variant, reason = "a client holds few of them")]
pub enum DeviceKey {
	/// Ed25519.
	Ed25519(sp_core::ed25519::Pair),
	/// Sr25519.
	Sr25519(sp_core::sr25519::Pair),
	/// ECDSA over secp256k1.
	Secp256k1(sp_core::ecdsa::Pair),
	/// ECDSA over P-256.
	P256(p256::ecdsa::SigningKey),
}

#[cfg(feature = "sign")]
impl DeviceKey {
	/// The key pair that follows from a secret seed; `None` if the seed is no scalar of the curve
	/// (one in 2^32 at most).
	pub fn from_seed(scheme: Scheme, seed: &[u8; 32]) -> Option<Self> {
		use sp_core::Pair;
		Some(match scheme {
			Scheme::Ed25519 => Self::Ed25519(sp_core::ed25519::Pair::from_seed(seed)),
			Scheme::Sr25519 => Self::Sr25519(sp_core::sr25519::Pair::from_seed(seed)),
			Scheme::Secp256k1 => Self::Secp256k1(sp_core::ecdsa::Pair::from_seed_slice(seed).ok()?),
			Scheme::P256 => Self::P256(p256::ecdsa::SigningKey::from_slice(seed).ok()?),
		})
	}

	/// The public half.
	pub fn public(&self) -> PublicKey {
		use sp_core::Pair;
		match self {
			Self::Ed25519(pair) => PublicKey::Ed25519(pair.public().0),
			Self::Sr25519(pair) => PublicKey::Sr25519(pair.public().0),
			Self::Secp256k1(pair) => PublicKey::Secp256k1(pair.public().0),
			Self::P256(key) => {
				let mut bytes = [0u8; 33];
				bytes.copy_from_slice(key.verifying_key().to_encoded_point(true).as_bytes());
				PublicKey::P256(bytes)
			}
		}
	}

	/// Sign a message as its scheme prescribes. All but Sr25519 are deterministic.
	pub fn sign(&self, message: &[u8]) -> Signature {
		use sp_core::Pair;
		match self {
			Self::Ed25519(pair) => Signature::Ed25519(pair.sign(message).0),
			Self::Sr25519(pair) => Signature::Sr25519(pair.sign(message).0),
			Self::Secp256k1(pair) => {
				Signature::Secp256k1(pair.sign_prehashed(&sp_crypto_hashing::sha2_256(message)).0)
			}
			Self::P256(key) => {
				use p256::ecdsa::signature::Signer;
				let signature: p256::ecdsa::Signature = key.sign(message);
				Signature::P256(signature.to_bytes().into())
			}
		}
	}
}
