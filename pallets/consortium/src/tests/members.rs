// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

use crate::{mock::*, roles, Accounts, AccountsOf, Error, Event, Members, Role, SeatEnd};

fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

#[test]
fn an_organisation_is_admitted_and_votes() {
	run(|| {
		assert_noop!(
			Consortium::admit(
				RuntimeOrigin::signed(ALPHA),
				text("Gamma AB"),
				text(""),
				30,
				roles([Role::Auditor]),
				0
			),
			BadOrigin
		);
		let id = admit(30, &[Role::Auditor], 0);
		System::assert_last_event(
			Event::MemberAdmitted {
				member: id,
				name: text("Gamma AB"),
				representative: 30,
				roles: roles([Role::Auditor]),
				seats: 0,
			}
			.into(),
		);
		assert_eq!(Council::get(), [ALPHA, BETA, 30]);
		let member = Consortium::member_info(id).unwrap();
		assert_eq!((member.id, member.accounts), (2, 1));
		assert_eq!(member.name, b"Gamma AB");
		assert_eq!(Consortium::acts_as(&30, Role::Auditor), Some(id));
		assert_eq!(Consortium::acts_as(&30, Role::Carrier), None);
		let ids = |after, limit| -> Vec<u32> {
			let page = Consortium::member_infos(after, limit);
			page.into_iter().map(|member| member.id).collect()
		};
		assert_eq!(ids(None, 2), [0, 1]);
		assert_eq!(ids(Some(1), 2), [2]);
		assert_eq!(ids(Some(u32::MAX), 2), [] as [u32; 0]);
	});
}

#[test]
fn an_organisation_without_a_name_or_an_account_of_its_own_is_not_admitted() {
	run(|| {
		let admit = |name: &[u8], contact: &[u8], representative| {
			Consortium::admit(
				root(),
				name.to_vec().try_into().unwrap(),
				contact.to_vec().try_into().unwrap(),
				representative,
				roles([]),
				0,
			)
		};
		assert_noop!(admit(b"", b"", 30), Error::<Test>::BadText);
		assert_noop!(admit(b"\xff", b"", 30), Error::<Test>::BadText);
		assert_noop!(admit(b"Gamma", b"\xff", 30), Error::<Test>::BadText);
		assert_noop!(admit(b"Gamma", b"", BETA), Error::<Test>::AccountTaken);
		assert_noop!(admit(b"Gamma", b"", 11), Error::<Test>::AccountTaken);
		assert_ok!(admit(b"Gamma", b"", 30));
		assert_ok!(admit(b"Delta", b"", 40));
		assert_noop!(admit(b"Epsilon", b"", 50), Error::<Test>::TooManyMembers);
	});
}

#[test]
fn numbers_do_not_come_back_and_do_not_run_over() {
	run(|| {
		let id = admit(30, &[], 0);
		assert_ok!(Consortium::expel(root(), id));
		assert_eq!(admit(30, &[], 0), id + 1);
		crate::NextMember::<Test>::put(u32::MAX);
		assert_noop!(
			Consortium::admit(root(), text("Delta"), text(""), 40, roles([]), 0),
			Error::<Test>::TooManyMembers
		);
	});
}

#[test]
fn an_expelled_member_leaves_nothing_behind() {
	run(|| {
		assert_noop!(
			Consortium::expel(RuntimeOrigin::signed(ALPHA), 1),
			BadOrigin
		);
		assert_noop!(Consortium::expel(root(), 7), Error::<Test>::UnknownMember);
		let gamma = admit(30, &[Role::Validator], 1);
		assert_ok!(Consortium::set_account(
			RuntimeOrigin::signed(30),
			31,
			roles([Role::Validator])
		));
		set_keys(31);
		assert_ok!(Consortium::take_seat(RuntimeOrigin::signed(31)));
		let post = Consortium::expel(root(), gamma).unwrap();
		let weight = <() as crate::WeightInfo>::expel(2);
		assert_eq!(post.actual_weight, Some(weight));
		System::assert_has_event(
			Event::SeatEnded {
				member: gamma,
				validator: 31,
				reason: SeatEnd::NoMember,
			}
			.into(),
		);
		System::assert_last_event(
			Event::MemberExpelled {
				member: gamma,
				accounts: 2,
			}
			.into(),
		);
		assert_eq!(Members::<Test>::get(gamma), None);
		assert_eq!(Accounts::<Test>::get(31), None);
		assert_eq!(AccountsOf::<Test>::iter_prefix(gamma).count(), 0);
		assert_eq!(Council::get(), [ALPHA, BETA]);
		assert!(!Consortium::has_seat(&31));
	});
}

