// SPDX-License-Identifier: Apache-2.0

use frame_support::assert_ok;
use samul_primitives::{
	access::{
		right_key, zone_key, Allowed, Condition, Denied, Permissions, Requirement, RightTerms,
	},
	claims::storage_key,
};

use crate::{mock::*, types::AttachedInfo};

#[test]
fn the_right_that_lasts_longest_is_told() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		let until = |until| RightTerms { until, ..terms() };
		let first = grant(id, tenant, until(Some(NOW + 2 * HOUR)));
		grant(id, tenant, until(Some(NOW + HOUR)));
		let of = |right, until| Ok(Allowed { right, until });
		let told = || may(tenant, id, Permissions::ENTER);
		assert_eq!(told(), of(first, Some(NOW + 2 * HOUR)));
		let forever = grant(id, tenant, until(None));
		grant(id, tenant, until(Some(NOW + HOUR)));
		assert_eq!(told(), of(forever, None));
		assert_ok!(AccessRights::suspend(by(OWNER), id, tenant, forever));
		assert_eq!(told(), of(first, Some(NOW + 2 * HOUR)));
	});
}

#[test]
fn if_none_does_the_newest_tells_why() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		let nowhere = Err(Denied::UnknownResource { resource: 9 });
		assert_eq!(enters(tenant, 9), nowhere);
		assert_eq!(enters(tenant, id), Err(Denied::UnknownRight));
		let first = grant(id, tenant, terms());
		let of_other = RightTerms {
			permissions: Permissions::START,
			..terms()
		};
		let second = grant(id, tenant, of_other);
		assert_ok!(AccessRights::suspend(by(OWNER), id, tenant, first));
		let not = |right| Err(Denied::NotPermitted { right });
		assert_eq!(enters(tenant, id), not(second));
		let by_first =
			|permission, at| AccessRights::may_access_by(tenant, id, first, permission, at);
		let suspended = Err(Denied::Suspended { right: first });
		assert_eq!(by_first(Permissions::ENTER, None), suspended);
		assert_ok!(AccessRights::lock_down(by(AUTHORITY), id));
		let locked = Err(Denied::LockedDown { zone: id });
		assert_eq!(enters(tenant, id), locked);
		assert_eq!(enters(account(GUEST), id), locked);
	});
}

#[test]
fn another_time_may_be_asked_for() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		let right = grant(id, tenant, terms());
		let at = |at| AccessRights::may_access(tenant, id, Permissions::ENTER, Some(at));
		assert_eq!(at(NOW - 1), Err(Denied::NotYet { right }));
		assert!(at(NOW + DAY).is_ok());
		assert_eq!(at(NOW + DAY + 1), Err(Denied::Expired { right }));
	});
}

#[test]
fn pages() {
	run(|| {
		let id = resource();
		for number in 0..105u64 {
			grant(id, account(1000 + number), terms());
		}
		grant(resource(), account(TENANT), terms());
		let first = AccessRights::rights_on(id, None, 200);
		assert_eq!(first.len(), 100);
		let last = first.last().map(|info| (info.subject, info.right));
		let rest = AccessRights::rights_on(id, last, 200);
		assert_eq!(rest.len(), 5);
		assert_eq!(AccessRights::rights_on(id, None, 2), first[..2]);
		let mut numbers: Vec<_> = first.iter().chain(&rest).map(|info| info.right).collect();
		numbers.sort();
		assert_eq!(numbers, (0..105).collect::<Vec<_>>());
		for info in first {
			let stored = record(info.resource, info.subject, info.right);
			assert_eq!(stored, Some(info.record));
		}
	});
}

