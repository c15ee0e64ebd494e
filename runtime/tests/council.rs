// SPDX-License-Identifier: Apache-2.0

//! What the consortium decides together, in the runtime as it is composed: four members, each with a
//! validator.

#![allow(clippy::unwrap_used)]

use frame_support::{
	assert_noop, assert_ok,
	dispatch::GetDispatchInfo,
	traits::{
		fungible::{Inspect, Mutate},
		Authorize, Get, Hooks, KeyOwnerProofSystem,
	},
	weights::Weight,
};
use pallet_consortium::SeatEnd;
use pallet_transaction_payment::OnChargeTransaction;
use samul_primitives::{batch::SignedBatch, DeviceId, Signature};
use samul_runtime::{
	configs::{
		council::{MAX_MOTIONS, MAX_MOTION_LENGTH},
		emergency::SafeModeDuration,
		parameters::dynamic,
		RuntimeParameters,
	},
	genesis, AccountId, Balance, Balances, Consortium, Council, Grandpa, Header, Historical,
	Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, SafeMode, System, TransactionPayment, SML,
};
use sp_core::crypto::Pair;
use sp_keyring::{
	Ed25519Keyring,
	Sr25519Keyring::{self, *},
};
use sp_runtime::{
	traits::{BlakeTwo256, Dispatchable, Hash},
	transaction_validity::{InvalidTransaction, TransactionSource},
	BuildStorage, DispatchError, DispatchResult,
};

fn run(test: impl FnOnce()) {
	let storage = genesis::local().config().build_storage().unwrap();
	sp_io::TestExternalities::new(storage).execute_with(|| {
		System::set_block_number(1);
		test();
	});
}

fn by(who: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.to_account_id())
}

/// What comes of a motion for which these vote.
fn decide(call: impl Into<RuntimeCall>, ayes: &[Sr25519Keyring]) -> DispatchResult {
	let call = call.into();
	let (hash, index) = (
		BlakeTwo256::hash_of(&call),
		pallet_collective::ProposalCount::<Runtime, pallet_collective::Instance1>::get(),
	);
	let length = codec::Encode::encoded_size(&call) as u32;
	let weight = call.get_dispatch_info().call_weight;
	let threshold = ayes.len() as u32;
	Council::propose(by(ayes[0]), threshold, Box::new(call), length).unwrap();
	for aye in ayes {
		Council::vote(by(*aye), hash, index, true).unwrap();
	}
	Council::close(by(ayes[0]), hash, index, weight, length).unwrap();
	System::events()
		.into_iter()
		.rev()
		.find_map(|record| match record.event {
			RuntimeEvent::Council(pallet_collective::Event::Executed { result, .. }) => {
				Some(result)
			}
			_ => None,
		})
		.unwrap()
}

fn transfer() -> RuntimeCall {
	pallet_balances::Call::transfer_allow_death {
		dest: Ferdie.to_account_id().into(),
		value: SML,
	}
	.into()
}

fn filtered() -> DispatchError {
	frame_system::Error::<Runtime>::CallFiltered.into()
}

#[test]
fn half_of_the_council_decides_nothing_and_two_thirds_everything() {
	run(|| {
		let length = |blocks| pallet_consortium::Call::set_session_length { blocks };
		assert_eq!(
			decide(length(50), &[Alice, Bob]),
			Err(DispatchError::BadOrigin)
		);
		assert_ok!(decide(length(50), &[Alice, Bob, Charlie]));
		assert_eq!(pallet_consortium::SessionLength::<Runtime>::get(), 50);

		let upgrade = || {
			let call: RuntimeCall = frame_system::Call::authorize_upgrade {
				code_hash: BlakeTwo256::hash(b"code"),
			}
			.into();
			pallet_consortium::Call::enact {
				call: Box::new(call),
			}
		};
		assert_eq!(
			decide(upgrade(), &[Alice, Bob]),
			Err(DispatchError::BadOrigin)
		);
		assert!(System::authorized_upgrade().is_none());
		assert_ok!(decide(upgrade(), &[Alice, Bob, Dave]));
		let authorized = System::authorized_upgrade().unwrap();
		assert_eq!(*authorized.code_hash(), BlakeTwo256::hash(b"code"));
	});
}

