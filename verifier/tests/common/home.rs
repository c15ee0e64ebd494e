// SPDX-License-Identifier: Apache-2.0

//! A flat in a house, a phone that may go in, and the lock, as the chain stores them.

use std::collections::BTreeMap;

use codec::Encode;
use samul_primitives::{
	access::{right_key, zone_key, Permissions, ResourceId, Right, RightId, Subject, Zone},
	claims::{self, Attestation},
	device::{device_key, model_key, DeviceHead, ModelHead, ACTIVE},
	keys::DeviceKey,
	DeviceId, PublicKey, Scheme, Signature,
};
use samul_verifier::{
	access::{Admitted, Hints, Lock, Refusal, Request},
	Message, Trust,
};

use super::{clock, time, Chain};

/// The house, and the flat in it.
pub const HOUSE: ResourceId = 11;
pub const FLAT: ResourceId = 12;
/// The right to go into the flat.
pub const RIGHT: RightId = 100;
/// The block that is read.
pub const BLOCK: u32 = 60;
/// The lock's random number.
pub const NONCE: [u8; 32] = [0x5a; 32];

/// What a state holds.
pub type State = BTreeMap<Vec<u8>, Vec<u8>>;

/// The lock of the flat.
pub fn lock() -> Lock {
	Lock {
		device: DeviceId::of(&lock_key().public()),
		resource: FLAT,
	}
}

pub fn lock_key() -> DeviceKey {
	DeviceKey::from_seed(Scheme::P256, &[0x10; 32]).unwrap()
}

pub fn phone_key(scheme: Scheme) -> DeviceKey {
	DeviceKey::from_seed(scheme, &[0x20; 32]).unwrap()
}

pub fn phone(scheme: Scheme) -> Subject {
	Subject::Device(DeviceId::of(&phone_key(scheme).public()))
}

pub fn put_zone(state: &mut State, number: ResourceId, zone: &Zone) {
	// Owner, authority, counts, deposit and free calls follow.
	let rest = ([7u8; 32], [8u8; 32], [1u8; 21], 5u128, [0u8; 5]);
	state.insert(zone_key(number), (zone, rest).encode());
}

pub fn put_right(state: &mut State, of: ResourceId, subject: &Subject, id: RightId, right: &Right) {
	// Depositor, deposit and whether it was bought follow.
	let rest = ([7u8; 32], 5u128, false);
	state.insert(right_key(of, subject, id), (right, rest).encode());
}

pub fn put_device(state: &mut State, id: &DeviceId, head: &DeviceHead) {
	// Guardian, recovery, counts of keys and free calls follow.
	let rest = (Some(3u32), None::<u8>, [0u8; 10], [0u8; 5]);
	state.insert(device_key(id), (head, rest).encode());
}

pub fn put_model(state: &mut State, number: u32, head: &ModelHead) {
	let rest = (9u32, [7u8; 32], 5u128, [0u8; 5]);
	state.insert(model_key(number), (head, rest).encode());
}

pub fn put_claim(state: &mut State, id: &DeviceId, of: u32, issuer: u32, claim: &Attestation) {
	let rest = ([7u8; 32], 5u128);
	state.insert(claims::storage_key(id, of, issuer), (claim, rest).encode());
}

pub fn right() -> Right {
	Right {
		permissions: Permissions::ENTER,
		from: time(0),
		until: Some(time(1000)),
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

pub fn device(key: PublicKey) -> DeviceHead {
	DeviceHead {
		owner: [7; 32],
		key,
		status: ACTIVE,
		rotations: 0,
		registered: 5,
		deposit: 3,
		offered_to: None,
		key_since: 5,
		compromised: None,
		trusted_since: 5,
		part_of: None,
		parts: 0,
		model: None,
		serial: b"SN-7".to_vec().try_into().unwrap(),
		firmware: 4,
	}
}

/// The flat in the house, and a phone that may go in.
pub fn furnish(state: &mut State, scheme: Scheme) {
	put_zone(state, HOUSE, &Zone::default());
	let flat = Zone {
		parent: Some(HOUSE),
		..Zone::default()
	};
	put_zone(state, FLAT, &flat);
	let Subject::Device(id) = phone(scheme) else {
		unreachable!()
	};
	put_device(state, &id, &device(phone_key(scheme).public()));
	let right = Right {
		registered: Some(5),
		..right()
	};
	put_right(state, FLAT, &phone(scheme), RIGHT, &right);
}

/// A chain with that in its state.
pub fn chain(scheme: Scheme) -> Chain {
	let mut chain = Chain::new([0xab; 32], &[1, 2, 3, 4]);
	furnish(&mut chain.state, scheme);
	chain
}

/// What a relay says of it.
pub fn hints() -> Hints {
	Hints {
		right: RIGHT,
		zones: vec![HOUSE],
		..Hints::default()
	}
}

/// What a relay hands over for a block with these hints.
pub fn told(chain: &Chain, number: u32, subject: &Subject, hints: &Hints) -> super::Parts {
	let keys = hints.keys(FLAT, subject);
	let keys = keys.iter().map(Vec::as_slice).collect::<Vec<_>>();
	chain.hand_over(&chain.block(number, Vec::new()), &keys)
}

/// The request of somebody at the door.
pub fn request(subject: Subject) -> Request {
	let expires = clock(BLOCK).now + 30_000;
	Request::new(
		&[0xab; 32],
		lock(),
		subject,
		Permissions::ENTER,
		&NONCE,
		expires,
	)
	.unwrap()
}

/// The answer of whoever has this key.
pub fn answer(subject: Subject, key: &DeviceKey) -> Signature {
	key.sign(request(subject).challenge())
}

/// As firmware does it, with the lock's clock at the block that is read.
pub fn knock(
	trust: &mut Trust,
	subject: Subject,
	bytes: &[u8],
	hints: &[u8],
	answer: &Signature,
) -> Result<Admitted, Refusal> {
	let message = Message::decode(bytes)?;
	let hints = Hints::decode(hints)?;
	request(subject).decide(trust, &message, &hints, answer, &clock(BLOCK), |_, used| {
		used
	})
}
