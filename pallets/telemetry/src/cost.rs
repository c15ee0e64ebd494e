// SPDX-License-Identifier: Apache-2.0

//! What a batch costs, put together from the measured parts.

use frame_support::weights::Weight;
use samul_primitives::{
	batch::{BatchView, Header, SignedBatch, MAX_CHANNELS},
	Scheme, StreamId,
};

use crate::{types::MAX_MONITORS, Config, Pallet, WeightInfo};

/// Verifying the batch's signature.
pub(crate) fn signature<T: Config>(batch: &SignedBatch) -> Weight {
	let bytes = batch.payload.len() as u32;
	match batch.signature.scheme() {
		Scheme::Ed25519 => T::WeightInfo::verify_ed25519(bytes),
		Scheme::Sr25519 => T::WeightInfo::verify_sr25519(bytes),
		Scheme::Secp256k1 => T::WeightInfo::verify_secp256k1(bytes),
		Scheme::P256 => T::WeightInfo::verify_p256(bytes),
	}
}

/// A batch with this header, apart from its signature, its stream's way from and to the database and
/// its readings beyond the first. It joins as many peaks of the
/// Merkle mountain range as its number ends with ones in binary: each other batch joins none.
pub(crate) fn ingest<T: Config>(header: &Header) -> Weight {
	T::WeightInfo::ingest(header.sequence.trailing_ones())
}

/// The readings of a batch with this header beyond the first, into a stream with so many monitors.
pub(crate) fn fold<T: Config>(header: &Header, monitors: u32) -> Weight {
	let readings = header.count;
	let narrow =
		T::WeightInfo::readings_narrow(readings).saturating_sub(T::WeightInfo::readings_narrow(1));
	let wide =
		T::WeightInfo::readings_wide(readings).saturating_sub(T::WeightInfo::readings_wide(1));
	// Measured for one channel and for all; between them each channel costs the same.
	let further = u64::from(header.channels).saturating_sub(1);
	let channels = wide
		.saturating_sub(narrow)
		.saturating_mul(further)
		.div(MAX_CHANNELS as u64 - 1);
	narrow
		.saturating_add(channels)
		.saturating_add(T::WeightInfo::observe(readings.saturating_mul(monitors)))
}

/// The stream of a batch, if its header can be read.
fn stream(batch: &SignedBatch) -> Option<StreamId> {
	Some(BatchView::new(&batch.payload).ok()?.header.stream)
}

/// Taking in a batch whose signature is known to be right into a stream that is loaded, at most.
fn fold_at_most<T: Config>(batch: &SignedBatch) -> Weight {
	match BatchView::new(&batch.payload) {
		Ok(view) => ingest::<T>(&view.header).saturating_add(fold::<T>(&view.header, MAX_MONITORS)),
		Err(_) => T::WeightInfo::ingest(0),
	}
}

/// Taking in a batch that authorised itself, at most.
pub(crate) fn submit_authorized_at_most<T: Config>(batch: &SignedBatch) -> Weight {
	T::WeightInfo::submit()
		.saturating_add(T::WeightInfo::load(MAX_CHANNELS as u32))
		.saturating_add(fold_at_most::<T>(batch))
}

/// Finding out whether a batch may come in without an account.
pub(crate) fn authorize<T: Config>(batch: &SignedBatch) -> Weight {
	T::WeightInfo::authorize().saturating_add(signature::<T>(batch))
}

/// Taking in batches, at most.
pub(crate) fn submit_at_most<T: Config>(batches: &[SignedBatch]) -> Weight {
	let looking = Pallet::<T>::cost_of_looking(batches);
	let first = T::WeightInfo::submit().saturating_add(looking);
	let mut before = None;
	batches.iter().fold(first, |sum, batch| {
		// Batches of a stream that follow one another come into it together.
		let stream = stream(batch);
		let load = if stream.is_none() || stream == before {
			Weight::zero()
		} else {
			T::WeightInfo::load(MAX_CHANNELS as u32)
		};
		before = stream.or(before);
		let signature = match batch.signature.scheme() {
			// Verified with the others.
			Scheme::Ed25519 => Weight::zero(),
			_ => signature::<T>(batch),
		};
		sum.saturating_add(load)
			.saturating_add(signature)
			.saturating_add(fold_at_most::<T>(batch))
	})
}
