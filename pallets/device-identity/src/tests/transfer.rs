// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use samul_primitives::{traits::Devices as _, DeviceId};

use crate::{mock::*, Error, Event, HoldReason};

fn by(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

fn held(who: u64) -> u64 {
	Balances::balance_on_hold(&HoldReason::Device.into(), &who)
}

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
			DeviceIdentity::suspend(by(ALICE), id),
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