#[test]
fn whoever_does_not_vote_agrees_with_nothing() {
	run(|| {
		let code_hash = BlakeTwo256::hash(b"code");
		let upgrade: RuntimeCall = frame_system::Call::authorize_upgrade { code_hash }.into();
		let call: RuntimeCall = pallet_consortium::Call::enact {
			call: Box::new(upgrade),
		}
		.into();
		let (hash, length) = (
			BlakeTwo256::hash_of(&call),
			codec::Encode::encoded_size(&call) as u32,
		);
		let weight = call.get_dispatch_info().call_weight;
		let proposed = Council::propose(by(Alice), 3, Box::new(call), length);
		assert_ok!(proposed);
		for aye in [Alice, Bob] {
			assert_ok!(Council::vote(by(aye), hash, 0, true));
		}
		// The time for votes is over; two of four kept silent.
		System::set_block_number(10_000_000);
		assert_ok!(Council::close(by(Alice), hash, 0, weight, length));
		assert!(System::authorized_upgrade().is_none());
		System::assert_has_event(
			pallet_collective::Event::<Runtime, pallet_collective::Instance1>::Disapproved {
				proposal_hash: hash,
			}
			.into(),
		);
	});
}

#[test]
fn nobody_can_set_the_councils_members_besides_the_consortium() {
	run(|| {
		let set = pallet_collective::Call::<Runtime, pallet_collective::Instance1>::set_members {
			new_members: vec![Eve.to_account_id()],
			prime: None,
			old_count: 4,
		};
		let set: RuntimeCall = set.into();
		assert_eq!(
			set.dispatch(RuntimeOrigin::root()).unwrap_err().error,
			DispatchError::BadOrigin
		);
		// Who makes members makes votes: half is not enough for that, either.
		let expel = || pallet_consortium::Call::expel { member: 3 };
		assert_eq!(
			decide(expel(), &[Alice, Bob]),
			Err(DispatchError::BadOrigin)
		);
		// Four validators are the fewest.
		assert_eq!(
			decide(expel(), &[Alice, Bob, Charlie]),
			Err(pallet_consortium::Error::<Runtime>::TooFewValidators.into())
		);
	});
}

#[test]
fn the_safe_mode_stops_what_is_not_vital_and_ends_by_itself() {
	run(|| {
		let enter = pallet_safe_mode::Call::force_enter {};
		assert_ok!(decide(enter, &[Alice, Bob, Charlie]));
		assert_noop!(transfer().dispatch(by(Alice)), filtered());
		// To take a right away is possible at any time: nothing but the device is missing here.
		let suspend: RuntimeCall = pallet_device_identity::Call::suspend {
			device: DeviceId::default(),
		}
		.into();
		let refused = suspend.dispatch(by(Alice)).unwrap_err().error;
		assert!(refused != filtered() && refused != DispatchError::BadOrigin);
		// A representative that is no single key votes on, but moves no money by that.
		let batch =
			|call| -> RuntimeCall { pallet_utility::Call::batch_all { calls: vec![call] }.into() };
		let moved = batch(transfer()).dispatch(by(Alice));
		assert_eq!(moved.unwrap_err().error, filtered());
		let remark = frame_system::Call::remark { remark: vec![] };
		assert_ok!(batch(remark.into()).dispatch(by(Alice)));
		// The council goes on.
		let length = pallet_consortium::Call::set_session_length { blocks: 77 };
		assert_ok!(decide(length, &[Alice, Bob, Charlie]));

		let until = 1 + SafeModeDuration::get();
		SafeMode::on_initialize(until);
		assert!(SafeMode::is_entered());
		SafeMode::on_initialize(until + 1);
		assert_ok!(transfer().dispatch(by(Alice)));
		// Or by the council.
		let enter = pallet_safe_mode::Call::force_enter {};
		assert_ok!(decide(enter, &[Alice, Bob, Charlie]));
		let exit = pallet_safe_mode::Call::force_exit {};
		assert_ok!(decide(exit, &[Alice, Bob, Charlie]));
		assert_ok!(transfer().dispatch(by(Alice)));
	});
}

