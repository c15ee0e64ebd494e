// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::{access::Denied, traits::Rights as _};

use crate::{mock::*, Error, Event, Resources};

fn offer(who: u64, id: u64, to: Option<u64>) -> sp_runtime::DispatchResult {
	AccessRights::offer_resource(by(who), id, to)
}

fn accept(who: u64, id: u64) -> sp_runtime::DispatchResult {
	AccessRights::accept_resource(by(who), id)
}

#[test]
fn a_resource_comes_to_another_owner() {
	run(|| {
		let id = resource();
		assert_ok!(AccessRights::add_device(by(OWNER), id, device(LOCK), true));
		let (tenant, guest) = (account(TENANT), account(GUEST));
		let granted = grant(id, tenant, delegable(1));
		let sold = AccessRights::sell(id, &guest, terms()).unwrap();
		assert_ok!(offer(OWNER, id, Some(STRANGER)));
		assert_eq!(
			last_event(),
			Event::ResourceOffered {
				resource: id,
				to: Some(STRANGER),
			}
		);
		assert_noop!(accept(TENANT, id), Error::<Test>::NotOffered);
		assert_ok!(accept(STRANGER, id));
		assert_eq!(
			last_event(),
			Event::ResourceTransferred {
				resource: id,
				from: OWNER,
				to: STRANGER,
				authority: AUTHORITY,
				generation: 1,
			}
		);
		let of = stored(id);
		assert_eq!(
			(of.owner, of.authority, of.offered_to),
			(STRANGER, AUTHORITY, None)
		);
		assert_eq!((of.zone.generation, of.granted), (1, 0));
		assert_eq!((of.rights, of.sold), (2, 1));
		// The deposit for resource and lock is his; that for what was granted stays until it goes.
		assert_eq!(held(STRANGER), (RESOURCE + DEVICE, 0));
		assert_eq!(held(OWNER), (0, RIGHT));
		let withdrawn = Err(Denied::Withdrawn { right: granted });
		assert_eq!(enters(tenant, id), withdrawn);
		assert!(enters(guest, id).is_ok());
		assert_ok!(AccessRights::remove_right(by(OWNER), id, tenant, granted));
		assert_eq!(held(OWNER), (0, 0));
		assert_eq!(AccessRights::used(id, &guest, sold), Some(0));
		assert_eq!(AccessRights::owner(id), Some(STRANGER));
		assert_noop!(accept(STRANGER, id), Error::<Test>::NotOffered);
	});
}

#[test]
fn an_authority_that_was_the_owner_is_the_new_one() {
	run(|| {
		assert_ok!(AccessRights::register_resource(by(OWNER), None, None));
		assert_ok!(offer(OWNER, 0, Some(TENANT)));
		assert_ok!(accept(TENANT, 0));
		assert_eq!((stored(0).owner, stored(0).authority), (TENANT, TENANT));
	});
}

#[test]
fn only_the_owner_offers_and_takes_it_back() {
	run(|| {
		let id = resource();
		let to = Some(TENANT);
		assert_noop!(offer(AUTHORITY, id, to), Error::<Test>::NotAllowed);
		assert_noop!(offer(OWNER, id, Some(OWNER)), Error::<Test>::OfferedToOwner);
		assert_noop!(offer(OWNER, 9, to), Error::<Test>::UnknownResource);
		assert_noop!(accept(TENANT, 9), Error::<Test>::UnknownResource);
		assert_noop!(accept(TENANT, id), Error::<Test>::NotOffered);
		assert_ok!(offer(OWNER, id, to));
		assert_ok!(offer(OWNER, id, None));
		assert_noop!(accept(TENANT, id), Error::<Test>::NotOffered);
	});
}

#[test]
fn who_accepts_gets_what_he_saw() {
	run(|| {
		let id = resource();
		let offered = || {
			assert_ok!(offer(OWNER, id, Some(TENANT)));
		};
		let withdrawn = || {
			assert_noop!(accept(TENANT, id), Error::<Test>::NotOffered);
			let event = Event::ResourceOffered {
				resource: id,
				to: None,
			};
			System::assert_has_event(event.into());
			System::reset_events();
		};
		System::reset_events();
		offered();
		assert_ok!(AccessRights::add_device(by(OWNER), id, device(LOCK), true));
		withdrawn();
		offered();
		assert_ok!(AccessRights::set_authority(by(AUTHORITY), id, STRANGER));
		withdrawn();
		offered();
		let sold = AccessRights::sell(id, &account(GUEST), terms()).unwrap();
		withdrawn();
		offered();
		let end = |until| AccessRights::end_at(id, &account(GUEST), sold, until);
		assert_ok!(end(NOW + 2 * DAY));
		withdrawn();
		// What makes it no worse leaves the offer.
		offered();
		assert_ok!(end(NOW + DAY));
		grant(id, account(GUEST), terms());
		assert_ok!(AccessRights::remove_device(by(OWNER), id, device(LOCK)));
		assert_ok!(accept(TENANT, id));
	});
}

#[test]
fn who_can_not_pay_or_comes_last_does_not_get_it() {
	run(|| {
		let id = resource();
		assert_ok!(offer(OWNER, id, Some(POOR)));
		assert!(accept(POOR, id).is_err());
		assert_ok!(offer(OWNER, id, Some(TENANT)));
		let set = |generation| {
			Resources::<Test>::mutate(id, |of| of.as_mut().unwrap().zone.generation = generation)
		};
		set(u32::MAX);
		assert_noop!(accept(TENANT, id), Error::<Test>::NoMoreNumbers);
		set(0);
		assert_ok!(accept(TENANT, id));
	});
}
