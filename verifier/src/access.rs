// SPDX-License-Identifier: Apache-2.0

//! Whether to open: from what a relay hands over to the decision that the chain would make, and the
//! receipt.
//!
//! A relay says on what a right stands ([`Hints`]). The lock believes none of it: it computes the keys,
//! takes the values that are proved under them, and decides by `samul_primitives::access::decide`, which
//! walks from the lock's own resource and from the subject by the numbers in the values. What a relay
//! left out is not there, and what is not there allows nothing. Whoever asks then has to hold the
//! subject's key: the primary one of a device as its value says, or the account id as an Ed25519 key.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use core::fmt;
use samul_primitives::{
	access::{
		decide, right_key, zone_key, Allowed, Ask, Denied, DeviceState, Entry, Permissions,
		Requirement, ResourceId, Right, RightId, Source, Subject, Values, Zone, MAX_CHAIN,
		MAX_LEVELS,
	},
	claims::{self, Attestation, ClaimTypeId},
	device::{device_key, model_key, DeviceHead, ModelHead},
	envelope::entry_message,
	DeviceId, MemberId, ModelId, Moment, PublicKey, Signature,
};

use crate::{
	limits::{MAX_CLAIMS, MAX_HINT_BYTES},
	Challenge, Clock, Error, Hash, Message, Trust,
};

/// On what a right stands, as a relay says. In SCALE:
/// `(right: u64, zones: Vec<u64>, sources: Vec<(Subject, u64)>, models: Vec<u32>,
/// claims: Vec<(type: u32, issuer: u32)>)`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode)]
pub struct Hints {
	/// Which right.
	pub right: RightId,
	/// The zones around the resource, at most [`MAX_LEVELS`] − 1.
	pub zones: Vec<ResourceId>,
	/// The rights that it was delegated from, at most [`MAX_CHAIN`] − 1.
	pub sources: Vec<Source>,
	/// The models of the devices among the subject and those of the sources, each once: at most
	/// [`MAX_CHAIN`].
	pub models: Vec<ModelId>,
	/// What is demanded of the subject's device: types of claims and issuers, at most [`MAX_CLAIMS`].
	pub claims: Vec<(ClaimTypeId, MemberId)>,
}

impl Hints {
	/// What a relay says in these bytes.
	///
	/// # Errors
	///
	/// [`Error::MalformedHints`], also if there are more of something than there may be.
	pub fn decode(mut bytes: &[u8]) -> Result<Self, Error> {
		const BAD: Error = Error::MalformedHints;
		if bytes.len() > MAX_HINT_BYTES {
			return Err(BAD);
		}
		let hints = <Self as Decode>::decode(&mut bytes).map_err(|_| BAD)?;
		if bytes.is_empty() && hints.is_bounded() {
			Ok(hints)
		} else {
			Err(BAD)
		}
	}

	/// Whether there is no more of anything than there may be.
	fn is_bounded(&self) -> bool {
		self.zones.len() < MAX_LEVELS as usize
			&& self.sources.len() < MAX_CHAIN as usize
			&& self.models.len() <= MAX_CHAIN as usize
			&& self.claims.len() <= MAX_CLAIMS
	}

	/// The keys of the values that decide on what `subject` may do on `resource`, each once and in
	/// order: what a relay asks a node to prove, and what the lock reads.
	pub fn keys(&self, resource: ResourceId, subject: &Subject) -> Vec<Vec<u8>> {
		let zones = self.zones.iter().map(|zone| zone_key(*zone));
		let sources = self.sources.iter();
		let mut keys = Vec::from([zone_key(resource), right_key(resource, subject, self.right)]);
		keys.extend(zones);
		keys.extend(
			sources
				.clone()
				.map(|source| right_key(resource, &source.subject, source.right)),
		);
		// A device that delegated the right on has to count, too, but claims are made of who asks only.
		let subjects = core::iter::once(subject).chain(sources.map(|source| &source.subject));
		keys.extend(subjects.filter_map(|subject| match subject {
			Subject::Device(device) => Some(device_key(device)),
			Subject::Account(_) => None,
		}));
		keys.extend(self.models.iter().copied().map(model_key));
		if let Subject::Device(device) = subject {
			let claims = self.claims.iter();
			keys.extend(claims.map(|(of, issuer)| claims::storage_key(device, *of, *issuer)));
		}
		keys.sort_unstable();
		keys.dedup();
		keys
	}
}

