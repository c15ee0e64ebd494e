// SPDX-License-Identifier: Apache-2.0

//! What the calls cost, each at its worst.

use frame_benchmarking::v2::*;
use frame_support::traits::{fungible::Mutate, Get, UnixTime};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use samul_primitives::{envelope, DeviceId, Moment, PublicKey, Signature};
use sp_core::crypto::KeyTypeId;

use crate::{types::KeyProof, Call, Config, Devices, Pallet, Status};

const KEYS: KeyTypeId = KeyTypeId(*b"smul");

/// A key that the host (P-256: this Wasm) can sign with.
#[derive(Clone, Copy)]
enum Key {
	Ed25519(sp_core::ed25519::Public),
	Sr25519(sp_core::sr25519::Public),
	Secp256k1(sp_core::ecdsa::Public),
	P256(u8),
}

impl Key {
	fn p256(seed: u8) -> p256::ecdsa::SigningKey {
		p256::ecdsa::SigningKey::from_slice(&[seed; 32]).expect("small numbers are scalars")
	}

	fn public(&self) -> PublicKey {
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

fn ed25519() -> Key {
	Key::Ed25519(sp_io::crypto::ed25519_generate(KEYS, None))
}
fn sr25519() -> Key {
	Key::Sr25519(sp_io::crypto::sr25519_generate(KEYS, None))
}
fn secp256k1() -> Key {
	Key::Secp256k1(sp_io::crypto::ecdsa_generate(KEYS, None))
}

fn genesis<T: Config>() -> [u8; 32] {
	frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::default()).into()
}

fn expires<T: Config>() -> Moment {
	T::Time::now().as_millis() as u64 + T::MaxProofLife::get()
}

fn rich<T: Config>(name: &'static str) -> T::AccountId
where
	T::Currency: Mutate<T::AccountId>,
{
	let account: T::AccountId = account(name, 0, 0);
	let minimum = <T::Currency as frame_support::traits::fungible::Inspect<_>>::minimum_balance();
	let deposit = T::Deposit::get();
	let amount = (minimum + deposit) * 10u32.into();
	frame_support::assert_ok!(T::Currency::mint_into(&account, amount));
	account
}

fn registration<T: Config>(owner: &T::AccountId, key: Key) -> KeyProof {
	let expires = expires::<T>();
	let owner = Pallet::<T>::account_bytes(owner);
	let message = envelope::register_message(&genesis::<T>(), &key.public(), &owner, expires);
	KeyProof {
		expires,
		signature: key.sign(&message),
	}
}

fn rotation<T: Config>(device: DeviceId, key: Key) -> KeyProof {
	let expires = expires::<T>();
	let message = envelope::rotate_message(&genesis::<T>(), &device, &key.public(), 1, expires);
	KeyProof {
		expires,
		signature: key.sign(&message),
	}
}

/// A device whose key was rotated once already, so that a further rotation has a key to let go.
fn rotated<T: Config>(owner: &T::AccountId) -> DeviceId {
	let first = Key::P256(1);
	let proof = registration::<T>(owner, first);
	frame_support::assert_ok!(Pallet::<T>::do_register(
		owner.clone(),
		first.public(),
		&proof
	));
	let id = DeviceId::of(&first.public());
	let second = Key::P256(2);
	let expires = expires::<T>();
	let message = envelope::rotate_message(&genesis::<T>(), &id, &second.public(), 0, expires);
	let proof = KeyProof {
		expires,
		signature: second.sign(&message),
	};
	frame_support::assert_ok!(Pallet::<T>::do_rotate_key(
		owner,
		id,
		second.public(),
		&proof
	));
	id
}

#[benchmarks(where T::Currency: Mutate<T::AccountId>)]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_ed25519() {
		let (owner, key) = (rich::<T>("owner"), ed25519());
		let proof = registration::<T>(&owner, key);
		#[extrinsic_call]
		register(RawOrigin::Signed(owner), key.public(), proof);
		assert!(Devices::<T>::contains_key(DeviceId::of(&key.public())));
	}

	#[benchmark]
	fn register_sr25519() {
		let (owner, key) = (rich::<T>("owner"), sr25519());
		let proof = registration::<T>(&owner, key);
		#[extrinsic_call]
		register(RawOrigin::Signed(owner), key.public(), proof);
		assert!(Devices::<T>::contains_key(DeviceId::of(&key.public())));
	}

