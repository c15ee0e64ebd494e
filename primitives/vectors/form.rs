// SPDX-License-Identifier: Apache-2.0

//! The form of the golden vectors in JSON; `docs/signed-envelope.md` describes the fields.

use serde::{de::Error as _, Deserialize, Deserializer, Serialize, Serializer};

/// Bytes, in JSON as hexadecimal digits without a prefix.
#[derive(Clone, PartialEq, Debug)]
pub struct Hex(pub Vec<u8>);

impl Serialize for Hex {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.serialize_str(&hex::encode(&self.0))
	}
}

impl<'de> Deserialize<'de> for Hex {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		hex::decode(String::deserialize(deserializer)?)
			.map(Self)
			.map_err(D::Error::custom)
	}
}

/// An integer: in JSON a number below 2^53 in magnitude, else a string of decimal digits.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Int(pub i128);

impl Serialize for Int {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		match i64::try_from(self.0) {
			Ok(small) if small.unsigned_abs() < 1 << 53 => serializer.serialize_i64(small),
			_ => serializer.collect_str(&self.0),
		}
	}
}

impl<'de> Deserialize<'de> for Int {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		#[derive(Deserialize)]
		#[serde(untagged)]
		enum Form {
			Number(i64),
			Digits(String),
		}
		match Form::deserialize(deserializer)? {
			Form::Number(number) => Ok(Self(number.into())),
			Form::Digits(digits) => digits.parse().map(Self).map_err(D::Error::custom),
		}
	}
}

/// All vectors. Lists are written with one entry a line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vectors {
	pub keys: Vec<KeyCase>,
	pub batches: Vec<BatchCase>,
	pub accepted_payloads: Vec<AcceptedPayload>,
	pub refused_payloads: Vec<RefusedPayload>,
	pub refused_readings: Vec<RefusedReadings>,
	pub signatures: Vec<SignatureCase>,
	pub ranges: Vec<RangeCase>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyCase {
	pub scheme: String,
	pub tag: u8,
	pub seed: Hex,
	pub public_key: Hex,
	pub device: Hex,
	pub registration: Registration,
	pub rotation: Rotation,
	pub method: Method,
	pub endorsement: Endorsement,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registration {
	pub genesis: Hex,
	pub owner: Hex,
	pub expires: Int,
	pub message: Hex,
	pub signature: Hex,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rotation {
	pub genesis: Hex,
	pub new_seed: Hex,
	pub new_public_key: Hex,
	pub rotation: u32,
	pub expires: Int,
	pub message: Hex,
	pub signature: Hex,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Method {
	pub genesis: Hex,
	pub purposes: u8,
	pub number: u16,
	pub expires: Int,
	pub message: Hex,
	pub signature: Hex,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endorsement {
	pub genesis: Hex,
	pub model: u32,
	pub serial: Hex,
	pub message: Hex,
	pub signature: Hex,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BatchCase {
	pub name: String,
	pub scheme: String,
	pub device: Hex,
	pub index: u16,
	pub sequence: Int,
	pub readings: Vec<Vec<Int>>,
	pub payload: Hex,
	pub leaf: Hex,
	pub genesis: Hex,
	pub message: Hex,
	pub signature: Hex,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcceptedPayload {
	pub name: String,
	pub payload: Hex,
	pub readings: Vec<Vec<Int>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefusedPayload {
	pub name: String,
	pub payload: Hex,
	/// Bytes that follow the payload `times` times.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub repeat: Option<Hex>,
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub times: Option<usize>,
	pub error: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefusedReadings {
	pub name: String,
	pub readings: Vec<Vec<Int>>,
	pub error: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignatureCase {
	pub name: String,
	pub tagged_key: Hex,
	pub message: Hex,
	pub tagged_signature: Hex,
	pub good: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RangeCase {
	pub leaves: Vec<Hex>,
	pub peaks: Vec<Hex>,
	pub leaf: u64,
	pub siblings: Vec<Hex>,
}

impl Vectors {
	/// The JSON text: one line for each entry of each list.
	pub fn to_json(&self) -> serde_json::Result<String> {
		fn list<T: Serialize>(name: &str, entries: &[T]) -> serde_json::Result<String> {
			let lines = entries
				.iter()
				.map(serde_json::to_string)
				.collect::<serde_json::Result<Vec<_>>>()?;
			Ok(format!("\"{name}\": [\n{}\n]", lines.join(",\n")))
		}
		let lists = [
			list("keys", &self.keys)?,
			list("batches", &self.batches)?,
			list("accepted_payloads", &self.accepted_payloads)?,
			list("refused_payloads", &self.refused_payloads)?,
			list("refused_readings", &self.refused_readings)?,
			list("signatures", &self.signatures)?,
			list("ranges", &self.ranges)?,
		];
		Ok(format!("{{\n{}\n}}\n", lists.join(",\n")))
	}
}
