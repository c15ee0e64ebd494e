// SPDX-License-Identifier: Apache-2.0

//! How the pallets are configured.

mod accounts;
mod consensus;
mod contracts;
mod money;
mod system;
mod things;

pub use accounts::ProxyType;
pub use money::{Currencies, ExistentialDeposit};
pub use system::SS58Prefix;
