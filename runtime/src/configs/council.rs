// SPDX-License-Identifier: Apache-2.0

//! The consortium's members, and the council in which they decide.

use frame_support::{
	parameter_types,
	traits::{ConstU32, Get, NeverEnsureOrigin},
	weights::Weight,
};
use pallet_collective::{EnsureProportionMoreThan, WeightInfo as _};
use sp_runtime::Perbill;

use crate::{
	limits::{MAX_BLOCK_WEIGHT, SLOT_DURATION},
	AccountId, BlockNumber, Council, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin,
};

/// Most members.
pub const MAX_MEMBERS: u32 = 100;
/// Most validators.
pub const MAX_VALIDATORS: u32 = 64;
/// Most motions that are open at once.
const MAX_MOTIONS: u32 = 32;

/// More than half of the members.
pub type MostOfCouncil = EnsureProportionMoreThan<AccountId, pallet_collective::Instance1, 1, 2>;

parameter_types! {
	/// What a motion may take of a block.
	pub MaxMotionWeight: Weight = Perbill::from_percent(50) * MAX_BLOCK_WEIGHT;
	/// Blocks in which a motion can be voted on: a week.
	pub const MotionDuration: BlockNumber = (7 * 86_400_000 / SLOT_DURATION) as BlockNumber;
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

/// The council of all members: one vote each.
pub type CouncilInstance = pallet_collective::Instance1;

impl pallet_collective::Config<CouncilInstance> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = MotionDuration;
	type MaxProposals = ConstU32<MAX_MOTIONS>;
	type MaxMembers = ConstU32<MAX_MEMBERS>;
	// Whoever does not vote agrees with nothing.
	type DefaultVote = pallet_collective::MoreThanMajorityThenPrimeDefaultVote;
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
	// `consortium` sets them.
	type SetMembersOrigin = NeverEnsureOrigin<()>;
	type MaxProposalWeight = MaxMotionWeight;
	type DisapproveOrigin = MostOfCouncil;
	type KillOrigin = MostOfCouncil;
	type Consideration = ();
}

impl pallet_consortium::Config for Runtime {
	type CouncilOrigin = MostOfCouncil;
	type Council = Council;
	type CouncilWeight = CouncilWeight;
	type MaxMembers = ConstU32<MAX_MEMBERS>;
	type MaxAccounts = ConstU32<64>;
	type MaxValidators = ConstU32<MAX_VALIDATORS>;
	type MinValidators = ConstU32<4>;
	type MaxSilentSessions = ConstU32<3>;
	type WeightInfo = pallet_consortium::weights::SubstrateWeight<Runtime>;
}
