// SPDX-License-Identifier: Apache-2.0

use frame_support::assert_ok;
use proptest::prelude::*;
use samul_primitives::{
	observe::{Condition, Monitor},
	DeviceId, StreamId,
};

use crate::{
	mock::*,
	reckoning::{by_hours, by_tiers, lateness, quantity, reckon},
	types::{Amount, ConditionTerms, HourlyTariff, Measure, Tariff, Terms, Tier},
};

fn tariff(tiers: &[(u64, Amount)], cap: Amount) -> Tariff {
	let tiers = tiers.iter().map(|(above, rate)| Tier {
		above: *above,
		rate: *rate,
	});
	Tariff {
		measure: Measure::UnitHours,
		tiers: tiers.collect::<Vec<_>>().try_into().unwrap(),
		cap,
		reject_above: None,
	}
}

fn monitor(excess: u128, outside: u64, unobserved: u64) -> Monitor {
	let condition = Condition {
		channel: 0,
		low: 0,
		high: 0,
		kinetic: false,
	};
	Monitor {
		excess,
		outside,
		unobserved,
		..Monitor::new(condition, 0)
	}
}

fn stream() -> StreamId {
	StreamId {
		device: DeviceId([0; 32]),
		index: 0,
	}
}

#[test]
fn tiers_count_each_for_its_part() {
	let steps = tariff(
		&[(1_000, 100), (5_000, 300), (9_000, 0), (20_000, 7)],
		5_000,
	);
	for (quantity, amount) in [
		(0, 0),
		(1_000, 0),
		(1_009, 0),
		(1_010, 1),
		(2_000, 100),
		(5_000, 400),
		(5_003, 400),
		(5_004, 401),
		(6_000, 700),
		(9_000, 1_600),
		(20_000, 1_600),
		(21_000, 1_607),
		(505_713, 4_999),
		(506_000, 5_000),
		(u64::MAX, 5_000),
	] {
		assert_eq!(by_tiers(&steps, quantity), amount, "{quantity}");
	}
	assert_eq!(by_tiers(&tariff(&[], 9), u64::MAX), 0);
	assert_eq!(by_tiers(&tariff(&[(0, 5)], 0), u64::MAX), 0);
	let dear = tariff(&[(0, Amount::MAX), (1, Amount::MAX)], Amount::MAX);
	assert_eq!(by_tiers(&dear, u64::MAX), Amount::MAX);
	assert_eq!(by_tiers(&dear, 1), Amount::MAX / 1000);
}

#[test]
fn hours_count_beyond_the_grace() {
	let hourly = HourlyTariff {
		grace: HOUR,
		rate: 40,
		cap: 1_000,
	};
	for (time, amount) in [
		(0, 0),
		(HOUR, 0),
		(HOUR + HOUR / 40 - 1, 0),
		(HOUR + HOUR / 40, 1),
		(3 * HOUR, 80),
		(26 * HOUR - 1, 999),
		(26 * HOUR, 1_000),
		(27 * HOUR, 1_000),
		(u64::MAX, 1_000),
	] {
		assert_eq!(by_hours(&hourly, time), amount, "{time}");
	}
	assert_eq!(lateness(5, 5), 0);
	assert_eq!(lateness(4, 5), 0);
	assert_eq!(lateness(7, 5), 2);
}

#[test]
fn quantities_are_in_thousandths_whatever_the_exponent() {
	let hour = u128::from(HOUR);
	// 2.5 units for three hours.
	for (raw, exponent) in [(2_500u128, -3), (25, -1)] {
		let monitor = monitor(raw * 3 * hour, 3 * HOUR, 0);
		assert_eq!(quantity(Measure::UnitHours, &monitor, exponent), 7_500);
		assert_eq!(quantity(Measure::HoursOutside, &monitor, exponent), 3_000);
	}
	let tens = monitor(3 * hour, 0, 0);
	assert_eq!(quantity(Measure::UnitHours, &tens, 1), 30_000);
	assert_eq!(quantity(Measure::UnitHours, &tens, 0), 3_000);
	// A thousandth less a millisecond is not one.
	let little = monitor(35_999, 3_599, 0);
	assert_eq!(quantity(Measure::UnitHours, &little, -1), 0);
	assert_eq!(quantity(Measure::HoursOutside, &little, -1), 0);
	let one = monitor(36_000, 3_600, 0);
	assert_eq!(quantity(Measure::UnitHours, &one, -1), 1);
	assert_eq!(quantity(Measure::HoursOutside, &one, -1), 1);
	// What is too much to be told is the most that there is.
	let most = monitor(u128::MAX, u64::MAX, 0);
	for exponent in [-9, 0, 9, i8::MAX] {
		assert_eq!(quantity(Measure::UnitHours, &most, exponent), u64::MAX);
	}
	assert_eq!(quantity(Measure::UnitHours, &monitor(0, 0, 0), i8::MIN), 0);
}

