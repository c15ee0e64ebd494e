// SPDX-License-Identifier: Apache-2.0

//! What of the profile OpenSSL does not break by itself: each rule with a certificate that breaks it,
//! rightly signed, and its neighbour that does not.

#![allow(missing_docs)]

mod common;

use common::*;
use samul_idevid::{public_key, verify, Idevid, IdevidError, MAX_CERTIFICATE, MAX_EXTENSIONS};
use samul_primitives::{PublicKey, Scheme, Signature};

/// Those fields with a change.
fn with(change: impl FnOnce(&mut Fields)) -> Vec<u8> {
	let mut fields = Fields::default();
	change(&mut fields);
	fields.der()
}

fn accepted(der: &[u8]) -> Idevid {
	let idevid = verify(der, &ca().public()).expect("it is accepted");
	agrees(der, &idevid);
	idevid
}

fn refused(der: &[u8], error: IdevidError) {
	assert_eq!(verify(der, &ca().public()), Err(error));
}

#[test]
fn the_certificate_that_the_others_are_made_of_is_accepted() {
	let idevid = accepted(&Fields::default().der());
	assert_eq!(idevid.subject_key, key(Scheme::P256, 2).public());
	assert_eq!(idevid.serial.as_slice(), [0x2a]);
	assert_eq!(idevid.not_after, None);
}

#[test]
fn extensions_may_be_missing() {
	accepted(&with(|fields| fields.extensions.clear()));
	refused(
		&with(|fields| {
			fields.extensions.clear();
			fields.more = tlv(0xa3, &seq(&[]));
		}),
		IdevidError::Encoding,
	);
}

#[test]
fn length_is_bounded() {
	let padded = |length: usize| {
		with(|fields| {
			fields
				.extensions
				.push(extension(99, false, &vec![0; length]))
		})
	};
	let mut last = 0;
	for length in 1_500..1_900 {
		let der = padded(length);
		if der.len() <= MAX_CERTIFICATE {
			accepted(&der);
			last = last.max(der.len());
		} else {
			refused(&der, IdevidError::TooLong);
		}
	}
	// The signature's length varies, the bound is met all the same.
	assert_eq!(last, MAX_CERTIFICATE);
	refused(&vec![0x30; MAX_CERTIFICATE + 1], IdevidError::TooLong);
	refused(&vec![0x30; MAX_CERTIFICATE], IdevidError::Encoding);
	refused(&[], IdevidError::Encoding);
}

#[test]
fn nothing_comes_after_or_in_between() {
	let fields = Fields::default();
	let mut der = fields.der();
	der.push(0);
	refused(&der, IdevidError::Encoding);

	let value = signature_value(&ca().sign(&fields.tbs()));
	let bits = tlv(0x03, &[&[0], value.as_slice()].concat());
	let right = seq(&[&fields.tbs(), &fields.algorithm, &bits]);
	accepted(&right);
	refused(
		&seq(&[&fields.tbs(), &fields.algorithm, &bits, &[5, 0]]),
		IdevidError::Encoding,
	);
	refused(
		&seq(&[&fields.tbs(), &fields.algorithm]),
		IdevidError::Encoding,
	);

	for more in [
		tlv(0x05, &[]),
		// Fields of other numbers are not skipped, nor the extensions taken twice.
		tlv(0x80, &[1]),
		tlv(0xa0, &[2, 1, 2]),
		tlv(0xa4, &[5, 0]),
		tlv(0xa3, &seq(&[&extension(99, false, &[])])),
	] {
		refused(
			&with(|fields| fields.more = more.clone()),
			IdevidError::Encoding,
		);
		refused(
			&with(|fields| fields.unique = more.clone()),
			IdevidError::Encoding,
		);
	}
}

