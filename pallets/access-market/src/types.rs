// SPDX-License-Identifier: Apache-2.0

//! What is stored of tariffs and agreements, and what readers get to know of them.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use samul_primitives::{
	access::{Conditions, Permissions, ResourceId, RightId, Subject},
	traits::MonitorId,
	Moment, StreamId,
};
use scale_info::TypeInfo;

/// Amount of a currency.
pub type Amount = u128;

/// Most exclusive rights on a resource that were bought and have not ended.
pub const MAX_BOOKINGS: u32 = 32;

/// So much for each unit of time that has begun.
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
pub struct Rate {
	/// How much.
	pub amount: Amount,
	/// The unit, in milliseconds; at least 1.
	pub unit: u64,
}

/// What the use of a resource costs.
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
pub enum Price {
	/// So much for each use of which there is a receipt.
	#[codec(index = 0)]
	PerUse(Amount),
	/// So much for each unit of time, used or not.
	#[codec(index = 1)]
	PerTime(Rate),
	/// By what a stream of the provider's tells.
	#[codec(index = 2)]
	Metered {
		/// The stream.
		stream: StreamId,
		/// The channel: a rate, such as W or km/h. What is below zero counts for nothing.
		channel: u8,
		/// What a unit-hour costs, such as a Wh or a km.
		amount: Amount,
	},
}

/// What the owner of a resource asks for a right on it.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Tariff<AccountId, AssetId> {
	/// The currency of all amounts.
	pub asset: AssetId,
	/// What the right permits.
	pub permissions: Permissions,
	/// How often it can be delegated on.
	pub delegations: u8,
	/// What else must be.
	pub conditions: Conditions,
	/// What it costs.
	pub price: Price,
	/// What is on hold for damage and overrun.
	pub deposit: Amount,
	/// What it costs to be late with giving the resource back. Without it nothing need be given back:
	/// the right ends by itself.
	pub overrun: Option<Rate>,
	/// What the payer owes who cancels before the right begins; at most what the rent is then.
	pub cancellation_fee: Amount,
	/// How many milliseconds the right lasts after the provider cancelled it.
	pub notice: u64,
	/// How many milliseconds it lasts at most.
	pub longest: u64,
	/// Whether nobody else can buy a right for the same time.
	pub exclusive: bool,
	/// How many milliseconds there are to claim damages, to answer a claim, and, four times as many,
	/// to rule on it.
	pub window: u64,
	/// Who rules on disputes.
	pub arbiter: Option<AccountId>,
}

/// How far an agreement has come.
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
	/// The right is there.
	#[codec(index = 0)]
	Running,
	/// The right has ended.
	#[codec(index = 1)]
	Ended,
	/// The provider claims so much of the deposit.
	#[codec(index = 2)]
	Claimed {
		/// How much.
		amount: Amount,
	},
	/// The payer disputes that.
	#[codec(index = 3)]
	Disputed {
		/// How much.
		amount: Amount,
	},
}

/// What measures the use of a metered resource.
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
pub struct Meter {
	/// The stream.
	pub stream: StreamId,
	/// The monitor on it.
	pub monitor: MonitorId,
	/// Decimal exponent of the channel.
	pub exponent: i8,
	/// End of the window, once the right has ended.
	pub end: Option<Moment>,
}

/// The money of a right that was bought.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Agreement<AccountId, AssetId> {
	/// On what the right is.
	pub resource: ResourceId,
	/// Whose it is.
	pub subject: Subject,
	/// Who pays.
	pub payer: AccountId,
	/// Who is paid.
	pub provider: AccountId,
	/// What was agreed on.
	pub tariff: Tariff<AccountId, AssetId>,
	/// When the right begins.
	pub from: Moment,
	/// When it ends.
	pub until: Moment,
	/// How far it has come.
	pub status: Status,
	/// What is on hold of the payer for the rent.
	pub rent: Amount,
	/// What is on hold of the payer for damage and overrun.
	pub deposit: Amount,
	/// What measures the use, until it is paid.
	pub meter: Option<Meter>,
	/// When anybody may conclude what is.
	pub due: Moment,
	/// What is on hold of the payer for the storage.
	pub storage_deposit: Amount,
}

/// A time for which a resource is let to one alone.
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
pub struct Booking {
	/// By which right.
	pub right: RightId,
	/// The first moment.
	pub from: Moment,
	/// The last one.
	pub until: Moment,
}

/// The times for which a resource is let to one alone.
pub type Bookings = BoundedVec<Booking, ConstU32<MAX_BOOKINGS>>;

