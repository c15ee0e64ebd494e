// SPDX-License-Identifier: Apache-2.0

//! Headers are read as the SDK reads them, and what can not be followed is refused.

#![allow(clippy::unwrap_used)]

mod common;

use codec::{Decode, Encode};
use common::{change, consensus, key, Chain, SdkHeader, FIRST_SLOT, SLOT_DURATION};
use proptest::prelude::*;
use samul_primitives::header::CHAIN_ENGINE;
use samul_verifier::{
	limits::{MAX_AUTHORITIES, MAX_DIGEST_ITEMS, MAX_HEADER_BYTES},
	Error, Header,
};
use sp_consensus_grandpa::{AuthorityId, ConsensusLog, ScheduledChange, GRANDPA_ENGINE_ID};
use sp_core::Pair;
use sp_runtime::{traits::Header as _, Digest, DigestItem};

fn with_items(logs: Vec<DigestItem>) -> Vec<u8> {
	SdkHeader::new(
		5,
		[3; 32].into(),
		[4; 32].into(),
		[5; 32].into(),
		Digest { logs },
	)
	.encode()
}

fn change_of(items: Vec<DigestItem>) -> Result<Option<usize>, Error> {
	let bytes = with_items(items);
	let change = Header::decode(&bytes)?.scheduled_change()?;
	Ok(change.map(|authorities| authorities.as_slice().len()))
}

fn any_item() -> impl Strategy<Value = DigestItem> {
	let engine = prop_oneof![Just(*b"aura"), Just(*b"FRNK"), any::<[u8; 4]>()];
	let data = proptest::collection::vec(any::<u8>(), 0..90);
	(0..5u8, engine, data).prop_map(|(kind, engine, data)| match kind {
		0 => DigestItem::PreRuntime(engine, data),
		1 => DigestItem::Consensus(engine, data),
		2 => DigestItem::Seal(engine, data),
		3 => DigestItem::Other(data),
		_ => DigestItem::RuntimeEnvironmentUpdated,
	})
}

proptest! {
	#[test]
	fn any_header_is_read_as_the_sdk_does(
		number: u32,
		hashes: [[u8; 32]; 3],
		logs in proptest::collection::vec(any_item(), 0..=MAX_DIGEST_ITEMS),
	) {
		let [parent, state, extrinsics] = hashes;
		let sdk = SdkHeader::new(
			number,
			extrinsics.into(),
			state.into(),
			parent.into(),
			Digest { logs },
		);
		let bytes = sdk.encode();
		let header = Header::decode(&bytes).unwrap();
		prop_assert_eq!(*header.hash(), sdk.hash().0);
		prop_assert_eq!(header.number(), number);
		prop_assert_eq!(*header.parent_hash(), parent);
		prop_assert_eq!(*header.state_root(), state);
		let slots = sdk.digest.logs.iter().filter_map(|item| match item {
			DigestItem::PreRuntime([b'a', b'u', b'r', b'a'], data) => Some(data),
			_ => None,
		}).collect::<Vec<_>>();
		let slot = match slots.as_slice() {
			[slot] if slot.len() == 8 => Ok(u64::decode(&mut slot.as_slice()).unwrap()),
			_ => Err(Error::NoSlot),
		};
		prop_assert_eq!(header.slot(), slot);
	}

	#[test]
	fn bytes_are_a_header_if_they_are_one_to_the_sdk(
		number: u32,
		logs in proptest::collection::vec(any_item(), 0..5),
		at: prop::sample::Index,
		byte: u8,
	) {
		let sdk = SdkHeader::new(
			number, [3; 32].into(), [4; 32].into(), [5; 32].into(), Digest { logs });
		let mut bytes = sdk.encode();
		let at = at.index(bytes.len());
		bytes[at] = byte;
		match (Header::decode(&bytes), SdkHeader::decode(&mut bytes.as_slice())) {
			(Ok(header), Ok(sdk)) => {
				prop_assert_eq!(*header.hash(), sdk.hash().0);
				prop_assert_eq!(&sdk.encode(), &bytes);
			}
			(Ok(_), Err(_)) => prop_assert!(false, "read what the SDK does not"),
			// What the SDK leaves unread is refused, and so are more items than are looked at.
			(Err(_), Ok(sdk)) => prop_assert!(
				sdk.encode().len() < bytes.len() || sdk.digest.logs.len() > MAX_DIGEST_ITEMS
			),
			(Err(_), Err(_)) => {}
		}
	}
}

