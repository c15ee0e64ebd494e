// SPDX-License-Identifier: Apache-2.0

//! The runtime's calls, events and errors as types, generated from its metadata.
//!
//! `metadata.scale` is written by `scripts/metadata`; a test of the runtime compares it. What a node
//! runs is checked against it, call by call, when a call is made.

#[allow(missing_docs, clippy::all)]
#[subxt::subxt(
	runtime_metadata_path = "metadata.scale",
	derive_for_all_types = "Eq, PartialEq, Clone",
	substitute_type(
		path = "samul_primitives::ids::DeviceId",
		with = "::subxt::utils::Static<::samul_primitives::DeviceId>"
	),
	substitute_type(
		path = "samul_primitives::ids::StreamId",
		with = "::subxt::utils::Static<::samul_primitives::StreamId>"
	),
	substitute_type(
		path = "samul_primitives::keys::PublicKey",
		with = "::subxt::utils::Static<::samul_primitives::PublicKey>"
	),
	substitute_type(
		path = "samul_primitives::keys::Signature",
		with = "::subxt::utils::Static<::samul_primitives::Signature>"
	),
	substitute_type(
		path = "samul_primitives::batch::SignedBatch",
		with = "::subxt::utils::Static<::samul_primitives::batch::SignedBatch>"
	),
	substitute_type(
		path = "samul_primitives::units::Channel",
		with = "::subxt::utils::Static<::samul_primitives::units::Channel>"
	),
	substitute_type(
		path = "samul_primitives::observe::Condition",
		with = "::subxt::utils::Static<::samul_primitives::observe::Condition>"
	),
	substitute_type(
		path = "samul_primitives::claims::ClaimValue",
		with = "::subxt::utils::Static<::samul_primitives::claims::ClaimValue>"
	),
	substitute_type(
		path = "samul_primitives::claims::ValueKind",
		with = "::subxt::utils::Static<::samul_primitives::claims::ValueKind>"
	),
	substitute_type(
		path = "samul_primitives::claims::ClaimRefusal",
		with = "::subxt::utils::Static<::samul_primitives::claims::ClaimRefusal>"
	),
	substitute_type(
		path = "samul_primitives::claims::Attestation",
		with = "::subxt::utils::Static<::samul_primitives::claims::Attestation>"
	),
	substitute_type(
		path = "samul_primitives::access::Subject",
		with = "::subxt::utils::Static<::samul_primitives::access::Subject>"
	),
	substitute_type(
		path = "samul_primitives::access::Permissions",
		with = "::subxt::utils::Static<::samul_primitives::access::Permissions>"
	),
	substitute_type(
		path = "samul_primitives::access::Requirement",
		with = "::subxt::utils::Static<::samul_primitives::access::Requirement>"
	),
	substitute_type(
		path = "samul_primitives::access::Approval",
		with = "::subxt::utils::Static<::samul_primitives::access::Approval>"
	),
	substitute_type(
		path = "samul_primitives::access::Condition",
		with = "::subxt::utils::Static<::samul_primitives::access::Condition>"
	),
	substitute_type(
		path = "samul_primitives::access::Source",
		with = "::subxt::utils::Static<::samul_primitives::access::Source>"
	),
	substitute_type(
		path = "samul_primitives::access::RightTerms",
		with = "::subxt::utils::Static<::samul_primitives::access::RightTerms>"
	),
	substitute_type(
		path = "samul_primitives::access::Entry",
		with = "::subxt::utils::Static<::samul_primitives::access::Entry>"
	)
)]
mod generated {}

pub use generated::*;
