// SPDX-License-Identifier: Apache-2.0

//! Signatures of the batches of a call. Those by Ed25519 are verified together, before anything is
//! taken in: no batch changes which key a device has.

use alloc::vec::Vec;
use frame_support::weights::Weight;
use samul_primitives::{
	batch::{BatchError, BatchView, SignedBatch},
	envelope,
	host::{self, Claim},
	traits::{DeviceError, Devices},
	DeviceId, PublicKey, Signature,
};

use crate::{ingest::Setting, Config, Pallet, WeightInfo};

/// What is known of a batch before it is taken in.
pub(crate) struct Seen<'a> {
	/// Its content.
	pub view: Result<BatchView<'a>, BatchError>,
	/// Its device's key.
	pub key: Result<PublicKey, DeviceError>,
	/// Whether the key signed it, if that was found out already.
	pub signed: Option<bool>,
}

impl<T: Config> Pallet<T> {
	/// Look at the batches of a call. Gives what that cost.
	pub(crate) fn look_at<'a>(
		setting: &Setting,
		batches: &'a [SignedBatch],
	) -> (Vec<Seen<'a>>, Weight) {
		let mut known = None;
		let mut seen: Vec<Seen<'a>> = batches
			.iter()
			.map(|batch| Self::look_at_one(&mut known, batch))
			.collect();
		let (mut numbers, mut claims, mut bytes) = (Vec::new(), Vec::new(), 0u32);
		for (number, (seen, batch)) in seen.iter().zip(batches).enumerate() {
			if let (Ok(PublicKey::Ed25519(key)), Signature::Ed25519(signature)) =
				(seen.key, &batch.signature)
			{
				numbers.push(number);
				bytes = bytes.saturating_add(batch.payload.len() as u32);
				claims.push(Claim {
					key,
					signature: *signature,
					message: envelope::batch_message(&setting.genesis, &batch.payload),
				});
			}
		}
		if claims.is_empty() {
			return (seen, Weight::zero());
		}
		let count = claims.len() as u32;
		let right = host::device_signatures::ed25519_verify_each(claims);
		let mut again = 0;
		for (place, number) in numbers.into_iter().enumerate() {
			if let Some(seen) = seen.get_mut(number) {
				seen.signed = Some(host::is_right(right, place));
			}
			again += u32::from(host::was_verified_again(right, count, place));
		}
		(seen, Self::cost_of_claims(count, bytes, again))
	}

	/// Look at a batch; `known` is the device of the one before, with its key.
	fn look_at_one<'a>(
		known: &mut Option<(DeviceId, Result<PublicKey, DeviceError>)>,
		batch: &'a SignedBatch,
	) -> Seen<'a> {
		let view = BatchView::new(&batch.payload);
		let key = match &view {
			Ok(view) => {
				let device = view.header.stream.device;
				match known {
					Some((same, key)) if *same == device => *key,
					_ => known.insert((device, T::Devices::active_key(&device))).1,
				}
			}
			Err(_) => Err(DeviceError::Unknown),
		};
		Seen {
			key,
			view,
			signed: None,
		}
	}

	/// What it costs to verify so many claims over so many bytes in all, some of them once more.
	fn cost_of_claims(count: u32, bytes: u32, again: u32) -> Weight {
		let one = T::WeightInfo::claim(0);
		let by_bytes = T::WeightInfo::claim(bytes).saturating_sub(one);
		// Those once more may be the long ones.
		let times = if again > 0 { 2 } else { 1 };
		T::WeightInfo::verify_together(count)
			.saturating_add(one.saturating_mul(again.into()))
			.saturating_add(by_bytes.saturating_mul(times))
	}

	/// What looking at batches costs at most: all by Ed25519 and one in each group wrong.
	pub(crate) fn cost_of_looking(batches: &[SignedBatch]) -> Weight {
		let (mut count, mut bytes) = (0u32, 0u32);
		for batch in batches {
			if matches!(batch.signature, Signature::Ed25519(_)) {
				count = count.saturating_add(1);
				bytes = bytes.saturating_add(batch.payload.len() as u32);
			}
		}
		match count {
			0 => Weight::zero(),
			_ => Self::cost_of_claims(count, bytes, count),
		}
	}
}
