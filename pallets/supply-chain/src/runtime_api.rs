// SPDX-License-Identifier: Apache-2.0

//! What a reader may ask.

use alloc::vec::Vec;
use codec::{Codec, Decode, Encode};
use samul_primitives::Moment;
use scale_info::TypeInfo;

use crate::{
	reckoning::Reckoning,
	types::{ShipmentId, ShipmentInfo},
};

/// Why there is nothing to reckon.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum ReckoningError {
	/// There is no such shipment, or it has ended.
	UnknownShipment,
	/// The carrier does not have the goods yet.
	NotPickedUp,
	/// A monitor is missing.
	MonitorMissing,
}

sp_api::decl_runtime_apis! {
	/// Reads of shipments.
	pub trait SupplyChainApi<AccountId, AssetId>
	where
		AccountId: Codec,
		AssetId: Codec,
	{
		/// The shipment of this number, if it has not ended.
		fn shipment(id: ShipmentId) -> Option<ShipmentInfo<AccountId, AssetId>>;

		/// What would be due if the goods were delivered at `at`, or now; after delivery what is due.
		fn reckoning(id: ShipmentId, at: Option<Moment>) -> Result<Reckoning, ReckoningError>;

		/// Numbers of a party's shipments, in the order of the database: those after `after`, at most
		/// `limit` and 100.
		fn shipments_of(
			account: AccountId,
			after: Option<ShipmentId>,
			limit: u32,
		) -> Vec<ShipmentId>;
	}
}
