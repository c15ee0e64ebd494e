// SPDX-License-Identifier: Apache-2.0

//! Calls as the chain encodes them, and in words. What they are is told by the metadata of the runtime
//! that the node runs, so that those of a later one are understood as well.

use codec::{Compact, Decode, Encode};
use scale_info::{form::PortableForm, Field, TypeDef, TypeDefPrimitive};
use serde_json::{json, Map, Value as Json};
use subxt::{
	ext::scale_value::{scale::decode_as_type, Composite, Primitive, Value, ValueDef, Variant},
	tx::Payload,
	utils::AccountId32,
	Metadata,
};

use crate::{
	account::address, chain::runtime_types::sp_weights::weight_v2::Weight, connection::AtBlock,
	Error, Result,
};

/// A call, encoded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Call(Vec<u8>);

impl Call {
	/// Encode a call for the runtime of a block.
	pub fn new(at: &AtBlock, call: &impl Payload) -> Result<Self> {
		let bytes = at.tx().call_data(call);
		Ok(Self(bytes.map_err(subxt::Error::from)?))
	}

	/// A call that is encoded already. Whether it is one, [`Call::words`] tells.
	pub fn of_bytes(bytes: Vec<u8>) -> Self {
		Self(bytes)
	}

	/// Its encoding.
	pub fn bytes(&self) -> &[u8] {
		&self.0
	}

	/// How many bytes that are.
	pub fn length(&self) -> Result<u32> {
		let length = u32::try_from(self.0.len());
		length.map_err(|_| Error::usage("a call of more than 4 GiB"))
	}

	/// Whether it is the call of this name.
	pub fn is(&self, metadata: &Metadata, pallet: &str, call: &str) -> bool {
		let found = metadata.pallet_by_name(pallet);
		found.is_some_and(|found| {
			let variant = found.call_variant_by_name(call);
			let of = variant.map(|variant| [found.call_index(), variant.index]);
			of.is_some_and(|of| self.0.starts_with(&of))
		})
	}

	/// The call in words: `{"call": "Pallet.call", "arguments": {…}}`.
	pub fn words(&self, metadata: &Metadata) -> Result<Json> {
		let wrong = |why: String| Error::usage(format!("no call of this chain's runtime: {why}"));
		let input = &mut &self.0[..];
		let kind = metadata.outer_enums().call_enum_ty();
		let value = decode_as_type(input, kind, metadata.types())
			.map_err(|error| wrong(error.to_string()))?;
		if !input.is_empty() {
			return Err(wrong(format!("{} bytes are left over", input.len())));
		}
		Ok(Reader(metadata).read(&value))
	}

	/// What the call takes of a block at most.
	pub async fn weight(&self, at: &AtBlock) -> Result<Weight> {
		let mut arguments = self.0.clone();
		self.length()?.encode_to(&mut arguments);
		let answer = at
			.runtime_apis()
			.call_raw(
				"TransactionPaymentCallApi_query_call_info",
				Some(&arguments),
			)
			.await
			.map_err(subxt::Error::from)?;
		// The class and the fee come after it.
		let (ref_time, proof_size) = <(Compact<u64>, Compact<u64>)>::decode(&mut &answer[..])
			.map_err(|error| Error::Connection(format!("a call's weight: {error}")))?;
		Ok(Weight {
			ref_time: ref_time.0,
			proof_size: proof_size.0,
		})
	}
}

/// The fields of an event in words; `bytes` begin with the numbers of its pallet and of itself.
pub(crate) fn event_fields(metadata: &Metadata, bytes: &[u8]) -> Result<Json> {
	let kind = metadata.outer_enums().event_enum_ty();
	let value = decode_as_type(&mut &bytes[..], kind, metadata.types())
		.map_err(|error| Error::Connection(format!("an event that cannot be read: {error}")))?;
	let words = Reader(metadata).read(&value);
	// The pallet's name, in which is the event's.
	let inner = |words: &Json| words.as_object()?.values().next().cloned();
	Ok(inner(&words)
		.and_then(|event| inner(&event))
		.unwrap_or(Json::Null))
}

/// Text with bytes as `0x` and hexadecimal digits.
fn digits(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}

/// A name of the runtime's as JSON has it: the first letter is small.
pub(crate) fn camel(name: &str) -> String {
	let mut letters = name.chars();
	let first = letters.next().map(|letter| letter.to_ascii_lowercase());
	first.into_iter().chain(letters).collect()
}

/// Puts decoded values into words.
struct Reader<'a>(&'a Metadata);

