// SPDX-License-Identifier: Apache-2.0

//! A picture of a log: the readings, the band that was agreed on, and what is outside of it.

use std::path::Path;

use plotters::{
	prelude::*,
	style::text_anchor::{HPos, Pos, VPos},
};

use super::audit::{Findings, Log};
use crate::{time, Error, Result};

const INK: RGBColor = RGBColor(40, 54, 74);
const GRID: RGBColor = RGBColor(226, 230, 236);
const BAND: RGBColor = RGBColor(205, 232, 214);
const LINE: RGBColor = RGBColor(31, 102, 166);
const OUTSIDE: RGBColor = RGBColor(208, 60, 44);
const UNKNOWN: RGBColor = RGBColor(214, 217, 222);
const WIDTH: u32 = 1200;
const HEIGHT: u32 = 420;

/// A stretch of the log over which a reading holds; without a value over which none does.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Stretch {
	from: f64,
	to: f64,
	value: Option<f64>,
}

/// The log as steps over its window, in days since its start.
fn stretches(log: &Log) -> Vec<Stretch> {
	let scale = 10f64.powi(i32::from(log.exponent));
	let day = |time: u64| (time.clamp(log.from, log.until) - log.from) as f64 / 86_400_000.0;
	let mut out = Vec::new();
	let mut push = |from: u64, to: u64, value: Option<i64>| {
		if day(to) > day(from) {
			out.push(Stretch {
				from: day(from),
				to: day(to),
				value: value.map(|value| value as f64 * scale),
			});
		}
	};
	push(
		log.from,
		log.samples.first().map_or(log.until, |first| first.0),
		None,
	);
	for (number, (at, value)) in log.samples.iter().enumerate() {
		let next = log
			.samples
			.get(number + 1)
			.map_or(log.until.max(*at), |next| next.0);
		push(*at, next, (next - at <= log.longest_gap).then_some(*value));
	}
	out
}

/// Draw the logs of a shipment's conditions, one above the other, as an SVG file.
pub fn draw(path: &Path, title: &str, logs: &[Log], findings: &[Findings]) -> Result<()> {
	let failed =
		|error: &dyn std::fmt::Display| Error::usage(format!("{}: {error}", path.display()));
	let rows = logs.len().max(1);
	let root = SVGBackend::new(path, (WIDTH, HEIGHT * rows as u32 + 50)).into_drawing_area();
	root.fill(&WHITE).map_err(|error| failed(&error))?;
	let root = root
		.titled(title, ("sans-serif", 24).into_font().color(&INK))
		.map_err(|error| failed(&error))?;
	for (area, (log, found)) in root
		.split_evenly((rows, 1))
		.iter()
		.zip(logs.iter().zip(findings))
	{
		panel(area, log, found).map_err(|error| failed(&error))?;
	}
	root.present().map_err(|error| failed(&error))
}

