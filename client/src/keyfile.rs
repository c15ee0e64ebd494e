// SPDX-License-Identifier: Apache-2.0

//! Secret keys in files that only their owner can read.

use std::{
	fs,
	io::{ErrorKind, Write},
	path::Path,
};

use samul_primitives::keys::{DeviceKey, Scheme};
use serde::{Deserialize, Serialize};
use subxt_signer::sr25519::Keypair;

use crate::{Error, Result};

/// Content of a key file.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyFile {
	/// `ed25519`, `sr25519`, `secp256k1` or `p256`.
	scheme: String,
	/// The secret seed: `0x` and 64 hexadecimal digits.
	seed: String,
}

/// The scheme of this name.
pub fn parse_scheme(name: &str) -> Result<Scheme> {
	[
		Scheme::Ed25519,
		Scheme::Sr25519,
		Scheme::Secp256k1,
		Scheme::P256,
	]
	.into_iter()
	.find(|scheme| scheme.name() == name)
	.ok_or_else(|| {
		Error::usage(format!(
			"`{name}` is no signature scheme: ed25519, sr25519, secp256k1 or p256"
		))
	})
}

impl KeyFile {
	/// A new key from the machine's source of randomness.
	pub fn generate(scheme: Scheme) -> Result<Self> {
		loop {
			let mut seed = [0u8; 32];
			getrandom::fill(&mut seed)
				.map_err(|error| Error::usage(format!("no randomness: {error}")))?;
			// One seed in 2^32 at most is no scalar of its curve.
			if DeviceKey::from_seed(scheme, &seed).is_some() {
				return Ok(Self {
					scheme: scheme.name().into(),
					seed: format!("0x{}", hex::encode(seed)),
				});
			}
		}
	}

	/// Write a new file, which only its owner may read. An existing one is never overwritten.
	pub fn write_new(&self, path: &Path) -> Result<()> {
		let mut options = fs::OpenOptions::new();
		options.write(true).create_new(true);
		#[cfg(unix)]
		std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
		let mut file = options.open(path).map_err(|error| {
			if error.kind() == ErrorKind::AlreadyExists {
				Error::usage(format!(
					"{} exists already; a key is never overwritten",
					path.display()
				))
			} else {
				Error::usage(format!("{}: {error}", path.display()))
			}
		})?;
		let text = serde_json::to_string(self).map_err(Error::usage)?;
		writeln!(file, "{text}")
			.map_err(|error| Error::usage(format!("{}: {error}", path.display())))
	}

	/// Read a key file.
	pub fn read(path: &Path) -> Result<Self> {
		let text = fs::read_to_string(path)
			.map_err(|error| Error::usage(format!("{}: {error}", path.display())))?;
		serde_json::from_str(&text)
			.map_err(|error| Error::usage(format!("{}: no key file: {error}", path.display())))
	}

	fn seed(&self) -> Result<[u8; 32]> {
		let mut seed = [0u8; 32];
		hex::decode_to_slice(
			self.seed.strip_prefix("0x").unwrap_or(&self.seed),
			&mut seed,
		)
		.map_err(|_| Error::usage("a seed is 0x and 64 hexadecimal digits"))?;
		Ok(seed)
	}

	/// The key as that of a device.
	pub fn device(&self) -> Result<DeviceKey> {
		DeviceKey::from_seed(parse_scheme(&self.scheme)?, &self.seed()?)
			.ok_or_else(|| Error::usage("the seed is not one of its scheme"))
	}

	/// The key as that of an account: sr25519 only.
	pub fn account(&self) -> Result<Keypair> {
		if self.scheme != "sr25519" {
			return Err(Error::usage(format!(
				"an account's key is of scheme sr25519, this one is of {}",
				self.scheme
			)));
		}
		Keypair::from_secret_key(self.seed()?)
			.map_err(|error| Error::usage(format!("the seed is no key: {error}")))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_key_comes_back_from_its_file_and_is_not_overwritten() {
		let folder = tempfile::tempdir().unwrap();
		for name in ["ed25519", "sr25519", "secp256k1", "p256"] {
			let path = folder.path().join(name);
			let key = KeyFile::generate(parse_scheme(name).unwrap()).unwrap();
			key.write_new(&path).unwrap();
			#[cfg(unix)]
			{
				use std::os::unix::fs::PermissionsExt;
				assert_eq!(
					fs::metadata(&path).unwrap().permissions().mode() & 0o777,
					0o600
				);
			}
			let read = KeyFile::read(&path).unwrap();
			assert_eq!(
				read.device().unwrap().public(),
				key.device().unwrap().public()
			);
			assert_eq!(read.account().is_ok(), name == "sr25519");
			assert!(key.write_new(&path).is_err());
		}
		assert!(parse_scheme("rsa").is_err());
	}

	#[test]
	fn what_is_no_key_file_is_refused() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("key");
		assert!(KeyFile::read(&path).is_err());
		for text in ["", "{}", r#"{"scheme":"ed25519","seed":"0x00","more":1}"#] {
			fs::write(&path, text).unwrap();
			assert!(KeyFile::read(&path).is_err(), "{text}");
		}
		fs::write(&path, r#"{"scheme":"ed25519","seed":"0x00"}"#).unwrap();
		assert!(KeyFile::read(&path).unwrap().device().is_err());
	}
}
