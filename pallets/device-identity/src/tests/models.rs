// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use samul_primitives::{
	keys::{DeviceKey, Scheme},
	traits::{DeviceError, Devices as _},
};
use sp_runtime::DispatchError;

use crate::{
	firmware::MAX_RANGES, mock::*, Error, Event, FirmwareRange, HoldReason, Models, NextModel,
};

fn range(first: u32, last: u32) -> Option<FirmwareRange> {
	Some(FirmwareRange { first, last })
}

fn held_for_models(who: u64) -> u64 {
	Balances::balance_on_hold(&HoldReason::Model.into(), &who)
}

#[test]
fn a_manufacturer_has_models() {
	run(|| {
		let create = |who, name: &[u8]| {
			let name = name.to_vec().try_into().unwrap();
			DeviceIdentity::create_model(by(who), name, ca().public(), ca_proof(&ca(), MAKER))
		};
		assert_noop!(create(ALICE, b"A"), DispatchError::BadOrigin);
		for bad in [&b""[..], b"\xff"] {
			assert_noop!(create(FACTORY, bad), Error::<Test>::BadName);
		}
		assert_ok!(create(FACTORY, b"Logger"));
		System::assert_last_event(
			Event::ModelCreated {
				model: 0,
				manufacturer: MAKER,
				name: b"Logger".to_vec().try_into().unwrap(),
				ca: ca().public(),
			}
			.into(),
		);
		assert_eq!(held_for_models(FACTORY), MODEL_DEPOSIT);
		assert_eq!(DeviceIdentity::model(0).unwrap().model.manufacturer, MAKER);
		NextModel::<Test>::put(u32::MAX);
		assert_noop!(create(FACTORY, b"B"), Error::<Test>::TooManyModels);
		NextModel::<Test>::put(1);
	});
}

#[test]
fn a_ca_key_is_of_one_model_and_signs_for_its_manufacturer() {
	run(|| {
		let create = |ca: &DeviceKey, proof| {
			let name = b"A".to_vec().try_into().unwrap();
			DeviceIdentity::create_model(by(FACTORY), name, ca.public(), proof)
		};
		// Another one's key, for which it signed as its own, and one for which another key signs.
		for proof in [ca_proof(&ca(), MAKER + 1), ca_proof(&ca_of(1), MAKER)] {
			assert_noop!(create(&ca(), proof), Error::<Test>::BadProof);
		}
		let (first, second) = (model(FACTORY), model(FACTORY));
		let taken = Error::<Test>::CaTaken;
		assert_noop!(create(&ca(), ca_proof(&ca(), MAKER)), taken.clone());
		let set = |id, ca: &DeviceKey, proof| {
			DeviceIdentity::set_model_key(by(FACTORY), id, ca.public(), proof)
		};
		assert_noop!(set(second, &ca(), ca_proof(&ca(), MAKER)), taken);
		assert_noop!(
			set(second, &ca_of(7), ca_proof(&ca_of(7), MAKER + 1)),
			Error::<Test>::BadProof
		);
		// What was given up is free again.
		assert_ok!(set(first, &ca_of(7), ca_proof(&ca_of(7), MAKER)));
		assert_ok!(set(second, &ca(), ca_proof(&ca(), MAKER)));
		assert_ok!(DeviceIdentity::remove_model(by(FACTORY), first));
		assert_ok!(create(&ca_of(7), ca_proof(&ca_of(7), MAKER)));
	});
}

#[test]
fn another_manufacturer_has_no_say() {
	run(|| {
		let id = model(FACTORY);
		let wrong = Error::<Test>::NotManufacturer;
		let by = by(OTHER_FACTORY);
		assert_noop!(
			DeviceIdentity::set_model_key(
				by.clone(),
				id,
				ca_of(7).public(),
				ca_proof(&ca_of(7), MAKER + 1)
			),
			wrong.clone()
		);
		assert_noop!(
			DeviceIdentity::suspend_model(by.clone(), id, None),
			wrong.clone()
		);
		assert_noop!(
			DeviceIdentity::resume_model(by.clone(), id, None),
			wrong.clone()
		);
		assert_noop!(DeviceIdentity::remove_model(by.clone(), id), wrong);
		let unknown = Error::<Test>::UnknownModel;
		assert_noop!(
			DeviceIdentity::suspend_model(by.clone(), 9, None),
			unknown.clone()
		);
		assert_noop!(DeviceIdentity::remove_model(by, 9), unknown);
	});
}

