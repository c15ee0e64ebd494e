// SPDX-License-Identifier: Apache-2.0

//! A connection to a node.

use std::{sync::Arc, time::Duration};

use serde::de::DeserializeOwned;
use subxt::{
	backend::LegacyBackend,
	config::substrate::SubstrateExtrinsicParamsBuilder,
	error::{
		BackendError, DispatchError, ExtrinsicError, RpcError, TransactionEventsError,
		TransactionProgressError, TransactionStatusError,
	},
	extrinsics::ExtrinsicEvents,
	rpcs::client::{RpcClient, RpcParams, RpcSubscription},
	tx::{Payload, TransactionProgress, TransactionStatus},
	utils::{AccountId32, H256},
	OnlineClient,
};
use subxt_jsonrpsee::ws_client::WsClientBuilder;
use subxt_signer::sr25519::Keypair;
use tokio::time::sleep;

use crate::{account, Error, Result};

/// Configuration of the chain, as subxt wants it.
pub type Config = subxt::SubstrateConfig;
/// The chain at a block.
pub type AtBlock =
	subxt::client::ClientAtBlock<Config, subxt::client::OnlineClientAtBlockImpl<Config>>;

/// What subxt needs of a node's methods: the ones that every node serves without limits of a
/// connection.
type Backend = LegacyBackend<Config>;

/// How far a transaction should have come before it counts as done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Until {
	/// In the best block: a reorganisation may still move it.
	InBlock,
	/// In a finalised block.
	Finalised,
}

/// A transaction that came in and succeeded.
pub struct Included {
	/// Hash of the block.
	pub block: H256,
	/// Hash of the extrinsic.
	pub extrinsic: H256,
	/// Its events.
	pub events: ExtrinsicEvents<Config>,
}

/// Longest answer that is taken from a node, in bytes: the body of a full block, as hexadecimal
/// digits, has 12.6 million.
const LONGEST_ANSWER: u32 = 32 * 1024 * 1024;
/// Code by which a node says that it has no such method (JSON-RPC 2.0).
const METHOD_NOT_FOUND: i32 = -32601;
/// Events of a subscription that wait to be looked at.
const EVENTS: usize = 4096;

/// A connection to a node.
#[derive(Clone)]
pub struct Chain {
	api: OnlineClient<Config>,
	rpc: RpcClient,
}

impl Chain {
	/// Connect to a node's WebSocket.
	pub async fn connect(url: &str) -> Result<Self> {
		let client = WsClientBuilder::default()
			.max_response_size(LONGEST_ANSWER)
			.max_buffer_capacity_per_subscription(EVENTS)
			.build(url)
			.await
			.map_err(|error| {
				Error::Connection(format!("{url}: {}", crate::error::chain_of(&error)))
			})?;
		let rpc = RpcClient::new(client);
		let backend = Backend::builder().build(rpc.clone());
		let api = OnlineClient::from_backend(Arc::new(backend))
			.await
			.map_err(subxt::Error::from)?;
		Ok(Self { api, rpc })
	}

	/// The client of subxt.
	pub fn api(&self) -> &OnlineClient<Config> {
		&self.api
	}

	/// Hash of the first block, which every signed message names.
	pub fn genesis(&self) -> [u8; 32] {
		self.api.genesis_hash().0
	}

	/// Call a JSON-RPC method.
	pub async fn request<T: DeserializeOwned>(&self, method: &str, params: RpcParams) -> Result<T> {
		Ok(self.rpc.request(method, params).await?)
	}

	/// Subscribe by a JSON-RPC method; `end` is the one that ends it.
	pub async fn subscribe<T: DeserializeOwned>(
		&self,
		method: &str,
		end: &str,
	) -> Result<RpcSubscription<T>> {
		Ok(self.rpc.subscribe(method, RpcParams::new(), end).await?)
	}

