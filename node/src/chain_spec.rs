// SPDX-License-Identifier: Apache-2.0

//! The chains that the node knows by name.

use samul_primitives::host::device_signatures;
use samul_runtime::{DECIMALS, SS58_PREFIX, SYMBOL, WASM_BINARY};
use sc_chain_spec::{ChainType, GenericChainSpec, NoExtension, Properties};
use sp_core::crypto::{set_default_ss58_version, Ss58AddressFormatRegistry};
use sp_genesis_builder::{DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};

use crate::member_list::MemberList;

/// Specification of a chain. Its first state is made by the runtime, which may call what the node
/// offers it.
pub type ChainSpec = GenericChainSpec<NoExtension, device_signatures::HostFunctions>;

fn builder(
	name: &str,
	id: &str,
	kind: ChainType,
) -> Result<sc_chain_spec::ChainSpecBuilder<NoExtension, device_signatures::HostFunctions>, String>
{
	let wasm = WASM_BINARY.ok_or("this node was built without the runtime's Wasm")?;
	let mut properties = Properties::new();
	properties.insert("tokenSymbol".into(), SYMBOL.into());
	properties.insert("tokenDecimals".into(), DECIMALS.into());
	properties.insert("ss58Format".into(), SS58_PREFIX.into());
	Ok(ChainSpec::builder(wasm, None)
		.with_name(name)
		.with_id(id)
		.with_protocol_id("samul")
		.with_chain_type(kind)
		.with_properties(properties))
}

/// The chain that begins with the members of a list.
pub fn of_members(list: MemberList) -> Result<ChainSpec, String> {
	// The runtime, which reads this, knows addresses of the common format only.
	set_default_ss58_version(Ss58AddressFormatRegistry::SubstrateAccount.into());
	let genesis = list.genesis.json();
	set_default_ss58_version(SS58_PREFIX.into());
	// Chains of several consortia do not answer each other.
	Ok(builder(&list.name, &list.id, list.kind)?
		.with_protocol_id(&list.id)
		.with_boot_nodes(list.boot_nodes)
		.with_genesis_config(genesis)
		.build())
}

/// The chain of this name (`dev`, `local`), or the one that a file specifies.
pub fn load(id: &str) -> Result<Box<dyn sc_chain_spec::ChainSpec>, String> {
	let (name, id, kind, preset) = match id {
		"dev" => (
			"Samul development",
			"samul_dev",
			ChainType::Development,
			DEV_RUNTIME_PRESET,
		),
		"" | "local" => (
			"Samul local",
			"samul_local",
			ChainType::Local,
			LOCAL_TESTNET_RUNTIME_PRESET,
		),
		path => return Ok(Box::new(ChainSpec::from_json_file(path.into())?)),
	};
	Ok(Box::new(
		builder(name, id, kind)?
			.with_genesis_config_preset_name(preset)
			.build(),
	))
}
