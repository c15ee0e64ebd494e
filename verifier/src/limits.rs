// SPDX-License-Identifier: Apache-2.0

//! How much is looked at. What is longer is refused before any work, so that neither memory nor
//! time is up to the sender. The runtime has at most 64 validators; there is room for twice as
//! many.

/// Bytes of a relay's message.
pub const MAX_MESSAGE_BYTES: usize = 64 * 1024;

/// Changes of the validators in one message. Who is further behind sends several messages.
pub const MAX_SET_CHANGES: usize = 16;

/// Bytes of a header. One that names 128 validators, for Aura and for GRANDPA, takes 9.3 KiB.
pub const MAX_HEADER_BYTES: usize = 12 * 1024;

/// Items in the digest of a header. There are a slot, the genesis hash and a seal, at the end of a set
/// two more, one for a new runtime, and two for each validator that is disabled, one of Aura and one of
/// GRANDPA: less than a third of 64 are.
pub const MAX_DIGEST_ITEMS: usize = 64;

/// Authorities in a set.
pub const MAX_AUTHORITIES: usize = 128;

/// Bytes of a justification. 128 precommits take 17 KiB.
pub const MAX_JUSTIFICATION_BYTES: usize = 32 * 1024;

/// Precommits in a justification: two of each authority, if all contradicted themselves.
pub const MAX_PRECOMMITS: usize = 2 * MAX_AUTHORITIES;

/// Headers in a justification: blocks between the lowest vote and the others.
pub const MAX_ANCESTRIES: usize = 64;

/// Bytes of a proof of the state.
pub const MAX_PROOF_BYTES: usize = 32 * 1024;

/// Bytes of an encoded [`Trust`](crate::Trust): 92 and 40 for each authority.
pub const MAX_TRUST_BYTES: usize = 92 + 40 * MAX_AUTHORITIES;

/// Bytes of the name of a resource in a challenge.
pub const MAX_RESOURCE_BYTES: usize = 64;

/// Attestations in what a relay says that a right stands on: as many as four zones and four rights can
/// demand.
pub const MAX_CLAIMS: usize = 32;

/// Bytes of what a relay says that a right stands on: 8, 25 for three zones, 124 for three sources, 17 for
/// four models, and 257 for the attestations.
pub const MAX_HINT_BYTES: usize = 431;

/// Keys in a question.
pub const MAX_KEYS: usize = 16;

/// Bytes of a key in a question.
pub const MAX_KEY_BYTES: usize = 160;

/// Bytes of a question to a relay: 16, and 162 for each key.
pub const MAX_QUESTION_BYTES: usize = 16 + MAX_KEYS * (2 + MAX_KEY_BYTES);

/// Bytes of the words with which a relay says why it has nothing.
pub const MAX_REASON_BYTES: usize = 256;

/// Bytes of a relay's answer: a message, what its right stands on, and 8 for their lengths.
pub const MAX_ANSWER_BYTES: usize = MAX_MESSAGE_BYTES + MAX_HINT_BYTES + 8;
