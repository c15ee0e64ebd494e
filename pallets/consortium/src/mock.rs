// SPDX-License-Identifier: Apache-2.0

//! A small runtime for the tests.

use frame_support::{
	derive_impl, parameter_types,
	traits::{ChangeMembers, ConstU32, ConstU64, Hooks, TransactionPause, TransactionPauseError},
};
use frame_system::EnsureRoot;
use sp_core::H256;
use sp_runtime::{
	impl_opaque_keys,
	testing::UintAuthorityId,
	traits::{ConvertInto, OpaqueKeys},
	BuildStorage, KeyTypeId, RuntimeAppPublic,
};

use crate::{self as pallet_consortium, roles, CallName, GenesisMember, Name, Role};

/// Representative of the first member, which has all roles.
pub const ALPHA: u64 = 10;
/// Representative of the second member, a validator and carrier.
pub const BETA: u64 = 20;
/// Account of nobody.
pub const NOBODY: u64 = 99;
/// Blocks of a session.
pub const LENGTH: u64 = 20;
/// Deposit for paying another account's fees.
pub const DEPOSIT: u64 = 7;
/// Blocks for which an allowance is.
pub const PERIOD: u64 = 50;
/// What members' representatives have.
pub const MONEY: u64 = 1000;
/// Most motions.
pub const MOTIONS: u32 = 5;
/// Fewest validators.
pub const MIN: u32 = 2;

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
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Consortium = pallet_consortium;
	#[runtime::pallet_index(3)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(4)]
	pub type Historical = pallet_session::historical;
}

type Block = frame_system::mocking::MockBlock<Test>;

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
}

impl_opaque_keys! {
	/// Keys of a validator.
	pub struct Keys {
		/// The only one.
		pub dummy: UintAuthorityId,
	}
}

/// Notes nothing.
pub struct Handler;
impl pallet_session::SessionHandler<u64> for Handler {
	const KEY_TYPE_IDS: &'static [KeyTypeId] = &[UintAuthorityId::ID];
	fn on_genesis_session<K: OpaqueKeys>(_: &[(u64, K)]) {}
	fn on_new_session<K: OpaqueKeys>(_: bool, _: &[(u64, K)], _: &[(u64, K)]) {}
	fn on_disabled(_: u32) {}
}

impl pallet_session::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = u64;
	type ValidatorIdOf = ConvertInto;
	type ShouldEndSession = Consortium;
	type NextSessionRotation = Consortium;
	type SessionManager = pallet_session::historical::NoteHistoricalRoot<Self, Consortium>;
	type SessionHandler = Handler;
	type Keys = Keys;
	type DisablingStrategy = pallet_session::disabling::UpToLimitDisablingStrategy<2>;
	type WeightInfo = ();
	type Currency = Balances;
	type KeyDeposit = ConstU64<0>;
}

parameter_types! {
	/// The members of the council.
	pub static Council: Vec<u64> = Vec::new();
}

parameter_types! {
	/// The motions that are open.
	pub static Open: Vec<H256> = Vec::new();
}

/// The motions of the council.
pub struct OpenMotions;
impl crate::OpenMotions<H256> for OpenMotions {
	fn hashes() -> Vec<H256> {
		Open::get()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn open_for_benchmark(hashes: Vec<H256>) {
		Open::set(hashes);
	}
}

/// The council: follows what it is told.
pub struct Votes;
impl ChangeMembers<u64> for Votes {
	fn change_members_sorted(incoming: &[u64], outgoing: &[u64], new: &[u64]) {
		let mut members = Council::get();
		members.retain(|member| !outgoing.contains(member));
		members.extend(incoming);
		members.sort_unstable();
		assert_eq!(members, new, "what changes is not what comes of it");
		Council::set(members);
	}
}

impl pallet_session::historical::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = ();
	type FullIdentificationOf = Nothing;
}

/// What is known of a validator besides its account.
pub struct Nothing;
impl sp_runtime::traits::Convert<u64, Option<()>> for Nothing {
	fn convert(_: u64) -> Option<()> {
		Some(())
	}
}

parameter_types! {
	/// The calls that are paused.
	pub static PausedCalls: Vec<(CallName, CallName)> = Vec::new();
}

/// Pauses every call but those of the system.
pub struct Pauser;
impl TransactionPause for Pauser {
	type CallIdentifier = (CallName, CallName);

	fn is_paused(call: Self::CallIdentifier) -> bool {
		PausedCalls::get().contains(&call)
	}

	fn can_pause(call: Self::CallIdentifier) -> bool {
		call.0[..] != b"System"[..] && !Self::is_paused(call)
	}

	fn pause(call: Self::CallIdentifier) -> Result<(), TransactionPauseError> {
		if !Self::can_pause(call.clone()) {
			return Err(TransactionPauseError::Unpausable);
		}
		PausedCalls::mutate(|all| all.push(call));
		Ok(())
	}

	fn unpause(call: Self::CallIdentifier) -> Result<(), TransactionPauseError> {
		PausedCalls::mutate(|all| all.retain(|paused| *paused != call));
		Ok(())
	}
}

