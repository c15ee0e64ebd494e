// SPDX-License-Identifier: Apache-2.0

//! Results in a file, and a report of them: tables and plots.

mod goals;

use std::{fmt::Write, path::Path};

use plotters::prelude::*;
use samul_client::{Error, Result};
use serde_json::{json, Value};

/// Where results are kept.
const RESULTS: &str = "results.json";
const INK: RGBColor = RGBColor(40, 54, 74);
const GRID: RGBColor = RGBColor(226, 230, 236);
const COLORS: [RGBColor; 10] = [
	RGBColor(31, 102, 166),
	RGBColor(208, 60, 44),
	RGBColor(38, 138, 88),
	RGBColor(140, 86, 170),
	RGBColor(200, 130, 20),
	RGBColor(90, 90, 90),
	RGBColor(30, 150, 170),
	RGBColor(230, 120, 160),
	RGBColor(120, 160, 40),
	RGBColor(150, 110, 70),
];

fn at(path: &Path) -> impl Fn(std::io::Error) -> Error + '_ {
	move |error| Error::usage(format!("{}: {error}", path.display()))
}

/// The results of a folder.
pub fn read(folder: &Path) -> Result<Value> {
	let path = folder.join(RESULTS);
	match std::fs::read_to_string(&path) {
		Ok(text) => serde_json::from_str(&text).map_err(Error::usage),
		Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(json!({})),
		Err(error) => Err(at(&path)(error)),
	}
}

/// Keep a result in the place of an earlier one of the same name, and write the report anew.
pub fn keep(folder: &Path, name: &str, found: Value) -> Result<()> {
	std::fs::create_dir_all(folder).map_err(at(folder))?;
	let mut all = read(folder)?;
	all[name] = found;
	let text = serde_json::to_string_pretty(&all).map_err(Error::usage)?;
	let path = folder.join(RESULTS);
	std::fs::write(&path, text + "\n").map_err(at(&path))?;
	write(folder, &all)
}

/// Write the report.
fn write(folder: &Path, all: &Value) -> Result<()> {
	let path = folder.join("report.md");
	std::fs::write(&path, text(all)).map_err(at(&path))?;
	let lines = series(all);
	if !lines.is_empty() {
		plot(
			&folder.join("throughput.svg"),
			"Readings a second, block by block",
			&lines,
			|point, factor| Some(point["rate"].as_f64()? * factor),
		)?;
		plot(
			&folder.join("latency.svg"),
			"Seconds from submission to finality, block by block",
			&lines,
			|point, _| point["finality"].as_f64(),
		)?;
	}
	Ok(())
}

/// What a number is as text: without decimals where it is large.
fn number(value: &Value) -> String {
	match value.as_f64() {
		Some(value) if value.abs() >= 100.0 => {
			let digits = format!("{value:.0}");
			let mut text = String::new();
			for (at, digit) in digits.chars().enumerate() {
				if at > 0 && (digits.len() - at).is_multiple_of(3) && digit.is_ascii_digit() {
					text.push(',');
				}
				text.push(digit);
			}
			text
		}
		Some(value) => format!("{value:.2}"),
		None => "–".into(),
	}
}

fn mib(value: &Value) -> String {
	value
		.as_f64()
		.map_or("–".into(), |bytes| format!("{:.0}", bytes / 1048576.0))
}

fn list(value: &Value) -> &[Value] {
	value.as_array().map_or(&[], Vec::as_slice)
}

/// A table of rows, each made of an entry.
fn table(out: &mut String, title: &str, head: &[&str], rows: Vec<Vec<String>>) {
	if rows.is_empty() {
		return;
	}
	// Writing to a string does not fail.
	let _ = writeln!(out, "\n## {title}\n\n| {} |", head.join(" | "));
	let _ = writeln!(out, "|{}", " --- |".repeat(head.len()));
	for row in rows {
		let _ = writeln!(out, "| {} |", row.join(" | "));
	}
}

fn ingest_row(found: &Value) -> Vec<String> {
	let (load, figures) = (&found["load"], &found["figures"]);
	vec![
		load["payer"].as_str().unwrap_or_default().into(),
		load["readings"].to_string(),
		load["batches"].to_string(),
		load["inARow"].to_string(),
		number(&found["batchesPerSecond"]),
		number(&found["readingsPerSecond"]),
		number(&figures["finality"]["p50"]),
		number(&figures["finality"]["p95"]),
		number(&figures["cores"]),
		mib(&figures["memory"]),
		number(&found["bodyBytes"]),
		number(&found["diskBytes"]),
		number(&found["stateBytes"]),
	]
}

