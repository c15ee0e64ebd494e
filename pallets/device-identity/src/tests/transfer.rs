// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::{traits::Devices as _, DeviceId};

use crate::{mock::*, Error, Event, Status};

#[test]
fn a_transfer_needs_both_sides_and_moves_the_deposit() {
	run(|| {
		let id = device(ALICE, 1);
		assert_noop!(
			DeviceIdentity::accept_transfer(by(BOB), id),
			Error::<Test>::NotOffered
		);
		assert_ok!(DeviceIdentity::offer_transfer(by(ALICE), id, Some(BOB)));
		System::assert_last_event(
			Event::TransferOffered {
				device: id,
				owner: ALICE,
				to: Some(BOB),
			}
			.into(),
		);
		assert_noop!(
			DeviceIdentity::accept_transfer(by(POOR), id),
			Error::<Test>::NotOffered
		);
		assert_ok!(DeviceIdentity::accept_transfer(by(BOB), id));
		System::assert_last_event(
			Event::DeviceTransferred {
				device: id,
				from: ALICE,
				to: BOB,
				parts: 0,
			}
			.into(),
		);
		assert_eq!(DeviceIdentity::owner(&id), Some(BOB));
		assert_eq!((held(ALICE), held(BOB)), (0, DEPOSIT));
		assert_noop!(
			DeviceIdentity::accept_transfer(by(BOB), id),
			Error::<Test>::NotOffered
		);
		assert_noop!(
			DeviceIdentity::resume(by(ALICE), id),
			Error::<Test>::NotOwner
		);
	});
}

#[test]
fn an_offer_can_be_taken_back() {
	run(|| {
		let id = device(ALICE, 1);
		assert_noop!(
			DeviceIdentity::offer_transfer(by(ALICE), id, Some(ALICE)),
			Error::<Test>::OfferedToOwner
		);
		assert_ok!(DeviceIdentity::offer_transfer(by(ALICE), id, Some(BOB)));
		assert_ok!(DeviceIdentity::offer_transfer(by(ALICE), id, None));
		assert_noop!(
			DeviceIdentity::accept_transfer(by(BOB), id),
			Error::<Test>::NotOffered
		);
	});
}

#[test]
fn who_cannot_pay_the_deposit_does_not_get_the_device() {
	run(|| {
		let id = device(ALICE, 1);
		assert_ok!(DeviceIdentity::offer_transfer(by(ALICE), id, Some(POOR)));
		assert!(DeviceIdentity::accept_transfer(by(POOR), id).is_err());
		assert_eq!(DeviceIdentity::owner(&id), Some(ALICE));
		assert_eq!(held(ALICE), DEPOSIT);
		assert_noop!(
			DeviceIdentity::accept_transfer(by(BOB), DeviceId([1; 32])),
			Error::<Test>::UnknownDevice
		);
	});
}

#[test]
fn deposits_follow_the_device_as_they_are() {
	run(|| {
		let id = device(ALICE, 1);
		assert_ok!(rotate(
			ALICE,
			id,
			&key(samul_primitives::Scheme::Sr25519, 2)
		));
		assert_ok!(DeviceIdentity::set_guardian(by(ALICE), id, Some(GUARDIAN)));
		let deposit = held(ALICE);
		assert_eq!(deposit, DEPOSIT + METHOD_DEPOSIT);
		assert_ok!(DeviceIdentity::offer_transfer(by(ALICE), id, Some(BOB)));
		assert_ok!(DeviceIdentity::accept_transfer(by(BOB), id));
		assert_eq!((held(ALICE), held(BOB)), (0, deposit));
		// Whom the former owner trusted has no say any more.
		let record = record(id);
		assert_eq!((record.guardian, record.status), (None, Status::Active));
	});
}

#[test]
fn nobody_takes_over_a_compromised_device() {
	run(|| {
		let id = device(ALICE, 1);
		assert_ok!(DeviceIdentity::offer_transfer(by(ALICE), id, Some(BOB)));
		assert_ok!(DeviceIdentity::report_compromised(by(ALICE), id));
		assert_noop!(
			DeviceIdentity::accept_transfer(by(BOB), id),
			Error::<Test>::NotOffered
		);
		assert_noop!(
			DeviceIdentity::offer_transfer(by(ALICE), id, Some(BOB)),
			Error::<Test>::Compromised
		);
	});
}
