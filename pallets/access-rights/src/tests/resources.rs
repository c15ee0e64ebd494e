// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};

use crate::{mock::*, types::Resource, Error, Event, NextResource, Resources};

#[test]
fn a_resource_is_registered_and_removed() {
	run(|| {
		let id = resource();
		assert_eq!(
			last_event(),
			Event::ResourceRegistered {
				resource: id,
				parent: None,
				owner: OWNER,
				authority: AUTHORITY,
			}
		);
		let expected = Resource {
			zone: Default::default(),
			owner: OWNER,
			authority: AUTHORITY,
			offered_to: None,
			level: 0,
			children: 0,
			devices: 0,
			rights: 0,
			sold: 0,
			granted: 0,
			deposit: RESOURCE,
			free_calls: Default::default(),
		};
		assert_eq!(stored(id), expected);
		assert_eq!(held(OWNER), (RESOURCE, 0));
		assert_ok!(AccessRights::remove_resource(by(OWNER), id));
		assert_eq!(last_event(), Event::ResourceRemoved { resource: id });
		assert_eq!(held(OWNER), (0, 0));
		assert!(!Resources::<Test>::contains_key(id));
		// Its number is not given again.
		assert_eq!(resource(), id + 1);
	});
}

#[test]
fn without_an_authority_the_owner_is_it() {
	run(|| {
		assert_ok!(AccessRights::register_resource(by(TENANT), None, None));
		assert_eq!(stored(0).authority, TENANT);
	});
}

#[test]
fn the_owner_and_the_authority_of_a_zone_put_something_in_it() {
	run(|| {
		let house = resource();
		let register = |who| AccessRights::register_resource(by(who), Some(house), None);
		assert_noop!(register(STRANGER), Error::<Test>::NotAllowed);
		assert_ok!(register(OWNER));
		assert_ok!(register(AUTHORITY));
		assert_eq!(stored(house).children, 2);
		assert_eq!((stored(1).level, stored(1).zone.parent), (1, Some(house)));
		assert_eq!(stored(2).owner, AUTHORITY);
		let nowhere = AccessRights::register_resource(by(OWNER), Some(9), None);
		assert_noop!(nowhere, Error::<Test>::UnknownResource);
	});
}

#[test]
fn there_are_four_levels() {
	run(|| {
		let mut around = None;
		for _ in 0..4 {
			around = Some(resource_in(around));
		}
		assert_eq!(stored(3).level, 3);
		let fifth = AccessRights::register_resource(by(OWNER), around, None);
		assert_noop!(fifth, Error::<Test>::TooDeep);
	});
}

#[test]
fn who_can_not_pay_has_none() {
	run(|| {
		let call = AccessRights::register_resource(by(POOR), None, None);
		assert!(call.is_err());
	});
}

#[test]
fn numbers_and_counts_come_to_an_end() {
	run(|| {
		let id = resource();
		NextResource::<Test>::put(u64::MAX);
		let call = AccessRights::register_resource(by(OWNER), None, None);
		assert_noop!(call, Error::<Test>::NoMoreNumbers);
		NextResource::<Test>::put(1);
		let set = |children| {
			Resources::<Test>::mutate(id, |of| of.as_mut().unwrap().children = children);
		};
		set(u32::MAX);
		let call = AccessRights::register_resource(by(OWNER), Some(id), None);
		assert_noop!(call, Error::<Test>::NoMoreNumbers);
		set(0);
	});
}

#[test]
fn what_is_in_use_stays() {
	run(|| {
		let house = resource();
		let flat = resource_in(Some(house));
		let remove = |who, id| AccessRights::remove_resource(by(who), id);
		assert_noop!(remove(OWNER, house), Error::<Test>::InUse);
		assert_noop!(remove(AUTHORITY, flat), Error::<Test>::NotAllowed);
		assert_noop!(remove(OWNER, 9), Error::<Test>::UnknownResource);
		assert_ok!(AccessRights::add_device(
			by(OWNER),
			flat,
			device(LOCK),
			true
		));
		assert_noop!(remove(OWNER, flat), Error::<Test>::InUse);
		assert_ok!(AccessRights::remove_device(by(OWNER), flat, device(LOCK)));
		let right = grant(flat, account(TENANT), terms());
		assert_noop!(remove(OWNER, flat), Error::<Test>::InUse);
		assert_ok!(AccessRights::revoke(
			by(OWNER),
			flat,
			account(TENANT),
			right
		));
		assert_ok!(remove(OWNER, flat));
		assert_eq!(stored(house).children, 0);
		assert_ok!(remove(OWNER, house));
	});
}
