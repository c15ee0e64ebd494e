// SPDX-License-Identifier: Apache-2.0

use proptest::prelude::*;
use samul_primitives::access::Subject;
use sp_runtime::AccountId32;

use crate::{
	mock::{rights::Book, *},
	types::{Order, Status, Tariff},
	Agreements, TariffOf, Tariffs,
};

/// Something that somebody does.
#[derive(Debug, Clone)]
enum Step {
	Wait(u64),
	Set(u8, u8, bool),
	Remove(u8),
	Buy(u8, u8, u64, u64, u32, u128),
	Use(u8, u32),
	Read(i64),
	GiveBack(u8, u8),
	Cancel(u8, u8),
	Conclude(u8, u8),
	Claim(u8, u128),
	Accept(u8),
	Dispute(u8),
	Rule(u8, u128),
	Sell(bool),
	Freeze(bool),
	Block(bool),
}

fn step() -> impl Strategy<Value = Step> {
	let any = any::<u8>;
	prop_oneof![
		4 => prop_oneof![0..3 * MINUTE, 0..5 * HOUR, 0..3 * DAY].prop_map(Step::Wait),
		2 => (0u8..4, 0u8..5, proptest::bool::ANY).prop_map(|(a, b, c)| Step::Set(a, b, c)),
		1 => (0u8..4).prop_map(Step::Remove),
		6 => (0u8..4, any(), 0..3 * HOUR, 1..9 * HOUR, 0u32..9, 0..6_000u128)
			.prop_map(|(a, b, c, d, e, f)| Step::Buy(a, b, c, d, e, f)),
		2 => (any(), 1u32..4).prop_map(|(a, b)| Step::Use(a, b)),
		4 => prop_oneof![Just(0), -900..9_000i64].prop_map(Step::Read),
		4 => (any(), 0u8..5).prop_map(|(a, b)| Step::GiveBack(a, b)),
		2 => (any(), 0u8..5).prop_map(|(a, b)| Step::Cancel(a, b)),
		6 => (any(), 0u8..5).prop_map(|(a, b)| Step::Conclude(a, b)),
		5 => (any(), 0..6_000u128).prop_map(|(a, b)| Step::Claim(a, b)),
		1 => any().prop_map(Step::Accept),
		4 => any().prop_map(Step::Dispute),
		4 => (any(), 0..3_000u128).prop_map(|(a, b)| Step::Rule(a, b)),
		1 => proptest::bool::ANY.prop_map(Step::Sell),
		1 => proptest::bool::ANY.prop_map(Step::Freeze),
		1 => proptest::bool::ANY.prop_map(Step::Block),
	]
}

fn somebody(number: u8) -> AccountId32 {
	let all = [PAYER, OWNER, DRIVER, OTHER, ARBITER];
	all[usize::from(number) % all.len()].clone()
}

fn a_tariff(kind: u8, meter: &Meter, asset: bool) -> TariffOf<Test> {
	let tariff = match kind {
		0 => by_the_hour(),
		1 => flat(),
		2 => Tariff {
			window: HOUR,
			..car()
		},
		3 => turnstile(),
		_ => charging(meter.stream),
	};
	Tariff {
		asset: if asset { ASSET } else { NATIVE },
		..tariff
	}
}

/// One of the rights that there are agreements on.
fn one_of(number: u8) -> u64 {
	one_that(number, |_| true)
}

/// One of those whose agreements have come so far.
fn one_that(number: u8, has_come: impl Fn(Status) -> bool) -> u64 {
	let mut rights: Vec<_> = Agreements::<Test>::iter()
		.filter(|(_, agreement)| has_come(agreement.status))
		.map(|(right, _)| right)
		.collect();
	rights.sort_unstable();
	let place = usize::from(number) % rights.len().max(1);
	rights.get(place).copied().unwrap_or(0)
}

