// SPDX-License-Identifier: Apache-2.0

//! Plays a lock without a network, with nothing but TCP to a relay (`samul relay serve`) and to phones:
//!
//! ```text
//! lock --trust FILE --relay ADDR [--max-age SECONDS] and one of
//!   --follow                          follow the validators
//!   --value HEX                       print the value under a key of the state
//!   --resource N --key FILE           guard a resource, with the lock's own key, and one of
//!     --phone FILE [--account]        somebody with this key is at the door
//!     --listen ADDR                   whoever comes (the example `phone`), one after the other
//!   [--permission NAME]               of --phone: enter (default), start, charge, administer, observe, bits
//!   [--first-receipt N]               number of the first receipt (default 0)
//! ```
//!
//! `FILE` of `--trust` is what `samul relay enrol` wrote; what the lock learns is kept beside it in
//! `FILE.state`, before anything opens.

mod door;

use std::{
	cell::RefCell,
	collections::BTreeMap,
	fs,
	io::Read,
	net::{TcpListener, TcpStream},
};

use codec::{Decode, Encode};
use door::{
	connect, key, now, patient, permission, receive, send, subject, unhex, Arguments, Result,
};
use samul_primitives::{
	access::{Permissions, ResourceId, RightId, Subject},
	keys::DeviceKey,
	DeviceId, Signature,
};
use samul_verifier::{
	access::{Hints, Lock, Receipt, Refusal, Request},
	limits::MAX_ANSWER_BYTES,
	wire::{Answer, Question, Wanted},
	Clock, Error, Message, Trust,
};

/// How long a phone may take for its answer, in milliseconds.
const PATIENCE: u64 = 30_000;
/// How far the lock's clock may be behind, in milliseconds.
const TOLERANCE: u64 = 5000;
/// Bytes of what a phone says at the most.
const PHONE_BYTES: usize = 100;

/// What the lock keeps.
struct Memory {
	path: String,
	trust: Trust,
	/// Number of the next receipt.
	next: u64,
	/// How often rights were used, as far as the lock knows more than the chain.
	used: BTreeMap<RightId, u32>,
}

impl Memory {
	fn load(trust: &str, first: u64) -> Result<Self> {
		let path = format!("{trust}.state");
		let (known, next, used) = match fs::read(&path) {
			Ok(bytes) => <(Vec<u8>, u64, Vec<(RightId, u32)>)>::decode(&mut bytes.as_slice())?,
			Err(_) => (fs::read(trust)?, first, Vec::new()),
		};
		Ok(Self {
			path,
			trust: Trust::decode(&known)?,
			next,
			used: used.into_iter().collect(),
		})
	}

	/// Written beside and moved, so that what is there is whole.
	fn save(&self) -> Result<()> {
		let used = self.used.iter().map(|(id, count)| (*id, *count));
		let bytes = (self.trust.encode(), self.next, used.collect::<Vec<_>>()).encode();
		let new = format!("{}.new", self.path);
		fs::write(&new, bytes)?;
		fs::rename(new, &self.path)?;
		Ok(())
	}
}

/// The lock.
struct Device {
	memory: Memory,
	relay: String,
	max_age: u64,
}

impl Device {
	fn clock(&self) -> Clock {
		Clock {
			now: now(),
			max_age: self.max_age,
			tolerance: TOLERANCE,
		}
	}

	/// What the relay hands over, after the changes of the validators that are too many for one message.
	fn ask(&mut self, wanted: &Wanted) -> Result<(Vec<u8>, Vec<u8>)> {
		let mut stream = connect(&self.relay)?;
		loop {
			let question = Question::of(&self.memory.trust, wanted.clone());
			send(&mut stream, &question.encode())?;
			let (hints, message) = match Answer::decode(&receive(&mut stream, MAX_ANSWER_BYTES)?)? {
				Answer::HandedOver { hints, message } => (hints, message),
				Answer::Nothing(reason) => {
					return Err(String::from_utf8_lossy(&reason).into_owned().into())
				}
			};
			let decoded = Message::decode(&message)?;
			eprintln!(
				"the relay hands over {} bytes: {} changes of the validators{}",
				message.len(),
				decoded.set_changes.len(),
				match &decoded.read {
					Some(block) => format!(", and a block with {} nodes", block.nodes.len()),
					None => String::new(),
				}
			);
			if decoded.read.is_some() || decoded.set_changes.is_empty() {
				return Ok((hints, message));
			}
			self.memory.trust.advance(&decoded.set_changes)?;
			self.memory.save()?;
		}
	}

	fn told(&self) {
		let (number, hash) = self.memory.trust.last();
		println!(
			"last block {number}, 0x{}; set {} of {} validators",
			hex::encode(hash),
			self.memory.trust.set_id(),
			self.memory.trust.authorities().as_slice().len()
		);
	}

	fn read(&mut self, key: Vec<u8>) -> Result<()> {
		let (_, message) = self.ask(&Wanted::Values(vec![key.clone()]))?;
		let message = Message::decode(&message)?;
		let clock = self.clock();
		self.memory.trust.advance(&message.set_changes)?;
		let block = message.read.ok_or(Error::NoBlock)?;
		let verified = self.memory.trust.verify(&block, &[&key], &clock)?;
		let value = verified.values.first().copied().flatten();
		self.memory.save()?;
		match value {
			Some(value) => println!("0x{}", hex::encode(value)),
			None => println!("nothing stands there"),
		}
		Ok(())
	}

