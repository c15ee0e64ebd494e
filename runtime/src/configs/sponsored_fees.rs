// SPDX-License-Identifier: Apache-2.0

//! Fees that a member pays for an account that it sponsors.

use core::marker::PhantomData;
use frame_support::dispatch::DispatchClass;
use pallet_consortium::WeightInfo as _;
use pallet_transaction_payment::{OnChargeTransaction, TxCreditHold};
use sp_runtime::{
	traits::{DispatchInfoOf, PostDispatchInfoOf, Zero},
	transaction_validity::TransactionValidityError,
};

use crate::{AccountId, Balance, Consortium, Runtime, RuntimeCall, System};

type Payment<T> = Result<T, TransactionValidityError>;

/// Takes a fee from the sender's sponsor as long as the allowance lasts and the sponsor has money, else
/// from the sender. Whoever gives a tip pays all by himself.
pub struct SponsoredFees<Inner>(PhantomData<Inner>);

/// What was taken, and how much of whom if that was not the sender.
#[derive(Default)]
pub struct Taken<Info> {
	info: Info,
	sponsor: Option<(AccountId, Balance)>,
}

/// What a sponsored transaction takes is not in the weight of all.
fn note_weight() {
	System::register_extra_weight_unchecked(
		<Runtime as pallet_consortium::Config>::WeightInfo::sponsored(),
		DispatchClass::Normal,
	);
}

impl<Inner> SponsoredFees<Inner> {
	fn sponsor(who: &AccountId, fee: Balance, tip: Balance) -> Option<AccountId> {
		if fee.is_zero() || !tip.is_zero() {
			return None;
		}
		Consortium::sponsor_for(who, fee)
	}
}

impl<Inner> OnChargeTransaction<Runtime> for SponsoredFees<Inner>
where
	Inner: OnChargeTransaction<Runtime, Balance = Balance>,
	Self: TxCreditHold<Runtime>,
{
	type Balance = Balance;
	type LiquidityInfo = Taken<Inner::LiquidityInfo>;

	fn withdraw_fee(
		who: &AccountId,
		call: &RuntimeCall,
		info: &DispatchInfoOf<RuntimeCall>,
		fee: Balance,
		tip: Balance,
	) -> Payment<Self::LiquidityInfo> {
		if let Some(sponsor) = Self::sponsor(who, fee, tip) {
			note_weight();
			if let Ok(taken) = Inner::withdraw_fee(&sponsor, call, info, fee, tip) {
				Consortium::note_sponsored(who, fee);
				return Ok(Taken {
					info: taken,
					sponsor: Some((sponsor, fee)),
				});
			}
		}
		let info = Inner::withdraw_fee(who, call, info, fee, tip)?;
		Ok(Taken {
			info,
			sponsor: None,
		})
	}

	fn can_withdraw_fee(
		who: &AccountId,
		call: &RuntimeCall,
		info: &DispatchInfoOf<RuntimeCall>,
		fee: Balance,
		tip: Balance,
	) -> Payment<()> {
		if let Some(sponsor) = Self::sponsor(who, fee, tip) {
			if Inner::can_withdraw_fee(&sponsor, call, info, fee, tip).is_ok() {
				return Ok(());
			}
		}
		Inner::can_withdraw_fee(who, call, info, fee, tip)
	}

	fn correct_and_deposit_fee(
		who: &AccountId,
		info: &DispatchInfoOf<RuntimeCall>,
		post: &PostDispatchInfoOf<RuntimeCall>,
		fee: Balance,
		tip: Balance,
		taken: Self::LiquidityInfo,
	) -> Payment<()> {
		let payer = match &taken.sponsor {
			None => who,
			Some((sponsor, before)) => {
				Consortium::note_refunded(who, before.saturating_sub(fee));
				sponsor
			}
		};
		Inner::correct_and_deposit_fee(payer, info, post, fee, tip, taken.info)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn endow_account(who: &AccountId, amount: Balance) {
		Inner::endow_account(who, amount);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn minimum_balance() -> Balance {
		Inner::minimum_balance()
	}
}

impl<Inner: TxCreditHold<Runtime>> TxCreditHold<Runtime> for SponsoredFees<Inner> {
	type Credit = Inner::Credit;
}
