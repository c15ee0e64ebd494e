// SPDX-License-Identifier: Apache-2.0

//! Tariffs of the tests.

use samul_primitives::{access::Permissions, StreamId};

use super::{Test, ARBITER, DAY, HOUR, MINUTE, NATIVE};
use crate::{
	types::{Amount, MeterPrice, Prices, Rate},
	TariffOf,
};

/// A rate of nothing.
pub const FREE: Rate = Rate {
	amount: 0,
	unit: MINUTE,
};

/// So much an hour.
pub fn hourly(amount: Amount) -> Rate {
	Rate { amount, unit: HOUR }
}

/// A tariff by the hour, of 100, without more.
pub fn by_the_hour() -> TariffOf<Test> {
	TariffOf::<Test> {
		asset: NATIVE,
		permissions: Permissions::ENTER,
		delegations: 0,
		conditions: Default::default(),
		prices: Prices {
			start: 0,
			each_use: 0,
			time: hourly(100),
			meter: None,
		},
		deposit: 0,
		overrun: None,
		cancellation_fee: 30,
		notice: 2 * HOUR,
		ahead: 30 * DAY,
		longest: 10 * DAY,
		exclusive: false,
		late: 0,
		window: 0,
		arbiter: None,
	}
}

/// A flat with a deposit of 5,000 and an arbiter; damages can be claimed for two days.
pub fn flat() -> TariffOf<Test> {
	TariffOf::<Test> {
		deposit: 5_000,
		window: 2 * DAY,
		exclusive: true,
		arbiter: Some(ARBITER),
		..by_the_hour()
	}
}

/// A car that must be given back: 40 for each half an hour of overrun, from a deposit of 1,000.
pub fn car() -> TariffOf<Test> {
	TariffOf::<Test> {
		deposit: 1_000,
		overrun: Some(Rate {
			amount: 40,
			unit: HOUR / 2,
		}),
		exclusive: true,
		..by_the_hour()
	}
}

/// A charger: 50 for the start, 400 a kWh, and 5 for each minute that it is idle beyond 10.
pub fn charging(stream: StreamId) -> TariffOf<Test> {
	TariffOf::<Test> {
		permissions: Permissions::CHARGE,
		prices: Prices {
			start: 50,
			each_use: 0,
			time: FREE,
			meter: Some(MeterPrice {
				stream,
				channel: 0,
				amount: 400,
				per: 1_000,
				idle: Rate {
					amount: 5,
					unit: MINUTE,
				},
				grace: 10 * MINUTE,
			}),
		},
		notice: 0,
		exclusive: true,
		late: 6 * HOUR,
		..by_the_hour()
	}
}

/// A turnstile: 7 for each use, receipts for a day.
pub fn turnstile() -> TariffOf<Test> {
	TariffOf::<Test> {
		prices: Prices {
			start: 0,
			each_use: 7,
			time: FREE,
			meter: None,
		},
		late: DAY,
		..by_the_hour()
	}
}
