// SPDX-License-Identifier: Apache-2.0

//! What happens to resources and rights.

use frame_support::pallet_macros::pallet_section;

/// The events.
#[pallet_section]
mod events {
	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// There is a new resource.
		ResourceRegistered {
			/// Its number.
			resource: ResourceId,
			/// The zone that it is in.
			parent: Option<ResourceId>,
			/// Whose it is.
			owner: T::AccountId,
			/// Who locks it down.
			authority: T::AccountId,
		},
		/// A resource is gone. Its number is not given again.
		ResourceRemoved {
			/// Its number.
			resource: ResourceId,
		},
		/// A resource's owner offers it to somebody, or to nobody any more.
		ResourceOffered {
			/// Its number.
			resource: ResourceId,
			/// To whom.
			to: Option<T::AccountId>,
		},
		/// A resource has another owner. What was granted on it counts no more.
		ResourceTransferred {
			/// Its number.
			resource: ResourceId,
			/// Whose it was.
			from: T::AccountId,
			/// Whose it is.
			to: T::AccountId,
			/// Who locks it down.
			authority: T::AccountId,
			/// The generation of the rights that count from now on.
			generation: u32,
		},
		/// A device guards a resource, or belongs to it.
		DeviceAdded {
			/// The resource.
			resource: ResourceId,
			/// The device.
			device: DeviceId,
			/// Whether it guards it.
			guards: bool,
			/// Number of its first receipt.
			next_entry: u64,
		},
		/// A device neither guards a resource nor belongs to it any more.
		DeviceRemoved {
			/// The resource.
			resource: ResourceId,
			/// The device.
			device: DeviceId,
		},
		/// Somebody else locks a resource down.
		AuthorityChanged {
			/// The resource.
			resource: ResourceId,
			/// Who.
			authority: T::AccountId,
		},
		/// Something else is demanded of who uses a resource or what is inside.
		DemandsChanged {
			/// The resource.
			resource: ResourceId,
			/// What must be attested.
			requirements: Requirements,
			/// Whose approval a right needs.
			approval: Option<Approval>,
		},
		/// A resource and all inside it was locked down.
		LockedDown {
			/// The resource.
			resource: ResourceId,
		},
		/// A lock-down was lifted.
		LockDownLifted {
			/// The resource.
			resource: ResourceId,
		},
		/// There is a new right: granted, delegated if it has a source, or sold.
		RightGranted {
			/// On what.
			resource: ResourceId,
			/// Whose.
			subject: Subject,
			/// Its number.
			right: RightId,
			/// What it was delegated from.
			source: Option<Source>,
			/// Whether it was sold.
			sold: bool,
			/// What it says.
			terms: RightTerms,
		},
		/// A right that was sold ends at another time.
		RightEndMoved {
			/// On what it is.
			resource: ResourceId,
			/// Whose it is.
			subject: Subject,
			/// Its number.
			right: RightId,
			/// Its last moment.
			until: Moment,
		},
		/// A right that was sold is gone, and all that follows from it counts no more.
		RightTakenBack {
			/// On what it was.
			resource: ResourceId,
			/// Whose it was.
			subject: Subject,
			/// Its number.
			right: RightId,
			/// How often it was used, as far as receipts are in.
			used: u32,
		},
		/// A right is gone, and all that follows from it counts no more.
		RightRevoked {
			/// On what it was.
			resource: ResourceId,
			/// Whose it was.
			subject: Subject,
			/// Its number.
			right: RightId,
			/// Who took it away.
			by: T::AccountId,
		},
		/// All rights that were granted on a resource count no more.
		AllRevoked {
			/// The resource.
			resource: ResourceId,
			/// The generation of the rights that count from now on.
			generation: u32,
		},
		/// A right counts no more until it is resumed.
		RightSuspended {
			/// On what it is.
			resource: ResourceId,
			/// Whose it is.
			subject: Subject,
			/// Its number.
			right: RightId,
			/// Who suspended it.
			by: T::AccountId,
		},
		/// A suspended right counts again.
		RightResumed {
			/// On what it is.
			resource: ResourceId,
			/// Whose it is.
			subject: Subject,
			/// Its number.
			right: RightId,
			/// Who resumed it.
			by: T::AccountId,
		},
		/// Somebody approved of a right, or does not any more.
		RightApproved {
			/// On what it is.
			resource: ResourceId,
			/// Whose it is.
			subject: Subject,
			/// Its number.
			right: RightId,
			/// Who.
			by: T::AccountId,
			/// Whether he does.
			approves: bool,
		},
		/// The subject of a lease was heard.
		LeaseKept {
			/// On what the right is.
			resource: ResourceId,
			/// Whose it is.
			subject: Subject,
			/// Its number.
			right: RightId,
			/// The last moment for which that is good.
			until: Moment,
		},
		/// A right that could not count any more is gone.
		RightRemoved {
			/// On what it was.
			resource: ResourceId,
			/// Whose it was.
			subject: Subject,
			/// Its number.
			right: RightId,
		},
		/// A guard let somebody in.
		EntryRecorded {
			/// The receipt.
			entry: Entry,
			/// Its number in the resource's Merkle mountain range.
			leaf: u64,
			/// Its hash there.
			hash: Hash,
			/// Whether the right that it names is there still: then the use was counted.
			counted: bool,
		},
	}
}
