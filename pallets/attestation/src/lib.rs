// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

extern crate alloc;

mod attestations;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod claim_types;
#[cfg(test)]
mod mock;
mod readers;
pub mod runtime_api;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;

pub use pallet::*;
pub use types::{AttestationInfo, ClaimType, ClaimTypeInfo, Name, Record, Schema};
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
		BoundedBTreeSet,
	};
	use frame_system::pallet_prelude::*;
	use samul_primitives::{
		claims::{ClaimRefusal, ClaimTypeId, ClaimValue, ValueKind},
		traits::{KnownDevices, Standing},
		DeviceId, MemberId, Moment,
	};

	use super::*;

	/// Amount of the deposit's currency.
	pub type BalanceOf<T> =
		<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
	/// Some roles.
	pub type RolesOf<T> = BoundedBTreeSet<<T as Config>::Role, <T as Config>::MaxRoles>;
	/// Type of claims as it is stored.
	pub type ClaimTypeOf<T> = ClaimType<RolesOf<T>>;
	/// Attestation as it is stored.
	pub type RecordOf<T> =
		Record<<T as frame_system::Config>::AccountId, BalanceOf<T>, <T as Config>::Role>;
	/// Attestation as readers get to know it.
	pub type InfoOf<T> =
		AttestationInfo<<T as frame_system::Config>::AccountId, BalanceOf<T>, <T as Config>::Role>;

	/// Version of the storage.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// What deposits are held in.
		type Currency: MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// Why money is on hold.
		type RuntimeHoldReason: From<HoldReason>;

		/// What is on hold of whoever attests something, as long as it is stored.
		type Deposit: Get<BalanceOf<Self>>;

		/// What an issuer acts as.
		type Role: Parameter + MaxEncodedLen + Ord + Copy;

		/// How many roles there are.
		#[pallet::constant]
		type MaxRoles: Get<u32>;

		/// For whom accounts act, and as what.
		type Issuers: Standing<Self::AccountId, Self::Role>;

		/// The devices.
		type Devices: KnownDevices;

		/// The time.
		type Time: UnixTime;

		/// How long a revoked attestation is kept for everybody to see, in milliseconds. From then on
		/// anybody may remove it.
		#[pallet::constant]
		type RevocationLife: Get<Moment>;

		/// How long an attestation is kept that has expired, in milliseconds: whether it held at a time
		/// is asked later, too. From then on anybody may remove it.
		#[pallet::constant]
		type ExpiryLife: Get<Moment>;

		/// Who decides on types of claims, and revokes for issuers that have no standing any more.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

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
		/// Something is attested of a device.
		Attestation,
	}

	/// The types of claims.
	#[pallet::storage]
	pub type ClaimTypes<T: Config> = StorageMap<_, Twox64Concat, ClaimTypeId, ClaimTypeOf<T>>;

	/// Number of the next type of claims.
	#[pallet::storage]
	pub type NextClaimType<T: Config> = StorageValue<_, ClaimTypeId, ValueQuery>;

	/// What is attested, by device, type of claim and issuer. The key is
	/// [`samul_primitives::claims::storage_key`].
	#[pallet::storage]
	pub type Attestations<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Blake2_128Concat, DeviceId>,
			NMapKey<Twox64Concat, ClaimTypeId>,
			NMapKey<Twox64Concat, MemberId>,
		),
		RecordOf<T>,
	>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// There is a new type of claims.
		ClaimTypeDefined {
			/// Its number.
			claim_type: ClaimTypeId,
			/// What it is called.
			name: Name,
			/// URI of the JSON schema of a credential's subject, or nothing.
			schema: Schema,
			/// What its values are.
			kind: ValueKind,
			/// The roles of which an issuer has to act in one.
			issuers: RolesOf<T>,
		},
		/// A type of claims is called otherwise, or others attest such claims.
		ClaimTypeChanged {
			/// Its number.
			claim_type: ClaimTypeId,
			/// What it is called.
			name: Name,
			/// URI of the JSON schema of a credential's subject, or nothing.
			schema: Schema,
			/// The roles of which an issuer has to act in one.
			issuers: RolesOf<T>,
		},
		/// A type of claims is gone. Its number is not given again.
		ClaimTypeWithdrawn {
			/// Its number.
			claim_type: ClaimTypeId,
		},
		/// Something is attested of a device, or attested anew.
		Attested {
			/// The device.
			device: DeviceId,
			/// What type of claim it is.
			claim_type: ClaimTypeId,
			/// The member that attests it.
			issuer: MemberId,
			/// Who did so for it.
			by: T::AccountId,
			/// What is claimed, in plain.
			value: Option<ClaimValue>,
			/// SHA-256 of the credential.
			digest: [u8; 32],
			/// The first moment at which it holds.
			from: Moment,
			/// The last one.
			until: Option<Moment>,
		},
		/// An attestation was taken back.
		Revoked {
			/// The device.
			device: DeviceId,
			/// What type of claim it is.
			claim_type: ClaimTypeId,
			/// The member that attested it.
			issuer: MemberId,
			/// Who took it back for the issuer; nobody if the council did.
			by: Option<T::AccountId>,
		},
		/// An attestation is gone, and its deposit returned.
		AttestationRemoved {
			/// The device.
			device: DeviceId,
			/// What type of claim it was.
			claim_type: ClaimTypeId,
			/// The member that attested it.
			issuer: MemberId,
			/// Who has the deposit back.
			depositor: T::AccountId,
		},
	}

	/// Why a call failed.
	#[pallet::error]
	#[derive(Clone, PartialEq, Eq)]
	pub enum Error<T> {
		/// The name is empty or no UTF-8.
		BadName,
		/// The schema is neither empty nor a URI.
		BadSchema,
		/// There is no such type of claims.
		UnknownClaimType,
		/// As many types of claims were defined as can be counted.
		TooManyClaimTypes,
		/// There are attestations of this type.
		ClaimTypeInUse,
		/// The caller does not act for a member in a role in which it could attest, revoke or remove
		/// this.
		NotIssuer,
		/// No device is registered under this id.
		UnknownDevice,
		/// The value is of another kind than those of the type, a time past the year 9998, or a text
		/// that is empty or no UTF-8.
		BadValue,
		/// The period ends before it begins, is over, or ends past the year 9998.
		BadPeriod,
		/// There are as many attestations of this type as can be counted.
		TooManyAttestations,
		/// No such thing is attested.
		UnknownAttestation,
		/// It is revoked already.
		AlreadyRevoked,
		/// The issuer has the role still in which it attested this: it may revoke it itself.
		IssuerHasRole,
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
		/// Define a type of claims. It gets the next number.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::define_claim_type())]
		pub fn define_claim_type(
			origin: OriginFor<T>,
			name: Name,
			schema: Schema,
			kind: ValueKind,
			issuers: RolesOf<T>,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_define(name, schema, kind, issuers)
		}

		/// Change what a type of claims is called, how its credentials look and who attests such
		/// claims from now on. Without roles nobody does. What is attested already stays.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::change_claim_type())]
		pub fn change_claim_type(
			origin: OriginFor<T>,
			claim_type: ClaimTypeId,
			name: Name,
			schema: Schema,
			issuers: RolesOf<T>,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_change(claim_type, name, schema, issuers)
		}

		/// Withdraw a type of claims of which there are no attestations.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::withdraw_claim_type())]
		pub fn withdraw_claim_type(
			origin: OriginFor<T>,
			claim_type: ClaimTypeId,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_withdraw(claim_type)
		}

		/// Attest a claim about a device for the caller's member, from `from` to `until` (Unix
		/// milliseconds, both inclusive). What this member attested of the device by this type before
		/// is replaced, also if it was revoked, and its deposit returned.
		///
		/// `digest` is the SHA-256 of the credential without its `proof`, in the canonical form of
		/// RFC 8785. `value` tells what is claimed in plain, for those that decide without the
		/// credential.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::attest())]
		pub fn attest(
			origin: OriginFor<T>,
			device: DeviceId,
			claim_type: ClaimTypeId,
			value: Option<ClaimValue>,
			digest: [u8; 32],
			from: Moment,
			until: Option<Moment>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_attest(who, device, claim_type, value, digest, from, until)
		}

		/// Take back what the caller's member attested. It stays to be seen for `RevocationLife`.
		/// Costs nothing if it succeeds: each time something had to be attested before.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::revoke())]
		#[pallet::feeless_if(|
			origin: &OriginFor<T>,
			device: &DeviceId,
			claim_type: &ClaimTypeId,
		| -> bool {
			let signed = ensure_signed(origin.clone());
			signed.is_ok_and(|who| Pallet::<T>::revocable(&who, *device, *claim_type).is_ok())
		})]
		pub fn revoke(
			origin: OriginFor<T>,
			device: DeviceId,
			claim_type: ClaimTypeId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_revoke(who, device, claim_type)
		}

		/// Take back what a member attested that has not got the role any more in which it did, such
		/// as one that was expelled.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::force_revoke())]
		pub fn force_revoke(
			origin: OriginFor<T>,
			device: DeviceId,
			claim_type: ClaimTypeId,
			issuer: MemberId,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_force_revoke(device, claim_type, issuer)
		}

		/// Remove an attestation. Its issuer may at any time; anybody once it expired more than
		/// `ExpiryLife` ago, its device is not that one any more, or it was revoked `RevocationLife` ago. The deposit goes back to
		/// whoever made it.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::remove())]
		pub fn remove(
			origin: OriginFor<T>,
			device: DeviceId,
			claim_type: ClaimTypeId,
			issuer: MemberId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove(&who, device, claim_type, issuer)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The type of claims of this number.
		pub fn claim_type(id: ClaimTypeId) -> Option<ClaimTypeInfo<T::Role>> {
			Self::claim_type_info(id)
		}

		/// Types of claims by number: those after `after`, at most `limit` and 100.
		pub fn claim_types(after: Option<ClaimTypeId>, limit: u32) -> Vec<ClaimTypeInfo<T::Role>> {
			Self::claim_type_infos(after, limit)
		}

		/// What a member attests of a device by a type of claims.
		pub fn attestation(
			device: DeviceId,
			claim_type: ClaimTypeId,
			issuer: MemberId,
		) -> Option<InfoOf<T>> {
			Self::attestation_info(device, claim_type, issuer)
		}

		/// What is attested of a device, in the order of the database: by type and issuer those after
		/// `after`, at most `limit` and 100.
		pub fn attestations_of(
			device: DeviceId,
			after: Option<(ClaimTypeId, MemberId)>,
			limit: u32,
		) -> Vec<InfoOf<T>> {
			Self::attestation_infos(device, after, limit)
		}

		/// Whether a claim holds at a time, the block's if none is named, and has at least the level
		/// `minimum`, if one is wanted.
		pub fn holds(
			device: DeviceId,
			claim_type: ClaimTypeId,
			issuer: MemberId,
			at: Option<Moment>,
			minimum: Option<u32>,
		) -> Result<(), ClaimRefusal> {
			Self::claim_holds(device, claim_type, issuer, at, minimum)
		}
	}
}
