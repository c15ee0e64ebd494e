// SPDX-License-Identifier: Apache-2.0

//! A node of a development chain of its own, and the command line against it.
#![allow(dead_code, reason = "each test uses what it needs")]

pub mod council;
pub mod door;
pub mod member;
pub mod network;

use std::{
	fs::File,
	net::TcpListener,
	path::{Path, PathBuf},
	process::{Child, Command, ExitStatus, Output, Stdio},
	time::{Duration, Instant},
};

use samul_client::{account, Chain};
use subxt_signer::sr25519::Keypair;
use tempfile::TempDir;

pub const ALICE: &str = "//Alice";
pub const BOB: &str = "//Bob";
pub const CHARLIE: &str = "//Charlie";

/// The address of a development account.
pub fn address(uri: &str) -> String {
	account::address(&account::id(&signer(uri)))
}

pub fn signer(uri: &str) -> Keypair {
	account::signer(uri).unwrap()
}

/// What a command of the client answered.
#[derive(Debug)]
pub struct Answer {
	pub code: i32,
	pub text: String,
	pub errors: String,
}

impl Answer {
	/// The JSON that it printed.
	pub fn json(&self) -> serde_json::Value {
		serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
	}
}

impl From<Output> for Answer {
	fn from(output: Output) -> Self {
		Self {
			code: output.status.code().unwrap_or(-1),
			text: String::from_utf8(output.stdout).unwrap(),
			errors: String::from_utf8(output.stderr).unwrap(),
		}
	}
}

/// A running node. It ends, and all that it wrote is gone, when this is dropped.
pub struct Node {
	process: Child,
	port: u16,
	options: Vec<String>,
	pub folder: TempDir,
}

impl Node {
	/// Start one with an empty chain.
	pub async fn start() -> Self {
		Self::start_in(TempDir::new().unwrap(), &["--no-prometheus"]).await
	}

	/// Start one with the chain that a folder holds, and with these options besides the usual ones.
	pub async fn start_in(folder: TempDir, options: &[&str]) -> Self {
		let port = free_port();
		let options: Vec<String> = options.iter().map(|option| option.to_string()).collect();
		let node = Self {
			process: spawn(folder.path(), port, &options),
			port,
			options,
			folder,
		};
		node.ready().await;
		node
	}

	/// End it as a failing machine does.
	pub fn kill(&mut self) {
		self.process.kill().unwrap();
		self.process.wait().unwrap();
	}

	/// Ask it to end by a signal, `INT` or `TERM`. It has to within 15 seconds.
	pub fn end(&mut self, signal: &str) -> ExitStatus {
		let id = self.process.id().to_string();
		let sent = Command::new("sh")
			.args(["-c", r#"kill -s "$0" "$1""#, signal, &id])
			.status()
			.unwrap();
		assert!(sent.success());
		let begun = Instant::now();
		loop {
			if let Some(status) = self.process.try_wait().unwrap() {
				return status;
			}
			assert!(
				begun.elapsed() < Duration::from_secs(15),
				"the node goes on in spite of {signal}"
			);
			std::thread::sleep(Duration::from_millis(50));
		}
	}

	/// Start it again with the chain that it has.
	pub async fn restart(&mut self) {
		self.process = spawn(self.folder.path(), self.port, &self.options);
		self.ready().await;
	}

	/// The same with one more option.
	pub async fn restart_with(&mut self, option: &str) {
		self.options.push(option.into());
		self.restart().await;
		self.options.pop();
	}

	pub fn url(&self) -> String {
		format!("ws://127.0.0.1:{}", self.port)
	}

	pub async fn chain(&self) -> Chain {
		Chain::connect(&self.url()).await.unwrap()
	}

	async fn ready(&self) {
		let begun = Instant::now();
		while let Err(error) = Chain::connect(&self.url()).await {
			let log = std::fs::read_to_string(self.folder.path().join("node.log"));
			assert!(
				begun.elapsed() < Duration::from_secs(60),
				"the node does not answer: {error}\n{}",
				log.unwrap_or_default()
			);
			tokio::time::sleep(Duration::from_millis(100)).await;
		}
	}

	/// A file of the test's.
	pub fn file(&self, name: &str) -> PathBuf {
		self.folder.path().join(name)
	}

	/// A command of the client, ready to run.
	pub fn command(&self, arguments: &[&str]) -> Command {
		let mut command = Command::new(client());
		command
			.env_remove("SAMUL_ACCOUNT")
			.env("SAMUL_NODE", self.url())
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
	pub fn done(&self, arguments: &[&str]) -> serde_json::Value {
		let answer = self.samul(arguments);
		assert_eq!(answer.code, 0, "{arguments:?}: {answer:?}");
		answer.json()
	}

	/// Make a device with a key file of this name and a stream of it; gives the stream's id.
	pub fn stream(
		&self,
		key: &str,
		scheme: &str,
		owner: &str,
		interval: &str,
		longest_gap: &str,
		channels: &[&str],
	) -> String {
		let file = self.file(key);
		let file = file.to_str().unwrap();
		self.done(&["key", "new", file, "--scheme", scheme]);
		let device = self.done(&["device", "register", "--key", file, "--account", owner]);
		let device = device["device"].as_str().unwrap().to_string();
		let mut open = vec!["stream", "open", &device, "--account", owner];
		open.extend(["--interval", interval, "--longest-gap", longest_gap]);
		for channel in channels {
			open.extend(["--channel", channel]);
		}
		self.done(&open)["stream"].as_str().unwrap().to_string()
	}
}

impl Drop for Node {
	fn drop(&mut self) {
		// It may have been killed already.
		let _ = self.process.kill();
		let _ = self.process.wait();
	}
}

/// A port that is free now. That another takes it in the meantime is unlikely.
pub fn free_port() -> u16 {
	let listener = TcpListener::bind("127.0.0.1:0").unwrap();
	listener.local_addr().unwrap().port()
}

fn spawn(folder: &Path, port: u16, options: &[String]) -> Child {
	let log = File::options()
		.create(true)
		.append(true)
		.open(folder.join("node.log"))
		.unwrap();
	Command::new(env!("CARGO_BIN_EXE_samul-node"))
		.args(["--dev", "--port", "0", "--no-telemetry", "--no-mdns"])
		.args(options)
		.args(["--rpc-port", &port.to_string(), "--base-path"])
		.arg(folder.join("chain"))
		.stdin(Stdio::null())
		.stdout(Stdio::null())
		.stderr(log)
		.spawn()
		.unwrap()
}

/// The client's command line, which is built beside the node.
pub fn client() -> PathBuf {
	let path = Path::new(env!("CARGO_BIN_EXE_samul-node")).with_file_name("samul");
	assert!(
		path.exists(),
		"{} is not there: build the whole workspace first",
		path.display()
	);
	path
}
