// SPDX-License-Identifier: Apache-2.0

//! Attesting, revoking and removing.

use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{fungible::MutateHold, tokens::Precision, Get, UnixTime},
};
use samul_primitives::{
	claims::{Attestation, ClaimTypeId, ClaimValue},
	traits::{KnownDevices, Standing},
	DeviceId, MemberId, Moment,
};

use crate::{
	pallet::{Attestations, BalanceOf, ClaimTypeOf, ClaimTypes, RecordOf},
	Config, Error, Event, HoldReason, Pallet, Record,
};

impl<T: Config> Pallet<T> {
	/// The time in Unix milliseconds.
	pub(crate) fn now() -> Moment {
		u64::try_from(T::Time::now().as_millis()).unwrap_or(u64::MAX)
	}

	/// For which member an account may attest claims of this type, and in which role: the first that
	/// it has.
	fn standing(
		who: &T::AccountId,
		claim_type: &ClaimTypeOf<T>,
	) -> Result<(MemberId, T::Role), Error<T>> {
		let issuer = T::Issuers::member_of(who).ok_or(Error::<T>::NotIssuer)?;
		let mut roles = claim_type.issuers.iter();
		let role = roles.find(|role| T::Issuers::has_role(who, role));
		Ok((issuer, *role.ok_or(Error::<T>::NotIssuer)?))
	}

	fn check_period(from: Moment, until: Option<Moment>) -> DispatchResult {
		let over = until.is_some_and(|until| until < Self::now());
		ensure!(
			Attestation::is_period(from, until) && !over,
			Error::<T>::BadPeriod
		);
		Ok(())
	}

	fn hold(who: &T::AccountId, deposit: BalanceOf<T>) -> DispatchResult {
		T::Currency::hold(&HoldReason::Attestation.into(), who, deposit)
	}

	fn release(record: &RecordOf<T>) -> DispatchResult {
		T::Currency::release(
			&HoldReason::Attestation.into(),
			&record.depositor,
			record.deposit,
			Precision::BestEffort,
		)?;
		Ok(())
	}

	pub(crate) fn do_attest(
		who: T::AccountId,
		device: DeviceId,
		claim_type: ClaimTypeId,
		value: Option<ClaimValue>,
		digest: [u8; 32],
		from: Moment,
		until: Option<Moment>,
	) -> DispatchResult {
		let mut known = ClaimTypes::<T>::get(claim_type).ok_or(Error::<T>::UnknownClaimType)?;
		let (issuer, role) = Self::standing(&who, &known)?;
		let registered = T::Devices::registered(&device).ok_or(Error::<T>::UnknownDevice)?;
		ensure!(known.kind.admits(value.as_ref()), Error::<T>::BadValue);
		Self::check_period(from, until)?;

		let former = Attestations::<T>::get((device, claim_type, issuer));
		if let Some(former) = &former {
			// Before the new deposit: that may be made of it.
			Self::release(former)?;
		} else {
			known.attestations = known
				.attestations
				.checked_add(1)
				.ok_or(Error::<T>::TooManyAttestations)?;
		}
		let deposit = T::Deposit::get();
		Self::hold(&who, deposit)?;
		if former.is_none() {
			ClaimTypes::<T>::insert(claim_type, known);
		}
		Attestations::<T>::insert(
			(device, claim_type, issuer),
			Record {
				attestation: Attestation {
					registered,
					from,
					until,
					revoked: None,
					value: value.clone(),
					digest,
				},
				issued: Self::now(),
				role,
				depositor: who.clone(),
				deposit,
			},
		);
		Self::deposit_event(Event::Attested {
			device,
			claim_type,
			issuer,
			by: who,
			value,
			digest,
			from,
			until,
		});
		Ok(())
	}

	/// What an account may revoke, and its issuer.
	pub(crate) fn revocable(
		who: &T::AccountId,
		device: DeviceId,
		claim_type: ClaimTypeId,
	) -> Result<(MemberId, RecordOf<T>), Error<T>> {
		let issuer = T::Issuers::member_of(who).ok_or(Error::<T>::NotIssuer)?;
		let record = Attestations::<T>::get((device, claim_type, issuer))
			.ok_or(Error::<T>::UnknownAttestation)?;
		ensure!(
			T::Issuers::has_role(who, &record.role),
			Error::<T>::NotIssuer
		);
		ensure!(
			record.attestation.revoked.is_none(),
			Error::<T>::AlreadyRevoked
		);
		Ok((issuer, record))
	}

	fn put_revoked(
		device: DeviceId,
		claim_type: ClaimTypeId,
		issuer: MemberId,
		mut record: RecordOf<T>,
		by: Option<T::AccountId>,
	) {
		record.attestation.revoked = Some(Self::now());
		Attestations::<T>::insert((device, claim_type, issuer), record);
		Self::deposit_event(Event::Revoked {
			device,
			claim_type,
			issuer,
			by,
		});
	}

	pub(crate) fn do_revoke(
		who: T::AccountId,
		device: DeviceId,
		claim_type: ClaimTypeId,
	) -> DispatchResult {
		let (issuer, record) = Self::revocable(&who, device, claim_type)?;
		Self::put_revoked(device, claim_type, issuer, record, Some(who));
		Ok(())
	}

	pub(crate) fn do_force_revoke(
		device: DeviceId,
		claim_type: ClaimTypeId,
		issuer: MemberId,
	) -> DispatchResult {
		let record = Attestations::<T>::get((device, claim_type, issuer))
			.ok_or(Error::<T>::UnknownAttestation)?;
		ensure!(
			!T::Issuers::member_has_role(issuer, &record.role),
			Error::<T>::IssuerHasRole
		);
		ensure!(
			record.attestation.revoked.is_none(),
			Error::<T>::AlreadyRevoked
		);
		Self::put_revoked(device, claim_type, issuer, record, None);
		Ok(())
	}

	/// Whether an attestation is of no use to anybody any more.
	fn is_spent(device: &DeviceId, attestation: &Attestation) -> bool {
		let now = Self::now();
		let expired = attestation
			.until
			.is_some_and(|until| until.saturating_add(T::ExpiryLife::get()) < now);
		let seen = attestation
			.revoked
			.is_some_and(|revoked| now.saturating_sub(revoked) >= T::RevocationLife::get());
		expired || seen || !attestation.is_of(T::Devices::registered(device))
	}

	pub(crate) fn do_remove(
		who: &T::AccountId,
		device: DeviceId,
		claim_type: ClaimTypeId,
		issuer: MemberId,
	) -> DispatchResult {
		let record = Attestations::<T>::get((device, claim_type, issuer))
			.ok_or(Error::<T>::UnknownAttestation)?;
		let may = Self::is_spent(&device, &record.attestation)
			|| (T::Issuers::member_of(who) == Some(issuer)
				&& T::Issuers::has_role(who, &record.role));
		ensure!(may, Error::<T>::NotIssuer);
		Self::release(&record)?;
		Attestations::<T>::remove((device, claim_type, issuer));
		ClaimTypes::<T>::mutate(claim_type, |known| {
			if let Some(known) = known {
				known.attestations = known.attestations.saturating_sub(1);
			}
		});
		Self::deposit_event(Event::AttestationRemoved {
			device,
			claim_type,
			issuer,
			depositor: record.depositor,
		});
		Ok(())
	}
}
