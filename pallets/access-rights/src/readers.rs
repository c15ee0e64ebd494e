// SPDX-License-Identifier: Apache-2.0

//! What readers ask: who may do what, and what a lock must be shown.

use alloc::vec::Vec;
use core::{cmp::Reverse, marker::PhantomData};
use frame_support::traits::Get;
use samul_primitives::{
	access::{
		decide, right_key, zone_key, Allowed, Ask, Condition, Denied, DeviceState, Permissions,
		Requirement, ResourceId, Right, RightId, Source, Subject, Values, Zone, MAX_CHAIN,
		MAX_LEVELS,
	},
	claims::{storage_key, Attestation},
	mmr::Hash,
	traits::{Claims, DeviceKeys, Devices, KnownDevices},
	DeviceId, Moment,
};

use crate::{
	pallet::{DevicesOf, Logs, NextRight, RecordOf, Resources, ResourcesOf, Rights},
	types::{AttachedInfo, RightInfo},
	Config, Pallet,
};

/// Most that one page shows.
const PAGE: u32 = 100;

/// The values that the chain decides by.
struct Stored<T>(PhantomData<T>);

impl<T: Config> Values for Stored<T> {
	fn zone(&self, resource: ResourceId) -> Option<Zone> {
		Resources::<T>::get(resource).map(|resource| resource.zone)
	}

	fn right(&self, resource: ResourceId, subject: &Subject, right: RightId) -> Option<Right> {
		Rights::<T>::get((resource, subject, right)).map(|record| record.right)
	}

	fn device(&self, device: &DeviceId) -> Option<DeviceState> {
		let registered = T::Registered::registered(device)?;
		let counts = T::Devices::active_key(device).is_ok();
		Some(DeviceState { registered, counts })
	}