	/// Call a JSON-RPC method that not every node has: nothing if this one has it not.
	pub async fn request_if_known<T: DeserializeOwned>(
		&self,
		method: &str,
		params: RpcParams,
	) -> Result<Option<T>> {
		match self.rpc.request(method, params).await {
			Ok(answer) => Ok(Some(answer)),
			Err(subxt::rpcs::Error::User(error)) if error.code == METHOD_NOT_FOUND => Ok(None),
			Err(error) => Err(error.into()),
		}
	}

	/// Hash of the best block.
	pub async fn best(&self) -> Result<H256> {
		self.request("chain_getBlockHash", RpcParams::new()).await
	}

	/// Hash of the last finalised block.
	pub async fn finalised(&self) -> Result<H256> {
		self.request("chain_getFinalizedHead", RpcParams::new())
			.await
	}

	/// The chain at a block.
	pub async fn at(&self, block: H256) -> Result<AtBlock> {
		Ok(self.api.at_block(block).await.map_err(subxt::Error::from)?)
	}

	/// Number that the next transaction of an account should have, those in the pool counted.
	async fn next_nonce(&self, account: &AccountId32) -> Result<u64> {
		let mut params = RpcParams::new();
		params.push(account::address(account))?;
		self.request("system_accountNextIndex", params).await
	}

	/// Sign a call, submit it and wait. If another transaction of the account takes this one's number,
	/// it is signed and submitted again with the next one: what lost its number never comes in.
	pub async fn submit<Call: Payload>(
		&self,
		call: &Call,
		signer: &Keypair,
		until: Until,
	) -> Result<Included> {
		let mut tries = 1;
		loop {
			match self.submit_once(call, signer, until).await {
				Err(Error::Refused { docs, .. }) if tries < TRIES && may_be_tried_again(&docs) => {
					tries += 1;
					sleep(Duration::from_millis(200)).await;
				}
				other => return other,
			}
		}
	}

	async fn submit_once<Call: Payload>(
		&self,
		call: &Call,
		signer: &Keypair,
		until: Until,
	) -> Result<Included> {
		let at = self.at(self.best().await?).await?;
		let nonce = self.next_nonce(&account::id(signer)).await?;
		let params = SubstrateExtrinsicParamsBuilder::<Config>::new()
			.nonce(nonce)
			.build();
		let progress = at
			.tx()
			.sign_and_submit_then_watch(call, signer, params)
			.await
			.map_err(submission)?;
		self.follow(progress, until).await
	}

	/// Submit a call that authorises itself, and wait: a general transaction (version 5) without an
	/// account.
	pub async fn submit_authorized<Call: Payload>(
		&self,
		call: &Call,
		until: Until,
	) -> Result<Included> {
		let at = self.at(self.best().await?).await?;
		let params = SubstrateExtrinsicParamsBuilder::<Config>::new()
			.immortal()
			.nonce(0)
			.build();
		// The runtime has no extension that takes a signature: what is given here goes nowhere.
		let nobody = AccountId32([0; 32]);
		let no_signature = subxt::utils::MultiSignature::Sr25519([0; 64]);
		let transaction = at
			.tx()
			.create_v5_signable_offline(call, params)
			.map_err(submission)?
			.sign_with_account_and_signature(&nobody, &no_signature)
			.map_err(submission)?;
		let progress = transaction.submit_and_watch().await.map_err(submission)?;
		self.follow(progress, until).await
	}

