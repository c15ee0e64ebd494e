// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod decode;
mod elements;
mod error;
#[cfg(any(test, feature = "runtime-benchmarks"))]
pub mod worst;

use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use samul_primitives::{keys, Moment, PublicKey, Scheme, Signature};
use scale_info::TypeInfo;

pub use error::IdevidError;

/// Longest certificate that is looked at, in bytes of its DER.
pub const MAX_CERTIFICATE: usize = 2_048;

/// Most extensions that a certificate may have.
pub const MAX_EXTENSIONS: usize = 16;

/// Number that the manufacturer's CA gave a certificate (RFC 5280, 4.1.2.2): a positive integer, big
/// endian without leading zeros, 1 to 20 bytes. No other certificate of that CA has it.
pub type SerialNumber = BoundedVec<u8, ConstU32<20>>;

/// Number that the manufacturer gave the device itself (X.520 serialNumber, which IEEE 802.1AR wants
/// in the subject): a PrintableString, 1 to 64 bytes of ASCII.
pub type SubjectSerialNumber = BoundedVec<u8, ConstU32<64>>;

/// What a manufacturer certifies about a device.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Idevid {
	/// The device's key: Ed25519, or P-256 in compressed form whichever form the certificate has. A
	/// P-256 key is a point of the curve; whether an Ed25519 key is one shows when the device proves
	/// that it holds the key.
	pub subject_key: PublicKey,
	/// Serial number of the certificate.
	pub serial: SerialNumber,
	/// Serial number of the device, if the subject has one.
	pub subject_serial_number: Option<SubjectSerialNumber>,
	/// The certificate is valid from this moment on.
	pub not_before: Moment,
	/// The certificate is valid through this moment; `None` if it does not expire, which is written
	/// as 99991231235959Z.
	pub not_after: Option<Moment>,
}

/// A certificate of the right form, whose signature is still to be checked. Its content is given only
/// by [`check`](Self::check).
#[derive(Clone, PartialEq, Eq, Debug)]
#[must_use = "a certificate says nothing before its signature is checked"]
pub struct Unchecked<'a> {
	/// What is signed: the tbsCertificate, as it stands in the certificate.
	tbs: &'a [u8],
	signature: Signature,
	idevid: Idevid,
}

impl Unchecked<'_> {
	/// The scheme of the signature, Ed25519 or P-256: what [`check`](Self::check) costs depends on it,
	/// and on nothing else but the length of the certificate.
	pub fn scheme(&self) -> Scheme {
		self.signature.scheme()
	}

	/// What the certificate says, if `ca` signed it.
	///
	/// # Errors
	///
	/// [`IssuerScheme`](IdevidError::IssuerScheme), [`Signature`](IdevidError::Signature).
	pub fn check(self, ca: &PublicKey) -> Result<Idevid, IdevidError> {
		if ca.scheme() != self.scheme() {
			return Err(IdevidError::IssuerScheme);
		}
		if !keys::verify(ca, self.tbs, &self.signature) {
			return Err(IdevidError::Signature);
		}
		Ok(self.idevid)
	}
}

/// Decode a certificate and check all that is asked of it but its signature, in time linear in its
/// length, and a square root more if the device's key is compressed.
///
/// # Errors
///
/// All but [`IssuerScheme`](IdevidError::IssuerScheme) and [`Signature`](IdevidError::Signature).
pub fn decode(der: &[u8]) -> Result<Unchecked<'_>, IdevidError> {
	decode::certificate(der)
}

/// What a certificate says, given as DER, if it has the profile of this crate and `ca` signed it:
/// [`decode`], then [`check`](Unchecked::check). Whether it is valid at some moment is for the caller
/// to see.
///
/// # Errors
///
/// What keeps the certificate from being accepted.
pub fn verify(der: &[u8], ca: &PublicKey) -> Result<Idevid, IdevidError> {
	decode(der)?.check(ca)
}

/// The key of a SubjectPublicKeyInfo (RFC 5280, 4.1.2.7), given as DER: in this form tools give the key
/// of a CA. What is asked of a device's key is asked of it.
///
/// # Errors
///
/// [`TooLong`](IdevidError::TooLong), [`Encoding`](IdevidError::Encoding),
/// [`SubjectKeyAlgorithm`](IdevidError::SubjectKeyAlgorithm), [`SubjectKey`](IdevidError::SubjectKey).
pub fn public_key(der: &[u8]) -> Result<PublicKey, IdevidError> {
	decode::public_key(der)
}
