// SPDX-License-Identifier: Apache-2.0

//! The keys of devices: which count, and which did.

use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	sp_runtime::traits::Saturating,
	traits::Get,
};
use samul_primitives::{envelope, keys::verify, DeviceId, Moment, PublicKey, Signature};

use crate::{
	pallet::{DeviceOf, DeviceOfKey, Devices, MethodOf, Methods},
	types::{
		EndReason, Ended, KeyProof, Method, MethodInfo, MethodKey, Purposes, Status, MAX_KEPT,
		MAX_KEPT_UNFORCED, MAX_METHODS,
	},
	Config, Error, Event, Pallet,
};

/// The points of Curve25519 of order 1, 2, 4 and 8 as X25519 keys, and those that are the same modulo
/// 2^255 − 19, as in libsodium's list.
const SMALL_ORDER: [[u8; 32]; 7] = [
	[0; 32],
	with_ends(1, 0, 0),
	[
		0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4,
		0x6a, 0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49,
		0xb8, 0x00,
	],
	[
		0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef,
		0x5b, 0x04, 0x44, 0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f,
		0x11, 0x57,
	],
	with_ends(0xec, 0xff, 0x7f),
	with_ends(0xed, 0xff, 0x7f),
	with_ends(0xee, 0xff, 0x7f),
];

const fn with_ends(first: u8, between: u8, last: u8) -> [u8; 32] {
	let mut key = [between; 32];
	key[0] = first;
	key[31] = last;
	key
}

/// Whether everybody agrees with this X25519 key on the same secret (RFC 7748, 6.1). The highest bit does
/// not count.
fn is_of_small_order(key: &[u8; 32]) -> bool {
	let mut key = *key;
	key[31] &= 0x7f;
	SMALL_ORDER.contains(&key)
}

impl<T: Config> Pallet<T> {
	pub(crate) fn check_time(proof: &KeyProof) -> DispatchResult {
		let now = Self::now();
		ensure!(now <= proof.expires, Error::<T>::ProofExpired);
		let latest = now.saturating_add(T::MaxProofLife::get());
		ensure!(proof.expires <= latest, Error::<T>::ProofTooLong);
		Ok(())
	}

	/// A key belongs to one device at most as long as it is kept, and the first key of a device to it
	/// for ever: its id is made of it.
	pub(crate) fn ensure_free(key: &PublicKey) -> DispatchResult {
		let id = DeviceId::of(key);
		let free = !Devices::<T>::contains_key(id) && !DeviceOfKey::<T>::contains_key(id);
		ensure!(free, Error::<T>::KeyInUse);
		Ok(())
	}

	/// Keep one more key, with a deposit for it. Gives its number.
	pub(crate) fn keep(
		id: DeviceId,
		record: &mut DeviceOf<T>,
		most: u32,
		method: impl FnOnce(crate::pallet::BalanceOf<T>) -> MethodOf<T>,
	) -> Result<u16, DispatchError> {
		ensure!(record.kept < most, Error::<T>::TooManyKeys);
		let number = record.next_method;
		record.next_method = number.checked_add(1).ok_or(Error::<T>::TooManyKeys)?;
		let deposit = T::MethodDeposit::get();
		Self::hold(&record.owner, deposit)?;
		record.deposit = record.deposit.saturating_add(deposit);
		record.kept = record.kept.saturating_add(1);
		Methods::<T>::insert(id, number, method(deposit));
		Ok(number)
	}

