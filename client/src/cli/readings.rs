// SPDX-License-Identifier: Apache-2.0

//! `samul readings`.

use std::{
	fs::File,
	io::{IsTerminal, Read},
	path::{Path, PathBuf},
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc, Mutex, PoisonError,
	},
	time::{Duration, Instant},
};

use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use samul_client::{
	account, decimal, evidence,
	keyfile::KeyFile,
	primitives::{batch::MAX_READINGS, Moment, StreamId},
	readings::{self, Row, Skipped, Table},
	stream::{self, Stream},
	submit::{Payer, Progress, Readings, Submission},
	time, Chain, Error, Result,
};
use serde::Serialize;
use serde_json::{json, Value};

use super::{
	by,
	output::{fields, Output},
	stream::{parse_stream, title},
	Context,
};

/// Exit code of a command that Ctrl-C ends.
const INTERRUPTED: i32 = 130;
/// Most batches of one transaction.
const MAX_BATCHES: usize = 64;

/// Readings.
#[derive(Subcommand)]
pub enum Command {
	/// Sign the readings of a table as the device, and submit them: each comes in exactly once, however
	/// often this is broken off and begun again with the same table.
	Submit(Box<Submit>),
	/// Fetch a stream's readings as a table, each proved against the chain and the device's key.
	Fetch(Fetch),
}

/// What `submit` takes.
#[derive(Args)]
pub struct Submit {
	/// The stream, such as 0x…/0.
	#[arg(value_parser = by(parse_stream))]
	stream: StreamId,
	/// The table: a CSV file with a header line, or - for standard input.
	#[arg(default_value = "-")]
	table: PathBuf,
	/// The device's key file.
	#[arg(long)]
	key: PathBuf,
	/// Who signs the transactions and pays: an sr25519 key file, or a secret URI such as //Alice.
	#[arg(
		long,
		env = "SAMUL_ACCOUNT",
		hide_env_values = true,
		required_unless_present = "authorized"
	)]
	account: Option<String>,
	/// No account: the device's signatures authorise the transactions, within the stream's allowance.
	#[arg(long)]
	authorized: bool,
	/// The column that holds the time: RFC 3339 (without an offset it is UTC) or Unix milliseconds.
	/// The first one if none is named.
	#[arg(long)]
	time_column: Option<String>,
	/// The columns that hold the channels' values, in the channels' order: a,b. Those after the time
	/// if none is named.
	#[arg(long, value_delimiter = ',')]
	columns: Vec<String>,
	/// Round values that have more digits than their channel keeps.
	#[arg(long)]
	round: bool,
	/// The table has no header line: the time comes first, then the channels in their order.
	#[arg(long, conflicts_with_all = ["time_column", "columns"])]
	no_header: bool,
	/// Pass over lines that cannot be read, instead of ending at the first one.
	#[arg(long)]
	skip_malformed: bool,
	/// Send implausible values too, and see the chain refuse them.
	#[arg(long)]
	unchecked: bool,
	/// Take no reading before this time of the table.
	#[arg(long, value_parser = by(time::parse), allow_hyphen_values = true)]
	from: Option<Moment>,
	/// Take no reading after this time of the table.
	#[arg(long, value_parser = by(time::parse), allow_hyphen_values = true)]
	to: Option<Moment>,
	/// Move every time by so much: 2h, or -1d.
	#[arg(long, value_parser = by(shift), allow_hyphen_values = true, conflicts_with = "end_at")]
	shift: Option<i64>,
	/// Move every time so that the table ends at this one.
	#[arg(long, value_parser = by(time::parse), allow_hyphen_values = true)]
	end_at: Option<Moment>,
	/// Readings a batch.
	#[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=i64::from(MAX_READINGS)))]
	batch: u32,
	/// Most batches a transaction.
	#[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..=MAX_BATCHES as i64))]
	batches: u32,
	/// Send a batch that is not full when its first reading waited for so long.
	#[arg(long, default_value = "10s", value_parser = by(time::duration))]
	flush: u64,
	/// Give up when the node does not answer for so long.
	#[arg(long, default_value = "2m", value_parser = by(time::duration))]
	patience: u64,
}

/// What `fetch` takes.
#[derive(Args)]
pub struct Fetch {
	/// The stream, such as 0x…/0.
	#[arg(value_parser = by(parse_stream))]
	stream: StreamId,
	/// From this time on.
	#[arg(long, default_value = "0", value_parser = by(time::parse), allow_hyphen_values = true)]
	from: Moment,
	/// Up to this time; up to the last reading if none is named.
	#[arg(long, value_parser = by(time::parse), allow_hyphen_values = true)]
	to: Option<Moment>,
	/// Write the table to this file.
	#[arg(long)]
	output: Option<PathBuf>,
}

