// SPDX-License-Identifier: Apache-2.0

//! A small runtime for the tests.

use std::collections::BTreeMap;

use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU32, ConstU64},
};
use samul_primitives::{
	batch::{encode, SignedBatch},
	envelope,
	keys::{DeviceKey, Scheme},
	traits::{DeviceError, Devices},
	units::Channel,
	DeviceId, Moment, PublicKey, StreamId,
};
use sp_runtime::BuildStorage;

use crate::{self as pallet_telemetry, IngestError, StreamSpec};

/// The owner of the devices.
pub const OWNER: u64 = 1;
/// Another account.
pub const OTHER: u64 = 2;
/// An account with nothing.
pub const POOR: u64 = 3;
/// The time at which tests begin.
pub const NOW: Moment = 1_700_000_000_000;
/// An hour.
pub const HOUR: Moment = 3_600_000;
/// Allowed skew.
pub const SKEW: Moment = 60_000;
/// Readings that a device may send at once without an account.
pub const BURST: u32 = 12;

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
	pub type Telemetry = pallet_telemetry;
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
	/// Devices: owner, key, whether active.
	pub static Registered: BTreeMap<DeviceId, (u64, PublicKey, bool)> = BTreeMap::new();
}

/// Who the devices are.
pub struct Registry;
impl Devices<u64> for Registry {
	fn active_key(device: &DeviceId) -> Result<PublicKey, DeviceError> {
		match Registered::get().get(device) {
			Some((_, key, true)) => Ok(*key),
			Some(_) => Err(DeviceError::NotActive),
			None => Err(DeviceError::Unknown),
		}
	}

	fn owner(device: &DeviceId) -> Option<u64> {
		Registered::get().get(device).map(|record| record.0)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn register_for_benchmark(owner: &u64, key: PublicKey) -> DeviceId {
		let id = DeviceId::of(&key);
		Registered::mutate(|devices| devices.insert(id, (*owner, key, true)));
		id
	}
}

impl crate::Config for Test {
	type RuntimeCall = RuntimeCall;
	type Devices = Registry;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type StreamDeposit = ConstU64<10>;
	type ChannelDeposit = ConstU64<2>;
	type Time = Timestamp;
	type MaxSkew = ConstU64<SKEW>;
	type MaxBatches = ConstU32<64>;
	type MaxStreams = ConstU32<3>;
	type FreeBurst = ConstU32<BURST>;
	type FreeAtOpening = ConstU32<BURST>;
	type WeightInfo = ();
}

/// The storage that tests begin with.
pub fn storage() -> sp_io::TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default()
		.build_storage()
		.unwrap();
	pallet_balances::GenesisConfig::<Test> {
		balances: vec![(OWNER, 10_000), (OTHER, 10_000)],
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
		Registered::set(BTreeMap::new());
		Timestamp::set_timestamp(NOW);
		frame_support::storage::unhashed::put(b":extrinsic_index", &7u32);
		test();
		Telemetry::do_try_state().unwrap();
	});
}

/// A key pair.
pub fn key(scheme: Scheme, seed: u8) -> DeviceKey {
	DeviceKey::from_seed(scheme, &[seed; 32]).unwrap()
}

/// Register an active device of this key.
pub fn device(key: &DeviceKey) -> DeviceId {
	let id = DeviceId::of(&key.public());
	Registered::mutate(|devices| devices.insert(id, (OWNER, key.public(), true)));
	id
}

/// A channel of tenths of a degree, plausible from −100 to 100 °C.
pub fn celsius() -> Channel {
	Channel {
		quantity: b"air temperature".to_vec().try_into().unwrap(),
		unit: b"Cel".to_vec().try_into().unwrap(),
		exponent: -1,
		min: -1000,
		max: 1000,
	}
}

/// A channel of per cent.
pub fn humidity() -> Channel {
	Channel {
		quantity: b"relative humidity".to_vec().try_into().unwrap(),
		unit: b"%".to_vec().try_into().unwrap(),
		exponent: 0,
		min: 0,
		max: 100,
	}
}

/// Hourly temperature and humidity, with gaps of up to two hours.
pub fn climate() -> StreamSpec {
	StreamSpec {
		channels: vec![celsius(), humidity()].try_into().unwrap(),
		interval: HOUR,
		longest_gap: 2 * HOUR,
	}
}

/// A device with an open stream of climate.
pub struct Sensor {
	/// Its key.
	pub key: DeviceKey,
	/// Its stream.
	pub stream: StreamId,
}

impl Sensor {
	/// Register the device and open the stream.
	pub fn new(scheme: Scheme, seed: u8) -> Self {
		let key = key(scheme, seed);
		let stream = StreamId {
			device: device(&key),
			index: 0,
		};
		Telemetry::open_stream(RuntimeOrigin::signed(OWNER), stream.device, 0, climate()).unwrap();
		Self { key, stream }
	}

	/// A batch of the stream.
	pub fn batch(&self, sequence: u64, readings: &[(Moment, [i64; 2])]) -> SignedBatch {
		self.sign(
			encode(self.stream, sequence, readings)
				.unwrap()
				.into_inner(),
		)
	}

	/// Sign any payload.
	pub fn sign(&self, payload: Vec<u8>) -> SignedBatch {
		let message = envelope::batch_message(&System::block_hash(0).into(), &payload);
		SignedBatch {
			payload: payload.try_into().unwrap(),
			signature: self.key.sign(&message),
		}
	}

	/// What is stored of the stream.
	pub fn state(&self) -> crate::StreamOf<Test> {
		crate::Streams::<Test>::get(self.stream).unwrap()
	}
}

/// Submit batches by an account; gives what became of each.
pub fn submit(batches: Vec<SignedBatch>) -> Vec<Result<u64, IngestError>> {
	System::reset_events();
	Telemetry::submit(RuntimeOrigin::signed(OTHER), batches.try_into().unwrap()).unwrap();
	outcomes()
}

/// What became of the batches, by the events.
pub fn outcomes() -> Vec<Result<u64, IngestError>> {
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Telemetry(crate::Event::BatchIngested { sequence, .. }) => {
				Some(Ok(sequence))
			}
			RuntimeEvent::Telemetry(crate::Event::BatchRefused { reason, .. }) => Some(Err(reason)),
			_ => None,
		})
		.collect()
}

/// Hourly readings of a constant climate.
pub fn hours(start: Moment, count: u64, values: [i64; 2]) -> Vec<(Moment, [i64; 2])> {
	(0..count)
		.map(|hour| (start + hour * HOUR, values))
		.collect()
}
