// SPDX-License-Identifier: Apache-2.0

//! How the golden vectors come to be. Shared by the example that prints them and the test that
//! reads them.

mod form;
mod payloads;

use codec::Encode;
pub use form::*;
use samul_primitives::{
	batch,
	envelope::{batch_message, endorse_message, method_message, register_message, rotate_message},
	keys::{verify, DeviceKey},
	mmr, DeviceId, Moment, Scheme, Signature, StreamId,
};
use std::collections::BTreeMap;

/// The four schemes, in the order of their tags.
pub const SCHEMES: [Scheme; 4] = [
	Scheme::Ed25519,
	Scheme::Sr25519,
	Scheme::Secp256k1,
	Scheme::P256,
];

impl Vectors {
	/// Generate the vectors. Sr25519 signs at random: a signature in `stored` that is good for its
	/// message is kept.
	pub fn generate(stored: Option<&Vectors>) -> Self {
		let signer = Signer::new(stored);
		let batches = batches(&signer);
		Self {
			keys: SCHEMES.iter().map(|s| key_case(*s, &signer)).collect(),
			accepted_payloads: payloads::accepted_payloads(),
			refused_payloads: payloads::refused_payloads(),
			refused_readings: payloads::refused_readings(),
			signatures: signatures(&batches),
			ranges: ranges(&batches),
			batches,
		}
	}
}

/// Signs, but keeps the Sr25519 signatures that were there.
struct Signer(BTreeMap<Vec<u8>, [u8; 64]>);

impl Signer {
	fn new(stored: Option<&Vectors>) -> Self {
		let mut kept = BTreeMap::new();
		let mut keep = |message: &Hex, signature: &Hex| {
			if let Ok(signature) = signature.0.as_slice().try_into() {
				kept.insert(message.0.clone(), signature);
			}
		};
		for case in stored.iter().flat_map(|stored| &stored.keys) {
			keep(&case.registration.message, &case.registration.signature);
			keep(&case.rotation.message, &case.rotation.signature);
			keep(&case.method.message, &case.method.signature);
			keep(&case.endorsement.message, &case.endorsement.signature);
		}
		for case in stored.iter().flat_map(|stored| &stored.batches) {
			keep(&case.message, &case.signature);
		}
		Self(kept)
	}

	/// The signature without its tag.
	fn sign(&self, key: &DeviceKey, message: &[u8]) -> Hex {
		let kept = self.0.get(message).copied().map(Signature::Sr25519);
		let signature = kept
			.filter(|kept| verify(&key.public(), message, kept))
			.unwrap_or_else(|| key.sign(message));
		untagged(signature)
	}
}

/// A key or a signature without its tag.
fn untagged(tagged: impl Encode) -> Hex {
	Hex(tagged.encode().split_off(1))
}

/// `blake2_256("samul vectors")` stands for the genesis hash.
fn genesis() -> [u8; 32] {
	samul_primitives::hash::blake2_256(b"samul vectors")
}

/// 32 bytes that count up from `first`.
fn counting(first: u8) -> [u8; 32] {
	core::array::from_fn(|at| first.wrapping_add(at as u8))
}

/// A scheme's first key (`turn` 0) or the one it is rotated to (1): its seed, and itself.
fn key(scheme: Scheme, turn: u8) -> ([u8; 32], DeviceKey) {
	let seed = counting(0x80 * turn + 0x20 * scheme as u8);
	let key = DeviceKey::from_seed(scheme, &seed).expect("the seeds are scalars of every curve");
	(seed, key)
}

fn key_case(scheme: Scheme, signer: &Signer) -> KeyCase {
	let (seed, first) = key(scheme, 0);
	let (new_seed, new) = key(scheme, 1);
	let device = DeviceId::of(&first.public());
	let (owner, expires, rotation) = (counting(0x50), 1_767_225_600_000, 258);
	let register = register_message(&genesis(), &first.public(), &owner, expires);
	let rotate = rotate_message(&genesis(), &device, &new.public(), rotation, expires + 1);
	let (purposes, number) = (3, 515);
	let add = method_message(
		&genesis(),
		&device,
		&new.public(),
		purposes,
		number,
		expires + 2,
	);
	let (model, serial) = (66_051, b"SN-2026/0001");
	let endorse = endorse_message(&genesis(), &device, &first.public(), model, serial);
	KeyCase {
		scheme: format!("{scheme:?}"),
		tag: scheme as u8,
		seed: Hex(seed.into()),
		public_key: untagged(first.public()),
		device: Hex(device.0.into()),
		registration: Registration {
			genesis: Hex(genesis().into()),
			owner: Hex(owner.into()),
			expires: Int(expires.into()),
			signature: signer.sign(&first, &register),
			message: Hex(register),
		},
		rotation: Rotation {
			genesis: Hex(genesis().into()),
			new_seed: Hex(new_seed.into()),
			new_public_key: untagged(new.public()),
			rotation,
			expires: Int(i128::from(expires) + 1),
			signature: signer.sign(&new, &rotate),
			message: Hex(rotate),
		},
		method: Method {
			genesis: Hex(genesis().into()),
			purposes,
			number,
			expires: Int(i128::from(expires) + 2),
			signature: signer.sign(&new, &add),
			message: Hex(add),
		},
		endorsement: Endorsement {
			genesis: Hex(genesis().into()),
			model,
			serial: Hex(serial.into()),
			signature: signer.sign(&new, &endorse),
			message: Hex(endorse),
		},
	}
}

