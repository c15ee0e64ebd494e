// SPDX-License-Identifier: Apache-2.0

use alloc::{collections::BTreeMap, vec, vec::Vec};

use codec::{Decode, Encode};
use proptest::prelude::*;

use super::*;
use crate::claims::{Attestation, ClaimRefusal, ClaimValue};

const DEVICE: DeviceId = DeviceId([2; 32]);
const PHONE: Subject = Subject::Device(DEVICE);
const ABOVE: DeviceId = DeviceId([6; 32]);
const TENANT: Subject = Subject::Account([3; 32]);
const CLEARANCE: Requirement = Requirement {
	claim_type: 4,
	issuer: 5,
	minimum: Some(2),
};
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

#[derive(Clone, Default)]
struct World {
	zones: BTreeMap<ResourceId, Zone>,
	rights: BTreeMap<(Subject, RightId), Right>,
	device: Option<DeviceState>,
	attestation: Option<Attestation>,
	/// The device of a right that another one was delegated from.
	above: Option<DeviceState>,
}

impl Values for World {
	fn zone(&self, resource: ResourceId) -> Option<Zone> {
		self.zones.get(&resource).cloned()
	}

	fn right(&self, resource: ResourceId, subject: &Subject, right: RightId) -> Option<Right> {
		assert_eq!(resource, 1, "rights are on what is asked for");
		self.rights.get(&(*subject, right)).cloned()
	}

	fn device(&self, device: &DeviceId) -> Option<DeviceState> {
		if *device == ABOVE {
			return self.above;
		}
		assert_eq!(*device, DEVICE);
		self.device
	}

	fn attestation(&self, device: &DeviceId, requirement: &Requirement) -> Option<Attestation> {
		assert_eq!((*device, *requirement), (DEVICE, CLEARANCE));
		self.attestation.clone()
	}
}

fn right() -> Right {
	Right {
		permissions: Permissions(3),
		from: 100,
		until: Some(200),
		registered: None,
		generation: Some(0),
		suspended: None,
		uses: None,
		used: 0,
		lease: None,
		source: None,
		delegations: 0,
		conditions: Default::default(),
		approvals: Default::default(),
	}
}

/// A flat 1 in a house 2; the tenant's right 10, and the phone's 11, which follows from it.
fn world() -> World {
	let flat = Zone {
		parent: Some(2),
		..Default::default()
	};
	let of_phone = Right {
		registered: Some(7),
		source: Some(Source {
			subject: TENANT,
			right: 10,
		}),
		..right()
	};
	World {
		zones: [(1, flat), (2, Zone::default())].into(),
		rights: [((TENANT, 10), right()), ((PHONE, 11), of_phone)].into(),
		device: Some(DeviceState {
			registered: 7,
			counts: true,
		}),
		attestation: Some(Attestation {
			registered: 7,
			from: 0,
			until: Some(170),
			revoked: None,
			value: Some(ClaimValue::Level(2)),
			digest: [0; 32],
		}),
		above: None,
	}
}

fn ask(subject: Subject, right: RightId, at: Moment) -> Ask {
	Ask {
		subject,
		resource: 1,
		right,
		permission: Permissions::ENTER,
		at,
	}
}

fn phone(world: &World, at: Moment) -> Result<Option<Moment>, Denied> {
	decide(world, &ask(PHONE, 11, at)).map(|allowed| allowed.until)
}

fn change(subject: Subject, id: RightId, change: impl FnOnce(&mut Right)) -> World {
	let mut world = world();
	change(world.rights.get_mut(&(subject, id)).unwrap());
	world
}

fn with_zone(id: ResourceId, change: impl FnOnce(&mut Zone)) -> World {
	let mut world = world();
	change(world.zones.get_mut(&id).unwrap());
	world
}

#[test]
fn both_ends_count() {
	let world = world();
	assert_eq!(phone(&world, 99), Err(Denied::NotYet { right: 11 }));
	assert_eq!(phone(&world, 100), Ok(Some(200)));
	assert_eq!(phone(&world, 200), Ok(Some(200)));
	assert_eq!(phone(&world, 201), Err(Denied::Expired { right: 11 }));
}

