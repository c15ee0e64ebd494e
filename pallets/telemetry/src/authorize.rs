// SPDX-License-Identifier: Apache-2.0

//! Batches that come without an account: what the pool lets through.
//!
//! Cheap refusals come first, the signature last. A batch that is ahead of its turn by no more than
//! [`LOOK_AHEAD`] waits in the pool for those before it.

use codec::Encode;
use frame_support::{
	pallet_prelude::{
		InvalidTransaction, TransactionSource, TransactionValidityError, ValidTransaction,
	},
	traits::{Contains, Get},
	weights::Weight,
};
use samul_primitives::{
	batch::{BatchView, SignedBatch},
	traits::Devices,
	StreamId,
};

use crate::{
	pallet::{StreamOf, Streams},
	types::MIN_FREE_INTERVAL,
	Allowance, Call, Config, IngestError, Pallet,
};

/// How many batches of a stream may wait in the pool.
pub const LOOK_AHEAD: u64 = 64;

/// Blocks for which a verdict stands.
const LONGEVITY: u64 = 64;

/// The verdict of the pool on a batch that is refused.
fn invalid(error: IngestError) -> TransactionValidityError {
	match error {
		IngestError::Replay => InvalidTransaction::Stale,
		IngestError::SequenceGap => InvalidTransaction::Future,
		IngestError::BadSignature => InvalidTransaction::BadProof,
		other => InvalidTransaction::Custom(other.using_encoded(|code| code[0])),
	}
	.into()
}

/// What marks the batch of this number in the pool: no other of the same number gets in.
fn tag(stream: &StreamId, sequence: u64) -> alloc::vec::Vec<u8> {
	(b"samul/batch", stream, sequence).encode()
}

impl<T: Config> Pallet<T> {
	/// Whether a batch may come in by its device's signature alone.
	pub(crate) fn authorize_batch(
		source: TransactionSource,
		batch: &SignedBatch,
	) -> Result<(ValidTransaction, Weight), TransactionValidityError> {
		// A call that is paused would fail in its block, at nobody's cost. Who makes a block need not be asked
		// again: its calls are filtered where they are made.
		if source != TransactionSource::InBlock {
			let call: <T as Config>::RuntimeCall = Call::submit_authorized {
				batch: batch.clone(),
			}
			.into();
			if !T::BaseCallFilter::contains(&call.into()) {
				return Err(InvalidTransaction::Call.into());
			}
		}
		// In a block nothing waits: one that is not the next would take up room for nothing.
		let look_ahead = match source {
			TransactionSource::InBlock => 0,
			TransactionSource::Local | TransactionSource::External => LOOK_AHEAD,
		};
		let (stream, sequence, next) =
			Self::check_authorized(batch, look_ahead).map_err(invalid)?;
		let waits_for = if sequence > next {
			alloc::vec![tag(&stream, sequence - 1)]
		} else {
			Default::default()
		};
		let verdict = ValidTransaction {
			priority: 0,
			requires: waits_for,
			provides: alloc::vec![tag(&stream, sequence)],
			longevity: LONGEVITY,
			propagate: true,
		};
		Ok((verdict, Weight::zero()))
	}

	/// The stream's allowance by now.
	pub(crate) fn allowance(stream: &StreamOf<T>) -> Allowance {
		let interval = stream.spec.interval.max(MIN_FREE_INTERVAL);
		let burst = T::FreeBurst::get();
		stream.allowance.refilled(Self::now(), interval, burst)
	}

	fn check_authorized(
		batch: &SignedBatch,
		look_ahead: u64,
	) -> Result<(StreamId, u64, u64), IngestError> {
		let header = BatchView::new(&batch.payload)?.header;
		let stream: StreamOf<T> =
			Streams::<T>::get(header.stream).ok_or(IngestError::UnknownStream)?;
		let next = stream.head.next_sequence;
		match header.sequence.checked_sub(next) {
			None => return Err(IngestError::Replay),
			Some(ahead) if ahead > look_ahead => return Err(IngestError::SequenceGap),
			Some(ahead) => {
				// Each batch before this one has a reading at least.
				let readings = u64::from(header.count).saturating_add(ahead);
				if u64::from(Self::allowance(&stream).left) < readings {
					return Err(IngestError::AllowanceUsedUp);
				}
			}
		}
		if stream
			.head
			.last_time
			.is_some_and(|last| header.start <= last)
		{
			return Err(IngestError::TimeBackwards);
		}
		let setting = Self::setting();
		if header.start > setting.latest {
			return Err(IngestError::TimeInFuture);
		}
		Self::check_header(&header, &stream)?;
		let key = T::Devices::active_key(&header.stream.device)?;
		Self::check_signature(&setting, &key, batch)?;
		Ok((header.stream, header.sequence, next))
	}
}
