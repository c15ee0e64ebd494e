// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_device_identity`. To be measured anew by `scripts/weights device-identity`: those of
//! calls that were there before are measured, the others are estimates in the same shape.

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
		Weight::from_parts(157_403_000, 154)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn register_sr25519() -> Weight {
		Weight::from_parts(155_871_000, 154)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn register_secp256k1() -> Weight {
		Weight::from_parts(149_840_000, 154)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn register_p256() -> Weight {
		Weight::from_parts(446_993_000, 154)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn suspend() -> Weight {
		Weight::from_parts(31_831_000, 500)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn resume() -> Weight {
		Weight::from_parts(18_505_000, 500)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn retire(n: u32) -> Weight {
		Weight::from_parts(204_826_000, 4096)
			.saturating_add(Weight::from_parts(9_000_000, 160).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(8_u64))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(n.into())))
	}
	fn offer_transfer() -> Weight {
		Weight::from_parts(32_681_000, 500)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn accept_transfer(p: u32) -> Weight {
		Weight::from_parts(150_591_000, 1000)
			.saturating_add(Weight::from_parts(40_000_000, 600).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(7_u64))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(p.into())))
	}
	fn rotate_key_ed25519() -> Weight {
		Weight::from_parts(169_503_000, 500)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn rotate_key_sr25519() -> Weight {
		Weight::from_parts(168_761_000, 500)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn rotate_key_secp256k1() -> Weight {
		Weight::from_parts(163_061_000, 500)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn rotate_key_p256() -> Weight {
		Weight::from_parts(456_207_000, 500)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn activate() -> Weight {
		Weight::from_parts(18_505_000, 500)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn manufacturer() -> Weight {
		Weight::from_parts(15_000_000, 800).saturating_add(T::DbWeight::get().reads(2_u64))
	}
	fn endorse_ed25519() -> Weight {
		Weight::from_parts(109_503_000, 900)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn endorse_sr25519() -> Weight {
		Weight::from_parts(108_761_000, 900)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn endorse_secp256k1() -> Weight {
		Weight::from_parts(103_061_000, 900)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn endorse_p256() -> Weight {
		Weight::from_parts(396_207_000, 900)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn endorse_certificate() -> Weight {
		Weight::from_parts(396_207_000, 900)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn report_firmware() -> Weight {
		Weight::from_parts(18_505_000, 500)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn report_compromised() -> Weight {
		Weight::from_parts(41_831_000, 1200)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn recover_ed25519() -> Weight {
		Weight::from_parts(289_503_000, 9000)
			.saturating_add(T::DbWeight::get().reads(80_u64))
			.saturating_add(T::DbWeight::get().writes(15_u64))
	}
	fn recover_sr25519() -> Weight {
		Weight::from_parts(288_761_000, 9000)
			.saturating_add(T::DbWeight::get().reads(80_u64))
			.saturating_add(T::DbWeight::get().writes(15_u64))
	}
	fn recover_secp256k1() -> Weight {
		Weight::from_parts(283_061_000, 9000)
			.saturating_add(T::DbWeight::get().reads(80_u64))
			.saturating_add(T::DbWeight::get().writes(15_u64))
	}
	fn recover_p256() -> Weight {
		Weight::from_parts(576_207_000, 9000)
			.saturating_add(T::DbWeight::get().reads(80_u64))
			.saturating_add(T::DbWeight::get().writes(15_u64))
	}
	fn set_guardian() -> Weight {
		Weight::from_parts(18_505_000, 500)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn request_recovery() -> Weight {
		Weight::from_parts(38_505_000, 900)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn refuse_recovery() -> Weight {
		Weight::from_parts(18_505_000, 500)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn complete_recovery(p: u32) -> Weight {
		Weight::from_parts(150_591_000, 1000)
			.saturating_add(Weight::from_parts(40_000_000, 600).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(7_u64))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(p.into())))
	}
	fn add_signing_key_ed25519() -> Weight {
		Weight::from_parts(169_503_000, 500)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn add_signing_key_sr25519() -> Weight {
		Weight::from_parts(168_761_000, 500)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn add_signing_key_secp256k1() -> Weight {
		Weight::from_parts(163_061_000, 500)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn add_signing_key_p256() -> Weight {
		Weight::from_parts(456_207_000, 500)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn add_agreement_key() -> Weight {
		Weight::from_parts(99_503_000, 500)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn revoke_method() -> Weight {
		Weight::from_parts(28_505_000, 600)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn forget_method() -> Weight {
		Weight::from_parts(98_505_000, 700)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn set_service() -> Weight {
		Weight::from_parts(108_505_000, 3500)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn remove_service() -> Weight {
		Weight::from_parts(108_505_000, 3500)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn attach_part(p: u32) -> Weight {
		Weight::from_parts(88_505_000, 2500)
			.saturating_add(Weight::from_parts(8_000_000, 160).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn detach_part() -> Weight {
		Weight::from_parts(68_505_000, 2500)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn create_model() -> Weight {
		Weight::from_parts(88_505_000, 700)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn set_model_key() -> Weight {
		Weight::from_parts(38_505_000, 900)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn suspend_model() -> Weight {
		Weight::from_parts(48_505_000, 900)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn resume_model() -> Weight {
		Weight::from_parts(48_505_000, 900)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn remove_model() -> Weight {
		Weight::from_parts(78_505_000, 900)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
}

// For tests.
impl WeightInfo for () {
	fn register_ed25519() -> Weight {
		Weight::from_parts(157_403_000, 154)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn register_sr25519() -> Weight {
		Weight::from_parts(155_871_000, 154)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn register_secp256k1() -> Weight {
		Weight::from_parts(149_840_000, 154)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn register_p256() -> Weight {
		Weight::from_parts(446_993_000, 154)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn suspend() -> Weight {
		Weight::from_parts(31_831_000, 500)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn resume() -> Weight {
		Weight::from_parts(18_505_000, 500)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn retire(n: u32) -> Weight {
		Weight::from_parts(204_826_000, 4096)
			.saturating_add(Weight::from_parts(9_000_000, 160).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
			.saturating_add(ParityDbWeight::get().writes((3_u64).saturating_mul(n.into())))
	}
	fn offer_transfer() -> Weight {
		Weight::from_parts(32_681_000, 500)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn accept_transfer(p: u32) -> Weight {
		Weight::from_parts(150_591_000, 1000)
			.saturating_add(Weight::from_parts(40_000_000, 600).saturating_mul(p.into()))
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().reads((4_u64).saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(7_u64))
			.saturating_add(ParityDbWeight::get().writes((3_u64).saturating_mul(p.into())))
	}
	fn rotate_key_ed25519() -> Weight {
		Weight::from_parts(169_503_000, 500)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn rotate_key_sr25519() -> Weight {
		Weight::from_parts(168_761_000, 500)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn rotate_key_secp256k1() -> Weight {
		Weight::from_parts(163_061_000, 500)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn rotate_key_p256() -> Weight {
		Weight::from_parts(456_207_000, 500)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn activate() -> Weight {
		Weight::from_parts(18_505_000, 500)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn manufacturer() -> Weight {
		Weight::from_parts(15_000_000, 800).saturating_add(ParityDbWeight::get().reads(2_u64))
	}
	fn endorse_ed25519() -> Weight {
		Weight::from_parts(109_503_000, 900)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn endorse_sr25519() -> Weight {
		Weight::from_parts(108_761_000, 900)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn endorse_secp256k1() -> Weight {
		Weight::from_parts(103_061_000, 900)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn endorse_p256() -> Weight {
		Weight::from_parts(396_207_000, 900)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn endorse_certificate() -> Weight {
		Weight::from_parts(396_207_000, 900)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn report_firmware() -> Weight {
		Weight::from_parts(18_505_000, 500)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn report_compromised() -> Weight {
		Weight::from_parts(41_831_000, 1200)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn recover_ed25519() -> Weight {
		Weight::from_parts(289_503_000, 9000)
			.saturating_add(ParityDbWeight::get().reads(80_u64))
			.saturating_add(ParityDbWeight::get().writes(15_u64))
	}
	fn recover_sr25519() -> Weight {
		Weight::from_parts(288_761_000, 9000)
			.saturating_add(ParityDbWeight::get().reads(80_u64))
			.saturating_add(ParityDbWeight::get().writes(15_u64))
	}
	fn recover_secp256k1() -> Weight {
		Weight::from_parts(283_061_000, 9000)
			.saturating_add(ParityDbWeight::get().reads(80_u64))
			.saturating_add(ParityDbWeight::get().writes(15_u64))
	}
	fn recover_p256() -> Weight {
		Weight::from_parts(576_207_000, 9000)
			.saturating_add(ParityDbWeight::get().reads(80_u64))
			.saturating_add(ParityDbWeight::get().writes(15_u64))
	}
	fn set_guardian() -> Weight {
		Weight::from_parts(18_505_000, 500)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn request_recovery() -> Weight {
		Weight::from_parts(38_505_000, 900)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn refuse_recovery() -> Weight {
		Weight::from_parts(18_505_000, 500)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn complete_recovery(p: u32) -> Weight {
		Weight::from_parts(150_591_000, 1000)
			.saturating_add(Weight::from_parts(40_000_000, 600).saturating_mul(p.into()))
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().reads((4_u64).saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(7_u64))
			.saturating_add(ParityDbWeight::get().writes((3_u64).saturating_mul(p.into())))
	}
	fn add_signing_key_ed25519() -> Weight {
		Weight::from_parts(169_503_000, 500)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn add_signing_key_sr25519() -> Weight {
		Weight::from_parts(168_761_000, 500)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn add_signing_key_secp256k1() -> Weight {
		Weight::from_parts(163_061_000, 500)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn add_signing_key_p256() -> Weight {
		Weight::from_parts(456_207_000, 500)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn add_agreement_key() -> Weight {
		Weight::from_parts(99_503_000, 500)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn revoke_method() -> Weight {
		Weight::from_parts(28_505_000, 600)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn forget_method() -> Weight {
		Weight::from_parts(98_505_000, 700)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn set_service() -> Weight {
		Weight::from_parts(108_505_000, 3500)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn remove_service() -> Weight {
		Weight::from_parts(108_505_000, 3500)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn attach_part(p: u32) -> Weight {
		Weight::from_parts(88_505_000, 2500)
			.saturating_add(Weight::from_parts(8_000_000, 160).saturating_mul(p.into()))
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().reads((2_u64).saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
	}
	fn detach_part() -> Weight {
		Weight::from_parts(68_505_000, 2500)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
	}
	fn create_model() -> Weight {
		Weight::from_parts(88_505_000, 700)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn set_model_key() -> Weight {
		Weight::from_parts(38_505_000, 900)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn suspend_model() -> Weight {
		Weight::from_parts(48_505_000, 900)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn resume_model() -> Weight {
		Weight::from_parts(48_505_000, 900)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn remove_model() -> Weight {
		Weight::from_parts(78_505_000, 900)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
}
