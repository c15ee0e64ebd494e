// SPDX-License-Identifier: Apache-2.0

//! A chain of a few keys, made with the SDK's own types: headers, votes, states and their proofs.

#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(clippy::unwrap_used)]

pub mod home;
pub mod votes;

use std::collections::BTreeMap;

use codec::Encode;
use finality_grandpa::{Message as GrandpaMessage, Precommit, SignedPrecommit};
use samul_primitives::{
	header::CHAIN_ENGINE,
	trie::{prove::prove, StateHashing},
};
pub use samul_verifier::Clock;
use samul_verifier::{Authority, Finalized, Trust};
use sp_consensus_aura::{
	digests::CompatibleDigestItem,
	sr25519::{AuthorityId as AuraId, AuthoritySignature},
	ConsensusLog as AuraLog,
};
use sp_consensus_grandpa::{
	AuthorityId, Commit, ConsensusLog, GrandpaJustification, ScheduledChange, GRANDPA_ENGINE_ID,
};
use sp_core::{ed25519, sr25519, storage::StateVersion, Pair};
use sp_runtime::{generic, traits::Header as _, Digest, DigestItem};
use sp_state_machine::{prove_read, InMemoryBackend};

/// The runtime's header.
pub type SdkHeader = generic::Header<u32, StateHashing>;
/// The SDK's justification.
pub type SdkJustification = GrandpaJustification<SdkHeader>;
/// A vote with its signature.
pub type Vote =
	SignedPrecommit<sp_core::H256, u32, sp_consensus_grandpa::AuthoritySignature, AuthorityId>;

/// Milliseconds of a slot.
pub const SLOT_DURATION: u64 = 2000;
/// Slot of block 0, so that block times are of our days.
pub const FIRST_SLOT: u64 = 885_000_000;
/// A key of the state, in the way that a map of a pallet has them.
pub const RIGHT_KEY: &[u8] = b"\x11\x22\x33\x44\x55\x66\x77\x88right of somebody on a lock";
/// A key under which there is nothing.
pub const ABSENT_KEY: &[u8] = b"\x11\x22\x33\x44\x55\x66\x77\x88right of nobody on a lock";

/// The key pair of the `seed`th validator.
pub fn key(seed: u8) -> ed25519::Pair {
	ed25519::Pair::from_seed(&[seed; 32])
}

/// A chain: its genesis, the authorities that decide now, and its state.
#[derive(Clone)]
pub struct Chain {
	pub genesis: [u8; 32],
	pub keys: Vec<ed25519::Pair>,
	pub set_id: u64,
	pub state: BTreeMap<Vec<u8>, Vec<u8>>,
	pub version: StateVersion,
}

/// What a relay hands over for a block, encoded.
#[derive(Clone, PartialEq, Debug)]
pub struct Parts {
	pub header: Vec<u8>,
	pub justification: Vec<u8>,
	pub proof: Vec<u8>,
}

impl Parts {
	pub fn finalized(&self) -> Finalized<'_> {
		Finalized {
			header: &self.header,
			justification: &self.justification,
			proof: &self.proof,
		}
	}

	/// As a relay encodes it, with an ordinary SCALE library.
	pub fn scale(&self) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
		(
			self.header.clone(),
			self.justification.clone(),
			self.proof.clone(),
		)
	}
}

/// A relay's message.
pub fn message(set_changes: &[Parts], read: Option<&Parts>) -> Vec<u8> {
	let changes = set_changes.iter().map(Parts::scale).collect::<Vec<_>>();
	(2u8, changes, read.map(Parts::scale)).encode()
}

impl Chain {
	/// A chain with validators of these seeds and some state.
	pub fn new(genesis: [u8; 32], seeds: &[u8]) -> Self {
		let mut state = BTreeMap::new();
		for other in 0..60u8 {
			let mut key = RIGHT_KEY[..8].to_vec();
			key.extend_from_slice(&sp_crypto_hashing::blake2_256(&[other]));
			state.insert(key, vec![other; usize::from(other) + 1]);
		}
		state.insert(
			RIGHT_KEY.to_vec(),
			b"a right that takes more than 32 bytes to say".to_vec(),
		);
		Self {
			genesis,
			keys: seeds.iter().copied().map(key).collect(),
			set_id: 7,
			state,
			version: StateVersion::V1,
		}
	}

	pub fn authorities(&self) -> Vec<Authority> {
		self.keys
			.iter()
			.map(|key| Authority {
				key: key.public().0,
				weight: 1,
			})
			.collect()
	}

	/// What a lock is told that is enrolled at block 1.
	pub fn trust(&self) -> Trust {
		let genesis = self.genesis;
		Trust::new(
			genesis,
			SLOT_DURATION,
			1,
			[1; 32],
			self.set_id,
			self.authorities(),
		)
		.unwrap()
	}

