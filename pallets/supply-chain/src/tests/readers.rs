// SPDX-License-Identifier: Apache-2.0

use std::collections::BTreeSet;

use frame_support::{assert_noop, assert_ok};
use samul_primitives::traits::Streams as _;

use crate::{mock::*, reckoning::Cause, Error, ReckoningError, Shipments};

#[test]
fn a_shipment_is_read_until_it_ends() {
	run(|| {
		assert_eq!(SupplyChain::shipment(0), None);
		let id = propose(bare());
		let info = SupplyChain::shipment(id).unwrap();
		assert_eq!(info.id, id);
		assert_eq!(Some(info.shipment), Shipments::<Test>::get(id));
		assert_ok!(SupplyChain::cancel(by(BUYER), id));
		assert_eq!(SupplyChain::shipment(id), None);
	});
}

#[test]
fn pages_show_each_shipment_once() {
	run(|| {
		let all: BTreeSet<_> = (0..103).map(|_| propose(bare())).collect();
		assert!(SupplyChain::shipments_of(DRIVER, None, 10).is_empty());
		assert!(SupplyChain::shipments_of(BUYER, None, 0).is_empty());
		for party in [BUYER, CARRIER] {
			// A page has at most a hundred.
			let first = SupplyChain::shipments_of(party, None, u32::MAX);
			assert_eq!(first.len(), 100);
			for limit in [1, 7, 100, 1000] {
				let mut seen = vec![];
				loop {
					let page = SupplyChain::shipments_of(party, seen.last().copied(), limit);
					if page.is_empty() {
						break;
					}
					seen.extend(page);
				}
				assert_eq!(seen[..100], first);
				assert_eq!(seen.len(), all.len());
				assert_eq!(seen.into_iter().collect::<BTreeSet<_>>(), all);
			}
		}
		// Paging goes on behind a number that is gone by now, and stays with the party.
		let page = SupplyChain::shipments_of(BUYER, None, 5);
		assert_ok!(SupplyChain::cancel(by(BUYER), page[4]));
		let next = SupplyChain::shipments_of(BUYER, Some(page[4]), 1);
		assert_eq!(next, SupplyChain::shipments_of(BUYER, None, 5)[4..]);
	});
}

#[test]
fn what_would_be_due_is_known_on_the_way() {
	run(|| {
		let reckoning = SupplyChain::reckoning;
		assert_eq!(reckoning(0, None), Err(ReckoningError::UnknownShipment));
		let mut sensor = Sensor::new(1);
		let id = propose(terms(&[&sensor]));
		assert_eq!(reckoning(id, None), Err(ReckoningError::NotPickedUp));
		assert_ok!(SupplyChain::accept(by(CARRIER), id));
		assert_eq!(reckoning(id, None), Err(ReckoningError::NotPickedUp));
		hand(id, CARRIER, NOW);
		assert_eq!(reckoning(id, None).unwrap().paid, 10_000);

		pass_to(NOW + 12 * HOUR);
		sensor.hourly(NOW, NOW + 12 * HOUR, 100);
		// 24 degree-hours up to now; another two if the last reading holds for an hour more.
		let quantities = |at| reckoning(id, at).unwrap().lines.map_to();
		assert_eq!(quantities(None), [24_000, 0, 0]);
		assert_eq!(quantities(Some(NOW + 13 * HOUR)), [26_000, 0, 0]);
		// Behind what is accounted for there is no reading back.
		assert_eq!(quantities(Some(NOW)), [24_000, 0, 0]);
		let late = DEADLINE + 2 * HOUR;
		let dark = late - (NOW + 12 * HOUR);
		assert_eq!(quantities(Some(late)), [24_000, dark, 2 * HOUR]);
		let far = reckoning(id, Some(u64::MAX)).unwrap();
		assert_eq!(far.deductions, 900 + 4_200 + 500 + 1_000);

		// After the delivery only that counts.
		hand(id, BUYER, NOW + 12 * HOUR);
		assert_eq!(quantities(Some(late)), [24_000, 0, 0]);
		let due = reckoning(id, None).unwrap();
		assert_ok!(SupplyChain::confirm(by(BUYER), id));
		assert_eq!(settled(), due);
		assert_eq!(reckoning(id, None), Err(ReckoningError::UnknownShipment));
		assert!(matches!(
			due.lines[0].cause,
			Cause::Outside { condition: 0 }
		));
	});
}

trait Quantities {
	fn map_to(&self) -> Vec<u64>;
}

impl<S: frame_support::traits::Get<u32>> Quantities
	for frame_support::BoundedVec<crate::reckoning::Line, S>
{
	fn map_to(&self) -> Vec<u64> {
		self.iter().map(|line| line.quantity).collect()
	}
}

#[test]
fn a_monitor_that_is_missing_is_told() {
	run(|| {
		let sensor = Sensor::new(1);
		let id = under_way(terms(&[&sensor]));
		let monitor = Shipments::<Test>::get(id).unwrap().monitors[0];
		Telemetry::detach(&sensor.stream, monitor, NOW).unwrap();
		assert_eq!(
			SupplyChain::reckoning(id, None),
			Err(ReckoningError::MonitorMissing)
		);
		assert_ok!(SupplyChain::offer_handover(
			by(CARRIER),
			id,
			BUYER,
			event(NOW)
		));
		assert_noop!(
			SupplyChain::accept_handover(by(BUYER), id, event(NOW)),
			Error::<Test>::StreamUnavailable
		);
		// It does not keep money back: both can still agree to end it.
		assert_ok!(SupplyChain::cancel(by(BUYER), id));
		assert_ok!(SupplyChain::cancel(by(CARRIER), id));
		assert_over(&NATIVE, 0, 0);
	});
}
