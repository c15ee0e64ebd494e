// SPDX-License-Identifier: Apache-2.0

//! How a batch comes in: checked, folded into its stream's head and monitors, put on the Merkle
//! mountain range, and its place written to the off-chain index.

use alloc::vec::Vec;
use codec::Encode;
use frame_support::{
	dispatch::PostDispatchInfo,
	pallet_prelude::{DispatchResultWithPostInfo, Get, Pays},
	sp_runtime::SaturatedConversion,
	traits::UnixTime,
	weights::Weight,
	BoundedVec,
};
use frame_system::pallet_prelude::BlockNumberFor;
use samul_primitives::{
	batch::{BatchView, Header, SignedBatch, Values},
	envelope, keys,
	kinetic::Scale,
	locate::{self, Place},
	mmr,
	observe::{self, ChannelStats},
	Moment, PublicKey,
};

use crate::{
	cost,
	loaded::Loaded,
	pallet::{StreamOf, Streams},
	signatures::Seen,
	Config, Error, Event, IngestError, Pallet, WeightInfo,
};

/// What is the same for all batches of a call, read once.
pub(crate) struct Setting {
	/// The genesis hash, which binds what devices sign to this chain.
	pub(crate) genesis: [u8; 32],
	/// The latest time that a reading may have.
	pub(crate) latest: Moment,
	/// Number of the block, and of the extrinsic in it; none if the call is only tried.
	place: Option<(u32, u32)>,
}

/// What came in with a batch.
struct Ingested {
	end: Moment,
	leaf: mmr::Hash,
}

impl Setting {
	/// Note where a batch can be found again: in this extrinsic of this block.
	fn index(&self, header: &Header, length: usize, end: Moment, leaf: &mmr::Hash) {
		let Some((block, extrinsic)) = self.place else {
			return;
		};
		let place = Place {
			block,
			extrinsic,
			length: length as u32,
			start: header.start,
			end,
		};
		place.using_encoded(|place| sp_io::offchain_index::set(&locate::leaf_key(leaf), place));
	}
}

impl<T: Config> Pallet<T> {
	/// The time in Unix milliseconds.
	pub(crate) fn now() -> Moment {
		u64::try_from(T::Time::now().as_millis()).unwrap_or(u64::MAX)
	}

