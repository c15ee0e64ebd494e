// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};

use crate::{mock::*, roles, Error, Event, Members, Role};

fn set(who: u64, account: u64, of: &[Role]) -> sp_runtime::DispatchResult {
	Consortium::set_account(
		RuntimeOrigin::signed(who),
		account,
		roles(of.iter().copied()),
	)
}

#[test]
fn a_member_lets_accounts_act_for_it() {
	run(|| {
		assert_noop!(set(NOBODY, 50, &[]), Error::<Test>::NotRepresentative);
		assert_noop!(set(11, 50, &[]), Error::<Test>::NotRepresentative);
		assert_noop!(set(ALPHA, 21, &[]), Error::<Test>::AccountTaken);
		assert_ok!(set(ALPHA, 50, &[Role::Gateway]));
		System::assert_last_event(
			Event::AccountSet {
				member: 0,
				account: 50,
				roles: roles([Role::Gateway]),
			}
			.into(),
		);
		assert_eq!(Consortium::acts_as(&50, Role::Gateway), Some(0));
		// Roles change without another account.
		assert_ok!(set(ALPHA, 50, &[Role::Auditor]));
		assert_eq!(Consortium::acts_as(&50, Role::Gateway), None);
		assert_eq!(Members::<Test>::get(0).unwrap().accounts, 4);
		// What the member is not, its account can not be.
		assert_ok!(set(BETA, 60, &[Role::Arbiter]));
		assert_eq!(Consortium::acts_as(&60, Role::Arbiter), None);
		assert_eq!(Consortium::account_info(60).unwrap().roles, []);
		assert_ok!(set(ALPHA, 51, &[]));
		assert_noop!(set(ALPHA, 52, &[]), Error::<Test>::TooManyAccounts);
		let mut of: Vec<u64> = Consortium::account_infos(0)
			.into_iter()
			.map(|info| info.account)
			.collect();
		of.sort_unstable();
		assert_eq!(of, [ALPHA, 11, 12, 50, 51]);
	});
}

#[test]
fn a_member_or_the_account_itself_takes_it_away() {
	run(|| {
		let remove = |who, account| Consortium::remove_account(RuntimeOrigin::signed(who), account);
		assert_ok!(set(ALPHA, 50, &[Role::Gateway]));
		assert_noop!(remove(ALPHA, NOBODY), Error::<Test>::UnknownAccount);
		assert_noop!(remove(BETA, 50), Error::<Test>::UnknownAccount);
		assert_noop!(remove(11, 50), Error::<Test>::NotRepresentative);
		assert_ok!(remove(ALPHA, 50));
		System::assert_last_event(
			Event::AccountRemoved {
				member: 0,
				account: 50,
			}
			.into(),
		);
		assert_eq!(Consortium::account_info(50), None);
		assert_ok!(set(ALPHA, 50, &[Role::Gateway]));
		assert_ok!(remove(50, 50));
		assert_noop!(remove(ALPHA, ALPHA), Error::<Test>::RepresentativeStays);
		assert_noop!(remove(ALPHA, 11), Error::<Test>::AccountHasSeat);
		assert_noop!(
			set(ALPHA, 11, &[Role::Gateway]),
			Error::<Test>::AccountHasSeat
		);
		assert_ok!(set(ALPHA, 11, &[Role::Gateway, Role::Validator]));
	});
}
