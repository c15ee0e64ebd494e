// SPDX-License-Identifier: Apache-2.0

//! What the chain tells of a device.

use samul_primitives::{DeviceId, Moment};

use crate::MethodKey;

/// Where a device is in its life.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
	/// Its signature counts.
	Active,
	/// It does not, until the owner resumes the device.
	Suspended,
	/// Somebody else may hold its keys.
	Compromised,
	/// The first owner has it, and has not activated it yet.
	Provisioned,
	/// The manufacturer has it.
	Manufactured,
}

impl Status {
	/// Its name in metadata.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Active => "active",
			Self::Suspended => "suspended",
			Self::Compromised => "compromised",
			Self::Provisioned => "provisioned",
			Self::Manufactured => "manufactured",
		}
	}
}

/// A key that is kept of a device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Key {
	/// The key.
	pub key: MethodKey,
	/// Whether it logs in as the device.
	pub authentication: bool,
	/// Whether it states something as the device.
	pub assertion: bool,
	/// Whether one encrypts for the device with it.
	pub agreement: bool,
	/// From when on it counts, in Unix milliseconds.
	pub since: Moment,
	/// From when on it counts no more.
	pub ended: Option<Moment>,
}

impl Key {
	/// Whether it counted at a time.
	pub fn counted_at(&self, time: Moment) -> bool {
		self.since <= time && self.ended.is_none_or(|ended| time < ended)
	}
}

/// A way to talk to a device or about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Service {
	/// Its id within the device: unreserved characters (RFC 3986).
	pub id: String,
	/// Its kind.
	pub kind: String,
	/// Where it is: a URI (RFC 3986) or an IRI (RFC 3987).
	pub endpoint: String,
}

/// A device as a block's state has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Device {
	/// Its id.
	pub id: DeviceId,
	/// Address (SS58) of its owner.
	pub owner: String,
	/// Where it is in its life.
	pub status: Status,
	/// Whether its manufacturer lets devices of its model and firmware count; so it is without a model.
	pub trusted: bool,
	/// When it was registered, in Unix milliseconds.
	pub registered: Moment,
	/// When it was last reported that somebody else may hold its keys.
	pub compromised: Option<Moment>,
	/// All keys that are kept, the primary one first.
	pub keys: Vec<Key>,
	/// Its services.
	pub services: Vec<Service>,
}

impl Device {
	/// Whether its signature counts in this state.
	pub fn counts(&self) -> bool {
		self.status == Status::Active && self.trusted
	}

	/// When what its document says changed, as far as that is kept: not in order, and some more than once.
	pub(crate) fn changes(&self) -> impl Iterator<Item = Moment> + '_ {
		let of_keys = self
			.keys
			.iter()
			.flat_map(|key| [Some(key.since), key.ended]);
		of_keys.chain([self.compromised]).flatten()
	}
}

/// What a block's state says of a device's id.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum State {
	/// Nothing is known of it.
	Unknown,
	/// There was such a device, and its owner retired it at this time.
	Retired(Moment),
	/// There is such a device.
	Registered(Box<Device>),
}
