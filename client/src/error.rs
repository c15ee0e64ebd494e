// SPDX-License-Identifier: Apache-2.0

//! What can go wrong, and the exit code that the command line gives for it.

use std::fmt::Display;

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// The chain refused a transaction.
	#[error("the chain refused it: {name}{}", explained(.docs))]
	Refused {
		/// Name of the error, such as `Telemetry.NotOwner`.
		name: String,
		/// What it means.
		docs: String,
	},
	/// Something on the chain is not there, or not as it should be for this.
	#[error("{0}")]
	NotThere(String),
	/// An argument, a file or its content is not what it should be.
	#[error("{0}")]
	Usage(String),
	/// The node does not answer, or answers what cannot be understood.
	#[error("no answer from the node: {0}")]
	Connection(String),
	/// The evidence does not prove what it should, or the node cannot give it.
	#[error("the evidence fails: {0}")]
	Evidence(String),
	/// The user wanted an end before all was done.
	#[error("ended before all was read; what was read is on the chain")]
	Interrupted,
	/// Readings were refused; the others are on the chain.
	#[error("{count} readings were refused")]
	ReadingsRefused {
		/// How many.
		count: u64,
	},
}

/// A result of this library.
pub type Result<T> = std::result::Result<T, Error>;

fn explained(docs: &str) -> String {
	if docs.is_empty() {
		String::new()
	} else {
		format!(" ({docs})")
	}
}

impl Error {
	/// An argument, a file or its content is not what it should be.
	pub fn usage(what: impl Display) -> Self {
		Self::Usage(what.to_string())
	}

	/// The exit code of the command line.
	pub fn exit_code(&self) -> u8 {
		match self {
			Self::Refused { .. } | Self::NotThere(_) => 1,
			Self::Usage(_) => 2,
			Self::Connection(_) => 3,
			Self::Evidence(_) => 4,
			Self::ReadingsRefused { .. } => 5,
			// What a shell gives a command that Ctrl-C ends.
			Self::Interrupted => 130,
		}
	}

	/// A short name of the kind, for machines.
	pub fn kind(&self) -> &'static str {
		match self {
			Self::Refused { .. } => "refused",
			Self::NotThere(_) => "notThere",
			Self::Usage(_) => "usage",
			Self::Connection(_) => "connection",
			Self::Evidence(_) => "evidence",
			Self::ReadingsRefused { .. } => "readingsRefused",
			Self::Interrupted => "interrupted",
		}
	}
}

impl From<subxt::Error> for Error {
	fn from(error: subxt::Error) -> Self {
		Self::Connection(chain_of(&error))
	}
}

impl From<subxt::rpcs::Error> for Error {
	fn from(error: subxt::rpcs::Error) -> Self {
		match error {
			subxt::rpcs::Error::User(error) => match error.code {
				-32602 => Self::Usage(error.message),
				7101 | 7104 | 7105 => Self::NotThere(error.message),
				7102 => Self::Evidence(error.message),
				_ => Self::Connection(error.to_string()),
			},
			error => Self::Connection(chain_of(&error)),
		}
	}
}

/// An error and what it came from, in one line.
pub(crate) fn chain_of(error: &dyn std::error::Error) -> String {
	let mut text = error.to_string();
	let mut source = error.source();
	while let Some(cause) = source {
		let cause_text = cause.to_string();
		if !text.contains(&cause_text) {
			text.push_str(": ");
			text.push_str(&cause_text);
		}
		source = cause.source();
	}
	text
}
