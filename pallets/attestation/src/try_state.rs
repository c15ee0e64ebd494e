// SPDX-License-Identifier: Apache-2.0

//! What always holds.

use alloc::{collections::BTreeMap, vec::Vec};
use codec::Encode;
use frame_support::{
	ensure,
	sp_runtime::{traits::Saturating, TryRuntimeError},
	traits::fungible::InspectHold,
};
use samul_primitives::claims::{Attestation, ClaimTypeId};

use crate::{
	pallet::{Attestations, BalanceOf, ClaimTypes, HoldReason, NextClaimType},
	Config, Pallet,
};

impl<T: Config> Pallet<T> {
	/// Check the invariants.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut counts = BTreeMap::<ClaimTypeId, u32>::new();
		let mut deposits = BTreeMap::<Vec<u8>, (T::AccountId, BalanceOf<T>)>::new();
		for ((_, claim_type, _), record) in Attestations::<T>::iter() {
			let known = ClaimTypes::<T>::get(claim_type).ok_or("an attestation is of no type")?;
			let claim = &record.attestation;
			ensure!(
				known.kind.admits(claim.value.as_ref()),
				"a value is of another kind than its type's"
			);
			ensure!(
				Attestation::is_period(claim.from, claim.until),
				"an attestation is for no time"
			);
			ensure!(
				claim.revoked.is_none_or(|revoked| revoked >= record.issued),
				"an attestation was revoked before it was made"
			);
			let count = counts.entry(claim_type).or_default();
			*count = count.saturating_add(1);
			let sum = deposits
				.entry(record.depositor.encode())
				.or_insert((record.depositor, Default::default()));
			sum.1 = sum.1.saturating_add(record.deposit);
		}
		for (id, known) in ClaimTypes::<T>::iter() {
			ensure!(
				id < NextClaimType::<T>::get(),
				"a type of claims has a number of later"
			);
			ensure!(!known.name.is_empty(), "a type of claims has no name");
			ensure!(
				counts.get(&id).copied().unwrap_or_default() == known.attestations,
				"the attestations of a type are miscounted"
			);
		}
		for (depositor, sum) in deposits.into_values() {
			let on_hold = T::Currency::balance_on_hold(&HoldReason::Attestation.into(), &depositor);
			ensure!(on_hold == sum, "the deposits are not what is on hold");
		}
		Ok(())
	}
}