#[test]
fn what_ber_allows_is_refused() {
	// A length in more bytes than it takes, and none.
	for version in [
		[0xa0, 0x81, 3, 2, 1, 2].as_slice(),
		&[0xa0, 0x80, 2, 1, 2, 0, 0],
		&[0xa0, 4, 2, 0x81, 1, 2],
		&[0xa0, 4, 2, 2, 0, 2],
	] {
		refused(
			&with(|fields| fields.version = version.to_vec()),
			IdevidError::Encoding,
		);
	}
	// An octet string in pieces.
	refused(
		&with(|fields| {
			let pieces = tlv(0x24, &tlv(0x04, &seq(&[])));
			let id = oid(&[0x55, 0x1d, BASIC_CONSTRAINTS]);
			fields.extensions = vec![seq(&[&id, &pieces])];
		}),
		IdevidError::Encoding,
	);
	// True in another byte than 0xff; a default written out.
	for critical in [[1, 1, 1], [1, 1, 0]] {
		refused(
			&with(|fields| {
				let id = oid(&[0x55, 0x1d, 99]);
				fields
					.extensions
					.push(seq(&[&id, &critical, &tlv(0x04, &[])]));
			}),
			IdevidError::Encoding,
		);
	}
	refused(
		&with(|fields| {
			fields.extensions[0] = extension(BASIC_CONSTRAINTS, true, &seq(&[&[1, 1, 0]]));
		}),
		IdevidError::Encoding,
	);
	// Named bits with zeros at their end, or with unused bits that are set.
	for usage in [
		[3, 2, 6, 0x80].as_slice(),
		&[3, 3, 7, 0x80, 0],
		&[3, 2, 7, 0xc0],
	] {
		refused(
			&with(|fields| fields.extensions[1] = extension(KEY_USAGE, true, usage)),
			IdevidError::Encoding,
		);
	}
}

#[test]
fn a_set_is_in_order() {
	let (first, second) = (attribute(3, 0x0c, b"A"), attribute(5, 0x13, b"B"));
	let with_set = |elements: &[&[u8]]| with(|fields| fields.subject = seq(&[&set(elements)]));
	accepted(&with_set(&[&first, &second]));
	refused(&with_set(&[&second, &first]), IdevidError::Encoding);
	refused(&with_set(&[&first, &first]), IdevidError::Encoding);
	refused(&with_set(&[]), IdevidError::Encoding);
}

#[test]
fn the_version_is_three() {
	for number in [0, 1, 3] {
		refused(
			&with(|fields| fields.version = tlv(0xa0, &[2, 1, number])),
			IdevidError::Version,
		);
	}
	refused(&with(|fields| fields.version.clear()), IdevidError::Version);
}

#[test]
fn serial_numbers_are_positive_and_short() {
	for wrong in [
		[0].as_slice(),
		&[0x80],
		&[0xff; 20],
		&[0, 1],
		&[],
		&[&[0], [0xff; 21].as_slice()].concat(),
		&[1; 21],
	] {
		refused(
			&with(|fields| fields.serial = tlv(0x02, wrong)),
			IdevidError::SerialNumber,
		);
	}
	assert_eq!(
		accepted(&with(|fields| fields.serial = tlv(0x02, &[0, 0x80])))
			.serial
			.as_slice(),
		[0x80]
	);
	refused(
		&with(|fields| fields.serial = tlv(0x04, &[1])),
		IdevidError::Encoding,
	);
}

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
fn issuer_and_subject_have_names() {
	refused(
		&with(|fields| fields.issuer = seq(&[])),
		IdevidError::Issuer,
	);
	refused(
		&with(|fields| fields.subject = seq(&[])),
		IdevidError::Subject,
	);
	refused(
		&with(|fields| fields.issuer = seq(&[&seq(&[])])),
		IdevidError::Encoding,
	);
}

#[test]
fn times_have_one_form() {
	let check = |from: &str, through: &str| {
		verify(
			&with(|fields| fields.validity = validity(from, through)),
			&ca().public(),
		)
		.map(|idevid| (idevid.not_before, idevid.not_after))
	};
	let right = "260101000000Z";
	assert_eq!(
		check("700101000000Z", "491231235959Z"),
		Ok((0, Some(2_524_607_999_000)))
	);
	assert_eq!(
		check(right, right),
		Ok((1_767_225_600_000, Some(1_767_225_600_000)))
	);
	assert_eq!(
		check(right, "20500101000000Z").map(|it| it.1),
		Ok(Some(2_524_608_000_000))
	);
	assert_eq!(
		check(right, "99991231235958Z").map(|it| it.1),
		Ok(Some(253_402_300_798_000))
	);
	assert_eq!(
		check("280229000000Z", "99991231235959Z").map(|it| it.1),
		Ok(None)
	);
	for wrong in [
		// Until 2049 it is a UTCTime.
		"20491231235959Z",
		"20260101000000Z",
		// Without seconds, of another zone, with fractions.
		"5001010000Z",
		"300101000000+0000",
		"20600101000000.5Z",
		"20600101000000",
		"300101000000z",
		// No such day, no such second; a leap second; 1969 has no Moment.
		"300230000000Z",
		"290229000000Z",
		"301301000000Z",
		"300100000000Z",
		"300101240000Z",
		"300101006000Z",
		"300101000060Z",
		"691231235959Z",
		"+30101000000Z",
		"",
	] {
		assert_eq!(check(right, wrong), Err(IdevidError::Validity), "{wrong}");
		assert_eq!(
			check(wrong, "99991231235959Z"),
			Err(IdevidError::Validity),
			"{wrong}"
		);
	}
	assert_eq!(check(right, "251231235959Z"), Err(IdevidError::Validity));
}

