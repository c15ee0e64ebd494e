// SPDX-License-Identifier: Apache-2.0

//! Whom a lock lets in: whom the chain would, if he holds the key, whatever the relay says.

#![allow(clippy::unwrap_used)]

mod common;

use codec::{Decode, Encode};
use common::{clock, home::*, message, time, Chain};
use samul_primitives::{
	access::{Approval, Denied, Entry, Permissions, Requirement, Right, Source, Subject, Zone},
	claims::ClaimRefusal,
	device::{DeviceHead, ModelHead},
	envelope::entry_message,
	keys::{self, DeviceKey},
	DeviceId, Scheme,
};
use samul_verifier::{
	access::{Admitted, Hints, Receipt, Refusal},
	limits::{MAX_CLAIMS, MAX_HINT_BYTES},
	Error, Message,
};

/// What the lock says to a subject with a key, of a block of this chain.
fn ask(
	chain: &Chain,
	subject: Subject,
	key: &DeviceKey,
	hints: &Hints,
) -> Result<Admitted, Refusal> {
	let bytes = message(&[], Some(&told(chain, BLOCK, &subject, hints)));
	let answer = answer(subject, key);
	knock(
		&mut chain.trust(),
		subject,
		&bytes,
		&hints.encode(),
		&answer,
	)
}

fn ed25519(chain: &Chain, hints: &Hints) -> Result<Admitted, Refusal> {
	let key = phone_key(Scheme::Ed25519);
	ask(chain, phone(Scheme::Ed25519), &key, hints)
}

fn denied(denied: Denied) -> Result<Admitted, Refusal> {
	Err(Refusal::Denied(denied))
}

fn phone_id() -> DeviceId {
	match phone(Scheme::Ed25519) {
		Subject::Device(id) => id,
		Subject::Account(_) => unreachable!(),
	}
}

#[test]
fn phones_and_accounts_are_let_in_and_the_receipt_is_the_chains() {
	for scheme in [Scheme::Ed25519, Scheme::P256] {
		let chain = chain(scheme);
		let admitted = ask(&chain, phone(scheme), &phone_key(scheme), &hints()).unwrap();
		assert_eq!(admitted.allowed.right, RIGHT);
		assert_eq!(admitted.allowed.until, Some(time(1000)));
		let receipt = admitted.receipt(&chain.genesis, 9, |message| lock_key().sign(message));
		let entry = Entry {
			guard: lock().device,
			resource: FLAT,
			number: 9,
			subject: phone(scheme),
			right: RIGHT,
			permission: Permissions::ENTER,
			at: clock(BLOCK).now,
		};
		assert_eq!(receipt.entry, entry);
		let signed = entry_message(&chain.genesis, &entry);
		assert!(keys::verify(
			&lock_key().public(),
			&signed,
			&receipt.signature
		));
		assert_eq!(Receipt::decode(&mut &receipt.encode()[..]), Ok(receipt));
	}
	// An account on what is in no zone: two values.
	let key = phone_key(Scheme::Ed25519);
	let subject = Subject::Account(key.public().as_bytes().try_into().unwrap());
	let mut chain = chain(Scheme::P256);
	put_zone(&mut chain.state, FLAT, &Zone::default());
	put_right(&mut chain.state, FLAT, &subject, 101, &right());
	let hints = Hints {
		right: 101,
		..Hints::default()
	};
	assert_eq!(hints.keys(FLAT, &subject).len(), 2);
	assert!(ask(&chain, subject, &key, &hints).is_ok());
	let other = DeviceKey::from_seed(Scheme::Ed25519, &[3; 32]).unwrap();
	let wrong = Err(Refusal::Unproved(Error::BadAnswer));
	assert_eq!(ask(&chain, subject, &other, &hints), wrong);
	let of_another_scheme = phone_key(Scheme::P256);
	assert_eq!(ask(&chain, subject, &of_another_scheme, &hints), wrong);
}

#[test]
fn the_key_is_the_one_that_the_device_has_now() {
	let mut chain = chain(Scheme::Ed25519);
	let new = DeviceKey::from_seed(Scheme::P256, &[4; 32]).unwrap();
	put_device(&mut chain.state, &phone_id(), &device(new.public()));
	let wrong = Err(Refusal::Unproved(Error::BadAnswer));
	assert_eq!(ed25519(&chain, &hints()), wrong);
	assert!(ask(&chain, phone(Scheme::Ed25519), &new, &hints()).is_ok());
	// Schemes that locks do not verify.
	let other = DeviceKey::from_seed(Scheme::Secp256k1, &[4; 32]).unwrap();
	put_device(&mut chain.state, &phone_id(), &device(other.public()));
	assert_eq!(
		ask(&chain, phone(Scheme::Ed25519), &other, &hints()),
		Err(Refusal::Unproved(Error::UnsupportedScheme))
	);
}

