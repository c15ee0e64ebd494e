// SPDX-License-Identifier: Apache-2.0

//! How the pallets are configured.

mod accounts;
mod consensus;
mod contracts;
pub mod council;
pub mod emergency;
mod money;
pub mod parameters;
mod sponsored_fees;
mod system;
mod things;

pub use accounts::ProxyType;
pub use money::{Currencies, ExistentialDeposit};
pub use parameters::RuntimeParameters;
pub use system::SS58Prefix;
