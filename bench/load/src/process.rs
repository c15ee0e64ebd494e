// SPDX-License-Identifier: Apache-2.0

//! A node's process: its start, and what it takes of the machine.

use std::{
	collections::BTreeMap,
	fs::File,
	io::{Read, Write},
	net::{TcpListener, TcpStream},
	os::unix::fs::MetadataExt,
	path::{Path, PathBuf},
	process::{Child, Command, Stdio},
	time::{Duration, Instant},
};

use samul_client::{Chain, Error, Result};
use serde::Serialize;

/// Clock ticks a second of `/proc/PID/stat`: the same on every Linux (`USER_HZ`).
const TICKS: f64 = 100.0;

/// What a process took so far.
#[derive(Clone, Copy, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Usage {
	/// Seconds of CPU time, of all its threads.
	pub cpu: f64,
	/// Bytes of memory of its own that are resident.
	pub memory: u64,
	/// Bytes of files that are resident besides: the database maps its files, and the system takes them
	/// back when it wants the room.
	pub mapped: u64,
}

/// How the author came by a block.
#[derive(Clone, Debug)]
pub struct Authored {
	/// Milliseconds it took to build.
	pub millis: f64,
	/// What ended it, in the node's words.
	pub end: String,
}

/// A running node. It ends when this is dropped.
pub struct Node {
	child: Child,
	rpc: u16,
	metrics: u16,
	folder: PathBuf,
	name: String,
}

/// A port that is free now.
pub fn free_port() -> Result<u16> {
	TcpListener::bind("127.0.0.1:0")
		.and_then(|listener| listener.local_addr())
		.map(|address| address.port())
		.map_err(Error::usage)
}

impl Node {
	/// Start one of this name, with its chain in a folder, and wait until it answers.
	pub async fn start(
		binary: &Path,
		folder: &Path,
		name: &str,
		arguments: &[String],
	) -> Result<Self> {
		let (rpc, metrics) = (free_port()?, free_port()?);
		let log = File::create(folder.join(format!("{name}.log"))).map_err(Error::usage)?;
		let child = Command::new(binary)
			.args(["--no-telemetry", "--no-mdns", "--name", name])
			.args(["--rpc-port", &rpc.to_string()])
			.args(["--prometheus-port", &metrics.to_string()])
			.args([
				"--rpc-max-request-size",
				"64",
				"--rpc-max-response-size",
				"64",
			])
			.arg("--base-path")
			.arg(folder.join(name))
			.args(arguments)
			.stdin(Stdio::null())
			.stdout(Stdio::null())
			.stderr(log)
			.spawn()
			.map_err(|error| Error::usage(format!("{}: {error}", binary.display())))?;
		let mut node = Self {
			child,
			rpc,
			metrics,
			folder: folder.into(),
			name: name.into(),
		};
		let begun = Instant::now();
		while node.chain().await.is_err() {
			if let Ok(Some(status)) = node.child.try_wait() {
				return Err(Error::Connection(format!("{name} ended: {status}")));
			}
			if begun.elapsed() > Duration::from_secs(300) {
				return Err(Error::Connection(format!("{name} does not answer")));
			}
			tokio::time::sleep(Duration::from_millis(100)).await;
		}
		Ok(node)
	}

	/// A connection to it.
	pub async fn chain(&self) -> Result<Chain> {
		Chain::connect(&format!("ws://127.0.0.1:{}", self.rpc)).await
	}

	/// What it took of the machine so far.
	pub fn usage(&self) -> Result<Usage> {
		let read = |file: &str| {
			std::fs::read_to_string(format!("/proc/{}/{file}", self.child.id()))
				.map_err(|error| Error::usage(format!("/proc: {error}")))
		};
		let (stat, status) = (read("stat")?, read("status")?);
		Ok(Usage {
			cpu: cpu_seconds(&stat).unwrap_or(f64::NAN),
			memory: kilobytes(&status, "RssAnon:").unwrap_or(0) * 1024,
			mapped: kilobytes(&status, "RssFile:").unwrap_or(0) * 1024,
		})
	}

	/// Bytes on disk of its chain.
	pub fn disk(&self) -> u64 {
		disk(&self.folder.join(&self.name))
	}