#[test]
fn nobody_has_anothers_right() {
	let world = world();
	let unknown = Err(Denied::UnknownRight);
	assert_eq!(decide(&world, &ask(TENANT, 11, 150)), unknown);
	assert_eq!(decide(&world, &ask(PHONE, 10, 150)), unknown);
	let right = 10;
	let until = Some(200);
	assert_eq!(
		decide(&world, &ask(TENANT, 10, 150)),
		Ok(Allowed { right, until })
	);
}

#[test]
fn all_that_is_asked_for_must_be_permitted_by_each_link() {
	let of = |world: &World, bits| {
		let permission = Permissions(bits);
		let ask = Ask {
			permission,
			..ask(PHONE, 11, 150)
		};
		decide(world, &ask).map(|_| ())
	};
	let not = |right| Err(Denied::NotPermitted { right });
	assert_eq!(of(&world(), 3), Ok(()));
	assert_eq!(of(&world(), 5), not(11));
	assert_eq!(of(&world(), 0), not(11));
	let narrowed = change(TENANT, 10, |right| right.permissions = Permissions(2));
	assert_eq!(of(&narrowed, 1), not(10));
	assert_eq!(of(&narrowed, 2), Ok(()));
}

#[test]
fn what_a_source_loses_all_below_lose() {
	let mut gone = world();
	gone.rights.remove(&(TENANT, 10));
	assert_eq!(phone(&gone, 150), Err(Denied::SourceGone { right: 10 }));
	let suspended = change(TENANT, 10, |right| right.suspended = Some(1));
	assert_eq!(phone(&suspended, 150), Err(Denied::Suspended { right: 10 }));
	let shorter = change(TENANT, 10, |right| right.until = Some(160));
	assert_eq!(phone(&shorter, 150), Ok(Some(160)));
	assert_eq!(phone(&shorter, 161), Err(Denied::Expired { right: 10 }));
	let used = change(TENANT, 10, |right| (right.uses, right.used) = (Some(2), 2));
	assert_eq!(phone(&used, 150), Err(Denied::UsedUp { right: 10 }));
}

#[test]
fn a_generation_takes_back_what_was_granted_and_not_what_was_bought() {
	let mut world = with_zone(1, |zone| zone.generation = 1);
	assert_eq!(phone(&world, 150), Err(Denied::Withdrawn { right: 11 }));
	for right in world.rights.values_mut() {
		right.generation = None;
	}
	assert_eq!(phone(&world, 150), Ok(Some(200)));
	// That of a zone around is of the rights on the zone itself.
	let around = with_zone(2, |zone| zone.generation = 1);
	assert_eq!(phone(&around, 150), Ok(Some(200)));
}

#[test]
fn a_lock_down_is_seen_from_inside() {
	for zone in [1, 2] {
		let world = with_zone(zone, |zone| zone.locked_down = Some(1));
		assert_eq!(phone(&world, 150), Err(Denied::LockedDown { zone }));
	}
}

#[test]
fn what_is_not_known_allows_nothing() {
	for resource in [1, 2] {
		let mut world = world();
		world.zones.remove(&resource);
		let unknown = Err(Denied::UnknownResource { resource });
		assert_eq!(phone(&world, 150), unknown);
	}
	let mut world = world();
	world.device = None;
	assert_eq!(phone(&world, 150), Err(Denied::OtherDevice));
}

#[test]
fn zones_that_go_round_come_to_an_end() {
	let world = with_zone(2, |zone| zone.parent = Some(1));
	assert_eq!(phone(&world, 150), Err(Denied::TooDeep));
}

