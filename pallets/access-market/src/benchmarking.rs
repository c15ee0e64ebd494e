// SPDX-License-Identifier: Apache-2.0

//! What the calls cost, each at its worst: a tariff with a price for everything, a meter on a large
//! stream, as many other bookings as there may be, paid in a registered asset; rent and deposit are
//! divided.

use alloc::{boxed::Box, vec};
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{fungible, Get},
	BoundedVec,
};
use frame_system::RawOrigin;
use samul_primitives::{
	access::{Condition, Hours, Permissions, ResourceId, RightId, Subject, MAX_CONDITIONS},
	observe,
	traits::{Rights, Streams},
	Moment,
};

use crate::{
	pallet::{AgreementOf, BookingsOf, HoldReason},
	types::{
		Amount, Booking, MeterPrice, Order, Prices, Rate, Status, Tariff, TariffNumber,
		MAX_BOOKINGS,
	},
	Agreements, Call, Config, Pallet, TariffOf, Tariffs,
};

/// When the right is bought and begins: the meter's last reading.
const START: Moment = 1;
/// A minute.
const MINUTE: Moment = 60_000;
/// How long the right lasts: less than what a last reading may be old.
const TERM: Moment = 1_000;
/// Deposit and limit.
const AMOUNT: Amount = 1_000_000_000;
/// What is claimed of it.
const CLAIM: Amount = 1_000_000;

/// What the benchmarks need of the runtime.
pub trait BenchmarkHelper<AccountId, AssetId> {
	/// A currency, the dearest one to hold and to move, of which every one of `holders` has
	/// `amount`.
	fn asset(holders: &[AccountId], amount: Amount) -> AssetId;

	/// The stream that [`Streams::open_for_benchmark`] opens for `owner`, of a device that is made one
	/// of the resource's.
	fn meter(resource: ResourceId, owner: &AccountId) -> samul_primitives::StreamId;
}

fn pass_to<T: pallet_timestamp::Config<Moment = u64>>(time: Moment) {
	pallet_timestamp::Now::<T>::put(time);
}

