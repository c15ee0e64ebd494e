// SPDX-License-Identifier: Apache-2.0

//! The `samul_` methods: thin layers over the runtime APIs, and the readings with their proofs.
//! `docs/rpc.md` documents them for callers.

use std::sync::Arc;

use codec::Encode;
use jsonrpsee::{
	core::{async_trait, RpcResult},
	proc_macros::rpc,
	types::ErrorObjectOwned,
};
use pallet_device_identity::{runtime_api::DeviceIdentityApi, Status};
use pallet_supply_chain::{
	runtime_api::{ReckoningError, SupplyChainApi},
	types::ShipmentId,
};
use pallet_telemetry::runtime_api::TelemetryApi;
use samul_did::{Answer, DidUrl};
use samul_primitives::{DeviceId, Moment, StreamId};
use samul_runtime::{AccountId, Hash, SS58_PREFIX};
use sc_client_api::Backend;
use serde_json::{json, Value};
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use sp_core::{
	bytes::to_hex,
	crypto::{Ss58AddressFormat, Ss58Codec},
};

use crate::{
	rpc::{dids, evidence::Evidence, shipments},
	service::{FullBackend, FullClient},
};

/// Most batches in one answer.
const MAX_BATCHES: u32 = 256;

/// Bytes of payloads after which an answer ends: in hexadecimal, with the proofs, they stay within what
/// a node answers by default (15 MiB).
const MAX_PAYLOAD_BYTES: usize = 4 * 1024 * 1024;

/// Most ids in one answer.
pub(super) const MAX_IDS: u32 = 100;

/// Error codes of the `samul_` methods.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Code {
	/// An argument is not what it should be.
	BadArgument = -32602,
	/// There is no such stream, shipment, tariff, agreement or final block.
	NotFound = 7101,
	/// The node cannot prove what was asked: its index or its blocks are not complete.
	EvidenceIncomplete = 7102,
	/// The runtime does not answer.
	Runtime = 7103,
	/// There is nothing to reckon yet.
	NothingToReckon = 7104,
	/// It can not be bought like this.
	NotForSale = 7105,
}

pub(super) fn error(code: Code, message: impl ToString) -> ErrorObjectOwned {
	ErrorObjectOwned::owned(code as i32, message.to_string(), None::<()>)
}

pub(super) fn hex(bytes: &[u8]) -> String {
	to_hex(bytes, false)
}

pub(super) fn address(account: &AccountId) -> String {
	account.to_ss58check_with_version(Ss58AddressFormat::custom(SS58_PREFIX))
}

/// Read an account: an address of any prefix, or `0x` and the account id.
pub(super) fn account_id(text: &str) -> Result<AccountId, ErrorObjectOwned> {
	let wrong = |why: String| error(Code::BadArgument, format!("not an account: {why}"));
	if text.starts_with("0x") {
		return text.parse().map_err(|why: &str| wrong(why.into()));
	}
	AccountId::from_ss58check_with_version(text)
		.map(|(account, _)| account)
		.map_err(|why| wrong(format!("{why:?}")))
}

pub(super) fn text(bytes: &[u8]) -> String {
	String::from_utf8_lossy(bytes).into_owned()
}

/// What the methods are.
#[rpc(server, namespace = "samul")]
pub trait SamulApi {
	/// A device, or null.
	#[method(name = "device")]
	async fn device(&self, id: String, at: Option<Hash>) -> RpcResult<Value>;

	/// The DID document of a device, now or at a time, or the part of it that a DID URL means. What cannot be
	/// resolved is told in the answer.
	#[method(name = "resolveDid")]
	async fn resolve_did(
		&self,
		did: String,
		version_time: Option<Moment>,
		at: Option<Hash>,
	) -> RpcResult<Value>;

	/// A stream and its head, or null.
	#[method(name = "stream")]
	async fn stream(&self, id: String, at: Option<Hash>) -> RpcResult<Value>;

