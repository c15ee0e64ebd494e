// SPDX-License-Identifier: Apache-2.0

//! What the council can change without an upgrade of the runtime. Deposits that are on hold stay what
//! they were.

use frame_support::{
	dynamic_params::{dynamic_pallet_params, dynamic_params},
	traits::AsEnsureOriginWithArg,
};

use crate::{
	configs::council::MostOfCouncil, Balance, Runtime, RuntimeEvent, MICRO_SML, MILLI_SML,
};

/// The parameters and what they are until the council says otherwise.
#[dynamic_params(RuntimeParameters, pallet_parameters::Parameters::<Runtime>)]
pub mod dynamic {
	use super::*;

	/// What transactions cost.
	#[dynamic_pallet_params]
	#[codec(index = 0)]
	pub mod fees {
		/// For 10 µs of execution. More than a thousand times this counts as that.
		#[codec(index = 0)]
		pub static PerTenMicroseconds: Balance = MICRO_SML;
		/// For each byte of a transaction. More than a thousand times this counts as that.
		#[codec(index = 1)]
		pub static PerByte: Balance = MICRO_SML / 10;
	}

	/// What is on hold as long as something takes room in the state.
	#[dynamic_pallet_params]
	#[codec(index = 1)]
	pub mod deposits {
		/// For a device.
		#[codec(index = 0)]
		pub static Device: Balance = 100 * MILLI_SML;
		/// For a stream.
		#[codec(index = 1)]
		pub static Stream: Balance = 200 * MILLI_SML;
		/// For each channel of a stream.
		#[codec(index = 2)]
		pub static Channel: Balance = 20 * MILLI_SML;
		/// For a shipment, which takes at most 2.5 kB.
		#[codec(index = 3)]
		pub static Shipment: Balance = 250 * MILLI_SML;
		/// For each account whose fees somebody else pays.
		#[codec(index = 4)]
		pub static Sponsorship: Balance = 50 * MILLI_SML;
		/// For each key of a device but the primary one, as long as it is kept.
		#[codec(index = 5)]
		pub static Method: Balance = 50 * MILLI_SML;
		/// For each service of a device.
		#[codec(index = 6)]
		pub static Service: Balance = 50 * MILLI_SML;
		/// For a model of devices.
		#[codec(index = 7)]
		pub static Model: Balance = 200 * MILLI_SML;
		/// For what is attested of a device, which takes at most 300 bytes with its key.
		#[codec(index = 8)]
		pub static Attestation: Balance = 50 * MILLI_SML;
		/// For a resource.
		#[codec(index = 9)]
		pub static Resource: Balance = 150 * MILLI_SML;
		/// For each device that guards a resource or belongs to it.
		#[codec(index = 10)]
		pub static ResourceDevice: Balance = 50 * MILLI_SML;
		/// For a right on a resource that was granted or delegated.
		#[codec(index = 11)]
		pub static Right: Balance = 100 * MILLI_SML;
		/// For a tariff of a resource.
		#[codec(index = 12)]
		pub static Tariff: Balance = 100 * MILLI_SML;
		/// For a right that was bought, and what was agreed on.
		#[codec(index = 13)]
		pub static Agreement: Balance = 200 * MILLI_SML;
	}

	/// What is expected of validators.
	#[dynamic_pallet_params]
	#[codec(index = 2)]
	pub mod validators {
		/// Sessions in a row without a block after which a validator loses its seat. 0 is as 1.
		#[codec(index = 0)]
		pub static MaxSilentSessions: u32 = 3;
	}
}

impl pallet_parameters::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeParameters = RuntimeParameters;
	type AdminOrigin = AsEnsureOriginWithArg<MostOfCouncil>;
	// The SDK's own: nothing else of it is public.
	type WeightInfo = ();
}
