// SPDX-License-Identifier: Apache-2.0

//! A small runtime for the tests.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU32, ConstU64},
};
use frame_system::EnsureRoot;
use samul_primitives::{
	claims::{ClaimTypeId, ClaimValue, ValueKind},
	traits::{KnownDevices, Standing},
	DeviceId, MemberId, Moment,
};
use scale_info::TypeInfo;
use sp_runtime::{BuildStorage, DispatchResult};

use crate::{self as pallet_attestation, RecordOf, RolesOf};

/// Account of the first member, a laboratory and regulator.
pub const LAB: u64 = 10;
/// Another one.
pub const LAB_TOO: u64 = 11;
/// An account of the same member that is only its carrier.
pub const DRIVER: u64 = 12;
/// Account of the second member, a laboratory.
pub const OTHER_LAB: u64 = 20;
/// Account of nobody, with a balance.
pub const NOBODY: u64 = 99;
/// A laboratory of the first member without a balance.
pub const POOR: u64 = 13;
/// The time at which tests begin.
pub const NOW: Moment = 1_700_000_000_000;
/// An hour.
pub const HOUR: Moment = 3_600_000;
/// When the devices are registered.
pub const BIRTH: Moment = NOW - 24 * HOUR;
/// How long a revocation is seen.
pub const LIFE: Moment = 30 * 24 * HOUR;
/// How long one is kept that has expired.
pub const EXPIRY: Moment = 90 * 24 * HOUR;
/// A device.
pub const DEVICE: DeviceId = DeviceId([1; 32]);
/// Another device.
pub const OTHER: DeviceId = DeviceId([2; 32]);
/// What accounts begin with.
pub const MONEY: u64 = 1000;

/// What a member acts as.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Role {
	/// Carries goods.
	Carrier,
	/// Sees that rules are kept.
	Regulator,
	/// Calibrates.
	Laboratory,
}

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
	pub type Attestation = pallet_attestation;
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
	/// For which member accounts act, and as what.
	pub static Accounts: Vec<(u64, MemberId, Vec<Role>)> = Vec::new();
	/// What members may act as.
	pub static Members: Vec<(MemberId, Vec<Role>)> = Vec::new();
	/// When devices were registered.
	pub static Registered: Vec<(DeviceId, Moment)> = Vec::new();
	/// What is on hold for an attestation from now on.
	pub static Deposit: u64 = 0;
}

/// The members.
pub struct Issuers;

impl Standing<u64, Role> for Issuers {
	fn member_of(account: &u64) -> Option<MemberId> {
		let accounts = Accounts::get();
		let found = accounts.iter().find(|(known, ..)| known == account);
		found.map(|(_, member, _)| *member)
	}

	fn has_role(account: &u64, role: &Role) -> bool {
		Accounts::get().iter().any(|(known, member, roles)| {
			known == account && roles.contains(role) && Self::member_has_role(*member, role)
		})
	}

