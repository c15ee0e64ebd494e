// SPDX-License-Identifier: Apache-2.0

use proptest::prelude::*;
use samul_primitives::{
	access::Subject,
	observe::{Condition, Monitor},
	units::Channel,
	StreamId,
};

use crate::{
	mock::*,
	settlement::{above_zero, by_idle, by_meter, by_time, metered, reckon, Session},
	types::{Amount, MeterPrice, Order, Prices, Rate},
};

fn monitor(excess: u128, outside: u64, observed: u64) -> Monitor {
	let condition = Condition {
		channel: 0,
		low: 0,
		high: 0,
		kinetic: false,
	};
	Monitor {
		excess,
		outside,
		observed,
		..Monitor::new(condition, 0)
	}
}

fn price(amount: Amount, per: u32, idle: Rate, grace: u64) -> MeterPrice {
	MeterPrice {
		stream: StreamId::default(),
		channel: 0,
		amount,
		per,
		idle,
		grace,
	}
}

#[test]
fn a_unit_that_has_begun_is_paid() {
	let rate = Rate {
		amount: 7,
		unit: 60,
	};
	for (time, amount) in [(0, 0), (1, 7), (60, 7), (61, 14), (600, 70), (601, 77)] {
		assert_eq!(by_time(&rate, time), amount);
	}
	let dear = Rate {
		amount: Amount::MAX,
		unit: 1,
	};
	assert_eq!(by_time(&dear, 1), Amount::MAX);
	assert_eq!(by_time(&dear, u64::MAX), Amount::MAX);
	let idle = price(1, 1, rate, 60);
	for (time, amount) in [(0, 0), (60, 0), (61, 7), (120, 7), (121, 14)] {
		assert_eq!(by_idle(&idle, time), amount);
	}
}

#[test]
fn thousandths_are_rounded_down_whatever_the_exponent() {
	let hour = u128::from(HOUR);
	// 2.5 units for three hours.
	for (raw, exponent) in [(2_500u128, -3), (25, -1)] {
		assert_eq!(metered(&monitor(raw * 3 * hour, 0, 0), exponent), 7_500);
	}
	assert_eq!(metered(&monitor(3 * hour, 0, 0), 1), 30_000);
	assert_eq!(metered(&monitor(3_599, 0, 0), 0), 0);
	assert_eq!(metered(&monitor(3_600, 0, 0), 0), 1);
	for exponent in [-9, 0, 9, i8::MAX] {
		assert_eq!(metered(&monitor(u128::MAX, 0, 0), exponent), u64::MAX);
	}
	assert_eq!(metered(&monitor(0, 0, 0), i8::MIN), 0);
}

#[test]
fn a_kilowatt_hour_has_its_price() {
	// 400 for 1,000 Wh, of which there are so many thousandths.
	for (thousandths, amount) in [
		(0, 0),
		(2_499, 0),
		(2_500, 1),
		(1_000_000, 400),
		(10_999_999, 4_399),
		(11_000_000, 4_400),
	] {
		assert_eq!(by_meter(400, 1_000, thousandths), amount);
	}
	assert_eq!(by_meter(Amount::MAX, 1, u64::MAX), Amount::MAX);
	assert_eq!(by_meter(Amount::MAX, 1, 1), Amount::MAX / 1_000);
	assert_eq!(by_meter(0, 1, u64::MAX), 0);
}

#[test]
fn what_is_watched_is_what_is_above_zero() {
	let channel = |min, max| Channel {
		quantity: b"active power".to_vec().try_into().unwrap(),
		unit: b"W".to_vec().try_into().unwrap(),
		exponent: 0,
		min,
		max,
	};
	for (min, max, value, excess) in [
		(-50, 50, -50, 0),
		(-50, 50, 0, 0),
		(-50, 50, 1, 1),
		(0, 50, 0, 0),
		(0, 50, 50, 50),
		(10, 50, 10, 10),
	] {
		let condition = above_zero(3, &channel(min, max));
		assert_eq!(condition.channel, 3);
		assert!(condition.fits(&channel(min, max)));
		assert_eq!(condition.excess(value), excess);
	}
	assert!(!above_zero(0, &channel(-50, 0)).fits(&channel(-50, 0)));
	assert!(!above_zero(0, &channel(-50, -5)).fits(&channel(-50, -5)));
}

fn any_rate() -> impl Strategy<Value = Rate> {
	(any::<u128>(), 1u64..).prop_map(|(amount, unit)| Rate { amount, unit })
}

fn any_prices() -> impl Strategy<Value = Prices> {
	let meter = (any::<u128>(), any::<u32>(), any_rate(), any::<u64>())
		.prop_map(|(amount, per, idle, grace)| price(amount, per, idle, grace));
	(
		any::<u128>(),
		any::<u128>(),
		any_rate(),
		proptest::option::of(meter),
	)
		.prop_map(|(start, each_use, time, meter)| Prices {
			start,
			each_use,
			time,
			meter,
		})
}

