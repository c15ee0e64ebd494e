// SPDX-License-Identifier: Apache-2.0

//! Claims about devices: what an issuer attests, and whether that stands.
//!
//! Nothing here needs the runtime: a lock that holds the proof of one value of the chain's storage
//! computes the value's key by [`storage_key`], decodes an [`Attestation`] from the beginning of the
//! value, and decides by [`Attestation::holds`].

use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_crypto_hashing::{blake2_128, twox_128, twox_64};

use crate::ids::{DeviceId, MemberId, Moment};

/// Number of a type of claims; none is given twice.
pub type ClaimTypeId = u32;

/// Longest text that a claim has as its value, in bytes.
pub const MAX_TEXT: u32 = 64;

/// The latest time that is attested: the beginning of the year 9999 (UTC), in Unix milliseconds. What
/// is not later has an RFC 3339 form in every time zone.
pub const LATEST: Moment = 253_370_764_800_000;

/// What the values of a type of claims are.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ValueKind {
	/// There are none: that it is claimed says all.
	#[codec(index = 0)]
	None,
	/// A level: whoever has a higher one has the lower ones, too.
	#[codec(index = 1)]
	Level,
	/// A time.
	#[codec(index = 2)]
	Moment,
	/// Words.
	#[codec(index = 3)]
	Text,
}

/// What is claimed, in plain.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum ClaimValue {
	/// A level.
	#[codec(index = 1)]
	Level(u32),
	/// A time in Unix milliseconds, at most [`LATEST`].
	#[codec(index = 2)]
	Moment(Moment),
	/// UTF-8, 1 to 64 bytes.
	#[codec(index = 3)]
	Text(BoundedVec<u8, ConstU32<MAX_TEXT>>),
}

impl ValueKind {
	/// Whether a claim may have this value. None is always right: then the hash alone tells of it.
	pub fn admits(self, value: Option<&ClaimValue>) -> bool {
		match (self, value) {
			(_, None) | (Self::Level, Some(ClaimValue::Level(_))) => true,
			(Self::Moment, Some(ClaimValue::Moment(moment))) => *moment <= LATEST,
			(Self::Text, Some(ClaimValue::Text(text))) => {
				!text.is_empty() && core::str::from_utf8(text).is_ok()
			}
			_ => false,
		}
	}
}

/// Why a claim does not hold.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ClaimRefusal {
	/// Nothing is attested.
	#[codec(index = 0)]
	Unknown,
	/// The device is not registered, or was registered anew since: it was another one that this was
	/// attested of.
	#[codec(index = 1)]
	Void,
	/// The issuer, or the council in its place, took it back.
	#[codec(index = 2)]
	Revoked,
	/// Its time has not come.
	#[codec(index = 3)]
	NotYet,
	/// Its time is over.
	#[codec(index = 4)]
	Expired,
	/// Its level is lower than the one that is wanted.
	#[codec(index = 5)]
	TooLow,
	/// A level is wanted, and it tells none in plain.
	#[codec(index = 6)]
	NoLevel,
}

/// What is attested of a device: the beginning of what the chain stores, and all that a decision
/// needs.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Attestation {
	/// When the device was registered that it is about. One that was retired and registered anew is
	/// another one.
	pub registered: Moment,
	/// The first moment at which it holds.
	pub from: Moment,
	/// The last moment at which it holds; for ever if there is none.
	pub until: Option<Moment>,
	/// When it was revoked.
	pub revoked: Option<Moment>,
	/// What is claimed; none if the type has no values, or only the credential tells it.
	pub value: Option<ClaimValue>,
	/// SHA-256 of the credential without its `proof`, in the canonical form of RFC 8785.
	pub digest: [u8; 32],
}

impl Attestation {
	/// Whether a claim may be for this time: not empty, and not past [`LATEST`].
	pub fn is_period(from: Moment, until: Option<Moment>) -> bool {
		let last = until.unwrap_or(from);
		from <= last && last <= LATEST
	}

