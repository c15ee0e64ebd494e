// SPDX-License-Identifier: Apache-2.0

//! Models of devices: what manufacturers make, and how they vouch for it.

use std::path::Path;

use samul_did::MethodKey;
use samul_primitives::{
	envelope,
	keys::{verify, DeviceKey, PublicKey, Signature},
	DeviceId, MemberId, ModelId,
};
use serde::{Deserialize, Serialize};
use subxt::utils::{Static, H256};
use subxt_signer::sr25519::Keypair;

use crate::{
	account::{self, address},
	chain::{
		self,
		runtime_types::{
			bounded_collections::bounded_vec::BoundedVec,
			pallet_device_identity::{firmware, types as found},
		},
	},
	connection::{Included, Until},
	consortium::{self, bytes_of, state},
	keyfile::KeyFile,
	Chain, Error, Result,
};

/// Most models that are asked for at once.
const PAGE: u32 = 100;
/// Longest serial number of a device, in bytes.
pub(crate) const MAX_SERIAL: usize = 32;

/// Versions of firmware, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct FirmwareRange {
	/// The lowest.
	pub first: u32,
	/// The highest.
	pub last: u32,
}

impl FirmwareRange {
	fn contains(&self, firmware: u32) -> bool {
		(self.first..=self.last).contains(&firmware)
	}

	fn as_call(self) -> firmware::FirmwareRange {
		firmware::FirmwareRange {
			first: self.first,
			last: self.last,
		}
	}
}

impl std::fmt::Display for FirmwareRange {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		match self.first == self.last {
			true => write!(f, "{}", self.first),
			false => write!(f, "{}-{}", self.first, self.last),
		}
	}
}

/// Read versions of firmware: `7`, or `3-7`.
pub fn parse_range(text: &str) -> Result<FirmwareRange> {
	let wrong = || Error::usage(format!("no versions of firmware: `{text}`; write 7 or 3-7"));
	let (first, last) = text.split_once('-').unwrap_or((text, text));
	let number = |text: &str| text.parse::<u32>().map_err(|_| wrong());
	let (first, last) = (number(first)?, number(last)?);
	match first <= last {
		true => Ok(FirmwareRange { first, last }),
		false => Err(wrong()),
	}
}

/// A model of devices.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Model {
	/// Its number.
	pub id: ModelId,
	/// Number of the member that makes it.
	pub manufacturer: MemberId,
	/// What it is called.
	pub name: String,
	/// Name of the scheme of the key by which the manufacturer endorses devices.
	pub scheme: &'static str,
	/// That key: `0x` and hexadecimal digits.
	pub ca: String,
	/// Whether no device of it counts.
	pub suspended: bool,
	/// The firmware with which none counts.
	pub suspended_firmware: Vec<FirmwareRange>,
	/// How many devices are endorsed as being of it.
	pub devices: u32,
	/// Address of whose deposit is on hold.
	pub depositor: String,
	/// What is on hold for it.
	pub deposit: String,
}

impl Model {
	/// Whether a device with this firmware counts.
	pub fn trusts(&self, firmware: u32) -> bool {
		let mut ranges = self.suspended_firmware.iter();
		!self.suspended && !ranges.any(|range| range.contains(firmware))
	}
}

impl From<found::ModelInfo<subxt::utils::AccountId32, u128>> for Model {
	fn from(info: found::ModelInfo<subxt::utils::AccountId32, u128>) -> Self {
		let model = info.model;
		let ranges = model.suspended_firmware.0 .0.iter();
		Self {
			id: info.id,
			manufacturer: model.manufacturer,
			name: String::from_utf8_lossy(&model.name.0).into_owned(),
			scheme: model.ca.0.scheme().name(),
			ca: format!("0x{}", hex::encode(model.ca.0.as_bytes())),
			suspended: model.suspended,
			suspended_firmware: ranges
				.map(|range| FirmwareRange {
					first: range.first,
					last: range.last,
				})
				.collect(),
			devices: model.devices,
			depositor: address(&model.depositor),
			deposit: model.deposit.to_string(),
		}
	}
}