fn rich<T: Config>(name: &'static str) -> T::AccountId
where
	T::Currency: fungible::Mutate<T::AccountId>,
{
	let account: T::AccountId = account(name, 0, 0);
	let minimum = <T::Currency as fungible::Inspect<_>>::minimum_balance();
	let amount = (minimum + T::TariffDeposit::get() + T::AgreementDeposit::get()) * 10;
	frame_support::assert_ok!(<T::Currency as fungible::Mutate<_>>::mint_into(
		&account, amount
	));
	account
}

/// A resource with a tariff, and who has to do with it.
struct Case<T: Config> {
	resource: ResourceId,
	subject: Subject,
	owner: T::AccountId,
	payer: T::AccountId,
	arbiter: T::AccountId,
	tariff: TariffOf<T>,
}

impl<T: Config + pallet_timestamp::Config<Moment = u64>> Case<T>
where
	T::Currency: fungible::Mutate<T::AccountId>,
{
	/// Everybody and the tariff, before it is set. It must be given back; an overrun is paid for.
	fn new() -> Self {
		pass_to::<T>(START);
		let (owner, payer) = (rich::<T>("owner"), rich::<T>("payer"));
		let arbiter = rich::<T>("arbiter");
		let (resource, subject, _) = T::Rights::resource_for_benchmark(&owner);
		let asset = T::BenchmarkHelper::asset(&[owner.clone(), payer.clone()], 5 * AMOUNT);
		let stream = T::BenchmarkHelper::meter(resource, &owner);
		let rate = Rate {
			amount: 1,
			unit: MINUTE,
		};
		let hours = Condition::Within(Hours {
			days: 0b111_1111,
			from: 0,
			minutes: 1440,
		});
		let tariff = Tariff {
			asset,
			permissions: Permissions::ALL,
			delegations: 0,
			conditions: BoundedVec::truncate_from(vec![hours; MAX_CONDITIONS as usize]),
			prices: Prices {
				start: 100,
				each_use: 1,
				time: rate,
				meter: Some(MeterPrice {
					stream,
					channel: 0,
					amount: 1,
					per: 1,
					idle: rate,
					grace: 0,
				}),
			},
			deposit: AMOUNT,
			overrun: Some(rate),
			cancellation_fee: 100,
			notice: 0,
			ahead: T::MaxPeriod::get(),
			longest: T::MaxPeriod::get(),
			exclusive: true,
			late: 0,
			window: 0,
			arbiter: Some(arbiter.clone()),
		};
		Self {
			resource,
			subject,
			owner,
			payer,
			arbiter,
			tariff,
		}
	}

	/// One that need not be given back.
	fn ending_by_itself() -> Self {
		let mut case = Self::new();
		case.tariff.overrun = None;
		case
	}

	fn set(&self, number: TariffNumber) -> Result<(), BenchmarkError> {
		let owner = RawOrigin::Signed(self.owner.clone());
		Pallet::<T>::set_tariff(
			owner.into(),
			self.resource,
			number,
			Box::new(self.tariff.clone()),
		)?;
		Ok(())
	}

	fn order(&self) -> Order {
		Order {
			subject: self.subject,
			from: START,
			until: START + TERM,
			uses: Some(1_000),
			limit: AMOUNT,
		}
	}

	/// All other bookings that there may be, later; one of them is over.
	fn fill_bookings(&self) {
		let booking = |number: u32| {
			let from = START + MINUTE * u64::from(number) * 2;
			Booking {
				right: RightId::MAX - u64::from(number),
				from: if number == 0 { 0 } else { from },
				until: if number == 0 { START } else { from + MINUTE },
				until_returned: false,
			}
		};
		let all = (0..MAX_BOOKINGS).map(booking).collect();
		BookingsOf::<T>::insert(self.resource, BoundedVec::truncate_from(all));
	}

	fn buy(&self) -> Result<RightId, BenchmarkError> {
		self.set(0)?;
		self.fill_bookings();
		let hash = self.tariff.hash(self.resource, &self.owner);
		let payer = RawOrigin::Signed(self.payer.clone());
		Pallet::<T>::buy(payer.into(), self.resource, 0, hash, self.order())?;
		let right = Agreements::<T>::iter_keys().next();
		right.ok_or(BenchmarkError::Stop("nothing was bought"))
	}

	/// All other bookings begin when this one should have been given back, each with an agreement on a meter
	/// of its own.
	fn follow(&self, right: RightId) -> Result<(), BenchmarkError> {
		let agreement = Self::agreement(right)?;
		let mut bookings = BookingsOf::<T>::get(self.resource);
		let mut seed = 1_000;
		for booking in bookings.iter_mut().filter(|other| other.right != right) {
			booking.from = START + TERM;
			seed += 1;
			let stream = T::Streams::open_for_benchmark(&self.owner, seed);
			let condition = observe::Condition {
				channel: 0,
				low: 0,
				high: 0,
				kinetic: true,
			};
			let monitor = T::Streams::attach(&stream, condition, START)
				.map_err(|_| BenchmarkError::Stop("no monitor"))?;
			let mut other = agreement.clone();
			if let Some(meter) = &mut other.meter {
				(meter.stream, meter.monitor) = (stream, monitor);
			}
			Agreements::<T>::insert(booking.right, other);
		}
		BookingsOf::<T>::insert(self.resource, bookings);
		Ok(())
	}

	/// A right that was given back late and is settled; nothing of the rent could be moved, so that it is
	/// divided at last, as the deposit is.
	fn settled(&mut self) -> Result<RightId, BenchmarkError> {
		self.tariff.window = MINUTE.max(T::MinWindow::get());
		let right = self.buy()?;
		// What the meter told last is too old to end with it.
		pass_to::<T>(START + TERM + T::MaxLag::get() + 1);
		Pallet::<T>::give_back(RawOrigin::Signed(self.payer.clone()).into(), right)?;
		let mut agreement = Self::agreement(right)?;
		let rent = agreement.agreed.rent;
		(agreement.paid.rent, agreement.on_hold.rent) = (0, rent);
		<T::Currencies as frame_support::traits::fungibles::hold::Mutate<_>>::hold(
			agreement.tariff.asset.clone(),
			&HoldReason::Rent.into(),
			&agreement.payer,
			rent,
		)?;
		Agreements::<T>::insert(right, agreement);
		Ok(right)
	}

	fn claimed(&mut self) -> Result<RightId, BenchmarkError> {
		let right = self.settled()?;
		Pallet::<T>::claim(RawOrigin::Signed(self.owner.clone()).into(), right, CLAIM)?;
		Ok(right)
	}

	fn agreement(right: RightId) -> Result<AgreementOf<T>, BenchmarkError> {
		Agreements::<T>::get(right).ok_or(BenchmarkError::Stop("there is no such agreement"))
	}
}

#[benchmarks(where
	T: pallet_timestamp::Config<Moment = u64>,
	T::Currency: fungible::Mutate<T::AccountId>,
)]
mod benchmarks {
	use super::*;

	/// In the place of another one.
	#[benchmark]
	fn set_tariff() -> Result<(), BenchmarkError> {
		let case = Case::<T>::new();
		case.set(0)?;
		let mut tariff = case.tariff.clone();
		tariff.deposit = 1;
		#[extrinsic_call]
		_(
			RawOrigin::Signed(case.owner),
			case.resource,
			0,
			Box::new(tariff),
		);
		let offer = Tariffs::<T>::get(case.resource, 0);
		assert_eq!(offer.map(|offer| offer.tariff.deposit), Some(1));
		Ok(())
	}

	#[benchmark]
	fn remove_tariff() -> Result<(), BenchmarkError> {
		let case = Case::<T>::new();
		case.set(0)?;
		#[extrinsic_call]
		_(RawOrigin::Signed(case.owner), case.resource, 0);
		assert!(!Tariffs::<T>::contains_key(case.resource, 0));
		Ok(())
	}

