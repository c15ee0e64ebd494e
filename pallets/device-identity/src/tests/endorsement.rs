// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::{
	keys::Scheme,
	traits::{Devices as _, VerifyCertificate},
	DeviceId,
};
use sp_runtime::DispatchError;

use crate::{mock::*, Endorsement, Error, Event, Models, Status};

#[test]
fn a_manufacturer_endorses_a_device_at_its_birth() {
	run(|| {
		let model = model(FACTORY);
		let device = key(Scheme::P256, 1);
		let id = DeviceId::of(&device.public());
		let make = |who, signer: &_, model| {
			DeviceIdentity::manufacture(
				by(who),
				device.public(),
				proof(&device, who, NOW),
				model,
				7,
				endorsement(signer, id, device.public(), model),
			)
		};
		assert_noop!(make(ALICE, &ca(), model), DispatchError::BadOrigin);
		assert_noop!(
			make(OTHER_FACTORY, &ca(), model),
			Error::<Test>::NotManufacturer
		);
		assert_noop!(make(FACTORY, &ca(), model + 1), Error::<Test>::UnknownModel);
		assert_noop!(make(FACTORY, &device, model), Error::<Test>::BadEndorsement);
		assert_ok!(make(FACTORY, &ca(), model));
		System::assert_last_event(
			Event::DeviceEndorsed {
				device: id,
				model,
				serial: serial(b"SN-1"),
			}
			.into(),
		);
		let record = record(id);
		assert_eq!(
			(record.owner, record.status, record.model, record.firmware),
			(FACTORY, Status::Manufactured, Some(model), 7)
		);
		assert_eq!(record.serial, serial(b"SN-1"));
		assert_eq!(held(FACTORY), DEPOSIT);
		assert_eq!(Models::<Test>::get(model).unwrap().devices, 1);
	});
}

#[test]
fn an_owner_shows_who_made_its_device() {
	run(|| {
		let model = model(FACTORY);
		let id = device(ALICE, 1);
		let first = record(id).key;
		let endorse = |endorsement| DeviceIdentity::endorse(by(ALICE), id, model, endorsement);
		let wrong = Error::<Test>::BadEndorsement;
		// Another device, another model, another key that signs, another key that is endorsed.
		let other = DeviceId([9; 32]);
		for bad in [
			endorsement(&ca(), other, first, model),
			endorsement(&ca(), id, first, model + 1),
			endorsement(&key(Scheme::P256, 9), id, first, model),
			endorsement(&ca(), id, key(Scheme::Ed25519, 9).public(), model),
		] {
			assert_noop!(endorse(bad), wrong.clone());
		}
		let good = endorsement(&ca(), id, first, model);
		let Endorsement::Signature { key, signature, .. } = good.clone() else {
			unreachable!("it is signed")
		};
		assert_noop!(
			endorse(Endorsement::Signature {
				key,
				serial: serial(b"SN-2"),
				signature
			}),
			wrong
		);
		assert_noop!(
			DeviceIdentity::endorse(by(ALICE), id, model + 1, good.clone()),
			Error::<Test>::UnknownModel
		);
		assert_ok!(endorse(good.clone()));
		assert_noop!(endorse(good), Error::<Test>::AlreadyEndorsed);
		assert!(DeviceIdentity::active_key(&id).is_ok());
	});
}

#[test]
fn the_first_key_is_endorsed_also_after_a_rotation_and_so_is_the_new_one() {
	run(|| {
		let model = model(FACTORY);
		for (seed, endorse_first) in [(1, true), (2, false)] {
			let id = device(ALICE, seed);
			let first = record(id).key;
			let old = key(Scheme::Ed25519, seed);
			let new = key(Scheme::Sr25519, seed + 10);
			assert_ok!(rotate_by(ALICE, id, &old, &new));
			let of = if endorse_first { first } else { record(id).key };
			let endorsement = endorsement(&ca(), id, of, model);
			assert_ok!(DeviceIdentity::endorse(by(ALICE), id, model, endorsement));
		}
	});
}

#[test]
fn the_first_key_is_endorsed_no_more_after_a_rotation_without_it() {
	run(|| {
		let model = model(FACTORY);
		let id = device(ALICE, 1);
		let first = record(id).key;
		let (second, third) = (key(Scheme::Sr25519, 2), key(Scheme::Sr25519, 3));
		// Nor after one more, for which the key signs that came in between.
		assert_ok!(rotate(ALICE, id, &second));
		let endorse = |of| {
			let endorsement = endorsement(&ca(), id, of, model);
			DeviceIdentity::endorse(by(ALICE), id, model, endorsement)
		};
		assert_noop!(endorse(first), Error::<Test>::BadEndorsement);
		assert_ok!(rotate_by(ALICE, id, &second, &third));
		assert_noop!(endorse(first), Error::<Test>::BadEndorsement);
		assert_ok!(endorse(third.public()));
	});
}

#[test]
fn a_certificate_is_for_the_device_and_in_its_time() {
	run(|| {
		let model = model(FACTORY);
		let id = device(ALICE, 1);
		let of = record(id).key;
		let endorse = |endorsement| DeviceIdentity::endorse(by(ALICE), id, model, endorsement);
		let wrong = Error::<Test>::BadEndorsement;
		let stranger = key(Scheme::P256, 9);
		assert_noop!(
			endorse(certificate(&stranger, of, 0, u64::MAX)),
			wrong.clone()
		);
		assert_noop!(
			endorse(certificate(&ca(), stranger.public(), 0, u64::MAX)),
			wrong.clone()
		);
		let junk = Endorsement::Certificate(vec![1, 2, 3].try_into().unwrap());
		assert_noop!(endorse(junk), wrong);
		for (from, until) in [(NOW + 1, u64::MAX), (0, NOW - 1)] {
			assert_noop!(
				endorse(certificate(&ca(), of, from, until)),
				Error::<Test>::CertificateExpired
			);
		}
		assert_ok!(endorse(certificate(&ca(), of, NOW, NOW)));
		assert_eq!(record(id).serial, serial(b"SN-2"));
	});
}

#[test]
fn where_nothing_reads_certificates_none_is_good() {
	let ca = ca();
	let Endorsement::Certificate(der) = certificate(&ca, ca.public(), 0, 1) else {
		unreachable!("it is a certificate")
	};
	assert!(Certificates::verify(&der, &ca.public()).is_some());
	assert!(<() as VerifyCertificate>::verify(&der, &ca.public()).is_none());
}

#[test]
fn devices_of_a_model_are_counted_to_the_end_and_no_further() {
	run(|| {
		let model = model(FACTORY);
		let id = device(ALICE, 1);
		Models::<Test>::mutate_extant(model, |of| of.devices = u32::MAX);
		let endorsement = endorsement(&ca(), id, record(id).key, model);
		assert_noop!(
			DeviceIdentity::endorse(by(ALICE), id, model, endorsement),
			Error::<Test>::TooManyDevices
		);
		Models::<Test>::mutate_extant(model, |of| of.devices = 0);
	});
}
