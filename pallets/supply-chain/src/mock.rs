// SPDX-License-Identifier: Apache-2.0

//! A small runtime for the tests: the pallet with the real telemetry below it, and what it is
//! priced in composed as in the real runtime.

use std::collections::BTreeMap;

use frame_support::{
	derive_impl, parameter_types,
	traits::{
		fungible::{self, NativeFromLeft, NativeOrWithId, UnionOf},
		fungibles::{self, hold::Inspect as _, Inspect as _},
		AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU64, Hooks,
	},
	weights::Weight,
};
use samul_primitives::{
	batch::{encode, SignedBatch},
	envelope,
	keys::{DeviceKey, Scheme},
	observe::Condition,
	traits::{DeviceError, Devices},
	units::Channel,
	DeviceId, Moment, PublicKey, StreamId,
};
use sp_runtime::BuildStorage;

use crate::{
	self as pallet_supply_chain,
	epcis::{BizStep, Disposition, EpcisEvent},
	gs1::GoodsId,
	reckoning::Reckoning,
	types::{Amount, ConditionTerms, Ending, HourlyTariff, Measure, ShipmentId, Tariff, Tier},
	Event, HoldReason, Shipments, TermsOf,
};

/// Who buys.
pub const BUYER: u64 = 1;
/// Who carries, and owns the sensors.
pub const CARRIER: u64 = 2;
/// Who receives, in some tests.
pub const CONSIGNEE: u64 = 3;
/// A driver; also who submits the readings.
pub const DRIVER: u64 = 4;
/// An account with nothing.
pub const POOR: u64 = 5;
/// The issuer of the asset.
pub const ISSUER: u64 = 6;
/// The time at which tests begin: a full minute.
pub const NOW: Moment = 1_700_000_040_000;
/// A minute.
pub const MINUTE: Moment = 60_000;
/// An hour.
pub const HOUR: Moment = 60 * MINUTE;
/// A day.
pub const DAY: Moment = 24 * HOUR;
/// The deadline of [`terms`].
pub const DEADLINE: Moment = NOW + 10 * DAY;
/// The longest period.
pub const MAX_PERIOD: Moment = 366 * DAY;
/// What everybody has at first, in each currency.
pub const PURSE: Amount = 1_000_000;
/// Least that an account may hold, in each currency.
pub const LEAST: Amount = 10;
/// The deposit of a shipment.
pub const DEPOSIT: Amount = 250;
/// The native token.
pub const NATIVE: NativeOrWithId<u32> = NativeOrWithId::Native;
/// A registered asset.
pub const ASSET: NativeOrWithId<u32> = NativeOrWithId::WithId(7);
/// A GLN.
pub const GLN: &[u8] = b"0614141123452";
/// An SSCC.
pub const SSCC: [u8; 18] = *b"106141412345678908";
/// A GTIN-14.
pub const GTIN: [u8; 14] = *b"80614141123458";

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
	pub type Assets = pallet_assets;
	#[runtime::pallet_index(4)]
	pub type AssetsHolder = pallet_assets_holder;
	#[runtime::pallet_index(5)]
	pub type Telemetry = pallet_telemetry;
	#[runtime::pallet_index(6)]
	pub type SupplyChain = pallet_supply_chain;
}

type Block = frame_system::mocking::MockBlock<Test>;

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<u128>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = u128;
	type ExistentialDeposit = ConstU128<LEAST>;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config for Test {
	type Balance = u128;
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<frame_system::EnsureSigned<u64>>;
	type ForceOrigin = frame_system::EnsureRoot<u64>;
	type AssetDeposit = ConstU128<1>;
	type AssetAccountDeposit = ConstU128<1>;
	type MetadataDepositBase = ConstU128<1>;
	type MetadataDepositPerByte = ConstU128<1>;
	type ApprovalDeposit = ConstU128<1>;
	type Freezer = ();
	type Holder = AssetsHolder;
}

impl pallet_assets_holder::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeEvent = RuntimeEvent;
}

/// The native token and every registered asset as one.
pub type Currencies = UnionOf<Balances, AssetsHolder, NativeFromLeft, NativeOrWithId<u32>, u64>;

