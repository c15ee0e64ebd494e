// SPDX-License-Identifier: Apache-2.0

//! What contracts do with streams: attach monitors, end their window, read and detach them.

use samul_primitives::{
	kinetic::Scale,
	observe::{Condition, Monitor},
	traits::{Devices, MonitorError, MonitorId, Streams as StreamsT},
	units::Channel,
	Moment, StreamId,
};

use crate::{
	pallet::{StreamOf, Streams},
	types::{Attached, MonitorInfo},
	Config, Event, Pallet,
};

/// A monitor as of `at`.
fn extended<T: Config>(stream: &StreamOf<T>, mut monitor: Monitor, at: Moment) -> Monitor {
	let number = usize::from(monitor.condition.channel);
	let last = stream
		.head
		.last_time
		.zip(stream.head.stats.get(number).map(|stats| stats.last));
	let scale = stream.spec.channels.get(number).and_then(Scale::of);
	monitor.advance(last, at, stream.spec.longest_gap, |value| {
		scale.map_or(0, |scale| scale.factor(value))
	});
	monitor
}

fn find<T: Config>(stream: &StreamOf<T>, id: MonitorId) -> Option<usize> {
	stream
		.monitors
		.iter()
		.position(|attached| attached.id == id)
}

impl<T: Config> Pallet<T> {
	fn check_condition(stream: &StreamOf<T>, condition: &Condition) -> Result<(), MonitorError> {
		let channel = stream
			.spec
			.channels
			.get(usize::from(condition.channel))
			.ok_or(MonitorError::BadCondition)?;
		if condition.fits(channel) {
			Ok(())
		} else {
			Err(MonitorError::BadCondition)
		}
	}

	fn mutate_monitor<R>(
		id: &StreamId,
		monitor: MonitorId,
		change: impl FnOnce(&mut Monitor) -> R,
	) -> Result<R, MonitorError> {
		Streams::<T>::try_mutate(id, |stream| {
			let stream = stream.as_mut().ok_or(MonitorError::UnknownStream)?;
			let attached = stream
				.monitors
				.iter_mut()
				.find(|attached| attached.id == monitor)
				.ok_or(MonitorError::UnknownMonitor)?;
			Ok(change(&mut attached.monitor))
		})
	}

	pub(crate) fn monitor_info(
		stream: StreamId,
		id: MonitorId,
		at: Option<Moment>,
	) -> Option<MonitorInfo> {
		let stream = Streams::<T>::get(stream)?;
		let mut monitor = stream.monitors.get(find::<T>(&stream, id)?)?.monitor;
		if let Some(at) = at {
			monitor = extended::<T>(&stream, monitor, at);
		}
		Some(MonitorInfo {
			monitor,
			mean_kinetic_temperature: monitor.mean_kinetic_temperature(),
		})
	}
}

impl<T: Config> StreamsT<T::AccountId> for Pallet<T> {
	fn owner(stream: &StreamId) -> Option<T::AccountId> {
		if !Streams::<T>::contains_key(stream) {
			return None;
		}
		T::Devices::owner(&stream.device)
	}

	fn channel(stream: &StreamId, channel: u8) -> Option<Channel> {
		Streams::<T>::get(stream)?
			.spec
			.channels
			.get(usize::from(channel))
			.cloned()
	}

	fn last_time(stream: &StreamId) -> Option<Moment> {
		Streams::<T>::get(stream)?.head.last_time
	}

	fn attach(
		id: &StreamId,
		condition: Condition,
		from: Moment,
	) -> Result<MonitorId, MonitorError> {
		Streams::<T>::try_mutate(id, |stream| {
			let stream = stream.as_mut().ok_or(MonitorError::UnknownStream)?;
			if !stream.open {
				return Err(MonitorError::StreamClosed);
			}
			Self::check_condition(stream, &condition)?;
			let from = stream.head.last_time.map_or(from, |last| last.max(from));
			let number = stream.next_monitor;
			stream.next_monitor = number.checked_add(1).ok_or(MonitorError::TooManyMonitors)?;
			stream
				.monitors
				.try_push(Attached {
					id: number,
					monitor: Monitor::new(condition, from),
				})
				.map_err(|_| MonitorError::TooManyMonitors)?;
			Self::deposit_event(Event::MonitorAttached {
				stream: *id,
				monitor: number,
				from,
			});
			Ok(number)
		})
	}

	fn is_open(stream: &StreamId) -> bool {
		Streams::<T>::get(stream).is_some_and(|stream| stream.open)
	}

	fn begin(id: &StreamId, monitor: MonitorId, from: Moment) -> Result<Moment, MonitorError> {
		Self::mutate_monitor(id, monitor, |monitor| {
			let from = from.max(monitor.covered_to);
			// A window that is over by then is empty.
			let until = monitor.until.map(|until| until.max(from));
			*monitor = Monitor {
				until,
				..Monitor::new(monitor.condition, from)
			};
			from
		})
	}

	fn end(id: &StreamId, monitor: MonitorId, until: Moment) -> Result<Moment, MonitorError> {
		Self::mutate_monitor(id, monitor, |monitor| {
			let until = until.max(monitor.covered_to);
			monitor.until = Some(until);
			until
		})
	}

	fn read(id: &StreamId, monitor: MonitorId, at: Moment) -> Result<Monitor, MonitorError> {
		let stream = Streams::<T>::get(id).ok_or(MonitorError::UnknownStream)?;
		let found = find::<T>(&stream, monitor)
			.and_then(|position| stream.monitors.get(position))
			.ok_or(MonitorError::UnknownMonitor)?;
		Ok(extended::<T>(&stream, found.monitor, at))
	}

	fn detach(id: &StreamId, monitor: MonitorId, at: Moment) -> Result<Monitor, MonitorError> {
		Streams::<T>::try_mutate(id, |stream| {
			let stream = stream.as_mut().ok_or(MonitorError::UnknownStream)?;
			let position = find::<T>(stream, monitor).ok_or(MonitorError::UnknownMonitor)?;
			let attached = stream.monitors.remove(position);
			let last = extended::<T>(stream, attached.monitor, at);
			Self::deposit_event(Event::MonitorDetached {
				stream: *id,
				monitor,
				last,
			});
			Ok(last)
		})
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn open_for_benchmark(owner: &T::AccountId, seed: u32) -> StreamId {
		crate::benchmarking::open_climate::<T>(owner, seed)
	}
}
