// SPDX-License-Identifier: Apache-2.0

// Measures how many signed batches of readings a contract on anvil takes in: see README.md.

import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { Anvil, CHAIN_ID, anvilVersion } from "./anvil.mjs";
import { Telemetry, compilerVersion } from "./telemetry.mjs";

const DEFAULTS = {
	readings: 60,
	"batches-per-transaction": 125,
	devices: 1000,
	seconds: 20,
	"block-time": 2,
	"block-gas": 1e9,
	connections: 256,
};
const WARM_UP_ROUNDS = 5;
const SIGNERS = 2;
const POLL_MS = 20;
const STALL_MS = 120_000;
/** For blocks that are under way. */
const SETTLE_MS = 1000;
const YEAR_MS = 365 * 86_400_000;

function parseOptions() {
	const options = Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, { type: "string" }]));
	const { values } = parseArgs({ options });
	const given = Object.entries(values).map(([name, value]) => [name, Number(value)]);
	for (const [name, value] of given) {
		if (!(value > 0)) throw new Error(`--${name} takes a positive number`);
	}
	return { ...DEFAULTS, ...Object.fromEntries(given) };
}

/** Senders, and which streams' batches they carry: each stream has one sender. */
function makeSenders(devices, perTransaction) {
	return Array.from({ length: Math.ceil(devices / perTransaction) }, (_, number) => {
		const first = number * perTransaction;
		const length = Math.min(perTransaction, devices - first);
		return {
			name: `sender/${number}`,
			streams: Array.from({ length }, (_, i) => first + i),
		};
	});
}

/** Worker threads that sign for the senders. */
class Signers {
	#workers;

	constructor(senders, common) {
		this.#workers = Array.from({ length: SIGNERS }, (_, index) => {
			const own = senders.filter((_, number) => number % SIGNERS === index);
			const workerData = { ...common, senders: own };
			return new Worker(new URL("signer.mjs", import.meta.url), { workerData });
		});
	}

	/** Sign so many batches of each device; gives the requests, and the heads after them. */
	async sign(rounds) {
		const parts = await Promise.all(this.#workers.map((worker) => ask(worker, { rounds })));
		const numbers = Array.from({ length: rounds }, (_, round) => round);
		return {
			requests: numbers.flatMap((round) => parts.flatMap(({ rounds }) => rounds[round])),
			heads: parts.flatMap(({ heads }) => heads),
		};
	}

	async stop() {
		await Promise.all(this.#workers.map((worker) => worker.terminate()));
	}
}

function ask(worker, question) {
	return new Promise((resolve, reject) => {
		worker.once("message", resolve);
		worker.once("error", reject);
		worker.postMessage(question);
	});
}

/** Send all requests in their order, so many at a time. */
async function submit(anvil, requests, connections) {
	const queue = requests.values();
	const connection = async () => {
		for (const request of queue) {
			const answer = JSON.parse(await anvil.post(request));
			if (answer.error) throw new Error(`a transaction was refused: ${answer.error.message}`);
		}
	};
	await Promise.all(Array.from({ length: connections }, connection));
}

async function blockNumber(anvil) {
	return Number(await anvil.call("eth_blockNumber"));
}

/** Follow the chain until so many transactions are in blocks after `block`; gives the gas they used. */
async function follow(anvil, block, transactions) {
	let gas = 0;
	let progress = Date.now();
	for (let next = block + 1; transactions > 0; ) {
		const found = await anvil.call("eth_getBlockByNumber", `0x${next.toString(16)}`, false);
		if (found) {
			next++;
			transactions -= found.transactions.length;
			gas += Number(found.gasUsed);
			progress = Date.now();
		} else if (Date.now() - progress > STALL_MS) {
			throw new Error(`${transactions} transactions came into no block`);
		} else {
			await sleep(POLL_MS);
		}
	}
	return gas;
}

/** Submit, then make blocks until all is in them; gives the seconds that the blocks took. */
async function mineAtOnce(anvil, requests, connections) {
	await submit(anvil, requests, connections);
	const begin = performance.now();
	for (let left = requests.length; left > 0; ) {
		await anvil.call("evm_mine");
		const block = await anvil.call("eth_getBlockByNumber", "latest", false);
		if (block.transactions.length === 0) throw new Error(`${left} transactions came into no block`);
		left -= block.transactions.length;
	}
	return (performance.now() - begin) / 1000;
}

/** Submit while blocks are made at their interval. */
async function run(anvil, requests, option) {
	const block = await blockNumber(anvil);
	const cpu = anvil.cpuSeconds();
	await anvil.call("evm_setIntervalMining", option["block-time"]);
	const begin = performance.now();
	const [gas] = await Promise.all([
		follow(anvil, block, requests.length),
		submit(anvil, requests, option.connections),
	]);
	const seconds = (performance.now() - begin) / 1000;
	const cpuSeconds = anvil.cpuSeconds() - cpu;
	await anvil.call("evm_setIntervalMining", 0);
	await sleep(SETTLE_MS);
	return { gas, seconds, cpuSeconds };
}

async function checkHeads(telemetry, heads) {
	const found = await telemetry.heads(heads.map(({ stream }) => stream));
	const wrong = heads.filter(({ head }, i) => head !== found[i]).map(({ stream }) => stream);
	if (wrong.length > 0) {
		throw new Error(`${wrong.length} heads are wrong, the first one that of stream ${wrong[0]}`);
	}
}

async function measure(anvil, option) {
	const { devices, readings, connections } = option;
	const perTransaction = Math.min(option["batches-per-transaction"], devices);
	const telemetry = await Telemetry.deploy(anvil, devices);
	const signers = new Signers(makeSenders(devices, perTransaction), {
		chainId: CHAIN_ID,
		contract: telemetry.address,
		domain: telemetry.domain,
		begin: Date.now() - YEAR_MS,
		readings,
		// More than the first batch of a stream needs, which pays for new slots.
		gas: 21_000 + perTransaction * (110_000 + 150 * readings),
	});

	const first = await signers.sign(1);
	await mineAtOnce(anvil, first.requests, connections);
	const warmUp = await signers.sign(WARM_UP_ROUNDS);
	const blockSeconds = await mineAtOnce(anvil, warmUp.requests, connections);
	const executed = (WARM_UP_ROUNDS * devices) / blockSeconds;

	const rounds = Math.ceil((executed * option.seconds) / devices);
	const { requests, heads } = await signers.sign(rounds);
	await signers.stop();
	const { gas, seconds, cpuSeconds } = await run(anvil, requests, option);
	await checkHeads(telemetry, heads);

	const batches = rounds * devices;
	return {
		readingsPerBatch: readings,
		batchesPerTransaction: perTransaction,
		devices,
		batches,
		readings: batches * readings,
		seconds,
		batchesPerSecond: batches / seconds,
		readingsPerSecond: (batches * readings) / seconds,
		executionBatchesPerSecond: executed,
		gasPerBatch: gas / batches,
		cpuSeconds,
		peakRssBytes: anvil.peakRssBytes(),
		anvil: anvilVersion(),
		solc: compilerVersion(),
	};
}

async function main() {
	const option = parseOptions();
	const anvil = await Anvil.start(option["block-gas"]);
	try {
		console.log(JSON.stringify(await measure(anvil, option)));
	} finally {
		await anvil.stop();
	}
}

main().then(
	() => process.exit(),
	(error) => {
		console.error(error.message);
		process.exit(1);
	},
);
