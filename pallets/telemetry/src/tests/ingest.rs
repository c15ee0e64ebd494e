// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_ok, dispatch::GetDispatchInfo};
use samul_primitives::{
	batch::{encode, SignedBatch},
	keys::Scheme,
	varint, DeviceId, StreamId,
};

use crate::{mock::*, Event, IngestError, Streams};

const START: u64 = NOW - 1000 * HOUR;

#[test]
fn batches_of_every_scheme_come_in_and_the_head_follows() {
	run(|| {
		let schemes = [
			Scheme::Ed25519,
			Scheme::Sr25519,
			Scheme::Secp256k1,
			Scheme::P256,
		];
		for (seed, scheme) in schemes.into_iter().enumerate() {
			let sensor = Sensor::new(scheme, seed as u8 + 1);
			let first = sensor.batch(0, &[(START, [40, 80]), (START + HOUR, [60, 90])]);
			let second = sensor.batch(1, &[(START + 3 * HOUR, [-20, 70])]);
			assert_eq!(submit(vec![first, second]), [Ok(0), Ok(1)]);
			let head = sensor.state().head;
			assert_eq!((head.next_sequence, head.readings), (2, 3));
			assert_eq!(head.last_time, Some(START + 3 * HOUR));
			assert_eq!((head.observed, head.unobserved), (3 * HOUR, 0));
			let [temperature, humidity] = &head.stats[..] else {
				panic!("two channels")
			};
			assert_eq!(
				(temperature.last, temperature.min, temperature.max),
				(-20, -20, 60)
			);
			assert_eq!(temperature.mean(head.observed), 53);
			assert_eq!((humidity.min, humidity.max), (70, 90));
		}
	});
}

#[test]
fn each_batch_of_a_call_stands_or_falls_on_its_own() {
	run(|| {
		let (one, two) = (
			Sensor::new(Scheme::Ed25519, 1),
			Sensor::new(Scheme::Ed25519, 2),
		);
		let good = one.batch(0, &hours(START, 3, [1, 1]));
		let other = two.batch(0, &hours(START, 3, [1, 1]));
		let next = one.batch(1, &hours(START + 3 * HOUR, 3, [1, 1]));
		let batches = vec![good.clone(), other, good, next];
		assert_eq!(
			submit(batches),
			[Ok(0), Ok(0), Err(IngestError::Replay), Ok(1)]
		);
		let refused = Event::BatchRefused {
			position: 2,
			stream: Some(one.stream),
			sequence: Some(0),
			reason: IngestError::Replay,
		};
		System::assert_has_event(refused.into());
	});
}

#[test]
fn batches_of_a_stream_in_one_call_come_to_the_same_as_in_many() {
	let states = [true, false].map(|together| {
		let mut states = None;
		run(|| {
			let (one, two) = (
				Sensor::new(Scheme::Ed25519, 1),
				Sensor::new(Scheme::P256, 2),
			);
			let hour = |number| START + number * HOUR;
			let nobody = StreamId {
				device: DeviceId([9; 32]),
				index: 0,
			};
			let batches = vec![
				one.batch(0, &hours(START, 2, [10, 50])),
				// Its second reading is implausible: nothing of it may stay.
				one.batch(1, &[(hour(2), [900, 1]), (hour(3), [0, 101])]),
				one.batch(1, &hours(hour(2), 2, [20, 60])),
				two.batch(0, &hours(START, 1, [30, 70])),
				// What belongs to no stream changes none.
				one.sign(vec![9]),
				one.sign(encode(nobody, 0, &[(START, [1, 1])]).unwrap().into_inner()),
				two.batch(1, &hours(hour(1), 1, [31, 71])),
				one.batch(2, &hours(hour(4), 1, [40, 80])),
			];
			let fate = vec![
				Ok(0),
				Err(IngestError::ImplausibleValue),
				Ok(1),
				Ok(0),
				Err(IngestError::UnknownVersion),
				Err(IngestError::UnknownStream),
				Ok(1),
				Ok(2),
			];
			if together {
				assert_eq!(submit(batches), fate);
			} else {
				let alone = batches.into_iter().flat_map(|batch| submit(vec![batch]));
				assert_eq!(alone.collect::<Vec<_>>(), fate);
			}
			states = Some((one.state(), two.state()));
		});
		states.unwrap()
	});
	let [(one, two), alone] = states;
	assert_eq!((one.head.next_sequence, one.head.readings), (3, 5));
	assert_eq!(one.head.stats[0].max, 40);
	assert_eq!((two.head.next_sequence, two.head.readings), (2, 2));
	assert_eq!((one, two), alone);
}

