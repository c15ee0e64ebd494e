// SPDX-License-Identifier: Apache-2.0

//! `samul member`.

use clap::Subcommand;
use samul_client::{
	account, amount,
	consortium::{self, Member, MemberId, Role, Sponsorship},
	Error, Result,
};
use serde_json::json;
use subxt::utils::AccountId32;

use super::{
	by,
	output::{fields, plain, table},
	Context, Signer,
};

/// Members of the consortium.
#[derive(Subcommand)]
pub enum Command {
	/// List all members.
	List,
	/// Show a member.
	Show {
		/// Its number.
		id: MemberId,
	},
	/// List the accounts that act for a member.
	Accounts {
		/// Its number.
		id: MemberId,
	},
	/// Who acts for the member that the account represents.
	#[command(subcommand)]
	Account(AccountCommand),
	/// Change the name or the contact of the member that the account represents.
	Describe {
		/// Its legal name.
		#[arg(long, required_unless_present = "contact")]
		name: Option<String>,
		/// How people reach it.
		#[arg(long)]
		contact: Option<String>,
		#[command(flatten)]
		signer: Signer,
	},
	/// Let another account represent the member that the account represents.
	Representative(Other),
	/// Pay the fees of another account, as a member's account: that one needs no money then.
	Sponsor {
		#[command(flatten)]
		other: Other,
		/// Most fees in a day, such as `1 SML`.
		#[arg(long, value_parser = by(amount::parse))]
		allowance: u128,
	},
	/// Pay the fees of another account no more, or have the account's own fees paid no more.
	Unsponsor(Other),
	/// Show who pays an account's fees, and whose fees it pays.
	Sponsored {
		/// Its address; without it that of the account.
		#[arg(value_parser = by(account::parse))]
		address: Option<AccountId32>,
		/// The account: an sr25519 key file, or a secret URI such as //Alice.
		#[arg(long, env = "SAMUL_ACCOUNT", hide_env_values = true)]
		account: Option<String>,
	},
}

/// Accounts that act for a member.
#[derive(Subcommand)]
pub enum AccountCommand {
	/// Let an account act for the member in these roles, as far as the member has them.
	Set {
		#[command(flatten)]
		other: Other,
		#[command(flatten)]
		roles: Roles,
	},
	/// Let an account act for the member no more; an account can take itself away, too.
	Remove(Other),
}

/// Another account, and who acts.
#[derive(clap::Args)]
pub struct Other {
	/// Its address.
	#[arg(value_parser = by(account::parse))]
	address: AccountId32,
	#[command(flatten)]
	signer: Signer,
}

/// Some roles.
#[derive(clap::Args)]
pub struct Roles {
	/// A role: validator, gateway, manufacturer, carrier, gridOperator, regulator, auditor, arbiter.
	/// Several times for several.
	#[arg(
		long = "role",
		value_name = "ROLE",
		required_unless_present = "no_role",
		value_parser = by(consortium::parse_role)
	)]
	pub roles: Vec<Role>,
	/// No role at all.
	#[arg(long, conflicts_with = "roles")]
	no_role: bool,
}

/// Names of roles for people.
fn listed(roles: &[&str]) -> String {
	if roles.is_empty() {
		"none".into()
	} else {
		roles.join(", ")
	}
}

fn describe(member: &Member) -> String {
	fields(&[
		("member", member.id.to_string()),
		("name", plain(&member.name)),
		("contact", plain(&member.contact)),
		("representative", member.representative.clone()),
		("roles", listed(&member.roles)),
		(
			"validators",
			format!("{} of {}", member.seats_taken, member.seats),
		),
		("accounts", member.accounts.to_string()),
	])
}

/// An amount of the native token that an answer has as text.
fn money(amount: &str) -> String {
	amount
		.parse()
		.map_or_else(|_| amount.to_string(), amount::format)
}