#[test]
fn a_limit_rejects_above_and_not_at() {
	let mut terms = bare();
	let mut condition = cool(stream());
	condition.tariff.reject_above = Some(3_000);
	terms.conditions = vec![condition.clone(), condition].try_into().unwrap();
	let warm = |hours: u64| (monitor(u128::from(10 * hours * HOUR), hours * HOUR, 0), -1);
	let at = reckon(&terms, &[warm(3), warm(3)], 0);
	assert_eq!((at.rejected_by, at.paid), (None, 10_000 - 400));
	let above = reckon(&terms, &[warm(3), warm(4)], 0);
	assert_eq!((above.rejected_by, above.paid), (Some(1), 0));
	assert_eq!((above.refunded, above.bond_forfeited), (10_000, 0));
	// The first that rejects is told.
	assert_eq!(reckon(&terms, &[warm(9), warm(9)], 0).rejected_by, Some(0));
}

#[test]
fn degree_hours_are_those_of_a_spreadsheet() {
	// Minutes after the pick-up, and tenths of a degree: early and late readings, cold and warm
	// ones, a gap of exactly two hours, and one of a minute more.
	let log: [(u64, i64); 12] = [
		(7, 79),
		(60, 80),
		(95, 81),
		(180, 104),
		(240, 20),
		(300, 19),
		(310, -35),
		(430, 250),
		(551, 60),
		(600, 90),
		(601, 50),
		(660, 85),
	];
	let delivered = 725;
	run(|| {
		let mut sensor = Sensor::new(1);
		let mut terms = terms(&[&sensor, &sensor]);
		terms.conditions[1].tariff.measure = Measure::HoursOutside;
		let id = under_way(terms);
		pass_to(NOW + delivered * MINUTE);
		sensor.send(&log.map(|(minute, value)| (NOW + minute * MINUTE, value)));
		deliver(id, NOW + delivered * MINUTE);
		assert_ok!(SupplyChain::confirm(by(BUYER), id));

		// The same minute by minute.
		let (mut tenth_minutes, mut outside, mut dark) = (0u64, 0u64, 0u64);
		for minute in 0..delivered {
			let next = log.iter().map(|entry| entry.0).find(|at| *at > minute);
			let next = next.unwrap_or(delivered);
			match log.iter().rev().find(|entry| entry.0 <= minute) {
				Some((at, value)) if next - at <= 120 => {
					let over = (value - 80).max(20 - value).max(0) as u64;
					tenth_minutes += over;
					outside += u64::from(over > 0);
				}
				_ => dark += 1,
			}
		}
		assert_eq!(dark, 7 + 121);
		let lines = settled().lines;
		assert_eq!(lines[0].quantity, tenth_minutes * 1000 / 600);
		assert_eq!(lines[1].quantity, dark * MINUTE);
		assert_eq!(lines[2].quantity, outside * 1000 / 60);
		assert_eq!(lines[3].quantity, dark * MINUTE);
		// By hand: 1·85 + 24·60 + 1·10 + 55·120 + 10·1 + 5·65 tenths of a degree times minutes.
		assert_eq!(tenth_minutes, 85 + 1_440 + 10 + 6_600 + 10 + 325);
		assert_eq!(outside, 85 + 60 + 10 + 120 + 1 + 65);
	});
}

