// SPDX-License-Identifier: Apache-2.0

//! Why something is refused.

use core::fmt;

/// Why something is refused. None says anything of what would have been accepted: the answer to a
/// relay may name it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Error {
	/// The message is longer than [`MAX_MESSAGE_BYTES`](crate::limits::MAX_MESSAGE_BYTES).
	MessageTooLong,
	/// The message is of a version that is not known here.
	UnknownVersion,
	/// The message is not in the format of its version, or something follows it.
	MalformedMessage,
	/// The message has more changes of the validators than
	/// [`MAX_SET_CHANGES`](crate::limits::MAX_SET_CHANGES).
	TooManySetChanges,

	/// A header is longer than [`MAX_HEADER_BYTES`](crate::limits::MAX_HEADER_BYTES).
	HeaderTooLong,
	/// Bytes are not those of a header, or something follows it.
	MalformedHeader,
	/// A header's digest has more items than
	/// [`MAX_DIGEST_ITEMS`](crate::limits::MAX_DIGEST_ITEMS).
	TooManyDigestItems,
	/// The header does not say which chain it is of, or more than once.
	NoGenesis,
	/// The header has no slot, or more than one.
	NoSlot,
	/// The slot of the header begins after the last moment that there is a number for.
	TimeOverflow,
	/// The header's digest has a change of the authorities that can not be read, or several.
	MalformedChange,
	/// The header forces a change of the authorities without finality. A lock can not follow: it
	/// must be enrolled anew.
	ForcedChange,
	/// The change of the authorities takes effect some blocks later. The runtime makes none such.
	DelayedChange,
	/// There are no authorities, more than [`MAX_AUTHORITIES`](crate::limits::MAX_AUTHORITIES),
	/// one twice or one without weight, or their weights add up to more than 2^64 − 1.
	BadAuthorities,

	/// A justification is longer than
	/// [`MAX_JUSTIFICATION_BYTES`](crate::limits::MAX_JUSTIFICATION_BYTES).
	JustificationTooLong,
	/// Bytes are not those of a justification, or something follows it.
	MalformedJustification,
	/// A justification has more precommits than
	/// [`MAX_PRECOMMITS`](crate::limits::MAX_PRECOMMITS).
	TooManyPrecommits,
	/// A justification has more headers than [`MAX_ANCESTRIES`](crate::limits::MAX_ANCESTRIES).
	TooManyAncestries,
	/// The justification is for another block than the header's.
	WrongTarget,
	/// A precommit is of somebody who is not in the set.
	UnknownAuthority,
	/// An authority stands there with the same block twice, or more than two times.
	RepeatedVote,
	/// From the block of a precommit the headers do not lead down to that of the lowest, or a
	/// block has another number than is said.
	BrokenAncestry,
	/// A header of the justification lies between no precommit and the lowest.
	UnusedAncestry,
	/// More authorities contradict themselves than may be faulty: nothing of theirs is final.
	TooManyEquivocations,
	/// Not more than two thirds of the weight are for the block.
	InsufficientWeight,
	/// More than two thirds of the weight are for a block above, which the justification would
	/// have to be for.
	TargetTooLow,
	/// A precommit's signature is not its authority's over this block, round and set. A
	/// justification of another set or another round is refused with this.
	BadSignature,

	/// A proof of the state is longer than [`MAX_PROOF_BYTES`](crate::limits::MAX_PROOF_BYTES).
	ProofTooLong,
	/// A proof of the state is not in its format, to the last byte: also if something is missing or left over.
	MalformedProof,
	/// The way to a key is longer than [`MAX_DEPTH`](samul_primitives::trie::MAX_DEPTH).
	ProofTooDeep,
	/// The proof is of another state, or of none.
	WrongStateRoot,

	/// Slots have no duration.
	NoSlotDuration,
	/// The bytes are not those of a [`Trust`](crate::Trust), or of a version that is not known
	/// here.
	MalformedTrust,
	/// The block is not of the chain that is trusted.
	WrongGenesis,
	/// The block is lower than the last one taken.
	OlderBlock,
	/// The block has the number of the last one taken, and is another.
	ForkedBlock,
	/// The last block taken was the last of its set: the change that it makes must be handed over
	/// before any block above.
	SetEnded,
	/// The header makes no change of the authorities.
	NoChange,
	/// There is no number for another set.
	SetIdOverflow,
	/// The block is older than is wanted.
	StaleBlock,
	/// The block's time is yet to come.
	FutureBlock,

	/// Nothing is read by the message: it only follows the validators.
	NoBlock,
	/// What the relay says that a right stands on is not in its format, or too much.
	MalformedHints,
	/// A question to a relay is not in its format, or too much.
	MalformedQuestion,
	/// A relay's answer is not in its format, or too much.
	MalformedAnswer,

	/// The name of the resource is longer than
	/// [`MAX_RESOURCE_BYTES`](crate::limits::MAX_RESOURCE_BYTES).
	ResourceTooLong,
	/// The time for an answer is over.
	ChallengeExpired,
	/// The key is of a scheme that the lock does not verify.
	UnsupportedScheme,
	/// Everybody has signatures of the key: it is a point of small order.
	WeakKey,
	/// The signature is not the key's over the challenge.
	BadAnswer,
}

impl fmt::Display for Error {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		fmt::Debug::fmt(self, f)
	}
}

impl core::error::Error for Error {}
