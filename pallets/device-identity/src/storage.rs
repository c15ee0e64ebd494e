// SPDX-License-Identifier: Apache-2.0

//! What is stored, and why money is on hold for it.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod storage {
	/// Amount of the deposit's currency.
	pub type BalanceOf<T> =
		<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
	/// Device as it is stored.
	pub type DeviceOf<T> = Device<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
	/// Key of a device as it is stored.
	pub type MethodOf<T> = Method<BalanceOf<T>>;
	/// Services of a device as they are stored.
	pub type ServicesOf<T> = BoundedVec<Service<BalanceOf<T>>, ConstU32<MAX_SERVICES>>;
	/// Model as it is stored.
	pub type ModelOf<T> = Model<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

	/// Why money is on hold.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A device is registered, with its keys and services.
		Device,
		/// There is a model.
		Model,
	}

	/// The devices.
	#[pallet::storage]
	pub type Devices<T: Config> = StorageMap<_, Blake2_128Concat, DeviceId, DeviceOf<T>>;

	/// The devices of each owner.
	#[pallet::storage]
	pub type DevicesOf<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, DeviceId, ()>;

	/// Whose a key is, by the id that a device of this key would have. A key that a device was
	/// registered with is found by the device's id itself.
	#[pallet::storage]
	pub type DeviceOfKey<T: Config> = StorageMap<_, Blake2_128Concat, DeviceId, DeviceId>;

	/// The keys of devices but for the primary ones, by their numbers.
	#[pallet::storage]
	pub type Methods<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, DeviceId, Twox64Concat, u16, MethodOf<T>>;

	/// The services of devices that have any.
	#[pallet::storage]
	pub type Services<T: Config> =
		StorageMap<_, Blake2_128Concat, DeviceId, ServicesOf<T>, ValueQuery>;

	/// The parts of each device, without theirs.
	#[pallet::storage]
	pub type PartsOf<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, DeviceId, Blake2_128Concat, DeviceId, ()>;

	/// The models.
	#[pallet::storage]
	pub type Models<T: Config> = StorageMap<_, Twox64Concat, ModelId, ModelOf<T>>;

	/// The model whose devices a CA key endorses: a certificate names none, so that it means this one.
	#[pallet::storage]
	pub type ModelOfCa<T: Config> = StorageMap<_, Blake2_128Concat, PublicKey, ModelId>;

	/// Number of the next model.
	#[pallet::storage]
	pub type NextModel<T: Config> = StorageValue<_, ModelId, ValueQuery>;
}
