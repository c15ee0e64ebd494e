// SPDX-License-Identifier: Apache-2.0

//! Answers: text for people, JSON for programs.

use std::io::{ErrorKind, Write};

use samul_client::{connection::Included, Error, Result};
use serde::Serialize;
use serde_json::{json, Value};

/// How answers are given.
#[derive(Clone, Copy)]
pub struct Output {
	json: bool,
}

impl Output {
	/// In JSON, or as text.
	pub fn new(json: bool) -> Self {
		Self { json }
	}

	/// Whether programs read it.
	pub fn is_json(&self) -> bool {
		self.json
	}

	/// Give an answer: one line of JSON, or text.
	pub fn answer(&self, value: &impl Serialize, text: impl FnOnce() -> String) -> Result<()> {
		let line = if self.json {
			serde_json::to_string(value).map_err(Error::usage)?
		} else {
			text()
		};
		let mut out = std::io::stdout().lock();
		match writeln!(out, "{}", line.trim_end()).and_then(|()| out.flush()) {
			// Who reads has seen enough.
			Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
			other => other.map_err(Error::usage),
		}
	}

	/// Tell of a transaction that came in, with what is to be known besides.
	pub fn included(&self, included: &Included, more: Value, text: &str) -> Result<()> {
		let mut value = json!({
			"block": included.block,
			"extrinsic": included.extrinsic,
		});
		if let (Some(value), Value::Object(more)) = (value.as_object_mut(), more) {
			value.extend(more);
		}
		self.answer(&value, || {
			format!(
				"{text}\n{}",
				fields(&[("block", format!("{:?}", included.block))])
			)
		})
	}

	/// Tell of something on the way, on standard error: `{"refused": {…}}`, or text.
	pub fn note(&self, kind: &str, value: Value, text: &str) {
		if self.json {
			eprintln!("{}", json!({ kind: value }));
		} else {
			eprintln!("samul: {text}");
		}
	}

	/// Tell of an error.
	pub fn error(&self, error: &Error) {
		if self.json {
			let mut value = json!({ "kind": error.kind(), "message": error.to_string() });
			if let Error::Refused { name, .. } = error {
				value["name"] = name.as_str().into();
			}
			eprintln!("{}", json!({ "error": value }));
		} else {
			eprintln!("samul: {error}");
		}
	}
}

/// Names and values, aligned.
pub fn fields(fields: &[(&str, String)]) -> String {
	let width = fields.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
	fields
		.iter()
		.map(|(name, value)| format!("{name:width$}  {value}\n"))
		.collect()
}

/// Names of columns, and rows, aligned.
pub fn table<const COLUMNS: usize>(names: [&str; COLUMNS], rows: &[[String; COLUMNS]]) -> String {
	let names = names.map(str::to_string);
	let lines = || std::iter::once(&names).chain(rows);
	let mut text = String::new();
	for line in lines() {
		for (column, value) in line.iter().enumerate() {
			let length = |line: &[String; COLUMNS]| line[column].chars().count();
			let width = lines().map(length).max().unwrap_or(0);
			text.push_str(&format!("{value:width$}  "));
		}
		text.truncate(text.trim_end().len());
		text.push('\n');
	}
	text
}

/// Text that others wrote, without what a terminal would take as a command.
pub fn plain(text: &str) -> String {
	let visible = |letter: char| match letter.is_control() {
		true => char::REPLACEMENT_CHARACTER,
		false => letter,
	};
	text.chars().map(visible).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn columns_are_aligned() {
		let rows = [["a", "long one"], ["ärger", ""]].map(|row| row.map(String::from));
		let expected = "name   x\na      long one\närger\n";
		assert_eq!(table(["name", "x"], &rows), expected);
	}

	#[test]
	fn a_name_is_no_command_to_a_terminal() {
		assert_eq!(plain("A\u{1b}[2JG"), "A\u{fffd}[2JG");
	}
}
