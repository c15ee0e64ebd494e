// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use proptest::prelude::*;
use samul_primitives::{
	keys::Scheme,
	observe::Condition,
	traits::{MonitorError, Streams as _},
	StreamId,
};

use crate::{mock::*, Error, Event, StreamSpec};

const START: u64 = NOW - 1000 * HOUR;

const BAND: Condition = Condition {
	channel: 0,
	low: 20,
	high: 80,
	kinetic: true,
};

#[test]
fn a_monitor_accumulates_as_readings_pass() {
	run(|| {
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		let id = Telemetry::attach(&sensor.stream, BAND, START).unwrap();
		System::assert_last_event(
			Event::MonitorAttached {
				stream: sensor.stream,
				monitor: id,
				from: START,
			}
			.into(),
		);
		let readings = [
			(START + HOUR, [50, 50]),
			(START + 2 * HOUR, [100, 50]),
			(START + 3 * HOUR, [90, 50]),
			(START + 4 * HOUR, [50, 50]),
			(START + 8 * HOUR, [10, 50]),
			(START + 9 * HOUR, [50, 50]),
		];
		assert_eq!(submit(vec![sensor.batch(0, &readings)]), [Ok(0)]);
		let monitor = Telemetry::read(&sensor.stream, id, START + 10 * HOUR).unwrap();
		assert_eq!(monitor.unobserved, HOUR + 4 * HOUR);
		assert_eq!(monitor.observed, 5 * HOUR);
		assert_eq!((monitor.outside, monitor.longest), (3 * HOUR, 2 * HOUR));
		assert_eq!(monitor.excess, u128::from((20 + 10 + 10) * HOUR));
		assert_eq!(monitor.worst.unwrap().at, START + 2 * HOUR);
		let info = Telemetry::monitor(sensor.stream, id, Some(START + 10 * HOUR)).unwrap();
		// Between the coldest and the warmest, nearer to the warm ones than the mean of 6 °C.
		let kinetic = info.mean_kinetic_temperature.unwrap();
		assert!((279_150..283_150).contains(&kinetic), "{kinetic}");
		// Reading changes nothing.
		assert_eq!(
			Telemetry::monitor(sensor.stream, id, None)
				.unwrap()
				.monitor
				.observed,
			4 * HOUR
		);
	});
}

#[test]
fn what_came_in_before_is_not_measured() {
	run(|| {
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		submit(vec![sensor.batch(0, &hours(START, 10, [500, 50]))]);
		let id = Telemetry::attach(&sensor.stream, BAND, START).unwrap();
		submit(vec![sensor.batch(1, &hours(START + 10 * HOUR, 2, [50, 50]))]);
		let monitor = Telemetry::read(&sensor.stream, id, START + 11 * HOUR).unwrap();
		assert_eq!(monitor.from, START + 9 * HOUR);
		assert_eq!(
			(monitor.observed, monitor.unobserved, monitor.outside),
			(2 * HOUR, 0, HOUR)
		);
	});
}

#[test]
fn an_ended_window_counts_late_readings_of_its_time_and_no_others() {
	run(|| {
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		let id = Telemetry::attach(&sensor.stream, BAND, START).unwrap();
		submit(vec![sensor.batch(0, &hours(START, 3, [50, 50]))]);
		let end = START + 5 * HOUR;
		assert_eq!(Telemetry::end(&sensor.stream, id, end), Ok(end));
		submit(vec![
			sensor.batch(1, &hours(START + 3 * HOUR, 10, [100, 50]))
		]);
		let monitor = Telemetry::detach(&sensor.stream, id, NOW).unwrap();
		System::assert_last_event(
			Event::MonitorDetached {
				stream: sensor.stream,
				monitor: id,
				last: monitor,
			}
			.into(),
		);
		assert_eq!((monitor.observed, monitor.outside), (5 * HOUR, 2 * HOUR));
		assert_eq!(monitor.covered_to, end);
		// What is accounted for already stays.
		let id = Telemetry::attach(&sensor.stream, BAND, START).unwrap();
		submit(vec![sensor.batch(2, &hours(START + 13 * HOUR, 3, [50, 50]))]);
		assert_eq!(
			Telemetry::end(&sensor.stream, id, START),
			Ok(START + 15 * HOUR)
		);
	});
}

