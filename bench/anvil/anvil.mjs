// SPDX-License-Identifier: Apache-2.0

// A node of anvil, and requests to it.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

export const CHAIN_ID = 31337;

const ARCHITECTURES = { x64: "amd64", arm64: "arm64" };
/** Ticks a second in which Linux tells processor time. */
const TICKS = 100;
const START_TIMEOUT_MS = 20_000;
const ANSWER_TIMEOUT_MS = 120_000;

const FLAGS = [
	"--quiet",
	// Until it is told how often.
	"--no-mining",
	"--chain-id",
	String(CHAIN_ID),
	// Gas costs nothing, so that senders need no money, and nobody's balance is looked up.
	"--block-base-fee-per-gas",
	"0",
	"--disable-min-priority-fee",
	"--disable-pool-balance-checks",
	"--accounts",
	"1",
	// Neither sorting by fees, nor old states, nor looking for `console.log`.
	"--order",
	"fifo",
	"--prune-history",
	"--disable-console-log",
	"--no-request-size-limit",
];

// Not npm's launcher: the process that is started is the one to measure.
function binary() {
	const name = `@foundry-rs/anvil-${process.platform}-${ARCHITECTURES[process.arch]}/bin/anvil`;
	return createRequire(import.meta.url).resolve(name);
}

async function freePort() {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address();
	server.close();
	await once(server, "close");
	return port;
}

export function anvilVersion() {
	return execFileSync(binary(), ["--version"], { encoding: "utf8" }).match(/Version: (\S+)/)[1];
}

export class Anvil {
	#agent = new Agent({ keepAlive: true });
	#process;
	#port;

	/** Start a node that makes no block by itself. */
	static async start(blockGas) {
		const anvil = new Anvil();
		anvil.#port = await freePort();
		const flags = [...FLAGS, "--gas-limit", String(blockGas), "--port", String(anvil.#port)];
		// However this process ends, the kernel then kills anvil.
		const command = ["--pdeathsig", "KILL", binary(), ...flags];
		anvil.#process = spawn("setpriv", command, { stdio: ["ignore", "ignore", "inherit"] });
		await Promise.race([anvil.#ready(), anvil.#failure()]);
		return anvil;
	}

	async #failure() {
		const [code] = await once(this.#process, "exit");
		throw new Error(`anvil ended with ${code}`);
	}

	async #ready() {
		for (const begin = Date.now(); ; await sleep(50)) {
			try {
				return await this.call("eth_chainId");
			} catch (error) {
				if (Date.now() - begin > START_TIMEOUT_MS) throw error;
			}
		}
	}

	async stop() {
		this.#agent.destroy();
		if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
		this.#process.kill("SIGKILL");
		await once(this.#process, "exit");
	}

	/** Send a request that is encoded already; gives the answer as text. */
	post(body) {
		return new Promise((resolve, reject) => {
			const outgoing = request({
				agent: this.#agent,
				host: "127.0.0.1",
				port: this.#port,
				method: "POST",
				timeout: ANSWER_TIMEOUT_MS,
				headers: {
					"content-type": "application/json",
					"content-length": Buffer.byteLength(body),
				},
			});
			outgoing.once("timeout", () => outgoing.destroy(new Error("anvil does not answer")));
			outgoing.once("error", reject);
			outgoing.once("response", (response) => text(response).then(resolve, reject));
			outgoing.end(body);
		});
	}

	async call(method, ...params) {
		const [result] = await this.calls([{ method, params }]);
		return result;
	}

	/** Several calls in one request. */
	async calls(calls) {
		const body = calls.map((call, id) => ({ jsonrpc: "2.0", id, ...call }));
		const answers = JSON.parse(await this.post(JSON.stringify(body)));
		for (const { error } of answers) if (error) throw new Error(error.message);
		return answers.sort((a, b) => a.id - b.id).map(({ result }) => result);
	}

	/** Processor time so far, of user and system, in seconds. */
	cpuSeconds() {
		// After the name, which is in parentheses, come the third field and the others.
		const [, fields] = readFileSync(`/proc/${this.#process.pid}/stat`, "utf8").split(") ");
		const [user, system] = fields.split(" ").slice(11, 13).map(Number);
		return (user + system) / TICKS;
	}

	peakRssBytes() {
		const status = readFileSync(`/proc/${this.#process.pid}/status`, "utf8");
		return Number(status.match(/VmHWM:\s+(\d+) kB/)[1]) * 1024;
	}
}
