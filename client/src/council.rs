// SPDX-License-Identifier: Apache-2.0

//! The council: what its members propose, how they vote, and what comes of it.

use std::str::FromStr;

use serde::Serialize;
use serde_json::Value;
use subxt::{
	error::DispatchError,
	utils::{AccountId32, Encoded, Static, H256},
};
use subxt_signer::sr25519::Keypair;

use crate::{
	account::address,
	call::Call,
	chain::{self, consortium::events::MemberAdmitted, council::events as found},
	connection::{refused, AtBlock, Included, Until},
	consortium::{self, bytes_of, set_of, state, MemberId, Role},
	parameter, upgrade, Chain, Error, Result,
};

/// Bytes of a hash.
const HASH: usize = 32;

/// What can be proposed to the council.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Proposal {
	/// Make an organisation a member.
	Admit {
		/// Legal name.
		name: String,
		/// How people reach it.
		contact: String,
		/// Who votes for it.
		representative: AccountId32,
		/// What it may do.
		roles: Vec<Role>,
		/// Most validators that it may have.
		seats: u32,
	},
	/// End a membership.
	Expel {
		/// The member.
		member: MemberId,
	},
	/// Change what a member may do.
	Roles {
		/// The member.
		member: MemberId,
		/// What it may do.
		roles: Vec<Role>,
		/// Most validators that it may have; as many as now if none is said.
		seats: Option<u32>,
	},
	/// Let another account vote for a member.
	ReplaceRepresentative {
		/// The member.
		member: MemberId,
		/// Who votes for it.
		to: AccountId32,
	},
	/// Let a validator make no more blocks.
	RemoveValidator {
		/// The validator.
		validator: AccountId32,
	},
	/// Change the length of sessions.
	SessionLength {
		/// In blocks.
		blocks: u32,
	},
	/// Let nobody make a call for some blocks.
	Pause {
		/// Its pallet.
		pallet: String,
		/// The call.
		call: String,
		/// For how many blocks.
		blocks: u32,
	},
	/// Let a paused call be made again.
	Resume {
		/// Its pallet.
		pallet: String,
		/// The call.
		call: String,
	},
	/// Let nothing be called but what mends the chain, for a day.
	EnterSafeMode,
	/// The same for a day more.
	ExtendSafeMode,
	/// Let all be called again.
	ExitSafeMode,
	/// Change a parameter.
	Parameter {
		/// Its name, such as `fees.perByte`.
		name: String,
		/// To which value; to what the runtime says by itself if there is none.
		value: Option<String>,
	},
	/// Authorise the runtime of this hash: whoever has it can apply it then.
	Upgrade {
		/// Hash of its Wasm.
		code: H256,
	},
	/// Any call, with the highest privilege.
	Enact(Call),
	/// Any call, as the council.
	Call(Call),
}

/// A call with the highest privilege, as what the council decides on.
fn enact(at: &AtBlock, call: &Call) -> Result<Call> {
	let inner = Static(Encoded(call.bytes().to_vec()));
	Call::new(at, &subxt::tx::dynamic("Consortium", "enact", (inner,)))
}

impl Proposal {
	/// The call that it is, for the runtime of a block.
	pub async fn call(&self, chain: &Chain, at: &AtBlock) -> Result<Call> {
		let calls = chain::transactions();
		match self {
			Self::Admit {
				name,
				contact,
				representative,
				roles,
				seats,
			} => Call::new(
				at,
				&calls.consortium().admit(
					bytes_of(name),
					bytes_of(contact),
					*representative,
					set_of(roles),
					*seats,
				),
			),
			Self::Expel { member } => Call::new(at, &calls.consortium().expel(*member)),
			Self::Roles {
				member,
				roles,
				seats,
			} => {
				let seats = match seats {
					Some(seats) => *seats,
					None => {
						consortium::expect(chain, *member, Some(at.block_hash()))
							.await?
							.seats
					}
				};
				Call::new(
					at,
					&calls.consortium().set_roles(*member, set_of(roles), seats),
				)
			}
			Self::ReplaceRepresentative { member, to } => {
				Call::new(at, &calls.consortium().replace_representative(*member, *to))
			}
			Self::RemoveValidator { validator } => {
				Call::new(at, &calls.consortium().remove_validator(*validator))
			}
			Self::SessionLength { blocks } => {
				Call::new(at, &calls.consortium().set_session_length(*blocks))
			}
			Self::Pause {
				pallet,
				call,
				blocks,
			} => Call::new(
				at,
				&calls
					.consortium()
					.pause_call(bytes_of(pallet), bytes_of(call), *blocks),
			),
			Self::Resume { pallet, call } => Call::new(
				at,
				&calls
					.consortium()
					.resume_call(bytes_of(pallet), bytes_of(call)),
			),
			Self::EnterSafeMode => Call::new(at, &calls.safe_mode().force_enter()),
			Self::ExtendSafeMode => Call::new(at, &calls.safe_mode().force_extend()),
			Self::ExitSafeMode => Call::new(at, &calls.safe_mode().force_exit()),
			Self::Parameter { name, value } => {
				let metadata = at.metadata_ref();
				parameter::find(metadata, name)?.set(metadata, value.as_deref())
			}
			Self::Upgrade { code } => enact(
				at,
				&Call::new(at, &calls.system().authorize_upgrade(*code))?,
			),
			Self::Enact(call) => {
				call.words(at.metadata_ref())?;
				enact(at, call)
			}
			Self::Call(call) => Ok(call.clone()),
		}
	}
}

