// SPDX-License-Identifier: Apache-2.0

//! Members of the consortium: their roles, the accounts that act for them, and whose fees these pay.

use serde::Serialize;
use subxt::utils::{AccountId32, H256};
use subxt_signer::sr25519::Keypair;

pub use chain::runtime_types::pallet_consortium::types::Role;

use crate::{
	account::address,
	chain::{
		self,
		runtime_types::{
			bounded_collections::{bounded_btree_set::BoundedBTreeSet, bounded_vec::BoundedVec},
			pallet_consortium::types as found,
		},
	},
	connection::{AtBlock, Included, Until},
	Chain, Error, Result,
};

/// Number of a member.
pub type MemberId = u32;

/// Most entries that are asked for at once.
const PAGE: u32 = 100;

/// All roles and their names, in the chain's order.
pub const ROLES: [(Role, &str); 8] = [
	(Role::Validator, "validator"),
	(Role::Gateway, "gateway"),
	(Role::Manufacturer, "manufacturer"),
	(Role::Carrier, "carrier"),
	(Role::GridOperator, "gridOperator"),
	(Role::Regulator, "regulator"),
	(Role::Auditor, "auditor"),
	(Role::Arbiter, "arbiter"),
];

/// Read a role by its name.
pub fn parse_role(text: &str) -> Result<Role> {
	let found = ROLES.iter().find(|(_, name)| *name == text);
	found.map(|(role, _)| role.clone()).ok_or_else(|| {
		let names = ROLES.map(|(_, name)| name);
		Error::usage(format!("no role: `{text}`; one of {}", names.join(", ")))
	})
}

/// The name of a role.
pub fn role_name(role: &Role) -> &'static str {
	let found = ROLES.iter().find(|(known, _)| known == role);
	found.map_or("unknown", |(_, name)| name)
}

fn role_names(roles: &[Role]) -> Vec<&'static str> {
	roles.iter().map(role_name).collect()
}

/// Roles as a call has them: each once, in order.
pub(crate) fn set_of(roles: &[Role]) -> BoundedBTreeSet<Role> {
	let each = ROLES.iter().filter(|(role, _)| roles.contains(role));
	BoundedBTreeSet(each.map(|(role, _)| role.clone()).collect())
}

/// Text as a call has it.
pub(crate) fn bytes_of(text: &str) -> BoundedVec<u8> {
	BoundedVec(text.as_bytes().to_vec())
}

/// A member of the consortium.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Member {
	/// Its number.
	pub id: MemberId,
	/// Legal name.
	pub name: String,
	/// How people reach it.
	pub contact: String,
	/// Address of who votes for it in the council.
	pub representative: String,
	/// What it may do.
	pub roles: Vec<&'static str>,
	/// Most validators that it may have.
	pub seats: u32,
	/// Validators that it has.
	pub seats_taken: u32,
	/// Number of its accounts.
	pub accounts: u32,
}

impl From<found::MemberInfo<AccountId32>> for Member {
	fn from(member: found::MemberInfo<AccountId32>) -> Self {
		Self {
			id: member.id,
			name: String::from_utf8_lossy(&member.name).into_owned(),
			contact: String::from_utf8_lossy(&member.contact).into_owned(),
			representative: address(&member.representative),
			roles: role_names(&member.roles),
			seats: member.seats,
			seats_taken: member.seats_taken,
			accounts: member.accounts,
		}
	}
}

/// An account that acts for a member.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
	/// Its address.
	pub address: String,
	/// The member.
	pub member: MemberId,
	/// In which roles it acts: those that the member has, too.
	pub roles: Vec<&'static str>,
}

impl From<found::AccountInfo<AccountId32>> for Account {
	fn from(account: found::AccountInfo<AccountId32>) -> Self {
		Self {
			address: address(&account.account),
			member: account.member,
			roles: role_names(&account.roles),
		}
	}
}

