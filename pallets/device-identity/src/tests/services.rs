// SPDX-License-Identifier: Apache-2.0

use frame_support::{assert_noop, assert_ok};
use samul_primitives::DeviceId;
use sp_runtime::DispatchResult;

use crate::{mock::*, types::MAX_SERVICES, Error, Event, Services};

fn set(id: DeviceId, name: &[u8], kind: &[u8], endpoint: &[u8]) -> DispatchResult {
	DeviceIdentity::set_service(
		by(ALICE),
		id,
		name.to_vec().try_into().unwrap(),
		kind.to_vec().try_into().unwrap(),
		endpoint.to_vec().try_into().unwrap(),
	)
}

fn remove(id: DeviceId, name: &[u8]) -> DispatchResult {
	DeviceIdentity::remove_service(by(ALICE), id, name.to_vec().try_into().unwrap())
}

#[test]
fn a_device_has_services_with_deposits() {
	run(|| {
		let id = device(ALICE, 1);
		assert_ok!(set(id, b"data", b"MqttBroker", b"mqtts://a.example:8883"));
		System::assert_last_event(
			Event::ServiceSet {
				device: id,
				id: b"data".to_vec().try_into().unwrap(),
				kind: b"MqttBroker".to_vec().try_into().unwrap(),
				endpoint: b"mqtts://a.example:8883".to_vec().try_into().unwrap(),
			}
			.into(),
		);
		assert_ok!(set(id, b"web", b"LinkedDomains", b"https://a.example"));
		assert_eq!(held(ALICE), DEPOSIT + 2 * SERVICE_DEPOSIT);
		// The same id is the same service.
		assert_ok!(set(id, b"data", b"CoapServer", b"coap://a.example"));
		assert_eq!(held(ALICE), DEPOSIT + 2 * SERVICE_DEPOSIT);
		let all = DeviceIdentity::services_of(id);
		assert_eq!(all.len(), 2);
		assert_eq!(&all[0].kind[..], b"CoapServer");
		assert_noop!(remove(id, b"other"), Error::<Test>::UnknownService);
		assert_ok!(remove(id, b"data"));
		System::assert_last_event(
			Event::ServiceRemoved {
				device: id,
				id: b"data".to_vec().try_into().unwrap(),
			}
			.into(),
		);
		assert_ok!(remove(id, b"web"));
		assert!(!Services::<Test>::contains_key(id));
		assert_eq!(held(ALICE), DEPOSIT);
	});
}

#[test]
fn what_is_no_service_is_refused() {
	run(|| {
		let id = device(ALICE, 1);
		for (name, kind, endpoint) in [
			(&b""[..], &b"k"[..], &b"a:b"[..]),
			(b"a b", b"k", b"a:b"),
			(b"a", b"", b"a:b"),
			(b"a", b"\xff", b"a:b"),
			(b"a", b"k", b""),
			(b"a", b"k", b"example.org"),
		] {
			assert_noop!(set(id, name, kind, endpoint), Error::<Test>::BadService);
		}
	});
}

#[test]
fn a_device_has_no_more_services_than_have_room() {
	run(|| {
		let id = device(ALICE, 1);
		for number in 0..MAX_SERVICES {
			assert_ok!(set(id, &[b'a' + number as u8], b"k", b"a:b"));
		}
		assert_noop!(set(id, b"z", b"k", b"a:b"), Error::<Test>::TooManyServices);
		assert_ok!(set(id, b"a", b"k", b"a:c"));
	});
}
