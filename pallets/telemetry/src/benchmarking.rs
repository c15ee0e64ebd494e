// SPDX-License-Identifier: Apache-2.0

//! What the parts of ingest and the calls cost, each at its worst.

use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
	pallet_prelude::{InvalidTransaction, TransactionSource},
	traits::fungible::Mutate,
	BoundedVec,
};
use frame_system::RawOrigin;
use samul_primitives::{
	batch::{encode, Payload, SignedBatch, MAX_CHANNELS, MAX_PAYLOAD, MAX_READINGS},
	envelope,
	host::{device_signatures, Claim},
	keys,
	kinetic::Scale,
	mmr,
	observe::{ChannelStats, Condition, Monitor, Sample},
	traits::Devices,
	units::Channel,
	Moment, PublicKey, Signature, StreamId,
};
use sp_core::crypto::KeyTypeId;

use crate::{
	loaded::Loaded,
	types::{Attached, StreamSpec, MAX_MONITORS},
	Call, Config, Numbers, Pallet, StreamNumbers, Streams,
};

const KEYS: KeyTypeId = KeyTypeId(*b"smul");
const HOUR: u64 = 3_600_000;
/// Peaks of a full stream: it had a million batches.
const PEAKS: u32 = 20;
/// The sequence number of the next batch of a full stream: it joins none of the peaks.
const NEXT: u64 = next(0);

/// The sequence number of the next batch of a full stream, if that joins so many of the peaks: the
/// number ends with as many ones in binary, and has one for each peak.
const fn next(joined: u32) -> u64 {
	((1 << (PEAKS - joined)) - 1) << (joined + 1) | ((1 << joined) - 1)
}

/// A channel of tenths of a degree.
fn celsius() -> Channel {
	Channel {
		quantity: BoundedVec::truncate_from(b"air temperature of the container".to_vec()),
		unit: BoundedVec::truncate_from(b"Cel".to_vec()),
		exponent: -1,
		min: -1000,
		max: 1000,
	}
}

/// A channel that resolves a ten thousandth of a degree: differences of its values take three
/// bytes, the most that a full batch of eight channels has room for.
fn fine() -> Channel {
	Channel {
		exponent: -4,
		min: -500_000,
		max: 500_000,
		..celsius()
	}
}

/// A channel with the finest exponent: differences of its values take seven bytes.
fn finest() -> Channel {
	Channel {
		exponent: -12,
		min: -100_000_000_000_000,
		max: 100_000_000_000_000,
		..celsius()
	}
}

fn spec(channel: Channel, channels: usize) -> StreamSpec {
	StreamSpec {
		channels: BoundedVec::truncate_from(vec![channel; channels]),
		interval: HOUR,
		longest_gap: HOUR,
	}
}

fn rich<T: Config>() -> T::AccountId
where
	T::Currency: Mutate<T::AccountId>,
{
	let account: T::AccountId = whitelisted_caller();
	let minimum = <T::Currency as frame_support::traits::fungible::Inspect<_>>::minimum_balance();
	let amount = (minimum + Pallet::<T>::deposit_for(MAX_CHANNELS)) * 10u32.into();
	frame_support::assert_ok!(T::Currency::mint_into(&account, amount));
	account
}

fn key(seed: u32) -> PublicKey {
	let mut bytes = [1u8; 32];
	bytes[..4].copy_from_slice(&seed.to_le_bytes());
	PublicKey::Ed25519(bytes)
}

fn insert<T: Config>(id: StreamId, owner: &T::AccountId, spec: StreamSpec) {
	Streams::<T>::insert(
		id,
		Pallet::<T>::fresh(owner.clone(), Default::default(), spec),
	);
	let next = u32::from(id.index) + 1;
	Numbers::<T>::insert(id.device, StreamNumbers { next, count: 1 });
}

