// SPDX-License-Identifier: Apache-2.0

//! What a reader may ask.

use alloc::vec::Vec;
use codec::{Codec, Decode, Encode};
use samul_primitives::{
	access::{ResourceId, RightId},
	Moment,
};
use scale_info::TypeInfo;

use crate::{
	settlement::ChargeDetail,
	types::{AgreementInfo, Booking, Order, Quote, TariffInfo, TariffNumber},
};

/// Why there is no answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum MarketError {
	/// There is no such tariff.
	UnknownTariff,
	/// Whoever set the tariff does not own the resource any more.
	NotForSale,
	/// The right would end before it begins, last longer than the tariff allows, or begin later.
	BadTime,
	/// Uses are not told though each has a price, or are 0; or there is a limit without a meter, or a
	/// meter without a limit.
	BadOrder,
	/// Somebody else has an exclusive right for that time, or has not given the resource back.
	NotAvailable,
	/// There is no agreement on such a right, or it is closed.
	UnknownAgreement,
	/// The right has not begun by then.
	NotBegun,
	/// The rent is settled: the event `SessionSettled` has the charge detail record.
	AlreadySettled,
}

sp_api::decl_runtime_apis! {
	/// Reads of tariffs and agreements.
	pub trait AccessMarketApi<AccountId, AssetId>
	where
		AccountId: Codec,
		AssetId: Codec,
	{
		/// The tariffs of a resource, in order.
		fn tariffs(resource: ResourceId) -> Vec<TariffInfo<AccountId, AssetId>>;

		/// What a right would cost if it were bought now.
		fn quote(
			resource: ResourceId,
			number: TariffNumber,
			order: Order,
		) -> Result<Quote<AccountId, AssetId>, MarketError>;

		/// The agreement on a right, if it is not closed.
		fn agreement(right: RightId) -> Option<AgreementInfo<AccountId, AssetId>>;

		/// What a right has come to at `at`, or now: the charge detail record so far. The meter counts
		/// up to its last reading.
		fn running_cost(right: RightId, at: Option<Moment>) -> Result<ChargeDetail, MarketError>;

		/// Rights that a payer or provider has agreements on, in the order of the database: those after
		/// `after`, at most `limit` and 100.
		fn agreements_of(
			account: AccountId,
			after: Option<RightId>,
			limit: u32,
		) -> Vec<RightId>;

		/// The times for which a resource is let to one alone.
		fn bookings(resource: ResourceId) -> Vec<Booking>;
	}
}
