// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::{keys::Scheme, traits::Devices as _, DeviceId};
use sp_runtime::DispatchResult;

use crate::{mock::*, types::EndReason, Error, Event, Methods, Services, Status};

#[test]
fn a_transfer_needs_both_sides_and_moves_the_deposit() {
	run(|| {
		let id = device(ALICE, 1);
		assert_noop!(
			DeviceIdentity::accept_transfer(by(BOB), id),
			Error::<Test>::NotOffered
		);
		assert_ok!(DeviceIdentity::offer_transfer(by(ALICE), id, Some(BOB)));
		System::assert_last_event(
			Event::TransferOffered {
				device: id,
				owner: ALICE,
				to: Some(BOB),
			}
			.into(),
		);
		assert_noop!(
			DeviceIdentity::accept_transfer(by(POOR), id),
			Error::<Test>::NotOffered
		);
		assert_ok!(DeviceIdentity::accept_transfer(by(BOB), id));
		System::assert_last_event(
			Event::DeviceTransferred {
				device: id,
				from: ALICE,
				to: BOB,
				parts: 0,
			}
			.into(),
		);
		assert_eq!(DeviceIdentity::owner(&id), Some(BOB));
		assert_eq!((held(ALICE), held(BOB)), (0, DEPOSIT));
		assert_noop!(
			DeviceIdentity::accept_transfer(by(BOB), id),
			Error::<Test>::NotOffered
		);
		assert_noop!(
			DeviceIdentity::resume(by(ALICE), id),
			Error::<Test>::NotOwner
		);
	});
}

#[test]
fn an_offer_can_be_taken_back() {
	run(|| {
		let id = device(ALICE, 1);
		assert_noop!(
			DeviceIdentity::offer_transfer(by(ALICE), id, Some(ALICE)),
			Error::<Test>::OfferedToOwner
		);
		assert_ok!(DeviceIdentity::offer_transfer(by(ALICE), id, Some(BOB)));
		assert_ok!(DeviceIdentity::offer_transfer(by(ALICE), id, None));
		assert_noop!(
			DeviceIdentity::accept_transfer(by(BOB), id),
			Error::<Test>::NotOffered
		);
	});
}

#[test]
fn who_cannot_pay_the_deposit_does_not_get_the_device() {
	run(|| {
		let id = device(ALICE, 1);
		assert_ok!(DeviceIdentity::offer_transfer(by(ALICE), id, Some(POOR)));
		assert!(DeviceIdentity::accept_transfer(by(POOR), id).is_err());
		assert_eq!(DeviceIdentity::owner(&id), Some(ALICE));
		assert_eq!(held(ALICE), DEPOSIT);
		assert_noop!(
			DeviceIdentity::accept_transfer(by(BOB), DeviceId([1; 32])),
			Error::<Test>::UnknownDevice
		);
	});
}

#[test]
fn deposits_follow_the_device_as_they_are() {
	run(|| {
		let id = device(ALICE, 1);
		assert_ok!(rotate(
			ALICE,
			id,
			&key(samul_primitives::Scheme::Sr25519, 2)
		));
		assert_ok!(DeviceIdentity::set_guardian(by(ALICE), id, Some(GUARDIAN)));
		let deposit = held(ALICE);
		assert_eq!(deposit, DEPOSIT + METHOD_DEPOSIT);
		assert_ok!(DeviceIdentity::offer_transfer(by(ALICE), id, Some(BOB)));
		assert_ok!(DeviceIdentity::accept_transfer(by(BOB), id));
		assert_eq!((held(ALICE), held(BOB)), (0, deposit));
		// Whom the former owner trusted has no say any more.
		let record = record(id);
		assert_eq!((record.guardian, record.status), (None, Status::Active));
	});
}

#[test]
fn nobody_takes_over_a_compromised_device() {
	run(|| {
		let id = device(ALICE, 1);
		assert_ok!(DeviceIdentity::offer_transfer(by(ALICE), id, Some(BOB)));
		assert_ok!(DeviceIdentity::report_compromised(by(ALICE), id));
		assert_noop!(
			DeviceIdentity::accept_transfer(by(BOB), id),
			Error::<Test>::NotOffered
		);
		assert_noop!(
			DeviceIdentity::offer_transfer(by(ALICE), id, Some(BOB)),
			Error::<Test>::Compromised
		);
	});
}

