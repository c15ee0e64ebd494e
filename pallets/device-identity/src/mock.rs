// SPDX-License-Identifier: Apache-2.0

//! A small runtime for the tests.

use frame_support::{derive_impl, parameter_types, traits::ConstU64};
use samul_primitives::{
	envelope,
	keys::{DeviceKey, Scheme},
	DeviceId, Moment,
};
use sp_runtime::{BuildStorage, DispatchResult};

use crate::{self as pallet_device_identity, KeyProof};

/// Account with a balance.
pub const ALICE: u64 = 1;
/// Another account with a balance.
pub const BOB: u64 = 2;
/// An account with nothing.
pub const POOR: u64 = 3;
/// The time at which tests begin.
pub const NOW: Moment = 1_700_000_000_000;
/// Deposit for a device.
pub const DEPOSIT: u64 = 100;

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
}

/// The devices that something refers to.
pub struct InUse;
impl frame_support::traits::Contains<DeviceId> for InUse {
	fn contains(device: &DeviceId) -> bool {
		Used::get().contains(device)
	}
}

impl crate::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Deposit = ConstU64<DEPOSIT>;
	type Time = Timestamp;
	type MaxProofLife = ConstU64<86_400_000>;
	type InUse = InUse;
	type WeightInfo = ();
}

/// The storage that tests begin with.
pub fn storage() -> sp_io::TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default()
		.build_storage()
		.unwrap();
	pallet_balances::GenesisConfig::<Test> {
		balances: vec![(ALICE, 1_000), (BOB, 1_000)],
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
pub fn run(test: impl FnOnce()) {
	let mut ext = storage();
	ext.execute_with(|| {
		Timestamp::set_timestamp(NOW);
		test();
		DeviceIdentity::do_try_state().unwrap();
	});
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
	let proof = proof(key, owner, NOW + 1000);
	DeviceIdentity::register(RuntimeOrigin::signed(owner), key.public(), proof)
}

/// Register an Ed25519 device and give its id.
pub fn device(owner: u64, seed: u8) -> DeviceId {
	let key = key(Scheme::Ed25519, seed);
	register(owner, &key).unwrap();
	DeviceId::of(&key.public())
}
