// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod device;
mod document;
mod identifier;
mod key;
mod resolution;
mod time;
mod url;

pub use device::{Device, Key, Service, State, Status};
pub use document::{is_uri, Context, Document, ServiceEntry, Term, VerificationMethod};
pub use identifier::{Did, DidError, Network};
pub use key::MethodKey;
pub use resolution::{
	resolve, Answer, Content, Dereferencing, DereferencingMetadata, DocumentMetadata, Failure,
	Resolution, ResolutionMetadata, CONTENT_TYPE,
};
pub use url::DidUrl;