#[test]
fn a_window_begins_anew() {
	run(|| {
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		let stream = sensor.stream;
		let id = Telemetry::attach(&stream, BAND, START).unwrap();
		let hot = |hour| (START + hour * HOUR, [90, 50]);
		assert_eq!(submit(vec![sensor.batch(0, &[hot(0), hot(1)])]), [Ok(0)]);
		assert_eq!(
			Telemetry::begin(&stream, id, START + 2 * HOUR),
			Ok(START + 2 * HOUR)
		);
		// What comes in later of the time before is not measured either.
		assert_eq!(submit(vec![sensor.batch(1, &[hot(2), hot(3)])]), [Ok(1)]);
		let read = |hour| Telemetry::read(&stream, id, START + hour * HOUR).unwrap();
		assert_eq!((read(4).observed, read(4).outside), (2 * HOUR, 2 * HOUR));
		// What is accounted for is not measured twice; a window that is over is empty.
		assert_eq!(
			Telemetry::end(&stream, id, START + 4 * HOUR),
			Ok(START + 4 * HOUR)
		);
		assert_eq!(Telemetry::begin(&stream, id, START), Ok(START + 3 * HOUR));
		assert_eq!(read(9).observed, HOUR);
		assert_eq!(
			Telemetry::begin(&stream, id, START + 5 * HOUR),
			Ok(START + 5 * HOUR)
		);
		assert_eq!((read(9).observed, read(9).unobserved), (0, 0));
		assert_eq!(
			Telemetry::begin(&stream, 9, START),
			Err(MonitorError::UnknownMonitor)
		);
		assert!(Telemetry::is_open(&stream));
		assert_ok!(Telemetry::close_stream(
			RuntimeOrigin::signed(OWNER),
			stream
		));
		assert!(!Telemetry::is_open(&stream));
	});
}

