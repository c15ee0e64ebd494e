// SPDX-License-Identifier: Apache-2.0

//! Whatever calls come in whatever order: the invariants hold, what is free succeeds, the deposits come
//! back, and who may do what is what a model says that keeps its own books.

use std::collections::BTreeSet;

use frame_support::{
	dispatch::CheckIfFeeless, parameter_types, storage::with_storage_layer,
	traits::UnfilteredDispatchable,
};
use proptest::{
	prelude::*,
	test_runner::{RngAlgorithm, TestRng, TestRunner},
};
use samul_primitives::{
	access::{Permissions, ResourceId, RightId, RightTerms, Subject},
	traits::Rights as _,
	Moment,
};
use sp_runtime::DispatchError;

use super::model::{Books, Kept};
use crate::{mock::*, Call, DevicesOf, Error, NextRight, Resources, ResourcesOf, Rights};

/// A step: what, who, on what, of what, and how.
type Step = (u8, u8, u8, u8, u8);

/// Kinds of steps.
const KINDS: u8 = 26;
/// Who calls.
const WHO: [u64; 5] = [OWNER, TENANT, GUEST, AUTHORITY, STRANGER];

parameter_types! {
	/// Kinds of steps that succeeded.
	pub static Done: BTreeSet<u8> = BTreeSet::new();
	/// How often somebody might do something: by a right that was granted or sold, by one that was
	/// delegated, and not at all.
	pub static Seen: (u32, u32, u32) = (0, 0, 0);
}

fn subjects() -> [Subject; 4] {
	[
		account(TENANT),
		account(GUEST),
		phone(PHONE),
		phone(GUEST_PHONE),
	]
}

/// Some terms, by two numbers.
fn some_terms(one: u8, other: u8) -> RightTerms {
	let from = now() + u64::from(one % 4 / 3) * HOUR;
	RightTerms {
		permissions: Permissions(u32::from(one % 3) + 1),
		from,
		until: (!one.is_multiple_of(4)).then(|| from + u64::from(other) * HOUR),
		uses: (one.is_multiple_of(5)).then_some(u32::from(other % 3) + 1),
		silence: (other.is_multiple_of(5)).then(|| u64::from(one) * HOUR + 1),
		delegations: one % 4,
		conditions: Default::default(),
	}
}

/// What a step comes to.
enum What {
	Call(u64, Call<Test>),
	Sell(ResourceId, Subject, RightTerms),
	EndAt(RightId, Moment),
	TakeBack(RightId),
	Device(u8, u8),
}

/// A number of those that there are, now and then of one that there is not.
fn pick(all: &[u64], number: u8) -> u64 {
	let places = all.len() + usize::from(number.is_multiple_of(16));
	let place = usize::from(number) % places.max(1);
	all.get(place).copied().unwrap_or(999)
}

