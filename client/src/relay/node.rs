// SPDX-License-Identifier: Apache-2.0

//! What a relay asks a node: headers, justifications, proofs.

use std::time::Duration;

use codec::{Compact, Decode, Encode};
use samul_primitives::{trie::prove::prove, Moment};
use samul_verifier::limits::{MAX_JUSTIFICATION_BYTES, MAX_KEYS};
use serde::Deserialize;
use subxt::utils::H256;
use tokio::{
	sync::{watch, OnceCell},
	task::JoinHandle,
	time::timeout,
};

use crate::{params, Chain, Error, Result};

/// How long a new connection waits for the node to say what is final, and who wants a further block for
/// that: some more than a block and the votes on it take.
const NEXT_JUSTIFICATION: Duration = Duration::from_secs(3);
/// How many blocks are looked through for one that has a justification: some more than twice the
/// blocks after which a node keeps one.
const LOOK_BACK: u32 = 64;
/// Where a justification names its block: after the round.
const TARGET: std::ops::Range<usize> = 8..40;

/// Engine of GRANDPA's justifications.
const GRANDPA: [u8; 4] = *b"FRNK";

/// A block that is final, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Justified {
	/// The block's hash.
	pub block: H256,
	/// The encoded `GrandpaJustification`.
	pub justification: Vec<u8>,
}

impl Justified {
	/// The block that a justification is for.
	fn of(justification: Vec<u8>) -> Result<Self> {
		let target = justification
			.get(TARGET)
			.and_then(|hash| <[u8; 32]>::try_from(hash).ok())
			.filter(|_| justification.len() <= MAX_JUSTIFICATION_BYTES);
		match target {
			Some(hash) => Ok(Self {
				block: H256(hash),
				justification,
			}),
			None => Err(malformed("justification")),
		}
	}
}

/// A header as a node answers it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct JsonHeader {
	parent_hash: H256,
	number: String,
	state_root: H256,
	extrinsics_root: H256,
	digest: JsonDigest,
}

#[derive(Deserialize)]
struct JsonDigest {
	logs: Vec<String>,
}

/// A block as a node answers it, as far as it is looked at.
#[derive(Deserialize)]
struct JsonBlock {
	justifications: Option<Vec<([u8; 4], Vec<u8>)>>,
}

#[derive(Deserialize)]
struct JsonProof {
	proof: Vec<String>,
}

/// A header and what of it is looked at here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Header {
	/// Its SCALE encoding.
	pub bytes: Vec<u8>,
	/// The number of the block.
	pub number: u32,
	/// The hash of the block before.
	pub parent: H256,
	/// The root of the state after it.
	pub state_root: H256,
	/// When it was made, in slots; none if it does not say.
	pub slot: Option<u64>,
}

impl Header {
	fn of(json: &JsonHeader) -> Result<Self> {
		let number = json.number.strip_prefix("0x").unwrap_or(&json.number);
		let number = u32::from_str_radix(number, 16).map_err(|_| malformed("number"))?;
		let mut bytes = (
			json.parent_hash.0,
			Compact(number),
			json.state_root.0,
			json.extrinsics_root.0,
		)
			.encode();
		let logs = &json.digest.logs;
		let count = u32::try_from(logs.len()).map_err(|_| malformed("digest"))?;
		bytes.extend(Compact(count).encode());
		for log in logs {
			bytes.extend(unhex(log)?);
		}
		let slot = samul_verifier::Header::decode(&bytes)
			.and_then(|header| header.slot())
			.ok();
		Ok(Self {
			bytes,
			number,
			parent: json.parent_hash,
			state_root: json.state_root,
			slot,
		})
	}

	/// Whether it changes the validators.
	pub fn changes_set(&self) -> Result<bool> {
		let header = samul_verifier::Header::decode(&self.bytes)
			.map_err(|error| Error::Evidence(format!("a header: {error}")))?;
		let change = header
			.scheduled_change()
			.map_err(|error| Error::Evidence(format!("block {}: {error}", self.number)))?;
		Ok(change.is_some())
	}
}

/// A node that a relay is connected to. What is final by the node comes by itself.
pub struct Node {
	chain: Chain,
	latest: watch::Receiver<Option<Justified>>,
	listener: JoinHandle<()>,
	slot_duration: OnceCell<u64>,
}

impl Drop for Node {
	fn drop(&mut self) {
		self.listener.abort();
	}
}

impl Node {
	/// Connect to a node's WebSocket.
	///
	/// # Errors
	///
	/// [`Error::Connection`].
	pub async fn connect(url: &str) -> Result<Self> {
		let chain = Chain::connect(url).await?;
		let (sender, latest) = watch::channel(None);
		let mut justifications = chain
			.subscribe::<String>(
				"grandpa_subscribeJustifications",
				"grandpa_unsubscribeJustifications",
			)
			.await?;
		let listener = tokio::spawn(async move {
			while let Some(Ok(justification)) = justifications.next().await {
				let justified = unhex(&justification).and_then(Justified::of);
				if let Ok(justified) = justified {
					sender.send_replace(Some(justified));
				}
			}
			// The connection has ended: whoever waits is told by the sender's end.
		});
		Ok(Self {
			chain,
			latest,
			listener,
			slot_duration: OnceCell::new(),
		})
	}

