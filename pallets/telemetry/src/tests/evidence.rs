// SPDX-License-Identifier: Apache-2.0

use codec::Decode;
use samul_primitives::{
	keys::Scheme,
	locate::{leaf_key, node_key, Place},
	mmr,
};
use sp_runtime::offchain::OffchainOverlayedChange;

use crate::mock::*;

const START: u64 = NOW - 1000 * HOUR;

#[test]
fn every_batch_is_proved_against_the_peaks_by_what_the_index_holds() {
	let mut ext = sp_io::TestExternalities::default();
	let mut leaves = Vec::new();
	let (head, genesis_checked) = ext.execute_with(|| {
		Registered::set(Default::default());
		System::set_block_number(5);
		pallet_timestamp::Now::<Test>::put(NOW);
		frame_support::storage::unhashed::put(b":extrinsic_index", &7u32);
		frame_support::assert_ok!(
			<Balances as frame_support::traits::fungible::Mutate<u64>>::mint_into(&OWNER, 1000)
		);
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		for sequence in 0..13u64 {
			let batch = sensor.batch(sequence, &hours(START + sequence * 4 * HOUR, 4, [1, 2]));
			leaves.push((mmr::leaf_hash(&batch.payload), batch.payload.len()));
			assert_eq!(submit(vec![batch]), [Ok(sequence)]);
		}
		(sensor.state().head, true)
	});
	assert!(genesis_checked);
	let index: std::collections::BTreeMap<Vec<u8>, Vec<u8>> = ext
		.overlayed_changes()
		.clone()
		.offchain_drain_committed()
		.filter_map(|((_, key), change)| match change {
			OffchainOverlayedChange::SetValue(value) => Some((key, value)),
			OffchainOverlayedChange::Remove => None,
		})
		.collect();
	for (sequence, (leaf, length)) in leaves.iter().enumerate() {
		let sequence = sequence as u64;
		let children = |node: &mmr::Hash| {
			let value = index.get(&node_key(node))?;
			Some((value[..32].try_into().ok()?, value[32..].try_into().ok()?))
		};
		let (found, siblings) =
			mmr::descend(&head.peaks, head.next_sequence, sequence, children).unwrap();
		assert_eq!(found, *leaf);
		assert!(mmr::verify(
			&head.peaks,
			head.next_sequence,
			sequence,
			*leaf,
			&siblings
		));
		let place = Place::decode(&mut &index[&leaf_key(leaf)][..]).unwrap();
		let start = START + sequence * 4 * HOUR;
		let expected = Place {
			block: 5,
			extrinsic: 7,
			length: *length as u32,
			start,
			end: start + 3 * HOUR,
		};
		assert_eq!(place, expected);
	}
}
