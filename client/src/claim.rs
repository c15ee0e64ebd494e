// SPDX-License-Identifier: Apache-2.0

//! Claims about devices: their types, what is attested, and the calls of issuers.

use samul_primitives::{
	claims::{ClaimRefusal, ClaimTypeId, ClaimValue, ValueKind},
	DeviceId, MemberId, Moment,
};
use serde::Serialize;
use serde_json::{json, Value};
use subxt::utils::{AccountId32, Static, H256};
use subxt_signer::sr25519::Keypair;

use crate::{
	account::{self, address},
	chain::{
		self,
		runtime_types::{pallet_attestation::types as found, pallet_consortium::types::Role},
	},
	connection::{Included, Until},
	consortium::{self, role_name, state},
	credential::{ClaimType, Credential, Place, Statement, ToAttest},
	time, Chain, Error, Result,
};

/// Most entries that are asked for at once.
const PAGE: u32 = 100;
/// Longest text that a claim has as its value, in bytes.
const MAX_TEXT: usize = samul_primitives::claims::MAX_TEXT as usize;

/// A type of claims.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Type {
	/// Its number.
	pub id: ClaimTypeId,
	/// What it is called.
	pub name: String,
	/// URI of the JSON schema of a credential's subject.
	pub schema: Option<String>,
	/// What its values are: `none`, `level`, `moment` or `text`.
	pub kind: &'static str,
	/// The roles of which an issuer has to act in one.
	pub issuers: Vec<&'static str>,
	/// How many attestations there are.
	pub attestations: u32,
	#[serde(skip)]
	values: ValueKind,
}

fn kind_name(kind: ValueKind) -> &'static str {
	match kind {
		ValueKind::None => "none",
		ValueKind::Level => "level",
		ValueKind::Moment => "moment",
		ValueKind::Text => "text",
	}
}

impl From<found::ClaimTypeInfo<Role>> for Type {
	fn from(info: found::ClaimTypeInfo<Role>) -> Self {
		let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
		Self {
			id: info.id,
			name: text(&info.name),
			schema: (!info.schema.is_empty()).then(|| text(&info.schema)),
			kind: kind_name(info.kind.0),
			issuers: info.issuers.iter().map(role_name).collect(),
			attestations: info.attestations,
			values: info.kind.0,
		}
	}
}

impl Type {
	/// As a credential is checked by it.
	fn of_credential(&self) -> ClaimType {
		ClaimType {
			id: self.id,
			name: self.name.clone(),
			schema: self.schema.clone(),
			kind: self.values,
		}
	}
}

/// What is attested of a device.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Attested {
	/// The device.
	pub device: DeviceId,
	/// Number of the type of claims.
	pub claim_type: ClaimTypeId,
	/// Number of the member that attests it.
	pub issuer: MemberId,
	/// What is claimed, if that is public.
	pub value: Option<Value>,
	/// SHA-256 of the credential: `0x` and hexadecimal digits.
	pub digest: String,
	/// The first moment at which it holds, in Unix milliseconds.
	pub from: Moment,
	/// The last one.
	pub until: Option<Moment>,
	/// When it was attested.
	pub issued: Moment,
	/// When it was revoked.
	pub revoked: Option<Moment>,
	/// In which role it was attested.
	pub role: &'static str,
	/// Address of who attested it.
	pub depositor: String,
	/// What is on hold for it.
	pub deposit: String,
	/// Why it does not hold now.
	pub refusal: Option<&'static str>,
}

/// The name of a reason why a claim does not hold.
pub fn refusal_name(refusal: ClaimRefusal) -> &'static str {
	match refusal {
		ClaimRefusal::Unknown => "unknown",
		ClaimRefusal::Void => "void",
		ClaimRefusal::Revoked => "revoked",
		ClaimRefusal::NotYet => "notYet",
		ClaimRefusal::Expired => "expired",
		ClaimRefusal::TooLow => "tooLow",
		ClaimRefusal::NoLevel => "noLevel",
	}
}

/// A value in JSON, as a credential has it.
pub fn value_json(value: &ClaimValue) -> Value {
	match value {
		ClaimValue::Level(level) => json!({ "level": level }),
		ClaimValue::Moment(moment) => json!({ "moment": time::format(*moment) }),
		ClaimValue::Text(text) => json!({ "text": String::from_utf8_lossy(text) }),
	}
}