	fn member_has_role(member: MemberId, role: &Role) -> bool {
		let members = Members::get();
		let mut found = members.iter().filter(|(known, _)| *known == member);
		found.any(|(_, roles)| roles.contains(role))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn roles_for_benchmark() -> Vec<Role> {
		vec![Role::Carrier, Role::Regulator, Role::Laboratory]
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn admit_for_benchmark(accounts: &[u64]) -> MemberId {
		Members::mutate(|all| all.push((7, Self::roles_for_benchmark())));
		for account in accounts {
			Accounts::mutate(|all| all.push((*account, 7, vec![Role::Laboratory])));
		}
		7
	}
}

/// The devices.
pub struct KnownOnes;

impl KnownDevices for KnownOnes {
	fn registered(device: &DeviceId) -> Option<Moment> {
		let all = Registered::get();
		let found = all.iter().find(|(known, _)| known == device);
		found.map(|(_, moment)| *moment)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn known_for_benchmark() -> DeviceId {
		DEVICE
	}
}

impl crate::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Deposit = Deposit;
	type Role = Role;
	type MaxRoles = ConstU32<3>;
	type Issuers = Issuers;
	type Devices = KnownOnes;
	type Time = Timestamp;
	type RevocationLife = ConstU64<LIFE>;
	type ExpiryLife = ConstU64<EXPIRY>;
	type AdminOrigin = EnsureRoot<u64>;
	type WeightInfo = ();
}

/// The storage that tests begin with.
pub fn storage() -> sp_io::TestExternalities {
	use Role::{Carrier, Laboratory, Regulator};
	Members::set(vec![
		(0, vec![Carrier, Regulator, Laboratory]),
		(1, vec![Laboratory]),
	]);
	Accounts::set(vec![
		(LAB, 0, vec![Regulator, Laboratory]),
		(LAB_TOO, 0, vec![Laboratory]),
		(DRIVER, 0, vec![Carrier]),
		(POOR, 0, vec![Laboratory]),
		// It would like to be a regulator, too, but its member is none.
		(OTHER_LAB, 1, vec![Regulator, Laboratory]),
	]);
	Registered::set(vec![(DEVICE, BIRTH), (OTHER, BIRTH)]);
	Deposit::set(50);
	let mut storage = frame_system::GenesisConfig::<Test>::default()
		.build_storage()
		.unwrap();
	pallet_balances::GenesisConfig::<Test> {
		balances: [LAB, LAB_TOO, DRIVER, OTHER_LAB, NOBODY]
			.map(|who| (who, MONEY))
			.to_vec(),
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
	let mut ext = storage();
	ext.execute_with(|| {
		Timestamp::set_timestamp(NOW);
		test();
		Attestation::do_try_state().unwrap();
	});
}

/// These roles.
pub fn roles(all: &[Role]) -> RolesOf<Test> {
	let mut set = RolesOf::<Test>::new();
	for role in all {
		set.try_insert(*role).unwrap();
	}
	set
}

/// Define a type of claims that laboratories attest; gives its number.
pub fn define(kind: ValueKind) -> ClaimTypeId {
	let id = crate::NextClaimType::<Test>::get();
	let name = b"calibrated".to_vec().try_into().unwrap();
	let schema = b"https://example.org/calibrated.json"
		.to_vec()
		.try_into()
		.unwrap();
	let issuers = roles(&[Role::Laboratory]);
	Attestation::define_claim_type(RuntimeOrigin::root(), name, schema, kind, issuers).unwrap();
	id
}

/// Attest a claim from now on for an hour.
pub fn attest(who: u64, claim_type: ClaimTypeId, value: Option<ClaimValue>) -> DispatchResult {
	Attestation::attest(
		RuntimeOrigin::signed(who),
		DEVICE,
		claim_type,
		value,
		[7; 32],
		NOW,
		Some(NOW + HOUR),
	)
}

/// Revoke what the account's member attested of the device.
pub fn revoke(who: u64, claim_type: ClaimTypeId) -> DispatchResult {
	Attestation::revoke(RuntimeOrigin::signed(who), DEVICE, claim_type)
}

/// Remove what a member attested of the device.
pub fn remove(who: u64, claim_type: ClaimTypeId, issuer: MemberId) -> DispatchResult {
	Attestation::remove(RuntimeOrigin::signed(who), DEVICE, claim_type, issuer)
}

/// What is stored of what a member attests of the device.
pub fn record(claim_type: ClaimTypeId, issuer: MemberId) -> Option<RecordOf<Test>> {
	crate::Attestations::<Test>::get((DEVICE, claim_type, issuer))
}

/// Let time pass.
pub fn at(moment: Moment) {
	Timestamp::set_timestamp(moment);
}

/// What is on hold of an account.
pub fn held(who: u64) -> u64 {
	use frame_support::traits::fungible::InspectHold;
	Balances::balance_on_hold(&crate::HoldReason::Attestation.into(), &who)
}
