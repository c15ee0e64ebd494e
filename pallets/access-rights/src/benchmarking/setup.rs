// SPDX-License-Identifier: Apache-2.0

//! Resources, devices and rights that calls are measured with, as large as they get.

use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{
		fungible::{Inspect, Mutate},
		Get,
	},
};
use samul_primitives::{
	access::{
		Approval, Condition, Conditions, Lease, Permissions, Requirement, ResourceId, Right,
		RightTerms, Source, Subject, Zone, MAX_APPROVERS, MAX_CHAIN, MAX_CONDITIONS, MAX_LEVELS,
		MAX_REQUIREMENTS,
	},
	traits::{Devices, KnownDevices},
	DeviceId, PublicKey, Signature,
};

use crate::{
	pallet::{HoldReason, NextResource, NextRight, Requirements, Resources, Rights},
	types::{Attached, Deposit, Record, Resource},
	Config, DevicesOf, Pallet, ResourcesOf,
};

fn key(seed: u8) -> p256::ecdsa::SigningKey {
	p256::ecdsa::SigningKey::from_slice(&[seed; 32]).expect("small numbers are scalars")
}

/// The costliest kind of key to verify with.
fn public(seed: u8) -> PublicKey {
	let mut bytes = [0u8; 33];
	bytes.copy_from_slice(key(seed).verifying_key().to_encoded_point(true).as_bytes());
	PublicKey::P256(bytes)
}

pub(super) fn sign(seed: u8, message: &[u8]) -> Signature {
	use p256::ecdsa::signature::hazmat::PrehashSigner;
	let digest = sp_io::hashing::sha2_256(message);
	let signature: p256::ecdsa::Signature = key(seed)
		.sign_prehash(&digest)
		.expect("a digest can be signed");
	Signature::P256(signature.to_bytes().into())
}

/// Register a device; its key follows from the seed.
pub(super) fn device<T: Config>(owner: &T::AccountId, seed: u8) -> DeviceId {
	T::Devices::register_for_benchmark(owner, public(seed))
}

