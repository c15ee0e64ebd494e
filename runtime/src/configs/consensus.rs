// SPDX-License-Identifier: Apache-2.0

//! Who makes blocks (Aura), what is final (GRANDPA), from which session on, and what becomes of a
//! validator that contradicts itself.

use alloc::vec::Vec;
use frame_support::traits::{ConstBool, ConstU128, ConstU32, ConstU64};
use pallet_session::{disabling::UpToLimitDisablingStrategy, historical};
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_runtime::traits::{ConvertInto, OpaqueKeys};
use sp_staking::offence::{OffenceError, ReportOffence};

use crate::{
	configs::council::{MAX_VALIDATORS, REPORTABLE_SESSIONS},
	limits::SLOT_DURATION,
	opaque::SessionKeys,
	AccountId, Aura, Balances, Consortium, Historical, Offences, Runtime, RuntimeCall,
	RuntimeEvent, UncheckedExtrinsic, SML,
};

/// Blocks for which a report stays in the pool.
type ReportLongevity = ConstU64<256>;

impl pallet_aura::Config for Runtime {
	type AuthorityId = AuraId;
	type DisabledValidators = crate::Session;
	type MaxAuthorities = ConstU32<MAX_VALIDATORS>;
	type AllowMultipleBlocksPerSlot = ConstBool<false>;
	type SlotDuration = ConstU64<SLOT_DURATION>;
}

impl pallet_grandpa::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type MaxAuthorities = ConstU32<MAX_VALIDATORS>;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = ConstU64<{ REPORTABLE_SESSIONS as u64 }>;
	type KeyOwnerProof = sp_session::MembershipProof;
	type EquivocationReportSystem =
		pallet_grandpa::EquivocationReportSystem<Self, OnceASet, Historical, ReportLongevity>;
}

/// Who contradicted itself in one round of a set of validators is known for all of its rounds: there is
/// nothing more to take from it, and each report would stay in the state for ever.
pub struct OnceASet;

/// Who made a statement.
type Offender = historical::IdentificationTuple<Runtime>;
/// That it made contradicting ones.
type Contradiction = pallet_grandpa::EquivocationOffence<Offender>;

fn any_round(slot: &pallet_grandpa::TimeSlot) -> pallet_grandpa::TimeSlot {
	pallet_grandpa::TimeSlot { round: 0, ..*slot }
}

impl ReportOffence<AccountId, Offender, Contradiction> for OnceASet {
	fn report_offence(
		reporters: Vec<AccountId>,
		offence: Contradiction,
	) -> Result<(), OffenceError> {
		let time_slot = any_round(&offence.time_slot);
		Offences::report_offence(
			reporters,
			Contradiction {
				time_slot,
				..offence
			},
		)
	}

	fn is_known_offence(offenders: &[Offender], slot: &pallet_grandpa::TimeSlot) -> bool {
		<Offences as ReportOffence<AccountId, Offender, Contradiction>>::is_known_offence(
			offenders,
			&any_round(slot),
		)
	}
}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Aura>;
	type EventHandler = Consortium;
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	// Whoever sets keys pays a deposit; a seat is another matter.
	type ValidatorIdOf = ConvertInto;
	type ShouldEndSession = Consortium;
	type NextSessionRotation = Consortium;
	type SessionManager = historical::NoteHistoricalRoot<Self, Consortium>;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	// One of four may be disabled: as many as may fail.
	type DisablingStrategy = UpToLimitDisablingStrategy<3>;
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type KeyDeposit = ConstU128<SML>;
}

impl historical::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = ();
	type FullIdentificationOf = Nothing;
}

/// What is known of a validator besides its account.
pub struct Nothing;
impl sp_runtime::traits::Convert<AccountId, Option<()>> for Nothing {
	fn convert(_: AccountId) -> Option<()> {
		Some(())
	}
}

impl pallet_offences::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type IdentificationTuple = historical::IdentificationTuple<Self>;
	type OnOffenceHandler = Consortium;
}

impl<C> frame_system::offchain::CreateTransactionBase<C> for Runtime
where
	RuntimeCall: From<C>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

/// What a node reports without an account of its own: proofs that are checked before the pool.
impl<C> frame_system::offchain::CreateBare<C> for Runtime
where
	RuntimeCall: From<C>,
{
	fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
		UncheckedExtrinsic::new_bare(call)
	}
}
