// SPDX-License-Identifier: Apache-2.0

//! Why calls fail.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod errors {
	/// Why a call failed.
	#[pallet::error]
	#[derive(Clone, PartialEq, Eq)]
	pub enum Error<T> {
		/// No device is registered under this id.
		UnknownDevice,
		/// The caller is not the device's owner.
		NotOwner,
		/// The caller is neither the device's owner nor its guardian's representative.
		NotGuardian,
		/// The caller is neither the device's owner, nor its guardian's representative, nor its
		/// manufacturer.
		NotReporter,
		/// The caller does not act for the model's manufacturer.
		NotManufacturer,
		/// The key is a device's already, was one not long ago, or was the first key of one.
		KeyInUse,
		/// The key is none that anybody can hold.
		BadKey,
		/// The proof's time is over.
		ProofExpired,
		/// The proof expires too far ahead.
		ProofTooLong,
		/// The proof's signature is not the key's over this registration, rotation or addition, or the old
		/// key's is not over this rotation.
		BadProof,
		/// A key that signs is for authentication, assertion or both.
		BadPurposes,
		/// The device is not active.
		NotActive,
		/// The device is not suspended.
		NotSuspended,
		/// The device is not provisioned.
		NotProvisioned,
		/// The device is compromised: it needs a new key first.
		Compromised,
		/// The device is not compromised.
		NotCompromised,
		/// The device was compromised not long ago: whoever holds its first key could register it anew.
		CompromisedLately,
		/// The device is not offered to the caller.
		NotOffered,
		/// The device would come to its own owner.
		OfferedToOwner,
		/// Something still refers to the device, such as an open stream.
		DeviceInUse,
		/// The device has had or keeps as many keys as it can.
		TooManyKeys,
		/// As many keys of the device count besides the primary one as can.
		TooManyMethods,
		/// The device has no key of this number.
		UnknownMethod,
		/// The key counts no more.
		MethodEnded,
		/// The key still counts, or did not long ago.
		MethodKept,
		/// The service's id, kind or endpoint is not well formed.
		BadService,
		/// The device has as many services as it can.
		TooManyServices,
		/// The device has no service of this id.
		UnknownService,
		/// The device is part of another one.
		IsPart,
		/// The device is part of none.
		NotPart,
		/// The device has parts.
		HasParts,
		/// The device would be a part of itself.
		PartOfItself,
		/// The whole would have too many parts.
		TooManyParts,
		/// The whole would have too many levels of parts.
		TooDeep,
		/// The device has no guardian, or its guardian asked for nothing.
		NoRecovery,
		/// Its guardian asked for the device to be recovered: the owner has to object first.
		RecoveryPending,
		/// The owner can still object.
		RecoveryNotDue,
		/// The device is not to be recovered to the caller.
		NotRecovered,
		/// There is no such model.
		UnknownModel,
		/// The model's name is empty or no UTF-8.
		BadName,
		/// The key endorses the devices of a model already.
		CaTaken,
		/// There are as many models as can be counted.
		TooManyModels,
		/// There are as many devices of the model as can be counted.
		TooManyDevices,
		/// There are devices of the model.
		ModelInUse,
		/// The range of firmware is empty.
		BadRange,
		/// The model would have too many ranges of suspended firmware.
		TooManyRanges,
		/// All of this is suspended already.
		AlreadySuspended,
		/// None of this is suspended.
		NothingSuspended,
		/// The model's manufacturer is none any more: no device of it is endorsed.
		NoManufacturer,
		/// The endorsement is not the model's CA key's over this device.
		BadEndorsement,
		/// The certificate is not good yet, or no more.
		CertificateExpired,
		/// The device is endorsed already.
		AlreadyEndorsed,
	}
}
