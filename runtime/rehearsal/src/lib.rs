// SPDX-License-Identifier: Apache-2.0

//! The runtime as its next version: the version's number is one higher, and a migration goes over all
//! members. A consortium can rehearse an upgrade with it, on a network of its own, before the real one.

#[allow(missing_docs, dead_code, reason = "generated")]
mod generated {
	include!(concat!(
		env!("OUT_DIR"),
		"/release/build/out/wasm_binary.rs"
	));
}

/// Compressed Wasm, as an upgrade takes it; none if the build was told to leave Wasm out.
pub use generated::WASM_BINARY;