	/// The connection.
	pub fn chain(&self) -> &Chain {
		&self.chain
	}

	/// The last block that the node knows to be final, and why. Validators agree about every block time:
	/// what came by itself is newer than what the node keeps, of which it keeps one every 16 blocks.
	///
	/// # Errors
	///
	/// [`Error::Connection`]; [`Error::Evidence`] if the node has no justification of a block of late.
	pub async fn latest(&self) -> Result<Justified> {
		// What came last would be told for ever.
		if self.listener.is_finished() {
			return Err(Error::Connection("the node tells no more".into()));
		}
		let mut latest = self.latest.clone();
		let known = timeout(NEXT_JUSTIFICATION, latest.wait_for(Option::is_some))
			.await
			.map(|found| found.ok().and_then(|found| found.clone()));
		match known {
			Ok(Some(justified)) => Ok(justified),
			Ok(None) => Err(Error::Connection("the connection has ended".into())),
			Err(_) => self.kept().await,
		}
	}

	/// Wait until the node knows another final block than this one.
	///
	/// # Errors
	///
	/// [`Error::Connection`], also after some seconds without one.
	pub async fn after(&self, block: H256) -> Result<Justified> {
		let mut latest = self.latest.clone();
		let is_other =
			|found: &Option<Justified>| found.as_ref().is_some_and(|found| found.block != block);
		let found = timeout(NEXT_JUSTIFICATION, latest.wait_for(is_other)).await;
		found
			.ok()
			.and_then(|found| found.ok()?.clone())
			.ok_or_else(|| Error::Connection("no further block is final".into()))
	}

	/// The last final block of which the node keeps a justification.
	async fn kept(&self) -> Result<Justified> {
		let mut block = self.chain.finalised().await?;
		for _ in 0..LOOK_BACK {
			let found: Option<JsonBlock> =
				self.chain.request("chain_getBlock", params![block]).await?;
			let kept = found
				.and_then(|found| found.justifications)
				.unwrap_or_default()
				.into_iter()
				.find(|(engine, _)| *engine == GRANDPA);
			if let Some((_, justification)) = kept {
				return Justified::of(justification);
			}
			block = self.header(block).await?.parent;
		}
		Err(Error::Evidence(
			"the node keeps no justification of a block of late".into(),
		))
	}

	/// The last block of the set of validators that decided on the block of this number, and why it is
	/// final; the last final block if that set decides still. A node that does not know `samul_endOfSet`
	/// tells it with all headers between, which may be more than it may answer.
	///
	/// # Errors
	///
	/// [`Error::Connection`]; [`Error::Evidence`] if the node does not know.
	pub async fn end_of_set(&self, number: u32) -> Result<Justified> {
		let told = self
			.chain
			.request_if_known("samul_endOfSet", params![number])
			.await;
		let proof: Result<Option<String>> = match told {
			Ok(None) => {
				self.chain
					.request("grandpa_proveFinality", params![number])
					.await
			}
			Ok(Some(proof)) => Ok(proof),
			Err(error) => Err(error),
		};
		let proof = proof.map_err(|error| {
			Error::Evidence(format!("the validators after block {number}: {error}"))
		})?;
		let proof = proof.ok_or_else(|| {
			Error::Evidence(format!(
				"the node does not know why block {number} is final"
			))
		})?;
		// Headers may follow, which the lock has no use for.
		let (_, justification) = <(H256, Vec<u8>)>::decode(&mut unhex(&proof)?.as_slice())
			.map_err(|_| malformed("proof of finality"))?;
		Justified::of(justification)
	}

	/// The header of a block.
	///
	/// # Errors
	///
	/// [`Error::Connection`]; [`Error::NotThere`].
	pub async fn header(&self, block: H256) -> Result<Header> {
		let header: Option<JsonHeader> = self
			.chain
			.request("chain_getHeader", params![block])
			.await?;
		let header = header
			.ok_or_else(|| Error::NotThere(format!("the node does not know block {block:?}")))?;
		Header::of(&header)
	}

	/// The number of the set of validators that decides on what comes after a block.
	///
	/// # Errors
	///
	/// [`Error::Connection`].
	pub async fn set_after(&self, block: H256) -> Result<u64> {
		self.call("GrandpaApi_current_set_id", block).await
	}

	/// When a block was made: the beginning of its slot.
	///
	/// # Errors
	///
	/// [`Error::Connection`]; [`Error::Evidence`] for a header that does not say.
	pub async fn time(&self, header: &Header) -> Result<Moment> {
		let ask = || self.call("AuraApi_slot_duration", header.parent);
		let duration = *self.slot_duration.get_or_try_init(ask).await?;
		header
			.slot
			.and_then(|slot| slot.checked_mul(duration))
			.ok_or_else(|| Error::Evidence(format!("block {} has no time", header.number)))
	}

