// SPDX-License-Identifier: Apache-2.0

//! What the calls cost, each at its worst: a shipment with as much of everything as there may be,
//! each condition on a large stream of its own, paid in a registered asset.

use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
	pallet_prelude::DispatchResult,
	traits::{fungible, Get},
	BoundedVec,
};
use frame_system::RawOrigin;
use samul_primitives::{
	observe::Condition,
	traits::{MonitorId, Streams},
	Moment,
};

use crate::{
	epcis::{BizStep, Disposition, EpcisEvent},
	gs1::GoodsId,
	pallet::{AssetIdOf, ShipmentOf},
	types::{
		Amount, ConditionTerms, HourlyTariff, Measure, ShipmentId, Status, Tariff, Tier,
		MAX_CONDITIONS, MAX_GOODS, MAX_TIERS,
	},
	Agenda, Call, Config, NextId, Pallet, Shipments, TermsOf,
};

const MINUTE: Moment = 60_000;
const HOUR: Moment = 60 * MINUTE;

/// When the shipment is proposed and picked up.
const START: Moment = MINUTE;
/// Price and bond.
const AMOUNT: Amount = 1_000_000_000;

/// What the benchmarks need of the runtime.
pub trait BenchmarkHelper<AccountId, AssetId> {
	/// A currency, the dearest one to hold and to move, of which every one of `holders` has
	/// `amount`.
	fn asset(holders: &[AccountId], amount: Amount) -> AssetId;
}

/// Let it be so late.
fn pass_to<T: pallet_timestamp::Config<Moment = u64>>(time: Moment) {
	pallet_timestamp::Now::<T>::put(time);
}

