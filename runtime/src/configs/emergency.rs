// SPDX-License-Identifier: Apache-2.0

//! Which calls can be made: all but few in the safe mode, all but those that the council paused.

use frame_support::{
	parameter_types,
	traits::{ConstU32, Contains, GetCallMetadata, InsideBoth, MapSuccess, NeverEnsureOrigin},
};
use pallet_consortium::types::MAX_CALL_NAME;
use sp_runtime::traits::Replace;

use crate::{
	configs::council::{MostOfCouncil, MAX_MOTION_LENGTH},
	limits::SLOT_DURATION,
	Balance, Balances, BlockNumber, Runtime, RuntimeCall, RuntimeEvent, RuntimeHoldReason,
	SafeMode, TxPause,
};

/// What may be called, by whomever.
pub type CallFilter = InsideBoth<WithCare, InsideBoth<SafeMode, TxPause>>;

/// All calls but those for which there is a more careful one.
pub struct WithCare;

impl Contains<RuntimeCall> for WithCare {
	fn contains(call: &RuntimeCall) -> bool {
		// `consortium.purge_keys` takes keys if they are not needed. Proofs of contradictions are brought in
		// by who makes a block, unsigned: a signed one costs nothing, and whoever contradicts himself in
		// every round could bring in one after the other. A motion takes room as long as it is open, and no
		// deposit.
		match call {
			RuntimeCall::Session(pallet_session::Call::purge_keys { .. })
			| RuntimeCall::Grandpa(pallet_grandpa::Call::report_equivocation { .. }) => false,
			RuntimeCall::Council(pallet_collective::Call::propose { length_bound, .. }) => {
				*length_bound <= MAX_MOTION_LENGTH
			}
			_ => true,
		}
	}
}

/// What the chain cannot do without, what mends it, and what takes a right away.
fn is_vital(pallet: &str, call: &str) -> bool {
	matches!(
		(pallet, call),
		(
			"System"
				| "Timestamp"
				| "Council" | "Consortium"
				| "Session" | "Grandpa"
				| "Parameters"
				| "SafeMode" | "TxPause"
				// How a representative votes that is no single key. What these call is filtered by itself.
				| "Utility" | "Multisig"
				| "Proxy",
			_
		) | (
			"DeviceIdentity",
			"suspend" | "report_compromised" | "suspend_model" | "refuse_recovery"
		) | ("Attestation", "revoke" | "force_revoke")
			| (
				"AccessRights",
				"revoke" | "revoke_all" | "suspend" | "lock_down" | "heartbeat"
			)
			// The clocks of what was bought go on.
			| ("AccessMarket", "give_back" | "dispute" | "cancel")
	)
}

/// What can be called even in the safe mode.
pub struct InSafeMode;

impl Contains<RuntimeCall> for InSafeMode {
	fn contains(call: &RuntimeCall) -> bool {
		let names = call.get_call_metadata();
		is_vital(names.pallet_name, names.function_name)
	}
}

/// What cannot be paused.
pub struct Unpausable;

impl Contains<pallet_tx_pause::RuntimeCallNameOf<Runtime>> for Unpausable {
	fn contains((pallet, call): &pallet_tx_pause::RuntimeCallNameOf<Runtime>) -> bool {
		match (core::str::from_utf8(pallet), core::str::from_utf8(call)) {
			(Ok(pallet), Ok(call)) => is_vital(pallet, call),
			_ => false,
		}
	}
}

parameter_types! {
	/// Blocks for which the council enters the safe mode, or extends it: a day.
	pub const SafeModeDuration: BlockNumber = (86_400_000 / SLOT_DURATION) as BlockNumber;
	/// Nobody can enter it by paying.
	pub const NoDeposit: Option<Balance> = None;
	/// Without deposits none is released.
	pub const NoDelay: Option<BlockNumber> = None;
}

impl pallet_safe_mode::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WhitelistedCalls = InSafeMode;
	type EnterDuration = SafeModeDuration;
	type ExtendDuration = SafeModeDuration;
	type EnterDepositAmount = NoDeposit;
	type ExtendDepositAmount = NoDeposit;
	type ForceEnterOrigin = MapSuccess<MostOfCouncil, Replace<SafeModeDuration>>;
	type ForceExtendOrigin = MapSuccess<MostOfCouncil, Replace<SafeModeDuration>>;
	type ForceExitOrigin = MostOfCouncil;
	type ForceDepositOrigin = NeverEnsureOrigin<()>;
	type Notify = ();
	type ReleaseDelay = NoDelay;
	type WeightInfo = pallet_safe_mode::weights::SubstrateWeight<Runtime>;
}

impl pallet_tx_pause::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	// `consortium.pause_call` pauses, and says until when.
	type PauseOrigin = NeverEnsureOrigin<()>;
	type UnpauseOrigin = NeverEnsureOrigin<()>;
	type WhitelistedCalls = Unpausable;
	type MaxNameLen = ConstU32<MAX_CALL_NAME>;
	type WeightInfo = pallet_tx_pause::weights::SubstrateWeight<Runtime>;
}
