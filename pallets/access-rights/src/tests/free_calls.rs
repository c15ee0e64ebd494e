// SPDX-License-Identifier: Apache-2.0

use frame_support::{
	assert_ok,
	dispatch::CheckIfFeeless,
	traits::{fungible::Inspect, tokens},
};
use samul_primitives::{access::Subject, traits::Rights as _};

use crate::{mock::*, Call, Resources};

fn lock_down(id: u64) -> Call<Test> {
	Call::lock_down { resource: id }
}

fn revoke_all(id: u64) -> Call<Test> {
	Call::revoke_all { resource: id }
}

fn revoke(id: u64, subject: Subject, right: u64) -> Call<Test> {
	Call::revoke {
		resource: id,
		subject,
		right,
	}
}

fn suspend(id: u64, subject: Subject, right: u64) -> Call<Test> {
	Call::suspend {
		resource: id,
		subject,
		right,
	}
}

/// How many the owner, the authority and all others made.
fn used(id: u64) -> (u8, u8, u8) {
	stored(id).free_calls.used.into()
}

#[test]
fn what_takes_away_is_free_for_who_may() {
	run(|| {
		let id = resource();
		let (tenant, guest) = (account(TENANT), account(GUEST));
		let right = grant(id, tenant, delegable(1));
		let below = delegate(TENANT, id, (tenant, right), guest, terms());
		let who = |call: Call<Test>| {
			let all = [OWNER, AUTHORITY, TENANT, GUEST, STRANGER].into_iter();
			all.filter(|who| call.is_feeless(&by(*who)))
				.collect::<Vec<_>>()
		};
		assert_eq!(who(lock_down(id)), [AUTHORITY]);
		assert_eq!(who(revoke_all(id)), [OWNER]);
		assert_eq!(who(revoke(id, tenant, right)), [OWNER, TENANT]);
		assert_eq!(who(suspend(id, tenant, right)), [OWNER]);
		assert_eq!(who(revoke(id, guest, below)), [OWNER, TENANT, GUEST]);
		assert_eq!(who(suspend(id, guest, below)), [OWNER, TENANT]);
		assert!(!lock_down(id).is_feeless(&RuntimeOrigin::root()));
		for none in [lock_down(9), revoke_all(9), revoke(9, tenant, right)] {
			assert!(who(none).is_empty());
		}
		assert!(who(suspend(id, tenant, 9)).is_empty());
		// What gives back has its fee.
		assert_ok!(AccessRights::lock_down(by(AUTHORITY), id));
		assert!(who(Call::lift_lock_down { resource: id }).is_empty());
		assert!(who(lock_down(id)).is_empty());
		assert_ok!(AccessRights::suspend(by(OWNER), id, tenant, right));
		assert!(who(suspend(id, tenant, right)).is_empty());
		let resume = Call::resume {
			resource: id,
			subject: tenant,
			right,
		};
		assert!(who(resume).is_empty());
		assert_ok!(AccessRights::revoke_all(by(OWNER), id));
		assert!(who(revoke_all(id)).is_empty());
		let sold = AccessRights::sell(id, &tenant, terms()).unwrap();
		assert!(who(revoke(id, tenant, sold)).is_empty());
		assert!(who(suspend(id, tenant, sold)).is_empty());
	});
}

#[test]
fn so_many_a_day_are_free() {
	run(|| {
		let id = resource();
		for round in 1..=FREE {
			assert!(lock_down(id).is_feeless(&by(AUTHORITY)));
			assert_ok!(AccessRights::lock_down(by(AUTHORITY), id));
			assert_ok!(AccessRights::lift_lock_down(by(AUTHORITY), id));
			assert_eq!(used(id), (0, round, 0));
		}
		assert!(!lock_down(id).is_feeless(&by(AUTHORITY)));
		// With a fee it is still done.
		assert_ok!(AccessRights::lock_down(by(AUTHORITY), id));
		assert_ok!(AccessRights::lift_lock_down(by(AUTHORITY), id));
		pass(DAY);
		assert!(lock_down(id).is_feeless(&by(AUTHORITY)));
		assert_ok!(AccessRights::lock_down(by(AUTHORITY), id));
		assert_eq!(used(id), (0, 1, 0));
	});
}

#[test]
fn nobody_uses_up_what_the_owner_needs() {
	run(|| {
		let id = resource();
		let (tenant, guest) = (account(TENANT), account(GUEST));
		let right = grant(id, tenant, delegable(1));
		for round in 1..=FREE {
			let below = delegate(TENANT, id, (tenant, right), guest, terms());
			assert!(revoke(id, guest, below).is_feeless(&by(TENANT)));
			assert_ok!(AccessRights::revoke(by(TENANT), id, guest, below));
			assert_eq!(used(id), (0, 0, round));
		}
		let below = delegate(TENANT, id, (tenant, right), guest, terms());
		assert!(!revoke(id, guest, below).is_feeless(&by(TENANT)));
		assert!(!revoke(id, guest, below).is_feeless(&by(GUEST)));
		// Who may not is not counted.
		for _ in 0..=FREE {
			assert!(AccessRights::revoke_all(by(STRANGER), id).is_err());
			assert!(AccessRights::suspend(by(TENANT), id, tenant, right).is_err());
		}
		assert!(revoke(id, guest, below).is_feeless(&by(OWNER)));
		assert!(lock_down(id).is_feeless(&by(AUTHORITY)));
		assert!(revoke_all(id).is_feeless(&by(OWNER)));
		assert_ok!(AccessRights::revoke_all(by(OWNER), id));
		assert_eq!(used(id), (1, 0, FREE));
	});
}

#[test]
fn an_owner_without_money_takes_away() {
	run(|| {
		let id = resource();
		let right = grant(id, account(TENANT), terms());
		let all = Balances::reducible_balance(
			&OWNER,
			tokens::Preservation::Preserve,
			tokens::Fortitude::Polite,
		);
		assert_ok!(Balances::transfer_keep_alive(by(OWNER), STRANGER, all));
		let call = revoke(id, account(TENANT), right);
		assert!(call.is_feeless(&by(OWNER)));
		assert_ok!(AccessRights::revoke(by(OWNER), id, account(TENANT), right));
	});
}

#[test]
fn a_generation_that_is_the_last_one_is_not_taken_for_nothing() {
	run(|| {
		let id = resource();
		Resources::<Test>::mutate(id, |of| of.as_mut().unwrap().zone.generation = u32::MAX);
		grant(id, account(TENANT), terms());
		assert!(!revoke_all(id).is_feeless(&by(OWNER)));
		assert!(AccessRights::revoke_all(by(OWNER), id).is_err());
	});
}