#[test]
fn a_stream_is_read_and_written_once_for_batches_that_follow_one_another() {
	run(|| {
		let sensors = [1, 2].map(|seed| Sensor::new(Scheme::Ed25519, seed));
		let mut sequences = [0, 0];
		let mut cost = |turns: [usize; 4]| {
			let batches: Vec<SignedBatch> = turns
				.into_iter()
				.map(|turn| {
					let sequence = &mut sequences[turn];
					let at = START + *sequence * HOUR;
					let batch = sensors[turn].batch(*sequence, &[(at, [1, 1])]);
					*sequence += 1;
					batch
				})
				.collect();
			let batches: frame_support::BoundedVec<_, _> = batches.try_into().unwrap();
			let call = crate::Call::<Test>::submit {
				batches: batches.clone(),
			};
			let most = call.get_dispatch_info().call_weight;
			let done = Telemetry::submit(RuntimeOrigin::signed(OTHER), batches).unwrap();
			let actual = done.actual_weight.unwrap();
			assert!(actual.all_lte(most));
			[most.ref_time(), actual.ref_time()]
		};
		let grouped = cost([0, 0, 1, 1]);
		cost([0, 0, 1, 1]);
		let mixed = cost([0, 1, 0, 1]);
		let load = |channels| <() as crate::WeightInfo>::load(channels).ref_time();
		assert_eq!(mixed[0] - grouped[0], 2 * load(8));
		// Batches 4 and 5 join as many peaks as batches 0 and 1.
		assert_eq!(mixed[1] - grouped[1], 2 * load(2));
	});
}

#[test]
fn what_is_out_of_turn_is_refused() {
	run(|| {
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		let batch = |sequence, start| sensor.batch(sequence, &hours(start, 2, [1, 1]));
		assert_eq!(
			submit(vec![batch(1, START)]),
			[Err(IngestError::SequenceGap)]
		);
		assert_eq!(submit(vec![batch(0, START)]), [Ok(0)]);
		assert_eq!(
			submit(vec![batch(0, START + 9 * HOUR)]),
			[Err(IngestError::Replay)]
		);
		assert_eq!(
			submit(vec![batch(1, START + HOUR)]),
			[Err(IngestError::TimeBackwards)]
		);
		assert_eq!(
			submit(vec![batch(1, START)]),
			[Err(IngestError::TimeBackwards)]
		);
		assert_eq!(submit(vec![batch(1, START + HOUR + 1)]), [Ok(1)]);
	});
}

#[test]
fn the_future_is_refused_beyond_the_skew() {
	run(|| {
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		let late = sensor.batch(0, &[(NOW, [1, 1]), (NOW + SKEW + 1, [1, 1])]);
		assert_eq!(submit(vec![late]), [Err(IngestError::TimeInFuture)]);
		assert_eq!(sensor.state().head, Default::default());
		let just = sensor.batch(0, &[(NOW, [1, 1]), (NOW + SKEW, [1, 1])]);
		assert_eq!(submit(vec![just]), [Ok(0)]);
	});
}

#[test]
fn an_implausible_value_fells_its_batch_whole() {
	run(|| {
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		for values in [[1001, 50], [-1001, 50], [0, 101], [0, -1]] {
			let batch = sensor.batch(0, &[(START, [0, 0]), (START + HOUR, values)]);
			assert_eq!(submit(vec![batch]), [Err(IngestError::ImplausibleValue)]);
		}
		assert_eq!(sensor.state().head, Default::default());
		let edges = sensor.batch(0, &[(START, [-1000, 0]), (START + HOUR, [1000, 100])]);
		assert_eq!(submit(vec![edges]), [Ok(0)]);
	});
}