/// How many of the council's members have to agree: more than half of them, or two thirds for who is a
/// member and for what goes with the highest privilege.
pub fn threshold(members: u32, highest_privilege: bool) -> u32 {
	if highest_privilege {
		members.saturating_mul(2).div_ceil(3)
	} else {
		members / 2 + 1
	}
}

/// Which motion: by its number, or by the hash of its call.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
	/// By its number.
	Index(u32),
	/// By the hash of its call.
	Hash(H256),
}

/// Read which motion is meant: a number, or `0x` and 64 hexadecimal digits.
pub fn parse_which(text: &str) -> Result<Which> {
	let found = match text.strip_prefix("0x") {
		Some(_) => H256::from_str(text).ok().map(Which::Hash),
		None => text.parse().ok().map(Which::Index),
	};
	found.ok_or_else(|| {
		Error::usage(format!(
			"no motion: `{text}`; write its number, or 0x and the 64 hexadecimal digits of its hash"
		))
	})
}

/// What is decided already, if all that is voted stays.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Decision {
	/// Enough members agree.
	Approved,
	/// So many disagree that those that are left are not enough.
	Disapproved,
}

fn decision(members: u32, threshold: u32, ayes: u32, nays: u32) -> Option<Decision> {
	if ayes >= threshold {
		Some(Decision::Approved)
	} else if members.saturating_sub(nays) < threshold {
		Some(Decision::Disapproved)
	} else {
		None
	}
}

/// A motion that is open.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Motion {
	/// Its number.
	pub index: u32,
	/// Hash of its call.
	pub hash: H256,
	/// The call in words, or none if the runtime has no such call any more.
	pub call: Option<Value>,
	/// Addresses of who agrees.
	pub ayes: Vec<String>,
	/// Addresses of who disagrees.
	pub nays: Vec<String>,
	/// How many have to agree.
	pub threshold: u32,
	/// What is decided already.
	pub decided: Option<Decision>,
	/// From this block on whoever has not voted is waited for no more.
	pub end: u32,
	/// The call.
	#[serde(skip)]
	pub encoded: Call,
}

/// Who has a vote in the council.
pub async fn members(at: &AtBlock) -> Result<Vec<AccountId32>> {
	let found = at
		.storage()
		.try_fetch(chain::storage().council().members(), ())
		.await
		.map_err(subxt::Error::from)?
		.map(|found| found.decode())
		.transpose()
		.map_err(subxt::Error::from)?;
	Ok(found.unwrap_or_default())
}

/// How many have a vote in the council.
async fn votes(at: &AtBlock) -> Result<u32> {
	Ok(members(at).await?.len() as u32)
}

async fn motion(at: &AtBlock, hash: H256, members: u32) -> Result<Option<Motion>> {
	let voting = at
		.storage()
		.try_fetch(chain::storage().council().voting(), (hash,))
		.await
		.map_err(subxt::Error::from)?;
	// Its content is read by the metadata of the node's runtime.
	let proposal = chain::storage().council().proposal_of().unvalidated();
	let proposal = at
		.storage()
		.try_fetch(proposal, (hash,))
		.await
		.map_err(subxt::Error::from)?;
	let (Some(voting), Some(proposal)) = (voting, proposal) else {
		return Ok(None);
	};
	let voting = voting.decode().map_err(subxt::Error::from)?;
	let encoded = Call::of_bytes(proposal.into_bytes());
	let addresses = |all: &[AccountId32]| all.iter().map(address).collect::<Vec<_>>();
	let count = |all: &[AccountId32]| all.len() as u32;
	let (ayes, nays) = (count(&voting.ayes), count(&voting.nays));
	Ok(Some(Motion {
		index: voting.index,
		hash,
		call: encoded.words(at.metadata_ref()).ok(),
		ayes: addresses(&voting.ayes),
		nays: addresses(&voting.nays),
		threshold: voting.threshold,
		decided: decision(members, voting.threshold, ayes, nays),
		end: voting.end,
		encoded,
	}))
}

