// SPDX-License-Identifier: Apache-2.0

//! A share of the council's motions for each member: whoever fills the council with motions takes
//! nobody's place but its own.

use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
};

use crate::{types::Motion, Config, Error, Members, Motions, Pallet};

/// The motions that are open in the council.
pub trait OpenMotions<Hash> {
	/// Their hashes, the newest last.
	fn hashes() -> Vec<Hash>;

	/// Have these open.
	#[cfg(feature = "runtime-benchmarks")]
	fn open_for_benchmark(hashes: Vec<Hash>);
}

impl<T: Config> Pallet<T> {
	/// Most motions of one member that are open at once. While members come the shares of those before
	/// get smaller; what they have open already stays.
	fn share_of_motions() -> u32 {
		let members = Members::<T>::count().max(1);
		(T::MaxMotions::get() / members).max(1)
	}

	/// Note that a representative made the newest of the open motions. The member counts, not its
	/// account: with another representative it has no other share.
	///
	/// Errors: [`Error::NotRepresentative`], [`Error::TooManyMotions`].
	pub fn note_motion(by: &T::AccountId) -> DispatchResult {
		let member = Self::represented(by)?;
		let open = T::OpenMotions::hashes();
		let Some((newest, others)) = open.split_last() else {
			return Ok(());
		};
		Motions::<T>::try_mutate(|motions| {
			motions.retain(|motion| others.contains(&motion.hash));
			let own = motions
				.iter()
				.filter(|motion| motion.member == member)
				.count();
			ensure!(
				(own as u32) < Self::share_of_motions(),
				Error::<T>::TooManyMotions
			);
			let motion = Motion {
				hash: *newest,
				member,
			};
			motions
				.try_push(motion)
				.map_err(|_| Error::<T>::TooManyMotions)?;
			Ok(())
		})
	}
}
