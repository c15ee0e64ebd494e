// SPDX-License-Identifier: Apache-2.0

//! What always holds.

use alloc::{collections::BTreeMap, vec::Vec};
use codec::Encode;
use frame_support::{
	ensure,
	pallet_prelude::Get,
	traits::{fungible::InspectHold, TransactionPause},
};
use sp_runtime::TryRuntimeError;

use crate::{
	types::Role, Accounts, AccountsOf, BalanceOf, Config, FormerSeats, HoldReason, Members,
	NextMember, Pallet, Paused, Representatives, Seats, SponsoredBy, Sponsorships,
};

impl<T: Config> Pallet<T> {
	/// Check the invariants.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let seats = Seats::<T>::get();
		let representatives = Representatives::<T>::get();
		let mut accounts = 0;
		for (id, member) in Members::<T>::iter() {
			ensure!(
				id < NextMember::<T>::get(),
				"a member has a number of later"
			);
			ensure!(!member.name.is_empty(), "a member has no name");
			ensure!(
				AccountsOf::<T>::contains_key(id, &member.representative),
				"a representative is no account of its member"
			);
			ensure!(
				representatives
					.binary_search(&member.representative)
					.is_ok(),
				"a representative is not in the council"
			);
			ensure!(
				AccountsOf::<T>::iter_key_prefix(id).count() as u32 == member.accounts,
				"a member's accounts are miscounted"
			);
			ensure!(
				member.accounts <= <T as Config>::MaxAccounts::get(),
				"a member has too many accounts"
			);
			let taken = seats.iter().filter(|seat| seat.member == id).count() as u32;
			ensure!(
				taken == member.seats_taken && taken <= member.seats,
				"a member's seats are miscounted"
			);
			accounts += member.accounts;
		}
		ensure!(
			representatives.len() as u32 == Members::<T>::count(),
			"there is not one representative for each member"
		);
		ensure!(
			representatives.windows(2).all(|pair| pair[0] < pair[1]),
			"the representatives are out of order"
		);
		ensure!(
			Accounts::<T>::iter().count() as u32 == accounts,
			"an account acts for nobody"
		);
		for (account, membership) in Accounts::<T>::iter() {
			ensure!(
				AccountsOf::<T>::contains_key(membership.member, &account),
				"an account is not among its member's"
			);
		}
		for (number, seat) in seats.iter().enumerate() {
			ensure!(
				Self::acts_as(&seat.validator, Role::Validator) == Some(seat.member),
				"a validator does not act for its member"
			);
			ensure!(
				seats[..number]
					.iter()
					.all(|other| other.validator != seat.validator),
				"a validator has two seats"
			);
		}
		let former = FormerSeats::<T>::get();
		for (number, seat) in former.iter().enumerate() {
			ensure!(
				Members::<T>::contains_key(seat.member),
				"a former seat is of no member"
			);
			ensure!(seat.since <= seat.ended, "a seat ended before it was taken");
			ensure!(
				former[..number]
					.iter()
					.all(|other| other.validator != seat.validator || other.member != seat.member),
				"a former seat is kept in mind twice"
			);
		}
		let now = frame_system::Pallet::<T>::block_number();
		for pause in Paused::<T>::get() {
			ensure!(pause.until > now, "a call is paused longer than was said");
			ensure!(
				T::Pauses::is_paused((pause.pallet, pause.call)),
				"a call is not paused though it is said"
			);
		}
		Self::try_sponsorships()
	}

	fn try_sponsorships() -> Result<(), TryRuntimeError> {
		let mut deposits = BTreeMap::<Vec<u8>, (T::AccountId, BalanceOf<T>)>::new();
		let mut count = 0;
		for (account, sponsorship) in Sponsorships::<T>::iter() {
			ensure!(
				SponsoredBy::<T>::contains_key(&sponsorship.sponsor, &account),
				"a sponsor does not know whom it sponsors"
			);
			count += 1;
			let sum = deposits
				.entry(sponsorship.sponsor.encode())
				.or_insert((sponsorship.sponsor, Default::default()));
			sum.1 += sponsorship.deposit;
		}
		ensure!(
			SponsoredBy::<T>::iter().count() == count,
			"a sponsor knows of somebody whom it does not sponsor"
		);
		for (sponsor, sum) in deposits.into_values() {
			ensure!(
				T::NativeBalance::balance_on_hold(&HoldReason::Sponsorship.into(), &sponsor) == sum,
				"the deposits are not what is on hold"
			);
		}
		Ok(())
	}
}
