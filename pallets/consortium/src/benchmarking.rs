// SPDX-License-Identifier: Apache-2.0

//! What the calls cost, each at its worst: as many members, accounts and validators as there can be.

use alloc::vec;
use codec::Decode;
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{
		fungible::{Inspect, Mutate},
		EnsureOrigin, Get, GetCallMetadata, Hooks,
	},
};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use samul_primitives::header::CHAIN_ENGINE;
use sp_runtime::{
	traits::{Bounded, Hash, TrailingZeroInput},
	DigestItem, Perbill,
};
use sp_staking::offence::{OffenceDetails, OnOffenceHandler};

use crate::{
	types::{
		roles, CallName, Contact, FormerSeat, MemberId, Membership, Motion, Name, Role, Roles,
		Seat, SeatEnd, MAX_CONTACT, MAX_NAME,
	},
	Accounts, AccountsOf, Authors, Call, Config, FormerSeats, Members, Motions, OpenMotions,
	Pallet, Paused, Representatives, Seats, SessionLength, Sponsorships,
};

/// All roles, in their order.
pub(crate) const ALL: [Role; 8] = [
	Role::Validator,
	Role::Gateway,
	Role::Manufacturer,
	Role::Carrier,
	Role::GridOperator,
	Role::Regulator,
	Role::Auditor,
	Role::Arbiter,
];

/// How often the block's header says which chain it is of.
fn times_named<T: Config>() -> usize {
	let digest = frame_system::Pallet::<T>::digest();
	let items = digest.logs().iter();
	items
		.filter(|item| matches!(item, DigestItem::Consensus(CHAIN_ENGINE, _)))
		.count()
}

fn name() -> Name {
	Name::truncate_from(vec![b'n'; MAX_NAME as usize])
}

fn contact() -> Contact {
	Contact::truncate_from(vec![b'c'; MAX_CONTACT as usize])
}

fn all() -> Roles {
	roles(ALL)
}

fn council<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::CouncilOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)
}

/// So many members; gives the last one and its representative.
fn members<T: Config>(count: u32) -> (MemberId, T::AccountId) {
	let mut last = (0, whitelisted_caller());
	for number in 0..count {
		let representative: T::AccountId = account("representative", number, 0);
		let seats = <T as Config>::MaxValidators::get();
		let id = Pallet::<T>::do_admit(name(), contact(), representative.clone(), all(), seats);
		last = (id.expect("there is room"), representative);
	}
	last
}

/// A member with all roles, for which these accounts act in the last one.
pub(crate) fn admit_for_last_role<T: Config>(others: &[T::AccountId]) -> MemberId {
	let (member, _) = members::<T>(1);
	for other in others {
		AccountsOf::<T>::insert(member, other, ());
		Accounts::<T>::insert(
			other,
			Membership {
				member,
				roles: roles(ALL.last().copied()),
			},
		);
	}
	Members::<T>::mutate(member, |stored| {
		if let Some(stored) = stored {
			stored.accounts = stored.accounts.saturating_add(others.len() as u32);
		}
	});
	member
}

/// So many accounts of a member, its representative among them; gives the last one.
fn accounts<T: Config>(member: MemberId, count: u32) -> T::AccountId {
	let mut last = whitelisted_caller();
	for number in 1..count {
		last = account("account", number, member);
		AccountsOf::<T>::insert(member, &last, ());
		Accounts::<T>::insert(
			&last,
			Membership {
				member,
				roles: all(),
			},
		);
	}
	Members::<T>::mutate(member, |stored| {
		if let Some(stored) = stored {
			stored.accounts = count;
		}
	});
	last
}

/// As many former seats as are kept in mind, of a member that there is not.
fn former_seats<T: Config>() {
	let all = (0..T::MaxFormerSeats::get()).map(|number| FormerSeat {
		validator: account("former", number, 0),
		member: MemberId::MAX,
		since: 0,
		ended: 0,
	});
	FormerSeats::<T>::put(frame_support::BoundedVec::truncate_from(all.collect()));
}

