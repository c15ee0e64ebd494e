// SPDX-License-Identifier: Apache-2.0

//! Opening, closing and removing streams, and reading them.

use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	sp_runtime::{traits::Saturating, SaturatedConversion},
	traits::{fungible::MutateHold, tokens::Precision, Contains, Get},
};
use samul_primitives::{traits::Devices, DeviceId, StreamId};

use crate::{
	pallet::{BalanceOf, Numbers, StreamOf, Streams},
	types::{Allowance, ChannelInfo, Stream, StreamInfo, StreamSpec},
	Config, Error, Event, HoldReason, Pallet,
};

/// Most streams that one page shows.
const PAGE: u32 = 100;

/// The devices that have streams.
pub struct HasStreams<T>(PhantomData<T>);

impl<T: Config> Contains<DeviceId> for HasStreams<T> {
	fn contains(device: &DeviceId) -> bool {
		Numbers::<T>::get(device).count > 0
	}
}

impl<T: Config> Pallet<T> {
	/// The deposit for a stream with so many channels.
	pub(crate) fn deposit_for(channels: usize) -> BalanceOf<T> {
		let channels: BalanceOf<T> = channels.saturated_into();
		T::StreamDeposit::get().saturating_add(T::ChannelDeposit::get().saturating_mul(channels))
	}

	fn ensure_owner(who: &T::AccountId, device: &DeviceId) -> DispatchResult {
		let owner = T::Devices::owner(device).ok_or(Error::<T>::UnknownDevice)?;
		ensure!(owner == *who, Error::<T>::NotOwner);
		Ok(())
	}

	pub(crate) fn do_open(who: T::AccountId, id: StreamId, spec: StreamSpec) -> DispatchResult {
		Self::ensure_owner(&who, &id.device)?;
		ensure!(spec.is_valid(), Error::<T>::BadSpec);
		let mut numbers = Numbers::<T>::get(id.device);
		ensure!(u32::from(id.index) == numbers.next, Error::<T>::WrongNumber);
		ensure!(
			numbers.count < T::MaxStreams::get(),
			Error::<T>::TooManyStreams
		);
		let deposit = Self::deposit_for(spec.channels.len());
		T::Currency::hold(&HoldReason::Stream.into(), &who, deposit)?;

		numbers.next = u32::from(id.index).saturating_add(1);
		numbers.count = numbers.count.saturating_add(1);
		Numbers::<T>::insert(id.device, numbers);
		Streams::<T>::insert(id, Self::fresh(who.clone(), deposit, spec.clone()));
		Self::deposit_event(Event::StreamOpened {
			stream: id,
			owner: who,
			spec,
		});
		Ok(())
	}

	/// A stream into which nothing came yet.
	pub(crate) fn fresh(
		depositor: T::AccountId,
		deposit: BalanceOf<T>,
		spec: StreamSpec,
	) -> StreamOf<T> {
		Stream {
			spec,
			open: true,
			depositor,
			deposit,
			head: Default::default(),
			monitors: Default::default(),
			next_monitor: 0,
			allowance: Allowance {
				left: T::FreeAtOpening::get().min(T::FreeBurst::get()),
				at: Self::now(),
			},
		}
	}

	pub(crate) fn do_close(who: &T::AccountId, id: StreamId) -> DispatchResult {
		Streams::<T>::try_mutate(id, |stream| {
			let stream = stream.as_mut().ok_or(Error::<T>::UnknownStream)?;
			Self::ensure_owner(who, &id.device)?;
			ensure!(stream.open, Error::<T>::AlreadyClosed);
			stream.open = false;
			let batches = stream.head.next_sequence;
			Self::deposit_event(Event::StreamClosed {
				stream: id,
				batches,
			});
			Ok(())
		})
	}

	pub(crate) fn do_remove(who: &T::AccountId, id: StreamId) -> DispatchResult {
		let stream = Streams::<T>::get(id).ok_or(Error::<T>::UnknownStream)?;
		Self::ensure_owner(who, &id.device)?;
		ensure!(!stream.open, Error::<T>::StillOpen);
		ensure!(stream.monitors.is_empty(), Error::<T>::StillMonitored);
		T::Currency::release(
			&HoldReason::Stream.into(),
			&stream.depositor,
			stream.deposit,
			Precision::BestEffort,
		)?;
		Streams::<T>::remove(id);
		Numbers::<T>::mutate(id.device, |numbers| {
			numbers.count = numbers.count.saturating_sub(1);
		});
		Self::deposit_event(Event::StreamRemoved {
			stream: id,
			depositor: stream.depositor,
		});
		Ok(())
	}

