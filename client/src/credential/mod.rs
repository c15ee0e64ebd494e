// SPDX-License-Identifier: Apache-2.0

//! Claims about devices as verifiable credentials of the W3C's data model 2.0, and how they go with what
//! is attested on the chain.
//!
//! A credential is JSON. Its hash on the chain is SHA-256 of its canonical form (RFC 8785) without its
//! `proof`. The chain is what secures it: whoever is given a file reads the record of the chain, by a
//! proof of its storage if he trusts no node, and checks the one by the other ([`Credential::accept`]).
//!
//! ```json
//! {
//!   "@context": ["https://www.w3.org/ns/credentials/v2",
//!                "https://www.w3.org/ns/credentials/undefined-terms/v2"],
//!   "id": "urn:uuid:3c9d0c58-…",
//!   "type": ["VerifiableCredential", "SamulAttestation"],
//!   "issuer": "samul:<genesis>:member:7",
//!   "validFrom": "2026-11-26T00:00:00Z",
//!   "validUntil": "2027-11-26T00:00:00Z",
//!   "credentialSubject": {
//!     "id": "did:samul:<device>",
//!     "claim": {"claimType": 3, "name": "clearance", "level": 2}
//!   },
//!   "credentialStatus": {"id": "samul:<genesis>:attestation:0x<device>:3:7",
//!                        "type": "SamulAttestationStatus"},
//!   "credentialSchema": {"id": "https://…", "type": "JsonSchema"}
//! }
//! ```
//!
//! `<genesis>` is the hash of the chain's first block, of 64 hexadecimal digits: a member has its number on one
//! chain alone, and nothing but a URI there, for it is no device and has no key of its own. A device's
//! identifier is its id in base58btc, and the same on every chain. The value is a `level` (integer), a
//! `moment` (RFC 3339) or a `text`, or there is none. The `id` is random: so the hash tells nobody what the
//! value is that only the credential has.

mod found;
mod json;

use jiff::Timestamp;
use samul_did::Did;
use samul_primitives::{
	claims::{Attestation, ClaimTypeId, ClaimValue, ValueKind},
	DeviceId, MemberId, Moment,
};
use serde_json::{json, Map, Value};

use crate::{Error, Result};

pub use found::read;

/// The context of every credential of the data model 2.0.
const CONTEXT: &str = "https://www.w3.org/ns/credentials/v2";
/// The context by which terms that no other one defines are the issuer's own.
const UNDEFINED_TERMS: &str = "https://www.w3.org/ns/credentials/undefined-terms/v2";
/// The types of a credential.
const TYPES: [&str; 2] = ["VerifiableCredential", "SamulAttestation"];
/// The type of its status.
const STATUS: &str = "SamulAttestationStatus";
/// The type of its schema.
const SCHEMA: &str = "JsonSchema";
/// What is not hashed.
const PROOF: &str = "proof";

/// Where on which chain something is attested.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
	/// Hash of the chain's first block.
	pub genesis: [u8; 32],
	/// The device that it is about.
	pub device: DeviceId,
	/// What type of claim it is.
	pub claim_type: ClaimTypeId,
	/// The member that attests it.
	pub issuer: MemberId,
}

/// What a credential says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
	/// Where it is attested.
	pub place: Place,
	/// What the type of claims is called.
	pub name: String,
	/// URI of the JSON schema of the credential's subject.
	pub schema: Option<String>,
	/// What is claimed.
	pub value: Option<ClaimValue>,
	/// The first moment at which it holds, in Unix milliseconds.
	pub from: Moment,
	/// The last one.
	pub until: Option<Moment>,
}

/// What the chain says of a type of claims.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClaimType {
	/// Its number.
	pub id: ClaimTypeId,
	/// What it is called.
	pub name: String,
	/// URI of the JSON schema of a credential's subject.
	pub schema: Option<String>,
	/// What its values are.
	pub kind: ValueKind,
}

/// The arguments of the call that attests what a credential says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToAttest {
	/// The device.
	pub device: DeviceId,
	/// What type of claim it is.
	pub claim_type: ClaimTypeId,
	/// What is claimed, in plain.
	pub value: Option<ClaimValue>,
	/// SHA-256 of the credential.
	pub digest: [u8; 32],
	/// The first moment at which it holds, in Unix milliseconds.
	pub from: Moment,
	/// The last one.
	pub until: Option<Moment>,
}