/// The model of this number at a block, the last finalised one if none is named.
pub async fn get(chain: &Chain, id: ModelId, at: Option<H256>) -> Result<Option<Model>> {
	let call = chain::runtime_apis().device_identity_api().model(id);
	let state = state(chain, at).await?;
	let found = state.runtime_apis().call(call).await;
	Ok(found.map_err(subxt::Error::from)?.map(Model::from))
}

/// The model of this number, which has to be there.
pub async fn expect(chain: &Chain, id: ModelId, at: Option<H256>) -> Result<Model> {
	get(chain, id, at)
		.await?
		.ok_or_else(|| Error::NotThere(format!("there is no model {id}")))
}

/// The key by which a model's devices are endorsed.
pub(crate) async fn ca(chain: &Chain, id: ModelId, at: Option<H256>) -> Result<PublicKey> {
	let call = chain::runtime_apis().device_identity_api().model(id);
	let state = state(chain, at).await?;
	let found = state.runtime_apis().call(call).await;
	let found = found.map_err(subxt::Error::from)?;
	let info = found.ok_or_else(|| Error::NotThere(format!("there is no model {id}")))?;
	Ok(info.model.ca.0)
}

/// All models, by number.
pub async fn all(chain: &Chain, at: Option<H256>) -> Result<Vec<Model>> {
	let state = state(chain, at).await?;
	let mut all: Vec<Model> = Vec::new();
	loop {
		let after = all.last().map(|model| model.id);
		let call = chain::runtime_apis()
			.device_identity_api()
			.models(after, PAGE);
		let page = state.runtime_apis().call(call).await;
		let page = page.map_err(subxt::Error::from)?;
		let is_last = page.len() < PAGE as usize;
		all.extend(page.into_iter().map(Model::from));
		if is_last {
			return Ok(all);
		}
	}
}

/// Read a public key: a key file, the DER of a SubjectPublicKeyInfo as `openssl pkey -pubout -outform DER` writes it
/// (P-256 or Ed25519), or the text of a Multikey (`z…`).
pub fn read_public_key(text: &str) -> Result<PublicKey> {
	if let Some(key) = MethodKey::parse_multibase(text) {
		return match key {
			MethodKey::Signing(key) => Ok(key),
			MethodKey::X25519(_) => Err(Error::usage("an X25519 key signs nothing")),
		};
	}
	let path = Path::new(text);
	let bytes = std::fs::read(path)
		.map_err(|error| Error::usage(format!("no public key: {text}: {error}")))?;
	if let Ok(key) = samul_idevid::public_key(&bytes) {
		return Ok(key);
	}
	Ok(KeyFile::read(path)?.device()?.public())
}

/// What a CA key has to sign to endorse the devices of a model of the signer's member.
pub async fn ca_message(chain: &Chain, ca: &PublicKey, manufacturer: &Keypair) -> Result<Vec<u8>> {
	let account = account::id(manufacturer);
	let member = consortium::membership(chain, &account, None).await?;
	let member = member
		.ok_or_else(|| Error::NotThere(format!("{} acts for no member", address(&account))))?;
	Ok(envelope::ca_message(&chain.genesis(), member.member, ca))
}

/// That a CA key is the manufacturer's: it signs here, or elsewhere.
pub enum CaProof {
	/// The key itself.
	Key(Box<DeviceKey>),
	/// Its signature over [`ca_message`].
	Signature(Signature),
}

