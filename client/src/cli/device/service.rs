// SPDX-License-Identifier: Apache-2.0

//! `samul device service` and `samul device part`.

use clap::Subcommand;
use samul_client::{
	device::{self, Service},
	primitives::DeviceId,
	Chain, Result,
};
use serde_json::json;

use super::{parse_id, Owned};
use crate::cli::{
	by,
	output::{plain, table},
	Context, Signer,
};

/// Ways to talk to a device or about it, for its DID document.
#[derive(Subcommand)]
pub enum Command {
	/// List them.
	List {
		/// The device.
		#[arg(value_parser = by(parse_id))]
		device: DeviceId,
	},
	/// Add one, or change the one of this id.
	Set {
		#[command(flatten)]
		owned: Owned,
		/// Its id within the device, such as data.
		#[arg(long, value_parser = by(device::parse_service_id))]
		id: String,
		/// Its kind, such as LinkedDomains.
		#[arg(long, value_parser = by(device::parse_service_kind))]
		kind: String,
		/// Where it is: a URI.
		#[arg(long, value_parser = by(device::parse_endpoint))]
		endpoint: String,
	},
	/// Take one away; its deposit comes back.
	Remove {
		#[command(flatten)]
		owned: Owned,
		/// Its id within the device.
		#[arg(long, value_parser = by(device::parse_service_id))]
		id: String,
	},
}

/// What a device consists of.
#[derive(Subcommand)]
pub enum PartCommand {
	/// List the parts of a device, without theirs.
	List {
		/// The device.
		#[arg(value_parser = by(parse_id))]
		device: DeviceId,
	},
	/// Make a device, with its parts, a part of another one of the same owner.
	Attach {
		/// The part.
		#[arg(value_parser = by(parse_id))]
		part: DeviceId,
		/// The device that it becomes a part of.
		#[arg(long = "to", value_parser = by(parse_id))]
		whole: DeviceId,
		#[command(flatten)]
		signer: Signer,
	},
	/// Make a part, with its own parts, a device by itself.
	Detach(Owned),
}

/// Run one of services.
pub async fn run(command: Command, chain: &Chain, context: &Context) -> Result<()> {
	let (included, device, id, text) = match command {
		Command::List { device } => {
			let all = device::services(chain, device, None).await?;
			return context.output.answer(&all, || listed(&all));
		}
		Command::Set {
			owned,
			id,
			kind,
			endpoint,
		} => {
			let service = Service { id, kind, endpoint };
			let signer = owned.signer.read()?;
			let included = device::set_service(chain, owned.device, &service, &signer).await?;
			(
				included,
				owned.device,
				service.id,
				"the device has the service",
			)
		}
		Command::Remove { owned, id } => {
			let signer = owned.signer.read()?;
			let included = device::remove_service(chain, owned.device, &id, &signer).await?;
			(
				included,
				owned.device,
				id,
				"the device has the service no more",
			)
		}
	};
	let more = json!({ "device": device, "service": id });
	context.output.included(&included, more, text)
}

fn listed(all: &[Service]) -> String {
	let rows: Vec<_> = all
		.iter()
		.map(|service| {
			[
				service.id.clone(),
				plain(&service.kind),
				plain(&service.endpoint),
			]
		})
		.collect();
	table(["service", "kind", "endpoint"], &rows)
}

/// Run one of parts.
pub async fn run_part(command: PartCommand, chain: &Chain, context: &Context) -> Result<()> {
	match command {
		PartCommand::List { device } => {
			let all = device::parts(chain, device, None).await?;
			let lines = || all.iter().map(|part| format!("{part}\n")).collect();
			context.output.answer(&all, lines)
		}
		PartCommand::Attach {
			part,
			whole,
			signer,
		} => {
			let included = device::attach(chain, part, whole, &signer.read()?).await?;
			let more = json!({ "device": part, "partOf": whole });
			let text = format!("the device is a part of {whole}");
			context.output.included(&included, more, &text)
		}
		PartCommand::Detach(owned) => {
			let signer = owned.signer.read()?;
			let included = device::detach(chain, owned.device, &signer).await?;
			let more = json!({ "device": owned.device });
			let text = "the device is a part of nothing";
			context.output.included(&included, more, text)
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_an_owner_wrote_is_no_command_to_a_terminal() {
		let service = Service {
			id: "data".into(),
			kind: "A\u{1b}[2J".into(),
			endpoint: "https://example.org".into(),
		};
		let text = listed(&[service]);
		assert!(text.contains("A\u{fffd}[2J  https://example.org"), "{text}");
	}
}
