// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_device_identity`. `scripts/weights` measured them on AMD EPYC: 500
//! times each, or 20 times at each of 50 points along the range of a parameter.

#![allow(
	unused_parens,
	unused_imports,
	clippy::unnecessary_cast,
	reason = "generated"
)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::ParityDbWeight, Weight},
};

/// What the calls cost.
pub trait WeightInfo {
	/// Weight of `register_ed25519`.
	fn register_ed25519() -> Weight;
	/// Weight of `register_sr25519`.
	fn register_sr25519() -> Weight;
	/// Weight of `register_secp256k1`.
	fn register_secp256k1() -> Weight;
	/// Weight of `register_p256`.
	fn register_p256() -> Weight;
	/// Weight of `suspend`.
	fn suspend() -> Weight;
	/// Weight of `resume`.
	fn resume() -> Weight;
	/// Weight of `retire`.
	fn retire(n: u32) -> Weight;
	/// Weight of `offer_transfer`.
	fn offer_transfer() -> Weight;
	/// Weight of `accept_transfer`.
	fn accept_transfer(p: u32) -> Weight;
	/// Weight of `rotate_key_ed25519`.
	fn rotate_key_ed25519() -> Weight;
	/// Weight of `rotate_key_sr25519`.
	fn rotate_key_sr25519() -> Weight;
	/// Weight of `rotate_key_secp256k1`.
	fn rotate_key_secp256k1() -> Weight;
	/// Weight of `rotate_key_p256`.
	fn rotate_key_p256() -> Weight;
	/// Weight of `activate`.
	fn activate() -> Weight;
	/// Weight of `manufacturer`.
	fn manufacturer() -> Weight;
	/// Weight of `endorse_ed25519`.
	fn endorse_ed25519() -> Weight;
	/// Weight of `endorse_sr25519`.
	fn endorse_sr25519() -> Weight;
	/// Weight of `endorse_secp256k1`.
	fn endorse_secp256k1() -> Weight;
	/// Weight of `endorse_p256`.
	fn endorse_p256() -> Weight;
	/// Weight of `endorse_certificate`.
	fn endorse_certificate() -> Weight;
	/// Weight of `report_firmware`.
	fn report_firmware() -> Weight;
	/// Weight of `report_compromised`.
	fn report_compromised() -> Weight;
	/// Weight of `recover_ed25519`.
	fn recover_ed25519() -> Weight;
	/// Weight of `recover_sr25519`.
	fn recover_sr25519() -> Weight;
	/// Weight of `recover_secp256k1`.
	fn recover_secp256k1() -> Weight;
	/// Weight of `recover_p256`.
	fn recover_p256() -> Weight;
	/// Weight of `set_guardian`.
	fn set_guardian() -> Weight;
	/// Weight of `request_recovery`.
	fn request_recovery() -> Weight;
	/// Weight of `refuse_recovery`.
	fn refuse_recovery() -> Weight;
	/// Weight of `complete_recovery`.
	fn complete_recovery(p: u32) -> Weight;
	/// Weight of `add_signing_key_ed25519`.
	fn add_signing_key_ed25519() -> Weight;
	/// Weight of `add_signing_key_sr25519`.
	fn add_signing_key_sr25519() -> Weight;
	/// Weight of `add_signing_key_secp256k1`.
	fn add_signing_key_secp256k1() -> Weight;
	/// Weight of `add_signing_key_p256`.
	fn add_signing_key_p256() -> Weight;
	/// Weight of `add_agreement_key`.
	fn add_agreement_key() -> Weight;
	/// Weight of `revoke_method`.
	fn revoke_method() -> Weight;
	/// Weight of `forget_method`.
	fn forget_method() -> Weight;
	/// Weight of `set_service`.
	fn set_service() -> Weight;
	/// Weight of `remove_service`.
	fn remove_service() -> Weight;
	/// Weight of `attach_part`.
	fn attach_part(p: u32) -> Weight;
	/// Weight of `detach_part`.
	fn detach_part() -> Weight;
	/// Weight of `create_model`.
	fn create_model() -> Weight;
	/// Weight of `set_model_key`.
	fn set_model_key() -> Weight;
	/// Weight of `suspend_model`.
	fn suspend_model() -> Weight;
	/// Weight of `resume_model`.
	fn resume_model() -> Weight;
	/// Weight of `remove_model`.
	fn remove_model() -> Weight;
}

