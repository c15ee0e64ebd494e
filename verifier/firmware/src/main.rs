// SPDX-License-Identifier: Apache-2.0

//! The verifier, linked for a microcontroller: how much code it takes with all that it needs.
//!
//! ```sh
//! cargo build --release --target thumbv7em-none-eabihf
//! size target/thumbv7em-none-eabihf/release/samul-verifier-firmware
//! ```
//!
//! There is no hardware behind it: bytes come from where the linker can not know them, so that nothing is
//! left out, and the allocator never gives back.

#![no_std]
#![no_main]

use core::{
	alloc::{GlobalAlloc, Layout},
	cell::UnsafeCell,
	hint::black_box,
	panic::PanicInfo,
};

use samul_primitives::{
	access::{Permissions, Subject},
	DeviceId, Signature,
};
use samul_verifier::{
	access::{Hints, Lock, Request},
	Clock, Message, Trust,
};

const HEAP: usize = 64 * 1024;

/// Memory that is handed out from its beginning on.
struct Bump(UnsafeCell<(usize, [u8; HEAP])>);

// SAFETY: there is one thread.
unsafe impl Sync for Bump {}

// SAFETY: what is handed out lies within the array, is aligned, and is handed out once.
unsafe impl GlobalAlloc for Bump {
	unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
		// SAFETY: there is one thread, and no reference outlives this.
		let (used, memory) = unsafe { &mut *self.0.get() };
		let start = memory.as_mut_ptr();
		let padding = start.wrapping_add(*used).align_offset(layout.align());
		let from = used.saturating_add(padding);
		let until = from.saturating_add(layout.size());
		if until > HEAP {
			return core::ptr::null_mut();
		}
		*used = until;
		start.wrapping_add(from)
	}

	unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static ALLOCATOR: Bump = Bump(UnsafeCell::new((0, [0; HEAP])));

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
	loop {}
}

/// Whether to open.
fn is_let_in(bytes: &[u8], answer: &Signature, number: u64) -> Option<usize> {
	let mut trust = Trust::decode(bytes).ok()?;
	let message = Message::decode(bytes).ok()?;
	let hints = Hints::decode(bytes).ok()?;
	let genesis = *trust.genesis();
	let lock = Lock {
		device: DeviceId(genesis),
		resource: number,
	};
	let subject = black_box(Subject::Account(genesis));
	let request =
		Request::new(&genesis, lock, subject, Permissions::ENTER, &genesis, number).ok()?;
	black_box(request.challenge());
	let clock = Clock {
		now: number,
		max_age: number,
		tolerance: number,
	};
	let used = |_, used| used;
	let admitted = request.decide(&mut trust, &message, &hints, answer, &clock, used);
	let receipt = admitted.ok()?.receipt(&genesis, number, |message| {
		black_box(message);
		*answer
	});
	black_box(&receipt);
	Some(trust.encode().len())
}

/// Where the microcontroller begins.
#[no_mangle]
pub extern "C" fn _start() -> ! {
	let bytes = black_box([7u8; 64]);
	let answer = black_box(Signature::Ed25519(bytes));
	loop {
		black_box(is_let_in(black_box(&bytes), &answer, black_box(9)));
	}
}
