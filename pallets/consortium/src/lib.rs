// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod errors;
mod events;
mod former_seats;
mod genesis;
mod members;
#[cfg(test)]
mod mock;
mod motions;
mod offences;
mod origins;
mod pauses;
mod readers;
pub mod runtime_api;
mod sessions;
mod sponsorship;
mod standing;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
pub mod types;
mod validators;
pub mod weights;

use frame_support::pallet_macros::import_section;

pub use genesis::GenesisMember;
pub use motions::OpenMotions;
pub use origins::{EnsureMember, EnsureRepresentative, EnsureRole};
pub use pallet::*;
pub use types::{
	roles, AccountInfo, CallName, Contact, FormerSeat, Member, MemberId, MemberInfo, Membership,
	Motion, Name, Pause, Role, Roles, Seat, SeatEnd, Sponsorship, SponsorshipInfo, ValidatorInfo,
};
pub use weights::WeightInfo;

#[allow(
	missing_docs,
	reason = "the macros make items that cannot be documented"
)]
#[import_section(errors::errors)]
#[import_section(events::events)]
#[frame_support::pallet]
pub mod pallet {
	use alloc::{boxed::Box, vec::Vec};
	use frame_support::{
		dispatch::{DispatchResult, GetDispatchInfo, PostDispatchInfo},
		pallet_prelude::*,
		sp_runtime::traits::Dispatchable,
		traits::{fungible, ChangeMembers, GetCallMetadata, TransactionPause},
	};
	use frame_system::pallet_prelude::*;

	use super::*;

	/// An amount of the native token.
	pub type BalanceOf<T> = <<T as Config>::NativeBalance as fungible::Inspect<
		<T as frame_system::Config>::AccountId,
	>>::Balance;

	/// What a sponsorship is in storage.
	pub type SponsorshipOf<T> =
		Sponsorship<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;

	/// Version of the storage.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config:
		frame_system::Config<RuntimeEvent: From<Event<Self>>>
		+ pallet_session::Config<ValidatorId = <Self as frame_system::Config>::AccountId>
		+ pallet_session::historical::Config
	{
		/// A call of the runtime.
		type RuntimeCall: Parameter
			+ Dispatchable<RuntimeOrigin = Self::RuntimeOrigin, PostInfo = PostDispatchInfo>
			+ GetDispatchInfo
			+ GetCallMetadata
			+ From<frame_system::Call<Self>>;

		/// The native token, in which deposits and fees are paid.
		type NativeBalance: fungible::MutateHold<Self::AccountId, Reason = <Self as Config>::RuntimeHoldReason>
			+ fungible::Mutate<Self::AccountId>;

		/// Why the runtime holds money.
		type RuntimeHoldReason: From<HoldReason>;

		/// Deposit for each account whose fees a member pays.
		type SponsorshipDeposit: Get<BalanceOf<Self>>;

		/// Blocks for which an allowance of fees is.
		#[pallet::constant]
		type AllowancePeriod: Get<BlockNumberFor<Self>>;

		/// Who decides on what members may do, on validators and on pauses: the council.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who decides on who is a member, and may have anything done, an upgrade of the runtime for
		/// example: more of the council. It must be the same for both: who makes members makes votes.
		type EnactOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Where the representatives of the members vote.
		type Council: ChangeMembers<Self::AccountId>;

		/// What it costs the council at most that one of its members changes.
		type CouncilWeight: Get<Weight>;

		/// The motions that are open in the council.
		type OpenMotions: OpenMotions<Self::Hash>;

		/// Most motions that are open at once, at least `MaxMembers`: each member has its share.
		#[pallet::constant]
		type MaxMotions: Get<u32>;

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
		type MaxSilentSessions: Get<u32>;

		/// Fewest blocks of a session: the last one takes no normal transactions.
		#[pallet::constant]
		type MinSessionLength: Get<BlockNumberFor<Self>>;

		/// Most blocks of a session: until it ends no validator comes or goes.
		#[pallet::constant]
		type MaxSessionLength: Get<BlockNumberFor<Self>>;

		/// Sessions for which it can be proved that a validator contradicted itself.
		#[pallet::constant]
		type ReportableSessions: Get<u32>;

		/// Most seats that ended of late and are kept in mind, at least `MaxMembers`: each member has its
		/// share.
		#[pallet::constant]
		type MaxFormerSeats: Get<u32>;

		/// What keeps paused calls from being made.
		type Pauses: TransactionPause<CallIdentifier = (CallName, CallName)>;

		/// Most calls that are paused at once.
		#[pallet::constant]
		type MaxPauses: Get<u32>;

		/// Blocks for which a call can be paused at most.
		#[pallet::constant]
		type MaxPause: Get<BlockNumberFor<Self>>;

		/// What calls cost.
		type WeightInfo: WeightInfo;
	}

