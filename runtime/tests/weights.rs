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

/// What its checks count of a transaction besides the measured base: its sender's account comes from
/// the database and goes back there, once; and it is looked up whether somebody else pays.
#[test]
fn the_checks_of_a_transaction_count_its_account_once() {
	use samul_runtime::{weights::DbWeight, Runtime, RuntimeCall, TxExtension};
	use sp_runtime::{generic::Era, traits::TransactionExtension};
	let checks = |era| -> TxExtension {
		(
			frame_system::AuthorizeCall::new(),
			frame_system::CheckNonZeroSender::new(),
			frame_system::CheckSpecVersion::new(),
			frame_system::CheckTxVersion::new(),
			frame_system::CheckGenesis::new(),
			frame_system::CheckEra::from(era),
			frame_system::CheckNonce::from(0),
			frame_system::CheckWeight::new(),
			pallet_skip_feeless_payment::SkipCheckIfFeeless::from(
				pallet_transaction_payment::ChargeTransactionPayment::<Runtime>::from(0),
			),
			frame_metadata_hash_extension::CheckMetadataHash::new(false),
			frame_system::WeightReclaim::new(),
		)
	};
	let call = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
	let weight = |era| checks(era).weight(&call);
	assert_eq!(weight(Era::Immortal), DbWeight::get().reads_writes(2, 1));
	assert_eq!(
		weight(Era::mortal(64, 1)),
		DbWeight::get().reads_writes(3, 1)
	);
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
