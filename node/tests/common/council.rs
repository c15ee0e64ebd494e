// SPDX-License-Identifier: Apache-2.0

//! A consortium of four members, what its council decides, and what comes of it.
//!
//! Calls and storage are found by their names in the metadata that the chain has at the block.

use std::{
	fmt::Write,
	fs,
	path::Path,
	process::Command,
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc,
	},
	time::{Duration, Instant},
};

use samul_client::{
	account,
	connection::{Included, Until},
	Chain,
};
use serde_json::json;
use sp_core::{ed25519, sr25519, Pair};
use subxt::{
	dynamic::{self, Value},
	ext::scale_value::Composite,
	tx::DynamicPayload,
	utils::H256,
};
use tokio::task::JoinHandle;

use super::{
	member::{Block, Member},
	network::{binary, until},
	signer, ALICE, BOB, CHARLIE,
};

pub const DAVE: &str = "//Dave";
pub const EVE: &str = "//Eve";
pub const FERDIE: &str = "//Ferdie";

/// A call by its names.
pub type Call = DynamicPayload<Composite<()>>;

/// Blocks of a session of the chains here.
pub const SESSION: u64 = 10;

/// Write the specification of a chain of four members, with a validator each and a second one of the
/// first member if one is named; gives its path.
pub fn spec(folder: &Path, second: Option<&str>) -> String {
	let mut list = format!(
		"name = \"Samul test\"\nid = \"samul_test\"\nkind = \"local\"\nsession_length = {SESSION}\n"
	);
	for member in [ALICE, BOB, CHARLIE, DAVE] {
		let representative = hex::encode(id(member));
		write!(
			list,
			"\n[[member]]\nname = \"{member}\"\ncontact = \"{member}\"\n\
			 representative = \"0x{representative}\"\nroles = [\"validator\"]\n\
			 seats = 2\nfunds = 1000000\n"
		)
		.unwrap();
		let second = second.filter(|_| member == ALICE);
		for validator in [Some(member), second].into_iter().flatten() {
			let aura = sr25519::Pair::from_string(validator, None).unwrap();
			let grandpa = ed25519::Pair::from_string(validator, None).unwrap();
			write!(
				list,
				"\n[[member.validator]]\naddress = \"0x{}\"\naura = \"0x{}\"\n\
				 grandpa = \"0x{}\"\nfunds = 1000\n",
				hex::encode(id(validator)),
				hex::encode(aura.public()),
				hex::encode(grandpa.public()),
			)
			.unwrap();
		}
	}
	let file = folder.join("members.toml");
	fs::write(&file, list).unwrap();
	let made = Command::new(binary()).arg("spec").arg(file).output();
	let made = made.unwrap();
	let errors = String::from_utf8_lossy(&made.stderr);
	assert!(made.status.success(), "{errors}");
	let path = folder.join("chain.json");
	fs::write(&path, made.stdout).unwrap();
	path.to_str().unwrap().into()
}

/// Account id of a development account.
pub fn id(uri: &str) -> [u8; 32] {
	account::id(&signer(uri)).0
}

/// Bytes of a call.
pub fn bytes(bytes: impl AsRef<[u8]>) -> Value {
	Value::from_bytes(bytes)
}

/// Put a call together.
pub fn call(pallet: &str, name: &str, fields: &[(&str, Value)]) -> Call {
	let fields = fields.iter().cloned();
	dynamic::tx(pallet, name, Composite::named(fields))
}

