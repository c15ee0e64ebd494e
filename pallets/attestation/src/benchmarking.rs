// SPDX-License-Identifier: Apache-2.0

//! What the calls cost, each at its worst: the longest words, all roles of which the caller has the
//! last, a deposit of another account than the caller's.

use alloc::vec;
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{
		fungible::{Inspect, Mutate},
		EnsureOrigin, Get,
	},
};
use frame_system::RawOrigin;
use samul_primitives::{
	claims::{ClaimTypeId, ClaimValue, ValueKind, LATEST, MAX_TEXT},
	traits::{KnownDevices, Standing},
	DeviceId, MemberId,
};

use crate::{
	pallet::{Attestations, ClaimTypes, NextClaimType, RolesOf},
	types::{Name, Schema, MAX_NAME, MAX_SCHEMA},
	Call, Config, Pallet,
};

fn name() -> Name {
	Name::truncate_from(vec![b'n'; MAX_NAME as usize])
}

fn schema() -> Schema {
	let mut uri = vec![b's'; MAX_SCHEMA as usize];
	uri[1] = b':';
	Schema::truncate_from(uri)
}

fn roles<T: Config>() -> RolesOf<T> {
	let mut set = RolesOf::<T>::new();
	for role in T::Issuers::roles_for_benchmark() {
		let _ = set.try_insert(role);
	}
	set
}

fn admin<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::AdminOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)
}

fn defined<T: Config>() -> ClaimTypeId {
	let id = NextClaimType::<T>::get();
	assert_ok!(Pallet::<T>::do_define(
		name(),
		schema(),
		ValueKind::Text,
		roles::<T>()
	));
	id
}

fn rich<T: Config>(name: &'static str) -> T::AccountId
where
	T::Currency: Mutate<T::AccountId>,
{
	let account: T::AccountId = account(name, 0, 0);
	let amount = (T::Currency::minimum_balance() + T::Deposit::get()) * 10u32.into();
	assert_ok!(T::Currency::mint_into(&account, amount));
	account
}

fn value() -> Option<ClaimValue> {
	let text = vec![b'v'; MAX_TEXT as usize];
	text.try_into().ok().map(ClaimValue::Text)
}

fn attest<T: Config>(who: T::AccountId, device: DeviceId, claim_type: ClaimTypeId) {
	assert_ok!(Pallet::<T>::do_attest(
		who,
		device,
		claim_type,
		value(),
		[1; 32],
		0,
		Some(LATEST)
	));
}

/// What one account of a member attested; gives another account of it, too.
fn attested<T: Config>() -> (T::AccountId, DeviceId, ClaimTypeId, MemberId)
where
	T::Currency: Mutate<T::AccountId>,
{
	let (first, second) = (rich::<T>("first"), rich::<T>("second"));
	let issuer = T::Issuers::admit_for_benchmark(&[first.clone(), second.clone()]);
	let device = T::Devices::known_for_benchmark();
	let claim_type = defined::<T>();
	attest::<T>(first, device, claim_type);
	(second, device, claim_type, issuer)
}

fn is_revoked<T: Config>(device: DeviceId, claim_type: ClaimTypeId, issuer: MemberId) -> bool {
	let record = Attestations::<T>::get((device, claim_type, issuer));
	record.is_some_and(|record| record.attestation.revoked.is_some())
}

#[benchmarks(where T::Currency: Mutate<T::AccountId>)]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn define_claim_type() -> Result<(), BenchmarkError> {
		let origin = admin::<T>()?;
		#[extrinsic_call]
		_(
			origin as T::RuntimeOrigin,
			name(),
			schema(),
			ValueKind::Text,
			roles::<T>(),
		);
		assert_eq!(NextClaimType::<T>::get(), 1);
		Ok(())
	}

	#[benchmark]
	fn change_claim_type() -> Result<(), BenchmarkError> {
		let origin = admin::<T>()?;
		let id = defined::<T>();
		#[extrinsic_call]
		_(
			origin as T::RuntimeOrigin,
			id,
			name(),
			Schema::default(),
			roles::<T>(),
		);
		assert!(ClaimTypes::<T>::get(id).is_some_and(|known| known.schema.is_empty()));
		Ok(())
	}

	#[benchmark]
	fn withdraw_claim_type() -> Result<(), BenchmarkError> {
		let origin = admin::<T>()?;
		let id = defined::<T>();
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);
		assert!(!ClaimTypes::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn attest() {
		// Anew, by another account: a deposit goes back and another one is made.
		let (who, device, claim_type, issuer) = attested::<T>();
		#[extrinsic_call]
		_(
			RawOrigin::Signed(who.clone()),
			device,
			claim_type,
			value(),
			[2; 32],
			0,
			Some(LATEST),
		);
		let record = Attestations::<T>::get((device, claim_type, issuer));
		assert!(record.is_some_and(|record| record.depositor == who));
	}

	#[benchmark]
	fn revoke() {
		let (who, device, claim_type, issuer) = attested::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(who), device, claim_type);
		assert!(is_revoked::<T>(device, claim_type, issuer));
	}

	#[benchmark]
	fn force_revoke() -> Result<(), BenchmarkError> {
		let origin = admin::<T>()?;
		let (_, device, claim_type, issuer) = attested::<T>();
		// A member that there is not has no role.
		let gone = MemberId::MAX;
		if let Some(record) = Attestations::<T>::take((device, claim_type, issuer)) {
			Attestations::<T>::insert((device, claim_type, gone), record);
		}
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, device, claim_type, gone);
		assert!(is_revoked::<T>(device, claim_type, gone));
		Ok(())
	}

	#[benchmark]
	fn remove() {
		// A living one, by its issuer: everything is looked at.
		let (who, device, claim_type, issuer) = attested::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(who), device, claim_type, issuer);
		assert!(!Attestations::<T>::contains_key((
			device, claim_type, issuer
		)));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::storage(), crate::mock::Test);
}
