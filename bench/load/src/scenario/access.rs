// SPDX-License-Identifier: Apache-2.0

//! Decisions on access with more and more rights in the state: what one takes the node, beside a plain
//! read and what any call takes.

use std::time::Instant;

use samul_client::{
	access::{format_subject, Named},
	chain::{
		self,
		runtime_types::{
			pallet_access_rights::pallet::Call as AccessCall, samul_runtime::RuntimeCall,
		},
	},
	params,
	primitives::{
		access::{right_key, Permissions, ResourceId, RightTerms, Subject},
		hash::blake2_256,
		DeviceId, Moment,
	},
	time, Chain, Error, Result,
};
use serde::Serialize;
use serde_json::Value;
use subxt::utils::Static;

use super::{accounts, Bench};
use crate::{
	fleet::{Fleet, Kind},
	measure::Latency,
	pump::{self, Source},
	transactions::Signer,
};

/// Flats of a house, which is the zone that they are in.
const FLATS: u64 = 20;
/// How long the rights last, in milliseconds.
const LONG: u64 = 366 * 86_400_000;
/// What they permit, and what is asked for.
const PERMISSION: Permissions = Permissions::ENTER;

/// Who has the rights on a flat: one of each, and no one has a right on two.
const HOLDERS: [Holder; 2] = [Holder::Tenant, Holder::Phone];

/// Who has a right on a flat.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Holder {
	/// An account.
	Tenant,
	/// A device.
	Phone,
}

/// What is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Question {
	/// The best block's header: what a call takes without the runtime and the state.
	Header,
	/// Whether an account may enter that has a right.
	Account,
	/// What is stored of a right, of an account and of a device in turns.
	Storage,
	/// Whether a device may enter that has a right.
	Device,
	/// Whether somebody may enter who has no right on this flat, but on another one.
	Absent,
}

/// In the order in which they are asked.
const QUESTIONS: [Question; 5] = [
	Question::Header,
	Question::Account,
	Question::Storage,
	Question::Device,
	Question::Absent,
];

/// What came of a question.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
	/// What was asked.
	pub question: Question,
	/// Seconds until the answer was there.
	pub latency: Latency,
	/// By how much that is more than for a header: the node's own time.
	pub own: Latency,
}

/// Questions of all kinds in turns, one after the other on one connection.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Series {
	/// How often each was asked.
	pub rounds: usize,
	/// What came of them.
	pub asked: Vec<Asked>,
}

/// What came of so many rights.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Access {
	/// Rights, half of accounts and half of devices, each of another one.
	pub rights: u64,
	/// Resources: the flats, with two rights each, and the houses that they are in.
	pub resources: u64,
	/// Seconds that it took to register the devices and the resources, and to grant the rights.
	pub set_up: f64,
	/// By the node that granted them.
	pub warm: Series,
	/// By the same after it was started again, with nothing in its caches; no flat is asked about twice.
	pub restarted: Series,
}

/// Houses, and the phones of those who live there. They are the first resources of their chain, so that
/// the numbers of all resources and rights are known.
struct Estate {
	houses: u64,
	/// A device for each flat.
	phones: Vec<DeviceId>,
}

/// Number of a flat's resource: the flats come after the house that they are in.
fn resource(flat: u64) -> ResourceId {
	flat + flat / FLATS + 1
}

impl Estate {
	/// The right of a holder on a flat.
	fn right(&self, flat: u64, holder: Holder) -> Result<Named> {
		let subject = match holder {
			Holder::Tenant => Subject::Account(blake2_256(&flat.to_le_bytes())),
			Holder::Phone => {
				let phone = self.phones.get(flat as usize);
				Subject::Device(*phone.ok_or_else(|| Error::usage("there is no such flat"))?)
			}
		};
		Ok(Named {
			resource: resource(flat),
			subject,
			right: flat * HOLDERS.len() as u64 + holder as u64,
		})
	}

	/// The calls that put a house, its flats and the rights on them onto the chain.
	fn calls(&self, house: u64, until: Moment) -> Result<Vec<RuntimeCall>> {
		let flats = house * FLATS..(house + 1) * FLATS;
		let register = |parent| {
			RuntimeCall::AccessRights(AccessCall::register_resource {
				parent,
				authority: None,
			})
		};
		let mut calls = vec![register(None)];
		calls.extend(flats.clone().map(|_| register(Some(house * (FLATS + 1)))));
		for flat in flats {
			for holder in HOLDERS {
				let right = self.right(flat, holder)?;
				calls.push(RuntimeCall::AccessRights(AccessCall::grant {
					resource: right.resource,
					subject: Static(right.subject),
					terms: Static(RightTerms {
						permissions: PERMISSION,
						from: 0,
						until: Some(until),
						uses: None,
						silence: None,
						delegations: 0,
						conditions: Default::default(),
					}),
				}));
			}
		}
		Ok(calls)
	}