#[test]
fn an_account_that_is_nobodys_is_nobodys() {
	// For these account ids everybody has a signature over anything, which nodes take, too.
	let mut forged = [0; 64];
	forged[0] = 1;
	let mut order_2 = [0xff; 32];
	(order_2[0], order_2[31]) = (0xec, 0x7f);
	let mut neutral = [0; 32];
	neutral[0] = 1;
	for id in [[0; 32], order_2, neutral] {
		let subject = Subject::Account(id);
		let mut chain = chain(Scheme::P256);
		put_right(&mut chain.state, FLAT, &subject, RIGHT, &right());
		let bytes = message(&[], Some(&told(&chain, BLOCK, &subject, &hints())));
		let answer = samul_primitives::Signature::Ed25519(forged);
		let key = samul_primitives::PublicKey::Ed25519(id);
		assert!(keys::verify(&key, request(subject).challenge(), &answer));
		let trust = &mut chain.trust();
		let result = knock(trust, subject, &bytes, &hints().encode(), &answer);
		assert_eq!(result, Err(Refusal::Unproved(Error::WeakKey)));
	}
}

#[test]
fn what_a_relay_leaves_out_is_not_there() {
	let chain = chain(Scheme::Ed25519);
	let without_zone = Hints {
		zones: Vec::new(),
		..hints()
	};
	let unknown = Denied::UnknownResource { resource: HOUSE };
	assert_eq!(ed25519(&chain, &without_zone), denied(unknown));
	let other_right = Hints {
		right: RIGHT + 1,
		..hints()
	};
	assert_eq!(ed25519(&chain, &other_right), denied(Denied::UnknownRight));
	// What is not needed hurts nobody.
	let more = Hints {
		zones: vec![HOUSE, 3, FLAT],
		sources: vec![Source {
			subject: Subject::Account([1; 32]),
			right: 4,
		}],
		models: vec![8],
		claims: vec![(1, 2), (1, 2)],
		..hints()
	};
	assert_eq!(ed25519(&chain, &more), ed25519(&chain, &hints()));
	assert!(ed25519(&chain, &more).is_ok());
}

#[test]
fn everything_that_may_be_wrong_is_looked_at() {
	type Change = fn(&mut State);
	fn flat(state: &mut State, zone: Zone) {
		let parent = Some(HOUSE);
		put_zone(state, FLAT, &Zone { parent, ..zone });
	}
	fn of_phone(state: &mut State, right: Right) {
		let registered = Some(5);
		let right = Right {
			registered,
			..right
		};
		put_right(state, FLAT, &phone(Scheme::Ed25519), RIGHT, &right);
	}
	fn the_phone(state: &mut State, change: impl FnOnce(&mut DeviceHead)) {
		let mut head = device(phone_key(Scheme::Ed25519).public());
		change(&mut head);
		put_device(state, &phone_id(), &head);
	}
	let id = RIGHT;
	let requirement = Requirement {
		claim_type: 1,
		issuer: 2,
		minimum: None,
	};
	let cases: [(Change, Denied); 11] = [
		(
			|state| {
				put_zone(
					state,
					HOUSE,
					&Zone {
						locked_down: Some(1),
						..Zone::default()
					},
				);
			},
			Denied::LockedDown { zone: HOUSE },
		),
		(
			|state| {
				flat(
					state,
					Zone {
						generation: 1,
						..Zone::default()
					},
				);
			},
			Denied::Withdrawn { right: id },
		),
		(
			|state| {
				flat(
					state,
					Zone {
						approval: Some(Approval {
							threshold: 1,
							approvers: vec![[1; 32]].try_into().unwrap(),
						}),
						..Zone::default()
					},
				);
			},
			Denied::NotApproved { zone: FLAT },
		),
		(
			|state| {
				of_phone(
					state,
					Right {
						suspended: Some(1),
						..right()
					},
				);
			},
			Denied::Suspended { right: id },
		),
		(
			|state| {
				of_phone(
					state,
					Right {
						permissions: Permissions::START,
						..right()
					},
				);
			},
			Denied::NotPermitted { right: id },
		),
		(
			|state| {
				of_phone(
					state,
					Right {
						from: time(BLOCK) + 3001,
						..right()
					},
				);
			},
			Denied::NotYet { right: id },
		),
		(
			|state| {
				of_phone(
					state,
					Right {
						until: Some(time(BLOCK) + 2999),
						..right()
					},
				);
			},
			Denied::Expired { right: id },
		),
		(
			|state| {
				of_phone(
					state,
					Right {
						uses: Some(2),
						used: 2,
						..right()
					},
				);
			},
			Denied::UsedUp { right: id },
		),
		(
			|state| the_phone(state, |head| head.status = 2),
			Denied::DeviceNotActive,
		),
		(
			// It was registered anew, or somebody else may have held its keys since.
			|state| the_phone(state, |head| head.trusted_since = 6),
			Denied::OtherDevice,
		),
		(
			|state| {
				flat(
					state,
					Zone {
						requirements: vec![Requirement {
							claim_type: 1,
							issuer: 2,
							minimum: None,
						}]
						.try_into()
						.unwrap(),
						..Zone::default()
					},
				);
			},
			Denied::Claim {
				requirement,
				refusal: ClaimRefusal::Unknown,
			},
		),
	];
	for (change, reason) in cases {
		let mut chain = chain(Scheme::Ed25519);
		change(&mut chain.state);
		assert_eq!(ed25519(&chain, &hints()), denied(reason));
	}
}

