// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use samul_primitives::{
	keys::Scheme,
	traits::{DeviceError, Devices as _},
	DeviceId,
};

use crate::{mock::*, Devices, Error, Event, HoldReason};

fn by(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

#[test]
fn a_suspended_device_signs_for_nothing_until_it_is_resumed() {
	run(|| {
		let id = device(ALICE, 1);
		assert_noop!(
			DeviceIdentity::resume(by(ALICE), id),
			Error::<Test>::NotSuspended
		);
		assert_ok!(DeviceIdentity::suspend(by(ALICE), id));
		System::assert_last_event(Event::DeviceSuspended { device: id }.into());
		assert_eq!(DeviceIdentity::active_key(&id), Err(DeviceError::NotActive));
		assert_noop!(
			DeviceIdentity::suspend(by(ALICE), id),
			Error::<Test>::AlreadySuspended
		);
		assert_ok!(DeviceIdentity::resume(by(ALICE), id));
		System::assert_last_event(Event::DeviceResumed { device: id }.into());
		assert!(DeviceIdentity::active_key(&id).is_ok());
	});
}

#[test]
fn a_retired_device_leaves_nothing_and_its_deposit_returns() {
	run(|| {
		let id = device(ALICE, 1);
		assert_ok!(DeviceIdentity::retire(by(ALICE), id));
		System::assert_last_event(
			Event::DeviceRetired {
				device: id,
				owner: ALICE,
			}
			.into(),
		);
		assert_eq!(
			Balances::balance_on_hold(&HoldReason::Device.into(), &ALICE),
			0
		);
		assert!(Devices::<Test>::get(id).is_none());
		assert_eq!(DeviceIdentity::active_key(&id), Err(DeviceError::Unknown));
		// It may come back, with a new proof.
		assert_ok!(register(BOB, &key(Scheme::Ed25519, 1)));
	});
}

#[test]
fn a_device_in_use_is_not_retired() {
	run(|| {
		let id = device(ALICE, 1);
		Used::set(vec![id]);
		assert_noop!(
			DeviceIdentity::retire(by(ALICE), id),
			Error::<Test>::DeviceInUse
		);
		Used::set(vec![]);
		assert_ok!(DeviceIdentity::retire(by(ALICE), id));
	});
}

#[test]
fn only_the_owner_decides() {
	run(|| {
		let id = device(ALICE, 1);
		let nobody = DeviceId([9; 32]);
		for (device, error) in [
			(id, Error::<Test>::NotOwner),
			(nobody, Error::<Test>::UnknownDevice),
		] {
			assert_noop!(DeviceIdentity::suspend(by(BOB), device), error.clone());
			assert_noop!(DeviceIdentity::resume(by(BOB), device), error.clone());
			assert_noop!(DeviceIdentity::retire(by(BOB), device), error.clone());
			assert_noop!(
				DeviceIdentity::offer_transfer(by(BOB), device, Some(ALICE)),
				error.clone()
			);
			let new = key(Scheme::Ed25519, 2);
			let proof = rotation(&new, device, 0, NOW);
			assert_noop!(
				DeviceIdentity::rotate_key(by(BOB), device, new.public(), proof),
				error.clone()
			);
		}
	});
}