#[test]
fn a_paused_call_is_refused_until_its_time() {
	run(|| {
		let name = |text: &str| text.as_bytes().to_vec().try_into().unwrap();
		let pause = |pallet, call| pallet_consortium::Call::pause_call {
			pallet: name(pallet),
			call: name(call),
			blocks: 10,
		};
		let all = [Alice, Bob, Charlie];
		assert_ok!(decide(pause("Balances", "transfer_allow_death"), &all));
		assert_noop!(transfer().dispatch(by(Alice)), filtered());
		// Also where another call makes it.
		let batch: RuntimeCall = pallet_utility::Call::batch_all {
			calls: vec![transfer()],
		}
		.into();
		assert_eq!(batch.dispatch(by(Alice)).unwrap_err().error, filtered());
		for (pallet, call) in [
			("Council", "vote"),
			("Timestamp", "set"),
			("System", "apply_authorized_upgrade"),
			("DeviceIdentity", "suspend"),
			("DeviceIdentity", "report_compromised"),
			("DeviceIdentity", "suspend_model"),
		] {
			assert_eq!(
				decide(pause(pallet, call), &all),
				Err(pallet_consortium::Error::<Runtime>::CallStays.into()),
				"{pallet} {call}"
			);
		}
		System::set_block_number(11);
		Consortium::on_initialize(11);
		assert_ok!(transfer().dispatch(by(Alice)));
	});
}

#[test]
fn a_validator_can_not_take_its_keys_away_from_under_the_chain() {
	run(|| {
		let purge: RuntimeCall = pallet_session::Call::purge_keys {}.into();
		assert_noop!(purge.dispatch(by(Alice)), filtered());
		assert_noop!(
			Consortium::purge_keys(by(Alice)),
			pallet_consortium::Error::<Runtime>::KeysInUse
		);
	});
}

#[test]
fn the_council_sets_fees_and_deposits() {
	run(|| {
		let weight = Weight::from_parts(1_000_000_000, 0);
		let set = |parameter: RuntimeParameters| pallet_parameters::Call::set_parameter {
			key_value: parameter,
		};
		let before = TransactionPayment::weight_to_fee(weight);
		let fees = |value| {
			set(RuntimeParameters::Fees(
				dynamic::fees::Parameters::PerTenMicroseconds(
					dynamic::fees::PerTenMicroseconds,
					value,
				),
			))
		};
		let now: Balance = dynamic::fees::PerTenMicroseconds::get();
		assert_eq!(
			decide(fees(Some(3 * now)), &[Alice, Bob]),
			Err(DispatchError::BadOrigin)
		);
		assert_ok!(decide(fees(Some(3 * now)), &[Alice, Bob, Charlie]));
		assert_eq!(TransactionPayment::weight_to_fee(weight), 3 * before);
		// A slip of some zeros does not lock the council out.
		assert_ok!(decide(fees(Some(Balance::MAX)), &[Alice, Bob, Charlie]));
		assert_eq!(TransactionPayment::weight_to_fee(weight), 1000 * before);
		assert_ok!(decide(fees(None), &[Alice, Bob, Charlie]));
		assert_eq!(TransactionPayment::weight_to_fee(weight), before);
		// A length or a silence of nothing is none.
		let silence = dynamic::validators::Parameters::MaxSilentSessions(
			dynamic::validators::MaxSilentSessions,
			Some(0),
		);
		let silence = set(RuntimeParameters::Validators(silence));
		assert_ok!(decide(silence, &[Alice, Bob, Charlie]));
		type Most = <Runtime as pallet_consortium::Config>::MaxSilentSessions;
		assert_eq!(Most::get(), 1);
	});
}

type Fees = <Runtime as pallet_transaction_payment::Config>::OnChargeTransaction;

/// Take a fee, give a part of it back; says who paid what in the end.
fn charge(who: &AccountId, fee: Balance, corrected: Balance, tip: Balance) -> [Balance; 2] {
	let (info, post) = (Default::default(), Default::default());
	let sponsor = Eve.to_account_id();
	let before = [Balances::balance(who), Balances::balance(&sponsor)];
	let call = transfer();
	<Fees as OnChargeTransaction<Runtime>>::can_withdraw_fee(who, &call, &info, fee, tip).unwrap();
	let taken = <Fees as OnChargeTransaction<Runtime>>::withdraw_fee(who, &call, &info, fee, tip);
	<Fees as OnChargeTransaction<Runtime>>::correct_and_deposit_fee(
		who,
		&info,
		&post,
		corrected,
		tip,
		taken.unwrap(),
	)
	.unwrap();
	[
		before[0] - Balances::balance(who),
		before[1] - Balances::balance(&sponsor),
	]
}

