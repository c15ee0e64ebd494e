// SPDX-License-Identifier: Apache-2.0

//! What keeps a certificate from being accepted.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// What keeps a certificate from being accepted.
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
pub enum IdevidError {
	/// Longer than [`MAX_CERTIFICATE`](crate::MAX_CERTIFICATE).
	TooLong,
	/// Not the DER (X.690) of a certificate (RFC 5280, 4.1): cut short, followed by something, with a
	/// field too many or too few, or with what BER allows and DER does not: lengths in a longer form
	/// or none, defaults written out, a set out of order. Also an object identifier with an arc of
	/// more than 32 bits or of fewer than three arcs, and a UniversalString.
	Encoding,
	/// Not a certificate of version 3.
	Version,
	/// The certificate's serial number is no positive integer of at most 20 bytes (RFC 5280, 4.1.2.2).
	SerialNumber,
	/// Signed neither by ECDSA with SHA-256 (RFC 5758) nor by Ed25519 (RFC 8410), or the algorithm has
	/// parameters, which both leave out.
	SignatureAlgorithm,
	/// The algorithm outside of what is signed is not the one inside (RFC 5280, 4.1.1.2).
	AlgorithmMismatch,
	/// The signature is no signature of its algorithm: 64 bytes for Ed25519, DER of r and s within the
	/// group's order for ECDSA.
	SignatureValue,
	/// The issuer's name is empty (RFC 5280, 4.1.2.4).
	Issuer,
	/// A time is not in the form of RFC 5280 (4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050,
	/// in UTC to the second), or before 1970, or the certificate ends before it begins.
	Validity,
	/// The subject's name is empty; IEEE 802.1AR wants it to tell the device from all others.
	Subject,
	/// The subject's serialNumber is no PrintableString of 1 to 64 characters, or it has several.
	SubjectSerialNumber,
	/// The device's key is neither for the named curve P-256 (RFC 5480) nor for Ed25519 (RFC 8410).
	SubjectKeyAlgorithm,
	/// The device's key is no key of its algorithm: 32 bytes for Ed25519, a compressed or uncompressed
	/// point of the curve for P-256.
	SubjectKey,
	/// Has an issuerUniqueID or subjectUniqueID, which RFC 5280 (4.1.2.8) forbids to make.
	UniqueIdentifier,
	/// More than [`MAX_EXTENSIONS`](crate::MAX_EXTENSIONS) extensions.
	TooManyExtensions,
	/// The same extension twice (RFC 5280, 4.2).
	DuplicateExtension,
	/// A critical extension other than basicConstraints and keyUsage: whoever does not know what it
	/// means must refuse it (RFC 5280, 4.2).
	CriticalExtension,
	/// The subject is a CA by basicConstraints, or has the path length of one: no device.
	CertificateAuthority,
	/// By keyUsage the device's key is not for signatures, or it is for signing certificates.
	KeyUsage,
	/// The issuer's key is not of the scheme that the certificate is signed by.
	IssuerScheme,
	/// The signature is not the issuer's over this content.
	Signature,
}

impl core::fmt::Display for IdevidError {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		f.write_str(match self {
			Self::TooLong => "the certificate is longer than 2048 bytes",
			Self::Encoding => "this is not the DER of an X.509 certificate",
			Self::Version => "the certificate is not of version 3",
			Self::SerialNumber => {
				"the certificate's serial number is no positive integer of at most 20 bytes"
			}
			Self::SignatureAlgorithm => {
				"the certificate is signed neither by ECDSA with SHA-256 nor by Ed25519, or the algorithm has parameters"
			}
			Self::AlgorithmMismatch => "the certificate names two signature algorithms",
			Self::SignatureValue => "the signature has not the form of its algorithm",
			Self::Issuer => "the issuer has no name",
			Self::Validity => {
				"the times are not in the form of RFC 5280, before 1970, or in the wrong order"
			}
			Self::Subject => "the subject has no name",
			Self::SubjectSerialNumber => {
				"the subject's serialNumber is no PrintableString of 1 to 64 characters, or there are several"
			}
			Self::SubjectKeyAlgorithm => "the device's key is neither for P-256 nor for Ed25519",
			Self::SubjectKey => "the device's key is no point of its curve",
			Self::UniqueIdentifier => "the certificate has a unique identifier",
			Self::TooManyExtensions => "the certificate has more than 16 extensions",
			Self::DuplicateExtension => "the certificate has an extension twice",
			Self::CriticalExtension => {
				"the certificate has a critical extension other than basicConstraints and keyUsage"
			}
			Self::CertificateAuthority => "the certificate is one of a CA, not of a device",
			Self::KeyUsage => {
				"by keyUsage the device's key is not for signatures, or it is for certificates"
			}
			Self::IssuerScheme => "the certificate is signed by another scheme than the issuer's key",
			Self::Signature => "the issuer did not sign this certificate",
		})
	}
}

impl core::error::Error for IdevidError {}
