// SPDX-License-Identifier: Apache-2.0

//! Certificates that OpenSSL made (tests/data/make-certificates), the first by the commands that
//! docs/idevid.md tells.

#![allow(missing_docs)]

mod common;

use common::{agrees, file};
use samul_idevid::{decode, public_key, verify, Idevid, IdevidError};
use samul_primitives::{PublicKey, Scheme};

/// The key of a CA.
fn ca(scheme: Scheme) -> PublicKey {
	let key = public_key(&file(&format!("ca-{}.pub", scheme.name()))).expect("a key");
	assert_eq!(key.scheme(), scheme);
	key
}

/// An accepted one.
fn accepted(name: &str, by: Scheme) -> Idevid {
	let der = file(name);
	let unchecked = decode(&der).unwrap_or_else(|error| panic!("{name}: {error}"));
	assert_eq!(unchecked.scheme(), by, "{name}");
	let idevid = unchecked
		.check(&ca(by))
		.unwrap_or_else(|error| panic!("{name}: {error}"));
	agrees(&der, &idevid);
	assert_eq!(verify(&der, &ca(by)), Ok(idevid.clone()));

	// Another key of either scheme did not sign it.
	assert_eq!(
		verify(&der, &common::key(by, 9).public()),
		Err(IdevidError::Signature),
		"{name}"
	);
	let other = match by {
		Scheme::P256 => Scheme::Ed25519,
		_ => Scheme::P256,
	};
	assert_eq!(
		verify(&der, &ca(other)),
		Err(IdevidError::IssuerScheme),
		"{name}"
	);
	idevid
}

#[test]
fn what_the_documented_commands_make_is_accepted() {
	let idevid = accepted("documented", Scheme::P256);
	assert_eq!(idevid.subject_key.scheme(), Scheme::P256);
	assert_eq!(
		idevid.subject_serial_number.as_deref().map(Vec::as_slice),
		Some(b"TH100-000042".as_slice())
	);
	// 2026-01-01T00:00:00Z
	assert_eq!(idevid.not_before, 1_767_225_600_000);
	assert_eq!(idevid.not_after, None);
}

#[test]
fn device_and_ca_may_have_either_scheme() {
	for (name, device, by) in [
		("p256-by-ed25519", Scheme::P256, Scheme::Ed25519),
		("ed25519-by-p256", Scheme::Ed25519, Scheme::P256),
		("ed25519-by-ed25519", Scheme::Ed25519, Scheme::Ed25519),
	] {
		let idevid = accepted(name, by);
		assert_eq!(idevid.subject_key.scheme(), device, "{name}");
		assert_eq!(
			idevid.subject_serial_number.as_deref().map(Vec::as_slice),
			Some(name.as_bytes())
		);
	}
}

#[test]
fn a_compressed_point_is_the_same_key() {
	let one = accepted("compressed-point", Scheme::P256).subject_key;
	let other = accepted("p256-by-ed25519", Scheme::Ed25519).subject_key;
	assert_eq!(one, other);
}

#[test]
fn times_are_read_in_either_form() {
	// 2045-06-30T12:00:00Z in a UTCTime.
	let soon = accepted("expires-2045", Scheme::P256);
	assert_eq!(soon.not_after, Some(2_382_436_800_000));
	// 2050-01-01T00:00:00Z and 2055-06-30T12:00:00Z in GeneralizedTimes.
	let late = accepted("expires-2055", Scheme::P256);
	assert_eq!(late.not_before, 2_524_608_000_000);
	assert_eq!(late.not_after, Some(2_697_969_600_000));
}

#[test]
fn what_is_not_critical_does_not_matter() {
	let idevid = accepted("many-attributes", Scheme::P256);
	// It stands in a set with the commonName.
	assert_eq!(
		idevid.subject_serial_number.as_deref().map(Vec::as_slice),
		Some(b"SN 7".as_slice())
	);
	assert_eq!(
		accepted("no-serial-number", Scheme::P256).subject_serial_number,
		None
	);
}

#[test]
fn a_serial_number_has_twenty_bytes_without_the_zero_before_it() {
	assert_eq!(
		accepted("serial-20-bytes", Scheme::P256).serial.as_slice(),
		[0xff; 20]
	);
}

#[test]
fn what_is_no_certificate_of_a_device_is_refused() {
	for (name, error) in [
		("is-ca", IdevidError::CertificateAuthority),
		("version-1", IdevidError::Version),
		("rsa-key", IdevidError::SubjectKeyAlgorithm),
		("p384-key", IdevidError::SubjectKeyAlgorithm),
		("secp256k1-key", IdevidError::SubjectKeyAlgorithm),
		("explicit-curve", IdevidError::SubjectKeyAlgorithm),
		("sha384", IdevidError::SignatureAlgorithm),
		("key-agreement", IdevidError::KeyUsage),
		("critical-purpose", IdevidError::CriticalExtension),
		("empty-subject", IdevidError::Subject),
		("serial-zero", IdevidError::SerialNumber),
		("serial-negative", IdevidError::SerialNumber),
		("serial-21-bytes", IdevidError::SerialNumber),
	] {
		assert_eq!(verify(&file(name), &ca(Scheme::P256)), Err(error), "{name}");
	}
}
