// SPDX-License-Identifier: Apache-2.0

//! Plays a lock without a network, with nothing but TCP to a relay (`samul relay serve`) and to phones:
//!
//! ```text
//! lock --trust FILE [--relay ADDR] [--max-age SECONDS] and one of
//!   --follow                          follow the validators
//!   --value HEX                       print the value under a key of the state
//!   --receipts [--sent N]             print the receipts that are kept; those below N are forgotten first
//!   --resource N --key FILE           guard a resource, with the lock's own key, and one of
//!     --phone FILE [--account]        somebody with this key is at the door
//!     --listen ADDR                   whoever comes (the example `phone`), one after the other
//!   [--permission NAME]               what it opens for: enter (default), start, charge, administer,
//!                                     observe, bits. Who asks for anything else is refused.
//!   [--first-receipt N]               number of the first receipt (default 0)
//! ```
//!
//! `FILE` of `--trust` is what `samul relay enrol` wrote; what the lock learns is kept beside it in
//! `FILE.state`, before anything opens. So are its receipts, until it is told that they were sent.

mod door;

use std::{
	cell::RefCell,
	collections::BTreeMap,
	fs::{self, File},
	io::{ErrorKind, Read, Write},
	net::{TcpListener, TcpStream},
	path::{Path, PathBuf},
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
/// Most receipts that are kept. With so many the lock opens for nobody until some were sent: each is of use
/// to the chain only after those before it.
const MOST_RECEIPTS: usize = 1024;

/// What stands in the state file: trust, number of the next receipt, uses, receipts.
type Kept = (Vec<u8>, u64, Vec<(RightId, u32)>, Vec<Receipt>);

/// What the lock keeps.
#[derive(Clone)]
struct Memory {
	path: PathBuf,
	trust: Trust,
	/// Number of the next receipt.
	next: u64,
	/// How often rights were used, as far as the lock knows more than the chain.
	used: BTreeMap<RightId, u32>,
	/// Receipts that were not sent yet.
	unsent: Vec<Receipt>,
}

impl Memory {
	/// What is kept; what the lock was enrolled with only if nothing was kept ever: whoever falls back to it
	/// for another reason forgets receipts, uses and changes of the validators.
	fn load(trust: &str, first: u64) -> Result<Self> {
		let path = PathBuf::from(format!("{trust}.state"));
		let (known, next, used, unsent) = match fs::read(&path) {
			Ok(bytes) => {
				let mut bytes = bytes.as_slice();
				let kept = Kept::decode(&mut bytes)
					.map_err(|error| format!("{}: {error}", path.display()))?;
				if !bytes.is_empty() {
					return Err(format!("{} is too long", path.display()).into());
				}
				kept
			}
			Err(error) if error.kind() == ErrorKind::NotFound => {
				(fs::read(trust)?, first, Vec::new(), Vec::new())
			}
			Err(error) => return Err(format!("{}: {error}", path.display()).into()),
		};
		Ok(Self {
			path,
			trust: Trust::decode(&known)?,
			next,
			used: used.into_iter().collect(),
			unsent,
		})
	}

	/// Written beside and moved, each until it is on the disk, so that what is there is whole.
	fn save(&self) -> Result<()> {
		let used = self.used.iter().map(|(id, count)| (*id, *count));
		let used = used.collect::<Vec<_>>();
		let bytes = (self.trust.encode(), self.next, used, &self.unsent).encode();
		let mut new = self.path.clone().into_os_string();
		new.push(".new");
		let mut file = File::create(&new)?;
		file.write_all(&bytes)?;
		file.sync_all()?;
		fs::rename(new, &self.path)?;
		let folder = self.path.parent().filter(|path| *path != Path::new(""));
		File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
		Ok(())
	}

	/// What is learned of the uses of rights that were looked at, by what the chain counts. What the lock
	/// counts beyond is kept.
	fn count(&mut self, on_chain: BTreeMap<RightId, u32>, is_used: bool) {
		for (right, counted) in on_chain {
			let own = self.used.get(&right).copied().unwrap_or(0).max(counted);
			// A use of the right is one of each that it was delegated from.
			let own = own.saturating_add(u32::from(is_used));
			if own > counted {
				self.used.insert(right, own);
			} else {
				self.used.remove(&right);
			}
		}
	}
}

/// The lock.
struct Device {
	memory: Memory,
	relay: String,
	max_age: u64,
}

impl Device {
	/// Takes this as what it knows, if it can be kept.
	fn keep(&mut self, memory: Memory) -> Result<()> {
		memory.save()?;
		self.memory = memory;
		Ok(())
	}

	fn clock(&self) -> Clock {
		Clock {
			now: now(),
			max_age: self.max_age,
			tolerance: TOLERANCE,
		}
	}

	/// What the relay hands over, after the changes of the validators that are too many for one message.
	fn ask(&mut self, wanted: &Wanted) -> Result<(Vec<u8>, Vec<u8>)> {
		if self.relay.is_empty() {
			return Err("--relay is missing".into());
		}
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
					Some(block) =>
						format!(", and a block with a proof of {} bytes", block.proof.len()),
					None => String::new(),
				}
			);
			if decoded.read.is_some() || decoded.set_changes.is_empty() {
				return Ok((hints, message));
			}
			let mut memory = self.memory.clone();
			memory.trust.advance(&decoded.set_changes)?;
			self.keep(memory)?;
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
		let mut memory = self.memory.clone();
		memory.trust.advance(&message.set_changes)?;
		let block = message.read.ok_or(Error::NoBlock)?;
		let verified = memory.trust.verify(&block, &[&key], &clock)?;
		let value = verified.values.first().copied().flatten();
		self.keep(memory)?;
		match value {
			Some(value) => println!("0x{}", hex::encode(value)),
			None => println!("nothing stands there"),
		}
		Ok(())
	}

	/// Prints the receipts that are kept, after it forgot those below a number.
	fn receipts(&mut self, sent: u64) -> Result<()> {
		let mut memory = self.memory.clone();
		memory.unsent.retain(|receipt| receipt.entry.number >= sent);
		if memory.unsent.len() < self.memory.unsent.len() {
			self.keep(memory)?;
		}
		for receipt in &self.memory.unsent {
			let bytes = hex::encode(receipt.encode());
			println!("receipt {} 0x{bytes}", receipt.entry.number);
		}
		Ok(())
	}

	/// Somebody is at the door, who signs the challenge. What comes of it is kept before this returns.
	fn knock(
		&mut self,
		lock: Lock,
		key: &DeviceKey,
		subject: Subject,
		permission: Permissions,
		sign: impl FnOnce(&[u8]) -> Result<Signature>,
	) -> Result<std::result::Result<Receipt, Refusal>> {
		if self.memory.unsent.len() >= MOST_RECEIPTS {
			return Err("the lock can keep no more receipts".into());
		}
		let mut nonce = [0; 32];
		File::open("/dev/urandom")?.read_exact(&mut nonce)?;
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
		let mut memory = self.memory.clone();
		let known = &self.memory.used;
		let seen = RefCell::new(BTreeMap::new());
		let used = |right: RightId, on_chain: u32| {
			seen.borrow_mut().insert(right, on_chain);
			on_chain.max(known.get(&right).copied().unwrap_or(0))
		};
		let trust = &mut memory.trust;
		let decided = request.decide(trust, &message, &hints, &answer, &clock, used);
		memory.count(seen.into_inner(), decided.is_ok());
		let receipt = match decided {
			Ok(admitted) => {
				let number = memory.next;
				memory.next = number.checked_add(1).ok_or("there are no more numbers")?;
				let receipt = admitted.receipt(&genesis, number, |message| key.sign(message));
				memory.unsent.push(receipt.clone());
				Ok(receipt)
			}
			Err(refusal) => Err(refusal),
		};
		self.keep(memory)?;
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

/// A phone at the door says who it is and what it wants, gets the challenge, and signs it. What the lock
/// opens for is up to the lock: who may observe must not come in by asking for that.
fn attend(
	device: &mut Device,
	lock: Lock,
	key: &DeviceKey,
	own: Permissions,
	phone: &mut TcpStream,
) -> Result<()> {
	patient(phone)?;
	let said = receive(phone, PHONE_BYTES)?;
	let (subject, permission) = <(Subject, Permissions)>::decode(&mut said.as_slice())?;
	if permission != own {
		let why = "this lock does not open for that permission";
		send(phone, format!("DENIED: {why}").as_bytes())?;
		return Err(why.into());
	}
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
		relay: arguments.value("--relay")?.unwrap_or_default(),
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
	if arguments.flag("--receipts") {
		let sent = arguments.value("--sent")?;
		arguments.done()?;
		return device.receipts(sent.map_or(Ok(0), |number| number.parse())?);
	}
	let wanted = arguments.value("--permission")?;
	let wanted = permission(wanted.as_deref().unwrap_or("enter"))?;
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
		loop {
			let (mut phone, _) = listener.accept()?;
			if let Err(error) = attend(&mut device, lock, &own, wanted, &mut phone) {
				println!("DENIED: {error}");
			}
		}
	}
	let phone = key(&arguments.needed("--phone")?)?;
	let subject = subject(&phone.public(), arguments.flag("--account"))?;
	arguments.done()?;
	let decided = device.knock(lock, &own, subject, wanted, |message| {
		Ok(phone.sign(message))
	})?;
	println!("{}", print(&decided));
	device.told();
	Ok(())
}
