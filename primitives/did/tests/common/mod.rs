// SPDX-License-Identifier: Apache-2.0

//! Devices to make documents of.

use samul_did::{Device, Key, MethodKey, Service, State, Status};
use samul_primitives::{DeviceId, PublicKey};

/// Hash of the first block.
pub const GENESIS: [u8; 32] = [2; 32];
/// When the device was registered: 2026-01-01T00:00:00.500Z.
pub const REGISTERED: u64 = 1_767_225_600_500;
/// When all is asked: an hour later.
pub const NOW: u64 = REGISTERED + 3_600_000;

pub fn curve(byte: u8) -> [u8; 33] {
	let mut key = [byte; 33];
	key[0] = 2;
	key
}

pub fn key(key: MethodKey) -> Key {
	Key {
		key,
		authentication: true,
		assertion: true,
		agreement: false,
		since: REGISTERED,
		ended: None,
	}
}

pub fn service(id: &str, kind: &str, endpoint: &str) -> Service {
	Service {
		id: id.into(),
		kind: kind.into(),
		endpoint: endpoint.into(),
	}
}

/// A device with a key of each kind, some that ended, and services.
pub fn device() -> Device {
	let primary = PublicKey::P256(curve(1));
	let minute = 60_000;
	Device {
		id: DeviceId::of(&PublicKey::P256(curve(9))),
		owner: "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty".into(),
		status: Status::Active,
		trusted: true,
		registered: REGISTERED,
		compromised: None,
		keys: vec![
			Key {
				since: REGISTERED + 10 * minute,
				..key(MethodKey::Signing(primary))
			},
			// The first primary key, which was rotated.
			Key {
				ended: Some(REGISTERED + 10 * minute),
				..key(MethodKey::Signing(PublicKey::P256(curve(9))))
			},
			Key {
				assertion: false,
				..key(MethodKey::Signing(PublicKey::Ed25519([3; 32])))
			},
			Key {
				authentication: false,
				..key(MethodKey::Signing(PublicKey::Secp256k1(curve(4))))
			},
			Key {
				since: REGISTERED + 20 * minute,
				..key(MethodKey::Signing(PublicKey::Sr25519([5; 32])))
			},
			Key {
				authentication: false,
				assertion: false,
				agreement: true,
				..key(MethodKey::X25519([6; 32]))
			},
		],
		services: vec![
			service("data", "Telemetry", "https://example.org/devices/7?x=1#y"),
			service("mqtt", "MessageBroker", "mqtts://broker.example:8883"),
			service("home", "LinkedDomains", "https://example.org"),
			service(
				"own",
				"https://example.org/kinds#Own",
				"did:web:example.org",
			),
			service("odd", "two Wörter", "https://예.한국/사물"),
			service("sly", "verificationMethod", "urn:a:b"),
		],
	}
}

pub fn state(device: Device) -> State {
	State::Registered(Box::new(device))
}
