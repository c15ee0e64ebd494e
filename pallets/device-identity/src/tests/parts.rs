// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok, weights::Weight};
use samul_primitives::DeviceId;

use crate::{
	mock::*,
	types::{MAX_LEVELS, MAX_TREE},
	Error, Event, PartsOf, Status, WeightInfo,
};

fn attach(part: DeviceId, whole: DeviceId) -> frame_support::dispatch::DispatchResultWithPostInfo {
	DeviceIdentity::attach_part(by(ALICE), part, whole)
}

#[test]
fn a_container_and_its_sensors_change_hands_together() {
	run(|| {
		let model = model(FACTORY);
		let container = device(ALICE, 1);
		let sensors = [2, 3].map(|seed| device(ALICE, seed));
		let probe = manufacture(FACTORY, 4, model);
		assert_ok!(DeviceIdentity::offer_transfer(
			by(FACTORY),
			probe,
			Some(ALICE)
		));
		assert_ok!(DeviceIdentity::accept_transfer(by(ALICE), probe));
		assert_ok!(DeviceIdentity::set_guardian(
			by(ALICE),
			sensors[1],
			Some(GUARDIAN)
		));
		assert_ok!(attach(probe, sensors[0]));
		for sensor in sensors {
			assert_ok!(attach(sensor, container));
			System::assert_last_event(
				Event::PartAttached {
					part: sensor,
					whole: container,
				}
				.into(),
			);
		}
		assert_eq!(record(container).parts, 3);
		assert_eq!(record(sensors[0]).parts, 1);
		let mut parts = DeviceIdentity::parts_of(container);
		parts.sort();
		let mut expected = sensors.to_vec();
		expected.sort();
		assert_eq!(parts, expected);

		assert_noop!(
			DeviceIdentity::offer_transfer(by(ALICE), sensors[0], Some(BOB)),
			Error::<Test>::IsPart
		);
		assert_ok!(DeviceIdentity::offer_transfer(
			by(ALICE),
			container,
			Some(BOB)
		));
		assert_noop!(
			DeviceIdentity::accept_transfer(by(BOB), probe),
			Error::<Test>::NotOffered
		);
		let post = DeviceIdentity::accept_transfer(by(BOB), container).unwrap();
		let weight: Option<Weight> = Some(<() as WeightInfo>::accept_transfer(3));
		assert_eq!(post.actual_weight, weight);
		System::assert_last_event(
			Event::DeviceTransferred {
				device: container,
				from: ALICE,
				to: BOB,
				parts: 3,
			}
			.into(),
		);
		for id in [container, sensors[0], sensors[1], probe] {
			assert_eq!(record(id).owner, BOB);
			assert_eq!(record(id).guardian, None);
		}
		assert_eq!((held(ALICE), held(BOB)), (0, 4 * DEPOSIT));
		assert_eq!(DeviceIdentity::devices_of(BOB, None, 10).len(), 4);
		assert_eq!(record(probe).status, Status::Provisioned);
	});
}

#[test]
fn a_manufactured_part_is_provisioned_with_its_whole() {
	run(|| {
		let model = model(FACTORY);
		let [whole, part] = [1, 2].map(|seed| manufacture(FACTORY, seed, model));
		assert_ok!(DeviceIdentity::attach_part(by(FACTORY), part, whole));
		assert_ok!(DeviceIdentity::offer_transfer(
			by(FACTORY),
			whole,
			Some(ALICE)
		));
		assert_ok!(DeviceIdentity::accept_transfer(by(ALICE), whole));
		assert_eq!(record(part).status, Status::Provisioned);
		assert_ok!(DeviceIdentity::activate(by(ALICE), part));
	});
}