type Rows = Vec<(Moment, Vec<i64>)>;

/// 2026-01-01 00:00 UTC.
const START: Moment = 1_767_225_600_000;
const MINUTE: u64 = 60_000;

/// What the batches hold: name, stream index, sequence, readings.
fn contents() -> Vec<(&'static str, u16, u64, Rows)> {
	let edge = (1i64 << 53) - 1;
	let steps = |steps: &[u64]| {
		let mut time = START;
		let rest = steps.iter().enumerate().map(|(at, step)| {
			time += step;
			(time, vec![200 + at as i64])
		});
		core::iter::once((START, vec![199])).chain(rest).collect()
	};
	vec![
		("a lone reading", 0, 0, vec![(START, vec![215])]),
		(
			"one channel",
			1,
			7,
			(0..6)
				.map(|at| (START + at * MINUTE, vec![200 + at as i64 * 3 % 7]))
				.collect(),
		),
		(
			"hourly climate, two channels",
			0,
			300,
			(0..24u64)
				.map(|hour| {
					let swing = (hour as i64 - 12).abs();
					let climate = vec![215 - swing * 4 + swing * swing / 9, 48 + swing * 2];
					(START + hour * 60 * MINUTE, climate)
				})
				.collect(),
		),
		(
			"eight channels",
			513,
			16_384,
			(0..4)
				.map(|at| {
					let channel = |n: i64| n * 1000 + at as i64 * (n - 3) * 37;
					(START + at * 10_000, (0..8).map(channel).collect())
				})
				.collect(),
		),
		(
			"negative values",
			2,
			1,
			(0..8)
				.map(|at| (START + at * 1000, vec![-70 + at as i64 * 20, -(at as i64)]))
				.collect(),
		),
		(
			"irregular steps",
			3,
			127,
			steps(&[60_000, 60_000, 59_999, 60_001, 60_000, 1, 7_200_000]),
		),
		(
			"irregular steps, two equally common",
			3,
			128,
			steps(&[900, 300, 900, 300, 500]),
		),
		(
			"the largest values of a channel",
			4,
			2,
			vec![
				(START, vec![edge]),
				(START + 1, vec![-edge]),
				(START + 2, vec![edge]),
			],
		),
		(
			"the ends of 64 bits",
			u16::MAX,
			u64::MAX,
			vec![
				(u64::MAX - 1, vec![i64::MAX, i64::MIN, 0, -1]),
				(u64::MAX, vec![0, -1, i64::MAX, i64::MIN]),
			],
		),
		("the earliest time", 0, 0, vec![(0, vec![0]), (1, vec![0])]),
	]
}

fn batches(signer: &Signer) -> Vec<BatchCase> {
	let case = |scheme: Scheme, (name, index, sequence, rows): (&str, u16, u64, Rows)| {
		let key = key(scheme, 0).1;
		let device = DeviceId::of(&key.public());
		let payload =
			batch::encode(StreamId { device, index }, sequence, &rows).expect("the rows are good");
		let message = batch_message(&genesis(), &payload);
		BatchCase {
			name: name.into(),
			scheme: format!("{scheme:?}"),
			device: Hex(device.0.into()),
			index,
			sequence: Int(sequence.into()),
			readings: to_json_rows(&rows),
			leaf: Hex(mmr::leaf_hash(&payload).into()),
			genesis: Hex(genesis().into()),
			signature: signer.sign(&key, &message),
			message: Hex(message),
			payload: Hex(payload.into_inner()),
		}
	};
	let mut cases: Vec<_> = SCHEMES
		.iter()
		.flat_map(|scheme| contents().into_iter().map(|content| case(*scheme, content)))
		.collect();
	let most = (0..u64::from(batch::MAX_READINGS))
		.map(|at| {
			(
				START + at * MINUTE,
				vec![(at as i64 * 7919) % 601 - 300, at as i64 % 101],
			)
		})
		.collect();
	cases.push(case(Scheme::Ed25519, ("1,024 readings", 5, 3, most)));
	cases
}

fn to_json_rows(rows: &[(Moment, Vec<i64>)]) -> Vec<Vec<Int>> {
	rows.iter()
		.map(|(time, values)| {
			let values = values.iter().map(|value| Int((*value).into()));
			core::iter::once(Int((*time).into()))
				.chain(values)
				.collect()
		})
		.collect()
}

/// Orders of the curves' groups.
const SECP256K1_ORDER: &str = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
const P256_ORDER: &str = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";

