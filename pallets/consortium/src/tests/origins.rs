// SPDX-License-Identifier: Apache-2.0

use frame_support::{parameter_types, traits::EnsureOrigin};

use crate::{mock::*, EnsureMember, EnsureRepresentative, EnsureRole, Role};

parameter_types! {
	const Carrier: Role = Role::Carrier;
	const Arbiter: Role = Role::Arbiter;
}

#[test]
fn an_account_of_a_member_is_one_whatever_its_roles() {
	run(|| {
		let member = |who| EnsureMember::<Test>::ensure_origin(RuntimeOrigin::signed(who));
		assert_eq!(member(BETA).ok(), Some((BETA, 1)));
		assert_eq!(member(12).ok(), Some((12, 0)));
		assert!(member(NOBODY).is_err());
		assert!(EnsureMember::<Test>::ensure_origin(RuntimeOrigin::root()).is_err());
	});
}

#[test]
fn a_role_is_the_accounts_and_the_members() {
	run(|| {
		let carrier = |who| EnsureRole::<Test, Carrier>::ensure_origin(RuntimeOrigin::signed(who));
		let arbiter = |who| EnsureRole::<Test, Arbiter>::ensure_origin(RuntimeOrigin::signed(who));
		assert_eq!(carrier(ALPHA).ok(), Some((ALPHA, 0)));
		assert_eq!(carrier(BETA).ok(), Some((BETA, 1)));
		assert!(carrier(21).is_err());
		assert_eq!(arbiter(ALPHA).ok(), Some((ALPHA, 0)));
		assert!(arbiter(BETA).is_err());
		assert!(arbiter(NOBODY).is_err());
		assert!(EnsureRole::<Test, Carrier>::ensure_origin(RuntimeOrigin::root()).is_err());
	});
}

#[test]
fn a_representative_speaks_for_its_member_and_other_accounts_do_not() {
	run(|| {
		let speaks =
			|who| EnsureRepresentative::<Test>::ensure_origin(RuntimeOrigin::signed(who)).ok();
		assert_eq!(speaks(ALPHA), Some((ALPHA, 0)));
		assert_eq!(speaks(BETA), Some((BETA, 1)));
		assert_eq!([11, NOBODY].map(speaks), [None; 2]);
		assert!(EnsureRepresentative::<Test>::ensure_origin(RuntimeOrigin::root()).is_err());
		Consortium::set_representative(RuntimeOrigin::signed(ALPHA), 11).unwrap();
		assert_eq!([ALPHA, 11].map(speaks), [None, Some((11, 0))]);
	});
}

#[cfg(feature = "runtime-benchmarks")]
#[test]
fn there_is_somebody_to_measure_with_where_there_is_no_member() {
	type Of = EnsureRole<Test, Arbiter>;
	empty().execute_with(|| {
		let origin = EnsureMember::<Test>::try_successful_origin().unwrap();
		assert!(EnsureMember::<Test>::ensure_origin(origin).is_ok());
		let origin = Of::try_successful_origin().unwrap();
		assert!(Of::ensure_origin(origin).is_ok());
		Consortium::do_try_state().unwrap();
	});
	empty().execute_with(|| {
		let origin = EnsureRepresentative::<Test>::try_successful_origin().unwrap();
		assert!(EnsureRepresentative::<Test>::ensure_origin(origin).is_ok());
	});
	empty().execute_with(|| {
		let origin = Of::try_successful_origin().unwrap();
		assert!(Of::ensure_origin(origin).is_ok());
	});
}