	/// What is the same for all batches now.
	pub(crate) fn setting() -> Setting {
		Setting {
			genesis: frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::default()).into(),
			latest: Self::now().saturating_add(T::MaxSkew::get()),
			place: frame_system::Pallet::<T>::extrinsic_index().map(|extrinsic| {
				let block = frame_system::Pallet::<T>::block_number();
				(block.saturated_into(), extrinsic)
			}),
		}
	}

	/// Take in one batch of a call, or say why not. Gives what it cost.
	pub(crate) fn take_in(
		setting: &Setting,
		loaded: &mut Loaded<T>,
		position: u32,
		seen: Seen<'_>,
		batch: &SignedBatch,
	) -> Weight {
		let view = match seen.view {
			Ok(view) => view,
			Err(error) => {
				Self::deposit_event(Event::BatchRefused {
					position,
					stream: None,
					sequence: None,
					reason: error.into(),
				});
				return T::WeightInfo::ingest(0);
			}
		};
		let header = view.header;
		let mut weight = cost::ingest::<T>(&header);
		let fresh = !loaded.has(&header.stream);
		let result = (|| {
			let stream = loaded.load(&header.stream);
			if fresh {
				let channels = stream.map_or(1, |stream| stream.spec.channels.len());
				weight.saturating_accrue(T::WeightInfo::load(channels as u32));
			}
			let stream = stream.ok_or(IngestError::UnknownStream)?;
			let monitors = stream.monitors.len() as u32;
			Self::check_header(&header, stream)?;
			let key = seen.key?;
			Self::check_sequence(&header, stream)?;
			match seen.signed {
				Some(true) => {}
				Some(false) => return Err(IngestError::BadSignature),
				None => {
					// Of another scheme than the key, it is refused without a computation.
					if key.scheme() == batch.signature.scheme() {
						weight.saturating_accrue(cost::signature::<T>(batch));
					}
					Self::check_signature(setting, &key, batch)?;
				}
			}
			weight.saturating_accrue(cost::fold::<T>(&header, monitors));
			let stream = loaded.change().ok_or(IngestError::UnknownStream)?;
			Self::fold(setting, &view, &batch.payload, stream)
		})();
		match result {
			Ok(ingested) => Self::announce(&header, ingested),
			Err(reason) => Self::deposit_event(Event::BatchRefused {
				position,
				stream: Some(header.stream),
				sequence: Some(header.sequence),
				reason,
			}),
		}
		weight
	}

	/// Take in a batch that `authorize_batch` has let through.
	pub(crate) fn take_in_authorized(batch: &SignedBatch) -> DispatchResultWithPostInfo {
		let setting = Self::setting();
		let view = BatchView::new(&batch.payload).map_err(|_| Error::<T>::Refused)?;
		let header = view.header;
		let mut stream = Streams::<T>::get(header.stream).ok_or(Error::<T>::UnknownStream)?;
		Self::check_sequence(&header, &stream).map_err(|_| Error::<T>::Refused)?;
		stream.allowance = Self::allowance(&stream);
		stream.allowance.left = stream
			.allowance
			.left
			.checked_sub(header.count)
			.ok_or(Error::<T>::Refused)?;
		// Values are not looked at before the batch is in a block: a device that signs what is
		// implausible spends its allowance on it, and hears why.
		match Self::fold(&setting, &view, &batch.payload, &mut stream) {
			Ok(ingested) => Self::announce(&header, ingested),
			Err(reason) => Self::deposit_event(Event::BatchRefused {
				position: 0,
				stream: Some(header.stream),
				sequence: Some(header.sequence),
				reason,
			}),
		}
		let weight = T::WeightInfo::submit()
			.saturating_add(T::WeightInfo::load(stream.spec.channels.len() as u32))
			.saturating_add(cost::ingest::<T>(&header))
			.saturating_add(cost::fold::<T>(&header, stream.monitors.len() as u32));
		Streams::<T>::insert(header.stream, stream);
		Ok(PostDispatchInfo {
			actual_weight: Some(weight),
			pays_fee: Pays::Yes,
		})
	}

	/// What can be said of a batch from its header, but for its number and its device.
	pub(crate) fn check_header(header: &Header, stream: &StreamOf<T>) -> Result<(), IngestError> {
		if !stream.open {
			return Err(IngestError::StreamClosed);
		}
		if usize::from(header.channels) != stream.spec.channels.len() {
			return Err(IngestError::WrongChannels);
		}
		Ok(())
	}

	/// Whether the batch is the next one.
	pub(crate) fn check_sequence(header: &Header, stream: &StreamOf<T>) -> Result<(), IngestError> {
		use core::cmp::Ordering;
		match header.sequence.cmp(&stream.head.next_sequence) {
			Ordering::Less => Err(IngestError::Replay),
			Ordering::Greater => Err(IngestError::SequenceGap),
			Ordering::Equal => Ok(()),
		}
	}

	/// Whether the device's key signed the batch for this chain.
	pub(crate) fn check_signature(
		setting: &Setting,
		key: &PublicKey,
		batch: &SignedBatch,
	) -> Result<(), IngestError> {
		let message = envelope::batch_message(&setting.genesis, &batch.payload);
		if keys::verify(key, &message, &batch.signature) {
			Ok(())
		} else {
			Err(IngestError::BadSignature)
		}
	}

	/// Fold a batch into a stream, in one pass. On an error the stream is as before.
	fn fold(
		setting: &Setting,
		view: &BatchView<'_>,
		payload: &[u8],
		stream: &mut StreamOf<T>,
	) -> Result<Ingested, IngestError> {
		let channels = stream.spec.channels.len();
		let longest_gap = stream.spec.longest_gap;
		let scales: Vec<Option<Scale>> = stream.spec.channels.iter().map(Scale::of).collect();
		let (mut head, mut monitors) = (stream.head.clone(), stream.monitors.clone());
		let mut last: Option<(Moment, Values)> = head.last_time.map(|time| {
			let mut values = Values::default();
			for (value, stats) in values.iter_mut().zip(&head.stats) {
				*value = stats.last;
			}
			(time, values)
		});

		for reading in view.readings() {
			let (time, values) = reading?;
			if last.is_some_and(|(before, _)| time <= before) {
				return Err(IngestError::TimeBackwards);
			}
			if time > setting.latest {
				return Err(IngestError::TimeInFuture);
			}
			for (channel, value) in stream.spec.channels.iter().zip(&values) {
				if !channel.accepts(*value) {
					return Err(IngestError::ImplausibleValue);
				}
			}
			for attached in monitors.iter_mut() {
				let number = usize::from(attached.monitor.condition.channel);
				let before =
					last.map(|(at, values)| (at, values.get(number).copied().unwrap_or(0)));
				let scale = scales.get(number).copied().flatten();
				attached
					.monitor
					.advance(before, time, longest_gap, |value| {
						scale.map_or(0, |scale| scale.factor(value))
					});
			}
			match last {
				None => {
					let stats: Vec<_> = values
						.iter()
						.take(channels)
						.copied()
						.map(ChannelStats::first)
						.collect();
					head.stats = BoundedVec::truncate_from(stats);
				}
				Some((before, _)) => {
					let held = observe::held(before, time, longest_gap);
					head.observed = head.observed.saturating_add(held);
					head.unobserved = head.unobserved.saturating_add(time - before - held);
					for (stats, value) in head.stats.iter_mut().zip(&values) {
						stats.fold(*value, held);
					}
				}
			}
			last = Some((time, values));
		}

		let (end, _) = last.ok_or(IngestError::Malformed)?;
		head.last_time = Some(end);
		head.readings = head.readings.saturating_add(u64::from(view.header.count));
		let leaf = mmr::leaf_hash(payload);
		let mut peaks = head.peaks.into_inner();
		mmr::append(&mut peaks, head.next_sequence, leaf, |node, left, right| {
			let mut children = [0u8; 64];
			children[..32].copy_from_slice(left);
			children[32..].copy_from_slice(right);
			sp_io::offchain_index::set(&locate::node_key(node), &children);
		});
		// As many as the number of batches has bits set: never more than 64.
		head.peaks = BoundedVec::truncate_from(peaks);
		head.next_sequence = head.next_sequence.saturating_add(1);
		stream.head = head;
		stream.monitors = monitors;
		setting.index(&view.header, payload.len(), end, &leaf);
		Ok(Ingested { end, leaf })
	}

	fn announce(header: &Header, Ingested { end, leaf }: Ingested) {
		Self::deposit_event(Event::BatchIngested {
			stream: header.stream,
			sequence: header.sequence,
			start: header.start,
			end,
			readings: header.count,
			leaf,
		});
	}

	/// Fold a batch of which the signature is known to be right into a stream that is loaded: what the
	/// benchmark measures.
	#[cfg(feature = "runtime-benchmarks")]
	pub(crate) fn ingest_unsigned(
		setting: &Setting,
		loaded: &mut Loaded<T>,
		payload: &[u8],
	) -> Result<(), IngestError> {
		let view = BatchView::new(payload)?;
		let stream = loaded
			.load(&view.header.stream)
			.ok_or(IngestError::UnknownStream)?;
		Self::check_header(&view.header, stream)?;
		Self::check_sequence(&view.header, stream)?;
		let stream = loaded.change().ok_or(IngestError::UnknownStream)?;
		let ingested = Self::fold(setting, &view, payload, stream)?;
		Self::announce(&view.header, ingested);
		Ok(())
	}
}
