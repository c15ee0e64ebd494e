// SPDX-License-Identifier: Apache-2.0

//! A device's services and parts, and whose devices there are.

use samul_primitives::DeviceId;
use serde::Serialize;
use subxt::utils::{AccountId32, Static, H256};
use subxt_signer::sr25519::Keypair;

use super::expect;
use crate::{
	chain,
	connection::{Included, Until},
	consortium::{bytes_of, state},
	Chain, Error, Result,
};

/// Most devices that are asked for at once.
const PAGE: u32 = 100;
/// Longest id and longest kind of a service, in bytes.
const MAX_WORD: usize = 32;
/// Longest endpoint of a service, in bytes.
const MAX_ENDPOINT: usize = 256;

/// A way to talk to a device or about it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Service {
	/// Its id within the device.
	pub id: String,
	/// Its kind.
	pub kind: String,
	/// Where it is.
	pub endpoint: String,
}

/// Read the id of a service: 1 to 32 of the characters `A-Z a-z 0-9 - . _ ~`.
pub fn parse_service_id(text: &str) -> Result<String> {
	let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
	match (1..=MAX_WORD).contains(&text.len()) && text.bytes().all(fits) {
		true => Ok(text.into()),
		false => Err(Error::usage(
			"the id of a service has 1 to 32 of the characters A-Z a-z 0-9 - . _ ~",
		)),
	}
}

/// Read the kind of a service: 1 to 32 bytes.
pub fn parse_service_kind(text: &str) -> Result<String> {
	match (1..=MAX_WORD).contains(&text.len()) {
		true => Ok(text.into()),
		false => Err(Error::usage("the kind of a service has 1 to 32 bytes")),
	}
}

/// Read the endpoint of a service: a URI or IRI of at most 256 bytes. What is none is not shown in the DID document.
pub fn parse_endpoint(text: &str) -> Result<String> {
	match text.len() <= MAX_ENDPOINT && samul_did::is_uri(text) {
		true => Ok(text.into()),
		false => Err(Error::usage(
			"the endpoint of a service is a URI of at most 256 bytes, such as https://example.org/7",
		)),
	}
}

/// The services of a device at a block, the last finalised one if none is named.
pub async fn services(chain: &Chain, device: DeviceId, at: Option<H256>) -> Result<Vec<Service>> {
	let state = state(chain, at).await?;
	expect(chain, device, Some(state.block_hash())).await?;
	let call = chain::runtime_apis()
		.device_identity_api()
		.services_of(Static(device));
	let found = state.runtime_apis().call(call).await;
	let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
	let found = found.map_err(subxt::Error::from)?.into_iter();
	Ok(found
		.map(|service| Service {
			id: text(&service.id.0),
			kind: text(&service.kind.0),
			endpoint: text(&service.endpoint.0),
		})
		.collect())
}

/// Add a service, or change the one of this id.
pub async fn set_service(
	chain: &Chain,
	device: DeviceId,
	service: &Service,
	owner: &Keypair,
) -> Result<Included> {
	let call = chain::transactions().device_identity().set_service(
		Static(device),
		bytes_of(&service.id),
		bytes_of(&service.kind),
		bytes_of(&service.endpoint),
	);
	chain.submit(&call, owner, Until::Finalised).await
}

/// Take a service away.
pub async fn remove_service(
	chain: &Chain,
	device: DeviceId,
	id: &str,
	owner: &Keypair,
) -> Result<Included> {
	let call = chain::transactions()
		.device_identity()
		.remove_service(Static(device), bytes_of(id));
	chain.submit(&call, owner, Until::Finalised).await
}

/// The parts of a device, without theirs.
pub async fn parts(chain: &Chain, device: DeviceId, at: Option<H256>) -> Result<Vec<DeviceId>> {
	let state = state(chain, at).await?;
	expect(chain, device, Some(state.block_hash())).await?;
	let call = chain::runtime_apis()
		.device_identity_api()
		.parts_of(Static(device));
	let found = state.runtime_apis().call(call).await;
	let found = found.map_err(subxt::Error::from)?;
	Ok(found.into_iter().map(|part| part.0).collect())
}

/// Make a device, with its parts, a part of another one.
pub async fn attach(
	chain: &Chain,
	part: DeviceId,
	whole: DeviceId,
	owner: &Keypair,
) -> Result<Included> {
	let call = chain::transactions()
		.device_identity()
		.attach_part(Static(part), Static(whole));
	chain.submit(&call, owner, Until::Finalised).await
}

/// Make a part a device by itself.
pub async fn detach(chain: &Chain, part: DeviceId, owner: &Keypair) -> Result<Included> {
	let call = chain::transactions()
		.device_identity()
		.detach_part(Static(part));
	chain.submit(&call, owner, Until::Finalised).await
}

/// The devices of an account, in the order of the database.
pub async fn owned(chain: &Chain, owner: &AccountId32, at: Option<H256>) -> Result<Vec<DeviceId>> {
	let state = state(chain, at).await?;
	let mut all: Vec<DeviceId> = Vec::new();
	loop {
		let after = all.last().copied().map(Static);
		let call = chain::runtime_apis()
			.device_identity_api()
			.devices_of(*owner, after, PAGE);
		let page = state.runtime_apis().call(call).await;
		let page = page.map_err(subxt::Error::from)?;
		let is_last = page.len() < PAGE as usize;
		all.extend(page.into_iter().map(|info| info.id.0));
		if is_last {
			return Ok(all);
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_words_of_a_service_are_checked() {
		assert_eq!(parse_service_id("data-1._~").unwrap(), "data-1._~");
		for wrong in ["", "a b", "#a", "ä", &"a".repeat(33)] {
			assert_eq!(
				parse_service_id(wrong).unwrap_err().exit_code(),
				2,
				"{wrong}"
			);
		}
		assert_eq!(parse_service_kind("Zähler").unwrap(), "Zähler");
		for wrong in ["", &"a".repeat(33)] {
			assert_eq!(
				parse_service_kind(wrong).unwrap_err().exit_code(),
				2,
				"{wrong}"
			);
		}
		for good in [
			"https://example.org/7",
			"did:web:example.org",
			"https://예.한국/사물",
		] {
			assert_eq!(parse_endpoint(good).unwrap(), good);
		}
		let long = format!("https://{}", "a".repeat(249));
		for wrong in ["", "example.org", "https:// x", "a:#b#c", &long] {
			assert_eq!(parse_endpoint(wrong).unwrap_err().exit_code(), 2, "{wrong}");
		}
	}
}
