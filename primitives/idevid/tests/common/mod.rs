// SPDX-License-Identifier: Apache-2.0

//! Certificates built field by field, right but for what a test changes, and signed by a key of the
//! tests.

#![allow(
	dead_code,
	missing_docs,
	reason = "each test file uses what it needs of it"
)]

use samul_idevid::{verify, Idevid, IdevidError};
use samul_primitives::{keys::DeviceKey, Scheme, Signature};

/// An element with this tag.
pub fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
	let mut out = vec![tag];
	match content.len() {
		length @ 0..=0x7f => out.push(length as u8),
		length @ 0x80..=0xff => out.extend([0x81, length as u8]),
		length => out.extend([0x82, (length >> 8) as u8, length as u8]),
	}
	out.extend_from_slice(content);
	out
}

/// A SEQUENCE.
pub fn seq(elements: &[&[u8]]) -> Vec<u8> {
	tlv(0x30, &elements.concat())
}

/// A SET of these, in this order.
pub fn set(elements: &[&[u8]]) -> Vec<u8> {
	tlv(0x31, &elements.concat())
}

/// An OBJECT IDENTIFIER by its content.
pub fn oid(content: &[u8]) -> Vec<u8> {
	tlv(0x06, content)
}

/// An attribute of X.520: 3 is commonName, 5 serialNumber.
pub fn attribute(number: u8, tag: u8, value: &[u8]) -> Vec<u8> {
	seq(&[&oid(&[0x55, 4, number]), &tlv(tag, value)])
}

/// A Name with these attributes, each in a set of its own.
pub fn name(attributes: &[Vec<u8>]) -> Vec<u8> {
	let sets: Vec<_> = attributes.iter().map(|one| set(&[one])).collect();
	seq(&sets.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// Validity of two UTCTimes or GeneralizedTimes, by their length.
pub fn validity(from: &str, through: &str) -> Vec<u8> {
	let time = |text: &str| tlv(if text.len() > 13 { 0x18 } else { 0x17 }, text.as_bytes());
	seq(&[&time(from), &time(through)])
}

/// An extension: `id` is its number under id-ce.
pub fn extension(id: u8, critical: bool, value: &[u8]) -> Vec<u8> {
	let id = oid(&[0x55, 0x1d, id]);
	let critical: &[u8] = if critical { &[1, 1, 0xff] } else { &[] };
	seq(&[&id, critical, &tlv(0x04, value)])
}

pub const KEY_USAGE: u8 = 15;
pub const BASIC_CONSTRAINTS: u8 = 19;
/// BIT STRING with digitalSignature alone.
pub const DIGITAL_SIGNATURE: &[u8] = &[0x03, 0x02, 0x07, 0x80];

pub const ECDSA_WITH_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2];
pub const ED25519: &[u8] = &[0x2b, 0x65, 0x70];
pub const EC_PUBLIC_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];
pub const PRIME256V1: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];

/// A key of the tests.
pub fn key(scheme: Scheme, seed: u8) -> DeviceKey {
	DeviceKey::from_seed(scheme, &[seed; 32]).expect("a seed")
}

/// SubjectPublicKeyInfo of a point in some form of SEC 1.
pub fn p256_info(point: &[u8]) -> Vec<u8> {
	let algorithm = seq(&[&oid(EC_PUBLIC_KEY), &oid(PRIME256V1)]);
	seq(&[&algorithm, &tlv(0x03, &[&[0], point].concat())])
}

/// SubjectPublicKeyInfo of an Ed25519 key.
pub fn ed25519_info(key: &[u8]) -> Vec<u8> {
	seq(&[&seq(&[&oid(ED25519)]), &tlv(0x03, &[&[0], key].concat())])
}

/// The uncompressed point of a P-256 key of the tests.
pub fn uncompressed(key: &DeviceKey) -> Vec<u8> {
	match key {
		DeviceKey::P256(key) => key
			.verifying_key()
			.to_encoded_point(false)
			.as_bytes()
			.to_vec(),
		_ => panic!("not a key for P-256"),
	}
}

/// The fields of a certificate, each as its DER; an empty one is left out.
#[derive(Clone)]
pub struct Fields {
	pub version: Vec<u8>,
	pub serial: Vec<u8>,
	pub algorithm: Vec<u8>,
	pub issuer: Vec<u8>,
	pub validity: Vec<u8>,
	pub subject: Vec<u8>,
	pub key: Vec<u8>,
	pub unique: Vec<u8>,
	pub extensions: Vec<Vec<u8>>,
	/// What comes after the extensions.
	pub more: Vec<u8>,
	/// The algorithm outside of what is signed, if it is another one.
	pub outer: Option<Vec<u8>>,
}

impl Default for Fields {
	fn default() -> Self {
		Self {
			version: tlv(0xa0, &[2, 1, 2]),
			serial: tlv(0x02, &[0x2a]),
			algorithm: seq(&[&oid(ECDSA_WITH_SHA256)]),
			issuer: name(&[attribute(3, 0x0c, b"Example CA")]),
			validity: validity("260101000000Z", "99991231235959Z"),
			subject: name(&[attribute(3, 0x0c, b"TH-100"), attribute(5, 0x13, b"000042")]),
			key: p256_info(&uncompressed(&key(Scheme::P256, 2))),
			unique: vec![],
			extensions: vec![
				extension(BASIC_CONSTRAINTS, true, &seq(&[])),
				extension(KEY_USAGE, true, DIGITAL_SIGNATURE),
			],
			more: vec![],
			outer: None,
		}
	}
}

