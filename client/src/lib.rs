// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod account;
pub mod amount;
pub mod chain;
pub mod connection;
pub mod decimal;
pub mod device;
mod error;
pub mod evidence;
pub mod keyfile;
pub mod readings;
pub mod shipment;
pub mod stream;
pub mod submit;
pub mod time;

pub use connection::Chain;
pub use error::{Error, Result};
pub use samul_primitives as primitives;
