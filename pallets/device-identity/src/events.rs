// SPDX-License-Identifier: Apache-2.0

//! What happens to devices and models.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod events {
	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A device was registered.
		DeviceRegistered {
			/// Its id.
			device: DeviceId,
			/// Who answers for it.
			owner: T::AccountId,
			/// Its key.
			key: PublicKey,
		},
		/// A device's signature counts no more until it is resumed.
		DeviceSuspended {
			/// The device.
			device: DeviceId,
		},
		/// A suspended device's signature counts again.
		DeviceResumed {
			/// The device.
			device: DeviceId,
		},
		/// A device was retired, and its deposit returned.
		DeviceRetired {
			/// The device.
			device: DeviceId,
			/// Who answered for it.
			owner: T::AccountId,
		},
		/// The owner offers a device, or takes back the offer.
		TransferOffered {
			/// The device.
			device: DeviceId,
			/// Who offers it.
			owner: T::AccountId,
			/// To whom; nobody if the offer was taken back.
			to: Option<T::AccountId>,
		},
		/// A device changed hands. If it was offered, further keys of it and its parts count no more, and
		/// their services are gone; if it was recovered they stay.
		DeviceTransferred {
			/// The device.
			device: DeviceId,
			/// Who answered for it.
			from: T::AccountId,
			/// Who answers for it now.
			to: T::AccountId,
			/// How many parts came with it.
			parts: u32,
		},
		/// A device has a new primary key.
		KeyRotated {
			/// The device.
			device: DeviceId,
			/// The new key.
			key: PublicKey,
			/// How often its primary key was replaced by now.
			rotations: u32,
			/// Whether the old key has signed for it. If not, the device is no more endorsed.
			by_old: bool,
		},
		/// A device's signature counts from now on.
		DeviceActivated {
			/// The device.
			device: DeviceId,
		},
		/// A manufacturer says that it made a device.
		DeviceEndorsed {
			/// The device.
			device: DeviceId,
			/// Its model.
			model: ModelId,
			/// What the manufacturer calls it.
			serial: Serial,
		},
		/// A device has other firmware, as its owner says.
		FirmwareReported {
			/// The device.
			device: DeviceId,
			/// Version of the firmware.
			firmware: u32,
		},
		/// Somebody else may hold a device's keys: nothing of it counts.
		DeviceCompromised {
			/// The device.
			device: DeviceId,
		},
		/// A compromised device has a new key, and is suspended. All of its other keys count no more,
		/// from the report on, and it is no more endorsed.
		DeviceRecovered {
			/// The device.
			device: DeviceId,
			/// The new key.
			key: PublicKey,
		},
		/// A device has another guardian, or none.
		GuardianSet {
			/// The device.
			device: DeviceId,
			/// The member.
			guardian: Option<MemberId>,
		},
		/// A device's guardian says that its owner has lost its account.
		RecoveryRequested {
			/// The device.
			device: DeviceId,
			/// Who is to have it.
			to: T::AccountId,
			/// From when on.
			due: Moment,
		},
		/// A device's owner has not lost its account.
		RecoveryRefused {
			/// The device.
			device: DeviceId,
		},
		/// A key was added to a device.
		MethodAdded {
			/// The device.
			device: DeviceId,
			/// Number of the key.
			number: u16,
			/// The key.
			key: MethodKey,
			/// What it is for.
			purposes: Purposes,
		},
		/// A key of a device counts no more.
		MethodRevoked {
			/// The device.
			device: DeviceId,
			/// Number of the key.
			number: u16,
		},
		/// A key that has long not counted is kept no more.
		MethodForgotten {
			/// The device.
			device: DeviceId,
			/// Number of the key.
			number: u16,
		},
		/// A device has a service, or a service is another one.
		ServiceSet {
			/// The device.
			device: DeviceId,
			/// Id of the service.
			id: ServiceId,
			/// Its kind.
			kind: ServiceKind,
			/// Where it is.
			endpoint: Endpoint,
		},
		/// A device has a service no more.
		ServiceRemoved {
			/// The device.
			device: DeviceId,
			/// Id of the service.
			id: ServiceId,
		},
		/// A device is part of another one.
		PartAttached {
			/// The part.
			part: DeviceId,
			/// What it is part of.
			whole: DeviceId,
		},
		/// A device is part of another one no more.
		PartDetached {
			/// The part.
			part: DeviceId,
			/// What it was part of.
			whole: DeviceId,
		},
		/// A manufacturer has a model.
		ModelCreated {
			/// Its number.
			model: ModelId,
			/// Who makes it.
			manufacturer: MemberId,
			/// What it is called.
			name: ModelName,
			/// The key by which devices are endorsed.
			ca: PublicKey,
		},
		/// Devices of a model are endorsed by another key.
		ModelKeySet {
			/// The model.
			model: ModelId,
			/// The key.
			ca: PublicKey,
		},
		/// No device of a model counts, or none with this firmware.
		ModelSuspended {
			/// The model.
			model: ModelId,
			/// The firmware; none if it is the whole model.
			firmware: Option<FirmwareRange>,
		},
		/// Devices of a model count again, or those with this firmware.
		ModelResumed {
			/// The model.
			model: ModelId,
			/// The firmware; none if it is the whole model.
			firmware: Option<FirmwareRange>,
		},
		/// There is a model no more.
		ModelRemoved {
			/// The model.
			model: ModelId,
		},
	}
}
