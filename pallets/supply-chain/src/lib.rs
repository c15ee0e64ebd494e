// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

extern crate alloc;

mod agenda;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
mod ending;
pub mod epcis;
mod escrow;
pub mod gs1;
mod handover;
#[cfg(test)]
mod mock;
mod proposal;
mod readers;
pub mod reckoning;
pub mod runtime_api;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
pub mod types;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use runtime_api::ReckoningError;
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
			fungible,
			fungibles::{self, Inspect},
			UnixTime,
		},
	};
	use frame_system::pallet_prelude::*;
	use samul_primitives::{
		traits::{MonitorError, Streams},
		Moment,
	};

	use super::*;
	use crate::{
		epcis::{EpcisEvent, MAX_PLACE},
		gs1::MAX_LOT,
		types::{
			Amount, Ending, Shipment, ShipmentId, ShipmentInfo, Terms, MAX_CONDITIONS, MAX_GOODS,
			MAX_TIERS,
		},
	};

	/// Id of a currency.
	pub type AssetIdOf<T> =
		<<T as Config>::Currencies as Inspect<<T as frame_system::Config>::AccountId>>::AssetId;
	/// Terms as they are proposed.
	pub type TermsOf<T> = Terms<<T as frame_system::Config>::AccountId, AssetIdOf<T>>;
	/// Shipment as it is stored.
	pub type ShipmentOf<T> = Shipment<<T as frame_system::Config>::AccountId, AssetIdOf<T>>;

	/// Version of the storage.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The streams of readings.
		type Streams: Streams<Self::AccountId>;

		/// What shipments are priced in.
		type Currencies: fungibles::hold::Mutate<
			Self::AccountId,
			AssetId: MaxEncodedLen + Parameter,
			Balance = Amount,
			Reason = Self::RuntimeHoldReason,
		>;

		/// What deposits are held in.
		type Currency: fungible::hold::Mutate<
			Self::AccountId,
			Balance = Amount,
			Reason = Self::RuntimeHoldReason,
		>;

		/// Why money is on hold.
		type RuntimeHoldReason: From<HoldReason>;

		/// What is on hold of the buyer as long as a shipment is kept.
		type Deposit: Get<Amount>;

		/// The time.
		type Time: UnixTime;

		/// The longest time, in milliseconds, that any term may reach into the future: validity,
		/// deadline, abandonment and confirmation period each.
		#[pallet::constant]
		type MaxPeriod: Get<Moment>;

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
		/// The price of a shipment.
		Price,
		/// The bond of its carrier.
		Bond,
		/// A shipment is kept.
		Shipment,
	}

	/// Number of the next shipment.
	#[pallet::storage]
	pub type NextId<T> = StorageValue<_, ShipmentId, ValueQuery>;

	/// The shipments that have not ended.
	#[pallet::storage]
	pub type Shipments<T: Config> = StorageMap<_, Blake2_128Concat, ShipmentId, ShipmentOf<T>>;

	/// The shipments of each party.
	#[pallet::storage]
	pub type ShipmentsOf<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, ShipmentId, ()>;

	/// What falls due in each minute.
	#[pallet::storage]
	pub type Agenda<T: Config> =
		StorageDoubleMap<_, Twox64Concat, u64, Twox64Concat, ShipmentId, ()>;

	/// The first minute of the agenda that is not done with.
	#[pallet::storage]
	pub type Cursor<T> = StorageValue<_, u64, ValueQuery>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A buyer proposed a shipment.
		ShipmentProposed {
			/// Its number.
			id: ShipmentId,
			/// Who proposed it.
			buyer: T::AccountId,
			/// What it proposes.
			terms: TermsOf<T>,
		},
		/// The carrier accepted: price and bond are on hold.
		ShipmentAccepted {
			/// The shipment.
			id: ShipmentId,
			/// Who accepted it.
			carrier: T::AccountId,
		},
		/// The custodian offers the goods to somebody.
		HandoverOffered {
			/// The shipment.
			id: ShipmentId,
			/// Who has the goods.
			from: T::AccountId,
			/// To whom they are offered.
			to: T::AccountId,
			/// What is to happen.
			event: EpcisEvent,
		},
		/// An offer was taken back or refused.
		HandoverWithdrawn {
			/// The shipment.
			id: ShipmentId,
			/// Who did.
			by: T::AccountId,
		},
		/// The goods changed hands, by the word of both sides.
		HandedOver {
			/// The shipment.
			id: ShipmentId,
			/// Number of the handover, from 1.
			number: u32,
			/// Who had the goods.
			from: T::AccountId,
			/// Who has them now.
			to: T::AccountId,
			/// What happened.
			event: EpcisEvent,
			/// When the chain recorded it (recordTime).
			recorded: Moment,
			/// Hash chain over the handovers: BLAKE2b-256 of the hash before, and of shipment,
			/// number, from, to, event and recorded time, SCALE-encoded.
			history: [u8; 32],
		},
		/// The carrier has the goods: the log counts from here.
		PickedUp {
			/// The shipment.
			id: ShipmentId,
			/// When.
			at: Moment,
		},
		/// The receiver has the goods.
		Delivered {
			/// The shipment.
			id: ShipmentId,
			/// When.
			at: Moment,
			/// When the chain settles without the buyer's word.
			settles_at: Moment,
		},
		/// One side would cancel a shipment that is on the way.
		CancelAsked {
			/// The shipment.
			id: ShipmentId,
			/// Who would.
			by: T::AccountId,
		},
		/// Who would have cancelled a shipment on the way would not any more.
		CancelTakenBack {
			/// The shipment.
			id: ShipmentId,
			/// Who.
			by: T::AccountId,
		},
		/// A shipment ended; its money is with who it belongs to.
		ShipmentEnded {
			/// The shipment.
			id: ShipmentId,
			/// Who paid.
			buyer: T::AccountId,
			/// Who carried.
			carrier: T::AccountId,
			/// How, and who got what.
			ending: Ending,
		},
		/// A shipment that fell due could not be concluded, and is tried again later.
		ConclusionPutOff {
			/// The shipment.
			id: ShipmentId,
			/// What stood in the way.
			error: DispatchError,
			/// When it is tried again.
			again: Moment,
		},
	}

	/// Why a call failed.
	#[pallet::error]
	#[derive(Clone, PartialEq, Eq)]
	pub enum Error<T> {
		/// There is no such shipment.
		UnknownShipment,
		/// The caller is not a party that may do this.
		NotAllowed,
		/// The shipment has come too far for this, or not far enough.
		WrongStatus,
		/// Buyer, carrier and consignee are not three, or two, different accounts.
		SameParty,
		/// No goods are named, or a GS1 key is not made of digits, or its check digit is wrong.
		BadGoods,
		/// There is no such currency.
		UnknownCurrency,
		/// A place is neither a GLN nor a `geo:` URI.
		BadPlace,
		/// A time lies in the past where it should not, the deadline is not after the start, or a
		/// period is longer than allowed.
		BadTime,
		/// The tiers do not ascend, or the cancellation fee exceeds the price.
		BadTariff,
		/// A condition names a channel that its stream does not have, an empty range or one that leaves
		/// out nothing plausible, a mean kinetic temperature of what has none, or a stream that neither buyer nor carrier answers for.
		BadCondition,
		/// The proposal lapsed.
		ProposalLapsed,
		/// No handover is offered, or it is another one.
		NoSuchOffer,
		/// This is not who the goods should go to next.
		WrongReceiver,
		/// The event is before the last one, or in the future.
		BadEventTime,
		/// A stream takes no monitor: it is closed, has as many as it may, or is neither the buyer's nor
		/// the carrier's any more.
		StreamUnavailable,
		/// Readings of the time before delivery are still missing: settling now would count them as
		/// not observed. The chain settles when the confirmation period is over.
		LogIncomplete,
		/// The shipment is not due yet.
		NotDue,
		/// All numbers are used up.
		NoMoreNumbers,
	}

	impl<T> From<MonitorError> for Error<T> {
		fn from(error: MonitorError) -> Self {
			match error {
				MonitorError::BadCondition => Self::BadCondition,
				_ => Self::StreamUnavailable,
			}
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Conclude what fell due, as far as the block has room.
		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			Self::work_through_agenda(remaining)
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
		/// Propose a shipment to a carrier. The caller is its buyer.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::propose())]
		pub fn propose(origin: OriginFor<T>, terms: TermsOf<T>) -> DispatchResult {
			let buyer = ensure_signed(origin)?;
			Self::do_propose(buyer, terms)
		}

		/// Accept a proposal. The buyer's price and the carrier's bond go on hold.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::accept())]
		pub fn accept(origin: OriginFor<T>, id: ShipmentId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept(who, id)
		}

		/// Offer the goods to the next custodian: first to the carrier, then to anybody on the way,
		/// at last to the receiver.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::offer_handover())]
		pub fn offer_handover(
			origin: OriginFor<T>,
			id: ShipmentId,
			to: T::AccountId,
			event: EpcisEvent,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_offer(who, id, to, event)
		}

		/// Take an offer back, or refuse it.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::withdraw_handover())]
		pub fn withdraw_handover(origin: OriginFor<T>, id: ShipmentId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_offer(who, id)
		}

		/// Take over the goods, by the very event that was offered.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::accept_handover())]
		pub fn accept_handover(
			origin: OriginFor<T>,
			id: ShipmentId,
			event: EpcisEvent,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept_handover(who, id, event)
		}

		/// Confirm a delivery: the chain settles at once. By the buyer or the receiver.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::conclude())]
		pub fn confirm(origin: OriginFor<T>, id: ShipmentId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_confirm(&who, id)
		}

		/// Conclude a shipment that is due. By anybody; the chain does it by itself when a block has
		/// room.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::conclude())]
		pub fn conclude(origin: OriginFor<T>, id: ShipmentId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_conclude(id)
		}

		/// Cancel a shipment: a proposal is withdrawn or declined; before the pick-up the caller owes
		/// the fee; on the way both sides must call. Who calls twice takes it back.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::conclude())]
		pub fn cancel(origin: OriginFor<T>, id: ShipmentId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel(who, id)
		}
	}

	/// The bounds of terms, so that whoever writes them can tell before the runtime decodes them.
	#[pallet::extra_constants]
	impl<T: Config> Pallet<T> {
		/// Most goods of a shipment.
		#[pallet::constant_name(MaxGoods)]
		fn max_goods() -> u32 {
			MAX_GOODS
		}

		/// Most bytes of a lot.
		#[pallet::constant_name(MaxLot)]
		fn max_lot() -> u32 {
			MAX_LOT
		}

		/// Most conditions of a shipment.
		#[pallet::constant_name(MaxConditions)]
		fn max_conditions() -> u32 {
			MAX_CONDITIONS
		}

		/// Most tiers of a tariff.
		#[pallet::constant_name(MaxTiers)]
		fn max_tiers() -> u32 {
			MAX_TIERS
		}

		/// Most bytes of a place.
		#[pallet::constant_name(MaxPlace)]
		fn max_place() -> u32 {
			MAX_PLACE
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The shipment of this number, if it has not ended.
		pub fn shipment(id: ShipmentId) -> Option<ShipmentInfo<T::AccountId, AssetIdOf<T>>> {
			Shipments::<T>::get(id).map(|shipment| ShipmentInfo { id, shipment })
		}

		/// What would be due if the goods were delivered at `at`, or now; after delivery what is due.
		pub fn reckoning(
			id: ShipmentId,
			at: Option<Moment>,
		) -> Result<reckoning::Reckoning, ReckoningError> {
			Self::reckoning_at(id, at)
		}

		/// Numbers of a party's shipments, in the order of the database: those after `after`, at most
		/// `limit` and 100.
		pub fn shipments_of(
			account: T::AccountId,
			after: Option<ShipmentId>,
			limit: u32,
		) -> Vec<ShipmentId> {
			Self::numbers_of(&account, after, limit)
		}
	}
}
