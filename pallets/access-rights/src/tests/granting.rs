// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::access::{Condition, Denied, Hours, Lease, Permissions, Right, RightTerms};

use crate::{
	mock::*,
	types::{Deposit, Record},
	Error, Event, NextRight, Resources,
};

#[test]
fn the_owner_grants() {
	run(|| {
		let id = resource();
		let subject = phone(PHONE);
		let of = RightTerms {
			permissions: Permissions(3),
			uses: Some(5),
			silence: Some(HOUR),
			delegations: 3,
			..terms()
		};
		let right = grant(id, subject, of.clone());
		assert_eq!(
			last_event(),
			Event::RightGranted {
				resource: id,
				subject,
				right,
				source: None,
				sold: false,
				terms: of,
			}
		);
		let expected = Record {
			right: Right {
				permissions: Permissions(3),
				from: NOW,
				until: Some(NOW + DAY),
				registered: Some(BIRTH),
				generation: Some(0),
				suspended: None,
				uses: Some(5),
				used: 0,
				lease: Some(Lease {
					silence: HOUR,
					heard: NOW,
				}),
				source: None,
				delegations: 3,
				conditions: Default::default(),
				approvals: Default::default(),
			},
			deposit: Some(Deposit {
				by: OWNER,
				amount: RIGHT,
			}),
			owner_suspended: false,
		};
		assert_eq!(record(id, subject, right), Some(expected));
		assert_eq!((stored(id).rights, stored(id).granted), (1, 1));
		assert_eq!(held(OWNER), (RESOURCE, RIGHT));
		assert_eq!(enters(subject, id), Ok(Some(NOW + HOUR)));
		assert_eq!(enters(account(TENANT), id), Err(Denied::UnknownRight));
	});
}

#[test]
fn who_is_no_owner_grants_nothing() {
	run(|| {
		let id = resource();
		let grant = |who, id| AccessRights::grant(by(who), id, account(TENANT), terms());
		assert_noop!(grant(AUTHORITY, id), Error::<Test>::NotAllowed);
		assert_noop!(grant(OWNER, 9), Error::<Test>::UnknownResource);
		let unknown = AccessRights::grant(by(OWNER), id, phone(99), terms());
		assert_noop!(unknown, Error::<Test>::UnknownDevice);
	});
}

#[test]
fn terms_are_good() {
	run(|| {
		let id = resource();
		let never = Hours {
			days: 0,
			from: 0,
			minutes: 1,
		};
		let bad = [
			RightTerms {
				permissions: Permissions(0),
				..terms()
			},
			RightTerms {
				permissions: Permissions(1 << 15),
				..terms()
			},
			RightTerms {
				until: Some(NOW - 1),
				from: NOW - 2,
				..terms()
			},
			RightTerms {
				from: NOW + 2,
				until: Some(NOW + 1),
				..terms()
			},
			RightTerms {
				uses: Some(0),
				..terms()
			},
			RightTerms {
				silence: Some(0),
				..terms()
			},
			delegable(4),
			RightTerms {
				conditions: vec![Condition::Within(never)].try_into().unwrap(),
				..terms()
			},
		];
		for terms in bad {
			let call = AccessRights::grant(by(OWNER), id, account(TENANT), terms);
			assert_noop!(call, Error::<Test>::BadTerms);
		}
		let last = RightTerms {
			until: Some(NOW),
			..terms()
		};
		grant(id, account(TENANT), last);
		assert_eq!(enters(account(TENANT), id), Ok(Some(NOW)));
	});
}

#[test]
fn a_subject_has_so_many_rights_on_a_resource() {
	run(|| {
		let id = resource();
		for _ in 0..MOST {
			grant(id, account(TENANT), terms());
		}
		let more = |id| AccessRights::grant(by(OWNER), id, account(TENANT), terms());
		assert_noop!(more(id), Error::<Test>::TooManyRights);
		grant(id, account(GUEST), terms());
		assert_ok!(more(resource()));
	});
}

#[test]
fn numbers_are_over_all_resources_and_come_to_an_end() {
	run(|| {
		let (one, other) = (resource(), resource());
		assert_eq!(grant(one, account(TENANT), terms()), 0);
		assert_eq!(grant(other, account(TENANT), terms()), 1);
		assert_ok!(AccessRights::revoke(by(OWNER), other, account(TENANT), 1));
		assert_eq!(grant(other, account(TENANT), terms()), 2);
		NextRight::<Test>::put(u64::MAX);
		let more = || AccessRights::grant(by(OWNER), one, account(TENANT), terms());
		assert_noop!(more(), Error::<Test>::NoMoreNumbers);
		NextRight::<Test>::put(3);
		Resources::<Test>::mutate(one, |of| of.as_mut().unwrap().granted = u32::MAX);
		assert_noop!(more(), Error::<Test>::NoMoreNumbers);
		Resources::<Test>::mutate(one, |of| of.as_mut().unwrap().rights = u32::MAX);
		assert_noop!(more(), Error::<Test>::NoMoreNumbers);
		Resources::<Test>::mutate(one, |of| of.as_mut().unwrap().rights = 1);
	});
}

#[test]
fn a_right_is_on_what_it_names_and_nothing_inside() {
	run(|| {
		let house = resource();
		let flat = resource_in(Some(house));
		grant(house, account(TENANT), terms());
		assert!(enters(account(TENANT), house).is_ok());
		assert_eq!(enters(account(TENANT), flat), Err(Denied::UnknownRight));
	});
}

#[test]
fn a_lease_that_begins_later_need_not_be_kept_before() {
	run(|| {
		let id = resource();
		let later = RightTerms {
			from: NOW + 5 * HOUR,
			silence: Some(HOUR),
			..terms()
		};
		grant(id, account(TENANT), later);
		pass(5 * HOUR);
		assert_eq!(enters(account(TENANT), id), Ok(Some(NOW + 6 * HOUR)));
	});
}

#[test]
fn a_device_registered_anew_or_compromised_since_is_another_one() {
	run(|| {
		let id = resource();
		grant(id, phone(PHONE), terms());
		change(PHONE, |known| known.counts = false);
		assert_eq!(enters(phone(PHONE), id), Err(Denied::DeviceNotActive));
		change(PHONE, |known| known.counts = true);
		assert!(enters(phone(PHONE), id).is_ok());
		change(PHONE, |known| known.registered = NOW);
		assert_eq!(enters(phone(PHONE), id), Err(Denied::OtherDevice));
		grant(id, phone(PHONE), terms());
		assert!(enters(phone(PHONE), id).is_ok());
	});
}