#[test]
fn a_signature_is_good_for_one_batch_of_one_stream_on_one_chain() {
	run(|| {
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		let stranger = Sensor::new(Scheme::Ed25519, 2);
		let batch = sensor.batch(0, &hours(START, 2, [1, 1]));
		let bad = Err(IngestError::BadSignature);

		let mut forged = batch.clone();
		forged.signature = stranger.batch(0, &hours(START, 2, [1, 1])).signature;
		assert_eq!(submit(vec![forged]), [bad]);

		let mut changed = batch.clone();
		let last = changed.payload.len() - 1;
		changed.payload.as_mut()[last] ^= 2;
		assert_eq!(submit(vec![changed]), [bad]);

		let mut other_scheme = batch.clone();
		other_scheme.signature = key(Scheme::Sr25519, 1).sign(b"");
		assert_eq!(submit(vec![other_scheme]), [bad]);

		frame_system::BlockHash::<Test>::insert(0, sp_runtime::testing::H256::repeat_byte(9));
		assert_eq!(submit(vec![batch]), [bad]);
	});
}

#[test]
fn unknown_closed_and_inactive_are_told_apart() {
	run(|| {
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		let nobody = StreamId {
			device: DeviceId([9; 32]),
			index: 0,
		};
		let unknown = sensor.sign(encode(nobody, 0, &[(START, [1, 1])]).unwrap().into_inner());
		assert_eq!(submit(vec![unknown]), [Err(IngestError::UnknownStream)]);

		let batch = sensor.batch(0, &hours(START, 2, [1, 1]));
		Registered::mutate(|devices| devices.get_mut(&sensor.stream.device).unwrap().2 = false);
		assert_eq!(
			submit(vec![batch.clone()]),
			[Err(IngestError::DeviceNotActive)]
		);
		Registered::mutate(|devices| devices.get_mut(&sensor.stream.device).unwrap().2 = true);

		assert_ok!(Telemetry::close_stream(
			RuntimeOrigin::signed(OWNER),
			sensor.stream
		));
		assert_eq!(submit(vec![batch]), [Err(IngestError::StreamClosed)]);
	});
}

#[test]
fn what_is_no_batch_is_refused_by_its_own_reason() {
	run(|| {
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		let payload = sensor
			.batch(0, &hours(START, 2, [1, 1]))
			.payload
			.into_inner();

		let mut version = payload.clone();
		version[0] = 9;
		assert_eq!(
			submit(vec![sensor.sign(version)]),
			[Err(IngestError::UnknownVersion)]
		);

		let cut = payload[..payload.len() - 1].to_vec();
		assert_eq!(
			submit(vec![sensor.sign(cut)]),
			[Err(IngestError::Malformed)]
		);
		let longer = [&payload[..], &[0]].concat();
		assert_eq!(
			submit(vec![sensor.sign(longer)]),
			[Err(IngestError::Malformed)]
		);
		assert_eq!(
			submit(vec![sensor.sign(Vec::new())]),
			[Err(IngestError::Malformed)]
		);

		let mut many = payload[..37].to_vec();
		for value in [0, START, 1025, HOUR] {
			varint::put(&mut many, value);
		}
		many.extend([0; 2050]);
		assert_eq!(
			submit(vec![sensor.sign(many)]),
			[Err(IngestError::TooManyReadings)]
		);

		let narrow = encode(sensor.stream, 0, &[(START, [1])])
			.unwrap()
			.into_inner();
		assert_eq!(
			submit(vec![sensor.sign(narrow)]),
			[Err(IngestError::WrongChannels)]
		);
	});
}

