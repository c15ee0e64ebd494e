// SPDX-License-Identifier: Apache-2.0

//! JSON that has one meaning, and its canonical form (RFC 8785, JCS).
//!
//! No object has a member twice, and all numbers are integers that a double holds exactly: what is read
//! otherwise by others is refused (I-JSON, RFC 7493). So the canonical form needs no rules for floating
//! point.

use std::fmt;

use serde::{
	de::{Error as _, MapAccess, SeqAccess, Visitor},
	Deserialize, Deserializer,
};
use serde_json::{Map, Value};

/// The integers that a double holds exactly are at most this, and at least its negative.
const LARGEST: u64 = (1 << 53) - 1;

/// The name under which serde_json gives the digits of a number where anything in the program wants numbers
/// of any precision of it.
const NUMBER: &str = "$serde_json::private::Number";

/// A number by its digits.
fn integer(digits: &str) -> Result<Value, String> {
	let wrong = || format!("{digits} is no integer of at most 53 bits");
	let value: i64 = digits.parse().map_err(|_| wrong())?;
	// `-0` is no other number than `0`.
	if value.to_string() != digits || value.unsigned_abs() > LARGEST {
		return Err(wrong());
	}
	Ok(value.into())
}

/// JSON as it is read here.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		deserializer.deserialize_any(StrictVisitor).map(Self)
	}
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
	type Value = Value;

	fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		formatter.write_str("JSON whose numbers are integers of at most 53 bits")
	}

	fn visit_unit<E>(self) -> Result<Value, E> {
		Ok(Value::Null)
	}

	fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
		Ok(value.into())
	}

	fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Value, E> {
		if value > LARGEST {
			return Err(E::custom(format!("{value} is too large for a number")));
		}
		Ok(value.into())
	}

	fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Value, E> {
		if value.unsigned_abs() > LARGEST {
			return Err(E::custom(format!("{value} is too small for a number")));
		}
		Ok(value.into())
	}

	fn visit_str<E>(self, value: &str) -> Result<Value, E> {
		Ok(value.into())
	}

	fn visit_string<E>(self, value: String) -> Result<Value, E> {
		Ok(value.into())
	}

	fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Value, A::Error> {
		let mut items = Vec::new();
		while let Some(Strict(item)) = sequence.next_element()? {
			items.push(item);
		}
		Ok(items.into())
	}

	fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
		let mut object = Map::new();
		while let Some(name) = members.next_key::<String>()? {
			if name == NUMBER {
				return integer(&members.next_value::<String>()?).map_err(A::Error::custom);
			}
			let Strict(value) = members.next_value()?;
			if object.contains_key(&name) {
				return Err(A::Error::custom(format!("`{name}` is there twice")));
			}
			object.insert(name, value);
		}
		Ok(object.into())
	}
}

/// Whether a string of a JSON text is [`NUMBER`], however it is written.
fn names_a_number(text: &[u8]) -> bool {
	let mut rest = text;
	while let Some(from) = rest.iter().position(|byte| *byte == b'"') {
		let string = &rest[from..];
		let mut through = 1;
		while string.get(through).is_some_and(|byte| *byte != b'"') {
			through += if string[through] == b'\\' { 2 } else { 1 };
		}
		let Some(quoted) = string.get(..=through) else {
			return false;
		};
		if serde_json::from_slice::<String>(quoted).is_ok_and(|name| name == NUMBER) {
			return true;
		}
		rest = &string[through + 1..];
	}
	false
}

/// Read an object.
pub(super) fn parse(text: &[u8]) -> Result<Map<String, Value>, String> {
	// Nobody takes a member of this name for a number, but serde_json.
	if names_a_number(text) {
		return Err(format!("a member is called `{NUMBER}`"));
	}
	match serde_json::from_slice(text) {
		Ok(Strict(Value::Object(object))) => Ok(object),
		Ok(_) => Err("it is no object".into()),
		Err(error) => Err(error.to_string()),
	}
}

/// The canonical form of an object without one of its members.
pub(super) fn canonical(object: &Map<String, Value>, without: Option<&str>) -> String {
	let mut out = String::new();
	write_object(object, without, &mut out);
	out
}