#[test]
fn devices_and_resources_know_each_other() {
	run(|| {
		let (one, other) = (resource(), resource());
		for (id, guards) in [(one, true), (other, false)] {
			assert_ok!(AccessRights::add_device(
				by(OWNER),
				id,
				device(LOCK),
				guards
			));
		}
		Registered::mutate(|all| {
			let mut second = all[0];
			second.id = device(9);
			all.push(second);
		});
		assert_ok!(AccessRights::add_device(by(OWNER), one, device(9), false));
		let all = AccessRights::devices_of(one, None, 9);
		assert_eq!(all.len(), 2);
		let rest = AccessRights::devices_of(one, Some(all[0].device), 9);
		assert_eq!(rest, all[1..]);
		assert_eq!(AccessRights::devices_of(one, None, 1), all[..1]);
		let expected = AttachedInfo {
			resource: one,
			device: device(LOCK),
			attached: guard(one),
		};
		assert!(all.contains(&expected));
		let all = AccessRights::resources_of(device(LOCK), None, 9);
		let mut sorted = all.clone();
		sorted.sort();
		assert_eq!(sorted, [one, other]);
		let rest = AccessRights::resources_of(device(LOCK), Some(all[0]), 9);
		assert_eq!(rest, all[1..]);
		assert!(AccessRights::resources_of(device(PHONE), None, 9).is_empty());
	});
}

#[test]
fn the_rights_of_a_subject_by_number() {
	run(|| {
		let id = resource();
		let rights: Vec<_> = (0..MOST)
			.map(|_| grant(id, account(TENANT), terms()))
			.collect();
		grant(id, account(GUEST), terms());
		let told = AccessRights::rights_of(account(TENANT), id);
		let numbers: Vec<_> = told.iter().map(|info| info.right).collect();
		assert_eq!(numbers, rights);
		assert!(AccessRights::rights_of(account(STRANGER), id).is_empty());
		assert_eq!(AccessRights::resource(id), Some(stored(id)));
		assert_eq!(AccessRights::resource(9), None);
	});
}

#[test]
fn what_a_lock_must_be_shown() {
	run(|| {
		let house = resource();
		let flat = resource_in(Some(house));
		let demanded = |claim_type| Requirement {
			claim_type,
			issuer: 5,
			minimum: None,
		};
		demand(house, &[demanded(1)], None);
		let mut of = delegable(1);
		let conditions = [1, 2].map(|number| Condition::Attested(demanded(number)));
		of.conditions = conditions.to_vec().try_into().unwrap();
		let (phone, guest) = (phone(PHONE), account(GUEST));
		let first = grant(flat, phone, of);
		let second = delegate(TENANT, flat, (phone, first), guest, terms());
		let keys = |subject, right| AccessRights::proof_keys(flat, subject, right);
		let zones = [zone_key(flat), zone_key(house)];
		let of_phone = [device(PHONE).0.to_vec(), b"model".to_vec()];
		let expected = [
			&zones[..],
			&[right_key(flat, &phone, first)],
			&of_phone,
			&[1, 2].map(|number| storage_key(&device(PHONE), number, 5)),
		];
		assert_eq!(keys(phone, first), Ok(expected.concat()));
		// Nothing is attested of an account, and the device of the source must be there.
		let expected = [
			&zones[..],
			&[
				right_key(flat, &guest, second),
				right_key(flat, &phone, first),
			],
			&of_phone,
		];
		assert_eq!(keys(guest, second), Ok(expected.concat()));
		assert_eq!(keys(guest, 9), Err(Denied::UnknownRight));
		let nowhere = Err(Denied::UnknownResource { resource: 9 });
		assert_eq!(AccessRights::proof_keys(9, guest, second), nowhere);
		assert_ok!(AccessRights::revoke(by(OWNER), flat, phone, first));
		let gone = Err(Denied::SourceGone { right: first });
		assert_eq!(keys(guest, second), gone);
	});
}

#[test]
fn a_lock_that_is_shown_these_decides_as_the_chain_does() {
	run(|| {
		let house = resource();
		let flat = resource_in(Some(house));
		let right = grant(flat, account(TENANT), terms());
		let keys = AccessRights::proof_keys(flat, account(TENANT), right).unwrap();
		assert!(keys.iter().all(|key| sp_io::storage::exists(key)));
		assert_eq!(keys.len(), 3);
	});
}
