// SPDX-License-Identifier: Apache-2.0

//! What a reader may ask.

use alloc::vec::Vec;
use codec::Codec;

use crate::types::{AccountInfo, MemberId, MemberInfo, SponsorshipInfo, ValidatorInfo};

sp_api::decl_runtime_apis! {
	/// Reads of the consortium.
	pub trait ConsortiumApi<AccountId, Balance>
	where
		AccountId: Codec,
		Balance: Codec,
	{
		/// The member of this number.
		fn member(id: MemberId) -> Option<MemberInfo<AccountId>>;

		/// Members by number: those after `after`, at most `limit` and 100.
		fn members(after: Option<MemberId>, limit: u32) -> Vec<MemberInfo<AccountId>>;

		/// For which member an account acts, and in which roles.
		fn membership(account: AccountId) -> Option<AccountInfo<AccountId>>;

		/// All accounts of a member.
		fn accounts_of(member: MemberId) -> Vec<AccountInfo<AccountId>>;

		/// Who pays an account's fees.
		fn sponsorship(account: AccountId) -> Option<SponsorshipInfo<AccountId, Balance>>;

		/// The accounts whose fees an account pays: those after `after`, at most `limit` and 100.
		fn sponsored_by(
			sponsor: AccountId,
			after: Option<AccountId>,
			limit: u32,
		) -> Vec<SponsorshipInfo<AccountId, Balance>>;

		/// All validators: those that make blocks now, and those that will.
		fn validators() -> Vec<ValidatorInfo<AccountId>>;
	}
}