fn access_rows(found: &Value) -> Vec<Vec<String>> {
	let micros = |seconds: &Value| number(&json!(seconds.as_f64().map(|it| it * 1e6)));
	let mut rows = Vec::new();
	for (when, caches) in [("warm", "warm"), ("restarted", "empty")] {
		for asked in list(&found[when]["asked"]) {
			let question = match asked["question"].as_str().unwrap_or_default() {
				"header" => "a header",
				"storage" => "a right as it is stored",
				"account" => "a decision, right of an account",
				"device" => "a decision, right of a device",
				"absent" => "a decision, no right",
				other => other,
			};
			rows.push(vec![
				number(&found["rights"]),
				caches.into(),
				question.into(),
				number(&found[when]["rounds"]),
				micros(&asked["latency"]["p50"]),
				micros(&asked["latency"]["p95"]),
				micros(&asked["own"]["p50"]),
				micros(&asked["own"]["p95"]),
			]);
		}
	}
	rows
}

/// The report as Markdown.
fn text(all: &Value) -> String {
	let mut out = String::from("# Measured\n");
	let on = &all["on"];
	if on.is_object() {
		let _ = writeln!(
			out,
			"\nOn {} cores of {}, {} GiB; {} {}. `scripts/bench` gives it.",
			on["cores"],
			on["processor"].as_str().unwrap_or_default(),
			on["memory"],
			on["system"].as_str().unwrap_or_default(),
			on["commit"].as_str().unwrap_or_default(),
		);
	}
	table(
		&mut out,
		"Goals",
		&["what", "goal", "measured", ""],
		goals::rows(all),
	);
	let mut ingest: Vec<Vec<String>> = list(&all["ingest"]).iter().map(ingest_row).collect();
	if all["sustained"].is_object() {
		ingest.push(ingest_row(&all["sustained"]));
	}
	table(
		&mut out,
		"Ingest",
		&[
			"by",
			"readings a batch",
			"batches a transaction",
			"of a device in a row",
			"batches/s",
			"readings/s",
			"finality p50, s",
			"p95, s",
			"cores",
			"MiB",
			"body bytes/reading",
			"disk bytes/reading",
			"state bytes/reading",
		],
		ingest,
	);
	let mut beside = Vec::new();
	for found in list(&all["anvil"]) {
		beside.push(vec![
			format!("anvil, {} readings a batch", found["readingsPerBatch"]),
			number(&found["batchesPerSecond"]),
			number(&found["readingsPerSecond"]),
		]);
	}
	if let Some(rate) = all["transfers"].get("transactionsPerSecond") {
		beside.push(vec!["balance transfers".into(), number(rate), "–".into()]);
	}
	for scheme in ["ed25519", "sr25519"] {
		if let Some(rate) = all["machine"].get(scheme) {
			beside.push(vec![
				format!("{scheme} verifications on one core"),
				number(rate),
				"–".into(),
			]);
		}
	}
	table(
		&mut out,
		"Beside it",
		&["what", "a second", "readings/s"],
		beside,
	);
	let contracts = &all["contracts"];
	table(
		&mut out,
		"Ingest with monitors",
		&["monitors a stream", "batches/s", "finality p95, s", "cores"],
		list(&contracts["watched"])
			.iter()
			.map(|found| {
				vec![
					found["monitors"].to_string(),
					number(&found["batchesPerSecond"]),
					number(&found["figures"]["finality"]["p95"]),
					number(&found["figures"]["cores"]),
				]
			})
			.collect(),
	);
	table(
		&mut out,
		"Settlements",
		&[
			"conditions",
			"shipments",
			"in the fullest block",
			"all final after, s",
		],
		list(&contracts["settled"])
			.iter()
			.map(|found| {
				vec![
					found["conditions"].to_string(),
					found["shipments"].to_string(),
					found["inABlock"].to_string(),
					number(&found["seconds"]),
				]
			})
			.collect(),
	);
	table(
		&mut out,
		"Reading back with proof",
		&["range", "readings", "batches", "ms"],
		list(&contracts["readBack"])
			.iter()
			.map(|found| {
				vec![
					found["range"].as_str().unwrap_or_default().into(),
					found["readings"].to_string(),
					found["batches"].to_string(),
					number(&found["millis"]),
				]
			})
			.collect(),
	);
	table(
		&mut out,
		"Four validators",
		&[
			"load",
			"batches/s",
			"blocks a slot",
			"finality p50, s",
			"p95, s",
			"authored, ms",
			"imported, ms",
			"cores of all",
		],
		list(&all["network"]["levels"])
			.iter()
			.map(|level| {
				vec![
					format!("{:.0} %", level["share"].as_f64().unwrap_or(0.0) * 100.0),
					number(&level["batchesPerSecond"]),
					number(&level["blocksASlot"]),
					number(&level["finality"]["p50"]),
					number(&level["finality"]["p95"]),
					number(&level["authored"]),
					number(&level["imported"]),
					number(&level["cores"]),
				]
			})
			.collect(),
	);
	let catch_up = &all["network"]["catchUp"];
	if let (Some(blocks), Some(readings), Some(full), Some(warp)) = (
		catch_up["blocks"].as_f64(),
		catch_up["readings"].as_f64(),
		catch_up["full"].as_f64(),
		catch_up["warp"].as_f64(),
	) {
		let _ = writeln!(
			out,
			"\nA new node that executes every block caught up with {blocks:.0} blocks in {full:.1} s: {} blocks and {} readings a second. One that fetches the last state (warp sync) needed {warp:.1} s.",
			number(&json!(blocks / full)),
			number(&json!(readings / full)),
		);
	}
	table(
		&mut out,
		"Growth",
		&[
			"devices",
			"set up, s",
			"batches/s",
			"finality p95, s",
			"MiB before the load",
			"MiB",
			"MiB of files in memory",
			"MiB on disk",
		],
		list(&all["growth"])
			.iter()
			.map(|found| {
				vec![
					number(&found["load"]["devices"]),
					number(&found["setUp"]),
					number(&found["batchesPerSecond"]),
					number(&found["figures"]["finality"]["p95"]),
					mib(&found["idle"]["memory"]),
					mib(&found["figures"]["memory"]),
					mib(&found["figures"]["mapped"]),
					mib(&found["disk"]),
				]
			})
			.collect(),
	);
	table(
		&mut out,
		"Decisions on access",
		&[
			"rights",
			"caches",
			"asked for",
			"times",
			"p50, µs",
			"p95, µs",
			"beyond a header: p50, µs",
			"p95, µs",
		],
		list(&all["access"]).iter().flat_map(access_rows).collect(),
	);
	if list(&all["ingest"])
		.iter()
		.any(|found| found["figures"].is_object())
	{
		out.push_str("\n![throughput](throughput.svg)\n\n![latency](latency.svg)\n");
	}
	out
}