parameter_types! {
	/// Devices: owner and key.
	pub static Registered: BTreeMap<DeviceId, (u64, PublicKey)> = BTreeMap::new();
}

/// Who the devices are.
pub struct Registry;
impl Devices<u64> for Registry {
	fn active_key(device: &DeviceId) -> Result<PublicKey, DeviceError> {
		let devices = Registered::get();
		devices
			.get(device)
			.map(|record| record.1)
			.ok_or(DeviceError::Unknown)
	}

	fn owner(device: &DeviceId) -> Option<u64> {
		Registered::get().get(device).map(|record| record.0)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn register_for_benchmark(owner: &u64, key: PublicKey) -> DeviceId {
		let id = DeviceId::of(&key);
		Registered::mutate(|devices| devices.insert(id, (*owner, key)));
		id
	}
}

impl pallet_telemetry::Config for Test {
	type RuntimeCall = RuntimeCall;
	type Devices = Registry;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type StreamDeposit = ConstU128<10>;
	type ChannelDeposit = ConstU128<2>;
	type Time = Timestamp;
	type MaxSkew = ConstU64<MINUTE>;
	type MaxBatches = ConstU32<16>;
	type MaxStreams = ConstU32<3>;
	type FreeBurst = ConstU32<4>;
	type FreeAtOpening = ConstU32<4>;
	type WeightInfo = ();
}

impl crate::Config for Test {
	type Streams = Telemetry;
	type Currencies = Currencies;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Deposit = ConstU128<DEPOSIT>;
	type Time = Timestamp;
	type MaxPeriod = ConstU64<MAX_PERIOD>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Mint;
}

/// Gives out the registered asset.
#[cfg(feature = "runtime-benchmarks")]
pub struct Mint;
#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<u64, NativeOrWithId<u32>> for Mint {
	fn asset(holders: &[u64], amount: Amount) -> NativeOrWithId<u32> {
		for holder in holders {
			<Assets as fungibles::Mutate<u64>>::mint_into(7, holder, amount).unwrap();
		}
		ASSET
	}
}

