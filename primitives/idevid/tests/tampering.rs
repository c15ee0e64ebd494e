// SPDX-License-Identifier: Apache-2.0

//! What is done to a certificate by who did not sign it, and by who signs what is none.

#![allow(missing_docs)]

mod common;

use common::*;
use proptest::{collection::vec, prelude::*, sample::Index};
use samul_idevid::{decode, verify, IdevidError};
use samul_primitives::{keys::DeviceKey, Scheme};

/// A certificate of each scheme of the CA, and its CA.
fn certificates() -> [(Vec<u8>, DeviceKey); 2] {
	let ed25519 = Fields {
		algorithm: seq(&[&oid(ED25519)]),
		key: ed25519_info(key(Scheme::Ed25519, 2).public().as_bytes()),
		..Fields::default()
	};
	let ca = key(Scheme::Ed25519, 1);
	[
		(Fields::default().der(), common::ca()),
		(ed25519.signed(&ca), ca),
	]
}

#[test]
fn no_byte_can_be_changed() {
	for (der, ca) in certificates() {
		assert!(verify(&der, &ca.public()).is_ok());
		for at in 0..der.len() {
			for mask in [1, 2, 4, 8, 0x10, 0x20, 0x40, 0x80, 0xff] {
				let mut changed = der.clone();
				changed[at] ^= mask;
				assert!(
					verify(&changed, &ca.public()).is_err(),
					"byte {at}, mask {mask}"
				);
			}
		}
	}
}

#[test]
fn no_byte_can_be_left_out_or_added() {
	for (der, ca) in certificates() {
		for length in 0..der.len() {
			assert_eq!(
				verify(&der[..length], &ca.public()),
				Err(IdevidError::Encoding)
			);
		}
		for at in 0..der.len() {
			let mut changed = der.clone();
			let byte = changed.remove(at);
			assert!(verify(&changed, &ca.public()).is_err(), "without byte {at}");
			changed.insert(at, byte);
			changed.insert(at, byte);
			assert!(verify(&changed, &ca.public()).is_err(), "byte {at} twice");
		}
	}
}

/// What a CA signed that is perhaps no certificate: if it is accepted, then as what another decoder
/// reads, and in the one encoding that it has.
fn signed(tbs: &[u8]) -> bool {
	let ca = ca();
	let value = signature_value(&ca.sign(tbs));
	let bits = tlv(0x03, &[&[0], value.as_slice()].concat());
	let der = seq(&[tbs, &seq(&[&oid(ECDSA_WITH_SHA256)]), &bits]);
	match verify(&der, &ca.public()) {
		Ok(idevid) => {
			agrees(&der, &idevid);
			true
		}
		Err(_) => false,
	}
}

#[test]
fn what_is_signed_has_one_encoding() {
	let tbs = Fields::default().tbs();
	let mut accepted = 0;
	for at in 0..tbs.len() {
		for mask in [1, 2, 4, 8, 0x10, 0x20, 0x40, 0x80] {
			let mut changed = tbs.clone();
			changed[at] ^= mask;
			accepted += usize::from(signed(&changed));
		}
	}
	// Letters of names, digits of times and bytes of serial numbers.
	assert!((100..600).contains(&accepted), "{accepted}");
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(512))]

	#[test]
	fn whatever_comes_nothing_panics(bytes in vec(any::<u8>(), 0..2_100)) {
		prop_assert!(decode(&bytes).is_err());
	}

	#[test]
	fn what_looks_like_der_does_not_panic(
		tags in vec((prop_oneof![
			Just(0x30u8), Just(0x31), Just(0x02), Just(0x03), Just(0x04), Just(0x06), Just(0xa0),
			Just(0xa3), Just(0x17), Just(0x18), Just(0x01), any::<u8>(),
		], vec(any::<u8>(), 0..40), any::<bool>()), 0..40),
	) {
		let inner = tags.iter().fold(vec![], |inner, (tag, content, wrap)| {
			if *wrap {
				tlv(*tag, &[content.clone(), inner].concat())
			} else {
				[inner, tlv(*tag, content)].concat()
			}
		});
		let mut fields = Fields::default();
		fields.extensions.clear();
		fields.more = inner.clone();
		prop_assert!(decode(&inner).is_err());
		let _ = decode(&fields.der());
	}

	#[test]
	fn what_is_signed_has_one_encoding_after_many_changes(
		changes in vec((any::<Index>(), any::<u8>(), 0u8..3), 1..4),
	) {
		let mut tbs = Fields::default().tbs();
		for (at, byte, how) in changes {
			let at = at.index(tbs.len());
			match how {
				0 => tbs[at] = byte,
				1 => tbs.insert(at, byte),
				_ => drop(tbs.remove(at)),
			}
		}
		signed(&tbs);
	}

	#[test]
	fn an_honest_certificate_comes_through(
		serial in vec(any::<u8>(), 1..19),
		number in "[A-Za-z0-9 '()+,./:=?-]{1,64}",
		years in (1970u16..2050, 0u16..50),
		seed in 1u8..200,
		is_ed25519 in any::<bool>(),
	) {
		let device = key(if is_ed25519 { Scheme::Ed25519 } else { Scheme::P256 }, seed);
		let time = |year: u16| if year < 2050 {
			format!("{:02}0630121314Z", year % 100)
		} else {
			format!("{year}0630121314Z")
		};
		let fields = Fields {
			serial: tlv(0x02, &[&[0x11], serial.as_slice()].concat()),
			subject: name(&[attribute(5, 0x13, number.as_bytes())]),
			validity: validity(&time(years.0), &time(years.0 + years.1)),
			key: if is_ed25519 {
				ed25519_info(device.public().as_bytes())
			} else {
				p256_info(&uncompressed(&device))
			},
			..Fields::default()
		};
		let der = fields.der();
		let idevid = verify(&der, &ca().public()).expect("it is right");
		agrees(&der, &idevid);
		prop_assert_eq!(idevid.subject_key, device.public());
		prop_assert_eq!(idevid.subject_serial_number.expect("it has one").to_vec(), number.as_bytes());
		prop_assert!(idevid.not_after.expect("it ends") >= idevid.not_before);
	}
}
