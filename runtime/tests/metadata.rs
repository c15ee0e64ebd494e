// SPDX-License-Identifier: Apache-2.0

//! The metadata that the client is compiled against is this runtime's.

use samul_runtime::Runtime;

/// Where it is.
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../client/metadata.scale");

#[test]
fn the_clients_metadata_is_the_runtimes() {
	let metadata: &[u8] = &Runtime::metadata_at_version(15).expect("version 15 is supported");
	if std::env::var_os("UPDATE_METADATA").is_some() {
		std::fs::write(FILE, metadata).expect("the file can be written");
	}
	let file = std::fs::read(FILE).expect("the file is there");
	assert!(
		file == metadata,
		"client/metadata.scale is not this runtime's: run scripts/metadata",
	);
}
