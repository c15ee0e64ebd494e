// SPDX-License-Identifier: Apache-2.0

//! Money on hold: put there, released, paid.
//!
//! What goes back to the payer and what the provider gets never wait for each other, and neither keeps a right
//! from ending: what can not be moved stays on hold and is tried again. After [`Config::UnpaidLife`] what a
//! provider can not be paid goes back as well.

use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
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

	fn of(sums: &mut Sums, reason: HoldReason) -> &mut Amount {
		match reason {
			HoldReason::Rent => &mut sums.rent,
			_ => &mut sums.deposit,
		}
	}

	/// Move what is decided of rent or deposit: to the payer what is not charged, to the provider what is.
	/// Neither waits for the other; what can not be moved stays on hold.
	fn move_out(agreement: &mut AgreementOf<T>, reason: HoldReason) -> DispatchResult {
		let (on_hold, charged, paid) = (
			*Self::of(&mut agreement.on_hold, reason),
			*Self::of(&mut agreement.charged, reason),
			*Self::of(&mut agreement.paid, reason),
		);
		let owed = on_hold.min(charged.saturating_sub(paid));
		let back = on_hold.saturating_sub(owed);
		let mut left = on_hold;
		let released = with_storage_layer(|| Self::release(agreement, reason, back));
		if released.is_ok() {
			left = left.saturating_sub(back);
		}
		let payment = with_storage_layer(|| Self::pay(agreement, reason, owed));
		if payment.is_ok() {
			left = left.saturating_sub(owed);
			*Self::of(&mut agreement.paid, reason) = paid.saturating_add(owed);
		}
		*Self::of(&mut agreement.on_hold, reason) = left;
		released.and(payment)
	}

	fn move_all(agreement: &mut AgreementOf<T>) -> DispatchResult {
		let rent = Self::move_out(agreement, HoldReason::Rent);
		// What stands in the way of the one need not be in that of the other.
		let deposit = Self::move_out(agreement, HoldReason::Deposit);
		rent.and(deposit)
	}

	/// The rent is decided: release what is not charged, and pay what is, if that can be.
	pub(crate) fn pay_rent(right: RightId, agreement: &mut AgreementOf<T>) {
		if let Err(error) = Self::move_out(agreement, HoldReason::Rent) {
			Self::deposit_event(Event::PaymentPutOff { right, error });
		}
	}

	/// All is decided: besides what is charged so far, the provider gets `claim` of the deposit. The
	/// agreement is closed, if all of its money can be moved.
	pub(crate) fn close(
		right: RightId,
		mut agreement: AgreementOf<T>,
		claim: Amount,
	) -> DispatchResult {
		let charged = agreement.charged.deposit.saturating_add(claim);
		agreement.charged.deposit = charged.min(agreement.agreed.deposit);
		if let Err(error) = Self::move_all(&mut agreement) {
			agreement.status = Status::Unpaid;
			agreement.due = Self::now().saturating_add(T::UnpaidLife::get());
			Agreements::<T>::insert(right, agreement);
			Self::deposit_event(Event::PaymentPutOff { right, error });
			return Ok(());
		}
		Self::forget(right, agreement)
	}

	/// Let the payer have back what is still owed of rent or deposit, if that can be moved.
	fn give_up(agreement: &mut AgreementOf<T>, reason: HoldReason) {
		let paid = *Self::of(&mut agreement.paid, reason);
		let charged = core::mem::replace(Self::of(&mut agreement.charged, reason), paid);
		if Self::move_out(agreement, reason).is_err() {
			*Self::of(&mut agreement.charged, reason) = charged;
		}
	}

	/// Move what could not be moved; if the provider still can not be paid and it is due, the payer gets
	/// back what was owed. What was moved stays moved, also if that is not all; it fails if it is nothing.
	pub(crate) fn pay_at_last(
		right: RightId,
		mut agreement: AgreementOf<T>,
		is_due: bool,
	) -> DispatchResult {
		let before = agreement.on_hold;
		if let Err(error) = Self::move_all(&mut agreement) {
			if is_due {
				Self::give_up(&mut agreement, HoldReason::Rent);
				Self::give_up(&mut agreement, HoldReason::Deposit);
			}
			ensure!(agreement.on_hold != before, error);
			if agreement.on_hold != Sums::default() {
				Agreements::<T>::insert(right, agreement);
				Self::deposit_event(Event::PaymentPutOff { right, error });
				return Ok(());
			}
		}
		Self::forget(right, agreement)
	}

	/// Nothing of an agreement is on hold any more: forget it.
	fn forget(right: RightId, agreement: AgreementOf<T>) -> DispatchResult {
		let Sums { rent, deposit } = agreement.agreed;
		let paid = agreement.paid;
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
