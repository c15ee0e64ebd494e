// SPDX-License-Identifier: Apache-2.0

//! A small runtime for the tests: the pallet with the real telemetry below it, rights that keep to
//! their trait, and what is priced in composed as in the real runtime.

pub mod rights;
mod tariffs;

use std::collections::BTreeMap;

use frame_support::{
	derive_impl, parameter_types,
	traits::{
		fungible::{self, NativeFromLeft, NativeOrWithId, UnionOf},
		fungibles::{self, hold::Inspect as _, Inspect as _},
		AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU64, ConstU8,
	},
};
use samul_primitives::{
	access::{ResourceId, RightId, Subject},
	batch::{encode, SignedBatch},
	envelope,
	keys::{DeviceKey, Scheme},
	traits::{DeviceError, Devices},
	units::Channel,
	DeviceId, Moment, PublicKey, StreamId,
};
use sp_runtime::{traits::IdentityLookup, AccountId32, BuildStorage};

use crate::{
	self as pallet_access_market,
	settlement::ChargeDetail,
	types::{Amount, Order, Sums, TariffHash},
	Agreements, AgreementsOf, BookingsOf, Event, HoldReason, TariffOf,
};
use rights::{Book, Registrar};
pub use tariffs::*;

const fn somebody(seed: u8) -> AccountId32 {
	AccountId32::new([seed; 32])
}

/// Who owns the resources: a charge point operator, a landlord.
pub const OWNER: AccountId32 = somebody(1);
/// Who pays: a mobility provider.
pub const PAYER: AccountId32 = somebody(2);
/// Who has the right, in most tests: an account with nothing.
pub const DRIVER: AccountId32 = somebody(3);
/// Who rules.
pub const ARBITER: AccountId32 = somebody(4);
/// Somebody else, who also submits the readings.
pub const OTHER: AccountId32 = somebody(5);
/// The issuer of the asset.
pub const ISSUER: AccountId32 = somebody(6);
/// An account with nothing.
pub const POOR: AccountId32 = somebody(7);
/// The resource of most tests.
pub const CHARGER: ResourceId = 11;
/// The time at which tests begin.
pub const NOW: Moment = 1_700_000_040_000;
/// A minute.
pub const MINUTE: Moment = 60_000;
/// An hour.
pub const HOUR: Moment = 60 * MINUTE;
/// A day.
pub const DAY: Moment = 24 * HOUR;
/// The longest period.
pub const MAX_PERIOD: Moment = 366 * DAY;
/// The shortest window.
pub const MIN_WINDOW: Moment = 10_000;
/// How old a last reading may be.
pub const MAX_LAG: Moment = 2 * MINUTE;
/// How long what is owed is kept.
pub const UNPAID_LIFE: Moment = 90 * DAY;
/// What everybody has at first, in each currency.
pub const PURSE: Amount = 1_000_000;
/// Least that an account may hold, in each currency.
pub const LEAST: Amount = 10;
/// The deposit of a tariff.
pub const TARIFF_DEPOSIT: Amount = 120;
/// The deposit of an agreement.
pub const AGREEMENT_DEPOSIT: Amount = 250;
/// The native token.
pub const NATIVE: NativeOrWithId<u32> = NativeOrWithId::Native;
/// A registered asset.
pub const ASSET: NativeOrWithId<u32> = NativeOrWithId::WithId(7);

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
	pub type Market = pallet_access_market;
}

type Block = frame_system::mocking::MockBlock<Test>;

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountId = AccountId32;
	type Lookup = IdentityLookup<AccountId32>;
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
	type CreateOrigin = AsEnsureOriginWithArg<frame_system::EnsureSigned<AccountId32>>;
	type ForceOrigin = frame_system::EnsureRoot<AccountId32>;
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
pub type Currencies =
	UnionOf<Balances, AssetsHolder, NativeFromLeft, NativeOrWithId<u32>, AccountId32>;

parameter_types! {
	/// Devices: owner and key.
	pub static Registered: BTreeMap<DeviceId, (AccountId32, PublicKey)> = BTreeMap::new();
}

/// Who the devices are.
pub struct Registry;
impl Devices<AccountId32> for Registry {
	fn active_key(device: &DeviceId) -> Result<PublicKey, DeviceError> {
		let devices = Registered::get();
		devices
			.get(device)
			.map(|record| record.1)
			.ok_or(DeviceError::Unknown)
	}

