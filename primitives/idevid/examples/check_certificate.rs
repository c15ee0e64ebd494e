// SPDX-License-Identifier: Apache-2.0

//! Whether the chain takes a device's certificate, and what it reads in it.
//!
//! `check_certificate CERTIFICATE CA`: the certificate as DER, and the CA's public key as DER of its
//! SubjectPublicKeyInfo (`openssl pkey -pubout -outform DER`).

use std::{env, error::Error, fs, process::ExitCode};

use samul_idevid::{public_key, verify};
use samul_primitives::PublicKey;

/// A key's scheme and bytes.
fn text(key: &PublicKey) -> String {
	format!("{} 0x{}", key.scheme().name(), hex::encode(key.as_bytes()))
}

fn check(certificate: &str, ca: &str) -> Result<(), Box<dyn Error>> {
	let read = |path: &str| fs::read(path).map_err(|error| format!("{path}: {error}"));
	let ca = public_key(&read(ca)?).map_err(|error| format!("{ca}: {error}"))?;
	let idevid = verify(&read(certificate)?, &ca)?;
	println!("accepted of the CA         {}", text(&ca));
	println!("key of the device          {}", text(&idevid.subject_key));
	if let Some(number) = &idevid.subject_serial_number {
		println!(
			"number of the device       {}",
			String::from_utf8_lossy(number)
		);
	}
	println!(
		"number of the certificate  0x{}",
		hex::encode(&idevid.serial)
	);
	println!("valid from                 {} ms", idevid.not_before);
	match idevid.not_after {
		Some(end) => println!("valid through              {end} ms"),
		None => println!("valid through              for ever"),
	}
	Ok(())
}

fn main() -> ExitCode {
	let arguments: Vec<String> = env::args().skip(1).collect();
	let [certificate, ca] = arguments.as_slice() else {
		eprintln!("usage: check_certificate CERTIFICATE.der CA.pub.der");
		return ExitCode::from(2);
	};
	match check(certificate, ca) {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("{error}");
			ExitCode::FAILURE
		}
	}
}
