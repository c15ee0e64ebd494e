// SPDX-License-Identifier: Apache-2.0

//! Rights that follow each other on one meter, where what comes first is given back late: each pays for what it
//! drew alone.

use frame_support::{assert_noop, assert_ok};
use proptest::prelude::*;
use samul_primitives::access::{RightId, Subject};

use crate::{
	mock::*,
	types::{Order, Rate, Status, Tariff, TariffHash},
	Agreements, Error, Event, TariffOf,
};

/// A charger whose place must be left: 40 for each half an hour of overrun.
fn to_be_left(meter: &Meter) -> TariffOf<Test> {
	Tariff {
		deposit: 1_000,
		overrun: Some(Rate {
			amount: 40,
			unit: HOUR / 2,
		}),
		..charging(meter.stream)
	}
}

/// The hours from one to another one, for somebody.
fn hours(from: u64, until: u64, who: u8) -> Order {
	Order {
		subject: Subject::Account([who; 32]),
		from: NOW + from * HOUR,
		until: NOW + until * HOUR,
		uses: None,
		limit: 50_000,
	}
}

/// Somebody else buys by a tariff of this number.
fn book(number: u8, hash: TariffHash, order: Order) -> RightId {
	let right = rights::Book::get().next;
	Market::buy(by(OTHER), CHARGER, number, hash, order).unwrap();
	right
}

/// What a right drew, as it was settled.
fn energy(of: RightId) -> u64 {
	events()
		.find_map(|event| match event {
			Event::SessionSettled { right, detail, .. } if right == of => Some(detail.energy),
			_ => None,
		})
		.unwrap()
}

fn begins(right: RightId, from: u64) -> bool {
	events().any(|event| event == Event::MeterDelayed { right, from })
}

/// Watts each minute, from one minute to the one before another.
fn minutes(meter: &mut Meter, from: u64, until: u64, watts: i64) {
	meter.each_minute(NOW + from * MINUTE, NOW + (until - 1) * MINUTE, watts);
}

#[test]
fn who_comes_next_pays_for_what_flows_once_it_is_back() {
	run(|| {
		let mut meter = Meter::new();
		let first = buy(to_be_left(&meter), hours(0, 1, 3));
		let hash = to_be_left(&meter).hash(CHARGER, &OWNER);
		let next = book(0, hash, hours(1, 4, 9));
		pass(2 * HOUR);
		minutes(&mut meter, 0, 119, 6_000);
		// As long as the first one has it nothing that flows is the next one's.
		assert_eq!(Market::running_cost(next, None).unwrap().energy, 0);
		assert_ok!(Market::give_back(by(PAYER), first));
		assert!(begins(next, NOW + 2 * HOUR));
		check();
		// The last minute of the first one comes in when the next one has it already.
		pass(HOUR);
		minutes(&mut meter, 119, 120, 6_000);
		minutes(&mut meter, 120, 181, 12_000);
		assert_ok!(Market::conclude(by(PAYER), first));
		assert_ok!(Market::give_back(by(OTHER), next));
		assert_eq!((energy(first), energy(next)), (12_000_000, 12_000_000));
		// Idle time is the first one's as well.
		assert_eq!(settled().parking_time, 0);
	});
}

#[test]
fn who_never_got_it_pays_nothing_by_the_meter() {
	run(|| {
		let mut meter = Meter::new();
		let first = buy(to_be_left(&meter), hours(0, 1, 3));
		let mut ending = charging(meter.stream);
		let given = to_be_left(&meter).hash(CHARGER, &OWNER);
		let alone = set(1, ending.clone());
		ending.late = 0;
		let at_once = set(2, ending);
		// Concluded while the first one has it, waiting for readings when it is back, not concluded then, and
		// still to be given back itself.
		let concluded = book(2, at_once, hours(1, 2, 4));
		let waiting = book(1, alone, hours(2, 3, 5));
		let over = book(1, alone, hours(3, 4, 6));
		let held = book(0, given, hours(4, 5, 7));
		let last = book(1, alone, hours(6, 7, 8));
		pass(2 * HOUR);
		minutes(&mut meter, 0, 120, 6_000);
		assert_ok!(Market::conclude(by(OTHER), concluded));
		assert_eq!((energy(concluded), settled().parking_time), (0, 0));
		pass(HOUR);
		assert_ok!(Market::conclude(by(OTHER), waiting));
		let status = Agreements::<Test>::get(waiting).unwrap().status;
		let at = NOW + 3 * HOUR;
		assert_eq!(status, Status::Ended { at });
		pass(150 * MINUTE);
		minutes(&mut meter, 120, 331, 6_000);
		assert_ok!(Market::give_back(by(PAYER), first));
		assert_eq!(energy(first), 33_000_000);
		check();
		assert_ok!(Market::conclude(by(OTHER), waiting));
		assert_ok!(Market::conclude(by(OTHER), over));
		assert_eq!((energy(waiting), energy(over)), (0, 0));
		// What the one in between draws from then on is neither the first one's nor the last one's.
		pass(HOUR);
		minutes(&mut meter, 331, 391, 6_000);
		assert_eq!(Market::running_cost(last, None).unwrap().energy, 0);
		assert_ok!(Market::give_back(by(OTHER), held));
		assert_eq!(energy(held), 6_000_000);
		assert!(begins(last, NOW + 390 * MINUTE));
		pass(30 * MINUTE);
		minutes(&mut meter, 391, 421, 6_000);
		assert_ok!(Market::conclude(by(OTHER), last));
		assert_eq!(energy(last), 3_000_000);
	});
}

