// SPDX-License-Identifier: Apache-2.0

//! What one core of the machine verifies, by the library that the node itself uses: the physical
//! limit of what it can take in.

use std::{
	path::Path,
	process::Command,
	time::{Duration, Instant},
};

use samul_client::{Error, Result};
use serde::Serialize;
use sp_core::{ed25519, sr25519, Pair};

use crate::measure::median;

/// How long each scheme is measured for, five times.
const LONG: Duration = Duration::from_secs(1);
/// Bytes of the message: a batch of 60 readings with two channels.
const MESSAGE: usize = 230;

/// Verifications a second on one core.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Machine {
	/// Ed25519.
	pub ed25519: f64,
	/// Sr25519.
	pub sr25519: f64,
}

/// The machine, and what runs on it.
#[derive(Clone, Debug, Serialize)]
pub struct Description {
	/// Its processor.
	pub processor: String,
	/// Its cores.
	pub cores: usize,
	/// GiB of memory.
	pub memory: u64,
	/// The operating system's kernel.
	pub system: String,
	/// Version of the node.
	pub commit: String,
}

/// Say what the machine is.
pub fn describe(node: &Path) -> Result<Description> {
	let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
	let value = |text: &str, name: &str| {
		let line = text.lines().find(|line| line.starts_with(name));
		let value = line.and_then(|line| line.split_once(':'));
		value.map_or_else(String::new, |(_, value)| value.trim().to_string())
	};
	let version = Command::new(node)
		.arg("--version")
		.output()
		.map_err(|error| Error::usage(format!("{}: {error}", node.display())))?;
	let memory = value(&read("/proc/meminfo"), "MemTotal");
	let kib: u64 = memory
		.split_whitespace()
		.next()
		.and_then(|digits| digits.parse().ok())
		.unwrap_or(0);
	Ok(Description {
		processor: value(&read("/proc/cpuinfo"), "model name"),
		cores: std::thread::available_parallelism().map_or(0, usize::from),
		memory: (kib + (1 << 19)) >> 20,
		system: format!("Linux {}", read("/proc/sys/kernel/osrelease").trim()),
		commit: String::from_utf8_lossy(&version.stdout).trim().to_string(),
	})
}

fn rate<P: Pair>() -> f64 {
	let pair = P::from_seed_slice(&[7; 32]);
	let Ok(pair) = pair else {
		return f64::NAN;
	};
	let message = [5; MESSAGE];
	let (signature, public) = (pair.sign(&message), pair.public());
	median((0..5).map(|_| {
		let (begun, mut count) = (Instant::now(), 0);
		while begun.elapsed() < LONG {
			for _ in 0..100 {
				assert!(P::verify(&signature, message, &public), "it is right");
			}
			count += 100;
		}
		f64::from(count) / begun.elapsed().as_secs_f64()
	}))
}

/// Measure it.
pub fn run() -> Machine {
	Machine {
		ed25519: rate::<ed25519::Pair>(),
		sr25519: rate::<sr25519::Pair>(),
	}
}
