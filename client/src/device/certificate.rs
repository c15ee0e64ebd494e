// SPDX-License-Identifier: Apache-2.0

//! Why the chain would not take a manufacturer's certificate. It says that in one word for all
//! reasons, and takes the fee.

use samul_idevid::IdevidError;
use samul_primitives::{keys::PublicKey, ModelId};

use crate::{
	model::{self, Endorsement, MAX_SERIAL},
	Chain, Error, Result,
};

/// Check a certificate by the model's CA key, and that it is of one of these keys. Whether it is valid at
/// the time is for the chain to say, by its clock.
///
/// # Errors
///
/// [`Error::Usage`] with what is wrong with it, [`Error::NotThere`] if there is no such model.
pub(super) async fn check(
	chain: &Chain,
	model: ModelId,
	endorsement: &Endorsement,
	keys: &[PublicKey],
) -> Result<()> {
	let Endorsement::Certificate(der) = endorsement else {
		return Ok(());
	};
	let ca = model::ca(chain, model, None).await?;
	match refusal(der, &ca, keys) {
		None => Ok(()),
		Some(why) => Err(Error::usage(format!(
			"no certificate of model {model} for this device: {why}"
		))),
	}
}

/// What is wrong with a certificate.
fn refusal(der: &[u8], ca: &PublicKey, keys: &[PublicKey]) -> Option<String> {
	let idevid = match samul_idevid::verify(der, ca) {
		Ok(idevid) => idevid,
		Err(IdevidError::Encoding) if der.starts_with(b"-----BEGIN") => {
			return Some("this is PEM; `openssl x509 -outform DER` makes DER of it".into());
		}
		Err(IdevidError::Signature) => {
			return Some(format!(
				"it is not signed by the model's CA key, {} 0x{}",
				ca.scheme().name(),
				hex::encode(ca.as_bytes())
			));
		}
		Err(why) => return Some(why.to_string()),
	};
	let serial = idevid.subject_serial_number.as_ref();
	if serial.is_some_and(|serial| serial.len() > MAX_SERIAL) {
		return Some(format!(
			"the subject's serialNumber has more than {MAX_SERIAL} characters"
		));
	}
	let key = idevid.subject_key;
	(!keys.contains(&key)).then(|| {
		format!(
			"it is of another key, {} 0x{}",
			key.scheme().name(),
			hex::encode(key.as_bytes())
		)
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	const CERTIFICATE: &[u8] =
		include_bytes!("../../../primitives/idevid/tests/data/documented.der");
	const CA: &[u8] = include_bytes!("../../../primitives/idevid/tests/data/ca-p256.pub.der");
	const OTHER_CA: &[u8] =
		include_bytes!("../../../primitives/idevid/tests/data/ca-ed25519.pub.der");

	#[test]
	fn what_is_wrong_with_a_certificate_is_told() {
		let ca = samul_idevid::public_key(CA).unwrap();
		let key = samul_idevid::verify(CERTIFICATE, &ca).unwrap().subject_key;
		assert_eq!(refusal(CERTIFICATE, &ca, &[ca, key]), None);
		let told = |der: &[u8], ca: &PublicKey, part: &str| {
			let why = refusal(der, ca, &[key]).unwrap();
			assert!(why.contains(part), "{why}");
		};
		let why = refusal(CERTIFICATE, &ca, &[ca]).unwrap();
		assert_eq!(
			why,
			format!(
				"it is of another key, p256 0x{}",
				hex::encode(key.as_bytes())
			)
		);
		told(
			CERTIFICATE,
			&key,
			"not signed by the model's CA key, p256 0x",
		);
		let other = samul_idevid::public_key(OTHER_CA).unwrap();
		told(CERTIFICATE, &other, "another scheme");
		let mut flipped = CERTIFICATE.to_vec();
		let last = flipped.len() - 1;
		flipped[last] ^= 1;
		told(&flipped, &ca, "not signed by");
		told(&CERTIFICATE[..last], &ca, "not the DER");
		told(b"-----BEGIN CERTIFICATE-----\n", &ca, "PEM");
	}
}
