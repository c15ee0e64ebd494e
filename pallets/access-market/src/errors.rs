// SPDX-License-Identifier: Apache-2.0

//! Why calls fail.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod errors {
	/// Why a call failed.
	#[pallet::error]
	#[derive(Clone, PartialEq, Eq)]
	pub enum Error<T> {
		/// There is no such resource.
		UnknownResource,
		/// The caller is not who may do this.
		NotAllowed,
		/// Tariffs of a resource have numbers below `MaxTariffs`.
		BadNumber,
		/// Nothing has a price, a unit is 0, a period is too long or 0, the window is too short, the right
		/// would permit nothing, or be paid by the use and delegated, a meter is not let to one alone, an
		/// overrun has no price, or the provider would be arbiter.
		BadTariff,
		/// There is no such currency.
		UnknownCurrency,
		/// The stream is not the provider's, its device is none of the resource's, it has no such
		/// channel, nothing can flow there, or it takes no more readings.
		MeterUnavailable,
		/// The meter's stream has as many monitors as it may.
		NoFreeMonitor,
		/// There is no such tariff.
		UnknownTariff,
		/// Whoever set the tariff does not own the resource any more.
		NotForSale,
		/// The tariff, or who is paid, is not the one that the buyer agreed to.
		TariffChanged,
		/// Provider, payer and arbiter are not different accounts.
		SameParty,
		/// The right would end before it begins, last longer than the tariff allows, or begin later.
		BadTime,
		/// Uses are not told though each has a price, or are 0; or there is a limit without a meter, or a
		/// meter without a limit.
		BadOrder,
		/// Somebody else has an exclusive right for that time, or has not given the resource back.
		NotAvailable,
		/// The resource has as many exclusive rights as it may.
		TooManyBookings,
		/// The subject is a device that is not registered.
		UnknownSubject,
		/// The subject has as many rights on the resource as it may.
		TooManyRights,
		/// As many rights were counted as can be.
		NoMoreNumbers,
		/// There is no such agreement.
		UnknownAgreement,
		/// The agreement has come too far for this, or not far enough.
		WrongStatus,
		/// The right has not begun: it can be cancelled.
		NotBegun,
		/// The right has begun: it can be given back.
		Begun,
		/// The right ends before the notice would be over.
		EndsSooner,
		/// Anybody may conclude it later, not now.
		NotDue,
		/// What is claimed, or ruled, is more than there is to claim, or than was claimed.
		TooMuch,
		/// The time for this is over.
		TooLate,
		/// The tariff names nobody who rules on disputes.
		NoArbiter,
	}

	impl<T> From<RightError> for Error<T> {
		fn from(error: RightError) -> Self {
			match error {
				RightError::UnknownResource => Self::UnknownResource,
				RightError::UnknownDevice => Self::UnknownSubject,
				RightError::BadTerms => Self::BadTariff,
				RightError::TooManyRights => Self::TooManyRights,
				RightError::UnknownRight => Self::UnknownAgreement,
				RightError::NoMoreNumbers => Self::NoMoreNumbers,
			}
		}
	}

	impl<T> From<MonitorError> for Error<T> {
		fn from(error: MonitorError) -> Self {
			match error {
				MonitorError::TooManyMonitors => Self::NoFreeMonitor,
				_ => Self::MeterUnavailable,
			}
		}
	}
}
