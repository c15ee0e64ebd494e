// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod impls;
#[cfg(test)]
mod mock;
pub mod runtime_api;
#[cfg(test)]
mod tests;
pub mod types;
pub mod weights;

pub use pallet::*;
pub use types::{Device, DeviceInfo, KeyProof, Status};
pub use weights::WeightInfo;

#[allow(
	missing_docs,
	reason = "the macros make items that cannot be documented"
)]
#[frame_support::pallet]
pub mod pallet {
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{Inspect, MutateHold},
			UnixTime,
		},
	};
	use frame_system::pallet_prelude::*;
	use samul_primitives::{DeviceId, Moment, PublicKey, Scheme};

	use super::*;

	/// Amount of the deposit's currency.
	pub type BalanceOf<T> =
		<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
	/// Device as it is stored.
	pub type DeviceOf<T> = Device<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

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

		/// The time.
		type Time: UnixTime;

		/// How far ahead a proof may expire, in milliseconds.
		#[pallet::constant]
		type MaxProofLife: Get<Moment>;

		/// Whether something else still refers to a device, so that it must not be retired.
		type InUse: Contains<DeviceId>;

		/// What calls cost.
		type WeightInfo: WeightInfo;
	}

	use frame_support::traits::Contains;

	/// The pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// Why money is on hold.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A device is registered.
		Device,
	}

	/// The devices.
	#[pallet::storage]
	pub type Devices<T: Config> = StorageMap<_, Blake2_128Concat, DeviceId, DeviceOf<T>>;

	/// The devices of each owner.
	#[pallet::storage]
	pub type DevicesOf<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, DeviceId, ()>;

	/// Which device a rotated key signs for, by the id that a device of this key would have. A key
	/// that a device was registered with is found by the device's id itself.
	#[pallet::storage]
	pub type RotatedKeys<T: Config> = StorageMap<_, Blake2_128Concat, DeviceId, DeviceId>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A device was registered.
		DeviceRegistered {
			/// Its id.
			device: DeviceId,
			/// Who answers for it.
			owner: T::AccountId,
			/// Its key.
			key: PublicKey,
		},
		/// A device's signature counts no more until it is resumed.
		DeviceSuspended {
			/// The device.
			device: DeviceId,
		},
		/// A suspended device's signature counts again.
		DeviceResumed {
			/// The device.
			device: DeviceId,
		},
		/// A device was retired, and its deposit returned.
		DeviceRetired {
			/// The device.
			device: DeviceId,
			/// Who answered for it.
			owner: T::AccountId,
		},
		/// The owner offers a device, or takes back the offer.
		TransferOffered {
			/// The device.
			device: DeviceId,
			/// Who offers it.
			owner: T::AccountId,
			/// To whom; nobody if the offer was taken back.
			to: Option<T::AccountId>,
		},
		/// A device changed hands.
		DeviceTransferred {
			/// The device.
			device: DeviceId,
			/// Who answered for it.
			from: T::AccountId,
			/// Who answers for it now.
			to: T::AccountId,
		},
		/// A device has a new key.
		KeyRotated {
			/// The device.
			device: DeviceId,
			/// The new key.
			key: PublicKey,
			/// How often its key was rotated by now.
			rotations: u32,
		},
	}

	/// Why a call failed.
	#[pallet::error]
	#[derive(Clone, PartialEq, Eq)]
	pub enum Error<T> {
		/// No device is registered under this id.
		UnknownDevice,
		/// The caller is not the device's owner.
		NotOwner,
		/// The key is a device's already, or was the first key of one.
		KeyInUse,
		/// The proof's time is over.
		ProofExpired,
		/// The proof expires too far ahead.
		ProofTooLong,
		/// The proof's signature is not the key's over this registration or rotation.
		BadProof,
		/// The device is suspended already.
		AlreadySuspended,
		/// The device is active.
		NotSuspended,
		/// The device is not offered to the caller.
		NotOffered,
		/// The device would be offered to its own owner.
		OfferedToOwner,
		/// Something still refers to the device, such as an open stream.
		DeviceInUse,
		/// The device's key was rotated as often as can be counted.
		TooManyRotations,
	}

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
		#[pallet::weight(match key.scheme() {
			Scheme::Ed25519 => T::WeightInfo::register_ed25519(),
			Scheme::Sr25519 => T::WeightInfo::register_sr25519(),
			Scheme::Secp256k1 => T::WeightInfo::register_secp256k1(),
			Scheme::P256 => T::WeightInfo::register_p256(),
		})]
		pub fn register(origin: OriginFor<T>, key: PublicKey, proof: KeyProof) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_register(owner, key, &proof)
		}

		/// Make a device's signature count no more. Needs no money.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::suspend())]
		pub fn suspend(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::mutate_owned(&who, device, |record| {
				ensure!(
					record.status == Status::Active,
					Error::<T>::AlreadySuspended
				);
				record.status = Status::Suspended;
				Ok(())
			})?;
			Self::deposit_event(Event::DeviceSuspended { device });
			Ok(())
		}

		/// Make a suspended device's signature count again.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::resume())]
		pub fn resume(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::mutate_owned(&who, device, |record| {
				ensure!(record.status == Status::Suspended, Error::<T>::NotSuspended);
				record.status = Status::Active;
				Ok(())
			})?;
			Self::deposit_event(Event::DeviceResumed { device });
			Ok(())
		}

		/// Retire a device to which nothing refers any more. Its record goes and its deposit comes
		/// back.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::retire())]
		pub fn retire(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_retire(who, device)
		}

		/// Offer a device to another account, or to nobody any more.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::offer_transfer())]
		pub fn offer_transfer(
			origin: OriginFor<T>,
			device: DeviceId,
			to: Option<T::AccountId>,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			ensure!(to.as_ref() != Some(&owner), Error::<T>::OfferedToOwner);
			Self::mutate_owned(&owner, device, |record| {
				record.offered_to = to.clone();
				Ok(())
			})?;
			Self::deposit_event(Event::TransferOffered { device, owner, to });
			Ok(())
		}

		/// Take over a device that is offered to the caller. The caller's deposit is held, that of
		/// the former owner comes back.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::accept_transfer())]
		pub fn accept_transfer(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let to = ensure_signed(origin)?;
			Self::do_accept_transfer(to, device)
		}

		/// Give a device a new key. `proof` is the new key's signature over this rotation. The old
		/// key counts no more from the next call on.
		#[pallet::call_index(6)]
		#[pallet::weight(match key.scheme() {
			Scheme::Ed25519 => T::WeightInfo::rotate_key_ed25519(),
			Scheme::Sr25519 => T::WeightInfo::rotate_key_sr25519(),
			Scheme::Secp256k1 => T::WeightInfo::rotate_key_secp256k1(),
			Scheme::P256 => T::WeightInfo::rotate_key_p256(),
		})]
		pub fn rotate_key(
			origin: OriginFor<T>,
			device: DeviceId,
			key: PublicKey,
			proof: KeyProof,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rotate_key(&who, device, key, &proof)
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
	}
}