#[test]
fn change_of_authorities_is_read() {
	let (old, new) = (
		Chain::new([1; 32], &[1, 2, 3, 4]),
		Chain::new([1; 32], &[2, 3, 4, 5, 6]),
	);
	let bytes = old.last_block(20, &new).encode();
	let header = Header::decode(&bytes).unwrap();
	assert_eq!(
		header.scheduled_change().unwrap().unwrap().as_slice(),
		new.authorities()
	);
	assert_eq!(
		header.time(SLOT_DURATION),
		Ok((FIRST_SLOT + 20) * SLOT_DURATION)
	);
	let bytes = old.block(20, Vec::new()).encode();
	assert_eq!(Header::decode(&bytes).unwrap().scheduled_change(), Ok(None));
	// What is not a change does not make one.
	assert_eq!(
		change_of(vec![consensus(&ConsensusLog::OnDisabled(2))]),
		Ok(None)
	);
	assert_eq!(
		change_of(vec![consensus(&ConsensusLog::Pause(2))]),
		Ok(None)
	);
	assert_eq!(
		change_of(vec![DigestItem::Consensus(*b"BEEF", vec![1])]),
		Ok(None)
	);
	let DigestItem::Consensus(_, data) = change(&new, 0) else {
		unreachable!()
	};
	assert_eq!(
		change_of(vec![DigestItem::PreRuntime(GRANDPA_ENGINE_ID, data)]),
		Ok(None)
	);
}

#[test]
fn changes_that_can_not_be_followed_are_refused() {
	let next = Chain::new([1; 32], &[1, 2, 3, 4]);
	assert_eq!(change_of(vec![change(&next, 1)]), Err(Error::DelayedChange));
	let scheduled = ScheduledChange {
		next_authorities: Vec::new(),
		delay: 0,
	};
	let forced = consensus(&ConsensusLog::ForcedChange(3, scheduled.clone()));
	assert_eq!(change_of(vec![forced.clone()]), Err(Error::ForcedChange));
	// It takes precedence over one that is scheduled.
	assert_eq!(
		change_of(vec![change(&next, 0), forced]),
		Err(Error::ForcedChange)
	);
	assert_eq!(
		change_of(vec![change(&next, 0), change(&next, 0)]),
		Err(Error::MalformedChange)
	);
	assert_eq!(
		change_of(vec![DigestItem::Consensus(GRANDPA_ENGINE_ID, Vec::new())]),
		Err(Error::MalformedChange)
	);
	let DigestItem::Consensus(engine, data) = change(&next, 0) else {
		unreachable!()
	};
	for length in 1..data.len() {
		let cut = DigestItem::Consensus(engine, data[..length].to_vec());
		assert_eq!(change_of(vec![cut]), Err(Error::MalformedChange));
	}
	let mut longer = data;
	longer.push(0);
	assert_eq!(
		change_of(vec![DigestItem::Consensus(engine, longer)]),
		Err(Error::MalformedChange)
	);
}

#[test]
fn authorities_are_some_each_once_and_with_weight() {
	let id = |seed: u8| AuthorityId::from(key(seed).public());
	let of = |next_authorities| {
		change_of(vec![consensus(&ConsensusLog::ScheduledChange(
			ScheduledChange {
				next_authorities,
				delay: 0,
			},
		))])
	};
	assert_eq!(of(vec![(id(1), u64::MAX - 1), (id(2), 1)]), Ok(Some(2)));
	assert_eq!(of(Vec::new()), Err(Error::BadAuthorities));
	assert_eq!(
		of(vec![(id(1), 1), (id(2), 1), (id(1), 1)]),
		Err(Error::BadAuthorities)
	);
	assert_eq!(of(vec![(id(1), 1), (id(2), 0)]), Err(Error::BadAuthorities));
	assert_eq!(
		of(vec![(id(1), u64::MAX), (id(2), 1)]),
		Err(Error::BadAuthorities)
	);
	let many = (0..=MAX_AUTHORITIES)
		.map(|seed| (id(seed as u8), 1))
		.collect::<Vec<_>>();
	assert_eq!(
		of(many[..MAX_AUTHORITIES].to_vec()),
		Ok(Some(MAX_AUTHORITIES))
	);
	assert_eq!(of(many), Err(Error::BadAuthorities));
}

