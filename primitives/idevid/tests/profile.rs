// SPDX-License-Identifier: Apache-2.0

//! What of the profile OpenSSL does not break by itself: each rule with a certificate that breaks it,
//! rightly signed, and its neighbour that does not. Keys and signatures are in a file of their own.

#![allow(missing_docs)]

mod common;

use common::*;
use samul_idevid::{verify, IdevidError, MAX_CERTIFICATE, MAX_EXTENSIONS};
use samul_primitives::Scheme;

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

	// An element too many in each of the structures.
	let null: &[u8] = &[5, 0];
	let more_in = |der: &[u8]| tlv(der[0], &[&der[2..], null].concat());
	let attribute = attribute(3, 0x0c, b"A");
	for der in [
		with(|fields| fields.version = more_in(&fields.version)),
		with(|fields| fields.algorithm = more_in(&more_in(&fields.algorithm))),
		with(|fields| fields.issuer = more_in(&fields.issuer)),
		with(|fields| fields.issuer = seq(&[&set(&[&more_in(&attribute)])])),
		with(|fields| fields.validity = more_in(&fields.validity)),
		with(|fields| fields.subject = seq(&[&set(&[&more_in(&attribute)])])),
		with(|fields| fields.key = more_in(&fields.key)),
		with(|fields| fields.extensions[0] = more_in(&fields.extensions[0])),
		with(|fields| fields.extensions.push(null.to_vec())),
		with(|fields| {
			let list = seq(&[&extension(99, false, &[])]);
			fields.extensions.clear();
			fields.more = tlv(0xa3, &[list.as_slice(), null].concat());
		}),
	] {
		refused(&der, IdevidError::Encoding);
	}

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