pub(super) fn rich<T: Config>(name: &'static str) -> T::AccountId
where
	T::Currency: Mutate<T::AccountId>,
{
	let account: T::AccountId = account(name, 0, 0);
	let each = T::ResourceDeposit::get() + T::DeviceDeposit::get() + T::RightDeposit::get();
	let minimum = <T::Currency as Inspect<_>>::minimum_balance();
	assert_ok!(T::Currency::mint_into(&account, (minimum + each) * 100));
	account
}

pub(super) fn requirement(number: u32) -> Requirement {
	Requirement {
		claim_type: number,
		issuer: number,
		minimum: Some(number),
	}
}

pub(super) fn requirements() -> Requirements {
	let all: Vec<_> = (0..MAX_REQUIREMENTS).map(requirement).collect();
	Requirements::truncate_from(all)
}

fn conditions() -> Conditions {
	let all = (0..MAX_CONDITIONS).map(|number| Condition::Attested(requirement(number)));
	Conditions::truncate_from(all.collect())
}

/// An account that approves in the zone of this level.
pub(super) fn approver<T: Config>(level: u32, number: u32) -> T::AccountId {
	account("approver", number, level)
}

pub(super) fn approval<T: Config>(level: u32) -> Approval {
	let all =
		(0..MAX_APPROVERS).map(|number| Pallet::<T>::account_bytes(&approver::<T>(level, number)));
	Approval {
		threshold: 2,
		approvers: all.collect::<Vec<_>>().try_into().unwrap_or_default(),
	}
}

/// Hold a deposit, if it is one: an account that there is not has none.
fn hold<T: Config>(reason: HoldReason, who: &T::AccountId, amount: u128) {
	if amount > 0 {
		assert_ok!(Pallet::<T>::hold(reason, who, amount));
	}
}

/// A resource in as many zones as can be around each other, with these deposits for resource and zones.
pub(super) fn zones<T: Config>(owner: &T::AccountId, levels: u32, deposit: u128) -> ResourceId {
	let mut parent = None;
	for level in 0..levels {
		let id = NextResource::<T>::get();
		NextResource::<T>::put(id + 1);
		if let Some(parent) = parent {
			Resources::<T>::mutate_extant(parent, |zone| zone.children += 1);
		}
		let zone = Zone {
			parent,
			locked_down: None,
			generation: 0,
			requirements: requirements(),
			approval: Some(approval::<T>(level)),
		};
		let resource = Resource {
			zone,
			owner: owner.clone(),
			authority: account("authority", 0, 0),
			offered_to: None,
			level: level as u8,
			children: 0,
			devices: 0,
			rights: 0,
			sold: 0,
			granted: 1,
			deposit,
			free_calls: Default::default(),
		};
		hold::<T>(HoldReason::Resource, owner, deposit);
		Resources::<T>::insert(id, resource);
		parent = Some(id);
	}
	parent.unwrap_or_default()
}

/// A resource of `owner` at the worst, with deposits.
pub(super) fn flat<T: Config>(owner: &T::AccountId) -> ResourceId {
	zones::<T>(owner, MAX_LEVELS, T::ResourceDeposit::get())
}

/// A device that guards a resource, with this deposit of the resource's owner.
pub(super) fn attach<T: Config>(id: ResourceId, device: DeviceId, deposit: u128) {
	let attached = Attached {
		guards: true,
		registered: T::Registered::registered(&device).unwrap_or_default(),
		next_entry: 0,
		last_entry: 0,
		deposit,
	};
	DevicesOf::<T>::insert(id, device, attached);
	ResourcesOf::<T>::insert(device, id, ());
	Resources::<T>::mutate_extant(id, |resource| {
		hold::<T>(HoldReason::Resource, &resource.owner, deposit);
		resource.devices += 1;
		resource.deposit += deposit;
	});
}

pub(super) fn terms() -> RightTerms {
	RightTerms {
		permissions: Permissions::ENTER,
		from: 0,
		until: Some(u64::MAX),
		uses: Some(u32::MAX),
		silence: Some(u64::MAX),
		delegations: 0,
		conditions: conditions(),
	}
}

/// Insert a right of which all approvers of all levels approved, with a deposit of this account.
pub(super) fn right<T: Config>(
	id: ResourceId,
	subject: Subject,
	source: Option<Source>,
	delegations: u8,
	deposit: Deposit<T::AccountId>,
) -> Source {
	let number = NextRight::<T>::get();
	NextRight::<T>::put(number + 1);
	let registered = match subject {
		Subject::Device(device) => T::Registered::registered(&device),
		Subject::Account(_) => None,
	};
	let approvals: Vec<_> = (0..MAX_LEVELS)
		.flat_map(|level| approval::<T>(level).approvers)
		.collect();
	let right = Right {
		permissions: Permissions::ENTER,
		from: 0,
		until: Some(u64::MAX),
		registered,
		generation: Some(0),
		suspended: None,
		uses: Some(u32::MAX),
		used: 0,
		lease: Some(Lease {
			silence: u64::MAX,
			heard: 0,
		}),
		source,
		delegations,
		conditions: conditions(),
		approvals: approvals.try_into().unwrap_or_default(),
	};
	hold::<T>(HoldReason::Right, &deposit.by, deposit.amount);
	let record = Record {
		right,
		deposit: Some(deposit),
		owner_suspended: false,
	};
	Rights::<T>::insert((id, subject, number), record);
	Resources::<T>::mutate_extant(id, |resource| resource.rights += 1);
	Source {
		subject,
		right: number,
	}
}

/// No deposit, of somebody.
pub(super) fn nothing<T: Config>() -> Deposit<T::AccountId> {
	Deposit {
		by: account("depositor", 0, 0),
		amount: 0,
	}
}

/// So many rights, each delegated from the one before, of as many devices of `owner`; the last one can
/// be delegated as often as is left.
pub(super) fn chain<T: Config>(id: ResourceId, owner: &T::AccountId, links: u32) -> Vec<Source> {
	let mut all: Vec<Source> = vec![];
	for link in 0..links {
		let subject = Subject::Device(device::<T>(owner, 10 + link as u8));
		let delegations = MAX_CHAIN - 1 - link;
		let source = all.last().copied();
		all.push(right::<T>(
			id,
			subject,
			source,
			delegations as u8,
			nothing::<T>(),
		));
	}
	all
}

/// Give a subject all rights that it may have but one.
pub(super) fn crowd<T: Config>(id: ResourceId, subject: Subject) {
	for _ in 1..T::MaxRights::get() {
		right::<T>(id, subject, None, 0, nothing::<T>());
	}
}

pub(super) fn change<T: Config>(id: ResourceId, of: Source, change: impl FnOnce(&mut Right)) {
	let Source { subject, right } = of;
	Rights::<T>::mutate((id, subject, right), |record| {
		if let Some(record) = record {
			change(&mut record.right);
		}
	});
}

pub(super) fn find<T: Config>(id: ResourceId, of: Source) -> Option<Right> {
	let Source { subject, right } = of;
	Rights::<T>::get((id, subject, right)).map(|record| record.right)
}

/// What those who sell rights measure with.
pub(crate) fn resource_to_sell<T: Config>(owner: &T::AccountId) -> (ResourceId, Subject, DeviceId) {
	let id = zones::<T>(owner, MAX_LEVELS, 0);
	let guard = device::<T>(owner, 30);
	attach::<T>(id, guard, 0);
	let subject = Subject::Device(device::<T>(owner, 31));
	crowd::<T>(id, subject);
	(id, subject, guard)
}
