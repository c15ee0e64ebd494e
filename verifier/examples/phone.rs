// SPDX-License-Identifier: Apache-2.0

//! Plays the phone at the door: `phone --lock ADDR --key FILE [--account] [--permission NAME]`. It says who
//! it is, signs the lock's challenge, and prints what the lock says.
//!
//! A phone shows its owner what it signs: which lock, which resource. What a lock far away wants to be
//! signed looks the same: distance is for the radio to measure.

mod door;

use codec::{Decode, Encode};
use door::{connect, key, permission, receive, send, subject, Arguments, Result};
use samul_primitives::{access::ResourceId, envelope::ACCESS_DOMAIN, DeviceId};

/// Bytes of a challenge at the most.
const CHALLENGE: usize = 256;

/// What a challenge names: chain, lock, resource, permission.
type Named = ([u8; 16], [u8; 32], DeviceId, Vec<u8>, u32);

fn main() -> Result<()> {
	let mut arguments = Arguments::new();
	let lock = arguments.needed("--lock")?;
	let key = key(&arguments.needed("--key")?)?;
	let subject = subject(&key.public(), arguments.flag("--account"))?;
	let wanted = arguments.value("--permission")?;
	let wanted = permission(wanted.as_deref().unwrap_or("enter"))?;
	arguments.done()?;

	let mut stream = connect(&lock)?;
	send(&mut stream, &(subject, wanted).encode())?;
	let challenge = receive(&mut stream, CHALLENGE)?;
	if challenge.starts_with(b"DENIED") {
		println!("{}", String::from_utf8_lossy(&challenge));
		return Ok(());
	}
	let (domain, _, device, resource, permission) = Named::decode(&mut challenge.as_slice())?;
	let resource = ResourceId::decode(&mut resource.as_slice())?;
	if domain != *ACCESS_DOMAIN || permission != wanted.0 {
		return Err("that is no challenge of a lock for this".into());
	}
	println!("signing for resource {resource} at lock {device}");
	send(&mut stream, &key.sign(&challenge).encode())?;
	let answer = receive(&mut stream, CHALLENGE)?;
	println!("{}", String::from_utf8_lossy(&answer));
	Ok(())
}
