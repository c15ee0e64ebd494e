// SPDX-License-Identifier: Apache-2.0

//! What an access to the node's database costs: ParityDB with as many keys as a large consortium
//! has, read and written as blocks do it.

use std::{path::Path, time::Instant};

use samul_runtime::{opaque::Block, Hash, Header};
use sc_client_api::{
	backend::{Backend as _, BlockImportOperation, NewBlockState, TrieCacheContext},
	StateBackend,
};
use sc_client_db::{Backend, BlocksPruning, DatabaseSettings, DatabaseSource, PruningMode};
use sp_core::storage::{StateVersion, Storage};
use sp_crypto_hashing::{blake2_128, twox_128};
use sp_runtime::traits::Header as _;

/// Keys in the state.
const KEYS: u64 = 1_000_000;
/// Bytes of a value: about what a stream with two channels takes.
const VALUE: usize = 300;
/// Keys that a block reads, and writes.
const IN_A_BLOCK: u64 = 2_000;
/// Blocks that are measured, after as many that are not.
const BLOCKS: u64 = 50;
/// Bytes of the trie cache: the node's default is no less.
const CACHE: usize = 64 * 1024 * 1024;

/// Picoseconds of an access.
pub struct Access {
	/// Reading a key.
	pub read: u64,
	/// Writing a key: its part of the new root and of the commit.
	pub write: u64,
}

/// A key as a map of a pallet has it: 32 bytes of prefix, a hash, and the key itself.
fn key(number: u64) -> Vec<u8> {
	let own = number.to_le_bytes().repeat(4);
	[
		&twox_128(b"Telemetry")[..],
		&twox_128(b"Streams"),
		&blake2_128(&own),
		&own,
	]
	.concat()
}

/// The keys of a block: another part of the state each time, in no order (a multiplicative
/// permutation of the numbers).
fn keys(block: u64) -> impl Iterator<Item = Vec<u8>> {
	(block * IN_A_BLOCK..(block + 1) * IN_A_BLOCK)
		.map(|number| key(number.wrapping_mul(0x9e37_79b1) % KEYS))
}

fn header(number: u32, parent: Hash, root: Hash) -> Header {
	Header::new(number, Default::default(), root, parent, Default::default())
}

type Database = Backend<Block>;

fn text(error: impl std::fmt::Display) -> String {
	error.to_string()
}

/// Write what an operation changes as a block without extrinsics.
fn commit(
	database: &Database,
	mut operation: <Database as sc_client_api::Backend<Block>>::BlockImportOperation,
	header: Header,
	state: NewBlockState,
) -> Result<(), String> {
	operation
		.set_block_data(header, Some(Vec::new()), None, None, state, true)
		.map_err(text)?;
	database.commit_operation(operation).map_err(text)
}

/// A database whose first block has all the keys.
fn genesis(folder: &Path) -> Result<(Database, Hash), String> {
	let settings = DatabaseSettings {
		trie_cache_maximum_size: Some(CACHE),
		state_pruning: Some(PruningMode::blocks_pruning(256)),
		source: DatabaseSource::ParityDb {
			path: folder.into(),
		},
		blocks_pruning: BlocksPruning::KeepAll,
		pruning_filters: Vec::new(),
		metrics_registry: None,
	};
	let database = Backend::new(settings, 4096).map_err(text)?;
	let state = Storage {
		top: (0..KEYS)
			.map(|number| (key(number), vec![1; VALUE]))
			.collect(),
		children_default: Default::default(),
	};
	let mut operation = database.begin_operation().map_err(text)?;
	let root = operation
		.set_genesis_state(state, true, StateVersion::V1)
		.map_err(text)?;
	let header = header(0, Default::default(), root);
	let hash = header.hash();
	commit(&database, operation, header, NewBlockState::Final)?;
	Ok((database, hash))
}

/// Seconds that the reads of a block take.
fn read(database: &Database, parent: Hash, block: u64) -> Result<f64, String> {
	let keys: Vec<_> = keys(block).collect();
	let state = database
		.state_at(parent, TrieCacheContext::Trusted)
		.map_err(text)?;
	let begun = Instant::now();
	for key in &keys {
		let value = state.storage(key).map_err(|error| format!("{error:?}"))?;
		if value.is_none() {
			return Err("a key is missing".into());
		}
	}
	Ok(begun.elapsed().as_secs_f64())
}

/// Write other values in a new block, and finalise it. Gives its hash, and the seconds it took.
fn write(database: &Database, parent: Hash, number: u32) -> Result<(Hash, f64), String> {
	let delta: Vec<(Vec<u8>, Vec<u8>)> = keys(u64::from(number))
		.map(|key| (key, vec![number as u8; VALUE]))
		.collect();
	let begun = Instant::now();
	let state = database
		.state_at(parent, TrieCacheContext::Trusted)
		.map_err(text)?;
	let (root, changes) = state.storage_root(
		delta
			.iter()
			.map(|(key, value)| (&key[..], Some(&value[..]))),
		StateVersion::V1,
	);
	let mut operation = database.begin_operation().map_err(text)?;
	database
		.begin_state_operation(&mut operation, parent)
		.map_err(text)?;
	operation.update_db_storage(changes).map_err(text)?;
	let header = header(number, parent, root);
	let hash = header.hash();
	commit(database, operation, header, NewBlockState::Best)?;
	database.finalize_block(hash, None).map_err(text)?;
	Ok((hash, begun.elapsed().as_secs_f64()))
}

/// Measure it in a folder, which has to be empty.
pub fn measure(folder: &Path) -> Result<Access, String> {
	let (database, mut parent) = genesis(folder)?;
	let (mut reading, mut writing) = (0.0, 0.0);
	for number in 1..=2 * BLOCKS {
		// The block reads what it writes afterwards, and so pays for the way to it.
		let reads = read(&database, parent, number)?;
		let (hash, writes) = write(&database, parent, number as u32)?;
		parent = hash;
		if number > BLOCKS {
			reading += reads;
			writing += writes;
		}
	}
	let each = |seconds: f64| (seconds * 1e12 / (BLOCKS * IN_A_BLOCK) as f64) as u64;
	Ok(Access {
		read: each(reading),
		write: each(writing),
	})
}
