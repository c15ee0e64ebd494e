// SPDX-License-Identifier: Apache-2.0

//! Handovers as events of EPCIS 2.0, in the words of the Core Business Vocabulary (CBV 2.0).

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use samul_primitives::Moment;
use scale_info::TypeInfo;

use crate::gs1;

/// Business step of a handover.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum BizStep {
	/// `loading`
	Loading,
	/// `shipping`
	Shipping,
	/// `departing`
	Departing,
	/// `transporting`
	Transporting,
	/// `arriving`
	Arriving,
	/// `unloading`
	Unloading,
	/// `receiving`
	Receiving,
	/// `accepting`
	Accepting,
	/// `inspecting`
	Inspecting,
}

/// Disposition of the goods after a handover.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Disposition {
	/// `in_progress`
	InProgress,
	/// `in_transit`
	InTransit,
	/// `damaged`
	Damaged,
	/// `expired`
	Expired,
	/// `non_conformant`
	NonConformant,
	/// `conformant`
	Conformant,
	/// `sellable_accessible`
	SellableAccessible,
	/// `sellable_not_accessible`
	SellableNotAccessible,
}

/// Most bytes of a place.
pub const MAX_PLACE: u32 = 64;

/// Where something happens: a GLN (13 ASCII digits that check), or a `geo:` URI (RFC 5870).
pub type Place = BoundedVec<u8, ConstU32<MAX_PLACE>>;

/// What happens at a handover.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct EpcisEvent {
	/// When it happens, by the word of both sides (eventTime).
	pub event_time: Moment,
	/// Business step.
	pub biz_step: BizStep,
	/// Disposition.
	pub disposition: Disposition,
	/// Where (readPoint).
	pub read_point: Place,
}

impl EpcisEvent {
	/// Whether the place is one.
	pub fn has_valid_place(&self) -> bool {
		match self.read_point.strip_prefix(b"geo:") {
			Some(rest) => !rest.is_empty() && rest.iter().all(u8::is_ascii_graphic),
			None => self.read_point.len() == 13 && gs1::checks(&self.read_point),
		}
	}
}
