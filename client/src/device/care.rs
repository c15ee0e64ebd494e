// SPDX-License-Identifier: Apache-2.0

//! What becomes of a device: its maker's word, its use, its loss, and who may act when its owner can not.

use samul_primitives::{envelope, keys::DeviceKey, DeviceId, MemberId, ModelId, Moment};
use serde::Serialize;
use subxt::utils::{AccountId32, Static, H256};
use subxt_signer::sr25519::Keypair;

use super::{certificate, expect, keys, proof_of};
use crate::{
	account, chain,
	connection::{Included, Until},
	consortium::state,
	model::Endorsement,
	Chain, Error, Result,
};

/// Register a device as its manufacturer, who has it until it hands it over.
pub async fn manufacture(
	chain: &Chain,
	key: &DeviceKey,
	model: ModelId,
	firmware: u32,
	endorsement: &Endorsement,
	manufacturer: &Keypair,
) -> Result<(DeviceId, Included)> {
	let public = key.public();
	certificate::check(chain, model, endorsement, &[public]).await?;
	let owner = account::id(manufacturer).0;
	let proof = proof_of(key, |expires| {
		envelope::register_message(&chain.genesis(), &public, &owner, expires)
	});
	let call = chain::transactions().device_identity().manufacture(
		Static(public),
		proof,
		model,
		firmware,
		endorsement.as_call(),
	);
	let included = chain.submit(&call, manufacturer, Until::Finalised).await?;
	Ok((DeviceId::of(&public), included))
}

/// Bring in a manufacturer's word for a device.
pub async fn endorse(
	chain: &Chain,
	device: DeviceId,
	model: ModelId,
	endorsement: &Endorsement,
	owner: &Keypair,
) -> Result<Included> {
	let kept = keys::keys(chain, device, None, None).await?;
	let known: Vec<_> = keys::endorsed(&kept).collect();
	match endorsement {
		Endorsement::Signature { key, .. } if !known.contains(key) => {
			return Err(Error::usage(
				"the endorsement is of a key that the device never had",
			));
		}
		_ => certificate::check(chain, model, endorsement, &known).await?,
	}
	let call = chain::transactions().device_identity().endorse(
		Static(device),
		model,
		endorsement.as_call(),
	);
	chain.submit(&call, owner, Until::Finalised).await
}

/// Let a device sign that the signer has taken over from its manufacturer.
pub async fn activate(chain: &Chain, device: DeviceId, owner: &Keypair) -> Result<Included> {
	let call = chain::transactions()
		.device_identity()
		.activate(Static(device));
	chain.submit(&call, owner, Until::Finalised).await
}

/// Report that somebody else may hold a device's keys: nothing of it counts from then on.
pub async fn report_compromised(
	chain: &Chain,
	device: DeviceId,
	reporter: &Keypair,
) -> Result<Included> {
	let call = chain::transactions()
		.device_identity()
		.report_compromised(Static(device));
	chain.submit(&call, reporter, Until::Finalised).await
}

/// Give a compromised device a new key. It is suspended then.
pub async fn recover(
	chain: &Chain,
	device: DeviceId,
	key: &DeviceKey,
	owner: &Keypair,
) -> Result<Included> {
	let rotations = expect(chain, device, None).await?.rotations;
	let public = key.public();
	let proof = proof_of(key, |expires| {
		envelope::rotate_message(&chain.genesis(), &device, &public, rotations, expires)
	});
	let call =
		chain::transactions()
			.device_identity()
			.recover(Static(device), Static(public), proof);
	chain.submit(&call, owner, Until::Finalised).await
}

/// Say which firmware a device has.
pub async fn report_firmware(
	chain: &Chain,
	device: DeviceId,
	firmware: u32,
	owner: &Keypair,
) -> Result<Included> {
	let call = chain::transactions()
		.device_identity()
		.report_firmware(Static(device), firmware);
	chain.submit(&call, owner, Until::Finalised).await
}

/// Name the member that may suspend, report and recover a device, or none.
pub async fn set_guardian(
	chain: &Chain,
	device: DeviceId,
	guardian: Option<MemberId>,
	owner: &Keypair,
) -> Result<Included> {
	let call = chain::transactions()
		.device_identity()
		.set_guardian(Static(device), guardian);
	chain.submit(&call, owner, Until::Finalised).await
}

/// That a device's guardian asked for it to be given to another account of its owner.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Recovery {
	/// Address of the account that is to have it.
	pub to: String,
	/// From when on that can take it, in Unix milliseconds, if the owner does not object.
	pub due: Moment,
}

/// The recovery of a device that waits for its owner to object, at a block: the last finalised one if none
/// is named.
pub async fn recovery(
	chain: &Chain,
	device: DeviceId,
	at: Option<H256>,
) -> Result<Option<Recovery>> {
	let state = state(chain, at).await?;
	let api = chain::runtime_apis().device_identity_api();
	let found = state.runtime_apis().call(api.device(Static(device))).await;
	let found = found.map_err(subxt::Error::from)?;
	let recovery = found.and_then(|info| info.device.recovery);
	Ok(recovery.map(|asked| Recovery {
		to: account::address(&asked.to),
		due: asked.due,
	}))
}

/// Say, as a device's guardian, that its owner lost its account, and which one is to have the device.
pub async fn request_recovery(
	chain: &Chain,
	device: DeviceId,
	to: AccountId32,
	guardian: &Keypair,
) -> Result<Included> {
	let call = chain::transactions()
		.device_identity()
		.request_recovery(Static(device), to);
	chain.submit(&call, guardian, Until::Finalised).await
}

/// Refuse that a device is recovered, as its owner.
pub async fn refuse_recovery(chain: &Chain, device: DeviceId, owner: &Keypair) -> Result<Included> {
	let call = chain::transactions()
		.device_identity()
		.refuse_recovery(Static(device));
	chain.submit(&call, owner, Until::Finalised).await
}

/// Take a device that is recovered to the signer.
pub async fn complete_recovery(chain: &Chain, device: DeviceId, to: &Keypair) -> Result<Included> {
	let call = chain::transactions()
		.device_identity()
		.complete_recovery(Static(device));
	chain.submit(&call, to, Until::Finalised).await
}
