// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};

use crate::{
	mock::*,
	settlement::ChargeDetail,
	types::{Status, Tariff},
	Agreements, Error, Event, TariffOf,
};

/// Eleven kW for an hour, then nothing for half an hour.
fn charge(meter: &mut Meter) {
	pass_to(NOW + 90 * MINUTE);
	meter.each_minute(NOW, NOW + 59 * MINUTE, 11_000);
	meter.each_minute(NOW + 60 * MINUTE, NOW + 90 * MINUTE, 0);
}

/// No reading counts that comes in after the end.
fn without_waiting(meter: &Meter) -> TariffOf<Test> {
	Tariff {
		late: 0,
		..charging(meter.stream)
	}
}

#[test]
fn a_session_is_over_in_the_call_that_ends_it() {
	run_in_each_currency(|asset| {
		let mut meter = Meter::new();
		let tariff = Tariff {
			asset: asset.clone(),
			..charging(meter.stream)
		};
		let hash = tariff.hash(CHARGER, &OWNER);
		let right = buy(tariff, order_up_to(8 * HOUR, 10_000));
		assert_eq!(held(&asset), (10_050, 0, AGREEMENT_DEPOSIT));
		charge(&mut meter);
		assert_ok!(Market::give_back(by(DRIVER), right));
		let detail = ChargeDetail {
			start: NOW,
			end: NOW + 90 * MINUTE,
			time: 90 * MINUTE,
			energy: 11_000_000,
			parking_time: 30 * MINUTE,
			fixed_cost: 50,
			energy_cost: 4_400,
			parking_cost: 100,
			total_cost: 4_550,
			..Default::default()
		};
		let record = Event::SessionSettled {
			right,
			resource: CHARGER,
			subject: driver(),
			payer: PAYER,
			provider: OWNER,
			tariff: hash,
			currency: asset.clone(),
			meter: Some(meter.stream),
			detail,
		};
		assert!(events().any(|event| event == record));
		assert_eq!(closed(), (sums(4_550, 0), sums(5_500, 0)));
		assert_ok!(Market::remove_tariff(by(OWNER), CHARGER, 0));
		let streams = pallet_telemetry::Streams::<Test>::iter().count();
		assert_eq!(streams, 1);
		assert_over(&asset, 4_550);
	});
}

#[test]
fn a_session_ends_with_the_last_reading_if_nothing_flows_and_none_is_waited_for() {
	// If that is older, it ends now; it is settled by what was told all the same.
	for (lag, end) in [(MAX_LAG, 0), (MAX_LAG + 1, MAX_LAG + 1)] {
		run(|| {
			let mut meter = Meter::new();
			let right = buy(without_waiting(&meter), order_up_to(8 * HOUR, 10_000));
			charge(&mut meter);
			pass(lag);
			assert_ok!(Market::give_back(by(PAYER), right));
			assert_eq!(settled().end, NOW + 90 * MINUTE + end);
			assert_over(&NATIVE, 4_550);
		});
	}
}

#[test]
fn where_nothing_is_waited_for_the_meter_tells_before_the_driver_leaves() {
	run(|| {
		let mut meter = Meter::new();
		let right = buy(without_waiting(&meter), order_up_to(8 * HOUR, 10_000));
		pass(30 * MINUTE);
		meter.each_minute(NOW, NOW + 20 * MINUTE, 6_000);
		assert_ok!(Market::give_back(by(DRIVER), right));
		// It flowed still; that nobody told by now is the provider's loss.
		assert_eq!(settled().energy, 2_000_000);
		assert_over(&NATIVE, 50 + 800);
	});
}

#[test]
fn nobody_leaves_before_what_is_signed_already() {
	run(|| {
		let mut meter = Meter::new();
		let right = buy(charging(meter.stream), order_up_to(8 * HOUR, 10_000));
		pass(MINUTE);
		meter.each_minute(NOW, NOW + MINUTE, 0);
		pass(MAX_LAG);
		let end = NOW + MINUTE + MAX_LAG;
		// The last reading that is in tells that nothing flows; the next one, on its way, that it did.
		assert_ok!(Market::give_back(by(DRIVER), right));
		let status = Agreements::<Test>::get(right).unwrap().status;
		assert_eq!(status, Status::Ended { at: end });
		assert_noop!(Market::conclude(by(DRIVER), right), Error::<Test>::NotDue);
		meter.send(&[(NOW + MINUTE + 1, 30_000), (end, 0)]);
		assert_ok!(Market::conclude(by(DRIVER), right));
		assert_eq!(settled().end, end);
		// 30 kW for two minutes, but for a millisecond: 999.99 Wh.
		assert_eq!(settled().energy_cost, 399);
		assert_over(&NATIVE, 50 + 399);
	});
}

