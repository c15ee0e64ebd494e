// SPDX-License-Identifier: Apache-2.0

//! Keys as Multikey has them: multicodec, multibase.

use samul_primitives::PublicKey;

/// Multibase's letter for base58btc.
const BASE58BTC: char = 'z';

/// Codes of the multicodec table as varints. `sr25519-pub` (0xef) is registered there as a draft.
const ED25519: [u8; 2] = [0xed, 0x01];
const SR25519: [u8; 2] = [0xef, 0x01];
const SECP256K1: [u8; 2] = [0xe7, 0x01];
const P256: [u8; 2] = [0x80, 0x24];
const X25519: [u8; 2] = [0xec, 0x01];

/// Key of a verification method.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MethodKey {
	/// A key that signs.
	Signing(PublicKey),
	/// A point of Curve25519 (RFC 7748), with which a secret is agreed.
	X25519([u8; 32]),
}

impl MethodKey {
	fn parts(&self) -> ([u8; 2], &[u8]) {
		match self {
			Self::X25519(point) => (X25519, point),
			Self::Signing(key) => {
				let code = match key {
					PublicKey::Ed25519(_) => ED25519,
					PublicKey::Sr25519(_) => SR25519,
					PublicKey::Secp256k1(_) => SECP256K1,
					PublicKey::P256(_) => P256,
				};
				(code, key.as_bytes())
			}
		}
	}

	/// `publicKeyMultibase` of a Multikey: the letter `z`, then in base58btc the multicodec and the key. No two keys
	/// have the same.
	pub fn multibase(&self) -> String {
		let (code, key) = self.parts();
		let bytes = [&code[..], key].concat();
		format!("{BASE58BTC}{}", bs58::encode(bytes).into_string())
	}

	/// Read a `publicKeyMultibase`. Whether the key is a point of its curve is not looked at.
	pub fn parse_multibase(text: &str) -> Option<Self> {
		let digits = text.strip_prefix(BASE58BTC)?;
		// The longest has two bytes and 33.
		if digits.len() > 48 {
			return None;
		}
		let bytes = bs58::decode(digits).into_vec().ok()?;
		let (code, key) = bytes.split_first_chunk::<2>()?;
		Some(match *code {
			X25519 => Self::X25519(key.try_into().ok()?),
			ED25519 => Self::Signing(PublicKey::Ed25519(key.try_into().ok()?)),
			SR25519 => Self::Signing(PublicKey::Sr25519(key.try_into().ok()?)),
			SECP256K1 => Self::Signing(PublicKey::Secp256k1(key.try_into().ok()?)),
			P256 => Self::Signing(PublicKey::P256(key.try_into().ok()?)),
			_ => return None,
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn any_key() -> impl Strategy<Value = MethodKey> {
		prop_oneof![
			any::<[u8; 32]>().prop_map(MethodKey::X25519),
			any::<[u8; 32]>().prop_map(|key| MethodKey::Signing(PublicKey::Ed25519(key))),
			any::<[u8; 32]>().prop_map(|key| MethodKey::Signing(PublicKey::Sr25519(key))),
			(2u8..4, any::<[u8; 32]>()).prop_map(|(sign, x)| {
				let mut key = [sign; 33];
				key[1..].copy_from_slice(&x);
				MethodKey::Signing(PublicKey::Secp256k1(key))
			}),
			(2u8..4, any::<[u8; 32]>()).prop_map(|(sign, x)| {
				let mut key = [sign; 33];
				key[1..].copy_from_slice(&x);
				MethodKey::Signing(PublicKey::P256(key))
			}),
		]
	}

	/// The beginnings are those that the specifications of Multikey and of `did:key` tell.
	#[test]
	fn each_scheme_is_known_by_its_beginning() {
		let curve = |sign: u8| {
			let mut key = [7; 33];
			key[0] = sign;
			key
		};
		for (key, begins) in [
			(MethodKey::Signing(PublicKey::Ed25519([7; 32])), "z6Mk"),
			(MethodKey::X25519([7; 32]), "z6LS"),
			(MethodKey::Signing(PublicKey::Secp256k1(curve(2))), "zQ3s"),
			(MethodKey::Signing(PublicKey::P256(curve(3))), "zDn"),
			(MethodKey::Signing(PublicKey::Sr25519([7; 32])), "z6QN"),
		] {
			let text = key.multibase();
			assert!(text.starts_with(begins), "{text} {begins}");
		}
		// Of the test vectors of did:key.
		let known = "z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp";
		let digits = "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29";
		let mut key = [0; 32];
		hex::decode_to_slice(digits, &mut key).unwrap();
		let key = MethodKey::Signing(PublicKey::Ed25519(key));
		assert_eq!(key.multibase(), known);
	}

	#[test]
	fn other_codes_and_lengths_are_refused() {
		let write = |bytes: &[u8]| format!("z{}", bs58::encode(bytes).into_string());
		for wrong in [
			String::new(),
			"z".into(),
			"z0".into(),
			"f00".into(),
			write(&[0xed]),
			write(&[0xed, 0x01]),
			write(&[&[0xed, 0x01][..], &[7; 31]].concat()),
			write(&[&[0xed, 0x01][..], &[7; 33]].concat()),
			write(&[&[0x80, 0x24][..], &[7; 32]].concat()),
			write(&[&[0x81, 0x24][..], &[7; 33]].concat()),
			"z".repeat(5000),
		] {
			assert_eq!(MethodKey::parse_multibase(&wrong), None, "{wrong}");
		}
	}

	proptest! {
		#[test]
		fn what_is_written_is_read(key in any_key()) {
			prop_assert_eq!(MethodKey::parse_multibase(&key.multibase()), Some(key));
		}

		#[test]
		fn any_text_is_read_or_refused(text in "z[1-9A-Za-z]{0,60}|\\PC{0,60}") {
			if let Some(key) = MethodKey::parse_multibase(&text) {
				prop_assert_eq!(key.multibase(), text);
			}
		}
	}
}
