// SPDX-License-Identifier: Apache-2.0

//! What a resolver answers.

use samul_primitives::Moment;
use serde::Serialize;

use crate::{
	document::{of_service, Context, Document, ServiceEntry, VerificationMethod},
	time, Device, Did, DidError, DidUrl, State,
};

/// The media type of a DID document in JSON-LD.
pub const CONTENT_TYPE: &str = "application/did+ld+json";

/// Why nothing is resolved (DID Core 1.0, 7.1.2 and 7.2.2; DID Specification Registries).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Failure {
	/// It is no DID.
	InvalidDid,
	/// It is no DID URL, or has parameters that are not understood.
	InvalidDidUrl,
	/// It is a DID of another method.
	MethodNotSupported,
	/// There is no such device, it was not there at the time, or its document has no such part.
	NotFound,
}

impl From<DidError> for Failure {
	fn from(error: DidError) -> Self {
		match error {
			DidError::Invalid => Self::InvalidDid,
			DidError::OtherMethod => Self::MethodNotSupported,
			DidError::InvalidUrl => Self::InvalidDidUrl,
		}
	}
}

/// How the resolution went.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResolutionMetadata {
	/// The document's media type, if there is one.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub content_type: Option<&'static str>,
	/// Why there is none.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub error: Option<Failure>,
	/// The same in words.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub error_message: Option<String>,
}

/// What is to be known of a document. Times are whole seconds in UTC.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DocumentMetadata {
	/// When the device was registered.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub created: Option<String>,
	/// When a key last began or ended to count, up to the time that was asked for; none if none ever did since
	/// the registration. Of a retired device when it was retired.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub updated: Option<String>,
	/// When a key began or ended to count next after the time that was asked for.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub next_update: Option<String>,
	/// The time that was asked for, if it is past.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub version_time: Option<String>,
	/// That the device was retired.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub deactivated: Option<bool>,
	/// The other identifier of the device on this chain.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	pub equivalent_id: Vec<String>,
	/// Where the device is in its life now.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub device_status: Option<&'static str>,
}

/// What a resolver answers to a DID.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Resolution {
	/// The document; none if it failed, or the device was retired.
	pub did_document: Option<Document>,
	/// How it went.
	pub did_resolution_metadata: ResolutionMetadata,
	/// What is to be known of the document.
	pub did_document_metadata: DocumentMetadata,
}

/// A part of a document, with its context.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum Content {
	/// A key.
	Method {
		/// By what the terms are defined.
		#[serde(rename = "@context")]
		context: Vec<Context>,
		/// The key.
		#[serde(flatten)]
		method: VerificationMethod,
	},
	/// A service.
	Service {
		/// By what the terms are defined.
		#[serde(rename = "@context")]
		context: Vec<Context>,
		/// The service.
		#[serde(flatten)]
		service: ServiceEntry,
	},
}

/// How the dereferencing went.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DereferencingMetadata {
	/// The content's media type, if there is any.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub content_type: Option<&'static str>,
	/// Why there is none.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub error: Option<Failure>,
	/// The same in words.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub error_message: Option<String>,
}

/// What a resolver answers to a DID URL.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Dereferencing {
	/// How it went.
	pub dereferencing_metadata: DereferencingMetadata,
	/// What the URL means; none if it failed.
	pub content_stream: Option<Content>,
	/// What is to be known of the document that this is a part of; nothing if it failed.
	pub content_metadata: DocumentMetadata,
}

impl Resolution {
	/// That nothing is resolved.
	fn failed(failure: Failure, message: impl ToString) -> Self {
		Self {
			did_document: None,
			did_resolution_metadata: ResolutionMetadata {
				error: Some(failure),
				error_message: Some(message.to_string()),
				..Default::default()
			},
			did_document_metadata: Default::default(),
		}
	}

	/// The part of the document that a fragment means.
	fn dereference(self, fragment: &str) -> Dereferencing {
		let ResolutionMetadata {
			content_type,
			error,
			error_message,
		} = self.did_resolution_metadata;
		if error.is_some() {
			return Dereferencing::failed(error, error_message);
		}
		let found = match self.did_document {
			None => Err("the device was retired"),
			Some(document) => part(document, fragment).ok_or("the document has no such part"),
		};
		match found {
			Err(message) => Dereferencing::failed(Some(Failure::NotFound), Some(message.into())),
			Ok(part) => Dereferencing {
				dereferencing_metadata: DereferencingMetadata {
					content_type,
					..Default::default()
				},
				content_stream: Some(part),
				content_metadata: self.did_document_metadata,
			},
		}
	}
}

impl Dereferencing {
	/// That there is nothing: then the metadata of the content is empty as well (DID Core 1.0, 7.2).
	fn failed(error: Option<Failure>, error_message: Option<String>) -> Self {
		Self {
			dereferencing_metadata: DereferencingMetadata {
				content_type: None,
				error,
				error_message,
			},
			content_stream: None,
			content_metadata: Default::default(),
		}
	}
}

