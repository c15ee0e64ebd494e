// SPDX-License-Identifier: Apache-2.0

//! Every reason for which readings are refused, provoked from outside.

#![allow(clippy::unwrap_used)]

mod common;

use std::str::FromStr;

use common::{signer, Node, ALICE};
use samul_client::{
	chain::{
		self,
		runtime_types::{
			bounded_collections::bounded_vec::BoundedVec, pallet_telemetry::types::IngestError,
		},
		telemetry::events::{BatchIngested, BatchRefused},
	},
	connection::{Config, Until},
	keyfile::KeyFile,
	primitives::{
		batch::{self, Payload, SignedBatch},
		envelope,
		keys::DeviceKey,
		varint, Moment, StreamId,
	},
	time, Chain, Error,
};
use subxt::{
	config::substrate::SubstrateExtrinsicParamsBuilder,
	utils::{AccountId32, MultiSignature, Static},
};

const MINUTE: u64 = 60_000;

struct Sensor {
	key: DeviceKey,
	genesis: [u8; 32],
	stream: StreamId,
}

impl Sensor {
	fn payload(&self, sequence: u64, start: Moment, values: &[i64]) -> Payload {
		let rows: Vec<(Moment, [i64; 1])> = values
			.iter()
			.enumerate()
			.map(|(number, value)| (start + number as u64 * MINUTE, [*value]))
			.collect();
		batch::encode(self.stream, sequence, &rows).unwrap()
	}

	fn sign(&self, payload: Vec<u8>) -> SignedBatch {
		let payload = Payload::try_from(payload).unwrap();
		let signature = self
			.key
			.sign(&envelope::batch_message(&self.genesis, &payload));
		SignedBatch { payload, signature }
	}

	fn batch(&self, sequence: u64, start: Moment, values: &[i64]) -> SignedBatch {
		self.sign(self.payload(sequence, start, values).to_vec())
	}
}

/// Submit batches by an account, and read in the events what became of each.
async fn submit(chain: &Chain, batches: &[SignedBatch]) -> Vec<Result<(), IngestError>> {
	let call = chain::transactions()
		.telemetry()
		.submit(BoundedVec(batches.iter().cloned().map(Static).collect()));
	let included = chain
		.submit(&call, &signer(ALICE), Until::InBlock)
		.await
		.unwrap();
	let mut outcomes: Vec<Option<Result<(), IngestError>>> = vec![None; batches.len()];
	let mut accepted = 0;
	for event in included.events.iter() {
		let event = event.unwrap();
		if let Some(refused) = event.decode_fields_as::<BatchRefused>() {
			let refused = refused.unwrap();
			outcomes[refused.position as usize] = Some(Err(refused.reason));
		} else if event.decode_fields_as::<BatchIngested>().is_some() {
			accepted += 1;
		}
	}
	let outcomes: Vec<_> = outcomes
		.into_iter()
		.map(|outcome| outcome.unwrap_or(Ok(())))
		.collect();
	assert_eq!(outcomes.iter().filter(|one| one.is_ok()).count(), accepted);
	outcomes
}

/// What becomes of a batch that comes without an account and should not come in: the pool's words, or
/// the reason found in the block.
async fn without_account(chain: &Chain, batch: &SignedBatch) -> Result<IngestError, String> {
	let call = chain::transactions()
		.telemetry()
		.submit_authorized(Static(batch.clone()));
	match chain.submit_authorized(&call, Until::InBlock).await {
		Err(Error::Refused { docs, .. }) => Err(docs),
		Err(error) => panic!("{error}"),
		Ok(included) => {
			let refused = included.events.find::<BatchRefused>().next();
			Ok(refused.expect("it came in").unwrap().reason)
		}
	}
}

/// The batch is refused by the pool in these words.
async fn refused_by_pool(chain: &Chain, batch: &SignedBatch, words: &str) {
	let told = without_account(chain, batch).await;
	let text = told.expect_err("the pool took it");
	assert!(text.contains(words), "{words}: {text}");
}

