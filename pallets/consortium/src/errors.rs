// SPDX-License-Identifier: Apache-2.0

//! Why the pallet refuses.

use frame_support::pallet_macros::pallet_section;

/// The errors.
#[pallet_section]
mod errors {
	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The name is empty, or the name or the contact is no UTF-8.
		BadText,
		/// There is no such member.
		UnknownMember,
		/// There are as many members as there can be.
		TooManyMembers,
		/// The last member can not be expelled.
		LastMember,
		/// The caller is no representative of a member.
		NotRepresentative,
		/// The account acts for another member.
		AccountTaken,
		/// The account does not act for this member.
		UnknownAccount,
		/// The member has as many accounts as it can have.
		TooManyAccounts,
		/// The representative's account can not be taken away.
		RepresentativeStays,
		/// The account makes blocks: its seat has to end first.
		AccountHasSeat,
		/// The caller does not act for a member as a validator.
		NotValidator,
		/// The caller has a seat already.
		SeatedAlready,
		/// The account has no seat.
		NotSeated,
		/// All seats of the member are taken.
		NoSeatLeft,
		/// There are as many validators as there can be.
		TooManyValidators,
		/// Too few validators would be left.
		TooFewValidators,
		/// The seat is lost: its validator contradicted itself. Until it ends its member takes no other one.
		SeatLost,
		/// The member would have a third of the validators or more: without it nothing would be final.
		TooLargeShare,
		/// The member has had as many other validators of late as its share is: `MaxFormerSeats` divided by
		/// `MaxMembers`.
		TooManyFormerSeats,
		/// The caller has not set its session keys.
		NoKeys,
		/// The member has more validators than that.
		SeatsInUse,
		/// A session has `MinSessionLength` to `MaxSessionLength` blocks.
		BadSessionLength,
		/// There is no such call.
		UnknownCall,
		/// The call must not be paused: without it nothing could be mended.
		CallStays,
		/// The call is not paused.
		NotPaused,
		/// As many calls are paused as can be.
		TooManyPauses,
		/// A pause is at least of one block, and at most of `MaxPause`.
		BadPause,
		/// The caller makes blocks, or will: its keys are needed.
		KeysInUse,
		/// The caller acts for no member.
		NotMember,
		/// As many motions of the member are open as its share is: `MaxMotions` divided by the members.
		TooManyMotions,
		/// Another account pays the fees of this one.
		SponsoredAlready,
		/// Nobody pays the fees of this account.
		NotSponsored,
		/// The caller neither pays these fees nor are they its own, and the sponsor still acts for a
		/// member.
		NotSponsor,
	}
}
