// SPDX-License-Identifier: Apache-2.0

use std::collections::BTreeMap;

use frame_support::dispatch::CheckIfFeeless;
use proptest::prelude::*;
use samul_primitives::{
	claims::{ClaimValue, ValueKind},
	DeviceId, Moment,
};
use sp_runtime::traits::Dispatchable;

use crate::{mock::*, Attestations, Call};

#[derive(Clone, Debug)]
enum Step {
	Attest(u64, DeviceId, u32, u32, Moment, Option<Moment>),
	Revoke(u64, DeviceId, u32),
	ForceRevoke(DeviceId, u32, u32),
	Remove(u64, DeviceId, u32, u32),
	Change(u32, bool),
	Withdraw(u32),
	Wait(Moment),
	Reregister(DeviceId, bool),
	Roles(usize, bool),
	Deposit(u64),
}

fn who() -> impl Strategy<Value = u64> {
	prop::sample::select(vec![LAB, LAB_TOO, DRIVER, OTHER_LAB, NOBODY, POOR])
}

fn device() -> impl Strategy<Value = DeviceId> {
	prop::sample::select(vec![DEVICE, OTHER])
}

fn step() -> impl Strategy<Value = Step> {
	let length = prop::option::of(0..3 * HOUR);
	prop_oneof![
		6 => (who(), device(), 0..3u32, 0..4u32, 0..2 * HOUR, length).prop_map(
			|(who, device, id, level, ahead, length)| {
				Step::Attest(who, device, id, level, ahead, length)
			}
		),
		3 => (who(), device(), 0..3u32).prop_map(|(who, device, id)| Step::Revoke(who, device, id)),
		1 => (device(), 0..3u32, 0..2u32)
			.prop_map(|(device, id, issuer)| Step::ForceRevoke(device, id, issuer)),
		3 => (who(), device(), 0..3u32, 0..2u32)
			.prop_map(|(who, device, id, issuer)| Step::Remove(who, device, id, issuer)),
		1 => (0..3u32, any::<bool>()).prop_map(|(id, open)| Step::Change(id, open)),
		1 => (0..3u32).prop_map(Step::Withdraw),
		2 => (0..LIFE).prop_map(Step::Wait),
		1 => (device(), any::<bool>()).prop_map(|(device, known)| Step::Reregister(device, known)),
		1 => (0..2usize, any::<bool>()).prop_map(|(member, has)| Step::Roles(member, has)),
		1 => (0..300u64).prop_map(Step::Deposit),
	]
}

fn call(step: Step) -> Option<(RuntimeOrigin, Call<Test>)> {
	let now = crate::Pallet::<Test>::now();
	let signed = RuntimeOrigin::signed;
	Some(match step {
		Step::Attest(who, device, claim_type, level, ahead, length) => {
			let from = now + ahead;
			let call = Call::attest {
				device,
				claim_type,
				value: Some(ClaimValue::Level(level)),
				digest: [level as u8; 32],
				from,
				until: length.map(|length| from + length),
			};
			(signed(who), call)
		}
		Step::Revoke(who, device, claim_type) => (signed(who), Call::revoke { device, claim_type }),
		Step::ForceRevoke(device, claim_type, issuer) => {
			let call = Call::force_revoke {
				device,
				claim_type,
				issuer,
			};
			(RuntimeOrigin::root(), call)
		}
		Step::Remove(who, device, claim_type, issuer) => {
			let call = Call::remove {
				device,
				claim_type,
				issuer,
			};
			(signed(who), call)
		}
		Step::Change(claim_type, open) => {
			let issuers = if open {
				roles(&[Role::Regulator, Role::Laboratory])
			} else {
				roles(&[Role::Regulator])
			};
			let call = Call::change_claim_type {
				claim_type,
				name: b"n".to_vec().try_into().ok()?,
				schema: Default::default(),
				issuers,
			};
			(RuntimeOrigin::root(), call)
		}
		Step::Withdraw(claim_type) => {
			let call = Call::withdraw_claim_type { claim_type };
			(RuntimeOrigin::root(), call)
		}
		Step::Wait(time) => {
			at(now + time);
			return None;
		}
		Step::Reregister(device, known) => {
			Registered::mutate(|all| {
				all.retain(|(other, _)| *other != device);
				if known {
					all.push((device, now));
				}
			});
			return None;
		}
		Step::Roles(member, has) => {
			let of = if has {
				vec![Role::Carrier, Role::Regulator, Role::Laboratory]
			} else {
				vec![Role::Carrier]
			};
			Members::mutate(|all| all[member].1 = of);
			return None;
		}
		Step::Deposit(amount) => {
			Deposit::set(amount);
			return None;
		}
	})
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	/// Whatever is called in whatever order: counts and deposits are right, no money is made or lost,
	/// revoking is free if and only if it succeeds, and never more often than something was attested.
	#[test]
	fn whatever_happens(steps in prop::collection::vec(step(), 1..60)) {
		run(|| {
			for _ in 0..3 {
				define(ValueKind::Level);
			}
			let mut attested = BTreeMap::<DeviceId, u32>::new();
			let mut revoked = BTreeMap::<DeviceId, u32>::new();
			for step in steps {
				let Some((origin, call)) = call(step) else {
					continue;
				};
				let free = call.is_feeless(&origin);
				let came = RuntimeCall::from(call.clone()).dispatch(origin).is_ok();
				match call {
					Call::attest { device, .. } if came => *attested.entry(device).or_default() += 1,
					Call::revoke { device, .. } => {
						assert_eq!(free, came);
						*revoked.entry(device).or_default() += u32::from(came);
					}
					_ => assert!(!free),
				}
				Attestation::do_try_state().unwrap();
			}
			for (device, count) in revoked {
				assert!(count <= attested.get(&device).copied().unwrap_or_default());
			}
			let all: u64 = [LAB, LAB_TOO, DRIVER, OTHER_LAB, NOBODY]
				.iter()
				.map(|who| Balances::free_balance(who) + held(*who))
				.sum();
			assert_eq!(all, 5 * MONEY);

			// In the end everything comes back.
			let life = Attestations::<Test>::iter_keys().collect::<Vec<_>>();
			Registered::set(Vec::new());
			for (device, claim_type, issuer) in life {
				let origin = RuntimeOrigin::signed(NOBODY);
				Attestation::remove(origin, device, claim_type, issuer).unwrap();
			}
			assert_eq!([LAB, LAB_TOO, OTHER_LAB].map(held), [0; 3]);
		});
	}
}
