// SPDX-License-Identifier: Apache-2.0

use frame_support::{
	assert_noop, assert_ok,
	traits::{fungible::InspectHold, Contains},
};
use samul_primitives::{keys::Scheme, units::MAX_VALUE, DeviceId, StreamId};

use crate::{mock::*, Error, Event, HasStreams, HoldReason, Streams};

fn by(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

fn held() -> u64 {
	Balances::balance_on_hold(&HoldReason::Stream.into(), &OWNER)
}

#[test]
fn a_stream_is_opened_closed_and_removed_and_its_deposit_returns() {
	run(|| {
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		let stream = sensor.stream;
		System::assert_last_event(
			Event::StreamOpened {
				stream,
				owner: OWNER,
				spec: climate(),
			}
			.into(),
		);
		assert_eq!(held(), 14);
		assert!(HasStreams::<Test>::contains(&stream.device));
		assert_noop!(
			Telemetry::remove_stream(by(OWNER), stream),
			Error::<Test>::StillOpen
		);
		assert_ok!(Telemetry::close_stream(by(OWNER), stream));
		System::assert_last_event(Event::StreamClosed { stream, batches: 0 }.into());
		assert_noop!(
			Telemetry::close_stream(by(OWNER), stream),
			Error::<Test>::AlreadyClosed
		);
		assert_ok!(Telemetry::remove_stream(by(OWNER), stream));
		System::assert_last_event(
			Event::StreamRemoved {
				stream,
				depositor: OWNER,
			}
			.into(),
		);
		assert_eq!(held(), 0);
		assert!(Streams::<Test>::get(stream).is_none());
		assert!(!HasStreams::<Test>::contains(&stream.device));
	});
}

#[test]
fn a_number_is_never_given_twice_so_that_nothing_is_replayed() {
	run(|| {
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		let StreamId { device, .. } = sensor.stream;
		let open = |index| Telemetry::open_stream(by(OWNER), device, index, climate());
		assert_noop!(open(0), Error::<Test>::WrongNumber);
		assert_noop!(open(2), Error::<Test>::WrongNumber);
		assert_ok!(Telemetry::close_stream(by(OWNER), sensor.stream));
		assert_ok!(Telemetry::remove_stream(by(OWNER), sensor.stream));
		assert_noop!(open(0), Error::<Test>::WrongNumber);
		assert_ok!(open(1));
		assert_ok!(open(2));
		assert_ok!(open(3));
		assert_noop!(open(4), Error::<Test>::TooManyStreams);
		let ids = |after, limit| -> Vec<u16> {
			Telemetry::streams_of(device, after, limit)
				.iter()
				.map(|id| id.index)
				.collect()
		};
		assert_eq!(ids(None, 2), [1, 2]);
		assert_eq!(ids(Some(2), 2), [3]);
	});
}

#[test]
fn only_the_devices_owner_opens_and_ends_streams() {
	run(|| {
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		let StreamId { device, .. } = sensor.stream;
		assert_noop!(
			Telemetry::open_stream(by(OTHER), device, 1, climate()),
			Error::<Test>::NotOwner
		);
		assert_noop!(
			Telemetry::open_stream(by(OWNER), DeviceId([1; 32]), 0, climate()),
			Error::<Test>::UnknownDevice
		);
		assert_noop!(
			Telemetry::close_stream(by(OTHER), sensor.stream),
			Error::<Test>::NotOwner
		);
		assert_noop!(
			Telemetry::remove_stream(by(OTHER), sensor.stream),
			Error::<Test>::NotOwner
		);
		let nothing = StreamId { device, index: 5 };
		assert_noop!(
			Telemetry::close_stream(by(OWNER), nothing),
			Error::<Test>::UnknownStream
		);
		assert_noop!(
			Telemetry::remove_stream(by(OWNER), nothing),
			Error::<Test>::UnknownStream
		);
	});
}

#[test]
fn a_description_out_of_bounds_is_refused() {
	run(|| {
		let device = device(&key(Scheme::Ed25519, 1));
		let with = |change: fn(&mut crate::StreamSpec)| {
			let mut spec = climate();
			change(&mut spec);
			Telemetry::open_stream(by(OWNER), device, 0, spec)
		};
		let bad = Error::<Test>::BadSpec;
		assert_noop!(with(|spec| spec.channels = Default::default()), bad.clone());
		assert_noop!(with(|spec| spec.interval = 0), bad.clone());
		assert_noop!(
			with(|spec| spec.longest_gap = spec.interval - 1),
			bad.clone()
		);
		assert_noop!(with(|spec| spec.longest_gap = u64::MAX), bad.clone());
		assert_noop!(with(|spec| spec.channels[0].exponent = 13), bad.clone());
		assert_noop!(
			with(|spec| spec.channels[0].exponent = i8::MIN),
			bad.clone()
		);
		assert_noop!(with(|spec| spec.channels[0].min = 1001), bad.clone());
		assert_noop!(
			with(|spec| spec.channels[0].max = MAX_VALUE + 1),
			bad.clone()
		);
		assert_noop!(with(|spec| spec.channels[0].min = i64::MIN), bad.clone());
		assert_noop!(
			with(|spec| spec.channels[0].unit = Default::default()),
			bad.clone()
		);
		assert_noop!(with(|spec| spec.channels[0].unit[0] = b' '), bad.clone());
		assert_noop!(
			with(|spec| spec.channels[0].quantity = Default::default()),
			bad.clone()
		);
		assert_noop!(with(|spec| spec.channels[0].quantity[0] = 0xff), bad);
	});
}

#[test]
fn without_a_deposit_there_is_no_stream() {
	run(|| {
		let key = key(Scheme::Ed25519, 1);
		let device = device(&key);
		Registered::mutate(|devices| devices.get_mut(&device).unwrap().0 = POOR);
		assert!(Telemetry::open_stream(by(POOR), device, 0, climate()).is_err());
		assert_eq!(Streams::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_reader_gets_to_know_what_a_stream_holds() {
	run(|| {
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		let empty = Telemetry::stream(sensor.stream).unwrap();
		assert_eq!((empty.next_sequence, empty.channels[0].mean), (0, None));
		submit(vec![sensor.batch(0, &hours(NOW - 9 * HOUR, 5, [44, 55]))]);
		let info = Telemetry::stream(sensor.stream).unwrap();
		assert_eq!(
			(info.owner, info.open, info.readings),
			(Some(OWNER), true, 5)
		);
		assert_eq!(info.channels[1].mean, Some(55));
		assert_eq!(info.peaks.len(), 1);
		assert!(Telemetry::stream(StreamId {
			index: 9,
			..sensor.stream
		})
		.is_none());
	});
}
