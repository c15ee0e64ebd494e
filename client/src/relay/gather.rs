// SPDX-License-Identifier: Apache-2.0

//! On what it stands whether somebody may do something: which right, zones, sources and claims.
//!
//! The lock's own decision is run with the node's values, one round for each value that it misses; what it
//! asks for is what the lock will need. What a node says wrongly here costs a refusal, and nothing else.

use std::{
	cell::{Cell, RefCell},
	collections::{BTreeMap, BTreeSet},
};

use samul_primitives::{
	access::{
		decide, right_key, Allowed, Ask, Denied, DeviceState, Permissions, Requirement, ResourceId,
		Right, RightId, Source, Subject, Values, Zone,
	},
	claims::Attestation,
	DeviceId, Moment,
};
use samul_verifier::access::{ByKey, Hints, Stored};
use subxt::utils::H256;

use super::Node;
use crate::{Error, Result};

/// Bytes at the end of a right's key: a hash of 8 and its number.
const RIGHT_SUFFIX: usize = 16;
/// More rounds than there are values that a decision may look at.
const ROUNDS: usize = 64;

/// What is known of a state, and what else was asked for.
#[derive(Default)]
struct Known {
	values: BTreeMap<Vec<u8>, Option<Vec<u8>>>,
	missing: RefCell<BTreeSet<Vec<u8>>>,
}

impl Stored for &Known {
	fn value(&self, key: &[u8]) -> Option<&[u8]> {
		match self.values.get(key) {
			Some(value) => value.as_deref(),
			None => {
				self.missing.borrow_mut().insert(key.to_vec());
				None
			}
		}
	}
}

/// Notes what a decision looks at.
struct Notes<'a> {
	values: ByKey<&'a Known>,
	ask: Ask,
	hints: RefCell<Hints>,
	/// Whether a right that was looked at can be used so often only.
	is_limited: Cell<bool>,
}

impl Values for Notes<'_> {
	fn zone(&self, resource: ResourceId) -> Option<Zone> {
		if resource != self.ask.resource {
			self.hints.borrow_mut().zones.push(resource);
		}
		self.values.zone(resource)
	}

	fn right(&self, resource: ResourceId, subject: &Subject, right: RightId) -> Option<Right> {
		if (*subject, right) != (self.ask.subject, self.ask.right) {
			let source = Source {
				subject: *subject,
				right,
			};
			self.hints.borrow_mut().sources.push(source);
		}
		let found = self.values.right(resource, subject, right)?;
		if found.uses.is_some() {
			self.is_limited.set(true);
		}
		Some(found)
	}

	fn device(&self, device: &DeviceId) -> Option<DeviceState> {
		if let Some(model) = self.values.head(device).and_then(|head| head.model) {
			let models = &mut self.hints.borrow_mut().models;
			if !models.contains(&model) {
				models.push(model);
			}
		}
		self.values.device(device)
	}

	fn attestation(&self, device: &DeviceId, requirement: &Requirement) -> Option<Attestation> {
		let claim = (requirement.claim_type, requirement.issuer);
		let claims = &mut self.hints.borrow_mut().claims;
		if !claims.contains(&claim) {
			claims.push(claim);
		}
		self.values.attestation(device, requirement)
	}
}

/// What is decided, and on what that stands.
#[derive(Debug)]
struct Found {
	decided: std::result::Result<Allowed, Denied>,
	hints: Hints,
	/// Whether the right, or one that it was delegated from, can be used so often only.
	is_limited: bool,
}

/// What is decided by what is known.
fn try_decide(known: &Known, ask: &Ask) -> Found {
	let notes = Notes {
		values: ByKey(known),
		ask: *ask,
		hints: RefCell::new(Hints {
			right: ask.right,
			..Hints::default()
		}),
		is_limited: Cell::new(false),
	};
	let decided = decide(&notes, ask);
	Found {
		decided,
		hints: notes.hints.into_inner(),
		is_limited: notes.is_limited.get(),
	}
}

/// The one to be handed over: one that allows, if there is one of unlimited use, so that no use is wasted;
/// else the first, so that the lock knows why not. `best` is of those before.
fn better(best: Option<Found>, next: Found) -> Found {
	match best {
		None => next,
		Some(best) => match (&best.decided, &next.decided) {
			(Err(_), Ok(_)) => next,
			(Ok(_), Ok(_)) if best.is_limited && !next.is_limited => next,
			_ => best,
		},
	}
}

