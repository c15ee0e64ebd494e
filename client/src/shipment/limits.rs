// SPDX-License-Identifier: Apache-2.0

//! Bounds of terms and events. The types in the metadata do not carry them, and what exceeds one the
//! runtime cannot even decode: so they are looked at before anything is sent.

use subxt::error::ConstantError;

use crate::{
	chain::{
		self,
		runtime_types::pallet_supply_chain::{epcis::EpcisEvent, gs1::GoodsId},
	},
	connection::AtBlock,
	Chain, Error, Result,
};

use super::Terms;

/// Bounds of the chain.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
	/// Most goods of a shipment.
	pub goods: u32,
	/// Most bytes of a lot.
	pub lot: u32,
	/// Most conditions of a shipment.
	pub conditions: u32,
	/// Most tiers of a tariff.
	pub tiers: u32,
	/// Most bytes of a place.
	pub place: u32,
}

fn within(what: &str, length: usize, most: u32) -> Result<()> {
	if length > most as usize {
		return Err(Error::usage(format!("{length} {what}: at most {most}")));
	}
	Ok(())
}

impl Limits {
	/// What the chain's metadata says.
	pub async fn of(chain: &Chain) -> Result<Self> {
		Self::at(&chain.at(chain.best().await?).await?)
	}

	fn at(block: &AtBlock) -> Result<Self> {
		let (constants, pallet) = (block.constants(), chain::constants().supply_chain());
		let read = || -> std::result::Result<Self, ConstantError> {
			Ok(Self {
				goods: constants.entry(pallet.max_goods())?,
				lot: constants.entry(pallet.max_lot())?,
				conditions: constants.entry(pallet.max_conditions())?,
				tiers: constants.entry(pallet.max_tiers())?,
				place: constants.entry(pallet.max_place())?,
			})
		};
		Ok(read().map_err(subxt::Error::from)?)
	}

	/// Whether terms are within the bounds.
	pub fn check_terms(&self, terms: &Terms) -> Result<()> {
		within("goods", terms.goods.0.len(), self.goods)?;
		for goods in &terms.goods.0 {
			if let GoodsId::Gtin { lot, .. } = goods {
				within("characters of a lot", lot.0.len(), self.lot)?;
			}
		}
		within("conditions", terms.conditions.0.len(), self.conditions)?;
		for condition in &terms.conditions.0 {
			within("tiers", condition.tariff.tiers.0.len(), self.tiers)?;
		}
		Ok(())
	}

	/// Whether an event is within the bounds.
	pub fn check_event(&self, event: &EpcisEvent) -> Result<()> {
		within(
			"characters of a place",
			event.read_point.0.len(),
			self.place,
		)
	}
}
