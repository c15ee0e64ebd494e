// SPDX-License-Identifier: Apache-2.0

//! What a lock is told when it is enrolled: by a node that whoever enrols it trusts.

use samul_verifier::{Authority, Trust};

use super::Node;
use crate::{Error, Result};

/// What a lock trusts that is enrolled now: the genesis hash, the slots' length, the last final block, and
/// the validators that decide after it. All of it is what the node says.
///
/// # Errors
///
/// [`Error::Connection`]; [`Error::Evidence`] if no lock could follow these validators.
pub async fn enrol(node: &Node) -> Result<Trust> {
	let block = node.chain().finalised().await?;
	let header = node.header(block).await?;
	let slot_duration = node.call("AuraApi_slot_duration", block).await?;
	let set_id = node.set_after(block).await?;
	let authorities: Vec<([u8; 32], u64)> =
		node.call("GrandpaApi_grandpa_authorities", block).await?;
	let authorities = authorities
		.into_iter()
		.map(|(key, weight)| Authority { key, weight })
		.collect();
	Trust::new(
		node.chain().genesis(),
		slot_duration,
		header.number,
		block.0,
		set_id,
		authorities,
	)
	.map_err(|error| Error::Evidence(format!("no lock can follow these validators: {error}")))
}
