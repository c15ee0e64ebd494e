// SPDX-License-Identifier: Apache-2.0

//! What happens to tariffs and agreements.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod events {
	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A tariff was set.
		TariffSet {
			/// Of what.
			resource: ResourceId,
			/// Its number.
			number: TariffNumber,
			/// Who set it, and is paid.
			provider: T::AccountId,
			/// What a buyer names.
			hash: TariffHash,
			/// What it asks.
			tariff: TariffOf<T>,
		},
		/// A tariff was removed.
		TariffRemoved {
			/// Of what.
			resource: ResourceId,
			/// Its number.
			number: TariffNumber,
		},
		/// A right was bought: rent and deposit are on hold.
		RightBought {
			/// The right.
			right: RightId,
			/// On what.
			resource: ResourceId,
			/// Who pays.
			payer: T::AccountId,
			/// Who is paid.
			provider: T::AccountId,
			/// By which tariff.
			tariff: TariffHash,
			/// What was bought.
			order: Order,
			/// What is on hold.
			on_hold: Sums,
			/// The monitor that measures the use.
			meter: Option<Meter>,
		},
		/// The provider gave notice: the right ends earlier.
		NoticeGiven {
			/// The right.
			right: RightId,
			/// When it ends.
			ends: Moment,
		},
		/// Somebody else still had the resource when a right began: the meter counts for it from now on, and
		/// what flowed before is not its payer's.
		MeterDelayed {
			/// The right.
			right: RightId,
			/// From when on the meter counts.
			from: Moment,
		},
		/// A right that had not begun was cancelled.
		Cancelled {
			/// The right.
			right: RightId,
			/// By whom.
			by: T::AccountId,
			/// What the payer owes for it.
			fee: Amount,
		},
		/// A right has ended.
		RightEnded {
			/// The right.
			right: RightId,
			/// When.
			at: Moment,
			/// When the rent is settled at the latest, if anybody concludes it.
			due: Moment,
		},
		/// The rent of a right is settled: a charge detail record.
		SessionSettled {
			/// The right, by which the session is known.
			right: RightId,
			/// On what.
			resource: ResourceId,
			/// Whose the right was.
			subject: Subject,
			/// Who pays.
			payer: T::AccountId,
			/// Who is paid.
			provider: T::AccountId,
			/// By which tariff.
			tariff: TariffHash,
			/// In what.
			currency: AssetIdOf<T>,
			/// What measured.
			meter: Option<StreamId>,
			/// Times, quantities and costs.
			detail: ChargeDetail,
		},
		/// The provider claims damages.
		DamageClaimed {
			/// The right.
			right: RightId,
			/// How much.
			amount: Amount,
			/// Until when the payer can answer.
			due: Moment,
		},
		/// The payer disputes a claim.
		ClaimDisputed {
			/// The right.
			right: RightId,
			/// Who rules.
			arbiter: T::AccountId,
			/// Until when.
			due: Moment,
		},
		/// The arbiter ruled.
		ClaimRuled {
			/// The right.
			right: RightId,
			/// What the provider gets.
			amount: Amount,
		},
		/// The provider could not be paid. What is owed stays on hold.
		PaymentPutOff {
			/// The right.
			right: RightId,
			/// What stood in the way.
			error: DispatchError,
		},
		/// An agreement was closed: all of its money is with whom it belongs to.
		AgreementClosed {
			/// The right.
			right: RightId,
			/// Who paid.
			payer: T::AccountId,
			/// Who was paid.
			provider: T::AccountId,
			/// Of rent and deposit, what the provider got.
			paid: Sums,
			/// Of rent and deposit, what the payer got back.
			back: Sums,
		},
	}
}