	/// What a runtime API without arguments answers at a block.
	///
	/// # Errors
	///
	/// [`Error::Connection`].
	pub async fn call<T: Decode>(&self, api: &str, block: H256) -> Result<T> {
		let answer: String = self
			.chain
			.request("state_call", params![api, "0x", block])
			.await?;
		T::decode(&mut unhex(&answer)?.as_slice()).map_err(|_| malformed(api))
	}

	/// The proof of what stands under some keys at a block, whose state has this root: from the nodes of
	/// the state's trie, shortened to what a lock needs.
	///
	/// # Errors
	///
	/// [`Error::Connection`], for a node that has forgotten the state, too; [`Error::Evidence`] if the node
	/// proves another state.
	pub async fn prove(&self, keys: &[Vec<u8>], block: H256, root: H256) -> Result<Vec<u8>> {
		if keys.is_empty() {
			return Ok(Vec::new());
		}
		let named = keys.iter().map(|key| hexed(key)).collect::<Vec<_>>();
		let proof: JsonProof = self
			.chain
			.request("state_getReadProof", params![named, block])
			.await?;
		let nodes = proof.proof.iter().map(|node| unhex(node));
		let nodes = nodes.collect::<Result<Vec<_>>>()?;
		prove(&root.0, &nodes, keys)
			.map_err(|error| Error::Evidence(format!("the node does not prove its state: {error}")))
	}

	/// The value under a key at a block.
	///
	/// # Errors
	///
	/// [`Error::Connection`].
	pub async fn value(&self, key: &[u8], block: H256) -> Result<Option<Vec<u8>>> {
		let value: Option<String> = self
			.chain
			.request("state_getStorage", params![hexed(key), block])
			.await?;
		value.map(|value| unhex(&value)).transpose()
	}

	/// How many bytes stand under a key at a block; none if nothing does.
	///
	/// # Errors
	///
	/// [`Error::Connection`].
	pub async fn size(&self, key: &[u8], block: H256) -> Result<Option<u64>> {
		// Of a key under which nothing stands a node would add up all that begins like it.
		let first: Vec<String> = self
			.chain
			.request("state_getKeysPaged", params![hexed(key), 1, (), block])
			.await?;
		match first.first() {
			Some(first) if unhex(first)? == key => {
				self.chain
					.request("state_getStorageSize", params![hexed(key), block])
					.await
			}
			_ => Ok(None),
		}
	}

	/// The first keys that begin like this, at a block.
	///
	/// # Errors
	///
	/// [`Error::Connection`].
	pub async fn keys(&self, prefix: &[u8], block: H256) -> Result<Vec<Vec<u8>>> {
		let keys: Vec<String> = self
			.chain
			.request(
				"state_getKeysPaged",
				params![hexed(prefix), MAX_KEYS, (), block],
			)
			.await?;
		keys.iter().map(|key| unhex(key)).collect()
	}
}

fn hexed(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}

fn unhex(text: &str) -> Result<Vec<u8>> {
	let digits = text.strip_prefix("0x").unwrap_or(text);
	hex::decode(digits).map_err(|_| malformed("hexadecimal digits"))
}

fn malformed(what: &str) -> Error {
	Error::Connection(format!("the node answers no {what} that can be understood"))
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Of a network of four validators, as a node answered it.
	const HEADER: &str = r#"{"parentHash":"0x27bca21f806a2d03c2a5edd6c4631dc2eade71ec81d48ee435d070f7b7ec0165","number":"0xfa","stateRoot":"0x970b7549aac3ef8d9cde2007387f275b1e7446704dc48e2aa66fb265a7963ee3","extrinsicsRoot":"0x4115bc03748ffcc3d0c63dae32b5e9e20834fed6651c30464da0b3029c0bacc8","digest":{"logs":["0x0661757261202102843500000000","0x05617572610101bea439fe4ecb308fd187ecde52656d7b11b55d440d5574bc26cc8cb8a89a143522b8462733825e3fd22d6c558301637fda1216fb5bda94a8e09b244a22821b8e"]}}"#;

	/// And that block's hash.
	const HASH: &str = "0xbe14e47b63d4c441abc8d632493201bbeb4edcb1e2e698a04f5b44e2e0fd8e10";

	#[test]
	fn a_header_is_encoded_as_the_chain_hashes_it() {
		let header = Header::of(&serde_json::from_str(HEADER).unwrap()).unwrap();
		assert_eq!(header.number, 250);
		assert!(!header.changes_set().unwrap());
		assert_eq!(header.slot, Some(0x3584_0221));
		let hash = sp_crypto_hashing::blake2_256(&header.bytes);
		assert_eq!(hexed(&hash), HASH);
	}

	#[test]
	fn a_justification_names_its_block() {
		let bytes = [vec![3; 8], vec![7; 32], vec![0; 9]].concat();
		let justified = Justified::of(bytes).unwrap();
		assert_eq!(justified.block, H256([7; 32]));
		assert!(Justified::of(vec![0; 39]).is_err());
		assert!(Justified::of(vec![0; MAX_JUSTIFICATION_BYTES + 1]).is_err());
	}
}
