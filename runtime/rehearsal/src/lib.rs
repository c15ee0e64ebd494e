// SPDX-License-Identifier: Apache-2.0

//! The runtime as its next version: the version's number is one higher, and a migration goes over all
//! members. A consortium can rehearse an upgrade with it, on a network of its own, before the real one.

include!(concat!(
	env!("OUT_DIR"),
	"/release/build/out/wasm_binary.rs"
));
