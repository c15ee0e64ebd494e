// SPDX-License-Identifier: Apache-2.0

//! Devices with a stream each, and the climate that they measure.

use samul_client::{
	account,
	chain::{
		self,
		runtime_types::{
			bounded_collections::bounded_vec::BoundedVec,
			pallet_device_identity::{pallet::Call as DeviceCall, types::KeyProof},
			pallet_telemetry::{pallet::Call as TelemetryCall, types::StreamSpec},
			samul_runtime::RuntimeCall,
		},
	},
	primitives::{
		batch::{self, SignedBatch},
		envelope,
		keys::DeviceKey,
		units::Channel,
		DeviceId, Moment, Scheme, StreamId,
	},
	stream, time, Chain, Error, Result,
};
use subxt::utils::Static;
use subxt_signer::sr25519::Keypair;

use crate::{
	pump::{self, Source},
	transactions::Signer,
};

const MINUTE: u64 = 60_000;
/// How far back the readings begin: room for years of minutes.
const BACK: u64 = 3 * 366 * 86_400_000;
/// Devices that one transaction registers.
const AT_ONCE: usize = 25;
/// Deposits of so many devices fit into what a development account has.
const DEVICES_AN_OWNER: usize = 250_000;

/// What the devices of a fleet are like.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
	/// How they sign.
	pub scheme: Scheme,
	/// Channels of the stream; with none of them there is no stream.
	pub channels: usize,
	/// Nominal interval of the stream, milliseconds.
	pub interval: u64,
}

impl Default for Kind {
	fn default() -> Self {
		Self {
			scheme: Scheme::Ed25519,
			channels: 2,
			interval: MINUTE,
		}
	}
}

/// A device, its stream, and how far it is.
pub struct Device {
	key: DeviceKey,
	/// Its stream.
	pub stream: StreamId,
	/// Number of its next batch.
	pub sequence: u64,
	/// Readings that it made.
	pub readings: u64,
	values: Vec<i64>,
	noise: u64,
	/// Smallest and largest value of each channel.
	extremes: Vec<(i64, i64)>,
}

impl Device {
	fn new(number: u64, kind: Kind) -> Result<Self> {
		let mut seed = [7; 32];
		seed[..8].copy_from_slice(&number.to_le_bytes());
		let key = DeviceKey::from_seed(kind.scheme, &seed)
			.ok_or_else(|| Error::usage("the seed is no scalar"))?;
		let device = DeviceId::of(&key.public());
		Ok(Self {
			key,
			stream: StreamId { device, index: 0 },
			sequence: 0,
			readings: 0,
			// 20 °C and 50 %, all in tenths.
			values: (0..kind.channels)
				.map(|channel| 200 + 300 * (channel % 2) as i64)
				.collect(),
			noise: number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
			extremes: vec![(i64::MAX, i64::MIN); kind.channels],
		})
	}

	/// A small change: −3 to 3 tenths, and back towards the middle (xorshift64).
	fn step(&mut self) -> Vec<i64> {
		for (channel, value) in self.values.iter_mut().enumerate() {
			self.noise ^= self.noise << 13;
			self.noise ^= self.noise >> 7;
			self.noise ^= self.noise << 17;
			let middle = 200 + 300 * (channel % 2) as i64;
			*value += (self.noise % 7) as i64 - 3 - (*value - middle).signum();
			let (min, max) = &mut self.extremes[channel];
			(*min, *max) = ((*min).min(*value), (*max).max(*value));
		}
		self.values.clone()
	}

	/// Its next batch: readings a minute apart.
	fn batch(&mut self, genesis: &[u8; 32], begin: Moment, count: u64) -> Result<SignedBatch> {
		let rows: Vec<(Moment, Vec<i64>)> = (0..count)
			.map(|number| {
				let time = begin + (self.readings + number) * MINUTE;
				(time, self.step())
			})
			.collect();
		let payload = batch::encode(self.stream, self.sequence, &rows)
			.map_err(|error| Error::usage(format!("these readings make no batch: {error}")))?;
		let signature = self.key.sign(&envelope::batch_message(genesis, &payload));
		self.sequence += 1;
		self.readings += count;
		Ok(SignedBatch { payload, signature })
	}
}

/// Devices, whose turns come one after the other.
pub struct Fleet {
	/// The devices.
	pub devices: Vec<Device>,
	genesis: [u8; 32],
	begin: Moment,
	turn: usize,
	/// Batches of a device before it is the next one's turn.
	pub in_a_row: usize,
	kind: Kind,
}

fn channel(number: usize) -> Result<Channel> {
	stream::parse_channel(if number.is_multiple_of(2) {
		"air temperature:Cel:-1:-40:80"
	} else {
		"relative humidity:%:-1:-50:150"
	})
}

