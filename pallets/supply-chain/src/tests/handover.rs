// SPDX-License-Identifier: Apache-2.0

use codec::Encode;
use frame_support::{assert_noop, assert_ok};
use samul_primitives::{hash::blake2_256, traits::Streams as _};

use crate::{epcis::EpcisEvent, mock::*, types::Status, Error, Event, Shipments};

fn offer(
	who: u64,
	id: u64,
	to: u64,
	event: EpcisEvent,
) -> frame_support::pallet_prelude::DispatchResult {
	SupplyChain::offer_handover(by(who), id, to, event)
}

#[test]
fn goods_go_from_hand_to_hand_to_the_consignee() {
	run(|| {
		let sensor = Sensor::new(1);
		let mut terms = terms(&[&sensor]);
		terms.consignee = Some(CONSIGNEE);
		let id = agree(terms);
		let mut history = [0u8; 32];
		let steps = [
			(BUYER, CARRIER, NOW),
			(CARRIER, DRIVER, NOW + HOUR),
			(DRIVER, CARRIER, NOW + 2 * HOUR),
			(CARRIER, CONSIGNEE, NOW + 2 * HOUR),
		];
		for (number, (from, to, at)) in (1u32..).zip(steps) {
			// The chain hears of it a little later.
			let recorded = at + 5 * MINUTE;
			pass_to(recorded);
			assert_ok!(offer(from, id, to, event(at)));
			System::assert_last_event(
				Event::HandoverOffered {
					id,
					from,
					to,
					event: event(at),
				}
				.into(),
			);
			assert_ok!(SupplyChain::accept_handover(by(to), id, event(at)));
			history = blake2_256(&(history, id, number, from, to, event(at), recorded).encode());
			System::assert_has_event(
				Event::HandedOver {
					id,
					number,
					from,
					to,
					event: event(at),
					recorded,
					history,
				}
				.into(),
			);
			let shipment = Shipments::<Test>::get(id).unwrap();
			assert_eq!(shipment.custodian, to);
			assert_eq!((shipment.handovers, shipment.history), (number, history));
			assert_eq!(shipment.offer, None);
			if number == 1 {
				System::assert_last_event(Event::PickedUp { id, at }.into());
				assert_eq!(shipment.status, Status::InTransit);
				assert_eq!(shipment.due, DEADLINE + 5 * DAY);
				let monitor = Telemetry::read(&sensor.stream, shipment.monitors[0], NOW).unwrap();
				assert_eq!(monitor.from, NOW);
			}
		}
		let settles_at = NOW + 2 * HOUR + 5 * MINUTE + 2 * DAY;
		let at = NOW + 2 * HOUR;
		System::assert_last_event(Event::Delivered { id, at, settles_at }.into());
		let shipment = Shipments::<Test>::get(id).unwrap();
		assert_eq!(shipment.status, Status::Delivered { at });
		assert_eq!(
			(shipment.due, shipment.ends.as_slice()),
			(settles_at, &[at][..])
		);
	});
}

#[test]
fn only_the_custodian_offers_and_to_whom_it_may() {
	run(|| {
		assert_noop!(
			offer(BUYER, 0, CARRIER, event(NOW)),
			Error::<Test>::UnknownShipment
		);
		let id = propose(bare());
		assert_noop!(
			offer(BUYER, id, CARRIER, event(NOW)),
			Error::<Test>::WrongStatus
		);
		assert_ok!(SupplyChain::accept(by(CARRIER), id));
		assert_noop!(
			offer(CARRIER, id, CARRIER, event(NOW)),
			Error::<Test>::NotAllowed
		);
		assert_noop!(
			offer(BUYER, id, DRIVER, event(NOW)),
			Error::<Test>::WrongReceiver
		);
		hand(id, CARRIER, NOW);
		assert_noop!(
			offer(BUYER, id, DRIVER, event(NOW)),
			Error::<Test>::NotAllowed
		);
		assert_noop!(
			offer(CARRIER, id, CARRIER, event(NOW)),
			Error::<Test>::WrongReceiver
		);
		hand(id, DRIVER, NOW);
		assert_noop!(
			offer(CARRIER, id, BUYER, event(NOW)),
			Error::<Test>::NotAllowed
		);
		hand(id, BUYER, NOW);
		assert_noop!(
			offer(BUYER, id, CARRIER, event(NOW)),
			Error::<Test>::WrongStatus
		);
	});
}

#[test]
fn events_are_in_order_in_the_past_and_somewhere() {
	run(|| {
		let mut terms = bare();
		terms.not_before = NOW - HOUR;
		let id = agree(terms);
		for at in [NOW - HOUR - 1, NOW + 1] {
			assert_noop!(
				offer(BUYER, id, CARRIER, event(at)),
				Error::<Test>::BadEventTime
			);
		}
		let mut nowhere = event(NOW);
		nowhere.read_point = b"somewhere".to_vec().try_into().unwrap();
		assert_noop!(offer(BUYER, id, CARRIER, nowhere), Error::<Test>::BadPlace);
		hand(id, CARRIER, NOW - HOUR);
		hand(id, DRIVER, NOW - MINUTE);
		assert_noop!(
			offer(DRIVER, id, BUYER, event(NOW - MINUTE - 1)),
			Error::<Test>::BadEventTime
		);
		hand(id, BUYER, NOW - MINUTE);
	});
}

