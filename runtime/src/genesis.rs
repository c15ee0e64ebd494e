// SPDX-License-Identifier: Apache-2.0

//! Genesis presets: the state that a chain begins with.

use alloc::vec::Vec;
use frame_support::build_struct_json_patch;
use serde_json::Value;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa::AuthorityId as GrandpaId;
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_keyring::Sr25519Keyring;

use crate::{AccountId, Balance, BalancesConfig, RuntimeGenesisConfig, SML};

/// What each known account of the development chains begins with.
const ENDOWMENT: Balance = 1_000_000 * SML;

/// A chain whose blocks the given validators make and finalise, with money on some accounts.
fn genesis(validators: &[Sr25519Keyring], endowed: Vec<AccountId>) -> Value {
	use sp_keyring::Ed25519Keyring;

	let aura: Vec<AuraId> = validators.iter().map(|key| key.public().into()).collect();
	let grandpa: Vec<(GrandpaId, u64)> = validators
		.iter()
		.filter_map(|key| {
			let name: &str = (*key).into();
			Ed25519Keyring::iter().find(|other| <&str>::from(*other) == name)
		})
		.map(|key| (key.public().into(), 1))
		.collect();
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig {
			balances: endowed
				.into_iter()
				.map(|account| (account, ENDOWMENT))
				.collect(),
		},
		aura: pallet_aura::GenesisConfig { authorities: aura },
		grandpa: pallet_grandpa::GenesisConfig {
			authorities: grandpa
		},
	})
}

/// The accounts of the well-known development keys.
fn well_known() -> Vec<AccountId> {
	Sr25519Keyring::well_known()
		.map(|key| key.to_account_id())
		.collect()
}

/// The preset of this name as JSON, if there is one.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	use Sr25519Keyring::{Alice, Bob, Charlie, Dave};
	let patch = match id.as_ref() {
		DEV_RUNTIME_PRESET => genesis(&[Alice], well_known()),
		LOCAL_TESTNET_RUNTIME_PRESET => genesis(&[Alice, Bob, Charlie, Dave], well_known()),
		_ => return None,
	};
	serde_json::to_vec(&patch).ok()
}

/// The names of the presets.
pub fn preset_names() -> Vec<PresetId> {
	[DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET]
		.map(PresetId::from)
		.into()
}