/// The weights that were measured.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register_ed25519() -> Weight {
		Weight::from_parts(157_875_000, 227)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn register_sr25519() -> Weight {
		Weight::from_parts(155_360_000, 227)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn register_secp256k1() -> Weight {
		Weight::from_parts(151_622_000, 227)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn register_p256() -> Weight {
		Weight::from_parts(445_210_000, 227)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn suspend() -> Weight {
		Weight::from_parts(40_416_000, 1_332)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn resume() -> Weight {
		Weight::from_parts(22_512_000, 490)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn retire(n: u32) -> Weight {
		Weight::from_parts(127_934_671, 6_648)
			.saturating_add(Weight::from_parts(8_634_822, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(7_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(n.into())))
	}
	fn offer_transfer() -> Weight {
		Weight::from_parts(23_714_000, 490)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn accept_transfer(p: u32) -> Weight {
		Weight::from_parts(71_160_303, 69_261)
			.saturating_add(Weight::from_parts(389_524_728, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(73_u64))
			.saturating_add(T::DbWeight::get().reads(69_u64.saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(16_u64))
			.saturating_add(T::DbWeight::get().writes(12_u64.saturating_mul(p.into())))
	}
	fn rotate_key_ed25519() -> Weight {
		Weight::from_parts(223_367_000, 1_814)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	fn rotate_key_sr25519() -> Weight {
		Weight::from_parts(224_859_000, 1_814)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	fn rotate_key_secp256k1() -> Weight {
		Weight::from_parts(228_966_000, 1_814)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	fn rotate_key_p256() -> Weight {
		Weight::from_parts(514_980_000, 1_814)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	fn activate() -> Weight {
		Weight::from_parts(34_084_000, 490)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn manufacturer() -> Weight {
		Weight::from_parts(28_453_000, 1_477)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn endorse_ed25519() -> Weight {
		Weight::from_parts(126_576_000, 1_512)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn endorse_sr25519() -> Weight {
		Weight::from_parts(138_187_000, 1_512)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn endorse_secp256k1() -> Weight {
		Weight::from_parts(135_191_000, 1_513)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn endorse_p256() -> Weight {
		Weight::from_parts(414_723_000, 1_513)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn endorse_certificate() -> Weight {
		Weight::from_parts(533_204_000, 1_535)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn report_firmware() -> Weight {
		Weight::from_parts(34_414_000, 490)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn report_compromised() -> Weight {
		Weight::from_parts(90_198_000, 1_593)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn recover_ed25519() -> Weight {
		Weight::from_parts(612_773_000, 7_897)
			.saturating_add(T::DbWeight::get().reads(76_u64))
			.saturating_add(T::DbWeight::get().writes(17_u64))
	}
	fn recover_sr25519() -> Weight {
		Weight::from_parts(582_506_000, 7_916)
			.saturating_add(T::DbWeight::get().reads(76_u64))
			.saturating_add(T::DbWeight::get().writes(17_u64))
	}
	fn recover_secp256k1() -> Weight {
		Weight::from_parts(600_238_000, 7_864)
			.saturating_add(T::DbWeight::get().reads(76_u64))
			.saturating_add(T::DbWeight::get().writes(17_u64))
	}
	fn recover_p256() -> Weight {
		Weight::from_parts(944_481_000, 7_897)
			.saturating_add(T::DbWeight::get().reads(76_u64))
			.saturating_add(T::DbWeight::get().writes(17_u64))
	}
	fn set_guardian() -> Weight {
		Weight::from_parts(42_990_000, 490)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn request_recovery() -> Weight {
		Weight::from_parts(56_065_000, 1_332)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn refuse_recovery() -> Weight {
		Weight::from_parts(63_388_000, 610)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn complete_recovery(p: u32) -> Weight {
		Weight::from_parts(383_922_549, 18_653)
			.saturating_add(Weight::from_parts(20_035_093, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().reads(3_u64.saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(7_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64.saturating_mul(p.into())))
	}
	fn add_signing_key_ed25519() -> Weight {
		Weight::from_parts(221_493_000, 1_521)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	fn add_signing_key_sr25519() -> Weight {
		Weight::from_parts(220_500_000, 1_521)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	fn add_signing_key_secp256k1() -> Weight {
		Weight::from_parts(267_709_000, 1_521)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	fn add_signing_key_p256() -> Weight {
		Weight::from_parts(532_392_000, 1_521)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	fn add_agreement_key() -> Weight {
		Weight::from_parts(135_643_000, 1_400)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	fn revoke_method() -> Weight {
		Weight::from_parts(50_233_000, 714)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn forget_method() -> Weight {
		Weight::from_parts(111_939_000, 863)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn set_service() -> Weight {
		Weight::from_parts(156_532_000, 3_782)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	fn remove_service() -> Weight {
		Weight::from_parts(113_862_000, 3_391)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn attach_part(p: u32) -> Weight {
		Weight::from_parts(64_963_780, 5_007)
			.saturating_add(Weight::from_parts(8_015_102, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn detach_part() -> Weight {
		Weight::from_parts(47_178_000, 1_014)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn create_model() -> Weight {
		Weight::from_parts(473_984_000, 913)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn set_model_key() -> Weight {
		Weight::from_parts(400_186_000, 1_288)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn suspend_model() -> Weight {
		Weight::from_parts(37_871_000, 1_183)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn resume_model() -> Weight {
		Weight::from_parts(42_509_000, 1_183)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn remove_model() -> Weight {
		Weight::from_parts(87_594_000, 1_348)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
}

impl WeightInfo for () {
	fn register_ed25519() -> Weight {
		Weight::from_parts(157_875_000, 227)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn register_sr25519() -> Weight {
		Weight::from_parts(155_360_000, 227)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn register_secp256k1() -> Weight {
		Weight::from_parts(151_622_000, 227)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn register_p256() -> Weight {
		Weight::from_parts(445_210_000, 227)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn suspend() -> Weight {
		Weight::from_parts(40_416_000, 1_332)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn resume() -> Weight {
		Weight::from_parts(22_512_000, 490)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn retire(n: u32) -> Weight {
		Weight::from_parts(127_934_671, 6_648)
			.saturating_add(Weight::from_parts(8_634_822, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().reads(1_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(7_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64.saturating_mul(n.into())))
	}
	fn offer_transfer() -> Weight {
		Weight::from_parts(23_714_000, 490)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn accept_transfer(p: u32) -> Weight {
		Weight::from_parts(71_160_303, 69_261)
			.saturating_add(Weight::from_parts(389_524_728, 0).saturating_mul(p.into()))
			.saturating_add(ParityDbWeight::get().reads(73_u64))
			.saturating_add(ParityDbWeight::get().reads(69_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(16_u64))
			.saturating_add(ParityDbWeight::get().writes(12_u64.saturating_mul(p.into())))
	}
	fn rotate_key_ed25519() -> Weight {
		Weight::from_parts(223_367_000, 1_814)
			.saturating_add(ParityDbWeight::get().reads(12_u64))
			.saturating_add(ParityDbWeight::get().writes(9_u64))
	}
	fn rotate_key_sr25519() -> Weight {
		Weight::from_parts(224_859_000, 1_814)
			.saturating_add(ParityDbWeight::get().reads(12_u64))
			.saturating_add(ParityDbWeight::get().writes(9_u64))
	}
	fn rotate_key_secp256k1() -> Weight {
		Weight::from_parts(228_966_000, 1_814)
			.saturating_add(ParityDbWeight::get().reads(12_u64))
			.saturating_add(ParityDbWeight::get().writes(9_u64))
	}
	fn rotate_key_p256() -> Weight {
		Weight::from_parts(514_980_000, 1_814)
			.saturating_add(ParityDbWeight::get().reads(12_u64))
			.saturating_add(ParityDbWeight::get().writes(9_u64))
	}
	fn activate() -> Weight {
		Weight::from_parts(34_084_000, 490)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn manufacturer() -> Weight {
		Weight::from_parts(28_453_000, 1_477)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn endorse_ed25519() -> Weight {
		Weight::from_parts(126_576_000, 1_512)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn endorse_sr25519() -> Weight {
		Weight::from_parts(138_187_000, 1_512)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn endorse_secp256k1() -> Weight {
		Weight::from_parts(135_191_000, 1_513)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn endorse_p256() -> Weight {
		Weight::from_parts(414_723_000, 1_513)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn endorse_certificate() -> Weight {
		Weight::from_parts(533_204_000, 1_535)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn report_firmware() -> Weight {
		Weight::from_parts(34_414_000, 490)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn report_compromised() -> Weight {
		Weight::from_parts(90_198_000, 1_593)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn recover_ed25519() -> Weight {
		Weight::from_parts(612_773_000, 7_897)
			.saturating_add(ParityDbWeight::get().reads(76_u64))
			.saturating_add(ParityDbWeight::get().writes(17_u64))
	}
	fn recover_sr25519() -> Weight {
		Weight::from_parts(582_506_000, 7_916)
			.saturating_add(ParityDbWeight::get().reads(76_u64))
			.saturating_add(ParityDbWeight::get().writes(17_u64))
	}
	fn recover_secp256k1() -> Weight {
		Weight::from_parts(600_238_000, 7_864)
			.saturating_add(ParityDbWeight::get().reads(76_u64))
			.saturating_add(ParityDbWeight::get().writes(17_u64))
	}
	fn recover_p256() -> Weight {
		Weight::from_parts(944_481_000, 7_897)
			.saturating_add(ParityDbWeight::get().reads(76_u64))
			.saturating_add(ParityDbWeight::get().writes(17_u64))
	}
	fn set_guardian() -> Weight {
		Weight::from_parts(42_990_000, 490)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn request_recovery() -> Weight {
		Weight::from_parts(56_065_000, 1_332)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn refuse_recovery() -> Weight {
		Weight::from_parts(63_388_000, 610)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn complete_recovery(p: u32) -> Weight {
		Weight::from_parts(383_922_549, 18_653)
			.saturating_add(Weight::from_parts(20_035_093, 0).saturating_mul(p.into()))
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().reads(3_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(7_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64.saturating_mul(p.into())))
	}
	fn add_signing_key_ed25519() -> Weight {
		Weight::from_parts(221_493_000, 1_521)
			.saturating_add(ParityDbWeight::get().reads(11_u64))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
	}
	fn add_signing_key_sr25519() -> Weight {
		Weight::from_parts(220_500_000, 1_521)
			.saturating_add(ParityDbWeight::get().reads(11_u64))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
	}
	fn add_signing_key_secp256k1() -> Weight {
		Weight::from_parts(267_709_000, 1_521)
			.saturating_add(ParityDbWeight::get().reads(11_u64))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
	}
	fn add_signing_key_p256() -> Weight {
		Weight::from_parts(532_392_000, 1_521)
			.saturating_add(ParityDbWeight::get().reads(11_u64))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
	}
	fn add_agreement_key() -> Weight {
		Weight::from_parts(135_643_000, 1_400)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(7_u64))
	}
	fn revoke_method() -> Weight {
		Weight::from_parts(50_233_000, 714)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn forget_method() -> Weight {
		Weight::from_parts(111_939_000, 863)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn set_service() -> Weight {
		Weight::from_parts(156_532_000, 3_782)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(7_u64))
	}
	fn remove_service() -> Weight {
		Weight::from_parts(113_862_000, 3_391)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn attach_part(p: u32) -> Weight {
		Weight::from_parts(64_963_780, 5_007)
			.saturating_add(Weight::from_parts(8_015_102, 0).saturating_mul(p.into()))
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn detach_part() -> Weight {
		Weight::from_parts(47_178_000, 1_014)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn create_model() -> Weight {
		Weight::from_parts(473_984_000, 913)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn set_model_key() -> Weight {
		Weight::from_parts(400_186_000, 1_288)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn suspend_model() -> Weight {
		Weight::from_parts(37_871_000, 1_183)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn resume_model() -> Weight {
		Weight::from_parts(42_509_000, 1_183)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn remove_model() -> Weight {
		Weight::from_parts(87_594_000, 1_348)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
}
