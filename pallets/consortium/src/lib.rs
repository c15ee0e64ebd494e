// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod genesis;
mod members;
#[cfg(test)]
mod mock;
mod offences;
mod origins;
mod readers;
pub mod runtime_api;
mod sessions;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
pub mod types;
mod validators;
pub mod weights;

pub use genesis::GenesisMember;
pub use origins::{EnsureMember, EnsureRole};
pub use pallet::*;
pub use types::{
	roles, AccountInfo, Contact, Member, MemberId, MemberInfo, Membership, Name, Role, Roles, Seat,
	SeatEnd, ValidatorInfo,
};
pub use weights::WeightInfo;

#[allow(
	missing_docs,
	reason = "the macros make items that cannot be documented"
)]
#[frame_support::pallet]
pub mod pallet {
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::ChangeMembers};
	use frame_system::pallet_prelude::*;

	use super::*;

	/// Version of the storage.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config:
		frame_system::Config<RuntimeEvent: From<Event<Self>>>
		+ pallet_session::Config<ValidatorId = <Self as frame_system::Config>::AccountId>
	{
		/// Who decides on members: their council.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Where the representatives of the members vote.
		type Council: ChangeMembers<Self::AccountId>;

		/// What it costs the council at most that one of its members changes.
		type CouncilWeight: Get<Weight>;

		/// Most members.
		#[pallet::constant]
		type MaxMembers: Get<u32>;

		/// Most accounts of a member.
		#[pallet::constant]
		type MaxAccounts: Get<u32>;

		/// Most validators.
		#[pallet::constant]
		type MaxValidators: Get<u32>;

		/// Fewest validators: no seat is taken away below that. Four are the fewest of which one may
		/// fail without stopping finality (GRANDPA needs more than two thirds).
		#[pallet::constant]
		type MinValidators: Get<u32>;

		/// Sessions in a row without a block of a validator after which its seat ends.
		#[pallet::constant]
		type MaxSilentSessions: Get<u32>;

		/// What calls cost.
		type WeightInfo: WeightInfo;
	}

	/// The pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The members.
	#[pallet::storage]
	pub type Members<T: Config> = CountedStorageMap<_, Twox64Concat, MemberId, Member<T::AccountId>>;

	/// Number of the next member.
	#[pallet::storage]
	pub type NextMember<T: Config> = StorageValue<_, MemberId, ValueQuery>;

	/// For which member an account acts.
	#[pallet::storage]
	pub type Accounts<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Membership>;

	/// The accounts of each member.
	#[pallet::storage]
	pub type AccountsOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, MemberId, Blake2_128Concat, T::AccountId, ()>;

	/// The representatives of all members, in order.
	#[pallet::storage]
	pub type Representatives<T: Config> =
		StorageValue<_, BoundedVec<T::AccountId, <T as Config>::MaxMembers>, ValueQuery>;

	/// Who makes blocks from the session after the next one on, in the order in which they came.
	#[pallet::storage]
	pub type Seats<T: Config> = StorageValue<
		_,
		BoundedVec<Seat<T::AccountId>, <T as Config>::MaxValidators>,
		ValueQuery,
	>;

	/// The validators that were last told to the sessions.
	#[pallet::storage]
	pub type Planned<T: Config> =
		StorageValue<_, BoundedVec<T::AccountId, <T as Config>::MaxValidators>, ValueQuery>;

	/// Who made a block in this session.
	#[pallet::storage]
	pub type Authors<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, ()>;

	/// Blocks of a session, at least 1.
	#[pallet::storage]
	pub type SessionLength<T: Config> =
		StorageValue<_, BlockNumberFor<T>, ValueQuery, DefaultSessionLength<T>>;

	/// Length of sessions if the genesis says nothing: 20 minutes of blocks of 2 s.
	#[pallet::type_value]
	pub fn DefaultSessionLength<T: Config>() -> BlockNumberFor<T> {
		600u32.into()
	}

	/// The members that the chain begins with.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The members, in the order of their numbers.
		pub members: Vec<GenesisMember<T::AccountId>>,
		/// Blocks of a session; 600 if 0.
		pub session_length: BlockNumberFor<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			genesis::build::<T>(self);
		}
	}

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
		/// Sessions have another length.
		SessionLengthChanged {
			/// In blocks.
			blocks: BlockNumberFor<T>,
		},
	}

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
		/// The caller has not set its session keys.
		NoKeys,
		/// The member has more validators than that.
		SeatsInUse,
		/// A session has one block at the least.
		SessionTooShort,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(
				T::MinValidators::get() > 0,
				"a chain without validators stops"
			);
			assert!(T::MinValidators::get() <= <T as Config>::MaxValidators::get());
			assert!(
				<T as Config>::MaxAccounts::get() > 0,
				"a representative is an account"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Make an organisation a member. Its representative acts for it in all its roles until it says
		/// otherwise.
		#[pallet::call_index(0)]
		#[pallet::weight(<T as Config>::WeightInfo::admit().saturating_add(T::CouncilWeight::get()))]
		pub fn admit(
			origin: OriginFor<T>,
			name: Name,
			contact: Contact,
			representative: T::AccountId,
			roles: Roles,
			seats: u32,
		) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_admit(name, contact, representative, roles, seats)?;
			Ok(())
		}

		/// End a membership: its accounts act for nobody, its validators leave. Devices, contracts and
		/// money of its accounts stay theirs.
		#[pallet::call_index(1)]
		#[pallet::weight(<T as Config>::WeightInfo::expel(<T as Config>::MaxAccounts::get()).saturating_add(T::CouncilWeight::get()))]
		pub fn expel(origin: OriginFor<T>, member: MemberId) -> DispatchResultWithPostInfo {
			T::CouncilOrigin::ensure_origin(origin)?;
			let accounts = Self::do_expel(member)?;
			let weight = <T as Config>::WeightInfo::expel(accounts);
			Ok(Some(weight.saturating_add(T::CouncilWeight::get())).into())
		}

		/// Change what a member may do. Without the role its validators leave.
		#[pallet::call_index(2)]
		#[pallet::weight(<T as Config>::WeightInfo::set_roles())]
		pub fn set_roles(
			origin: OriginFor<T>,
			member: MemberId,
			roles: Roles,
			seats: u32,
		) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_set_roles(member, roles, seats)
		}

		/// Change the caller's member's name and contact.
		#[pallet::call_index(3)]
		#[pallet::weight(<T as Config>::WeightInfo::describe())]
		pub fn describe(origin: OriginFor<T>, name: Name, contact: Contact) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_describe(&who, name, contact)
		}

		/// Let another account vote for the caller's member and manage it.
		#[pallet::call_index(4)]
		#[pallet::weight(<T as Config>::WeightInfo::set_representative().saturating_add(T::CouncilWeight::get()))]
		pub fn set_representative(origin: OriginFor<T>, to: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let member = Self::represented(&who)?;
			Self::do_set_representative(member, to)
		}

		/// Let another account vote for a member: it has lost its representative's key.
		#[pallet::call_index(5)]
		#[pallet::weight(<T as Config>::WeightInfo::replace_representative().saturating_add(T::CouncilWeight::get()))]
		pub fn replace_representative(
			origin: OriginFor<T>,
			member: MemberId,
			to: T::AccountId,
		) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_set_representative(member, to)
		}

		/// Let an account act for the caller's member in these roles, as far as the member has them.
		#[pallet::call_index(6)]
		#[pallet::weight(<T as Config>::WeightInfo::set_account())]
		pub fn set_account(
			origin: OriginFor<T>,
			account: T::AccountId,
			roles: Roles,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_account(&who, account, roles)
		}

		/// Let an account of the caller's member act for it no more.
		#[pallet::call_index(7)]
		#[pallet::weight(<T as Config>::WeightInfo::remove_account())]
		pub fn remove_account(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove_account(&who, account)
		}

		/// Make blocks, with the session keys that the caller has set.
		#[pallet::call_index(8)]
		#[pallet::weight(<T as Config>::WeightInfo::take_seat())]
		pub fn take_seat(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_take_seat(who)
		}

		/// Make no more blocks.
		#[pallet::call_index(9)]
		#[pallet::weight(<T as Config>::WeightInfo::leave_seat())]
		pub fn leave_seat(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_end_seat(&who, SeatEnd::Left)
		}

		/// Let a validator make no more blocks.
		#[pallet::call_index(10)]
		#[pallet::weight(<T as Config>::WeightInfo::remove_validator())]
		pub fn remove_validator(origin: OriginFor<T>, validator: T::AccountId) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_end_seat(&validator, SeatEnd::Removed)
		}

		/// Change the length of sessions.
		#[pallet::call_index(11)]
		#[pallet::weight(<T as Config>::WeightInfo::set_session_length())]
		pub fn set_session_length(
			origin: OriginFor<T>,
			blocks: BlockNumberFor<T>,
		) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			ensure!(blocks > 0u32.into(), Error::<T>::SessionTooShort);
			SessionLength::<T>::put(blocks);
			Self::deposit_event(Event::SessionLengthChanged { blocks });
			Ok(())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The member of this number.
		pub fn member(id: MemberId) -> Option<MemberInfo<T::AccountId>> {
			Self::member_info(id)
		}

		/// For which member an account acts, and in which roles.
		pub fn membership(account: T::AccountId) -> Option<AccountInfo<T::AccountId>> {
			Self::account_info(account)
		}

		/// All validators: those that make blocks now, and those that will.
		pub fn validators() -> Vec<ValidatorInfo<T::AccountId>> {
			Self::validator_infos()
		}
	}
}
