// SPDX-License-Identifier: Apache-2.0

//! The runtime's Wasm on a state in memory.

use codec::{Decode, Encode};
use frame_benchmarking::{BenchmarkBatch, BenchmarkList, BenchmarkParameter, BenchmarkResult};
use samul_primitives::trie::StateHashing;
use sc_client_db::BenchmarkingState;
use sc_executor::WasmExecutor;
use sp_core::{
	storage::Storage,
	traits::{CallContext, RuntimeCode, WrappedRuntimeCode},
};
use sp_externalities::Extensions;
use sp_keystore::{testing::MemoryKeystore, KeystoreExt};
use sp_runtime::BuildStorage;
use sp_state_machine::{OverlayedChanges, StateMachine};

/// What the runtime may call.
type HostFunctions = (
	sp_io::SubstrateHostFunctions,
	samul_primitives::host::device_signatures::HostFunctions,
	frame_benchmarking::benchmarking::HostFunctions,
);
/// State that benchmarks start from, and go back to.
pub type State = BenchmarkingState<StateHashing>;
/// What calls changed.
type Changes = OverlayedChanges<StateHashing>;

/// What the runtime is asked to measure.
#[derive(Encode)]
pub struct Dispatch {
	/// The pallet.
	pub pallet: Vec<u8>,
	/// Its instance.
	pub instance: Vec<u8>,
	/// The benchmark.
	pub benchmark: Vec<u8>,
	/// The components' values.
	pub components: Vec<(BenchmarkParameter, u32)>,
	/// Whether to check what the benchmark expects.
	pub verify: bool,
	/// How often.
	pub repeats: u32,
}

/// The runtime, ready to be measured.
pub struct Machine {
	executor: WasmExecutor<HostFunctions>,
	timed: State,
	tracked: State,
	code: WrappedRuntimeCode<'static>,
}

impl Machine {
	/// With the runtime that is linked in, on the genesis state of no accounts.
	pub fn new() -> Result<Self, String> {
		Self::on(samul_runtime::RuntimeGenesisConfig::default().build_storage()?)
	}

	/// With the runtime that is linked in, on this state.
	pub fn on(genesis: Storage) -> Result<Self, String> {
		let code = samul_runtime::WASM_BINARY.ok_or("the runtime was built without its Wasm")?;
		Ok(Self {
			executor: WasmExecutor::builder().build(),
			timed: State::new(genesis.clone(), None, false, false)?,
			tracked: State::new(genesis, None, true, true)?,
			code: WrappedRuntimeCode(code.into()),
		})
	}

	/// To take the time on: as in a node, nothing else is recorded.
	pub fn timed(&self) -> &State {
		&self.timed
	}

	/// To count accesses on.
	pub fn tracked(&self) -> &State {
		&self.tracked
	}

	/// Call a method of the runtime on a state with changes, and add the call's own to them.
	fn execute(
		&self,
		state: &State,
		changes: &mut Changes,
		method: &str,
		arguments: &[u8],
	) -> Result<Vec<u8>, String> {
		let code = RuntimeCode {
			code_fetcher: &self.code,
			heap_pages: None,
			hash: b"the only one".to_vec(),
		};
		let mut extensions = Extensions::default();
		extensions.register(KeystoreExt::new(MemoryKeystore::new()));
		let mut call = StateMachine::new(
			state,
			changes,
			&self.executor,
			method,
			arguments,
			&mut extensions,
			&code,
			CallContext::Offchain,
		);
		call.execute().map_err(|error| format!("{method}: {error}"))
	}

	fn call<R: Decode>(&self, state: &State, method: &str, arguments: &[u8]) -> Result<R, String> {
		let answer = self.execute(state, &mut Default::default(), method, arguments)?;
		R::decode(&mut answer.as_slice()).map_err(|error| format!("{method}: {error}"))
	}

	/// The benchmarks that there are, pallet by pallet.
	pub fn benchmarks(&self, extra: bool) -> Result<Vec<BenchmarkList>, String> {
		// What follows the list, how keys are named, is not needed.
		self.call(&self.timed, "Benchmark_benchmark_metadata", &extra.encode())
	}

	/// Measure.
	pub fn dispatch(
		&self,
		state: &State,
		dispatch: Dispatch,
	) -> Result<Vec<BenchmarkResult>, String> {
		let batches: Result<Vec<BenchmarkBatch>, String> =
			self.call(state, "Benchmark_dispatch_benchmark", &dispatch.encode())?;
		Ok(batches?
			.into_iter()
			.flat_map(|batch| batch.results)
			.collect())
	}
}

/// Calls that follow each other, each on what those before it changed.
pub struct Session<'a> {
	machine: &'a Machine,
	changes: Changes,
}

impl<'a> Session<'a> {
	/// On the machine's own state.
	pub fn new(machine: &'a Machine) -> Self {
		Self {
			machine,
			changes: Default::default(),
		}
	}

	/// Call a method of the runtime.
	pub fn call(&mut self, method: &str, arguments: &[u8]) -> Result<Vec<u8>, String> {
		let machine = self.machine;
		machine.execute(&machine.timed, &mut self.changes, method, arguments)
	}
}
