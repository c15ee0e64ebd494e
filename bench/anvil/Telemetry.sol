// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Takes in batches of readings that devices signed, checks each, and folds it into its stream's head.
///
/// A reading has two channels. A value is an unsigned 16-bit code; its scale and offset are those of the
/// stream's kind. `submit` takes batches one after the other, each as
///
///     signature (64, EIP-2098) | payload: header (20) | readings (4 each: channel 0, channel 1)
///     header: stream (4) | sequence (4) | start (6, ms) | step (4, ms) | number of readings (2)
///
/// all big endian. The device signs the leaf, keccak256(domain | payload).
contract Telemetry {
	enum Refusal {
		None,
		UnknownStream,
		Replay,
		SequenceGap,
		TimeBackwards,
		TimeInFuture,
		BadSignature,
		ImplausibleValue
	}

	/// What is known of a stream. Packed by hand: a slot that is written costs more than the signature.
	/// Fields are given lowest first.
	struct Stream {
		/// device (160 bits) | next sequence (32) | time of the last reading (48) | kind (16)
		uint256 place;
		/// extremes (4 x 16, in the order of `_peaks`) | last reading (32) | sum of channel 0 (64), of
		/// channel 1 (64) | number of readings (32). Sums are of code x ms: of times of 48 bits none
		/// outgrows its 64.
		uint256 stats;
		/// keccak256(chain before | leaf), by which the batches in the chain's blocks can be proved.
		bytes32 chain;
	}

	/// The header is given as it was signed: that is cheaper to log than its fields.
	event BatchIngested(uint32 indexed stream, bytes20 header, bytes32 leaf);
	event BatchRefused(uint256 position, Refusal reason);

	error NotOwner();
	error NoDevice();
	error Malformed();

	uint256 private constant SIGNATURE = 64;
	uint256 private constant HEADER = 20;
	uint256 private constant READING = 4;
	uint256 private constant MAX_SKEW_MS = 60_000;

	/// Eight lanes of 32 bits: a code, and above it a bit that a subtraction may borrow.
	uint256 private constant CODES =
		0x0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff;
	uint256 private constant CARRY =
		0x0001000000010000000100000001000000010000000100000001000000010000;
	uint256 private constant CODES_AND_CARRY =
		0x0001ffff0001ffff0001ffff0001ffff0001ffff0001ffff0001ffff0001ffff;
	/// The codes of four lanes of 64 bits.
	uint256 private constant WIDE_CODES =
		0x000000000000ffff000000000000ffff000000000000ffff000000000000ffff;
	/// The lower half of each half, and of the whole.
	uint256 private constant LOWER =
		0x0000000000000000ffffffffffffffff0000000000000000ffffffffffffffff;
	uint256 private constant LOW = type(uint128).max;

	address private immutable owner = msg.sender;
	/// Binds what devices sign to this purpose, chain and contract.
	bytes32 public immutable domain =
		keccak256(abi.encode("samul/batch/1", block.chainid, address(this)));

	uint256 private opened;
	/// Of fixed length, so that no hash is needed to find a stream.
	Stream[1 << 32] private streams;
	/// The plausible range of each kind, in the form of `_peaks`. Streams share it, so that it is warm
	/// for all but the first batch of a transaction.
	uint256[1 << 16] private limits;

	/// Set the least and the greatest plausible code of both channels.
	function setKind(uint16 kind, uint16 low0, uint16 high0, uint16 low1, uint16 high1) external {
		_onlyOwner();
		uint256 limits0 = uint256(high0) | uint256(~low0) << 64;
		limits[kind] = limits0 | uint256(high1) << 128 | uint256(~low1) << 192;
	}

	/// Open a stream for each device; they are numbered as they come.
	function openStreams(uint16 kind, address[] calldata devices) external {
		_onlyOwner();
		uint256 first = opened;
		for (uint256 i = 0; i < devices.length; ++i) {
			// What nobody signed would count as signed by the device 0.
			if (devices[i] == address(0)) revert NoDevice();
			streams[first + i].place = uint256(uint160(devices[i])) | uint256(kind) << 240;
		}
		opened = first + devices.length;
	}

	/// Take in batches. Each stands or falls on its own.
	function submit(bytes calldata batches) external {
		unchecked {
			uint256 offset;
			assembly ("memory-safe") {
				offset := batches.offset
			}
			uint256 end = offset + batches.length;
			for (uint256 position = 0; offset < end; ++position) {
				uint256 payload = offset + SIGNATURE;
				uint256 header = _load(payload) >> 96;
				uint256 next = payload + HEADER + uint16(header) * READING;
				if (uint16(header) == 0 || next > end) revert Malformed();
				Refusal reason = _takeIn(offset, header, next);
				if (reason != Refusal.None) emit BatchRefused(position, reason);
				offset = next;
			}
		}
	}

	/// The head of a stream.
	function head(uint32 id)
		external
		view
		returns (
			uint32 sequence,
			uint48 lastTime,
			uint32 readings,
			uint16[2] memory last,
			uint16[2] memory least,
			uint16[2] memory greatest,
			uint64[2] memory sum,
			bytes32 chain
		)
	{
		Stream storage stream = streams[id];
		uint256 place = stream.place;
		uint256 stats = stream.stats;
		sequence = uint32(place >> 160);
		lastTime = uint48(place >> 192);
		readings = uint32(stats >> 224);
		last = [uint16(stats >> 80), uint16(stats >> 64)];
		least = [~uint16(stats >> 16), ~uint16(stats >> 48)];
		greatest = [uint16(stats), uint16(stats >> 32)];
		sum = [uint64(stats >> 96), uint64(stats >> 160)];
		chain = stream.chain;
	}

	/// Take in the batch from `offset` to `end`, or say why not. What is cheap to check comes first, and
	/// nothing is written before all is checked.
	function _takeIn(uint256 offset, uint256 header, uint256 end) private returns (Refusal) {
		unchecked {
			Stream storage stream = streams[header >> 128];
			uint256 place = stream.place;
			Refusal reason = _checkHeader(header, place);
			if (reason != Refusal.None) return reason;
			bytes32 leaf = _leaf(offset + SIGNATURE, end);
			if (_signer(offset, leaf) != address(uint160(place))) return Refusal.BadSignature;
			(uint256 sum0, uint256 sum1, uint256 peaks) =
				_summarise(offset + SIGNATURE + HEADER, end);
			if (!_isPlausible(peaks, limits[place >> 240])) return Refusal.ImplausibleValue;

			uint256 held = uint48(header >> 48) - uint48(place >> 192);
			uint256 last = _load(end - READING) >> 224;
			stream.stats = _fold(stream.stats, header, held, last, sum0, sum1, peaks);
			stream.place = _advance(place, header);
			stream.chain = _link(stream.chain, leaf);
			emit BatchIngested(uint32(header >> 128), bytes20(uint160(header)), leaf);
			return Refusal.None;
		}
	}

	/// What can be said of a batch from its header.
	function _checkHeader(uint256 header, uint256 place) private view returns (Refusal) {
		unchecked {
			if (place == 0) return Refusal.UnknownStream;
			uint256 sequence = uint32(header >> 96);
			uint256 next = uint32(place >> 160);
			if (sequence < next) return Refusal.Replay;
			if (sequence > next) return Refusal.SequenceGap;
			if (uint48(header >> 48) <= uint48(place >> 192)) return Refusal.TimeBackwards;
			if (uint32(header >> 16) == 0 && uint16(header) > 1) return Refusal.TimeBackwards;
			uint256 latest = block.timestamp * 1000 + MAX_SKEW_MS;
			return _lastTime(header) > latest ? Refusal.TimeInFuture : Refusal.None;
		}
	}

	/// Time of the batch's last reading.
	function _lastTime(uint256 header) private pure returns (uint256) {
		unchecked {
			return uint48(header >> 48) + uint256(uint32(header >> 16)) * (uint16(header) - 1);
		}
	}

	/// `place` after a batch: the device and the kind stay.
	function _advance(uint256 place, uint256 header) private pure returns (uint256) {
		unchecked {
			uint256 kept = place & ~(uint256(type(uint80).max) << 160);
			uint256 sequence = uint32((place >> 160) + 1);
			return kept | sequence << 160 | _lastTime(header) << 192;
		}
	}

	function _leaf(uint256 payload, uint256 end) private view returns (bytes32 leaf) {
		bytes32 prefix = domain;
		assembly ("memory-safe") {
			let buffer := mload(0x40)
			mstore(buffer, prefix)
			calldatacopy(add(buffer, 32), payload, sub(end, payload))
			leaf := keccak256(buffer, add(32, sub(end, payload)))
		}
	}

	/// Who signed the leaf with the signature at `offset`; 0, if that is none.
	function _signer(uint256 offset, bytes32 leaf) private pure returns (address) {
		unchecked {
			uint256 vs = _load(offset + 32);
			bytes32 s = bytes32(vs << 1 >> 1);
			return ecrecover(leaf, uint8(27 + (vs >> 255)), bytes32(_load(offset)), s);
		}
	}

	/// The sums of both channels' codes, and their peaks: see `_peaks`.
	///
	/// Eight readings at a time: a word of calldata is two words of eight lanes, one a channel. With the
	/// complements of the codes, the least are found as the greatest are.
	function _summarise(uint256 offset, uint256 end)
		private
		pure
		returns (uint256 sum0, uint256 sum1, uint256 peaks)
	{
		uint256 greatest0;
		uint256 greatest1;
		uint256 least0;
		uint256 least1;
		assembly ("memory-safe") {
			// Readings that fill no word come first, in the lowest lanes; the others are 0, which
			// changes neither a sum nor a maximum.
			let some := and(sub(end, offset), 31)
			let empty := shl(3, sub(32, some))
			let word := shr(empty, calldataload(offset))
			sum0 := and(shr(16, word), CODES)
			sum1 := and(word, CODES)
			greatest0 := sum0
			greatest1 := sum1
			least0 := xor(sum0, shr(empty, CODES))
			least1 := xor(sum1, shr(empty, CODES))
			// `_greater` four times, as the compiler would not inline it.
			for { offset := add(offset, some) } lt(offset, end) { offset := add(offset, 32) } {
				word := calldataload(offset)
				let codes := and(shr(16, word), CODES)
				sum0 := add(sum0, codes)
				let difference := sub(or(codes, CARRY), greatest0)
				let carries := and(difference, CARRY)
				greatest0 := add(greatest0, and(difference, sub(carries, shr(16, carries))))
				difference := sub(xor(codes, CODES_AND_CARRY), least0)
				carries := and(difference, CARRY)
				least0 := add(least0, and(difference, sub(carries, shr(16, carries))))
				codes := and(word, CODES)
				sum1 := add(sum1, codes)
				difference := sub(or(codes, CARRY), greatest1)
				carries := and(difference, CARRY)
				greatest1 := add(greatest1, and(difference, sub(carries, shr(16, carries))))
				difference := sub(xor(codes, CODES_AND_CARRY), least1)
				carries := and(difference, CARRY)
				least1 := add(least1, and(difference, sub(carries, shr(16, carries))))
			}
			// By this modulus 2^32 is 1, so the remainder is the sum of the lanes.
			sum0 := mod(sum0, 0xffffffff)
			sum1 := mod(sum1, 0xffffffff)
		}
		peaks = _peaks(greatest0, least0, greatest1, least1);
	}

	/// In lanes of 64 bits, lowest first: the greatest code of channel 0, the complement of its least
	/// one, and the same of channel 1. Each step halves the lanes, and puts what is left into one word.
	function _peaks(uint256 greatest0, uint256 least0, uint256 greatest1, uint256 least1)
		private
		pure
		returns (uint256)
	{
		unchecked {
			uint256 greatest =
				_greater(greatest0 & LOW | greatest1 << 128, greatest0 >> 128 | greatest1 & ~LOW);
			uint256 least = _greater(least0 & LOW | least1 << 128, least0 >> 128 | least1 & ~LOW);
			uint256 both = _greater(
				greatest & LOWER | (least & LOWER) << 64,
				greatest >> 64 & LOWER | least & ~LOWER
			);
			return _greater(both, both >> 32) & WIDE_CODES;
		}
	}

	/// The greater code of each lane. Where `a` is less than `b`, the subtraction borrows the carry, and
	/// no difference is added to `b`.
	function _greater(uint256 a, uint256 b) private pure returns (uint256) {
		unchecked {
			uint256 difference = (a | CARRY) - b;
			uint256 carries = difference & CARRY;
			return b + (difference & (carries - (carries >> 16)));
		}
	}

	/// Whether no lane of the limits has to borrow for the peaks.
	function _isPlausible(uint256 peaks, uint256 limit) private pure returns (bool) {
		unchecked {
			return ((limit | CARRY) - peaks) & CARRY == CARRY;
		}
	}

	/// `stats` after a batch; the last reading before it was held for `held`.
	function _fold(
		uint256 stats,
		uint256 header,
		uint256 held,
		uint256 last,
		uint256 sum0,
		uint256 sum1,
		uint256 peaks
	) private pure returns (uint256) {
		unchecked {
			// All readings of the batch are held for a step, but its last one.
			uint256 step = uint32(header >> 16);
			sum0 = step * (sum0 - (last >> 16)) + held * uint16(stats >> 80);
			sum1 = step * (sum1 - uint16(last)) + held * uint16(stats >> 64);
			uint256 added = sum0 << 96 | sum1 << 160 | uint256(uint16(header)) << 224;
			return ((stats >> 96 << 96) + added) | last << 64 | _extremes(uint64(stats), peaks);
		}
	}

	/// The greater of the peaks and the extremes before, without the gaps between lanes.
	function _extremes(uint256 before, uint256 peaks) private pure returns (uint256) {
		unchecked {
			before = (before | before << 48 | before << 96 | before << 144) & WIDE_CODES;
			peaks = _greater(peaks, before) & WIDE_CODES;
			return uint64(peaks | peaks >> 48 | peaks >> 96 | peaks >> 144);
		}
	}

	function _link(bytes32 chain, bytes32 leaf) private pure returns (bytes32 linked) {
		assembly ("memory-safe") {
			mstore(0, chain)
			mstore(32, leaf)
			linked := keccak256(0, 64)
		}
	}

	function _load(uint256 offset) private pure returns (uint256 word) {
		assembly ("memory-safe") {
			word := calldataload(offset)
		}
	}

	function _onlyOwner() private view {
		if (msg.sender != owner) revert NotOwner();
	}
}
