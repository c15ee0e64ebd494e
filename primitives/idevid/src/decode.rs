// SPDX-License-Identifier: Apache-2.0

//! A certificate's fields, in their order (RFC 5280, 4.1).

use alloc::vec::Vec;
use p256::elliptic_curve::sec1::ToEncodedPoint;
use samul_primitives::{Moment, PublicKey, Signature};
use x509_cert::{
	der::{
		asn1::{
			AnyRef, BitStringRef, ObjectIdentifier, OctetStringRef, PrintableStringRef, UintRef,
			UtcTime,
		},
		oid::{
			db::{
				rfc4519::SERIAL_NUMBER,
				rfc5912::{ECDSA_WITH_SHA_256, ID_EC_PUBLIC_KEY, SECP_256_R_1},
				rfc8410::ID_ED_25519,
			},
			AssociatedOid,
		},
		DateTime, Decode, Encode, Tag, TagNumber, Tagged,
	},
	ext::pkix::{BasicConstraints, KeyUsage},
	spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef},
	time::Time,
};

use crate::{
	elements::Elements, Idevid, IdevidError, SerialNumber, SubjectSerialNumber, Unchecked,
	MAX_CERTIFICATE, MAX_EXTENSIONS,
};

/// Tag of a field that is explicitly tagged with this number.
const fn explicit(number: TagNumber) -> Tag {
	Tag::ContextSpecific {
		constructed: true,
		number,
	}
}

/// Certificate.
pub(crate) fn certificate(der: &[u8]) -> Result<Unchecked<'_>, IdevidError> {
	if der.len() > MAX_CERTIFICATE {
		return Err(IdevidError::TooLong);
	}
	let mut input = Elements::of(der)?;
	let mut certificate = input.open(Tag::Sequence)?;
	input.end()?;
	let tbs = certificate.take_raw()?;
	let algorithm = certificate.take_raw()?;
	let value = certificate.take()?;
	certificate.end()?;

	let mut fields = Elements::of(tbs)?.open(Tag::Sequence)?;
	version(&mut fields)?;
	let serial = serial_number(&mut fields)?;
	if fields.take_raw()? != algorithm {
		return Err(IdevidError::AlgorithmMismatch);
	}
	let signature = signature(algorithm, value)?;
	issuer(&mut fields)?;
	let (not_before, not_after) = validity(&mut fields)?;
	let subject_serial_number = subject(&mut fields)?;
	let subject_key = subject_key(&mut fields)?;
	if let Some(Tag::ContextSpecific {
		number: TagNumber::N1 | TagNumber::N2,
		..
	}) = fields.next_tag()
	{
		return Err(IdevidError::UniqueIdentifier);
	}
	if !fields.is_empty() {
		let mut tagged = fields.open(explicit(TagNumber::N3))?;
		extensions(tagged.open(Tag::Sequence)?)?;
		tagged.end()?;
	}
	fields.end()?;

	Ok(Unchecked {
		tbs,
		signature,
		idevid: Idevid {
			subject_key,
			serial,
			subject_serial_number,
			not_before,
			not_after,
		},
	})
}

/// SubjectPublicKeyInfo by itself.
pub(crate) fn public_key(der: &[u8]) -> Result<PublicKey, IdevidError> {
	if der.len() > MAX_CERTIFICATE {
		return Err(IdevidError::TooLong);
	}
	let mut input = Elements::of(der)?;
	let key = subject_key(&mut input)?;
	input.end()?;
	Ok(key)
}

/// That the version is 3; version 1 is the default, which is left out.
fn version(fields: &mut Elements<'_>) -> Result<(), IdevidError> {
	if fields.next_tag() == Some(Tag::Integer) {
		return Err(IdevidError::Version);
	}
	let mut tagged = fields.open(explicit(TagNumber::N0))?;
	let number: u8 = tagged.take()?;
	tagged.end()?;
	if number == x509_cert::Version::V3 as u8 {
		Ok(())
	} else {
		Err(IdevidError::Version)
	}
}

