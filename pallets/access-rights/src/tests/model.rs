// SPDX-License-Identifier: Apache-2.0

//! A model that keeps its own books of resources and rights, and decides by them who may do what.

use std::collections::{BTreeMap, BTreeSet};

use samul_primitives::{
	access::{ResourceId, RightId, RightTerms, Subject},
	Moment,
};

use crate::{mock::*, Call, DevicesOf};

/// A right, as the model keeps it.
#[derive(Clone, Debug)]
pub struct Kept {
	pub resource: ResourceId,
	pub subject: Subject,
	pub terms: RightTerms,
	pub above: Option<RightId>,
	/// When the subject's device was registered.
	pub born: Option<Moment>,
	pub sold: bool,
	pub withdrawn: bool,
	pub suspended: bool,
	pub gone: bool,
	pub used: u32,
	pub heard: Moment,
	pub approved_by: BTreeSet<u64>,
}

/// A resource, as the model keeps it.
#[derive(Clone, Debug)]
pub struct Zone {
	pub owner: u64,
	pub around: Option<ResourceId>,
	pub locked: bool,
	/// One of these has to approve.
	pub approvers: Vec<u64>,
	pub gone: bool,
}

/// The books of the model. Nothing is removed from them.
#[derive(Default, Debug)]
pub struct Books {
	pub zones: BTreeMap<ResourceId, Zone>,
	pub rights: BTreeMap<RightId, Kept>,
}

impl Books {
	/// Whether the device that had a right is there still, and its signature counts.
	pub fn is_there(&self, right: &Kept) -> bool {
		let Subject::Device(id) = right.subject else {
			return true;
		};
		Registered::get()
			.iter()
			.any(|known| known.id == id && Some(known.registered) == right.born && known.counts)
	}

	/// The last moment up to which a right and all above it hold, if they hold at a time.
	pub fn end(&self, number: RightId, permission: u32, at: Moment) -> Option<Moment> {
		let right = &self.rights[&number];
		let taken = right.gone || right.withdrawn || right.suspended;
		let terms = &right.terms;
		let used_up =
			terms.uses == Some(right.used) || terms.uses < Some(right.used) && terms.uses.is_some();
		if taken || used_up || !self.is_there(right) || terms.permissions.0 & permission == 0 {
			return None;
		}
		let mut end = terms.until.unwrap_or(Moment::MAX);
		if let Some(silence) = terms.silence {
			end = end.min(right.heard + silence);
		}
		if let Some(above) = right.above {
			end = end.min(self.end(above, permission, at)?);
		}
		(terms.from <= at && at <= end).then_some(end)
	}

	/// Whether all around is open, and somebody approved of the right where that is demanded.
	pub fn is_open(&self, resource: ResourceId, right: &Kept) -> bool {
		let zone = &self.zones[&resource];
		let approved = zone.approvers.is_empty()
			|| zone
				.approvers
				.iter()
				.any(|one| right.approved_by.contains(one));
		!zone.locked && approved && zone.around.is_none_or(|around| self.is_open(around, right))
	}

	/// Until when at the latest a subject may do something; the end of time if for ever.
	pub fn may(&self, subject: Subject, resource: ResourceId, permission: u32) -> Option<Moment> {
		let of_subject = self.rights.iter().filter(|(_, right)| {
			right.subject == subject && right.resource == resource && self.is_open(resource, right)
		});
		of_subject
			.filter_map(|(number, _)| self.end(*number, permission, now()))
			.max()
	}
}

impl Books {
	pub fn add(
		&mut self,
		number: RightId,
		resource: ResourceId,
		subject: Subject,
		terms: RightTerms,
	) {
		let born = match subject {
			Subject::Account(_) => None,
			Subject::Device(id) => {
				let all = Registered::get();
				all.iter()
					.find(|known| known.id == id)
					.map(|of| of.registered)
			}
		};
		let kept = Kept {
			resource,
			subject,
			heard: now().max(terms.from),
			terms,
			above: None,
			born,
			sold: false,
			withdrawn: false,
			suspended: false,
			gone: false,
			used: 0,
			approved_by: BTreeSet::new(),
		};
		self.rights.insert(number, kept);
	}

