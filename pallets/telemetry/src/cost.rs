// SPDX-License-Identifier: Apache-2.0

//! What a batch costs, put together from the measured parts.

use frame_support::weights::Weight;
use samul_primitives::{
	batch::{BatchView, Header, SignedBatch},
	Scheme,
};

use crate::{types::MAX_MONITORS, Config, WeightInfo};

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

/// Folding a batch with this header into a stream with so many monitors, beyond one value.
pub(crate) fn fold<T: Config>(header: &Header, monitors: u32) -> Weight {
	let values = header.count.saturating_mul(u32::from(header.channels));
	T::WeightInfo::ingest(values)
		.saturating_sub(T::WeightInfo::ingest(1))
		.saturating_add(T::WeightInfo::observe(
			header.count.saturating_mul(monitors),
		))
}

/// Taking in a batch whose signature is known to be right, at most.
pub(crate) fn fold_at_most<T: Config>(batch: &SignedBatch) -> Weight {
	let base = T::WeightInfo::ingest(1);
	match BatchView::new(&batch.payload) {
		Ok(view) => base.saturating_add(fold::<T>(&view.header, MAX_MONITORS)),
		Err(_) => base,
	}
}

/// Finding out whether a batch may come in without an account.
pub(crate) fn authorize<T: Config>(batch: &SignedBatch) -> Weight {
	T::WeightInfo::authorize().saturating_add(signature::<T>(batch))
}

/// Taking in batches, at most.
pub(crate) fn submit_at_most<T: Config>(batches: &[SignedBatch]) -> Weight {
	batches.iter().fold(T::WeightInfo::submit(), |sum, batch| {
		sum.saturating_add(signature::<T>(batch))
			.saturating_add(fold_at_most::<T>(batch))
	})
}