#[test]
fn a_part_comes_off_with_its_own() {
	run(|| {
		let [a, b, c] = [1, 2, 3].map(|seed| device(ALICE, seed));
		assert_noop!(
			DeviceIdentity::detach_part(by(ALICE), a),
			Error::<Test>::NotPart
		);
		assert_ok!(attach(c, b));
		assert_ok!(attach(b, a));
		assert_noop!(
			DeviceIdentity::retire(by(ALICE), a),
			Error::<Test>::HasParts
		);
		assert_noop!(DeviceIdentity::retire(by(ALICE), c), Error::<Test>::IsPart);
		assert_ok!(DeviceIdentity::detach_part(by(ALICE), b));
		System::assert_last_event(Event::PartDetached { part: b, whole: a }.into());
		assert_eq!([a, b, c].map(|id| record(id).parts), [0, 1, 0]);
		assert_ok!(DeviceIdentity::retire(by(ALICE), a));
		assert_ok!(DeviceIdentity::detach_part(by(ALICE), c));
		assert_ok!(DeviceIdentity::retire(by(ALICE), c));
		assert_ok!(DeviceIdentity::retire(by(ALICE), b));
		assert_eq!(PartsOf::<Test>::iter().count(), 0);
	});
}

#[test]
fn no_device_is_a_part_of_itself_or_of_two_or_of_anothers() {
	run(|| {
		let [a, b, c] = [1, 2, 3].map(|seed| device(ALICE, seed));
		let other = device(BOB, 4);
		let nobody = DeviceId([9; 32]);
		assert_noop!(attach(a, a), Error::<Test>::PartOfItself);
		assert_ok!(attach(b, a));
		assert_ok!(attach(c, b));
		assert_noop!(attach(a, c), Error::<Test>::PartOfItself);
		assert_noop!(attach(c, a), Error::<Test>::IsPart);
		assert_noop!(attach(other, a), Error::<Test>::NotOwner);
		assert_noop!(attach(a, other), Error::<Test>::NotOwner);
		assert_noop!(attach(nobody, a), Error::<Test>::UnknownDevice);
		assert_noop!(attach(a, nobody), Error::<Test>::UnknownDevice);
	});
}

#[test]
fn an_offer_is_of_the_device_as_it_is() {
	run(|| {
		let [a, b, c] = [1, 2, 3].map(|seed| device(ALICE, seed));
		let offer = |id| DeviceIdentity::offer_transfer(by(ALICE), id, Some(BOB));
		assert_ok!(attach(b, a));
		assert_ok!(offer(a));
		assert_ok!(offer(c));
		assert_ok!(attach(c, b));
		assert_eq!([a, c].map(|id| record(id).offered_to), [None; 2]);
		assert_ok!(offer(a));
		assert_ok!(DeviceIdentity::detach_part(by(ALICE), c));
		assert_eq!(record(a).offered_to, None);
	});
}

#[test]
fn a_whole_has_no_more_levels_than_it_may() {
	run(|| {
		let ids: Vec<_> = (1..=6).map(|seed| device(ALICE, seed)).collect();
		// Two wholes of two levels each make one of four.
		assert_ok!(attach(ids[1], ids[0]));
		assert_ok!(attach(ids[3], ids[2]));
		assert_ok!(attach(ids[2], ids[1]));
		assert_eq!(MAX_LEVELS, 4);
		assert_noop!(attach(ids[4], ids[3]), Error::<Test>::TooDeep);
		assert_ok!(attach(ids[5], ids[4]));
		assert_noop!(attach(ids[4], ids[2]), Error::<Test>::TooDeep);
		assert_ok!(attach(ids[4], ids[1]));
		assert_eq!(record(ids[0]).parts, 5);
	});
}

#[test]
fn a_whole_has_no_more_parts_than_it_may() {
	run(|| {
		let ids: Vec<_> = (0..MAX_TREE + 2)
			.map(|seed| device(ALICE, seed as u8 + 1))
			.collect();
		let most = MAX_TREE as usize;
		for part in &ids[1..most - 1] {
			assert_ok!(attach(*part, ids[0]));
		}
		assert_ok!(attach(ids[most], ids[most - 1]));
		assert_noop!(attach(ids[most], ids[0]), Error::<Test>::IsPart);
		// Two more are too many, one is not.
		assert_noop!(attach(ids[most - 1], ids[1]), Error::<Test>::TooManyParts);
		assert_ok!(attach(ids[most + 1], ids[1]));
		assert_eq!(record(ids[0]).parts, MAX_TREE - 1);
		assert_ok!(DeviceIdentity::offer_transfer(by(ALICE), ids[0], Some(BOB)));
		assert_ok!(DeviceIdentity::accept_transfer(by(BOB), ids[0]));
		assert_eq!(held(BOB), u64::from(MAX_TREE) * DEPOSIT);
	});
}