#[test]
fn there_are_four_levels_and_four_links() {
	let mut world = world();
	for id in 2..=3 {
		world.zones.get_mut(&id).unwrap().parent = Some(id + 1);
		world.zones.insert(id + 1, Zone::default());
	}
	for id in 12..=13 {
		let source = Some(Source {
			subject: PHONE,
			right: id - 1,
		});
		let next = Right {
			source,
			..world.rights[&(PHONE, 11)].clone()
		};
		world.rights.insert((PHONE, id), next.clone());
		world.rights.insert(
			(PHONE, 14),
			Right {
				source: Some(Source {
					subject: PHONE,
					right: 13,
				}),
				..next
			},
		);
	}
	assert!(decide(&world, &ask(PHONE, 13, 150)).is_ok());
	let fifth = decide(&world, &ask(PHONE, 14, 150));
	assert_eq!(fifth, Err(Denied::TooManyLinks));
	world.zones.get_mut(&4).unwrap().parent = Some(5);
	world.zones.insert(5, Zone::default());
	assert_eq!(phone(&world, 150), Err(Denied::TooDeep));
}

#[test]
fn a_device_registered_anew_is_another_one() {
	let mut world = world();
	world.device = Some(DeviceState {
		registered: 8,
		counts: true,
	});
	assert_eq!(phone(&world, 150), Err(Denied::OtherDevice));
	world.device = Some(DeviceState {
		registered: 7,
		counts: false,
	});
	assert_eq!(phone(&world, 150), Err(Denied::DeviceNotActive));
}

#[test]
fn what_a_lost_phone_delegated_counts_no_more() {
	let subject = Subject::Device(ABOVE);
	let mut world = change(PHONE, 11, |right| {
		right.source = Some(Source { subject, right: 10 })
	});
	let above = Right {
		registered: Some(7),
		..right()
	};
	world.rights.insert((subject, 10), above);
	let gone = Err(Denied::SourceDevice { right: 10 });
	assert_eq!(phone(&world, 150), gone);
	for (registered, counts, expected) in
		[(7, true, Ok(Some(200))), (7, false, gone), (8, true, gone)]
	{
		world.above = Some(DeviceState { registered, counts });
		assert_eq!(phone(&world, 150), expected);
	}
}

#[test]
fn a_lease_lapses_in_silence() {
	let lease = Some(Lease {
		silence: 20,
		heard: 130,
	});
	let world = change(PHONE, 11, |right| right.lease = lease);
	assert_eq!(phone(&world, 150), Ok(Some(150)));
	assert_eq!(phone(&world, 151), Err(Denied::Lapsed { right: 11 }));
	let above = change(TENANT, 10, |right| right.lease = lease);
	assert_eq!(phone(&above, 151), Err(Denied::Lapsed { right: 10 }));
}

#[test]
fn approvers_that_are_none_any_more_do_not_count() {
	let approval = |approvers: &[u8]| {
		let approvers: Vec<_> = approvers.iter().map(|one| [*one; 32]).collect();
		Some(Approval {
			threshold: 2,
			approvers: approvers.try_into().unwrap(),
		})
	};
	let mut world = with_zone(2, |zone| zone.approval = approval(&[1, 2, 3]));
	let missing = Err(Denied::NotApproved { zone: 2 });
	assert_eq!(phone(&world, 150), missing);
	let right = world.rights.get_mut(&(PHONE, 11)).unwrap();
	right.approvals = vec![[1; 32], [3; 32], [9; 32]].try_into().unwrap();
	assert_eq!(phone(&world, 150), Ok(Some(200)));
	world.zones.get_mut(&2).unwrap().approval = approval(&[1, 2, 4]);
	assert_eq!(phone(&world, 150), missing);
}

#[test]
fn an_approval_that_nobody_or_anybody_could_give_is_none() {
	let of = |threshold, approvers: &[u8]| Approval {
		threshold,
		approvers: approvers
			.iter()
			.map(|one| [*one; 32])
			.collect::<Vec<_>>()
			.try_into()
			.unwrap(),
	};
	assert!(of(2, &[1, 2]).is_valid());
	for bad in [of(0, &[1]), of(2, &[1]), of(2, &[1, 1]), of(0, &[])] {
		assert!(!bad.is_valid());
	}
	assert!(!of(0, &[]).is_given_by(&[[1; 32]]));
}