/// Let validators take seats until there are so many: as many as may be left of nobody's in the
/// consortium that matters here, the others of this member. The last one is this account.
fn seats<T: Config>(member: MemberId, count: u32, last: &T::AccountId) {
	former_seats::<T>();
	let others = T::MinValidators::get();
	let mut taken = 0;
	let mut seats = vec![];
	for number in 0..count {
		let own = number >= others;
		let validator = if number + 1 == count {
			last.clone()
		} else {
			account("validator", number, 0)
		};
		taken += u32::from(own);
		seats.push(Seat {
			validator,
			// A number that no member has.
			member: if own { member } else { MemberId::MAX },
			silent: 0,
			since: 0,
			guilty: false,
		});
	}
	Seats::<T>::put(frame_support::BoundedVec::truncate_from(seats));
	Members::<T>::mutate(member, |stored| {
		if let Some(stored) = stored {
			stored.seats_taken = taken;
		}
	});
}

fn some_keys<T: Config>() -> <T as pallet_session::Config>::Keys {
	Decode::decode(&mut TrailingZeroInput::zeroes()).expect("zeroes are keys")
}

fn set_keys<T: Config>(validator: &T::AccountId) {
	pallet_session::NextKeys::<T>::insert(validator, some_keys::<T>());
}

fn call_name(name: &[u8]) -> CallName {
	CallName::truncate_from(name.to_vec())
}

/// So many calls are paused for as long as can be.
fn pauses<T: Config>(count: u32) {
	let calls = <T as Config>::RuntimeCall::get_module_names()
		.iter()
		.filter(|pallet| !["Balances", "System"].contains(*pallet))
		.flat_map(|pallet| {
			let names = <T as Config>::RuntimeCall::get_call_names(pallet);
			names.iter().map(move |call| (*pallet, *call))
		});
	let mut paused = 0;
	for (pallet, call) in calls {
		if paused == count {
			break;
		}
		let names = (call_name(pallet.as_bytes()), call_name(call.as_bytes()));
		if Pallet::<T>::do_pause(names.0, names.1, T::MaxPause::get()).is_ok() {
			paused += 1;
		}
	}
	assert_eq!(paused, count);
}

