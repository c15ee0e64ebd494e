// SPDX-License-Identifier: Apache-2.0

//! What readers ask: what is attested of a device, and whether it holds.

use alloc::vec::Vec;
use samul_primitives::{
	claims::{Attestation, ClaimRefusal, ClaimTypeId},
	traits::{Claims, KnownDevices},
	DeviceId, MemberId, Moment,
};

use crate::{
	pallet::{Attestations, ClaimTypes, InfoOf, NextClaimType, RecordOf},
	types::{AttestationInfo, ClaimTypeInfo},
	Config, Pallet,
};

/// Most entries in one answer.
const PAGE: u32 = 100;

impl<T: Config> Pallet<T> {
	pub(crate) fn claim_type_info(id: ClaimTypeId) -> Option<ClaimTypeInfo<T::Role>> {
		let known = ClaimTypes::<T>::get(id)?;
		Some(ClaimTypeInfo {
			id,
			name: known.name.into_inner(),
			schema: known.schema.into_inner(),
			kind: known.kind,
			issuers: known.issuers.iter().copied().collect(),
			attestations: known.attestations,
		})
	}

	pub(crate) fn claim_type_infos(
		after: Option<ClaimTypeId>,
		limit: u32,
	) -> Vec<ClaimTypeInfo<T::Role>> {
		let first = match after {
			None => 0,
			Some(last) => last.saturating_add(1),
		};
		(first..NextClaimType::<T>::get())
			.filter_map(Self::claim_type_info)
			.take(limit.min(PAGE) as usize)
			.collect()
	}

	fn info(
		device: DeviceId,
		claim_type: ClaimTypeId,
		issuer: MemberId,
		record: RecordOf<T>,
		registered: Option<Moment>,
	) -> InfoOf<T> {
		let holds = record.attestation.holds(registered, Self::now(), None);
		AttestationInfo {
			device,
			claim_type,
			issuer,
			record,
			refusal: holds.err(),
		}
	}

	pub(crate) fn attestation_info(
		device: DeviceId,
		claim_type: ClaimTypeId,
		issuer: MemberId,
	) -> Option<InfoOf<T>> {
		let record = Attestations::<T>::get((device, claim_type, issuer))?;
		let registered = T::Devices::registered(&device);
		Some(Self::info(device, claim_type, issuer, record, registered))
	}

	pub(crate) fn attestation_infos(
		device: DeviceId,
		after: Option<(ClaimTypeId, MemberId)>,
		limit: u32,
	) -> Vec<InfoOf<T>> {
		let registered = T::Devices::registered(&device);
		let all = match after {
			None => Attestations::<T>::iter_prefix((device,)),
			Some((claim_type, issuer)) => {
				let from = Attestations::<T>::hashed_key_for((device, claim_type, issuer));
				Attestations::<T>::iter_prefix_from((device,), from)
			}
		};
		all.take(limit.min(PAGE) as usize)
			.map(|((claim_type, issuer), record)| {
				Self::info(device, claim_type, issuer, record, registered)
			})
			.collect()
	}

	pub(crate) fn claim_holds(
		device: DeviceId,
		claim_type: ClaimTypeId,
		issuer: MemberId,
		at: Option<Moment>,
		minimum: Option<u32>,
	) -> Result<(), ClaimRefusal> {
		Attestations::<T>::get((device, claim_type, issuer))
			.ok_or(ClaimRefusal::Unknown)?
			.attestation
			.holds(
				T::Devices::registered(&device),
				at.unwrap_or_else(Self::now),
				minimum,
			)
	}
}

impl<T: Config> Claims for Pallet<T> {
	fn attestation(
		device: &DeviceId,
		claim_type: ClaimTypeId,
		issuer: MemberId,
	) -> Option<Attestation> {
		Attestations::<T>::get((device, claim_type, issuer)).map(|record| record.attestation)
	}
}
