// SPDX-License-Identifier: Apache-2.0

//! Payloads written by hand, and readings that are no batch.

use super::{counting, to_json_rows, AcceptedPayload, Hex, RefusedPayload, RefusedReadings, Rows};
use samul_primitives::{batch, Moment};

/// A payload of the device `00 01 … 1f` and the stream index 3, written out by hand: channels,
/// flags, and what follows.
fn payload(channels: u8, flags: u8, rest: &[u8]) -> Hex {
	let mut bytes = vec![batch::VERSION];
	bytes.extend_from_slice(&counting(0));
	bytes.extend_from_slice(&[3, 0, channels, flags]);
	bytes.extend_from_slice(rest);
	Hex(bytes)
}

pub fn accepted_payloads() -> Vec<AcceptedPayload> {
	let case = |name: &str, payload, rows: &[(Moment, Vec<i64>)]| AcceptedPayload {
		name: name.into(),
		payload,
		readings: to_json_rows(rows),
	};
	vec![
		case(
			"a reference step that is not the most common",
			// Steps 5, 5, 6 told as 6 − 1, 6 − 1, 6 + 0.
			payload(1, 1, &[0, 10, 4, 6, 2, 1, 2, 1, 2, 0, 2]),
			&[(10, vec![1]), (15, vec![2]), (20, vec![3]), (26, vec![4])],
		),
		case(
			"equal steps told as unequal ones",
			payload(1, 1, &[0, 10, 3, 5, 2, 0, 1, 0, 1]),
			&[(10, vec![1]), (15, vec![0]), (20, vec![-1])],
		),
	]
}

pub fn refused_payloads() -> Vec<RefusedPayload> {
	const MALFORMED: &str = "Malformed";
	let case = |name: &str, payload, error: &str| RefusedPayload {
		name: name.into(),
		payload,
		repeat: None,
		times: None,
		error: error.into(),
	};
	let good = |rest: &[u8]| payload(1, 0, rest);
	let versioned = |version: u8| {
		let mut payload = good(&[0, 1, 1, 0, 2]);
		payload.0[0] = version;
		payload
	};
	let longest = |last: u8| {
		let mut rest = vec![0xff; 9];
		rest.extend_from_slice(&[last, 1, 1, 0, 2]);
		good(&rest)
	};
	// Time, or step, 2^64 − 1.
	let with_largest = |before: &[u8], after: &[u8]| [before, &[0xff; 9], &[1], after].concat();
	vec![
		case("nothing", Hex(vec![]), MALFORMED),
		case("version 0", versioned(0), "UnknownVersion"),
		case("version 2", versioned(2), "UnknownVersion"),
		case("version 2 and no more", Hex(vec![2]), "UnknownVersion"),
		case("version 1 and no more", Hex(vec![1]), MALFORMED),
		case("no integers", good(&[]), MALFORMED),
		case("header cut within an integer", good(&[0, 0x80]), MALFORMED),
		case("no channel", payload(0, 0, &[0, 1, 1, 0]), MALFORMED),
		case(
			"nine channels",
			payload(9, 0, &[0, 1, 1, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2]),
			MALFORMED,
		),
		case(
			"an unknown flag",
			payload(1, 2, &[0, 1, 2, 1, 2, 2]),
			MALFORMED,
		),
		case(
			"an unknown flag beside the known one",
			payload(1, 3, &[0, 1, 2, 1, 2, 0, 2]),
			MALFORMED,
		),
		case("no reading", good(&[0, 1, 0, 0]), MALFORMED),
		case(
			"1,025 readings",
			good(&[0, 1, 0x81, 8, 1, 2]),
			"TooManyReadings",
		),
		case("step 0", good(&[0, 1, 2, 0, 2, 2]), MALFORMED),
		case(
			"a lone reading with a step",
			good(&[0, 1, 1, 1, 2]),
			MALFORMED,
		),
		case(
			"a lone reading with unequal steps",
			payload(1, 1, &[0, 1, 1, 0, 2]),
			MALFORMED,
		),
		case(
			"an integer of the header not in its shortest form",
			good(&[0x80, 0, 1, 1, 0, 2]),
			MALFORMED,
		),
		case(
			"a value not in its shortest form",
			good(&[0, 1, 1, 0, 0x82, 0]),
			MALFORMED,
		),
		case("an integer of 65 bits", longest(2), MALFORMED),
		case("an integer of 11 bytes", longest(0x81), MALFORMED),
		case("a reading missing", good(&[0, 1, 2, 1, 2]), MALFORMED),
		case("a reading cut", good(&[0, 1, 2, 1, 2, 0x82]), MALFORMED),
		case(
			"a byte after the last reading",
			good(&[0, 1, 2, 1, 2, 2, 0]),
			MALFORMED,
		),
		case(
			"a difference that makes a step 0",
			payload(1, 1, &[0, 1, 2, 5, 2, 9, 2]),
			MALFORMED,
		),
		case(
			"a difference that makes a step negative",
			payload(1, 1, &[0, 1, 2, 5, 2, 11, 2]),
			MALFORMED,
		),
		case(
			"a difference that makes a step 2^64",
			payload(1, 1, &with_largest(&[0, 0, 2], &[2, 2, 2])),
			MALFORMED,
		),
		case(
			"a time of 2^64",
			good(&with_largest(&[0], &[2, 1, 2, 2])),
			MALFORMED,
		),
		case(
			"a value of 2^63",
			// 2^63 − 1 is 2^64 − 2 in zigzag; then a difference of 1.
			good(&[
				0, 1, 2, 1, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2,
			]),
			MALFORMED,
		),
		RefusedPayload {
			// Each value 2^20 above the one before; well formed but for its length.
			repeat: Some(Hex(vec![0x80, 0x80, 0x80, 1])),
			times: Some(8 * 1024),
			..case(
				"longer than 32 KiB",
				payload(8, 0, &[0, 1, 0x80, 8, 1]),
				MALFORMED,
			)
		},
	]
}

pub fn refused_readings() -> Vec<RefusedReadings> {
	let case = |name: &str, rows: &[(Moment, Vec<i64>)], error: &str| RefusedReadings {
		name: name.into(),
		readings: to_json_rows(rows),
		error: error.into(),
	};
	let many: Rows = (0..1025).map(|at| (at, vec![0])).collect();
	vec![
		case("no reading", &[], "Count"),
		case("1,025 readings", &many, "Count"),
		case("no channel", &[(1, vec![])], "Channels"),
		case("nine channels", &[(1, vec![0; 9])], "Channels"),
		case(
			"a value missing",
			&[(1, vec![1, 2]), (2, vec![1])],
			"Channels",
		),
		case("the same time twice", &[(2, vec![1]), (2, vec![1])], "Time"),
		case(
			"time running backwards",
			&[(2, vec![1]), (1, vec![1])],
			"Time",
		),
		case(
			"a difference of 65 bits",
			&[(1, vec![i64::MIN]), (2, vec![0])],
			"Value",
		),
	]
}
