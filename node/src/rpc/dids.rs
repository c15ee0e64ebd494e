// SPDX-License-Identifier: Apache-2.0

//! Devices as decentralised identifiers: what the runtime tells of one, as its DID document wants it.

use codec::Decode;
use frame_support::storage::storage_prefix;
use pallet_device_identity::{
	runtime_api::DeviceIdentityApi,
	types::{MethodInfo, MethodKey, Purposes, Service, Status},
};
use samul_did as did;
use samul_primitives::{locate::retired_key, DeviceId, Moment};
use samul_runtime::{Balance, Hash};
use sc_client_api::{Backend, StorageKey, StorageProvider};
use sp_api::{ApiError, ProvideRuntimeApi};
use sp_core::offchain::{OffchainStorage, STORAGE_PREFIX};

use super::samul::{address, text};
use crate::service::{FullBackend, FullClient};

fn status(status: Status) -> did::Status {
	match status {
		Status::Active => did::Status::Active,
		Status::Suspended => did::Status::Suspended,
		Status::Compromised => did::Status::Compromised,
		Status::Provisioned => did::Status::Provisioned,
		Status::Manufactured => did::Status::Manufactured,
	}
}

fn key(method: &MethodInfo) -> did::Key {
	did::Key {
		key: match method.key {
			MethodKey::Signing(key) => did::MethodKey::Signing(key),
			MethodKey::X25519(point) => did::MethodKey::X25519(point),
		},
		authentication: method.purposes.contains(Purposes::AUTHENTICATION),
		assertion: method.purposes.contains(Purposes::ASSERTION),
		agreement: method.purposes.contains(Purposes::KEY_AGREEMENT),
		since: method.since,
		ended: method.ended.map(|ended| ended.at),
	}
}

fn service(service: &Service<Balance>) -> did::Service {
	did::Service {
		id: text(&service.id),
		kind: text(&service.kind),
		endpoint: text(&service.endpoint),
	}
}

/// When a device that the state does not have was retired, as far as this node has seen it.
fn retired(backend: &FullBackend, id: &DeviceId) -> Option<Moment> {
	let index = backend.offchain_storage()?;
	let value = index.get(STORAGE_PREFIX, &retired_key(id))?;
	Moment::decode(&mut &value[..]).ok()
}

/// The time of a block; 0 of the first one, which has none.
pub fn time(client: &FullClient, at: Hash) -> Result<Moment, ApiError> {
	let key = StorageKey(storage_prefix(b"Timestamp", b"Now").to_vec());
	let found = client.storage(at, &key)?;
	Ok(found
		.and_then(|value| Moment::decode(&mut &value.0[..]).ok())
		.unwrap_or_default())
}

/// What the state of a block says of a device.
pub fn state(
	client: &FullClient,
	backend: &FullBackend,
	at: Hash,
	id: DeviceId,
) -> Result<did::State, ApiError> {
	let api = client.runtime_api();
	let Some(info) = api.device(at, id)? else {
		return Ok(match retired(backend, &id) {
			Some(when) => did::State::Retired(when),
			None => did::State::Unknown,
		});
	};
	let device = info.device;
	let trusted = match device.model {
		Some(model) => api
			.model(at, model)?
			.is_some_and(|info| info.model.trusts(device.firmware)),
		None => true,
	};
	Ok(did::State::Registered(Box::new(did::Device {
		id,
		owner: address(&device.owner),
		status: status(device.status),
		trusted,
		registered: device.registered,
		compromised: device.compromised,
		keys: api.keys_of(at, id)?.iter().map(key).collect(),
		services: api.services_of(at, id)?.iter().map(service).collect(),
	})))
}
