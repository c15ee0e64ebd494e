// SPDX-License-Identifier: Apache-2.0

//! Accounts: who signs transactions and pays for them.

use std::{path::Path, str::FromStr};

use sp_core::crypto::{AccountId32 as SpAccountId, Ss58AddressFormat, Ss58Codec};
use subxt::utils::AccountId32;
use subxt_signer::{sr25519::Keypair, SecretUri};

use crate::{
	chain,
	connection::{Included, Until},
	keyfile::KeyFile,
	Chain, Error, Result,
};

/// Address format (SS58) of the chain.
pub const SS58_PREFIX: u16 = 4919;

/// How files with keys are named. No derivation ends like this.
const KEY_FILES: [&str; 5] = ["json", "key", "seed", "pem", "der"];

/// Whether a text that names no file is a path all the same. A secret URI has a phrase of several words or `0x` and
/// a seed first, or else begins with `//`: by itself `/home/alice` would be a derivation of the phrase that everybody
/// knows. What follows `///` is a password, and may be anything.
fn is_path(text: &str) -> bool {
	let (uri, has_password) = match text.split_once("///") {
		Some((uri, _)) => (uri, true),
		None => (text, false),
	};
	let named = Path::new(uri).extension().is_some_and(|extension| {
		KEY_FILES
			.iter()
			.any(|known| extension.eq_ignore_ascii_case(known))
	});
	let secret = uri.split('/').next().unwrap_or_default();
	let begins = secret.starts_with("0x") || secret.trim().contains(' ') || uri.starts_with("//");
	!begins || (named && !has_password)
}

/// Read the key pair of an account: a secret URI (`//Alice`, a mnemonic phrase with derivation path,
/// or `0x` and a seed), or a key file of scheme sr25519. What looks like a path is never taken for a secret URI.
pub fn signer(text: &str) -> Result<Keypair> {
	let path = Path::new(text);
	// Also of a pipe: it is no regular file.
	if path.exists() && !path.is_dir() {
		return KeyFile::read(path)?.account();
	}
	// The text may be a secret: it is not repeated.
	if is_path(text) {
		return Err(Error::usage(
			"no such key file; a secret URI begins with `//`, `0x` or a phrase of several words",
		));
	}
	let uri = SecretUri::from_str(text).map_err(|error| {
		Error::usage(format!(
			"neither a key file that can be read nor a secret URI: {error}"
		))
	})?;
	Keypair::from_uri(&uri).map_err(|error| Error::usage(format!("not a secret URI: {error}")))
}

/// Id of the account of a key pair.
pub fn id(signer: &Keypair) -> AccountId32 {
	AccountId32(signer.public_key().0)
}

/// Read an account: an address (SS58, of any prefix) or `0x` and the account id.
pub fn parse(text: &str) -> Result<AccountId32> {
	if let Some(digits) = text.strip_prefix("0x") {
		let mut id = [0u8; 32];
		hex::decode_to_slice(digits, &mut id)
			.map_err(|error| Error::usage(format!("not an account id: {error}")))?;
		return Ok(AccountId32(id));
	}
	// Not by `from_string`, which takes none but the formats that somebody registered.
	SpAccountId::from_ss58check_with_version(text)
		.map(|(account, _)| AccountId32(account.into()))
		.map_err(|error| Error::usage(format!("not an address: `{text}` ({error:?})")))
}

/// Write an account as an address of the chain.
pub fn address(account: &AccountId32) -> String {
	SpAccountId::new(account.0).to_ss58check_with_version(Ss58AddressFormat::custom(SS58_PREFIX))
}

/// What an account has of a currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Balance {
	/// What it can spend, and what is frozen.
	pub free: u128,
	/// What is on hold, such as for a shipment.
	pub held: u128,
}

