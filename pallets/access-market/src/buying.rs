// SPDX-License-Identifier: Apache-2.0

//! Buying a right.

use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use samul_primitives::{
	access::ResourceId,
	traits::{Rights, Streams},
	Moment,
};

use crate::{
	pallet::{Agreements, AgreementsOf, HoldReason, OfferOf, Pallet, TariffOf, Tariffs},
	types::{Agreement, Booking, Meter, Order, Status, Sums, Tariff, TariffHash, TariffNumber},
	Config, Error, Event,
};

impl<AccountId, AssetId> Tariff<AccountId, AssetId> {
	/// Whether an order names all that has a price, and no limit for what has none.
	pub(crate) fn takes(&self, order: &Order) -> bool {
		let uses = match order.uses {
			None => self.prices.each_use == 0,
			Some(uses) => uses > 0,
		};
		uses && (order.limit > 0) == self.prices.meter.is_some()
	}

	/// Whether an order's times are within what is sold.
	pub(crate) fn sells(&self, order: &Order, now: Moment) -> bool {
		order.until > order.from
			&& order.until.saturating_sub(order.from) <= self.longest
			&& order.from.saturating_sub(now) <= self.ahead
	}
}

impl<T: Config> Pallet<T> {
	/// The tariff by which a resource's owner sells, if that set it.
	pub(crate) fn offer(
		resource: ResourceId,
		number: TariffNumber,
	) -> Result<OfferOf<T>, Error<T>> {
		let offer = Tariffs::<T>::get(resource, number).ok_or(Error::<T>::UnknownTariff)?;
		let owner = T::Rights::owner(resource);
		ensure!(
			owner.as_ref() == Some(&offer.provider),
			Error::<T>::NotForSale
		);
		Ok(offer)
	}

	/// An order as it is meant now: nothing begins in the past.
	pub(crate) fn checked(tariff: &TariffOf<T>, mut order: Order) -> Result<Order, Error<T>> {
		let now = Self::now();
		order.from = order.from.max(now);
		ensure!(tariff.sells(&order, now), Error::<T>::BadTime);
		ensure!(tariff.takes(&order), Error::<T>::BadOrder);
		Ok(order)
	}

	fn attach_meter(
		resource: ResourceId,
		offer: &OfferOf<T>,
		order: &Order,
	) -> Result<Option<Meter>, Error<T>> {
		let Some(price) = &offer.tariff.prices.meter else {
			return Ok(None);
		};
		let (condition, channel) = Self::check_meter(resource, &offer.provider, price)?;
		let monitor = T::Streams::attach(&price.stream, condition, order.from)?;
		if offer.tariff.overrun.is_none() {
			// What flows later is somebody else's, also if nobody concludes in time.
			T::Streams::end(&price.stream, monitor, order.until)?;
		}
		Ok(Some(Meter {
			stream: price.stream,
			monitor,
			exponent: channel.exponent,
			end: None,
		}))
	}

	pub(crate) fn do_buy(
		payer: T::AccountId,
		resource: ResourceId,
		number: TariffNumber,
		hash: TariffHash,
		order: Order,
	) -> DispatchResult {
		let offer = Self::offer(resource, number)?;
		let tariff = &offer.tariff;
		ensure!(
			tariff.hash(resource, &offer.provider) == hash,
			Error::<T>::TariffChanged
		);
		let different = payer != offer.provider && tariff.arbiter.as_ref() != Some(&payer);
		ensure!(different, Error::<T>::SameParty);
		let order = Self::checked(tariff, order)?;

		let terms = tariff.right(order.from, order.until, order.uses);
		let right = T::Rights::sell(resource, &order.subject, terms).map_err(Error::<T>::from)?;
		if tariff.exclusive {
			let booking = Booking {
				right,
				from: order.from,
				until: order.until,
				until_returned: tariff.overrun.is_some(),
			};
			Self::book(resource, booking)?;
		}
		let meter = Self::attach_meter(resource, &offer, &order)?;
		let agreed = Sums {
			rent: order.rent(&tariff.prices, order.from),
			deposit: tariff.deposit,
		};
		let agreement = Agreement {
			resource,
			payer: payer.clone(),
			provider: offer.provider.clone(),
			tariff: offer.tariff,
			tariff_hash: hash,
			order,
			ends: order.until,
			status: Status::Running,
			due: order.until,
			agreed,
			charged: Sums::default(),
			paid: Sums::default(),
			on_hold: agreed,
			meter,
			storage_deposit: T::AgreementDeposit::get(),
		};
		Self::hold_storage(HoldReason::Agreement, &payer, agreement.storage_deposit)?;
		Self::hold_agreed(&agreement)?;
		for party in [&payer, &offer.provider] {
			AgreementsOf::<T>::insert(party, right, ());
		}
		Agreements::<T>::insert(right, agreement);
		Self::deposit_event(Event::RightBought {
			right,
			resource,
			payer,
			provider: offer.provider,
			tariff: hash,
			order,
			on_hold: agreed,
			meter,
		});
		Ok(())
	}
}
