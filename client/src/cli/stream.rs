// SPDX-License-Identifier: Apache-2.0

//! `samul stream`.

use clap::Subcommand;
use samul_client::{
	decimal,
	primitives::{units::Channel as ChannelSpec, DeviceId, StreamId},
	stream::{self, Channel, Stream},
	time, Error, Result,
};
use serde_json::json;

use super::{by, device::parse_id, output::fields, Context, Signer};

/// Streams.
#[derive(Subcommand)]
pub enum Command {
	/// Open a stream of a device.
	Open {
		/// The device; the account is its owner.
		#[arg(value_parser = by(parse_id))]
		device: DeviceId,
		/// A channel, `quantity:unit:exponent[:min:max]`, such as `air temperature:Cel:-1:-60:85`: a
		/// UCUM code, the power of ten that values count by, and the plausible range. Up to 8.
		#[arg(long = "channel", required = true, value_parser = by(stream::parse_channel))]
		channels: Vec<ChannelSpec>,
		/// Nominal interval between readings, such as 1h.
		#[arg(long, value_parser = by(time::duration))]
		interval: u64,
		/// The longest interval over which a reading holds, such as 2h.
		#[arg(long, value_parser = by(time::duration))]
		longest_gap: u64,
		#[command(flatten)]
		signer: Signer,
	},
	/// Show a stream and what came in.
	Show {
		/// Its id, such as 0x…/0.
		#[arg(value_parser = by(parse_stream))]
		stream: StreamId,
	},
	/// Let it take no more readings.
	Close(Owned),
	/// Remove a closed stream from the state; its deposit comes back.
	Remove(Owned),
}

/// A stream and who acts.
#[derive(clap::Args)]
pub struct Owned {
	/// Its id, such as 0x…/0.
	#[arg(value_parser = by(parse_stream))]
	stream: StreamId,
	#[command(flatten)]
	signer: Signer,
}

/// Read a stream's id.
pub fn parse_stream(text: &str) -> Result<StreamId> {
	text.parse()
		.map_err(|_| Error::usage("a stream's id is its device's, a slash and a number: 0x…/0"))
}

/// Name and unit of a channel.
pub fn title(channel: &Channel) -> String {
	format!("{} [{}]", channel.quantity, channel.unit)
}

fn describe(found: &Stream) -> String {
	let mut text = fields(&[
		("stream", found.id.to_string()),
		("owner", found.owner.clone().unwrap_or("nobody".into())),
		(
			"takes readings",
			if found.open { "yes" } else { "no" }.into(),
		),
		("interval", time::format_duration(found.interval)),
		("longest gap", time::format_duration(found.longest_gap)),
		("batches", found.next_sequence.to_string()),
		("readings", found.readings.to_string()),
		(
			"last reading",
			found.last_time.map_or("none".into(), time::format),
		),
		("observed", time::format_duration(found.observed)),
		("not observed", time::format_duration(found.unobserved)),
		("monitors", found.monitors.len().to_string()),
	]);
	for (number, channel) in found.channels.iter().enumerate() {
		let show = |value| decimal::format(value, channel.exponent);
		text.push_str(&format!(
			"channel {number}: {}, plausible {} to {}",
			title(channel),
			show(channel.min),
			show(channel.max),
		));
		if let Some(stats) = channel.stats {
			text.push_str(&format!(
				"; last {}, min {}, max {}, mean {}",
				show(stats.last),
				show(stats.min),
				show(stats.max),
				stats.mean.map_or("-".into(), show),
			));
		}
		text.push('\n');
	}
	text
}

/// Run one.
pub async fn run(command: Command, context: &Context) -> Result<()> {
	let chain = context.chain().await?;
	let (included, id, text) = match command {
		Command::Show { stream } => {
			let found = stream::expect(&chain, stream, None).await?;
			return context.output.answer(&found, || describe(&found));
		}
		Command::Open {
			device,
			channels,
			interval,
			longest_gap,
			signer,
		} => {
			let index = stream::next_index(&chain, device).await?;
			let id = StreamId { device, index };
			let signer = signer.read()?;
			let included =
				stream::open(&chain, id, channels, interval, longest_gap, &signer).await?;
			(included, id, format!("stream {id} is open"))
		}
		Command::Close(owned) => (
			stream::close(&chain, owned.stream, &owned.signer.read()?).await?,
			owned.stream,
			"the stream is closed".into(),
		),
		Command::Remove(owned) => (
			stream::remove(&chain, owned.stream, &owned.signer.read()?).await?,
			owned.stream,
			"the stream is removed".into(),
		),
	};
	context
		.output
		.included(&included, json!({ "stream": id }), &text)
}
