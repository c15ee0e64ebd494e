// SPDX-License-Identifier: Apache-2.0

//! The goods on their way from hand to hand. Each handover takes two words: the custodian offers,
//! the receiver accepts the very same event.

use codec::Encode;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use samul_primitives::{hash::blake2_256, traits::Streams, Moment};

use crate::{
	epcis::EpcisEvent,
	pallet::ShipmentOf,
	types::{Offer, ShipmentId, Status},
	Config, Error, Event, Pallet,
};

impl<T: Config> Pallet<T> {
	fn check_event(shipment: &ShipmentOf<T>, event: &EpcisEvent) -> DispatchResult {
		ensure!(event.has_valid_place(), Error::<T>::BadPlace);
		let in_order = event.event_time >= shipment.last_event && event.event_time <= Self::now();
		ensure!(in_order, Error::<T>::BadEventTime);
		Ok(())
	}

	pub(crate) fn do_offer(
		who: T::AccountId,
		id: ShipmentId,
		to: T::AccountId,
		event: EpcisEvent,
	) -> DispatchResult {
		Self::mutate(id, |shipment| {
			ensure!(shipment.custodian == who, Error::<T>::NotAllowed);
			match shipment.status {
				Status::Accepted => {
					ensure!(to == shipment.terms.carrier, Error::<T>::WrongReceiver)
				}
				Status::InTransit => ensure!(to != who, Error::<T>::WrongReceiver),
				_ => return Err(Error::<T>::WrongStatus.into()),
			}
			Self::check_event(shipment, &event)?;
			shipment.offer = Some(Offer {
				to: to.clone(),
				event: event.clone(),
			});
			Self::deposit_event(Event::HandoverOffered {
				id,
				from: who,
				to,
				event,
			});
			Ok(())
		})
	}

	pub(crate) fn do_withdraw_offer(who: T::AccountId, id: ShipmentId) -> DispatchResult {
		Self::mutate(id, |shipment| {
			let offer = shipment.offer.as_ref().ok_or(Error::<T>::NoSuchOffer)?;
			ensure!(
				who == offer.to || who == shipment.custodian,
				Error::<T>::NotAllowed
			);
			shipment.offer = None;
			Self::deposit_event(Event::HandoverWithdrawn { id, by: who });
			Ok(())
		})
	}

	pub(crate) fn do_accept_handover(
		who: T::AccountId,
		id: ShipmentId,
		event: EpcisEvent,
	) -> DispatchResult {
		Self::mutate(id, |shipment| {
			let offer = shipment.offer.take().ok_or(Error::<T>::NoSuchOffer)?;
			ensure!(who == offer.to, Error::<T>::NotAllowed);
			ensure!(event == offer.event, Error::<T>::NoSuchOffer);
			let at = event.event_time;
			let from = core::mem::replace(&mut shipment.custodian, who.clone());
			let number = shipment.handovers.saturating_add(1);
			let recorded = Self::now();
			let history =
				blake2_256(&(shipment.history, id, number, &from, &who, &event, recorded).encode());
			shipment.handovers = number;
			shipment.last_event = at;
			shipment.history = history;
			let to = who.clone();
			Self::deposit_event(Event::HandedOver {
				id,
				number,
				from,
				to,
				event,
				recorded,
				history,
			});
			if shipment.status == Status::Accepted {
				Self::pick_up(id, shipment, at)
			} else if who == *shipment.receiver() || who == shipment.buyer {
				Self::deliver(id, shipment, at)
			} else {
				Ok(())
			}
		})
	}

	/// The carrier has the goods: the monitors start.
	fn pick_up(id: ShipmentId, shipment: &mut ShipmentOf<T>, at: Moment) -> DispatchResult {
		for condition in &shipment.terms.conditions {
			// The device may have changed hands: nobody else's stream is watched.
			let owner = T::Streams::owner(&condition.stream);
			let of_a_party = owner
				.is_some_and(|owner| owner == shipment.buyer || owner == shipment.terms.carrier);
			ensure!(of_a_party, Error::<T>::StreamUnavailable);
			let monitor = T::Streams::attach(&condition.stream, condition.condition, at)
				.map_err(Error::<T>::from)?;
			// As many as there are conditions, which have the same bound.
			let _ = shipment.monitors.try_push(monitor);
		}
		shipment.status = Status::InTransit;
		let lost = shipment
			.terms
			.deadline
			.saturating_add(shipment.terms.abandon_after);
		Self::postpone(id, shipment, lost);
		Self::deposit_event(Event::PickedUp { id, at });
		Ok(())
	}

	/// The receiver, or the buyer, has the goods: the monitors' windows end.
	fn deliver(id: ShipmentId, shipment: &mut ShipmentOf<T>, at: Moment) -> DispatchResult {
		for (condition, monitor) in shipment.terms.conditions.iter().zip(&shipment.monitors) {
			let end = T::Streams::end(&condition.stream, *monitor, at).map_err(Error::<T>::from)?;
			let _ = shipment.ends.try_push(end);
		}
		shipment.status = Status::Delivered { at };
		shipment.cancel_asked = None;
		let settles_at = Self::now().saturating_add(shipment.terms.confirmation_period);
		Self::postpone(id, shipment, settles_at);
		Self::deposit_event(Event::Delivered { id, at, settles_at });
		Ok(())
	}
}