/// What a lock is: enrolled with these.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lock {
	/// The device, which signs receipts.
	pub device: DeviceId,
	/// What it guards.
	pub resource: ResourceId,
}

/// Why somebody is not let in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
	/// The message proves nothing, or the answer is not the subject's.
	Unproved(Error),
	/// It is proved that the subject may not.
	Denied(Denied),
}

impl From<Error> for Refusal {
	fn from(error: Error) -> Self {
		Self::Unproved(error)
	}
}

impl From<Denied> for Refusal {
	fn from(denied: Denied) -> Self {
		Self::Denied(denied)
	}
}

impl fmt::Display for Refusal {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Unproved(error) => write!(f, "not proved: {error}"),
			Self::Denied(denied) => write!(f, "denied: {denied:?}"),
		}
	}
}

impl core::error::Error for Refusal {}

/// That somebody wants to be let in, and has not answered the challenge yet.
#[must_use]
pub struct Request {
	lock: Lock,
	subject: Subject,
	permission: Permissions,
	challenge: Challenge,
}

impl Request {
	/// `subject` wants `permission` on what `lock` guards, on the chain with this genesis hash. `nonce` is
	/// of the lock's generator of random numbers, new for each request. An answer is good until
	/// `expires`, inclusive, by the lock's clock.
	///
	/// # Errors
	///
	/// [`Error::ResourceTooLong`] never: the resource's name is its number, little-endian, of 8 bytes.
	pub fn new(
		genesis: &Hash,
		lock: Lock,
		subject: Subject,
		permission: Permissions,
		nonce: &[u8; 32],
		expires: Moment,
	) -> Result<Self, Error> {
		let resource = lock.resource.to_le_bytes();
		let challenge = Challenge::new(
			genesis,
			&lock.device,
			&resource,
			permission.0,
			nonce,
			expires,
		)?;
		Ok(Self {
			lock,
			subject,
			permission,
			challenge,
		})
	}

	/// What the subject has to sign.
	pub fn challenge(&self) -> &[u8] {
		self.challenge.message()
	}

	/// Whether to let the subject in. The changes of the validators in `message` are followed, its block is
	/// read, and `answer` is compared with the challenge, which is used up whatever comes out.
	///
	/// `used` says of a right how often it was used, from how often it was as far as the chain knows: the
	/// lock adds what it counts by itself. Less than the chain knows counts as that much.
	///
	/// `trust` may have changed also where this refuses: it is to be kept ([`Trust::encode`]) before
	/// anything opens.
	///
	/// # Errors
	///
	/// [`Refusal::Unproved`] with [`Error::NoBlock`], those of [`Trust::advance`], of [`Trust::verify`] and
	/// of [`Challenge::verify`]; [`Refusal::Denied`].
	pub fn decide(
		self,
		trust: &mut Trust,
		message: &Message<'_>,
		hints: &Hints,
		answer: &Signature,
		clock: &Clock,
		used: impl Fn(RightId, u32) -> u32,
	) -> Result<Admitted, Refusal> {
		if !hints.is_bounded() {
			return Err(Error::MalformedHints.into());
		}
		trust.advance(&message.set_changes)?;
		let block = message.read.as_ref().ok_or(Error::NoBlock)?;
		let keys = hints.keys(self.lock.resource, &self.subject);
		let key_refs = keys.iter().map(Vec::as_slice).collect::<Vec<_>>();
		let verified = trust.verify(block, &key_refs, clock)?;
		let proved = ByKey(Proved {
			keys: &keys,
			values: &verified.values,
		});
		let values = Counted { proved, used };
		let ask = Ask {
			subject: self.subject,
			resource: self.lock.resource,
			right: hints.right,
			permission: self.permission,
			at: clock.now,
		};
		let allowed = decide(&values, &ask)?;
		let key = match &self.subject {
			Subject::Device(device) => values.proved.head(device).ok_or(Denied::OtherDevice)?.key,
			Subject::Account(id) => PublicKey::Ed25519(*id),
		};
		self.challenge.verify(&key, answer, clock.now)?;
		Ok(Admitted {
			allowed,
			lock: self.lock,
			ask,
		})
	}
}

