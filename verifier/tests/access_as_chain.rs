// SPDX-License-Identifier: Apache-2.0

//! A lock decides as the chain does, in any state; and with less told it says no yes of its own.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;

use codec::{Decode, Encode};
use common::{clock, home::*, message, Chain};
use proptest::{prelude::*, strategy::ValueTree};
use samul_primitives::{
	access::{
		self, right_key, zone_key, Approval, Ask, Condition, Denied, DeviceState, Permissions,
		Requirement, ResourceId, Right, RightId, Source, Subject, Values, Zone,
	},
	claims::{self, Attestation, ClaimValue},
	device::{device_key, model_key, DeviceHead, ModelHead},
	DeviceId, Scheme,
};
use samul_verifier::access::{Admitted, Hints, Refusal};

/// What the lock says to the phone, of a block of this chain.
fn ed25519(chain: &Chain, hints: &Hints) -> Result<Admitted, Refusal> {
	let subject = phone(Scheme::Ed25519);
	let bytes = message(&[], Some(&told(chain, BLOCK, &subject, hints)));
	let answer = answer(subject, &phone_key(Scheme::Ed25519));
	knock(
		&mut chain.trust(),
		subject,
		&bytes,
		&hints.encode(),
		&answer,
	)
}

fn phone_id() -> DeviceId {
	match phone(Scheme::Ed25519) {
		Subject::Device(id) => id,
		Subject::Account(_) => unreachable!(),
	}
}

/// What the chain reads from its own state.
struct OnChain<'a>(&'a State);

impl OnChain<'_> {
	fn get<T: Decode>(&self, key: Vec<u8>) -> Option<T> {
		T::decode(&mut self.0.get(&key)?.as_slice()).ok()
	}
}

impl Values for OnChain<'_> {
	fn zone(&self, resource: ResourceId) -> Option<Zone> {
		self.get(zone_key(resource))
	}

	fn right(&self, resource: ResourceId, subject: &Subject, right: RightId) -> Option<Right> {
		self.get(right_key(resource, subject, right))
	}

	fn device(&self, device: &DeviceId) -> Option<DeviceState> {
		let head: DeviceHead = self.get(device_key(device))?;
		let model = head.model.and_then(|model| self.get(model_key(model)));
		Some(DeviceState {
			registered: head.trusted_since,
			counts: head.counts(model.as_ref()),
		})
	}

	fn attestation(&self, device: &DeviceId, of: &Requirement) -> Option<Attestation> {
		self.get(claims::storage_key(device, of.claim_type, of.issuer))
	}
}

fn any_requirement() -> impl Strategy<Value = Requirement> {
	(0u32..2, 0u32..2, prop::option::of(0u32..3)).prop_map(|(claim_type, issuer, minimum)| {
		Requirement {
			claim_type,
			issuer,
			minimum,
		}
	})
}

/// Mostly nothing is in the way, so that many are let in.
fn rarely<T: Clone + std::fmt::Debug>(value: T) -> impl Strategy<Value = Option<T>> {
	prop_oneof![9 => Just(None), 1 => Just(Some(value))]
}

fn any_zone() -> impl Strategy<Value = Zone> {
	(
		prop_oneof![3 => Just(None), 2 => (10u64..15).prop_map(Some)],
		rarely(3u64),
		prop_oneof![8 => Just(0u32), 1 => Just(1u32)],
		prop_oneof![6 => Just(vec![]), 1 => prop::collection::vec(any_requirement(), 1..3)],
		rarely(Approval {
			threshold: 1,
			approvers: vec![[1; 32]].try_into().unwrap(),
		}),
	)
		.prop_map(
			|(parent, locked_down, generation, requirements, approval)| Zone {
				parent,
				locked_down,
				generation,
				requirements: requirements.try_into().unwrap(),
				approval,
			},
		)
}

fn any_right() -> impl Strategy<Value = (Right, Option<(u8, u64)>)> {
	(
		prop_oneof![9 => Just(Permissions::ENTER), 1 => Just(Permissions::START)],
		prop_oneof![8 => Just(Some(5u64)), 1 => Just(None)],
		prop_oneof![8 => Just(Some(0u32)), 1 => Just(None)],
		rarely(7u64),
		prop_oneof![4 => Just(vec![]), 1 => prop::collection::vec(any_requirement(), 1..2)],
		prop::option::of((0u8..3, 100u64..104)),
		any::<bool>(),
	)
		.prop_map(
			|(permissions, registered, generation, suspended, demanded, source, approved)| {
				let conditions = demanded.into_iter().map(Condition::Attested);
				let approvals = if approved { vec![[1; 32]] } else { vec![] };
				let right = Right {
					permissions,
					registered,
					generation,
					suspended,
					conditions: conditions.collect::<Vec<_>>().try_into().unwrap(),
					approvals: approvals.try_into().unwrap(),
					..right()
				};
				(right, source)
			},
		)
}

