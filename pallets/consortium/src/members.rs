// SPDX-License-Identifier: Apache-2.0

//! How organisations become members and cease to be, and which accounts act for them.

use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult, Get},
	traits::ChangeMembers,
};

use crate::{
	types::{Contact, Member, MemberId, Membership, Name, Role, Roles, SeatEnd},
	Accounts, AccountsOf, Config, Error, Event, Members, NextMember, Pallet, Representatives,
	Seats,
};

impl<T: Config> Pallet<T> {
	fn check_text(name: &Name, contact: &Contact) -> DispatchResult {
		let readable = |bytes| core::str::from_utf8(bytes).is_ok();
		ensure!(
			!name.is_empty() && readable(name) && readable(contact),
			Error::<T>::BadText
		);
		Ok(())
	}

	/// The member that this account represents.
	pub(crate) fn represented(who: &T::AccountId) -> Result<MemberId, DispatchError> {
		let membership = Accounts::<T>::get(who).ok_or(Error::<T>::NotRepresentative)?;
		let member = Members::<T>::get(membership.member).ok_or(Error::<T>::UnknownMember)?;
		ensure!(member.representative == *who, Error::<T>::NotRepresentative);
		Ok(membership.member)
	}

	/// Put one representative in the place of another, or of none, or none in the place of one.
	fn change_council(out: Option<&T::AccountId>, in_: Option<&T::AccountId>) -> DispatchResult {
		Representatives::<T>::try_mutate(|all| {
			if let Some(place) = out.and_then(|out| all.binary_search(out).ok()) {
				all.remove(place);
			}
			if let Some(new) = in_ {
				if let Err(place) = all.binary_search(new) {
					all.try_insert(place, new.clone())
						.map_err(|_| Error::<T>::TooManyMembers)?;
				}
			}
			let slice = |one: Option<&T::AccountId>| -> Vec<T::AccountId> {
				one.cloned().into_iter().collect()
			};
			T::Council::change_members_sorted(&slice(in_), &slice(out), all);
			Ok(())
		})
	}

	pub(crate) fn do_admit(
		name: Name,
		contact: Contact,
		representative: T::AccountId,
		roles: Roles,
		seats: u32,
	) -> Result<MemberId, DispatchError> {
		Self::check_text(&name, &contact)?;
		ensure!(
			Members::<T>::count() < <T as Config>::MaxMembers::get(),
			Error::<T>::TooManyMembers
		);
		ensure!(
			!Accounts::<T>::contains_key(&representative),
			Error::<T>::AccountTaken
		);
		let id = NextMember::<T>::get();
		let next = id.checked_add(1).ok_or(Error::<T>::TooManyMembers)?;
		Self::change_council(None, Some(&representative))?;
		NextMember::<T>::put(next);
		AccountsOf::<T>::insert(id, &representative, ());
		Accounts::<T>::insert(
			&representative,
			Membership {
				member: id,
				roles: roles.clone(),
			},
		);
		Members::<T>::insert(
			id,
			Member {
				name: name.clone(),
				contact,
				representative: representative.clone(),
				roles: roles.clone(),
				seats,
				seats_taken: 0,
				accounts: 1,
			},
		);
		Self::deposit_event(Event::MemberAdmitted {
			member: id,
			name,
			representative,
			roles,
			seats,
		});
		Ok(id)
	}

	/// Gives how many accounts acted for the member.
	pub(crate) fn do_expel(id: MemberId) -> Result<u32, DispatchError> {
		let member = Members::<T>::get(id).ok_or(Error::<T>::UnknownMember)?;
		ensure!(Members::<T>::count() > 1, Error::<T>::LastMember);
		Self::end_seats_of(id, member.seats_taken)?;
		Self::change_council(Some(&member.representative), None)?;
		let mut accounts = 0;
		for (account, ()) in AccountsOf::<T>::drain_prefix(id) {
			Accounts::<T>::remove(account);
			accounts += 1;
		}
		Self::forget_former_of(id);
		Members::<T>::remove(id);
		Self::deposit_event(Event::MemberExpelled {
			member: id,
			accounts,
		});
		Ok(accounts)
	}

	pub(crate) fn do_set_roles(id: MemberId, roles: Roles, seats: u32) -> DispatchResult {
		let member = Members::<T>::get(id).ok_or(Error::<T>::UnknownMember)?;
		if roles.contains(&Role::Validator) {
			ensure!(member.seats_taken <= seats, Error::<T>::SeatsInUse);
		} else {
			Self::end_seats_of(id, member.seats_taken)?;
		}
		Members::<T>::mutate(id, |member| {
			if let Some(member) = member {
				member.roles = roles.clone();
				member.seats = seats;
			}
		});
		Self::deposit_event(Event::RolesChanged {
			member: id,
			roles,
			seats,
		});
		Ok(())
	}