/// A member's representative who can pay deposits.
fn rich_member<T: Config>() -> T::AccountId {
	let (_, representative) = members::<T>(1);
	let minimum = T::NativeBalance::minimum_balance();
	let amount = (minimum + T::SponsorshipDeposit::get()) * 10u32.into();
	assert_ok!(T::NativeBalance::mint_into(&representative, amount));
	representative
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn admit() -> Result<(), BenchmarkError> {
		let most = <T as Config>::MaxMembers::get();
		members::<T>(most - 1);
		let origin = council::<T>()?;
		let representative: T::AccountId = account("new", 0, 0);
		#[extrinsic_call]
		_(
			origin as T::RuntimeOrigin,
			name(),
			contact(),
			representative,
			all(),
			1,
		);
		assert_eq!(Members::<T>::count(), most);
		Ok(())
	}

	/// With so many accounts, and all the validators that can go at once.
	#[benchmark]
	fn expel(a: Linear<1, { <T as Config>::MaxAccounts::get() }>) -> Result<(), BenchmarkError> {
		let most = <T as Config>::MaxMembers::get();
		let (member, representative) = members::<T>(most);
		accounts::<T>(member, a);
		seats::<T>(member, <T as Config>::MaxValidators::get(), &representative);
		let origin = council::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, member);
		assert_eq!(Members::<T>::count(), most - 1);
		Ok(())
	}

	#[benchmark]
	fn set_roles() -> Result<(), BenchmarkError> {
		let (member, representative) = members::<T>(1);
		seats::<T>(member, <T as Config>::MaxValidators::get(), &representative);
		let origin = council::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, member, roles([]), 0);
		assert_eq!(Seats::<T>::get().len() as u32, T::MinValidators::get());
		Ok(())
	}

	#[benchmark]
	fn describe() {
		let (member, representative) = members::<T>(1);
		#[extrinsic_call]
		_(RawOrigin::Signed(representative), name(), contact());
		assert!(Members::<T>::contains_key(member));
	}

	#[benchmark]
	fn set_representative() {
		let (member, representative) = members::<T>(<T as Config>::MaxMembers::get());
		let to: T::AccountId = account("new", 0, 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(representative), to.clone());
		assert_eq!(
			Members::<T>::get(member).map(|member| member.representative),
			Some(to)
		);
	}

	#[benchmark]
	fn replace_representative() -> Result<(), BenchmarkError> {
		let (member, _) = members::<T>(<T as Config>::MaxMembers::get());
		let to: T::AccountId = account("new", 0, 0);
		let origin = council::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, member, to.clone());
		assert!(Representatives::<T>::get().contains(&to));
		Ok(())
	}

	#[benchmark]
	fn set_account() {
		let (member, representative) = members::<T>(1);
		seats::<T>(member, <T as Config>::MaxValidators::get(), &representative);
		let new: T::AccountId = account("new", 0, 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(representative), new.clone(), roles([]));
		assert!(Accounts::<T>::contains_key(new));
	}

	#[benchmark]
	fn remove_account() {
		let (member, representative) = members::<T>(1);
		let last = accounts::<T>(member, 2);
		seats::<T>(member, <T as Config>::MaxValidators::get(), &representative);
		#[extrinsic_call]
		_(RawOrigin::Signed(representative), last.clone());
		assert!(!Accounts::<T>::contains_key(last));
	}

	#[benchmark]
	fn take_seat() {
		let (member, representative) = members::<T>(1);
		let most = <T as Config>::MaxValidators::get();
		// None of its own: it would have too many of them.
		seats::<T>(MemberId::MAX, most - 1, &account("validator", most, 0));
		set_keys::<T>(&representative);
		#[extrinsic_call]
		_(RawOrigin::Signed(representative));
		assert_eq!(Seats::<T>::get().len() as u32, most);
		assert_eq!(
			Members::<T>::get(member).map(|one| one.seats_taken),
			Some(1)
		);
	}

	#[benchmark]
	fn replace_validator() {
		let (member, representative) = members::<T>(1);
		let most = <T as Config>::MaxValidators::get();
		let replaced: T::AccountId = account("replaced", 0, 0);
		seats::<T>(member, most, &replaced);
		set_keys::<T>(&representative);
		#[extrinsic_call]
		_(RawOrigin::Signed(representative.clone()), replaced);
		assert!(Pallet::<T>::has_seat(&representative));
	}

	/// The others' motions are all still open.
	#[benchmark]
	fn note_motion() {
		let (member, representative) = members::<T>(1);
		let open: alloc::vec::Vec<_> = (0..T::MaxMotions::get())
			.map(|number| T::Hashing::hash_of(&number))
			.collect();
		let others = open.iter().rev().skip(1).map(|hash| Motion {
			hash: *hash,
			member: MemberId::MAX,
		});
		Motions::<T>::put(frame_support::BoundedVec::truncate_from(others.collect()));
		T::OpenMotions::open_for_benchmark(open);
		#[block]
		{
			let noted = Pallet::<T>::note_motion(&representative);
			assert_eq!(noted, Ok(()));
		}
		assert_eq!(
			Motions::<T>::get().last().map(|motion| motion.member),
			Some(member)
		);
	}

	#[benchmark]
	fn leave_seat() {
		let (member, representative) = members::<T>(1);
		let most = <T as Config>::MaxValidators::get();
		seats::<T>(member, most, &representative);
		#[extrinsic_call]
		_(RawOrigin::Signed(representative));
		assert_eq!(Seats::<T>::get().len() as u32, most - 1);
	}

	#[benchmark]
	fn remove_validator() -> Result<(), BenchmarkError> {
		let (member, representative) = members::<T>(1);
		let most = <T as Config>::MaxValidators::get();
		seats::<T>(member, most, &representative);
		let origin = council::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, representative);
		assert_eq!(Seats::<T>::get().len() as u32, most - 1);
		Ok(())
	}

	#[benchmark]
	fn set_session_length() -> Result<(), BenchmarkError> {
		let origin = council::<T>()?;
		let blocks: BlockNumberFor<T> = T::MaxSessionLength::get();
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, blocks);
		assert_eq!(SessionLength::<T>::get(), blocks);
		Ok(())
	}

	/// Half of the validators have made blocks, the others lose their seats.
	#[benchmark]
	fn end_of_session() {
		let (member, representative) = members::<T>(1);
		let most = <T as Config>::MaxValidators::get();
		seats::<T>(member, most, &representative);
		let mut active = vec![];
		Seats::<T>::mutate(|seats| {
			for (number, seat) in seats.iter_mut().enumerate() {
				active.push(seat.validator.clone());
				if number % 2 == 0 {
					Authors::<T>::insert(&seat.validator, ());
				}
				seat.silent = T::MaxSilentSessions::get();
			}
		});
		pallet_session::Validators::<T>::put(active);
		#[block]
		{
			Pallet::<T>::end_of_session(0);
		}
		assert_eq!(Authors::<T>::iter().count(), 0);
	}

	/// The first block of a validator in a session.
	#[benchmark]
	fn note_author() {
		let author: T::AccountId = account("author", 0, 0);
		#[block]
		{
			Pallet::<T>::first_or_further_block(author.clone());
		}
		assert!(Authors::<T>::contains_key(author));
	}

	/// Of a validator that has left its seat: another one of its member ends.
	#[benchmark]
	fn on_offence() {
		let (member, representative) = members::<T>(1);
		let most = <T as Config>::MaxValidators::get();
		seats::<T>(member, most, &representative);
		let mut active: alloc::vec::Vec<_> = Seats::<T>::get()
			.into_iter()
			.map(|seat| seat.validator)
			.collect();
		let offender: T::AccountId = account("offender", 0, 0);
		active.push(offender.clone());
		pallet_session::Validators::<T>::put(active);
		FormerSeats::<T>::mutate(|all| {
			if let Some(last) = all.last_mut() {
				last.validator = offender.clone();
				last.member = member;
			}
		});
		let offence = OffenceDetails {
			offender: (offender, ()),
			reporters: alloc::vec::Vec::<T::AccountId>::new(),
		};
		#[block]
		{
			Pallet::<T>::on_offence(&[offence], &[Perbill::one()], 0);
		}
		assert_eq!(Seats::<T>::get().len() as u32, most - 1);
		assert_ok!(Pallet::<T>::do_end_seat(
			&account("validator", most - 2, 0),
			SeatEnd::Left
		));
	}

	/// The call itself is paid for besides.
	#[benchmark]
	fn enact() -> Result<(), BenchmarkError> {
		let origin =
			T::EnactOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
		let call = frame_system::Call::<T>::remark { remark: vec![] };
		#[extrinsic_call]
		_(
			origin as T::RuntimeOrigin,
			alloc::boxed::Box::new(call.into()),
		);
		Ok(())
	}

	#[benchmark]
	fn pause_call() -> Result<(), BenchmarkError> {
		let most = T::MaxPauses::get();
		pauses::<T>(most - 1);
		let origin = council::<T>()?;
		#[extrinsic_call]
		_(
			origin as T::RuntimeOrigin,
			call_name(b"Balances"),
			call_name(b"burn"),
			T::MaxPause::get(),
		);
		assert_eq!(Paused::<T>::get().len() as u32, most);
		Ok(())
	}

	#[benchmark]
	fn resume_call() -> Result<(), BenchmarkError> {
		let most = T::MaxPauses::get();
		pauses::<T>(most - 1);
		let names = (call_name(b"Balances"), call_name(b"burn"));
		let blocks = T::MaxPause::get();
		Pallet::<T>::do_pause(names.0.clone(), names.1.clone(), blocks)?;
		let origin = council::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, names.0, names.1);
		assert_eq!(Paused::<T>::get().len() as u32, most - 1);
		Ok(())
	}

	/// What is looked at before the sessions take the keys away.
	#[benchmark]
	fn purge_keys() {
		let (member, representative) = members::<T>(1);
		let most = <T as Config>::MaxValidators::get();
		seats::<T>(member, most, &representative);
		let who: T::AccountId = account("nobody", 0, 0);
		let keys = some_keys::<T>();
		let all: alloc::vec::Vec<_> = Seats::<T>::get()
			.into_iter()
			.map(|seat| seat.validator)
			.collect();
		pallet_session::QueuedKeys::<T>::put(
			all.iter()
				.map(|validator| (validator.clone(), keys.clone()))
				.collect::<alloc::vec::Vec<_>>(),
		);
		pallet_session::Validators::<T>::put(all);
		let unused;
		#[block]
		{
			unused = Pallet::<T>::ensure_keys_unused(&who);
		}
		assert_ok!(unused);
	}

	#[benchmark]
	fn sponsor() {
		let payer = rich_member::<T>();
		let new: T::AccountId = account("device", 0, 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(payer), new.clone(), 1u32.into());
		assert!(Sponsorships::<T>::contains_key(new));
	}

	#[benchmark]
	fn unsponsor() -> Result<(), BenchmarkError> {
		let payer = rich_member::<T>();
		let device: T::AccountId = account("device", 0, 0);
		Pallet::<T>::do_sponsor(payer.clone(), device.clone(), 1u32.into())?;
		#[extrinsic_call]
		_(RawOrigin::Signed(payer), device.clone());
		assert!(!Sponsorships::<T>::contains_key(device));
		Ok(())
	}

	/// What a transaction costs more if somebody else pays its fee and gets a part back.
	#[benchmark]
	fn sponsored() -> Result<(), BenchmarkError> {
		let payer = rich_member::<T>();
		let device: T::AccountId = account("device", 0, 0);
		Pallet::<T>::do_sponsor(payer.clone(), device.clone(), 9u32.into())?;
		#[block]
		{
			let found = Pallet::<T>::sponsor_for(&device, 5u32.into());
			assert_eq!(found.as_ref(), Some(&payer));
			// The sponsor's account, from which the fee is taken and to which a part goes back.
			let account = frame_system::Account::<T>::get(&payer);
			frame_system::Account::<T>::insert(&payer, account);
			Pallet::<T>::note_sponsored(&device, 5u32.into());
			Pallet::<T>::note_refunded(&device, 1u32.into());
		}
		assert_eq!(
			Sponsorships::<T>::get(device).map(|sponsorship| sponsorship.used),
			Some(4u32.into())
		);
		Ok(())
	}

	/// At the begin of a block.
	#[benchmark]
	fn no_call_due() {
		let most = T::MaxPauses::get();
		pauses::<T>(most);
		let named = times_named::<T>();
		#[block]
		{
			Pallet::<T>::on_initialize(0u32.into());
		}
		assert_eq!(Paused::<T>::get().len(), most as usize);
		assert_eq!(times_named::<T>(), named + 1);
	}

	/// As many as can be paused are resumed at once.
	#[benchmark]
	fn calls_due() {
		pauses::<T>(T::MaxPauses::get());
		let named = times_named::<T>();
		#[block]
		{
			Pallet::<T>::on_initialize(BlockNumberFor::<T>::max_value());
		}
		assert!(Paused::<T>::get().is_empty());
		assert_eq!(times_named::<T>(), named + 1);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::empty(), crate::mock::Test);
}
