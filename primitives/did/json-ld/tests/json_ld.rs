// SPDX-License-Identifier: Apache-2.0

//! Documents are JSON-LD: each term is defined by a context, and each identifier is an absolute IRI.

#![allow(clippy::unwrap_used)]

#[path = "../../tests/common/mod.rs"]
mod common;

use std::collections::HashMap;

use common::{device, service, state, GENESIS, NOW};
use json_ld::{
	expansion::{Action, Policy},
	iref::IriBuf,
	syntax::{IntoJsonWithContext, Parse, Print, Value},
	JsonLdProcessor, Options, RemoteDocument,
};
use proptest::prelude::*;
use samul_did::{Answer, Device, Did, DidUrl, Status};
use serde_json::Value as Json;

const CONTEXTS: [(&str, &str); 2] = [
	(
		"https://www.w3.org/ns/did/v1",
		include_str!("contexts/did-v1.jsonld"),
	),
	(
		"https://w3id.org/security/multikey/v1",
		include_str!("contexts/multikey-v1.jsonld"),
	),
];

fn remote(url: Option<IriBuf>, text: &str) -> RemoteDocument {
	RemoteDocument::new(url, None, Value::parse_str(text).unwrap().0)
}

/// Expand a document; what no context defines is an error. There is no base.
fn expand(document: &str) -> Result<Json, String> {
	let loader: HashMap<IriBuf, RemoteDocument> = CONTEXTS
		.iter()
		.map(|(url, text)| {
			let url = IriBuf::new(url.to_string()).unwrap();
			(url.clone(), remote(Some(url), text))
		})
		.collect();
	let options = Options {
		expansion_policy: Policy {
			invalid: Action::Reject,
			vocab: Action::Reject,
			allow_undefined: false,
		},
		..Default::default()
	};
	let runtime = tokio::runtime::Builder::new_current_thread()
		.build()
		.unwrap();
	let input = remote(None, document);
	let expanded = runtime
		.block_on(input.expand_using(&loader, options))
		.map_err(|error| format!("{error:?}"))?;
	let objects = expanded.into_iter().map(|object| {
		let json = object.into_json_with(&()).compact_print().to_string();
		serde_json::from_str::<Json>(&json).unwrap()
	});
	Ok(objects.collect())
}

fn is_absolute(text: &str) -> bool {
	IriBuf::new(text.to_string()).is_ok()
}

/// That every key and identifier below is a keyword or an absolute IRI.
fn check(json: &Json) -> Result<(), String> {
	match json {
		Json::Array(items) => items.iter().try_for_each(check),
		Json::Object(object) => {
			object
				.iter()
				.try_for_each(|(name, value)| match (name.as_str(), value) {
					("@id", Json::String(id)) if !is_absolute(id) => Err(format!("@id {id}")),
					("@type", Json::String(kind)) if !is_absolute(kind) => {
						Err(format!("@type {kind}"))
					}
					("@type", Json::Array(kinds)) => {
						let wrong = kinds
							.iter()
							.find(|kind| !kind.as_str().is_some_and(is_absolute));
						wrong.map_or(Ok(()), |kind| Err(format!("@type {kind}")))
					}
					("@id" | "@type" | "@value", _) => Ok(()),
					(name, value) if is_absolute(name) => check(value),
					(name, _) => Err(format!("the term {name}")),
				})
		}
		_ => Ok(()),
	}
}

fn valid(document: &impl serde::Serialize) -> Result<Json, String> {
	let expanded = expand(&serde_json::to_string(document).unwrap())?;
	check(&expanded)?;
	Ok(expanded)
}

fn document(device: Device, more: &str) -> Json {
	let url: DidUrl = format!("{}{more}", Did::new(device.id)).parse().unwrap();
	let answer = Answer::new(&url, &GENESIS, &state(device), None, NOW);
	let answer = serde_json::to_value(answer).unwrap();
	answer
		.get("didDocument")
		.or(answer.get("contentStream"))
		.unwrap()
		.clone()
}

/// How many values a property of an expanded document has.
fn count(expanded: &Json, property: &str) -> usize {
	expanded[0][property].as_array().map_or(0, Vec::len)
}