impl Reader<'_> {
	fn definition(&self, kind: u32) -> Option<&TypeDef<PortableForm>> {
		let found = self.0.types().resolve(kind)?;
		match &found.type_def {
			TypeDef::Compact(inner) => self.definition(inner.type_param.id),
			definition => Some(definition),
		}
	}

	/// The last word of the type's path, or nothing.
	fn name(&self, kind: u32) -> &str {
		let found = self.0.types().resolve(kind);
		let last = found.and_then(|found| found.path.segments.last());
		last.map_or("", String::as_str)
	}

	fn is_primitive(&self, kind: u32, which: &TypeDefPrimitive) -> bool {
		matches!(self.definition(kind), Some(TypeDef::Primitive(found)) if found == which)
	}

	/// The bytes of a value that consists of bytes alone.
	fn bytes(&self, value: &Value<u32>) -> Option<Vec<u8>> {
		let ValueDef::Composite(Composite::Unnamed(items)) = &value.value else {
			return None;
		};
		let item = match self.definition(value.context)? {
			TypeDef::Sequence(sequence) => sequence.type_param.id,
			TypeDef::Array(array) => array.type_param.id,
			TypeDef::Composite(_) => return self.bytes(only(items)?),
			_ => return None,
		};
		if !self.is_primitive(item, &TypeDefPrimitive::U8) {
			return None;
		}
		let byte = |item: &Value<u32>| u8::try_from(item.as_u128()?).ok();
		items.iter().map(byte).collect()
	}

	fn read(&self, value: &Value<u32>) -> Json {
		match &value.value {
			ValueDef::Primitive(primitive) => self.primitive(value.context, primitive),
			ValueDef::BitSequence(bits) => bits
				.iter()
				.map(|bit| if bit { '1' } else { '0' })
				.collect::<String>()
				.into(),
			ValueDef::Variant(variant) => self.variant(value.context, variant),
			ValueDef::Composite(fields) => match self.bytes(value) {
				Some(bytes) => match (self.name(value.context), <[u8; 32]>::try_from(&bytes[..])) {
					("AccountId32", Ok(id)) => address(&AccountId32(id)).into(),
					_ => digits(&bytes).into(),
				},
				None => self.composite(value.context, fields),
			},
		}
	}

	fn primitive(&self, kind: u32, primitive: &Primitive) -> Json {
		let is_long = self.is_primitive(kind, &TypeDefPrimitive::U128)
			|| self.is_primitive(kind, &TypeDefPrimitive::I128);
		match primitive {
			Primitive::Bool(value) => (*value).into(),
			Primitive::Char(value) => value.to_string().into(),
			Primitive::String(value) => value.as_str().into(),
			Primitive::U128(value) => match u64::try_from(*value) {
				Ok(short) if !is_long => short.into(),
				_ => value.to_string().into(),
			},
			Primitive::I128(value) => match i64::try_from(*value) {
				Ok(short) if !is_long => short.into(),
				_ => value.to_string().into(),
			},
			Primitive::U256(value) | Primitive::I256(value) => digits(value).into(),
		}
	}

	fn composite(&self, kind: u32, fields: &Composite<u32>) -> Json {
		match fields {
			Composite::Named(fields) => {
				let read = |(name, value): &(String, Value<u32>)| (name.clone(), self.read(value));
				Json::Object(fields.iter().map(read).collect())
			}
			Composite::Unnamed(items) => {
				let is_wrapper = matches!(self.definition(kind), Some(TypeDef::Composite(_)));
				match only(items) {
					Some(inner) if is_wrapper => self.read(inner),
					_ => items.iter().map(|item| self.read(item)).collect(),
				}
			}
		}
	}

	fn variant(&self, kind: u32, variant: &Variant<u32>) -> Json {
		let inner = match &variant.values {
			Composite::Unnamed(items) => only(items),
			Composite::Named(_) => None,
		};
		match (self.name(kind), variant.name.as_str(), inner) {
			("RuntimeCall", pallet, Some(call)) => return self.call(pallet, call),
			("RuntimeParameters", group, Some(parameter)) => {
				return self.parameter(group, parameter)
			}
			("Option", "None", _) => return Json::Null,
			("Option", "Some", Some(inner)) | ("MultiAddress", "Id", Some(inner)) => {
				return self.read(inner)
			}
			// Who has a right: as it is written on the command line.
			("Subject", "Device", Some(inner)) => return self.read(inner),
			("Subject", "Account", Some(inner)) => {
				if let Some(id) = self.bytes(inner).and_then(|bytes| bytes.try_into().ok()) {
					return address(&AccountId32(id)).into();
				}
			}
			_ => {}
		}
		let name = camel(&variant.name);
		match (&variant.values, inner) {
			(_, Some(inner)) => json!({ name: self.read(inner) }),
			(fields, None) if fields.is_empty() => name.into(),
			(Composite::Named(fields), _) => {
				let read = |(name, value): &(String, Value<u32>)| (name.clone(), self.read(value));
				json!({ name: fields.iter().map(read).collect::<Map<_, _>>() })
			}
			(Composite::Unnamed(items), _) => {
				json!({ name: items.iter().map(|item| self.read(item)).collect::<Vec<_>>() })
			}
		}
	}

	/// A call of a pallet.
	fn call(&self, pallet: &str, call: &Value<u32>) -> Json {
		let ValueDef::Variant(variant) = &call.value else {
			return Json::Null;
		};
		let mut arguments = Map::new();
		if let Composite::Named(fields) = &variant.values {
			for (name, value) in fields {
				let read = match self.bytes(value) {
					Some(bytes) if self.is_text(call.context, &variant.name, name) => {
						String::from_utf8_lossy(&bytes).into()
					}
					_ => self.read(value),
				};
				arguments.insert(name.clone(), read);
			}
		}
		json!({ "call": format!("{pallet}.{}", variant.name), "arguments": arguments })
	}

	/// Whether an argument of a call is text: its type is one of those that the consortium gives names.
	fn is_text(&self, calls: u32, call: &str, argument: &str) -> bool {
		let Some(TypeDef::Variant(calls)) = self.definition(calls) else {
			return false;
		};
		let is_it = |field: &&Field<PortableForm>| field.name.as_deref() == Some(argument);
		calls
			.variants
			.iter()
			.find(|variant| variant.name == call)
			.and_then(|variant| variant.fields.iter().find(is_it))
			.and_then(|field| field.type_name.as_deref())
			.is_some_and(|name| ["Name", "Contact", "CallName"].contains(&name))
	}

	/// A parameter and what it is set to: its key, and a value or none.
	fn parameter(&self, group: &str, parameter: &Value<u32>) -> Json {
		let ValueDef::Variant(variant) = &parameter.value else {
			return Json::Null;
		};
		let value = variant.values.values().last();
		json!({
			"name": format!("{}.{}", camel(group), camel(&variant.name)),
			"value": value.map_or(Json::Null, |value| self.read(value)),
		})
	}
}

