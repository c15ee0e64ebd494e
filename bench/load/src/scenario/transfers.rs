// SPDX-License-Identifier: Apache-2.0

//! Balance transfers, the measure that chains are compared by.

use samul_client::{account, chain, Error, Result};
use subxt::utils::{AccountId32, MultiAddress};

use super::{accounts, Bench};
use crate::{
	measure::{figures, Figures, Sampler},
	pump::{self, Counted, Pace, Source},
	transactions::Signer,
};

/// What each moves: as much as an account has to have.
const EACH: u128 = 1_000_000_000;

/// Transfers of the development accounts to another one.
pub async fn run(bench: &Bench) -> Result<Figures> {
	let alone = bench.alone().await?;
	let chain = &alone.chain;
	let owners = accounts()?;
	let to = AccountId32([9; 32]);
	let mut signers = Vec::new();
	for owner in &owners {
		signers.push(Signer::new(chain, owner.clone()).await?);
	}
	let mut turn = 0;
	let source: Source<'_> = Box::new(|| {
		let call = chain::transactions()
			.balances()
			.transfer_keep_alive(MultiAddress::Id(to), EACH);
		turn += 1;
		signers[(turn - 1) % owners.len()].sign(&call).map(Some)
	});
	let mut sampler = Sampler::new(&alone.node);
	let trace = pump::run(
		chain,
		&alone.lanes,
		Counted::Accounts(&owners),
		Pace::full(bench.warm_up + bench.seconds),
		source,
		|_| sampler.tick(),
	)
	.await?;
	let moved = account::balance(chain, &to, None).await?.free;
	if moved != trace.sent.len() as u128 * EACH {
		return Err(Error::Evidence(format!(
			"{} transfers were sent, {moved} units moved",
			trace.sent.len()
		)));
	}
	figures(&trace, bench.warm_up, &sampler)
}