fn what(books: &Books, (what, who, one, other, how): Step) -> What {
	let living = books.zones.iter().filter(|(_, zone)| !zone.gone);
	let zones: Vec<u64> = living.map(|(id, _)| *id).collect();
	let resource = pick(&zones, one);
	let suits = |right: &Kept| match what {
		6..=8 => right.terms.delegations > 0 && !right.withdrawn && !right.suspended,
		12 => right.suspended,
		16 => right.terms.silence.is_some(),
		22 | 23 => right.sold,
		_ => true,
	};
	let living = books.rights.iter().filter(|(_, right)| !right.gone);
	let rights: Vec<u64> = living
		.filter(|(_, right)| one.is_multiple_of(8) || suits(right))
		.map(|(number, _)| *number)
		.collect();
	let right = pick(&rights, one);
	let kept = books.rights.get(&right);
	let subject = kept.map_or(account(STRANGER), |right| right.subject);
	let on = kept.map_or(resource, |right| right.resource);
	let owner_of = |id: u64| books.zones.get(&id).map(|zone| zone.owner);
	let holder = |subject: Subject| {
		if subject == account(TENANT) || subject == phone(PHONE) {
			TENANT
		} else {
			GUEST
		}
	};
	// Mostly who may.
	let may = match what {
		0..=2 if zones.len() < 4 => Some(OWNER),
		6..=8 => Some(holder(subject)),
		13..=15 => Some(AUTHORITY),
		20 if !how.is_multiple_of(4) => Some(AUTHORITY),
		9..=12 if how.is_multiple_of(3) => kept
			.and_then(|right| right.above)
			.map(|above| holder(books.rights[&above].subject)),
		9..=12 => owner_of(on),
		16 => Some(holder(subject)),
		19 => Some([OWNER, TENANT][usize::from(how % 2)]),
		_ => owner_of(resource),
	};
	let any = WHO[usize::from(who) % WHO.len()];
	let who = may.filter(|_| who < 200).unwrap_or(any);
	let to = subjects()[usize::from(other) % 4];
	let call = match what {
		0..=2 if zones.len() < 4 || how.is_multiple_of(8) => Call::register_resource {
			parent: (how % 2 == 0).then_some(resource),
			authority: Some(AUTHORITY),
		},
		0..=5 => Call::grant {
			resource,
			subject: to,
			terms: some_terms(other, how),
		},
		6..=8 => {
			let mut terms = some_terms(other, how);
			if let Some(of) = kept {
				// Mostly within the source.
				terms.permissions.0 &= of.terms.permissions.0;
				if terms.permissions.0 == 0 {
					terms.permissions = of.terms.permissions;
				}
				terms.from = terms.from.max(of.terms.from);
				terms.until = of.terms.until.or(terms.until);
				terms.uses = of.terms.uses.or(terms.uses);
				terms.delegations = of.terms.delegations.saturating_sub(1);
			}
			Call::delegate {
				resource: on,
				source: source((subject, right)),
				subject: to,
				terms,
			}
		}
		9 => Call::revoke {
			resource: on,
			subject,
			right,
		},
		10 | 11 => Call::suspend {
			resource: on,
			subject,
			right,
		},
		12 => Call::resume {
			resource: on,
			subject,
			right,
		},
		13 if how.is_multiple_of(4) => Call::lock_down { resource },
		20 if how.is_multiple_of(4) => Call::revoke_all { resource },
		13 | 14 | 20 => Call::lift_lock_down { resource },
		15 => {
			let approvers: Vec<u64> = (0..u64::from(how % 3))
				.map(|more| APPROVER + more)
				.collect();
			Call::set_demands {
				resource,
				requirements: Default::default(),
				approval: (!approvers.is_empty())
					.then(|| approval(1, &approvers))
					.flatten(),
			}
		}
		16 => {
			let beat = match subject {
				Subject::Device(id) if id == device(PHONE) => beat(PHONE, on, right, now()),
				Subject::Device(_) => beat(GUEST_PHONE, on, right, now()),
				Subject::Account(_) => None,
			};
			Call::heartbeat {
				resource: on,
				subject,
				right,
				beat,
			}
		}
		17 => Call::remove_right {
			resource: on,
			subject,
			right,
		},
		18 => Call::offer_resource {
			resource,
			to: Some([OWNER, TENANT][usize::from(how % 2)]),
		},
		19 => Call::accept_resource { resource },
		21 => {
			return What::Sell(resource, to, some_terms(other, how));
		}
		22 => return What::EndAt(right, now() + u64::from(how) * HOUR),
		23 => return What::TakeBack(right),
		24 => {
			let approver = APPROVER + u64::from(how.is_multiple_of(8));
			let call = Call::approve {
				resource: on,
				subject,
				right,
				approves: other % 4 > 0,
			};
			return What::Call(approver, call);
		}
		_ => return What::Device(other, how),
	};
	What::Call(who, call)
}

/// Do what a step comes to; gives whether it succeeded.
fn act(books: &mut Books, what: What) -> Result<bool, TestCaseError> {
	let number = NextRight::<Test>::get();
	let layer = |act: &mut dyn FnMut() -> Result<(), Error<Test>>| {
		with_storage_layer(|| act().map_err(DispatchError::from)).is_ok()
	};
	match what {
		What::Call(who, call) => {
			let free = call.is_feeless(&by(who));
			let copy = call.clone();
			let result = with_storage_layer(|| {
				copy.dispatch_bypass_filter(by(who))
					.map_err(|error| error.error)
			});
			prop_assert!(!free || result.is_ok());
			if result.is_ok() {
				books.enter(who, call, number);
			}
			Ok(result.is_ok())
		}
		What::Sell(resource, subject, terms) => {
			let done = layer(&mut || {
				AccessRights::sell(resource, &subject, terms.clone())?;
				Ok(())
			});
			if done {
				books.add(number, resource, subject, terms);
				books
					.rights
					.entry(number)
					.and_modify(|right| right.sold = true);
			}
			Ok(done)
		}
		What::EndAt(right, until) => {
			let (resource, subject) = books.sale(right);
			let done = layer(&mut || Ok(AccessRights::end_at(resource, &subject, right, until)?));
			if done {
				books.rights.entry(right).and_modify(|right| {
					if right.terms.until.is_some_and(|last| last < until) {
						right.approved_by.clear();
					}
					right.terms.until = Some(until);
				});
			}
			Ok(done)
		}
		What::TakeBack(right) => {
			let (resource, subject) = books.sale(right);
			let mut used = None;
			let done = layer(&mut || {
				used = Some(AccessRights::take_back(resource, &subject, right)?);
				Ok(())
			});
			if done {
				prop_assert_eq!(used, Some(books.rights[&right].used));
				books
					.rights
					.entry(right)
					.and_modify(|right| right.gone = true);
			}
			Ok(done)
		}
		What::Device(one, how) => {
			let seed = [PHONE, GUEST_PHONE][usize::from(one % 2)];
			match how % 8 {
				0 if one.is_multiple_of(8) => change(seed, |known| known.registered = now()),
				1 => change(seed, |known| known.counts = !known.counts),
				_ => {
					let rights: Vec<u64> = books.rights.keys().copied().collect();
					books.use_one(pick(&rights, how));
				}
			}
			Ok(true)
		}
	}
}

