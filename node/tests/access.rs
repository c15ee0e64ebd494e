// SPDX-License-Identifier: Apache-2.0

//! Who gets in: a flat, a car, a plant and a charger, on four validators, by the command line, the
//! relay and the lock that people run. Whatever the lock says the chain has to say too.

#![allow(clippy::unwrap_used)]

mod common;

use std::time::Duration;

use common::{
	address,
	council::{call, decide},
	door::{amount, event, Door},
	ALICE, BOB, CHARLIE,
};
use samul_client::time;
use serde_json::json;
use subxt::ext::scale_value::Value;

const DAVE: &str = "//Dave";
const EVE: &str = "//Eve";
const FERDIE: &str = "//Ferdie";
/// The native token in its smallest unit.
const SML: u128 = 1_000_000_000_000;
const SECOND: u64 = 1000;

fn wait_until(moment: u64) {
	std::thread::sleep(Duration::from_millis(moment.saturating_sub(time::now())));
}

/// Values of a device once a second from a moment on, as a table.
fn table(from: u64, values: &[u64]) -> String {
	let rows = values.iter().zip(0..);
	rows.map(|(value, number)| format!("{},{value}\n", time::format(from + number * SECOND)))
		.fold("time,value\n".into(), |all, row| all + &row)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_enters_the_flat_until_the_stay_ends() {
	let door = Door::start().await;
	let (owner, guest) = (BOB, EVE);
	let lock = door.device("lock.key", "p256", owner);
	let thermostat = door.device("thermostat.key", "ed25519", owner);
	let phone = door.device("phone.key", "p256", guest);
	let stranger = door.device("stranger.key", "ed25519", FERDIE);
	let flat = door.resource(owner, &[]);
	door.attach(&flat, &lock, true, owner);
	door.attach(&flat, &thermostat, false, owner);
	let terms = json!({
		"permissions": "enter,administer",
		"perTime": { "price": "2 SML", "unit": "10s" },
		"deposit": "20 SML",
		"longest": "30d",
		"exclusive": true,
		"window": "10s",
	});
	let terms = door.write("flat.json", &terms.to_string());
	door.done(&[
		"tariff",
		"set",
		&flat,
		"0",
		"--terms",
		&terms,
		"--account",
		owner,
	]);

	assert!(door.check(&phone, &flat, "enter").is_err());
	assert!(door.knock("lock.key", &flat, "phone.key", "enter").is_err());
	let (_, held) = door.money(&address(guest));
	let until = time::now() + 60 * SECOND;
	let stay = door.done(&[
		"rental",
		"buy",
		&flat,
		"0",
		"--for",
		&phone,
		"--until",
		&time::format(until),
		"--account",
		guest,
	]);
	let stay = stay["right"].to_string();
	let followed = door.follow(&stay);

	// The lock lets this very phone in, and the other devices of the home know it as well.
	assert_eq!(
		door.check(&phone, &flat, "enter"),
		Ok(stay.parse().unwrap())
	);
	let receipt = door.knock("lock.key", &flat, "phone.key", "enter").unwrap();
	door.knock("thermostat.key", &flat, "phone.key", "administer")
		.unwrap();
	assert!(door.knock("lock.key", &flat, "phone.key", "start").is_err());
	assert!(door
		.knock("lock.key", &flat, "stranger.key", "enter")
		.is_err());
	assert!(door.check(&stranger, &flat, "enter").is_err());
	// Nobody else buys the same time, and the owner cannot take the right back.
	let other = door.samul(&[
		"rental",
		"buy",
		&flat,
		"0",
		"--until",
		&time::format(until),
		"--account",
		FERDIE,
	]);
	assert_eq!(other.code, 1, "{other:?}");
	let revoked = door.samul(&["access", "revoke", &flat, &phone, &stay, "--account", owner]);
	assert!(revoked.errors.contains("AccessRights.Sold"), "{revoked:?}");
	// Who was let in when, and by which right, is on the chain.
	let entry = door.done(&["access", "record", &receipt, "--account", FERDIE]);
	assert_eq!(
		(&entry["counted"], &entry["leaf"]),
		(&json!(true), &json!(0))
	);
	let again = door.samul(&["access", "record", &receipt, "--account", FERDIE]);
	assert!(again.errors.contains("AccessRights.BadNumber"), "{again:?}");

	wait_until(until + 4 * SECOND);
	assert!(door.check(&phone, &flat, "enter").is_err());
	let refused = door.knock("lock.key", &flat, "phone.key", "enter");
	assert!(refused.is_err(), "{refused:?}");
	// The stay is paid, and the deposit comes back to the unit when nothing was claimed.
	door.done(&["rental", "conclude", &stay, "--account", FERDIE]);
	wait_until(time::now() + 13 * SECOND);
	door.done(&["rental", "conclude", &stay, "--account", FERDIE]);
	let events = followed.events();
	let closed = event(&events, "AgreementClosed");
	assert_eq!(amount(&closed["back"]["deposit"]), 20 * SML);
	assert_eq!(amount(&closed["paid"]["deposit"]), 0);
	let bought = amount(&event(&events, "SessionSettled")["detail"]["total_cost"]);
	assert_eq!(amount(&closed["paid"]["rent"]), bought);
	assert!((10 * SML..=14 * SML).contains(&bought), "{bought}");
	assert_eq!(door.money(&address(guest)).1, held);
	let shown = door.samul(&["rental", "show", &stay]);
	assert_eq!(shown.code, 1, "{shown:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_car_is_paid_by_the_metre() {
	let door = Door::start().await;
	let (owner, driver) = (BOB, EVE);
	let car_device = door.device("car.key", "ed25519", owner);
	let phone = door.device("phone.key", "ed25519", driver);
	let channel = "speed:km/h:-1:0:250";
	door.done(&[
		"stream",
		"open",
		&car_device,
		"--interval",
		"1s",
		"--longest-gap",
		"5m",
		"--channel",
		channel,
		"--account",
		owner,
	]);
	let car = door.resource(owner, &[]);
	door.attach(&car, &car_device, true, owner);
	let stream = format!("{car_device}/0");
	let terms = json!({
		"permissions": "enter,start",
		"perTime": { "price": "0.5 SML", "unit": "1h" },
		"meter": { "stream": stream, "channel": 0, "price": "0.2 SML", "perUnitHours": 1 },
		"deposit": "50 SML",
		"overrun": { "price": "2 SML", "unit": "1h" },
		"longest": "7d",
		"exclusive": true,
		"window": "1d",
	});
	let terms = door.write("car.json", &terms.to_string());
	door.done(&[
		"tariff",
		"set",
		&car,
		"0",
		"--terms",
		&terms,
		"--account",
		owner,
	]);
	assert!(door.knock("car.key", &car, "phone.key", "start").is_err());
	let drive = door.done(&[
		"rental",
		"buy",
		&car,
		"0",
		"--for",
		&phone,
		"--until",
		"+1d",
		"--limit",
		"60 SML",
		"--account",
		driver,
	]);
	let drive = drive["right"].to_string();
	let followed = door.follow(&drive);
	let receipt = door
		.knock("car.key", &car, "phone.key", "enter,start")
		.unwrap();
	door.done(&["access", "record", &receipt, "--account", owner]);

	// Twelve seconds: tenths of km/h, each until the next reading.
	let speeds = [0, 180, 360, 540, 720, 900, 903, 720, 540, 360, 180, 0];
	let begun = time::now();
	wait_until(begun + 12 * SECOND);
	let text = table(begun, &speeds).replace(",0\n", ",0.0\n");
	let text: String = text
		.lines()
		.map(|line| match line.split_once(',') {
			Some((time, value)) if value.parse::<u64>().is_ok() => {
				let value: u64 = value.parse().unwrap();
				format!("{time},{}.{}\n", value / 10, value % 10)
			}
			_ => format!("{line}\n"),
		})
		.collect();
	let log = door.write("speed.csv", &text);
	let key = door.file("car.key");
	door.done(&[
		"readings",
		"submit",
		&stream,
		&log,
		"--key",
		&key,
		"--account",
		owner,
	]);
	door.done(&["rental", "give-back", &drive, "--account", driver]);
	assert!(door.check(&phone, &car, "start").is_err());
	assert!(door.knock("car.key", &car, "phone.key", "start").is_err());
	// A scratch, which the driver does not deny.
	door.done(&["rental", "claim", &drive, "5 SML", "--account", owner]);
	door.done(&["rental", "accept-claim", &drive, "--account", driver]);

	let events = followed.events();
	let settled = event(&events, "SessionSettled");
	// km/h by milliseconds, to metres; 0.2 SML a kilometre.
	let metres = speeds
		.iter()
		.map(|speed| u128::from(speed * SECOND))
		.sum::<u128>()
		/ 36_000;
	assert_eq!(amount(&settled["detail"]["energy"]), metres);
	assert_eq!(
		amount(&settled["detail"]["energy_cost"]),
		metres * SML / 5 / 1000
	);
	assert_eq!(amount(&settled["detail"]["time_cost"]), SML / 2);
	let closed = event(&events, "AgreementClosed");
	let rent = SML / 2 + metres * SML / 5 / 1000;
	assert_eq!(amount(&closed["paid"]["rent"]), rent);
	assert_eq!(
		amount(&closed["back"]["rent"]),
		SML / 2 * 24 + 60 * SML - rent
	);
	assert_eq!(amount(&closed["paid"]["deposit"]), 5 * SML);
	assert_eq!(amount(&closed["back"]["deposit"]), 45 * SML);
}

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
	assert!(reported.contains("otherDevice"), "{reported}");
	door.knock("gate.key", &hall, "second.key", "enter")
		.unwrap_err();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_charged_comes_back_at_once() {
	let door = Door::start().await;
	// The provider of the driver pays the operator of the station.
	let (operator, provider, driver) = (BOB, DAVE, EVE);
	let charger = door.device("charger.key", "p256", operator);
	let car = door.device("vehicle.key", "p256", driver);
	door.done(&[
		"stream",
		"open",
		&charger,
		"--interval",
		"1s",
		"--longest-gap",
		"1m",
		"--channel",
		"power:W:0:0:350000",
		"--account",
		operator,
	]);
	let stream = format!("{charger}/0");
	let station = door.resource(operator, &[]);
	let connector = door.resource(operator, &["--in", &station]);
	door.attach(&connector, &charger, true, operator);
	let terms = json!({
		"permissions": "charge",
		"start": "0.5 SML",
		"meter": {
			"stream": stream, "channel": 0, "price": "0.4 SML", "perUnitHours": 1000,
			"idle": { "price": "0.1 SML", "unit": "1s" }, "idleFree": "2s",
		},
		"longest": "12h",
		"exclusive": true,
	});
	let terms = door.write("charger.json", &terms.to_string());
	door.done(&[
		"tariff",
		"set",
		&connector,
		"0",
		"--terms",
		&terms,
		"--account",
		operator,
	]);
	let (_, held) = door.money(&address(provider));
	let session = door.done(&[
		"rental",
		"buy",
		&connector,
		"0",
		"--for",
		&car,
		"--until",
		"+6h",
		"--limit",
		"30 SML",
		"--account",
		provider,
	]);
	let session = session["right"].to_string();
	let followed = door.follow(&session);
	door.knock("charger.key", &connector, "vehicle.key", "charge")
		.unwrap();
	let (free_before, on_hold) = door.money(&address(provider));
	assert!(on_hold - held >= 30 * SML + SML / 2);
	// Ten seconds of it, then full: the last five cost for standing there, after two.
	let power = [
		11_000, 22_000, 22_000, 22_001, 22_000, 22_000, 11_000, 5_000, 300, 7, 0, 0, 0, 0, 0, 0,
	];
	let begun = time::now();
	wait_until(begun + 16 * SECOND);
	let log = door.write("power.csv", &table(begun, &power));
	let key = door.file("charger.key");
	door.done(&[
		"readings",
		"submit",
		&stream,
		&log,
		"--key",
		&key,
		"--account",
		operator,
	]);
	let before = door.money(&address(operator)).0;
	door.done(&["rental", "give-back", &session, "--account", provider]);
	let events = followed.events();
	let detail = &event(&events, "SessionSettled")["detail"];
	let energy = power
		.iter()
		.map(|watts| u128::from(watts * SECOND))
		.sum::<u128>()
		/ 3600;
	assert_eq!(amount(&detail["energy"]), energy, "thousandths of Wh");
	let for_energy = energy * (SML * 2 / 5) / 1_000_000;
	assert_eq!(amount(&detail["energy_cost"]), for_energy);
	assert_eq!(amount(&detail["fixed_cost"]), SML / 2);
	let total = amount(&detail["total_cost"]);
	let idle = total - SML / 2 - for_energy;
	assert_eq!(amount(&detail["parking_cost"]), idle);
	assert!((SML / 10 * 3..=SML / 10 * 5).contains(&idle), "{idle}");
	// To the unit, and at once: nothing is on hold any more, and the operator has what it cost.
	let closed = event(&events, "AgreementClosed");
	assert_eq!(amount(&closed["paid"]["rent"]), total);
	assert_eq!(amount(&closed["back"]["rent"]), 30 * SML + SML / 2 - total);
	assert_eq!(door.money(&address(operator)).0, before + total);
	let (free, now_held) = door.money(&address(provider));
	assert_eq!(now_held, held);
	// What came back, less the cost and the fee of a transaction.
	let back = on_hold - held - total;
	assert!(free <= free_before + back && free + SML / 100 > free_before + back);
}
