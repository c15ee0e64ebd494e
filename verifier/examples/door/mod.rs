// SPDX-License-Identifier: Apache-2.0

//! What the lock and the phone of the examples have in common: frames over TCP, key files, arguments.

#![allow(dead_code, reason = "each example uses a part of it")]

use std::{
	error::Error,
	fs,
	io::{Read, Write},
	net::{TcpStream, ToSocketAddrs},
	time::{Duration, SystemTime},
};

use samul_primitives::{
	access::{Permissions, Subject},
	keys::DeviceKey,
	DeviceId, PublicKey, Scheme,
};

/// Whatever goes wrong.
pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How long the other side may be silent.
const SILENCE: Duration = Duration::from_secs(40);

/// A TCP connection that does not wait for ever.
pub fn connect(to: &str) -> Result<TcpStream> {
	let address = to
		.to_socket_addrs()?
		.next()
		.ok_or("there is no such address")?;
	let stream = TcpStream::connect_timeout(&address, Duration::from_secs(10))?;
	patient(&stream)?;
	Ok(stream)
}

/// Let nobody keep us waiting for ever.
pub fn patient(stream: &TcpStream) -> Result<()> {
	stream.set_nodelay(true)?;
	stream.set_read_timeout(Some(SILENCE))?;
	stream.set_write_timeout(Some(SILENCE))?;
	Ok(())
}

/// Sends a frame: the length in 4 bytes, little-endian, and the bytes.
pub fn send(stream: &mut TcpStream, bytes: &[u8]) -> Result<()> {
	let length = u32::try_from(bytes.len())?.to_le_bytes();
	stream.write_all(&[&length[..], bytes].concat())?;
	Ok(())
}

/// The next frame, of at most so many bytes.
pub fn receive(stream: &mut TcpStream, most: usize) -> Result<Vec<u8>> {
	let mut length = [0; 4];
	stream.read_exact(&mut length)?;
	let length = usize::try_from(u32::from_le_bytes(length))?;
	if length > most {
		return Err("a frame is too long".into());
	}
	let mut bytes = vec![0; length];
	stream.read_exact(&mut bytes)?;
	Ok(bytes)
}

/// Bytes of hexadecimal digits.
pub fn unhex(text: &str) -> Result<Vec<u8>> {
	Ok(hex::decode(text.strip_prefix("0x").unwrap_or(text))?)
}

/// The key of a key file of `samul key`.
pub fn key(path: &str) -> Result<DeviceKey> {
	let file: serde_json::Value = serde_json::from_slice(&fs::read(path)?)?;
	let text = |name: &str| {
		file.get(name)
			.and_then(serde_json::Value::as_str)
			.ok_or_else(|| format!("{path} has no {name}"))
	};
	let scheme = match text("scheme")? {
		"ed25519" => Scheme::Ed25519,
		"p256" => Scheme::P256,
		other => return Err(format!("locks do not verify {other}").into()),
	};
	let seed = unhex(text("seed")?)?;
	let seed = <[u8; 32]>::try_from(seed).map_err(|_| "a seed has 32 bytes")?;
	Ok(DeviceKey::from_seed(scheme, &seed).ok_or("no seed of this scheme")?)
}

/// Who a key is: a device that was registered with it, or an account.
pub fn subject(key: &PublicKey, is_account: bool) -> Result<Subject> {
	match (is_account, key) {
		(false, key) => Ok(Subject::Device(DeviceId::of(key))),
		(true, PublicKey::Ed25519(id)) => Ok(Subject::Account(*id)),
		(true, _) => Err("an account's key is of Ed25519 here".into()),
	}
}

/// Permissions by their names, or bits, with commas between.
pub fn permission(names: &str) -> Result<Permissions> {
	Ok(names.parse()?)
}

/// Unix milliseconds.
pub fn now() -> u64 {
	let since = SystemTime::now()
		.duration_since(SystemTime::UNIX_EPOCH)
		.unwrap_or_default();
	u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// Arguments: `--name value`, and `--name` alone.
pub struct Arguments(Vec<String>);

impl Arguments {
	/// Those of the program.
	pub fn new() -> Self {
		Self(std::env::args().skip(1).collect())
	}

	/// Takes `--name value`.
	pub fn value(&mut self, name: &str) -> Result<Option<String>> {
		let Some(at) = self.0.iter().position(|argument| argument == name) else {
			return Ok(None);
		};
		self.0.remove(at);
		if at < self.0.len() {
			Ok(Some(self.0.remove(at)))
		} else {
			Err(format!("{name} needs a value").into())
		}
	}

	/// Takes `--name value`, which must be there.
	pub fn needed(&mut self, name: &str) -> Result<String> {
		Ok(self
			.value(name)?
			.ok_or_else(|| format!("{name} is missing"))?)
	}

	/// Takes `--name`.
	pub fn flag(&mut self, name: &str) -> bool {
		let at = self.0.iter().position(|argument| argument == name);
		at.map(|at| self.0.remove(at)).is_some()
	}

	/// That there are no others.
	pub fn done(self) -> Result<()> {
		match self.0.first() {
			None => Ok(()),
			Some(other) => Err(format!("{other} is not known here").into()),
		}
	}
}
