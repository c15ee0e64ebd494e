// SPDX-License-Identifier: Apache-2.0

//! A device's keys besides the primary one, and those of the past.

use samul_did::MethodKey;
use samul_primitives::{
	envelope,
	keys::{DeviceKey, PublicKey},
	DeviceId, Moment,
};
use serde::Serialize;
use subxt::utils::{Static, H256};
use subxt_signer::sr25519::Keypair;

use super::{expect, proof_of};
use crate::{
	chain::{self, runtime_types::pallet_device_identity::types as found},
	connection::{Included, Until},
	consortium::state,
	did::{self, AGREEMENT, ASSERTION, AUTHENTICATION},
	Chain, Error, Result,
};

/// What a key is for, and its names.
const PURPOSES: [(u8, &str); 3] = [
	(AUTHENTICATION, "authentication"),
	(ASSERTION, "assertion"),
	(AGREEMENT, "keyAgreement"),
];

/// What a key that signs is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Purposes {
	/// To log in as the device.
	pub authentication: bool,
	/// To state something as the device.
	pub assertion: bool,
}

impl Purposes {
	fn bits(self) -> u8 {
		let bit = |wanted, bit| if wanted { bit } else { 0 };
		bit(self.authentication, AUTHENTICATION) | bit(self.assertion, ASSERTION)
	}
}

/// A key that is kept of a device.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Key {
	/// Its number within the device; none if it is the primary key now.
	pub number: Option<u16>,
	/// Name of its scheme, or `x25519`.
	pub scheme: &'static str,
	/// The key: `0x` and hexadecimal digits.
	pub key: String,
	/// The key as a Multikey: the fragment of its DID URL, too.
	pub multibase: String,
	/// What it is for.
	pub purposes: Vec<&'static str>,
	/// Whether it is or was the primary key.
	pub primary: bool,
	/// From when on it counts, in Unix milliseconds.
	pub since: Moment,
	/// From when on it counts no more.
	pub ended: Option<Moment>,
	/// Why: `rotated`, `revoked` or `compromised`.
	pub reason: Option<&'static str>,
}

impl From<&found::MethodInfo> for Key {
	fn from(method: &found::MethodInfo) -> Self {
		let key = did::method_key(&method.key);
		let (scheme, bytes) = match &key {
			MethodKey::Signing(key) => (key.scheme().name(), key.as_bytes()),
			MethodKey::X25519(point) => ("x25519", &point[..]),
		};
		let is_for = |(bit, _): &&(u8, &str)| method.purposes.0 & bit != 0;
		Self {
			number: method.number,
			scheme,
			key: format!("0x{}", hex::encode(bytes)),
			multibase: key.multibase(),
			purposes: PURPOSES
				.iter()
				.filter(is_for)
				.map(|(_, name)| *name)
				.collect(),
			primary: method.primary,
			since: method.since,
			ended: method.ended.as_ref().map(|ended| ended.at),
			reason: method.ended.as_ref().map(|ended| match ended.reason {
				found::EndReason::Rotated => "rotated",
				found::EndReason::Revoked => "revoked",
				found::EndReason::Compromised => "compromised",
			}),
		}
	}
}

/// All keys that are kept of a device, or those that counted at a time, at a block: the last finalised one if none is
/// named.
pub async fn keys(
	chain: &Chain,
	device: DeviceId,
	time: Option<Moment>,
	at: Option<H256>,
) -> Result<Vec<Key>> {
	let state = state(chain, at).await?;
	expect(chain, device, Some(state.block_hash())).await?;
	let api = chain::runtime_apis().device_identity_api();
	let found = match time {
		Some(time) => {
			state
				.runtime_apis()
				.call(api.keys_at(Static(device), time))
				.await
		}
		None => state.runtime_apis().call(api.keys_of(Static(device))).await,
	};
	let found = found.map_err(subxt::Error::from)?;
	Ok(found.iter().map(Key::from).collect())
}

/// Read a point of Curve25519: `0x` and 64 hexadecimal digits, or a Multikey (`z6LS…`).
pub fn parse_agreement_key(text: &str) -> Result<[u8; 32]> {
	let wrong = || Error::usage("an X25519 key is 0x and 64 hexadecimal digits, or z6LS…");
	if let Some(MethodKey::X25519(point)) = MethodKey::parse_multibase(text) {
		return Ok(point);
	}
	let mut point = [0; 32];
	let digits = text.strip_prefix("0x").ok_or_else(wrong)?;
	hex::decode_to_slice(digits, &mut point).map_err(|_| wrong())?;
	Ok(point)
}

/// The key by which a device began, or that is its primary one, that an endorsement may name: the primary one first.
pub(super) fn endorsed(keys: &[Key]) -> impl Iterator<Item = PublicKey> + '_ {
	let primary = keys.iter().filter(|key| key.primary);
	primary.filter_map(|key| match MethodKey::parse_multibase(&key.multibase) {
		Some(MethodKey::Signing(key)) => Some(key),
		_ => None,
	})
}

