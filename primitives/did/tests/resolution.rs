// SPDX-License-Identifier: Apache-2.0

//! What a resolver answers.

#![allow(clippy::unwrap_used)]

mod common;

use common::{curve, device, key, state, GENESIS, NOW, REGISTERED};
use proptest::prelude::*;
use samul_did::{
	resolve, Answer, Device, Did, DidUrl, Document, Failure, Key, MethodKey, State, Status,
};
use samul_primitives::{DeviceId, PublicKey};
use serde_json::{json, Value};

const MINUTE: u64 = 60_000;

fn document(device: Device, at: Option<u64>) -> Document {
	let did = Did::new(device.id);
	let resolution = resolve(&did, &GENESIS, &state(device), at, NOW);
	resolution.did_document.expect("there is a document")
}

fn multibase(key: PublicKey) -> String {
	MethodKey::Signing(key).multibase()
}

fn answer(text: &str, state: &State, at: Option<u64>) -> Value {
	let answer = match text.parse::<DidUrl>() {
		Ok(url) => Answer::new(&url, &GENESIS, state, at, NOW),
		Err(error) => Answer::refused(error),
	};
	let value = serde_json::to_value(&answer).expect("an answer is JSON");
	let error = value["didResolutionMetadata"]["error"].as_str();
	let error = error.or(value["dereferencingMetadata"]["error"].as_str());
	assert_eq!(error.is_some(), answer.failure().is_some());
	value
}

#[test]
fn the_document_word_by_word() {
	let first = PublicKey::Ed25519([7; 32]);
	let device = Device {
		id: DeviceId(std::array::from_fn(|at| at as u8 + 1)),
		keys: vec![key(MethodKey::Signing(first))],
		services: vec![common::service(
			"data",
			"Telemetry",
			"https://example.org/ä",
		)],
		..device()
	};
	let did = "did:samul:4wBqpZM9xaSheZzJSMawUKKwhdpChKbZ5eu5ky4Vigw";
	let method = multibase(first);
	let id = format!("{did}#{method}");
	let expected = json!({
		"didDocument": {
			"@context": [
				"https://www.w3.org/ns/did/v1",
				"https://w3id.org/security/multikey/v1",
				{ "Telemetry": "samul:service:Telemetry" },
			],
			"id": did,
			"controller": "did:pkh:polkadot:02020202020202020202020202020202:5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty",
			"verificationMethod": [{
				"id": id, "type": "Multikey", "controller": did, "publicKeyMultibase": method,
			}],
			"authentication": [id],
			"assertionMethod": [id],
			"service": [{
				"id": format!("{did}#data"), "type": "Telemetry",
				"serviceEndpoint": "https://example.org/%C3%A4",
			}],
		},
		"didResolutionMetadata": { "contentType": "application/did+ld+json" },
		"didDocumentMetadata": {
			"created": "2026-01-01T00:00:00Z",
			"equivalentId": ["did:samul:02020202020202020202020202020202:4wBqpZM9xaSheZzJSMawUKKwhdpChKbZ5eu5ky4Vigw"],
			"deviceStatus": "active",
		},
	});
	assert_eq!(answer(did, &state(device), None), expected);
}

#[test]
fn keys_count_for_what_they_are_for() {
	let found = document(device(), None);
	let id = |key| format!("{}#{}", found.id, multibase(key));
	let (p256, ed25519) = (PublicKey::P256(curve(1)), PublicKey::Ed25519([3; 32]));
	let (secp256k1, sr25519) = (PublicKey::Secp256k1(curve(4)), PublicKey::Sr25519([5; 32]));
	assert_eq!(found.authentication, [id(p256), id(ed25519), id(sr25519)]);
	assert_eq!(
		found.assertion_method,
		[id(p256), id(secp256k1), id(sr25519)]
	);
	let agreement = MethodKey::X25519([6; 32]).multibase();
	assert_eq!(found.key_agreement, [format!("{}#{agreement}", found.id)]);
	assert_eq!(found.verification_method.len(), 5);
}

#[test]
fn a_device_whose_signature_does_not_count_signs_nothing() {
	let of = |status, trusted| {
		document(
			Device {
				status,
				trusted,
				..device()
			},
			None,
		)
	};
	for found in [
		of(Status::Suspended, true),
		of(Status::Provisioned, true),
		of(Status::Manufactured, true),
		of(Status::Compromised, true),
		of(Status::Active, false),
	] {
		assert!(found.authentication.is_empty() && found.assertion_method.is_empty());
		assert!(!found.verification_method.is_empty());
	}
}

#[test]
fn a_compromised_device_has_no_keys_since_the_report() {
	let at = REGISTERED + 30 * MINUTE;
	let mut device = device();
	device.status = Status::Compromised;
	device.compromised = Some(at);
	for key in &mut device.keys {
		key.ended.get_or_insert(at);
	}
	let found = document(device.clone(), None);
	assert!(found.verification_method.is_empty() && found.key_agreement.is_empty());
	let before = document(device.clone(), Some(at - 1));
	assert_eq!(before.verification_method.len(), 5);
	assert!(document(device, Some(at)).verification_method.is_empty());
}

