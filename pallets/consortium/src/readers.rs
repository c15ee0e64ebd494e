// SPDX-License-Identifier: Apache-2.0

//! What readers get to know.

use alloc::vec::Vec;

use crate::{
	types::{AccountInfo, MemberId, MemberInfo, Role, Roles, ValidatorInfo},
	Accounts, AccountsOf, Config, Members, NextMember, Pallet, Seats,
};

/// Most members in one answer.
const PAGE: u32 = 100;

fn list(roles: &Roles) -> Vec<Role> {
	roles.iter().copied().collect()
}

impl<T: Config> Pallet<T> {
	/// The member of this number.
	pub fn member_info(id: MemberId) -> Option<MemberInfo<T::AccountId>> {
		let member = Members::<T>::get(id)?;
		Some(MemberInfo {
			id,
			name: member.name.into_inner(),
			contact: member.contact.into_inner(),
			representative: member.representative,
			roles: list(&member.roles),
			seats: member.seats,
			seats_taken: member.seats_taken,
			accounts: member.accounts,
		})
	}

	/// Members by number: those after `after`, at most `limit` and 100.
	pub fn member_infos(after: Option<MemberId>, limit: u32) -> Vec<MemberInfo<T::AccountId>> {
		let first = match after {
			None => 0,
			Some(last) => last.saturating_add(1),
		};
		(first..NextMember::<T>::get())
			.filter_map(Self::member_info)
			.take(limit.min(PAGE) as usize)
			.collect()
	}

	/// For which member an account acts, and in which roles.
	pub fn account_info(account: T::AccountId) -> Option<AccountInfo<T::AccountId>> {
		let membership = Accounts::<T>::get(&account)?;
		let member = Members::<T>::get(membership.member)?;
		let both = membership.roles.intersection(&member.roles);
		Some(AccountInfo {
			account,
			member: membership.member,
			roles: both.copied().collect(),
		})
	}

	/// All accounts of a member.
	pub fn account_infos(member: MemberId) -> Vec<AccountInfo<T::AccountId>> {
		AccountsOf::<T>::iter_key_prefix(member)
			.filter_map(Self::account_info)
			.collect()
	}

	/// All validators: those that make blocks now, and those that will.
	pub fn validator_infos() -> Vec<ValidatorInfo<T::AccountId>> {
		let active = pallet_session::Validators::<T>::get();
		let seats = Seats::<T>::get();
		let seated = seats.iter().map(|seat| ValidatorInfo {
			validator: seat.validator.clone(),
			member: Some(seat.member),
			active: active.contains(&seat.validator),
			silent: seat.silent,
		});
		let leaving = active
			.iter()
			.filter(|validator| !seats.iter().any(|seat| seat.validator == **validator))
			.map(|validator| ValidatorInfo {
				validator: validator.clone(),
				member: None,
				active: true,
				silent: 0,
			});
		seated.chain(leaving).collect()
	}
}
