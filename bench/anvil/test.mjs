// SPDX-License-Identifier: Apache-2.0

// Whether the contract checks what it is to check, and folds right.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Anvil } from "./anvil.mjs";
import { Device, LIMITS, encodeHead } from "./devices.mjs";
import { callSubmit, keccak, signCompact, word } from "./ethereum.mjs";
import { Telemetry } from "./telemetry.mjs";

const HOUR_MS = 3_600_000;
const REASONS = [
	"None",
	"UnknownStream",
	"Replay",
	"SequenceGap",
	"TimeBackwards",
	"TimeInFuture",
	"BadSignature",
	"ImplausibleValue",
];

let anvil;
let telemetry;
let device;

before(async () => {
	anvil = await Anvil.start(1e9);
	telemetry = await Telemetry.deploy(anvil, 3);
	device = new Device(2, telemetry.domain, Date.now() - HOUR_MS);
	await telemetry.send(callSubmit([device.nextBatch(3)]));
});

after(() => anvil.stop());

function signed(payload, domain = telemetry.domain) {
	return Buffer.concat([signCompact(keccak(domain, payload), device.secret), payload]);
}

/** The next batch, but changed before it is signed. */
function changed(change) {
	const payload = device.payload(9);
	change(payload);
	return signed(payload);
}

async function assertHead({ stream, head }) {
	const [found] = await telemetry.heads([stream]);
	assert.equal(found, encodeHead(head));
}

/** That the batch is refused, while the one after it in the transaction comes in. */
async function assertRefused(batch, reason) {
	const { logs } = await telemetry.send(callSubmit([batch, device.nextBatch(1)]));
	assert.equal(logs.length, 2);
	assert.equal(REASONS[Number(`0x${logs[0].data.slice(66)}`)], reason);
	assert.equal(Number(logs[1].topics[1]), device.stream);
	await assertHead(device);
}

for (const readings of [1, 2, 7, 8, 9, 16, 60, 240]) {
	test(`folds batches of ${readings}`, async () => {
		await telemetry.send(callSubmit([device.nextBatch(readings), device.nextBatch(readings)]));
		await assertHead(device);
	});
}

const TOO_FAR = "ImplausibleValue";
const REFUSED = [
	["an unknown stream", "UnknownStream", (payload) => payload.writeUInt32BE(3, 0)],
	["another device's stream", "BadSignature", (payload) => payload.writeBigUInt64BE(1n << 32n, 0)],
	["a batch that came in before", "Replay", (payload) => payload.writeUInt32BE(0, 4)],
	["a gap", "SequenceGap", (payload) => payload.writeUInt32BE(device.head.sequence + 1, 4)],
	["the last time", "TimeBackwards", (payload) => payload.writeUIntBE(device.head.lastTime, 8, 6)],
	["no step", "TimeBackwards", (payload) => payload.writeUInt32BE(0, 14)],
	["a time to come", "TimeInFuture", (payload) => payload.writeUInt32BE(HOUR_MS, 14)],
	["less in channel 0", TOO_FAR, (payload) => payload.writeUInt16BE(LIMITS[0][0] - 1, 20)],
	["more in channel 0", TOO_FAR, (payload) => payload.writeUInt16BE(LIMITS[0][1] + 1, 36)],
	["less in channel 1", TOO_FAR, (payload) => payload.writeUInt16BE(LIMITS[1][0] - 1, 54)],
	["more in channel 1", TOO_FAR, (payload) => payload.writeUInt16BE(LIMITS[1][1] + 1, 22)],
];
for (const [what, reason, change] of REFUSED) {
	test(`refuses ${what}`, () => assertRefused(changed(change), reason));
}

test("refuses what is signed for another contract", () =>
	assertRefused(signed(device.payload(9), Buffer.alloc(32)), "BadSignature"));

test("refuses what was changed after it was signed", async () => {
	const batch = signed(device.payload(9));
	batch[batch.length - 1] ^= 1;
	await assertRefused(batch, "BadSignature");
});

test("refuses what is no signature", () =>
	assertRefused(Buffer.concat([Buffer.alloc(64), device.payload(9)]), "BadSignature"));

test("reverts on a batch that is cut off", () =>
	assert.rejects(
		telemetry.send(callSubmit([signed(device.payload(9)).subarray(0, -1)])),
		/a transaction of the contract's owner failed/,
	));

test("folds any codes", async () => {
	await telemetry.setLimits([
		[0, 0xffff],
		[0, 0xffff],
	]);
	const anyCodes = (_, number) => {
		const hash = keccak(word(number));
		return [hash.readUInt16BE(0), hash.readUInt16BE(2)];
	};
	const random = new Device(0, telemetry.domain, Date.now() - HOUR_MS, anyCodes);
	for (let readings = 1; readings <= 64; readings++) {
		await telemetry.send(callSubmit([random.nextBatch(readings)]));
		await assertHead(random);
	}
	const greatest = new Device(1, telemetry.domain, Date.now() - HOUR_MS, () => [0xffff, 0xffff]);
	await telemetry.send(callSubmit([greatest.nextBatch(1024)]));
	await assertHead(greatest);
});
