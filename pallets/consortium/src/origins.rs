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
		let (account, _) = Accounts::<T>::iter().next().ok_or(())?;
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
		let account =
			Accounts::<T>::iter_keys().find(|who| Pallet::<T>::acts_as(who, role).is_some());
		Ok(RawOrigin::Signed(account.ok_or(())?).into())
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
		let (_, member) = Members::<T>::iter().next().ok_or(())?;
		Ok(RawOrigin::Signed(member.representative).into())
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
