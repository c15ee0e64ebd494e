// SPDX-License-Identifier: Apache-2.0

//! What every call costs besides its own work. `scripts/weights` measured it on AMD EPYC, the
//! database with a million keys.

use frame_support::{
	parameter_types,
	weights::{RuntimeDbWeight, Weight},
};

parameter_types! {
	/// An access to the node's database: ParityDB.
	pub const DbWeight: RuntimeDbWeight = RuntimeDbWeight {
		read: 16_340_394,
		write: 56_337_895,
	};
	/// A block with nothing but the time in it.
	pub const BlockExecutionWeight: Weight = Weight::from_parts(277_797_000, 0);
	/// A signed transaction that does nothing.
	pub const ExtrinsicBaseWeight: Weight = Weight::from_parts(135_559_052, 0);
}