#[test]
fn what_the_meter_tells_too_late_is_waited_for() {
	run(|| {
		let mut meter = Meter::new();
		let right = buy(charging(meter.stream), order_up_to(8 * HOUR, 10_000));
		charge(&mut meter);
		pass(MAX_LAG + 1);
		let end = NOW + 90 * MINUTE + MAX_LAG + 1;
		assert_ok!(Market::give_back(by(PAYER), right));
		let ended = Event::RightEnded {
			right,
			at: end,
			due: end + 6 * HOUR,
		};
		assert_eq!(events().next(), Some(ended));
		check();
		assert_noop!(Market::conclude(by(OTHER), right), Error::<Test>::NotDue);
		assert_noop!(Market::conclude(by(PAYER), right), Error::<Test>::NotDue);
		pass(MINUTE);
		meter.send(&[(end - 1, 0)]);
		assert_noop!(Market::conclude(by(OTHER), right), Error::<Test>::NotDue);
		meter.send(&[(end, 0)]);
		assert_ok!(Market::conclude(by(OTHER), right));
		// Idle for 32 minutes and a millisecond, of which ten are free: the 23rd has begun.
		assert_eq!(settled().parking_time, 32 * MINUTE + 1);
		assert_over(&NATIVE, 50 + 4_400 + 115);
	});
}

#[test]
fn a_session_in_which_it_still_flows_is_waited_for() {
	run(|| {
		let mut meter = Meter::new();
		let right = buy(charging(meter.stream), order_up_to(8 * HOUR, 10_000));
		pass(10 * MINUTE);
		meter.each_minute(NOW, NOW + 9 * MINUTE, 6_000);
		assert_ok!(Market::give_back(by(PAYER), right));
		let status = Agreements::<Test>::get(right).unwrap().status;
		assert_eq!(
			status,
			Status::Ended {
				at: NOW + 10 * MINUTE
			}
		);
		assert_eq!(held(&NATIVE).0, 10_050);
		pass(MINUTE);
		// What flowed until the end counts, what comes after it does not.
		meter.each_minute(NOW + 10 * MINUTE, NOW + 11 * MINUTE, 9_000);
		assert_ok!(Market::conclude(by(OTHER), right));
		assert_eq!(settled().energy, 1_000_000);
		assert_over(&NATIVE, 450);
	});
}

#[test]
fn a_silent_meter_is_paid_for_what_it_told() {
	run(|| {
		let mut meter = Meter::new();
		let right = buy(charging(meter.stream), order_up_to(8 * HOUR, 10_000));
		pass(30 * MINUTE);
		meter.each_minute(NOW, NOW + 20 * MINUTE, 6_000);
		assert_ok!(Market::give_back(by(DRIVER), right));
		pass(6 * HOUR - 1);
		assert_noop!(Market::conclude(by(OTHER), right), Error::<Test>::NotDue);
		pass(1);
		assert_ok!(Market::conclude(by(OTHER), right));
		// The last reading would hold for 15 minutes; nobody said so.
		assert_eq!((settled().energy, settled().parking_time), (2_000_000, 0));
		assert_eq!(settled().end, NOW + 30 * MINUTE);
		assert_over(&NATIVE, 50 + 800);
	});
}

#[test]
fn a_meter_that_never_told_anything_costs_the_start() {
	run(|| {
		let meter = Meter::new();
		let right = buy(charging(meter.stream), order_up_to(HOUR, 10_000));
		pass(7 * HOUR);
		assert_ok!(Market::conclude(by(OTHER), right));
		assert_eq!((settled().total_cost, settled().energy), (50, 0));
		assert_over(&NATIVE, 50);
	});
}

#[test]
fn a_provider_need_not_wait() {
	run(|| {
		let mut meter = Meter::new();
		let right = buy(charging(meter.stream), order_up_to(8 * HOUR, 10_000));
		pass(30 * MINUTE);
		meter.each_minute(NOW, NOW + 20 * MINUTE, 6_000);
		assert_ok!(Market::give_back(by(DRIVER), right));
		assert_ok!(Market::conclude(by(OWNER), right));
		assert_over(&NATIVE, 50 + 800);
	});
}

