// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::{
	access::{Condition, Denied, Requirement},
	claims::{Attestation, ClaimRefusal, ClaimValue},
};

use crate::{mock::*, Error, Event};

const CLEARANCE: Requirement = Requirement {
	claim_type: 4,
	issuer: 5,
	minimum: Some(2),
};

#[test]
fn the_authority_locks_down_all_inside() {
	run(|| {
		let house = resource();
		let flat = resource_in(Some(house));
		let tenant = account(TENANT);
		grant(flat, tenant, terms());
		assert!(enters(tenant, flat).is_ok());
		let lock = |who| AccessRights::lock_down(by(who), house);
		assert_noop!(lock(OWNER), Error::<Test>::NotAllowed);
		assert_ok!(lock(AUTHORITY));
		assert_eq!(last_event(), Event::LockedDown { resource: house });
		assert_eq!(stored(house).zone.locked_down, Some(NOW));
		assert_eq!(
			enters(tenant, flat),
			Err(Denied::LockedDown { zone: house })
		);
		assert_noop!(lock(AUTHORITY), Error::<Test>::LockedDown);
		let lift = |who| AccessRights::lift_lock_down(by(who), house);
		assert_noop!(lift(OWNER), Error::<Test>::NotAllowed);
		assert_ok!(lift(AUTHORITY));
		assert_eq!(last_event(), Event::LockDownLifted { resource: house });
		assert!(enters(tenant, flat).is_ok());
		assert_noop!(lift(AUTHORITY), Error::<Test>::NotLockedDown);
	});
}

#[test]
fn there_is_no_zone_of_that_number() {
	run(|| {
		let unknown = Error::<Test>::UnknownResource;
		assert_noop!(AccessRights::lock_down(by(OWNER), 9), unknown.clone());
		assert_noop!(AccessRights::lift_lock_down(by(OWNER), 9), unknown.clone());
		assert_noop!(
			AccessRights::set_authority(by(OWNER), 9, OWNER),
			unknown.clone()
		);
		let demands = AccessRights::set_demands(by(OWNER), 9, Default::default(), None);
		assert_noop!(demands, unknown);
	});
}

#[test]
fn an_authority_names_another_one() {
	run(|| {
		let id = resource();
		let set = |who| AccessRights::set_authority(by(who), id, STRANGER);
		assert_noop!(set(OWNER), Error::<Test>::NotAllowed);
		assert_ok!(set(AUTHORITY));
		assert_eq!(
			last_event(),
			Event::AuthorityChanged {
				resource: id,
				authority: STRANGER,
			}
		);
		assert_noop!(set(AUTHORITY), Error::<Test>::NotAllowed);
		assert_ok!(AccessRights::lock_down(by(STRANGER), id));
	});
}

#[test]
fn the_authority_demands() {
	run(|| {
		let id = resource();
		let requirements = || vec![CLEARANCE].try_into().unwrap();
		let of_two = approval(2, &[APPROVER, APPROVER + 1]);
		let set = |who| AccessRights::set_demands(by(who), id, requirements(), of_two.clone());
		assert_noop!(set(OWNER), Error::<Test>::NotAllowed);
		assert_ok!(set(AUTHORITY));
		assert_eq!(
			last_event(),
			Event::DemandsChanged {
				resource: id,
				requirements: requirements(),
				approval: of_two,
			}
		);
		let bad = [
			approval(0, &[APPROVER]),
			approval(2, &[APPROVER]),
			approval(2, &[APPROVER, APPROVER]),
			approval(0, &[]),
		];
		for approval in bad {
			let call = AccessRights::set_demands(by(AUTHORITY), id, requirements(), approval);
			assert_noop!(call, Error::<Test>::BadApproval);
		}
	});
}

fn attest(seed: u8, level: u32, until: u64) {
	let attestation = Attestation {
		registered: BIRTH,
		from: NOW,
		until: Some(until),
		revoked: None,
		value: Some(ClaimValue::Level(level)),
		digest: [0; 32],
	};
	Attested::mutate(|all| all.push(((device(seed), 4, 5), attestation)));
}

#[test]
fn what_a_zone_demands_is_attested_of_the_device() {
	run(|| {
		let house = resource();
		let flat = resource_in(Some(house));
		let phone = phone(PHONE);
		grant(flat, phone, terms());
		demand(house, &[CLEARANCE], None);
		let refused = |refusal| {
			Err(Denied::Claim {
				requirement: CLEARANCE,
				refusal,
			})
		};
		assert_eq!(enters(phone, flat), refused(ClaimRefusal::Unknown));
		attest(PHONE, 1, NOW + HOUR);
		assert_eq!(enters(phone, flat), refused(ClaimRefusal::TooLow));
		Attested::set(vec![]);
		attest(PHONE, 2, NOW + HOUR);
		assert_eq!(enters(phone, flat), Ok(Some(NOW + HOUR)));
		pass(HOUR + 1);
		assert_eq!(enters(phone, flat), refused(ClaimRefusal::Expired));
		// Nothing is attested of accounts.
		grant(flat, account(TENANT), terms());
		assert_eq!(enters(account(TENANT), flat), Err(Denied::NoDevice));
	});
}

#[test]
fn what_a_right_demands_is_attested_of_the_device() {
	run(|| {
		let id = resource();
		let mut of = terms();
		of.conditions = vec![Condition::Attested(CLEARANCE)].try_into().unwrap();
		grant(id, phone(PHONE), of);
		assert!(enters(phone(PHONE), id).is_err());
		attest(PHONE, 3, NOW + HOUR);
		assert_eq!(enters(phone(PHONE), id), Ok(Some(NOW + HOUR)));
	});
}
