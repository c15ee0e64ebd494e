// SPDX-License-Identifier: Apache-2.0

//! Readings from CSV: a file, or a sensor that writes lines to standard input.

use std::io::Read;

use jiff::{civil::DateTime, tz::TimeZone};
use samul_primitives::Moment;

use crate::{decimal, stream::Stream, time, Error, Result};

/// A reading as a device would measure it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
	/// When.
	pub time: Moment,
	/// The raw value of each channel.
	pub values: Vec<i64>,
}

/// Why a row gave no reading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Skipped {
	/// A value is missing: the log has a gap there.
	Missing,
	/// A value is outside of its channel's plausible range: the chain would refuse it.
	Implausible,
	/// The time is not after that of the row before.
	NotLater,
	/// The time is outside of what was asked for.
	OutOfRange,
}

/// A row of the input.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Row {
	/// A reading.
	Reading(Reading),
	/// None, and why.
	Skipped {
		/// Line of the input, from 1.
		line: u64,
		/// Why.
		why: Skipped,
	},
}

/// How a table is read.
#[derive(Clone, Debug, Default)]
pub struct Table {
	/// Name of the column that holds the time; the first one if none is named.
	pub time: Option<String>,
	/// Names of the columns that hold the channels' values, in the channels' order; those that
	/// follow the time if none is named.
	pub values: Vec<String>,
	/// Round values that have more digits than their channel's exponent keeps.
	pub round: bool,
	/// Milliseconds by which every time is moved.
	pub shift: i64,
	/// Take no reading before this time of the input.
	pub from: Option<Moment>,
	/// Take no reading after this time of the input.
	pub to: Option<Moment>,
	/// Leave it to the chain to refuse implausible values.
	pub unchecked: bool,
}

/// What a channel makes of a number.
#[derive(Clone, Copy, Debug)]
struct Scale {
	exponent: i8,
	min: i64,
	max: i64,
}

/// Rows of a table, one by one.
pub struct Rows<R> {
	records: csv::StringRecordsIntoIter<R>,
	table: Table,
	scales: Vec<Scale>,
	time_column: usize,
	value_columns: Vec<usize>,
	last: Option<Moment>,
}

/// Read a table with a header line for a stream.
pub fn rows<R: Read>(input: R, table: Table, stream: &Stream) -> Result<Rows<R>> {
	let mut reader = csv::ReaderBuilder::new()
		.trim(csv::Trim::All)
		.flexible(true)
		.comment(Some(b'#'))
		.from_reader(input);
	let header = reader.headers().map_err(Error::usage)?.clone();
	let column = |name: &str| {
		header
			.iter()
			.position(|other| other == name)
			.ok_or_else(|| {
				let names: Vec<&str> = header.iter().collect();
				Error::usage(format!(
					"there is no column `{name}`, but: {}",
					names.join(", ")
				))
			})
	};
	let time_column = table.time.as_deref().map_or(Ok(0), column)?;
	let wanted = stream.channels.len();
	let value_columns = if table.values.is_empty() {
		(time_column + 1..=time_column + wanted).collect()
	} else {
		table
			.values
			.iter()
			.map(|name| column(name))
			.collect::<Result<Vec<_>>>()?
	};
	if value_columns.len() != wanted || value_columns.iter().any(|at| *at >= header.len()) {
		return Err(Error::usage(format!(
			"the stream has {wanted} channels: name as many columns (--columns a,b)"
		)));
	}
	let scales = stream
		.channels
		.iter()
		.map(|channel| Scale {
			exponent: channel.exponent,
			min: channel.min,
			max: channel.max,
		})
		.collect();
	Ok(Rows {
		records: reader.into_records(),
		table,
		scales,
		time_column,
		value_columns,
		last: None,
	})
}

/// Read a time of a table. Without an offset it is UTC.
fn parse_time(text: &str) -> Result<Moment> {
	if let Ok(moment) = text
		.parse::<DateTime>()
		.and_then(|date| date.to_zoned(TimeZone::UTC))
	{
		// Also what carries an offset parses as a civil time: that one goes the other way.
		if !text.ends_with(['Z', 'z']) && !has_offset(text) {
			return Moment::try_from(moment.timestamp().as_millisecond())
				.map_err(|_| Error::usage(format!("`{text}` is before 1970")));
		}
	}
	time::parse(text)
}

/// Whether a time of day is followed by an offset.
fn has_offset(text: &str) -> bool {
	text.get(11..)
		.is_some_and(|clock| clock.contains(['+', '-']))
}

