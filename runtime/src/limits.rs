// SPDX-License-Identifier: Apache-2.0

//! How much fits into a block, and into its slot.
//!
//! The author of a block has slot × 2/3 × 0.98 × 0.9 = 1.18 s of the 2 s slot to build it
//! (`sc-consensus-aura`, `sc-basic-authorship`); everybody else executes it once more and must be
//! done before the next one comes. 1.1 s of weight keeps both within the slot. The length is what
//! a JSON-RPC server sends in an answer of 15 MiB, as hexadecimal digits.
//! `docs/block-limits.md` has the reasoning and what was measured.

use frame_support::{
	parameter_types,
	weights::{constants::WEIGHT_REF_TIME_PER_MILLIS, Weight},
};
use frame_system::limits::{BlockLength, BlockWeights};
use sp_runtime::Perbill;

use crate::weights::{BlockExecutionWeight, ExtrinsicBaseWeight};

/// Time between blocks, milliseconds.
pub const SLOT_DURATION: u64 = 2000;

/// Execution time of a full block.
pub const MAX_BLOCK_WEIGHT: Weight =
	Weight::from_parts(1100 * WEIGHT_REF_TIME_PER_MILLIS, u64::MAX);

/// Share of a block that normal extrinsics may fill; the rest is for operational ones.
const NORMAL: Perbill = Perbill::from_percent(90);

/// Share of a block that `on_initialize` is assumed to take at the most.
const ON_INITIALIZE: Perbill = Perbill::from_percent(5);

/// Length of a full block in bytes: where its author stops, too.
pub const MAX_BLOCK_LENGTH: u32 = 6 * 1024 * 1024;

parameter_types! {
	/// Limits of a block's weight by class.
	pub RuntimeBlockWeights: BlockWeights = BlockWeights::builder()
		.base_block(BlockExecutionWeight::get())
		.for_class(frame_support::dispatch::DispatchClass::all(), |weights| {
			weights.base_extrinsic = ExtrinsicBaseWeight::get();
		})
		.for_class(frame_support::dispatch::DispatchClass::Normal, |weights| {
			weights.max_total = Some(NORMAL * MAX_BLOCK_WEIGHT);
		})
		.for_class(frame_support::dispatch::DispatchClass::Operational, |weights| {
			weights.max_total = Some(MAX_BLOCK_WEIGHT);
			weights.reserved = Some(MAX_BLOCK_WEIGHT - NORMAL * MAX_BLOCK_WEIGHT);
		})
		.avg_block_initialization(ON_INITIALIZE)
		.build_or_panic();
	/// Limits of a block's length by class.
	pub RuntimeBlockLength: BlockLength = BlockLength::builder()
		.max_length(MAX_BLOCK_LENGTH)
		.modify_max_length_for_class(frame_support::dispatch::DispatchClass::Normal, |length| {
			*length = NORMAL * MAX_BLOCK_LENGTH;
		})
		.build();
}