/// A device's decentralised identifier: its id in base58btc.
pub fn device_did(device: &DeviceId) -> String {
	Did::new(*device).to_string()
}

/// The device of a decentralised identifier.
pub fn parse_device_did(text: &str) -> Result<DeviceId> {
	match text.parse() {
		// A credential names the chain by its issuer.
		Ok(Did {
			network: None,
			device,
		}) => Ok(device),
		_ => Err(Error::usage(format!("no device's identifier: `{text}`"))),
	}
}

/// The URI of a member of a chain.
pub fn member_uri(genesis: &[u8; 32], member: MemberId) -> String {
	format!("samul:{}:member:{member}", hex::encode(genesis))
}

impl Place {
	/// The URI of what is attested there.
	pub fn uri(&self) -> String {
		format!(
			"samul:{}:attestation:{}:{}:{}",
			hex::encode(self.genesis),
			self.device,
			self.claim_type,
			self.issuer
		)
	}
}

/// The chain and the member of a URI.
fn parse_member(uri: &str) -> Option<([u8; 32], MemberId)> {
	let (genesis, member) = uri.strip_prefix("samul:")?.split_once(":member:")?;
	let genesis = hex::decode(genesis).ok()?.try_into().ok()?;
	let member = member.parse().ok()?;
	// Each has one form.
	(member_uri(&genesis, member) == uri).then_some((genesis, member))
}

fn write_time(moment: Moment) -> Result<String> {
	let millis = i64::try_from(moment).ok();
	millis
		.and_then(|millis| Timestamp::from_millisecond(millis).ok())
		.map(|stamp| stamp.to_string())
		.ok_or_else(|| Error::usage(format!("{moment} ms is no time of a credential")))
}

/// A time with an offset, which has no more than milliseconds.
fn parse_time(text: &str) -> Option<Moment> {
	let strange = |byte: u8| !(byte.is_ascii_digit() || b"-+:.TZ".contains(&byte));
	if text.bytes().any(strange) {
		return None;
	}
	let stamp: Timestamp = text.parse().ok()?;
	let exact = stamp.subsec_nanosecond() % 1_000_000 == 0;
	let moment = Moment::try_from(stamp.as_millisecond()).ok()?;
	exact.then_some(moment)
}

/// A random UUID (version 4, RFC 9562).
fn random_id() -> Result<String> {
	let mut bytes = [0; 16];
	getrandom::fill(&mut bytes).map_err(Error::usage)?;
	bytes[6] = (bytes[6] & 0x0f) | 0x40;
	bytes[8] = (bytes[8] & 0x3f) | 0x80;
	let digits = hex::encode(bytes);
	let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|part| &digits[part]);
	Ok(format!("urn:uuid:{}", parts.join("-")))
}

/// A verifiable credential about a device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Credential(Map<String, Value>);

impl Credential {
	/// Write down what is to be attested.
	///
	/// A time past the year 9999 or a text that is no UTF-8 is an error.
	pub fn issue(statement: &Statement) -> Result<Self> {
		Self::with_id(random_id()?, statement)
	}

	fn with_id(id: String, statement: &Statement) -> Result<Self> {
		let place = &statement.place;
		let mut claim = Map::new();
		claim.insert("claimType".into(), place.claim_type.into());
		claim.insert("name".into(), statement.name.as_str().into());
		match &statement.value {
			None => None,
			Some(ClaimValue::Level(level)) => claim.insert("level".into(), (*level).into()),
			Some(ClaimValue::Moment(moment)) => {
				claim.insert("moment".into(), write_time(*moment)?.into())
			}
			Some(ClaimValue::Text(text)) => {
				let text = std::str::from_utf8(text)
					.map_err(|_| Error::usage("the text of a claim is no UTF-8"))?;
				claim.insert("text".into(), text.into())
			}
		};
		let mut object = Map::new();
		object.insert("@context".into(), json!([CONTEXT, UNDEFINED_TERMS]));
		object.insert("id".into(), id.into());
		object.insert("type".into(), json!(TYPES));
		let issuer = member_uri(&place.genesis, place.issuer);
		object.insert("issuer".into(), issuer.into());
		let from = write_time(statement.from)?;
		object.insert("validFrom".into(), from.into());
		if let Some(until) = statement.until {
			object.insert("validUntil".into(), write_time(until)?.into());
		}
		object.insert(
			"credentialSubject".into(),
			json!({ "id": device_did(&place.device), "claim": claim }),
		);
		object.insert(
			"credentialStatus".into(),
			json!({ "id": place.uri(), "type": STATUS }),
		);
		if let Some(schema) = &statement.schema {
			object.insert(
				"credentialSchema".into(),
				json!({ "id": schema, "type": SCHEMA }),
			);
		}
		Ok(Self(object))
	}

