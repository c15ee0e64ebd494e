// SPDX-License-Identifier: Apache-2.0

//! What readers ask: tariffs, prices, agreements and what they have come to.

use alloc::vec::Vec;
use frame_support::traits::Get;
use samul_primitives::{
	access::{ResourceId, RightId},
	traits::Rights,
	Moment,
};

use crate::{
	pallet::{Agreements, AgreementsOf, AssetIdOf, BookingsOf, Pallet, QuoteOf, TariffOf, Tariffs},
	settlement::{reckon, ChargeDetail, Session},
	types::{AgreementInfo, Order, Quote, Status, Sums, TariffInfo, TariffInfos, TariffNumber},
	Config, Error, MarketError,
};

/// Most numbers that one page shows.
const PAGE: u32 = 100;

impl<T: Config> Pallet<T> {
	pub(crate) fn tariffs_of(resource: ResourceId) -> TariffInfos<T::AccountId, AssetIdOf<T>> {
		let owner = T::Rights::owner(resource);
		(0..T::MaxTariffs::get())
			.filter_map(|number| {
				let offer = Tariffs::<T>::get(resource, number)?;
				Some(TariffInfo {
					number,
					hash: offer.tariff.hash(resource, &offer.provider),
					for_sale: owner.as_ref() == Some(&offer.provider),
					offer,
				})
			})
			.collect()
	}

	/// All that an order can cost: everything used up. Where there is a meter the limit is used up as
	/// well, as if all of it flowed.
	fn at_most(tariff: &TariffOf<T>, order: &Order) -> ChargeDetail {
		let session = Session {
			end: order.until,
			used: order.uses.unwrap_or(0),
			measured: None,
		};
		let mut detail = reckon(&tariff.prices, order, &session);
		detail.energy_cost = order.limit;
		detail.total_cost = detail.total_cost.saturating_add(order.limit);
		detail
	}

	pub(crate) fn quote_of(
		resource: ResourceId,
		number: TariffNumber,
		order: Order,
	) -> Result<QuoteOf<T>, MarketError> {
		let offer = Self::offer(resource, number)?;
		let tariff = offer.tariff;
		let order = Self::checked(&tariff, order)?;
		if tariff.exclusive {
			let bookings = BookingsOf::<T>::get(resource);
			if !Self::is_available(&bookings, order.from, order.until) {
				return Err(MarketError::NotAvailable);
			}
		}
		Ok(Quote {
			tariff: tariff.hash(resource, &offer.provider),
			provider: offer.provider,
			currency: tariff.asset.clone(),
			from: order.from,
			at_most: Self::at_most(&tariff, &order),
			on_hold: Sums {
				rent: order.rent(&tariff.prices, order.from),
				deposit: tariff.deposit,
			},
			storage_deposit: T::AgreementDeposit::get(),
		})
	}

	pub(crate) fn info(right: RightId) -> Option<AgreementInfo<T::AccountId, AssetIdOf<T>>> {
		Agreements::<T>::get(right).map(|agreement| AgreementInfo {
			right,
			due: agreement.due(),
			agreement,
		})
	}

	pub(crate) fn cost_at(right: RightId, at: Option<Moment>) -> Result<ChargeDetail, MarketError> {
		let agreement = Agreements::<T>::get(right).ok_or(MarketError::UnknownAgreement)?;
		let at = match agreement.status {
			Status::Ended { at } => at,
			Status::Running => {
				let at = at.unwrap_or_else(Self::now);
				if at < agreement.order.from {
					return Err(MarketError::NotBegun);
				}
				match agreement.tariff.overrun {
					None => at.min(agreement.ends),
					Some(_) => at,
				}
			}
			_ => return Err(MarketError::AlreadySettled),
		};
		let subject = &agreement.order.subject;
		let used = T::Rights::used(agreement.resource, subject, right).unwrap_or(0);
		Ok(Self::detail(&agreement, used, at))
	}

	pub(crate) fn rights_of(
		account: &T::AccountId,
		after: Option<RightId>,
		limit: u32,
	) -> Vec<RightId> {
		let start = match after {
			Some(right) => AgreementsOf::<T>::hashed_key_for(account, right),
			None => AgreementsOf::<T>::iter_key_prefix(account)
				.prefix()
				.to_vec(),
		};
		AgreementsOf::<T>::iter_key_prefix_from(account, start)
			.take(limit.min(PAGE) as usize)
			.collect()
	}
}

impl<T> From<Error<T>> for MarketError {
	fn from(error: Error<T>) -> Self {
		match error {
			Error::UnknownTariff => Self::UnknownTariff,
			Error::NotForSale => Self::NotForSale,
			Error::BadTime => Self::BadTime,
			_ => Self::BadOrder,
		}
	}
}
