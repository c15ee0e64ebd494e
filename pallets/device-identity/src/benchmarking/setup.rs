// SPDX-License-Identifier: Apache-2.0

//! Devices and models that calls are measured with.

use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{
		fungible::{Inspect, Mutate},
		ConstU32, EnsureOrigin, Get,
	},
	BoundedVec,
};
use frame_system::RawOrigin;
use samul_primitives::{
	envelope,
	traits::{Serial, MAX_SERIAL},
	DeviceId, MemberId, ModelId, PublicKey, Signature,
};
use sp_core::crypto::KeyTypeId;

use crate::{
	firmware::MAX_RANGES,
	pallet::BalanceOf,
	types::{
		EndReason, Ended, Endorsement, FirmwareRange, KeyProof, Method, MethodKey, Model, Purposes,
		MAX_ENDPOINT, MAX_KEPT, MAX_METHODS, MAX_MODEL_NAME, MAX_SERVICE_ID, MAX_SERVICE_KIND,
	},
	Config, DeviceOfKey, Devices, ModelOfCa, Models, NextModel, Pallet, Status,
};

const KEYS: KeyTypeId = KeyTypeId(*b"smul");

/// A key that the host (P-256: this Wasm) can sign with.
#[derive(Clone, Copy)]
pub(super) enum Key {
	Ed25519(sp_core::ed25519::Public),
	Sr25519(sp_core::sr25519::Public),
	Secp256k1(sp_core::ecdsa::Public),
	P256(u8),
}

impl Key {
	fn p256(seed: u8) -> p256::ecdsa::SigningKey {
		p256::ecdsa::SigningKey::from_slice(&[seed; 32]).expect("small numbers are scalars")
	}

	pub(super) fn public(&self) -> PublicKey {
		match self {
			Self::Ed25519(key) => PublicKey::Ed25519(key.0),
			Self::Sr25519(key) => PublicKey::Sr25519(key.0),
			Self::Secp256k1(key) => PublicKey::Secp256k1(key.0),
			Self::P256(seed) => {
				let mut bytes = [0u8; 33];
				let key = Self::p256(*seed);
				bytes.copy_from_slice(key.verifying_key().to_encoded_point(true).as_bytes());
				PublicKey::P256(bytes)
			}
		}
	}

	fn sign(&self, message: &[u8]) -> Signature {
		use p256::ecdsa::signature::hazmat::PrehashSigner;
		let lacks = "the key was just made";
		match self {
			Self::Ed25519(key) => Signature::Ed25519(
				sp_io::crypto::ed25519_sign(KEYS, key, message)
					.expect(lacks)
					.0,
			),
			Self::Sr25519(key) => Signature::Sr25519(
				sp_io::crypto::sr25519_sign(KEYS, key, message)
					.expect(lacks)
					.0,
			),
			Self::Secp256k1(key) => {
				let digest = sp_io::hashing::sha2_256(message);
				let signature = sp_io::crypto::ecdsa_sign_prehashed(KEYS, key, &digest);
				Signature::Secp256k1(signature.expect(lacks).0)
			}
			Self::P256(seed) => {
				let digest = sp_io::hashing::sha2_256(message);
				let signature: p256::ecdsa::Signature = Self::p256(*seed)
					.sign_prehash(&digest)
					.expect("a digest can be signed");
				Signature::P256(signature.to_bytes().into())
			}
		}
	}
}

pub(super) fn ed25519() -> Key {
	Key::Ed25519(sp_io::crypto::ed25519_generate(KEYS, None))
}
pub(super) fn sr25519() -> Key {
	Key::Sr25519(sp_io::crypto::sr25519_generate(KEYS, None))
}
pub(super) fn secp256k1() -> Key {
	Key::Secp256k1(sp_io::crypto::ecdsa_generate(KEYS, None))
}

pub(super) fn fund<T: Config>(who: &T::AccountId)
where
	T::Currency: Mutate<T::AccountId>,
{
	let each = T::Deposit::get()
		+ T::MethodDeposit::get()
		+ T::ServiceDeposit::get()
		+ T::ModelDeposit::get();
	let minimum = <T::Currency as Inspect<_>>::minimum_balance();
	let amount = (minimum + each) * 5_000u32.into();
	assert_ok!(T::Currency::mint_into(who, amount));
}