fn part(document: Document, fragment: &str) -> Option<Content> {
	let id = format!("{}#{fragment}", document.id);
	let context = document.context;
	let mut methods = document.verification_method.into_iter();
	if let Some(method) = methods.find(|method| method.id == id) {
		return Some(Content::Method { context, method });
	}
	let mut services = document.service.into_iter();
	let service = services.find(|service| service.id == id)?;
	let context = of_service(context);
	Some(Content::Service { context, service })
}

fn metadata(
	did: &Did,
	genesis: &[u8; 32],
	device: &Device,
	at: Option<Moment>,
) -> DocumentMetadata {
	let until = at.unwrap_or(Moment::MAX);
	let after = device
		.changes()
		.filter(|change| *change > device.registered);
	let (before, next): (Vec<_>, Vec<_>) = after.partition(|change| *change <= until);
	DocumentMetadata {
		created: time::format(device.registered),
		updated: before.into_iter().max().and_then(time::format),
		next_update: next.into_iter().min().and_then(time::format),
		version_time: at.and_then(time::format),
		deactivated: None,
		equivalent_id: vec![did.other(genesis).to_string()],
		device_status: Some(device.status.name()),
	}
}

/// Resolve a DID by what a block's state of a chain says of its device: the document of the block's time `now`, or that
/// of a time before it. Of a time that is not before it nothing else is known than what is. Times are in Unix
/// milliseconds. `genesis` is the hash of the chain's first block.
pub fn resolve(
	did: &Did,
	genesis: &[u8; 32],
	state: &State,
	at: Option<Moment>,
	now: Moment,
) -> Resolution {
	if !did.is_of(genesis) {
		return Resolution::failed(Failure::NotFound, "the DID is of another chain");
	}
	let at = at.filter(|at| *at < now);
	match state {
		State::Unknown => Resolution::failed(Failure::NotFound, "there is no such device"),
		// Nodes keep the time outside of the state: it may be after the block.
		State::Retired(when) if *when > now => {
			Resolution::failed(Failure::NotFound, "there is no such device yet")
		}
		State::Retired(when) if at.is_some_and(|at| at < *when) => Resolution::failed(
			Failure::NotFound,
			"the device was retired later: a block of that time has its document",
		),
		State::Retired(when) => Resolution {
			did_document: None,
			did_resolution_metadata: Default::default(),
			did_document_metadata: DocumentMetadata {
				updated: time::format(*when),
				version_time: at.and_then(time::format),
				deactivated: Some(true),
				equivalent_id: vec![did.other(genesis).to_string()],
				..Default::default()
			},
		},
		State::Registered(device) if at.is_some_and(|at| at < device.registered) => {
			Resolution::failed(Failure::NotFound, "the device was not registered yet")
		}
		State::Registered(device) => Resolution {
			did_document: Some(Document::new(did, genesis, device, at)),
			did_resolution_metadata: ResolutionMetadata {
				content_type: Some(CONTENT_TYPE),
				..Default::default()
			},
			did_document_metadata: metadata(did, genesis, device, at),
		},
	}
}

/// What a resolver answers to a DID or a DID URL.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum Answer {
	/// To a DID, with a time or without.
	Resolution(Box<Resolution>),
	/// To a DID URL with a fragment.
	Dereferencing(Box<Dereferencing>),
}

impl Answer {
	/// That the text is no DID URL.
	pub fn refused(error: DidError) -> Self {
		Self::Resolution(Box::new(Resolution::failed(error.into(), error)))
	}

	/// Answer to a DID URL by what a block's state of a chain says of its device, at the block's time `now`. `time` is
	/// what the caller asks for besides; a URL that has a time itself is refused then. Both are in Unix milliseconds.
	pub fn new(
		url: &DidUrl,
		genesis: &[u8; 32],
		state: &State,
		time: Option<Moment>,
		now: Moment,
	) -> Self {
		let resolution = match (url.version_time, time) {
			(Some(_), Some(_)) => {
				Resolution::failed(Failure::InvalidDidUrl, "the time is given twice")
			}
			(of_url, given) => resolve(&url.did, genesis, state, of_url.or(given), now),
		};
		match &url.fragment {
			None => Self::Resolution(Box::new(resolution)),
			Some(fragment) => Self::Dereferencing(Box::new(resolution.dereference(fragment))),
		}
	}

	/// Why there is nothing, and in words.
	pub fn failure(&self) -> Option<(Failure, &str)> {
		let (failure, message) = match self {
			Self::Resolution(resolution) => {
				let metadata = &resolution.did_resolution_metadata;
				(metadata.error, &metadata.error_message)
			}
			Self::Dereferencing(dereferencing) => {
				let metadata = &dereferencing.dereferencing_metadata;
				(metadata.error, &metadata.error_message)
			}
		};
		failure.map(|failure| (failure, message.as_deref().unwrap_or_default()))
	}
}
