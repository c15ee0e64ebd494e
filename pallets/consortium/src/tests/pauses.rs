// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok, weights::Weight};
use sp_runtime::DispatchError::BadOrigin;

use crate::{mock::*, Error, Event, Paused};

fn pause(pallet: &str, call: &str, blocks: u64) -> sp_runtime::DispatchResult {
	Consortium::pause_call(RuntimeOrigin::root(), text(pallet), text(call), blocks)
}

#[test]
fn a_paused_call_comes_back_by_itself() {
	run(|| {
		assert_noop!(
			Consortium::pause_call(
				RuntimeOrigin::signed(ALPHA),
				text("Balances"),
				text("transfer_all"),
				3
			),
			BadOrigin
		);
		assert_ok!(pause("Balances", "transfer_all", 3));
		System::assert_last_event(
			Event::CallPaused {
				pallet: text("Balances"),
				call: text("transfer_all"),
				until: 4,
			}
			.into(),
		);
		assert_eq!(PausedCalls::get().len(), 1);
		next_block();
		next_block();
		assert_eq!(PausedCalls::get().len(), 1);
		next_block();
		assert_eq!(PausedCalls::get().len(), 0);
		assert_eq!(Paused::<Test>::get().len(), 0);
		System::assert_has_event(
			Event::CallResumed {
				pallet: text("Balances"),
				call: text("transfer_all"),
			}
			.into(),
		);
	});
}

#[test]
fn a_pause_is_made_longer_or_ended() {
	run(|| {
		assert_ok!(pause("Balances", "transfer_all", 3));
		assert_ok!(pause("Balances", "burn", 2));
		assert_noop!(
			pause("Session", "set_keys", 2),
			Error::<Test>::TooManyPauses
		);
		assert_ok!(pause("Balances", "transfer_all", 5));
		assert_ok!(pause("Balances", "transfer_all", 1));
		for _ in 0..3 {
			next_block();
		}
		assert_eq!(
			PausedCalls::get(),
			[(text("Balances"), text("transfer_all"))]
		);
		let resume = |who, call| Consortium::resume_call(who, text("Balances"), text(call));
		assert_noop!(
			resume(RuntimeOrigin::signed(ALPHA), "transfer_all"),
			BadOrigin
		);
		assert_noop!(
			resume(RuntimeOrigin::root(), "burn"),
			Error::<Test>::NotPaused
		);
		assert_ok!(resume(RuntimeOrigin::root(), "transfer_all"));
		assert_eq!(PausedCalls::get().len(), 0);
	});
}

#[test]
fn what_does_not_exist_or_must_stay_is_not_paused() {
	run(|| {
		assert_noop!(pause("Balances", "burn", 0), Error::<Test>::BadPause);
		assert_noop!(pause("Balances", "burn", 101), Error::<Test>::BadPause);
		assert_ok!(pause("Balances", "burn", 100));
		assert_noop!(pause("Balance", "burn", 1), Error::<Test>::UnknownCall);
		assert_noop!(pause("Balances", "bern", 1), Error::<Test>::UnknownCall);
		assert_noop!(pause("System", "remark", 1), Error::<Test>::CallStays);
	});
}

#[test]
fn the_council_has_anything_done() {
	run(|| {
		let call = |value| {
			Box::new(RuntimeCall::Balances(
				pallet_balances::Call::force_set_balance {
					who: NOBODY,
					new_free: value,
				},
			))
		};
		assert_noop!(
			Consortium::enact(RuntimeOrigin::signed(ALPHA), call(5)),
			BadOrigin
		);
		let post = Consortium::enact(RuntimeOrigin::root(), call(5)).unwrap();
		assert!(post.actual_weight.unwrap().any_gt(Weight::zero()));
		System::assert_last_event(Event::Enacted { result: Ok(()) }.into());
		assert_eq!(Balances::free_balance(NOBODY), 5);
		// That a call fails is told.
		let fails = Box::new(RuntimeCall::Balances(pallet_balances::Call::burn {
			value: 1,
			keep_alive: false,
		}));
		assert_ok!(Consortium::enact(RuntimeOrigin::root(), fails));
		System::assert_last_event(
			Event::Enacted {
				result: Err(BadOrigin),
			}
			.into(),
		);
	});
}
