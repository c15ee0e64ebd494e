// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod cost;
mod errors;
mod events;
pub mod firmware;
mod free_calls;
mod handover;
mod impls;
mod keys;
mod lifecycle;
#[cfg(test)]
mod mock;
mod models;
mod parts;
mod readers;
mod recovery;
mod registration;
pub mod runtime_api;
mod services;
mod storage;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;

use frame_support::pallet_macros::import_section;

pub use pallet::*;
pub use types::{
	Device, DeviceInfo, Endorsement, FirmwareRange, KeyProof, Method, MethodInfo, MethodKey, Model,
	ModelInfo, Purposes, Service, Status,
};
pub use weights::WeightInfo;

#[allow(
	missing_docs,
	reason = "the macros make items that cannot be documented"
)]
#[import_section(errors::errors)]
#[import_section(events::events)]
#[import_section(storage::storage)]
#[frame_support::pallet]
pub mod pallet {
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{Inspect, MutateHold},
			Contains, UnixTime,
		},
	};
	use frame_system::pallet_prelude::*;
	use samul_primitives::{
		traits::{Serial, VerifyCertificate},
		DeviceId, MemberId, ModelId, Moment, PublicKey, Signature,
	};

	use super::*;
	use crate::types::{
		Endpoint, ModelName, ServiceId, ServiceKind, MAX_KEPT, MAX_SERVICES, MAX_TREE,
	};

	/// Version of the storage.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config:
		frame_system::Config<RuntimeEvent: From<Event<Self>>, Hash: Into<[u8; 32]>>
	{
		/// What deposits are held in.
		type Currency: MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// Why money is on hold.
		type RuntimeHoldReason: From<HoldReason>;

		/// What is on hold of a device's owner as long as the device is registered.
		type Deposit: Get<BalanceOf<Self>>;

		/// What is on hold besides for each key but the primary one, as long as it is kept.
		type MethodDeposit: Get<BalanceOf<Self>>;

		/// What is on hold besides for each service.
		type ServiceDeposit: Get<BalanceOf<Self>>;

		/// What is on hold for a model.
		type ModelDeposit: Get<BalanceOf<Self>>;

		/// The time.
		type Time: UnixTime;

		/// How far ahead a proof may expire, in milliseconds.
		#[pallet::constant]
		type MaxProofLife: Get<Moment>;

		/// How long a key is kept that counts no more, in milliseconds.
		#[pallet::constant]
		type HistoryLife: Get<Moment>;

		/// How long a device can not be retired after it was compromised, in milliseconds: whoever
		/// holds its first key could register it anew.
		#[pallet::constant]
		type CompromiseLife: Get<Moment>;

		/// How long an owner can object to a recovery, in milliseconds.
		#[pallet::constant]
		type RecoveryDelay: Get<Moment>;

		/// How many calls a day cost nothing for each device, and for each model.
		#[pallet::constant]
		type FreeCalls: Get<u8>;

		/// Whether something else still refers to a device, so that it must not be retired.
		type InUse: Contains<DeviceId>;

		/// Who acts for a member as a manufacturer: the account and the member.
		type ManufacturerOrigin: EnsureOrigin<
			Self::RuntimeOrigin,
			Success = (Self::AccountId, MemberId),
		>;

		/// Who represents a member that guards devices: the account and the member.
		type GuardianOrigin: EnsureOrigin<
			Self::RuntimeOrigin,
			Success = (Self::AccountId, MemberId),
		>;

		/// The members that are manufacturers.
		type Manufacturers: Contains<MemberId>;

		/// Who suspends models of members that are none any more, and resumes them: the council.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// What reads certificates of devices.
		type Certificates: VerifyCertificate;

		/// What calls cost.
		type WeightInfo: WeightInfo;
	}

	/// The pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

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
		/// Register a device by its key. The caller becomes its owner, and the deposit is held.
		///
		/// `proof` is the device's own signature over this registration by this owner.
		#[pallet::call_index(0)]
		#[pallet::weight(cost::register::<T>(key.scheme()))]
		pub fn register(origin: OriginFor<T>, key: PublicKey, proof: KeyProof) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_register(owner, key, &proof)
		}

		/// Make an active device's signature count no more: its owner or its guardian. It costs
		/// nothing as long as there are free calls left.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::suspend())]
		#[pallet::feeless_if(|origin: &OriginFor<T>, device: &DeviceId| -> bool {
			Pallet::<T>::suspends_free(origin, device)
		})]
		pub fn suspend(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			Self::do_suspend(&origin, device)
		}

		/// Make a suspended device's signature count again.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::resume())]
		pub fn resume(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_resume(&who, device)
		}

		/// Retire a device to which nothing refers any more, and which is neither a whole nor a part.
		/// Its record goes with its keys and services, and all deposits come back.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::retire(MAX_KEPT))]
		pub fn retire(origin: OriginFor<T>, device: DeviceId) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let keys = Self::do_retire(who, device)?;
			Ok(Some(T::WeightInfo::retire(keys)).into())
		}

		/// Offer a device with all its parts to another account, or to nobody any more.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::offer_transfer())]
		pub fn offer_transfer(
			origin: OriginFor<T>,
			device: DeviceId,
			to: Option<T::AccountId>,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_offer_transfer(owner, device, to)
		}

		/// Take over a device that is offered to the caller, with all its parts. Further keys count no
		/// more, and services go. The caller's deposit is held, that of the former owner comes back.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::accept_transfer(MAX_TREE - 1))]
		pub fn accept_transfer(
			origin: OriginFor<T>,
			device: DeviceId,
		) -> DispatchResultWithPostInfo {
			let to = ensure_signed(origin)?;
			let parts = Self::do_accept_transfer(to, device)?;
			Ok(Some(T::WeightInfo::accept_transfer(parts)).into())
		}

		/// Give a device a new primary key. `proof` is the new key's signature over this rotation. The
		/// old key counts no more from the next call on, and is kept with a deposit.
		///
		/// `by_old` is the old key's signature over the same message: it proves that this is still the
		/// same device. Without it the device is of no model any more, and nothing holds that was
		/// attested of it before.
		#[pallet::call_index(6)]
		#[pallet::weight(cost::rotate_key::<T>(key.scheme(), by_old))]
		pub fn rotate_key(
			origin: OriginFor<T>,
			device: DeviceId,
			key: PublicKey,
			proof: KeyProof,
			by_old: Option<Signature>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rotate_key(&who, device, key, &proof, by_old.as_ref())
		}

		/// Make the signature of a provisioned device count.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::activate())]
		pub fn activate(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_activate(&who, device)
		}

		/// Register a device that the caller's member has made, and endorse it. Its signature counts
		/// once its first owner has taken it over and activated it.
		///
		/// `proof` is as for [`Pallet::register`], the caller being the owner.
		#[pallet::call_index(8)]
		#[pallet::weight(cost::manufacture::<T>(key.scheme(), endorsement))]
		pub fn manufacture(
			origin: OriginFor<T>,
			key: PublicKey,
			proof: KeyProof,
			model: ModelId,
			firmware: u32,
			endorsement: Endorsement,
		) -> DispatchResult {
			let (owner, member) = T::ManufacturerOrigin::ensure_origin(origin)?;
			Self::do_manufacture(owner, member, key, &proof, model, firmware, &endorsement)
		}

		/// Show that the manufacturer of a model has made a device: the owner.
		#[pallet::call_index(9)]
		#[pallet::weight(cost::endorse::<T>(endorsement))]
		pub fn endorse(
			origin: OriginFor<T>,
			device: DeviceId,
			model: ModelId,
			endorsement: Endorsement,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_endorse(&who, device, model, &endorsement)
		}

		/// Say which firmware a device has: the owner.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::report_firmware())]
		pub fn report_firmware(
			origin: OriginFor<T>,
			device: DeviceId,
			firmware: u32,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_report_firmware(&who, device, firmware)
		}

		/// Say that somebody else may hold a device's keys: its owner, its guardian or its
		/// manufacturer. Nothing of it counts from now on. It costs nothing as long as there are free
		/// calls left.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::report_compromised())]
		#[pallet::feeless_if(|origin: &OriginFor<T>, device: &DeviceId| -> bool {
			Pallet::<T>::reports_free(origin, device)
		})]
		pub fn report_compromised(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			Self::do_report_compromised(&origin, device)
		}

		/// Give a compromised device a new primary key; `proof` is as for [`Pallet::rotate_key`]. All
		/// of its other keys count no more, it is no more endorsed, and it is suspended.
		#[pallet::call_index(12)]
		#[pallet::weight(cost::recover::<T>(key.scheme()))]
		pub fn recover(
			origin: OriginFor<T>,
			device: DeviceId,
			key: PublicKey,
			proof: KeyProof,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_recover(&who, device, key, &proof)
		}

		/// Let a member suspend a device, report it, and recover it should its owner lose its account;
		/// or let none.
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::set_guardian())]
		pub fn set_guardian(
			origin: OriginFor<T>,
			device: DeviceId,
			guardian: Option<MemberId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_guardian(&who, device, guardian)
		}

		/// Say that the owner of a device has lost its account, and which account is to have the
		/// device with all its parts: its guardian. The owner has `RecoveryDelay` to object.
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::request_recovery())]
		pub fn request_recovery(
			origin: OriginFor<T>,
			device: DeviceId,
			to: T::AccountId,
		) -> DispatchResult {
			let (_, member) = T::GuardianOrigin::ensure_origin(origin)?;
			Self::do_request_recovery(member, device, to)
		}

		/// Refuse that a device is recovered: its owner. It costs nothing as long as there are free
		/// calls left.
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::refuse_recovery())]
		#[pallet::feeless_if(|origin: &OriginFor<T>, device: &DeviceId| -> bool {
			Pallet::<T>::refuses_free(origin, device)
		})]
		pub fn refuse_recovery(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			Self::do_refuse_recovery(&origin, device)
		}

		/// Take a device that is recovered to the caller, with all its parts. The caller's deposit is
		/// held, that of the former owner comes back.
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::complete_recovery(MAX_TREE - 1))]
		pub fn complete_recovery(
			origin: OriginFor<T>,
			device: DeviceId,
		) -> DispatchResultWithPostInfo {
			let to = ensure_signed(origin)?;
			let parts = Self::do_complete_recovery(to, device)?;
			Ok(Some(T::WeightInfo::complete_recovery(parts)).into())
		}

		/// Add a key that signs. `proof` is its signature over this addition.
		#[pallet::call_index(17)]
		#[pallet::weight(cost::add_signing_key::<T>(key.scheme()))]
		pub fn add_signing_key(
			origin: OriginFor<T>,
			device: DeviceId,
			key: PublicKey,
			purposes: Purposes,
			proof: KeyProof,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_add_signing_key(&who, device, key, purposes, &proof)
		}

		/// Add an X25519 key, to encrypt for the device. It cannot sign, so that nothing proves it.
		#[pallet::call_index(18)]
		#[pallet::weight(T::WeightInfo::add_agreement_key())]
		pub fn add_agreement_key(
			origin: OriginFor<T>,
			device: DeviceId,
			key: [u8; 32],
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_add_agreement_key(&who, device, key)
		}

		/// Let a key but the primary one count no more.
		#[pallet::call_index(19)]
		#[pallet::weight(T::WeightInfo::revoke_method())]
		pub fn revoke_method(
			origin: OriginFor<T>,
			device: DeviceId,
			number: u16,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_revoke_method(&who, device, number)
		}

		/// Keep a key no more that has not counted for `HistoryLife`. Its deposit comes back.
		#[pallet::call_index(20)]
		#[pallet::weight(T::WeightInfo::forget_method())]
		pub fn forget_method(
			origin: OriginFor<T>,
			device: DeviceId,
			number: u16,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_forget_method(&who, device, number)
		}

		/// Add a service, or change the one of this id.
		#[pallet::call_index(21)]
		#[pallet::weight(T::WeightInfo::set_service())]
		pub fn set_service(
			origin: OriginFor<T>,
			device: DeviceId,
			id: ServiceId,
			kind: ServiceKind,
			endpoint: Endpoint,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_service(&who, device, id, kind, endpoint)
		}

		/// Take a service away. Its deposit comes back.
		#[pallet::call_index(22)]
		#[pallet::weight(T::WeightInfo::remove_service())]
		pub fn remove_service(
			origin: OriginFor<T>,
			device: DeviceId,
			id: ServiceId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove_service(&who, device, id)
		}

		/// Make a device, with its parts, a part of another one of the same owner. Offers of both are
		/// taken back.
		#[pallet::call_index(23)]
		#[pallet::weight(T::WeightInfo::attach_part(MAX_TREE - 2))]
		pub fn attach_part(
			origin: OriginFor<T>,
			part: DeviceId,
			whole: DeviceId,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let parts = Self::do_attach_part(&who, part, whole)?;
			Ok(Some(T::WeightInfo::attach_part(parts)).into())
		}

		/// Make a part, with its own parts, a device by itself. An offer of the whole is taken back.
		#[pallet::call_index(24)]
		#[pallet::weight(T::WeightInfo::detach_part())]
		pub fn detach_part(origin: OriginFor<T>, part: DeviceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_detach_part(&who, part)
		}

		/// Create a model, whose devices are endorsed by the key `ca`. It is no other model's, and signs
		/// for the member. The deposit is held.
		#[pallet::call_index(25)]
		#[pallet::weight(T::WeightInfo::create_model())]
		pub fn create_model(
			origin: OriginFor<T>,
			name: ModelName,
			ca: PublicKey,
			proof: Signature,
		) -> DispatchResult {
			let (who, member) = T::ManufacturerOrigin::ensure_origin(origin)?;
			Self::do_create_model(who, member, name, ca, &proof)
		}

		/// Let devices of a model be endorsed by another key. Those that are endorsed stay it.
		#[pallet::call_index(26)]
		#[pallet::weight(T::WeightInfo::set_model_key())]
		pub fn set_model_key(
			origin: OriginFor<T>,
			model: ModelId,
			ca: PublicKey,
			proof: Signature,
		) -> DispatchResult {
			Self::do_set_model_key(&origin, model, ca, &proof)
		}

		/// Let no device of a model count, or none with this firmware. For the whole model it costs
		/// nothing as long as there are free calls left.
		#[pallet::call_index(27)]
		#[pallet::weight(T::WeightInfo::suspend_model())]
		#[pallet::feeless_if(
			|origin: &OriginFor<T>, model: &ModelId, firmware: &Option<FirmwareRange>| -> bool {
				Pallet::<T>::suspends_model_free(origin, model, firmware)
			}
		)]
		pub fn suspend_model(
			origin: OriginFor<T>,
			model: ModelId,
			firmware: Option<FirmwareRange>,
		) -> DispatchResult {
			Self::do_suspend_model(&origin, model, firmware)
		}

		/// Let devices of a model count again, or those with this firmware.
		#[pallet::call_index(28)]
		#[pallet::weight(T::WeightInfo::resume_model())]
		pub fn resume_model(
			origin: OriginFor<T>,
			model: ModelId,
			firmware: Option<FirmwareRange>,
		) -> DispatchResult {
			Self::do_resume_model(&origin, model, firmware)
		}

		/// Remove a model of which there are no devices: its manufacturer, or whose deposit it is. That
		/// comes back.
		#[pallet::call_index(29)]
		#[pallet::weight(T::WeightInfo::remove_model())]
		pub fn remove_model(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			Self::do_remove_model(&origin, model)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The device of this id.
		pub fn device(id: DeviceId) -> Option<DeviceInfo<T::AccountId, BalanceOf<T>>> {
			Devices::<T>::get(id).map(|device| DeviceInfo { id, device })
		}

		/// Devices of an owner, in the order of the database: those after `after`, at most `limit`
		/// and 100.
		pub fn devices_of(
			owner: T::AccountId,
			after: Option<DeviceId>,
			limit: u32,
		) -> Vec<DeviceInfo<T::AccountId, BalanceOf<T>>> {
			Self::owned(&owner, after, limit)
		}

		/// All keys that are kept of a device, the primary one first, then by number.
		pub fn keys_of(device: DeviceId) -> Vec<MethodInfo> {
			Self::all_keys(device)
		}

		/// The keys of a device that counted at a time, the primary one of now first.
		pub fn keys_at(device: DeviceId, time: Moment) -> Vec<MethodInfo> {
			Self::keys_that_counted(device, time)
		}

		/// The services of a device.
		pub fn services_of(device: DeviceId) -> Vec<Service<BalanceOf<T>>> {
			Services::<T>::get(device).into_inner()
		}

		/// The parts of a device without theirs, at most 63.
		pub fn parts_of(device: DeviceId) -> Vec<DeviceId> {
			PartsOf::<T>::iter_key_prefix(device).collect()
		}

		/// The model of this number.
		pub fn model(id: ModelId) -> Option<ModelInfo<T::AccountId, BalanceOf<T>>> {
			Models::<T>::get(id).map(|model| ModelInfo { id, model })
		}

		/// Models by number: those after `after`, at most `limit` and 100.
		pub fn models(
			after: Option<ModelId>,
			limit: u32,
		) -> Vec<ModelInfo<T::AccountId, BalanceOf<T>>> {
			Self::models_after(after, limit)
		}
	}
}
