// SPDX-License-Identifier: Apache-2.0

//! Accounts whose fees a member pays: those of its devices, or of its customers' devices.

use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
	sp_runtime::traits::{Saturating, Zero},
	traits::{fungible::MutateHold, tokens::Precision},
};
use frame_system::pallet_prelude::BlockNumberFor;

use crate::{
	types::{Sponsorship, SponsorshipInfo},
	Accounts, BalanceOf, Config, Error, Event, HoldReason, Pallet, SponsoredBy, SponsorshipOf,
	Sponsorships,
};

/// Most entries in one answer.
const PAGE: u32 = 100;

impl<T: Config> Pallet<T> {
	fn period() -> BlockNumberFor<T> {
		let now = frame_system::Pallet::<T>::block_number();
		now / T::AllowancePeriod::get().max(1u32.into())
	}

	/// What is left of an allowance.
	fn left(sponsorship: &SponsorshipOf<T>) -> BalanceOf<T> {
		if sponsorship.period == Self::period() {
			sponsorship.allowance.saturating_sub(sponsorship.used)
		} else {
			sponsorship.allowance
		}
	}

	pub(crate) fn do_sponsor(
		who: T::AccountId,
		account: T::AccountId,
		allowance: BalanceOf<T>,
	) -> DispatchResult {
		let member = Accounts::<T>::get(&who)
			.ok_or(Error::<T>::NotMember)?
			.member;
		match Sponsorships::<T>::get(&account) {
			Some(mut known) => {
				ensure!(known.sponsor == who, Error::<T>::SponsoredAlready);
				known.allowance = allowance;
				Sponsorships::<T>::insert(&account, known);
			}
			None => {
				let deposit = T::SponsorshipDeposit::get();
				T::NativeBalance::hold(&HoldReason::Sponsorship.into(), &who, deposit)?;
				// So that the account can have a number of transactions without having money.
				frame_system::Pallet::<T>::inc_sufficients(&account);
				SponsoredBy::<T>::insert(&who, &account, ());
				Sponsorships::<T>::insert(
					&account,
					Sponsorship {
						sponsor: who.clone(),
						allowance,
						used: Zero::zero(),
						period: Self::period(),
						deposit,
					},
				);
			}
		}
		Self::deposit_event(Event::Sponsored {
			account,
			sponsor: who,
			member,
			allowance,
		});
		Ok(())
	}

	pub(crate) fn do_unsponsor(who: &T::AccountId, account: T::AccountId) -> DispatchResult {
		let sponsorship = Sponsorships::<T>::get(&account).ok_or(Error::<T>::NotSponsored)?;
		let sponsor = sponsorship.sponsor;
		ensure!(
			*who == sponsor || *who == account || !Accounts::<T>::contains_key(&sponsor),
			Error::<T>::NotSponsor
		);
		T::NativeBalance::release(
			&HoldReason::Sponsorship.into(),
			&sponsor,
			sponsorship.deposit,
			Precision::Exact,
		)?;
		Sponsorships::<T>::remove(&account);
		SponsoredBy::<T>::remove(&sponsor, &account);
		frame_system::Pallet::<T>::dec_sufficients(&account);
		Self::deposit_event(Event::SponsorshipEnded { account, sponsor });
		Ok(())
	}

	/// Whether somebody ends the sponsorship of its own account: whoever has no money gets rid of a sponsor
	/// that gives nothing. Each time costs the sponsor a deposit that it has to make anew.
	pub(crate) fn is_rid_of_sponsor(
		origin: &frame_system::pallet_prelude::OriginFor<T>,
		account: &T::AccountId,
	) -> bool {
		let signed = frame_system::ensure_signed(origin.clone());
		signed.is_ok_and(|who| who == *account) && Sponsorships::<T>::contains_key(account)
	}

	/// Who would pay this fee of an account, if its allowance goes that far.
	pub fn sponsor_for(account: &T::AccountId, fee: BalanceOf<T>) -> Option<T::AccountId> {
		let sponsorship = Sponsorships::<T>::get(account)?;
		(Self::left(&sponsorship) >= fee && Accounts::<T>::contains_key(&sponsorship.sponsor))
			.then_some(sponsorship.sponsor)
	}

	/// Note that an account's sponsor paid this fee.
	pub fn note_sponsored(account: &T::AccountId, fee: BalanceOf<T>) {
		Sponsorships::<T>::mutate_extant(account, |sponsorship| {
			let period = Self::period();
			if sponsorship.period != period {
				sponsorship.period = period;
				sponsorship.used = Zero::zero();
			}
			sponsorship.used = sponsorship.used.saturating_add(fee);
		});
	}

	/// Note that an account's sponsor got a part of a fee of this block back.
	pub fn note_refunded(account: &T::AccountId, amount: BalanceOf<T>) {
		Sponsorships::<T>::mutate_extant(account, |sponsorship| {
			sponsorship.used = sponsorship.used.saturating_sub(amount);
		});
	}

	/// Who pays an account's fees.
	pub fn sponsorship_info(
		account: T::AccountId,
	) -> Option<SponsorshipInfo<T::AccountId, BalanceOf<T>>> {
		let sponsorship = Sponsorships::<T>::get(&account)?;
		let member = Accounts::<T>::get(&sponsorship.sponsor).map(|of| of.member);
		Some(SponsorshipInfo {
			account,
			member,
			allowance: sponsorship.allowance,
			left: match member {
				Some(_) => Self::left(&sponsorship),
				None => Zero::zero(),
			},
			deposit: sponsorship.deposit,
			sponsor: sponsorship.sponsor,
		})
	}

	/// The accounts whose fees an account pays: those after `after`, at most `limit` and 100.
	pub fn sponsored_by(
		sponsor: T::AccountId,
		after: Option<T::AccountId>,
		limit: u32,
	) -> Vec<SponsorshipInfo<T::AccountId, BalanceOf<T>>> {
		let all = match after {
			None => SponsoredBy::<T>::iter_key_prefix(&sponsor),
			Some(last) => {
				let from = SponsoredBy::<T>::hashed_key_for(&sponsor, last);
				SponsoredBy::<T>::iter_key_prefix_from(&sponsor, from)
			}
		};
		all.take(limit.min(PAGE) as usize)
			.filter_map(Self::sponsorship_info)
			.collect()
	}
}
