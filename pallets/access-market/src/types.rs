// SPDX-License-Identifier: Apache-2.0

//! What is stored of tariffs and agreements, and what readers get to know of them.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use samul_primitives::{
	access::{Conditions, Permissions, ResourceId, RightId, RightTerms, Subject},
	hash::blake2_256,
	traits::MonitorId,
	Moment, StreamId,
};
use scale_info::TypeInfo;

use crate::settlement::{by_time, ChargeDetail};

/// Amount of a currency.
pub type Amount = u128;

/// Number of a tariff among those of its resource.
pub type TariffNumber = u8;

/// BLAKE2b-256 of a tariff, see [`Tariff::hash`].
pub type TariffHash = [u8; 32];

/// Most exclusive rights on a resource that were bought and are not over.
pub const MAX_BOOKINGS: u32 = 32;

/// So much for each unit of time that has begun. A unit is what OCPI calls the step size.
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

/// What is paid by what a stream of the provider's tells.
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
pub struct MeterPrice {
	/// The stream; its device is one of the resource's.
	pub stream: StreamId,
	/// The channel: a rate, such as W or km/h. What is below zero counts for nothing.
	pub channel: u8,
	/// What `per` unit-hours cost, such as Wh or km (OCPI: `ENERGY`).
	pub amount: Amount,
	/// The number of unit-hours that cost `amount`; at least 1. 1,000 for a price of a kWh where the
	/// channel is in W.
	pub per: u32,
	/// What the time costs in which the meter tells that nothing flows (OCPI: `PARKING_TIME`).
	pub idle: Rate,
	/// How many milliseconds of such time cost nothing.
	pub grace: u64,
}

/// What the use of a resource costs: the sum of all that is here, each of which may be zero.
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
pub struct Prices {
	/// Once, as soon as the right has begun (OCPI: `FLAT`).
	pub start: Amount,
	/// For each use of which there is a receipt.
	pub each_use: Amount,
	/// For each unit of time that has begun, used or not (OCPI: `TIME`).
	pub time: Rate,
	/// By a meter.
	pub meter: Option<MeterPrice>,
}

impl Prices {
	/// Whether anything costs something, the units are at least 1, and a meter is there for a price.
	pub fn is_valid(&self) -> bool {
		let metered = match &self.meter {
			None => false,
			Some(meter) if meter.amount == 0 && meter.idle.amount == 0 => return false,
			Some(meter) if meter.per == 0 || meter.idle.unit == 0 => return false,
			Some(_) => true,
		};
		let costs = self.start > 0 || self.each_use > 0 || self.time.amount > 0 || metered;
		costs && self.time.unit > 0
	}
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
	/// How often it can be delegated on; not at all if each use has a price.
	pub delegations: u8,
	/// What else must be.
	pub conditions: Conditions,
	/// What it costs.
	pub prices: Prices,
	/// What is on hold for damage and overrun.
	pub deposit: Amount,
	/// What it costs to be late with giving the resource back; from the deposit. Without it nothing
	/// need be given back: the right ends by itself.
	pub overrun: Option<Rate>,
	/// What the payer owes who cancels before the right begins; at most what is on hold for the rent.
	pub cancellation_fee: Amount,
	/// How many milliseconds the right lasts after the provider cancelled it.
	pub notice: u64,
	/// How many milliseconds before it begins it can be bought.
	pub ahead: u64,
	/// How many milliseconds it lasts at most; at least 1.
	pub longest: u64,
	/// Whether nobody else can buy an exclusive right for the same time. What a meter tells is sold to
	/// one at a time: then it must be.
	pub exclusive: bool,
	/// How many milliseconds after the end readings and receipts may come in that still count. 0: what
	/// is in when the right ends is all.
	pub late: u64,
	/// How many milliseconds there are to claim damages, to answer a claim, and, four times as many,
	/// to rule on it. 0: nothing can be claimed; else no less than the least that the chain asks.
	pub window: u64,
	/// Who rules on disputes.
	pub arbiter: Option<AccountId>,
}

impl<AccountId: Encode, AssetId: Encode> Tariff<AccountId, AssetId> {
	/// What a buyer names to agree to a tariff: BLAKE2b-256 of the SCALE encoding of the resource's
	/// number, of who is paid, and of the tariff.
	pub fn hash(&self, resource: ResourceId, provider: &AccountId) -> TariffHash {
		(resource, provider, self).using_encoded(blake2_256)
	}
}

impl<AccountId, AssetId> Tariff<AccountId, AssetId> {
	/// The right that is sold. Its last moment is the one before the end.
	pub fn right(&self, from: Moment, until: Moment, uses: Option<u32>) -> RightTerms {
		RightTerms {
			permissions: self.permissions,
			from,
			until: Some(until.saturating_sub(1).max(from)),
			uses,
			silence: None,
			delegations: self.delegations,
			conditions: self.conditions.clone(),
		}
	}
}

/// A tariff and whose it is.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Offer<AccountId, AssetId> {
	/// Who set it, and is paid.
	pub provider: AccountId,
	/// What is on hold of the provider for the storage.
	pub storage_deposit: Amount,
	/// What it asks.
	pub tariff: Tariff<AccountId, AssetId>,
}

