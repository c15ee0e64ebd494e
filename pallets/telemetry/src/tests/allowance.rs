// SPDX-License-Identifier: Apache-2.0

use proptest::prelude::*;

use crate::Allowance;

proptest! {
	/// However often it is asked, as many come back as intervals have passed, and never more than
	/// the burst.
	#[test]
	fn asking_in_between_makes_no_difference(
		steps in proptest::collection::vec(0u64..500, 0..40),
		interval in 1u64..100,
		left in 0u32..8,
	) {
		let burst = 8;
		let begin = Allowance { left, at: 1000 };
		let mut often = begin;
		let mut now = 1000;
		for step in steps {
			now += step;
			often = often.refilled(now, interval, burst);
			let once = begin.refilled(now, interval, burst);
			prop_assert_eq!(often.left, once.left);
			prop_assert!(often.left <= burst);
			prop_assert_eq!(u64::from(once.left), (u64::from(left) + (now - 1000) / interval).min(8));
		}
	}
}
