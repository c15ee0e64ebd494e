// SPDX-License-Identifier: Apache-2.0

//! What always holds.

use alloc::{collections::BTreeMap, vec::Vec};
use codec::Encode;
use frame_support::{
	ensure,
	sp_runtime::TryRuntimeError,
	traits::{fungible::hold::Inspect as _, fungibles::hold::Inspect as _},
};
use samul_primitives::traits::Streams;

use crate::{
	pallet::{Agenda, AssetIdOf, Cursor, HoldReason, NextId, Shipments, ShipmentsOf},
	types::{Amount, Status},
	Config, Pallet,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		type Held<T> = BTreeMap<
			(Vec<u8>, Vec<u8>, u8),
			(
				AssetIdOf<T>,
				<T as frame_system::Config>::AccountId,
				HoldReason,
				Amount,
			),
		>;
		let mut held = Held::<T>::new();
		let mut deposits = BTreeMap::<Vec<u8>, (T::AccountId, Amount)>::new();
		let mut shipments = 0usize;
		let mut entries = 0usize;
		for (id, shipment) in Shipments::<T>::iter() {
			shipments += 1;
			ensure!(id < NextId::<T>::get(), "a shipment's number is to come");
			let parties = shipment.parties();
			entries += parties.len();
			for party in parties {
				ensure!(
					ShipmentsOf::<T>::contains_key(party, id),
					"a party lacks its shipment"
				);
			}
			let minute = Self::minute(shipment.due);
			ensure!(
				Agenda::<T>::contains_key(minute, id),
				"a shipment never falls due"
			);
			ensure!(
				Cursor::<T>::get() <= minute,
				"the agenda went past a shipment"
			);
			let running = matches!(
				shipment.status,
				Status::InTransit | Status::Delivered { .. }
			);
			let monitors = if running {
				shipment.terms.conditions.len()
			} else {
				0
			};
			ensure!(
				shipment.monitors.len() == monitors,
				"not every condition is monitored"
			);
			for (condition, monitor) in shipment.terms.conditions.iter().zip(&shipment.monitors) {
				let found = T::Streams::read(&condition.stream, *monitor, 0);
				ensure!(found.is_ok(), "a monitor is gone");
			}
			if shipment.status != Status::Proposed {
				let terms = &shipment.terms;
				for (number, reason, who, amount) in [
					(0, HoldReason::Price, &shipment.buyer, terms.price),
					(1, HoldReason::Bond, &terms.carrier, terms.bond),
				] {
					let entry = held
						.entry((terms.asset.encode(), who.encode(), number))
						.or_insert((terms.asset.clone(), who.clone(), reason, 0));
					entry.3 = entry.3.saturating_add(amount);
				}
			}
			let sum = deposits
				.entry(shipment.buyer.encode())
				.or_insert((shipment.buyer, 0));
			sum.1 = sum.1.saturating_add(shipment.deposit);
		}
		ensure!(
			Agenda::<T>::iter().count() == shipments,
			"the agenda has an entry too many"
		);
		ensure!(
			ShipmentsOf::<T>::iter().count() == entries,
			"a party has a shipment too many"
		);
		for (asset, who, reason, sum) in held.into_values() {
			let on_hold = T::Currencies::balance_on_hold(asset, &reason.into(), &who);
			ensure!(on_hold == sum, "the escrows are not what is on hold");
		}
		for (who, sum) in deposits.into_values() {
			let on_hold = T::Currency::balance_on_hold(&HoldReason::Shipment.into(), &who);
			ensure!(on_hold == sum, "the deposits are not what is on hold");
		}
		Ok(())
	}
}