	async fn follow<C>(
		&self,
		mut progress: TransactionProgress<Config, C>,
		until: Until,
	) -> Result<Included>
	where
		C: subxt::client::OnlineClientAtBlockT<Config>,
	{
		while let Some(status) = progress.next().await {
			let found = match status.map_err(followed)? {
				TransactionStatus::InFinalizedBlock(found) => found,
				TransactionStatus::InBestBlock(found) if until == Until::InBlock => found,
				TransactionStatus::Error { message }
				| TransactionStatus::Invalid { message }
				| TransactionStatus::Dropped { message } => {
					return Err(Error::Refused {
						name: "Transaction".into(),
						docs: message,
					})
				}
				_ => continue,
			};
			let events = found
				.wait_for_success()
				.await
				.map_err(|error| match error {
					TransactionEventsError::ExtrinsicFailed(error) => refused(&error),
					error => subxt::Error::from(error).into(),
				})?;
			return Ok(Included {
				block: found.block_hash(),
				extrinsic: found.extrinsic_hash(),
				events,
			});
		}
		Err(Error::Connection(
			"the connection ended before the transaction was in a block".into(),
		))
	}
}

/// How often a transaction is signed anew because its number was taken or the pool is full.
const TRIES: u32 = 15;

/// Whether the pool says that another transaction has the number of this one: it is in a block
/// already, it is worth as much, it is the very same, or it came later and was worth more. Or that it
/// is full, and did not take it at all. One that it took and dropped may come in by way of another node:
/// that is told, and nothing is done twice.
fn may_be_tried_again(words: &str) -> bool {
	[
		"Immediately Dropped",
		"Transaction is outdated",
		"Priority is too low",
		"Already Imported",
		"usurped",
	]
	.iter()
	.any(|said| words.contains(said))
}

fn followed(error: TransactionProgressError) -> Error {
	match error {
		TransactionProgressError::TransactionStatusError(
			TransactionStatusError::Error(message)
			| TransactionStatusError::Invalid(message)
			| TransactionStatusError::Dropped(message),
		) => Error::Refused {
			name: "Transaction".into(),
			docs: message,
		},
		error => subxt::Error::from(error).into(),
	}
}

/// Codes of refusals (`sc_rpc_api::author::error`): what the node or its runtime cannot decode, and
/// what the pool does not take.
const NOT_DECODED: std::ops::RangeInclusive<i32> = 1001..=1002;
const POOL_ERRORS: std::ops::RangeInclusive<i32> = 1010..=1021;

/// What the pool says of a transaction that it does not take.
fn submission(error: ExtrinsicError) -> Error {
	if let ExtrinsicError::ErrorSubmittingTransaction(BackendError::Rpc(RpcError::ClientError(
		subxt::rpcs::Error::User(refusal),
	))) = &error
	{
		if NOT_DECODED.contains(&refusal.code) {
			// The data is a backtrace of the runtime.
			return Error::Refused {
				name: "Transaction".into(),
				docs: "the node cannot decode it".into(),
			};
		}
		if POOL_ERRORS.contains(&refusal.code) {
			// The reason is in the data, as a JSON string; the message only says its class.
			let reason = refusal.data.as_ref().map(|data| {
				let text = data.get();
				serde_json::from_str(text).unwrap_or_else(|_| text.to_string())
			});
			return Error::Refused {
				name: "Transaction".into(),
				docs: match reason {
					Some(reason) => format!("{}: {reason}", refusal.message),
					None => refusal.message.clone(),
				},
			};
		}
	}
	subxt::Error::from(error).into()
}

/// The name and documentation of an error of the runtime.
pub(crate) fn refused(error: &DispatchError) -> Error {
	if let DispatchError::Module(module) = error {
		if let Ok(details) = module.details() {
			return Error::Refused {
				name: format!("{}.{}", details.pallet.name(), details.variant.name),
				docs: details.variant.docs.join(" "),
			};
		}
	}
	let docs = match error {
		DispatchError::BadOrigin => {
			"It may only come from another account, from one that acts in another role, or from the council."
		}
		_ => "",
	};
	Error::Refused {
		name: error.to_string(),
		docs: docs.into(),
	}
}

/// Parameters of a JSON-RPC method.
#[macro_export]
macro_rules! params {
	($($param:expr),* $(,)?) => {{
		#[allow(unused_mut)]
		let mut params = subxt::rpcs::client::RpcParams::new();
		$(params.push($param)?;)*
		params
	}};
}
