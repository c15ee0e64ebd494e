// SPDX-License-Identifier: Apache-2.0

//! Resources and rights as JSON. Permissions, hours and subjects are text as callers write them.

use pallet_access_rights::types::{AttachedInfo, Resource, RightInfo};
use samul_primitives::{
	access::{Condition, Conditions, Denied, Requirement, ResourceId, Source, Subject},
	claims::ClaimRefusal,
	mmr::Hash,
};
use samul_runtime::AccountId;
use serde_json::{json, Map, Value};

use super::samul::{address, hex};

/// A device's id, or an account's address.
pub fn subject_text(subject: &Subject) -> String {
	match subject {
		Subject::Device(device) => device.to_string(),
		Subject::Account(account) => address(&(*account).into()),
	}
}

fn requirement(requirement: &Requirement) -> Value {
	json!({
		"claimType": requirement.claim_type,
		"issuer": requirement.issuer,
		"minimum": requirement.minimum,
	})
}

fn accounts(accounts: &[[u8; 32]]) -> Vec<String> {
	accounts
		.iter()
		.map(|account| address(&(*account).into()))
		.collect()
}

/// Conditions of a right.
pub fn conditions(conditions: &Conditions) -> Vec<Value> {
	conditions
		.iter()
		.map(|condition| match condition {
			Condition::Within(hours) => json!({ "within": hours.to_string() }),
			Condition::Attested(wanted) => json!({ "attested": requirement(wanted) }),
		})
		.collect()
}

fn refusal(refusal: ClaimRefusal) -> (&'static str, &'static str) {
	match refusal {
		ClaimRefusal::Unknown => ("unknown", "nothing is attested"),
		ClaimRefusal::Void => ("void", "it was attested of another device of this id"),
		ClaimRefusal::Revoked => ("revoked", "it was taken back"),
		ClaimRefusal::NotYet => ("notYet", "its time has not come"),
		ClaimRefusal::Expired => ("expired", "its time is over"),
		ClaimRefusal::TooLow => ("tooLow", "its level is lower than the one that is wanted"),
		ClaimRefusal::NoLevel => ("noLevel", "a level is wanted, and it tells none in plain"),
	}
}

/// Why somebody may not: the reason by name, its fields, and a sentence.
pub fn denied(denied: &Denied) -> Value {
	let of = |reason: &str, field: &str, id: u64, message: String| json!({ "reason": reason, field: id, "message": message });
	let right =
		|reason: &str, id: u64, what: &str| of(reason, "right", id, format!("right {id} {what}"));
	let plain = |reason: &str, message: &str| json!({ "reason": reason, "message": message });
	match *denied {
		Denied::UnknownResource { resource } => of(
			"unknownResource",
			"resource",
			resource,
			format!("there is no resource {resource}"),
		),
		Denied::TooDeep => plain("tooDeep", "more zones are around each other than may be"),
		Denied::LockedDown { zone } => of(
			"lockedDown",
			"zone",
			zone,
			format!("resource {zone} is locked down"),
		),
		Denied::UnknownRight => plain("unknownRight", "there is no such right on the resource"),
		Denied::SourceGone { right: id } => right(
			"sourceGone",
			id,
			"is gone, which this one was delegated from",
		),
		Denied::SourceDevice { right: id } => right(
			"sourceDevice",
			id,
			"was delegated on by a device that does not count, or is not the one that had it",
		),
		Denied::TooManyLinks => plain("tooManyLinks", "the right was delegated too often"),
		Denied::Withdrawn { right: id } => right(
			"withdrawn",
			id,
			"is of those that the owner took back all at once",
		),
		Denied::Suspended { right: id } => right("suspended", id, "is suspended"),
		Denied::NotPermitted { right: id } => right("notPermitted", id, "does not permit this"),
		Denied::NotYet { right: id } => right("notYet", id, "has not begun"),
		Denied::Expired { right: id } => right("expired", id, "is over"),
		Denied::UsedUp { right: id } => right("usedUp", id, "was used as often as it can be"),
		Denied::Lapsed { right: id } => right(
			"lapsed",
			id,
			"has lapsed: its subject was silent for too long",
		),
		Denied::OutsideHours { right: id } => {
			right("outsideHours", id, "does not hold at this hour")
		}
		Denied::NoDevice => plain(
			"noDevice",
			"something is demanded that is attested of devices, and the subject is none",
		),
		Denied::OtherDevice => plain(
			"otherDevice",
			"the device is not registered, or is not the one that the right was made for",
		),
		Denied::DeviceNotActive => plain(
			"deviceNotActive",
			"the signature of the subject's device does not count",
		),
		Denied::NotApproved { zone } => of(
			"notApproved",
			"zone",
			zone,
			format!("not enough approvers of zone {zone} approved of the right"),
		),
		Denied::Claim {
			requirement: wanted,
			refusal: why,
		} => {
			let (name, why) = refusal(why);
			let message = format!(
				"claim {} by member {} is demanded: {why}",
				wanted.claim_type, wanted.issuer
			);
			let mut found = Map::new();
			found.insert("reason".into(), "claim".into());
			found.insert("requirement".into(), requirement(&wanted));
			found.insert("refusal".into(), name.into());
			found.insert("message".into(), message.into());
			found.into()
		}
	}
}