	#[benchmark]
	fn register_secp256k1() {
		let (owner, key) = (rich::<T>("owner"), secp256k1());
		let proof = registration::<T>(&owner, key);
		#[extrinsic_call]
		register(RawOrigin::Signed(owner), key.public(), proof);
		assert!(Devices::<T>::contains_key(DeviceId::of(&key.public())));
	}

	#[benchmark]
	fn register_p256() {
		let (owner, key) = (rich::<T>("owner"), Key::P256(7));
		let proof = registration::<T>(&owner, key);
		#[extrinsic_call]
		register(RawOrigin::Signed(owner), key.public(), proof);
		assert!(Devices::<T>::contains_key(DeviceId::of(&key.public())));
	}

	#[benchmark]
	fn suspend() {
		let owner = rich::<T>("owner");
		let id = rotated::<T>(&owner);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);
		assert_eq!(
			Devices::<T>::get(id).map(|device| device.status),
			Some(Status::Suspended)
		);
	}

	#[benchmark]
	fn resume() {
		let owner = rich::<T>("owner");
		let id = rotated::<T>(&owner);
		frame_support::assert_ok!(Pallet::<T>::suspend(
			RawOrigin::Signed(owner.clone()).into(),
			id
		));
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);
		assert_eq!(
			Devices::<T>::get(id).map(|device| device.status),
			Some(Status::Active)
		);
	}

	#[benchmark]
	fn retire() {
		let owner = rich::<T>("owner");
		let id = rotated::<T>(&owner);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);
		assert!(!Devices::<T>::contains_key(id));
	}

	#[benchmark]
	fn offer_transfer() {
		let (owner, to) = (rich::<T>("owner"), rich::<T>("to"));
		let id = rotated::<T>(&owner);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, Some(to.clone()));
		assert_eq!(
			Devices::<T>::get(id).and_then(|device| device.offered_to),
			Some(to)
		);
	}

	#[benchmark]
	fn accept_transfer() {
		let (owner, to) = (rich::<T>("owner"), rich::<T>("to"));
		let id = rotated::<T>(&owner);
		frame_support::assert_ok!(Pallet::<T>::offer_transfer(
			RawOrigin::Signed(owner).into(),
			id,
			Some(to.clone())
		));
		#[extrinsic_call]
		_(RawOrigin::Signed(to.clone()), id);
		assert_eq!(Devices::<T>::get(id).map(|device| device.owner), Some(to));
	}

	#[benchmark]
	fn rotate_key_ed25519() {
		let (owner, key) = (rich::<T>("owner"), ed25519());
		let id = rotated::<T>(&owner);
		let proof = rotation::<T>(id, key);
		#[extrinsic_call]
		rotate_key(RawOrigin::Signed(owner), id, key.public(), proof);
		assert_eq!(
			Devices::<T>::get(id).map(|device| device.key),
			Some(key.public())
		);
	}

	#[benchmark]
	fn rotate_key_sr25519() {
		let (owner, key) = (rich::<T>("owner"), sr25519());
		let id = rotated::<T>(&owner);
		let proof = rotation::<T>(id, key);
		#[extrinsic_call]
		rotate_key(RawOrigin::Signed(owner), id, key.public(), proof);
		assert_eq!(
			Devices::<T>::get(id).map(|device| device.key),
			Some(key.public())
		);
	}

	#[benchmark]
	fn rotate_key_secp256k1() {
		let (owner, key) = (rich::<T>("owner"), secp256k1());
		let id = rotated::<T>(&owner);
		let proof = rotation::<T>(id, key);
		#[extrinsic_call]
		rotate_key(RawOrigin::Signed(owner), id, key.public(), proof);
		assert_eq!(
			Devices::<T>::get(id).map(|device| device.key),
			Some(key.public())
		);
	}

	#[benchmark]
	fn rotate_key_p256() {
		let (owner, key) = (rich::<T>("owner"), Key::P256(9));
		let id = rotated::<T>(&owner);
		let proof = rotation::<T>(id, key);
		#[extrinsic_call]
		rotate_key(RawOrigin::Signed(owner), id, key.public(), proof);
		assert_eq!(
			Devices::<T>::get(id).map(|device| device.key),
			Some(key.public())
		);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::storage(), crate::mock::Test);
}
