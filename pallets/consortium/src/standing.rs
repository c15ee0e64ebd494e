// SPDX-License-Identifier: Apache-2.0

//! Whom other pallets take for what: for which member an account acts, and in which roles.

use samul_primitives::traits::Standing;

use crate::{
	types::{MemberId, Role},
	Accounts, Config, Members, Pallet,
};

impl<T: Config> Standing<T::AccountId, Role> for Pallet<T> {
	fn member_of(account: &T::AccountId) -> Option<MemberId> {
		Accounts::<T>::get(account).map(|membership| membership.member)
	}

	fn has_role(account: &T::AccountId, role: &Role) -> bool {
		Self::acts_as(account, *role).is_some()
	}

	fn member_has_role(member: MemberId, role: &Role) -> bool {
		Members::<T>::get(member).is_some_and(|member| member.roles.contains(role))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn roles_for_benchmark() -> alloc::vec::Vec<Role> {
		crate::benchmarking::ALL.to_vec()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn admit_for_benchmark(accounts: &[T::AccountId]) -> MemberId {
		crate::benchmarking::admit_for_last_role::<T>(accounts)
	}
}
