// SPDX-License-Identifier: Apache-2.0

//! The DID document of a device.

use std::collections::BTreeMap;

use iri_string::types::IriStr;
use samul_primitives::Moment;
use serde::Serialize;

use crate::{device::Service, Device, Did, Key, Network};

/// The context of every DID document.
const DID: &str = "https://www.w3.org/ns/did/v1";
/// The context of keys as Multikey.
const MULTIKEY: &str = "https://w3id.org/security/multikey/v1";

/// Kinds of services that the DID Specification Registries know, and what their contexts say that they are.
const KNOWN_KINDS: [(&str, &str); 2] = [
	(
		"LinkedDomains",
		"https://identity.foundation/.well-known/resources/did-configuration/#LinkedDomains",
	),
	(
		"LinkedVerifiablePresentation",
		"https://identity.foundation/linked-vp/contexts/v1#LinkedVerifiablePresentation",
	),
];

/// What the contexts define, and protect: a kind of this name needs another one.
const DEFINED: [&str; 14] = [
	"id",
	"type",
	"alsoKnownAs",
	"assertionMethod",
	"authentication",
	"capabilityDelegation",
	"capabilityInvocation",
	"controller",
	"keyAgreement",
	"service",
	"serviceEndpoint",
	"verificationMethod",
	"Multikey",
	"publicKeyMultibase",
];

/// A context of a JSON-LD document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum Context {
	/// One that is known by its address.
	Known(&'static str),
	/// Terms and what they are.
	Terms(BTreeMap<String, Term>),
}

/// What a term is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum Term {
	/// What this IRI names.
	Name(String),
	/// A property whose values are IRIs.
	Link {
		/// What this IRI names.
		#[serde(rename = "@id")]
		id: &'static str,
		/// `@id`.
		#[serde(rename = "@type")]
		kind: &'static str,
	},
}

/// The context of a service by itself: `serviceEndpoint` is defined within a DID document only.
pub(crate) fn of_service(mut context: Vec<Context>) -> Vec<Context> {
	let endpoint = Term::Link {
		id: "https://www.w3.org/ns/did#serviceEndpoint",
		kind: "@id",
	};
	let mut terms = match context.pop() {
		Some(Context::Terms(terms)) => terms,
		last => {
			context.extend(last);
			BTreeMap::new()
		}
	};
	terms.insert("serviceEndpoint".into(), endpoint);
	context.push(Context::Terms(terms));
	context
}

/// A key of a device (DID Core 1.0, 5.2).
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VerificationMethod {
	/// The DID, and the key itself as the fragment: it means the same key for ever.
	pub id: String,
	/// `Multikey`.
	#[serde(rename = "type")]
	pub kind: &'static str,
	/// The DID.
	pub controller: String,
	/// The key, with its multicodec.
	pub public_key_multibase: String,
}

/// A service of a device (DID Core 1.0, 5.4).
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceEntry {
	/// The DID, and the service's id as the fragment.
	pub id: String,
	/// What its owner calls its kind.
	#[serde(rename = "type")]
	pub kind: String,
	/// A URI.
	pub service_endpoint: String,
}

/// A DID document (DID Core 1.0).
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
	/// By what the terms are defined.
	#[serde(rename = "@context")]
	pub context: Vec<Context>,
	/// The DID.
	pub id: String,
	/// The owner's account, as `did:pkh` writes it; none in a document of the past, for that is not kept.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub controller: Option<String>,
	/// The keys that count.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	pub verification_method: Vec<VerificationMethod>,
	/// Those that log in as the device.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	pub authentication: Vec<String>,
	/// Those that state something as the device.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	pub assertion_method: Vec<String>,
	/// Those to encrypt for the device.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	pub key_agreement: Vec<String>,
	/// Its services.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	pub service: Vec<ServiceEntry>,
}

fn is_term(kind: &str) -> bool {
	let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
	kind.starts_with(|first: char| first.is_ascii_alphabetic())
		&& kind.bytes().all(fits)
		&& !DEFINED.contains(&kind)
}

/// The text with all that is no unreserved character (RFC 3986) percent-encoded.
fn encoded(text: &str) -> String {
	let mut all = String::with_capacity(text.len());
	for byte in text.bytes() {
		if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
			all.push(char::from(byte));
		} else {
			all.push_str(&format!("%{byte:02X}"));
		}
	}
	all
}

/// The URI of a URI or IRI; none if it is neither.
fn uri(text: &str) -> Option<String> {
	let iri = IriStr::new(text).ok()?;
	let uri = iri.encode_to_uri().to_string();
	is_of_words(&uri).then_some(uri)
}