#[test]
fn the_devices_of_a_suspended_model_sign_for_nothing() {
	run(|| {
		let id = model(FACTORY);
		let device = endorsed(ALICE, 1, id);
		let plain = plain();
		let by = by(FACTORY);
		assert_ok!(DeviceIdentity::suspend_model(by.clone(), id, None));
		System::assert_last_event(
			Event::ModelSuspended {
				model: id,
				firmware: None,
			}
			.into(),
		);
		assert_eq!(
			DeviceIdentity::active_key(&device),
			Err(DeviceError::NotActive)
		);
		assert!(DeviceIdentity::active_key(&plain).is_ok());
		assert_noop!(
			DeviceIdentity::suspend_model(by.clone(), id, None),
			Error::<Test>::AlreadySuspended
		);
		assert_ok!(DeviceIdentity::resume_model(by.clone(), id, None));
		System::assert_last_event(
			Event::ModelResumed {
				model: id,
				firmware: None,
			}
			.into(),
		);
		assert!(DeviceIdentity::active_key(&device).is_ok());
		assert_noop!(
			DeviceIdentity::resume_model(by, id, None),
			Error::<Test>::NothingSuspended
		);
	});
}

fn plain() -> samul_primitives::DeviceId {
	device(ALICE, 99)
}

#[test]
fn devices_with_suspended_firmware_sign_for_nothing() {
	run(|| {
		let id = model(FACTORY);
		let device = endorsed(ALICE, 1, id);
		let by_maker = by(FACTORY);
		let signs_with = |firmware| {
			assert_ok!(DeviceIdentity::report_firmware(by(ALICE), device, firmware));
			System::assert_last_event(Event::FirmwareReported { device, firmware }.into());
			DeviceIdentity::active_key(&device).is_ok()
		};
		let suspend = |firmware| DeviceIdentity::suspend_model(by(FACTORY), id, firmware);
		assert_noop!(suspend(range(2, 1)), Error::<Test>::BadRange);
		assert_ok!(suspend(range(10, 19)));
		assert_ok!(suspend(range(u32::MAX, u32::MAX)));
		for (firmware, signs) in [
			(9, true),
			(10, false),
			(19, false),
			(20, true),
			(u32::MAX, false),
		] {
			assert_eq!(signs_with(firmware), signs);
		}
		assert_noop!(suspend(range(11, 12)), Error::<Test>::AlreadySuspended);
		let resume = |firmware| DeviceIdentity::resume_model(by_maker.clone(), id, firmware);
		assert_noop!(resume(range(2, 1)), Error::<Test>::BadRange);
		assert_noop!(resume(range(0, 9)), Error::<Test>::NothingSuspended);
		assert_ok!(resume(range(0, 15)));
		assert!(signs_with(15) && !signs_with(16));
		for number in 0..MAX_RANGES - 2 {
			assert_ok!(suspend(range(100 + 2 * number, 100 + 2 * number)));
		}
		assert_noop!(suspend(range(1000, 1000)), Error::<Test>::TooManyRanges);
	});
}

#[test]
fn another_key_endorses_from_now_on() {
	run(|| {
		let id = model(FACTORY);
		let before = endorsed(ALICE, 1, id);
		let new = key(Scheme::Ed25519, 77);
		let proof = ca_proof(&new, MAKER);
		assert_ok!(DeviceIdentity::set_model_key(
			by(FACTORY),
			id,
			new.public(),
			proof
		));
		System::assert_last_event(
			Event::ModelKeySet {
				model: id,
				ca: new.public(),
			}
			.into(),
		);
		assert_eq!(record(before).model, Some(id));
		let device = device(ALICE, 2);
		let of = record(device).key;
		let endorse = |signer: &_| {
			let endorsement = endorsement(signer, device, of, id);
			DeviceIdentity::endorse(by(ALICE), device, id, endorsement)
		};
		assert_noop!(endorse(&ca()), Error::<Test>::BadEndorsement);
		assert_ok!(endorse(&new));
	});
}

