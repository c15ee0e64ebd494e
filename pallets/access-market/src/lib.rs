// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
mod bookings;
mod buying;
mod claims;
mod ending;
mod errors;
mod events;
#[cfg(test)]
mod mock;
mod money;
mod readers;
pub mod runtime_api;
pub mod settlement;
mod tariffs;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
pub mod types;
pub mod weights;

use frame_support::pallet_macros::import_section;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use runtime_api::MarketError;
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
		pallet_prelude::*,
		traits::{
			fungible,
			fungibles::{self, Inspect},
			UnixTime,
		},
	};
	use frame_system::pallet_prelude::*;
	use samul_primitives::{
		access::{ResourceId, RightId, Subject},
		traits::{MonitorError, RightError, Rights, Streams},
		Moment, StreamId,
	};

	use super::*;
	use crate::{
		settlement::ChargeDetail,
		types::{
			Agreement, AgreementInfo, Amount, Booking, Bookings, Meter, Offer, Order, Quote, Sums,
			Tariff, TariffHash, TariffInfos, TariffNumber, MAX_BOOKINGS,
		},
	};

	/// Id of a currency.
	pub type AssetIdOf<T> =
		<<T as Config>::Currencies as Inspect<<T as frame_system::Config>::AccountId>>::AssetId;
	/// Tariff as it is set.
	pub type TariffOf<T> = Tariff<<T as frame_system::Config>::AccountId, AssetIdOf<T>>;
	/// Tariff as it is stored.
	pub type OfferOf<T> = Offer<<T as frame_system::Config>::AccountId, AssetIdOf<T>>;
	/// Agreement as it is stored.
	pub type AgreementOf<T> = Agreement<<T as frame_system::Config>::AccountId, AssetIdOf<T>>;
	/// What a right would cost.
	pub type QuoteOf<T> = Quote<<T as frame_system::Config>::AccountId, AssetIdOf<T>>;

	/// Version of the storage.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The rights that are sold.
		type Rights: Rights<Self::AccountId>;

		/// The streams of readings.
		type Streams: Streams<Self::AccountId>;

		/// What rights are priced in.
		type Currencies: fungibles::hold::Mutate<
			Self::AccountId,
			AssetId: MaxEncodedLen + Parameter,
			Balance = Amount,
			Reason = Self::RuntimeHoldReason,
		>;

		/// What deposits for storage are held in.
		type Currency: fungible::hold::Mutate<
			Self::AccountId,
			Balance = Amount,
			Reason = Self::RuntimeHoldReason,
		>;

		/// Why money is on hold.
		type RuntimeHoldReason: From<HoldReason>;

		/// What is on hold of the provider for each tariff.
		type TariffDeposit: Get<Amount>;

		/// What is on hold of the payer as long as an agreement is kept.
		type AgreementDeposit: Get<Amount>;

		/// The time.
		type Time: UnixTime;

		/// Most tariffs of a resource.
		#[pallet::constant]
		type MaxTariffs: Get<TariffNumber>;

		/// The longest that any period of a tariff may be, in milliseconds.
		#[pallet::constant]
		type MaxPeriod: Get<Moment>;

		/// The shortest time in which there are damages to claim, or a claim to answer, in milliseconds:
		/// long enough for whoever is to answer to hear of it.
		#[pallet::constant]
		type MinWindow: Get<Moment>;

		/// A right that is given back ends with the meter's last reading, if no readings are waited for
		/// after the end, and the last one is no older than so many milliseconds and tells that nothing
		/// flows.
		#[pallet::constant]
		type MaxLag: Get<Moment>;

		/// How many milliseconds what is owed to a provider that can not be paid is kept.
		#[pallet::constant]
		type UnpaidLife: Get<Moment>;

		/// What calls cost.
		type WeightInfo: WeightInfo;

		/// What benchmarks need.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId, AssetIdOf<Self>>;
	}

	/// The pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// Why money is on hold.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The rent of a right.
		Rent,
		/// A deposit for damage and overrun.
		Deposit,
		/// A tariff is kept.
		Tariff,
		/// An agreement is kept.
		Agreement,
	}

	/// The tariffs of each resource.
	#[pallet::storage]
	pub type Tariffs<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, ResourceId, Twox64Concat, TariffNumber, OfferOf<T>>;

	/// The agreements, by the right.
	#[pallet::storage]
	pub type Agreements<T: Config> = StorageMap<_, Blake2_128Concat, RightId, AgreementOf<T>>;

	/// The agreements of each payer and provider.
	#[pallet::storage]
	pub type AgreementsOf<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, RightId, ()>;

	/// For which times each resource is let to one alone.
	#[pallet::storage]
	pub type BookingsOf<T: Config> =
		StorageMap<_, Blake2_128Concat, ResourceId, Bookings, ValueQuery>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(
				T::MaxTariffs::get() > 0 && T::MaxPeriod::get() > 0,
				"a tariff must be possible"
			);
			assert!(
				T::MinWindow::get() <= T::MaxPeriod::get(),
				"there must be a window in which damages can be claimed"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(
			_: BlockNumberFor<T>,
		) -> Result<(), frame_support::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Set a tariff of a resource, in the place of that of the same number. By the resource's
		/// owner. What was bought before is not concerned.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::set_tariff())]
		pub fn set_tariff(
			origin: OriginFor<T>,
			resource: ResourceId,
			number: TariffNumber,
			tariff: Box<TariffOf<T>>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_tariff(who, resource, number, *tariff)
		}

		/// Remove a tariff. By who set it, or the resource's owner. The deposit comes back to who set
		/// it.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::remove_tariff())]
		pub fn remove_tariff(
			origin: OriginFor<T>,
			resource: ResourceId,
			number: TariffNumber,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove_tariff(&who, resource, number)
		}

		/// Buy a right by the tariff of this number, which must have this hash. The caller pays.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::buy())]
		pub fn buy(
			origin: OriginFor<T>,
			resource: ResourceId,
			number: TariffNumber,
			hash: TariffHash,
			order: Order,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_buy(who, resource, number, hash, order)
		}

		/// Give a right back that has begun. By the payer, or by the subject if that is an account. The
		/// rent is settled at once, unless readings or receipts may still come in.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::give_back())]
		pub fn give_back(origin: OriginFor<T>, right: RightId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_give_back(&who, right)
		}

		/// Cancel a right: the payer before it begins, for the fee; the provider before it begins, or
		/// after that with the notice.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::cancel())]
		pub fn cancel(origin: OriginFor<T>, right: RightId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel(who, right)
		}

		/// Conclude what is due. By anybody. The rent of a right that has ended is also settled
		/// earlier: when all readings and receipts are in, or if the provider calls.
		#[pallet::call_index(5)]
		// What should have been given back ends as if it were.
		#[pallet::weight(T::WeightInfo::conclude_running()
			.max(T::WeightInfo::conclude_ended())
			.max(T::WeightInfo::give_back()))]
		pub fn conclude(origin: OriginFor<T>, right: RightId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_conclude(&who, right)
		}

		/// Claim damages, at most what is left of the deposit. By the provider. To claim nothing closes
		/// the agreement at once.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::claim())]
		pub fn claim(origin: OriginFor<T>, right: RightId, amount: Amount) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_claim(&who, right, amount)
		}

		/// Accept a claim, also one that is disputed: it is paid at once. By the payer.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::accept_claim())]
		pub fn accept_claim(origin: OriginFor<T>, right: RightId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept_claim(&who, right)
		}

		/// Dispute a claim: the arbiter rules. By the payer.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::dispute())]
		pub fn dispute(origin: OriginFor<T>, right: RightId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_dispute(&who, right)
		}

		/// Rule on a claim that is disputed: the provider gets `amount` of it. By the arbiter that the
		/// tariff names.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::rule())]
		pub fn rule(origin: OriginFor<T>, right: RightId, amount: Amount) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rule(&who, right, amount)
		}
	}

	/// The bounds of what is stored, so that whoever reads it can tell.
	#[pallet::extra_constants]
	impl<T: Config> Pallet<T> {
		/// Most exclusive rights on a resource that were bought and are not over.
		#[pallet::constant_name(MaxBookings)]
		fn max_bookings() -> u32 {
			MAX_BOOKINGS
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The tariffs of a resource, in order.
		pub fn tariffs(resource: ResourceId) -> TariffInfos<T::AccountId, AssetIdOf<T>> {
			Self::tariffs_of(resource)
		}

		/// What a right would cost if it were bought now.
		pub fn quote(
			resource: ResourceId,
			number: TariffNumber,
			order: Order,
		) -> Result<QuoteOf<T>, MarketError> {
			Self::quote_of(resource, number, order)
		}

		/// The agreement on a right, if it is not closed.
		pub fn agreement(right: RightId) -> Option<AgreementInfo<T::AccountId, AssetIdOf<T>>> {
			Self::info(right)
		}

		/// What a right has come to at `at`, or now: the charge detail record so far. The meter counts
		/// up to its last reading.
		pub fn running_cost(
			right: RightId,
			at: Option<Moment>,
		) -> Result<ChargeDetail, MarketError> {
			Self::cost_at(right, at)
		}

		/// Rights that a payer or provider has agreements on, in the order of the database: those after
		/// `after`, at most `limit` and 100.
		pub fn agreements_of(
			account: T::AccountId,
			after: Option<RightId>,
			limit: u32,
		) -> Vec<RightId> {
			Self::rights_of(&account, after, limit)
		}

		/// The times for which a resource is let to one alone.
		pub fn bookings(resource: ResourceId) -> Vec<Booking> {
			BookingsOf::<T>::get(resource).into_inner()
		}
	}
}