#[test]
fn what_a_zone_around_demands_must_be_attested() {
	let demand = |zone: &mut Zone| zone.requirements = vec![CLEARANCE].try_into().unwrap();
	let mut world = with_zone(2, demand);
	assert_eq!(phone(&world, 150), Ok(Some(170)));
	let refused = |refusal| {
		Err(Denied::Claim {
			requirement: CLEARANCE,
			refusal,
		})
	};
	assert_eq!(phone(&world, 171), refused(ClaimRefusal::Expired));
	let tenant = decide(&world, &ask(TENANT, 10, 150));
	assert_eq!(tenant, Err(Denied::NoDevice));
	let claim = world.attestation.as_mut().unwrap();
	claim.value = Some(ClaimValue::Level(1));
	assert_eq!(phone(&world, 150), refused(ClaimRefusal::TooLow));
	world.attestation = None;
	assert_eq!(phone(&world, 150), refused(ClaimRefusal::Unknown));
}

#[test]
fn what_a_source_demands_must_be_attested_of_who_asks() {
	let demand = vec![Condition::Attested(CLEARANCE)];
	let world = change(TENANT, 10, |right| {
		right.conditions = demand.try_into().unwrap()
	});
	assert_eq!(phone(&world, 150), Ok(Some(170)));
	let tenant = decide(&world, &ask(TENANT, 10, 150));
	assert_eq!(tenant, Err(Denied::NoDevice));
}

#[test]
fn hours_begin_on_their_days_and_may_pass_midnight() {
	// 1 January 1970 was a Thursday.
	let night = Hours {
		days: 0b0001_0000, // Friday
		from: 22 * 60,
		minutes: 8 * 60,
	};
	assert!(night.is_valid());
	let friday = DAY;
	let end = friday + 30 * HOUR - 1;
	assert_eq!(night.end_at(friday + 22 * HOUR - 1), None);
	assert_eq!(night.end_at(friday + 22 * HOUR), Some(end));
	assert_eq!(night.end_at(end), Some(end));
	assert_eq!(night.end_at(end + 1), None);
	assert_eq!(night.end_at(22 * HOUR), None);
	let bad = [
		Hours { days: 0, ..night },
		Hours { days: 128, ..night },
		Hours {
			from: 1440,
			..night
		},
		Hours {
			minutes: 0,
			..night
		},
		Hours {
			minutes: 1441,
			..night
		},
	];
	assert!(bad.iter().all(|hours| !hours.is_valid()));
	let world = change(TENANT, 10, |right| {
		right.until = None;
		right.conditions = vec![Condition::Within(night)].try_into().unwrap();
	});
	assert_eq!(phone(&world, 150), Err(Denied::OutsideHours { right: 10 }));
}

#[test]
fn the_bytes_of_what_a_lock_decodes() {
	let zone = Zone {
		parent: Some(2),
		locked_down: None,
		generation: 3,
		requirements: vec![CLEARANCE].try_into().unwrap(),
		approval: None,
	};
	let expected = [
		&[1, 2, 0, 0, 0, 0, 0, 0, 0][..],
		&[0],
		&[3, 0, 0, 0],
		&[4, 4, 0, 0, 0, 5, 0, 0, 0, 1, 2, 0, 0, 0],
		&[0],
	];
	let mut bytes = expected.concat();
	assert_eq!(zone.encode(), bytes);
	// What follows is for others.
	bytes.extend_from_slice(b"more");
	assert_eq!(Zone::decode(&mut &bytes[..]), Ok(zone));

	let right = world().rights[&(PHONE, 11)].clone();
	let expected = [
		&[3, 0, 0, 0][..],
		&[100, 0, 0, 0, 0, 0, 0, 0],
		&[1, 200, 0, 0, 0, 0, 0, 0, 0],
		&[1, 7, 0, 0, 0, 0, 0, 0, 0],
		&[1, 0, 0, 0, 0],
		&[0, 0],
		&[0, 0, 0, 0],
		&[0, 1, 1],
		&[3; 32],
		&[10, 0, 0, 0, 0, 0, 0, 0],
		&[0, 0, 0],
	];
	assert_eq!(right.encode(), expected.concat());
	assert_eq!(zone_key(1).len(), 56);
	assert_eq!(right_key(1, &PHONE, 11).len(), 121);
}

