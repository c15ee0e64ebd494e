// SPDX-License-Identifier: Apache-2.0

//! The `samul_` methods about resources, rights, tariffs and agreements: thin layers over the runtime APIs.
//! `docs/rpc.md` documents them for callers.

use std::sync::Arc;

use jsonrpsee::{
	core::{async_trait, RpcResult},
	proc_macros::rpc,
	types::ErrorObjectOwned,
};
use pallet_access_market::{
	runtime_api::{AccessMarketApi, MarketError},
	types::{Order, TariffNumber},
};
use pallet_access_rights::runtime_api::AccessRightsApi;
use samul_did::Did;
use samul_primitives::{
	access::{Permissions, ResourceId, RightId, Subject},
	DeviceId, Moment,
};
use samul_runtime::Hash;
use serde::Deserialize;
use serde_json::{json, Value};
use sp_api::{ApiError, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;

use crate::{
	rpc::{
		rentals, rights,
		samul::{account_id, error, hex, Code, MAX_IDS},
	},
	service::FullClient,
};

/// A right among those on a resource, by which the page after it is asked for.
#[derive(Clone, Debug, Deserialize)]
pub struct After {
	subject: String,
	right: RightId,
}

/// What would be bought.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ordered {
	subject: String,
	from: Moment,
	until: Moment,
	uses: Option<u32>,
	limit: Option<String>,
}

fn bad(message: impl ToString) -> ErrorObjectOwned {
	error(Code::BadArgument, message)
}

/// Read a subject: a device's id or decentralised identifier, or an account's address.
fn subject(text: &str) -> Result<Subject, ErrorObjectOwned> {
	if text.starts_with("did:") {
		return match text.parse() {
			// One that names a network may be of another chain.
			Ok(Did {
				network: None,
				device,
			}) => Ok(Subject::Device(device)),
			_ => Err(bad("not a device's identifier")),
		};
	}
	if text.starts_with("0x") {
		return text.parse().map(Subject::Device).map_err(bad);
	}
	account_id(text).map(|account| Subject::Account(account.into()))
}

/// Read permissions: names and numbers with commas between, or one number.
fn permissions(value: &Value) -> Result<Permissions, ErrorObjectOwned> {
	match value {
		Value::String(text) => text.parse().map_err(bad),
		other => other.to_string().parse().map_err(bad),
	}
}

impl Ordered {
	fn order(&self) -> Result<Order, ErrorObjectOwned> {
		let limit = self.limit.as_deref().unwrap_or("0").parse();
		Ok(Order {
			subject: subject(&self.subject)?,
			from: self.from,
			until: self.until,
			uses: self.uses,
			limit: limit.map_err(|_| bad("the limit is a decimal string in the smallest unit"))?,
		})
	}
}

/// The runtime does not answer.
fn runtime(failed: ApiError) -> ErrorObjectOwned {
	error(Code::Runtime, failed)
}

/// Why the market has no answer.
fn market(why: MarketError) -> ErrorObjectOwned {
	let (code, message) = match why {
		MarketError::UnknownTariff => (Code::NotFound, "there is no such tariff"),
		MarketError::UnknownAgreement => (
			Code::NotFound,
			"there is no agreement on such a right, or it is closed",
		),
		MarketError::NotBegun => (
			Code::NothingToReckon,
			"the right has not begun by then",
		),
		MarketError::AlreadySettled => (
			Code::NothingToReckon,
			"the rent is settled: the event SessionSettled has the charge detail record",
		),
		MarketError::NotForSale => (
			Code::NotForSale,
			"whoever set the tariff does not own the resource any more",
		),
		MarketError::BadTime => (
			Code::NotForSale,
			"the right would end before it begins, last longer than the tariff allows, or begin later",
		),
		MarketError::BadOrder => (
			Code::NotForSale,
			"uses are not told though each has a price, or are 0; or there is a limit without a meter, or a meter without a limit",
		),
		MarketError::NotAvailable => (
			Code::NotForSale,
			"somebody else has an exclusive right for that time, or has not given the resource back",
		),
	};
	error(code, message)
}

/// What the methods are.
#[rpc(server, namespace = "samul")]
pub trait AccessApi {
	/// Whether a subject may do something on a resource, at the block's time or at another one, and if not
	/// why.
	#[method(name = "mayAccess")]
	async fn may_access(
		&self,
		subject: String,
		resource: ResourceId,
		permission: Value,
		time: Option<Moment>,
		at: Option<Hash>,
	) -> RpcResult<Value>;