/// The storage that tests begin with.
pub fn storage() -> sp_io::TestExternalities {
	let rich = [BUYER, CARRIER, CONSIGNEE, DRIVER, ISSUER];
	let mut storage = frame_system::GenesisConfig::<Test>::default()
		.build_storage()
		.unwrap();
	pallet_balances::GenesisConfig::<Test> {
		balances: rich.map(|who| (who, PURSE)).to_vec(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	pallet_assets::GenesisConfig::<Test> {
		assets: vec![(7, ISSUER, true, LEAST)],
		accounts: [BUYER, CARRIER].map(|who| (7, who, PURSE)).to_vec(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	let mut ext = sp_io::TestExternalities::new(storage);
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Run a test, and check the invariants after it.
pub fn run(test: impl FnOnce()) {
	storage().execute_with(|| {
		Registered::set(BTreeMap::new());
		pass_to(NOW);
		test();
		SupplyChain::do_try_state().unwrap();
	});
}

/// Run a test once for each currency.
pub fn run_in_each_currency(test: impl Fn(NativeOrWithId<u32>)) {
	for asset in [NATIVE, ASSET] {
		run(|| test(asset.clone()));
	}
}

/// Let it be so late.
pub fn pass_to(time: Moment) {
	Timestamp::set_timestamp(time);
}

/// Let a block have so much room left.
pub fn idle(room: Weight) -> Weight {
	SupplyChain::on_idle(System::block_number(), room)
}

/// A signed origin.
pub fn by(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// A device with an open stream: tenths of a degree, and per cent; hourly, with gaps of up to two
/// hours.
pub struct Sensor {
	key: DeviceKey,
	/// Its stream.
	pub stream: StreamId,
	sequence: u64,
}

impl Sensor {
	/// The carrier's.
	pub fn new(seed: u8) -> Self {
		Self::of(CARRIER, seed)
	}

	/// Register a device of somebody and open its stream.
	pub fn of(owner: u64, seed: u8) -> Self {
		let key = DeviceKey::from_seed(Scheme::Ed25519, &[seed; 32]).unwrap();
		let device = DeviceId::of(&key.public());
		Registered::mutate(|devices| devices.insert(device, (owner, key.public())));
		let channel = |quantity: &[u8], unit: &[u8], exponent, min, max| Channel {
			quantity: quantity.to_vec().try_into().unwrap(),
			unit: unit.to_vec().try_into().unwrap(),
			exponent,
			min,
			max,
		};
		let spec = pallet_telemetry::StreamSpec {
			channels: vec![
				channel(b"air temperature", b"Cel", -1, -1000, 1000),
				channel(b"relative humidity", b"%", 0, 0, 100),
			]
			.try_into()
			.unwrap(),
			interval: HOUR,
			longest_gap: 2 * HOUR,
		};
		Telemetry::open_stream(by(owner), device, 0, spec).unwrap();
		let stream = StreamId { device, index: 0 };
		let sequence = 0;
		Self {
			key,
			stream,
			sequence,
		}
	}

	/// Sign readings of the temperature, at 50 % humidity, and have somebody else submit them.
	pub fn send(&mut self, readings: &[(Moment, i64)]) {
		for part in readings.chunks(1024) {
			let readings: Vec<_> = part.iter().map(|(at, value)| (*at, [*value, 50])).collect();
			let payload = encode(self.stream, self.sequence, &readings).unwrap();
			let message = envelope::batch_message(&System::block_hash(0).into(), &payload);
			let batch = SignedBatch {
				payload: payload.into_inner().try_into().unwrap(),
				signature: self.key.sign(&message),
			};
			Telemetry::submit(by(DRIVER), vec![batch].try_into().unwrap()).unwrap();
			let last = System::events().pop().unwrap().event;
			let came_in = matches!(
				last,
				RuntimeEvent::Telemetry(pallet_telemetry::Event::BatchIngested { .. })
			);
			assert!(came_in, "{last:?}");
			self.sequence += 1;
		}
	}

	/// A value each hour from one time to another, both inclusive.
	pub fn hourly(&mut self, from: Moment, to: Moment, value: i64) {
		let readings: Vec<_> = (0..=(to - from) / HOUR)
			.map(|hour| (from + hour * HOUR, value))
			.collect();
		self.send(&readings);
	}
}

/// From 2 to 8 °C: the first degree-hour is free, up to ten cost 100 each, then 300; at most 9,000;
/// nothing is due above 100 degree-hours. Beyond an hour not observed, each costs 50, at most 500.
pub fn cool(stream: StreamId) -> ConditionTerms {
	let tier = |above, rate| Tier { above, rate };
	ConditionTerms {
		stream,
		condition: Condition {
			channel: 0,
			low: 20,
			high: 80,
			kinetic: false,
		},
		tariff: Tariff {
			measure: Measure::UnitHours,
			tiers: vec![tier(1_000, 100), tier(10_000, 300)]
				.try_into()
				.unwrap(),
			cap: 9_000,
			reject_above: Some(100_000),
		},
		unobserved: HourlyTariff {
			grace: HOUR,
			rate: 50,
			cap: 500,
		},
	}
}

/// Terms in the native token, without conditions.
pub fn bare() -> TermsOf<Test> {
	TermsOf::<Test> {
		carrier: CARRIER,
		consignee: None,
		goods: vec![GoodsId::Sscc(SSCC)].try_into().unwrap(),
		conditions: Default::default(),
		asset: NATIVE,
		price: 10_000,
		bond: 2_000,
		cancellation_fee: 500,
		valid_until: NOW + DAY,
		not_before: NOW,
		deadline: DEADLINE,
		lateness: HourlyTariff {
			grace: HOUR,
			rate: 40,
			cap: 1_000,
		},
		abandon_after: 5 * DAY,
		confirmation_period: 2 * DAY,
	}
}

/// Terms with the condition [`cool`] on each sensor.
pub fn terms(sensors: &[&Sensor]) -> TermsOf<Test> {
	let conditions: Vec<_> = sensors.iter().map(|sensor| cool(sensor.stream)).collect();
	TermsOf::<Test> {
		conditions: conditions.try_into().unwrap(),
		..bare()
	}
}

/// A handover's event at a place.
pub fn event(at: Moment) -> EpcisEvent {
	EpcisEvent {
		event_time: at,
		biz_step: BizStep::Shipping,
		disposition: Disposition::InTransit,
		read_point: GLN.to_vec().try_into().unwrap(),
	}
}

/// The buyer proposes.
pub fn propose(terms: TermsOf<Test>) -> ShipmentId {
	let id = crate::NextId::<Test>::get();
	SupplyChain::propose(by(BUYER), terms).unwrap();
	id
}

/// The buyer proposes and the carrier accepts.
pub fn agree(terms: TermsOf<Test>) -> ShipmentId {
	let carrier = terms.carrier;
	let id = propose(terms);
	SupplyChain::accept(by(carrier), id).unwrap();
	id
}

/// The goods go to somebody.
pub fn hand(id: ShipmentId, to: u64, at: Moment) {
	let custodian = Shipments::<Test>::get(id).unwrap().custodian;
	SupplyChain::offer_handover(by(custodian), id, to, event(at)).unwrap();
	SupplyChain::accept_handover(by(to), id, event(at)).unwrap();
}

/// Agreed on and picked up now.
pub fn under_way(terms: TermsOf<Test>) -> ShipmentId {
	let carrier = terms.carrier;
	let id = agree(terms);
	hand(id, carrier, NOW);
	id
}

/// The goods go to the receiver at that time, which is let come.
pub fn deliver(id: ShipmentId, at: Moment) {
	pass_to(at);
	let receiver = *Shipments::<Test>::get(id).unwrap().receiver();
	hand(id, receiver, at);
}

/// All that somebody has of a currency, on hold or not.
pub fn total(asset: &NativeOrWithId<u32>, who: u64) -> Amount {
	<Currencies as fungibles::Inspect<u64>>::total_balance(asset.clone(), &who)
}

/// What is on hold of somebody's for this pallet: price, bond, deposits.
pub fn held(asset: &NativeOrWithId<u32>, who: u64) -> (Amount, Amount, Amount) {
	let of = |reason: HoldReason| Currencies::balance_on_hold(asset.clone(), &reason.into(), &who);
	let deposits = <Balances as fungible::hold::Inspect<u64>>::balance_on_hold(
		&HoldReason::Shipment.into(),
		&who,
	);
	(of(HoldReason::Price), of(HoldReason::Bond), deposits)
}

/// The sum that there is of a currency.
pub fn issuance(asset: &NativeOrWithId<u32>) -> Amount {
	Currencies::total_issuance(asset.clone())
}

/// How the last shipment that ended did.
pub fn ending() -> Ending {
	System::events()
		.into_iter()
		.rev()
		.find_map(|record| match record.event {
			RuntimeEvent::SupplyChain(Event::ShipmentEnded { ending, .. }) => Some(ending),
			_ => None,
		})
		.unwrap()
}

/// The reckoning of the last shipment that was settled.
pub fn settled() -> Reckoning {
	match ending() {
		Ending::Settled(reckoning) => reckoning,
		other => panic!("{other:?}"),
	}
}

/// Everything is as if there never had been a shipment, but for what buyer and carrier gained.
pub fn assert_over(asset: &NativeOrWithId<u32>, buyer: i128, carrier: i128) {
	let gained = |who| total(asset, who) as i128 - PURSE as i128;
	assert_eq!((gained(BUYER), gained(CARRIER)), (buyer, carrier));
	for who in [BUYER, CARRIER] {
		assert_eq!(held(asset, who), (0, 0, 0));
	}
	assert_eq!(Shipments::<Test>::iter().count(), 0);
	assert_eq!(crate::ShipmentsOf::<Test>::iter().count(), 0);
	assert_eq!(crate::Agenda::<Test>::iter().count(), 0);
	for (_, stream) in pallet_telemetry::Streams::<Test>::iter() {
		assert!(stream.monitors.is_empty());
	}
}