#[test]
fn a_meter_whose_clock_is_ahead_counts_once() {
	run(|| {
		let mut meter = Meter::new();
		let first = buy(to_be_left(&meter), hours(0, 1, 3));
		let hash = to_be_left(&meter).hash(CHARGER, &OWNER);
		let next = book(0, hash, hours(1, 2, 9));
		pass(HOUR - 10_000);
		minutes(&mut meter, 0, 61, 6_000);
		let ahead = NOW + HOUR + 30_000;
		meter.send(&[(ahead, 6_000)]);
		assert_ok!(Market::give_back(by(PAYER), first));
		assert!(begins(next, ahead));
		pass_to(NOW + 2 * HOUR);
		minutes(&mut meter, 61, 121, 6_000);
		assert_ok!(Market::give_back(by(OTHER), next));
		assert_eq!(energy(first) + energy(next), 12_000_000);
		assert_eq!(energy(first), 6_050_000);
	});
}

#[test]
fn who_has_no_meter_keeps_it_from_the_next_one_as_well() {
	run(|| {
		let mut meter = Meter::new();
		let first = buy(car(), order(HOUR));
		let hash = set(1, charging(meter.stream));
		let next = book(1, hash, hours(1, 4, 9));
		pass(2 * HOUR);
		minutes(&mut meter, 0, 121, 6_000);
		assert_ok!(Market::give_back(by(PAYER), first));
		assert!(begins(next, NOW + 2 * HOUR));
		pass(HOUR);
		minutes(&mut meter, 121, 181, 6_000);
		assert_ok!(Market::give_back(by(OTHER), next));
		assert_eq!(energy(next), 6_000_000);
	});
}

#[test]
fn who_is_in_time_delays_nobody() {
	run(|| {
		let mut meter = Meter::new();
		let first = buy(to_be_left(&meter), hours(0, 1, 3));
		let hash = to_be_left(&meter).hash(CHARGER, &OWNER);
		let next = book(0, hash, hours(1, 2, 9));
		pass(30 * MINUTE);
		minutes(&mut meter, 0, 31, 6_000);
		assert_ok!(Market::give_back(by(PAYER), first));
		let delayed = |event| matches!(event, Event::MeterDelayed { .. });
		assert!(!events().any(delayed));
		assert_noop!(Market::give_back(by(OTHER), next), Error::<Test>::NotBegun);
		pass_to(NOW + 2 * HOUR);
		minutes(&mut meter, 31, 121, 6_000);
		assert_ok!(Market::give_back(by(OTHER), next));
		assert_eq!((energy(first), energy(next)), (3_000_000, 6_000_000));
	});
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// However late two of three are, each minute that flows is paid once or by nobody: by whoever has it.
	#[test]
	fn each_pays_for_its_own_minutes(
		first_back in 1u64..400,
		next_back in 61u64..400,
		to_be_given_back: bool,
	) {
		run(|| {
			let mut meter = Meter::new();
			let tariff = to_be_left(&meter);
			let hash = tariff.hash(CHARGER, &OWNER);
			let first = buy(tariff, hours(0, 1, 3));
			let next_hash = match to_be_given_back {
				true => hash,
				false => set(1, charging(meter.stream)),
			};
			let number = u8::from(!to_be_given_back);
			let next = book(number, next_hash, hours(1, 2, 9));
			let mut told = 0;
			let mut reach = |minute: u64, meter: &mut Meter| {
				pass_to(NOW + minute * MINUTE);
				if minute >= told {
					minutes(meter, told, minute + 1, 6_000);
					told = minute + 1;
				}
			};
			// What need not be given back is over by itself, and somebody concludes it.
			let next_end = if to_be_given_back { next_back } else { next_back.min(120) };
			let end_first = |meter: &mut Meter, reach: &mut dyn FnMut(u64, &mut Meter)| {
				reach(first_back, meter);
				assert_ok!(Market::give_back(by(PAYER), first));
			};
			if first_back <= next_back {
				end_first(&mut meter, &mut reach);
			}
			reach(next_back, &mut meter);
			if first_back > next_back {
				assert_eq!(Market::running_cost(next, None).unwrap().energy, 0);
			}
			assert_ok!(Market::give_back(by(OTHER), next));
			if first_back > next_back {
				end_first(&mut meter, &mut reach);
			}
			let minute = 100_000;
			assert_eq!(energy(first), first_back * minute);
			let its = next_end.saturating_sub(first_back.max(60));
			assert_eq!(energy(next), its * minute);
		});
	}
}