fn describe_sponsorships(by: Option<&Sponsorship>, of: &[Sponsorship]) -> String {
	let mut text = match by {
		None => "nobody pays its fees\n".into(),
		Some(known) => fields(&[
			("its fees are paid by", known.sponsor.clone()),
			(
				"for member",
				known
					.member
					.map_or("none: it pays nothing".into(), |id| id.to_string()),
			),
			("up to, in a day", money(&known.allowance)),
			("left", money(&known.left)),
		]),
	};
	if of.is_empty() {
		text.push_str("it pays nobody's fees\n");
	} else {
		let rows: Vec<_> = of
			.iter()
			.map(|known| {
				[
					known.account.clone(),
					money(&known.allowance),
					money(&known.left),
					money(&known.deposit),
				]
			})
			.collect();
		text.push_str(&table(
			["it pays the fees of", "up to, in a day", "left", "on hold"],
			&rows,
		));
	}
	text
}

/// Run one.
pub async fn run(command: Command, context: &Context) -> Result<()> {
	let chain = context.chain().await?;
	let output = &context.output;
	let (included, more, text) = match command {
		Command::List => {
			let all = consortium::all(&chain, None).await?;
			return output.answer(&all, || {
				let rows: Vec<_> = all
					.iter()
					.map(|member| {
						[
							member.id.to_string(),
							plain(&member.name),
							format!("{} of {}", member.seats_taken, member.seats),
							listed(&member.roles),
						]
					})
					.collect();
				table(["member", "name", "validators", "roles"], &rows)
			});
		}
		Command::Show { id } => {
			let member = consortium::expect(&chain, id, None).await?;
			return output.answer(&member, || describe(&member));
		}
		Command::Accounts { id } => {
			let all = consortium::accounts(&chain, id, None).await?;
			return output.answer(&all, || {
				let rows: Vec<_> = all
					.iter()
					.map(|account| [account.address.clone(), listed(&account.roles)])
					.collect();
				table(["account", "acts as"], &rows)
			});
		}
		Command::Sponsored { address, account } => {
			let address = match (address, account) {
				(Some(address), _) => address,
				(None, Some(account)) => account::id(&account::signer(&account)?),
				(None, None) => {
					return Err(Error::usage(
						"whose? name an address, or an account by --account",
					))
				}
			};
			let block = Some(chain.finalised().await?);
			let by = consortium::sponsorship(&chain, &address, block).await?;
			let of = consortium::sponsored_by(&chain, &address, block).await?;
			return output.answer(
				&json!({
					"address": account::address(&address),
					"sponsoredBy": by,
					"sponsors": of,
				}),
				|| describe_sponsorships(by.as_ref(), &of),
			);
		}
		Command::Account(AccountCommand::Set { other, roles }) => {
			let signer = other.signer.read()?;
			let included =
				consortium::set_account(&chain, &other.address, &roles.roles, &signer).await?;
			let names: Vec<_> = roles.roles.iter().map(consortium::role_name).collect();
			let text = format!("the account acts for the member; roles: {}", listed(&names));
			(
				included,
				json!({ "address": account::address(&other.address), "roles": names }),
				text,
			)
		}
		Command::Account(AccountCommand::Remove(other)) => {
			let signer = other.signer.read()?;
			let included = consortium::remove_account(&chain, &other.address, &signer).await?;
			let more = json!({ "address": account::address(&other.address) });
			(included, more, "the account acts for no member".into())
		}
		Command::Describe {
			name,
			contact,
			signer,
		} => {
			let signer = signer.read()?;
			let (name, contact) = (name.as_deref(), contact.as_deref());
			let included = consortium::describe(&chain, name, contact, &signer).await?;
			(included, json!({}), "the member is described anew".into())
		}
		Command::Representative(other) => {
			let signer = other.signer.read()?;
			let included = consortium::set_representative(&chain, &other.address, &signer).await?;
			let address = account::address(&other.address);
			let text = format!("{address} represents the member");
			(included, json!({ "representative": address }), text)
		}
		Command::Sponsor { other, allowance } => {
			let signer = other.signer.read()?;
			let included = consortium::sponsor(&chain, &other.address, allowance, &signer).await?;
			let address = account::address(&other.address);
			let text = format!(
				"the fees of {address} are paid, up to {} in a day",
				amount::format(allowance)
			);
			let more = json!({ "address": address, "allowance": allowance.to_string() });
			(included, more, text)
		}
		Command::Unsponsor(other) => {
			let signer = other.signer.read()?;
			let included = consortium::unsponsor(&chain, &other.address, &signer).await?;
			let address = account::address(&other.address);
			let text = format!("{address} pays its own fees");
			(included, json!({ "address": address }), text)
		}
	};
	output.included(&included, more, &text)
}
