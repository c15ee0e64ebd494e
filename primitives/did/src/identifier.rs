// SPDX-License-Identifier: Apache-2.0

//! The identifier itself.

use std::{fmt, str::FromStr};

use samul_primitives::DeviceId;

/// What every DID begins with.
const SCHEME: &str = "did:";
/// The name of the method, and what comes after it.
const METHOD: &str = "samul:";

/// Why a text is no DID of a device.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DidError {
	/// It is no DID, or not of the form that the method gives it.
	#[error("no DID of a device: did:samul:, and the device's id in base58btc")]
	Invalid,
	/// It is a DID of another method.
	#[error("a DID of another method than samul")]
	OtherMethod,
	/// What comes after the DID is not as it should be, or is not understood.
	#[error("no DID URL of a device: only #FRAGMENT and ?versionTime=2026-05-01T06:00:00Z may follow the DID")]
	InvalidUrl,
}

/// Which chain: the first 16 bytes of the hash of its first block, as CAIP-2 names chains.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Network(pub [u8; 16]);

impl Network {
	/// The chain whose first block has this hash.
	pub fn of(genesis: &[u8; 32]) -> Self {
		let mut first = [0; 16];
		first.copy_from_slice(&genesis[..16]);
		Self(first)
	}
}

impl fmt::Display for Network {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&hex::encode(self.0))
	}
}

/// The decentralised identifier of a device (DID Core 1.0): `did:samul:ID`, or `did:samul:NETWORK:ID` for the device
/// as one chain knows it.
///
/// Each has one form: `ID` is the device's id in base58btc, `NETWORK` 32 small hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Did {
	/// The chain; whichever the resolver follows if there is none.
	pub network: Option<Network>,
	/// The device.
	pub device: DeviceId,
}

impl Did {
	/// The device on whichever chain.
	pub const fn new(device: DeviceId) -> Self {
		Self {
			network: None,
			device,
		}
	}

	/// The device as the chain knows it whose first block has this hash.
	pub fn on(genesis: &[u8; 32], device: DeviceId) -> Self {
		Self {
			network: Some(Network::of(genesis)),
			device,
		}
	}

	/// Whether it can be resolved by the chain whose first block has this hash.
	pub fn is_of(&self, genesis: &[u8; 32]) -> bool {
		self.network
			.is_none_or(|network| network == Network::of(genesis))
	}

	/// The other identifier of the same device on this chain.
	pub fn other(&self, genesis: &[u8; 32]) -> Self {
		match self.network {
			None => Self::on(genesis, self.device),
			Some(_) => Self::new(self.device),
		}
	}
}

impl From<DeviceId> for Did {
	fn from(device: DeviceId) -> Self {
		Self::new(device)
	}
}

impl fmt::Display for Did {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{SCHEME}{METHOD}")?;
		if let Some(network) = self.network {
			write!(f, "{network}:")?;
		}
		f.write_str(&bs58::encode(self.device.0).into_string())
	}
}

/// Whether this is a method's name and a colon with something after it.
fn is_of_a_method(rest: &str) -> bool {
	let is_name = |name: &str| {
		let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
		!name.is_empty() && name.bytes().all(fits)
	};
	rest.split_once(':')
		.is_some_and(|(name, id)| is_name(name) && !id.is_empty())
}

fn parse_network(text: &str) -> Option<Network> {
	let mut first = [0; 16];
	hex::decode_to_slice(text, &mut first).ok()?;
	let network = Network(first);
	(network.to_string() == text).then_some(network)
}

fn parse_device(text: &str) -> Option<DeviceId> {
	// 32 bytes have 32 to 44 digits. What is longer is not even decoded.
	if text.len() > 44 {
		return None;
	}
	let mut id = [0; 32];
	let length = bs58::decode(text).onto(&mut id).ok()?;
	(length == 32).then_some(DeviceId(id))
}

impl FromStr for Did {
	type Err = DidError;

