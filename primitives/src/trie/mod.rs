// SPDX-License-Identifier: Apache-2.0

//! The state's trie: how its nodes are hashed, and short proofs of what stands in it.
//!
//! The nodes are those of the SDK's tries (`sp_trie::NodeCodec`), with up to 16 children. As the SDK hashes
//! them a proof needs all children of each node on the way to a value, some 480 bytes a node, of which the
//! hash of one matters. Here the children of a node are the leaves of a binary Merkle tree ([`mod@hash`]):
//! four hashes of it are enough, 128 bytes. What is stored, and how, stays as it is.
//!
//! | file | what is in it |
//! | --- | --- |
//! | `node` | what the bytes of a node say |
//! | `hash` | the hash of a node |
//! | `prove` | a proof, from nodes; its format |
//! | `hashing` | the hash as the SDK wants it (feature `state`) |

pub mod hash;
#[cfg(feature = "state")]
mod hashing;
pub mod node;
pub mod prove;

#[cfg(feature = "state")]
pub use hashing::StateHashing;

/// A hash of 256 bits.
pub type Hash = [u8; 32];

/// The most nodes on the way to a value that a proof may have, so that a reader knows how much memory it
/// needs. In a state of 10^9 entries there are some 14. Keys that begin as somebody else's does make the way
/// to his entry longer; a key's hashed parts have 32 or 16 digits each, and to have that many of them in common
/// takes more tries than anybody has.
pub const MAX_DEPTH: usize = 64;
