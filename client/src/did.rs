// SPDX-License-Identifier: Apache-2.0

//! Devices as decentralised identifiers (W3C DID Core 1.0), resolved by what a block's state says.

use samul_primitives::{DeviceId, Moment};
use serde_json::Value;
use subxt::utils::{Static, H256};

pub use samul_did::{Answer, Did, DidError, DidUrl, Failure, MethodKey};
use samul_did::{Device, Key, Service, State, Status};

use crate::{
	account::address,
	chain::{self, runtime_types::pallet_device_identity::types as found},
	consortium::state,
	model, params, time, Chain, Result,
};

/// The bits of a key's purposes.
pub(crate) const AUTHENTICATION: u8 = 1;
pub(crate) const ASSERTION: u8 = 2;
pub(crate) const AGREEMENT: u8 = 4;

impl From<found::Status> for Status {
	fn from(status: found::Status) -> Self {
		match status {
			found::Status::Active => Self::Active,
			found::Status::Suspended => Self::Suspended,
			found::Status::Compromised => Self::Compromised,
			found::Status::Provisioned => Self::Provisioned,
			found::Status::Manufactured => Self::Manufactured,
		}
	}
}

pub(crate) fn method_key(key: &found::MethodKey) -> MethodKey {
	match key {
		found::MethodKey::Signing(key) => MethodKey::Signing(key.0),
		found::MethodKey::X25519(point) => MethodKey::X25519(*point),
	}
}

fn key(method: &found::MethodInfo) -> Key {
	let is_for = |purpose: u8| method.purposes.0 & purpose != 0;
	Key {
		key: method_key(&method.key),
		authentication: is_for(AUTHENTICATION),
		assertion: is_for(ASSERTION),
		agreement: is_for(AGREEMENT),
		since: method.since,
		ended: method.ended.as_ref().map(|ended| ended.at),
	}
}

fn service(service: &found::Service<u128>) -> Service {
	let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
	Service {
		id: text(&service.id.0),
		kind: text(&service.kind.0),
		endpoint: text(&service.endpoint.0),
	}
}

/// When a node says that a device was retired. Only nodes with `samul_resolveDid` know: the state has forgotten it.
async fn retired(chain: &Chain, id: DeviceId, at: H256) -> Result<Option<Moment>> {
	let did = Did::new(id).to_string();
	let params = params![did, None::<Moment>, at];
	let answer: Option<Value> = chain.request_if_known("samul_resolveDid", params).await?;
	Ok(answer.as_ref().and_then(when_retired))
}

/// When the device was retired, if a node's answer says so.
fn when_retired(answer: &Value) -> Option<Moment> {
	let metadata = answer.get("didDocumentMetadata")?;
	let is_retired = metadata.get("deactivated")?.as_bool()?;
	let when = metadata.get("updated")?.as_str()?;
	is_retired.then(|| time::parse(when).ok()).flatten()
}

/// What the state of a block says of a device: the last finalised one if none is named.
pub async fn known(chain: &Chain, id: DeviceId, at: Option<H256>) -> Result<State> {
	let state = state(chain, at).await?;
	let api = chain::runtime_apis().device_identity_api();
	let calls = state.runtime_apis();
	let device = calls.call(api.device(Static(id))).await;
	let Some(info) = device.map_err(subxt::Error::from)? else {
		let when = retired(chain, id, state.block_hash()).await?;
		return Ok(when.map_or(State::Unknown, State::Retired));
	};
	let device = info.device;
	let trusted = match device.model {
		Some(model) => model::get(chain, model, Some(state.block_hash()))
			.await?
			.is_some_and(|model| model.trusts(device.firmware)),
		None => true,
	};
	let keys = calls.call(api.keys_of(Static(id))).await;
	let services = calls.call(api.services_of(Static(id))).await;
	Ok(State::Registered(Box::new(Device {
		id,
		owner: address(&device.owner),
		status: device.status.into(),
		trusted,
		registered: device.registered,
		compromised: device.compromised,
		keys: keys.map_err(subxt::Error::from)?.iter().map(key).collect(),
		services: services
			.map_err(subxt::Error::from)?
			.iter()
			.map(service)
			.collect(),
	})))
}

/// The time of a block.
async fn time_of(chain: &Chain, block: H256) -> Result<Moment> {
	let state = chain.at(block).await?;
	let found = state
		.storage()
		.fetch(chain::storage().timestamp().now(), ())
		.await
		.map_err(subxt::Error::from)?;
	Ok(found.decode().map_err(subxt::Error::from)?)
}

/// Resolve a DID, or dereference a DID URL with a fragment, by the state of a block: the last finalised one if none is
/// named. `time` asks for the document of a time before the block's, in Unix milliseconds. What is no DID is told in the answer.
pub async fn resolve(
	chain: &Chain,
	text: &str,
	time: Option<Moment>,
	at: Option<H256>,
) -> Result<Answer> {
	let url = match text.parse::<DidUrl>() {
		Ok(url) => url,
		Err(refusal) => return Ok(Answer::refused(refusal)),
	};
	let block = match at {
		Some(block) => block,
		None => chain.finalised().await?,
	};
	let genesis = chain.genesis();
	// Of another chain's devices nothing is asked here.
	let state = match url.did.is_of(&genesis) {
		true => known(chain, url.did.device, Some(block)).await?,
		false => State::Unknown,
	};
	let now = time_of(chain, block).await?;
	Ok(Answer::new(&url, &genesis, &state, time, now))
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn a_node_tells_of_a_retired_device() {
		let of = |metadata| when_retired(&json!({ "didDocumentMetadata": metadata }));
		let retired = json!({ "deactivated": true, "updated": "2023-01-01T00:00:00Z" });
		assert_eq!(of(retired), Some(1_672_531_200_000));
		for other in [
			json!({}),
			json!({ "deactivated": false, "updated": "2023-01-01T00:00:00Z" }),
			json!({ "updated": "2023-01-01T00:00:00Z" }),
			json!({ "deactivated": true }),
			json!({ "deactivated": true, "updated": "soon" }),
		] {
			assert_eq!(of(other.clone()), None, "{other}");
		}
		assert_eq!(when_retired(&json!(null)), None);
	}

	#[test]
	fn purposes_are_bits() {
		let of = |bits| {
			let method = found::MethodInfo {
				number: Some(1),
				key: found::MethodKey::X25519([7; 32]),
				purposes: found::Purposes(bits),
				primary: false,
				since: 5,
				ended: Some(found::Ended {
					at: 9,
					reason: found::EndReason::Revoked,
				}),
			};
			let key = key(&method);
			assert_eq!((key.since, key.ended), (5, Some(9)));
			assert_eq!(key.key, MethodKey::X25519([7; 32]));
			(key.authentication, key.assertion, key.agreement)
		};
		assert_eq!(of(0), (false, false, false));
		assert_eq!(of(1), (true, false, false));
		assert_eq!(of(2), (false, true, false));
		assert_eq!(of(7), (true, true, true));
	}
}