	fn from_str(text: &str) -> Result<Self, DidError> {
		let rest = text.strip_prefix(SCHEME).ok_or(DidError::Invalid)?;
		let Some(id) = rest.strip_prefix(METHOD) else {
			return Err(match is_of_a_method(rest) {
				true => DidError::OtherMethod,
				false => DidError::Invalid,
			});
		};
		let (network, device) = match id.split_once(':') {
			Some((network, device)) => (
				Some(parse_network(network).ok_or(DidError::Invalid)?),
				device,
			),
			None => (None, id),
		};
		let device = parse_device(device).ok_or(DidError::Invalid)?;
		Ok(Self { network, device })
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	/// The bytes 1 to 32.
	const ID: DeviceId = DeviceId([
		1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
		26, 27, 28, 29, 30, 31, 32,
	]);

	#[test]
	fn the_form_is_the_one_of_credentials() {
		let short = "did:samul:4wBqpZM9xaSheZzJSMawUKKwhdpChKbZ5eu5ky4Vigw";
		assert_eq!(Did::new(ID).to_string(), short);
		let long = "did:samul:02020202020202020202020202020202:4wBqpZM9xaSheZzJSMawUKKwhdpChKbZ5eu5ky4Vigw";
		let did = Did::on(&[2; 32], ID);
		assert_eq!(did.to_string(), long);
		assert_eq!(long.parse(), Ok(did));
		assert_eq!(did.other(&[2; 32]).to_string(), short);
		assert_eq!(did.other(&[2; 32]).other(&[2; 32]), did);
		assert!(did.is_of(&[2; 32]) && !did.is_of(&[3; 32]));
		assert!(did.other(&[2; 32]).is_of(&[3; 32]));
	}

	#[test]
	fn what_is_malformed_is_refused() {
		for wrong in [
			"",
			"did",
			"did:",
			"did:samul",
			"did:samul:",
			"DID:samul:4wBqpZM9xaSheZzJSMawUKKwhdpChKbZ5eu5ky4Vigw",
			"did:Samul:4wBqpZM9xaSheZzJSMawUKKwhdpChKbZ5eu5ky4Vigw",
			"did::4wBqpZM9xaSheZzJSMawUKKwhdpChKbZ5eu5ky4Vigw",
			"did:samul:0OIl",
			"did:samul:11",
			// 33 bytes, and 32 that are cut off.
			"did:samul:14wBqpZM9xaSheZzJSMawUKKwhdpChKbZ5eu5ky4Vigw",
			"did:samul:4wBqpZM9xaSheZzJSMawUKKwhdpChKbZ5eu5ky4Vig",
			" did:samul:4wBqpZM9xaSheZzJSMawUKKwhdpChKbZ5eu5ky4Vigw",
			"did:samul:4wBqpZM9xaSheZzJSMawUKKwhdpChKbZ5eu5ky4Vigw ",
			"did:samul::4wBqpZM9xaSheZzJSMawUKKwhdpChKbZ5eu5ky4Vigw",
			"did:samul:02:4wBqpZM9xaSheZzJSMawUKKwhdpChKbZ5eu5ky4Vigw",
			"did:samul:0202020202020202020202020202020A:4wBqpZM9xaSheZzJSMawUKKwhdpChKbZ5eu5ky4Vigw",
			"did:samul:02020202020202020202020202020202:",
		] {
			assert_eq!(wrong.parse::<Did>(), Err(DidError::Invalid), "{wrong}");
		}
		for other in ["did:web:example.org", "did:key:z6Mk", "did:samul2:11"] {
			assert_eq!(other.parse::<Did>(), Err(DidError::OtherMethod), "{other}");
		}
	}

	proptest! {
		#[test]
		fn what_is_written_is_read(device: [u8; 32], network in prop::option::of(any::<[u8; 16]>())) {
			let did = Did { network: network.map(Network), device: DeviceId(device) };
			prop_assert_eq!(did.to_string().parse(), Ok(did));
		}

		/// Whatever is read is of the only form.
		#[test]
		fn any_text_is_read_or_refused(text in "(did:)?(samul:)?([0-9a-f]{32}:)?[1-9A-Za-z:%#?]{0,46}|\\PC{0,80}") {
			if let Ok(did) = text.parse::<Did>() {
				prop_assert_eq!(did.to_string(), text);
			}
		}
	}
}