impl CaProof {
	/// Read it: a signature from a file, raw or, by a P-256 key, in DER as `openssl dgst -sha256 -sign` writes it.
	/// Without one `ca` has to be a key file.
	pub fn read(ca: &str, signature: Option<&Path>) -> Result<Self> {
		let Some(path) = signature else {
			let key = KeyFile::read(Path::new(ca)).and_then(|file| file.device());
			return key.map(|key| Self::Key(Box::new(key))).map_err(|_| {
				Error::usage(format!(
					"{ca} is no key file that signs: have it sign what `samul model ca-message` writes, and give --proof"
				))
			});
		};
		let wrong = |why: &str| Error::usage(format!("{}: {why}", path.display()));
		let bytes = std::fs::read(path).map_err(|error| wrong(&error.to_string()))?;
		let raw = || wrong("no signature of such a key");
		let signature = match read_public_key(ca)? {
			PublicKey::Ed25519(_) => Signature::Ed25519(bytes.try_into().map_err(|_| raw())?),
			PublicKey::Sr25519(_) => Signature::Sr25519(bytes.try_into().map_err(|_| raw())?),
			PublicKey::Secp256k1(_) => Signature::Secp256k1(bytes.try_into().map_err(|_| raw())?),
			PublicKey::P256(_) => {
				let read = p256::ecdsa::Signature::from_slice(&bytes)
					.or_else(|_| p256::ecdsa::Signature::from_der(&bytes))
					.map_err(|_| raw())?;
				Signature::P256(read.to_bytes().into())
			}
		};
		Ok(Self::Signature(signature))
	}

	async fn of(&self, chain: &Chain, ca: &PublicKey, manufacturer: &Keypair) -> Result<Signature> {
		let message = ca_message(chain, ca, manufacturer).await?;
		match self {
			Self::Key(key) => Ok(key.sign(&message)),
			Self::Signature(signature) if verify(ca, &message, signature) => Ok(*signature),
			Self::Signature(_) => Err(Error::usage(
				"the proof is not this key's signature for this member and chain",
			)),
		}
	}
}

/// Create a model of the signer's member, whose devices the key `ca` endorses. Gives its number.
pub async fn create(
	chain: &Chain,
	name: &str,
	ca: &PublicKey,
	proof: &CaProof,
	manufacturer: &Keypair,
) -> Result<(ModelId, Included)> {
	let proof = proof.of(chain, ca, manufacturer).await?;
	let call = chain::transactions().device_identity().create_model(
		bytes_of(name),
		Static(*ca),
		Static(proof),
	);
	let included = chain.submit(&call, manufacturer, Until::Finalised).await?;
	let event = included
		.events
		.find_first::<chain::device_identity::events::ModelCreated>();
	let event = event
		.transpose()
		.map_err(subxt::Error::from)?
		.ok_or_else(|| Error::Connection("the block has no event of the model".into()))?;
	Ok((event.model, included))
}

/// Let another key endorse a model's devices from now on.
pub async fn set_key(
	chain: &Chain,
	model: ModelId,
	ca: &PublicKey,
	proof: &CaProof,
	manufacturer: &Keypair,
) -> Result<Included> {
	let proof = proof.of(chain, ca, manufacturer).await?;
	let call =
		chain::transactions()
			.device_identity()
			.set_model_key(model, Static(*ca), Static(proof));
	chain.submit(&call, manufacturer, Until::Finalised).await
}

/// Let no device of a model count, or none with this firmware.
pub async fn suspend(
	chain: &Chain,
	model: ModelId,
	firmware: Option<FirmwareRange>,
	manufacturer: &Keypair,
) -> Result<Included> {
	let firmware = firmware.map(FirmwareRange::as_call);
	let call = chain::transactions()
		.device_identity()
		.suspend_model(model, firmware);
	chain.submit(&call, manufacturer, Until::Finalised).await
}

/// Let devices of a model count again, or those with this firmware.
pub async fn resume(
	chain: &Chain,
	model: ModelId,
	firmware: Option<FirmwareRange>,
	manufacturer: &Keypair,
) -> Result<Included> {
	let firmware = firmware.map(FirmwareRange::as_call);
	let call = chain::transactions()
		.device_identity()
		.resume_model(model, firmware);
	chain.submit(&call, manufacturer, Until::Finalised).await
}

/// Remove a model of which there are no devices.
pub async fn remove(chain: &Chain, model: ModelId, signer: &Keypair) -> Result<Included> {
	let call = chain::transactions().device_identity().remove_model(model);
	chain.submit(&call, signer, Until::Finalised).await
}

/// How a manufacturer vouches for a device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Endorsement {
	/// By a signature of the model's CA key.
	Signature {
		/// The device's first key, or its primary one.
		key: PublicKey,
		/// What the manufacturer calls the device.
		serial: Vec<u8>,
		/// Of the CA key.
		signature: Signature,
	},
	/// By a certificate in DER (IDevID).
	Certificate(Vec<u8>),
}

