// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_ok, dispatch::CheckIfFeeless, traits::fungible::Inspect};
use frame_system::CheckNonce;
use samul_primitives::{keys::Scheme, DeviceId};
use sp_runtime::{
	traits::TxBaseImplication,
	transaction_validity::{InvalidTransaction, TransactionSource::External},
};

use crate::{mock::*, Call, FirmwareRange, Models};

type Calls = Call<Test>;

fn suspends(who: u64, device: DeviceId) -> bool {
	Calls::suspend { device }.is_feeless(&by(who))
}

fn reports(who: u64, device: DeviceId) -> bool {
	Calls::report_compromised { device }.is_feeless(&by(who))
}

/// Whether the pool would look at a transaction of this account at all.
fn is_known(who: u64) -> Result<(), sp_runtime::transaction_validity::TransactionValidityError> {
	use sp_runtime::traits::TransactionExtension;
	let call = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
	let info = frame_support::dispatch::GetDispatchInfo::get_dispatch_info(&call);
	let nonce = System::account_nonce(who);
	CheckNonce::<Test>::from(nonce)
		.validate(
			by(who),
			&call,
			&info,
			0,
			(),
			&TxBaseImplication(()),
			External,
		)
		.map(|_| ())
}

#[test]
fn an_owner_without_money_suspends_and_reports() {
	run(|| {
		let id = device(ALICE, 1);
		// All that can go does. What is on hold keeps the account.
		let all = Balances::reducible_balance(
			&ALICE,
			frame_support::traits::tokens::Preservation::Preserve,
			frame_support::traits::tokens::Fortitude::Polite,
		);
		assert_ok!(Balances::transfer_keep_alive(by(ALICE), BOB, all));
		assert!(is_known(ALICE).is_ok());
		assert!(suspends(ALICE, id) && reports(ALICE, id));
		assert_ok!(DeviceIdentity::suspend(by(ALICE), id));
		assert!(!suspends(ALICE, id) && reports(ALICE, id));
		assert_ok!(DeviceIdentity::report_compromised(by(ALICE), id));
		assert!(!reports(ALICE, id));
	});
}

#[test]
fn a_guardian_without_an_account_is_known_once_somebody_sponsors_it() {
	run(|| {
		let id = device(ALICE, 1);
		assert_ok!(DeviceIdentity::set_guardian(by(ALICE), id, Some(GUARDIAN)));
		assert!(suspends(OFFICE, id));
		assert_eq!(is_known(OFFICE), Err(InvalidTransaction::Payment.into()));
		System::inc_sufficients(&OFFICE);
		assert!(is_known(OFFICE).is_ok());
	});
}

#[test]
fn what_would_fail_is_not_free() {
	run(|| {
		let model = model(FACTORY);
		let id = endorsed(ALICE, 1, model);
		for stranger in [BOB, OFFICE, FACTORY] {
			assert!(!suspends(stranger, id));
		}
		assert!(reports(FACTORY, id) && !reports(OFFICE, id) && !reports(BOB, id));
		assert!(!suspends(ALICE, DeviceId([9; 32])));
		let suspend = |firmware| Calls::suspend_model { model, firmware };
		let range = |first, last| Some(FirmwareRange { first, last });
		let maker = by(FACTORY);
		assert!(suspend(None).is_feeless(&maker));
		// A range has its fee.
		assert!(!suspend(range(1, 2)).is_feeless(&maker));
		assert!(!suspend(range(2, 1)).is_feeless(&maker));
		assert!(!suspend(None).is_feeless(&by(OTHER_FACTORY)));
		assert!(!suspend(None).is_feeless(&RuntimeOrigin::root()));
		assert_ok!(DeviceIdentity::suspend_model(maker.clone(), model, None));
		assert!(!suspend(None).is_feeless(&maker));
		let unknown = Calls::suspend_model {
			model: 9,
			firmware: None,
		};
		assert!(!unknown.is_feeless(&maker));
		// What gives trust back has its fee.
		assert!(!Calls::resume { device: id }.is_feeless(&by(ALICE)));
		let resume = Calls::resume_model {
			model,
			firmware: None,
		};
		assert!(!resume.is_feeless(&maker));
	});
}

#[test]
fn refusing_a_recovery_is_free() {
	run(|| {
		let id = device(ALICE, 1);
		let refuse = Calls::refuse_recovery { device: id };
		assert_ok!(DeviceIdentity::set_guardian(by(ALICE), id, Some(GUARDIAN)));
		assert!(!refuse.is_feeless(&by(ALICE)));
		assert_ok!(DeviceIdentity::request_recovery(by(OFFICE), id, BOB));
		assert!(refuse.is_feeless(&by(ALICE)));
		assert!(!refuse.is_feeless(&by(OFFICE)));
		assert_ok!(DeviceIdentity::refuse_recovery(by(ALICE), id));
		assert_eq!(record(id).free_calls.used, [1]);
	});
}

#[test]
fn so_many_calls_a_day_are_free_for_each_device() {
	run(|| {
		let id = device(ALICE, 1);
		let other = device(ALICE, 2);
		for _ in 0..FREE {
			assert!(suspends(ALICE, id));
			assert_ok!(DeviceIdentity::suspend(by(ALICE), id));
			assert_ok!(DeviceIdentity::resume(by(ALICE), id));
		}
		assert!(!suspends(ALICE, id) && suspends(ALICE, other));
		// With a fee it is still done, and does not count over the edge.
		assert_ok!(DeviceIdentity::suspend(by(ALICE), id));
		assert_ok!(DeviceIdentity::resume(by(ALICE), id));
		pass(DAY);
		assert!(suspends(ALICE, id));
		assert_ok!(DeviceIdentity::report_compromised(by(ALICE), id));
		assert_eq!(record(id).free_calls.used, [1]);
		assert_ok!(recover(ALICE, id, &key(Scheme::Ed25519, 3)));
	});
}

#[test]
fn so_many_calls_a_day_are_free_for_each_model() {
	run(|| {
		let model = model(FACTORY);
		let suspend = || {
			let call = Calls::suspend_model {
				model,
				firmware: None,
			};
			let free = call.is_feeless(&by(FACTORY));
			assert_ok!(DeviceIdentity::suspend_model(by(FACTORY), model, None));
			assert_ok!(DeviceIdentity::resume_model(by(FACTORY), model, None));
			free
		};
		let free: Vec<bool> = (0..5).map(|_| suspend()).collect();
		assert_eq!(free, [true, true, true, false, false]);
		pass(DAY);
		assert!(suspend());
		// What has its fee anyway is not counted.
		let range = FirmwareRange { first: 1, last: 2 };
		assert_ok!(DeviceIdentity::suspend_model(
			by(FACTORY),
			model,
			Some(range)
		));
		let calls = Models::<Test>::get(model).unwrap().free_calls;
		assert_eq!(calls.used, [1]);
	});
}
