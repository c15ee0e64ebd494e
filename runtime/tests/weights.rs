// SPDX-License-Identifier: Apache-2.0

//! Every call of our pallets has a weight, and every weight was measured.

#![allow(clippy::unwrap_used)]

use std::{fs, path::PathBuf};

/// The directories of our pallets.
fn pallets() -> Vec<PathBuf> {
	let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../pallets");
	let mut found: Vec<PathBuf> = fs::read_dir(folder)
		.unwrap()
		.map(|entry| entry.unwrap().path())
		.filter(|path| path.join("Cargo.toml").exists())
		.collect();
	found.sort();
	assert!(!found.is_empty());
	found
}

/// The calls of a pallet's source: their attributes and signature, one by one.
fn calls(source: &str) -> Vec<&str> {
	source
		.split("#[pallet::call_index(")
		.skip(1)
		.map(|call| call.split_once("DispatchResult").unwrap().0)
		.collect()
}

#[test]
fn no_call_lacks_a_weight() {
	for pallet in pallets() {
		let source = fs::read_to_string(pallet.join("src/lib.rs")).unwrap();
		let calls = calls(&source);
		assert!(!calls.is_empty(), "{pallet:?} has no calls");
		for call in calls {
			let name = call.split_once("pub fn ").unwrap().1;
			let name = name.split_once('(').unwrap().0;
			let attribute = call.split_once("#[pallet::weight(");
			let (_, weight) = attribute.unwrap_or_else(|| panic!("{name} has no weight"));
			assert!(
				weight.contains("WeightInfo::") || weight.contains("cost::"),
				"the weight of {name} is not a measured one"
			);
		}
	}
}

#[test]
fn weights_are_measured_and_nothing_else_makes_them() {
	for pallet in pallets() {
		let weights = fs::read_to_string(pallet.join("src/weights.rs")).unwrap();
		assert!(weights.contains("`scripts/weights` measured"), "{pallet:?}");
		let benchmarks = fs::read_to_string(pallet.join("src/benchmarking.rs")).unwrap();
		let names = weights.split("	fn ").skip(1).map(|text| {
			let (name, _) = text.split_once('(').unwrap();
			name
		});
		for name in names {
			assert!(
				benchmarks.contains(&format!("fn {name}(")),
				"nothing measures {name} of {pallet:?}"
			);
		}
		for entry in fs::read_dir(pallet.join("src")).unwrap() {
			let path = entry.unwrap().path();
			if path.is_dir() || path.ends_with("weights.rs") {
				continue;
			}
			let text = fs::read_to_string(&path).unwrap();
			assert!(
				!text.contains("Weight::from_parts"),
				"{path:?} has a weight that nobody measured"
			);
		}
	}
}
