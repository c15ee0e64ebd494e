// SPDX-License-Identifier: Apache-2.0

//! What always holds.

use alloc::{collections::BTreeMap, vec::Vec};
use codec::Encode;
use frame_support::{
	ensure,
	sp_runtime::TryRuntimeError,
	traits::{fungible::hold::Inspect as _, fungibles::hold::Inspect as _, Get},
};
use samul_primitives::{
	access::RightId,
	traits::{Rights, Streams},
};

use crate::{
	pallet::{
		AgreementOf, Agreements, AgreementsOf, AssetIdOf, BookingsOf, HoldReason, Pallet, Tariffs,
	},
	types::{Amount, Booking, Status, Sums},
	Config,
};

/// Sums by who has them on hold, in what and for what.
type Held<T> = BTreeMap<
	(Vec<u8>, Vec<u8>, u8),
	(
		Option<AssetIdOf<T>>,
		<T as frame_system::Config>::AccountId,
		HoldReason,
		Amount,
	),
>;

fn add<T: Config>(
	held: &mut Held<T>,
	asset: Option<&AssetIdOf<T>>,
	who: &T::AccountId,
	reason: HoldReason,
	amount: Amount,
) {
	let entry = held
		.entry((asset.encode(), who.encode(), reason as u8))
		.or_insert((asset.cloned(), who.clone(), reason, 0));
	entry.3 = entry.3.saturating_add(amount);
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut held = Held::<T>::new();
		for (_, number, offer) in Tariffs::<T>::iter() {
			ensure!(
				number < T::MaxTariffs::get(),
				"a resource has too many tariffs"
			);
			let deposit = offer.storage_deposit;
			add::<T>(
				&mut held,
				None,
				&offer.provider,
				HoldReason::Tariff,
				deposit,
			);
		}
		let mut entries = 0usize;
		for (right, agreement) in Agreements::<T>::iter() {
			entries += 2;
			for party in [&agreement.payer, &agreement.provider] {
				ensure!(
					AgreementsOf::<T>::contains_key(party, right),
					"a party lacks its agreement"
				);
			}
			Self::check_sums(&agreement)?;
			Self::check_right(right, &agreement)?;
			let payer = &agreement.payer;
			let Sums { rent, deposit } = agreement.on_hold;
			let asset = Some(&agreement.tariff.asset);
			add::<T>(&mut held, asset, payer, HoldReason::Rent, rent);
			add::<T>(&mut held, asset, payer, HoldReason::Deposit, deposit);
			let storage = agreement.storage_deposit;
			add::<T>(&mut held, None, payer, HoldReason::Agreement, storage);
		}
		ensure!(
			AgreementsOf::<T>::iter().count() == entries,
			"a party has an agreement too many"
		);
		Self::check_bookings()?;
		for (asset, who, reason, sum) in held.into_values() {
			let on_hold = match asset {
				Some(asset) => T::Currencies::balance_on_hold(asset, &reason.into(), &who),
				None => T::Currency::balance_on_hold(&reason.into(), &who),
			};
			ensure!(on_hold == sum, "the sums are not what is on hold");
		}
		Ok(())
	}

	fn check_sums(agreement: &AgreementOf<T>) -> Result<(), TryRuntimeError> {
		let (agreed, charged) = (agreement.agreed, agreement.charged);
		let on_hold = agreement.on_hold;
		ensure!(
			charged.rent <= agreed.rent && charged.deposit <= agreed.deposit,
			"more is charged than was agreed on"
		);
		let good = match agreement.status {
			Status::Running => on_hold == agreed && charged == Sums::default(),
			Status::Ended { .. } => on_hold == agreed && charged.rent == 0,
			Status::Settled => on_hold.deposit == agreed.deposit,
			Status::Claimed { amount } | Status::Disputed { amount } => {
				on_hold.deposit == agreed.deposit && amount <= agreement.claimable()
			}
			Status::Unpaid => on_hold != Sums::default(),
		};
		ensure!(good, "what is on hold does not fit the status");
		// The provider got all that is his or nothing, and so did the payer.
		let step = |on_hold: Amount, charged: Amount, paid: Amount, agreed: Amount| {
			let owed = charged.saturating_sub(paid);
			[0, charged].contains(&paid) && [owed, agreed.saturating_sub(paid)].contains(&on_hold)
		};
		let paid = agreement.paid;
		ensure!(
			step(on_hold.rent, charged.rent, paid.rent, agreed.rent)
				&& step(
					on_hold.deposit,
					charged.deposit,
					paid.deposit,
					agreed.deposit
				),
			"something is on hold that is nobody's"
		);
		Ok(())
	}

	/// The right and its monitor are there until the rent is settled.
	fn check_right(right: RightId, agreement: &AgreementOf<T>) -> Result<(), TryRuntimeError> {
		let there = matches!(agreement.status, Status::Running | Status::Ended { .. });
		let subject = &agreement.order.subject;
		ensure!(
			T::Rights::used(agreement.resource, subject, right).is_some() == there,
			"a right does not fit its agreement"
		);
		ensure!(
			agreement.meter.is_some() == (there && agreement.tariff.prices.meter.is_some()),
			"a meter does not fit its agreement"
		);
		if let Some(meter) = &agreement.meter {
			let found = T::Streams::read(&meter.stream, meter.monitor, 0);
			ensure!(found.is_ok(), "a monitor is gone");
		}
		let booked = BookingsOf::<T>::get(agreement.resource)
			.iter()
			.any(|booking| booking.right == right);
		let running = agreement.status == Status::Running;
		let needed = running
			&& agreement.tariff.exclusive
			&& (agreement.ends > Self::now() || agreement.tariff.overrun.is_some());
		ensure!(booked || !needed, "an exclusive right is not booked");
		Ok(())
	}

	fn check_bookings() -> Result<(), TryRuntimeError> {
		for (resource, bookings) in BookingsOf::<T>::iter() {
			ensure!(!bookings.is_empty(), "an empty list of bookings is kept");
			for (number, booking) in bookings.iter().enumerate() {
				let agreement =
					Agreements::<T>::get(booking.right).ok_or("a booking lacks its agreement")?;
				let returned = agreement.tariff.overrun.is_some();
				let until = if returned {
					agreement.order.until
				} else {
					agreement.ends
				};
				ensure!(
					agreement.resource == resource
						&& agreement.status == Status::Running
						&& agreement.tariff.exclusive
						&& booking.from == agreement.order.from
						&& booking.until == until
						&& booking.until_returned == returned,
					"a booking does not fit its agreement"
				);
				let others = bookings.iter().skip(number + 1);
				let overlap =
					|other: &Booking| booking.from < other.until && other.from < booking.until;
				ensure!(
					!others.into_iter().any(overlap),
					"a time is let to two alone"
				);
			}
		}
		Ok(())
	}
}
