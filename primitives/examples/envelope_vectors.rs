// SPDX-License-Identifier: Apache-2.0

//! Prints the golden vectors of the signed envelope as JSON. Signatures of Sr25519, which signs at
//! random, are kept from the file given as argument:
//!
//! ```sh
//! cargo run --release -p samul-primitives --features sign --example envelope_vectors -- \
//!     primitives/vectors/envelope.json > /tmp/envelope.json
//! ```

#[path = "../vectors/generate.rs"]
mod generate;

use generate::Vectors;

fn main() -> Result<(), Box<dyn std::error::Error>> {
	let stored: Option<Vectors> = match std::env::args_os().nth(1) {
		Some(path) => Some(serde_json::from_str(&std::fs::read_to_string(path)?)?),
		None => None,
	};
	print!("{}", Vectors::generate(stored.as_ref()).to_json()?);
	Ok(())
}
