// SPDX-License-Identifier: Apache-2.0

//! The state that a chain begins with: its members, their validators, and who has money.

use alloc::{collections::BTreeMap, vec, vec::Vec};
use pallet_consortium::{GenesisMember, Role};
use serde_json::Value;
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

use crate::{
	opaque::SessionKeys, AccountId, Balance, BalancesConfig, BlockNumber, ConsortiumConfig,
	RuntimeGenesisConfig, SessionConfig, SML,
};

/// What each known account of the development chains begins with.
const ENDOWMENT: Balance = 1_000_000 * SML;

/// What a chain begins with.
#[derive(Clone, Debug, Default)]
pub struct Genesis {
	/// The members, in the order of their numbers.
	pub members: Vec<GenesisMember<AccountId>>,
	/// The keys of all their validators.
	pub keys: Vec<(AccountId, SessionKeys)>,
	/// Who has how much of the native token.
	pub balances: BTreeMap<AccountId, Balance>,
	/// Blocks of a session; 600 if 0.
	pub session_length: BlockNumber,
}

impl Genesis {
	/// As the runtime's genesis configuration.
	pub fn config(self) -> RuntimeGenesisConfig {
		let keys = self.keys.into_iter();
		RuntimeGenesisConfig {
			balances: BalancesConfig {
				balances: self.balances.into_iter().collect(),
				..Default::default()
			},
			consortium: ConsortiumConfig {
				members: self.members,
				session_length: self.session_length,
			},
			session: SessionConfig {
				keys: keys
					.map(|(validator, keys)| (validator.clone(), validator, keys))
					.collect(),
				..Default::default()
			},
			..Default::default()
		}
	}

	/// The same as JSON.
	pub fn json(self) -> Value {
		serde_json::to_value(self.config()).expect("a configuration can be written as JSON")
	}
}

/// The session keys of a well-known validator.
fn keys(validator: Sr25519Keyring) -> Option<(AccountId, SessionKeys)> {
	let name: &str = validator.into();
	let grandpa = Ed25519Keyring::iter().find(|other| <&str>::from(*other) == name)?;
	Some((
		validator.to_account_id(),
		SessionKeys {
			aura: validator.public().into(),
			grandpa: grandpa.public().into(),
		},
	))
}

/// A member whose representative is its validator.
fn member(
	name: &str,
	representative: Sr25519Keyring,
	roles: &[Role],
	accounts: &[(Sr25519Keyring, Role)],
) -> GenesisMember<AccountId> {
	GenesisMember {
		name: name.into(),
		contact: "https://samul.example".into(),
		representative: representative.to_account_id(),
		roles: roles.to_vec(),
		seats: 1,
		accounts: accounts
			.iter()
			.map(|(account, role)| (account.to_account_id(), vec![*role]))
			.collect(),
		validators: vec![representative.to_account_id()],
	}
}

fn well_known(validators: &[Sr25519Keyring], members: Vec<GenesisMember<AccountId>>) -> Genesis {
	Genesis {
		members,
		keys: validators.iter().filter_map(|key| keys(*key)).collect(),
		balances: Sr25519Keyring::well_known()
			.map(|key| (key.to_account_id(), ENDOWMENT))
			.collect(),
		session_length: 0,
	}
}

/// One member, which has all roles: its votes decide alone.
pub fn development() -> Genesis {
	use Role::*;
	let all = [
		Validator,
		Gateway,
		Manufacturer,
		Carrier,
		GridOperator,
		Regulator,
		Auditor,
		Arbiter,
	];
	let alice = Sr25519Keyring::Alice;
	well_known(
		&[alice],
		vec![member("Samul Development", alice, &all, &[])],
	)
}

/// Four members with a validator each, two of them with a gateway.
pub fn local() -> Genesis {
	use Role::*;
	use Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve, Ferdie};
	well_known(
		&[Alice, Bob, Charlie, Dave],
		vec![
			member(
				"Alice Appliances",
				Alice,
				&[Validator, Manufacturer, Gateway],
				&[(Eve, Gateway)],
			),
			member(
				"Bob Transport",
				Bob,
				&[Validator, Carrier, Gateway],
				&[(Ferdie, Gateway)],
			),
			member("Charlie Grid", Charlie, &[Validator, GridOperator], &[]),
			member(
				"Dave Inspectorate",
				Dave,
				&[Validator, Regulator, Auditor, Arbiter],
				&[],
			),
		],
	)
}

/// The preset of this name as JSON, if there is one.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let genesis = match id.as_ref() {
		DEV_RUNTIME_PRESET => development(),
		LOCAL_TESTNET_RUNTIME_PRESET => local(),
		_ => return None,
	};
	serde_json::to_vec(&genesis.json()).ok()
}

/// The names of the presets.
pub fn preset_names() -> Vec<PresetId> {
	[DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET]
		.map(PresetId::from)
		.into()
}