/// Read a signed duration.
fn shift(text: &str) -> Result<i64> {
	let (sign, text) = match text.strip_prefix('-') {
		Some(rest) => (-1, rest),
		None => (1, text.strip_prefix('+').unwrap_or(text)),
	};
	i64::try_from(time::duration(text)?)
		.map(|millis| sign * millis)
		.map_err(|_| Error::usage("the shift is too long"))
}

/// How many rows gave no reading.
#[derive(Clone, Copy, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Skips {
	missing: u64,
	implausible: u64,
	not_later: u64,
	out_of_range: u64,
	malformed: u64,
}

impl Skips {
	fn count(&mut self, why: &Skipped) {
		*match why {
			Skipped::Missing => &mut self.missing,
			Skipped::Implausible => &mut self.implausible,
			Skipped::NotLater => &mut self.not_later,
			Skipped::OutOfRange => &mut self.out_of_range,
			Skipped::Malformed => &mut self.malformed,
		} += 1;
	}
}

fn open(path: &Path) -> Result<Box<dyn Read + Send>> {
	if path == Path::new("-") {
		return Ok(Box::new(std::io::stdin()));
	}
	File::open(path)
		.map(|file| Box::new(file) as Box<dyn Read + Send>)
		.map_err(|error| Error::usage(format!("{}: {error}", path.display())))
}

/// An error in a table, with the table's name.
fn in_table(path: &Path, error: &Error) -> Error {
	let name = if path == Path::new("-") {
		"standard input".into()
	} else {
		path.display().to_string()
	};
	Error::usage(format!("{name}: {error}"))
}

/// How many readings a table holds, and when the last one was.
fn survey(path: &Path, table: Table, stream: &Stream) -> Result<(u64, Option<Moment>)> {
	let (mut count, mut last) = (0, None);
	let named = |error: Error| in_table(path, &error);
	for row in readings::rows(open(path)?, table, stream).map_err(named)? {
		if let Row::Reading(reading) = row.map_err(named)? {
			count += 1;
			last = Some(reading.time);
		}
	}
	Ok((count, last))
}

/// Read a table in a thread of its own: standard input may keep it waiting, even for ever.
fn read(path: PathBuf, table: Table, stream: Stream) -> Result<(Readings, Arc<Mutex<Skips>>)> {
	let input = open(&path)?;
	let (sender, receiver) = tokio::sync::mpsc::channel(4096);
	let skips = Arc::new(Mutex::new(Skips::default()));
	let counted = Arc::clone(&skips);
	std::thread::spawn(move || {
		let rows = readings::rows(input, table, &stream);
		let rows: Box<dyn Iterator<Item = Result<Row>>> = match rows {
			Ok(rows) => Box::new(rows),
			Err(error) => Box::new(std::iter::once(Err(error))),
		};
		for row in rows {
			let reading = match row {
				Ok(Row::Reading(reading)) => Ok(reading),
				Ok(Row::Skipped { why, .. }) => {
					counted
						.lock()
						.unwrap_or_else(PoisonError::into_inner)
						.count(&why);
					continue;
				}
				Err(error) => Err(in_table(&path, &error)),
			};
			// Nobody listens when all is over.
			if sender.blocking_send(reading).is_err() {
				break;
			}
		}
	});
	Ok((receiver, skips))
}

/// Wait for Ctrl-C, or for the signal that ends a service.
async fn asked_to_end() {
	let interrupt = tokio::signal::ctrl_c();
	#[cfg(unix)]
	{
		use tokio::signal::unix::{signal, SignalKind};
		if let Ok(mut terminate) = signal(SignalKind::terminate()) {
			tokio::select! {
				_ = interrupt => {}
				_ = terminate.recv() => {}
			}
			return;
		}
	}
	// Without it there is nothing to wait for.
	let _ = interrupt.await;
}

/// The same readings, until the user wants an end: then what was read is brought in still. Who wants
/// it twice gets it at once.
fn until_asked(mut input: Readings, output: Output) -> (Readings, Arc<AtomicBool>) {
	// As much as a transaction holds, so that it is filled whenever there are enough.
	let (sender, receiver) = tokio::sync::mpsc::channel(4096);
	let interrupted = Arc::new(AtomicBool::new(false));
	let flag = Arc::clone(&interrupted);
	tokio::spawn(async move {
		let end = asked_to_end();
		tokio::pin!(end);
		let pass_on = async move {
			while let Some(reading) = input.recv().await {
				// Nobody listens when all is over.
				if sender.send(reading).await.is_err() {
					break;
				}
			}
		};
		tokio::select! {
			() = &mut end => flag.store(true, Ordering::SeqCst),
			// All is read: there is nothing to break off, but it may take a while to come in.
			() = pass_on => end.await,
		}
		output.note(
			"ending",
			json!({}),
			"what was read is brought in still; once more to end at once",
		);
		asked_to_end().await;
		std::process::exit(INTERRUPTED);
	});
	(receiver, interrupted)
}