#[test]
fn too_few_validators_or_members_do_not_stay_behind() {
	run(|| {
		// Without Alpha's two there would be one.
		assert_noop!(
			Consortium::expel(root(), 0),
			Error::<Test>::TooFewValidators
		);
		assert_noop!(
			Consortium::set_roles(root(), 0, roles([Role::Carrier]), 3),
			Error::<Test>::TooFewValidators
		);
		assert_ok!(Consortium::expel(root(), 1));
		assert_noop!(Consortium::expel(root(), 0), Error::<Test>::LastMember);
	});
}

#[test]
fn the_council_sets_what_a_member_may_do() {
	run(|| {
		let set =
			|of: &[Role], seats| Consortium::set_roles(root(), 1, roles(of.iter().copied()), seats);
		assert_noop!(
			Consortium::set_roles(RuntimeOrigin::signed(BETA), 1, roles([]), 0),
			BadOrigin
		);
		assert_noop!(
			Consortium::set_roles(root(), 7, roles([]), 0),
			Error::<Test>::UnknownMember
		);
		assert_noop!(set(&[Role::Validator], 0), Error::<Test>::SeatsInUse);
		assert_ok!(set(&[Role::Validator, Role::Gateway], 1));
		System::assert_last_event(
			Event::RolesChanged {
				member: 1,
				roles: roles([Role::Validator, Role::Gateway]),
				seats: 1,
			}
			.into(),
		);
		// Its representative was given the roles of then, of which one is left.
		assert_eq!(Consortium::acts_as(&BETA, Role::Carrier), None);
		assert_eq!(Consortium::acts_as(&BETA, Role::Gateway), None);
		let left = Consortium::account_info(BETA).unwrap();
		assert_eq!(left.roles, [Role::Validator]);
		// Without the role its validator goes, too.
		assert_ok!(set(&[Role::Gateway], 1));
		assert!(!Consortium::has_seat(&21));
		assert_eq!(Members::<Test>::get(1).unwrap().seats_taken, 0);
	});
}

#[test]
fn a_member_describes_itself() {
	run(|| {
		let describe = |who, name: &str| {
			Consortium::describe(RuntimeOrigin::signed(who), text(name), text("new"))
		};
		assert_noop!(describe(11, "Alpha"), Error::<Test>::NotRepresentative);
		assert_noop!(describe(NOBODY, "Alpha"), Error::<Test>::NotRepresentative);
		assert_noop!(describe(ALPHA, ""), Error::<Test>::BadText);
		assert_ok!(describe(ALPHA, "Alpha plc"));
		System::assert_last_event(
			Event::DescriptionChanged {
				member: 0,
				name: text("Alpha plc"),
				contact: text("new"),
			}
			.into(),
		);
		assert_eq!(&Members::<Test>::get(0).unwrap().contact[..], b"new");
	});
}

#[test]
fn another_representative_votes() {
	run(|| {
		let set = |who, to| Consortium::set_representative(RuntimeOrigin::signed(who), to);
		assert_noop!(set(11, 12), Error::<Test>::NotRepresentative);
		assert_noop!(set(ALPHA, 21), Error::<Test>::AccountTaken);
		assert_ok!(set(ALPHA, 11));
		System::assert_last_event(
			Event::RepresentativeChanged {
				member: 0,
				from: ALPHA,
				to: 11,
			}
			.into(),
		);
		assert_eq!(Council::get(), [11, BETA]);
		assert_noop!(set(ALPHA, 12), Error::<Test>::NotRepresentative);
		// To himself: nothing changes.
		assert_ok!(set(11, 11));
		assert_eq!(Council::get(), [11, BETA]);
		// One that was no account of the member becomes one, as long as there is room.
		assert_ok!(set(11, 13));
		assert_eq!(Members::<Test>::get(0).unwrap().accounts, 4);
		// The key is lost: the council helps.
		assert_noop!(
			Consortium::replace_representative(RuntimeOrigin::signed(11), 0, 14),
			BadOrigin
		);
		assert_noop!(
			Consortium::replace_representative(root(), 7, 14),
			Error::<Test>::UnknownMember
		);
		assert_ok!(Consortium::replace_representative(root(), 0, 14));
		assert_eq!(Council::get(), [14, BETA]);
		assert_noop!(
			Consortium::replace_representative(root(), 0, 15),
			Error::<Test>::TooManyAccounts
		);
	});
}
