// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::{
	keys::Scheme,
	traits::{DeviceError, Devices as _},
};

use crate::{
	mock::*,
	types::{EndReason, Ended},
	Error, Event, Methods, Models, Purposes, Status,
};

#[test]
fn owner_guardian_and_manufacturer_report_and_others_do_not() {
	run(|| {
		let model = model(FACTORY);
		for (seed, who) in [(1, ALICE), (2, OFFICE), (3, FACTORY)] {
			let id = endorsed(ALICE, seed, model);
			assert_ok!(DeviceIdentity::set_guardian(by(ALICE), id, Some(GUARDIAN)));
			for stranger in [BOB, OTHER_OFFICE, OTHER_FACTORY] {
				assert_noop!(
					DeviceIdentity::report_compromised(by(stranger), id),
					Error::<Test>::NotReporter
				);
			}
			assert_ok!(DeviceIdentity::report_compromised(by(who), id));
			System::assert_last_event(Event::DeviceCompromised { device: id }.into());
			assert_eq!(DeviceIdentity::active_key(&id), Err(DeviceError::NotActive));
			assert_noop!(
				DeviceIdentity::report_compromised(by(who), id),
				Error::<Test>::Compromised
			);
		}
		// Those of no model have no manufacturer, and those without a guardian none.
		let plain = device(ALICE, 4);
		for stranger in [FACTORY, OFFICE] {
			assert_noop!(
				DeviceIdentity::report_compromised(by(stranger), plain),
				Error::<Test>::NotReporter
			);
		}
	});
}

#[test]
fn a_compromised_device_does_nothing_until_it_has_a_new_key() {
	run(|| {
		let model = model(FACTORY);
		let id = device(ALICE, 1);
		assert_noop!(
			recover(ALICE, id, &key(Scheme::Ed25519, 9)),
			Error::<Test>::NotCompromised
		);
		assert_ok!(add_key(ALICE, id, &key(Scheme::Ed25519, 2)));
		assert_ok!(DeviceIdentity::report_compromised(by(ALICE), id));
		let wrong = Error::<Test>::Compromised;
		let new = key(Scheme::P256, 3);
		let endorsement = endorsement(&ca(), id, record(id).key, model);
		assert_noop!(rotate(ALICE, id, &new), wrong.clone());
		assert_noop!(add_key(ALICE, id, &new), wrong.clone());
		assert_noop!(
			DeviceIdentity::add_agreement_key(by(ALICE), id, [1; 32]),
			wrong.clone()
		);
		assert_noop!(
			DeviceIdentity::revoke_method(by(ALICE), id, 0),
			wrong.clone()
		);
		assert_noop!(
			DeviceIdentity::endorse(by(ALICE), id, model, endorsement),
			wrong.clone()
		);
		assert_noop!(DeviceIdentity::retire(by(ALICE), id), wrong);
		assert_noop!(
			DeviceIdentity::resume(by(ALICE), id),
			Error::<Test>::NotSuspended
		);
		assert_noop!(
			DeviceIdentity::suspend(by(ALICE), id),
			Error::<Test>::NotActive
		);
		assert_ok!(recover(ALICE, id, &new));
		System::assert_last_event(
			Event::DeviceRecovered {
				device: id,
				key: new.public(),
			}
			.into(),
		);
		assert_eq!(record(id).status, Status::Suspended);
		assert_ok!(DeviceIdentity::resume(by(ALICE), id));
		assert_eq!(DeviceIdentity::active_key(&id), Ok(new.public()));
	});
}

#[test]
fn all_keys_count_no_more_from_the_report_on() {
	run(|| {
		let id = device(ALICE, 1);
		assert_ok!(add_key(ALICE, id, &key(Scheme::Ed25519, 2)));
		assert_ok!(DeviceIdentity::add_agreement_key(by(ALICE), id, [1; 32]));
		assert_ok!(add_key(ALICE, id, &key(Scheme::Ed25519, 3)));
		pass(5);
		assert_ok!(DeviceIdentity::revoke_method(by(ALICE), id, 2));
		pass(5);
		assert_ok!(DeviceIdentity::report_compromised(by(ALICE), id));
		let reported = now();
		let count = |time| DeviceIdentity::keys_at(id, time).len();
		// Already before there is a new key.
		assert_eq!((count(reported - 1), count(reported)), (3, 0));
		pass(10);
		assert_eq!(count(now()), 0);
		assert_ok!(recover(ALICE, id, &key(Scheme::Sr25519, 4)));
		let at = |number| Methods::<Test>::get(id, number).unwrap().ended;
		let compromised = Some(Ended {
			at: reported,
			reason: EndReason::Compromised,
		});
		assert_eq!([at(0), at(1), at(3)], [compromised; 3]);
		assert_eq!(
			at(2),
			Some(Ended {
				at: NOW + 5,
				reason: EndReason::Revoked
			})
		);
		assert_eq!(record(id).methods, 0);
		let counts = [reported - 1, reported, now() - 1, now()].map(count);
		assert_eq!(counts, [3, 0, 0, 1]);
	});
}

