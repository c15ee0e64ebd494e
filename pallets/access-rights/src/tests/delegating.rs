// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::access::{Denied, Permissions, RightTerms};

use crate::{mock::*, Error, Event};

#[test]
fn a_tenant_delegates_to_a_guest_and_the_guest_to_his_phone() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		let first = grant(id, tenant, delegable(2));
		let second = delegate(TENANT, id, (tenant, first), account(GUEST), delegable(1));
		let shorter = RightTerms {
			until: Some(NOW + HOUR),
			..terms()
		};
		let above = (account(GUEST), second);
		let third = delegate(GUEST, id, above, phone(GUEST_PHONE), shorter.clone());
		assert_eq!(
			last_event(),
			Event::RightGranted {
				resource: id,
				subject: phone(GUEST_PHONE),
				right: third,
				source: Some(source(above)),
				sold: false,
				terms: shorter,
			}
		);
		let stored_right = record(id, phone(GUEST_PHONE), third).unwrap().right;
		assert_eq!(stored_right.generation, Some(0));
		assert_eq!((stored(id).rights, stored(id).granted), (3, 1));
		assert_eq!([OWNER, TENANT, GUEST].map(|who| held(who).1), [RIGHT; 3]);
		assert_eq!(enters(phone(GUEST_PHONE), id), Ok(Some(NOW + HOUR)));
		// To revoke the first one is to remove one value.
		assert_ok!(AccessRights::revoke(by(OWNER), id, tenant, first));
		let gone = Err(Denied::SourceGone { right: first });
		assert_eq!(enters(phone(GUEST_PHONE), id), gone);
		assert_eq!(enters(account(GUEST), id), gone);
	});
}

#[test]
fn the_owner_of_a_device_delegates_its_right() {
	run(|| {
		let id = resource();
		let right = grant(id, phone(PHONE), delegable(1));
		let above = source((phone(PHONE), right));
		let call = |who| AccessRights::delegate(by(who), id, above, account(GUEST), terms());
		assert_noop!(call(OWNER), Error::<Test>::NotAllowed);
		assert_ok!(call(TENANT));
		assert!(enters(account(GUEST), id).is_ok());
		// What a lost phone delegated ends with the report of it.
		change(PHONE, |known| known.counts = false);
		let gone = Err(Denied::SourceDevice { right });
		assert_eq!(enters(account(GUEST), id), gone);
	});
}

#[test]
fn nobody_delegates_what_he_has_not() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		let right = grant(id, tenant, delegable(1));
		let call = |who, id, right| {
			let above = source((tenant, right));
			AccessRights::delegate(by(who), id, above, account(GUEST), terms())
		};
		assert_noop!(call(GUEST, id, right), Error::<Test>::NotAllowed);
		assert_noop!(call(OWNER, id, right), Error::<Test>::NotAllowed);
		assert_noop!(call(TENANT, id, 9), Error::<Test>::UnknownRight);
		assert_noop!(call(TENANT, 9, right), Error::<Test>::UnknownResource);
		let above = source((tenant, right));
		let unknown = AccessRights::delegate(by(TENANT), id, above, phone(99), terms());
		assert_noop!(unknown, Error::<Test>::UnknownDevice);
		let bad = RightTerms {
			uses: Some(0),
			..terms()
		};
		let bad = AccessRights::delegate(by(TENANT), id, above, account(GUEST), bad);
		assert_noop!(bad, Error::<Test>::BadTerms);
		for _ in 0..MOST {
			assert_ok!(call(TENANT, id, right));
		}
		assert_noop!(call(TENANT, id, right), Error::<Test>::TooManyRights);
	});
}

#[test]
fn what_does_not_count_is_not_delegated() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		let call = |right| {
			let above = source((tenant, right));
			AccessRights::delegate(by(TENANT), id, above, account(GUEST), terms())
		};
		let not = Error::<Test>::NotDelegable;
		let fixed = grant(id, tenant, terms());
		assert_noop!(call(fixed), not.clone());
		let right = grant(id, tenant, delegable(1));
		assert_ok!(AccessRights::suspend(by(OWNER), id, tenant, right));
		assert_noop!(call(right), not.clone());
		assert_ok!(AccessRights::resume(by(OWNER), id, tenant, right));
		assert_ok!(call(right));
		assert_ok!(AccessRights::revoke_all(by(OWNER), id));
		assert_noop!(call(right), not.clone());
		// One whose source is gone is over, too.
		let first = grant(id, tenant, delegable(2));
		let second = delegate(TENANT, id, (tenant, first), tenant, delegable(1));
		assert_ok!(call(second));
		assert_ok!(AccessRights::revoke(by(OWNER), id, tenant, first));
		assert_noop!(call(second), not);
	});
}

#[test]
fn nothing_is_wider_than_its_source() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		let limited = RightTerms {
			permissions: Permissions(3),
			uses: Some(5),
			delegations: 1,
			..terms()
		};
		let right = grant(id, tenant, limited.clone());
		let same = RightTerms {
			delegations: 0,
			..limited
		};
		let wider = [
			RightTerms {
				permissions: Permissions(7),
				..same.clone()
			},
			RightTerms {
				from: NOW - 1,
				..same.clone()
			},
			RightTerms {
				until: Some(NOW + DAY + 1),
				..same.clone()
			},
			RightTerms {
				until: None,
				..same.clone()
			},
			RightTerms {
				uses: Some(6),
				..same.clone()
			},
			RightTerms {
				uses: None,
				..same.clone()
			},
			RightTerms {
				delegations: 1,
				..same.clone()
			},
		];
		let above = source((tenant, right));
		let call = |terms| AccessRights::delegate(by(TENANT), id, above, account(GUEST), terms);
		for terms in wider {
			assert_noop!(call(terms), Error::<Test>::WiderThanSource);
		}
		assert_ok!(call(same));
	});
}

#[test]
fn there_are_four_links() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		let mut above = (tenant, grant(id, tenant, delegable(3)));
		for delegations in (0..3).rev() {
			let of = delegable(delegations);
			above.1 = delegate(TENANT, id, above, tenant, of);
		}
		let by_last = AccessRights::may_access_by(tenant, id, above.1, Permissions::ENTER, None);
		assert!(by_last.is_ok());
		let call = AccessRights::delegate(by(TENANT), id, source(above), account(GUEST), terms());
		assert_noop!(call, Error::<Test>::NotDelegable);
	});
}