impl crate::Config for Test {
	type RuntimeCall = RuntimeCall;
	type NativeBalance = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type SponsorshipDeposit = ConstU64<DEPOSIT>;
	type AllowancePeriod = ConstU64<PERIOD>;
	type EnactOrigin = EnsureRoot<u64>;
	type MinSessionLength = ConstU64<5>;
	type MaxSessionLength = ConstU64<100>;
	type ReportableSessions = ConstU32<3>;
	type MaxFormerSeats = ConstU32<12>;
	type Pauses = Pauser;
	type MaxPauses = ConstU32<2>;
	type MaxPause = ConstU64<100>;
	type CouncilOrigin = EnsureRoot<u64>;
	type Council = Votes;
	type CouncilWeight = ();
	type OpenMotions = OpenMotions;
	type MaxMotions = ConstU32<MOTIONS>;
	type MaxMembers = ConstU32<4>;
	type MaxAccounts = ConstU32<5>;
	type MaxValidators = ConstU32<6>;
	type MinValidators = ConstU32<MIN>;
	type MaxSilentSessions = ConstU32<2>;
	type WeightInfo = ();
}

fn member(name: &str, representative: u64, of: &[Role], validators: &[u64]) -> GenesisMember<u64> {
	GenesisMember {
		name: name.into(),
		contact: "office@example.org".into(),
		representative,
		roles: of.to_vec(),
		seats: 3,
		accounts: validators
			.iter()
			.map(|validator| (*validator, vec![Role::Validator]))
			.collect(),
		validators: validators.to_vec(),
	}
}

/// The storage that tests begin with: two members, with two validators and one.
pub fn storage() -> sp_io::TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default()
		.build_storage()
		.unwrap();
	Council::set(Vec::new());
	Open::set(Vec::new());
	crate::GenesisConfig::<Test> {
		members: vec![
			member(
				"Alpha Ltd",
				ALPHA,
				&[
					Role::Validator,
					Role::Gateway,
					Role::Manufacturer,
					Role::Carrier,
					Role::GridOperator,
					Role::Regulator,
					Role::Auditor,
					Role::Arbiter,
				],
				&[11, 12],
			),
			member("Beta SA", BETA, &[Role::Validator, Role::Carrier], &[21]),
		],
		session_length: LENGTH,
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	pallet_balances::GenesisConfig::<Test> {
		balances: vec![(ALPHA, MONEY), (BETA, MONEY)],
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	pallet_session::GenesisConfig::<Test> {
		keys: [11, 12, 21]
			.map(|validator| (validator, validator, keys(validator)))
			.to_vec(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	let mut ext = sp_io::TestExternalities::new(storage);
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// A storage without members: what benchmarks begin with.
#[cfg(feature = "runtime-benchmarks")]
pub fn empty() -> sp_io::TestExternalities {
	Council::set(Vec::new());
	let storage = frame_system::GenesisConfig::<Test>::default().build_storage();
	let mut ext = sp_io::TestExternalities::new(storage.unwrap());
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Session keys of a validator.
pub fn keys(validator: u64) -> Keys {
	Keys {
		dummy: UintAuthorityId(validator),
	}
}

/// Run a test, and check the invariants after it.
pub fn run(test: impl FnOnce()) {
	let mut ext = storage();
	ext.execute_with(|| {
		test();
		Consortium::do_try_state().unwrap();
		let representatives = crate::Representatives::<Test>::get();
		assert_eq!(Council::get(), representatives.into_inner());
	});
}

/// A name or a contact.
pub fn text<const MAX: u32>(text: &str) -> frame_support::BoundedVec<u8, ConstU32<MAX>> {
	text.as_bytes().to_vec().try_into().unwrap()
}

/// Admit a member with these roles and as many seats; gives its number.
pub fn admit(representative: u64, of: &[Role], seats: u32) -> u32 {
	let id = crate::NextMember::<Test>::get();
	let name: Name = text("Gamma AB");
	Consortium::admit(
		RuntimeOrigin::root(),
		name,
		text("+46 8 123"),
		representative,
		roles(of.iter().copied()),
		seats,
	)
	.unwrap();
	id
}

/// Set the session keys of a validator.
pub fn set_keys(validator: u64) {
	frame_system::Pallet::<Test>::inc_providers(&validator);
	pallet_session::NextKeys::<Test>::insert(validator, keys(validator));
}

/// Let blocks pass to the end of the session, each made by the next of these authors.
pub fn session(authors: &[u64]) {
	let end = (System::block_number() / LENGTH + 1) * LENGTH;
	let mut turn = authors.iter().cycle();
	while System::block_number() < end {
		if let Some(author) = turn.next() {
			<Consortium as pallet_authorship::EventHandler<u64, u64>>::note_author(*author);
		}
		next_block();
	}
}

/// Begin the next block.
pub fn next_block() {
	System::set_block_number(System::block_number() + 1);
	Consortium::on_initialize(System::block_number());
	Session::on_initialize(System::block_number());
}

/// The validators that make blocks.
pub fn active() -> Vec<u64> {
	pallet_session::Validators::<Test>::get()
}
