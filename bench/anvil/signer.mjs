// SPDX-License-Identifier: Apache-2.0

// A worker thread: signs batches, and the transactions that carry them, for some of the senders. All
// batches of a device come from one sender, whose nonces keep them in order.

import { parentPort, workerData } from "node:worker_threads";
import { Device, encodeHead } from "./devices.mjs";
import { callSubmit, secretKey, signTransaction } from "./ethereum.mjs";

const { chainId, begin, readings, gas } = workerData;
// Buffers come over as plain arrays of bytes.
const to = Buffer.from(workerData.contract);
const domain = Buffer.from(workerData.domain);

const senders = workerData.senders.map(({ name, streams }) => ({
	secret: secretKey(name),
	nonce: 0,
	devices: streams.map((stream) => new Device(stream, domain, begin)),
}));

/** A request to take in one batch of each of the sender's devices, ready to be sent. */
function nextRequest(sender) {
	const data = callSubmit(sender.devices.map((device) => device.nextBatch(readings)));
	const raw = signTransaction({ nonce: sender.nonce++, gas, to, data }, sender.secret, chainId);
	const params = [`0x${raw.toString("hex")}`];
	return JSON.stringify({ jsonrpc: "2.0", id: 0, method: "eth_sendRawTransaction", params });
}

parentPort.on("message", ({ rounds }) => {
	parentPort.postMessage({
		rounds: Array.from({ length: rounds }, () => senders.map(nextRequest)),
		heads: senders
			.flatMap(({ devices }) => devices)
			.map(({ stream, head }) => ({ stream, head: encodeHead(head) })),
	});
});
