// SPDX-License-Identifier: Apache-2.0

//! `samul council`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use samul_client::{
	account,
	call::Call,
	consortium::MemberId,
	council::{self, Decision, Ending, Motion, Outcome, Proposal, Which},
	upgrade, Error, Result,
};
use serde_json::{json, Value};
use subxt::utils::AccountId32;

use super::{
	by,
	member::Roles,
	output::{fields, plain},
	Context, Signer,
};

/// The council of all members: each has one vote.
#[derive(Subcommand)]
pub enum Command {
	/// List the motions that are open.
	List,
	/// Propose something. If the account decides alone, it is done at once.
	Propose(Propose),
	/// Vote for a motion, or against it.
	Vote {
		/// Its number, or the hash of its call.
		#[arg(value_parser = by(council::parse_which))]
		motion: Which,
		/// For it, or against it.
		vote: Vote,
		#[command(flatten)]
		signer: Signer,
	},
	/// Close a motion that is decided, or whose time is over: it is done if it is approved.
	Close {
		/// Its number, or the hash of its call.
		#[arg(value_parser = by(council::parse_which))]
		motion: Which,
		#[command(flatten)]
		signer: Signer,
	},
}

/// What is proposed, and by whom.
#[derive(Args)]
pub struct Propose {
	/// Who proposes and pays: an sr25519 key file, or a secret URI such as //Alice (others on the
	/// machine can see arguments: a file or the variable is better).
	#[arg(long, global = true, env = "SAMUL_ACCOUNT", hide_env_values = true)]
	account: Option<String>,
	#[command(subcommand)]
	what: What,
}

/// A vote.
#[derive(Clone, Copy, ValueEnum)]
pub enum Vote {
	/// For it.
	Aye,
	/// Against it.
	Nay,
}

/// What becomes of the safe mode.
#[derive(Clone, Copy, ValueEnum)]
enum SafeMode {
	/// Let nothing be called but what mends the chain, for a day.
	Enter,
	/// The same for a day more.
	Extend,
	/// Let all be called again.
	Exit,
}

/// What is proposed. More than half of the members have to agree; two thirds to `upgrade` and `enact`.
#[derive(Subcommand)]
enum What {
	/// Make an organisation a member.
	Admit {
		/// Its legal name.
		#[arg(long)]
		name: String,
		/// How people reach it.
		#[arg(long)]
		contact: String,
		/// Address of who votes for it and manages its accounts.
		#[arg(long, value_parser = by(account::parse))]
		representative: AccountId32,
		#[command(flatten)]
		roles: Roles,
		/// Most validators that it may have.
		#[arg(long, default_value_t = 0)]
		seats: u32,
	},
	/// End a membership: its accounts act for nobody, its validators leave.
	Expel {
		/// The member's number.
		member: MemberId,
	},
	/// Change what a member may do.
	Roles {
		/// Its number.
		member: MemberId,
		#[command(flatten)]
		roles: Roles,
		/// Most validators that it may have; as many as now without this.
		#[arg(long)]
		seats: Option<u32>,
	},
	/// Let another account represent a member, which has lost its representative's key.
	ReplaceRepresentative {
		/// The member's number.
		member: MemberId,
		/// Address of who represents it then.
		#[arg(value_parser = by(account::parse))]
		address: AccountId32,
	},
	/// Let a validator make no more blocks.
	RemoveValidator {
		/// Its address.
		#[arg(value_parser = by(account::parse))]
		address: AccountId32,
	},
	/// Change the length of sessions.
	SessionLength {
		/// In blocks.
		blocks: u32,
	},
	/// Let nobody make a call for some blocks.
	Pause {
		/// Name of its pallet, such as Balances.
		pallet: String,
		/// Name of the call, such as transfer_allow_death.
		call: String,
		/// For how many blocks.
		blocks: u32,
	},
	/// Let a paused call be made again.
	Resume {
		/// Name of its pallet.
		pallet: String,
		/// Name of the call.
		call: String,
	},
	/// Enter, extend or leave the safe mode, in which little can be called.
	SafeMode {
		/// What becomes of it.
		change: SafeMode,
	},
	/// Change a parameter.
	Parameter {
		/// Its name: fees.perTenMicroseconds, fees.perByte; deposits.device, deposits.stream,
		/// deposits.channel, deposits.shipment, deposits.sponsorship, deposits.method,
		/// deposits.service, deposits.model, deposits.attestation; validators.maxSilentSessions.
		name: String,
		/// Its value: an amount such as `0.1 SML`, or a number.
		#[arg(required_unless_present = "default")]
		value: Option<String>,
		/// What the runtime says by itself.
		#[arg(long, conflicts_with = "value")]
		default: bool,
	},
	/// Authorise an upgrade of the runtime; `samul upgrade apply` applies it then.
	Upgrade {
		/// Wasm of the new runtime, as it is applied.
		file: PathBuf,
	},
	/// Have any call made with the highest privilege.
	Enact {
		/// The encoded call: hexadecimal digits.
		#[arg(value_parser = by(council::parse_call))]
		call: Call,
	},
	/// Have any call made by the council.
	Call {
		/// The encoded call: hexadecimal digits.
		#[arg(value_parser = by(council::parse_call))]
		call: Call,
	},
}