#[test]
fn a_document_with_everything_is_defined_by_its_contexts() {
	let expanded = valid(&document(device(), "")).unwrap();
	let security = |name: &str| count(&expanded, &format!("https://w3id.org/security#{name}"));
	assert_eq!(security("controller"), 1);
	assert_eq!(security("verificationMethod"), 5);
	assert_eq!(security("authenticationMethod"), 3);
	assert_eq!(security("assertionMethod"), 3);
	assert_eq!(security("keyAgreementMethod"), 1);
	assert_eq!(count(&expanded, "https://www.w3.org/ns/did#service"), 6);

	let method = &expanded[0]["https://w3id.org/security#verificationMethod"][0];
	assert_eq!(method["@type"][0], "https://w3id.org/security#Multikey");
	let key = &method["https://w3id.org/security#publicKeyMultibase"][0];
	assert_eq!(key["@type"], "https://w3id.org/security#multibase");

	let services = &expanded[0]["https://www.w3.org/ns/did#service"];
	let kinds: Vec<_> = (0..6)
		.map(|number| services[number]["@type"][0].clone())
		.collect();
	let expected = [
		"samul:service:Telemetry",
		"samul:service:MessageBroker",
		"https://identity.foundation/.well-known/resources/did-configuration/#LinkedDomains",
		"https://example.org/kinds#Own",
		"samul:service:two%20W%C3%B6rter",
		"samul:service:verificationMethod",
	];
	assert_eq!(kinds, expected);
}

#[test]
fn so_are_those_of_other_states_and_times_and_parts() {
	for status in [Status::Suspended, Status::Provisioned, Status::Manufactured] {
		let expanded = valid(&document(Device { status, ..device() }, "")).unwrap();
		let name = "https://w3id.org/security#assertionMethod";
		assert_eq!(count(&expanded, name), 0);
	}
	valid(&document(device(), "?versionTime=2026-01-01T00:05:00Z")).unwrap();
	for part in ["#data", "#own"] {
		let part = valid(&document(device(), part)).unwrap();
		assert_eq!(count(&part, "https://www.w3.org/ns/did#serviceEndpoint"), 1);
	}
	let key = device().keys[0].key.multibase();
	let part = valid(&document(device(), &format!("#{key}"))).unwrap();
	assert_eq!(
		count(&part, "https://w3id.org/security#publicKeyMultibase"),
		1
	);
	let own = Device {
		services: device().services[3..4].to_vec(),
		..device()
	};
	valid(&document(own, "#own")).unwrap();
	let bare = Device {
		keys: vec![],
		services: vec![],
		..device()
	};
	valid(&document(bare, "")).unwrap();
}

#[test]
fn what_no_context_defines_is_found() {
	let mut wrong = document(device(), "");
	wrong["colour"] = "red".into();
	assert!(valid(&wrong).is_err());

	let mut wrong = document(device(), "");
	wrong["verificationMethod"][0]["colour"] = "red".into();
	assert!(valid(&wrong).is_err());

	let mut wrong = document(device(), "");
	wrong["service"][0]["type"] = "Undefined".into();
	assert!(valid(&wrong).is_err());

	let mut wrong = document(device(), "");
	wrong["@context"] = "https://www.w3.org/ns/did/v1".into();
	assert!(valid(&wrong).is_err());

	let mut wrong = document(device(), "");
	wrong["@context"] = "https://example.org/unknown".into();
	assert!(valid(&wrong).is_err());
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// Whatever words an owner gives a service, the document is valid JSON-LD.
	#[test]
	fn no_service_spoils_a_document(
		id in "[A-Za-z0-9._~-]{1,32}",
		kind in "\\PC{1,16}|[a-zA-Z:@#/]{1,12}|[A-Za-z]{1,8}|(id|type|service|Multikey|controller|@type|@vocab)",
		endpoint in "[a-z]{1,5}:[a-zA-Z0-9/?#%@:\\[\\]._~!$&'()*+,;=äß예-]{1,40}",
	) {
		let device = Device { services: vec![service(&id, &kind, &endpoint)], ..device() };
		let document = document(device, "");
		if let Err(error) = valid(&document) {
			return Err(TestCaseError::fail(format!("{error}: {document}")));
		}
	}
}
