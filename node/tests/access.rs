// SPDX-License-Identifier: Apache-2.0

//! Who gets into a plant, on four validators, by the command line, the relay and the lock that people
//! run. Whatever the lock says the chain has to say too.

#![allow(clippy::unwrap_used)]

mod common;

use common::{
	address,
	council::{call, decide},
	door::Door,
	ALICE, BOB, CHARLIE,
};
use subxt::ext::scale_value::Value;

const DAVE: &str = "//Dave";
const FERDIE: &str = "//Ferdie";

#[tokio::test(flavor = "multi_thread")]
async fn a_plant_shuts_at_the_next_final_block() {
	let door = Door::start().await;
	let (owner, authority) = (ALICE, CHARLIE);
	let define = call(
		"Attestation",
		"define_claim_type",
		&[
			("name", Value::from_bytes("clearance")),
			("schema", Value::from_bytes("")),
			("kind", Value::unnamed_variant("Level", [])),
			(
				"issuers",
				Value::unnamed_composite([Value::unnamed_variant("Regulator", [])]),
			),
		],
	);
	decide(door.network.node(0), &define, &[ALICE, BOB, CHARLIE]).await;
	let gate = door.device("gate.key", "p256", owner);
	let robot = door.device("robot.key", "p256", FERDIE);
	let plant = door.resource(owner, &["--authority", &address(authority)]);
	let hall = door.resource(owner, &["--in", &plant]);
	door.attach(&hall, &gate, true, owner);
	door.done(&[
		"resource",
		"demand",
		&plant,
		"--attested",
		"0:3:3",
		"--account",
		authority,
	]);
	let (first, second) = (address(BOB), address(DAVE));
	door.done(&[
		"resource",
		"demand",
		&hall,
		"--approver",
		&first,
		"--approver",
		&second,
		"--approver",
		&address(CHARLIE),
		"--approvals",
		"2",
		"--account",
		owner,
	]);
	let right = door.done(&[
		"access",
		"grant",
		&hall,
		&robot,
		"--permissions",
		"enter",
		"--until",
		"+90d",
		"--account",
		owner,
	]);
	let right = right["right"].to_string();
	let knock = || door.knock("gate.key", &hall, "robot.key", "enter");
	let refused = |reason: &str| {
		let by_chain = door.check(&robot, &hall, "enter").unwrap_err();
		assert!(by_chain.contains(reason), "{by_chain}");
		// The lock asks for what is final now, and is told by whoever does not trust the relay.
		knock().unwrap_err()
	};

	refused("notApproved");
	let approve = |who| door.done(&["access", "approve", &hall, &robot, &right, "--account", who]);
	approve(BOB);
	refused("notApproved");
	approve(DAVE);
	refused("claim");
	let clearance = |level: &str| {
		let file = door.file(&format!("clearance{level}.json"));
		door.done(&[
			"claim",
			"issue",
			&robot,
			"--type",
			"0",
			"--level",
			level,
			"--until",
			"+365d",
			"--output",
			&file,
			"--account",
			DAVE,
		]);
		door.done(&["claim", "attest", &file, "--disclose", "--account", DAVE]);
	};
	clearance("2");
	refused("claim");
	clearance("3");
	assert_eq!(
		door.check(&robot, &hall, "enter"),
		Ok(right.parse().unwrap())
	);
	knock().unwrap();

	// Locked down by the authority alone, for all inside, from the next final block on.
	let by_owner = door.samul(&["resource", "lock-down", &plant, "--account", owner]);
	assert!(
		by_owner.errors.contains("AccessRights.NotAllowed"),
		"{by_owner:?}"
	);
	door.done(&["resource", "lock-down", &plant, "--account", authority]);
	refused("lockedDown");
	let lifted = door.samul(&["resource", "lift", &plant, "--account", owner]);
	assert!(
		lifted.errors.contains("AccessRights.NotAllowed"),
		"{lifted:?}"
	);
	door.done(&["resource", "lift", &plant, "--account", authority]);
	knock().unwrap();

	// A device that somebody else may hold is refused everywhere at once.
	let second = door.device("second.key", "ed25519", FERDIE);
	let copy = door.done(&[
		"access",
		"grant",
		&hall,
		&second,
		"--permissions",
		"enter",
		"--account",
		owner,
	]);
	let copy = copy["right"].to_string();
	door.done(&["access", "approve", &hall, &second, &copy, "--account", BOB]);
	door.done(&[
		"access",
		"revoke",
		&hall,
		&robot,
		&right,
		"--account",
		owner,
	]);
	refused("unknownRight");
	door.done(&["device", "report-compromised", &second, "--account", FERDIE]);
	let reported = door.check(&second, &hall, "enter").unwrap_err();
	assert!(
		reported.contains("therDevice") || reported.contains("deviceNotActive"),
		"{reported}"
	);
	door.knock("gate.key", &hall, "second.key", "enter")
		.unwrap_err();
}