	/// Put another primary key in the place of the one there is, which is kept. If that has not signed
	/// for it, this may be another device: it is of no model any more, and nothing holds that was said
	/// of it before.
	fn replace_key(
		id: DeviceId,
		record: &mut DeviceOf<T>,
		key: PublicKey,
		proof: &KeyProof,
		by_old: Option<&Signature>,
		most: u32,
		ended: Ended,
	) -> DispatchResult {
		Self::check_time(proof)?;
		Self::ensure_free(&key)?;
		let message =
			envelope::rotate_message(&Self::genesis(), &id, &key, record.rotations, proof.expires);
		ensure!(
			verify(&key, &message, &proof.signature),
			Error::<T>::BadProof
		);
		match by_old {
			Some(signature) => {
				ensure!(
					verify(&record.key, &message, signature),
					Error::<T>::BadProof
				);
			}
			None => {
				Self::leave_model(record);
				Self::renew_trust(record);
			}
		}
		record.rotations = record
			.rotations
			.checked_add(1)
			.ok_or(Error::<T>::TooManyKeys)?;
		let (old, since) = (record.key, record.key_since);
		Self::keep(id, record, most, |deposit| Method {
			key: MethodKey::Signing(old),
			purposes: Purposes::SIGNING,
			primary: true,
			since,
			ended: Some(ended),
			deposit,
		})?;
		DeviceOfKey::<T>::insert(DeviceId::of(&key), id);
		record.key = key;
		record.key_since = Self::now();
		Self::take_back_offer(record);
		Ok(())
	}

	pub(crate) fn do_rotate_key(
		who: &T::AccountId,
		id: DeviceId,
		key: PublicKey,
		proof: &KeyProof,
		by_old: Option<&Signature>,
	) -> DispatchResult {
		Self::mutate_owned(who, id, |record| {
			ensure!(
				record.status != Status::Compromised,
				Error::<T>::Compromised
			);
			let ended = Ended {
				at: Self::now(),
				reason: EndReason::Rotated,
			};
			Self::replace_key(id, record, key, proof, by_old, MAX_KEPT_UNFORCED, ended)?;
			Self::deposit_event(Event::KeyRotated {
				device: id,
				key,
				rotations: record.rotations,
				by_old: by_old.is_some(),
			});
			Ok(())
		})
	}

	pub(crate) fn do_recover(
		who: &T::AccountId,
		id: DeviceId,
		key: PublicKey,
		proof: &KeyProof,
	) -> DispatchResult {
		Self::mutate_owned(who, id, |record| {
			ensure!(
				record.status == Status::Compromised,
				Error::<T>::NotCompromised
			);
			let ended = Ended {
				at: record.compromised.unwrap_or_else(Self::now),
				reason: EndReason::Compromised,
			};
			Self::end_methods(id, ended);
			record.methods = 0;
			Self::replace_key(id, record, key, proof, None, MAX_KEPT, ended)?;
			record.status = Status::Suspended;
			Self::deposit_event(Event::DeviceRecovered { device: id, key });
			Ok(())
		})
	}

	/// Let all keys but the primary one count no more.
	pub(crate) fn end_methods(id: DeviceId, ended: Ended) {
		let current = Methods::<T>::iter_prefix(id).filter(|(_, method)| method.ended.is_none());
		for (number, mut method) in current.collect::<Vec<_>>() {
			method.ended = Some(ended);
			Methods::<T>::insert(id, number, method);
		}
	}

	fn add_method(
		who: &T::AccountId,
		id: DeviceId,
		key: MethodKey,
		purposes: Purposes,
		check: impl FnOnce(&DeviceOf<T>) -> DispatchResult,
	) -> DispatchResult {
		Self::mutate_owned(who, id, |record| {
			ensure!(
				record.status != Status::Compromised,
				Error::<T>::Compromised
			);
			ensure!(record.methods < MAX_METHODS, Error::<T>::TooManyMethods);
			check(record)?;
			let number = Self::keep(id, record, MAX_KEPT_UNFORCED, |deposit| Method {
				key,
				purposes,
				primary: false,
				since: Self::now(),
				ended: None,
				deposit,
			})?;
			record.methods = record.methods.saturating_add(1);
			Self::take_back_offer(record);
			Self::deposit_event(Event::MethodAdded {
				device: id,
				number,
				key,
				purposes,
			});
			Ok(())
		})
	}

	pub(crate) fn do_add_signing_key(
		who: &T::AccountId,
		id: DeviceId,
		key: PublicKey,
		purposes: Purposes,
		proof: &KeyProof,
	) -> DispatchResult {
		ensure!(purposes.suit_signing(), Error::<T>::BadPurposes);
		Self::check_time(proof)?;
		Self::add_method(who, id, MethodKey::Signing(key), purposes, |record| {
			Self::ensure_free(&key)?;
			let message = envelope::method_message(
				&Self::genesis(),
				&id,
				&key,
				purposes.0,
				record.next_method,
				proof.expires,
			);
			ensure!(
				verify(&key, &message, &proof.signature),
				Error::<T>::BadProof
			);
			DeviceOfKey::<T>::insert(DeviceId::of(&key), id);
			Ok(())
		})
	}

