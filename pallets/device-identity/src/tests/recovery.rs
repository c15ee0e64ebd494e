// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::DeviceId;

use crate::{mock::*, Error, Event, Status};

fn guarded(seed: u8) -> DeviceId {
	let id = device(ALICE, seed);
	assert_ok!(DeviceIdentity::set_guardian(by(ALICE), id, Some(GUARDIAN)));
	System::assert_last_event(
		Event::GuardianSet {
			device: id,
			guardian: Some(GUARDIAN),
		}
		.into(),
	);
	id
}

#[test]
fn a_guardian_recovers_a_device_whose_owner_does_not_object() {
	run(|| {
		let id = guarded(1);
		assert_noop!(
			DeviceIdentity::request_recovery(by(OTHER_OFFICE), id, BOB),
			Error::<Test>::NotGuardian
		);
		assert_noop!(
			DeviceIdentity::request_recovery(by(OFFICE), id, ALICE),
			Error::<Test>::OfferedToOwner
		);
		assert_noop!(
			DeviceIdentity::request_recovery(by(OFFICE), DeviceId([9; 32]), BOB),
			Error::<Test>::UnknownDevice
		);
		assert_noop!(
			DeviceIdentity::complete_recovery(by(BOB), DeviceId([9; 32])),
			Error::<Test>::UnknownDevice
		);
		assert_noop!(
			DeviceIdentity::complete_recovery(by(BOB), id),
			Error::<Test>::NoRecovery
		);
		assert_ok!(DeviceIdentity::request_recovery(by(OFFICE), id, BOB));
		System::assert_last_event(
			Event::RecoveryRequested {
				device: id,
				to: BOB,
				due: NOW + DELAY,
			}
			.into(),
		);
		assert_noop!(
			DeviceIdentity::complete_recovery(by(OFFICE), id),
			Error::<Test>::NotRecovered
		);
		pass(DELAY - 1);
		assert_noop!(
			DeviceIdentity::complete_recovery(by(BOB), id),
			Error::<Test>::RecoveryNotDue
		);
		pass(1);
		assert_ok!(DeviceIdentity::complete_recovery(by(BOB), id));
		System::assert_last_event(
			Event::DeviceTransferred {
				device: id,
				from: ALICE,
				to: BOB,
				parts: 0,
			}
			.into(),
		);
		let record = record(id);
		assert_eq!(
			(record.owner, record.guardian, record.recovery),
			(BOB, Some(GUARDIAN), None)
		);
		assert_eq!((held(ALICE), held(BOB)), (0, DEPOSIT));
	});
}

#[test]
fn an_owner_that_is_there_refuses() {
	run(|| {
		let id = guarded(1);
		assert_noop!(
			DeviceIdentity::refuse_recovery(by(ALICE), id),
			Error::<Test>::NoRecovery
		);
		assert_ok!(DeviceIdentity::request_recovery(by(OFFICE), id, BOB));
		assert_noop!(
			DeviceIdentity::refuse_recovery(by(OFFICE), id),
			Error::<Test>::NotOwner
		);
		assert_ok!(DeviceIdentity::refuse_recovery(by(ALICE), id));
		System::assert_last_event(Event::RecoveryRefused { device: id }.into());
		pass(DELAY);
		assert_noop!(
			DeviceIdentity::complete_recovery(by(BOB), id),
			Error::<Test>::NoRecovery
		);
		// Or has another guardian.
		assert_ok!(DeviceIdentity::request_recovery(by(OFFICE), id, BOB));
		assert_ok!(DeviceIdentity::set_guardian(by(ALICE), id, None));
		assert_eq!(pending(id), None);
		assert_noop!(
			DeviceIdentity::request_recovery(by(OFFICE), id, BOB),
			Error::<Test>::NotGuardian
		);
	});
}

#[test]
fn a_second_request_takes_the_place_of_the_first() {
	run(|| {
		let id = guarded(1);
		assert_ok!(DeviceIdentity::request_recovery(by(OFFICE), id, BOB));
		pass(DELAY);
		assert_ok!(DeviceIdentity::request_recovery(by(OFFICE), id, FACTORY));
		assert_noop!(
			DeviceIdentity::complete_recovery(by(BOB), id),
			Error::<Test>::NotRecovered
		);
		assert_noop!(
			DeviceIdentity::complete_recovery(by(FACTORY), id),
			Error::<Test>::RecoveryNotDue
		);
	});
}

#[test]
fn a_handover_ends_what_the_guardian_asked_for() {
	run(|| {
		let id = guarded(1);
		assert_ok!(DeviceIdentity::request_recovery(by(OFFICE), id, FACTORY));
		assert_ok!(DeviceIdentity::offer_transfer(by(ALICE), id, Some(BOB)));
		assert_ok!(DeviceIdentity::accept_transfer(by(BOB), id));
		assert_eq!(pending(id), None);
	});
}

#[test]
fn parts_are_recovered_with_the_whole() {
	run(|| {
		let whole = guarded(1);
		let part = guarded(2);
		assert_ok!(DeviceIdentity::request_recovery(by(OFFICE), part, BOB));
		assert_noop!(
			DeviceIdentity::attach_part(by(ALICE), part, whole),
			Error::<Test>::RecoveryPending
		);
		assert_ok!(DeviceIdentity::refuse_recovery(by(ALICE), part));
		assert_ok!(DeviceIdentity::attach_part(by(ALICE), part, whole));
		assert_noop!(
			DeviceIdentity::request_recovery(by(OFFICE), part, BOB),
			Error::<Test>::IsPart
		);
		assert_ok!(DeviceIdentity::request_recovery(by(OFFICE), whole, BOB));
		pass(DELAY);
		assert_ok!(DeviceIdentity::complete_recovery(by(BOB), whole));
		assert_eq!(record(part).owner, BOB);
		assert_eq!(held(BOB), 2 * DEPOSIT);
	});
}

#[test]
fn a_guardian_suspends_and_only_the_owner_resumes() {
	run(|| {
		let id = guarded(1);
		assert_noop!(
			DeviceIdentity::suspend(by(OTHER_OFFICE), id),
			Error::<Test>::NotGuardian
		);
		assert_ok!(DeviceIdentity::suspend(by(OFFICE), id));
		assert_eq!(record(id).status, Status::Suspended);
		assert_noop!(
			DeviceIdentity::resume(by(OFFICE), id),
			Error::<Test>::NotOwner
		);
		assert_ok!(DeviceIdentity::resume(by(ALICE), id));
	});
}
