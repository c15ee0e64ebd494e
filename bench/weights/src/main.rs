// SPDX-License-Identifier: Apache-2.0

//! Measures what the calls of our pallets cost in the runtime's Wasm, and writes it to each pallet's
//! `weights.rs`. `scripts/weights` runs it.
//!
//! It does what the SDK's `frame-omni-bencher` does for one runtime: the same benchmarks through the
//! same runtime API on the same kind of state, and the same analysis (median; least squares without
//! outliers). That tool needs a relay chain's crates and RocksDB, thrice what the runtime itself
//! takes to compile.

mod database;
mod machine;
mod overhead;
mod write;

use std::path::Path;

use frame_benchmarking::{
	Analysis, BenchmarkList, BenchmarkMetadata, BenchmarkParameter, BenchmarkResult,
	BenchmarkSelector,
};
use machine::{Dispatch, Machine};

/// Points along a component's range.
const STEPS: u32 = 50;
/// Measurements at each point.
const REPEATS: u32 = 20;
/// Measurements of what has no component.
const SAMPLES: u32 = 500;

/// What was measured of a call, or of a part of one.
pub struct Measured {
	/// Its name.
	pub name: String,
	/// What it depends on, with the largest value.
	pub component: Option<(BenchmarkParameter, u32)>,
	/// Picoseconds.
	pub time: Analysis,
	/// Keys read.
	pub reads: Analysis,
	/// Keys written.
	pub writes: Analysis,
	/// Bytes of the largest proof of what was read.
	pub proof: u32,
}

/// The values of the component at which is measured.
fn points(benchmark: &BenchmarkMetadata) -> Result<Vec<Vec<(BenchmarkParameter, u32)>>, String> {
	match benchmark.components.as_slice() {
		[] => Ok(vec![Vec::new()]),
		[(component, low, high)] => Ok((0..STEPS)
			.map(|step| {
				let way = u64::from(high - low) * u64::from(step) / u64::from(STEPS - 1);
				vec![(*component, low + way as u32)]
			})
			.collect()),
		_ => Err("there is room for one component".into()),
	}
}

fn measure(
	machine: &Machine,
	list: &BenchmarkList,
	benchmark: &BenchmarkMetadata,
) -> Result<Measured, String> {
	let points = points(benchmark)?;
	let repeats = if points.len() == 1 { SAMPLES } else { REPEATS };
	let (mut times, mut accesses) = (Vec::<BenchmarkResult>::new(), Vec::new());
	for components in points {
		let dispatch = |verify, repeats| Dispatch {
			pallet: list.pallet.clone(),
			instance: list.instance.clone(),
			benchmark: benchmark.name.clone(),
			components: components.clone(),
			verify,
			repeats,
		};
		machine.dispatch(machine.timed(), dispatch(true, 1))?;
		accesses.extend(machine.dispatch(machine.tracked(), dispatch(false, 1))?);
		times.extend(machine.dispatch(machine.timed(), dispatch(false, repeats))?);
	}
	let analyse = |results, selector| {
		Analysis::min_squares_iqr(results, selector).map_err(|error| error.to_string())
	};
	Ok(Measured {
		name: text(&benchmark.name),
		component: benchmark
			.components
			.first()
			.map(|(component, _, high)| (*component, *high)),
		time: analyse(&times, BenchmarkSelector::ExtrinsicTime)?,
		reads: analyse(&accesses, BenchmarkSelector::Reads)?,
		writes: analyse(&accesses, BenchmarkSelector::Writes)?,
		proof: accesses
			.iter()
			.map(|result| result.proof_size)
			.max()
			.unwrap_or(0),
	})
}

fn text(bytes: &[u8]) -> String {
	String::from_utf8_lossy(bytes).into_owned()
}

/// The name of a pallet as its directory has it.
fn directory(name: &str) -> String {
	let name = name.replace('_', "-");
	name.strip_prefix("pallet-")
		.map_or(name.clone(), str::to_owned)
}

/// What is no pallet: the database, a block and a transaction as such.
const BASE: &str = "base";

/// Measure what every call costs besides its own work, and write it to the runtime.
fn measure_base() -> Result<(), String> {
	let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
	let access = database::measure(folder.path())?;
	let overhead = overhead::measure()?;
	let micros = |picoseconds: u64| picoseconds as f64 / 1e6;
	for (name, value) in [
		("database read", access.read),
		("database write", access.write),
		("block", overhead.block),
		("extrinsic", overhead.extrinsic),
	] {
		println!("{BASE:16} {name:22} {:10.2} µs", micros(value));
	}
	let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../runtime/src/weights.rs");
	std::fs::write(&file, write::base(&access, &overhead))
		.map_err(|error| format!("{}: {error}", file.display()))
}

fn run() -> Result<(), String> {
	let (options, wanted): (Vec<_>, Vec<_>) = std::env::args()
		.skip(1)
		.partition(|argument| argument.starts_with("--"));
	let extra = match options.as_slice() {
		[] => false,
		[option] if option == "--extra" => true,
		_ => return Err("usage: scripts/weights [--extra] [PALLET…]".into()),
	};
	let wanted: Vec<_> = wanted.iter().map(|name| directory(name)).collect();
	let pallets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pallets");

	let machine = Machine::new()?;
	let lists: Vec<_> = machine
		.benchmarks(extra)?
		.into_iter()
		.map(|list| (directory(&text(&list.pallet)), list))
		.collect();
	for name in &wanted {
		if name != BASE && !lists.iter().any(|(directory, _)| directory == name) {
			return Err(format!("the runtime has no benchmarks of a pallet {name}"));
		}
	}
	if !extra && (wanted.is_empty() || wanted.iter().any(|name| name == BASE)) {
		measure_base()?;
	}
	for (directory, list) in lists {
		let home = pallets.join(&directory);
		let ours = home.is_dir();
		if (wanted.is_empty() && !ours) || (!wanted.is_empty() && !wanted.contains(&directory)) {
			continue;
		}
		let mut all = Vec::new();
		for benchmark in &list.benchmarks {
			let measured = measure(&machine, &list, benchmark)
				.map_err(|error| format!("{directory} {}: {error}", text(&benchmark.name)))?;
			println!("{directory:16} {}", write::line(&measured));
			all.push(measured);
		}
		// With what no weight needs among it, or of the SDK's pallets, it is only shown.
		if ours && !extra {
			let file = home.join("src/weights.rs");
			std::fs::write(&file, write::file(&text(&list.pallet), &all))
				.map_err(|error| format!("{}: {error}", file.display()))?;
		}
	}
	Ok(())
}

fn main() -> std::process::ExitCode {
	match run() {
		Ok(()) => std::process::ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("{error}");
			std::process::ExitCode::FAILURE
		}
	}
}
