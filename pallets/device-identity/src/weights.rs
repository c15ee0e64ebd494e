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
		Weight::from_parts(163_685_000, 193)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn register_sr25519() -> Weight {
		Weight::from_parts(165_508_000, 193)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn register_secp256k1() -> Weight {
		Weight::from_parts(160_269_000, 193)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn register_p256() -> Weight {
		Weight::from_parts(673_836_000, 193)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn suspend() -> Weight {
		Weight::from_parts(60_252_000, 1_256)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn resume() -> Weight {
		Weight::from_parts(35_636_000, 448)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn retire(n: u32) -> Weight {
		Weight::from_parts(238_549_628, 6_489)
			.saturating_add(Weight::from_parts(7_808_302, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(7_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(n.into())))
	}
	fn offer_transfer() -> Weight {
		Weight::from_parts(39_043_000, 448)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn accept_transfer(p: u32) -> Weight {
		Weight::from_parts(167_795_909, 18_053)
			.saturating_add(Weight::from_parts(25_099_483, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads(3_u64.saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(7_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64.saturating_mul(p.into())))
	}
	fn rotate_key_ed25519() -> Weight {
		Weight::from_parts(201_185_000, 722)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn rotate_key_sr25519() -> Weight {
		Weight::from_parts(198_911_000, 722)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn rotate_key_secp256k1() -> Weight {
		Weight::from_parts(203_049_000, 722)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn rotate_key_p256() -> Weight {
		Weight::from_parts(489_242_000, 722)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn activate() -> Weight {
		Weight::from_parts(40_015_000, 448)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn manufacturer() -> Weight {
		Weight::from_parts(28_423_000, 1_432)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn endorse_ed25519() -> Weight {
		Weight::from_parts(119_332_000, 758)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn endorse_sr25519() -> Weight {
		Weight::from_parts(122_689_000, 758)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn endorse_secp256k1() -> Weight {
		Weight::from_parts(115_015_000, 759)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn endorse_p256() -> Weight {
		Weight::from_parts(404_244_000, 759)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn endorse_certificate() -> Weight {
		Weight::from_parts(538_012_000, 747)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn report_firmware() -> Weight {
		Weight::from_parts(37_830_000, 448)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn report_compromised() -> Weight {
		Weight::from_parts(70_041_000, 1_517)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn recover_ed25519() -> Weight {
		Weight::from_parts(574_620_000, 7_023)
			.saturating_add(T::DbWeight::get().reads(73_u64))
			.saturating_add(T::DbWeight::get().writes(14_u64))
	}
	fn recover_sr25519() -> Weight {
		Weight::from_parts(557_529_000, 7_004)
			.saturating_add(T::DbWeight::get().reads(73_u64))
			.saturating_add(T::DbWeight::get().writes(14_u64))
	}
	fn recover_secp256k1() -> Weight {
		Weight::from_parts(550_156_000, 7_056)
			.saturating_add(T::DbWeight::get().reads(73_u64))
			.saturating_add(T::DbWeight::get().writes(14_u64))
	}
	fn recover_p256() -> Weight {
		Weight::from_parts(880_531_000, 7_056)
			.saturating_add(T::DbWeight::get().reads(73_u64))
			.saturating_add(T::DbWeight::get().writes(14_u64))
	}
	fn set_guardian() -> Weight {
		Weight::from_parts(39_032_000, 448)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn request_recovery() -> Weight {
		Weight::from_parts(49_482_000, 1_256)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn refuse_recovery() -> Weight {
		Weight::from_parts(36_899_000, 534)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn complete_recovery(p: u32) -> Weight {
		Weight::from_parts(141_342_953, 18_107)
			.saturating_add(Weight::from_parts(23_487_749, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().reads(3_u64.saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(7_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64.saturating_mul(p.into())))
	}
	fn add_signing_key_ed25519() -> Weight {
		Weight::from_parts(210_252_000, 722)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn add_signing_key_sr25519() -> Weight {
		Weight::from_parts(205_043_000, 722)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn add_signing_key_secp256k1() -> Weight {
		Weight::from_parts(210_312_000, 722)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn add_signing_key_p256() -> Weight {
		Weight::from_parts(500_463_000, 722)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn add_agreement_key() -> Weight {
		Weight::from_parts(117_829_000, 600)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn revoke_method() -> Weight {
		Weight::from_parts(46_637_000, 638)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn forget_method() -> Weight {
		Weight::from_parts(112_039_000, 787)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn set_service() -> Weight {
		Weight::from_parts(129_281_000, 3_012)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn remove_service() -> Weight {
		Weight::from_parts(114_294_000, 3_349)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn attach_part(p: u32) -> Weight {
		Weight::from_parts(71_775_800, 4_983)
			.saturating_add(Weight::from_parts(8_087_195, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn detach_part() -> Weight {
		Weight::from_parts(47_839_000, 982)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn create_model() -> Weight {
		Weight::from_parts(97_912_000, 859)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn set_model_key() -> Weight {
		Weight::from_parts(36_939_000, 1_157)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn suspend_model() -> Weight {
		Weight::from_parts(36_889_000, 1_191)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn resume_model() -> Weight {
		Weight::from_parts(35_376_000, 1_149)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn remove_model() -> Weight {
		Weight::from_parts(92_873_000, 1_314)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
}

impl WeightInfo for () {
	fn register_ed25519() -> Weight {
		Weight::from_parts(163_685_000, 193)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn register_sr25519() -> Weight {
		Weight::from_parts(165_508_000, 193)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn register_secp256k1() -> Weight {
		Weight::from_parts(160_269_000, 193)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn register_p256() -> Weight {
		Weight::from_parts(673_836_000, 193)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn suspend() -> Weight {
		Weight::from_parts(60_252_000, 1_256)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn resume() -> Weight {
		Weight::from_parts(35_636_000, 448)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn retire(n: u32) -> Weight {
		Weight::from_parts(238_549_628, 6_489)
			.saturating_add(Weight::from_parts(7_808_302, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().reads(1_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(7_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64.saturating_mul(n.into())))
	}
	fn offer_transfer() -> Weight {
		Weight::from_parts(39_043_000, 448)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn accept_transfer(p: u32) -> Weight {
		Weight::from_parts(167_795_909, 18_053)
			.saturating_add(Weight::from_parts(25_099_483, 0).saturating_mul(p.into()))
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().reads(3_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(7_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64.saturating_mul(p.into())))
	}
	fn rotate_key_ed25519() -> Weight {
		Weight::from_parts(201_185_000, 722)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn rotate_key_sr25519() -> Weight {
		Weight::from_parts(198_911_000, 722)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn rotate_key_secp256k1() -> Weight {
		Weight::from_parts(203_049_000, 722)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn rotate_key_p256() -> Weight {
		Weight::from_parts(489_242_000, 722)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn activate() -> Weight {
		Weight::from_parts(40_015_000, 448)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn manufacturer() -> Weight {
		Weight::from_parts(28_423_000, 1_432)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn endorse_ed25519() -> Weight {
		Weight::from_parts(119_332_000, 758)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn endorse_sr25519() -> Weight {
		Weight::from_parts(122_689_000, 758)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn endorse_secp256k1() -> Weight {
		Weight::from_parts(115_015_000, 759)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn endorse_p256() -> Weight {
		Weight::from_parts(404_244_000, 759)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn endorse_certificate() -> Weight {
		Weight::from_parts(538_012_000, 747)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn report_firmware() -> Weight {
		Weight::from_parts(37_830_000, 448)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn report_compromised() -> Weight {
		Weight::from_parts(70_041_000, 1_517)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn recover_ed25519() -> Weight {
		Weight::from_parts(574_620_000, 7_023)
			.saturating_add(ParityDbWeight::get().reads(73_u64))
			.saturating_add(ParityDbWeight::get().writes(14_u64))
	}
	fn recover_sr25519() -> Weight {
		Weight::from_parts(557_529_000, 7_004)
			.saturating_add(ParityDbWeight::get().reads(73_u64))
			.saturating_add(ParityDbWeight::get().writes(14_u64))
	}
	fn recover_secp256k1() -> Weight {
		Weight::from_parts(550_156_000, 7_056)
			.saturating_add(ParityDbWeight::get().reads(73_u64))
			.saturating_add(ParityDbWeight::get().writes(14_u64))
	}
	fn recover_p256() -> Weight {
		Weight::from_parts(880_531_000, 7_056)
			.saturating_add(ParityDbWeight::get().reads(73_u64))
			.saturating_add(ParityDbWeight::get().writes(14_u64))
	}
	fn set_guardian() -> Weight {
		Weight::from_parts(39_032_000, 448)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn request_recovery() -> Weight {
		Weight::from_parts(49_482_000, 1_256)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn refuse_recovery() -> Weight {
		Weight::from_parts(36_899_000, 534)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn complete_recovery(p: u32) -> Weight {
		Weight::from_parts(141_342_953, 18_107)
			.saturating_add(Weight::from_parts(23_487_749, 0).saturating_mul(p.into()))
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().reads(3_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(7_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64.saturating_mul(p.into())))
	}
	fn add_signing_key_ed25519() -> Weight {
		Weight::from_parts(210_252_000, 722)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn add_signing_key_sr25519() -> Weight {
		Weight::from_parts(205_043_000, 722)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn add_signing_key_secp256k1() -> Weight {
		Weight::from_parts(210_312_000, 722)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn add_signing_key_p256() -> Weight {
		Weight::from_parts(500_463_000, 722)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn add_agreement_key() -> Weight {
		Weight::from_parts(117_829_000, 600)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn revoke_method() -> Weight {
		Weight::from_parts(46_637_000, 638)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn forget_method() -> Weight {
		Weight::from_parts(112_039_000, 787)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn set_service() -> Weight {
		Weight::from_parts(129_281_000, 3_012)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn remove_service() -> Weight {
		Weight::from_parts(114_294_000, 3_349)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn attach_part(p: u32) -> Weight {
		Weight::from_parts(71_775_800, 4_983)
			.saturating_add(Weight::from_parts(8_087_195, 0).saturating_mul(p.into()))
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn detach_part() -> Weight {
		Weight::from_parts(47_839_000, 982)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn create_model() -> Weight {
		Weight::from_parts(97_912_000, 859)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn set_model_key() -> Weight {
		Weight::from_parts(36_939_000, 1_157)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn suspend_model() -> Weight {
		Weight::from_parts(36_889_000, 1_191)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn resume_model() -> Weight {
		Weight::from_parts(35_376_000, 1_149)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn remove_model() -> Weight {
		Weight::from_parts(92_873_000, 1_314)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
}
