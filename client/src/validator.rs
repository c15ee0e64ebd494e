// SPDX-License-Identifier: Apache-2.0

//! Validators: their seats, and the session keys with which they make and finalise blocks.

use serde::{Deserialize, Serialize};
use subxt::utils::{AccountId32, Encoded, Static, H256};
use subxt_signer::sr25519::Keypair;

use crate::{
	account::{self, address},
	chain,
	connection::{Included, Until},
	consortium::{state, MemberId},
	params, Chain, Error, Result,
};

/// A validator.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Validator {
	/// Its address.
	pub address: String,
	/// The member whose it is; none if its seat ended and it leaves with the next sessions.
	pub member: Option<MemberId>,
	/// Whether it makes blocks in this session.
	pub active: bool,
	/// Sessions in a row in which it made no block.
	pub silent: u32,
}

/// Session keys that a node made and keeps.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Keys {
	/// The public keys: `0x` and hexadecimal digits.
	pub keys: String,
	/// Proof that the node has the secret ones, for their owner.
	pub proof: String,
}

/// All validators: those that make blocks now, and those that will.
pub async fn all(chain: &Chain, at: Option<H256>) -> Result<Vec<Validator>> {
	let call = chain::runtime_apis().consortium_api().validators();
	let state = state(chain, at).await?;
	let found = state.runtime_apis().call(call).await;
	let found = found.map_err(subxt::Error::from)?;
	Ok(found
		.into_iter()
		.map(|validator| Validator {
			address: address(&validator.validator),
			member: validator.member,
			active: validator.active,
			silent: validator.silent,
		})
		.collect())
}

/// Let the node make session keys for an account. The node has to be the validator's own: it does so
/// only for who calls it on its machine.
pub async fn new_keys(chain: &Chain, owner: &Keypair) -> Result<Keys> {
	let owner = format!("0x{}", hex::encode(account::id(owner).0));
	chain
		.request("author_rotateKeysWithOwner", params![owner])
		.await
		.map_err(|error| {
			match error {
			Error::Connection(text) if text.contains("unsafe") => Error::usage(
				"the node makes no keys for who calls it from elsewhere: call it on its own machine",
			),
			error => error,
		}
		})
}

/// Let the signer's validator use these session keys from the session after the next one on.
pub async fn set_keys(chain: &Chain, keys: &Keys, owner: &Keypair) -> Result<Included> {
	let wrong = |_| Error::Connection("the node's answer names no keys".into());
	let bytes = |text: &str| hex::decode(text.trim_start_matches("0x")).map_err(wrong);
	// As the node wrote them, whatever kinds of keys its runtime has.
	let call = subxt::tx::dynamic(
		"Session",
		"set_keys",
		(Static(Encoded(bytes(&keys.keys)?)), bytes(&keys.proof)?),
	);
	chain.submit(&call, owner, Until::Finalised).await
}

/// Take a seat of the member for which the signer acts.
pub async fn join(chain: &Chain, validator: &Keypair) -> Result<Included> {
	let call = chain::transactions().consortium().take_seat();
	chain.submit(&call, validator, Until::Finalised).await
}

/// Take the place of another validator of the member for which the signer acts.
pub async fn replace(
	chain: &Chain,
	replaced: &AccountId32,
	validator: &Keypair,
) -> Result<Included> {
	let call = chain::transactions()
		.consortium()
		.replace_validator(*replaced);
	chain.submit(&call, validator, Until::Finalised).await
}

/// Leave the signer's seat.
pub async fn leave(chain: &Chain, validator: &Keypair) -> Result<Included> {
	let call = chain::transactions().consortium().leave_seat();
	chain.submit(&call, validator, Until::Finalised).await
}

/// Take the signer's session keys away; what is on deposit for them comes back.
pub async fn purge_keys(chain: &Chain, validator: &Keypair) -> Result<Included> {
	let call = chain::transactions().consortium().purge_keys();
	chain.submit(&call, validator, Until::Finalised).await
}