	fn rights(&self) -> u64 {
		self.houses * FLATS * HOLDERS.len() as u64
	}

	/// Put at least so many rights onto a new chain, in whole houses.
	async fn build(chain: &Chain, rights: u64) -> Result<Self> {
		let houses = rights.div_ceil(FLATS * HOLDERS.len() as u64).max(1);
		let owners = accounts()?;
		let kind = Kind {
			channels: 0,
			..Kind::default()
		};
		let fleet = Fleet::new(chain, 0, houses * FLATS, kind)?;
		fleet.set_up(chain, &owners[1..2]).await?;
		let devices = fleet.devices.iter();
		let estate = Self {
			houses,
			phones: devices.map(|device| device.stream.device).collect(),
		};
		let mut owner = Signer::new(chain, owners[0].clone()).await?;
		let (mut houses, until) = (0..estate.houses, time::now() + LONG);
		let source: Source<'_> = Box::new(|| {
			let Some(house) = houses.next() else {
				return Ok(None);
			};
			let calls = estate.calls(house, until)?;
			owner
				.sign(&chain::transactions().utility().batch_all(calls))
				.map(Some)
		});
		pump::send_all(chain, &owners[0], source).await?;
		estate.check(chain).await?;
		Ok(estate)
	}

	/// Whether the chain made all the rights; none was taken away.
	async fn check(&self, chain: &Chain) -> Result<()> {
		let state = chain.at(chain.finalised().await?).await?;
		let next = state
			.storage()
			.try_fetch(chain::storage().access_rights().next_right(), ())
			.await
			.map_err(subxt::Error::from)?;
		let made = match next {
			Some(next) => next.decode().map_err(subxt::Error::from)?,
			None => 0,
		};
		if made != self.rights() {
			return Err(Error::Evidence(format!(
				"{} rights were granted, there are {made}",
				self.rights()
			)));
		}
		Ok(())
	}
}

/// All numbers below `count` in an order without a pattern, the same each time (xorshift64).
fn shuffled(count: u64) -> Vec<u64> {
	let mut order: Vec<u64> = (0..count).collect();
	let mut noise = 0x9e37_79b9_7f4a_7c15_u64;
	for at in (1..order.len()).rev() {
		noise ^= noise << 13;
		noise ^= noise >> 7;
		noise ^= noise << 17;
		order.swap(at, (noise % (at as u64 + 1)) as usize);
	}
	order
}

/// By how much the one is more than the other.
fn beyond(one: Latency, other: Latency) -> Latency {
	Latency {
		p50: one.p50 - other.p50,
		p95: one.p95 - other.p95,
	}
}

/// Who asks.
struct Asker<'a> {
	chain: Chain,
	estate: &'a Estate,
	/// The flats, as their turns come.
	order: &'a [u64],
}

impl Asker<'_> {
	/// Rounds before a flat is asked about once more: each question has a part of the flats first.
	fn fresh(&self) -> usize {
		self.order.len() / QUESTIONS.len()
	}

	/// What a question of a round is about.
	fn about(&self, question: Question, round: usize) -> Result<Named> {
		let flat = self.order[(round + question as usize * self.fresh()) % self.order.len()];
		let holder = match question {
			Question::Account => Holder::Tenant,
			Question::Device => Holder::Phone,
			_ => HOLDERS[round % HOLDERS.len()],
		};
		let right = self.estate.right(flat, holder)?;
		if question != Question::Absent {
			return Ok(right);
		}
		let next = (flat + 1) % self.order.len() as u64;
		Ok(Named {
			resource: right.resource,
			..self.estate.right(next, holder)?
		})
	}

	/// Ask. Gives the seconds that it took.
	async fn ask(&self, question: Question, round: usize) -> Result<f64> {
		let about = self.about(question, round)?;
		let (method, params) = match question {
			Question::Header => ("chain_getHeader", params![]),
			Question::Storage => {
				let key = right_key(about.resource, &about.subject, about.right);
				let key = format!("0x{}", hex::encode(key));
				("state_getStorage", params![key])
			}
			Question::Account | Question::Device | Question::Absent => {
				let subject = format_subject(&about.subject);
				let params = params![subject, about.resource, PERMISSION.to_string()];
				("samul_mayAccess", params)
			}
		};
		let begun = Instant::now();
		let answer: Value = self.chain.request(method, params).await?;
		let seconds = begun.elapsed().as_secs_f64();
		let is_right = match question {
			Question::Header => answer["number"].is_string(),
			Question::Storage => answer.is_string(),
			Question::Account | Question::Device => answer["allowed"]["right"] == about.right,
			Question::Absent => answer["denied"]["reason"] == "unknownRight",
		};
		if is_right {
			Ok(seconds)
		} else {
			Err(Error::Evidence(format!(
				"{method} answers {answer}, of {about:?}"
			)))
		}
	}

	/// Ask all in turns from a round on, for so many seconds and so many rounds at the most.
	async fn series(&self, first: usize, seconds: f64, most: usize) -> Result<Series> {
		let (begun, mut rounds) = (Instant::now(), 0);
		let mut took = QUESTIONS.map(|_| Vec::new());
		while rounds < most && begun.elapsed().as_secs_f64() < seconds {
			for (question, took) in QUESTIONS.into_iter().zip(&mut took) {
				took.push(self.ask(question, first + rounds).await?);
			}
			rounds += 1;
		}
		let latencies = took.map(|took| Latency::of(&took));
		let asked = QUESTIONS.into_iter().zip(latencies);
		Ok(Series {
			rounds,
			asked: asked
				.map(|(question, latency)| Asked {
					question,
					latency,
					own: beyond(latency, latencies[Question::Header as usize]),
				})
				.collect(),
		})
	}
}