pub(super) fn rich<T: Config>(name: &'static str) -> T::AccountId
where
	T::Currency: Mutate<T::AccountId>,
{
	let account: T::AccountId = account(name, 0, 0);
	fund::<T>(&account);
	account
}

pub(super) fn expires<T: Config>() -> u64 {
	Pallet::<T>::now().saturating_add(T::MaxProofLife::get())
}

pub(super) fn proof<T: Config>(
	key: Key,
	message: impl FnOnce(&[u8; 32], u64) -> Vec<u8>,
) -> KeyProof {
	let expires = expires::<T>();
	KeyProof {
		expires,
		signature: key.sign(&message(&Pallet::<T>::genesis(), expires)),
	}
}

pub(super) fn registration<T: Config>(owner: &T::AccountId, key: Key) -> KeyProof {
	let owner = Pallet::<T>::account_bytes(owner);
	proof::<T>(key, |genesis, expires| {
		envelope::register_message(genesis, &key.public(), &owner, expires)
	})
}

pub(super) fn rotation<T: Config>(id: DeviceId, key: Key) -> KeyProof {
	let rotations = Devices::<T>::get(id).map_or(0, |record| record.rotations);
	proof::<T>(key, |genesis, expires| {
		envelope::rotate_message(genesis, &id, &key.public(), rotations, expires)
	})
}

pub(super) fn addition<T: Config>(id: DeviceId, key: Key) -> KeyProof {
	let number = Devices::<T>::get(id).map_or(0, |record| record.next_method);
	let purposes = Purposes::SIGNING.0;
	proof::<T>(key, |genesis, expires| {
		envelope::method_message(genesis, &id, &key.public(), purposes, number, expires)
	})
}

pub(super) fn longest<const MOST: u32>() -> BoundedVec<u8, ConstU32<MOST>> {
	vec![b'x'; MOST as usize].try_into().unwrap_or_default()
}

pub(super) fn signed_endorsement<T: Config>(
	id: DeviceId,
	key: PublicKey,
	model: ModelId,
	ca: Key,
) -> Endorsement {
	let serial: Serial = longest::<MAX_SERIAL>();
	let message = envelope::endorse_message(&Pallet::<T>::genesis(), &id, &key, model, &serial);
	Endorsement::Signature {
		key,
		serial,
		signature: ca.sign(&message),
	}
}

/// A CA key, and its signature for a manufacturer.
pub(super) fn ca<T: Config>(manufacturer: MemberId, key: Key) -> (PublicKey, Signature) {
	let ca = key.public();
	let message = envelope::ca_message(&Pallet::<T>::genesis(), manufacturer, &ca);
	(ca, key.sign(&message))
}

/// Ranges of firmware that do not touch, from the second version on: as many as have room, less some.
pub(super) fn ranges(fewer: u32) -> impl Iterator<Item = FirmwareRange> {
	(1..=MAX_RANGES - fewer).map(|number| FirmwareRange {
		first: number * 4,
		last: number * 4 + 2,
	})
}

/// A model with as many suspended ranges as there can be, less some.
pub(super) fn model<T: Config>(
	depositor: &T::AccountId,
	manufacturer: MemberId,
	ca: PublicKey,
	fewer: u32,
) -> ModelId {
	let id = NextModel::<T>::get();
	let name = longest::<MAX_MODEL_NAME>();
	NextModel::<T>::put(id + 1);
	let mut of = Model {
		manufacturer,
		name,
		ca,
		suspended: false,
		suspended_firmware: Default::default(),
		devices: 0,
		depositor: depositor.clone(),
		deposit: BalanceOf::<T>::default(),
		free_calls: Default::default(),
	};
	for range in ranges(fewer) {
		assert!(of.suspended_firmware.add(range).is_ok());
	}
	Models::<T>::insert(id, of);
	ModelOfCa::<T>::insert(ca, id);
	id
}

/// Let a device be as costly to look up as there is.
pub(crate) fn make_costly<T: Config>(owner: &T::AccountId, id: DeviceId) {
	let model = match Models::<T>::iter_keys().next() {
		Some(model) => model,
		None => model::<T>(owner, 0, Key::P256(200).public(), 0),
	};
	Models::<T>::mutate_extant(model, |of| of.devices += 1);
	Devices::<T>::mutate_extant(id, |record| {
		record.model = Some(model);
		record.serial = longest::<MAX_SERIAL>();
	});
}

/// A device whose key was rotated once already, so that a further rotation has a key to let go.
pub(super) fn rotated<T: Config>(owner: &T::AccountId, seed: u8) -> DeviceId {
	let first = Key::P256(seed);
	let proof = registration::<T>(owner, first);
	assert_ok!(Pallet::<T>::do_register(
		owner.clone(),
		first.public(),
		&proof
	));
	let id = DeviceId::of(&first.public());
	let second = Key::P256(seed + 100);
	let proof = rotation::<T>(id, second);
	assert_ok!(Pallet::<T>::do_rotate_key(
		owner,
		id,
		second.public(),
		&proof,
		None
	));
	id
}

/// A device without a proof.
pub(super) fn plain<T: Config>(owner: &T::AccountId, seed: u32) -> DeviceId {
	let mut key = [1; 32];
	key[..4].copy_from_slice(&seed.to_le_bytes());
	let deposit = T::Deposit::get();
	assert_ok!(Pallet::<T>::hold(owner, deposit));
	Pallet::<T>::insert(
		owner.clone(),
		PublicKey::Ed25519(key),
		Status::Active,
		deposit,
	)
}

/// Let a device keep so many keys besides those that it has, as many of which count as can.
pub(super) fn laden<T: Config>(id: DeviceId, keys: u32) {
	let now = Pallet::<T>::now();
	let ended = Ended {
		at: now,
		reason: EndReason::Revoked,
	};
	let mut record = Devices::<T>::get(id).expect("the device is registered");
	for number in 0..keys {
		let mut key = [2; 32];
		key[..4].copy_from_slice(&number.to_le_bytes());
		let key = PublicKey::Ed25519(key);
		let counts = number + MAX_METHODS >= keys;
		DeviceOfKey::<T>::insert(DeviceId::of(&key), id);
		assert_ok!(Pallet::<T>::keep(id, &mut record, MAX_KEPT, |deposit| {
			Method {
				key: MethodKey::Signing(key),
				purposes: Purposes::SIGNING,
				primary: false,
				since: now,
				ended: (!counts).then_some(ended),
				deposit,
			}
		}));
		record.methods += u32::from(counts);
	}
	Devices::<T>::insert(id, record);
}

pub(super) fn service<T: Config>(owner: &T::AccountId, id: DeviceId, number: u8) {
	let mut name = longest::<MAX_SERVICE_ID>();
	name[0] = b'a' + number;
	assert_ok!(Pallet::<T>::do_set_service(
		owner,
		id,
		name,
		longest::<MAX_SERVICE_KIND>(),
		endpoint(),
	));
}

pub(super) fn endpoint() -> crate::types::Endpoint {
	let mut endpoint = longest::<MAX_ENDPOINT>();
	endpoint[1] = b':';
	endpoint
}

/// A whole of four levels with so many parts, the first of the levels' first.
pub(super) fn whole<T: Config>(owner: &T::AccountId, seed: u32, parts: u32) -> Vec<DeviceId> {
	let all: Vec<DeviceId> = (0..=parts)
		.map(|number| plain::<T>(owner, seed + number))
		.collect();
	// The last of the line is attached first.
	for number in (1..all.len().min(3)).rev() {
		assert_ok!(Pallet::<T>::do_attach_part(
			owner,
			all[number],
			all[number - 1]
		));
	}
	let end = all.len().min(3) - 1;
	for part in all.iter().skip(3) {
		assert_ok!(Pallet::<T>::do_attach_part(owner, *part, all[end]));
	}
	all
}

/// Let a device be a part on the lowest level: an offer of the whole is to be taken back.
pub(super) fn deepest<T: Config>(owner: &T::AccountId, id: DeviceId) {
	let all = whole::<T>(owner, 1_000, 2);
	assert_ok!(Pallet::<T>::do_attach_part(owner, id, all[2]));
}

/// An account that acts as a manufacturer, its member, and an origin.
pub(super) fn manufacturer<T: Config>(
) -> Result<(T::AccountId, MemberId, T::RuntimeOrigin), BenchmarkError>
where
	T::Currency: Mutate<T::AccountId>,
{
	let origin =
		T::ManufacturerOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let (who, member) = T::ManufacturerOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Weightless)?;
	fund::<T>(&who);
	Ok((who, member, origin))
}

