// SPDX-License-Identifier: Apache-2.0

use frame_support::traits::Hooks;
use samul_primitives::header::CHAIN_ENGINE;
use sp_core::H256;
use sp_runtime::{traits::Header, Digest, DigestItem};

use crate::mock::*;

/// The digest of a block's header, made as the runtime's executive does.
fn digest(number: u64, parent: H256, before: Digest) -> Digest {
	System::reset_events();
	System::initialize(&number, &parent, &before);
	Consortium::on_initialize(number);
	System::note_finished_initialize();
	Consortium::on_finalize(number);
	System::note_finished_extrinsics();
	System::finalize().digest().clone()
}

#[test]
fn each_header_names_the_chain_once_from_block_1_on() {
	let genesis = H256::repeat_byte(7);
	let item = DigestItem::Consensus(CHAIN_ENGINE, vec![7; 32]);
	storage().execute_with(|| {
		System::set_block_number(0);
		assert_eq!(
			digest(1, genesis, Digest::default()).logs,
			std::slice::from_ref(&item)
		);
		// After what the author says to the runtime; and when the hashes of the first blocks are
		// gone but for that of the genesis.
		let slot = DigestItem::PreRuntime(*b"aura", vec![1; 8]);
		let before = Digest {
			logs: vec![slot.clone()],
		};
		for number in 2..30 {
			let found = digest(number, H256::repeat_byte(number as u8), before.clone());
			assert_eq!(found.logs, [slot.clone(), item.clone()]);
		}
		assert_eq!(System::block_hash(1), H256::zero());
	});
}