/// Who may do what is what the model says.
fn compare(books: &Books) -> Result<(), TestCaseError> {
	for subject in subjects() {
		for resource in books.zones.keys().copied() {
			for bit in [1u32, 2] {
				let chain = may(subject, resource, Permissions(bit));
				Seen::mutate(|(first, below, not)| match &chain {
					Ok(allowed) if books.rights[&allowed.right].above.is_none() => *first += 1,
					Ok(_) => *below += 1,
					Err(_) => *not += 1,
				});
				let told = chain
					.ok()
					.map(|allowed| allowed.until.unwrap_or(Moment::MAX));
				prop_assert_eq!(told, books.may(subject, resource, bit), "{:?}", chain);
			}
		}
	}
	Ok(())
}

/// Let everything be given back.
fn clean_up(books: &Books) {
	for (number, right) in &books.rights {
		if right.sold && !right.gone {
			AccessRights::take_back(right.resource, &right.subject, *number).unwrap();
		}
	}
	let all: Vec<_> = Rights::<Test>::iter_keys().collect();
	for (id, ..) in &all {
		let owner = stored(*id).owner;
		let _ = AccessRights::revoke_all(by(owner), *id);
	}
	// What follows from a right is removed after it or before.
	for (id, subject, right) in all {
		AccessRights::remove_right(by(STRANGER), id, subject, right).unwrap();
	}
	for (id, device, _) in DevicesOf::<Test>::iter().collect::<Vec<_>>() {
		AccessRights::remove_device(by(stored(id).owner), id, device).unwrap();
	}
	let mut zones: Vec<_> = Resources::<Test>::iter_keys().collect();
	zones.sort();
	for id in zones.into_iter().rev() {
		AccessRights::remove_resource(by(stored(id).owner), id).unwrap();
	}
}

/// Take these steps, and clean up after them.
fn take(steps: Vec<Step>) -> Result<(), TestCaseError> {
	run(|| {
		let mut books = Books::default();
		for step in steps {
			pass(u64::from(step.4) * HOUR / 512);
			let what = what(&books, (step.0 % KINDS, step.1, step.2, step.3, step.4));
			if act(&mut books, what)? {
				Done::mutate(|done| done.insert(step.0 % KINDS));
			}
			if let Err(error) = AccessRights::do_try_state() {
				return Err(TestCaseError::fail(format!("{error:?}")));
			}
			compare(&books)?;
		}
		clean_up(&books);
		AccessRights::do_try_state().unwrap();
		let left = (
			Resources::<Test>::iter().count(),
			Rights::<Test>::iter().count(),
			DevicesOf::<Test>::iter().count(),
			ResourcesOf::<Test>::iter().count(),
			crate::Logs::<Test>::iter().count(),
		);
		prop_assert_eq!(left, (0, 0, 0, 0, 0));
		prop_assert!(WHO.iter().all(|who| held(*who) == (0, 0)));
		Ok(())
	})
}

#[test]
fn the_chain_decides_as_the_model_does() {
	let steps = prop::collection::vec(any::<Step>(), 1..150);
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
	let (first, below, not) = Seen::get();
	let enough = first > 1000 && below > 1000 && not > 1000;
	assert!(enough, "seen: {:?}", Seen::get());
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(32))]

	#[test]
	fn the_chain_decides_as_the_model_does_by_chance_too(
		steps in prop::collection::vec(any::<Step>(), 1..150),
	) {
		take(steps)?;
	}
}
