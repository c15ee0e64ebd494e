// SPDX-License-Identifier: Apache-2.0

//! What a lock is answered: the changes of the validators that it has not heard of, and a final block with
//! the proof of what it wants to know.

use codec::Encode;
use samul_verifier::{
	limits::{MAX_MESSAGE_BYTES, MAX_PROOF_BYTES, MAX_SET_CHANGES},
	message::MESSAGE_VERSION,
	wire::{Answer, Question, Wanted},
};
use subxt::utils::H256;

use super::{
	gather::gather,
	node::{Header, Justified},
	Node,
};
use crate::{time, Error, Result};

/// `Finalized` of the verifier, as SCALE encodes it.
type Parts = (Vec<u8>, Vec<u8>, Vec<u8>);

/// How often a relay waits for a further block, while the last one that is final ended a set, or is not
/// beyond what the lock knows.
const TRIES: usize = 3;
/// How old a node's last final block may be before the node counts as standing still, in milliseconds: some
/// 30 blocks.
const MAX_LAG: u64 = 60_000;

/// What a node has for a lock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
	/// The answer.
	pub answer: Answer,
	/// Whether the node stands still, or the chain does: another node may know more.
	pub is_late: bool,
}

/// What to answer a lock.
///
/// # Errors
///
/// [`Error::Connection`]; [`Error::Evidence`] if the node can not prove it: another one may.
pub async fn answer(node: &Node, question: &Question) -> Result<Told> {
	let mut latest = node.latest().await?;
	for _ in 0..TRIES {
		let header = node.header(latest.block).await?;
		let is_behind = header.number < question.number;
		// A lock does not take the block again with which it was enrolled.
		let is_known = header.number == question.number && question.wanted != Wanted::Changes;
		if is_behind || is_known {
			match node.after(latest.block).await {
				Ok(next) => {
					latest = next;
					continue;
				}
				Err(_) if is_behind => {
					return Err(Error::Evidence(
						"the lock knows a later block than the node".into(),
					));
				}
				// Any other block it does take again.
				Err(_) => {}
			}
		}
		let made = node.time(&header).await?;
		let is_late = made.saturating_add(MAX_LAG) < time::now();
		let told = |answer| Told { answer, is_late };
		let (changes, is_all) = changes(node, question, &header).await?;
		let is_last = header.changes_set()?;
		if !is_all || question.wanted == Wanted::Changes {
			return hand_over(&changes, None, Vec::new()).map(told);
		}
		// A block that ends a set is taken as its change, and the state is read at a later one.
		if is_last {
			latest = node.after(latest.block).await?;
			continue;
		}
		let (keys, hints) = match &question.wanted {
			Wanted::Changes => (Vec::new(), Vec::new()),
			Wanted::Values(keys) => {
				if size(node, keys, latest.block).await? > MAX_PROOF_BYTES as u64 {
					return Ok(told(too_much()));
				}
				(keys.clone(), Vec::new())
			}
			Wanted::Access {
				resource,
				subject,
				permission,
			} => {
				let at = latest.block;
				let hints = gather(node, *resource, *subject, *permission, at, time::now()).await?;
				(hints.keys(*resource, subject), hints.encode())
			}
		};
		let proof = node.prove(&keys, latest.block, header.state_root).await?;
		if proof.len() > MAX_PROOF_BYTES {
			return Ok(told(too_much()));
		}
		let read = (header.bytes, latest.justification, proof);
		return hand_over(&changes, Some(read), hints).map(told);
	}
	Err(Error::Connection("no further block is final".into()))
}

/// The answer where a proof would be longer than a lock takes.
fn too_much() -> Answer {
	Answer::Nothing(b"these values are more than a lock takes".to_vec())
}

/// How many bytes stand under some keys.
async fn size(node: &Node, keys: &[Vec<u8>], block: H256) -> Result<u64> {
	let mut bytes = 0_u64;
	for key in keys {
		bytes = bytes.saturating_add(node.size(key, block).await?.unwrap_or(0));
	}
	Ok(bytes)
}

/// The changes of the validators that the lock needs to take a block: the last block of each set from the
/// one that it knows on. And whether these are all: there are no more than it takes at once.
async fn changes(node: &Node, question: &Question, until: &Header) -> Result<(Vec<Parts>, bool)> {
	let decides = node.set_after(until.parent).await?;
	let behind = decides.checked_sub(question.set_id).ok_or_else(|| {
		Error::Evidence("the lock knows a later set of validators than the node".into())
	})?;
	let most = usize::try_from(behind).unwrap_or(usize::MAX);
	let mut changes = Vec::new();
	let mut number = question.number;
	while changes.len() < most.min(MAX_SET_CHANGES) {
		// A lock may have taken the last block of its set already, and not the change that it makes.
		let from = if changes.is_empty() && question.is_ended {
			number
		} else {
			number.saturating_add(1)
		};
		let Justified {
			block,
			justification,
		} = node.end_of_set(from).await?;
		let header = node.header(block).await?;
		if !header.changes_set()? {
			return Err(Error::Evidence(format!(
				"the node does not know the end of set {}",
				question.set_id
			)));
		}
		number = header.number;
		changes.push((header.bytes, justification, Vec::new()));
	}
	Ok((changes, most <= MAX_SET_CHANGES))
}

/// The answer, if the lock would take as much.
fn hand_over(changes: &[Parts], read: Option<Parts>, hints: Vec<u8>) -> Result<Answer> {
	let message = (MESSAGE_VERSION, changes, &read).encode();
	if message.len() <= MAX_MESSAGE_BYTES {
		return Ok(Answer::HandedOver { hints, message });
	}
	// Of so many validators a few changes fill a message: the lock asks again for the rest.
	match (changes.len() / 2, read) {
		(0, Some(_)) if !changes.is_empty() => hand_over(changes, None, Vec::new()),
		(0, _) => Err(Error::Evidence("it is more than a lock takes".into())),
		(half, _) => hand_over(&changes[..half], None, Vec::new()),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use samul_verifier::Message;

	fn parts(bytes: usize) -> Parts {
		(vec![1; bytes], vec![2; 5], Vec::new())
	}

	fn taken(changes: &[Parts], read: Option<Parts>) -> Option<(usize, bool)> {
		match hand_over(changes, read, vec![9]) {
			Ok(Answer::HandedOver { hints, message }) => {
				let message = Message::decode(&message).unwrap();
				assert_eq!(hints.is_empty(), message.read.is_none());
				Some((message.set_changes.len(), message.read.is_some()))
			}
			_ => None,
		}
	}

	#[test]
	fn a_message_is_no_longer_than_a_lock_takes() {
		assert_eq!(taken(&[parts(9)], Some(parts(9))), Some((1, true)));
		assert_eq!(taken(&[], Some(parts(9))), Some((0, true)));
		// What does not fit comes with the next question.
		let long = vec![parts(9000); 16];
		assert_eq!(taken(&long, Some(parts(9))), Some((4, false)));
		assert_eq!(taken(&[parts(60_000)], Some(parts(9000))), Some((1, false)));
		assert_eq!(taken(&[], Some(parts(70_000))), None);
		assert_eq!(taken(&[parts(70_000)], None), None);
	}
}
