// SPDX-License-Identifier: Apache-2.0

//! A network of four validators, a relay, and locks that trust neither: the programs that people run,
//! with nothing between them but files and sockets.

use std::{
	fs,
	path::{Path, PathBuf},
	process::{Child, Command, Stdio},
	time::Duration,
};

use serde_json::Value;

use super::{
	client, free_port,
	network::{until, Network},
	Answer,
};

/// The validators of the chain `local`.
const VALIDATORS: [&[&str]; 4] = [&["--alice"], &["--bob"], &["--charlie"], &["--dave"]];

/// The network, the relay, and where the files are.
pub struct Door {
	pub network: Network,
	relay: Child,
	address: String,
	folder: tempfile::TempDir,
}

impl Door {
	/// Start it all, and enrol a lock.
	pub async fn start() -> Self {
		let network = Network::start("local", &VALIDATORS).await;
		network.node(0).final_at(2, 60).await;
		let folder = tempfile::TempDir::new().unwrap();
		let address = format!("127.0.0.1:{}", free_port());
		let relay = Command::new(client())
			.args(["relay", "serve", "--listen", &address, "--node"])
			.arg(network.node(1).url())
			.stdin(Stdio::null())
			.stdout(Stdio::null())
			.spawn()
			.unwrap();
		let door = Self {
			network,
			relay,
			address,
			folder,
		};
		door.done(&["relay", "enrol", &door.file("trust")]);
		let connected = async || std::net::TcpStream::connect(&door.address).ok();
		until("the relay answers", 20, connected).await;
		door
	}

	/// A file of the test's.
	pub fn file(&self, name: &str) -> String {
		let path = self.folder.path().join(name);
		path.to_str().unwrap().into()
	}

	/// Write a file, and give its path.
	pub fn write(&self, name: &str, text: &str) -> String {
		let path = self.file(name);
		fs::write(&path, text).unwrap();
		path
	}

	/// A command of the client, ready to run.
	pub fn command(&self, arguments: &[&str]) -> Command {
		let mut command = Command::new(client());
		command
			.env_remove("SAMUL_ACCOUNT")
			.env("SAMUL_NODE", self.network.node(0).url())
			.arg("--json")
			.args(arguments)
			.stdin(Stdio::null());
		command
	}

	/// Run a command of the client.
	pub fn samul(&self, arguments: &[&str]) -> Answer {
		self.command(arguments).output().unwrap().into()
	}

	/// Run a command of the client that has to succeed.
	pub fn done(&self, arguments: &[&str]) -> Value {
		let answer = self.samul(arguments);
		assert_eq!(answer.code, 0, "{arguments:?}: {answer:?}");
		answer.json()
	}

	/// Make a device with a key file of this name; gives its id.
	pub fn device(&self, name: &str, scheme: &str, owner: &str) -> String {
		let file = self.file(name);
		self.done(&["key", "new", &file, "--scheme", scheme]);
		let device = self.done(&["device", "register", "--key", &file, "--account", owner]);
		device["device"].as_str().unwrap().into()
	}

	/// Register a resource, which is in a zone if one is named; gives its number.
	pub fn resource(&self, owner: &str, more: &[&str]) -> String {
		let register = [&["resource", "register", "--account", owner], more].concat();
		self.done(&register)["resource"].to_string()
	}

	/// Let a device guard a resource, or belong to it.
	pub fn attach(&self, resource: &str, device: &str, guards: bool, owner: &str) {
		let mut add = vec![
			"resource",
			"add-device",
			resource,
			device,
			"--account",
			owner,
		];
		if guards {
			add.push("--guards");
		}
		self.done(&add);
	}

	/// What the node says of an access: the right, or the reason.
	pub fn check(&self, subject: &str, resource: &str, permission: &str) -> Result<u64, String> {
		let answer = self.samul(&["access", "check", subject, resource, permission]);
		match answer.code {
			0 => Ok(answer.json()["allowed"]["right"].as_u64().unwrap()),
			1 => Err(answer.errors),
			_ => panic!("{answer:?}"),
		}
	}

	/// What a lock with this key says when a phone with that key is at the door: the receipt, or the
	/// reason.
	pub fn knock(
		&self,
		lock: &str,
		resource: &str,
		phone: &str,
		permission: &str,
	) -> Result<String, String> {
		let trust = self.file(&format!("{lock}.trust"));
		if !Path::new(&trust).exists() {
			fs::copy(self.file("trust"), &trust).unwrap();
		}
		let output = Command::new(lock_program())
			.args(["--trust", &trust, "--relay", &self.address])
			.args(["--resource", resource, "--key", &self.file(lock)])
			.args(["--phone", &self.file(phone), "--permission", permission])
			.args(["--max-age", "60"])
			.stdin(Stdio::null())
			.output()
			.unwrap();
		let answer = Answer::from(output);
		assert_eq!(answer.code, 0, "{answer:?}");
		let mut lines = answer.text.lines();
		let first = lines.next().unwrap();
		match first.strip_prefix("DENIED: ") {
			Some(reason) => Err(reason.into()),
			None => {
				assert!(first.starts_with("ALLOWED by right "), "{answer:?}");
				let receipt = lines.next().unwrap();
				Ok(receipt.strip_prefix("receipt ").unwrap().into())
			}
		}
	}

	/// Free money and money on hold of an account, in the smallest unit.
	pub fn money(&self, address: &str) -> (u128, u128) {
		let found = self.done(&["account", "balance", address]);
		let amount = |name: &str| found[name].as_str().unwrap().parse().unwrap();
		(amount("free"), amount("held"))
	}

	/// Follow what happens to a right that was bought, until its agreement is closed.
	pub fn follow(&self, right: &str) -> Followed {
		let child = self
			.command(&["rental", "follow", right])
			.stdout(Stdio::piped())
			.spawn()
			.unwrap();
		// It has to be there before what is to be seen.
		std::thread::sleep(Duration::from_secs(2));
		Followed(child)
	}
}

impl Drop for Door {
	fn drop(&mut self) {
		// It may have ended already.
		let _ = self.relay.kill();
		let _ = self.relay.wait();
	}
}

/// Events of a right, as they come.
pub struct Followed(Child);

impl Followed {
	/// All of them, once the agreement is closed.
	pub fn events(self) -> Vec<Value> {
		let answer = Answer::from(self.0.wait_with_output().unwrap());
		assert_eq!(answer.code, 0, "{answer:?}");
		let lines = answer.text.lines();
		lines
			.map(|line| serde_json::from_str(line).unwrap())
			.collect()
	}
}

/// The fields of the event of this name.
pub fn event<'a>(events: &'a [Value], name: &str) -> &'a Value {
	let found = events.iter().find(|event| event["name"] == name);
	&found.unwrap_or_else(|| panic!("no {name} in {events:?}"))["data"]
}

/// An amount of an event's, in the smallest unit.
pub fn amount(value: &Value) -> u128 {
	let text = value.as_str().map_or(value.to_string(), String::from);
	text.parse().unwrap()
}

/// The example `lock` of the verifier, which is built with the tests.
fn lock_program() -> PathBuf {
	let path = client().with_file_name("examples").join("lock");
	assert!(
		path.exists(),
		"{} is not there: test the whole workspace, or build its examples first",
		path.display()
	);
	path
}
