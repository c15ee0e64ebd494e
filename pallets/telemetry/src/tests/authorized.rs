// SPDX-License-Identifier: Apache-2.0

use frame_support::{
	assert_noop, assert_ok,
	pallet_prelude::{
		InvalidTransaction, TransactionSource, TransactionValidityError, ValidTransaction,
	},
	traits::Authorize,
};
use samul_primitives::{batch::SignedBatch, keys::Scheme};

use crate::{mock::*, Call, Error, IngestError};

const START: u64 = NOW - 1000 * HOUR;

fn validate(batch: &SignedBatch) -> Result<ValidTransaction, TransactionValidityError> {
	Call::<Test>::submit_authorized {
		batch: batch.clone(),
	}
	.authorize(TransactionSource::External)
	.unwrap()
	.map(|(verdict, _)| verdict)
}

fn custom(error: IngestError) -> Result<ValidTransaction, TransactionValidityError> {
	Err(InvalidTransaction::Custom(codec::Encode::encode(&error)[0]).into())
}

fn authorized() -> RuntimeOrigin {
	frame_system::RawOrigin::Authorized.into()
}

fn take_in(batch: SignedBatch) -> Vec<Result<u64, IngestError>> {
	System::reset_events();
	assert_ok!(Telemetry::submit_authorized(authorized(), batch));
	outcomes()
}

#[test]
fn a_device_needs_no_account() {
	run(|| {
		let sensor = Sensor::new(Scheme::P256, 1);
		let batch = sensor.batch(0, &hours(START, 3, [1, 1]));
		let verdict = validate(&batch).unwrap();
		assert!(verdict.requires.is_empty() && verdict.propagate);
		assert_eq!(take_in(batch.clone()), [Ok(0)]);
		assert_eq!(sensor.state().allowance.left, BURST - 3);
		assert_eq!(validate(&batch), Err(InvalidTransaction::Stale.into()));
		assert_noop!(
			Telemetry::submit_authorized(authorized(), batch),
			Error::<Test>::Refused
		);
	});
}

#[test]
fn an_account_or_nobody_cannot_stand_in_for_the_device() {
	run(|| {
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		let batch = sensor.batch(0, &hours(START, 3, [1, 1]));
		for origin in [RuntimeOrigin::signed(OWNER), RuntimeOrigin::none()] {
			assert_noop!(
				Telemetry::submit_authorized(origin, batch.clone()),
				sp_runtime::DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn batches_wait_for_those_before_them() {
	run(|| {
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		let batch =
			|sequence: u64| sensor.batch(sequence, &hours(START + sequence * 3 * HOUR, 3, [1, 1]));
		let first = validate(&batch(0)).unwrap();
		let second = validate(&batch(1)).unwrap();
		assert_eq!(second.requires, first.provides);
		// The same number with other readings has the same tag: the pool keeps one of them.
		let other = sensor.batch(0, &hours(START, 2, [2, 2]));
		assert_eq!(validate(&other).unwrap().provides, first.provides);
		// Beyond the allowance, and beyond what is looked ahead.
		let beyond = u64::from(BURST) - 2;
		assert_eq!(
			validate(&batch(beyond)),
			custom(IngestError::AllowanceUsedUp)
		);
		assert_eq!(validate(&batch(65)), Err(InvalidTransaction::Future.into()));
		// In a block each must be the next: the author's runtime does not even let it in.
		let call = Call::<Test>::submit_authorized { batch: batch(1) };
		assert_eq!(
			call.authorize(TransactionSource::InBlock).unwrap().err(),
			Some(InvalidTransaction::Future.into())
		);
		assert_noop!(
			Telemetry::submit_authorized(authorized(), batch(1)),
			Error::<Test>::Refused
		);
	});
}

#[test]
fn the_allowance_is_used_up_and_comes_back_with_time() {
	run(|| {
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		let batch =
			|sequence: u64| sensor.batch(sequence, &hours(START + sequence * 3 * HOUR, 3, [1, 1]));
		// Each has three readings.
		let batches = u64::from(BURST) / 3;
		for sequence in 0..batches {
			assert_eq!(take_in(batch(sequence)), [Ok(sequence)]);
		}
		let next = batch(batches);
		assert_eq!(validate(&next), custom(IngestError::AllowanceUsedUp));
		assert_noop!(
			Telemetry::submit_authorized(authorized(), next.clone()),
			Error::<Test>::Refused
		);
		// A gateway with an account is not concerned.
		assert_eq!(submit(vec![next]), [Ok(batches)]);
		pallet_timestamp::Now::<Test>::put(NOW + 3 * HOUR - 1);
		let after = batch(batches + 1);
		assert_eq!(validate(&after), custom(IngestError::AllowanceUsedUp));
		pallet_timestamp::Now::<Test>::put(NOW + 3 * HOUR);
		assert!(validate(&after).is_ok());
	});
}

#[test]
fn the_pool_refuses_what_is_wrong_and_says_why() {
	run(|| {
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		let good = sensor.batch(0, &hours(START, 3, [1, 1]));
		let mut forged = good.clone();
		forged.signature = key(Scheme::Ed25519, 9).sign(b"");
		assert_eq!(validate(&forged), Err(InvalidTransaction::BadProof.into()));
		assert_eq!(
			validate(&sensor.sign(vec![1])),
			custom(IngestError::Malformed)
		);
		assert_eq!(
			validate(&sensor.sign(vec![7])),
			custom(IngestError::UnknownVersion)
		);
		let future = sensor.batch(0, &hours(NOW + SKEW + 1, 1, [1, 1]));
		assert_eq!(validate(&future), custom(IngestError::TimeInFuture));
		submit(vec![good]);
		let overlapping = sensor.batch(1, &hours(START, 3, [1, 1]));
		assert_eq!(validate(&overlapping), custom(IngestError::TimeBackwards));
		Registered::mutate(|devices| devices.get_mut(&sensor.stream.device).unwrap().2 = false);
		let next = sensor.batch(1, &hours(START + 3 * HOUR, 3, [1, 1]));
		assert_eq!(validate(&next), custom(IngestError::DeviceNotActive));
		assert_ok!(Telemetry::close_stream(
			RuntimeOrigin::signed(OWNER),
			sensor.stream
		));
		assert_eq!(validate(&next), custom(IngestError::StreamClosed));
		Registered::mutate(|devices| devices.get_mut(&sensor.stream.device).unwrap().2 = true);
		assert_ok!(Telemetry::remove_stream(
			RuntimeOrigin::signed(OWNER),
			sensor.stream
		));
		assert_eq!(validate(&next), custom(IngestError::UnknownStream));
		assert_noop!(
			Telemetry::submit_authorized(authorized(), next),
			Error::<Test>::UnknownStream
		);
	});
}

#[test]
fn an_implausible_batch_costs_the_device_its_allowance() {
	run(|| {
		let sensor = Sensor::new(Scheme::Ed25519, 1);
		let batch = sensor.batch(0, &hours(START, 3, [5000, 1]));
		assert!(validate(&batch).is_ok());
		assert_eq!(take_in(batch), [Err(IngestError::ImplausibleValue)]);
		let state = sensor.state();
		assert_eq!(
			(state.allowance.left, state.head.next_sequence),
			(BURST - 3, 0)
		);
	});
}