/// That somebody is let in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Admitted {
	/// By which right, and until when it holds by what is known now.
	pub allowed: Allowed,
	lock: Lock,
	ask: Ask,
}

/// What the lock gives for the chain to record.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Receipt {
	/// Who was let in, by what, when.
	pub entry: Entry,
	/// The lock's signature over [`entry_message`].
	pub signature: Signature,
}

impl Admitted {
	/// The receipt of this number: the lock numbers its receipts for each resource without gaps, and keeps
	/// the next number with `Trust`. `sign` signs with the lock's key, which may never leave a secure
	/// element.
	pub fn receipt(
		&self,
		genesis: &Hash,
		number: u64,
		sign: impl FnOnce(&[u8]) -> Signature,
	) -> Receipt {
		let entry = Entry {
			guard: self.lock.device,
			resource: self.lock.resource,
			number,
			subject: self.ask.subject,
			right: self.allowed.right,
			permission: self.ask.permission,
			at: self.ask.at,
		};
		let signature = sign(&entry_message(genesis, &entry));
		Receipt { entry, signature }
	}
}

/// What stands under the keys of a state.
pub trait Stored {
	/// The value under a key; none if there is none, or if it is not known.
	fn value(&self, key: &[u8]) -> Option<&[u8]>;
}

/// What decides, by the keys under which the chain stores it: what a value means follows from its key
/// alone, not from where a relay said that it would be.
pub struct ByKey<S>(pub S);

impl<S: Stored> ByKey<S> {
	/// What a value begins with.
	fn get<T: Decode>(&self, key: &[u8]) -> Option<T> {
		T::decode(&mut self.0.value(key)?).ok()
	}

	/// What is stored of a device first.
	pub fn head(&self, device: &DeviceId) -> Option<DeviceHead> {
		self.get(&device_key(device))
	}
}

impl<S: Stored> Values for ByKey<S> {
	fn zone(&self, resource: ResourceId) -> Option<Zone> {
		self.get(&zone_key(resource))
	}

	fn right(&self, resource: ResourceId, subject: &Subject, right: RightId) -> Option<Right> {
		self.get(&right_key(resource, subject, right))
	}

	fn device(&self, device: &DeviceId) -> Option<DeviceState> {
		let head = self.head(device)?;
		let model: Option<ModelHead> = head.model.and_then(|model| self.get(&model_key(model)));
		Some(DeviceState {
			registered: head.trusted_since,
			counts: head.counts(model.as_ref()),
		})
	}

	fn attestation(&self, device: &DeviceId, requirement: &Requirement) -> Option<Attestation> {
		let Requirement {
			claim_type, issuer, ..
		} = *requirement;
		self.get(&claims::storage_key(device, claim_type, issuer))
	}
}

/// Values that are proved, under keys in order.
struct Proved<'a> {
	keys: &'a [Vec<u8>],
	values: &'a [Option<&'a [u8]>],
}

impl Stored for Proved<'_> {
	fn value(&self, key: &[u8]) -> Option<&[u8]> {
		let place = self
			.keys
			.binary_search_by(|known| known.as_slice().cmp(key))
			.ok()?;
		*self.values.get(place)?
	}
}

/// Values in which the lock's own count of uses counts, too.
struct Counted<'a, Used> {
	proved: ByKey<Proved<'a>>,
	used: Used,
}

impl<Used: Fn(RightId, u32) -> u32> Values for Counted<'_, Used> {
	fn zone(&self, resource: ResourceId) -> Option<Zone> {
		self.proved.zone(resource)
	}

	fn right(&self, resource: ResourceId, subject: &Subject, right: RightId) -> Option<Right> {
		let mut found = self.proved.right(resource, subject, right)?;
		found.used = found.used.max((self.used)(right, found.used));
		Some(found)
	}

	fn device(&self, device: &DeviceId) -> Option<DeviceState> {
		self.proved.device(device)
	}

	fn attestation(&self, device: &DeviceId, requirement: &Requirement) -> Option<Attestation> {
		self.proved.attestation(device, requirement)
	}
}