impl What {
	fn proposal(self) -> Result<Proposal> {
		Ok(match self {
			Self::Admit {
				name,
				contact,
				representative,
				roles,
				seats,
			} => Proposal::Admit {
				name,
				contact,
				representative,
				roles: roles.roles,
				seats,
			},
			Self::Expel { member } => Proposal::Expel { member },
			Self::Roles {
				member,
				roles,
				seats,
			} => Proposal::Roles {
				member,
				roles: roles.roles,
				seats,
			},
			Self::ReplaceRepresentative { member, address } => Proposal::ReplaceRepresentative {
				member,
				to: address,
			},
			Self::RemoveValidator { address } => Proposal::RemoveValidator { validator: address },
			Self::SessionLength { blocks } => Proposal::SessionLength { blocks },
			Self::Pause {
				pallet,
				call,
				blocks,
			} => Proposal::Pause {
				pallet,
				call,
				blocks,
			},
			Self::Resume { pallet, call } => Proposal::Resume { pallet, call },
			Self::SafeMode { change } => match change {
				SafeMode::Enter => Proposal::EnterSafeMode,
				SafeMode::Extend => Proposal::ExtendSafeMode,
				SafeMode::Exit => Proposal::ExitSafeMode,
			},
			Self::Parameter { name, value, .. } => Proposal::Parameter { name, value },
			Self::Upgrade { file } => council::upgrade_to(&upgrade::read(&file)?),
			Self::Enact { call } => Proposal::Enact(call),
			Self::Call { call } => Proposal::Call(call),
		})
	}
}

/// A call in words for people, in one line.
fn in_words(call: Option<&Value>) -> String {
	match call {
		None => "a call that this runtime does not have".into(),
		Some(call) => plain(&format!(
			"{} {}",
			call["call"].as_str().unwrap_or_default(),
			call["arguments"]
		)),
	}
}

fn describe(motion: &Motion) -> String {
	let who = |all: &[String]| match all {
		[] => "nobody".into(),
		all => all.join(", "),
	};
	fields(&[
		("motion", motion.index.to_string()),
		("hash", format!("{:?}", motion.hash)),
		("call", in_words(motion.call.as_ref())),
		("ayes", who(&motion.ayes)),
		("nays", who(&motion.nays)),
		("have to agree", motion.threshold.to_string()),
		("state", decided(motion.decided).into()),
		("votes until block", motion.end.to_string()),
	])
}

fn decided(decision: Option<Decision>) -> &'static str {
	match decision {
		None => "not decided",
		Some(Decision::Approved) => "approved: it can be closed",
		Some(Decision::Disapproved) => "disapproved: it can be closed",
	}
}

fn answer(outcome: &Outcome, context: &Context) -> Result<()> {
	let mut more = json!({
		"motion": outcome.hash,
		"index": outcome.index,
		"call": outcome.call,
		"threshold": outcome.threshold,
		"ending": outcome.ending,
	});
	let mut text = match (outcome.ending, outcome.index) {
		(Ending::Executed, _) => "approved and done".into(),
		(Ending::Disapproved, _) => "disapproved".into(),
		(Ending::Open, index) => format!(
			"motion {} is open: {} have to agree",
			index.map_or("?".into(), |index| index.to_string()),
			outcome.threshold
		),
	};
	if let Some(member) = outcome.admitted {
		more["member"] = member.into();
		text.push_str(&format!("\nmember {member} is admitted"));
	}
	let text = format!("{}\n{text}", in_words(outcome.call.as_ref()));
	context.output.included(&outcome.included, more, &text)
}

/// Run one.
pub async fn run(command: Command, context: &Context) -> Result<()> {
	match command {
		Command::List => {
			let chain = context.chain().await?;
			let open = council::open(&chain, None).await?;
			context.output.answer(&open, || {
				if open.is_empty() {
					return "no motion is open".into();
				}
				let all: Vec<String> = open.iter().map(describe).collect();
				all.join("\n")
			})
		}
		Command::Propose(Propose { account, what }) => {
			let account = account.ok_or_else(|| {
				Error::usage("who proposes? name an account by --account, or by SAMUL_ACCOUNT")
			})?;
			let signer = account::signer(&account)?;
			let proposal = what.proposal()?;
			let chain = context.chain().await?;
			answer(
				&council::propose(&chain, &proposal, &signer).await?,
				context,
			)
		}
		Command::Vote {
			motion,
			vote,
			signer,
		} => {
			let signer = signer.read()?;
			let chain = context.chain().await?;
			let aye = matches!(vote, Vote::Aye);
			let vote = council::vote(&chain, motion, aye, &signer).await?;
			let text = format!(
				"motion {}: {} agree, {} disagree, {} have to agree; {}",
				vote.index,
				vote.ayes,
				vote.nays,
				vote.threshold,
				decided(vote.decided)
			);
			let more = json!({
				"motion": vote.hash,
				"index": vote.index,
				"ayes": vote.ayes,
				"nays": vote.nays,
				"threshold": vote.threshold,
				"decided": vote.decided,
			});
			context.output.included(&vote.included, more, &text)
		}
		Command::Close { motion, signer } => {
			let signer = signer.read()?;
			let chain = context.chain().await?;
			answer(&council::close(&chain, motion, &signer).await?, context)
		}
	}
}
