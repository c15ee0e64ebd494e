// SPDX-License-Identifier: Apache-2.0

//! Ways to talk to a device or about it.

use frame_support::{
	ensure, pallet_prelude::DispatchResult, sp_runtime::traits::Saturating, traits::Get,
};
use samul_primitives::DeviceId;

use crate::{
	pallet::Services,
	types::{Endpoint, Service, ServiceId, ServiceKind},
	Config, Error, Event, Pallet,
};

/// Whether this is a scheme, a colon and something more, in characters that are seen (RFC 3986 with
/// the characters of RFC 3987).
fn is_uri(endpoint: &[u8]) -> bool {
	let Ok(text) = core::str::from_utf8(endpoint) else {
		return false;
	};
	let Some((scheme, rest)) = text.split_once(':') else {
		return false;
	};
	let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
		&& scheme
			.chars()
			.all(|next| next.is_ascii_alphanumeric() || "+-.".contains(next));
	let never = |character: char| {
		character.is_control() || character.is_whitespace() || "\"<>\\^`{|}".contains(character)
	};
	is_scheme && !rest.is_empty() && !rest.contains(never)
}

fn is_fragment(id: &[u8]) -> bool {
	!id.is_empty()
		&& id
			.iter()
			.all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(byte))
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_service(
		who: &T::AccountId,
		device: DeviceId,
		id: ServiceId,
		kind: ServiceKind,
		endpoint: Endpoint,
	) -> DispatchResult {
		let is_kind = !kind.is_empty() && core::str::from_utf8(&kind).is_ok();
		ensure!(
			is_fragment(&id) && is_kind && is_uri(&endpoint),
			Error::<T>::BadService
		);
		Self::mutate_owned(who, device, |record| {
			Self::take_back_offer(record);
			Services::<T>::try_mutate(device, |all| -> DispatchResult {
				if let Some(known) = all.iter_mut().find(|service| service.id == id) {
					known.kind = kind.clone();
					known.endpoint = endpoint.clone();
					return Ok(());
				}
				let deposit = T::ServiceDeposit::get();
				let service = Service {
					id: id.clone(),
					kind: kind.clone(),
					endpoint: endpoint.clone(),
					deposit,
				};
				all.try_push(service)
					.map_err(|_| Error::<T>::TooManyServices)?;
				Self::hold(who, deposit)?;
				record.deposit = record.deposit.saturating_add(deposit);
				Ok(())
			})
		})?;
		Self::deposit_event(Event::ServiceSet {
			device,
			id,
			kind,
			endpoint,
		});
		Ok(())
	}

	pub(crate) fn do_remove_service(
		who: &T::AccountId,
		device: DeviceId,
		id: ServiceId,
	) -> DispatchResult {
		Self::mutate_owned(who, device, |record| {
			let mut all = Services::<T>::get(device);
			let place = all
				.iter()
				.position(|service| service.id == id)
				.ok_or(Error::<T>::UnknownService)?;
			let service = all.remove(place);
			Self::release(who, service.deposit)?;
			record.deposit = record.deposit.saturating_sub(service.deposit);
			if all.is_empty() {
				Services::<T>::remove(device);
			} else {
				Services::<T>::insert(device, all);
			}
			Ok(())
		})?;
		Self::deposit_event(Event::ServiceRemoved { device, id });
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn an_endpoint_is_a_uri() {
		for good in [
			"https://example.org/a?b#c",
			"mqtts://broker.example:8883",
			"did:web:example.org",
			"a+b-c.1:x",
			"https://예.한국/사물",
		] {
			assert!(is_uri(good.as_bytes()), "{good}");
		}
		for bad in [
			"", "https", "https:", ":x", "1a:x", "ht tp:x", "a:b c", "a:b\n", "a:\u{7f}", "a:<b>",
			"é:x", "/a:b",
		] {
			assert!(!is_uri(bad.as_bytes()), "{bad}");
		}
		assert!(!is_uri(b"a:\xff"));
	}

	#[test]
	fn an_id_is_a_fragment() {
		assert!(is_fragment(b"data-1._~"));
		for bad in [&b""[..], b"a b", b"#a", b"\xc3\xa9", b"a/b"] {
			assert!(!is_fragment(bad));
		}
	}

	proptest! {
		#[test]
		fn no_bytes_at_all_are_a_surprise(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
			if is_uri(&bytes) {
				prop_assert!(bytes.contains(&b':') && !bytes.contains(&b' '));
			}
		}
	}
}
