// SPDX-License-Identifier: Apache-2.0

//! Resources and the rights on them: what the chain knows of them, and the calls that change it.

pub mod events;
pub mod rental;
pub mod tariff;
pub mod terms;

use codec::DecodeAll;
use samul_primitives::{
	access::{
		Approval, Entry, Permissions, Requirement, ResourceId, RightId, RightTerms, Source, Subject,
	},
	envelope,
	keys::{DeviceKey, Signature},
	DeviceId, Moment,
};
use serde_json::Value;
use subxt::utils::{AccountId32, Static};
use subxt_signer::sr25519::Keypair;

use crate::{
	account,
	chain::{
		self,
		access_rights::events::{EntryRecorded, ResourceRegistered, RightGranted},
		runtime_types::{
			bounded_collections::bounded_vec::BoundedVec, pallet_access_rights::types::Beat,
		},
	},
	connection::{Included, Until},
	credential, params, time, Chain, Error, Result,
};

/// Items of a page.
const PAGE: u32 = 100;

/// A right by all that names it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Named {
	/// On what it is.
	pub resource: ResourceId,
	/// Whose it is.
	pub subject: Subject,
	/// Its number.
	pub right: RightId,
}

/// Read a subject: a device by its id (`0x` and 64 hexadecimal digits) or its decentralised identifier,
/// an account by its address.
pub fn parse_subject(text: &str) -> Result<Subject> {
	if text.starts_with("did:") {
		return credential::parse_device_did(text).map(Subject::Device);
	}
	if text.starts_with("0x") {
		return text
			.parse()
			.map(Subject::Device)
			.map_err(|_| Error::usage(format!("not a device's id: `{text}`")));
	}
	account::parse(text).map(|account| Subject::Account(account.0))
}

/// Write a subject as it is read: a device by its id, an account by its address.
pub fn format_subject(subject: &Subject) -> String {
	match subject {
		Subject::Device(device) => device.to_string(),
		Subject::Account(account) => account::address(&AccountId32(*account)),
	}
}

/// The account of a key pair as a subject.
pub fn subject_of(signer: &Keypair) -> Subject {
	Subject::Account(account::id(signer).0)
}

/// Read permissions: `enter`, `start`, `charge`, `administer`, `observe` or a number, with commas
/// between.
pub fn parse_permissions(text: &str) -> Result<Permissions> {
	text.parse().map_err(Error::usage)
}

async fn send(chain: &Chain, call: &impl subxt::tx::Payload, signer: &Keypair) -> Result<Included> {
	chain.submit(call, signer, Until::Finalised).await
}

/// Register a resource; the signer becomes its owner. Without an authority he is that, too. Gives its
/// number.
pub async fn register(
	chain: &Chain,
	zone: Option<ResourceId>,
	authority: Option<AccountId32>,
	owner: &Keypair,
) -> Result<(ResourceId, Included)> {
	let call = chain::transactions()
		.access_rights()
		.register_resource(zone, authority);
	let included = send(chain, &call, owner).await?;
	let event = first::<ResourceRegistered>(&included)?;
	Ok((event.resource, included))
}

/// The first event of a kind that a transaction made.
fn first<E: subxt::events::DecodeAsEvent>(included: &Included) -> Result<E> {
	let found = included.events.find::<E>().next();
	let found = found.ok_or_else(|| {
		Error::Connection("the block does not tell what came of the transaction".into())
	})?;
	Ok(found.map_err(subxt::Error::from)?)
}

/// Remove a resource in and on which there is nothing.
pub async fn remove(chain: &Chain, resource: ResourceId, owner: &Keypair) -> Result<Included> {
	let call = chain::transactions()
		.access_rights()
		.remove_resource(resource);
	send(chain, &call, owner).await
}

/// Say that a device guards a resource, or belongs to it.
pub async fn add_device(
	chain: &Chain,
	resource: ResourceId,
	device: DeviceId,
	guards: bool,
	owner: &Keypair,
) -> Result<Included> {
	let call = chain::transactions()
		.access_rights()
		.add_device(resource, Static(device), guards);
	send(chain, &call, owner).await
}

/// Take a device away from a resource.
pub async fn remove_device(
	chain: &Chain,
	resource: ResourceId,
	device: DeviceId,
	owner: &Keypair,
) -> Result<Included> {
	let call = chain::transactions()
		.access_rights()
		.remove_device(resource, Static(device));
	send(chain, &call, owner).await
}

