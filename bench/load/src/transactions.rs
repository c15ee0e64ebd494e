// SPDX-License-Identifier: Apache-2.0

//! Transactions, ready to be sent.

use samul_client::{
	account,
	chain::{self, runtime_types::bounded_collections::bounded_vec::BoundedVec},
	connection::{AtBlock, Config},
	primitives::batch::SignedBatch,
	Chain, Result,
};
use subxt::{
	config::substrate::SubstrateExtrinsicParamsBuilder,
	tx::Payload,
	utils::{AccountId32, MultiSignature, Static},
};
use subxt_signer::sr25519::Keypair;

/// A call that is not compared with the metadata each time: that takes longer than all the rest. The
/// client's types are the runtime's; a test of the runtime compares them.
struct Known<'a, C>(&'a C);

impl<C: Payload> Payload for Known<'_, C> {
	type CallData = C::CallData;

	fn pallet_name(&self) -> &str {
		self.0.pallet_name()
	}

	fn call_name(&self) -> &str {
		self.0.call_name()
	}

	fn call_data(&self) -> &Self::CallData {
		self.0.call_data()
	}
}

/// An account whose transactions are numbered from its next one.
pub struct Signer {
	at: AtBlock,
	signer: Keypair,
	/// Number of its next transaction.
	pub nonce: u64,
}

impl Signer {
	/// An account, as of the best block.
	pub async fn new(chain: &Chain, signer: Keypair) -> Result<Self> {
		let at = chain.at(chain.best().await?).await?;
		let nonce = at
			.tx()
			.account_nonce(&account::id(&signer))
			.await
			.map_err(subxt::Error::from)?;
		Ok(Self { at, signer, nonce })
	}

	/// Sign its next transaction.
	pub fn sign(&mut self, call: &impl Payload) -> Result<Vec<u8>> {
		let params = SubstrateExtrinsicParamsBuilder::<Config>::new()
			.immortal()
			.nonce(self.nonce)
			.build();
		let call = Known(call);
		let mut signable = self
			.at
			.tx()
			.create_v4_signable_offline(&call, params)
			.map_err(subxt::Error::from)?;
		let signed = signable.sign(&self.signer).map_err(subxt::Error::from)?;
		self.nonce += 1;
		Ok(signed.into_encoded())
	}

	/// Sign a transaction with these batches.
	pub fn submit(&mut self, batches: Vec<SignedBatch>) -> Result<Vec<u8>> {
		let batches = BoundedVec(batches.into_iter().map(Static).collect());
		self.sign(&chain::transactions().telemetry().submit(batches))
	}
}

/// Transactions without an account, which the device's signature authorises.
pub struct Authorized(AtBlock);

impl Authorized {
	/// As of the best block.
	pub async fn new(chain: &Chain) -> Result<Self> {
		Ok(Self(chain.at(chain.best().await?).await?))
	}

	/// The transaction of a batch.
	pub fn submit(&self, batch: SignedBatch) -> Result<Vec<u8>> {
		let call = chain::transactions()
			.telemetry()
			.submit_authorized(Static(batch));
		let params = SubstrateExtrinsicParamsBuilder::<Config>::new()
			.immortal()
			.nonce(0)
			.build();
		// The runtime has no extension that takes a signature: what is given here goes nowhere.
		let call = Known(&call);
		let transaction = self
			.0
			.tx()
			.create_v5_signable_offline(&call, params)
			.map_err(subxt::Error::from)?
			.sign_with_account_and_signature(
				&AccountId32([0; 32]),
				&MultiSignature::Sr25519([0; 64]),
			)
			.map_err(subxt::Error::from)?;
		Ok(transaction.into_encoded())
	}
}