/// A connection to the same chain, tried again every second.
async fn reconnect(node: String, genesis: [u8; 32], patience: Duration) -> Result<Chain> {
	let begun = Instant::now();
	loop {
		tokio::time::sleep(Duration::from_secs(1)).await;
		match Chain::connect(&node).await {
			Ok(chain) if chain.genesis() == genesis => return Ok(chain),
			Ok(_) => return Err(Error::Connection("the node is of another chain now".into())),
			Err(error) if begun.elapsed() > patience => return Err(error),
			Err(_) => {}
		}
	}
}

fn bar(total: Option<u64>) -> ProgressBar {
	let (bar, template) = match total {
		Some(total) => (
			ProgressBar::new(total),
			"{bar:32} {human_pos}/{human_len} readings, {elapsed} {wide_msg}",
		),
		None => (
			ProgressBar::new_spinner(),
			"{spinner} {human_pos} readings, {elapsed} {wide_msg}",
		),
	};
	match ProgressStyle::with_template(template) {
		Ok(style) => bar.with_style(style),
		Err(_) => bar,
	}
}

/// Why readings are not taken that are not later than the stream's last one.
const TOO_LATE: &str = "Telemetry.TimeBackwards";

fn note_refusal(bar: &ProgressBar, output: Output, refusal: &Value) {
	let start = refusal["start"].as_u64().unwrap_or_default();
	let text = format!(
		"refused {} readings from {}: {}",
		refusal["readings"],
		time::format(start),
		refusal["reason"].as_str().unwrap_or_default(),
	);
	bar.suspend(|| output.note("refused", refusal.clone(), &text));
}

async fn submit(arguments: Submit, context: &Context) -> Result<()> {
	let chain = context.chain().await?;
	let stream = stream::expect(&chain, arguments.stream, None).await?;
	let payer = match arguments.account {
		Some(text) if !arguments.authorized => Payer::Account(Box::new(account::signer(&text)?)),
		_ => Payer::Device,
	};
	let mut table = Table {
		time: arguments.time_column,
		values: arguments.columns,
		round: arguments.round,
		shift: arguments.shift.unwrap_or(0),
		from: arguments.from,
		to: arguments.to,
		unchecked: arguments.unchecked,
		no_header: arguments.no_header,
		skip_malformed: arguments.skip_malformed,
	};
	// A pipe can be read only once.
	let twice = std::fs::metadata(&arguments.table).is_ok_and(|found| found.is_file());
	let mut total = None;
	if twice {
		let (count, last) = survey(&arguments.table, table.clone(), &stream)?;
		total = Some(count);
		if let (Some(end), Some(last)) = (arguments.end_at, last) {
			table.shift = i64::try_from(i128::from(end) - i128::from(last))
				.map_err(|_| Error::usage("the shift is too long"))?;
		}
	} else if arguments.end_at.is_some() {
		return Err(Error::usage(
			"where a pipe ends is not known: give a file for --end-at, or --shift",
		));
	}
	let submission = Submission {
		stream: arguments.stream,
		key: KeyFile::read(&arguments.key)?.device()?,
		payer,
		batch: arguments.batch as usize,
		batches: arguments.batches as usize,
		flush_after: Duration::from_millis(arguments.flush),
	};
	let (input, skips) = read(arguments.table, table, stream)?;
	let (input, interrupted) = until_asked(input, context.output);
	let bar = bar(total);
	let (mut refusals, mut waiting) = (Vec::<Value>::new(), false);
	let tell = |progress: Progress| match progress {
		Progress::Known { readings } => bar.inc(readings),
		Progress::Ingested { readings, end, .. } => {
			waiting = false;
			bar.inc(readings);
			bar.set_message(format!("to {}", time::format(end)));
		}
		Progress::Refused {
			sequence,
			start,
			readings,
			reason,
		} => {
			bar.inc(readings);
			let refusal = json!({
				"sequence": sequence, "start": start, "readings": readings, "reason": reason,
			});
			note_refusal(&bar, context.output, &refusal);
			refusals.push(refusal);
		}
		Progress::TooLate { start, readings } => {
			let refusal = json!({
				"sequence": null, "start": start, "readings": readings, "reason": TOO_LATE,
			});
			note_refusal(&bar, context.output, &refusal);
			refusals.push(refusal);
		}
		Progress::Waiting { why } => {
			bar.set_message("waiting for the node");
			if !waiting && !std::io::stderr().is_terminal() {
				context.output.note(
					"waiting",
					json!({ "why": why }),
					&format!("waiting for the node: {why}"),
				);
			}
			waiting = true;
		}
	};
	let (node, genesis) = (context.node.clone(), chain.genesis());
	let patience = Duration::from_millis(arguments.patience);
	let (summary, outcome) = submission
		.run(chain, input, tell, || {
			reconnect(node.clone(), genesis, patience)
		})
		.await;
	bar.finish_and_clear();
	let skips = *skips.lock().unwrap_or_else(PoisonError::into_inner);
	let interrupted = interrupted.load(Ordering::SeqCst);
	context.output.answer(
		&json!({
			"stream": arguments.stream,
			"batches": summary.batches,
			"readings": summary.readings,
			"known": summary.known,
			"unproved": summary.unproved,
			"refused": summary.refused,
			"refusals": refusals,
			"skipped": skips,
			"interrupted": interrupted,
		}),
		|| {
			fields(&[
				("readings", summary.readings.to_string()),
				("batches", summary.batches.to_string()),
				(
					"on the chain before",
					match summary.unproved {
						0 => summary.known.to_string(),
						some => format!("{}, {some} of which the node cannot show", summary.known),
					},
				),
				("refused", summary.refused.to_string()),
				(
					"rows without a reading",
					format!(
						"{} missing, {} implausible, {} not later, {} out of range, {} malformed",
						skips.missing,
						skips.implausible,
						skips.not_later,
						skips.out_of_range,
						skips.malformed
					),
				),
			])
		},
	)?;
	outcome?;
	if interrupted {
		return Err(Error::Interrupted);
	}
	match summary.refused {
		0 => Ok(()),
		count => Err(Error::ReadingsRefused { count }),
	}
}