/// Bring a batch without an account into the pool, and don't wait.
async fn send_authorized(chain: &Chain, batch: SignedBatch) -> Result<(), String> {
	let call = chain::transactions()
		.telemetry()
		.submit_authorized(Static(batch));
	let at = chain.at(chain.best().await.unwrap()).await.unwrap();
	let params = SubstrateExtrinsicParamsBuilder::<Config>::new()
		.immortal()
		.nonce(0)
		.build();
	at.tx()
		.create_v5_signable_offline(&call, params)
		.unwrap()
		.sign_with_account_and_signature(&AccountId32([0; 32]), &MultiSignature::Sr25519([0; 64]))
		.unwrap()
		.submit()
		.await
		.map(|_| ())
		.map_err(|error| format!("{error:?}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn each_refusal_has_its_reason_and_concerns_its_batch_alone() {
	let node = Node::start().await;
	let id = node.stream("key", "ed25519", ALICE, "1m", "2m", &["t:Cel:-1:-50:50"]);
	let chain = node.chain().await;
	let sensor = Sensor {
		key: KeyFile::read(&node.file("key")).unwrap().device().unwrap(),
		genesis: chain.genesis(),
		stream: StreamId::from_str(&id).unwrap(),
	};
	let start = time::now() - 600 * MINUTE;
	assert_eq!(
		submit(&chain, &[sensor.batch(0, start, &[-10, 20])]).await,
		[Ok(())]
	);

	let after = start + 10 * MINUTE;
	let other = Sensor {
		stream: StreamId {
			index: 7,
			..sensor.stream
		},
		key: sensor.key.clone(),
		..sensor
	};
	let mut forged = sensor.batch(1, after, &[1]);
	forged.payload = sensor.payload(1, after, &[2]);
	let mut many = sensor.payload(1, after, &[1])[..37].to_vec();
	for value in [1, after, 1025, MINUTE] {
		varint::put(&mut many, value);
	}
	many.extend([0; 2050]);
	let mut version = sensor.payload(1, after, &[1]).to_vec();
	version[0] = 9;
	let mut cut = sensor.payload(1, after, &[1, 2, 3]).to_vec();
	cut.pop();
	let two_channels = batch::encode(sensor.stream, 1, &[(after, [1, 2])]).unwrap();
	// What the pool says where it looks; what it does not look at is found in the block.
	let by_pool = Some;
	let in_block = None;
	let wrong = [
		(
			other.batch(0, after, &[1]),
			IngestError::UnknownStream,
			by_pool("Custom error: 0"),
		),
		(forged, IngestError::BadSignature, by_pool("bad signature")),
		(
			sensor.batch(0, after, &[1]),
			IngestError::Replay,
			by_pool("outdated"),
		),
		(
			sensor.batch(1, start + MINUTE, &[1]),
			IngestError::TimeBackwards,
			by_pool("Custom error: 6"),
		),
		(
			sensor.batch(1, time::now() + 10 * MINUTE, &[1]),
			IngestError::TimeInFuture,
			by_pool("Custom error: 7"),
		),
		(
			sensor.batch(1, after, &[500, 501]),
			IngestError::ImplausibleValue,
			in_block,
		),
		(
			sensor.sign(many),
			IngestError::TooManyReadings,
			by_pool("Custom error: 9"),
		),
		(
			sensor.sign(version),
			IngestError::UnknownVersion,
			by_pool("Custom error: 10"),
		),
		(sensor.sign(cut), IngestError::Malformed, in_block),
		(
			sensor.sign(vec![1]),
			IngestError::Malformed,
			by_pool("Custom error: 11"),
		),
		(
			sensor.sign(two_channels.to_vec()),
			IngestError::WrongChannels,
			by_pool("Custom error: 12"),
		),
	];
	for (batch, reason, words) in &wrong {
		match words {
			Some(words) => refused_by_pool(&chain, batch, words).await,
			None => assert_eq!(&without_account(&chain, batch).await.unwrap(), reason),
		}
	}

	let mut batches: Vec<SignedBatch> = wrong.iter().map(|(batch, ..)| batch.clone()).collect();
	// A gap is the pool's to keep for later; and one that is right comes in among all these.
	batches.push(sensor.batch(5, after, &[1]));
	batches.push(sensor.batch(1, after, &[500]));
	let mut expected: Vec<_> = wrong
		.iter()
		.map(|(_, reason, _)| Err(reason.clone()))
		.collect();
	expected.push(Err(IngestError::SequenceGap));
	expected.push(Ok(()));
	assert_eq!(submit(&chain, &batches).await, expected);

	let later = after + 10 * MINUTE;
	let good = [sensor.batch(2, later, &[1])];
	let device = sensor.stream.device.to_string();
	node.done(&["device", "suspend", &device, "--account", ALICE]);
	assert_eq!(
		submit(&chain, &good).await,
		[Err(IngestError::DeviceNotActive)]
	);
	refused_by_pool(&chain, &good[0], "Custom error: 2").await;
	node.done(&["device", "resume", &device, "--account", ALICE]);
	assert_eq!(submit(&chain, &good).await, [Ok(())]);
	node.done(&["stream", "close", &id, "--account", ALICE]);
	let closed = [sensor.batch(3, later + MINUTE, &[1])];
	assert_eq!(
		submit(&chain, &closed).await,
		[Err(IngestError::StreamClosed)]
	);
	refused_by_pool(&chain, &closed[0], "Custom error: 1").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_device_may_send_without_an_account_is_bounded() {
	let node = Node::start().await;
	let id = node.stream("key", "sr25519", ALICE, "1h", "2h", &["t:Cel:-1"]);
	let chain = node.chain().await;
	let sensor = Sensor {
		key: KeyFile::read(&node.file("key")).unwrap().device().unwrap(),
		genesis: chain.genesis(),
		stream: StreamId::from_str(&id).unwrap(),
	};
	let start = time::now() - 1000 * MINUTE;
	let mut sequence = 0;
	// One that is the pool's already is the same, whoever sends it again.
	let first = sensor.batch(0, start, &[0]);
	send_authorized(&chain, first.clone()).await.unwrap();
	let again = send_authorized(&chain, first).await.unwrap_err();
	assert!(again.contains("lready"), "{again}");
	let refusal = loop {
		sequence += 1;
		let batch = sensor.batch(sequence, start + sequence * MINUTE, &[sequence as i64]);
		match send_authorized(&chain, batch).await {
			Ok(()) => assert!(sequence < 600, "there is no bound"),
			Err(text) => break text,
		}
		if sequence % 64 == 0 {
			// Let the blocks take in what the pool has.
			tokio::time::sleep(std::time::Duration::from_secs(4)).await;
		}
	};
	assert!(refusal.contains("Custom error: 13"), "{refusal}");
	assert!(sequence >= 64, "refused as early as {sequence}: {refusal}");
	// An account brings in what the device cannot any more, once all that the pool took is in.
	let begun = std::time::Instant::now();
	while node.done(&["stream", "show", &id])["nextSequence"] != sequence {
		assert!(begun.elapsed().as_secs() < 60, "the pool keeps batches");
		tokio::time::sleep(std::time::Duration::from_secs(1)).await;
	}
	let batch = sensor.batch(sequence, start + 900 * MINUTE, &[1]);
	assert_eq!(submit(&chain, &[batch]).await, [Ok(())]);
}
