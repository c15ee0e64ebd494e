// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::{
	access::{Denied, Entry, RightTerms},
	envelope, mmr,
	traits::Rights as _,
};

use crate::{mock::*, DevicesOf, Error, Event, Logs};

/// A resource that the lock guards.
fn guarded() -> u64 {
	let id = resource();
	AccessRights::add_device(by(OWNER), id, device(LOCK), true).unwrap();
	id
}

#[test]
fn a_guard_tells_whom_it_let_in() {
	run(|| {
		let id = guarded();
		let tenant = account(TENANT);
		let right = grant(id, tenant, terms());
		let mut leaves = Vec::new();
		for number in 0..5 {
			pass(1000);
			let of = entry(id, tenant, right);
			assert_eq!(of.number, number);
			assert_ok!(hand_in(of, LOCK));
			let message = envelope::entry_message(&AccessRights::genesis(), &of);
			let hash = mmr::leaf_hash(&message);
			leaves.push(hash);
			assert_eq!(
				last_event(),
				Event::EntryRecorded {
					entry: of,
					leaf: number,
					hash,
					counted: true,
				}
			);
		}
		let (count, peaks) = AccessRights::entries(id);
		let mut expected = Vec::new();
		for (number, leaf) in (0..).zip(leaves) {
			mmr::append(&mut expected, number, leaf, |_, _, _| ());
		}
		assert_eq!((count, peaks), (5, expected));
		assert_eq!(record(id, tenant, right).unwrap().right.used, 5);
	});
}

#[test]
fn a_use_counts_for_each_source() {
	run(|| {
		let id = guarded();
		let tenant = account(TENANT);
		let twice = |delegations| RightTerms {
			uses: Some(2),
			..delegable(delegations)
		};
		let first = AccessRights::sell(id, &tenant, twice(2)).unwrap();
		let second = delegate(TENANT, id, (tenant, first), account(GUEST), twice(1));
		let above = (account(GUEST), second);
		let third = delegate(GUEST, id, above, phone(GUEST_PHONE), twice(0));
		assert_ok!(hand_in(entry(id, phone(GUEST_PHONE), third), LOCK));
		assert_ok!(hand_in(entry(id, account(GUEST), second), LOCK));
		let used = |subject, right| record(id, subject, right).unwrap().right.used;
		assert_eq!(used(phone(GUEST_PHONE), third), 1);
		assert_eq!(used(account(GUEST), second), 2);
		assert_eq!(AccessRights::used(id, &tenant, first), Some(2));
		let up = Err(Denied::UsedUp { right: second });
		assert_eq!(enters(phone(GUEST_PHONE), id), up);
		// A lock without a network lets somebody in once too often: that is told, too.
		assert_ok!(hand_in(entry(id, account(GUEST), second), LOCK));
		assert_eq!(AccessRights::used(id, &tenant, first), Some(3));
		// Where a source is gone those above it are not reached.
		assert_ok!(AccessRights::revoke(by(TENANT), id, account(GUEST), second));
		assert_ok!(hand_in(entry(id, phone(GUEST_PHONE), third), LOCK));
		assert_eq!(used(phone(GUEST_PHONE), third), 2);
		assert_eq!(AccessRights::used(id, &tenant, first), Some(3));
	});
}

#[test]
fn what_happened_is_told_also_if_it_should_not_have() {
	run(|| {
		let id = guarded();
		let of = entry(id, account(STRANGER), 7);
		assert_ok!(hand_in(of, LOCK));
		let Event::EntryRecorded { counted, leaf, .. } = last_event() else {
			panic!("no entry");
		};
		assert_eq!((counted, leaf), (false, 0));
	});
}

#[test]
fn each_number_once_and_in_order() {
	run(|| {
		let id = guarded();
		let tenant = account(TENANT);
		let right = grant(id, tenant, terms());
		let of = entry(id, tenant, right);
		let second = Entry { number: 1, ..of };
		assert_noop!(hand_in(second, LOCK), Error::<Test>::BadNumber);
		assert_ok!(hand_in(of, LOCK));
		assert_noop!(hand_in(of, LOCK), Error::<Test>::BadNumber);
		let before = Entry {
			at: NOW - 1,
			..second
		};
		assert_noop!(hand_in(before, LOCK), Error::<Test>::BadTime);
		let future = Entry {
			at: NOW + SKEW + 1,
			..second
		};
		assert_noop!(hand_in(future, LOCK), Error::<Test>::BadTime);
		let fast = Entry {
			at: NOW + SKEW,
			..second
		};
		assert_ok!(hand_in(fast, LOCK));
		assert_eq!(
			(guard(id).next_entry, guard(id).last_entry),
			(2, NOW + SKEW)
		);
	});
}