fn rich<T: Config>(name: &'static str) -> T::AccountId
where
	T::Currency: fungible::Mutate<T::AccountId>,
{
	let account: T::AccountId = account(name, 0, 0);
	let minimum = <T::Currency as fungible::Inspect<_>>::minimum_balance();
	let amount = (minimum + T::Deposit::get()) * 10;
	frame_support::assert_ok!(<T::Currency as fungible::Mutate<_>>::mint_into(
		&account, amount
	));
	account
}

/// An event with the longest place.
fn event(event_time: Moment) -> EpcisEvent {
	let mut read_point = b"geo:".to_vec();
	read_point.resize(64, b'9');
	EpcisEvent {
		event_time,
		biz_step: BizStep::Shipping,
		disposition: Disposition::InTransit,
		read_point: BoundedVec::truncate_from(read_point),
	}
}

/// A condition that the stream, at a constant zero, never meets, with all tiers at work.
fn condition<T: Config>(owner: &T::AccountId, number: u32) -> ConditionTerms {
	let tiers = (0..MAX_TIERS).map(|tier| Tier {
		above: u64::from(tier) * 1000,
		rate: 1000,
	});
	ConditionTerms {
		stream: T::Streams::open_for_benchmark(owner, number),
		condition: Condition {
			channel: 0,
			low: 100,
			high: 200,
			kinetic: true,
		},
		tariff: Tariff {
			measure: Measure::UnitHours,
			tiers: BoundedVec::truncate_from(tiers.collect()),
			cap: AMOUNT,
			reject_above: Some(u64::MAX),
		},
		unobserved: HourlyTariff {
			grace: 0,
			rate: 1000,
			cap: AMOUNT,
		},
	}
}

fn terms<T: Config>(
	carrier: &T::AccountId,
	consignee: &T::AccountId,
	asset: AssetIdOf<T>,
) -> TermsOf<T> {
	let goods = GoodsId::Gtin {
		gtin: *b"80614141123458",
		lot: BoundedVec::truncate_from(vec![b'L'; 20]),
	};
	let conditions: Vec<_> = (0..MAX_CONDITIONS)
		.map(|number| condition::<T>(carrier, number))
		.collect();
	TermsOf::<T> {
		carrier: carrier.clone(),
		consignee: Some(consignee.clone()),
		goods: BoundedVec::truncate_from(vec![goods; MAX_GOODS as usize]),
		conditions: BoundedVec::truncate_from(conditions),
		asset,
		price: AMOUNT,
		bond: AMOUNT,
		cancellation_fee: AMOUNT,
		valid_until: START + MINUTE,
		not_before: START,
		// Delivered after an hour, the goods are late.
		deadline: START + MINUTE,
		lateness: HourlyTariff {
			grace: 0,
			rate: 1000,
			cap: AMOUNT,
		},
		abandon_after: HOUR,
		confirmation_period: HOUR,
	}
}

/// A shipment and who has to do with it.
struct Case<T: Config> {
	id: ShipmentId,
	buyer: T::AccountId,
	carrier: T::AccountId,
	consignee: T::AccountId,
}

impl<T: Config + pallet_timestamp::Config<Moment = u64>> Case<T>
where
	T::Currency: fungible::Mutate<T::AccountId>,
{
	/// Everybody and the terms, before the proposal.
	fn new() -> (Self, TermsOf<T>) {
		pass_to::<T>(START);
		let case = Self {
			id: NextId::<T>::get(),
			buyer: rich::<T>("buyer"),
			carrier: rich::<T>("carrier"),
			consignee: rich::<T>("consignee"),
		};
		let holders = [case.buyer.clone(), case.carrier.clone()];
		let asset = T::BenchmarkHelper::asset(&holders, 2 * AMOUNT);
		let terms = terms::<T>(&case.carrier, &case.consignee, asset);
		(case, terms)
	}

	fn proposed() -> Result<Self, BenchmarkError> {
		let (case, terms) = Self::new();
		Pallet::<T>::propose(RawOrigin::Signed(case.buyer.clone()).into(), terms)?;
		Ok(case)
	}

	fn accepted() -> Result<Self, BenchmarkError> {
		let case = Self::proposed()?;
		let carrier = RawOrigin::Signed(case.carrier.clone());
		Pallet::<T>::accept(carrier.into(), case.id)?;
		Ok(case)
	}

	fn in_transit() -> Result<Self, BenchmarkError> {
		let case = Self::accepted()?;
		case.offer(&case.buyer, &case.carrier, START)?;
		case.take(&case.carrier, START)?;
		Ok(case)
	}

	fn delivered() -> Result<Self, BenchmarkError> {
		let case = Self::in_transit()?;
		pass_to::<T>(HOUR);
		case.offer(&case.carrier, &case.consignee, HOUR)?;
		case.take(&case.consignee, HOUR)?;
		Ok(case)
	}

	fn offer(&self, from: &T::AccountId, to: &T::AccountId, at: Moment) -> DispatchResult {
		let from = RawOrigin::Signed(from.clone());
		Pallet::<T>::offer_handover(from.into(), self.id, to.clone(), event(at))
	}

	fn take(&self, to: &T::AccountId, at: Moment) -> DispatchResult {
		let to = RawOrigin::Signed(to.clone());
		Pallet::<T>::accept_handover(to.into(), self.id, event(at))
	}

	fn shipment(&self) -> Result<ShipmentOf<T>, BenchmarkError> {
		Shipments::<T>::get(self.id).ok_or(BenchmarkError::Stop("there is no such shipment"))
	}
}

#[benchmarks(where
	T: pallet_timestamp::Config<Moment = u64>,
	T::Currency: fungible::Mutate<T::AccountId>,
)]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn propose() {
		let (case, terms) = Case::<T>::new();
		#[extrinsic_call]
		_(RawOrigin::Signed(case.buyer), terms);
		assert!(Shipments::<T>::contains_key(case.id));
	}

	#[benchmark]
	fn accept() -> Result<(), BenchmarkError> {
		let case = Case::<T>::proposed()?;
		#[extrinsic_call]
		_(RawOrigin::Signed(case.carrier.clone()), case.id);
		assert_eq!(case.shipment()?.status, Status::Accepted);
		Ok(())
	}

	#[benchmark]
	fn offer_handover() -> Result<(), BenchmarkError> {
		let case = Case::<T>::in_transit()?;
		// The offer takes the place of another one.
		case.offer(&case.carrier, &case.buyer, START)?;
		let origin = RawOrigin::Signed(case.carrier.clone());
		#[extrinsic_call]
		_(origin, case.id, case.consignee.clone(), event(START));
		assert_eq!(
			case.shipment()?.offer.map(|offer| offer.to),
			Some(case.consignee)
		);
		Ok(())
	}

	#[benchmark]
	fn withdraw_handover() -> Result<(), BenchmarkError> {
		let case = Case::<T>::in_transit()?;
		case.offer(&case.carrier, &case.consignee, START)?;
		#[extrinsic_call]
		_(RawOrigin::Signed(case.consignee.clone()), case.id);
		assert_eq!(case.shipment()?.offer, None);
		Ok(())
	}

	/// The pick-up, which attaches the monitors, costs more than the delivery.
	#[benchmark]
	fn accept_handover() -> Result<(), BenchmarkError> {
		let case = Case::<T>::accepted()?;
		case.offer(&case.buyer, &case.carrier, START)?;
		#[extrinsic_call]
		_(
			RawOrigin::Signed(case.carrier.clone()),
			case.id,
			event(START),
		);
		let shipment = case.shipment()?;
		assert_eq!(shipment.status, Status::InTransit);
		assert_eq!(shipment.monitors.len(), MAX_CONDITIONS as usize);
		Ok(())
	}

	/// The delivery, to compare with the pick-up.
	#[benchmark(extra)]
	fn accept_delivery() -> Result<(), BenchmarkError> {
		let case = Case::<T>::in_transit()?;
		pass_to::<T>(HOUR);
		case.offer(&case.carrier, &case.consignee, HOUR)?;
		#[extrinsic_call]
		accept_handover(
			RawOrigin::Signed(case.consignee.clone()),
			case.id,
			event(HOUR),
		);
		let shipment = case.shipment()?;
		assert_eq!(shipment.status, Status::Delivered { at: HOUR });
		assert_eq!(shipment.ends.len(), MAX_CONDITIONS as usize);
		Ok(())
	}

	/// The dearest end: a delivery is confirmed, the last readings lie before it so that every
	/// monitor is looked at twice to see that no time is missing, and the price is divided.
	#[benchmark]
	fn conclude() -> Result<(), BenchmarkError> {
		let case = Case::<T>::delivered()?;
		let shipment = case.shipment()?;
		let due = Pallet::<T>::reckon_delivered(&shipment)
			.map_err(|_| BenchmarkError::Stop("a monitor is missing"))?;
		assert!(due.paid > 0 && due.refunded > 0 && due.bond_returned > 0);
		assert!(due.lines.iter().any(|line| line.amount > 0));
		#[extrinsic_call]
		confirm(RawOrigin::Signed(case.buyer.clone()), case.id);
		assert!(!Shipments::<T>::contains_key(case.id));
		for (condition, monitor) in shipment.terms.conditions.iter().zip(&shipment.monitors) {
			let monitor: MonitorId = *monitor;
			assert!(T::Streams::read(&condition.stream, monitor, HOUR).is_err());
		}
		Ok(())
	}

	/// A look at one minute of the agenda. The entry's value is read as well, which the agenda does
	/// not: finding a key goes to the database, but only reading a value is counted.
	#[benchmark]
	fn agenda_step() {
		Agenda::<T>::insert(1, 0, ());
		let found;
		#[block]
		{
			found = Agenda::<T>::iter_prefix(1).next();
		}
		assert_eq!(found, Some((0, ())));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::storage(), crate::mock::Test);
}