/// CertificateSerialNumber. RFC 5280 leaves open whether the zero before a high first bit counts among
/// the 20 bytes; here it does not.
fn serial_number(fields: &mut Elements<'_>) -> Result<SerialNumber, IdevidError> {
	let element: AnyRef<'_> = fields.take()?;
	if element.tag() != Tag::Integer {
		return Err(IdevidError::Encoding);
	}
	let number = UintRef::try_from(element).map_err(|_| IdevidError::SerialNumber)?;
	let bytes = number.as_bytes();
	if bytes.iter().all(|byte| *byte == 0) {
		return Err(IdevidError::SerialNumber);
	}
	SerialNumber::try_from(bytes.to_vec()).map_err(|_| IdevidError::SerialNumber)
}

/// The signature that the algorithm makes of the bits.
fn signature(algorithm: &[u8], value: BitStringRef<'_>) -> Result<Signature, IdevidError> {
	let algorithm =
		AlgorithmIdentifierRef::from_der(algorithm).map_err(|_| IdevidError::Encoding)?;
	if algorithm.parameters.is_some() {
		return Err(IdevidError::SignatureAlgorithm);
	}
	let bytes = value.as_bytes().ok_or(IdevidError::SignatureValue)?;
	match algorithm.oid {
		ECDSA_WITH_SHA_256 => p256::ecdsa::Signature::from_der(bytes)
			.map(|signature| Signature::P256(signature.to_bytes().into()))
			.map_err(|_| IdevidError::SignatureValue),
		ID_ED_25519 => bytes
			.try_into()
			.map(Signature::Ed25519)
			.map_err(|_| IdevidError::SignatureValue),
		_ => Err(IdevidError::SignatureAlgorithm),
	}
}

/// Give each attribute of a Name to `look`; whether there are any.
fn name<'a>(
	mut name: Elements<'a>,
	mut look: impl FnMut(ObjectIdentifier, AnyRef<'a>) -> Result<(), IdevidError>,
) -> Result<bool, IdevidError> {
	let any = !name.is_empty();
	while !name.is_empty() {
		let mut set = name.open(Tag::Set)?;
		let mut last: &[u8] = &[];
		// At least one, in ascending order (X.690, 11.6).
		loop {
			let element = set.take_raw()?;
			if element <= last {
				return Err(IdevidError::Encoding);
			}
			last = element;
			let mut attribute = Elements::of(element)?.open(Tag::Sequence)?;
			let kind = attribute.take()?;
			let value = attribute.take()?;
			attribute.end()?;
			look(kind, value)?;
			if set.is_empty() {
				break;
			}
		}
	}
	Ok(any)
}

/// That the issuer has a name.
fn issuer(fields: &mut Elements<'_>) -> Result<(), IdevidError> {
	if name(fields.open(Tag::Sequence)?, |_, _| Ok(()))? {
		Ok(())
	} else {
		Err(IdevidError::Issuer)
	}
}

/// The serialNumber of the subject, which has a name.
fn subject(fields: &mut Elements<'_>) -> Result<Option<SubjectSerialNumber>, IdevidError> {
	let mut found = None;
	let any = name(fields.open(Tag::Sequence)?, |kind, value| {
		if kind == SERIAL_NUMBER {
			let text = PrintableStringRef::try_from(value)
				.ok()
				.filter(|text| found.is_none() && !text.is_empty())
				.and_then(|text| SubjectSerialNumber::try_from(text.as_bytes().to_vec()).ok())
				.ok_or(IdevidError::SubjectSerialNumber)?;
			found = Some(text);
		}
		Ok(())
	})?;
	if any {
		Ok(found)
	} else {
		Err(IdevidError::Subject)
	}
}

/// One of the two times, in the form that its year prescribes.
fn time(validity: &mut Elements<'_>) -> Result<DateTime, IdevidError> {
	let time: Time = validity.take().map_err(|_| IdevidError::Validity)?;
	let date = time.to_date_time();
	match time {
		Time::GeneralTime(_) if date.year() <= UtcTime::MAX_YEAR => Err(IdevidError::Validity),
		_ => Ok(date),
	}
}

