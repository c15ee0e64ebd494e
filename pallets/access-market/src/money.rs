// SPDX-License-Identifier: Apache-2.0

//! Money on hold: put there, released, paid.

use frame_support::{
	pallet_prelude::DispatchResult,
	traits::{
		fungible::hold::Mutate as _,
		fungibles::hold::Mutate as _,
		tokens::{Fortitude, Precision, Restriction},
	},
};

use crate::{
	pallet::{AgreementOf, HoldReason},
	types::Amount,
	Config, Pallet,
};

impl<T: Config> Pallet<T> {
	/// Hold a deposit for storage.
	pub(crate) fn hold_storage(
		reason: HoldReason,
		who: &T::AccountId,
		amount: Amount,
	) -> DispatchResult {
		T::Currency::hold(&reason.into(), who, amount)
	}

	/// Return a deposit for storage.
	pub(crate) fn return_storage(
		reason: HoldReason,
		who: &T::AccountId,
		amount: Amount,
	) -> DispatchResult {
		T::Currency::release(&reason.into(), who, amount, Precision::BestEffort)?;
		Ok(())
	}

	/// Put rent and deposit of an agreement on hold.
	pub(crate) fn hold_agreed(agreement: &AgreementOf<T>) -> DispatchResult {
		for (reason, amount) in [
			(HoldReason::Rent, agreement.rent),
			(HoldReason::Deposit, agreement.deposit),
		] {
			if amount > 0 {
				let asset = agreement.tariff.asset.clone();
				T::Currencies::hold(asset, &reason.into(), &agreement.payer, amount)?;
			}
		}
		Ok(())
	}

	/// Pay so much of the rent on hold, and release the rest. Gives what was paid.
	pub(crate) fn settle_rent(
		agreement: &mut AgreementOf<T>,
		due: Amount,
	) -> Result<Amount, frame_support::sp_runtime::DispatchError> {
		let held = core::mem::take(&mut agreement.rent);
		let paid = due.min(held);
		Self::pay(agreement, HoldReason::Rent, paid)?;
		Self::release(agreement, HoldReason::Rent, held.saturating_sub(paid))?;
		Ok(paid)
	}

	/// Pay so much of the deposit on hold. Gives what was paid.
	pub(crate) fn pay_from_deposit(
		agreement: &mut AgreementOf<T>,
		due: Amount,
	) -> Result<Amount, frame_support::sp_runtime::DispatchError> {
		let paid = due.min(agreement.deposit);
		agreement.deposit = agreement.deposit.saturating_sub(paid);
		Self::pay(agreement, HoldReason::Deposit, paid)?;
		Ok(paid)
	}

	/// Release what is left of the deposit.
	pub(crate) fn release_deposit(agreement: &mut AgreementOf<T>) -> DispatchResult {
		let left = core::mem::take(&mut agreement.deposit);
		Self::release(agreement, HoldReason::Deposit, left)
	}

	fn release(agreement: &AgreementOf<T>, reason: HoldReason, amount: Amount) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		T::Currencies::release(
			agreement.tariff.asset.clone(),
			&reason.into(),
			&agreement.payer,
			amount,
			Precision::Exact,
		)?;
		Ok(())
	}

	fn pay(agreement: &AgreementOf<T>, reason: HoldReason, amount: Amount) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		T::Currencies::transfer_on_hold(
			agreement.tariff.asset.clone(),
			&reason.into(),
			&agreement.payer,
			&agreement.provider,
			amount,
			Precision::Exact,
			Restriction::Free,
			// What is on hold was given away: no freeze that came later keeps it back.
			Fortitude::Force,
		)?;
		Ok(())
	}
}
