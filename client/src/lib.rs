// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod access;
pub mod account;
pub mod amount;
pub mod call;
pub mod chain;
pub mod claim;
pub mod connection;
pub mod consortium;
pub mod council;
pub mod credential;
pub mod decimal;
pub mod device;
pub mod did;
mod error;
pub mod evidence;
pub mod keyfile;
pub mod model;
pub mod parameter;
pub mod readings;
pub mod relay;
pub mod shipment;
pub mod stream;
pub mod submit;
pub mod time;
pub mod upgrade;
pub mod validator;

pub use connection::Chain;
pub use error::{Error, Result};
pub use samul_primitives as primitives;