#[test]
fn a_full_batch_fits_and_state_does_not_grow_with_readings() {
	run(|| {
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		let mut sizes = Vec::new();
		let mut time = NOW - 9000 * HOUR;
		for sequence in 0..8 {
			assert_eq!(
				submit(vec![sensor.batch(sequence, &hours(time, 1024, [5, 50]))]),
				[Ok(sequence)]
			);
			time += 1024 * HOUR;
			sizes.push(codec::Encode::encoded_size(&sensor.state()));
		}
		assert_eq!(sensor.state().head.readings, 8 * 1024);
		// One peak is 32 bytes: a batch of 1,024 readings adds nothing else.
		assert!(sizes.iter().max().unwrap() - sizes.iter().min().unwrap() <= 2 * 32 + 8);
	});
}

#[test]
fn a_gap_longer_than_allowed_is_not_observed() {
	run(|| {
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		let readings = [
			(START, [100, 50]),
			(START + 2 * HOUR, [200, 50]),
			(START + 5 * HOUR, [0, 50]),
		];
		assert_eq!(submit(vec![sensor.batch(0, &readings)]), [Ok(0)]);
		let head = Streams::<Test>::get(sensor.stream).unwrap().head;
		assert_eq!((head.observed, head.unobserved), (2 * HOUR, 3 * HOUR));
		assert_eq!(head.stats[0].mean(head.observed), 100);
	});
}

#[test]
fn what_fell_costs_less_than_what_was_announced() {
	run(|| {
		use frame_support::dispatch::GetDispatchInfo;
		let sensor = Sensor::new(Scheme::P256, 1);
		let good = sensor.batch(0, &hours(START, 100, [1, 1]));
		for batches in [vec![good.clone()], vec![good.clone(), good]] {
			let call = crate::Call::<Test>::submit {
				batches: batches.clone().try_into().unwrap(),
			};
			let announced = call.get_dispatch_info().call_weight;
			let post = Telemetry::submit(RuntimeOrigin::signed(OTHER), batches.try_into().unwrap())
				.unwrap();
			let actual = post.actual_weight.unwrap();
			assert!(actual.all_lte(announced), "{actual} of {announced}");
			assert!(actual.ref_time() < announced.ref_time());
			assert!(actual.ref_time() > 0);
		}
	});
}

#[test]
fn among_many_signatures_the_wrong_ones_are_found_and_pay_for_it() {
	run(|| {
		let schemes = [Scheme::Ed25519, Scheme::Sr25519, Scheme::P256];
		let sensors: Vec<Sensor> = (0..40)
			.map(|number| Sensor::new(schemes[usize::from(number % 8 / 6)], number + 1))
			.collect();
		let batches = |sequence: u64, wrong: &[usize]| -> Vec<_> {
			let start = START + sequence * HOUR;
			let batch = |(number, sensor): (usize, &Sensor)| {
				let good = sensor.batch(sequence, &[(start, [1, 1])]);
				let forged = sensor.batch(sequence, &[(start, [2, 1])]);
				match wrong.contains(&number) {
					true => SignedBatch {
						payload: good.payload,
						signature: forged.signature,
					},
					false => good,
				}
			};
			sensors.iter().enumerate().map(batch).collect()
		};
		let weigh = |batches: Vec<SignedBatch>| {
			let call = crate::Call::<Test>::submit {
				batches: batches.clone().try_into().unwrap(),
			};
			let most = call.get_dispatch_info().call_weight;
			let origin = RuntimeOrigin::signed(OWNER);
			let done = Telemetry::submit(origin, batches.try_into().unwrap()).unwrap();
			let weight = done.actual_weight.unwrap();
			assert!(weight.all_lte(most), "{weight:?} {most:?}");
			weight.ref_time()
		};
		let good = weigh(batches(0, &[]));
		assert_eq!(outcomes(), vec![Ok(0); 40]);
		let wrong = [3, 4, 39];
		System::reset_events();
		let some = weigh(batches(1, &wrong));
		for (number, outcome) in outcomes().into_iter().enumerate() {
			let expected = match wrong.contains(&number) {
				true => Err(IngestError::BadSignature),
				false => Ok(1),
			};
			assert_eq!(outcome, expected, "{number}");
		}
		assert!(some > good);
	});
}
