// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::{
	access::Subject,
	traits::{Rights as _, Streams as _},
};

use crate::{
	mock::{
		rights::{Book, Registrar},
		*,
	},
	types::{MeterPrice, Order, Status, Tariff},
	Agreements, Error, TariffOf,
};

/// A car by the kilometre: 3 each, and 100 an hour.
fn by_the_kilometre(meter: &Meter) -> TariffOf<Test> {
	let mut tariff = car();
	tariff.late = HOUR;
	tariff.prices.meter = Some(MeterPrice {
		stream: meter.stream,
		channel: 1,
		amount: 3,
		per: 1,
		idle: FREE,
		grace: 0,
	});
	tariff
}

#[test]
fn kilometres_are_the_integral_of_the_speed_also_in_overrun() {
	run(|| {
		let mut meter = Meter::new();
		let right = buy(by_the_kilometre(&meter), order_up_to(2 * HOUR, 1_000));
		pass(3 * HOUR);
		// At 36 km/h.
		meter.each_minute(NOW, NOW + 3 * HOUR, 0);
		assert_ok!(Market::give_back(by(DRIVER), right));
		let detail = settled();
		assert_eq!(detail.energy, 108_000);
		assert_eq!((detail.energy_cost, detail.time_cost), (324, 200));
		assert_eq!((detail.overrun, detail.overrun_cost), (HOUR, 80));
		assert_eq!(closed(), (sums(524, 80), sums(676, 920)));
		assert_over(&NATIVE, 604);
	});
}

#[test]
fn who_gives_back_late_has_no_longer_right() {
	run(|| {
		for notice in [false, true] {
			let mut meter = Meter::of(OWNER, 1 + u8::from(notice));
			let start = pallet_timestamp::Now::<Test>::get();
			let mut tariff = by_the_kilometre(&meter);
			tariff.notice = 0;
			let right = buy(tariff, order_up_to(2 * HOUR, 1_000));
			let until = || Book::get().rights[&(CHARGER, driver(), right)].0.until;
			pass(HOUR);
			let mut ends = start + 2 * HOUR;
			if notice {
				assert_ok!(Market::cancel(by(OWNER), right));
				ends = start + HOUR;
			}
			pass(2 * HOUR);
			assert_ok!(Market::give_back(by(DRIVER), right));
			// The meter is waited for; the right was over long ago.
			let status = Agreements::<Test>::get(right).unwrap().status;
			let at = start + 3 * HOUR;
			assert_eq!(status, Status::Ended { at });
			assert_eq!(until(), Some(ends - 1));
			meter.send(&[(at, 0)]);
			assert_ok!(Market::conclude(by(OTHER), right));
			pass(HOUR);
		}
	});
}

#[test]
fn a_meter_counts_from_the_beginning_of_the_right() {
	run(|| {
		let mut meter = Meter::new();
		meter.send(&[(NOW, 9_000)]);
		let later = Order {
			from: NOW + HOUR,
			until: NOW + 2 * HOUR,
			..order_up_to(0, 10_000)
		};
		let right = buy(charging(meter.stream), later);
		pass(2 * HOUR);
		meter.each_minute(NOW + MINUTE, NOW + 2 * HOUR, 9_000);
		assert_ok!(Market::conclude(by(OTHER), right));
		assert_eq!(settled().energy, 9_000_000);
	});
}

#[test]
fn a_stream_has_only_so_many_monitors() {
	run(|| {
		let meter = Meter::new();
		let hash = set(0, charging(meter.stream));
		let buy = |number: u64| {
			let order = Order {
				subject: Subject::Account([number as u8 + 100; 32]),
				from: NOW + number * HOUR,
				until: NOW + (number + 1) * HOUR,
				uses: None,
				limit: 100,
			};
			Market::buy(by(PAYER), CHARGER, 0, hash, order)
		};
		for number in 0..8 {
			assert_ok!(buy(number));
		}
		assert_noop!(buy(8), Error::<Test>::NoFreeMonitor);
		assert_ok!(Market::cancel(by(PAYER), 3));
		assert_ok!(buy(8));
	});
}

#[test]
fn a_meter_that_is_gone_sells_nothing() {
	run(|| {
		let meter = Meter::new();
		let device = meter.stream.device;
		let hash = set(0, charging(meter.stream));
		let buy = || Market::buy(by(PAYER), CHARGER, 0, hash, order_up_to(HOUR, 100));
		let add = |owner| Registered::mutate(|devices| devices.get_mut(&device).unwrap().0 = owner);
		add(OTHER);
		assert_noop!(buy(), Error::<Test>::MeterUnavailable);
		add(OWNER);
		Book::change(|book| book.devices.remove(&(CHARGER, device)));
		assert_noop!(buy(), Error::<Test>::MeterUnavailable);
		Book::change(|book| book.devices.insert((CHARGER, device)));
		assert_ok!(Telemetry::close_stream(by(OWNER), meter.stream));
		assert_noop!(buy(), Error::<Test>::MeterUnavailable);
	});
}