fn write_object(object: &Map<String, Value>, without: Option<&str>, out: &mut String) {
	let mut members: Vec<_> = object
		.iter()
		.filter(|(name, _)| Some(name.as_str()) != without)
		.collect();
	// By UTF-16 code units, which differs from UTF-8 beyond the basic plane.
	members.sort_by(|(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
	out.push('{');
	for (number, (name, value)) in members.into_iter().enumerate() {
		if number > 0 {
			out.push(',');
		}
		write_string(name, out);
		out.push(':');
		write(value, out);
	}
	out.push('}');
}

fn write(value: &Value, out: &mut String) {
	match value {
		Value::Array(items) => {
			out.push('[');
			for (number, item) in items.iter().enumerate() {
				if number > 0 {
					out.push(',');
				}
				write(item, out);
			}
			out.push(']');
		}
		Value::Object(object) => write_object(object, None, out),
		Value::String(text) => write_string(text, out),
		// Integers are written as they are.
		Value::Null | Value::Bool(_) | Value::Number(_) => out.push_str(&value.to_string()),
	}
}

/// As ECMAScript's `JSON.stringify` does: what has a short escape by that, other control characters as
/// `\u` and four small hexadecimal digits, all else as it is.
fn write_string(text: &str, out: &mut String) {
	out.push('"');
	for character in text.chars() {
		match character {
			'"' => out.push_str("\\\""),
			'\\' => out.push_str("\\\\"),
			'\u{8}' => out.push_str("\\b"),
			'\t' => out.push_str("\\t"),
			'\n' => out.push_str("\\n"),
			'\u{c}' => out.push_str("\\f"),
			'\r' => out.push_str("\\r"),
			control if control < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(control))),
			other => out.push(other),
		}
	}
	out.push('"');
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn canonical_of(text: &str) -> String {
		canonical(&parse(text.as_bytes()).unwrap(), None)
	}

	/// The examples of RFC 8785, sections 3.2.2 and 3.2.3, without their floating point.
	#[test]
	fn the_examples_of_the_standard() {
		assert_eq!(
			canonical_of(
				r#"{
					"string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
					"literals": [null, true, false],
					"numbers": [10, -7, 0]
				}"#
			),
			"{\"literals\":[null,true,false],\"numbers\":[10,-7,0],\
			\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}"
		);
		assert_eq!(
			canonical_of(
				r#"{
					"\u20ac": "Euro Sign",
					"\r": "Carriage Return",
					"\ufb33": "Hebrew Letter Dalet With Dagesh",
					"1": "One",
					"\ud83d\ude00": "Emoji: Grinning Face",
					"\u0080": "Control",
					"\u00f6": "Latin Small Letter O With Diaeresis"
				}"#
			),
			"{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\
			\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\
			\"😀\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}"
		);
	}

	#[test]
	fn one_member_is_left_out_at_the_top_only() {
		let object = parse(br#"{"b":{"proof":1},"proof":2}"#).unwrap();
		assert_eq!(canonical(&object, Some("proof")), r#"{"b":{"proof":1}}"#);
	}

	#[test]
	fn what_others_could_read_otherwise_is_refused() {
		for wrong in [
			r#"{"a":1,"a":2}"#,
			r#"{"a":{"b":1,"\u0062":1}}"#,
			r#"{"a":1.5}"#,
			r#"{"a":1.0}"#,
			r#"{"a":1e3}"#,
			r#"{"a":-0}"#,
			r#"{"a":9007199254740992}"#,
			r#"{"a":-9007199254740992}"#,
			r#"{"a":99999999999999999999}"#,
			r#"{"a":"\ud800"}"#,
			r#"{"a":{"$serde_json::private::Number":"1"}}"#,
			r#"{"a":{"$serde_json\u003a:private::Number":"1"}}"#,
			r#"[1]"#,
			r#"{} {}"#,
			"{",
			"",
		] {
			assert!(parse(wrong.as_bytes()).is_err(), "{wrong}");
		}
		assert_eq!(
			canonical_of(r#"{"a":[9007199254740991,-9007199254740991]}"#),
			r#"{"a":[9007199254740991,-9007199254740991]}"#
		);
	}

	proptest! {
		/// Text comes back, and the canonical form of a canonical form is itself.
		#[test]
		fn canonical_forms_are_read_back(members in prop::collection::btree_map(".{0,8}", ".{0,16}", 0..6)) {
			let object: Map<String, Value> = members
				.into_iter()
				.map(|(name, text)| (name, Value::String(text)))
				.collect();
			let text = canonical(&object, None);
			let again = parse(text.as_bytes()).unwrap();
			prop_assert_eq!(&again, &object);
			prop_assert_eq!(canonical(&again, None), text);
		}
	}
}