	/// One that need not be given back: its monitor's window is closed as well.
	#[benchmark]
	fn buy() -> Result<(), BenchmarkError> {
		let case = Case::<T>::ending_by_itself();
		case.set(0)?;
		case.fill_bookings();
		let hash = case.tariff.hash(case.resource, &case.owner);
		#[extrinsic_call]
		_(
			RawOrigin::Signed(case.payer.clone()),
			case.resource,
			0,
			hash,
			case.order(),
		);
		assert_eq!(Agreements::<T>::iter().count(), 1);
		Ok(())
	}

	/// Late for all that there may be after it, and closed at once: rent and deposit are both divided. No reading
	/// is waited for, so that the monitor is read; the last reading was not long ago, but it does not tell that
	/// nothing flows since.
	#[benchmark]
	fn give_back() -> Result<(), BenchmarkError> {
		let case = Case::<T>::new();
		let right = case.buy()?;
		let meter = Case::<T>::agreement(right)?.meter;
		let meter = meter.ok_or(BenchmarkError::Stop("there is no meter"))?;
		T::Streams::end(&meter.stream, meter.monitor, START)
			.map_err(|_| BenchmarkError::Stop("there is no monitor"))?;
		case.follow(right)?;
		pass_to::<T>(START + TERM + 1);
		assert!(T::MaxLag::get() > TERM);
		#[extrinsic_call]
		_(RawOrigin::Signed(case.payer), right);
		assert!(!Agreements::<T>::contains_key(right));
		Ok(())
	}

	/// By the provider after the beginning, without notice.
	#[benchmark]
	fn cancel() -> Result<(), BenchmarkError> {
		let case = Case::<T>::ending_by_itself();
		let right = case.buy()?;
		pass_to::<T>(START + TERM / 2);
		#[extrinsic_call]
		_(RawOrigin::Signed(case.owner), right);
		assert!(!Agreements::<T>::contains_key(right));
		Ok(())
	}

	/// A right whose time is over.
	#[benchmark]
	fn conclude_running() -> Result<(), BenchmarkError> {
		let case = Case::<T>::ending_by_itself();
		let right = case.buy()?;
		pass_to::<T>(START + 3 * MINUTE);
		#[extrinsic_call]
		conclude(RawOrigin::Signed(case.arbiter), right);
		assert!(!Agreements::<T>::contains_key(right));
		Ok(())
	}

	/// A right that was given back late, for which readings and receipts were waited for.
	#[benchmark]
	fn conclude_ended() -> Result<(), BenchmarkError> {
		let mut case = Case::<T>::new();
		case.tariff.late = MINUTE;
		let right = case.buy()?;
		let given_back = START + 3 * MINUTE;
		pass_to::<T>(given_back);
		Pallet::<T>::give_back(RawOrigin::Signed(case.payer.clone()).into(), right)?;
		let ended = Case::<T>::agreement(right)?.status;
		assert!(matches!(ended, Status::Ended { .. }));
		pass_to::<T>(given_back + 2 * MINUTE);
		#[extrinsic_call]
		conclude(RawOrigin::Signed(case.arbiter), right);
		assert!(!Agreements::<T>::contains_key(right));
		Ok(())
	}

	/// Of nothing, which closes the agreement.
	#[benchmark]
	fn claim() -> Result<(), BenchmarkError> {
		let mut case = Case::<T>::new();
		let right = case.settled()?;
		#[extrinsic_call]
		_(RawOrigin::Signed(case.owner), right, 0);
		assert!(!Agreements::<T>::contains_key(right));
		Ok(())
	}

	#[benchmark]
	fn accept_claim() -> Result<(), BenchmarkError> {
		let mut case = Case::<T>::new();
		let right = case.claimed()?;
		#[extrinsic_call]
		_(RawOrigin::Signed(case.payer), right);
		assert!(!Agreements::<T>::contains_key(right));
		Ok(())
	}

	#[benchmark]
	fn dispute() -> Result<(), BenchmarkError> {
		let mut case = Case::<T>::new();
		let right = case.claimed()?;
		#[extrinsic_call]
		_(RawOrigin::Signed(case.payer), right);
		let status = Case::<T>::agreement(right)?.status;
		assert_eq!(status, Status::Disputed { amount: CLAIM });
		Ok(())
	}

	#[benchmark]
	fn rule() -> Result<(), BenchmarkError> {
		let mut case = Case::<T>::new();
		let right = case.claimed()?;
		Pallet::<T>::dispute(RawOrigin::Signed(case.payer.clone()).into(), right)?;
		#[extrinsic_call]
		_(RawOrigin::Signed(case.arbiter), right, CLAIM / 2);
		assert!(!Agreements::<T>::contains_key(right));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::storage(), crate::mock::Test);
}
