// SPDX-License-Identifier: Apache-2.0

//! The runtime APIs: what nodes, gateways and front ends may ask.

use alloc::vec::Vec;
use codec::Encode;
use frame_support::{
	genesis_builder_helper::{build_state, get_preset},
	traits::KeyOwnerProofSystem,
	weights::Weight,
};
use pallet_consortium::{MemberId, Role};
use pallet_grandpa::AuthorityId as GrandpaId;
use pallet_supply_chain::types::ShipmentId;
use samul_primitives::{
	access::{Allowed, Denied, Permissions, ResourceId, RightId, Subject},
	claims::{ClaimRefusal, ClaimTypeId},
	mmr::Hash,
	traits::MonitorId,
	DeviceId, ModelId, Moment, StreamId,
};
use sp_api::impl_runtime_apis;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_core::OpaqueMetadata;
use sp_runtime::{
	traits::{Block as BlockT, NumberFor},
	transaction_validity::{TransactionSource, TransactionValidity},
	ApplyExtrinsicResult, ExtrinsicInclusionMode,
};
use sp_version::RuntimeVersion;

use crate::{
	opaque::SessionKeys, AccessMarket, AccessRights, AccountId, Attestation, Aura, Balance, Block,
	Consortium, Currency, DeviceIdentity, Executive, Grandpa, Historical, InherentDataExt, Nonce,
	Runtime, RuntimeCall, RuntimeGenesisConfig, SupplyChain, System, Telemetry, TransactionPayment,
	VERSION,
};

