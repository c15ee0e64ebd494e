// SPDX-License-Identifier: Apache-2.0

//! What a block costs without any transaction, and a transaction without what it does: as it is
//! executed by who imports it.

use std::time::Instant;

use codec::{Decode, Encode};
use samul_runtime::{
	Block, Header, Runtime, RuntimeCall, SignedPayload, TxExtension, UncheckedExtrinsic,
	SLOT_DURATION, VERSION,
};
use sp_keyring::Sr25519Keyring::Alice;
use sp_runtime::{
	generic::{Digest, DigestItem, Era},
	traits::Header as _,
	ApplyExtrinsicResult, BuildStorage,
};

use crate::machine::{Machine, Session};

/// Transactions of the full block.
const TRANSACTIONS: u32 = 1_000;
/// How often each block is executed.
const REPEATS: usize = 50;
/// Any slot after the first.
const SLOT: u64 = 800_000_000;

/// Picoseconds.
pub struct Overhead {
	/// Of a block with nothing but the time in it.
	pub block: u64,
	/// Of a signed transaction that does nothing and gets a part of its fee back.
	pub extrinsic: u64,
}

/// The state that the block is built on: its author and a sender with money.
pub fn genesis() -> Result<sp_core::storage::Storage, String> {
	samul_runtime::genesis::development()
		.config()
		.build_storage()
}

/// A transaction of Alice's that does nothing, and gets a part of its fee back as most do that are
/// weighed at their worst before: it pays for two remarks and needs one.
fn nothing(nonce: u32, parent: samul_runtime::Hash) -> UncheckedExtrinsic {
	let remark = || {
		let call = frame_system::Call::remark { remark: Vec::new() };
		Box::new(RuntimeCall::System(call))
	};
	let call = RuntimeCall::Utility(pallet_utility::Call::if_else {
		main: remark(),
		fallback: remark(),
	});
	let extension: TxExtension = (
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(Era::Immortal),
		frame_system::CheckNonce::from(nonce),
		frame_system::CheckWeight::new(),
		pallet_skip_feeless_payment::SkipCheckIfFeeless::from(
			pallet_transaction_payment::ChargeTransactionPayment::<Runtime>::from(0),
		),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	);
	// What is signed besides: the block before the first one is the genesis.
	let implicit = (
		(),
		(),
		VERSION.spec_version,
		VERSION.transaction_version,
		parent,
		parent,
		(),
		(),
		(),
		None,
		(),
	);
	let payload = SignedPayload::from_raw(call.clone(), extension.clone(), implicit);
	let signature = payload.using_encoded(|bytes| Alice.sign(bytes));
	UncheckedExtrinsic::new_signed(
		call,
		Alice.to_account_id().into(),
		signature.into(),
		extension,
	)
}

/// Build a block with so many transactions.
fn build(machine: &Machine, transactions: u32) -> Result<Block, String> {
	let parent = samul_runtime::Hash::repeat_byte(7);
	let digest = Digest {
		logs: vec![DigestItem::PreRuntime(*b"aura", SLOT.encode())],
	};
	let begun = Header::new(1, Default::default(), Default::default(), parent, digest);
	let mut session = Session::new(machine);
	session.call("Core_initialize_block", &begun.encode())?;
	let time = RuntimeCall::Timestamp(pallet_timestamp::Call::set {
		now: SLOT * SLOT_DURATION,
	});
	let mut extrinsics = vec![UncheckedExtrinsic::new_bare(time)];
	extrinsics.extend((0..transactions).map(|nonce| nothing(nonce, parent)));
	for extrinsic in &extrinsics {
		let answer = session.call("BlockBuilder_apply_extrinsic", &extrinsic.encode())?;
		match ApplyExtrinsicResult::decode(&mut &answer[..]) {
			Ok(Ok(Ok(()))) => {}
			other => return Err(format!("a transaction is refused: {other:?}")),
		}
	}
	let header = session.call("BlockBuilder_finalize_block", &[])?;
	let header = Header::decode(&mut &header[..]).map_err(|error| error.to_string())?;
	Ok(Block { header, extrinsics })
}

/// Median picoseconds to execute a block.
fn execute(machine: &Machine, block: &Block) -> Result<u64, String> {
	let encoded = block.encode();
	let mut times = Vec::new();
	for _ in 0..REPEATS {
		let mut session = Session::new(machine);
		let begun = Instant::now();
		session.call("Core_execute_block", &encoded)?;
		times.push(begun.elapsed().as_nanos() as u64 * 1000);
	}
	times.sort_unstable();
	Ok(times[REPEATS / 2])
}

/// Measure it.
pub fn measure() -> Result<Overhead, String> {
	let machine = Machine::on(genesis()?)?;
	let empty = execute(&machine, &build(&machine, 0)?)?;
	let full = execute(&machine, &build(&machine, TRANSACTIONS)?)?;
	Ok(Overhead {
		block: empty,
		extrinsic: full.saturating_sub(empty) / u64::from(TRANSACTIONS),
	})
}