fn serve(id: DeviceId) -> DispatchResult {
	let name = b"a".to_vec().try_into().unwrap();
	let kind = b"k".to_vec().try_into().unwrap();
	let endpoint = b"a:b".to_vec().try_into().unwrap();
	DeviceIdentity::set_service(by(ALICE), id, name, kind, endpoint)
}

#[test]
fn keys_and_services_of_the_former_owner_do_not_stay() {
	run(|| {
		let id = device(ALICE, 1);
		let part = device(ALICE, 2);
		let broken = device(ALICE, 3);
		for (device, seed) in [(id, 11), (part, 12), (broken, 13)] {
			assert_ok!(add_key(ALICE, device, &key(Scheme::Ed25519, seed)));
			assert_ok!(DeviceIdentity::add_agreement_key(
				by(ALICE),
				device,
				[9; 32]
			));
			assert_ok!(serve(device));
		}
		for part in [part, broken] {
			assert_ok!(DeviceIdentity::attach_part(by(ALICE), part, id));
		}
		assert_ok!(DeviceIdentity::report_compromised(by(ALICE), broken));
		assert_ok!(DeviceIdentity::offer_transfer(by(ALICE), id, Some(BOB)));
		pass(5);
		assert_ok!(DeviceIdentity::accept_transfer(by(BOB), id));
		for device in [id, part, broken] {
			assert_eq!(record(device).methods, 0);
			assert!(!Services::<Test>::contains_key(device));
		}
		let ended = |device| Methods::<Test>::get(device, 0).unwrap().ended.unwrap();
		assert_eq!(
			(ended(part).at, ended(part).reason),
			(NOW + 5, EndReason::Revoked)
		);
		assert_eq!(
			(ended(broken).at, ended(broken).reason),
			(NOW, EndReason::Compromised)
		);
		// The keys are kept for a while, the new owner paying for them.
		assert_eq!(held(ALICE), 0);
		assert_eq!(held(BOB), 3 * (DEPOSIT + 2 * METHOD_DEPOSIT));
	});
}

#[test]
fn a_device_that_is_recovered_keeps_its_keys_and_services() {
	run(|| {
		let id = device(ALICE, 1);
		assert_ok!(add_key(ALICE, id, &key(Scheme::Ed25519, 2)));
		assert_ok!(serve(id));
		assert_ok!(DeviceIdentity::set_guardian(by(ALICE), id, Some(GUARDIAN)));
		assert_ok!(DeviceIdentity::request_recovery(by(OFFICE), id, BOB));
		pass(DELAY);
		assert_ok!(DeviceIdentity::complete_recovery(by(BOB), id));
		assert_eq!(record(id).methods, 1);
		assert_eq!(held(BOB), DEPOSIT + METHOD_DEPOSIT + SERVICE_DEPOSIT);
	});
}

#[test]
fn what_is_offered_stays_as_it_is_or_is_offered_no_more() {
	run(|| {
		let id = device(ALICE, 1);
		let part = device(ALICE, 2);
		let small = device(ALICE, 3);
		assert_ok!(DeviceIdentity::attach_part(by(ALICE), part, id));
		assert_ok!(DeviceIdentity::attach_part(by(ALICE), small, part));
		let mut seed = 10;
		for device in [id, part, small] {
			let mut new = || {
				seed += 1;
				key(Scheme::Ed25519, seed)
			};
			let changes: [&dyn Fn(DeviceId) -> DispatchResult; 4] = [
				&{
					let new = new();
					move |device| rotate(ALICE, device, &new)
				},
				&{
					let new = new();
					move |device| add_key(ALICE, device, &new)
				},
				&|device| DeviceIdentity::add_agreement_key(by(ALICE), device, [9; 32]),
				&serve,
			];
			for change in changes {
				assert_ok!(DeviceIdentity::offer_transfer(by(ALICE), id, Some(BOB)));
				assert_ok!(change(device));
				assert_noop!(
					DeviceIdentity::accept_transfer(by(BOB), id),
					Error::<Test>::NotOffered
				);
			}
		}
	});
}