/// Say who locks a resource down from now on.
pub async fn set_authority(
	chain: &Chain,
	resource: ResourceId,
	to: AccountId32,
	authority: &Keypair,
) -> Result<Included> {
	let call = chain::transactions()
		.access_rights()
		.set_authority(resource, to);
	send(chain, &call, authority).await
}

/// Say what is demanded of whoever uses a resource or what is inside, in the place of what was.
pub async fn set_demands(
	chain: &Chain,
	resource: ResourceId,
	requirements: Vec<Requirement>,
	approval: Option<Approval>,
	authority: &Keypair,
) -> Result<Included> {
	let requirements = BoundedVec(requirements.into_iter().map(Static).collect());
	let call = chain::transactions().access_rights().set_demands(
		resource,
		requirements,
		approval.map(Static),
	);
	send(chain, &call, authority).await
}

/// Lock a resource and all inside it down.
pub async fn lock_down(
	chain: &Chain,
	resource: ResourceId,
	authority: &Keypair,
) -> Result<Included> {
	let call = chain::transactions().access_rights().lock_down(resource);
	send(chain, &call, authority).await
}

/// Lift a lock-down.
pub async fn lift(chain: &Chain, resource: ResourceId, authority: &Keypair) -> Result<Included> {
	let call = chain::transactions()
		.access_rights()
		.lift_lock_down(resource);
	send(chain, &call, authority).await
}

/// Offer the ownership of a resource to an account, or to nobody any more.
pub async fn offer(
	chain: &Chain,
	resource: ResourceId,
	to: Option<AccountId32>,
	owner: &Keypair,
) -> Result<Included> {
	let call = chain::transactions()
		.access_rights()
		.offer_resource(resource, to);
	send(chain, &call, owner).await
}

/// Accept the ownership of a resource.
pub async fn accept(chain: &Chain, resource: ResourceId, to: &Keypair) -> Result<Included> {
	let call = chain::transactions()
		.access_rights()
		.accept_resource(resource);
	send(chain, &call, to).await
}

/// Grant a right on a resource; the signer is its owner. Gives its number.
pub async fn grant(
	chain: &Chain,
	resource: ResourceId,
	subject: Subject,
	terms: RightTerms,
	owner: &Keypair,
) -> Result<(RightId, Included)> {
	let call =
		chain::transactions()
			.access_rights()
			.grant(resource, Static(subject), Static(terms));
	let included = send(chain, &call, owner).await?;
	Ok((first::<RightGranted>(&included)?.right, included))
}

/// Delegate a right, or part of it; the signer is its subject, or owns the device that is. Gives the
/// number of the new one.
pub async fn delegate(
	chain: &Chain,
	resource: ResourceId,
	source: Source,
	subject: Subject,
	terms: RightTerms,
	signer: &Keypair,
) -> Result<(RightId, Included)> {
	let call = chain::transactions().access_rights().delegate(
		resource,
		Static(source),
		Static(subject),
		Static(terms),
	);
	let included = send(chain, &call, signer).await?;
	Ok((first::<RightGranted>(&included)?.right, included))
}

/// Take a right away, and with it all that was delegated from it.
pub async fn revoke(chain: &Chain, right: &Named, signer: &Keypair) -> Result<Included> {
	let call = chain::transactions().access_rights().revoke(
		right.resource,
		Static(right.subject),
		right.right,
	);
	send(chain, &call, signer).await
}

/// Make all rights that were granted on a resource count no more.
pub async fn revoke_all(chain: &Chain, resource: ResourceId, owner: &Keypair) -> Result<Included> {
	let call = chain::transactions().access_rights().revoke_all(resource);
	send(chain, &call, owner).await
}

/// Make a right count no more until it is resumed.
pub async fn suspend(chain: &Chain, right: &Named, signer: &Keypair) -> Result<Included> {
	let call = chain::transactions().access_rights().suspend(
		right.resource,
		Static(right.subject),
		right.right,
	);
	send(chain, &call, signer).await
}

/// Make a suspended right count again.
pub async fn resume(chain: &Chain, right: &Named, signer: &Keypair) -> Result<Included> {
	let call = chain::transactions().access_rights().resume(
		right.resource,
		Static(right.subject),
		right.right,
	);
	send(chain, &call, signer).await
}

