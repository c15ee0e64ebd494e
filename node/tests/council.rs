// SPDX-License-Identifier: Apache-2.0

//! The consortium by the command line: its members, what their council decides, and what comes of it.

#![allow(clippy::unwrap_used)]

mod common;

use common::{address, signer, Answer, Node, ALICE, BOB, CHARLIE};
use samul_client::{
	account,
	call::Call,
	chain,
	connection::{Included, Until},
	Chain, Error,
};
use serde_json::{json, Value};
use subxt::utils::MultiAddress;

/// An account that has no money.
const FRESH: &str = "//Fresh";

/// The amount of the native token that this text has, in its smallest unit.
fn units(text: &str) -> u128 {
	samul_client::amount::parse(text).unwrap()
}

/// What an answer has as text, as an amount.
fn amount(value: &Value) -> u128 {
	value.as_str().unwrap().parse().unwrap()
}

/// Arguments with who signs.
fn by<'a>(arguments: &[&'a str], who: &'a str) -> Vec<&'a str> {
	[arguments, &["--account", who]].concat()
}

/// A command that is refused with the exit code 1, by this name.
fn refused(node: &Node, arguments: &[&str], who: &str, name: &str) {
	let answer = node.samul(&by(arguments, who));
	assert_eq!(answer.code, 1, "{arguments:?}: {answer:?}");
	assert_eq!(error(&answer)["name"], name, "{arguments:?}: {answer:?}");
}

/// A command that is wrong in itself, or asks for what is not there.
fn fails(node: &Node, arguments: &[&str], code: i32, kind: &str) {
	let answer = node.samul(arguments);
	assert_eq!(answer.code, code, "{arguments:?}: {answer:?}");
	assert_eq!(error(&answer)["kind"], kind, "{arguments:?}: {answer:?}");
}

fn error(answer: &Answer) -> Value {
	let errors: Value = serde_json::from_str(&answer.errors).unwrap();
	errors["error"].clone()
}

/// Propose by Alice, who decides alone.
fn decide(node: &Node, arguments: &[&str]) -> Value {
	let propose = [&["council", "propose"], arguments].concat();
	let answer = node.done(&by(&propose, ALICE));
	assert_eq!(answer["ending"], "executed", "{arguments:?}: {answer}");
	answer
}

/// Make Bob's company a member.
fn admit_bob(node: &Node) {
	let bob = address(BOB);
	let mut admit = vec!["admit", "--name", "Bob Transport", "--seats", "1"];
	admit.extend(["--contact", "mailto:bob@transport.example"]);
	admit.extend(["--representative", &bob]);
	admit.extend(["--role", "validator", "--role", "gridOperator"]);
	assert_eq!(decide(node, &admit)["member"], 1);
}