/// Whether what is percent-encoded is UTF-8 (RFC 3987, 3.2): processors of JSON-LD stop at what is not.
fn is_of_words(uri: &str) -> bool {
	let mut bytes = Vec::new();
	let mut rest = uri.as_bytes();
	while let Some((first, others)) = rest.split_first() {
		rest = others;
		let digit = |at: usize| {
			others
				.get(at)
				.and_then(|byte| char::from(*byte).to_digit(16))
		};
		match (*first, digit(0), digit(1)) {
			(b'%', Some(high), Some(low)) => {
				bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
				rest = others.get(2..).unwrap_or_default();
			}
			(other, ..) => bytes.push(other),
		}
	}
	String::from_utf8(bytes).is_ok()
}

/// Whether a text is a URI (RFC 3986) or an IRI (RFC 3987), and means UTF-8: a service whose endpoint is none has no place in a DID
/// document.
pub fn is_uri(text: &str) -> bool {
	uri(text).is_some()
}

/// A service's type, and what it is if that has to be said.
fn kind(kind: &str) -> (String, Option<String>) {
	// What nobody defined is the owner's own word.
	let own = || format!("samul:service:{}", encoded(kind));
	if is_term(kind) {
		let known = KNOWN_KINDS.iter().find(|(name, _)| *name == kind);
		let iri = known.map_or_else(own, |(_, iri)| (*iri).into());
		return (kind.into(), Some(iri));
	}
	(uri(kind).unwrap_or_else(own), None)
}

fn add(service: &Service, did: &Did, terms: &mut BTreeMap<String, Term>) -> Option<ServiceEntry> {
	let service_endpoint = uri(&service.endpoint)?;
	let (kind, meaning) = kind(&service.kind);
	if let Some(meaning) = meaning {
		terms.insert(kind.clone(), Term::Name(meaning));
	}
	Some(ServiceEntry {
		id: format!("{did}#{}", service.id),
		kind,
		service_endpoint,
	})
}

impl Document {
	/// The document of a device, now or at a time of the past.
	///
	/// Now a device whose signature does not count has no key that authenticates or asserts. Of a time of the past
	/// the chain keeps the keys alone.
	pub(crate) fn new(
		did: &Did,
		genesis: &[u8; 32],
		device: &Device,
		time: Option<Moment>,
	) -> Self {
		let mut terms = BTreeMap::new();
		let mut document = Self {
			context: vec![Context::Known(DID), Context::Known(MULTIKEY)],
			id: did.to_string(),
			controller: None,
			verification_method: Vec::new(),
			authentication: Vec::new(),
			assertion_method: Vec::new(),
			key_agreement: Vec::new(),
			service: Vec::new(),
		};
		let signs = time.is_some() || device.counts();
		for key in &device.keys {
			let counts = match time {
				Some(time) => key.counted_at(time),
				None => key.ended.is_none(),
			};
			if counts {
				document.add_key(key, signs);
			}
		}
		if time.is_none() {
			let network = Network::of(genesis);
			document.controller = Some(format!("did:pkh:polkadot:{network}:{}", device.owner));
			let services = device.services.iter();
			document.service = services
				.filter_map(|service| add(service, did, &mut terms))
				.collect();
		}
		if !terms.is_empty() {
			document.context.push(Context::Terms(terms));
		}
		document
	}

	fn add_key(&mut self, key: &Key, signs: bool) {
		let public_key_multibase = key.key.multibase();
		let id = format!("{}#{public_key_multibase}", self.id);
		let put = |list: &mut Vec<String>, wanted: bool| {
			if wanted && !list.contains(&id) {
				list.push(id.clone());
			}
		};
		put(&mut self.authentication, signs && key.authentication);
		put(&mut self.assertion_method, signs && key.assertion);
		put(&mut self.key_agreement, key.agreement);
		// The same X25519 key may be there twice.
		if self.verification_method.iter().all(|known| known.id != id) {
			self.verification_method.push(VerificationMethod {
				id,
				kind: "Multikey",
				controller: self.id.clone(),
				public_key_multibase,
			});
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_kind_has_a_meaning() {
		for (text, written, meaning) in [
			("Telemetry", "Telemetry", Some("samul:service:Telemetry")),
			("LinkedDomains", "LinkedDomains", Some(KNOWN_KINDS[0].1)),
			("https://a.b/c#D", "https://a.b/c#D", None),
			("id", "samul:service:id", None),
			("Multikey", "samul:service:Multikey", None),
			("two words", "samul:service:two%20words", None),
			("@id", "samul:service:%40id", None),
			("Zähler", "samul:service:Z%C3%A4hler", None),
			("9", "samul:service:9", None),
		] {
			let (found, iri) = kind(text);
			assert_eq!((found.as_str(), iri.as_deref()), (written, meaning));
		}
	}

	#[test]
	fn an_endpoint_is_written_as_a_uri() {
		assert_eq!(
			uri("mqtts://a.b:8883/x?y#z").unwrap(),
			"mqtts://a.b:8883/x?y#z"
		);
		assert_eq!(uri("https://a.b/ä").unwrap(), "https://a.b/%C3%A4");
		for wrong in ["", "a", "a:#b#c", "https://[a/", "a:%zz", "a:b c"] {
			assert_eq!(uri(wrong), None, "{wrong}");
		}
	}
}