	pub fn backend(&self) -> InMemoryBackend<StateHashing> {
		InMemoryBackend::from((self.state.clone(), self.version))
	}

	/// A block with the state of now.
	pub fn block(&self, number: u32, items: Vec<DigestItem>) -> SdkHeader {
		self.child(number, [number as u8; 32], items)
	}

	/// A block after this parent.
	pub fn child(&self, number: u32, parent: [u8; 32], items: Vec<DigestItem>) -> SdkHeader {
		let slot = FIRST_SLOT + u64::from(number);
		let mut logs = vec![CompatibleDigestItem::<AuthoritySignature>::aura_pre_digest(
			slot.into(),
		)];
		logs.push(DigestItem::Consensus(CHAIN_ENGINE, self.genesis.to_vec()));
		logs.extend(items);
		logs.push(DigestItem::Seal(*b"aura", vec![9; 64]));
		SdkHeader::new(
			number,
			[3; 32].into(),
			*self.backend().root(),
			parent.into(),
			Digest { logs },
		)
	}

	/// The last block of the set: the authorities after it are `next`. It says so to Aura, too.
	pub fn last_block(&self, number: u32, next: &Chain) -> SdkHeader {
		let of_aura = next
			.keys
			.iter()
			.map(|key| AuraId::from(sr25519::Public::from_raw(key.public().0)));
		let of_aura = AuraLog::<AuraId>::AuthoritiesChange(of_aura.collect());
		let of_aura = DigestItem::Consensus(*b"aura", of_aura.encode());
		self.block(number, vec![of_aura, change(next, 0)])
	}

	/// The vote of a validator for a block.
	pub fn vote(&self, voter: usize, hash: [u8; 32], number: u32, round: u64) -> Vote {
		vote(&self.keys[voter], self.set_id, hash, number, round)
	}

	/// A justification of a block by some validators, who vote for the block itself.
	pub fn justify(&self, header: &SdkHeader, voters: &[usize]) -> SdkJustification {
		let (hash, number) = (header.hash(), header.number);
		let precommits = voters
			.iter()
			.map(|voter| self.vote(*voter, hash.0, number, 3))
			.collect();
		GrandpaJustification {
			round: 3,
			commit: Commit::<SdkHeader> {
				target_hash: hash,
				target_number: number,
				precommits,
			},
			votes_ancestries: Vec::new(),
		}
	}

	/// The nodes as a node returns them for `state_getReadProof`.
	pub fn nodes(&self, keys: &[&[u8]]) -> Vec<Vec<u8>> {
		prove_read(self.backend(), keys)
			.unwrap()
			.into_iter_nodes()
			.collect()
	}

	/// The proof that a relay makes of them.
	pub fn prove(&self, keys: &[&[u8]]) -> Vec<u8> {
		prove(&self.backend().root().0, &self.nodes(keys), keys).unwrap()
	}

	/// All that a relay hands over for a block: votes of all but one, proof of the keys.
	pub fn hand_over(&self, header: &SdkHeader, keys: &[&[u8]]) -> Parts {
		let voters = (0..self.keys.len() - (self.keys.len() - 1) / 3).collect::<Vec<_>>();
		Parts {
			header: header.encode(),
			justification: self.justify(header, &voters).encode(),
			proof: match keys {
				[] => Vec::new(),
				keys => self.prove(keys),
			},
		}
	}
}

/// The item with which a block makes `next`'s authorities those after it.
pub fn change(next: &Chain, delay: u32) -> DigestItem {
	let next_authorities = next
		.keys
		.iter()
		.map(|key| (AuthorityId::from(key.public()), 1))
		.collect();
	consensus(&ConsensusLog::ScheduledChange(ScheduledChange {
		next_authorities,
		delay,
	}))
}

/// An item of the runtime for GRANDPA.
pub fn consensus(log: &ConsensusLog<u32>) -> DigestItem {
	DigestItem::Consensus(GRANDPA_ENGINE_ID, log.encode())
}

/// A signed vote.
pub fn vote(key: &ed25519::Pair, set_id: u64, hash: [u8; 32], number: u32, round: u64) -> Vote {
	let precommit = Precommit::new(hash.into(), number);
	let payload = sp_consensus_grandpa::localized_payload(
		round,
		set_id,
		&GrandpaMessage::Precommit(precommit.clone()),
	);
	SignedPrecommit {
		precommit,
		signature: key.sign(&payload).into(),
		id: AuthorityId::from(key.public()),
	}
}

/// When the slot of a block begins.
pub fn time(number: u32) -> u64 {
	(FIRST_SLOT + u64::from(number)) * SLOT_DURATION
}

/// The clock of a lock three seconds after the slot of a block began.
pub fn clock(number: u32) -> Clock {
	Clock {
		now: time(number) + 3000,
		max_age: 60_000,
		tolerance: 5000,
	}
}
