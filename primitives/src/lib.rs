// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

extern crate alloc;

pub mod access;
pub mod batch;
pub mod claims;
pub mod device;
pub mod envelope;
pub mod free_calls;
pub mod hash;
pub mod header;
#[cfg(feature = "verify")]
pub mod host;
pub mod ids;
pub mod keys;
pub mod kinetic;
pub mod locate;
pub mod mmr;
pub mod observe;
pub mod reader;
pub mod traits;
pub mod trie;
pub mod units;
pub mod varint;

pub use ids::{DeviceId, MemberId, ModelId, Moment, StreamId};
pub use keys::{PublicKey, Scheme, Signature};