	pub(crate) fn do_describe(who: &T::AccountId, name: Name, contact: Contact) -> DispatchResult {
		Self::check_text(&name, &contact)?;
		let id = Self::represented(who)?;
		Members::<T>::mutate(id, |member| {
			if let Some(member) = member {
				member.name = name.clone();
				member.contact = contact.clone();
			}
		});
		Self::deposit_event(Event::DescriptionChanged {
			member: id,
			name,
			contact,
		});
		Ok(())
	}

	/// Let an account act for a member. A new one counts among the member's.
	fn put_account(
		id: MemberId,
		member: &mut Member<T::AccountId>,
		account: &T::AccountId,
		roles: Roles,
	) -> DispatchResult {
		match Accounts::<T>::get(account) {
			Some(known) => ensure!(known.member == id, Error::<T>::AccountTaken),
			None => {
				ensure!(
					member.accounts < <T as Config>::MaxAccounts::get(),
					Error::<T>::TooManyAccounts
				);
				member.accounts = member.accounts.saturating_add(1);
				AccountsOf::<T>::insert(id, account, ());
			}
		}
		Accounts::<T>::insert(
			account,
			Membership {
				member: id,
				roles: roles.clone(),
			},
		);
		Self::deposit_event(Event::AccountSet {
			member: id,
			account: account.clone(),
			roles,
		});
		Ok(())
	}

	pub(crate) fn do_set_representative(id: MemberId, to: T::AccountId) -> DispatchResult {
		Members::<T>::try_mutate(id, |member| {
			let member = member.as_mut().ok_or(Error::<T>::UnknownMember)?;
			if member.representative == to {
				// Its votes stay.
				return Ok(());
			}
			let from = core::mem::replace(&mut member.representative, to.clone());
			if !AccountsOf::<T>::contains_key(id, &to) {
				let roles = member.roles.clone();
				Self::put_account(id, member, &to, roles)?;
			}
			Self::change_council(Some(&from), Some(&to))?;
			Self::deposit_event(Event::RepresentativeChanged {
				member: id,
				from,
				to,
			});
			Ok(())
		})
	}

	pub(crate) fn do_set_account(
		who: &T::AccountId,
		account: T::AccountId,
		roles: Roles,
	) -> DispatchResult {
		let id = Self::represented(who)?;
		Members::<T>::try_mutate(id, |member| {
			let member = member.as_mut().ok_or(Error::<T>::UnknownMember)?;
			let may_make_blocks = roles.contains(&Role::Validator);
			Self::put_account(id, member, &account, roles)?;
			ensure!(
				may_make_blocks || !Self::has_seat(&account),
				Error::<T>::AccountHasSeat
			);
			Ok(())
		})
	}

	pub(crate) fn do_remove_account(who: &T::AccountId, account: T::AccountId) -> DispatchResult {
		let membership = Accounts::<T>::get(&account).ok_or(Error::<T>::UnknownAccount)?;
		let id = membership.member;
		// An account may always take itself away.
		if *who != account {
			ensure!(Self::represented(who)? == id, Error::<T>::UnknownAccount);
		}
		Members::<T>::try_mutate(id, |member| {
			let member = member.as_mut().ok_or(Error::<T>::UnknownMember)?;
			ensure!(
				member.representative != account,
				Error::<T>::RepresentativeStays
			);
			ensure!(!Self::has_seat(&account), Error::<T>::AccountHasSeat);
			member.accounts = member.accounts.saturating_sub(1);
			AccountsOf::<T>::remove(id, &account);
			Accounts::<T>::remove(&account);
			Self::deposit_event(Event::AccountRemoved {
				member: id,
				account,
			});
			Ok(())
		})
	}

	/// End all seats of a member.
	fn end_seats_of(id: MemberId, taken: u32) -> DispatchResult {
		if taken == 0 {
			return Ok(());
		}
		Seats::<T>::try_mutate(|seats| {
			let left = (seats.len() as u32).saturating_sub(taken);
			ensure!(
				left >= T::MinValidators::get(),
				Error::<T>::TooFewValidators
			);
			seats.retain(|seat| {
				let stays = seat.member != id;
				if !stays {
					Self::note_former(seat);
					Self::deposit_event(Event::SeatEnded {
						member: id,
						validator: seat.validator.clone(),
						reason: SeatEnd::NoMember,
					});
				}
				stays
			});
			Members::<T>::mutate(id, |member| {
				if let Some(member) = member {
					member.seats_taken = 0;
				}
			});
			Ok(())
		})
	}
}
