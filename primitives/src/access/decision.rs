// SPDX-License-Identifier: Apache-2.0

//! Whether a subject may do something: a pure function of a few values.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

use super::{
	Condition, Permissions, Requirement, ResourceId, Right, RightId, Source, Subject, Zone,
	MAX_CHAIN, MAX_LEVELS,
};
use crate::{
	claims::{Attestation, ClaimRefusal},
	ids::{DeviceId, Moment},
};

/// What somebody asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ask {
	/// Who asks.
	pub subject: Subject,
	/// On what.
	pub resource: ResourceId,
	/// By which right.
	pub right: RightId,
	/// To do what: all of these.
	pub permission: Permissions,
	/// When.
	pub at: Moment,
}

/// What is known of a subject's device.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DeviceState {
	/// When it was registered or, if that is later, last reported to be compromised: what was given to it
	/// before is void (`trusted_since` of [`crate::device::DeviceHead`]).
	pub registered: Moment,
	/// Whether its signature counts: it is active, and its model and its firmware are not suspended.
	pub counts: bool,
}

/// Where the values come from: the chain's storage, or proofs of it. What is not proved is not there.
pub trait Values {
	/// A resource, by the value under [`super::zone_key`].
	fn zone(&self, resource: ResourceId) -> Option<Zone>;

	/// A right, by the value under [`super::right_key`].
	fn right(&self, resource: ResourceId, subject: &Subject, right: RightId) -> Option<Right>;

	/// A registered device.
	fn device(&self, device: &DeviceId) -> Option<DeviceState>;

	/// What is attested of a device, by the value under [`crate::claims::storage_key`].
	fn attestation(&self, device: &DeviceId, requirement: &Requirement) -> Option<Attestation>;
}

/// That somebody may, and how long.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Allowed {
	/// By which right.
	pub right: RightId,
	/// The last moment at which it holds, by all that is known now; none if there is no end.
	pub until: Option<Moment>,
}

/// Why somebody may not. Of several reasons the first that [`decide`] meets is told.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Denied {
	/// There is no such resource, or one of the zones around it is not known.
	#[codec(index = 0)]
	UnknownResource {
		/// Which one.
		resource: ResourceId,
	},
	/// There are more zones around each other than there may be.
	#[codec(index = 1)]
	TooDeep,
	/// The resource, or a zone around it, is locked down.
	#[codec(index = 2)]
	LockedDown {
		/// Which one.
		zone: ResourceId,
	},
	/// The subject has no such right on the resource.
	#[codec(index = 3)]
	UnknownRight,
	/// A right that it was delegated from is gone.
	#[codec(index = 4)]
	SourceGone {
		/// Which one.
		right: RightId,
	},
	/// It was delegated too often.
	#[codec(index = 5)]
	TooManyLinks,
	/// The owner took back all that was granted.
	#[codec(index = 6)]
	Withdrawn {
		/// Which right: this one or one that it was delegated from.
		right: RightId,
	},
	/// It is suspended.
	#[codec(index = 7)]
	Suspended {
		/// Which right.
		right: RightId,
	},
	/// It is not a right to do this.
	#[codec(index = 8)]
	NotPermitted {
		/// Which right.
		right: RightId,
	},
	/// Its time has not come.
	#[codec(index = 9)]
	NotYet {
		/// Which right.
		right: RightId,
	},
	/// Its time is over.
	#[codec(index = 10)]
	Expired {
		/// Which right.
		right: RightId,
	},
	/// It was used as often as it can be.
	#[codec(index = 11)]
	UsedUp {
		/// Which right.
		right: RightId,
	},
	/// Its subject was silent for too long.
	#[codec(index = 12)]
	Lapsed {
		/// Which right.
		right: RightId,
	},
	/// It is not within the hours.
	#[codec(index = 13)]
	OutsideHours {
		/// Which right.
		right: RightId,
	},
	/// The subject is no device, and something is demanded that is attested of devices.
	#[codec(index = 14)]
	NoDevice,
	/// The subject's device is not registered, was registered anew since or reported to be compromised:
	/// it is another one that has the right.
	#[codec(index = 15)]
	OtherDevice,
	/// The signature of the subject's device does not count.
	#[codec(index = 16)]
	DeviceNotActive,
	/// Not enough approved of the right.
	#[codec(index = 17)]
	NotApproved {
		/// In which zone.
		zone: ResourceId,
	},
	/// What is demanded is not attested.
	#[codec(index = 18)]
	Claim {
		/// What is demanded.
		requirement: Requirement,
		/// Why it is not.
		refusal: ClaimRefusal,
	},
	/// The device that has a right which this one was delegated from is not registered, was registered
	/// anew since, or its signature does not count.
	#[codec(index = 19)]
	SourceDevice {
		/// Which right.
		right: RightId,
	},
}

/// The earlier one of two ends, of which each may not be.
fn earlier(one: Option<Moment>, other: Option<Moment>) -> Option<Moment> {
	match (one, other) {
		(Some(one), Some(other)) => Some(one.min(other)),
		(one, other) => one.or(other),
	}
}

