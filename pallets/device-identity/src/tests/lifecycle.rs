// SPDX-License-Identifier: Apache-2.0

use codec::Encode;
use frame_support::{assert_noop, assert_ok};
use samul_primitives::{
	keys::Scheme,
	locate::retired_key,
	traits::{DeviceError, Devices as _},
	DeviceId,
};

use sp_runtime::{offchain::OffchainOverlayedChange, DispatchError};

use crate::{
	mock::*, types::ServiceId, DeviceOfKey, Devices, DevicesOf, Error, Event, Methods, Purposes,
	Services, Status,
};

#[test]
fn a_suspended_device_signs_for_nothing_until_it_is_resumed() {
	run(|| {
		let id = device(ALICE, 1);
		assert_noop!(
			DeviceIdentity::resume(by(ALICE), id),
			Error::<Test>::NotSuspended
		);
		assert_ok!(DeviceIdentity::suspend(by(ALICE), id));
		System::assert_last_event(Event::DeviceSuspended { device: id }.into());
		assert_eq!(DeviceIdentity::active_key(&id), Err(DeviceError::NotActive));
		assert_noop!(
			DeviceIdentity::suspend(by(ALICE), id),
			Error::<Test>::NotActive
		);
		assert_ok!(DeviceIdentity::resume(by(ALICE), id));
		System::assert_last_event(Event::DeviceResumed { device: id }.into());
		assert!(DeviceIdentity::active_key(&id).is_ok());
	});
}

#[test]
fn a_retired_device_leaves_nothing_and_its_deposit_returns() {
	run(|| {
		let id = device(ALICE, 1);
		assert_ok!(DeviceIdentity::retire(by(ALICE), id));
		System::assert_last_event(
			Event::DeviceRetired {
				device: id,
				owner: ALICE,
			}
			.into(),
		);
		assert_eq!(held(ALICE), 0);
		assert!(Devices::<Test>::get(id).is_none());
		assert_eq!(DeviceIdentity::active_key(&id), Err(DeviceError::Unknown));
		// It may come back, with a new proof.
		assert_ok!(register(BOB, &key(Scheme::Ed25519, 1)));
	});
}

#[test]
fn nodes_remember_when_a_device_was_retired() {
	let mut ext = storage();
	let ids = ext.execute_with(|| {
		Used::set(Vec::new());
		Timestamp::set_timestamp(NOW);
		let (gone, used) = (device(ALICE, 1), device(ALICE, 2));
		assert_ok!(DeviceIdentity::retire(by(ALICE), gone));
		Used::set(vec![used]);
		assert!(DeviceIdentity::retire(by(ALICE), used).is_err());
		[gone, used]
	});
	let index: Vec<_> = ext
		.overlayed_changes()
		.clone()
		.offchain_drain_committed()
		.collect();
	let of = |id| {
		let found = index.iter().find(|((_, key), _)| *key == retired_key(id));
		found.map(|(_, change)| change.clone())
	};
	let noted = OffchainOverlayedChange::SetValue(NOW.encode());
	assert_eq!(ids.each_ref().map(of), [Some(noted), None]);
}

#[test]
fn a_device_in_use_is_not_retired() {
	run(|| {
		let id = device(ALICE, 1);
		Used::set(vec![id]);
		assert_noop!(
			DeviceIdentity::retire(by(ALICE), id),
			Error::<Test>::DeviceInUse
		);
		Used::set(vec![]);
		assert_ok!(DeviceIdentity::retire(by(ALICE), id));
	});
}