/// What a step does may be refused: then it changes nothing.
fn take(step: Step, meter: &mut Meter) {
	let now = pallet_timestamp::Now::<Test>::get();
	let owner = Book::get().owners[&CHARGER].clone();
	let _ = match step {
		Step::Wait(time) => {
			pass(time);
			Ok(())
		}
		Step::Set(number, kind, asset) => {
			let tariff = a_tariff(kind, meter, asset);
			Market::set_tariff(by(owner), CHARGER, number, Box::new(tariff))
		}
		Step::Remove(number) => Market::remove_tariff(by(owner), CHARGER, number),
		Step::Buy(number, seed, from, time, uses, limit) => {
			let Some(offer) = Tariffs::<Test>::get(CHARGER, number) else {
				return;
			};
			let prices = offer.tariff.prices;
			let from = if from < HOUR { now } else { now + from };
			let order = Order {
				subject: Subject::Account([seed % 8; 32]),
				from,
				until: from + time,
				uses: (prices.each_use > 0).then_some(uses),
				limit: if prices.meter.is_some() { limit } else { 0 },
			};
			let hash = offer.tariff.hash(CHARGER, &offer.provider);
			let payer = if seed % 3 == 0 { OTHER } else { PAYER };
			Market::buy(by(payer), CHARGER, number, hash, order)
		}
		Step::Use(right, times) => {
			use_it(one_of(right), times);
			Ok(())
		}
		Step::Read(value) => {
			let last = pallet_telemetry::Streams::<Test>::get(meter.stream)
				.unwrap()
				.head
				.last_time;
			if last.is_none_or(|last| last < now) {
				meter.send(&[(now, value)]);
			}
			Ok(())
		}
		Step::GiveBack(right, who) => Market::give_back(by(somebody(who)), one_of(right)),
		Step::Cancel(right, who) => Market::cancel(by(somebody(who)), one_of(right)),
		Step::Conclude(right, who) => Market::conclude(by(somebody(who)), one_of(right)),
		Step::Claim(right, amount) => {
			let right = one_that(right, |status| status == Status::Settled);
			Market::claim(by(OWNER), right, amount)
		}
		Step::Accept(right) => {
			let right = one_that(right, |status| matches!(status, Status::Claimed { .. }));
			Market::accept_claim(by(PAYER), right)
		}
		Step::Dispute(right) => {
			let right = one_that(right, |status| matches!(status, Status::Claimed { .. }));
			Market::dispute(by(PAYER), right)
		}
		Step::Rule(right, amount) => {
			let right = one_that(right, |status| matches!(status, Status::Disputed { .. }));
			Market::rule(by(ARBITER), right, amount)
		}
		Step::Sell(away) => {
			let to = if away { OTHER } else { OWNER };
			Book::change(|book| book.owners.insert(CHARGER, to));
			Ok(())
		}
		Step::Freeze(freeze) => {
			let _ = if freeze {
				Assets::freeze_asset(by(ISSUER), 7)
			} else {
				Assets::thaw_asset(by(ISSUER), 7)
			};
			Ok(())
		}
		Step::Block(block) => {
			let _ = if block {
				Assets::block(by(ISSUER), 7, PAYER)
			} else {
				Assets::thaw(by(ISSUER), 7, PAYER)
			};
			Ok(())
		}
	};
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(300))]

	/// Whatever anybody does, in whatever order: the invariants hold, no money is made or lost, and at
	/// last everything is closed by anybody's word.
	#[test]
	fn everything_ends_and_nothing_is_made_or_lost(
		steps in proptest::collection::vec(step(), 1..100)
	) {
		run(|| {
			let mut meter = Meter::new();
			let before = (issuance(&NATIVE), issuance(&ASSET));
			for number in 0..4 {
				take(Step::Set(number, number + 1, number % 2 == 1), &mut meter);
			}
			for step in steps {
				take(step, &mut meter);
				check();
			}
			let _ = Assets::thaw_asset(by(ISSUER), 7);
			let _ = Assets::thaw(by(ISSUER), 7, PAYER);
			// Longer than any right, delay, window and ruling.
			for _ in 0..8 {
				pass(10 * DAY);
				for right in Agreements::<Test>::iter_keys().collect::<Vec<_>>() {
					let _ = Market::conclude(by(ISSUER), right);
				}
				check();
			}
			for (_, agreement) in Agreements::<Test>::iter() {
				assert_eq!(agreement.status, Status::Unpaid, "{agreement:?}");
			}
			assert_eq!(Agreements::<Test>::iter().count(), 0);
			assert_eq!(held(&NATIVE), (0, 0, 0));
			assert_eq!(held(&ASSET), (0, 0, 0));
			assert!(Book::get().rights.is_empty());
			assert_eq!((issuance(&NATIVE), issuance(&ASSET)), before);
			for asset in [NATIVE, ASSET] {
				let all = [OWNER, PAYER, OTHER].iter().map(|who| total(&asset, who)).sum::<u128>();
				assert_eq!(all, 3 * PURSE);
			}
		});
	}
}