	/// Such a key may be on several devices: without a proof one could keep it from another.
	pub(crate) fn do_add_agreement_key(
		who: &T::AccountId,
		id: DeviceId,
		key: [u8; 32],
	) -> DispatchResult {
		ensure!(!is_of_small_order(&key), Error::<T>::BadKey);
		Self::add_method(
			who,
			id,
			MethodKey::X25519(key),
			Purposes::KEY_AGREEMENT,
			|_| Ok(()),
		)
	}

	pub(crate) fn do_revoke_method(
		who: &T::AccountId,
		id: DeviceId,
		number: u16,
	) -> DispatchResult {
		Self::mutate_owned(who, id, |record| {
			// Its keys count no more from the report on, whatever the owner says now.
			ensure!(
				record.status != Status::Compromised,
				Error::<T>::Compromised
			);
			Methods::<T>::try_mutate(id, number, |method| {
				let method = method.as_mut().ok_or(Error::<T>::UnknownMethod)?;
				ensure!(method.ended.is_none(), Error::<T>::MethodEnded);
				method.ended = Some(Ended {
					at: Self::now(),
					reason: EndReason::Revoked,
				});
				record.methods = record.methods.saturating_sub(1);
				Self::deposit_event(Event::MethodRevoked { device: id, number });
				Ok(())
			})
		})
	}

	pub(crate) fn do_forget_method(
		who: &T::AccountId,
		id: DeviceId,
		number: u16,
	) -> DispatchResult {
		Self::mutate_owned(who, id, |record| {
			let method = Methods::<T>::get(id, number).ok_or(Error::<T>::UnknownMethod)?;
			let until = method.ended.map(|ended| {
				// Whoever has stolen a key could register it as another device.
				let life = match ended.reason {
					EndReason::Compromised => T::CompromiseLife::get(),
					EndReason::Rotated | EndReason::Revoked => T::HistoryLife::get(),
				};
				ended.at.saturating_add(life)
			});
			ensure!(
				until.is_some_and(|until| until <= Self::now()),
				Error::<T>::MethodKept
			);
			Self::release(who, method.deposit)?;
			record.deposit = record.deposit.saturating_sub(method.deposit);
			record.kept = record.kept.saturating_sub(1);
			Methods::<T>::remove(id, number);
			if let MethodKey::Signing(key) = method.key {
				DeviceOfKey::<T>::remove(DeviceId::of(&key));
			}
			Self::deposit_event(Event::MethodForgotten { device: id, number });
			Ok(())
		})
	}

	/// All keys that are kept of a device. Of a compromised one they have ended with the report.
	pub(crate) fn all_keys(id: DeviceId) -> Vec<MethodInfo> {
		let Some(record) = Devices::<T>::get(id) else {
			return Vec::new();
		};
		let reported = (record.status == Status::Compromised)
			.then_some(record.compromised)
			.flatten()
			.map(|at| Ended {
				at,
				reason: EndReason::Compromised,
			});
		let mut all: Vec<MethodInfo> = Methods::<T>::iter_prefix(id)
			.map(|(number, method)| MethodInfo {
				number: Some(number),
				key: method.key,
				purposes: method.purposes,
				primary: method.primary,
				since: method.since,
				ended: method.ended.or(reported),
			})
			.collect();
		all.push(MethodInfo {
			number: None,
			key: MethodKey::Signing(record.key),
			purposes: Purposes::SIGNING,
			primary: true,
			since: record.key_since,
			ended: reported,
		});
		all.sort_by_key(|method| method.number);
		all
	}

	pub(crate) fn keys_that_counted(id: DeviceId, time: Moment) -> Vec<MethodInfo> {
		let mut all = Self::all_keys(id);
		all.retain(|method| method.counted_at(time));
		all
	}
}