	/// Whether it stands at a time, `from` and `until` inclusive. A revocation counts at all times,
	/// also before it: that a calibration was wrong is found out later.
	pub fn stands(&self, at: Moment) -> Result<(), ClaimRefusal> {
		if self.revoked.is_some() {
			Err(ClaimRefusal::Revoked)
		} else if at < self.from {
			Err(ClaimRefusal::NotYet)
		} else if self.until.is_some_and(|until| at > until) {
			Err(ClaimRefusal::Expired)
		} else {
			Ok(())
		}
	}

	/// Whether it is of the device that was registered then, or of an earlier one of the same key.
	pub fn is_of(&self, registered: Option<Moment>) -> bool {
		registered == Some(self.registered)
	}

	/// Whether it stands at a time, for the device that was registered at `registered` (none if it
	/// is not), and has at least the level `minimum`, if one is wanted.
	pub fn holds(
		&self,
		registered: Option<Moment>,
		at: Moment,
		minimum: Option<u32>,
	) -> Result<(), ClaimRefusal> {
		if !self.is_of(registered) {
			return Err(ClaimRefusal::Void);
		}
		self.stands(at)?;
		match (minimum, &self.value) {
			(None, _) => Ok(()),
			(Some(minimum), Some(ClaimValue::Level(level))) if *level >= minimum => Ok(()),
			(Some(_), Some(ClaimValue::Level(_))) => Err(ClaimRefusal::TooLow),
			(Some(_), _) => Err(ClaimRefusal::NoLevel),
		}
	}
}