async fn fetch(arguments: Fetch, context: &Context) -> Result<()> {
	let chain = context.chain().await?;
	let at = chain.finalised().await?;
	let stream = stream::expect(&chain, arguments.stream, Some(at)).await?;
	let to = arguments.to.unwrap_or(Moment::MAX);
	let found = evidence::fetch(&chain, arguments.stream, arguments.from, to, Some(at)).await?;
	let mut table = csv::Writer::from_writer(Vec::new());
	let header = std::iter::once("time_utc".to_string()).chain(stream.channels.iter().map(title));
	table.write_record(header).map_err(Error::usage)?;
	let values = |reading: &evidence::ProvedReading| -> Vec<String> {
		let channels = stream.channels.iter().zip(reading.values);
		channels
			.map(|(channel, value)| decimal::format(value, channel.exponent))
			.collect()
	};
	for reading in &found.readings {
		let row = std::iter::once(time::format(reading.time)).chain(values(reading));
		table.write_record(row).map_err(Error::usage)?;
	}
	let table = table
		.into_inner()
		.map_err(|error| Error::usage(error.to_string()))?;
	let table = String::from_utf8(table).map_err(Error::usage)?;
	if let Some(path) = &arguments.output {
		std::fs::write(path, &table)
			.map_err(|error| Error::usage(format!("{}: {error}", path.display())))?;
	}
	let mut answer = json!({
		"stream": arguments.stream,
		"at": found.at,
		"batches": found.batches,
		"signedByPresentKey": found.signed_by_present_key,
		"count": found.readings.len(),
	});
	if context.output.is_json() && arguments.output.is_none() {
		answer["readings"] = found
			.readings
			.iter()
			.map(|reading| {
				json!({
					"time": reading.time, "sequence": reading.sequence, "values": values(reading),
				})
			})
			.collect();
	}
	let proved = fields(&[
		("readings", found.readings.len().to_string()),
		("batches proved", found.batches.to_string()),
		(
			"signed by the present key",
			found.signed_by_present_key.to_string(),
		),
		("at block", format!("{:?}", found.at)),
	]);
	if !context.output.is_json() && arguments.output.is_none() {
		eprint!("{proved}");
		return context.output.answer(&answer, || table);
	}
	context.output.answer(&answer, || proved)
}

/// Run one.
pub async fn run(command: Command, context: &Context) -> Result<()> {
	match command {
		Command::Submit(arguments) => submit(*arguments, context).await,
		Command::Fetch(arguments) => fetch(arguments, context).await,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn shifts_have_a_sign() {
		assert_eq!(shift("2h").unwrap(), 7_200_000);
		assert_eq!(shift("+1s").unwrap(), 1000);
		assert_eq!(shift("-1d").unwrap(), -86_400_000);
		assert!(shift("--1d").is_err());
		assert!(shift("18446744073709551615").is_err());
	}
}
