// SPDX-License-Identifier: Apache-2.0

//! A small runtime for the tests.

use codec::{Decode, Encode};
use frame_support::{
	derive_impl, parameter_types,
	traits::{fungible::InspectHold, ConstU64, ConstU8, EnsureOrigin},
};
use frame_system::RawOrigin;
use samul_primitives::{
	envelope,
	keys::{verify, DeviceKey, Scheme},
	traits::{CertifiedKey, Serial, VerifyCertificate},
	DeviceId, MemberId, ModelId, Moment, PublicKey, Signature,
};
use sp_runtime::{BuildStorage, DispatchResult};

use crate::{
	self as pallet_device_identity, types::Recovery, Devices, Endorsement, HoldReason, KeyProof,
	NextModel, Purposes,
};

/// Account with a balance.
pub const ALICE: u64 = 1;
/// Another account with a balance.
pub const BOB: u64 = 2;
/// An account with nothing.
pub const POOR: u64 = 3;
/// Acts for the member [`MAKER`] as a manufacturer.
pub const FACTORY: u64 = 10;
/// Acts for another member as a manufacturer.
pub const OTHER_FACTORY: u64 = 11;
/// Represents the member [`GUARDIAN`].
pub const OFFICE: u64 = 20;
/// Represents another member.
pub const OTHER_OFFICE: u64 = 21;
/// The manufacturer.
pub const MAKER: MemberId = 1;
/// The guardian.
pub const GUARDIAN: MemberId = 5;
/// The time at which tests begin.
pub const NOW: Moment = 1_700_000_000_000;
/// Deposit for a device.
pub const DEPOSIT: u64 = 100;
/// Deposit for a key.
pub const METHOD_DEPOSIT: u64 = 10;
/// Deposit for a service.
pub const SERVICE_DEPOSIT: u64 = 7;
/// Deposit for a model.
pub const MODEL_DEPOSIT: u64 = 50;
/// Milliseconds of a day.
pub const DAY: Moment = 86_400_000;
/// How long keys are kept.
pub const HISTORY: Moment = 30 * DAY;
/// How long a device is kept that was compromised.
pub const COMPROMISE: Moment = 60 * DAY;
/// How long an owner can object.
pub const DELAY: Moment = 3 * DAY;
/// Calls a day that cost nothing.
pub const FREE: u8 = 3;
/// What accounts begin with.
pub const MONEY: u64 = 20_000;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(3)]
	pub type DeviceIdentity = pallet_device_identity;
}

type Block = frame_system::mocking::MockBlock<Test>;

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
}

parameter_types! {
	pub static Used: Vec<DeviceId> = Vec::new();
	pub static Makers: Vec<MemberId> = vec![MAKER, MAKER + 1];
}

/// The members that are manufacturers.
pub struct Manufacturers;
impl frame_support::traits::Contains<MemberId> for Manufacturers {
	fn contains(member: &MemberId) -> bool {
		Makers::get().contains(member)
	}
}

/// The devices that something refers to.
pub struct InUse;
impl frame_support::traits::Contains<DeviceId> for InUse {
	fn contains(device: &DeviceId) -> bool {
		Used::get().contains(device)
	}
}