#[test]
fn a_meter_that_is_closed_or_retired_keeps_no_money_back() {
	run(|| {
		let mut meter = Meter::new();
		let right = buy(charging(meter.stream), order_up_to(8 * HOUR, 10_000));
		pass(HOUR);
		meter.each_minute(NOW, NOW + 30 * MINUTE, 2_000);
		assert_ok!(Telemetry::close_stream(by(OWNER), meter.stream));
		Registered::set(Default::default());
		assert_ok!(Market::give_back(by(DRIVER), right));
		assert_over(&NATIVE, 50 + 400);
	});
}

#[test]
fn nobody_waits_for_a_meter_that_is_closed() {
	run(|| {
		let mut meter = Meter::new();
		let right = buy(charging(meter.stream), order_up_to(8 * HOUR, 10_000));
		pass(HOUR);
		meter.each_minute(NOW, NOW + 30 * MINUTE, 2_000);
		assert_ok!(Market::give_back(by(DRIVER), right));
		pass(MINUTE);
		assert_noop!(Market::conclude(by(OTHER), right), Error::<Test>::NotDue);
		// Nothing comes in any more: what is known is all.
		assert_ok!(Telemetry::close_stream(by(OWNER), meter.stream));
		assert_ok!(Market::conclude(by(OTHER), right));
		assert_eq!(settled().energy, 1_000_000);
		assert_over(&NATIVE, 50 + 400);
	});
}

#[test]
fn a_monitor_or_a_right_that_is_gone_keeps_no_money_back() {
	run(|| {
		let mut meter = Meter::new();
		let right = buy(charging(meter.stream), order_up_to(8 * HOUR, 10_000));
		pass(HOUR);
		meter.each_minute(NOW, NOW + HOUR, 2_000);
		let monitor = Agreements::<Test>::get(right)
			.unwrap()
			.meter
			.unwrap()
			.monitor;
		assert_ok!(Telemetry::detach(&meter.stream, monitor, NOW));
		assert_ok!(Registrar::take_back(CHARGER, &driver(), right));
		assert_ok!(Market::give_back(by(DRIVER), right));
		assert_eq!(settled().energy, 0);
		assert_over(&NATIVE, 50);
	});
}

#[test]
fn a_right_that_is_gone_keeps_nobody_from_waiting() {
	run(|| {
		let meter = Meter::new();
		let right = buy(charging(meter.stream), order_up_to(8 * HOUR, 10_000));
		let sold = Book::get().rights[&(CHARGER, driver(), right)].clone();
		assert_ok!(Registrar::take_back(CHARGER, &driver(), right));
		pass(HOUR);
		assert_ok!(Market::give_back(by(DRIVER), right));
		Book::change(|book| book.rights.insert((CHARGER, driver(), right), sold));
		check();
	});
}

#[test]
fn receipts_are_waited_for_and_paid() {
	run(|| {
		let order = Order {
			uses: Some(5),
			..order(HOUR)
		};
		let right = buy(turnstile(), order);
		assert_eq!(held(&NATIVE).0, 35);
		use_it(right, 2);
		pass(MINUTE);
		assert_ok!(Market::give_back(by(DRIVER), right));
		// The right has ended, and is still there to be counted.
		let terms = Book::get().rights[&(CHARGER, driver(), right)].0.clone();
		assert_eq!(terms.until, Some(NOW + MINUTE - 1));
		assert_noop!(Market::conclude(by(DRIVER), right), Error::<Test>::NotDue);
		use_it(right, 1);
		pass(DAY);
		assert_ok!(Market::conclude(by(DRIVER), right));
		assert_eq!((settled().uses, settled().use_cost), (3, 21));
		assert_over(&NATIVE, 21);
	});
}

#[test]
fn when_all_uses_are_told_nothing_is_waited_for() {
	run(|| {
		let order = Order {
			uses: Some(5),
			..order(HOUR)
		};
		let right = buy(turnstile(), order);
		// A guard that was offline let in more than it should have.
		use_it(right, 6);
		assert_ok!(Market::give_back(by(DRIVER), right));
		assert_eq!((settled().uses, settled().use_cost), (5, 35));
		assert_over(&NATIVE, 35);
	});
}

#[test]
fn uses_that_cost_nothing_are_told_all_the_same() {
	run(|| {
		let right = buy(
			Tariff {
				late: DAY,
				..by_the_hour()
			},
			order(HOUR),
		);
		use_it(right, 3);
		assert_ok!(Market::give_back(by(DRIVER), right));
		assert_eq!((settled().uses, settled().total_cost), (3, 0));
		assert_over(&NATIVE, 0);
	});
}