	pub(crate) fn info(id: StreamId) -> Option<StreamInfo<T::AccountId>> {
		let stream = Streams::<T>::get(id)?;
		let head = stream.head;
		let channels = stream
			.spec
			.channels
			.into_iter()
			.enumerate()
			.map(|(number, channel)| {
				let stats = head.stats.get(number).copied();
				ChannelInfo {
					channel,
					stats,
					mean: stats.map(|stats| stats.mean(head.observed)),
				}
			})
			.collect();
		Some(StreamInfo {
			id,
			owner: T::Devices::owner(&id.device),
			open: stream.open,
			interval: stream.spec.interval,
			longest_gap: stream.spec.longest_gap,
			next_sequence: head.next_sequence,
			readings: head.readings,
			last_time: head.last_time,
			observed: head.observed,
			unobserved: head.unobserved,
			channels,
			peaks: head.peaks.into_inner(),
			monitors: stream.monitors.iter().map(|attached| attached.id).collect(),
		})
	}

	pub(crate) fn ids_of(device: DeviceId, after: Option<u16>, limit: u32) -> Vec<StreamId> {
		let first = after.map_or(0, |after| u32::from(after).saturating_add(1));
		// Numbers are given one by one.
		(first..Numbers::<T>::get(device).next)
			.filter_map(|index| u16::try_from(index).ok())
			.map(|index| StreamId { device, index })
			.filter(|id| Streams::<T>::contains_key(id))
			.take(limit.min(PAGE) as usize)
			.collect()
	}

	/// What always holds.
	#[cfg(any(feature = "try-runtime", test))]
	pub(crate) fn do_try_state() -> Result<(), frame_support::sp_runtime::TryRuntimeError> {
		use alloc::collections::BTreeMap;
		use codec::Encode;
		use frame_support::traits::fungible::InspectHold;

		let mut held = BTreeMap::<Vec<u8>, (T::AccountId, BalanceOf<T>)>::new();
		let mut counts = BTreeMap::<DeviceId, u32>::new();
		for (id, stream) in Streams::<T>::iter() {
			let head = &stream.head;
			ensure!(
				stream.spec.is_valid(),
				"a stream's description is out of bounds"
			);
			ensure!(
				head.next_sequence.count_ones() as usize == head.peaks.len(),
				"the peaks are not those of the number of batches"
			);
			let channels = if head.next_sequence == 0 {
				0
			} else {
				stream.spec.channels.len()
			};
			ensure!(
				head.stats.len() == channels,
				"a channel lacks its statistics"
			);
			ensure!(
				head.last_time.is_some() == (head.next_sequence > 0),
				"readings without time"
			);
			ensure!(
				head.readings >= head.next_sequence,
				"a batch without a reading"
			);
			ensure!(
				stream.allowance.left <= T::FreeBurst::get(),
				"a device may send too much"
			);
			for (number, attached) in stream.monitors.iter().enumerate() {
				let monitor = &attached.monitor;
				ensure!(
					attached.id < stream.next_monitor,
					"a monitor's number is to come"
				);
				ensure!(
					stream
						.monitors
						.iter()
						.skip(number + 1)
						.all(|other| other.id != attached.id),
					"two monitors have one number"
				);
				ensure!(
					monitor.observed.saturating_add(monitor.unobserved)
						== monitor.covered_to.saturating_sub(monitor.from),
					"a monitor's time does not add up"
				);
				ensure!(
					monitor.outside <= monitor.observed,
					"outside more than observed"
				);
				ensure!(
					monitor.longest <= monitor.outside,
					"an excursion longer than all"
				);
			}
			let numbers = Numbers::<T>::get(id.device);
			ensure!(
				u32::from(id.index) < numbers.next,
				"a stream's number is to come"
			);
			*counts.entry(id.device).or_default() += 1;
			let sum = held
				.entry(stream.depositor.encode())
				.or_insert((stream.depositor, Default::default()));
			sum.1 += stream.deposit;
		}
		for (device, numbers) in Numbers::<T>::iter() {
			let count = counts.get(&device).copied().unwrap_or(0);
			ensure!(numbers.count == count, "a device's streams are miscounted");
		}
		for (depositor, sum) in held.into_values() {
			let on_hold = T::Currency::balance_on_hold(&HoldReason::Stream.into(), &depositor);
			ensure!(on_hold == sum, "the deposits are not what is on hold");
		}
		Ok(())
	}
}
