// SPDX-License-Identifier: Apache-2.0

// The devices: what they measure, how they sign it, and what their streams' heads must come to.

import { address, keccak, secretKey, signCompact } from "./ethereum.mjs";

const STEP_MS = 1000;
const SPREAD = 19;
/** The least code of each channel. Its bytes are not 0, which would be cheaper to send. */
const LEAST = [0x8010, 0x4321];

/** The plausible range of each channel: what devices measure, and no more. */
export const LIMITS = LEAST.map((least) => [least, least + SPREAD - 1]);

/** A reading's codes: they differ, and go up and down. */
function plausibleCodes(stream, number) {
	return LEAST.map((least, channel) => least + ((number * 7 + stream + channel * 5) % SPREAD));
}

export function deviceAddress(stream) {
	return address(secretKey(`device/${stream}`));
}

/** A device with one stream, whose readings begin at `begin` (Unix milliseconds); `codes` makes them. */
export class Device {
	constructor(stream, domain, begin, codes = plausibleCodes) {
		this.codes = codes;
		this.stream = stream;
		this.domain = domain;
		this.begin = begin;
		this.secret = secretKey(`device/${stream}`);
		this.head = {
			sequence: 0,
			lastTime: 0,
			readings: 0,
			last: [0, 0],
			least: [0xffff, 0xffff],
			greatest: [0, 0],
			sum: [0, 0],
			chain: Buffer.alloc(32),
		};
	}

	/** Sign the next batch, and fold it into the head that is expected. */
	nextBatch(readings) {
		const payload = this.payload(readings);
		for (let i = 0; i < readings; i++) this.#fold(this.codes(this.stream, this.head.readings));
		const leaf = keccak(this.domain, payload);
		this.head.chain = keccak(this.head.chain, leaf);
		this.head.sequence++;
		return Buffer.concat([signCompact(leaf, this.secret), payload]);
	}

	/** What the next batch says. */
	payload(readings) {
		const { sequence, readings: first } = this.head;
		const payload = Buffer.alloc(20 + 4 * readings);
		payload.writeUInt32BE(this.stream, 0);
		payload.writeUInt32BE(sequence, 4);
		payload.writeUIntBE(this.begin + first * STEP_MS, 8, 6);
		payload.writeUInt32BE(STEP_MS, 14);
		payload.writeUInt16BE(readings, 18);
		for (let i = 0; i < readings; i++) {
			const [code0, code1] = this.codes(this.stream, first + i);
			payload.writeUInt16BE(code0, 20 + 4 * i);
			payload.writeUInt16BE(code1, 22 + 4 * i);
		}
		return payload;
	}

	#fold(reading) {
		const head = this.head;
		const held = head.readings > 0 ? STEP_MS : 0;
		reading.forEach((code, channel) => {
			head.sum[channel] += head.last[channel] * held;
			head.last[channel] = code;
			head.least[channel] = Math.min(head.least[channel], code);
			head.greatest[channel] = Math.max(head.greatest[channel], code);
		});
		head.lastTime = this.begin + head.readings * STEP_MS;
		head.readings++;
	}
}

/** A head as the contract's `head` returns it, in hexadecimal. */
export function encodeHead(head) {
	const numbers = [
		head.sequence,
		head.lastTime,
		head.readings,
		...head.last,
		...head.least,
		...head.greatest,
		...head.sum,
	];
	const words = numbers.map((number) => number.toString(16).padStart(64, "0"));
	return `0x${words.join("")}${head.chain.toString("hex")}`;
}