impl Endorsement {
	pub(crate) fn as_call(&self) -> found::Endorsement {
		match self {
			Self::Signature {
				key,
				serial,
				signature,
			} => found::Endorsement::Signature {
				key: Static(*key),
				serial: BoundedVec(serial.clone()),
				signature: Static(*signature),
			},
			Self::Certificate(der) => found::Endorsement::Certificate(BoundedVec(der.clone())),
		}
	}
}

/// Read what a manufacturer calls a device: up to 32 bytes of text.
pub fn parse_serial(text: &str) -> Result<Vec<u8>> {
	match text.len() <= MAX_SERIAL {
		true => Ok(text.as_bytes().to_vec()),
		false => Err(Error::usage("a serial number has at most 32 bytes")),
	}
}

/// A manufacturer's endorsement in a file, which whoever registers the device brings in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EndorsementFile {
	/// Hash of the chain's first block: `0x` and hexadecimal digits.
	genesis: String,
	/// The device.
	pub device: DeviceId,
	/// Number of the model.
	pub model: ModelId,
	/// The device's key, as a Multikey.
	key: String,
	/// What the manufacturer calls the device: `0x` and hexadecimal digits.
	serial: String,
	/// The signature with its tag: `0x` and hexadecimal digits.
	signature: String,
}

fn digits(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}

fn bytes(text: &str) -> Option<Vec<u8>> {
	hex::decode(text.strip_prefix("0x")?).ok()
}

impl EndorsementFile {
	/// Endorse a device that holds a key. The CA's key is not sent anywhere.
	pub fn sign(
		genesis: &[u8; 32],
		device: DeviceId,
		key: &PublicKey,
		model: ModelId,
		serial: &[u8],
		ca: &DeviceKey,
	) -> Self {
		let message = envelope::endorse_message(genesis, &device, key, model, serial);
		let signature = codec::Encode::encode(&ca.sign(&message));
		Self {
			genesis: digits(genesis),
			device,
			model,
			key: MethodKey::Signing(*key).multibase(),
			serial: digits(serial),
			signature: digits(&signature),
		}
	}

	/// Read a file.
	pub fn read(path: &Path) -> Result<Self> {
		let wrong =
			|why: &dyn std::fmt::Display| Error::usage(format!("{}: {why}", path.display()));
		let text = std::fs::read(path).map_err(|error| wrong(&error))?;
		serde_json::from_slice(&text).map_err(|error| wrong(&error))
	}