/// Propose by Alice, vote for it by these two, and close it.
fn decide_together(node: &Node, arguments: &[&str], other: &str) -> Value {
	let propose = [&["council", "propose"], arguments].concat();
	let motion = node.done(&by(&propose, ALICE));
	assert_eq!(motion["ending"], "open", "{arguments:?}: {motion}");
	assert_eq!(motion["threshold"], 2);
	let index = motion["index"].to_string();
	let first = node.done(&by(&["council", "vote", &index, "aye"], ALICE));
	assert_eq!(first["decided"], Value::Null);
	let second = node.done(&by(&["council", "vote", &index, "aye"], other));
	assert_eq!(second["decided"], "approved");
	let closed = node.done(&by(&["council", "close", &index], other));
	assert_eq!(closed["ending"], "executed", "{arguments:?}: {closed}");
	closed
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_is_admitted_manages_its_accounts_votes_and_is_expelled() {
	let node = Node::start().await;
	let (alice, bob, charlie) = (address(ALICE), address(BOB), address(CHARLIE));
	let member = |id: &str| node.done(&["member", "show", id]);
	assert_eq!(member("0")["representative"], alice.as_str());
	fails(&node, &["member", "show", "1"], 1, "notThere");
	fails(&node, &["member", "accounts", "1"], 1, "notThere");

	admit_bob(&node);
	assert_eq!(
		member("1"),
		json!({
			"id": 1, "name": "Bob Transport", "contact": "mailto:bob@transport.example",
			"representative": bob, "roles": ["validator", "gridOperator"],
			"seats": 1, "seatsTaken": 0, "accounts": 1,
		})
	);
	let all = node.done(&["member", "list"]);
	assert_eq!(all.as_array().unwrap().len(), 2);

	// Its accounts.
	let set = [
		"member",
		"account",
		"set",
		&charlie,
		"--role",
		"gridOperator",
	];
	refused(&node, &set, CHARLIE, "Consortium.NotRepresentative");
	node.done(&by(&set, BOB));
	let taken = ["member", "account", "set", &alice, "--no-role"];
	refused(&node, &taken, BOB, "Consortium.AccountTaken");
	let accounts = node.done(&["member", "accounts", "1"]);
	let accounts = accounts.as_array().unwrap();
	assert_eq!(accounts.len(), 2);
	let of_charlie = json!({ "address": charlie, "member": 1, "roles": ["gridOperator"] });
	assert!(accounts.contains(&of_charlie), "{accounts:?}");
	let describe = ["member", "describe", "--contact", "tel:+49-30-1"];
	refused(&node, &describe, CHARLIE, "Consortium.NotRepresentative");
	node.done(&by(&describe, BOB));
	assert_eq!(member("1")["name"], "Bob Transport");
	assert_eq!(member("1")["contact"], "tel:+49-30-1");
	let unknown_role = by(&["member", "account", "set", &bob, "--role", "owner"], BOB);
	fails(&node, &unknown_role, 2, "usage");

	// A motion of two, from the proposal to what it changes.
	let roles = ["council", "propose", "roles", "1", "--role", "carrier"];
	refused(&node, &roles, CHARLIE, "Council.NotMember");
	let proposed = node.done(&by(&roles, ALICE));
	assert_eq!(
		(&proposed["ending"], &proposed["index"]),
		(&json!("open"), &json!(0))
	);
	refused(&node, &roles, BOB, "Council.DuplicateProposal");
	let hash = proposed["motion"].as_str().unwrap();
	node.done(&by(&["council", "vote", "0", "aye"], ALICE));
	let again = ["council", "vote", "0", "aye"];
	refused(&node, &again, ALICE, "Council.DuplicateVote");
	refused(&node, &again, CHARLIE, "Council.NotMember");
	refused(&node, &["council", "close", "0"], BOB, "Council.TooEarly");
	let open = node.done(&["council", "list"]);
	assert_eq!(open.as_array().unwrap().len(), 1);
	assert_eq!(open[0]["hash"], hash);
	assert_eq!(
		open[0]["call"],
		json!({
			"call": "Consortium.set_roles",
			"arguments": { "member": 1, "roles": ["carrier"], "seats": 1 },
		})
	);
	assert_eq!(
		(&open[0]["ayes"], &open[0]["nays"]),
		(&json!([alice]), &json!([]))
	);
	assert_eq!(
		(&open[0]["threshold"], &open[0]["decided"]),
		(&json!(2), &Value::Null)
	);
	let vote = node.done(&by(&["council", "vote", hash, "aye"], BOB));
	assert_eq!(
		(&vote["ayes"], &vote["decided"]),
		(&json!(2), &json!("approved"))
	);
	// Anybody can close it.
	let closed = node.done(&by(&["council", "close", hash], CHARLIE));
	assert_eq!(
		(&closed["ending"], &closed["index"]),
		(&json!("executed"), &json!(0))
	);
	assert_eq!(member("1")["roles"], json!(["carrier"]));
	let roles_left = node.done(&["member", "accounts", "1"]);
	assert!(roles_left.to_string().contains(r#""roles":[]"#));

	// One that is refused.
	let expel = by(&["council", "propose", "expel", "0"], BOB);
	assert_eq!(node.done(&expel)["index"], 1);
	let vote = node.done(&by(&["council", "vote", "1", "nay"], ALICE));
	assert_eq!(
		(&vote["nays"], &vote["decided"]),
		(&json!(1), &json!("disapproved"))
	);
	let closed = node.done(&by(&["council", "close", "1"], ALICE));
	assert_eq!(closed["ending"], "disapproved");
	assert_eq!(member("0")["representative"], alice.as_str());
	for gone in ["1", hash] {
		fails(
			&node,
			&by(&["council", "close", gone], ALICE),
			1,
			"notThere",
		);
	}

	// One that is approved and fails.
	let unknown = by(&["council", "propose", "expel", "9"], ALICE);
	assert_eq!(node.done(&unknown)["index"], 2);
	for who in [ALICE, BOB] {
		node.done(&by(&["council", "vote", "2", "aye"], who));
	}
	refused(
		&node,
		&["council", "close", "2"],
		ALICE,
		"Consortium.UnknownMember",
	);

	// Another represents the member, and votes for it.
	node.done(&by(&["member", "representative", &charlie], BOB));
	assert_eq!(member("1")["representative"], charlie.as_str());
	let remove = ["member", "account", "remove", &charlie];
	refused(&node, &remove, CHARLIE, "Consortium.RepresentativeStays");
	decide_together(&node, &["replace-representative", "1", &bob], CHARLIE);
	assert_eq!(member("1")["representative"], bob.as_str());
	node.done(&by(&remove, BOB));
	assert_eq!(member("1")["accounts"], 1);

	decide_together(&node, &["expel", "1"], BOB);
	fails(&node, &["member", "show", "1"], 1, "notThere");
	fails(&node, &by(&describe, BOB), 1, "notThere");
	let set_other = ["member", "representative", &charlie];
	refused(&node, &set_other, BOB, "Consortium.NotRepresentative");
	assert_eq!(node.done(&["council", "list"]), json!([]));
	// The other decides alone again.
	decide(&node, &["session-length", "300"]);
}

/// Register a device with a key file of this name by Bob; gives its id and what is on hold for it.
fn register(node: &Node, key: &str) -> (String, u128) {
	let file = node.file(key);
	let file = file.to_str().unwrap();
	node.done(&["key", "new", file]);
	let device = node.done(&by(&["device", "register", "--key", file], BOB));
	let device = device["device"].as_str().unwrap().to_string();
	let deposit = amount(&node.done(&["device", "show", &device])["deposit"]);
	(device, deposit)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parameter_changes_what_is_on_hold_from_then_on() {
	let node = Node::start().await;
	let (first, deposit) = register(&node, "first");
	assert_eq!(deposit, units("0.1 SML"));
	decide(&node, &["parameter", "deposits.device", "0.5 SML"]);
	assert_eq!(register(&node, "second").1, units("0.5 SML"));
	let first = node.done(&["device", "show", &first]);
	assert_eq!(amount(&first["deposit"]), units("0.1 SML"));
	decide(&node, &["parameter", "deposits.device", "--default"]);
	assert_eq!(register(&node, "third").1, units("0.1 SML"));
	let words = decide(&node, &["parameter", "validators.maxSilentSessions", "7"]);
	assert_eq!(
		words["call"]["arguments"],
		json!({ "key_value": { "name": "validators.maxSilentSessions", "value": 7 } })
	);

	let propose = |what: &[&'static str]| {
		by(
			&[&["council", "propose", "parameter"], what].concat(),
			ALICE,
		)
	};
	fails(&node, &propose(&["deposits.house", "1"]), 2, "usage");
	fails(&node, &propose(&["deposits.device", "much"]), 2, "usage");
	fails(&node, &propose(&["deposits.device"]), 2, "usage");
	let by_another = ["council", "propose", "parameter", "deposits.device", "1"];
	refused(&node, &by_another, BOB, "Council.NotMember");
	fails(&node, &by_another, 2, "usage");
}

/// Send some money by the call that `samul account transfer` does not make.
async fn transfer(chain: &Chain) -> Result<Included, Error> {
	let to = MultiAddress::Id(account::id(&signer(CHARLIE)));
	let call = chain::transactions()
		.balances()
		.transfer_allow_death(to, units("1 SML"));
	chain.submit(&call, &signer(BOB), Until::InBlock).await
}

async fn number(chain: &Chain, included: &Included) -> u64 {
	chain.at(included.block).await.unwrap().block_number()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_call_is_refused_until_its_time_is_over() {
	const BLOCKS: u64 = 12;
	const CALL: [&str; 2] = ["Balances", "transfer_allow_death"];
	let node = Node::start().await;
	let chain = node.chain().await;
	transfer(&chain).await.unwrap();
	let pause = |blocks| [&["pause"], &CALL[..], &[blocks]].concat();
	let paused = decide(&node, &pause("12"));
	let block = serde_json::from_value(paused["block"].clone()).unwrap();
	let paused = chain.at(block).await.unwrap().block_number();
	let mut refusals = 0;
	let again = loop {
		match transfer(&chain).await {
			Ok(included) => break number(&chain, &included).await,
			Err(Error::Refused { name, .. }) => assert_eq!(name, "System.CallFiltered"),
			Err(error) => panic!("{error}"),
		}
		refusals += 1;
		assert!(refusals < 2 * BLOCKS, "it is paused for ever");
	};
	assert!(refusals > 0, "it was never paused");
	assert!(again >= paused + BLOCKS, "{again}, paused in {paused}");

	// The council ends another pause before its time.
	decide(&node, &pause("1000"));
	assert!(transfer(&chain).await.is_err());
	let resume = [&["resume"], &CALL[..]].concat();
	decide(&node, &resume);
	transfer(&chain).await.unwrap();

	let propose = |what: &[&'static str]| [&["council", "propose"], what].concat();
	refused(&node, &propose(&resume), ALICE, "Consortium.NotPaused");
	let vital = propose(&["pause", "Council", "vote", "5"]);
	refused(&node, &vital, ALICE, "Consortium.CallStays");
	let unknown = propose(&["pause", "Balances", "print", "5"]);
	refused(&node, &unknown, ALICE, "Consortium.UnknownCall");
	refused(&node, &propose(&pause("0")), ALICE, "Consortium.BadPause");
}

#[tokio::test(flavor = "multi_thread")]
async fn in_the_safe_mode_devices_are_suspended_and_votes_go_on() {
	let node = Node::start().await;
	admit_bob(&node);
	let (device, _) = register(&node, "key");
	let charlie = address(CHARLIE);
	let transfer = ["account", "transfer", &charlie, "1 SML"];
	node.done(&by(&transfer, BOB));
	let extend = by(&["council", "propose", "safe-mode", "extend"], ALICE);
	assert_eq!(node.done(&extend)["index"], 0);

	decide_together(&node, &["safe-mode", "enter"], BOB);
	refused(&node, &transfer, BOB, "System.CallFiltered");
	refused(
		&node,
		&["device", "resume", &device],
		BOB,
		"System.CallFiltered",
	);
	node.done(&by(&["device", "suspend", &device], BOB));
	assert_eq!(
		node.done(&["device", "show", &device])["status"],
		"suspended"
	);
	// The vote on what was proposed before, and a new one.
	for who in [ALICE, BOB] {
		node.done(&by(&["council", "vote", "0", "aye"], who));
	}
	let extended = node.done(&by(&["council", "close", "0"], BOB));
	assert_eq!(extended["ending"], "executed");
	decide_together(&node, &["safe-mode", "exit"], BOB);
	node.done(&by(&transfer, BOB));
	node.done(&by(&["device", "resume", &device], BOB));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_without_money_has_its_fees_paid() {
	let node = Node::start().await;
	let chain = node.chain().await;
	let fresh = address(FRESH);
	let (alice, bob) = (address(ALICE), address(BOB));
	let remark = |text: &str| {
		chain::transactions()
			.system()
			.remark(text.as_bytes().to_vec())
	};
	let nobody = json!({ "address": fresh, "sponsoredBy": null, "sponsors": [] });
	assert_eq!(node.done(&["member", "sponsored", &fresh]), nobody);
	let without = chain
		.submit(&remark("without"), &signer(FRESH), Until::Finalised)
		.await;
	assert_eq!(without.err().unwrap().exit_code(), 1);

	let sponsor = ["member", "sponsor", &fresh, "--allowance", "0.1 SML"];
	refused(&node, &sponsor, BOB, "Consortium.NotMember");
	node.done(&by(&sponsor, ALICE));
	let sponsored = || node.done(&["member", "sponsored", &fresh])["sponsoredBy"].clone();
	let free = || amount(&node.done(&["account", "balance", &alice])["free"]);
	let before = sponsored();
	assert_eq!(before["sponsor"], alice.as_str());
	assert_eq!(before["member"], 0);
	assert_eq!(amount(&before["left"]), units("0.1 SML"));
	assert_eq!(amount(&before["deposit"]), units("0.05 SML"));
	let of_alice = node.done(&by(&["member", "sponsored"], ALICE));
	assert_eq!(of_alice["sponsors"], json!([before]));
	fails(&node, &["member", "sponsored"], 2, "usage");

	// The fee comes from the sponsor and off the allowance; the account has nothing, then as before.
	let free_before = free();
	chain
		.submit(&remark("with"), &signer(FRESH), Until::Finalised)
		.await
		.unwrap();
	let fee = units("0.1 SML") - amount(&sponsored()["left"]);
	assert!(fee > 0);
	assert_eq!(free_before - free(), fee);
	let balance = node.done(&["account", "balance", &fresh]);
	assert_eq!(
		(&balance["free"], &balance["held"]),
		(&json!("0"), &json!("0"))
	);

	// A deposit is its own matter.
	let key = node.file("key");
	let key = key.to_str().unwrap();
	node.done(&["key", "new", key]);
	let register = by(&["device", "register", "--key", key], FRESH);
	fails(&node, &register, 1, "refused");

	// Nothing is left of the allowance then: the account pays, and can not.
	node.done(&by(
		&["member", "sponsor", &fresh, "--allowance", "1"],
		ALICE,
	));
	assert_eq!(sponsored()["left"], "0");
	let too_much = chain
		.submit(&remark("more"), &signer(FRESH), Until::Finalised)
		.await;
	assert_eq!(too_much.err().unwrap().exit_code(), 1);

	let unsponsor = ["member", "unsponsor", &fresh];
	refused(&node, &unsponsor, BOB, "Consortium.NotSponsor");
	node.done(&by(&unsponsor, ALICE));
	assert_eq!(node.done(&["member", "sponsored", &fresh]), nobody);
	refused(&node, &unsponsor, ALICE, "Consortium.NotSponsored");
	let balance = node.done(&["account", "balance", &bob]);
	assert_eq!(balance["held"], "0");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_validator_sets_keys_takes_a_seat_and_keeps_them_as_long_as_they_are_needed() {
	let node = Node::start().await;
	admit_bob(&node);
	let (alice, bob) = (address(ALICE), address(BOB));
	let of_alice = json!({ "address": alice, "member": 0, "active": true, "silent": 0 });
	assert_eq!(node.done(&["validator", "list"]), json!([of_alice]));
	refused(&node, &["validator", "join"], BOB, "Consortium.NoKeys");
	refused(
		&node,
		&["validator", "join"],
		CHARLIE,
		"Consortium.NotValidator",
	);
	let held = |who: &str| amount(&node.done(&["account", "balance", who])["held"]);

	let keys = node.done(&by(&["validator", "keys"], BOB));
	// Two public keys of 32 bytes.
	assert_eq!(keys["keys"].as_str().unwrap().len(), 2 + 2 * 64);
	assert_eq!(keys["validator"], bob.as_str());
	assert_eq!(held(&bob), units("1 SML"));
	node.done(&by(&["validator", "join"], BOB));
	let of_bob = json!({ "address": bob, "member": 1, "active": false, "silent": 0 });
	assert_eq!(node.done(&["validator", "list"]), json!([of_alice, of_bob]));
	assert_eq!(node.done(&["member", "show", "1"])["seatsTaken"], 1);
	refused(
		&node,
		&["validator", "join"],
		BOB,
		"Consortium.SeatedAlready",
	);
	// Fewer than four would be left.
	refused(
		&node,
		&["validator", "leave"],
		BOB,
		"Consortium.TooFewValidators",
	);
	refused(
		&node,
		&["validator", "purge-keys"],
		BOB,
		"Consortium.KeysInUse",
	);

	// Bob's organisation puts another one in its place; what was Bob's can go once it is not needed.
	let charlie = address(CHARLIE);
	let replace = ["validator", "replace", &bob];
	refused(&node, &replace, CHARLIE, "Consortium.NotValidator");
	let set = ["member", "account", "set", &charlie, "--role", "validator"];
	node.done(&by(&set, BOB));
	refused(&node, &replace, CHARLIE, "Consortium.NoKeys");
	node.done(&by(&["validator", "keys"], CHARLIE));
	refused(
		&node,
		&["validator", "replace", &alice],
		CHARLIE,
		"Consortium.NotSeated",
	);
	fails(
		&node,
		&by(&["validator", "replace", "nobody"], CHARLIE),
		2,
		"usage",
	);
	node.done(&by(&replace, CHARLIE));
	let of_charlie = json!({ "address": charlie, "member": 1, "active": false, "silent": 0 });
	assert_eq!(
		node.done(&["validator", "list"]),
		json!([of_alice, of_charlie])
	);
	node.done(&by(&["validator", "purge-keys"], BOB));
	assert_eq!(held(&bob), 0);
	assert_eq!(held(&charlie), units("1 SML"));
	refused(&node, &["validator", "leave"], BOB, "Consortium.NotSeated");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upgrade_is_applied_once_the_council_authorised_it() {
	let node = Node::start().await;
	let chain = node.chain().await;
	let version = || async {
		let at = chain.at(chain.finalised().await.unwrap()).await.unwrap();
		at.spec_version()
	};
	let before = version().await;
	let next = node.file("next.wasm");
	std::fs::write(&next, samul_rehearsal::WASM_BINARY.unwrap()).unwrap();
	let next = next.to_str().unwrap();
	let other = node.file("other.wasm");
	std::fs::write(&other, b"\0asm\x01\0\0\0").unwrap();
	let other = other.to_str().unwrap();
	let check = |file| node.done(&["upgrade", "check", file]);
	assert_eq!(check(next)["isAuthorised"], false);
	assert_eq!(check(next)["authorised"], Value::Null);
	fails(&node, &by(&["upgrade", "apply", next], BOB), 1, "notThere");
	let key = node.file("key");
	let key = key.to_str().unwrap();
	node.done(&["key", "new", key]);
	fails(&node, &["upgrade", "check", key], 2, "usage");

	let authorised = decide(&node, &["upgrade", next]);
	let hash = &check(next)["hash"];
	assert_eq!(
		authorised["call"],
		json!({
			"call": "Consortium.enact",
			"arguments": { "call": {
				"call": "System.authorize_upgrade", "arguments": { "code_hash": hash },
			} },
		})
	);
	assert_eq!(check(next)["isAuthorised"], true);
	assert_eq!(check(other)["isAuthorised"], false);
	fails(&node, &by(&["upgrade", "apply", other], BOB), 1, "notThere");

	// Whoever has it applies it.
	node.done(&by(&["upgrade", "apply", next], BOB));
	for _ in 0..20 {
		if version().await != before {
			break;
		}
		tokio::time::sleep(std::time::Duration::from_secs(1)).await;
	}
	assert_eq!(version().await, before + 1);
	assert_eq!(check(next)["authorised"], Value::Null);

	// The council goes on under the new runtime. The same version is no upgrade.
	decide(&node, &["upgrade", next]);
	let apply = ["upgrade", "apply", next];
	refused(&node, &apply, BOB, "System.SpecVersionNeedsToIncrease");
	assert_eq!(version().await, before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn any_call_is_made_as_the_council_or_with_the_highest_privilege() {
	let node = Node::start().await;
	let chain = node.chain().await;
	let at = chain.at(chain.best().await.unwrap()).await.unwrap();
	let hexadecimal = |call: Call| format!("0x{}", hex::encode(call.bytes()));
	let calls = chain::transactions();
	let fresh = MultiAddress::Id(account::id(&signer(FRESH)));
	let give = calls.balances().force_set_balance(fresh, units("3 SML"));
	let give = hexadecimal(Call::new(&at, &give).unwrap());
	refused(
		&node,
		&["council", "propose", "call", &give],
		ALICE,
		"Bad origin.",
	);
	decide(&node, &["enact", &give]);
	let balance = node.done(&["account", "balance", &address(FRESH)]);
	assert_eq!(amount(&balance["free"]), units("3 SML"));

	// It is told if what was enacted failed, though the motion itself did not.
	let apply = calls.system().apply_authorized_upgrade(vec![1]);
	let apply = hexadecimal(Call::new(&at, &apply).unwrap());
	let enact = ["council", "propose", "enact", &apply];
	refused(&node, &enact, ALICE, "System.NothingAuthorized");
	let expel = Call::new(&at, &calls.consortium().expel(0)).unwrap();
	let expel = hexadecimal(expel);
	let last = ["council", "propose", "call", &expel];
	refused(&node, &last, ALICE, "Consortium.LastMember");

	let cut = &give[..give.len() - 2];
	for wrong in [cut, "0x", "0xff00", "no call"] {
		for how in ["call", "enact"] {
			let propose = by(&["council", "propose", how, wrong], ALICE);
			fails(&node, &propose, 2, "usage");
		}
	}
}