/// A second phone, whose rights are delegated on.
const OTHER: DeviceId = DeviceId([0x44; 32]);

/// The phone, or an account or the second phone, whose rights are delegated on.
fn somebody(who: u8) -> Subject {
	match who {
		0 => phone(Scheme::Ed25519),
		1 => Subject::Account([0x33; 32]),
		_ => Subject::Device(OTHER),
	}
}

/// What a phone is like: whether it counts, when it was reported, its model and firmware.
type Kind = (u32, Option<u64>, Option<u32>, u32);

fn any_kind() -> impl Strategy<Value = Kind> {
	(0u32..12, rarely(9u64), prop::option::of(0u32..2), 0u32..6)
}

fn head_of((status, compromised, model, firmware): Kind) -> DeviceHead {
	DeviceHead {
		status: u8::from(status == 0),
		trusted_since: compromised.unwrap_or(5),
		model,
		firmware,
		..device(phone_key(Scheme::Ed25519).public())
	}
}

fn any_state() -> impl Strategy<Value = State> {
	(
		prop::collection::vec(any_zone(), 5),
		prop::collection::vec(any_right(), 12),
		(any_kind(), any_kind()),
		prop::collection::vec((prop::option::of(0u32..3), rarely(4u64)), 4),
	)
		.prop_map(|(zones, rights, (kind, other), claims)| {
			let mut state = State::new();
			for (number, zone) in (10..).zip(&zones) {
				put_zone(&mut state, number, zone);
			}
			for (number, (right, source)) in rights.into_iter().enumerate() {
				let (who, id) = (number as u8 / 4, 100 + number as u64 % 4);
				let source = source.map(|(who, right)| Source {
					subject: somebody(who),
					right,
				});
				let right = Right { source, ..right };
				put_right(&mut state, FLAT, &somebody(who), id, &right);
			}
			put_device(&mut state, &phone_id(), &head_of(kind));
			put_device(&mut state, &OTHER, &head_of(other));
			for model in 0..2 {
				let head = ModelHead {
					suspended_firmware: vec![(model * 3, model * 3)].try_into().unwrap(),
					..model_head()
				};
				put_model(&mut state, model, &head);
			}
			for (number, (level, revoked)) in (0u32..).zip(claims) {
				let claim = Attestation {
					registered: 5,
					from: 0,
					until: None,
					revoked,
					value: level.map(ClaimValue::Level),
					digest: [0; 32],
				};
				put_claim(&mut state, &phone_id(), number / 2, number % 2, &claim);
			}
			state
		})
}

/// All that a decision may look at.
fn all_hints(right: RightId, state: &State) -> Hints {
	let on_chain = OnChain(state);
	let mut hints = Hints {
		right,
		claims: (0..4).map(|number| (number / 2, number % 2)).collect(),
		..Hints::default()
	};
	let mut zone = on_chain.zone(FLAT);
	while let Some(parent) = zone.and_then(|zone| zone.parent) {
		if hints.zones.len() == 3 {
			break;
		}
		hints.zones.push(parent);
		zone = on_chain.zone(parent);
	}
	let mut at = on_chain.right(FLAT, &phone(Scheme::Ed25519), right);
	while let Some(source) = at.and_then(|right| right.source) {
		if hints.sources.len() == 3 {
			break;
		}
		hints.sources.push(source);
		at = on_chain.right(FLAT, &source.subject, source.right);
	}
	let models = [phone_id(), OTHER].into_iter().filter_map(|device| {
		let head: Option<DeviceHead> = on_chain.get(device_key(&device));
		head.and_then(|head| head.model)
	});
	let models = models.collect::<BTreeSet<_>>();
	hints.models = models.into_iter().collect();
	hints
}

