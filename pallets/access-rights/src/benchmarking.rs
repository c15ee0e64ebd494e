// SPDX-License-Identifier: Apache-2.0

//! What the calls cost, each at its worst: in as many zones as can be around each other, with the longest
//! lists, by links of delegation that are devices', with signatures over P-256.

pub(crate) mod setup;

use alloc::vec;
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{fungible::Mutate, Get},
};
use frame_system::RawOrigin;
use samul_primitives::{
	access::{Entry, Permissions, Subject, MAX_CHAIN, MAX_LEVELS},
	envelope,
};

use crate::{
	pallet::{DevicesOf, Logs, NextResource, NextRight, Resources, Rights},
	types::{Beat, Deposit, Log},
	Call, Config, Pallet,
};
use setup::*;

#[benchmarks(where T::Currency: Mutate<T::AccountId>)]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_resource() {
		let owner = rich::<T>("owner");
		let around = zones::<T>(&owner, MAX_LEVELS - 1, 0);
		let authority: T::AccountId = account("authority", 0, 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), Some(around), Some(authority));
		assert_eq!(NextResource::<T>::get(), u64::from(MAX_LEVELS));
	}

	#[benchmark]
	fn remove_resource() {
		let owner = rich::<T>("owner");
		let id = flat::<T>(&owner);
		let log = Log {
			count: u64::MAX,
			peaks: vec![[1; 32]; 64].try_into().unwrap_or_default(),
		};
		Logs::<T>::insert(id, log);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);
		assert!(!Resources::<T>::contains_key(id));
	}

	#[benchmark]
	fn add_device() {
		let owner = rich::<T>("owner");
		let id = flat::<T>(&owner);
		let of_owner = device::<T>(&owner, 1);
		let log = Log {
			count: u64::MAX,
			peaks: vec![[1; 32]; 64].try_into().unwrap_or_default(),
		};
		Logs::<T>::insert(id, log);
		assert_ok!(Pallet::<T>::do_offer_resource(
			owner.clone(),
			id,
			Some(account("to", 0, 0))
		));
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, of_owner, true);
		assert!(DevicesOf::<T>::contains_key(id, of_owner));
	}

	/// By the device's owner, who is another one by now.
	#[benchmark]
	fn remove_device() {
		let (owner, other) = (rich::<T>("owner"), rich::<T>("other"));
		let id = flat::<T>(&owner);
		let of_other = device::<T>(&other, 1);
		attach::<T>(id, of_other, T::DeviceDeposit::get());
		#[extrinsic_call]
		_(RawOrigin::Signed(other), id, of_other);
		assert!(!DevicesOf::<T>::contains_key(id, of_other));
	}

	#[benchmark]
	fn set_authority() {
		let owner = rich::<T>("owner");
		let id = flat::<T>(&owner);
		let to: T::AccountId = account("to", 0, 0);
		assert_ok!(Pallet::<T>::do_offer_resource(owner, id, Some(to.clone())));
		let authority: T::AccountId = account("authority", 0, 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(authority), id, to.clone());
		assert!(Resources::<T>::get(id).is_some_and(|of| of.authority == to));
	}

	#[benchmark]
	fn set_demands() {
		let id = flat::<T>(&rich::<T>("owner"));
		let authority: T::AccountId = account("authority", 0, 0);
		let approval = approval::<T>(9);
		#[extrinsic_call]
		_(
			RawOrigin::Signed(authority),
			id,
			requirements(),
			Some(approval.clone()),
		);
		assert!(Resources::<T>::get(id).is_some_and(|of| of.zone.approval == Some(approval)));
	}

	#[benchmark]
	fn lock_down() {
		let id = flat::<T>(&rich::<T>("owner"));
		let authority: T::AccountId = account("authority", 0, 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(authority), id);
		assert!(Resources::<T>::get(id).is_some_and(|of| of.zone.locked_down.is_some()));
	}

	#[benchmark]
	fn lift_lock_down() {
		let id = flat::<T>(&rich::<T>("owner"));
		let authority: T::AccountId = account("authority", 0, 0);
		assert_ok!(Pallet::<T>::do_lock_down(authority.clone(), id));
		#[extrinsic_call]
		_(RawOrigin::Signed(authority), id);
		assert!(Resources::<T>::get(id).is_some_and(|of| of.zone.locked_down.is_none()));
	}

	#[benchmark]
	fn grant() {
		let owner = rich::<T>("owner");
		let id = flat::<T>(&owner);
		let subject = Subject::Device(device::<T>(&owner, 1));
		crowd::<T>(id, subject);
		let number = NextRight::<T>::get();
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, subject, terms());
		assert!(Rights::<T>::contains_key((id, subject, number)));
	}

	/// From the last right that can be delegated.
	#[benchmark]
	fn delegate() {
		let (owner, holder) = (rich::<T>("owner"), rich::<T>("holder"));
		let id = flat::<T>(&owner);
		let subject = Subject::Device(device::<T>(&owner, 1));
		crowd::<T>(id, subject);
		let links = chain::<T>(id, &holder, MAX_CHAIN - 1);
		let source = links[links.len() - 1];
		let number = NextRight::<T>::get();
		#[extrinsic_call]
		_(RawOrigin::Signed(holder), id, source, subject, terms());
		assert!(Rights::<T>::contains_key((id, subject, number)));
	}

	/// By the owner of the device that has it; it was delegated from another one's.
	#[benchmark]
	fn revoke() {
		let (owner, holder) = (rich::<T>("owner"), rich::<T>("holder"));
		let id = flat::<T>(&owner);
		let source = chain::<T>(id, &owner, 1)[0];
		let subject = Subject::Device(device::<T>(&holder, 1));
		let deposit = Deposit {
			by: rich::<T>("depositor"),
			amount: T::RightDeposit::get(),
		};
		let of = right::<T>(id, subject, Some(source), 0, deposit);
		#[extrinsic_call]
		_(RawOrigin::Signed(holder), id, subject, of.right);
		assert!(find::<T>(id, of).is_none());
	}

	#[benchmark]
	fn revoke_all() {
		let owner = rich::<T>("owner");
		let id = flat::<T>(&owner);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);
		assert!(Resources::<T>::get(id).is_some_and(|of| of.zone.generation == 1));
	}

	/// By the owner of the device whose right it was delegated from.
	#[benchmark]
	fn suspend() {
		let (owner, holder) = (rich::<T>("owner"), rich::<T>("holder"));
		let id = flat::<T>(&owner);
		let of = chain::<T>(id, &holder, MAX_CHAIN)[3];
		#[extrinsic_call]
		_(RawOrigin::Signed(holder), id, of.subject, of.right);
		assert!(find::<T>(id, of).is_some_and(|right| right.suspended.is_some()));
	}

	#[benchmark]
	fn resume() {
		let (owner, holder) = (rich::<T>("owner"), rich::<T>("holder"));
		let id = flat::<T>(&owner);
		let of = chain::<T>(id, &holder, MAX_CHAIN)[3];
		change::<T>(id, of, |right| right.suspended = Some(0));
		#[extrinsic_call]
		_(RawOrigin::Signed(holder), id, of.subject, of.right);
		assert!(find::<T>(id, of).is_some_and(|right| right.suspended.is_none()));
	}

	/// As the last approver of the resource itself, where all others approved, and one who is none any more.
	#[benchmark]
	fn approve() {
		let owner = rich::<T>("owner");
		let id = flat::<T>(&owner);
		let of = chain::<T>(id, &owner, MAX_CHAIN)[3];
		change::<T>(id, of, |right| {
			if let Some(last) = right.approvals.iter_mut().next_back() {
				*last = [0xee; 32];
			}
		});
		let who = approver::<T>(MAX_LEVELS - 1, 7);
		#[extrinsic_call]
		_(
			RawOrigin::Signed(who.clone()),
			id,
			of.subject,
			of.right,
			true,
		);
		let account = Pallet::<T>::account_bytes(&who);
		assert!(find::<T>(id, of).is_some_and(|right| right.approvals.contains(&account)));
	}

	#[benchmark]
	fn heartbeat() {
		let owner = rich::<T>("owner");
		let id = flat::<T>(&owner);
		let subject = device::<T>(&owner, 1);
		let of = right::<T>(id, Subject::Device(subject), None, 0, nothing::<T>());
		let at = Pallet::<T>::latest();
		let genesis = Pallet::<T>::genesis();
		let message = envelope::alive_message(&genesis, &subject, id, of.right, at);
		let beat = Some(Beat {
			at,
			signature: sign(1, &message),
		});
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, of.subject, of.right, beat);
		let heard = find::<T>(id, of).and_then(|right| right.lease);
		assert!(heard.is_some_and(|lease| lease.heard == at));
	}

	/// All links are there; the first one is over.
	#[benchmark]
	fn remove_right() {
		let owner = rich::<T>("owner");
		let id = flat::<T>(&owner);
		let links = chain::<T>(id, &owner, MAX_CHAIN - 1);
		change::<T>(id, links[0], |right| right.uses = Some(0));
		let subject = Subject::Device(device::<T>(&owner, 1));
		let deposit = Deposit {
			by: rich::<T>("depositor"),
			amount: T::RightDeposit::get(),
		};
		let of = right::<T>(id, subject, links.last().copied(), 0, deposit);
		let anybody: T::AccountId = account("anybody", 0, 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(anybody), id, subject, of.right);
		assert!(find::<T>(id, of).is_none());
	}

	/// With as many peaks as there can be before one more receipt, all of which it joins.
	#[benchmark]
	fn record_entry() {
		let owner = rich::<T>("owner");
		let id = flat::<T>(&owner);
		let guard = device::<T>(&owner, 1);
		attach::<T>(id, guard, 0);
		let of = chain::<T>(id, &owner, MAX_CHAIN)[3];
		let count = u64::MAX >> 1;
		let log = Log {
			count,
			peaks: vec![[1; 32]; 63].try_into().unwrap_or_default(),
		};
		Logs::<T>::insert(id, log);
		let entry = Entry {
			guard,
			resource: id,
			number: 0,
			subject: of.subject,
			right: of.right,
			permission: Permissions::ENTER,
			at: Pallet::<T>::now(),
		};
		let message = envelope::entry_message(&Pallet::<T>::genesis(), &entry);
		let signature = sign(1, &message);
		let anybody: T::AccountId = account("anybody", 0, 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(anybody), entry, signature);
		assert_eq!(Logs::<T>::get(id).count, count + 1);
		assert!(find::<T>(id, of).is_some_and(|right| right.used == 1));
	}

	#[benchmark]
	fn offer_resource() {
		let owner = rich::<T>("owner");
		let id = flat::<T>(&owner);
		let to: T::AccountId = account("to", 0, 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, Some(to.clone()));
		assert!(Resources::<T>::get(id).is_some_and(|of| of.offered_to == Some(to)));
	}

	#[benchmark]
	fn accept_resource() {
		let (owner, to) = (rich::<T>("owner"), rich::<T>("to"));
		let id = flat::<T>(&owner);
		assert_ok!(Pallet::<T>::do_offer_resource(owner, id, Some(to.clone())));
		#[extrinsic_call]
		_(RawOrigin::Signed(to.clone()), id);
		assert!(Resources::<T>::get(id).is_some_and(|of| of.owner == to));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::storage(), crate::mock::Test);
}
