// SPDX-License-Identifier: Apache-2.0

//! Money on hold: put there, released, paid.
//!
//! What goes back to the payer never waits for what the provider gets. A provider that can not be paid
//! is tried again, and after [`Config::UnpaidLife`] what is owed goes back as well.

use frame_support::{
	pallet_prelude::{DispatchError, DispatchResult},
	storage::with_storage_layer,
	traits::{
		fungible::hold::Mutate as _,
		fungibles::hold::Mutate as _,
		tokens::{Fortitude, Precision, Restriction},
		Get,
	},
};
use samul_primitives::access::RightId;

use crate::{
	pallet::{AgreementOf, Agreements, AgreementsOf, HoldReason},
	types::{Amount, Status, Sums},
	Config, Event, Pallet,
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
			(HoldReason::Rent, agreement.agreed.rent),
			(HoldReason::Deposit, agreement.agreed.deposit),
		] {
			if amount > 0 {
				let asset = agreement.tariff.asset.clone();
				T::Currencies::hold(asset, &reason.into(), &agreement.payer, amount)?;
			}
		}
		Ok(())
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

	/// Pay what is owed. What of it can not be paid stays on hold.
	fn pay_owed(agreement: &mut AgreementOf<T>, owed: Sums) -> Result<(), DispatchError> {
		for (reason, amount) in [
			(HoldReason::Rent, owed.rent),
			(HoldReason::Deposit, owed.deposit),
		] {
			with_storage_layer(|| Self::pay(agreement, reason, amount))?;
			match reason {
				HoldReason::Rent => agreement.on_hold.rent -= amount.min(agreement.on_hold.rent),
				_ => agreement.on_hold.deposit -= amount.min(agreement.on_hold.deposit),
			}
		}
		Ok(())
	}

	/// The rent is decided: release what is not charged, and pay what is.
	pub(crate) fn pay_rent(right: RightId, agreement: &mut AgreementOf<T>) -> DispatchResult {
		let owed = agreement.charged.rent.min(agreement.on_hold.rent);
		let back = agreement.on_hold.rent.saturating_sub(owed);
		Self::release(agreement, HoldReason::Rent, back)?;
		agreement.on_hold.rent = owed;
		let owed = Sums {
			rent: owed,
			deposit: 0,
		};
		if let Err(error) = Self::pay_owed(agreement, owed) {
			Self::deposit_event(Event::PaymentPutOff { right, error });
		}
		Ok(())
	}

	/// All is decided: besides what is charged so far, the provider gets `claim` of the deposit. Close
	/// the agreement, if the provider can be paid.
	pub(crate) fn close(
		right: RightId,
		mut agreement: AgreementOf<T>,
		claim: Amount,
	) -> DispatchResult {
		let charged = agreement.charged.deposit.saturating_add(claim);
		agreement.charged.deposit = charged.min(agreement.on_hold.deposit);
		let back = agreement
			.on_hold
			.deposit
			.saturating_sub(agreement.charged.deposit);
		Self::release(&agreement, HoldReason::Deposit, back)?;
		agreement.on_hold.deposit = agreement.charged.deposit;
		let owed = agreement.on_hold;
		if let Err(error) = Self::pay_owed(&mut agreement, owed) {
			agreement.status = Status::Unpaid;
			agreement.due = Self::now().saturating_add(T::UnpaidLife::get());
			Agreements::<T>::insert(right, agreement);
			Self::deposit_event(Event::PaymentPutOff { right, error });
			return Ok(());
		}
		Self::forget(right, agreement)
	}

	/// Pay a provider that could not be paid; if that is still so and it is due, the payer gets back
	/// what was owed.
	pub(crate) fn pay_at_last(
		right: RightId,
		mut agreement: AgreementOf<T>,
		is_due: bool,
	) -> DispatchResult {
		let owed = agreement.on_hold;
		if let Err(error) = Self::pay_owed(&mut agreement, owed) {
			if !is_due {
				return Err(error);
			}
			let Sums { rent, deposit } = agreement.on_hold;
			Self::release(&agreement, HoldReason::Rent, rent)?;
			Self::release(&agreement, HoldReason::Deposit, deposit)?;
			agreement.charged.rent = agreement.charged.rent.saturating_sub(rent);
			agreement.charged.deposit = agreement.charged.deposit.saturating_sub(deposit);
		}
		Self::forget(right, agreement)
	}

	/// Nothing of an agreement is on hold any more: forget it.
	fn forget(right: RightId, agreement: AgreementOf<T>) -> DispatchResult {
		let Sums { rent, deposit } = agreement.agreed;
		let paid = agreement.charged;
		Self::return_storage(
			HoldReason::Agreement,
			&agreement.payer,
			agreement.storage_deposit,
		)?;
		for party in [&agreement.payer, &agreement.provider] {
			AgreementsOf::<T>::remove(party, right);
		}
		Agreements::<T>::remove(right);
		Self::deposit_event(Event::AgreementClosed {
			right,
			payer: agreement.payer,
			provider: agreement.provider,
			paid,
			back: Sums {
				rent: rent.saturating_sub(paid.rent),
				deposit: deposit.saturating_sub(paid.deposit),
			},
		});
		Ok(())
	}
}
