// SPDX-License-Identifier: Apache-2.0

//! The golden vectors in `vectors/envelope.json`, through the public interface.

#![allow(clippy::unwrap_used)]

#[path = "../vectors/generate.rs"]
mod generate;

use codec::{Decode, Encode};
use generate::{Hex, Int, Vectors, SCHEMES};
use samul_primitives::{
	batch::{self, BatchError, BatchView, MAX_CHANNELS},
	envelope,
	keys::{verify, DeviceKey},
	mmr, DeviceId, Moment, PublicKey, Scheme, Signature, StreamId,
};

const FILE: &str = include_str!("../vectors/envelope.json");

fn vectors() -> Vectors {
	serde_json::from_str(FILE).unwrap()
}

fn scheme(name: &str) -> Scheme {
	let named = |scheme: &&Scheme| format!("{scheme:?}") == name;
	*SCHEMES.iter().find(named).unwrap()
}

fn tagged<T: Decode>(tag: u8, bytes: &Hex) -> T {
	exactly(&[&[tag], &bytes.0[..]].concat())
}

/// Decode, with nothing left over.
fn exactly<T: Decode>(mut bytes: &[u8]) -> T {
	let decoded = T::decode(&mut bytes).unwrap();
	assert!(bytes.is_empty());
	decoded
}

fn hash(bytes: &Hex) -> [u8; 32] {
	bytes.0.as_slice().try_into().unwrap()
}

fn rows(readings: &[Vec<Int>]) -> Vec<(Moment, Vec<i64>)> {
	readings
		.iter()
		.map(|row| {
			let values = row[1..].iter().map(|value| value.0.try_into().unwrap());
			(row[0].0.try_into().unwrap(), values.collect())
		})
		.collect()
}

/// The readings of a payload, each with as many values as there are channels.
fn decode(payload: &[u8]) -> Result<Vec<(Moment, Vec<i64>)>, BatchError> {
	let view = BatchView::new(payload)?;
	let channels = usize::from(view.header.channels);
	view.readings()
		.map(|reading| {
			let (time, values) = reading?;
			assert_eq!(values[channels..], [0; MAX_CHANNELS][channels..]);
			Ok((time, values[..channels].to_vec()))
		})
		.collect()
}

/// The signature is good; what the key signs now is the same, or good where signing is random.
fn check_signature(key: &DeviceKey, message: &[u8], signature: &Hex) {
	let public = key.public();
	let signature: Signature = tagged(public.scheme() as u8, signature);
	assert_eq!(signature.scheme(), public.scheme());
	assert!(verify(&public, message, &signature));
	let again = key.sign(message);
	if public.scheme() == Scheme::Sr25519 {
		assert!(verify(&public, message, &again));
	} else {
		assert_eq!(again, signature);
	}
	let mut other = message.to_vec();
	*other.last_mut().unwrap() ^= 1;
	assert!(!verify(&public, &other, &signature));
}

#[test]
fn the_file_is_what_the_generator_gives() {
	let generated = Vectors::generate(Some(&vectors())).to_json().unwrap();
	assert!(
		generated == FILE,
		"vectors/envelope.json is out of date: run the example envelope_vectors"
	);
}

#[test]
fn keys_register_and_rotate() {
	let cases = vectors().keys;
	assert_eq!(cases.len(), SCHEMES.len());
	for case in cases {
		let scheme = scheme(&case.scheme);
		assert_eq!(case.tag, scheme.encode()[0]);
		let key = DeviceKey::from_seed(scheme, &hash(&case.seed)).unwrap();
		assert_eq!(key.public(), tagged(case.tag, &case.public_key));
		let device = DeviceId::of(&key.public());
		assert_eq!(device.0, hash(&case.device));

		let proof = case.registration;
		let message = envelope::register_message(
			&hash(&proof.genesis),
			&key.public(),
			&hash(&proof.owner),
			proof.expires.0.try_into().unwrap(),
		);
		assert_eq!(message, proof.message.0);
		check_signature(&key, &message, &proof.signature);

		let proof = case.rotation;
		let new = DeviceKey::from_seed(scheme, &hash(&proof.new_seed)).unwrap();
		assert_eq!(new.public(), tagged(case.tag, &proof.new_public_key));
		let message = envelope::rotate_message(
			&hash(&proof.genesis),
			&device,
			&new.public(),
			proof.rotation,
			proof.expires.0.try_into().unwrap(),
		);
		assert_eq!(message, proof.message.0);
		check_signature(&new, &message, &proof.signature);

		let proof = case.method;
		let message = envelope::method_message(
			&hash(&proof.genesis),
			&device,
			&new.public(),
			proof.purposes,
			proof.number,
			proof.expires.0.try_into().unwrap(),
		);
		assert_eq!(message, proof.message.0);
		check_signature(&new, &message, &proof.signature);

		let proof = case.endorsement;
		let message = envelope::endorse_message(
			&hash(&proof.genesis),
			&device,
			&key.public(),
			proof.model,
			&proof.serial.0,
		);
		assert_eq!(message, proof.message.0);
		check_signature(&new, &message, &proof.signature);
	}
}