/// The accounts `FIRST` and the one after it, that act for the members `MEMBER` and the one after it.
pub struct Acting<const FIRST: u64, const MEMBER: MemberId>;
impl<const FIRST: u64, const MEMBER: MemberId> EnsureOrigin<RuntimeOrigin>
	for Acting<FIRST, MEMBER>
{
	type Success = (u64, MemberId);

	fn try_origin(origin: RuntimeOrigin) -> Result<Self::Success, RuntimeOrigin> {
		match origin.clone().into() {
			Ok(RawOrigin::Signed(who)) if who == FIRST => Ok((who, MEMBER)),
			Ok(RawOrigin::Signed(who)) if who == FIRST + 1 => Ok((who, MEMBER + 1)),
			_ => Err(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
		Ok(RawOrigin::Signed(FIRST).into())
	}
}

/// What certificates of the tests say: key, serial number, from when and until when.
pub type Claims = (PublicKey, Serial, Moment, Moment);

/// Reads certificates that are nothing but claims and a signature.
pub struct Certificates;
impl VerifyCertificate for Certificates {
	fn verify(der: &[u8], ca: &PublicKey) -> Option<CertifiedKey> {
		let (claims, signature) = <(Claims, Signature)>::decode(&mut &der[..]).ok()?;
		if !verify(ca, &claims.encode(), &signature) {
			return None;
		}
		let (key, serial, not_before, not_after) = claims;
		Some(CertifiedKey {
			key,
			serial,
			not_before,
			not_after,
		})
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn certificate_for_benchmark(of: &PublicKey) -> Option<(Vec<u8>, PublicKey)> {
		let ca = key(Scheme::P256, 250);
		let claims: Claims = (*of, serial(b"1"), 0, Moment::MAX);
		Some(((&claims, ca.sign(&claims.encode())).encode(), ca.public()))
	}
}

impl crate::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Deposit = ConstU64<DEPOSIT>;
	type MethodDeposit = ConstU64<METHOD_DEPOSIT>;
	type ServiceDeposit = ConstU64<SERVICE_DEPOSIT>;
	type ModelDeposit = ConstU64<MODEL_DEPOSIT>;
	type Time = Timestamp;
	type MaxProofLife = ConstU64<DAY>;
	type HistoryLife = ConstU64<HISTORY>;
	type CompromiseLife = ConstU64<COMPROMISE>;
	type RecoveryDelay = ConstU64<DELAY>;
	type FreeCalls = ConstU8<FREE>;
	type InUse = InUse;
	type ManufacturerOrigin = Acting<FACTORY, MAKER>;
	type GuardianOrigin = Acting<OFFICE, GUARDIAN>;
	type Manufacturers = Manufacturers;
	type AdminOrigin = frame_system::EnsureRoot<u64>;
	type Certificates = Certificates;
	type WeightInfo = ();
}

/// The storage that tests begin with.
pub fn storage() -> sp_io::TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default()
		.build_storage()
		.unwrap();
	pallet_balances::GenesisConfig::<Test> {
		balances: [ALICE, BOB, FACTORY, OTHER_FACTORY]
			.map(|who| (who, MONEY))
			.to_vec(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	let mut ext = sp_io::TestExternalities::new(storage);
	let keystore = sp_keystore::testing::MemoryKeystore::new();
	ext.register_extension(sp_keystore::KeystoreExt::new(keystore));
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Run a test, and check the invariants after it.
pub fn run<R>(test: impl FnOnce() -> R) -> R {
	let mut ext = storage();
	ext.execute_with(|| {
		Used::set(Vec::new());
		Makers::set(vec![MAKER, MAKER + 1]);
		Timestamp::set_timestamp(NOW);
		let result = test();
		DeviceIdentity::do_try_state().unwrap();
		result
	})
}

/// A key pair.
pub fn key(scheme: Scheme, seed: u8) -> DeviceKey {
	DeviceKey::from_seed(scheme, &[seed; 32]).unwrap()
}

/// The genesis hash.
pub fn genesis() -> [u8; 32] {
	System::block_hash(0).into()
}

/// A device's proof that it wants this owner.
pub fn proof(key: &DeviceKey, owner: u64, expires: Moment) -> KeyProof {
	let owner = DeviceIdentity::account_bytes(&owner);
	let message = envelope::register_message(&genesis(), &key.public(), &owner, expires);
	KeyProof {
		expires,
		signature: key.sign(&message),
	}
}

/// A new key's proof for a rotation.
pub fn rotation(key: &DeviceKey, device: DeviceId, number: u32, expires: Moment) -> KeyProof {
	let message = envelope::rotate_message(&genesis(), &device, &key.public(), number, expires);
	KeyProof {
		expires,
		signature: key.sign(&message),
	}
}

/// Register a device of this key.
pub fn register(owner: u64, key: &DeviceKey) -> DispatchResult {
	let proof = proof(key, owner, now() + 1000);
	DeviceIdentity::register(RuntimeOrigin::signed(owner), key.public(), proof)
}

/// Register an Ed25519 device and give its id.
pub fn device(owner: u64, seed: u8) -> DeviceId {
	let key = key(Scheme::Ed25519, seed);
	register(owner, &key).unwrap();
	DeviceId::of(&key.public())
}

/// Signed by an account.
pub fn by(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Let time pass.
pub fn pass(milliseconds: Moment) {
	Timestamp::set_timestamp(now() + milliseconds);
}

/// The time.
pub fn now() -> Moment {
	Timestamp::get()
}

/// What is on hold of an account for devices.
pub fn held(who: u64) -> u64 {
	Balances::balance_on_hold(&HoldReason::Device.into(), &who)
}

/// The record of a device.
pub fn record(id: DeviceId) -> crate::pallet::DeviceOf<Test> {
	Devices::<Test>::get(id).unwrap()
}

/// Give a device a new primary key.
pub fn rotate(owner: u64, id: DeviceId, new: &DeviceKey) -> DispatchResult {
	let proof = rotation(new, id, record(id).rotations, now());
	DeviceIdentity::rotate_key(by(owner), id, new.public(), proof, None)
}

/// Give a device a new primary key for which its old one signs, too.
pub fn rotate_by(owner: u64, id: DeviceId, old: &DeviceKey, new: &DeviceKey) -> DispatchResult {
	let number = record(id).rotations;
	let proof = rotation(new, id, number, now());
	let message = envelope::rotate_message(&genesis(), &id, &new.public(), number, now());
	let by_old = Some(old.sign(&message));
	DeviceIdentity::rotate_key(by(owner), id, new.public(), proof, by_old)
}

/// Give a compromised device a new primary key.
pub fn recover(owner: u64, id: DeviceId, new: &DeviceKey) -> DispatchResult {
	let proof = rotation(new, id, record(id).rotations, now());
	DeviceIdentity::recover(by(owner), id, new.public(), proof)
}

/// A further key's proof.
pub fn addition(
	key: &DeviceKey,
	device: DeviceId,
	purposes: Purposes,
	number: u16,
	expires: Moment,
) -> KeyProof {
	let message = envelope::method_message(
		&genesis(),
		&device,
		&key.public(),
		purposes.0,
		number,
		expires,
	);
	KeyProof {
		expires,
		signature: key.sign(&message),
	}
}

/// Add a key that signs; it is for all that it can be.
pub fn add_key(owner: u64, id: DeviceId, key: &DeviceKey) -> DispatchResult {
	let proof = addition(key, id, Purposes::SIGNING, record(id).next_method, now());
	DeviceIdentity::add_signing_key(by(owner), id, key.public(), Purposes::SIGNING, proof)
}

/// The key by which devices of the first model are endorsed.
pub fn ca() -> DeviceKey {
	ca_of(0)
}

/// The key by which devices of a model are endorsed.
pub fn ca_of(model: ModelId) -> DeviceKey {
	key(Scheme::P256, 200 + model as u8)
}

/// What a CA key signs for a manufacturer.
pub fn ca_proof(ca: &DeviceKey, manufacturer: MemberId) -> Signature {
	ca.sign(&envelope::ca_message(
		&genesis(),
		manufacturer,
		&ca.public(),
	))
}

/// Create a model, and give its number.
pub fn model(factory: u64) -> ModelId {
	let id = NextModel::<Test>::get();
	let name = b"Logger 3".to_vec().try_into().unwrap();
	let ca = ca_of(id);
	DeviceIdentity::create_model(by(factory), name, ca.public(), ca_proof(&ca, MAKER)).unwrap();
	id
}

/// A serial number.
pub fn serial(text: &[u8]) -> Serial {
	text.to_vec().try_into().unwrap()
}

/// What the manufacturer signs of a device of this key.
pub fn endorsement(ca: &DeviceKey, id: DeviceId, of: PublicKey, model: ModelId) -> Endorsement {
	let message = envelope::endorse_message(&genesis(), &id, &of, model, b"SN-1");
	Endorsement::Signature {
		key: of,
		serial: serial(b"SN-1"),
		signature: ca.sign(&message),
	}
}

/// A certificate for a key.
pub fn certificate(ca: &DeviceKey, of: PublicKey, from: Moment, until: Moment) -> Endorsement {
	let claims: Claims = (of, serial(b"SN-2"), from, until);
	let der = (&claims, ca.sign(&claims.encode())).encode();
	Endorsement::Certificate(der.try_into().unwrap())
}

/// Make a device of this model, and give its id.
pub fn manufacture(factory: u64, seed: u8, model: ModelId) -> DeviceId {
	let key = key(Scheme::Ed25519, seed);
	let id = DeviceId::of(&key.public());
	DeviceIdentity::manufacture(
		by(factory),
		key.public(),
		proof(&key, factory, now()),
		model,
		0,
		endorsement(&ca_of(model), id, key.public(), model),
	)
	.unwrap();
	id
}

/// An owner's device that is endorsed.
pub fn endorsed(owner: u64, seed: u8, model: ModelId) -> DeviceId {
	let id = device(owner, seed);
	let endorsement = endorsement(&ca_of(model), id, record(id).key, model);
	DeviceIdentity::endorse(by(owner), id, model, endorsement).unwrap();
	id
}

/// What a device's guardian asked for.
pub fn pending(id: DeviceId) -> Option<Recovery<u64>> {
	record(id).recovery
}
