// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::traits::Rights as _;

use crate::{mock::*, types::Attached, DevicesOf, Error, Event, Resources, ResourcesOf};

fn add(who: u64, id: u64, seed: u8) -> sp_runtime::DispatchResult {
	AccessRights::add_device(by(who), id, device(seed), true)
}

fn remove(who: u64, id: u64, seed: u8) -> sp_runtime::DispatchResult {
	AccessRights::remove_device(by(who), id, device(seed))
}

#[test]
fn a_device_is_added_and_removed() {
	run(|| {
		let id = resource();
		assert_ok!(add(OWNER, id, LOCK));
		assert_eq!(
			last_event(),
			Event::DeviceAdded {
				resource: id,
				device: device(LOCK),
				guards: true,
				next_entry: 0,
			}
		);
		let expected = Attached {
			guards: true,
			registered: BIRTH,
			next_entry: 0,
			last_entry: NOW,
			deposit: DEVICE,
		};
		assert_eq!(guard(id), expected);
		assert!(AccessRights::has_device(id, &device(LOCK)));
		assert!(!AccessRights::has_device(id, &device(PHONE)));
		assert_eq!(held(OWNER), (RESOURCE + DEVICE, 0));
		assert_eq!(
			(stored(id).devices, stored(id).deposit),
			(1, RESOURCE + DEVICE)
		);
		assert_ok!(remove(OWNER, id, LOCK));
		assert_eq!(
			last_event(),
			Event::DeviceRemoved {
				resource: id,
				device: device(LOCK),
			}
		);
		assert_eq!(held(OWNER), (RESOURCE, 0));
		assert_eq!((stored(id).devices, stored(id).deposit), (0, RESOURCE));
		assert_eq!(ResourcesOf::<Test>::iter().count(), 0);
	});
}

#[test]
fn the_number_of_devices_comes_to_an_end() {
	run(|| {
		let id = resource();
		let set = |devices| Resources::<Test>::mutate_extant(id, |of| of.devices = devices);
		set(u32::MAX);
		assert_noop!(add(OWNER, id, LOCK), Error::<Test>::NoMoreNumbers);
		set(u32::MAX - 1);
		assert_ok!(add(OWNER, id, LOCK));
		set(1);
	});
}

#[test]
fn the_owner_of_both_adds() {
	run(|| {
		let id = resource();
		assert_noop!(add(TENANT, id, PHONE), Error::<Test>::NotAllowed);
		assert_noop!(add(OWNER, id, PHONE), Error::<Test>::NotAllowed);
		assert_noop!(add(OWNER, id, 99), Error::<Test>::UnknownDevice);
		assert_noop!(add(OWNER, 9, LOCK), Error::<Test>::UnknownResource);
		assert_ok!(add(OWNER, id, LOCK));
		assert_noop!(add(OWNER, id, LOCK), Error::<Test>::AlreadyAdded);
	});
}

#[test]
fn the_owner_of_either_removes() {
	run(|| {
		let id = resource();
		assert_noop!(remove(OWNER, id, LOCK), Error::<Test>::NotAdded);
		assert_noop!(remove(OWNER, 9, LOCK), Error::<Test>::UnknownResource);
		assert_ok!(add(OWNER, id, LOCK));
		assert_noop!(remove(STRANGER, id, LOCK), Error::<Test>::NotAllowed);
		// Who has bought the lock takes it away: the deposit is the resource's owner's.
		change(LOCK, |known| known.owner = STRANGER);
		assert_ok!(remove(STRANGER, id, LOCK));
		assert_eq!(held(OWNER), (RESOURCE, 0));
	});
}

#[test]
fn what_was_retired_is_removed_too() {
	run(|| {
		let id = resource();
		assert_ok!(add(OWNER, id, LOCK));
		retire(LOCK);
		assert_noop!(remove(STRANGER, id, LOCK), Error::<Test>::NotAllowed);
		assert_ok!(remove(OWNER, id, LOCK));
		assert!(!DevicesOf::<Test>::contains_key(id, device(LOCK)));
	});
}
