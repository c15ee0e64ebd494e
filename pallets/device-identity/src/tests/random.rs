// SPDX-License-Identifier: Apache-2.0

//! Whatever calls come in whatever order: the invariants hold, and no money is lost or left behind.

use std::collections::BTreeSet;

use frame_support::{
	dispatch::{CheckIfFeeless, GetDispatchInfo},
	parameter_types,
	traits::{fungible::Inspect, UnfilteredDispatchable},
};
use proptest::{
	prelude::*,
	test_runner::{RngAlgorithm, TestRng, TestRunner},
};
use samul_primitives::{keys::Scheme, DeviceId};

use crate::{
	mock::*, types::FirmwareRange, Call, Devices, DevicesOf, Methods, Models, Purposes, Services,
	Status,
};

/// A step: what, who, and on which device, key or model.
type Step = (u8, u8, u8, u8, u8);

/// The seeds of CA keys.
const CAS: std::ops::Range<u8> = 200..220;

/// Kinds of steps.
const KINDS: u8 = 46;

parameter_types! {
	/// Kinds of steps that succeeded.
	pub static Done: BTreeSet<u8> = BTreeSet::new();
}

const WHO: [u64; 6] = [ALICE, BOB, FACTORY, OFFICE, POOR, OTHER_FACTORY];

fn scheme(seed: u8) -> Scheme {
	// No P-256: it takes long to sign.
	[Scheme::Ed25519, Scheme::Sr25519, Scheme::Secp256k1][usize::from(seed) % 3]
}

