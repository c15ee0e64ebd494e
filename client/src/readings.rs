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
	/// It cannot be read.
	Malformed,
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
	/// The first line is a row already; columns have no names then.
	pub no_header: bool,
	/// Pass over rows that cannot be read, instead of ending at the first one.
	pub skip_malformed: bool,
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

/// Where the columns of a table are.
fn columns(
	header: &csv::StringRecord,
	table: &Table,
	wanted: usize,
) -> Result<(usize, Vec<usize>)> {
	if header.is_empty() {
		return Err(Error::usage("the table is empty: it has no header line"));
	}
	if header.len() == 1 && header[0].contains([';', '\t']) {
		return Err(Error::usage(format!(
			"columns are separated by commas; the first line is: {}",
			&header[0]
		)));
	}
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
	let time = table.time.as_deref().map_or(Ok(0), column)?;
	if header
		.get(time)
		.is_some_and(|text| parse_time(text).is_ok())
	{
		return Err(Error::usage(
			"the first line is a reading: name the columns in a header line, or say that there is none (--no-header)",
		));
	}
	let values = if table.values.is_empty() {
		(time + 1..=time + wanted).collect()
	} else {
		table
			.values
			.iter()
			.map(|name| column(name))
			.collect::<Result<Vec<_>>>()?
	};
	if values.len() != wanted || values.iter().any(|at| *at >= header.len()) {
		return Err(Error::usage(format!(
			"the stream has {wanted} channels: name as many columns (--columns a,b)"
		)));
	}
	Ok((time, values))
}

/// Read a table for a stream.
pub fn rows<R: Read>(input: R, table: Table, stream: &Stream) -> Result<Rows<R>> {
	let mut reader = csv::ReaderBuilder::new()
		.trim(csv::Trim::All)
		.flexible(true)
		.comment(Some(b'#'))
		.has_headers(!table.no_header)
		.from_reader(input);
	let wanted = stream.channels.len();
	let (time_column, value_columns) = if table.no_header {
		if table.time.is_some() || !table.values.is_empty() {
			return Err(Error::usage(
				"columns have no names without a header line: the time comes first, then the channels",
			));
		}
		(0, (1..=wanted).collect())
	} else {
		columns(reader.headers().map_err(Error::usage)?, &table, wanted)?
	};
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

fn line_of(position: Option<&csv::Position>) -> u64 {
	position.map_or(0, csv::Position::line)
}

impl<R: Read> Rows<R> {
	fn row(&mut self, record: &csv::StringRecord) -> Result<Row> {
		let line = line_of(record.position());
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
		let (line, row) = match self.records.next()? {
			Ok(record) => (line_of(record.position()), self.row(&record)),
			// The file itself cannot be read any further.
			Err(error) if error.is_io_error() => return Some(Err(Error::usage(error))),
			Err(error) => (line_of(error.position()), Err(Error::usage(error))),
		};
		Some(match row {
			Err(_) if self.table.skip_malformed => Ok(Row::Skipped {
				line,
				why: Skipped::Malformed,
			}),
			row => row,
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
	fn a_table_without_a_header_is_read_if_told_so() {
		let text = "1000,1,2\n2000,3,4\n";
		let error = read(text, Table::default()).unwrap_err();
		assert!(error.to_string().contains("--no-header"), "{error}");
		let bare = Table {
			no_header: true,
			..Default::default()
		};
		assert_eq!(
			read(text, bare.clone()).unwrap(),
			[reading(1000, [10, 2]), reading(2000, [30, 4])]
		);
		let named = Table {
			values: vec!["t".into()],
			..bare
		};
		assert!(read(text, named).is_err());
	}

	#[test]
	fn malformed_rows_end_a_table_or_are_passed_over() {
		let text = b"time,t,h\n1000,1,2\nsoon,1,2\n\xff,1,2\n3000,1,x\n4000,3,4\n";
		let rows = |table| rows(&text[..], table, &stream()).unwrap();
		let strict: Vec<_> = rows(Table::default()).take(2).collect();
		assert_eq!(strict[0].as_ref().unwrap(), &reading(1000, [10, 2]));
		assert!(strict[1].is_err());
		let lenient = Table {
			skip_malformed: true,
			..Default::default()
		};
		assert_eq!(
			rows(lenient).collect::<Result<Vec<_>>>().unwrap(),
			[
				reading(1000, [10, 2]),
				skipped(3, Skipped::Malformed),
				skipped(4, Skipped::Malformed),
				skipped(5, Skipped::Malformed),
				reading(4000, [30, 4]),
			]
		);
	}

	#[test]
	fn what_is_no_table_at_all_is_named() {
		for (text, words) in [
			("", "empty"),
			("time;t;h\n1000;1;2\n", "commas"),
			("time\tt\th\n", "commas"),
		] {
			let error = read(text, Table::default()).unwrap_err();
			assert!(error.to_string().contains(words), "{error}");
		}
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