#[test]
fn a_stolen_key_comes_back_neither_here_nor_elsewhere() {
	run(|| {
		let id = device(ALICE, 1);
		let stolen = key(Scheme::Ed25519, 2);
		assert_ok!(rotate(ALICE, id, &stolen));
		assert_ok!(DeviceIdentity::report_compromised(by(ALICE), id));
		for again in [1, 2].map(|seed| key(Scheme::Ed25519, seed)) {
			assert_noop!(recover(ALICE, id, &again), Error::<Test>::KeyInUse);
			assert_noop!(register(BOB, &again), Error::<Test>::KeyInUse);
		}
		// A new key proves itself.
		let new = key(Scheme::Ed25519, 3);
		let other = key(Scheme::Ed25519, 4);
		let proof = rotation(&other, id, 1, now());
		assert_noop!(
			DeviceIdentity::recover(by(ALICE), id, new.public(), proof),
			Error::<Test>::BadProof
		);
		assert_ok!(recover(ALICE, id, &new));
		assert_noop!(rotate(ALICE, id, &stolen), Error::<Test>::KeyInUse);
		assert_eq!(record(id).rotations, 2);
	});
}

#[test]
fn the_first_key_of_a_compromised_device_is_not_given_free_for_long() {
	run(|| {
		let id = device(ALICE, 1);
		assert_ok!(DeviceIdentity::report_compromised(by(ALICE), id));
		assert_ok!(recover(ALICE, id, &key(Scheme::Ed25519, 2)));
		assert_noop!(
			DeviceIdentity::retire(by(ALICE), id),
			Error::<Test>::CompromisedLately
		);
		pass(COMPROMISE - 1);
		assert_noop!(
			DeviceIdentity::retire(by(ALICE), id),
			Error::<Test>::CompromisedLately
		);
		pass(1);
		assert_ok!(DeviceIdentity::retire(by(ALICE), id));
		assert_eq!(held(ALICE), 0);
	});
}

#[test]
fn a_recovered_device_is_endorsed_no_more_and_not_by_its_first_key_again() {
	run(|| {
		let model = model(FACTORY);
		let id = endorsed(ALICE, 1, model);
		let first = record(id).key;
		assert_eq!(Models::<Test>::get(model).unwrap().devices, 1);
		assert_ok!(DeviceIdentity::report_compromised(by(FACTORY), id));
		let new = key(Scheme::Ed25519, 2);
		assert_ok!(recover(ALICE, id, &new));
		assert_eq!(record(id).model, None);
		assert_eq!(Models::<Test>::get(model).unwrap().devices, 0);
		let endorse = |of| {
			let endorsement = endorsement(&ca(), id, of, model);
			DeviceIdentity::endorse(by(ALICE), id, model, endorsement)
		};
		assert_noop!(endorse(first), Error::<Test>::BadEndorsement);
		let old = certificate(&ca(), first, 0, u64::MAX);
		assert_noop!(
			DeviceIdentity::endorse(by(ALICE), id, model, old),
			Error::<Test>::BadEndorsement
		);
		assert_ok!(endorse(new.public()));
	});
}

#[test]
fn further_keys_follow_after_a_recovery() {
	run(|| {
		let id = device(ALICE, 1);
		for seed in 2..10 {
			assert_ok!(add_key(ALICE, id, &key(Scheme::Ed25519, seed)));
		}
		assert_ok!(DeviceIdentity::report_compromised(by(ALICE), id));
		assert_ok!(recover(ALICE, id, &key(Scheme::Ed25519, 20)));
		let new = key(Scheme::Ed25519, 21);
		let number = record(id).next_method;
		let proof = addition(&new, id, Purposes::ASSERTION, number, now());
		assert_ok!(DeviceIdentity::add_signing_key(
			by(ALICE),
			id,
			new.public(),
			Purposes::ASSERTION,
			proof
		));
		assert_eq!(record(id).methods, 1);
	});
}
