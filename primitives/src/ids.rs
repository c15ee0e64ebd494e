// SPDX-License-Identifier: Apache-2.0

//! Identifiers that a device can compute by itself.

use alloc::string::String;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::keys::PublicKey;

/// Time in Unix milliseconds (UTC, no leap seconds).
pub type Moment = u64;

/// Number of a member of the consortium; none is given twice.
pub type MemberId = u32;

/// Number of a model of devices; none is given twice.
pub type ModelId = u32;

/// Identity of a device: the BLAKE2b-256 hash of the SCALE-encoded public key it was registered
/// with. It never changes, also when the device's key does.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Hash,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Default,
)]
pub struct DeviceId(pub [u8; 32]);

impl DeviceId {
	/// The identity that a device with this first key has.
	pub fn of(key: &PublicKey) -> Self {
		Self(key.using_encoded(crate::hash::blake2_256))
	}
}

impl fmt::Debug for DeviceId {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		fmt::Display::fmt(self, f)
	}
}

impl fmt::Display for DeviceId {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "0x{}", hex::encode(self.0))
	}
}

/// What is wrong with the text form of an identifier.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ParseIdError;

impl fmt::Display for ParseIdError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("expected 0x and 64 hexadecimal digits, for a stream followed by /INDEX")
	}
}

#[cfg(feature = "std")]
impl std::error::Error for ParseIdError {}

impl FromStr for DeviceId {
	type Err = ParseIdError;

	fn from_str(text: &str) -> Result<Self, Self::Err> {
		let digits = text.strip_prefix("0x").unwrap_or(text);
		let mut id = [0u8; 32];
		hex::decode_to_slice(digits, &mut id).map_err(|_| ParseIdError)?;
		Ok(Self(id))
	}
}

impl Serialize for DeviceId {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(self)
	}
}

impl<'de> Deserialize<'de> for DeviceId {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		String::deserialize(deserializer)?
			.parse()
			.map_err(serde::de::Error::custom)
	}
}

/// Identity of a stream of readings: its device, and a number that the device's owner chooses.
/// Its text form is `0x<device>/<index>`.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Hash,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Default,
)]
pub struct StreamId {
	/// The device whose key signs the stream's batches.
	pub device: DeviceId,
	/// Number of the stream within the device.
	pub index: u16,
}

impl fmt::Debug for StreamId {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		fmt::Display::fmt(self, f)
	}
}

impl fmt::Display for StreamId {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}/{}", self.device, self.index)
	}
}

impl FromStr for StreamId {
	type Err = ParseIdError;

	fn from_str(text: &str) -> Result<Self, Self::Err> {
		let (device, index) = text.split_once('/').ok_or(ParseIdError)?;
		Ok(Self {
			device: device.parse()?,
			index: index.parse().map_err(|_| ParseIdError)?,
		})
	}
}

impl Serialize for StreamId {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(self)
	}
}

impl<'de> Deserialize<'de> for StreamId {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		String::deserialize(deserializer)?
			.parse()
			.map_err(serde::de::Error::custom)
	}
}