	/// What is in it, if it is for this chain.
	pub fn endorsement(&self, genesis: &[u8; 32]) -> Result<Endorsement> {
		if self.genesis != digits(genesis) {
			return Err(Error::usage("the endorsement is for another chain"));
		}
		let read = || {
			let MethodKey::Signing(key) = MethodKey::parse_multibase(&self.key)? else {
				return None;
			};
			let serial = bytes(&self.serial).filter(|serial| serial.len() <= MAX_SERIAL)?;
			let signature = bytes(&self.signature)?;
			let signature = codec::DecodeAll::decode_all(&mut &signature[..]).ok()?;
			Some(Endorsement::Signature {
				key,
				serial,
				signature,
			})
		};
		read().ok_or_else(|| Error::usage("the file has no endorsement"))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use samul_primitives::{keys::verify, Scheme};

	#[test]
	fn versions_are_read() {
		let range = |first, last| FirmwareRange { first, last };
		assert_eq!(parse_range("7").unwrap(), range(7, 7));
		assert_eq!(parse_range("3-7").unwrap(), range(3, 7));
		assert_eq!(parse_range("0-4294967295").unwrap(), range(0, u32::MAX));
		for wrong in ["", "-", "7-3", "a", "1-2-3", "-1", "1-", "4294967296"] {
			assert_eq!(parse_range(wrong).unwrap_err().exit_code(), 2, "{wrong}");
		}
		assert_eq!(range(3, 7).to_string(), "3-7");
		assert_eq!(range(7, 7).to_string(), "7");
	}

	#[test]
	fn a_model_trusts_what_is_not_suspended() {
		let model = Model {
			id: 1,
			manufacturer: 2,
			name: "TH-100".into(),
			scheme: "p256",
			ca: "0x".into(),
			suspended: false,
			suspended_firmware: vec![
				FirmwareRange { first: 3, last: 5 },
				FirmwareRange { first: 9, last: 9 },
			],
			devices: 0,
			depositor: String::new(),
			deposit: "0".into(),
		};
		let trusted: Vec<u32> = (0..11).filter(|version| model.trusts(*version)).collect();
		assert_eq!(trusted, [0, 1, 2, 6, 7, 8, 10]);
		let suspended = Model {
			suspended: true,
			..model
		};
		assert!(!suspended.trusts(0));
	}

	#[test]
	fn an_endorsement_comes_back_from_its_file() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("endorsement.json");
		let ca = DeviceKey::from_seed(Scheme::P256, &[1; 32]).unwrap();
		let key = DeviceKey::from_seed(Scheme::Ed25519, &[2; 32])
			.unwrap()
			.public();
		let device = DeviceId::of(&key);
		let written = EndorsementFile::sign(&[7; 32], device, &key, 3, b"SN-1", &ca);
		std::fs::write(&path, serde_json::to_string(&written).unwrap()).unwrap();
		let read = EndorsementFile::read(&path).unwrap();
		assert_eq!(read, written);
		let Endorsement::Signature {
			key: of,
			serial,
			signature,
		} = read.endorsement(&[7; 32]).unwrap()
		else {
			panic!("it is a signature");
		};
		assert_eq!((of, &serial[..]), (key, &b"SN-1"[..]));
		let message = envelope::endorse_message(&[7; 32], &device, &key, 3, b"SN-1");
		assert!(verify(&ca.public(), &message, &signature));

		assert!(read.endorsement(&[8; 32]).is_err());
		for spoiled in [
			EndorsementFile {
				key: MethodKey::X25519([7; 32]).multibase(),
				..read.clone()
			},
			EndorsementFile {
				serial: digits(&[7; 33]),
				..read.clone()
			},
			EndorsementFile {
				serial: "SN-1".into(),
				..read.clone()
			},
			EndorsementFile {
				signature: format!("{}00", read.signature),
				..read.clone()
			},
		] {
			let error = spoiled.endorsement(&[7; 32]).unwrap_err();
			assert_eq!(error.exit_code(), 2, "{spoiled:?}");
		}
		for text in ["", "{}", "[]"] {
			std::fs::write(&path, text).unwrap();
			assert_eq!(EndorsementFile::read(&path).unwrap_err().exit_code(), 2);
		}
		assert!(EndorsementFile::read(&folder.path().join("none")).is_err());
	}

	#[test]
	fn public_keys_are_read_in_every_form() {
		let folder = tempfile::tempdir().unwrap();
		let file = |name: &str| folder.path().join(name).display().to_string();
		let key = KeyFile::generate(Scheme::Ed25519).unwrap();
		key.write_new(Path::new(&file("key"))).unwrap();
		let public = key.device().unwrap().public();
		assert_eq!(read_public_key(&file("key")).unwrap(), public);
		let text = MethodKey::Signing(public).multibase();
		assert_eq!(read_public_key(&text).unwrap(), public);
		// SubjectPublicKeyInfo of RFC 8410.
		let der = [&[0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0][..]];
		let der = [der.concat(), public.as_bytes().to_vec()].concat();
		std::fs::write(file("der"), der).unwrap();
		assert_eq!(read_public_key(&file("der")).unwrap(), public);
		std::fs::write(file("wrong"), "x").unwrap();
		let agreement = MethodKey::X25519([7; 32]).multibase();
		for wrong in [&file("none"), &file("wrong"), &agreement] {
			assert_eq!(
				read_public_key(wrong).unwrap_err().exit_code(),
				2,
				"{wrong}"
			);
		}
	}

	#[test]
	fn a_serial_number_has_a_length() {
		assert_eq!(parse_serial(&"7".repeat(32)).unwrap().len(), 32);
		assert!(parse_serial(&"7".repeat(33)).is_err());
	}
}