fn any_tariff() -> impl Strategy<Value = Tariff> {
	(
		proptest::collection::btree_map(any::<u64>(), any::<u128>(), 0..5),
		any::<u128>(),
		proptest::option::of(any::<u64>()),
		any::<bool>(),
	)
		.prop_map(|(tiers, cap, reject_above, hours)| {
			let tiers: Vec<_> = tiers.into_iter().take(4).collect();
			let mut tariff = tariff(&tiers, cap);
			tariff.reject_above = reject_above;
			if hours {
				tariff.measure = Measure::HoursOutside;
			}
			tariff
		})
}

fn any_hourly() -> impl Strategy<Value = HourlyTariff> {
	(any::<u64>(), any::<u128>(), any::<u128>()).prop_map(|(grace, rate, cap)| HourlyTariff {
		grace,
		rate,
		cap,
	})
}

proptest! {
	/// For any terms and any monitors at all, to the ends of the ranges: nothing overflows, and what
	/// comes out adds up.
	#[test]
	fn what_comes_out_adds_up(
		conditions in proptest::collection::vec(
			(any_tariff(), any_hourly(), any::<u128>(), any::<u64>(), any::<u64>(), any::<i8>()),
			0..=8,
		),
		price: u128,
		bond: u128,
		late: u64,
		by_lateness in any_hourly(),
	) {
		let mut terms: Terms<u64, ()> = Terms {
			carrier: 0,
			consignee: None,
			goods: Default::default(),
			conditions: Default::default(),
			asset: (),
			price,
			bond,
			cancellation_fee: 0,
			valid_until: 0,
			not_before: 0,
			deadline: 0,
			lateness: by_lateness,
			abandon_after: 0,
			confirmation_period: 0,
		};
		let mut measured = Vec::new();
		for (tariff, unobserved, excess, outside, missing, exponent) in conditions {
			let monitor = monitor(excess, outside, missing);
			let condition = monitor.condition;
			terms
				.conditions
				.try_push(ConditionTerms { stream: stream(), condition, tariff, unobserved })
				.unwrap();
			measured.push((monitor, exponent));
		}
		let reckoning = reckon(&terms, &measured, late);
		prop_assert_eq!(reckoning.lines.len(), 2 * measured.len() + 1);
		prop_assert_eq!(reckoning.paid.checked_add(reckoning.refunded), Some(price));
		let bonds = reckoning.bond_returned.checked_add(reckoning.bond_forfeited);
		prop_assert_eq!(bonds, Some(bond));
		let sum = reckoning.lines.iter().fold(0u128, |sum, line| sum.saturating_add(line.amount));
		prop_assert_eq!(reckoning.deductions, sum);
		// The bond is touched only once the price is used up.
		prop_assert!(reckoning.bond_forfeited == 0 || reckoning.paid == 0);
		if reckoning.rejected_by.is_none() {
			prop_assert_eq!(reckoning.refunded, sum.min(price));
		} else {
			prop_assert_eq!(reckoning.paid, 0);
		}
		for (pair, condition) in reckoning.lines.chunks(2).zip(&terms.conditions) {
			prop_assert!(pair[0].amount <= condition.tariff.cap);
			prop_assert!(pair[1].amount <= condition.unobserved.cap);
		}
	}

	/// Tiers by counting thousandths, one after the other.
	#[test]
	fn tiers_agree_with_counting(
		tiers in proptest::collection::btree_map(0u64..3_000, 0u128..5_000, 0..=4),
		quantity in 0u64..5_000,
		cap in 0u128..30_000,
	) {
		let tiers: Vec<_> = tiers.into_iter().collect();
		let mut sums = vec![0u128; tiers.len()];
		for thousandth in 0..quantity {
			let within = tiers.iter().rposition(|(above, _)| *above <= thousandth);
			if let Some(number) = within {
				sums[number] += tiers[number].1;
			}
		}
		let expected = sums.into_iter().map(|sum| sum / 1000).sum::<u128>().min(cap);
		prop_assert_eq!(by_tiers(&tariff(&tiers, cap), quantity), expected);
	}

	/// More is never cheaper.
	#[test]
	fn more_does_not_cost_less(tariff in any_tariff(), one: u64, other: u64) {
		let (less, more) = (one.min(other), one.max(other));
		prop_assert!(by_tiers(&tariff, less) <= by_tiers(&tariff, more));
	}
}