#[test]
fn bad_conditions_and_unknown_monitors_are_refused() {
	run(|| {
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		let attach = |change: fn(&mut Condition)| {
			let mut condition = BAND;
			change(&mut condition);
			Telemetry::attach(&sensor.stream, condition, START)
		};
		assert_eq!(
			attach(|condition| condition.channel = 2),
			Err(MonitorError::BadCondition)
		);
		assert_eq!(
			attach(|condition| condition.low = 81),
			Err(MonitorError::BadCondition)
		);
		// Nothing that is plausible is outside: what would be is refused, not counted.
		assert_eq!(
			attach(|condition| (condition.low, condition.high) = (-1000, 1000)),
			Err(MonitorError::BadCondition)
		);
		// Humidity has no kinetic mean.
		assert_eq!(
			attach(|condition| condition.channel = 1),
			Err(MonitorError::BadCondition)
		);
		let nowhere = StreamId {
			index: 9,
			..sensor.stream
		};
		let unknown = Err(MonitorError::UnknownStream);
		assert_eq!(Telemetry::attach(&nowhere, BAND, START), unknown);
		assert_eq!(
			Telemetry::end(&nowhere, 0, START),
			Err(MonitorError::UnknownStream)
		);
		assert_eq!(
			Telemetry::begin(&nowhere, 0, START),
			Err(MonitorError::UnknownStream)
		);
		assert!(!Telemetry::is_open(&nowhere));
		assert!(Telemetry::read(&nowhere, 0, START).is_err());
		assert!(Telemetry::detach(&nowhere, 0, START).is_err());
		assert!(Telemetry::monitor(nowhere, 0, None).is_none());
		let missing = MonitorError::UnknownMonitor;
		assert_eq!(Telemetry::end(&sensor.stream, 0, START), Err(missing));
		assert_eq!(
			Telemetry::read(&sensor.stream, 0, START).unwrap_err(),
			missing
		);
		assert_eq!(
			Telemetry::detach(&sensor.stream, 0, START).unwrap_err(),
			missing
		);
		for _ in 0..8 {
			assert_ok!(Telemetry::attach(&sensor.stream, BAND, START));
		}
		assert_eq!(attach(|_| ()), Err(MonitorError::TooManyMonitors));
		assert_ok!(Telemetry::close_stream(
			RuntimeOrigin::signed(OWNER),
			sensor.stream
		));
		assert_noop!(
			Telemetry::remove_stream(RuntimeOrigin::signed(OWNER), sensor.stream),
			Error::<Test>::StillMonitored
		);
		assert_ok!(Telemetry::detach(&sensor.stream, 3, START));
		assert_eq!(attach(|_| ()), Err(MonitorError::StreamClosed));
		assert_eq!(Telemetry::owner(&nowhere), None);
		assert_eq!(Telemetry::owner(&sensor.stream), Some(OWNER));
		assert_eq!(Telemetry::channel(&sensor.stream, 1), Some(humidity()));
		assert_eq!(Telemetry::last_time(&sensor.stream), None);
	});
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(40))]

	/// However readings are cut into batches, a monitor sees the same.
	#[test]
	fn batches_make_no_difference(
		steps in proptest::collection::vec((1u64..5 * HOUR, -200i64..200, 0i64..100), 2..60),
		cut in 1usize..20,
	) {
		run(|| {
			let mut time = START;
			let readings: Vec<_> = steps.iter().map(|(step, temperature, humidity)| {
				time += step;
				(time, [*temperature, *humidity])
			}).collect();
			let mut seen = Vec::new();
			for (seed, size) in [(1, readings.len()), (2, cut)] {
				let sensor = Sensor::new(Scheme::Ed25519, seed);
				let id = Telemetry::attach(&sensor.stream, BAND, START).unwrap();
				for (sequence, part) in readings.chunks(size).enumerate() {
					let sequence = sequence as u64;
					assert_eq!(submit(vec![sensor.batch(sequence, part)]), [Ok(sequence)]);
				}
				let head = sensor.state().head;
				let monitor = Telemetry::read(&sensor.stream, id, time + HOUR).unwrap();
				seen.push((monitor, head.stats, head.observed, head.unobserved));
			}
			assert_eq!(seen[0], seen[1]);
			assert_eq!(seen[0].0.observed + seen[0].0.unobserved, time + HOUR - START);
		});
	}
}

#[test]
fn kelvin_and_celsius_agree() {
	run(|| {
		let mut kelvin = celsius();
		kelvin.unit = b"K".to_vec().try_into().unwrap();
		kelvin.exponent = -2;
		(kelvin.min, kelvin.max) = (17_315, 37_315);
		let spec = StreamSpec {
			channels: vec![celsius(), kelvin].try_into().unwrap(),
			interval: HOUR,
			longest_gap: HOUR,
		};
		let key = key(Scheme::Ed25519, 5);
		let sensor = Sensor {
			stream: StreamId {
				device: device(&key),
				index: 0,
			},
			key,
		};
		assert_ok!(Telemetry::open_stream(
			RuntimeOrigin::signed(OWNER),
			sensor.stream.device,
			0,
			spec
		));
		let means: Vec<_> = (0..2)
			.map(|channel| {
				let condition = Condition {
					channel,
					low: 0,
					high: 0,
					kinetic: true,
				};
				Telemetry::attach(&sensor.stream, condition, START).unwrap()
			})
			.collect();
		let readings: Vec<_> = (0..48)
			.map(|hour| {
				(
					START + hour * HOUR,
					[hour as i64 * 5, 27_315 + hour as i64 * 50],
				)
			})
			.collect();
		assert_eq!(submit(vec![sensor.batch(0, &readings)]), [Ok(0)]);
		let mean = |id| {
			Telemetry::monitor(sensor.stream, id, None)
				.unwrap()
				.mean_kinetic_temperature
				.unwrap()
		};
		assert_eq!(mean(means[0]), mean(means[1]));
	});
}