/// Approve of a right, or not any more.
pub async fn approve(
	chain: &Chain,
	right: &Named,
	approves: bool,
	approver: &Keypair,
) -> Result<Included> {
	let call = chain::transactions().access_rights().approve(
		right.resource,
		Static(right.subject),
		right.right,
		approves,
	);
	send(chain, &call, approver).await
}

/// Remove a right that can never count again.
pub async fn remove_right(chain: &Chain, right: &Named, signer: &Keypair) -> Result<Included> {
	let call = chain::transactions().access_rights().remove_right(
		right.resource,
		Static(right.subject),
		right.right,
	);
	send(chain, &call, signer).await
}

/// Who says that the subject of a lease is alive.
pub enum Alive<'a> {
	/// The account that is the subject, by signing the transaction.
	Signer,
	/// The device that is, with its key.
	Key(&'a DeviceKey),
	/// The device that is: when it signed, and its signature.
	Signed(Moment, Signature),
}

/// Read a sign of life as a device gives it: the hexadecimal digits of the SCALE encoding of when it
/// signed and of its signature.
pub fn parse_beat(text: &str) -> Result<(Moment, Signature)> {
	from_hex(text, "a sign of life")
}

/// Keep a lease.
pub async fn heartbeat(
	chain: &Chain,
	right: &Named,
	alive: Alive<'_>,
	signer: &Keypair,
) -> Result<Included> {
	let signed = match (alive, right.subject) {
		(Alive::Signer, _) => None,
		(_, Subject::Account(_)) => {
			return Err(Error::usage(
				"an account keeps its lease by signing the transaction, not by a device's key",
			))
		}
		(Alive::Signed(at, signature), Subject::Device(_)) => Some((at, signature)),
		(Alive::Key(key), Subject::Device(device)) => {
			let at = time::now();
			let message =
				envelope::alive_message(&chain.genesis(), &device, right.resource, right.right, at);
			Some((at, key.sign(&message)))
		}
	};
	let beat = signed.map(|(at, signature)| Beat {
		at,
		signature: Static(signature),
	});
	let call = chain::transactions().access_rights().heartbeat(
		right.resource,
		Static(right.subject),
		right.right,
		beat,
	);
	send(chain, &call, signer).await
}

/// Read what consists of nothing but the encoding of a value.
fn from_hex<T: DecodeAll>(text: &str, what: &str) -> Result<T> {
	let text = text.trim();
	let bytes = hex::decode(text.strip_prefix("0x").unwrap_or(text));
	bytes
		.ok()
		.and_then(|bytes| T::decode_all(&mut &bytes[..]).ok())
		.ok_or_else(|| Error::usage(format!("not the hexadecimal digits of {what}")))
}

/// Read a receipt as a lock gives it: the hexadecimal digits of the SCALE encoding of an [`Entry`], of 101
/// bytes, and of the guard's signature.
pub fn parse_receipt(text: &str) -> Result<(Entry, Signature)> {
	from_hex(text, "a receipt")
}

/// What came of a receipt.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Recorded {
	/// Its number in the resource's Merkle mountain range.
	pub leaf: u64,
	/// Whether the right is there still: then the use was counted.
	pub counted: bool,
}

/// Hand in a receipt.
pub async fn record(
	chain: &Chain,
	entry: Entry,
	signature: Signature,
	signer: &Keypair,
) -> Result<(Recorded, Included)> {
	let call = chain::transactions()
		.access_rights()
		.record_entry(Static(entry), Static(signature));
	let included = send(chain, &call, signer).await?;
	let event = first::<EntryRecorded>(&included)?;
	let recorded = Recorded {
		leaf: event.leaf,
		counted: event.counted,
	};
	Ok((recorded, included))
}

/// Whether a subject may do something on a resource, now or at a time: what `samul_mayAccess` answers.
pub async fn may_access(
	chain: &Chain,
	subject: &Subject,
	resource: ResourceId,
	permission: Permissions,
	at: Option<Moment>,
) -> Result<Value> {
	let (subject, permission) = (format_subject(subject), permission.to_string());
	let params = params![subject, resource, permission, at];
	chain.request("samul_mayAccess", params).await
}

/// A resource, as `samul_resource` answers.
pub async fn resource(chain: &Chain, resource: ResourceId) -> Result<Value> {
	let found: Value = chain.request("samul_resource", params![resource]).await?;
	match found {
		Value::Null => Err(Error::NotThere(format!("there is no resource {resource}"))),
		found => Ok(found),
	}
}

