// SPDX-License-Identifier: Apache-2.0

//! What accounts can do together or for each other: batches, multisignatures, proxies, and calls
//! at a later time.

use core::cmp::Ordering;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	parameter_types,
	traits::{
		fungible::HoldConsideration, ConstU128, ConstU32, EitherOfDiverse, InstanceFilter,
		LinearStoragePrice, PrivilegeCmp,
	},
	weights::Weight,
};
use frame_system::EnsureRoot;
use scale_info::TypeInfo;
use sp_runtime::{traits::BlakeTwo256, Perbill};

/// Calls to the devices.
type DeviceCall = pallet_device_identity::Call<Runtime>;
/// Calls that buy and sell rights.
type MarketCall = pallet_access_market::Call<Runtime>;
/// Calls of members.
type MemberCall = pallet_consortium::Call<Runtime>;
/// Calls to resources and rights.
type RightsCall = pallet_access_rights::Call<Runtime>;
/// Calls to the shipments.
type ShipmentCall = pallet_supply_chain::Call<Runtime>;

use crate::{
	configs::council::MostOfCouncil, limits::MAX_BLOCK_WEIGHT, AccountId, Balance, Balances,
	OriginCaller, Preimage, Runtime, RuntimeCall, RuntimeEvent, RuntimeHoldReason, RuntimeOrigin,
	System, MILLI_SML, SML,
};

impl pallet_utility::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = pallet_utility::weights::SubstrateWeight<Runtime>;
}

impl pallet_multisig::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type DepositBase = ConstU128<{ 100 * MILLI_SML }>;
	type DepositFactor = ConstU128<{ 32 * MILLI_SML }>;
	type MaxSignatories = ConstU32<32>;
	type WeightInfo = pallet_multisig::weights::SubstrateWeight<Runtime>;
	type BlockNumberProvider = System;
}

/// What a proxy may do for its account.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProxyType {
	/// Everything.
	#[default]
	Any,
	/// Everything but moving money, agreeing on contracts that move it, paying others' fees, and giving
	/// devices, their keys or a membership away.
	NonTransfer,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		match self {
			Self::Any => true,
			Self::NonTransfer => !matches!(
				call,
				RuntimeCall::Balances(_)
					| RuntimeCall::Assets(_)
					| RuntimeCall::DeviceIdentity(
						DeviceCall::offer_transfer { .. }
							| DeviceCall::accept_transfer { .. }
							| DeviceCall::set_guardian { .. }
							| DeviceCall::request_recovery { .. }
							| DeviceCall::complete_recovery { .. }
							| DeviceCall::retire { .. }
							| DeviceCall::rotate_key { .. }
							| DeviceCall::recover { .. }
							| DeviceCall::add_signing_key { .. }
							| DeviceCall::set_model_key { .. }
					) | RuntimeCall::Consortium(
					MemberCall::set_representative { .. }
						| MemberCall::set_account { .. }
						| MemberCall::remove_account { .. }
						| MemberCall::sponsor { .. }
				) | RuntimeCall::AccessRights(
					RightsCall::offer_resource { .. }
						| RightsCall::accept_resource { .. }
						| RightsCall::set_authority { .. }
				) | RuntimeCall::AccessMarket(
					MarketCall::set_tariff { .. }
						| MarketCall::buy { .. }
						| MarketCall::cancel { .. }
						| MarketCall::claim { .. }
						| MarketCall::accept_claim { .. }
						| MarketCall::rule { .. }
				) | RuntimeCall::SupplyChain(
					ShipmentCall::propose { .. }
						| ShipmentCall::accept { .. }
						| ShipmentCall::confirm { .. }
						| ShipmentCall::cancel { .. }
				)
			),
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		*self == Self::Any || self == other
	}
}

impl pallet_proxy::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = ProxyType;
	type ProxyDepositBase = ConstU128<{ 100 * MILLI_SML }>;
	type ProxyDepositFactor = ConstU128<{ 33 * MILLI_SML }>;
	type MaxProxies = ConstU32<32>;
	type WeightInfo = pallet_proxy::weights::SubstrateWeight<Runtime>;
	type MaxPending = ConstU32<32>;
	type CallHasher = BlakeTwo256;
	type AnnouncementDepositBase = ConstU128<{ 100 * MILLI_SML }>;
	type AnnouncementDepositFactor = ConstU128<{ 66 * MILLI_SML }>;
	type BlockNumberProvider = System;
}

