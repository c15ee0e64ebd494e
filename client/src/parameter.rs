// SPDX-License-Identifier: Apache-2.0

//! What the council can change without an upgrade of the runtime: fees, deposits, what is expected of
//! validators. Their names are those of the runtime's parameters: `fees.perByte`.

use codec::Encode;
use scale_info::{TypeDef, TypeDefPrimitive};
use subxt::Metadata;

use crate::{
	amount,
	call::{camel, Call},
	Error, Result,
};

/// What a parameter's values are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
	/// An amount of the native token.
	Amount,
	/// A number.
	Number,
}

/// A parameter that the council can set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parameter {
	/// Its name, such as `fees.perByte`.
	pub name: String,
	/// How the runtime numbers its group, and itself there.
	index: [u8; 2],
	kind: Kind,
}

/// All parameters that the runtime has.
pub fn all(metadata: &Metadata) -> Vec<Parameter> {
	let types = metadata.types();
	let variants = |kind: u32| match types.resolve(kind).map(|found| &found.type_def) {
		Some(TypeDef::Variant(variants)) => &variants.variants[..],
		_ => &[],
	};
	let call = metadata
		.pallet_by_name("Parameters")
		.and_then(|pallet| pallet.call_variant_by_name("set_parameter"));
	let groups = call
		.and_then(|call| call.fields.first())
		.map_or(&[][..], |argument| variants(argument.ty.id));
	let mut all = Vec::new();
	for group in groups {
		let Some(inner) = group.fields.first() else {
			continue;
		};
		for parameter in variants(inner.ty.id) {
			// The key, which is its name alone, and a value or none.
			let value = parameter.fields.get(1).and_then(|value| {
				let some = variants(value.ty.id)
					.iter()
					.find(|one| one.name == "Some")?;
				let inner = types.resolve(some.fields.first()?.ty.id)?;
				match inner.type_def {
					TypeDef::Primitive(TypeDefPrimitive::U128) => Some(Kind::Amount),
					TypeDef::Primitive(TypeDefPrimitive::U32) => Some(Kind::Number),
					_ => None,
				}
			});
			all.extend(value.map(|kind| Parameter {
				name: format!("{}.{}", camel(&group.name), camel(&parameter.name)),
				index: [group.index, parameter.index],
				kind,
			}));
		}
	}
	all
}

/// The parameter of this name.
pub fn find(metadata: &Metadata, name: &str) -> Result<Parameter> {
	let all = all(metadata);
	let names: Vec<&str> = all.iter().map(|known| known.name.as_str()).collect();
	let unknown = || {
		Error::usage(format!(
			"no parameter: `{name}`; one of {}",
			names.join(", ")
		))
	};
	let found = all.iter().find(|known| known.name == name);
	found.cloned().ok_or_else(unknown)
}

impl Parameter {
	/// The call that sets it: to a value as text, or to what the runtime says by itself.
	pub fn set(&self, metadata: &Metadata, value: Option<&str>) -> Result<Call> {
		let pallet = metadata.pallet_by_name("Parameters");
		let index = pallet.and_then(|pallet| {
			let call = pallet.call_variant_by_name("set_parameter")?;
			Some([pallet.call_index(), call.index])
		});
		let index = index.ok_or_else(|| Error::usage("the runtime has no parameters"))?;
		let mut bytes = [index, self.index].concat();
		match (self.kind, value) {
			(_, None) => bytes.push(0),
			(Kind::Amount, Some(text)) => Some(amount::parse(text)?).encode_to(&mut bytes),
			(Kind::Number, Some(text)) => {
				let number: u32 = text.trim().parse().map_err(|_| {
					Error::usage(format!(
						"not a number: `{text}`; {} is a whole one of at most {}",
						self.name,
						u32::MAX
					))
				})?;
				Some(number).encode_to(&mut bytes);
			}
		}
		Ok(Call::of_bytes(bytes))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::call::known_metadata;
	use serde_json::json;

	#[test]
	fn all_parameters_have_names() {
		let all = all(&known_metadata());
		let names: Vec<&str> = all.iter().map(|known| known.name.as_str()).collect();
		let expected = [
			"fees.perTenMicroseconds",
			"fees.perByte",
			"deposits.device",
			"deposits.stream",
			"deposits.channel",
			"deposits.shipment",
			"deposits.sponsorship",
			"deposits.method",
			"deposits.service",
			"deposits.model",
			"deposits.attestation",
			"deposits.resource",
			"deposits.resourceDevice",
			"deposits.right",
			"deposits.tariff",
			"deposits.agreement",
			"validators.maxSilentSessions",
		];
		assert_eq!(names, expected);
	}

	#[test]
	fn parameters_are_set_to_values_and_back() {
		let metadata = known_metadata();
		let words = |name: &str, value: Option<&str>| {
			let call = find(&metadata, name).unwrap().set(&metadata, value);
			let words = call.unwrap().words(&metadata).unwrap();
			assert_eq!(words["call"], "Parameters.set_parameter");
			words["arguments"]["key_value"].clone()
		};
		assert_eq!(
			words("deposits.device", Some("1.5 SML")),
			json!({ "name": "deposits.device", "value": "1500000000000" })
		);
		assert_eq!(
			words("validators.maxSilentSessions", Some("5")),
			json!({ "name": "validators.maxSilentSessions", "value": 5 })
		);
		assert_eq!(
			words("fees.perByte", None),
			json!({ "name": "fees.perByte", "value": null })
		);
	}

	#[test]
	fn what_is_no_parameter_or_no_value_is_told() {
		let metadata = known_metadata();
		for wrong in ["", "fees", "fees.PerByte", "Fees.perByte", "fees.perbyte"] {
			let error = find(&metadata, wrong).unwrap_err();
			assert_eq!(error.exit_code(), 2, "{wrong}");
			assert!(error.to_string().contains("deposits.sponsorship"));
		}
		for (name, value) in [
			("fees.perByte", "-1"),
			("fees.perByte", "much"),
			("validators.maxSilentSessions", "5 SML"),
			("validators.maxSilentSessions", "4294967296"),
		] {
			let parameter = find(&metadata, name).unwrap();
			let error = parameter.set(&metadata, Some(value)).unwrap_err();
			assert_eq!(error.exit_code(), 2, "{name} {value}");
		}
	}
}