	fn attestation(&self, device: &DeviceId, of: &Requirement) -> Option<Attestation> {
		T::Claims::attestation(device, of.claim_type, of.issuer)
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn access_by(
		subject: Subject,
		resource: ResourceId,
		right: RightId,
		permission: Permissions,
		at: Option<Moment>,
	) -> Result<Allowed, Denied> {
		let ask = Ask {
			subject,
			resource,
			right,
			permission,
			at: at.unwrap_or_else(Self::now),
		};
		decide(&Stored::<T>(PhantomData), &ask)
	}

	pub(crate) fn access(
		subject: Subject,
		resource: ResourceId,
		permission: Permissions,
		at: Option<Moment>,
	) -> Result<Allowed, Denied> {
		let by = |right| Self::access_by(subject, resource, right, permission, at);
		let mut rights: Vec<RightId> = Rights::<T>::iter_key_prefix((resource, subject))
			.take(T::MaxRights::get() as usize)
			.collect();
		rights.sort_by_key(|right| Reverse(*right));
		// What has no end is later than any end.
		let end = |allowed: &Allowed| allowed.until.map_or((1, 0), |until| (0, until));
		rights
			.into_iter()
			.map(by)
			.reduce(|best, next| match (best, next) {
				(Ok(best), Ok(next)) if end(&next) > end(&best) => Ok(next),
				(Err(_), Ok(next)) => Ok(next),
				(best, _) => best,
			})
			// By a right that there is not: something else may be in the way first.
			.unwrap_or_else(|| by(NextRight::<T>::get()))
	}

	pub(crate) fn log(resource: ResourceId) -> (u64, Vec<Hash>) {
		let log = Logs::<T>::get(resource);
		(log.count, log.peaks.into_inner())
	}

	pub(crate) fn devices_page(
		resource: ResourceId,
		after: Option<DeviceId>,
		limit: u32,
	) -> Vec<AttachedInfo> {
		let all = match after {
			None => DevicesOf::<T>::iter_prefix(resource),
			Some(device) => {
				let from = DevicesOf::<T>::hashed_key_for(resource, device);
				DevicesOf::<T>::iter_prefix_from(resource, from)
			}
		};
		all.take(limit.min(PAGE) as usize)
			.map(|(device, attached)| AttachedInfo {
				resource,
				device,
				attached,
			})
			.collect()
	}

	pub(crate) fn resources_page(
		device: DeviceId,
		after: Option<ResourceId>,
		limit: u32,
	) -> Vec<ResourceId> {
		let all = match after {
			None => ResourcesOf::<T>::iter_key_prefix(device),
			Some(resource) => {
				let from = ResourcesOf::<T>::hashed_key_for(device, resource);
				ResourcesOf::<T>::iter_key_prefix_from(device, from)
			}
		};
		all.take(limit.min(PAGE) as usize).collect()
	}

	fn info(
		resource: ResourceId,
		subject: Subject,
		right: RightId,
		record: RecordOf<T>,
	) -> RightInfo<T::AccountId> {
		RightInfo {
			resource,
			subject,
			right,
			record,
		}
	}

	pub(crate) fn rights_page(
		resource: ResourceId,
		after: Option<(Subject, RightId)>,
		limit: u32,
	) -> Vec<RightInfo<T::AccountId>> {
		let all = match after {
			None => Rights::<T>::iter_prefix((resource,)),
			Some((subject, right)) => {
				let from = Rights::<T>::hashed_key_for((resource, subject, right));
				Rights::<T>::iter_prefix_from((resource,), from)
			}
		};
		all.take(limit.min(PAGE) as usize)
			.map(|((subject, right), record)| Self::info(resource, subject, right, record))
			.collect()
	}

	pub(crate) fn rights_of_subject(
		subject: Subject,
		resource: ResourceId,
	) -> Vec<RightInfo<T::AccountId>> {
		let mut all: Vec<_> = Rights::<T>::iter_prefix((resource, subject))
			.take(T::MaxRights::get() as usize)
			.map(|(right, record)| Self::info(resource, subject, right, record))
			.collect();
		all.sort_by_key(|info| info.right);
		all
	}

	pub(crate) fn keys_to_prove(
		resource: ResourceId,
		subject: Subject,
		right: RightId,
	) -> Result<Vec<Vec<u8>>, Denied> {
		let values = Stored::<T>(PhantomData);
		let mut keys = Vec::new();
		let mut demanded = Vec::new();
		let mut next = Some(resource);
		while let Some(resource) = next {
			if keys.len() >= MAX_LEVELS as usize {
				return Err(Denied::TooDeep);
			}
			let zone = values
				.zone(resource)
				.ok_or(Denied::UnknownResource { resource })?;
			keys.push(zone_key(resource));
			demanded.extend(zone.requirements);
			next = zone.parent;
		}
		let mut devices = Vec::new();
		let mut link = Some(Source { subject, right });
		let mut links = 0;
		while let Some(Source { subject, right: id }) = link {
			if links >= MAX_CHAIN {
				return Err(Denied::TooManyLinks);
			}
			let of = values.right(resource, &subject, id).ok_or(if links == 0 {
				Denied::UnknownRight
			} else {
				Denied::SourceGone { right: id }
			})?;
			links += 1;
			keys.push(right_key(resource, &subject, id));
			if let Subject::Device(device) = subject {
				devices.push(device);
			}
			demanded.extend(
				of.conditions
					.iter()
					.filter_map(|condition| match condition {
						Condition::Attested(requirement) => Some(*requirement),
						Condition::Within(_) => None,
					}),
			);
			link = of.source;
		}
		for device in devices {
			keys.extend(T::DeviceKeys::keys_of(&device));
		}
		if let Subject::Device(device) = subject {
			keys.extend(
				demanded
					.into_iter()
					.map(|of| storage_key(&device, of.claim_type, of.issuer)),
			);
		}
		// Each once, in the order in which they are met.
		let mut each: Vec<Vec<u8>> = Vec::with_capacity(keys.len());
		for key in keys {
			if !each.contains(&key) {
				each.push(key);
			}
		}
		Ok(each)
	}
}
