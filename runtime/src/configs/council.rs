// SPDX-License-Identifier: Apache-2.0

//! The consortium's members, and the council in which they decide.

use frame_support::{
	parameter_types,
	traits::{ConstU32, Get, NeverEnsureOrigin},
	weights::Weight,
};
use pallet_collective::{EnsureProportionAtLeast, EnsureProportionMoreThan, WeightInfo as _};
use sp_runtime::Perbill;

use crate::{
	configs::parameters::dynamic,
	limits::{MAX_BLOCK_WEIGHT, SLOT_DURATION},
	AccountId, Balances, BlockNumber, Council, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeHoldReason, RuntimeOrigin, TxPause,
};

/// Most members.
pub const MAX_MEMBERS: u32 = 100;
/// Most accounts of a member.
pub const MAX_ACCOUNTS: u32 = 64;
/// Most validators.
pub const MAX_VALIDATORS: u32 = 64;
/// Fewest validators: of four one may fail without stopping finality.
pub const MIN_VALIDATORS: u32 = 4;
/// Fewest blocks of a session.
pub const MIN_SESSION_LENGTH: u32 = 10;
/// Most blocks of a session: a day.
pub const MAX_SESSION_LENGTH: u32 = (86_400_000 / SLOT_DURATION) as u32;
/// Sessions for which it can be reported that a validator contradicted itself: two weeks of sessions of
/// 20 minutes.
pub const REPORTABLE_SESSIONS: u32 = 1008;
/// Most motions that are open at once.
const MAX_MOTIONS: u32 = 32;

/// More than half of the members.
pub type MostOfCouncil = EnsureProportionMoreThan<AccountId, pallet_collective::Instance1, 1, 2>;

/// Two thirds of the members.
pub type TwoThirdsOfCouncil =
	EnsureProportionAtLeast<AccountId, pallet_collective::Instance1, 2, 3>;

parameter_types! {
	/// What a motion may take of a block.
	pub MaxMotionWeight: Weight = Perbill::from_percent(50) * MAX_BLOCK_WEIGHT;
	/// Blocks in which a motion can be voted on: a week.
	pub const MotionDuration: BlockNumber = (7 * 86_400_000 / SLOT_DURATION) as BlockNumber;
	/// Blocks for which a call can be paused at most: a week.
	pub const MaxPause: BlockNumber = (7 * 86_400_000 / SLOT_DURATION) as BlockNumber;
	/// Blocks for which an allowance of fees is: a day.
	pub const AllowancePeriod: BlockNumber = (86_400_000 / SLOT_DURATION) as BlockNumber;
}

/// The votes on all motions are looked through.
pub struct CouncilWeight;
impl Get<Weight> for CouncilWeight {
	fn get() -> Weight {
		pallet_collective::weights::SubstrateWeight::<Runtime>::set_members(
			MAX_MEMBERS,
			MAX_MEMBERS,
			MAX_MOTIONS,
		)
	}
}

/// Whoever does not vote agrees with nothing. The SDK's rules count silence as the majority's vote once a
/// motion's time is over: half of the members could do then what takes two thirds.
pub struct NoVote;
impl pallet_collective::DefaultVote for NoVote {
	fn default_vote(_: Option<bool>, _: u32, _: u32, _: u32) -> bool {
		false
	}
}

/// The council of all members: one vote each.
pub type CouncilInstance = pallet_collective::Instance1;

impl pallet_collective::Config<CouncilInstance> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = MotionDuration;
	type MaxProposals = ConstU32<MAX_MOTIONS>;
	type MaxMembers = ConstU32<MAX_MEMBERS>;
	type DefaultVote = NoVote;
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
	// `consortium` sets them.
	type SetMembersOrigin = NeverEnsureOrigin<()>;
	type MaxProposalWeight = MaxMotionWeight;
	type DisapproveOrigin = MostOfCouncil;
	type KillOrigin = MostOfCouncil;
	type Consideration = ();
}

/// At least one.
pub struct MaxSilentSessions;
impl Get<u32> for MaxSilentSessions {
	fn get() -> u32 {
		dynamic::validators::MaxSilentSessions::get().max(1)
	}
}

impl pallet_consortium::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	type NativeBalance = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type SponsorshipDeposit = dynamic::deposits::Sponsorship;
	type AllowancePeriod = AllowancePeriod;
	type CouncilOrigin = MostOfCouncil;
	type EnactOrigin = TwoThirdsOfCouncil;
	type Council = Council;
	type CouncilWeight = CouncilWeight;
	type MaxMembers = ConstU32<MAX_MEMBERS>;
	type MaxAccounts = ConstU32<MAX_ACCOUNTS>;
	type MaxValidators = ConstU32<MAX_VALIDATORS>;
	type MinValidators = ConstU32<MIN_VALIDATORS>;
	type MaxSilentSessions = MaxSilentSessions;
	type MinSessionLength = ConstU32<MIN_SESSION_LENGTH>;
	type MaxSessionLength = ConstU32<MAX_SESSION_LENGTH>;
	type ReportableSessions = ConstU32<REPORTABLE_SESSIONS>;
	type Pauses = TxPause;
	type MaxPauses = ConstU32<16>;
	type MaxPause = MaxPause;
	type WeightInfo = pallet_consortium::weights::SubstrateWeight<Runtime>;
}
