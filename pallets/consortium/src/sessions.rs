// SPDX-License-Identifier: Apache-2.0

//! When a session ends, who makes blocks in the next ones, and who made none.

use alloc::vec::Vec;
use frame_support::{
	pallet_prelude::{Get, Weight},
	sp_runtime::{
		traits::{Hash, One, Saturating, Zero},
		DigestItem, Permill, SaturatedConversion,
	},
	traits::EstimateNextSessionRotation,
};
use frame_system::pallet_prelude::BlockNumberFor;
use samul_primitives::header::CHAIN_ENGINE;
use sp_staking::SessionIndex;

use crate::{
	types::SeatEnd, Authors, Config, Pallet, Planned, Seats, SessionLength, SessionStart,
	WeightInfo,
};

impl<T: Config> pallet_session::ShouldEndSession<BlockNumberFor<T>> for Pallet<T> {
	fn should_end_session(now: BlockNumberFor<T>) -> bool {
		(now % SessionLength::<T>::get().max(One::one())).is_zero()
	}
}

impl<T: Config> EstimateNextSessionRotation<BlockNumberFor<T>> for Pallet<T> {
	fn average_session_length() -> BlockNumberFor<T> {
		SessionLength::<T>::get()
	}

	fn estimate_current_session_progress(now: BlockNumberFor<T>) -> (Option<Permill>, Weight) {
		let length = SessionLength::<T>::get().max(One::one());
		let passed = now % length;
		(
			Some(Permill::from_rational(
				passed.saturating_add(One::one()),
				length,
			)),
			T::DbWeight::get().reads(1),
		)
	}

	fn estimate_next_session_rotation(
		now: BlockNumberFor<T>,
	) -> (Option<BlockNumberFor<T>>, Weight) {
		let length = SessionLength::<T>::get().max(One::one());
		let passed = now % length;
		(
			Some(now.saturating_add(length.saturating_sub(passed))),
			T::DbWeight::get().reads(1),
		)
	}
}

impl<T: Config> Pallet<T> {
	/// Say in the block's header which chain it is of ([`samul_primitives::header`]): what validators
	/// sign does not. The genesis hash is known from block 1 on, and stays.
	pub(crate) fn name_chain() {
		let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		frame_system::Pallet::<T>::deposit_log(DigestItem::Consensus(
			CHAIN_ENGINE,
			genesis.as_ref().to_vec(),
		));
	}

	/// Note who made no block in the session that ends, and end the seats of those that made none for
	/// too long. Forget former seats of which nothing can be proved any more.
	pub(crate) fn end_of_session(index: SessionIndex) {
		Self::prune_former(index);
		let active = pallet_session::Validators::<T>::get();
		// Not `SessionLength`: the council may have changed it in between.
		let now = frame_system::Pallet::<T>::block_number();
		let length: u64 = now
			.saturating_sub(SessionStart::<T>::get())
			.saturated_into();
		// Each has had a turn, even if some of the others made no block, either.
		let all_had_turns = length >= 2 * active.len() as u64;
		let mut lost = Vec::new();
		Seats::<T>::mutate(|seats| {
			for seat in seats.iter_mut() {
				if Authors::<T>::contains_key(&seat.validator) {
					seat.silent = 0;
				} else if all_had_turns && active.contains(&seat.validator) {
					seat.silent = seat.silent.saturating_add(1);
				}
				if seat.guilty {
					lost.push((seat.clone(), SeatEnd::Offence));
				} else if seat.silent >= T::MaxSilentSessions::get() {
					lost.push((seat.clone(), SeatEnd::Silent));
				}
			}
		});
		for (seat, reason) in lost {
			Self::try_end_seat(&seat, reason);
		}
		// As many as there can be authors.
		let most = <T as Config>::MaxValidators::get();
		let _ = Authors::<T>::clear(most, None);
	}

	/// Note that somebody made a block.
	pub(crate) fn first_or_further_block(author: T::AccountId) {
		if !Authors::<T>::contains_key(&author) {
			Authors::<T>::insert(author, ());
		}
	}

	fn seated() -> Vec<T::AccountId> {
		Seats::<T>::get()
			.into_iter()
			.map(|seat| seat.validator)
			.collect()
	}

	/// The validators, if they or their keys are others than were told last. With new keys they count as
	/// others: the proofs of who had which key are made for them only then.
	pub(crate) fn plan() -> Option<Vec<T::AccountId>> {
		let validators = Self::seated();
		let keys: Vec<_> = validators
			.iter()
			.map(pallet_session::NextKeys::<T>::get)
			.collect();
		let plan = T::Hashing::hash_of(&(&validators, keys));
		if validators.is_empty() || Planned::<T>::get() == Some(plan) {
			return None;
		}
		Planned::<T>::put(plan);
		Some(validators)
	}
}

impl<T: Config> pallet_session::SessionManager<T::AccountId> for Pallet<T> {
	fn new_session_genesis(_: SessionIndex) -> Option<Vec<T::AccountId>> {
		// Both sessions of the genesis have the same validators.
		let _ = Self::plan();
		Some(Self::seated())
	}

	fn new_session(_: SessionIndex) -> Option<Vec<T::AccountId>> {
		Self::plan()
	}

	fn end_session(index: SessionIndex) {
		frame_system::Pallet::<T>::register_extra_weight_unchecked(
			<T as Config>::WeightInfo::end_of_session(),
			frame_support::dispatch::DispatchClass::Mandatory,
		);
		Self::end_of_session(index);
		// Of what is older nothing can be proved any more.
		if let Some(oldest) = index.checked_sub(T::ReportableSessions::get()) {
			pallet_session::historical::Pallet::<T>::prune_up_to(oldest);
		}
	}

	fn start_session(_: SessionIndex) {
		SessionStart::<T>::put(frame_system::Pallet::<T>::block_number());
	}
}

impl<T: Config> pallet_session::historical::SessionManager<T::AccountId, ()> for Pallet<T> {
	fn new_session_genesis(index: SessionIndex) -> Option<Vec<(T::AccountId, ())>> {
		let all = <Self as pallet_session::SessionManager<_>>::new_session_genesis(index)?;
		Some(all.into_iter().map(|validator| (validator, ())).collect())
	}

	fn new_session(index: SessionIndex) -> Option<Vec<(T::AccountId, ())>> {
		let all = <Self as pallet_session::SessionManager<_>>::new_session(index)?;
		Some(all.into_iter().map(|validator| (validator, ())).collect())
	}

	fn end_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::end_session(index);
	}

	fn start_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::start_session(index);
	}
}

impl<T: Config> pallet_authorship::EventHandler<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
	fn note_author(author: T::AccountId) {
		frame_system::Pallet::<T>::register_extra_weight_unchecked(
			<T as Config>::WeightInfo::note_author(),
			frame_support::dispatch::DispatchClass::Mandatory,
		);
		Self::first_or_further_block(author);
	}
}
