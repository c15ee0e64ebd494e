// SPDX-License-Identifier: Apache-2.0

//! What is agreed on in a shipment, and what is stored of it.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use samul_primitives::{observe::Condition, traits::MonitorId, Moment, StreamId};
use scale_info::TypeInfo;

use crate::{epcis::EpcisEvent, gs1::GoodsId, reckoning::Reckoning};

/// Number of a shipment.
pub type ShipmentId = u64;
/// Amount of a currency in its smallest unit.
pub type Amount = u128;

/// Most conditions of a shipment.
pub const MAX_CONDITIONS: u32 = 8;
/// Most tiers of a tariff.
pub const MAX_TIERS: u32 = 4;
/// Most goods of a shipment.
pub const MAX_GOODS: u32 = 16;

/// What a tariff counts.
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
pub enum Measure {
	/// The excess over the range, integrated over time: thousandths of a unit-hour, such as a
	/// degree-hour.
	UnitHours,
	/// The time outside of the range: thousandths of an hour.
	HoursOutside,
}

/// A step of a tariff.
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
pub struct Tier {
	/// What is measured above this counts at this rate, up to the next tier. In thousandths.
	pub above: u64,
	/// Amount for each unit-hour or hour.
	pub rate: Amount,
}

/// So much for each unit-hour or hour outside.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Tariff {
	/// What counts.
	pub measure: Measure,
	/// The tiers, by ascending `above`. What is below the first is free.
	pub tiers: BoundedVec<Tier, ConstU32<MAX_TIERS>>,
	/// The most that is deducted.
	pub cap: Amount,
	/// Above this measure, in thousandths, nothing at all is due to the carrier.
	pub reject_above: Option<u64>,
}

/// So much for each hour.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct HourlyTariff {
	/// Milliseconds that are free.
	pub grace: u64,
	/// Amount for each hour beyond.
	pub rate: Amount,
	/// The most that is deducted.
	pub cap: Amount,
}

/// What the log of a stream should show, and what it costs if it does not.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ConditionTerms {
	/// The stream.
	pub stream: StreamId,
	/// The channel and its range.
	pub condition: Condition,
	/// For what is outside.
	pub tariff: Tariff,
	/// For time that is not observed.
	pub unobserved: HourlyTariff,
}

/// What buyer and carrier agree on.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Terms<AccountId, AssetId> {
	/// Who carries the goods, and is paid for it.
	pub carrier: AccountId,
	/// Who receives the goods; the buyer if nobody else.
	pub consignee: Option<AccountId>,
	/// The goods.
	pub goods: BoundedVec<GoodsId, ConstU32<MAX_GOODS>>,
	/// The conditions.
	pub conditions: BoundedVec<ConditionTerms, ConstU32<MAX_CONDITIONS>>,
	/// The currency of all amounts.
	pub asset: AssetId,
	/// What the carrier gets if all is well.
	pub price: Amount,
	/// What the carrier puts up for deductions beyond the price.
	pub bond: Amount,
	/// What the side that cancels after acceptance owes the other; at most the price.
	pub cancellation_fee: Amount,
	/// The proposal lapses then, if nobody accepted it.
	pub valid_until: Moment,
	/// No event of the shipment is before.
	pub not_before: Moment,
	/// The goods should be delivered by then.
	pub deadline: Moment,
	/// For lateness.
	pub lateness: HourlyTariff,
	/// Milliseconds after the deadline when the goods count as lost.
	pub abandon_after: u64,
	/// Milliseconds after delivery when the chain settles without the buyer's word.
	pub confirmation_period: u64,
}

/// How far a shipment has come.
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
pub enum Status {
	/// The buyer proposed it.
	Proposed,
	/// The carrier accepted it; price and bond are on hold.
	Accepted,
	/// The carrier has the goods; the monitors run.
	InTransit,
	/// The receiver has the goods.
	Delivered {
		/// When.
		at: Moment,
	},
}

/// A handover that waits for the receiver's word.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Offer<AccountId> {
	/// To whom.
	pub to: AccountId,
	/// What happens.
	pub event: EpcisEvent,
}

/// A shipment as it is stored.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Shipment<AccountId, AssetId> {
	/// Who wants the goods carried, and pays.
	pub buyer: AccountId,
	/// What was agreed on.
	pub terms: Terms<AccountId, AssetId>,
	/// How far it has come.
	pub status: Status,
	/// Who has the goods.
	pub custodian: AccountId,
	/// A handover that waits.
	pub offer: Option<Offer<AccountId>>,
	/// Number of handovers so far.
	pub handovers: u32,
	/// Hash chain over the handovers.
	pub history: [u8; 32],
	/// Time of the last handover, or the earliest that there may be.
	pub last_event: Moment,
	/// The monitors, in the order of the conditions.
	pub monitors: BoundedVec<MonitorId, ConstU32<MAX_CONDITIONS>>,
	/// Ends of the monitors' windows, once the goods are delivered.
	pub ends: BoundedVec<Moment, ConstU32<MAX_CONDITIONS>>,
	/// Who asked to cancel it on the way.
	pub cancel_asked: Option<AccountId>,
	/// What is on hold of the buyer for the storage.
	pub deposit: Amount,
	/// When the chain concludes it by itself.
	pub due: Moment,
}

impl<AccountId: Clone + PartialEq, AssetId> Shipment<AccountId, AssetId> {
	/// Who receives the goods.
	pub fn receiver(&self) -> &AccountId {
		self.terms.consignee.as_ref().unwrap_or(&self.buyer)
	}

	/// Everybody whose shipment it is, each once.
	pub fn parties(&self) -> Vec<AccountId> {
		let mut parties = alloc::vec![self.buyer.clone(), self.terms.carrier.clone()];
		if let Some(consignee) = &self.terms.consignee {
			if !parties.contains(consignee) {
				parties.push(consignee.clone());
			}
		}
		parties
	}
}

/// How a shipment ended, and who got what.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Ending {
	/// Settled by the log.
	Settled(Reckoning),
	/// Taken back or declined before it was accepted: nothing was on hold but the deposit.
	Withdrawn,
	/// Cancelled before the pick-up: who cancelled paid the fee.
	Cancelled {
		/// What was paid to the other side.
		fee: Amount,
	},
	/// Cancelled on the way by both: everybody has back what was his.
	CancelledByBoth,
	/// Not accepted in time.
	Lapsed,
	/// Not picked up by the deadline: everybody has back what was his.
	NotPickedUp,
	/// Not delivered in time: the buyer has back the price, and gets the bond.
	Lost,
}

/// What a reader gets to know of a shipment.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ShipmentInfo<AccountId, AssetId> {
	/// Its number.
	pub id: ShipmentId,
	/// What is stored of it.
	pub shipment: Shipment<AccountId, AssetId>,
}