#[test]
fn a_model_without_devices_goes_with_its_deposit() {
	run(|| {
		let id = model(FACTORY);
		let device = endorsed(ALICE, 1, id);
		assert_noop!(
			DeviceIdentity::remove_model(by(FACTORY), id),
			Error::<Test>::ModelInUse
		);
		assert_ok!(DeviceIdentity::retire(by(ALICE), device));
		assert_ok!(DeviceIdentity::remove_model(by(FACTORY), id));
		System::assert_last_event(Event::ModelRemoved { model: id }.into());
		assert_eq!(held_for_models(FACTORY), 0);
		// Its number is not given again.
		assert_eq!(model(FACTORY), id + 1);
		// Who made the deposit gets it back also when the manufacturer is none any more.
		Models::<Test>::mutate_extant(id + 1, |of| of.manufacturer = 99);
		assert_noop!(
			DeviceIdentity::remove_model(by(OTHER_FACTORY), id + 1),
			Error::<Test>::NotManufacturer
		);
		assert_ok!(DeviceIdentity::remove_model(by(FACTORY), id + 1));
	});
}

#[test]
fn who_acts_for_a_manufacturer_no_more_does_not_remove_its_model() {
	run(|| {
		let id = model(FACTORY);
		// The deposit is that of an account that acts for another manufacturer now.
		Models::<Test>::mutate_extant(id, |of| of.manufacturer = MAKER + 1);
		let remove = |who| DeviceIdentity::remove_model(by(who), id);
		assert_noop!(remove(FACTORY), Error::<Test>::NotManufacturer);
		assert!(Models::<Test>::contains_key(id));
		// Whoever acts for it now does; the deposit goes back to who made it.
		assert_ok!(remove(OTHER_FACTORY));
		assert_eq!(held_for_models(FACTORY), 0);
	});
}

#[test]
fn no_model_goes_before_its_devices() {
	run(|| {
		let id = model(FACTORY);
		let device = endorsed(ALICE, 1, id);
		let remove = |who| DeviceIdentity::remove_model(by(who), id);
		let in_use = Error::<Test>::ModelInUse;
		assert_noop!(remove(FACTORY), in_use.clone());
		// Also if the manufacturer is none any more: the device counts, and its model can be suspended.
		Models::<Test>::mutate_extant(id, |of| of.manufacturer = 99);
		assert_noop!(remove(FACTORY), in_use);
		assert!(DeviceIdentity::active_key(&device).is_ok());
		assert_ok!(DeviceIdentity::suspend_model(
			RuntimeOrigin::root(),
			id,
			None
		));
		assert!(DeviceIdentity::active_key(&device).is_err());
		assert_ok!(DeviceIdentity::retire(by(ALICE), device));
		assert_ok!(remove(FACTORY));
	});
}

#[test]
fn models_are_listed_page_by_page() {
	run(|| {
		for _ in 0..5 {
			model(FACTORY);
		}
		assert_ok!(DeviceIdentity::remove_model(by(FACTORY), 2));
		let page = |after, limit| -> Vec<u32> {
			let page = DeviceIdentity::models(after, limit);
			page.into_iter().map(|info| info.id).collect()
		};
		assert_eq!(page(None, 3), [0, 1, 3]);
		assert_eq!(page(Some(3), 3), [4]);
		assert!(page(Some(u32::MAX), 3).is_empty());
	});
}

#[test]
fn the_council_stops_models_of_who_is_no_manufacturer_any_more() {
	run(|| {
		let id = model(FACTORY);
		let device = endorsed(ALICE, 1, id);
		let other = crate::mock::device(ALICE, 2);
		let suspend = |who| DeviceIdentity::suspend_model(who, id, None);
		let resume = |who| DeviceIdentity::resume_model(who, id, None);
		let root = RuntimeOrigin::root;
		// As long as it is one that is its own affair.
		assert_noop!(suspend(root()), DispatchError::BadOrigin);
		Makers::set(Vec::new());
		let endorsement = endorsement(&ca(), other, record(other).key, id);
		assert_noop!(
			DeviceIdentity::endorse(by(ALICE), other, id, endorsement),
			Error::<Test>::NoManufacturer
		);
		assert_noop!(suspend(by(ALICE)), Error::<Test>::NotManufacturer);
		assert_ok!(suspend(root()));
		assert_eq!(
			DeviceIdentity::active_key(&device),
			Err(DeviceError::NotActive)
		);
		assert_ok!(resume(root()));
		assert!(DeviceIdentity::active_key(&device).is_ok());
		assert_noop!(
			DeviceIdentity::set_model_key(root(), id, ca().public(), ca_proof(&ca(), MAKER)),
			DispatchError::BadOrigin
		);
	});
}