#[test]
fn a_handover_takes_the_word_of_both_on_the_same_event() {
	run(|| {
		let id = agree(bare());
		let accept = |who, event| SupplyChain::accept_handover(by(who), id, event);
		assert_noop!(accept(CARRIER, event(NOW)), Error::<Test>::NoSuchOffer);
		assert_ok!(offer(BUYER, id, CARRIER, event(NOW)));
		assert_noop!(accept(DRIVER, event(NOW)), Error::<Test>::NotAllowed);
		assert_noop!(accept(BUYER, event(NOW)), Error::<Test>::NotAllowed);
		let mut other = event(NOW);
		other.read_point = b"geo:0,0".to_vec().try_into().unwrap();
		assert_noop!(accept(CARRIER, other.clone()), Error::<Test>::NoSuchOffer);
		// A second offer takes the place of the first.
		assert_ok!(offer(BUYER, id, CARRIER, other.clone()));
		assert_noop!(accept(CARRIER, event(NOW)), Error::<Test>::NoSuchOffer);
		assert_ok!(accept(CARRIER, other));
	});
}

#[test]
fn an_offer_is_taken_back_or_refused() {
	run(|| {
		let id = agree(bare());
		let withdraw = |who, id| SupplyChain::withdraw_handover(by(who), id);
		assert_noop!(withdraw(BUYER, id), Error::<Test>::NoSuchOffer);
		assert_noop!(withdraw(BUYER, 7), Error::<Test>::UnknownShipment);
		for who in [BUYER, CARRIER] {
			assert_ok!(offer(BUYER, id, CARRIER, event(NOW)));
			assert_noop!(withdraw(DRIVER, id), Error::<Test>::NotAllowed);
			assert_ok!(withdraw(who, id));
			System::assert_last_event(Event::HandoverWithdrawn { id, by: who }.into());
			assert_noop!(
				SupplyChain::accept_handover(by(CARRIER), id, event(NOW)),
				Error::<Test>::NoSuchOffer
			);
		}
		hand(id, CARRIER, NOW);
		assert_eq!(
			Shipments::<Test>::get(id).unwrap().status,
			Status::InTransit
		);
	});
}

#[test]
fn nothing_is_picked_up_that_no_stream_can_watch() {
	run(|| {
		let sensor = Sensor::new(1);
		let closed = Sensor::new(2);
		let first = agree(terms(&[&sensor, &closed]));
		assert_ok!(Telemetry::close_stream(by(CARRIER), closed.stream));
		assert_ok!(offer(BUYER, first, CARRIER, event(NOW)));
		let accepted = frame_support::storage::with_storage_layer(|| {
			SupplyChain::accept_handover(by(CARRIER), first, event(NOW))
		});
		assert_eq!(accepted, Err(Error::<Test>::StreamUnavailable.into()));
		// Nor one that is somebody else's by now.
		let sold = Sensor::new(3);
		let second = agree(terms(&[&sold]));
		Registered::mutate(|devices| devices.get_mut(&sold.stream.device).unwrap().0 = DRIVER);
		assert_ok!(offer(BUYER, second, CARRIER, event(NOW)));
		assert_noop!(
			SupplyChain::accept_handover(by(CARRIER), second, event(NOW)),
			Error::<Test>::StreamUnavailable
		);
		// What was attached before is off again.
		let monitors = |sensor: &Sensor| {
			pallet_telemetry::Streams::<Test>::get(sensor.stream)
				.unwrap()
				.monitors
				.len()
		};
		assert_eq!(monitors(&sensor), 0);
		// A stream has room for eight.
		under_way(terms(&[&sensor; 8]));
		assert_eq!(monitors(&sensor), 8);
		let ninth = agree(terms(&[&sensor]));
		assert_ok!(offer(BUYER, ninth, CARRIER, event(NOW)));
		assert_noop!(
			SupplyChain::accept_handover(by(CARRIER), ninth, event(NOW)),
			Error::<Test>::StreamUnavailable
		);
	});
}

#[test]
fn what_is_accounted_for_after_the_delivery_counts() {
	run(|| {
		let mut sensor = Sensor::new(1);
		let id = under_way(terms(&[&sensor]));
		pass_to(NOW + 4 * HOUR);
		sensor.hourly(NOW, NOW + 4 * HOUR, 50);
		// Both say that the delivery was two hours ago; the monitor is past that.
		hand(id, BUYER, NOW + 2 * HOUR);
		let shipment = Shipments::<Test>::get(id).unwrap();
		assert_eq!(shipment.status, Status::Delivered { at: NOW + 2 * HOUR });
		assert_eq!(shipment.ends.as_slice(), [NOW + 4 * HOUR]);
	});
}