async fn motions(at: &AtBlock) -> Result<Vec<Motion>> {
	let hashes = at
		.storage()
		.try_fetch(chain::storage().council().proposals(), ())
		.await
		.map_err(subxt::Error::from)?
		.map(|found| found.decode())
		.transpose()
		.map_err(subxt::Error::from)?;
	let members = votes(at).await?;
	let mut all = Vec::new();
	for hash in hashes.map_or_else(Vec::new, |hashes| hashes.0) {
		all.extend(motion(at, hash, members).await?);
	}
	all.sort_by_key(|motion| motion.index);
	Ok(all)
}

/// The motions that are open, by number.
pub async fn open(chain: &Chain, at: Option<H256>) -> Result<Vec<Motion>> {
	motions(&state(chain, at).await?).await
}

/// The open motion that is meant, at a block.
async fn expect(at: &AtBlock, which: Which) -> Result<Motion> {
	let found = match which {
		Which::Hash(hash) => motion(at, hash, votes(at).await?).await?,
		Which::Index(index) => {
			let all = motions(at).await?;
			all.into_iter().find(|motion| motion.index == index)
		}
	};
	found.ok_or_else(|| {
		Error::NotThere(match which {
			Which::Hash(hash) => format!("there is no open motion {hash:?}"),
			Which::Index(index) => format!("there is no open motion {index}"),
		})
	})
}

/// What came of a motion.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Ending {
	/// The members have to vote on it.
	Open,
	/// It was approved, and done.
	Executed,
	/// It was disapproved.
	Disapproved,
}

/// What came of a motion, and in which transaction.
pub struct Outcome {
	/// The transaction.
	pub included: Included,
	/// Its number, if it was one that the members had to vote on.
	pub index: Option<u32>,
	/// Hash of its call.
	pub hash: H256,
	/// The call in words.
	pub call: Option<Value>,
	/// How many had to agree.
	pub threshold: u32,
	/// What came of it.
	pub ending: Ending,
	/// The member that it made.
	pub admitted: Option<MemberId>,
}

/// Fail if a result that an event ends with is an error. Before it the event has some bytes.
fn check(
	event: &subxt::events::Event<'_, crate::connection::Config>,
	before: usize,
	at: &AtBlock,
) -> Result<()> {
	match event.field_bytes().get(before..) {
		Some([0, ..]) => Ok(()),
		Some([1, error @ ..]) => {
			let error = DispatchError::decode_from(error, at.metadata());
			Err(refused(&error.map_err(subxt::Error::from)?))
		}
		_ => Err(Error::Connection(format!(
			"the event {}.{} has no result",
			event.pallet_name(),
			event.event_name()
		))),
	}
}

/// What the events of a transaction tell of a motion. That it was approved and then failed is an error.
async fn outcome(
	chain: &Chain,
	included: Included,
	call: Option<Value>,
	threshold: u32,
) -> Result<Outcome> {
	let at = chain.at(included.block).await?;
	let mut found = None;
	let mut admitted = None;
	for event in included.events.iter() {
		let event = event.map_err(subxt::Error::from)?;
		if let Some(proposed) = event.decode_fields_as::<found::Proposed>() {
			let proposed = proposed.map_err(subxt::Error::from)?;
			found = Some((
				Some(proposed.proposal_index),
				proposed.proposal_hash,
				Ending::Open,
			));
		} else if let Some(disapproved) = event.decode_fields_as::<found::Disapproved>() {
			let hash = disapproved.map_err(subxt::Error::from)?.proposal_hash;
			found = Some((None, hash, Ending::Disapproved));
		} else if let Some(executed) = event.decode_fields_as::<found::Executed>() {
			check(&event, HASH, &at)?;
			let hash = executed.map_err(subxt::Error::from)?.proposal_hash;
			found = Some((None, hash, Ending::Executed));
		} else if (event.pallet_name(), event.event_name()) == ("Consortium", "Enacted") {
			check(&event, 0, &at)?;
		} else if let Some(new) = event.decode_fields_as::<MemberAdmitted>() {
			admitted = Some(new.map_err(subxt::Error::from)?.member);
		}
	}
	let (index, hash, ending) = found.ok_or_else(|| {
		Error::Connection("the block does not tell what came of the motion".into())
	})?;
	Ok(Outcome {
		included,
		index,
		hash,
		call,
		threshold,
		ending,
		admitted,
	})
}

