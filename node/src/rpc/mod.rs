// SPDX-License-Identifier: Apache-2.0

//! The node's JSON-RPC, besides what the SDK's service adds by itself.

mod access;
mod dids;
mod evidence;
mod finality;
mod rentals;
mod rights;
mod samul;
mod shipments;

use std::sync::Arc;

use jsonrpsee::RpcModule;
use samul_runtime::{opaque::Block, AccountId, Balance, BlockNumber, Hash, Nonce};
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_rpc::SubscriptionTaskExecutor;
use sc_transaction_pool_api::TransactionPool;

use crate::service::{FullBackend, FullClient};

/// What the methods about finality need.
pub struct GrandpaDeps {
	/// State of the vote.
	pub shared_voter_state: SharedVoterState,
	/// The validators.
	pub shared_authority_set: SharedAuthoritySet<Hash, BlockNumber>,
	/// Justifications as they come.
	pub justification_stream: GrandpaJustificationStream<Block>,
	/// Makes finality proofs.
	pub finality_provider: Arc<FinalityProofProvider<FullBackend, Block>>,
	/// Runs subscriptions.
	pub executor: SubscriptionTaskExecutor,
}

/// What the methods need.
pub struct FullDeps<P> {
	/// The client.
	pub client: Arc<FullClient>,
	/// The database.
	pub backend: Arc<FullBackend>,
	/// The transaction pool.
	pub pool: Arc<P>,
	/// Finality.
	pub grandpa: GrandpaDeps,
}

/// All the methods that the node adds.
pub fn create_full<P>(
	deps: FullDeps<P>,
) -> Result<RpcModule<()>, Box<dyn std::error::Error + Send + Sync>>
where
	P: TransactionPool<Block = Block, Hash = Hash> + 'static,
{
	use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
	use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
	use substrate_frame_rpc_system::{System, SystemApiServer};

	let FullDeps {
		client,
		backend,
		pool,
		grandpa,
	} = deps;
	let mut module = RpcModule::new(());
	module.merge(<System<_, _, Block> as SystemApiServer<
		_,
		AccountId,
		Nonce,
	>>::into_rpc(System::new(client.clone(), pool)))?;
	module.merge(
		<TransactionPayment<_, Block> as TransactionPaymentApiServer<
			_,
			pallet_transaction_payment::RuntimeDispatchInfo<Balance>,
		>>::into_rpc(TransactionPayment::new(client.clone())),
	)?;
	module.merge(finality::FinalityApiServer::into_rpc(finality::Finality {
		provider: grandpa.finality_provider.clone(),
	}))?;
	module.merge(
		Grandpa::new(
			grandpa.executor,
			grandpa.shared_authority_set,
			grandpa.shared_voter_state,
			grandpa.justification_stream,
			grandpa.finality_provider,
		)
		.into_rpc(),
	)?;
	module.merge(access::AccessApiServer::into_rpc(access::Access {
		client: client.clone(),
	}))?;
	module.merge(samul::SamulApiServer::into_rpc(samul::Samul {
		client,
		backend,
	}))?;
	Ok(module)
}