fn any_right() -> impl Strategy<Value = Right> {
	let times = (0u64..20, prop::option::of(0u64..40));
	let limits = (
		prop::option::of(0u32..3),
		0u32..3,
		prop::option::of((0u64..9, 0u64..20)),
	);
	let marks = (0u32..8, 0u32..2, prop::bool::weighted(0.1));
	(times, limits, marks).prop_map(|((from, until), (uses, used, lease), marks)| Right {
		permissions: Permissions(marks.0),
		from,
		until,
		generation: (marks.1 == 0).then_some(0),
		suspended: marks.2.then_some(1),
		uses,
		used,
		lease: lease.map(|(silence, heard)| Lease { silence, heard }),
		..right()
	})
}

proptest! {
	/// A right that follows from others holds only while each of them would, and no longer; and
	/// what is allowed is so at each moment up to the end that was told, as far as no hours begin.
	#[test]
	fn delegation_never_widens(
		links in prop::collection::vec(any_right(), 1..=4),
		permission in 1u32..8,
		at in 0u64..45,
		later in 0u64..45,
	) {
		let mut world = World {
			zones: [(1, Zone::default())].into(),
			..World::default()
		};
		let count = links.len() as u64;
		for (number, link) in (0u64..).zip(links) {
			let source = number.checked_sub(1).map(|right| Source { subject: TENANT, right });
			world.rights.insert((TENANT, number), Right { source, ..link });
		}
		let asked = |right, at| {
			let permission = Permissions(permission);
			decide(&world, &Ask { permission, ..ask(TENANT, right, at) })
		};
		let last = asked(count - 1, at);
		let above: Vec<_> = (0..count - 1).map(|right| asked(right, at)).collect();
		if let Ok(allowed) = last {
			for source in above {
				let source = source.unwrap();
				if let Some(end) = source.until {
					prop_assert!(allowed.until.is_some_and(|until| until <= end));
				}
			}
			let time = at.max(later);
			let holds = asked(count - 1, time).is_ok();
			prop_assert_eq!(holds, allowed.until.is_none_or(|until| time <= until));
		} else if above.iter().all(Result::is_ok) {
			let mut alone = world.clone();
			alone.rights.get_mut(&(TENANT, count - 1)).unwrap().source = None;
			let permission = Permissions(permission);
			let asked = Ask { permission, ..ask(TENANT, count - 1, at) };
			prop_assert_eq!(decide(&alone, &asked), last);
		}
	}

	/// Hours are those of their minutes, counted one by one.
	#[test]
	fn hours_are_minutes(days in 1u8..128, from in 0u16..1440, minutes in 1u16..=1440, at in 0..15 * DAY) {
		let hours = Hours { days, from, minutes };
		let minute = at / MINUTE;
		let within = (0..u64::from(minutes)).any(|since| {
			minute.checked_sub(since).is_some_and(|first| {
				let weekday = (first / DAY_MINUTES + 3) % 7;
				first % DAY_MINUTES == u64::from(from) && days >> weekday & 1 == 1
			})
		});
		let end = hours.end_at(at);
		prop_assert_eq!(end.is_some(), within);
		prop_assert!(end.is_none_or(|end| end >= at));
	}

	/// Whatever bytes come, none makes the decoding panic, and what is decoded is what was encoded.
	#[test]
	fn any_bytes_are_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
		if let Ok(zone) = Zone::decode(&mut &bytes[..]) {
			let encoded = zone.encode();
			prop_assert_eq!(&encoded[..], &bytes[..encoded.len()]);
		}
		if let Ok(right) = Right::decode(&mut &bytes[..]) {
			let encoded = right.encode();
			prop_assert_eq!(&encoded[..], &bytes[..encoded.len()]);
		}
	}
}