/// What an account has of the native token, or of a registered asset, at the last finalised block.
pub async fn balance(chain: &Chain, account: &AccountId32, asset: Option<u32>) -> Result<Balance> {
	let state = chain.at(chain.finalised().await?).await?;
	let Some(asset) = asset else {
		let found = state
			.storage()
			.try_fetch(chain::storage().system().account(), (*account,))
			.await
			.map_err(subxt::Error::from)?;
		let Some(found) = found else {
			return Ok(Balance::default());
		};
		let data = found.decode().map_err(subxt::Error::from)?.data;
		return Ok(Balance {
			free: data.free,
			held: data.reserved,
		});
	};
	state
		.storage()
		.try_fetch(chain::storage().assets().asset(), (asset,))
		.await
		.map_err(subxt::Error::from)?
		.ok_or_else(|| Error::NotThere(format!("there is no asset {asset}")))?;
	let free = state
		.storage()
		.try_fetch(chain::storage().assets().account(), (asset, *account))
		.await
		.map_err(subxt::Error::from)?
		.map(|found| found.decode())
		.transpose()
		.map_err(subxt::Error::from)?
		.map_or(0, |found| found.balance);
	let held = state
		.storage()
		.try_fetch(
			chain::storage().assets_holder().balances_on_hold(),
			(asset, *account),
		)
		.await
		.map_err(subxt::Error::from)?
		.map(|found| found.decode())
		.transpose()
		.map_err(subxt::Error::from)?
		.unwrap_or(0);
	Ok(Balance { free, held })
}

/// Send money of the native token, or of a registered asset, and keep the sender's account alive.
pub async fn transfer(
	chain: &Chain,
	to: &AccountId32,
	amount: u128,
	asset: Option<u32>,
	signer: &Keypair,
) -> Result<Included> {
	let to = subxt::utils::MultiAddress::Id(*to);
	match asset {
		None => {
			let call = chain::transactions()
				.balances()
				.transfer_keep_alive(to, amount);
			chain.submit(&call, signer, Until::Finalised).await
		}
		Some(asset) => {
			let call = chain::transactions()
				.assets()
				.transfer_keep_alive(asset, to, amount);
			chain.submit(&call, signer, Until::Finalised).await
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn addresses_are_read_and_written() {
		let alice = id(&signer("//Alice").unwrap());
		let generic = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
		assert_eq!(parse(generic).unwrap(), alice);
		assert_eq!(parse(&address(&alice)).unwrap(), alice);
		// 4919 is a format that nobody registered.
		for format in [0, 42, 4919, 7391] {
			let format = Ss58AddressFormat::custom(format);
			let text = SpAccountId::new(alice.0).to_ss58check_with_version(format);
			assert_eq!(parse(&text).unwrap(), alice, "{text}");
		}
		assert_eq!(
			parse(&format!("0x{}", hex::encode(alice.0))).unwrap(),
			alice
		);
		assert!(parse("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ").is_err());
		assert!(parse("0x12").is_err());
	}

	#[test]
	fn derivations_are_read() {
		let phrase = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";
		let of = |text: &str| id(&signer(text).unwrap());
		assert_eq!(of(&format!("{phrase}//Alice")), of("//Alice"));
		assert_eq!(of(&format!("{phrase}//Alice/soft")), of("//Alice/soft"));
		assert_ne!(of("//Alice/soft"), of("//Alice"));
		assert_ne!(of(&format!("{phrase}/soft//1")), of("//soft//1"));
		assert_ne!(of("//Alice//stash"), of("//Alice/stash"));
		// A password is whatever it is.
		let with_password = of(&format!("{phrase}//Alice///keys/of.json"));
		assert_ne!(with_password, of("//Alice"));
		let seed = format!("0x{}", "07".repeat(32));
		assert_ne!(of(&seed), of(&format!("{seed}//hard/soft")));
	}

	#[test]
	fn a_path_to_no_file_is_no_secret() {
		let folder = tempfile::tempdir().unwrap();
		let missing = folder.path().join("alice.key").display().to_string();
		for path in [
			missing.as_str(),
			&format!("/{missing}"),
			&format!("//{missing}"),
			&folder.path().display().to_string(),
			"/alice",
			"./alice",
			"../keys/alice",
			"keys/alice",
			"keys//alice",
			"~/alice.key",
			"//keys/alice.KEY",
			"//Alice.json",
			"//Alice//stash.seed",
			"my keys/alice.key",
			"alice.key",
			"alice",
			"///alice",
			"",
		] {
			let error = signer(path).unwrap_err();
			assert_eq!(error.exit_code(), 2, "{path}");
			assert!(error.to_string().contains("key file"), "{path}: {error}");
		}
		for wrong in ["no such phrase", "0x12", "0x12//Alice"] {
			assert_eq!(signer(wrong).unwrap_err().exit_code(), 2, "{wrong}");
		}
		let key = KeyFile::generate(crate::keyfile::parse_scheme("sr25519").unwrap()).unwrap();
		key.write_new(Path::new(&missing)).unwrap();
		assert_eq!(id(&signer(&missing).unwrap()), id(&key.account().unwrap()));
	}
}