#[test]
fn a_time_of_the_past_has_the_keys_of_then_alone() {
	let found = document(device(), Some(REGISTERED + 5 * MINUTE));
	let id = |key| format!("{}#{}", found.id, multibase(key));
	let first = id(PublicKey::P256(curve(9)));
	assert!(found.assertion_method.contains(&first));
	assert!(!found
		.assertion_method
		.contains(&id(PublicKey::P256(curve(1)))));
	assert_eq!((found.controller, found.service), (None, vec![]));

	let did = Did::new(device().id).to_string();
	let at = |text: &str| {
		let url = format!("{did}?versionTime={text}");
		answer(&url, &state(device()), None)["didDocumentMetadata"].clone()
	};
	let metadata = at("2026-01-01T00:05:00Z");
	assert_eq!(metadata["versionTime"], "2026-01-01T00:05:00Z");
	assert_eq!(metadata["created"], "2026-01-01T00:00:00Z");
	assert_eq!(metadata.get("updated"), None);
	assert_eq!(metadata["nextUpdate"], "2026-01-01T00:10:00Z");
	let metadata = at("2026-01-01T00:10:00Z");
	assert_eq!(metadata["updated"], "2026-01-01T00:10:00Z");
	assert_eq!(metadata["nextUpdate"], "2026-01-01T00:20:00Z");
	let metadata = at("2026-01-01T00:20:00Z");
	assert_eq!(metadata["updated"], "2026-01-01T00:20:00Z");
	assert_eq!(metadata.get("nextUpdate"), None);
}

#[test]
fn each_form_names_the_other_and_is_the_id_of_its_document() {
	let (short, long) = (Did::new(device().id), Did::on(&GENESIS, device().id));
	for (did, other) in [(short, long), (long, short)] {
		let found = answer(&did.to_string(), &state(device()), None);
		assert_eq!(found["didDocument"]["id"], did.to_string());
		let first = &found["didDocument"]["verificationMethod"][0];
		assert_eq!(first["controller"], did.to_string());
		let equivalent = &found["didDocumentMetadata"]["equivalentId"];
		assert_eq!(*equivalent, json!([other.to_string()]));
	}
}

#[test]
fn errors_are_those_of_did_core() {
	let known = state(device());
	let did = Did::new(device().id).to_string();
	let foreign = Did::on(&[9; 32], device().id).to_string();
	for (text, of, error) in [
		("did:samul:11".to_string(), &known, "invalidDid"),
		("garbage".into(), &known, "invalidDid"),
		("did:web:example.org".into(), &known, "methodNotSupported"),
		(format!("{did}?versionId=1"), &known, "invalidDidUrl"),
		(format!("{did}/path"), &known, "invalidDidUrl"),
		(did.clone(), &State::Unknown, "notFound"),
		(foreign, &known, "notFound"),
		(
			format!("{did}?versionTime=2025-12-31T23:59:59Z"),
			&known,
			"notFound",
		),
	] {
		let found = answer(&text, of, None);
		assert_eq!(found["didResolutionMetadata"]["error"], error, "{text}");
		assert_eq!(found["didDocument"], Value::Null);
	}
	let twice = format!("{did}?versionTime=2026-01-01T00:05:00Z");
	let found = answer(&twice, &known, Some(REGISTERED));
	assert_eq!(found["didResolutionMetadata"]["error"], "invalidDidUrl");
}

#[test]
fn a_retired_device_is_deactivated() {
	let did = Did::new(device().id).to_string();
	let found = answer(&did, &State::Retired(REGISTERED + MINUTE), None);
	assert_eq!(found["didDocument"], Value::Null);
	let metadata = &found["didDocumentMetadata"];
	assert_eq!(metadata["deactivated"], true);
	assert_eq!(metadata["updated"], "2026-01-01T00:01:00Z");
	assert_eq!(found["didResolutionMetadata"].get("error"), None);
	// The DID URLs of its parts mean nothing any more.
	let found = answer(&format!("{did}#data"), &State::Retired(REGISTERED), None);
	assert_eq!(found["dereferencingMetadata"]["error"], "notFound");
	assert_eq!(found["contentStream"], Value::Null);
	assert_eq!(found["contentMetadata"], json!({}));
}

#[test]
fn of_the_time_before_it_was_retired_nothing_is_left() {
	let did = Did::new(device().id).to_string();
	let retired = State::Retired(REGISTERED + 5 * MINUTE);
	let at = |minutes| answer(&did, &retired, Some(REGISTERED + minutes * MINUTE));
	let before = at(4);
	assert_eq!(before["didResolutionMetadata"]["error"], "notFound");
	assert_eq!(before["didDocumentMetadata"], json!({}));
	let after = at(5);
	assert_eq!(after["didDocumentMetadata"]["deactivated"], true);
	assert_eq!(
		after["didDocumentMetadata"]["versionTime"],
		"2026-01-01T00:05:00Z"
	);
	assert_eq!(
		at(1_000_000)["didDocumentMetadata"].get("versionTime"),
		None
	);
	// By the state of an earlier block there was no such device, and there was no retirement.
	let later = answer(&did, &State::Retired(NOW + 1), None);
	assert_eq!(later["didResolutionMetadata"]["error"], "notFound");
	assert_eq!(later["didDocumentMetadata"].get("deactivated"), None);
}