/// Have a call in a block; it has to succeed.
pub async fn submit<C: subxt::tx::Payload>(node: &Member, call: &C, by: &str) -> Included {
	let included = node.chain().submit(call, &signer(by), Until::InBlock).await;
	let name = call.call_name();
	included.unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Have the council decide a motion that has to be carried out with success. The first one proposes
/// it, and all of these vote for it.
pub async fn decide(node: &Member, motion: &Call, ayes: &[&str]) {
	let chain = node.chain();
	let at = chain.at(chain.best().await.unwrap()).await.unwrap();
	let encoded = at.tx().call_data(motion).unwrap();
	let hash = sp_io::hashing::blake2_256(&encoded);
	let index = dynamic::storage::<(), u32>("Council", "ProposalCount");
	let index = at.storage().fetch(index, ()).await.unwrap();
	let index = Value::u128(index.decode().unwrap().into());
	let length = Value::u128(encoded.len() as u128);
	let threshold = Value::u128(ayes.len() as u128);

	let propose = [
		("threshold", threshold),
		("proposal", motion.clone().into_value()),
		("length_bound", length.clone()),
	];
	submit(node, &call("Council", "propose", &propose), ayes[0]).await;
	let vote = [
		("proposal", bytes(hash)),
		("index", index.clone()),
		("approve", Value::bool(true)),
	];
	let vote = call("Council", "vote", &vote);
	let votes = ayes.iter().map(|aye| submit(node, &vote, aye));
	futures::future::join_all(votes).await;
	// A tenth of a second is more than enough.
	let weight = [
		("ref_time", Value::u128(100_000_000_000)),
		("proof_size", Value::u128(10_000_000)),
	];
	let close = [
		("proposal_hash", bytes(hash)),
		("index", index),
		("proposal_weight_bound", Value::named_composite(weight)),
		("length_bound", length),
	];
	let closed = submit(node, &call("Council", "close", &close), ayes[0]).await;
	let mut executed = None;
	for event in closed.events.iter() {
		let event = event.unwrap();
		// The call that is enacted may fail by itself.
		if ["Executed", "Enacted"].contains(&event.event_name()) {
			let fields = event.decode_fields_unchecked_as::<Composite<()>>();
			let fields = format!("{:?}", fields.unwrap());
			assert!(fields.contains("\"Ok\""), "{fields}");
			executed = Some(event.event_name().to_string());
		}
	}
	assert!(executed.is_some(), "the motion is not carried out");
}

/// Wait for an event in a final block after that number, and words in what it says; gives the block.
pub async fn event(
	node: &Member,
	after: u64,
	pallet: &str,
	name: &str,
	words: &str,
	within: u64,
) -> Block {
	let mut next = after + 1;
	let found = async || {
		let last = node.finalised().await.number;
		while next <= last {
			let hash = node.hash(next).await.unwrap();
			next += 1;
			let at = node.chain().at(hash).await.unwrap();
			for event in at.events().fetch().await.unwrap().iter() {
				let event = event.unwrap();
				if event.pallet_name() == pallet && event.event_name() == name {
					let fields = event.decode_fields_unchecked_as::<Composite<()>>();
					if format!("{:?}", fields.unwrap()).contains(words) {
						return Some(node.block(hash).await);
					}
				}
			}
		}
		None
	};
	until(&format!("{pallet}.{name} comes"), within, found).await
}

/// A value of the storage at a block.
pub async fn stored<T>(node: &Member, at: H256, pallet: &str, name: &str) -> T
where
	T: subxt::ext::scale_decode::DecodeAsType,
{
	let at = node.chain().at(at).await.unwrap();
	let address = dynamic::storage::<(), T>(pallet, name);
	let value = at.storage().fetch(address, ()).await.unwrap();
	value.decode().unwrap()
}

/// The accounts of those who make blocks now.
pub async fn validators(node: &Member) -> Vec<[u8; 32]> {
	let best = node.chain().best().await.unwrap();
	stored(node, best, "Session", "Validators").await
}

/// Session keys as a node makes them: the one of Aura, the one of GRANDPA, and that it has both.
pub struct Keys {
	pub aura: [u8; 32],
	pub grandpa: [u8; 32],
	pub proof: Vec<u8>,
}

impl Keys {
	/// Have a node make keys for a validator.
	pub async fn made(node: &Member, owner: &str) -> Self {
		let owner = format!("0x{}", hex::encode(id(owner)));
		let made = node
			.request("author_rotateKeysWithOwner", &[json!(owner)])
			.await;
		let decoded = |field: &str| {
			let digits = made[field].as_str().unwrap().trim_start_matches("0x");
			hex::decode(digits).unwrap()
		};
		let keys = decoded("keys");
		Self {
			aura: keys[..32].try_into().unwrap(),
			grandpa: keys[32..].try_into().unwrap(),
			proof: decoded("proof"),
		}
	}

	/// The call that sets them.
	pub fn set(&self) -> Call {
		let keys = [("aura", bytes(self.aura)), ("grandpa", bytes(self.grandpa))];
		let keys = Value::named_composite(keys);
		let fields = [("keys", keys), ("proof", bytes(&self.proof))];
		call("Session", "set_keys", &fields)
	}

	/// Place in the turn of making blocks; none if it makes none.
	pub async fn turn(&self, node: &Member) -> Option<(u64, u64)> {
		let authorities = node.authorities(node.best().await.hash).await;
		let place = authorities.iter().position(|key| *key == self.aura)?;
		Some((place as u64, authorities.len() as u64))
	}
}

/// Number of the first block that those make who had a seat at this block, and nobody else.
pub fn effective(number: u64) -> u64 {
	(number / SESSION + 2) * SESSION + 1
}

/// Watches a node: what is best, and how long it takes from one final block to the next.
pub struct Pulse {
	stop: Arc<AtomicBool>,
	task: JoinHandle<Option<Seen>>,
}

/// What a [`Pulse`] saw.
pub struct Seen {
	/// The longest time without a further final block.
	pub longest: Duration,
	/// The blocks that were best, in order.
	pub best: Vec<H256>,
}

impl Pulse {
	pub fn of(chain: Chain) -> Self {
		let stop = Arc::new(AtomicBool::new(false));
		let ended = stop.clone();
		let task = tokio::spawn(async move {
			let (mut finalised, mut since) = (H256::zero(), Instant::now());
			let (mut longest, mut best) = (Duration::ZERO, Vec::new());
			while !ended.load(Ordering::Relaxed) {
				// The node has gone if the test has failed.
				let (Ok(now), Ok(head)) = (chain.finalised().await, chain.best().await) else {
					return None;
				};
				longest = longest.max(since.elapsed());
				if now != finalised {
					(finalised, since) = (now, Instant::now());
				}
				best.push(head);
				best.dedup();
				tokio::time::sleep(Duration::from_millis(100)).await;
			}
			Some(Seen { longest, best })
		});
		Self { stop, task }
	}

	pub async fn seen(self) -> Seen {
		self.stop.store(true, Ordering::Relaxed);
		self.task.await.unwrap().expect("the node answers")
	}
}

/// Slots without a block between each block and the next one.
pub fn missed(blocks: &[Block]) -> Vec<u64> {
	let slot = |block: &Block| block.slot.unwrap();
	blocks
		.windows(2)
		.map(|pair| slot(&pair[1]) - slot(&pair[0]) - 1)
		.collect()
}