/// What is bought.
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
pub struct Order {
	/// For whom. Who pays may be another one.
	pub subject: Subject,
	/// When the right begins; now, if that is past.
	pub from: Moment,
	/// When it ends, exclusive.
	pub until: Moment,
	/// How often it can be used; must be told if each use has a price.
	pub uses: Option<u32>,
	/// The most that is paid by the meter, flow and idle time together; 0 where there is none.
	pub limit: Amount,
}

impl Order {
	/// The most that the rent comes to, if the right begins at `from`: what goes on hold.
	pub fn rent(&self, prices: &Prices, from: Moment) -> Amount {
		let uses = u128::from(self.uses.unwrap_or(0)).saturating_mul(prices.each_use);
		prices
			.start
			.saturating_add(uses)
			.saturating_add(by_time(&prices.time, self.until.saturating_sub(from)))
			.saturating_add(self.limit)
	}
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
	/// The right has ended; readings or receipts may still come in.
	#[codec(index = 1)]
	Ended {
		/// When it did.
		at: Moment,
	},
	/// The rent is settled; the provider may claim damages.
	#[codec(index = 2)]
	Settled,
	/// The provider claims so much of the deposit.
	#[codec(index = 3)]
	Claimed {
		/// How much.
		amount: Amount,
	},
	/// The payer disputes that.
	#[codec(index = 4)]
	Disputed {
		/// How much.
		amount: Amount,
	},
	/// All is decided, but not all could be moved: what is still on hold is the provider's as far as it
	/// is charged, and the payer's beyond that.
	#[codec(index = 5)]
	Unpaid,
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

/// Of the rent, and of the deposit.
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
pub struct Sums {
	/// Of the rent.
	pub rent: Amount,
	/// Of the deposit.
	pub deposit: Amount,
}

/// The money of a right that was bought.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Agreement<AccountId, AssetId> {
	/// On what the right is.
	pub resource: ResourceId,
	/// Who pays.
	pub payer: AccountId,
	/// Who is paid.
	pub provider: AccountId,
	/// What was agreed on.
	pub tariff: Tariff<AccountId, AssetId>,
	/// The tariff's hash, by which it was bought.
	pub tariff_hash: TariffHash,
	/// What was bought. It begins at `order.from`, also where that was past.
	pub order: Order,
	/// When the right ends: at `order.until`, or earlier if the provider gave notice.
	pub ends: Moment,
	/// How far it has come.
	pub status: Status,
	/// When anybody may conclude what is; while the right is there see [`Agreement::due`].
	pub due: Moment,
	/// What was put on hold of the payer.
	pub agreed: Sums,
	/// What of that is the provider's, as far as it is decided.
	pub charged: Sums,
	/// What of that the provider got.
	pub paid: Sums,
	/// What is still on hold.
	pub on_hold: Sums,
	/// What measures the use, until the rent is settled.
	pub meter: Option<Meter>,
	/// What is on hold of the payer for the storage.
	pub storage_deposit: Amount,
}

impl<AccountId, AssetId> Agreement<AccountId, AssetId> {
	/// When anybody may conclude it: when the right ends; if the resource must be given back, when the
	/// deposit is used up; when what is on is over.
	pub fn due(&self) -> Moment {
		match (self.status, &self.tariff.overrun) {
			(Status::Running, None) => self.ends,
			(Status::Running, Some(rate)) => {
				let units = self.agreed.deposit.div_ceil(rate.amount.max(1));
				let before = units.saturating_sub(1).saturating_mul(rate.unit.into());
				let late = u64::try_from(before).unwrap_or(u64::MAX);
				self.order.until.saturating_add(late).saturating_add(1)
			}
			_ => self.due,
		}
	}

	/// What is left of the deposit to claim.
	pub fn claimable(&self) -> Amount {
		self.agreed.deposit.saturating_sub(self.charged.deposit)
	}
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
	/// The end, exclusive.
	pub until: Moment,
	/// Whether it lasts, once the time is over, until the resource is given back.
	pub until_returned: bool,
}

/// The times for which a resource is let to one alone.
pub type Bookings = BoundedVec<Booking, ConstU32<MAX_BOOKINGS>>;

/// What a reader gets to know of a tariff.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct TariffInfo<AccountId, AssetId> {
	/// Its number.
	pub number: TariffNumber,
	/// What a buyer names.
	pub hash: TariffHash,
	/// Whether rights are sold by it: whoever set it still owns the resource.
	pub for_sale: bool,
	/// The tariff and whose it is.
	pub offer: Offer<AccountId, AssetId>,
}

/// What a right would cost.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Quote<AccountId, AssetId> {
	/// What a buyer names.
	pub tariff: TariffHash,
	/// Who would be paid.
	pub provider: AccountId,
	/// In what.
	pub currency: AssetId,
	/// When the right would begin.
	pub from: Moment,
	/// The most that it costs, line by line: everything used up, nothing idle.
	pub at_most: ChargeDetail,
	/// What goes on hold, in the currency.
	pub on_hold: Sums,
	/// What goes on hold besides for the storage, in the native token.
	pub storage_deposit: Amount,
}

/// What a reader gets to know of an agreement.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct AgreementInfo<AccountId, AssetId> {
	/// The right.
	pub right: RightId,
	/// When anybody may conclude what is.
	pub due: Moment,
	/// The agreement.
	pub agreement: Agreement<AccountId, AssetId>,
}

/// Tariffs of a resource.
pub type TariffInfos<AccountId, AssetId> = Vec<TariffInfo<AccountId, AssetId>>;