	fn owner(device: &DeviceId) -> Option<AccountId32> {
		Registered::get().get(device).map(|record| record.0.clone())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn register_for_benchmark(owner: &AccountId32, key: PublicKey) -> DeviceId {
		let id = DeviceId::of(&key);
		Registered::mutate(|devices| devices.insert(id, (owner.clone(), key)));
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
	type Rights = Registrar;
	type Streams = Telemetry;
	type Currencies = Currencies;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type TariffDeposit = ConstU128<TARIFF_DEPOSIT>;
	type AgreementDeposit = ConstU128<AGREEMENT_DEPOSIT>;
	type Time = Timestamp;
	type MaxTariffs = ConstU8<4>;
	type MaxPeriod = ConstU64<MAX_PERIOD>;
	type MinWindow = ConstU64<MIN_WINDOW>;
	type MaxLag = ConstU64<MAX_LAG>;
	type UnpaidLife = ConstU64<UNPAID_LIFE>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

/// Gives out the registered asset, and adds meters.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;
#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<AccountId32, NativeOrWithId<u32>> for Helper {
	fn asset(holders: &[AccountId32], amount: Amount) -> NativeOrWithId<u32> {
		for holder in holders {
			<Assets as fungibles::Mutate<AccountId32>>::mint_into(7, holder, amount).unwrap();
		}
		ASSET
	}

	fn meter(resource: ResourceId, owner: &AccountId32) -> StreamId {
		use samul_primitives::traits::Streams;
		let stream = Telemetry::open_for_benchmark(owner, 0);
		Book::change(|book| book.devices.insert((resource, stream.device)));
		stream
	}
}

/// The storage that tests begin with.
pub fn storage() -> sp_io::TestExternalities {
	let rich = [OWNER, PAYER, ARBITER, OTHER, ISSUER];
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
		accounts: [OWNER, PAYER, OTHER].map(|who| (7, who, PURSE)).to_vec(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	let mut ext = sp_io::TestExternalities::new(storage);
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Run a test with a resource of [`OWNER`], and check the invariants after it.
pub fn run(test: impl FnOnce()) {
	storage().execute_with(|| {
		Registered::set(BTreeMap::new());
		pass_to(NOW);
		Book::change(|book| book.owners.insert(CHARGER, OWNER));
		test();
		check();
	});
}

/// Run a test once for each currency.
pub fn run_in_each_currency(test: impl Fn(NativeOrWithId<u32>)) {
	for asset in [NATIVE, ASSET] {
		run(|| test(asset.clone()));
	}
}

/// Check the invariants of all that there is.
pub fn check() {
	Market::do_try_state().unwrap();
}

/// Let it be so late.
pub fn pass_to(time: Moment) {
	Timestamp::set_timestamp(time);
}

/// Let so much time pass.
pub fn pass(time: Moment) {
	pass_to(Timestamp::get() + time);
}

/// A signed origin.
pub fn by(who: AccountId32) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// A meter of [`CHARGER`] with an open stream: watts, both ways, and tenths of a km/h; by the minute,
/// with gaps of up to 15.
pub struct Meter {
	key: DeviceKey,
	/// Its stream.
	pub stream: StreamId,
	sequence: u64,
}

impl Meter {
	/// The owner's.
	pub fn new() -> Self {
		Self::of(OWNER, 1)
	}

	/// Register a device of somebody's, add it to the charger, and open its stream.
	pub fn of(owner: AccountId32, seed: u8) -> Self {
		let key = DeviceKey::from_seed(Scheme::Ed25519, &[seed; 32]).unwrap();
		let device = DeviceId::of(&key.public());
		Registered::mutate(|devices| devices.insert(device, (owner.clone(), key.public())));
		Book::change(|book| {
			book.registered.insert(device);
			book.devices.insert((CHARGER, device))
		});
		let channel = |quantity: &[u8], unit: &[u8], exponent, min, max| Channel {
			quantity: quantity.to_vec().try_into().unwrap(),
			unit: unit.to_vec().try_into().unwrap(),
			exponent,
			min,
			max,
		};
		let spec = pallet_telemetry::StreamSpec {
			channels: vec![
				channel(b"active power", b"W", 0, -50_000, 50_000),
				channel(b"speed", b"km/h", -1, 0, 3_000),
				channel(b"depth", b"m", 0, -100, 0),
			]
			.try_into()
			.unwrap(),
			interval: MINUTE,
			longest_gap: 15 * MINUTE,
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

	/// Sign readings of the power, at 36 km/h, and have somebody else submit them.
	pub fn send(&mut self, readings: &[(Moment, i64)]) {
		for part in readings.chunks(1024) {
			let readings: Vec<_> = part
				.iter()
				.map(|(at, value)| (*at, [*value, 360, 0]))
				.collect();
			let payload = encode(self.stream, self.sequence, &readings).unwrap();
			let message = envelope::batch_message(&System::block_hash(0).into(), &payload);
			let batch = SignedBatch {
				payload: payload.into_inner().try_into().unwrap(),
				signature: self.key.sign(&message),
			};
			Telemetry::submit(by(OTHER), vec![batch].try_into().unwrap()).unwrap();
			let last = System::events().pop().unwrap().event;
			let came_in = matches!(
				last,
				RuntimeEvent::Telemetry(pallet_telemetry::Event::BatchIngested { .. })
			);
			assert!(came_in, "{last:?}");
			self.sequence += 1;
		}
	}

	/// A value each minute from one time to another, both inclusive.
	pub fn each_minute(&mut self, from: Moment, to: Moment, value: i64) {
		let readings: Vec<_> = (0..=(to - from) / MINUTE)
			.map(|minute| (from + minute * MINUTE, value))
			.collect();
		self.send(&readings);
	}
}

/// The driver's account as a subject.
pub fn driver() -> Subject {
	Subject::Account(DRIVER.into())
}

/// For the driver, from now on for so long.
pub fn order(time: Moment) -> Order {
	let from = Timestamp::get();
	Order {
		subject: driver(),
		from,
		until: from + time,
		uses: None,
		limit: 0,
	}
}

/// The same with a limit of the meter.
pub fn order_up_to(time: Moment, limit: Amount) -> Order {
	Order {
		limit,
		..order(time)
	}
}

/// The owner sets a tariff of the charger. Gives its hash.
pub fn set(number: u8, tariff: TariffOf<Test>) -> TariffHash {
	let hash = tariff.hash(CHARGER, &OWNER);
	Market::set_tariff(by(OWNER), CHARGER, number, Box::new(tariff)).unwrap();
	hash
}

/// The payer buys by a tariff that is set for it.
pub fn buy(tariff: TariffOf<Test>, order: Order) -> RightId {
	let hash = set(0, tariff);
	let right = Book::get().next;
	Market::buy(by(PAYER), CHARGER, 0, hash, order).unwrap();
	right
}

/// Let a right be used so often, as receipts tell.
pub fn use_it(right: RightId, times: u32) {
	Book::change(|book| {
		for (key, (_, used)) in &mut book.rights {
			if key.2 == right {
				*used += times;
			}
		}
	});
}

/// All that somebody has of a currency, on hold or not.
pub fn total(asset: &NativeOrWithId<u32>, who: &AccountId32) -> Amount {
	<Currencies as fungibles::Inspect<AccountId32>>::total_balance(asset.clone(), who)
}

/// What is on hold of the payer's in a currency, and for storage.
pub fn held(asset: &NativeOrWithId<u32>) -> (Amount, Amount, Amount) {
	let of =
		|reason: HoldReason| Currencies::balance_on_hold(asset.clone(), &reason.into(), &PAYER);
	let storage = <Balances as fungible::hold::Inspect<AccountId32>>::balance_on_hold(
		&HoldReason::Agreement.into(),
		&PAYER,
	);
	(of(HoldReason::Rent), of(HoldReason::Deposit), storage)
}

/// The sum that there is of a currency.
pub fn issuance(asset: &NativeOrWithId<u32>) -> Amount {
	Currencies::total_issuance(asset.clone())
}

/// The pallet's events, the last one first.
pub fn events() -> impl Iterator<Item = Event<Test>> {
	System::events()
		.into_iter()
		.rev()
		.filter_map(|record| match record.event {
			RuntimeEvent::Market(event) => Some(event),
			_ => None,
		})
}

/// The last session that was settled.
pub fn settled() -> ChargeDetail {
	events()
		.find_map(|event| match event {
			Event::SessionSettled { detail, .. } => Some(detail),
			_ => None,
		})
		.unwrap()
}

/// Of the last agreement that was closed, what was paid and what came back.
pub fn closed() -> (Sums, Sums) {
	events()
		.find_map(|event| match event {
			Event::AgreementClosed { paid, back, .. } => Some((paid, back)),
			_ => None,
		})
		.unwrap()
}

/// Rent and deposit.
pub fn sums(rent: Amount, deposit: Amount) -> Sums {
	Sums { rent, deposit }
}

/// Everything is as if there never had been an agreement, but for what the owner gained and the payer
/// lost.
pub fn assert_over(asset: &NativeOrWithId<u32>, gain: Amount) {
	check();
	assert_eq!(held(asset), (0, 0, 0));
	assert_eq!(total(asset, &PAYER), PURSE - gain);
	assert_eq!(total(asset, &OWNER), PURSE + gain);
	assert_eq!(Agreements::<Test>::iter().count(), 0);
	assert_eq!(AgreementsOf::<Test>::iter().count(), 0);
	assert_eq!(BookingsOf::<Test>::iter().count(), 0);
	assert!(Book::get().rights.is_empty());
	for (_, stream) in pallet_telemetry::Streams::<Test>::iter() {
		assert!(stream.monitors.is_empty());
	}
}
