// SPDX-License-Identifier: Apache-2.0

//! Models of devices, and what of them is not trusted.

use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{fungible::MutateHold, tokens::Precision, Contains, EnsureOrigin, Get},
};
use frame_system::pallet_prelude::OriginFor;
use samul_primitives::{envelope, keys::verify, MemberId, ModelId, PublicKey, Signature};

use crate::{
	firmware::RangeError,
	free_calls::ANYBODY,
	pallet::{BalanceOf, ModelOf, ModelOfCa, Models, NextModel},
	types::{FirmwareRange, Model, ModelInfo, ModelName},
	Config, Error, Event, HoldReason, Pallet,
};

/// Most models that one page shows.
const PAGE: u32 = 100;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_create_model(
		who: T::AccountId,
		manufacturer: MemberId,
		name: ModelName,
		ca: PublicKey,
		proof: &Signature,
	) -> DispatchResult {
		ensure!(
			!name.is_empty() && core::str::from_utf8(&name).is_ok(),
			Error::<T>::BadName
		);
		let model = NextModel::<T>::get();
		NextModel::<T>::put(model.checked_add(1).ok_or(Error::<T>::TooManyModels)?);
		Self::take_ca(model, manufacturer, &ca, proof)?;
		let deposit = T::ModelDeposit::get();
		T::Currency::hold(&HoldReason::Model.into(), &who, deposit)?;
		Models::<T>::insert(
			model,
			Model {
				manufacturer,
				name: name.clone(),
				ca,
				suspended: false,
				suspended_firmware: Default::default(),
				devices: 0,
				depositor: who,
				deposit,
				free_calls: Default::default(),
			},
		);
		Self::deposit_event(Event::ModelCreated {
			model,
			manufacturer,
			name,
			ca,
		});
		Ok(())
	}

	/// Let a CA key be a model's, if it is no model's and its holder signed for the manufacturer:
	/// otherwise certificates of another one's devices would endorse devices of this model.
	fn take_ca(
		model: ModelId,
		manufacturer: MemberId,
		ca: &PublicKey,
		proof: &Signature,
	) -> DispatchResult {
		ensure!(!ModelOfCa::<T>::contains_key(ca), Error::<T>::CaTaken);
		let message = envelope::ca_message(&Self::genesis(), manufacturer, ca);
		ensure!(verify(ca, &message, proof), Error::<T>::BadProof);
		ModelOfCa::<T>::insert(ca, model);
		Ok(())
	}

	/// Whether this comes from who may say what of a model counts: its manufacturer, or the council if
	/// that is no manufacturer any more.
	fn check_judge(origin: &OriginFor<T>, of: &ModelOf<T>) -> DispatchResult {
		if !T::Manufacturers::contains(&of.manufacturer)
			&& T::AdminOrigin::ensure_origin(origin.clone()).is_ok()
		{
			return Ok(());
		}
		Self::check_manufacturer(origin, of)
	}

	/// Change a model for whoever may.
	fn mutate_model(
		origin: &OriginFor<T>,
		model: ModelId,
		check: impl FnOnce(&OriginFor<T>, &ModelOf<T>) -> DispatchResult,
		change: impl FnOnce(&mut ModelOf<T>) -> DispatchResult,
	) -> DispatchResult {
		Models::<T>::try_mutate(model, |of| {
			let of = of.as_mut().ok_or(Error::<T>::UnknownModel)?;
			check(origin, of)?;
			change(of)
		})
	}

	pub(crate) fn do_set_model_key(
		origin: &OriginFor<T>,
		model: ModelId,
		ca: PublicKey,
		proof: &Signature,
	) -> DispatchResult {
		Self::mutate_model(origin, model, Self::check_manufacturer, |of| {
			Self::take_ca(model, of.manufacturer, &ca, proof)?;
			ModelOfCa::<T>::remove(of.ca);
			of.ca = ca;
			Ok(())
		})?;
		Self::deposit_event(Event::ModelKeySet { model, ca });
		Ok(())
	}

	fn range_error(error: RangeError, unchanged: Error<T>) -> Error<T> {
		match error {
			RangeError::Unchanged => unchanged,
			RangeError::TooMany => Error::TooManyRanges,
		}
	}

	/// Let no device of a model count, or none with this firmware.
	pub(crate) fn distrust(
		of: &mut ModelOf<T>,
		firmware: &Option<FirmwareRange>,
	) -> DispatchResult {
		match firmware {
			None => {
				ensure!(!of.suspended, Error::<T>::AlreadySuspended);
				of.suspended = true;
			}
			Some(range) => {
				ensure!(range.is_valid(), Error::<T>::BadRange);
				of.suspended_firmware
					.add(*range)
					.map_err(|error| Self::range_error(error, Error::AlreadySuspended))?;
			}
		}
		Ok(())
	}

	pub(crate) fn do_suspend_model(
		origin: &OriginFor<T>,
		model: ModelId,
		firmware: Option<FirmwareRange>,
	) -> DispatchResult {
		Self::mutate_model(origin, model, Self::check_judge, |of| {
			Self::distrust(of, &firmware)?;
			if firmware.is_none() {
				of.free_calls.note(Self::today(), ANYBODY);
			}
			Ok(())
		})?;
		Self::deposit_event(Event::ModelSuspended { model, firmware });
		Ok(())
	}

	pub(crate) fn do_resume_model(
		origin: &OriginFor<T>,
		model: ModelId,
		firmware: Option<FirmwareRange>,
	) -> DispatchResult {
		Self::mutate_model(origin, model, Self::check_judge, |of| {
			match &firmware {
				None => {
					ensure!(of.suspended, Error::<T>::NothingSuspended);
					of.suspended = false;
				}
				Some(range) => {
					ensure!(range.is_valid(), Error::<T>::BadRange);
					of.suspended_firmware
						.remove(*range)
						.map_err(|error| Self::range_error(error, Error::NothingSuspended))?;
				}
			}
			Ok(())
		})?;
		Self::deposit_event(Event::ModelResumed { model, firmware });
		Ok(())
	}

	pub(crate) fn do_remove_model(origin: &OriginFor<T>, model: ModelId) -> DispatchResult {
		let who = frame_system::ensure_signed(origin.clone())?;
		let of = Models::<T>::get(model).ok_or(Error::<T>::UnknownModel)?;
		// Who made the deposit gets it back also when the manufacturer is none any more. As long as it is one, the
		// model is its own: who made the deposit may act for it no more.
		if of.depositor != who || T::Manufacturers::contains(&of.manufacturer) {
			Self::check_manufacturer(origin, &of)?;
		}
		ensure!(of.devices == 0, Error::<T>::ModelInUse);
		T::Currency::release(
			&HoldReason::Model.into(),
			&of.depositor,
			of.deposit,
			Precision::BestEffort,
		)?;
		Models::<T>::remove(model);
		ModelOfCa::<T>::remove(of.ca);
		Self::deposit_event(Event::ModelRemoved { model });
		Ok(())
	}

	pub(crate) fn models_after(
		after: Option<ModelId>,
		limit: u32,
	) -> Vec<ModelInfo<T::AccountId, BalanceOf<T>>> {
		let first = after.map_or(0, |last| last.saturating_add(1));
		(first..NextModel::<T>::get())
			.filter_map(Self::model)
			.take(limit.min(PAGE) as usize)
			.collect()
	}
}
