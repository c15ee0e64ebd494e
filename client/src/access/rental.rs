// SPDX-License-Identifier: Apache-2.0

//! Rights that are bought: what they cost, and the calls that end with the money where it belongs.

use samul_primitives::{
	access::{ResourceId, RightId, Subject},
	Moment,
};
use serde_json::{json, Value};
use subxt::utils::{AccountId32, Static, H256};
use subxt_signer::sr25519::Keypair;

use super::{
	first, format_subject, send,
	tariff::{self, TariffNumber},
};
use crate::{
	account, amount,
	chain::{
		self, access_market::events::RightBought,
		runtime_types::pallet_access_market::types::Order as StoredOrder,
	},
	connection::Included,
	params, Chain, Error, Result,
};

/// What is to be bought, as the arguments say it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted {
	/// On what.
	pub resource: ResourceId,
	/// By which of its tariffs.
	pub tariff: TariffNumber,
	/// For whom.
	pub subject: Subject,
	/// When it begins; when it is bought if that is past.
	pub from: Moment,
	/// When it ends, exclusive.
	pub until: Moment,
	/// How often it can be used.
	pub uses: Option<u32>,
	/// The most that is paid by the meter: an amount of the tariff's currency.
	pub limit: Option<String>,
}

/// What is to be bought, with the limit as a number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Order {
	/// What is wanted.
	pub wanted: Wanted,
	/// The most that is paid by the meter, in the currency's smallest unit.
	pub limit: u128,
	/// The currency.
	pub currency: Value,
}

impl Wanted {
	/// The order. The chain is asked for the currency of the tariff.
	pub async fn order(self, chain: &Chain) -> Result<Order> {
		let tariff = tariff::expect(chain, self.resource, self.tariff).await?;
		self.in_currency(tariff["asset"].clone())
	}

	fn in_currency(self, currency: Value) -> Result<Order> {
		if self.from >= self.until {
			return Err(Error::usage("the right would end before it begins"));
		}
		let limit = self.limit.as_deref();
		let limit = limit.map_or(Ok(0), |limit| amount::parse_in(&currency, limit))?;
		Ok(Order {
			wanted: self,
			limit,
			currency,
		})
	}
}

impl Order {
	fn json(&self) -> Value {
		json!({
			"subject": format_subject(&self.wanted.subject),
			"from": self.wanted.from,
			"until": self.wanted.until,
			"uses": self.wanted.uses,
			"limit": self.limit.to_string(),
		})
	}
}

/// What a right would cost if it were bought now, as `samul_quote` answers.
pub async fn quote(chain: &Chain, order: &Order) -> Result<Value> {
	let wanted = &order.wanted;
	let params = params![wanted.resource, wanted.tariff, order.json()];
	chain.request("samul_quote", params).await
}

/// Read a tariff's hash: `0x` and 64 hexadecimal digits.
pub fn parse_hash(text: &str) -> Result<[u8; 32]> {
	let mut hash = [0; 32];
	hex::decode_to_slice(text.strip_prefix("0x").unwrap_or(text), &mut hash)
		.map_err(|_| Error::usage("a tariff's hash is 0x and 64 hexadecimal digits"))?;
	Ok(hash)
}

/// Buy a right by a tariff of this hash; the signer pays. The chain refuses if it is another tariff by
/// now. Gives the number of the right.
pub async fn buy(
	chain: &Chain,
	order: &Order,
	hash: [u8; 32],
	payer: &Keypair,
) -> Result<(RightId, Included)> {
	let wanted = &order.wanted;
	let stored = StoredOrder {
		subject: Static(wanted.subject),
		from: wanted.from,
		until: wanted.until,
		uses: wanted.uses,
		limit: order.limit,
	};
	let call =
		chain::transactions()
			.access_market()
			.buy(wanted.resource, wanted.tariff, hash, stored);
	let included = send(chain, &call, payer).await?;
	Ok((first::<RightBought>(&included)?.right, included))
}

/// Give a right back that has begun.
pub async fn give_back(chain: &Chain, right: RightId, signer: &Keypair) -> Result<Included> {
	let call = chain::transactions().access_market().give_back(right);
	send(chain, &call, signer).await
}

/// Cancel a right: the payer before it begins, the provider also later, with the notice.
pub async fn cancel(chain: &Chain, right: RightId, signer: &Keypair) -> Result<Included> {
	let call = chain::transactions().access_market().cancel(right);
	send(chain, &call, signer).await
}