	/// Read a file. What has no canonical form here is an error: a member that is there twice, a number
	/// that is no integer of at most 53 bits.
	pub fn parse(text: &[u8]) -> Result<Self> {
		json::parse(text)
			.map(Self)
			.map_err(|why| Error::usage(format!("the credential cannot be read: {why}")))
	}

	/// As JSON, to be kept or given away.
	pub fn to_json(&self) -> String {
		format!("{:#}", Value::Object(self.0.clone()))
	}

	/// What is hashed: the canonical form without the proof.
	pub fn canonical(&self) -> String {
		json::canonical(&self.0, Some(PROOF))
	}

	/// Its hash on the chain: SHA-256 of [`Self::canonical`] in UTF-8.
	pub fn digest(&self) -> [u8; 32] {
		sp_crypto_hashing::sha2_256(self.canonical().as_bytes())
	}

	/// What it says. A credential that is not of the form above is an error; other members than those
	/// are hashed, and mean nothing here.
	pub fn statement(&self) -> Result<Statement> {
		self.read().map_err(|what| {
			Error::usage(format!(
				"no credential of an attestation: {what} is missing or is not as it should be"
			))
		})
	}

	fn read(&self) -> std::result::Result<Statement, &'static str> {
		let object = &self.0;
		let contexts = object.get("@context").and_then(Value::as_array);
		let first = contexts.and_then(|contexts| contexts.first());
		if first.and_then(Value::as_str) != Some(CONTEXT) {
			return Err("`@context`");
		}
		let types = object.get("type").and_then(Value::as_array);
		let has = |name: &&str| types.is_some_and(|types| types.iter().any(|of| of == *name));
		if !TYPES.iter().all(has) {
			return Err("`type`");
		}
		let issuer = object.get("issuer");
		// It may be described besides.
		let uri = issuer.and_then(|issuer| issuer.as_str().or_else(|| text(issuer, "id")));
		let (genesis, issuer) = uri.and_then(parse_member).ok_or("`issuer`")?;
		let subject = object
			.get("credentialSubject")
			.ok_or("`credentialSubject`")?;
		let device = text(subject, "id")
			.and_then(|did| parse_device_did(did).ok())
			.ok_or("`credentialSubject.id`")?;
		let claim = subject.get("claim").ok_or("`credentialSubject.claim`")?;
		let claim_type = integer(claim, "claimType").ok_or("`claimType`")?;
		let name = text(claim, "name").ok_or("`claim.name`")?.to_owned();
		let place = Place {
			genesis,
			device,
			claim_type,
			issuer,
		};
		let status = object.get("credentialStatus").ok_or("`credentialStatus`")?;
		if text(status, "type") != Some(STATUS) || text(status, "id") != Some(&place.uri()) {
			return Err("`credentialStatus`");
		}
		let schema = match object.get("credentialSchema") {
			None => None,
			Some(schema) if text(schema, "type") == Some(SCHEMA) => Some(
				text(schema, "id")
					.ok_or("`credentialSchema.id`")?
					.to_owned(),
			),
			Some(_) => return Err("`credentialSchema`"),
		};
		let time = |name| match object.get(name) {
			None => Ok(None),
			Some(time) => time.as_str().and_then(parse_time).map(Some).ok_or(name),
		};
		Ok(Statement {
			place,
			name,
			schema,
			value: value(claim)?,
			from: time("validFrom")?.ok_or("`validFrom`")?,
			until: time("validUntil")?,
		})
	}

	/// Check it before it is attested by a member on a chain, and give what is to be attested. Its value
	/// becomes public if it is disclosed. `claim_type` is what the chain says of the credential's type, and
	/// `now` the time.
	pub fn to_attest(
		&self,
		genesis: &[u8; 32],
		issuer: MemberId,
		claim_type: &ClaimType,
		disclose: bool,
		now: Moment,
	) -> Result<ToAttest> {
		let statement = self.statement()?;
		let place = statement.place;
		let wrong = |what: &str| Err(Error::usage(format!("the credential {what}")));
		if place.genesis != *genesis {
			return wrong("is of another chain");
		}
		if place.issuer != issuer {
			return wrong("is of another issuer");
		}
		if place.claim_type != claim_type.id || statement.name != claim_type.name {
			return wrong("is of another type of claims");
		}
		if statement.schema != claim_type.schema {
			return wrong("has another schema than its type");
		}
		if !claim_type.kind.admits(statement.value.as_ref()) {
			return wrong("has a value of another kind than its type's");
		}
		if !Attestation::is_period(statement.from, statement.until)
			|| statement.until.is_some_and(|until| until < now)
		{
			return wrong("is for no time, or for one that is over");
		}
		Ok(ToAttest {
			device: place.device,
			claim_type: place.claim_type,
			value: statement.value.filter(|_| disclose),
			digest: self.digest(),
			from: statement.from,
			until: statement.until,
		})
	}

	/// Check it by what the chain holds at a place: its hash, whom it is about, who says it, from when to
	/// when, and its value if the chain has that in plain. Whether it holds is another question.
	pub fn check(&self, place: &Place, attestation: &Attestation) -> Result<Statement> {
		let fails = |why: &str| Err(Error::Evidence(format!("the credential {why}")));
		if self.digest() != attestation.digest {
			return fails("has not the hash that is attested");
		}
		let statement = self.statement()?;
		let found = &statement.place;
		if found.genesis != place.genesis {
			return fails("is of another chain");
		}
		if found.device != place.device {
			return fails("is about another device");
		}
		if found.claim_type != place.claim_type {
			return fails("is of another type of claims");
		}
		if found.issuer != place.issuer {
			return fails("is of another issuer");
		}
		if (statement.from, statement.until) != (attestation.from, attestation.until) {
			return fails("is for another time than what is attested");
		}
		if attestation.value.is_some() && statement.value != attestation.value {
			return fails("has another value than what is attested");
		}
		Ok(statement)
	}

	/// Check it as [`Self::check`] does, and that it holds at a time for the device that was registered
	/// at `registered` (none if it is not), with at least the level `minimum`, if one is wanted. The
	/// value is the credential's, of which the hash is attested, also if the chain has it not in plain.
	pub fn accept(
		&self,
		place: &Place,
		attestation: &Attestation,
		registered: Option<Moment>,
		at: Moment,
		minimum: Option<u32>,
	) -> Result<Statement> {
		let statement = self.check(place, attestation)?;
		let told = Attestation {
			value: statement.value.clone(),
			..attestation.clone()
		};
		told.holds(registered, at, minimum)
			.map_err(|why| Error::Evidence(format!("the claim does not hold: {why:?}")))?;
		Ok(statement)
	}
}

fn text<'a>(object: &'a Value, name: &str) -> Option<&'a str> {
	object.get(name)?.as_str()
}

fn integer(object: &Value, name: &str) -> Option<u32> {
	object.get(name)?.as_u64()?.try_into().ok()
}

/// The one value of a claim, if it has any.
fn value(claim: &Value) -> std::result::Result<Option<ClaimValue>, &'static str> {
	let present = |name: &&&str| claim.get(**name).is_some();
	let mut names = ["level", "moment", "text"].iter().filter(present);
	let value = match (names.next().copied(), names.next()) {
		(None, _) => return Ok(None),
		(Some("level"), None) => integer(claim, "level").map(ClaimValue::Level),
		(Some("moment"), None) => text(claim, "moment")
			.and_then(parse_time)
			.map(ClaimValue::Moment),
		(Some("text"), None) => text(claim, "text")
			.and_then(|text| text.as_bytes().to_vec().try_into().ok())
			.map(ClaimValue::Text),
		_ => None,
	};
	value.map(Some).ok_or("the value of `claim`")
}

#[cfg(test)]
mod tests;
