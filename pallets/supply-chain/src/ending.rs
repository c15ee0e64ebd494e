// SPDX-License-Identifier: Apache-2.0

//! How shipments end: confirmed, concluded when due, or cancelled.

use frame_support::{ensure, pallet_prelude::DispatchResult, storage::with_storage_layer};
use samul_primitives::traits::Streams;

use crate::{
	pallet::{Agenda, ShipmentOf, Shipments, ShipmentsOf},
	types::{Amount, Ending, ShipmentId, Status},
	Config, Error, Event, Pallet,
};

impl<T: Config> Pallet<T> {
	fn get(id: ShipmentId) -> Result<ShipmentOf<T>, Error<T>> {
		Shipments::<T>::get(id).ok_or(Error::<T>::UnknownShipment)
	}

	pub(crate) fn do_confirm(who: &T::AccountId, id: ShipmentId) -> DispatchResult {
		let shipment = Self::get(id)?;
		let may = *who == shipment.buyer || who == shipment.receiver();
		ensure!(may, Error::<T>::NotAllowed);
		ensure!(
			matches!(shipment.status, Status::Delivered { .. }),
			Error::<T>::WrongStatus
		);
		ensure!(Self::is_log_complete(&shipment), Error::<T>::LogIncomplete);
		Self::settle(id, &shipment)
	}

	/// Whether the end of every window is observed, so that no reading can come in any more that
	/// would turn time not observed into time observed.
	fn is_log_complete(shipment: &ShipmentOf<T>) -> bool {
		shipment
			.terms
			.conditions
			.iter()
			.zip(&shipment.monitors)
			.zip(&shipment.ends)
			.all(|((condition, monitor), end)| {
				let Some(last) = T::Streams::last_time(&condition.stream) else {
					return false;
				};
				if last >= *end {
					return true;
				}
				let missing = |at| {
					T::Streams::read(&condition.stream, *monitor, at)
						.map(|monitor| monitor.unobserved)
				};
				matches!((missing(last), missing(*end)), (Ok(before), Ok(after)) if before == after)
			})
	}

	pub(crate) fn do_conclude(id: ShipmentId) -> DispatchResult {
		let shipment = Self::get(id)?;
		ensure!(Self::now() >= shipment.due, Error::<T>::NotDue);
		Self::conclude_due(id, &shipment)
	}

	/// End a shipment that is due, by what it has come to.
	pub(crate) fn conclude_due(id: ShipmentId, shipment: &ShipmentOf<T>) -> DispatchResult {
		let terms = &shipment.terms;
		match shipment.status {
			Status::Proposed => Self::end_with(id, shipment, Ending::Lapsed, None),
			Status::Accepted => Self::end_with(id, shipment, Ending::NotPickedUp, Some((0, 0))),
			Status::InTransit => Self::end_with(id, shipment, Ending::Lost, Some((0, terms.bond))),
			Status::Delivered { .. } => Self::settle(id, shipment),
		}
	}

	fn settle(id: ShipmentId, shipment: &ShipmentOf<T>) -> DispatchResult {
		let reckoning =
			Self::reckon_delivered(shipment).map_err(|_| Error::<T>::StreamUnavailable)?;
		let split = (reckoning.paid, reckoning.bond_forfeited);
		Self::end_with(id, shipment, Ending::Settled(reckoning), Some(split))
	}

	pub(crate) fn do_cancel(who: T::AccountId, id: ShipmentId) -> DispatchResult {
		let shipment = Self::get(id)?;
		let by_buyer = who == shipment.buyer;
		ensure!(
			by_buyer || who == shipment.terms.carrier,
			Error::<T>::NotAllowed
		);
		match shipment.status {
			Status::Proposed => Self::end_with(id, &shipment, Ending::Withdrawn, None),
			Status::Accepted => {
				let fee = shipment.terms.cancellation_fee;
				let (fee, split) = if by_buyer {
					(fee, (fee, 0))
				} else {
					let fee = fee.min(shipment.terms.bond);
					(fee, (0, fee))
				};
				Self::end_with(id, &shipment, Ending::Cancelled { fee }, Some(split))
			}
			Status::InTransit => match &shipment.cancel_asked {
				None => {
					Self::deposit_event(Event::CancelAsked {
						id,
						by: who.clone(),
					});
					Self::mutate(id, |shipment| {
						shipment.cancel_asked = Some(who);
						Ok(())
					})
				}
				Some(first) if *first == who => {
					Self::deposit_event(Event::CancelTakenBack { id, by: who });
					Self::mutate(id, |shipment| {
						shipment.cancel_asked = None;
						Ok(())
					})
				}
				Some(_) => Self::end_with(id, &shipment, Ending::CancelledByBoth, Some((0, 0))),
			},
			Status::Delivered { .. } => Err(Error::<T>::WrongStatus.into()),
		}
	}

	/// End a shipment: split what is on hold (price to the carrier, bond to the buyer, the rest
	/// back), return the deposit, take off the monitors, and forget it. All or nothing.
	fn end_with(
		id: ShipmentId,
		shipment: &ShipmentOf<T>,
		ending: Ending,
		split: Option<(Amount, Amount)>,
	) -> DispatchResult {
		with_storage_layer(|| {
			if let Some((price_to_carrier, bond_to_buyer)) = split {
				Self::release_escrow(shipment, price_to_carrier, bond_to_buyer)?;
			}
			Self::return_deposit(&shipment.buyer, shipment.deposit)?;
			for (condition, monitor) in shipment.terms.conditions.iter().zip(&shipment.monitors) {
				// One that is gone has nothing left to say: it does not keep money back.
				let _ = T::Streams::detach(&condition.stream, *monitor, Self::now());
			}
			for party in shipment.parties() {
				ShipmentsOf::<T>::remove(party, id);
			}
			Agenda::<T>::remove(Self::minute(shipment.due), id);
			Shipments::<T>::remove(id);
			Self::deposit_event(Event::ShipmentEnded {
				id,
				buyer: shipment.buyer.clone(),
				carrier: shipment.terms.carrier.clone(),
				ending,
			});
			Ok(())
		})
	}
}