	/// Somebody is at the door, who signs the challenge.
	fn knock(
		&mut self,
		lock: Lock,
		key: &DeviceKey,
		subject: Subject,
		permission: Permissions,
		sign: impl FnOnce(&[u8]) -> Result<Signature>,
	) -> Result<std::result::Result<Receipt, Refusal>> {
		let mut nonce = [0; 32];
		fs::File::open("/dev/urandom")?.read_exact(&mut nonce)?;
		let genesis = *self.memory.trust.genesis();
		let expires = now().saturating_add(PATIENCE);
		let request = Request::new(&genesis, lock, subject, permission, &nonce, expires)?;
		let answer = sign(request.challenge())?;
		let (hints, message) = self.ask(&Wanted::Access {
			resource: lock.resource,
			subject,
			permission,
		})?;
		let (message, hints) = (Message::decode(&message)?, Hints::decode(&hints)?);
		let clock = self.clock();
		let known = &self.memory.used;
		let seen = RefCell::new(BTreeMap::new());
		let used = |right: RightId, on_chain: u32| {
			let used = on_chain.max(known.get(&right).copied().unwrap_or(0));
			seen.borrow_mut().insert(right, used);
			used
		};
		let trust = &mut self.memory.trust;
		let decided = request.decide(trust, &message, &hints, &answer, &clock, used);
		let receipt = decided.map(|admitted| {
			// A use of the right is one of each that it was delegated from.
			for (right, used) in seen.into_inner() {
				self.memory.used.insert(right, used.saturating_add(1));
			}
			let number = self.memory.next;
			self.memory.next = number.saturating_add(1);
			admitted.receipt(&genesis, number, |message| key.sign(message))
		});
		self.memory.save()?;
		Ok(receipt)
	}
}

/// Says what was decided.
fn print(decided: &std::result::Result<Receipt, Refusal>) -> String {
	match decided {
		Ok(receipt) => format!(
			"ALLOWED by right {}\nreceipt 0x{}",
			receipt.entry.right,
			hex::encode(receipt.encode())
		),
		Err(refusal) => format!("DENIED: {refusal}"),
	}
}

/// A phone at the door says who it is and what it wants, gets the challenge, and signs it.
fn attend(device: &mut Device, lock: Lock, key: &DeviceKey, phone: &mut TcpStream) -> Result<()> {
	patient(phone)?;
	let said = receive(phone, PHONE_BYTES)?;
	let (subject, permission) = <(Subject, Permissions)>::decode(&mut said.as_slice())?;
	let decided = device.knock(lock, key, subject, permission, |challenge| {
		send(phone, challenge)?;
		let answer = receive(phone, PHONE_BYTES)?;
		Ok(Signature::decode(&mut answer.as_slice())?)
	})?;
	println!("{}", print(&decided));
	let words = match &decided {
		Ok(_) => "ALLOWED".to_string(),
		Err(refusal) => format!("DENIED: {refusal}"),
	};
	send(phone, words.as_bytes())
}

fn main() -> Result<()> {
	let mut arguments = Arguments::new();
	let first = arguments.value("--first-receipt")?;
	let first = first.map_or(Ok(0), |number| number.parse())?;
	let max_age = arguments.value("--max-age")?;
	let max_age = max_age.map_or(Ok(600), |seconds| seconds.parse::<u64>())?;
	let mut device = Device {
		memory: Memory::load(&arguments.needed("--trust")?, first)?,
		relay: arguments.needed("--relay")?,
		max_age: max_age.saturating_mul(1000),
	};
	if arguments.flag("--follow") {
		arguments.done()?;
		device.ask(&Wanted::Changes)?;
		device.told();
		return Ok(());
	}
	if let Some(value) = arguments.value("--value")? {
		arguments.done()?;
		device.read(unhex(&value)?)?;
		device.told();
		return Ok(());
	}
	let resource: ResourceId = arguments.needed("--resource")?.parse()?;
	let own = key(&arguments.needed("--key")?)?;
	let lock = Lock {
		device: DeviceId::of(&own.public()),
		resource,
	};
	if let Some(address) = arguments.value("--listen")? {
		arguments.done()?;
		let listener = TcpListener::bind(address)?;
		println!(
			"lock {} of resource {resource} on {}",
			lock.device,
			listener.local_addr()?
		);
		for phone in listener.incoming() {
			if let Err(error) = attend(&mut device, lock, &own, &mut phone?) {
				println!("DENIED: {error}");
			}
		}
		return Ok(());
	}
	let phone = key(&arguments.needed("--phone")?)?;
	let subject = subject(&phone.public(), arguments.flag("--account"))?;
	let wanted = arguments.value("--permission")?;
	let wanted = permission(wanted.as_deref().unwrap_or("enter"))?;
	arguments.done()?;
	let decided = device.knock(lock, &own, subject, wanted, |message| {
		Ok(phone.sign(message))
	})?;
	println!("{}", print(&decided));
	device.told();
	Ok(())
}