/// That an account of a member pays the fees of another account.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Sponsorship {
	/// Address of whose fees are paid.
	pub account: String,
	/// Address of who pays.
	pub sponsor: String,
	/// The member for which the sponsor acts; none if it is none any more, and pays nothing.
	pub member: Option<MemberId>,
	/// Most fees in a period.
	pub allowance: String,
	/// What is left of it in this period.
	pub left: String,
	/// What is on hold for this.
	pub deposit: String,
}

impl From<found::SponsorshipInfo<AccountId32, u128>> for Sponsorship {
	fn from(known: found::SponsorshipInfo<AccountId32, u128>) -> Self {
		Self {
			account: address(&known.account),
			sponsor: address(&known.sponsor),
			member: known.member,
			allowance: known.allowance.to_string(),
			left: known.left.to_string(),
			deposit: known.deposit.to_string(),
		}
	}
}

/// The chain at a block, the last finalised one if none is named.
pub(crate) async fn state(chain: &Chain, at: Option<H256>) -> Result<AtBlock> {
	let block = match at {
		Some(block) => block,
		None => chain.finalised().await?,
	};
	chain.at(block).await
}

/// The member of this number.
pub async fn get(chain: &Chain, id: MemberId, at: Option<H256>) -> Result<Option<Member>> {
	let call = chain::runtime_apis().consortium_api().member(id);
	let state = state(chain, at).await?;
	let found = state.runtime_apis().call(call).await;
	Ok(found.map_err(subxt::Error::from)?.map(Member::from))
}

/// The member of this number, which has to be there.
pub async fn expect(chain: &Chain, id: MemberId, at: Option<H256>) -> Result<Member> {
	get(chain, id, at)
		.await?
		.ok_or_else(|| Error::NotThere(format!("there is no member {id}")))
}

/// All members, by number.
pub async fn all(chain: &Chain, at: Option<H256>) -> Result<Vec<Member>> {
	let state = state(chain, at).await?;
	let mut all: Vec<Member> = Vec::new();
	loop {
		let after = all.last().map(|member| member.id);
		let call = chain::runtime_apis().consortium_api().members(after, PAGE);
		let page = state.runtime_apis().call(call).await;
		let page = page.map_err(subxt::Error::from)?;
		let is_last = page.len() < PAGE as usize;
		all.extend(page.into_iter().map(Member::from));
		if is_last {
			return Ok(all);
		}
	}
}

/// The accounts that act for a member.
pub async fn accounts(chain: &Chain, id: MemberId, at: Option<H256>) -> Result<Vec<Account>> {
	let state = state(chain, at).await?;
	let block = state.block_hash();
	expect(chain, id, Some(block)).await?;
	let call = chain::runtime_apis().consortium_api().accounts_of(id);
	let found = state.runtime_apis().call(call).await;
	let found = found.map_err(subxt::Error::from)?;
	Ok(found.into_iter().map(Account::from).collect())
}

/// For which member an account acts, and in which roles.
pub async fn membership(
	chain: &Chain,
	account: &AccountId32,
	at: Option<H256>,
) -> Result<Option<Account>> {
	let call = chain::runtime_apis().consortium_api().membership(*account);
	let state = state(chain, at).await?;
	let found = state.runtime_apis().call(call).await;
	Ok(found.map_err(subxt::Error::from)?.map(Account::from))
}

/// Who pays an account's fees.
pub async fn sponsorship(
	chain: &Chain,
	account: &AccountId32,
	at: Option<H256>,
) -> Result<Option<Sponsorship>> {
	let call = chain::runtime_apis().consortium_api().sponsorship(*account);
	let state = state(chain, at).await?;
	let found = state.runtime_apis().call(call).await;
	Ok(found.map_err(subxt::Error::from)?.map(Sponsorship::from))
}

