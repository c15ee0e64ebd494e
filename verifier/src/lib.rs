// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![no_std]
#![cfg_attr(test, allow(clippy::unwrap_used))]

extern crate alloc;

pub mod access;
pub mod challenge;
mod error;
pub mod finality;
pub mod header;
pub mod limits;
pub mod message;
pub mod trie;
pub mod trust;
pub mod wire;

pub use challenge::Challenge;
pub use error::Error;
pub use finality::{Authorities, Authority, Justification};
pub use header::Header;
pub use message::{Finalized, Message};
pub use trust::{Clock, Trust, Verified};

/// A BLAKE2b-256 hash: of a header, a trie node or a state's root.
pub type Hash = [u8; 32];
