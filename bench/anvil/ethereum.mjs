// SPDX-License-Identifier: Apache-2.0

// As much of Ethereum's encodings as is needed: with native hashing and signing, as a hundred
// thousand batches are to be signed before a run.

import createKeccakHash from "keccak";
import secp256k1 from "secp256k1";

export function keccak(...parts) {
	const hash = createKeccakHash("keccak256");
	for (const part of parts) hash.update(part);
	return hash.digest();
}

/** A key that anyone can compute: nothing of value depends on it. */
export function secretKey(name) {
	return keccak(Buffer.from(`samul-bench/${name}`));
}

export function address(secret) {
	return keccak(secp256k1.publicKeyCreate(secret, false, Buffer.alloc(65)).subarray(1)).subarray(12);
}

/** A signature of 64 bytes (EIP-2098): the parity is the uppermost bit of s. */
export function signCompact(digest, secret) {
	const { signature, recid } = secp256k1.ecdsaSign(digest, secret);
	signature[32] |= recid << 7;
	return signature;
}

/** A number as an ABI word. */
export function word(number) {
	return Buffer.from(BigInt(number).toString(16).padStart(64, "0"), "hex");
}

function selector(signature) {
	return keccak(Buffer.from(signature)).subarray(0, 4);
}

/** A call whose arguments are words. */
export function call(signature, ...words) {
	return Buffer.concat([selector(signature), ...words]);
}

/** The call `submit(bytes)`. */
export function callSubmit(batches) {
	const length = batches.reduce((sum, batch) => sum + batch.length, 0);
	const padding = Buffer.alloc(-length & 31);
	return call("submit(bytes)", word(32), word(length), ...batches, padding);
}

function minimalBytes(number) {
	const digits = number === 0 ? "" : number.toString(16);
	return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, "hex");
}

function rlpHeader(short, length) {
	if (length < 56) return Buffer.from([short + length]);
	const bytes = minimalBytes(length);
	return Buffer.concat([Buffer.from([short + 55 + bytes.length]), bytes]);
}

function rlpString(bytes) {
	if (bytes.length === 1 && bytes[0] < 0x80) return bytes;
	return Buffer.concat([rlpHeader(0x80, bytes.length), bytes]);
}

function rlpList(strings) {
	const body = Buffer.concat(strings.map(rlpString));
	return Buffer.concat([rlpHeader(0xc0, body.length), body]);
}

function withoutLeadingZeros(bytes) {
	const first = bytes.findIndex((byte) => byte !== 0);
	return bytes.subarray(first < 0 ? bytes.length : first);
}

/** A signed legacy transaction (EIP-155) whose gas costs nothing; `to` is empty for a deployment. */
export function signTransaction({ nonce, gas, to, data }, secret, chainId) {
	const fields = [minimalBytes(nonce), minimalBytes(0), minimalBytes(gas), to, minimalBytes(0), data];
	const digest = keccak(rlpList([...fields, minimalBytes(chainId), minimalBytes(0), minimalBytes(0)]));
	const { signature, recid } = secp256k1.ecdsaSign(digest, secret);
	return rlpList([
		...fields,
		minimalBytes(2 * chainId + 35 + recid),
		withoutLeadingZeros(signature.subarray(0, 32)),
		withoutLeadingZeros(signature.subarray(32)),
	]);
}