impl<R: Read> Rows<R> {
	fn row(&mut self, record: &csv::StringRecord) -> Result<Row> {
		let line = record.position().map_or(0, csv::Position::line);
		let at_line = |error: Error| Error::usage(format!("line {line}: {error}"));
		let skip = |why| Ok(Row::Skipped { line, why });
		let text = record.get(self.time_column).unwrap_or_default();
		let original = parse_time(text).map_err(at_line)?;
		if self.table.from.is_some_and(|from| original < from)
			|| self.table.to.is_some_and(|to| original > to)
		{
			return skip(Skipped::OutOfRange);
		}
		let time = original
			.checked_add_signed(self.table.shift)
			.ok_or_else(|| at_line(Error::usage("the shifted time is before 1970")))?;
		let mut values = Vec::with_capacity(self.scales.len());
		let mut implausible = false;
		for (column, scale) in self.value_columns.iter().zip(&self.scales) {
			let text = record.get(*column).unwrap_or_default();
			if ["", "NA", "NaN", "nan", "null"].contains(&text) {
				return skip(Skipped::Missing);
			}
			let value = decimal::parse(text, scale.exponent, self.table.round).map_err(at_line)?;
			implausible |= !(scale.min..=scale.max).contains(&value);
			values.push(value);
		}
		if implausible && !self.table.unchecked {
			return skip(Skipped::Implausible);
		}
		if self.last.is_some_and(|last| time <= last) {
			return skip(Skipped::NotLater);
		}
		self.last = Some(time);
		Ok(Row::Reading(Reading { time, values }))
	}
}

impl<R: Read> Iterator for Rows<R> {
	type Item = Result<Row>;

	fn next(&mut self) -> Option<Self::Item> {
		Some(match self.records.next()? {
			Ok(record) => self.row(&record),
			Err(error) => Err(Error::usage(error)),
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::stream::Channel;

	fn stream() -> Stream {
		let channel = |unit: &str, exponent, min, max| Channel {
			quantity: "q".into(),
			unit: unit.into(),
			exponent,
			min,
			max,
			stats: None,
		};
		Stream {
			id: Default::default(),
			owner: None,
			open: true,
			interval: 1,
			longest_gap: 1,
			next_sequence: 0,
			readings: 0,
			last_time: None,
			observed: 0,
			unobserved: 0,
			channels: vec![channel("Cel", -1, -400, 800), channel("%", 0, 0, 100)],
			peaks: vec![],
			monitors: vec![],
		}
	}

	fn read(text: &str, table: Table) -> Result<Vec<Row>> {
		rows(text.as_bytes(), table, &stream())?.collect()
	}

	fn reading(time: Moment, values: [i64; 2]) -> Row {
		Row::Reading(Reading {
			time,
			values: values.to_vec(),
		})
	}

	fn skipped(line: u64, why: Skipped) -> Row {
		Row::Skipped { line, why }
	}

	const TABLE: &str = "time,t,h,other\n\
		1970-01-01T00:00:01Z,-4.5,80,x\n\
		1970-01-01 00:00:02,5,81\n\
		3000,,82\n\
		1970-01-01T01:00:04+01:00,90,83\n\
		2000,6,84\n\
		# a remark\n\
		5000,7,85\n";

	#[test]
	fn a_table_is_read_row_by_row() {
		assert_eq!(
			read(TABLE, Table::default()).unwrap(),
			[
				reading(1000, [-45, 80]),
				reading(2000, [50, 81]),
				skipped(4, Skipped::Missing),
				skipped(5, Skipped::Implausible),
				skipped(6, Skipped::NotLater),
				reading(5000, [70, 85]),
			]
		);
	}

	#[test]
	fn columns_range_and_shift_are_as_asked() {
		let table = Table {
			time: Some("time".into()),
			values: vec!["h".into(), "h".into()],
			shift: 500,
			from: Some(2000),
			to: Some(3000),
			unchecked: true,
			..Default::default()
		};
		let rows = read(TABLE, table).unwrap();
		assert_eq!(rows[0], skipped(2, Skipped::OutOfRange));
		assert_eq!(rows[1], reading(2500, [810, 81]));
		assert_eq!(rows[2], reading(3500, [820, 82]));
	}

	#[test]
	fn what_is_no_table_for_the_stream_is_refused() {
		let values = |names: &[&str]| Table {
			values: names.iter().map(|name| name.to_string()).collect(),
			..Default::default()
		};
		assert!(read("time,t\n", Table::default()).is_err());
		assert!(read(TABLE, values(&["t"])).is_err());
		assert!(read(TABLE, values(&["t", "none"])).is_err());
		assert!(read("time,t,h\nsoon,1,2\n", Table::default()).is_err());
		assert!(read("time,t,h\n1000,1.25,2\n", Table::default()).is_err());
		let rounded = Table {
			round: true,
			..Default::default()
		};
		assert_eq!(
			read("time,t,h\n1000,1.25,2\n", rounded).unwrap(),
			[reading(1000, [13, 2])]
		);
		let back = Table {
			shift: -2000,
			..Default::default()
		};
		assert!(read("time,t,h\n1000,1,2\n", back).is_err());
	}
}
