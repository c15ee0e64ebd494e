// SPDX-License-Identifier: Apache-2.0

//! Weights as Rust.

use std::fmt::Write;

use frame_benchmarking::Analysis;

use crate::{database::Access, overhead::Overhead, Measured, REPEATS, SAMPLES, STEPS};

/// An integer with its digits in threes.
fn digits(value: u128) -> String {
	let plain = value.to_string();
	let mut out = String::new();
	for (place, digit) in plain.chars().enumerate() {
		if place > 0 && (plain.len() - place) % 3 == 0 {
			out.push('_');
		}
		out.push(digit);
	}
	out
}

fn slope(analysis: &Analysis) -> u128 {
	analysis.slopes.first().copied().unwrap_or(0)
}

/// The processor that was measured on.
fn processor() -> Option<String> {
	let info = std::fs::read_to_string("/proc/cpuinfo").ok()?;
	let line = info.lines().find(|line| line.starts_with("model name"))?;
	Some(line.split_once(':')?.1.trim().to_owned())
}

/// What was measured, for a person.
pub fn line(measured: &Measured) -> String {
	let micros = |picoseconds: u128| picoseconds as f64 / 1e6;
	let (time, reads, writes) = (&measured.time, &measured.reads, &measured.writes);
	let mut out = format!("{:22} {:10.2} µs", measured.name, micros(time.base));
	if let Some((component, most)) = measured.component {
		let most = u128::from(most);
		let _ = write!(
			out,
			" + {component} × {:.4} µs = {:.2} µs at {most}",
			micros(slope(time)),
			micros(time.base + slope(time) * most),
		);
	}
	let _ = write!(
		out,
		", {} reads, {} writes, {} bytes of proof",
		reads.base, writes.base, measured.proof
	);
	out
}

/// The functions of an `impl`, with database weights from `db`.
fn functions(out: &mut String, all: &[Measured], db: &str) {
	for measured in all {
		let (time, reads, writes) = (&measured.time, &measured.reads, &measured.writes);
		let depends = [time, reads, writes].iter().any(|what| slope(what) > 0);
		let component = measured.component.map(|(component, _)| component);
		let parameter = match component {
			Some(name) if depends => format!("{name}: u32"),
			Some(name) => format!("_{name}: u32"),
			None => String::new(),
		};
		let _ = write!(
			out,
			"\tfn {}({parameter}) -> Weight {{\n\t\tWeight::from_parts({}, {})\n",
			measured.name,
			digits(time.base),
			digits(measured.proof.into()),
		);
		if let Some(name) = component {
			if slope(time) > 0 {
				let slope = digits(slope(time));
				let _ = writeln!(
					out,
					"\t\t\t.saturating_add(Weight::from_parts({slope}, 0).saturating_mul({name}.into()))"
				);
			}
		}
		for (method, accesses) in [("reads", reads), ("writes", writes)] {
			if accesses.base > 0 {
				let _ = writeln!(
					out,
					"\t\t\t.saturating_add({db}::get().{method}({}_u64))",
					accesses.base
				);
			}
			if let Some(name) = component.filter(|_| slope(accesses) > 0) {
				let slope = slope(accesses);
				let _ = writeln!(
					out,
					"\t\t\t.saturating_add({db}::get().{method}({slope}_u64.saturating_mul({name}.into())))"
				);
			}
		}
		out.push_str("\t}\n");
	}
}

/// The runtime's file `weights.rs`.
pub fn base(access: &Access, overhead: &Overhead) -> String {
	let processor = processor().unwrap_or_else(|| "an unknown processor".into());
	let digits = |picoseconds: u64| digits(picoseconds.into());
	format!(
		"// SPDX-License-Identifier: Apache-2.0

//! What every call costs besides its own work. `scripts/weights` measured it on {processor}, the
//! database with a million keys.

use frame_support::{{
	parameter_types,
	weights::{{RuntimeDbWeight, Weight}},
}};

parameter_types! {{
	/// An access to the node's database: ParityDB.
	pub const DbWeight: RuntimeDbWeight = RuntimeDbWeight {{
		read: {},
		write: {},
	}};
	/// A block with nothing but the time in it.
	pub const BlockExecutionWeight: Weight = Weight::from_parts({}, 0);
	/// A signed transaction that does nothing and gets a part of its fee back.
	pub const ExtrinsicBaseWeight: Weight = Weight::from_parts({}, 0);
}}
",
		digits(access.read),
		digits(access.write),
		digits(overhead.block),
		digits(overhead.extrinsic),
	)
}

/// The file `weights.rs` of a pallet.
pub fn file(pallet: &str, all: &[Measured]) -> String {
	let processor = processor().unwrap_or_else(|| "an unknown processor".into());
	let mut out = format!(
		"// SPDX-License-Identifier: Apache-2.0

//! Weights of `{pallet}`. `scripts/weights` measured them on {processor}: {SAMPLES}
//! times each, or {REPEATS} times at each of {STEPS} points along the range of a parameter.

#![allow(
	unused_parens,
	unused_imports,
	clippy::unnecessary_cast,
	reason = \"generated\"
)]

use core::marker::PhantomData;
use frame_support::{{
	traits::Get,
	weights::{{constants::ParityDbWeight, Weight}},
}};

/// What the calls cost.
pub trait WeightInfo {{
"
	);
	for measured in all {
		let parameter = measured
			.component
			.map_or(String::new(), |(name, _)| format!("{name}: u32"));
		let name = &measured.name;
		let _ = write!(
			out,
			"\t/// Weight of `{name}`.\n\tfn {name}({parameter}) -> Weight;\n"
		);
	}
	out.push_str(
		"}

/// The weights that were measured.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
",
	);
	functions(&mut out, all, "T::DbWeight");
	out.push_str("}\n\nimpl WeightInfo for () {\n");
	functions(&mut out, all, "ParityDbWeight");
	out.push_str("}\n");
	out
}
