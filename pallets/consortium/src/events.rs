// SPDX-License-Identifier: Apache-2.0

//! What the pallet tells front ends.

use frame_support::pallet_macros::pallet_section;

/// The events.
#[pallet_section]
mod events {
	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An organisation became a member.
		MemberAdmitted {
			/// Its number.
			member: MemberId,
			/// Legal name.
			name: Name,
			/// Who votes for it.
			representative: T::AccountId,
			/// What it may do.
			roles: Roles,
			/// Most validators that it may have.
			seats: u32,
		},
		/// A member is none any more.
		MemberExpelled {
			/// Its number.
			member: MemberId,
			/// Accounts that acted for it.
			accounts: u32,
		},
		/// The council changed what a member may do.
		RolesChanged {
			/// The member.
			member: MemberId,
			/// What it may do.
			roles: Roles,
			/// Most validators that it may have.
			seats: u32,
		},
		/// A member has another name or is reached in another way.
		DescriptionChanged {
			/// The member.
			member: MemberId,
			/// Legal name.
			name: Name,
			/// How people reach it.
			contact: Contact,
		},
		/// Another account votes for a member.
		RepresentativeChanged {
			/// The member.
			member: MemberId,
			/// Who did.
			from: T::AccountId,
			/// Who does.
			to: T::AccountId,
		},
		/// An account acts for a member.
		AccountSet {
			/// The member.
			member: MemberId,
			/// The account.
			account: T::AccountId,
			/// In which roles.
			roles: Roles,
		},
		/// An account acts for a member no more.
		AccountRemoved {
			/// The member.
			member: MemberId,
			/// The account.
			account: T::AccountId,
		},
		/// A validator makes blocks from the session after the next one on.
		SeatTaken {
			/// The member.
			member: MemberId,
			/// The validator.
			validator: T::AccountId,
		},
		/// A validator makes no more blocks from the session after the next one on.
		SeatEnded {
			/// The member.
			member: MemberId,
			/// The validator.
			validator: T::AccountId,
			/// Why.
			reason: SeatEnd,
		},
		/// A validator should have lost its seat, but too few would be left.
		SeatKept {
			/// The member.
			member: MemberId,
			/// The validator.
			validator: T::AccountId,
			/// Why it should have.
			reason: SeatEnd,
		},
		/// A validator that has no seat any more was proved to have made contradicting statements. Its
		/// member has no seat that could be taken from it, and none that is free until the council gives
		/// it one.
		SeatsForfeited {
			/// The member.
			member: MemberId,
			/// The validator.
			validator: T::AccountId,
		},
		/// Sessions have another length.
		SessionLengthChanged {
			/// In blocks.
			blocks: BlockNumberFor<T>,
		},
		/// The council had something done with the highest privilege.
		Enacted {
			/// How that went.
			result: DispatchResult,
		},
		/// A call can not be made for a while.
		CallPaused {
			/// Its pallet.
			pallet: CallName,
			/// The call.
			call: CallName,
			/// The first block in which it can be made again.
			until: BlockNumberFor<T>,
		},
		/// A call can be made again.
		CallResumed {
			/// Its pallet.
			pallet: CallName,
			/// The call.
			call: CallName,
		},
		/// An account of a member pays the fees of another account.
		Sponsored {
			/// Whose fees.
			account: T::AccountId,
			/// Who pays them.
			sponsor: T::AccountId,
			/// The member for which the sponsor acts.
			member: MemberId,
			/// Most fees in each period.
			allowance: BalanceOf<T>,
		},
		/// An account pays its own fees again.
		SponsorshipEnded {
			/// Whose fees.
			account: T::AccountId,
			/// Who paid them, and has the deposit back.
			sponsor: T::AccountId,
		},
	}
}