/// Validity: from when, and through when unless for ever.
fn validity(fields: &mut Elements<'_>) -> Result<(Moment, Option<Moment>), IdevidError> {
	let mut validity = fields.open(Tag::Sequence)?;
	let not_before = time(&mut validity)?;
	let not_after = time(&mut validity)?;
	validity.end()?;
	if not_after < not_before {
		return Err(IdevidError::Validity);
	}
	// The year 9999 in milliseconds is 48 bits.
	let moment = |date: DateTime| date.unix_duration().as_secs().saturating_mul(1_000);
	let ends = not_after != DateTime::INFINITY;
	Ok((moment(not_before), ends.then(|| moment(not_after))))
}

/// SubjectPublicKeyInfo.
fn subject_key(fields: &mut Elements<'_>) -> Result<PublicKey, IdevidError> {
	let info: SubjectPublicKeyInfoRef<'_> = fields.take()?;
	let bytes = info
		.subject_public_key
		.as_bytes()
		.ok_or(IdevidError::SubjectKey)?;
	match (info.algorithm.oid, info.algorithm.parameters) {
		(ID_ED_25519, None) => bytes
			.try_into()
			.map(PublicKey::Ed25519)
			.map_err(|_| IdevidError::SubjectKey),
		(ID_EC_PUBLIC_KEY, Some(curve))
			if ObjectIdentifier::try_from(curve).is_ok_and(|curve| curve == SECP_256_R_1) =>
		{
			p256_key(bytes)
		}
		_ => Err(IdevidError::SubjectKeyAlgorithm),
	}
}

/// ECPoint, uncompressed or compressed (RFC 5480, 2.2) and in no other form of SEC 1.
fn p256_key(bytes: &[u8]) -> Result<PublicKey, IdevidError> {
	if !matches!(bytes, [2..=4, ..]) {
		return Err(IdevidError::SubjectKey);
	}
	p256::PublicKey::from_sec1_bytes(bytes)
		.ok()
		.and_then(|point| point.to_encoded_point(true).as_bytes().try_into().ok())
		.map(PublicKey::P256)
		.ok_or(IdevidError::SubjectKey)
}

/// That the extensions are of a device and all that is critical is known.
fn extensions(mut list: Elements<'_>) -> Result<(), IdevidError> {
	let mut seen: Vec<ObjectIdentifier> = Vec::with_capacity(MAX_EXTENSIONS);
	// At least one.
	loop {
		let mut extension = list.open(Tag::Sequence)?;
		let id = extension.take()?;
		let critical = extension.next_tag() == Some(Tag::Boolean);
		// False is the default, which is left out (X.690, 11.5).
		if critical && !extension.take::<bool>()? {
			return Err(IdevidError::Encoding);
		}
		let value: OctetStringRef<'_> = extension.take()?;
		extension.end()?;
		if seen.contains(&id) {
			return Err(IdevidError::DuplicateExtension);
		}
		if seen.len() >= MAX_EXTENSIONS {
			return Err(IdevidError::TooManyExtensions);
		}
		seen.push(id);
		match id {
			BasicConstraints::OID => basic_constraints(value.as_bytes())?,
			KeyUsage::OID => key_usage(value.as_bytes())?,
			_ if critical => return Err(IdevidError::CriticalExtension),
			_ => (),
		}
		if list.is_empty() {
			return Ok(());
		}
	}
}

/// A value whose encoding is the only one that it has.
fn canonical<'a, T: Decode<'a> + Encode>(der: &'a [u8]) -> Result<T, IdevidError> {
	let value = T::from_der(der).map_err(|_| IdevidError::Encoding)?;
	// More than any value takes that is asked for.
	let mut buffer = [0u8; 16];
	match value.encode_to_slice(&mut buffer) {
		Ok(again) if again == der => Ok(value),
		_ => Err(IdevidError::Encoding),
	}
}

/// That a device is no CA.
fn basic_constraints(der: &[u8]) -> Result<(), IdevidError> {
	let constraints: BasicConstraints = canonical(der)?;
	if constraints.ca || constraints.path_len_constraint.is_some() {
		return Err(IdevidError::CertificateAuthority);
	}
	Ok(())
}

/// That a device's key is for signatures and not for certificates.
fn key_usage(der: &[u8]) -> Result<(), IdevidError> {
	let usage: KeyUsage = canonical(der)?;
	if !usage.digital_signature() || usage.key_cert_sign() {
		return Err(IdevidError::KeyUsage);
	}
	Ok(())
}
