// SPDX-License-Identifier: Apache-2.0

//! The consortium's members, and the council in which they decide.

use alloc::vec::Vec;
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{
	parameter_types,
	traits::{Consideration, ConstU32, Get, MaybeConsideration, NeverEnsureOrigin},
	weights::Weight,
};
use pallet_collective::{EnsureProportionAtLeast, EnsureProportionMoreThan, WeightInfo as _};
use scale_info::TypeInfo;
use sp_runtime::{DispatchError, Perbill};

use crate::{
	configs::parameters::dynamic,
	limits::{MAX_BLOCK_WEIGHT, SLOT_DURATION},
	AccountId, Balances, BlockNumber, Consortium, Council, Hash, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeHoldReason, RuntimeOrigin, TxPause,
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
/// Most seats that ended within these sessions: four for each member.
pub const MAX_FORMER_SEATS: u32 = 4 * MAX_MEMBERS;
/// Most motions that are open at once: each member can always have one.
pub const MAX_MOTIONS: u32 = MAX_MEMBERS;
/// Longest motion, in bytes. The Wasm of an upgrade is named by its hash.
pub const MAX_MOTION_LENGTH: u32 = 65_536;

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
		CollectiveWeight::set_members(MAX_MEMBERS, MAX_MEMBERS, MAX_MOTIONS)
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

/// The place of a motion among those of its member. It is given back as soon as the motion is over: there
/// is nothing to release.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct MotionShare;

impl Consideration<AccountId, u32> for MotionShare {
	fn new(who: &AccountId, _: u32) -> Result<Self, DispatchError> {
		Consortium::note_motion(who)?;
		Ok(Self)
	}

	fn update(self, _: &AccountId, _: u32) -> Result<Self, DispatchError> {
		Ok(self)
	}

	fn drop(self, _: &AccountId) -> Result<(), DispatchError> {
		Ok(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_successful(_: &AccountId, _: u32) {}
}

impl MaybeConsideration<AccountId, u32> for MotionShare {
	fn is_none(&self) -> bool {
		true
	}
}

/// The motions that are open.
pub struct OpenMotions;
impl pallet_consortium::OpenMotions<Hash> for OpenMotions {
	fn hashes() -> Vec<Hash> {
		pallet_collective::Proposals::<Runtime, CouncilInstance>::get().into_inner()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn open_for_benchmark(hashes: Vec<Hash>) {
		pallet_collective::Proposals::<Runtime, CouncilInstance>::put(
			frame_support::BoundedVec::truncate_from(hashes),
		);
	}
}

/// What the SDK measured.
type CollectiveWeight = pallet_collective::weights::SubstrateWeight<Runtime>;
/// What calls of members cost.
type MemberWeight = pallet_consortium::weights::SubstrateWeight<Runtime>;

/// The SDK's weights of the council, and for a new motion what it takes to find its place.
pub struct MotionWeight;
impl pallet_collective::WeightInfo for MotionWeight {
	fn set_members(m: u32, n: u32, p: u32) -> Weight {
		CollectiveWeight::set_members(m, n, p)
	}
	fn execute(b: u32, m: u32) -> Weight {
		CollectiveWeight::execute(b, m)
	}
	fn propose_execute(b: u32, m: u32) -> Weight {
		CollectiveWeight::propose_execute(b, m)
	}
	fn propose_proposed(b: u32, m: u32, p: u32) -> Weight {
		CollectiveWeight::propose_proposed(b, m, p)
			.saturating_add(<MemberWeight as pallet_consortium::WeightInfo>::note_motion())
	}
	fn vote(m: u32) -> Weight {
		CollectiveWeight::vote(m)
	}
	fn close_early_disapproved(m: u32, p: u32) -> Weight {
		CollectiveWeight::close_early_disapproved(m, p)
	}
	fn close_early_approved(b: u32, m: u32, p: u32) -> Weight {
		CollectiveWeight::close_early_approved(b, m, p)
	}
	fn close_disapproved(m: u32, p: u32) -> Weight {
		CollectiveWeight::close_disapproved(m, p)
	}
	fn close_approved(b: u32, m: u32, p: u32) -> Weight {
		CollectiveWeight::close_approved(b, m, p)
	}
	fn disapprove_proposal(p: u32) -> Weight {
		CollectiveWeight::disapprove_proposal(p)
	}
	fn kill(d: u32, p: u32) -> Weight {
		CollectiveWeight::kill(d, p)
	}
	fn release_proposal_cost() -> Weight {
		CollectiveWeight::release_proposal_cost()
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
	type WeightInfo = MotionWeight;
	// `consortium` sets them.
	type SetMembersOrigin = NeverEnsureOrigin<()>;
	type MaxProposalWeight = MaxMotionWeight;
	type DisapproveOrigin = MostOfCouncil;
	type KillOrigin = MostOfCouncil;
	type Consideration = MotionShare;
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
	type OpenMotions = OpenMotions;
	type MaxMotions = ConstU32<MAX_MOTIONS>;
	type MaxMembers = ConstU32<MAX_MEMBERS>;
	type MaxAccounts = ConstU32<MAX_ACCOUNTS>;
	type MaxValidators = ConstU32<MAX_VALIDATORS>;
	type MinValidators = ConstU32<MIN_VALIDATORS>;
	type MaxSilentSessions = MaxSilentSessions;
	type MinSessionLength = ConstU32<MIN_SESSION_LENGTH>;
	type MaxSessionLength = ConstU32<MAX_SESSION_LENGTH>;
	type ReportableSessions = ConstU32<REPORTABLE_SESSIONS>;
	type MaxFormerSeats = ConstU32<MAX_FORMER_SEATS>;
	type Pauses = TxPause;
	type MaxPauses = ConstU32<16>;
	type MaxPause = MaxPause;
	type WeightInfo = MemberWeight;
}
