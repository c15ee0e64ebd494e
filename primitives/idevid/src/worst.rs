// SPDX-License-Identifier: Apache-2.0

//! A certificate that takes as long as any to read and to verify, so that this can be measured.

use alloc::vec::Vec;
use p256::ecdsa::{signature::Signer, Signature, SigningKey, VerifyingKey};
use samul_primitives::PublicKey;

use crate::{MAX_CERTIFICATE, MAX_EXTENSIONS};

const ECDSA_WITH_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2];
const EC_PUBLIC_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];
const PRIME256V1: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];
/// Bytes that a signature takes at most, in DER.
const SIGNATURE: usize = 72;

/// An element with this tag.
fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
	let mut out = alloc::vec![tag];
	match content.len() {
		length @ 0..=0x7f => out.push(length as u8),
		length @ 0x80..=0xff => out.extend([0x81, length as u8]),
		length => out.extend([0x82, (length >> 8) as u8, length as u8]),
	}
	out.extend_from_slice(content);
	out
}

fn seq(elements: &[&[u8]]) -> Vec<u8> {
	tlv(0x30, &elements.concat())
}

/// An attribute of X.520 in a set of its own.
fn attribute(number: u8, tag: u8, value: &[u8]) -> Vec<u8> {
	let attribute = seq(&[&tlv(0x06, &[0x55, 4, number]), &tlv(tag, value)]);
	tlv(0x31, &attribute)
}

fn signed_part(info: &[u8], attributes: usize) -> Vec<u8> {
	// Of numbers that nobody has given a meaning to.
	let extension = |number: usize| {
		let id = tlv(0x06, &[0x55, 0x1d, 100 + number as u8]);
		seq(&[&id, &tlv(0x04, &[0])])
	};
	let extensions: Vec<u8> = (0..MAX_EXTENSIONS).flat_map(extension).collect();
	let through = b"99991231235959Z";
	seq(&[
		&tlv(0xa0, &[2, 1, 2]),
		&tlv(0x02, &[0x7f; 20]),
		&seq(&[&tlv(0x06, ECDSA_WITH_SHA256)]),
		&tlv(0x30, &attribute(3, 0x0c, b"C").repeat(attributes)),
		&seq(&[&tlv(0x17, b"700101000000Z"), &tlv(0x18, through)]),
		&tlv(0x30, &attribute(5, 0x13, &[b'7'; 32])),
		info,
		&tlv(0xa3, &tlv(0x30, &extensions)),
	])
}

/// A certificate of [`MAX_CERTIFICATE`] bytes, or a few less, for a key of P-256, and the CA's key; `None`
/// for another key. It has as many attributes and extensions as have room, and the key's point has to be
/// decompressed.
pub fn certificate(key: &PublicKey) -> Option<(Vec<u8>, PublicKey)> {
	let PublicKey::P256(point) = key else {
		return None;
	};
	let ca = SigningKey::from_slice(&[1; 32]).ok()?;
	let point = VerifyingKey::from_sec1_bytes(point)
		.ok()?
		.to_encoded_point(true);
	let algorithm = seq(&[&tlv(0x06, EC_PUBLIC_KEY), &tlv(0x06, PRIME256V1)]);
	let info = seq(&[&algorithm, &tlv(0x03, &[&[0], point.as_bytes()].concat())]);
	let around = |tbs: &[u8], signature: &[u8]| {
		let algorithm = seq(&[&tlv(0x06, ECDSA_WITH_SHA256)]);
		seq(&[tbs, &algorithm, &tlv(0x03, &[&[0], signature].concat())])
	};
	let fits = |attributes: &usize| {
		around(&signed_part(&info, *attributes), &[0; SIGNATURE]).len() <= MAX_CERTIFICATE
	};
	let attributes = (0..MAX_CERTIFICATE).take_while(fits).last()?;
	let tbs = signed_part(&info, attributes);
	let signature: Signature = ca.sign(&tbs);
	let der = around(&tbs, signature.to_der().as_bytes());
	let ca_key = ca.verifying_key().to_encoded_point(true);
	Some((der, PublicKey::P256(ca_key.as_bytes().try_into().ok()?)))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn it_is_accepted_and_as_long_as_may_be() {
		let key = SigningKey::from_slice(&[2; 32]).expect("a key");
		let point = key.verifying_key().to_encoded_point(true);
		let key = PublicKey::P256(point.as_bytes().try_into().expect("a point"));
		let (der, ca) = certificate(&key).expect("it is a key of P-256");
		assert!(der.len() > MAX_CERTIFICATE - 24 && der.len() <= MAX_CERTIFICATE);
		let idevid = crate::verify(&der, &ca).expect("it is accepted");
		assert_eq!(idevid.subject_key, key);
		assert_eq!(idevid.subject_serial_number.expect("it has one").len(), 32);
		assert_eq!(certificate(&PublicKey::Ed25519([1; 32])), None);
	}
}