/// With so many rights.
pub async fn run(bench: &Bench, rights: u64) -> Result<Access> {
	let alone = bench.alone().await?;
	let begun = Instant::now();
	let estate = Estate::build(&alone.chain, rights).await?;
	let set_up = begun.elapsed().as_secs_f64();
	let order = shuffled(estate.houses * FLATS);
	let asker = Asker {
		chain: alone.chain.clone(),
		estate: &estate,
		order: &order,
	};
	let warm_up = asker.series(0, bench.warm_up, usize::MAX).await?;
	let warm = asker
		.series(warm_up.rounds, bench.seconds, usize::MAX)
		.await?;
	let alone = bench.restart(alone).await?;
	let asker = Asker {
		chain: alone.chain.clone(),
		..asker
	};
	let restarted = asker.series(0, bench.seconds, asker.fresh()).await?;
	Ok(Access {
		rights: estate.rights(),
		resources: estate.houses * (FLATS + 1),
		set_up,
		warm,
		restarted,
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	fn estate(houses: u64) -> Estate {
		let phones = 0..houses * FLATS;
		Estate {
			houses,
			phones: phones
				.map(|flat| DeviceId(blake2_256(&[&[1], &flat.to_le_bytes()[..]].concat())))
				.collect(),
		}
	}

	#[test]
	fn resources_and_rights_get_the_numbers_that_they_are_asked_for_by() {
		let estate = estate(3);
		let (mut resources, mut rights) = (Vec::new(), Vec::new());
		for house in 0..estate.houses {
			for call in estate.calls(house, 9).expect("there are phones") {
				match call {
					RuntimeCall::AccessRights(AccessCall::register_resource { parent, .. }) => {
						resources.push(parent)
					}
					RuntimeCall::AccessRights(AccessCall::grant {
						resource, subject, ..
					}) => rights.push((resource, subject.0)),
					_ => panic!("another call"),
				}
			}
		}
		assert_eq!(rights.len() as u64, estate.rights());
		for flat in 0..estate.houses * FLATS {
			let zone = resources[resource(flat) as usize].expect("a flat is in a house");
			assert_eq!(resources[zone as usize], None, "it is a house");
			for holder in HOLDERS {
				let right = estate.right(flat, holder).expect("there is a phone");
				assert_eq!(
					rights[right.right as usize],
					(resource(flat), right.subject)
				);
			}
		}
		let subjects: std::collections::BTreeSet<_> =
			rights.iter().map(|(_, subject)| subject).collect();
		assert_eq!(subjects.len(), rights.len(), "each of another subject");
		assert!(estate.right(60, Holder::Phone).is_err());
	}

	#[test]
	fn every_flat_has_its_turn() {
		let mut order = shuffled(60);
		assert_ne!(order, shuffled(61)[..60]);
		assert!(order.windows(2).any(|pair| pair[1] != pair[0] + 1));
		order.sort_unstable();
		assert_eq!(order, (0..60).collect::<Vec<_>>());
	}

	#[test]
	fn what_is_beyond_a_header_is_the_nodes_own() {
		let header = Latency { p50: 1.0, p95: 2.0 };
		let decision = Latency { p50: 1.5, p95: 4.0 };
		let own = beyond(decision, header);
		assert_eq!((own.p50, own.p95), (0.5, 2.0));
	}
}
