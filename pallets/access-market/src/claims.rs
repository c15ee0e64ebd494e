// SPDX-License-Identifier: Apache-2.0

//! Damages: claimed by the provider, accepted or disputed by the payer, ruled on by the arbiter.

use frame_support::{ensure, pallet_prelude::DispatchResult};
use samul_primitives::{access::RightId, Moment};

use crate::{
	pallet::{AgreementOf, Agreements, Pallet},
	types::{Amount, Status},
	Config, Error, Event,
};

/// How many windows an arbiter has.
const RULING_WINDOWS: u64 = 4;

impl<T: Config> Pallet<T> {
	/// Let an agreement wait for somebody's answer. Gives until when.
	fn wait(right: RightId, mut agreement: AgreementOf<T>, status: Status, windows: u64) -> Moment {
		let time = agreement.tariff.window.saturating_mul(windows);
		agreement.status = status;
		agreement.due = Self::now().saturating_add(time);
		let due = agreement.due;
		Agreements::<T>::insert(right, agreement);
		due
	}

	pub(crate) fn do_claim(who: &T::AccountId, right: RightId, amount: Amount) -> DispatchResult {
		let agreement = Self::get(right)?;
		ensure!(*who == agreement.provider, Error::<T>::NotAllowed);
		ensure!(agreement.status == Status::Settled, Error::<T>::WrongStatus);
		if amount == 0 {
			return Self::close(right, agreement, 0);
		}
		ensure!(Self::now() < agreement.due, Error::<T>::TooLate);
		ensure!(amount <= agreement.claimable(), Error::<T>::TooMuch);
		let due = Self::wait(right, agreement, Status::Claimed { amount }, 1);
		Self::deposit_event(Event::DamageClaimed { right, amount, due });
		Ok(())
	}

	pub(crate) fn do_accept_claim(who: &T::AccountId, right: RightId) -> DispatchResult {
		let agreement = Self::get(right)?;
		ensure!(*who == agreement.payer, Error::<T>::NotAllowed);
		match agreement.status {
			Status::Claimed { amount } | Status::Disputed { amount } => {
				Self::close(right, agreement, amount)
			}
			_ => Err(Error::<T>::WrongStatus.into()),
		}
	}

	pub(crate) fn do_dispute(who: &T::AccountId, right: RightId) -> DispatchResult {
		let agreement = Self::get(right)?;
		ensure!(*who == agreement.payer, Error::<T>::NotAllowed);
		let Status::Claimed { amount } = agreement.status else {
			return Err(Error::<T>::WrongStatus.into());
		};
		let arbiter = agreement
			.tariff
			.arbiter
			.clone()
			.ok_or(Error::<T>::NoArbiter)?;
		ensure!(Self::now() < agreement.due, Error::<T>::TooLate);
		let disputed = Status::Disputed { amount };
		let due = Self::wait(right, agreement, disputed, RULING_WINDOWS);
		Self::deposit_event(Event::ClaimDisputed {
			right,
			arbiter,
			due,
		});
		Ok(())
	}

	pub(crate) fn do_rule(who: &T::AccountId, right: RightId, amount: Amount) -> DispatchResult {
		let agreement = Self::get(right)?;
		let is_arbiter = agreement.tariff.arbiter.as_ref() == Some(who);
		ensure!(is_arbiter, Error::<T>::NotAllowed);
		let Status::Disputed { amount: claimed } = agreement.status else {
			return Err(Error::<T>::WrongStatus.into());
		};
		ensure!(Self::now() < agreement.due, Error::<T>::TooLate);
		ensure!(amount <= claimed, Error::<T>::TooMuch);
		Self::deposit_event(Event::ClaimRuled { right, amount });
		Self::close(right, agreement, amount)
	}
}