fn call(step: Step) -> (u64, Call<Test>) {
	let (what, who, device, other, seed) = step;
	let to = WHO[usize::from(seed) % WHO.len()];
	// Mostly devices with which this can be done, now and then one that there is not.
	let suits = |record: &crate::pallet::DeviceOf<Test>| match what {
		7 => record.status == Status::Suspended,
		10 => seed % 2 == 1 || record.status == Status::Manufactured,
		11 => record.offered_to.is_some(),
		14 => record.status == Status::Provisioned,
		20 | 21 => record.status == Status::Compromised,
		23 => record.guardian.is_some(),
		24 | 25 => record.recovery.is_some(),
		30 => record.kept > record.methods,
		_ => true,
	};
	let known: Vec<DeviceId> = Devices::<Test>::iter()
		.filter(|(_, record)| device.is_multiple_of(8) || suits(record))
		.map(|(id, _)| id)
		.collect();
	let id = |number: u8| {
		let place =
			usize::from(number) % (known.len() + usize::from(number.is_multiple_of(8))).max(1);
		known.get(place).copied().unwrap_or_default()
	};
	let (device, other) = (id(device), id(other));
	let found = Devices::<Test>::get(device);
	let rotations = found.as_ref().map_or(0, |record| record.rotations);
	let next = found.as_ref().map_or(0, |record| record.next_method);
	let number = u16::from(seed) % next.max(1);
	// Mostly who may.
	let may = match (what, &found) {
		(11, Some(record)) => record.offered_to,
		(25, Some(record)) => record.recovery.as_ref().map(|recovery| recovery.to),
		(23, _) => Some(OFFICE),
		(15 | 16 | 40.., _) => Some(FACTORY),
		(6, Some(record)) if seed % 4 > 0 => Some(record.owner),
		(6 | 19, _) => Some(OFFICE),
		(0..=5, _) => Some([ALICE, BOB][usize::from(who % 2)]),
		(_, Some(record)) => Some(record.owner),
		_ => None,
	};
	let any = WHO[usize::from(who) % WHO.len()];
	let who = may.filter(|_| who < 192).unwrap_or(any);
	let new = key(scheme(seed), seed % 40 + 1);
	let new_key = new.public();
	let model = u32::from(seed % 3);
	let ca = || {
		CAS.map(|seed| key(Scheme::Ed25519, seed))
			.find(|ca| Models::<Test>::get(model).is_some_and(|of| of.ca == ca.public()))
			.unwrap_or(key(Scheme::Ed25519, 199))
	};
	let next_ca = key(Scheme::Ed25519, CAS.start + seed % 20);
	let firmware = (seed % 4 > 0).then_some(FirmwareRange {
		first: u32::from(seed % 8),
		last: u32::from(seed % 8) + u32::from(seed % 3),
	});
	let call = match what {
		0..=5 => Call::register {
			key: new_key,
			proof: proof(&new, who, now()),
		},
		6 => Call::suspend { device },
		7 => Call::resume { device },
		8..=9 => Call::retire { device },
		10 => Call::offer_transfer {
			device,
			to: Some(to),
		},
		11 => Call::accept_transfer { device },
		12..=13 => Call::rotate_key {
			device,
			key: new_key,
			proof: rotation(&new, device, rotations, now()),
			// Signed by the old key if that can be found.
			by_old: (what == 13).then(|| {
				let message = samul_primitives::envelope::rotate_message(
					&genesis(),
					&device,
					&new_key,
					rotations,
					now(),
				);
				let old = (0..120)
					.map(|number| key(scheme(number), number / 3 + 1))
					.find(|old| {
						found
							.as_ref()
							.is_some_and(|record| record.key == old.public())
					});
				old.as_ref().unwrap_or(&new).sign(&message)
			}),
		},
		14 => Call::activate { device },
		15..=16 => Call::manufacture {
			key: new_key,
			proof: proof(&new, who, now()),
			model,
			firmware: u32::from(seed % 8),
			endorsement: endorsement(&ca(), DeviceId::of(&new_key), new_key, model),
		},
		17 => Call::endorse {
			device,
			model,
			endorsement: endorsement(
				&ca(),
				device,
				found.as_ref().map_or(new_key, |record| record.key),
				model,
			),
		},
		18 => Call::report_firmware {
			device,
			firmware: seed.into(),
		},
		19 => Call::report_compromised { device },
		20..=21 => Call::recover {
			device,
			key: new_key,
			proof: rotation(&new, device, rotations, now()),
		},
		22 => Call::set_guardian {
			device,
			guardian: (seed % 4 > 0).then_some(GUARDIAN),
		},
		23 => Call::request_recovery { device, to },
		24 => Call::refuse_recovery { device },
		25 => Call::complete_recovery { device },
		26..=27 => Call::add_signing_key {
			device,
			key: new_key,
			purposes: Purposes::ASSERTION,
			proof: addition(&new, device, Purposes::ASSERTION, next, now()),
		},
		28 => Call::add_agreement_key {
			device,
			key: [seed; 32],
		},
		29 => Call::revoke_method { device, number },
		30 => Call::forget_method { device, number },
		31..=32 => Call::set_service {
			device,
			id: vec![b'a' + seed % 10].try_into().unwrap(),
			kind: b"k".to_vec().try_into().unwrap(),
			endpoint: b"a:b".to_vec().try_into().unwrap(),
		},
		33 => Call::remove_service {
			device,
			id: vec![b'a' + seed % 10].try_into().unwrap(),
		},
		34..=38 => Call::attach_part {
			part: device,
			whole: other,
		},
		39 => Call::detach_part { part: device },
		40..=41 => Call::create_model {
			name: b"m".to_vec().try_into().unwrap(),
			ca: next_ca.public(),
			proof: ca_proof(&next_ca, MAKER),
		},
		42 => Call::set_model_key {
			model,
			ca: next_ca.public(),
			proof: ca_proof(&next_ca, MAKER),
		},
		43 => Call::suspend_model { model, firmware },
		44 => Call::resume_model { model, firmware },
		_ => Call::remove_model { model },
	};
	(who, call)
}

fn money() -> u64 {
	WHO.iter().map(Balances::total_balance).sum()
}

