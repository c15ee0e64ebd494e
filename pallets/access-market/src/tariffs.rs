// SPDX-License-Identifier: Apache-2.0

//! Setting and removing tariffs.

use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{fungibles::Inspect, Get, UnixTime},
};
use samul_primitives::{
	access::ResourceId,
	observe::Condition,
	traits::{Rights, Streams},
	units::Channel,
	Moment,
};

use crate::{
	pallet::{HoldReason, Pallet, TariffOf, Tariffs},
	settlement::above_zero,
	types::{MeterPrice, Offer, TariffNumber},
	Config, Error, Event,
};

impl<T: Config> Pallet<T> {
	/// The time in Unix milliseconds.
	pub(crate) fn now() -> Moment {
		u64::try_from(T::Time::now().as_millis()).unwrap_or(u64::MAX)
	}

	/// What the meter of a resource must watch, and its channel.
	pub(crate) fn check_meter(
		resource: ResourceId,
		provider: &T::AccountId,
		meter: &MeterPrice,
	) -> Result<(Condition, Channel), Error<T>> {
		let ours = T::Streams::owner(&meter.stream).as_ref() == Some(provider)
			&& T::Rights::has_device(resource, &meter.stream.device);
		let channel = T::Streams::channel(&meter.stream, meter.channel)
			.filter(|_| ours)
			.ok_or(Error::<T>::MeterUnavailable)?;
		let condition = above_zero(meter.channel, &channel);
		ensure!(condition.fits(&channel), Error::<T>::MeterUnavailable);
		Ok((condition, channel))
	}

	fn is_good(provider: &T::AccountId, tariff: &TariffOf<T>) -> bool {
		let longest = T::MaxPeriod::get();
		let periods = [
			tariff.notice,
			tariff.ahead,
			tariff.longest,
			tariff.late,
			tariff.window,
		];
		// What was delegated counts among the uses only as long as it is there: who revokes it before its
		// receipt is in would hide the use.
		let counted = tariff.prices.each_use == 0 || tariff.delegations == 0;
		// In a window that is over before anybody can answer, silence would accept whatever is claimed.
		let answerable = tariff.window == 0 || tariff.window >= T::MinWindow::get();
		tariff.prices.is_valid()
			&& counted
			&& answerable
			&& tariff.right(0, 1, None).is_valid()
			&& tariff.longest > 0
			&& periods.into_iter().all(|period| period <= longest)
			&& (tariff.exclusive || tariff.prices.meter.is_none())
			&& tariff
				.overrun
				.is_none_or(|rate| rate.amount > 0 && rate.unit > 0 && tariff.deposit > 0)
			&& tariff.arbiter.as_ref() != Some(provider)
	}

	pub(crate) fn do_set_tariff(
		who: T::AccountId,
		resource: ResourceId,
		number: TariffNumber,
		tariff: TariffOf<T>,
	) -> DispatchResult {
		let owner = T::Rights::owner(resource).ok_or(Error::<T>::UnknownResource)?;
		ensure!(owner == who, Error::<T>::NotAllowed);
		ensure!(number < T::MaxTariffs::get(), Error::<T>::BadNumber);
		ensure!(Self::is_good(&who, &tariff), Error::<T>::BadTariff);
		ensure!(
			T::Currencies::asset_exists(tariff.asset.clone()),
			Error::<T>::UnknownCurrency
		);
		if let Some(meter) = &tariff.prices.meter {
			Self::check_meter(resource, &who, meter)?;
		}
		if let Some(old) = Tariffs::<T>::get(resource, number) {
			Self::return_storage(HoldReason::Tariff, &old.provider, old.storage_deposit)?;
		}
		let storage_deposit = T::TariffDeposit::get();
		Self::hold_storage(HoldReason::Tariff, &who, storage_deposit)?;
		let hash = tariff.hash(resource, &who);
		let offer = Offer {
			provider: who.clone(),
			storage_deposit,
			tariff: tariff.clone(),
		};
		Tariffs::<T>::insert(resource, number, offer);
		Self::deposit_event(Event::TariffSet {
			resource,
			number,
			provider: who,
			hash,
			tariff,
		});
		Ok(())
	}

	pub(crate) fn do_remove_tariff(
		who: &T::AccountId,
		resource: ResourceId,
		number: TariffNumber,
	) -> DispatchResult {
		let offer = Tariffs::<T>::get(resource, number).ok_or(Error::<T>::UnknownTariff)?;
		let may = offer.provider == *who || T::Rights::owner(resource).as_ref() == Some(who);
		ensure!(may, Error::<T>::NotAllowed);
		Self::return_storage(HoldReason::Tariff, &offer.provider, offer.storage_deposit)?;
		Tariffs::<T>::remove(resource, number);
		Self::deposit_event(Event::TariffRemoved { resource, number });
		Ok(())
	}
}
