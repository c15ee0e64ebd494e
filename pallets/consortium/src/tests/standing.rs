// SPDX-License-Identifier: Apache-2.0

use frame_support::assert_ok;
use samul_primitives::traits::Standing;

use crate::{mock::*, roles, Role};

#[test]
fn others_take_an_account_for_what_it_is_here() {
	run(|| {
		let of = |who| <Consortium as Standing<u64, Role>>::member_of(&who);
		assert_eq!([of(ALPHA), of(12)], [Some(0); 2]);
		assert_eq!((of(BETA), of(NOBODY)), (Some(1), None));

		let has = |who, role| Consortium::has_role(&who, &role);
		assert!(has(BETA, Role::Carrier) && has(21, Role::Validator));
		// The account's roles and the member's: one without the other is none.
		assert!(!has(21, Role::Carrier) && !has(BETA, Role::Arbiter));
		assert!(!has(NOBODY, Role::Carrier));

		let member = |id, role| Consortium::member_has_role(id, &role);
		assert!(member(1, Role::Carrier) && !member(1, Role::Arbiter));
		let fewer = roles([Role::Validator]);
		assert_ok!(Consortium::set_roles(RuntimeOrigin::root(), 1, fewer, 3));
		assert!(!member(1, Role::Carrier) && !has(BETA, Role::Carrier));
		assert_ok!(Consortium::expel(RuntimeOrigin::root(), 1));
		assert!(!member(1, Role::Validator) && !has(21, Role::Validator));
		assert_eq!(of(BETA), None);
	});
}