/// A member that is a manufacturer.
pub(super) fn maker<T: Config>() -> MemberId
where
	T::Currency: Mutate<T::AccountId>,
{
	manufacturer::<T>().map_or(0, |(_, member, _)| member)
}

/// The member that a representative speaks for, and an origin.
pub(super) fn guardian<T: Config>() -> Result<(MemberId, T::RuntimeOrigin), BenchmarkError> {
	let origin =
		T::GuardianOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let (_, member) =
		T::GuardianOrigin::ensure_origin(origin.clone()).map_err(|_| BenchmarkError::Weightless)?;
	Ok((member, origin))
}

/// Whether this is the primary key of a device.
pub(super) fn key_is<T: Config>(id: DeviceId, key: Key) -> bool {
	Devices::<T>::get(id).is_some_and(|record| record.key == key.public())
}

pub(super) fn status<T: Config>(id: DeviceId) -> Option<Status> {
	Devices::<T>::get(id).map(|record| record.status)
}

pub(super) fn register_by<T: Config>(key: Key) -> (T::AccountId, Key, KeyProof)
where
	T::Currency: Mutate<T::AccountId>,
{
	let owner = rich::<T>("owner");
	let proof = registration::<T>(&owner, key);
	(owner, key, proof)
}

/// A device that is to have this key, with as much as it can have.
pub(super) fn rotate_to<T: Config>(key: Key) -> (T::AccountId, DeviceId, KeyProof)
where
	T::Currency: Mutate<T::AccountId>,
{
	let owner = rich::<T>("owner");
	let id = rotated::<T>(&owner, 1);
	make_costly::<T>(&owner, id);
	deepest::<T>(&owner, id);
	let proof = rotation::<T>(id, key);
	(owner, id, proof)
}