#[test]
fn a_sponsor_pays_within_the_allowance_and_no_tips() {
	run(|| {
		let device = One.to_account_id();
		assert_ok!(Balances::mint_into(&device, 3_000_000 * SML));
		let left = || Consortium::sponsorship_info(device.clone()).unwrap().left;
		// Eve acts for Alice's company.
		assert_ok!(Consortium::sponsor(by(Eve), device.clone(), 100));
		assert_eq!(charge(&device, 60, 40, 0), [0, 40]);
		assert_eq!(left(), 60);
		assert_eq!(charge(&device, 61, 61, 0), [61, 0]);
		assert_eq!(charge(&device, 20, 20, 5), [20, 0]);
		assert_eq!((charge(&device, 60, 60, 0), left()), ([0, 60], 0));
		// Without money the sponsor pays nothing.
		assert_ok!(Consortium::sponsor(by(Eve), device.clone(), Balance::MAX));
		let all = Balances::balance(&Eve.to_account_id());
		assert_eq!(charge(&device, all + 1, 10, 0), [10, 0]);
		// Who is no member's any more, neither.
		assert_ok!(Consortium::remove_account(by(Alice), Eve.to_account_id()));
		assert_eq!(charge(&device, 10, 10, 0), [10, 0]);
	});
}

#[test]
fn a_sponsored_account_needs_no_money() {
	run(|| {
		let device = AccountId::new([9; 32]);
		let try_fee = || {
			let (info, call) = (Default::default(), transfer());
			<Fees as OnChargeTransaction<Runtime>>::can_withdraw_fee(&device, &call, &info, 10, 0)
		};
		assert!(try_fee().is_err());
		assert_ok!(Consortium::sponsor(by(Eve), device.clone(), 100));
		assert_ok!(try_fee());
		assert_eq!(charge(&device, 10, 9, 0), [0, 9]);
	});
}

#[test]
fn a_validator_that_votes_twice_is_proved_guilty() {
	use sp_consensus_grandpa::{
		localized_payload, AuthorityId, Equivocation, EquivocationProof, Message, KEY_TYPE,
	};
	run(|| {
		// The first session begins.
		System::on_initialize(1);
		let dave = Ed25519Keyring::Dave;
		let prevote = |byte| {
			let vote = finality_grandpa::Prevote {
				target_hash: sp_core::H256::repeat_byte(byte),
				target_number: 5,
			};
			let message = Message::<Header>::Prevote(vote.clone());
			let payload = localized_payload(1, 0, &message);
			(vote, dave.pair().sign(&payload).into())
		};
		let proof = |first, second| {
			EquivocationProof::new(
				0,
				Equivocation::Prevote(finality_grandpa::Equivocation {
					round_number: 1,
					identity: dave.public().into(),
					first,
					second,
				}),
			)
		};
		let key: AuthorityId = dave.public().into();
		let owner = Historical::prove((KEY_TYPE, key)).unwrap();
		let report = |proof| {
			let owner = owner.clone();
			Grandpa::report_equivocation_unsigned(RuntimeOrigin::none(), Box::new(proof), owner)
		};
		// Twice the same is no contradiction, and another one's signature none of Dave's.
		let mut forged = prevote(2);
		forged.1 = Ed25519Keyring::Eve.sign(b"").into();
		for honest in [proof(prevote(1), prevote(1)), proof(prevote(1), forged)] {
			assert_noop!(
				report(honest),
				pallet_grandpa::Error::<Runtime>::InvalidEquivocationProof
			);
		}
		assert_ok!(report(proof(prevote(1), prevote(2))));
		let disabled = pallet_session::DisabledValidators::<Runtime>::get();
		assert_eq!(disabled.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [3]);
		// Fewer than four there must not be: the council is told.
		System::assert_has_event(
			pallet_consortium::Event::SeatKept {
				member: 3,
				validator: Dave.to_account_id(),
				reason: SeatEnd::Offence,
			}
			.into(),
		);
		assert_noop!(
			report(proof(prevote(1), prevote(2))),
			pallet_grandpa::Error::<Runtime>::DuplicateOffenceReport
		);
		// Nor does what it said in another round, of which it may have said something in each.
		let of_another_round = {
			let prevote = |byte| {
				let (vote, _) = prevote(byte);
				let message = Message::<Header>::Prevote(vote.clone());
				let payload = localized_payload(2, 0, &message);
				(vote, dave.pair().sign(&payload).into())
			};
			EquivocationProof::new(
				0,
				Equivocation::Prevote(finality_grandpa::Equivocation {
					round_number: 2,
					identity: dave.public().into(),
					first: prevote(1),
					second: prevote(2),
				}),
			)
		};
		let call = pallet_grandpa::Call::report_equivocation_unsigned {
			equivocation_proof: Box::new(of_another_round.clone()),
			key_owner_proof: owner.clone(),
		};
		assert_eq!(
			Grandpa::validate_unsigned(TransactionSource::InBlock, &call),
			Err(InvalidTransaction::Stale.into())
		);
		assert_noop!(
			report(of_another_round),
			pallet_grandpa::Error::<Runtime>::DuplicateOffenceReport
		);
		assert_eq!(pallet_offences::Reports::<Runtime>::iter().count(), 1);
		// Nobody brings in more of them for nothing.
		let signed: RuntimeCall = pallet_grandpa::Call::report_equivocation {
			equivocation_proof: Box::new(proof(prevote(3), prevote(4))),
			key_owner_proof: owner.clone(),
		}
		.into();
		assert_noop!(signed.dispatch(by(Eve)), filtered());
	});
}