/// Propose something. If the signer decides alone, it is done at once.
pub async fn propose(chain: &Chain, proposal: &Proposal, signer: &Keypair) -> Result<Outcome> {
	let at = chain.at(chain.best().await?).await?;
	let call = proposal.call(chain, &at).await?;
	let words = call.words(at.metadata_ref())?;
	// Who makes members makes votes, so that takes as many.
	let highest_privilege = ["enact", "admit", "expel", "replace_representative"]
		.iter()
		.any(|name| call.is(at.metadata_ref(), "Consortium", name));
	let threshold = threshold(votes(&at).await?, highest_privilege);
	let propose = subxt::tx::dynamic(
		"Council",
		"propose",
		(
			threshold,
			Static(Encoded(call.bytes().to_vec())),
			call.length()?,
		),
	);
	let included = chain.submit(&propose, signer, Until::Finalised).await?;
	outcome(chain, included, Some(words), threshold).await
}

/// A vote that was given, and how it stands with the motion then.
pub struct Vote {
	/// The transaction.
	pub included: Included,
	/// The motion's number.
	pub index: u32,
	/// Hash of its call.
	pub hash: H256,
	/// How many agree.
	pub ayes: u32,
	/// How many disagree.
	pub nays: u32,
	/// How many have to agree.
	pub threshold: u32,
	/// What is decided by now.
	pub decided: Option<Decision>,
}

/// Vote for a motion, or against it.
pub async fn vote(chain: &Chain, which: Which, aye: bool, signer: &Keypair) -> Result<Vote> {
	let at = chain.at(chain.best().await?).await?;
	let motion = expect(&at, which).await?;
	let call = chain::transactions()
		.council()
		.vote(motion.hash, motion.index, aye);
	let included = chain.submit(&call, signer, Until::Finalised).await?;
	let voted = included.events.find_first::<found::Voted>();
	let voted = voted
		.ok_or_else(|| Error::Connection("the block does not tell of the vote".into()))?
		.map_err(subxt::Error::from)?;
	let members = votes(&chain.at(included.block).await?).await?;
	Ok(Vote {
		included,
		index: motion.index,
		hash: motion.hash,
		ayes: voted.yes,
		nays: voted.no,
		threshold: motion.threshold,
		decided: decision(members, motion.threshold, voted.yes, voted.no),
	})
}

/// Close a motion that is decided, or whose time is over: it is done if it is approved.
pub async fn close(chain: &Chain, which: Which, signer: &Keypair) -> Result<Outcome> {
	let at = chain.at(chain.best().await?).await?;
	let motion = expect(&at, which).await?;
	let weight = motion.encoded.weight(&at).await?;
	let length = motion.encoded.length()?;
	let call = chain::transactions()
		.council()
		.close(motion.hash, motion.index, weight, length);
	let included = chain.submit(&call, signer, Until::Finalised).await?;
	let mut outcome = outcome(chain, included, motion.call, motion.threshold).await?;
	outcome.index = Some(motion.index);
	Ok(outcome)
}

/// Read a call from hexadecimal digits.
pub fn parse_call(text: &str) -> Result<Call> {
	let digits = text.trim();
	let digits = digits.strip_prefix("0x").unwrap_or(digits);
	let bytes = hex::decode(digits)
		.map_err(|error| Error::usage(format!("no hexadecimal digits: {error}")))?;
	Ok(Call::of_bytes(bytes))
}

/// The proposal to authorise the runtime whose Wasm this is.
pub fn upgrade_to(code: &[u8]) -> Proposal {
	Proposal::Upgrade {
		code: upgrade::hash(code),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn as_many_agree_as_the_runtime_wants() {
		for members in 1..=100u32 {
			let most = threshold(members, false);
			assert!(most * 2 > members && (most - 1) * 2 <= members);
			let two_thirds = threshold(members, true);
			assert!(two_thirds * 3 >= members * 2 && (two_thirds - 1) * 3 < members * 2);
		}
	}

	#[test]
	fn votes_decide_as_soon_as_they_can() {
		use Decision::{Approved, Disapproved};
		assert_eq!(decision(5, 3, 2, 2), None);
		assert_eq!(decision(5, 3, 3, 0), Some(Approved));
		assert_eq!(decision(5, 3, 0, 3), Some(Disapproved));
		assert_eq!(decision(2, 2, 1, 0), None);
		assert_eq!(decision(2, 2, 1, 1), Some(Disapproved));
	}

	#[test]
	fn motions_and_calls_are_read() {
		let hash = format!("0x{}", "ab".repeat(32));
		assert_eq!(parse_which("7").unwrap(), Which::Index(7));
		assert_eq!(parse_which(&hash).unwrap(), Which::Hash(H256([0xab; 32])));
		for wrong in ["", "-1", "0x", "0xabcd", "ab", "4294967296"] {
			assert_eq!(parse_which(wrong).unwrap_err().exit_code(), 2, "{wrong}");
		}
		assert_eq!(parse_call("0x0102").unwrap().bytes(), [1, 2]);
		assert_eq!(parse_call("0102").unwrap().bytes(), [1, 2]);
		assert!(parse_call("0x012").is_err());
	}
}
