// SPDX-License-Identifier: Apache-2.0

//! What readers ask: shipments of a party, and what is or would be due.

use alloc::vec::Vec;
use samul_primitives::{observe::Monitor, traits::Streams, Moment};

use crate::{
	pallet::{ShipmentOf, Shipments, ShipmentsOf},
	reckoning::{lateness, reckon, Reckoning},
	types::{ShipmentId, Status},
	Config, Pallet, ReckoningError,
};

/// Most numbers that one page shows.
const PAGE: u32 = 100;

impl<T: Config> Pallet<T> {
	/// The monitors as of a moment for each, with their channels' exponents.
	fn measured(
		shipment: &ShipmentOf<T>,
		at: impl Fn(usize) -> Moment,
	) -> Result<Vec<(Monitor, i8)>, ReckoningError> {
		shipment
			.terms
			.conditions
			.iter()
			.zip(&shipment.monitors)
			.enumerate()
			.map(|(number, (condition, id))| {
				let monitor = T::Streams::read(&condition.stream, *id, at(number)).ok()?;
				let channel = T::Streams::channel(&condition.stream, condition.condition.channel)?;
				Some((monitor, channel.exponent))
			})
			.collect::<Option<_>>()
			.ok_or(ReckoningError::MonitorMissing)
	}

	/// What is due of a shipment that was delivered.
	pub(crate) fn reckon_delivered(shipment: &ShipmentOf<T>) -> Result<Reckoning, ReckoningError> {
		let Status::Delivered { at } = shipment.status else {
			return Err(ReckoningError::NotPickedUp);
		};
		let end = |number| shipment.ends.get(number).copied().unwrap_or(at);
		let measured = Self::measured(shipment, end)?;
		Ok(reckon(
			&shipment.terms,
			&measured,
			lateness(at, shipment.terms.deadline),
		))
	}

	pub(crate) fn reckoning_at(
		id: ShipmentId,
		at: Option<Moment>,
	) -> Result<Reckoning, ReckoningError> {
		let shipment = Shipments::<T>::get(id).ok_or(ReckoningError::UnknownShipment)?;
		match shipment.status {
			Status::Proposed | Status::Accepted => Err(ReckoningError::NotPickedUp),
			Status::Delivered { .. } => Self::reckon_delivered(&shipment),
			Status::InTransit => {
				let at = at.unwrap_or_else(Self::now);
				let measured = Self::measured(&shipment, |_| at)?;
				Ok(reckon(
					&shipment.terms,
					&measured,
					lateness(at, shipment.terms.deadline),
				))
			}
		}
	}

	pub(crate) fn numbers_of(
		account: &T::AccountId,
		after: Option<ShipmentId>,
		limit: u32,
	) -> Vec<ShipmentId> {
		let start = match after {
			Some(id) => ShipmentsOf::<T>::hashed_key_for(account, id),
			None => ShipmentsOf::<T>::iter_key_prefix(account).prefix().to_vec(),
		};
		ShipmentsOf::<T>::iter_key_prefix_from(account, start)
			.take(limit.min(PAGE) as usize)
			.collect()
	}
}
