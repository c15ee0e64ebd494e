// SPDX-License-Identifier: Apache-2.0

//! Balance transfers, the measure that chains are compared by.

use samul_client::{account, chain, Error, Result};
use subxt::utils::MultiAddress;

use super::{accounts, Bench};
use crate::{
	measure::{figures, Figures, Sampler},
	pump::{self, Counted, Pace, Source},
	transactions::Signer,
};

/// Transfers of one account to another.
pub async fn run(bench: &Bench) -> Result<Figures> {
	let alone = bench.alone().await?;
	let chain = &alone.chain;
	let owners = accounts()?;
	let (from, to) = (&owners[0], account::id(&owners[1]));
	let before = account::balance(chain, &to, None).await?.free;
	let mut signer = Signer::new(chain, from.clone()).await?;
	let source: Source<'_> = Box::new(|| {
		let call = chain::transactions()
			.balances()
			.transfer_keep_alive(MultiAddress::Id(to), 1);
		signer.sign(&call).map(Some)
	});
	let mut sampler = Sampler::new(&alone.node);
	let trace = pump::run(
		chain,
		Counted::Account(from),
		Pace::full(bench.warm_up + bench.seconds),
		source,
		|_| sampler.tick(),
	)
	.await?;
	// Each moved one unit.
	let moved = account::balance(chain, &to, None).await?.free - before;
	if moved != trace.sent.len() as u128 {
		return Err(Error::Evidence(format!(
			"{} transfers were sent, {moved} units moved",
			trace.sent.len()
		)));
	}
	figures(&trace, bench.warm_up, &sampler)
}
