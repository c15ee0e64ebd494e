// SPDX-License-Identifier: Apache-2.0

//! What a right says and what a zone demands, in people's words.

use samul_primitives::access::{
	Approval, Condition, Conditions, Hours, Permissions, Requirement, RightTerms,
};
use samul_primitives::Moment;
use serde_json::Value;
use subxt::utils::AccountId32;

use crate::{Error, Result};

/// Milliseconds of a minute.
const MINUTE: u64 = 60_000;
/// Minutes of a week.
const MINUTES_OF_WEEK: u64 = 7 * 24 * 60;

/// Read what must be attested: `TYPE:ISSUER` or `TYPE:ISSUER:LEVEL`, all of them numbers.
pub fn parse_requirement(text: &str) -> Result<Requirement> {
	let wrong = || {
		Error::usage(format!(
			"not what can be attested: `{text}`; write the numbers of a type of claims and of the member that attests it, and the least level if one is wanted, such as 3:7 or 3:7:2"
		))
	};
	let numbers = text
		.split(':')
		.map(|part| part.parse::<u32>().map_err(|_| wrong()))
		.collect::<Result<Vec<_>>>()?;
	let (claim_type, issuer, minimum) = match numbers[..] {
		[claim_type, issuer] => (claim_type, issuer, None),
		[claim_type, issuer, minimum] => (claim_type, issuer, Some(minimum)),
		_ => return Err(wrong()),
	};
	Ok(Requirement {
		claim_type,
		issuer,
		minimum,
	})
}

/// Write what must be attested as it is read.
pub fn format_requirement(requirement: &Requirement) -> String {
	let text = format!("{}:{}", requirement.claim_type, requirement.issuer);
	match requirement.minimum {
		Some(minimum) => format!("{text}:{minimum}"),
		None => text,
	}
}

/// Read hours as a condition: `mon-fri/08:00-18:00`, in UTC.
pub fn parse_hours(text: &str) -> Result<Condition> {
	text.parse().map(Condition::Within).map_err(Error::usage)
}

/// Whether there is a minute of the week within all of these hours.
fn meet(hours: &[Hours]) -> bool {
	// The second week since 1970: what begins on a Sunday may last until Monday.
	let mut minutes = MINUTES_OF_WEEK..2 * MINUTES_OF_WEEK;
	minutes.any(|minute| {
		let within = |hours: &Hours| hours.end_at(minute * MINUTE).is_some();
		hours.iter().all(within)
	})
}

/// Conditions, as many as a right may have. All of them have to hold, so hours have to meet.
pub fn conditions(conditions: Vec<Condition>) -> Result<Conditions> {
	let hours = conditions.iter().filter_map(|condition| match condition {
		Condition::Within(hours) => Some(*hours),
		Condition::Attested(_) => None,
	});
	if !meet(&hours.collect::<Vec<_>>()) {
		return Err(Error::usage(
			"no time is within all of these hours: a right holds within each of them only; for others another right is granted",
		));
	}
	conditions.try_into().map_err(|all: Vec<Condition>| {
		Error::usage(format!("{} conditions: a right has at most 4", all.len()))
	})
}

/// What is granted or delegated, as the arguments say it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted {
	/// To do what.
	pub permissions: Permissions,
	/// The first moment.
	pub from: Moment,
	/// The last moment, if there is one.
	pub until: Option<Moment>,
	/// How often it can be used.
	pub uses: Option<u32>,
	/// The longest silence, in milliseconds.
	pub silence: Option<u64>,
	/// How often it can be delegated on.
	pub delegations: u8,
	/// Hours, and what must be attested.
	pub conditions: Vec<Condition>,
}

impl Wanted {
	/// The terms as the chain wants them. It refuses the same.
	pub fn terms(self) -> Result<RightTerms> {
		let terms = RightTerms {
			permissions: self.permissions,
			from: self.from,
			until: self.until,
			uses: self.uses,
			silence: self.silence,
			delegations: self.delegations,
			conditions: conditions(self.conditions)?,
		};
		if terms.is_valid() {
			Ok(terms)
		} else {
			Err(Error::usage(
				"the right ends before it begins, is for no use or no silence, or is to be delegated more than 3 times",
			))
		}
	}
}

/// What a delegated right may be within its source, as `samul_rightsOf` answers that, where it is not said
/// otherwise: it begins no sooner, ends with it, and is used as often. The end that a buyer names is the
/// moment after the last one of what is bought.
pub fn from_source(terms: RightTerms, source: &Value) -> RightTerms {
	let first = source["from"].as_u64().unwrap_or_default();
	let last = source["until"].as_u64();
	let uses = source["uses"].as_u64();
	RightTerms {
		from: terms.from.max(first),
		until: match (terms.until, last) {
			(Some(end), Some(last)) if end == last.saturating_add(1) => Some(last),
			(end, last) => end.or(last),
		},
		uses: terms
			.uses
			.or(uses.and_then(|uses| u32::try_from(uses).ok())),
		..terms
	}
}