/// A compromised device that is to have this key, with as many keys as it can have.
pub(super) fn recover_to<T: Config>(key: Key) -> (T::AccountId, DeviceId, KeyProof)
where
	T::Currency: Mutate<T::AccountId>,
{
	let owner = rich::<T>("owner");
	let id = rotated::<T>(&owner, 1);
	make_costly::<T>(&owner, id);
	// One is kept already, and one more comes.
	laden::<T>(id, MAX_KEPT - 2);
	deepest::<T>(&owner, id);
	let origin = RawOrigin::Signed(owner.clone()).into();
	assert_ok!(Pallet::<T>::do_report_compromised(&origin, id));
	let proof = rotation::<T>(id, key);
	(owner, id, proof)
}

pub(super) fn add_to<T: Config>(key: Key) -> (T::AccountId, DeviceId, KeyProof)
where
	T::Currency: Mutate<T::AccountId>,
{
	let owner = rich::<T>("owner");
	let id = rotated::<T>(&owner, 1);
	make_costly::<T>(&owner, id);
	deepest::<T>(&owner, id);
	let proof = addition::<T>(id, key);
	(owner, id, proof)
}

/// A device that is to be endorsed by this key.
pub(super) fn endorse_by<T: Config>(ca: Key) -> (T::AccountId, DeviceId, ModelId, Endorsement)
where
	T::Currency: Mutate<T::AccountId>,
{
	let owner = rich::<T>("owner");
	let id = rotated::<T>(&owner, 1);
	let model = model::<T>(&owner, maker::<T>(), ca.public(), 0);
	let key = Key::P256(101).public();
	let endorsement = signed_endorsement::<T>(id, key, model, ca);
	(owner, id, model, endorsement)
}