/// A phone's right that a second phone, of a model of its own, delegated to it.
fn delegated() -> (Chain, Hints) {
	let mut chain = chain(Scheme::Ed25519);
	let source = Source {
		subject: Subject::Device(OTHER),
		right: 101,
	};
	for (device, model) in [(phone_id(), 0), (OTHER, 1)] {
		put_device(
			&mut chain.state,
			&device,
			&head_of((1, None, Some(model), 9)),
		);
		put_model(&mut chain.state, model, &model_head());
	}
	let above = Right {
		registered: Some(5),
		delegations: 1,
		..right()
	};
	put_right(&mut chain.state, FLAT, &source.subject, 101, &above);
	let below = Right {
		source: Some(source),
		delegations: 0,
		..above
	};
	put_right(
		&mut chain.state,
		FLAT,
		&phone(Scheme::Ed25519),
		RIGHT,
		&below,
	);
	let hints = Hints {
		sources: vec![source],
		models: vec![0, 1],
		..hints()
	};
	(chain, hints)
}

fn model_head() -> ModelHead {
	ModelHead {
		manufacturer: 1,
		name: Default::default(),
		ca: phone_key(Scheme::Ed25519).public(),
		suspended: false,
		suspended_firmware: Default::default(),
	}
}

#[test]
fn what_a_device_delegated_opens_while_that_device_counts() {
	let (chain, hints) = delegated();
	let allowed = ed25519(&chain, &hints).map(|admitted| admitted.allowed.right);
	assert_eq!(allowed, Ok(RIGHT));

	let refused = Err(Refusal::Denied(Denied::SourceDevice { right: 101 }));
	let active = head_of((1, None, Some(1), 9));
	let heads = [
		// It was reported: since then it is another one.
		DeviceHead {
			trusted_since: 9,
			compromised: Some(9),
			..active.clone()
		},
		// Its owner suspended it.
		DeviceHead {
			status: 1,
			..active.clone()
		},
		// It is of a model that the relay does not tell of.
		DeviceHead {
			model: Some(2),
			..active
		},
	];
	for head in heads {
		let mut chain = chain.clone();
		put_device(&mut chain.state, &OTHER, &head);
		assert_eq!(ed25519(&chain, &hints), refused);
	}
	let mut of_suspended_model = chain.clone();
	let suspended = ModelHead {
		suspended: true,
		..model_head()
	};
	put_model(&mut of_suspended_model.state, 1, &suspended);
	assert_eq!(ed25519(&of_suspended_model, &hints), refused);
	// The relay keeps back a model, or takes the device from what it hands over.
	let without = Hints {
		models: vec![0],
		..hints.clone()
	};
	assert_eq!(ed25519(&chain, &without), refused);
	let mut gone = chain;
	gone.state.remove(&device_key(&OTHER));
	assert_eq!(ed25519(&gone, &hints), refused);
}

/// What is compared below is worth something: in many of these states the phone is let in, in many not.
#[test]
fn states_are_of_both_kinds() {
	let mut runner = proptest::test_runner::TestRunner::deterministic();
	let allowed = (0..400).filter(|_| {
		let state = any_state().new_tree(&mut runner).unwrap().current();
		let mut chain = Chain::new([0xab; 32], &[1, 2, 3, 4]);
		chain.state.extend(state);
		ed25519(&chain, &all_hints(100, &chain.state)).is_ok()
	});
	let allowed = allowed.count();
	assert!((20..380).contains(&allowed), "{allowed} of 400");
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(1500))]

	#[test]
	fn the_lock_decides_as_the_chain_does(
		state in any_state(),
		right in 100u64..104,
		fewer in any::<u32>(),
	) {
		let mut chain = Chain::new([0xab; 32], &[1, 2, 3, 4]);
		chain.state.extend(state);
		let asked = Ask {
			subject: phone(Scheme::Ed25519),
			resource: FLAT,
			right,
			permission: Permissions::ENTER,
			at: clock(BLOCK).now,
		};
		let by_chain = access::decide(&OnChain(&chain.state), &asked);
		let hints = all_hints(right, &chain.state);
		let by_lock = ed25519(&chain, &hints).map(|admitted| admitted.allowed);
		prop_assert_eq!(by_lock, by_chain.map_err(Refusal::Denied));

		// With less of it there is no yes that the chain does not say.
		let mut less = hints;
		let mut fewer = (0..32).map(|bit| fewer >> bit & 1 == 1);
		let mut keep = || fewer.next() != Some(true);
		less.zones.retain(|_| keep());
		less.sources.retain(|_| keep());
		less.claims.retain(|_| keep());
		less.models.retain(|_| keep());
		if let Ok(admitted) = ed25519(&chain, &less) {
			prop_assert_eq!(Ok(admitted.allowed), by_chain);
		}
	}

	#[test]
	fn any_hints_are_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
		if let Ok(hints) = Hints::decode(&bytes) {
			prop_assert_eq!(hints.encode(), bytes);
		}
	}
}