#[test]
fn a_model_and_its_firmware_are_looked_at() {
	let mut chain = chain(Scheme::Ed25519);
	let mut head = device(phone_key(Scheme::Ed25519).public());
	head.model = Some(8);
	put_device(&mut chain.state, &phone_id(), &head);
	let of_model = Hints {
		models: vec![8],
		..hints()
	};
	let model = ModelHead {
		manufacturer: 1,
		name: b"Phone".to_vec().try_into().unwrap(),
		ca: head.key,
		suspended: false,
		suspended_firmware: vec![(1, 3), (5, 9)].try_into().unwrap(),
	};
	// Not known, or another one's.
	assert_eq!(ed25519(&chain, &of_model), denied(Denied::DeviceNotActive));
	put_model(&mut chain.state, 8, &model);
	put_model(&mut chain.state, 9, &model);
	for told in [vec![], vec![9]] {
		let hints = Hints {
			models: told,
			..hints()
		};
		assert_eq!(ed25519(&chain, &hints), denied(Denied::DeviceNotActive));
	}
	assert!(ed25519(&chain, &of_model).is_ok());
	for firmware in [1, 3, 5, 9] {
		let mut chain = chain.clone();
		let head = DeviceHead {
			firmware,
			..head.clone()
		};
		put_device(&mut chain.state, &phone_id(), &head);
		assert_eq!(ed25519(&chain, &of_model), denied(Denied::DeviceNotActive));
	}
	let suspended = ModelHead {
		suspended: true,
		..model
	};
	put_model(&mut chain.state, 8, &suspended);
	assert_eq!(ed25519(&chain, &of_model), denied(Denied::DeviceNotActive));
}

#[test]
fn the_locks_own_count_counts() {
	let mut chain = chain(Scheme::Ed25519);
	let limited = Right {
		registered: Some(5),
		uses: Some(3),
		used: 1,
		..right()
	};
	let subject = phone(Scheme::Ed25519);
	put_right(&mut chain.state, FLAT, &subject, RIGHT, &limited);
	let bytes = message(&[], Some(&told(&chain, BLOCK, &subject, &hints())));
	let signature = answer(subject, &phone_key(Scheme::Ed25519));
	let with = |own: u32| {
		request(subject).decide(
			&mut chain.trust(),
			&Message::decode(&bytes).unwrap(),
			&hints(),
			&signature,
			&clock(BLOCK),
			|id, used| {
				assert_eq!((id, used), (RIGHT, 1));
				own
			},
		)
	};
	assert!(with(2).is_ok());
	assert_eq!(with(3), denied(Denied::UsedUp { right: RIGHT }));
	// A lock that has forgotten does not count less than the chain.
	assert!(with(0).is_ok());
}

#[test]
fn a_message_without_a_block_lets_nobody_in() {
	let chain = chain(Scheme::Ed25519);
	let subject = phone(Scheme::Ed25519);
	let signature = answer(subject, &phone_key(Scheme::Ed25519));
	let nothing = knock(
		&mut chain.trust(),
		subject,
		&message(&[], None),
		&hints().encode(),
		&signature,
	);
	assert_eq!(nothing, Err(Refusal::Unproved(Error::NoBlock)));
}

#[test]
fn hints_are_bounded() {
	let most = Hints {
		right: u64::MAX,
		zones: vec![u64::MAX; 3],
		sources: vec![
			Source {
				subject: Subject::Account([9; 32]),
				right: 1,
			};
			3
		],
		models: vec![u32::MAX; 4],
		claims: vec![(u32::MAX, u32::MAX); MAX_CLAIMS],
	};
	let bytes = most.encode();
	assert_eq!(bytes.len(), MAX_HINT_BYTES);
	assert_eq!(Hints::decode(&bytes), Ok(most.clone()));
	for length in 0..bytes.len() {
		assert_eq!(Hints::decode(&bytes[..length]), Err(Error::MalformedHints));
	}
	let refused = |change: fn(&mut Hints)| {
		let mut hints = hints();
		change(&mut hints);
		assert_eq!(Hints::decode(&hints.encode()), Err(Error::MalformedHints));
		let mut followed = most.encode();
		followed.push(0);
		assert_eq!(Hints::decode(&followed), Err(Error::MalformedHints));
		// Those that were not decoded, too.
		let subject = phone(Scheme::Ed25519);
		let refused = request(subject).decide(
			&mut chain(Scheme::Ed25519).trust(),
			&Message::decode(&message(&[], None)).unwrap(),
			&hints,
			&answer(subject, &phone_key(Scheme::Ed25519)),
			&clock(BLOCK),
			|_, used| used,
		);
		assert_eq!(refused, Err(Refusal::Unproved(Error::MalformedHints)));
	};
	refused(|hints| hints.zones = vec![1; 4]);
	refused(|hints| hints.models = vec![1; 5]);
	refused(|hints| hints.claims = vec![(1, 1); MAX_CLAIMS + 1]);
	refused(|hints| {
		let subject = Subject::Account([9; 32]);
		hints.sources = vec![Source { subject, right: 1 }; 4];
	});
}
