// SPDX-License-Identifier: Apache-2.0

//! How rights end, and their rent is settled.

use codec::Encode;
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use samul_primitives::{
	access::{ResourceId, RightId, Subject},
	observe::Monitor,
	traits::{Rights, Streams},
	Moment,
};

use crate::{
	pallet::{AgreementOf, Agreements, BookingsOf, Pallet},
	settlement::{by_time, reckon, ChargeDetail, Session},
	types::{Amount, Meter, Status},
	Config, Error, Event,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn get(right: RightId) -> Result<AgreementOf<T>, Error<T>> {
		Agreements::<T>::get(right).ok_or(Error::<T>::UnknownAgreement)
	}

	/// Whether an account is who has the right.
	fn is_subject(who: &T::AccountId, subject: &Subject) -> bool {
		matches!(subject, Subject::Account(id) if who.using_encoded(|who| who == id))
	}

	pub(crate) fn do_give_back(who: &T::AccountId, right: RightId) -> DispatchResult {
		let agreement = Self::get(right)?;
		let may = *who == agreement.payer || Self::is_subject(who, &agreement.order.subject);
		ensure!(may, Error::<T>::NotAllowed);
		ensure!(agreement.status == Status::Running, Error::<T>::WrongStatus);
		let now = Self::now();
		ensure!(now >= agreement.order.from, Error::<T>::NotBegun);
		let end = Self::end_of_use(&agreement, now);
		Self::end(right, agreement, end)
	}

	/// When a right ends that is given back now: with the meter's last reading, if no later ones are
	/// waited for, and it is no older than a moment and tells that nothing flows. Where later ones are
	/// waited for it ends now: what flowed since may be signed already, and on its way.
	fn end_of_use(agreement: &AgreementOf<T>, now: Moment) -> Moment {
		let end = match agreement.tariff.overrun {
			None => now.min(agreement.ends),
			Some(_) => now,
		};
		let Some(Meter {
			stream, monitor, ..
		}) = &agreement.meter
		else {
			return end;
		};
		if agreement.tariff.late > 0 {
			return end;
		}
		let earliest = end
			.saturating_sub(T::MaxLag::get())
			.max(agreement.order.from);
		let Some(last) =
			T::Streams::last_time(stream).filter(|last| (earliest..end).contains(last))
		else {
			return end;
		};
		let told = |at| T::Streams::read(stream, *monitor, at).ok();
		match (told(last), told(last.saturating_add(1))) {
			(Some(then), Some(after))
				if after.observed > then.observed && after.outside == then.outside =>
			{
				last
			}
			_ => end,
		}
	}

	pub(crate) fn do_cancel(who: T::AccountId, right: RightId) -> DispatchResult {
		let agreement = Self::get(right)?;
		let by_payer = who == agreement.payer;
		ensure!(
			by_payer || who == agreement.provider,
			Error::<T>::NotAllowed
		);
		ensure!(agreement.status == Status::Running, Error::<T>::WrongStatus);
		let now = Self::now();
		if now < agreement.order.from {
			let fee = if by_payer {
				agreement.tariff.cancellation_fee.min(agreement.agreed.rent)
			} else {
				0
			};
			return Self::cancel_before(who, right, agreement, fee);
		}
		ensure!(!by_payer, Error::<T>::Begun);
		Self::give_notice(right, agreement, now)
	}

	fn cancel_before(
		who: T::AccountId,
		right: RightId,
		mut agreement: AgreementOf<T>,
		fee: Amount,
	) -> DispatchResult {
		Self::unbook(agreement.resource, right);
		let _ = Self::take_back(right, &mut agreement);
		agreement.charged.rent = fee;
		Self::deposit_event(Event::Cancelled {
			right,
			by: who,
			fee,
		});
		Self::pay_rent(right, &mut agreement);
		Self::close(right, agreement, 0)
	}

	/// The provider ends a right that has begun. What must be given back may be given back until it was
	/// to be: overrun begins no earlier.
	fn give_notice(right: RightId, mut agreement: AgreementOf<T>, now: Moment) -> DispatchResult {
		let ends = now.saturating_add(agreement.tariff.notice);
		ensure!(ends < agreement.ends, Error::<T>::EndsSooner);
		agreement.ends = ends;
		Self::deposit_event(Event::NoticeGiven { right, ends });
		let returned = agreement.tariff.overrun.is_some();
		if ends <= now && !returned {
			return Self::end(right, agreement, now);
		}
		Self::limit_right(right, &agreement);
		if !returned {
			Self::shorten(agreement.resource, right, ends);
			if let Some(meter) = &agreement.meter {
				// A monitor that is gone measures nothing any more: that keeps nobody from leaving.
				let _ = T::Streams::end(&meter.stream, meter.monitor, ends);
			}
		}
		Agreements::<T>::insert(right, agreement);
		Ok(())
	}

	/// Let the right end when it was agreed to, or by notice: its last moment is the one before. What is
	/// given back later is paid for, but gives nobody a longer right.
	fn limit_right(right: RightId, agreement: &AgreementOf<T>) {
		let order = &agreement.order;
		let last = agreement.ends.saturating_sub(1).max(order.from);
		// One that is gone has ended: that keeps nobody from leaving.
		let _ = T::Rights::end_at(agreement.resource, &order.subject, right, last);
	}

	/// The right ends; the rent is settled if all is in.
	fn end(right: RightId, mut agreement: AgreementOf<T>, at: Moment) -> DispatchResult {
		let mut last = at;
		if let Some(meter) = &mut agreement.meter {
			last = T::Streams::end(&meter.stream, meter.monitor, at).unwrap_or(at);
			meter.end = Some(last);
			if Self::is_held_up(agreement.resource, agreement.order.from) {
				// It never came to this one: all that flowed is somebody else's.
				let _ = T::Streams::begin(&meter.stream, meter.monitor, last);
			}
		}
		Self::unbook(agreement.resource, right);
		if agreement.tariff.exclusive && agreement.tariff.overrun.is_some() {
			Self::delay_meters(&agreement, last);
		}
		agreement.ends = agreement.ends.min(at);
		agreement.status = Status::Ended { at };
		agreement.due = at.saturating_add(agreement.tariff.late);
		agreement.charged.deposit = Self::overrun(&agreement, at).1;
		Self::deposit_event(Event::RightEnded {
			right,
			at,
			due: agreement.due,
		});
		if Self::is_complete(right, &agreement) || Self::now() >= agreement.due {
			return Self::settle(right, agreement, at);
		}
		Self::limit_right(right, &agreement);
		Agreements::<T>::insert(right, agreement);
		Ok(())
	}

	/// Whether somebody who should have given a resource back before `from` still has it. Who has a right from
	/// then on does not have the resource.
	fn is_held_up(resource: ResourceId, from: Moment) -> bool {
		let bookings = BookingsOf::<T>::get(resource);
		let mut others = bookings.iter();
		others.any(|other| other.until_returned && other.from < from)
	}

	/// What had to be given back is back at `back`: of all rights that were booked after it, and begin before
	/// that, the meter counts from then on.
	fn delay_meters(agreement: &AgreementOf<T>, back: Moment) {
		for booking in BookingsOf::<T>::get(agreement.resource) {
			if booking.from < agreement.order.from || booking.from >= back {
				continue;
			}
			let right = booking.right;
			let Some(meter) = Agreements::<T>::get(right).and_then(|other| other.meter) else {
				continue;
			};
			// A monitor that is gone measures nothing.
			if let Ok(from) = T::Streams::begin(&meter.stream, meter.monitor, back) {
				Self::deposit_event(Event::MeterDelayed { right, from });
			}
		}
	}

	/// For how long a resource was not given back, and what of the deposit pays for it.
	fn overrun(agreement: &AgreementOf<T>, at: Moment) -> (u64, Amount) {
		let Some(rate) = &agreement.tariff.overrun else {
			return (0, 0);
		};
		let late = at.saturating_sub(agreement.order.until);
		(late, by_time(rate, late).min(agreement.agreed.deposit))
	}

	/// Whether nothing can come in any more that would change the rent of a right that has ended.
	fn is_complete(right: RightId, agreement: &AgreementOf<T>) -> bool {
		let metered = agreement.meter.as_ref().is_none_or(|meter| {
			let last = T::Streams::last_time(&meter.stream);
			let is_told = meter.end.is_some_and(|end| last >= Some(end));
			is_told || !T::Streams::is_open(&meter.stream)
		});
		let all_used = || {
			let order = &agreement.order;
			let used = T::Rights::used(agreement.resource, &order.subject, right);
			used.is_none() || used >= order.uses
		};
		metered && (agreement.tariff.prices.each_use == 0 || all_used())
	}

	/// What the meter told up to `at`: no more than up to its last reading. What it tells after that
	/// nobody knows yet.
	fn measured(agreement: &AgreementOf<T>, at: Moment) -> Option<(Monitor, i8)> {
		let meter = agreement.meter.as_ref()?;
		let runs = agreement.status == Status::Running;
		if runs && Self::is_held_up(agreement.resource, agreement.order.from) {
			return None;
		}
		let last = T::Streams::last_time(&meter.stream)?;
		let monitor = T::Streams::read(&meter.stream, meter.monitor, at.min(last)).ok()?;
		Some((monitor, meter.exponent))
	}

	/// What a right that ends at `at` comes to, as far as is known by now.
	pub(crate) fn detail(agreement: &AgreementOf<T>, used: u32, at: Moment) -> ChargeDetail {
		let meter_end = agreement.meter.as_ref().and_then(|meter| meter.end);
		let session = Session {
			end: at,
			used,
			measured: Self::measured(agreement, meter_end.unwrap_or(at)),
		};
		let mut detail = reckon(&agreement.tariff.prices, &agreement.order, &session);
		(detail.overrun, detail.overrun_cost) = Self::overrun(agreement, at);
		detail
	}

	/// The right goes, and what measured it. Gives how often it was used.
	fn take_back(right: RightId, agreement: &mut AgreementOf<T>) -> u32 {
		let subject = &agreement.order.subject;
		if let Some(meter) = agreement.meter.take() {
			// One that is gone has nothing left to say: it does not keep money back.
			let _ = T::Streams::detach(&meter.stream, meter.monitor, Self::now());
		}
		T::Rights::take_back(agreement.resource, subject, right).unwrap_or(0)
	}

	/// Settle the rent of a right that ended at `at`.
	fn settle(right: RightId, mut agreement: AgreementOf<T>, at: Moment) -> DispatchResult {
		let order = agreement.order;
		let used = T::Rights::used(agreement.resource, &order.subject, right).unwrap_or(0);
		let detail = Self::detail(&agreement, used, at);
		let stream = agreement.meter.as_ref().map(|meter| meter.stream);
		Self::take_back(right, &mut agreement);
		agreement.charged.rent = detail.total_cost.min(agreement.agreed.rent);
		Self::deposit_event(Event::SessionSettled {
			right,
			resource: agreement.resource,
			subject: order.subject,
			payer: agreement.payer.clone(),
			provider: agreement.provider.clone(),
			tariff: agreement.tariff_hash,
			currency: agreement.tariff.asset.clone(),
			meter: stream,
			detail,
		});
		Self::pay_rent(right, &mut agreement);
		let window = agreement.tariff.window;
		if window == 0 || agreement.claimable() == 0 {
			return Self::close(right, agreement, 0);
		}
		agreement.status = Status::Settled;
		agreement.due = Self::now().saturating_add(window);
		Agreements::<T>::insert(right, agreement);
		Ok(())
	}

	pub(crate) fn do_conclude(who: &T::AccountId, right: RightId) -> DispatchResult {
		let agreement = Self::get(right)?;
		let now = Self::now();
		let is_due = now >= agreement.due();
		match agreement.status {
			Status::Running => {
				ensure!(is_due, Error::<T>::NotDue);
				let end = match agreement.tariff.overrun {
					None => agreement.ends,
					Some(_) => now,
				};
				Self::end(right, agreement, end)
			}
			Status::Ended { at } => {
				// Who is paid need not wait for what would be to his favour.
				let may =
					is_due || *who == agreement.provider || Self::is_complete(right, &agreement);
				ensure!(may, Error::<T>::NotDue);
				Self::settle(right, agreement, at)
			}
			Status::Settled | Status::Disputed { .. } => {
				ensure!(is_due, Error::<T>::NotDue);
				Self::close(right, agreement, 0)
			}
			Status::Claimed { amount } => {
				ensure!(is_due, Error::<T>::NotDue);
				// Where nobody rules, who is silent does not accept.
				let paid = if agreement.tariff.arbiter.is_some() {
					amount
				} else {
					0
				};
				Self::close(right, agreement, paid)
			}
			Status::Unpaid => Self::pay_at_last(right, agreement, is_due),
		}
	}
}