/// All pages of a method. `after` gives of the last item what the next page comes after.
async fn pages(
	chain: &Chain,
	method: &str,
	resource: ResourceId,
	after: fn(&Value) -> Value,
) -> Result<Vec<Value>> {
	let mut found = Vec::<Value>::new();
	loop {
		let last = found.last().map_or(Value::Null, after);
		let params = params![resource, last, PAGE];
		let page: Vec<Value> = chain.request(method, params).await?;
		if page.is_empty() {
			return Ok(found);
		}
		found.extend(page);
	}
}

/// The devices of a resource, as `samul_resourceDevices` answers.
pub async fn devices(chain: &Chain, resource: ResourceId) -> Result<Vec<Value>> {
	let after = |item: &Value| item["device"].clone();
	pages(chain, "samul_resourceDevices", resource, after).await
}

/// The rights on a resource, as `samul_rightsOn` answers.
pub async fn rights_on(chain: &Chain, resource: ResourceId) -> Result<Vec<Value>> {
	let after =
		|item: &Value| serde_json::json!({ "subject": item["subject"], "right": item["right"] });
	pages(chain, "samul_rightsOn", resource, after).await
}

/// The rights of a subject on a resource, as `samul_rightsOf` answers.
pub async fn rights_of(
	chain: &Chain,
	subject: &Subject,
	resource: ResourceId,
) -> Result<Vec<Value>> {
	let params = params![format_subject(subject), resource];
	chain.request("samul_rightsOf", params).await
}

/// A right.
pub async fn right(chain: &Chain, named: &Named) -> Result<Value> {
	let rights = rights_of(chain, &named.subject, named.resource).await?;
	rights
		.into_iter()
		.find(|item| item["right"] == named.right)
		.ok_or_else(|| {
			Error::NotThere(format!(
				"{} has no right {} on resource {}",
				format_subject(&named.subject),
				named.right,
				named.resource
			))
		})
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;

	const ENTRY: Entry = Entry {
		guard: DeviceId([1; 32]),
		resource: 2,
		number: 3,
		subject: Subject::Account([4; 32]),
		right: 5,
		permission: Permissions::ENTER,
		at: 6,
	};

	#[test]
	fn subjects_are_read_and_written() {
		let device = Subject::Device(DeviceId([7; 32]));
		let alice = subject_of(&account::signer("//Alice").unwrap());
		for subject in [device, alice] {
			let text = format_subject(&subject);
			assert_eq!(parse_subject(&text).unwrap(), subject, "{text}");
		}
		let did = credential::device_did(&DeviceId([7; 32]));
		assert_eq!(parse_subject(&did).unwrap(), device);
		for wrong in ["", "0x12", "did:samul:1", "did:web:example.org", "//Alice"] {
			let error = parse_subject(wrong).unwrap_err();
			assert_eq!(error.exit_code(), 2, "{wrong}");
		}
	}

	#[test]
	fn permissions_that_mean_nothing_are_refused() {
		let read = parse_permissions("enter,start").unwrap();
		assert_eq!(read, Permissions(3));
		assert_eq!(parse_permissions("fly").unwrap_err().exit_code(), 2);
	}

	#[test]
	fn a_receipt_is_read_as_the_lock_gives_it() {
		assert_eq!(ENTRY.encode().len(), 32 + 8 + 8 + 33 + 8 + 4 + 8);
		let signature = Signature::Ed25519([8; 64]);
		let digits = hex::encode((ENTRY, signature).encode());
		for text in [digits.clone(), format!("0x{digits}\n")] {
			assert_eq!(parse_receipt(&text).unwrap(), (ENTRY, signature));
		}
		let more = format!("{digits}00");
		for wrong in ["", "0x", &digits[2..], &digits[..digits.len() - 2], &more] {
			assert_eq!(parse_receipt(wrong).unwrap_err().exit_code(), 2, "{wrong}");
		}
	}

	#[test]
	fn a_sign_of_life_is_read_as_the_device_gives_it() {
		let signature = Signature::Sr25519([8; 64]);
		let text = hex::encode((9u64, signature).encode());
		assert_eq!(parse_beat(&text).unwrap(), (9, signature));
		assert_eq!(parse_beat(&text[2..]).unwrap_err().exit_code(), 2);
	}
}
