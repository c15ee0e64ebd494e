// SPDX-License-Identifier: Apache-2.0

//! What the header of each block says of the chain that it is of.
//!
//! Validators sign a block's hash and number, the round and the number of their set: nothing that two
//! chains with the same keys would not have in common. So the runtime puts the genesis hash into the
//! digest of each block, which the hash is over: a `DigestItem::Consensus` of [`CHAIN_ENGINE`] whose data
//! are the 32 bytes. Who executes the block checks that it is there, as with all that the runtime
//! deposits; an author can add none.

/// Engine of the digest item that tells the genesis hash.
pub const CHAIN_ENGINE: [u8; 4] = *b"SMUL";