/// A stream of a new device with many peaks, a last reading at 1, and so many monitors whose window
/// is over.
fn full<T: Config>(owner: &T::AccountId, seed: u32, spec: StreamSpec, monitors: u32) -> StreamId {
	let device = T::Devices::register_for_benchmark(owner, key(seed));
	let id = StreamId { device, index: 0 };
	let channels = spec.channels.len();
	insert::<T>(id, owner, spec);
	Streams::<T>::mutate(id, |stream| {
		let Some(stream) = stream else { return };
		stream.head.last_time = Some(1);
		stream.head.stats = BoundedVec::truncate_from(vec![ChannelStats::first(0); channels]);
		stream.head.next_sequence = NEXT;
		stream.head.peaks =
			BoundedVec::truncate_from(vec![mmr::leaf_hash(b"peak"); PEAKS as usize]);
		let monitors = (0..monitors).map(|id| Attached {
			id,
			monitor: Monitor {
				until: Some(0),
				worst: Some(Sample { value: 0, at: 0 }),
				..Monitor::new(condition(), 0)
			},
		});
		stream.monitors = BoundedVec::truncate_from(monitors.collect());
		stream.next_monitor = stream.monitors.len() as u32;
	});
	id
}

/// A stream of temperatures in tenths of a degree, as large as it gets, with room for one more
/// monitor.
pub(crate) fn open_climate<T: Config>(owner: &T::AccountId, seed: u32) -> StreamId {
	full::<T>(owner, seed, spec(celsius(), MAX_CHANNELS), MAX_MONITORS - 1)
}

/// A stream as large as it gets, for the largest batches.
fn largest<T: Config>(owner: &T::AccountId) -> StreamId {
	full::<T>(owner, 0, spec(fine(), MAX_CHANNELS), MAX_MONITORS)
}

/// Let it be so late that no reading is in the future.
fn pass_to_now<T: pallet_timestamp::Config<Moment = u64>>() {
	pallet_timestamp::Now::<T>::put(1_700_000_000_000);
}

/// A condition that no reading meets.
fn condition() -> Condition {
	Condition {
		channel: 0,
		low: 0,
		high: 0,
		kinetic: true,
	}
}

/// The next batch of a full stream: so many readings that swing from end to end at uneven steps.
fn batch(id: StreamId, channel: &Channel, channels: usize, count: u32) -> Payload {
	numbered(NEXT, id, channel, channels, count)
}

/// The batch of this number.
fn numbered(
	sequence: u64,
	id: StreamId,
	channel: &Channel,
	channels: usize,
	count: u32,
) -> Payload {
	let readings: Vec<(Moment, Vec<i64>)> = (0..u64::from(count))
		.map(|number| {
			let value = if number % 2 == 0 {
				channel.max
			} else {
				channel.min
			};
			(2 + number * 1000 + number % 3, vec![value; channels])
		})
		.collect();
	encode(id, sequence, &readings).expect("the readings are a batch")
}

fn message(bytes: u32) -> Vec<u8> {
	envelope::batch_message(&[7; 32], &vec![9; bytes as usize])
}

