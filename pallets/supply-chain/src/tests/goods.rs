// SPDX-License-Identifier: Apache-2.0

use frame_support::assert_noop;
use proptest::prelude::*;

use crate::{
	gs1::{checks, GoodsId},
	mock::*,
	Error,
};

fn gtin(gtin: &[u8; 14], lot: &[u8]) -> GoodsId {
	GoodsId::Gtin {
		gtin: *gtin,
		lot: lot.to_vec().try_into().unwrap(),
	}
}

#[test]
fn keys_that_gs1_publishes_check() {
	// EPC Tag Data Standard: the examples of SSCC, GTIN and GLN; a book; a GTIN-8.
	for key in [
		&b"106141412345678908"[..],
		b"80614141123458",
		b"0614141123452",
		b"9780306406157",
		b"96385074",
	] {
		assert!(checks(key), "{}", String::from_utf8_lossy(key));
	}
	assert!(!checks(b""));
	assert!(!checks(b"06141411234S2"));
}

#[test]
fn goods_are_what_their_digits_say() {
	assert!(GoodsId::Sscc(SSCC).is_valid());
	assert!(gtin(&GTIN, b"").is_valid());
	assert!(gtin(&GTIN, b"L-2026/11").is_valid());
	assert!(!gtin(&GTIN, b"a lot").is_valid());
	assert!(!gtin(&GTIN, "été".as_bytes()).is_valid());
	assert!(!gtin(b"80614141123459", b"").is_valid());
	assert!(!GoodsId::Sscc(*b"106141412345678907").is_valid());
}

#[test]
fn goods_that_do_not_check_are_not_shipped() {
	run(|| {
		let mut terms = bare();
		terms.goods = vec![gtin(&GTIN, b"7"), GoodsId::Sscc([b'1'; 18])]
			.try_into()
			.unwrap();
		assert_noop!(
			SupplyChain::propose(by(BUYER), terms.clone()),
			Error::<Test>::BadGoods
		);
		terms.goods = Default::default();
		assert_noop!(
			SupplyChain::propose(by(BUYER), terms),
			Error::<Test>::BadGoods
		);
	});
}

#[test]
fn places_are_glns_or_geo_uris() {
	let valid = |place: &[u8]| {
		let mut event = event(NOW);
		event.read_point = place.to_vec().try_into().unwrap();
		event.has_valid_place()
	};
	for place in [GLN, b"geo:53.5459,9.9686", b"geo:53.5459,9.9686,3;u=20"] {
		assert!(valid(place));
	}
	for place in [
		&b""[..],
		b"geo:",
		b"geo:53 9",
		b"Hamburg",
		b"0614141123453",
		// One that checks, but is no GLN.
		b"96385074",
	] {
		assert!(!valid(place), "{}", String::from_utf8_lossy(place));
	}
}

proptest! {
	/// Of the ten last digits one checks, and no single wrong digit goes unseen.
	#[test]
	fn one_digit_checks(
		digits in proptest::collection::vec(0u8..10, 7..18),
		place in 0usize..18,
		change in 1u8..10,
	) {
		let keys: Vec<Vec<u8>> = (0..10)
			.map(|last| digits.iter().chain([&last]).map(|digit| b'0' + digit).collect())
			.collect();
		let good: Vec<_> = keys.iter().filter(|key| checks(key)).collect();
		prop_assert_eq!(good.len(), 1);
		let mut key = good[0].clone();
		let place = place % key.len();
		key[place] = b'0' + (key[place] - b'0' + change) % 10;
		prop_assert!(!checks(&key));
	}
}