/// The only one of some values.
fn only(items: &[Value<u32>]) -> Option<&Value<u32>> {
	match items {
		[one] => Some(one),
		_ => None,
	}
}

/// The metadata with which this library is built.
#[cfg(test)]
pub(crate) fn known_metadata() -> Metadata {
	Metadata::decode_from(include_bytes!("../metadata.scale")).unwrap()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn calls_are_put_into_words() {
		let metadata = known_metadata();
		let index = |pallet: &str, call: &str| {
			let pallet = metadata.pallet_by_name(pallet).unwrap();
			let call = pallet.call_variant_by_name(call).unwrap();
			[pallet.call_index(), call.index]
		};
		let alice = crate::account::signer("//Alice").unwrap();
		let alice = crate::account::id(&alice);

		let mut admit = index("Consortium", "admit").to_vec();
		("Ärzte AG", "0x41", alice.0, [0u8, 4].to_vec(), 2u32).encode_to(&mut admit);
		let admit = Call::of_bytes(admit);
		let expected = json!({
			"call": "Consortium.admit",
			"arguments": {
				"name": "Ärzte AG", "contact": "0x41", "representative": address(&alice),
				"roles": ["validator", "gridOperator"], "seats": 2,
			},
		});
		assert_eq!(admit.words(&metadata).unwrap(), expected);
		assert!(admit.is(&metadata, "Consortium", "admit"));
		assert!(!admit.is(&metadata, "Consortium", "expel"));

		let mut enact = index("Consortium", "enact").to_vec();
		enact.extend(index("Balances", "force_set_balance"));
		(0u8, alice.0, Compact(7u128)).encode_to(&mut enact);
		let expected = json!({
			"call": "Consortium.enact",
			"arguments": { "call": {
				"call": "Balances.force_set_balance",
				"arguments": { "who": address(&alice), "new_free": "7" },
			} },
		});
		assert_eq!(
			Call::of_bytes(enact.clone()).words(&metadata).unwrap(),
			expected
		);

		let mut remark = index("System", "remark").to_vec();
		b"text".to_vec().encode_to(&mut remark);
		let words = Call::of_bytes(remark).words(&metadata).unwrap();
		assert_eq!(words["arguments"]["remark"], "0x74657874");

		// What is cut off, or goes on, is no call.
		enact.push(0);
		for wrong in [&enact[..], &enact[..9], &[255, 0], &[]] {
			let error = Call::of_bytes(wrong.to_vec()).words(&metadata).unwrap_err();
			assert_eq!(error.exit_code(), 2, "{wrong:?}");
		}
	}
}