#[test]
fn only_the_owner_decides() {
	run(|| {
		let id = device(ALICE, 1);
		let nobody = DeviceId([9; 32]);
		let stranger = |device, error: Error<Test>| {
			let new = key(Scheme::Ed25519, 2);
			let proof = rotation(&new, device, 0, NOW);
			let added = addition(&new, device, Purposes::ASSERTION, 0, NOW);
			let (id, kind) = (b"a".to_vec(), b"b".to_vec());
			let id: ServiceId = id.try_into().unwrap();
			let kind = kind.try_into().unwrap();
			let endpoint = b"a:b".to_vec().try_into().unwrap();
			let model = model(FACTORY);
			let endorsement = endorsement(&ca(), device, new.public(), model);
			for result in [
				DeviceIdentity::resume(by(BOB), device),
				DeviceIdentity::retire(by(BOB), device)
					.map(|_| ())
					.map_err(|error| error.error),
				DeviceIdentity::offer_transfer(by(BOB), device, Some(ALICE)),
				DeviceIdentity::rotate_key(by(BOB), device, new.public(), proof.clone(), None),
				DeviceIdentity::recover(by(BOB), device, new.public(), proof),
				DeviceIdentity::activate(by(BOB), device),
				DeviceIdentity::endorse(by(BOB), device, model, endorsement),
				DeviceIdentity::report_firmware(by(BOB), device, 1),
				DeviceIdentity::set_guardian(by(BOB), device, None),
				DeviceIdentity::refuse_recovery(by(BOB), device),
				DeviceIdentity::add_signing_key(
					by(BOB),
					device,
					new.public(),
					Purposes::ASSERTION,
					added,
				),
				DeviceIdentity::add_agreement_key(by(BOB), device, [1; 32]),
				DeviceIdentity::revoke_method(by(BOB), device, 0),
				DeviceIdentity::forget_method(by(BOB), device, 0),
				DeviceIdentity::set_service(by(BOB), device, id.clone(), kind, endpoint),
				DeviceIdentity::remove_service(by(BOB), device, id),
				DeviceIdentity::detach_part(by(BOB), device),
			] {
				assert_eq!(result, Err(error.clone().into()));
			}
		};
		stranger(id, Error::NotOwner);
		stranger(nobody, Error::UnknownDevice);
		for (device, error) in [
			(id, Error::<Test>::NotGuardian),
			(nobody, Error::UnknownDevice),
		] {
			assert_noop!(DeviceIdentity::suspend(by(BOB), device), error);
		}
		for (device, error) in [
			(id, Error::<Test>::NotReporter),
			(nobody, Error::UnknownDevice),
		] {
			assert_noop!(DeviceIdentity::report_compromised(by(BOB), device), error);
		}
	});
}

#[test]
fn a_call_that_nobody_signed_is_refused() {
	run(|| {
		let id = device(ALICE, 1);
		let model = model(FACTORY);
		for result in [
			DeviceIdentity::suspend(RuntimeOrigin::root(), id),
			DeviceIdentity::report_compromised(RuntimeOrigin::none(), id),
			DeviceIdentity::refuse_recovery(RuntimeOrigin::root(), id),
			DeviceIdentity::suspend_model(RuntimeOrigin::root(), model, None),
			DeviceIdentity::remove_model(RuntimeOrigin::none(), model),
			DeviceIdentity::request_recovery(by(ALICE), id, BOB),
		] {
			assert_eq!(result, Err(DispatchError::BadOrigin));
		}
	});
}

#[test]
fn a_manufactured_device_signs_once_its_first_owner_activates_it() {
	run(|| {
		let model = model(FACTORY);
		let id = manufacture(FACTORY, 1, model);
		assert_eq!(record(id).status, Status::Manufactured);
		assert_eq!(DeviceIdentity::active_key(&id), Err(DeviceError::NotActive));
		assert_noop!(
			DeviceIdentity::activate(by(FACTORY), id),
			Error::<Test>::NotProvisioned
		);
		assert_noop!(
			DeviceIdentity::suspend(by(FACTORY), id),
			Error::<Test>::NotActive
		);
		assert_ok!(DeviceIdentity::offer_transfer(by(FACTORY), id, Some(ALICE)));
		assert_ok!(DeviceIdentity::accept_transfer(by(ALICE), id));
		assert_eq!(record(id).status, Status::Provisioned);
		assert_eq!(DeviceIdentity::active_key(&id), Err(DeviceError::NotActive));
		assert_ok!(DeviceIdentity::activate(by(ALICE), id));
		System::assert_last_event(Event::DeviceActivated { device: id }.into());
		assert!(DeviceIdentity::active_key(&id).is_ok());
		assert_noop!(
			DeviceIdentity::activate(by(ALICE), id),
			Error::<Test>::NotProvisioned
		);
	});
}

#[test]
fn retiring_gives_all_deposits_back_and_leaves_nothing() {
	run(|| {
		let model = model(FACTORY);
		let id = endorsed(ALICE, 1, model);
		assert_ok!(rotate(ALICE, id, &key(Scheme::P256, 2)));
		assert_ok!(add_key(ALICE, id, &key(Scheme::Sr25519, 3)));
		assert_ok!(DeviceIdentity::add_agreement_key(by(ALICE), id, [1; 32]));
		assert_ok!(DeviceIdentity::set_service(
			by(ALICE),
			id,
			b"a".to_vec().try_into().unwrap(),
			b"b".to_vec().try_into().unwrap(),
			b"a:b".to_vec().try_into().unwrap(),
		));
		assert_eq!(held(ALICE), DEPOSIT + 3 * METHOD_DEPOSIT + SERVICE_DEPOSIT);
		assert_ok!(DeviceIdentity::retire(by(ALICE), id));
		assert_eq!(held(ALICE), 0);
		assert_eq!(
			(
				Methods::<Test>::iter().count(),
				DeviceOfKey::<Test>::iter().count(),
				Services::<Test>::iter().count(),
				DevicesOf::<Test>::iter().count(),
			),
			(0, 0, 0, 0)
		);
		assert_ok!(DeviceIdentity::remove_model(by(FACTORY), model));
	});
}
