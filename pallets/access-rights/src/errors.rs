// SPDX-License-Identifier: Apache-2.0

//! Why calls fail.

use frame_support::pallet_macros::pallet_section;

/// The errors.
#[pallet_section]
mod errors {
	/// Why a call failed.
	#[pallet::error]
	#[derive(Clone, PartialEq, Eq)]
	pub enum Error<T> {
		/// There is no such resource.
		UnknownResource,
		/// The caller is not who may do this.
		NotAllowed,
		/// There would be more zones around each other than there may be.
		TooDeep,
		/// There are resources in it, devices of it or rights on it.
		InUse,
		/// As many were counted as can be.
		NoMoreNumbers,
		/// It is offered to whom it belongs.
		OfferedToOwner,
		/// It is not offered to the caller.
		NotOffered,
		/// No device is registered under this id.
		UnknownDevice,
		/// The device guards the resource or belongs to it already.
		AlreadyAdded,
		/// The device does not guard the resource or belong to it.
		NotAdded,
		/// More approvals are wanted than there are approvers, none, or somebody approves twice.
		BadApproval,
		/// It is locked down already.
		LockedDown,
		/// It is not locked down.
		NotLockedDown,
		/// There are no permissions or some without a meaning, the end is before the beginning or over,
		/// no uses or no silence, too many delegations, or a condition that nothing meets.
		BadTerms,
		/// The subject has as many rights on the resource as it may.
		TooManyRights,
		/// There is no such right.
		UnknownRight,
		/// The right can not be delegated, is suspended, or can never count again.
		NotDelegable,
		/// It would be wider than its source.
		WiderThanSource,
		/// The right was sold, or follows from one that was: who sold it ends it, and its subject what he
		/// delegated.
		Sold,
		/// Nothing was granted since the last time.
		NothingGranted,
		/// It is suspended already.
		AlreadySuspended,
		/// It is not suspended.
		NotSuspended,
		/// The caller approved of it already, or did not.
		ApprovalUnchanged,
		/// The right is no lease.
		NoLease,
		/// The lease has lapsed.
		Lapsed,
		/// The sign of life is not after the last one, or in the future.
		BadBeat,
		/// The signature of a device is missing, wrong, or does not count.
		BadSignature,
		/// The right may count again.
		StillCounts,
		/// The device does not guard the resource.
		NoGuard,
		/// The guard is not what was added: it has another owner than the resource, or was registered anew
		/// or reported to be compromised since.
		GuardChanged,
		/// The receipt is not the guard's next one.
		BadNumber,
		/// The receipt is before the guard's last one, or in the future.
		BadTime,
	}
}