#[test]
fn no_more_is_paid_than_the_limit() {
	run(|| {
		let mut meter = Meter::new();
		for (limit, energy, parking) in [(4_399, 4_399, 0), (4_400, 4_400, 0), (4_460, 4_400, 60)] {
			let start = pallet_timestamp::Now::<Test>::get();
			let right = buy(charging(meter.stream), order_up_to(8 * HOUR, limit));
			pass(90 * MINUTE);
			meter.each_minute(start + MINUTE, start + 60 * MINUTE, 11_000);
			meter.each_minute(start + 61 * MINUTE, start + 90 * MINUTE, 0);
			assert_ok!(Market::give_back(by(DRIVER), right));
			assert_eq!(settled().energy, 11_000_000);
			assert_eq!(
				(settled().energy_cost, settled().parking_cost),
				(energy, parking)
			);
			assert_eq!(closed().1, sums(0, 0));
			pass(20 * MINUTE);
		}
	});
}

#[test]
fn what_flows_back_costs_nothing_and_pays_nothing() {
	run(|| {
		let mut meter = Meter::new();
		let right = buy(charging(meter.stream), order_up_to(8 * HOUR, 10_000));
		pass(2 * HOUR);
		meter.each_minute(NOW, NOW + 59 * MINUTE, 2_000);
		meter.each_minute(NOW + HOUR, NOW + 2 * HOUR, -50_000);
		assert_ok!(Market::give_back(by(DRIVER), right));
		// To feed back is not to charge: it counts as idle.
		let detail = settled();
		assert_eq!((detail.energy, detail.parking_time), (2_000_000, HOUR));
		assert_over(&NATIVE, 50 + 800 + 250);
	});
}

#[test]
fn what_the_meter_did_not_see_is_not_paid() {
	run(|| {
		let mut meter = Meter::new();
		let right = buy(charging(meter.stream), order_up_to(8 * HOUR, 10_000));
		pass(2 * HOUR);
		// A gap of 16 minutes while it flowed, and one of 20 while it did not.
		meter.each_minute(NOW, NOW + 10 * MINUTE, 6_000);
		meter.each_minute(NOW + 26 * MINUTE, NOW + 35 * MINUTE, 6_000);
		meter.each_minute(NOW + 36 * MINUTE, NOW + 100 * MINUTE, 0);
		meter.send(&[(NOW + 2 * HOUR, 0)]);
		assert_ok!(Market::give_back(by(DRIVER), right));
		let detail = settled();
		assert_eq!(
			(detail.energy, detail.parking_time),
			(2_000_000, 64 * MINUTE)
		);
		assert_eq!(detail.unobserved, 36 * MINUTE);
		assert_over(&NATIVE, 50 + 800 + 54 * 5);
	});
}

#[test]
fn one_session_does_not_pay_for_the_next() {
	run(|| {
		let mut meter = Meter::new();
		let first = buy(charging(meter.stream), order_up_to(HOUR, 10_000));
		pass(HOUR);
		// Nobody concludes, and another one charges.
		let second = buy(charging(meter.stream), order_up_to(HOUR, 10_000));
		pass(HOUR);
		meter.each_minute(NOW, NOW + 59 * MINUTE, 1_000);
		meter.each_minute(NOW + HOUR, NOW + 2 * HOUR, 7_000);
		assert_ok!(Market::conclude(by(OTHER), first));
		assert_eq!(settled().energy, 1_000_000);
		assert_ok!(Market::conclude(by(OTHER), second));
		assert_eq!(settled().energy, 7_000_000);
		assert_over(&NATIVE, 2 * 50 + 400 + 2_800);
	});
}

#[test]
fn only_the_payer_and_the_subject_stop_a_session() {
	run(|| {
		let meter = Meter::new();
		let right = buy(charging(meter.stream), order_up_to(HOUR, 10_000));
		for who in [OTHER, ARBITER, OWNER] {
			assert_noop!(Market::give_back(by(who), right), Error::<Test>::NotAllowed);
		}
		assert_noop!(
			Market::give_back(by(PAYER), right + 1),
			Error::<Test>::UnknownAgreement
		);
		assert_ok!(Market::give_back(by(DRIVER), right));
		assert_noop!(
			Market::give_back(by(DRIVER), right),
			Error::<Test>::WrongStatus
		);
	});
}

#[test]
fn the_provider_stops_a_session_without_notice() {
	run(|| {
		let mut meter = Meter::new();
		let right = buy(charging(meter.stream), order_up_to(8 * HOUR, 4_400));
		pass(HOUR);
		meter.each_minute(NOW, NOW + HOUR, 11_000);
		// The limit is reached.
		assert_eq!(
			Market::running_cost(right, None).unwrap().energy_cost,
			4_400
		);
		assert_ok!(Market::cancel(by(OWNER), right));
		assert_eq!(settled().end, NOW + HOUR);
		assert_over(&NATIVE, 4_450);
	});
}
