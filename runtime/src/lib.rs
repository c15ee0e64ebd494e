// SPDX-License-Identifier: Apache-2.0

//! The runtime of Samul.
//!
//! | where | what |
//! | --- | --- |
//! | this file | the types of the chain, and which pallets it is composed of |
//! | `configs/` | how the pallets are configured, by subject |
//! | `limits` | block weight and length |
//! | `weights` | what the database, a block and a transaction cost as such |
//! | `apis` | the runtime APIs |
//! | `genesis` | genesis presets |
//! | `rehearsal` | a migration to rehearse upgrades with, with the feature `rehearsal` |
//! | `benchmarks` | what can be measured of it, with the feature `runtime-benchmarks` |

#![cfg_attr(not(feature = "std"), no_std)]
#![recursion_limit = "512"]
#![allow(
	missing_docs,
	reason = "the macros make items at the root that cannot be documented"
)]

extern crate alloc;

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
pub mod configs;
pub mod extension_weights;
pub mod genesis;
pub mod limits;
#[cfg(feature = "rehearsal")]
mod rehearsal;
pub mod weights;

use alloc::vec::Vec;
use samul_primitives::trie::StateHashing;
use sp_runtime::{
	generic,
	traits::{IdentifyAccount, Verify},
	MultiAddress, MultiSignature,
};
use sp_version::RuntimeVersion;

pub use apis::api;
#[cfg(feature = "std")]
pub use apis::RuntimeApi;
pub use configs::Currencies;
pub use limits::SLOT_DURATION;

/// Signature of a transaction's sender.
pub type Signature = MultiSignature;
/// Account of a person, an organisation or a service.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// How a transaction names an account.
pub type Address = MultiAddress<AccountId, ()>;
/// Amount in the currency's smallest unit.
pub type Balance = u128;
/// Number of an account's transaction.
pub type Nonce = u32;
/// Number of a block.
pub type BlockNumber = u32;
/// Hash of a block, a transaction or a state.
pub type Hash = sp_core::H256;
/// Number of a registered asset.
pub type AssetId = u32;
/// Native token or a registered asset.
pub type Currency = frame_support::traits::fungible::NativeOrWithId<AssetId>;
/// Header of a block. The states' tries are hashed so that proofs for locks are short.
pub type Header = generic::Header<BlockNumber, StateHashing>;
/// Block with decoded extrinsics.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// Block with its id.
pub type SignedBlock = generic::SignedBlock<Block>;
/// Id of a block: its hash or number.
pub type BlockId = generic::BlockId<Block>;

/// One SML in its smallest unit.
pub const SML: Balance = 1_000_000_000_000;
/// A thousandth of an SML.
pub const MILLI_SML: Balance = SML / 1000;
/// A millionth of an SML.
pub const MICRO_SML: Balance = MILLI_SML / 1000;
/// Decimals of the native token.
pub const DECIMALS: u8 = 12;
/// Symbol of the native token.
pub const SYMBOL: &str = "SML";
/// Address format (SS58) of the chain.
pub const SS58_PREFIX: u16 = 4919;

/// What a node handles without knowing the calls: extrinsics stay bytes.
pub mod opaque {
	use super::*;
	pub use sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;

	/// Block whose extrinsics are bytes.
	pub type Block = generic::Block<Header, UncheckedExtrinsic>;

	mod session_keys {
		use alloc::vec::Vec;

		sp_runtime::impl_opaque_keys! {
			/// Keys by which a validator makes and finalises blocks.
			pub struct SessionKeys {
				pub aura: crate::Aura,
				pub grandpa: crate::Grandpa,
			}
		}
	}
	pub use session_keys::SessionKeys;
}