/// A resource; how many receipts it has, and the peaks of their Merkle mountain range.
pub fn resource(
	id: ResourceId,
	found: &Resource<AccountId>,
	receipts: u64,
	peaks: &[Hash],
) -> Value {
	let zone = &found.zone;
	let [owner, authority, others] = found.free_calls.used;
	json!({
		"id": id,
		"owner": address(&found.owner),
		"authority": address(&found.authority),
		"offeredTo": found.offered_to.as_ref().map(address),
		"parent": zone.parent,
		"level": found.level,
		"lockedDown": zone.locked_down,
		"generation": zone.generation,
		"requirements": zone.requirements.iter().map(requirement).collect::<Vec<_>>(),
		"approval": zone.approval.as_ref().map(|approval| json!({
			"threshold": approval.threshold,
			"approvers": accounts(&approval.approvers),
		})),
		"children": found.children,
		"devices": found.devices,
		"rights": found.rights,
		"sold": found.sold,
		"granted": found.granted,
		"deposit": found.deposit.to_string(),
		"freeCalls": {
			"day": found.free_calls.day,
			"owner": owner,
			"authority": authority,
			"others": others,
		},
		"receipts": receipts,
		"peaks": peaks.iter().map(|peak| hex(peak)).collect::<Vec<_>>(),
	})
}

/// A device of a resource.
pub fn device(info: &AttachedInfo) -> Value {
	let found = &info.attached;
	json!({
		"resource": info.resource,
		"device": info.device,
		"guards": found.guards,
		"registered": found.registered,
		"nextEntry": found.next_entry,
		"lastEntry": found.last_entry,
		"deposit": found.deposit.to_string(),
	})
}

/// A right.
pub fn right(info: &RightInfo<AccountId>) -> Value {
	let (record, right) = (&info.record, &info.record.right);
	let source = |source: &Source| json!({ "subject": subject_text(&source.subject), "right": source.right });
	json!({
		"resource": info.resource,
		"subject": subject_text(&info.subject),
		"right": info.right,
		"permissions": right.permissions.to_string(),
		"from": right.from,
		"until": right.until,
		"registered": right.registered,
		"generation": right.generation,
		"suspended": right.suspended,
		"ownerSuspended": record.owner_suspended,
		"uses": right.uses,
		"used": right.used,
		"lease": right.lease.map(|lease| json!({
			"silence": lease.silence,
			"heard": lease.heard,
			"until": lease.until(),
		})),
		"source": right.source.as_ref().map(source),
		"delegations": right.delegations,
		"conditions": conditions(&right.conditions),
		"approvals": accounts(&right.approvals),
		"sold": record.is_sold(),
		"deposit": record.deposit.as_ref().map(|deposit| json!({
			"by": address(&deposit.by),
			"amount": deposit.amount.to_string(),
		})),
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_denial_has_the_fields_of_its_reason() {
		let wanted = Requirement {
			claim_type: 3,
			issuer: 7,
			minimum: Some(2),
		};
		for (found, expected) in [
			(
				Denied::LockedDown { zone: 7 },
				json!({ "reason": "lockedDown", "zone": 7, "message": "resource 7 is locked down" }),
			),
			(
				Denied::UsedUp { right: 9 },
				json!({ "reason": "usedUp", "right": 9, "message": "right 9 was used as often as it can be" }),
			),
			(
				Denied::Claim {
					requirement: wanted,
					refusal: ClaimRefusal::TooLow,
				},
				json!({
					"reason": "claim",
					"requirement": { "claimType": 3, "issuer": 7, "minimum": 2 },
					"refusal": "tooLow",
					"message": "claim 3 by member 7 is demanded: its level is lower than the one that is wanted",
				}),
			),
		] {
			assert_eq!(denied(&found), expected);
		}
	}
}
