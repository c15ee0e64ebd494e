// SPDX-License-Identifier: Apache-2.0

//! A small runtime for the tests.

use frame_support::{
	derive_impl, parameter_types,
	traits::{fungible::InspectHold, ConstU32, ConstU64, ConstU8},
};
use samul_primitives::{
	access::{
		Allowed, Approval, Denied, Entry, Permissions, Requirement, ResourceId, RightId,
		RightTerms, Source, Subject,
	},
	claims::{Attestation, ClaimTypeId},
	envelope,
	keys::{DeviceKey, Scheme},
	traits::{Claims, DeviceError, DeviceKeys, Devices, KnownDevices},
	DeviceId, MemberId, Moment, PublicKey,
};
use sp_runtime::{BuildStorage, DispatchResult};

use crate::{
	self as pallet_access_rights,
	pallet::{RecordOf, ResourceOf},
	types::{Amount, Attached, Beat},
	HoldReason,
};

/// Owner of the resources.
pub const OWNER: u64 = 1;
/// Has rights.
pub const TENANT: u64 = 2;
/// Has rights of the tenant.
pub const GUEST: u64 = 3;
/// Locks down.
pub const AUTHORITY: u64 = 4;
/// Nobody in particular, with a balance.
pub const STRANGER: u64 = 5;
/// Without a balance.
pub const POOR: u64 = 6;
/// The first of nine accounts that approve.
pub const APPROVER: u64 = 20;
/// The time at which tests begin: a Tuesday, 22:13:20.
pub const NOW: Moment = 1_700_000_000_000;
/// An hour.
pub const HOUR: Moment = 3_600_000;
/// A day.
pub const DAY: Moment = 24 * HOUR;
/// When the devices are registered.
pub const BIRTH: Moment = NOW - DAY;
/// How far in the future a device's clock may be.
pub const SKEW: Moment = 60_000;
/// What accounts begin with.
pub const MONEY: Amount = 100_000;
/// What is on hold for a resource.
pub const RESOURCE: Amount = 100;
/// What is on hold for a device of it.
pub const DEVICE: Amount = 10;
/// What is on hold for a right.
pub const RIGHT: Amount = 3;
/// Most rights of a subject on a resource.
pub const MOST: u32 = 4;
/// Calls a day that cost nothing.
pub const FREE: u8 = 3;
/// Seed of the key of a lock of the owner's.
pub const LOCK: u8 = 1;
/// Seed of the key of the tenant's phone.
pub const PHONE: u8 = 2;
/// Seed of the key of the guest's phone.
pub const GUEST_PHONE: u8 = 3;

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
	pub type AccessRights = pallet_access_rights;
}

type Block = frame_system::mocking::MockBlock<Test>;

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Amount>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Amount;
	type ExistentialDeposit = frame_support::traits::ConstU128<1>;
}

/// A device that is registered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Known {
	/// Its id.
	pub id: DeviceId,
	/// Whose it is.
	pub owner: u64,
	/// Its key.
	pub key: PublicKey,
	/// When it was registered, or reported to be compromised.
	pub registered: Moment,
	/// Whether its signature counts.
	pub counts: bool,
}

parameter_types! {
	/// The devices.
	pub static Registered: Vec<Known> = Vec::new();
	/// What is attested.
	pub static Attested: Vec<((DeviceId, ClaimTypeId, MemberId), Attestation)> = Vec::new();
	/// What is on hold for a right from now on.
	pub static RightDeposit: Amount = RIGHT;
}

/// The devices.
pub struct Ground;

impl Ground {
	fn known(device: &DeviceId) -> Option<Known> {
		Registered::get()
			.into_iter()
			.find(|known| known.id == *device)
	}
}

impl Devices<u64> for Ground {
	fn active_key(device: &DeviceId) -> Result<PublicKey, DeviceError> {
		let known = Self::known(device).ok_or(DeviceError::Unknown)?;
		known
			.counts
			.then_some(known.key)
			.ok_or(DeviceError::NotActive)
	}