/// On what it stands, by this right, at a block.
async fn by_right(node: &Node, known: &mut Known, ask: &Ask, block: H256) -> Result<Found> {
	for _ in 0..ROUNDS {
		let found = try_decide(known, ask);
		let missing = std::mem::take(&mut *known.missing.borrow_mut());
		if missing.is_empty() {
			return Ok(found);
		}
		for key in missing {
			let value = node.value(&key, block).await?;
			known.values.insert(key, value);
		}
	}
	Err(Error::Evidence("a decision has no end".into()))
}

/// What the lock needs to decide whether `subject` may do `permission` on `resource` at a block: a right
/// that allows it, one of unlimited use if there is one; if none does, the first one, so that the lock
/// knows why not. The time is `now`.
///
/// # Errors
///
/// [`Error::Connection`].
pub async fn gather(
	node: &Node,
	resource: ResourceId,
	subject: Subject,
	permission: Permissions,
	block: H256,
	now: Moment,
) -> Result<Hints> {
	let mut prefix = right_key(resource, &subject, 0);
	prefix.truncate(prefix.len().saturating_sub(RIGHT_SUFFIX));
	let rights = node.keys(&prefix, block).await?;
	let mut rights = rights
		.iter()
		.filter_map(|key| key.last_chunk())
		.map(|number| RightId::from_le_bytes(*number))
		.collect::<Vec<_>>();
	rights.sort_unstable();
	if rights.is_empty() {
		// One that there is not: that is proved to the lock, too.
		rights.push(0);
	}
	let mut known = Known::default();
	let mut best = None;
	for right in rights {
		let ask = Ask {
			subject,
			resource,
			right,
			permission,
			at: now,
		};
		let found = better(best, by_right(node, &mut known, &ask, block).await?);
		if found.decided.is_ok() && !found.is_limited {
			return Ok(found.hints);
		}
		best = Some(found);
	}
	Ok(best.map(|found| found.hints).unwrap_or_default())
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::{Decode, Encode};
	use samul_primitives::{
		access::{zone_key, Condition},
		claims::storage_key,
		device::{device_key, model_key, DeviceHead, ModelHead},
		keys::PublicKey,
	};

	const DEVICE: DeviceId = DeviceId([2; 32]);
	const REQUIREMENT: Requirement = Requirement {
		claim_type: 5,
		issuer: 6,
		minimum: None,
	};

	fn right() -> Right {
		Right {
			permissions: Permissions::ENTER,
			from: 0,
			until: None,
			registered: Some(3),
			generation: None,
			suspended: None,
			uses: None,
			used: 0,
			lease: None,
			source: Some(Source {
				subject: Subject::Account([4; 32]),
				right: 8,
			}),
			delegations: 0,
			conditions: vec![Condition::Attested(REQUIREMENT)].try_into().unwrap(),
			approvals: Default::default(),
		}
	}

	/// A right that was delegated, of a device of a model, in a zone, with a claim.
	fn state() -> BTreeMap<Vec<u8>, Vec<u8>> {
		let subject = Subject::Device(DEVICE);
		let account = Subject::Account([4; 32]);
		let key = PublicKey::Ed25519([9; 32]);
		let zone = Zone {
			parent: Some(11),
			..Zone::default()
		};
		let source = Right {
			registered: None,
			source: None,
			..right()
		};
		let device = DeviceHead {
			owner: [1; 32],
			key,
			status: 0,
			rotations: 0,
			registered: 3,
			deposit: 0,
			offered_to: None,
			key_since: 3,
			compromised: None,
			trusted_since: 3,
			part_of: None,
			parts: 0,
			model: Some(7),
			serial: Default::default(),
			firmware: 1,
		};
		let model = ModelHead {
			manufacturer: 1,
			name: Default::default(),
			ca: key,
			suspended: false,
			suspended_firmware: Default::default(),
		};
		let claim = Attestation {
			registered: 3,
			from: 0,
			until: None,
			revoked: None,
			value: None,
			digest: [0; 32],
		};
		[
			(zone_key(12), zone.encode()),
			(zone_key(11), Zone::default().encode()),
			(right_key(12, &subject, 9), right().encode()),
			(right_key(12, &account, 8), source.encode()),
			(device_key(&DEVICE), device.encode()),
			(model_key(7), model.encode()),
			(storage_key(&DEVICE, 5, 6), claim.encode()),
		]
		.into()
	}

	/// As [`by_right`], from a map.
	fn decided(
		state: &BTreeMap<Vec<u8>, Vec<u8>>,
		right: RightId,
	) -> (std::result::Result<Allowed, Denied>, Hints) {
		let found = found(state, right);
		(found.decided, found.hints)
	}

	fn found(state: &BTreeMap<Vec<u8>, Vec<u8>>, right: RightId) -> Found {
		let ask = Ask {
			subject: Subject::Device(DEVICE),
			resource: 12,
			right,
			permission: Permissions::ENTER,
			at: 5,
		};
		let mut known = Known::default();
		loop {
			let found = try_decide(&known, &ask);
			let missing = std::mem::take(&mut *known.missing.borrow_mut());
			if missing.is_empty() {
				return found;
			}
			for key in missing {
				known.values.insert(key.clone(), state.get(&key).cloned());
			}
		}
	}

	#[test]
	fn all_that_decides_is_found_and_nothing_else() {
		let state = state();
		let (decision, hints) = decided(&state, 9);
		assert!(decision.is_ok());
		let expected = Hints {
			right: 9,
			zones: vec![11],
			sources: vec![Source {
				subject: Subject::Account([4; 32]),
				right: 8,
			}],
			models: vec![7],
			claims: vec![(5, 6)],
		};
		assert_eq!(hints, expected);
		let mut keys = state.into_keys().collect::<Vec<_>>();
		keys.sort();
		assert_eq!(hints.keys(12, &Subject::Device(DEVICE)), keys);
	}

	/// The same, delegated by a second device, of a model of its own.
	fn state_of_devices(second_model: Option<u32>) -> BTreeMap<Vec<u8>, Vec<u8>> {
		let mut state = state();
		let second = DeviceId([3; 32]);
		let source = Subject::Device(second);
		let above = Right {
			source: None,
			conditions: Default::default(),
			..right()
		};
		let below = Right {
			source: Some(Source {
				subject: source,
				right: 8,
			}),
			..right()
		};
		state.remove(&right_key(12, &Subject::Account([4; 32]), 8));
		state.insert(right_key(12, &source, 8), above.encode());
		state.insert(right_key(12, &Subject::Device(DEVICE), 9), below.encode());
		let head = state.get(&device_key(&DEVICE)).unwrap();
		let head = DeviceHead::decode(&mut head.as_slice()).unwrap();
		let head = DeviceHead {
			model: second_model,
			..head
		};
		state.insert(device_key(&second), head.encode());
		if let Some(model) = second_model {
			let value = state.get(&model_key(7)).unwrap().clone();
			state.insert(model_key(model), value);
		}
		state
	}

	#[test]
	fn a_device_that_delegated_is_found_with_its_model() {
		for (model, models) in [
			(None, vec![7]),
			(Some(6), vec![7, 6]),
			// Of the same model: once.
			(Some(7), vec![7]),
		] {
			let state = state_of_devices(model);
			let (decision, hints) = decided(&state, 9);
			assert!(decision.is_ok(), "{decision:?}");
			assert_eq!(hints.models, models);
			let keys = state.into_keys().collect::<Vec<_>>();
			assert_eq!(hints.keys(12, &Subject::Device(DEVICE)), keys);
		}
	}

	#[test]
	fn a_right_of_unlimited_use_is_preferred() {
		let subject = Subject::Device(DEVICE);
		let mut state = state_of_devices(None);
		let mut put = |id: RightId, uses, source| {
			let right = Right {
				uses,
				source,
				..right()
			};
			state.insert(right_key(12, &subject, id), right.encode());
		};
		// Limited; limited by what it was delegated from; unlimited; suspended.
		put(20, Some(3), None);
		let source = Some(Source { subject, right: 20 });
		put(21, None, source);
		put(22, None, None);
		let gone = Some(Source { subject, right: 1 });
		put(23, None, gone);
		let best = |rights: &[RightId]| {
			let found = rights.iter().map(|right| found(&state, *right));
			found
				.fold(None, |best, next| Some(better(best, next)))
				.unwrap()
		};
		for (rights, expected) in [
			(&[20, 21, 22][..], 22),
			(&[22, 20], 22),
			(&[20, 21], 20),
			(&[23, 20], 20),
			(&[20, 23], 20),
			(&[23, 1], 23),
		] {
			let best = best(rights);
			assert_eq!(best.hints.right, expected);
			assert_eq!(best.is_limited, expected == 20);
		}
		assert!(found(&state, 21).is_limited);
	}

	#[test]
	fn what_leads_to_a_no_is_found_too() {
		let mut state = state();
		let (decision, hints) = decided(&state, 10);
		assert_eq!(decision, Err(Denied::UnknownRight));
		assert_eq!((hints.right, hints.zones), (10, vec![11]));
		state.remove(&zone_key(11));
		let (decision, hints) = decided(&state, 9);
		assert_eq!(decision, Err(Denied::UnknownResource { resource: 11 }));
		assert_eq!(hints.zones, [11]);
	}
}
