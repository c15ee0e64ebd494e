// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::{
	access::{Denied, RightTerms},
	traits::{RightError, Rights as _},
};

use sp_runtime::DispatchError;

use crate::{mock::*, Error, Event, NextRight, Resources};

#[test]
fn a_right_is_sold_and_taken_back() {
	run(|| {
		let id = resource();
		let subject = phone(PHONE);
		let right = AccessRights::sell(id, &subject, terms()).unwrap();
		assert_eq!(
			last_event(),
			Event::RightGranted {
				resource: id,
				subject,
				right,
				source: None,
				sold: true,
				terms: terms(),
			}
		);
		let stored_right = record(id, subject, right).unwrap();
		assert!(stored_right.is_sold());
		assert_eq!(stored_right.right.generation, None);
		assert_eq!(stored_right.right.registered, Some(BIRTH));
		assert_eq!(
			(stored(id).rights, stored(id).sold, stored(id).granted),
			(1, 1, 0)
		);
		// There is no deposit of its own.
		assert_eq!(held(OWNER).1, 0);
		assert_eq!(enters(subject, id), Ok(Some(NOW + DAY)));
		let remove = AccessRights::remove_resource(by(OWNER), id);
		assert_noop!(remove, Error::<Test>::InUse);
		assert_eq!(AccessRights::take_back(id, &subject, right), Ok(0));
		assert_eq!(
			last_event(),
			Event::RightTakenBack {
				resource: id,
				subject,
				right,
				used: 0,
			}
		);
		assert_eq!((stored(id).rights, stored(id).sold), (0, 0));
		assert_eq!(enters(subject, id), Err(Denied::UnknownRight));
	});
}

#[test]
fn it_ends_when_who_sold_it_says() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		let right = AccessRights::sell(id, &tenant, terms()).unwrap();
		demand(id, &[], approval(1, &[APPROVER]));
		let approve = || AccessRights::approve(by(APPROVER), id, tenant, right, true);
		assert_ok!(approve());
		assert_ok!(AccessRights::end_at(id, &tenant, right, NOW + HOUR));
		assert_eq!(
			last_event(),
			Event::RightEndMoved {
				resource: id,
				subject: tenant,
				right,
				until: NOW + HOUR,
			}
		);
		assert_eq!(enters(tenant, id), Ok(Some(NOW + HOUR)));
		// Nobody can widen a right that was approved.
		assert_ok!(AccessRights::end_at(id, &tenant, right, NOW + 2 * HOUR));
		assert_eq!(enters(tenant, id), Err(Denied::NotApproved { zone: id }));
		assert_ok!(approve());
		assert_ok!(AccessRights::end_at(id, &tenant, right, NOW - HOUR));
		assert_eq!(enters(tenant, id), Err(Denied::Expired { right }));
	});
}

#[test]
fn an_end_where_there_was_none_is_earlier() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		let forever = RightTerms {
			until: None,
			..terms()
		};
		let right = AccessRights::sell(id, &tenant, forever).unwrap();
		demand(id, &[], approval(1, &[APPROVER]));
		assert_ok!(AccessRights::approve(by(APPROVER), id, tenant, right, true));
		assert_eq!(enters(tenant, id), Ok(None));
		assert_ok!(AccessRights::end_at(id, &tenant, right, NOW + HOUR));
		assert_eq!(enters(tenant, id), Ok(Some(NOW + HOUR)));
	});
}

#[test]
fn what_can_not_be_sold() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		let sell = |id, subject, terms| AccessRights::sell(id, &subject, terms);
		assert_noop!(sell(9, tenant, terms()), RightError::UnknownResource);
		assert_noop!(sell(id, phone(99), terms()), RightError::UnknownDevice);
		assert_noop!(sell(id, tenant, delegable(4)), RightError::BadTerms);
		let over = RightTerms {
			from: NOW - HOUR,
			until: Some(NOW - 1),
			..terms()
		};
		assert_noop!(sell(id, tenant, over), RightError::BadTerms);
		Resources::<Test>::mutate(id, |of| of.as_mut().unwrap().sold = u32::MAX);
		// The call that sells takes it all back.
		let call: Result<u64, DispatchError> = frame_support::storage::with_storage_layer(|| {
			sell(id, tenant, terms()).map_err(|error| Error::<Test>::from(error).into())
		});
		assert_eq!(call, Err(Error::<Test>::NoMoreNumbers.into()));
		Resources::<Test>::mutate(id, |of| of.as_mut().unwrap().sold = 0);
		assert_eq!(NextRight::<Test>::get(), 0);
		for _ in 0..MOST {
			assert_ok!(sell(id, tenant, terms()));
		}
		assert_noop!(sell(id, tenant, terms()), RightError::TooManyRights);
	});
}

#[test]
fn only_what_was_sold_is_ended_and_taken_back() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		let granted = grant(id, tenant, terms());
		let sold = AccessRights::sell(id, &tenant, terms()).unwrap();
		let unknown = RightError::UnknownRight;
		for (id, subject, right) in [
			(id, tenant, granted),
			(id, account(GUEST), sold),
			(9, tenant, sold),
			(id, tenant, 9),
		] {
			assert_noop!(AccessRights::end_at(id, &subject, right, NOW), unknown);
			assert_noop!(AccessRights::take_back(id, &subject, right), unknown);
			assert_eq!(AccessRights::used(id, &subject, right), None);
		}
	});
}

#[test]
fn a_lock_down_holds_for_what_was_sold() {
	run(|| {
		let id = resource();
		let tenant = account(TENANT);
		AccessRights::sell(id, &tenant, terms()).unwrap();
		assert_ok!(AccessRights::lock_down(by(AUTHORITY), id));
		assert_eq!(enters(tenant, id), Err(Denied::LockedDown { zone: id }));
	});
}

#[test]
fn each_error_of_a_sale_is_one_of_a_call() {
	let all = [
		(RightError::UnknownResource, Error::UnknownResource),
		(RightError::UnknownDevice, Error::UnknownDevice),
		(RightError::BadTerms, Error::BadTerms),
		(RightError::TooManyRights, Error::TooManyRights),
		(RightError::UnknownRight, Error::UnknownRight),
		(RightError::NoMoreNumbers, Error::NoMoreNumbers),
	];
	for (error, expected) in all {
		assert_eq!(Error::<Test>::from(error), expected);
	}
}

/// What those who sell rights measure with: one more can be sold, and no two.
#[cfg(feature = "runtime-benchmarks")]
#[test]
fn what_sales_are_measured_with() {
	run(|| {
		let (id, subject, guard) = AccessRights::resource_for_benchmark(&OWNER);
		assert_eq!(AccessRights::owner(id), Some(OWNER));
		assert!(AccessRights::has_device(id, &guard));
		assert_eq!(stored(id).level, 3);
		assert_ok!(AccessRights::sell(id, &subject, delegable(3)));
		let second = AccessRights::sell(id, &subject, delegable(3));
		assert_eq!(second, Err(RightError::TooManyRights));
	});
}