	fn owner(device: &DeviceId) -> Option<u64> {
		Self::known(device).map(|known| known.owner)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn register_for_benchmark(owner: &u64, key: PublicKey) -> DeviceId {
		let id = DeviceId::of(&key);
		Registered::mutate(|all| {
			all.push(Known {
				id,
				owner: *owner,
				key,
				registered: 0,
				counts: true,
			})
		});
		id
	}
}

impl KnownDevices for Ground {
	fn registered(device: &DeviceId) -> Option<Moment> {
		Self::known(device).map(|known| known.registered)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn known_for_benchmark() -> DeviceId {
		device(LOCK)
	}
}

impl DeviceKeys for Ground {
	fn keys_of(device: &DeviceId) -> Vec<Vec<u8>> {
		let known = Self::known(device);
		known.map_or(vec![], |_| vec![device.0.to_vec(), b"model".to_vec()])
	}
}

impl Claims for Ground {
	fn attestation(
		device: &DeviceId,
		claim_type: ClaimTypeId,
		issuer: MemberId,
	) -> Option<Attestation> {
		let key = (*device, claim_type, issuer);
		let all = Attested::get();
		let found = all.into_iter().find(|(known, _)| *known == key);
		found.map(|(_, attestation)| attestation)
	}
}

impl crate::Config for Test {
	type Devices = Ground;
	type Registered = Ground;
	type DeviceKeys = Ground;
	type Claims = Ground;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type ResourceDeposit = frame_support::traits::ConstU128<RESOURCE>;
	type DeviceDeposit = frame_support::traits::ConstU128<DEVICE>;
	type RightDeposit = RightDeposit;
	type MaxRights = ConstU32<MOST>;
	type FreeCalls = ConstU8<FREE>;
	type MaxSkew = ConstU64<SKEW>;
	type Time = Timestamp;
	type WeightInfo = ();
}

/// A device's key.
pub fn key(seed: u8) -> DeviceKey {
	DeviceKey::from_seed(Scheme::Ed25519, &[seed; 32]).unwrap()
}

/// A device's id.
pub fn device(seed: u8) -> DeviceId {
	DeviceId::of(&key(seed).public())
}

/// Change a registered device.
pub fn change(seed: u8, change: impl FnOnce(&mut Known)) {
	Registered::mutate(|all| {
		let found = all.iter_mut().find(|known| known.id == device(seed));
		change(found.unwrap());
	});
}

/// Retire a device.
pub fn retire(seed: u8) {
	Registered::mutate(|all| all.retain(|known| known.id != device(seed)));
}

/// The storage that tests begin with.
pub fn storage() -> sp_io::TestExternalities {
	let known = |seed, owner| Known {
		id: device(seed),
		owner,
		key: key(seed).public(),
		registered: BIRTH,
		counts: true,
	};
	Registered::set(vec![
		known(LOCK, OWNER),
		known(PHONE, TENANT),
		known(GUEST_PHONE, GUEST),
	]);
	Attested::set(Vec::new());
	RightDeposit::set(RIGHT);
	let mut storage = frame_system::GenesisConfig::<Test>::default()
		.build_storage()
		.unwrap();
	let rich = [OWNER, TENANT, GUEST, AUTHORITY, STRANGER];
	pallet_balances::GenesisConfig::<Test> {
		balances: rich.map(|who| (who, MONEY)).to_vec(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	let mut ext = sp_io::TestExternalities::new(storage);
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Run a test, and check the invariants after it.
pub fn run<R>(test: impl FnOnce() -> R) -> R {
	storage().execute_with(|| {
		Timestamp::set_timestamp(NOW);
		let result = test();
		AccessRights::do_try_state().unwrap();
		result
	})
}

/// Signed by this account.
pub fn by(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// The time.
pub fn now() -> Moment {
	crate::Pallet::<Test>::now()
}

/// Let time pass.
pub fn pass(time: Moment) {
	Timestamp::set_timestamp(now() + time);
}

/// An account as a subject.
pub fn account(who: u64) -> Subject {
	Subject::Account(AccessRights::account_bytes(&who))
}

/// A device as a subject.
pub fn phone(seed: u8) -> Subject {
	Subject::Device(device(seed))
}

/// Register a resource with this zone around it; gives its number.
pub fn resource_in(parent: Option<ResourceId>) -> ResourceId {
	let id = crate::NextResource::<Test>::get();
	AccessRights::register_resource(by(OWNER), parent, Some(AUTHORITY)).unwrap();
	id
}

/// Register a resource in no zone; gives its number.
pub fn resource() -> ResourceId {
	resource_in(None)
}

/// What is stored of a resource.
pub fn stored(id: ResourceId) -> ResourceOf<Test> {
	crate::Resources::<Test>::get(id).unwrap()
}

/// What is stored of a right.
pub fn record(id: ResourceId, subject: Subject, right: RightId) -> Option<RecordOf<Test>> {
	crate::Rights::<Test>::get((id, subject, right))
}

/// To enter, from now on for a day.
pub fn terms() -> RightTerms {
	RightTerms {
		permissions: Permissions::ENTER,
		from: now(),
		until: Some(now() + DAY),
		uses: None,
		silence: None,
		delegations: 0,
		conditions: Default::default(),
	}
}

/// The same, to be delegated so often.
pub fn delegable(delegations: u8) -> RightTerms {
	RightTerms {
		delegations,
		..terms()
	}
}

/// Grant a right; gives its number.
pub fn grant(id: ResourceId, subject: Subject, terms: RightTerms) -> RightId {
	let right = crate::NextRight::<Test>::get();
	AccessRights::grant(by(OWNER), id, subject, terms).unwrap();
	right
}

/// Delegate a right; gives its number.
pub fn delegate(
	who: u64,
	id: ResourceId,
	above: (Subject, RightId),
	to: Subject,
	terms: RightTerms,
) -> RightId {
	let right = crate::NextRight::<Test>::get();
	AccessRights::delegate(by(who), id, source(above), to, terms).unwrap();
	right
}

/// The source that is this right.
pub fn source((subject, right): (Subject, RightId)) -> Source {
	Source { subject, right }
}

/// Whether a subject may enter now, and until when.
pub fn enters(subject: Subject, id: ResourceId) -> Result<Option<Moment>, Denied> {
	may(subject, id, Permissions::ENTER).map(|allowed| allowed.until)
}

/// Whether a subject may do something now.
pub fn may(subject: Subject, id: ResourceId, permission: Permissions) -> Result<Allowed, Denied> {
	AccessRights::may_access(subject, id, permission, None)
}

/// So many of these accounts approve.
pub fn approval(threshold: u8, approvers: &[u64]) -> Option<Approval> {
	let approvers: Vec<_> = approvers.iter().map(AccessRights::account_bytes).collect();
	Some(Approval {
		threshold,
		approvers: approvers.try_into().unwrap(),
	})
}

/// Demand something of whoever uses a resource.
pub fn demand(id: ResourceId, requirements: &[Requirement], approval: Option<Approval>) {
	let requirements = requirements.to_vec().try_into().unwrap();
	AccessRights::set_demands(by(AUTHORITY), id, requirements, approval).unwrap();
}

/// A device's sign of life.
pub fn beat(seed: u8, id: ResourceId, right: RightId, at: Moment) -> Option<Beat> {
	let genesis = AccessRights::genesis();
	let message = envelope::alive_message(&genesis, &device(seed), id, right, at);
	Some(Beat {
		at,
		signature: key(seed).sign(&message),
	})
}

/// What is stored of the lock of a resource.
pub fn guard(id: ResourceId) -> Attached {
	crate::DevicesOf::<Test>::get(id, device(LOCK)).unwrap()
}

/// The lock's next receipt.
pub fn entry(id: ResourceId, subject: Subject, right: RightId) -> Entry {
	Entry {
		guard: device(LOCK),
		resource: id,
		number: guard(id).next_entry,
		subject,
		right,
		permission: Permissions::ENTER,
		at: now(),
	}
}

/// Hand in a receipt that the device of this key signed.
pub fn hand_in(entry: Entry, seed: u8) -> DispatchResult {
	let message = envelope::entry_message(&AccessRights::genesis(), &entry);
	AccessRights::record_entry(by(STRANGER), entry, key(seed).sign(&message))
}

/// What is on hold of an account for resources and for rights.
pub fn held(who: u64) -> (Amount, Amount) {
	let of = |reason: HoldReason| Balances::balance_on_hold(&reason.into(), &who);
	(of(HoldReason::Resource), of(HoldReason::Right))
}

/// The last event.
pub fn last_event() -> crate::Event<Test> {
	let events = System::events();
	match events.last().unwrap().event.clone() {
		RuntimeEvent::AccessRights(event) => event,
		other => panic!("another pallet's event: {other:?}"),
	}
}