#[test]
fn nobody_fills_the_council_with_motions() {
	run(|| {
		let propose = |who, number: u32, length: usize| {
			let remark = [number.to_le_bytes().to_vec(), vec![0; length]].concat();
			let call: RuntimeCall = frame_system::Call::remark { remark }.into();
			let length_bound = codec::Encode::encoded_size(&call) as u32;
			let propose: RuntimeCall = pallet_collective::Call::propose {
				threshold: 3,
				proposal: Box::new(call),
				length_bound,
			}
			.into();
			propose.dispatch(by(who)).map_err(|error| error.error)
		};
		let share = MAX_MOTIONS / 4;
		for number in 0..share {
			assert_ok!(propose(Alice, number, 0));
		}
		let too_many = pallet_consortium::Error::<Runtime>::TooManyMotions.into();
		assert_eq!(propose(Alice, share, 0).unwrap_err(), too_many);
		for (place, member) in [Bob, Charlie, Dave].into_iter().enumerate() {
			let first = share * (place as u32 + 1);
			for number in first..first + share {
				assert_ok!(propose(member, number, 0));
			}
		}
		// Voted down, it makes room.
		let first: RuntimeCall = frame_system::Call::remark { remark: vec![0; 4] }.into();
		let hash = BlakeTwo256::hash_of(&first);
		for nay in [Bob, Charlie] {
			assert_ok!(Council::vote(by(nay), hash, 0, false));
		}
		assert_ok!(Council::close(by(Bob), hash, 0, Weight::MAX, u32::MAX));
		assert_eq!(
			propose(Alice, 1000, MAX_MOTION_LENGTH as usize).unwrap_err(),
			filtered()
		);
		assert_ok!(propose(Alice, 1000, MAX_MOTION_LENGTH as usize - 64));
	});
}

#[test]
fn what_is_paused_gets_no_further_than_the_pool() {
	run(|| {
		let call = || pallet_telemetry::Call::<Runtime>::submit_authorized {
			batch: SignedBatch {
				payload: Default::default(),
				signature: Signature::Ed25519([0; 64]),
			},
		};
		let verdict = |source| call().authorize(source).unwrap().map(|_| ()).unwrap_err();
		let refused = InvalidTransaction::Call.into();
		assert_ne!(verdict(TransactionSource::External), refused);
		let (pallet, name) = (b"Telemetry".to_vec(), b"submit_authorized".to_vec());
		assert_ok!(decide(
			pallet_consortium::Call::pause_call {
				pallet: pallet.try_into().unwrap(),
				call: name.try_into().unwrap(),
				blocks: 10,
			},
			&[Alice, Bob, Charlie]
		));
		for source in [TransactionSource::External, TransactionSource::Local] {
			assert_eq!(verdict(source), refused);
		}
		let paused: RuntimeCall = call().into();
		let origin = frame_system::RawOrigin::Authorized;
		assert_noop!(paused.dispatch(origin.into()), filtered());
	});
}
