// SPDX-License-Identifier: Apache-2.0

use frame_support::{
	assert_noop, assert_ok, dispatch::CheckIfFeeless, traits::fungible::InspectHold,
};
use proptest::prelude::*;
use sp_runtime::TokenError;

use crate::{mock::*, Error, Event, HoldReason, SponsoredBy, Sponsorships};

const DEVICE: u64 = 70;

fn sponsor(who: u64, account: u64, allowance: u64) -> sp_runtime::DispatchResult {
	Consortium::sponsor(RuntimeOrigin::signed(who), account, allowance)
}

fn unsponsor(who: u64, account: u64) -> sp_runtime::DispatchResult {
	Consortium::unsponsor(RuntimeOrigin::signed(who), account)
}

fn held(who: u64) -> u64 {
	Balances::balance_on_hold(&HoldReason::Sponsorship.into(), &who)
}

fn left() -> u64 {
	Consortium::sponsorship_info(DEVICE).unwrap().left
}

#[test]
fn a_member_pays_the_fees_of_a_device_up_to_an_allowance() {
	run(|| {
		assert_noop!(sponsor(NOBODY, DEVICE, 100), Error::<Test>::NotMember);
		assert_noop!(
			sponsor(11, DEVICE, 100),
			sp_runtime::DispatchError::from(TokenError::FundsUnavailable)
		);
		assert!(!frame_system::Pallet::<Test>::account_exists(&DEVICE));
		assert_ok!(sponsor(ALPHA, DEVICE, 100));
		System::assert_last_event(
			Event::Sponsored {
				account: DEVICE,
				sponsor: ALPHA,
				member: 0,
				allowance: 100,
			}
			.into(),
		);
		assert!(frame_system::Pallet::<Test>::account_exists(&DEVICE));
		assert_eq!(held(ALPHA), DEPOSIT);
		assert_noop!(sponsor(BETA, DEVICE, 1), Error::<Test>::SponsoredAlready);

		assert_eq!(Consortium::sponsor_for(&DEVICE, 101), None);
		assert_eq!(Consortium::sponsor_for(&DEVICE, 100), Some(ALPHA));
		Consortium::note_sponsored(&DEVICE, 60);
		Consortium::note_refunded(&DEVICE, 10);
		assert_eq!(left(), 50);
		assert_eq!(Consortium::sponsor_for(&DEVICE, 51), None);
		assert_eq!(Consortium::sponsor_for(&DEVICE, 50), Some(ALPHA));
		// The allowance is raised, without a second deposit and without forgetting.
		assert_ok!(sponsor(ALPHA, DEVICE, 120));
		assert_eq!((left(), held(ALPHA)), (70, DEPOSIT));
		// The next period begins with a full one.
		System::set_block_number(PERIOD);
		assert_eq!(left(), 120);
		Consortium::note_sponsored(&DEVICE, 1);
		assert_eq!(left(), 119);
	});
}

#[test]
fn a_sponsorship_ends_with_its_deposit() {
	run(|| {
		assert_noop!(unsponsor(ALPHA, DEVICE), Error::<Test>::NotSponsored);
		assert_ok!(sponsor(ALPHA, DEVICE, 100));
		assert_noop!(unsponsor(BETA, DEVICE), Error::<Test>::NotSponsor);
		assert_ok!(unsponsor(ALPHA, DEVICE));
		System::assert_last_event(
			Event::SponsorshipEnded {
				account: DEVICE,
				sponsor: ALPHA,
			}
			.into(),
		);
		assert_eq!(held(ALPHA), 0);
		assert!(!frame_system::Pallet::<Test>::account_exists(&DEVICE));
		// The device itself can end it, too, and needs no money for that.
		assert_ok!(sponsor(BETA, DEVICE, 100));
		let call = crate::Call::<Test>::unsponsor { account: DEVICE };
		let free = |who| call.is_feeless(&RuntimeOrigin::signed(who));
		assert!(free(DEVICE) && !free(BETA) && !free(NOBODY));
		assert_ok!(unsponsor(DEVICE, DEVICE));
		assert!(!free(DEVICE));
		assert_eq!((held(BETA), SponsoredBy::<Test>::iter().count()), (0, 0));
	});
}

#[test]
fn an_expelled_member_pays_nothing_and_gets_its_deposits_back() {
	run(|| {
		assert_ok!(sponsor(BETA, DEVICE, 100));
		assert_ok!(Consortium::expel(RuntimeOrigin::root(), 1));
		assert_eq!(Consortium::sponsor_for(&DEVICE, 1), None);
		let info = Consortium::sponsorship_info(DEVICE).unwrap();
		assert_eq!((info.member, info.left, info.deposit), (None, 0, DEPOSIT));
		// Anybody can clean up.
		assert_ok!(unsponsor(NOBODY, DEVICE));
		assert_eq!(held(BETA), 0);
		assert!(!Sponsorships::<Test>::contains_key(DEVICE));
	});
}

#[test]
fn those_whom_one_sponsors_are_listed_page_by_page() {
	run(|| {
		for device in 0..5 {
			assert_ok!(sponsor(ALPHA, DEVICE + device, 100));
		}
		assert_ok!(sponsor(BETA, 1, 100));
		let page = |after, limit| -> Vec<u64> {
			let page = Consortium::sponsored_by(ALPHA, after, limit);
			page.into_iter().map(|info| info.account).collect()
		};
		let first = page(None, 3);
		let rest = page(first.last().copied(), 3);
		assert_eq!((first.len(), rest.len()), (3, 2));
		let mut all = [first, rest].concat();
		all.sort_unstable();
		assert_eq!(all, (DEVICE..DEVICE + 5).collect::<Vec<_>>());
	});
}

proptest! {
	/// Whatever fees come, in no period are more paid than is allowed.
	#[test]
	fn no_period_exceeds_the_allowance(
		allowance in 0u64..1000,
		fees in prop::collection::vec((0u64..400, 0u64..100, 0u64..40), 1..40),
	) {
		run(|| {
			assert_ok!(sponsor(ALPHA, DEVICE, allowance));
			let mut paid = std::collections::BTreeMap::<u64, u64>::new();
			for (fee, back, blocks) in fees {
				if Consortium::sponsor_for(&DEVICE, fee).is_some() {
					Consortium::note_sponsored(&DEVICE, fee);
					let back = back.min(fee);
					Consortium::note_refunded(&DEVICE, back);
					*paid.entry(System::block_number() / PERIOD).or_default() += fee - back;
				}
				System::set_block_number(System::block_number() + blocks);
			}
			assert!(paid.values().all(|sum| *sum <= allowance));
		});
	}
}