/// Whether a right by itself allows this, and until when. It is on a resource of this generation.
fn stands(
	id: RightId,
	right: &Right,
	generation: u32,
	permission: Permissions,
	at: Moment,
) -> Result<Option<Moment>, Denied> {
	if right.generation.is_some_and(|of| of != generation) {
		return Err(Denied::Withdrawn { right: id });
	}
	if right.suspended.is_some() {
		return Err(Denied::Suspended { right: id });
	}
	if !right.permissions.include(permission) {
		return Err(Denied::NotPermitted { right: id });
	}
	if at < right.from {
		return Err(Denied::NotYet { right: id });
	}
	if right.until.is_some_and(|until| at > until) {
		return Err(Denied::Expired { right: id });
	}
	if right.uses.is_some_and(|uses| right.used >= uses) {
		return Err(Denied::UsedUp { right: id });
	}
	let mut end = right.until;
	if let Some(lease) = right.lease {
		if at > lease.until() {
			return Err(Denied::Lapsed { right: id });
		}
		end = earlier(end, Some(lease.until()));
	}
	for condition in &right.conditions {
		if let Condition::Within(hours) = condition {
			let last = hours.end_at(at).ok_or(Denied::OutsideHours { right: id })?;
			end = earlier(end, Some(last));
		}
	}
	Ok(end)
}

/// The device of which claims are made.
struct Person {
	device: Option<(DeviceId, DeviceState)>,
	at: Moment,
}

impl Person {
	fn find(
		values: &impl Values,
		subject: &Subject,
		right: &Right,
		at: Moment,
	) -> Result<Self, Denied> {
		let Subject::Device(id) = subject else {
			return Ok(Self { device: None, at });
		};
		let state = values.device(id).ok_or(Denied::OtherDevice)?;
		if right.registered != Some(state.registered) {
			return Err(Denied::OtherDevice);
		}
		if !state.counts {
			return Err(Denied::DeviceNotActive);
		}
		Ok(Self {
			device: Some((*id, state)),
			at,
		})
	}

	/// Until when what is demanded is attested.
	fn meets(
		&self,
		values: &impl Values,
		requirement: &Requirement,
	) -> Result<Option<Moment>, Denied> {
		let (id, state) = self.device.as_ref().ok_or(Denied::NoDevice)?;
		let refused = |refusal| Denied::Claim {
			requirement: *requirement,
			refusal,
		};
		let attestation = values
			.attestation(id, requirement)
			.ok_or(refused(ClaimRefusal::Unknown))?;
		attestation
			.holds(Some(state.registered), self.at, requirement.minimum)
			.map_err(refused)?;
		Ok(attestation.until)
	}
}

/// Whether somebody may do what he asks for.
///
/// It reads the resource and each zone around it (at most [`MAX_LEVELS`]), the right and each that it
/// was delegated from (at most [`MAX_CHAIN`]), the subject's device if it is one, and of it what the
/// zones and the rights demand. Each of the latter must be attested of whoever asks. A device that has one
/// of the rights that this one was delegated from must be there still, and its signature count: what
/// somebody delegated who lost his phone ends with the report of it.
///
/// # Errors
///
/// Why not: the first reason, in the order of `docs/access-rights.md`.
pub fn decide(values: &impl Values, ask: &Ask) -> Result<Allowed, Denied> {
	let mut zones = alloc::vec::Vec::new();
	let mut next = Some(ask.resource);
	while let Some(resource) = next {
		if zones.len() >= MAX_LEVELS as usize {
			return Err(Denied::TooDeep);
		}
		let zone = values
			.zone(resource)
			.ok_or(Denied::UnknownResource { resource })?;
		if zone.locked_down.is_some() {
			return Err(Denied::LockedDown { zone: resource });
		}
		next = zone.parent;
		zones.push((resource, zone));
	}
	let generation = zones.first().map_or(0, |(_, zone)| zone.generation);

	let right = values
		.right(ask.resource, &ask.subject, ask.right)
		.ok_or(Denied::UnknownRight)?;
	let mut end = stands(ask.right, &right, generation, ask.permission, ask.at)?;
	let person = Person::find(values, &ask.subject, &right, ask.at)?;
	end = earlier(end, demanded(values, &person, &right)?);
	let mut source = right.source;
	let mut links = 1;
	while let Some(Source { subject, right: id }) = source {
		if links >= MAX_CHAIN {
			return Err(Denied::TooManyLinks);
		}
		links += 1;
		let above = values
			.right(ask.resource, &subject, id)
			.ok_or(Denied::SourceGone { right: id })?;
		end = earlier(end, stands(id, &above, generation, ask.permission, ask.at)?);
		Person::find(values, &subject, &above, ask.at)
			.map_err(|_| Denied::SourceDevice { right: id })?;
		end = earlier(end, demanded(values, &person, &above)?);
		source = above.source;
	}

	for (id, zone) in &zones {
		if zone
			.approval
			.as_ref()
			.is_some_and(|approval| !approval.is_given_by(&right.approvals))
		{
			return Err(Denied::NotApproved { zone: *id });
		}
		for requirement in &zone.requirements {
			end = earlier(end, person.meets(values, requirement)?);
		}
	}
	Ok(Allowed {
		right: ask.right,
		until: end,
	})
}

/// Until when what a right demands is attested.
fn demanded(
	values: &impl Values,
	person: &Person,
	right: &Right,
) -> Result<Option<Moment>, Denied> {
	let mut end = None;
	for condition in &right.conditions {
		if let Condition::Attested(requirement) = condition {
			end = earlier(end, person.meets(values, requirement)?);
		}
	}
	Ok(end)
}