/// Whose approval is demanded: so many of these accounts; of none, nobody's.
pub fn approval(threshold: Option<u8>, approvers: Vec<AccountId32>) -> Result<Option<Approval>> {
	if approvers.is_empty() && threshold.is_none() {
		return Ok(None);
	}
	let accounts: Vec<[u8; 32]> = approvers.iter().map(|approver| approver.0).collect();
	let all = u8::try_from(accounts.len()).unwrap_or(u8::MAX);
	let approval = Approval {
		threshold: threshold.unwrap_or(all),
		approvers: accounts
			.try_into()
			.map_err(|_| Error::usage("a zone has at most 8 approvers"))?,
	};
	if approval.is_valid() {
		Ok(Some(approval))
	} else {
		Err(Error::usage(
			"more approvals are wanted than there are approvers, none, or somebody is named twice",
		))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn what_is_not_said_of_a_delegated_right_is_its_source_s() {
		let wanted = |from, until, uses| Wanted {
			permissions: "enter".parse().unwrap(),
			from,
			until,
			uses,
			silence: None,
			delegations: 0,
			conditions: vec![],
		};
		let of = |from, until, uses, source: Value| {
			let terms = from_source(wanted(from, until, uses).terms().unwrap(), &source);
			(terms.from, terms.until, terms.uses)
		};
		let bought = || json!({ "from": 10, "until": 99, "uses": 3 });
		assert_eq!(of(5, None, None, bought()), (10, Some(99), Some(3)));
		assert_eq!(of(20, Some(50), Some(1), bought()), (20, Some(50), Some(1)));
		assert_eq!(of(20, Some(100), None, bought()).1, Some(99));
		// That is wider, which the chain says.
		assert_eq!(
			of(20, Some(101), Some(4), bought()),
			(20, Some(101), Some(4))
		);
		let granted = || json!({ "from": 10, "until": null, "uses": null });
		assert_eq!(of(20, None, None, granted()), (20, None, None));
		assert_eq!(
			of(20, Some(30), Some(2), granted()),
			(20, Some(30), Some(2))
		);
	}

	#[test]
	fn hours_that_never_meet_are_refused() {
		let of = |hours: &[&str]| {
			conditions(
				hours
					.iter()
					.map(|text| parse_hours(text).unwrap())
					.collect(),
			)
		};
		let good: [&[&str]; 4] = [
			&[],
			&["mon-fri/08:00-18:00"],
			&["mon-fri/08:00-18:00", "daily/17:59-09:00"],
			// From Sunday night into Monday.
			&["sun/22:00-02:00", "mon/00:00-01:00"],
		];
		for hours in good {
			assert!(of(hours).is_ok(), "{hours:?}");
		}
		for wrong in [
			["mon-fri/08:00-18:00", "sat/10:00-12:00"],
			["daily/08:00-12:00", "daily/12:00-13:00"],
		] {
			assert_eq!(of(&wrong).unwrap_err().exit_code(), 2, "{wrong:?}");
		}
	}

	#[test]
	fn what_must_be_attested_is_read_and_written() {
		for (text, minimum) in [("3:7", None), ("3:7:2", Some(2))] {
			let requirement = Requirement {
				claim_type: 3,
				issuer: 7,
				minimum,
			};
			assert_eq!(parse_requirement(text).unwrap(), requirement);
			assert_eq!(format_requirement(&requirement), text);
		}
		for wrong in [
			"",
			"3",
			"3:",
			"3:7:2:1",
			"clearance:7",
			"3:-1",
			"4294967296:1",
		] {
			let error = parse_requirement(wrong).unwrap_err();
			assert_eq!(error.exit_code(), 2, "{wrong}");
		}
	}

	#[test]
	fn terms_that_the_chain_would_refuse_are_not_sent() {
		let good = Wanted {
			permissions: Permissions::ENTER,
			from: 5,
			until: Some(5),
			uses: Some(1),
			silence: Some(1),
			delegations: 3,
			conditions: vec![parse_hours("mon-fri/08:00-18:00").unwrap(); 4],
		};
		assert_eq!(good.clone().terms().unwrap().until, Some(5));
		let changes: [&dyn Fn(&mut Wanted); 6] = [
			&|wanted| wanted.until = Some(4),
			&|wanted| wanted.uses = Some(0),
			&|wanted| wanted.silence = Some(0),
			&|wanted| wanted.delegations = 4,
			&|wanted| wanted.permissions = Permissions(32),
			&|wanted| wanted.conditions.extend(parse_hours("daily/00:00-24:00")),
		];
		for (number, change) in changes.iter().enumerate() {
			let mut wanted = good.clone();
			change(&mut wanted);
			assert_eq!(wanted.terms().unwrap_err().exit_code(), 2, "{number}");
		}
		assert_eq!(parse_hours("always").unwrap_err().exit_code(), 2);
	}

	#[test]
	fn approvals_are_of_different_accounts() {
		let account = |number| AccountId32([number; 32]);
		assert_eq!(approval(None, vec![]).unwrap(), None);
		let both = approval(None, vec![account(1), account(2)])
			.unwrap()
			.unwrap();
		assert_eq!((both.threshold, both.approvers.len()), (2, 2));
		let one = approval(Some(1), vec![account(1), account(2)])
			.unwrap()
			.unwrap();
		assert_eq!(one.threshold, 1);
		for (threshold, approvers) in [
			(Some(1), vec![]),
			(Some(0), vec![account(1)]),
			(Some(3), vec![account(1), account(2)]),
			(None, vec![account(1), account(1)]),
			(None, (0..9).map(account).collect()),
		] {
			assert_eq!(approval(threshold, approvers).unwrap_err().exit_code(), 2);
		}
	}
}
