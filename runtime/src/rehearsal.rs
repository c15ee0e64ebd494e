// SPDX-License-Identifier: Apache-2.0

//! A migration that changes nothing, but touches what a real one would: to rehearse upgrades with.

use frame_support::{storage::unhashed, traits::OnRuntimeUpgrade, weights::Weight};

use crate::{weights::DbWeight, Runtime};

/// Where it writes how many members it has gone over.
pub const KEY: &[u8] = b":samul:rehearsal";

/// Reads and writes every member.
pub struct TouchMembers;

impl OnRuntimeUpgrade for TouchMembers {
	fn on_runtime_upgrade() -> Weight {
		let mut count = 0u32;
		pallet_consortium::Members::<Runtime>::translate_values(|member| {
			count += 1;
			Some(member)
		});
		unhashed::put(KEY, &count);
		DbWeight::get().reads_writes(u64::from(count) + 1, u64::from(count) + 1)
	}
}
