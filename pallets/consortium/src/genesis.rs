// SPDX-License-Identifier: Apache-2.0

//! The members that a chain begins with.

use alloc::{string::String, vec::Vec};
use frame_support::sp_runtime::traits::Zero;
use serde::{Deserialize, Serialize};

use crate::{
	types::{roles, Contact, Membership, Name, Role, Seat},
	Accounts, AccountsOf, Config, GenesisConfig, Members, Pallet, Seats, SessionLength,
};

/// A member that a chain begins with.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GenesisMember<AccountId> {
	/// Legal name.
	pub name: String,
	/// How people reach it.
	pub contact: String,
	/// Who votes for it in the council.
	pub representative: AccountId,
	/// What it may do.
	pub roles: Vec<Role>,
	/// Most validators that it may have.
	pub seats: u32,
	/// Its further accounts, with their roles.
	pub accounts: Vec<(AccountId, Vec<Role>)>,
	/// Its validators, each of them one of its accounts with that role.
	pub validators: Vec<AccountId>,
}

/// Write the genesis state, or panic: there is no chain then.
#[allow(clippy::expect_used, reason = "a genesis that is wrong makes no chain")]
pub(crate) fn build<T: Config>(config: &GenesisConfig<T>) {
	if !config.session_length.is_zero() {
		SessionLength::<T>::put(config.session_length);
	}
	for member in &config.members {
		let name = Name::try_from(member.name.clone().into_bytes()).expect("the name is short");
		let contact =
			Contact::try_from(member.contact.clone().into_bytes()).expect("the contact is short");
		let id = Pallet::<T>::do_admit(
			name,
			contact,
			member.representative.clone(),
			roles(member.roles.iter().copied()),
			member.seats,
		)
		.expect("each representative is another account, and there are not too many members");
		for (account, of) in &member.accounts {
			assert!(
				!Accounts::<T>::contains_key(account),
				"an account acts for one member"
			);
			Accounts::<T>::insert(
				account,
				Membership {
					member: id,
					roles: roles(of.iter().copied()),
				},
			);
			AccountsOf::<T>::insert(id, account, ());
		}
		Members::<T>::mutate(id, |stored| {
			let stored = stored.as_mut().expect("just admitted");
			stored.accounts = 1 + member.accounts.len() as u32;
			stored.seats_taken = member.validators.len() as u32;
			assert!(
				stored.seats_taken <= stored.seats,
				"a member has too few seats"
			);
		});
		for validator in &member.validators {
			assert_eq!(
				Pallet::<T>::acts_as(validator, Role::Validator),
				Some(id),
				"a validator is an account of its member in that role"
			);
			assert!(
				!Pallet::<T>::has_seat(validator),
				"a validator has one seat"
			);
			Seats::<T>::try_append(Seat {
				validator: validator.clone(),
				member: id,
				silent: 0,
				since: 0,
				guilty: false,
			})
			.expect("there are not too many validators");
		}
	}
}