	/// Whether a right comes from a sale.
	pub fn is_of_sale(&self, number: RightId) -> bool {
		let right = &self.rights[&number];
		right.sold || right.above.is_some_and(|above| self.is_of_sale(above))
	}

	pub fn withdraw(&mut self, resource: ResourceId) {
		let all: Vec<RightId> = self.rights.keys().copied().collect();
		for number in all {
			if self.rights[&number].resource == resource && !self.is_of_sale(number) {
				self.rights
					.entry(number)
					.and_modify(|right| right.withdrawn = true);
			}
		}
	}

	/// Enter a call that succeeded; `number` is that of the next right before it.
	pub fn enter(&mut self, who: u64, call: Call<Test>, number: RightId) {
		let of = |books: &mut Self, right: RightId, change: fn(&mut Kept)| {
			books.rights.entry(right).and_modify(change);
		};
		match call {
			Call::register_resource { parent, .. } => {
				let zone = Zone {
					owner: who,
					around: parent,
					locked: false,
					approvers: vec![],
					gone: false,
				};
				self.zones.insert(self.zones.len() as u64, zone);
			}
			Call::grant {
				resource,
				subject,
				terms,
			} => self.add(number, resource, subject, terms),
			Call::delegate {
				resource,
				source,
				subject,
				terms,
			} => {
				self.add(number, resource, subject, terms);
				self.rights
					.entry(number)
					.and_modify(|right| right.above = Some(source.right));
			}
			Call::revoke { right, .. } => of(self, right, |right| right.gone = true),
			Call::remove_right { right, .. } => {
				// What is removed could not count any more.
				let end = self.end(right, u32::MAX, now());
				assert_eq!(end, None);
				of(self, right, |right| right.gone = true);
			}
			Call::suspend { right, .. } => of(self, right, |right| right.suspended = true),
			Call::resume { right, .. } => of(self, right, |right| right.suspended = false),
			Call::heartbeat { right, .. } => of(self, right, |right| right.heard = now()),
			Call::approve {
				right, approves, ..
			} => {
				self.rights.entry(right).and_modify(|right| {
					if approves {
						right.approved_by.insert(who);
					} else {
						right.approved_by.remove(&who);
					}
				});
			}
			Call::lock_down { resource } => {
				self.zones
					.entry(resource)
					.and_modify(|zone| zone.locked = true);
			}
			Call::lift_lock_down { resource } => {
				self.zones
					.entry(resource)
					.and_modify(|zone| zone.locked = false);
			}
			Call::set_demands {
				resource, approval, ..
			} => {
				let count = approval.map_or(0, |of| of.approvers.len() as u64);
				self.zones.entry(resource).and_modify(|zone| {
					zone.approvers = (0..count).map(|more| APPROVER + more).collect();
				});
			}
			Call::revoke_all { resource } => self.withdraw(resource),
			Call::accept_resource { resource } => {
				self.withdraw(resource);
				self.zones
					.entry(resource)
					.and_modify(|zone| zone.owner = who);
			}
			_ => {}
		}
	}

	/// Hand in a receipt for a right by the lock of its resource, if there is one.
	pub fn use_one(&mut self, right: RightId) {
		let Some(kept) = self.rights.get(&right).cloned() else {
			return;
		};
		if !DevicesOf::<Test>::contains_key(kept.resource, device(LOCK)) {
			let _ = AccessRights::add_device(by(OWNER), kept.resource, device(LOCK), true);
		}
		let known = DevicesOf::<Test>::contains_key(kept.resource, device(LOCK));
		if !known || hand_in(entry(kept.resource, kept.subject, right), LOCK).is_err() {
			return;
		}
		let mut next = Some(right);
		while let Some(number) = next.filter(|number| !self.rights[number].gone) {
			self.rights
				.entry(number)
				.and_modify(|right| right.used += 1);
			next = self.rights[&number].above;
		}
	}

	pub fn sale(&self, right: RightId) -> (ResourceId, Subject) {
		self.rights
			.get(&right)
			.map_or((0, account(STRANGER)), |right| {
				(right.resource, right.subject)
			})
	}
}
