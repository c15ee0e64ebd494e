// SPDX-License-Identifier: Apache-2.0

//! Builds the runtime's Wasm with the feature `rehearsal`.

use std::path::PathBuf;

fn main() {
	// Not `env!`: checkouts may share a target directory, and with it this program.
	let folder = |name| PathBuf::from(std::env::var(name).expect("cargo sets it"));
	let runtime = folder("CARGO_MANIFEST_DIR").with_file_name("Cargo.toml");
	let out = folder("OUT_DIR");
	// The runtime's own build goes on at the same time, in a folder that is named by the project alone.
	// So this one gets a folder of its own, whose path says the profile as cargo's do.
	let own = out.join("release/build/out");
	std::fs::create_dir_all(&own).expect("the folder is cargo's");
	std::env::set_var("OUT_DIR", &own);
	substrate_wasm_builder::WasmBuilder::new()
		.with_project(runtime)
		.expect("the runtime is one folder up")
		.import_memory()
		.export_heap_base()
		.enable_feature("rehearsal")
		.build();
}
