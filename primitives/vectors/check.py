#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check envelope.json with an implementation that shares nothing with the Rust one.

Written from docs/signed-envelope.md with the standard library alone. Signatures of Ed25519,
secp256k1 and P-256 are checked if the package `cryptography` is installed; what is skipped is said.
Exits with 1 if a vector fails.
"""

import hashlib
import json
import pathlib
import struct
import sys
from collections import Counter

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
except ImportError:
    ec = None

TAGS = {"Ed25519": 0, "Sr25519": 1, "Secp256k1": 2, "P256": 3}
SIGNATURE_LENGTHS = {0: 64, 1: 64, 2: 65, 3: 64}
KEY_LENGTHS = {0: 32, 1: 32, 2: 33, 3: 33}

DOMAIN_BATCH = b"samul/batch/1".ljust(16, b"\0")
DOMAIN_REGISTER = b"samul/register/1".ljust(16, b"\0")
DOMAIN_ROTATE = b"samul/rotate/1".ljust(16, b"\0")
DOMAIN_METHOD = b"samul/method/1".ljust(16, b"\0")
DOMAIN_ENDORSE = b"samul/endorse/1".ljust(16, b"\0")


class Refused(Exception):
    """No batch; the argument is the name of the error."""


def blake2_256(data):
    return hashlib.blake2b(data, digest_size=32).digest()


# Variable-length integers.


def varint(value):
    out = bytearray()
    while True:
        low, value = value % 128, value // 128
        out.append(low + (128 if value else 0))
        if not value:
            return bytes(out)


def signed_varint(value):
    return varint(2 * value if value >= 0 else -2 * value - 1)


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def bytes(self, count):
        part = self.data[self.at : self.at + count]
        if len(part) < count:
            raise Refused("Malformed")
        self.at += count
        return part

    def varint(self):
        value = position = 0
        while True:
            byte = self.bytes(1)[0]
            value += (byte % 128) << (7 * position)
            position += 1
            if byte < 128:
                break
        if value >= 2**64 or (byte == 0 and position > 1):
            raise Refused("Malformed")
        return value

    def signed_varint(self):
        value = self.varint()
        return value // 2 if value % 2 == 0 else -(value + 1) // 2


# Batches.


def is_i64(value):
    return -(2**63) <= value < 2**63


def encode(device, index, sequence, readings):
    if not 1 <= len(readings) <= 1024:
        raise Refused("Count")
    channels = len(readings[0]) - 1
    if not 1 <= channels <= 8 or any(len(row) != channels + 1 for row in readings):
        raise Refused("Channels")
    steps = [after[0] - before[0] for before, after in zip(readings, readings[1:])]
    if any(step < 1 for step in steps):
        raise Refused("Time")
    # The most common step, the smallest of several.
    counts = Counter(steps)
    step = min(counts, key=lambda step: (-counts[step], step)) if steps else 0
    irregular = len(counts) > 1
    out = struct.pack("<B32sHBB", 1, device, index, channels, irregular)
    out += varint(sequence) + varint(readings[0][0]) + varint(len(readings)) + varint(step)
    last = [0] * channels
    for position, (_, *values) in enumerate(readings):
        if irregular and position:
            difference = steps[position - 1] - step
            if not is_i64(difference):
                raise Refused("Time")
            out += signed_varint(difference)
        for before, value in zip(last, values):
            if not is_i64(value - before):
                raise Refused("Value")
            out += signed_varint(value - before)
        last = values
    if len(out) > 32 * 1024:
        raise Refused("Length")
    return out


def decode(payload):
    """Device, index, sequence and readings of a payload."""
    reader = Reader(payload)
    if reader.bytes(1) != b"\1":
        raise Refused("UnknownVersion")
    if len(payload) > 32 * 1024:
        raise Refused("Malformed")
    device, index, channels, flags = struct.unpack("<32sHBB", reader.bytes(36))
    sequence, time, count, step = (reader.varint() for _ in range(4))
    if count > 1024:
        raise Refused("TooManyReadings")
    if flags > 1 or not 1 <= channels <= 8 or count == 0:
        raise Refused("Malformed")
    if (step != 0 or flags != 0) if count == 1 else step == 0:
        raise Refused("Malformed")
    readings, values = [], [0] * channels
    for position in range(count):
        if position:
            this = step + (reader.signed_varint() if flags else 0)
            if not 1 <= this < 2**64:
                raise Refused("Malformed")
            time += this
        values = [value + reader.signed_varint() for value in values]
        if time >= 2**64 or not all(map(is_i64, values)):
            raise Refused("Malformed")
        readings.append([time, *values])
    if reader.at != len(payload):
        raise Refused("Malformed")
    return device, index, sequence, readings


def leaf_hash(payload):
    return blake2_256(b"\0" + payload)


def node_hash(left, right):
    return blake2_256(b"\1" + left + right)


# Signatures.


def verify(tagged_key, message, tagged_signature):
    """Whether a signature is good; None if that cannot be told here."""
    tag, key, signature = tagged_key[0], tagged_key[1:], tagged_signature[1:]
    assert len(key) == KEY_LENGTHS[tag]
    assert len(signature) == SIGNATURE_LENGTHS[tagged_signature[0]]
    if tagged_signature[0] != tag:
        return False
    if ec is None or tag == TAGS["Sr25519"]:
        return None
    try:
        if tag == TAGS["Ed25519"]:
            ed25519.Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
            return True
        curve = ec.SECP256K1() if tag == TAGS["Secp256k1"] else ec.SECP256R1()
        r, s = (int.from_bytes(signature[at : at + 32], "big") for at in (0, 32))
        public = ec.EllipticCurvePublicKey.from_encoded_point(curve, key)
        public.verify(encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    # The recovery id of a good secp256k1 signature is for other tools to check.
    return True


def public_key(scheme, seed):
    """The public key of a seed; None if that cannot be told here."""
    if ec is None or scheme == "Sr25519":
        return None
    form = serialization.PublicFormat
    if scheme == "Ed25519":
        public = ed25519.Ed25519PrivateKey.from_private_bytes(seed).public_key()
        return public.public_bytes(serialization.Encoding.Raw, form.Raw)
    curve = ec.SECP256K1() if scheme == "Secp256k1" else ec.SECP256R1()
    public = ec.derive_private_key(int.from_bytes(seed, "big"), curve).public_key()
    return public.public_bytes(serialization.Encoding.X962, form.CompressedPoint)


# The vectors.

checked, skipped, failures = Counter(), Counter(), []


def expect(what, name, got, expected):
    checked[what] += 1
    if got != expected:
        failures.append(f"{what}, {name}: got {got!r}, expected {expected!r}")


def expect_if_known(what, name, got, expected):
    if got is None:
        skipped[what] += 1
    else:
        expect(what, name, got, expected)


def expect_refused(what, case, function, *arguments):
    try:
        function(*arguments)
        error = None
    except Refused as refused:
        error = refused.args[0]
    expect(what, case["name"], error, case["error"])


def rows(case):
    """Integers of 2^53 and more are strings."""
    return [[int(value) for value in row] for row in case["readings"]]


def check_keys(case):
    unhex = bytes.fromhex
    scheme, tag = case["scheme"], bytes([TAGS[case["scheme"]]])
    expect("tag", scheme, bytes([case["tag"]]), tag)
    key, device = unhex(case["public_key"]), unhex(case["device"])
    expect_if_known("public key", scheme, public_key(scheme, unhex(case["seed"])), key)
    expect("device id", scheme, blake2_256(tag + key), device)

    proof = case["registration"]
    message = DOMAIN_REGISTER + unhex(proof["genesis"]) + tag + key + unhex(proof["owner"])
    message += struct.pack("<Q", int(proof["expires"]))
    expect("registration", scheme, message.hex(), proof["message"])
    good = verify(tag + key, message, tag + unhex(proof["signature"]))
    expect_if_known(f"signature of {scheme}", "registration", good, True)

    proof = case["rotation"]
    first, key = key, unhex(proof["new_public_key"])
    expect_if_known("public key", scheme, public_key(scheme, unhex(proof["new_seed"])), key)
    message = DOMAIN_ROTATE + unhex(proof["genesis"]) + device + tag + key
    message += struct.pack("<IQ", proof["rotation"], int(proof["expires"]))
    expect("rotation", scheme, message.hex(), proof["message"])
    good = verify(tag + key, message, tag + unhex(proof["signature"]))
    expect_if_known(f"signature of {scheme}", "rotation", good, True)

    proof = case["method"]
    message = DOMAIN_METHOD + unhex(proof["genesis"]) + device + tag + key
    message += struct.pack("<BHQ", proof["purposes"], proof["number"], int(proof["expires"]))
    expect("further key", scheme, message.hex(), proof["message"])
    good = verify(tag + key, message, tag + unhex(proof["signature"]))
    expect_if_known(f"signature of {scheme}", "further key", good, True)

    proof = case["endorsement"]
    serial = unhex(proof["serial"])
    message = DOMAIN_ENDORSE + unhex(proof["genesis"]) + device + tag + first
    message += struct.pack("<IB", proof["model"], len(serial)) + serial
    expect("endorsement", scheme, message.hex(), proof["message"])
    good = verify(tag + key, message, tag + unhex(proof["signature"]))
    expect_if_known(f"signature of {scheme}", "endorsement", good, True)


def check_batch(case, keys):
    unhex = bytes.fromhex
    scheme = case["scheme"]
    name = f"{scheme}, {case['name']}"
    device, index, sequence = unhex(case["device"]), case["index"], int(case["sequence"])
    payload = encode(device, index, sequence, rows(case))
    expect("encoded batch", name, payload.hex(), case["payload"])
    decoded = decode(unhex(case["payload"]))
    expect("decoded batch", name, decoded, (device, index, sequence, rows(case)))
    expect("leaf", name, leaf_hash(payload).hex(), case["leaf"])
    message = DOMAIN_BATCH + unhex(case["genesis"]) + payload
    expect("batch message", name, message.hex(), case["message"])
    key = bytes([TAGS[scheme]]) + keys[scheme]
    good = verify(key, message, key[:1] + unhex(case["signature"]))
    expect_if_known(f"signature of {scheme}", name, good, True)


def check_signature(case):
    key, message, signature = (
        bytes.fromhex(case[field]) for field in ("tagged_key", "message", "tagged_signature")
    )
    good = verify(key, message, signature)
    if good and not case["good"] and key[0] == TAGS["Secp256k1"]:
        skipped["recovery id"] += 1
    else:
        expect_if_known("good and wrong signatures", case["name"], good, case["good"])


def check_range(case):
    leaves, peaks, siblings = (
        [bytes.fromhex(entry) for entry in case[field]] for field in ("leaves", "peaks", "siblings")
    )
    name = f"{len(leaves)} leaves"
    # Each peak is a full tree over as many leaves as the bit of the number says, highest first.
    expected, begin = [], 0
    for height in reversed(range(len(leaves).bit_length())):
        if not len(leaves) >> height & 1:
            continue
        level = leaves[begin : begin + 2**height]
        number = case["leaf"] - begin
        if 0 <= number < 2**height:
            node, height_of_leaf, peak = level[number], height, len(expected)
            for bit, sibling in enumerate(siblings):
                node = node_hash(sibling, node) if number >> bit & 1 else node_hash(node, sibling)
        while len(level) > 1:
            level = [node_hash(*level[at : at + 2]) for at in range(0, len(level), 2)]
        begin += 2**height
        expected.append(level[0])
    expect("peaks", name, expected, peaks)
    expect("proof", name, (len(siblings), node), (height_of_leaf, peaks[peak]))


def main():
    path = pathlib.Path(__file__).with_name("envelope.json")
    vectors = json.loads(path.read_text(encoding="utf-8"))
    keys = {case["scheme"]: bytes.fromhex(case["public_key"]) for case in vectors["keys"]}
    expect("schemes", "all", set(keys), set(TAGS))
    for case in vectors["keys"]:
        check_keys(case)
    for case in vectors["batches"]:
        check_batch(case, keys)
    for case in vectors["accepted_payloads"]:
        readings = decode(bytes.fromhex(case["payload"]))[3]
        expect("accepted payload", case["name"], readings, rows(case))
    for case in vectors["refused_payloads"]:
        payload = bytes.fromhex(case["payload"] + case.get("repeat", "") * case.get("times", 0))
        expect_refused("refused payload", case, decode, payload)
    for case in vectors["refused_readings"]:
        expect_refused("refused readings", case, encode, bytes(32), 0, 0, rows(case))
    for case in vectors["signatures"]:
        check_signature(case)
    for case in vectors["ranges"]:
        check_range(case)

    for what, count in sorted(checked.items()):
        print(f"{count:4} {what}")
    if ec is None:
        print("the package cryptography is not installed")
    for what, count in sorted(skipped.items()):
        print(f"{count:4} {what}: skipped, no means to check it here")
    for failure in failures:
        print(f"FAILED {failure}"[:400])
    print(f"{sum(checked.values())} checked, {sum(skipped.values())} skipped, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