parameter_types! {
	/// Deposit for a preimage.
	pub const PreimageBaseDeposit: Balance = SML;
	/// Deposit for each byte of a preimage.
	pub const PreimageByteDeposit: Balance = MILLI_SML;
	/// Why a preimage's deposit is on hold.
	pub const PreimageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
	/// What scheduled calls may take of a block.
	pub MaximumSchedulerWeight: Weight = Perbill::from_percent(40) * MAX_BLOCK_WEIGHT;
}

impl pallet_preimage::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_preimage::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type ManagerOrigin = EitherOfDiverse<EnsureRoot<AccountId>, MostOfCouncil>;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		PreimageHoldReason,
		LinearStoragePrice<PreimageBaseDeposit, PreimageByteDeposit, Balance>,
	>;
}

/// Root is above all, and more of the council above less: what it has scheduled it can cancel, too.
pub struct ByVotes;
impl PrivilegeCmp<OriginCaller> for ByVotes {
	fn cmp_privilege(left: &OriginCaller, right: &OriginCaller) -> Option<Ordering> {
		use frame_system::RawOrigin::Root;
		use pallet_collective::RawOrigin::Members;
		match (left, right) {
			(left, right) if left == right => Some(Ordering::Equal),
			(OriginCaller::system(Root), _) => Some(Ordering::Greater),
			(_, OriginCaller::system(Root)) => Some(Ordering::Less),
			(
				OriginCaller::Council(Members(left, of_left)),
				OriginCaller::Council(Members(right, of_right)),
			) => (u64::from(*left) * u64::from(*of_right))
				.partial_cmp(&(u64::from(*right) * u64::from(*of_left))),
			_ => None,
		}
	}
}

impl pallet_scheduler::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = MaximumSchedulerWeight;
	type ScheduleOrigin = EitherOfDiverse<EnsureRoot<AccountId>, MostOfCouncil>;
	type OriginPrivilegeCmp = ByVotes;
	type MaxScheduledPerBlock = ConstU32<50>;
	type WeightInfo = pallet_scheduler::weights::SubstrateWeight<Runtime>;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}

#[cfg(test)]
mod tests {
	use super::*;
	use samul_primitives::DeviceId;

	#[test]
	fn more_votes_are_above_fewer_and_root_above_all() {
		let votes =
			|ayes, of| OriginCaller::Council(pallet_collective::RawOrigin::Members(ayes, of));
		let root = || OriginCaller::system(frame_system::RawOrigin::Root);
		let anybody =
			|| OriginCaller::system(frame_system::RawOrigin::Signed(AccountId::new([0; 32])));
		let compare = |left, right| ByVotes::cmp_privilege(&left, &right);
		assert_eq!(compare(votes(5, 7), votes(6, 9)), Some(Ordering::Greater));
		assert_eq!(compare(votes(1, 2), votes(2, 4)), Some(Ordering::Equal));
		assert_eq!(compare(root(), votes(7, 7)), Some(Ordering::Greater));
		assert_eq!(compare(votes(7, 7), root()), Some(Ordering::Less));
		assert_eq!(compare(root(), root()), Some(Ordering::Equal));
		assert_eq!(compare(anybody(), votes(1, 2)), None);
	}

	#[test]
	fn a_proxy_that_may_not_transfer_gives_nothing_away() {
		let may = |call: RuntimeCall| ProxyType::NonTransfer.filter(&call);
		let device = DeviceId::default();
		assert!(may(DeviceCall::suspend { device }.into()));
		assert!(may(ShipmentCall::conclude { id: 0 }.into()));
		assert!(!may(DeviceCall::offer_transfer { device, to: None }.into()));
		assert!(!may(DeviceCall::retire { device }.into()));
		let guardian = Some(1);
		assert!(!may(DeviceCall::set_guardian { device, guardian }.into()));
		assert!(!may(ShipmentCall::accept { id: 0 }.into()));
		let to = sp_runtime::AccountId32::new([0; 32]);
		assert!(may(MemberCall::take_seat {}.into()));
		assert!(!may(
			MemberCall::set_representative { to: to.clone() }.into()
		));
		let allowance = 1;
		assert!(!may(MemberCall::sponsor {
			account: to,
			allowance
		}
		.into()));
		assert!(may(RightsCall::lock_down { resource: 0 }.into()));
		assert!(!may(RightsCall::accept_resource { resource: 0 }.into()));
		assert!(may(MarketCall::give_back { right: 0 }.into()));
		assert!(!may(MarketCall::accept_claim { right: 0 }.into()));
		assert!(!may(ShipmentCall::confirm { id: 0 }.into()));
		assert!(!may(ShipmentCall::cancel { id: 0 }.into()));
		assert!(!may(pallet_balances::Call::transfer_all {
			dest: sp_runtime::AccountId32::new([0; 32]).into(),
			keep_alive: false,
		}
		.into()));
	}
}
