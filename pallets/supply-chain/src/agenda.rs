// SPDX-License-Identifier: Apache-2.0

//! What falls due, minute by minute, and is concluded without anybody's asking when a block has
//! room. Nothing here is unbounded: each step is paid for from what the block has left, and the
//! cursor goes on in the next block.

use frame_support::{
	traits::Get,
	weights::{Weight, WeightMeter},
};
use samul_primitives::Moment;

use crate::{
	pallet::{Agenda, Cursor, ShipmentOf, Shipments},
	types::ShipmentId,
	Config, Event, Pallet, WeightInfo,
};

const MINUTE: u64 = 60_000;

/// How long a conclusion is put off that failed, in milliseconds.
const PUT_OFF: u64 = 60 * MINUTE;

impl<T: Config> Pallet<T> {
	/// The minute of the agenda in which `due` is past: it begins at or after it.
	pub(crate) fn minute(due: Moment) -> u64 {
		due.div_ceil(MINUTE)
	}

	pub(crate) fn note_due(id: ShipmentId, due: Moment) {
		let minute = Self::minute(due);
		// The first entry of all, or one before where the cursor stands.
		let cursor = Cursor::<T>::get();
		if cursor == 0 {
			Cursor::<T>::put(minute.min(Self::now() / MINUTE));
		} else if minute < cursor {
			Cursor::<T>::put(minute);
		}
		Agenda::<T>::insert(minute, id, ());
	}

	/// Let a shipment fall due at another time, or now if that is past: the cursor does not go back
	/// over minutes that are done with.
	pub(crate) fn postpone(id: ShipmentId, shipment: &mut ShipmentOf<T>, due: Moment) {
		let due = due.max(Self::now());
		Agenda::<T>::remove(Self::minute(shipment.due), id);
		shipment.due = due;
		Self::note_due(id, due);
	}

	/// Conclude what fell due, as long as there is weight left.
	pub(crate) fn work_through_agenda(remaining: Weight) -> Weight {
		let mut meter = WeightMeter::with_limit(remaining);
		let look = T::WeightInfo::agenda_step();
		let conclude = T::WeightInfo::conclude();
		// Whatever happens, room for the cursor itself.
		if meter
			.try_consume(T::DbWeight::get().reads_writes(1, 1))
			.is_err()
		{
			return meter.consumed();
		}
		let begin = Cursor::<T>::get();
		if begin == 0 {
			return meter.consumed();
		}
		let current = Self::now() / MINUTE;
		let mut minute = begin;
		// One walk through a minute: to begin it anew after each conclusion would pass all the entries
		// again that were removed before.
		let mut entries = Agenda::<T>::iter_key_prefix(minute);
		while minute <= current && meter.try_consume(look).is_ok() {
			match entries.next() {
				None => {
					minute = minute.saturating_add(1);
					entries = Agenda::<T>::iter_key_prefix(minute);
				}
				Some(id) => {
					if meter.try_consume(conclude).is_err() {
						break;
					}
					Self::conclude_from_agenda(minute, id);
				}
			}
		}
		if minute != begin {
			Cursor::<T>::put(minute);
		}
		meter.consumed()
	}

	fn conclude_from_agenda(minute: u64, id: ShipmentId) {
		let Some(mut shipment) = Shipments::<T>::get(id) else {
			Agenda::<T>::remove(minute, id);
			return;
		};
		if let Err(error) = Self::conclude_due(id, &shipment) {
			Agenda::<T>::remove(minute, id);
			let again = Self::now().saturating_add(PUT_OFF);
			Self::postpone(id, &mut shipment, again);
			Shipments::<T>::insert(id, shipment);
			Self::deposit_event(Event::ConclusionPutOff { id, error, again });
		}
	}
}
