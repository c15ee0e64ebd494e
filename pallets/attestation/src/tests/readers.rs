// SPDX-License-Identifier: Apache-2.0

use std::collections::BTreeSet;

use frame_support::assert_ok;
use samul_primitives::{
	claims::{ClaimRefusal, ClaimValue, ValueKind},
	DeviceId,
};

use crate::{mock::*, pallet::Pallet};

fn ids(after: Option<u32>, limit: u32) -> Vec<u32> {
	let page = Pallet::<Test>::claim_types(after, limit);
	page.into_iter().map(|info| info.id).collect()
}

#[test]
fn types_are_listed_by_number_page_by_page() {
	run(|| {
		for _ in 0..103 {
			define(ValueKind::Level);
		}
		assert_ok!(Attestation::withdraw_claim_type(RuntimeOrigin::root(), 1));
		assert_eq!(ids(None, 3), [0, 2, 3]);
		assert_eq!(ids(Some(3), 2), [4, 5]);
		assert_eq!(ids(Some(100), 9), [101, 102]);
		assert_eq!(ids(None, 1000).len(), 100);
		assert!(ids(Some(u32::MAX), 9).is_empty());
		assert_eq!(Pallet::<Test>::claim_type(1), None);
		let info = Pallet::<Test>::claim_type(2).unwrap();
		assert_eq!(info.name, b"calibrated");
		assert_eq!(info.schema, b"https://example.org/calibrated.json");
		assert_eq!(info.issuers, [Role::Laboratory]);
		assert_eq!((info.kind, info.attestations), (ValueKind::Level, 0));
	});
}

#[test]
fn what_is_attested_of_a_device_is_listed_page_by_page() {
	run(|| {
		let mut expected = BTreeSet::new();
		for _ in 0..5 {
			let id = define(ValueKind::None);
			for (who, issuer) in [(LAB, 0), (OTHER_LAB, 1)] {
				assert_ok!(attest(who, id, None));
				expected.insert((id, issuer));
			}
		}
		let who = RuntimeOrigin::signed(LAB);
		assert_ok!(Attestation::attest(who, OTHER, 0, None, [7; 32], NOW, None));
		let mut found = Vec::new();
		loop {
			let page = Pallet::<Test>::attestations_of(DEVICE, found.last().copied(), 3);
			if page.is_empty() {
				break;
			}
			assert!(page.len() <= 3);
			assert!(page.iter().all(|info| info.device == DEVICE));
			found.extend(page.iter().map(|info| (info.claim_type, info.issuer)));
		}
		assert_eq!(found.len(), expected.len());
		assert_eq!(BTreeSet::from_iter(found), expected);
		assert!(Pallet::<Test>::attestations_of(DeviceId([9; 32]), None, 3).is_empty());
	});
}

#[test]
fn an_attestation_is_told_with_why_it_does_not_hold() {
	run(|| {
		let id = define(ValueKind::Level);
		assert_eq!(Pallet::<Test>::attestation(DEVICE, id, 0), None);
		assert_ok!(attest(LAB, id, Some(ClaimValue::Level(2))));
		let info = Pallet::<Test>::attestation(DEVICE, id, 0).unwrap();
		assert_eq!((info.device, info.claim_type, info.issuer), (DEVICE, id, 0));
		assert_eq!((info.refusal, info.record), (None, record(id, 0).unwrap()));
		at(NOW + HOUR + 1);
		let refusal = |of| {
			let info = Pallet::<Test>::attestation(DEVICE, of, 0);
			info.unwrap().refusal
		};
		assert_eq!(refusal(id), Some(ClaimRefusal::Expired));
		Registered::set(Vec::new());
		assert_eq!(refusal(id), Some(ClaimRefusal::Void));
	});
}

#[test]
fn whether_a_claim_holds() {
	run(|| {
		let id = define(ValueKind::Level);
		let holds = |at, minimum| Pallet::<Test>::holds(DEVICE, id, 0, at, minimum);
		assert_eq!(holds(None, None), Err(ClaimRefusal::Unknown));
		assert_ok!(attest(LAB, id, Some(ClaimValue::Level(2))));
		assert_eq!(holds(None, Some(2)), Ok(()));
		assert_eq!(holds(None, Some(3)), Err(ClaimRefusal::TooLow));
		assert_eq!(holds(Some(NOW - 1), None), Err(ClaimRefusal::NotYet));
		assert_eq!(holds(Some(NOW + HOUR), None), Ok(()));
		assert_eq!(
			holds(Some(NOW + HOUR + 1), None),
			Err(ClaimRefusal::Expired)
		);
		assert_ok!(attest(LAB, id, None));
		assert_eq!(holds(None, Some(0)), Err(ClaimRefusal::NoLevel));
		assert_ok!(revoke(LAB, id));
		assert_eq!(holds(None, None), Err(ClaimRefusal::Revoked));
		Registered::set(vec![(DEVICE, NOW)]);
		assert_eq!(holds(None, None), Err(ClaimRefusal::Void));
		// The word of one issuer is not that of another.
		assert_eq!(
			Pallet::<Test>::holds(DEVICE, id, 1, None, None),
			Err(ClaimRefusal::Unknown)
		);
	});
}
