// SPDX-License-Identifier: Apache-2.0

//! The list of members that a chain of a consortium begins with: how an operator writes it, and
//! everything that is wrong with one.

use std::{
	collections::{BTreeMap, BTreeSet},
	fmt::Display,
	str::FromStr,
};

use pallet_consortium::{
	types::{MAX_CONTACT, MAX_NAME},
	GenesisMember, Role,
};
use samul_runtime::{
	configs::council::{
		MAX_ACCOUNTS, MAX_MEMBERS, MAX_SESSION_LENGTH, MAX_VALIDATORS, MIN_SESSION_LENGTH,
		MIN_VALIDATORS,
	},
	genesis::Genesis,
	opaque::SessionKeys,
	AccountId, SML,
};
use sc_chain_spec::ChainType;
use sc_network::config::MultiaddrWithPeerId;
use serde::Deserialize;
use sp_core::{
	crypto::{Ss58Codec, UncheckedFrom},
	ed25519, sr25519,
};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// What kind of chain it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
	/// Of a consortium: nobody may have well-known keys, and one validator of four may fail.
	#[default]
	Live,
	/// Of several nodes, to try something.
	Local,
	/// Of one node, to try something.
	Development,
}

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
	name: String,
	id: String,
	#[serde(default)]
	kind: Kind,
	#[serde(default)]
	session_length: Option<u32>,
	#[serde(default)]
	boot_nodes: Vec<String>,
	#[serde(default)]
	member: Vec<Member>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Member {
	name: String,
	contact: String,
	representative: String,
	roles: Vec<Role>,
	#[serde(default)]
	seats: u32,
	#[serde(default)]
	funds: u64,
	#[serde(default)]
	account: Vec<Account>,
	#[serde(default)]
	validator: Vec<Validator>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Account {
	address: String,
	roles: Vec<Role>,
	#[serde(default)]
	funds: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Validator {
	address: String,
	aura: String,
	grandpa: String,
	#[serde(default)]
	funds: u64,
}

/// What is made of a list that is in order.
#[derive(Debug)]
pub struct MemberList {
	/// Name of the chain.
	pub name: String,
	/// Its identifier.
	pub id: String,
	/// What kind of chain it is.
	pub kind: ChainType,
	/// Nodes to which a new one connects first.
	pub boot_nodes: Vec<MultiaddrWithPeerId>,
	/// The first state.
	pub genesis: Genesis,
}

/// All that was found wrong, and what has been seen before.
#[derive(Default)]
struct Check {
	wrong: Vec<String>,
	accounts: BTreeMap<AccountId, String>,
	keys: BTreeMap<Vec<u8>, String>,
	live: bool,
}

impl Check {
	fn wrong(&mut self, place: &str, what: impl Display) {
		self.wrong.push(format!("{place}: {what}"));
	}

	/// A public key: an address, or `0x` and 64 hexadecimal digits.
	fn key(&mut self, place: &str, text: &str) -> Option<[u8; 32]> {
		let found = match text.strip_prefix("0x") {
			Some(_) => sp_core::bytes::from_hex(text)
				.ok()
				.and_then(|bytes| bytes.try_into().ok()),
			None => AccountId::from_ss58check_with_version(text)
				.ok()
				.map(|(account, _)| account.into()),
		};
		if found.is_none() {
			self.wrong(
				place,
				format!("`{text}` is neither an address nor 0x and 64 hexadecimal digits"),
			);
		}
		if let Some(key) = &found {
			let known = Sr25519Keyring::iter()
				.find(|known| known.to_raw_public() == *key)
				.map(|known| known.to_string())
				.or_else(|| {
					Ed25519Keyring::iter()
						.find(|known| known.to_raw_public() == *key)
						.map(|known| known.to_string())
				});
			if let (true, Some(known)) = (self.live, known) {
				self.wrong(
					place,
					format!("this is the development key //{known}, whose secret everybody knows"),
				);
			}
		}
		found
	}

	/// An account that nobody else has.
	fn account(&mut self, place: &str, text: &str) -> Option<AccountId> {
		let account = AccountId::from(self.key(place, text)?);
		match self.accounts.insert(account.clone(), place.into()) {
			None => Some(account),
			Some(first) => {
				self.wrong(place, format!("the account is that of {first} already"));
				None
			}
		}
	}

	/// A session key that nobody else has.
	fn session_key(&mut self, place: &str, text: &str) -> Option<[u8; 32]> {
		let key = self.key(place, text)?;
		match self.keys.insert(key.to_vec(), place.into()) {
			None => Some(key),
			Some(first) => {
				self.wrong(
					place,
					format!("the key is that of {first} already; each makes its own"),
				);
				None
			}
		}
	}

	fn text(&mut self, place: &str, what: &str, text: &str, least: usize, most: u32) {
		if !(least..=most as usize).contains(&text.len()) {
			self.wrong(
				place,
				format!(
					"the {what} has {} bytes; {least} to {most} are possible",
					text.len()
				),
			);
		}
	}
}

fn member(
	check: &mut Check,
	genesis: &mut Genesis,
	place: &str,
	list: Member,
) -> Option<GenesisMember<AccountId>> {
	check.text(place, "name", &list.name, 1, MAX_NAME);
	check.text(place, "contact", &list.contact, 1, MAX_CONTACT);
	let roles: BTreeSet<Role> = list.roles.iter().copied().collect();
	if roles.len() < list.roles.len() {
		check.wrong(place, "a role is named twice");
	}
	if roles.contains(&Role::Validator) {
		if list.seats == 0 {
			check.wrong(place, "a validator needs seats = 1 or more");
		}
	} else if list.seats > 0 || !list.validator.is_empty() {
		check.wrong(
			place,
			"it has seats or validators, but not the role \"validator\"",
		);
	}
	if list.validator.len() > list.seats as usize {
		check.wrong(
			place,
			format!(
				"it has {} validators, and seats for {}",
				list.validator.len(),
				list.seats
			),
		);
	}
	// Its representative is one, and so is each validator.
	let count = 1 + list.account.len() + list.validator.len();
	if count > MAX_ACCOUNTS as usize {
		check.wrong(
			place,
			format!("it has {count} accounts; {MAX_ACCOUNTS} are possible"),
		);
	}
	if list.funds == 0 {
		check.wrong(
			place,
			"its representative has no funds, and could not pay for its votes",
		);
	}
	let representative = check.account(&format!("{place}, representative"), &list.representative);
	let mut endow = |account: &AccountId, funds: u64| {
		if funds > 0 {
			genesis
				.balances
				.insert(account.clone(), u128::from(funds) * SML);
		}
	};
	if let Some(representative) = &representative {
		endow(representative, list.funds);
	}
	let mut accounts = Vec::new();
	for (number, account) in list.account.into_iter().enumerate() {
		let place = format!("{place}, account {}", number + 1);
		if let Some(role) = account.roles.iter().find(|role| !roles.contains(role)) {
			check.wrong(
				&place,
				format!("its member does not have the role {role:?}"),
			);
		}
		if let Some(id) = check.account(&place, &account.address) {
			endow(&id, account.funds);
			accounts.push((id, account.roles));
		}
	}
	let mut validators = Vec::new();
	for (number, validator) in list.validator.into_iter().enumerate() {
		let place = format!("{place}, validator {}", number + 1);
		// A representative may be a validator itself, with its own account.
		let own = representative.as_ref().filter(|representative| {
			check
				.key(&place, &validator.address)
				.is_some_and(|key| AccountId::from(key) == **representative)
		});
		let id = match own {
			Some(id) if validators.contains(id) => {
				check.wrong(
					&place,
					"the representative's account is a validator already",
				);
				continue;
			}
			Some(id) => Some(id.clone()),
			None => check.account(&place, &validator.address),
		};
		let aura = check.session_key(&format!("{place}, aura"), &validator.aura);
		let grandpa = check.session_key(&format!("{place}, grandpa"), &validator.grandpa);
		let (Some(id), Some(aura), Some(grandpa)) = (id, aura, grandpa) else {
			continue;
		};
		if own.is_none() {
			endow(&id, validator.funds);
			accounts.push((id.clone(), vec![Role::Validator]));
		}
		let keys = SessionKeys {
			aura: sr25519::Public::unchecked_from(aura).into(),
			grandpa: ed25519::Public::unchecked_from(grandpa).into(),
		};
		genesis.keys.push((id.clone(), keys));
		validators.push(id);
	}
	Some(GenesisMember {
		name: list.name,
		contact: list.contact,
		representative: representative?,
		roles: list.roles,
		seats: list.seats,
		accounts,
		validators,
	})
}

impl FromStr for MemberList {
	type Err = String;

	/// Read a list. What is wrong is said line by line.
	fn from_str(text: &str) -> Result<Self, String> {
		let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
		let mut check = Check {
			live: file.kind == Kind::Live,
			..Default::default()
		};
		let mut genesis = Genesis::default();
		check.text("the chain", "name", &file.name, 1, 64);
		let id_is_good = !file.id.is_empty()
			&& file
				.id
				.chars()
				.all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_');
		if !id_is_good {
			check.wrong(
				"the chain",
				"the id must be of lower case letters, digits and underscores: a folder is named so",
			);
		}
		if let Some(length) = file.session_length {
			if !(MIN_SESSION_LENGTH..=MAX_SESSION_LENGTH).contains(&length) {
				check.wrong(
					"the chain",
					format!("a session has {MIN_SESSION_LENGTH} to {MAX_SESSION_LENGTH} blocks"),
				);
			}
			genesis.session_length = length;
		}
		let mut boot_nodes = Vec::new();
		for address in &file.boot_nodes {
			match address.parse() {
				Ok(address) => boot_nodes.push(address),
				Err(error) => check.wrong(
					"boot_nodes",
					format!("`{address}`: {error}; it should look like /dns/node.example.org/tcp/30333/p2p/12D3…"),
				),
			}
		}
		if file.member.is_empty() {
			check.wrong("the list", "there is no member");
		}
		if file.member.len() > MAX_MEMBERS as usize {
			check.wrong(
				"the list",
				format!("{} members; {MAX_MEMBERS} are possible", file.member.len()),
			);
		}
		let validators: usize = file
			.member
			.iter()
			.map(|member| member.validator.len())
			.sum();
		let fewest = match file.kind {
			Kind::Live => MIN_VALIDATORS as usize,
			Kind::Local | Kind::Development => 1,
		};
		if validators < fewest || validators > MAX_VALIDATORS as usize {
			check.wrong(
				"the list",
				format!("{validators} validators; {fewest} to {MAX_VALIDATORS} are possible"),
			);
		}
		for (number, list) in file.member.into_iter().enumerate() {
			let place = format!("member {} ({})", number + 1, list.name);
			if file.kind == Kind::Live && list.validator.len() * 3 >= validators.max(1) {
				check.wrong(
					&place,
					"a third of all validators are its own: without it nothing would be final",
				);
			}
			if let Some(member) = member(&mut check, &mut genesis, &place, list) {
				genesis.members.push(member);
			}
		}
		if !check.wrong.is_empty() {
			return Err(check.wrong.join("\n"));
		}
		Ok(Self {
			name: file.name,
			id: file.id,
			kind: match file.kind {
				Kind::Live => ChainType::Live,
				Kind::Local => ChainType::Local,
				Kind::Development => ChainType::Development,
			},
			boot_nodes,
			genesis,
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const PRODUCTION: &str = include_str!("../../chain-specs/production.toml");
	const DEV: &str = include_str!("../../chain-specs/dev.toml");
	const LOCAL: &str = include_str!("../../chain-specs/local.toml");

	/// What is wrong with a list in which something is replaced.
	fn wrong(list: &str, from: &str, to: &str) -> String {
		assert!(list.contains(from), "{from}");
		list.replacen(from, to, 1)
			.parse::<MemberList>()
			.expect_err(to)
	}

	#[test]
	fn the_lists_are_the_chains_that_the_node_knows_by_name() {
		for (list, mut preset) in [
			(DEV, samul_runtime::genesis::development()),
			(LOCAL, samul_runtime::genesis::local()),
		] {
			let list: MemberList = list.parse().unwrap();
			// The preset endows further well-known accounts.
			preset
				.balances
				.retain(|account, _| list.genesis.balances.contains_key(account));
			assert_eq!(list.genesis.json(), preset.json());
		}
	}

	#[test]
	fn the_template_is_to_be_filled_in() {
		let all = PRODUCTION.parse::<MemberList>().unwrap_err();
		assert!(
			all.contains("member 1 (Example Grid plc), representative: `ADDRESS"),
			"{all}"
		);
		assert!(all.lines().count() >= 8, "{all}");
	}

	#[test]
	fn whatever_is_wrong_with_a_list_is_said() {
		let said = |from, to, expected: &str| {
			let all = wrong(LOCAL, from, to);
			assert!(all.contains(expected), "{to}: {all}");
		};
		said(
			"id = \"samul_local\"",
			"id = \"Samul local\"",
			"lower case letters",
		);
		said(
			"name = \"Samul local\"",
			"name = \"\"",
			"the name has 0 bytes",
		);
		said(
			"kind = \"local\"",
			"kind = \"live\"",
			"development key //Alice",
		);
		said(
			"kind = \"local\"",
			"session_length = 9",
			"10 to 43200 blocks",
		);
		said("kind = \"local\"", "boot_nodes = [\"here\"]", "`here`");
		said(
			"kind = \"local\"",
			"sessions = 9",
			"unknown field `sessions`",
		);
		said("\"carrier\"", "\"courier\"", "unknown variant `courier`");
		said("\"carrier\"", "\"validator\"", "a role is named twice");
		said(
			"\"validator\", \"carrier\"",
			"\"carrier\"",
			"not the role \"validator\"",
		);
		said("seats = 1", "seats = 0", "seats = 1 or more");
		said("seats = 1", "seats = 0", "1 validators, and seats for 0");
		said(
			"funds = 1000000",
			"funds = 0",
			"could not pay for its votes",
		);
		said(
			"contact = \"https://samul.example\"",
			"contact = \"\"",
			"the contact has 0 bytes",
		);
		// The second member's representative, and its keys, become the first one's.
		let keys: Vec<&str> = LOCAL.lines().filter(|line| line.contains("0x")).collect();
		said(
			keys[5],
			keys[0],
			"member 2 (Bob Transport), representative: the account is that of member 1",
		);
		let grandpa: Vec<&str> = LOCAL
			.lines()
			.filter(|line| line.starts_with("grandpa"))
			.collect();
		said(grandpa[1], grandpa[0], "the key is that of member 1");
		said(
			grandpa[1],
			"grandpa = \"0x12\"",
			"`0x12` is neither an address",
		);
		said(
			"roles = [\"gateway\"]",
			"roles = [\"arbiter\"]",
			"member 1 (Alice Appliances), account 1: its member does not have the role Arbiter",
		);
	}

	#[test]
	fn too_few_validators_or_members_make_no_live_chain() {
		let some = "name = \"X\"\nid = \"x\"\n"
			.parse::<MemberList>()
			.unwrap_err();
		assert!(some.contains("there is no member"), "{some}");
		assert!(
			some.contains("0 validators; 4 to 64 are possible"),
			"{some}"
		);
		let many = (0..=MAX_MEMBERS)
			.fold(String::from("name = \"X\"\nid = \"x\"\n"), |text, _| {
				text + "[[member]]\nname = \"M\"\ncontact = \"c\"\nrepresentative = \"0x\"\nroles = []\n"
			});
		let all = many.parse::<MemberList>().unwrap_err();
		assert!(all.contains("101 members; 100 are possible"), "{all}");
	}
}
