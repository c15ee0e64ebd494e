// SPDX-License-Identifier: Apache-2.0

//! Two nodes on this machine: one makes blocks, the other follows.

use std::{
	collections::BTreeMap,
	fs::File,
	io::{Read, Write},
	net::{TcpListener, TcpStream},
	path::Path,
	process::{Child, Command, Stdio},
	time::{Duration, Instant},
};

use samul_client::{Chain, Error, Result};
use tempfile::TempDir;

/// The author's secret key of the network, and the identity that follows from it.
const NODE_KEY: &str = "0000000000000000000000000000000000000000000000000000000000000001";
const PEER_ID: &str = "12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp";

/// How the author came by a block.
#[derive(Clone, Debug)]
pub struct Authored {
	/// Milliseconds it took to build.
	pub millis: f64,
	/// What ended it, in the node's words.
	pub end: String,
}

/// A running network. Its nodes end, and all that they wrote is gone, when this is dropped.
pub struct Network {
	author: Child,
	follower: Child,
	author_rpc: u16,
	metrics: u16,
	folder: TempDir,
}

fn free_port() -> Result<u16> {
	TcpListener::bind("127.0.0.1:0")
		.and_then(|listener| listener.local_addr())
		.map(|address| address.port())
		.map_err(Error::usage)
}

fn spawn(node: &Path, folder: &Path, name: &str, arguments: &[String]) -> Result<Child> {
	let log = File::create(folder.join(format!("{name}.log"))).map_err(Error::usage)?;
	Command::new(node)
		.args([
			"--chain",
			"dev",
			"--no-telemetry",
			"--no-mdns",
			"--name",
			name,
		])
		.arg("--base-path")
		.arg(folder.join(name))
		.args(arguments)
		.stdin(Stdio::null())
		.stdout(Stdio::null())
		.stderr(log)
		.spawn()
		.map_err(|error| Error::usage(format!("{}: {error}", node.display())))
}

impl Network {
	/// Start one from an empty chain.
	pub async fn start(node: &Path) -> Result<Self> {
		let folder = TempDir::new().map_err(Error::usage)?;
		let (p2p, author_rpc) = (free_port()?, free_port()?);
		let (follower_rpc, metrics) = (free_port()?, free_port()?);
		let author = [
			"--alice",
			"--force-authoring",
			"--no-prometheus",
			"--node-key",
			NODE_KEY,
			"--listen-addr",
			&format!("/ip4/127.0.0.1/tcp/{p2p}"),
			"--rpc-port",
			&author_rpc.to_string(),
			"--pool-limit",
			"100000",
			"--pool-kbytes",
			"200000",
			"--rpc-max-request-size",
			"64",
			"--rpc-max-response-size",
			"64",
		]
		.map(String::from);
		let follower = [
			"--port",
			"0",
			"--rpc-port",
			&follower_rpc.to_string(),
			"--prometheus-port",
			&metrics.to_string(),
			"--reserved-nodes",
			&format!("/ip4/127.0.0.1/tcp/{p2p}/p2p/{PEER_ID}"),
		]
		.map(String::from);
		let author = spawn(node, folder.path(), "author", &author)?;
		let mut network = Self {
			author,
			follower: spawn(node, folder.path(), "follower", &follower)?,
			author_rpc,
			metrics,
			folder,
		};
		let begun = Instant::now();
		while network.chain().await.is_err()
			|| network.imported().is_none_or(|(count, _)| count < 2)
		{
			for child in [&mut network.author, &mut network.follower] {
				if let Ok(Some(status)) = child.try_wait() {
					return Err(Error::Connection(format!("a node ended: {status}")));
				}
			}
			if begun.elapsed() > Duration::from_secs(60) {
				return Err(Error::Connection("the network makes no blocks".into()));
			}
			tokio::time::sleep(Duration::from_millis(200)).await;
		}
		Ok(network)
	}

	/// A connection to the author.
	pub async fn chain(&self) -> Result<Chain> {
		Chain::connect(&format!("ws://127.0.0.1:{}", self.author_rpc)).await
	}

	/// How many blocks the follower imported so far, and how many seconds that took in all.
	pub fn imported(&self) -> Option<(u64, f64)> {
		let mut stream = TcpStream::connect(("127.0.0.1", self.metrics)).ok()?;
		let request = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
		stream.write_all(request.as_bytes()).ok()?;
		let mut text = String::new();
		stream.read_to_string(&mut text).ok()?;
		let value = |name: &str| -> Option<f64> {
			let lines = text.lines().filter(|line| line.starts_with(name));
			lines
				.filter_map(|line| line.rsplit_once(' ')?.1.parse::<f64>().ok())
				.reduce(|sum, value| sum + value)
		};
		let count = value("substrate_block_verification_and_import_time_count")?;
		let sum = value("substrate_block_verification_and_import_time_sum")?;
		Some((count as u64, sum))
	}

	/// What the author says of the blocks that it made, by their numbers.
	pub fn authored(&self) -> Result<BTreeMap<u64, Authored>> {
		let log = self.folder.path().join("author.log");
		let text = std::fs::read_to_string(log).map_err(Error::usage)?;
		Ok(text.lines().filter_map(authored).collect())
	}
}

/// Read a line such as `… Prepared block for proposing at 5 (12 ms) hash: …; end: NoMore…; …`.
fn authored(line: &str) -> Option<(u64, Authored)> {
	let (_, rest) = line.split_once("Prepared block for proposing at ")?;
	let (number, rest) = rest.split_once(" (")?;
	let (millis, rest) = rest.split_once(" ms)")?;
	let (_, rest) = rest.split_once("end: ")?;
	let (end, _) = rest.split_once(';')?;
	let found = Authored {
		millis: millis.parse().ok()?,
		end: end.into(),
	};
	Some((number.parse().ok()?, found))
}

impl Drop for Network {
	fn drop(&mut self) {
		for child in [&mut self.follower, &mut self.author] {
			// It may have ended already.
			let _ = child.kill();
			let _ = child.wait();
		}
	}
}
