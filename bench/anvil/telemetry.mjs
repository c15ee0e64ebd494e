// SPDX-License-Identifier: Apache-2.0

// The contract on a node: compiling it, setting it up, and reading from it.

import { readFileSync } from "node:fs";
import solc from "solc";
import { CHAIN_ID } from "./anvil.mjs";
import { LIMITS, deviceAddress } from "./devices.mjs";
import { call, secretKey, signTransaction, word } from "./ethereum.mjs";

const SOURCE = "Telemetry.sol";
const KIND = 1;

function hex(bytes) {
	return `0x${bytes.toString("hex")}`;
}

export function compilerVersion() {
	return solc.version();
}

/** The contract's creation code. */
function compile() {
	const input = {
		language: "Solidity",
		sources: { [SOURCE]: { content: readFileSync(new URL(SOURCE, import.meta.url), "utf8") } },
		settings: {
			viaIR: true,
			optimizer: { enabled: true, runs: 1_000_000 },
			outputSelection: { "*": { "*": ["evm.bytecode.object"] } },
		},
	};
	const output = JSON.parse(solc.compile(JSON.stringify(input)));
	if (output.errors) throw new Error(output.errors.map((error) => error.formattedMessage).join("\n"));
	return Buffer.from(output.contracts[SOURCE].Telemetry.evm.bytecode.object, "hex");
}

export class Telemetry {
	#anvil;
	#owner = secretKey("owner");
	#nonce = 0;

	/** Deploy the contract, and open a stream for each device. */
	static async deploy(anvil, devices) {
		const telemetry = new Telemetry();
		telemetry.#anvil = anvil;
		const { contractAddress } = await telemetry.send(compile(), Buffer.alloc(0));
		telemetry.address = Buffer.from(contractAddress.slice(2), "hex");
		await telemetry.setLimits(LIMITS);
		const addresses = Array.from({ length: devices }, (_, stream) => word(hex(deviceAddress(stream))));
		const list = [word(64), word(devices), ...addresses];
		await telemetry.send(call("openStreams(uint16,address[])", word(KIND), ...list));
		const [domain] = await telemetry.#read([call("domain()")]);
		telemetry.domain = Buffer.from(domain.slice(2), "hex");
		return telemetry;
	}

	/** Set the plausible range of each channel. */
	setLimits(limits) {
		const words = [KIND, ...limits.flat()].map(word);
		return this.send(call("setKind(uint16,uint16,uint16,uint16,uint16)", ...words));
	}

	/** Have a transaction of the contract's owner mined; gives its receipt. */
	async send(data, to = this.address) {
		const transaction = { nonce: this.#nonce++, gas: 5e8, to, data };
		const raw = signTransaction(transaction, this.#owner, CHAIN_ID);
		const hash = await this.#anvil.call("eth_sendRawTransaction", hex(raw));
		await this.#anvil.call("evm_mine");
		const receipt = await this.#anvil.call("eth_getTransactionReceipt", hash);
		if (receipt?.status !== "0x1") throw new Error("a transaction of the contract's owner failed");
		return receipt;
	}

	/** The heads of these streams, encoded as the contract returns them. */
	heads(streams) {
		return this.#read(streams.map((stream) => call("head(uint32)", word(stream))));
	}

	#read(datas) {
		const to = hex(this.address);
		const calls = datas.map((data) => ({
			method: "eth_call",
			params: [{ to, data: hex(data) }, "latest"],
		}));
		return this.#anvil.calls(calls);
	}
}
