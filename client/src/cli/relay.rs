// SPDX-License-Identifier: Apache-2.0

//! `samul relay`.

use std::path::PathBuf;

use clap::Subcommand;
use samul_client::{
	relay::{self, Node, Nodes},
	Error, Result,
};
use serde_json::json;
use tokio::net::TcpListener;

use super::Context;

/// What locks without a network need of the chain.
#[derive(Subcommand)]
pub enum Command {
	/// Answer locks over TCP, until Ctrl-C. No lock trusts the relay: all that it hands over is proved.
	Serve {
		/// Where locks come to.
		#[arg(long, default_value = "127.0.0.1:9955")]
		listen: String,
		/// WebSocket of a further node, asked if those before it do not answer or can not tell; an archive, for
		/// example. Several times for several.
		#[arg(long = "url")]
		urls: Vec<String>,
	},
	/// Write what a lock is told when it is enrolled. The node has to be one that you trust: the lock
	/// believes it for good.
	Enrol {
		/// The file, which must not exist yet.
		file: PathBuf,
	},
}

/// Run one.
pub async fn run(command: Command, context: &Context) -> Result<()> {
	match command {
		Command::Serve { listen, urls } => {
			let listener = TcpListener::bind(&listen)
				.await
				.map_err(|error| Error::usage(format!("{listen}: {error}")))?;
			let address = listener.local_addr().map_err(Error::usage)?;
			let text = format!("locks are answered on {address}");
			context
				.output
				.answer(&json!({ "listening": address.to_string() }), || text)?;
			let nodes = Nodes::new(std::iter::once(context.node.clone()).chain(urls));
			let note = |why| eprintln!("samul: {why}");
			tokio::select! {
				ended = relay::serve(listener, nodes, note) => ended,
				_ = tokio::signal::ctrl_c() => Ok(()),
			}
		}
		Command::Enrol { file } => {
			let node = Node::connect(&context.node).await?;
			let trust = relay::enrol(&node).await?;
			let wrong = |error| Error::usage(format!("{}: {error}", file.display()));
			let mut new = std::fs::File::create_new(&file).map_err(wrong)?;
			std::io::Write::write_all(&mut new, &trust.encode()).map_err(wrong)?;
			let (number, hash) = trust.last();
			let value = json!({
				"genesis": format!("0x{}", hex::encode(trust.genesis())),
				"block": number,
				"hash": format!("0x{}", hex::encode(hash)),
				"setId": trust.set_id(),
				"validators": trust.authorities().as_slice().len(),
			});
			context.output.answer(&value, || {
				format!(
					"{} has what a lock trusts: genesis 0x{}, block {number}, set {} of {} validators",
					file.display(),
					hex::encode(trust.genesis()),
					trust.set_id(),
					trust.authorities().as_slice().len(),
				)
			})
		}
	}
}