impl Fleet {
	/// Devices that are on no chain yet. `first` is the number of the first one: other numbers are
	/// other devices.
	pub fn new(chain: &Chain, first: u64, count: u64, kind: Kind) -> Result<Self> {
		Ok(Self {
			devices: (first..first + count)
				.map(|number| Device::new(number, kind))
				.collect::<Result<_>>()?,
			genesis: chain.genesis(),
			begin: time::now() - BACK,
			turn: 0,
			in_a_row: 1,
			kind,
		})
	}

	/// The calls that put a device and its stream onto the chain.
	fn calls(&self, device: &Device, owner: &Keypair) -> Result<Vec<RuntimeCall>> {
		let key = device.key.public();
		let expires = time::now() + 20 * MINUTE;
		let message =
			envelope::register_message(&self.genesis, &key, &account::id(owner).0, expires);
		let channels = (0..self.kind.channels)
			.map(|number| channel(number).map(Static))
			.collect::<Result<Vec<_>>>()?;
		let mut calls = vec![RuntimeCall::DeviceIdentity(DeviceCall::register {
			key: Static(key),
			proof: KeyProof {
				expires,
				signature: Static(device.key.sign(&message)),
			},
		})];
		if !channels.is_empty() {
			calls.push(RuntimeCall::Telemetry(TelemetryCall::open_stream {
				device: Static(device.stream.device),
				index: 0,
				spec: StreamSpec {
					channels: BoundedVec(channels),
					interval: self.kind.interval,
					longest_gap: self.kind.interval.max(5 * MINUTE),
				},
			}));
		}
		Ok(calls)
	}

	/// Put all of them onto the chain, owned by these accounts in turn.
	pub async fn set_up(&self, chain: &Chain, owners: &[Keypair]) -> Result<()> {
		for (part, owner) in self
			.devices
			.chunks(DEVICES_AN_OWNER)
			.zip(owners.iter().cycle())
		{
			let mut signer = Signer::new(chain, owner.clone()).await?;
			let mut groups = part.chunks(AT_ONCE);
			let source: Source<'_> = Box::new(move || {
				let Some(group) = groups.next() else {
					return Ok(None);
				};
				let mut calls = Vec::new();
				for device in group {
					calls.extend(self.calls(device, owner)?);
				}
				signer
					.sign(&chain::transactions().utility().batch_all(calls))
					.map(Some)
			});
			pump::send_all(chain, owner, source).await?;
		}
		Ok(())
	}

	/// The next device's next batch.
	pub fn batch(&mut self, readings: u64) -> Result<SignedBatch> {
		let at = self.turn / self.in_a_row % self.devices.len();
		self.turn += 1;
		self.devices[at].batch(&self.genesis, self.begin, readings)
	}

	/// Time of the first readings.
	pub fn begin(&self) -> Moment {
		self.begin
	}

	/// Let a device send until it has made so many readings, in batches of 60. Gives its stream.
	pub async fn fill(
		&mut self,
		chain: &Chain,
		gateway: &Keypair,
		device: usize,
		readings: u64,
	) -> Result<StreamId> {
		let mut signer = Signer::new(chain, gateway.clone()).await?;
		let (genesis, begin) = (self.genesis, self.begin);
		let device = &mut self.devices[device];
		let stream = device.stream;
		let source: Source<'_> = Box::new(move || {
			if device.readings >= readings {
				return Ok(None);
			}
			let batches = vec![device.batch(&genesis, begin, 60)?];
			signer.submit(batches).map(Some)
		});
		pump::send_all(chain, gateway, source).await?;
		Ok(stream)
	}

	/// Whether the chain has of each device that sent something all that it sent, and nothing else.
	pub async fn check(&self, chain: &Chain) -> Result<()> {
		let at = Some(chain.finalised().await?);
		for device in self.devices.iter().filter(|device| device.sequence > 0) {
			let found = stream::expect(chain, device.stream, at).await?;
			let last = self.begin + (device.readings - 1) * MINUTE;
			let extremes: Vec<(i64, i64)> = found
				.channels
				.iter()
				.filter_map(|channel| channel.stats)
				.map(|stats| (stats.min, stats.max))
				.collect();
			let lasts: Vec<i64> = found
				.channels
				.iter()
				.filter_map(|channel| channel.stats)
				.map(|stats| stats.last)
				.collect();
			let right = found.next_sequence == device.sequence
				&& found.readings == device.readings
				&& found.last_time == Some(last)
				&& extremes == device.extremes
				&& lasts == device.values;
			if !right {
				return Err(Error::Evidence(format!(
					"stream {} has {} batches and {} readings on the chain, {} and {} were sent",
					device.stream,
					found.next_sequence,
					found.readings,
					device.sequence,
					device.readings
				)));
			}
		}
		Ok(())
	}
}
