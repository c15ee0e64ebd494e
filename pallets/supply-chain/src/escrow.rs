// SPDX-License-Identifier: Apache-2.0

//! The money of a shipment: held, released, paid.

use frame_support::{
	pallet_prelude::DispatchResult,
	traits::{
		fungible::hold::Mutate as _,
		fungibles::hold::Mutate as _,
		tokens::{Fortitude, Precision, Restriction},
	},
};

use crate::{
	pallet::{AssetIdOf, HoldReason, ShipmentOf},
	types::Amount,
	Config, Pallet,
};

impl<T: Config> Pallet<T> {
	/// Put price and bond on hold.
	pub(crate) fn hold_escrow(shipment: &ShipmentOf<T>) -> DispatchResult {
		let terms = &shipment.terms;
		Self::hold(
			&terms.asset,
			HoldReason::Price,
			&shipment.buyer,
			terms.price,
		)?;
		Self::hold(&terms.asset, HoldReason::Bond, &terms.carrier, terms.bond)
	}

	/// Give price and bond to where they belong: so much of each to the other side, the rest back.
	pub(crate) fn release_escrow(
		shipment: &ShipmentOf<T>,
		price_to_carrier: Amount,
		bond_to_buyer: Amount,
	) -> DispatchResult {
		let terms = &shipment.terms;
		let (buyer, carrier) = (&shipment.buyer, &terms.carrier);
		let price_back = terms.price.saturating_sub(price_to_carrier);
		let bond_back = terms.bond.saturating_sub(bond_to_buyer);
		Self::pay(
			&terms.asset,
			HoldReason::Price,
			buyer,
			carrier,
			price_to_carrier,
		)?;
		Self::pay(
			&terms.asset,
			HoldReason::Bond,
			carrier,
			buyer,
			bond_to_buyer,
		)?;
		Self::release(&terms.asset, HoldReason::Price, buyer, price_back)?;
		Self::release(&terms.asset, HoldReason::Bond, carrier, bond_back)
	}

	/// Hold the deposit for a shipment's storage.
	pub(crate) fn hold_deposit(buyer: &T::AccountId, amount: Amount) -> DispatchResult {
		T::Currency::hold(&HoldReason::Shipment.into(), buyer, amount)
	}

	/// Return the deposit for a shipment's storage.
	pub(crate) fn return_deposit(buyer: &T::AccountId, amount: Amount) -> DispatchResult {
		T::Currency::release(
			&HoldReason::Shipment.into(),
			buyer,
			amount,
			Precision::BestEffort,
		)?;
		Ok(())
	}

	fn hold(
		asset: &AssetIdOf<T>,
		reason: HoldReason,
		who: &T::AccountId,
		amount: Amount,
	) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		T::Currencies::hold(asset.clone(), &reason.into(), who, amount)
	}

	fn release(
		asset: &AssetIdOf<T>,
		reason: HoldReason,
		who: &T::AccountId,
		amount: Amount,
	) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		T::Currencies::release(asset.clone(), &reason.into(), who, amount, Precision::Exact)?;
		Ok(())
	}

	fn pay(
		asset: &AssetIdOf<T>,
		reason: HoldReason,
		from: &T::AccountId,
		to: &T::AccountId,
		amount: Amount,
	) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		T::Currencies::transfer_on_hold(
			asset.clone(),
			&reason.into(),
			from,
			to,
			amount,
			Precision::Exact,
			Restriction::Free,
			// What is on hold was given away: no freeze that came later keeps it back.
			Fortitude::Force,
		)?;
		Ok(())
	}
}