/// The accounts whose fees an account pays.
pub async fn sponsored_by(
	chain: &Chain,
	sponsor: &AccountId32,
	at: Option<H256>,
) -> Result<Vec<Sponsorship>> {
	let state = state(chain, at).await?;
	let mut all = Vec::new();
	let mut after = None;
	loop {
		let call = chain::runtime_apis()
			.consortium_api()
			.sponsored_by(*sponsor, after, PAGE);
		let page = state.runtime_apis().call(call).await;
		let page = page.map_err(subxt::Error::from)?;
		let is_last = page.len() < PAGE as usize;
		after = page.last().map(|known| known.account);
		all.extend(page.into_iter().map(Sponsorship::from));
		if is_last {
			return Ok(all);
		}
	}
}

/// Let an account act for the signer's member in these roles.
pub async fn set_account(
	chain: &Chain,
	account: &AccountId32,
	roles: &[Role],
	representative: &Keypair,
) -> Result<Included> {
	let call = chain::transactions()
		.consortium()
		.set_account(*account, set_of(roles));
	chain.submit(&call, representative, Until::Finalised).await
}

/// Let an account act for its member no more. The signer is the member's representative, or the
/// account itself.
pub async fn remove_account(
	chain: &Chain,
	account: &AccountId32,
	signer: &Keypair,
) -> Result<Included> {
	let call = chain::transactions().consortium().remove_account(*account);
	chain.submit(&call, signer, Until::Finalised).await
}

/// Change the name and the contact of the signer's member; what is not given stays.
pub async fn describe(
	chain: &Chain,
	name: Option<&str>,
	contact: Option<&str>,
	representative: &Keypair,
) -> Result<Included> {
	let who = crate::account::id(representative);
	let (name, contact) = match (name, contact) {
		(Some(name), Some(contact)) => (name.to_string(), contact.to_string()),
		(name, contact) => {
			let state = state(chain, None).await?;
			let block = Some(state.block_hash());
			let acts = membership(chain, &who, block)
				.await?
				.ok_or_else(|| Error::NotThere(format!("{} acts for no member", address(&who))))?;
			let member = expect(chain, acts.member, block).await?;
			(
				name.map_or(member.name, str::to_string),
				contact.map_or(member.contact, str::to_string),
			)
		}
	};
	let call = chain::transactions()
		.consortium()
		.describe(bytes_of(&name), bytes_of(&contact));
	chain.submit(&call, representative, Until::Finalised).await
}

/// Let another account vote for the signer's member and manage it.
pub async fn set_representative(
	chain: &Chain,
	to: &AccountId32,
	representative: &Keypair,
) -> Result<Included> {
	let call = chain::transactions().consortium().set_representative(*to);
	chain.submit(&call, representative, Until::Finalised).await
}

/// Pay the fees of an account up to an allowance in each period.
pub async fn sponsor(
	chain: &Chain,
	account: &AccountId32,
	allowance: u128,
	sponsor: &Keypair,
) -> Result<Included> {
	let call = chain::transactions()
		.consortium()
		.sponsor(*account, allowance);
	chain.submit(&call, sponsor, Until::Finalised).await
}

/// Pay an account's fees no more.
pub async fn unsponsor(chain: &Chain, account: &AccountId32, signer: &Keypair) -> Result<Included> {
	let call = chain::transactions().consortium().unsponsor(*account);
	chain.submit(&call, signer, Until::Finalised).await
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn roles_are_read_and_written() {
		for (role, name) in ROLES {
			assert_eq!(parse_role(name).unwrap(), role);
			assert_eq!(role_name(&role), name);
		}
		for wrong in ["", "Validator", "grid operator", "gridoperator", "owner"] {
			let error = parse_role(wrong).unwrap_err();
			assert_eq!(error.exit_code(), 2, "{wrong}");
			assert!(error.to_string().contains("gridOperator"), "{error}");
		}
	}

	#[test]
	fn a_call_has_each_role_once_and_in_order() {
		let given = [Role::Arbiter, Role::Gateway, Role::Arbiter];
		assert_eq!(set_of(&given).0, [Role::Gateway, Role::Arbiter]);
		assert!(set_of(&[]).0.is_empty());
	}
}