fn small() -> impl Strategy<Value = Amount> {
	0..10_000u128
}

proptest! {
	/// Whatever the prices and however much was used: no more is due than what was put on hold, and
	/// nothing overflows.
	#[test]
	fn no_more_is_due_than_what_is_on_hold(
		prices in any_prices(),
		(from, until, end) in (any::<u64>(), any::<u64>(), any::<u64>()),
		(uses, used) in (proptest::option::of(any::<u32>()), any::<u32>()),
		limit: u128,
		measured in proptest::option::of((any::<u128>(), any::<u64>(), any::<u64>(), any::<i8>())),
	) {
		let order = Order { subject: Subject::Account([0; 32]), from, until, uses, limit };
		let measured = measured.map(|(excess, outside, observed, exponent)| {
			(monitor(excess, outside, observed), exponent)
		});
		let detail = reckon(&prices, &order, &Session { end, used, measured });
		prop_assert!(detail.total_cost <= order.rent(&prices, from));
		let sum = [detail.time_cost, detail.energy_cost, detail.parking_cost, detail.use_cost]
			.iter()
			.fold(detail.fixed_cost, |sum, cost| sum.saturating_add(*cost));
		prop_assert_eq!(detail.total_cost, sum);
		prop_assert!(detail.energy_cost.saturating_add(detail.parking_cost) <= limit);
		prop_assert!(prices.each_use == 0 || detail.uses <= uses.unwrap_or(0));
	}

	/// The same amounts by other formulas: rational numbers, and counting units.
	#[test]
	fn amounts_agree_with_independent_formulas(
		(start, each_use, time_amount, amount, idle_amount) in
			(small(), small(), small(), small(), small()),
		(time_unit, idle_unit, per) in (1u64..5_000, 1u64..5_000, 1u32..2_000),
		(length, ended, grace) in (1u64..50_000, 0u64..60_000, 0u64..20_000),
		(uses, used) in (1u32..50, 0u32..60),
		(watts, flow, idle) in (0u64..50_000, 0u64..90_000_000, 0u64..50_000),
		limit in 0..20_000_000u128,
	) {
		let rate = |amount, unit| Rate { amount, unit };
		let meter = price(amount, per, rate(idle_amount, idle_unit), grace);
		let prices = Prices {
			start,
			each_use,
			time: rate(time_amount, time_unit),
			meter: Some(meter),
		};
		let order = Order {
			subject: Subject::Account([0; 32]),
			from: NOW,
			until: NOW + length,
			uses: Some(uses),
			limit,
		};
		let seen = monitor(u128::from(watts * flow), flow, flow + idle);
		let session = Session { end: NOW + ended, used, measured: Some((seen, 0)) };
		let detail = reckon(&prices, &order, &session);

		// A unit begins with each multiple of it that lies before the end.
		let begun = |time: u64, unit: u64| (0..time).step_by(unit as usize).count() as u128;
		prop_assert_eq!(detail.time_cost, begun(ended.min(length), time_unit) * time_amount);
		// Milliwatt hours: mW · ms / 3,600,000.
		let milliwatt_hours = (u128::from(watts) * 1_000 * u128::from(flow)) / 3_600_000;
		prop_assert_eq!(u128::from(detail.energy), milliwatt_hours);
		let energy = (milliwatt_hours * amount / (1_000 * u128::from(per))).min(limit);
		prop_assert_eq!(detail.energy_cost, energy);
		let parking = begun(idle.saturating_sub(grace), idle_unit) * idle_amount;
		prop_assert_eq!(detail.parking_cost, parking.min(limit - energy));
		let paid_uses = if each_use == 0 { used } else { used.min(uses) };
		prop_assert_eq!(detail.uses, paid_uses);
		prop_assert_eq!(detail.use_cost, u128::from(paid_uses) * each_use);
		prop_assert_eq!(detail.fixed_cost, start);
	}

	/// Later is never cheaper, and neither is more.
	#[test]
	fn more_does_not_cost_less(
		prices in any_prices(),
		(from, until) in (any::<u64>(), any::<u64>()),
		ends: (u64, u64),
		excess: (u128, u128),
		used: (u32, u32),
		limit: u128,
	) {
		let order = Order {
			subject: Subject::Account([0; 32]),
			from,
			until,
			uses: Some(1_000),
			limit,
		};
		let cost = |end, used, excess| {
			let measured = Some((monitor(excess, 0, 0), 0));
			reckon(&prices, &order, &Session { end, used, measured }).total_cost
		};
		let less = cost(ends.0.min(ends.1), used.0.min(used.1), excess.0.min(excess.1));
		let more = cost(ends.0.max(ends.1), used.0.max(used.1), excess.0.max(excess.1));
		prop_assert!(less <= more);
	}
}
