// SPDX-License-Identifier: Apache-2.0

//! DID URLs: a DID, at a time, and a part of its document.

use std::{fmt, str::FromStr};

use samul_primitives::Moment;

use crate::{time, Did, DidError};

/// The parameter that asks for the document of a time.
const VERSION_TIME: &str = "versionTime";

/// A DID, and what of it is meant (DID Core 1.0, 3.2).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct DidUrl {
	/// Whose.
	pub did: Did,
	/// Of which time: the last millisecond of the second that it names.
	pub version_time: Option<Moment>,
	/// Which part of the document: a verification method or a service.
	pub fragment: Option<String>,
}

impl From<Did> for DidUrl {
	fn from(did: Did) -> Self {
		Self {
			did,
			version_time: None,
			fragment: None,
		}
	}
}

impl fmt::Display for DidUrl {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}", self.did)?;
		if let Some(time) = self.version_time.and_then(time::format) {
			write!(f, "?{VERSION_TIME}={time}")?;
		}
		match &self.fragment {
			Some(fragment) => write!(f, "#{fragment}"),
			None => Ok(()),
		}
	}
}

/// Text with what is percent-encoded decoded.
fn decoded(text: &str) -> Option<String> {
	let mut bytes = Vec::with_capacity(text.len());
	let mut rest = text.bytes();
	while let Some(byte) = rest.next() {
		bytes.push(match byte {
			b'%' => {
				let digits = [rest.next()?, rest.next()?];
				let mut decoded = [0];
				hex::decode_to_slice(digits, &mut decoded).ok()?;
				decoded[0]
			}
			byte => byte,
		});
	}
	String::from_utf8(bytes).ok()
}

/// Which fragments parts of a document have: unreserved characters (RFC 3986).
fn is_fragment(text: &str) -> bool {
	let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
	!text.is_empty() && text.bytes().all(fits)
}

fn parse_query(query: &str) -> Option<Moment> {
	let mut time = None;
	// A parameter that is not understood may mean another document.
	for parameter in query.split('&') {
		let (name, value) = parameter.split_once('=')?;
		if name != VERSION_TIME || time.is_some() {
			return None;
		}
		time = Some(time::parse(&decoded(value)?)?);
	}
	time
}

impl FromStr for DidUrl {
	type Err = DidError;

	fn from_str(text: &str) -> Result<Self, DidError> {
		let wrong = || DidError::InvalidUrl;
		let (rest, fragment) = match text.split_once('#') {
			Some((rest, fragment)) => (rest, Some(decoded(fragment).ok_or_else(wrong)?)),
			None => (text, None),
		};
		let (rest, query) = match rest.split_once('?') {
			Some((rest, query)) => (rest, Some(query)),
			None => (rest, None),
		};
		let (did, path) = match rest.split_once('/') {
			Some((did, path)) => (did, Some(path)),
			None => (rest, None),
		};
		let did = did.parse()?;
		if path.is_some() || !fragment.as_deref().is_none_or(is_fragment) {
			return Err(DidError::InvalidUrl);
		}
		let version_time = query
			.map(|query| parse_query(query).ok_or_else(wrong))
			.transpose()?;
		Ok(Self {
			did,
			version_time,
			fragment,
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use samul_primitives::DeviceId;

	fn base() -> String {
		Did::new(DeviceId([1; 32])).to_string()
	}

	#[test]
	fn a_time_and_a_part_are_read() {
		let url: DidUrl = format!("{}?versionTime=2023-01-01T00:00:00Z#data-1", base())
			.parse()
			.unwrap();
		assert_eq!(url.did, Did::new(DeviceId([1; 32])));
		assert_eq!(url.version_time, Some(1_672_531_200_999));
		assert_eq!(url.fragment.as_deref(), Some("data-1"));
		let encoded = format!("{}?versionTime=2023-01-01T00%3A00%3a00Z#data%2D1", base());
		assert_eq!(encoded.parse(), Ok(url));
		let plain: DidUrl = base().parse().unwrap();
		assert_eq!(plain, DidUrl::from(plain.did));
	}

	#[test]
	fn what_is_not_understood_is_refused() {
		for rest in [
			"/",
			"/path",
			"?",
			"?versionTime",
			"?versionTime=",
			"?versionTime=now",
			"?versionTime=2023-01-01T00:00:00.5Z",
			"?versionTime=%2",
			"?versionTime=%zz",
			"?versionTime=%ff",
			"?versionTime=2023-01-01T00:00:00Z&versionTime=2023-01-01T00:00:00Z",
			"?versionId=1",
			"?versionTime=2023-01-01T00:00:00Z&service=a",
			"#",
			"#a b",
			"#a#b",
			"#a%23b",
			"#%e4",
		] {
			let text = format!("{}{rest}", base());
			assert_eq!(text.parse::<DidUrl>(), Err(DidError::InvalidUrl), "{text}");
		}
		assert_eq!("did:samul:11#a".parse::<DidUrl>(), Err(DidError::Invalid));
		assert_eq!("did:web:a#b".parse::<DidUrl>(), Err(DidError::OtherMethod));
	}

	proptest! {
		#[test]
		fn what_is_written_is_read(
			device: [u8; 32],
			second in prop::option::of(0u64..253_000_000_000),
			fragment in prop::option::of("[A-Za-z0-9._~-]{1,60}"),
		) {
			let url = DidUrl {
				did: Did::new(DeviceId(device)),
				version_time: second.map(|second| second * 1000 + 999),
				fragment,
			};
			prop_assert_eq!(url.to_string().parse(), Ok(url));
		}

		#[test]
		fn any_text_is_read_or_refused(rest in "\\PC{0,60}|[?#][a-zA-Z0-9=&%:#?-]{0,40}") {
			let _ = rest.parse::<DidUrl>();
			if let Ok(url) = format!("{}{rest}", base()).parse::<DidUrl>() {
				prop_assert_eq!(url.to_string().parse(), Ok(url));
			}
		}
	}
}
