// SPDX-License-Identifier: Apache-2.0

//! What calls cost by the scheme of a key.

use frame_support::weights::Weight;
use samul_primitives::{Scheme, Signature};

use crate::{types::Endorsement, Config, WeightInfo};

pub(crate) fn register<T: Config>(scheme: Scheme) -> Weight {
	match scheme {
		Scheme::Ed25519 => T::WeightInfo::register_ed25519(),
		Scheme::Sr25519 => T::WeightInfo::register_sr25519(),
		Scheme::Secp256k1 => T::WeightInfo::register_secp256k1(),
		Scheme::P256 => T::WeightInfo::register_p256(),
	}
}

/// With the old key's signature it is no more than a rotation and an endorsement one after the other.
pub(crate) fn rotate_key<T: Config>(scheme: Scheme, by_old: &Option<Signature>) -> Weight {
	let rotation = match scheme {
		Scheme::Ed25519 => T::WeightInfo::rotate_key_ed25519(),
		Scheme::Sr25519 => T::WeightInfo::rotate_key_sr25519(),
		Scheme::Secp256k1 => T::WeightInfo::rotate_key_secp256k1(),
		Scheme::P256 => T::WeightInfo::rotate_key_p256(),
	};
	match by_old {
		Some(signature) => rotation.saturating_add(endorse_signed::<T>(signature.scheme())),
		None => rotation,
	}
}

pub(crate) fn recover<T: Config>(scheme: Scheme) -> Weight {
	match scheme {
		Scheme::Ed25519 => T::WeightInfo::recover_ed25519(),
		Scheme::Sr25519 => T::WeightInfo::recover_sr25519(),
		Scheme::Secp256k1 => T::WeightInfo::recover_secp256k1(),
		Scheme::P256 => T::WeightInfo::recover_p256(),
	}
}

pub(crate) fn add_signing_key<T: Config>(scheme: Scheme) -> Weight {
	match scheme {
		Scheme::Ed25519 => T::WeightInfo::add_signing_key_ed25519(),
		Scheme::Sr25519 => T::WeightInfo::add_signing_key_sr25519(),
		Scheme::Secp256k1 => T::WeightInfo::add_signing_key_secp256k1(),
		Scheme::P256 => T::WeightInfo::add_signing_key_p256(),
	}
}

fn endorse_signed<T: Config>(scheme: Scheme) -> Weight {
	match scheme {
		Scheme::Ed25519 => T::WeightInfo::endorse_ed25519(),
		Scheme::Sr25519 => T::WeightInfo::endorse_sr25519(),
		Scheme::Secp256k1 => T::WeightInfo::endorse_secp256k1(),
		Scheme::P256 => T::WeightInfo::endorse_p256(),
	}
}

pub(crate) fn endorse<T: Config>(endorsement: &Endorsement) -> Weight {
	match endorsement {
		Endorsement::Certificate(_) => T::WeightInfo::endorse_certificate(),
		Endorsement::Signature { signature, .. } => endorse_signed::<T>(signature.scheme()),
	}
}

/// No more than a registration and an endorsement one after the other, and looking up the member.
pub(crate) fn manufacture<T: Config>(scheme: Scheme, endorsement: &Endorsement) -> Weight {
	T::WeightInfo::manufacturer()
		.saturating_add(register::<T>(scheme))
		.saturating_add(endorse::<T>(endorsement))
}
