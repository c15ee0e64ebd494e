// SPDX-License-Identifier: Apache-2.0

//! What the chain holds of a credential, read as a lock reads it: one value of the storage, by the key
//! that is computed here.

use codec::Decode;
use samul_primitives::{
	claims::{self, Attestation},
	Moment,
};
use subxt::utils::H256;

use crate::{device, params, Chain, Error, Result};

use super::{Credential, Place, Statement};

/// What is attested at a place of this chain, in the state of a block as the node tells it.
pub async fn read(chain: &Chain, place: &Place, at: H256) -> Result<Option<Attestation>> {
	let key = claims::storage_key(&place.device, place.claim_type, place.issuer);
	let key = format!("0x{}", hex::encode(key));
	let value: Option<String> = chain.request("state_getStorage", params![key, at]).await?;
	value.as_deref().map(decode).transpose()
}

/// The attestation that a stored value begins with; the rest is not needed.
fn decode(value: &str) -> Result<Attestation> {
	let wrong = || Error::Connection("the node's answer is no attestation".into());
	let digits = value.strip_prefix("0x").ok_or_else(wrong)?;
	let bytes = hex::decode(digits).map_err(|_| wrong())?;
	Attestation::decode(&mut &bytes[..]).map_err(|_| wrong())
}

impl Credential {
	/// Check it by the last finalised block of a chain: that its hash is attested there, and the claim
	/// holds at a time, with at least the level `minimum`, if one is wanted. See [`Self::accept`].
	pub async fn accept_by(
		&self,
		chain: &Chain,
		at: Moment,
		minimum: Option<u32>,
	) -> Result<Statement> {
		let place = self.statement()?.place;
		if place.genesis != chain.genesis() {
			return Err(Error::Evidence("the credential is of another chain".into()));
		}
		let block = chain.finalised().await?;
		let attestation = read(chain, &place, block)
			.await?
			.ok_or_else(|| Error::Evidence("nothing is attested of this credential".into()))?;
		let device = device::get(chain, place.device, Some(block)).await?;
		let bound_to = device.map(|device| device.trusted_since);
		self.accept(&place, &attestation, bound_to, at, minimum)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;
	use samul_primitives::claims::ClaimValue;

	#[test]
	fn the_beginning_of_a_stored_value_is_decoded() {
		let attestation = Attestation {
			registered: 1,
			from: 2,
			until: Some(3),
			revoked: None,
			value: Some(ClaimValue::Level(4)),
			digest: [5; 32],
		};
		// When it was made, by whom, and the deposit follow.
		let value = format!("0x{}00112233", hex::encode(attestation.encode()));
		assert_eq!(decode(&value).unwrap(), attestation);
		let short = &value[..value.len() - 10];
		for wrong in ["", "0x", "0x0", "0xzz", short] {
			assert_eq!(decode(wrong).unwrap_err().exit_code(), 3, "{wrong}");
		}
	}
}
