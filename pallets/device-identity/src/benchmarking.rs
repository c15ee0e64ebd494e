// SPDX-License-Identifier: Apache-2.0

//! What the calls cost, each at its worst.

mod setup;

use alloc::vec;
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{
		fungible::{Mutate, MutateHold},
		EnsureOrigin, Get,
	},
};
use frame_system::RawOrigin;
use samul_primitives::{traits::VerifyCertificate, DeviceId, MemberId};

pub(crate) use setup::make_costly;
use setup::{
	add_to, deepest, ed25519, endorse_by, endpoint, guardian, key_is, laden, longest, model, plain,
	recover_to, register_by, rich, rotate_to, rotated, secp256k1, service, sr25519, status, whole,
	Key,
};

use crate::{
	types::{
		Endorsement, FirmwareRange, Purposes, Recovery, MAX_CERTIFICATE, MAX_KEPT, MAX_MODEL_NAME,
		MAX_SERVICES, MAX_SERVICE_ID, MAX_SERVICE_KIND, MAX_TREE,
	},
	Call, Config, Devices, HoldReason, Methods, Models, Pallet, Services, Status,
};

#[benchmarks(
	where
	T::Currency: Mutate<T::AccountId>,
	T: pallet_timestamp::Config<Moment = u64>,
)]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_ed25519() {
		let (owner, key, proof) = register_by::<T>(ed25519());
		#[extrinsic_call]
		register(RawOrigin::Signed(owner), key.public(), proof);
		assert!(Devices::<T>::contains_key(DeviceId::of(&key.public())));
	}

	#[benchmark]
	fn register_sr25519() {
		let (owner, key, proof) = register_by::<T>(sr25519());
		#[extrinsic_call]
		register(RawOrigin::Signed(owner), key.public(), proof);
		assert!(Devices::<T>::contains_key(DeviceId::of(&key.public())));
	}

	#[benchmark]
	fn register_secp256k1() {
		let (owner, key, proof) = register_by::<T>(secp256k1());
		#[extrinsic_call]
		register(RawOrigin::Signed(owner), key.public(), proof);
		assert!(Devices::<T>::contains_key(DeviceId::of(&key.public())));
	}

	#[benchmark]
	fn register_p256() {
		let (owner, key, proof) = register_by::<T>(Key::P256(7));
		#[extrinsic_call]
		register(RawOrigin::Signed(owner), key.public(), proof);
		assert!(Devices::<T>::contains_key(DeviceId::of(&key.public())));
	}

	/// By the guardian: its member is looked up.
	#[benchmark]
	fn suspend() -> Result<(), BenchmarkError> {
		let owner = rich::<T>("owner");
		let id = rotated::<T>(&owner, 1);
		make_costly::<T>(&owner, id);
		let (member, origin) = guardian::<T>()?;
		assert_ok!(Pallet::<T>::do_set_guardian(&owner, id, Some(member)));
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);
		assert_eq!(status::<T>(id), Some(Status::Suspended));
		Ok(())
	}

	#[benchmark]
	fn resume() {
		let owner = rich::<T>("owner");
		let id = rotated::<T>(&owner, 1);
		make_costly::<T>(&owner, id);
		let origin = RawOrigin::Signed(owner.clone()).into();
		assert_ok!(Pallet::<T>::do_suspend(&origin, id));
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);
		assert_eq!(status::<T>(id), Some(Status::Active));
	}

	/// With so many keys that are kept, and all services.
	#[benchmark]
	fn retire(n: Linear<1, MAX_KEPT>) {
		let owner = rich::<T>("owner");
		let id = rotated::<T>(&owner, 1);
		make_costly::<T>(&owner, id);
		laden::<T>(id, n - 1);
		for number in 0..MAX_SERVICES {
			service::<T>(&owner, id, number as u8);
		}
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);
		assert!(!Devices::<T>::contains_key(id));
		assert_eq!(Methods::<T>::iter_prefix(id).count(), 0);
	}

	#[benchmark]
	fn offer_transfer() {
		let (owner, to) = (rich::<T>("owner"), rich::<T>("to"));
		let id = rotated::<T>(&owner, 1);
		make_costly::<T>(&owner, id);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, Some(to.clone()));
		assert_eq!(
			Devices::<T>::get(id).and_then(|device| device.offered_to),
			Some(to)
		);
	}

	/// With so many parts, each with all keys and services.
	#[benchmark]
	fn accept_transfer(p: Linear<0, { MAX_TREE - 1 }>) {
		let (owner, to) = (rich::<T>("owner"), rich::<T>("to"));
		let all = whole::<T>(&owner, 0, p);
		let id = all[0];
		for device in all {
			laden::<T>(device, MAX_KEPT);
			for number in 0..MAX_SERVICES {
				service::<T>(&owner, device, number as u8);
			}
		}
		assert_ok!(Pallet::<T>::do_offer_transfer(owner, id, Some(to.clone())));
		#[extrinsic_call]
		_(RawOrigin::Signed(to.clone()), id);
		assert_eq!(Devices::<T>::get(id).map(|device| device.owner), Some(to));
	}

	#[benchmark]
	fn rotate_key_ed25519() {
		let key = ed25519();
		let (owner, id, proof) = rotate_to::<T>(key);
		#[extrinsic_call]
		rotate_key(RawOrigin::Signed(owner), id, key.public(), proof, None);
		assert!(key_is::<T>(id, key));
	}

	#[benchmark]
	fn rotate_key_sr25519() {
		let key = sr25519();
		let (owner, id, proof) = rotate_to::<T>(key);
		#[extrinsic_call]
		rotate_key(RawOrigin::Signed(owner), id, key.public(), proof, None);
		assert!(key_is::<T>(id, key));
	}

	#[benchmark]
	fn rotate_key_secp256k1() {
		let key = secp256k1();
		let (owner, id, proof) = rotate_to::<T>(key);
		#[extrinsic_call]
		rotate_key(RawOrigin::Signed(owner), id, key.public(), proof, None);
		assert!(key_is::<T>(id, key));
	}

	#[benchmark]
	fn rotate_key_p256() {
		let key = Key::P256(9);
		let (owner, id, proof) = rotate_to::<T>(key);
		#[extrinsic_call]
		rotate_key(RawOrigin::Signed(owner), id, key.public(), proof, None);
		assert!(key_is::<T>(id, key));
	}

	#[benchmark]
	fn activate() {
		let owner = rich::<T>("owner");
		let id = rotated::<T>(&owner, 1);
		make_costly::<T>(&owner, id);
		Devices::<T>::mutate_extant(id, |record| record.status = Status::Provisioned);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);
		assert_eq!(status::<T>(id), Some(Status::Active));
	}

	/// What `manufacture` takes besides a registration and an endorsement.
	#[benchmark]
	fn manufacturer() -> Result<(), BenchmarkError> {
		let (who, member, origin) = setup::manufacturer::<T>()?;
		let id = model::<T>(&who, member, Key::P256(200).public(), 0);
		let device = plain::<T>(&who, 0);
		make_costly::<T>(&who, device);
		let found;
		#[block]
		{
			found = T::ManufacturerOrigin::ensure_origin(origin).map(|(_, member)| member);
			assert!(Models::<T>::get(id).is_some());
			Devices::<T>::mutate_extant(device, |record| record.firmware = u32::MAX);
		}
		assert!(found.is_ok_and(|found| found == member));
		Ok(())
	}

	#[benchmark]
	fn endorse_ed25519() {
		let (owner, id, model, endorsement) = endorse_by::<T>(ed25519());
		#[extrinsic_call]
		endorse(RawOrigin::Signed(owner), id, model, endorsement);
		assert_eq!(Devices::<T>::get(id).and_then(|of| of.model), Some(model));
	}

	#[benchmark]
	fn endorse_sr25519() {
		let (owner, id, model, endorsement) = endorse_by::<T>(sr25519());
		#[extrinsic_call]
		endorse(RawOrigin::Signed(owner), id, model, endorsement);
		assert_eq!(Devices::<T>::get(id).and_then(|of| of.model), Some(model));
	}

	#[benchmark]
	fn endorse_secp256k1() {
		let (owner, id, model, endorsement) = endorse_by::<T>(secp256k1());
		#[extrinsic_call]
		endorse(RawOrigin::Signed(owner), id, model, endorsement);
		assert_eq!(Devices::<T>::get(id).and_then(|of| of.model), Some(model));
	}

	#[benchmark]
	fn endorse_p256() {
		let (owner, id, model, endorsement) = endorse_by::<T>(Key::P256(200));
		#[extrinsic_call]
		endorse(RawOrigin::Signed(owner), id, model, endorsement);
		assert_eq!(Devices::<T>::get(id).and_then(|of| of.model), Some(model));
	}

	/// Where all certificates are refused, refusing one is the worst.
	#[benchmark]
	fn endorse_certificate() {
		let owner = rich::<T>("owner");
		let id = rotated::<T>(&owner, 1);
		let of = T::Certificates::certificate_for_benchmark(&Key::P256(101).public());
		let is_read = of.is_some();
		let (der, ca) = of.unwrap_or_else(|| {
			let junk = vec![0x30; MAX_CERTIFICATE as usize];
			(junk, Key::P256(200).public())
		});
		let model = model::<T>(&owner, setup::maker::<T>(), ca, 0);
		let der = der.try_into().expect("a certificate has room");
		let endorsement = Endorsement::Certificate(der);
		let result;
		#[block]
		{
			let origin = RawOrigin::Signed(owner).into();
			result = Pallet::<T>::endorse(origin, id, model, endorsement);
		}
		assert_eq!(result.is_ok(), is_read);
	}

	#[benchmark]
	fn report_firmware() {
		let owner = rich::<T>("owner");
		let id = rotated::<T>(&owner, 1);
		make_costly::<T>(&owner, id);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, u32::MAX);
		assert_eq!(
			Devices::<T>::get(id).map(|device| device.firmware),
			Some(u32::MAX)
		);
	}

	/// By the manufacturer: it is not the guardian, and its member is looked up.
	#[benchmark]
	fn report_compromised() -> Result<(), BenchmarkError> {
		let owner = rich::<T>("owner");
		let id = rotated::<T>(&owner, 1);
		let (who, member, origin) = setup::manufacturer::<T>()?;
		let of = model::<T>(&who, member, Key::P256(200).public(), 0);
		Models::<T>::mutate_extant(of, |of| of.devices = 1);
		Devices::<T>::mutate_extant(id, |record| {
			record.model = Some(of);
			record.guardian = Some(MemberId::MAX);
		});
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);
		assert_eq!(status::<T>(id), Some(Status::Compromised));
		Ok(())
	}

	#[benchmark]
	fn recover_ed25519() {
		let key = ed25519();
		let (owner, id, proof) = recover_to::<T>(key);
		#[extrinsic_call]
		recover(RawOrigin::Signed(owner), id, key.public(), proof);
		assert_eq!(status::<T>(id), Some(Status::Suspended));
	}

	#[benchmark]
	fn recover_sr25519() {
		let key = sr25519();
		let (owner, id, proof) = recover_to::<T>(key);
		#[extrinsic_call]
		recover(RawOrigin::Signed(owner), id, key.public(), proof);
		assert_eq!(status::<T>(id), Some(Status::Suspended));
	}

	#[benchmark]
	fn recover_secp256k1() {
		let key = secp256k1();
		let (owner, id, proof) = recover_to::<T>(key);
		#[extrinsic_call]
		recover(RawOrigin::Signed(owner), id, key.public(), proof);
		assert_eq!(status::<T>(id), Some(Status::Suspended));
	}

	#[benchmark]
	fn recover_p256() {
		let key = Key::P256(9);
		let (owner, id, proof) = recover_to::<T>(key);
		#[extrinsic_call]
		recover(RawOrigin::Signed(owner), id, key.public(), proof);
		assert_eq!(status::<T>(id), Some(Status::Suspended));
	}

	#[benchmark]
	fn set_guardian() {
		let owner = rich::<T>("owner");
		let id = rotated::<T>(&owner, 1);
		make_costly::<T>(&owner, id);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, Some(7));
		assert_eq!(Devices::<T>::get(id).and_then(|of| of.guardian), Some(7));
	}

	#[benchmark]
	fn request_recovery() -> Result<(), BenchmarkError> {
		let (owner, to) = (rich::<T>("owner"), rich::<T>("to"));
		let id = rotated::<T>(&owner, 1);
		make_costly::<T>(&owner, id);
		let (member, origin) = guardian::<T>()?;
		assert_ok!(Pallet::<T>::do_set_guardian(&owner, id, Some(member)));
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, to);
		assert!(Devices::<T>::get(id).is_some_and(|of| of.recovery.is_some()));
		Ok(())
	}

	#[benchmark]
	fn refuse_recovery() {
		let (owner, to) = (rich::<T>("owner"), rich::<T>("to"));
		let id = rotated::<T>(&owner, 1);
		make_costly::<T>(&owner, id);
		Devices::<T>::mutate_extant(id, |record| {
			record.guardian = Some(1);
			record.recovery = Some(Recovery { to, due: u64::MAX });
		});
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);
		assert!(Devices::<T>::get(id).is_some_and(|of| of.recovery.is_none()));
	}

	/// With so many parts.
	#[benchmark]
	fn complete_recovery(p: Linear<0, { MAX_TREE - 1 }>) {
		let (owner, to) = (rich::<T>("owner"), rich::<T>("to"));
		let id = whole::<T>(&owner, 0, p)[0];
		Devices::<T>::mutate_extant(id, |record| {
			record.guardian = Some(1);
			record.recovery = Some(Recovery {
				to: to.clone(),
				due: 0,
			});
		});
		#[extrinsic_call]
		_(RawOrigin::Signed(to.clone()), id);
		assert_eq!(Devices::<T>::get(id).map(|device| device.owner), Some(to));
	}

	#[benchmark]
	fn add_signing_key_ed25519() {
		let key = ed25519();
		let (owner, id, proof) = add_to::<T>(key);
		let purposes = Purposes::SIGNING;
		#[extrinsic_call]
		add_signing_key(RawOrigin::Signed(owner), id, key.public(), purposes, proof);
		assert_eq!(Devices::<T>::get(id).map(|of| of.methods), Some(1));
	}

	#[benchmark]
	fn add_signing_key_sr25519() {
		let key = sr25519();
		let (owner, id, proof) = add_to::<T>(key);
		let purposes = Purposes::SIGNING;
		#[extrinsic_call]
		add_signing_key(RawOrigin::Signed(owner), id, key.public(), purposes, proof);
		assert_eq!(Devices::<T>::get(id).map(|of| of.methods), Some(1));
	}

	#[benchmark]
	fn add_signing_key_secp256k1() {
		let key = secp256k1();
		let (owner, id, proof) = add_to::<T>(key);
		let purposes = Purposes::SIGNING;
		#[extrinsic_call]
		add_signing_key(RawOrigin::Signed(owner), id, key.public(), purposes, proof);
		assert_eq!(Devices::<T>::get(id).map(|of| of.methods), Some(1));
	}

	#[benchmark]
	fn add_signing_key_p256() {
		let key = Key::P256(9);
		let (owner, id, proof) = add_to::<T>(key);
		let purposes = Purposes::SIGNING;
		#[extrinsic_call]
		add_signing_key(RawOrigin::Signed(owner), id, key.public(), purposes, proof);
		assert_eq!(Devices::<T>::get(id).map(|of| of.methods), Some(1));
	}

	#[benchmark]
	fn add_agreement_key() {
		let owner = rich::<T>("owner");
		let id = rotated::<T>(&owner, 1);
		make_costly::<T>(&owner, id);
		deepest::<T>(&owner, id);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, [1; 32]);
		assert_eq!(Devices::<T>::get(id).map(|of| of.methods), Some(1));
	}

	#[benchmark]
	fn revoke_method() {
		let owner = rich::<T>("owner");
		let id = rotated::<T>(&owner, 1);
		make_costly::<T>(&owner, id);
		laden::<T>(id, 1);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, 1);
		assert_eq!(Devices::<T>::get(id).map(|of| of.methods), Some(0));
	}

	#[benchmark]
	fn forget_method() {
		let owner = rich::<T>("owner");
		let id = rotated::<T>(&owner, 1);
		make_costly::<T>(&owner, id);
		laden::<T>(id, 1);
		assert_ok!(Pallet::<T>::do_revoke_method(&owner, id, 1));
		let later = Pallet::<T>::now().saturating_add(T::HistoryLife::get());
		pallet_timestamp::Now::<T>::put(later);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, 1);
		assert!(!Methods::<T>::contains_key(id, 1));
	}

	#[benchmark]
	fn set_service() {
		let owner = rich::<T>("owner");
		let id = rotated::<T>(&owner, 1);
		make_costly::<T>(&owner, id);
		for number in 1..MAX_SERVICES {
			service::<T>(&owner, id, number as u8);
		}
		deepest::<T>(&owner, id);
		#[extrinsic_call]
		_(
			RawOrigin::Signed(owner),
			id,
			longest::<MAX_SERVICE_ID>(),
			longest::<MAX_SERVICE_KIND>(),
			endpoint(),
		);
		assert_eq!(Services::<T>::get(id).len() as u32, MAX_SERVICES);
	}

	#[benchmark]
	fn remove_service() {
		let owner = rich::<T>("owner");
		let id = rotated::<T>(&owner, 1);
		make_costly::<T>(&owner, id);
		for number in 0..MAX_SERVICES {
			service::<T>(&owner, id, number as u8);
		}
		let first = Services::<T>::get(id)[0].id.clone();
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, first);
		assert_eq!(Services::<T>::get(id).len() as u32, MAX_SERVICES - 1);
	}

	/// With so many parts of its own.
	#[benchmark]
	fn attach_part(p: Linear<0, { MAX_TREE - 2 }>) {
		let owner = rich::<T>("owner");
		// Either the new part has all the levels or the whole has.
		let (part, onto) = if p == 0 {
			let whole = whole::<T>(&owner, 1000, 2);
			(plain::<T>(&owner, 0), whole[2])
		} else {
			let part = plain::<T>(&owner, 0);
			for number in 1..=p {
				let below = plain::<T>(&owner, number);
				assert_ok!(Pallet::<T>::do_attach_part(&owner, below, part));
			}
			let room = (MAX_TREE - 2 - p).min(1);
			let whole = whole::<T>(&owner, 1000, room);
			(part, whole[room as usize])
		};
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), part, onto);
		assert_eq!(
			Devices::<T>::get(part).and_then(|device| device.part_of),
			Some(onto)
		);
	}

	#[benchmark]
	fn detach_part() {
		let owner = rich::<T>("owner");
		let part = whole::<T>(&owner, 0, 3)[3];
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), part);
		assert_eq!(
			Devices::<T>::get(part).and_then(|device| device.part_of),
			None
		);
	}

	#[benchmark]
	fn create_model() -> Result<(), BenchmarkError> {
		let (_, member, origin) = setup::manufacturer::<T>()?;
		let name = longest::<MAX_MODEL_NAME>();
		let (ca, proof) = setup::ca::<T>(member, Key::P256(200));
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, name, ca, proof);
		assert_eq!(Models::<T>::iter().count(), 1);
		Ok(())
	}

	#[benchmark]
	fn set_model_key() -> Result<(), BenchmarkError> {
		let (who, member, origin) = setup::manufacturer::<T>()?;
		let id = model::<T>(&who, member, Key::P256(200).public(), 0);
		let (new, proof) = setup::ca::<T>(member, Key::P256(201));
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, new, proof);
		assert_eq!(Models::<T>::get(id).map(|of| of.ca), Some(new));
		Ok(())
	}

	#[benchmark]
	fn suspend_model() -> Result<(), BenchmarkError> {
		let (who, member, origin) = setup::manufacturer::<T>()?;
		let id = model::<T>(&who, member, Key::P256(200).public(), 1);
		let first = FirmwareRange { first: 0, last: 0 };
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, Some(first));
		assert!(Models::<T>::get(id).is_some_and(|of| !of.trusts(0)));
		Ok(())
	}

	#[benchmark]
	fn resume_model() -> Result<(), BenchmarkError> {
		let (who, member, origin) = setup::manufacturer::<T>()?;
		let id = model::<T>(&who, member, Key::P256(200).public(), 1);
		// The first becomes two.
		let middle = FirmwareRange { first: 5, last: 5 };
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, Some(middle));
		assert!(Models::<T>::get(id).is_some_and(|of| of.trusts(5)));
		Ok(())
	}

	/// By another account than the one whose deposit it is.
	#[benchmark]
	fn remove_model() -> Result<(), BenchmarkError> {
		let depositor = rich::<T>("depositor");
		let (_, member, origin) = setup::manufacturer::<T>()?;
		let id = model::<T>(&depositor, member, Key::P256(200).public(), 0);
		let deposit = T::ModelDeposit::get();
		let reason = HoldReason::Model.into();
		assert_ok!(<T::Currency as MutateHold<_>>::hold(
			&reason, &depositor, deposit
		));
		Models::<T>::mutate_extant(id, |of| of.deposit = deposit);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);
		assert!(!Models::<T>::contains_key(id));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::storage(), crate::mock::Test);
}