impl From<found::AttestationInfo<AccountId32, u128, Role>> for Attested {
	fn from(info: found::AttestationInfo<AccountId32, u128, Role>) -> Self {
		let record = info.record;
		let attestation = record.attestation.0;
		Self {
			device: info.device.0,
			claim_type: info.claim_type,
			issuer: info.issuer,
			value: attestation.value.as_ref().map(value_json),
			digest: format!("0x{}", hex::encode(attestation.digest)),
			from: attestation.from,
			until: attestation.until,
			issued: record.issued,
			revoked: attestation.revoked,
			role: role_name(&record.role),
			depositor: address(&record.depositor),
			deposit: record.deposit.to_string(),
			refusal: info.refusal.map(|refusal| refusal_name(refusal.0)),
		}
	}
}

/// The text of a claim: 1 to 64 bytes.
pub fn parse_text(text: &str) -> Result<ClaimValue> {
	let bytes = text.as_bytes().to_vec().try_into().ok();
	let bytes = bytes.filter(|_| !text.is_empty());
	bytes
		.map(ClaimValue::Text)
		.ok_or_else(|| Error::usage(format!("the text of a claim has 1 to {MAX_TEXT} bytes")))
}

/// All types of claims, by number, at a block: the last finalised one if none is named.
pub async fn types(chain: &Chain, at: Option<H256>) -> Result<Vec<Type>> {
	let state = state(chain, at).await?;
	let mut all: Vec<Type> = Vec::new();
	loop {
		let after = all.last().map(|known| known.id);
		let call = chain::runtime_apis()
			.attestation_api()
			.claim_types(after, PAGE);
		let page = state.runtime_apis().call(call).await;
		let page = page.map_err(subxt::Error::from)?;
		let is_last = page.len() < PAGE as usize;
		all.extend(page.into_iter().map(Type::from));
		if is_last {
			return Ok(all);
		}
	}
}

/// The type of claims of this number, which has to be there.
pub async fn expect_type(chain: &Chain, id: ClaimTypeId, at: Option<H256>) -> Result<Type> {
	let call = chain::runtime_apis().attestation_api().claim_type(id);
	let state = state(chain, at).await?;
	let found = state.runtime_apis().call(call).await;
	let found = found.map_err(subxt::Error::from)?;
	found
		.map(Type::from)
		.ok_or_else(|| Error::NotThere(format!("there is no type of claims {id}")))
}

/// All that is attested of a device, in the order of the database.
pub async fn of_device(chain: &Chain, device: DeviceId, at: Option<H256>) -> Result<Vec<Attested>> {
	let state = state(chain, at).await?;
	let mut all: Vec<Attested> = Vec::new();
	loop {
		let after = all.last().map(|known| (known.claim_type, known.issuer));
		let call =
			chain::runtime_apis()
				.attestation_api()
				.attestations_of(Static(device), after, PAGE);
		let page = state.runtime_apis().call(call).await;
		let page = page.map_err(subxt::Error::from)?;
		let is_last = page.len() < PAGE as usize;
		all.extend(page.into_iter().map(Attested::from));
		if is_last {
			return Ok(all);
		}
	}
}

/// What a member attests of a device by a type of claims, which has to be there.
pub async fn expect(
	chain: &Chain,
	device: DeviceId,
	claim_type: ClaimTypeId,
	issuer: MemberId,
	at: Option<H256>,
) -> Result<Attested> {
	let call =
		chain::runtime_apis()
			.attestation_api()
			.attestation(Static(device), claim_type, issuer);
	let state = state(chain, at).await?;
	let found = state.runtime_apis().call(call).await;
	let found = found.map_err(subxt::Error::from)?;
	found.map(Attested::from).ok_or_else(|| {
		Error::NotThere(format!(
			"member {issuer} attests nothing of type {claim_type} about device {device}"
		))
	})
}

/// Why a claim does not hold at a time, with at least the level `minimum`, if one is wanted; nothing if it holds.
pub async fn refusal(
	chain: &Chain,
	device: DeviceId,
	claim_type: ClaimTypeId,
	issuer: MemberId,
	time: Option<Moment>,
	minimum: Option<u32>,
) -> Result<Option<ClaimRefusal>> {
	let call = chain::runtime_apis().attestation_api().holds(
		Static(device),
		claim_type,
		issuer,
		time,
		minimum,
	);
	let state = state(chain, None).await?;
	let found = state.runtime_apis().call(call).await;
	let found = found.map_err(subxt::Error::from)?;
	Ok(found.err().map(|refusal| refusal.0))
}

/// The member for which an account acts.
async fn issuer_of(chain: &Chain, signer: &Keypair) -> Result<MemberId> {
	let who = account::id(signer);
	let acts = consortium::membership(chain, &who, None).await?;
	acts.map(|account| account.member)
		.ok_or_else(|| Error::NotThere(format!("{} acts for no member", address(&who))))
}