	/// The raw batches of a stream that overlap a range of time, and the one on each side, each with
	/// its proof.
	#[method(name = "readings", blocking)]
	fn readings(
		&self,
		stream: String,
		from: Moment,
		to: Moment,
		max_batches: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<Value>;

	/// A shipment that has not ended, or null.
	#[method(name = "shipment")]
	async fn shipment(&self, id: ShipmentId, at: Option<Hash>) -> RpcResult<Value>;

	/// What would be due if the goods were delivered at a time, or now; after delivery what is due.
	#[method(name = "reckoning")]
	async fn reckoning(
		&self,
		id: ShipmentId,
		time: Option<Moment>,
		at: Option<Hash>,
	) -> RpcResult<Value>;

	/// Numbers of an account's shipments.
	#[method(name = "shipmentsOf")]
	async fn shipments_of(
		&self,
		account: String,
		after: Option<ShipmentId>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<Value>;
}

/// Answers the methods.
pub struct Samul {
	/// The client.
	pub client: Arc<FullClient>,
	/// The database.
	pub backend: Arc<FullBackend>,
}

impl Samul {
	/// The block that is asked about: the last finalised one where none is named.
	fn at(&self, at: Option<Hash>) -> Hash {
		at.unwrap_or_else(|| self.client.info().finalized_hash)
	}
}

#[async_trait]
impl SamulApiServer for Samul {
	async fn device(&self, id: String, at: Option<Hash>) -> RpcResult<Value> {
		let id: DeviceId = id.parse().map_err(|e| error(Code::BadArgument, e))?;
		let found = self
			.client
			.runtime_api()
			.device(self.at(at), id)
			.map_err(|e| error(Code::Runtime, e))?;
		Ok(found.map_or(Value::Null, |info| {
			let device = info.device;
			json!({
				"id": id,
				"owner": address(&device.owner),
				"scheme": device.key.scheme().name(),
				"key": hex(&device.key.encode()[1..]),
				"status": match device.status {
					Status::Active => "active",
					Status::Suspended => "suspended",
					Status::Compromised => "compromised",
					Status::Provisioned => "provisioned",
					Status::Manufactured => "manufactured",
				},
				"rotations": device.rotations,
				"registered": device.registered,
				"keySince": device.key_since,
				"compromised": device.compromised,
				"trustedSince": device.trusted_since,
				"partOf": device.part_of,
				"parts": device.parts,
				"model": device.model,
				"serial": hex(&device.serial),
				"firmware": device.firmware,
				"guardian": device.guardian,
				"recovery": device.recovery.as_ref().map(|recovery| json!({
					"to": address(&recovery.to),
					"due": recovery.due,
				})),
				"deposit": device.deposit.to_string(),
				"offeredTo": device.offered_to.as_ref().map(address),
			})
		}))
	}

	async fn resolve_did(
		&self,
		did: String,
		version_time: Option<Moment>,
		at: Option<Hash>,
	) -> RpcResult<Value> {
		let answer = match did.parse::<DidUrl>() {
			Err(refusal) => Answer::refused(refusal),
			Ok(url) => {
				let (client, backend) = (&*self.client, &*self.backend);
				let at = self.at(at);
				let state = dids::state(client, backend, at, url.did.device)
					.map_err(|e| error(Code::Runtime, e))?;
				let now = dids::time(client, at).map_err(|e| error(Code::Runtime, e))?;
				Answer::new(
					&url,
					&client.info().genesis_hash.0,
					&state,
					version_time,
					now,
				)
			}
		};
		serde_json::to_value(answer).map_err(|e| error(Code::Runtime, e))
	}

	async fn stream(&self, id: String, at: Option<Hash>) -> RpcResult<Value> {
		let id: StreamId = id.parse().map_err(|e| error(Code::BadArgument, e))?;
		let found = self
			.client
			.runtime_api()
			.stream(self.at(at), id)
			.map_err(|e| error(Code::Runtime, e))?;
		Ok(found.map_or(Value::Null, |info| {
			let channels: Vec<Value> = info
				.channels
				.iter()
				.map(|channel| {
					json!({
						"quantity": text(&channel.channel.quantity),
						"unit": text(&channel.channel.unit),
						"exponent": channel.channel.exponent,
						"min": channel.channel.min,
						"max": channel.channel.max,
						"stats": channel.stats.map(|stats| json!({
							"last": stats.last,
							"min": stats.min,
							"max": stats.max,
							"mean": channel.mean,
						})),
					})
				})
				.collect();
			json!({
				"id": id,
				"owner": info.owner.as_ref().map(address),
				"open": info.open,
				"interval": info.interval,
				"longestGap": info.longest_gap,
				"nextSequence": info.next_sequence,
				"readings": info.readings,
				"lastTime": info.last_time,
				"observed": info.observed,
				"unobserved": info.unobserved,
				"channels": channels,
				"peaks": info.peaks.iter().map(|peak| hex(peak)).collect::<Vec<_>>(),
				"monitors": info.monitors,
			})
		}))
	}

	fn readings(
		&self,
		stream: String,
		from: Moment,
		to: Moment,
		max_batches: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<Value> {
		let id: StreamId = stream.parse().map_err(|e| error(Code::BadArgument, e))?;
		if from > to {
			return Err(error(Code::BadArgument, "the range ends before it begins"));
		}
		let at = self.at(at);
		let info = self
			.client
			.runtime_api()
			.stream(at, id)
			.map_err(|e| error(Code::Runtime, e))?
			.ok_or_else(|| error(Code::NotFound, "there is no such stream"))?;
		let index = self
			.backend
			.offchain_storage()
			.ok_or_else(|| error(Code::EvidenceIncomplete, "this node keeps no index"))?;
		let evidence = Evidence {
			client: &*self.client,
			index,
			stream: id,
			peaks: &info.peaks,
			count: info.next_sequence,
		};
		let incomplete = |e| error(Code::EvidenceIncomplete, e);
		let limit = max_batches.unwrap_or(MAX_BATCHES).clamp(2, MAX_BATCHES) as usize;
		let (mut batches, mut bytes) = (Vec::new(), 0);
		let mut next = None;
		// The batches on both sides of the range show that none is left out.
		let first = evidence.first_from(from).map_err(incomplete)?;
		for sequence in first.saturating_sub(1)..info.next_sequence {
			if batches.len() == limit || (batches.len() >= 2 && bytes > MAX_PAYLOAD_BYTES) {
				next = Some(sequence);
				break;
			}
			let batch = evidence.batch(sequence).map_err(incomplete)?;
			let beyond = batch.place.start > to;
			bytes += batch.payload.len();
			batches.push(json!({
				"sequence": batch.sequence,
				"block": batch.place.block,
				"extrinsic": batch.place.extrinsic,
				"start": batch.place.start,
				"end": batch.place.end,
				"payload": hex(&batch.payload),
				"signature": hex(&batch.signature.encode()),
				"siblings": batch.siblings.iter().map(|sibling| hex(sibling)).collect::<Vec<_>>(),
			}));
			if beyond {
				break;
			}
		}
		Ok(json!({
			"at": at,
			"stream": id,
			"count": info.next_sequence,
			"peaks": info.peaks.iter().map(|peak| hex(peak)).collect::<Vec<_>>(),
			"batches": batches,
			"next": next,
		}))
	}

	async fn shipment(&self, id: ShipmentId, at: Option<Hash>) -> RpcResult<Value> {
		let found = self
			.client
			.runtime_api()
			.shipment(self.at(at), id)
			.map_err(|e| error(Code::Runtime, e))?;
		Ok(found.map_or(Value::Null, |info| shipments::shipment(&info)))
	}

	async fn reckoning(
		&self,
		id: ShipmentId,
		time: Option<Moment>,
		at: Option<Hash>,
	) -> RpcResult<Value> {
		let reckoned = self
			.client
			.runtime_api()
			.reckoning(self.at(at), id, time)
			.map_err(|e| error(Code::Runtime, e))?;
		match reckoned {
			Ok(reckoning) => Ok(shipments::reckoning(&reckoning)),
			Err(ReckoningError::UnknownShipment) => Err(error(
				Code::NotFound,
				"there is no such shipment, or it has ended",
			)),
			Err(ReckoningError::NotPickedUp) => Err(error(
				Code::NothingToReckon,
				"the carrier does not have the goods yet",
			)),
			Err(ReckoningError::MonitorMissing) => {
				Err(error(Code::NothingToReckon, "a monitor is missing"))
			}
		}
	}

	async fn shipments_of(
		&self,
		account: String,
		after: Option<ShipmentId>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<Value> {
		let account = account_id(&account)?;
		let ids = self
			.client
			.runtime_api()
			.shipments_of(self.at(at), account, after, limit.unwrap_or(MAX_IDS))
			.map_err(|e| error(Code::Runtime, e))?;
		Ok(json!(ids))
	}
}
