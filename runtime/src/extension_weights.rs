// SPDX-License-Identifier: Apache-2.0

//! What the checks of a transaction cost besides what [`ExtrinsicBaseWeight`] measured: that is a
//! signed transaction with all of them, whose sender's account was in memory and gets a part of its
//! fee back.
//!
//! The SDK measures each check by itself, and counts for each the accesses that it makes; of those
//! all but two reads and a write are to what every transaction of a block touches, or to what another check touched.
//!
//! [`ExtrinsicBaseWeight`]: crate::weights::ExtrinsicBaseWeight

use frame_support::weights::Weight;

use crate::weights::DbWeight;

/// The weights.
pub struct ExtensionWeights;

impl frame_system::ExtensionsWeightInfo for ExtensionWeights {
	fn check_genesis() -> Weight {
		Weight::zero()
	}

	/// The hash of the block from which the transaction counts.
	fn check_mortality_mortal_transaction() -> Weight {
		DbWeight::get().reads(1)
	}

	fn check_mortality_immortal_transaction() -> Weight {
		Weight::zero()
	}

	fn check_non_zero_sender() -> Weight {
		Weight::zero()
	}

	/// The account comes from the database and goes back there, with its number and its balance.
	fn check_nonce() -> Weight {
		DbWeight::get().reads_writes(1, 1)
	}

	fn check_spec_version() -> Weight {
		Weight::zero()
	}

	fn check_tx_version() -> Weight {
		Weight::zero()
	}

	fn check_weight() -> Weight {
		Weight::zero()
	}

	fn weight_reclaim() -> Weight {
		Weight::zero()
	}
}

impl pallet_transaction_payment::WeightInfo for ExtensionWeights {
	/// The account is that of the number. Whether somebody else pays is looked up.
	fn charge_transaction_payment() -> Weight {
		DbWeight::get().reads(1)
	}
}