#[test]
fn sizes_are_bounded() {
	let other = |length| DigestItem::Other(vec![0; length]);
	let item = with_items(vec![other(MAX_HEADER_BYTES - 200)]);
	let fits = with_items(vec![other(
		MAX_HEADER_BYTES - item.len() + MAX_HEADER_BYTES - 200,
	)]);
	assert_eq!(fits.len(), MAX_HEADER_BYTES);
	assert!(Header::decode(&fits).is_ok());
	let longer = with_items(vec![other(
		MAX_HEADER_BYTES - item.len() + MAX_HEADER_BYTES - 199,
	)]);
	assert_eq!(Header::decode(&longer).err(), Some(Error::HeaderTooLong));
	let most = with_items(vec![other(0); MAX_DIGEST_ITEMS]);
	assert!(Header::decode(&most).is_ok());
	let more = with_items(vec![other(0); MAX_DIGEST_ITEMS + 1]);
	assert_eq!(Header::decode(&more).err(), Some(Error::TooManyDigestItems));
	let mut followed = with_items(Vec::new());
	followed.push(0);
	assert_eq!(
		Header::decode(&followed).err(),
		Some(Error::MalformedHeader)
	);
}

#[test]
fn a_block_is_of_one_chain() {
	let chain = |data: &[u8]| DigestItem::Consensus(CHAIN_ENGINE, data.to_vec());
	let of = |items| {
		let bytes = with_items(items);
		Header::decode(&bytes).unwrap().genesis().copied()
	};
	assert_eq!(of(vec![chain(&[7; 32])]), Ok([7; 32]));
	assert_eq!(of(Vec::new()), Err(Error::NoGenesis));
	for wrong in [&[7; 31][..], &[7; 33], &[]] {
		assert_eq!(of(vec![chain(wrong)]), Err(Error::NoGenesis));
		assert_eq!(
			of(vec![chain(wrong), chain(&[7; 32])]),
			Err(Error::NoGenesis)
		);
	}
	assert_eq!(
		of(vec![chain(&[7; 32]), chain(&[7; 32])]),
		Err(Error::NoGenesis)
	);
	// Only the runtime says it.
	for other in [
		DigestItem::PreRuntime(CHAIN_ENGINE, vec![7; 32]),
		DigestItem::Seal(CHAIN_ENGINE, vec![7; 32]),
		DigestItem::Consensus(*b"smul", vec![7; 32]),
	] {
		assert_eq!(of(vec![other.clone()]), Err(Error::NoGenesis));
		assert_eq!(of(vec![other, chain(&[8; 32])]), Ok([8; 32]));
	}
}

#[test]
fn a_block_has_one_slot_that_can_be_told() {
	let slot = |slot: u64| DigestItem::PreRuntime(*b"aura", slot.encode());
	let of = |items| {
		Header::decode(&with_items(items))
			.unwrap()
			.time(SLOT_DURATION)
	};
	assert_eq!(of(vec![slot(4)]), Ok(8000));
	assert_eq!(of(Vec::new()), Err(Error::NoSlot));
	assert_eq!(of(vec![slot(4), slot(4)]), Err(Error::NoSlot));
	assert_eq!(
		of(vec![DigestItem::PreRuntime(*b"aura", vec![0; 9])]),
		Err(Error::NoSlot)
	);
	assert_eq!(
		of(vec![DigestItem::PreRuntime(*b"BABE", vec![0; 8])]),
		Err(Error::NoSlot)
	);
	assert_eq!(
		of(vec![slot(u64::MAX / SLOT_DURATION)]),
		Ok(u64::MAX / SLOT_DURATION * 2000)
	);
	assert_eq!(
		of(vec![slot(u64::MAX / SLOT_DURATION + 1)]),
		Err(Error::TimeOverflow)
	);
}
