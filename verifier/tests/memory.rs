// SPDX-License-Identifier: Apache-2.0

//! How much of the heap a message takes at the most, whatever it is.

#![allow(clippy::unwrap_used)]
#![allow(unsafe_code, reason = "an allocator that counts")]

mod common;

use std::{
	alloc::{GlobalAlloc, Layout, System},
	sync::atomic::{AtomicUsize, Ordering::SeqCst},
};

use codec::{Compact, Encode};
use common::{clock, message, vote, Chain, Parts, ABSENT_KEY, RIGHT_KEY};
use samul_primitives::trie::MAX_DEPTH;
use samul_verifier::{
	limits::{MAX_AUTHORITIES, MAX_PROOF_BYTES},
	Error, Message, Trust,
};

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

struct Counting;

// SAFETY: all is left to the system's allocator.
unsafe impl GlobalAlloc for Counting {
	unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
		PEAK.fetch_max(NOW.fetch_add(layout.size(), SeqCst) + layout.size(), SeqCst);
		// SAFETY: as the caller of this.
		unsafe { System.alloc(layout) }
	}

	unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
		NOW.fetch_sub(layout.size(), SeqCst);
		// SAFETY: as the caller of this.
		unsafe { System.dealloc(pointer, layout) }
	}
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What firmware does with a message, and the most of the heap that it took besides the message
/// and what it knew before.
fn peak_of(trust: &mut Trust, bytes: &[u8], number: u32) -> (Result<(), Error>, usize) {
	let before = NOW.load(SeqCst);
	PEAK.store(before, SeqCst);
	let result = (|| {
		let message = Message::decode(bytes)?;
		trust.advance(&message.set_changes)?;
		if let Some(read) = &message.read {
			trust.verify(read, &[RIGHT_KEY, ABSENT_KEY], &clock(number))?;
		}
		Ok(())
	})();
	(result, PEAK.load(SeqCst) - before)
}

/// One test, so that no other allocates meanwhile.
#[test]
fn heap_is_bounded() {
	// Four validators, with a change of them.
	let first = Chain::new([1; 32], &[1, 2, 3, 4]);
	let second = Chain {
		set_id: 8,
		..Chain::new([1; 32], &[3, 4, 5, 6])
	};
	let change = first.hand_over(&first.last_block(50, &second), &[]);
	let read = second.hand_over(&second.block(60, Vec::new()), &[RIGHT_KEY, ABSENT_KEY]);
	let usual = message(&[change], Some(&read));
	let mut trust = first.trust();
	let (result, peak) = peak_of(&mut trust, &usual, 60);
	assert_eq!(result, Ok(()));
	assert!(peak < 4 * 1024, "{peak}");

	// A proof as deep as a relay can make it: branches, each with the one child that the key goes to.
	let block = second.block(60, Vec::new());
	let digits = RIGHT_KEY.iter().flat_map(|byte| [byte >> 4, byte & 15]);
	let branches = digits.map(|digit| (3u8, 1u16 << digit).encode());
	let deep = Parts {
		proof: branches.take(MAX_DEPTH).flatten().collect(),
		..second.hand_over(&block, &[RIGHT_KEY])
	};
	let (result, peak) = peak_of(&mut trust.clone(), &message(&[], Some(&deep)), 60);
	assert_eq!(result, Err(Error::ProofTooDeep));
	assert!(peak < 16 * 1024, "{peak}");

	// As many validators as there may be, all of whom contradict themselves.
	let seeds = (0..MAX_AUTHORITIES as u8).collect::<Vec<_>>();
	let many = Chain::new([1; 32], &seeds);
	let block = many.block(60, Vec::new());
	let mut full = many.hand_over(&block, &[RIGHT_KEY, ABSENT_KEY]);
	let (result, peak) = peak_of(&mut many.trust(), &message(&[], Some(&full)), 60);
	assert_eq!(result, Ok(()));
	assert!(peak < 32 * 1024, "{peak}");
	let mut twice = many.justify(&block, &[]);
	let hash = block.hash().0;
	for key in &many.keys[..110] {
		twice
			.commit
			.precommits
			.push(vote(key, many.set_id, hash, 60, 3));
		twice
			.commit
			.precommits
			.push(vote(key, many.set_id, [9; 32], 60, 3));
	}
	full.justification = twice.encode();
	let (result, peak) = peak_of(&mut many.trust(), &message(&[], Some(&full)), 60);
	assert_eq!(result, Err(Error::BrokenAncestry));
	assert!(peak < 32 * 1024, "{peak}");

	// As long a proof as there may be, after what is in order.
	full = many.hand_over(&block, &[RIGHT_KEY, ABSENT_KEY]);
	full.proof.resize(MAX_PROOF_BYTES, 0);
	let (result, peak) = peak_of(&mut many.trust(), &message(&[], Some(&full)), 60);
	assert_eq!(result, Err(Error::MalformedProof));
	assert!(peak < 32 * 1024, "{peak}");

	// Lengths that promise much: nothing is taken for them.
	for at in 0..usual.len() {
		for length in [1 << 14, 1 << 29, u32::MAX] {
			let bytes = [&usual[..at], &Compact(length).encode(), &usual[at + 1..]].concat();
			let (result, peak) = peak_of(&mut first.trust(), &bytes, 60);
			assert!(result.is_err());
			assert!(peak < 8 * 1024, "{peak} at {at}");
		}
	}
	// The same inside of a justification and a header.
	for at in 0..read.justification.len() {
		let compact = Compact(200u32).encode();
		let [before, after] = [&read.justification[..at], &read.justification[at + 1..]];
		let parts = Parts {
			justification: [before, &compact, after].concat(),
			..read.clone()
		};
		let (result, peak) = peak_of(&mut trust.clone(), &message(&[], Some(&parts)), 60);
		assert!(result.is_err());
		assert!(peak < 16 * 1024, "{peak} at {at}");
	}
}
