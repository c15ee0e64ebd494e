// SPDX-License-Identifier: Apache-2.0

//! The rules of the profile for keys, algorithms and signatures: each with a certificate that breaks it
//! and its neighbour that does not.

#![allow(missing_docs)]

mod common;

use common::*;
use samul_idevid::{public_key, verify, IdevidError, MAX_CERTIFICATE};
use samul_primitives::{PublicKey, Scheme, Signature};

#[test]
fn both_algorithms_are_the_same_and_without_parameters() {
	let null = [5, 0];
	let ecdsa = oid(ECDSA_WITH_SHA256);
	refused(
		&with(|fields| fields.outer = Some(seq(&[&ecdsa, &null]))),
		IdevidError::AlgorithmMismatch,
	);
	refused(
		&with(|fields| fields.outer = Some(seq(&[&oid(ED25519)]))),
		IdevidError::AlgorithmMismatch,
	);
	for algorithm in [
		seq(&[&ecdsa, &null]),
		seq(&[&oid(ED25519), &null]),
		// ecdsa-with-SHA1, sha256WithRSAEncryption, and the key's algorithm.
		seq(&[&oid(&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 1])]),
		seq(&[&oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 0x0b])]),
		seq(&[&oid(EC_PUBLIC_KEY), &oid(PRIME256V1)]),
	] {
		refused(
			&with(|fields| fields.algorithm = algorithm),
			IdevidError::SignatureAlgorithm,
		);
	}
	refused(
		&with(|fields| fields.algorithm = seq(&[])),
		IdevidError::Encoding,
	);
}