/// A line of a plot: its name, its points, and readings a transaction.
type Line<'a> = (String, &'a [Value], f64);

fn series(all: &Value) -> Vec<Line<'_>> {
	list(&all["ingest"])
		.iter()
		.map(|found| {
			let load = &found["load"];
			let factor =
				load["readings"].as_f64().unwrap_or(1.0) * load["batches"].as_f64().unwrap_or(1.0);
			(
				format!(
					"{} × {}{}",
					load["payer"].as_str().unwrap_or_default(),
					load["readings"],
					if load["inARow"].as_u64() > Some(1) {
						" in a row"
					} else {
						""
					}
				),
				list(&found["figures"]["points"]),
				factor,
			)
		})
		.collect()
}

fn plot(
	path: &Path,
	title: &str,
	lines: &[Line<'_>],
	value: impl Fn(&Value, f64) -> Option<f64>,
) -> Result<()> {
	let draw = || -> std::result::Result<(), Box<dyn std::error::Error>> {
		let points = |line: &Line<'_>| -> Vec<(f64, f64)> {
			let (_, points, factor) = line;
			points
				.iter()
				// Blocks after the load have nothing of it.
				.filter(|point| point["finality"].is_f64())
				.filter_map(|point| Some((point["at"].as_f64()?, value(point, *factor)?)))
				.collect()
		};
		let all: Vec<(f64, f64)> = lines.iter().flat_map(points).collect();
		let right = all.iter().map(|(at, _)| *at).fold(1.0, f64::max);
		let top = all.iter().map(|(_, value)| *value).fold(0.0, f64::max) * 1.1;
		let root = SVGBackend::new(path, (1000, 460)).into_drawing_area();
		root.fill(&WHITE)?;
		let mut chart = ChartBuilder::on(&root)
			.caption(title, ("sans-serif", 20).into_font().color(&INK))
			.margin(14)
			.x_label_area_size(40)
			.y_label_area_size(80)
			// Beside the lines is room for their names.
			.build_cartesian_2d(0.0..right * 1.3, 0.0..top.max(1e-9))?;
		chart
			.configure_mesh()
			.light_line_style(TRANSPARENT)
			.bold_line_style(GRID)
			.axis_style(INK)
			.label_style(("sans-serif", 14).into_font().color(&INK))
			.x_desc("seconds")
			.y_label_formatter(&|value| number(&json!(value)))
			.draw()?;
		for (line, color) in lines.iter().zip(COLORS.iter().cycle()) {
			chart
				.draw_series(LineSeries::new(points(line), color.stroke_width(2)))?
				.label(line.0.clone())
				.legend(|(x, y)| PathElement::new([(x, y), (x + 18, y)], color.stroke_width(2)));
		}
		chart
			.configure_series_labels()
			.background_style(WHITE.mix(0.85))
			.border_style(GRID)
			.label_font(("sans-serif", 14).into_font().color(&INK))
			.draw()?;
		root.present()?;
		Ok(())
	};
	draw().map_err(|error| Error::usage(format!("{}: {error}", path.display())))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn numbers_are_readable() {
		assert_eq!(number(&json!(1234567.4)), "1,234,567");
		assert_eq!(number(&json!(123456)), "123,456");
		assert_eq!(number(&json!(100)), "100");
		assert_eq!(number(&json!(2.345)), "2.35");
		assert_eq!(number(&Value::Null), "–");
	}

	#[test]
	fn a_report_tells_what_was_measured_and_whether_the_goals_are_met() {
		let figures = json!({
			"finality": { "p50": 3.0, "p95": 4.0 }, "cores": 1.5, "memory": 104857600,
			"points": [{ "at": 1.0, "rate": 10.0, "finality": 3.0 }, { "at": 3.0, "rate": 20.0, "finality": 3.1 }],
		});
		let ingest = json!([{
			"load": { "payer": "account", "readings": 60, "batches": 16, "devices": 1000, "inARow": 1 },
			"batchesPerSecond": 5000.0, "readingsPerSecond": 300000.0, "bodyBytes": 2.5,
			"diskBytes": 4.0, "stateBytes": 0.0, "figures": figures,
		}]);
		let folder = tempfile::tempdir().expect("a folder");
		let path = folder.path();
		keep(path, "ingest", ingest).expect("kept");
		keep(
			path,
			"anvil",
			json!([{ "readingsPerBatch": 60, "readingsPerSecond": 150000.0, "batchesPerSecond": 2500.0 }]),
		)
		.expect("kept");
		let text = std::fs::read_to_string(path.join("report.md")).expect("written");
		assert!(
			text.contains("devices in turns, to anvil's | ≥ 3 | 2.00 | **not met**"),
			"{text}"
		);
		assert!(
			text.contains("| account | 60 | 16 | 1 | 5,000 | 300,000 |"),
			"{text}"
		);
		let plot = std::fs::read_to_string(path.join("throughput.svg")).expect("drawn");
		assert!(plot.starts_with("<svg") && plot.contains("account × 60"));
	}

	#[test]
	fn the_slowest_kind_of_decision_is_compared_with_the_goal() {
		let asked = |question, own: f64| {
			json!({
				"question": question, "latency": { "p50": own + 1e-4, "p95": own + 3e-4 },
				"own": { "p50": own, "p95": own + 2e-4 },
			})
		};
		let series = |device| {
			let asked = [
				asked("storage", 9e-4),
				asked("account", 2e-4),
				asked("device", device),
			];
			json!({ "rounds": 5000, "asked": asked })
		};
		let found = |rights, device| json!({ "rights": rights, "warm": series(3e-4), "restarted": series(device) });
		let text = text(&json!({ "access": [found(1_000, 5e-3), found(100_000, 45e-5)] }));
		assert!(
			text.contains("median of the slowest kind | < 500 | 450 | met")
				&& text.contains("the same, p95 | < 1,000 | 650 | met"),
			"{text}"
		);
		let row =
			"| 100,000 | empty | a decision, right of a device | 5,000 | 550 | 750 | 450 | 650 |";
		assert!(text.contains(row), "{text}");
	}
}