#[test]
fn a_device_has_one_printable_serial_number_at_most() {
	let subject = |attributes: &[Vec<u8>]| with(|fields| fields.subject = name(attributes));
	let longest = attribute(5, 0x13, &[b'7'; 64]);
	assert_eq!(
		accepted(&subject(std::slice::from_ref(&longest)))
			.subject_serial_number
			.map(|it| it.len()),
		Some(64)
	);
	for wrong in [
		attribute(5, 0x13, &[b'7'; 65]),
		attribute(5, 0x13, b""),
		attribute(5, 0x13, b"a@b"),
		attribute(5, 0x0c, b"7"),
		attribute(5, 0x16, b"7"),
	] {
		refused(&subject(&[wrong]), IdevidError::SubjectSerialNumber);
	}
	refused(
		&subject(&[longest, attribute(5, 0x13, b"8")]),
		IdevidError::SubjectSerialNumber,
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
fn unique_identifiers_are_refused() {
	for tag in [0x81, 0x82, 0xa1, 0xa2] {
		refused(
			&with(|fields| fields.unique = tlv(tag, &[0, 1])),
			IdevidError::UniqueIdentifier,
		);
	}
}

#[test]
fn extensions_are_few_and_none_comes_twice() {
	let many = |count: usize| {
		with(|fields| {
			fields.extensions = (0..count)
				.map(|number| extension(64 + number as u8, false, &[]))
				.collect();
		})
	};
	accepted(&many(MAX_EXTENSIONS));
	refused(&many(MAX_EXTENSIONS + 1), IdevidError::TooManyExtensions);
	for twice in [
		extension(99, false, &[]),
		extension(BASIC_CONSTRAINTS, false, &seq(&[])),
	] {
		refused(
			&with(|fields| fields.extensions.extend([twice.clone(), twice])),
			IdevidError::DuplicateExtension,
		);
	}
}

#[test]
fn what_is_critical_is_known() {
	accepted(&with(|fields| {
		fields.extensions.push(extension(17, false, &[5, 0]))
	}));
	// subjectAltName, extKeyUsage, subjectKeyIdentifier, nameConstraints, and nobody's.
	for id in [17, 37, 14, 30, 99] {
		refused(
			&with(|fields| fields.extensions.push(extension(id, true, &[5, 0]))),
			IdevidError::CriticalExtension,
		);
	}
}

#[test]
fn a_device_is_no_ca() {
	for critical in [true, false] {
		let constraints = |content: &[u8]| {
			let value = tlv(0x30, content);
			with(|fields| fields.extensions[0] = extension(BASIC_CONSTRAINTS, critical, &value))
		};
		accepted(&constraints(&[]));
		refused(
			&constraints(&[1, 1, 0xff]),
			IdevidError::CertificateAuthority,
		);
		refused(
			&constraints(&[1, 1, 0xff, 2, 1, 0]),
			IdevidError::CertificateAuthority,
		);
		refused(&constraints(&[2, 1, 0]), IdevidError::CertificateAuthority);
		refused(&constraints(&[5, 0]), IdevidError::Encoding);
	}
}

#[test]
fn a_devices_key_signs() {
	let usage =
		|value: &[u8]| with(|fields| fields.extensions[1] = extension(KEY_USAGE, false, value));
	accepted(&usage(&[3, 2, 7, 0x80]));
	// With keyAgreement; with decipherOnly, the ninth bit.
	accepted(&usage(&[3, 2, 3, 0x88]));
	accepted(&usage(&[3, 3, 7, 0x80, 0x80]));
	// keyAgreement; nothing; keyCertSign as well.
	for wrong in [[3, 2, 3, 0x08].as_slice(), &[3, 1, 0], &[3, 2, 2, 0x84]] {
		refused(&usage(wrong), IdevidError::KeyUsage);
	}
	refused(&usage(&[5, 0]), IdevidError::Encoding);
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