#[test]
fn the_devices_key_is_a_point() {
	let point = uncompressed(&key(Scheme::P256, 2));
	let compressed = [&[2 | point[64] & 1], &point[1..33]].concat();
	let PublicKey::P256(expected) = key(Scheme::P256, 2).public() else {
		panic!("a key for P-256");
	};
	assert_eq!(compressed, expected);
	for right in [&point, &compressed] {
		let idevid = accepted(&with(|fields| fields.key = p256_info(right)));
		assert_eq!(idevid.subject_key, PublicKey::P256(expected));
	}
	let changed = |at: usize, to: u8| {
		let mut point = point.clone();
		point[at] = to;
		point
	};
	// x = 1 and x = p are of no point of the curve.
	let prime =
		hex_literal::hex!("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
	let no_root = (1u8..=u8::MAX)
		.map(|last| [&[2u8], [0u8; 31].as_slice(), &[last]].concat())
		.find(|point| p256::PublicKey::from_sec1_bytes(point).is_err())
		.expect("half of all x have no y");
	for wrong in [
		changed(64, point[64] ^ 1),
		changed(64, point[64] ^ 2),
		changed(1, point[1] ^ 1),
		// The hybrid form has the parity as well; the compact one leaves it out.
		changed(0, 6 | point[64] & 1),
		changed(0, 5),
		changed(0, 2),
		[&[5], &point[1..33]].concat(),
		point[..64].to_vec(),
		[point.as_slice(), &[0]].concat(),
		compressed[..32].to_vec(),
		[&[2], prime.as_slice()].concat(),
		no_root,
		vec![0],
		vec![],
	] {
		refused(
			&with(|fields| fields.key = p256_info(&wrong)),
			IdevidError::SubjectKey,
		);
	}
	for wrong in [31, 33, 0] {
		refused(
			&with(|fields| fields.key = ed25519_info(&vec![1; wrong])),
			IdevidError::SubjectKey,
		);
	}
	// A bit less than whole bytes.
	refused(
		&with(|fields| {
			let bits = tlv(0x03, &[&[1], [2; 32].as_slice()].concat());
			fields.key = seq(&[&seq(&[&oid(ED25519)]), &bits]);
		}),
		IdevidError::SubjectKey,
	);
}

#[test]
fn the_devices_key_is_of_a_known_algorithm() {
	let bits = tlv(
		0x03,
		&[&[0], uncompressed(&key(Scheme::P256, 2)).as_slice()].concat(),
	);
	let secp256k1 = oid(&[0x2b, 0x81, 4, 0, 0x0a]);
	for algorithm in [
		seq(&[&oid(EC_PUBLIC_KEY)]),
		seq(&[&oid(EC_PUBLIC_KEY), &[5, 0]]),
		seq(&[&oid(EC_PUBLIC_KEY), &secp256k1]),
		seq(&[&oid(ED25519), &[5, 0]]),
		// X25519
		seq(&[&oid(&[0x2b, 0x65, 0x6e])]),
	] {
		refused(
			&with(|fields| fields.key = seq(&[&algorithm, &bits])),
			IdevidError::SubjectKeyAlgorithm,
		);
	}
}

#[test]
fn a_signature_has_the_form_of_its_algorithm() {
	let mut fields = Fields::default();
	let value = signature_value(&ca().sign(&fields.tbs()));
	let integer = |bytes: &[u8]| tlv(0x02, bytes);
	let order =
		hex_literal::hex!("00ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
	for wrong in [
		vec![],
		value[..value.len() - 1].to_vec(),
		[value.as_slice(), &[0]].concat(),
		seq(&[&integer(&[1])]),
		seq(&[&integer(&[0]), &integer(&[1])]),
		seq(&[&integer(&[1]), &integer(&[0])]),
		seq(&[&integer(&[0x81]), &integer(&[1])]),
		seq(&[&integer(&[0, 1]), &integer(&[1])]),
		seq(&[&integer(&order), &integer(&[1])]),
		seq(&[&integer(&[1; 33]), &integer(&[1])]),
		seq(&[&integer(&[1]), &integer(&[1]), &integer(&[1])]),
		vec![1; 64],
	] {
		refused(&fields.with_signature(&wrong), IdevidError::SignatureValue);
	}
	// The right form, and nobody's.
	let nobodys = seq(&[&integer(&[1]), &integer(&[1])]);
	refused(&fields.with_signature(&nobodys), IdevidError::Signature);
	// A bit less than whole bytes.
	let bits = tlv(0x03, &[&[1], value.as_slice()].concat());
	refused(
		&seq(&[&fields.tbs(), &fields.algorithm, &bits]),
		IdevidError::SignatureValue,
	);

	fields.algorithm = seq(&[&oid(ED25519)]);
	for wrong in [0, 63, 65] {
		refused(
			&fields.with_signature(&vec![1; wrong]),
			IdevidError::SignatureValue,
		);
	}
	refused(&fields.with_signature(&[1; 64]), IdevidError::IssuerScheme);
}

#[test]
fn both_values_of_s_say_the_same() {
	let fields = Fields::default();
	let Signature::P256(bytes) = ca().sign(&fields.tbs()) else {
		panic!("a signature of P-256");
	};
	let one = p256::ecdsa::Signature::from_slice(&bytes).expect("a signature");
	let (r, s) = one.split_scalars();
	let other = p256::ecdsa::Signature::from_scalars(r, -s).expect("a signature");
	assert_ne!(one, other);
	let contents = [one, other]
		.map(|signature| accepted(&fields.with_signature(signature.to_der().as_bytes())));
	assert_eq!(contents[0], contents[1]);
}

#[test]
fn the_key_of_the_issuer_is_of_the_signatures_scheme() {
	let mut fields = Fields::default();
	let der = fields.der();
	for scheme in [Scheme::Ed25519, Scheme::Sr25519, Scheme::Secp256k1] {
		let other = key(scheme, 1).public();
		assert_eq!(verify(&der, &other), Err(IdevidError::IssuerScheme));
	}
	let ed25519 = key(Scheme::Ed25519, 1);
	fields.algorithm = seq(&[&oid(ED25519)]);
	let der = fields.signed(&ed25519);
	assert!(verify(&der, &ed25519.public()).is_ok());
	refused(&der, IdevidError::IssuerScheme);
	assert_eq!(
		verify(&der, &key(Scheme::Ed25519, 2).public()),
		Err(IdevidError::Signature)
	);
}

#[test]
fn a_key_is_read_by_itself() {
	let device = key(Scheme::P256, 2);
	let info = p256_info(&uncompressed(&device));
	assert_eq!(public_key(&info), Ok(device.public()));
	let device = key(Scheme::Ed25519, 2).public();
	assert_eq!(public_key(&ed25519_info(device.as_bytes())), Ok(device));

	assert_eq!(
		public_key(&[info.as_slice(), &[0]].concat()),
		Err(IdevidError::Encoding)
	);
	assert_eq!(
		public_key(&info[..info.len() - 1]),
		Err(IdevidError::Encoding)
	);
	assert_eq!(
		public_key(&p256_info(&[4; 65])),
		Err(IdevidError::SubjectKey)
	);
	let unknown = seq(&[&seq(&[&oid(ECDSA_WITH_SHA256)]), &tlv(0x03, &[0, 1])]);
	assert_eq!(public_key(&unknown), Err(IdevidError::SubjectKeyAlgorithm));
	let long = ed25519_info(&[1; MAX_CERTIFICATE]);
	assert_eq!(public_key(&long), Err(IdevidError::TooLong));
}
