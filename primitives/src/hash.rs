// SPDX-License-Identifier: Apache-2.0

//! Hashing: through the host's function inside the runtime, in plain Rust elsewhere.

/// BLAKE2b with a digest of 256 bits (RFC 7693).
pub fn blake2_256(data: &[u8]) -> [u8; 32] {
	#[cfg(feature = "verify")]
	return sp_io::hashing::blake2_256(data);
	#[cfg(not(feature = "verify"))]
	return sp_crypto_hashing::blake2_256(data);
}
