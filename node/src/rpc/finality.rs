// SPDX-License-Identifier: Apache-2.0

//! `samul_endOfSet`: what a relay hands over to a lock of a change of the validators. `docs/rpc.md`
//! documents it for callers.

use std::sync::Arc;

use codec::Encode;
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use samul_runtime::{opaque::Block, BlockNumber};
use sc_consensus_grandpa::{FinalityProofError, FinalityProofProvider};

use crate::{
	rpc::samul::{error, hex, Code},
	service::FullBackend,
};

/// What the method is.
#[rpc(server, namespace = "samul")]
pub trait FinalityApi {
	/// The last block of the set of validators that decided on the block of this number, and its
	/// justification; the last final block that has one if that set decides still. Null if the node has
	/// none.
	#[method(name = "endOfSet", blocking)]
	fn end_of_set(&self, number: BlockNumber) -> RpcResult<Option<String>>;
}

/// Answers the method.
pub struct Finality {
	/// Makes finality proofs.
	pub provider: Arc<FinalityProofProvider<FullBackend, Block>>,
}

impl FinalityApiServer for Finality {
	fn end_of_set(&self, number: BlockNumber) -> RpcResult<Option<String>> {
		// Without the headers up to there, which `grandpa_proveFinality` collects: of a set of a day they
		// are more than a node may answer.
		let proof = self
			.provider
			.prove_finality_proof(number, false)
			.map_err(|e| match e {
				FinalityProofError::BlockNotYetFinalized => error(Code::NotFound, e),
				FinalityProofError::BlockNotInAuthoritySetChanges => {
					error(Code::EvidenceIncomplete, e)
				}
				FinalityProofError::Client(e) => error(Code::EvidenceIncomplete, e),
			})?;
		Ok(proof.map(|proof| hex(&(proof.block, proof.justification).encode())))
	}
}