#[test]
fn numbers_come_to_an_end() {
	run(|| {
		let id = guarded();
		Logs::<Test>::mutate(id, |log| log.count = u64::MAX);
		let of = entry(id, account(TENANT), 0);
		assert_noop!(hand_in(of, LOCK), Error::<Test>::NoMoreNumbers);
		DevicesOf::<Test>::mutate(id, device(LOCK), |of| {
			of.as_mut().unwrap().next_entry = u64::MAX
		});
		let of = entry(id, account(TENANT), 0);
		assert_noop!(hand_in(of, LOCK), Error::<Test>::NoMoreNumbers);
		Logs::<Test>::remove(id);
		assert_ok!(AccessRights::remove_device(by(OWNER), id, device(LOCK)));
	});
}

#[test]
fn the_guard_signs() {
	run(|| {
		let id = guarded();
		let of = entry(id, account(TENANT), 0);
		assert_noop!(hand_in(of, PHONE), Error::<Test>::BadSignature);
		let signed = envelope::entry_message(&AccessRights::genesis(), &of);
		let other = Entry { right: 1, ..of };
		let call = AccessRights::record_entry(by(TENANT), other, key(LOCK).sign(&signed));
		assert_noop!(call, Error::<Test>::BadSignature);
		change(LOCK, |known| known.counts = false);
		assert_noop!(hand_in(of, LOCK), Error::<Test>::BadSignature);
	});
}

#[test]
fn only_a_guard_of_this_resource_tells() {
	run(|| {
		let (id, other) = (guarded(), resource());
		let of = entry(id, account(TENANT), 0);
		let elsewhere = Entry {
			resource: other,
			..of
		};
		assert_noop!(hand_in(elsewhere, LOCK), Error::<Test>::NoGuard);
		let nowhere = Entry { resource: 9, ..of };
		assert_noop!(hand_in(nowhere, LOCK), Error::<Test>::UnknownResource);
		assert_ok!(AccessRights::add_device(
			by(OWNER),
			other,
			device(LOCK),
			false
		));
		assert_noop!(hand_in(elsewhere, LOCK), Error::<Test>::NoGuard);
	});
}

#[test]
fn a_guard_is_what_was_added_and_its_owners_who_owns_the_resource() {
	run(|| {
		let id = guarded();
		let of = entry(id, account(TENANT), 0);
		let changed = Error::<Test>::GuardChanged;
		change(LOCK, |known| known.owner = STRANGER);
		assert_noop!(hand_in(of, LOCK), changed.clone());
		change(LOCK, |known| known.owner = OWNER);
		// Compromised since, and recovered: it is added anew, and goes on with other numbers.
		assert_ok!(hand_in(of, LOCK));
		change(LOCK, |known| known.registered = NOW);
		assert_noop!(
			hand_in(entry(id, account(TENANT), 0), LOCK),
			changed.clone()
		);
		let add = || AccessRights::add_device(by(OWNER), id, device(LOCK), true);
		assert_ok!(AccessRights::remove_device(by(OWNER), id, device(LOCK)));
		assert_ok!(add());
		assert_eq!(guard(id).next_entry, 1);
		assert_ok!(hand_in(entry(id, account(TENANT), 0), LOCK));
		// What another owner takes over is guarded by his own devices.
		assert_ok!(AccessRights::offer_resource(by(OWNER), id, Some(TENANT)));
		assert_ok!(AccessRights::accept_resource(by(TENANT), id));
		assert_noop!(
			hand_in(entry(id, account(TENANT), 0), LOCK),
			changed.clone()
		);
		change(LOCK, |known| known.owner = TENANT);
		assert_ok!(hand_in(entry(id, account(TENANT), 0), LOCK));
		let next = entry(id, account(TENANT), 0);
		retire(LOCK);
		assert_noop!(hand_in(next, LOCK), changed);
	});
}