#[test]
fn a_time_that_is_not_past_is_the_present() {
	let mut suspended = device();
	suspended.status = Status::Suspended;
	let now = document(suspended.clone(), None);
	assert!(now.authentication.is_empty() && now.controller.is_some());
	for at in [NOW, NOW + 1, u64::MAX] {
		assert_eq!(document(suspended.clone(), Some(at)), now, "{at}");
	}
	assert!(!document(suspended.clone(), Some(NOW - 1))
		.authentication
		.is_empty());

	let did = Did::new(suspended.id);
	let present = answer(&did.to_string(), &state(suspended.clone()), None);
	// The second that goes on is the present as well.
	for time in ["2026-01-01T01:00:00Z", "2999-01-01T00:00:00Z"] {
		let url = format!("{did}?versionTime={time}");
		assert_eq!(answer(&url, &state(suspended.clone()), None), present);
	}
	let url = format!("{did}?versionTime=2026-01-01T00:59:59Z");
	let past = answer(&url, &state(suspended), None);
	assert_eq!(
		past["didDocumentMetadata"]["versionTime"],
		"2026-01-01T00:59:59Z"
	);
}

#[test]
fn fragments_are_keys_and_services() {
	let did = Did::new(device().id).to_string();
	let known = state(device());
	let key = multibase(PublicKey::Ed25519([3; 32]));
	let found = answer(&format!("{did}#{key}"), &known, None);
	assert_eq!(found["contentStream"]["publicKeyMultibase"], key);
	assert_eq!(
		found["contentStream"]["@context"][0],
		"https://www.w3.org/ns/did/v1"
	);
	assert_eq!(
		found["dereferencingMetadata"]["contentType"],
		"application/did+ld+json"
	);
	let found = answer(&format!("{did}#mqtt"), &known, None);
	assert_eq!(
		found["contentStream"]["serviceEndpoint"],
		"mqtts://broker.example:8883"
	);
	// A key of the past is there in the document of the past.
	let first = multibase(PublicKey::P256(curve(9)));
	let found = answer(&format!("{did}#{first}"), &known, None);
	assert_eq!(found["dereferencingMetadata"]["error"], "notFound");
	let then = format!("{did}?versionTime=2026-01-01T00:05:00Z#{first}");
	let found = answer(&then, &known, None);
	assert_eq!(found["contentStream"]["publicKeyMultibase"], first);
	let found = answer(&format!("{did}#data"), &State::Unknown, None);
	assert_eq!(found["dereferencingMetadata"]["error"], "notFound");
}

#[test]
fn failures_are_told_to_programs() {
	let failed = Answer::refused("did:samul:".parse::<DidUrl>().unwrap_err());
	let (failure, message) = failed.failure().expect("it failed");
	assert_eq!(failure, Failure::InvalidDid);
	assert!(message.contains("base58btc"), "{message}");
}

#[test]
fn the_same_agreement_key_twice_is_one_method() {
	let agreement = device().keys.pop().expect("it is the last");
	let mut device = device();
	device.keys.push(agreement);
	let found = document(device, None);
	assert_eq!(found.verification_method.len(), 5);
	assert_eq!(found.key_agreement.len(), 1);
}

proptest! {
	/// A key is in the document of a time if and only if it counted then, and the times that the metadata tells are
	/// those between which nothing changes.
	#[test]
	fn the_document_of_a_time(
		spans in prop::collection::vec((0u64..50, prop::option::of(0u64..50)), 1..10),
		at in 0u64..120,
	) {
		let registered = 1000 * 1000;
		let second = |number: u64| registered + number * 1000;
		let keys: Vec<Key> = spans.iter().enumerate().map(|(number, (since, length))| Key {
			since: second(*since),
			ended: length.map(|length| second(since + length)),
			..key(MethodKey::Signing(PublicKey::Ed25519([number as u8; 32])))
		}).collect();
		let device = Device { registered, keys, ..device() };
		let did = Did::new(device.id);
		let methods = |at: u64| {
			let found = resolve(&did, &GENESIS, &state(device.clone()), Some(second(at)), NOW);
			let ids = found.did_document.expect("it is registered").assertion_method;
			(ids, found.did_document_metadata)
		};
		let (found, metadata) = methods(at);
		for key in &device.keys {
			let id = format!("{did}#{}", key.key.multibase());
			prop_assert_eq!(found.contains(&id), key.counted_at(second(at)));
		}
		let read = |text: &Option<String>| text.as_ref().map(|text| {
			let url: DidUrl = format!("{did}?versionTime={text}").parse().expect("a time");
			url.version_time.expect("it has one") / 1000 - registered / 1000
		});
		let from = read(&metadata.updated).unwrap_or(0);
		let next = read(&metadata.next_update);
		prop_assert!(from <= at && next.is_none_or(|next| at < next));
		for other in from..next.unwrap_or(120) {
			prop_assert_eq!(&methods(other).0, &found);
		}
	}
}
