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
		read: 13_751_649,
		write: 60_843_977,
	};
	/// A block with nothing but the time in it.
	pub const BlockExecutionWeight: Weight = Weight::from_parts(323_733_000, 0);
	/// A signed transaction that does nothing and gets a part of its fee back.
	pub const ExtrinsicBaseWeight: Weight = Weight::from_parts(191_732_228, 0);
}
