// SPDX-License-Identifier: Apache-2.0

//! Devices: what the chain knows of them, and the calls that change it.

mod care;
mod certificate;
mod keys;
mod parts;

pub use care::*;
pub use keys::{
	add_agreement_key, add_key, forget_key, keys, parse_agreement_key, revoke_key, Key, Purposes,
};
pub use parts::*;

use samul_primitives::{
	envelope,
	keys::{DeviceKey, PublicKey, Scheme},
	DeviceId, MemberId, ModelId, Moment,
};
use serde::{Deserialize, Serialize};
use subxt::utils::{AccountId32, Static, H256};
use subxt_signer::sr25519::Keypair;

use crate::{
	account,
	chain::{self, runtime_types::pallet_device_identity::types::KeyProof},
	connection::{Included, Until},
	keyfile, params, time, Chain, Error, Result,
};

/// How long a key's proof is good, in milliseconds.
const PROOF_VALIDITY: u64 = 10 * 60_000;

/// A device, as `samul_device` answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Device {
	/// Its id.
	pub id: DeviceId,
	/// Address of its owner.
	pub owner: String,
	/// Name of its key's scheme.
	pub scheme: String,
	/// Its key: `0x` and hexadecimal digits.
	pub key: String,
	/// `manufactured`, `provisioned`, `active`, `suspended` or `compromised`.
	pub status: String,
	/// How often its key was rotated.
	pub rotations: u32,
	/// When it was registered.
	pub registered: Moment,
	/// From when on its key counts.
	pub key_since: Moment,
	/// When it was last reported that somebody else may hold its keys.
	pub compromised: Option<Moment>,
	/// From when on its keys prove that it is the same device: nothing holds that was said of it before.
	pub trusted_since: Moment,
	/// The device that it is a part of.
	pub part_of: Option<DeviceId>,
	/// How many parts it has, theirs included.
	pub parts: u32,
	/// Number of its model, if the manufacturer endorsed it.
	pub model: Option<ModelId>,
	/// What the manufacturer calls it: `0x` and hexadecimal digits.
	pub serial: String,
	/// Version of its firmware, as the owner says.
	pub firmware: u32,
	/// Number of the member that may suspend, report and recover it.
	pub guardian: Option<MemberId>,
	/// What is on hold for it.
	pub deposit: String,
	/// Address of the account to which it is offered.
	pub offered_to: Option<String>,
}

impl Device {
	/// The device's key.
	pub fn public_key(&self) -> Result<PublicKey> {
		let wrong = || Error::Connection("the node's answer names no key".into());
		let bytes =
			hex::decode(self.key.strip_prefix("0x").unwrap_or(&self.key)).map_err(|_| wrong())?;
		let scheme = keyfile::parse_scheme(&self.scheme).map_err(|_| wrong())?;
		Ok(match scheme {
			Scheme::Ed25519 => PublicKey::Ed25519(bytes.try_into().map_err(|_| wrong())?),
			Scheme::Sr25519 => PublicKey::Sr25519(bytes.try_into().map_err(|_| wrong())?),
			Scheme::Secp256k1 => PublicKey::Secp256k1(bytes.try_into().map_err(|_| wrong())?),
			Scheme::P256 => PublicKey::P256(bytes.try_into().map_err(|_| wrong())?),
		})
	}
}

/// The device of this id at a block, the last finalised one if none is named.
pub async fn get(chain: &Chain, id: DeviceId, at: Option<H256>) -> Result<Option<Device>> {
	chain.request("samul_device", params![id, at]).await
}

/// The device of this id.
pub async fn expect(chain: &Chain, id: DeviceId, at: Option<H256>) -> Result<Device> {
	get(chain, id, at)
		.await?
		.ok_or_else(|| Error::NotThere(format!("there is no device {id}")))
}

/// A proof that a device holds a key: its signature over the message that is good until then.
fn proof_of(key: &DeviceKey, message: impl FnOnce(Moment) -> Vec<u8>) -> KeyProof {
	let expires = time::now() + PROOF_VALIDITY;
	KeyProof {
		expires,
		signature: Static(key.sign(&message(expires))),
	}
}

/// Register a device; the signer becomes its owner.
pub async fn register(
	chain: &Chain,
	key: &DeviceKey,
	owner: &Keypair,
) -> Result<(DeviceId, Included)> {
	let public = key.public();
	let proof = proof_of(key, |expires| {
		envelope::register_message(&chain.genesis(), &public, &account::id(owner).0, expires)
	});
	let call = chain::transactions()
		.device_identity()
		.register(Static(public), proof);
	let included = chain.submit(&call, owner, Until::Finalised).await?;
	Ok((DeviceId::of(&public), included))
}

/// Give a device a new key. Without the old one it is no more endorsed, and what was attested of it
/// holds no more.
pub async fn rotate(
	chain: &Chain,
	device: DeviceId,
	key: &DeviceKey,
	old: Option<&DeviceKey>,
	owner: &Keypair,
) -> Result<Included> {
	let rotations = expect(chain, device, None).await?.rotations;
	let public = key.public();
	let expires = time::now() + PROOF_VALIDITY;
	let message = envelope::rotate_message(&chain.genesis(), &device, &public, rotations, expires);
	let proof = KeyProof {
		expires,
		signature: Static(key.sign(&message)),
	};
	let by_old = old.map(|old| Static(old.sign(&message)));
	let call = chain::transactions().device_identity().rotate_key(
		Static(device),
		Static(public),
		proof,
		by_old,
	);
	chain.submit(&call, owner, Until::Finalised).await
}

/// Make a device's signature count no more.
pub async fn suspend(chain: &Chain, device: DeviceId, owner: &Keypair) -> Result<Included> {
	let call = chain::transactions()
		.device_identity()
		.suspend(Static(device));
	chain.submit(&call, owner, Until::Finalised).await
}

/// Make a suspended device's signature count again.
pub async fn resume(chain: &Chain, device: DeviceId, owner: &Keypair) -> Result<Included> {
	let call = chain::transactions()
		.device_identity()
		.resume(Static(device));
	chain.submit(&call, owner, Until::Finalised).await
}

/// Retire a device.
pub async fn retire(chain: &Chain, device: DeviceId, owner: &Keypair) -> Result<Included> {
	let call = chain::transactions()
		.device_identity()
		.retire(Static(device));
	chain.submit(&call, owner, Until::Finalised).await
}

/// Offer a device to another account, or to nobody any more.
pub async fn offer_transfer(
	chain: &Chain,
	device: DeviceId,
	to: Option<AccountId32>,
	owner: &Keypair,
) -> Result<Included> {
	let call = chain::transactions()
		.device_identity()
		.offer_transfer(Static(device), to);
	chain.submit(&call, owner, Until::Finalised).await
}

/// Take over a device that is offered to the signer.
pub async fn accept_transfer(chain: &Chain, device: DeviceId, to: &Keypair) -> Result<Included> {
	let call = chain::transactions()
		.device_identity()
		.accept_transfer(Static(device));
	chain.submit(&call, to, Until::Finalised).await
}