	/// Value of a metric, summed over its labels.
	pub fn metric(&self, name: &str) -> Option<f64> {
		let mut stream = TcpStream::connect(("127.0.0.1", self.metrics)).ok()?;
		let request = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
		stream.write_all(request.as_bytes()).ok()?;
		let mut text = String::new();
		stream.read_to_string(&mut text).ok()?;
		let lines = text.lines().filter(|line| {
			line.strip_prefix(name)
				.is_some_and(|rest| rest.starts_with(['{', ' ']))
		});
		lines
			.filter_map(|line| line.rsplit_once(' ')?.1.parse::<f64>().ok())
			.reduce(|sum, value| sum + value)
	}

	/// How many blocks it imported so far, and how many seconds that took in all.
	pub fn imported(&self) -> Option<(u64, f64)> {
		let count = self.metric("substrate_block_verification_and_import_time_count")?;
		let sum = self.metric("substrate_block_verification_and_import_time_sum")?;
		Some((count as u64, sum))
	}

	/// What it says of the blocks that it made, by their numbers.
	pub fn authored(&self) -> Result<BTreeMap<u64, Authored>> {
		let log = self.folder.join(format!("{}.log", self.name));
		let text = std::fs::read_to_string(log).map_err(Error::usage)?;
		Ok(text.lines().filter_map(authored).collect())
	}

	fn kill(&mut self) {
		// It may have ended already.
		let _ = self.child.kill();
		let _ = self.child.wait();
	}
}

impl Drop for Node {
	fn drop(&mut self) {
		self.kill();
	}
}

/// User and system time of `/proc/PID/stat`: the fields after the name, which may hold anything.
fn cpu_seconds(stat: &str) -> Option<f64> {
	let (_, rest) = stat.rsplit_once(')')?;
	let fields: Vec<&str> = rest.split_whitespace().collect();
	let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
	Some((ticks(11)? + ticks(12)?) / TICKS)
}

fn kilobytes(status: &str, name: &str) -> Option<u64> {
	let line = status.lines().find_map(|line| line.strip_prefix(name))?;
	line.split_whitespace().next()?.parse().ok()
}

/// Bytes that a folder's files take on disk; holes of a sparse file take none.
fn disk(path: &Path) -> u64 {
	let Ok(entries) = std::fs::read_dir(path) else {
		return 0;
	};
	entries
		.flatten()
		.map(|entry| match entry.metadata() {
			Ok(found) if found.is_dir() => disk(&entry.path()),
			Ok(found) => found.blocks() * 512,
			Err(_) => 0,
		})
		.sum()
}

/// Read a line such as `… Prepared block for proposing at 5 (12 ms) hash: …; end: NoMore…; …`.
fn authored(line: &str) -> Option<(u64, Authored)> {
	let (_, rest) = line.split_once("Prepared block for proposing at ")?;
	let (number, rest) = rest.split_once(" (")?;
	let (millis, rest) = rest.split_once(" ms)")?;
	let (_, rest) = rest.split_once("end: ")?;
	let (end, _) = rest.split_once(';')?;
	let found = Authored {
		millis: millis.parse().ok()?,
		end: end.into(),
	};
	Some((number.parse().ok()?, found))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_the_system_tells_of_a_process_is_read() {
		let stat = "7 (a (b) c) S 1 7 7 0 -1 4194304 5 0 0 0 250 50 0 0 20 0 9";
		assert_eq!(cpu_seconds(stat), Some(3.0));
		assert_eq!(cpu_seconds("7 (cut"), None);
		let status = "Name:\tx\nRssAnon:\t    12 kB\nRssFile:\t  2048 kB\n";
		assert_eq!(kilobytes(status, "RssAnon:"), Some(12));
		assert_eq!(kilobytes(status, "VmSwap:"), None);
	}

	#[test]
	fn what_an_author_logs_is_read() {
		let line = "2026-01-01 00:00:00 🎁 Prepared block for proposing at 5 (12 ms) hash: 0x1; parent_hash: 0x2; end: HitBlockWeightLimit; extrinsics_count: 7";
		let (number, found) = authored(line).expect("it is such a line");
		assert_eq!((number, found.millis), (5, 12.0));
		assert_eq!(found.end, "HitBlockWeightLimit");
		assert!(authored("Imported #5").is_none());
	}
}