impl_runtime_apis! {
	impl sp_api::Core<Block> for Runtime {
		fn version() -> RuntimeVersion {
			VERSION
		}

		fn execute_block(block: <Block as BlockT>::LazyBlock) {
			Executive::execute_block(block)
		}

		fn initialize_block(header: &<Block as BlockT>::Header) -> ExtrinsicInclusionMode {
			Executive::initialize_block(header)
		}
	}

	impl sp_api::Metadata<Block> for Runtime {
		fn metadata() -> OpaqueMetadata {
			OpaqueMetadata::new(Runtime::metadata().into())
		}

		fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
			Runtime::metadata_at_version(version)
		}

		fn metadata_versions() -> Vec<u32> {
			Runtime::metadata_versions()
		}
	}

	impl frame_support::view_functions::runtime_api::RuntimeViewFunction<Block> for Runtime {
		fn execute_view_function(
			id: frame_support::view_functions::ViewFunctionId,
			input: Vec<u8>,
		) -> Result<Vec<u8>, frame_support::view_functions::ViewFunctionDispatchError> {
			Runtime::execute_view_function(id, input)
		}
	}

	impl sp_block_builder::BlockBuilder<Block> for Runtime {
		fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
			Executive::apply_extrinsic(extrinsic)
		}

		fn finalize_block() -> <Block as BlockT>::Header {
			Executive::finalize_block()
		}

		fn inherent_extrinsics(
			data: sp_inherents::InherentData,
		) -> Vec<<Block as BlockT>::Extrinsic> {
			data.create_extrinsics()
		}

		fn check_inherents(
			block: <Block as BlockT>::LazyBlock,
			data: sp_inherents::InherentData,
		) -> sp_inherents::CheckInherentsResult {
			data.check_extrinsics(&block)
		}
	}

	impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
		fn validate_transaction(
			source: TransactionSource,
			tx: <Block as BlockT>::Extrinsic,
			block_hash: <Block as BlockT>::Hash,
		) -> TransactionValidity {
			Executive::validate_transaction(source, tx, block_hash)
		}
	}

	impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
		fn offchain_worker(header: &<Block as BlockT>::Header) {
			Executive::offchain_worker(header)
		}
	}

	impl sp_consensus_aura::AuraApi<Block, AuraId> for Runtime {
		fn slot_duration() -> sp_consensus_aura::SlotDuration {
			sp_consensus_aura::SlotDuration::from_millis(Aura::slot_duration())
		}

		fn authorities() -> Vec<AuraId> {
			pallet_aura::Authorities::<Runtime>::get().into_inner()
		}
	}

	impl sp_session::SessionKeys<Block> for Runtime {
		fn generate_session_keys(
			owner: Vec<u8>,
			seed: Option<Vec<u8>>,
		) -> sp_session::OpaqueGeneratedSessionKeys {
			SessionKeys::generate(&owner, seed).into()
		}

		fn decode_session_keys(
			encoded: Vec<u8>,
		) -> Option<Vec<(Vec<u8>, sp_core::crypto::KeyTypeId)>> {
			SessionKeys::decode_into_raw_public_keys(&encoded)
		}
	}

	impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
		fn grandpa_authorities() -> sp_consensus_grandpa::AuthorityList {
			Grandpa::grandpa_authorities()
		}

		fn current_set_id() -> sp_consensus_grandpa::SetId {
			pallet_grandpa::CurrentSetId::<Runtime>::get()
		}

		fn submit_report_equivocation_unsigned_extrinsic(
			proof: sp_consensus_grandpa::EquivocationProof<
				<Block as BlockT>::Hash,
				NumberFor<Block>,
			>,
			key_owner_proof: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			Grandpa::submit_unsigned_equivocation_report(proof, key_owner_proof.decode()?)
		}

		fn generate_key_ownership_proof(
			_set_id: sp_consensus_grandpa::SetId,
			authority_id: GrandpaId,
		) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
			let proof = Historical::prove((sp_consensus_grandpa::KEY_TYPE, authority_id))?;
			Some(sp_consensus_grandpa::OpaqueKeyOwnershipProof::new(
				proof.encode(),
			))
		}
	}

	impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
		fn account_nonce(account: AccountId) -> Nonce {
			System::account_nonce(account)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance>
		for Runtime
	{
		fn query_info(
			uxt: <Block as BlockT>::Extrinsic,
			len: u32,
		) -> pallet_transaction_payment_rpc_runtime_api::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_info(uxt, len)
		}

		fn query_fee_details(
			uxt: <Block as BlockT>::Extrinsic,
			len: u32,
		) -> pallet_transaction_payment::FeeDetails<Balance> {
			TransactionPayment::query_fee_details(uxt, len)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<
		Block,
		Balance,
		RuntimeCall,
	> for Runtime {
		fn query_call_info(
			call: RuntimeCall,
			len: u32,
		) -> pallet_transaction_payment::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_call_info(call, len)
		}

		fn query_call_fee_details(
			call: RuntimeCall,
			len: u32,
		) -> pallet_transaction_payment::FeeDetails<Balance> {
			TransactionPayment::query_call_fee_details(call, len)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl pallet_consortium::runtime_api::ConsortiumApi<Block, AccountId, Balance> for Runtime {
		fn member(id: MemberId) -> Option<pallet_consortium::MemberInfo<AccountId>> {
			Consortium::member_info(id)
		}

		fn members(after: Option<MemberId>, limit: u32) -> Vec<pallet_consortium::MemberInfo<AccountId>> {
			Consortium::member_infos(after, limit)
		}

		fn membership(account: AccountId) -> Option<pallet_consortium::AccountInfo<AccountId>> {
			Consortium::account_info(account)
		}

		fn accounts_of(member: MemberId) -> Vec<pallet_consortium::AccountInfo<AccountId>> {
			Consortium::account_infos(member)
		}

		fn sponsorship(account: AccountId) -> Option<pallet_consortium::SponsorshipInfo<AccountId, Balance>> {
			Consortium::sponsorship_info(account)
		}

		fn sponsored_by(sponsor: AccountId, after: Option<AccountId>, limit: u32) -> Vec<pallet_consortium::SponsorshipInfo<AccountId, Balance>> {
			Consortium::sponsored_by(sponsor, after, limit)
		}

		fn validators() -> Vec<pallet_consortium::ValidatorInfo<AccountId>> {
			Consortium::validator_infos()
		}
	}

	impl pallet_device_identity::runtime_api::DeviceIdentityApi<Block, AccountId, Balance>
		for Runtime
	{
		fn device(
			id: DeviceId,
		) -> Option<pallet_device_identity::DeviceInfo<AccountId, Balance>> {
			DeviceIdentity::device(id)
		}

		fn devices_of(
			owner: AccountId,
			after: Option<DeviceId>,
			limit: u32,
		) -> Vec<pallet_device_identity::DeviceInfo<AccountId, Balance>> {
			DeviceIdentity::devices_of(owner, after, limit)
		}

		fn keys_of(device: DeviceId) -> Vec<pallet_device_identity::MethodInfo> {
			DeviceIdentity::keys_of(device)
		}

		fn keys_at(device: DeviceId, time: Moment) -> Vec<pallet_device_identity::MethodInfo> {
			DeviceIdentity::keys_at(device, time)
		}

		fn services_of(device: DeviceId) -> Vec<pallet_device_identity::Service<Balance>> {
			DeviceIdentity::services_of(device)
		}

		fn parts_of(device: DeviceId) -> Vec<DeviceId> {
			DeviceIdentity::parts_of(device)
		}

		fn model(
			id: ModelId,
		) -> Option<pallet_device_identity::ModelInfo<AccountId, Balance>> {
			DeviceIdentity::model(id)
		}

		fn models(
			after: Option<ModelId>,
			limit: u32,
		) -> Vec<pallet_device_identity::ModelInfo<AccountId, Balance>> {
			DeviceIdentity::models(after, limit)
		}
	}

	impl pallet_attestation::runtime_api::AttestationApi<Block, AccountId, Balance, Role> for Runtime {
		fn claim_type(id: ClaimTypeId) -> Option<pallet_attestation::ClaimTypeInfo<Role>> {
			Attestation::claim_type(id)
		}

		fn claim_types(
			after: Option<ClaimTypeId>,
			limit: u32,
		) -> Vec<pallet_attestation::ClaimTypeInfo<Role>> {
			Attestation::claim_types(after, limit)
		}

		fn attestation(
			device: DeviceId,
			claim_type: ClaimTypeId,
			issuer: MemberId,
		) -> Option<pallet_attestation::AttestationInfo<AccountId, Balance, Role>> {
			Attestation::attestation(device, claim_type, issuer)
		}

		fn attestations_of(
			device: DeviceId,
			after: Option<(ClaimTypeId, MemberId)>,
			limit: u32,
		) -> Vec<pallet_attestation::AttestationInfo<AccountId, Balance, Role>> {
			Attestation::attestations_of(device, after, limit)
		}

		fn holds(
			device: DeviceId,
			claim_type: ClaimTypeId,
			issuer: MemberId,
			at: Option<Moment>,
			minimum: Option<u32>,
		) -> Result<(), ClaimRefusal> {
			Attestation::holds(device, claim_type, issuer, at, minimum)
		}
	}

	impl pallet_access_rights::runtime_api::AccessRightsApi<Block, AccountId> for Runtime {
		fn may_access(
			subject: Subject,
			resource: ResourceId,
			permission: Permissions,
			at: Option<Moment>,
		) -> Result<Allowed, Denied> {
			AccessRights::may_access(subject, resource, permission, at)
		}

		fn may_access_by(
			subject: Subject,
			resource: ResourceId,
			right: RightId,
			permission: Permissions,
			at: Option<Moment>,
		) -> Result<Allowed, Denied> {
			AccessRights::may_access_by(subject, resource, right, permission, at)
		}

		fn resource(
			resource: ResourceId,
		) -> Option<pallet_access_rights::types::Resource<AccountId>> {
			AccessRights::resource(resource)
		}

		fn entries(resource: ResourceId) -> (u64, Vec<Hash>) {
			AccessRights::entries(resource)
		}

		fn devices_of(
			resource: ResourceId,
			after: Option<DeviceId>,
			limit: u32,
		) -> Vec<pallet_access_rights::types::AttachedInfo> {
			AccessRights::devices_of(resource, after, limit)
		}

		fn resources_of(
			device: DeviceId,
			after: Option<ResourceId>,
			limit: u32,
		) -> Vec<ResourceId> {
			AccessRights::resources_of(device, after, limit)
		}

		fn rights_on(
			resource: ResourceId,
			after: Option<(Subject, RightId)>,
			limit: u32,
		) -> Vec<pallet_access_rights::types::RightInfo<AccountId>> {
			AccessRights::rights_on(resource, after, limit)
		}

		fn rights_of(
			subject: Subject,
			resource: ResourceId,
		) -> Vec<pallet_access_rights::types::RightInfo<AccountId>> {
			AccessRights::rights_of(subject, resource)
		}

		fn proof_keys(
			resource: ResourceId,
			subject: Subject,
			right: RightId,
		) -> Result<Vec<Vec<u8>>, Denied> {
			AccessRights::proof_keys(resource, subject, right)
		}
	}

	impl pallet_access_market::runtime_api::AccessMarketApi<Block, AccountId, Currency> for Runtime {
		fn tariffs(
			resource: ResourceId,
		) -> Vec<pallet_access_market::types::TariffInfo<AccountId, Currency>> {
			AccessMarket::tariffs(resource)
		}

		fn quote(
			resource: ResourceId,
			number: pallet_access_market::types::TariffNumber,
			order: pallet_access_market::types::Order,
		) -> Result<
			pallet_access_market::types::Quote<AccountId, Currency>,
			pallet_access_market::runtime_api::MarketError,
		> {
			AccessMarket::quote(resource, number, order)
		}

		fn agreement(
			right: RightId,
		) -> Option<pallet_access_market::types::AgreementInfo<AccountId, Currency>> {
			AccessMarket::agreement(right)
		}

		fn running_cost(
			right: RightId,
			at: Option<Moment>,
		) -> Result<
			pallet_access_market::settlement::ChargeDetail,
			pallet_access_market::runtime_api::MarketError,
		> {
			AccessMarket::running_cost(right, at)
		}

		fn agreements_of(
			account: AccountId,
			after: Option<RightId>,
			limit: u32,
		) -> Vec<RightId> {
			AccessMarket::agreements_of(account, after, limit)
		}

		fn bookings(
			resource: ResourceId,
		) -> Vec<pallet_access_market::types::Booking> {
			AccessMarket::bookings(resource)
		}
	}

	impl pallet_telemetry::runtime_api::TelemetryApi<Block, AccountId> for Runtime {
		fn stream(id: StreamId) -> Option<pallet_telemetry::StreamInfo<AccountId>> {
			Telemetry::stream(id)
		}

		fn streams_of(device: DeviceId, after: Option<u16>, limit: u32) -> Vec<StreamId> {
			Telemetry::streams_of(device, after, limit)
		}

		fn monitor(
			stream: StreamId,
			id: MonitorId,
			at: Option<Moment>,
		) -> Option<pallet_telemetry::MonitorInfo> {
			Telemetry::monitor(stream, id, at)
		}
	}

	impl pallet_supply_chain::runtime_api::SupplyChainApi<Block, AccountId, Currency> for Runtime {
		fn shipment(
			id: ShipmentId,
		) -> Option<pallet_supply_chain::types::ShipmentInfo<AccountId, Currency>> {
			SupplyChain::shipment(id)
		}

		fn reckoning(
			id: ShipmentId,
			at: Option<Moment>,
		) -> Result<
			pallet_supply_chain::reckoning::Reckoning,
			pallet_supply_chain::ReckoningError,
		> {
			SupplyChain::reckoning(id, at)
		}

		fn shipments_of(
			account: AccountId,
			after: Option<ShipmentId>,
			limit: u32,
		) -> Vec<ShipmentId> {
			SupplyChain::shipments_of(account, after, limit)
		}
	}

	impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
		fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
			build_state::<RuntimeGenesisConfig>(config)
		}

		fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
			get_preset::<RuntimeGenesisConfig>(id, crate::genesis::get_preset)
		}

		fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
			crate::genesis::preset_names()
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	impl frame_benchmarking::Benchmark<Block> for Runtime {
		fn benchmark_metadata(
			extra: bool,
		) -> (
			Vec<frame_benchmarking::BenchmarkList>,
			Vec<frame_support::traits::StorageInfo>,
		) {
			crate::benchmarks::metadata(extra)
		}

		fn dispatch_benchmark(
			config: frame_benchmarking::BenchmarkConfig,
		) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
			crate::benchmarks::dispatch(config)
		}
	}

	#[cfg(feature = "try-runtime")]
	impl frame_try_runtime::TryRuntime<Block> for Runtime {
		fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
			let weight = Executive::try_runtime_upgrade(checks).expect("the upgrade passes");
			(weight, crate::limits::RuntimeBlockWeights::get().max_block)
		}

		fn execute_block(
			block: <Block as BlockT>::LazyBlock,
			state_root_check: bool,
			signature_check: bool,
			select: frame_try_runtime::TryStateSelect,
		) -> Weight {
			Executive::try_execute_block(block, state_root_check, signature_check, select)
				.expect("the block executes")
		}
	}
}
