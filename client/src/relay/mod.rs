// SPDX-License-Identifier: Apache-2.0

//! A relay: collects from any node what a lock without a network needs, and hands it over.
//!
//! Nobody has to trust it: the lock verifies all by itself (`samul-verifier`). It keeps nothing, and knows
//! of no lock what that did not ask.

pub mod collect;
pub mod enrol;
pub mod gather;
pub mod node;
pub mod server;

pub use collect::{answer, Told};
pub use enrol::enrol;
pub use node::Node;
pub use server::{serve, Nodes};
