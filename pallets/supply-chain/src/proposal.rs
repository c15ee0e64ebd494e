// SPDX-License-Identifier: Apache-2.0

//! Proposing a shipment and accepting it.

use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{fungibles::Inspect, Get, UnixTime},
};
use samul_primitives::{traits::Streams, Moment};

use crate::{
	pallet::{NextId, ShipmentOf, Shipments, ShipmentsOf, TermsOf},
	types::{ConditionTerms, Shipment, ShipmentId, Status},
	Config, Error, Event, Pallet,
};

impl<T: Config> Pallet<T> {
	/// The time in Unix milliseconds.
	pub(crate) fn now() -> Moment {
		u64::try_from(T::Time::now().as_millis()).unwrap_or(u64::MAX)
	}

	fn check_times(terms: &TermsOf<T>) -> DispatchResult {
		let now = Self::now();
		let latest = now.saturating_add(T::MaxPeriod::get());
		let good = terms.valid_until > now
			&& terms.valid_until <= latest
			&& terms.deadline > now
			&& terms.deadline > terms.not_before
			&& terms.deadline <= latest
			&& terms.abandon_after <= T::MaxPeriod::get()
			&& terms.confirmation_period <= T::MaxPeriod::get();
		ensure!(good, Error::<T>::BadTime);
		Ok(())
	}

	fn check_condition(
		buyer: &T::AccountId,
		terms: &TermsOf<T>,
		condition: &ConditionTerms,
	) -> DispatchResult {
		let ascend = condition
			.tariff
			.tiers
			.iter()
			.zip(condition.tariff.tiers.iter().skip(1))
			.all(|(tier, next)| tier.above < next.above);
		ensure!(ascend, Error::<T>::BadTariff);
		let owner = T::Streams::owner(&condition.stream).ok_or(Error::<T>::BadCondition)?;
		// A log is the word of a side that signs the contract. The consignee does not: nobody attaches
		// monitors to the streams of one who was not asked.
		let ours = owner == *buyer || owner == terms.carrier;
		let wanted = condition.condition;
		let channel = T::Streams::channel(&condition.stream, wanted.channel)
			.ok_or(Error::<T>::BadCondition)?;
		ensure!(ours && wanted.fits(&channel), Error::<T>::BadCondition);
		Ok(())
	}

	pub(crate) fn do_propose(buyer: T::AccountId, terms: TermsOf<T>) -> DispatchResult {
		let different = terms.carrier != buyer
			&& terms
				.consignee
				.as_ref()
				.is_none_or(|consignee| *consignee != buyer && *consignee != terms.carrier);
		ensure!(different, Error::<T>::SameParty);
		ensure!(
			!terms.goods.is_empty() && terms.goods.iter().all(|goods| goods.is_valid()),
			Error::<T>::BadGoods
		);
		ensure!(
			T::Currencies::asset_exists(terms.asset.clone()),
			Error::<T>::UnknownCurrency
		);
		ensure!(terms.cancellation_fee <= terms.price, Error::<T>::BadTariff);
		Self::check_times(&terms)?;
		for condition in &terms.conditions {
			Self::check_condition(&buyer, &terms, condition)?;
		}

		let id = NextId::<T>::get();
		NextId::<T>::put(id.checked_add(1).ok_or(Error::<T>::NoMoreNumbers)?);
		let deposit = T::Deposit::get();
		Self::hold_deposit(&buyer, deposit)?;
		let shipment = Shipment {
			buyer: buyer.clone(),
			status: Status::Proposed,
			custodian: buyer.clone(),
			offer: None,
			handovers: 0,
			history: [0; 32],
			last_event: terms.not_before,
			monitors: Default::default(),
			ends: Default::default(),
			cancel_asked: None,
			deposit,
			due: terms.valid_until,
			terms: terms.clone(),
		};
		for party in shipment.parties() {
			ShipmentsOf::<T>::insert(party, id, ());
		}
		Self::note_due(id, shipment.due);
		Shipments::<T>::insert(id, shipment);
		Self::deposit_event(Event::ShipmentProposed { id, buyer, terms });
		Ok(())
	}

	pub(crate) fn do_accept(who: T::AccountId, id: ShipmentId) -> DispatchResult {
		Self::mutate(id, |shipment| {
			ensure!(shipment.terms.carrier == who, Error::<T>::NotAllowed);
			ensure!(shipment.status == Status::Proposed, Error::<T>::WrongStatus);
			ensure!(
				Self::now() <= shipment.terms.valid_until,
				Error::<T>::ProposalLapsed
			);
			Self::hold_escrow(shipment)?;
			shipment.status = Status::Accepted;
			Self::postpone(id, shipment, shipment.terms.deadline);
			Self::deposit_event(Event::ShipmentAccepted { id, carrier: who });
			Ok(())
		})
	}

	/// Change a shipment.
	pub(crate) fn mutate(
		id: ShipmentId,
		change: impl FnOnce(&mut ShipmentOf<T>) -> DispatchResult,
	) -> DispatchResult {
		Shipments::<T>::try_mutate(id, |shipment| {
			change(shipment.as_mut().ok_or(Error::<T>::UnknownShipment)?)
		})
	}
}
