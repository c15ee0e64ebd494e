// SPDX-License-Identifier: Apache-2.0

//! Types of claims: what can be attested, and who may.

use frame_support::{ensure, pallet_prelude::DispatchResult};
use samul_primitives::claims::{ClaimTypeId, ValueKind};

use crate::{
	pallet::{ClaimTypes, NextClaimType, RolesOf},
	types::{ClaimType, Name, Schema},
	Config, Error, Event, Pallet,
};

/// Whether this is a URI by its scheme and its characters (RFC 3986): what is behind the scheme is for
/// whoever looks there.
fn is_uri(bytes: &[u8]) -> bool {
	let Some(colon) = bytes.iter().position(|byte| *byte == b':') else {
		return false;
	};
	let (scheme, rest) = bytes.split_at(colon);
	let in_scheme = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
	let in_uri =
		|byte: &u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(byte);
	scheme.first().is_some_and(u8::is_ascii_alphabetic)
		&& scheme.iter().all(in_scheme)
		&& rest.len() > 1
		&& rest.iter().all(in_uri)
}

impl<T: Config> Pallet<T> {
	fn check_words(name: &Name, schema: &Schema) -> DispatchResult {
		ensure!(
			!name.is_empty() && core::str::from_utf8(name).is_ok(),
			Error::<T>::BadName
		);
		ensure!(schema.is_empty() || is_uri(schema), Error::<T>::BadSchema);
		Ok(())
	}

	pub(crate) fn do_define(
		name: Name,
		schema: Schema,
		kind: ValueKind,
		issuers: RolesOf<T>,
	) -> DispatchResult {
		Self::check_words(&name, &schema)?;
		let claim_type = NextClaimType::<T>::get();
		let next = claim_type
			.checked_add(1)
			.ok_or(Error::<T>::TooManyClaimTypes)?;
		NextClaimType::<T>::put(next);
		ClaimTypes::<T>::insert(
			claim_type,
			ClaimType {
				name: name.clone(),
				schema: schema.clone(),
				kind,
				issuers: issuers.clone(),
				attestations: 0,
			},
		);
		Self::deposit_event(Event::ClaimTypeDefined {
			claim_type,
			name,
			schema,
			kind,
			issuers,
		});
		Ok(())
	}

	pub(crate) fn do_change(
		claim_type: ClaimTypeId,
		name: Name,
		schema: Schema,
		issuers: RolesOf<T>,
	) -> DispatchResult {
		Self::check_words(&name, &schema)?;
		ClaimTypes::<T>::try_mutate(claim_type, |known| {
			let known = known.as_mut().ok_or(Error::<T>::UnknownClaimType)?;
			known.name = name.clone();
			known.schema = schema.clone();
			known.issuers = issuers.clone();
			Self::deposit_event(Event::ClaimTypeChanged {
				claim_type,
				name,
				schema,
				issuers,
			});
			Ok(())
		})
	}

	pub(crate) fn do_withdraw(claim_type: ClaimTypeId) -> DispatchResult {
		let known = ClaimTypes::<T>::get(claim_type).ok_or(Error::<T>::UnknownClaimType)?;
		ensure!(known.attestations == 0, Error::<T>::ClaimTypeInUse);
		ClaimTypes::<T>::remove(claim_type);
		Self::deposit_event(Event::ClaimTypeWithdrawn { claim_type });
		Ok(())
	}
}