/// The version, of which the number alone differs where an upgrade is rehearsed.
macro_rules! version {
	($number:tt) => {
		/// The version of the runtime.
		#[sp_version::runtime_version]
		pub const VERSION: RuntimeVersion = RuntimeVersion {
			spec_name: alloc::borrow::Cow::Borrowed("samul"),
			impl_name: alloc::borrow::Cow::Borrowed("samul"),
			authoring_version: 1,
			spec_version: $number,
			impl_version: 1,
			apis: apis::RUNTIME_API_VERSIONS,
			transaction_version: 1,
			system_version: 1,
		};
	};
}

#[cfg(not(feature = "rehearsal"))]
version!(1);
#[cfg(feature = "rehearsal")]
version!(2);

/// What is checked of a transaction before its call, in this order.
pub type TxExtension = (
	frame_system::AuthorizeCall<Runtime>,
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckEra<Runtime>,
	frame_system::CheckNonce<Runtime>,
	frame_system::CheckWeight<Runtime>,
	pallet_skip_feeless_payment::SkipCheckIfFeeless<
		Runtime,
		pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
	>,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	frame_system::WeightReclaim<Runtime>,
);

/// A transaction as it comes from outside.
pub type UncheckedExtrinsic =
	generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;

/// What a transaction's signature is over.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;

/// Migrations of storage that the upgrade to this version runs.
#[cfg(not(feature = "rehearsal"))]
pub type Migrations = ();
/// Migrations of storage that the upgrade to this version runs.
#[cfg(feature = "rehearsal")]
pub type Migrations = rehearsal::TouchMembers;

/// What executes blocks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

#[frame_support::runtime]
mod runtime {
	/// The runtime: what the pallets are composed into.
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	// Pallets are gone through by their numbers: the author of a block is noted, then calls that were paused
	// come back, then a session may end.
	#[runtime::pallet_index(20)]
	pub type Council = pallet_collective<Instance1>;
	#[runtime::pallet_index(21)]
	pub type Consortium = pallet_consortium;
	#[runtime::pallet_index(4)]
	pub type Authorship = pallet_authorship;
	#[runtime::pallet_index(22)]
	pub type Offences = pallet_offences;
	#[runtime::pallet_index(23)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(24)]
	pub type Historical = pallet_session::historical;
	#[runtime::pallet_index(2)]
	pub type Aura = pallet_aura;
	#[runtime::pallet_index(3)]
	pub type Grandpa = pallet_grandpa;

	#[runtime::pallet_index(5)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(6)]
	pub type TransactionPayment = pallet_transaction_payment;
	#[runtime::pallet_index(7)]
	pub type SkipFeelessPayment = pallet_skip_feeless_payment;
	#[runtime::pallet_index(8)]
	pub type Assets = pallet_assets;
	#[runtime::pallet_index(9)]
	pub type AssetsHolder = pallet_assets_holder;

	#[runtime::pallet_index(10)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(11)]
	pub type Multisig = pallet_multisig;
	#[runtime::pallet_index(12)]
	pub type Proxy = pallet_proxy;
	#[runtime::pallet_index(13)]
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(14)]
	pub type Scheduler = pallet_scheduler;

	#[runtime::pallet_index(25)]
	pub type Parameters = pallet_parameters;
	#[runtime::pallet_index(26)]
	pub type SafeMode = pallet_safe_mode;
	#[runtime::pallet_index(27)]
	pub type TxPause = pallet_tx_pause;

	#[runtime::pallet_index(30)]
	pub type DeviceIdentity = pallet_device_identity;
	#[runtime::pallet_index(31)]
	pub type Telemetry = pallet_telemetry;

	// Its name is in the keys that locks compute (`samul_primitives::claims::storage_key`).
	#[runtime::pallet_index(32)]
	pub type Attestation = pallet_attestation;

	// As is this one's (`samul_primitives::access`).
	#[runtime::pallet_index(33)]
	pub type AccessRights = pallet_access_rights;

	#[runtime::pallet_index(40)]
	pub type SupplyChain = pallet_supply_chain;
	#[runtime::pallet_index(41)]
	pub type AccessMarket = pallet_access_market;
}