/// Conclude what is due.
pub async fn conclude(chain: &Chain, right: RightId, signer: &Keypair) -> Result<Included> {
	let call = chain::transactions().access_market().conclude(right);
	send(chain, &call, signer).await
}

/// Claim damages; the signer is the provider. To claim nothing closes the agreement.
pub async fn claim(
	chain: &Chain,
	right: RightId,
	amount: u128,
	provider: &Keypair,
) -> Result<Included> {
	let call = chain::transactions().access_market().claim(right, amount);
	send(chain, &call, provider).await
}

/// Accept a claim; the signer is the payer.
pub async fn accept_claim(chain: &Chain, right: RightId, payer: &Keypair) -> Result<Included> {
	let call = chain::transactions().access_market().accept_claim(right);
	send(chain, &call, payer).await
}

/// Dispute a claim; the signer is the payer.
pub async fn dispute(chain: &Chain, right: RightId, payer: &Keypair) -> Result<Included> {
	let call = chain::transactions().access_market().dispute(right);
	send(chain, &call, payer).await
}

/// Rule that the provider gets so much of a disputed claim; the signer is the arbiter.
pub async fn rule(
	chain: &Chain,
	right: RightId,
	amount: u128,
	arbiter: &Keypair,
) -> Result<Included> {
	let call = chain::transactions().access_market().rule(right, amount);
	send(chain, &call, arbiter).await
}

/// An agreement at a block, as `samul_agreement` answers: null if there is none, or it is closed.
pub async fn get(chain: &Chain, right: RightId, at: Option<H256>) -> Result<Value> {
	chain.request("samul_agreement", params![right, at]).await
}

/// An agreement that is not closed.
pub async fn expect(chain: &Chain, right: RightId) -> Result<Value> {
	match get(chain, right, None).await? {
		Value::Null => Err(not_there(right)),
		found => Ok(found),
	}
}

pub(super) fn not_there(right: RightId) -> Error {
	Error::NotThere(format!(
		"there is no agreement on right {right}, or it is closed"
	))
}

/// What a right has come to so far, or by a time, as `samul_runningCost` answers; none if it has not begun
/// or its rent is settled.
pub async fn running_cost(
	chain: &Chain,
	right: RightId,
	at: Option<Moment>,
) -> Result<Option<Value>> {
	match chain.request("samul_runningCost", params![right, at]).await {
		Err(Error::NotThere(_)) => Ok(None),
		other => other.map(Some),
	}
}

/// Numbers of the rights on which an account has agreements, as payer or provider, in ascending order.
pub async fn of_account(chain: &Chain, account: &AccountId32) -> Result<Vec<RightId>> {
	let (mut rights, mut after) = (Vec::<RightId>::new(), None::<RightId>);
	loop {
		let params = params![account::address(account), after];
		let page: Vec<RightId> = chain.request("samul_agreementsOf", params).await?;
		after = page.last().copied();
		if after.is_none() {
			// Pages come in the order of the database.
			rights.sort_unstable();
			return Ok(rights);
		}
		rights.extend(page);
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn wanted() -> Wanted {
		Wanted {
			resource: 1,
			tariff: 0,
			subject: Subject::Account([1; 32]),
			from: 5,
			until: 6,
			uses: None,
			limit: Some("1.5 SML".into()),
		}
	}

	#[test]
	fn a_limit_is_in_the_tariffs_currency() {
		let order = wanted().in_currency(json!("native")).unwrap();
		assert_eq!(order.limit, 1_500_000_000_000);
		assert_eq!(order.json()["limit"], "1500000000000");
		let error = wanted().in_currency(json!(7)).unwrap_err();
		assert_eq!(error.exit_code(), 2);
		let none = Wanted {
			limit: None,
			..wanted()
		};
		assert_eq!(none.in_currency(json!(7)).unwrap().limit, 0);
	}

	#[test]
	fn a_right_for_no_time_is_not_ordered() {
		let none = Wanted {
			until: 5,
			..wanted()
		};
		let error = none.in_currency(json!("native")).unwrap_err();
		assert_eq!(error.exit_code(), 2);
	}

	#[test]
	fn hashes_are_read() {
		let text = format!("0x{}", "0a".repeat(32));
		assert_eq!(parse_hash(&text).unwrap(), [10; 32]);
		assert_eq!(parse_hash("0x0a").unwrap_err().exit_code(), 2);
	}
}
