// SPDX-License-Identifier: Apache-2.0

//! Upgrades of the runtime: the council authorises one by its hash, and whoever has it applies it.

use std::path::Path;

use serde::Serialize;
use subxt::{error::DispatchError, utils::H256};
use subxt_signer::sr25519::Keypair;

use crate::{
	chain,
	connection::{refused, Included, Until},
	consortium::state,
	Chain, Error, Result,
};

/// How Wasm begins, and Wasm that the SDK compressed.
const MAGIC: [&[u8]; 2] = [b"\0asm", &[0x52, 0xbc, 0x53, 0x76, 0x46, 0xdb, 0x8e, 0x05]];

/// Read the Wasm of a runtime.
pub fn read(path: &Path) -> Result<Vec<u8>> {
	let wrong = |why: &dyn std::fmt::Display| Error::usage(format!("{}: {why}", path.display()));
	let code = std::fs::read(path).map_err(|error| wrong(&error))?;
	if MAGIC.iter().any(|magic| code.starts_with(magic)) {
		Ok(code)
	} else {
		Err(wrong(&"not the Wasm of a runtime"))
	}
}

/// The hash by which the council authorises a runtime: of the bytes that are given to the chain.
pub fn hash(code: &[u8]) -> H256 {
	H256(sp_crypto_hashing::blake2_256(code))
}

/// What the council authorised.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Authorised {
	/// Hash of the runtime.
	pub hash: H256,
	/// Whether it has to be a later version of the same runtime.
	pub check_version: bool,
}

/// What the council authorised and nobody applied yet.
pub async fn authorised(chain: &Chain, at: Option<H256>) -> Result<Option<Authorised>> {
	let state = state(chain, at).await?;
	let found = state
		.storage()
		.try_fetch(chain::storage().system().authorized_upgrade(), ())
		.await
		.map_err(subxt::Error::from)?
		.map(|found| found.decode())
		.transpose()
		.map_err(subxt::Error::from)?;
	Ok(found.map(|found| Authorised {
		hash: found.code_hash,
		check_version: found.check_version,
	}))
}

/// Apply the runtime that the council authorised.
pub async fn apply(chain: &Chain, code: Vec<u8>, signer: &Keypair) -> Result<Included> {
	let hash = hash(&code);
	match authorised(chain, None).await? {
		Some(authorised) if authorised.hash == hash => {}
		Some(other) => {
			return Err(Error::NotThere(format!(
				"the council authorised another runtime: {:?}, and this is {hash:?}",
				other.hash
			)))
		}
		None => {
			return Err(Error::NotThere(format!(
				"the council authorised no upgrade; this is {hash:?}"
			)))
		}
	}
	let call = chain::transactions()
		.system()
		.apply_authorized_upgrade(code);
	let included = chain.submit(&call, signer, Until::Finalised).await?;
	for event in included.events.iter() {
		let event = event.map_err(subxt::Error::from)?;
		if event.event_name() == "RejectedInvalidAuthorizedUpgrade" {
			// After the hash.
			let error = event.field_bytes().get(hash.0.len()..).unwrap_or_default();
			let at = chain.at(included.block).await?;
			let error = DispatchError::decode_from(error, at.metadata());
			return Err(refused(&error.map_err(subxt::Error::from)?));
		}
	}
	Ok(included)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn wasm_is_told_from_other_files() {
		let folder = tempfile::tempdir().unwrap();
		let file = folder.path().join("runtime.wasm");
		for good in [&b"\0asm\x01\0\0\0"[..], MAGIC[1]] {
			std::fs::write(&file, good).unwrap();
			assert_eq!(read(&file).unwrap(), good);
		}
		for wrong in [&b""[..], b"\0as", b"0x0061736d"] {
			std::fs::write(&file, wrong).unwrap();
			assert_eq!(read(&file).unwrap_err().exit_code(), 2);
		}
		assert!(read(&folder.path().join("none")).is_err());
	}

	#[test]
	fn a_runtime_is_known_by_its_hash() {
		// BLAKE2b with 32 bytes of nothing.
		let empty = "0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8";
		assert_eq!(format!("{:?}", hash(b"")), empty);
	}
}
