// SPDX-License-Identifier: Apache-2.0

//! Calls that nobody can make for a while: the council found something wrong with them.

use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
	sp_runtime::traits::Saturating,
	traits::{GetCallMetadata, TransactionPause},
};
use frame_system::pallet_prelude::BlockNumberFor;

use crate::{
	types::{CallName, Pause},
	Config, Error, Event, Pallet, Paused,
};

impl<T: Config> Pallet<T> {
	/// Whether the runtime has this call.
	fn exists(pallet: &CallName, call: &CallName) -> bool {
		type Calls<T> = <T as Config>::RuntimeCall;
		let pallets = Calls::<T>::get_module_names();
		let found = pallets.iter().find(|name| name.as_bytes() == &pallet[..]);
		found.is_some_and(|pallet| {
			let calls = Calls::<T>::get_call_names(pallet);
			calls.iter().any(|name| name.as_bytes() == &call[..])
		})
	}

	pub(crate) fn do_pause(
		pallet: CallName,
		call: CallName,
		blocks: BlockNumberFor<T>,
	) -> DispatchResult {
		ensure!(
			blocks > 0u32.into() && blocks <= T::MaxPause::get(),
			Error::<T>::BadPause
		);
		ensure!(Self::exists(&pallet, &call), Error::<T>::UnknownCall);
		let now = frame_system::Pallet::<T>::block_number();
		let mut until = now.saturating_add(blocks);
		Paused::<T>::try_mutate(|all| {
			match all
				.iter_mut()
				.find(|pause| pause.pallet == pallet && pause.call == call)
			{
				Some(known) => {
					// Not less than was said before: to end a pause is for `resume_call`.
					until = until.max(known.until);
					known.until = until;
				}
				None => {
					all.try_push(Pause {
						pallet: pallet.clone(),
						call: call.clone(),
						until,
					})
					.map_err(|_| Error::<T>::TooManyPauses)?;
					T::Pauses::pause((pallet.clone(), call.clone()))
						.map_err(|_| Error::<T>::CallStays)?;
				}
			}
			Self::deposit_event(Event::CallPaused {
				pallet,
				call,
				until,
			});
			Ok(())
		})
	}

	pub(crate) fn do_resume(pallet: &CallName, call: &CallName) -> DispatchResult {
		Paused::<T>::try_mutate(|all| {
			let place = all
				.iter()
				.position(|pause| pause.pallet == *pallet && pause.call == *call)
				.ok_or(Error::<T>::NotPaused)?;
			Self::resume(all.remove(place));
			Ok(())
		})
	}

	fn resume(pause: Pause<BlockNumberFor<T>>) {
		// It was paused by us, and by nobody else.
		let _ = T::Pauses::unpause((pause.pallet.clone(), pause.call.clone()));
		Self::deposit_event(Event::CallResumed {
			pallet: pause.pallet,
			call: pause.call,
		});
	}

	/// Resume what was paused until this block; says how much that was.
	pub(crate) fn resume_due(now: BlockNumberFor<T>) -> u32 {
		let all = Paused::<T>::get();
		if all.iter().all(|pause| pause.until > now) {
			return 0;
		}
		let before = all.len();
		let (due, left): (alloc::vec::Vec<_>, alloc::vec::Vec<_>) =
			all.into_iter().partition(|pause| pause.until <= now);
		Paused::<T>::put(frame_support::BoundedVec::truncate_from(left));
		due.into_iter().for_each(Self::resume);
		before as u32
	}
}