/// What a device signs for now, by its record alone.
fn signs(id: DeviceId) -> bool {
	let record = record(id);
	let trusted = record.model.is_none_or(|model| {
		let model = Models::<Test>::get(model).unwrap();
		let ranges = model.suspended_firmware.as_slice().iter();
		let bad = ranges
			.filter(|range| (range.first..=range.last).contains(&record.firmware))
			.count();
		!model.suspended && bad == 0
	});
	record.status == Status::Active && trusted
}

/// Let the owners give everything back.
fn clean_up() {
	pass(COMPROMISE.max(HISTORY));
	for (id, record) in Devices::<Test>::iter().collect::<Vec<_>>() {
		if record.part_of.is_some() {
			DeviceIdentity::detach_part(by(record.owner), id).unwrap();
		}
	}
	for (number, id) in Devices::<Test>::iter_keys()
		.collect::<Vec<_>>()
		.into_iter()
		.enumerate()
	{
		let owner = record(id).owner;
		if record(id).status == Status::Compromised {
			// An owner without money cannot keep the old key: somebody helps.
			let _ = Balances::transfer_keep_alive(by(ALICE), owner, 100);
			recover(owner, id, &key(Scheme::Ed25519, 100 + number as u8)).unwrap();
			pass(COMPROMISE);
		}
		DeviceIdentity::retire(by(owner), id).unwrap();
	}
	for (id, model) in Models::<Test>::iter().collect::<Vec<_>>() {
		DeviceIdentity::remove_model(by(model.depositor), id).unwrap();
	}
}

/// Take these steps, and clean up after them.
fn take(steps: Vec<Step>) -> Result<(), TestCaseError> {
	run(|| {
		let before = money();
		for (what, who, device, other, seed) in steps {
			pass(u64::from(seed) * DAY / 32);
			let (who, call) = call((what % KINDS, who, device, other, seed));
			prop_assert!(call.get_dispatch_info().call_weight.ref_time() > 0);
			let free = call.is_feeless(&by(who));
			let result = frame_support::storage::with_storage_layer(|| {
				call.dispatch_bypass_filter(by(who))
					.map_err(|error| error.error)
			});
			// What costs nothing succeeds.
			prop_assert!(!free || result.is_ok());
			if result.is_ok() {
				Done::mutate(|done| done.insert(what % KINDS));
			}
			if let Err(error) = DeviceIdentity::do_try_state() {
				return Err(TestCaseError::fail(format!("{error:?}")));
			}
			prop_assert_eq!(money(), before);
		}
		for id in Devices::<Test>::iter_keys() {
			use samul_primitives::traits::Devices as _;
			prop_assert_eq!(DeviceIdentity::active_key(&id).is_ok(), signs(id));
		}
		clean_up();
		prop_assert_eq!(
			(
				Devices::<Test>::iter().count(),
				DevicesOf::<Test>::iter().count(),
				Methods::<Test>::iter().count(),
				Services::<Test>::iter().count(),
				Models::<Test>::iter().count(),
			),
			(0, 0, 0, 0, 0)
		);
		prop_assert!(WHO.iter().all(|who| held(*who) == 0));
		Ok(())
	})
}

#[test]
fn the_invariants_hold_and_all_deposits_come_back() {
	let steps = prop::collection::vec(any::<Step>(), 1..200);
	let config = ProptestConfig {
		failure_persistence: None,
		..ProptestConfig::with_cases(64)
	};
	// The same steps each time, so that none of the calls is left out by chance.
	let mut runner =
		TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
	runner.run(&steps, take).unwrap();
	let missed: Vec<u8> = (0..KINDS)
		.filter(|kind| !Done::get().contains(kind))
		.collect();
	assert!(missed.is_empty(), "never done: {missed:?}");
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(32))]

	#[test]
	fn the_invariants_hold_by_chance_too(steps in prop::collection::vec(any::<Step>(), 1..200)) {
		take(steps)?;
	}
}
