// SPDX-License-Identifier: Apache-2.0

//! Finds raw batches again and proves them.
//!
//! The peaks are taken from the state of a block; from them the way down to a leaf leads through
//! the off-chain index, in which every node stands under its own hash. The leaf's place names a
//! block and an extrinsic; what is found there counts if it hashes to the leaf. A place may be that
//! of a block which was abandoned: then the neighbours are searched, since the same transaction
//! comes in again a few blocks later or earlier.

use codec::{Decode, Encode};
use samul_primitives::{
	batch::VERSION,
	locate::{find_payload, leaf_key, node_key, Place},
	mmr::{self, Hash},
	Moment, Signature, StreamId,
};
use samul_runtime::{opaque::Block, BlockNumber};
use sc_client_api::BlockBackend;
use sp_blockchain::HeaderBackend;
use sp_core::offchain::{OffchainStorage, STORAGE_PREFIX};
use sp_runtime::traits::Block as _;

/// How many blocks around a spoiled place are searched, in each direction.
const NEIGHBOURS: BlockNumber = 32;

/// Why a batch could not be proved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EvidenceError {
	/// The off-chain index lacks a part of the way, or it is spoiled. It can be rebuilt by importing
	/// the blocks anew.
	IndexIncomplete {
		/// The batch that was looked for.
		sequence: u64,
	},
	/// The block that holds the batch is not in the database: its body was pruned.
	BodyMissing {
		/// The batch that was looked for.
		sequence: u64,
	},
}

impl std::fmt::Display for EvidenceError {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		match self {
			Self::IndexIncomplete { sequence } => {
				write!(f, "this node's index does not lead to batch {sequence}")
			}
			Self::BodyMissing { sequence } => write!(
				f,
				"this node does not keep the block that holds batch {sequence}"
			),
		}
	}
}

/// A batch with its proof.
pub struct ProvedBatch {
	/// Its number within the stream.
	pub sequence: u64,
	/// Where it was found.
	pub place: Place,
	/// The payload.
	pub payload: Vec<u8>,
	/// The device's signature.
	pub signature: Signature,
	/// Siblings on the way up to the peak, lowest first.
	pub siblings: Vec<Hash>,
}

/// The batches of one stream as of one block.
pub struct Evidence<'a, C, S> {
	/// Where the blocks are.
	pub client: &'a C,
	/// The off-chain index.
	pub index: S,
	/// The stream.
	pub stream: StreamId,
	/// The peaks of its Merkle mountain range.
	pub peaks: &'a [Hash],
	/// How many batches it has.
	pub count: u64,
}

impl<C, S> Evidence<'_, C, S>
where
	C: BlockBackend<Block> + HeaderBackend<Block>,
	S: OffchainStorage,
{
	fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
		self.index.get(STORAGE_PREFIX, key)
	}

	fn children(&self, node: &Hash) -> Option<(Hash, Hash)> {
		let value = self.get(&node_key(node))?;
		let (left, right) = value.split_at_checked(32)?;
		Some((left.try_into().ok()?, right.try_into().ok()?))
	}

	fn leaf(&self, sequence: u64) -> Result<(Hash, Vec<Hash>, Place), EvidenceError> {
		mmr::descend(self.peaks, self.count, sequence, |node| self.children(node))
			.and_then(|(leaf, siblings)| {
				let place = Place::decode(&mut &self.get(&leaf_key(&leaf))?[..]).ok()?;
				Some((leaf, siblings, place))
			})
			.ok_or(EvidenceError::IndexIncomplete { sequence })
	}

	/// The first batch that ends at or after `time`.
	pub fn first_from(&self, time: Moment) -> Result<u64, EvidenceError> {
		let (mut low, mut high) = (0, self.count);
		while low < high {
			let middle = low + (high - low) / 2;
			if self.leaf(middle)?.2.end < time {
				low = middle + 1;
			} else {
				high = middle;
			}
		}
		Ok(low)
	}

	/// The batch of this number, with its proof.
	pub fn batch(&self, sequence: u64) -> Result<ProvedBatch, EvidenceError> {
		let (leaf, siblings, place) = self.leaf(sequence)?;
		let mut body_missing = false;
		for number in nearest_first(place.block) {
			match self.body(number) {
				Some(body) => {
					if let Some((extrinsic, payload, signature)) = self.search(&body, &place, &leaf)
					{
						return Ok(ProvedBatch {
							sequence,
							place: Place {
								block: number,
								extrinsic,
								..place
							},
							payload,
							signature,
							siblings,
						});
					}
				}
				None => body_missing |= number == place.block,
			}
		}
		Err(if body_missing {
			EvidenceError::BodyMissing { sequence }
		} else {
			EvidenceError::IndexIncomplete { sequence }
		})
	}

	fn body(&self, number: BlockNumber) -> Option<Vec<Vec<u8>>> {
		let hash = self.client.block_hash(number).ok()??;
		let block = self.client.block(hash).ok()??.block;
		Some(
			block
				.extrinsics()
				.iter()
				.map(|extrinsic| extrinsic.encode())
				.collect(),
		)
	}

	fn search(
		&self,
		body: &[Vec<u8>],
		place: &Place,
		leaf: &Hash,
	) -> Option<(u32, Vec<u8>, Signature)> {
		let mut prefix = vec![VERSION];
		prefix.extend_from_slice(&self.stream.device.0);
		prefix.extend_from_slice(&self.stream.index.to_le_bytes());
		let length = place.length as usize;
		body.iter().enumerate().find_map(|(number, extrinsic)| {
			let at = find_payload(extrinsic, &prefix, length, leaf)?;
			let (payload, rest) = extrinsic.get(at..)?.split_at_checked(length)?;
			let signature = Signature::decode(&mut &rest[..]).ok()?;
			Some((number as u32, payload.to_vec(), signature))
		})
	}
}

/// A block and its neighbours, the nearest first.
fn nearest_first(block: BlockNumber) -> impl Iterator<Item = BlockNumber> {
	std::iter::once(block).chain((1..=NEIGHBOURS).flat_map(move |distance| {
		[block.checked_sub(distance), block.checked_add(distance)]
			.into_iter()
			.flatten()
	}))
}
