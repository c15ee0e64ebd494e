// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod entries;
mod errors;
mod events;
mod free_calls;
mod leases;
#[cfg(test)]
mod mock;
mod ownership;
mod readers;
mod resources;
mod rights;
pub mod runtime_api;
mod selling;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;
mod withdrawal;
mod zones;

use frame_support::pallet_macros::import_section;

pub use pallet::*;
pub use weights::WeightInfo;

#[allow(
	missing_docs,
	reason = "the macros make items that cannot be documented"
)]
#[import_section(errors::errors)]
#[import_section(events::events)]
#[frame_support::pallet]
pub mod pallet {
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible::hold::Mutate as HoldMutate, UnixTime},
	};
	use frame_system::pallet_prelude::*;
	use samul_primitives::{
		access::{
			Allowed, Approval, Denied, Entry, Permissions, Requirement, ResourceId, RightId,
			RightTerms, Source, Subject, MAX_REQUIREMENTS,
		},
		mmr::Hash,
		traits::{Claims, DeviceKeys, Devices, KnownDevices},
		DeviceId, Moment, Signature,
	};

	use super::*;
	use crate::types::{Amount, Attached, AttachedInfo, Beat, Log, Record, Resource, RightInfo};

	/// Resource as it is stored.
	pub type ResourceOf<T> = Resource<<T as frame_system::Config>::AccountId>;
	/// Right as it is stored.
	pub type RecordOf<T> = Record<<T as frame_system::Config>::AccountId>;
	/// What a zone demands to be attested.
	pub type Requirements = BoundedVec<Requirement, ConstU32<MAX_REQUIREMENTS>>;

	/// Version of the storage.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Who the devices are.
		type Devices: Devices<Self::AccountId>;

		/// Since when they are registered.
		type Registered: KnownDevices;

		/// Where the state has what a lock must know of them.
		type DeviceKeys: DeviceKeys;

		/// What is attested of them.
		type Claims: Claims;

		/// What deposits are held in.
		type Currency: HoldMutate<
			Self::AccountId,
			Balance = Amount,
			Reason = Self::RuntimeHoldReason,
		>;

		/// Why money is on hold.
		type RuntimeHoldReason: From<HoldReason>;

		/// What is on hold of the owner of a resource.
		type ResourceDeposit: Get<Amount>;

		/// What is on hold of the owner of a resource for each device of it.
		type DeviceDeposit: Get<Amount>;

		/// What is on hold of whoever grants or delegates a right.
		type RightDeposit: Get<Amount>;

		/// Most rights of one subject on one resource.
		#[pallet::constant]
		type MaxRights: Get<u32>;

		/// How many calls a day that take something away cost nothing, for each resource: as many of its
		/// owner, of its authority, and of all others together.
		#[pallet::constant]
		type FreeCalls: Get<u8>;

		/// How far in the future, in milliseconds, a device's clock may be.
		#[pallet::constant]
		type MaxSkew: Get<Moment>;

		/// The time.
		type Time: UnixTime;

		/// What calls cost.
		type WeightInfo: WeightInfo;
	}

	/// The pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// Why money is on hold.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// There is a resource, with its devices.
		Resource,
		/// There is a right.
		Right,
	}

	/// Number of the next resource.
	#[pallet::storage]
	pub type NextResource<T> = StorageValue<_, ResourceId, ValueQuery>;

	/// Number of the next right.
	#[pallet::storage]
	pub type NextRight<T> = StorageValue<_, RightId, ValueQuery>;

	/// The resources. The key is [`samul_primitives::access::zone_key`].
	#[pallet::storage]
	pub type Resources<T: Config> = StorageMap<_, Blake2_128Concat, ResourceId, ResourceOf<T>>;

	/// The devices of each resource.
	#[pallet::storage]
	pub type DevicesOf<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, ResourceId, Blake2_128Concat, DeviceId, Attached>;

	/// The resources that each device guards or belongs to.
	#[pallet::storage]
	pub type ResourcesOf<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, DeviceId, Twox64Concat, ResourceId, ()>;

	/// The receipts of each resource that has any.
	#[pallet::storage]
	pub type Logs<T: Config> = StorageMap<_, Blake2_128Concat, ResourceId, Log, ValueQuery>;

	/// The rights, by resource, subject and number. The key is [`samul_primitives::access::right_key`].
	#[pallet::storage]
	pub type Rights<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Blake2_128Concat, ResourceId>,
			NMapKey<Blake2_128Concat, Subject>,
			NMapKey<Twox64Concat, RightId>,
		),
		RecordOf<T>,
	>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(
			_: BlockNumberFor<T>,
		) -> Result<(), frame_support::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Register a resource. The caller is its owner, and owns the zone that it is in or is that
		/// zone's authority. It stays in that zone. Without an authority the owner is it.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register_resource())]
		pub fn register_resource(
			origin: OriginFor<T>,
			parent: Option<ResourceId>,
			authority: Option<T::AccountId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_register(who, parent, authority)
		}

		/// Remove a resource in and on which there is nothing: its owner.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::remove_resource())]
		pub fn remove_resource(origin: OriginFor<T>, resource: ResourceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove_resource(who, resource)
		}

		/// Say that a device guards a resource, or belongs to it. The caller owns both.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::add_device())]
		pub fn add_device(
			origin: OriginFor<T>,
			resource: ResourceId,
			device: DeviceId,
			guards: bool,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_add_device(who, resource, device, guards)
		}

		/// Take a device away from a resource: the owner of either.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::remove_device())]
		pub fn remove_device(
			origin: OriginFor<T>,
			resource: ResourceId,
			device: DeviceId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove_device(who, resource, device)
		}

		/// Say who locks a resource down and says what is demanded: whoever did so far.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::set_authority())]
		pub fn set_authority(
			origin: OriginFor<T>,
			resource: ResourceId,
			authority: T::AccountId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_authority(who, resource, authority)
		}

		/// Say what is demanded of whoever uses a resource or what is inside: its authority.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::set_demands())]
		pub fn set_demands(
			origin: OriginFor<T>,
			resource: ResourceId,
			requirements: Requirements,
			approval: Option<Approval>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_demands(who, resource, requirements, approval)
		}

		/// Lock a resource and all inside it down: its authority. It costs nothing as long as there
		/// are free calls left.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::lock_down())]
		#[pallet::feeless_if(|origin: &OriginFor<T>, resource: &ResourceId| -> bool {
			Pallet::<T>::locks_down_free(origin, *resource)
		})]
		pub fn lock_down(origin: OriginFor<T>, resource: ResourceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_lock_down(who, resource)
		}

		/// Lift a lock-down: the authority.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::lift_lock_down())]
		pub fn lift_lock_down(origin: OriginFor<T>, resource: ResourceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_lift(who, resource)
		}

		/// Grant a right on a resource: its owner.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::grant())]
		pub fn grant(
			origin: OriginFor<T>,
			resource: ResourceId,
			subject: Subject,
			terms: RightTerms,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_grant(who, resource, subject, terms)
		}

		/// Delegate a right, or part of it: its subject, or the owner of the device that is it.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::delegate())]
		pub fn delegate(
			origin: OriginFor<T>,
			resource: ResourceId,
			source: Source,
			subject: Subject,
			terms: RightTerms,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_delegate(who, resource, source, subject, terms)
		}

		/// Take a right away, and with it all that was delegated from it: the resource's owner,
		/// whoever has the right that it was delegated from, or its subject. It costs nothing as long
		/// as there are free calls left.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::revoke())]
		#[pallet::feeless_if(
			|origin: &OriginFor<T>, resource: &ResourceId, subject: &Subject, right: &RightId| -> bool {
				Pallet::<T>::revokes_free(origin, *resource, subject, *right)
			}
		)]
		pub fn revoke(
			origin: OriginFor<T>,
			resource: ResourceId,
			subject: Subject,
			right: RightId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_revoke(who, resource, subject, right)
		}

		/// Make all rights count no more that were granted on a resource, and what was delegated from
		/// them: its owner. It costs nothing as long as there are free calls left.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::revoke_all())]
		#[pallet::feeless_if(|origin: &OriginFor<T>, resource: &ResourceId| -> bool {
			Pallet::<T>::revokes_all_free(origin, *resource)
		})]
		pub fn revoke_all(origin: OriginFor<T>, resource: ResourceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_revoke_all(who, resource)
		}

		/// Make a right count no more until it is resumed, and with it all that was delegated from it:
		/// the resource's owner, or whoever has the right that it was delegated from. It costs nothing
		/// as long as there are free calls left.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::suspend())]
		#[pallet::feeless_if(
			|origin: &OriginFor<T>, resource: &ResourceId, subject: &Subject, right: &RightId| -> bool {
				Pallet::<T>::suspends_free(origin, *resource, subject, *right)
			}
		)]
		pub fn suspend(
			origin: OriginFor<T>,
			resource: ResourceId,
			subject: Subject,
			right: RightId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_suspend(who, resource, subject, right)
		}

		/// Make a suspended right count again: who may suspend it.
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::resume())]
		pub fn resume(
			origin: OriginFor<T>,
			resource: ResourceId,
			subject: Subject,
			right: RightId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_resume(who, resource, subject, right)
		}

		/// Approve of a right, or not any more: an approver of the resource or of a zone around it.
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::approve())]
		pub fn approve(
			origin: OriginFor<T>,
			resource: ResourceId,
			subject: Subject,
			right: RightId,
			approves: bool,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_approve(who, resource, subject, right, approves)
		}

		/// Keep a lease: the account that is its subject, or anybody with the device's signature.
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::heartbeat())]
		pub fn heartbeat(
			origin: OriginFor<T>,
			resource: ResourceId,
			subject: Subject,
			right: RightId,
			beat: Option<Beat>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_heartbeat(who, resource, subject, right, beat)
		}

		/// Remove a right that can never count again: anybody. Its deposit comes back to who made it.
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::remove_right())]
		pub fn remove_right(
			origin: OriginFor<T>,
			resource: ResourceId,
			subject: Subject,
			right: RightId,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_remove_right(resource, subject, right)
		}

		/// Hand in a guard's receipt: anybody. The guard is the resource's owner's, as it was when it was
		/// added.
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::record_entry())]
		pub fn record_entry(
			origin: OriginFor<T>,
			entry: Entry,
			signature: Signature,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_record_entry(entry, signature)
		}

		/// Offer the ownership of a resource to somebody, or to nobody any more: its owner.
		#[pallet::call_index(18)]
		#[pallet::weight(T::WeightInfo::offer_resource())]
		pub fn offer_resource(
			origin: OriginFor<T>,
			resource: ResourceId,
			to: Option<T::AccountId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_offer_resource(who, resource, to)
		}

		/// Accept the ownership of a resource: to whom it is offered. The deposit is the new owner's.
		/// What was granted on it counts no more; what was sold goes on. The authority stays, unless
		/// it was the former owner.
		#[pallet::call_index(19)]
		#[pallet::weight(T::WeightInfo::accept_resource())]
		pub fn accept_resource(origin: OriginFor<T>, resource: ResourceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept_resource(who, resource)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Whether a subject may do something on a resource at a time, the block's if none is named;
		/// by the right that lasts longest. If not: why the newest of its rights does not allow it.
		pub fn may_access(
			subject: Subject,
			resource: ResourceId,
			permission: Permissions,
			at: Option<Moment>,
		) -> Result<Allowed, Denied> {
			Self::access(subject, resource, permission, at)
		}

		/// Whether a subject may do something on a resource by one of its rights at a time, the block's
		/// if none is named.
		pub fn may_access_by(
			subject: Subject,
			resource: ResourceId,
			right: RightId,
			permission: Permissions,
			at: Option<Moment>,
		) -> Result<Allowed, Denied> {
			Self::access_by(subject, resource, right, permission, at)
		}

		/// The resource of this number.
		pub fn resource(resource: ResourceId) -> Option<ResourceOf<T>> {
			Resources::<T>::get(resource)
		}

		/// The receipts of a resource: how many, and the peaks of their Merkle mountain range.
		pub fn entries(resource: ResourceId) -> (u64, Vec<Hash>) {
			Self::log(resource)
		}

		/// The devices of a resource, in the order of the database: those after `after`, at most `limit`
		/// and 100.
		pub fn devices_of(
			resource: ResourceId,
			after: Option<DeviceId>,
			limit: u32,
		) -> Vec<AttachedInfo> {
			Self::devices_page(resource, after, limit)
		}

		/// The resources that a device guards or belongs to, in the order of the database: those after
		/// `after`, at most `limit` and 100.
		pub fn resources_of(
			device: DeviceId,
			after: Option<ResourceId>,
			limit: u32,
		) -> Vec<ResourceId> {
			Self::resources_page(device, after, limit)
		}

		/// The rights on a resource, in the order of the database: those after `after`, at most `limit`
		/// and 100.
		pub fn rights_on(
			resource: ResourceId,
			after: Option<(Subject, RightId)>,
			limit: u32,
		) -> Vec<RightInfo<T::AccountId>> {
			Self::rights_page(resource, after, limit)
		}

		/// The rights of a subject on a resource, by number: at most `MaxRights`.
		pub fn rights_of(subject: Subject, resource: ResourceId) -> Vec<RightInfo<T::AccountId>> {
			Self::rights_of_subject(subject, resource)
		}

		/// The storage keys of the values by which a lock decides on a right: those of the resource and
		/// the zones around it, outwards; of the right and what it was delegated from; of the devices
		/// that have these; and of what must be attested.
		pub fn proof_keys(
			resource: ResourceId,
			subject: Subject,
			right: RightId,
		) -> Result<Vec<Vec<u8>>, Denied> {
			Self::keys_to_prove(resource, subject, right)
		}
	}
}