#[test]
fn batches_are_encoded_decoded_and_signed() {
	let Vectors { keys, batches, .. } = vectors();
	for case in batches {
		let name = &case.name;
		let stream = StreamId {
			device: DeviceId(hash(&case.device)),
			index: case.index,
		};
		let sequence: u64 = case.sequence.0.try_into().unwrap();
		let readings = rows(&case.readings);
		let payload = batch::encode(stream, sequence, &readings).unwrap();
		assert_eq!(payload, case.payload.0, "{name}");

		let header = BatchView::new(&payload).unwrap().header;
		assert_eq!(header.stream, stream, "{name}");
		assert_eq!(header.sequence, sequence, "{name}");
		assert_eq!(header.start, readings[0].0, "{name}");
		assert_eq!(header.count as usize, readings.len(), "{name}");
		assert_eq!(usize::from(header.channels), readings[0].1.len(), "{name}");
		let mut steps = readings.windows(2).map(|pair| pair[1].0 - pair[0].0);
		assert_eq!(
			header.irregular,
			!steps.all(|step| step == header.step),
			"{name}"
		);
		assert_eq!(decode(&payload).unwrap(), readings, "{name}");

		assert_eq!(mmr::leaf_hash(&payload), hash(&case.leaf), "{name}");
		let message = envelope::batch_message(&hash(&case.genesis), &payload);
		assert_eq!(message, case.message.0, "{name}");
		let key = keys.iter().find(|key| key.scheme == case.scheme).unwrap();
		assert_eq!(key.device, case.device, "{name}");
		let key = DeviceKey::from_seed(scheme(&key.scheme), &hash(&key.seed)).unwrap();
		check_signature(&key, &message, &case.signature);
	}
}

#[test]
fn payloads_that_another_encoder_may_write_are_accepted() {
	for case in vectors().accepted_payloads {
		let readings = decode(&case.payload.0).unwrap();
		assert_eq!(readings, rows(&case.readings), "{}", case.name);
		// Ours writes the same readings in another way.
		let header = BatchView::new(&case.payload.0).unwrap().header;
		let ours = batch::encode(header.stream, header.sequence, &readings).unwrap();
		assert_ne!(ours, case.payload.0, "{}", case.name);
	}
}

#[test]
fn payloads_that_are_no_batch_are_refused() {
	for case in vectors().refused_payloads {
		let mut payload = case.payload.0;
		if let (Some(part), Some(times)) = (case.repeat, case.times) {
			payload.extend_from_slice(&part.0.repeat(times));
		}
		let error = decode(&payload).expect_err(&case.name);
		assert_eq!(format!("{error:?}"), case.error, "{}", case.name);
	}
}

#[test]
fn readings_that_are_no_batch_are_refused() {
	for case in vectors().refused_readings {
		let error =
			batch::encode(StreamId::default(), 0, &rows(&case.readings)).expect_err(&case.name);
		assert_eq!(format!("{error:?}"), case.error, "{}", case.name);
	}
}

#[test]
fn signatures_are_good_or_refused_as_said() {
	for case in vectors().signatures {
		let key: PublicKey = exactly(&case.tagged_key.0);
		let signature: Signature = exactly(&case.tagged_signature.0);
		let good = verify(&key, &case.message.0, &signature);
		assert_eq!(good, case.good, "{}", case.name);
	}
}

#[test]
fn ranges_have_their_peaks_and_proofs() {
	for case in vectors().ranges {
		let count = case.leaves.len() as u64;
		let mut peaks = Vec::new();
		for (number, leaf) in (0..).zip(&case.leaves) {
			mmr::append(&mut peaks, number, hash(leaf), |_, _, _| ());
		}
		let expected: Vec<_> = case.peaks.iter().map(hash).collect();
		assert_eq!(peaks, expected);
		let siblings: Vec<_> = case.siblings.iter().map(hash).collect();
		for (number, leaf) in (0..).zip(&case.leaves) {
			let good = mmr::verify(&peaks, count, number, hash(leaf), &siblings);
			assert_eq!(good, number == case.leaf);
		}
	}
}