	/// A resource and its receipts, or null.
	#[method(name = "resource")]
	async fn resource(&self, resource: ResourceId, at: Option<Hash>) -> RpcResult<Value>;

	/// The devices of a resource.
	#[method(name = "resourceDevices")]
	async fn resource_devices(
		&self,
		resource: ResourceId,
		after: Option<String>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<Value>;

	/// The rights of a subject on a resource.
	#[method(name = "rightsOf")]
	async fn rights_of(
		&self,
		subject: String,
		resource: ResourceId,
		at: Option<Hash>,
	) -> RpcResult<Value>;

	/// The rights on a resource.
	#[method(name = "rightsOn")]
	async fn rights_on(
		&self,
		resource: ResourceId,
		after: Option<After>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<Value>;

	/// The storage keys of the values by which a lock decides on a right.
	#[method(name = "proofKeys")]
	async fn proof_keys(
		&self,
		resource: ResourceId,
		subject: String,
		right: RightId,
		at: Option<Hash>,
	) -> RpcResult<Value>;

	/// The tariffs of a resource.
	#[method(name = "tariffs")]
	async fn tariffs(&self, resource: ResourceId, at: Option<Hash>) -> RpcResult<Value>;

	/// What a right would cost if it were bought now.
	#[method(name = "quote")]
	async fn quote(
		&self,
		resource: ResourceId,
		tariff: TariffNumber,
		order: Ordered,
		at: Option<Hash>,
	) -> RpcResult<Value>;

	/// The agreement on a right, or null.
	#[method(name = "agreement")]
	async fn agreement(&self, right: RightId, at: Option<Hash>) -> RpcResult<Value>;

	/// What a right has come to at a time, or now.
	#[method(name = "runningCost")]
	async fn running_cost(
		&self,
		right: RightId,
		time: Option<Moment>,
		at: Option<Hash>,
	) -> RpcResult<Value>;

	/// Numbers of the rights on which an account has agreements.
	#[method(name = "agreementsOf")]
	async fn agreements_of(
		&self,
		account: String,
		after: Option<RightId>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<Value>;
}

/// Answers the methods.
pub struct Access {
	/// The client.
	pub client: Arc<FullClient>,
}

impl Access {
	/// The block that is asked about: the last finalised one where none is named.
	fn at(&self, at: Option<Hash>) -> Hash {
		at.unwrap_or_else(|| self.client.info().finalized_hash)
	}
}

#[async_trait]
impl AccessApiServer for Access {
	async fn may_access(
		&self,
		who: String,
		resource: ResourceId,
		permission: Value,
		time: Option<Moment>,
		at: Option<Hash>,
	) -> RpcResult<Value> {
		let (who, permission) = (subject(&who)?, permissions(&permission)?);
		let api = self.client.runtime_api();
		let answer = api.may_access(self.at(at), who, resource, permission, time);
		Ok(match answer.map_err(runtime)? {
			Ok(allowed) => json!({
				"allowed": { "right": allowed.right, "until": allowed.until },
			}),
			Err(denied) => json!({ "denied": rights::denied(&denied) }),
		})
	}

	async fn resource(&self, resource: ResourceId, at: Option<Hash>) -> RpcResult<Value> {
		let at = self.at(at);
		let api = self.client.runtime_api();
		let Some(found) = api.resource(at, resource).map_err(runtime)? else {
			return Ok(Value::Null);
		};
		let (receipts, peaks) = api.entries(at, resource).map_err(runtime)?;
		Ok(rights::resource(resource, &found, receipts, &peaks))
	}

	async fn resource_devices(
		&self,
		resource: ResourceId,
		after: Option<String>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<Value> {
		let after: Option<DeviceId> = after.map(|id| id.parse()).transpose().map_err(bad)?;
		let limit = limit.unwrap_or(MAX_IDS);
		let api = self.client.runtime_api();
		let page = api.devices_of(self.at(at), resource, after, limit);
		Ok(page.map_err(runtime)?.iter().map(rights::device).collect())
	}

	async fn rights_of(
		&self,
		who: String,
		resource: ResourceId,
		at: Option<Hash>,
	) -> RpcResult<Value> {
		let who = subject(&who)?;
		let api = self.client.runtime_api();
		let found = api.rights_of(self.at(at), who, resource);
		Ok(found.map_err(runtime)?.iter().map(rights::right).collect())
	}

	async fn rights_on(
		&self,
		resource: ResourceId,
		after: Option<After>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<Value> {
		let after = after
			.map(|after| Ok::<_, ErrorObjectOwned>((subject(&after.subject)?, after.right)))
			.transpose()?;
		let limit = limit.unwrap_or(MAX_IDS);
		let api = self.client.runtime_api();
		let page = api.rights_on(self.at(at), resource, after, limit);
		Ok(page.map_err(runtime)?.iter().map(rights::right).collect())
	}

	async fn proof_keys(
		&self,
		resource: ResourceId,
		who: String,
		right: RightId,
		at: Option<Hash>,
	) -> RpcResult<Value> {
		let who = subject(&who)?;
		let api = self.client.runtime_api();
		let answer = api.proof_keys(self.at(at), resource, who, right);
		Ok(match answer.map_err(runtime)? {
			Ok(keys) => json!({
				"keys": keys.iter().map(|key| hex(key)).collect::<Vec<_>>(),
			}),
			Err(denied) => json!({ "denied": rights::denied(&denied) }),
		})
	}

	async fn tariffs(&self, resource: ResourceId, at: Option<Hash>) -> RpcResult<Value> {
		let api = self.client.runtime_api();
		let found = api.tariffs(self.at(at), resource).map_err(runtime)?;
		Ok(found.iter().map(rentals::offer).collect())
	}

	async fn quote(
		&self,
		resource: ResourceId,
		tariff: TariffNumber,
		order: Ordered,
		at: Option<Hash>,
	) -> RpcResult<Value> {
		let order = order.order()?;
		let api = self.client.runtime_api();
		let answer = api.quote(self.at(at), resource, tariff, order);
		let quote = answer.map_err(runtime)?.map_err(market)?;
		Ok(rentals::quote(&quote))
	}

	async fn agreement(&self, right: RightId, at: Option<Hash>) -> RpcResult<Value> {
		let api = self.client.runtime_api();
		let found = api.agreement(self.at(at), right).map_err(runtime)?;
		Ok(found.map_or(Value::Null, |info| rentals::agreement(&info)))
	}

	async fn running_cost(
		&self,
		right: RightId,
		time: Option<Moment>,
		at: Option<Hash>,
	) -> RpcResult<Value> {
		let api = self.client.runtime_api();
		let answer = api.running_cost(self.at(at), right, time);
		let cost = answer.map_err(runtime)?.map_err(market)?;
		Ok(rentals::detail(&cost))
	}

	async fn agreements_of(
		&self,
		account: String,
		after: Option<RightId>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<Value> {
		let account = account_id(&account)?;
		let limit = limit.unwrap_or(MAX_IDS);
		let api = self.client.runtime_api();
		let rights = api.agreements_of(self.at(at), account, after, limit);
		Ok(json!(rights.map_err(runtime)?))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::rpc::{rights::subject_text, samul::address};

	#[test]
	fn subjects_are_read_and_written() {
		let device = Subject::Device(DeviceId([7; 32]));
		let account = Subject::Account([4; 32]);
		for subject_of in [device, account] {
			let text = subject_text(&subject_of);
			assert_eq!(subject(&text), Ok(subject_of), "{text}");
		}
		let did = Did::new(DeviceId([7; 32])).to_string();
		assert_eq!(subject(&did), Ok(device));
		assert_eq!(subject(&address(&[4; 32].into())), Ok(account));
		for wrong in ["", "0x12", "did:samul:1", "did:web:example.org"] {
			let refused = subject(wrong).map_err(|refused| refused.code());
			assert_eq!(refused, Err(Code::BadArgument as i32), "{wrong}");
		}
	}

	#[test]
	fn permissions_are_text_or_a_number() {
		for (value, bits) in [
			(json!("enter,start"), 3),
			(json!(3), 3),
			(json!("65536"), 65536),
		] {
			assert_eq!(permissions(&value), Ok(Permissions(bits)), "{value}");
		}
		for wrong in [
			json!("fly"),
			json!(0),
			json!(-1),
			json!(null),
			json!(["enter"]),
		] {
			assert!(permissions(&wrong).is_err(), "{wrong}");
		}
	}

	#[test]
	fn an_order_is_read() {
		let order = |limit: Value| {
			let order = json!({ "subject": address(&[4; 32].into()), "from": 1, "until": 2, "limit": limit });
			serde_json::from_value::<Ordered>(order).unwrap().order()
		};
		let most = u128::MAX.to_string();
		assert_eq!(order(json!(most)).map(|order| order.limit), Ok(u128::MAX));
		assert_eq!(order(json!(null)).map(|order| order.limit), Ok(0));
		assert!(order(json!("1.5")).is_err());
	}
}
