// SPDX-License-Identifier: Apache-2.0

//! Origins that other pallets can ask for: an account of a member, or one with a role.

use core::marker::PhantomData;
use frame_support::traits::{EnsureOrigin, Get};
use frame_system::RawOrigin;

use crate::{
	pallet::{Accounts, Members},
	types::{MemberId, Role},
	Config, Pallet,
};

/// A member with all roles and the longest name, where there is none that is wanted: its representative.
#[cfg(feature = "runtime-benchmarks")]
fn some_member<T: Config>() -> Result<T::AccountId, ()> {
	use crate::types::{roles, Contact, Name, Role::*, MAX_CONTACT, MAX_NAME};
	let all = [
		Validator,
		Gateway,
		Manufacturer,
		Carrier,
		GridOperator,
		Regulator,
		Auditor,
		Arbiter,
	];
	let who: T::AccountId = frame_benchmarking::account("member of all roles", 0, 0);
	let name = Name::truncate_from(alloc::vec![b'x'; MAX_NAME as usize]);
	let contact = Contact::truncate_from(alloc::vec![b'x'; MAX_CONTACT as usize]);
	Pallet::<T>::do_admit(name, contact, who.clone(), roles(all), 0).map_err(|_| ())?;
	Ok(who)
}

/// Any account of any member. Gives the account and the member.
pub struct EnsureMember<T>(PhantomData<T>);

impl<T: Config> EnsureOrigin<T::RuntimeOrigin> for EnsureMember<T> {
	type Success = (T::AccountId, MemberId);

	fn try_origin(origin: T::RuntimeOrigin) -> Result<Self::Success, T::RuntimeOrigin> {
		match origin.clone().into() {
			Ok(RawOrigin::Signed(who)) => match Accounts::<T>::get(&who) {
				Some(membership) => Ok((who, membership.member)),
				None => Err(origin),
			},
			_ => Err(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<T::RuntimeOrigin, ()> {
		let account = match Accounts::<T>::iter_keys().next() {
			Some(account) => account,
			None => some_member::<T>()?,
		};
		Ok(RawOrigin::Signed(account).into())
	}
}

/// An account that acts for a member in the role `R`. Gives the account and the member.
pub struct EnsureRole<T, R>(PhantomData<(T, R)>);

impl<T: Config, R: Get<Role>> EnsureOrigin<T::RuntimeOrigin> for EnsureRole<T, R> {
	type Success = (T::AccountId, MemberId);

	fn try_origin(origin: T::RuntimeOrigin) -> Result<Self::Success, T::RuntimeOrigin> {
		match origin.clone().into() {
			Ok(RawOrigin::Signed(who)) => match Pallet::<T>::acts_as(&who, R::get()) {
				Some(member) => Ok((who, member)),
				None => Err(origin),
			},
			_ => Err(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<T::RuntimeOrigin, ()> {
		let role = R::get();
		let account = match Accounts::<T>::iter_keys()
			.find(|who| Pallet::<T>::acts_as(who, role).is_some())
		{
			Some(account) => account,
			None => some_member::<T>()?,
		};
		Ok(RawOrigin::Signed(account).into())
	}
}

/// The representative of a member: it speaks for the member as a whole. Gives the account and the
/// member.
pub struct EnsureRepresentative<T>(PhantomData<T>);

impl<T: Config> EnsureOrigin<T::RuntimeOrigin> for EnsureRepresentative<T> {
	type Success = (T::AccountId, MemberId);

	fn try_origin(origin: T::RuntimeOrigin) -> Result<Self::Success, T::RuntimeOrigin> {
		match origin.clone().into() {
			Ok(RawOrigin::Signed(who)) => match Pallet::<T>::represented(&who) {
				Ok(member) => Ok((who, member)),
				Err(_) => Err(origin),
			},
			_ => Err(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<T::RuntimeOrigin, ()> {
		let account = match Members::<T>::iter_values().next() {
			Some(member) => member.representative,
			None => some_member::<T>()?,
		};
		Ok(RawOrigin::Signed(account).into())
	}
}

impl<T: Config> Pallet<T> {
	/// For which member an account acts in a role: both have it.
	pub fn acts_as(who: &T::AccountId, role: Role) -> Option<MemberId> {
		let membership = Accounts::<T>::get(who)?;
		let member = Members::<T>::get(membership.member)?;
		(membership.roles.contains(&role) && member.roles.contains(&role))
			.then_some(membership.member)
	}
}