/// Replace the `s` of an ECDSA signature by the order minus `s`.
fn negate_s(signature: &mut [u8], order: &str) {
	let order = hex::decode(order).expect("the orders are written in hex");
	let mut borrow = 0;
	for at in (0..32).rev() {
		let difference = i16::from(order[at]) - i16::from(signature[32 + at]) - borrow;
		borrow = i16::from(difference < 0);
		signature[32 + at] = difference.rem_euclid(256) as u8;
	}
}

/// Every scheme's signature over the batch of a lone reading, and what it is altered to.
fn signatures(batches: &[BatchCase]) -> Vec<SignatureCase> {
	let mut cases = Vec::new();
	for scheme in SCHEMES {
		let scheme_name = format!("{scheme:?}");
		let Some(batch) = batches.iter().find(|batch| batch.scheme == scheme_name) else {
			continue;
		};
		let tag = scheme as u8;
		let tagged_key = key(scheme, 0).1.public().encode();
		let message = batch.message.0.clone();
		let signature = [&[tag], &batch.signature.0[..]].concat();
		let mut add = |name: &str, key: &[u8], message: &[u8], signature: &[u8], good| {
			cases.push(SignatureCase {
				name: format!("{scheme_name}: {name}"),
				tagged_key: Hex(key.into()),
				message: Hex(message.into()),
				tagged_signature: Hex(signature.into()),
				good,
			})
		};
		let altered = |alter: &dyn Fn(&mut [u8])| {
			let mut signature = signature.clone();
			alter(&mut signature[1..]);
			signature
		};

		add("as signed", &tagged_key, &message, &signature, true);
		let wrong = altered(&|signature| signature[0] ^= 1);
		add(
			"a bit of the first half",
			&tagged_key,
			&message,
			&wrong,
			false,
		);
		let wrong = altered(&|signature| signature[40] ^= 1);
		add(
			"a bit of the second half",
			&tagged_key,
			&message,
			&wrong,
			false,
		);
		let wrong = altered(&|signature| signature.fill(0));
		add("all zeros", &tagged_key, &message, &wrong, false);

		let mut other = message.clone();
		other[16] ^= 1;
		add("for another chain", &tagged_key, &other, &signature, false);
		let mut other = message.clone();
		other[..16].copy_from_slice(samul_primitives::envelope::REGISTER_DOMAIN);
		add(
			"for another purpose",
			&tagged_key,
			&other,
			&signature,
			false,
		);
		let mut other = message.clone();
		if let Some(last) = other.last_mut() {
			*last ^= 2;
		}
		add(
			"for another reading",
			&tagged_key,
			&other,
			&signature,
			false,
		);
		let other = key(scheme, 1).1.public().encode();
		add("of another key", &other, &message, &signature, false);

		// Ed25519 and Sr25519 tell each other's signatures from their own by the tag alone.
		let wrong_tag = match scheme {
			Scheme::Ed25519 => Some(Scheme::Sr25519),
			Scheme::Sr25519 => Some(Scheme::Ed25519),
			Scheme::P256 => Some(Scheme::Ed25519),
			Scheme::Secp256k1 => None,
		};
		if let Some(wrong_tag) = wrong_tag {
			let wrong = [&[wrong_tag as u8], &signature[1..]].concat();
			add(
				"with another scheme's tag",
				&tagged_key,
				&message,
				&wrong,
				false,
			);
		}
		match scheme {
			Scheme::Secp256k1 => {
				let wrong = altered(&|signature| signature[64] ^= 1);
				add(
					"the other recovery id",
					&tagged_key,
					&message,
					&wrong,
					false,
				);
				let wrong = altered(&|signature| signature[64] += 27);
				add("recovery id plus 27", &tagged_key, &message, &wrong, false);
				let same = altered(&|signature| {
					negate_s(signature, SECP256K1_ORDER);
					signature[64] ^= 1;
				});
				add("order minus s", &tagged_key, &message, &same, true);
			}
			Scheme::P256 => {
				let same = altered(&|signature| negate_s(signature, P256_ORDER));
				add("order minus s", &tagged_key, &message, &same, true);
			}
			Scheme::Ed25519 | Scheme::Sr25519 => (),
		}
	}
	cases
}

/// Ranges of one to seven leaves, each with the proof of one of them.
fn ranges(batches: &[BatchCase]) -> Vec<RangeCase> {
	let mut peaks = Vec::new();
	let mut nodes = BTreeMap::new();
	let mut leaves = Vec::new();
	let mut cases = Vec::new();
	for (count, batch) in (0u64..7).zip(batches) {
		let leaf = mmr::leaf_hash(&batch.payload.0);
		mmr::append(&mut peaks, count, leaf, |node, left, right| {
			nodes.insert(*node, (*left, *right));
		});
		leaves.push(batch.leaf.clone());
		let proved = count / 2;
		let (_, siblings) =
			mmr::descend(&peaks, count + 1, proved, |node| nodes.get(node).copied())
				.expect("all nodes are known");
		let hexes = |hashes: &[mmr::Hash]| hashes.iter().map(|hash| Hex(hash.to_vec())).collect();
		cases.push(RangeCase {
			leaves: leaves.clone(),
			peaks: hexes(&peaks),
			leaf: proved,
			siblings: hexes(&siblings),
		});
	}
	cases
}