#[benchmarks(where
	T: pallet_timestamp::Config<Moment = u64>,
	T::Currency: Mutate<T::AccountId>,
)]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn open_stream() {
		let owner = rich::<T>();
		let device = T::Devices::register_for_benchmark(&owner, key(0));
		#[extrinsic_call]
		_(
			RawOrigin::Signed(owner),
			device,
			0,
			spec(celsius(), MAX_CHANNELS),
		);
		assert!(Streams::<T>::contains_key(StreamId { device, index: 0 }));
	}

	#[benchmark]
	fn close_stream() {
		let owner = rich::<T>();
		let id = largest::<T>(&owner);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);
		assert_eq!(Streams::<T>::get(id).map(|stream| stream.open), Some(false));
	}

	#[benchmark]
	fn remove_stream() {
		let owner = rich::<T>();
		let device = T::Devices::register_for_benchmark(&owner, key(0));
		let id = StreamId { device, index: 0 };
		let origin = RawOrigin::Signed(owner.clone());
		frame_support::assert_ok!(Pallet::<T>::open_stream(
			origin.clone().into(),
			device,
			0,
			spec(celsius(), MAX_CHANNELS)
		));
		frame_support::assert_ok!(Pallet::<T>::close_stream(origin.clone().into(), id));
		#[extrinsic_call]
		_(origin, id);
		assert!(!Streams::<T>::contains_key(id));
	}

	/// The call without its batches.
	#[benchmark]
	fn submit() {
		let caller: T::AccountId = whitelisted_caller();
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), Default::default());
	}

	/// What the pool does before the signature.
	#[benchmark]
	fn authorize() {
		pass_to_now::<T>();
		let owner = rich::<T>();
		let id = largest::<T>(&owner);
		// Enough for the batch, so that all is looked at.
		Streams::<T>::mutate(id, |stream| {
			if let Some(stream) = stream {
				stream.allowance.left = MAX_READINGS;
			}
		});
		let batch = SignedBatch {
			payload: batch(id, &fine(), MAX_CHANNELS, MAX_READINGS),
			signature: Signature::Sr25519([0; 64]),
		};
		let result;
		#[block]
		{
			// A signature of another scheme than the key's is refused without a computation.
			result = Pallet::<T>::authorize_batch(TransactionSource::External, &batch);
		}
		assert_eq!(result.map(|_| ()), Err(InvalidTransaction::BadProof.into()));
	}

	/// The way of a stream with so many channels and all monitors from the database and back, and its
	/// device's key.
	#[benchmark]
	fn load(c: Linear<1, { MAX_CHANNELS as u32 }>) {
		let owner = rich::<T>();
		let id = full::<T>(&owner, 0, spec(fine(), c as usize), MAX_MONITORS);
		#[block]
		{
			frame_support::assert_ok!(T::Devices::active_key(&id.device));
			let mut loaded = Loaded::<T>::none();
			loaded.load(&id).expect("just made");
			loaded.change().expect("loaded").head.readings = 1;
			loaded.store();
		}
		assert_eq!(
			Streams::<T>::get(id).map(|stream| stream.head.readings),
			Some(1)
		);
	}

	/// A batch of one reading, its signature apart, into the largest stream, which is loaded; it joins
	/// so many peaks.
	#[benchmark]
	fn ingest(m: Linear<0, PEAKS>) {
		pass_to_now::<T>();
		let owner = rich::<T>();
		let id = largest::<T>(&owner);
		Streams::<T>::mutate(id, |stream| {
			if let Some(stream) = stream {
				stream.head.next_sequence = next(m);
			}
		});
		let payload = numbered(next(m), id, &fine(), MAX_CHANNELS, 1);
		let setting = Pallet::<T>::setting();
		let mut loaded = Loaded::<T>::none();
		loaded.load(&id).expect("just made");
		#[block]
		{
			frame_support::assert_ok!(Pallet::<T>::ingest_unsigned(
				&setting,
				&mut loaded,
				&payload
			));
		}
		assert_eq!(
			loaded.load(&id).map(|stream| stream.head.next_sequence),
			Some(next(m) + 1)
		);
	}

	/// A batch of so many readings of one channel into a stream without monitors, which is loaded.
	#[benchmark]
	fn readings_narrow(r: Linear<1, MAX_READINGS>) {
		pass_to_now::<T>();
		let owner = rich::<T>();
		let id = full::<T>(&owner, 0, spec(finest(), 1), 0);
		let payload = batch(id, &finest(), 1, r);
		let setting = Pallet::<T>::setting();
		let mut loaded = Loaded::<T>::none();
		loaded.load(&id).expect("just made");
		#[block]
		{
			frame_support::assert_ok!(Pallet::<T>::ingest_unsigned(
				&setting,
				&mut loaded,
				&payload
			));
		}
		assert_eq!(
			loaded.load(&id).map(|stream| stream.head.next_sequence),
			Some(NEXT + 1)
		);
	}

	/// A batch of so many readings of eight channels into a stream without monitors, which is loaded.
	#[benchmark]
	fn readings_wide(r: Linear<1, MAX_READINGS>) {
		pass_to_now::<T>();
		let owner = rich::<T>();
		let id = full::<T>(&owner, 0, spec(fine(), MAX_CHANNELS), 0);
		let payload = batch(id, &fine(), MAX_CHANNELS, r);
		let setting = Pallet::<T>::setting();
		let mut loaded = Loaded::<T>::none();
		loaded.load(&id).expect("just made");
		#[block]
		{
			frame_support::assert_ok!(Pallet::<T>::ingest_unsigned(
				&setting,
				&mut loaded,
				&payload
			));
		}
		assert_eq!(
			loaded.load(&id).map(|stream| stream.head.next_sequence),
			Some(NEXT + 1)
		);
	}

	/// So many readings pass a monitor, each outside of its range and with its kinetic factor.
	#[benchmark]
	fn observe(o: Linear<0, { MAX_READINGS * 8 }>) {
		let scale = Scale::of(&celsius()).expect("the channel is a temperature");
		let mut attached = Attached {
			id: 0,
			monitor: Monitor::new(condition(), 0),
		};
		#[block]
		{
			for number in 0..u64::from(o) {
				let value = if number % 2 == 0 { 999 } else { -999 };
				attached
					.monitor
					.advance(Some((number, value)), number + 1, HOUR, |value| {
						scale.factor(value)
					});
			}
		}
		assert_eq!(attached.monitor.observed, u64::from(o));
	}

	#[benchmark]
	fn verify_ed25519(b: Linear<1, MAX_PAYLOAD>) {
		let message = message(b);
		let public = sp_io::crypto::ed25519_generate(KEYS, None);
		let signature = sp_io::crypto::ed25519_sign(KEYS, &public, &message).expect("just made");
		let (key, signature) = (
			PublicKey::Ed25519(public.0),
			Signature::Ed25519(signature.0),
		);
		let valid;
		#[block]
		{
			valid = keys::verify(&key, &message, &signature);
		}
		assert!(valid);
	}

	/// A claim over a payload of so many bytes: its message is made, passed to the node and hashed.
	#[benchmark]
	fn claim(b: Linear<1, MAX_PAYLOAD>) {
		let payload = vec![9; b as usize];
		let message = envelope::batch_message(&[7; 32], &payload);
		let key = sp_io::crypto::ed25519_generate(KEYS, None);
		let signature = sp_io::crypto::ed25519_sign(KEYS, &key, &message).expect("just made");
		let right;
		#[block]
		{
			right = device_signatures::ed25519_verify_each(vec![Claim {
				key: key.0,
				signature: signature.0,
				message: envelope::batch_message(&[7; 32], &payload),
			}]);
		}
		assert_eq!(right, 1);
	}

	/// So many claims of as many keys, verified together.
	#[benchmark]
	fn verify_together(n: Linear<1, 64>) {
		let claims: Vec<_> = (0..n)
			.map(|number| {
				let message = message(number);
				let key = sp_io::crypto::ed25519_generate(KEYS, None);
				let signature = sp_io::crypto::ed25519_sign(KEYS, &key, &message);
				Claim {
					key: key.0,
					signature: signature.expect("just made").0,
					message,
				}
			})
			.collect();
		let right;
		#[block]
		{
			right = device_signatures::ed25519_verify_each(claims);
		}
		assert_eq!(right.count_ones(), n);
	}

	#[benchmark]
	fn verify_sr25519(b: Linear<1, MAX_PAYLOAD>) {
		let message = message(b);
		let public = sp_io::crypto::sr25519_generate(KEYS, None);
		let signature = sp_io::crypto::sr25519_sign(KEYS, &public, &message).expect("just made");
		let (key, signature) = (
			PublicKey::Sr25519(public.0),
			Signature::Sr25519(signature.0),
		);
		let valid;
		#[block]
		{
			valid = keys::verify(&key, &message, &signature);
		}
		assert!(valid);
	}

	#[benchmark]
	fn verify_secp256k1(b: Linear<1, MAX_PAYLOAD>) {
		let message = message(b);
		let public = sp_io::crypto::ecdsa_generate(KEYS, None);
		let digest = sp_io::hashing::sha2_256(&message);
		let signature =
			sp_io::crypto::ecdsa_sign_prehashed(KEYS, &public, &digest).expect("just made");
		let (key, signature) = (
			PublicKey::Secp256k1(public.0),
			Signature::Secp256k1(signature.0),
		);
		let valid;
		#[block]
		{
			valid = keys::verify(&key, &message, &signature);
		}
		assert!(valid);
	}

	#[benchmark]
	fn verify_p256(b: Linear<1, MAX_PAYLOAD>) {
		use p256::ecdsa::signature::hazmat::PrehashSigner;
		let message = message(b);
		let secret = p256::ecdsa::SigningKey::from_slice(&[7; 32]).expect("a scalar");
		let mut public = [0u8; 33];
		public.copy_from_slice(secret.verifying_key().to_encoded_point(true).as_bytes());
		let digest = sp_io::hashing::sha2_256(&message);
		let signature: p256::ecdsa::Signature = secret.sign_prehash(&digest).expect("a digest");
		let (key, signature) = (
			PublicKey::P256(public),
			Signature::P256(signature.to_bytes().into()),
		);
		let valid;
		#[block]
		{
			valid = keys::verify(&key, &message, &signature);
		}
		assert!(valid);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::storage(), crate::mock::Test);
}