/// Write down a claim of the signer's member about a device as a credential. The chain is not changed.
pub async fn issue(
	chain: &Chain,
	device: DeviceId,
	claim_type: ClaimTypeId,
	value: Option<ClaimValue>,
	from: Moment,
	until: Option<Moment>,
	issuer: &Keypair,
) -> Result<Credential> {
	let known = expect_type(chain, claim_type, None).await?;
	// It would take the place of one with a value, and hold for nobody who asks for that.
	if value.is_none() && known.values != ValueKind::None {
		return Err(Error::usage(format!(
			"claims of type {claim_type} have a value: a {}",
			known.kind
		)));
	}
	let credential = Credential::issue(&Statement {
		place: Place {
			genesis: chain.genesis(),
			device,
			claim_type,
			issuer: issuer_of(chain, issuer).await?,
		},
		name: known.name.clone(),
		schema: known.schema.clone(),
		value,
		from,
		until,
	})?;
	to_attest(chain, &credential, &known, false, issuer).await?;
	Ok(credential)
}

async fn to_attest(
	chain: &Chain,
	credential: &Credential,
	known: &Type,
	disclose: bool,
	issuer: &Keypair,
) -> Result<ToAttest> {
	let member = issuer_of(chain, issuer).await?;
	let genesis = chain.genesis();
	credential.to_attest(
		&genesis,
		member,
		&known.of_credential(),
		disclose,
		time::now(),
	)
}

/// Attest what a credential of the signer's member says. Its value becomes public if it is disclosed.
pub async fn attest(
	chain: &Chain,
	credential: &Credential,
	disclose: bool,
	issuer: &Keypair,
) -> Result<(ToAttest, Included)> {
	let claim_type = credential.statement()?.place.claim_type;
	let known = expect_type(chain, claim_type, None).await?;
	let claim = to_attest(chain, credential, &known, disclose, issuer).await?;
	let call = chain::transactions().attestation().attest(
		Static(claim.device),
		claim.claim_type,
		claim.value.clone().map(Static),
		claim.digest,
		claim.from,
		claim.until,
	);
	let included = chain.submit(&call, issuer, Until::Finalised).await?;
	Ok((claim, included))
}

/// Take back what the signer's member attested.
pub async fn revoke(
	chain: &Chain,
	device: DeviceId,
	claim_type: ClaimTypeId,
	issuer: &Keypair,
) -> Result<Included> {
	let call = chain::transactions()
		.attestation()
		.revoke(Static(device), claim_type);
	chain.submit(&call, issuer, Until::Finalised).await
}

/// Remove an attestation from the state; its deposit goes back.
pub async fn remove(
	chain: &Chain,
	device: DeviceId,
	claim_type: ClaimTypeId,
	issuer: MemberId,
	signer: &Keypair,
) -> Result<Included> {
	let call = chain::transactions()
		.attestation()
		.remove(Static(device), claim_type, issuer);
	chain.submit(&call, signer, Until::Finalised).await
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_text_of_a_claim_has_a_length() {
		let text = parse_text("Prüfstelle").unwrap();
		assert_eq!(value_json(&text), json!({ "text": "Prüfstelle" }));
		assert!(parse_text(&"a".repeat(64)).is_ok());
		for wrong in ["", &"a".repeat(65)] {
			assert_eq!(parse_text(wrong).unwrap_err().exit_code(), 2, "{wrong}");
		}
	}

	#[test]
	fn values_are_written_as_a_credential_has_them() {
		assert_eq!(value_json(&ClaimValue::Level(3)), json!({ "level": 3 }));
		let moment = ClaimValue::Moment(1_672_531_200_000);
		assert_eq!(
			value_json(&moment),
			json!({ "moment": "2023-01-01T00:00:00Z" })
		);
	}

	#[test]
	fn a_type_is_told_and_checks_credentials() {
		let known = Type::from(found::ClaimTypeInfo {
			id: 3,
			name: b"clearance".to_vec(),
			schema: vec![],
			kind: Static(ValueKind::Level),
			issuers: vec![Role::Auditor],
			attestations: 2,
		});
		let expected = json!({
			"id": 3, "name": "clearance", "schema": null, "kind": "level",
			"issuers": ["auditor"], "attestations": 2,
		});
		assert_eq!(serde_json::to_value(&known).unwrap(), expected);
		assert_eq!(known.of_credential().kind, ValueKind::Level);
		assert_eq!(known.of_credential().schema, None);
	}
}