/// The key under which the chain stores an attestation, of 104 bytes: `twox128("Attestation")`,
/// `twox128("Attestations")`, `blake2_128(device)`, the device, and for the type and for the issuer
/// `twox64(number)` and the number, which is little-endian, of four bytes.
pub fn storage_key(device: &DeviceId, claim_type: ClaimTypeId, issuer: MemberId) -> Vec<u8> {
	let (claim_type, issuer) = (claim_type.to_le_bytes(), issuer.to_le_bytes());
	[
		&twox_128(b"Attestation")[..],
		&twox_128(b"Attestations"),
		&blake2_128(&device.0),
		&device.0,
		&twox_64(&claim_type),
		&claim_type,
		&twox_64(&issuer),
		&issuer,
	]
	.concat()
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn attestation(value: Option<ClaimValue>) -> Attestation {
		Attestation {
			registered: 5,
			from: 10,
			until: Some(20),
			revoked: None,
			value,
			digest: [7; 32],
		}
	}

	fn text(words: &[u8]) -> ClaimValue {
		ClaimValue::Text(words.to_vec().try_into().unwrap())
	}

	#[test]
	fn both_ends_count() {
		let claim = attestation(None);
		let at = |moment| claim.holds(Some(5), moment, None);
		assert_eq!(at(9), Err(ClaimRefusal::NotYet));
		assert_eq!(at(10), Ok(()));
		assert_eq!(at(20), Ok(()));
		assert_eq!(at(21), Err(ClaimRefusal::Expired));
		let for_ever = Attestation {
			until: None,
			..claim
		};
		assert_eq!(for_ever.stands(Moment::MAX), Ok(()));
	}

	#[test]
	fn a_revocation_counts_before_it_too() {
		let claim = Attestation {
			revoked: Some(15),
			..attestation(None)
		};
		for at in [0, 12, 15, 30] {
			assert_eq!(claim.stands(at), Err(ClaimRefusal::Revoked));
		}
	}

	#[test]
	fn a_device_registered_anew_is_another_one() {
		let claim = attestation(None);
		assert_eq!(claim.holds(Some(6), 15, None), Err(ClaimRefusal::Void));
		assert_eq!(claim.holds(None, 15, None), Err(ClaimRefusal::Void));
	}

	#[test]
	fn a_higher_level_includes_the_lower_ones() {
		let claim = attestation(Some(ClaimValue::Level(3)));
		let level = |minimum| claim.holds(Some(5), 15, Some(minimum));
		assert_eq!((level(0), level(3)), (Ok(()), Ok(())));
		assert_eq!(level(4), Err(ClaimRefusal::TooLow));
		for other in [None, Some(ClaimValue::Moment(9)), Some(text(b"3"))] {
			let claim = attestation(other);
			let holds = claim.holds(Some(5), 15, Some(0));
			assert_eq!(holds, Err(ClaimRefusal::NoLevel));
		}
	}

	#[test]
	fn values_are_of_their_kind() {
		let level = ClaimValue::Level(u32::MAX);
		let moment = ClaimValue::Moment(LATEST);
		let words = text("Prüfstelle Nord".as_bytes());
		let kinds = [
			ValueKind::None,
			ValueKind::Level,
			ValueKind::Moment,
			ValueKind::Text,
		];
		for (number, kind) in kinds.into_iter().enumerate() {
			assert!(kind.admits(None));
			let admitted = [&level, &moment, &words].map(|value| kind.admits(Some(value)));
			let expected = [1, 2, 3].map(|of| of == number);
			assert_eq!(admitted, expected, "{kind:?}");
		}
		assert!(!ValueKind::Moment.admits(Some(&ClaimValue::Moment(LATEST + 1))));
		assert!(!ValueKind::Text.admits(Some(&text(b""))));
		assert!(!ValueKind::Text.admits(Some(&text(b"\xff"))));
	}

	#[test]
	fn the_bytes_of_what_a_lock_decodes() {
		let claim = attestation(Some(ClaimValue::Level(3)));
		let mut bytes = Vec::new();
		bytes.extend_from_slice(&5u64.to_le_bytes());
		bytes.extend_from_slice(&10u64.to_le_bytes());
		bytes.push(1);
		bytes.extend_from_slice(&20u64.to_le_bytes());
		bytes.extend_from_slice(&[0, 1, 1, 3, 0, 0, 0]);
		bytes.extend_from_slice(&[7; 32]);
		assert_eq!(claim.encode(), bytes);
		// What follows is for others.
		bytes.extend_from_slice(b"more");
		assert_eq!(Attestation::decode(&mut &bytes[..]), Ok(claim));
		assert_eq!(Attestation::max_encoded_len(), 8 + 8 + 9 + 9 + 68 + 32);
	}

	proptest! {
		/// It stands where the time is within and nothing was revoked, and nowhere else; of several
		/// reasons the first in the order of the enumeration is told.
		#[test]
		fn what_stands(
			registered in 0u64..3,
			from in 0u64..50,
			until in prop::option::of(0u64..50),
			revoked in prop::option::of(0u64..50),
			level in prop::option::of(0u32..4),
			known in prop::option::of(0u64..3),
			at in 0u64..60,
			minimum in prop::option::of(0u32..4),
		) {
			let claim = Attestation {
				registered,
				from,
				until,
				revoked,
				value: level.map(ClaimValue::Level),
				digest: [0; 32],
			};
			let mut why = Vec::new();
			if known != Some(registered) {
				why.push(ClaimRefusal::Void);
			}
			if revoked.is_some() {
				why.push(ClaimRefusal::Revoked);
			}
			if at < from {
				why.push(ClaimRefusal::NotYet);
			}
			if let Some(until) = until {
				if until < at {
					why.push(ClaimRefusal::Expired);
				}
			}
			match (minimum, level) {
				(Some(_), None) => why.push(ClaimRefusal::NoLevel),
				(Some(minimum), Some(level)) if level < minimum => why.push(ClaimRefusal::TooLow),
				_ => {}
			}
			let expected = why.first().map_or(Ok(()), |first| Err(*first));
			prop_assert_eq!(claim.holds(known, at, minimum), expected);
		}

		/// Whatever bytes come, none makes the decoding panic, and what is decoded is what was encoded.
		#[test]
		fn any_bytes_are_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..160)) {
			if let Ok(claim) = Attestation::decode(&mut &bytes[..]) {
				let encoded = claim.encode();
				prop_assert_eq!(&encoded[..], &bytes[..encoded.len()]);
			}
		}

		#[test]
		fn periods(from in 0..=LATEST + 5, length in 0u64..10, back in 1u64..10) {
			let until = from.saturating_add(length);
			prop_assert_eq!(Attestation::is_period(from, None), from <= LATEST);
			prop_assert_eq!(Attestation::is_period(from, Some(until)), until <= LATEST);
			if let Some(earlier) = from.checked_sub(back) {
				prop_assert!(!Attestation::is_period(from, Some(earlier)));
			}
		}
	}
}