/// Add a key that signs. Gives its number.
pub async fn add_key(
	chain: &Chain,
	device: DeviceId,
	key: &DeviceKey,
	purposes: Purposes,
	owner: &Keypair,
) -> Result<(u16, Included)> {
	let public = key.public();
	let number = next_number(chain, device).await?;
	let bits = purposes.bits();
	let proof = proof_of(key, |expires| {
		envelope::method_message(&chain.genesis(), &device, &public, bits, number, expires)
	});
	let call = chain::transactions().device_identity().add_signing_key(
		Static(device),
		Static(public),
		found::Purposes(bits),
		proof,
	);
	added(chain.submit(&call, owner, Until::Finalised).await?)
}

/// How many keys were put among those that are kept of a device.
async fn next_number(chain: &Chain, device: DeviceId) -> Result<u16> {
	let state = state(chain, None).await?;
	let call = chain::runtime_apis()
		.device_identity_api()
		.device(Static(device));
	let found = state.runtime_apis().call(call).await;
	let found = found.map_err(subxt::Error::from)?;
	found
		.map(|info| info.device.next_method)
		.ok_or_else(|| Error::NotThere(format!("there is no device {device}")))
}

fn added(included: Included) -> Result<(u16, Included)> {
	let event = included
		.events
		.find_first::<chain::device_identity::events::MethodAdded>();
	let event = event
		.transpose()
		.map_err(subxt::Error::from)?
		.ok_or_else(|| Error::Connection("the block has no event of the key".into()))?;
	Ok((event.number, included))
}

/// Add a key to encrypt for the device. Gives its number.
pub async fn add_agreement_key(
	chain: &Chain,
	device: DeviceId,
	key: [u8; 32],
	owner: &Keypair,
) -> Result<(u16, Included)> {
	let call = chain::transactions()
		.device_identity()
		.add_agreement_key(Static(device), key);
	added(chain.submit(&call, owner, Until::Finalised).await?)
}

/// Let a key but the primary one count no more.
pub async fn revoke_key(
	chain: &Chain,
	device: DeviceId,
	number: u16,
	owner: &Keypair,
) -> Result<Included> {
	let call = chain::transactions()
		.device_identity()
		.revoke_method(Static(device), number);
	chain.submit(&call, owner, Until::Finalised).await
}

/// Keep a key no more that has ended long ago.
pub async fn forget_key(
	chain: &Chain,
	device: DeviceId,
	number: u16,
	owner: &Keypair,
) -> Result<Included> {
	let call = chain::transactions()
		.device_identity()
		.forget_method(Static(device), number);
	chain.submit(&call, owner, Until::Finalised).await
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_key_is_told_with_what_it_is_for() {
		let method = found::MethodInfo {
			number: Some(4),
			key: found::MethodKey::Signing(Static(PublicKey::Ed25519([7; 32]))),
			purposes: found::Purposes(3),
			primary: true,
			since: 5,
			ended: Some(found::Ended {
				at: 9,
				reason: found::EndReason::Rotated,
			}),
		};
		let key = Key::from(&method);
		let expected = serde_json::json!({
			"number": 4, "scheme": "ed25519", "key": format!("0x{}", "07".repeat(32)),
			"multibase": MethodKey::Signing(PublicKey::Ed25519([7; 32])).multibase(),
			"purposes": ["authentication", "assertion"],
			"primary": true, "since": 5, "ended": 9, "reason": "rotated",
		});
		assert_eq!(serde_json::to_value(&key).unwrap(), expected);
		assert_eq!(
			endorsed(&[key]).collect::<Vec<_>>(),
			[PublicKey::Ed25519([7; 32])]
		);
		let method = found::MethodInfo {
			number: None,
			key: found::MethodKey::X25519([7; 32]),
			purposes: found::Purposes(4),
			primary: false,
			ended: None,
			..method
		};
		let key = Key::from(&method);
		assert_eq!(
			(key.scheme, key.purposes.as_slice()),
			("x25519", &["keyAgreement"][..])
		);
		assert_eq!(endorsed(&[key]).count(), 0);
	}

	#[test]
	fn purposes_are_bits() {
		let bits = |authentication, assertion| {
			Purposes {
				authentication,
				assertion,
			}
			.bits()
		};
		let all = [(false, false), (true, false), (false, true), (true, true)];
		assert_eq!(all.map(|(log_in, state)| bits(log_in, state)), [0, 1, 2, 3]);
	}

	#[test]
	fn points_are_read_in_both_forms() {
		let digits = format!("0x{}", "07".repeat(32));
		assert_eq!(parse_agreement_key(&digits).unwrap(), [7; 32]);
		let multikey = MethodKey::X25519([7; 32]).multibase();
		assert_eq!(parse_agreement_key(&multikey).unwrap(), [7; 32]);
		let signing = MethodKey::Signing(PublicKey::Ed25519([7; 32])).multibase();
		for wrong in ["", "0x", "0x07", &digits[2..], &signing, "z"] {
			assert_eq!(
				parse_agreement_key(wrong).unwrap_err().exit_code(),
				2,
				"{wrong}"
			);
		}
	}
}