/// What the time axis counts for a log of so many days: its name, how many days it is, and the
/// decimals of its labels.
fn axis(days: f64) -> (&'static str, f64, usize) {
	if days >= 3.0 {
		("days", 1.0, 1)
	} else if days >= 0.125 {
		("hours", 1.0 / 24.0, 1)
	} else {
		("minutes", 1.0 / 1440.0, 2)
	}
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

fn panel(
	area: &Area<'_>,
	log: &Log,
	found: &Findings,
) -> std::result::Result<(), Box<dyn std::error::Error>> {
	let scale = 10f64.powi(i32::from(log.exponent));
	let (low, high) = (log.low as f64 * scale, log.high as f64 * scale);
	let steps = stretches(log);
	let days = (log.until - log.from) as f64 / 86_400_000.0;
	let values = || steps.iter().filter_map(|step| step.value);
	let (bottom, top) = (values().fold(low, f64::min), values().fold(high, f64::max));
	let margin = ((top - bottom) * 0.08).max(scale);
	// Labels of a short time would repeat in days.
	let (unit, a_unit, decimals) = axis(days);
	let caption = format!(
		"{} in {}; agreed {} to {}; {} outside, {} not observed",
		log.quantity,
		log.unit,
		crate::decimal::format(log.low, log.exponent),
		crate::decimal::format(log.high, log.exponent),
		time::format_duration(found.outside),
		time::format_duration(found.unobserved),
	);
	let mut chart = ChartBuilder::on(area)
		.caption(caption, ("sans-serif", 17).into_font().color(&INK))
		.margin(14)
		.x_label_area_size(42)
		.y_label_area_size(58)
		.build_cartesian_2d(0.0..days.max(1e-9), bottom - margin..top + margin)?;
	let rectangle = |from: f64, to: f64, below: f64, above: f64, color: RGBAColor| {
		Rectangle::new([(from, below), (to, above)], color.filled())
	};
	chart.draw_series([rectangle(0.0, days, low, high, BAND.mix(0.8))])?;
	// Gaps stand out within the agreed band too.
	chart.draw_series(
		steps
			.iter()
			.filter(|step| step.value.is_none())
			.map(|step| {
				rectangle(
					step.from,
					step.to,
					bottom - margin,
					top + margin,
					UNKNOWN.mix(0.8),
				)
			}),
	)?;
	chart
		.configure_mesh()
		.light_line_style(TRANSPARENT)
		.bold_line_style(GRID)
		.axis_style(INK)
		.label_style(("sans-serif", 14).into_font().color(&INK))
		.x_desc(format!("{unit} since {}", time::format(log.from)))
		.y_desc(log.unit.clone())
		.x_label_formatter(&|day| format!("{:.decimals$}", day / a_unit))
		.draw()?;
	chart.draw_series(steps.iter().filter_map(|step| {
		let value = step.value?;
		let edge = if value > high {
			high
		} else if value < low {
			low
		} else {
			return None;
		};
		Some(rectangle(
			step.from,
			step.to,
			value.min(edge),
			value.max(edge),
			OUTSIDE.mix(0.35),
		))
	}))?;
	// A line breaks where nothing is observed.
	for run in steps.split(|step| step.value.is_none()) {
		let points = run.iter().flat_map(|step| {
			let value = step.value.unwrap_or_default();
			[(step.from, value), (step.to, value)]
		});
		chart.draw_series(LineSeries::new(points, LINE.stroke_width(2)))?;
	}
	if let Some((at, value)) = found.worst {
		let at = (at.clamp(log.from, log.until) - log.from) as f64 / 86_400_000.0;
		let text = format!(
			"{} {}",
			crate::decimal::format(value, log.exponent),
			log.unit
		);
		// To the side where there is room, and on a ground of its own: the line may run there.
		let left = at > days * 0.8;
		let below = value as f64 * scale > (top + bottom) / 2.0;
		let anchor = Pos::new(
			if left { HPos::Right } else { HPos::Left },
			if below { VPos::Top } else { VPos::Bottom },
		);
		let style = ("sans-serif", 14).into_font().color(&OUTSIDE).pos(anchor);
		let (width, height) = area.estimate_text_size(&text, &style)?;
		let (width, height) = (width as i32 + 8, height as i32 + 4);
		let corner = (
			if left { -8 - width } else { 8 },
			if below { 6 } else { -6 - height },
		);
		let opposite = (corner.0 + width, corner.1 + height);
		let beside = (if left { -12 } else { 12 }, if below { 8 } else { -8 });
		chart.draw_series([EmptyElement::at((at, value as f64 * scale))
			+ Rectangle::new([corner, opposite], WHITE.mix(0.85).filled())
			+ Circle::new((0, 0), 4, OUTSIDE.filled())
			+ Text::new(text, beside, style)])?;
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use samul_primitives::StreamId;

	#[test]
	fn a_log_with_a_gap_is_drawn() {
		let day = 86_400_000;
		let log = Log {
			stream: StreamId::default(),
			channel: 0,
			quantity: "air temperature".into(),
			unit: "Cel".into(),
			exponent: -1,
			low: 130,
			high: 145,
			from: 0,
			until: 4 * day,
			longest_gap: day,
			batches: 1,
			samples: vec![(0, 140), (day, 160), (3 * day, 120)],
		};
		let steps = stretches(&log);
		assert_eq!(steps.len(), 3);
		assert_eq!(steps[1].value, None);
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("log.svg");
		let findings = super::super::audit::examine(&log);
		draw(&path, "Shipment 0", &[log], &[findings]).unwrap();
		let text = std::fs::read_to_string(path).unwrap();
		assert!(text.starts_with("<svg") && text.contains("agreed 13.0 to 14.5"));
		assert!(text.contains("days since"));
	}

	#[test]
	fn the_axis_counts_what_fits() {
		for (days, unit) in [(10.0, "days"), (1.0, "hours"), (0.01, "minutes")] {
			assert_eq!(axis(days).0, unit);
		}
	}
}
