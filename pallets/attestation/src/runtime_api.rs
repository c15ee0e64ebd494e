// SPDX-License-Identifier: Apache-2.0

//! What a reader may ask.

use alloc::vec::Vec;
use codec::Codec;
use samul_primitives::{
	claims::{ClaimRefusal, ClaimTypeId},
	DeviceId, MemberId, Moment,
};

use crate::types::{AttestationInfo, ClaimTypeInfo};

sp_api::decl_runtime_apis! {
	/// Reads of attestations.
	pub trait AttestationApi<AccountId, Balance, Role>
	where
		AccountId: Codec,
		Balance: Codec,
		Role: Codec,
	{
		/// The type of claims of this number.
		fn claim_type(id: ClaimTypeId) -> Option<ClaimTypeInfo<Role>>;

		/// Types of claims by number: those after `after`, at most `limit` and 100.
		fn claim_types(after: Option<ClaimTypeId>, limit: u32) -> Vec<ClaimTypeInfo<Role>>;

		/// What a member attests of a device by a type of claims.
		fn attestation(
			device: DeviceId,
			claim_type: ClaimTypeId,
			issuer: MemberId,
		) -> Option<AttestationInfo<AccountId, Balance, Role>>;

		/// What is attested of a device, in the order of the database: by type and issuer those after
		/// `after`, at most `limit` and 100.
		fn attestations_of(
			device: DeviceId,
			after: Option<(ClaimTypeId, MemberId)>,
			limit: u32,
		) -> Vec<AttestationInfo<AccountId, Balance, Role>>;

		/// Whether a claim holds at a time, the block's if none is named, and has at least the level
		/// `minimum`, if one is wanted.
		fn holds(
			device: DeviceId,
			claim_type: ClaimTypeId,
			issuer: MemberId,
			at: Option<Moment>,
			minimum: Option<u32>,
		) -> Result<(), ClaimRefusal>;
	}
}