	/// The pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// Why money of an account is on hold.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The account pays another one's fees.
		Sponsorship,
	}

	/// The members.
	#[pallet::storage]
	pub type Members<T: Config> =
		CountedStorageMap<_, Twox64Concat, MemberId, types::Member<T::AccountId>>;

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

	/// Whose motions are open. Those that ended since the last one was made stay until the next is.
	#[pallet::storage]
	pub type Motions<T: Config> =
		StorageValue<_, BoundedVec<Motion<T::Hash>, <T as Config>::MaxMotions>, ValueQuery>;

	/// Who makes blocks from the session after the next one on, in the order in which they came.
	#[pallet::storage]
	pub type Seats<T: Config> =
		StorageValue<_, BoundedVec<Seat<T::AccountId>, <T as Config>::MaxValidators>, ValueQuery>;

	/// Whose seats ended of late: it can still be proved what those validators did.
	#[pallet::storage]
	pub type FormerSeats<T: Config> = StorageValue<
		_,
		BoundedVec<FormerSeat<T::AccountId>, <T as Config>::MaxFormerSeats>,
		ValueQuery,
	>;

	/// Hash of the validators and their keys that were last told to the sessions.
	#[pallet::storage]
	pub type Planned<T: Config> = StorageValue<_, T::Hash>;

	/// Who made a block in this session.
	#[pallet::storage]
	pub type Authors<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, ()>;

	/// The first block of this session.
	#[pallet::storage]
	pub type SessionStart<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery>;

	/// Blocks of a session, at least 1.
	#[pallet::storage]
	pub type SessionLength<T: Config> =
		StorageValue<_, BlockNumberFor<T>, ValueQuery, DefaultSessionLength<T>>;

	/// The calls that are paused, and until which block.
	#[pallet::storage]
	pub type Paused<T: Config> =
		StorageValue<_, BoundedVec<Pause<BlockNumberFor<T>>, <T as Config>::MaxPauses>, ValueQuery>;

	/// Who pays the fees of an account.
	#[pallet::storage]
	pub type Sponsorships<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, SponsorshipOf<T>>;

	/// The accounts whose fees an account pays.
	#[pallet::storage]
	pub type SponsoredBy<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, T::AccountId, ()>;

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

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			Self::name_chain();
			match Self::resume_due(now) {
				0 => <T as Config>::WeightInfo::no_call_due(),
				_ => <T as Config>::WeightInfo::calls_due(),
			}
		}

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
			assert!(
				T::MaxMotions::get() >= <T as Config>::MaxMembers::get(),
				"each member can make a motion"
			);
			assert!(
				T::MaxFormerSeats::get() >= <T as Config>::MaxMembers::get(),
				"each member can change a validator"
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
			T::EnactOrigin::ensure_origin(origin)?;
			Self::do_admit(name, contact, representative, roles, seats)?;
			Ok(())
		}

		/// End a membership: its accounts act for nobody, its validators leave. Devices, contracts and
		/// money of its accounts stay theirs.
		#[pallet::call_index(1)]
		#[pallet::weight(<T as Config>::WeightInfo::expel(<T as Config>::MaxAccounts::get()).saturating_add(T::CouncilWeight::get()))]
		pub fn expel(origin: OriginFor<T>, member: MemberId) -> DispatchResultWithPostInfo {
			T::EnactOrigin::ensure_origin(origin)?;
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
			T::EnactOrigin::ensure_origin(origin)?;
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
			ensure!(
				(T::MinSessionLength::get()..=T::MaxSessionLength::get()).contains(&blocks),
				Error::<T>::BadSessionLength
			);
			SessionLength::<T>::put(blocks);
			Self::deposit_event(Event::SessionLengthChanged { blocks });
			Ok(())
		}

		/// Do anything at all: authorise an upgrade of the runtime, restart finality that has stalled.
		/// Whether the call itself succeeds is in the event.
		#[pallet::call_index(12)]
		#[pallet::weight({
			let info = call.get_dispatch_info();
			(
				<T as Config>::WeightInfo::enact().saturating_add(info.call_weight),
				info.class,
			)
		})]
		pub fn enact(
			origin: OriginFor<T>,
			call: Box<<T as Config>::RuntimeCall>,
		) -> DispatchResultWithPostInfo {
			T::EnactOrigin::ensure_origin(origin)?;
			let info = call.get_dispatch_info();
			let result = call.dispatch(frame_system::RawOrigin::Root.into());
			let weight = frame_support::dispatch::extract_actual_weight(&result, &info);
			Self::deposit_event(Event::Enacted {
				result: result.map(|_| ()).map_err(|error| error.error),
			});
			Ok(Some(<T as Config>::WeightInfo::enact().saturating_add(weight)).into())
		}

		/// Let nobody make a call for some blocks, or for more of them than was said before.
		#[pallet::call_index(13)]
		#[pallet::weight(<T as Config>::WeightInfo::pause_call())]
		pub fn pause_call(
			origin: OriginFor<T>,
			pallet: CallName,
			call: CallName,
			blocks: BlockNumberFor<T>,
		) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_pause(pallet, call, blocks)
		}

		/// Let a paused call be made again before its time.
		#[pallet::call_index(14)]
		#[pallet::weight(<T as Config>::WeightInfo::resume_call())]
		pub fn resume_call(
			origin: OriginFor<T>,
			pallet: CallName,
			call: CallName,
		) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_resume(&pallet, &call)
		}

		/// Take the caller's session keys away, and give back what they are on deposit for. That goes
		/// once it makes no more blocks: without its keys there would be a validator less than the
		/// consortium counts on.
		#[pallet::call_index(15)]
		#[pallet::weight(
			<T as Config>::WeightInfo::purge_keys()
				.saturating_add(<<T as pallet_session::Config>::WeightInfo as pallet_session::WeightInfo>::purge_keys())
		)]
		pub fn purge_keys(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::ensure_keys_unused(&who)?;
			pallet_session::Pallet::<T>::purge_keys(frame_system::RawOrigin::Signed(who).into())
		}

		/// Pay the fees of an account, a device's for example, up to an allowance in each period of
		/// `AllowancePeriod` blocks. The account needs no money then. A deposit is on hold until that
		/// ends. Called again it changes the allowance.
		#[pallet::call_index(16)]
		#[pallet::weight(<T as Config>::WeightInfo::sponsor())]
		pub fn sponsor(
			origin: OriginFor<T>,
			account: T::AccountId,
			allowance: BalanceOf<T>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_sponsor(who, account, allowance)
		}

		/// Pay an account's fees no more. The account itself can end it, too, without a fee, and anybody
		/// once the sponsor acts for no member.
		#[pallet::call_index(17)]
		#[pallet::weight(<T as Config>::WeightInfo::unsponsor())]
		#[pallet::feeless_if(|origin: &OriginFor<T>, account: &T::AccountId| -> bool {
			Pallet::<T>::is_rid_of_sponsor(origin, account)
		})]
		pub fn unsponsor(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_unsponsor(&who, account)
		}

		/// Make blocks in the place of another validator of the caller's member, a machine or an account
		/// that is lost for example, with the session keys that the caller has set.
		#[pallet::call_index(18)]
		#[pallet::weight(<T as Config>::WeightInfo::replace_validator())]
		pub fn replace_validator(origin: OriginFor<T>, replaced: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_replace_validator(who, replaced)
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

		/// Who pays an account's fees.
		pub fn sponsorship(
			account: T::AccountId,
		) -> Option<SponsorshipInfo<T::AccountId, BalanceOf<T>>> {
			Self::sponsorship_info(account)
		}

		/// All validators: those that make blocks now, and those that will.
		pub fn validators() -> Vec<ValidatorInfo<T::AccountId>> {
			Self::validator_infos()
		}
	}
}