impl Fields {
	/// What is signed.
	pub fn tbs(&self) -> Vec<u8> {
		let extensions = if self.extensions.is_empty() {
			vec![]
		} else {
			let list: Vec<&[u8]> = self.extensions.iter().map(Vec::as_slice).collect();
			tlv(0xa3, &seq(&list))
		};
		seq(&[
			&self.version,
			&self.serial,
			&self.algorithm,
			&self.issuer,
			&self.validity,
			&self.subject,
			&self.key,
			&self.unique,
			&extensions,
			&self.more,
		])
	}

	/// The certificate with a signature of these bytes.
	pub fn with_signature(&self, value: &[u8]) -> Vec<u8> {
		let outer = self.outer.as_ref().unwrap_or(&self.algorithm);
		seq(&[&self.tbs(), outer, &tlv(0x03, &[&[0], value].concat())])
	}

	/// The certificate, signed.
	pub fn signed(&self, ca: &DeviceKey) -> Vec<u8> {
		self.with_signature(&signature_value(&ca.sign(&self.tbs())))
	}

	/// The certificate, signed by [`ca`].
	pub fn der(&self) -> Vec<u8> {
		self.signed(&ca())
	}
}

/// The CA of the tests.
pub fn ca() -> DeviceKey {
	key(Scheme::P256, 1)
}

/// A signature as a certificate has it.
pub fn signature_value(signature: &Signature) -> Vec<u8> {
	match signature {
		Signature::Ed25519(bytes) => bytes.to_vec(),
		Signature::P256(bytes) => p256::ecdsa::Signature::from_slice(bytes)
			.expect("a signature")
			.to_der()
			.as_bytes()
			.to_vec(),
		_ => panic!("no scheme of certificates"),
	}
}

/// A file of tests/data.
pub fn file(name: &str) -> Vec<u8> {
	let path = format!("{}/tests/data/{name}.der", env!("CARGO_MANIFEST_DIR"));
	std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// That an independent decoder takes an accepted certificate, reads the same in it, and writes exactly
/// this certificate again.
pub fn agrees(der: &[u8], idevid: &Idevid) {
	use x509_cert::{
		der::{asn1::PrintableStringRef, oid::db::rfc4519::SERIAL_NUMBER, Decode, Encode},
		Certificate,
	};
	let certificate = Certificate::from_der(der).expect("another decoder takes it");
	assert_eq!(certificate.to_der().expect("it encodes"), der);
	let tbs = &certificate.tbs_certificate;

	let serial = tbs.serial_number.as_bytes();
	let serial = serial.strip_prefix(&[0]).unwrap_or(serial);
	assert_eq!(idevid.serial.as_slice(), serial);

	let moment = |time: &x509_cert::time::Time| time.to_unix_duration().as_millis() as u64;
	assert_eq!(idevid.not_before, moment(&tbs.validity.not_before));
	let forever = tbs.validity.not_after == x509_cert::time::Time::INFINITY;
	let not_after = (!forever).then(|| moment(&tbs.validity.not_after));
	assert_eq!(idevid.not_after, not_after);

	let mut numbers = tbs
		.subject
		.0
		.iter()
		.flat_map(|set| set.0.iter())
		.filter(|attribute| attribute.oid == SERIAL_NUMBER)
		.map(|attribute| {
			let text: PrintableStringRef<'_> =
				attribute.value.decode_as().expect("a PrintableString");
			text.as_bytes().to_vec()
		});
	let number = idevid.subject_serial_number.as_ref();
	assert_eq!(number.map(|number| number.to_vec()), numbers.next());
	assert_eq!(numbers.next(), None);

	let bits = tbs.subject_public_key_info.subject_public_key.raw_bytes();
	match idevid.subject_key {
		samul_primitives::PublicKey::P256(point) => {
			let last = bits.last().expect("a point");
			let parity = if bits[0] == 4 { 2 | last & 1 } else { bits[0] };
			assert_eq!(point[0], parity);
			assert_eq!(point[1..], bits[1..33]);
		}
		other => assert_eq!(other.as_bytes(), bits),
	}
}

/// The certificate of the default fields with a change.
pub fn with(change: impl FnOnce(&mut Fields)) -> Vec<u8> {
	let mut fields = Fields::default();
	change(&mut fields);
	fields.der()
}

/// That this is accepted of [`ca`], and what it says.
pub fn accepted(der: &[u8]) -> Idevid {
	let idevid = verify(der, &ca().public()).expect("it is accepted");
	agrees(der, &idevid);
	idevid
}

/// That this is refused of [`ca`].
pub fn refused(der: &[u8], error: IdevidError) {
	assert_eq!(verify(der, &ca().public()), Err(error));
}
